//! Faults of claims.

use serde::Serialize;

use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, codes};

/// A claim lacks something, or names what there is not.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ClaimField {
    /// It does not say what each must say.
    Incomplete {
        /// The keys that are missing.
        missing: Vec<&'static str>,
    },
    /// A holder or concept without a note.
    Page {
        /// What it is to the claim: `holder` or `concept`.
        role: &'static str,
        /// Its name as written.
        name: String,
        /// Pages of which the name is near.
        near: Near,
    },
    /// A source that there is not.
    Source {
        /// Its id as written.
        source: String,
        /// Ids near it.
        near: Near,
    },
    /// A voice that there is not.
    Voice {
        /// The voice as written.
        voice: String,
        /// Voices near it.
        near: Near,
        /// The voices there are.
        known: Vec<&'static str>,
    },
}

impl Fault for ClaimField {
    const CODE: &'static Code = &codes::CLAIM_FIELD;

    fn english(&self) -> Words {
        match self {
            Self::Incomplete { missing } => {
                let list = missing.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(", ");
                let example = |m: &&str| match *m {
                    "voice" => "`voice = \"own\"`, `\"quoted\"`, `\"reported\"` or `\"panel\"`".to_owned(),
                    other => format!("`{other} = \"…\"`"),
                };
                let fix = missing.iter().map(example).collect::<Vec<_>>().join(", ");
                Words::new(format!("this claim does not say its {list}")).fix(format!("add {fix}"))
            }
            Self::Page { role, name, near } => {
                Words::new(format!("the {role} `{name}` has no note")).maybe_fix(near.advice())
            }
            Self::Source { source, near } => {
                Words::new(format!("there is no source `{source}`")).maybe_fix(near.advice())
            }
            Self::Voice { voice, near, known } => Words::new(format!("there is no voice `{voice}`"))
                .note(format!("a voice is one of {}", known.join(", ")))
                .maybe_fix(near.advice()),
        }
    }
}

/// A claim in its holder's own voice, in a text that the holder did not write.
#[derive(Debug, Serialize)]
pub struct ClaimVoice {
    /// The page of the holder.
    pub holder: String,
    /// The name of the holder.
    pub name: String,
    /// The id of the source.
    pub source: String,
    /// Its authors, or its publisher where it has none.
    pub writers: Vec<String>,
}

impl Fault for ClaimVoice {
    const CODE: &'static Code = &codes::CLAIM_VOICE;

    fn english(&self) -> Words {
        let Self { holder, name, source, writers } = self;
        let words = match writers.as_slice() {
            [] => Words::new(format!(
                "`own` says that “{name}” wrote `{source}`, which names neither author nor publisher"
            ))
            .note(format!("if it did, say so in the record of `{source}`: `author = [\"{name}\"]`")),
            _ => Words::new(format!("`own` says that “{name}” wrote `{source}`, which is by {}", writers.join(", ")))
                .note(format!("if both are the same, give the name as printed to `aliases` of `{holder}`")),
        };
        words.fix(
            "write `quoted` if these are the holder's words in another's text, `reported` if the author says it of \
             the holder",
        )
    }
}
