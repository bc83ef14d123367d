//! Several quotations may share a citation: what mends its place for one must not break it for another.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::model::quote::Quotation;
use crate::report::faults::{Passages, QuotePassage, QuotePlace};
use crate::report::{Diagnostic, Edit};
use crate::text::Span;

/// Makes of the edits that name places in one citation a single one, which names what all the quotations need that cite
/// there. Where there is room for one number only, nothing is mended.
pub fn reconcile(quotations: &[Quotation], remarks: &mut [Diagnostic], catalog: &Catalog) {
    let mut wanted: BTreeMap<Span, BTreeSet<u32>> = BTreeMap::new();
    for (edit, _, passage) in remarks.iter().filter_map(named) {
        wanted.entry(edit.span).or_default().extend(&passage.paras);
    }
    for (span, paras) in &mut wanted {
        let shares = |q: &&Quotation| match q.locator {
            Some(locator) => locator == *span,
            None => span.start == span.end && q.cite.is_some_and(|c| c.end == span.start),
        };
        paras.extend(quotations.iter().filter(shares).filter_map(|q| q.para));
    }
    for remark in remarks {
        let Some((edit, source, passage)) = named(remark) else { continue };
        let (Some(paras), Some((_, entry))) = (wanted.get(&edit.span), catalog.source(source)) else { continue };
        let paras: Vec<u32> = paras.iter().copied().collect();
        let all = Passages { name: entry.places.names(&paras), paras };
        if all.name == passage.name {
            continue;
        }
        // Where only our number stands, as in the fields of a claim, there is no room for several.
        let edit = edit
            .text
            .contains(&passage.name)
            .then(|| Edit { span: edit.span, text: edit.text.replacen(&passage.name, &all.name, 1) });
        if edit.is_some() {
            name_all(remark, all);
        }
        remark.edit = edit;
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

/// The edit of a remark that names a passage, with the source and the passage.
fn named(remark: &Diagnostic) -> Option<(&Edit, &str, &Passages)> {
    let edit = remark.edit.as_ref()?;
    if let Some(fault) = remark.fault::<QuotePassage>() {
        return Some((edit, &fault.source, fault.passage.as_ref()?));
    }
    remark.fault::<QuotePlace>().map(|fault| (edit, fault.source.as_str(), &fault.passage))
}
