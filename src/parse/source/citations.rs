//! Citations in the text, `(Author, 2016, p. 3)` and `[3]`, led to entries of the list of references.

use super::facts::bare;
use super::references::leading_year;
use crate::model::source::{InTextCitation, Reference, SourceBlock};
use crate::text::Span;

/// What was found: citations that lead somewhere, and parentheses that look like one but lead nowhere.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Citations with their entries.
    pub citations: Vec<InTextCitation>,
    /// Blocks and stretches of those that lead nowhere.
    pub astray: Vec<(usize, Span)>,
}

/// Finds the citations in all passages.
pub(super) fn find(blocks: &[SourceBlock], references: &[Reference]) -> Found {
    let mut found = Found::default();
    if references.is_empty() {
        return found;
    }
    let keys: Vec<Key> = references.iter().map(|r| Key::of(r, &blocks[r.block].text)).collect();
    let numbered = keys.iter().filter(|k| k.number.is_some()).count() * 2 > keys.len();
    for (n, block) in blocks.iter().enumerate().filter(|(_, b)| b.para.is_some()) {
        parentheses(n, &block.text, &keys, &mut found);
        if numbered {
            brackets(n, &block.text, &keys, &mut found);
        }
    }
    found.citations.sort_by_key(|c| (c.block, c.span));
    found
}

/// What an entry can be cited by.
struct Key {
    number: Option<u32>,
    year: String,
    /// Family names or bodies, folded; each with its other forms (an acronym in brackets).
    authors: Vec<Vec<String>>,
}

impl Key {
    fn of(reference: &Reference, text: &str) -> Self {
        let number = super::references::bracket_number(text);
        let authors = reference
            .author
            .iter()
            .map(|a| {
                let mut forms = Vec::new();
                let (name, acronym) = match a.find('(') {
                    Some(open) => (a[..open].trim(), a[open + 1..].split(')').next()),
                    None => (a.as_str(), None),
                };
                forms.push(bare(name));
                if let Some((family, _)) = name.split_once(',') {
                    forms.push(bare(family));
                } else if name.split(' ').count() <= 3 {
                    forms.extend(name.rsplit(' ').next().map(bare));
                }
                if let Some(stripped) = bare(name).strip_prefix("the ") {
                    forms.push(stripped.to_owned());
                }
                forms.extend(acronym.map(bare).filter(|x| !x.is_empty()));
                forms
            })
            .collect();
        Self { number, year: reference.year.clone().unwrap_or_default(), authors }
    }

    fn names(&self, names: &[String], others: bool) -> bool {
        let hit = |author: &[String], name: &String| author.contains(name);
        match names {
            [] => false,
            _ if names.len() > self.authors.len() => false,
            _ if others => self.authors.len() > names.len() && names.iter().zip(&self.authors).all(|(n, a)| hit(a, n)),
            _ => names.len() == self.authors.len() && names.iter().zip(&self.authors).all(|(n, a)| hit(a, n)),
        }
    }
}

/// One work cited within a parenthesis.
struct Cite {
    /// All that stands before the year, folded: the name of a body as a whole.
    whole: String,
    names: Vec<String>,
    others: bool,
    year: String,
}

fn parentheses(block: usize, text: &str, keys: &[Key], found: &mut Found) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(open) = text[at..].find('(').map(|i| i + at) {
        at = open + 1;
        let Some(close) = bytes[open + 1..]
            .iter()
            .take(300)
            .position(|b| matches!(b, b'(' | b')'))
            .map(|i| i + open + 1)
            .filter(|i| bytes[*i] == b')')
        else {
            continue;
        };
        let inner = &text[open + 1..close];
        let span = Span::new(open, close + 1);
        let mut cites = Vec::new();
        let mut last: Option<(String, Vec<String>, bool)> = None;
        let mut good = true;
        for part in inner.split(';') {
            match cite(part, last.as_ref()) {
                Some(cite) => {
                    last = Some((cite.whole.clone(), cite.names.clone(), cite.others));
                    cites.push(cite);
                }
                None => good = false,
            }
        }
        // «Author (2016)»: the name stands before the parenthesis.
        if cites.is_empty() && leading_year(inner.trim()).is_some() {
            let year = leading_year(inner.trim()).unwrap_or_default();
            if let Some(reference) = narrative(&text[..open], &year, keys) {
                found.citations.push(InTextCitation { block, span, references: vec![reference] });
            }
            at = close + 1;
            continue;
        }
        if cites.is_empty() || !good && cites.len() * 2 < inner.split(';').count() {
            continue;
        }
        let mut references = Vec::new();
        for cite in &cites {
            let hits: Vec<usize> = keys
                .iter()
                .enumerate()
                .filter(|(_, k)| {
                    same_year(&k.year, &cite.year)
                        && (k.names(&cite.names, cite.others) || k.names(std::slice::from_ref(&cite.whole), false))
                })
                .map(|(n, _)| n)
                .collect();
            let hits = match hits.len() {
                0 => keys
                    .iter()
                    .enumerate()
                    .filter(|(_, k)| {
                        same_year(&k.year, &cite.year)
                            && cite.names.len() == 1
                            && k.authors.len() == 1
                            && k.authors[0]
                                .iter()
                                .any(|f| f.len() > 8 && f.starts_with(&cite.whole) && cite.whole.len() > 5)
                    })
                    .map(|(n, _)| n)
                    .collect(),
                _ => hits,
            };
            if let [one] = hits[..] {
                references.push(one);
            }
        }
        if references.is_empty() {
            found.astray.push((block, span));
        } else {
            references.dedup();
            found.citations.push(InTextCitation { block, span, references });
        }
        at = close + 1;
    }
}

/// The entry that «Author» before «(2016)» leads to.
fn narrative(before: &str, year: &str, keys: &[Key]) -> Option<usize> {
    let tail_start = before.char_indices().rev().nth(90).map_or(0, |(i, _)| i);
    let tail = bare(&before[tail_start..]);
    let tail = tail.strip_suffix("’s").or(tail.strip_suffix("'s")).unwrap_or(&tail);
    let (core, others) = match tail.strip_suffix(" et al") {
        Some(core) => (core, true),
        None => (tail, false),
    };
    let ends = |form: &String| {
        form.len() > 1
            && core
                .strip_suffix(form.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with(|c: char| !c.is_alphanumeric()))
    };
    let hits: Vec<usize> = keys
        .iter()
        .enumerate()
        .filter(|(_, k)| same_year(&k.year, year))
        .filter(|(_, k)| {
            let Some(author) = (if others { k.authors.first() } else { k.authors.last() }) else { return false };
            let first_named = k.authors.first().is_some_and(|a| a.iter().any(|f| core.contains(f.as_str())));
            author.iter().any(ends) && first_named
        })
        .map(|(n, _)| n)
        .collect();
    match hits[..] {
        [one] => Some(one),
        _ => None,
    }
}

fn same_year(entry: &str, cited: &str) -> bool {
    !entry.is_empty() && entry == cited
}

/// Reads `Author, & Author, 2016, p. 3`.
fn cite(part: &str, last: Option<&(String, Vec<String>, bool)>) -> Option<Cite> {
    let part = part.trim();
    let part = ["see also ", "see, e.g., ", "see e.g. ", "see ", "e.g., ", "cf. ", "as cited in ", "quoted in "]
        .iter()
        .find_map(|p| part.strip_prefix(p))
        .unwrap_or(part);
    if let (Some(year), Some((whole, names, others))) = (leading_year(part), last) {
        return Some(Cite { whole: whole.clone(), names: names.clone(), others: *others, year });
    }
    // The last comma or space before a year.
    let bytes = part.as_bytes();
    let at = (1..bytes.len())
        .find(|&i| {
            bytes[i].is_ascii_digit()
                && matches!(bytes[i - 1], b' ')
                && bytes[i..].iter().take_while(|b| b.is_ascii_digit()).count() == 4
                && leading_year(&part[i..]).is_some()
        })
        .or_else(|| part.find("n.d.").filter(|i| *i > 0))?;
    let year = leading_year(&part[at..])?;
    let rest = part[at + year.len()..].trim_start_matches([',', ' ']).trim();
    let pages = rest.is_empty()
        || ["p.", "pp.", "para.", "paras.", "ch.", "chap.", "sec.", "vol.", "S.", "Tab.", "Fig.", "§"]
            .iter()
            .any(|p| rest.starts_with(p))
        || rest.starts_with(|c: char| c.is_ascii_digit());
    if !pages {
        return None;
    }
    let who = part[..at].trim().trim_end_matches(',').trim();
    if who.is_empty() || who.len() > 160 || !who.chars().any(char::is_uppercase) && who.is_ascii() {
        return None;
    }
    let (who, others) = match who.find("et al").or_else(|| who.find("u. a.")).or_else(|| who.find("等")) {
        Some(i) => (who[..i].trim().trim_end_matches(','), true),
        None => (who, false),
    };
    let names = who
        .split(',')
        .flat_map(|p| p.split(" & "))
        .flat_map(|p| p.split(" and "))
        .map(|p| bare(p.trim().trim_start_matches("& ").trim_start_matches("and ")))
        .filter(|p| !p.is_empty())
        .collect();
    Some(Cite { whole: bare(who), names, others, year })
}

fn brackets(block: usize, text: &str, keys: &[Key], found: &mut Found) {
    let mut at = 0;
    while let Some(open) = text[at..].find('[').map(|i| i + at) {
        at = open + 1;
        let Some(close) = text[open..].bytes().take(40).position(|b| b == b']').map(|i| i + open) else { continue };
        let inner = &text[open + 1..close];
        let mut numbers = Vec::new();
        let mut good = !inner.is_empty();
        for part in inner.split([',', ';']) {
            let part = part.trim();
            match part.split_once(['-', '–']) {
                Some((a, b)) => match (a.trim().parse::<u32>(), b.trim().parse::<u32>()) {
                    (Ok(a), Ok(b)) if a < b && b - a < 30 => numbers.extend(a..=b),
                    _ => good = false,
                },
                None => match part.parse::<u32>() {
                    Ok(n) => numbers.push(n),
                    Err(_) => good = false,
                },
            }
        }
        if !good {
            continue;
        }
        let references: Vec<usize> =
            numbers.iter().filter_map(|n| keys.iter().position(|k| k.number == Some(*n))).collect();
        if !references.is_empty() {
            found.citations.push(InTextCitation { block, span: Span::new(open, close + 1), references });
            at = close + 1;
        }
    }
}
