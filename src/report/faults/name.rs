//! Faults of names that several pages bear.

use serde::Serialize;

use crate::report::fault::{Fault, Words};
use crate::report::{Code, codes};

/// Two entities claim one label.
#[derive(Debug, Serialize)]
pub struct NameShared {
    /// The label.
    pub label: String,
    /// The page of the entity that claims it first.
    pub page: String,
}

impl Fault for NameShared {
    const CODE: &'static Code = &codes::NAME_SHARED;

    fn english(&self) -> Words {
        Words::new(format!("the label “{}” is also a label of `{}`", self.label, self.page))
            .note("text that mentions it is linked to neither")
            .fix("take it from one of them, or add `requires` or `not_in` to tell them apart")
    }
}
