//! Citations in the text, `(Author, 2016, p. 3)` and `[3]`, led to entries of the list of references.

use std::collections::BTreeMap;

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
    let keys = Keys::of(references.iter().map(|r| Key::of(r, &blocks[r.block].text)).collect());
    let numbered = keys.all.iter().filter(|k| k.number.is_some()).count() * 2 > keys.all.len();
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

/// What all entries can be cited by, to be found by a year and a name.
struct Keys {
    all: Vec<Key>,
    /// The first entry of each number.
    by_number: BTreeMap<u32, usize>,
    /// Entries by their year and each form of their first author.
    by_author: BTreeMap<(String, String), Vec<usize>>,
    /// Entries by their year and the last word of each form of their first or last author.
    by_last_word: BTreeMap<(String, String), Vec<usize>>,
}

impl Keys {
    fn of(all: Vec<Key>) -> Self {
        let mut keys = Self {
            all: Vec::new(),
            by_number: BTreeMap::new(),
            by_author: BTreeMap::new(),
            by_last_word: BTreeMap::new(),
        };
        for (n, key) in all.iter().enumerate() {
            if let Some(number) = key.number {
                keys.by_number.entry(number).or_insert(n);
            }
            let (first, last) = (key.authors.first(), key.authors.last());
            for form in first.into_iter().flatten() {
                keys.by_author.entry((key.year.clone(), form.clone())).or_default().push(n);
            }
            for form in first.into_iter().chain(last).flatten() {
                let list = keys.by_last_word.entry((key.year.clone(), last_word(form).to_owned())).or_default();
                if list.last() != Some(&n) {
                    list.push(n);
                }
            }
        }
        keys.all = all;
        keys
    }

    /// The one entry a citation leads to, if there is just one: by its names, or else by the beginning of the name of a
    /// body.
    fn cited(&self, cite: &Cite) -> Option<usize> {
        let candidates = [cite.names.first(), Some(&cite.whole)].into_iter().flatten();
        let candidates = candidates.filter_map(|name| self.by_author.get(&(cite.year.clone(), name.clone()))).flatten();
        let named = only(candidates.copied(), |n| {
            let key = &self.all[n];
            key.names(&cite.names, cite.others) || !cite.others && key.names(std::slice::from_ref(&cite.whole), false)
        });
        if let Only::None = named {
            return self.begun(cite);
        }
        named.one()
    }

    /// The one entry of a single author whose name, which is no short one, begins with the words of a citation.
    fn begun(&self, cite: &Cite) -> Option<usize> {
        if cite.names.len() != 1 || cite.whole.len() <= 5 {
            return None;
        }
        let from = self.by_author.range((cite.year.clone(), cite.whole.clone())..);
        let begun = from.take_while(|((year, form), _)| *year == cite.year && form.starts_with(&cite.whole));
        let long = begun.filter(|((_, form), _)| form.len() > 8).flat_map(|(_, list)| list);
        only(long.copied(), |n| self.all[n].authors.len() == 1).one()
    }
}

/// What fits: nothing, one entry, or several.
#[derive(Clone, Copy)]
enum Only {
    None,
    One(usize),
    Several,
}

impl Only {
    fn one(self) -> Option<usize> {
        match self {
            Self::One(n) => Some(n),
            Self::None | Self::Several => None,
        }
    }
}

/// The entry that fits. The rest is not looked at where a second one does.
fn only(candidates: impl Iterator<Item = usize>, fits: impl Fn(usize) -> bool) -> Only {
    let mut found = Only::None;
    for n in candidates.filter(|n| fits(*n)) {
        match found {
            Only::None => found = Only::One(n),
            Only::One(first) if first == n => {}
            _ => return Only::Several,
        }
    }
    found
}

/// The letters and digits with which a text ends.
fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// One work cited within a parenthesis.
struct Cite {
    /// All that stands before the year, folded: the name of a body as a whole.
    whole: String,
    names: Vec<String>,
    others: bool,
    year: String,
}

fn parentheses(block: usize, text: &str, keys: &Keys, found: &mut Found) {
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
        let mut references: Vec<usize> = cites.iter().filter_map(|cite| keys.cited(cite)).collect();
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
fn narrative(before: &str, year: &str, keys: &Keys) -> Option<usize> {
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
    let candidates = keys.by_last_word.get(&(year.to_owned(), last_word(core).to_owned()))?;
    let fits = |n: usize| {
        let authors = &keys.all[n].authors;
        let Some(author) = (if others { authors.first() } else { authors.last() }) else { return false };
        let first_named = authors.first().is_some_and(|a| a.iter().any(|f| core.contains(f.as_str())));
        author.iter().any(ends) && first_named
    };
    only(candidates.iter().copied(), fits).one()
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

fn brackets(block: usize, text: &str, keys: &Keys, found: &mut Found) {
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
        let references: Vec<usize> = numbers.iter().filter_map(|n| keys.by_number.get(n).copied()).collect();
        if !references.is_empty() {
            found.citations.push(InTextCitation { block, span: Span::new(open, close + 1), references });
            at = close + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    /// The entries that each citation in a text leads to; of those that lead nowhere, their number.
    fn cited(text: &str, entries: &[&str]) -> (Vec<Vec<usize>>, usize) {
        let lists = "It has a list of what it rests on, as any study of this kind has one at its end.";
        let text = format!("A study of norms\n\n{text}\n\n{lists}\n\nReferences\n\n{}\n", entries.join("\n\n"));
        let path = crate::path::SitePath::new("seeds/s.txt").unwrap();
        let checked = super::super::parse(&crate::text::Text::new(path, text), None);
        assert_eq!(checked.value.references.len(), entries.len());
        let astray = checked.remarks.iter().filter(|r| r.code.id == "source/citation").count();
        (checked.value.citations.into_iter().map(|c| c.references).collect(), astray)
    }

    #[test]
    fn a_citation_leads_to_the_one_entry_that_it_names() {
        let entries = [
            "Doe, J. (2013). On norms. City: Press.",
            "Doe, J., & Roe, R. (2013). On rules. City: Press.",
            "Poe, E. (2013). On law. City: Press.",
            "Poe, A. (2013). On lore. City: Press.",
            "Office of Weights and Measures. (2016). On weights. City: Press.",
        ];
        for (text, to) in [
            ("So it is (Doe, 2013).", vec![vec![0]]),
            ("So it is (Doe & Roe, 2013; Doe, 2013).", vec![vec![1, 0]]),
            ("So it is (Doe et al., 2013).", vec![vec![1]]),
            ("As Doe (2013) says, and Doe and Roe (2013) too.", vec![vec![0], vec![1]]),
            ("So says (Office of Weights, 2016).", vec![vec![4]]),
        ] {
            assert_eq!(cited(text, &entries), (to, 0), "{text}");
        }
        // Of two that fit, neither is meant for certain; nor is one of another year.
        assert_eq!(cited("So it is (Poe, 2013).", &entries), (vec![], 1));
        assert_eq!(cited("So it is (Doe, 2014).", &entries), (vec![], 1));
    }

    #[test]
    fn a_number_leads_to_the_first_entry_that_has_it() {
        let entries = ["[1] Doe, J. (2013). On norms.", "[2] Roe, R. (2014). On rules.", "[2] Poe, E. (2015). On law."];
        assert_eq!(cited("So it is [2, 1] and [1-2] and [7].", &entries), (vec![vec![1, 0], vec![0, 1]], 0));
    }
}
