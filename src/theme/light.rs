//! Files of the default theme without what only their authors need, since pages are read over slow lines too. Nothing
//! is rewritten: comments go, and white space where it means nothing. Minifiers of the registry either rewrite rules
//! they half understand or are larger than the rest of the program.

/// A style sheet without comments, and with no more white space than parts its words (CSS Syntax 3).
pub fn css(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            '"' | '\'' => {
                taken = string(rest, c);
                out.push_str(&rest[..taken]);
            }
            '/' if rest.starts_with("/*") => {
                taken = rest.find("*/").map_or(rest.len(), |end| end + 2);
                gap(&mut out);
            }
            c if c.is_ascii_whitespace() => gap(&mut out),
            '{' | '}' | ';' => {
                out.truncate(out.trim_end_matches(' ').len());
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
            // An escaped quotation mark begins no string.
            '\\' => {
                taken += rest[1..].chars().next().map_or(0, char::len_utf8);
                out.push_str(&rest[..taken]);
            }
            _ => out.push(c),
        }
        rest = &rest[taken..];
    }
    out.truncate(out.trim_end().len());
    out
}

/// One space at most, and none where a rule or declaration begins.
fn gap(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '{', '}', ';']) {
        out.push(' ');
    }
}

/// How long the string is with which a text begins.
fn string(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A template without the indents of its lines. What stands in them comes from views, and keeps its own.
pub fn template(text: &str) -> String {
    text.split_inclusive('\n').map(|line| line.trim_start_matches([' ', '\t'])).collect()
}

/// A script without indents and without the lines that are comments from their first character. Scripts of the default
/// theme have no text that goes over several lines.
pub fn js(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        let comment = inside || line.starts_with("/*");
        inside = comment && !line.ends_with("*/");
        if !comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_keeps_every_word_and_string() {
        let cases = [
            ("/* one */\n.a  .b,\n.c { color : red; }\n", ".a .b, .c{color : red}"),
            ("a::before { content: \"/* no; } */  \\\" x\"; }", "a::before{content: \"/* no; } */  \\\" x\"}"),
            (
                "@media screen and (min-width: 2em) {\n  a:is(.b) :hover { width: calc(1em + 2%); }\n}",
                "@media screen and (min-width: 2em){a:is(.b) :hover{width: calc(1em + 2%)}}",
            ),
            ("a/**/b { --x: ; }", "a b{--x:}"),
            (".a\\\"b { top: 0 } /* open", ".a\\\"b{top: 0}"),
        ];
        for (text, expected) in cases {
            assert_eq!(css(text), expected);
        }
    }

    #[test]
    fn a_script_loses_indents_and_whole_lines_of_comment() {
        let text = "/* head\n   goes on */\n(function () {\n  // why\n  var a = \"//x\"; // after\n\n  /** doc */\n  f(a);\n})();\n";
        assert_eq!(js(text), "(function () {\nvar a = \"//x\"; // after\nf(a);\n})();\n");
    }
}
