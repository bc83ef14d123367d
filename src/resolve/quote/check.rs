//! The verdict on one quotation: where it stands, how it matches, and what is to be said of it.

use std::ops::Range;

use memchr::memmem;

use super::corpus::{Corpus, Entry, Hit};
use super::nearest::{Change, Nearest, nearest};
use super::negation;
use super::normal::{Normal, in_word, tokens};
use super::pattern::{Join, Pattern};
use crate::model::quote::{Carrier, Match, Quotation};
use crate::path::SitePath;
use crate::report::{Code, Diagnostic, codes};
use crate::text::{Span, words};

/// Between marked omissions stand so many words at least; fewer can be stitched to anything.
const LEAST_PART: usize = 3;
/// The parts of a longer quotation are not looked for one by one when it does not hold.
const MOST_PARTS: usize = 100;
/// A message shows so many characters of a source at most.
const MOST_SHOWN: usize = 220;

/// A quotation as a note makes it.
pub struct Asked<'a> {
    /// What carries it.
    pub carrier: Carrier,
    /// The note's file.
    pub path: &'a SitePath,
    /// The words.
    pub text: &'a str,
    /// Where a stretch of the words stands in the file.
    pub place: &'a dyn Fn(Range<usize>) -> Span,
    /// What is cited for it, in order. Works that are not kept are not among them.
    pub cites: &'a [Cited],
}

/// A source that is cited for a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The id of the source.
    pub source: String,
    /// Where the citation stands.
    pub at: Option<Span>,
    /// The passages that are named.
    pub paras: Vec<u32>,
    /// Where these are named, and how one passage is written there (`para. 7`, or `7` in a claim).
    pub locator: Option<(Span, &'static str)>,
    /// Where a passage could be named when none is, and what comes before and after its number.
    pub room: Option<(usize, [&'static str; 2])>,
}

/// What came of looking for a quotation.
enum Outcome {
    /// It stands where it should.
    Holds(Hit, Pattern, usize),
    /// It stands in another passage of a source that is cited.
    Elsewhere(Hit, usize),
    /// It stands in another source.
    Misattributed(Hit),
    /// Its parts stand in the source that is cited, but not as the marks between them say.
    Apart(Vec<Hit>),
    /// It stands nowhere; this comes nearest.
    Nowhere(Option<Nearest>),
}

/// Checks a quotation. Gives what it is when it holds, and what is to be said.
pub fn check(asked: &Asked, corpus: &Corpus) -> (Option<Quotation>, Vec<Diagnostic>) {
    let Some(pattern) = Pattern::read(asked.text) else { return (None, Vec::new()) };
    if asked.cites.is_empty() {
        return (None, Vec::new());
    }
    match look(asked, pattern, corpus) {
        Outcome::Holds(hit, pattern, cite) => holds(asked, corpus, &hit, &pattern, &asked.cites[cite]),
        Outcome::Elsewhere(hit, cite) => (None, vec![elsewhere(asked, corpus, &hit, &asked.cites[cite])]),
        Outcome::Misattributed(hit) => (None, vec![misattributed(asked, corpus, &hit)]),
        Outcome::Apart(hits) => (None, vec![apart(asked, corpus, &hits)]),
        Outcome::Nowhere(near) => (None, vec![nowhere(asked, corpus, near)]),
    }
}

fn look(asked: &Asked, pattern: Pattern, corpus: &Corpus) -> Outcome {
    let others = pattern.other_readings();
    let patterns: Vec<&Pattern> = std::iter::once(&pattern).chain(&others).collect();
    for (n, cite) in asked.cites.iter().enumerate() {
        for pattern in &patterns {
            if let Some(hit) = in_cited(cite, pattern, corpus) {
                return Outcome::Holds(hit, (*pattern).clone(), n);
            }
        }
    }
    for (n, cite) in asked.cites.iter().enumerate().filter(|(_, c)| !c.paras.is_empty()) {
        for pattern in &patterns {
            if let Some(hit) = corpus.find(pattern, &corpus.entries_of(&cite.source), 1).pop() {
                return Outcome::Elsewhere(hit, n);
            }
        }
    }
    for pattern in &patterns {
        // Single words stand everywhere: that another source has them too says nothing.
        if pattern.words() >= LEAST_PART
            && let Some(hit) = corpus.find(pattern, &corpus.all(), 1).pop()
        {
            return Outcome::Misattributed(hit);
        }
    }
    if let Some(hits) = patterns.iter().rev().find_map(|p| parts_of(asked, p, corpus)) {
        return Outcome::Apart(hits);
    }
    let quote = Normal::mapped(asked.text, &[]);
    let cited = asked.cites.iter().filter_map(|c| nearest(&quote, corpus, &corpus.entries_of(&c.source)));
    let best = cited.max_by_key(|n| n.same);
    match best {
        Some(near) if near.is_close() => Outcome::Nowhere(Some(near)),
        best => {
            let anywhere = nearest(&quote, corpus, &corpus.all()).filter(Nearest::is_close);
            Outcome::Nowhere(anywhere.or(best))
        }
    }
}

/// Where the parts of a quotation stand one by one in a source that is cited for it.
fn parts_of(asked: &Asked, pattern: &Pattern, corpus: &Corpus) -> Option<Vec<Hit>> {
    if !(2..=MOST_PARTS).contains(&pattern.parts.len()) {
        return None;
    }
    asked.cites.iter().find_map(|cite| {
        let parts = pattern.parts.iter().map(|part| {
            let alone = Pattern::read(&part.text)?;
            let anywhere = || corpus.find(&alone, &corpus.entries_of(&cite.source), 1).pop();
            in_cited(cite, &alone, corpus).or_else(anywhere)
        });
        parts.collect()
    })
}

/// Where a quotation stands in what is cited for it.
fn in_cited(cite: &Cited, pattern: &Pattern, corpus: &Corpus) -> Option<Hit> {
    if cite.paras.is_empty() {
        return corpus.find(pattern, &corpus.entries_of(&cite.source), 1).pop();
    }
    let entries: Vec<usize> = cite.paras.iter().filter_map(|&p| corpus.passage(&cite.source, p)).collect();
    let own = corpus.entries_of(&cite.source);
    for &entry in &entries {
        // What stands over a passage, its heading or a caption, is cited by the passage.
        let above = (own.start..entry).rev().take_while(|&n| corpus.entry(n).block.para.is_none());
        for entry in std::iter::once(entry).chain(above) {
            if let Some(stretches) = pattern.find(&corpus.entry(entry).normal) {
                return Some(Hit { entry, stretches });
            }
        }
    }
    across(&entries, pattern, corpus)
}

/// A quotation that runs over several of the passages named. What it shows is where it begins.
fn across(entries: &[usize], pattern: &Pattern, corpus: &Corpus) -> Option<Hit> {
    if entries.len() < 2 || !entries.is_sorted() {
        return None;
    }
    let texts: Vec<&str> = entries.iter().map(|&e| corpus.entry(e).normal.as_str()).collect();
    let mut found = pattern.find(&texts.join(" "))?;
    let mut at = 0;
    for (text, &entry) in texts.iter().zip(entries) {
        let end = at + text.len();
        if found.parts.first().is_some_and(|p| p.start < end) {
            found.parts.retain(|p| p.start < end);
            for part in &mut found.parts {
                *part = part.start - at..part.end.min(end) - at;
            }
            return Some(Hit { entry, stretches: found });
        }
        at = end + 1;
    }
    None
}

/// What is to be said of a quotation that holds.
fn holds(
    asked: &Asked,
    corpus: &Corpus,
    hit: &Hit,
    pattern: &Pattern,
    cite: &Cited,
) -> (Option<Quotation>, Vec<Diagnostic>) {
    let entry = corpus.entry(hit.entry);
    let mut remarks = Vec::new();
    if hit.stretches.edited {
        remarks.extend(hidden(asked, entry, hit, pattern));
        remarks.extend(scraps(asked, pattern));
        if pattern.sic {
            remarks.extend(sic(asked, corpus, hit, pattern));
        }
    }
    let para = entry.para();
    if let (true, Some(para), Some((at, [before, after]))) = (cite.paras.is_empty(), para, cite.room) {
        let others: Vec<u32> = corpus
            .find(pattern, &corpus.entries_of(&cite.source), 4)
            .iter()
            .filter_map(|h| corpus.entry(h.entry).para())
            .filter(|p| *p != para)
            .collect();
        let d = remark(
            asked,
            &codes::QUOTE_PLACE,
            format!("the passage of this quotation in `{}` is not named", cite.source),
        )
        .label(format!("it stands in para. {para}"));
        remarks.push(match others.as_slice() {
            [] => {
                let named = format!("{before}{para}{after}");
                d.fix(format!("name it: `@{}{named}`", cite.source)).edit(Span::new(at, at), named)
            }
            others => {
                let list: Vec<String> = others.iter().map(u32::to_string).collect();
                d.note(format!("the same words stand in para. {} too", list.join(", "))).fix("say which one is meant")
            }
        });
    }
    let stretches: Vec<Span> = hit.stretches.parts.iter().map(|r| entry.original(r)).collect();
    let how = match hit.stretches.edited {
        true => Match::Edited,
        false if has(&entry.block.text, asked.text.trim(), &stretches) => Match::Exact,
        false => Match::Normalised,
    };
    // Then the source quotes someone else.
    let nested = stretches.iter().all(|s| entry.is_quoted(*s));
    let quotation = Quotation {
        carrier: asked.carrier,
        span: (asked.place)(0..asked.text.len()),
        source: entry.source.id.clone(),
        block: entry.number,
        para,
        stretches,
        words: words(asked.text),
        how,
        nested,
        cite: cite.at,
    };
    (Some(quotation), remarks)
}

/// Whether a text has these words to the letter: mostly they are those of the stretch that was found.
fn has(text: &str, words: &str, stretches: &[Span]) -> bool {
    stretches.iter().any(|s| text[s.range()] == *words) || memmem::find(text.as_bytes(), words.as_bytes()).is_some()
}

/// Warns of changes that hide a negation, or put one in.
fn hidden(asked: &Asked, entry: &Entry, hit: &Hit, pattern: &Pattern) -> Option<Diagnostic> {
    let (parts, source) = (&hit.stretches.parts, &entry.normal);
    for (n, join) in pattern.joins.iter().enumerate() {
        let (Some(before), Some(after)) = (parts.get(n), parts.get(n + 1)) else { continue };
        let gone = &source[before.end..after.start];
        let (put, what) = match join {
            Join::Omission => ("", "the omission"),
            Join::Words(words) | Join::Letters(words) => (words.as_str(), "the change in brackets"),
            Join::Sic => continue,
        };
        let (lost, added) = (negation::first(gone), negation::first(put));
        let message = match (lost, added) {
            (Some(word), None) => format!("{what} hides “{word}”"),
            (None, Some(word)) => format!("{what} puts in “{word}”"),
            _ => continue,
        };
        let spot = before.end + gone.find(lost.unwrap_or("")).unwrap_or(0);
        let shown = around(entry, &(before.start..after.end), spot);
        return Some(negated(asked, message).note(format!("the source reads: “{shown}”")));
    }
    // Letters in brackets at the beginning of a word: `[un]able`.
    let at_first = pattern.outer.iter().zip(parts.first());
    for (join, part) in at_first.chain(pattern.joins.iter().zip(parts.iter().skip(1))) {
        let Join::Letters(letters) = join else { continue };
        let printed = source[..part.start].rsplit(|c: char| !in_word(c)).next().unwrap_or("");
        if negation::is_beginning(letters) && !printed.eq_ignore_ascii_case(letters) {
            return Some(negated(asked, format!("the letters in brackets turn a word round: “[{letters}]…”")));
        }
    }
    let outer = pattern.outer.iter().find_map(|j| match j {
        Join::Words(words) => negation::first(&Normal::of(words, &[]).text).map(str::to_owned),
        _ => None,
    })?;
    Some(negated(asked, format!("the change in brackets puts in “{outer}”")))
}

fn negated(asked: &Asked, message: String) -> Diagnostic {
    remark(asked, &codes::QUOTE_NEGATION, message)
        .fix("quote the words whole, or, if the sense is kept, excuse it: `briefbook: allow(quote/negation)`")
}

/// Warns of parts too short to stand between omissions.
fn scraps(asked: &Asked, pattern: &Pattern) -> Option<Diagnostic> {
    let between_omissions = |n: usize| {
        let before = n.checked_sub(1).map(|b| pattern.joins[b] == Join::Omission);
        let after = pattern.joins.get(n).map(|j| *j == Join::Omission);
        (before == Some(true) || after == Some(true)) && before.unwrap_or(true) && after.unwrap_or(true)
    };
    let scrap = pattern.parts.iter().enumerate().find(|(n, p)| p.words < LEAST_PART && between_omissions(*n))?.1;
    let d = remark(asked, &codes::QUOTE_SCRAPS, format!("“{}” alone stands beside an omission", scrap.text));
    Some(
        d.note(format!("parts of fewer than {LEAST_PART} words can be put together to say anything"))
            .fix("quote more of the sentence, or make two quotations of it"),
    )
}

/// Warns of a `[sic]` behind words that the record does not list as odd.
fn sic(asked: &Asked, corpus: &Corpus, hit: &Hit, pattern: &Pattern) -> Option<Diagnostic> {
    let entry = corpus.entry(hit.entry);
    let odd = entry.block.sic.iter().chain(entry.block.corrections.iter().map(|c| &c.span));
    let odd: Vec<Span> = odd.copied().collect();
    let joins = pattern.joins.iter().enumerate().filter(|(_, j)| **j == Join::Sic).map(|(n, _)| n);
    let last = (pattern.outer.contains(&Join::Sic)).then_some(hit.stretches.parts.len().saturating_sub(1));
    for part in joins.chain(last).filter_map(|n| hit.stretches.parts.get(n)) {
        let before = entry.original(part);
        let text = &entry.block.text[before.range()];
        let word = before.end - text.rsplit(|c: char| !in_word(c)).find(|w| !w.is_empty()).map_or(0, str::len);
        if !odd.iter().any(|s| s.start < before.end && word < s.end) {
            let shown = &entry.block.text[word.min(before.end)..before.end];
            return Some(
                remark(
                    asked,
                    &codes::QUOTE_SIC,
                    format!("the record of `{}` does not call “{shown}” odd", entry.source.id),
                )
                .note("`[sic]` says that a fault is the source's own, and the reader cannot see that it is")
                .fix("add a `[[sic]]` or `[[correct]]` to the record, or leave the `[sic]` out"),
            );
        }
    }
    None
}

fn elsewhere(asked: &Asked, corpus: &Corpus, hit: &Hit, cite: &Cited) -> Diagnostic {
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

fn apart(asked: &Asked, corpus: &Corpus, hits: &[Hit]) -> Diagnostic {
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
            .note(format!("words in brackets stand for {} words of the source at most", super::pattern::MOST_REPLACED))
            .fix("mark what is left out with `[…]`"),
        false => d("the parts of this quotation stand in another order in the source")
            .fix("quote them in the order in which they are printed, or make a quotation of each"),
    }
}

fn misattributed(asked: &Asked, corpus: &Corpus, hit: &Hit) -> Diagnostic {
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

fn nowhere(asked: &Asked, corpus: &Corpus, near: Option<Nearest>) -> Diagnostic {
    let cited = asked.cites.first().map_or("", |c| c.source.as_str());
    let Some(near) = near else {
        return remark(asked, &codes::QUOTE_ABSENT, format!("these words are not in `{cited}`"))
            .note("nothing in any source comes near them")
            .fix("quote what the source says, or take the quotation marks away and say it in your own words");
    };
    let entry = corpus.entry(near.entry);
    let text = &entry.block.text;
    let first = near.changes.first();
    let middle = first.map_or(near.range.start, |c| c.source.start);
    let shown = around(entry, &near.range, middle);
    let place = format!("{}, {}", place_of(corpus, near.entry), lines_of(corpus, near.entry));
    if !near.is_close() {
        let d = remark(asked, &codes::QUOTE_ABSENT, format!("these words are not in `{cited}`"));
        let d = match near.helps() {
            true => d.note(format!("the nearest are in {place}: “{shown}”")),
            false => d.note("nothing in any source comes near them"),
        };
        return d.fix("quote what the source says, or take the quotation marks away and say it in your own words");
    }
    let quote = Normal::mapped(asked.text, &[]);
    let in_quote = |r: &Range<usize>| quote.original(asked.text, r).range();
    let said = |r: &Range<usize>| text[entry.original(r).range()].to_owned();
    let whose = match entry.source.id == cited {
        true => format!("`{cited}`"),
        false => format!("any source; `{}` comes nearest", entry.source.id),
    };
    let (message, label, caret) = match first {
        None => {
            let at = first_difference(&quote.text, &entry.normal[near.range.clone()]);
            let range = in_quote(&(at..quote.text[at..].chars().next().map_or(at, |c| at + c.len_utf8())));
            (
                "the words are those of the source, but not their punctuation".to_owned(),
                "differs from here on".to_owned(),
                range,
            )
        }
        Some(Change { quote: q, source: s }) => {
            let negation = near.changes.iter().find_map(|c| {
                let lost = negation::first(&entry.normal[c.source.clone()]);
                let added = negation::first(&quote.text[c.quote.clone()]);
                match (lost, added) {
                    (Some(word), None) => Some(format!("this quotation leaves out “{word}”")),
                    (None, Some(word)) => Some(format!("this quotation puts in “{word}”")),
                    _ => None,
                }
            });
            let label = match (q.is_empty(), s.is_empty()) {
                (false, false) => format!("matches up to here; the source has “{}”", clip(&said(s))),
                (false, true) => "matches up to here; the source does not have this".to_owned(),
                _ => format!("matches up to here; the source goes on with “{}”", clip(&said(s))),
            };
            // Where words are missing, the word behind them is marked.
            let caret = match q.is_empty() {
                true => tokens(&quote.text)
                    .into_iter()
                    .find(|t| t.start as usize >= q.start)
                    .map_or_else(|| quote.text.trim_end().len().saturating_sub(1)..quote.text.len(), |t| t.range()),
                false => q.clone(),
            };
            let message = negation.unwrap_or_else(|| format!("these words are not in {whose} as they stand here"));
            (message, label, in_quote(&caret))
        }
    };
    let mut d = Diagnostic::new(&codes::QUOTE_ALTERED, message).at(asked.path, (asked.place)(caret)).label(label);
    d = d.note(format!("{place} reads: “{shown}”"));
    match near.changes.len() {
        0 | 1 => {}
        2 => d = d.note("there is one more difference"),
        n => d = d.note(format!("there are {} more differences", n - 1)),
    }
    let real = said(&near.range);
    d.fix(match real.chars().count() <= MOST_SHOWN && near.changes.len() <= 3 {
        true => format!("quote it as printed, “{real}”, or mark the change with `[…]` or `[word]`"),
        false => "quote it as printed, or mark each change with `[…]` or `[word]`".to_owned(),
    })
}

fn remark(asked: &Asked, code: &'static Code, message: String) -> Diagnostic {
    Diagnostic::new(code, message).at(asked.path, (asked.place)(0..asked.text.len()))
}

/// A passage by its source and number.
fn place_of(corpus: &Corpus, entry: usize) -> String {
    let entry = corpus.entry(entry);
    match (entry.block.para, entry.para()) {
        (Some(para), _) => format!("`{}`, para. {para}", entry.source.id),
        (None, Some(para)) => format!("`{}`, the {} above para. {para}", entry.source.id, entry.block.kind.name()),
        _ => format!("`{}`, its {}", entry.source.id, entry.block.kind.name()),
    }
}

/// The lines of the file that hold a block.
fn lines_of(corpus: &Corpus, entry: usize) -> String {
    let lines = &corpus.entry(entry).block.lines;
    let first = lines.iter().map(|l| l.first).min().unwrap_or(1);
    let last = lines.iter().map(|l| l.last).max().unwrap_or(first);
    if first == last { format!("line {first}") } else { format!("lines {first} to {last}") }
}

/// A stretch of a source as it is printed, cut to what stands around a spot.
fn around(entry: &Entry, range: &Range<usize>, middle: usize) -> String {
    let whole = entry.original(range);
    let spot = entry.original(&(middle..middle)).start;
    shorten(&entry.block.text, whole.range(), spot)
}

/// A stretch of text, cut at words to what stands around a spot when it is long.
fn shorten(text: &str, range: Range<usize>, spot: usize) -> String {
    let words = &text[range.clone()];
    if words.chars().count() <= MOST_SHOWN {
        return words.trim().to_owned();
    }
    let spot = spot.clamp(range.start, range.end);
    let step = |from: usize, back: bool| {
        let limit = MOST_SHOWN / 2;
        match back {
            true => {
                text[range.start..from].char_indices().rev().nth(limit).map_or(range.start, |(n, _)| range.start + n)
            }
            false => text[from..range.end].char_indices().nth(limit).map_or(range.end, |(n, _)| from + n),
        }
    };
    let spot = (spot..range.end).find(|n| text.is_char_boundary(*n)).unwrap_or(range.end);
    let (mut from, mut to) = (step(spot, true), step(spot, false));
    if from > range.start {
        from = text[from..spot].find(' ').map_or(from, |n| from + n + 1);
    }
    if to < range.end {
        to = text[spot..to].rfind(' ').map_or(to, |n| spot + n);
    }
    let before = if from > range.start { "… " } else { "" };
    let after = if to < range.end { " …" } else { "" };
    format!("{before}{}{after}", text[from..to].trim())
}

fn clip(words: &str) -> String {
    match words.char_indices().nth(80) {
        Some((n, _)) => format!("{} …", words[..n].trim_end()),
        None => words.to_owned(),
    }
}

/// Where two texts differ for the first time, ends of quotations aside.
fn first_difference(a: &str, b: &str) -> usize {
    a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y).map_or(a.len().min(b.len()), |((n, _), _)| n)
}
