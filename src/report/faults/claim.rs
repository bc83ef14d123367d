//! Faults of claims.

use serde::Serialize;

use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, codes};

/// A claim lacks something, or names what there is not.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ClaimField {
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
            Self::Voice { voice, near, known } => Words::new(format!("there is no voice `{voice}`"))
                .note(format!("a voice is one of {}", known.join(", ")))
                .maybe_fix(near.advice()),
        }
    }
}
