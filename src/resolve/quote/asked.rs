//! A quotation as a note makes it, and what it cites.

use std::ops::Range;

use super::normal::in_word;
use crate::model::place::Form;
use crate::model::quote::Carrier;
use crate::path::SitePath;
use crate::report::{Diagnostic, Fault};
use crate::text::Span;

/// Between marked omissions stand so many words at least; fewer can be stitched to anything.
pub const LEAST_PART: usize = 3;

/// A quotation as a note makes it.
pub struct Asked<'a> {
    /// What carries it.
    pub carrier: Carrier,
    /// The note's file.
    pub path: &'a SitePath,
    /// The words.
    pub text: &'a str,
    /// What the writer says before them, as far as it is known.
    pub before: &'a str,
    /// Where a stretch of the words stands in the file.
    pub place: &'a dyn Fn(Range<usize>) -> Span,
    /// What is cited for it, in order. Works that are not kept are not among them.
    pub cites: &'a [Cited],
}

/// A source that is cited for a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The id of the source.
    pub source: String,
    /// Where the citation stands, if it may say that its source quotes someone else: not where it is part of the sentence.
    pub at: Option<Span>,
    /// Where it stands in any case.
    pub spot: Option<Span>,
    /// The passages that are named.
    pub paras: Vec<u32>,
    /// Who speaks there, where the passages are named by that alone.
    pub speaker: Option<String>,
    /// Where these are named, when that could name one passage as well, and how it would be written there.
    pub locator: Option<(Span, Form)>,
    /// Where a passage could be named when none is, and what comes before and after its number.
    pub room: Option<(usize, [&'static str; 2])>,
}

impl Cited {
    /// A source that is cited without a place, where nobody could name one.
    pub fn whole(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            at: None,
            spot: None,
            paras: Vec::new(),
            speaker: None,
            locator: None,
            room: None,
        }
    }
}

/// A remark on a whole quotation.
pub fn remark(asked: &Asked, fault: impl Fault) -> Diagnostic {
    Diagnostic::of(fault).at(asked.path, (asked.place)(0..asked.text.len()))
}

/// The last word of a text, as a length in bytes.
pub fn last_word(text: &str) -> usize {
    text.rsplit(|c: char| !in_word(c)).find(|w| !w.is_empty()).map_or(0, str::len)
}
