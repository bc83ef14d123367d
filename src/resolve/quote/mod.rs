//! Quotations against passages: every quotation of the book is looked for, word for word, in the source it cites.
//!
//! The model of a quotation: what the writer put on the page is read as parts and brackets ([`pattern`]); what the
//! source prints is compared under declared rules ([`normal`]); [`search`] finds the parts; what lies between them are
//! the alterations (`alterations`), each with the mark that declares it. A difference passes only if its mark says so
//! and it does not turn the sense, as far as words can tell ([`sense`], [`edges`]).
//!
//! [`corpus`] is the index of all sources, [`prose`] finds the quotations in a note's text, [`mod@check`] gives the
//! verdict on one; `holding` and `failing` say it, `nearest` what a failing one may have meant, `locators` keeps
//! several quotations of one citation from mending it against each other, `reuse` finds source words without marks.

mod alterations;
mod asked;
pub mod check;
pub mod corpus;
pub mod edges;
mod failing;
mod holding;
pub mod locators;
mod marks;
mod nearest;
pub mod normal;
pub mod pattern;
pub mod prose;
mod reuse;
pub mod search;
pub mod sense;
mod shown;

use std::ops::Range;

pub use asked::{Asked, Cited};
pub use check::check;
pub use corpus::Corpus;

use crate::catalog::{Catalog, fold_name};
use crate::config::Quotations;
use crate::model::note::{Kind, Note};
use crate::model::pin::Sentences;
use crate::model::place::Form;
use crate::model::quote::{Carrier, Quotation};
use crate::model::tree::Written;
use crate::path::SitePath;
use crate::report::faults::QuoteOpen;
use crate::report::{Code, Diagnostic, codes};
use crate::text::{Span, words};

/// Whether a code says that a quotation does not stand where it should.
pub fn fails(code: &Code) -> bool {
    let codes = [&codes::QUOTE_ALTERED, &codes::QUOTE_ABSENT, &codes::QUOTE_MISATTRIBUTED, &codes::QUOTE_PASSAGE];
    codes.iter().any(|c| c.id == code.id)
}

/// What checking quotations needs to know of the book.
pub struct Checker<'a> {
    /// The sources.
    pub corpus: &'a Corpus<'a>,
    /// Every name.
    pub catalog: &'a Catalog,
    /// From how many words on what is asked.
    pub settings: &'a Quotations,
    /// The tag of the language in which the book is written.
    pub language: &'a str,
}

impl Checker<'_> {
    /// Whether a citation key is that of a source, whose words can be looked at.
    fn is_kept(&self, key: &str) -> bool {
        self.catalog.source(key).is_some()
    }

    /// Whether a citation key is known, be the work kept or not.
    fn is_known(&self, key: &str) -> bool {
        self.is_kept(key) || self.catalog.works.contains_key(key)
    }

    /// Whether a source is known to be in another language than a note: words in marks may then be the writer's
    /// translation.
    fn is_foreign(&self, source: &str, note: &Note<Written>) -> bool {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or("").to_lowercase();
        let own = primary(note.front.language.as_deref().unwrap_or(self.language));
        self.corpus.language_of(source).is_some_and(|tag| primary(tag) != own)
    }

    /// Whether some words are the title or label of a page: in quotation marks they name it.
    fn is_title(&self, text: &str) -> bool {
        let wanted = fold_name(text.trim_end_matches([',', '.', '?', '!']));
        self.catalog.names_page(&wanted)
    }
}

/// Checks words that the front matter quotes, in a claim or a side. The span is that of the string they are written in.
pub fn check_field(
    carrier: Carrier,
    path: &SitePath,
    (words, span): (&str, Span),
    cited: Cited,
    corpus: &Corpus,
) -> (Option<Quotation>, Vec<Diagnostic>) {
    let place = |r: Range<usize>| within(span, words, r);
    check(&Asked { carrier, path, text: words, before: "", place: &place, cites: &[cited] }, corpus)
}

/// Looks for words that a citation points with, in the passages it names or else anywhere in the source; `locator` is
/// where it names them. Gives the sentences that hold them, and what is to be said where they do not stand there.
pub fn check_pin(
    path: &SitePath,
    (words, span): (&str, Span),
    source: &str,
    (passages, locator): (&[u32], Option<Span>),
    corpus: &Corpus,
) -> (Vec<Sentences>, Vec<Diagnostic>) {
    let one = locator.filter(|_| passages.len() == 1);
    let locator = one.map(|span| (span, Form::Words));
    let cites = [Cited { paras: passages.to_vec(), locator, ..Cited::whole(source) }];
    let place = |r: Range<usize>| within(span, words, r);
    let asked = Asked { carrier: Carrier::Inline, path, text: words, before: "", place: &place, cites: &cites };
    let (found, mut said) = check(&asked, corpus);
    // Words that only point may leave away what a quotation must not.
    said.retain(|d| fails(d.code));
    (found.map(|q| q.sentences).unwrap_or_default(), said)
}

/// Where a stretch of a string in the front matter stands, if the string is written as it reads.
fn within(span: Span, text: &str, range: Range<usize>) -> Span {
    match (span.end - span.start).checked_sub(text.len()) {
        // Quotation marks around it, of one or three characters, and nothing escaped within.
        Some(marks @ (0 | 2 | 6)) => {
            Span::new(span.start + marks / 2 + range.start, span.start + marks / 2 + range.end)
        }
        _ => span,
    }
}

/// Checks the plain words of a note's front matter: quotations in them must stand in some source (those beside a claim's
/// or a side's words: in the source of these), and no run of source words may stand outside quotation marks. Where the
/// sources are in another language than the note, words of which they have hardly one are a translation, which nothing
/// here can judge; and so is what calls itself one.
pub fn check_front(note: &Note<Written>, checker: &Checker) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    let front = &note.front;
    let fields = [
        ("definition", &front.definition),
        ("scope_note", &front.scope_note),
        ("summary", &front.summary),
        ("label_note", &front.label_note),
    ];
    for (name, text) in fields {
        let (Some(text), Some(span)) = (text, front.places.get(name)) else { continue };
        remarks.extend(plain(text, *span, None, note, checker));
    }
    for claim in &front.claims {
        let source = claim.source.as_ref().map(|(id, _)| id.as_str());
        let texts = [&claim.note, &claim.via].into_iter().flatten();
        remarks.extend(texts.flat_map(|(text, span)| plain(text, *span, source, note, checker)));
    }
    for side in &front.sides {
        let source = side.source.as_ref().map(|(id, _)| id.as_str());
        remarks.extend(side.says.iter().flat_map(|(text, span)| plain(text, *span, source, note, checker)));
    }
    if let (Kind::Tension, Some((title, span))) = (note.kind, &front.title) {
        remarks.extend(plain(title, *span, None, note, checker));
    }
    remarks
}

fn plain(text: &str, span: Span, source: Option<&str>, note: &Note<Written>, checker: &Checker) -> Vec<Diagnostic> {
    let marked = marks::read(text, &[]);
    let here = |r: Range<usize>| within(span, text, r);
    let mut apart: Vec<Range<usize>> = marked.quoted.iter().map(|s| s.inside.clone()).collect();
    apart.extend(marked.titles.iter().cloned());
    let mut remarks = Vec::new();
    if let Some(&open) = marked.open.first() {
        apart.push(open..text.len());
        let sign = here(open..open + text[open..].chars().next().map_or(0, char::len_utf8));
        remarks.push(Diagnostic::of(QuoteOpen { before_list: false }).at(&note.path, sign));
    }
    remarks.extend(reuse::check(text, apart, &note.path, &here, checker));
    for range in marked.quoted.into_iter().map(|s| s.inside) {
        let words_in = &text[range.clone()];
        if words(words_in) < checker.settings.least_words || checker.is_title(words_in) {
            continue;
        }
        let place = |r: Range<usize>| here(range.start + r.start..range.start + r.end);
        let source = source.filter(|s| checker.is_kept(s));
        let cites: Vec<Cited> = source.map(Cited::whole).into_iter().collect();
        let asked = Asked {
            carrier: Carrier::Inline,
            path: &note.path,
            text: words_in,
            before: &text[..range.start],
            place: &place,
            cites: &cites,
        };
        let said = match source {
            Some(_) => check(&asked, checker.corpus).1,
            None => check::anywhere(&asked, checker.corpus).into_iter().collect(),
        };
        let is_strange =
            said.iter().any(|d| d.code == &codes::QUOTE_ABSENT) && is_translation(words_in, source, note, checker);
        remarks.extend(said.into_iter().filter(|d| !(is_strange && d.code == &codes::QUOTE_ABSENT)));
    }
    remarks
}

/// Whether words that stand nowhere are rather the writer's translation: the source beside which they stand is in
/// another language than the note, and has less than half of them anywhere. Where none is beside them, all sources of a
/// tension's sides are asked, or of the book.
fn is_translation(text: &str, source: Option<&str>, note: &Note<Written>, checker: &Checker) -> bool {
    let corpus = checker.corpus;
    let sides = || note.front.sides.iter().filter_map(|s| Some(s.source.as_ref()?.0.as_str()));
    let mut sources: Vec<&str> = source.map_or_else(|| sides().collect(), |s| vec![s]);
    if sources.is_empty() {
        sources.extend(corpus.sources());
    }
    let normal = normal::Normal::of(text, &[]);
    let all = normal::tokens(&normal.text);
    let speaks = |source: &str| {
        let within = corpus.entries_of(source);
        all.iter().filter(|t| !corpus.places_of(t.hash, &within).is_empty()).count() * 2 >= all.len()
    };
    !sources.is_empty() && sources.iter().all(|s| checker.is_foreign(s, note) && !speaks(s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stand_elsewhere_fail_and_those_that_are_cut_do_not() {
        for code in [&codes::QUOTE_ALTERED, &codes::QUOTE_ABSENT, &codes::QUOTE_MISATTRIBUTED, &codes::QUOTE_PASSAGE] {
            assert!(fails(code), "{}", code.id);
        }
        for code in [&codes::QUOTE_CUT, &codes::QUOTE_PLACE, &codes::LINK_MISSING] {
            assert!(!fails(code), "{}", code.id);
        }
    }
}
