//! A work as the formatter takes it, and the words it gives back.
//!
//! Styles raise and lower letters in titles. What must keep its case (`A/70/174`, words in braces) is hidden from
//! them: its letters become signs of a private plane of Unicode, which have no case, and turn into letters again
//! when the result is written.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};

use crate::model::edtf::{Date, Edtf, Precision};
use crate::model::work::{KEEP, KEPT, Name, Work};

/// Where the private plane begins.
const PLANE: u32 = 0xF_0000;

/// The sign that stands for a letter.
fn hide(c: char) -> char {
    let code = u32::from(c);
    let cased = c.is_uppercase() || c.is_lowercase();
    match char::from_u32(PLANE + code) {
        Some(sign) if cased && code < 0xFFFE => sign,
        _ => c,
    }
}

/// The letter for which a sign stands; any other character as it is.
pub(super) fn shown(c: char) -> char {
    let code = u32::from(c);
    match code {
        0xF_0000..=0xF_FFFD => char::from_u32(code - PLANE).unwrap_or('\u{fffd}'),
        _ => c,
    }
}

/// Text for the formatter: without the markup that CSL-JSON allows, without signs of the private plane, and with
/// what keeps its case hidden.
fn guarded(text: &str) -> String {
    let clean: String = text.chars().map(|c| if u32::from(c) >= PLANE { '\u{fffd}' } else { c }).collect();
    let mut out = String::with_capacity(clean.len());
    let mut first = true;
    for (n, part) in clean.split(KEEP).enumerate() {
        let (kept, rest) = match part.split_once(KEPT) {
            Some((kept, rest)) if n > 0 => (kept, rest),
            _ => ("", part),
        };
        push(&mut out, &bare(kept), &mut first, true);
        push(&mut out, &bare(rest), &mut first, false);
    }
    out
}

/// Adds words, hiding those that keep their case. The first capital of all stays as it is: nothing lowers it, and
/// lists are sorted by it.
fn push(out: &mut String, text: &str, first: &mut bool, kept: bool) {
    for word in text.split_inclusive(char::is_whitespace) {
        let hidden = kept || is_symbol(word.trim());
        for c in word.chars() {
            out.push(if hidden && !(*first && c.is_uppercase()) { hide(c) } else { c });
            *first = *first && !c.is_alphanumeric();
        }
    }
}

/// Whether a word is a symbol such as `A/70/174`, `S/RES/2341`, `GB/T` or `WannaCry`.
fn is_symbol(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let inner = word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    if inner {
        return true;
    }
    let mut parts = word.split('/');
    let first = parts.next().unwrap_or_default();
    let upper = |p: &str| {
        !p.is_empty() && p.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '(' | ')'))
    };
    let mut others = parts.peekable();
    others.peek().is_some()
        && upper(first)
        && first.contains(char::is_uppercase)
        && others.all(|p| upper(p) || p.split('.').all(|q| upper(q) || q == "Rev" || q == "Add" || q == "Corr"))
}

/// Without the markup of CSL-JSON. Anything else that looks like markup is words.
fn bare(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    const TAGS: [&str; 13] = [
        "<i>",
        "</i>",
        "<b>",
        "</b>",
        "<sub>",
        "</sub>",
        "<sup>",
        "</sup>",
        "<sc>",
        "</sc>",
        "</span>",
        "<span style=\"font-variant: small-caps;\">",
        "<span style=\"font-variant:small-caps;\">",
    ];
    TAGS.iter().fold(text.to_owned(), |t, tag| t.replace(tag, ""))
}

/// Variables whose letters no style changes, and which are read as numbers and addresses.
const BARE: [&str; 14] = [
    "URL",
    "DOI",
    "ISBN",
    "ISSN",
    "PMID",
    "PMCID",
    "page",
    "volume",
    "issue",
    "edition",
    "language",
    "chapter-number",
    "number-of-pages",
    "number-of-volumes",
];

/// A work as the formatter takes it.
pub(super) fn item(work: &Work) -> Item {
    let mut map = BTreeMap::new();
    map.insert("id".to_owned(), Value::String(work.key.clone()));
    map.insert("type".to_owned(), Value::String(work.kind.clone()));
    for (name, text) in &work.words {
        // Abstracts and keywords are no part of a reference, and may be long.
        if matches!(
            name.as_str(),
            "abstract" | "keyword" | "annote" | "license" | "id" | "type" | "citation-label" | "year-suffix" | "note"
        ) {
            continue;
        }
        let text = if BARE.contains(&name.as_str()) { bare(text) } else { guarded(text) };
        map.insert(name.clone(), Value::String(text));
    }
    if !map.contains_key("title") {
        map.insert("title".to_owned(), Value::String(work.key.clone()));
    }
    map.insert("citation-label".to_owned(), Value::String(label(work)));
    for (name, list) in &work.names {
        map.insert(name.clone(), Value::Names(list.iter().map(name_value).collect()));
    }
    for (name, date) in &work.dates {
        if let Some(date) = Edtf::parse(date).ok().as_ref().and_then(date_value) {
            map.insert(name.clone(), Value::Date(date));
        }
    }
    Item(map)
}

/// A label for styles that cite by one: `Geng16`.
pub(super) fn label(work: &Work) -> String {
    let names = match work.makers() {
        [] => work.title().split_whitespace().next().unwrap_or_default().chars().take(4).collect(),
        [one] => one.short().chars().take(3).collect::<String>(),
        several => several.iter().take(4).filter_map(|n| n.short().chars().next()).collect(),
    };
    let year = work.dates.get("issued").and_then(|d| d.get(2..4)).unwrap_or_default();
    format!("{names}{year}")
}

fn name_value(name: &Name) -> NameValue {
    let some = |s: &String| (!s.is_empty()).then(|| s.clone());
    match name {
        Name::Body(name) => NameValue::Literal(LiteralName { literal: name.clone() }),
        Name::Person { family, given, particle, suffix } => NameValue::Item(NameItem {
            family: family.clone(),
            given: some(given),
            non_dropping_particle: some(particle),
            dropping_particle: None,
            suffix: some(suffix),
            comma_suffix: (!suffix.is_empty()).then_some(true),
        }),
    }
}

/// A date no more exact than it is known. The formatter knows no intervals: they are cited by their beginning.
fn date_value(date: &Edtf) -> Option<DateValue> {
    let date: &Date = match date {
        Edtf::Date(d) => d,
        Edtf::Interval { from: Some(d), .. } | Edtf::Interval { to: Some(d), .. } => d,
        Edtf::Interval { .. } => return None,
    };
    let year = i16::try_from(date.year).ok()?;
    let (parts, season) = match date.precision {
        Precision::Year => (vec![year], None),
        Precision::Season(s) => (vec![year], Some(s.to_string())),
        Precision::Month(m) => (vec![year, i16::from(m)], None),
        Precision::Day(m, d) => (vec![year, i16::from(m), i16::from(d)], None),
    };
    let circa = date.uncertain || date.approximate || date.unspecified > 0;
    Some(DateValue::DateParts { date_parts: VecDateRange(vec![VecDate(parts)]), literal: None, season, circa })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_told_from_words() {
        for yes in [
            "A/70/174",
            "S/RES/2341",
            "A/C.1/73/L.27/Rev.1",
            "GB/T",
            "(A/70/174)",
            "WannaCry",
            "CCPR/C/21/Rev.1/Add.13",
        ] {
            assert!(is_symbol(yes), "{yes}");
        }
        for no in ["and/or", "China/US", "Norms", "NATO", "1/2", "/", "", "N/a"] {
            assert!(!is_symbol(no), "{no}");
        }
    }

    #[test]
    fn what_is_hidden_comes_back() {
        let text = "Report A/70/174: <span class=\"nocase\">ICANN and iOS</span> <i>in</i> <script>";
        let back: String = guarded(text).chars().map(shown).collect();
        assert_eq!(back, "Report A/70/174: ICANN and iOS in <script>");
        assert!(guarded("x \u{f0041}").contains('\u{fffd}'));
    }
}
