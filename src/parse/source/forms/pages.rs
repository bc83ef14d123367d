//! The pages of a printed document in its text: form feeds, page numbers, running heads and feet, notes at the foot of
//! pages, words that are cut at the end of a line.
//!
//! A line is page furniture when it stands at the edge of a page and comes again there with other numbers, or is a
//! page's number. Without form feeds only numbers tell that rise from page to page.

use std::collections::{BTreeMap, HashSet};

use super::super::facts::ends_sentence;
use super::super::lines::{Hyphen, Line};
use super::numbers::{self, roman};

/// So many lines at the top and at the bottom of a page may be furniture.
const EDGE: usize = 3;
/// So many lines at least are between two page numbers where no form feed shows the page.
const APART: usize = 8;
/// A running head is no longer than this, in columns.
const HEAD: usize = 160;

/// What is known of a file's pages, line by line, from 0.
#[derive(Debug, Default)]
pub(in crate::parse::source) struct Pages {
    /// Lines that are furniture.
    pub furniture: BTreeMap<usize, &'static str>,
    /// The lines with which pages begin, and the number each prints.
    pub starts: BTreeMap<usize, Option<String>>,
    /// The lines with which notes at the foot of a page begin, and their last lines.
    pub notes: BTreeMap<usize, usize>,
}

impl Pages {
    /// Whether a line is of no paragraph of the text.
    pub fn sets_apart(&self, line: usize) -> bool {
        self.furniture.contains_key(&line) || self.note_at(line).is_some()
    }

    /// The first and last line of the note that a line is in.
    pub fn note_at(&self, line: usize) -> Option<(usize, usize)> {
        self.notes.range(..=line).next_back().filter(|(_, last)| line <= **last).map(|(a, b)| (*a, *b))
    }

    /// Whether the file shows anything of pages.
    pub fn is_empty(&self) -> bool {
        self.furniture.is_empty() && self.starts.is_empty() && self.notes.is_empty()
    }
}

/// Looks for the pages of a file.
pub(in crate::parse::source) fn find(lines: &[Line<'_>]) -> Pages {
    let mut pages = Pages::default();
    if lines.iter().skip(1).any(|l| l.feed) {
        with_feeds(lines, &mut pages);
    } else {
        without_feeds(lines, &mut pages);
    }
    notes(lines, &mut pages);
    pages
}

/// A line without its numbers, and its numbers.
fn shape_of(text: &str) -> (String, Vec<u32>) {
    let mut key = String::with_capacity(text.len());
    let mut numbers = Vec::new();
    let mut digits = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            numbers.push(digits.parse().unwrap_or(u32::MAX));
            digits.clear();
            key.push('#');
        }
        if c == '\0' || c.is_whitespace() && key.ends_with(' ') {
            continue;
        }
        key.extend(if c.is_whitespace() { ' ' } else { c }.to_lowercase());
    }
    (key, numbers)
}

/// The number of a line that is a page's number and nothing else: `12`, `– 12 –`, `Page 2 of 9`, `2/69`, `xii`.
fn page_number(text: &str) -> Option<(String, Option<u32>)> {
    const WORDS: [&str; 12] =
        ["page", "p.", "pp.", "pg.", "seite", "s.", "página", "pagina", "pág.", "стр.", "страница", "sida"];
    let low = text.trim().to_lowercase();
    if let Some(n) = low.strip_prefix('第').and_then(|t| t.strip_suffix(['页', '頁'])) {
        let n = n.trim();
        return n.parse().ok().map(|v| (n.to_owned(), Some(v)));
    }
    let bare = low.trim_matches(|c: char| {
        matches!(c, '-' | '–' | '—' | '[' | ']' | '(' | ')' | '|' | '.' | '·') || c.is_whitespace()
    });
    let worded = WORDS.iter().find_map(|w| bare.strip_prefix(w)).map(str::trim_start);
    let rest = worded.unwrap_or(bare);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 {
        let is_roman =
            rest.len() <= 6 && low.len() <= 10 && roman(&rest.to_uppercase()).is_some() && text.trim() == low;
        return is_roman.then(|| (rest.to_owned(), None));
    }
    if digits > 4 {
        return None;
    }
    let tail = rest[digits..].trim_start();
    let of = ["/", "of", "von", "de", "sur", "из", "|"].iter().find_map(|w| tail.strip_prefix(w));
    let whole =
        tail.is_empty() || of.is_some_and(|t| !t.trim().is_empty() && t.trim().bytes().all(|b| b.is_ascii_digit()));
    // `12.` and `12)` are markers of lists.
    let marker =
        worded.is_none() && text.trim().ends_with(['.', ')']) && !text.trim().starts_with(['(', '-', '–', '—']);
    (whole && !marker).then(|| (rest[..digits].to_owned(), rest[..digits].parse().ok()))
}

/// Whether a line may be a running head or foot: short, and no sentence.
fn may_be_head(line: &Line<'_>) -> bool {
    line.width <= HEAD && !ends_sentence(line.text)
}

/// Whether a number begins or ends a line, as that of a page does in a running head.
fn is_numbered_outside(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|c: char| c.is_ascii_digit()) || text.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a line counts parts of the document, and no pages.
fn counts_parts(text: &str) -> bool {
    numbers::read(text, |_| None).is_some_and(|n| n.word().is_some() || n.rest < text.len())
}

fn with_feeds(lines: &[Line<'_>], pages: &mut Pages) {
    let mut borders: Vec<usize> = vec![0];
    borders.extend(lines.iter().enumerate().skip(1).filter(|(_, l)| l.feed).map(|(n, _)| n));
    borders.push(lines.len());
    let sheets: Vec<(usize, usize)> = borders.windows(2).map(|w| (w[0], w[1])).collect();
    let filled = |(from, to): (usize, usize)| (from..to).filter(|n| !lines[*n].is_blank()).collect::<Vec<usize>>();
    // What stands at the same edge of several pages.
    let mut seen: BTreeMap<(bool, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (page, sheet) in sheets.iter().enumerate() {
        let all = filled(*sheet);
        let edge = EDGE.min(all.len().div_ceil(2));
        let tops = all.iter().take(edge).map(|n| (true, *n));
        let feet = all.iter().rev().take(edge).map(|n| (false, *n));
        for (top, n) in tops.chain(feet).filter(|(_, n)| may_be_head(&lines[*n])) {
            seen.entry((top, shape_of(lines[n].text).0)).or_default().push((page, n));
        }
    }
    let mut labels: BTreeMap<usize, String> = BTreeMap::new();
    for ((_, key), places) in &seen {
        if places.len() < 2
            || !key.contains(char::is_alphabetic)
            || places.iter().any(|(_, n)| counts_parts(lines[*n].text))
        {
            continue;
        }
        let numbers: Vec<(usize, Vec<u32>)> = places.iter().map(|(p, n)| (*p, shape_of(lines[*n].text).1)).collect();
        let steady = (0..numbers[0].1.len()).find(|k| {
            numbers.windows(2).all(|w| {
                w[1].1.get(*k).zip(w[0].1.get(*k)).is_some_and(|(b, a)| *b > *a && *b - *a == (w[1].0 - w[0].0) as u32)
            })
        });
        for (page, n) in places {
            pages.furniture.insert(*n, "page");
            if let Some(k) = steady {
                labels.insert(*page, shape_of(lines[*n].text).1[k].to_string());
            }
        }
    }
    for (page, sheet) in sheets.iter().enumerate() {
        let all: Vec<usize> = filled(*sheet).into_iter().filter(|n| !pages.furniture.contains_key(n)).collect();
        for n in [all.last(), all.first()].into_iter().flatten() {
            if let Some((label, _)) = page_number(lines[*n].text)
                && !labels.contains_key(&page)
                && (all.len() > 1 || sheets.len() > 2)
            {
                pages.furniture.insert(*n, "page");
                labels.insert(page, label);
            }
        }
        let first = filled(*sheet).into_iter().find(|n| !pages.furniture.contains_key(n));
        if let Some(first) = first.filter(|_| page > 0 || labels.contains_key(&page)) {
            pages.starts.insert(first, labels.get(&page).cloned());
        }
    }
}

fn without_feeds(lines: &[Line<'_>], pages: &mut Pages) {
    let mut rows: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (n, line) in lines.iter().enumerate().filter(|(_, l)| !l.is_blank() && l.width <= HEAD) {
        if !line.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        if let Some((_, Some(value))) = page_number(line.text) {
            rows.entry(shape_of(line.text).0).or_default().push((n, value));
        } else if may_be_head(line)
            && is_numbered_outside(line.text)
            && !counts_parts(line.text)
            && shape_of(line.text).0.split(' ').filter(|w| w.chars().any(char::is_alphabetic)).count() >= 2
        {
            let (key, numbers) = shape_of(line.text);
            // The number of a page is the first or the last of a running head.
            let value =
                if line.text.starts_with(|c: char| c.is_ascii_digit()) { numbers.first() } else { numbers.last() };
            rows.entry(key).or_default().push((n, *value.unwrap_or(&0)));
        }
    }
    for (key, places) in rows {
        let rising =
            places.windows(2).all(|w| (1..=2).contains(&w[1].1.saturating_sub(w[0].1)) && w[1].0 - w[0].0 >= APART);
        let worded = key.contains(char::is_alphabetic) || key.contains('/');
        let paged = page_number(&key.replace('#', "1")).is_some();
        let enough = if paged && worded { 2 } else { 3 };
        if places.len() < enough || !rising {
            continue;
        }
        for (k, (n, _)) in places.iter().enumerate() {
            pages.furniture.insert(*n, "page");
            let next = (*n + 1..lines.len()).find(|m| !lines[*m].is_blank());
            if let (Some(next), Some((_, value))) = (next, places.get(k + 1)) {
                pages.starts.entry(next).or_insert_with(|| paged.then(|| value.to_string()));
            }
        }
    }
    running_heads(lines, pages);
}

/// Lines beside page numbers that are the same on several pages.
fn running_heads(lines: &[Line<'_>], pages: &mut Pages) {
    let mut beside: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for n in pages.furniture.keys() {
        let up = (0..*n).rev().find(|m| !lines[*m].is_blank());
        let down = (n + 1..lines.len()).find(|m| !lines[*m].is_blank());
        for m in
            [up, down].into_iter().flatten().filter(|m| may_be_head(&lines[*m]) && !pages.furniture.contains_key(m))
        {
            beside.entry(shape_of(lines[m].text).0).or_default().push(m);
        }
    }
    for (_, places) in beside.into_iter().filter(|(key, p)| p.len() >= 2 && key.contains(char::is_alphabetic)) {
        for n in places {
            pages.furniture.insert(n, "page");
            if let Some(label) = pages.starts.remove(&n)
                && let Some(next) = (n + 1..lines.len()).find(|m| !lines[*m].is_blank())
            {
                pages.starts.insert(next, label);
            }
        }
    }
}

/// The number of a note at the head of a line, and where its text begins: `1 See above`, `¹ See above`.
pub(in crate::parse::source) fn note(text: &str) -> Option<(u32, usize)> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let mut value = 0u32;
    let mut len = 0;
    for c in text.chars() {
        let digit = c.to_digit(10).or_else(|| RAISED.iter().position(|r| *r == c).map(|n| n as u32));
        let Some(digit) = digit else { break };
        value = value.checked_mul(10)?.checked_add(digit)?;
        len += c.len_utf8();
    }
    let raised = text.starts_with(RAISED);
    let rest = text.get(len..)?;
    let own = rest.trim_start();
    let begins =
        own.starts_with(|c: char| c.is_uppercase() || "“\"‘«(".contains(c) || !c.is_lowercase() && c.is_alphabetic());
    let fits =
        (1..1000).contains(&value) && (raised || rest.len() > own.len() && rest.len() - own.len() <= 4) && begins;
    fits.then(|| (value, text.len() - own.len()))
}

/// Notes at the foot of pages: they count on from note to note, each is called in the text above, and they reach down to
/// the end of their page.
fn notes(lines: &[Line<'_>], pages: &mut Pages) {
    let mut borders: Vec<usize> = pages.starts.keys().copied().filter(|n| *n > 0).collect();
    borders.push(lines.len());
    let mut from = 0;
    let mut last = 0;
    for to in borders {
        let mut starts: Vec<usize> = Vec::new();
        for n in from..to {
            if pages.furniture.contains_key(&n) {
                continue;
            }
            if let Some((value, _)) = note(lines[n].text)
                && (value == last + 1 || last == 0 && starts.is_empty() && value < 100 && from > 0)
                && n > from
                && (!starts.is_empty() || called(lines, from, n, value))
            {
                starts.push(n);
                last = value;
            }
        }
        // Where nothing shows a page, one number at the head of a line is none of a note.
        if pages.starts.is_empty() && starts.len() < 2 {
            starts.clear();
        }
        // A list in the text is no list of notes: behind the notes nothing but the page's end comes.
        for (k, first) in starts.iter().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(to);
            let own =
                (*first..end).take_while(|n| *n == *first || !lines[*n].is_blank() && !pages.furniture.contains_key(n));
            let stop = own.last().unwrap_or(*first);
            pages.notes.insert(*first, stop);
        }
        from = to;
    }
}

/// Whether a note is called in the lines above it: its number right behind a word or a stop.
fn called(lines: &[Line<'_>], from: usize, to: usize, value: u32) -> bool {
    let digits = value.to_string();
    let raised: String =
        digits.bytes().map(|b| ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][(b - b'0') as usize]).collect();
    lines[from..to].iter().any(|line| {
        let text = line.text;
        text.contains(&raised)
            || text.match_indices(&digits).any(|(at, _)| {
                let (before, after) = (text[..at].trim_end_matches(' '), &text[at + digits.len()..]);
                let behind = before.ends_with(['.', ',', ';', '”', '"', ')', '?', '!'])
                    || before.len() == at && before.ends_with(char::is_lowercase);
                behind && (after.is_empty() || after.starts_with([' ', ',', '.', ';', ')']))
            })
    })
}

/// Words that are cut at the end of a line: whether their hyphen is their own, other lines tell.
pub(in crate::parse::source) fn hyphens(lines: &mut [Line<'_>]) {
    let cut = |a: &Line<'_>, b: &Line<'_>| -> Option<(String, String)> {
        let head = a.text.strip_suffix(['-', '\u{ad}', '‐'])?;
        let first: String =
            head.chars().rev().take_while(|c| c.is_alphabetic()).collect::<String>().chars().rev().collect();
        let second: String = b.text.chars().take_while(|c| c.is_alphabetic()).collect();
        (first.chars().count() >= 2 && second.starts_with(char::is_lowercase))
            .then(|| (first.to_lowercase(), second.to_lowercase()))
    };
    let next = |n: usize, lines: &[Line<'_>]| (n + 1..lines.len()).find(|m| !lines[*m].is_blank());
    let found: Vec<(usize, String, String)> = (0..lines.len())
        .filter_map(|n| {
            let m = next(n, lines)?;
            cut(&lines[n], &lines[m]).map(|(a, b)| (n, a, b))
        })
        .collect();
    if found.is_empty() {
        return;
    }
    let wanted: HashSet<String> = found.iter().map(|(_, a, b)| format!("{a}-{b}")).collect();
    let mut own: HashSet<String> = HashSet::new();
    for line in lines.iter().filter(|l| l.text.contains('-')) {
        for word in line.text.split(|c: char| !c.is_alphabetic() && c != '-') {
            let word = word.to_lowercase();
            if wanted.contains(&word) {
                own.insert(word);
            }
        }
    }
    const ALONE: [&str; 12] = ["and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en"];
    for (n, a, b) in found {
        lines[n].hyphen = if ALONE.contains(&b.as_str()) {
            Hyphen::None
        } else if own.contains(&format!("{a}-{b}")) && !lines[n].text.ends_with('\u{ad}') {
            Hyphen::Own
        } else {
            Hyphen::Cut
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::read;
    use super::*;

    fn furniture(text: &str) -> Vec<&str> {
        let lines = read(text);
        find(&lines).furniture.keys().map(|n| lines[*n].text).collect()
    }

    #[test]
    fn heads_and_feet_that_come_again_are_furniture() {
        let page = |n: usize| {
            format!(
                "A REPORT ON MILLS\n\nWords of page {n} that stand there.\n\nAnd so on: {n}.\n\nfile:///mills.html {n}/3\n"
            )
        };
        let text = format!("{}\x0c{}\x0c{}", page(1), page(2), page(3));
        assert_eq!(furniture(&text).len(), 6, "{:?}", furniture(&text));
        let lines = read(&text);
        let labels: Vec<Option<String>> = find(&lines).starts.values().cloned().collect();
        assert_eq!(labels, [Some("1".into()), Some("2".into()), Some("3".into())]);
    }

    #[test]
    fn articles_that_begin_pages_are_no_furniture() {
        assert!(
            furniture("Article 1\nOne says so.\nAnd so.\nAnd so on.\n\x0cArticle 2\nTwo says so.\nAnd so.\nMore\n")
                .is_empty()
        );
    }

    #[test]
    fn a_number_alone_at_a_form_feed_is_a_page() {
        assert_eq!(furniture("words that run on and\n\n2\n\n\x0con the next page.\nmore of it\n"), ["2"]);
    }

    #[test]
    fn without_form_feeds_numbers_have_to_rise_page_by_page() {
        let body = "A line of text that says something.\n".repeat(9);
        assert_eq!(furniture(&format!("{body}1\n{body}2\n{body}3\n{body}")).len(), 3);
        assert!(furniture(&format!("{body}1\n{body}7\n{body}3\n{body}")).is_empty());
        assert_eq!(furniture(&format!("{body}Page 2 of 9\n{body}Page 3 of 9\n{body}")).len(), 2);
        assert!(furniture(&format!("{body}Step 1\n{body}Step 2\n{body}Step 3\n{body}")).is_empty());
    }

    #[test]
    fn what_is_said_with_rising_numbers_is_no_furniture() {
        let body = "A line of text that says something.\n".repeat(9);
        let said = |line: &str| {
            let line = |n: usize| line.replace('#', &n.to_string());
            furniture(&format!("{body}{}\n{body}{}\n{body}{}\n{body}", line(1), line(2), line(3))).len()
        };
        assert_eq!(said("Then # rounds were held at the old mill."), 0);
        assert_eq!(said("第#次会议在旧磨坊举行。"), 0);
        assert_eq!(said("Round # of the talks at the mill"), 0);
        assert_eq!(said("The Mills of the Valley #"), 3);
        assert_eq!(said("# The Mills of the Valley"), 3);
    }

    #[test]
    fn notes_are_told_from_lists() {
        let lines =
            read("It is so. 1\nAnd so it goes on.\n1 See Ada, How It Is, and more\nof the same.\n2 Ben, More of It.\n");
        assert_eq!(find(&lines).notes, BTreeMap::from([(2, 3), (4, 4)]));
        assert!(find(&read("Things:\n1 Bread\n2 Butter\n")).notes.is_empty());
    }

    #[test]
    fn a_word_cut_at_the_end_of_a_line_is_one_word() {
        let mut lines = read("an exam-\nple of law-\nfollowing and law-following; pre-\nand post-war");
        hyphens(&mut lines);
        let all: Vec<Hyphen> = lines.iter().map(|l| l.hyphen).collect();
        assert_eq!(all, [Hyphen::Cut, Hyphen::Own, Hyphen::None, Hyphen::None]);
    }
}
