//! The places that citations name: `, para. 13 (b)`, `, art. 4, para. 1`, `，第3段`.

use super::labels::{LABELS, UNITS};
use super::{closing_brace, sign_len};
use crate::model::place::{Locator, Named, Printed, Unit};
use crate::model::tree::Run;
use crate::numeral::{is_numeral, number};

/// Reads a locator at the start of a stretch; what follows it is the suffix.
pub(super) fn locator(run: &Run, start: usize, end: usize) -> (Option<Locator>, String) {
    let whole = &run.text[start..end];
    let rest = whole.trim_start_matches([',', '，', '、', ' ', '\u{3000}']);
    let from = end - rest.len();
    // What is in braces is a place whatever it looks like; empty ones say that there is none.
    if rest.starts_with('{')
        && let Some(close) = closing_brace(rest)
    {
        let inner = rest[1..close].trim();
        let suffix = words_after(&rest[close + 1..]);
        if let Some((label, value, _)) = wide_place(inner).filter(|(.., len)| *len == inner.len()) {
            let names = names(label, &value);
            return (Some(Locator { label, value, names, span: run.span(from, from + close + 1) }), suffix);
        }
        let (label, after) = label_of(inner).unwrap_or(("page", inner));
        let place = (!after.trim().is_empty()).then(|| Locator {
            label,
            value: after.trim().to_owned(),
            names: names(label, after.trim()),
            span: run.span(from, from + close + 1),
        });
        return (place, suffix);
    }
    if let Some((label, value, len)) = wide_place(rest) {
        let place = Locator { label, names: names(label, &value), value, span: run.span(from, from + len) };
        return (Some(place), words_after(&rest[len..]));
    }
    let (label, after) = label_of(rest).unwrap_or(("page", rest));
    let named = after.len() != rest.len();
    let value_text = after.trim_start();
    let mut len = value_len(value_text, named);
    if len == 0 {
        return (None, words_after(whole));
    }
    // `art. 4, para. 1 and art. 6`
    while let Some((_, after)) = label_of(after_joint(&value_text[len..])) {
        let more = after.trim_start();
        match value_len(more, true) {
            0 => break,
            n => len = value_text.len() - more.len() + n,
        }
    }
    let value_at = end - value_text.len();
    let span = run.span(from, value_at + len);
    let suffix = words_after(&value_text[len..]);
    let value = value_text[..len].to_owned();
    (Some(Locator { label, names: names(label, &value), value, span }), suffix)
}

/// What follows a comma or an *and* between two places.
fn after_joint(text: &str) -> &str {
    let rest = text.trim_start_matches([',', ' ', '&']);
    if rest.len() == text.len() { "" } else { rest.strip_prefix("and ").unwrap_or(rest).trim_start() }
}

/// How many bytes at the start of a text are the numbers of places.
fn value_len(text: &str, named: bool) -> usize {
    let mut len = 0;
    for (n, word) in value_words(text) {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let numeric = core.starts_with(|c: char| c.is_ascii_digit());
        let roman = named && !core.is_empty() && core.chars().all(|c| "ivxlcdmIVXLCDM-–".contains(c));
        let joins = len > 0 && matches!(word, "-" | "–" | "&" | "and");
        let quotes = word.starts_with(['“', '„', '‘', '«', '»', '「', '『', '"', '\'']);
        if quotes || !(numeric || roman || joins || len > 0 && is_item(word)) {
            break;
        }
        if !joins {
            len = n + word.trim_end_matches([',', '.']).len();
        }
    }
    len
}

/// Whether a word is the sign of an item, `(b)` or `(iv)`.
fn is_item(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.']);
    let Some(inner) = word.strip_prefix('(').and_then(|w| w.strip_suffix(')')) else { return false };
    let letters = inner.chars().count();
    letters == 1 && inner.chars().all(char::is_alphanumeric)
        || (2..=4).contains(&letters) && inner.chars().all(|c| "ivxIVX".contains(c) || c.is_ascii_digit())
}

/// The places that a locator names by the numbers of a document.
fn names(label: &str, value: &str) -> Vec<Named> {
    let Some(mut unit) = Unit::of_term(label) else { return Vec::new() };
    let mut all: Vec<Named> = Vec::new();
    let mut base: Vec<Printed> = Vec::new();
    for part in value.split([',', ';', '&']).flat_map(|p| p.split(" and ")).map(str::trim).filter(|p| !p.is_empty()) {
        let mut part = part;
        let mut refines = false;
        if let Some((label, after)) = label_of(part)
            && let Some(found) = Unit::of_term(label)
        {
            refines = found > unit;
            (unit, part) = (found, after.trim());
        }
        match part.starts_with('(') {
            // `13 (a) and (b)`
            true => base.retain(|p| p.unit != Unit::Item),
            false => base.retain(|p| p.unit < unit),
        }
        let (head, items) = part.split_at(part.find('(').unwrap_or(part.len()));
        let mut last = None;
        if !head.trim().is_empty() {
            let (first, through) = match head.trim().split_once(['-', '–']) {
                Some((a, b)) if !a.trim().is_empty() && !b.trim().is_empty() => (a, Some(b.trim())),
                _ => (head, None),
            };
            base.push(Printed { unit, label: first.trim().to_owned() });
            last = through.map(|label| Printed { unit, label: label.to_owned() });
        }
        let signs = items.split(['(', ')']).map(str::trim).filter(|i| !i.is_empty());
        base.extend(signs.map(|i| Printed { unit: Unit::Item, label: i.to_owned() }));
        // `art. 4, para. 1` is one place.
        if refines {
            all.pop();
        }
        all.push(match last {
            Some(last) => Named::Through(base.clone(), last),
            None => Named::One(base.clone()),
        });
    }
    all
}

/// The words after a citation, with the comma that the author set before them.
pub(super) fn words_after(text: &str) -> String {
    let words = text.trim();
    if words.trim_matches([',', '，', ' ']).is_empty() { String::new() } else { words.to_owned() }
}

/// The kind of place that a text begins by naming, and what follows.
fn label_of(text: &str) -> Option<(&'static str, &str)> {
    let found = LABELS.iter().find(|(word, _)| {
        let rest = text.get(word.len()..).unwrap_or("");
        text.get(..word.len()).is_some_and(|w| w == *word || w.chars().flat_map(char::to_lowercase).eq(word.chars()))
            && rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '(')
            && (!word.ends_with(char::is_alphabetic) || rest.starts_with(' '))
    })?;
    Some((found.1, &text[found.0.len()..]))
}

/// A place that a text begins by naming as Chinese, Japanese and Korean do: `第3段`, `第33—35页`, `33頁`, `段3`, `第三条`,
/// `제3조`. Gives its kind, its number in digits, and how many bytes it takes.
fn wide_place(text: &str) -> Option<(&'static str, String, usize)> {
    let unit =
        |text: &str| UNITS.iter().find(|(word, _)| text.starts_with(word)).map(|(word, label)| (*label, word.len()));
    let spaces = |text: &str| text.len() - text.trim_start_matches(' ').len();
    if let Some((label, len)) = unit(text) {
        let at = len + spaces(&text[len..]);
        let (value, number) = numbers(&text[at..])?;
        return Some((label, value, at + number));
    }
    let (value, number) = numbers(text)?;
    let at = number + spaces(&text[number..]);
    let (label, len) = unit(&text[at..])?;
    let (inner, more) = if label == "article" { within_article(&text[at + len..]) } else { Default::default() };
    Some((label, value + &inner, at + len + more))
}

/// The paragraph and the items of an article, as laws of East Asia number them: `（三）`, `第二款第（一）项`, `第2項第1号`,
/// `제2항 제1호`. Gives them as `, para. 2 (1)`, and how many bytes they take. What is first an article's paragraph is in
/// Taiwan 項 and then 款, on the mainland 款 and then 项.
fn within_article(text: &str) -> (String, usize) {
    let (mut out, mut at) = (String::new(), 0);
    loop {
        let rest = text[at..].trim_start_matches(['第', '제', ' ']);
        let (inner, close) = match rest.strip_prefix(['（', '(']) {
            Some(inner) => (inner, true),
            None => (rest, false),
        };
        let len = inner.find(|c: char| !is_numeral(c)).unwrap_or(inner.len());
        let Some(n) = number(&inner[..len]) else { break };
        let (tail, closed) = match inner[len..].strip_prefix(['）', ')']) {
            Some(tail) => (tail, true),
            None => (&inner[len..], false),
        };
        let sign = tail.chars().next().filter(|c| "款项項号號目항호".contains(*c));
        if close != closed || !(close || sign.is_some()) {
            break;
        }
        match sign {
            Some('款' | '項' | '항') if out.is_empty() => out.push_str(&format!(", para. {n}")),
            _ => out.push_str(&format!(" ({n})")),
        }
        at = text.len() - tail.len() + sign.map_or(0, char::len_utf8);
    }
    (out, at)
}

/// Numbers at the beginning of a text, in digits of any width or in Chinese, each with 第 before it or not, and the signs
/// between them: a range or a list. Gives them as `33-35` or `3, 5`, and how many bytes they take.
fn numbers(text: &str) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let inner = rest.trim_start_matches(['第', '제', ' ']);
        let len = inner.find(|c: char| !is_numeral(c)).unwrap_or(inner.len());
        let Some(n) = number(&inner[..len]) else { break };
        out.push_str(&n.to_string());
        let behind = at + (rest.len() - inner.len()) + len;
        let join = match text[behind..].chars().next() {
            Some('-' | '–' | '—' | '－' | '～' | '〜' | '~' | '至') => "-",
            Some('、' | ',' | '，') => ", ",
            _ => return Some((out, behind)),
        };
        out.push_str(join);
        at = behind + sign_len(text, behind);
    }
    None
}

fn value_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').scan(0, |at, word| {
        let here = *at;
        *at += word.len() + 1;
        Some((here, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_locator_is_read_as_the_places_it_names() {
        let shown = |text: &str| -> Vec<String> {
            let mut run = Run::default();
            run.push_text(text, Span::new(0, text.len()));
            let (locator, rest) = locator(&run, 0, text.len());
            assert_eq!(rest, "", "{text}");
            let place = crate::model::place::words;
            let one = |name: &Named| match name {
                Named::One(path) => place(path),
                Named::Through(path, last) => format!("{} to {}", place(path), last.label),
            };
            locator.map_or_else(Vec::new, |l| l.names.iter().map(one).collect())
        };
        assert_eq!(shown(", para. 13"), ["para. 13"]);
        assert_eq!(shown(", paras. 3, 5-7 and 9"), ["para. 3", "para. 5 to 7", "para. 9"]);
        assert_eq!(shown(", para. 13 (b)"), ["para. 13 (b)"]);
        assert_eq!(shown(", para. 13(b)(ii)"), ["para. 13 (b) (ii)"]);
        assert_eq!(shown(", para. 13 (a) and (b)"), ["para. 13 (a)", "para. 13 (b)"]);
        assert_eq!(shown(", art. IV"), ["art. IV"]);
        assert_eq!(shown(", art. 4, para. 1"), ["art. 4, para. 1"]);
        assert_eq!(shown(", art. 4, para. 1 and art. 6"), ["art. 4, para. 1", "art. 6"]);
        assert_eq!(shown(", annex II, para. 3"), ["annex II, para. 3"]);
        assert_eq!(shown(", § 12"), ["sec. 12"]);
        assert_eq!(shown("，第三条（三）"), ["art. 3 (3)"]);
        assert_eq!(shown("，第三条第二款第（一）项"), ["art. 3, para. 2 (1)"]);
        assert_eq!(shown("，第3條第1項第2款"), ["art. 3, para. 1 (2)"]);
        assert_eq!(shown("，第3条第2項第1号"), ["art. 3, para. 2 (1)"]);
        assert_eq!(shown(", 제3조 제2항 제1호"), ["art. 3, para. 2 (1)"]);
        assert_eq!(shown(", annex I, para. 2"), ["annex I, para. 2"]);
        assert_eq!(shown(", pp. 1064-1066"), ["p. 1064 to 1066"]);
        assert_eq!(shown(", 33"), ["p. 33"]);
        assert!(shown(", passages 3-5").is_empty());
    }
}
