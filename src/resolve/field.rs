//! Words that a claim or a side quotes: looked for in its source, at the place that it names.

use super::quote::{self, Cited};
use super::{Context, place};
use crate::catalog::PageEntry;
use crate::model::place::{Form, Meaning, WrittenPlace};
use crate::model::quote::{Carrier, Quotation};
use crate::path::SitePath;
use crate::report::faults::{CitationCount, CitationLocator};
use crate::report::{Diagnostic, near_names};
use crate::text::Span;

/// Where words are to be looked for that the front matter quotes.
pub struct From<'a> {
    /// The id of the source.
    pub source: &'a str,
    /// Its page.
    pub entry: &'a PageEntry,
    /// The place that is named there, if one is.
    pub place: Option<&'a WrittenPlace>,
}

/// Checks words that the front matter quotes. The span is that of the string they are written in. Gives what the
/// quotation is when it holds, and what is to be said of it and of its place.
pub fn check(
    carrier: Carrier,
    path: &SitePath,
    words: (&str, Span),
    from: &From,
    context: &Context,
) -> (Option<Quotation>, Vec<Diagnostic>) {
    let meaning = from.place.map_or(Meaning::Unread, |place| from.entry.places.meant(place));
    let cited = cited(from, &meaning);
    let (found, mut remarks) = quote::check_field(carrier, path, words, cited, context.checker.corpus);
    // What names another passage names it rightly.
    let moved = matches!(meaning, Meaning::Counted(_)) && found.is_none();
    if let Some(place) = from.place.filter(|_| !moved) {
        remarks.extend(said(from, place, &meaning, found.as_ref()).into_iter().map(|d| d.at(path, place.span)));
    }
    (found, remarks)
}

/// What the words cite.
fn cited(from: &From, meaning: &Meaning) -> Cited {
    let (paras, speaker) = match meaning {
        Meaning::Passages(paras) | Meaning::Counted(paras) => (paras.clone(), None),
        Meaning::Turns(paras) => (paras.clone(), from.place.map(|p| p.words.clone())),
        _ => (Vec::new(), None),
    };
    Cited {
        source: from.source.to_owned(),
        at: None,
        spot: None,
        locator: from.place.filter(|_| !paras.is_empty()).and_then(|p| Some((p.span, p.form?))),
        paras,
        speaker,
        room: None,
    }
}

/// What is to be said of the place. Where the words were found elsewhere, that is where they stand.
fn said(from: &From, place: &WrittenPlace, meaning: &Meaning, found: Option<&Quotation>) -> Vec<Diagnostic> {
    let places = &from.entry.places;
    let Some(locator) = &place.locator else {
        let known = places.speakers();
        let fault = CitationLocator::Unknown {
            source: from.source.to_owned(),
            place: place.words.clone(),
            speakers: places.has_speakers(),
            near: near_names(&place.words, known),
        };
        return Some(Diagnostic::of(fault)).into_iter().filter(|_| *meaning == Meaning::Unread).collect();
    };
    let astray = matches!(meaning, Meaning::Missing(_) | Meaning::Beyond(_));
    let stands = found.and_then(|q| q.para).zip(place.form).filter(|_| astray);
    let mended = |fault: Diagnostic| {
        let ours = fault.fault::<CitationCount>().map(|count| count.place.clone()).filter(|_| place.form.is_some());
        match ours.or(stands.map(|(para, form): (u32, Form)| form.name(places, para))) {
            Some(text) => fault.edit(place.span, text),
            None => fault,
        }
    };
    place::faults(from.source, locator, meaning, from.entry).into_iter().map(mended).collect()
}
