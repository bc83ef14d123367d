//! The record beside a source: metadata, rights and overrides of the conversion, in TOML.

use std::collections::BTreeMap;

use crate::fields::{self, Data, Fields, Value};
use crate::model::edtf::Edtf;
use crate::model::layout::Layout;
use crate::model::source::{BlockKind, Show, Who};
use crate::model::work::VARIABLES;
use crate::path::SitePath;
use crate::report::faults::{RECORD_FIELDS, RecordDate, RecordOverride, RecordSyntax, RecordWho};
use crate::report::{Checked, Diagnostic, near_names};
use crate::script;
use crate::text::{Span, Text};

/// What an override names: lines, and the words that stand at their beginning as a guard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// First line, from 1.
    pub first: usize,
    /// Last line.
    pub last: usize,
    /// Where the record gives the line, when it is one.
    pub given: Option<Span>,
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
    /// Other text and number variables, under CSL's names.
    pub variables: BTreeMap<&'static str, String>,
    /// Language, as a BCP 47 tag.
    pub language: Option<String>,
    /// What kind of text it is.
    pub kind: Option<String>,
    /// In which form the document is laid out.
    pub layout: Option<Layout>,
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
    pub sha256: Option<(String, Span)>,
    /// Who is who of the names that the source prints.
    pub who: Vec<Who>,
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
            variables: BTreeMap::new(),
            language: None,
            kind: None,
            layout: None,
            licence: None,
            rights: None,
            show: Show::default(),
            keywords: None,
            affiliations: None,
            place: None,
            note: None,
            sha256: None,
            who: Vec::new(),
            overrides: Vec::new(),
        }
    }
}

/// Shortest guard that is accepted, in letters and digits (two of Chinese or Japanese).
const GUARD: usize = 3;

/// The keys under which overrides are written, but for `kind`, as `block` was called once.
const OVERRIDES: [&str; 8] = ["block", "keep", "drop", "join", "split", "heading", "sic", "correct"];

/// Reads a record.
pub fn parse(text: &Text) -> Checked<Record> {
    let mut remarks = Vec::new();
    let value = fields::toml(&text.path, &text.text, 0, &RECORD_FIELDS).into_value(&mut remarks);
    let mut f = Fields::of(&text.path, value, &RECORD_FIELDS);
    let mut record = Record {
        title: string(&mut f, "title"),
        short: string(&mut f, "short"),
        author: strings(&mut f, "author").or_else(|| strings(&mut f, "authors")),
        issued: date(&mut f, "issued", text).or_else(|| date(&mut f, "date", text)),
        publisher: string(&mut f, "publisher"),
        container_title: string(&mut f, "container-title").or_else(|| string(&mut f, "container_title")),
        url: string(&mut f, "url"),
        accessed: date(&mut f, "accessed", text),
        variables: VARIABLES.into_iter().filter_map(|name| Some((name, string(&mut f, name)?))).collect(),
        language: f.language("language"),
        licence: string(&mut f, "licence").or_else(|| string(&mut f, "license")),
        rights: string(&mut f, "rights"),
        show: show(&mut f, text),
        layout: layout(&mut f, text),
        keywords: strings(&mut f, "keywords"),
        affiliations: strings(&mut f, "affiliations"),
        place: string(&mut f, "place"),
        note: string(&mut f, "note"),
        sha256: f.string("sha256").map(|(hash, span)| (hash.trim().to_owned(), span)),
        ..Record::empty(text.path.clone())
    };
    record.who = who(&mut f, text);
    // `kind` says what kind of text it is; as a list, of what kind single lines are.
    match f.take("kind") {
        Some(Value { data: Data::String(kind), .. }) => record.kind = Some(kind.trim().to_owned()),
        Some(Value { data: Data::List(list), .. }) => {
            record.overrides.extend(list.into_iter().filter_map(|v| entry(&mut f, "kind", v, text)));
        }
        Some(value) => record.overrides.extend(entry(&mut f, "kind", value, text)),
        None => {}
    }
    for key in OVERRIDES {
        for value in f.list(key) {
            record.overrides.extend(entry(&mut f, key, value, text));
        }
    }
    record.overrides.sort_by_key(|o| (o.span, o.first));
    remarks.extend(f.finish());
    Checked::new(record, remarks)
}

fn string(f: &mut Fields, key: &'static str) -> Option<String> {
    f.text(key).map(|s| s.trim().to_owned())
}

/// A list of strings; one that is given but empty says that there are none.
fn strings(f: &mut Fields, key: &'static str) -> Option<Vec<String>> {
    let list = f.strings(key)?;
    Some(list.into_iter().map(|(s, _)| s.trim().to_owned()).filter(|s| !s.is_empty()).collect())
}

fn date(f: &mut Fields, key: &'static str, text: &Text) -> Option<String> {
    let (date, span) = f.string(key)?;
    let date = date.trim().to_owned();
    if date.is_empty() {
        return Some(date);
    }
    let Err(flaw) = Edtf::parse(&date) else { return Some(date) };
    f.remarks.push(Diagnostic::of(RecordDate { date, flaw }).at(&text.path, span));
    None
}

/// Who is who: `who = { "MR KOH" = "koh" }`, or, where it matters for whom one speaks here,
/// `"MR KOH" = { actor = "koh", speaks_for = ["singapore"] }`.
fn who(f: &mut Fields, text: &Text) -> Vec<Who> {
    let mut all = Vec::new();
    for (key, value) in f.table("who") {
        let printed = (key.name.trim().to_owned(), key.span);
        if let Data::String(actor) = value.data {
            all.push(Who { printed, actor: (actor.trim().to_owned(), value.span), speaks_for: None });
            continue;
        }
        let mut inner = f.inner(value);
        let actor = inner.string("actor").map(|(name, span)| (name.trim().to_owned(), span));
        let speaks_for = inner.strings("speaks_for");
        match actor {
            Some(actor) => all.push(Who { printed, actor, speaks_for }),
            None => {
                let fault = Diagnostic::of(RecordWho::Nobody { printed: printed.0 });
                inner.remarks.push(fault.at(&text.path, printed.1));
            }
        }
        f.remarks.extend(inner.finish());
    }
    all
}

/// In which form the document is laid out, if the record names one that there is.
fn layout(f: &mut Fields, text: &Text) -> Option<Layout> {
    let (name, span) = f.string("layout")?;
    let found = Layout::named(name.trim());
    if found.is_none() {
        let known = Layout::ALL.map(Layout::name);
        let near = near_names(&name, known);
        let fault = RecordSyntax::Layout { name, near, known: known.to_vec() };
        f.remarks.push(Diagnostic::of(fault).at(&text.path, span));
    }
    found
}

/// How much may be shown. What cannot be read shows less rather than more.
fn show(f: &mut Fields, text: &Text) -> Show {
    const KNOWN: [(&str, Show); 3] = [("full", Show::Full), ("excerpts", Show::Excerpts), ("citation", Show::Citation)];
    let Some(value) = f.take("show") else { return Show::default() };
    let given = match &value.data {
        Data::String(word) => Some(word.as_str()),
        _ => None,
    };
    if let Some((_, show)) = KNOWN.into_iter().find(|(word, _)| given == Some(word)) {
        return show;
    }
    let fault = RecordSyntax::Show { given: given.map(str::to_owned), known: KNOWN.map(|(word, _)| word).to_vec() };
    f.remarks.push(Diagnostic::of(fault).at(&text.path, value.span));
    Show::Citation
}

/// Reads one override. Nothing comes of one that does not say which lines it is about, or is not guarded.
fn entry(f: &mut Fields, key: &'static str, value: Value, text: &Text) -> Option<Override> {
    let mut e = f.inner(value);
    let read = read_entry(&mut e, key, text);
    f.remarks.extend(e.finish());
    read
}

fn read_entry(e: &mut Fields, key: &'static str, text: &Text) -> Option<Override> {
    let span = e.span;
    let lines = lines(e, key, text);
    let guard = e.text("text").unwrap_or_default().trim().to_owned();
    let level = match key {
        "keep" | "heading" | "kind" | "block" => e.integer("level").map(|(n, _)| n.clamp(2, 6) as u8),
        _ => None,
    };
    let kind = match key {
        "keep" | "kind" | "block" => block_kind(e, text),
        _ => Ok(None),
    };
    let words = match key {
        "drop" => e.text("reason"),
        "split" => e.text("before"),
        "correct" => e.text("to"),
        _ => None,
    };
    let words = words.map(|w| w.trim().to_owned()).filter(|w| !w.is_empty());
    let (first, last, given) = lines?;
    let weight = |c: char| if script::is_wide(c) { 2 } else { 1 };
    if guard.chars().filter(|c| c.is_alphanumeric()).map(weight).sum::<usize>() < GUARD {
        e.remarks.push(Diagnostic::of(RecordOverride::NoGuard { key, line: first }).at(&text.path, span));
        return None;
    }
    let kind = kind.ok()?;
    let action = match key {
        "keep" => Some(Action::Keep { kind, level }),
        "drop" => Some(Action::Drop { reason: words.unwrap_or_else(|| "record".to_owned()) }),
        "join" => Some(Action::Join),
        "split" => words.map(|before| Action::Split { before }),
        "heading" => Some(Action::Heading { level: level.unwrap_or(2) }),
        "kind" | "block" => kind.map(|kind| Action::Kind { kind }),
        "correct" => words.map(|to| Action::Correct { to }),
        _ => Some(Action::Sic),
    };
    let Some(action) = action else {
        e.remarks.push(Diagnostic::of(RecordOverride::Incomplete { key }).at(&text.path, span));
        return None;
    };
    Some(Override { first, last, given, text: guard, span, action })
}

/// The lines an override is about, `line = 12` or `lines = [12, 14]`, and where the one line is given.
fn lines(e: &mut Fields, key: &'static str, text: &Text) -> Option<(usize, usize, Option<Span>)> {
    let span = e.span;
    let one = e.integer("line");
    let place = one.map(|(_, span)| span);
    let one = one.map(|(n, _)| (n, n));
    let ends = e.take("lines").map(|v| match &v.data {
        Data::List(list) => match list.as_slice() {
            [Value { data: Data::Integer(a), .. }, Value { data: Data::Integer(b), .. }] => Ok((*a, *b)),
            _ => Err(v.span),
        },
        _ => Err(v.span),
    });
    let (first, last) = match (one, ends) {
        (Some(one), _) => one,
        (None, Some(Ok(ends))) => ends,
        (None, Some(Err(span))) => {
            e.remarks.push(Diagnostic::of(RecordSyntax::Lines { key }).at(&text.path, span));
            return None;
        }
        (None, None) => {
            e.remarks.push(Diagnostic::of(RecordOverride::NoLine { key }).at(&text.path, span));
            return None;
        }
    };
    match (usize::try_from(first), usize::try_from(last)) {
        (Ok(a), Ok(b)) if a > 0 && b >= a => Some((a, b, place)),
        _ => {
            e.remarks.push(Diagnostic::of(RecordOverride::NoSuchLines { first, last }).at(&text.path, span));
            None
        }
    }
}

/// The kind of block an entry names, if it names one; an error when there is no such kind.
fn block_kind(e: &mut Fields, text: &Text) -> Result<Option<BlockKind>, ()> {
    let Some((name, span)) = e.string("kind") else { return Ok(None) };
    BlockKind::named(name.trim()).map(Some).ok_or_else(|| {
        let known = BlockKind::ALL.map(BlockKind::name);
        let near = near_names(&name, known);
        let fault = RecordSyntax::BlockKind { name, near, known: known.to_vec() };
        e.remarks.push(Diagnostic::of(fault).at(&text.path, span));
    })
}
