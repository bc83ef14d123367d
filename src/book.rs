//! The book: the sum of the finished stages. It does no work of its own; pages are views of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::biblio::Biblio;
use crate::catalog::{Catalog, PageKind};
use crate::config::Config;
use crate::html::{Embedded, EmbeddedPassage, FindEmbed};
use crate::id::{Anchor, AssetId, PageId, Passage, listed_folder};
use crate::model::note::Kind;
use crate::model::quote::Tally;
use crate::model::source::Show;
use crate::model::tree::{Block, Child, Node, Resolved, ResolvedEmbed, Target};
use crate::model::work::Work;
use crate::relate::Relations;
use crate::resolve::kept::Traces;
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
    pub note_index: BTreeMap<PageId, usize>,
    /// Its sources, by id.
    pub sources: Vec<ResolvedSource>,
    /// What all of them say together.
    pub relations: Relations,
    /// All works: its sources, and its bibliography.
    pub biblio: Biblio,
    /// The raw texts of the sources, by id.
    pub texts: BTreeMap<String, Text>,
    /// Files that are copied along, by their place in the output.
    pub assets: BTreeMap<AssetId, Arc<[u8]>>,
    /// Where passages are now that had other numbers in an earlier edition, by the id of the source.
    pub traces: BTreeMap<String, Traces>,
    /// The parts it has, in the order in which they are shown.
    pub parts: Vec<Part>,
    /// How many passages its sources have.
    pub passages: usize,
    /// How many quotations of its sources it makes, and how many hold.
    pub quotations: Tally,
}

/// A part of the book that has a list page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its folder in the output.
    pub folder: String,
    /// Whether its entries are the sources.
    pub sources: bool,
}

/// The parts of a book with these notes and sources.
pub fn parts(notes: &[ResolvedNote], sources: &[ResolvedSource], relations: &Relations) -> Vec<Part> {
    let kinds: BTreeSet<Kind> = notes.iter().map(|n| n.note.kind).collect();
    let mut folders: Vec<&str> = kinds.iter().filter_map(|k| k.folder()).collect();
    // Sources and tags have lists of their own, which hold the notes in these folders too.
    let listed = |top: &str| top == "sources" && !sources.is_empty() || top == "tags" && !relations.tags.is_empty();
    let others: BTreeSet<&str> = notes
        .iter()
        .filter(|n| n.note.kind == Kind::Note)
        .filter_map(|n| n.note.id.split_once('/').map(|(top, _)| top))
        .filter(|top| !listed(top))
        .collect();
    folders.extend(others);
    let mut parts: Vec<Part> = folders.into_iter().map(|f| Part { folder: f.to_owned(), sources: false }).collect();
    if !sources.is_empty() {
        parts.push(Part { folder: "sources".to_owned(), sources: true });
    }
    parts
}

impl Book {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.sources.is_empty()
    }

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

    /// The works that the book keeps or cites, by key.
    pub fn works(&self) -> impl Iterator<Item = &Work> {
        self.biblio.works.values().filter(|w| w.held || self.relations.citing.contains_key(&w.key))
    }

    /// Notes of a kind, in order.
    pub fn notes_of(&self, kind: Kind) -> impl Iterator<Item = &ResolvedNote> {
        self.notes.iter().filter(move |n| n.note.kind == kind)
    }

    /// Whether the page of this id is the list of a part, or of the tags, with words of its own above.
    pub fn is_list(&self, id: &str) -> bool {
        listed_folder(id).is_some_and(|folder| {
            self.parts.iter().any(|p| p.folder == folder) || folder == "tags" && !self.relations.tags.is_empty()
        })
    }

    /// The pages of a part, in the order in which they are listed.
    pub fn members(&self, part: &Part) -> Vec<&PageId> {
        let prefix = format!("{}/", part.folder);
        let notes = self.notes.iter().map(|n| &n.note.id).filter(|id| id.starts_with(&prefix) && !self.is_list(id));
        let sources =
            self.catalog.pages.iter().filter(|(_, e)| part.sources && e.kind == PageKind::Source).map(|(id, _)| id);
        sources.chain(notes).collect()
    }

    /// Whether the words of a source's block may be shown: all of them, or only the passages that the book
    /// points at.
    pub fn shows(&self, source: &ResolvedSource, block: usize) -> bool {
        let source = &source.source;
        match source.show {
            Show::Full => true,
            Show::Citation => false,
            Show::Excerpts => source.blocks.get(block).is_some_and(|b| match b.para {
                Some(para) => self.relations.pointing.contains_key(&Passage::new(source.id.as_str(), para)),
                None => b.level.is_some(),
            }),
        }
    }
}

impl FindEmbed for Book {
    fn find_embed<'a>(&'a self, embed: &'a ResolvedEmbed) -> Option<Embedded<'a>> {
        let Target::Page { page, anchor } = &embed.target else { return None };
        let anchor = anchor.as_deref();
        if let Some(source) = self.source_at(page) {
            let entry = self.catalog.pages.get(page)?;
            let anchor = anchor?;
            let (heading, wanted) = match Anchor::para(anchor) {
                Some(_) if !embed.passages.is_empty() => (None, embed.passages.iter().copied().collect()),
                Some(para) => (None, BTreeSet::from([para])),
                None => {
                    let section = entry.sections.get(anchor)?;
                    (Some(section.heading.as_str()), section.passages.iter().copied().collect())
                }
            };
            let blocks = source.source.blocks.iter().enumerate();
            let shown = blocks.filter(|(n, b)| b.para.is_some_and(|p| wanted.contains(&p)) && self.shows(source, *n));
            let parts: Vec<EmbeddedPassage> = shown
                .filter_map(|(_, block)| {
                    let para = block.para?;
                    Some(EmbeddedPassage { para, place: entry.places.name(para), text: &block.text })
                })
                .collect();
            let lang = source.source.meta.language.as_deref();
            let name = entry.short.clone()?;
            let called = embed.place.as_deref();
            return (!parts.is_empty()).then_some(Embedded::Passages { name, heading, called, parts, lang });
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
        let inner = block.node.children().into_iter().find_map(|child| match child {
            Child::Blocks(content, Some(own)) if *own == *anchor => Some(content),
            Child::Blocks(content, _) => part(content, anchor),
            Child::Words(..) => None,
        });
        if inner.is_some() {
            return inner;
        }
    }
    None
}
