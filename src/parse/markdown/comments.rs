//! Comments, which are for the author alone and never part of a page: `<!-- … -->`, and Obsidian's `%% … %%`.

use std::borrow::Cow;

use crate::model::tree::{Run, Written};

/// Raw HTML without its comments; one that is not closed is none.
pub(super) fn without_html_comments(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut at = 0;
    while let Some(start) = html[at..].find("<!--").map(|n| n + at) {
        // `<!-->` is a comment, too.
        let Some(end) = html[start + 2..].find("-->").map(|n| n + start + 5) else { break };
        kept.push_str(&html[at..start]);
        at = end;
    }
    if at == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[at..]);
    Cow::Owned(kept)
}

/// Running text without what stands between `%%` and `%%`.
pub(super) fn without_comments(run: Run) -> Run {
    if !run.text.contains("%%") {
        return run;
    }
    let mut kept = Run::default();
    let mut at = 0;
    while let Some(start) = run.text[at..].find("%%").map(|n| n + at) {
        let Some(end) = run.text[start + 2..].find("%%").map(|n| n + start + 4) else { break };
        kept.extend(run.slice::<Written>(at, start));
        at = end;
    }
    kept.extend(run.slice::<Written>(at, run.text.len()));
    kept
}

/// Markdown with spaces in the place of Obsidian's comments over several lines, which may hold blocks and blank lines:
/// from `%%` at the start of a line to `%%` at the end of one. Places stay what they are. Elsewhere two signs far from
/// each other are rather per cents than a comment, and no word is to be lost.
pub(super) fn without_blocks(text: &str) -> Cow<'_, str> {
    if !text.contains("%%") {
        return Cow::Borrowed(text);
    }
    let mut masked: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut open, mut fence) = (0, None, None);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let ticks = words.chars().take_while(|c| words.starts_with(['`', '~']) && words.starts_with(*c)).count();
        match (fence, open) {
            (Some((sign, count)), _) => {
                if words.starts_with(sign) && ticks >= count && words.len() == ticks {
                    fence = None;
                }
            }
            (None, None) if ticks > 2 => fence = words.chars().next().map(|sign| (sign, ticks)),
            (None, None) => {
                let inner = words.strip_prefix("%%").filter(|rest| !rest.contains("%%"));
                open = inner.filter(|_| !line.starts_with("    ")).map(|_| at);
            }
            (None, Some(start)) if words.contains("%%") => {
                if words.ends_with("%%") && words.matches("%%").count() == 1 {
                    masked.push((start, at + line.len()));
                }
                open = None;
            }
            (None, Some(_)) => {}
        }
        at += line.len();
    }
    if masked.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (start, end) in masked {
        out.push_str(&text[out.len()..start]);
        out.extend(text[start..end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
    }
    out.push_str(&text[out.len()..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_in_html_are_taken_out() {
        for (html, kept) in [
            ("<!-- a --><b><!-- c -->", "<b>"),
            ("<!-->x", "x"),
            ("<!-- a", "<!-- a"),
            ("a<!-- b --> c <!-- d", "a c <!-- d"),
        ] {
            assert_eq!(without_html_comments(html), kept);
        }
    }

    #[test]
    fn comments_over_blocks_are_blanked_and_places_stay() {
        let text = "a\n%%\n# é\n\nb\n%%\nc 5%% d\n\ne 6%% f\n";
        let kept = without_blocks(text);
        assert_eq!(kept.len(), text.len());
        assert_eq!(kept.split_whitespace().collect::<Vec<_>>(), ["a", "c", "5%%", "d", "e", "6%%", "f"]);
        for whole in ["```\n%%\na\n%%\n```\n", "%%\na\n", "%% one\n\n50%% of it\n", "    %%\n\n    %%\n"] {
            assert_eq!(without_blocks(whole), whole);
        }
    }
}
