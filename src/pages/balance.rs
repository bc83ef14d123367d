//! The balance: how many quotations come from which source, holder and voice, for the book and for each
//! concept. A reader sees at once whose words a page rests on.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::claims::{self, in_order, short_of};
use super::frame::{Frame, page_link};
use super::{Feature, Page, View};
use crate::book::Book;
use crate::html::page_url;
use crate::id::PageId;
use crate::model::claim::Claim;
use crate::model::note::{Kind, Voice};
use crate::model::quote::Carrier;
use crate::path::OutPath;
use crate::resolve::ResolvedNote;

/// The page of the balance, of a book that quotes.
pub const FEATURE: Feature = Feature { name: "balance", pages };

#[derive(Serialize)]
struct BalanceView {
    frame: Frame,
    total: usize,
    claims: usize,
    sides: usize,
    in_text: usize,
    sources: Vec<SourceRow>,
    holders: Vec<HolderRow>,
    voices: Vec<ShareView>,
    concepts: Vec<ConceptRow>,
    /// The voices that there are, for the heads of columns.
    heads: Vec<&'static str>,
    matrix: Option<String>,
}

/// A part of a whole, with its bar.
#[derive(Serialize)]
pub struct ShareView {
    /// Its name.
    name: String,
    /// The name of its voice, if that is what it is a part by.
    voice: Option<&'static str>,
    url: Option<String>,
    lang: Option<String>,
    count: usize,
    /// In hundredths of the whole.
    percent: usize,
}

#[derive(Serialize)]
struct SourceRow {
    #[serde(flatten)]
    share: ShareView,
    claims: usize,
    sides: usize,
    in_text: usize,
}

#[derive(Serialize)]
struct HolderRow {
    #[serde(flatten)]
    share: ShareView,
    by_voice: Vec<usize>,
    sources: usize,
}

#[derive(Serialize)]
struct ConceptRow {
    #[serde(flatten)]
    share: ShareView,
    by_voice: Vec<usize>,
    holders: usize,
    sources: usize,
    /// The source that most of its statements come from, where it has several.
    most: Option<ShareView>,
}

/// The balance of one page, in a line each.
#[derive(Serialize)]
pub struct PageBalance {
    total: usize,
    sources: Vec<ShareView>,
    holders: Vec<ShareView>,
    voices: Vec<ShareView>,
    /// Quotations in the page's own text, beside its claims.
    in_text: usize,
    url: String,
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    if !book.relations.quotes {
        return Vec::new();
    }
    let here = OutPath::page("balance");
    vec![Page { path: here.clone(), template: "balance.html", view: Box::new(move || view(book, &here)) }]
}

/// The sources of the quotations in a note's running text; claims and sides are counted by themselves.
fn quoted_in_text(note: &ResolvedNote) -> impl Iterator<Item = &str> {
    let in_text = note.quotations.iter().filter(|q| matches!(q.carrier, Carrier::Block | Carrier::Inline));
    in_text.map(|q| q.source.as_str())
}

fn percent(count: usize, whole: usize) -> usize {
    (count * 100 + whole / 2).checked_div(whole).unwrap_or(0)
}

fn view(book: &Book, here: &OutPath) -> View {
    let r = &book.relations;
    // For each source: claims, sides, quotations in running text.
    let mut counts: BTreeMap<&str, [usize; 3]> = book.sources.iter().map(|s| (s.source.id.as_str(), [0; 3])).collect();
    let mut count = |source: &str, what: usize| {
        if let Some(row) = counts.get_mut(source) {
            row[what] += 1;
        }
    };
    r.claims.iter().for_each(|c| count(&c.source, 0));
    for note in &book.notes {
        note.sides.iter().for_each(|s| count(&s.source, 1));
        quoted_in_text(note).for_each(|s| count(s, 2));
    }
    let sum = |what: usize| counts.values().map(|row| row[what]).sum::<usize>();
    let (claims, sides, in_text) = (sum(0), sum(1), sum(2));
    let total = claims + sides + in_text;
    let used: BTreeSet<Voice> = r.claims.iter().map(|c| c.voice).collect();
    let mut sources: Vec<SourceRow> = counts
        .iter()
        .map(|(id, row)| SourceRow {
            share: source_share(book, id, row.iter().sum(), total, here),
            claims: row[0],
            sides: row[1],
            in_text: row[2],
        })
        .collect();
    sources.sort_by_cached_key(|s| (std::cmp::Reverse(s.share.count), crate::catalog::fold_name(&s.share.name)));
    let mut frame = Frame::new(book, here, "Balance", None);
    frame.description = Some("How many quotations come from which source, holder and voice.".to_owned());
    Box::new(BalanceView {
        total,
        claims,
        sides,
        in_text,
        sources,
        holders: holder_rows(book, &used, here),
        voices: voice_shares(&r.claims.iter().collect::<Vec<_>>()),
        concepts: concept_rows(book, &used, here),
        heads: used.iter().map(|v| claims::voice_words(*v)).collect(),
        matrix: (!r.claims.is_empty()).then(|| page_url("matrix", None, here)),
        frame,
    })
}

fn source_share(book: &Book, id: &str, count: usize, whole: usize, here: &OutPath) -> ShareView {
    let page = PageId::of_source(id);
    ShareView {
        name: short_of(book, &page, id),
        voice: None,
        url: Some(page_url(&page, None, here)),
        lang: None,
        count,
        percent: percent(count, whole),
    }
}

fn page_share(book: &Book, page: &str, count: usize, whole: usize, here: &OutPath) -> ShareView {
    let link = page_link(book, page, here);
    ShareView {
        name: link.title,
        voice: None,
        url: Some(link.url),
        lang: link.lang,
        count,
        percent: percent(count, whole),
    }
}

fn voice_shares(list: &[&Claim]) -> Vec<ShareView> {
    let voices = claims::voices(list.iter().copied());
    let share = |v: claims::VoiceView| ShareView {
        name: v.words.to_owned(),
        voice: Some(v.name),
        url: None,
        lang: None,
        count: v.count,
        percent: percent(v.count, list.len()),
    };
    voices.into_iter().map(share).collect()
}

fn by_voice(list: &[&Claim], used: &BTreeSet<Voice>) -> Vec<usize> {
    used.iter().map(|v| list.iter().filter(|c| c.voice == *v).count()).collect()
}

/// How many claims share each key, in the order of the keys.
fn tally<'a, K: Ord>(list: &[&'a Claim], key: impl Fn(&'a Claim) -> K) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for claim in list {
        *counts.entry(key(claim)).or_insert(0) += 1;
    }
    counts
}

/// The pages of a map of claims, in the declared order, each with its claims.
fn in_turn<'a>(book: &'a Book, map: &'a BTreeMap<PageId, Vec<usize>>) -> Vec<(&'a PageId, Vec<&'a Claim>)> {
    let mut pages: Vec<(&PageId, Vec<&Claim>)> =
        map.iter().map(|(page, list)| (page, list.iter().map(|&n| &book.relations.claims[n]).collect())).collect();
    pages.sort_by_cached_key(|(page, _)| in_order(book, page));
    pages
}

fn holder_rows(book: &Book, used: &BTreeSet<Voice>, here: &OutPath) -> Vec<HolderRow> {
    let all = book.relations.claims.len();
    let row = |(page, list): (&PageId, Vec<&Claim>)| HolderRow {
        share: page_share(book, page, list.len(), all, here),
        by_voice: by_voice(&list, used),
        sources: tally(&list, |c| &c.source).len(),
    };
    in_turn(book, &book.relations.claims_by_holder).into_iter().map(row).collect()
}

fn concept_rows(book: &Book, used: &BTreeSet<Voice>, here: &OutPath) -> Vec<ConceptRow> {
    let all = book.relations.claims.len();
    let row = |(page, list): (&PageId, Vec<&Claim>)| {
        let sources = tally(&list, |c| c.source.as_str());
        let most = sources.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)));
        ConceptRow {
            share: page_share(book, page, list.len(), all, here),
            by_voice: by_voice(&list, used),
            holders: tally(&list, |c| &c.holder).len(),
            most: most.map(|(id, n)| source_share(book, id, *n, list.len(), here)),
            sources: sources.len(),
        }
    };
    in_turn(book, &book.relations.claims_by_concept).into_iter().map(row).collect()
}

/// The balance of a concept's page; nothing where it has no claims.
pub fn of_page(book: &Book, note: &ResolvedNote, list: &[&Claim], here: &OutPath) -> Option<PageBalance> {
    if list.is_empty() || note.note.kind == Kind::Actor {
        return None;
    }
    let mut sources = tally(list, |c| c.source.as_str());
    let mut in_text = 0;
    for source in quoted_in_text(note) {
        *sources.entry(source).or_insert(0) += 1;
        in_text += 1;
    }
    let total = list.len() + in_text;
    let mut sources: Vec<ShareView> =
        sources.into_iter().map(|(id, n)| source_share(book, id, n, total, here)).collect();
    sources.sort_by_cached_key(|s| (std::cmp::Reverse(s.count), crate::catalog::fold_name(&s.name)));
    let mut holders: Vec<(&PageId, usize)> = tally(list, |c| &c.holder).into_iter().collect();
    holders.sort_by_cached_key(|(page, _)| in_order(book, page));
    Some(PageBalance {
        total,
        sources,
        holders: holders.into_iter().map(|(page, n)| page_share(book, page, n, list.len(), here)).collect(),
        voices: voice_shares(list),
        in_text,
        url: page_url("balance", None, here),
    })
}
