//! hayagriva's own YAML format: a table of entries by key, each with its parents.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::types::{Date, EntryType, FormatString, MaybeTyped, Person, PersonRole};
use hayagriva::{Entry as Given, Library};

use super::{ReadWork, bad, duplicate, within};
use crate::fields::excessive;
use crate::model::work::{Name, Work};
use crate::report::Checked;
use crate::report::faults::LibrarySyntax;
use crate::text::{Lines, Span, Text};

/// So many references to anchors are more than a bibliography has.
const MOST_ALIASES: usize = 10_000;

pub(super) fn read(text: &Text) -> Checked<Vec<ReadWork>> {
    let mut remarks = Vec::new();
    let mut entries = Vec::new();
    if let Some((index, excess)) = excessive(&text.text, MOST_ALIASES) {
        let at = text.text.char_indices().nth(index).map_or(text.text.len(), |(at, _)| at);
        let fault = LibrarySyntax::YamlExcessive { excess };
        return Checked::new(entries, vec![bad(&text.path, within(&text.text, at, at), fault)]);
    }
    let parts = parts(&text.text);
    let whole = hayagriva::io::from_yaml_str(&text.text).ok();
    if let Some(library) = whole {
        let places: BTreeMap<&str, Span> = parts.iter().rev().map(|p| (p.key, p.at)).collect();
        for given in &library {
            let span = places.get(given.key()).copied().unwrap_or_default();
            entries.push(ReadWork { work: work(given), span });
        }
        return Checked::new(entries, remarks);
    }
    // One entry is wrong: each is read by itself, so that the others are not lost.
    let mut seen = BTreeSet::new();
    for part in &parts {
        if !seen.insert(part.key) {
            remarks.push(duplicate(part.key, &text.path, &text.path, part.at));
            continue;
        }
        match hayagriva::io::from_yaml_str(&text.text[part.whole.range()]) {
            Ok(library) => {
                let library: Library = library;
                entries.extend(library.iter().map(|given| ReadWork { work: work(given), span: part.at }));
            }
            Err(error) => {
                let lines = Lines::of(&text.text[part.whole.range()]);
                let line = error.location().map_or(1, |l| l.line().max(1));
                let at = lines.span(line, &text.text[part.whole.range()]).shifted(part.whole.start);
                let words = error.to_string();
                let words = words.split(" at line ").next().unwrap_or(&words);
                let words = words.strip_prefix(&format!("{}: ", part.key)).unwrap_or(words);
                let fault = LibrarySyntax::NotHayagriva { key: part.key.to_owned(), parser: words.to_owned() };
                remarks.push(bad(&text.path, within(&text.text, at.start, at.end), fault));
            }
        }
    }
    if parts.is_empty() && !text.text.trim().is_empty() {
        remarks.push(bad(&text.path, Span::default(), LibrarySyntax::NoEntries));
    }
    Checked::new(entries, remarks)
}

/// The lines of an entry at the top of the file.
struct EntryLines<'a> {
    key: &'a str,
    /// Where its key stands.
    at: Span,
    /// From its key to the next one's.
    whole: Span,
}

/// The entries of a file, told by the lines that are not indented.
fn parts(text: &str) -> Vec<EntryLines<'_>> {
    let mut parts: Vec<EntryLines> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let top = bare.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '#' | '-' | '%' | '[' | '{'));
        if let (true, Some((key, _))) = (top, bare.split_once(':')) {
            if let Some(last) = parts.last_mut() {
                last.whole.end = at;
            }
            let name = key.trim().trim_matches(['"', '\'']);
            parts.push(EntryLines { key: name, at: Span::new(at, at + key.len()), whole: Span::new(at, text.len()) });
        }
        at += line.len();
    }
    parts
}

fn work(given: &Given) -> Work {
    let kind = kind(given).to_owned();
    let mut work = Work { key: given.key().to_owned(), kind, ..Work::default() };
    if let Some(title) = given.title() {
        work.set("title", long(title));
        if let Some(short) = &title.short {
            work.set("title-short", short.to_string());
        }
    }
    if let Some(parent) = given.parents().first() {
        of_parent(&mut work, parent);
    }
    for (name, text) in words(given) {
        work.set(name, text.unwrap_or_default());
    }
    for (name, people) in [("author", given.authors()), ("editor", given.editors())] {
        if let Some(people) = people.filter(|p| !p.is_empty()) {
            work.names.insert(name.to_owned(), people.iter().map(name_of).collect());
        }
    }
    for with in given.affiliated().into_iter().flatten() {
        if with.role == PersonRole::Translator {
            work.names.insert("translator".to_owned(), with.names.iter().map(name_of).collect());
        }
    }
    if let Some(date) = given.date_any() {
        work.dates.insert("issued".to_owned(), edtf(date));
    }
    if let Some(date) = given.url_any().and_then(|u| u.visit_date.as_ref()) {
        work.dates.insert("accessed".to_owned(), edtf(date));
    }
    work
}

/// The type of CSL 1.0.2 that an entry is of, by its own type and that of what it appeared in.
fn kind(given: &Given) -> &'static str {
    use EntryType as T;
    let within = given.parents().first().map(Given::entry_type);
    match (given.entry_type(), within) {
        (T::Article, Some(T::Periodical)) => "article-journal",
        (T::Article, Some(T::Newspaper)) => "article-newspaper",
        (T::Article, Some(T::Proceedings | T::Conference)) => "paper-conference",
        (_, Some(T::Blog)) => "post-weblog",
        (T::Article, _) => "article",
        (T::Chapter | T::Anthos, _) => "chapter",
        (T::Entry, _) => "entry-encyclopedia",
        (T::Report, _) => "report",
        (T::Thesis, _) => "thesis",
        (T::Web, _) => "webpage",
        (T::Post, _) => "post",
        (T::Blog, _) => "post-weblog",
        (T::Patent, _) => "patent",
        (T::Case, _) => "legal_case",
        (T::Legislation, _) => "legislation",
        (T::Manuscript, _) => "manuscript",
        (T::Newspaper, _) => "article-newspaper",
        (T::Periodical, _) => "periodical",
        (T::Proceedings | T::Book, _) => "book",
        (T::Anthology, _) => "collection",
        (T::Reference, _) => "book",
        (T::Performance, _) => "performance",
        (T::Artwork, _) => "graphic",
        (T::Video, _) => "motion_picture",
        (T::Audio, _) => "song",
        (T::Repository, _) => "software",
        _ if given.url_any().is_some() => "webpage",
        _ => "document",
    }
}

/// What an entry takes from what it appeared in.
fn of_parent(work: &mut Work, parent: &Given) {
    let name = match parent.entry_type() {
        EntryType::Conference | EntryType::Exhibition => "event-title",
        _ => "container-title",
    };
    work.set(name, parent.title().map(long).unwrap_or_default());
    work.set("collection-title", parent.parents().first().and_then(Given::title).map(long).unwrap_or_default());
    if let Some(editors) = parent.editors() {
        work.names.insert("editor".to_owned(), editors.iter().map(name_of).collect());
    }
}

/// Words and numbers, by the variables of CSL. Some are those of what the entry appeared in, where it has none itself.
fn words(given: &Given) -> Vec<(&'static str, Option<String>)> {
    fn number<T: ToString>(n: &MaybeTyped<T>) -> String {
        match n {
            MaybeTyped::Typed(n) => n.to_string(),
            MaybeTyped::String(s) => s.clone(),
        }
    }
    vec![
        ("volume", given.map(Given::volume).map(number)),
        ("issue", given.map(Given::issue).map(number)),
        ("edition", given.map(Given::edition).map(number)),
        ("chapter-number", given.chapter().map(number)),
        ("page", given.page_range().map(number)),
        ("number-of-pages", given.page_total().map(ToString::to_string)),
        ("number-of-volumes", given.volume_total().map(ToString::to_string)),
        ("number", given.keyed_serial_number("serial").map(str::to_owned)),
        ("version", given.keyed_serial_number("version").map(str::to_owned)),
        ("DOI", given.map(Given::doi).map(str::to_owned)),
        ("ISBN", given.map(Given::isbn).map(str::to_owned)),
        ("ISSN", given.map(Given::issn).map(str::to_owned)),
        ("URL", given.url_any().map(|u| u.value.to_string())),
        ("language", given.map(Given::language).map(ToString::to_string)),
        ("genre", given.genre().map(long)),
        ("note", given.note().map(long)),
        ("abstract", given.abstract_().map(long)),
        ("archive", given.archive().map(long)),
        ("archive_location", given.archive_location().map(long)),
        ("call-number", given.call_number().map(long)),
        ("authority", given.organization().map(long)),
        ("publisher", given.map(Given::publisher).and_then(|p| p.name()).or_else(|| given.organization()).map(long)),
        (
            "publisher-place",
            given.map(Given::publisher).and_then(|p| p.location()).or_else(|| given.location()).map(long),
        ),
    ]
}

fn long(text: &FormatString) -> String {
    text.value.to_string()
}

fn name_of(person: &Person) -> Name {
    let given = person.given_name.clone().unwrap_or_default();
    let particle = person.prefix.clone().unwrap_or_default();
    if given.is_empty() && (person.name.contains(' ') || particle.is_empty()) {
        let whole = [particle, person.name.clone()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
        return Name::Body(whole);
    }
    Name::Person { family: person.name.clone(), given, particle, suffix: person.suffix.clone().unwrap_or_default() }
}

fn edtf(date: &Date) -> String {
    let year = if date.year < 0 { format!("-{:04}", -date.year) } else { format!("{:04}", date.year) };
    let doubt = if date.approximate { "~" } else { "" };
    match (date.month, date.day) {
        (Some(m), Some(d)) => format!("{year}-{:02}-{:02}{doubt}", m + 1, d + 1),
        (Some(m), None) => format!("{year}-{:02}{doubt}", m + 1),
        _ => format!("{year}{doubt}"),
    }
}
