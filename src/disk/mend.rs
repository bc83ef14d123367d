//! A mended file in the place of the one it was made from: it stays the same file to everybody else, with its owner, its
//! permissions and its other names.

#![allow(clippy::disallowed_methods, reason = "a door: it looks at the file that is mended")]

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use super::RESCUE;
use super::hand::Hand;
use super::place::{obstacle, said};
use crate::path::SitePath;

/// Puts new bytes in the place of a file of the book in the folder `root`. It keeps its owner and its permissions.
///
/// A file with several names (hard links), or one whose owner cannot be kept otherwise, is overwritten; for as long as
/// that lasts, the whole new text lies beside it under the name `.briefbook-rescue-` and its own.
///
/// # Errors
/// When the file no longer has the bytes `before`, a symbolic link stands on the way to it, or the system refuses. Then
/// the file is as it was.
pub fn replace(root: &Path, path: &SitePath, before: &[u8], after: &[u8]) -> io::Result<()> {
    replace_by(&Hand::default(), root, path, before, after)
}

/// Puts a new file into a book in the folder `root`, whole or not at all.
///
/// # Errors
/// When something stands in its place already, a symbolic link stands on the way to it, or the system refuses.
pub fn create(root: &Path, path: &SitePath, bytes: &[u8]) -> io::Result<()> {
    let file = root.join(path.on_disk());
    let folder = file.parent().unwrap_or(root);
    if let Some(at) = obstacle(root, folder) {
        let why = "a symbolic link or a file stands here, and nothing is written through it";
        return Err(io::Error::other(format!("{}: {why}", at.display())));
    }
    if fs::symlink_metadata(&file).is_ok() {
        return Err(io::Error::other(format!("{}: something stands here already", file.display())));
    }
    Hand::default().put(&file, bytes)
}

/// [`replace`] by a hand that may break off.
pub(super) fn replace_by(hand: &Hand, root: &Path, path: &SitePath, before: &[u8], after: &[u8]) -> io::Result<()> {
    let file = root.join(path.on_disk());
    let folder = file.parent().unwrap_or(root);
    if let Some(at) = obstacle(root, folder) {
        let why = "a symbolic link or a file stands here, and nothing is written through it";
        return Err(io::Error::other(format!("{}: {why}", at.display())));
    }
    let meta = fs::symlink_metadata(&file).map_err(|e| said(e, &file))?;
    if !meta.is_file() || fs::read(&file).map_err(|e| said(e, &file))? != before {
        return Err(io::Error::other(format!("{}: the file has changed meanwhile; try again", file.display())));
    }
    hand.sweep_dead(folder);
    if names(&meta) == 1 {
        let part = hand.part(&file, after)?;
        // So that another `check --fix` sees that somebody lives who is writing it.
        let _ = part.file().try_lock();
        // Where the owner cannot be kept, because he is somebody else, the file itself has to stay.
        if part.belong_as(&meta).is_ok() {
            return part.place(&file);
        }
    }
    let own = path.on_disk().rsplit('/').next().unwrap_or_default();
    let rescue = file.with_file_name(format!("{RESCUE}{own}"));
    if fs::symlink_metadata(&rescue).is_ok() {
        let why = "this is the whole text of a file that was being mended; put it in its place, or delete it";
        return Err(io::Error::other(format!("{}: {why}", rescue.display())));
    }
    hand.put(&rescue, after)?;
    let overwritten = hand.overwrite(&file, before, after).map_err(|e| said(e, &file));
    // If even the old text could not be put back, what lies beside is all there is.
    let whole = fs::read(&file).is_ok_and(|now| now == before || now == after);
    if whole {
        let _ = hand.remove(&rescue);
    }
    overwritten
}

/// How many names a file has.
#[cfg(unix)]
fn names(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(meta)
}

/// How many names a file has, where that is not told.
#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}
