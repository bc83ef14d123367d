//! Typed fields with places: TOML and YAML become one [`Value`] tree, and a [`Fields`] reader takes
//! known keys from a table, remarks wrong types with a caret, and in the end every key nobody asked for.
//!
//! A broken field never costs the others.

mod language;
mod yaml;

use std::borrow::Cow;

pub use language::is_language_tag;
use toml::de::{DeTable, DeValue, Error as TomlError};
pub use yaml::{excessive, yaml};

use crate::nfc::nfc;
use crate::path::SitePath;
use crate::report::faults::{BadValue, FieldFaults, UnknownKey, ValueType};
use crate::report::{Checked, Diagnostic, near_names};
use crate::text::Span;

/// A value of front matter, a record or the settings, and where it stands in its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub data: Data,
}

/// What a [`Value`] can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// Nothing: an empty YAML value.
    Null,
    /// A string; a TOML or YAML date is kept as it is written.
    String(String),
    /// A whole number.
    Integer(i64),
    /// Another number, as written.
    Float(String),
    /// True or false.
    Bool(bool),
    /// A list.
    List(Vec<Value>),
    /// A table, in the order of the file.
    Table(Vec<(Key, Value)>),
}

/// A key of a table, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Data {
    /// A string in composed form: an escape may have taken a letter apart.
    fn string(text: &str) -> Self {
        Self::String(nfc(text).into_owned())
    }

    fn shape(&self) -> ValueType {
        match self {
            Self::Null => ValueType::Nothing,
            Self::String(_) => ValueType::String,
            Self::Integer(_) => ValueType::Integer,
            Self::Float(_) => ValueType::Float,
            Self::Bool(_) => ValueType::Boolean,
            Self::List(_) => ValueType::List,
            Self::Table(_) => ValueType::Table,
        }
    }
}

/// Parses TOML that stands at byte `offset` of the file `path`; its faults are told as `faults` has it.
pub fn toml(path: &SitePath, text: &str, offset: usize, faults: &FieldFaults) -> Checked<Value> {
    // A line that is no key and value costs the parser all that follow; without it, it reads on. A file with more such
    // lines than this is no TOML.
    const ROUNDS: usize = 16;
    let mut remarks = Vec::new();
    let mut whole = Cow::Borrowed(text);
    for round in 1.. {
        let (table, errors) = DeTable::parse_recoverable(&whole);
        let stop = errors.iter().find(|e| e.message().contains("key with no value")).and_then(TomlError::span);
        if let Some(span) = stop.filter(|_| round < ROUNDS) {
            let start = whole[..span.start].rfind('\n').map_or(0, |n| n + 1);
            let end = whole[span.start..].find('\n').map_or(whole.len(), |n| span.start + n);
            if whole[start..end].bytes().any(|b| b != b' ') {
                let fault = errors.iter().find(|e| e.span().is_some_and(|s| (start..=end).contains(&s.start)));
                remarks.extend(fault.map(|e| toml_remark(path, text, offset, faults, e)));
                whole = Cow::Owned(format!("{}{}{}", &whole[..start], " ".repeat(end - start), &whole[end..]));
                continue;
            }
        }
        // Of a line, the first fault is told: what follows from it would confuse.
        let mut last = None;
        for error in &errors {
            let line = error.span().map(|s| text.get(..s.start).unwrap_or("").rfind('\n').map_or(0, |n| n + 1));
            if line.is_none() || line != last {
                remarks.push(toml_remark(path, text, offset, faults, error));
            }
            last = line;
        }
        let span = Span::from(table.span()).shifted(offset);
        return Checked::new(Value { span, data: from_table(table.into_inner(), offset) }, remarks);
    }
    unreachable!("the last round returns")
}

fn toml_remark(path: &SitePath, text: &str, offset: usize, faults: &FieldFaults, error: &TomlError) -> Diagnostic {
    let inside = error.span().unwrap_or(0..0);
    let span = Span::from(inside.clone()).shifted(offset);
    let parser = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
    let colon = parser.contains("key with no value")
        && text.get(..inside.start).is_some_and(|before| before.trim_end().ends_with(':'));
    let unquoted = parser.contains("must be quoted");
    let d = (faults.bad)(BadValue::NotToml { parser, colon }).at(path, span);
    let words = text.get(inside).unwrap_or("").trim_end();
    if unquoted && is_words(words) {
        return d.edit(Span::new(span.start, span.start + words.len()), format!("\"{words}\""));
    }
    d
}

/// Whether a value without quotation marks can only be meant as the words it shows.
fn is_words(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && !text.contains(['"', '\'', '\\', '#', '=', '[', ']', '{', '}', '\n', '\r'])
}

fn from_table(table: DeTable, offset: usize) -> Data {
    let mut entries: Vec<(Key, Value)> = table
        .into_iter()
        .map(|(k, v)| {
            let key = Key { span: Span::from(k.span()).shifted(offset), name: k.into_inner().into_owned() };
            let span = Span::from(v.span()).shifted(offset);
            (key, Value { span, data: from_toml(v.into_inner(), offset) })
        })
        .collect();
    entries.sort_by_key(|(k, _)| k.span);
    Data::Table(entries)
}

fn from_toml(value: DeValue, offset: usize) -> Data {
    match value {
        DeValue::String(s) => Data::string(&s),
        DeValue::Integer(i) => match i64::from_str_radix(i.as_str(), i.radix()) {
            Ok(n) => Data::Integer(n),
            Err(_) => Data::Float(i.as_str().to_owned()),
        },
        DeValue::Float(f) => Data::Float(f.as_str().to_owned()),
        DeValue::Boolean(b) => Data::Bool(b),
        DeValue::Datetime(d) => Data::String(d.to_string()),
        DeValue::Array(list) => Data::List(
            list.into_iter()
                .map(|v| {
                    let span = Span::from(v.span()).shifted(offset);
                    Value { span, data: from_toml(v.into_inner(), offset) }
                })
                .collect(),
        ),
        DeValue::Table(table) => from_table(table, offset),
    }
}

/// Reads the fields of one table; what is not read by the end is unknown.
pub struct Fields<'a> {
    path: &'a SitePath,
    /// How what is wrong with them is told.
    faults: &'static FieldFaults,
    entries: Vec<(Key, Value)>,
    /// Whether keys that resemble none that is known are somebody else's and pass without a word.
    lenient: bool,
    /// Every key that was asked for, to suggest from.
    asked: Vec<&'static str>,
    /// Where the table stands.
    pub span: Span,
    /// What was remarked so far.
    pub remarks: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Starts to read `value`, which should be a table; anything else is remarked and read as empty.
    pub fn of(path: &'a SitePath, value: Value, faults: &'static FieldFaults) -> Self {
        let mut remarks = Vec::new();
        let span = value.span;
        let entries = match value.data {
            Data::Table(entries) => entries,
            Data::Null => Vec::new(),
            other => {
                remarks.push((faults.bad)(BadValue::NotTable { is: other.shape() }).at(path, span));
                Vec::new()
            }
        };
        Self { path, faults, entries, lenient: false, asked: Vec::new(), span, remarks }
    }

    /// Takes a value out, whatever its type.
    pub fn take(&mut self, name: &'static str) -> Option<Value> {
        self.asked.push(name);
        let at = self.entries.iter().position(|(k, _)| k.name == name)?;
        let (_, value) = self.entries.remove(at);
        (value.data != Data::Null).then_some(value)
    }

    fn mistyped(&mut self, name: &str, wanted: ValueType, value: &Value) {
        let fault = BadValue::Mistyped { key: name.to_owned(), wanted, is: value.data.shape(), quoted: false };
        self.remarks.push((self.faults.bad)(fault).at(self.path, value.span));
    }

    /// Remarks a value that should stand without its quotation marks, and takes them off where `meant` is known.
    fn quoted(&mut self, name: &str, wanted: ValueType, value: &Value, meant: Option<String>) {
        let fault = BadValue::Mistyped { key: name.to_owned(), wanted, is: value.data.shape(), quoted: true };
        let d = (self.faults.bad)(fault).at(self.path, value.span);
        self.remarks.push(match meant {
            Some(meant) => d.edit(value.span, meant),
            None => d,
        });
    }

    /// Takes a string, with its place; numbers are taken as they are written.
    pub fn string(&mut self, name: &'static str) -> Option<(String, Span)> {
        let value = self.take(name)?;
        match value.data {
            Data::String(s) => Some((s, value.span)),
            Data::Integer(n) => Some((n.to_string(), value.span)),
            Data::Float(f) => Some((f, value.span)),
            _ => {
                self.mistyped(name, ValueType::String, &value);
                None
            }
        }
    }

    /// Takes a string without its place.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        self.string(name).map(|(s, _)| s)
    }

    /// Takes true or false.
    pub fn bool(&mut self, name: &'static str) -> Option<bool> {
        let value = self.take(name)?;
        let Data::String(word) = &value.data else {
            return match value.data {
                Data::Bool(b) => Some(b),
                _ => {
                    self.mistyped(name, ValueType::Boolean, &value);
                    None
                }
            };
        };
        let meant = match word.to_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        };
        self.quoted(name, ValueType::Boolean, &value, meant.map(|m| m.to_string()));
        // A note meant as a draft is not to be published for a pair of quotation marks.
        meant
    }

    /// Takes the tag of a language. One that has not the shape of a BCP 47 tag is remarked and not taken: it would
    /// stand in the pages, where it misleads screen readers.
    pub fn language(&mut self, name: &'static str) -> Option<String> {
        let (tag, span) = self.string(name)?;
        let tag = tag.trim();
        if tag.is_empty() || is_language_tag(tag) {
            return Some(tag.to_owned());
        }
        let meant = Some(tag.replace('_', "-")).filter(|hyphens| is_language_tag(hyphens));
        let d = (self.faults.bad)(BadValue::LanguageTag { tag: tag.to_owned(), meant: meant.clone() });
        let d = d.at(self.path, span);
        self.remarks.push(match &meant {
            Some(meant) => d.edit(span, format!("\"{meant}\"")),
            None => d,
        });
        meant
    }

    /// Takes a whole number.
    pub fn integer(&mut self, name: &'static str) -> Option<(i64, Span)> {
        let value = self.take(name)?;
        match value.data {
            Data::Integer(n) => Some((n, value.span)),
            _ => {
                let digits = match &value.data {
                    Data::String(digits) => digits.trim().parse().ok().filter(|n: &i64| *n >= 0),
                    _ => None,
                };
                match digits {
                    Some(number) => self.quoted(name, ValueType::Integer, &value, Some(number.to_string())),
                    None => self.mistyped(name, ValueType::Integer, &value),
                }
                digits.map(|number| (number, value.span))
            }
        }
    }

    /// Takes a list of strings; a single string counts as a list of one.
    pub fn strings(&mut self, name: &'static str) -> Option<Vec<(String, Span)>> {
        let value = self.take(name)?;
        match value.data {
            Data::String(s) => Some(vec![(s, value.span)]),
            Data::List(list) => {
                let mut strings = Vec::with_capacity(list.len());
                for item in list {
                    match item.data {
                        Data::String(s) => strings.push((s, item.span)),
                        Data::Integer(n) => strings.push((n.to_string(), item.span)),
                        Data::Null => {}
                        _ => self.mistyped(name, ValueType::ListOfStrings, &item),
                    }
                }
                Some(strings)
            }
            _ => {
                self.mistyped(name, ValueType::ListOfStrings, &value);
                None
            }
        }
    }

    /// Takes a list; a single value counts as a list of one.
    pub fn list(&mut self, name: &'static str) -> Vec<Value> {
        match self.take(name) {
            Some(Value { data: Data::List(list), .. }) => list,
            Some(value) => vec![value],
            None => Vec::new(),
        }
    }

    /// Takes a table as key and value pairs.
    pub fn table(&mut self, name: &'static str) -> Vec<(Key, Value)> {
        match self.take(name) {
            Some(Value { data: Data::Table(entries), .. }) => entries,
            Some(value) => {
                self.mistyped(name, ValueType::Table, &value);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Lets keys pass that resemble none that is known: another program's properties.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// A reader for a table inside this one, with the same faults.
    pub fn inner(&self, value: Value) -> Fields<'a> {
        Fields::of(self.path, value, self.faults)
    }

    /// A reader for the table of that name; an absent one reads as empty.
    pub fn section(&mut self, name: &'static str) -> Fields<'a> {
        let value = self.take(name).unwrap_or(Value { span: self.span, data: Data::Null });
        self.inner(value)
    }

    /// Ends the reading: every key that nobody asked for is remarked, with near names or else all there are.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let mut known = self.asked.clone();
        known.sort_unstable();
        known.dedup();
        for (key, _) in &self.entries {
            let near = near_names(&key.name, self.asked.iter().copied());
            if self.lenient && near.0.is_empty() {
                continue;
            }
            let fault = UnknownKey { key: key.name.clone(), near, known: known.clone() };
            self.remarks.push((self.faults.unknown)(fault).at(self.path, key.span));
        }
        self.remarks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::faults::NOTE_FIELDS;

    fn path() -> SitePath {
        SitePath::new("content/a.md").unwrap()
    }

    #[test]
    fn toml_and_yaml_give_the_same_values() {
        let t = toml(&path(), "title = \"网\"\ntags = [\"a\", \"b\"]\nn = 3\n[labels]\nzh = \"x\"\n", 0, &NOTE_FIELDS);
        let y = yaml(&path(), "title: 网\ntags: [a, b]\nn: 3\nlabels:\n  zh: x\n", 0, &NOTE_FIELDS);
        assert!(t.remarks.is_empty() && y.remarks.is_empty());
        fn bare(v: &Value) -> String {
            match &v.data {
                Data::Table(t) => t.iter().map(|(k, v)| format!("{}={};", k.name, bare(v))).collect(),
                Data::List(l) => l.iter().map(|v| bare(v) + ",").collect(),
                other => format!("{other:?}"),
            }
        }
        assert_eq!(bare(&t.value), bare(&y.value));
    }

    #[test]
    fn one_bad_field_does_not_cost_the_others() {
        let t = toml(&path(), "title = 3.5\ndraft = \"yes\"\nalias = []\ntags = \"one\"", 0, &NOTE_FIELDS);
        let path = path();
        let mut f = Fields::of(&path, t.value, &NOTE_FIELDS);
        assert_eq!(f.text("title").as_deref(), Some("3.5"));
        assert_eq!(f.bool("draft"), Some(true));
        f.strings("aliases");
        assert_eq!(f.strings("tags").unwrap()[0].0, "one");
        let remarks = f.finish();
        let messages: Vec<_> = remarks.iter().map(|r| r.words.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`draft` should be true or false, this is a string",
                "the key `alias` is not known here and has no effect"
            ]
        );
        assert_eq!(remarks[1].words.fix.as_deref(), Some("did you mean `aliases`?"));
    }

    #[test]
    fn a_line_that_is_no_toml_costs_no_other() {
        let t = toml(&path(), "title: A\nbad\ntags = [\"x\"]\n", 0, &NOTE_FIELDS);
        assert_eq!(t.remarks.len(), 2);
        assert!(t.remarks[0].words.fix.as_deref().is_some_and(|f| f.contains("not a colon")), "{:?}", t.remarks);
        let Data::Table(entries) = t.value.data else { panic!() };
        assert_eq!(entries.iter().map(|(k, _)| k.name.as_str()).collect::<Vec<_>>(), ["tags"]);
        let t = toml(&path(), &"words\n".repeat(5_000), 0, &NOTE_FIELDS);
        assert!(!t.remarks.is_empty());
    }

    #[test]
    fn broken_toml_still_gives_its_other_lines() {
        let t = toml(&path(), "title = \"A\"\nbad = = 3\ntags = [\"x\"]\n", 10, &NOTE_FIELDS);
        assert!(!t.remarks.is_empty());
        let place = t.remarks[0].place.as_ref().unwrap();
        assert!(place.span.unwrap().start >= 10 + 12, "{place:?}");
        let Data::Table(entries) = t.value.data else { panic!() };
        assert!(entries.iter().any(|(k, _)| k.name == "title") && entries.iter().any(|(k, _)| k.name == "tags"));
    }
}
