//! The list of what briefbook wrote into a folder: how it is read and printed. In the manner of `sha256sum`, each line
//! has the SHA-256 of a file's bytes, two spaces and its path; `sha256sum -c` checks it.

use std::collections::{BTreeMap, BTreeSet};

use crate::path::OutPath;
use crate::text::sha256_hex;

/// The first line while files are written: each path may have several lines, of which one holds.
const UNDER_WAY: &str = "# briefbook is writing here, or was broken off; each file is as one of its lines says";

/// The first line at all other times.
const DONE: &str = "# what briefbook wrote here; `sha256sum -c .briefbook-manifest` checks it";

/// What a file of briefbook's may hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Print {
    /// Bytes of that SHA-256.
    Sha256(String),
    /// Any bytes: the list is of a briefbook that wrote down names only.
    Any,
}

/// The files that briefbook wrote into a folder, and what they may hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Manifest {
    files: BTreeMap<OutPath, BTreeSet<Print>>,
    /// Whether files are being written, or their writer was broken off.
    pub(super) under_way: bool,
}

impl Manifest {
    /// Reads a list. It is a file like any other, so what it names is checked: a line that names nothing in the folder,
    /// or is cut off, says nothing. An empty one was only just begun.
    pub(super) fn parse(text: &str) -> Self {
        let mut manifest = Self { under_way: text.is_empty() || text.starts_with(UNDER_WAY), ..Self::default() };
        for line in text.split_inclusive('\n').filter_map(|l| l.strip_suffix('\n')) {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.starts_with("# ") {
                continue;
            }
            let is_hash = |s: &str| s.len() == 64 && s.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
            let (print, path) = match line.split_once("  ") {
                Some((hash, path)) if is_hash(hash) => (Print::Sha256(hash.to_owned()), path),
                _ => (Print::Any, line),
            };
            if let Ok(path) = OutPath::new(path) {
                manifest.files.entry(path).or_default().insert(print);
            }
        }
        manifest
    }

    /// Prints the list.
    pub(super) fn print(&self) -> String {
        let mut text = format!("{}\n", if self.under_way { UNDER_WAY } else { DONE });
        for (path, prints) in &self.files {
            for print in prints {
                match print {
                    Print::Sha256(hash) => text.push_str(&format!("{hash}  {path}\n")),
                    Print::Any => text.push_str(&format!("{path}\n")),
                }
            }
        }
        text
    }

    /// The paths it names.
    pub(super) fn paths(&self) -> impl Iterator<Item = &OutPath> {
        self.files.keys()
    }

    /// Whether it names a path.
    pub(super) fn names(&self, path: &OutPath) -> bool {
        self.files.contains_key(path)
    }

    /// Whether a file holds bytes of that SHA-256, and cannot hold others.
    pub(super) fn says(&self, path: &OutPath, sha256: &str) -> bool {
        self.files.get(path).is_some_and(|p| p.len() == 1 && p.contains(&Print::Sha256(sha256.to_owned())))
    }

    /// Whether bytes that stand at a path are those that briefbook wrote there. Git on Windows writes each line end
    /// as CR LF; they are the same bytes all the same.
    pub(super) fn wrote(&self, path: &OutPath, bytes: &[u8]) -> bool {
        let Some(prints) = self.files.get(path) else { return false };
        let holds = |bytes: &[u8]| prints.contains(&Print::Sha256(sha256_hex(bytes)));
        prints.contains(&Print::Any) || holds(bytes) || bytes.contains(&b'\r') && holds(&without_cr(bytes))
    }

    /// Adds that a file may hold bytes of that SHA-256.
    pub(super) fn add(&mut self, path: &OutPath, sha256: &str) {
        self.files.entry(path.clone()).or_default().insert(Print::Sha256(sha256.to_owned()));
    }

    /// Adds what another list says of a path.
    pub(super) fn keep(&mut self, path: &OutPath, other: &Self) {
        if let Some(prints) = other.files.get(path) {
            self.files.entry(path.clone()).or_default().extend(prints.iter().cloned());
        }
    }

    /// Adds all that another list says.
    pub(super) fn keep_all(&mut self, other: &Self) {
        other.files.keys().for_each(|path| self.keep(path, other));
    }
}

/// Bytes with each CR LF as LF.
fn without_cr(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (n, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(n + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &str) -> OutPath {
        OutPath::new(path).unwrap()
    }

    #[test]
    fn what_is_printed_is_read_again() {
        let mut manifest = Manifest { under_way: true, ..Manifest::default() };
        manifest.add(&path("a b.html"), &sha256_hex(b"1"));
        manifest.add(&path("a b.html"), &sha256_hex(b"2"));
        manifest.keep(&path("x"), &Manifest::parse("x\n"));
        assert_eq!(Manifest::parse(&manifest.print()), manifest);
        manifest.under_way = false;
        assert_eq!(Manifest::parse(&manifest.print()), manifest);
        assert_eq!(Manifest::parse(&manifest.print().replace('\n', "\r\n")), manifest, "as Git has it on Windows");
    }

    #[test]
    fn a_line_that_is_cut_off_or_leads_out_says_nothing() {
        let text = format!("# x\n{0}  ../a\n{0}  /a\n..\n.\n\n{0}  a/../b\n{0}  cut", sha256_hex(b""));
        assert_eq!(Manifest::parse(&text).paths().count(), 0);
    }

    #[test]
    fn bytes_are_known_by_their_hash_and_whatever_their_line_ends() {
        let mut manifest = Manifest::default();
        manifest.add(&path("a"), &sha256_hex(b"1\n2\n"));
        for (bytes, wrote) in [(&b"1\n2\n"[..], true), (b"1\r\n2\r\n", true), (b"1\r2\n", false), (b"12\n", false)] {
            assert_eq!(manifest.wrote(&path("a"), bytes), wrote, "{bytes:?}");
        }
        assert!(!manifest.wrote(&path("b"), b""));
        assert!(Manifest::parse("b\n").wrote(&path("b"), b"anything"), "of a list with names only");
        assert!(manifest.says(&path("a"), &sha256_hex(b"1\n2\n")) && !manifest.says(&path("a"), &sha256_hex(b"1")));
        manifest.add(&path("a"), &sha256_hex(b"1"));
        assert!(!manifest.says(&path("a"), &sha256_hex(b"1")), "it may be either");
    }
}
