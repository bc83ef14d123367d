//! Sides of a tension: which words, from which passage.

use super::{Context, quote};
use crate::model::note::{Kind, Note, WrittenSide};
use crate::model::quote::{Carrier, Quotation};
use crate::model::side::Side;
use crate::model::tree::Written;
use crate::report::{Diagnostic, codes};
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
        let (message, span) = match sides.first() {
            Some(one) => ("this tension has one side only", one.span),
            None => ("this tension has no sides", Span::new(0, 0)),
        };
        let d = Diagnostic::new(&codes::TENSION_SIDES, message)
            .at(&note.path, span)
            .fix("give each passage a `[[sides]]` with `quote`, `source` and `says`");
        remarks.push(d);
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
    let mut fault = |message: String, span: Span, fix: Option<String>| {
        remarks.push(Diagnostic::new(&codes::TENSION_SIDE, message).at(&note.path, span).maybe_fix(fix));
    };
    let missing: Vec<&str> = [("quote", side.quote.is_none()), ("source", side.source.is_none())]
        .into_iter()
        .filter_map(|(name, missing)| missing.then_some(name))
        .collect();
    if !missing.is_empty() {
        let list = missing.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(" and ");
        let fix = missing.iter().map(|m| format!("`{m} = \"…\"`")).collect::<Vec<_>>().join(" and ");
        fault(format!("this side does not say its {list}"), side.span, Some(format!("add {fix}")));
    }
    let ((quote, quote_span), (source_id, source_span)) = (side.quote.clone()?, side.source.clone()?);
    let Some((source_page, _)) = context.catalog.source(&source_id) else {
        let near = context.catalog.near_source(&source_id);
        fault(format!("there is no source `{source_id}`"), source_span, near);
        return None;
    };
    let words = (quote.as_str(), quote_span);
    let corpus = context.checker.corpus;
    let (found, said) = quote::check_field(Carrier::Side, &note.path, words, &source_id, side.para, corpus);
    remarks.extend(said);
    let side = Side {
        says: side.says.clone(),
        quote,
        source: source_id,
        source_page: source_page.to_owned(),
        para: found.as_ref().and_then(|f| f.para),
        status: found.as_ref().map(|f| f.how),
        alterations: found.as_ref().map_or_else(Vec::new, |f| f.alterations.clone()),
        translation: side.translation.clone(),
    };
    Some((side, found))
}
