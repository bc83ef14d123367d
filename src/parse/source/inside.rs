//! What stands inside the text without belonging to it: share bars, teasers, image credits, prompts.

use std::ops::Range;

use super::blocks::Draft;
use super::facts::Facts;

/// Leaves out what does not belong to the text, among its open blocks.
pub(super) fn clear(drafts: &mut [Draft], facts: &[Facts], range: &Range<usize>) {
    for n in range.clone() {
        if !drafts[n].is_open() {
            continue;
        }
        if let Some(reason) = reason(drafts, facts, n, range) {
            drafts[n].drop(reason);
        }
    }
}

fn reason(drafts: &[Draft], facts: &[Facts], n: usize, range: &Range<usize>) -> Option<&'static str> {
    let f = &facts[n];
    if f.code {
        return None;
    }
    if f.bare {
        return Some("rule");
    }
    if let Some(reason) = f.phrase {
        // A heading such as «Background» or «Analysis» is not in the table; a marked heading that is, and
        // over text, is still a heading.
        return Some(reason);
    }
    let next = facts.get(n + 1).filter(|_| n + 1 < range.end);
    let leads = next.is_some_and(|f| f.sentence() || f.short_sentence());
    if f.links && !f.ends && drafts[n].marked.is_none() {
        return Some("links");
    }
    // Lists of a text may say the same of several things; menus seldom begin with a small letter.
    let item = drafts[n].marker.is_some() && drafts[n].text.starts_with(char::is_lowercase);
    let heading = leads && drafts[n].marker.is_none() && f.copies <= 3;
    if f.copies > 1 && !f.ends && !item && !heading {
        return Some("repeated");
    }
    if f.date && !leads {
        return Some("interface");
    }
    // A heading over a prompt or over other texts goes with them.
    if !f.ends
        && f.weight < 90
        && drafts[n].marker.is_none()
        && matches!(next.and_then(|f| f.phrase), Some("newsletter" | "related" | "comments"))
        && next.is_some_and(|f| f.stops.is_none())
    {
        return next.and_then(|f| f.phrase);
    }
    if f.weight <= 2 {
        return Some("interface");
    }
    None
}
