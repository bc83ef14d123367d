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
    if facts.code {
        return 4;
    }
    if facts.copies > 1 {
        let said = draft.marker.is_some() && draft.text.starts_with(char::is_lowercase);
        return if said { -8 } else { -60 };
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
        return if draft.text.starts_with(char::is_lowercase) { -1 } else { -4 };
    }
    if draft.marker.is_some() && draft.text.starts_with(char::is_lowercase) {
        return -8;
    }
    if facts.words >= 5 && !facts.links && facts.small > 0 {
        return -12;
    }
    -25
}

/// One stretch that could be the text.
#[derive(Debug, Clone)]
struct Stretch {
    range: Range<usize>,
    sum: i64,
    /// How clearly a title stands over it: 0 not, 1 a headline, 2 a headline with a date or a byline.
    headed: u8,
}

/// The best stretch, if there is any running text at all. What belongs to threads and lists of other
/// texts (`beyond`) is no part of it, unless there is nothing else.
pub(super) fn best(drafts: &[Draft], facts: &[Facts], beyond: &[Option<&str>]) -> Option<Range<usize>> {
    let cuts = cuts(drafts, facts);
    let chosen = choose(stretches(drafts, facts, &cuts, beyond));
    match chosen {
        Some(s) if s.sum >= 180 => Some(s.range),
        _ => choose(stretches(drafts, facts, &cuts, &vec![None; drafts.len()])).map(|s| s.range),
    }
}

fn stretches(drafts: &[Draft], facts: &[Facts], cuts: &[bool], beyond: &[Option<&str>]) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut best: Option<(Range<usize>, i64)> = None;
    let (mut start, mut sum) = (0, 0i64);
    for n in 0..drafts.len() {
        if cuts[n] || beyond[n].is_some() {
            found.extend(best.take());
            sum = 0;
            start = n;
        }
        if beyond[n].is_some() {
            start = n + 1;
            continue;
        }
        sum += score(&drafts[n], &facts[n]);
        if over_items(drafts, facts, n) {
            sum += 16;
        }
        if sum <= 0 {
            found.extend(best.take());
            sum = 0;
            start = n + 1;
        } else if best.as_ref().is_none_or(|(_, s)| sum > *s) {
            best = Some((start..n + 1, sum));
        }
    }
    found.extend(best);
    found.into_iter().map(|(range, sum)| Stretch { headed: headed(drafts, facts, &range), range, sum }).collect()
}

/// Whether a short line stands over a list whose items begin as no menu's do.
fn over_items(drafts: &[Draft], facts: &[Facts], n: usize) -> bool {
    let f = &facts[n];
    f.phrase.is_none()
        && !f.bare
        && !f.ends
        && !f.date
        && f.copies == 1
        && drafts[n].marker.is_none()
        && drafts
            .get(n + 1)
            .is_some_and(|d| d.marker.is_some() && !d.numbered && d.text.starts_with(char::is_lowercase))
}

/// How clearly a title stands over what begins at `start`.
fn headed(drafts: &[Draft], facts: &[Facts], range: &Range<usize>) -> u8 {
    let start = range.start;
    let near = start.saturating_sub(12)..(start + 4).min(drafts.len());
    let headline = near.clone().any(|n| {
        let f = &facts[n];
        drafts[n].marked == Some(1) && f.phrase.is_none()
            || drafts[n].marker.is_none()
                && super::threads::headline(&drafts[n], f)
                && f.words >= 4
                && f.copies <= 3
                && !f.links
    });
    // Blogs give the date below the text.
    let below = range.end..(range.end + 3).min(drafts.len());
    let dated = near.clone().chain(below).any(|n| {
        facts[n].date
            || facts[n].weight <= 130
                && !facts[n].sentence()
                && super::names::byline(&drafts[n].text).is_some_and(|b| b.labelled)
    });
    u8::from(headline) + u8::from(headline && dated)
}

/// The first stretch with a title over it, unless a later one is much stronger.
fn choose(stretches: Vec<Stretch>) -> Option<Stretch> {
    let mut best: Option<Stretch> = None;
    for one in stretches {
        let Some(held) = &best else {
            best = Some(one);
            continue;
        };
        // In quarters.
        let needed = match (held.headed, one.headed) {
            _ if held.sum < 300 => 4,
            (1, 2) => 6,
            (0, 1..) => 4,
            (2, 2) => {
                if held.sum >= 600 {
                    14
                } else {
                    8
                }
            }
            (2, _) => {
                if held.sum >= 600 {
                    20
                } else {
                    12
                }
            }
            (1, 1) => 7,
            (1, _) => 12,
            _ => 5,
        };
        if one.sum * 4 > held.sum * needed {
            best = Some(one);
        }
    }
    best
}

/// Where a text is over, seen from what stands between two stretches of prose: a long run of short
/// blocks, or a shorter one with several signs of a page's end. True for the first block after it.
fn cuts(drafts: &[Draft], facts: &[Facts]) -> Vec<bool> {
    let mut cuts = vec![false; drafts.len()];
    let (mut loss, mut signs) = (0i64, Vec::new());
    for n in 0..drafts.len() {
        let f = &facts[n];
        if f.sentence() || f.short_sentence() && f.weight >= 50 {
            if loss <= -1200 || loss <= -600 && !signs.is_empty() || loss <= -300 && signs.len() >= 2 {
                cuts[n] = true;
            }
            loss = 0;
            signs.clear();
            continue;
        }
        loss += score(&drafts[n], f);
        if let Some(sign) = sign(&drafts[n], f)
            && !signs.contains(&sign)
        {
            signs.push(sign);
        }
    }
    cuts
}

/// Whether a list item says something, as those of menus do not: several words, a number, a small letter.
pub(super) fn item(draft: &Draft, facts: &Facts) -> bool {
    let text = draft.text.as_str();
    facts.words >= 4 && facts.small > 0
        || facts.words >= 2 && text.starts_with(|c: char| c.is_ascii_digit() || c.is_lowercase())
        || facts.short_sentence()
}

/// The stretch without what stands at its end behind the signs of a text's end, when it is little.
fn trimmed(span: Range<usize>, drafts: &[Draft], facts: &[Facts]) -> Range<usize> {
    let weights: Vec<usize> = span.clone().map(|n| if facts[n].sentence() { facts[n].weight } else { 0 }).collect();
    let total: usize = weights.iter().sum();
    let (mut before, mut loss, mut signs, mut gap) = (0, 0i64, 0, span.start);
    for n in span.clone() {
        let f = &facts[n];
        if f.sentence() || f.short_sentence() && f.weight >= 50 || f.code {
            let rest = total - before;
            let little = rest * 100 <= total * 25;
            if little && signs > 0 && (loss <= -110 || loss <= -60 && rest * 100 <= total * 12) {
                return span.start..gap;
            }
            before += weights[n - span.start];
            (loss, signs, gap) = (0, 0, n + 1);
            continue;
        }
        if super::headings::is_top(&drafts[n].text) {
            return span;
        }
        loss += score(&drafts[n], f);
        signs += usize::from(sign(&drafts[n], f).is_some());
    }
    span
}

/// Where a list of teasers begins at the end of a stretch: headline, a few lines, headline, a few lines,
/// under a heading of its own, while the text before goes on from paragraph to paragraph.
fn without_teasers(span: Range<usize>, drafts: &[Draft], facts: &[Facts]) -> Range<usize> {
    let title = |n: usize| {
        let f = &facts[n];
        drafts[n].marker.is_none()
            && !f.ends
            && !f.bare
            && f.words >= 1
            && f.weight <= 200
            && f.phrase != Some("credit")
    };
    let teaser = |n: usize| facts[n].ends && (50..=420).contains(&facts[n].weight) && drafts[n].marker.is_none();
    let mut at = span.end;
    while at > span.start && span.end - at < 12 && !teaser(at - 1) {
        at -= 1;
    }
    let mut units = 0;
    let mut start = None;
    while at >= span.start + 3 && teaser(at - 1) && title(at - 2) {
        units += 1;
        at -= 2;
        // The section, the date or the author over the headline.
        let mut labels = 0;
        while labels < 2 && at > span.start && title(at - 1) {
            labels += 1;
            at -= 1;
        }
        if labels > 0 {
            start = Some((at, units));
        }
    }
    let Some((start, units)) = start else { return span };
    let paired =
        (span.start..start).filter(|n| *n > span.start && facts[*n].sentence() && facts[n - 1].sentence()).count();
    let weight = |range: Range<usize>| range.map(|n| facts[n].weight).sum::<usize>();
    let lesser = weight(start..span.end) < weight(span.start..start);
    if units >= 3 && paired >= 2 || units >= 4 && paired >= 1 && lesser { span.start..start } else { span }
}

/// What a block says about a text's end.
fn sign(draft: &Draft, f: &Facts) -> Option<&'static str> {
    let keywords = || super::labels::label_of(&draft.text, &super::phrases::KEYWORD_LABELS).then_some("keywords");
    f.stops.or(f.phrase).filter(|s| !matches!(*s, "credit" | "interface")).or_else(keywords)
}

/// The stretch, drawn on over a list or a last short sentence that stands right below it.
pub(super) fn extended(span: Range<usize>, drafts: &[Draft], facts: &[Facts], beyond: &[Option<&str>]) -> Range<usize> {
    let span = without_teasers(trimmed(span, drafts, facts), drafts, facts);
    let mut end = span.end;
    let mut headings = 0;
    for n in span.end..drafts.len().min(span.end + 60) {
        let (draft, f) = (&drafts[n], &facts[n]);
        if beyond[n].is_some() || f.phrase.is_some() || f.stops.is_some() || f.links || f.copies > 1 || f.date || f.bare
        {
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
