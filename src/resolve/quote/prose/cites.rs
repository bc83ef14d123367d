//! Which citation speaks for a quotation: the one beside it, or else one farther off, and how surely.

use std::ops::Range;
use std::rc::Rc;

use super::super::Checker;
use super::super::asked::Cited;
use super::super::marks::Stretch;
use super::flat::{Flat, Spot};
use super::names::Names;
use crate::model::tree::{Block, Node, Written};
use crate::text::words;

/// Of what is cited in one place, so much is looked at.
const MOST_CITES: usize = 16;
/// A note of so many words does nothing but cite: `See also the study`.
const BARE_NOTE: usize = 5;

/// What may be cited for a quotation.
#[derive(Clone)]
pub struct Candidate {
    /// What is cited.
    pub cites: Rc<[Cited]>,
    /// Whether it is there for this quotation. One that stands in another sentence may be there for something else: words
    /// that it does not have are then not its fault.
    pub firm: bool,
}

impl Candidate {
    /// What is cited in one place.
    pub fn at(spot: &Spot, firm: bool) -> Self {
        Self { cites: Rc::clone(&spot.cites), firm: firm && spot.is_firm() }
    }

    /// What is cited in several places that stand together; nothing where there is none.
    pub fn together(spots: &[Spot]) -> Option<Self> {
        let firm = spots.iter().any(Spot::is_firm);
        match spots {
            [] => None,
            [one] => Some(Self { cites: Rc::clone(&one.cites), firm }),
            all => {
                Some(Self { cites: all.iter().flat_map(|s| s.cites.iter().cloned()).take(MOST_CITES).collect(), firm })
            }
        }
    }

    /// The same, farther off.
    pub fn weak(&self) -> Self {
        Self { cites: Rc::clone(&self.cites), firm: false }
    }
}

/// How near to a quotation the citation behind it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Near {
    /// With no word between.
    Beside,
    /// With other quotations between, and a word between two of them at most: “one” and “two” [@key].
    InRow,
    /// Elsewhere.
    No,
}

/// What the signs of a note stand for, with what its footnotes cite.
pub fn names<'a>(blocks: &'a [Block<Written>], checker: &'a Checker<'a>) -> Names<'a> {
    let mut names = Names::new(checker);
    let mut found = Vec::new();
    footnotes(blocks, &mut found);
    for (label, content) in found {
        let mut flats = Vec::new();
        collect(content, &names, &mut flats);
        let cites: Rc<[Cited]> =
            flats.iter().flat_map(|f| &f.spots).flat_map(|s| s.cites.iter().cloned()).take(MOST_CITES).collect();
        if !cites.is_empty() {
            let is_bare = |f: &Flat| f.only_cites() || words(f.text()) < BARE_NOTE && f.marked().quoted.is_empty();
            let bare = flats.iter().all(is_bare);
            names.add_footnote(label, cites, bare);
        }
    }
    names
}

/// The footnotes among some blocks, wherever they stand.
fn footnotes<'a>(blocks: &'a [Block<Written>], out: &mut Vec<(&'a str, &'a [Block<Written>])>) {
    for block in blocks {
        match &block.node {
            Node::Footnote { label, content } => out.push((label, content)),
            Node::Quote { content, .. } | Node::Callout { content, .. } => footnotes(content, out),
            Node::List { items, .. } => items.iter().for_each(|i| footnotes(&i.content, out)),
            Node::Definitions(list) => list.iter().flat_map(|d| &d.definitions).for_each(|d| footnotes(d, out)),
            _ => {}
        }
    }
}

/// The runs of text in some blocks.
pub fn collect<'a>(blocks: &'a [Block<Written>], names: &Names<'a>, out: &mut Vec<Flat<'a>>) {
    for block in blocks {
        match &block.node {
            Node::Paragraph(content) | Node::Heading { content, .. } => out.push(Flat::of(content, names)),
            Node::Quote { content, .. } | Node::Callout { content, .. } => collect(content, names, out),
            Node::List { items, .. } => items.iter().for_each(|i| collect(&i.content, names, out)),
            Node::Definitions(list) => list.iter().flat_map(|d| &d.definitions).for_each(|d| collect(d, names, out)),
            Node::Table { head, rows, .. } => {
                out.extend(head.iter().chain(rows.iter().flatten()).map(|cell| Flat::of(cell, names)));
            }
            Node::Footnote { .. } | Node::Code { .. } | Node::Rule | Node::Html(_) | Node::Embed { .. } => {}
        }
    }
}

impl Flat<'_> {
    /// For each quotation how near the citation behind it stands.
    pub fn nearness(&self, quoted: &[Stretch]) -> Vec<Near> {
        let mut all = vec![Near::No; quoted.len()];
        for (n, stretch) in quoted.iter().enumerate().rev() {
            let Some(spot) = self.spots.get(self.behind(stretch)) else { continue };
            let next = quoted.get(n + 1).filter(|q| q.whole.start < spot.at);
            all[n] = match next {
                None if !self.has_words(stretch.whole.end..spot.at) => Near::Beside,
                Some(next) if all[n + 1] != Near::No => {
                    let between = &self.text()[stretch.whole.end..next.whole.start];
                    let few = between.len() < 64 && words(&between.replace(|c: char| !c.is_alphanumeric(), " ")) <= 1;
                    if few { Near::InRow } else { Near::No }
                }
                _ => Near::No,
            };
        }
        all
    }

    /// Which spot is the first behind a quotation.
    fn behind(&self, stretch: &Stretch) -> usize {
        self.spots.partition_point(|s| s.at < stretch.whole.end)
    }

    /// What is cited from a spot on, as long as no word stands between.
    fn from(&self, first: usize) -> Option<Candidate> {
        let gap = |pair: &[Spot]| self.has_words(pair[0].at..pair[1].at);
        let rest = self.spots.get(first..)?;
        let more = rest.windows(2).take(MOST_CITES).take_while(|pair| !gap(pair)).count();
        Candidate::together(rest.get(..=more)?)
    }

    /// What may be cited for a quotation, the nearest first: what stands right behind it, alone; or else what stands
    /// within it, behind it in its sentence, and before it there. Farther off, and unsure: behind it, before it, and at
    /// the end.
    pub fn candidates(&self, stretch: &Stretch, near: Near) -> Vec<Candidate> {
        let (behind, end) = (self.behind(stretch), stretch.whole.end);
        let beside = (near == Near::Beside).then(|| self.from(behind)).flatten();
        if let Some(alone) = beside.as_ref().filter(|c| c.firm) {
            return vec![alone.clone()];
        }
        let mut out: Vec<Candidate> = Vec::new();
        let inside = self.spots.partition_point(|s| s.at < stretch.inside.start);
        out.extend(Candidate::together(&self.spots[inside.min(behind)..behind]));
        let here = |spot: &Spot| !self.ends_sentence(stretch.inside.end, spot.at);
        let next = self.spots.get(behind);
        out.extend(beside.or_else(|| next.filter(|s| here(s)).map(|s| Candidate::at(s, true))));
        let before = inside.min(behind).checked_sub(1).and_then(|n| self.spots.get(n));
        let same = |spot: &Spot| {
            !(self.ends_sentence(spot.at, stretch.whole.start) || spot.follows() && self.stops_before(spot.at))
        };
        out.extend(before.filter(|s| same(s)).map(|s| Candidate::at(s, true)));
        out.extend(next.filter(|s| near != Near::Beside && !here(s)).map(|s| Candidate::at(s, false)));
        out.extend(before.filter(|s| !same(s)).map(|s| Candidate::at(s, false)));
        out.extend(self.spots.last().filter(|s| s.at > end).map(|s| Candidate::at(s, false)));
        out
    }

    /// Whether a sentence ends right before a place.
    fn stops_before(&self, at: usize) -> bool {
        let before = self.text()[..at].trim_end().trim_end_matches(['”', '"', '’', '\'', '»', '“', ')', '」', '』']);
        before.ends_with(['.', '!', '?', '。', '！', '？', '…', '؟', '۔', '।'])
    }

    /// What is cited in its last sentence, the last first.
    pub fn last_cited(&self, firm: bool) -> Option<Candidate> {
        let spot = self.spots.last()?;
        (!self.ends_sentence(spot.at, self.text().len())).then(|| Candidate::at(spot, firm))
    }

    /// What is cited in its first sentence.
    pub fn first_cited(&self) -> Option<Candidate> {
        let spot = self.spots.first()?;
        (!self.ends_sentence(0, spot.at)).then(|| Candidate::at(spot, false))
    }

    /// What is cited at its end, with no word behind it, and where that begins.
    pub fn cited_at_end(&self) -> Option<(Candidate, usize)> {
        let last = self.spots.last().filter(|s| !self.has_words(s.at..self.text().len()))?;
        let first = self.spots.partition_point(|s| self.has_words(s.at..last.at));
        let at = self.spots.get(first)?.at;
        Some((Candidate::together(&self.spots[first..])?, at))
    }
}

/// A place in running text as a quotation of no words.
pub fn point(at: usize) -> Stretch {
    let nowhere: Range<usize> = at..at;
    Stretch { inside: nowhere.clone(), whole: nowhere }
}
