//! Faults of relations between notes.

use serde::Serialize;

use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, codes};

/// A relation to a note that there is not.
#[derive(Debug, Serialize)]
pub struct RelationMissing {
    /// The key of the front matter.
    pub key: String,
    /// The name it gives.
    pub name: String,
    /// Pages of which the name is near.
    pub near: Near,
}

impl Fault for RelationMissing {
    const CODE: &'static Code = &codes::RELATION_MISSING;

    fn english(&self) -> Words {
        Words::new(format!("`{}` names `{}`, and there is no such note", self.key, self.name))
            .fix("correct the name, or write a note for it")
            .maybe_fix(self.near.advice())
    }
}
