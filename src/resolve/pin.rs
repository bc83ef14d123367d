//! Which sentences a citation points at: those it names, those its quotations stand in, or those that are near.

use std::collections::BTreeMap;

use super::{Resolver, near, quote};
use crate::model::pin::{PinBy, Sentences, WrittenPin, name};
use crate::model::place::Places;
use crate::model::quote::Quotation;
use crate::model::tree::WrittenCite;
use crate::report::Diagnostic;
use crate::report::faults::CitationLocator;
use crate::text::Span;

/// Where the quotations stand for which one citation speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The passage, where they all begin in one.
    pub para: Option<u32>,
    /// Their sentences; of those that lie apart in a passage, the first.
    pub sentences: Vec<Sentences>,
}

/// Where quotations stand, by the citations that speak for them.
pub fn quoted_at(quotations: &[Quotation]) -> BTreeMap<Span, Quoted> {
    let mut all: BTreeMap<Span, Vec<&Quotation>> = BTreeMap::new();
    for quotation in quotations.iter().filter(|q| q.para.is_some()) {
        if let Some(cite) = quotation.spot {
            all.entry(cite).or_default().push(quotation);
        }
    }
    all.into_iter().map(|(cite, list)| (cite, quoted(&list))).collect()
}

fn quoted(list: &[&Quotation]) -> Quoted {
    let para = list.first().and_then(|q| q.para).filter(|para| list.iter().all(|q| q.para == Some(*para)));
    let over = list.iter().find(|q| q.sentences.len() > 1);
    let sentences = match (para, over) {
        (None, _) => Vec::new(),
        (_, Some(over)) => over.sentences.clone(),
        (_, None) => first_of(list.iter().flat_map(|q| q.sentences.iter().copied()).collect()),
    };
    Quoted { para, sentences }
}

/// The first of some sentences of one passage, with those that follow without a gap.
fn first_of(mut all: Vec<Sentences>) -> Vec<Sentences> {
    all.sort_unstable();
    let mut all = all.into_iter();
    let Some(mut first) = all.next() else { return Vec::new() };
    for next in all {
        if next.first <= first.last + 1 {
            first.last = first.last.max(next.last);
        }
    }
    vec![first]
}

/// Where a citation leads.
#[derive(Debug, Default)]
pub struct Lead {
    /// The passage.
    pub para: Option<u32>,
    /// The sentences of it that are pinned.
    pub sentences: Vec<Sentences>,
    /// Those that are near, where none is pinned.
    pub near: Option<Sentences>,
}

impl Resolver<'_> {
    /// Whether a citation points at nothing within its passages: it pins no sentence, and no quotation does so for it.
    pub(super) fn is_paraphrase(&self, cite: &WrittenCite) -> bool {
        cite.pin.is_none() && !self.quoted_at.contains_key(&cite.span)
    }

    /// Where a citation leads that means these passages of a source that the book keeps.
    pub(super) fn lead(&mut self, cite: &WrittenCite, passages: &[u32], places: &Places) -> Lead {
        let quoted = self.quoted_at.get(&cite.span).cloned();
        let written = cite.pin.as_ref().map(|pin| self.pinned(cite, pin, passages, places)).unwrap_or_default();
        // Where a quotation was found says more than any number.
        let found = quoted.as_ref().and_then(|q| q.para);
        let own = quoted.as_ref().map(|q| q.sentences.clone()).unwrap_or_default();
        let meets = |s: &Sentences| own.iter().any(|o| o.para == s.para && o.first <= s.last && s.first <= o.last);
        let sentences = match (written.is_empty(), own.is_empty()) {
            (true, _) => own,
            (false, false) if !written.iter().any(meets) => {
                self.elsewhere(cite, &written, &own);
                own
            }
            (false, _) => written,
        };
        let near = match (passages, self.citing.get(&cite.span)) {
            ([para], Some(said)) => near::nearest(said, &cite.key, *para, self.context.checker.corpus),
            _ => None,
        };
        let para = sentences.first().map(|s| s.para).or(found).or(passages.first().copied());
        Lead { para, sentences, near }
    }

    /// The sentences that a pin names. Those that there are not, and words that do not stand there, are remarked.
    fn pinned(&mut self, cite: &WrittenCite, pin: &WrittenPin, passages: &[u32], places: &Places) -> Vec<Sentences> {
        match &pin.by {
            PinBy::Number(first, last) => self.numbered(cite, pin.span, (*first, *last), passages, places),
            PinBy::Words(words) => {
                let corpus = self.context.checker.corpus;
                let locator = cite.locator.as_ref().map(|l| l.span);
                let (found, said) =
                    quote::check_pin(&self.path, (words, pin.span), &cite.key, (passages, locator), corpus);
                self.remarks.extend(said);
                found
            }
        }
    }

    fn numbered(
        &mut self,
        cite: &WrittenCite,
        span: Span,
        (first, last): (u32, u32),
        passages: &[u32],
        places: &Places,
    ) -> Vec<Sentences> {
        let corpus = self.context.checker.corpus;
        let count = |para: u32| {
            let entry = corpus.entry(corpus.passage(&cite.key, para)?);
            Some((para, u32::try_from(entry.sentences().len()).ok()?, entry.is_shown()))
        };
        let counts: Vec<(u32, u32, bool)> = passages.iter().filter_map(|p| count(*p)).collect();
        let all = counts.iter().map(|(_, n, _)| n).sum();
        if last > all && all > 0 {
            let place = places.names(passages);
            let fault = CitationLocator::Sentence { source: cite.key.clone(), place, number: last, sentences: all };
            self.remark(Diagnostic::of(fault), span);
            return Vec::new();
        }
        let mut before = 0;
        let mut found = Vec::new();
        for (para, n, shown) in counts {
            let (from, to) = (first.max(before + 1), last.min(before + n));
            if from <= to && shown {
                found.push(Sentences { para, first: from - before, last: to - before });
            }
            before += n;
        }
        found
    }

    /// Says that the quotation for which a citation speaks stands in other sentences than it names.
    fn elsewhere(&mut self, cite: &WrittenCite, written: &[Sentences], own: &[Sentences]) {
        let (Some(pin), Some(w), Some(o)) = (&cite.pin, written.first(), own.first()) else { return };
        if !matches!(pin.by, PinBy::Number(..)) || w.para != o.para {
            return;
        }
        let (named, found) = (name(w.first, w.last), name(o.first, o.last));
        let fault = CitationLocator::OtherSentence { source: cite.key.clone(), named, found: found.clone() };
        let span = pin.span;
        // In other languages than ours the number stands elsewhere.
        let english = pin.raw.trim_start_matches([',', ' ']).starts_with("sentence");
        let d = Diagnostic::of(fault);
        self.remark(if english { d.edit(span, found) } else { d }, span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_follow_each_other_are_pinned_together_and_else_the_first() {
        let s = |first, last| Sentences { para: 3, first, last };
        for (all, expect) in [
            (vec![s(2, 2)], vec![s(2, 2)]),
            (vec![s(3, 3), s(2, 2)], vec![s(2, 3)]),
            (vec![s(5, 6), s(2, 2), s(3, 3)], vec![s(2, 3)]),
            (vec![s(1, 4), s(2, 2)], vec![s(1, 4)]),
            (vec![], vec![]),
        ] {
            assert_eq!(first_of(all), expect);
        }
    }
}
