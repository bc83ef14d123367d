//! A source: an evidence text turned into blocks, numbered passages and a ledger of its lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::place::{PageStart, Places, Printed, Standing};
use crate::id::{Anchor, Anchors};
use crate::path::SitePath;
use crate::text::Span;

/// What a block of a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The title of the text.
    Title,
    /// Who wrote it, or their affiliation.
    Byline,
    /// When or where.
    Dateline,
    /// A heading within the text.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// An entry of the text's own list of references.
    Reference,
    /// A quotation set apart.
    Quote,
    /// The caption or alternative text of a picture.
    Caption,
    /// Keywords or tags.
    Keywords,
    /// The abstract.
    Abstract,
    /// A biography of an author or speaker.
    Bio,
    /// Whose views these are, and are not.
    Disclaimer,
    /// Under what terms the text may be used.
    Licence,
}

impl BlockKind {
    /// The name used in `book.json` and in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list-item",
            Self::Reference => "reference",
            Self::Quote => "quote",
            Self::Caption => "caption",
            Self::Keywords => "keywords",
            Self::Abstract => "abstract",
            Self::Bio => "bio",
            Self::Disclaimer => "disclaimer",
            Self::Licence => "licence",
        }
    }

    /// Every kind, in the order of this file.
    pub const ALL: [Self; 14] = [
        Self::Title,
        Self::Byline,
        Self::Dateline,
        Self::Heading,
        Self::Paragraph,
        Self::ListItem,
        Self::Reference,
        Self::Quote,
        Self::Caption,
        Self::Keywords,
        Self::Abstract,
        Self::Bio,
        Self::Disclaimer,
        Self::Licence,
    ];

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }

    /// Whether blocks of this kind are passages: numbered, and cited as `para. 12`.
    pub fn is_passage(self) -> bool {
        matches!(
            self,
            Self::Paragraph
                | Self::ListItem
                | Self::Quote
                | Self::Abstract
                | Self::Bio
                | Self::Disclaimer
                | Self::Licence
        )
    }

    /// The account of the ledger to which the lines of such a block belong.
    pub fn account(self) -> Account {
        match self {
            Self::Title | Self::Byline | Self::Dateline | Self::Keywords => Account::Metadata,
            Self::Heading => Account::Heading,
            Self::Paragraph | Self::ListItem | Self::Quote | Self::Caption | Self::Abstract | Self::Bio => {
                Account::Body
            }
            Self::Reference => Account::Reference,
            Self::Disclaimer | Self::Licence => Account::Rights,
        }
    }
}

/// Lines of a file, from 1, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineRange {
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

impl LineRange {
    /// One line.
    pub fn one(line: usize) -> Self {
        Self { first: line, last: line }
    }

    /// How many lines there are in the range.
    pub fn count(self) -> usize {
        self.last + 1 - self.first
    }
}

/// One block of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceBlock {
    /// What it is.
    pub kind: BlockKind,
    /// For headings, how deep: 2 for a main heading of the text, 3 and more below it.
    pub level: Option<u8>,
    /// For passages, their number, from 1 in reading order.
    pub para: Option<u32>,
    /// Which lines of the file it stands on, in the order in which they were put together.
    pub lines: Vec<LineRange>,
    /// Its text: white space collapsed; the list marker, and what a text dumper put in (link numbers, the
    /// targets of Markdown links, names of pictures and form fields), taken off; nothing else changed.
    pub text: String,
    /// Where in `text` (a byte offset, at a space) parts were joined that the file keeps apart, as at a
    /// page break in mid-sentence. Line ends inside a hard-wrapped paragraph are not joins.
    pub joins: Vec<usize>,
    /// The marker a list item had in the file: `•`, `-`, `1.`
    pub marker: Option<String>,
    /// The number that the document prints at its head.
    pub printed: Option<Printed>,
    /// The printed numbers it stands under, from the outermost in: of its part, chapter, article, paragraph. For
    /// `(b)` of `Article 4`, paragraph 1, these are `Article 4` and `Paragraph 1`.
    pub within: Vec<Printed>,
    /// Who speaks, as the document prints the name; for all blocks of a turn.
    pub speaker: Option<String>,
    /// The pages of the printed document that begin in it.
    pub pages: Vec<PageStart>,
    /// How many bytes of `text` are a run-in heading, as in «Next Steps: Panelists advocated …».
    pub lead_in: Option<usize>,
    /// In which stretches of `text` the file marks emphasis (`*…*`, `_…_`), markers included.
    pub emphasis: Vec<Span>,
    /// Oddities of the original that the record vouches for, shown with `[sic]`.
    pub sic: Vec<Span>,
    /// Corrections the record gives; the text itself stays as printed.
    pub corrections: Vec<Correction>,
}

impl SourceBlock {
    /// What the document prints at it.
    pub fn standing(&self) -> Standing<'_> {
        let Self { para, within, printed, speaker, pages, .. } = self;
        Standing { para: *para, within, printed: printed.as_ref(), speaker: speaker.as_deref(), pages }
    }
}

/// What a record says should stand in place of some words, without changing them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The words as printed, in the block's text.
    pub span: Span,
    /// What is meant.
    pub to: String,
}

/// To which account of the ledger a line belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Shown as text.
    Body,
    /// Shown as a heading.
    Heading,
    /// Shown in the record: title, author, date, keywords.
    Metadata,
    /// Shown in the list of references.
    Reference,
    /// Shown as terms of use or disclaimer.
    Rights,
    /// Holds nothing but white space.
    Blank,
    /// Left out, for this reason: a short name such as `repeated`, `menu`, `share`, `related`.
    Dropped(String),
}

/// The account of a source's lines. `accounts[n]` is for line `n + 1`; every line has exactly one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// The account of each line, in the order of the file.
    pub accounts: Vec<Account>,
}

impl Ledger {
    /// How many lines there are in each account; the counts add up to the lines of the file.
    pub fn counts(&self) -> BTreeMap<Account, usize> {
        let mut counts = BTreeMap::new();
        for account in &self.accounts {
            *counts.entry(account.clone()).or_insert(0) += 1;
        }
        counts
    }

    /// Runs of lines that were left out for the same reason; blank lines between them are not counted in.
    pub fn dropped(&self) -> Vec<(LineRange, &str)> {
        let mut runs: Vec<(LineRange, &str)> = Vec::new();
        for (n, account) in self.accounts.iter().enumerate() {
            let Account::Dropped(reason) = account else { continue };
            let line = n + 1;
            match runs.last_mut() {
                Some((range, r)) if *r == reason && range.last + 1 == line => range.last = line,
                _ => runs.push((LineRange::one(line), reason)),
            }
        }
        runs
    }
}

/// What is known of a text as a work. A field is empty when neither the text nor the record says it.
/// Names follow CSL where CSL has one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Title.
    pub title: Option<String>,
    /// How citations call it, where its author's or publisher's name will not do.
    pub short: Option<String>,
    /// Authors as printed, in order.
    pub author: Vec<String>,
    /// When it was issued, in EDTF.
    pub issued: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// The journal, magazine or series it appeared in (CSL `container-title`).
    pub container_title: Option<String>,
    /// Where on the web it was found.
    pub url: Option<String>,
    /// When it was last seen there, in EDTF.
    pub accessed: Option<String>,
    /// Its other text and number variables, under CSL's names (see [`super::work::VARIABLES`]).
    pub variables: BTreeMap<&'static str, String>,
    /// Language, as a BCP 47 tag.
    pub language: Option<String>,
    /// What kind of text it is: `article`, `paper`, `op-ed`, `event-summary` …
    pub kind: Option<String>,
    /// The licence it states, as printed or as an SPDX id; nothing when it states none.
    pub licence: Option<String>,
    /// Keywords it gives.
    pub keywords: Vec<String>,
    /// Affiliations of its authors, as printed.
    pub affiliations: Vec<String>,
    /// Where it happened or was written.
    pub place: Option<String>,
    /// What else should be said of it, in plain words.
    pub note: Option<String>,
}

/// Who a name is that a source prints, as its record says: of one who speaks in it, wrote or published it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The name as printed.
    pub printed: (String, Span),
    /// The name of the actor's page.
    pub actor: (String, Span),
    /// Whose words theirs are in this source, by the names of their pages; nothing where the actor's page says it.
    pub speaks_for: Option<Vec<(String, Span)>>,
}

/// An entry of a source's own list of references, parsed as far as it could be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reference {
    /// Which of the source's blocks it is.
    pub block: usize,
    /// Authors as printed: each a person or a body.
    pub author: Vec<String>,
    /// The year, with its letter if it has one: `2016`, `2016a`, `n.d.`
    pub year: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Journal, newspaper, book or publisher: what follows the title, as printed.
    pub container: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// A citation in a source's text that leads to one of its references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InTextCitation {
    /// In which of the source's blocks it stands.
    pub block: usize,
    /// Where in that block's text, parentheses included.
    pub span: Span,
    /// To which entries of [`Source::references`] it leads; a parenthesis may hold several.
    pub references: Vec<usize>,
}

/// How much of a source an edition may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Show {
    /// All of it.
    #[default]
    Full,
    /// Only the passages that the book quotes or cites.
    Excerpts,
    /// Only its record.
    Citation,
}

impl Show {
    /// Its name, as records write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Excerpts => "excerpts",
            Self::Citation => "citation",
        }
    }
}

/// A source: an evidence text with everything known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id, which is its citation key: the file's name without `.txt`.
    pub id: String,
    /// Where its text lies.
    pub path: SitePath,
    /// SHA-256 of the file's bytes.
    pub sha256: String,
    /// How many lines the file has.
    pub lines: usize,
    /// What is known of it.
    pub meta: Meta,
    /// How much of it may be shown.
    pub show: Show,
    /// A statement on rights from the record, in plain words or as an SPDX expression.
    pub rights: Option<String>,
    /// Who is who of the names it prints, by its record.
    pub who: Vec<Who>,
    /// Its blocks in reading order.
    pub blocks: Vec<SourceBlock>,
    /// Where its passages stand by the document's own numbers; made from the blocks.
    pub places: Arc<Places>,
    /// Its own list of references.
    pub references: Vec<Reference>,
    /// Citations in its text.
    pub citations: Vec<InTextCitation>,
    /// The account of its lines.
    pub ledger: Ledger,
    /// What was left out of it, with the first line on which it stands, and is more than a few words: a quotation that
    /// is not found may stand there.
    pub left_out: Vec<(usize, String)>,
}

impl Source {
    /// The block that is passage number `para`.
    pub fn passage(&self, para: u32) -> Option<&SourceBlock> {
        self.blocks.iter().find(|b| b.para == Some(para))
    }

    /// The place of each block on the page of the source. Headings are called by their words, so that a link names them
    /// as one reads them; what stands at the head of the page shares the place of the text.
    pub fn anchors(&self) -> Vec<Anchor> {
        use BlockKind::{Byline, Dateline, Heading, Keywords, Title};
        let mut free = Anchors::default();
        let mut counts: BTreeMap<BlockKind, usize> = BTreeMap::new();
        let references: BTreeMap<usize, usize> =
            self.references.iter().enumerate().map(|(n, r)| (r.block, n + 1)).collect();
        // Passages and references have their names before a heading that is called like one.
        let mut anchors: Vec<Option<Anchor>> = Vec::with_capacity(self.blocks.len());
        for (n, block) in self.blocks.iter().enumerate() {
            let own = match (references.get(&n), block.para) {
                (Some(number), _) => Some(Anchor::of_reference(*number)),
                (None, Some(para)) => Some(Anchor::of_passage(para)),
                (None, None) => None,
            };
            anchors.push(own.map(|anchor| free.free(anchor)));
        }
        let named = self.blocks.iter().zip(anchors).map(|(block, anchor)| {
            anchor.unwrap_or_else(|| {
                let nth = counts.entry(block.kind).or_insert(0);
                *nth += 1;
                match block.kind {
                    Title | Byline | Dateline | Keywords => Anchor::main(),
                    Heading => match Anchor::of_words(&block.text) {
                        // That is the name of a sentence.
                        name if Anchor::sentences(&name).is_some() => free.free(name.aside()),
                        name => free.free(name),
                    },
                    kind => free.free(Anchor::of_block(kind.name(), *nth)),
                }
            })
        });
        named.collect()
    }

    /// The passages under a heading, down to the next of its depth or above: their numbers; none where the block is no
    /// heading.
    pub fn section(&self, heading: usize) -> Vec<u32> {
        let Some(level) = self.blocks.get(heading).and_then(|b| b.level) else { return Vec::new() };
        let below = self.blocks[heading + 1..].iter();
        below.take_while(|b| b.level.is_none_or(|l| l > level)).filter_map(|b| b.para).collect()
    }

    /// How many passages there are.
    pub fn passages(&self) -> u32 {
        self.blocks.iter().filter_map(|b| b.para).max().unwrap_or(0)
    }
}
