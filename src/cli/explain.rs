//! `briefbook explain`: what a diagnostic means, or a list of all.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::{err, is_seen, out};
use crate::report::{codes, near};

/// Explains a code or a subject; without one, lists all.
pub(super) fn run(code: Option<&str>) -> ExitCode {
    // A line longer than this is hard to read, however wide the terminal is.
    let width = terminal_size::terminal_size().map_or(78, |(w, _)| usize::from(w.0).clamp(40, 90));
    // Another program wants a line for each code.
    let list_width = if is_seen() { width } else { usize::MAX };
    match code {
        None => out(&list(|_| true, list_width)),
        Some(wanted) => {
            let id = wanted.trim().trim_start_matches(['[', '`']).trim_end_matches([']', '`']);
            let subject = id.strip_suffix("/*").unwrap_or(id);
            if let Some(code) = codes::find(id) {
                let text = wrapped(code.explain, width, 0);
                out(&format!("{} ({})\n\n{text}\n\n{}\n", code.id, code.severity.word(), other_ways(code.id, width)));
            } else if codes::ALL.iter().any(|c| c.subject() == subject) {
                out(&list(|c| c.subject() == subject, list_width));
            } else {
                let hint = near(id, codes::ALL.iter().map(|c| c.id)).map_or(String::new(), |h| format!("; {h}"));
                err(&format!("error: there is no diagnostic `{wanted}`{hint}\n`briefbook explain` lists all."));
                return ExitCode::from(2);
            }
        }
    }
    ExitCode::SUCCESS
}

/// How to have the code otherwise.
fn other_ways(id: &str, width: usize) -> String {
    let says = format!(
        "Another severity for the whole book, in site.toml under `[diagnostics]`: `\"{id}\" = \"warning\"` (or \
         \"error\", \"remark\", \"off\"). An exception for one place, in a comment beside it: `briefbook: allow({id}): \
         the reason`."
    );
    wrapped(&says, width, 0)
}

/// The codes wanted, by subject, each with what it means in a sentence.
fn list(wanted: impl Fn(&codes::Code) -> bool, width: usize) -> String {
    let mut text = String::new();
    let mut subject = "";
    let longest = codes::ALL.iter().map(|c| c.id.len()).max().unwrap_or(0);
    for code in codes::ALL.iter().filter(|c| wanted(c)) {
        if code.subject() != subject && !text.is_empty() {
            text.push('\n');
        }
        subject = code.subject();
        let indent = longest + 11;
        let summary = wrapped(code.summary(), width.max(indent + 30), indent);
        let _ = writeln!(text, "{:<longest$}  {:<7}  {summary}", code.id, code.severity.word());
    }
    text
}

/// Text in lines of at most `width` characters, of which the lines after the first begin with `indent` spaces.
fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut column = indent;
    for word in text.split_whitespace() {
        let len = word.chars().count();
        if column > indent && column + 1 + len > width {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            column = indent;
        } else if column > indent {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += len;
    }
    out
}
