//! CSL-JSON, as Zotero and Pandoc write it: a list of items, or an object with one under `items`.

use serde_json::{Map, Value};

use super::{ReadWork, bad, within};
use crate::model::edtf::Edtf;
use crate::model::work::{Name, Work};
use crate::report::Checked;
use crate::report::faults::LibrarySyntax;
use crate::text::{Lines, Span, Text};

/// Date variables of CSL 1.0.2.
const DATES: [&str; 7] =
    ["accessed", "available-date", "event-date", "issued", "original-date", "submitted", "archive-date"];

pub(super) fn read(text: &Text) -> Checked<Vec<ReadWork>> {
    let mut remarks = Vec::new();
    let mut entries = Vec::new();
    if text.text.trim().is_empty() {
        return Checked::clean(entries);
    }
    let value: Value = match serde_json::from_str(&text.text) {
        Ok(value) => value,
        Err(error) => {
            let lines = Lines::of(&text.text);
            let line = lines.span(error.line().max(1), &text.text);
            let at = line.start + error.column().saturating_sub(1);
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or(&words);
            let span = within(&text.text, at.min(line.end), at + 1);
            return Checked::new(
                entries,
                vec![bad(&text.path, span, LibrarySyntax::NotJson { parser: words.to_owned() })],
            );
        }
    };
    let items = match value {
        Value::Array(items) => items,
        Value::Object(mut map) => match map.remove("items") {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(map)],
        },
        _ => Vec::new(),
    };
    // The items come in the order of the file: each key is looked for from where the last one stood.
    let mut from = 0;
    for (n, item) in items.into_iter().enumerate() {
        let number = n + 1;
        let Value::Object(item) = item else {
            remarks.push(bad(&text.path, Span::default(), LibrarySyntax::NoItem { number }));
            continue;
        };
        let key = ["id", "citation-key"].into_iter().find_map(|k| item.get(k)).and_then(word);
        let Some(key) = key.filter(|k| !k.trim().is_empty()) else {
            remarks.push(bad(&text.path, Span::default(), LibrarySyntax::NoId { number }));
            continue;
        };
        let span = place(&text.text, &key, from);
        from = span.end.max(from);
        entries.push(ReadWork { work: work(key, &item), span });
    }
    Checked::new(entries, remarks)
}

/// Where the key stands as the value of an `id`, at or after `from`.
fn place(text: &str, key: &str, from: usize) -> Span {
    let quoted = Value::String(key.to_owned()).to_string();
    let found = text[from..].match_indices(&quoted).map(|(n, _)| n + from);
    let id = |at: &usize| {
        let before = text[..*at].trim_end();
        before.strip_suffix(':').is_some_and(|b| b.trim_end().ends_with("\"id\"") || b.trim_end().ends_with("key\""))
    };
    found.into_iter().find(id).map_or(Span::default(), |at| Span::new(at, at + quoted.len()))
}

/// A string or a number as a string.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        _ => None,
    }
}

fn work(key: String, item: &Map<String, Value>) -> Work {
    let mut work = Work { key, kind: "document".to_owned(), ..Work::default() };
    for (name, value) in item {
        match (name.as_str(), value) {
            ("id" | "citation-key", _) => {}
            ("type", _) => work.kind = word(value).unwrap_or_default(),
            (name, _) if DATES.contains(&name) => {
                if let Some(date) = date(value) {
                    work.dates.insert(name.to_owned(), date);
                }
            }
            (name, Value::Array(list)) if list.iter().any(Value::is_object) => {
                let names: Vec<Name> = list.iter().filter_map(person).collect();
                if !names.is_empty() {
                    work.names.insert(name.to_owned(), names);
                }
            }
            (name, Value::Array(list)) => {
                work.set(name, list.iter().filter_map(word).collect::<Vec<_>>().join(", "));
            }
            (name, value) => {
                if let Some(text) = word(value) {
                    work.set(name, text);
                }
            }
        }
    }
    work
}

fn person(value: &Value) -> Option<Name> {
    let part = |names: &[&str]| {
        let parts: Vec<String> =
            names.iter().filter_map(|n| value.get(n)).filter_map(word).filter(|w| !w.is_empty()).collect();
        parts.join(" ")
    };
    let literal = part(&["literal"]);
    if !literal.is_empty() {
        return Some(Name::Body(literal));
    }
    let (family, given) = (part(&["family"]), part(&["given"]));
    match (family.is_empty(), given.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Name::Body(given)),
        (false, true) if family.contains(' ') => Some(Name::Body(family)),
        (false, _) => {
            let particle = part(&["dropping-particle", "non-dropping-particle"]);
            Some(Name::Person { family, given, particle, suffix: part(&["suffix"]) })
        }
    }
}

/// A CSL date in EDTF, or in its own words.
fn date(value: &Value) -> Option<String> {
    if let Some(text) = word(value) {
        return Some(text);
    }
    let raw = value.get("raw").and_then(word);
    let literal = value.get("literal").and_then(word);
    let season = value.get("season").and_then(word).and_then(|s| s.parse::<u8>().ok()).filter(|s| (1..=4).contains(s));
    let circa = value.get("circa").is_some_and(|c| !matches!(word(c).as_deref(), None | Some("false" | "0" | "")));
    let number = |v: &Value| word(v)?.trim().parse::<i64>().ok();
    let one = |parts: &Value| -> Option<String> {
        let list: Vec<i64> = parts.as_array()?.iter().map_while(number).collect();
        let year = list.first().filter(|y| (-9999..=9999).contains(*y))?;
        let year = if *year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") };
        let text = match (list.get(1), list.get(2), season) {
            (Some(m), Some(d), _) => format!("{year}-{m:02}-{d:02}"),
            (Some(m), None, _) => format!("{year}-{m:02}"),
            (None, _, Some(s)) => format!("{year}-{}", 20 + s),
            _ => year.clone(),
        };
        // A day or month that does not exist is left out rather than the year with it.
        let text = if Edtf::parse(&text).is_ok() { text } else { year };
        Some(if circa { format!("{text}~") } else { text })
    };
    let parts: Vec<String> =
        value.get("date-parts").and_then(Value::as_array).into_iter().flatten().filter_map(one).collect();
    match parts.as_slice() {
        [] => raw.or(literal),
        [one] => Some(one.clone()),
        [from, to, ..] => Some(format!("{from}/{to}")),
    }
}
