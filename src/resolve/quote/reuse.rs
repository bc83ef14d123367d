//! Source words outside quotation marks: a run of them is either a quotation without its marks or a phrase that
//! could be said otherwise.

use std::ops::Range;

use super::normal::{Normal, Token, is_wide, tokens};
use super::shown::passages;
use super::{Checker, Corpus};
use crate::path::SitePath;
use crate::report::Diagnostic;
use crate::report::faults::QuoteReuse;
use crate::text::Span;

/// Remarks each run of source words in a text outside the stretches that are set apart: quoted, or the titles of works.
pub fn check(
    text: &str,
    mut apart: Vec<Range<usize>>,
    path: &SitePath,
    place: &dyn Fn(Range<usize>) -> Span,
    checker: &Checker,
) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    if checker.corpus.run() == 0 {
        return remarks;
    }
    apart.sort_by_key(|r| r.start);
    let mut start = 0;
    let ends = apart.iter().map(|q| (q.start, q.end)).chain([(text.len(), text.len())]);
    for (end, next) in ends {
        let piece = text.get(start..end).unwrap_or("");
        for (range, fault) in runs(piece, checker.corpus) {
            remarks.push(Diagnostic::of(fault).at(path, place(start + range.start..start + range.end)));
        }
        start = start.max(next);
    }
    remarks
}

/// The runs of source words in a text, and what is to be said of each.
fn runs(text: &str, corpus: &Corpus) -> Vec<(Range<usize>, QuoteReuse)> {
    let run = corpus.run();
    let mut found = Vec::new();
    if text.len() <= run * 2 {
        return found;
    }
    let normal = Normal::mapped(text, &[]);
    let words = tokens(&normal.text);
    let is_wide = |t: &Token| normal.text[t.range()].starts_with(is_wide);
    let mut at = 0;
    while at + run <= words.len() {
        // The shortest run from here that is long enough, if the source may have it.
        let mut size = Size::default();
        let long = words[at..].iter().position(|t| size.add(is_wide(t)) >= run).map(|n| n + 1);
        let Some(window) = long.map(|n| &words[at..at + n]) else { break };
        let (first, last) = (&window[..run], &window[window.len() - run..]);
        let may = corpus.has_run(first) && corpus.has_run(last);
        let Some((entry, there)) = may.then(|| corpus.find_run(window)).flatten() else {
            at += 1;
            continue;
        };
        let theirs = &corpus.words(entry)[there..];
        let same = words[at..].iter().zip(theirs).take_while(|(a, b)| a.hash == b.hash).count().max(window.len());
        let mut size = Size::default();
        let words_in = words[at..at + same].iter().map(|t| size.add(is_wide(t))).last().unwrap_or(0);
        let range = words[at].range().start..words[at + same - 1].range().end;
        let e = corpus.entry(entry);
        let passage = e.block.para.map(|para| passages(&e.source.places, vec![para]));
        let fault = QuoteReuse { words: words_in, source: e.source.id.to_string(), passage };
        found.push((normal.original(text, &range).range(), fault));
        at += same;
    }
    found
}

/// How many words some tokens are; of scripts without spaces, two letters count as one, as [`crate::text::words`] counts.
#[derive(Default)]
struct Size {
    words: usize,
    letters: usize,
}

impl Size {
    fn add(&mut self, wide: bool) -> usize {
        match wide {
            true => self.letters += 1,
            false => self.words += 1,
        }
        self.words + self.letters / 2
    }
}
