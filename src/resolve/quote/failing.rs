//! What is to be said of a quotation that does not hold.

use std::ops::Range;

use super::asked::{Asked, Cited, remark};
use super::corpus::{Corpus, Entry, Hit};
use super::nearest::{Change, Nearest};
use super::normal::{Normal, tokens};
use super::pattern::{MOST_REPLACED, Mark, Pattern};
use super::sense::{Language, NEGATION};
use super::shown::{MOST_SHOWN, around, clip, first_difference, lines_of, place_of};
use crate::model::quote::Carrier;
use crate::report::{Diagnostic, codes};
use crate::text::{boundary_before, boundary_behind};

/// Fewer letters than these stand in a menu by chance.
const LEFT_OUT: usize = 12;

/// A quotation that stands in another passage of a source that is cited.
pub fn elsewhere(asked: &Asked, corpus: &Corpus, hit: &Hit, cite: &Cited) -> Diagnostic {
    let id = &cite.source;
    let named: Vec<String> = cite.paras.iter().map(u32::to_string).collect();
    let d = |message: String| {
        let span = cite.locator.map_or_else(|| (asked.place)(0..asked.text.len()), |(s, _)| s);
        Diagnostic::new(&codes::QUOTE_PASSAGE, message).at(asked.path, span)
    };
    let Some(para) = corpus.entry(hit.entry).para() else {
        return d(format!("these words are not in para. {} of `{id}`", named.join(", ")))
            .note(format!("they stand in its {}", corpus.entry(hit.entry).block.kind.name()))
            .fix("leave the paragraph out");
    };
    let d = d(format!("these words are not in para. {} of `{id}` but in para. {para}", named.join(", ")))
        .label("another passage")
        .fix(format!("name para. {para}"));
    match cite.locator {
        Some((span, before)) => d.edit(span, format!("{before}{para}")),
        None => d,
    }
}

/// A quotation of which only the parts stand in a source that is cited.
pub fn apart(asked: &Asked, corpus: &Corpus, hits: &[Hit]) -> Diagnostic {
    let places: Vec<(usize, usize)> =
        hits.iter().map(|h| (h.entry, h.stretches.parts.first().map_or(0, |p| p.start))).collect();
    let d = |message: &str| remark(asked, &codes::QUOTE_ALTERED, message.to_owned());
    if places.iter().any(|(entry, _)| *entry != places[0].0) {
        let mut names: Vec<String> =
            hits.iter().filter_map(|h| corpus.entry(h.entry).para()).map(|p| p.to_string()).collect();
        names.dedup();
        return d("the parts of this quotation do not stand in one passage")
            .note(format!("they stand in para. {}", names.join(", para. ")))
            .fix("make a quotation of each, or name all their passages in order: `paras. 3-5`");
    }
    match places.is_sorted() {
        true => d("more words of the source lie between the parts of this quotation than its brackets allow")
            .note(format!("words in brackets stand for {} words of the source at most", MOST_REPLACED))
            .fix("mark what is left out with `[…]`"),
        false => d("the parts of this quotation stand in another order in the source")
            .fix("quote them in the order in which they are printed, or make a quotation of each"),
    }
}

/// A quotation that stands in another source.
pub fn misattributed(asked: &Asked, corpus: &Corpus, hit: &Hit) -> Diagnostic {
    let cited = asked.cites.first().map_or("", |c| c.source.as_str());
    let entry = corpus.entry(hit.entry);
    let place = entry.para().map_or_else(String::new, |p| format!(", para. {p}"));
    remark(
        asked,
        &codes::QUOTE_MISATTRIBUTED,
        format!("these words are not in `{cited}` but in `{}`{place}", entry.source.id),
    )
    .fix(match asked.carrier {
        Carrier::Claim | Carrier::Side => format!("`source = \"{}\"`", entry.source.id),
        _ => format!("cite `[@{}{place}]`", entry.source.id),
    })
}

/// A quotation that stands in no source.
pub fn nowhere(asked: &Asked, pattern: &Pattern, corpus: &Corpus, near: Option<Nearest>) -> Diagnostic {
    let capitals = pattern.brackets().any(|b| b.mark == Mark::Letters { behind: false, ahead: true });
    let d = match near {
        Some(near) if near.is_close() => altered(asked, corpus, &near, capitals),
        near => absent(asked, corpus, near),
    };
    match capitals {
        true => d.note("letters in brackets at the beginning of a word can only be its own, in capital or small form"),
        false => d,
    }
}

/// Words of which no source has anything that comes near enough to be meant.
fn absent(asked: &Asked, corpus: &Corpus, near: Option<Nearest>) -> Diagnostic {
    let cited = asked.cites.first().map_or("", |c| c.source.as_str());
    let d = remark(asked, &codes::QUOTE_ABSENT, format!("these words are not in `{cited}`"));
    let words = Normal::of(asked.text, &[]).text;
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some(line) = corpus.left_out(cited, words).filter(|_| words.chars().count() >= LEFT_OUT) {
        return d.note(format!("they stand on line {line} of the file, which was left out")).fix(format!(
            "when the line is text, keep it in the record of `{cited}`: `[[keep]]` with `line = {line}` and `text` = its first words"
        ));
    }
    let d = match near.filter(Nearest::helps) {
        Some(near) => {
            let entry = corpus.entry(near.entry);
            let middle = near.changes.first().map_or(near.range.start, |c| c.source.start);
            let shown = around(entry, &near.range, middle);
            d.note(format!("the nearest are in {}: “{shown}”", place_and_lines(corpus, near.entry)))
        }
        None => d.note("nothing in any source comes near them"),
    };
    d.fix("quote what the source says, or take the quotation marks away and say it in your own words")
}

fn place_and_lines(corpus: &Corpus, entry: usize) -> String {
    format!("{}, {}", place_of(corpus, entry), lines_of(corpus, entry))
}

/// Words that differ from those of a source; with letters in brackets at the beginning of a word it may be these.
fn altered(asked: &Asked, corpus: &Corpus, near: &Nearest, capitals: bool) -> Diagnostic {
    let entry = corpus.entry(near.entry);
    let said = |r: &Range<usize>| entry.block.text[entry.original(r).range()].to_owned();
    let quote = Normal::mapped(asked.text, &[]);
    let first = near.changes.first();
    let message = match (first, negation(near, entry, &quote)) {
        (None, _) if capitals => "the letters in brackets are not those that the source prints there".to_owned(),
        (None, _) => "the words are those of the source, but not their punctuation".to_owned(),
        (_, Some(negation)) => negation,
        _ => {
            let cited = asked.cites.first().map_or("", |c| c.source.as_str());
            let whose = match entry.source.id == cited {
                true => format!("`{cited}`"),
                false => format!("any source; `{}` comes nearest", entry.source.id),
            };
            format!("these words are not in {whose} as they stand here")
        }
    };
    let label = match first {
        None => "differs from here on".to_owned(),
        Some(Change { quote: q, source: s }) => match (q.is_empty(), s.is_empty()) {
            (false, false) => format!("matches up to here; the source has “{}”", clip(&said(s))),
            (false, true) => "matches up to here; the source does not have this".to_owned(),
            _ => format!("matches up to here; the source goes on with “{}”", clip(&said(s))),
        },
    };
    let caret = quote.original(asked.text, &caret(near, entry, &quote)).range();
    let middle = first.map_or(near.range.start, |c| c.source.start);
    let shown = around(entry, &near.range, middle);
    let d = Diagnostic::new(&codes::QUOTE_ALTERED, message).at(asked.path, (asked.place)(caret)).label(label);
    let d = d.note(format!("{} reads: “{shown}”", place_and_lines(corpus, near.entry)));
    let d = match near.changes.len() {
        0 | 1 => d,
        2 => d.note("there is one more difference"),
        n => d.note(format!("there are {} more differences", n - 1)),
    };
    let real = said(&near.range);
    d.fix(match real.chars().count() <= MOST_SHOWN && near.changes.len() <= 3 {
        true => format!("quote it as printed, “{real}”, or mark the change with `[…]` or `[word]`"),
        false => "quote it as printed, or mark each change with `[…]` or `[word]`".to_owned(),
    })
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
fn negation(near: &Nearest, entry: &Entry, quote: &Normal) -> Option<String> {
    let first = |text: &str| {
        let turns = Language::of(entry.language(), text).turns(text);
        turns.into_iter().find(|t| !t.turns.shared(NEGATION).is_empty()).map(|t| text[t.at].to_owned())
    };
    near.changes.iter().find_map(|c| {
        match (first(&entry.normal.text[c.source.clone()]), first(&quote.text[c.quote.clone()])) {
            (Some(word), None) => Some(format!("this quotation leaves out “{word}”")),
            (None, Some(word)) => Some(format!("this quotation puts in “{word}”")),
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
    let (message, spot) = match at_start {
        true => (format!("this quotation begins within “{}”", clip(&whole(range.start))), range.start),
        false => (format!("this quotation ends within “{}”", clip(&whole(range.end))), range.end),
    };
    let d = remark(asked, &codes::QUOTE_ALTERED, message);
    let from = boundary_behind(text, range.start.saturating_sub(60));
    let to = boundary_before(text, range.end + 30);
    d.note(format!("{} reads: “{}”", place_and_lines(corpus, entry), around(e, &(from..to), spot)))
        .fix("begin and end at whole words, whole numbers and whole hyphenated words")
}

/// A quotation with a mark in it that makes its letters run the other way.
pub fn turned(asked: &Asked, at: Range<usize>) -> Diagnostic {
    Diagnostic::new(&codes::QUOTE_ALTERED, "a mark that cannot be seen turns the letters of this quotation round")
        .at(asked.path, (asked.place)(at))
        .note("a reader sees other words or numbers than stand here")
        .fix("take the mark of direction out, and write the words as they are read")
}
