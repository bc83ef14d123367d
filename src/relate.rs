//! Fold: what all documents together say. Backlinks, mentions by entity, claims by holder and concept,
//! citations by passage, and which concepts are spoken of together.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Catalog, PageKind};
use crate::id::{Anchor, PageId, Passage, Tag};
use crate::model::claim::Claim;
use crate::model::note::{Kind, Note};
use crate::model::pin::Sentences;
use crate::model::tree::{Inline, State, every_block, every_inline};
use crate::resolve::{ResolvedNote, ResolvedSource};
use crate::text::Span;

/// A mention of an entity in a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MentionAt {
    /// Which source, by its place among the sources.
    pub source: usize,
    /// Which of its mentions.
    pub mention: usize,
}

/// Why a passage is pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pointing {
    /// A claim quotes it.
    Claim,
    /// A side of a tension quotes it.
    Side,
    /// A note cites or embeds it.
    Cite,
}

/// Sentences of a passage to which something points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pinned {
    /// The first of them, counted from 1.
    pub first: u32,
    /// The last of them.
    pub last: u32,
}

/// How sentences are pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// Whether something points right at them; else they are only near to what a citation of the passage is there for.
    pub pinned: bool,
    /// Whether what is pinned goes on in the next passage.
    pub goes_on: bool,
    /// Whether it comes from the passage before.
    pub comes: bool,
}

/// What an actor has to do with a source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoleIn {
    /// Which source, by its place among the sources.
    pub source: usize,
    /// Whether it is among those who wrote or published it.
    pub wrote: bool,
    /// The passages with which its turns begin.
    pub turns: Vec<u32>,
}

/// Two concepts spoken of in the same passages more often than chance would have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// The page of the other concept.
    pub page: PageId,
    /// Log-likelihood ratio of the pair (Dunning 1993).
    pub llr: f64,
    /// In how many passages both are mentioned.
    pub shared: usize,
    /// In how many sources.
    pub sources: usize,
}

/// What all documents together say.
#[derive(Debug, Clone, Default)]
pub struct Relations {
    /// All claims, in the order of their notes.
    pub claims: Vec<Claim>,
    /// For each page, the notes that link to it and how often.
    pub backlinks: BTreeMap<PageId, BTreeMap<PageId, usize>>,
    /// For each entity, its mentions in sources, in the order of the sources.
    pub mentions: BTreeMap<PageId, Vec<MentionAt>>,
    /// For each entity, the notes that mention it and how often.
    pub note_mentions: BTreeMap<PageId, BTreeMap<PageId, usize>>,
    /// For each concept, its claims, by their place among all claims.
    pub claims_by_concept: BTreeMap<PageId, Vec<usize>>,
    /// For each holder, its claims.
    pub claims_by_holder: BTreeMap<PageId, Vec<usize>>,
    /// For each actor, the claims whose words it says for their holders.
    pub claims_by_speaker: BTreeMap<PageId, Vec<usize>>,
    /// For each actor, the sources it speaks in or wrote, in the order of the sources.
    pub roles: BTreeMap<PageId, Vec<RoleIn>>,
    /// For each actor, those for whom it speaks.
    pub speaks_for: BTreeMap<PageId, BTreeSet<PageId>>,
    /// For each page, the actors who speak for it.
    pub spoken_for: BTreeMap<PageId, BTreeSet<PageId>>,
    /// For each source and passage, the claims made from it.
    pub claims_by_passage: BTreeMap<Passage, Vec<usize>>,
    /// For each source and passage, the notes that point at it and why.
    pub pointing: BTreeMap<Passage, BTreeSet<(PageId, Pointing)>>,
    /// For each source, the stretches of its blocks that the book quotes word for word, by block; in order, none
    /// overlapping.
    pub quoted: BTreeMap<String, BTreeMap<usize, Vec<Span>>>,
    /// For each source, the sentences of its passages to which something points, by passage.
    pub pins: BTreeMap<String, BTreeMap<u32, BTreeMap<Pinned, Reach>>>,
    /// For each page, the tensions that name it as related.
    pub tensions: BTreeMap<PageId, BTreeSet<PageId>>,
    /// For each source, and each work that is not kept, the notes that cite it.
    pub citing: BTreeMap<String, BTreeSet<PageId>>,
    /// For each concept, wider ones: its own and those that name it as narrower.
    pub broader: BTreeMap<PageId, BTreeSet<PageId>>,
    /// For each concept, narrower ones.
    pub narrower: BTreeMap<PageId, BTreeSet<PageId>>,
    /// For each entity, related ones, in both directions.
    pub related: BTreeMap<PageId, BTreeSet<PageId>>,
    /// For each concept, those spoken of together with it, the strongest first.
    pub together: BTreeMap<PageId, Vec<Together>>,
    /// For each tag, the notes that carry it.
    pub tags: BTreeMap<Tag, BTreeSet<PageId>>,
    /// Whether the book quotes anything: in claims, sides or running text.
    pub quotes: bool,
    /// How many events, documents and claims have a date.
    pub dated: usize,
    /// Whether there are two concepts at least, and something ties them or somebody speaks of them.
    pub mapped: bool,
}

const CONCEPT: PageKind = PageKind::Note(Kind::Concept);
/// Below this log-likelihood ratio a pair may be chance: p < 0.001 at one degree of freedom.
pub const LEAST_LLR: f64 = 10.83;
/// A passage that mentions more concepts than this is a list; it says nothing of any pair.
const MOST_TOGETHER: usize = 100;
/// A pair that shares fewer passages than this says nothing.
pub const LEAST_SHARED: usize = 3;

/// Folds all resolved documents into what they say together.
pub fn relate(notes: &[ResolvedNote], sources: &[ResolvedSource], catalog: &Catalog) -> Relations {
    let mut r = Relations::default();
    for note in notes {
        r.note(note);
    }
    number_claims(&mut r.claims);
    for blocks in r.quoted.values_mut() {
        blocks.values_mut().for_each(merge);
    }
    r.quotes = !r.claims.is_empty() || notes.iter().any(|n| !n.sides.is_empty() || !n.quotations.is_empty());
    r.dated =
        notes.iter().filter(|n| is_on_timeline(&n.note)).count() + r.claims.iter().filter(|c| c.date.is_some()).count();
    for (s, source) in sources.iter().enumerate() {
        r.cast(s, source, catalog);
        for (m, mention) in source.mentions.iter().enumerate() {
            r.mentions.entry(mention.page.clone()).or_default().push(MentionAt { source: s, mention: m });
        }
    }
    r.together = together(sources, catalog);
    r.mapped = r.is_mapped(catalog);
    r
}

impl Relations {
    /// Takes in what one note says.
    fn note(&mut self, note: &ResolvedNote) {
        let id = &note.note.id;
        for (page, _) in note.links.iter().filter(|(page, _)| page != id) {
            *self.backlinks.entry(page.clone()).or_default().entry(id.clone()).or_insert(0) += 1;
        }
        for (page, count) in note.mentions.iter().filter(|(page, _)| *page != id) {
            self.note_mentions.entry(page.clone()).or_default().insert(id.clone(), *count);
        }
        for (source, para) in &note.cites {
            self.cites(source, *para, id, Pointing::Cite);
        }
        for work in &note.works {
            self.cites(work, None, id, Pointing::Cite);
        }
        for tag in note.note.front.tags.iter().cloned().chain(body_tags(note)) {
            self.tags.entry(tag).or_default().insert(id.clone());
        }
        self.ties(note);
        for side in &note.sides {
            self.cites(&side.source, side.para, id, Pointing::Side);
        }
        for quotation in &note.quotations {
            let blocks = self.quoted.entry(quotation.source.clone()).or_default();
            blocks.entry(quotation.block).or_default().extend(&quotation.stretches);
        }
        for pin in &note.pins {
            self.pin(&pin.source, &pin.sentences, !pin.near);
        }
        for side in &note.sides {
            self.pin(&side.source, &side.sentences, true);
        }
        for claim in &note.claims {
            self.pin(&claim.source, &claim.sentences, true);
            self.claim(claim, id);
        }
    }

    /// Takes in who speaks in a source and who wrote it.
    fn cast(&mut self, n: usize, source: &ResolvedSource, catalog: &Catalog) {
        let source = &source.source;
        let Some((_, entry)) = catalog.source(&source.id) else { return };
        let mut roles: BTreeMap<&PageId, RoleIn> = BTreeMap::new();
        let part = |name: &str| entry.cast.part(name).map(|part| &part.actor);
        for actor in source.meta.author.iter().chain(&source.meta.publisher).filter_map(|name| part(name)) {
            roles.entry(actor).or_default().wrote = true;
        }
        let mut spoke: Option<&str> = None;
        for block in &source.blocks {
            let speaker = block.speaker.as_deref();
            if let (Some(para), Some(actor)) = (block.para, speaker.filter(|s| spoke != Some(s)).and_then(part)) {
                roles.entry(actor).or_default().turns.push(para);
            }
            spoke = speaker;
        }
        for (actor, role) in roles {
            self.roles.entry(actor.clone()).or_default().push(RoleIn { source: n, ..role });
        }
    }

    /// A note cites a source, or a passage of it.
    fn cites(&mut self, source: &str, para: Option<u32>, from: &PageId, how: Pointing) {
        self.citing.entry(source.to_owned()).or_default().insert(from.clone());
        if let Some(para) = para {
            self.pointing.entry(Passage::new(source, para)).or_default().insert((from.clone(), how));
        }
    }

    /// Takes in sentences that something points at, or is near to.
    fn pin(&mut self, source: &str, sentences: &[Sentences], pinned: bool) {
        for (n, s) in sentences.iter().enumerate() {
            let passages = self.pins.entry(source.to_owned()).or_default();
            let these = passages.entry(s.para).or_default();
            let reach = these.entry(Pinned { first: s.first, last: s.last }).or_default();
            reach.pinned |= pinned;
            reach.goes_on |= n + 1 < sentences.len();
            reach.comes |= n > 0;
        }
    }

    /// Takes in which pages a note names as wider, narrower or related; each of these is tied to it as well.
    fn ties(&mut self, note: &ResolvedNote) {
        let id = &note.note.id;
        let tie = |map: &mut BTreeMap<PageId, BTreeSet<PageId>>, from: &PageId, to: &PageId| {
            map.entry(from.clone()).or_default().insert(to.clone());
        };
        for page in &note.broader {
            tie(&mut self.broader, id, page);
            tie(&mut self.narrower, page, id);
        }
        for page in &note.narrower {
            tie(&mut self.narrower, id, page);
            tie(&mut self.broader, page, id);
        }
        for page in note.speaks_for.iter().filter(|page| note.note.kind == Kind::Actor && *page != id) {
            tie(&mut self.speaks_for, id, page);
            tie(&mut self.spoken_for, page, id);
        }
        for page in &note.related {
            tie(&mut self.related, id, page);
            tie(&mut self.related, page, id);
            if note.note.kind == Kind::Tension && page != id {
                tie(&mut self.tensions, page, id);
            }
        }
    }

    /// Takes in a claim that a note makes.
    fn claim(&mut self, claim: &Claim, note: &PageId) {
        let n = self.claims.len();
        self.claims_by_holder.entry(claim.holder.clone()).or_default().push(n);
        if let Some(speaker) = &claim.by {
            self.claims_by_speaker.entry(speaker.clone()).or_default().push(n);
        }
        for concept in &claim.concepts {
            self.claims_by_concept.entry(concept.clone()).or_default().push(n);
        }
        self.citing.entry(claim.source.clone()).or_default().insert(note.clone());
        if let Some(para) = claim.para {
            let passage = Passage::new(claim.source.as_str(), para);
            let pointing = self.pointing.entry(passage.clone()).or_default();
            pointing.extend(claim.concepts.iter().chain([&claim.holder]).map(|page| (page.clone(), Pointing::Claim)));
            self.claims_by_passage.entry(passage).or_default().push(n);
        }
        self.claims.push(claim.clone());
    }

    /// Whether there are two concepts at least, and something ties them or somebody speaks of them.
    fn is_mapped(&self, catalog: &Catalog) -> bool {
        let concepts = |page: &&PageId| matches!(catalog.pages.get(*page), Some(e) if e.kind == CONCEPT);
        let concept = |page: &PageId| concepts(&page);
        let tied = [&self.broader, &self.related].into_iter().any(|map| {
            map.iter().any(|(page, others)| concept(page) && others.iter().any(|other| other != page && concept(other)))
        });
        tied || !self.together.is_empty() || self.claims_by_concept.keys().filter(concepts).nth(1).is_some()
    }
}

/// Whether a note stands on the timeline: an event or a document with a date.
pub fn is_on_timeline<S: State>(note: &Note<S>) -> bool {
    matches!(note.kind, Kind::Event | Kind::Document) && note.front.date.is_some() && note.id.listed_folder().is_none()
}

/// Puts stretches in order, and those that touch together.
fn merge(stretches: &mut Vec<Span>) {
    stretches.sort_unstable();
    stretches.dedup_by(|next, last| {
        let joins = next.start <= last.end;
        if joins {
            last.end = last.end.max(next.end);
        }
        joins
    });
}

fn body_tags(note: &ResolvedNote) -> Vec<Tag> {
    every_block(&note.note.body)
        .flat_map(|block| block.node.words())
        .flat_map(every_inline)
        .filter_map(|inline| match inline {
            Inline::Tag(tag) => Some(tag.clone()),
            _ => None,
        })
        .collect()
}

/// Makes ids of equal claims differ.
fn number_claims(claims: &mut [Claim]) {
    let mut seen: BTreeMap<Anchor, usize> = BTreeMap::new();
    for claim in claims {
        let n = seen.entry(claim.id.clone()).or_insert(0);
        *n += 1;
        if *n > 1 {
            claim.id = claim.id.numbered(*n);
        }
    }
}

/// Pairs of concepts by the log-likelihood ratio of their standing in the same passages.
fn together(sources: &[ResolvedSource], catalog: &Catalog) -> BTreeMap<PageId, Vec<Together>> {
    let concept = |page: &PageId| matches!(catalog.pages.get(page).map(|e| e.kind), Some(CONCEPT));
    let mut passages = 0usize;
    let mut single: BTreeMap<&PageId, usize> = BTreeMap::new();
    // For each pair: passages, sources, and the source it was last met in.
    let mut pair: BTreeMap<(&PageId, &PageId), (usize, usize, Option<usize>)> = BTreeMap::new();
    for (s, source) in sources.iter().enumerate() {
        let mut by_block: BTreeMap<usize, BTreeSet<&PageId>> = BTreeMap::new();
        for mention in &source.mentions {
            if source.source.blocks[mention.block].para.is_some() && concept(&mention.page) {
                by_block.entry(mention.block).or_default().insert(&mention.page);
            }
        }
        passages += source.source.passages() as usize;
        for pages in by_block.values().filter(|p| p.len() <= MOST_TOGETHER) {
            let pages: Vec<&PageId> = pages.iter().copied().collect();
            for (n, a) in pages.iter().enumerate() {
                *single.entry(a).or_insert(0) += 1;
                for b in &pages[n + 1..] {
                    let entry = pair.entry((a, b)).or_default();
                    entry.0 += 1;
                    entry.1 += usize::from(entry.2.replace(s) != Some(s));
                }
            }
        }
    }
    let mut out: BTreeMap<PageId, Vec<Together>> = BTreeMap::new();
    for ((a, b), (shared, in_sources, _)) in pair {
        if shared < LEAST_SHARED {
            continue;
        }
        let (Some(&na), Some(&nb)) = (single.get(a), single.get(b)) else { continue };
        let llr = log_likelihood(shared, na, nb, passages);
        let expected = na as f64 * nb as f64 / passages.max(1) as f64;
        if llr < LEAST_LLR || (shared as f64) < expected {
            continue;
        }
        for (from, to) in [(a, b), (b, a)] {
            let row = Together { page: to.clone(), llr, shared, sources: in_sources };
            out.entry(from.clone()).or_default().push(row);
        }
    }
    for list in out.values_mut() {
        list.sort_by(|x, y| y.llr.total_cmp(&x.llr).then_with(|| x.page.cmp(&y.page)));
    }
    out
}

/// G² of a 2×2 table: both, only the first, only the second, neither.
fn log_likelihood(both: usize, a: usize, b: usize, all: usize) -> f64 {
    let cells = [both, a - both, b - both, (all + both).saturating_sub(a + b)].map(|n| n as f64);
    let (rows, columns) = ([cells[0] + cells[1], cells[2] + cells[3]], [cells[0] + cells[2], cells[1] + cells[3]]);
    let total = rows[0] + rows[1];
    let sum: f64 = cells
        .iter()
        .enumerate()
        .filter(|(_, n)| **n > 0.0)
        .map(|(i, n)| n * (n * total / (rows[i / 2] * columns[i % 2])).ln())
        .sum();
    2.0 * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_likelihood_is_dunnings() {
        // Independent counts give nothing, and the measure grows with the evidence.
        assert!(log_likelihood(10, 100, 100, 1000).abs() < 1e-9);
        assert!((log_likelihood(8, 10, 10, 100) - 35.83).abs() < 0.01, "{}", log_likelihood(8, 10, 10, 100));
        assert!(log_likelihood(5, 10, 10, 157) < log_likelihood(8, 10, 10, 157));
    }
}
