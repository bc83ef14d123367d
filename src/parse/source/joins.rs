//! Paragraphs cut in two by a page break are put together again, visibly.

use super::blocks::{Draft, Fate, forget_merged};
use super::facts::ends_sentence;
use super::lines::{Hyphen, Line};
use crate::model::place::PageStart;
use crate::model::source::BlockKind;
use crate::script::is_close;

/// Joins a paragraph to the one before it when that one ends in mid-sentence and this one begins with
/// a small letter; anything left out between them (page numbers, running heads) does not matter.
pub(super) fn page_breaks(drafts: &mut Vec<Draft>) {
    let mut previous: Option<usize> = None;
    for n in 0..drafts.len() {
        if !drafts[n].is_kept() {
            continue;
        }
        let joins = previous.is_some_and(|p| broken(&drafts[p], &drafts[n]));
        match previous {
            Some(p) if joins => {
                let next = drafts[n].clone();
                join(&mut drafts[p], &next);
                drafts[n].fate = Fate::Merged;
            }
            _ => previous = Some(n),
        }
    }
    forget_merged(drafts);
}

/// Joins blocks that the end of a page cuts in two, before anything is decided on them: where the lines are full, or
/// where the first breaks off and the second begins with a small letter. Notes and furniture may stand between.
pub(super) fn across_pages(drafts: &mut Vec<Draft>, lines: &[Line<'_>]) {
    let mut previous: Option<usize> = None;
    let mut page_ends = false;
    for n in 0..drafts.len() {
        if !drafts[n].is_open() {
            page_ends = true;
            continue;
        }
        page_ends |= !drafts[n].pages.is_empty();
        let joined = page_ends
            && previous.is_some_and(|p| drafts[n].runs_on && goes_on(&drafts[p]) || cut(&drafts[p], &drafts[n]));
        page_ends = false;
        match previous {
            Some(p) if joined => {
                let next = drafts[n].clone();
                let hyphen = lines.get(drafts[p].last().saturating_sub(1)).map_or(Hyphen::None, |l| l.hyphen);
                match hyphen {
                    Hyphen::None => join(&mut drafts[p], &next),
                    _ => rejoin(&mut drafts[p], &next, hyphen),
                }
                drafts[n].fate = Fate::Merged;
            }
            _ => previous = Some(n),
        }
    }
    forget_merged(drafts);
}

/// Whether a block is text that a page may break off.
fn goes_on(first: &Draft) -> bool {
    first.marked.is_none() && first.text.chars().count() >= 30 && !ends_sentence(&first.text)
}

/// Whether a block breaks off in mid-sentence and another goes on with a small letter.
fn cut(first: &Draft, second: &Draft) -> bool {
    goes_on(first)
        && second.marker.is_none()
        && first
            .text
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '’' | '\'' | '，' | '、' | ')'))
        && second.text.starts_with(char::is_lowercase)
}

/// Joins a block to one that ends within a word.
fn rejoin(first: &mut Draft, second: &Draft, hyphen: Hyphen) {
    let mut text = std::mem::take(&mut first.text);
    super::blocks::append(&mut text, "", hyphen);
    first.text = text;
    let by = first.text.len();
    first.text.push_str(&second.text);
    first.lines.extend(second.lines.iter().copied());
    first.pages.extend(second.pages.iter().map(|p| PageStart { at: p.at + by, label: p.label.clone() }));
}

fn broken(first: &Draft, second: &Draft) -> bool {
    !first.settled
        && !second.settled
        && first.is(BlockKind::Paragraph)
        && second.is(BlockKind::Paragraph)
        && first.text.len() >= 60
        && second.text.chars().count() >= 20
        && !ends_sentence(&first.text)
        && first.text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '’' | '\'' | '，' | '、'))
        && second.text.chars().next().is_some_and(|c| c.is_lowercase())
}

/// Puts `second` at the end of `first` and remembers where.
pub(super) fn join(first: &mut Draft, second: &Draft) {
    let spaced =
        !(first.text.chars().next_back().is_some_and(is_close) && second.text.chars().next().is_some_and(is_close));
    first.joins.push(first.text.len());
    if spaced {
        first.text.push(' ');
    }
    let by = first.text.len();
    first.text.push_str(&second.text);
    first.joins.extend(second.joins.iter().map(|j| j + by));
    first.lines.extend(second.lines.iter().copied());
    first.linked += second.linked;
    first.pages.extend(second.pages.iter().map(|p| PageStart { at: p.at + by, label: p.label.clone() }));
}

/// Where a text marks emphasis: `*…*`, `**…**`, `_…_`, markers included.
pub(super) fn emphasis(text: &str) -> Vec<crate::text::Span> {
    let mut spans = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let b = bytes[at];
        if b != b'*' && b != b'_' {
            at += 1;
            continue;
        }
        let run = bytes[at..].iter().take_while(|c| **c == b).count();
        let before = text[..at].chars().next_back();
        let after = text[at + run..].chars().next();
        let opens =
            run <= 3 && after.is_some_and(|c| !c.is_whitespace()) && before.is_none_or(|c| !c.is_alphanumeric());
        let mut closed = None;
        if opens {
            let limit = (at + run + 600).min(bytes.len());
            let mut end = at + run;
            while end < limit {
                if bytes[end] == b {
                    let close = bytes[end..].iter().take_while(|c| **c == b).count();
                    let inside = text[..end].chars().next_back().is_some_and(|c| !c.is_whitespace());
                    let outside = text[end + close..].chars().next().is_none_or(|c| !c.is_alphanumeric());
                    if close == run && inside && outside {
                        closed = Some(end + close);
                        break;
                    }
                    end += close;
                } else {
                    end += 1;
                }
            }
        }
        match closed {
            Some(end) => {
                spans.push(crate::text::Span::new(at, end));
                at = end;
            }
            None => at += run,
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_is_found_and_arithmetic_is_not() {
        let text = "in *Power and Order* (2 * 3 * 4), a_b_c and __here__";
        let got: Vec<&str> = emphasis(text).into_iter().map(|s| &text[s.range()]).collect();
        assert_eq!(got, ["*Power and Order*", "__here__"]);
    }
}
