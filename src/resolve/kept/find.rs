//! Where the words of kept places stand now.

use std::borrow::Cow;
use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::words;
use crate::model::kept::{Row, Rows, Said, counted};
use crate::model::place::Spot;
use crate::model::source::{Source, SourceBlock};

/// What became of a kept place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It says what it said; its first passage has this number.
    Same(u32),
    /// What it said stands in another place, which begins with this passage; whether that says no more and no less.
    Moved(Spot, u32, bool),
    /// It has these words still, and others before or behind them. The number of its first passage.
    Around(u32),
    /// It says something else: its first words, and the number of its first passage.
    Other(String, u32),
    /// The source does not have it any more, and its words begin no other place.
    Gone,
}

/// The passages of a source by what they say.
pub struct Index<'a> {
    source: &'a Source,
    passages: Vec<&'a SourceBlock>,
    /// The letters of each passage.
    letters: Vec<String>,
    /// The numbers of the passages, in the order of their letters.
    order: Vec<u32>,
    /// The passages with the same hash.
    by_hash: BTreeMap<String, Vec<u32>>,
}

impl<'a> Index<'a> {
    /// That of a source.
    pub fn of(source: &'a Source) -> Self {
        let passages: Vec<&SourceBlock> = source.blocks.iter().filter(|b| b.para.is_some()).collect();
        let letters: Vec<String> = passages.iter().map(|b| words::letters(&b.text)).collect();
        let mut order: Vec<u32> = (1..).take(letters.len()).collect();
        order.sort_by_key(|n| (&letters[*n as usize - 1], *n));
        let mut by_hash: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (number, letters) in (1..).zip(&letters) {
            by_hash.entry(words::hash([letters.as_str()])).or_default().push(number);
        }
        Self { source, passages, letters, order, by_hash }
    }

    fn letters(&self, number: u32) -> &str {
        &self.letters[number as usize - 1]
    }

    /// What a place says, by its passages.
    pub fn said(&self, passages: &[u32]) -> Option<Said> {
        said(&self.passages, passages, |number| self.letters(number).to_owned())
    }

    /// The passages that begin with these letters.
    fn beginning(&self, letters: &str) -> Vec<u32> {
        let from = self.order.partition_point(|n| self.letters(*n) < letters);
        let mut found: Vec<u32> =
            self.order[from..].iter().copied().take_while(|n| self.letters(*n).starts_with(letters)).collect();
        found.sort_unstable();
        found
    }

    /// What became of kept places; `spots` are those that are cited, by their names.
    pub fn states(&self, rows: &Rows, spots: &BTreeMap<String, Spot>) -> BTreeMap<String, State> {
        let mut sought: Vec<Sought> = rows.iter().map(|(name, row)| self.seek(name, row, spots.get(name))).collect();
        self.tell_apart(&mut sought);
        let ways = Ways::of(&sought);
        let mut lost = Vec::new();
        let mut states = BTreeMap::new();
        for one in &sought {
            match self.settled(one, &ways) {
                Some(state) => _ = states.insert(one.name.to_owned(), state),
                None => lost.push(one),
            }
        }
        let held = self.holding(&lost);
        for (one, held) in lost.into_iter().zip(held) {
            let state = match ways.choose(&held, one.row.at, None) {
                Some(at) if one.here.contains(&at) => State::Around(one.here[0]),
                Some(at) => self.moved(one, at, false),
                None => self.other(one),
            };
            states.insert(one.name.to_owned(), state);
        }
        states
    }

    /// Where a place stands now, and where whole places stand that say the same.
    fn seek<'r>(&'r self, name: &'r str, row: &'r Row, spot: Option<&Spot>) -> Sought<'r> {
        let spot = spot.cloned().or_else(|| counted(name).map(Spot::Passage));
        let here = spot.as_ref().map(|spot| self.source.places.at(spot)).unwrap_or_default();
        let letters = words::letters(&row.said.words);
        let mut one =
            Sought { name, row, spot: spot.unwrap_or(Spot::Passage(row.at)), here, letters, exact: Cow::default() };
        // What the document numbers itself stays where its number is.
        let own = matches!(one.spot, Spot::Own(_));
        if own && self.said(&one.here).is_some_and(|said| said.hash == row.said.hash) {
            one.exact = vec![one.here[0]].into();
            return one;
        }
        one.exact = self.by_hash.get(&row.said.hash).map_or_else(Cow::default, Cow::from);
        if own && one.exact.is_empty() && !one.letters.is_empty() {
            let mut near = self.beginning(&one.letters);
            near.sort_by_key(|at| (at.abs_diff(row.at), *at));
            near.truncate(MOST_ALIKE);
            near.retain(|at| {
                let passages = self.source.places.at(&self.source.places.like(&one.spot, *at));
                passages.first() == Some(at) && self.said(&passages).is_some_and(|said| said.hash == row.said.hash)
            });
            near.sort_unstable();
            one.exact = near.into();
        }
        one
    }

    /// Where as many kept places say the same as there are passages that do, they are these, in their order.
    fn tell_apart(&self, sought: &mut [Sought]) {
        let mut alike: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, one) in sought.iter().enumerate().filter(|(_, one)| one.exact.len() > 1) {
            alike.entry(&one.row.said.hash).or_default().push(n);
        }
        for mut group in alike.into_values().collect::<Vec<_>>() {
            let first = &*sought[group[0]].exact;
            // Most are one list: those of passages of the same words.
            let same = |n: &usize| std::ptr::eq(&*sought[*n].exact, first) || *sought[*n].exact == *first;
            if group.len() != sought[group[0]].exact.len() || !group.iter().all(same) {
                continue;
            }
            group.sort_by_key(|n| sought[*n].row.at);
            let places = sought[group[0]].exact.to_vec();
            for (n, at) in group.into_iter().zip(places) {
                sought[n].exact = vec![at].into();
            }
        }
    }

    /// What became of a place whose words begin a passage; nothing where they do not.
    fn settled(&self, one: &Sought, ways: &Ways) -> Option<State> {
        let first = one.here.first().copied();
        if let Some(at) = ways.choose(&one.exact, one.row.at, first) {
            return Some(if Some(at) == first { State::Same(at) } else { self.moved(one, at, true) });
        }
        if !words::are_enough(&one.letters) {
            return Some(self.other(one));
        }
        let begins = self.beginning(&one.letters);
        if let Some(first) = first.filter(|_| one.here.iter().any(|at| begins.contains(at))) {
            return Some(State::Around(first));
        }
        ways.choose(&begins, one.row.at, None).map(|at| self.moved(one, at, false))
    }

    fn moved(&self, one: &Sought, at: u32, whole: bool) -> State {
        match self.source.places.like(&one.spot, at) {
            // A page that has the words still.
            spot if spot == one.spot && !one.here.is_empty() => State::Around(one.here[0]),
            spot => State::Moved(spot, at, whole),
        }
    }

    fn other(&self, one: &Sought) -> State {
        match one.here.first() {
            Some(at) => State::Other(words::first(&self.passages[*at as usize - 1].text).to_owned(), *at),
            None => State::Gone,
        }
    }

    /// The passages that hold the words of each place anywhere, found in one walk through the text.
    fn holding(&self, lost: &[&Sought]) -> Vec<Vec<u32>> {
        let mut held = vec![Vec::new(); lost.len()];
        let wanted: Vec<usize> = (0..lost.len()).filter(|n| words::are_enough(&lost[*n].letters)).collect();
        if wanted.is_empty() {
            return held;
        }
        let Ok(finder) = AhoCorasick::new(wanted.iter().map(|n| &lost[*n].letters)) else { return held };
        for (number, letters) in (1..).zip(&self.letters) {
            for hit in finder.find_overlapping_iter(letters) {
                let list: &mut Vec<u32> = &mut held[wanted[hit.pattern().as_usize()]];
                if list.last() != Some(&number) {
                    list.push(number);
                }
            }
        }
        held
    }
}

/// Of places that begin alike, so many are compared as wholes: those nearest to where the one sought stood.
const MOST_ALIKE: usize = 64;

/// What a place says, by its passages among all of the source.
pub fn said(all: &[&SourceBlock], passages: &[u32], letters: impl Fn(u32) -> String) -> Option<Said> {
    let first = all.get((*passages.first()? as usize).checked_sub(1)?)?;
    let letters: Vec<String> = passages.iter().map(|n| letters(*n)).collect();
    Some(words::said(&first.text, letters.iter().map(String::as_str)))
}

/// A kept place that is looked for.
struct Sought<'r> {
    name: &'r str,
    row: &'r Row,
    spot: Spot,
    /// The passages at the place now.
    here: Vec<u32>,
    /// The letters of its first words.
    letters: String,
    /// Where whole places begin that say the same, in order.
    exact: Cow<'r, [u32]>,
}

/// How far passages have moved, by those that stand in one place only.
struct Ways {
    /// Their numbers of then and of now, in order.
    known: Vec<(u32, u32)>,
}

impl Ways {
    fn of(sought: &[Sought]) -> Self {
        let mut known: Vec<(u32, u32)> =
            sought.iter().filter(|one| one.exact.len() == 1).map(|one| (one.row.at, one.exact[0])).collect();
        known.sort_unstable();
        Self { known }
    }

    /// Of passages that say the same, in order, the one where the passage `at` of then is to be expected: as far on as the known
    /// ones before and behind it. Where these do not agree it stays `here` if it can.
    fn choose(&self, found: &[u32], at: u32, here: Option<u32>) -> Option<u32> {
        if let [] | [_] = found {
            return found.first().copied();
        }
        let next = self.known.partition_point(|(then, _)| *then < at);
        let by = |(then, now): (u32, u32)| i64::from(now) - i64::from(then);
        let before = next.checked_sub(1).map_or(0, |n| by(self.known[n]));
        let behind = self.known.get(next).map(|way| by(*way));
        let agree = behind.is_none_or(|behind| behind == before);
        if !agree && let Some(here) = here.filter(|here| found.binary_search(here).is_ok()) {
            return Some(here);
        }
        let want = i64::from(at) + before;
        let behind = found.partition_point(|n| i64::from(*n) < want);
        let nearest = found[behind.saturating_sub(1)..].iter().take(2).copied();
        nearest.min_by_key(|n| ((i64::from(*n) - want).abs(), *n))
    }
}
