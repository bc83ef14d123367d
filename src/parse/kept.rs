//! `cited.toml`: what the cited places said when they were cited.

use std::collections::BTreeSet;

use crate::fields::{self, Data, Fields, Key, Value};
use crate::model::kept::{Kept, Row, Said, counted};
use crate::path::SitePath;
use crate::report::faults::{CITED_FIELDS, CitedSyntax};
use crate::report::{Checked, Diagnostic};
use crate::text::Text;

/// Reads the file. A line that cannot be read is remarked and left out.
pub fn parse(text: &Text) -> Checked<Kept> {
    let mut remarks = Vec::new();
    let mut kept = Kept { present: true, ..Kept::default() };
    let value = fields::toml(&text.path, &text.text, 0, &CITED_FIELDS).into_value(&mut remarks);
    for (source, rows) in table(&text.path, value, &mut remarks) {
        for (place, value) in table(&text.path, rows, &mut remarks) {
            let Some(row) = row(&text.path, &place, value, &mut remarks) else { continue };
            kept.spans.insert((source.name.clone(), place.name.clone()), place.span);
            kept.sources.entry(source.name.clone()).or_default().insert(place.name, row);
        }
    }
    kept.broken = !remarks.is_empty();
    // It is written by `check --fix` and by nobody's hand: what is broken in it is not guessed.
    remarks.iter_mut().for_each(|r| r.edit = None);
    Checked::new(kept, remarks)
}

fn table(path: &SitePath, value: Value, remarks: &mut Vec<Diagnostic>) -> Vec<(Key, Value)> {
    match value {
        Value { data: Data::Table(entries), .. } => entries,
        other => {
            remarks.extend(Fields::of(path, other, &CITED_FIELDS).finish());
            Vec::new()
        }
    }
}

fn row(path: &SitePath, place: &Key, value: Value, remarks: &mut Vec<Diagnostic>) -> Option<Row> {
    let is_table = matches!(value.data, Data::Table(_));
    let mut f = Fields::of(path, value, &CITED_FIELDS);
    let (words, hash) = (f.text("says"), f.text("hash"));
    let at = f.integer("at").map_or(counted(&place.name), |(n, _)| u32::try_from(n).ok());
    let number = |value: &Value| match value.data {
        Data::Integer(n) => u32::try_from(n).ok(),
        _ => None,
    };
    let was: Option<BTreeSet<u32>> = f.list("was").iter().map(number).collect();
    remarks.extend(f.finish());
    if !is_table {
        return None;
    }
    let checks = [("says", words.is_none()), ("hash", hash.is_none()), ("at", at.is_none()), ("was", was.is_none())];
    let missing: Vec<&str> = checks.into_iter().filter_map(|(key, is)| is.then_some(key)).collect();
    if let (Some(words), Some(hash), Some(at), Some(was)) = (words, hash, at, was) {
        return Some(Row { said: Said { words, hash }, at, was });
    }
    let fault = CitedSyntax::Incomplete { place: place.name.clone(), missing };
    remarks.push(Diagnostic::of(fault).at(path, place.span));
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kept::toml;

    fn read(text: &str) -> Checked<Kept> {
        parse(&Text::new(SitePath::new("cited.toml").unwrap(), text))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = "[\"a b\"]\n\"passage 2\" = { says = \"A \\\"two\\\" 二\", hash = \"0f\", was = [1, 4] }\n\
                    \"para. 1 (b)\" = { says = \"Own\", hash = \"0f\", at = 5 }\n";
        let Checked { value, remarks } = read(text);
        assert!(remarks.is_empty(), "{remarks:?}");
        assert!(toml(&value.sources).ends_with(text), "{}", toml(&value.sources));
        assert_eq!(read(&toml(&value.sources)).value.sources, value.sources);
    }

    #[test]
    fn a_line_that_lacks_something_costs_no_other_and_is_not_lost() {
        for (line, words) in [
            ("\"passage 1\" = { hash = \"0f\" }", "what `passage 1` said is not told: `says` cannot be read"),
            ("\"para. 1\" = { says = \"A\", hash = \"0f\" }", "what `para. 1` said is not told: `at` cannot be read"),
            (
                "\"passage 1\" = { says = \"A\", hash = \"0f\", was = [\"x\"] }",
                "what `passage 1` said is not told: `was` cannot be read",
            ),
            ("\"passage 1\" = 3", "a table is wanted here, this is a whole number"),
        ] {
            let Checked { value, remarks } =
                read(&format!("[a]\n{line}\n\"passage 2\" = {{ says = \"B\", hash = \"1f\" }}\n"));
            assert!(value.broken && value.row("a", "passage 2").is_some(), "{line}");
            assert!(remarks.iter().any(|r| r.words.message == words), "{line}: {remarks:#?}");
        }
        assert!(read("<<<<<<< HEAD\n[a]\n").value.broken);
    }
}
