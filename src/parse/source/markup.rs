//! Takes off what text browsers and converters leave in a text: link numbers, Markdown links, form
//! fields, names of images. What remains is the text as a reader of the page saw it.

use std::ops::Range;

use super::lines::{Shape, joined_words};

/// A block's text without such traces.
#[derive(Debug, Default)]
pub(super) struct Clean {
    /// The text.
    pub text: String,
    /// How many bytes of it are links, as far as one can tell.
    pub linked: usize,
    /// Whether the block is a picture's heading; the heading level if the text says one.
    pub heading: Option<u8>,
}

/// Cleans the text of one block.
pub(super) fn clean(raw: &str, shape: &Shape) -> Clean {
    if shape.underscored {
        return underscored(raw);
    }
    if !raw.contains(['[', '(', '<', '\\', '!']) {
        return Clean { text: raw.to_owned(), ..Clean::default() };
    }
    let untagged = untagged(raw);
    let raw = untagged.as_deref().unwrap_or(raw);
    let mut out = Clean::default();
    let mut at = 0;
    while at < raw.len() {
        let rest = &raw[at..];
        let Some(step) = rest.find(['[', '(', '<', '\\', '!']) else {
            out.text.push_str(rest);
            break;
        };
        out.text.push_str(&rest[..step]);
        at += step;
        at += trace(raw, at, shape, &mut out);
    }
    out.text = squeeze(&out.text);
    out.linked = out.linked.min(out.text.len());
    out
}

/// Reads what begins at `at`, a trace or the sign it could begin with, and gives its length.
fn trace(raw: &str, at: usize, shape: &Shape, out: &mut Clean) -> usize {
    let rest = &raw[at..];
    match rest.as_bytes()[0] {
        b'!' if rest.starts_with("![") => {
            if let Some((_, _, len)) = link(&rest[1..]) {
                return 1 + len;
            }
        }
        b'[' => {
            if let Some((text, true, len)) = link(rest) {
                let inner = clean(text, shape);
                out.linked += inner.text.len();
                out.text.push_str(&inner.text);
                return len;
            }
            if let Some(len) = number(rest, shape).filter(|len| !belongs_to_word(&out.text, &rest[*len..])) {
                // The text of a numbered link runs on to the end of the block or a few words.
                let after = &rest[len..];
                let end = after.find(['[', '.', ',', ';', '。', '，']).unwrap_or(after.len());
                out.linked += end.min(60);
                return len;
            }
            if let Some(len) = field_or_image(rest) {
                return len;
            }
        }
        b'(' if rest.starts_with("(BUTTON)") => return 8,
        b'<' => {
            if let Some(len) = address(rest).filter(|_| is_linked_text(&out.text)) {
                out.linked += last_words(&out.text);
                out.text.truncate(out.text.trim_end().len());
                return len;
            }
        }
        b'\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) && escapes(raw) => {
            out.text.push_str(&rest[1..2]);
            return 2;
        }
        _ => {}
    }
    out.text.push_str(&rest[..1]);
    1
}

/// Whether an address in brackets behind this text is its link, «Text <https://…>», as browsers save links; a bare
/// address in brackets stays.
fn is_linked_text(before: &str) -> bool {
    let words = before.trim_end();
    let ends = |c: char| c.is_alphanumeric() || matches!(c, '”' | '"' | ')' | '’' | '.' | '!' | '?' | '…');
    words.ends_with(ends) && !before.ends_with("from ") && !words.ends_with("at") && inline_link(before)
}

/// Text of a converter that joins the words of links by underscores and sets pictures' texts in brackets.
fn underscored(raw: &str) -> Clean {
    let mut out = Clean::default();
    let mut rest = raw;
    while let Some(inner) = rest.strip_prefix('[') {
        let Some(close) = inner.find(']') else { break };
        rest = inner[close + 1..].trim_start();
    }
    for word in rest.split(' ').filter(|w| !w.is_empty()) {
        if !out.text.is_empty() {
            out.text.push(' ');
        }
        if joined_words(word) {
            out.linked += word.len();
            out.text.push_str(&word.replace('_', " "));
        } else {
            out.text.push_str(word);
        }
    }
    out
}

/// White space runs to single spaces.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        if !out.is_empty() && !(matches!(word, "." | "," | ";" | ":")) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether backslashes in this text escape punctuation, as Markdown writers do.
fn escapes(text: &str) -> bool {
    text.contains("\\.")
        || text.contains("\\_")
        || text.contains("\\*")
        || text.contains("\\[")
        || text.contains("\\-")
        || text.contains("\\+")
        || text.contains("\\(")
        || text.contains("\\#")
}

/// Whether an address that follows this text belongs to its last words as a link: not in a reference,
/// where it stands after «from» or a full stop and is part of what is printed.
fn inline_link(before: &str) -> bool {
    let tail = before.trim_end();
    let word = tail.rsplit(' ').next().unwrap_or("").to_lowercase();
    !matches!(
        word.as_str(),
        "from"
            | "at"
            | "url"
            | "see"
            | "via"
            | "doi"
            | "online"
            | "available"
            | "abrufbar"
            | "unter"
            | "sur"
            | "en"
            | "in"
            | "von"
            | "de"
    )
}

fn last_words(text: &str) -> usize {
    text.len().min(40)
}

/// A Markdown link or image at the start of `rest`: its text, whether it is a link, its length.
fn link(rest: &str) -> Option<(&str, bool, usize)> {
    let bytes = rest.as_bytes();
    let mut depth = 0usize;
    let mut close = None;
    for (i, b) in bytes.iter().enumerate().take(600) {
        match b {
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    close = Some(i);
                    break;
                }
            }
            _ => {}
        }
    }
    let close = close?;
    let text = &rest[1..close];
    match bytes.get(close + 1)? {
        b'(' => {
            let mut depth = 0usize;
            for (i, b) in bytes[close + 1..].iter().enumerate().take(1500) {
                match b {
                    b'(' => depth += 1,
                    b')' => {
                        depth -= 1;
                        if depth == 0 {
                            let target = &rest[close + 2..close + 1 + i];
                            return target_like(target).then_some((text, true, close + 2 + i));
                        }
                    }
                    _ => {}
                }
            }
            None
        }
        b'[' => {
            let end = bytes[close + 2..].iter().take(60).position(|b| *b == b']')?;
            let label = &rest[close + 2..close + 2 + end];
            (label.is_empty() || label.bytes().all(|b| b.is_ascii_digit())).then_some((text, true, close + 3 + end))
        }
        _ => None,
    }
}

/// Whether the parenthesis after a bracket is an address.
fn target_like(target: &str) -> bool {
    let target = target.trim().trim_matches(['<', '>']);
    let word = target.split(' ').next().unwrap_or("");
    target.is_empty()
        || word.contains("://")
        || word.starts_with(['/', '#', '.', '?'])
        || word.starts_with("mailto:")
        || word.starts_with("javascript:")
        || word.contains(".htm")
        || word.contains(".php")
        || word.contains('/') && !target.contains(' ')
}

/// The tags that set some words of a line apart from the others.
const INLINE_TAGS: [&str; 17] = [
    "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup",
    "u",
];

/// A text without its inline tags, when it has any: they come off in pairs, and one without the other stays.
fn untagged(raw: &str) -> Option<String> {
    if !raw.contains("</") {
        return None;
    }
    let mut open: Vec<(&str, Range<usize>)> = Vec::new();
    let mut off: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(start) = raw[at..].find('<').map(|i| i + at) {
        at = start + 1;
        let Some(end) = raw[at..].find('>').map(|i| i + at) else { break };
        let inner = &raw[at..end];
        let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |i| (true, i));
        let name = inner.split([' ', '/']).next().unwrap_or("");
        if !INLINE_TAGS.contains(&name.to_ascii_lowercase().as_str()) || inner.contains('<') {
            continue;
        }
        at = end + 1;
        if !closes {
            open.push((name, start..at));
        } else if let Some(n) = open.iter().rposition(|(o, _)| o.eq_ignore_ascii_case(name)) {
            off.push(open.remove(n).1);
            off.push(start..at);
        }
    }
    off.sort_by_key(|r| r.start);
    let mut out = String::with_capacity(raw.len());
    let mut from = 0;
    for range in &off {
        out.push_str(&raw[from..range.start]);
        from = range.end;
    }
    out.push_str(&raw[from..]);
    (!off.is_empty()).then_some(out)
}

/// Whether a number in brackets belongs to the word before it, as in `CO[2]`: those of links stand before a word.
fn belongs_to_word(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphanumeric) && !after.starts_with(|c: char| c.is_alphanumeric() || "“\"‘(".contains(c))
}

/// A link number `[12]` at the start of `rest`, in files that number their links.
fn number(rest: &str, shape: &Shape) -> Option<usize> {
    if !shape.numbered_links {
        return None;
    }
    let digits = rest.bytes().skip(1).take(6).take_while(u8::is_ascii_digit).count();
    (digits > 0 && rest.as_bytes().get(1 + digits) == Some(&b']')).then_some(digits + 2)
}

/// A form field or the name of an image, in brackets.
fn field_or_image(rest: &str) -> Option<usize> {
    let close = rest.bytes().take(120).position(|b| b == b']')?;
    let inner = rest[1..close].trim();
    let low = inner.to_ascii_lowercase();
    let blank = inner.is_empty() || inner.chars().all(|c| matches!(c, '_' | ' ' | '*' | '.')) && inner.len() >= 3;
    let named =
        [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"].iter().any(|e| low.ends_with(e)) && !inner.contains(' ');
    let known = matches!(
        low.as_str(),
        "image"
            | "inline"
            | "link"
            | "img"
            | "submit"
            | "button"
            | "search"
            | "embedded content"
            | "iframe"
            | "video"
            | "embed"
            | "spacer"
    );
    (blank || named || known).then_some(close + 1)
}

/// An address in angle brackets at the start of `rest`: its length.
fn address(rest: &str) -> Option<usize> {
    let close = rest.bytes().take(1500).position(|b| b == b'>')?;
    let inner = &rest[1..close];
    let tag = inner.strip_prefix('/').is_some_and(|name| INLINE_TAGS.contains(&name.to_ascii_lowercase().as_str()));
    (!inner.contains(' ')
        && !tag
        && (inner.contains("://") || inner.starts_with("mailto:") || inner.starts_with('/') || inner.starts_with('#')))
    .then_some(close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(raw: &str) -> String {
        clean(raw, &Shape { wrap: None, numbered_links: true, underscored: false }).text
    }

    #[test]
    fn traces_of_links_and_forms_are_taken_off() {
        assert_eq!(cleaned("the [12]report of the [13]working group."), "the report of the working group.");
        assert_eq!(cleaned("see [the report](https://a.example/x_(y)) of 2016"), "see the report of 2016");
        assert_eq!(cleaned("[logo.png] Name [________] (BUTTON) Go"), "Name Go");
        assert_eq!(cleaned("a report <https://a.example/b> says"), "a report says");
        assert_eq!(cleaned("Retrieved from <https://a.example/b>"), "Retrieved from <https://a.example/b>");
        assert_eq!(cleaned("“[t]he state” [sic] and (why?) 3 < 4"), "“[t]he state” [sic] and (why?) 3 < 4");
        assert_eq!(cleaned("a tonne of CO[2] and the [3]report"), "a tonne of CO[2] and the report");
        assert_eq!(
            clean("as shown [3].", &Shape { wrap: None, numbered_links: false, underscored: false }).text,
            "as shown [3]."
        );
    }

    #[test]
    fn inline_tags_come_off_in_pairs() {
        assert_eq!(cleaned("The <em>red</em> line of the <b>report</b>"), "The red line of the report");
        assert_eq!(cleaned("agreed on little.<sup>1</sup>"), "agreed on little.1");
        assert_eq!(cleaned("an open <em>tag and a closed</b> one"), "an open <em>tag and a closed</b> one");
        assert_eq!(cleaned("an <a href=\"/x\">old <i>word</i></a>"), "an old word");
    }
}
