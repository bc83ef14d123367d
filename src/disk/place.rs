//! Where a path leads: out of links and steps upwards, and into which part of the book.

#![allow(clippy::disallowed_methods, reason = "a door: it asks the disk where links lead")]

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::PARTS;

/// The part of the book in the folder `root` that `out` lies in, if it lies in one: what is written there would be
/// read as part of the book by the next build.
pub fn part_around(root: &Path, out: &Path) -> Option<&'static str> {
    let (root, out) = (settled(root), settled(out));
    PARTS.into_iter().find(|part| out.starts_with(root.join(part)))
}

/// The path without links and steps upwards, as far as it exists.
fn settled(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut at = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                at.pop();
            }
            other => at.push(other),
        }
        at = fs::canonicalize(&at).unwrap_or(at);
    }
    at
}

/// The first thing on the way from `root` down to the folder `folder` that is no folder: a file, or a symbolic link,
/// which may lead outside.
pub(super) fn obstacle(root: &Path, folder: &Path) -> Option<PathBuf> {
    let mut at = root.to_path_buf();
    for part in folder.strip_prefix(root).ok()?.components() {
        at.push(part);
        match fs::symlink_metadata(&at) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return Some(at),
            Err(_) => return None,
        }
    }
    None
}

/// An error of the system, said with the path it is about.
pub(super) fn said(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
