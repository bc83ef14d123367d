//! Faults of Markdown.

use serde::Serialize;

use crate::report::fault::{Fault, Words};
use crate::report::{Code, codes};

/// HTML in a note, where the book does not allow it.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum MarkdownHtml {
    /// It is shown as text.
    Raw,
    /// A comment begins a line, so that all of it is HTML.
    BehindComment,
}

impl Fault for MarkdownHtml {
    const CODE: &'static Code = &codes::MARKDOWN_HTML;

    fn english(&self) -> Words {
        match self {
            Self::Raw => Words::new("raw HTML is shown as text here")
                .fix("write it in Markdown, or allow HTML in site.toml: `html = true` under `[markdown]`"),
            Self::BehindComment => Words::new("Markdown is not read behind a comment that begins its line")
                .fix("put the comment at the end of the line, or on a line of its own"),
        }
    }
}
