//! The pages of a printed document in its text: form feeds, page numbers, running heads and feet, notes at the foot of
//! pages, words that are cut at the end of a line.
//!
//! A line is page furniture when it stands at the edge of a page and comes again there with other numbers, or is a
//! page's number. Without form feeds only numbers tell that rise from page to page.

mod cut;
mod feeds;
mod notes;
mod rising;

use std::collections::BTreeMap;

pub(in crate::parse::source) use cut::hyphens;
pub(in crate::parse::source) use notes::note;

use super::super::facts::ends_sentence;
use super::super::lines::Line;
use super::numbers::{self, roman};

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
        feeds::find(lines, &mut pages);
    } else {
        rising::find(lines, &mut pages);
    }
    notes::find(lines, &mut pages);
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

/// Whether a line counts parts of the document, and no pages.
fn counts_parts(text: &str) -> bool {
    numbers::read(text, &numbers::Before::default()).is_some_and(|n| n.word().is_some() || n.rest < text.len())
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::Hyphen;
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
    fn running_heads_that_change_are_known_by_their_numbers() {
        let body = "A line of text that says something.\nAnd another one that says more.\n";
        let heads = ["1063 INTRODUCTION", "THE MILLS 1064", "1065 THE WEIRS", "THE LAW OF RIVERS 1066"];
        let text = heads.map(|head| format!("{head}\n{body}")).join("\u{c}");
        assert_eq!(furniture(&text).len(), 4);
        let text = ["1063 INTRODUCTION", "THE MILLS 12", "1068 THE WEIRS", "THE LAW OF RIVERS 3"]
            .map(|head| format!("{head}\n{body}"))
            .join("\u{c}");
        assert!(furniture(&text).is_empty());
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
