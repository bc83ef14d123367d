//! CSL-JSON, as Zotero and Pandoc read it.

use serde_json::{Map, Value, json};

use crate::model::edtf::{Date, Edtf, Precision};
use crate::model::work::{Name, Work};

/// Works as CSL-JSON: a list of items, with a line end at its end.
pub fn csl_json<'a>(works: impl IntoIterator<Item = &'a Work>) -> String {
    let items: Vec<Value> = works.into_iter().map(item).collect();
    let mut text = serde_json::to_string_pretty(&items).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

fn item(work: &Work) -> Value {
    let mut map = Map::new();
    map.insert("id".to_owned(), json!(work.key));
    map.insert("type".to_owned(), json!(work.kind));
    for (name, text) in &work.words {
        map.entry(name.clone()).or_insert_with(|| json!(text));
    }
    for (name, list) in &work.names {
        map.insert(name.clone(), list.iter().map(person).collect());
    }
    for (name, date) in &work.dates {
        map.insert(name.clone(), dates(date));
    }
    Value::Object(map)
}

fn person(name: &Name) -> Value {
    match name {
        Name::Body(name) => json!({ "literal": name }),
        Name::Person { family, given, particle, suffix } => {
            let mut map = Map::new();
            let parts = [("family", family), ("given", given), ("non-dropping-particle", particle), ("suffix", suffix)];
            for (key, text) in parts.into_iter().filter(|(_, t)| !t.is_empty()) {
                map.insert(key.to_owned(), json!(text));
            }
            Value::Object(map)
        }
    }
}

/// A date; one that is none is given in its own words.
fn dates(edtf: &str) -> Value {
    let Ok(date) = Edtf::parse(edtf) else { return json!({ "literal": edtf }) };
    let list: Vec<Date> = match date {
        Edtf::Date(d) => vec![d],
        Edtf::Interval { from, to, .. } => from.into_iter().chain(to).collect(),
    };
    let parts: Vec<Value> = list
        .iter()
        .map(|d| match d.precision {
            Precision::Year | Precision::Season(_) => json!([d.year]),
            Precision::Month(m) => json!([d.year, m]),
            Precision::Day(m, day) => json!([d.year, m, day]),
        })
        .collect();
    let mut map = Map::new();
    map.insert("date-parts".to_owned(), Value::Array(parts));
    if let Some(Precision::Season(season)) = list.first().map(|d| d.precision) {
        map.insert("season".to_owned(), json!(season));
    }
    if list.iter().any(|d| d.uncertain || d.approximate || d.unspecified > 0) {
        map.insert("circa".to_owned(), json!(true));
    }
    Value::Object(map)
}
