//! Paragraphs cut in two by a page break are put together again, visibly.

use super::blocks::{Draft, Fate};
use super::facts::ends_sentence;
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
    drafts.retain(|d| d.fate != Fate::Merged);
}

fn broken(first: &Draft, second: &Draft) -> bool {
    first.is(BlockKind::Paragraph)
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
