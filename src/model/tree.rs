//! A note's text as a tree, in two states: as [`Written`], where links and citations are words with a
//! place, and as [`Resolved`], where they lead somewhere. A mention cannot exist in a written tree.

use super::pin::{Sentences, WrittenPin};
use super::place::{Locator, WrittenPlace};
use crate::id::{Anchor, AssetId, PageId, Tag};
use crate::text::Span;

/// The state of a tree: what links, citations, embeds and mentions are in it.
pub trait State: std::fmt::Debug + Clone + PartialEq + Eq + 'static {
    /// What a link or picture leads to.
    type Link: std::fmt::Debug + Clone + PartialEq + Eq;
    /// One citation within a group.
    type Cite: std::fmt::Debug + Clone + PartialEq + Eq;
    /// What an embed shows.
    type Embed: std::fmt::Debug + Clone + PartialEq + Eq;
    /// An entity that running text mentions.
    type Mention: std::fmt::Debug + Clone + PartialEq + Eq;
}

/// As the author wrote it: nothing is known of other files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written;

/// With every link, citation, embed and mention led to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved;

/// What cannot exist in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Never {}

impl State for Written {
    type Link = WrittenLink;
    type Cite = WrittenCite;
    type Embed = WrittenLink;
    type Mention = Never;
}

impl State for Resolved {
    type Link = Target;
    type Cite = ResolvedCite;
    type Embed = ResolvedEmbed;
    type Mention = Target;
}

/// A link as written: `[text](dest)` or `[[dest]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenLink {
    /// Its destination as written.
    pub dest: String,
    /// Whether it is a wikilink, which names rather than addresses.
    pub wiki: bool,
    /// What stands behind the `#` of a wikilink, read as the place in a source that it may name.
    pub place: Option<WrittenPlace>,
    /// Where the whole link stands.
    pub span: Span,
}

/// What an embed shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedEmbed {
    /// Where it leads.
    pub target: Target,
    /// The passages of a source that it shows, where it names a place that has several; the target is the first of them.
    pub passages: Vec<u32>,
    /// That place as the author names it.
    pub place: Option<String>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the book, by its id, and an anchor on it.
    Page {
        /// The page's id: its address without `.html`.
        page: PageId,
        /// An anchor on that page, not percent-encoded.
        anchor: Option<Anchor>,
    },
    /// A file that is copied along, by its place in the output.
    File(AssetId),
    /// A work that is not kept in the book, by its key: its entry among the references of the page.
    Work(String),
    /// An address outside the book.
    External(String),
    /// Nothing: the link was remarked, its text is kept.
    Missing,
}

/// One citation as written: `see @geng, para. 13`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenCite {
    /// The citation key.
    pub key: String,
    /// Words before the key.
    pub prefix: String,
    /// Where they stand.
    pub prefix_at: Span,
    /// `-@key`: the author is named in the text already.
    pub suppress_author: bool,
    /// The place in the work.
    pub locator: Option<Locator>,
    /// What points at sentences there.
    pub pin: Option<WrittenPin>,
    /// Words after the locator.
    pub suffix: String,
    /// Where they stand.
    pub suffix_at: Span,
    /// Where it stands, from the `@` or `-@` on.
    pub span: Span,
}

/// One citation, led to its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedCite {
    /// As written.
    pub written: WrittenCite,
    /// The source's short name, or the key where nothing is known of it.
    pub name: String,
    /// The place as it is printed, where that is not as written: `passage 4` for a `para. 4` of a document that
    /// numbers no paragraphs.
    pub place: Option<String>,
    /// The sentences there in words, where it names them by their numbers: `sentence 2`.
    pub sentences: Option<String>,
    /// Where it names a passage as a whole, the sentences of it that come nearest to what the citing sentence says.
    pub near: Option<Sentences>,
    /// The work, or the passage in it.
    pub target: Target,
}

/// A block of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block<S: State> {
    /// Where it stands in the file.
    pub span: Span,
    /// The anchor given to it: `^name` after it, or a heading's slug.
    pub anchor: Option<Anchor>,
    /// What it is.
    pub node: Node<S>,
}

/// What a block can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node<S: State> {
    /// A paragraph.
    Paragraph(Vec<Inline<S>>),
    /// A heading, 1 to 6.
    Heading {
        /// Its level.
        level: u8,
        /// Classes from `{.class}`.
        classes: Vec<String>,
        /// Its text.
        content: Vec<Inline<S>>,
    },
    /// A block quotation; its last line may cite where it is from.
    Quote {
        /// The quoted blocks.
        content: Vec<Block<S>>,
        /// The line `— [@key, para. 4]` that ended it.
        attribution: Option<Vec<Inline<S>>>,
    },
    /// A callout: `> [!note] Title`.
    Callout {
        /// Its kind in lower case: `note`, `warning` …
        kind: String,
        /// Its title, empty when none was given.
        title: Vec<Inline<S>>,
        /// Whether it can be folded, and is at first (`[!note]-`).
        folded: Option<bool>,
        /// What it holds.
        content: Vec<Block<S>>,
    },
    /// Code.
    Code {
        /// The language it says it is in.
        language: Option<String>,
        /// The code.
        text: String,
    },
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// Whether its items are set without paragraphs.
        tight: bool,
        /// Its items.
        items: Vec<Item<S>>,
    },
    /// A definition list: terms, each with its definitions.
    Definitions(Vec<Definition<S>>),
    /// A table.
    Table {
        /// How each column is set.
        align: Vec<Align>,
        /// Its head row.
        head: Vec<Vec<Inline<S>>>,
        /// Its rows.
        rows: Vec<Vec<Vec<Inline<S>>>>,
    },
    /// A line across the page.
    Rule,
    /// Raw HTML.
    Html(String),
    /// The text of a footnote.
    Footnote {
        /// Its label as written.
        label: String,
        /// Its text.
        content: Vec<Block<S>>,
    },
    /// A note, passage or block shown in place.
    Embed {
        /// What is shown.
        target: S::Embed,
    },
}

/// A term of a definition list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition<S: State> {
    /// The term.
    pub term: Vec<Inline<S>>,
    /// Its definitions, each of some blocks.
    pub definitions: Vec<Vec<Block<S>>>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<S: State> {
    /// For a task, whether it is done.
    pub task: Option<bool>,
    /// The anchor given to it.
    pub anchor: Option<Anchor>,
    /// What it holds.
    pub content: Vec<Block<S>>,
}

/// How a column of a table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As the table is.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline<S: State> {
    /// Words.
    Text {
        /// The words, entities and escapes read.
        text: String,
        /// Where they stand.
        span: Span,
    },
    /// *Emphasis*.
    Emphasis(Vec<Inline<S>>),
    /// **Strong emphasis**.
    Strong(Vec<Inline<S>>),
    /// ~~Struck out~~.
    Strikethrough(Vec<Inline<S>>),
    /// `Code`.
    Code(String),
    /// A link.
    Link {
        /// Where it leads.
        target: S::Link,
        /// Its title.
        title: String,
        /// Its text.
        content: Vec<Inline<S>>,
    },
    /// A picture.
    Image {
        /// Which.
        target: S::Link,
        /// Its title.
        title: String,
        /// Words in its place.
        alt: String,
    },
    /// A line end that is a space.
    SoftBreak,
    /// A line end that stays one.
    HardBreak,
    /// Raw HTML.
    Html(String),
    /// The sign of a footnote.
    FootnoteSign(String),
    /// Citations: `[@a; @b]`, or `@a [p. 3]` in the sentence.
    Cite {
        /// Each work cited.
        cites: Vec<S::Cite>,
        /// Whether it stands in the sentence, as «Geng (para. 3) says».
        narrative: bool,
        /// Where the group stands, brackets included.
        span: Span,
    },
    /// A tag: `#word`.
    Tag(Tag),
    /// A label of an entity in running text, linked or not.
    Mention {
        /// Which entity.
        target: S::Mention,
        /// Whether it is a link here: the first of its section, not on the entity's own page.
        linked: bool,
        /// The words.
        content: Vec<Inline<S>>,
    },
    /// Words of the writer's own within a quotation, in brackets, in the place of words of the source.
    Altered {
        /// What the source prints.
        printed: String,
        /// The words, brackets included.
        content: Vec<Inline<S>>,
    },
}

/// The plain words of some running text.
pub fn plain<S: State>(content: &[Inline<S>]) -> String {
    let mut out = String::new();
    push_plain(content, &mut out);
    out
}

fn push_plain<S: State>(content: &[Inline<S>], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } | Inline::Code(text) => out.push_str(text),
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Tag(tag) => {
                out.push('#');
                out.push_str(tag);
            }
            _ => push_plain(inline.children(), out),
        }
    }
}

/// What stands directly in a block: one stretch of running text, or blocks of its own.
#[derive(Debug, Clone, Copy)]
pub enum Child<'a, S: State> {
    /// Running text, and what it is in the block.
    Words(&'a [Inline<S>], Role),
    /// Blocks; those of a list's item with the anchor that was given to it.
    Blocks(&'a [Block<S>], Option<&'a Anchor>),
}

/// What running text is in its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading,
    /// The line of a block quotation that says where it is from.
    Attribution,
    /// The title of a callout.
    Title,
    /// The term of a definition list.
    Term,
    /// A cell in the head of a table.
    Head,
    /// A cell of a table.
    Cell,
}

impl<S: State> Node<S> {
    /// What stands directly in it, in reading order. Every walk through a tree goes by way of this, so that a new kind
    /// of block is told of here once.
    pub fn children(&self) -> Vec<Child<'_, S>> {
        match self {
            Self::Paragraph(content) => vec![Child::Words(content, Role::Paragraph)],
            Self::Heading { content, .. } => vec![Child::Words(content, Role::Heading)],
            Self::Quote { content, attribution } => {
                let line = attribution.iter().map(|line| Child::Words(line, Role::Attribution));
                std::iter::once(Child::Blocks(content, None)).chain(line).collect()
            }
            Self::Callout { title, content, .. } => {
                vec![Child::Words(title, Role::Title), Child::Blocks(content, None)]
            }
            Self::List { items, .. } => {
                items.iter().map(|item| Child::Blocks(&item.content, item.anchor.as_ref())).collect()
            }
            Self::Definitions(list) => list
                .iter()
                .flat_map(|entry| {
                    let term = std::iter::once(Child::Words(&entry.term[..], Role::Term));
                    term.chain(entry.definitions.iter().map(|d| Child::Blocks(d, None)))
                })
                .collect(),
            Self::Table { head, rows, .. } => {
                let cells = rows.iter().flatten().map(|cell| Child::Words(&cell[..], Role::Cell));
                head.iter().map(|cell| Child::Words(&cell[..], Role::Head)).chain(cells).collect()
            }
            Self::Footnote { content, .. } => vec![Child::Blocks(content, None)],
            Self::Code { .. } | Self::Rule | Self::Html(_) | Self::Embed { .. } => Vec::new(),
        }
    }

    /// The blocks directly in it, to be changed in place.
    pub fn blocks_mut(&mut self) -> Vec<&mut Vec<Block<S>>> {
        match self {
            Self::Quote { content, .. } | Self::Callout { content, .. } | Self::Footnote { content, .. } => {
                vec![content]
            }
            Self::List { items, .. } => items.iter_mut().map(|item| &mut item.content).collect(),
            Self::Definitions(list) => list.iter_mut().flat_map(|entry| &mut entry.definitions).collect(),
            Self::Paragraph(_)
            | Self::Heading { .. }
            | Self::Code { .. }
            | Self::Table { .. }
            | Self::Rule
            | Self::Html(_)
            | Self::Embed { .. } => Vec::new(),
        }
    }

    /// The running text directly in it.
    pub fn words(&self) -> impl Iterator<Item = &[Inline<S>]> {
        self.children().into_iter().filter_map(|child| match child {
            Child::Words(content, _) => Some(content),
            Child::Blocks(..) => None,
        })
    }
}

impl<S: State> Inline<S> {
    /// The running text in it: what is emphasised, struck out, linked or a mention.
    pub fn children(&self) -> &[Self] {
        match self {
            Self::Emphasis(content) | Self::Strong(content) | Self::Strikethrough(content) => content,
            Self::Link { content, .. } | Self::Mention { content, .. } | Self::Altered { content, .. } => content,
            Self::Text { .. }
            | Self::Code(_)
            | Self::Image { .. }
            | Self::SoftBreak
            | Self::HardBreak
            | Self::Html(_)
            | Self::FootnoteSign(_)
            | Self::Cite { .. }
            | Self::Tag(_) => &[],
        }
    }
}

/// Every block of a tree in reading order, an outer one before those in it.
pub fn every_block<S: State>(blocks: &[Block<S>]) -> impl Iterator<Item = &Block<S>> {
    let mut open = vec![blocks.iter()];
    std::iter::from_fn(move || {
        loop {
            let Some(block) = open.last_mut()?.next() else {
                open.pop();
                continue;
            };
            let inner = block.node.children().into_iter().filter_map(|child| match child {
                Child::Blocks(content, _) => Some(content.iter()),
                Child::Words(..) => None,
            });
            let from = open.len();
            open.extend(inner);
            open[from..].reverse();
            return Some(block);
        }
    })
}

/// Every piece of some running text, an outer one before those in it.
pub fn every_inline<S: State>(content: &[Inline<S>]) -> impl Iterator<Item = &Inline<S>> {
    let mut open = vec![content.iter()];
    std::iter::from_fn(move || {
        loop {
            let Some(inline) = open.last_mut()?.next() else {
                open.pop();
                continue;
            };
            open.push(inline.children().iter());
            return Some(inline);
        }
    })
}

/// A run of words and line ends as one string, from which stretches can be cut back into inlines.
///
/// A label or a citation may cross a line end or an entity; what looks for it wants one string.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// The words; line ends are single spaces.
    pub text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
struct Piece {
    /// Where the piece begins in the run's text.
    at: usize,
    /// For words, where they stand; for a line end and for words without a place, nothing.
    span: Option<Span>,
    len: usize,
}

impl Run {
    /// Adds words.
    pub fn push_text(&mut self, text: &str, span: Span) {
        self.pieces.push(Piece { at: self.text.len(), span: Some(span), len: text.len() });
        self.text.push_str(text);
    }

    /// Adds a line end.
    pub fn push_break(&mut self) {
        self.push_unplaced(" ");
    }

    /// Adds words of which it is not known where they stand; cut out again, they are a line end.
    pub fn push_unplaced(&mut self, text: &str) {
        self.pieces.push(Piece { at: self.text.len(), span: None, len: text.len() });
        self.text.push_str(text);
    }

    /// Adds inlines that are words and line ends; anything else is passed over.
    pub fn extend<S: State>(&mut self, content: Vec<Inline<S>>) {
        for inline in content {
            match inline {
                Inline::Text { text, span } => self.push_text(&text, span),
                Inline::SoftBreak => self.push_break(),
                _ => {}
            }
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Where each piece of words begins: its place in the file and its offset in the run.
    pub fn starts(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.pieces.iter().filter_map(|p| Some((p.span?.start, p.at)))
    }

    fn piece_at(&self, offset: usize) -> usize {
        self.pieces.partition_point(|p| p.at <= offset).saturating_sub(1)
    }

    /// Where in the file the byte at `offset` stands.
    pub fn place(&self, offset: usize) -> usize {
        let Some(first) = self.pieces.get(self.piece_at(offset)) else { return 0 };
        match first.span {
            // Words that differ from the file (an entity, say) have one place only.
            Some(span) if span.end - span.start == first.len => span.start + (offset - first.at).min(first.len),
            Some(span) => span.start,
            None => self.pieces[..self.piece_at(offset)].iter().rev().find_map(|p| p.span).map_or(0, |s| s.end),
        }
    }

    /// Where in the run a place of the file is, if its words are written there as they read.
    pub fn offset(&self, place: usize) -> Option<usize> {
        self.pieces.iter().find_map(|piece| {
            let span = piece.span.filter(|s| s.end - s.start == piece.len && (s.start..=s.end).contains(&place))?;
            Some(piece.at + place - span.start)
        })
    }

    /// Where in the file a stretch stands.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let last = self.pieces.get(self.piece_at(end.saturating_sub(1).max(start)));
        let stop = match last {
            Some(Piece { at, span: Some(span), len }) if span.end - span.start == *len => {
                span.start + (end - at).min(*len)
            }
            Some(Piece { span: Some(span), .. }) => span.end,
            _ => self.place(end),
        };
        Span::new(self.place(start), stop)
    }

    /// The stretch from `start` to `end` as inlines again.
    pub fn slice<S: State>(&self, start: usize, end: usize) -> Vec<Inline<S>> {
        let mut out = Vec::new();
        for piece in &self.pieces[self.piece_at(start).min(self.pieces.len())..] {
            let from = piece.at.max(start);
            let to = (piece.at + piece.len).min(end);
            if piece.at >= end {
                break;
            }
            if from >= to {
                continue;
            }
            out.push(match piece.span {
                None => Inline::SoftBreak,
                Some(_) => Inline::Text { text: self.text[from..to].to_owned(), span: self.span(from, to) },
            });
        }
        out
    }
}

/// Where running text stands, for what looks into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In a paragraph, a list, a table, a callout.
    Prose,
    /// In a block quotation.
    Quotation,
    /// In a heading or the title of a callout.
    Heading,
    /// In the text of a link.
    Link,
}

/// What turns a tree of one state into a tree of another.
pub trait Convert<S: State, T: State> {
    /// Where a link or picture leads.
    fn link(&mut self, link: S::Link, picture: bool) -> T::Link;
    /// What a citation cites.
    fn cite(&mut self, cite: S::Cite) -> T::Cite;
    /// What an embed shows, or what stands in its place.
    fn embed(&mut self, embed: S::Embed) -> Node<T>;
    /// Running text, cut into what it holds.
    fn text(&mut self, run: Run, within: Within) -> Vec<Inline<T>>;
    /// A link whose text may be all there is to it; by itself, the link.
    fn whole_link(&mut self, target: S::Link, title: String, content: Vec<Inline<T>>) -> Inline<T> {
        Inline::Link { target: self.link(target, false), title, content }
    }
    /// Running text before anything of it is converted: what belongs together may be set together.
    fn group(&mut self, content: Vec<Inline<S>>) -> Vec<Inline<S>> {
        content
    }
    /// What a mention becomes.
    fn mention(&mut self, mention: S::Mention) -> T::Mention;
    /// Told of every heading, as a section begins.
    fn section(&mut self) {}
}

/// Converts blocks, in reading order.
pub fn convert<S: State, T: State>(blocks: Vec<Block<S>>, with: &mut dyn Convert<S, T>) -> Vec<Block<T>> {
    convert_within(blocks, with, Within::Prose)
}

fn convert_within<S: State, T: State>(
    blocks: Vec<Block<S>>,
    with: &mut dyn Convert<S, T>,
    within: Within,
) -> Vec<Block<T>> {
    blocks
        .into_iter()
        .map(|block| Block { span: block.span, anchor: block.anchor, node: convert_node(block.node, with, within) })
        .collect()
}

fn convert_node<S: State, T: State>(node: Node<S>, with: &mut dyn Convert<S, T>, within: Within) -> Node<T> {
    match node {
        Node::Paragraph(content) => Node::Paragraph(convert_inlines(content, with, within)),
        Node::Heading { level, classes, content } => {
            with.section();
            Node::Heading { level, classes, content: convert_inlines(content, with, Within::Heading) }
        }
        Node::Quote { content, attribution } => Node::Quote {
            content: convert_within(content, with, Within::Quotation),
            attribution: attribution.map(|a| convert_inlines(a, with, within)),
        },
        Node::Callout { kind, title, folded, content } => Node::Callout {
            kind,
            title: convert_inlines(title, with, Within::Heading),
            folded,
            content: convert_within(content, with, within),
        },
        Node::Code { language, text } => Node::Code { language, text },
        Node::List { start, tight, items } => Node::List {
            start,
            tight,
            items: items
                .into_iter()
                .map(|i| Item { task: i.task, anchor: i.anchor, content: convert_within(i.content, with, within) })
                .collect(),
        },
        Node::Definitions(list) => Node::Definitions(
            list.into_iter()
                .map(|entry| Definition {
                    term: convert_inlines(entry.term, with, Within::Heading),
                    definitions: entry.definitions.into_iter().map(|d| convert_within(d, with, within)).collect(),
                })
                .collect(),
        ),
        Node::Table { align, head, rows } => Node::Table {
            align,
            head: head.into_iter().map(|c| convert_inlines(c, with, Within::Heading)).collect(),
            rows: rows
                .into_iter()
                .map(|row| row.into_iter().map(|c| convert_inlines(c, with, within)).collect())
                .collect(),
        },
        Node::Rule => Node::Rule,
        Node::Html(html) => Node::Html(html),
        Node::Footnote { label, content } => Node::Footnote { label, content: convert_within(content, with, within) },
        Node::Embed { target } => with.embed(target),
    }
}

/// Converts running text.
pub fn convert_inlines<S: State, T: State>(
    content: Vec<Inline<S>>,
    with: &mut dyn Convert<S, T>,
    within: Within,
) -> Vec<Inline<T>> {
    let content = with.group(content);
    let mut out = Vec::with_capacity(content.len());
    let mut run = Run::default();
    for inline in content {
        match inline {
            Inline::Text { text, span } => run.push_text(&text, span),
            Inline::SoftBreak => run.push_break(),
            other => {
                if !run.is_empty() {
                    out.extend(with.text(std::mem::take(&mut run), within));
                }
                out.push(convert_inline(other, with, within));
            }
        }
    }
    if !run.is_empty() {
        out.extend(with.text(run, within));
    }
    out
}

fn convert_inline<S: State, T: State>(inline: Inline<S>, with: &mut dyn Convert<S, T>, within: Within) -> Inline<T> {
    match inline {
        Inline::Text { text, span } => Inline::Text { text, span },
        Inline::SoftBreak => Inline::SoftBreak,
        Inline::HardBreak => Inline::HardBreak,
        Inline::Emphasis(c) => Inline::Emphasis(convert_inlines(c, with, within)),
        Inline::Strong(c) => Inline::Strong(convert_inlines(c, with, within)),
        Inline::Strikethrough(c) => Inline::Strikethrough(convert_inlines(c, with, within)),
        Inline::Code(text) => Inline::Code(text),
        Inline::Html(html) => Inline::Html(html),
        Inline::FootnoteSign(label) => Inline::FootnoteSign(label),
        Inline::Tag(tag) => Inline::Tag(tag),
        Inline::Link { target, title, content } => {
            let content = convert_inlines(content, with, Within::Link);
            with.whole_link(target, title, content)
        }
        Inline::Image { target, title, alt } => Inline::Image { target: with.link(target, true), title, alt },
        Inline::Cite { cites, narrative, span } => {
            Inline::Cite { cites: cites.into_iter().map(|c| with.cite(c)).collect(), narrative, span }
        }
        Inline::Mention { target, linked, content } => Inline::Mention {
            target: with.mention(target),
            linked,
            content: convert_inlines(content, with, Within::Link),
        },
        Inline::Altered { printed, content } => {
            Inline::Altered { printed, content: convert_inlines(content, with, within) }
        }
    }
}
