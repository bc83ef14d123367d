//! Faults of embeds.

use serde::Serialize;

use crate::report::fault::{Fault, Words};
use crate::report::{Code, codes};

/// A page that is shown in itself.
#[derive(Debug, Serialize)]
pub struct EmbedCycle {
    /// The page that is embedded, and leads back to the one that embeds it.
    pub page: String,
}

impl Fault for EmbedCycle {
    const CODE: &'static Code = &codes::EMBED_CYCLE;

    fn english(&self) -> Words {
        Words::new("this embed leads back to this note")
            .label("shown as a link instead")
            .fix("link to it: leave out the `!`")
    }
}
