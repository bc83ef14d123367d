//! What is to be said of a quotation that does not hold.

use std::ops::Range;

use super::asked::{Asked, Cited, remark};
use super::corpus::{Corpus, Entry, Hit};
use super::nearest::{Change, Nearest};
use super::normal::{Normal, tokens};
use super::pattern::{MOST_REPLACED, Mark, Pattern};
use super::sense::{Language, NEGATION};
use super::shown::{MOST_SHOWN, around, clip, first_difference, passages, reading};
use crate::model::quote::Carrier;
use crate::report::Diagnostic;
use crate::report::faults::{
    AlteredWords, Difference, Negation, Passages, QuoteAbsent, QuoteAltered, QuoteMisattributed, QuotePassage,
};
use crate::text::{boundary_before, boundary_behind};

/// Fewer letters than these stand in a menu by chance.
const LEFT_OUT: usize = 12;

/// A quotation that stands in another passage of a source that is cited.
pub fn elsewhere(asked: &Asked, corpus: &Corpus, hit: &Hit, cite: &Cited) -> Diagnostic {
    let id = &cite.source;
    let entry = corpus.entry(hit.entry);
    let places = &entry.source.places;
    let para = entry.para();
    let named = match &cite.speaker {
        Some(name) => Passages { name: name.clone(), paras: Vec::new() },
        None => passages(places, cite.paras.clone()),
    };
    let fault = QuotePassage {
        source: id.to_string(),
        named,
        speaker: entry.block.speaker.clone(),
        passage: para.map(|para| passages(places, vec![para])),
        kind: para.is_none().then(|| entry.block.kind.name()),
        all: None,
    };
    let span = cite.locator.map_or_else(|| (asked.place)(0..asked.text.len()), |(s, _)| s);
    let d = Diagnostic::of(fault).at(asked.path, span);
    match (cite.locator, para) {
        (Some((span, form)), Some(para)) => d.edit(span, form.name(places, para)),
        _ => d,
    }
}

/// A quotation of which only the parts stand in a source that is cited.
pub fn apart(asked: &Asked, corpus: &Corpus, hits: &[Hit]) -> Diagnostic {
    let places: Vec<(usize, usize)> =
        hits.iter().map(|h| (h.entry, h.stretches.parts.first().map_or(0, |p| p.start))).collect();
    if places.iter().any(|(entry, _)| *entry != places[0].0) {
        let mut paras: Vec<u32> = hits.iter().filter_map(|h| corpus.entry(h.entry).para()).collect();
        paras.dedup();
        let places = &corpus.entry(places[0].0).source.places;
        return remark(asked, QuoteAltered::Apart { passages: passages(places, paras) });
    }
    remark(
        asked,
        match places.is_sorted() {
            true => QuoteAltered::Distance { most: MOST_REPLACED },
            false => QuoteAltered::Order,
        },
    )
}

/// A quotation that stands in another source.
pub fn misattributed(asked: &Asked, corpus: &Corpus, hit: &Hit) -> Diagnostic {
    let cited = asked.cites.first().map_or("", |c| c.source.as_str());
    let entry = corpus.entry(hit.entry);
    let fault = QuoteMisattributed {
        cited: cited.to_owned(),
        source: entry.source.id.to_string(),
        passage: entry.para().map(|para| passages(&entry.source.places, vec![para])),
        field: matches!(asked.carrier, Carrier::Claim | Carrier::Side),
    };
    remark(asked, fault)
}

/// A quotation that stands in no source.
pub fn nowhere(asked: &Asked, pattern: &Pattern, corpus: &Corpus, near: Option<Nearest>) -> Diagnostic {
    let capitals = pattern.brackets().any(|b| b.mark == Mark::Letters { behind: false, ahead: true });
    match near {
        Some(near) if near.is_close() => altered(asked, corpus, &near, capitals),
        near => absent(asked, corpus, near, capitals),
    }
}

/// Words of which no source has anything that comes near enough to be meant.
fn absent(asked: &Asked, corpus: &Corpus, near: Option<Nearest>, capitals: bool) -> Diagnostic {
    let cited = asked.cites.first().map_or("", |c| c.source.as_str());
    let words = Normal::of(asked.text, &[]).text;
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some(line) = corpus.left_out(cited, words).filter(|_| words.chars().count() >= LEFT_OUT) {
        return remark(asked, QuoteAbsent::LeftOut { cited: cited.to_owned(), line });
    }
    let nearest = near.filter(Nearest::helps).map(|near| {
        let entry = corpus.entry(near.entry);
        let middle = near.changes.first().map_or(near.range.start, |c| c.source.start);
        reading(entry, around(entry, &near.range, middle))
    });
    remark(asked, QuoteAbsent::Cited { cited: cited.to_owned(), nearest, capitals })
}

/// Words for which no source is cited, and which stand in none.
pub fn in_no_source(asked: &Asked) -> Diagnostic {
    remark(asked, QuoteAbsent::Anywhere { text: clip(asked.text) })
}

/// Words that differ from those of a source; with letters in brackets at the beginning of a word it may be these.
fn altered(asked: &Asked, corpus: &Corpus, near: &Nearest, capitals: bool) -> Diagnostic {
    let entry = corpus.entry(near.entry);
    let said = |r: &Range<usize>| entry.block.text[entry.original(r).range()].to_owned();
    let quote = Normal::mapped(asked.text, &[]);
    let first = near.changes.first();
    let words = |q: &Range<usize>| clip(&asked.text[quote.original(asked.text, q).range()]);
    // What is printed is whole: 45.6 alone is not 45.6 %.
    let behind = (near.range.end..=entry.normal.text.len())
        .find(|n| entry.normal.text.is_char_boundary(*n) && entry.normal.at_edge(*n));
    let printed = said(&(near.range.start..behind.unwrap_or(near.range.end)));
    let few = printed.chars().count() <= MOST_SHOWN && near.changes.len() <= 3;
    let middle = first.map_or(near.range.start, |c| c.source.start);
    let altered = AlteredWords {
        cited: asked.cites.first().map_or_else(String::new, |c| c.source.to_string()),
        reads: reading(entry, around(entry, &near.range, middle)),
        first: first.map(|Change { quote: q, source: s }| Difference {
            quote: if q.is_empty() { String::new() } else { words(q) },
            source: if s.is_empty() { String::new() } else { clip(&said(s)) },
        }),
        more: near.changes.len().saturating_sub(1),
        negation: negation(near, entry, &quote),
        printed: few.then_some(printed),
        capitals,
    };
    let caret = quote.original(asked.text, &caret(near, entry, &quote)).range();
    Diagnostic::of(QuoteAltered::Words(Box::new(altered))).at(asked.path, (asked.place)(caret))
}

/// The stretch of the normalised quotation to point at: the first difference, or where words are missing, the word
/// behind them.
fn caret(near: &Nearest, entry: &Entry, quote: &Normal) -> Range<usize> {
    match near.changes.first() {
        None => {
            let at = first_difference(&quote.text, &entry.normal.text[near.range.clone()]);
            at..quote.text[at..].chars().next().map_or(at, |c| at + c.len_utf8())
        }
        Some(Change { quote: q, .. }) if q.is_empty() => tokens(&quote.text)
            .into_iter()
            .find(|t| t.start as usize >= q.start)
            .map_or_else(|| quote.text.trim_end().len().saturating_sub(1)..quote.text.len(), |t| t.range()),
        Some(Change { quote: q, .. }) => q.clone(),
    }
}

/// What to say when a difference leaves out a word that negates, or puts one in.
fn negation(near: &Nearest, entry: &Entry, quote: &Normal) -> Option<Negation> {
    let first = |text: &str| {
        let turns = Language::of(entry.language(), text).turns(text);
        turns.into_iter().find(|t| !t.turns.shared(NEGATION).is_empty()).map(|t| text[t.at].to_owned())
    };
    near.changes.iter().find_map(|c| {
        match (first(&entry.normal.text[c.source.clone()]), first(&quote.text[c.quote.clone()])) {
            (Some(word), None) => Some(Negation { word, left_out: true }),
            (None, Some(word)) => Some(Negation { word, left_out: false }),
            _ => None,
        }
    })
}

/// A quotation whose letters stand in the source, but which begins or ends within a word or number.
pub fn cut(asked: &Asked, corpus: &Corpus, entry: usize, range: &Range<usize>) -> Diagnostic {
    let e = corpus.entry(entry);
    let text = &e.normal.text;
    let whole = |at: usize| {
        let start = text[..at].rfind(char::is_whitespace).map_or(0, |n| n + 1);
        let end = text[at..].find(char::is_whitespace).map_or(text.len(), |n| at + n);
        text[start..end].trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    let at_start = !e.normal.at_edge(range.start);
    let spot = if at_start { range.start } else { range.end };
    let from = boundary_behind(text, range.start.saturating_sub(60));
    let from = if from == 0 { 0 } else { text[from..range.start].find(' ').map_or(from, |n| from + n + 1) };
    let to = boundary_before(text, range.end + 30);
    let to = if to == text.len() { to } else { text[range.end..to].rfind(' ').map_or(to, |n| range.end + n) };
    let reads = reading(e, around(e, &(from..to), spot));
    remark(asked, QuoteAltered::Cut { begins: at_start, word: clip(&whole(spot)), reads })
}

/// A quotation with a mark in it that makes its letters run the other way.
pub fn turned(asked: &Asked, at: Range<usize>) -> Diagnostic {
    Diagnostic::of(QuoteAltered::Turned).at(asked.path, (asked.place)(at))
}
