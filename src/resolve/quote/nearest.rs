//! For a quotation that does not hold: the words of the sources that come nearest to it, and where the two part.
//! This only serves the message; nothing passes because it is near.

use std::collections::BTreeMap;
use std::ops::Range;

use super::corpus::Corpus;
use super::normal::{Normal, Token, tokens};

/// Longer quotations are compared up to here; the first difference is what is told.
const MOST_WORDS: usize = 300;
/// So many of a quotation's rarest words say where to look.
const MOST_CLUES: usize = 14;
/// So many places of them are looked at in all; common words say little and cost much.
const MOST_PLACES: usize = 6_000;
/// So many spots are looked at closely.
const MOST_SPOTS: usize = 6;

/// The words of a source that come nearest to a quotation.
#[derive(Debug, Clone)]
pub struct Nearest {
    /// Which entry of the corpus holds them.
    pub entry: usize,
    /// Where in its normalised text they stand.
    pub range: Range<usize>,
    /// How many words of the quotation stand there in the same order.
    pub same: usize,
    /// How many words the quotation has.
    pub words: usize,
    /// The differences, in order.
    pub changes: Vec<Change>,
}

/// A stretch in which the quotation and the source differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// In the normalised quotation; empty where words are missing from it.
    pub quote: Range<usize>,
    /// In the entry's normalised text; empty where the quotation puts words in.
    pub source: Range<usize>,
}

impl Nearest {
    /// Whether it is near enough to be what was meant.
    pub fn is_close(&self) -> bool {
        self.same >= 3.min(self.words) && self.same * 100 >= self.words * 55
    }

    /// Whether it is near enough to be worth showing.
    pub fn helps(&self) -> bool {
        self.same >= 3.min(self.words - 1).max(2) && self.same * 100 >= self.words * 35
    }
}

/// Looks for the nearest words within some entries.
pub fn nearest(quote: &Normal, corpus: &Corpus, within: &Range<usize>) -> Option<Nearest> {
    let mut words = outside_brackets(&quote.text);
    words.truncate(MOST_WORDS);
    let mut clues: Vec<(usize, &[u32])> =
        words.iter().enumerate().map(|(n, t)| (n, corpus.places_of(t.hash, within))).collect();
    clues.retain(|(_, places)| !places.is_empty());
    clues.sort_by_key(|(n, places)| (places.len(), *n));
    clues.truncate(MOST_CLUES);
    let mut left = MOST_PLACES;
    clues.retain_mut(|(_, places)| {
        *places = &places[..places.len().min(left)];
        left -= places.len();
        !places.is_empty()
    });
    // Each place of a clue speaks for the spot where the quotation would begin; rare words speak louder.
    let width = (words.len() / 2).max(4);
    let mut votes: BTreeMap<usize, f64> = BTreeMap::new();
    for (n, places) in &clues {
        let weight = 1.0 / (1.0 + places.len() as f64).ln_1p();
        for &place in *places {
            let spot = (place as usize + MOST_WORDS).saturating_sub(*n) / width;
            *votes.entry(spot).or_insert(0.0) += weight;
            *votes.entry(spot + 1).or_insert(0.0) += weight / 2.0;
        }
    }
    let mut spots: Vec<(usize, f64)> = votes.into_iter().collect();
    spots.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    spots.truncate(MOST_SPOTS);
    let mut best: Option<Nearest> = None;
    for (spot, _) in spots {
        let begin = (spot * width).saturating_sub(MOST_WORDS);
        // The spot may lie at the seam of two entries: both are looked at.
        let mut ends = [begin, begin + width, begin + words.len()].map(|p| corpus.entry_at(p as u32)).to_vec();
        ends.dedup();
        for entry in ends {
            if !within.contains(&entry) {
                continue;
            }
            let own = corpus.entry(entry).words.clone();
            let from = begin.saturating_sub(width).max(own.start).min(own.end) - own.start;
            let to = (begin + words.len() + 2 * width).max(own.start).min(own.end) - own.start;
            let found = align(quote, &words, corpus, entry, from..to);
            let better = |found: &Nearest| {
                best.as_ref().is_none_or(|b| {
                    (found.same, std::cmp::Reverse(found.changes.len())) > (b.same, std::cmp::Reverse(b.changes.len()))
                })
            };
            if let Some(found) = found.filter(better) {
                best = Some(found);
            }
        }
    }
    best
}

/// The words of a quotation that are not in brackets.
fn outside_brackets(text: &str) -> Vec<Token> {
    let mut depth = 0usize;
    let mut at = 0;
    let mut out = Vec::new();
    for token in tokens(text) {
        for c in text[at..token.start as usize].chars() {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        at = token.start as usize;
        if depth == 0 {
            out.push(token);
        }
    }
    out
}

/// Sets the quotation's words beside some words of an entry: the longest common run of words in order, with the
/// fewest changes (free at both ends of the source).
fn align(quote: &Normal, words: &[Token], corpus: &Corpus, entry: usize, window: Range<usize>) -> Option<Nearest> {
    let source = &corpus.entry(entry).normal.text;
    let theirs = &corpus.words(entry)[window];
    let same = |a: &Token, b: &Token| a.hash == b.hash && quote.text[a.range()] == source[b.range()];
    let (n, m) = (words.len(), theirs.len());
    if n == 0 || m == 0 {
        return None;
    }
    // Costs: a word changed, added or left out is one step; the source's words before and after are free.
    let mut cost = vec![0u32; (n + 1) * (m + 1)];
    let at = |i: usize, j: usize| i * (m + 1) + j;
    for i in 1..=n {
        cost[at(i, 0)] = i as u32;
        for j in 1..=m {
            let both = cost[at(i - 1, j - 1)] + u32::from(!same(&words[i - 1], &theirs[j - 1]));
            cost[at(i, j)] = both.min(cost[at(i - 1, j)] + 1).min(cost[at(i, j - 1)] + 1);
        }
    }
    let mut j = (0..=m).min_by_key(|&j| (cost[at(n, j)], j))?;
    let mut i = n;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    while i > 0 {
        let here = cost[at(i, j)];
        if j > 0 && same(&words[i - 1], &theirs[j - 1]) && here == cost[at(i - 1, j - 1)] {
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j));
        } else if here == cost[at(i - 1, j)] + 1 {
            i -= 1;
        } else if j > 0 && here == cost[at(i, j - 1)] + 1 {
            j -= 1;
        } else {
            (i, j) = (i - 1, j.saturating_sub(1));
        }
    }
    pairs.reverse();
    let (first, last) = (*pairs.first()?, *pairs.last()?);
    let mut changes = Vec::new();
    let empty_quote = |n: usize| {
        let at = words.get(n).map_or(quote.text.len(), |t| t.start as usize);
        at..at
    };
    let empty_source = |n: usize| {
        let at = theirs.get(n).map_or(source.len(), |t| t.start as usize);
        at..at
    };
    let span = |list: &[Token], r: Range<usize>| list[r.start].range().start..list[r.end - 1].range().end;
    // Words before the first that agree, between two that do, and after the last.
    let mut gaps: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    gaps.push((0..first.0, first.1.saturating_sub(first.0)..first.1));
    for pair in pairs.windows(2) {
        gaps.push((pair[0].0 + 1..pair[1].0, pair[0].1 + 1..pair[1].1));
    }
    let rest = n - last.0 - 1;
    gaps.push((last.0 + 1..n, last.1 + 1..(last.1 + 1 + rest).min(m)));
    for (q, s) in gaps {
        if q.is_empty() && s.is_empty() {
            continue;
        }
        changes.push(Change {
            quote: if q.is_empty() { empty_quote(q.start) } else { span(words, q) },
            source: if s.is_empty() { empty_source(s.start) } else { span(theirs, s) },
        });
    }
    let from = first.1.saturating_sub(first.0);
    let to = (last.1 + rest).min(m - 1);
    let range = theirs[from].range().start..theirs[to].range().end;
    Some(Nearest { entry, range, same: pairs.len(), words: n, changes })
}
