//! The hand that changes the disk: every change is one of its steps, so that tests can break off at each.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a door: all changes to the disk are made here"
)]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::place::said;

/// How the name of a file that is not yet in its place begins, and how it ends.
const PART: (&str, &str) = (".briefbook-", ".part");

/// The hand that changes the disk.
#[derive(Default)]
pub(super) struct Hand {
    /// At which step a test has it break off.
    #[cfg(test)]
    pub(super) fault: super::fault::Fault,
}

/// What a step does, as far as faults tell steps apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It wants room on the disk.
    Room,
    /// It wants none.
    NoRoom,
}

impl Hand {
    #[cfg(not(test))]
    fn step(&self, _: Step) -> io::Result<()> {
        Ok(())
    }

    #[cfg(test)]
    fn step(&self, step: Step) -> io::Result<()> {
        self.fault.step(step == Step::Room)
    }

    /// Makes a new, empty file.
    pub(super) fn create(&self, path: &Path) -> io::Result<File> {
        self.step(Step::Room)?;
        OpenOptions::new().read(true).write(true).create_new(true).open(path)
    }

    /// Writes bytes where a file's cursor stands.
    fn fill(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if let Err(fault) = self.step(Step::Room) {
            // As much as there is room for.
            let _ = file.write(&bytes[..bytes.len() / 2]);
            return Err(fault);
        }
        file.write_all(bytes)
    }

    /// Puts one file in the place of another, or of none.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Step::NoRoom)?;
        fs::rename(from, to)
    }

    /// Removes a file or a link.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(Step::NoRoom)?;
        fs::remove_file(path)
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step(Step::NoRoom)?;
        fs::remove_dir(path)
    }

    /// Makes a folder, and those it lies in.
    pub(super) fn folder(&self, path: &Path) -> io::Result<()> {
        if fs::metadata(path).is_ok_and(|m| m.is_dir()) {
            return Ok(());
        }
        self.step(Step::Room)?;
        fs::create_dir_all(path)
    }

    /// Writes bytes into a new file beside the one at `path`, for which they are meant. Its name is short whatever that
    /// one's is, no other process takes it, and no file of a book or a site has it: those with a dot in front are not
    /// part of them.
    pub(super) fn part(&self, path: &Path, bytes: &[u8]) -> io::Result<Part<'_>> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{}{}-{count}{}", PART.0, std::process::id(), PART.1);
            let at = path.with_file_name(name);
            match self.create(&at) {
                Ok(file) => {
                    let mut part = Part { hand: self, at, file, placed: false };
                    self.fill(&mut part.file, bytes).map_err(|e| said(e, path))?;
                    return Ok(part);
                }
                // One of a process that had the same number and was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(said(error, path)),
            }
        }
    }

    /// Writes a file whole or not at all: beside its place first, then into it.
    pub(super) fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.part(path, bytes)?.place(path)
    }

    /// Writes bytes over those of a file that is there; when that fails, those that it had before.
    pub(super) fn overwrite(&self, path: &Path, before: &[u8], after: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        let mut fill = |bytes: &[u8]| {
            file.seek(SeekFrom::Start(0))?;
            self.fill(&mut file, bytes)?;
            self.step(Step::NoRoom)?;
            file.set_len(bytes.len() as u64)
        };
        fill(after).inspect_err(|_| {
            let _ = fill(before);
        })
    }

    /// Removes the parts that builds which were killed left in a folder. The folder has to be claimed, or they may be
    /// those of a build that lives.
    pub(super) fn sweep(&self, folder: &Path) {
        for part in parts(folder) {
            let _ = self.remove(&part);
        }
    }

    /// Removes the parts in a folder that nobody has claimed, but for those that a living process is writing.
    pub(super) fn sweep_dead(&self, folder: &Path) {
        for part in parts(folder) {
            if File::open(&part).is_ok_and(|file| file.try_lock().is_ok()) {
                let _ = self.remove(&part);
            }
        }
    }
}

/// The files in a folder that are named as parts are.
fn parts(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let is_part = |name: &str| name.starts_with(PART.0) && name.ends_with(PART.1);
    entries
        .filter_map(Result::ok)
        .filter(|e| e.file_name().to_str().is_some_and(is_part) && e.file_type().is_ok_and(|t| t.is_file()))
        .map(|e| e.path())
        .collect()
}

/// A file that is written, and not yet in its place. It goes when it is dropped.
pub(super) struct Part<'a> {
    hand: &'a Hand,
    at: PathBuf,
    file: File,
    placed: bool,
}

impl Part<'_> {
    /// The file.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Gives it the owner and the permissions of another file.
    pub(super) fn belong_as(&self, other: &fs::Metadata) -> io::Result<()> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            let own = self.file.metadata()?;
            if (own.uid(), own.gid()) != (other.uid(), other.gid()) {
                self.hand.step(Step::NoRoom)?;
                fchown(&self.file, Some(other.uid()), Some(other.gid()))?;
            }
        }
        self.hand.step(Step::NoRoom)?;
        self.file.set_permissions(other.permissions())
    }

    /// Puts it in its place.
    pub(super) fn place(mut self, path: &Path) -> io::Result<()> {
        self.hand.rename(&self.at, path).map_err(|e| said(e, path))?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        if !self.placed {
            let _ = self.hand.remove(&self.at);
        }
    }
}
