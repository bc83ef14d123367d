//! What stands in the margins of printed pages: the book's title, its edition and the numbers of the pages. CSS knows
//! no other way to say these words there than in a stylesheet, so each book has a small one of its own.

use std::fmt::Write;

use super::words;
use crate::book::Book;

/// Longer titles are cut: the margin of a page has room for a line or two.
const LONGEST: usize = 90;

/// The stylesheet `assets/book.css`: margin boxes of printed pages (CSS Paged Media 3), and a running head for each
/// section of the book on one page.
pub fn css(book: &Book) -> String {
    let config = &book.config;
    let (start, end) = match words::direction(&config.language) {
        "rtl" => ("right", "left"),
        _ => ("left", "right"),
    };
    let edition = config.edition.as_deref().unwrap_or_default();
    let mut out =
        String::from("/* Made by briefbook from site.toml: what stands in the margins of printed pages. */\n");
    let _ = write!(
        out,
        "@page {{\n  @top-{start} {{ content: {}; }}\n  @top-center {{ content: {}; }}\n  @bottom-{end} {{ content: counter(page) \" / \" \
         counter(pages); }}\n}}\n",
        string(&words::opening(&config.title, LONGEST)),
        string(&words::opening(edition, LONGEST)),
    );
    for (n, title) in super::print::section_titles(book).iter().enumerate() {
        let head = string(&words::opening(title, LONGEST));
        let _ = writeln!(out, "@page section-{n} {{ @top-{end} {{ content: {head}; }} }}");
        let _ = writeln!(out, ".section-{n} {{ page: section-{n}; }}");
    }
    out
}

/// Text as a CSS string: quoted, with everything escaped that could end it.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_within_their_string() {
        assert_eq!(string("a \"b\" \\ c\n}"), "\"a \\\"b\\\" \\\\ c }\"");
    }
}
