//! The five sources of the first book, converted without and with their records.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use briefbook::model::source::{BlockKind, Source};
use briefbook::parse::{record, source};
use briefbook::path::SitePath;
use briefbook::report::Diagnostic;
use briefbook::text::Text;

macro_rules! seed {
    ($id:literal) => {
        ($id, include_str!(concat!("../seeds/", $id, ".txt")), include_str!(concat!("../seeds/", $id, ".toml")))
    };
}

type Seed = (&'static str, &'static str, &'static str);
const SEEDS: [Seed; 5] = [seed!("carnegie"), seed!("webster"), seed!("wef"), seed!("geng"), seed!("creemers")];

fn convert((id, text, toml): Seed, with_record: bool) -> (Source, Vec<Diagnostic>) {
    let text = Text::new(SitePath::new(format!("seeds/{id}.txt")).unwrap(), text);
    let mut remarks = Vec::new();
    let record =
        record::parse(&Text::new(SitePath::new(format!("seeds/{id}.toml")).unwrap(), toml)).into_value(&mut remarks);
    let source = source::parse(&text, with_record.then_some(&record)).into_value(&mut remarks);
    (source, remarks)
}

#[test]
fn the_general_rules_find_what_the_texts_say() {
    let facts: Vec<_> = SEEDS
        .into_iter()
        .map(|seed| {
            let s = convert(seed, false).0;
            (s.id.clone(), s.meta.author.clone(), s.meta.issued.clone(), s.meta.language.clone(), s.passages())
        })
        .collect();
    let of = |id: &str, author: &[&str], issued: Option<&str>, passages| {
        (
            id.to_owned(),
            author.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>(),
            issued.map(str::to_owned),
            Some("en".to_owned()),
            passages,
        )
    };
    assert_eq!(
        facts,
        [
            of("carnegie", &[], Some("2016-05-31"), 14),
            of("webster", &["Graham Webster"], Some("2013-08-31"), 13),
            of("wef", &[], None, 39),
            of("geng", &["Zhao GENG"], None, 29),
            of("creemers", &["Rogier Creemers"], Some("2016-06-10"), 10),
        ]
    );
}

#[test]
fn the_records_fit_and_leave_nothing_to_remark() {
    for (seed, passages) in SEEDS.into_iter().zip([14, 13, 38, 29, 10]) {
        let (source, remarks) = convert(seed, true);
        assert!(remarks.is_empty(), "{}: {remarks:#?}", source.id);
        assert_eq!(source.passages(), passages, "{}", source.id);
        assert!(source.rights.is_some());
    }
}

#[test]
fn the_paper_keeps_its_joins_references_and_citations() {
    let (source, _) = convert(SEEDS[3], true);
    assert_eq!((source.references.len(), source.citations.len()), (20, 24));
    let joined: Vec<_> =
        source.blocks.iter().filter(|b| !b.joins.is_empty()).map(|b| (b.lines[0].first, b.lines[1].first)).collect();
    assert_eq!(joined, [(19, 21), (33, 35), (45, 47)]);
    let cited: std::collections::BTreeSet<usize> = source.citations.iter().flat_map(|c| c.references.clone()).collect();
    assert_eq!(cited.len(), 20, "every reference is cited");
    for r in &source.references {
        assert!(!r.author.is_empty() && r.year.is_some() && r.title.is_some(), "{:?}", source.blocks[r.block].text);
    }
    assert_eq!(source.blocks.iter().map(|b| b.sic.len()).sum::<usize>(), 10);
}

#[test]
fn run_in_headings_and_biographies_are_told_apart() {
    let (source, _) = convert(SEEDS[0], false);
    let leads: Vec<&str> = source.blocks.iter().filter_map(|b| b.lead_in.map(|l| &b.text[..l])).collect();
    assert_eq!(leads.len(), 5);
    assert_eq!(leads[3], "A New Form of Security Challenge?");
    assert_eq!(source.blocks.iter().filter(|b| b.kind == BlockKind::Bio).count(), 5);
}

#[test]
fn the_licence_is_taken_from_the_text() {
    assert_eq!(convert(SEEDS[2], false).0.meta.licence.as_deref(), Some("CC-BY-NC-ND-4.0"));
    for n in [0, 1, 3, 4] {
        assert_eq!(convert(SEEDS[n], false).0.meta.licence, None);
    }
}
