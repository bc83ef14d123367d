//! The verdict on one quotation: where it stands, and whether it may stand as it is.

use std::collections::BTreeSet;
use std::ops::Range;

use super::asked::{Asked, Cited, LEAST_PART};
use super::corpus::{Corpus, Hit};
use super::nearest::{Nearest, nearest};
use super::normal::Normal;
use super::pattern::{Mark, Pattern};
use super::{failing, holding};
use crate::model::quote::Quotation;
use crate::report::Diagnostic;
use crate::script;

/// The parts of a longer quotation are not looked for one by one when it does not hold.
const MOST_PARTS: usize = 100;
/// So many places of a quotation are looked at, when the first of them is not a good one.
const MOST_HITS: usize = 4;

/// What came of looking for a quotation.
enum Outcome {
    /// It stands where it should.
    Holds(Hit, Box<Pattern>, usize),
    /// It stands in another passage of a source that is cited.
    Elsewhere(Hit, usize),
    /// It stands in another source.
    Misattributed(Hit),
    /// Its parts stand in the source that is cited, but not as the marks between them say.
    Apart(Vec<Hit>),
    /// Its letters stand there, but it begins or ends within a word or number.
    Cut(usize, Range<usize>),
    /// It stands nowhere; this comes nearest.
    Nowhere(Option<Nearest>),
}

/// Checks a quotation. Gives what it is when it holds, and what is to be said.
pub fn check(asked: &Asked, corpus: &Corpus) -> (Option<Quotation>, Vec<Diagnostic>) {
    if let Some(at) = turns_letters(asked.text) {
        return (None, vec![failing::turned(asked, at)]);
    }
    let Some(pattern) = Pattern::read(asked.text) else { return (None, Vec::new()) };
    if asked.cites.is_empty() {
        return (None, Vec::new());
    }
    let fault = match look(asked, &pattern, corpus) {
        Outcome::Holds(hit, pattern, cite) => {
            let (quotation, remarks) = holding::check(asked, corpus, &hit, &pattern, &asked.cites[cite]);
            return (Some(quotation), remarks);
        }
        Outcome::Elsewhere(hit, cite) => failing::elsewhere(asked, corpus, &hit, &asked.cites[cite]),
        Outcome::Misattributed(hit) => failing::misattributed(asked, corpus, &hit),
        Outcome::Apart(hits) => failing::apart(asked, corpus, &hits),
        Outcome::Cut(entry, range) => failing::cut(asked, corpus, entry, &range),
        Outcome::Nowhere(near) => failing::nowhere(asked, &pattern, corpus, near),
    };
    (None, vec![fault])
}

/// Checks a quotation that may stand in any source.
pub fn anywhere(asked: &Asked, corpus: &Corpus) -> Option<Diagnostic> {
    if let Some(at) = turns_letters(asked.text) {
        return Some(failing::turned(asked, at));
    }
    let pattern = Pattern::read(asked.text)?;
    let found = |p: &Pattern| !corpus.find(p, &corpus.all(), 1).is_empty();
    if found(&pattern) || pattern.other_readings().iter().any(found) {
        return None;
    }
    let near = nearest(&Normal::mapped(asked.text, &[]), corpus, &corpus.all());
    Some(match near.filter(Nearest::is_close) {
        Some(near) => failing::nowhere(asked, &pattern, corpus, Some(near)),
        None => failing::in_no_source(asked),
    })
}

/// Where a mark stands that makes letters run the other way than they are written, so that a reader sees other words
/// or numbers: an override (U+202D, U+202E), or what embeds right-to-left text where there is none.
fn turns_letters(text: &str) -> Option<Range<usize>> {
    let is_rtl = text.chars().any(script::is_right_to_left);
    let turns = |c: char| match c {
        '\u{202d}' | '\u{202e}' => true,
        '\u{202b}' | '\u{2067}' => !is_rtl,
        _ => false,
    };
    text.char_indices().find(|(_, c)| turns(*c)).map(|(n, c)| n..n + c.len_utf8())
}

fn look(asked: &Asked, pattern: &Pattern, corpus: &Corpus) -> Outcome {
    let others = pattern.other_readings();
    let patterns: Vec<&Pattern> = std::iter::once(pattern).chain(&others).collect();
    let mut seen = BTreeSet::new();
    // The same citation may stand there a hundred times.
    let cites: Vec<(usize, &Cited)> =
        asked.cites.iter().enumerate().filter(|(_, c)| seen.insert((&c.source, &c.paras))).collect();
    for (n, cite) in &cites {
        if let Some((hit, pattern)) = patterns.iter().find_map(|p| Some((in_cited(cite, p, corpus)?, *p))) {
            return Outcome::Holds(hit, Box::new(pattern.clone()), *n);
        }
    }
    let sources: BTreeSet<&str> = asked.cites.iter().map(|c| c.source.as_str()).collect();
    for (n, cite) in cites.iter().filter(|(_, c)| !c.paras.is_empty()) {
        let within = corpus.entries_of(&cite.source);
        if let Some(hit) = patterns.iter().find_map(|p| corpus.find(p, &within, 1).pop()) {
            return Outcome::Elsewhere(hit, *n);
        }
    }
    // Single words stand everywhere: that another source has them too says nothing.
    let mut enough = patterns.iter().filter(|p| p.words() >= LEAST_PART);
    if let Some(hit) = enough.find_map(|p| corpus.find(p, &corpus.all(), 1).pop()) {
        return Outcome::Misattributed(hit);
    }
    // Letters at the beginning of a word that are not its own make another word.
    let letters = |p: &&&Pattern| p.brackets().any(|b| b.mark == Mark::Letters { behind: false, ahead: true });
    if let Some(hits) = patterns.iter().rev().filter(|p| !letters(p)).find_map(|p| parts_of(asked, p, corpus)) {
        return Outcome::Apart(hits);
    }
    let cut = sources.iter().find_map(|s| patterns.iter().find_map(|p| corpus.find_cut(p, &corpus.entries_of(s))));
    if let Some((entry, range)) = cut {
        return Outcome::Cut(entry, range);
    }
    let quote = Normal::mapped(asked.text, &[]);
    let best = sources.iter().filter_map(|s| nearest(&quote, corpus, &corpus.entries_of(s))).max_by_key(|n| n.same);
    if best.as_ref().is_some_and(Nearest::is_close) {
        return Outcome::Nowhere(best);
    }
    // What is far from the quotation, but nearer than anything in the source that is cited, helps too.
    let nearer = |n: &Nearest| n.helps() && (n.is_close() || best.as_ref().is_none_or(|b| !b.helps()));
    let anywhere = nearest(&quote, corpus, &corpus.all()).filter(nearer);
    Outcome::Nowhere(anywhere.or(best))
}

/// Where the parts of a quotation stand one by one in a source that is cited for it.
fn parts_of(asked: &Asked, pattern: &Pattern, corpus: &Corpus) -> Option<Vec<Hit>> {
    if !(2..=MOST_PARTS).contains(&pattern.parts.len()) {
        return None;
    }
    asked.cites.iter().take(MOST_HITS).find_map(|cite| {
        let parts = pattern.parts.iter().map(|part| {
            let alone = Pattern::read(&part.text)?;
            let anywhere = || corpus.find(&alone, &corpus.entries_of(&cite.source), 1).pop();
            in_cited(cite, &alone, corpus).or_else(anywhere)
        });
        parts.collect()
    })
}

/// Where a quotation stands in what is cited for it: of several places the first at which it cuts nothing off.
fn in_cited(cite: &Cited, pattern: &Pattern, corpus: &Corpus) -> Option<Hit> {
    if cite.paras.is_empty() {
        let mut hits = corpus.find(pattern, &corpus.entries_of(&cite.source), MOST_HITS);
        let many = hits.len() > 1;
        let good = hits.iter().position(|hit| !many || hit.is_whole(pattern, corpus)).unwrap_or(0);
        return (good < hits.len()).then(|| hits.swap_remove(good));
    }
    let entries: Vec<usize> = cite.paras.iter().filter_map(|&p| corpus.passage(&cite.source, p)).collect();
    let own = corpus.entries_of(&cite.source);
    for &entry in &entries {
        // What stands over a passage, its heading or a caption, is cited by the passage.
        let above = (own.start..entry).rev().take_while(|&n| corpus.entry(n).block.para.is_none());
        if let Some(hit) = std::iter::once(entry).chain(above).find_map(|n| corpus.find_in(pattern, n)) {
            return Some(hit);
        }
    }
    (entries.len() > 1 && entries.is_sorted()).then(|| corpus.find_across(pattern, &entries)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_turns_letters_round_is_found_where_it_stands() {
        assert_eq!(turns_letters("in \u{202e}2013"), Some(3..6));
        assert_eq!(turns_letters("a \u{202b}b"), Some(2..5));
        // Right-to-left text is embedded by right.
        assert_eq!(turns_letters("a \u{202b}قانون"), None);
        assert_eq!(turns_letters("plain"), None);
    }
}
