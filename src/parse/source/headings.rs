//! Which blocks inside the text are headings, list items and paragraphs, and how deep the headings are.

use std::ops::Range;

use super::blocks::{Draft, Fate};
use super::facts::{Facts, bare, capitalised};
use super::phrases;
use crate::model::source::BlockKind;

/// Decides the kind of every open block of the text.
pub(super) fn kinds(drafts: &mut [Draft], facts: &[Facts], range: &Range<usize>) {
    for n in range.clone() {
        if !drafts[n].is_open() {
            continue;
        }
        let kind = kind(drafts, facts, n, range);
        drafts[n].fate = match kind {
            BlockKind::Heading => Fate::Keep(kind, drafts[n].marked),
            _ => Fate::Keep(kind, None),
        };
    }
}

fn kind(drafts: &[Draft], facts: &[Facts], n: usize, range: &Range<usize>) -> BlockKind {
    let (draft, f) = (&drafts[n], &facts[n]);
    if draft.quoted {
        return BlockKind::Quote;
    }
    if draft.marked.is_some() && f.weight < 400 {
        return BlockKind::Heading;
    }
    if draft.marker.is_some() {
        if draft.numbered && numbered_heading(drafts, facts, n, range) {
            return BlockKind::Heading;
        }
        return BlockKind::ListItem;
    }
    if f.verse {
        return BlockKind::Paragraph;
    }
    if super::labels::is_caption(&draft.text) && !f.ends && f.weight < 400 {
        return BlockKind::Caption;
    }
    if heading_like(&draft.text, f) && heads_something(drafts, facts, n, range) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    }
}

/// Whether a block has the form of a heading.
fn heading_like(text: &str, f: &Facts) -> bool {
    if f.bare || f.weight < 2 || text.ends_with([',', '-', '–', '—', '，', '、']) {
        return false;
    }
    let known = is_top(text);
    if known {
        return true;
    }
    let length = if capitalised(text) { 170 } else { 95 };
    let emphatic = text.starts_with("**") && text.ends_with("**") || text.starts_with("__") && text.ends_with("__");
    if emphatic && f.weight <= 170 {
        return true;
    }
    let ends = f.ends && !(super::names::ends_with_initials(text) && capitalised(text));
    !ends
        && f.weight <= length
        && text.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic() || !c.is_lowercase())
}

/// Whether a heading is one of those that stand at the top level of papers.
pub(super) fn is_top(text: &str) -> bool {
    let plain = bare(text);
    let plain = plain.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | ')'));
    phrases::TOP_HEADINGS.contains(&plain) || phrases::REFERENCE_HEADINGS.contains(&plain)
}

/// Whether running text, a list or another heading follows.
fn heads_something(drafts: &[Draft], facts: &[Facts], n: usize, range: &Range<usize>) -> bool {
    let mut depth = 0;
    for m in n + 1..range.end {
        // A heading right over a prompt or a list of other texts belongs to these.
        if m == n + 1
            && matches!(&drafts[m].fate, Fate::Drop(r) if matches!(r.as_str(), "newsletter" | "related" | "comments"))
        {
            return false;
        }
        if drafts[m].is_gone() || facts[m].bare || drafts[m].is(BlockKind::Caption) {
            continue;
        }
        if facts[m].sentence() || facts[m].short_sentence() || drafts[m].quoted || drafts[m].is(BlockKind::Reference) {
            return true;
        }
        if drafts[m].marker.is_some() {
            return true;
        }
        if depth >= 2 {
            return false;
        }
        depth += 1;
        if !heading_like(&drafts[m].text, &facts[m]) {
            return facts[m].words >= 8;
        }
    }
    false
}

/// Whether a numbered line is a heading and not an item: short, no sentence, and text follows rather than the next number.
fn numbered_heading(drafts: &[Draft], facts: &[Facts], n: usize, range: &Range<usize>) -> bool {
    let next = (n + 1..range.end).find(|m| !facts[*m].bare && !drafts[*m].is_gone());
    let before = (range.start..n).rev().find(|m| !facts[*m].bare && !drafts[*m].is_gone());
    !facts[n].ends
        && facts[n].weight <= 150
        && next.is_some_and(|m| drafts[m].marker.is_none() && (facts[m].sentence() || facts[m].short_sentence()))
        && before.is_none_or(|m| drafts[m].marker.is_none())
}

/// Gives every heading its level. What the file marks counts, brought down to begin at 2; otherwise a
/// heading right under another one is a level deeper, and so are those that follow it, until a pair
/// or a well-known section begins anew.
pub(super) fn levels(drafts: &mut [Draft]) {
    let marks: Vec<u8> = drafts.iter().filter(|d| d.is(BlockKind::Heading)).filter_map(|d| d.marked).collect();
    let lowest = marks.iter().copied().min().unwrap_or(2);
    let down = 2i16 - i16::from(lowest);
    let kept: Vec<usize> = (0..drafts.len()).filter(|n| drafts[*n].is_kept()).collect();
    let heading = |d: &Draft| matches!(d.fate, Fate::Keep(BlockKind::Heading, _));
    // A numbering of the headings themselves: 1, 1.1, 1.1.1.
    let mut deep = false;
    for (k, &n) in kept.iter().enumerate() {
        let Fate::Keep(BlockKind::Heading, level) = drafts[n].fate else { continue };
        if level.is_some() && drafts[n].marked.is_none() {
            continue;
        }
        let text = drafts[n].full_text();
        let level = if let Some(marked) = drafts[n].marked {
            (i16::from(marked) + down).clamp(2, 6) as u8
        } else if let Some(depth) = numbering(&text) {
            (depth + 1).clamp(2, 6)
        } else {
            let under = k > 0 && heading(&drafts[kept[k - 1]]) && drafts[kept[k - 1]].marked.is_none();
            let over =
                kept.get(k + 1).is_some_and(|m| heading(&drafts[*m]) && matches!(drafts[*m].fate, Fate::Keep(_, None)));
            if is_top(&text) || over && !under {
                deep = false;
            } else if under {
                deep = true;
            }
            if deep { 3 } else { 2 }
        };
        drafts[n].fate = Fate::Keep(BlockKind::Heading, Some(level));
    }
}

/// How deep the number before a heading says it is: `2.1` is two deep.
fn numbering(text: &str) -> Option<u8> {
    let number = text.split(' ').next()?.trim_end_matches(['.', ')']);
    let parts: Vec<&str> = number.split('.').collect();
    let all = parts.iter().all(|p| !p.is_empty() && p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit()));
    (all && text.contains(' ') && text.as_bytes().get(number.len()).is_some_and(|b| *b != b' ' || parts.len() > 1))
        .then(|| parts.len().min(5) as u8)
}

/// How many bytes at the start of a passage are a run-in heading: a few words before a colon, and
/// then a sentence of its own.
pub(super) fn lead_in(text: &str, list: bool) -> Option<usize> {
    if let Some(rest) = text.strip_prefix("**") {
        let end = rest.find("**")?;
        let inner = &rest[..end];
        return (inner.chars().count() <= 100 && inner.ends_with([':', '.', '?']) && rest.len() > end + 20)
            .then_some(end + 4);
    }
    if !list {
        return None;
    }
    let colon = text.find(':')?;
    let head = &text[..colon];
    let rest = text[colon + 1..].trim_start();
    let gap = text[colon + 1..].starts_with(' ');
    let upper = rest.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '“' | '"' | '‘'));
    (gap && upper
        && head.chars().count() <= 80
        && head.split(' ').count() <= 10
        && rest.len() > 40
        && capitalised(head)
        && !head.contains(". "))
    .then_some(colon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn run_in_headings_end_at_the_colon() {
        let item = "What Are Tides For?: Members differed on how much the new tides differ from the older ones.";
        assert_eq!(lead_in(item, true).map(|n| &item[..n]), Some("What Are Tides For?"));
        assert_eq!(
            lead_in("he said that there were two: The one, and the other, which is not the one at all", true),
            None
        );
    }

    #[test]
    fn numbers_before_headings_tell_their_depth() {
        assert_eq!(numbering("2. Methods"), Some(1));
        assert_eq!(numbering("2.1 Data"), Some(2));
        assert_eq!(numbering("2016 in review"), None);
    }
}
