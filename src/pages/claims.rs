//! Claims as pages show them: whole, by holder or by concept, and where each is found again.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::frame::{PageLink, page_link};
use super::words::{self, DateView};
use crate::book::Book;
use crate::catalog::{PageKind, fold_name};
use crate::html::page_url;
use crate::id::{Anchor, PageId};
use crate::model::claim::Claim;
use crate::model::note::{Kind, Voice};
use crate::model::quote::{Alteration, Altering, Match};
use crate::path::Layout;

/// The claims of one holder, or about one concept.
#[derive(Serialize)]
pub struct ClaimGroup {
    #[serde(flatten)]
    link: PageLink,
    claims: Vec<ClaimView>,
}

/// A claim for a template.
#[derive(Serialize)]
pub struct ClaimView {
    /// Its id on the page.
    pub id: String,
    quote: String,
    /// The first of these words, for where the claim is named.
    opening: String,
    /// Language of the words quoted.
    lang: Option<String>,
    translation: Option<String>,
    voice: &'static str,
    voice_words: &'static str,
    /// Who says it for its holder.
    by: Option<PageLink>,
    via: Option<String>,
    note: Option<String>,
    date: Option<DateView>,
    /// Whether the page it stands on is that of who says it, and not that of who holds it.
    elsewhere: bool,
    /// Who holds it, and about what.
    holder: PageLink,
    concepts: Vec<PageLink>,
    source: String,
    para: Option<u32>,
    /// Where it stands, as the document counts; else by our number.
    place: Option<String>,
    /// Address of the passage.
    url: String,
    /// Address of the claim where it stands among others.
    home: String,
    status: Option<&'static str>,
    /// Words of the source that gave way to others.
    replaced: Vec<ReplacedView>,
}

/// Words in brackets within a quotation, and what the source prints in their place.
#[derive(Serialize)]
pub struct ReplacedView {
    put: String,
    printed: String,
}

/// What a quotation puts in the place of its source's words.
pub fn replaced(alterations: &[Alteration]) -> Vec<ReplacedView> {
    let all = alterations.iter().filter(|a| a.kind == Altering::Replacement);
    all.map(|a| ReplacedView { put: a.put.clone(), printed: a.printed.clone() }).collect()
}

/// A voice, and what it means.
#[derive(Serialize)]
pub struct VoiceView {
    /// Its name, for classes.
    pub name: &'static str,
    /// What it is called.
    pub words: &'static str,
    /// How we know a claim in this voice.
    pub means: &'static str,
    /// How many claims are in it.
    pub count: usize,
}

/// What a voice is called on a page.
pub fn voice_words(voice: Voice) -> &'static str {
    match voice {
        Voice::Own => "Own words",
        Voice::Quoted => "Quoted",
        Voice::Reported => "Reported",
        Voice::Panel => "Panel, unattributed",
    }
}

fn voice_means(voice: Voice) -> &'static str {
    match voice {
        Voice::Own => "the holder’s own words",
        Voice::Quoted => "the holder’s words in another’s text",
        Voice::Reported => "an author says the holder holds this",
        Voice::Panel => "speakers who are not named",
    }
}

/// The voices of some claims, from the surest to the least, each with how many claims are in it.
pub fn voices<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Vec<VoiceView> {
    let mut counts: BTreeMap<Voice, usize> = BTreeMap::new();
    for claim in claims {
        *counts.entry(claim.voice).or_insert(0) += 1;
    }
    let view =
        |(v, count): (Voice, usize)| VoiceView { name: v.name(), words: voice_words(v), means: voice_means(v), count };
    counts.into_iter().map(view).collect()
}

/// The title of a page, and what it is sorted by: the declared order of holders and concepts is that of the
/// alphabet.
pub fn in_order(book: &Book, page: &PageId) -> (String, PageId) {
    let title = book.catalog.pages.get(page).map_or(page.as_str(), |e| e.title.as_str());
    (fold_name(title), page.clone())
}

/// The claims that a page shows, and whether they are those about it, by holder, rather than those it holds,
/// by concept.
pub fn shown_on<'a>(book: &'a Book, page: &str) -> (Vec<&'a Claim>, bool) {
    let r = &book.relations;
    let (lists, by_holder) = match shown_kind(book, page) {
        Some(true) => ([r.claims_by_concept.get(page), None], true),
        Some(false) => ([r.claims_by_holder.get(page), r.claims_by_speaker.get(page)], false),
        None => ([None, None], true),
    };
    let list: BTreeSet<usize> = lists.into_iter().flatten().flatten().copied().collect();
    (list.into_iter().map(|n| &r.claims[n]).collect(), by_holder)
}

/// The claims of a page in groups, in the declared order of the holders or concepts.
pub fn groups<'l>(book: &Book, claims: &[&Claim], by_holder: bool, here: impl Into<Layout<'l>>) -> Vec<ClaimGroup> {
    let here = here.into();
    let mut by: BTreeMap<(String, PageId), Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        let keys: Vec<&PageId> = if by_holder { vec![&claim.holder] } else { claim.concepts.iter().collect() };
        for key in keys {
            by.entry(in_order(book, key)).or_default().push(claim);
        }
    }
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    by.into_iter()
        .map(|((_, page), claims)| ClaimGroup {
            link: page_link(book, &page, here),
            claims: claims
                .into_iter()
                .map(|c| {
                    let mut view = claim_view(book, c, here);
                    view.elsewhere = !by_holder && c.by.as_ref().is_some_and(|by| by.out() == *here.here());
                    // A claim about several concepts stands under each of them, and has its own id once.
                    let times = shown.entry(&c.id).or_insert(0usize);
                    *times += 1;
                    if *times > 1 {
                        view.id = here.id(&format!("{}.{times}", c.id)).into_owned();
                    }
                    view
                })
                .collect(),
        })
        .collect()
}

/// Where a claim stands among others: on the page of a concept, of the one named if it is given, or else of
/// its holder; the passage where it stands on no page.
pub fn home_url<'l>(book: &Book, claim: &Claim, concept: Option<&str>, here: impl Into<Layout<'l>>) -> String {
    let here = here.into();
    let pages = concept.into_iter().chain(claim.concepts.iter().map(PageId::as_str)).chain([claim.holder.as_str()]);
    let shows = |page: &&str| match shown_kind(book, page) {
        Some(true) => claim.concepts.iter().any(|c| c == page),
        Some(false) => claim.holder == *page,
        None => false,
    };
    match pages.into_iter().find(shows) {
        Some(page) => page_url(page, Some(&claim.id), here),
        None => passage_url(claim, here),
    }
}

/// Whether a page shows the claims about it (`true`) or those it holds (`false`); nothing when it shows none.
fn shown_kind(book: &Book, page: &str) -> Option<bool> {
    let r = &book.relations;
    match book.catalog.pages.get(page).map(|e| e.kind) {
        Some(PageKind::Note(kind)) if kind != Kind::Home && !book.is_list(page) => {
            let about = r.claims_by_concept.contains_key(page);
            let held = r.claims_by_holder.contains_key(page) || r.claims_by_speaker.contains_key(page);
            match kind {
                Kind::Concept => Some(true),
                Kind::Actor => Some(!held && about),
                _ => (about || held).then_some(about),
            }
        }
        _ => None,
    }
}

fn passage_url(claim: &Claim, here: Layout<'_>) -> String {
    let anchor = claim.sentences.first().map(|s| s.anchor()).or(claim.para.map(Anchor::of_passage));
    page_url(&claim.source_page, anchor.as_deref(), here)
}

/// Where a passage of a source stands, in words.
pub fn place_of(book: &Book, source_page: &str, para: Option<u32>) -> Option<String> {
    Some(words::place(&book.catalog.pages.get(source_page)?.places, para?))
}

/// The name of a source in citations.
pub fn short_of(book: &Book, source_page: &str, id: &str) -> String {
    book.catalog.pages.get(source_page).and_then(|e| e.short.clone()).unwrap_or_else(|| id.to_owned())
}

/// A claim as a page shows it.
pub fn claim_view<'l>(book: &Book, claim: &Claim, here: impl Into<Layout<'l>>) -> ClaimView {
    let here = here.into();
    let source = book.source_at(&claim.source_page);
    ClaimView {
        id: here.id(&claim.id).into_owned(),
        quote: claim.quote.clone(),
        opening: words::opening(&claim.quote, 90),
        lang: source.and_then(|s| s.source.meta.language.clone()),
        translation: claim.translation.clone(),
        voice: claim.voice.name(),
        voice_words: voice_words(claim.voice),
        by: claim.by.as_ref().map(|by| page_link(book, by, here)),
        elsewhere: false,
        via: claim.via.clone(),
        note: claim.note.clone(),
        date: claim.date.as_deref().map(DateView::of),
        holder: page_link(book, &claim.holder, here),
        concepts: claim.concepts.iter().map(|c| page_link(book, c, here)).collect(),
        source: short_of(book, &claim.source_page, &claim.source),
        para: claim.para,
        place: place_of(book, &claim.source_page, claim.para),
        url: passage_url(claim, here),
        home: home_url(book, claim, None, here),
        status: claim.status.map(Match::name),
        replaced: replaced(&claim.alterations),
    }
}
