//! Which passages of a source the place means that a citation, claim or side names, and how it is printed.

use std::collections::{BTreeMap, BTreeSet};

use super::Resolver;
use crate::catalog::PageEntry;
use crate::model::place::{Locator, Meaning, Named, PASSAGE, Places, words};
use crate::model::quote::Quotation;
use crate::model::tree::WrittenCite;
use crate::report::Diagnostic;
use crate::report::faults::{CitationCount, CitationLocator};
use crate::text::Span;

/// What the place comes to that a citation names by a locator, or by who speaks: `[@debate, Lord Alpha]`.
pub fn meaning(cite: &WrittenCite, places: &Places) -> Meaning {
    match &cite.locator {
        Some(locator) => places.meaning(locator),
        None => match places.speaker(&cite.suffix) {
            Some((turns, _)) => Meaning::Turns(turns.to_vec()),
            None => Meaning::Unread,
        },
    }
}

/// Our count of passages, in words: `passage 4`, `passages 4-6`.
fn counted(value: &str) -> String {
    let one = value.bytes().all(|b| b.is_ascii_digit());
    format!("{PASSAGE}{} {value}", if one { "" } else { "s" })
}

/// The passage in which the words stand for which a citation speaks, where these are all in one.
pub fn quoted_at(quotations: &[Quotation]) -> BTreeMap<Span, u32> {
    let mut all: BTreeMap<Span, BTreeSet<u32>> = BTreeMap::new();
    for quotation in quotations {
        if let (Some(cite), Some(para)) = (quotation.cite, quotation.para) {
            all.entry(cite).or_default().insert(para);
        }
    }
    all.into_iter()
        .filter(|(_, paras)| paras.len() == 1)
        .filter_map(|(cite, paras)| Some((cite, *paras.first()?)))
        .collect()
}

/// What is to be said of a place that is named by numbers, its span aside.
pub fn faults(source: &str, locator: &Locator, meaning: &Meaning, entry: &PageEntry) -> Vec<Diagnostic> {
    let source = || source.to_owned();
    match meaning {
        Meaning::Passages(_) => several(&source(), locator, &entry.places),
        Meaning::Counted(_) => {
            let place = counted(&locator.value);
            vec![Diagnostic::of(CitationCount { source: source(), place })]
        }
        Meaning::Beyond(number) => {
            let fault = CitationLocator::Beyond { source: source(), number: *number, last: entry.passages };
            vec![Diagnostic::of(fault)]
        }
        Meaning::Missing(path) => {
            vec![Diagnostic::of(CitationLocator::Missing { source: source(), place: words(path) })]
        }
        Meaning::Turns(_) | Meaning::Unread => Vec::new(),
    }
}

/// What is to be said of places that stand in a source several times.
fn several(source: &str, locator: &Locator, places: &Places) -> Vec<Diagnostic> {
    let one = |name: &Named| {
        let Named::One(path) = name else { return None };
        let count = places.fits(path);
        let fault = || CitationLocator::Several { source: source.to_owned(), place: words(path), count };
        (count > 1).then(|| Diagnostic::of(fault()))
    };
    locator.names.iter().filter_map(one).collect()
}

/// Where a citation leads.
#[derive(Default)]
pub(super) struct Led {
    /// Its place in words, where it is not to be printed as written.
    pub place: Option<String>,
    /// The passages that it means. Who cites somebody who speaks means one of their turns: the first, if no words say
    /// which.
    pub passages: Vec<u32>,
    /// Whether it cites somebody who speaks.
    pub speaker: bool,
}

impl Resolver<'_> {
    /// Where a citation of a source leads.
    pub(super) fn place(&mut self, cite: &WrittenCite, entry: &PageEntry) -> Led {
        let meaning = meaning(cite, &entry.places);
        let mut place = None;
        if let Some(locator) = &cite.locator {
            for fault in faults(&cite.key, locator, &meaning, entry) {
                let fault = match meaning {
                    Meaning::Counted(_) => fault.edit(locator.span, counted(&locator.value)),
                    _ => fault,
                };
                self.remark(fault, locator.span);
            }
            let ours = locator.label == PASSAGE && matches!(meaning, Meaning::Passages(_));
            place = (ours || matches!(meaning, Meaning::Counted(_))).then(|| counted(&locator.value));
        }
        match meaning {
            Meaning::Passages(passages) | Meaning::Counted(passages) => Led { place, passages, speaker: false },
            Meaning::Turns(mut turns) => {
                turns.truncate(1);
                Led { place, passages: turns, speaker: true }
            }
            _ => Led { place, ..Led::default() },
        }
    }
}
