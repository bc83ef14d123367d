//! Which passages of a source the place means that a citation, claim or side names, and how it is printed.

use super::Resolver;
use crate::catalog::PageEntry;
use crate::model::place::{Locator, Meaning, Named, PASSAGE, Places, words};
use crate::model::tree::WrittenCite;
use crate::report::Diagnostic;
use crate::report::faults::{CitationCount, CitationLocator};

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

/// What a citation means.
#[derive(Default)]
pub(super) struct Meant {
    /// Its place in words, where it is not to be printed as written.
    pub place: Option<String>,
    /// The passages that it means; of one who speaks, all their turns.
    pub passages: Vec<u32>,
    /// Whether it cites somebody who speaks.
    pub speaker: bool,
}

impl Resolver<'_> {
    /// What a citation of a source means.
    pub(super) fn place(&mut self, cite: &WrittenCite, entry: &PageEntry) -> Meant {
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
            Meaning::Passages(passages) | Meaning::Counted(passages) => Meant { place, passages, speaker: false },
            Meaning::Turns(turns) => Meant { place, passages: turns, speaker: true },
            _ => Meant { place, ..Meant::default() },
        }
    }
}
