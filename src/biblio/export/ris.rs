//! RIS, as reference managers exchange it: `TY  - RPRT`, lines end in CRLF, each record ends in `ER  - `.

use std::fmt::Write;

use super::{first, line};
use crate::model::edtf::Precision;
use crate::model::work::{Name, Work};

/// Works as RIS.
pub fn ris<'a>(works: impl IntoIterator<Item = &'a Work>) -> String {
    let mut out = String::new();
    for work in works {
        record(work, &mut out);
    }
    out
}

fn record(work: &Work, out: &mut String) {
    let mut tag = |tag: &str, text: &str| {
        let text = line(text);
        if !text.is_empty() {
            let _ = write!(out, "{tag}  - {text}\r\n");
        }
    };
    tag("TY", kind(&work.kind));
    tag("ID", &work.key);
    tag("TI", &work.title());
    for (name, label) in [("author", "AU"), ("editor", "ED"), ("translator", "A4")] {
        for person in work.names.get(name).into_iter().flatten() {
            tag(label, &inverted(person));
        }
    }
    let word = |name: &str| work.word(name).unwrap_or_default();
    if let Some(date) = work.dates.get("issued").and_then(|d| first(d)) {
        tag("PY", &format!("{:04}", date.year));
        tag(
            "DA",
            &match date.precision {
                Precision::Year => format!("{:04}///", date.year),
                Precision::Season(s) => format!(
                    "{:04}///{}",
                    date.year,
                    ["spring", "summer", "autumn", "winter"][usize::from(s.clamp(1, 4)) - 1]
                ),
                Precision::Month(m) => format!("{:04}/{m:02}//", date.year),
                Precision::Day(m, d) => format!("{:04}/{m:02}/{d:02}/", date.year),
            },
        );
    }
    let journal = matches!(work.kind.as_str(), "article-journal" | "article-magazine" | "article-newspaper");
    tag(if journal { "JO" } else { "T2" }, &word("container-title"));
    tag("T3", &word("collection-title"));
    tag("ST", &word("title-short"));
    tag("PB", &word("publisher"));
    tag("CY", &word("publisher-place"));
    tag("ET", &word("edition"));
    tag("VL", &word("volume"));
    tag("IS", &work.word("issue").unwrap_or_else(|| word("number")));
    let pages = word("page");
    match pages.split_once(['-', '–']) {
        Some((from, to)) => {
            tag("SP", from);
            tag("EP", to.trim_start_matches(['-', '–']));
        }
        None => tag("SP", &pages),
    }
    tag("SN", &work.word("ISBN").unwrap_or_else(|| word("ISSN")));
    tag("DO", &word("DOI"));
    tag("UR", &word("URL"));
    if let Some(date) = work.dates.get("accessed").and_then(|d| first(d))
        && let Precision::Day(m, d) = date.precision
    {
        tag("Y2", &format!("{:04}/{m:02}/{d:02}/", date.year));
    }
    tag("LA", &word("language"));
    tag("M3", &word("genre"));
    for keyword in word("keyword").split([',', ';']).map(str::trim) {
        tag("KW", keyword);
    }
    tag("AB", &word("abstract"));
    tag("N1", &word("note"));
    out.push_str("ER  - \r\n\r\n");
}

fn inverted(name: &Name) -> String {
    match name {
        // A comma would part the name of a body in two.
        Name::Body(name) => name.replace(',', " "),
        person => person.inverted(),
    }
}

fn kind(kind: &str) -> &'static str {
    match kind {
        "article-journal" => "JOUR",
        "article-magazine" => "MGZN",
        "article-newspaper" => "NEWS",
        "book" | "classic" => "BOOK",
        "chapter" => "CHAP",
        "paper-conference" => "CPAPER",
        "report" => "RPRT",
        "thesis" => "THES",
        "webpage" | "post" => "ELEC",
        "post-weblog" => "BLOG",
        "legislation" => "STAT",
        "bill" => "BILL",
        "legal_case" => "CASE",
        "hearing" => "HEAR",
        "dataset" => "DATA",
        "software" => "COMP",
        "manuscript" => "UNPB",
        "patent" => "PAT",
        "pamphlet" => "PAMP",
        "personal_communication" => "PCOMM",
        "standard" => "STAND",
        "map" => "MAP",
        "motion_picture" => "MPCT",
        "broadcast" => "SOUND",
        "entry-encyclopedia" => "ENCYC",
        "entry-dictionary" => "DICT",
        _ => "GEN",
    }
}
