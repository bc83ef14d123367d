//! The safe changes that remarks carry, applied to the book's files as they came in at the door. What an edit does not
//! name stays as it is, byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use similar::TextDiff;

use super::{Diagnostic, Edit};
use crate::path::SitePath;
use crate::text::Inputs;

/// What came of the edits.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The files that change, with their new bytes.
    pub files: BTreeMap<SitePath, Arc<[u8]>>,
    /// How many edits were made.
    pub edits: usize,
    /// Files that have edits but are not UTF-8, so that the places in them cannot be told.
    pub refused: BTreeSet<SitePath>,
}

/// Whether a file may be changed: notes, records and the settings. A source never is: it is evidence.
fn may_change(path: &SitePath) -> bool {
    let ends = |ends: &[&str]| path.extension().is_some_and(|e| ends.iter().any(|end| e.eq_ignore_ascii_case(end)));
    path.as_str() == "site.toml"
        || path.strip_folder("content").is_some() && ends(&["md", "markdown"])
        || path.strip_folder("seeds").is_some() && ends(&["toml"])
}

/// Whether the edit of a remark can be made in one of these files.
pub fn is_possible(inputs: &Inputs, remark: &Diagnostic) -> bool {
    let Some(place) = remark.place.as_ref().filter(|place| remark.edit.is_some() && may_change(&place.path)) else {
        return false;
    };
    inputs.files.get(&place.path).is_some_and(|bytes| utf8(bytes).is_some())
}

/// What stands in a file of UTF-8 behind the mark of byte order.
fn utf8(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes.strip_prefix(MARK).unwrap_or(bytes)).ok().filter(|t| !t.contains('\0'))
}

/// The mark of byte order.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Makes the edits that the remarks carry. Of two that overlap, the first in the file is made; the other is found
/// again when the book is checked again.
pub fn mend(inputs: &Inputs, remarks: &[Diagnostic]) -> Mended {
    let mut edits: BTreeMap<&SitePath, Vec<&Edit>> = BTreeMap::new();
    for remark in remarks {
        if let (Some(edit), Some(place)) = (&remark.edit, &remark.place)
            && may_change(&place.path)
        {
            edits.entry(&place.path).or_default().push(edit);
        }
    }
    let mut mended = Mended::default();
    for (path, edits) in edits {
        let Some(bytes) = inputs.files.get(path) else { continue };
        // Spans count from behind the mark.
        let mark = if bytes.starts_with(MARK) { MARK } else { b"" };
        let Some(text) = utf8(bytes) else {
            mended.refused.insert(path.clone());
            continue;
        };
        let (new, made) = apply(text, edits);
        if made > 0 && new != text {
            mended.edits += made;
            mended.files.insert(path.clone(), [mark, new.as_bytes()].concat().into());
        }
    }
    mended
}

/// The text with edits made, and how many those are.
fn apply(text: &str, mut edits: Vec<&Edit>) -> (String, usize) {
    edits.sort_by_key(|e| (e.span, &e.text));
    edits.dedup();
    let mut out = String::with_capacity(text.len() + 64);
    let (mut at, mut made) = (0, 0);
    for edit in edits {
        // Two at one place overlap even if both only put something in: neither knows of the other.
        let apart = made == 0 || edit.span.start > at;
        if !apart || text.get(edit.span.range()).is_none() {
            continue;
        }
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.text);
        at = edit.span.end;
        made += 1;
    }
    out.push_str(&text[at..]);
    (out, made)
}

/// What has changed between two versions of the files in a book, as a unified diff that `patch -p1` takes.
pub fn diff(before: &Inputs, after: &Inputs) -> String {
    let mut out = String::new();
    for (path, new) in &after.files {
        let there = before.files.get(path);
        if there.is_some_and(|old| old == new) {
            continue;
        }
        let (old, new) = (String::from_utf8_lossy(there.map_or(&[], |old| old)), String::from_utf8_lossy(new));
        let changes = TextDiff::from_lines(old.as_ref(), new.as_ref());
        let (a, b) = (there.map_or("/dev/null".to_owned(), |_| format!("a/{path}")), format!("b/{path}"));
        out.push_str(&changes.unified_diff().context_radius(2).header(&a, &b).to_string());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Words, codes};
    use crate::text::Span;

    fn remark(path: &str, span: (usize, usize), text: &str) -> Diagnostic {
        let path = SitePath::new(path).unwrap();
        let d = Diagnostic::saying(&codes::LINK_MISSING, Words::new("m"));
        d.in_file(&path).edit(Span::new(span.0, span.1), text)
    }

    fn inputs(path: &str, bytes: &[u8]) -> Inputs {
        Inputs { files: [(SitePath::new(path).unwrap(), bytes.into())].into() }
    }

    #[test]
    fn only_what_an_edit_names_changes() {
        let bytes = b"\xef\xbb\xbfone\r\ntwo \xc3\xa9\n\r\n\tlast";
        let remarks = [remark("content/a.md", (5, 8), "2"), remark("content/a.md", (0, 0), "> ")];
        let mended = mend(&inputs("content/a.md", bytes), &remarks);
        let new: Vec<&[u8]> = mended.files.values().map(|b| &**b).collect();
        assert_eq!(new, [&b"\xef\xbb\xbf> one\r\n2 \xc3\xa9\n\r\n\tlast"[..]]);
        assert_eq!(mended.edits, 2);
    }

    #[test]
    fn overlapping_edits_are_left_and_equal_ones_made_once() {
        let remarks = [(0, 3, "x"), (0, 3, "x"), (2, 4, "y"), (3, 3, "z"), (4, 5, "w"), (4, 90, "out")];
        let remarks = remarks.map(|(a, b, t)| remark("content/a.md", (a, b), t));
        let mended = mend(&inputs("content/a.md", b"abcdefg"), &remarks);
        assert_eq!(mended.files.values().next().map(|b| &**b), Some(&b"xdwfg"[..]));
        // No edit may cut a character in two.
        let mended = mend(&inputs("content/a.md", "é".as_bytes()), &[remark("content/a.md", (1, 2), "")]);
        assert_eq!(mended, Mended::default());
    }

    #[test]
    fn sources_and_files_in_other_encodings_are_left_alone() {
        for path in ["seeds/a.txt", "themes/x/templates/note.html", "content/a.png"] {
            assert_eq!(mend(&inputs(path, b"abc"), &[remark(path, (0, 1), "x")]), Mended::default(), "{path}");
        }
        for bytes in [&b"R\xe9sum\xe9"[..], b"\xff\xfea\0b\0", b"a\0b\0"] {
            let mended = mend(&inputs("content/a.md", bytes), &[remark("content/a.md", (0, 1), "x")]);
            assert!(mended.files.is_empty() && mended.refused.len() == 1, "{bytes:?}");
        }
    }

    #[test]
    fn the_diff_is_one_that_patch_takes() {
        let diff = diff(&inputs("content/a.md", b"one\r\ntwo\r\nthree"), &inputs("content/a.md", b"one\r\n2\r\nthree"));
        assert_eq!(
            diff,
            "--- a/content/a.md\n+++ b/content/a.md\n@@ -1,3 +1,3 @@\n one\r\n-two\r\n+2\r\n three\n\\ No newline at end of file\n"
        );
    }
}
