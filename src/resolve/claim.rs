//! Claims: who, about what, in which words, from which passage.

use std::collections::BTreeSet;

use super::voice::{self, Heard};
use super::{Context, field};
use crate::catalog::Found;
use crate::id::{Anchor, PageId};
use crate::model::claim::Claim;
use crate::model::note::{Kind, Note, WrittenClaim};
use crate::model::quote::{Carrier, Quotation};
use crate::model::tree::Written;
use crate::report::Diagnostic;
use crate::report::faults::ClaimField;
use crate::text::Span;

/// Leads what a claim names to what it is. Nothing comes of a claim that lacks its holder, words, source
/// or voice; what is missing is remarked.
pub fn resolve(
    claim: &WrittenClaim,
    note: &Note<Written>,
    context: &Context,
    remarks: &mut Vec<Diagnostic>,
) -> Option<(Claim, Option<Quotation>)> {
    let catalog = context.catalog;
    let (holder, concepts) = about(claim, note, context, remarks);
    remarks.extend(lacks(claim, note, holder.is_some(), !concepts.is_empty()));
    let (quote, quote_span) = claim.quote.clone()?;
    let (source_id, source_span) = claim.source.clone()?;
    let Some((source_page, entry)) = catalog.source(&source_id) else {
        let near = catalog.near_source(&source_id);
        remarks.push(fault(note, ClaimField::Source { source: source_id, near }, source_span));
        return None;
    };
    let (holder, spoken) = (holder?, claim.voice?);
    if concepts.is_empty() {
        return None;
    }
    let words = (quote.as_str(), quote_span);
    let from = field::From { source: &source_id, entry, place: claim.place.as_ref() };
    let (found, said) = field::check(Carrier::Claim, &note.path, words, &from, context);
    remarks.extend(said);
    let by = match voice::heard(spoken, &holder, &source_id, found.as_ref(), context) {
        Heard::Holder => None,
        Heard::Through(actor) => Some(actor),
        Heard::Not(fault) => {
            remarks.extend(claim.voice_at.map(|at| fault.at(&note.path, at)));
            None
        }
    };
    let text = |field: &Option<(String, Span)>| field.as_ref().map(|(text, _)| text.clone());
    let id = Anchor::of_claim(&holder, &source_id, &quote);
    let claim = Claim {
        id,
        stated_in: note.id.clone(),
        holder,
        concepts,
        quote,
        source: source_id,
        source_page: source_page.to_owned(),
        para: found.as_ref().and_then(|f| f.para),
        sentences: found.as_ref().map_or_else(Vec::new, |f| f.sentences.clone()),
        status: found.as_ref().map(|f| f.how),
        alterations: found.as_ref().map_or_else(Vec::new, |f| f.alterations.clone()),
        voice: spoken,
        by,
        via: text(&claim.via),
        date: claim.date.clone(),
        translation: claim.translation.clone(),
        note: text(&claim.note),
    };
    Some((claim, found))
}

/// Who holds a claim and about which concepts, as far as the claim or its page says so.
fn about(
    claim: &WrittenClaim,
    note: &Note<Written>,
    context: &Context,
    remarks: &mut Vec<Diagnostic>,
) -> (Option<PageId>, Vec<PageId>) {
    let catalog = context.catalog;
    let mut page = |name: &str, span: Span, role: &'static str| match catalog.find_note(name) {
        Found::One(page) => Some(page.to_owned()),
        Found::Several(pages) => Some(pages.first().to_owned()),
        Found::None => {
            let near = catalog.near_page(name);
            remarks.push(fault(note, ClaimField::Page { role, name: name.to_owned(), near }, span));
            None
        }
    };
    // On the page of an actor the holder is implied, on that of a concept the concept.
    let holder = match &claim.holder {
        Some((name, span)) => page(name, *span, "holder"),
        None if note.kind == Kind::Actor => Some(note.id.clone()),
        None => None,
    };
    let mut concepts: Vec<PageId> = claim.concepts.iter().filter_map(|(n, s)| page(n, *s, "concept")).collect();
    if note.kind == Kind::Concept && !concepts.contains(&note.id) {
        concepts.insert(0, note.id.clone());
    }
    let mut seen = BTreeSet::new();
    concepts.retain(|c| seen.insert(c.clone()));
    (holder, concepts)
}

/// What is said of a claim that does not say all that it must. What its page implies, it need not say.
fn lacks(claim: &WrittenClaim, note: &Note<Written>, has_holder: bool, has_concept: bool) -> Option<Diagnostic> {
    let missing: Vec<&str> = [
        ("holder", claim.holder.is_none() && !has_holder),
        ("concept", claim.concepts.is_empty() && !has_concept),
        ("quote", claim.quote.is_none()),
        ("source", claim.source.is_none()),
        ("voice", claim.voice_at.is_none()),
    ]
    .into_iter()
    .filter_map(|(name, missing)| missing.then_some(name))
    .collect();
    if missing.is_empty() {
        return None;
    }
    Some(fault(note, ClaimField::Incomplete { missing }, claim.span))
}

/// A remark on what a claim says or lacks.
fn fault(note: &Note<Written>, what: ClaimField, span: Span) -> Diagnostic {
    Diagnostic::of(what).at(&note.path, span)
}
