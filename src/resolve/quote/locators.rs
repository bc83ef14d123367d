//! Several quotations may share a citation: what mends its passage for one must not break it for another.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::quote::Quotation;
use crate::report::faults::{Passages, QuotePassage, QuotePlace};
use crate::report::{Diagnostic, Edit, codes};
use crate::text::Span;

/// Makes of the edits that name passages at one place a single one, which names what all the quotations need that
/// cite there. Where a place has room for one number only, nothing is mended.
pub fn reconcile(quotations: &[Quotation], remarks: &mut [Diagnostic]) {
    let mut wanted: BTreeMap<Span, BTreeSet<u32>> = BTreeMap::new();
    for (span, number) in remarks.iter().filter_map(edit) {
        wanted.entry(span).or_default().insert(number);
    }
    for (span, numbers) in &mut wanted {
        let shares = |q: &&Quotation| match q.locator {
            Some(locator) => locator == *span,
            None => span.start == span.end && q.cite.is_some_and(|c| c.end == span.start),
        };
        numbers.extend(quotations.iter().filter(shares).filter_map(|q| q.para));
    }
    for remark in remarks {
        let Some(numbers) = edit(remark).and_then(|(span, _)| wanted.get(&span)).filter(|n| n.len() > 1) else {
            continue;
        };
        let list = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        let Some(Edit { span, text }) = remark.edit.take() else { continue };
        let Some((before, after)) = around_number(&text) else { continue };
        if let Some(head) = before.strip_suffix("para. ") {
            remark.edit = Some(Edit { span, text: format!("{head}paras. {list}{after}") });
            let all = Passages { paras: numbers.iter().copied().collect(), name: format!("paras. {list}") };
            name_all(remark, all);
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

/// The place of an edit that names a passage, and the number.
fn edit(remark: &Diagnostic) -> Option<(Span, u32)> {
    let edit = remark.edit.as_ref()?;
    let (before, after) = around_number(&edit.text)?;
    let names = [codes::QUOTE_PASSAGE.id, codes::QUOTE_PLACE.id].contains(&remark.code.id);
    let number = edit.text[before.len()..edit.text.len() - after.len()].parse().ok()?;
    names.then_some((edit.span, number))
}

/// What stands before and behind the only number of a text.
fn around_number(text: &str) -> Option<(&str, &str)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |n| start + n);
    Some((&text[..start], &text[end..]))
}
