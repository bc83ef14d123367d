//! Which passages of a source a citation means, and how its place is printed.

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
            Some((passages, _)) => Meaning::Passages(passages.to_vec()),
            None => Meaning::Unread,
        },
    }
}

/// Our count of passages, in words: `passage 4`, `passages 4-6`.
fn counted(value: &str) -> String {
    let one = value.bytes().all(|b| b.is_ascii_digit());
    format!("{PASSAGE}{} {value}", if one { "" } else { "s" })
}

impl Resolver<'_> {
    /// The passages of a source that a citation means, and its place in words where it is not to be printed as written.
    pub(super) fn place(&mut self, cite: &WrittenCite, entry: &PageEntry) -> (Option<String>, Vec<u32>) {
        let source = || cite.key.clone();
        let (fault, span) = match (meaning(cite, &entry.places), &cite.locator) {
            (Meaning::Passages(passages), None) => return (None, passages),
            (Meaning::Passages(passages), Some(locator)) => {
                self.remark_several(cite, locator, &entry.places);
                let place = (locator.label == PASSAGE).then(|| counted(&locator.value));
                return (place, passages);
            }
            (Meaning::Counted(passages), Some(locator)) => {
                let place = counted(&locator.value);
                let fault = CitationCount { source: source(), place: place.clone() };
                self.remark(Diagnostic::of(fault).edit(locator.span, place.clone()), locator.span);
                return (Some(place), passages);
            }
            (Meaning::Beyond(number), Some(locator)) => {
                (CitationLocator::Beyond { source: source(), number, last: entry.passages }, locator.span)
            }
            (Meaning::Missing(path), Some(locator)) => {
                (CitationLocator::Missing { source: source(), place: words(&path) }, locator.span)
            }
            _ => return (None, Vec::new()),
        };
        self.remark(Diagnostic::of(fault), span);
        (None, Vec::new())
    }

    /// Says that a place which a citation names stands in the source several times.
    fn remark_several(&mut self, cite: &WrittenCite, locator: &Locator, places: &Places) {
        for name in &locator.names {
            let Named::One(path) = name else { continue };
            let count = places.fits(path);
            if count > 1 {
                let fault = CitationLocator::Several { source: cite.key.clone(), place: words(path), count };
                self.remark(Diagnostic::of(fault), locator.span);
            }
        }
    }
}
