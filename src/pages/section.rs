//! Lists: of everything of a kind, of the sources, of what carries a tag.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::frame::{self, Frame, PageLink};
use super::references::{self, ReferenceView};
use super::tension::{self, SideView};
use super::{Feature, Page, View, words};
use crate::book::{Book, Part};
use crate::html;
use crate::id::{Anchor, PageId};
use crate::model::note::Kind;
use crate::path::OutPath;
use crate::report::count;
use crate::resolve::ResolvedSource;

/// The list pages.
pub const FEATURE: Feature = Feature { name: "section", pages };

#[derive(Serialize)]
struct SectionView {
    frame: Frame,
    title: String,
    /// Words of its own, from the `index.md` of its folder.
    body: String,
    references: Vec<ReferenceView>,
    count: usize,
    /// Entries under their letters; one group without a letter where the list is short or ordered.
    groups: Vec<LetterGroup>,
}

#[derive(Serialize)]
struct LetterGroup {
    letter: Option<String>,
    id: Option<String>,
    entries: Vec<MemberView>,
}

#[derive(Serialize)]
struct MemberView {
    #[serde(flatten)]
    link: PageLink,
    /// A date as it is shown.
    date: Option<String>,
    /// What else is to be said of it in a few words: authors, how many passages.
    facts: Vec<String>,
    /// The sides of a tension.
    sides: Vec<SideView>,
}

/// A list of this length and more is set under letters.
const LETTERS_FROM: usize = 20;

fn pages(book: &Book) -> Vec<Page<'_>> {
    let mut pages = Vec::new();
    for part in &book.parts {
        let path = PageId::list_of(&part.folder).out();
        let here = path.clone();
        pages.push(Page { path, template: "section.html", view: Box::new(move || part_view(book, part, &here)) });
    }
    let tags = tag_lists(book);
    if !tags.is_empty() {
        let path = PageId::tags().out();
        let here = path.clone();
        pages.push(Page { path, template: "section.html", view: Box::new(move || tags_view(book, &here)) });
    }
    for (page, list) in tags {
        let path = OutPath::page(&page);
        let here = path.clone();
        pages.push(Page { path, template: "section.html", view: Box::new(move || tag_view(book, &list, &here)) });
    }
    pages
}

/// What carries a tag, or one of several that share an address.
struct TagList<'a> {
    tag: &'a str,
    pages: BTreeSet<&'a str>,
}

/// The list of each tag, by its page.
fn tag_lists(book: &Book) -> BTreeMap<PageId, TagList<'_>> {
    let mut lists: BTreeMap<PageId, TagList<'_>> = BTreeMap::new();
    for (tag, pages) in &book.relations.tags {
        let list = lists.entry(tag.page()).or_insert_with(|| TagList { tag, pages: BTreeSet::new() });
        list.pages.extend(pages.iter().map(PageId::as_str));
    }
    lists
}

fn part_view(book: &Book, part: &Part, here: &OutPath) -> View {
    let entries: Vec<MemberView> = book
        .members(part)
        .into_iter()
        .map(|page| match book.source_at(page) {
            Some(source) => source_entry(book, page, source, here),
            None => note_entry(book, page, here),
        })
        .collect();
    let ordered = matches!(part.folder.as_str(), "chapters" | "events");
    list_view(book, &part.folder, frame::part_title(part), entries, ordered, here)
}

/// A list, under the title and words of the folder's own `index.md` if it has one.
fn list_view(
    book: &Book,
    folder: &str,
    title: String,
    entries: Vec<MemberView>,
    ordered: bool,
    here: &OutPath,
) -> View {
    let own = book.note(&PageId::list_of(folder));
    let title = own.map_or(title, |n| n.note.title.clone());
    let mut frame = Frame::new(book, here, &title, None);
    let names = entries.iter().map(|e| e.link.title.as_str());
    frame.description = own.and_then(|n| n.note.front.summary.clone()).or_else(|| words::listed(&title, names));
    let rendered = own.map(|n| references::render(book, n, &BTreeSet::new(), here));
    let (body, references) = rendered.map_or_else(Default::default, |(r, references)| (r.html, references));
    Box::new(SectionView { title, body, references, count: entries.len(), groups: group(entries, !ordered), frame })
}

fn source_entry(book: &Book, page: &str, resolved: &ResolvedSource, here: &OutPath) -> MemberView {
    let meta = &resolved.source.meta;
    let mut facts = Vec::new();
    if !meta.author.is_empty() {
        facts.push(meta.author.join(", "));
    }
    facts.extend(meta.container_title.clone().or_else(|| meta.publisher.clone()));
    facts.push(count(resolved.source.passages(), "passage", "passages"));
    MemberView {
        link: frame::page_link(book, page, here),
        date: meta.issued.as_deref().map(words::date),
        facts,
        sides: Vec::new(),
    }
}

fn note_entry(book: &Book, page: &str, here: &OutPath) -> MemberView {
    let note = book.note(page).map(|n| &n.note);
    let mut facts = Vec::new();
    let claims = match note.map(|n| n.kind) {
        Some(Kind::Concept) => book.relations.claims_by_concept.get(page),
        Some(Kind::Actor) => book.relations.claims_by_holder.get(page),
        _ => None,
    };
    facts.extend(claims.filter(|c| !c.is_empty()).map(|c| count(c.len(), "claim", "claims")));
    let date = note.and_then(|n| n.front.date.as_deref()).map(words::date);
    MemberView { link: frame::page_link(book, page, here), date, facts, sides: tension::sides(book, page, here) }
}

fn tag_view(book: &Book, list: &TagList<'_>, here: &OutPath) -> View {
    let title = format!("Tagged “{}”", list.tag);
    let entries: Vec<MemberView> = list
        .pages
        .iter()
        .map(|page| MemberView {
            link: frame::page_link(book, page, here),
            date: None,
            facts: Vec::new(),
            sides: Vec::new(),
        })
        .collect();
    let mut frame = with_tags_crumb(Frame::new(book, here, &title, None), here);
    frame.description = words::listed(&title, entries.iter().map(|e| e.link.title.as_str()));
    Box::new(SectionView {
        frame,
        title,
        body: String::new(),
        references: Vec::new(),
        count: entries.len(),
        groups: group(entries, true),
    })
}

fn tags_view(book: &Book, here: &OutPath) -> View {
    let tags = tag_lists(book).into_iter().map(|(page, list)| MemberView {
        link: PageLink {
            title: list.tag.to_owned(),
            url: html::page_url(&page, None, here),
            kind: "tag",
            summary: None,
            lang: None,
        },
        date: None,
        facts: vec![count(list.pages.len(), "page", "pages")],
        sides: Vec::new(),
    });
    // Notes that lie in the folder of this name are listed with them.
    let part = Part { folder: "tags".to_owned(), sources: false };
    let notes: Vec<MemberView> = book.members(&part).into_iter().map(|page| note_entry(book, page, here)).collect();
    list_view(book, "tags", "Tags".to_owned(), tags.chain(notes).collect(), false, here)
}

fn with_tags_crumb(mut frame: Frame, here: &OutPath) -> Frame {
    let last = frame.crumbs.len().saturating_sub(1);
    let url = Some(PageId::tags().out().url_from(here));
    frame.crumbs.insert(last, frame::Crumb { title: "Tags".to_owned(), url });
    frame
}

/// Sets entries under the first letters of their titles, when there are many and the order is theirs to give.
fn group(mut entries: Vec<MemberView>, by_letter: bool) -> Vec<LetterGroup> {
    if !by_letter {
        return vec![LetterGroup { letter: None, id: None, entries }];
    }
    entries.sort_by_cached_key(|e| (crate::catalog::fold_name(&e.link.title), e.link.url.clone()));
    if entries.len() < LETTERS_FROM {
        return vec![LetterGroup { letter: None, id: None, entries }];
    }
    let mut letters: BTreeMap<String, Vec<MemberView>> = BTreeMap::new();
    for entry in entries {
        let first = entry.link.title.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
        let letter = if first.is_numeric() { "0–9".to_owned() } else { first.to_uppercase().collect() };
        letters.entry(letter).or_default().push(entry);
    }
    letters
        .into_iter()
        .enumerate()
        .map(|(n, (letter, entries))| LetterGroup {
            letter: Some(letter),
            id: Some(Anchor::of_letter(n + 1).to_string()),
            entries,
        })
        .collect()
}
