//! What `check --fix` does about cited places: which edits are made together, and the new text of `cited.toml`.
//!
//! A row says of a place what it said, by the place's name. So when citations follow the words from one place to another,
//! the row goes with them in the same step, or what moved to the old name would be taken for it. Where some of what names
//! a place cannot follow, nothing that names it does, and its row stays.

use std::collections::{BTreeMap, BTreeSet};

use super::find::{Index, State};
use super::{Keeping, by_id};
use crate::model::kept::{Row, Rows, toml};
use crate::model::place::Spot;
use crate::model::source::Source;
use crate::report::Diagnostic;
use crate::report::faults::{CitationKey, CitationMoved};
use crate::resolve::ResolvedSource;

/// What is to be done, in one step.
#[derive(Debug, Default)]
pub struct Plan {
    /// The remarks whose edits lead citations to where the words are now.
    pub edits: Vec<Diagnostic>,
    /// The new text of `cited.toml`, if it is to change.
    pub text: Option<String>,
    /// Of how many places it keeps what they said.
    pub places: usize,
}

/// A place of a source by its name.
type Place<'a> = (&'a str, String);

/// The cited places.
struct Cited<'a> {
    /// Those of now, with what names them.
    before: BTreeMap<Place<'a>, Vec<usize>>,
    /// Those once the edits are made.
    after: BTreeMap<Place<'a>, Spot>,
}

/// Plans what is to be done, by all that was remarked. `edits` says of a remark whether its edit can be made.
pub fn plan(
    keeping: &Keeping,
    sources: &[ResolvedSource],
    remarks: &[Diagnostic],
    edits: impl Fn(&Diagnostic) -> bool,
) -> Plan {
    if keeping.kept.broken {
        return Plan::default();
    }
    let sources = by_id(sources);
    let following: BTreeMap<usize, &Diagnostic> = remarks
        .iter()
        .filter_map(|r| Some((r.fault::<CitationMoved>().filter(|_| r.edit.is_some() && edits(r))?.naming, r)))
        .collect();
    let staying = staying(keeping, following.keys().copied().collect());
    let follows = |n: &usize| following.contains_key(n) && !staying.1.contains(n);
    let edits = following.iter().filter(|(n, _)| follows(n)).map(|(_, r)| (*r).clone()).collect();
    let cited = Cited { before: keeping.citing(), after: cited(keeping, follows) };
    let missing: BTreeSet<&str> =
        remarks.iter().filter_map(|r| r.fault::<CitationKey>()).map(|fault| fault.key.as_str()).collect();
    let mut new: BTreeMap<String, Rows> = BTreeMap::new();
    let none = Rows::new();
    let ids: BTreeSet<&str> =
        keeping.kept.sources.keys().map(String::as_str).chain(cited.after.keys().map(|(source, _)| *source)).collect();
    for id in ids {
        let old = keeping.kept.sources.get(id).unwrap_or(&none);
        let rows = match sources.get(id) {
            Some(source) => rows(keeping, source, old, &cited, &staying.0),
            // A source that is cited and not there may come back.
            None if missing.contains(id) => old.clone(),
            None => continue,
        };
        if !rows.is_empty() {
            new.insert(id.to_owned(), rows);
        }
    }
    let places = new.values().map(BTreeMap::len).sum();
    let changed = new != keeping.kept.sources;
    Plan { edits, text: changed.then(|| toml(&new)), places }
}

/// The places whose rows stay though their words have moved, and what names them: something that names one cannot follow,
/// or the row of another stands where it would go.
pub fn staying<'a>(keeping: &'a Keeping, following: BTreeSet<usize>) -> (BTreeSet<Place<'a>>, BTreeSet<usize>) {
    let moved = |source: &str, place: &str| match keeping.state(source, place) {
        Some(State::Moved(to, ..)) => Some(to.to_string()),
        _ => None,
    };
    let cited = keeping.citing();
    let mut by_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    // Which places go where another has its row.
    let mut into: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
    for (n, naming) in keeping.namings.iter().enumerate() {
        for spot in naming.spots() {
            let place = (naming.source.as_str(), spot.to_string());
            if let Some(to) = moved(place.0, &place.1) {
                into.entry((place.0, to)).or_default().push(place.clone());
                by_place.entry(place).or_default().push(n);
            }
        }
    }
    let mut places = BTreeSet::new();
    let mut stuck = BTreeSet::new();
    let mut open: Vec<Place> = Vec::new();
    for (place, namings) in &by_place {
        let to = moved(place.0, &place.1).map(|to| (place.0, to)).filter(|to| cited.contains_key(to));
        let taken = || match to.and_then(|to| keeping.state(to.0, &to.1)) {
            Some(State::Around(_) | State::Other(..) | State::Gone) => true,
            Some(State::Same(_) | State::Moved(..)) | None => false,
        };
        if namings.iter().any(|n| !following.contains(n)) || taken() {
            open.push(place.clone());
        }
    }
    while let Some(place) = open.pop() {
        if !places.insert(place.clone()) {
            continue;
        }
        open.extend(into.get(&place).into_iter().flatten().cloned());
        for n in by_place.get(&place).into_iter().flatten().filter(|n| stuck.insert(**n)) {
            let naming = &keeping.namings[*n];
            let others = naming.spots().map(|spot| (naming.source.as_str(), spot.to_string()));
            open.extend(others.filter(|other| by_place.contains_key(other)));
        }
    }
    (places, stuck)
}

/// The places that are cited once the edits are made.
fn cited<'a>(keeping: &'a Keeping, follows: impl Fn(&usize) -> bool) -> BTreeMap<Place<'a>, Spot> {
    let mut cited = BTreeMap::new();
    for (n, naming) in keeping.namings.iter().enumerate() {
        let stretches = if follows(&n) { keeping.new_places(naming) } else { naming.stretches.clone() };
        let spots = stretches.into_iter().flat_map(|(from, through)| std::iter::once(from).chain(through));
        cited.extend(spots.map(|spot| ((naming.source.as_str(), spot.to_string()), spot)));
    }
    cited
}

/// The new rows of a source.
fn rows(keeping: &Keeping, source: &Source, old: &Rows, cited: &Cited, staying: &BTreeSet<Place>) -> Rows {
    let mut index = None;
    let mut said = |spot: &Spot| {
        let index = index.get_or_insert_with(|| Index::of(source));
        let passages = source.places.at(spot);
        Some((index.said(&passages)?, *passages.first()?))
    };
    let mut new = Rows::new();
    for (name, row) in old {
        let place = (source.id.as_str(), name.clone());
        match keeping.state(&source.id, name) {
            Some(State::Moved(to, ..)) if !staying.contains(&place) => {
                let to = if let Spot::Own(_) = to
                    && !cited.after.contains_key(&(source.id.as_str(), to.to_string()))
                {
                    // Nothing cites it; what is kept of it is that others may.
                    &Spot::Passage(source.places.at(to).first().copied().unwrap_or(row.at))
                } else {
                    to
                };
                if let Some((said, at)) = said(to) {
                    put(&mut new, to.to_string(), Row { said, at, was: before(row, at) });
                }
            }
            Some(State::Same(at)) if cited.after.contains_key(&place) || !before(row, *at).is_empty() => {
                put(&mut new, name.clone(), Row { said: row.said.clone(), at: *at, was: before(row, *at) });
            }
            Some(State::Moved(..) | State::Around(_) | State::Other(..) | State::Gone)
                if cited.before.contains_key(&place) =>
            {
                put(&mut new, name.clone(), row.clone());
            }
            _ => {}
        }
    }
    let here = (source.id.as_str(), String::new());
    for ((_, name), spot) in cited.after.range(here..).take_while(|((id, _), _)| *id == source.id) {
        if !new.contains_key(name)
            && let Some((said, at)) = said(spot)
        {
            new.insert(name.clone(), Row { said, at, was: BTreeSet::new() });
        }
    }
    new
}

/// The numbers that a passage had before it had the number `at`.
fn before(row: &Row, at: u32) -> BTreeSet<u32> {
    row.was.iter().copied().chain([row.at]).filter(|old| *old != at).collect()
}

/// Puts a row in; where one of that name stands, it had the numbers of both.
fn put(rows: &mut Rows, name: String, row: Row) {
    match rows.get_mut(&name) {
        Some(there) => {
            there.was.extend(row.was);
            there.was.remove(&there.at);
        }
        None => _ = rows.insert(name, row),
    }
}
