//! Faults of the bibliography.

use serde::Serialize;

use super::value::Excess;
use crate::report::fault::{Fault, Words};
use crate::report::{Code, codes};

/// A file of the bibliography, or an entry of it, that cannot be read.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum LibrarySyntax {
    /// An entry of BibTeX that begins and does not end.
    BibtexUnclosed {
        /// Whether the rest of the file was given up.
        gave_up: bool,
    },
    /// A name of BibTeX for which there is no `@string`.
    BibtexString {
        /// The name.
        name: String,
        /// Whether the rest of the file was given up.
        gave_up: bool,
    },
    /// It is not BibTeX.
    NotBibtex {
        /// What the reader of BibTeX says, in its own words.
        parser: String,
        /// Whether the rest of the file was given up.
        gave_up: bool,
    },
    /// BibTeX beyond all measure.
    BibtexExcessive {
        /// In what it goes too far.
        excess: BibtexExcess,
        /// Whose fault it is: the key of an entry, or the name of a `@string`.
        name: Option<String>,
        /// Whether the rest of the file was given up.
        gave_up: bool,
    },
    /// It is not JSON.
    NotJson {
        /// What the reader of JSON says, in its own words.
        parser: String,
    },
    /// Something in a list of CSL-JSON that is no item.
    NoItem {
        /// Its number in the list, from 1.
        number: usize,
    },
    /// An item of CSL-JSON without an `id`.
    NoId {
        /// Its number in the list, from 1.
        number: usize,
    },
    /// YAML beyond all measure.
    YamlExcessive {
        /// In what it goes too far.
        excess: Excess,
    },
    /// An entry that is not as hayagriva's YAML has it.
    NotHayagriva {
        /// Its key.
        key: String,
        /// What the reader of YAML says, in its own words.
        parser: String,
    },
    /// A YAML file without entries.
    NoEntries,
}

/// In what a BibTeX file goes too far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BibtexExcess {
    /// Braces lie in each other too deeply.
    Braces,
    /// A field is made of too many parts.
    Parts,
    /// A `@string` leads to itself, or to too many others.
    StringCycle,
    /// Too many words come of all `@string`s.
    Words,
    /// An entry takes fields from itself, or from too many others.
    Loans,
}

impl BibtexExcess {
    fn english(self, name: &str) -> String {
        match self {
            Self::Braces => "braces are nested too deeply here".to_owned(),
            Self::Parts => format!("`{name}` is made of too many parts"),
            Self::StringCycle => format!("the `@string` `{name}` stands for itself, or for too many others in a row"),
            Self::Words => "the `@string`s used up to here come to too many words".to_owned(),
            Self::Loans => format!("`{name}` takes fields from itself, or from too many others in a row"),
        }
    }
}

impl Fault for LibrarySyntax {
    const CODE: &'static Code = &codes::LIBRARY_SYNTAX;

    fn english(&self) -> Words {
        let entry = |message: String, gave_up: &bool| {
            let words = Words::new(message).note("the entry was left out");
            if *gave_up { words.note("nothing of this file was used") } else { words }
        };
        match self {
            Self::BibtexUnclosed { gave_up } => {
                entry("this entry has no end: a brace or quotation mark is missing".to_owned(), gave_up)
                    .fix("close what was opened")
            }
            Self::BibtexString { name, gave_up } => entry(format!("there is no `@string` called `{name}`"), gave_up)
                .fix("set the words in braces, or define the abbreviation"),
            Self::NotBibtex { parser, gave_up } => entry(format!("this is not valid BibTeX: {parser}"), gave_up),
            Self::BibtexExcessive { excess, name, gave_up } => {
                entry(excess.english(name.as_deref().unwrap_or_default()), gave_up)
            }
            Self::NotJson { parser } => Words::new(format!("this is not valid JSON: {parser}"))
                .note("nothing of this file was used")
                .fix("export it again as CSL-JSON"),
            Self::NoItem { number } => Words::new(format!("item {number} of the list is no CSL-JSON item")),
            Self::NoId { number } => Words::new(format!("item {number} of the list has no `id` to cite it by"))
                .fix("give it one: `\"id\": \"author2016\"`"),
            Self::YamlExcessive { excess } => {
                Words::new(format!("this bibliography is not read: {}", excess.english()))
            }
            Self::NotHayagriva { key, parser } => {
                Words::new(format!("`{key}` cannot be read: {parser}")).note("the entry was left out")
            }
            Self::NoEntries => Words::new("this is no bibliography in hayagriva's YAML")
                .fix("write a table of entries by key: `key:` and below it, indented, `type: book`"),
        }
    }
}

/// Two entries with one key.
#[derive(Debug, Serialize)]
pub struct LibraryDuplicate {
    /// The key.
    pub key: String,
    /// The file of the entry that is used, where it is another.
    pub first: Option<String>,
}

impl Fault for LibraryDuplicate {
    const CODE: &'static Code = &codes::LIBRARY_DUPLICATE;

    fn english(&self) -> Words {
        Words::new(format!("`{}` stands in the bibliography already", self.key))
            .label("not used")
            .note(match &self.first {
                None => "the first of the two is used".to_owned(),
                Some(file) => format!("the entry in {file} is used"),
            })
            .fix("give one of them another key, or take it out")
    }
}

/// An entry with the key of a source.
#[derive(Debug, Serialize)]
pub struct LibraryHeld {
    /// The key.
    pub key: String,
}

impl Fault for LibraryHeld {
    const CODE: &'static Code = &codes::LIBRARY_HELD;

    fn english(&self) -> Words {
        Words::new(format!("`{}` is a source of this book too", self.key))
            .label("not used")
            .note(format!("citations of it lead to `seeds/{}.txt` and take its record", self.key))
            .fix("take the entry out, or give it another key")
    }
}
