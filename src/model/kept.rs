//! What the cited places said when they were cited: the rows of `cited.toml`, which an author commits.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::text::Span;

/// The name of the file, at the root of the book.
pub const FILE: &str = "cited.toml";

/// What the file begins with.
const HEAD: &str = "# What the places said that this book cites, so that none of them moves unseen. `briefbook check --fix`\n\
                    # writes this file; commit it. A line that is taken out is written anew, with what stands there then.\n";

/// What a place said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// Its first words, as printed: for people, and to find them again.
    pub words: String,
    /// A short hash of its letters and digits.
    pub hash: String,
}

/// What is kept of one cited place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it said.
    pub said: Said,
    /// The number of its first passage then.
    pub at: u32,
    /// The numbers that this passage had in earlier editions.
    pub was: BTreeSet<u32>,
}

/// The rows of a source, by the names of its places: `passage 17`, `para. 13 (b)`.
pub type Rows = BTreeMap<String, Row>;

/// All that is kept, by the ids of the sources.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The rows.
    pub sources: BTreeMap<String, Rows>,
    /// Where in the file each source's table and each row stands.
    pub spans: BTreeMap<(String, String), Span>,
    /// Whether there is such a file.
    pub present: bool,
    /// Whether something in it could not be read: then it is not written anew, or that would be lost.
    pub broken: bool,
}

impl Kept {
    /// The row of a place.
    pub fn row(&self, source: &str, place: &str) -> Option<&Row> {
        self.sources.get(source)?.get(place)
    }
}

/// The text of the file: a table a source, a line a place, in reading order, so that two versions of it merge.
pub fn toml(sources: &BTreeMap<String, Rows>) -> String {
    let mut out = HEAD.to_owned();
    for (source, rows) in sources.iter().filter(|(_, rows)| !rows.is_empty()) {
        let _ = write!(out, "\n[{}]\n", key(source));
        let mut sorted: Vec<(&String, &Row)> = rows.iter().collect();
        sorted.sort_by_key(|(place, row)| (row.at, *place));
        for (place, row) in sorted {
            let Row { said: Said { words, hash }, at, was } = row;
            let _ = write!(out, "{} = {{ says = {}, hash = {}", quoted(place), quoted(words), quoted(hash));
            if counted(place) != Some(*at) {
                let _ = write!(out, ", at = {at}");
            }
            if !was.is_empty() {
                let was: Vec<String> = was.iter().map(u32::to_string).collect();
                let _ = write!(out, ", was = [{}]", was.join(", "));
            }
            out.push_str(" }\n");
        }
    }
    out
}

/// The number in the name of a place that is counted by us: `passage 17`.
pub fn counted(place: &str) -> Option<u32> {
    place.strip_prefix(super::place::PASSAGE)?.strip_prefix(' ')?.parse().ok()
}

/// A key of TOML: bare where it may be.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if bare { name.to_owned() } else { quoted(name) }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_line_and_places_stand_in_reading_order() {
        let row = |words: &str, at, was: &[u32]| Row {
            said: Said { words: words.to_owned(), hash: "0f".to_owned() },
            at,
            was: was.iter().copied().collect(),
        };
        let rows = Rows::from([
            ("passage 10".to_owned(), row("Ten", 10, &[])),
            ("passage 2".to_owned(), row("A \"two\" \\", 2, &[4, 1])),
            ("para. 1 (b)".to_owned(), row("Own", 5, &[])),
        ]);
        let text = toml(&[("a b".to_owned(), rows), ("none".to_owned(), Rows::new())].into());
        assert_eq!(
            text.strip_prefix(HEAD).unwrap(),
            "\n[\"a b\"]\n\
             \"passage 2\" = { says = \"A \\\"two\\\" \\\\\", hash = \"0f\", was = [1, 4] }\n\
             \"para. 1 (b)\" = { says = \"Own\", hash = \"0f\", at = 5 }\n\
             \"passage 10\" = { says = \"Ten\", hash = \"0f\" }\n"
        );
    }
}
