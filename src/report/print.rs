//! Printers of diagnostics: for people, for terminals' logs, for programs, for a forge's annotations.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::path::SitePath;
use crate::text::{Lines, Span, boundary_before, boundary_behind};

/// The texts diagnostics point into, by path.
pub type Texts<'a> = BTreeMap<&'a SitePath, &'a str>;

/// A diagnostic as a person reads it: the message, the lines it is about with a caret under the spot,
/// notes and what to do. With `color`, in ANSI colours.
pub fn human(diagnostic: &Diagnostic, texts: &Texts, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Remark => Level::NOTE.with_name("remark"),
    };
    let mut group = level
        .primary_title(clean(&diagnostic.words.message))
        .id(diagnostic.code.id)
        .elements(std::iter::empty::<Origin>());
    if let Some(place) = &diagnostic.place {
        let span = place.span.filter(|s| texts.get(&place.path).is_some_and(|t| t.get(s.range()).is_some()));
        match (span, texts.get(&place.path)) {
            (Some(span), Some(text)) => {
                let (excerpt, first, start, end) = excerpt(text, span.start, span.end);
                group = group.element(
                    Snippet::source(excerpt).line_start(first).path(place.path.on_disk().to_owned()).annotation(
                        AnnotationKind::Primary.span(start..end).label(diagnostic.words.label.as_deref().map(clean)),
                    ),
                );
            }
            _ => group = group.element(Origin::path(place.path.on_disk().to_owned())),
        }
    }
    for note in &diagnostic.words.notes {
        group = group.element(Level::NOTE.message(clean(note)));
    }
    if let Some(fix) = &diagnostic.words.fix {
        group = group.element(Level::HELP.message(clean(fix)));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// The number of the line that holds the byte at `offset`, and the line without its end. It agrees with
/// [`crate::text::Lines`], but a file with a thousand remarks is not cut into lines a thousand times.
fn line_at(text: &str, offset: usize) -> (usize, Span) {
    let bytes = text.as_bytes();
    let mut offset = offset.min(bytes.len());
    if offset == bytes.len() && text.ends_with('\n') {
        // The end of the text belongs to its last line.
        offset -= 1;
    }
    let number = bytes[..offset].iter().filter(|b| **b == b'\n').count() + 1;
    let start = bytes[..offset].iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
    let end = bytes[offset..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| offset + n);
    (number, Span::new(start, start + text[start..end].trim_end_matches('\r').len()))
}

/// The lines around a span, few and short enough to print, and the span within them. A line of many
/// thousand characters (a paragraph, a minified file) is cut to what surrounds the spot.
fn excerpt(text: &str, start: usize, end: usize) -> (String, usize, usize, usize) {
    const MARGIN: usize = 60;
    const LONGEST: usize = 240;
    let (first, line) = line_at(text, start);
    let end = end.min(line.end).max(start.min(line.end));
    let start = start.min(end);
    if line.end - line.start <= LONGEST {
        return (clean(&text[line.range()]), first, start - line.start, end - line.start);
    }
    let from = boundary_before(text, start.saturating_sub(MARGIN).max(line.start));
    let end = boundary_before(text, end.min(start + LONGEST));
    let to = boundary_behind(text, (end + MARGIN).min(line.end));
    let before = if from > line.start { "…" } else { "" };
    let after = if to < line.end { "…" } else { "" };
    let cut = clean(&format!("{before}{}{after}", &text[from..to]));
    let shift = before.len();
    (cut, first, start - from + shift, end - from + shift)
}

/// Characters that a terminal obeys, or that turn the direction of text, replaced by others of as many bytes, so
/// that a hostile text cannot write to the terminal and spans stay true.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if c.is_ascii_control() => '?',
            c if c.is_control() => '¿',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// A diagnostic in one line: `path:line:column: error[code]: message`.
pub fn short(diagnostic: &Diagnostic, texts: &Texts) -> String {
    let at = match position(diagnostic, texts) {
        Some((path, Some((line, column)))) => format!("{path}:{line}:{column}: "),
        Some((path, None)) => format!("{path}: "),
        None => String::new(),
    };
    let message = clean(&diagnostic.words.message).replace('\n', " ");
    format!("{at}{}[{}]: {message}", diagnostic.severity.word(), diagnostic.code.id)
}

type Position<'a> = (&'a SitePath, Option<(usize, usize)>);

fn position<'a>(diagnostic: &'a Diagnostic, texts: &Texts) -> Option<Position<'a>> {
    let place = diagnostic.place.as_ref()?;
    let position = place.span.and_then(|span| {
        let text = texts.get(&place.path)?;
        let (number, line) = line_at(text, span.start);
        Some((number, text.get(line.start..span.start).map_or(0, |s| s.chars().count()) + 1))
    });
    Some((&place.path, position))
}

/// Places in the texts as lines and columns, both from 1, columns in characters. Each text is cut into lines once.
struct Places<'a> {
    texts: &'a Texts<'a>,
    lines: BTreeMap<&'a SitePath, Lines>,
}

impl<'a> Places<'a> {
    fn new(texts: &'a Texts<'a>) -> Self {
        Self { texts, lines: BTreeMap::new() }
    }

    /// Start and end of a span.
    fn of(&mut self, path: &SitePath, span: Span) -> Option<[(usize, usize); 2]> {
        let (path, text) = self.texts.get_key_value(path)?;
        let lines = self.lines.entry(path).or_insert_with(|| Lines::of(text));
        Some([lines.position(span.start, text), lines.position(span.end, text)])
    }
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: &'a str,
    label: Option<&'a str>,
    notes: &'a [String],
    fix: Option<&'a str>,
    edit: Option<JsonEdit<'a>>,
    facts: serde_json::Value,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

/// All diagnostics as a JSON array, for other programs. Fields may be added to it; none is taken away or renamed.
pub fn json(diagnostics: &[Diagnostic], texts: &Texts) -> String {
    let mut places = Places::new(texts);
    let rows: Vec<JsonDiagnostic> = diagnostics
        .iter()
        .map(|d| {
            let place = d.place.as_ref();
            let spot = place.and_then(|p| places.of(&p.path, p.span?));
            let edit = d.edit.as_ref().zip(place).and_then(|(edit, place)| {
                let [(line, column), (end_line, end_column)] = places.of(&place.path, edit.span)?;
                Some(JsonEdit { line, column, end_line, end_column, text: &edit.text })
            });
            JsonDiagnostic {
                code: d.code.id,
                severity: d.severity.word(),
                path: place.map(|p| p.path.on_disk()),
                line: spot.map(|[start, _]| start.0),
                column: spot.map(|[start, _]| start.1),
                end_line: spot.map(|[_, end]| end.0),
                end_column: spot.map(|[_, end]| end.1),
                message: &d.words.message,
                label: d.words.label.as_deref(),
                notes: &d.words.notes,
                fix: d.words.fix.as_deref(),
                edit,
                facts: d.facts.json(),
            }
        })
        .collect();
    serde_json::to_string_pretty(&rows).expect("diagnostics are plain data")
}

/// All diagnostics as workflow commands of GitHub Actions, one a line, which become annotations beside the text of a
/// change. `root` is the book's folder as seen from the repository's, with a slash at its end, or nothing.
pub fn github(diagnostics: &[Diagnostic], texts: &Texts, root: &str) -> String {
    let mut places = Places::new(texts);
    let mut out = String::new();
    for d in diagnostics {
        let kind = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Remark => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = &d.place {
            properties.push(format!("file={}", property(&format!("{root}{}", place.path))));
            if let Some([start, end]) = place.span.and_then(|span| places.of(&place.path, span)) {
                properties.push(format!("line={},endLine={}", start.0, end.0));
                // Columns are for a stretch of one line; with them, a longer one is refused.
                if start.0 == end.0 {
                    properties.push(format!("col={},endColumn={}", start.1, end.1));
                }
            }
        }
        properties.push(format!("title={}", property(d.code.id)));
        let mut message = clean(&d.words.message);
        for (word, line) in d.words.notes.iter().map(|n| ("note", n)).chain(d.words.fix.iter().map(|f| ("help", f))) {
            message.push_str(&format!("\n{word}: {}", clean(line)));
        }
        out.push_str(&format!("::{kind} {}::{}\n", properties.join(","), data(&message)));
    }
    out
}

/// Text as a workflow command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text as the value of a workflow command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::faults::ExceptionCode;
    use crate::report::{Near, Words, codes};

    #[test]
    fn a_long_line_is_cut_around_the_spot() {
        let path = SitePath::new("content/a.md").unwrap();
        let text = format!("{}[[nowhere]]{}", "word ".repeat(200), " more".repeat(200));
        let at = text.find("[[").unwrap();
        let words = Words::new("no note is called `nowhere`").label("here");
        let d = Diagnostic::saying(&codes::LINK_MISSING, words).at(&path, Span::new(at, at + 11));
        let texts = Texts::from([(&path, text.as_str())]);
        let shown = human(&d, &texts, false);
        assert!(shown.contains("error[link/missing]") && shown.contains("^^^^^^^^^^^ here"), "{shown}");
        assert!(shown.lines().all(|l| l.chars().count() < 220), "{shown}");
        assert_eq!(short(&d, &texts), "content/a.md:1:1001: error[link/missing]: no note is called `nowhere`");
    }

    #[test]
    fn lines_are_counted_as_everywhere_else() {
        for text in ["", "a", "a\n", "\n", "a\r\n\nçb\n", "a\nb"] {
            let lines = Lines::of(text);
            for at in (0..=text.len()).filter(|n| text.is_char_boundary(*n)) {
                let (number, line) = line_at(text, at);
                assert_eq!(number, lines.line_of(at), "{text:?} at {at}");
                assert_eq!(line, lines.span(number, text), "{text:?} at {at}");
            }
        }
    }

    #[test]
    fn terminal_escapes_are_not_passed_on() {
        let path = SitePath::new("content/a.md").unwrap();
        let text = "a \u{1b}[31mred \u{9b}31m \u{202e}der";
        let d = Diagnostic::saying(&codes::LINK_MISSING, Words::new("x \u{1b}[2J \u{9b}2J")).at(&path, Span::new(0, 1));
        let texts = Texts::from([(&path, text)]);
        let obeyed = ['\u{1b}', '\u{9b}', '\u{202e}'];
        assert!(!human(&d, &texts, false).contains(obeyed));
        assert!(!short(&d, &texts).contains(obeyed));
        assert_eq!(clean(text).len(), text.len());
    }

    #[test]
    fn github_reads_what_is_printed_for_it() {
        let path = SitePath::new("content/a, b.md").unwrap();
        let text = "one\ntwo three\nfour";
        let texts = Texts::from([(&path, text)]);
        let d = |start, end| {
            let words = Words::new("100 % gone\n::error::x").fix("do");
            Diagnostic::saying(&codes::LINK_MISSING, words).at(&path, Span::new(start, end))
        };
        let nowhere = Diagnostic::saying(&codes::FILE_SYMLINK, Words::new("m"));
        assert_eq!(
            github(&[d(4, 7), d(0, 7), nowhere], &texts, "my:book/"),
            "::error file=my%3Abook/content/a%2C b.md,line=2,endLine=2,col=1,endColumn=4,title=link/missing::100 %25 gone%0A::error::x%0Ahelp: do\n\
             ::error file=my%3Abook/content/a%2C b.md,line=1,endLine=2,title=link/missing::100 %25 gone%0A::error::x%0Ahelp: do\n\
             ::warning title=file/symlink::m\n"
        );
    }

    #[test]
    fn json_says_where_a_stretch_ends_and_what_would_mend_it() {
        let path = SitePath::new("content/a.md").unwrap();
        let texts = Texts::from([(&path, "é [[x]]\n")]);
        let d = Diagnostic::saying(&codes::LINK_MISSING, Words::new("m"));
        let d = d.at(&path, Span::new(3, 8)).edit(Span::new(5, 6), "y");
        let rows: serde_json::Value = serde_json::from_str(&json(&[d], &texts)).unwrap();
        assert_eq!((rows[0]["column"].as_u64(), rows[0]["end_column"].as_u64()), (Some(3), Some(8)));
        assert_eq!(
            rows[0]["edit"],
            serde_json::json!({"line": 1, "column": 5, "end_line": 1, "end_column": 6, "text": "y"})
        );
    }

    #[test]
    fn json_has_the_facts_as_fields() {
        let near = Near(vec!["link/missing".to_owned()]);
        let d = Diagnostic::of(ExceptionCode { name: "link/mising".to_owned(), near });
        let rows: serde_json::Value = serde_json::from_str(&json(&[d], &Texts::new())).unwrap();
        assert_eq!(rows[0]["facts"], serde_json::json!({"name": "link/mising", "near": ["link/missing"]}));
        assert_eq!(rows[0]["fix"], "did you mean `link/missing`?");
    }
}
