//! Notes: concepts with who says what and every mention in context, actors with their positions,
//! chapters with their order, and everything else.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::balance::{self, PageBalance};
use super::claims::{self, ClaimGroup, VoiceView};
use super::frame::{Frame, PageLink, page_link};
use super::map::{self, Neighbourhood};
use super::references::{self, CiteView, ReferenceView};
use super::tension::{self, SideView, TensionView};
use super::words::DateView;
use super::{Feature, Page, View, words};
use crate::book::Book;
use crate::html::{OutlineEntry, page_url};
use crate::id::{Anchor, PageId, Tag};
use crate::model::note::{Front, Kind, Label};
use crate::path::OutPath;
use crate::relate::{MentionAt, RoleIn, Together};
use crate::resolve::ResolvedNote;

/// The notes' own pages.
pub const FEATURE: Feature = Feature { name: "note", pages };

/// A concordance longer than this is cut, and says so; the rest is found by reading the sources.
const MOST_ROWS: usize = 400;
/// So many concepts that are spoken of together with one are named on its page.
const MOST_TOGETHER: usize = 8;
/// So many turns of an actor in one source are listed on its page.
const MOST_TURNS: usize = 100;
/// About how many characters of a turn are shown there.
const OPENING: usize = 110;
/// How many characters stand before and after a key word.
const CONTEXT: (usize, usize) = (44, 38);

#[derive(Serialize)]
struct NoteView {
    frame: Frame,
    id: PageId,
    kind: &'static str,
    title: String,
    labels: Vec<LabelView>,
    label_note: Option<String>,
    definition: Option<String>,
    scope_note: Option<String>,
    summary: Option<String>,
    date: Option<DateView>,
    updated: Option<DateView>,
    tags: Vec<PageLink>,
    body: String,
    outline: Vec<OutlineEntry>,
    /// Claims: on a concept's page by holder, on an actor's by concept.
    groups: Vec<ClaimGroup>,
    claims: usize,
    /// Whether the claims are those about it, by holder, rather than those it holds.
    by_holder: bool,
    voices: Vec<VoiceView>,
    balance: Option<PageBalance>,
    /// Its sides, if it is a tension.
    sides: Vec<SideView>,
    /// Tensions that name it.
    tensions: Vec<TensionView>,
    concordance: Concordance,
    spellings: Vec<Spelling>,
    broader: Vec<PageLink>,
    narrower: Vec<PageLink>,
    related: Vec<PageLink>,
    together: Vec<TogetherView>,
    /// A concept and what is tied to it, drawn.
    neighbourhood: Option<Neighbourhood>,
    /// For whom an actor speaks.
    speaks_for: Vec<PageLink>,
    /// Who speaks for it.
    spoken_for: Vec<PageLink>,
    /// The sources in which an actor speaks, or that it wrote.
    roles: Vec<RoleView>,
    spoken: Vec<SpokenView>,
    silent: Vec<String>,
    backlinks: Vec<PageLink>,
    /// The works it rests on.
    references: Vec<ReferenceView>,
    cite: CiteView,
    /// A chapter's place in the book: which, of how many.
    place: Option<(usize, usize)>,
    previous: Option<PageLink>,
    next: Option<PageLink>,
}

/// A name in another language.
#[derive(Serialize)]
pub struct LabelView {
    text: String,
    lang: String,
    language: String,
}

#[derive(Serialize)]
struct Concordance {
    mentions: usize,
    passages: usize,
    /// How many mentions are not listed, because the list would be too long.
    cut: usize,
    sources: Vec<ConcordanceSource>,
}

#[derive(Serialize)]
struct ConcordanceSource {
    title: String,
    short: String,
    url: String,
    lang: Option<String>,
    count: usize,
    /// Mentions per 1,000 words of the source.
    per_thousand: f64,
    rows: Vec<ConcordanceRow>,
}

#[derive(Serialize)]
struct ConcordanceRow {
    para: Option<u32>,
    url: String,
    left: String,
    word: String,
    right: String,
    /// Whether the source's rights let the words around be shown.
    shown: bool,
}

#[derive(Serialize)]
struct Spelling {
    text: String,
    count: usize,
}

#[derive(Serialize)]
struct TogetherView {
    #[serde(flatten)]
    link: PageLink,
    llr: f64,
    shared: usize,
    sources: usize,
}

#[derive(Serialize)]
struct SpokenView {
    #[serde(flatten)]
    link: PageLink,
    short: String,
    mentions: usize,
    passages: usize,
}

/// What an actor has to do with a source.
#[derive(Serialize)]
struct RoleView {
    #[serde(flatten)]
    link: PageLink,
    /// Whether it is among those who wrote or published it.
    wrote: bool,
    /// How many turns it has there.
    count: usize,
    /// The first of them.
    turns: Vec<TurnView>,
}

/// A turn of somebody who speaks.
#[derive(Serialize)]
struct TurnView {
    /// Where it begins, as the document counts; else by our number.
    place: String,
    url: String,
    /// Its first words; nothing when the source's rights do not let them be shown.
    opening: Option<String>,
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    book.notes
        .iter()
        .filter(|n| n.note.kind != Kind::Home && !book.is_list(&n.note.id))
        .map(|note| {
            let path = OutPath::page(&note.note.id);
            let here = path.clone();
            let template = match note.note.kind {
                Kind::Concept | Kind::Actor => "concept.html",
                Kind::Tension => "tension.html",
                // Claims may be about anything, and anybody's.
                _ if !claims::shown_on(book, &note.note.id).0.is_empty() => "concept.html",
                _ => "note.html",
            };
            Page { path, template, view: Box::new(move || view(book, note, &here)) }
        })
        .collect()
}

fn view(book: &Book, resolved: &ResolvedNote, here: &OutPath) -> View {
    let note = &resolved.note;
    let front = &note.front;
    let r = &book.relations;
    let mut frame = Frame::new(book, here, &note.title, front.language.as_deref());
    frame.description =
        front.summary.clone().or_else(|| front.definition.clone()).or_else(|| words::described(&note.body));
    let (shown, by_holder) = claims::shown_on(book, &note.id);
    let in_sides = resolved.sides.iter().map(|s| s.source.as_str());
    let quoted = shown.iter().map(|c| c.source.as_str()).chain(in_sides).collect();
    let (rendered, references) = references::render(book, resolved, &quoted, here);
    let links = |pages: Option<&BTreeSet<PageId>>| -> Vec<PageLink> {
        pages.into_iter().flatten().map(|p| page_link(book, p, here)).collect()
    };
    let mentions: &[MentionAt] = r.mentions.get(&note.id).map_or(&[], Vec::as_slice);
    let (spoken, silent) = spoken(book, mentions, here);
    let chapters = chapters_around(book, resolved);
    let link = |page: Option<&PageId>| page.map(|id| page_link(book, id, here));
    Box::new(NoteView {
        id: note.id.clone(),
        kind: note.kind.name(),
        title: note.title.clone(),
        labels: labels(book, front),
        label_note: front.label_note.clone(),
        definition: front.definition.clone(),
        scope_note: front.scope_note.clone(),
        summary: front.summary.clone(),
        date: front.date.as_deref().map(DateView::of),
        updated: front.updated.as_deref().map(DateView::of),
        tags: tags(front, here),
        body: rendered.html,
        outline: rendered.outline,
        groups: claims::groups(book, &shown, by_holder, here),
        claims: shown.len(),
        by_holder,
        voices: claims::voices(shown.iter().copied()),
        balance: balance::of_page(book, resolved, &shown, here),
        sides: tension::sides(book, &note.id, here),
        tensions: tension::told_on(book, &note.id, here),
        concordance: concordance(book, mentions, here),
        spellings: spellings(book, mentions),
        broader: links(r.broader.get(&note.id)),
        narrower: links(r.narrower.get(&note.id)),
        // Tensions are told of by themselves, with their sides.
        related: links(r.related.get(&note.id))
            .into_iter()
            .filter(|l| note.kind == Kind::Tension || l.kind != Kind::Tension.name())
            .collect(),
        together: together(book, &note.id, here),
        neighbourhood: map::neighbourhood(book, note, here),
        speaks_for: links(r.speaks_for.get(&note.id)),
        spoken_for: links(r.spoken_for.get(&note.id)),
        roles: roles(book, &note.id, here),
        spoken,
        silent: if note.kind.is_entity() { silent } else { Vec::new() },
        backlinks: backlinks(book, &note.id, here),
        references,
        cite: references::cite_page(book, &note.title, front.updated.as_deref(), here),
        place: chapters.place,
        previous: link(chapters.previous),
        next: link(chapters.next),
        frame,
    })
}

/// The tags of a note.
fn tags(front: &Front, here: &OutPath) -> Vec<PageLink> {
    let view = |tag: &Tag| PageLink {
        title: tag.to_string(),
        url: page_url(&tag.page(), None, here),
        kind: "tag",
        summary: None,
        lang: None,
    };
    front.tags.iter().map(view).collect()
}

/// The concepts that are spoken of together with one, the strongest first.
fn together(book: &Book, id: &str, here: &OutPath) -> Vec<TogetherView> {
    let list = book.relations.together.get(id).into_iter().flatten().take(MOST_TOGETHER);
    let view = |t: &Together| TogetherView {
        link: page_link(book, &t.page, here),
        llr: (t.llr * 10.0).round() / 10.0,
        shared: t.shared,
        sources: t.sources,
    };
    list.map(view).collect()
}

/// The sources in which an actor speaks, or that it wrote.
fn roles(book: &Book, id: &str, here: &OutPath) -> Vec<RoleView> {
    let one = |part: &RoleIn| {
        let source = book.sources.get(part.source)?;
        let page = PageId::of_source(&source.source.id);
        let turn = |para: u32| {
            let blocks = &source.source.blocks;
            let block = blocks.iter().position(|b| b.para == Some(para))?;
            Some(TurnView {
                place: words::place(&source.source.places, para),
                url: page_url(&page, Some(&Anchor::of_passage(para)), here),
                opening: book.shows(source, block).then(|| words::opening(&blocks[block].text, OPENING)),
            })
        };
        Some(RoleView {
            link: page_link(book, &page, here),
            wrote: part.wrote,
            count: part.turns.len(),
            turns: part.turns.iter().take(MOST_TURNS).filter_map(|para| turn(*para)).collect(),
        })
    };
    book.relations.roles.get(id).into_iter().flatten().filter_map(one).collect()
}

/// The notes that link to a page or mention it.
fn backlinks(book: &Book, id: &str, here: &OutPath) -> Vec<PageLink> {
    let r = &book.relations;
    let from: BTreeSet<&PageId> = [&r.backlinks, &r.note_mentions]
        .into_iter()
        .filter_map(|map| map.get(id))
        .flat_map(|from| from.keys())
        .collect();
    from.into_iter().map(|page| page_link(book, page, here)).collect()
}

/// What a page is called in other languages.
pub fn labels(book: &Book, front: &Front) -> Vec<LabelView> {
    let view = |label: &Label| {
        let lang = label.language.clone().unwrap_or_else(|| book.config.language.clone());
        LabelView { text: label.text.clone(), language: words::language(&lang), lang }
    };
    front.labels.iter().map(view).collect()
}

/// Key word in context, by source.
fn concordance(book: &Book, mentions: &[MentionAt], here: &OutPath) -> Concordance {
    let mut by_source: BTreeMap<usize, Vec<&MentionAt>> = BTreeMap::new();
    for mention in mentions {
        by_source.entry(mention.source).or_default().push(mention);
    }
    let mut passages = 0;
    let mut left = MOST_ROWS;
    let sources = by_source
        .into_iter()
        .map(|(n, list)| {
            let resolved = &book.sources[n];
            let page = PageId::of_source(&resolved.source.id);
            let mut blocks: Vec<usize> = list.iter().map(|m| resolved.mentions[m.mention].block).collect();
            blocks.dedup();
            passages += blocks.len();
            let rows = list
                .iter()
                .take(left)
                .map(|m| {
                    let mention = &resolved.mentions[m.mention];
                    let block = &resolved.source.blocks[mention.block];
                    let shown = book.shows(resolved, mention.block);
                    let anchor = block.para.map(Anchor::of_passage);
                    let plain = |words: String| match block.emphasis.is_empty() {
                        true => words,
                        // The file's marks of emphasis are no part of the words.
                        false => words.replace(['*', '_'], ""),
                    };
                    let (before, after) = match shown {
                        true => {
                            let (before, after) = around(&block.text, mention.span.start, mention.span.end);
                            (plain(before), plain(after))
                        }
                        false => (String::new(), String::new()),
                    };
                    ConcordanceRow {
                        para: block.para,
                        url: page_url(&page, anchor.as_deref(), here),
                        left: before,
                        word: block.text[mention.span.range()].to_owned(),
                        right: after,
                        shown,
                    }
                })
                .collect::<Vec<_>>();
            left -= rows.len();
            let entry = book.catalog.pages.get(&page);
            ConcordanceSource {
                title: entry.map_or_else(String::new, |e| e.title.clone()),
                short: entry.and_then(|e| e.short.clone()).unwrap_or_default(),
                url: page_url(&page, None, here),
                lang: resolved.source.meta.language.clone(),
                count: list.len(),
                per_thousand: (list.len() as f64 * 10_000.0 / resolved.words.max(1) as f64).round() / 10.0,
                rows,
            }
        })
        .collect();
    Concordance { mentions: mentions.len(), passages, cut: mentions.len().saturating_sub(MOST_ROWS), sources }
}

fn around(text: &str, start: usize, end: usize) -> (String, String) {
    let (left, _) = words::context(text, start, end, CONTEXT.0);
    let (_, right) = words::context(text, start, end, CONTEXT.1);
    (left, right)
}

/// In which spellings an entity is mentioned, the commonest first; capitals told apart only where one
/// spelling has no other form.
fn spellings(book: &Book, mentions: &[MentionAt]) -> Vec<Spelling> {
    let mut counts: BTreeMap<String, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
    for m in mentions {
        let resolved = &book.sources[m.source];
        let mention = &resolved.mentions[m.mention];
        let words = &resolved.source.blocks[mention.block].text[mention.span.range()];
        let entry = counts.entry(words.to_lowercase()).or_default();
        entry.0 += 1;
        *entry.1.entry(words).or_insert(0) += 1;
    }
    let mut list: Vec<Spelling> = counts
        .into_values()
        .filter_map(|(count, forms)| {
            // The form with the fewest capitals stands for all that differ in capitals only.
            let text = forms.keys().min_by_key(|f| (f.chars().filter(|c| c.is_uppercase()).count(), **f))?;
            Some(Spelling { text: (*text).to_owned(), count })
        })
        .collect();
    list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    list
}

/// Which sources speak of it, and which do not.
fn spoken(book: &Book, mentions: &[MentionAt], here: &OutPath) -> (Vec<SpokenView>, Vec<String>) {
    let mut spoken = Vec::new();
    let mut silent = Vec::new();
    if mentions.is_empty() {
        return (spoken, silent);
    }
    // Mentions come in the order of the sources: each source takes its own off the front.
    let mut rest = mentions;
    for (n, resolved) in book.sources.iter().enumerate() {
        let page = PageId::of_source(&resolved.source.id);
        let short = book.catalog.pages.get(&page).and_then(|e| e.short.clone()).unwrap_or_default();
        let count = rest.iter().take_while(|m| m.source == n).count();
        let (own, others) = rest.split_at(count);
        rest = others;
        let mut blocks: Vec<usize> = own.iter().map(|m| resolved.mentions[m.mention].block).collect();
        blocks.dedup();
        if count == 0 {
            silent.push(short);
        } else {
            spoken.push(SpokenView {
                link: page_link(book, &page, here),
                short,
                mentions: count,
                passages: blocks.len(),
            });
        }
    }
    (spoken, silent)
}

/// Where a chapter stands among the chapters.
#[derive(Default)]
struct Chapters<'a> {
    place: Option<(usize, usize)>,
    previous: Option<&'a PageId>,
    next: Option<&'a PageId>,
}

fn chapters_around<'a>(book: &'a Book, resolved: &ResolvedNote) -> Chapters<'a> {
    if resolved.note.kind != Kind::Chapter {
        return Chapters::default();
    }
    let chapters: Vec<&PageId> =
        book.notes_of(Kind::Chapter).map(|n| &n.note.id).filter(|id| !book.is_list(id)).collect();
    let Some(at) = chapters.iter().position(|id| **id == resolved.note.id) else { return Chapters::default() };
    let get = |n: Option<usize>| n.and_then(|n| chapters.get(n)).copied();
    Chapters { place: Some((at + 1, chapters.len())), previous: get(at.checked_sub(1)), next: get(Some(at + 1)) }
}
