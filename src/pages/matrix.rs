//! The position matrix: who says what about which concept, at a glance. A view of the claims, in a declared
//! neutral order; where nobody speaks, it says so.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::claims::{self, VoiceView, home_url, in_order};
use super::frame::{Frame, PageLink, page_link};
use super::{Feature, Page, View, words};
use crate::book::Book;
use crate::catalog::PageKind;
use crate::html::page_url;
use crate::id::PageId;
use crate::model::claim::Claim;
use crate::model::note::{Kind, Voice};
use crate::path::OutPath;

/// The matrix, of a book that has claims.
pub const FEATURE: Feature = Feature { name: "matrix", pages };

/// A cell names the first words of so many statements in each voice; a link leads to the others.
const MOST_QUOTES: usize = 3;
/// About how many characters of a statement a cell shows.
const QUOTE: usize = 56;
/// With more cells than this, those without a statement are not drawn.
const MOST_CELLS: usize = 10_000;

#[derive(Serialize)]
struct MatrixView {
    frame: Frame,
    /// Whether the rows are concepts and the columns holders, rather than the other way round.
    rows_are_concepts: bool,
    columns: Vec<PageLink>,
    rows: Vec<MatrixRow>,
    voices: Vec<VoiceView>,
    statements: usize,
    holders: usize,
    concepts: usize,
    /// Whether cells without a statement are drawn.
    full: bool,
    /// Concepts and actors of the book of which no statement is recorded.
    silent_concepts: Vec<PageLink>,
    silent_actors: Vec<PageLink>,
    balance: String,
}

#[derive(Serialize)]
struct MatrixRow {
    head: PageLink,
    cells: Vec<Cell>,
    /// The columns in which this row has no statement.
    silent: Vec<PageLink>,
}

#[derive(Serialize)]
struct Cell {
    /// What stands above its column.
    column: PageLink,
    /// Its statements by voice; none where these sources have none.
    voices: Vec<CellVoice>,
}

#[derive(Serialize)]
struct CellVoice {
    name: &'static str,
    words: &'static str,
    count: usize,
    quotes: Vec<QuoteView>,
    /// How many more there are, and where they stand.
    more: usize,
    url: String,
}

#[derive(Serialize)]
struct QuoteView {
    words: String,
    lang: Option<String>,
    url: String,
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    if book.relations.claims.is_empty() {
        return Vec::new();
    }
    let here = OutPath::page("matrix");
    vec![Page { path: here.clone(), template: "matrix.html", view: Box::new(move || view(book, &here)) }]
}

fn view(book: &Book, here: &OutPath) -> View {
    let r = &book.relations;
    let sorted = |pages: &mut dyn Iterator<Item = &PageId>| -> Vec<PageId> {
        let ordered: BTreeSet<(String, PageId)> = pages.map(|p| in_order(book, p)).collect();
        ordered.into_iter().map(|(_, page)| page).collect()
    };
    let holders = sorted(&mut r.claims_by_holder.keys());
    let concepts = sorted(&mut r.claims_by_concept.keys());
    let mut cells: BTreeMap<(&str, &str), Vec<&Claim>> = BTreeMap::new();
    for claim in &r.claims {
        for concept in &claim.concepts {
            cells.entry((claim.holder.as_str(), concept.as_str())).or_default().push(claim);
        }
    }
    // A page is higher than wide: what there is more of goes down.
    let rows_are_concepts = concepts.len() > holders.len();
    let (down, across) = if rows_are_concepts { (&concepts, &holders) } else { (&holders, &concepts) };
    let full = down.len().saturating_mul(across.len()) <= MOST_CELLS;
    let columns: Vec<PageLink> = across.iter().map(|p| brief(book, p, here)).collect();
    let rows = down
        .iter()
        .map(|row| {
            let mut silent = Vec::new();
            let mut shown = Vec::new();
            for (page, column) in across.iter().zip(&columns) {
                let (holder, concept) = if rows_are_concepts { (page, row) } else { (row, page) };
                let voices = match cells.get(&(holder.as_str(), concept.as_str())) {
                    Some(claims) => by_voice(book, claims, concept, here),
                    None => {
                        if full {
                            silent.push(column.clone());
                        }
                        Vec::new()
                    }
                };
                if full || !voices.is_empty() {
                    shown.push(Cell { column: column.clone(), voices });
                }
            }
            MatrixRow { head: brief(book, row, here), cells: shown, silent }
        })
        .collect();
    let mut frame = Frame::new(book, here, "Position matrix", None);
    frame.description = Some("Who says what about which concept, in whose voice.".to_owned());
    Box::new(MatrixView {
        frame,
        rows_are_concepts,
        columns,
        rows,
        voices: claims::voices(&r.claims),
        statements: r.claims.len(),
        holders: holders.len(),
        concepts: concepts.len(),
        full,
        silent_concepts: silent(book, Kind::Concept, &r.claims_by_concept, here),
        silent_actors: silent(book, Kind::Actor, &r.claims_by_holder, here),
        balance: page_url("balance", None, here),
    })
}

/// A link without the sentence on its page, which no cell shows.
fn brief(book: &Book, page: &str, here: &OutPath) -> PageLink {
    PageLink { summary: None, ..page_link(book, page, here) }
}

/// Notes of a kind of which no claim is recorded.
fn silent(book: &Book, kind: Kind, claims: &BTreeMap<PageId, Vec<usize>>, here: &OutPath) -> Vec<PageLink> {
    let pages = book
        .catalog
        .pages
        .iter()
        .filter(|(page, e)| e.kind == PageKind::Note(kind) && !claims.contains_key(*page) && !book.is_list(page));
    let ordered: BTreeSet<(String, PageId)> = pages.map(|(page, _)| in_order(book, page)).collect();
    ordered.iter().map(|(_, page)| brief(book, page, here)).collect()
}

/// The statements of a cell by voice, from the surest to the least.
fn by_voice(book: &Book, claims: &[&Claim], concept: &str, here: &OutPath) -> Vec<CellVoice> {
    let mut voices: BTreeMap<Voice, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        voices.entry(claim.voice).or_default().push(claim);
    }
    let quote = |c: &&Claim| QuoteView {
        words: words::opening(&c.quote, QUOTE),
        lang: book.source_at(&c.source_page).and_then(|s| s.source.meta.language.clone()),
        url: home_url(book, c, Some(concept), here),
    };
    voices
        .into_iter()
        .map(|(voice, list)| CellVoice {
            name: voice.name(),
            words: claims::voice_words(voice),
            count: list.len(),
            quotes: list.iter().take(MOST_QUOTES).map(quote).collect(),
            more: list.len().saturating_sub(MOST_QUOTES),
            url: list.get(MOST_QUOTES).map(|c| home_url(book, c, Some(concept), here)).unwrap_or_default(),
        })
        .collect()
}
