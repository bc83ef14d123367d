//! Faults of `site.toml`.

use serde::Serialize;

use super::value::{BadValue, FieldFaults, UnknownKey};
use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, Diagnostic, codes};

/// How faults of the settings are told.
pub const CONFIG_FIELDS: FieldFaults = FieldFaults {
    bad: |value| Diagnostic::of(ConfigSyntax::Value(value)),
    unknown: |key| Diagnostic::of(ConfigKey::UnknownKey(key)),
};

/// The settings cannot be read, or a value in them is none that they can have.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ConfigSyntax {
    /// `base_url` is not the address of a site.
    Address {
        /// What is written.
        url: String,
    },
    /// A number of words that cannot be.
    Number {
        /// Its key.
        key: String,
        /// The number as written.
        given: i64,
        /// The lowest that can be.
        least: usize,
    },
    /// A severity that there is not.
    Severity {
        /// The code or subject of which it is to be the severity.
        key: String,
        /// The severity as written, if it is a string.
        given: Option<String>,
        /// Severities near it.
        near: Near,
    },
    /// A fault that all files of settings can have.
    #[serde(untagged)]
    Value(BadValue),
}

impl Fault for ConfigSyntax {
    const CODE: &'static Code = &codes::CONFIG_SYNTAX;

    fn english(&self) -> Words {
        match self {
            Self::Address { url } => Words::new(format!("`{url}` is not the address of a site"))
                .fix("write it whole: `base_url = \"https://example.org/book\"`, or leave it out"),
            Self::Number { key, given, least } => {
                Words::new(format!("`{key}` cannot be {given}")).fix(format!("give a number of words, {least} or more"))
            }
            Self::Severity { key, near, .. } => Words::new(format!("`{key}` has no such severity"))
                .fix("write `\"error\"`, `\"warning\"`, `\"remark\"` or `\"off\"`")
                .maybe_fix(near.advice()),
            Self::Value(value) => value.english(),
        }
    }
}

/// A key of the settings has no effect.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ConfigKey {
    /// `notes` beside `style`.
    NotesBesideStyle {
        /// The style.
        style: String,
    },
    /// A severity is given to a diagnostic that there is not.
    Diagnostic {
        /// Its code as written.
        name: String,
        /// Codes near it.
        near: Near,
    },
    /// A key that is not known.
    UnknownKey(UnknownKey),
}

impl Fault for ConfigKey {
    const CODE: &'static Code = &codes::CONFIG_KEY;

    fn english(&self) -> Words {
        match self {
            Self::NotesBesideStyle { .. } => Words::new("`notes = true` has no effect beside `style`")
                .note("a style says itself whether its citations stand in the text or in notes")
                .fix("take out one of the two; `style = \"chicago-notes\"` is a style of notes"),
            Self::Diagnostic { name, near } => Words::new(format!("there is no diagnostic `{name}`"))
                .fix("`briefbook explain` lists all; `\"link/*\"` means all about links")
                .maybe_fix(near.advice()),
            Self::UnknownKey(key) => key.english(),
        }
    }
}

/// A citation style that is not in the program.
#[derive(Debug, Serialize)]
pub struct ConfigStyle {
    /// Its name as written.
    pub name: String,
    /// Names of styles near it.
    pub near: Near,
    /// The names there are, but for further names of the same style.
    pub known: Vec<&'static str>,
}

impl Fault for ConfigStyle {
    const CODE: &'static Code = &codes::CONFIG_STYLE;

    fn english(&self) -> Words {
        Words::new(format!("there is no citation style `{}`", self.name))
            .label("not in the program")
            .note("citations were printed in the book's own short form")
            .fix(format!("take one of these: {}", self.known.join(", ")))
            .maybe_fix(self.near.advice())
    }
}
