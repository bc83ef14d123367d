//! Tensions: passages set against each other. Their sides as a tension's own page shows them, and as they
//! are named where it is told of.

use std::cmp::Reverse;

use serde::Serialize;

use super::claims::{ReplacedView, place_of, replaced, short_of};
use super::frame::{PageLink, page_link};
use super::words;
use crate::book::Book;
use crate::html::page_url;
use crate::id::Anchor;
use crate::model::note::Kind;
use crate::model::quote::Match;
use crate::model::side::Side;
use crate::path::Layout;

/// A side of a tension for a template.
#[derive(Serialize)]
pub struct SideView {
    /// What it says, in the author's own few words.
    says: Option<String>,
    quote: String,
    /// The first of these words, for where the side is named.
    opening: String,
    /// Language of the words quoted.
    lang: Option<String>,
    translation: Option<String>,
    /// The name of the source in citations, and its title.
    source: String,
    source_title: String,
    para: Option<u32>,
    /// Where it stands, as the document counts; else by our number.
    place: Option<String>,
    /// Address of the passage.
    url: String,
    status: Option<&'static str>,
    /// Words of the source that gave way to others.
    replaced: Vec<ReplacedView>,
}

/// A tension told of on another page.
#[derive(Serialize)]
pub struct TensionView {
    #[serde(flatten)]
    link: PageLink,
    sides: Vec<SideView>,
}

/// A side as a page shows it.
fn side_view(book: &Book, side: &Side, here: Layout<'_>) -> SideView {
    let anchor = side.sentences.first().map(|s| s.anchor()).or(side.para.map(Anchor::of_passage));
    let entry = book.catalog.pages.get(&side.source_page);
    SideView {
        says: side.says.clone(),
        opening: words::opening(&side.quote, 90),
        quote: side.quote.clone(),
        lang: book.source_at(&side.source_page).and_then(|s| s.source.meta.language.clone()),
        translation: side.translation.clone(),
        source: short_of(book, &side.source_page, &side.source),
        source_title: entry.map_or_else(|| side.source.clone(), |e| e.title.clone()),
        para: side.para,
        place: place_of(book, &side.source_page, side.para),
        url: page_url(&side.source_page, anchor.as_deref(), here),
        status: side.status.map(Match::name),
        replaced: replaced(&side.alterations),
    }
}

/// The sides of the note with that id, in the order in which they are written; none where it is no tension.
pub fn sides<'a>(book: &Book, id: &str, here: impl Into<Layout<'a>>) -> Vec<SideView> {
    let here = here.into();
    book.note(id).map(|n| n.sides.iter().map(|s| side_view(book, s, here)).collect()).unwrap_or_default()
}

/// The tensions that name a page as related.
pub fn told_on<'a>(book: &Book, page: &str, here: impl Into<Layout<'a>>) -> Vec<TensionView> {
    let here = here.into();
    let ids = book.relations.tensions.get(page).into_iter().flatten();
    ids.map(|id| TensionView { link: page_link(book, id, here), sides: sides(book, id, here) }).collect()
}

/// The tensions that a book's first page tells of, and how many there are: those to which their authors gave a place
/// in order, then those to which most pages lead.
pub fn first<'a>(book: &Book, most: usize, here: impl Into<Layout<'a>>) -> (Vec<TensionView>, usize) {
    let here = here.into();
    let mut all: Vec<_> = book.notes_of(Kind::Tension).filter(|n| !book.is_list(&n.note.id)).collect();
    let count = all.len();
    let led = |id: &str| book.relations.backlinks.get(id).map_or(0, |from| from.len());
    all.sort_by_cached_key(|n| (n.note.front.order.unwrap_or(i64::MAX), Reverse(led(&n.note.id))));
    let ids = all.into_iter().take(most).map(|n| n.note.id.as_str());
    (ids.map(|id| TensionView { link: page_link(book, id, here), sides: sides(book, id, here) }).collect(), count)
}
