//! BibTeX and BibLaTeX.

use std::collections::BTreeSet;

use biblatex::{
    Bibliography, Chunk, ChunksExt, Date, DateValue, Datetime, Entry as Given, EntryType, ParseError, ParseErrorKind,
    PermissiveType, Person, RawBibliography,
};

use super::bounds::{self, Unread};
use super::{ReadWork, bad, duplicate, within};
use crate::model::work::{KEEP, KEPT, Name, Work};
use crate::path::SitePath;
use crate::report::faults::LibrarySyntax;
use crate::report::{Checked, Diagnostic};
use crate::text::{Span, Text};

/// After so many faults that only the whole file shows, the rest of it is given up.
const MOST_FAULTS: usize = 100;

pub(super) fn read(text: &Text) -> Checked<Vec<ReadWork>> {
    let mut remarks = Vec::new();
    let path = &text.path;
    let (bibliography, source) = match bounds::parse(&text.text) {
        Ok(bibliography) => (bibliography, text.text.to_string()),
        // Something is wrong: what is faulty by itself is blanked out, and the rest read again.
        Err(_) => {
            let mut source = text.text.to_string();
            blank_faulty(path, &mut source, &mut remarks);
            let mut tries = 0;
            let bibliography = loop {
                match bounds::parse(&source) {
                    Ok(bibliography) => break bibliography,
                    Err(error) if tries < MOST_FAULTS => {
                        tries += 1;
                        remarks.push(unread(path, &text.text, &error, false));
                        let entry = entry_around(&source, error.start());
                        blank(&mut source, entry);
                    }
                    Err(error) => {
                        remarks.push(unread(path, &text.text, &error, true));
                        break Bibliography::new();
                    }
                }
            };
            (bibliography, source)
        }
    };
    let places: Vec<(String, Span)> = RawBibliography::parse(&source)
        .map(|raw| {
            raw.entries
                .iter()
                .map(|e| (e.v.key.v.to_owned(), within(&text.text, e.v.key.span.start, e.v.key.span.end)))
                .collect()
        })
        .unwrap_or_default();
    let works: std::collections::BTreeMap<&str, &Given> = bibliography.iter().map(|e| (e.key.as_str(), e)).collect();
    // Entries that only lend their fields to others are no works.
    let entries = places
        .into_iter()
        .filter_map(|(key, span)| works.get(key.as_str()).map(|given| (*given, span)))
        .filter(|(given, _)| !matches!(given.entry_type, EntryType::XData | EntryType::Set))
        .map(|(given, span)| ReadWork { work: work(given), span })
        .collect();
    Checked::new(entries, remarks)
}

/// Blanks out what is wrong by itself: entries that do not parse, and those whose key was there before.
fn blank_faulty(path: &SitePath, source: &mut String, remarks: &mut Vec<Diagnostic>) {
    let text = source.clone();
    let starts = starts(&text);
    let mut seen = BTreeSet::new();
    for (n, &start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(text.len());
        match RawBibliography::parse(&text[start..end]) {
            Ok(raw) => {
                for entry in &raw.entries {
                    if !seen.insert(entry.v.key.v.to_owned()) {
                        let key = within(&text, start + entry.v.key.span.start, start + entry.v.key.span.end);
                        remarks.push(duplicate(entry.v.key.v, path, path, key));
                        blank(source, Span::new(start, end));
                    }
                }
            }
            Err(error) => {
                remarks.push(no_bibtex(path, &text, &error, start, false));
                blank(source, Span::new(start, end));
            }
        }
    }
    if let Some(&first) = starts.first() {
        blank(source, Span::new(0, first));
    }
}

/// Where entries begin: at each `@` that is the first sign of its line.
fn starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('@') {
            starts.push(at);
        }
        at += line.len();
    }
    starts
}

fn entry_around(source: &str, at: usize) -> Span {
    let starts = starts(source);
    let next = starts.partition_point(|&s| s <= at);
    let start = next.checked_sub(1).map_or(0, |n| starts[n]);
    Span::new(start, starts.get(next).copied().unwrap_or(source.len()))
}

/// Spaces in place of a stretch, so that what follows stays where it was.
fn blank(source: &mut String, span: Span) {
    let spaces: String = source[span.range()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    source.replace_range(span.range(), &spaces);
}

/// The remark on what keeps a file from being read; with `gave_up`, nothing of it was used.
fn unread(path: &SitePath, text: &str, why: &Unread, gave_up: bool) -> Diagnostic {
    match why {
        Unread::Syntax(error) => no_bibtex(path, text, error, 0, gave_up),
        Unread::Beyond(span, excess, name) => {
            let fault = LibrarySyntax::BibtexExcessive { excess: *excess, name: name.clone(), gave_up };
            bad(path, within(text, span.start, span.end), fault)
        }
    }
}

/// The remark on what is no BibTeX in the text from `offset` on.
fn no_bibtex(path: &SitePath, text: &str, error: &ParseError, offset: usize, gave_up: bool) -> Diagnostic {
    let span = within(text, error.span.start + offset, error.span.end + offset);
    match &error.kind {
        // An entry without an end is shown where it begins.
        ParseErrorKind::UnexpectedEof => {
            let rest = text[offset..].trim_start();
            let start = text.len() - rest.len();
            let span = Span::new(start, start + rest.lines().next().map_or(0, |l| l.trim_end().len()));
            bad(path, span, LibrarySyntax::BibtexUnclosed { gave_up })
        }
        ParseErrorKind::UnknownAbbreviation(name) => {
            bad(path, span, LibrarySyntax::BibtexString { name: name.clone(), gave_up })
        }
        kind => bad(path, span, LibrarySyntax::NotBibtex { parser: kind.to_string(), gave_up }),
    }
}

/// A field's words, with those that keep their case marked.
fn words(given: &Given, fields: &[&str]) -> String {
    let Some(chunks) = fields.iter().find_map(|f| given.get(f)) else { return String::new() };
    let mut out = String::new();
    for chunk in chunks {
        match &chunk.v {
            Chunk::Verbatim(text) if text.chars().any(char::is_uppercase) => {
                out.push_str(KEEP);
                out.push_str(text);
                out.push_str(KEPT);
            }
            Chunk::Normal(text) | Chunk::Verbatim(text) => out.push_str(text),
            Chunk::Math(text) => {
                out.push('$');
                out.push_str(text);
                out.push('$');
            }
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ").replace("</span><span class=\"nocase\">", "")
}

/// A field's words as they are, for addresses and numbers.
fn bare(given: &Given, fields: &[&str]) -> String {
    fields.iter().find_map(|f| given.get(f)).map(|c| c.format_verbatim()).unwrap_or_default().trim().to_owned()
}

fn kind(given: &Given) -> &'static str {
    use EntryType as T;
    let sort = bare(given, &["entrysubtype"]).to_lowercase();
    match (&given.entry_type, sort.as_str()) {
        (T::Article | T::SuppPeriodical, "newspaper") => "article-newspaper",
        (T::Article | T::SuppPeriodical, "magazine") => "article-magazine",
        (T::Article | T::SuppPeriodical, _) => "article-journal",
        (T::Book | T::MvBook | T::BookInBook | T::Manual | T::Reference | T::MvReference, _) => "book",
        (T::Proceedings | T::MvProceedings, _) => "book",
        (T::Collection | T::MvCollection, _) => "book",
        (T::Booklet, _) => "pamphlet",
        (T::InBook | T::InCollection | T::SuppBook | T::SuppCollection, _) => "chapter",
        (T::InProceedings, _) => "paper-conference",
        (T::InReference, _) => "entry-encyclopedia",
        (T::Report | T::TechReport, _) => "report",
        (T::Thesis | T::MastersThesis | T::PhdThesis, _) => "thesis",
        (T::Online, _) => "webpage",
        (T::Unpublished, _) => "manuscript",
        (T::Periodical, _) => "periodical",
        (T::Patent, _) => "patent",
        (T::Dataset, _) => "dataset",
        (T::Software, _) => "software",
        (T::Unknown(name), _) => match name.to_lowercase().as_str() {
            "jurisdiction" | "case" => "legal_case",
            "legislation" | "legal" | "law" => "legislation",
            "standard" => "standard",
            "treaty" => "treaty",
            "speech" => "speech",
            "letter" => "personal_communication",
            "newspaper" => "article-newspaper",
            "video" | "movie" => "motion_picture",
            "audio" | "podcast" => "broadcast",
            "image" | "artwork" => "graphic",
            "webpage" | "www" | "electronic" => "webpage",
            _ => "document",
        },
        (T::Misc, _) if given.get("url").is_some() => "webpage",
        _ => "document",
    }
}

fn work(given: &Given) -> Work {
    let mut work = Work { key: given.key.clone(), kind: kind(given).to_owned(), ..Work::default() };
    work.set("title", titled(given, &["title"], &["subtitle"]));
    let container = ["journaltitle", "journal", "booktitle"];
    work.set("container-title", titled(given, &container, &["journalsubtitle", "booksubtitle"]));
    set_fields(&mut work, given);
    if work.kind == "thesis" && !work.words.contains_key("genre") {
        work.set(
            "genre",
            match given.entry_type {
                EntryType::PhdThesis => "Doctoral dissertation",
                EntryType::MastersThesis => "Master’s thesis",
                _ => "",
            },
        );
    }
    set_names(&mut work, given);
    set_dates(&mut work, given);
    work
}

/// A title with its subtitle.
fn titled(given: &Given, title: &[&str], subtitle: &[&str]) -> String {
    let (title, subtitle) = (words(given, title), words(given, subtitle));
    if title.is_empty() || subtitle.is_empty() { title + &subtitle } else { format!("{title}: {subtitle}") }
}

/// Words and numbers, by the variables of CSL.
fn set_fields(work: &mut Work, given: &Given) {
    // What a number counts depends on what bears it.
    let number = match work.kind.as_str() {
        "article-journal" | "article-magazine" | "article-newspaper" | "periodical" => "issue",
        "book" | "chapter" | "paper-conference" => "collection-number",
        _ => "number",
    };
    for (name, fields) in [
        ("title-short", &["shorttitle"][..]),
        ("collection-title", &["series"]),
        ("publisher", &["publisher", "institution", "school", "organization"]),
        ("publisher-place", &["location", "address"]),
        ("event-title", &["eventtitle"]),
        ("event-place", &["venue"]),
        ("genre", &["type"]),
        ("note", &["note", "howpublished"]),
        ("abstract", &["abstract"]),
        ("keyword", &["keywords"]),
        ("edition", &["edition"]),
    ] {
        work.set(name, words(given, fields));
    }
    for (name, fields) in [
        ("volume", &["volume"][..]),
        (number, &["number"]),
        ("issue", &["issue"]),
        ("chapter-number", &["chapter"]),
        ("number-of-pages", &["pagetotal"]),
        ("number-of-volumes", &["volumes"]),
        ("version", &["version"]),
        ("URL", &["url"]),
        ("DOI", &["doi"]),
        ("ISBN", &["isbn"]),
        ("ISSN", &["issn"]),
    ] {
        work.set(name, bare(given, fields));
    }
    work.set("page", bare(given, &["pages"]).replace("--", "-").replace('–', "-"));
    work.set("language", language(&bare(given, &["langid", "language"])));
}

fn set_names(work: &mut Work, given: &Given) {
    let people = |list: Vec<Person>| list.iter().map(person).collect::<Vec<_>>();
    if let Ok(authors) = given.author() {
        work.names.insert("author".to_owned(), people(authors));
    }
    let editors: Vec<Name> =
        given.editors().unwrap_or_default().into_iter().flat_map(|(list, _)| people(list)).collect();
    if !editors.is_empty() {
        work.names.insert("editor".to_owned(), editors);
    }
    for (name, list) in [("translator", given.translator()), ("container-author", given.book_author())] {
        if let Ok(list) = list {
            work.names.insert(name.to_owned(), people(list));
        }
    }
}

fn set_dates(work: &mut Work, given: &Given) {
    for (name, given_date, field) in [
        ("issued", given.date(), "date"),
        ("accessed", given.url_date(), "urldate"),
        ("event-date", given.event_date(), "eventdate"),
    ] {
        let text = match given_date {
            Ok(PermissiveType::Typed(date)) => edtf(&date),
            Ok(PermissiveType::Chunks(chunks)) => chunks.format_verbatim(),
            Err(_) => bare(given, &[field]),
        };
        if !text.is_empty() {
            work.dates.insert(name.to_owned(), text);
        }
    }
}

fn person(person: &Person) -> Name {
    if person.given_name.is_empty() {
        let parts = [&person.prefix, &person.name].map(String::as_str);
        return Name::Body(parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" "));
    }
    Name::Person {
        family: person.name.clone(),
        given: person.given_name.clone(),
        particle: person.prefix.clone(),
        suffix: person.suffix.clone(),
    }
}

fn edtf(date: &Date) -> String {
    let doubt = match (date.uncertain, date.approximate) {
        (true, true) => "%",
        (true, false) => "?",
        (false, true) => "~",
        (false, false) => "",
    };
    let one = |d: &Datetime| {
        let year = if d.year < 0 { format!("-{:04}", -i64::from(d.year)) } else { format!("{:04}", d.year) };
        match (d.month, d.day) {
            (Some(m), Some(day)) => format!("{year}-{:02}-{:02}{doubt}", m + 1, day + 1),
            (Some(m), None) => format!("{year}-{:02}{doubt}", m + 1),
            _ => format!("{year}{doubt}"),
        }
    };
    match &date.value {
        DateValue::At(d) => one(d),
        DateValue::After(d) => format!("{}/..", one(d)),
        DateValue::Before(d) => format!("../{}", one(d)),
        DateValue::Between(a, b) => format!("{}/{}", one(a), one(b)),
    }
}

/// BibLaTeX names some languages by words.
fn language(name: &str) -> String {
    let tag = match name.to_lowercase().as_str() {
        "english" | "american" | "usenglish" => "en-US",
        "british" | "ukenglish" => "en-GB",
        "german" | "ngerman" => "de",
        "french" => "fr",
        "spanish" => "es",
        "italian" => "it",
        "portuguese" | "brazilian" => "pt",
        "russian" => "ru",
        "chinese" | "chinese-simplified" => "zh-CN",
        "chinese-traditional" => "zh-TW",
        "japanese" => "ja",
        "korean" => "ko",
        "arabic" => "ar",
        _ => name,
    };
    tag.to_owned()
}
