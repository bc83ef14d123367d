//! Looking for a quotation in one text: its parts in order, and between them only what its brackets allow.

use std::ops::Range;

use memchr::memmem::{self, Finder};

use super::normal::{Normal, in_word, is_wide, tokens};
use super::pattern::{Bracket, Literal, MOST_LETTERS, MOST_REPLACED, Mark, Pattern, shorter};

/// Looking for one quotation in one passage takes so many steps at most.
const MOST_STEPS: usize = 20_000;
/// So many places of a quotation without marks are looked at, when the first of them is not a good one.
const MOST_PLACES: usize = 50;

/// Where a quotation stands in a normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretches {
    /// The place of each part.
    pub parts: Vec<Range<usize>>,
    /// Whether marks of a change were needed to find it.
    pub edited: bool,
}

/// Finds a quotation in a text. Of several places the first is taken that `is_good`, or else the first; with
/// omissions the one with the least between its parts.
pub fn find(pattern: &Pattern, text: &Normal, is_good: &dyn Fn(&Stretches) -> bool) -> Option<Stretches> {
    // The source may hold brackets of its own.
    let as_written = |at: Range<usize>| Stretches { parts: vec![at], edited: false };
    let mut places = whole(text, &pattern.literal).take(MOST_PLACES).map(as_written).peekable();
    if let Some(first) = places.next() {
        let only = places.peek().is_none();
        return Some(if only || is_good(&first) { first } else { places.find(|s| is_good(s)).unwrap_or(first) });
    }
    if !pattern.is_edited() {
        return None;
    }
    let known = vec![Default::default(); pattern.parts.len()];
    let mut search = Search { pattern, text, steps: 0, best: None, known };
    let mut from = 0;
    while let Some(range) = search.part(0, from, text.text.len()) {
        if search.steps > MOST_STEPS {
            break;
        }
        from = behind_first(&text.text, range.start);
        search.follow(range);
        let good = |parts: &Vec<Range<usize>>| is_good(&Stretches { parts: parts.clone(), edited: true });
        if pattern.parts.len() == 1 && search.best.as_ref().is_some_and(good) {
            break;
        }
    }
    search.best.map(|parts| Stretches { parts, edited: true })
}

/// The letters of a quotation, whose words and numbers may be cut at its ends.
pub struct Letters(Finder<'static>);

impl Letters {
    /// Those of a quotation; nothing if it has none.
    pub fn of(pattern: &Pattern) -> Option<Self> {
        let words = pattern.literal.text.trim_end_matches(['.', ',', '。', '、']);
        (!words.is_empty()).then(|| Self(Finder::new(words).into_owned()))
    }

    /// Where they stand in a text first.
    pub fn find(&self, text: &Normal) -> Option<Range<usize>> {
        self.0.find(text.text.as_bytes()).map(|at| at..at + self.0.needle().len())
    }
}

/// The places of a stretch of words, their edges respected; a comma or stop at its end may be the quoter's own.
fn whole<'a>(text: &'a Normal, words: &'a Literal) -> impl Iterator<Item = Range<usize>> + 'a {
    [&words.whole, &words.shorter].into_iter().flatten().flat_map(|finder| {
        let len = finder.needle().len();
        let places = finder.find_iter(text.text.as_bytes()).map(move |at| at..at + len);
        places.filter(|r| text.at_edge(r.start) && text.at_edge(r.end))
    })
}

struct Search<'a> {
    pattern: &'a Pattern,
    text: &'a Normal,
    steps: usize,
    best: Option<Vec<Range<usize>>>,
    /// What is known of each part, and of it without its last sign.
    known: Vec<[Known; 2]>,
}

/// Every place of some words that begins in a stretch of the text. Places are asked for again and again: a short
/// first part may stand ten thousand times before a rare second one.
#[derive(Clone, Default)]
struct Known {
    since: usize,
    before: usize,
    places: Vec<Range<usize>>,
}

impl Search<'_> {
    /// The first place of a part that begins at `from` or later and before `before`.
    fn part(&mut self, n: usize, from: usize, before: usize) -> Option<Range<usize>> {
        let pattern = self.pattern;
        let part = &pattern.parts[n];
        let last = n + 1 == pattern.parts.len();
        let whole = self.part_as(n, None, from, before);
        match shorter(&part.text).filter(|_| last && !part.open_end) {
            Some(cut) => match (whole, self.part_as(n, Some(cut), from, before)) {
                (Some(a), Some(b)) if b.start < a.start => Some(b),
                (a, b) => a.or(b),
            },
            None => whole,
        }
    }

    fn part_as(&mut self, n: usize, cut: Option<&str>, from: usize, before: usize) -> Option<Range<usize>> {
        let (pattern, text) = (self.pattern, self.text);
        let words = cut.unwrap_or(&pattern.parts[n].text);
        let known = &mut self.known[n][usize::from(cut.is_some())];
        if !(known.since..=known.before).contains(&from) {
            *known = Known { since: from, before: from, places: Vec::new() };
        }
        self.steps += 1;
        if let Some(place) = known.places.get(known.places.partition_point(|r| r.start < from)) {
            return Some(place.clone()).filter(|r| r.start < before);
        }
        let whole = &*text.text;
        // Words that begin before `before` end before this.
        let stop = (before + words.len()).min(whole.len());
        let mut at = known.before;
        while let Some(found) = whole.as_bytes().get(at..stop).and_then(|t| memmem::find(t, words.as_bytes())) {
            let range = at + found..at + found + words.len();
            if range.start >= before || self.steps > MOST_STEPS {
                return None;
            }
            at = behind_first(whole, range.start);
            if begins(pattern, n, text, range.start) && ends(pattern, n, text, range.end) {
                known.before = at;
                known.places.push(range.clone());
                return Some(range);
            }
            self.steps += 1;
        }
        known.before = known.before.max(before.min(whole.len()));
        None
    }

    /// Goes on from the place of the first part to all behind it. A quotation may have ten thousand parts, so that
    /// this does not call itself.
    fn follow(&mut self, first: Range<usize>) {
        let mut found = vec![first];
        // Where each part behind those that are found is still to be looked for.
        let mut rooms: Vec<Range<usize>> = Vec::new();
        loop {
            let n = found.len();
            if n == self.pattern.parts.len() {
                self.keep(&found);
            } else {
                let end = found[n - 1].end;
                if rooms.len() < n {
                    rooms.push(end..self.limit(n, end).max(end + 1));
                }
                let room = rooms[n - 1].clone();
                if let Some(range) = self.part(n, room.start, room.end) {
                    rooms[n - 1].start = behind_first(&self.text.text, range.start);
                    if allows(&self.pattern.joins[n - 1], &self.text.text[end..range.start]) {
                        found.push(range);
                        continue;
                    }
                    if self.steps <= MOST_STEPS {
                        continue;
                    }
                }
            }
            // Back to the last part that may stand elsewhere.
            loop {
                found.pop();
                rooms.truncate(found.len());
                let Some(join) = found.len().checked_sub(1).map(|n| &self.pattern.joins[n]) else { return };
                // Behind an omission the nearest place is the best.
                let done = has_omission(join) && self.best.is_some();
                if !done && self.steps <= MOST_STEPS {
                    break;
                }
            }
        }
    }

    /// Before which place part `n` must begin when the one before it ends at `end`.
    fn limit(&self, n: usize, end: usize) -> usize {
        let join = &self.pattern.joins[n - 1];
        if has_omission(join) {
            return self.text.text.len();
        }
        // Far enough for some words; what lies between is looked at below.
        after_words(&self.text.text, end, MOST_REPLACED * join.len() + 1)
    }

    fn keep(&mut self, found: &[Range<usize>]) {
        let reach = |r: &[Range<usize>]| r.last().map_or(0, |l| l.end) - r.first().map_or(0, |f| f.start);
        if self.best.as_ref().is_none_or(|best| reach(found) < reach(best)) {
            self.best = Some(found.to_vec());
        }
    }
}

/// Whether some brackets allow anything between the parts beside them.
pub fn has_omission(brackets: &[Bracket]) -> bool {
    brackets.iter().any(|b| b.mark == Mark::Omission)
}

/// The letters that stand in brackets right before part `n`, at the beginning of a word.
fn letters_before(pattern: &Pattern, n: usize) -> Option<&Bracket> {
    let brackets = if n == 0 { &pattern.start } else { &pattern.joins[n - 1] };
    brackets.last().filter(|b| b.mark == Mark::Letters { behind: false, ahead: true })
}

/// Whether part `n` may begin at a place: at an edge, or behind just the letters that stand in brackets before it,
/// in small or capital form. Other letters would be another word.
fn begins(pattern: &Pattern, n: usize, text: &Normal, at: usize) -> bool {
    let Some(bracket) = letters_before(pattern, n) else {
        return pattern.parts[n].open_start || text.at_edge(at);
    };
    letters_back(&text.text, at, &bracket.put)
        .is_some_and(|start| text.at_edge(start) && text.text[start..at].to_lowercase() == bracket.put.to_lowercase())
}

/// As many letters before a place as some letters are.
pub fn letters_back(text: &str, at: usize, letters: &str) -> Option<usize> {
    match letters.chars().count().checked_sub(1) {
        None => Some(at),
        Some(last) => text[..at].char_indices().rev().nth(last).map(|(start, _)| start),
    }
}

/// Whether part `n` may end at a place: at an edge, or before letters of the same word where brackets stand for them.
fn ends(pattern: &Pattern, n: usize, text: &Normal, at: usize) -> bool {
    if !pattern.parts[n].open_end {
        return text.at_edge(at);
    }
    let last = n + 1 == pattern.parts.len();
    let brackets = if last { &pattern.end } else { &pattern.joins[n] };
    match brackets.first().map(|b| b.mark) {
        Some(Mark::Letters { behind: true, ahead: false }) => {
            let end = at + word_end(&text.text[at..]);
            text.at_edge(end) && are_letters(&text.text[at..end])
        }
        _ => true,
    }
}

/// How far the letters of a word go on from the beginning of a text.
pub fn word_end(text: &str) -> usize {
    text.find(|c: char| !in_word(c) || is_wide(c)).unwrap_or(text.len())
}

fn are_letters(text: &str) -> bool {
    text.chars().count() <= MOST_LETTERS && text.chars().all(|c| in_word(c) && !c.is_numeric())
}

/// The place behind the letter at `at`.
fn behind_first(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

/// Whether these words of the source may stand where some brackets stand.
fn allows(brackets: &[Bracket], between: &str) -> bool {
    if let [Bracket { mark: Mark::Letters { behind: true, ahead: true }, .. }] = brackets {
        return are_letters(between);
    }
    if has_omission(brackets) {
        return true;
    }
    // Letters at the end of the word before and at the beginning of the word behind are looked at where these are
    // found; what is left lies between the two.
    let mut rest = between;
    if let Some(Mark::Letters { behind: true, .. }) = brackets.first().map(|b| b.mark) {
        rest = &rest[word_end(rest)..];
    }
    if let Some(Bracket { mark: Mark::Letters { ahead: true, .. }, put, .. }) = brackets.last() {
        let Some(start) = letters_back(rest, rest.len(), put) else { return false };
        rest = &rest[..start];
    }
    let words = brackets.iter().filter(|b| b.mark == Mark::Words).count();
    if words > 0 {
        return tokens(rest).len() <= MOST_REPLACED * words;
    }
    match brackets.iter().any(|b| matches!(b.mark, Mark::Sic | Mark::Emphasis)) {
        true => rest.chars().all(|c| " ',.;:".contains(c)) && !rest.contains("..."),
        false => rest.chars().all(|c| c == ' ' || c == '\''),
    }
}

/// Where the text goes on after so many words from `at`.
fn after_words(text: &str, at: usize, words: usize) -> usize {
    let mut count = 0;
    let mut inside = false;
    for (n, c) in text[at..].char_indices() {
        let word = in_word(c) || c == '\'' && inside;
        if inside && (!word || is_wide(c)) {
            count += 1;
            if count > words {
                return at + n;
            }
        }
        inside = word;
    }
    text.len()
}
