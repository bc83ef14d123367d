//! Faults of notes and their front matter.

use serde::Serialize;

use super::date::DateFlaw;
use super::value::{BadValue, FieldFaults, UnknownKey};
use crate::report::fault::{Fault, Words};
use crate::report::{Code, Diagnostic, codes};

/// How faults of front matter are told.
pub const NOTE_FIELDS: FieldFaults = FieldFaults {
    bad: |value| Diagnostic::of(NoteSyntax::Value(value)),
    unknown: |key| Diagnostic::of(NoteKey::UnknownKey(key)),
};

/// The front matter cannot be read, or a value in it is none that it can have.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum NoteSyntax {
    /// The front matter begins and does not end.
    Unclosed {
        /// The line that would close it.
        fence: &'static str,
    },
    /// A label whose key is not the tag of a language.
    LabelLanguage {
        /// The key.
        tag: String,
    },
    /// A fault that all files of settings can have.
    #[serde(untagged)]
    Value(BadValue),
}

impl Fault for NoteSyntax {
    const CODE: &'static Code = &codes::NOTE_SYNTAX;

    fn english(&self) -> Words {
        match self {
            Self::Unclosed { fence } => Words::new("the front matter that starts here does not end")
                .fix(format!("close it with a line `{fence}`")),
            Self::LabelLanguage { tag } => Words::new(format!("`{tag}` is not the tag of a language"))
                .fix("write a tag of BCP 47 before each label, such as `en`, `de`, `pt-BR` or `zh-Hans`"),
            Self::Value(value) => value.english(),
        }
    }
}

/// A key of the front matter has no effect.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum NoteKey {
    /// Sides of a note that is no tension.
    Sides {
        /// The page of the note.
        page: String,
    },
    /// A note that is no actor and speaks for somebody.
    SpeaksFor {
        /// The page of the note.
        page: String,
    },
    /// A key that is not known.
    UnknownKey(UnknownKey),
}

impl Fault for NoteKey {
    const CODE: &'static Code = &codes::NOTE_KEY;

    fn english(&self) -> Words {
        match self {
            Self::Sides { .. } => Words::new("`sides` has no effect here: only a tension has sides")
                .fix("move this note to `content/tensions/`"),
            Self::SpeaksFor { .. } => Words::new("`speaks_for` has no effect here: only an actor speaks")
                .fix("move this note to `content/actors/`"),
            Self::UnknownKey(key) => key.english(),
        }
    }
}

/// A note without a title.
#[derive(Debug, Serialize)]
pub struct NoteTitle {
    /// The name of its file, which is shown for its title.
    pub name: String,
}

impl Fault for NoteTitle {
    const CODE: &'static Code = &codes::NOTE_TITLE;

    fn english(&self) -> Words {
        Words::new(format!("this note has no title; its file name, `{}`, is shown", self.name))
            .fix("give it one: `title = \"…\"` in the front matter, or a first line `# Title`")
    }
}

/// Two files that would become one page.
#[derive(Debug, Serialize)]
pub struct NoteDuplicate {
    /// The page.
    pub page: String,
    /// The file that becomes this page; the other is left out.
    pub first: String,
}

impl Fault for NoteDuplicate {
    const CODE: &'static Code = &codes::NOTE_DUPLICATE;

    fn english(&self) -> Words {
        Words::new(format!("this would be the same page as {}", self.first))
            .note(format!("both would be `{}.html`; this one was left out", self.page))
            .fix("rename one of the two files")
    }
}

/// A date that is none.
#[derive(Debug, Serialize)]
pub struct NoteDate {
    /// What is written.
    pub date: String,
    /// What keeps it from being a date.
    pub flaw: DateFlaw,
}

impl Fault for NoteDate {
    const CODE: &'static Code = &codes::NOTE_DATE;

    fn english(&self) -> Words {
        Words::new(format!("`{}` is not a date as EDTF writes it: {}", self.date, self.flaw.english()))
            .fix("write 2016-05-31, 2016-05, 2016, 2013? or 2009/2017")
    }
}
