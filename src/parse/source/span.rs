//! The text itself: the contiguous stretch of blocks in which running text outweighs the rest.

use std::ops::Range;

use super::blocks::Draft;
use super::facts::Facts;

/// What a block adds to the stretch it stands in.
fn score(draft: &Draft, facts: &Facts) -> i64 {
    let weight = facts.weight as i64;
    if facts.bare {
        return -2;
    }
    if let Some(stops) = facts.stops {
        return match stops {
            "comments" => -500,
            "related" => -250,
            _ => -120,
        };
    }
    if facts.phrase.is_some() {
        return -30 - if facts.phrase == Some("newsletter") { 30 } else { 0 };
    }
    if facts.sentence() {
        // Text of which half is links is a list of teasers more often than a text.
        let linked = (draft.linked * 100 / draft.text.len().max(1)) as i64;
        return (weight * (100 - linked.min(60)) / 100).min(2500);
    }
    if facts.copies > 1 {
        return -60;
    }
    if facts.links {
        return -40;
    }
    if facts.short_sentence() {
        return weight / 2;
    }
    if facts.date {
        return -25;
    }
    if draft.marked.is_some() {
        return -10;
    }
    if facts.words >= 5 && !facts.links && facts.small > 0 {
        return -12;
    }
    -25
}

/// The best stretch, if there is any running text at all.
pub(super) fn best(drafts: &[Draft], facts: &[Facts]) -> Option<Range<usize>> {
    let (mut best, mut best_sum) = (None, 0);
    let (mut start, mut sum) = (0, 0i64);
    for (n, (draft, facts)) in drafts.iter().zip(facts).enumerate() {
        sum += score(draft, facts);
        if sum <= 0 {
            sum = 0;
            start = n + 1;
        } else if sum > best_sum {
            best_sum = sum;
            best = Some(start..n + 1);
        }
    }
    best
}
