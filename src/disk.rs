//! The doors to the disk: a folder becomes [`Inputs`], [`Outputs`] become files. Nothing is read from
//! outside the book's folder or written outside the output folder; links are not followed.

#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::collections::btree_map::Entry;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::path::SitePath;
use crate::report::{Checked, Diagnostic, codes};
use crate::text::{Inputs, Outputs, sha256_hex};

/// The parts of a book's folder that are read.
const PARTS: [&str; 4] = ["site.toml", "content", "seeds", "themes"];

/// The file in the output folder that lists what was written there, so that a later build removes only what
/// an earlier one made.
const MANIFEST: &str = ".briefbook-manifest";

/// Reads the book in the folder `root`. What cannot be read is remarked and left out.
///
/// # Errors
/// When `root` is not a folder that can be read.
pub fn read(root: &Path) -> io::Result<Checked<Inputs>> {
    if !fs::metadata(root)?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "this is not a folder"));
    }
    let mut remarks = Vec::new();
    let mut paths: Vec<(SitePath, PathBuf)> = Vec::new();
    for part in PARTS {
        let top = root.join(part);
        if fs::symlink_metadata(&top).is_err() {
            continue;
        }
        for entry in WalkDir::new(&top).follow_links(false).follow_root_links(false).sort_by_file_name() {
            match entry {
                Ok(entry) => {
                    let shown = relative(root, entry.path());
                    if entry.path_is_symlink() {
                        remarks.push(about(
                            &shown,
                            Diagnostic::new(
                                &codes::FILE_SYMLINK,
                                format!("`{shown}` is a symbolic link and was not followed"),
                            )
                            .fix("put the file itself there, or remove the link"),
                        ));
                    } else if entry.file_type().is_file() {
                        match name(root, entry.path()) {
                            Ok(path) => paths.push((path, entry.into_path())),
                            Err(why) => remarks.push(about(
                                &shown,
                                Diagnostic::new(&codes::FILE_NAME, format!("the file `{shown}` was left out: {why}"))
                                    .fix("rename it"),
                            )),
                        }
                    } else if !entry.file_type().is_dir() {
                        // To open one may wait for ever.
                        remarks.push(unreadable(&shown, "this is a pipe, a socket or a device, not a file".to_owned()));
                    }
                }
                Err(error) => {
                    let shown = error.path().map_or_else(|| part.to_owned(), |p| relative(root, p));
                    remarks.push(unreadable(
                        &shown,
                        error.io_error().map_or_else(|| error.to_string(), ToString::to_string),
                    ));
                }
            }
        }
    }
    let read: Vec<(SitePath, io::Result<Vec<u8>>)> =
        paths.into_par_iter().map(|(path, file)| (path, fs::read(file))).collect();
    let mut inputs = Inputs::default();
    for (path, bytes) in read {
        match bytes {
            Ok(bytes) => match inputs.files.entry(path) {
                Entry::Vacant(free) => {
                    free.insert(Arc::from(bytes));
                }
                // Two files, whose names are one once their letters are composed.
                Entry::Occupied(taken) => remarks.push(about(
                    taken.key().on_disk(),
                    Diagnostic::new(&codes::FILE_NAME, format!("another file has the name `{}` too", taken.key()))
                        .note("their letters are coded differently, and look the same; only one of them was read")
                        .fix("rename one of them"),
                )),
            },
            Err(error) => remarks.push(unreadable(path.on_disk(), error.to_string())),
        }
    }
    Ok(Checked::new(inputs, remarks))
}

fn unreadable(path: &str, why: String) -> Diagnostic {
    about(path, Diagnostic::new(&codes::FILE_UNREADABLE, format!("`{path}` could not be read: {why}")))
}

fn about(path: &str, diagnostic: Diagnostic) -> Diagnostic {
    match SitePath::new(path) {
        Ok(path) => diagnostic.in_file(&path),
        Err(_) => diagnostic,
    }
}

/// The path as it is shown, whatever is in it.
fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    inside.to_string_lossy().replace('\\', "/").chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// The path of a file in the book.
fn name(root: &Path, path: &Path) -> Result<SitePath, String> {
    let inside = path.strip_prefix(root).map_err(|e| e.to_string())?;
    let mut parts = Vec::new();
    for part in inside.components() {
        parts.push(part.as_os_str().to_str().ok_or("its name is not valid Unicode")?);
    }
    SitePath::new(parts.join("/")).map_err(|e| e.to_string())
}

/// What [`write()`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that are new or had other bytes.
    pub changed: usize,
    /// Files that were as they should be.
    pub kept: usize,
    /// Files of an earlier build that are no longer part of the book.
    pub removed: usize,
}

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

/// Writes the outputs into the folder `out`: only what changed, each file whole or not at all. Files that an
/// earlier build wrote and this one does not are removed; anything else in the folder is left alone.
///
/// # Errors
/// When a file or folder cannot be written; what the system answered is said with its path.
pub fn write(out: &Path, outputs: &Outputs) -> io::Result<Written> {
    fs::create_dir_all(out).map_err(|e| said(e, out))?;
    let before = manifest(out);
    if before.is_none() && fs::read_dir(out).map_err(|e| said(e, out))?.next().is_some() {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            format!("{} is not empty, and briefbook did not make what is in it; choose another folder", out.display()),
        ));
    }
    // The list is written first: should this stop halfway, a later build still knows what is its own.
    let now: BTreeSet<String> = outputs.files.keys().map(|p| p.as_str().to_owned()).collect();
    let both: BTreeSet<&String> = before.iter().flatten().chain(&now).collect();
    put(out, &out.join(MANIFEST), listing(both.into_iter()).as_bytes())?;
    let mut written = Written::default();
    // What is no longer part of the book goes first: a folder may be wanted where a file was, or a file where a folder was.
    for old in before.iter().flatten().filter(|p| !now.contains(*p)) {
        // The list is a file like any other: what it names is checked again.
        let Ok(path) = crate::path::OutPath::new(old.as_str()) else { continue };
        let file = out.join(path.as_str());
        if safe(out, &file).is_ok() && fs::remove_file(&file).is_ok() {
            written.removed += 1;
            let mut folder = file.parent();
            while let Some(f) = folder.filter(|f| *f != out && fs::remove_dir(f).is_ok()) {
                folder = f.parent();
            }
        }
    }
    let mut folders: BTreeSet<PathBuf> =
        outputs.files.keys().filter_map(|p| out.join(p.as_str()).parent().map(Path::to_path_buf)).collect();
    folders.remove(out);
    for folder in &folders {
        safe(out, folder)?;
        fs::create_dir_all(folder).map_err(|e| said(e, folder))?;
    }
    let results: Vec<io::Result<bool>> = outputs
        .files
        .par_iter()
        .map(|(path, bytes)| {
            let file = out.join(path.as_str());
            match fs::symlink_metadata(&file) {
                Ok(meta)
                    if meta.is_file()
                        && meta.len() == bytes.len() as u64
                        && fs::read(&file).is_ok_and(|old| old[..] == bytes[..]) =>
                {
                    return Ok(false);
                }
                Ok(meta) if meta.is_dir() => {
                    return Err(io::Error::new(
                        io::ErrorKind::IsADirectory,
                        format!("{}: a folder stands where a file should be", file.display()),
                    ));
                }
                _ => {}
            }
            put(out, &file, bytes).map(|()| true)
        })
        .collect();
    for result in results {
        if result? { written.changed += 1 } else { written.kept += 1 }
    }
    put(out, &out.join(MANIFEST), listing(now.iter()).as_bytes())?;
    Ok(written)
}

fn listing<'a>(paths: impl Iterator<Item = &'a String>) -> String {
    paths.map(|p| format!("{p}\n")).collect()
}

fn manifest(out: &Path) -> Option<BTreeSet<String>> {
    let file = out.join(MANIFEST);
    if !fs::symlink_metadata(&file).ok()?.is_file() {
        return None;
    }
    Some(fs::read_to_string(file).ok()?.lines().map(str::to_owned).collect())
}

/// Refuses a path on which a symbolic link stands: what it leads to may lie outside.
fn safe(out: &Path, path: &Path) -> io::Result<()> {
    let mut at = out.to_path_buf();
    for part in path.strip_prefix(out).map_err(|_| io::Error::other("outside the output folder"))?.components() {
        at.push(part);
        if fs::symlink_metadata(&at).is_ok_and(|m| m.file_type().is_symlink()) {
            return Err(io::Error::other(format!(
                "{}: a symbolic link stands here, and nothing is written through it",
                at.display()
            )));
        }
    }
    Ok(())
}

/// Puts new bytes in the place of a file of the book in the folder `root`. It keeps its permissions.
///
/// # Errors
/// When the file no longer has the bytes `before`, or the system refuses.
pub fn replace(root: &Path, path: &SitePath, before: &[u8], after: &[u8]) -> io::Result<()> {
    let file = root.join(path.on_disk());
    let meta = fs::symlink_metadata(&file).map_err(|e| said(e, &file))?;
    if !meta.is_file() || fs::read(&file).map_err(|e| said(e, &file))? != before {
        return Err(io::Error::other(format!("{}: the file has changed meanwhile; try again", file.display())));
    }
    let part = beside(root, &file, after)?;
    fs::set_permissions(&part, meta.permissions()).map_err(|e| said(e, &part))?;
    fs::rename(&part, &file).map_err(|e| said(e, &file))
}

/// Writes a file whole or not at all: beside it first, then in its place.
fn put(out: &Path, file: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = beside(out, file, bytes)?;
    fs::rename(&part, file).map_err(|e| said(e, file))
}

/// Writes bytes into a new file beside the one they are for.
fn beside(out: &Path, file: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    if let Some(folder) = file.parent() {
        safe(out, folder)?;
    }
    // The name is short whatever the file's own is, and no file of the book has it: those with a dot in front
    // are not part of it.
    let name = file.file_name().unwrap_or_default();
    let part = file.with_file_name(format!(".briefbook-{}.part", &sha256_hex(name.as_encoded_bytes())[..16]));
    // A part left by a build that was killed, or a link put there, goes first.
    let _ = fs::remove_file(&part);
    fs::write(&part, bytes).map_err(|e| said(e, &part))?;
    Ok(part)
}

fn said(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
