//! Pins: which sentences of a passage a citation, quotation or claim is about.

use crate::id::Anchor;
use crate::text::Span;

/// What a citation writes behind its place to point at sentences there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPin {
    /// How it points.
    pub by: PinBy,
    /// The same as it is written, with the comma before it.
    pub raw: String,
    /// Where its number or words stand, without the comma and the marks around them.
    pub span: Span,
}

/// How a citation points at sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PinBy {
    /// By their numbers, from the first to the last, counted from 1 through all the passages of the place.
    Number(u32, u32),
    /// By some of their words.
    Words(String),
}

/// Sentences of one passage, from the first to the last, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sentences {
    /// The number of the passage.
    pub para: u32,
    /// The first of them.
    pub first: u32,
    /// The last of them.
    pub last: u32,
}

impl Sentences {
    /// Their place on the page of their source.
    pub fn anchor(self) -> Anchor {
        Anchor::of_sentences(self.para, self.first, self.last)
    }
}

/// Sentences by their numbers, as citations name them: `sentence 2`, `sentences 2-3`.
pub fn name(first: u32, last: u32) -> String {
    match first == last {
        true => format!("sentence {first}"),
        false => format!("sentences {first}-{last}"),
    }
}
