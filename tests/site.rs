//! The site as a reader gets it: every address leads somewhere, every page is well formed and within reach,
//! nothing leaves the book, and nothing that should not be shown is in it.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use briefbook::disk;
use briefbook::path::SitePath;
use common::{Built, build, build_inputs, faults, locate};

/// The book of this repository.
fn own_book() -> Built {
    let inputs = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert!(inputs.remarks.is_empty(), "{:?}", inputs.remarks);
    build_inputs(&inputs.value, false)
}

fn nothing_leaves(_: &str, _: &str) -> bool {
    false
}

#[track_caller]
fn assert_sound(built: &Built) {
    let faults = faults(built, nothing_leaves);
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// How many clicks each page is away from the first one.
fn clicks(built: &Built) -> BTreeMap<String, usize> {
    let pages = built.pages();
    let mut clicks = BTreeMap::from([("index.html".to_owned(), 0)]);
    let mut queue = VecDeque::from(["index.html".to_owned()]);
    while let Some(path) = queue.pop_front() {
        let next = clicks[&path] + 1;
        for link in pages[&path].links_from(&path) {
            if pages.contains_key(&link) && !clicks.contains_key(&link) {
                clicks.insert(link.clone(), next);
                queue.push_back(link);
            }
        }
    }
    clicks
}

/// Pages that are no part of the book's own: the one for wrong addresses, search, and those at old addresses.
fn is_beside_the_book(built: &Built, path: &str) -> bool {
    matches!(path, "404.html" | "search.html") || built.file(path).contains("http-equiv=\"refresh\"")
}

#[track_caller]
fn assert_within_reach(built: &Built, most: usize) {
    let clicks = clicks(built);
    for path in built.pages().keys().filter(|p| !is_beside_the_book(built, p)) {
        match clicks.get(path) {
            None => panic!("{path} is not reached from the first page by links"),
            Some(n) => assert!(*n <= most, "{path} is {n} clicks away from the first page"),
        }
    }
}

/// A source long enough to be taken for one.
const SOURCE: &str = "A Short Study of Norms\n\nBy Ann Author\n\n12 May 2016\n\n\
The first paragraph speaks of cyber norms at some length, so that nobody can take it for a menu or a caption. It has two sentences.\n\n\
The second paragraph says that states should cooperate, and that trust grows where promises are kept and where both sides can see it.\n\n\
## What follows\n\n\
The third paragraph ends the study with a plain statement: norms are standards of behaviour, defined in terms of rights and obligations.\n";

const RECORD: &str = "title = \"A Short Study of Norms\"\nauthor = [\"Ann Author\"]\nissued = \"2016-05-12\"\n";

/// A small book in which everything that makes an address is used at least once.
const SMALL: &[(&str, &str)] = &[
    ("site.toml", "title = \"A small book\"\n"),
    ("seeds/study.txt", SOURCE),
    ("seeds/study.toml", RECORD),
    (
        "content/index.md",
        "+++\ntitle = \"Brief\"\ntags = [\"brief\"]\n+++\nSee [[norms]], [the actor](actors/ann.md) and [@study, passage 2].[^1]\n\n[^1]: A note with [[norms#part-two|a link]].\n\n![map](map.png)\n",
    ),
    ("content/map.png", "not really a picture"),
    (
        "content/concepts/norms.md",
        "+++\ntitle = \"Cyber norms\"\naliases = [\"standards of behaviour\"]\n[[claims]]\nholder = \"ann\"\nquote = \"norms are standards of behaviour\"\nsource = \"study\"\nvoice = \"own\"\n+++\n\
## Part one\n\nText. ^block\n\n## Part two\n\n> states should cooperate\n> — [@study, passage 2]\n\n![[study#p1]]\n\n> [!note] A callout\n> with [[#^block|a link]] and #tagged words\n",
    ),
    ("content/actors/ann.md", "+++\ntitle = \"Ann Author\"\n+++\nShe writes of cyber norms. ![[norms#part-one]]\n"),
    (
        "content/chapters/10-first.md",
        "# First chapter\n\n| a | b |\n|---|--:|\n| [[second]] | 2 |\n\nTerm\n: Definition of it\n",
    ),
    ("content/chapters/20-second.md", "# Second chapter\n\n```rust\nfn main() {}\n```\n"),
    ("content/loose.md", "# A note by itself\n\n- [x] done\n- [ ] open\n"),
    ("content/papers/index.md", "# Papers\n\nWhat is in this folder.\n"),
    ("content/papers/one.md", "# Paper one\n\nWords. [back](index.md)\n"),
    ("content/papers/deep/two.md", "# Paper two\n\nWords.\n"),
];

#[test]
fn the_book_of_this_repository_is_sound() {
    let built = own_book();
    assert_sound(&built);
    assert_within_reach(&built, 3);
    assert!(built.pages().len() > 15, "{:?}", built.paths());
}

#[test]
fn the_book_of_this_repository_has_no_errors() {
    let errors: Vec<String> = own_book().messages().into_iter().filter(|m| m.contains(": error[")).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn a_small_book_is_sound_without_and_with_an_address() {
    let built = build(SMALL);
    assert_eq!(built.messages(), [""; 0]);
    assert_sound(&built);
    assert_within_reach(&built, 3);
    let mut with = SMALL.to_vec();
    with[0] = ("site.toml", "title = \"A small book\"\nbase_url = \"https://example.org/book\"\n");
    let built = build(&with);
    // A host shows the 404 page at any depth, so its addresses, and only its, start at the root of the site.
    let rooted = |path: &str, url: &str| {
        let file = url.strip_prefix("/book/").filter(|_| path == "404.html");
        file.is_some_and(|f| built.paths().contains(&f))
    };
    let faults = faults(&built, |path, url| url.starts_with("https://example.org/book/") || rooted(path, url));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_book_of_sources_alone_has_a_page_for_each() {
    let built = build(&[("seeds/study.txt", SOURCE), ("seeds/other.txt", "Nothing much.\n")]);
    assert_sound(&built);
    assert_within_reach(&built, 2);
    for page in
        ["index.html", "sources/index.html", "sources/study.html", "sources/other.html", "404.html", "book.json"]
    {
        assert!(built.has(page), "{page}: {:?}", built.paths());
    }
    assert!(built.file("sources/study.html").contains("id=\"p3\""));
    assert!(built.file("sources/study.html").contains("norms are standards of behaviour"));
}

#[test]
fn of_two_sources_that_would_be_one_page_the_second_is_left_out_whole() {
    let second = SOURCE.replace("ends the study", "ends the Ann Author study");
    let built = build(&[
        ("seeds/Study.txt", SOURCE),
        (
            "seeds/study.txt",
            &format!(
                "{second}\nA fourth paragraph follows in which Ann Author is named again, and it is a whole sentence.\n"
            ),
        ),
        ("content/actors/ann.md", "# Ann Author\n\nText.\n"),
    ]);
    assert_eq!(built.codes(), ["note/duplicate"], "{:?}", built.messages());
    assert_sound(&built);
}

#[test]
fn a_book_of_one_note_is_sound() {
    let built = build(&[("content/index.md", "# Only this\n\nWords.\n")]);
    assert_sound(&built);
    // The other page is the one to print.
    assert_within_reach(&built, 1);
}

#[test]
fn whatever_becomes_the_first_page_is_the_home_of_the_book() {
    for name in ["index", "_index", "Index"] {
        let built = build(&[(&format!("content/{name}.md"), "Words of welcome.\n")]);
        assert_eq!(built.messages(), [""; 0], "{name}");
        assert!(built.file("index.html").contains("Words of welcome."), "{name}");
    }
}

#[test]
fn an_empty_book_is_sound() {
    let built = build(&[]);
    assert_sound(&built);
    assert!(built.has("index.html"));
}

#[test]
fn sitemap_feed_and_canonical_links_need_an_address() {
    let note = (
        "content/concepts/norms.md",
        "+++\ntitle = \"Norms\"\nupdated = \"2026-03-01\"\naliases = [\"standard\"]\n+++\nText.\n",
    );
    let built = build(&[note]);
    assert!(!built.has("sitemap.xml") && !built.has("feed.xml"));
    assert!(!built.file("robots.txt").contains("Sitemap"));
    for (path, page) in built.pages() {
        let absolute: Vec<_> = page.addresses.iter().filter(|(_, _, url)| url.contains("://")).collect();
        assert!(absolute.is_empty(), "{path}: {absolute:?}");
        assert!(!built.file(&path).contains("og:url") && !built.file(&path).contains("atom+xml"), "{path}");
    }
    let base = "https://example.org/a%20book";
    let built = build(&[note, ("site.toml", "base_url = \"https://example.org/a%20book/\"\n")]);
    assert!(built.file("robots.txt").contains(&format!("Sitemap: {base}/sitemap.xml\n")));
    let named = |text: &str, open: &str, close: &str| -> Vec<String> {
        text.split(open).skip(1).map(|part| part.split(close).next().unwrap().to_owned()).collect()
    };
    let mut urls = named(built.file("sitemap.xml"), "<loc>", "</loc>");
    let listed: BTreeSet<String> = urls.iter().cloned().collect();
    assert_eq!(listed.len(), urls.len(), "an address stands twice in the sitemap");
    urls.extend(named(built.file("feed.xml"), "<link href=\"", "\""));
    urls.extend(named(built.file("feed.xml"), "<link rel=\"self\" href=\"", "\""));
    // The page to print says again what the others say, and is none for search engines.
    assert!(built.file("print.html").contains("<meta name=\"robots\" content=\"noindex\">"));
    for path in built.pages().keys().filter(|p| !is_beside_the_book(&built, p) && *p != "print.html") {
        let canonical = named(built.file(path), "<link rel=\"canonical\" href=\"", "\"");
        assert_eq!(canonical.len(), 1, "{path}");
        assert!(listed.contains(&canonical[0]), "{path} is not in the sitemap: {listed:?}");
        urls.extend(canonical);
    }
    for url in urls {
        let inside = url.strip_prefix(&format!("{base}/")).unwrap_or_else(|| panic!("{url}"));
        let file = if inside.is_empty() { "index.html".to_owned() } else { locate("", inside).unwrap().0 };
        assert!(built.has(&file), "{url} leads to no file");
    }
}

#[test]
fn drafts_are_nowhere() {
    let files = [
        ("content/index.md", "# Home\n\nWe wait for [[the-secret]]; see [it](concepts/the-secret.md).\n"),
        (
            "content/concepts/the-secret.md",
            "+++\ntitle = \"Zanzibar accord\"\naliases = [\"Zanzibar pact\"]\ntags = [\"zanzibar\"]\ndraft = true\nupdated = \"2026-01-01\"\n+++\nThe Zanzibar words.\n",
        ),
        ("content/concepts/open.md", "# Open\n\nThe Zanzibar pact is not linked.\n"),
        ("site.toml", "base_url = \"https://example.org\"\n"),
    ];
    let built = build(&files);
    assert_eq!(built.codes(), ["link/missing", "link/missing"]);
    for (path, bytes) in &built.outputs.files {
        let text = String::from_utf8_lossy(bytes).replace("The Zanzibar pact is not linked", "");
        assert!(!path.as_str().contains("secret") && !path.as_str().contains("zanzibar"), "{path}");
        assert!(!text.to_lowercase().contains("zanzibar"), "{path}: {text}");
    }
    let built = build_inputs(&briefbook::text::Inputs::of(files), true);
    assert!(
        built.has("concepts/the-secret.html") && built.has("concepts/zanzibar-pact.html") && built.codes().is_empty()
    );
}

#[test]
fn aliases_lead_on_to_the_page_they_name() {
    let built = build(&[
        (
            "content/concepts/norms.md",
            "+++\ntitle = \"Norms\"\naliases = [\"Standards of Behaviour\", \"norms\", { text = \"the rules\", requires = [\"2015\"] }]\n+++\nText.\n",
        ),
        ("content/concepts/taken.md", "+++\ntitle = \"Taken\"\naliases = [\"Other name\"]\n+++\nText.\n"),
        ("content/concepts/other-name.md", "# A page of its own\n\nText.\n"),
    ]);
    let redirect = built.file("concepts/standards-of-behaviour.html");
    assert!(
        redirect.contains("content=\"0; url=norms.html\"") && redirect.contains("<a href=\"norms.html\">Norms</a>"),
        "{redirect}"
    );
    assert!(!built.has("concepts/the-rules.html"), "a name under a condition is no address");
    assert!(built.file("concepts/other-name.html").contains("A page of its own"));
    assert!(built.file("concepts/norms.html").contains("<h1>Norms</h1>"));
    assert_sound(&built);
}

#[test]
fn whatever_stands_in_a_link_the_page_stays_well_formed() {
    let built = build(&[
        ("seeds/study.txt", SOURCE),
        ("seeds/study.toml", RECORD),
        (
            "content/index.md",
            "# Home\n\n[see @study and [@study, passage 1]](a.md) [a #tag here](a.md) [a note[^1]](a.md)\n\n\
             [![remote](https://example.org/a.png)](a.md) [![local](map.png)](a.md) [[a|words with @study in them]]\n\n\
             [cyber norms](a.md) [![[a]]](a.md)\n\n## [A link @study](a.md)\n\n## A heading with [[a]] and #tag[^1]\n\n[^1]: Text.\n",
        ),
        ("content/a.md", "# A\n\nText.\n"),
        ("content/concepts/cyber.md", "# Cyber norms\n\nText.\n"),
        ("content/map.png", "x"),
    ]);
    let faults = faults(&built, |_, url| url == "https://example.org/a.png");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_heading_takes_an_id_that_the_page_needs_itself() {
    let names = [
        "Main",
        "Concordance",
        "Mentioned by",
        "Who says what",
        "Voice own",
        "Icon note",
        "Fn 1",
        "Fnref 1",
        "Letter 1",
        "References",
        "Ledger",
        "P1",
        "Cited by",
        "Menu",
        "Neighbourhood",
        "Outline",
    ];
    let body: String = names.iter().map(|n| format!("## {n}\n\nText.[^1]\n\n")).collect();
    let explicit: String =
        names.iter().map(|n| format!("## X {{#{}}}\n\n", n.to_lowercase().replace(' ', "-"))).collect();
    let claims = "[[claims]]\nholder = \"ann\"\nquote = \"norms are standards of behaviour\"\nsource = \"study\"\nvoice = \"own\"\n";
    let concept = format!("+++\ntitle = \"Cyber norms\"\n{claims}+++\n{body}\n[^1]: Note.\n");
    let twice =
        format!("# Twice\n\n{explicit}\nOne. ^same\n\nTwo. ^same\n\n## Same {{#same}}\n\n{body}\n[^1]: Note.\n");
    let built = build(&[
        ("seeds/study.txt", SOURCE),
        ("content/index.md", &twice),
        ("content/concepts/norms.md", &concept),
        ("content/concepts/index.md", &twice),
        ("content/actors/ann.md", "# Ann Author\n\nOn [[norms#main]] and cyber norms.\n"),
    ]);
    assert_sound(&built);
}

#[test]
fn a_correction_leads_to_where_the_words_are_shown() {
    let source = format!(
        "{SOURCE}\nReferences\n\nSmith, J. (2010). Trust amung states. Journal of Trust, 3(2), 1-20.\n\nTao, L. (2011). Norms among states. Journal of Norms, 4(1), 30-44.\n"
    );
    let line = |words: &str| source.lines().position(|l| l.contains(words)).unwrap() + 1;
    let correct =
        |words: &str| format!("[[correct]]\nline = {}\ntext = \"{words}\"\nto = \"something else\"\n", line(words));
    let record = format!(
        "{RECORD}{}{}{}{}",
        correct("Trust amung states"),
        correct("Short Study"),
        correct("states should cooperate"),
        correct("What follows")
    );
    let built = build(&[("seeds/study.txt", &source), ("seeds/study.toml", &record)]);
    assert_eq!(built.messages(), [""; 0]);
    assert_eq!(built.file("sources/study.html").matches("as “something else”").count(), 4);
    assert_sound(&built);
}

#[test]
fn a_claim_about_two_concepts_stands_on_its_holders_page_with_one_id() {
    let claim = "[[claims]]\nconcepts = [\"one\", \"two\"]\nquote = \"norms are standards of behaviour\"\nsource = \"study\"\nvoice = \"own\"\n";
    let ann = format!("+++\ntitle = \"Ann Author\"\n{claim}{claim}+++\nText.\n");
    let built = build(&[
        ("seeds/study.txt", SOURCE),
        ("content/concepts/one.md", "# Concept one\n\nText.\n"),
        ("content/concepts/two.md", "# Concept two\n\nText.\n"),
        ("content/actors/ann.md", &ann),
    ]);
    assert_sound(&built);
}

#[test]
fn a_block_is_shown_elsewhere_wherever_it_stands() {
    let built = build(&[
        ("content/index.md", "# Home\n\n![[a#^note]]\n\n![[a#^def]]\n\n![[a#^item]]\n"),
        (
            "content/a.md",
            "# A\n\nSign.[^1]\n\n[^1]: Of the footnote. ^note\n\nterm\n: Of the definition. ^def\n\n> - Of the item. ^item\n",
        ),
    ]);
    assert_eq!(built.codes(), Vec::<&str>::new());
    let home = built.file("index.html");
    for words in ["Of the footnote.", "Of the definition.", "Of the item."] {
        assert!(home.contains(words), "{words}: {home}");
    }
}

#[test]
fn every_anchor_that_can_be_linked_to_is_on_the_page() {
    let built = build(&[
        (
            "content/index.md",
            "# Home\n\n[[a#^p]] [[a#^item]] [[a#^rule]] [[a#^code]] [[a#^table]] [[a#^quote]] [[a#^call]] [[a#^dl]] [[a#^embed]] [[a#^note]] [[a#^deep]] [[a#^missing]] [[a#^html]]\n",
        ),
        (
            "content/a.md",
            "# A\n\nParagraph. ^p\n\n- item ^item\n\n---\n\n^rule\n\n```\ncode\n```\n\n^code\n\n| a |\n|---|\n| b |\n\n^table\n\n> quote\n\n^quote\n\n> [!note]\n> call\n\n^call\n\n\
             term\n: definition\n\n^dl\n\n![[b]]\n\n^embed\n\n[^1]: Footnote text. ^note\n\n1. > deep ^deep\n\n![[nothing]]\n\n^missing\n\nSign[^1].\n\n<div>html</div>\n\n^html\n",
        ),
        ("content/b.md", "# B\n\nText.\n"),
        ("site.toml", "[markdown]\nhtml = true\n"),
    ]);
    let links = faults(&built, nothing_leaves);
    assert!(links.is_empty(), "{}", links.join("\n"));
    assert_eq!(built.codes(), ["link/missing"], "{:#?}", built.messages());
}

#[test]
fn a_heading_of_a_source_is_linked_to_and_shown_by_its_words() {
    let text = "A Pact on Quiet Seas\n\nBy Ann Author\n\n12 May 2016\n\nThe parties met at sea and agreed on what they would \
                not do there, in the spring of a year in which nobody slept.\n\n## Of Noise\n\nNo ship of a party makes \
                noise by night, unless it is about to meet another ship that does not see it.\n\n## Of Light\n\nEach \
                ship shows a light at its bow, and puts it out when the sun is up, so that oil is not burnt in vain.\n";
    let record =
        "title = \"A Pact on Quiet Seas\"\nauthor = [\"Ann Author\"]\nissued = \"2016-05-12\"\nshow = \"excerpts\"\n";
    let built = build(&[
        ("seeds/pact.txt", text),
        ("seeds/pact.toml", record),
        ("content/index.md", "# Home\n\nSee [[pact#Of Noise]].\n\n![[pact#Of Light]]\n"),
    ]);
    assert_sound(&built);
    assert_eq!(built.codes(), Vec::<&str>::new(), "{:#?}", built.messages());
    let home = built.file("index.html");
    assert!(home.contains("href=\"sources/pact.html#of-noise\""), "{home}");
    // What is shown of the section is what an edition of excerpts may show.
    assert!(home.contains("Each ship shows a light") && !home.contains("No ship of a party"), "{home}");
    let page = built.file("sources/pact.html");
    assert!(page.contains("id=\"of-light\"") && page.contains("Each ship shows a light"), "{page}");
    assert!(!page.contains("No ship of a party"), "{page}");
}

#[test]
fn a_title_and_a_heading_of_the_same_words_can_both_be_linked_to() {
    let built = build(&[
        ("content/index.md", "# Norms\n\n[[#Norms]] [[a#A title]]\n\n## Norms\n"),
        ("content/a.md", "# A title\n"),
    ]);
    assert_eq!(built.messages(), [""; 0]);
    assert!(
        built.file("index.html").contains("href=\"#norms\"") && built.file("index.html").contains("href=\"a.html\"")
    );
    assert_sound(&built);
}

#[test]
fn footnotes_are_kept_whether_signed_or_not() {
    let built = build(&[(
        "content/index.md",
        "# Home\n\nOne[^b], again[^b] and two[^c].\n\n[^a]: Text A[^d].\n\n[^b]: Text B.\n\n[^c]: Text C[^b].\n\n[^d]: Text D[^a].\n\n[^e]: Text E.\n",
    )]);
    let (_, list) = built.file("index.html").split_once("class=\"footnotes\"").unwrap();
    for text in ["Text A", "Text B", "Text C", "Text D", "Text E"] {
        assert_eq!(list.matches(text).count(), 1, "{text}");
    }
    assert_sound(&built);
}

#[test]
fn a_footnote_stands_beside_its_line_too_where_it_can() {
    let built = build(&[(
        "content/index.md",
        "# Home\n\n## Head[^head]\n\nOne[^plain], again[^plain], two[^two], list[^list], inner[^inner].\n\n| a |\n|---|\n| b[^table] |\n\n\
[^head]: Of a heading.\n\n[^plain]: Plain *words*.\n\n[^two]: Two.\n\n    Paragraphs.\n\n[^list]: - A list.\n\n[^inner]: With a sign[^plain].\n\n[^table]: In a table.\n",
    )]);
    let page = built.file("index.html");
    let (text, list) = page.split_once("class=\"footnotes\"").unwrap();
    let beside = |words: &str| text.contains(words);
    assert!(text.contains("<span class=\"sidenote\"><span class=\"sidenote-number\" aria-hidden=\"true\">2</span> Plain <em>words</em>.</span>"), "{text}");
    assert!(beside("<span class=\"para\">Two.</span>\n<span class=\"para\">Paragraphs.</span>"), "{text}");
    for words in ["Of a heading", "A list", "With a sign", "In a table"] {
        assert!(!beside(words) && list.contains(words), "{words}");
    }
    // What stands beside a line is named as such in the list, so that only one of the two is shown.
    assert_eq!(page.matches("class=\"sidenote\"").count(), 2);
    assert_eq!(list.matches("<li id=\"fn-2\" class=\"beside\" value=\"2\">").count(), 1, "{list}");
    assert_eq!(list.matches("class=\"beside\"").count(), 2);
    assert_sound(&built);
}

#[test]
fn notes_that_cite_stand_beside_their_lines_as_the_style_has_them() {
    let built = build(&[
        ("site.toml", "title = \"T\"\n[citations]\nstyle = \"chicago-notes\"\n"),
        ("seeds/study.txt", SOURCE),
        ("seeds/study.toml", RECORD),
        ("content/index.md", "# Home\n\nOne [@study, passage 1]. Two [@study, passage 2].[^x]\n\n[^x]: See @study.\n"),
    ]);
    let page = built.file("index.html");
    let (text, _) = page.split_once("class=\"footnotes\"").unwrap();
    let notes: Vec<&str> = text.split("class=\"sidenote\"").skip(1).collect();
    assert_eq!(notes.len(), 3, "{text}");
    assert!(notes[0].contains("sources/study.html#p1") && notes[1].contains("sources/study.html#p2"), "{notes:?}");
    assert!(notes[2].contains("See ") && notes[2].contains("sources/study.html"), "{notes:?}");
    assert_sound(&built);
}

#[test]
fn citations_and_quotations_lead_to_their_sentences() {
    let study = "A Short Study of Norms\n\nBy Ann Author\n\n12 May 2016\n\n\
        The U.S. Government spoke first, as it does. It said that *norms are standards. They bind* all states alike. A hotline was \
        promised to both sides in 2015. The rest of the day was spent on trade, and the guests went home.\n\n\
        The harbour is quiet in this second paragraph. No note speaks of it at all, and the boats lie on the shore.\n";
    let note = "# Home\n\nBy number [@study, passage 1, sentence 2]. By words [@study, passage 1, “promised to both”]. It said \
        “bind* all states alike. A hotline was promised” [@study, passage 1]. It ends “and the guests went home. The harbour is \
        quiet” [@study, passages 1-2].\n\nBoth agreed on a hotline in 2015, promised to each side [@study, passage 1]. \
        See the study [@study, passage 1].\n\n> No note speaks of it at all\n>\n> — [@study, passage 2]\n";
    let files = |show: &'static str| {
        build(&[
            ("seeds/study.txt", study),
            ("seeds/study.toml", show),
            ("content/index.md", note),
            (
                "content/concepts/trade.md",
                "+++\ntitle = \"Trade\"\nlabels = [\"states alike. A hotline\"]\n+++\n\nText.\n",
            ),
        ])
    };
    let links = |built: &Built| -> Vec<String> {
        let page = built.file("index.html");
        let ends = page.split("<a class=\"cite\" href=\"sources/study.html").skip(1);
        ends.map(|rest| rest.split_once("\">").unwrap().0.to_owned()).collect()
    };
    let built = files(RECORD);
    assert_eq!(
        links(&built),
        ["#p1s2", "#p1s4", "#p1s3-4", "#p1s5", "#p1\" data-near=\"4", "#p1", "#p2s2"],
        "{:?}",
        built.messages()
    );
    assert!(built.file("index.html").contains("Author, passage&nbsp;1, sentence&nbsp;2</a>"));
    assert!(!built.file("index.html").contains("promised to both”]"));
    let page = built.file("sources/study.html");
    let ids: Vec<&str> =
        page.match_indices("class=\"sentence").map(|(at, _)| page[at..].split('"').nth(3).unwrap()).collect();
    assert_eq!(ids, ["p1s2", "p1s3-4", "p1s4", "p1s5", "p2s1", "p2s2"]);
    assert!(
        page.contains("class=\"sentence goes-on\" id=\"p1s5\"")
            && page.contains("class=\"sentence comes\" id=\"p2s1\"")
    );
    assert_sound(&built);
    // Of a source that may not be shown no sentence is a place.
    let built = files("show = \"citation\"\n");
    assert!(links(&built).iter().all(|link| !link.contains('s')), "{:?}", links(&built));
    assert!(!built.file("sources/study.html").contains("class=\"sentence"));
    assert_sound(&built);
}

#[test]
fn the_book_on_one_page_leads_to_places_in_itself() {
    let built = build(SMALL);
    let page = built.file("print.html");
    // Text of every part, and ids that name their page.
    for words in ["A note with", "Definition of it", "What is in this folder", "Paper two", "The third paragraph"] {
        assert!(page.contains(words), "{words}");
    }
    for id in
        ["page:index:fn-1", "page:concepts/norms:part-two", "page:sources/study:p2", "page:bibliography:work-study"]
    {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
    let (_, main) = page.split_once("<main").unwrap();
    let (main, _) = main.split_once("</main>").unwrap();
    for part in main.split("href=\"").skip(1) {
        let url = part.split('"').next().unwrap();
        let beside = ["#voice-", "#icon-", "tags/", "map.png"].iter().any(|u| url.starts_with(u));
        assert!(url.starts_with("#page%3A") || url == "#more" || beside, "{url}");
    }
    assert!(built.file("index.html").contains("href=\"print.html\""));
}

#[test]
fn a_book_too_long_for_one_page_says_what_is_left_out() {
    let long = format!("# Long\n\n{}\n\n## The end\n", "Many words stand in this paragraph.\n\n".repeat(60_000));
    let built = build(&[
        ("content/index.md", "# Home\n\n[[long]] [[longer]]\n"),
        ("content/chapters/long.md", &long),
        ("content/chapters/longer.md", &long),
    ]);
    let page = built.file("print.html");
    assert!(page.contains("1 of its pages are left out") && page.len() < 6_000_000, "{}", page.len());
    assert!(page.contains("href=\"#page%3Achapters%2Flong\"") && page.contains("href=\"chapters/longer.html\""));
    assert_sound(&built);
}

#[test]
fn what_notes_show_of_others_does_not_make_the_book_on_one_page_grow() {
    let big = format!("# Big\n\n{}", "Many words stand in this paragraph.\n\n".repeat(3_000));
    let passage = format!("A Heading\n\n{}\n", "Long words stand here. ".repeat(10_000));
    let mut files = vec![
        ("content/index.md".to_owned(), "# Home\n".to_owned()),
        ("content/big.md".to_owned(), big),
        ("content/short.md".to_owned(), "# Short\n\n![[big]]\n".to_owned()),
        ("seeds/study.txt".to_owned(), passage),
        ("seeds/study.toml".to_owned(), RECORD.to_owned()),
    ];
    for n in 0..40 {
        files.push((
            format!("content/notes/n{n}.md"),
            format!("# Note {n}\n\n![[big]]\n\n{}", "![[study#p1]]\n\n".repeat(3)),
        ));
        files.push((format!("content/f{n}/index.md"), format!("# Folder {n}\n\n{}", "![[study#p1]]\n\n".repeat(3))));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let built = build(&files);
    let page = built.file("print.html");
    assert!(page.len() < 6_000_000 && page.matches("Many words stand").count() == 3_000, "{}", page.len());
    assert!(page.contains("<p><a href=\"#page%3Abig\">Big</a></p>"));
    assert!(page.contains("pages are left out") && page.contains("href=\"f39/index.html\""));
    assert_sound(&built);
}

#[test]
fn every_note_is_in_the_book_on_one_page() {
    let names = [
        "index",
        "loose",
        "tags/index",
        "tags/rule",
        "tags/tagged",
        "sources/mine",
        "sources/index",
        "papers/index",
        "papers/deep/index",
        "papers/deep/one",
        "concepts/norms",
        "concepts/index",
        "print",
        "assets/words",
    ];
    let texts: Vec<(String, String)> = (names.iter().enumerate())
        .map(|(n, name)| (format!("content/{name}.md"), format!("# Title {n}\n\nUnmistakable{n}words. #rule\n")))
        .collect();
    let mut files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for sources in [false, true] {
        if sources {
            files.extend([("seeds/study.txt", SOURCE), ("seeds/study.toml", RECORD)]);
        }
        let built = build(&files);
        let page = built.file("print.html");
        for (n, name) in names.iter().enumerate() {
            assert_eq!(page.matches(&format!("Unmistakable{n}words")).count(), 1, "{name}");
        }
        assert_sound(&built);
    }
}

#[test]
fn of_raw_html_only_the_words_stand_in_the_book_on_one_page() {
    let note = "# A\n\n<div id=\"same\"><a href=\"b.html\">Unmistakable</a> words\n\nIn <b id=\"too\">bold</b>.\n";
    let built = build(&[
        ("site.toml", "[markdown]\nhtml = true\n"),
        ("content/index.md", "# Home\n"),
        ("content/f/a.md", note),
        ("content/f/b.md", note),
    ]);
    let page = built.file("print.html");
    assert!(page.matches("Unmistakable").count() == 2 && page.contains("In bold."), "{page}");
    assert!(!page.contains("id=\"same\"") && !page.contains("id=\"too\"") && !page.contains("\"b.html\""));
    assert!(built.file("f/a.html").contains("<div id=\"same\"><a href=\"b.html\">"));
}

#[test]
fn pages_that_every_book_has_are_not_replaced_by_notes() {
    let built = build(&[
        ("site.toml", "theme = \"mine\"\n"),
        ("seeds/study.txt", SOURCE),
        ("seeds/study.toml", RECORD),
        ("content/index.md", "# Home\n"),
        ("content/print.md", "# Mine\n\nUnmistakable words one.\n"),
        ("content/bibliography.md", "# Mine too\n\nUnmistakable words two.\n"),
        ("themes/mine/assets/book.css", "unmistakable: three"),
    ]);
    assert!(
        built.file("print.html").contains("class=\"bound\"")
            && built.file("bibliography.html").contains("references.bib")
    );
    let told: Vec<String> =
        built.remarks.iter().map(|d| format!("{d:?}")).filter(|d| d.contains("output/clash")).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    for file in ["content/print.md", "content/bibliography.md", "themes/mine/assets/book.css"] {
        assert_eq!(told.iter().filter(|d| d.contains(file)).count(), 1, "{file}: {told:?}");
    }
}

#[test]
fn headings_of_the_book_on_one_page_stand_below_those_of_their_part() {
    let text = "# Title\n\n## Second level\n\n### Third level\n\n##### Fifth level\n";
    let built =
        build(&[("content/index.md", text), ("content/papers/index.md", text), ("content/papers/one.md", text)]);
    let page = built.file("print.html");
    let levels = |words: &str| -> Vec<char> {
        let end = format!(">{words}</h");
        let ends = page.match_indices(&end).map(|(at, found)| at + found.len());
        ends.filter_map(|at| page[at..].chars().next()).collect()
    };
    assert_eq!(levels("Second level"), ['3', '3', '4']);
    assert_eq!(levels("Third level"), ['4', '4', '5']);
    assert_eq!(levels("Fifth level"), ['6', '6', '6']);
    assert!(built.file("papers/one.html").contains(">Second level</h2>"));
}

#[test]
fn what_the_book_says_in_a_part_in_another_language_is_marked_as_its_own() {
    let quote = "states should cooperate";
    let claim = format!("[[claims]]\nholder = \"h\"\nsource = \"study\"\nquote = \"{quote}\"\nvoice = \"own\"\n");
    let concept = format!("+++\ntitle = \"مفهوم\"\nlanguage = \"ar\"\n{claim}+++\nنص [@study].\n");
    let built = build(&[
        ("site.toml", "language = \"en\"\n[citations]\nstyle = \"apa\"\n"),
        ("seeds/study.txt", SOURCE),
        ("seeds/study.toml", RECORD),
        ("content/index.md", "# Home\n"),
        ("content/actors/h.md", "# Holder\n"),
        ("content/concepts/c.md", &concept),
    ]);
    let page = built.file("print.html");
    let own = "lang=\"en\" dir=\"ltr\"";
    let (_, part) = page.split_once("lang=\"ar\" dir=\"rtl\"").unwrap();
    for block in ["class=\"part-claims\"", "class=\"part-references\""] {
        assert!(part.contains(&format!("<div {block} {own}>")), "{block}: {part}");
    }
}

#[test]
fn what_may_not_be_shown_is_not_printed_either() {
    let mut files = SMALL.to_vec();
    let record = format!("{RECORD}show = \"citation\"\n");
    let at = files.iter().position(|(path, _)| *path == "seeds/study.toml").unwrap();
    files[at] = ("seeds/study.toml", &record);
    let built = build(&files);
    let page = built.file("print.html");
    assert!(!page.contains("trust grows where promises are kept") && page.contains("not shown"), "{page}");
    assert!(page.contains("id=\"page:sources/study:p2\""));
    assert_sound(&built);
}

#[test]
fn printed_pages_bear_title_and_edition() {
    let built =
        build(&[("site.toml", "title = \"A \\\"book\\\"\"\nedition = \"Draft\"\n"), ("content/index.md", "# Home\n")]);
    let css = built.file("assets/book.css");
    assert!(
        css.contains(r#"@top-left { content: "A \"book\""; }"#) && css.contains(r#"@top-center { content: "Draft"; }"#),
        "{css}"
    );
    assert!(built.file("index.html").contains("href=\"assets/book.css\" media=\"print\""));
}

#[test]
fn the_first_page_tells_what_is_new_and_where_sources_disagree() {
    let side = "[[sides]]\nsource = \"study\"\npara = 2\nquote = \"states should cooperate\"\n[[sides]]\nsource = \"study\"\npara = 3\nquote = \"norms are standards of behaviour\"\n";
    let tension = |title: &str| format!("+++\ntitle = \"{title}\"\n{side}+++\nWords.\n");
    let (a, b) = (tension("Alpha"), tension("Beta"));
    let built = build(&[
        ("seeds/study.txt", SOURCE),
        ("seeds/study.toml", RECORD),
        ("content/index.md", "# Home\n\nThe brief.\n"),
        ("content/tensions/a.md", &a),
        ("content/tensions/b.md", &b),
        ("content/concepts/old.md", "+++\ntitle = \"Older\"\nupdated = \"2025-03\"\n+++\n[[b]]\n"),
        ("content/concepts/new.md", "+++\ntitle = \"Newer\"\nupdated = \"2026-01-02\"\n+++\nWords.\n"),
    ]);
    let page = built.file("index.html");
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is not on the page"));
    assert!(at("What is new") < at(">Newer<") && at(">Newer<") < at(">Older<"));
    // The one that most pages lead to comes first.
    assert!(at("id=\"disagreements\"") < at(">Beta<") && at(">Beta<") < at(">Alpha<"));
    let quiet = build(SMALL);
    assert!(!quiet.file("index.html").contains("What is new") && !quiet.file("index.html").contains("disagree"));
}

#[test]
fn a_folder_in_a_folder_and_its_index_have_pages() {
    let built = build(&[
        (
            "content/index.md",
            "# Home\n\n[[papers/deep/index]] [deep](papers/deep/index.md) [[sources/index]] [[tags/index]]\n",
        ),
        ("content/papers/deep/index.md", "# Deep papers\n\nText of the index.\n"),
        ("content/papers/deep/one.md", "# One\n\nText.\n"),
        ("content/sources/index.md", "# Sources of this book\n\nText on them.\n"),
        ("content/tags/index.md", "# Tags of this book\n\nText.\n"),
    ]);
    assert_sound(&built);
    assert!(built.file("papers/deep/index.html").contains("Text of the index."));
    assert!(built.file("sources/index.html").contains("Text on them."));
    assert_within_reach(&built, 3);
}

#[test]
fn notes_in_folders_that_the_book_uses_itself_are_not_lost() {
    let built = build(&[
        ("seeds/study.txt", SOURCE),
        (
            "content/index.md",
            "+++\ntitle = \"Home\"\ntags = [\"peace\", \"Peace\", \"a/b\", \"C\", \"C++\", \"index\", \"\", \"…\"]\n+++\nWords.\n",
        ),
        ("content/other.md", "+++\ntitle = \"Other\"\ntags = [\"C\"]\n+++\nWords #PEACE.\n"),
        ("content/sources/mine.md", "# A note on the sources\n\nUnmistakable words one.\n"),
        ("content/tags/peace.md", "# A note on peace\n\nUnmistakable words two.\n"),
        ("content/assets/briefbook.css", "unmistakable: three"),
        ("content/404.md", "# Four hundred and four\n\nUnmistakable words four.\n"),
        ("content/book.json", "unmistakable: five"),
        ("content/search.md", "# Search\n\nUnmistakable words six.\n"),
        ("content/assets/search/text-1.js", "unmistakable: seven"),
    ]);
    assert_sound(&built);
    assert_within_reach(&built, 3);
    let all: String = built.outputs.files.values().map(|b| String::from_utf8_lossy(b).into_owned()).collect();
    let told = built.messages().join("\n");
    for (n, file) in [
        ("words one", "content/sources/mine.md"),
        ("words two", "content/tags/peace.md"),
        (": three", "content/assets/briefbook.css"),
        ("words four", "content/404.md"),
        (": five", "content/book.json"),
        ("words six", "content/search.md"),
        (": seven", "content/assets/search/text-1.js"),
    ] {
        assert!(
            all.to_lowercase().contains(&format!("unmistakable{}{n}", if n.starts_with(':') { "" } else { " " }))
                || told.contains(file),
            "{file} is lost without a word: {told}"
        );
    }
    // Tags that become one address are one list.
    let list = built.file("tags/c.html");
    assert!(list.contains("Other") && list.contains("Home"), "{list}");
}

#[test]
fn control_characters_do_not_reach_the_page() {
    let built = build(&[
        ("site.toml", "title = \"A\\u0001B\"\nbase_url = \"https://example.org\"\n"),
        (
            "content/index.md",
            "+++\ntitle = \"T\\u0000\\u0008\"\nsummary = \"S\\u001b[31m\\uFFFE\"\nupdated = \"2026-01-01\"\n+++\na\u{8}b &#0; &#1; &#x1b;\u{c}c `\u{1b}[0m`\n",
        ),
        ("seeds/study.txt", &SOURCE.replace("two sentences", "two \u{8}\u{1b}sentences\u{c}")),
    ]);
    for (path, bytes) in built.outputs.files.iter().filter(|(p, _)| p.as_str().ends_with("ml")) {
        let text = std::str::from_utf8(bytes).unwrap();
        let bad: Vec<char> = text
            .chars()
            .filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}'))
            .collect();
        assert!(bad.is_empty(), "{path}: {bad:?}");
    }
}

#[test]
fn hostile_words_stay_words() {
    let evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;";
    let toml = evil.replace('"', "\\\"");
    let site = format!(
        "title = \"{toml}\"\nsubtitle = \"{toml}\"\nedition = \"{toml}\"\npublisher = \"{toml}\"\nlanguage = \"{toml}\"\nbase_url = \"https://example.org/\"\n"
    );
    let note = format!(
        "+++\ntitle = \"{toml}\"\naliases = [\"{toml}x\"]\nlabels = {{ \"{toml}\" = \"{toml}\" }}\nlabel_note = \"{toml}\"\ndefinition = \"{toml}\"\nscope_note = \"{toml}\"\nsummary = \"{toml}\"\ntags = [\"{toml}\"]\nlanguage = \"{toml}\"\nupdated = \"2026-01-01\"\n\
         [[claims]]\nholder = \"ann\"\nquote = \"norms are standards\"\nsource = \"study\"\nvoice = \"own\"\nvia = \"{toml}\"\nnote = \"{toml}\"\ntranslation = \"{toml}\"\n+++\n\
         {evil}\n\n# {evil} {{.{evil}}}\n\n```{evil}\n{evil}\n```\n\n> [!{evil}] {evil}\n> {evil}\n\n[{evil}](javascript:alert(1)) [x](<jAvAsCrIpT&colon;alert(1)>) [x](data:text/html;base64,PHNjcmlwdD4=) ![{evil}](<{evil}> \"{evil}\")\n\n[[{evil}|{evil}]] [@{{{evil}}}, p. {evil}] #a\"onmouseover=b\n"
    );
    let record = format!(
        "title = \"{toml}\"\nauthor = [\"{toml}\"]\nissued = \"2016\"\npublisher = \"{toml}\"\ncontainer-title = \"{toml}\"\nurl = \"javascript:{toml}\"\nlanguage = \"{toml}\"\nkind = \"{toml}\"\nlicence = \"{toml}\"\nrights = \"{toml}\"\nkeywords = [\"{toml}\"]\naffiliations = [\"{toml}\"]\nplace = \"{toml}\"\nnote = \"{toml}\"\n"
    );
    let source = SOURCE.replace("two sentences", &format!("two {evil} sentences"));
    let built = build(&[
        ("site.toml", &(site + "[links]\nexternal = true\n")),
        ("content/concepts/evil.md", &note),
        ("content/actors/ann.md", &note),
        ("content/index.md", &note),
        ("seeds/study.txt", &source),
        ("seeds/study.toml", &record),
    ]);
    let faults: Vec<String> = faults(&built, |path, url| {
        url.starts_with("https://example.org/") || path == "404.html" && url.starts_with('/') && !url.starts_with("//")
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (path, page) in built.pages() {
        let alien: Vec<&String> = page.elements.iter().filter(|e| *e == "img").collect();
        assert!(alien.is_empty(), "{path}: {alien:?}");
        let scripts = page.elements.iter().filter(|e| *e == "script").count();
        assert!(scripts <= 3, "{path} has {scripts} scripts");
    }
}

#[test]
fn the_second_theme_dresses_the_book_of_this_repository_as_soundly() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut inputs = disk::read(root).unwrap().value;
    let site = inputs.files.get_mut(&SitePath::new("site.toml").unwrap()).unwrap();
    *site = format!("theme = \"memo\"\n{}", std::str::from_utf8(site).unwrap()).into_bytes().into();
    let built = build_inputs(&inputs, false);
    let about_themes: Vec<&str> = built.codes().into_iter().filter(|c| c.starts_with("theme/")).collect();
    assert_eq!(about_themes, [""; 0], "{:?}", built.messages());
    assert_sound(&built);
    assert_within_reach(&built, 3);
    // The pages are those of the default theme, and what the theme does not override is the default's.
    let plain = own_book();
    assert_eq!(built.pages().keys().collect::<Vec<_>>(), plain.pages().keys().collect::<Vec<_>>());
    assert_eq!(built.file("assets/briefbook.css"), plain.file("assets/briefbook.css"));
    assert!(!plain.has("assets/theme.css") && built.file("index.html").contains("assets/theme.css"));
    assert!(built.file("index.html").contains("class=\"contents\""));
    assert!(built.file("concepts/cybersecurity.html").contains("class=\"backlinks run-in\""));
}
