//! The book: the sum of the finished stages. It does no work of its own; pages are views of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalog::{Catalog, PageKind};
use crate::config::Config;
use crate::html::{Embedded, FindEmbed};
use crate::model::note::Kind;
use crate::model::source::Show;
use crate::model::tree::{Block, Node, Resolved};
use crate::relate::Relations;
use crate::resolve::{ResolvedNote, ResolvedSource};
use crate::text::Text;

/// Everything compiled from one folder.
#[derive(Debug)]
pub struct Book {
    /// Its settings.
    pub config: Config,
    /// Every name it offers.
    pub catalog: Catalog,
    /// Its notes, in the order in which they are listed: by kind, then order, then title.
    pub notes: Vec<ResolvedNote>,
    /// Where among them each note is, by id.
    pub note_index: BTreeMap<String, usize>,
    /// Its sources, by id.
    pub sources: Vec<ResolvedSource>,
    /// What all of them say together.
    pub relations: Relations,
    /// The raw texts of the sources, by id.
    pub texts: BTreeMap<String, Text>,
    /// Files that are copied along, by their place in the output.
    pub assets: BTreeMap<String, Arc<[u8]>>,
}

impl Book {
    /// The note with that id.
    pub fn note(&self, id: &str) -> Option<&ResolvedNote> {
        self.note_index.get(id).and_then(|&n| self.notes.get(n))
    }

    /// The source whose page this is.
    pub fn source_at(&self, page: &str) -> Option<&ResolvedSource> {
        let entry = self.catalog.pages.get(page).filter(|e| e.kind == PageKind::Source)?;
        let id = entry.path.stem();
        self.sources.binary_search_by(|s| s.source.id.as_str().cmp(id)).ok().map(|n| &self.sources[n])
    }

    /// Notes of a kind, in order.
    pub fn notes_of(&self, kind: Kind) -> impl Iterator<Item = &ResolvedNote> {
        self.notes.iter().filter(move |n| n.note.kind == kind)
    }

    /// Whether the words of a source's block may be shown: all of them, or only the passages that the book
    /// points at.
    pub fn shows(&self, source: &ResolvedSource, block: usize) -> bool {
        let source = &source.source;
        match source.show {
            Show::Full => true,
            Show::Citation => false,
            Show::Excerpts => source.blocks.get(block).is_some_and(|b| match b.para {
                Some(para) => self.relations.pointing.contains_key(&(source.id.clone(), para)),
                None => b.level.is_some(),
            }),
        }
    }
}

impl FindEmbed for Book {
    fn find_embed(&self, page: &str, anchor: Option<&str>) -> Option<Embedded<'_>> {
        if let Some(source) = self.source_at(page) {
            let para = anchor?.strip_prefix('p')?.parse().ok()?;
            let block = source.source.blocks.iter().position(|b| b.para == Some(para))?;
            let text = &source.source.blocks[block].text;
            let name = self.catalog.pages.get(page)?.short.clone()?;
            return self.shows(source, block).then_some(Embedded::Passage { name, para, text });
        }
        let note = &self.note(page)?.note;
        let blocks = match anchor {
            None => &note.body[..],
            Some(anchor) => part(&note.body, anchor)?,
        };
        Some(Embedded::Blocks { title: note.title.clone(), blocks })
    }
}

/// The block with that anchor; for a heading, its whole section.
fn part<'a>(blocks: &'a [Block<Resolved>], anchor: &str) -> Option<&'a [Block<Resolved>]> {
    for (n, block) in blocks.iter().enumerate() {
        if block.anchor.as_deref() == Some(anchor) {
            let Node::Heading { level, .. } = block.node else { return Some(&blocks[n..=n]) };
            let end = blocks[n + 1..]
                .iter()
                .position(|b| matches!(b.node, Node::Heading { level: l, .. } if l <= level))
                .map_or(blocks.len(), |e| n + 1 + e);
            return Some(&blocks[n..end]);
        }
        let inner = match &block.node {
            Node::Quote { content, .. } | Node::Callout { content, .. } => part(content, anchor),
            Node::List { items, .. } => items.iter().find_map(|i| match i.anchor.as_deref() == Some(anchor) {
                true => Some(&i.content[..]),
                false => part(&i.content, anchor),
            }),
            _ => None,
        };
        if inner.is_some() {
            return inner;
        }
    }
    None
}
