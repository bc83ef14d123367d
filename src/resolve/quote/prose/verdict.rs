//! What is said of one quotation, given what may be cited for it.

use std::ops::Range;

use super::super::asked::{Asked, Cited};
use super::super::check::check;
use super::super::corpus::Corpus;
use super::super::nearest::{Nearest, nearest};
use super::super::normal::{Normal, is_wide};
use super::super::pattern::Pattern;
use super::super::shown::place_of;
use super::Walk;
use super::cites::Candidate;
use crate::model::quote::Carrier;
use crate::report::faults::{QuoteUncited, QuoteUnkept, SourcePlace};
use crate::report::{Diagnostic, Severity, codes};
use crate::text::{Span, words};

/// So many places in which something is cited are looked at for one quotation.
const MOST_CANDIDATES: usize = 8;
/// Where fewer words stand is no clue to where they are from.
const LEAST_CLUE: usize = 4;

/// Words that are to be checked.
pub struct Quote<'t> {
    /// What carries them.
    pub carrier: Carrier,
    /// The words.
    pub text: &'t str,
    /// What the writer says before them in the paragraph.
    pub before: &'t str,
    /// Where a stretch of them stands in the file.
    pub place: &'t dyn Fn(Range<usize>) -> Span,
    /// Whether they are so few that what fails is only a warning.
    pub short: bool,
}

/// What came of asking for a quotation.
pub enum Answer {
    /// It holds, or what is to be said was said.
    Told,
    /// Nothing that is cited speaks for it; whether anything near may have been meant to.
    Uncited { in_sight: bool },
}

impl Walk<'_> {
    /// Looks for a quotation in what may be cited for it, the nearest first. It holds if it holds in one of them; if in
    /// none, that is said of the nearest that is surely there for it.
    pub fn ask(&mut self, quote: &Quote, candidates: &[Candidate]) -> Answer {
        let mut against: Option<Vec<Diagnostic>> = None;
        let mut altered: Option<Vec<Diagnostic>> = None;
        let mut unkept = None;
        let mut in_sight = false;
        for candidate in candidates.iter().take(MOST_CANDIDATES) {
            let held: Vec<Cited> =
                candidate.cites.iter().filter(|c| self.checker.is_kept(&c.source)).cloned().collect();
            if held.is_empty() {
                let known = candidate.cites.iter().find(|c| self.checker.is_known(&c.source));
                in_sight |= known.is_some();
                if candidate.firm && against.is_none() {
                    // Of a key that is not known, enough is said.
                    self.found.remarks.extend(known.map(|c| self.unkept(&c.source, quote)));
                    return Answer::Told;
                }
                unkept = unkept.or(known.map(|c| c.source.clone()));
                continue;
            }
            in_sight = true;
            let asked = Asked {
                carrier: quote.carrier,
                path: &self.note.path,
                text: quote.text,
                before: quote.before,
                place: quote.place,
                cites: &held,
            };
            let (quotation, remarks) = check(&asked, self.checker.corpus);
            if quotation.is_some() || remarks.is_empty() {
                self.found.quotations.extend(quotation);
                self.say(remarks, quote.short);
                return Answer::Told;
            }
            if candidate.firm {
                against.get_or_insert(remarks);
            } else if altered.is_none() && remarks.iter().any(|r| r.code == &codes::QUOTE_ALTERED) {
                // Near to another source's words, they need not be meant for this one's.
                altered = Some(remarks).filter(|_| comes_near(quote.text, &held, self.checker.corpus));
            }
        }
        let long = words(quote.text) >= self.checker.settings.cited_from;
        match (against, altered.filter(|_| long), unkept) {
            (Some(remarks), ..) | (None, Some(remarks), _) => self.say(remarks, quote.short),
            (None, None, Some(_)) if !long => {}
            (None, None, Some(key)) => self.found.remarks.push(self.unkept(&key, quote)),
            (None, None, None) => return Answer::Uncited { in_sight },
        }
        Answer::Told
    }

    fn say(&mut self, mut remarks: Vec<Diagnostic>, short: bool) {
        if short {
            // A word or two in marks may be irony, or a title: what fails is only a warning.
            remarks.iter_mut().for_each(|r| r.severity = r.severity.max(Severity::Warning));
        }
        self.found.remarks.extend(remarks);
    }

    fn unkept(&self, key: &str, quote: &Quote) -> Diagnostic {
        let fault = QuoteUnkept { key: key.to_owned() };
        Diagnostic::of(fault).at(&self.note.path, (quote.place)(0..quote.text.len()))
    }

    /// Says that nothing is cited for some words, if they are so many that something should be: where something is cited
    /// nearby, from the least on that are checked.
    pub fn uncited(&mut self, text: &str, count: usize, span: Span, in_sight: bool) {
        let settings = &self.checker.settings;
        let least = if in_sight { settings.least_words.min(settings.cited_from) } else { settings.cited_from };
        if count < least {
            return;
        }
        let found = stands_in(text, self.checker.corpus);
        let fault = QuoteUncited { words: count, found, in_sight, wide: text.contains(is_wide) };
        self.found.remarks.push(Diagnostic::of(fault).at(&self.note.path, span));
    }
}

/// Whether some words come near to those of one of the sources that are cited.
fn comes_near(text: &str, cites: &[Cited], corpus: &Corpus) -> bool {
    let quote = Normal::mapped(text, &[]);
    cites.iter().any(|c| nearest(&quote, corpus, &corpus.entries_of(&c.source)).is_some_and(|near| near.is_close()))
}

/// Whether some words come near to what one of the sources that are cited says in a passage: its title is a name.
pub fn is_said_by(text: &str, cites: &[Cited], corpus: &Corpus) -> bool {
    let quote = Normal::mapped(text, &[]);
    let is_passage = |n: &Nearest| corpus.entry(n.entry).block.para.is_some();
    let near = |c: &Cited| nearest(&quote, corpus, &corpus.entries_of(&c.source));
    cites.iter().any(|c| near(c).is_some_and(|n| n.is_close() && is_passage(&n)))
}

/// Where in the sources some words stand.
fn stands_in(text: &str, corpus: &Corpus) -> Option<SourcePlace> {
    let pattern = Pattern::read(text).filter(|p| p.words() >= LEAST_CLUE)?;
    let hit = corpus.find(&pattern, &corpus.all(), 1).pop()?;
    Some(place_of(corpus.entry(hit.entry))).filter(|place| place.passage.is_some())
}
