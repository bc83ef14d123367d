//! Sides of a tension: which words, from which passage.

use super::{Context, field};
use crate::model::note::{Kind, Note, WrittenSide};
use crate::model::quote::{Carrier, Quotation};
use crate::model::side::Side;
use crate::model::tree::Written;
use crate::report::Diagnostic;
use crate::report::faults::{TensionSide, TensionSides};
use crate::text::Span;

/// Leads the sides of a tension to the passages they quote. Nothing comes of a side that lacks its words or
/// its source; what is missing is remarked, and so is a tension with fewer than two sides. Other notes have none. Beside the sides stand the
/// quotations that hold.
pub fn resolve(note: &Note<Written>, context: &Context, remarks: &mut Vec<Diagnostic>) -> (Vec<Side>, Vec<Quotation>) {
    if note.kind != Kind::Tension || note.id.listed_folder().is_some() {
        return Default::default();
    }
    let sides = &note.front.sides;
    if sides.len() < 2 {
        let span = sides.first().map_or(Span::new(0, 0), |one| one.span);
        remarks.push(Diagnostic::of(TensionSides { sides: sides.len() }).at(&note.path, span));
    }
    let (sides, found): (Vec<_>, Vec<_>) = sides.iter().filter_map(|s| side(s, note, context, remarks)).unzip();
    (sides, found.into_iter().flatten().collect())
}

fn side(
    side: &WrittenSide,
    note: &Note<Written>,
    context: &Context,
    remarks: &mut Vec<Diagnostic>,
) -> Option<(Side, Option<Quotation>)> {
    let mut fault = |fault: TensionSide, span: Span| remarks.push(Diagnostic::of(fault).at(&note.path, span));
    let missing: Vec<&str> = [("quote", side.quote.is_none()), ("source", side.source.is_none())]
        .into_iter()
        .filter_map(|(name, missing)| missing.then_some(name))
        .collect();
    if !missing.is_empty() {
        fault(TensionSide::Incomplete { missing }, side.span);
    }
    let ((quote, quote_span), (source_id, source_span)) = (side.quote.clone()?, side.source.clone()?);
    let Some((source_page, entry)) = context.catalog.source(&source_id) else {
        let near = context.catalog.near_source(&source_id);
        fault(TensionSide::Source { source: source_id, near }, source_span);
        return None;
    };
    let words = (quote.as_str(), quote_span);
    let from = field::From { source: &source_id, entry, place: side.place.as_ref() };
    let (found, said) = field::check(Carrier::Side, &note.path, words, &from, context);
    remarks.extend(said);
    let side = Side {
        says: side.says.as_ref().map(|(text, _)| text.clone()),
        quote,
        source: source_id,
        source_page: source_page.to_owned(),
        para: found.as_ref().and_then(|f| f.para),
        sentences: found.as_ref().map_or_else(Vec::new, |f| f.sentences.clone()),
        status: found.as_ref().map(|f| f.how),
        alterations: found.as_ref().map_or_else(Vec::new, |f| f.alterations.clone()),
        translation: side.translation.clone(),
    };
    Some((side, found))
}
