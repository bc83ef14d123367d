//! What stands inside the text without belonging to it: share bars, teasers, image credits, prompts.

use std::ops::Range;

use super::blocks::Draft;
use super::facts::Facts;

/// What weighs so much, some twenty English words, and stands in the file three times or more is a notice.
const REPEATED: usize = 100;

/// Leaves out what does not belong to the text, among its open blocks. `beyond` says what stands aside.
pub(super) fn clear(drafts: &mut [Draft], facts: &[Facts], beyond: &[Option<&'static str>], range: &Range<usize>) {
    for n in range.clone() {
        if !drafts[n].is_open() {
            continue;
        }
        if let Some(reason) = beyond[n].or_else(|| reason(drafts, facts, n, range)) {
            drafts[n].drop(reason);
        }
    }
}

fn reason(drafts: &[Draft], facts: &[Facts], n: usize, range: &Range<usize>) -> Option<&'static str> {
    let f = &facts[n];
    if f.machine {
        return Some("links");
    }
    if f.code || f.verse {
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
    // No text says the same long sentence again and again.
    if f.copies >= 3 && f.weight >= REPEATED {
        return Some("repeated");
    }
    // What repeats is furniture where it stands in a menu too, or cuts a sentence in two as running heads do.
    if f.copies > 1 && !f.ends && (in_menu(drafts, n, range) && !leads || cuts_sentence(drafts, facts, n, range)) {
        return Some("repeated");
    }
    // A name over the line that begins with it, as in lists of speakers.
    let named = f.copies > 1 && drafts.get(n + 1).is_some_and(|d| d.text.starts_with(drafts[n].text.as_str()));
    if named && !f.ends && drafts[n].marker.is_none() && drafts[n].marked.is_none() {
        return Some("repeated");
    }
    if is_folio(&drafts[n].text) && cuts_sentence(drafts, facts, n, range) {
        return Some("repeated");
    }
    if f.date && !leads && !in_list(facts, n, range) {
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
    if f.weight <= 2 && !in_list(facts, n, range) {
        return Some("interface");
    }
    None
}

/// Whether the same words stand above or below the text as well.
fn in_menu(drafts: &[Draft], n: usize, range: &Range<usize>) -> bool {
    let mut around = (0..range.start).chain(range.end..drafts.len());
    around.any(|m| drafts[m].is_open() && drafts[m].text == drafts[n].text)
}

/// Whether a block stands between two halves of a sentence, among blocks that do.
fn cuts_sentence(drafts: &[Draft], facts: &[Facts], n: usize, range: &Range<usize>) -> bool {
    const HALF: usize = 50;
    let short = |m: &usize| facts[*m].weight < HALF && !facts[*m].ends || facts[*m].bare;
    let before = (range.start..n).rev().find(|m| !short(m));
    let after = (n + 1..range.end).find(|m| !short(m));
    let near = |m: usize| m.abs_diff(n) <= 4;
    before.zip(after).is_some_and(|(b, a)| {
        near(b)
            && near(a)
            && !facts[b].ends
            && drafts[a].text.starts_with(char::is_lowercase)
            && drafts[a].marker.is_none()
    })
}

/// Whether a block is the number of a page, with or without a running head: `12`, `Page 2 of 9`, `Survey of Mills 3`.
fn is_folio(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 60
        && (text.starts_with(|c: char| c.is_ascii_digit()) || text.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a short block stands among others like it: in a table, or a list of dates.
fn in_list(facts: &[Facts], n: usize, range: &Range<usize>) -> bool {
    let cell = |f: &Facts| !f.prose() && f.phrase.is_none() && f.weight <= 160 && !f.bare;
    let beside = [n.wrapping_sub(1), n + 1].into_iter().filter(|m| range.contains(m) && cell(&facts[*m])).count();
    beside == 2
        || beside == 1
            && (n + 2..range.end).chain(range.start..n.saturating_sub(1)).any(|m| m.abs_diff(n) == 2 && cell(&facts[m]))
}
