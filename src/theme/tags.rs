//! The tags of a template, as far as needed to tell what repeats: a reader of Tera's brackets, strings and words, and of
//! nothing else of its language.

use crate::text::Span;

/// `{% … %}` or `{{ … }}`.
pub(super) struct Tag<'a> {
    /// Where it stands, with its brackets.
    pub span: Span,
    /// Its first word; none of `{{ … }}`.
    pub word: &'a str,
    /// The list comprehensions in it.
    pub comprehensions: Vec<Comprehension>,
}

/// `[… for … in … if …]`.
pub(super) struct Comprehension {
    /// Where it stands, with its brackets.
    pub span: Span,
    /// Where its condition begins, behind the `if`.
    pub condition: Option<usize>,
}

/// The tags of a text in their order. Comments and what is `raw` have none; a tag that does not end is left out.
pub(super) fn all(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].match_indices('{').map(|(n, _)| at + n).find(|n| opens(text, *n)) {
        let rest = &text[start..];
        if rest.starts_with("{#") {
            at = rest.find("#}").map_or(text.len(), |end| start + end + 2);
        } else if let Some(inside) = bare_tag(rest, "raw") {
            at = end_of_raw(text, start + inside);
        } else {
            let Some(tag) = tag(text, start) else { break };
            at = tag.span.end;
            tags.push(tag);
        }
    }
    tags
}

fn opens(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#'))
}

/// How long a tag of one word is with which a text begins.
fn bare_tag(text: &str, word: &str) -> Option<usize> {
    let inside = text.strip_prefix("{%")?;
    let inside = inside.strip_prefix('-').unwrap_or(inside).trim_ascii_start();
    let behind = inside.strip_prefix(word)?.trim_ascii_start();
    let behind = behind.strip_prefix('-').unwrap_or(behind).strip_prefix("%}")?;
    Some(text.len() - behind.len())
}

/// Where what is raw ends, with its tag.
fn end_of_raw(text: &str, from: usize) -> usize {
    let mut tags = text[from..].match_indices("{%").map(|(n, _)| from + n);
    tags.find_map(|at| bare_tag(&text[at..], "endraw").map(|long| at + long)).unwrap_or(text.len())
}

/// An open bracket; of square ones, what of a comprehension was seen in it.
struct Open {
    sign: u8,
    at: usize,
    repeats: bool,
    condition: Option<usize>,
}

/// The tag that begins here, if it ends.
fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let closes: &[u8] = if bytes[start + 1] == b'%' { b"%}" } else { b"}}" };
    let mut word = None;
    let mut comprehensions = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut at = start + 2;
    while at < bytes.len() {
        if bytes[at..].starts_with(closes) {
            let word = word.filter(|_| closes[0] == b'%').unwrap_or_default();
            return Some(Tag { span: Span::new(start, at + 2), word, comprehensions });
        }
        match bytes[at] {
            b'"' | b'\'' | b'`' => at = end_of_string(bytes, at)?,
            b'[' | b'(' | b'{' => {
                open.push(Open { sign: bytes[at], at, repeats: false, condition: None });
                at += 1;
            }
            b']' | b')' | b'}' => {
                if let Some(Open { sign: b'[', at: from, repeats: true, condition }) = open.pop() {
                    comprehensions.push(Comprehension { span: Span::new(from, at + 1), condition });
                }
                at += 1;
            }
            b if b.is_ascii_alphabetic() || b == b'_' => {
                let long = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
                let own = &text[at..at + long];
                let field = bytes[at - 1] == b'.';
                at += long;
                word = word.or(Some(own));
                match (open.last_mut().filter(|o| o.sign == b'[' && !field), own) {
                    (Some(list), "for") => list.repeats = true,
                    (Some(list), "if") if list.repeats && list.condition.is_none() => list.condition = Some(at),
                    _ => {}
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// Where the string that begins here ends, with its mark, if it does.
fn end_of_string(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    while let Some(b) = bytes.get(at) {
        match *b {
            b'\\' => at += 2,
            b if b == bytes[start] => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}
