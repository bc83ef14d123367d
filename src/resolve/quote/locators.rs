//! Several quotations may share a citation: what mends its place for one must not break it for another.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::model::place::several;
use crate::model::quote::Quotation;
use crate::report::faults::{Passages, QuotePassage, QuotePlace};
use crate::report::{Diagnostic, Edit, codes};
use crate::text::Span;

/// A name of a place in the order of its numbers.
type Name = (Vec<u64>, String);

/// Makes of the edits that name places in one citation a single one, which names what all the quotations need that cite
/// there. Where there is room for one number only, nothing is mended.
pub fn reconcile(quotations: &[Quotation], remarks: &mut [Diagnostic], catalog: &Catalog) {
    let mut wanted: BTreeMap<Span, BTreeSet<Name>> = BTreeMap::new();
    for (span, name) in remarks.iter().filter_map(edit) {
        wanted.entry(span).or_default().insert(in_order(name));
    }
    for (span, names) in &mut wanted {
        let shares = |q: &&Quotation| match q.locator {
            Some(locator) => locator == *span,
            None => span.start == span.end && q.cite.is_some_and(|c| c.end == span.start),
        };
        let name = |q: &Quotation| {
            let (_, entry) = catalog.source(&q.source)?;
            Some(in_order(&entry.places.name(q.para?)))
        };
        names.extend(quotations.iter().filter(shares).filter_map(name));
    }
    for remark in remarks {
        let Some(names) = edit(remark).and_then(|(span, _)| wanted.get(&span)).filter(|n| n.len() > 1) else {
            continue;
        };
        let Some(Edit { span, text }) = remark.edit.take() else { continue };
        let (before, name, after) = parts(&text);
        if !name.starts_with(|c: char| c.is_ascii_digit()) {
            let name = several(&names.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>());
            remark.edit = Some(Edit { span, text: format!("{before}{name}{after}") });
            name_all(remark, Passages { paras: Vec::new(), name });
        }
    }
}

/// Says that a remark is to be mended by naming all of these passages.
fn name_all(remark: &mut Diagnostic, all: Passages) {
    if let Some(fault) = remark.fault::<QuotePassage>().cloned() {
        remark.set_fault(QuotePassage { all: Some(all), ..fault });
    } else if let Some(fault) = remark.fault::<QuotePlace>().cloned() {
        remark.set_fault(QuotePlace { all: Some(all), ..fault });
    }
}

/// The place of an edit that names a passage, and the name.
fn edit(remark: &Diagnostic) -> Option<(Span, &str)> {
    let edit = remark.edit.as_ref()?;
    let names = [codes::QUOTE_PASSAGE.id, codes::QUOTE_PLACE.id].contains(&remark.code.id);
    names.then(|| (edit.span, parts(&edit.text).1))
}

/// What stands before a name in an edit, the name, and what stands behind.
fn parts(text: &str) -> (&str, &str, &str) {
    if let Some(name) = text.strip_prefix(" [").and_then(|t| t.strip_suffix(']')) {
        return (" [", name, "]");
    }
    text.strip_prefix(", ").map_or(("", text, ""), |name| (", ", name, ""))
}

fn in_order(name: &str) -> Name {
    let numbers = name.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    (numbers, name.to_owned())
}
