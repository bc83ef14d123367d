//! A quotation that holds: where a note quotes, and where in the source its words stand.

use super::pin::Sentences;
use crate::text::Span;

/// How the words of a quotation match the source, from the strictest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// Letter by letter.
    Exact,
    /// But for what the normalisation lists: white space, and the forms of punctuation.
    Normalised,
    /// With changes that are marked: `[…]`, `[word]`, `[sic]`.
    Edited,
}

impl Match {
    /// Its name in `book.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Normalised => "normalised",
            Self::Edited => "edited",
        }
    }
}

/// A change of the source's words that a quotation marks with brackets or dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alteration {
    /// What was done.
    pub kind: Altering,
    /// What the quoter puts; nothing where words are left out.
    pub put: String,
    /// What the source prints in its place; nothing where words are added. Of words that are left out only the first:
    /// they may be a whole book.
    pub printed: String,
    /// Where its mark stands in the note's file.
    pub span: Span,
}

/// What a marked change does to the words of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Altering {
    /// Words are left out: `[…]`.
    Omission,
    /// Words of the quoter's own stand between those of the source: `[of Asia]`.
    Insertion,
    /// Words of the quoter's own stand in the place of words of the source.
    Replacement,
    /// Letters of a word give way to others: `[t]he`, `appl[ied]`.
    Letters,
}

impl Altering {
    /// Its name in `book.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Omission => "omission",
            Self::Insertion => "insertion",
            Self::Replacement => "replacement",
            Self::Letters => "letters",
        }
    }
}

/// What carries a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carrier {
    /// A block quotation with an attribution.
    Block,
    /// Words in quotation marks in running text.
    Inline,
    /// A claim in the front matter.
    Claim,
    /// A side of a tension.
    Side,
}

/// How many quotations there are of sources that are kept, and how many of them stand there word for word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Those that are made, and those that the book's settings leave unchecked.
    pub made: usize,
    /// Those that hold.
    pub held: usize,
}

impl std::ops::Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { made: self.made + other.made, held: self.held + other.held }
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), std::ops::Add::add)
    }
}

/// A quotation that was found in the source it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// What carries it.
    pub carrier: Carrier,
    /// Where it stands in the note's file.
    pub span: Span,
    /// The id of the source.
    pub source: String,
    /// In which of the source's blocks it begins.
    pub block: usize,
    /// The number of that passage; of a heading or caption, that of the passage below.
    pub para: Option<u32>,
    /// The sentences in which its words stand, passage by passage; none where the passage is not shown.
    pub sentences: Vec<Sentences>,
    /// Where its words stand in the text of the block, one stretch for each part between omissions.
    pub stretches: Vec<Span>,
    /// How many words it has.
    pub words: usize,
    /// How it matches.
    pub how: Match,
    /// What it marks as changed, in order.
    pub alterations: Vec<Alteration>,
    /// Whether the words stand within quotation marks in the source, so that it quotes someone else.
    pub nested: bool,
    /// Where the citation stands that speaks for it, if it is no part of the sentence.
    pub cite: Option<Span>,
    /// Where the citation that speaks for it stands in any case.
    pub spot: Option<Span>,
    /// Where that citation names the passage.
    pub locator: Option<Span>,
}
