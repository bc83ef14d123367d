//! The lines of a file as they are seen: indentation, width, list markers; and whether the file is
//! hard-wrapped, its paragraphs broken into lines of one width.

use crate::script::{columns, is_close, is_wide};

/// One line of the file.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// Its text without the white space around it.
    pub text: &'a str,
    /// How many columns it is indented.
    pub indent: usize,
    /// How many columns its text takes, indentation included.
    pub width: usize,
    /// How many characters its text takes, indentation included: some programs wrap by these.
    pub chars: usize,
    /// The list marker it begins with, if any.
    pub marker: Option<Marker<'a>>,
    /// Whether a form feed stands before it: a page of the printed document begins here.
    pub feed: bool,
    /// What the hyphen at its end is, if it has one.
    pub hyphen: Hyphen,
}

/// What a hyphen at the end of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hyphen {
    /// No hyphen that concerns the next line.
    #[default]
    None,
    /// Of the word itself: the next line goes on without a space.
    Own,
    /// Of the line end: the word goes on without it.
    Cut,
}

/// A list marker at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker<'a> {
    /// As printed.
    pub text: &'a str,
    /// Bytes from the beginning of the line's text to the item's own text.
    pub skip: usize,
    /// Columns from the beginning of the line's text to the item's own text.
    pub columns: usize,
    /// Whether it is a number or a letter.
    pub numbered: bool,
}

impl<'a> Line<'a> {
    /// Whether it holds nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Its text without the list marker.
    pub fn body(&self) -> &'a str {
        self.marker.map_or(self.text, |m| &self.text[m.skip..])
    }

    /// Whether it is a rule drawn with characters.
    pub fn is_rule(&self) -> bool {
        is_rule(self.text)
    }
}

/// Whether some text is a rule: three or more drawing characters and nothing else.
pub(super) fn is_rule(text: &str) -> bool {
    let mut count = 0;
    for c in text.chars() {
        match c {
            '-'
            | '_'
            | '='
            | '*'
            | '~'
            | '#'
            | '.'
            | '·'
            | '•'
            | '+'
            | '|'
            | '—'
            | '–'
            | '―'
            | '\u{2500}'..='\u{257f}'
            | '▁'
            | '█'
            | '▀'
            | '▄'
            | '＿'
            | '－'
            | '＝'
            | '…'
            | '・'
            | '^' => count += 1,
            c if invisible(c) => {}
            _ => return false,
        }
    }
    count >= 3
}

/// White space, and characters without any width.
pub(super) fn invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{2028}' | '\u{2029}')
        || c.is_control()
}

/// Reads the lines of a text.
pub(super) fn read(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = text.split('\n').map(line).collect();
    if lines.last().is_some_and(|_| text.is_empty() || text.ends_with('\n')) {
        lines.pop();
    }
    lines
}

fn line(raw: &str) -> Line<'_> {
    let text = raw.trim_matches(invisible);
    let start = raw.len() - raw.trim_start_matches(invisible).len();
    let mut indent = 0;
    for c in raw[..start].chars() {
        match c {
            '\t' => indent = (indent / 8 + 1) * 8,
            '\u{3000}' => indent += 2,
            c if c.is_whitespace() && c != '\r' && c != '\x0c' => indent += 1,
            _ => {}
        }
    }
    let chars = indent + if text.is_ascii() { text.len() } else { text.chars().count() };
    let feed = raw[..start].contains('\x0c');
    let hyphen = Hyphen::None;
    Line { text, indent, width: indent + columns(text), chars, marker: marker(text, indent), feed, hyphen }
}

/// The list marker at the beginning of a line's text.
fn marker(text: &str, indent: usize) -> Option<Marker<'_>> {
    let first = text.chars().next()?;
    let marker = |len: usize, numbered: bool| {
        let rest = &text[len..];
        let gap = rest.len() - rest.trim_start_matches(invisible).len();
        (gap > 0 && gap < rest.len()).then(|| Marker {
            text: &text[..len],
            skip: len + gap,
            columns: columns(&text[..len + gap]),
            numbered,
        })
    };
    match first {
        '•' | '‣' | '▪' | '◦' | '·' | '*' | '–' | '-' | '●' | '○' | '■' | '□' | '◆' | '◇' | '►' | '▸' | '▶' | '»'
        | '※' | '✓' | '➤' | '→' | '⁃' | '∙' | '★' | '☆' | '\u{f0b7}' => marker(first.len_utf8(), false),
        '・' => Some(Marker { text: &text[..3], skip: 3, columns: 2, numbered: false }).filter(|_| text.len() > 3),
        '+' | 'o' | '@' | '#' | '=' | '>' if indent >= 4 && first != '>' => marker(1, false),
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let closed = text[digits..].starts_with(['.', ')']);
            if digits <= 3 && closed { marker(digits + 1, true) } else { None }
        }
        '(' => {
            let inner = text[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            let roman = inner <= 3 && text.as_bytes().get(1 + inner) == Some(&b')');
            if (1..=3).contains(&inner)
                && roman
                && text[1..].starts_with(|c: char| c.is_ascii_digit() || (inner == 1 && c.is_ascii_lowercase()))
            {
                marker(inner + 2, true)
            } else {
                None
            }
        }
        _ => None,
    }
}

/// How the lines of a file were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// The width at which paragraphs were broken into lines, if they were.
    pub wrap: Option<Wrap>,
    /// Whether links carry numbers in brackets that lead to a list of addresses.
    pub numbered_links: bool,
    /// Whether the words of links are joined by underscores, and headings stand between asterisks.
    pub underscored: bool,
}

/// The width at which lines were broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrap {
    /// How wide.
    pub width: usize,
    /// Whether characters were counted, however wide they are, rather than columns.
    pub by_chars: bool,
}

impl Wrap {
    /// How wide a line is in the measure that counts here.
    pub fn of(self, line: &Line<'_>) -> usize {
        if self.by_chars { line.chars } else { line.width }
    }

    /// Whether `next` could not have begun on `line`, give or take some columns.
    pub fn full(self, line: &Line<'_>, next: &str, slack: usize) -> bool {
        self.of(line) + 1 + first_word(next, self.by_chars) + slack > self.width
    }
}

/// Tells how the lines of the text were made, but for those that are set apart.
pub(super) fn shape_of_text(lines: &[Line<'_>], apart: impl Fn(usize) -> bool) -> Shape {
    if !(0..lines.len()).any(&apart) {
        return shape(lines);
    }
    let text: Vec<Line<'_>> = lines.iter().enumerate().filter(|(n, _)| !apart(*n)).map(|(_, l)| l.clone()).collect();
    shape(&text)
}

/// Tells how the lines of a file were made.
pub(super) fn shape(lines: &[Line<'_>]) -> Shape {
    Shape { wrap: wrap(lines), numbered_links: numbered_links(lines), underscored: underscored(lines) }
}

/// The wrap width: where it is, most lines that another line continues are as full as they can be.
fn wrap(lines: &[Line<'_>]) -> Option<Wrap> {
    let by_columns = wrap_width(lines, false);
    // Only text with wide characters can be broken by characters and not by columns.
    let wide = lines.iter().any(|l| l.chars < l.width);
    let by_chars = if wide { wrap_width(lines, true) } else { None };
    match (by_columns, by_chars) {
        (Some((a, share)), Some((_, other))) if share >= other => Some(Wrap { width: a, by_chars: false }),
        (_, Some((width, _))) => Some(Wrap { width, by_chars: true }),
        (columns, None) => columns.map(|(width, _)| Wrap { width, by_chars: false }),
    }
}

/// The likeliest wrap width, and how many percent of the lines that run on are full.
fn wrap_width(lines: &[Line<'_>], by_chars: bool) -> Option<(usize, usize)> {
    const WIDEST: usize = 165;
    let measure = Wrap { width: 0, by_chars };
    let filled: Vec<&Line<'_>> = lines.iter().filter(|l| !l.is_blank() && !l.is_rule()).collect();
    let total: usize = filled.iter().map(|l| measure.of(l) - l.indent).sum();
    // How much text stands on lines too long for any wrapping? Tables and addresses may be.
    let long: usize = filled
        .iter()
        .filter(|l| measure.of(l) > WIDEST && !l.text.contains("://"))
        .map(|l| measure.of(l) - l.indent)
        .sum();
    if filled.len() < 3 || long * 5 > total {
        return None;
    }
    let pairs: Vec<(usize, usize)> = lines
        .windows(2)
        .filter(|w| !w[0].is_blank() && !w[1].is_blank() && w[1].marker.is_none() && !w[0].is_rule() && !w[1].is_rule())
        .filter(|w| measure.of(&w[0]) <= WIDEST)
        .map(|w| (measure.of(&w[0]), first_word(w[1].body(), by_chars)))
        .collect();
    let mut widths: Vec<usize> = pairs.iter().map(|p| p.0).filter(|w| *w >= 40).collect();
    widths.sort_unstable();
    if widths.is_empty() {
        return None;
    }
    let mut best: Option<(usize, usize, usize)> = None;
    for percent in [100, 98, 95, 90] {
        let width = widths[(widths.len() - 1) * percent / 100];
        let (mut all, mut full) = (0, 0);
        for (line, word) in pairs.iter().filter(|p| p.0 * 2 > width && p.0 <= width) {
            all += 1;
            full += usize::from(line + 1 + word + 3 > width);
        }
        // Or else many lines crowd right below the width, and few stand a little shorter.
        let between = |from: usize, to: usize| {
            widths.partition_point(|w| w * 100 <= width * to) - widths.partition_point(|w| w * 100 <= width * from)
        };
        let crowded = full >= 6 && full * 100 >= all * 30 && between(88, 100) >= 3 * between(76, 88);
        if (full * 100 >= all * 55 && full >= 2 || crowded) && best.is_none_or(|(_, f, _)| full > f) {
            best = Some((width, full, full * 100 / all));
        }
    }
    best.map(|(width, _, share)| (width, share))
}

/// How many columns (or characters) the part of a line takes that could not be broken off.
fn first_word(text: &str, by_chars: bool) -> usize {
    let mut width = 0;
    for (n, c) in text.chars().enumerate() {
        if c.is_whitespace() {
            break;
        }
        width += if is_wide(c) && !by_chars { 2 } else { 1 };
        // Text without spaces can be broken almost anywhere, but not before closing punctuation.
        if is_close(c) && n >= 1 {
            break;
        }
    }
    width
}

/// Whether links are written as words joined by underscores, as one converter does.
fn underscored(lines: &[Line<'_>]) -> bool {
    let (mut joined, mut starred) = (0usize, 0usize);
    for line in lines {
        starred += usize::from(
            line.text.starts_with("** ")
                || line.text.starts_with("***") && line.text.trim_start_matches('*').starts_with(' '),
        );
        if line.text.contains('_') && !line.text.contains("://") {
            joined += line.text.split_whitespace().filter(|w| joined_words(w)).count();
        }
    }
    starred >= 1 && joined >= 4
}

/// Whether a word is several words with underscores between.
pub(super) fn joined_words(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.contains('_')
        && !word.contains("__")
        && !word.contains('/')
        && !word.contains('@')
        && word.chars().all(|c| c != '=' && c != '<')
}

/// Whether there are numbers in brackets right before words, rising through the file.
fn numbered_links(lines: &[Line<'_>]) -> bool {
    let (mut rising, mut other, mut last) = (0usize, 0usize, 0u32);
    for line in lines {
        let bytes = line.text.as_bytes();
        let mut at = 0;
        while let Some(open) = line.text[at..].find('[').map(|i| i + at) {
            let digits = bytes[open + 1..].iter().take(6).take_while(|b| b.is_ascii_digit()).count();
            let close = open + 1 + digits;
            at = open + 1;
            if digits == 0 || bytes.get(close) != Some(&b']') {
                continue;
            }
            let number: u32 = line.text[open + 1..close].parse().unwrap_or(0);
            let before_word = line.text[close + 1..]
                .chars()
                .next()
                .is_some_and(|c| !c.is_whitespace() && !matches!(c, '.' | ',' | ';' | ')'));
            if number == last + 1 && (before_word || close + 1 == bytes.len()) {
                rising += 1;
            } else {
                other += 1;
            }
            last = number;
        }
    }
    rising >= 4 && rising > other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_indentation_and_marker() {
        let lines = read("a\r\n\u{a0}\u{a0}• b c\n\n12. d\n   * e");
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[1].indent, 2);
        assert_eq!(lines[1].body(), "b c");
        assert!(lines[2].is_blank());
        assert_eq!(lines[3].marker.unwrap().text, "12.");
        assert_eq!(lines[4].body(), "e");
        assert_eq!(read("").len(), 0);
        assert_eq!(read("\n").len(), 1);
    }

    #[test]
    fn hard_wrapped_text_is_told_from_long_lines() {
        let words = "the quick brown fox jumps over the lazy dog and runs away from it ".repeat(8);
        let mut wrapped = String::new();
        let mut width = 0;
        for word in words.split(' ') {
            if width + word.len() > 70 {
                wrapped.push('\n');
                width = 0;
            }
            wrapped += word;
            wrapped.push(' ');
            width += word.len() + 1;
        }
        assert!(shape(&read(&wrapped)).wrap.is_some_and(|w| (60..=72).contains(&w.width)));
        assert_eq!(shape(&read(&format!("{words}\n{words}\nshort\n"))).wrap, None);
        assert_eq!(shape(&read("Home\nAbout\nContact\nNews of the day\nSport")).wrap, None);
    }
}
