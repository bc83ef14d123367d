//! The book of this repository: that nothing of what it set out to hold is missing, and that it holds nothing it must not.

#![allow(clippy::disallowed_methods, reason = "this test reads the repository's book")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use briefbook::disk;
use common::{Built, build_inputs};
use serde_json::Value;

fn built() -> Built {
    let inputs = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().value;
    build_inputs(&inputs, false)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn data(built: &Built) -> Value {
    serde_json::from_str(built.file("book.json")).unwrap()
}

#[test]
fn nothing_is_to_be_said_of_it_at_its_strictest() {
    let built = built();
    assert_eq!(built.messages(), Vec::<String>::new());
    let settings = &built.compiled.book.config;
    assert!(settings.quotations.cited_from <= 4 && settings.quotations.reuse_from == 8);
    let site = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().value;
    let site = site.files.iter().find(|(p, _)| p.as_str() == "site.toml").unwrap().1;
    assert!(String::from_utf8_lossy(site).contains("\"quote/*\" = \"error\""));
}

#[test]
fn everything_it_set_out_to_hold_is_there() {
    let built = built();
    let book = data(&built);
    let of = |kind: &str| list(&book, "notes").iter().filter(|n| n["kind"] == kind).map(|n| text(n, "id")).collect();
    let concepts: BTreeSet<&str> = of("concept");
    assert!(concepts.len() >= 25, "{concepts:?}");
    for named in ["concepts/cyber-sovereignty", "concepts/cybersecurity", "concepts/track-1-5-diplomacy"] {
        assert!(concepts.contains(named), "{named}");
    }
    let (events, documents, actors): (BTreeSet<&str>, BTreeSet<&str>, BTreeSet<&str>) =
        (of("event"), of("document"), of("actor"));
    assert!(events.len() >= 18 && documents.len() >= 12 && actors.len() >= 40, "{events:?} {documents:?} {actors:?}");
    assert!(of("chapter").len() >= 7);
    assert!(list(&book, "notes").iter().filter(|n| n["kind"] == "event").all(|n| n["date"].is_string()));
    // 38 positions and 8 recommendations; some are made up of several quotations.
    let claims = list(&book, "claims");
    assert!(claims.len() >= 46, "{}", claims.len());
    let mut voices: BTreeMap<&str, usize> = BTreeMap::new();
    let mut holders: BTreeSet<&str> = BTreeSet::new();
    for claim in claims {
        *voices.entry(text(claim, "voice")).or_default() += 1;
        holders.insert(text(claim, "holder"));
        assert!(claim["status"].is_string() && claim["para"].is_u64(), "{claim}");
    }
    assert!(["own", "quoted", "reported", "panel"].iter().all(|v| voices.contains_key(v)), "{voices:?}");
    for holder in ["china", "united-states", "russia", "the-west", "carnegie-panel", "rand"] {
        assert!(holders.contains(holder), "{holder} is not in {holders:?}");
    }
    // In these five texts no state speaks for itself.
    let states = ["china", "united-states", "russia", "the-west"];
    assert!(claims.iter().all(|c| c["voice"] != "own" || !states.contains(&text(c, "holder"))));
    let tensions = list(&book, "tensions");
    assert_eq!(tensions.len(), 19);
    assert!(tensions.iter().all(|t| list(t, "sides").len() >= 2));
    assert_eq!(list(&book, "sources").len(), 5);
}

#[test]
fn no_concept_is_without_a_statement_or_a_word_on_their_absence() {
    let built = built();
    let book = data(&built);
    let spoken: BTreeSet<&str> =
        list(&book, "claims").iter().flat_map(|c| list(c, "concepts")).filter_map(Value::as_str).collect();
    for note in list(&book, "notes").iter().filter(|n| n["kind"] == "concept") {
        let page = built.file(text(note, "url"));
        let says = page.to_lowercase().contains("no statement in these sources");
        assert!(spoken.contains(text(note, "id")) || says, "{}", text(note, "id"));
    }
}

#[test]
fn names_from_menus_and_sidebars_stand_in_the_ledgers_only() {
    const STRAY: [&str; 4] = ["Guiseppe Saba", "Managing Risk in the", "Biden", "Newsletter"];
    let built = built();
    for path in built.paths().into_iter().filter(|p| p.ends_with(".html") && !p.starts_with("sources/")) {
        for stray in STRAY {
            assert!(!built.file(path).contains(stray), "{stray} in {path}");
        }
    }
    // On the page of a source they stand in the list of what was left out, and in the record of its rights nowhere.
    for path in built.paths().into_iter().filter(|p| p.starts_with("sources/") && p.ends_with(".html")) {
        let page = built.file(path);
        let shown = page.split("id=\"ledger\"").next().unwrap();
        for stray in STRAY {
            assert!(!shown.contains(stray), "{stray} in the text of {path}");
        }
    }
}

#[test]
fn two_bodies_of_one_name_and_two_groups_are_kept_apart() {
    let built = built();
    for page in [
        "actors/cass-institute-of-american-studies.html",
        "actors/cicir-institute-of-american-studies.html",
        "actors/cyber-working-group.html",
        "actors/senior-experts-group.html",
    ] {
        assert!(built.has(page), "{page}");
    }
}

#[test]
fn one_word_changed_in_a_quotation_fails_with_file_line_nearest_words_and_a_fix() {
    let mut inputs = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().value;
    let path = briefbook::path::SitePath::new("content/concepts/cyber-sovereignty.md").unwrap();
    let text = String::from_utf8(inputs.files[&path].to_vec()).unwrap();
    let (whole, changed) = ("mainly includes four aspects", "mainly includes five aspects");
    assert!(text.contains(whole));
    let line = text.lines().position(|l| l.contains(whole)).unwrap() + 1;
    inputs.files.insert(path, text.replacen(whole, changed, 1).into_bytes().into());
    let built = build_inputs(&inputs, false);
    let [fault] = built.remarks.as_slice() else { panic!("{:?}", built.messages()) };
    assert_eq!((fault.code.id, fault.severity), ("quote/altered", briefbook::report::Severity::Error));
    let texts = built.compiled.texts.iter().map(|(path, text)| (path, text.written())).collect();
    let face = briefbook::report::print::human(fault, &texts, false);
    for expected in [
        &format!("content/concepts/cyber-sovereignty.md:{line}:"),
        "the source has “four”",
        "`geng`, passage 10, line 41 reads",
        "quote it as printed",
    ] {
        assert!(face.contains(expected), "{expected}\n{face}");
    }
}
