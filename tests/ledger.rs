//! What holds for every text: each line is accounted for once, and nothing panics.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use briefbook::model::source::{Account, Source};
use briefbook::parse::{decode, record, source};
use briefbook::path::SitePath;
use briefbook::text::{Lines, Text};
use proptest::prelude::*;

fn path(name: &str) -> SitePath {
    SitePath::new(name).unwrap()
}

/// Checks everything that is promised of a source, whatever the text.
fn check(text: &Text, source: &Source, split: bool) {
    let lines = Lines::of(&text.text);
    assert_eq!(source.ledger.accounts.len(), lines.count(), "one account per line");
    assert_eq!(source.ledger.counts().values().sum::<usize>(), lines.count());
    let mut owner = vec![None; lines.count()];
    for (n, block) in source.blocks.iter().enumerate() {
        assert!(!block.text.trim().is_empty(), "a block says something");
        assert!(!block.lines.is_empty());
        for range in &block.lines {
            assert!(1 <= range.first && range.first <= range.last && range.last <= lines.count());
            for line in range.first..=range.last {
                assert!(owner[line - 1].is_none() || split, "line {line} is in two blocks");
                owner[line - 1] = Some(n);
                assert!(
                    !matches!(source.ledger.accounts[line - 1], Account::Dropped(_)),
                    "line {line} is shown and left out"
                );
            }
        }
        for &join in &block.joins {
            assert!(block.text.is_char_boundary(join) && join > 0);
        }
        for span in block.emphasis.iter().chain(&block.sic).chain(block.corrections.iter().map(|c| &c.span)) {
            assert!(block.text.get(span.range()).is_some());
        }
        assert!(block.lead_in.is_none_or(|l| block.text.is_char_boundary(l)));
        assert_eq!(block.level.is_some(), block.kind.name() == "heading");
    }
    for (n, account) in source.ledger.accounts.iter().enumerate() {
        let blank = text.text[lines.span(n + 1, &text.text).range()].chars().all(char::is_whitespace);
        let shown = matches!(
            account,
            Account::Body | Account::Heading | Account::Metadata | Account::Reference | Account::Rights
        );
        assert!(!shown || owner[n].is_some(), "line {} is said to be shown, but is in no block", n + 1);
        assert!(!blank || !matches!(account, Account::Dropped(_)), "line {} is blank, yet left out", n + 1);
    }
    let paras: Vec<u32> = source.blocks.iter().filter_map(|b| b.para).collect();
    assert_eq!(paras, (1..=paras.len() as u32).collect::<Vec<_>>());
    for citation in &source.citations {
        assert!(source.blocks[citation.block].text.get(citation.span.range()).is_some());
        assert!(citation.references.iter().all(|r| *r < source.references.len()) && !citation.references.is_empty());
    }
}

/// Lines as they occur: sentences, menus, markers, links, rules, headings, other scripts.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[A-Z][a-z]{2,9}( [a-z]{1,9}){8,30}[.?!]",
        "( {0,6})[*+o•-] [A-Za-z ]{1,30}",
        "\\[[0-9]{1,3}\\][A-Za-z ]{1,20}",
        "[A-Z][a-z]+ [A-Z][a-z]+",
        "(#{1,4}|\\*{2,6}) [A-Za-z ]{1,30}( \\*{2,6})?",
        "[-=_*]{3,20}",
        "[0-9]{1,2}[.)] [A-Za-z ]{1,40}",
        "(References|Keywords: a, b|By Ada Lovelace|May 31st, 2016|Comments|Share|© 2024 Example|About the author: Ada)",
        "[A-Z][a-z]+, [A-Z]\\. \\(20[0-9]{2}\\)\\. [A-Za-z ]{5,30}\\. \\*[A-Za-z ]{3,10}\\*\\.",
        "[a-z ]{20,80} \\([A-Z][a-z]+, 20[0-9]{2}\\)",
        "[\u{4e00}-\u{4fff}]{3,60}[。，]?",
        "[\u{627}-\u{64a} ]{3,60}",
        "\\PC{0,60}",
        "!?\\[[a-z(]{0,9}\\]?\\(?[a-z/:.)(]{0,20}\\)?<[a-z:/.]{0,12}>?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_has_one_account(lines in prop::collection::vec(line(), 0..60), end in "(\r)?\n") {
        let text = Text::new(path("seeds/a.txt"), lines.join(&end));
        let source = source::parse(&text, None).value;
        check(&text, &source, false);
    }

    #[test]
    fn any_characters_will_do(raw in "(\\PC|\\s){0,400}") {
        let text = Text::new(path("seeds/a.txt"), raw);
        check(&text, &source::parse(&text, None).value, false);
    }

    #[test]
    fn any_bytes_will_do(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Some(text) = decode(&path("seeds/a.txt"), &bytes).value {
            check(&text, &source::parse(&text, None).value, false);
        }
    }

    #[test]
    fn any_record_will_do(lines in prop::collection::vec(line(), 1..40), picks in prop::collection::vec((0..40usize, 0..40usize, 0..8usize), 0..8)) {
        let text = Text::new(path("seeds/a.txt"), lines.join("\n"));
        let mut toml = String::new();
        for (first, last, what) in picks {
            let (first, last) = (first.min(last), first.max(last));
            let Some(words) = lines.get(first) else { continue };
            let guard: String = words.chars().filter(|c| !c.is_control()).take(20).collect();
            let guard = toml::Value::String(guard).to_string();
            let name = ["keep", "drop", "join", "split", "heading", "kind", "sic", "correct"][what];
            let (line, extra) = match name {
                "keep" | "drop" => (format!("lines = [{}, {}]", first + 1, last + 1), ""),
                "split" => (format!("line = {}", first + 1), "before = \"a\""),
                "kind" => (format!("line = {}", first + 1), "kind = \"quote\""),
                "correct" => (format!("line = {}", first + 1), "to = \"x\""),
                _ => (format!("line = {}", first + 1), ""),
            };
            toml += &format!("[[{name}]]\n{line}\ntext = {guard}\n{extra}\n");
        }
        let record = record::parse(&Text::new(path("seeds/a.toml"), toml)).value;
        check(&text, &source::parse(&text, Some(&record)).value, true);
    }

    #[test]
    fn any_toml_will_do(raw in "[a-z =\\[\\]{}\"',.0-9\n#é]{0,200}") {
        record::parse(&Text::new(path("seeds/a.toml"), raw));
    }
}

#[test]
fn spans_and_ledger_hold_for_the_seeds() {
    for (name, text) in [
        ("carnegie", include_str!("../seeds/carnegie.txt")),
        ("creemers", include_str!("../seeds/creemers.txt")),
        ("geng", include_str!("../seeds/geng.txt")),
        ("webster", include_str!("../seeds/webster.txt")),
        ("wef", include_str!("../seeds/wef.txt")),
    ] {
        let text = Text::new(path(&format!("seeds/{name}.txt")), text);
        check(&text, &source::parse(&text, None).value, false);
    }
}
