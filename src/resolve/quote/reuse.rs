//! Source words outside quotation marks: a run of them is either a quotation without its marks or a phrase that
//! could be said otherwise.

use std::ops::Range;

use super::Checker;
use super::normal::{Normal, tokens};
use crate::path::SitePath;
use crate::report::{Diagnostic, codes};
use crate::text::Span;

/// Remarks each run of source words in a text outside the stretches that are quoted.
pub fn check(
    text: &str,
    quoted: &[Range<usize>],
    path: &SitePath,
    place: &dyn Fn(Range<usize>) -> Span,
    checker: &Checker,
) -> Vec<Diagnostic> {
    let corpus = checker.corpus;
    let run = corpus.run();
    let mut remarks = Vec::new();
    if run == 0 {
        return remarks;
    }
    let mut start = 0;
    let ends = quoted.iter().map(|q| (q.start, q.end)).chain([(text.len(), text.len())]);
    for (end, next) in ends {
        let piece = text.get(start..end).unwrap_or("");
        if piece.len() > run * 2 {
            let normal = Normal::mapped(piece, &[]);
            let words = tokens(&normal.text);
            let mut at = 0;
            while at + run <= words.len() {
                let window = &words[at..at + run];
                let Some((entry, there)) = corpus.has_run(window).then(|| corpus.find_run(window)).flatten() else {
                    at += 1;
                    continue;
                };
                let theirs = &corpus.words(entry)[there..];
                let same = words[at..].iter().zip(theirs).take_while(|(a, b)| a.hash == b.hash).count().max(run);
                let range = words[at].range().start..words[at + same - 1].range().end;
                let span = normal.original(piece, &range);
                let e = corpus.entry(entry);
                let para = e.block.para.map_or_else(String::new, |p| format!(", para. {p}"));
                remarks.push(
                    Diagnostic::new(
                        &codes::QUOTE_REUSE,
                        format!("{same} words in a row are those of `{}`{para}, without quotation marks", e.source.id),
                    )
                    .at(path, place(start + span.start..start + span.end))
                    .fix("set them in quotation marks and cite the passage, or say it in your own words"),
                );
                at += same;
            }
        }
        start = next;
    }
    remarks
}
