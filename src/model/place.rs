//! The numbers that a document prints itself: of its articles, paragraphs, items and pages. They are what readers of the
//! printed document look for; the numbers of passages are ours.

/// What a document counts. The names are CSL's terms for locators where CSL has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A part, title or book of it.
    Part,
    /// A chapter.
    Chapter,
    /// A section: `Section 3`, `§ 12`, `II.` over several paragraphs.
    Section,
    /// An article: `Article IV`, `第三条`.
    Article,
    /// A numbered paragraph.
    Paragraph,
    /// An item of a list within a paragraph: `(a)`, `（二）`, `1.`
    Item,
    /// An annex, appendix or schedule.
    Annex,
    /// A page.
    Page,
}

/// One printed number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Printed {
    /// What it counts.
    pub unit: Unit,
    /// The number without the signs around it, else as printed: `13`, `IV`, `b`, `三`, `4 bis`.
    pub label: String,
}

/// Where a page of the printed document begins within a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStart {
    /// The byte of the block's text with which it begins.
    pub at: usize,
    /// The page's number as printed.
    pub label: String,
}
