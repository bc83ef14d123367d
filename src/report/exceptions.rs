//! Exceptions, which an author writes into a comment beside the text that they excuse:
//! `briefbook: allow(quote/reuse): as the first meeting had it`.
//!
//! In TOML and YAML the comment begins with `#`, in Markdown it stands between `<!--` and `-->` or between
//! Obsidian's `%%`. Beside other text it covers its line; alone on a line it covers what comes next: in
//! Markdown the block up to a blank line, in front matter, records and settings the next line, or the
//! table when that line begins one. `allow-file` covers the file, and from a record its source too.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::faults::{ExceptionCode, ExceptionSyntax};
use super::{Checked, Diagnostic, codes, near_names};
use crate::path::SitePath;
use crate::text::Span;

/// What every exception begins with, inside its comment.
const SIGN: &str = "briefbook:";

/// An exception that an author has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// What it covers; nothing stands for the whole file.
    pub covers: Option<Span>,
    /// The codes it excuses, each as [`codes::fits`] takes it, and where it is named.
    pub codes: Vec<(String, Span)>,
}

impl Exception {
    /// Whether it covers something remarked at a place in its own file.
    pub fn covers(&self, spot: Option<Span>) -> bool {
        match (self.covers, spot) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(c), Some(s)) if s.start == s.end => c.start <= s.start && s.start <= c.end,
            (Some(c), Some(s)) => s.start < c.end && s.end > c.start,
        }
    }
}

/// A comment of ours, and its words from [`SIGN`] on.
struct Comment {
    whole: Range<usize>,
    words: Range<usize>,
}

/// A part of a file: front matter, or the text under it. No exception reaches beyond its part.
struct FilePart {
    region: Range<usize>,
    /// Whether it holds keys and values rather than Markdown.
    keys: bool,
    comments: Vec<Comment>,
}

/// The exceptions in a note, a record or the settings, and what is wrong with them. Other files have none: the text
/// of a source is evidence, and what stands in it excuses nothing.
pub fn find(path: &SitePath, text: &str) -> Checked<Vec<Exception>> {
    let mut parts = Vec::new();
    if text.contains(SIGN) {
        match path.extension().unwrap_or_default().to_ascii_lowercase().as_str() {
            "toml" => parts.push(toml(text, 0..text.len())),
            "md" | "markdown" => note(text, &mut parts),
            _ => {}
        }
    }
    let mut remarks = Vec::new();
    let mut found = Vec::new();
    for part in parts.iter().filter(|p| !p.comments.is_empty()) {
        let lines = Reaches::of(text, part);
        for comment in &part.comments {
            let words = &text[comment.words.start + SIGN.len()..comment.words.end];
            match read(path, words, comment.words.start + SIGN.len(), &mut remarks) {
                Ok((codes, true)) => found.push(Exception { covers: None, codes }),
                Ok((codes, false)) => found.push(Exception { covers: Some(lines.covered(comment)), codes }),
                Err(fault) => remarks.push(Diagnostic::of(fault).at(path, comment.whole.clone().into())),
            }
        }
    }
    Checked::new(found, remarks)
}

/// The codes that the words of an exception name, and whether it is for the whole file.
type Named = (Vec<(String, Span)>, bool);

fn read(path: &SitePath, words: &str, at: usize, remarks: &mut Vec<Diagnostic>) -> Result<Named, ExceptionSyntax> {
    let Some(open) = words.find('(') else { return Err(ExceptionSyntax::NoParentheses) };
    let file = match words[..open].trim() {
        "allow" => false,
        "allow-file" => true,
        "" => return Err(ExceptionSyntax::NoVerb),
        other => {
            let near = near_names(other, ["allow", "allow-file"]);
            return Err(ExceptionSyntax::UnknownVerb { word: other.to_owned(), near });
        }
    };
    let Some(close) = words[open..].find(')').map(|n| n + open) else {
        return Err(ExceptionSyntax::Unclosed);
    };
    let mut named = Vec::new();
    let mut start = open + 1;
    let mut any = false;
    for part in words[open + 1..close].split(',') {
        let name = part.trim();
        let from = at + start + (part.len() - part.trim_start().len());
        start += part.len() + 1;
        if name.is_empty() {
            continue;
        }
        any = true;
        let span = Span::new(from, from + name.len());
        if codes::ALL.iter().any(|c| codes::fits(name, c)) {
            named.push((name.to_owned(), span));
        } else {
            let near = near_names(name, codes::ALL.iter().map(|c| c.id));
            remarks.push(Diagnostic::of(ExceptionCode { name: name.to_owned(), near }).at(path, span));
        }
    }
    if any { Ok((named, file)) } else { Err(ExceptionSyntax::NoCode) }
}

/// The lines of a part, with what an exception on each of them would reach.
struct Reaches {
    /// Where each line starts and where its words end.
    spans: Vec<Span>,
    /// Whether nothing but an exception stands on the line.
    alone: Vec<bool>,
    /// For each line, the end of what an exception alone on it covers.
    reach: Vec<usize>,
}

impl Reaches {
    fn of(text: &str, part: &FilePart) -> Self {
        let mut at = part.region.start;
        let mut spans = Vec::new();
        for line in text[part.region.clone()].split_inclusive('\n') {
            spans.push(Span::new(at, at + line.trim_end_matches(['\n', '\r']).len()));
            at += line.len();
        }
        let mut alone = vec![false; spans.len()];
        for comment in &part.comments {
            let (first, last) = (line(&spans, comment.whole.start), line(&spans, comment.whole.end));
            let before = &text[spans[first].start..comment.whole.start];
            let after = &text[comment.whole.end..spans[last].end];
            if before.trim_matches([' ', '\t', '>']).is_empty() && after.trim().is_empty() {
                alone[first..=last].fill(true);
            }
        }
        // From the end: how far the run of lines reaches that a line begins, and the one next after it.
        let (mut run, mut next) = (None, None);
        let mut reach = vec![0; spans.len()];
        for (n, span) in spans.iter().enumerate().rev() {
            let words = text[span.range()].trim();
            reach[n] = next.unwrap_or(span.end).max(span.end);
            if words.is_empty() {
                run = None;
                continue;
            }
            let end = run.unwrap_or(span.end);
            if !part.keys {
                run = Some(end);
                next = if alone[n] { next } else { run };
            } else if words.starts_with('[') {
                (run, next) = (None, Some(end));
            } else if words.starts_with('#') {
                run = Some(end);
            } else {
                (run, next) = (Some(end), Some(span.end));
            }
        }
        Self { spans, alone, reach }
    }

    /// What an exception covers: its line, or when it is alone there, what comes next as well.
    fn covered(&self, comment: &Comment) -> Span {
        let (first, last) = (line(&self.spans, comment.whole.start), line(&self.spans, comment.whole.end));
        let end = if self.alone[last] { self.reach[last] } else { self.spans[last].end };
        Span::new(self.spans[first].start, end)
    }
}

/// The line on which a byte stands.
fn line(spans: &[Span], at: usize) -> usize {
    spans.partition_point(|s| s.start <= at).saturating_sub(1)
}

fn toml(text: &str, region: Range<usize>) -> FilePart {
    let mut comments = Vec::new();
    for token in Source::new(&text[region.clone()]).lex() {
        if token.kind() != TokenKind::Comment {
            continue;
        }
        let whole = region.start + token.span().start()..region.start + token.span().end();
        let inside = text[whole.clone()].trim_start_matches('#');
        comments.extend(ours(text, whole.end - inside.len()..whole.end, whole));
    }
    FilePart { region, keys: true, comments }
}

/// Comments of YAML: `#` at the start of a line or after a space, outside quotation marks.
fn yaml(text: &str, region: Range<usize>) -> FilePart {
    let mut comments = Vec::new();
    let mut at = region.start;
    for line in text[region.clone()].split_inclusive('\n') {
        let (mut quote, mut before) = (None, ' ');
        for (n, c) in line.char_indices() {
            match (quote, c) {
                (None, '#') if before.is_whitespace() => {
                    let whole = at + n..at + line.trim_end_matches(['\n', '\r']).len();
                    comments.extend(ours(text, whole.start + 1..whole.end, whole));
                    break;
                }
                (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(c),
                (Some(q), c) if q == c => quote = None,
                _ => {}
            }
            before = c;
        }
        at += line.len();
    }
    FilePart { region, keys: true, comments }
}

/// The comment, when it is one of ours.
fn ours(text: &str, words: Range<usize>, whole: Range<usize>) -> Option<Comment> {
    let inside = &text[words.clone()];
    let start = words.start + (inside.len() - inside.trim_start().len());
    let words = start..start + inside.trim().len();
    text[words.clone()].starts_with(SIGN).then_some(Comment { whole, words })
}

fn note(text: &str, parts: &mut Vec<FilePart>) {
    let mut body = 0;
    for fence in ["+++", "---"] {
        let opens = |line: &str| line.trim_end() == fence;
        if !text.split_inclusive('\n').next().is_some_and(opens) {
            continue;
        }
        let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some((*at - line.len(), line))
        });
        let start = lines.next().map_or(0, |(_, l)| l.len());
        if let Some((end, line)) = lines.find(|(_, l)| opens(l) || (fence == "---" && l.trim_end() == "...")) {
            parts.push(if fence == "+++" { toml(text, start..end) } else { yaml(text, start..end) });
            body = end + line.len();
        }
    }
    if text[body..].contains(SIGN) {
        parts.push(markdown(text, body..text.len()));
    }
}

fn markdown(text: &str, region: Range<usize>) -> FilePart {
    let mut comments = Vec::new();
    let code = code(&text[region.clone()]);
    let mut next_code = code.iter().peekable();
    let mut at = region.start;
    // An end that is not found once is not looked for again.
    let mut unclosed = [false; 2];
    while let Some(sign) = text[at..].find(SIGN).map(|n| n + at) {
        at = sign + SIGN.len();
        while next_code.next_if(|c| c.end + region.start <= sign).is_some() {}
        if next_code.peek().is_some_and(|c| c.start + region.start <= sign) {
            continue;
        }
        let before = text[region.start..sign].trim_end();
        let (kind, open, close) = match () {
            () if before.ends_with("<!--") => (0, 4, "-->"),
            () if before.ends_with("%%") => (1, 2, "%%"),
            () => continue,
        };
        let Some(end) = (!unclosed[kind]).then(|| text[sign..].find(close)).flatten().map(|n| n + sign) else {
            unclosed[kind] = true;
            continue;
        };
        let whole = region.start + before.len() - open..end + close.len();
        at = whole.end;
        comments.extend(ours(text, sign..end, whole));
    }
    FilePart { region, keys: false, comments }
}

/// Where code stands in a Markdown text, in order: what it says is shown, not meant.
fn code(text: &str) -> Vec<Range<usize>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(text, options)
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))))
        .map(|(_, range)| range)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For each exception its codes and the text it covers.
    fn found(path: &str, text: &str) -> Vec<String> {
        let checked = find(&SitePath::new(path).unwrap(), text);
        let remarks = checked.remarks.iter().map(|r| format!("{}: {}", r.code.id, r.words.message));
        let exceptions = checked.value.iter().map(|e| {
            let codes: Vec<&str> = e.codes.iter().map(|(c, _)| c.as_str()).collect();
            for (code, span) in &e.codes {
                assert_eq!(&text[span.range()], code);
            }
            format!("{} | {}", codes.join(" "), e.covers.map_or("the file", |s| &text[s.range()]))
        });
        exceptions.chain(remarks).collect()
    }

    #[test]
    fn a_comment_beside_text_covers_its_line() {
        assert_eq!(
            found("seeds/a.toml", "a = 1\nb = \"x\" # briefbook: allow(record/key): as printed\nc = 2\n"),
            ["record/key | b = \"x\" # briefbook: allow(record/key): as printed"]
        );
        assert_eq!(
            found("content/a.md", "One\ntwo <!-- briefbook: allow(link/missing, link/*) --> three\nfour\n"),
            ["link/missing link/* | two <!-- briefbook: allow(link/missing, link/*) --> three"]
        );
        assert_eq!(
            found("content/a.md", "One %%briefbook: allow(link/missing)%%"),
            ["link/missing | One %%briefbook: allow(link/missing)%%"]
        );
    }

    #[test]
    fn alone_on_its_line_it_covers_what_comes_next() {
        let text = "One\n\n<!-- briefbook: allow(link/missing) -->\n\ntwo\nthree\n\nfour\n";
        assert_eq!(
            found("content/a.md", text),
            ["link/missing | <!-- briefbook: allow(link/missing) -->\n\ntwo\nthree"]
        );
        let text = "# briefbook: allow(record/key)\n# why\na = 1\nb = 2\n";
        assert_eq!(found("seeds/a.toml", text), ["record/key | # briefbook: allow(record/key)\n# why\na = 1"]);
        let text = "# briefbook: allow(record/key)\n[[drop]]\na = 1\n[[keep]]\nb = 2\n";
        assert_eq!(found("seeds/a.toml", text), ["record/key | # briefbook: allow(record/key)\n[[drop]]\na = 1"]);
        let text = "> %% briefbook: allow(link/missing) %%\n> words\n\nmore\n";
        assert_eq!(found("content/a.md", text), ["link/missing | > %% briefbook: allow(link/missing) %%\n> words"]);
    }

    #[test]
    fn several_above_each_other_cover_the_same() {
        let text = "# briefbook: allow(record/key)\n# briefbook: allow(record/date)\na = 1\nb = 2\n";
        assert_eq!(
            found("seeds/a.toml", text),
            [
                "record/key | # briefbook: allow(record/key)\n# briefbook: allow(record/date)\na = 1",
                "record/date | # briefbook: allow(record/date)\na = 1"
            ]
        );
        let text = "%%briefbook: allow(link/missing)%%\none\n%%briefbook: allow(link/anchor)%%\n\ntwo\n";
        assert_eq!(
            found("content/a.md", text),
            [
                "link/missing | %%briefbook: allow(link/missing)%%\none\n%%briefbook: allow(link/anchor)%%",
                "link/anchor | %%briefbook: allow(link/anchor)%%\n\ntwo"
            ]
        );
    }

    #[test]
    fn front_matter_has_its_own() {
        let text = "+++\n# briefbook: allow-file(note/title)\na = \"# briefbook: allow(x)\" # briefbook: allow(note/key)\n+++\n# T\n";
        assert_eq!(
            found("content/a.md", text),
            ["note/title | the file", "note/key | a = \"# briefbook: allow(x)\" # briefbook: allow(note/key)"]
        );
        let text = "---\r\na: it's # briefbook: allow(note/key)\r\nb: '# briefbook: allow(x)'\r\n---\r\n# briefbook: allow(x)\r\n";
        assert_eq!(found("content/a.md", text), ["note/key | a: it's # briefbook: allow(note/key)"]);
    }

    #[test]
    fn what_is_shown_is_not_meant() {
        let sign = "<!-- briefbook: allow(link/missing) -->";
        for text in
            [format!("`{sign}`"), format!("```\n{sign}\n```\n"), format!("    {sign}\n"), "a briefbook: b".to_owned()]
        {
            assert!(found("content/a.md", &text).is_empty(), "{text}");
        }
        assert!(found("seeds/a.txt", sign).is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_remarked() {
        for (words, says) in [
            ("alow(link/missing)", "`alow` is neither `allow` nor `allow-file`; did you mean `allow`?"),
            ("allow link/missing", "no code is named in parentheses"),
            ("allow(link/missing", "its parenthesis is not closed"),
            ("allow()", "no code is named in its parentheses"),
            ("(link/missing)", "it does not say `allow`"),
        ] {
            let text = format!("<!-- briefbook: {words} -->");
            assert_eq!(
                found("content/a.md", &text),
                [format!("exception/syntax: this exception cannot be read: {says}")]
            );
        }
        let found = found("content/a.md", "<!-- briefbook: allow(link/mising, link/anchor) -->");
        assert_eq!(found[1..], ["exception/code: there is no diagnostic `link/mising` to allow"]);
    }
}
