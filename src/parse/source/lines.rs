//! The lines of a file as they are seen: indentation, width, list markers; and whether the file is
//! hard-wrapped, its paragraphs broken into lines of one width.

/// One line of the file.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// Its text without the white space around it.
    pub text: &'a str,
    /// How many columns it is indented.
    pub indent: usize,
    /// How many columns its text takes, indentation included.
    pub width: usize,
    /// The list marker it begins with, if any.
    pub marker: Option<Marker<'a>>,
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
            '-' | '_' | '=' | '*' | '~' | '#' | '.' | '·' | '•' | '+' | '|' | '—' | '–' | '―' | '\u{2500}'..='\u{257f}' | '▁' | '█' | '▀' | '▄' | '＿'
            | '－' | '＝' | '…' | '・' | '^' => count += 1,
            c if invisible(c) => {}
            _ => return false,
        }
    }
    count >= 3
}

/// White space, and characters without any width.
pub(super) fn invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{2028}' | '\u{2029}') || c.is_control()
}

/// Whether a character belongs to a script that is written without spaces and takes two columns.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1f64f | 0x20000..=0x3fffd)
}

/// Whether no space is written between this character and its neighbour.
pub(super) fn is_unspaced(c: char) -> bool {
    is_wide(c) && !matches!(c as u32, 0x1100..=0x11ff | 0xac00..=0xd7a3 | 0x1f300..=0x1f64f)
}

/// How many columns some text takes.
pub(super) fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(|c| if is_wide(c) { 2 } else { usize::from(!matches!(c, '\u{200b}'..='\u{200f}' | '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{feff}')) }).sum()
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
    Line { text, indent, width: indent + columns(text), marker: marker(text, indent) }
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
        '•' | '‣' | '▪' | '◦' | '·' | '*' | '–' | '-' | '●' | '○' | '■' | '□' | '◆' | '◇' | '►' | '▸' | '▶' | '»' | '※' | '✓' | '➤' | '→' | '⁃' | '∙' | '★' | '☆' | '\u{f0b7}' => {
            marker(first.len_utf8(), false)
        }
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
            if (1..=3).contains(&inner) && roman && text[1..].starts_with(|c: char| c.is_ascii_digit() || (inner == 1 && c.is_ascii_lowercase())) {
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
    pub wrap: Option<usize>,
    /// Whether links carry numbers in brackets that lead to a list of addresses.
    pub numbered_links: bool,
}

/// Tells how the lines of a file were made.
pub(super) fn shape(lines: &[Line<'_>]) -> Shape {
    Shape { wrap: wrap_width(lines), numbered_links: numbered_links(lines) }
}

/// The wrap width: where it is, most lines that another line continues are as full as they can be.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let filled: Vec<&Line<'_>> = lines.iter().filter(|l| !l.is_blank() && !l.is_rule()).collect();
    let total: usize = filled.iter().map(|l| l.width - l.indent).sum();
    // How much text stands on lines too long for any wrapping? Tables and addresses may be.
    let long: usize = filled.iter().filter(|l| l.width > 140 && !l.text.contains("://")).map(|l| l.width - l.indent).sum();
    if filled.len() < 3 || long * 5 > total {
        return None;
    }
    // Of the lines that run on, a histogram of widths; the wrap width is at its upper end.
    let pairs: Vec<(usize, usize)> = lines
        .windows(2)
        .filter(|w| !w[0].is_blank() && !w[1].is_blank() && w[1].marker.is_none() && !w[0].is_rule() && !w[1].is_rule())
        .filter(|w| w[0].width <= 140)
        .map(|w| (w[0].width, first_word(w[1].body())))
        .collect();
    let mut widths: Vec<usize> = pairs.iter().map(|p| p.0).filter(|w| *w >= 40).collect();
    widths.sort_unstable();
    if widths.is_empty() {
        return None;
    }
    let mut best: Option<(usize, usize)> = None;
    for percent in [100, 98, 95, 90] {
        let width = widths[(widths.len() - 1) * percent / 100];
        let candidates = pairs.iter().filter(|p| p.0 * 2 > width && p.0 <= width);
        let (mut all, mut full) = (0, 0);
        for (line, word) in candidates {
            all += 1;
            full += usize::from(line + 1 + word + 3 > width);
        }
        if full * 100 >= all * 55 && full >= 2 && best.is_none_or(|(_, f)| full > f) {
            best = Some((width, full));
        }
    }
    best.map(|(width, _)| width)
}

/// How many columns the part of a line takes that could not be broken off.
pub(super) fn first_word(text: &str) -> usize {
    let mut width = 0;
    for c in text.chars() {
        if c.is_whitespace() {
            break;
        }
        width += if is_wide(c) { 2 } else { 1 };
        // Text without spaces can be broken almost anywhere, but not before closing punctuation.
        if is_wide(c) && width >= 4 {
            break;
        }
    }
    width
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
            let before_word = line.text[close + 1..].chars().next().is_some_and(|c| !c.is_whitespace() && !matches!(c, '.' | ',' | ';' | ')'));
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
        assert!(shape(&read(&wrapped)).wrap.is_some_and(|w| (60..=72).contains(&w)));
        assert_eq!(shape(&read(&format!("{words}\n{words}\nshort\n"))).wrap, None);
        assert_eq!(shape(&read("Home\nAbout\nContact\nNews of the day\nSport")).wrap, None);
    }
}
