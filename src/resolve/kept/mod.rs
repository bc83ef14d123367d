//! Fold: whether the cited places say what they said when they were cited. What each said stands in `cited.toml`
//! ([`crate::model::kept`]). What moved is remarked with where it went, and what changed with what it said.
//!
//! A place is one that a locator, a link, an embed or a field names by number; of a range its two ends are places. Where
//! its words stand now is told by whole passages first, then by its first words at the beginning of a passage, then by
//! these anywhere ([`find`]); of several alike, by how far their neighbours moved.

pub mod find;
pub mod follow;
pub mod naming;
pub mod plan;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::model::kept::Kept;
use crate::model::place::{Spot, Stretch};
use crate::model::source::Source;
use crate::path::SitePath;
use crate::report::faults::{
    CitationChanged, CitationCount, CitationLocator, CitationMoved, LinkAnchor, MovedPlace, PlaceChange, QuotePassage,
};
use crate::report::{Diagnostic, Severity};
use crate::resolve::ResolvedSource;
use crate::text::{Span, Text};

use find::{Index, State};
use naming::Naming;

/// What is kept of the cited places, and what became of them.
#[derive(Debug, Default)]
pub struct Keeping {
    /// What `cited.toml` says.
    pub kept: Kept,
    /// All that names places, in reading order.
    pub namings: Vec<Naming>,
    /// What became of the kept places, by source and name.
    states: BTreeMap<String, BTreeMap<String, State>>,
}

/// The numbers that passages of a source had in earlier editions, with those that they have now.
pub type Traces = BTreeMap<u32, BTreeSet<u32>>;

/// Compares the cited places with what is kept of them.
pub fn keep(kept: Kept, namings: Vec<Naming>, sources: &[ResolvedSource]) -> Keeping {
    let sources = by_id(sources);
    let mut spots: BTreeMap<&str, BTreeMap<String, Spot>> = BTreeMap::new();
    for naming in namings.iter().filter(|n| kept.sources.contains_key(&n.source)) {
        let of_source = spots.entry(&naming.source).or_default();
        of_source.extend(naming.spots().map(|spot| (spot.to_string(), spot.clone())));
    }
    let none = BTreeMap::new();
    let states = kept
        .sources
        .par_iter()
        .filter_map(|(id, rows)| {
            let index = Index::of(sources.get(id.as_str())?);
            Some((id.clone(), index.states(rows, spots.get(id.as_str()).unwrap_or(&none))))
        })
        .collect();
    Keeping { kept, namings, states }
}

/// Sources by their ids.
fn by_id(sources: &[ResolvedSource]) -> BTreeMap<&str, &Source> {
    sources.iter().map(|s| (s.source.id.as_str(), &s.source)).collect()
}

impl Keeping {
    fn state(&self, source: &str, place: &str) -> Option<&State> {
        self.states.get(source)?.get(place)
    }

    /// How many places are cited, and of how many it is kept what they said.
    pub fn counts(&self) -> (usize, usize) {
        let cited: BTreeSet<(&str, String)> =
            self.namings.iter().flat_map(|n| n.spots().map(|spot| (n.source.as_str(), spot.to_string()))).collect();
        let kept = cited.iter().filter(|(source, place)| self.kept.row(source, place).is_some()).count();
        (cited.len(), kept)
    }

    /// What names each place.
    fn citing(&self) -> BTreeMap<(&str, String), Vec<usize>> {
        let mut all: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
        for (n, naming) in self.namings.iter().enumerate() {
            naming.spots().for_each(|s| all.entry((&naming.source, s.to_string())).or_default().push(n));
        }
        all
    }

    /// Where the passages are now that had other numbers, by source.
    pub fn traces(&self) -> BTreeMap<String, Traces> {
        let mut all: BTreeMap<String, Traces> = BTreeMap::new();
        for (source, states) in &self.states {
            for (place, state) in states {
                let (State::Same(now) | State::Moved(_, now, _) | State::Around(now) | State::Other(_, now)) = state
                else {
                    continue;
                };
                let Some(row) = self.kept.row(source, place) else { continue };
                for old in row.was.iter().chain([&row.at]).filter(|old| *old != now) {
                    all.entry(source.clone()).or_default().entry(*old).or_default().insert(*now);
                }
            }
        }
        all
    }

    /// Remarks what moved and what changed. What else was remarked about a place that is known to have moved goes.
    pub fn remark(&self, texts: &BTreeMap<SitePath, Text>, remarks: &mut Vec<Diagnostic>) {
        if self.states.is_empty() {
            return;
        }
        let mut told: BTreeSet<(&str, String)> = BTreeSet::new();
        let mut new = Vec::new();
        let citing = self.citing();
        for (n, naming) in self.namings.iter().enumerate() {
            let text = texts.get(&naming.path).map_or("", |text| &text.text);
            new.extend(self.moved(n, naming, text));
            for spot in naming.spots() {
                let place = spot.to_string();
                let gone = matches!(self.state(&naming.source, &place), Some(State::Gone));
                // What is there no more is missed at each place that cites it.
                if gone || told.insert((&naming.source, place.clone())) {
                    let all = citing.get(&(naming.source.as_str(), place.clone())).filter(|_| !gone);
                    let citing = all.map_or(&[][..], Vec::as_slice);
                    new.extend(self.changed(naming, &place, citing));
                }
            }
        }
        self.hold(&mut new);
        let places: BTreeSet<(&SitePath, Span)> = new.iter().filter_map(placed).collect();
        let missed: BTreeSet<(SitePath, Span)> =
            remarks.iter().filter(|r| is_missing(r)).filter_map(placed).map(|(p, s)| (p.clone(), s)).collect();
        remarks.retain(|r| {
            !(is_missing(r) || r.fault::<CitationCount>().is_some()) || placed(r).is_none_or(|at| !places.contains(&at))
        });
        for remark in &mut new {
            if placed(remark).is_some_and(|(path, span)| missed.contains(&(path.clone(), span))) {
                remark.severity = Severity::Error;
            }
        }
        remarks.extend(new);
    }

    /// Takes the edits from those that have to wait for others.
    fn hold(&self, remarks: &mut [Diagnostic]) {
        let following = remarks.iter().filter(|r| r.edit.is_some());
        let following = following.filter_map(|r| r.fault::<CitationMoved>()).map(|fault| fault.naming).collect();
        let (_, stuck) = plan::staying(self, following);
        for remark in remarks.iter_mut().filter(|r| r.edit.is_some()) {
            let Some(fault) = remark.fault::<CitationMoved>().filter(|f| stuck.contains(&f.naming)).cloned() else {
                continue;
            };
            remark.set_fault(CitationMoved { written: None, waits: true, ..fault });
            remark.edit = None;
        }
    }

    /// What is said of something that names places which have moved.
    fn moved(&self, n: usize, naming: &Naming, text: &str) -> Option<Diagnostic> {
        let (mut moved, mut whole) = (Vec::new(), true);
        for spot in naming.spots() {
            let place = spot.to_string();
            if let Some(State::Moved(to, _, same)) = self.state(&naming.source, &place) {
                whole &= *same;
                let said = self.kept.row(&naming.source, &place)?.said.words.clone();
                moved.push(MovedPlace { place, said, now: to.to_string() });
            }
        }
        if moved.is_empty() {
            return None;
        }
        // In a passage that has become longer or shorter, the second sentence may be another.
        let edit =
            follow::rewritten(naming, text, &self.new_places(naming)).filter(|_| whole || !naming.counts_sentences);
        let written = edit.as_ref().map(|(_, text)| text.clone());
        let fault = CitationMoved { source: naming.source.clone(), moved, written, waits: false, naming: n };
        let remark = Diagnostic::of(fault).at(&naming.path, naming.span);
        Some(match edit {
            Some((span, text)) => remark.edit(span, text),
            None => remark,
        })
    }

    /// What something is to name, so that it leads to the words to which it led.
    fn new_places(&self, naming: &Naming) -> Vec<Stretch> {
        let new = |spot: &Spot| match self.state(&naming.source, &spot.to_string()) {
            Some(State::Moved(to, ..)) => to.clone(),
            _ => spot.clone(),
        };
        naming.stretches.iter().map(|(from, through)| (new(from), through.as_ref().map(new))).collect()
    }

    /// What is said of a place that does not say any more what it said, with all that names it.
    fn changed(&self, naming: &Naming, place: &str, citing: &[usize]) -> Option<Diagnostic> {
        let change = match self.state(&naming.source, place)? {
            State::Other(says, _) => PlaceChange::Other { says: says.clone() },
            State::Around(_) => PlaceChange::Around,
            State::Gone => PlaceChange::Gone,
            State::Same(_) | State::Moved(..) => return None,
        };
        let mut cited_in: BTreeMap<&SitePath, usize> = BTreeMap::new();
        citing.iter().for_each(|n| *cited_in.entry(&self.namings[*n].path).or_default() += 1);
        let fault = CitationChanged {
            source: naming.source.clone(),
            place: place.to_owned(),
            said: self.kept.row(&naming.source, place)?.said.words.clone(),
            change,
            cited_in: cited_in.into_iter().map(|(path, times)| (path.to_string(), times)).collect(),
        };
        Some(Diagnostic::of(fault).at(&naming.path, naming.span))
    }
}

/// Where a remark stands.
fn placed(remark: &Diagnostic) -> Option<(&SitePath, Span)> {
    let place = remark.place.as_ref()?;
    Some((&place.path, place.span?))
}

/// Whether a remark says that a source does not have a place.
fn is_missing(remark: &Diagnostic) -> bool {
    let missing = |fault: &CitationLocator| !matches!(fault, CitationLocator::Several { .. });
    remark.fault::<CitationLocator>().is_some_and(missing) || remark.fault::<LinkAnchor>().is_some()
}

/// The remarks without those on places that moved where it is said already that a quotation stands in another: these
/// name the same passage, or one that is surer.
pub fn once(mut remarks: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let edited = |r: &Diagnostic| Some((r.place.as_ref()?.path.clone(), r.edit.as_ref()?.span));
    let told: BTreeSet<(SitePath, Span)> =
        remarks.iter().filter(|r| r.fault::<QuotePassage>().is_some()).filter_map(edited).collect();
    remarks.retain(|r| r.fault::<CitationMoved>().is_none() || edited(r).is_none_or(|at| !told.contains(&at)));
    remarks
}
