//! The whole book on one page, in reading order: what a browser prints as a handout. Pages stand in it as parts, and
//! links between them lead to places inside it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::claims::{self, ClaimGroup, VoiceView};
use super::frame::{self, Frame, PageLink};
use super::note::{self, LabelView};
use super::passages::{self, BlockView, OwnReference};
use super::references::{self, ReferenceView};
use super::tension::{self, SideView};
use super::words::{self, DateView};
use super::{Feature, Page, View};
use crate::biblio::Form;
use crate::book::Book;
use crate::html::{Embedded, FindEmbed};
use crate::id::PageId;
use crate::model::note::Kind;
use crate::model::tree::{Block, Node, Resolved, Target, every_block};
use crate::path::{Layout, OutPath, encode_fragment};
use crate::resolve::{ResolvedNote, ResolvedSource};

/// The print page.
pub const FEATURE: Feature = Feature { name: "print", pages };

/// How much text one page takes, in bytes of what was written: some two thousand pages of paper. What a book has
/// beyond that is left out of the print page, and named on it.
const MOST_TEXT: usize = 4_000_000;
/// What a claim weighs in that beside its words, and what a page does.
const CLAIM: usize = 1_000;
const PAGE: usize = 500;
/// The `id` of the section of notes that lie in no folder.
const MORE: &str = "more";
/// So many of the pages left out are named.
const MOST_NAMED: usize = 200;

#[derive(Serialize)]
struct PrintView {
    frame: Frame,
    sections: Vec<PrintedSection>,
    /// All voices of its claims, and what they mean.
    voices: Vec<VoiceView>,
    /// The references of all parts, where the style does not count them part by part.
    references: Vec<ReferenceView>,
    /// The `id` of the list of references, and its address.
    references_id: String,
    references_url: String,
    /// Pages that did not fit, and how many more there are than are named.
    left_out: Vec<PageLink>,
    left_out_more: usize,
}

#[derive(Serialize)]
struct PrintedSection {
    id: String,
    url: String,
    title: String,
    /// Words of its own, from the `index.md` of its folder.
    body: String,
    references: Vec<ReferenceView>,
    parts: Vec<PrintedPart>,
}

/// A page of the book as a part of the print page.
#[derive(Serialize)]
struct PrintedPart {
    id: String,
    url: String,
    kind: &'static str,
    title: String,
    lang: String,
    dir: &'static str,
    labels: Vec<LabelView>,
    label_note: Option<String>,
    definition: Option<String>,
    scope_note: Option<String>,
    date: Option<DateView>,
    updated: Option<DateView>,
    body: String,
    sides: Vec<SideView>,
    /// Claims: those about it by holder, or those it holds by concept.
    groups: Vec<ClaimGroup>,
    by_holder: bool,
    references: Vec<ReferenceView>,
    source: Option<SourcePart>,
}

/// What a source's part has beside.
#[derive(Serialize)]
struct SourcePart {
    short: String,
    /// Its entry in the bibliography's style.
    work: Option<String>,
    licence: Option<String>,
    rights: Option<String>,
    file: String,
    show: &'static str,
    blocks: Vec<BlockView>,
    references: Vec<OwnReference>,
}

/// A section before it is written: the page that it is the list of, its title, and its pages.
struct Section<'a> {
    /// Nothing where it gathers what lies in no folder.
    list: Option<PageId>,
    title: String,
    pages: Vec<&'a PageId>,
    /// Whether its own words find no room.
    silent: bool,
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    if book.is_empty() {
        return Vec::new();
    }
    let path = OutPath::page("print");
    let here = path.clone();
    vec![Page { path, template: "print.html", view: Box::new(move || view(book, &here)) }]
}

/// The sections of the book in reading order. The first is the home page alone.
fn sections(book: &Book) -> Vec<Section<'_>> {
    let home = book.notes_of(Kind::Home).next();
    let title = home.map_or_else(|| book.config.title.clone(), |n| n.note.title.clone());
    let mut list = vec![Section { list: Some(PageId::home()), title, pages: Vec::new(), silent: false }];
    let (sources, notes): (Vec<_>, Vec<_>) = book.parts.iter().partition(|p| p.sources);
    let part = |part: &crate::book::Part| {
        let list = PageId::list_of(&part.folder);
        let own = book.note(&list).map(|n| n.note.title.clone());
        Section {
            title: own.unwrap_or_else(|| frame::part_title(part)),
            list: Some(list),
            pages: book.members(part),
            silent: false,
        }
    };
    list.extend(notes.into_iter().map(part));
    let sources: Vec<Section> = sources.into_iter().map(part).collect();
    // Whatever lies in no part, in whichever folder, so that no note is lost.
    let placed: BTreeSet<&PageId> =
        (list.iter().chain(&sources)).flat_map(|s| s.pages.iter().copied().chain(&s.list)).collect();
    let loose: Vec<&PageId> = book.notes.iter().map(|n| &n.note.id).filter(|id| !placed.contains(id)).collect();
    if !loose.is_empty() {
        list.push(Section { list: None, title: "More".to_owned(), pages: loose, silent: false });
    }
    list.extend(sources);
    list
}

/// What the sections of the print page are called, for the running heads of its printed pages.
pub fn section_titles(book: &Book) -> Vec<String> {
    sections(book).into_iter().map(|s| s.title).collect()
}

/// What a page weighs on the print page: a cheap guess at the length of its text.
fn weight(book: &Book, page: &str) -> usize {
    let text = match (book.source_at(page), book.note(page)) {
        (Some(source), _) => source.source.blocks.iter().map(|b| b.text.len() + PAGE / 4).sum(),
        (None, Some(note)) => {
            note.note.body.last().map_or(0, |b| b.span.end) + embedded(book, &note.note.body, &mut BTreeMap::new())
        }
        (None, None) => 0,
    };
    let claims: usize = claims::shown_on(book, page).0.iter().map(|c| c.quote.len() + CLAIM).sum();
    text + claims + PAGE
}

/// Where an embed leads: a page, an anchor on it, and the passages that are shown.
type Place<'a> = (&'a str, Option<&'a str>, &'a [u32]);

/// How long the passages are that these blocks show. Notes that they show are links here, and weigh nothing. `known`
/// are those that were looked up before: a note may show one a thousand times.
fn embedded<'a>(book: &Book, blocks: &'a [Block<Resolved>], known: &mut BTreeMap<Place<'a>, usize>) -> usize {
    let targets = every_block(blocks).filter_map(|block| match &block.node {
        Node::Embed { target: embed } => match &embed.target {
            Target::Page { page, anchor } => Some(((page.as_str(), anchor.as_deref(), &*embed.passages), embed)),
            _ => None,
        },
        _ => None,
    });
    targets
        .map(|(place, embed)| {
            *known.entry(place).or_insert_with(|| match book.find_embed(embed) {
                Some(Embedded::Passages { parts, .. }) => parts.iter().map(|p| p.text.len()).sum::<usize>() + PAGE / 4,
                Some(Embedded::Blocks { .. }) | None => 0,
            })
        })
        .sum()
}

fn view(book: &Book, here: &OutPath) -> View {
    let mut sections = sections(book);
    // What is on the page must be known before any of it is written: links lead there or elsewhere.
    let mut bound = BTreeSet::new();
    let shared = book.biblio.form() != Form::InText && book.works().next().is_some();
    let mut left_out = Vec::new();
    let mut room = MOST_TEXT;
    for section in &mut sections {
        if let Some(list) = &section.list {
            // The section stands here even where its own words find no room.
            let rest = room.checked_sub(weight(book, list));
            room = rest.unwrap_or(room);
            section.silent = rest.is_none() && book.note(list).is_some();
            if section.silent {
                left_out.push(list.clone());
            } else {
                bound.insert(list.out());
            }
        }
        // The list of works has the place of a note of that name.
        section.pages.retain(|page| !shared || *page != "bibliography");
        for page in &section.pages {
            match room.checked_sub(weight(book, page)) {
                Some(rest) => {
                    room = rest;
                    bound.insert(page.out());
                }
                None => left_out.push((*page).clone()),
            }
        }
    }
    let bibliography = OutPath::page("bibliography");
    if shared {
        bound.insert(bibliography.clone());
    }
    let sections: Vec<PrintedSection> = sections.into_iter().map(|s| section_view(book, s, here, &bound)).collect();
    let at_bibliography = Layout::bound(&bibliography, here, &bound);
    let works: BTreeSet<&str> = book.works().map(|w| w.key.as_str()).filter(|_| shared).collect();
    let references = book.biblio.entries_of(&works).into_iter().map(|r| references::view(book, r, at_bibliography));
    let mut frame = Frame::new(book, here, "The whole book", None);
    frame.canonical = None;
    frame.description = Some(format!("The whole of this book on one page, to print: {}", book.config.title));
    Box::new(PrintView {
        frame,
        voices: claims::voices(&book.relations.claims),
        references: references.collect(),
        references_id: at_bibliography.page_id(),
        references_url: at_bibliography.url(&bibliography, None),
        left_out_more: left_out.len().saturating_sub(MOST_NAMED),
        left_out: left_out.into_iter().take(MOST_NAMED).map(|p| frame::page_link(book, &p, here)).collect(),
        sections,
    })
}

fn section_view(book: &Book, section: Section<'_>, here: &OutPath, bound: &BTreeSet<OutPath>) -> PrintedSection {
    // Notes that lie in no folder have no list.
    let list = section.list.as_ref().map_or_else(|| OutPath::page(MORE), PageId::out);
    // A section's title is a heading of the second level, a part's of the third.
    let layout = Layout::bound(&list, here, bound).deeper(1);
    let own = section.list.as_ref().and_then(|list| book.note(list)).filter(|_| !section.silent);
    let (body, references) = own.map(|n| body(book, n, &BTreeSet::new(), layout)).unwrap_or_default();
    let parts = section
        .pages
        .par_iter()
        .filter_map(|page| {
            let path = page.out();
            let layout = Layout::bound(&path, here, bound).deeper(2);
            if !bound.contains(&path) {
                return None;
            }
            match (book.source_at(page), book.note(page)) {
                (Some(source), _) => Some(source_part(book, source, layout)),
                (None, Some(note)) => Some(note_part(book, note, layout)),
                (None, None) => None,
            }
        })
        .collect();
    let id = if section.list.is_some() { layout.page_id() } else { MORE.to_owned() };
    let url = format!("#{}", encode_fragment(&id));
    PrintedSection { id, url, title: section.title, body, references, parts }
}

/// A note's text, and its references where the style counts works page by page.
fn body(book: &Book, note: &ResolvedNote, quoted: &BTreeSet<&str>, layout: Layout<'_>) -> (String, Vec<ReferenceView>) {
    let (rendered, references) = references::render(book, note, quoted, layout);
    let own = book.biblio.form() == Form::InText;
    (rendered.html, if own { references } else { Vec::new() })
}

fn note_part(book: &Book, resolved: &ResolvedNote, layout: Layout<'_>) -> PrintedPart {
    let note = &resolved.note;
    let front = &note.front;
    let (shown, by_holder) = claims::shown_on(book, &note.id);
    let in_sides = resolved.sides.iter().map(|s| s.source.as_str());
    let quoted = shown.iter().map(|c| c.source.as_str()).chain(in_sides).collect();
    let (body, references) = body(book, resolved, &quoted, layout);
    let lang = front.language.clone().unwrap_or_else(|| book.config.language.clone());
    PrintedPart {
        id: layout.page_id(),
        url: layout.url(layout.here(), None),
        kind: note.kind.name(),
        title: note.title.clone(),
        dir: words::direction(&lang),
        lang,
        labels: note::labels(book, front),
        label_note: front.label_note.clone(),
        definition: front.definition.clone(),
        scope_note: front.scope_note.clone(),
        date: front.date.as_deref().map(DateView::of),
        updated: front.updated.as_deref().map(DateView::of),
        body,
        sides: tension::sides(book, &note.id, layout),
        groups: claims::groups(book, &shown, by_holder, layout),
        by_holder,
        references,
        source: None,
    }
}

fn source_part(book: &Book, resolved: &ResolvedSource, layout: Layout<'_>) -> PrintedPart {
    let source = &resolved.source;
    let page = PageId::of_source(&source.id);
    let entry = book.catalog.pages.get(&page);
    let lang = source.meta.language.clone().unwrap_or_else(|| book.config.language.clone());
    let ids = source.anchors();
    let work = book.biblio.entries_of(&BTreeSet::from([source.id.as_str()])).into_iter().next();
    PrintedPart {
        id: layout.page_id(),
        url: layout.url(layout.here(), None),
        kind: "source",
        title: entry.map_or_else(|| source.id.clone(), |e| e.title.clone()),
        dir: words::direction(&lang),
        lang,
        labels: Vec::new(),
        label_note: None,
        definition: None,
        scope_note: None,
        date: source.meta.issued.as_deref().map(DateView::of),
        updated: None,
        body: String::new(),
        sides: Vec::new(),
        groups: Vec::new(),
        by_holder: false,
        references: Vec::new(),
        source: Some(SourcePart {
            short: entry.and_then(|e| e.short.clone()).unwrap_or_default(),
            work: work.map(|w| w.html),
            licence: source.meta.licence.clone(),
            rights: source.rights.clone(),
            file: source.path.as_str().to_owned(),
            show: source.show.name(),
            blocks: passages::blocks(book, resolved, &ids, layout),
            references: passages::own_references(book, source, layout),
        }),
    }
}
