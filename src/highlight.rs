//! Code to HTML with classes, so that the theme colours it. The grammars are unpacked on first use: a
//! book without code does not pay for them.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();

/// Longer code than this is not coloured: grammars may be slow on what they were not made for.
const LONGEST: usize = 200_000;

/// The code as HTML, escaped, its tokens in `<span class="hl-…">`; nothing when the language is not known.
pub fn highlight(language: &str, code: &str) -> Option<String> {
    if code.len() > LONGEST {
        return None;
    }
    let grammars = GRAMMARS.get_or_init(SyntaxSet::load_defaults_newlines);
    let syntax = grammars.find_syntax_by_token(language)?;
    let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, grammars, style);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::highlight;

    #[test]
    fn code_is_escaped_and_classed() {
        let html = highlight("rust", "let x = \"<b>\"; // & so\n").unwrap();
        assert!(html.contains("hl-") && html.contains("&lt;b") && !html.contains("<b>"), "{html}");
        assert_eq!(highlight("no-such-language", "x"), None);
    }
}
