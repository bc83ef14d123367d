//! Lists: of everything of a kind, of the sources, of what carries a tag.

use std::collections::BTreeMap;

use serde::Serialize;

use super::frame::{self, Frame, PageLink};
use super::{Feature, Page, View, words};
use crate::book::Book;
use crate::html::{self, Options};
use crate::model::note::Kind;
use crate::path::OutPath;

/// The list pages.
pub const FEATURE: Feature = Feature { name: "section", pages };

#[derive(Serialize)]
struct SectionView {
    frame: Frame,
    title: String,
    /// Words of its own, from the `index.md` of its folder.
    body: String,
    count: usize,
    /// Entries under their letters; one group without a letter where the list is short or ordered.
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    letter: Option<String>,
    id: Option<String>,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    link: PageLink,
    /// A date as it is shown.
    date: Option<String>,
    /// What else is to be said of it in a few words: authors, how many passages.
    facts: Vec<String>,
}

/// A list of this length and more is set under letters.
const LETTERS_FROM: usize = 20;

fn pages(book: &Book) -> Vec<Page<'_>> {
    let mut pages = Vec::new();
    for part in frame::parts(book) {
        let path = OutPath::page(&format!("{}/index", part.folder));
        let here = path.clone();
        pages.push(Page { path, template: "section.html", view: Box::new(move || part_view(book, &part, &here)) });
    }
    for tag in book.relations.tags.keys() {
        let path = OutPath::page(&format!("tags/{tag}"));
        let here = path.clone();
        pages.push(Page { path, template: "section.html", view: Box::new(move || tag_view(book, tag, &here)) });
    }
    if !book.relations.tags.is_empty() {
        let path = OutPath::page("tags/index");
        let here = path.clone();
        pages.push(Page { path, template: "section.html", view: Box::new(move || tags_view(book, &here)) });
    }
    pages
}

fn part_view(book: &Book, part: &frame::Part, here: &OutPath) -> View {
    let own = book.note(&format!("{}/index", part.folder));
    let title = own.map_or_else(|| part.title.clone(), |n| n.note.title.clone());
    let mut frame = Frame::new(book, here, &title, None);
    frame.description = own.and_then(|n| n.note.front.summary.clone());
    let body = own.map(|n| html::render(&n.note.body, &Options { here, html: book.config.html, embed: book }).html);
    let prefix = format!("{}/", part.folder);
    let entries: Vec<Entry> = match part.folder.as_str() {
        "sources" => book
            .catalog
            .pages
            .keys()
            .filter_map(|page| book.source_at(page).map(|s| (page, s)))
            .map(|(page, s)| {
                let meta = &s.source.meta;
                let mut facts = Vec::new();
                if !meta.author.is_empty() {
                    facts.push(meta.author.join(", "));
                }
                facts.extend(meta.container_title.clone().or_else(|| meta.publisher.clone()));
                facts.push(format!("{} passages", s.source.passages()));
                Entry { link: frame::page_link(book, page, here), date: meta.issued.as_deref().map(words::date), facts }
            })
            .collect(),
        _ => book
            .notes
            .iter()
            .filter(|n| n.note.id.starts_with(&prefix) && !frame::is_index(&n.note.id))
            .map(|n| {
                let mut facts = Vec::new();
                let claims = match n.note.kind {
                    Kind::Concept => book.relations.claims_by_concept.get(&n.note.id),
                    Kind::Actor => book.relations.claims_by_holder.get(&n.note.id),
                    _ => None,
                };
                match claims.map_or(0, Vec::len) {
                    0 => {}
                    1 => facts.push("1 claim".to_owned()),
                    many => facts.push(format!("{many} claims")),
                }
                let date = n.note.front.date.as_deref().map(words::date);
                Entry { link: frame::page_link(book, &n.note.id, here), date, facts }
            })
            .collect(),
    };
    let ordered = matches!(part.folder.as_str(), "chapters" | "events");
    Box::new(SectionView {
        title,
        body: body.unwrap_or_default(),
        count: entries.len(),
        groups: group(entries, !ordered),
        frame,
    })
}

fn tag_view(book: &Book, tag: &str, here: &OutPath) -> View {
    let tag = &book.relations.tags[tag];
    let title = format!("Tagged “{}”", tag.title);
    let entries: Vec<Entry> = tag
        .pages
        .iter()
        .map(|page| Entry { link: frame::page_link(book, page, here), date: None, facts: Vec::new() })
        .collect();
    let frame = with_tags_crumb(Frame::new(book, here, &title, None), here);
    Box::new(SectionView { frame, title, body: String::new(), count: entries.len(), groups: group(entries, true) })
}

fn tags_view(book: &Book, here: &OutPath) -> View {
    let entries: Vec<Entry> = book
        .relations
        .tags
        .iter()
        .map(|(name, tag)| Entry {
            link: PageLink {
                title: tag.title.clone(),
                url: html::page_url(&format!("tags/{name}"), None, here),
                kind: "tag",
                summary: None,
                lang: None,
            },
            date: None,
            facts: vec![if tag.pages.len() == 1 { "1 page".to_owned() } else { format!("{} pages", tag.pages.len()) }],
        })
        .collect();
    let frame = Frame::new(book, here, "Tags", None);
    Box::new(SectionView {
        frame,
        title: "Tags".to_owned(),
        body: String::new(),
        count: entries.len(),
        groups: group(entries, true),
    })
}

fn with_tags_crumb(mut frame: Frame, here: &OutPath) -> Frame {
    let last = frame.crumbs.len().saturating_sub(1);
    let url = Some(OutPath::page("tags/index").url_from(here));
    frame.crumbs.insert(last, frame::Crumb { title: "Tags".to_owned(), url });
    frame
}

/// Sets entries under the first letters of their titles, when there are many and the order is theirs to give.
fn group(mut entries: Vec<Entry>, by_letter: bool) -> Vec<Group> {
    if !by_letter {
        return vec![Group { letter: None, id: None, entries }];
    }
    entries.sort_by_cached_key(|e| (crate::catalog::fold_name(&e.link.title), e.link.url.clone()));
    if entries.len() < LETTERS_FROM {
        return vec![Group { letter: None, id: None, entries }];
    }
    let mut letters: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        let first = entry.link.title.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
        let letter = if first.is_numeric() { "0–9".to_owned() } else { first.to_uppercase().collect() };
        letters.entry(letter).or_default().push(entry);
    }
    letters
        .into_iter()
        .enumerate()
        .map(|(n, (letter, entries))| Group { letter: Some(letter), id: Some(format!("letter-{}", n + 1)), entries })
        .collect()
}
