//! Documents of the field from end to end: a report cited by its own paragraphs, a treaty and a law by articles, a debate
//! by speakers, a paper by pages. Each citation leads to the words it names, prints as its style has it, and does so
//! after a record has changed what is a passage. `tests/browser/documents` is the book.

#![allow(clippy::disallowed_methods, reason = "the test reads its own book")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fs;
use std::path::Path;

use briefbook::text::Inputs;
use common::{Built, build_inputs, locate};
use scraper::{ElementRef, Html, Selector};

/// The book's files, with some changed or added.
fn book(changes: &[(&str, &str)]) -> Built {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/documents");
    let mut files: Vec<(String, String)> = Vec::new();
    for folder in ["", "content", "seeds"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    for (name, text) in changes {
        files.retain(|(n, _)| n != name);
        files.push(((*name).to_owned(), (*text).to_owned()));
    }
    build_inputs(&Inputs::of(files.iter().map(|(n, t)| (n.as_str(), t.as_str()))), false)
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the citations of a page print, each with the words of the passage it leads to, of one of its sentences or as a
/// whole.
fn citations(built: &Built, page: &str) -> Vec<(String, String)> {
    let html = Html::parse_document(built.file(page));
    let cites = Selector::parse("main .prose a.cite").unwrap();
    html.select(&cites)
        .map(|link| {
            let (target, anchor) = locate(page, link.attr("href").unwrap()).unwrap();
            let there = Html::parse_document(built.file(&target));
            let place = there.tree.nodes().filter_map(ElementRef::wrap).find(|e| e.attr("id") == anchor.as_deref());
            let passage = place.and_then(|place| {
                let outer = place.ancestors().filter_map(ElementRef::wrap);
                outer.into_iter().find(|e| e.value().has_class("passage", scraper::CaseSensitivity::CaseSensitive))
            });
            (text(link), passage.or(place).map(text).unwrap_or_default())
        })
        .collect()
}

/// The words to which the citations of both notes lead, in the order of the notes.
const THERE: [&str; 15] = [
    "Most of them had lost contact with a satellite at least once",
    "Notices should be answered within one day.",
    "1. Each Party shall give notice of a launch",
    "on which orbit it will be kept.",
    "The Parties shall not disturb a satellite that has been entered",
    "The register shall be kept by the depositary",
    "第五条 禁止出境的数据包括：",
    "定期开展风险评估",
    "My Lords, will the Government say",
    "Because the other States have not agreed",
    "Lord Gamma My Lords, why should a record",
    "Those who own the satellites do not say where",
    "They have begun to ask for notices of manoeuvres",
    "It would help to begin with the least",
    "Nothing in this is new at sea.",
];

fn assert_citations_lead(built: &Built) {
    let errors: Vec<String> = built.messages().into_iter().filter(|m| m.contains("error[")).collect();
    assert_eq!(errors, [] as [&str; 0]);
    let all: Vec<(String, String)> =
        ["notices.html", "secrecy.html"].iter().flat_map(|page| citations(built, page)).collect();
    assert_eq!(all.len(), THERE.len(), "{all:#?}");
    for ((shown, there), words) in all.iter().zip(THERE) {
        assert!(there.contains(words), "{shown} leads to {there:?}, and not to {words:?}");
    }
}

#[test]
fn each_citation_leads_to_the_words_it_names() {
    let built = book(&[]);
    assert_eq!(built.messages(), [] as [&str; 0]);
    assert_citations_lead(&built);
}

#[test]
fn citations_by_the_numbers_of_a_document_outlive_a_change_of_its_record() {
    let with = |name: &str, more: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/documents").join(name);
        fs::read_to_string(path).unwrap() + more
    };
    let drop = |line: usize, text: &str| format!("\n[[drop]]\nline = {line}\ntext = \"{text}\"\n");
    let treaty = with("seeds/treaty.toml", &(drop(5, "Recognizing that") + &drop(13, "For the purposes")));
    let report = with("seeds/report.toml", &drop(9, "The General Assembly"));
    let debate = with("seeds/debate.toml", &drop(19, "No, my Lords"));
    let split = "\n[[split]]\nline = 5\ntext = \"Satellites are now\"\nbefore = \"A rule that\"\n";
    let paper = with("seeds/paper.toml", split);
    let changes = [("treaty", treaty), ("report", report), ("debate", debate), ("paper", paper)]
        .map(|(name, record)| (format!("seeds/{name}.toml"), record));
    let changes: Vec<(&str, &str)> = changes.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let passages = |built: &Built| built.compiled.book.passages;
    let (before, after) = (book(&[]), book(&changes));
    assert_ne!(passages(&before), passages(&after));
    assert_citations_lead(&after);
}

/// What a style makes of the notes' citations, in their order.
fn printed(style: &str) -> Vec<String> {
    let site = format!("title = \"The Satellite File\"\nlanguage = \"en\"\n[citations]\nstyle = \"{style}\"\n");
    let built = book(&[("site.toml", &site)]);
    let paragraphs = Selector::parse("main .prose > p").unwrap();
    let mut all = Vec::new();
    for page in ["notices.html", "secrecy.html"] {
        let html = Html::parse_document(built.file(page));
        all.extend(html.select(&paragraphs).map(text));
    }
    // No sentence of the notes has a bracket of its own.
    all.iter().map(|p| p[p.find(['(', '[']).unwrap()..].trim_end_matches('.').to_owned()).collect()
}

#[test]
fn styles_print_the_places_of_documents() {
    let apa = [
        "(United Nations, 2020, para. 3)",
        "(United Nations, 2020, para. 4 (b))",
        "(Treaty on Quiet Satellites, 2021, Article II, para. 1)",
        "(Treaty on Quiet Satellites, 2021, Article II, para. 2 (c))",
        "(Treaty on Quiet Satellites, 2021, Article III)",
        "(Treaty on Quiet Satellites, 2021, annex I, para. 1)",
        "(临江市港口数据条例, 2017, Article 5)",
        "(临江市港口数据条例, 2017, Article 3 (3))",
        "(Quiet Satellites, 2021, Lord Alpha)",
        "(Quiet Satellites, 2021, Baroness Beta)",
        "(Quiet Satellites, 2021, Lord Gamma)",
        "(Example, 2022, p. 1063)",
        "(Example, 2022, p. 1064)",
        "(Example, 2022, p. 1065)",
        "(Example, 2022, p. 1066)",
    ];
    assert_eq!(printed("apa"), apa);
    let chicago = [
        "(United Nations 2020, para. 3)",
        "(United Nations 2020, para. 4 (b))",
        "(Treaty on Quiet Satellites 2021, art. II, para. 1)",
        "(Treaty on Quiet Satellites 2021, art. II, para. 2 (c))",
        "(Treaty on Quiet Satellites 2021, art. III)",
        "(Treaty on Quiet Satellites 2021, annex I, para. 1)",
        "(临江市港口数据条例 2017, art. 5)",
        "(临江市港口数据条例 2017, art. 3 (3))",
        "(Quiet Satellites 2021, Lord Alpha)",
        "(Quiet Satellites 2021, Baroness Beta)",
        "(Quiet Satellites 2021, Lord Gamma)",
        "(Example 2022, 1063)",
        "(Example 2022, 1064)",
        "(Example 2022, 1065)",
        "(Example 2022, 1066)",
    ];
    assert_eq!(printed("chicago-author-date"), chicago);
    // GB/T 7714-2015, 10.1.3: the page stands raised behind the number in its brackets.
    let gb = [
        "[1]para. 3",
        "[1]para. 4 (b)",
        "[2]art. II, para. 1",
        "[2]art. II, para. 2 (c)",
        "[2]art. III",
        "[2]annex I, para. 1",
        "[3]art. 5",
        "[3]art. 3 (3)",
        "[1, Lord Alpha]",
        "[1, Baroness Beta]",
        "[1, Lord Gamma]",
        "[2]1063",
        "[2]1064",
        "[2]1065",
        "[2]1066",
    ];
    assert_eq!(printed("gb-7714-2015-numeric"), gb);
}
