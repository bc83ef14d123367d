//! Boxes within a text: the headlines of other texts below «Read more» and its like, and promotions of one.

use std::ops::Range;

use super::blocks::Draft;
use super::facts::Facts;

/// A heading over a box weighs no more.
const CELL_HEADING: usize = 40;

/// Sets aside what boxes hold, up to the next running text.
pub(super) fn set_aside(drafts: &[Draft], facts: &[Facts], beyond: &mut [Option<&'static str>], range: &Range<usize>) {
    let mut n = range.start;
    while n < range.end {
        let f = &facts[n];
        let opens = f.stops == Some("related")
            || f.phrase == Some("related") && f.weight <= CELL_HEADING
            || (f.phrase.is_some() || f.words >= 2) && super::threads::closes_teaser(&drafts[n].text);
        let heads = f.stops.is_some() || f.phrase == Some("related");
        n += 1;
        // The headline of another text, and a button to read it.
        let over = n.checked_sub(2).filter(|m| opens && !heads && *m > range.start && promoted(drafts, facts, *m));
        if let Some(over) = over {
            beyond[over..n].fill(Some("related"));
        }
        if !opens || drafts[n - 1].is_kept() {
            continue;
        }
        let inside = |m: &usize| other_story(&drafts[*m], &facts[*m]) || facts[*m].phrase.is_some();
        let stories: Vec<usize> = (n..range.end).take_while(inside).filter(|m| facts[*m].phrase.is_none()).collect();
        // One line between «Read more» and the text may be a heading of the text.
        if heads || stories.len() >= 2 {
            stories.iter().for_each(|m| beyond[*m] = Some("related"));
        }
    }
}

/// Whether a block between paragraphs is the headline of another text, rather than a heading of this one: headings are
/// shorter.
fn promoted(drafts: &[Draft], facts: &[Facts], n: usize) -> bool {
    let between = n > 0 && facts[n - 1].prose() && facts.get(n + 2).is_some_and(Facts::prose);
    between && other_story(&drafts[n], &facts[n]) && facts[n].words >= 6 && facts[n].phrase.is_none()
}

/// Whether a block in a box is the headline of another text, or what stands around it.
fn other_story(draft: &Draft, f: &Facts) -> bool {
    !draft.is_kept() && draft.marked.is_none() && !f.prose() && !f.code && f.weight <= 220 && !f.clause()
}
