//! Names near one that is not known: «did you mean …?».
//!
//! Among few names each is looked at. Among many, where a book may ask thousands of times, an index made once names the
//! few that can be near: those that differ by one slip, by all their letters but one, and those that share letters in a
//! row, by the rarest of these. How near each is, is told in the same way then.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{PoisonError, RwLock};

use super::Near;

/// Names as similar as this, by Jaro and Winkler, are near.
const LEAST: f64 = 0.84;
/// A name that stands inside another is as near to it as this at least.
const INSIDE: f64 = 0.88;
/// So many names are suggested at most.
const MOST_SUGGESTED: usize = 3;

/// Up to so many names each is looked at, and there is no index.
const FEW: usize = 200;
/// Of longer names, in letters, only the beginning is indexed.
const LONGEST: usize = 80;
/// Longer names, in letters, are not looked for by all letters but one: they share many in a row.
const LONGEST_WORD: usize = 40;
/// So many entries of the index are looked at for one name, from the rarest letters on.
const MOST_LOOKED_AT: usize = 1_000;
/// So many names are compared letter by letter with one.
const MOST_COMPARED: usize = 32;
/// To be one slip apart counts as much as so many rows of letters.
const SLIP_COUNTS: usize = 8;

/// «did you mean …?» for a name that is not known: up to three known names that are near it. Each known name is looked
/// at; where there are many of them, or many questions, ask [`Names`].
pub fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    near_names(name, known).advice()
}

/// Up to three known names that are near one that is not known, among few.
pub fn near_names<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Near {
    let wanted = name.to_lowercase();
    let letters = Letters::of(&wanted);
    // A book has many names, of which few come near: most are told by their letters alone.
    let may_be = |low: &str| is_inside(&wanted, low) || letters.at_most(&Letters::of(low)) > LEAST;
    let known = known.into_iter().map(|k| (k, k.to_lowercase())).filter(|(_, low)| may_be(low));
    nearest(&wanted, known.collect::<Vec<_>>().iter().map(|(k, low)| (*k, low.as_str())))
}

/// Many known names, to ask often which of them are near one that is not.
///
/// The index takes a time and a room in proportion to the letters of the names; a question takes about the same
/// however many names there are, and the same question again takes none. The answers depend on nothing but the set of
/// names.
#[derive(Debug, Default)]
pub struct Names {
    /// The names, each once, in their order.
    names: Vec<String>,
    /// The same in small letters.
    low: Vec<String>,
    /// The hashes of [`Keys`], each with the place of a name that has it, in their order; none where there are few
    /// names.
    index: Vec<(u32, u32)>,
    /// What was answered.
    answered: RwLock<BTreeMap<String, Near>>,
}

impl Names {
    /// Takes the names in.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: BTreeSet<&str> = names.into_iter().filter(|n| !n.is_empty()).collect();
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let low: Vec<String> = names.iter().map(|n| n.to_lowercase()).collect();
        let mut index = Vec::new();
        if names.len() > FEW {
            for (n, name) in (0u32..).zip(&low) {
                let Keys { rows, slips } = Keys::of(name);
                index.extend(rows.into_iter().chain(slips).map(|key| (key, n)));
            }
            index.sort_unstable();
        }
        Self { names, low, index, answered: RwLock::default() }
    }

    /// «did you mean …?» for a name that is not among them: up to three that are near it.
    pub fn near(&self, name: &str) -> Option<String> {
        self.near_names(name).advice()
    }

    /// Up to three of them that are near a name that is not among them.
    pub fn near_names(&self, name: &str) -> Near {
        // A poisoned lock holds whole answers all the same: they are put in as wholes.
        if let Some(known) = self.answered.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return known.clone();
        }
        let answer = self.answer(name);
        let mut answered = self.answered.write().unwrap_or_else(PoisonError::into_inner);
        answered.insert(name.to_owned(), answer.clone());
        answer
    }

    fn answer(&self, name: &str) -> Near {
        if self.names.len() <= FEW {
            return near_names(name, self.names.iter().map(String::as_str));
        }
        let wanted = name.to_lowercase();
        let candidates = self.candidates(&wanted);
        nearest(&wanted, candidates.into_iter().map(|n| (self.names[n].as_str(), self.low[n].as_str())))
    }

    /// The names that have a key.
    fn with(&self, key: u32) -> &[(u32, u32)] {
        let start = self.index.partition_point(|(k, _)| *k < key);
        let count = self.index[start..].partition_point(|(k, _)| *k == key);
        &self.index[start..start + count]
    }

    /// The names that share most with this one, by their place.
    fn candidates(&self, wanted: &str) -> Vec<usize> {
        let Keys { rows, slips } = Keys::of(wanted);
        let slips = slips.into_iter().map(|key| (self.with(key), SLIP_COUNTS));
        let mut lists: Vec<(&[(u32, u32)], usize)> =
            slips.chain(rows.into_iter().map(|key| (self.with(key), 1))).collect();
        // The rarest say most.
        lists.sort_by_key(|(list, counts)| (list.len(), std::cmp::Reverse(*counts), list.first().copied()));
        let mut shared: Vec<(u32, usize)> = Vec::new();
        for (list, counts) in lists {
            let left = MOST_LOOKED_AT.saturating_sub(shared.len());
            shared.extend(list.iter().take(left).map(|(_, n)| (*n, counts)));
        }
        shared.sort_unstable();
        let mut all: Vec<(usize, u32)> =
            shared.chunk_by(|a, b| a.0 == b.0).map(|one| (one.iter().map(|(_, c)| c).sum(), one[0].0)).collect();
        // Of two that share as much, the shorter one shares more of itself.
        all.sort_by_key(|(count, n)| (std::cmp::Reverse(*count), self.low[*n as usize].len(), *n));
        all.into_iter().take(MOST_COMPARED).map(|(_, n)| n as usize).collect()
    }
}

/// What a name, in small letters, is found by. Keys are hashes: two that are the same by chance cost a comparison and
/// no more.
struct Keys {
    /// Its letters two and three in a row, and with which it begins.
    rows: Vec<u32>,
    /// All its letters, and all but one, whichever that is: names one slip apart have one of these in common.
    slips: Vec<u32>,
}

impl Keys {
    fn of(low: &str) -> Self {
        let letters: Vec<char> =
            low.chars().map(|c| if matches!(c, '-' | '_') { ' ' } else { c }).take(LONGEST).collect();
        let begun: Vec<char> = std::iter::once('\0').chain(letters.iter().copied()).collect();
        let rows = [2, 3].into_iter().flat_map(|size| begun.windows(size)).map(|row| hash(START, row)).collect();
        let mut slips = Vec::new();
        // Where one letter is left, too many names have it.
        if (3..=LONGEST_WORD).contains(&letters.len()) {
            let mut before = hash(START, &['\u{1}']);
            for gone in 0..letters.len() {
                slips.push(hash(before, &letters[gone + 1..]));
                before = hash(before, &letters[gone..=gone]);
            }
            slips.push(before);
        }
        let once = |mut keys: Vec<u32>| {
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        Self { rows: once(rows), slips: once(slips) }
    }
}

/// With which a hash begins.
const START: u32 = 0x811c_9dc5;

/// A hash that goes on from another and is the same in every run (FNV-1a of 32 bits, a letter at a time).
fn hash(from: u32, letters: &[char]) -> u32 {
    letters.iter().fold(from, |hash, c| (hash ^ u32::from(*c)).wrapping_mul(0x0100_0193).rotate_left(5))
}

/// Whether one of two names, in small letters, stands inside the other. Short ones stand inside many by chance.
fn is_inside(wanted: &str, low: &str) -> bool {
    wanted.len() > 3 && (low.contains(wanted) || wanted.contains(low) && low.len() > 3)
}

/// The advice on a name in small letters: the nearest of the known names, which are given as they are and in small
/// letters.
fn nearest<'a>(wanted: &str, known: impl Iterator<Item = (&'a str, &'a str)>) -> Near {
    let score = |low: &str| {
        let least = if is_inside(wanted, low) { INSIDE } else { 0.0 };
        strsim::jaro_winkler(wanted, low).max(least)
    };
    let known = known.filter(|(k, _)| !k.is_empty()).map(|(k, low)| (score(low), k));
    let mut near: Vec<(f64, &str)> = known.filter(|(score, _)| *score > LEAST).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    // A name and its words with spaces for hyphens are one suggestion.
    let mut seen = BTreeSet::new();
    near.retain(|(_, k)| seen.insert(k.to_lowercase().replace(['-', '_'], " ")));
    near.truncate(MOST_SUGGESTED);
    Near(near.into_iter().map(|(_, name)| name.to_owned()).collect())
}

/// How often each letter stands in a name, and its first ones.
struct Letters {
    counts: [u16; 64],
    len: usize,
    first: [char; 4],
}

impl Letters {
    fn of(name: &str) -> Self {
        let mut letters = Self { counts: [0; 64], len: 0, first: ['\0'; 4] };
        for c in name.chars() {
            let count = &mut letters.counts[c as usize % 64];
            *count = count.saturating_add(1);
            if let Some(first) = letters.first.get_mut(letters.len) {
                *first = c;
            }
            letters.len += 1;
        }
        letters
    }

    /// The Jaro–Winkler similarity of two names is no more than this, whatever the order of their letters.
    fn at_most(&self, other: &Self) -> f64 {
        let shared: usize = self.counts.iter().zip(&other.counts).map(|(a, b)| usize::from(*a.min(b))).sum();
        if shared == 0 {
            return 0.0;
        }
        let shared = shared as f64;
        let jaro = (shared / self.len as f64 + shared / other.len as f64 + 1.0) / 3.0;
        let prefix = self.first.iter().zip(&other.first).take_while(|(a, b)| a == b && **a != '\0').count();
        // A little more, for what rounding may take away.
        jaro + 0.1 * prefix as f64 * (1.0 - jaro) + 1e-9
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let known = ["china", "united-states", "cyber-sovereignty"];
        assert_eq!(near("cyber-soveriegnty", known).as_deref(), Some("did you mean `cyber-sovereignty`?"));
        assert_eq!(near("sovereignty", known).as_deref(), Some("did you mean `cyber-sovereignty`?"));
        assert_eq!(near("weather", known), None);
    }

    /// Names as a large book has them: each two made-up words, with hyphens or spaces, and some by number.
    fn many() -> Vec<String> {
        let word = |n: usize| -> String {
            let syllables = ["ba", "co", "di", "fe", "gu", "ka", "lo", "mi", "ne", "ru", "sa", "to"];
            (0..4).map(|k| syllables[(n * 31 + 7) / 12usize.pow(k) % 12]).collect()
        };
        let names = (0..3_000).flat_map(|n| {
            [
                format!("{}-{}", word(n), word(n / 9)),
                format!("{} {}", word(n), word(n / 9)),
                format!("2026{:05}", n * 17),
            ]
        });
        names.chain(["网络主权".to_owned(), "cyber-sovereignty".to_owned(), "china".to_owned()]).collect()
    }

    #[test]
    fn among_many_names_one_slip_away_is_found_as_by_looking_at_each() {
        let all = many();
        let index = Names::of(all.iter().map(String::as_str));
        let slips = |name: &str, at: usize| {
            let letters: Vec<char> = name.chars().collect();
            let at = at % (letters.len() - 1);
            let mut turned = letters.clone();
            turned.swap(at, at + 1);
            let without = letters.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, c)| *c).collect();
            let mut other = letters.clone();
            other[at] = 'q';
            let mut more = letters.clone();
            more.insert(at, 'q');
            [turned, without, other, more].map(|l| l.into_iter().collect::<String>())
        };
        let mut asked = 0;
        for (n, name) in all.iter().enumerate().step_by(97).chain(all.iter().enumerate().rev().take(3)) {
            for slip in slips(name, n / 7).iter().filter(|slip| !all.contains(slip)) {
                let answer = index.near(slip).unwrap_or_default();
                let each = near(slip, all.iter().map(String::as_str)).unwrap_or_default();
                let found = |answer: &str| answer.split('`').skip(1).step_by(2).any(|other| other == name);
                assert!(found(&answer) || !found(&each), "{slip}: {answer} for {each}");
                asked += 1;
            }
        }
        assert!(asked > 300, "{asked}");
    }

    #[test]
    fn among_many_names_those_that_hold_the_wanted_one_are_found_and_far_ones_are_not() {
        let all = many();
        let index = Names::of(all.iter().map(String::as_str));
        assert_eq!(index.near("sovereignty").as_deref(), Some("did you mean `cyber-sovereignty`?"));
        assert_eq!(index.near("the cyber-sovereignty").as_deref(), Some("did you mean `cyber-sovereignty`?"));
        assert_eq!(index.near("主权").as_deref(), Some("did you mean `网络主权`?"));
        assert_eq!(index.near("网络主杈").as_deref(), Some("did you mean `网络主权`?"));
        assert_eq!(index.near("zzzzzz").as_deref(), None);
        assert_eq!(index.near(""), None);
    }

    #[test]
    fn the_order_in_which_names_come_changes_no_answer() {
        let mut all = many();
        let index = Names::of(all.iter().map(String::as_str));
        all.reverse();
        let turned = Names::of(all.iter().map(String::as_str));
        for asked in ["bacodife", "bacodi fegu", "202600018", "chian"] {
            assert_eq!(index.near(asked), turned.near(asked), "{asked}");
        }
    }

    #[test]
    fn letters_alone_never_rule_out_a_name_that_is_near() {
        let names = [
            "china",
            "chian",
            "chin",
            "a",
            "aa",
            "cyber norms",
            "norms of cyber",
            "网络主权",
            "主权网络",
            "…",
            "x…y",
            "abcd",
            "abdc",
            "cyber-sovereignty",
            "cyber-soveriegnty",
        ];
        for a in names {
            for b in names {
                let bound = Letters::of(a).at_most(&Letters::of(b));
                assert!(strsim::jaro_winkler(a, b) <= bound, "{a} and {b}: {bound}");
            }
        }
    }
}
