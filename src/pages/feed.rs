//! The feed. It needs the book's address on the web, and is left out without it.

use serde::Serialize;

use super::{Feature, Page};
use crate::book::Book;
use crate::model::edtf::{Edtf, Precision};
use crate::path::OutPath;

/// The Atom feed.
pub const FEATURE: Feature = Feature { name: "feed", pages };

/// How many notes the feed names.
const ENTRIES: usize = 30;

#[derive(Serialize)]
struct FeedView {
    title: String,
    subtitle: Option<String>,
    author: String,
    base: String,
    /// When the youngest entry was updated, as RFC 3339 wants it.
    updated: String,
    entries: Vec<FeedEntry>,
}

#[derive(Serialize)]
struct FeedEntry {
    title: String,
    url: String,
    updated: String,
    summary: Option<String>,
}

/// Whether the book has a feed: it has an address, and notes that say when they were updated.
pub fn has_feed(book: &Book) -> bool {
    book.config.base_url.is_some() && book.notes.iter().any(|n| updated(n.note.front.updated.as_deref()).is_some())
}

fn updated(date: Option<&str>) -> Option<String> {
    let date = date?;
    match Edtf::parse(date) {
        Ok(Edtf::Date(d)) if matches!(d.precision, Precision::Day(..)) && d.unspecified == 0 => {
            Some(format!("{}T00:00:00Z", date.trim_end_matches(['?', '~', '%'])))
        }
        _ => None,
    }
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    let Some(base) = &book.config.base_url else { return Vec::new() };
    let mut pages = Vec::new();
    if let (true, Ok(path)) = (has_feed(book), OutPath::new("feed.xml")) {
        pages.push(Page { path, template: "feed.xml", view: Box::new(move || Box::new(feed(book, base))) });
    }
    pages
}

fn feed(book: &Book, base: &str) -> FeedView {
    let mut entries: Vec<FeedEntry> = book
        .notes
        .iter()
        .filter_map(|n| {
            Some(FeedEntry {
                title: n.note.title.clone(),
                url: format!("{base}/{}", OutPath::page(&n.note.id).url()),
                updated: updated(n.note.front.updated.as_deref())?,
                summary: n.note.front.summary.clone().or_else(|| n.note.front.definition.clone()),
            })
        })
        .collect();
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.url.cmp(&b.url)));
    entries.truncate(ENTRIES);
    FeedView {
        title: book.config.title.clone(),
        subtitle: book.config.subtitle.clone(),
        author: book.config.publisher.clone().unwrap_or_else(|| book.config.title.clone()),
        base: base.to_owned(),
        updated: entries.first().map(|e| e.updated.clone()).unwrap_or_default(),
        entries,
    }
}
