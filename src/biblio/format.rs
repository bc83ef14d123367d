//! Citations and lists of references, formatted: one driver a page, so that numbers and `2016a` are the page's.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator as CslLocator;
use hayagriva::citationberg::{CitationFormat, StyleClass, ToFormatting, VerticalAlign};
use hayagriva::{BibliographyDriver, CitationItem, CitePurpose, LocatorPayload, Rendered, SpecificLocator};
use rayon::prelude::*;

use super::Biblio;
use super::kit::PlaceMark;
use super::runs::{self, FormattedRun};
use crate::model::edtf::Edtf;
use crate::model::place::ANNEX;
use crate::model::tree::ResolvedCite;
use crate::model::work::Work;

/// How citations stand in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In the book's own short form: (Geng, para. 10).
    Short,
    /// As the style has them: (Geng 2018, para. 10) or `[1]`.
    InText,
    /// In footnotes, as the style has them or in the short form.
    Note,
}

/// Citations that stand together.
#[derive(Debug, Clone, Copy)]
pub struct CitationGroup<'a> {
    /// Each work cited.
    pub cites: &'a [ResolvedCite],
    /// Whether it stands in the sentence, as «Geng (2018) says».
    pub narrative: bool,
    /// The number of its footnote, where it is one.
    pub note: Option<usize>,
}

/// A part of a formatted citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationPiece {
    /// Its words as HTML.
    pub html: String,
    /// Which of the group's citations it is; nothing for what stands between them.
    pub cite: Option<usize>,
}

/// An entry of a list of references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormattedReference {
    /// The key of the work.
    pub key: String,
    /// Its number in front, where the style sets one.
    pub number: Option<String>,
    /// The entry as HTML.
    pub html: String,
}

/// What is cited on a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageCitations {
    /// The formatted citations, in the order of the groups; empty where one cannot be formatted.
    pub groups: Vec<Vec<CitationPiece>>,
    /// The list of references.
    pub references: Vec<FormattedReference>,
}

/// So many works of the same names and year are told from each other, as by `2016a`; among more the letters begin anew.
const MOST_OF_A_YEAR: usize = 200;

/// CSL's kind of place for one of ours.
fn label(label: &str) -> CslLocator {
    match label {
        "article" => CslLocator::ArticleLocator,
        "sub-verbo" => CslLocator::SubVerbo,
        other => other.parse().unwrap_or(CslLocator::Page),
    }
}

impl Biblio {
    /// How citations stand in the text of this book.
    pub fn form(&self) -> Form {
        match self.style {
            None if self.in_notes => Form::Note,
            None => Form::Short,
            Some(_) if self.kit().style.settings.class == StyleClass::Note => Form::Note,
            Some(_) => Form::InText,
        }
    }

    /// Where the places of citations stand, if the style itself leaves them out.
    pub fn lost_places(&self) -> Option<PlaceMark> {
        self.style.and_then(|_| self.kit().lost_places)
    }

    /// Whether citations are numbers or labels, so that a name in the sentence is not theirs to give.
    pub fn by_number(&self) -> bool {
        let kit = self.kit();
        self.style.is_some() && (kit.cites_by(CitationFormat::Numeric) || kit.cites_by(CitationFormat::Label))
    }

    /// Whether citations are raised signs, which follow a word without a space.
    pub fn raised(&self) -> bool {
        let layout = || self.kit().style.citation.layout.to_formatting().vertical_align;
        match self.form() {
            Form::Short => false,
            Form::Note => true,
            Form::InText => layout() == Some(VerticalAlign::Sup),
        }
    }

    /// Formats what a page cites. `also` are works its list of references holds beside those of the groups.
    pub fn page(&self, groups: &[CitationGroup], also: &BTreeSet<&str>) -> PageCitations {
        let mut keys: BTreeSet<&str> = also.iter().copied().filter(|k| self.works.contains_key(*k)).collect();
        let cited = groups.iter().flat_map(|g| g.cites).map(|c| c.written.key.as_str());
        keys.extend(cited.filter(|k| self.works.contains_key(*k)));
        if keys.is_empty() {
            return PageCitations { groups: vec![Vec::new(); groups.len()], references: Vec::new() };
        }
        if self.style.is_none() {
            let references = self.entries_of(&keys);
            return PageCitations { groups: vec![Vec::new(); groups.len()], references };
        }
        let kit = self.kit();
        let items = self.items();
        let places: Vec<Vec<Cow<str>>> = groups.iter().map(|g| g.cites.iter().map(place).collect()).collect();
        let mut driver: BibliographyDriver<Item> = BibliographyDriver::new();
        let mut asked = Vec::new();
        let mut formatted: BTreeSet<&str> = BTreeSet::new();
        for (group, places) in groups.iter().zip(&places) {
            let cites = group.cites.iter().zip(places);
            let all: Vec<CitationItem<Item>> =
                cites.filter_map(|(cite, place)| cite_item(cite, place, group, items)).collect();
            // One that leads nowhere would be missing from the sentence: then the short form stands there.
            if all.len() < group.cites.len() || all.is_empty() {
                asked.push(None);
                continue;
            }
            asked.push(Some(()));
            formatted.extend(group.cites.iter().map(|c| c.written.key.as_str()));
            driver.citation(kit.request(all, group.note));
        }
        // Notes have no numbers that a list must repeat: theirs is the book's, formatted once.
        let own_list = self.form() != Form::Note;
        let rest: Vec<CitationItem<Item>> = keys
            .iter()
            .filter(|k| own_list && !formatted.contains(*k))
            .filter_map(|k| items.get(*k))
            .map(|item| CitationItem::new(item, None, None, true, None))
            .collect();
        if !rest.is_empty() {
            driver.citation(kit.request(rest, None));
        }
        let rendered = if own_list { kit.finish(driver) } else { kit.finish_notes(driver) };
        let mut done = rendered.citations.iter();
        let groups = groups
            .iter()
            .zip(asked)
            .map(|(group, asked)| match asked.and_then(|()| done.next()) {
                Some(citation) => {
                    let mut all = runs::runs(&citation.citation);
                    for (n, _) in group.cites.iter().enumerate().filter(|(_, c)| c.written.suppress_author) {
                        runs::without_names(&mut all, n);
                    }
                    pieces(&all)
                }
                None => Vec::new(),
            })
            .collect();
        let references = if own_list { self.list(&rendered) } else { self.entries_of(&keys) };
        PageCitations { groups, references }
    }

    fn list(&self, rendered: &Rendered) -> Vec<FormattedReference> {
        let kit = self.kit();
        let items = rendered.bibliography.as_ref().map(|b| b.items.as_slice()).unwrap_or_default();
        items
            .iter()
            .map(|entry| {
                let number = match kit.list.is_some() && kit.cites_by(CitationFormat::Label) {
                    // A style that cites by labels needs them in the list too.
                    true => self.works.get(&entry.key).map(|w| format!("[{}]", super::item::label(w))),
                    false => entry.first_field.as_ref().map(|f| runs::plain(&runs::runs_of(f)).trim().to_owned()),
                };
                let html = runs::html(&runs::runs(&entry.content), self.links);
                FormattedReference {
                    key: entry.key.clone(),
                    number: number.filter(|n| !n.is_empty()),
                    html: html.trim().to_owned(),
                }
            })
            .collect()
    }

    /// Works as entries of a list, in the order of the book's bibliography, without numbers.
    pub fn entries_of(&self, keys: &BTreeSet<&str>) -> Vec<FormattedReference> {
        let all = self.entries();
        let mut found: Vec<(&usize, FormattedReference)> = keys
            .iter()
            .filter_map(|key| {
                let (rank, html) = all.get(*key)?;
                Some((rank, FormattedReference { key: (*key).to_owned(), number: None, html: html.clone() }))
            })
            .collect();
        found.sort_by_key(|(rank, _)| **rank);
        found.into_iter().map(|(_, reference)| reference).collect()
    }

    /// Formats every entry, so that it is there when pages are made side by side. A thread that formats entries side by
    /// side takes up other work while it waits: a page among it would wait for that very thread.
    pub fn prepare(&self) {
        self.entries();
    }

    /// Every work as an entry of a list, with its place in the bibliography. An entry depends on no other but
    /// those of the same names and year, which `2016a` tells apart: so all others are formatted side by side.
    fn entries(&self) -> &BTreeMap<String, (usize, String)> {
        self.entries.get_or_init(|| {
            if self.works.is_empty() {
                return BTreeMap::new();
            }
            let kit = self.kit();
            let items = self.items();
            let mut order: Vec<(SortKey, &str)> = self.works.iter().map(|(k, w)| (sort_key(w), k.as_str())).collect();
            order.sort();
            let mut groups: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
            for (sort, key) in &order {
                groups.entry((sort.0.as_str(), sort.1.get(..4).unwrap_or_default())).or_default().push(key);
            }
            // The time for a group grows with its square.
            let groups: Vec<&[&str]> = groups.values().flat_map(|keys| keys.chunks(MOST_OF_A_YEAR)).collect();
            let formatted: Vec<FormattedReference> = groups
                .par_iter()
                .flat_map_iter(|keys| {
                    let mut driver: BibliographyDriver<Item> = BibliographyDriver::new();
                    let all = keys.iter().filter_map(|k| items.get(*k)).map(CitationItem::with_entry).collect();
                    driver.citation(kit.request(all, None));
                    self.list(&kit.finish(driver))
                })
                .collect();
            let mut by_key: BTreeMap<String, String> = formatted
                .into_iter()
                .map(|r| match r.number {
                    // Of styles that cite by number, the number is a page's own; a label is not.
                    Some(label) if !kit.cites_by(CitationFormat::Numeric) => {
                        (r.key, format!("{} {}", super::escape(&label), r.html))
                    }
                    _ => (r.key, r.html),
                })
                .collect();
            let rank =
                |(n, (_, key)): (usize, (SortKey, &str))| by_key.remove(key).map(|html| (key.to_owned(), (n, html)));
            order.into_iter().enumerate().filter_map(rank).collect()
        })
    }
}

/// Between two equal signs hayagriva (0.10.1) drops the second: of `(… art. 2 (a))` a bracket would be lost. This sign
/// cannot be seen, keeps them apart, and is taken out again.
const APART: char = '\u{2060}';

/// The place of a citation as a style gets it.
fn place(cite: &ResolvedCite) -> Cow<'_, str> {
    let written = cite.written.locator.as_ref().map(|l| l.value.as_str());
    let place = cite.place.as_deref().or(written).unwrap_or_default();
    let annex = cite.place.is_none() && cite.written.locator.as_ref().is_some_and(|l| l.label == ANNEX);
    let mut place = Cow::from(place);
    if annex {
        place.to_mut().insert_str(0, "annex ");
    }
    if let Some(sentences) = &cite.sentences {
        let _ = write!(place.to_mut(), ", {}", sentences.replace('-', "–"));
    }
    if place.ends_with(|c: char| c.is_ascii_punctuation()) {
        place.to_mut().push(APART);
    }
    place
}

fn cite_item<'a>(
    cite: &'a ResolvedCite,
    place: &'a str,
    group: &CitationGroup,
    items: &'a BTreeMap<String, Item>,
) -> Option<CitationItem<'a, Item>> {
    let item = items.get(&cite.written.key)?;
    let term = match (&cite.place, &cite.written.locator) {
        // What counts passages is no term of CSL's: it comes with its own word.
        (Some(_), _) => Some(CslLocator::Custom),
        (None, Some(locator)) if locator.label == ANNEX => Some(CslLocator::Custom),
        (None, Some(locator)) => Some(label(locator.label)),
        (None, None) => None,
    };
    let locator = term.map(|term| SpecificLocator(term, LocatorPayload::Str(place)));
    let purpose = (group.narrative && group.note.is_none()).then_some(CitePurpose::Prose);
    Some(CitationItem::new(item, locator, None, false, purpose))
}

/// The runs of a citation by the items they belong to.
fn pieces(all: &[FormattedRun]) -> Vec<CitationPiece> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let cite = all[at].item;
        let end = all[at..].iter().position(|r| r.item != cite).map_or(all.len(), |n| at + n);
        // Within a citation nothing leaves the book: it is a link itself.
        out.push(CitationPiece { html: runs::html(&all[at..end], false).replace(APART, ""), cite });
        at = end;
    }
    out
}

/// Names, date and title, as lists are sorted.
type SortKey = (String, String, String);

fn sort_key(work: &Work) -> SortKey {
    let fold = |text: &str| -> String {
        let low = text.to_lowercase();
        let words = low.trim_start_matches(|c: char| !c.is_alphanumeric());
        ["the ", "a ", "an "].iter().find_map(|a| words.strip_prefix(a)).unwrap_or(words).to_owned()
    };
    let title = fold(&work.title());
    let names: Vec<String> = work.makers().iter().map(|n| format!("{} {}", n.short(), n.whole())).collect();
    let names = if names.is_empty() { title.clone() } else { fold(&names.join(" ")) };
    let date = work.dates.get("issued").and_then(|d| Edtf::parse(d).ok()).map(|d| d.first_day());
    let date = date.map_or(String::new(), |(y, m, d)| format!("{y:04}{m:02}{d:02}"));
    (names, date, title)
}
