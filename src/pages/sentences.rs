//! The sentences of a passage to which something points, as places on the page of its source.

use std::cmp::Reverse;
use std::fmt::Write;

use crate::book::Book;
use crate::id::Anchor;
use crate::model::source::{Source, SourceBlock};
use crate::path::Layout;
use crate::relate::{Pinned, Reach};
use crate::sentences::sentences;
use crate::text::Span;

/// Sentences of a block that are a place of their own.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// Where they stand in the block's text.
    pub span: Span,
    id: String,
    reach: Reach,
}

/// The sentences of a block to which something points, or is near, with where they stand in its text.
pub fn of_block(book: &Book, source: &Source, block: &SourceBlock) -> Vec<(Pinned, Reach, Span)> {
    let pins = block.para.and_then(|para| book.relations.pins.get(&source.id)?.get(&para));
    // Where nothing points, nobody asks for sentences.
    let Some(pins) = pins else { return Vec::new() };
    let all = sentences(&block.text, source.meta.language.as_deref());
    let nth = |n: u32| all.get(usize::try_from(n).ok()?.checked_sub(1)?);
    let span = |p: &Pinned| Some(Span::new(nth(p.first)?.start, nth(p.last)?.end));
    pins.iter().filter_map(|(pinned, reach)| Some((*pinned, *reach, span(pinned)?))).collect()
}

/// The places in a block, each within another or beside it; none begins or ends within one of these links.
pub fn places(book: &Book, source: &Source, block: &SourceBlock, links: &[Span], here: Layout<'_>) -> Vec<Place> {
    let place = |(pinned, reach, span): (Pinned, Reach, Span)| {
        let anchor = Anchor::of_sentences(block.para?, pinned.first, pinned.last);
        Some(Place { span: around(span, links), id: here.id(&anchor).into_owned(), reach })
    };
    let pinned = of_block(book, source, block).into_iter().filter(|(_, reach, _)| reach.pinned);
    nested(pinned.filter_map(place).collect())
}

/// A stretch with the whole of the links in which it begins and ends.
fn around(span: Span, links: &[Span]) -> Span {
    // They are in order, and none lies in another.
    let over = |at: usize| links.get(links.partition_point(|l| l.end <= at)).filter(|l| l.start < at);
    Span::new(over(span.start).map_or(span.start, |l| l.start), over(span.end).map_or(span.end, |l| l.end))
}

/// Places in the order in which they begin, the outer ones first. Of two that lie partly over each other, the first is
/// made as long as both: elements cannot cross.
fn nested(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_by_key(|p| (p.span.start, Reverse(p.span.end)));
    let mut open: Vec<usize> = Vec::new();
    for n in 0..places.len() {
        let Span { start, end } = places[n].span;
        open.retain(|o| places[*o].span.end > start);
        for outer in &open {
            places[*outer].span.end = places[*outer].span.end.max(end);
        }
        open.push(n);
    }
    places
}

/// Writes where places begin and end; asked for from left to right.
pub struct Writer<'p> {
    places: std::iter::Peekable<std::slice::Iter<'p, Place>>,
    /// The ends of those that have begun, the innermost last.
    open: Vec<usize>,
}

impl<'p> Writer<'p> {
    /// One for the places of a block.
    pub fn of(places: &'p [Place]) -> Self {
        Self { places: places.iter().peekable(), open: Vec::new() }
    }

    /// What begins at a place of the text.
    pub fn begin(&mut self, at: usize, out: &mut String) {
        while let Some(place) = self.places.next_if(|p| p.span.start <= at) {
            let goes_on = if place.reach.goes_on { " goes-on" } else { "" };
            let comes = if place.reach.comes { " comes" } else { "" };
            let _ = write!(out, "<span class=\"sentence{goes_on}{comes}\" id=\"{}\">", place.id);
            self.open.push(place.span.end);
        }
    }

    /// What ends at a place of the text.
    pub fn end(&mut self, at: usize, out: &mut String) {
        while self.open.pop_if(|end| *end <= at).is_some() {
            out.push_str("</span>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(spans: &[(usize, usize)]) -> Vec<Place> {
        let one = |&(start, end): &(usize, usize)| Place {
            span: Span::new(start, end),
            id: format!("{start}-{end}"),
            reach: Reach::default(),
        };
        spans.iter().map(one).collect()
    }

    #[test]
    fn places_lie_within_each_other_or_beside() {
        let some: Vec<(usize, usize)> = (0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b))).collect();
        for a in &some {
            for b in &some {
                for c in &some {
                    let all = nested(places(&[*a, *b, *c]));
                    let mut writer = Writer::of(&all);
                    let mut out = String::new();
                    for at in 0..6 {
                        writer.end(at, &mut out);
                        writer.begin(at, &mut out);
                        out.push_str(&at.to_string());
                    }
                    writer.end(6, &mut out);
                    assert_eq!(out.matches("<span").count(), 3, "{out}");
                    assert_eq!(out.matches("</span>").count(), 3, "{a:?} {b:?} {c:?}: {out}");
                    for (one, two) in [(0, 1), (0, 2), (1, 2)].map(|(x, y)| (all[x].span, all[y].span)) {
                        let beside = one.end <= two.start || two.end <= one.start;
                        let within = one.start <= two.start && two.end <= one.end;
                        assert!(beside || within, "{all:?}");
                    }
                    for span in [a, b, c] {
                        let own = all.iter().find(|p| p.id == format!("{}-{}", span.0, span.1)).unwrap();
                        assert!(own.span.start == span.0 && own.span.end >= span.1, "{all:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_place_holds_the_whole_of_a_link() {
        let links = [Span::new(3, 6), Span::new(8, 9)];
        assert_eq!(around(Span::new(4, 8), &links), Span::new(3, 8));
        assert_eq!(around(Span::new(3, 5), &links), Span::new(3, 6));
        assert_eq!(around(Span::new(6, 9), &links), Span::new(6, 9));
    }
}
