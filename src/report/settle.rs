//! Remarks as the book wants them: severities as its settings have them, without what its authors have
//! excused, and with a word on each exception that excuses nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::exceptions::{self, Exception};
use super::faults::ExceptionUnused;
use super::{Code, Diagnostic, Severity, codes, in_reading_order};
use crate::path::SitePath;
use crate::text::{Lines, Span};

/// The severities that a book gives to codes; those it does not name keep their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    rows: BTreeMap<String, Option<Severity>>,
}

impl Levels {
    /// Sets the severity of a code, or of all codes of a subject (`quote/*`); nothing means that it is off.
    pub fn set(&mut self, key: impl Into<String>, level: Option<Severity>) {
        self.rows.insert(key.into(), level);
    }

    /// How severe this book makes a code (off is `Some(None)`); nothing where it does not name it. What is said of
    /// the code itself comes before what is said of its subject.
    pub fn named(&self, code: &Code) -> Option<Option<Severity>> {
        let exact = self.rows.get(code.id);
        exact.or_else(|| self.rows.get(&format!("{}/*", code.subject()))).copied()
    }
}

/// The exceptions of one file, and which of their codes have excused something.
struct File<'a> {
    text: &'a str,
    exceptions: Vec<Exception>,
    used: BTreeSet<(usize, usize)>,
    /// Whether the file was not read whole, so that an exception may wait for what was left out.
    broken: bool,
    /// Where a code was first remarked without an excuse.
    open: BTreeMap<&'static str, Span>,
}

/// Settles the remarks about a book. `texts` are the files they may point into; those of which `idle` is true were
/// not looked at whole (a draft that is left out), so that nothing is said of their exceptions.
pub fn settle<'a>(
    remarks: Vec<Diagnostic>,
    texts: impl IntoIterator<Item = (&'a SitePath, &'a str)>,
    levels: &Levels,
    idle: impl Fn(&SitePath) -> bool,
) -> Vec<Diagnostic> {
    let mut files: BTreeMap<&SitePath, File> = BTreeMap::new();
    let mut out = Vec::with_capacity(remarks.len());
    for (path, text) in texts {
        let found = exceptions::find(path, text).into_value(&mut out);
        if !found.is_empty() {
            let file =
                File { text, exceptions: found, used: BTreeSet::new(), broken: idle(path), open: BTreeMap::new() };
            files.insert(path, file);
        }
    }
    out.extend(remarks.into_iter().filter(|r| files.is_empty() || !excused(r, &mut files)));
    for (path, file) in &files {
        unused(path, file, &mut out);
    }
    out.retain_mut(|r| match levels.named(r.code) {
        Some(Some(level)) => {
            r.severity = level;
            true
        }
        Some(None) => false,
        // Some remarks are milder than their code by itself.
        None => true,
    });
    in_reading_order(out)
}

/// Whether a remark is covered by an exception; all that cover it are then used.
fn excused(remark: &Diagnostic, files: &mut BTreeMap<&SitePath, File>) -> bool {
    let Some(place) = &remark.place else { return false };
    let mut excused = false;
    if let Some(file) = files.get_mut(&place.path) {
        excused |= mark(file, remark.code, |e| e.covers(place.span));
        if !excused {
            file.broken |= remark.code.id.ends_with("/syntax");
            file.open.entry(remark.code.id).or_insert(place.span.unwrap_or_default());
        }
    }
    // A source is never edited: what is to be said of it stands in its record.
    if let Some(id) = place.path.as_str().strip_prefix("seeds/").and_then(|p| p.strip_suffix(".txt"))
        && let Ok(record) = SitePath::new(format!("seeds/{id}.toml"))
        && let Some(file) = files.get_mut(&record)
    {
        excused |= mark(file, remark.code, |e| e.covers.is_none());
    }
    excused
}

fn mark(file: &mut File, code: &Code, covers: impl Fn(&Exception) -> bool) -> bool {
    let mut any = false;
    for (n, exception) in file.exceptions.iter().enumerate() {
        if !covers(exception) {
            continue;
        }
        for (m, (name, _)) in exception.codes.iter().enumerate() {
            if codes::fits(name, code) {
                file.used.insert((n, m));
                any = true;
            }
        }
    }
    any
}

fn unused(path: &SitePath, file: &File, out: &mut Vec<Diagnostic>) {
    if file.broken {
        return;
    }
    let mut lines = None;
    for (n, exception) in file.exceptions.iter().enumerate() {
        for (m, (name, span)) in exception.codes.iter().enumerate() {
            if file.used.contains(&(n, m)) {
                continue;
            }
            let lines = lines.get_or_insert_with(|| Lines::of(file.text));
            let fault = ExceptionUnused {
                name: name.clone(),
                covers: exception.covers.map(|c| [lines.line_of(c.start), lines.line_of(c.end)]),
                remarked_on: file.open.get(name.as_str()).map(|open| lines.line_of(open.start)),
            };
            out.push(Diagnostic::of(fault).at(path, *span));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Words;

    fn remark(code: &'static Code, path: &SitePath, at: usize) -> Diagnostic {
        Diagnostic::saying(code, Words::new("m")).at(path, Span::new(at, at + 1))
    }

    fn ids(remarks: &[Diagnostic]) -> Vec<(&'static str, Severity)> {
        remarks.iter().map(|r| (r.code.id, r.severity)).collect()
    }

    #[test]
    fn a_more_exact_key_wins_and_off_is_off() {
        let path = SitePath::new("content/a.md").unwrap();
        let mut levels = Levels::default();
        levels.set("link/*", Some(Severity::Remark));
        levels.set("link/anchor", Some(Severity::Error));
        levels.set("note/title", None);
        let remarks = [&codes::LINK_MISSING, &codes::LINK_ANCHOR, &codes::NOTE_TITLE, &codes::NOTE_KEY];
        let remarks = remarks.map(|c| remark(c, &path, 0)).to_vec();
        let settled = settle(remarks, [(&path, "text")], &levels, |_| false);
        assert_eq!(
            ids(&settled),
            [("link/anchor", Severity::Error), ("note/key", Severity::Warning), ("link/missing", Severity::Remark)]
        );
    }

    #[test]
    fn what_is_excused_is_gone_and_what_excuses_nothing_is_remarked() {
        let path = SitePath::new("content/a.md").unwrap();
        let text = "one <!-- briefbook: allow(link/missing, link/anchor) -->\ntwo\n";
        let two = text.find("two").unwrap();
        let remarks = vec![remark(&codes::LINK_MISSING, &path, 0), remark(&codes::LINK_ANCHOR, &path, two)];
        let settled = settle(remarks.clone(), [(&path, text)], &Levels::default(), |_| false);
        assert_eq!(ids(&settled), [("exception/unused", Severity::Warning), ("link/anchor", Severity::Error)]);
        assert_eq!(settled[0].words.notes, ["link/anchor is remarked on line 2"]);
        // Of a file that was not looked at whole, nothing is said.
        let settled = settle(remarks.clone(), [(&path, text)], &Levels::default(), |_| true);
        assert_eq!(ids(&settled), [("link/anchor", Severity::Error)]);
        // A code that is off still uses its exception.
        let mut levels = Levels::default();
        levels.set("link/missing", None);
        let settled =
            settle(vec![remarks[0].clone()], [(&path, "a <!-- briefbook: allow(link/missing) -->")], &levels, |_| {
                false
            });
        assert_eq!(ids(&settled), []);
    }

    #[test]
    fn a_record_excuses_its_source_and_a_source_excuses_nothing() {
        let source = SitePath::new("seeds/a.txt").unwrap();
        let record = SitePath::new("seeds/a.toml").unwrap();
        let text = "<!-- briefbook: allow-file(source/date) --> # briefbook: allow-file(source/date)";
        let remarks = vec![remark(&codes::SOURCE_DATE, &source, 0)];
        let settled = settle(remarks.clone(), [(&source, text)], &Levels::default(), |_| false);
        assert_eq!(settled, remarks);
        let excuse = "# briefbook: allow-file(source/date)";
        let settled = settle(remarks, [(&record, excuse), (&source, text)], &Levels::default(), |_| false);
        assert_eq!(settled, []);
    }
}
