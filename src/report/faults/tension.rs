//! Faults of tensions and their sides.

use serde::Serialize;

use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, codes};

/// A side lacks something, or names what there is not.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum TensionSide {
    /// It does not say what each must say.
    Incomplete {
        /// The keys that are missing.
        missing: Vec<&'static str>,
    },
    /// A source that there is not.
    Source {
        /// Its id as written.
        source: String,
        /// Ids near it.
        near: Near,
    },
}

impl Fault for TensionSide {
    const CODE: &'static Code = &codes::TENSION_SIDE;

    fn english(&self) -> Words {
        match self {
            Self::Incomplete { missing } => {
                let list = missing.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(" and ");
                let fix = missing.iter().map(|m| format!("`{m} = \"…\"`")).collect::<Vec<_>>().join(" and ");
                Words::new(format!("this side does not say its {list}")).fix(format!("add {fix}"))
            }
            Self::Source { source, near } => {
                Words::new(format!("there is no source `{source}`")).maybe_fix(near.advice())
            }
        }
    }
}

/// A tension with fewer than two sides.
#[derive(Debug, Serialize)]
pub struct TensionSides {
    /// How many it has.
    pub sides: usize,
}

impl Fault for TensionSides {
    const CODE: &'static Code = &codes::TENSION_SIDES;

    fn english(&self) -> Words {
        Words::new(match self.sides {
            0 => "this tension has no sides",
            _ => "this tension has one side only",
        })
        .fix("give each passage a `[[sides]]` with `quote`, `source` and `says`")
    }
}
