//! A book's folder to its files, with a remark for each that cannot be taken.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a door: it reads the book's folder")]

use std::collections::btree_map::Entry;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{PARTS, RESCUE};
use crate::intake::{self, Admission};
use crate::path::SitePath;
use crate::report::faults::{FileName, FileRescue, FileSymlink, FileUnreadable};
use crate::report::{Checked, Diagnostic};
use crate::text::Inputs;

/// How many bytes of a file are read before it is asked whether the rest is wanted.
const FIRST: usize = 64 * 1024;

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
                Ok(entry) => match file(root, &entry) {
                    Ok(Some(path)) => paths.push((path, entry.into_path())),
                    Ok(None) => {}
                    Err(remark) => remarks.push(*remark),
                },
                Err(error) => {
                    let shown = error.path().map_or_else(|| part.to_owned(), |p| relative(root, p));
                    let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    remarks.push(unreadable(&shown, why));
                }
            }
        }
    }
    // Those of single files lie beside the parts of the book, not in one.
    let beside: Vec<(SitePath, PathBuf)> = PARTS
        .iter()
        .map(|part| format!("{RESCUE}{part}"))
        .filter(|name| fs::symlink_metadata(root.join(name)).is_ok())
        .filter_map(|name| Some((SitePath::new(&*name).ok()?, root.join(&name))))
        .collect();
    remarks.extend(paths.iter().chain(&beside).filter_map(|(path, file)| rescued(path, file)));
    let read: Vec<(SitePath, Taken)> = paths
        .into_par_iter()
        .map(|(path, file)| {
            let taken = take(&path, &file);
            (path, taken)
        })
        .collect();
    let mut inputs = Inputs::default();
    for (path, taken) in read {
        match taken {
            Taken::Whole(bytes) => match inputs.files.entry(path) {
                Entry::Vacant(free) => {
                    free.insert(bytes);
                }
                // Two files, whose names are one once their letters are composed.
                Entry::Occupied(taken) => remarks.push(twin(taken.key())),
            },
            Taken::Unwanted => {}
            Taken::Refused(remark) => remarks.push(*remark),
        }
    }
    Ok(Checked::new(inputs, remarks))
}

/// The path of an entry that is a file of the book, none for a folder, and a remark for what cannot be taken.
fn file(root: &Path, entry: &DirEntry) -> Result<Option<SitePath>, Box<Diagnostic>> {
    let shown = relative(root, entry.path());
    if entry.path_is_symlink() {
        return Err(Box::new(about(&shown, Diagnostic::of(FileSymlink { file: shown.clone() }))));
    }
    if entry.file_type().is_dir() {
        return Ok(None);
    }
    if !entry.file_type().is_file() {
        // To open one may wait for ever.
        return Err(Box::new(about(&shown, Diagnostic::of(FileUnreadable::NoFile { file: shown.clone() }))));
    }
    let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let parts: Option<Vec<&str>> = inside.components().map(|part| part.as_os_str().to_str()).collect();
    let path = match parts {
        Some(parts) => SitePath::new(parts.join("/")).map_err(|flaw| FileName::Path { file: shown.clone(), flaw }),
        None => Err(FileName::NotUnicode { file: shown.clone() }),
    };
    path.map(Some).map_err(|fault| Box::new(about(&shown, Diagnostic::of(fault))))
}

/// What became of a file that was to be read.
enum Taken {
    Whole(Arc<[u8]>),
    /// Nobody asks for what is in it.
    Unwanted,
    Refused(Box<Diagnostic>),
}

/// Reads a file whose first bytes do not say that it is not wanted.
fn take(path: &SitePath, file: &Path) -> Taken {
    let read = || -> io::Result<Taken> {
        let mut open = File::open(file)?;
        let length = open.metadata()?.len();
        let mut first = vec![0; FIRST.min(usize::try_from(length).unwrap_or(FIRST))];
        open.read_exact(&mut first)?;
        if length > FIRST as u64 {
            match intake::admit(path, &first, length) {
                Admission::Whole => {}
                Admission::Unwanted => return Ok(Taken::Unwanted),
                Admission::Refused(remark) => return Ok(Taken::Refused(remark)),
            }
        }
        let whole = rest(first, open, length)?;
        let grew = || {
            let fault = FileUnreadable::Grew { file: path.on_disk().to_owned() };
            Taken::Refused(Box::new(about(path.on_disk(), Diagnostic::of(fault))))
        };
        Ok(whole.map_or_else(grew, Taken::Whole))
    };
    read().unwrap_or_else(|error| Taken::Refused(Box::new(unreadable(path.on_disk(), error.to_string()))))
}

/// What is to be said of a second file of one name.
fn twin(path: &SitePath) -> Diagnostic {
    Diagnostic::of(FileName::Twin { file: path.to_string() }).in_file(path)
}

/// The whole of a file of which the first bytes were read. They are held once: a file may be as large as the memory allows.
/// Nothing where it has become longer meanwhile.
fn rest(first: Vec<u8>, mut file: File, length: u64) -> io::Result<Option<Arc<[u8]>>> {
    let length = usize::try_from(length).map_err(|_| io::ErrorKind::FileTooLarge)?;
    let mut whole: Arc<[u8]> = std::iter::repeat_n(0, length).collect();
    if let Some(bytes) = Arc::get_mut(&mut whole) {
        bytes[..first.len()].copy_from_slice(&first);
        file.read_exact(&mut bytes[first.len()..])?;
    }
    Ok((file.read(&mut [0])? == 0).then_some(whole))
}

/// What is to be said of the text of a file that was being overwritten when its writer was broken off.
fn rescued(path: &SitePath, file: &Path) -> Option<Diagnostic> {
    let name = path.file_name().strip_prefix(RESCUE)?;
    let of = SitePath::new(format!("{}{name}", path.as_str().strip_suffix(path.file_name())?)).ok()?;
    let whole = fs::read(file).is_ok_and(|text| fs::read(file.with_file_name(name)).is_ok_and(|now| now == text));
    Some(Diagnostic::of(FileRescue { of: of.to_string(), whole }).in_file(path))
}

fn unreadable(path: &str, error: String) -> Diagnostic {
    about(path, Diagnostic::of(FileUnreadable::System { file: path.to_owned(), error }))
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
