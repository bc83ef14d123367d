//! The data of search and previews: what is in them, what is not, and that a script can read them.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::{Built, build};
use serde_json::{Value, json};

const SOURCE: &str = "A Short Study of Norms\n\nBy Ann Author\n\nNorms are standards of *behaviour* among states, in the first of two sentences. This is the second one.\n\nThe harbour is quiet in this second paragraph, and no note speaks of it at all.\n";

/// What a file of data registers, under the name it should have.
#[track_caller]
fn data(built: &Built, name: &str) -> Value {
    let text = built.file(&format!("assets/{name}.js"));
    let inside = text.strip_prefix(&format!("briefbook.register(\"{name}\", ")).and_then(|t| t.strip_suffix(");\n"));
    serde_json::from_str(inside.unwrap_or_else(|| panic!("{name}: {text}"))).unwrap()
}

/// Everything that search and previews hold, as one text.
fn all(built: &Built) -> String {
    let paths =
        built.paths().into_iter().filter(|p| p.starts_with("assets/search/") || p.starts_with("assets/previews/"));
    paths.map(|p| built.file(p).to_owned()).collect()
}

fn book(record: &str) -> Built {
    build(&[
        ("seeds/study.txt", SOURCE),
        (
            "seeds/study.toml",
            &format!("title = \"A Short Study of Norms\"\nissued = \"2016-05\"\nlanguage = \"en\"\n{record}"),
        ),
        (
            "content/concepts/norm.md",
            "+++\ntitle = \"Norm\"\naliases = [\"norms\"]\nlabels = { zh-Hans = \"规范\" }\ndefinition = \"What states should do.\"\n\n\
             [[claims]]\nholder = \"ann\"\nquote = \"standards of behaviour among states\"\nsource = \"study\"\nvoice = \"own\"\ntranslation = \"行为标准\"\n+++\n\
             Words above. They are “standards of behaviour among states” [@study, passage 1].\n\n## A part\n\n- First *item*[^1]\n- Second\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: Of the foot.\n",
        ),
        ("content/actors/ann.md", "# Ann\n\nSee [[norm#a-part]].\n"),
    ])
}

#[test]
fn names_hold_every_label_and_texts_every_paragraph_with_its_place() {
    let built = book("");
    assert_eq!(data(&built, "search/index"), json!({"names": 1, "texts": 1}));
    let names = data(&built, "search/names-1");
    let about: Vec<(&str, &str)> =
        names.as_array().unwrap().iter().map(|n| (n["url"].as_str().unwrap(), n["title"].as_str().unwrap())).collect();
    assert_eq!(
        about,
        [("concepts/norm.html", "Norm"), ("actors/ann.html", "Ann"), ("sources/study.html", "A Short Study of Norms")]
    );
    assert_eq!(names[0]["labels"], json!([["规范", "zh-Hans"], ["norms", ""]]));
    let texts = data(&built, "search/text-1");
    let lines: Vec<&str> = texts["lines"].as_str().unwrap().split('\n').collect();
    let spots = texts["at"].as_array().unwrap();
    assert_eq!(lines.len(), spots.len());
    assert_eq!(texts["pages"], json!([[2, 2], [0, 9], [1, 1]]));
    assert_eq!(
        lines[0],
        "Norms are standards of behaviour among states, in the first of two sentences. This is the second one."
    );
    assert_eq!(spots[0], json!(1));
    assert_eq!(lines[2..4], ["standards of behaviour among states", "行为标准"]);
    assert_eq!((&spots[2]["holder"], &spots[2]["para"], &spots[3]["translated"]), (&json!(1), &json!(1), &json!(true)));
    assert_eq!(
        lines[4..],
        [
            "Words above. They are “standards of behaviour among states”.",
            "A part",
            "First item",
            "Second",
            "a · b",
            "c · d",
            "Of the foot.",
            "See Norm."
        ]
    );
    assert_eq!(spots[6], json!(["a-part", "A part"]));
}

#[test]
fn previews_hold_the_passages_pointed_at_and_the_sections_linked_to() {
    let built = book("");
    let passages = data(&built, "previews/sources/study/0");
    assert_eq!(passages.as_object().unwrap().keys().collect::<Vec<_>>(), ["1"], "no note speaks of the second");
    let sum = |page: &str| page.encode_utf16().map(u32::from).sum::<u32>() % 64;
    let norm = &data(&built, &format!("previews/pages-{}", sum("concepts/norm")))["concepts/norm"];
    assert_eq!(norm["words"], "What states should do.");
    assert_eq!(norm["sections"], json!({"a-part": ["A part", "First item"]}));
    assert_eq!(norm["facts"], json!(["1 mention in 1 source", "1 statement"]));
    let study = &data(&built, &format!("previews/pages-{}", sum("sources/study")))["sources/study"];
    assert_eq!((&study["files"], &study["facts"]), (&json!([0]), &json!(["Ann Author", "May 2016", "2 passages"])));
}

#[test]
fn what_a_source_may_not_show_is_in_neither() {
    for (record, seen) in
        [("", [true, true]), ("show = \"excerpts\"\n", [true, false]), ("show = \"citation\"\n", [false, false])]
    {
        let all = all(&book(record));
        assert_eq!([all.contains("in the first of two"), all.contains("harbour is quiet")], seen, "{record}");
    }
}

#[test]
fn a_book_without_anything_has_data_all_the_same() {
    let built = build(&[]);
    assert_eq!(data(&built, "search/index"), json!({"names": 0, "texts": 0}));
    assert!((0..64).all(|n| data(&built, &format!("previews/pages-{n}")) == json!({})));
    assert!(built.file("search.html").contains("id=\"search\""));
}

#[test]
fn files_of_data_stay_small() {
    let paragraph =
        "Norms are standards of behaviour among states, and this sentence is as long as such sentences are. ".repeat(8);
    let source = format!("A Long Study\n\nBy Ann Author\n\n{}", format!("{paragraph}\n\n").repeat(2_000));
    let built =
        build(&[("seeds/long.txt", &source), ("content/concepts/norm.md", "+++\ntitle = \"Norms\"\n+++\nText.\n")]);
    let texts = data(&built, "search/index")["texts"].as_u64().unwrap();
    assert!(texts > 4, "{texts}");
    for path in built.paths().into_iter().filter(|p| p.starts_with("assets/") && p.ends_with(".js")) {
        assert!(built.file(path).len() < 500_000, "{path} has {} bytes", built.file(path).len());
    }
}
