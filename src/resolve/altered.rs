//! Words in brackets that stand in the place of a source's and hold marks of style or links: one element of a
//! quotation, though of several inlines.

use crate::model::tree::{Inline, Written};
use crate::text::Span;

/// Sets as [`Inline::Altered`] each stretch of running text that is replaced and runs over several inlines. `replaced`
/// has the stretches, in order, each with what the source prints there.
pub fn group(mut content: Vec<Inline<Written>>, replaced: &[(Span, String)]) -> Vec<Inline<Written>> {
    let mut from = 0;
    while let Some((n, span)) = next_text(&content, from) {
        from = n + 1;
        let first = replaced.partition_point(|(s, _)| s.start < span.start);
        let here = replaced[first..].iter().take_while(|(s, _)| s.start < span.end);
        // Of several that begin here, only the last can run over the end.
        let Some((at, printed)) = here.last().filter(|(s, _)| s.end > span.end) else { continue };
        let Some(last) = (n + 1..content.len()).find(|&m| holds_end(&content[m], *at)) else { continue };
        let whole = n == 0 && at.start == span.start && last + 1 == content.len() && holds_all(&content[last], *at);
        if whole {
            continue;
        }
        let mut inner: Vec<Inline<Written>> = content.splice(n..=last, []).collect();
        let (before, head) = cut(inner.remove(0), at.start);
        let (tail, behind) = match inner.pop() {
            Some(last) => cut(last, at.end),
            None => (None, None),
        };
        let inner = head.into_iter().chain(inner).chain(tail).collect();
        let one = Inline::Altered { printed: printed.clone(), content: inner };
        from = n + usize::from(before.is_some()) + 1;
        content.splice(n..n, before.into_iter().chain([one]).chain(behind));
    }
    content
}

/// The next inline from a place on that is text written as it reads.
fn next_text(content: &[Inline<Written>], from: usize) -> Option<(usize, Span)> {
    content.iter().enumerate().skip(from).find_map(|(n, inline)| Some((n, plain_span(inline)?)))
}

fn plain_span(inline: &Inline<Written>) -> Option<Span> {
    match inline {
        Inline::Text { text, span } if span.end - span.start == text.len() => Some(*span),
        _ => None,
    }
}

fn holds_end(inline: &Inline<Written>, at: Span) -> bool {
    plain_span(inline).is_some_and(|span| span.start < at.end && at.end <= span.end)
}

fn holds_all(inline: &Inline<Written>, at: Span) -> bool {
    plain_span(inline).is_some_and(|span| at.end == span.end)
}

/// The two parts of a text that is cut at a place of the file.
fn cut(inline: Inline<Written>, place: usize) -> (Option<Inline<Written>>, Option<Inline<Written>>) {
    let Inline::Text { text, span } = inline else { return (Some(inline), None) };
    let at = place.saturating_sub(span.start);
    let Some((head, tail)) = text.split_at_checked(at) else { return (Some(Inline::Text { text, span }), None) };
    let part = |text: &str, span: Span| (!text.is_empty()).then(|| Inline::Text { text: text.to_owned(), span });
    (part(head, Span::new(span.start, place)), part(tail, Span::new(place, span.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text with parts between stars, as inlines.
    fn read(text: &str) -> Vec<Inline<Written>> {
        let mut at = 0;
        let mut out = Vec::new();
        for (n, part) in text.split('*').enumerate() {
            let words = vec![Inline::Text { text: part.to_owned(), span: Span::new(at, at + part.len()) }];
            at += part.len() + 1;
            match n % 2 {
                0 => out.extend(words),
                _ => out.push(Inline::Emphasis(words)),
            }
        }
        out
    }

    fn show(content: &[Inline<Written>]) -> String {
        let one = |inline: &Inline<Written>| match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::Emphasis(inner) => format!("*{}*", show(inner)),
            Inline::Altered { printed, content } => format!("<{printed}={}>", show(content)),
            other => panic!("{other:?}"),
        };
        content.iter().map(one).collect()
    }

    #[test]
    fn words_in_brackets_are_one_element_whatever_stands_in_them() {
        for (text, expect) in [
            ("the law [*holds*] online", "the law <p=[*holds*]> online"),
            ("the law [is *valid* here]", "the law <p=[is *valid* here]>"),
            ("[a *b*] and [*c* d] so", "<p=[a *b*]> and <p=[*c* d]> so"),
            ("the law [holds] *online*", "the law [holds] *online*"),
            ("[*holds*]", "[*holds*]"),
            ("a [*b* open", "a [*b* open"),
        ] {
            let mut replaced = Vec::new();
            for (start, _) in text.match_indices('[') {
                if let Some(len) = text[start..].find(']') {
                    replaced.push((Span::new(start, start + len + 1), "p".to_owned()));
                }
            }
            assert_eq!(show(&group(read(text), &replaced)), expect);
        }
    }
}
