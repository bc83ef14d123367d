//! Faults of citations in notes.

use serde::Serialize;

use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, codes};

/// A key that is neither that of a source nor in the bibliography.
#[derive(Debug, Serialize)]
pub struct CitationKey {
    /// The key.
    pub key: String,
    /// Keys near it.
    pub near: Near,
}

impl Fault for CitationKey {
    const CODE: &'static Code = &codes::CITATION_KEY;

    fn english(&self) -> Words {
        Words::new(format!("there is no source or work `{}` to cite", self.key))
            .label("neither the id of a source nor in the bibliography")
            .fix(
                "correct the key, put the text into `seeds/` under that name, or add the work to \
                 `content/references.bib`",
            )
            .maybe_fix(self.near.advice())
    }
}

/// A paragraph that the source does not have.
#[derive(Debug, Serialize)]
pub struct CitationLocator {
    /// The id of the source.
    pub source: String,
    /// The paragraph.
    pub para: u32,
    /// The last that the source has; 0 if it has none.
    pub last: u32,
}

impl Fault for CitationLocator {
    const CODE: &'static Code = &codes::CITATION_LOCATOR;

    fn english(&self) -> Words {
        let Self { source, para, last } = self;
        Words::new(match last {
            0 => format!("`{source}` has no paragraph {para}; it has none"),
            last => format!("`{source}` has no paragraph {para}; its last is paragraph {last}"),
        })
        .label("no such paragraph")
        .fix("the numbers stand in the margin of the source's page")
    }
}
