//! The text of one file, and places in it; the trees of files at the two doors.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::nfc::nfc;
use crate::path::{OutPath, SitePath};
pub use crate::script::words;

/// A stretch of a text, in bytes from its start; it lies on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Where the stretch begins.
    pub start: usize,
    /// Where it ends: the first byte after it.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to, but without, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The same stretch, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// One file of the book as text: what every parser takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Where the file lies in the book.
    pub path: SitePath,
    /// Its text in composed form ([`nfc`]), without a byte order mark; line ends as they are in the file, but for one that
    /// ends all its lines with CR, which has LF here. All spans count in it, until remarks are
    /// [settled](crate::settle()).
    pub text: Arc<str>,
    /// The text as it stands in the file, where that is another form of it.
    pub written: Option<Arc<str>>,
    /// SHA-256 of the file's raw bytes, in lower-case hexadecimal, as `sha256sum` prints it.
    pub sha256: String,
}

impl Text {
    /// A text whose bytes are the UTF-8 given.
    pub fn new(path: SitePath, text: impl AsRef<str>) -> Self {
        Self::read(path, text.as_ref(), text.as_ref().as_bytes())
    }

    /// A text that was read out of these bytes.
    pub fn read(path: SitePath, text: &str, bytes: &[u8]) -> Self {
        let composed = nfc(text);
        let written = (composed != text).then(|| Arc::from(text));
        Self { path, text: Arc::from(composed), written, sha256: sha256_hex(bytes) }
    }

    /// The text as it stands in the file.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }
}

/// The last place, no farther on than `at` and in the text, before which a character ends.
pub fn boundary_before(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0)
}

/// The first place from `at` on, or the end of the text, at which a character begins.
pub fn boundary_behind(text: &str, at: usize) -> usize {
    (at..text.len()).find(|n| text.is_char_boundary(*n)).unwrap_or(text.len())
}

/// SHA-256 of some bytes, in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// The lines of a text, numbered from 1 as an editor numbers them: split at LF only, a CR before it
/// is white space, an unterminated last line counts, and an empty text has none.
#[derive(Debug, Clone)]
pub struct Lines {
    /// Byte offset at which each line starts.
    starts: Vec<usize>,
    len: usize,
}

impl Lines {
    /// Finds the lines of `text`.
    pub fn of(text: &str) -> Self {
        let mut starts = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            starts.push(at);
            at += line.len();
        }
        Self { starts, len: text.len() }
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 1, that holds the byte at `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&s| s <= offset).max(1)
    }

    /// The span of line `number` (from 1) without its line end; empty when there is no such line.
    pub fn span(&self, number: usize, text: &str) -> Span {
        let Some(&start) = number.checked_sub(1).and_then(|n| self.starts.get(n)) else {
            return Span::new(self.len, self.len);
        };
        let end = self.starts.get(number).copied().unwrap_or(self.len);
        let line = text[start..end].trim_end_matches(['\n', '\r']);
        Span::new(start, start + line.len())
    }

    /// Line and column, both from 1, of the byte at `offset`; columns count characters.
    pub fn position(&self, offset: usize, text: &str) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = text.get(start..offset).map_or(0, |s| s.chars().count()) + 1;
        (line, column)
    }
}

/// What came in at the door: every file of the book, by its path, in order.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// The raw bytes of each file.
    pub files: BTreeMap<SitePath, Arc<[u8]>>,
}

impl Inputs {
    /// Inputs from pairs of path and text, for tests and examples.
    ///
    /// # Panics
    /// When a path is not one inside the book.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files
            .into_iter()
            .map(|(path, text)| {
                let path = SitePath::new(path).unwrap_or_else(|e| panic!("{path:?}: {e}"));
                (path, Arc::from(text.as_bytes()))
            })
            .collect();
        Self { files }
    }
}

/// What goes out at the door: every file of the output, by its path, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outputs {
    /// The bytes of each file.
    pub files: BTreeMap<OutPath, Arc<[u8]>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        for (text, count) in [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2), ("a\r\nb\r\n", 2)] {
            assert_eq!(Lines::of(text).count(), count, "{text:?}");
        }
        let text = "ab\r\nçd\n";
        let lines = Lines::of(text);
        assert_eq!(&text[lines.span(1, text).range()], "ab");
        assert_eq!(&text[lines.span(2, text).range()], "çd");
        assert_eq!(&text[lines.span(9, text).range()], "");
        assert_eq!(lines.position(text.find('d').unwrap(), text), (2, 2));
    }

    #[test]
    fn the_hash_is_that_of_sha256sum() {
        assert_eq!(sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
