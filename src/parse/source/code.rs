//! Lines of programs, commands and configuration among the text: they end like no sentence, and yet belong to it.

use super::blocks::Draft;

/// For every block, whether it is code or stands right among code.
pub(super) fn lines(drafts: &[Draft]) -> Vec<bool> {
    let signs: Vec<usize> = drafts.iter().map(|d| signs(&d.text)).collect();
    let mut code: Vec<bool> = signs.iter().map(|s| *s >= 2).collect();
    for n in 0..drafts.len() {
        if code[n] || drafts[n].text.len() > 200 || drafts[n].marker.is_some() {
            continue;
        }
        let near = n.saturating_sub(3)..(n + 4).min(drafts.len());
        let around = near.filter(|m| signs[*m] >= 2).count();
        let both = n > 0 && signs[n - 1] >= 1 && signs.get(n + 1).is_some_and(|s| *s >= 1);
        code[n] = signs[n] >= 1 && around >= 1 || both && around >= 1 && !super::facts::ends_sentence(&drafts[n].text);
    }
    // A short line with code right above and right below is code, whatever word stands in it.
    let sure = code.clone();
    for n in 1..drafts.len().saturating_sub(1) {
        let within = (n.saturating_sub(2)..n).any(|m| sure[m]) && (n + 1..(n + 3).min(sure.len())).any(|m| sure[m]);
        let line = drafts[n].text.len() <= 80 && drafts[n].marker.is_none();
        code[n] |= within && line && !super::facts::ends_sentence(&drafts[n].text);
    }
    code
}

/// How many signs of code a text shows.
fn signs(text: &str) -> usize {
    let text = text.trim();
    let handle = text.starts_with('@') && text.contains(" / ");
    if text.is_empty() || text.len() > 400 || text.starts_with("http") || handle {
        return 0;
    }
    let pairs = [
        "()", "::", "->", "=>", "==", "!=", "&&", "||", "/*", "*/", "</", "/>", " = ", "+=", "${", "#{", "\\\"", "({",
        "})", "[]",
    ];
    let mut count = pairs.iter().filter(|p| text.contains(**p)).count();
    count += usize::from(text.ends_with(['{', '}', ';']) && !text.contains(". "));
    count += usize::from(text.starts_with(['$', '@', '<', '}', '{', '#']) && text.len() > 2 && !text.contains("@ "));
    let first = text.split([' ', '(']).next().unwrap_or("");
    const WORDS: [&str; 24] = [
        "import",
        "def",
        "class",
        "return",
        "function",
        "var",
        "const",
        "let",
        "public",
        "private",
        "static",
        "export",
        "sudo",
        "git",
        "npm",
        "pip",
        "cargo",
        "echo",
        "elif",
        "else:",
        "try:",
        "except",
        "#include",
        "namespace",
    ];
    let few = text.split(' ').count() <= 6;
    count += usize::from(WORDS.contains(&first) && few && !super::facts::ends_sentence(text));
    let called = text.starts_with(first) && text[first.len()..].starts_with('(') && text.ends_with(')');
    count += usize::from(called && first.len() >= 2 && first.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    count += usize::from(first == "from" && text.contains(" import ")) * 2;
    let bytes = text.as_bytes();
    let name = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let lower = |b: u8| b.is_ascii_lowercase();
    let mut call = 0;
    for w in bytes.windows(3) {
        let joined =
            name(w[0]) && w[1] == b'(' && (name(w[2]) && !w[2].is_ascii_digit() || matches!(w[2], b'"' | b'\'' | b')'));
        let snake = w[0].is_ascii_alphabetic() && w[1] == b'_' && w[2].is_ascii_alphabetic();
        let member = lower(w[0]) && w[1] == b'.' && lower(w[2]);
        let assign = name(w[0]) && w[1] == b'=' && (name(w[2]) || matches!(w[2], b'"' | b'\''));
        call += usize::from(joined || snake || assign) * 2 + usize::from(member);
    }
    count + (call / 2).min(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_told_from_menus_and_sentences() {
        for yes in ["from a.b import c", "x = f(y)", "if (a == b) {", "$ sudo make install", "cls.browser.quit()"] {
            assert!(signs(yes) >= 2 || signs(yes) == 1 && yes.starts_with('$'), "{yes}");
        }
        for no in [
            "Home",
            "December 2019 (6)",
            "It was so; and then it was not.",
            "Let us import more (he said).",
            "About us",
        ] {
            assert!(signs(no) < 2, "{no}");
        }
    }
}
