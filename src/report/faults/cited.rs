//! Faults of `cited.toml`, the file of what the cited places said.

use serde::Serialize;

use super::value::{BadValue, FieldFaults, UnknownKey};
use crate::report::fault::{Fault, Words};
use crate::report::{Code, Diagnostic, codes};

/// How faults of the file are told.
pub const CITED_FIELDS: FieldFaults = FieldFaults {
    bad: |value| Diagnostic::of(CitedSyntax::Value(value)),
    unknown: |key| Diagnostic::of(CitedSyntax::UnknownKey(key)),
};

/// The file cannot be read, or a line of it lacks something.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum CitedSyntax {
    /// A line that does not say what it must.
    Incomplete {
        /// The place that the line is about.
        place: String,
        /// The keys that are missing, or are no numbers of passages.
        missing: Vec<&'static str>,
    },
    /// A key that is not known.
    UnknownKey(UnknownKey),
    /// A fault that all files of settings can have.
    #[serde(untagged)]
    Value(BadValue),
}

impl Fault for CitedSyntax {
    const CODE: &'static Code = &codes::CITED_SYNTAX;

    fn english(&self) -> Words {
        let words = match self {
            Self::Incomplete { place, missing } => {
                let keys: Vec<String> = missing.iter().map(|key| format!("`{key}`")).collect();
                Words::new(format!("what `{place}` said is not told: {} cannot be read", keys.join(", ")))
                    .fix("take the line out, and `check --fix` writes it anew")
            }
            Self::UnknownKey(key) => key.english(),
            Self::Value(value) => value.english(),
        };
        words.note("as long as it is so, the file is not written anew")
    }
}
