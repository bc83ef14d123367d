//! The timeline: what happened and what was said when, no more exact than it is known; drawn, and as a list.

use serde::Serialize;

use super::claims::{ClaimView, claim_view, home_url, place_of, short_of};
use super::drawing::{self, Dated, Drawing};
use super::frame::{Frame, PageLink, page_link};
use super::words::{self, DateView};
use super::{Feature, Page, View};
use crate::book::Book;
use crate::catalog::fold_name;
use crate::html::page_url;
use crate::id::{Anchor, PageId};
use crate::model::claim::Claim;
use crate::model::edtf::{Date, Edtf};
use crate::model::note::Kind;
use crate::path::OutPath;
use crate::resolve::ResolvedNote;

/// The timeline, of a book in which something is dated.
pub const FEATURE: Feature = Feature { name: "timeline", pages };

/// So many of the passages an entry rests on are named.
const MOST_PASSAGES: usize = 6;
/// A list over more years than this has links to them above it.
const YEARS_FROM: usize = 8;

/// The kinds of things on it, in the order of the bands of the drawing.
const BANDS: [&str; 3] = ["Events", "Documents", "Statements"];

#[derive(Serialize)]
struct TimelineView {
    frame: Frame,
    drawing: Option<Drawing>,
    years: Vec<Year>,
    /// Whether links to the years stand above the list.
    jump: bool,
    count: usize,
    /// Events and documents without a date.
    undated: Vec<PageLink>,
    /// How many claims have none.
    undated_claims: usize,
    matrix: Option<String>,
}

#[derive(Serialize)]
struct Year {
    label: String,
    id: String,
    entries: Vec<MomentView>,
}

#[derive(Serialize)]
struct MomentView {
    /// `Event`, `Document` or `Statement`.
    kind: &'static str,
    date: DateView,
    precision: String,
    /// The event or document.
    page: Option<PageLink>,
    /// The claim, in its exact words.
    claim: Option<ClaimView>,
    /// The passages it rests on.
    rests: Vec<Passage>,
}

#[derive(Serialize)]
struct Passage {
    source: String,
    para: Option<u32>,
    /// Where it stands, as the document counts; else by our number.
    place: Option<String>,
    url: String,
}

/// Something dated.
enum Thing<'a> {
    Note(&'a ResolvedNote),
    Claim(&'a Claim),
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    if book.relations.dated == 0 {
        return Vec::new();
    }
    let here = OutPath::page("timeline");
    vec![Page { path: here.clone(), template: "timeline.html", view: Box::new(move || view(book, &here)) }]
}

/// Everything dated, in the order of time: by its first day, then the more exact first, then by name.
fn things(book: &Book) -> Vec<(Edtf, Thing<'_>)> {
    let notes = book.notes.iter().filter(|n| crate::relate::is_on_timeline(&n.note));
    let notes = notes.map(|n| (n.note.front.date.as_deref(), Thing::Note(n)));
    let claims = book.relations.claims.iter().map(|c| (c.date.as_deref(), Thing::Claim(c)));
    let parsed = notes.chain(claims).filter_map(|(date, thing)| Some((Edtf::parse(date?).ok()?, thing)));
    let mut all: Vec<(Edtf, Thing)> = parsed.collect();
    all.sort_by_cached_key(|(date, thing)| {
        let name = match thing {
            Thing::Note(n) => (0, fold_name(&n.note.title), n.note.id.to_string()),
            Thing::Claim(c) => (1, fold_name(&c.quote), c.id.to_string()),
        };
        (date.first_day(), date.last_day(), name)
    });
    all
}

fn view(book: &Book, here: &OutPath) -> View {
    let all = things(book);
    let marks: Vec<Dated> = all.iter().map(|(date, thing)| dated(book, date, thing, here)).collect();
    let drawing = drawing::draw(&marks, &BANDS);
    let mut years: Vec<Year> = Vec::new();
    for (date, thing) in &all {
        let label = year(date);
        if years.last().is_none_or(|y| y.label != label) {
            years.push(Year { id: format!("y{}", years.len() + 1), label, entries: Vec::new() });
        }
        if let Some(last) = years.last_mut() {
            last.entries.push(entry(book, date, thing, here));
        }
    }
    let undated = book.notes.iter().filter(|n| {
        matches!(n.note.kind, Kind::Event | Kind::Document) && n.note.front.date.is_none() && !book.is_list(&n.note.id)
    });
    let mut frame = Frame::new(book, here, "Timeline", None);
    frame.description = Some("What happened and what was said when, no more exact than it is known.".to_owned());
    let claims = &book.relations.claims;
    Box::new(TimelineView {
        frame,
        drawing,
        jump: years.len() >= YEARS_FROM,
        years,
        count: all.len(),
        undated: undated.map(|n| PageLink { summary: None, ..page_link(book, &n.note.id, here) }).collect(),
        undated_claims: claims.iter().filter(|c| c.date.is_none()).count(),
        matrix: (!claims.is_empty()).then(|| page_url("matrix", None, here)),
    })
}

/// The year, decade or century under which a date is listed: that in which it begins, if that is known.
fn year(date: &Edtf) -> String {
    let first = match date {
        Edtf::Date(d) | Edtf::Interval { from: Some(d), .. } | Edtf::Interval { from: None, to: Some(d), .. } => *d,
        Edtf::Interval { .. } => return String::new(),
    };
    let plain = Date { precision: crate::model::edtf::Precision::Year, uncertain: false, approximate: false, ..first };
    Edtf::Date(plain).words()
}

fn dated<'a>(book: &Book, date: &'a Edtf, thing: &Thing<'_>, here: &OutPath) -> Dated<'a> {
    match thing {
        Thing::Note(n) => {
            let link = page_link(book, &n.note.id, here);
            Dated {
                band: usize::from(n.note.kind != Kind::Event),
                name: link.title,
                url: link.url,
                lang: link.lang,
                date,
            }
        }
        Thing::Claim(c) => {
            let holder = page_link(book, &c.holder, here).title;
            let name = format!("{holder}: “{}”", words::opening(&c.quote, 24));
            Dated { band: 2, name, url: home_url(book, c, None, here), lang: None, date }
        }
    }
}

fn entry(book: &Book, date: &Edtf, thing: &Thing<'_>, here: &OutPath) -> MomentView {
    let edtf = |text: &Option<String>| DateView::of(text.as_deref().unwrap_or_default());
    match thing {
        Thing::Note(n) => MomentView {
            kind: if n.note.kind == Kind::Event { "Event" } else { "Document" },
            date: edtf(&n.note.front.date),
            precision: date.precision(),
            page: Some(page_link(book, &n.note.id, here)),
            claim: None,
            rests: passages(book, n, here),
        },
        Thing::Claim(c) => MomentView {
            kind: "Statement",
            date: edtf(&c.date),
            precision: date.precision(),
            page: None,
            claim: Some(claim_view(book, c, here)),
            rests: Vec::new(),
        },
    }
}

/// The passages a note cites, each once, in the order of its text.
fn passages(book: &Book, note: &ResolvedNote, here: &OutPath) -> Vec<Passage> {
    let mut seen = std::collections::BTreeSet::new();
    let once = note.cites.iter().filter(|cite| seen.insert(*cite));
    once.take(MOST_PASSAGES)
        .map(|(id, para)| {
            let page = PageId::of_source(id);
            let anchor = para.map(Anchor::of_passage);
            let url = page_url(&page, anchor.as_deref(), here);
            let place = place_of(book, &page, *para);
            Passage { source: short_of(book, &page, id), para: *para, place, url }
        })
        .collect()
}
