//! What search finds: `search/index` says how many files there are, `search/names-…` hold the pages with all
//! their names, `search/text-…` the paragraphs. A file of text holds one string with one paragraph a line, so
//! that a browser scans it in one go; lists beside it say to which page and place each line belongs.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::{MOST_BYTES, plain, script};
use crate::book::Book;
use crate::html::page_url;
use crate::id::{Anchor, PageId};
use crate::model::note::Voice;
use crate::pages::{self, words};
use crate::path::OutPath;
use crate::resolve::{ResolvedNote, ResolvedSource};

/// `search/index`.
#[derive(Serialize)]
struct Index {
    /// How many files of names there are.
    names: usize,
    /// How many files of text.
    texts: usize,
}

/// A page with its names. Places of pages in other data are their numbers in this order, from 0.
#[derive(Serialize)]
struct SearchName<'a> {
    /// Its address, from the top of the site.
    url: String,
    /// `concept`, `actor`, `source` …
    kind: &'static str,
    title: &'a str,
    /// Its other names, each with its language where that is not the book's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<(&'a str, &'a str)>,
    /// Its definition, or a sentence on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
    /// Its language, where that is not the book's.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    /// What citations call a source.
    #[serde(skip_serializing_if = "Option::is_none")]
    short: Option<&'a str>,
    /// Where the passages of a source stand by its own numbers, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<Vec<String>>,
    /// How often the sources mention it.
    #[serde(skip_serializing_if = "is_zero")]
    mentions: usize,
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// `search/text-…`.
#[derive(Serialize, Default)]
struct SearchText {
    /// Which page the lines belong to, and how many lines in a row do.
    pages: Vec<(usize, usize)>,
    /// The place of each line on its page.
    at: Vec<Spot>,
    /// The lines.
    lines: String,
}

/// Where on its page a line stands.
#[derive(Serialize, Clone)]
#[serde(untagged)]
enum Spot {
    /// A passage of a source.
    Passage(u32),
    /// Something else in a source: its anchor.
    Place(Anchor),
    /// In a note: the anchor and the heading above it; both empty before the first.
    Section(String, String),
    /// A claim, on the page of its concept.
    Claim(Box<ClaimSpot>),
}

#[derive(Serialize, Clone)]
struct ClaimSpot {
    /// Its anchor.
    id: Anchor,
    /// The page of who holds it.
    holder: usize,
    /// The page of the source.
    source: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    para: Option<u32>,
    /// How it is known, in words.
    voice: &'static str,
    /// Whether the line is its translation.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    translated: bool,
}

/// The lines of one page.
struct PageLines {
    page: usize,
    lines: Vec<(Spot, String)>,
}

/// Every file of search, by its name.
pub fn files(book: &Book) -> Vec<(String, String)> {
    let root = OutPath::page("index");
    let mut names: Vec<SearchName> = book.notes.iter().map(|n| note_name(book, n, &root)).collect();
    names.extend(book.sources.iter().map(|s| source_name(book, s, &root)));
    let ids = book.notes.iter().map(|n| n.note.id.clone());
    let ids = ids.chain(book.sources.iter().map(|s| PageId::of_source(&s.source.id)));
    let numbers: BTreeMap<PageId, usize> = ids.zip(0..).collect();
    let number = |page: &str| numbers.get(page).copied();

    // Sources come first: their words are what the book rests on.
    let mut lines: Vec<PageLines> = book
        .sources
        .par_iter()
        .filter_map(|s| {
            Some(PageLines { page: number(&PageId::of_source(&s.source.id))?, lines: source_lines(book, s) })
        })
        .collect();
    lines.extend(claim_lines(book, &number));
    lines.par_extend(
        book.notes.par_iter().filter_map(|n| Some(PageLines { page: number(&n.note.id)?, lines: note_lines(n) })),
    );

    let names = split(names, |n| 120 + n.title.len() + n.about.map_or(0, str::len) + n.labels.len() * 40);
    let texts = pack(lines);
    let index = Index { names: names.len(), texts: texts.len() };
    let mut files = vec![script("search/index", &index)];
    files.par_extend(names.par_iter().enumerate().map(|(n, part)| script(&format!("search/names-{}", n + 1), part)));
    files.par_extend(texts.par_iter().enumerate().map(|(n, part)| script(&format!("search/text-{}", n + 1), part)));
    files
}

fn note_name<'a>(book: &'a Book, resolved: &'a ResolvedNote, root: &OutPath) -> SearchName<'a> {
    let note = &resolved.note;
    let front = &note.front;
    SearchName {
        url: page_url(&note.id, None, root),
        kind: note.kind.name(),
        title: &note.title,
        labels: front
            .labels
            .iter()
            .chain(&front.aliases)
            .map(|l| (l.text.as_str(), l.language.as_deref().unwrap_or_default()))
            .collect(),
        about: front.definition.as_deref().or(front.summary.as_deref()),
        lang: front.language.as_deref(),
        short: None,
        places: None,
        mentions: book.relations.mentions.get(&note.id).map_or(0, Vec::len),
    }
}

fn source_name<'a>(book: &'a Book, resolved: &'a ResolvedSource, root: &OutPath) -> SearchName<'a> {
    let source = &resolved.source;
    let page = PageId::of_source(&source.id);
    let entry = book.catalog.pages.get(&page);
    let meta = &source.meta;
    SearchName {
        url: page_url(&page, None, root),
        kind: "source",
        title: entry.map_or(source.id.as_str(), |e| e.title.as_str()),
        labels: std::iter::once(&source.id).chain(&meta.author).map(|name| (name.as_str(), "")).collect(),
        about: meta.publisher.as_deref(),
        lang: meta.language.as_deref().filter(|l| *l != book.config.language),
        short: entry.and_then(|e| e.short.as_deref()),
        places: source
            .places
            .are_own()
            .then(|| (1..=source.passages()).map(|n| words::place(&source.places, n)).collect()),
        mentions: 0,
    }
}

fn source_lines(book: &Book, resolved: &ResolvedSource) -> Vec<(Spot, String)> {
    let source = &resolved.source;
    let ids = pages::block_ids(source);
    source
        .blocks
        .iter()
        .zip(ids)
        .enumerate()
        .filter(|(n, (_, id))| id != "main" && book.shows(resolved, *n))
        .map(|(_, (block, id))| (block.para.map_or(Spot::Place(id), Spot::Passage), plain::block(block)))
        .collect()
}

fn note_lines(resolved: &ResolvedNote) -> Vec<(Spot, String)> {
    plain::note(&resolved.note.body)
        .into_iter()
        .map(|p| (Spot::Section(p.anchor.map_or_else(String::new, |a| a.to_string()), p.heading), p.text))
        .collect()
}

/// Claims on the page of their first concept, or of their holder.
fn claim_lines(book: &Book, number: &dyn Fn(&str) -> Option<usize>) -> Vec<PageLines> {
    let claims = book.relations.claims.iter().filter_map(|claim| {
        let page = number(claim.concepts.first().unwrap_or(&claim.holder))?;
        let spot = ClaimSpot {
            id: claim.id.clone(),
            holder: number(&claim.holder)?,
            source: number(&claim.source_page)?,
            para: claim.para,
            voice: voice(claim.voice),
            translated: false,
        };
        let mut lines = vec![(Spot::Claim(Box::new(spot.clone())), plain::line(&claim.quote))];
        if let Some(words) = &claim.translation {
            lines.push((Spot::Claim(Box::new(ClaimSpot { translated: true, ..spot })), plain::line(words)));
        }
        Some(PageLines { page, lines })
    });
    claims.collect()
}

fn voice(voice: Voice) -> &'static str {
    pages::voice_words(voice)
}

/// A list in parts of some size.
fn split<T>(list: Vec<T>, size: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut parts = Vec::new();
    let mut room = 0;
    for item in list {
        let bytes = size(&item);
        if parts.is_empty() || bytes > room {
            parts.push(Vec::new());
            room = MOST_BYTES;
        }
        room = room.saturating_sub(bytes);
        if let Some(part) = parts.last_mut() {
            part.push(item);
        }
    }
    parts
}

/// Lines in files of some size; the lines of a page may lie in several.
fn pack(all: Vec<PageLines>) -> Vec<SearchText> {
    let lines = all.into_iter().flat_map(|l| l.lines.into_iter().map(move |(spot, text)| (l.page, spot, text)));
    let lines = lines.filter(|(_, _, text)| !text.is_empty()).collect();
    split(lines, |(_, _, text)| text.len() + 8)
        .into_iter()
        .map(|part| {
            let mut text = SearchText::default();
            for (page, spot, line) in part {
                match text.pages.last_mut() {
                    Some((last, count)) if *last == page => *count += 1,
                    _ => text.pages.push((page, 1)),
                }
                text.at.push(spot);
                if !text.lines.is_empty() {
                    text.lines.push('\n');
                }
                text.lines.push_str(&line);
            }
            text
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(page: usize, lines: &[&str]) -> PageLines {
        PageLines { page, lines: lines.iter().zip(1..).map(|(l, n)| (Spot::Passage(n), (*l).to_owned())).collect() }
    }

    #[test]
    fn every_line_has_a_page_and_a_place() {
        let texts = pack(vec![page(0, &["one", "", "two"]), page(4, &["three"])]);
        assert_eq!(
            serde_json::to_string(&texts).unwrap_or_default(),
            r#"[{"pages":[[0,2],[4,1]],"at":[1,3,1],"lines":"one\ntwo\nthree"}]"#
        );
    }

    #[test]
    fn files_stay_small_and_a_page_may_lie_in_several() {
        let long = "x".repeat(MOST_BYTES / 2);
        let texts = pack(vec![page(0, &[&long, &long, &long]), page(1, &[&"y".repeat(3 * MOST_BYTES), "z"])]);
        let pages: Vec<_> = texts.iter().map(|t| t.pages.clone()).collect();
        assert_eq!(pages, [vec![(0, 1)], vec![(0, 1)], vec![(0, 1)], vec![(1, 1)], vec![(1, 1)]]);
    }
}
