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

fn in_style(style: &str) -> Built {
    book(&[(
        "site.toml",
        &format!("title = \"The Satellite File\"\nlanguage = \"en\"\n[citations]\nstyle = \"{style}\"\n"),
    )])
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the citations of a page print, each with the words it leads to.
fn citations(built: &Built, page: &str) -> Vec<(String, String)> {
    let html = Html::parse_document(built.file(page));
    let cites = Selector::parse("main .prose a.cite").unwrap();
    html.select(&cites)
        .map(|link| {
            let (target, anchor) = locate(page, link.attr("href").unwrap()).unwrap();
            let there = Html::parse_document(built.file(&target));
            let place = there.tree.nodes().filter_map(ElementRef::wrap).find(|e| e.attr("id") == anchor.as_deref());
            (text(link), place.map(text).unwrap_or_default())
        })
        .collect()
}

#[test]
fn print() {
    for style in ["apa", "chicago-author-date", "gb-7714-2015-numeric", "gb-7714-2015-author-date"] {
        let built = in_style(style);
        println!("=== {style}\n{:#?}", built.messages());
        for page in ["notices.html", "secrecy.html"] {
            let html = Html::parse_document(built.file(page));
            for p in html.select(&Selector::parse("main .prose > p, main #references li").unwrap()) {
                println!("{}", text(p));
            }
            for (a, b) in citations(&built, page) {
                println!("   {a} -> {b}");
            }
        }
    }
}
