//! The text's own list of references: where it stands, and each entry taken apart as far as possible.

use std::ops::Range;

use super::blocks::{Draft, Fate};
use super::facts::{Facts, bare};
use super::phrases;
use crate::model::source::{BlockKind, Reference, SourceBlock};

/// Finds a list of references in or right after the text and keeps it; gives where the list ends.
pub(super) fn find(drafts: &mut [Draft], facts: &[Facts], from: usize, span: &Range<usize>) -> Option<usize> {
    let limit = (span.end + 30).min(drafts.len());
    let heading =
        (from..limit).rev().find(|n| is_heading(&drafts[*n].text, &facts[*n]) && entries_follow(drafts, facts, *n))?;
    let mut end = heading + 1;
    let mut misses = 0;
    for n in heading + 1..drafts.len() {
        if facts[n].bare {
            continue;
        }
        if is_entry(&drafts[n]) {
            drafts[n].keep(BlockKind::Reference);
            end = n + 1;
            misses = 0;
            continue;
        }
        if facts[n].stops.is_some() || facts[n].phrase.is_some() || drafts[n].marked.is_some() {
            break;
        }
        misses += 1;
        if misses > 2 {
            break;
        }
    }
    // What stands between entries and looks like none of them is an entry printed in another way.
    for n in heading + 1..end {
        if drafts[n].is_open() && facts[n].weight > 25 && !facts[n].bare {
            drafts[n].keep(BlockKind::Reference);
        }
    }
    if drafts[heading].is_open() {
        drafts[heading].fate = Fate::Keep(BlockKind::Heading, None);
    }
    Some(end)
}

/// The blocks that stand below a heading over references and look like entries.
pub(super) fn entries(drafts: &[Draft], facts: &[Facts]) -> std::collections::BTreeSet<usize> {
    let mut found = std::collections::BTreeSet::new();
    for heading in (0..drafts.len()).filter(|n| is_heading(&drafts[*n].text, &facts[*n])) {
        if found.contains(&heading) || !entries_follow(drafts, facts, heading) {
            continue;
        }
        let mut misses = 0;
        for n in (heading + 1..drafts.len()).filter(|n| !facts[*n].bare) {
            misses = if is_entry(&drafts[n]) { 0 } else { misses + 1 };
            if misses > 2 {
                break;
            }
            found.insert(n);
        }
    }
    found
}

/// Whether a block is a heading over references.
pub(super) fn is_heading(text: &str, facts: &Facts) -> bool {
    facts.weight < 60 && {
        let plain = bare(text);
        let plain = plain.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
        phrases::REFERENCE_HEADINGS.contains(&plain)
    }
}

fn entries_follow(drafts: &[Draft], facts: &[Facts], heading: usize) -> bool {
    let next: Vec<usize> = (heading + 1..drafts.len()).filter(|n| !facts[*n].bare).take(3).collect();
    !next.is_empty() && next.iter().filter(|n| is_entry(&drafts[**n])).count() * 2 >= next.len()
}

/// Whether a block looks like an entry: a year, and either authors before it, a number or an address.
fn is_entry(draft: &Draft) -> bool {
    let text = draft.text.as_str();
    if text.len() < 15 || text.len() > 1200 {
        return false;
    }
    let address = text.contains("http://") || text.contains("https://") || text.contains("doi");
    let only_address = text.starts_with("http")
        || text.starts_with("file:")
        || text.starts_with("mailto:")
        || text.starts_with("javascript:");
    if only_address {
        return false;
    }
    let year = years(text).next().is_some() || text.contains("n.d.");
    year && (draft.marker.is_some()
        || text.contains('.')
        || text.contains('，')
        || text.contains('．')
        || text.contains(','))
        || address && draft.marker.is_some()
        || text.starts_with('[') && bracket_number(text).is_some()
}

/// Years written in a text, with their place.
fn years(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(3)).filter_map(move |i| {
        let digits = bytes[i..i + 4].iter().all(u8::is_ascii_digit);
        let alone = (i == 0 || !bytes[i - 1].is_ascii_digit()) && bytes.get(i + 4).is_none_or(|b| !b.is_ascii_digit());
        (digits && alone && matches!(&bytes[i..i + 2], b"15" | b"16" | b"17" | b"18" | b"19" | b"20"))
            .then(|| (i, &text[i..i + 4]))
    })
}

/// The number of an entry printed as `[3] …`.
pub(super) fn bracket_number(text: &str) -> Option<u32> {
    let rest = text.strip_prefix('[')?;
    let end = rest.find(']')?;
    rest[..end].parse().ok()
}

/// Takes an entry apart. What cannot be told stays empty; the block keeps the raw words.
pub(super) fn parse(block: usize, text: &str) -> Reference {
    let mut out = Reference { block, ..Reference::default() };
    let body = match text.strip_prefix('[').and_then(|r| {
        r.find(']').filter(|e| r[..*e].bytes().all(|b| b.is_ascii_digit())).map(|e| r[e + 1..].trim_start())
    }) {
        Some(rest) => rest,
        None => text,
    };
    out.url = url(body);
    let Some((open, close, year)) = year_group(body) else {
        // No year in parentheses: take the last year that stands alone.
        out.year = years(before_url(body)).last().map(|(_, y)| y.to_owned());
        let mut parts = before_url(body).splitn(3, ". ").map(str::trim);
        if let (Some(first), Some(second)) = (parts.next(), parts.next())
            && first.len() < 150
            && first.contains(',')
        {
            out.author = authors(first);
            out.title = Some(plain(second)).filter(|t| !t.is_empty());
            out.container = parts.next().map(plain).filter(|t| !t.is_empty());
        }
        return out;
    };
    out.author = authors(body[..open].trim());
    out.year = Some(year);
    let rest = before_url(&body[close..]).trim_start_matches(['.', ',', ':', ' ']).trim();
    let rest = ["Retrieved from", "Available at", "Accessed", "Available from", "Retrieved"]
        .iter()
        .fold(rest, |r, w| r.find(w).map_or(r, |i| &r[..i]))
        .trim();
    let (title, container) = split_title(rest);
    out.title = Some(plain(title)).filter(|t| !t.is_empty());
    out.container = Some(plain(container)).filter(|t| !t.is_empty());
    out
}

/// The parenthesis that holds the year: its start, its end and the year.
fn year_group(text: &str) -> Option<(usize, usize, String)> {
    let mut at = 0;
    while let Some(open) = text[at..].find('(').map(|i| i + at) {
        let close = text[open..].find(')').map(|i| i + open)?;
        let inner = text[open + 1..close].trim();
        if let Some(year) = leading_year(inner) {
            return Some((open, close + 1, year));
        }
        at = close + 1;
    }
    None
}

/// The year at the beginning of a parenthesis: `2016`, `2016a`, `2013, June 09`, `n.d.`
pub(super) fn leading_year(inner: &str) -> Option<String> {
    if inner.starts_with("n.d") || inner.starts_with("n. d") {
        return Some("n.d.".to_owned());
    }
    if inner.starts_with("in press") || inner.starts_with("forthcoming") {
        return Some(inner.to_owned());
    }
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 {
        return None;
    }
    let letter = inner[4..].bytes().take_while(u8::is_ascii_lowercase).count();
    let end = if letter == 1 { 5 } else { 4 };
    let rest = &inner[end..];
    (rest.is_empty() || rest.starts_with([',', ';', ' ', '/', '-', '–'])).then(|| inner[..end].to_owned())
}

fn url(text: &str) -> Option<String> {
    let start = text.find("http://").or_else(|| text.find("https://"))?;
    let rest = &text[start..];
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '"' | '”')).unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches(['.', ',', ';', ')']).to_owned())
}

fn before_url(text: &str) -> &str {
    let end = text.find("http://").or_else(|| text.find("https://")).unwrap_or(text.len());
    text[..end].trim_end_matches(['<', ' '])
}

/// Title and the rest: emphasis tells where a title ends, else the first full stop that is none of an abbreviation.
fn split_title(rest: &str) -> (&str, &str) {
    if rest.starts_with('*')
        && let Some(end) = rest[1..].find('*').map(|i| i + 2)
    {
        return (&rest[..end], &rest[end..]);
    }
    let bytes = rest.as_bytes();
    for (i, b) in bytes.iter().enumerate() {
        if matches!(b, b'.' | b'?' | b'!') && bytes.get(i + 1).is_none_or(|n| *n == b' ') {
            let word = rest[..i].rsplit([' ', '(']).next().unwrap_or("");
            let next = rest[i + 1..].trim_start().chars().next();
            let emphasised = next == Some('*');
            let abbreviation = word.chars().count() <= 1
                || word.contains('.') && word.len() <= 5
                || matches!(word, "vol" | "no" | "pp" | "ed" | "eds" | "Vol" | "No" | "Dr" | "Mr" | "St" | "vs");
            if (!abbreviation || emphasised) && next.is_none_or(|c| c.is_uppercase() || !c.is_alphabetic()) {
                let end = if *b == b'.' { i } else { i + 1 };
                return (&rest[..end], &rest[i + 1..]);
            }
        }
    }
    (rest, "")
}

/// Words without emphasis marks and outer punctuation.
fn plain(text: &str) -> String {
    text.replace('*', "")
        .trim()
        .trim_end_matches(['.', ',', ';'])
        .trim_start_matches(['.', ',', ';', ':'])
        .trim()
        .to_owned()
}

/// Authors as printed: `Doe, J. A., Roe, R., & Poe, E.` is three, a body is one.
fn authors(text: &str) -> Vec<String> {
    let text = text.trim().trim_end_matches([',', ' ']).trim();
    if text.is_empty() {
        return Vec::new();
    }
    let parts: Vec<&str> = text
        .split(',')
        .map(|p| p.trim().trim_start_matches("& ").trim_start_matches("and ").trim())
        .filter(|p| !p.is_empty())
        .collect();
    let initials = |p: &str| {
        p.len() <= 12
            && p.split(['.', ' ', '-'])
                .filter(|s| !s.is_empty())
                .all(|s| s.chars().count() <= 2 && s.chars().all(char::is_alphabetic))
            && p.chars().next().is_some_and(char::is_uppercase)
            && (p.contains('.') || p.len() <= 2)
    };
    if parts.iter().any(|p| initials(p)) {
        let mut out: Vec<String> = Vec::new();
        let mut n = 0;
        while n < parts.len() {
            if n + 1 < parts.len() && initials(parts[n + 1]) {
                out.push(format!("{}, {}", parts[n], parts[n + 1]));
                n += 2;
            } else {
                out.push(parts[n].to_owned());
                n += 1;
            }
        }
        return out;
    }
    let people: Vec<&str> = text
        .split(" & ")
        .flat_map(|p| p.split(" and "))
        .flat_map(|p| p.split(", "))
        .map(|p| p.trim_matches([',', ' ']))
        .filter(|p| !p.is_empty())
        .collect();
    let body = |p: &str| {
        let low = p.to_lowercase();
        p.contains(" of ") || phrases::BODIES.iter().chain(&["ministry", "agency", "council"]).any(|b| low.contains(b))
    };
    if people.len() > 1 && !body(text) && people.iter().all(|p| p.split(' ').count() <= 4) {
        return people.into_iter().map(|p| p.trim_start_matches("& ").to_owned()).collect();
    }
    // The full stop of an abbreviation at its end belongs to a name.
    let name = if super::names::ends_with_initials(text) { text } else { text.trim_end_matches('.') };
    vec![name.to_owned()]
}

/// The references of all blocks that are entries.
pub(super) fn all(blocks: &[SourceBlock]) -> Vec<Reference> {
    blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Reference).map(|(n, b)| parse(n, &b.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_in_the_usual_form_are_taken_apart() {
        let r = parse(
            0,
            "Doe, J. A., Roe, R., & Poe, E. M. (2013, June 09). A meets B. *Daily Paper*, 36(2), 185-205. Retrieved from <https://a.example/b>",
        );
        assert_eq!(r.author, ["Doe, J. A.", "Roe, R.", "Poe, E. M."]);
        assert_eq!(
            (r.year.as_deref(), r.title.as_deref(), r.container.as_deref()),
            (Some("2013"), Some("A meets B"), Some("Daily Paper, 36(2), 185-205"))
        );
        assert_eq!(r.url.as_deref(), Some("https://a.example/b"));
        let r = parse(0, "Office of Weights (OW). (2016). *On weights*. Paris: Press.");
        assert_eq!(r.author, ["Office of Weights (OW)"]);
        assert_eq!((r.title.as_deref(), r.container.as_deref()), (Some("On weights"), Some("Paris: Press")));
    }

    #[test]
    fn what_cannot_be_told_stays_empty() {
        assert_eq!(parse(3, "???"), Reference { block: 3, ..Reference::default() });
    }
}
