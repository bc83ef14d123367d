//! What a quotation that holds is, and what is to be said of it.

use std::ops::Range;

use memchr::memmem;

use super::alterations::{Seam, seams};
use super::asked::{Asked, Cited, LEAST_PART, last_word, remark};
use super::corpus::{Corpus, Hit};
use super::edges::Cut;
use super::normal::{is_wide, tokens};
use super::pattern::{Mark, Pattern};
use super::search::has_omission;
use super::sense::{GRAVE, Language, Turn, Turns, endings};
use super::shown::{around_hit, clip, passages};
use crate::model::quote::{Alteration, Altering, Match, Quotation};
use crate::report::Diagnostic;
use crate::report::faults::{EditorialChange, QuoteCut, QuoteEdited, QuoteNegation, QuotePlace, QuoteScraps, QuoteSic};
use crate::script;
use crate::text::{Span, boundary_behind, words};

/// So many words of the quoter's own may stand in one pair of brackets.
const MOST_PUT: usize = 10;

/// So many letters beside a change may belong to a word of which it takes a part.
const BESIDE: usize = 2;
/// So many bytes before a quotation are looked at.
const REACH: usize = 120;

/// A quotation with the place where it was found.
struct Held<'a> {
    asked: &'a Asked<'a>,
    corpus: &'a Corpus<'a>,
    hit: &'a Hit,
    pattern: &'a Pattern,
    seams: Vec<Seam<'a>>,
}

/// What a quotation that holds is, and what is to be said of it: changes that turn its sense, words cut off at its
/// edges, scraps between omissions, `[sic]` behind words that are not odd, a passage that is not named.
pub fn check(
    asked: &Asked,
    corpus: &Corpus,
    hit: &Hit,
    pattern: &Pattern,
    cite: &Cited,
) -> (Quotation, Vec<Diagnostic>) {
    let entry = corpus.entry(hit.entry);
    let seams = seams(pattern, &hit.stretches, hit.text(corpus));
    let held = Held { asked, corpus, hit, pattern, seams };
    let alterations: Vec<Alteration> =
        held.seams.iter().flat_map(|s| s.alterations(&hit.text(corpus).text, asked.place)).collect();
    let turned = held.turned();
    let mut remarks: Vec<Diagnostic> = Vec::new();
    if turned.is_none() {
        remarks.extend(held.replaced(&alterations));
    }
    remarks.extend(turned);
    remarks.extend(held.cut());
    if hit.stretches.edited {
        remarks.extend(held.scraps());
        remarks.extend(held.sic());
    }
    remarks.extend(held.unplaced(cite));
    let stretches: Vec<Span> = hit.own().iter().map(|r| entry.original(r)).collect();
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
        para: entry.para(),
        sentences: hit.by_entry().filter_map(|(n, parts)| corpus.entry(n).sentences_with(&parts)).collect(),
        stretches,
        words: words(asked.text),
        how,
        alterations,
        nested,
        cite: cite.at,
        spot: cite.spot,
        locator: cite.locator.map(|(span, _)| span),
    };
    (quotation, remarks)
}

/// Whether a text has these words to the letter: mostly they are those of the stretch that was found.
fn has(text: &str, words: &str, stretches: &[Span]) -> bool {
    stretches.iter().any(|s| text[s.range()] == *words) || memmem::find(text.as_bytes(), words.as_bytes()).is_some()
}

impl Held<'_> {
    fn text(&self) -> &str {
        &self.hit.text(self.corpus).text
    }

    fn tag(&self) -> Option<&str> {
        self.corpus.entry(self.hit.entry).language()
    }

    fn turns(&self, words: &str) -> Turns {
        Language::of(self.tag(), words).all(words)
    }

    /// Warns of the first change that turns the sense.
    fn turned(&self) -> Option<Diagnostic> {
        self.seams.iter().find_map(|seam| self.letters(seam).or_else(|| self.hidden(seam)))
    }

    /// Words that a change hides or puts in, and that turn a sentence.
    fn hidden(&self, seam: &Seam) -> Option<Diagnostic> {
        let omits = has_omission(seam.brackets);
        let (gone, put) = (&self.text()[seam.gone.clone()], seam.put());
        let added = self.turns(&put);
        let turns = self.turns_of(seam);
        // How binding a sentence is can be told where a word is left out or some are changed, and not of sentences.
        let few = !omits || tokens(gone).len() <= 1;
        let asked = if few { Turns::all() } else { GRAVE };
        if let Some(turn) = turns.iter().find(|t| !t.turns.shared(asked).without(added).is_empty()) {
            let word = self.text()[turn.at.clone()].to_owned();
            let reads = self.reads(seam, turn.at.start);
            return Some(remark(self.asked, QuoteNegation::Hides { word, omission: omits, reads }));
        }
        // Of what an omission takes away, words that are put in beside it are no image.
        let lost = turns.iter().filter(|_| !omits).fold(Turns::default(), |all, t| all.with(t.turns));
        let own = Language::of(self.tag(), &put).turns(&put);
        let own = own.into_iter().find(|t| !t.turns.without(lost).is_empty())?;
        let reads = self.reads(seam, seam.gone.start);
        Some(remark(self.asked, QuoteNegation::PutsIn { word: put[own.at].to_owned(), reads }))
    }

    /// The words that turn a sentence of which a change takes away something: in the whole text. Where words have no
    /// edges, one may begin before the change, or end behind it.
    fn turns_of(&self, seam: &Seam) -> Vec<Turn> {
        let (text, gone) = (self.text(), &seam.gone);
        if gone.is_empty() {
            return Vec::new();
        }
        let wide = |c: &char| is_wide(*c);
        let before: usize = text[..gone.start].chars().rev().take(BESIDE).take_while(wide).map(char::len_utf8).sum();
        let behind: usize = text[gone.end..].chars().take(BESIDE).take_while(wide).map(char::len_utf8).sum();
        let from = gone.start - before;
        let window = &text[from..gone.end + behind];
        let all = Language::of(self.tag(), window).turns(window).into_iter();
        let moved = all.map(|t| Turn { at: from + t.at.start..from + t.at.end, ..t });
        moved.filter(|t| t.at.start < gone.end && gone.start < t.at.end).collect()
    }

    /// Letters in brackets at the end or in the middle of a word that are no ending.
    fn letters(&self, seam: &Seam) -> Option<Diagnostic> {
        let ending = seam.ending.clone()?;
        let bracket = seam.brackets.first()?;
        let printed = &self.text()[ending.clone()];
        let inside = matches!(bracket.mark, Mark::Letters { ahead: true, .. });
        let keeps = match inside {
            true => printed.to_lowercase() == bracket.put.to_lowercase(),
            false => {
                let letters = bracket.put.split(' ').next().unwrap_or("");
                endings::keep(letters, printed, self.tag())
            }
        };
        if keeps {
            return None;
        }
        let start = ending.start - last_word(&self.text()[..ending.start]);
        let end = ending.end + super::search::word_end(&self.text()[ending.end..]);
        let of = |range: Range<usize>| self.text()[range].to_owned();
        let fault = QuoteNegation::Letters {
            word: of(start..end),
            head: of(start..ending.start),
            put: bracket.put.clone(),
            tail: of(ending.end..end),
        };
        Some(remark(self.asked, fault))
    }

    /// What the source prints where something is altered.
    fn reads(&self, seam: &Seam, spot: usize) -> String {
        around_hit(self.hit, self.corpus, seam.beside.clone(), spot)
    }

    /// Lists words of the source that gave way to others.
    fn replaced(&self, alterations: &[Alteration]) -> Option<Diagnostic> {
        let long = alterations.iter().find(|a| words(&a.put) > MOST_PUT);
        if let Some(long) = long {
            return Some(remark(self.asked, QuoteEdited::Long { words: words(&long.put) }));
        }
        let mut changes: Vec<EditorialChange> = alterations
            .iter()
            .filter(|a| a.kind == Altering::Replacement)
            .map(|a| EditorialChange::Replacement { put: a.put.clone(), printed: clip(&a.printed) })
            .collect();
        // Where words have no edges, what is put in may make another word of one.
        let inner = alterations.iter().filter(|a| a.kind == Altering::Insertion && a.put.contains(is_wide));
        changes.extend(inner.map(|a| EditorialChange::Insertion { put: a.put.clone() }));
        // What stands at an end may be in the place of any words of the source.
        let outer = self
            .pattern
            .start
            .iter()
            .chain(&self.pattern.end)
            .filter(|b| b.mark == Mark::Words && !b.put.contains(is_wide));
        if self.hit.stretches.edited {
            changes.extend(outer.map(|b| EditorialChange::Edge { put: b.put.clone() }));
        }
        (!changes.is_empty()).then(|| remark(self.asked, QuoteEdited::Changes { changes }))
    }

    /// Warns of a word that turns the sentence, or the sign of a question, right beside the quotation.
    fn cut(&self) -> Option<Diagnostic> {
        let cut = self.hit.cut(self.pattern, self.corpus).filter(|cut| !self.is_said(cut))?;
        let text = self.text();
        let parts = &self.hit.stretches.parts;
        let (first, last) = (parts.first()?, parts.last()?);
        let reads = |range: Range<usize>, spot: usize| around_hit(self.hit, self.corpus, range, spot);
        let fault = match cut {
            Cut::Before(word) => QuoteCut::Before {
                word: text[word.clone()].to_owned(),
                reads: reads(word.start..first.end, word.start),
            },
            Cut::Behind(word) => {
                QuoteCut::Behind { word: text[word.clone()].to_owned(), reads: reads(last.start..word.end, word.start) }
            }
            Cut::Question => QuoteCut::Question { reads: reads(last.start..last.end + 1, last.end) },
        };
        Some(remark(self.asked, fault))
    }

    /// Whether the writer says before the marks what the quotation cuts off: neither will “agree to it”.
    fn is_said(&self, cut: &Cut) -> bool {
        let Cut::Before(word) = cut else { return false };
        let before = self.asked.before;
        let near = &before[boundary_behind(before, before.len().saturating_sub(REACH))..];
        let sentence = near.rsplit(script::ends_sentence).next().unwrap_or("");
        let said = Language::of(None, sentence).all(sentence);
        !self.turns(&self.text()[word.clone()]).shared(said).is_empty()
    }

    /// Warns of parts too short to stand between omissions.
    fn scraps(&self) -> Option<Diagnostic> {
        let (pattern, joins) = (self.pattern, &self.pattern.joins);
        let between_omissions = |n: usize| {
            let before = n.checked_sub(1).map(|b| has_omission(&joins[b]));
            let after = joins.get(n).map(|j| has_omission(j));
            (before == Some(true) || after == Some(true)) && before.unwrap_or(true) && after.unwrap_or(true)
        };
        let is_scrap = |(n, part): &(usize, &super::pattern::Part)| part.words < LEAST_PART && between_omissions(*n);
        let (_, scrap) = pattern.parts.iter().enumerate().find(is_scrap)?;
        Some(remark(self.asked, QuoteScraps { text: scrap.text.clone(), least: LEAST_PART }))
    }

    /// Warns of a `[sic]` behind words that the record does not list as odd.
    fn sic(&self) -> Option<Diagnostic> {
        let entry = self.corpus.entry(self.hit.entry);
        let odd = entry.block.sic.iter().chain(entry.block.corrections.iter().map(|c| &c.span));
        let odd: Vec<Span> = odd.copied().collect();
        let is_sic = |brackets: &[super::pattern::Bracket]| brackets.iter().any(|b| b.mark == Mark::Sic);
        let own = self.hit.own();
        let joins = self.pattern.joins.iter().enumerate().filter(|(_, j)| is_sic(j)).map(|(n, _)| n);
        let last = is_sic(&self.pattern.end).then_some(own.len().saturating_sub(1));
        for part in joins.chain(last).filter_map(|n| own.get(n)) {
            let before = entry.original(part);
            let word = before.end - last_word(&entry.block.text[before.range()]);
            if !odd.iter().any(|s| s.start < before.end && word < s.end) {
                let shown = &entry.block.text[word.min(before.end)..before.end];
                let fault = QuoteSic { source: entry.source.id.to_string(), text: shown.to_owned() };
                return Some(remark(self.asked, fault));
            }
        }
        None
    }

    /// Says in which passage the words stand, when the citation does not.
    fn unplaced(&self, cite: &Cited) -> Option<Diagnostic> {
        let corpus = self.corpus;
        let para = corpus.entry(self.hit.entry).para()?;
        let (at, [before, after]) = cite.room.filter(|_| cite.paras.is_empty())?;
        let others: Vec<u32> = corpus
            .find(self.pattern, &corpus.entries_of(&cite.source), 4)
            .iter()
            .filter_map(|h| corpus.entry(h.entry).para())
            .filter(|p| *p != para)
            .collect();
        let places = &corpus.entry(self.hit.entry).source.places;
        let written = format!("{before}{}{after}", places.name(para));
        let alone = others.is_empty();
        let fault = QuotePlace {
            source: cite.source.to_string(),
            passage: passages(places, vec![para]),
            others: (!alone).then(|| passages(places, others)),
            written: written.clone(),
            all: None,
        };
        let d = remark(self.asked, fault);
        Some(if alone { d.edit(Span::new(at, at), written) } else { d })
    }
}
