//! Paraphrases: a citation that names a long passage as a whole, and the sentences of it that come nearest to what the
//! citing sentence says. A help for the eye, and no evidence: what is found is said to be near and no more.
//!
//! Two sentences are as near as the words they share, each weighed by how rare it is in the source and in all sources.
//! Words are alike if they begin alike (`norm`, `norms`; `sovereign`, `sovereignty`); in scripts without spaces pairs of
//! letters take the place of words.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::quote::corpus::{Corpus, Entry};
use super::quote::normal::{Normal, Token, tokens};
use crate::model::pin::Sentences;
use crate::model::tree::{Block, Inline, Written, WrittenCite, every_block, every_inline};
use crate::script;
use crate::sentences::sentences;
use crate::text::{Span, boundary_before, boundary_behind, words};

/// A passage of so few sentences, and so few words, is read at a glance.
const SHORT: (usize, usize) = (3, 80);
/// A passage of more sentences is no paragraph; nothing is looked for in it.
const MOST_SENTENCES: usize = 400;
/// A sentence of a note with fewer words says too little.
const LEAST_WORDS: usize = 4;
/// Of a sentence of a note so many bytes before and behind the citation are looked at.
const MOST_SAID: usize = 1_500;
/// So many different words are shared at least; of pairs of letters, so many more.
const LEAST_SHARED: (usize, usize) = (3, 4);
/// The nearest must share so much of the weight of the citing sentence.
const LEAST_SHARE: f64 = 0.25;
/// The nearest must be so much nearer than the next.
const LEAST_LEAD: f64 = 1.3;
/// A word that is one of so many says nothing.
const COMMON: f64 = 60.0;

/// What is said where each citation of a note stands, by the place of the citation: its sentence, or the part of it from
/// the citation before. Only of those that are `wanted` is it looked for.
pub fn citing(
    body: &[Block<Written>],
    language: Option<&str>,
    wanted: impl Fn(&WrittenCite) -> bool,
) -> BTreeMap<Span, Rc<str>> {
    let mut all = BTreeMap::new();
    for content in every_block(body).flat_map(|block| block.node.words()) {
        let mut text = String::new();
        let mut cites: Vec<(usize, Vec<Span>, bool)> = Vec::new();
        for inline in every_inline(content) {
            match inline {
                Inline::Text { text: words, .. } | Inline::Code(words) => text.push_str(words),
                Inline::SoftBreak | Inline::HardBreak => text.push(' '),
                Inline::Cite { cites: those, narrative, .. } => {
                    cites.push((text.len(), those.iter().filter(|c| wanted(c)).map(|c| c.span).collect(), *narrative));
                }
                _ => {}
            }
        }
        if cites.iter().all(|(_, those, _)| those.is_empty()) {
            continue;
        }
        let spans = sentences(&text, language);
        let mut from = 0;
        for (at, those, narrative) in cites {
            let before = |s: &Span| if narrative { s.start <= at } else { s.start < at };
            let Some(own) = spans.partition_point(before).checked_sub(1).map(|n| spans[n]) else { continue };
            // What stands behind the sentence and before the citation is no more of it.
            let to = own.end.min(at);
            let part = around(&text, Span::new(own.start.max(from).min(to), to), at);
            let said = if narrative || words(part) < LEAST_WORDS { around(&text, own, at) } else { part };
            let said: Rc<str> = Rc::from(said);
            all.extend(those.into_iter().map(|span| (span, Rc::clone(&said))));
            from = at;
        }
    }
    all
}

/// A stretch of a text, and of a very long one no more than what stands around a place.
fn around(text: &str, stretch: Span, at: usize) -> &str {
    let from = stretch.start.max(boundary_before(text, at.saturating_sub(MOST_SAID)));
    &text[from.min(stretch.end)..stretch.end.min(boundary_behind(text, (at + MOST_SAID).min(text.len())))]
}

/// The sentences of a passage that come nearest to some words: one, or two that follow each other. Nothing where the
/// passage is short, or none is clearly nearer than the others.
pub fn nearest(said: &str, source: &str, para: u32, corpus: &Corpus) -> Option<Sentences> {
    let entry = corpus.entry(corpus.passage(source, para)?);
    let spans = entry.sentences();
    let text = &entry.block.text;
    if spans.len() < 2 || spans.len() > MOST_SENTENCES || spans.len() <= SHORT.0 && words(text) <= SHORT.1 {
        return None;
    }
    let wanted = terms(said);
    let passage: Vec<Vec<Term>> = spans.iter().map(|s| terms(&text[s.range()])).collect();
    let weights: Vec<f64> = wanted.iter().map(|t| weight(t, entry, &passage, corpus)).collect();
    let whole: f64 = weights.iter().sum();
    let scores: Vec<f64> = passage.iter().map(|sentence| score(&wanted, &weights, sentence)).collect();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    let score_at = |n: usize| order.get(n).map_or(0.0, |at| scores[*at]);
    let leads = |n: usize| score_at(n - 1) >= LEAST_LEAD * score_at(n);
    if score_at(0) < LEAST_SHARE * whole || whole <= 0.0 {
        return None;
    }
    let (first, last) = match (leads(1), order[0].min(order[1]), order[0].max(order[1])) {
        (true, ..) => (order[0], order[0]),
        (false, a, b) if b == a + 1 && leads(2) => (a, b),
        _ => return None,
    };
    let number = |n: usize| u32::try_from(n + 1).ok();
    Some(Sentences { para, first: number(first)?, last: number(last)? })
}

/// A word as it is compared: in small letters, or two letters of a script without spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Term {
    text: String,
    hashes: Vec<u32>,
}

impl Term {
    /// Whether two words begin alike, and are not much longer than that.
    fn is_like(&self, other: &Self) -> bool {
        if self.hashes.len() > 1 || other.hashes.len() > 1 {
            return self.text == other.text;
        }
        let alike = self.text.chars().zip(other.text.chars()).take_while(|(a, b)| a == b).count();
        let longer = self.text.chars().count().max(other.text.chars().count());
        alike == longer || alike >= 4 && alike * 10 >= longer * 7
    }
}

/// The words of a text that may say what it is about, each once.
fn terms(text: &str) -> Vec<Term> {
    let normal = Normal::of(text, &[]).text;
    let all: Vec<Token> = tokens(&normal);
    let mut found: BTreeSet<Term> = BTreeSet::new();
    let is_unspaced = |t: &Token| normal[t.range()].starts_with(script::is_unspaced);
    for (n, token) in all.iter().enumerate() {
        let word = &normal[token.range()];
        if is_unspaced(token) {
            let next = all.get(n + 1).filter(|next| next.start == token.end && is_unspaced(next));
            found.extend(next.map(|next| Term {
                text: normal[token.start as usize..next.end as usize].to_owned(),
                hashes: vec![token.hash, next.hash],
            }));
        } else if word.chars().count() >= 3 || word.starts_with(char::is_numeric) {
            let text = word.to_lowercase().trim_end_matches("'s").to_owned();
            found.insert(Term { text, hashes: vec![token.hash] });
        }
    }
    found.into_iter().collect()
}

/// How much a word weighs: the rarer in the source, in all sources and in the passage, the more.
fn weight(term: &Term, entry: &Entry, passage: &[Vec<Term>], corpus: &Corpus) -> f64 {
    let share = |within: std::ops::Range<usize>| {
        let count = term.hashes.iter().map(|h| corpus.places_of(*h, &within).len()).min().unwrap_or(0);
        let last = within.end.checked_sub(1).map_or(0, |n| corpus.entry(n).words.end);
        let all = last - within.start.checked_sub(0).map_or(0, |n| corpus.entry(n).words.start);
        (count.max(1)) as f64 / all.max(1) as f64
    };
    let share = share(corpus.entries_of(&entry.source.id)).max(share(corpus.all()));
    let here = passage.iter().filter(|s| s.iter().any(|t| t.is_like(term))).count().max(1);
    let rare = (1.0 / (share * COMMON)).ln().max(0.0);
    rare * (1.0 + passage.len() as f64 / here as f64).ln()
}

/// The weight of the words that a sentence shares; nothing where they are few.
fn score(wanted: &[Term], weights: &[f64], sentence: &[Term]) -> f64 {
    let shared = wanted.iter().zip(weights).filter(|(t, w)| **w > 0.0 && sentence.iter().any(|s| s.is_like(t)));
    let (mut words, mut pairs, mut sum) = (0, 0, 0.0);
    for (term, weight) in shared {
        match term.hashes.len() {
            1 => words += 1,
            _ => pairs += 1,
        }
        sum += weight;
    }
    if words >= LEAST_SHARED.0 || pairs >= LEAST_SHARED.1 { sum } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_that_begin_alike() {
        let like = |a: &str, b: &str| terms(a)[0].is_like(&terms(b)[0]);
        for (a, b, alike) in [
            ("norm", "norms", true),
            ("sovereign", "Sovereignty", true),
            ("state", "state's", true),
            ("international", "internet", false),
            ("war", "ward", false),
            ("主权", "主权", true),
            ("主权", "主张", false),
        ] {
            assert_eq!(like(a, b), alike, "{a} {b}");
        }
        assert_eq!(terms("a 网络主权 of it").len(), 3);
    }
}
