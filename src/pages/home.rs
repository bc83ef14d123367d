//! The first page: the brief, then the ways into the book; and the page for addresses that lead nowhere.

use std::collections::BTreeSet;

use serde::Serialize;

use super::frame::{self, Frame, FrameView, PageLink};
use super::references::{self, ReferenceView};
use super::tension::{self, TensionView};
use super::words::{self, DateView};
use super::{Feature, Page, View};
use crate::book::Book;
use crate::html::{self, OutlineEntry};
use crate::id::PageId;
use crate::model::edtf::Edtf;
use crate::model::note::Kind;
use crate::path::OutPath;
use crate::resolve::ResolvedNote;

/// The home page and the 404 page.
pub const FEATURE: Feature = Feature { name: "home", pages };

/// How many entries of a part the home page names before it leads on to the list.
const ENTRIES: usize = 6;
/// How many tensions it tells of, and how many changed pages.
const TENSIONS: usize = 6;
const CHANGED: usize = 6;

#[derive(Serialize)]
struct HomeView {
    frame: Frame,
    title: String,
    lede: Option<String>,
    body: String,
    outline: Vec<OutlineEntry>,
    references: Vec<ReferenceView>,
    chapters: Vec<PageLink>,
    /// The first tensions, in the order their authors gave them, and how many there are.
    tensions: Vec<TensionView>,
    tension_count: usize,
    tensions_url: String,
    /// What was changed last, the newest first.
    changed: Vec<ChangedView>,
    parts: Vec<PartView>,
    more: Vec<PageLink>,
}

#[derive(Serialize)]
struct ChangedView {
    #[serde(flatten)]
    link: PageLink,
    date: DateView,
}

#[derive(Serialize)]
struct PartView {
    title: String,
    url: String,
    /// What it holds, from the `index.md` of its folder.
    summary: Option<String>,
    count: usize,
    /// The first of its pages; of concepts and actors, those of which most is said.
    entries: Vec<PageLink>,
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    let home = OutPath::page("index");
    let missing = OutPath::page("404");
    vec![
        Page { path: home.clone(), template: "home.html", view: Box::new(move || view(book, &home)) },
        Page {
            path: missing.clone(),
            template: "404.html",
            view: Box::new(move || {
                let frame = Frame::new(book, &missing, "Page not found", None);
                // A host shows this page at any address, however deep, so its own addresses start at the root.
                let root = book.config.base_url.as_deref().and_then(|b| b.splitn(4, '/').nth(3).or(Some("")));
                let frame = match root {
                    Some("") => frame.rooted("/"),
                    Some(path) => frame.rooted(&format!("/{path}/")),
                    None => frame,
                };
                Box::new(FrameView { frame })
            }),
        },
    ]
}

fn view(book: &Book, here: &OutPath) -> View {
    let note = book.notes_of(Kind::Home).next();
    let title = note.map_or_else(|| book.config.title.clone(), |n| n.note.title.clone());
    let mut frame = Frame::new(book, here, &title, None);
    frame.description = note.and_then(|n| n.note.front.summary.clone()).or_else(|| book.config.subtitle.clone());
    frame.description = frame.description.or_else(|| words::described(&note?.note.body));
    let rendered = note.map(|n| references::render(book, n, &BTreeSet::new(), here));
    let (body, outline, references) =
        rendered.map_or_else(Default::default, |(r, references)| (r.html, r.outline, references));
    let parts = book
        .parts
        .iter()
        .filter(|p| p.folder != "chapters" && p.folder != "tensions")
        .map(|part| {
            let all = book.members(part);
            PartView {
                title: frame::part_title(part),
                url: PageId::list_of(&part.folder).out().url_from(here),
                summary: book.note(&PageId::list_of(&part.folder)).and_then(|n| n.note.front.summary.clone()),
                count: all.len(),
                entries: first_of(book, all).map(|id| frame::page_link(book, id, here)).collect(),
            }
        })
        .collect();
    let links = |kind: Kind, top: bool| -> Vec<PageLink> {
        book.notes_of(kind)
            .filter(|n| !top || !n.note.id.contains('/'))
            .filter(|n| !book.is_list(&n.note.id))
            .map(|n| frame::page_link(book, &n.note.id, here))
            .collect()
    };
    let mut more = links(Kind::Note, true);
    if !book.relations.tags.is_empty() {
        let url = html::page_url(&PageId::tags(), None, here);
        more.push(PageLink { title: "Tags".to_owned(), url, kind: "tag", summary: None, lang: None });
    }
    let (tensions, tension_count) = tension::first(book, TENSIONS, here);
    Box::new(HomeView {
        title,
        lede: book.config.subtitle.clone(),
        body,
        outline,
        references,
        chapters: links(Kind::Chapter, false),
        tensions,
        tension_count,
        tensions_url: html::page_url(&PageId::list_of("tensions"), None, here),
        changed: changed(book, here),
        parts,
        more,
        frame,
    })
}

/// The pages of a part that the home page names.
fn first_of<'a>(book: &Book, mut pages: Vec<&'a PageId>) -> impl Iterator<Item = &'a PageId> {
    let r = &book.relations;
    let said = |page: &str| {
        let count = |of: &std::collections::BTreeMap<PageId, Vec<usize>>| of.get(page).map_or(0, Vec::len);
        count(&r.claims_by_concept).max(count(&r.claims_by_holder))
    };
    pages.sort_by_cached_key(|page| std::cmp::Reverse(said(page)));
    pages.into_iter().take(ENTRIES)
}

/// The pages that say when they were changed, the newest first.
fn changed(book: &Book, here: &OutPath) -> Vec<ChangedView> {
    let dated = |n: &ResolvedNote| {
        let written = n.note.front.updated.clone()?;
        let day = Edtf::parse(&written).ok()?.last_day();
        Some((std::cmp::Reverse(day), n.note.id.clone(), written))
    };
    let mut list: Vec<_> = book.notes.iter().filter(|n| n.note.kind != Kind::Home).filter_map(dated).collect();
    list.sort();
    list.into_iter()
        .take(CHANGED)
        .map(|(_, id, written)| ChangedView { link: frame::page_link(book, &id, here), date: DateView::of(&written) })
        .collect()
}
