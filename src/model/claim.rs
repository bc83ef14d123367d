//! Claims: who holds what about which concept, in which exact words, from which passage, in whose voice.

use super::note::Voice;
use super::pin::Sentences;
use super::quote::{Alteration, Match};
use crate::id::{Anchor, PageId};

/// A claim with everything it names led to what it is. The unit of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its id: the same as long as holder, source and words are.
    pub id: Anchor,
    /// The note that states it.
    pub stated_in: PageId,
    /// The page of who holds it.
    pub holder: PageId,
    /// The pages of the concepts it is about.
    pub concepts: Vec<PageId>,
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
    /// In whose voice.
    pub voice: Voice,
    /// Who says the words for the holder, where it is not the holder: a spokesperson.
    pub by: Option<PageId>,
    /// Through whom we know it.
    pub via: Option<String>,
    /// When it was said, in EDTF.
    pub date: Option<String>,
    /// A translation of the words.
    pub translation: Option<String>,
    /// What else should be said of it.
    pub note: Option<String>,
}
