//! Quotation marks: which stretches of a text stand between them.

use std::ops::Range;

use super::normal::in_word;

/// The stretches of a text between quotation marks, without the marks; of nested ones the outermost. Marks are
/// those of the languages that have marks: “ ”, „ “, « », » «, ” ”, 「 」, 『 』, " ", and single ones ‘ ’.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some((open, mark)) = text[at..].char_indices().find(|(_, c)| is_mark(*c)).map(|(n, c)| (at + n, c)) {
        let inside = open + mark.len_utf8();
        at = inside;
        if let Some((end, next)) = close(text, open, mark, inside) {
            if text[inside..end].chars().any(in_word) {
                out.push(inside..end);
            }
            at = next;
        }
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '«' | '»' | '「' | '『' | '"' | '＂' | '‘' | '‚' | '‹' | '〝')
}

/// Where the quotation that a mark opens ends, and where the text goes on.
fn close(text: &str, open: usize, mark: char, inside: usize) -> Option<(usize, usize)> {
    let before = text[..open].chars().next_back();
    let after = text[inside..].chars().next()?;
    let at_start = before.is_none_or(|c| !in_word(c)) && !after.is_whitespace();
    match mark {
        '“' => balanced(text, inside, '“', &['”', '“']),
        '„' => balanced(text, inside, '„', &['“', '”']),
        '‚' => balanced(text, inside, '‚', &['‘', '’']),
        '«' => balanced(text, inside, '«', &['»']),
        '‹' => balanced(text, inside, '‹', &['›']),
        '「' => balanced(text, inside, '「', &['」']),
        '『' => balanced(text, inside, '『', &['』']),
        '〝' => balanced(text, inside, '〝', &['〞', '〟']),
        '»' if at_start => balanced(text, inside, '»', &['«']),
        '"' | '＂' | '”' if at_start => {
            // The same mark opens and closes: what closes has no letter behind it and no space before it.
            let rest = &text[inside..];
            rest.char_indices().find_map(|(n, c)| {
                let next = rest[n + c.len_utf8()..].chars().next();
                let ends = c == mark && next.is_none_or(|c| !in_word(c)) && !rest[..n].ends_with(char::is_whitespace);
                (ends && n > 0).then_some((inside + n, inside + n + c.len_utf8()))
            })
        }
        '‘' if at_start => {
            let rest = &text[inside..];
            let stop = rest.find('‘').unwrap_or(rest.len());
            // An apostrophe looks the same: the last that ends a word before the next opening mark closes.
            let end = rest[..stop]
                .char_indices()
                .rev()
                .find(|(n, c)| *c == '’' && rest[n + c.len_utf8()..].chars().next().is_none_or(|c| !in_word(c)))?;
            Some((inside + end.0, inside + end.0 + end.1.len_utf8()))
        }
        _ => None,
    }
}

/// The mark that closes, others of its kind opened in between left aside. Marks of which one opens and closes in
/// different languages close only where a word does not begin behind them.
fn balanced(text: &str, inside: usize, open: char, closing: &[char]) -> Option<(usize, usize)> {
    let mut depth = 0usize;
    let rest = &text[inside..];
    for (n, c) in rest.char_indices() {
        let end = n + c.len_utf8();
        let closes =
            closing.contains(&c) && (c != open || !rest[end..].starts_with(in_word) && !rest[..n].ends_with(' '));
        let opens = c == open && !closes;
        if opens {
            depth += 1;
        } else if closes && (depth == 0 || c != open) {
            if depth == 0 {
                return Some((inside + n, inside + end));
            }
            depth -= 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_many_languages_are_read() {
        for (text, expect) in [
            ("He “said so” and “left”.", "said so|left"),
            ("She said „das ist so“, and left.", "das ist so"),
            ("Il dit « c’est ainsi » hier", " c’est ainsi "),
            ("Han sa ”det er så” i går", "det er så"),
            ("»so ist es« sagte er", "so ist es"),
            ("他说「网络主权」。", "网络主权"),
            ("A \"straight one\" and 5\" of rain", "straight one"),
            ("“outer ‘inner’ words”", "outer ‘inner’ words"),
            ("“one “two” three” four", "one “two” three"),
            ("‘the states’ own view’ and ‘more’", "the states’ own view|more"),
            ("don’t “stop", ""),
            ("”", ""),
            ("“”", ""),
        ] {
            let found: Vec<&str> = quoted(text).into_iter().map(|r| &text[r]).collect();
            assert_eq!(found.join("|"), expect, "{text}");
        }
    }
}
