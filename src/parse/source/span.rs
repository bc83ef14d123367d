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
            "newsletter" => -60,
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
    if draft.marker.is_some() && item(draft, facts) {
        return -4;
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

/// Whether a list item says something, as those of menus do not: several words, a number, a small letter.
pub(super) fn item(draft: &Draft, facts: &Facts) -> bool {
    let text = draft.text.as_str();
    facts.words >= 4 && facts.small > 0
        || facts.words >= 2 && text.starts_with(|c: char| c.is_ascii_digit() || c.is_lowercase())
        || facts.short_sentence()
}

/// The stretch, drawn on over a list or a last short sentence that stands right below it.
pub(super) fn extended(span: Range<usize>, drafts: &[Draft], facts: &[Facts]) -> Range<usize> {
    let mut end = span.end;
    let mut headings = 0;
    for n in span.end..drafts.len().min(span.end + 60) {
        let (draft, f) = (&drafts[n], &facts[n]);
        if f.phrase.is_some() || f.stops.is_some() || f.links || f.copies > 1 || f.date || f.bare {
            break;
        }
        if draft.marker.is_some() && item(draft, f) || f.ends && f.words >= 3 {
            end = n + 1;
            headings = 0;
        } else if draft.marker.is_none()
            && headings == 0
            && f.words >= 2
            && drafts.get(n + 1).is_some_and(|d| d.marker.is_some())
        {
            headings += 1;
        } else {
            break;
        }
    }
    span.start..end
}
