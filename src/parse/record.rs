//! The record beside a source: metadata, rights and overrides of the conversion, in TOML.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fields::{known_keys, toml_fault};
use crate::model::edtf::Edtf;
use crate::model::source::{BlockKind, Show};
use crate::path::SitePath;
use crate::report::{Checked, Diagnostic, codes, near};
use crate::text::{Span, Text};

/// A value of the record and where it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the record.
    pub span: Span,
}

/// What an override names: lines, and the words that stand at their beginning as a guard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// First line, from 1.
    pub first: usize,
    /// Last line.
    pub last: usize,
    /// Words of the first line.
    pub text: String,
    /// Where the override stands in the record.
    pub span: Span,
    /// What it does.
    pub action: Action,
}

/// What an override does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Show these lines, as this kind.
    Keep {
        /// As what; a paragraph if nothing else is said and nothing else is told.
        kind: Option<BlockKind>,
        /// For headings, how deep.
        level: Option<u8>,
    },
    /// Leave these lines out.
    Drop {
        /// Why: a short name.
        reason: String,
    },
    /// The line's block goes on where the block before it ended.
    Join,
    /// A new block begins before these words.
    Split {
        /// The first words of the new block.
        before: String,
    },
    /// The line is a heading.
    Heading {
        /// How deep.
        level: u8,
    },
    /// The line's block is of this kind.
    Kind {
        /// Which.
        kind: BlockKind,
    },
    /// The words are so in the original.
    Sic,
    /// The words are so in the original, and something else is meant.
    Correct {
        /// What is meant.
        to: String,
    },
}

/// A record. A field that is `Some` but empty says that the fact is known to be unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Where the record lies.
    pub path: SitePath,
    /// Title.
    pub title: Option<String>,
    /// How citations call it, where its author's or publisher's name will not do.
    pub short: Option<String>,
    /// Authors as printed.
    pub author: Option<Vec<String>>,
    /// When it was issued, in EDTF.
    pub issued: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Journal, magazine or series.
    pub container_title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// When the address was last seen, in EDTF.
    pub accessed: Option<String>,
    /// Language, as a BCP 47 tag.
    pub language: Option<String>,
    /// What kind of text it is.
    pub kind: Option<String>,
    /// The licence, as an SPDX id or as printed.
    pub licence: Option<String>,
    /// A statement on rights.
    pub rights: Option<String>,
    /// How much may be shown.
    pub show: Show,
    /// Keywords.
    pub keywords: Option<Vec<String>>,
    /// Affiliations.
    pub affiliations: Option<Vec<String>>,
    /// Place.
    pub place: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The hash of the text this record was written for.
    pub sha256: Option<At<String>>,
    /// Overrides, in the order of the record.
    pub overrides: Vec<Override>,
}

impl Record {
    /// A record that says nothing.
    pub fn empty(path: SitePath) -> Self {
        Self {
            path,
            title: None,
            short: None,
            author: None,
            issued: None,
            publisher: None,
            container_title: None,
            url: None,
            accessed: None,
            language: None,
            kind: None,
            licence: None,
            rights: None,
            show: Show::default(),
            keywords: None,
            affiliations: None,
            place: None,
            note: None,
            sha256: None,
            overrides: Vec::new(),
        }
    }
}

const KEYS: &[&str] = &[
    "title",
    "short",
    "author",
    "authors",
    "issued",
    "date",
    "publisher",
    "container-title",
    "container_title",
    "url",
    "accessed",
    "language",
    "kind",
    "licence",
    "license",
    "rights",
    "show",
    "keywords",
    "affiliations",
    "place",
    "note",
    "sha256",
    "keep",
    "drop",
    "join",
    "split",
    "heading",
    "sic",
    "correct",
];

/// Shortest guard that is accepted, in letters and digits (two of Chinese or Japanese).
const GUARD: usize = 3;

/// Reads a record.
pub fn parse(text: &Text) -> Checked<Record> {
    let mut reader = Reader { path: &text.path, remarks: Vec::new() };
    let mut record = Record::empty(text.path.clone());
    let (table, errors) = DeTable::parse_recoverable(&text.text);
    for error in errors {
        let (message, fix) = toml_fault(error.message());
        let mut d = Diagnostic::new(&codes::RECORD_SYNTAX, message).maybe_fix(fix.map(str::to_owned));
        d = match error.span() {
            Some(span) => d.at(&text.path, on_boundaries(&text.text, span)),
            None => d.in_file(&text.path),
        };
        reader.remarks.push(d);
    }
    for (key, value) in table.get_ref() {
        reader.field(&mut record, key.get_ref(), span_of(key), value);
    }
    record.overrides.sort_by_key(|o| (o.span, o.first));
    Checked::new(record, reader.remarks)
}

fn on_boundaries(text: &str, span: Range<usize>) -> Span {
    let floor = |mut i: usize| {
        i = i.min(text.len());
        while !text.is_char_boundary(i) {
            i -= 1;
        }
        i
    };
    Span::new(floor(span.start), floor(span.end))
}

fn span_of<T>(value: &Spanned<T>) -> Span {
    Span::from(value.span())
}

struct Reader<'a> {
    path: &'a SitePath,
    remarks: Vec<Diagnostic>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn wrong(&mut self, span: Span, message: impl Into<String>) {
        self.remarks.push(Diagnostic::new(&codes::RECORD_SYNTAX, message).at(self.path, span));
    }

    fn field(&mut self, record: &mut Record, key: &str, key_span: Span, value: &Value<'_>) {
        match key {
            "title" => record.title = self.string(key, value),
            "short" => record.short = self.string(key, value),
            "author" | "authors" => record.author = self.strings(key, value),
            "issued" | "date" => record.issued = self.date(key, value),
            "publisher" => record.publisher = self.string(key, value),
            "container-title" | "container_title" => record.container_title = self.string(key, value),
            "url" => record.url = self.string(key, value),
            "accessed" => record.accessed = self.date(key, value),
            "language" => record.language = self.string(key, value),
            "kind" if value.get_ref().as_array().is_some() => self.overrides(record, key, value),
            "kind" => record.kind = self.string(key, value),
            "licence" | "license" => record.licence = self.string(key, value),
            "rights" => record.rights = self.string(key, value),
            "keywords" => record.keywords = self.strings(key, value),
            "affiliations" => record.affiliations = self.strings(key, value),
            "place" => record.place = self.string(key, value),
            "note" => record.note = self.string(key, value),
            "sha256" => record.sha256 = self.string(key, value).map(|v| At { value: v, span: span_of(value) }),
            "show" => {
                if let Some(show) = self.string(key, value) {
                    match show.as_str() {
                        "full" => record.show = Show::Full,
                        "excerpts" => record.show = Show::Excerpts,
                        "citation" => record.show = Show::Citation,
                        other => {
                            // When in doubt, show less rather than more.
                            record.show = Show::Citation;
                            self.wrong(
                                span_of(value),
                                format!("`show` is `full`, `excerpts` or `citation`, not `{other}`"),
                            );
                        }
                    }
                } else {
                    record.show = Show::Citation;
                }
            }
            "keep" | "drop" | "join" | "split" | "heading" | "sic" | "correct" => self.overrides(record, key, value),
            _ => self.remarks.push(known_keys(
                Diagnostic::new(&codes::RECORD_KEY, format!("a record has no key `{key}`")).at(self.path, key_span),
                key,
                KEYS,
            )),
        }
    }

    fn string(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(s) => Some(s.trim().to_owned()),
            DeValue::Datetime(d) => Some(d.to_string()),
            DeValue::Integer(_) if matches!(key, "issued" | "date" | "accessed") => {
                value.get_ref().as_integer().map(|i| i.as_str().to_owned())
            }
            other => {
                self.wrong(span_of(value), format!("`{key}` should be a string, not {}", kind_name(other)));
                None
            }
        }
    }

    fn strings(&mut self, key: &str, value: &Value<'_>) -> Option<Vec<String>> {
        match value.get_ref() {
            DeValue::String(s) if s.trim().is_empty() => Some(Vec::new()),
            DeValue::String(s) => Some(vec![s.trim().to_owned()]),
            DeValue::Array(list) => Some(list.iter().filter_map(|v| self.string(key, v)).collect()),
            other => {
                self.wrong(span_of(value), format!("`{key}` should be a list of strings, not {}", kind_name(other)));
                None
            }
        }
    }

    fn date(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        let date = self.string(key, value)?;
        if !date.is_empty()
            && let Err(why) = Edtf::parse(&date)
        {
            self.remarks.push(
                Diagnostic::new(&codes::RECORD_DATE, format!("`{date}` is not a date in EDTF: {why}"))
                    .at(self.path, span_of(value))
                    .fix("write `2016-05-31`, `2016-05`, `2016`, `2013?`, `2015-21` or `2009/2017`"),
            );
            return None;
        }
        Some(date)
    }

    fn overrides(&mut self, record: &mut Record, key: &str, value: &Value<'_>) {
        let entries: Vec<&Value<'_>> = match value.get_ref() {
            DeValue::Array(list) => list.iter().collect(),
            DeValue::Table(_) => vec![value],
            other => {
                let message = format!(
                    "`{key}` should be a list of tables such as {{ line = 12, text = \"its first words\" }}, not {}",
                    kind_name(other)
                );
                self.wrong(span_of(value), message);
                return;
            }
        };
        for entry in entries {
            match entry.get_ref() {
                DeValue::Table(table) => {
                    if let Some(o) = self.entry(key, span_of(entry), table) {
                        record.overrides.push(o);
                    }
                }
                other => self
                    .wrong(span_of(entry), format!("an entry of `{key}` should be a table, not {}", kind_name(other))),
            }
        }
    }

    fn entry(&mut self, key: &str, span: Span, table: &DeTable<'_>) -> Option<Override> {
        let known: &[&str] = match key {
            "keep" => &["line", "lines", "text", "kind", "level"],
            "drop" => &["line", "lines", "text", "reason"],
            "split" => &["line", "lines", "text", "before"],
            "heading" => &["line", "lines", "text", "level"],
            "kind" => &["line", "lines", "text", "kind", "level"],
            "correct" => &["line", "lines", "text", "to"],
            _ => &["line", "lines", "text"],
        };
        for (name, _) in table.iter() {
            if !known.contains(&name.get_ref().as_ref()) {
                self.remarks.push(known_keys(
                    Diagnostic::new(&codes::RECORD_KEY, format!("an entry of `{key}` has no key `{}`", name.get_ref()))
                        .at(self.path, span_of(name)),
                    name.get_ref(),
                    known,
                ));
            }
        }
        let get = |name: &str| table.iter().find(|(k, _)| k.get_ref().as_ref() == name).map(|(_, v)| v);
        let (first, last) = match (get("line"), get("lines")) {
            (Some(line), _) => {
                let n = self.integer("line", line)?;
                (n, n)
            }
            (None, Some(lines)) => match lines.get_ref() {
                DeValue::Array(list) if list.len() == 2 => {
                    (self.integer("lines", &list[0])?, self.integer("lines", &list[1])?)
                }
                _ => {
                    self.wrong(span_of(lines), "`lines` is the first and the last line: [12, 14]");
                    return None;
                }
            },
            (None, None) => {
                self.remarks.push(
                    Diagnostic::new(
                        &codes::RECORD_OVERRIDE,
                        format!("an entry of `{key}` does not say which line it is about"),
                    )
                    .at(self.path, span)
                    .fix("give `line = 12` or `lines = [12, 14]`"),
                );
                return None;
            }
        };
        if first == 0 || last < first {
            self.remarks.push(
                Diagnostic::new(
                    &codes::RECORD_OVERRIDE,
                    format!("lines {first} to {last} are no lines; they are counted from 1"),
                )
                .at(self.path, span),
            );
            return None;
        }
        let text = match get("text") {
            Some(v) => self.string("text", v)?,
            None => String::new(),
        };
        if text.chars().filter(|c| c.is_alphanumeric()).map(|c| if c as u32 >= 0x2e80 { 2 } else { 1 }).sum::<usize>()
            < GUARD
        {
            self.remarks.push(
                Diagnostic::new(
                    &codes::RECORD_OVERRIDE,
                    format!("this entry of `{key}` has no guard: words that stand on line {first}"),
                )
                .at(self.path, span)
                .fix("add `text = \"first words of the line\"`, so that a changed file cannot shift it silently"),
            );
            return None;
        }
        let text_of = |this: &mut Self, name: &str| get(name).and_then(|v| this.string(name, v));
        let level = match get("level") {
            Some(v) => Some(self.integer("level", v)?.clamp(2, 6) as u8),
            None => None,
        };
        let kind = match get("kind") {
            Some(v) => {
                let name = self.string("kind", v)?;
                let kind = BlockKind::named(&name);
                if kind.is_none() {
                    self.remarks.push(
                        Diagnostic::new(&codes::RECORD_SYNTAX, format!("there is no kind of block called `{name}`"))
                            .at(self.path, span_of(v))
                            .maybe_fix(near(&name, BlockKind::ALL.iter().map(|k| k.name())))
                            .note(format!("the kinds are {}", BlockKind::ALL.map(BlockKind::name).join(", "))),
                    );
                    return None;
                }
                kind
            }
            None => None,
        };
        let action = match key {
            "keep" => Action::Keep { kind, level },
            "drop" => Action::Drop {
                reason: text_of(self, "reason").filter(|r| !r.is_empty()).unwrap_or_else(|| "record".to_owned()),
            },
            "join" => Action::Join,
            "split" => match text_of(self, "before").filter(|b| !b.is_empty()) {
                Some(before) => Action::Split { before },
                None => {
                    self.remarks.push(
                        Diagnostic::new(
                            &codes::RECORD_OVERRIDE,
                            "a split needs `before`: the first words of the new block",
                        )
                        .at(self.path, span),
                    );
                    return None;
                }
            },
            "heading" => Action::Heading { level: level.unwrap_or(2) },
            "kind" => match kind {
                Some(kind) => Action::Kind { kind },
                None => {
                    self.remarks.push(
                        Diagnostic::new(&codes::RECORD_OVERRIDE, "this entry does not say which `kind` the line is")
                            .at(self.path, span),
                    );
                    return None;
                }
            },
            "correct" => match text_of(self, "to") {
                Some(to) => Action::Correct { to },
                None => {
                    self.remarks.push(
                        Diagnostic::new(&codes::RECORD_OVERRIDE, "a correction needs `to`: what is meant")
                            .at(self.path, span),
                    );
                    return None;
                }
            },
            _ => Action::Sic,
        };
        Some(Override { first, last, text, span, action })
    }

    fn integer(&mut self, key: &str, value: &Value<'_>) -> Option<usize> {
        let number = value.get_ref().as_integer().and_then(|i| i.as_str().replace('_', "").parse::<usize>().ok());
        if number.is_none() {
            self.wrong(span_of(value), format!("`{key}` should be a whole number, not {}", kind_name(value.get_ref())));
        }
        number
    }
}

fn kind_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
