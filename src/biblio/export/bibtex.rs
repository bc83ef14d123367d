//! BibLaTeX in the form that BibTeX's readers understand too.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{first, line};
use crate::model::edtf::{Edtf, Precision};
use crate::model::work::{KEEP, KEPT, Name, Work};

/// Works as BibTeX entries, each with a key that BibTeX can read and no other entry has.
pub fn bibtex<'a>(works: impl IntoIterator<Item = &'a Work>) -> String {
    let mut out = String::new();
    let mut taken = BTreeSet::new();
    for work in works {
        let mut key = key(&work.key);
        while !taken.insert(key.to_lowercase()) {
            key.push('x');
        }
        entry(work, &key, &mut out);
    }
    out
}

/// A key of the letters every BibTeX reader takes.
fn key(key: &str) -> String {
    let plain =
        |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+' | '/') { c } else { '-' };
    let key: String = key.chars().map(plain).collect();
    if key.chars().any(|c| c.is_ascii_alphanumeric()) { key } else { format!("work{}", key.len()) }
}

fn entry(work: &Work, key: &str, out: &mut String) {
    let (kind, subtype) = kind(&work.kind);
    let _ = write!(out, "@{kind}{{{key}");
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(out, ",\n  {name} = {{{value}}}");
        }
    };
    let rich = |name: &str| work.words.get(name).map(|w| words(w, false)).unwrap_or_default();
    for (name, label) in
        [("author", "author"), ("editor", "editor"), ("translator", "translator"), ("container-author", "bookauthor")]
    {
        let list: Vec<String> = work.names.get(name).into_iter().flatten().map(person).collect();
        field(label, &list.join(" and "));
    }
    field("title", &work.words.get("title").map(|w| words(w, true)).unwrap_or_else(|| escaped(&work.key)));
    field("shorttitle", &rich("title-short"));
    field("entrysubtype", subtype);
    field(if kind == "article" { "journaltitle" } else { "booktitle" }, &rich("container-title"));
    if let Some(edtf) = work.dates.get("issued") {
        match Edtf::parse(edtf) {
            Ok(Edtf::Date(d)) if !matches!(d.precision, Precision::Season(_)) && d.unspecified == 0 => {
                field("date", &line(edtf))
            }
            Ok(Edtf::Interval { .. }) => field("date", &line(edtf)),
            _ => field("date", &first(edtf).map(|d| format!("{:04}", d.year)).unwrap_or_default()),
        }
    }
    let institution = matches!(kind, "report" | "thesis");
    field(if institution { "institution" } else { "publisher" }, &rich("publisher"));
    for (name, label) in [
        ("publisher-place", "location"),
        ("collection-title", "series"),
        ("volume", "volume"),
        ("issue", "number"),
        ("number", if work.words.contains_key("issue") { "eid" } else { "number" }),
        ("edition", "edition"),
        ("chapter-number", "chapter"),
        ("genre", "type"),
        ("version", "version"),
        ("event-title", "eventtitle"),
        ("event-place", "venue"),
        ("note", "note"),
        ("abstract", "abstract"),
        ("keyword", "keywords"),
    ] {
        field(label, &rich(name));
    }
    field("pages", &rich("page").replace(['-', '–'], "--").replace("----", "--"));
    for (name, label) in [("DOI", "doi"), ("ISBN", "isbn"), ("ISSN", "issn"), ("URL", "url")] {
        field(label, &work.word(name).map(|w| address(&w)).unwrap_or_default());
    }
    if let Some(date) = work.dates.get("accessed").filter(|d| Edtf::parse(d).is_ok()) {
        field("urldate", &line(date));
    }
    field("langid", &work.word("language").map(|l| language(&l)).unwrap_or_default());
    out.push_str("\n}\n\n");
}

/// Words with what is special to BibTeX escaped. What keeps its case stands in braces; of a title, which BibTeX's
/// styles lower, every word with a capital too, the first letter of all excepted.
fn words(text: &str, title: bool) -> String {
    let mut out = String::new();
    for (n, part) in text.split(KEEP).enumerate() {
        let (kept, rest) = match part.split_once(KEPT) {
            Some((kept, rest)) if n > 0 => (kept, rest),
            _ => ("", part),
        };
        if !kept.is_empty() {
            out.push('{');
            out.push_str(&escaped(kept));
            out.push('}');
        }
        for (n, word) in rest.split_inclusive(char::is_whitespace).enumerate() {
            let bare = word.trim();
            let capital = title && bare.char_indices().any(|(at, c)| c.is_uppercase() && (at > 0 || n > 0));
            let (before, after) = (&word[..word.len() - word.trim_start().len()], &word[word.trim_end().len()..]);
            match capital {
                true => {
                    out.push_str(before);
                    out.push('{');
                    out.push_str(&escaped(bare));
                    out.push('}');
                    out.push_str(if after.is_empty() { "" } else { " " });
                }
                false => out.push_str(&escaped(word)),
            }
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text with what is special to TeX escaped; characters beyond ASCII stay, as every reader of today takes UTF-8.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            // Braces must come in pairs, whatever the text has.
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '\\' => out.push_str("\\textbackslash "),
            '~' => out.push_str("\\textasciitilde "),
            '^' => out.push_str("\\textasciicircum "),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address: fields that hold one are read as they are, so that only braces could break them.
fn address(text: &str) -> String {
    line(text).replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

fn person(name: &Name) -> String {
    // «and» parts names, a comma their parts, and «=» names them: in braces they are words.
    let safe = |text: &str| match text.contains([',', '=']) || text.split_whitespace().any(|w| w == "and") {
        true => format!("{{{}}}", escaped(text)),
        false => escaped(text),
    };
    match name {
        Name::Body(name) => format!("{{{}}}", escaped(name)),
        Name::Person { family, given, particle, suffix } => {
            let family =
                if particle.is_empty() { safe(family) } else { format!("{} {}", safe(particle), safe(family)) };
            match suffix.is_empty() {
                true => format!("{family}, {}", safe(given)),
                false => format!("{family}, {}, {}", safe(suffix), safe(given)),
            }
        }
    }
}

fn kind(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "article-journal" | "article" => ("article", ""),
        "article-magazine" => ("article", "magazine"),
        "article-newspaper" => ("article", "newspaper"),
        "book" | "classic" | "collection" => ("book", ""),
        "chapter" => ("incollection", ""),
        "paper-conference" => ("inproceedings", ""),
        "report" => ("report", ""),
        "thesis" => ("thesis", ""),
        "webpage" | "post" | "post-weblog" => ("online", ""),
        "manuscript" => ("unpublished", ""),
        "patent" => ("patent", ""),
        "dataset" => ("dataset", ""),
        "software" => ("software", ""),
        "pamphlet" => ("booklet", ""),
        "periodical" => ("periodical", ""),
        "entry-encyclopedia" | "entry-dictionary" | "entry" => ("inreference", ""),
        "legislation" | "bill" | "regulation" => ("legislation", ""),
        "legal_case" => ("jurisdiction", ""),
        "standard" => ("standard", ""),
        "treaty" => ("treaty", ""),
        "speech" => ("speech", ""),
        _ => ("misc", ""),
    }
}

/// BibLaTeX names languages by words.
fn language(tag: &str) -> String {
    let name = match tag.split('-').next().unwrap_or(tag) {
        "en" => "english",
        "de" => "german",
        "fr" => "french",
        "es" => "spanish",
        "it" => "italian",
        "pt" => "portuguese",
        "ru" => "russian",
        "zh" => "chinese",
        "ja" => "japanese",
        "ko" => "korean",
        "ar" => "arabic",
        _ => return String::new(),
    };
    name.to_owned()
}
