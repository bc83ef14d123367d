//! Documents told by their form: each sample in `tests/kinds` is read as the file beside it says, to the line. With
//! `BRIEFBOOK_BLESS=1` those files are written anew: read the diff.

#![allow(clippy::disallowed_methods, reason = "the test reads its own samples")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use briefbook::model::place::Printed;
use briefbook::model::source::{LineRange, Source};
use briefbook::parse::{decode, record, source};
use briefbook::path::SitePath;
use briefbook::text::Text;

/// A text as its reading: what each line became, and what the text says of itself.
fn reading(source: &Source, text: &Text) -> String {
    let mut out = String::new();
    let meta = &source.meta;
    for (name, value) in [
        ("title", meta.title.clone()),
        ("author", (!meta.author.is_empty()).then(|| meta.author.join("; "))),
        ("issued", meta.issued.clone()),
        ("publisher", meta.publisher.clone()),
        ("in", meta.container_title.clone()),
        ("kind", meta.kind.clone()),
    ] {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {value}");
        }
    }
    out.push('\n');
    for block in &source.blocks {
        let lines: Vec<String> = block.lines.iter().map(|r| span(*r)).collect();
        let _ = write!(out, "{} {}", lines.join("+"), block.kind.name());
        if let Some(level) = block.level {
            let _ = write!(out, "{level}");
        }
        let numbers: Vec<String> = block.within.iter().chain(&block.printed).map(number).collect();
        if !numbers.is_empty() {
            let own = if block.printed.is_some() { "" } else { " …" };
            let _ = write!(out, " [{}{own}]", numbers.join(" › "));
        }
        if let Some(speaker) = &block.speaker {
            let _ = write!(out, " <{speaker}>");
        }
        for page in &block.pages {
            let rest: String = block.text[page.at..].chars().take(12).collect();
            let _ = write!(out, " p. {} at “{}”", page.label, rest.trim());
        }
        if let Some(marker) = &block.marker {
            let _ = write!(out, " {marker:?}");
        }
        let _ = writeln!(out, ": {}", short(&block.text));
    }
    out.push('\n');
    let lines: Vec<&str> = text.text.split('\n').collect();
    for (range, reason) in source.ledger.dropped() {
        let words = lines[range.first - 1..range.last].iter().map(|l| l.trim()).collect::<Vec<_>>().join(" / ");
        let _ = writeln!(out, "{} left out ({reason}): {}", span(range), short(&words));
    }
    out
}

fn span(range: LineRange) -> String {
    match range.count() {
        1 => range.first.to_string(),
        _ => format!("{}-{}", range.first, range.last),
    }
}

fn number(printed: &Printed) -> String {
    format!("{:?} {}", printed.unit, printed.label)
}

/// The beginning and end of a text.
fn short(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    if all.len() <= 70 {
        return text.to_owned();
    }
    let part = |chars: &[char]| chars.iter().collect::<String>();
    format!("{} … {}", part(&all[..40]).trim(), part(&all[all.len() - 24..]).trim())
}

fn read(path: &Path) -> (Source, Text) {
    let name = path.file_name().unwrap().to_str().unwrap();
    let site = SitePath::new(format!("seeds/{name}")).unwrap();
    let bytes = fs::read(path).unwrap();
    let mut remarks = Vec::new();
    let text = decode::decode(&site, &bytes).into_value(&mut remarks).unwrap();
    let beside = path.with_extension("toml");
    let record = beside.exists().then(|| {
        let site = SitePath::new("seeds/record.toml").unwrap();
        let text = decode::decode(&site, &fs::read(&beside).unwrap()).into_value(&mut remarks).unwrap();
        record::parse(&text).into_value(&mut remarks)
    });
    let source = source::parse(&text, record.as_ref()).into_value(&mut remarks);
    (source, text)
}

#[test]
fn each_sample_is_read_to_the_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds");
    let mut samples: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    samples.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    samples.sort();
    assert!(samples.len() >= 10);
    let bless = std::env::var_os("BRIEFBOOK_BLESS").is_some();
    let mut wrong = String::new();
    for path in samples {
        let (source, text) = read(&path);
        let got = reading(&source, &text);
        let beside = path.with_extension("reading");
        if bless {
            fs::write(&beside, &got).unwrap();
        }
        let want = fs::read_to_string(&beside).unwrap_or_default();
        if got != want {
            let _ = writeln!(wrong, "== {}\n{got}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
