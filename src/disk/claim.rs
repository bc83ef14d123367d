//! Whose a folder is: the mark by which briefbook knows its own, and the lock that one build at a time holds.
//!
//! Both are one file, the [`Manifest`]. It is made before anything else is written, so that whatever breaks off, the
//! folder is known again. The lock on it is the system's (`flock` and its like), which goes with the process that holds
//! it, however that ends. The file is never written over, only replaced by a new one that is locked before it takes its
//! place: so there is never a moment without a mark or without a lock, and whoever waited finds out that the file it
//! waited for is no longer the one that stands there.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a door: it looks into the output folder")]

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::hand::Hand;
use super::manifest::Manifest;
use super::place::{obstacle, said};
use crate::path::OutPath;

/// The name of the mark.
const MARK: &str = ".briefbook-manifest";

/// When a file was last changed, in any way the system notices: seconds, and nanoseconds where it tells them.
type Stamp = (i64, i64);

/// A folder that is this build's own until it is dropped.
pub(super) struct Claim<'a> {
    out: &'a Path,
    hand: &'a Hand,
    /// What earlier builds wrote there.
    pub(super) before: Manifest,
    /// When the list of it was written, if they came to their end.
    since: Option<Stamp>,
    /// What is locked: the marks that stood there while this build went on.
    locked: Vec<File>,
}

impl<'a> Claim<'a> {
    /// Takes the folder, which is made if there is none. `waiting` is called once if another build has it; then this
    /// waits until that one is done.
    ///
    /// # Errors
    /// When the folder holds what briefbook did not make and has no mark, or the system refuses.
    pub(super) fn take(out: &'a Path, hand: &'a Hand, waiting: &dyn Fn()) -> io::Result<Self> {
        hand.folder(out).map_err(|e| said(e, out))?;
        let mark = out.join(MARK);
        let mut waited = false;
        loop {
            let file = open(out, &mark, hand)?;
            if let Err(TryLockError::WouldBlock) = file.try_lock() {
                if !std::mem::replace(&mut waited, true) {
                    waiting();
                }
                while let Err(error) = file.lock() {
                    if error.kind() != io::ErrorKind::Interrupted {
                        break;
                    }
                }
            }
            // Where the system knows no locks, each file is whole all the same.
            let held = Handle::from_file(file.try_clone().map_err(|e| said(e, &mark))?).map_err(|e| said(e, &mark))?;
            if !Handle::from_path(&mark).is_ok_and(|now| now == held) {
                continue;
            }
            let text = fs::read(&mark).map_err(|e| said(e, &mark))?;
            let before = Manifest::parse(&String::from_utf8_lossy(&text));
            let since = file.metadata().ok().filter(|_| !before.under_way).map(|meta| stamp(&meta));
            let claim = Self { out, hand, before, since, locked: vec![file] };
            claim.sweep();
            return Ok(claim);
        }
    }

    /// Removes what builds that were killed left half-written.
    fn sweep(&self) {
        self.hand.sweep(self.out);
        if self.before.under_way {
            let mut folders: Vec<PathBuf> =
                self.before.paths().filter_map(|p| self.out.join(p.as_str()).parent().map(Path::to_path_buf)).collect();
            folders.dedup();
            for folder in folders.iter().filter(|f| *f != self.out && obstacle(self.out, f).is_none()) {
                self.hand.sweep(folder);
            }
        }
    }

    /// Whether a file, for all that can be told without reading it, is as the builds before left it.
    pub(super) fn untouched(&self, path: &OutPath, sha256: &str, meta: &fs::Metadata) -> bool {
        // Equal stamps prove nothing: the clock of a disk is slow.
        self.before.says(path, sha256) && self.since.is_some_and(|since| stamp(meta) < since)
    }

    /// Puts a new list in the place of the old one.
    pub(super) fn note(&mut self, manifest: &Manifest) -> io::Result<()> {
        let mark = self.out.join(MARK);
        let part = self.hand.part(&mark, manifest.print().as_bytes())?;
        let file = part.file().try_clone().map_err(|e| said(e, &mark))?;
        // Nobody else knows of it yet; where the system knows no locks, this does nothing.
        let _ = file.try_lock();
        part.place(&mark)?;
        self.locked.push(file);
        Ok(())
    }
}

/// Opens the mark of a folder, and makes it if the folder is empty.
fn open(out: &Path, mark: &Path, hand: &Hand) -> io::Result<File> {
    loop {
        let empty = fs::read_dir(out).map_err(|e| said(e, out))?.next().is_none();
        // Looked for after the others: it is made before them and never goes.
        match fs::symlink_metadata(mark) {
            Ok(meta) if meta.is_file() => {
                let file = OpenOptions::new().read(true).write(true).open(mark).or_else(|_| File::open(mark));
                return file.map_err(|e| said(e, mark));
            }
            Ok(_) => {
                let why = "this is no file, so briefbook did not make it; remove it, or choose another folder";
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{}: {why}", mark.display())));
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(said(error, mark)),
            Err(_) if empty => match hand.create(mark) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(said(error, mark)),
                _ => {}
            },
            Err(_) => {
                let why = "is not empty, and briefbook did not make what is in it; choose another folder";
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} {why}", out.display())));
            }
        }
    }
}

#[cfg(unix)]
fn stamp(meta: &fs::Metadata) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    // The time of the last change, which nobody can set, also when a file of an older time was moved there.
    (meta.ctime(), meta.ctime_nsec())
}

#[cfg(not(unix))]
fn stamp(meta: &fs::Metadata) -> Stamp {
    let since = meta.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default();
    (since.as_secs() as i64, i64::from(since.subsec_nanos()))
}
