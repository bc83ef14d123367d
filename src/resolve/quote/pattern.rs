//! A quotation as what is looked for: words that must stand in the source, and the marked changes between them.
//!
//! The marks are those of The Chicago Manual of Style and of most house styles: `[…]` for words left out, `[word]`
//! for words put in or changed, letters in brackets within a word (`[t]he`, `appl[ied]`), and `[sic]`. Three dots
//! without brackets are first taken for the source's own and then for an omission.

use std::ops::Range;

use memchr::memmem;

use super::normal::{self, Normal, at_edge, in_word, tokens};

/// So many words of the source may give way to words in brackets.
pub const MOST_REPLACED: usize = 3;
/// So many letters of a word may give way to letters in brackets.
const MOST_LETTERS: usize = 6;
/// Looking for one quotation in one passage takes so many steps at most.
const MOST_STEPS: usize = 20_000;

/// Words of a quotation that must stand in the source as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words, normalised.
    pub text: String,
    /// How many words they are.
    pub words: usize,
    /// Whether letters in brackets come right before them.
    open_start: bool,
    /// Whether letters in brackets follow right after.
    open_end: bool,
}

/// What may stand in the source between two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Join {
    /// Anything: `[…]`, or dots that turn out to mean it.
    Omission,
    /// Up to three words, in whose place stand these.
    Words(String),
    /// Some letters of a word, in whose place stand these.
    Letters(String),
    /// Nothing: `[sic]`.
    Sic,
}

/// A quotation as what is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The quotation as it was written.
    pub written: String,
    /// All of it, normalised, brackets and dots taken as words of the source.
    pub literal: String,
    /// Its parts.
    pub parts: Vec<Part>,
    /// What stands between them: one fewer than the parts.
    pub joins: Vec<Join>,
    /// Letters or words in brackets before the first part and after the last.
    pub outer: Vec<Join>,
    /// Whether `[sic]` stands in it.
    pub sic: bool,
}

/// Where a quotation stands in a normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretches {
    /// The place of each part.
    pub parts: Vec<Range<usize>>,
    /// Whether marks of a change were needed to find it.
    pub edited: bool,
}

impl Pattern {
    /// Reads a quotation; `None` when there is no word in it to look for.
    pub fn read(quote: &str) -> Option<Self> {
        let literal = trim(&Normal::of(quote, &[]).text).to_owned();
        let pieces = pieces(quote);
        let mut pattern = Self {
            written: quote.to_owned(),
            literal,
            parts: Vec::new(),
            joins: Vec::new(),
            outer: Vec::new(),
            sic: false,
        };
        let mut between: Vec<Join> = Vec::new();
        for (n, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Bracket(join) => {
                    pattern.sic |= *join == Join::Sic;
                    between.push(join.clone());
                }
                Piece::Words { text, glued_before, glued_after } => {
                    let normal = Normal::of(text, &[]).text;
                    let mut words: &str = normal.trim();
                    if n > 0 && !glued_before {
                        words = words.trim_start_matches([' ', ',', '.', ';', ':']);
                    }
                    if n == 0 {
                        words = words.trim_start_matches('\'');
                    }
                    if n + 1 == pieces.len() {
                        words = words.trim_end_matches('\'');
                    }
                    let count = count(words);
                    if count == 0 && !(words.chars().any(in_word)) {
                        continue;
                    }
                    let part = Part {
                        text: words.to_owned(),
                        words: count,
                        open_start: *glued_before,
                        open_end: *glued_after,
                    };
                    if pattern.parts.is_empty() {
                        pattern.outer.append(&mut between);
                    } else {
                        pattern.joins.push(combine(&mut between));
                    }
                    pattern.parts.push(part);
                }
            }
        }
        pattern.outer.append(&mut between);
        (!pattern.parts.is_empty()).then_some(pattern)
    }

    /// How many words it has, those in brackets left out.
    pub fn words(&self) -> usize {
        self.parts.iter().map(|p| p.words).sum()
    }

    /// Whether it marks any change.
    pub fn is_edited(&self) -> bool {
        !self.joins.is_empty() || !self.outer.is_empty()
    }

    /// The same quotation read in the other ways that its signs allow: without marks of emphasis that were copied
    /// from a source's file, and with dots taken for omissions.
    pub fn other_readings(&self) -> Vec<Self> {
        let plain = self.without_emphasis();
        let dots = plain.as_ref().unwrap_or(self).with_dots_as_omissions();
        plain.into_iter().chain(dots).collect()
    }

    fn without_emphasis(&self) -> Option<Self> {
        if !self.written.contains(['*', '_']) {
            return None;
        }
        let mut pattern = Self::read(&self.written.replace(['*', '_'], ""))?;
        pattern.written.clone_from(&self.written);
        Some(pattern)
    }

    /// The same quotation with dots taken for omissions, when it has such dots.
    fn with_dots_as_omissions(&self) -> Option<Self> {
        let mut found = false;
        let mut written = String::with_capacity(self.written.len() + 8);
        let mut depth = 0usize;
        let mut chars = self.written.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let dots = match c {
                _ if depth > 0 => 0,
                '…' => 1,
                '.' => dot_run(&self.written[at..]),
                _ => 0,
            };
            if dots > 0 {
                (1..dots).for_each(|_| {
                    chars.next();
                });
                written.push_str(" […] ");
                found = true;
            } else {
                written.push(c);
            }
        }
        let mut pattern = found.then(|| Self::read(&written)).flatten()?;
        pattern.written.clone_from(&self.written);
        (pattern.parts.len() > self.parts.len()).then_some(pattern)
    }

    /// Finds it in a normalised text. Of several places the one with the least between its parts is taken, and of
    /// those the first.
    pub fn find(&self, text: &str) -> Option<Stretches> {
        // The source may hold brackets of its own.
        if let Some(at) = whole(text, &self.literal) {
            return Some(Stretches { parts: vec![at], edited: false });
        }
        if !self.is_edited() {
            return None;
        }
        let mut search =
            Search { pattern: self, text, steps: 0, best: None, known: vec![Default::default(); self.parts.len()] };
        let mut from = 0;
        while let Some(range) = search.part(0, from, text.len()) {
            if search.steps > MOST_STEPS {
                break;
            }
            from = behind_first(text, range.start);
            search.follow(range);
            if self.parts.len() == 1 {
                break;
            }
        }
        search.best.map(|parts| Stretches { parts, edited: true })
    }
}

/// Words without white space and the closing stop or comma that American style sets before a closing mark.
fn trim(text: &str) -> &str {
    text.trim().trim_matches('\'').trim()
}

/// The place of a stretch of words, their edges respected; a comma or stop at its end may be the quoter's own.
fn whole(text: &str, words: &str) -> Option<Range<usize>> {
    let find = |words: &str| {
        if words.is_empty() {
            return None;
        }
        memmem::find_iter(text.as_bytes(), words.as_bytes())
            .map(|at| at..at + words.len())
            .find(|r| at_edge(text, r.start) && at_edge(text, r.end))
    };
    find(words).or_else(|| shorter(words).and_then(find))
}

/// A stretch without the comma or stop at its end, if it has one and more than that.
fn shorter(words: &str) -> Option<&str> {
    let cut = words.strip_suffix([',', '.', '。', '、'])?;
    (!cut.ends_with(['.', ',']) && cut.chars().any(in_word)).then_some(cut)
}

struct Search<'a> {
    pattern: &'a Pattern,
    text: &'a str,
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
        let (part, text) = (&self.pattern.parts[n], self.text);
        let words = cut.unwrap_or(&part.text);
        let known = &mut self.known[n][usize::from(cut.is_some())];
        if !(known.since..=known.before).contains(&from) {
            *known = Known { since: from, before: from, places: Vec::new() };
        }
        self.steps += 1;
        if let Some(place) = known.places.get(known.places.partition_point(|r| r.start < from)) {
            return Some(place.clone()).filter(|r| r.start < before);
        }
        // Words that begin before `before` end before this.
        let stop = (before + words.len()).min(text.len());
        let mut at = known.before;
        while let Some(n) = text.as_bytes().get(at..stop).and_then(|t| memmem::find(t, words.as_bytes())) {
            let range = at + n..at + n + words.len();
            if range.start >= before || self.steps > MOST_STEPS {
                return None;
            }
            at = behind_first(text, range.start);
            if (part.open_start || at_edge(text, range.start)) && (part.open_end || at_edge(text, range.end)) {
                known.before = at;
                known.places.push(range.clone());
                return Some(range);
            }
            self.steps += 1;
        }
        known.before = known.before.max(before.min(text.len()));
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
                    rooms[n - 1].start = behind_first(self.text, range.start);
                    if allows(&self.pattern.joins[n - 1], self.pattern, n, &self.text[end..range.start]) {
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
                let done = *join == Join::Omission && self.best.is_some();
                if !done && self.steps <= MOST_STEPS {
                    break;
                }
            }
        }
    }

    /// Before which place part `n` must begin when the one before it ends at `end`.
    fn limit(&self, n: usize, end: usize) -> usize {
        match self.pattern.joins[n - 1] {
            Join::Omission => self.text.len(),
            // Far enough for some words; what lies between is looked at below.
            Join::Words(_) | Join::Letters(_) => after_words(self.text, end, MOST_REPLACED + 1),
            Join::Sic => after_words(self.text, end, 1),
        }
    }

    fn keep(&mut self, found: &[Range<usize>]) {
        let reach = |r: &[Range<usize>]| r.last().map_or(0, |l| l.end) - r.first().map_or(0, |f| f.start);
        if self.best.as_ref().is_none_or(|best| reach(found) < reach(best)) {
            self.best = Some(found.to_vec());
        }
    }
}

/// The place behind the letter at `at`.
fn behind_first(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

/// Whether these words of the source may stand between part `n - 1` and part `n`.
fn allows(join: &Join, pattern: &Pattern, n: usize, between: &str) -> bool {
    match join {
        Join::Omission => true,
        Join::Words(_) => count(between) <= MOST_REPLACED,
        Join::Sic => between.chars().all(|c| " ',.;:".contains(c)) && !between.contains("..."),
        Join::Letters(_) => {
            // Within a word on the side that is glued to it.
            let (before, after) = (pattern.parts[n - 1].open_end, pattern.parts[n].open_start);
            let inside = match (before, after) {
                (true, true) => between,
                (true, false) => between.trim_end_matches(|c: char| !in_word(c)),
                _ => between.trim_start_matches(|c: char| !in_word(c)),
            };
            inside.chars().all(in_word) && inside.chars().count() <= MOST_LETTERS
        }
    }
}

/// Where the text goes on after so many words from `at`.
fn after_words(text: &str, at: usize, words: usize) -> usize {
    let mut count = 0;
    let mut inside = false;
    for (n, c) in text[at..].char_indices() {
        let word = in_word(c) || c == '\'' && inside;
        if inside && (!word || normal::is_wide(c)) {
            count += 1;
            if count > words {
                return at + n;
            }
        }
        inside = word;
    }
    text.len()
}

fn count(text: &str) -> usize {
    tokens(text).len()
}

enum Piece {
    Words { text: String, glued_before: bool, glued_after: bool },
    Bracket(Join),
}

/// Cuts a quotation at its brackets.
fn pieces(quote: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = quote;
    let mut glued = false;
    loop {
        // The first `]` that something opens, and the last `[` before it.
        let mut opened = None;
        let pair = rest.char_indices().find_map(|(n, c)| match c {
            '[' => {
                opened = Some(n);
                None
            }
            ']' => opened.map(|open| (open, n)),
            _ => None,
        });
        let Some((open, close)) = pair else {
            if !rest.trim().is_empty() {
                out.push(Piece::Words { text: rest.to_owned(), glued_before: glued, glued_after: false });
            }
            return out;
        };
        let (before, inside, after) = (&rest[..open], rest[open + 1..close].trim(), &rest[close + 1..]);
        let letter_before = before.ends_with(|c: char| in_word(c) && !normal::is_wide(c))
            || before.is_empty() && matches!(out.last(), Some(Piece::Bracket(_))) && glued;
        let letter_after = after.starts_with(|c: char| in_word(c) && !normal::is_wide(c));
        let omission = !inside.is_empty() && inside.chars().all(|c| matches!(c, '.' | '…' | '⋯' | ' '));
        let sic = inside.trim_end_matches('!').eq_ignore_ascii_case("sic");
        let letters = (letter_before || letter_after) && !omission && !sic;
        if !before.trim().is_empty() {
            let text = before.to_owned();
            out.push(Piece::Words { text, glued_before: glued, glued_after: letters && letter_before });
        }
        out.push(Piece::Bracket(match (omission, sic, letters) {
            (true, ..) => Join::Omission,
            (_, true, _) => Join::Sic,
            (_, _, true) => Join::Letters(inside.to_owned()),
            _ => Join::Words(inside.to_owned()),
        }));
        glued = letters && letter_after;
        rest = after;
    }
}

/// Several brackets in a row allow what the most generous of them does.
fn combine(between: &mut Vec<Join>) -> Join {
    let rank = |j: &Join| match j {
        Join::Omission => 0,
        Join::Words(_) => 1,
        Join::Letters(_) => 2,
        Join::Sic => 3,
    };
    let all = std::mem::take(between);
    all.into_iter().min_by_key(rank).unwrap_or(Join::Sic)
}

/// How many characters a run of three dots or more takes, spaces between them included.
fn dot_run(text: &str) -> usize {
    let mut dots = 0;
    let mut len = 0;
    for (n, c) in text.chars().enumerate() {
        match c {
            '.' => {
                dots += 1;
                len = n + 1;
            }
            ' ' | '\u{a0}' => {}
            _ => break,
        }
    }
    if dots >= 3 { len } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(quote: &str, source: &str) -> Option<String> {
        let text = Normal::of(source, &[]).text;
        let pattern = Pattern::read(quote)?;
        let found = pattern.find(&text).or_else(|| pattern.other_readings().iter().find_map(|p| p.find(&text)))?;
        Some(found.parts.into_iter().map(|r| text[r].to_owned()).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn marked_changes_are_understood() {
        let source = "The states of the region have not agreed on a common norm... yet, he said. Applying it is hard.";
        for (quote, expect) in [
            ("states of the region", Some("states of the region")),
            ("[t]he states of the region", Some("he states of the region")),
            ("The states […] have not agreed", Some("The states|have not agreed")),
            ("The states … have not agreed", Some("The states|have not agreed")),
            ("have not agreed on a common norm... yet", Some("have not agreed on a common norm...yet")),
            ("have not agreed [to] a common norm", Some("have not agreed|a common norm")),
            ("the region [of Asia] have not", Some("the region|have not")),
            ("[A]ppl[ied] it is hard", Some("ppl|it is hard")),
            ("Appl[ication of] it is hard", Some("Appl|it is hard")),
            ("[It] is hard", Some("is hard")),
            ("a common norm [sic] yet", None),
            ("the region [sic] have not", Some("the region|have not")),
            ("common norm[s]", Some("common norm")),
            ("The states [and] not agreed", None),
            ("not agreed on a common norm... yet,", Some("not agreed on a common norm...yet,")),
            ("the region have not agreed.", Some("the region have not agreed")),
            ("of the reg", None),
            ("tates of the region", None),
            ("common norm […] states of", None),
        ] {
            assert_eq!(found(quote, source).as_deref(), expect, "{quote}");
        }
    }

    #[test]
    fn the_nearest_parts_are_taken() {
        let source = "trust is good. trust grows, and control is better. trust and control";
        assert_eq!(found("trust […] control", source).as_deref(), Some("trust|control"));
        let text = Normal::of(source, &[]).text;
        let at = Pattern::read("trust […] control").unwrap().find(&text).unwrap();
        assert_eq!(at.parts[0].start, text.rfind("trust").unwrap());
    }

    #[test]
    fn sources_may_hold_brackets_of_their_own() {
        assert_eq!(
            found("[i]f [sic] they agree", "he said: [i]f [sic] they agree").as_deref(),
            Some("[i]f [sic] they agree")
        );
    }

    #[test]
    fn endless_patterns_end() {
        let source = "a b ".repeat(4000);
        let quote = "a […] ".repeat(40) + "z";
        assert_eq!(found(&quote, &source), None);
        assert_eq!(found(&"[a ".repeat(300_000), &source), None);
        assert_eq!(found(&format!("a b [{}", ". ".repeat(300_000)), &source), None);
        // Neither the rare word, found anew for each of the common ones, nor what never comes.
        let source = format!("{}{} rare{}", "rare ".repeat(30), "the b ".repeat(15_000), " c".repeat(2_000_000));
        assert_eq!(found("the […] rare […] z", &source), None);
        assert_eq!(found("the […] rare […] c", &source).as_deref(), Some("the|rare|c"));
    }

    #[test]
    fn ten_thousand_omissions_are_followed() {
        let words: Vec<String> = (0..20_000).map(|n| format!("w{n}")).collect();
        let quote = words.iter().step_by(2).map(String::as_str).collect::<Vec<_>>().join(" […] ");
        let parts = found(&quote, &words.join(" ")).unwrap();
        assert_eq!(parts.split('|').count(), 10_000);
        assert_eq!(found(&format!("{quote} […] w1"), &words.join(" ")), None);
    }

    #[test]
    fn brackets_are_read_from_the_innermost() {
        let read = |quote: &str| {
            let p = Pattern::read(quote).unwrap();
            p.parts.iter().map(|p| p.text.clone()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(read("one ] two [three] four"), "one ] two|four");
        assert_eq!(read("one [two [three] four] five"), "one [two|four] five");
        assert_eq!(read("one [two"), "one [two");
    }
}
