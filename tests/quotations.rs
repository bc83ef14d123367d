//! The verdict on quotations of every kind, each message held whole: `tests/specs/quotations.md` has the cases.

#![allow(clippy::disallowed_methods, reason = "this test reads its cases from a file")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fmt::Write;
use std::fs;

use briefbook::report::print::{self, Texts};
use common::build;

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/specs/quotations.md");

/// A fenced block of the specification: what stands behind its fence, its text, and where the text stands.
struct Fenced<'a> {
    info: &'a str,
    text: &'a str,
    start: usize,
}

fn fenced(spec: &str) -> Vec<Fenced<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut open: Option<(&str, &str, usize)> = None;
    for line in spec.split_inclusive('\n') {
        let bare = line.trim_end();
        let ticks = bare.len() - bare.trim_start_matches('`').len();
        match open {
            None if ticks >= 3 => open = Some((&bare[..ticks], &bare[ticks..], at + line.len())),
            Some((fence, info, start)) if bare == fence => {
                out.push(Fenced { info, text: &spec[start..at], start });
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    out
}

fn verdict(sources: &[(&str, &str)], note: &str) -> String {
    let text = format!("+++\ntitle = \"Case\"\n+++\n{note}");
    let mut files = sources.to_vec();
    files.push(("content/case.md", &text));
    let built = build(&files);
    let texts: Texts = built.compiled.texts.iter().map(|(path, text)| (path, &*text.text)).collect();
    let mut out = String::new();
    for q in &built.compiled.book.note("case").unwrap().quotations {
        let para = q.para.map_or(String::new(), |p| format!(", para. {p}"));
        let nested = if q.nested { ", quoted in it" } else { "" };
        let source = built.compiled.book.sources.iter().find(|s| s.source.id == q.source).unwrap();
        let block = &source.source.blocks[q.block].text;
        let words: Vec<&str> = q.stretches.iter().map(|s| &block[s.range()]).collect();
        writeln!(out, "holds, {}: {}{para}{nested}: {}", q.how.name(), q.source, words.join(" | ")).unwrap();
    }
    for remark in &built.remarks {
        writeln!(out, "{}", print::human(remark, &texts, false)).unwrap();
    }
    out
}

#[test]
fn every_case_has_its_verdict() {
    let spec = fs::read_to_string(SPEC).unwrap();
    let blocks = fenced(&spec);
    let sources: Vec<(&str, &str)> =
        blocks.iter().filter(|b| b.info.starts_with("seeds/")).map(|b| (b.info, b.text)).collect();
    let mut wrong = String::new();
    let mut new = spec.clone();
    let mut cases = 0;
    for pair in blocks.windows(2).rev() {
        let [note, expected] = pair else { unreachable!() };
        if note.info != "note" {
            continue;
        }
        assert_eq!(expected.info, "verdict", "a case without a verdict:\n{}", note.text);
        cases += 1;
        let found = verdict(&sources, note.text);
        if found != expected.text {
            writeln!(wrong, "{}\nexpected:\n{}\nfound:\n{found}\n", note.text, expected.text).unwrap();
            new.replace_range(expected.start..expected.start + expected.text.len(), &found);
        }
    }
    assert!(cases >= 60, "only {cases} cases were read");
    if std::env::var_os("UPDATE_SPECS").is_some() {
        fs::write(SPEC, new).unwrap();
    } else {
        assert!(wrong.is_empty(), "{wrong}");
    }
}
