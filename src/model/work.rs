//! A work that can be cited: a source of the book, or an entry of its bibliography. Its fields are CSL's
//! variables under CSL's names, so that formatting and export need no second vocabulary.

use std::collections::BTreeMap;

/// A work, described as far as it is known.
///
/// Text holds no markup but CSL-JSON's `<span class="nocase">…</span>`, around words whose letters keep their
/// case whatever a style does to titles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// Its citation key.
    pub key: String,
    /// What it is, as CSL names it: `report`, `article-journal`, `webpage` …
    pub kind: String,
    /// Text and number variables: `title`, `container-title`, `publisher`, `URL`, `page` …
    pub words: BTreeMap<String, String>,
    /// Name variables: `author`, `editor` …
    pub names: BTreeMap<String, Vec<Name>>,
    /// Date variables (`issued`, `accessed` …) in EDTF, or in the words of the file where these are no date.
    pub dates: BTreeMap<String, String>,
    /// Whether its text is kept in the book.
    pub held: bool,
}

/// The name of a person or of a body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// A person.
    Person {
        /// Family name.
        family: String,
        /// Given names; empty where there are none.
        given: String,
        /// `van`, `de la`: what stands before the family name. Empty where there is none.
        particle: String,
        /// `Jr.`, `III`; empty where there is none.
        suffix: String,
    },
    /// A ministry, a company, or a name that is not to be taken apart.
    Body(String),
}

impl Name {
    /// The name by which a citation calls its bearer.
    pub fn short(&self) -> String {
        match self {
            Self::Person { family, particle, .. } if !particle.is_empty() => format!("{particle} {family}"),
            Self::Person { family, .. } => family.clone(),
            Self::Body(name) => name.clone(),
        }
    }

    /// The name as lists sort it: `van der Berg, Jan`; that of a body as it is.
    pub fn inverted(&self) -> String {
        match self {
            Self::Person { family, given, particle, suffix } => {
                let family = if particle.is_empty() { family.clone() } else { format!("{particle} {family}") };
                let parts = [family.as_str(), given, suffix];
                parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
            }
            Self::Body(name) => name.clone(),
        }
    }

    /// The whole name in reading order.
    pub fn whole(&self) -> String {
        match self {
            Self::Person { family, given, particle, suffix } => {
                let parts = [given, particle, family, suffix].map(String::as_str);
                parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
            }
            Self::Body(name) => name.clone(),
        }
    }
}

/// The text and number variables of CSL 1.0.2 that the record of a source may give beside those it has fields for.
pub const VARIABLES: [&str; 27] = [
    "archive",
    "archive_location",
    "authority",
    "call-number",
    "chapter-number",
    "collection-number",
    "collection-title",
    "DOI",
    "edition",
    "event-title",
    "genre",
    "ISBN",
    "ISSN",
    "issue",
    "medium",
    "number",
    "number-of-pages",
    "original-title",
    "page",
    "part-number",
    "PMID",
    "publisher-place",
    "section",
    "status",
    "title-short",
    "version",
    "volume",
];

/// Begins words that keep their case.
pub const KEEP: &str = "<span class=\"nocase\">";
/// Ends them.
pub const KEPT: &str = "</span>";

/// The text of a variable without the marks of kept case.
pub fn plain(text: &str) -> String {
    if text.contains(KEEP) { text.replace(KEEP, "").replace(KEPT, "") } else { text.to_owned() }
}

impl Work {
    /// A variable's text, without marks.
    pub fn word(&self, name: &str) -> Option<String> {
        self.words.get(name).map(|w| plain(w)).filter(|w| !w.trim().is_empty())
    }

    /// Sets a variable, unless there is nothing to set it to.
    pub fn set(&mut self, name: &str, text: impl Into<String>) {
        let text: String = text.into();
        if !text.trim().is_empty() {
            self.words.insert(name.to_owned(), text);
        }
    }

    /// Its title; its key where it has none.
    pub fn title(&self) -> String {
        self.word("title").unwrap_or_else(|| self.key.clone())
    }

    /// Those who answer for it: its authors, or else its editors.
    pub fn makers(&self) -> &[Name] {
        let list = |name: &str| self.names.get(name).map(Vec::as_slice).filter(|n| !n.is_empty());
        list("author").or_else(|| list("editor")).unwrap_or_default()
    }

    /// How a citation in the book's own short form calls it.
    pub fn short(&self) -> String {
        match self.makers() {
            [] => self
                .word("title-short")
                .or_else(|| self.word("publisher"))
                .or_else(|| self.word("title"))
                .unwrap_or_else(|| self.key.clone()),
            [one] => one.short(),
            [one, two] => format!("{} and {}", one.short(), two.short()),
            [one, ..] => format!("{} et al.", one.short()),
        }
    }
}
