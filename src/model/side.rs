//! Sides of a tension: passages set against each other, in their exact words.

use super::pin::Sentences;
use super::quote::{Alteration, Match};
use crate::id::PageId;

/// A side with everything it names led to what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What it says, in the author's own few words.
    pub says: Option<String>,
    /// The exact words.
    pub quote: String,
    /// The id of the source.
    pub source: String,
    /// The page of the source.
    pub source_page: PageId,
    /// The passage it was found in.
    pub para: Option<u32>,
    /// The sentences in which the words stand, passage by passage.
    pub sentences: Vec<Sentences>,
    /// How the words match the passage; nothing when they were not found.
    pub status: Option<Match>,
    /// What the words mark as changed.
    pub alterations: Vec<Alteration>,
    /// A translation of the words.
    pub translation: Option<String>,
}
