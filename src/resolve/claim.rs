//! Claims: who, about what, in which words, from which passage.

use std::collections::BTreeSet;

use super::{Context, quote, voice};
use crate::catalog::Found;
use crate::id::{Anchor, PageId};
use crate::model::claim::Claim;
use crate::model::note::{Kind, Note, WrittenClaim};
use crate::model::quote::{Carrier, Quotation};
use crate::model::tree::Written;
use crate::report::{Diagnostic, codes};
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
    let mut field = |message: String, span: Span, fix: Option<String>| {
        remarks.push(Diagnostic::new(&codes::CLAIM_FIELD, message).at(&note.path, span).maybe_fix(fix));
    };
    let mut page = |name: &str, span: Span, what: &str| match catalog.find_note(name) {
        Found::One(page) => Some(page.to_owned()),
        Found::Several(pages) => Some(pages.first().to_owned()),
        Found::None => {
            field(format!("the {what} `{name}` has no note"), span, catalog.near_page(name));
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
    let missing: Vec<&str> = [
        ("holder", claim.holder.is_none() && holder.is_none()),
        ("concept", claim.concepts.is_empty() && concepts.is_empty()),
        ("quote", claim.quote.is_none()),
        ("source", claim.source.is_none()),
        ("voice", claim.voice_at.is_none()),
    ]
    .into_iter()
    .filter_map(|(name, missing)| missing.then_some(name))
    .collect();
    if !missing.is_empty() {
        let list = missing.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(", ");
        let example = |m: &&str| match *m {
            "voice" => "`voice = \"own\"`, `\"quoted\"`, `\"reported\"` or `\"panel\"`".to_owned(),
            other => format!("`{other} = \"…\"`"),
        };
        let fix = missing.iter().map(example).collect::<Vec<_>>().join(", ");
        field(format!("this claim does not say its {list}"), claim.span, Some(format!("add {fix}")));
    }
    let (quote, quote_span) = claim.quote.clone()?;
    let (source_id, source_span) = claim.source.clone()?;
    let Some((source_page, _)) = catalog.source(&source_id) else {
        field(format!("there is no source `{source_id}`"), source_span, catalog.near_source(&source_id));
        return None;
    };
    let (holder, spoken) = (holder?, claim.voice?);
    if concepts.is_empty() {
        return None;
    }
    if let (Some(d), Some(at)) = (voice::remark(spoken, &holder, &source_id, context), claim.voice_at) {
        remarks.push(d.at(&note.path, at));
    }
    let words = (quote.as_str(), quote_span);
    let corpus = context.checker.corpus;
    let (found, said) = quote::check_field(Carrier::Claim, &note.path, words, &source_id, claim.para, corpus);
    remarks.extend(said);
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
        status: found.as_ref().map(|f| f.how),
        alterations: found.as_ref().map_or_else(Vec::new, |f| f.alterations.clone()),
        voice: spoken,
        via: claim.via.clone(),
        date: claim.date.clone(),
        translation: claim.translation.clone(),
        note: claim.note.clone(),
    };
    Some((claim, found))
}
