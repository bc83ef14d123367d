//! What previews show. Pages (title, definition, names, record) lie in a fixed number of files by a sum over
//! their ids, so that a script finds the file of a link from its address alone; passages lie by their source
//! and number. Only passages that something in the book points at have a preview.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::excerpt::{self, Shown};
use super::{plain, script};
use crate::book::Book;
use crate::id::{Anchor, PageId};
use crate::model::source::{BlockKind, SourceBlock};
use crate::pages::{sentences, words};
use crate::relate::Pinned;
use crate::report::count;
use crate::resolve::{ResolvedNote, ResolvedSource};
use crate::text::Span;

/// Into how many files the pages go: some hundred pages of a big book in each. `preview.js` has the same number.
const FILES: u32 = 64;
/// How many passages, by their numbers, go into one file. `preview.js` has the same number.
const PASSAGES: u32 = 32;
/// So many of a sentence on a page or of the first paragraph of a section.
const MOST_SECTION: usize = 400;

/// What a preview says of a page.
#[derive(Serialize)]
struct Card<'a> {
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    /// What citations call a source.
    #[serde(skip_serializing_if = "Option::is_none")]
    short: Option<&'a str>,
    /// Its names in other languages, each with its language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<(&'a str, &'a str)>,
    /// Its definition, a sentence on it or its first words.
    #[serde(skip_serializing_if = "String::is_empty")]
    words: String,
    /// Facts of its record, each in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<String>,
    /// For each section that a note links to, by its anchor, its heading and first words.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    sections: BTreeMap<Anchor, (String, String)>,
    /// Which files of its passages there are.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    files: BTreeSet<u32>,
}

/// A passage: its words, the heading above it and, where the document has numbers of its own, where it stands. Then
/// where the sentences stand in its words that something points at.
#[derive(Serialize)]
struct Passage(
    String,
    String,
    #[serde(skip_serializing_if = "Option::is_none")] Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")] BTreeMap<String, Shown>,
);

/// Every file of previews, by its name.
pub fn files(book: &Book) -> Vec<(String, String)> {
    let mut pointed: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for passage in book.relations.pointing.keys() {
        pointed.entry(&passage.source).or_default().insert(passage.para);
    }
    let links = book.notes.iter().flat_map(|n| &n.links);
    let linked: BTreeSet<(&str, &str)> = links.filter_map(|(p, a)| Some((p.as_str(), a.as_deref()?))).collect();
    let mut cards: Vec<(PageId, Card)> =
        book.notes.par_iter().map(|n| (n.note.id.clone(), note_card(book, n, &linked))).collect();
    let mut files = Vec::new();
    for resolved in &book.sources {
        let page = PageId::of_source(&resolved.source.id);
        let mut wanted = pointed.remove(resolved.source.id.as_str()).unwrap_or_default();
        wanted.extend(resolved.mentions.iter().filter_map(|m| resolved.source.blocks.get(m.block)?.para));
        let passages = passages(book, resolved, &wanted);
        cards.push((page.clone(), source_card(book, resolved, &page, passages.keys().copied().collect())));
        files.extend(passages.into_iter().map(|(n, part)| script(&format!("previews/{page}/{n}"), &part)));
    }
    let mut by_file: BTreeMap<u32, BTreeMap<PageId, Card>> = (0..FILES).map(|n| (n, BTreeMap::new())).collect();
    for (page, card) in cards {
        by_file.entry(file_of(&page)).or_default().insert(page, card);
    }
    files.extend(by_file.into_iter().map(|(n, part)| script(&format!("previews/pages-{n}"), &part)));
    files
}

/// In which file the page of that id is: the sum of its UTF-16 units, which a script adds up just so.
fn file_of(page: &str) -> u32 {
    page.encode_utf16().fold(0u32, |sum, unit| (sum + u32::from(unit)) % FILES)
}

fn note_card<'a>(book: &'a Book, resolved: &'a ResolvedNote, linked: &BTreeSet<(&str, &str)>) -> Card<'a> {
    let note = &resolved.note;
    let front = &note.front;
    let pieces = plain::note(&note.body);
    let said = front.definition.as_deref().or(front.summary.as_deref());
    let first = || pieces.iter().find(|p| p.text != p.heading).map(|p| p.text.as_str());
    let mut sections = BTreeMap::new();
    for piece in pieces.iter().filter(|p| p.text != p.heading) {
        if let Some(anchor) = piece.anchor.as_ref().filter(|a| linked.contains(&(note.id.as_str(), a.as_str()))) {
            sections
                .entry(anchor.clone())
                .or_insert_with(|| (piece.heading.clone(), words::opening(&piece.text, MOST_SECTION)));
        }
    }
    let mut facts = Vec::new();
    facts.extend(front.date.as_deref().map(words::date));
    let mentions = book.relations.mentions.get(&note.id).map_or(&[][..], Vec::as_slice);
    if !mentions.is_empty() {
        let sources: BTreeSet<usize> = mentions.iter().map(|m| m.source).collect();
        facts.push(format!(
            "{} in {}",
            count(mentions.len(), "mention", "mentions"),
            count(sources.len(), "source", "sources")
        ));
    }
    let claims = [&book.relations.claims_by_concept, &book.relations.claims_by_holder];
    let claims = claims.iter().filter_map(|by| by.get(&note.id)).map(Vec::len).max();
    facts.extend(claims.map(|n| count(n, "statement", "statements")));
    Card {
        kind: note.kind.name(),
        title: &note.title,
        lang: front.language.as_deref(),
        short: None,
        labels: front.labels.iter().map(|l| (l.text.as_str(), l.language.as_deref().unwrap_or_default())).collect(),
        words: words::opening(said.or_else(first).unwrap_or_default(), MOST_SECTION),
        facts,
        sections,
        files: BTreeSet::new(),
    }
}

fn source_card<'a>(book: &'a Book, resolved: &'a ResolvedSource, page: &str, files: BTreeSet<u32>) -> Card<'a> {
    let source = &resolved.source;
    let meta = &source.meta;
    let entry = book.catalog.pages.get(page);
    let mut facts = Vec::new();
    facts.extend(Some(meta.author.join(", ")).filter(|a| !a.is_empty()));
    facts.extend(meta.container_title.clone().or_else(|| meta.publisher.clone()));
    facts.extend(meta.issued.as_deref().map(words::date));
    facts.push(count(source.passages(), "passage", "passages"));
    Card {
        kind: "source",
        title: entry.map_or(source.id.as_str(), |e| e.title.as_str()),
        lang: meta.language.as_deref().filter(|l| *l != book.config.language),
        short: entry.and_then(|e| e.short.as_deref()),
        labels: Vec::new(),
        words: meta.note.clone().unwrap_or_default(),
        facts,
        sections: BTreeMap::new(),
        files,
    }
}

/// The wanted passages that may be shown, by file and number, each with its words and the heading above it.
fn passages(book: &Book, resolved: &ResolvedSource, wanted: &BTreeSet<u32>) -> BTreeMap<u32, BTreeMap<u32, Passage>> {
    let mut files: BTreeMap<u32, BTreeMap<u32, Passage>> = BTreeMap::new();
    let mut heading = String::new();
    let places = &resolved.source.places;
    for (n, block) in resolved.source.blocks.iter().enumerate().filter(|(n, _)| book.shows(resolved, *n)) {
        if block.kind == BlockKind::Heading {
            heading = plain::block(block);
        }
        if let Some(para) = block.para.filter(|p| wanted.contains(p)) {
            let place = places.are_own().then(|| words::place(places, para));
            let (kept, shown) = kept(book, resolved, n, block);
            let place = place.or((!shown.is_empty()).then(String::new));
            files.entry((para - 1) / PASSAGES).or_default().insert(para, Passage(kept, heading.clone(), place, shown));
        }
    }
    files
}

/// What is kept of a passage, and where in it the sentences stand that something points at.
fn kept(book: &Book, resolved: &ResolvedSource, n: usize, block: &SourceBlock) -> (String, BTreeMap<String, Shown>) {
    let source = &resolved.source;
    let name = |p: Pinned| match p.first == p.last {
        true => p.first.to_string(),
        false => format!("{}-{}", p.first, p.last),
    };
    let pins: Vec<(String, Span)> =
        sentences::of_block(book, source, block).into_iter().map(|(p, _, span)| (name(p), span)).collect();
    // They are in the order of the blocks.
    let first = resolved.mentions.partition_point(|m| m.block < n);
    let mentions = resolved.mentions[first..].iter().take_while(|m| m.block == n).map(|m| m.span);
    let quoted = book.relations.quoted.get(&source.id).and_then(|blocks| blocks.get(&n)).into_iter().flatten();
    let needed: Vec<Span> = quoted.copied().chain(mentions).collect();
    excerpt::of_block(block, source.meta.language.as_deref(), &pins, &needed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_a_page_is_that_which_the_script_computes() {
        assert_eq!(file_of("a"), 97 % 64);
        assert_eq!(file_of("concepts/网络主权"), "concepts/网络主权".encode_utf16().map(u32::from).sum::<u32>() % 64);
        assert_eq!(file_of("𝒳"), (0xd835 + 0xdcb3) % 64);
    }
}
