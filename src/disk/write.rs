//! A site into its folder: only what changed, each file whole or not at all, and nothing of anybody else's lost.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a door: it looks into the output folder")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::claim::Claim;
use super::hand::Hand;
use super::manifest::Manifest;
use super::place::{obstacle, said};
use crate::path::OutPath;
use crate::report::faults::{Obstacle, OutputKept, OutputTaken};
use crate::report::{Checked, Diagnostic};
use crate::text::{Outputs, sha256_hex};

/// What [`write()`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that are new or had other bytes.
    pub changed: usize,
    /// Files that were as they should be.
    pub kept: usize,
    /// Files of an earlier build that are no longer part of the book.
    pub removed: usize,
    /// Files that are somebody else's, in the place of one of the book or of an earlier build, and were left.
    pub left: usize,
}

/// Writes the outputs into the folder `out`: only what changed, each file whole or not at all. Files that an
/// earlier build wrote and this one does not are removed. Anything else in the folder is left alone: also what stands
/// in the place of an output, and what somebody changed since it was written, which is remarked.
///
/// If another build is writing into the folder, `waiting` is called, and this one goes on when that is done.
///
/// # Errors
/// When the folder is not briefbook's own, or a file or folder cannot be written; what the system answered is said
/// with its path. Then each file is as it was or as it should be, and the next build goes on from there.
pub fn write(out: &Path, outputs: &Outputs, waiting: &dyn Fn()) -> io::Result<Checked<Written>> {
    write_by(&Hand::default(), out, outputs, waiting)
}

/// [`write()`] by a hand that may break off.
pub(super) fn write_by(hand: &Hand, out: &Path, outputs: &Outputs, waiting: &dyn Fn()) -> io::Result<Checked<Written>> {
    let mut claim = Claim::take(out, hand, waiting)?;
    let site = Site { out, hand, hashes: outputs.files.par_iter().map(|(p, b)| (p, sha256_hex(b))).collect() };
    let mut remarks = Vec::new();
    let mut written = Written::default();
    // What is no longer part of the book goes first: a folder may be wanted where a file was, or a file where a folder was.
    let mut after = Manifest::default();
    for path in claim.before.paths().filter(|p| !outputs.files.contains_key(*p)) {
        match site.clear(&claim, path)? {
            Cleared::Removed => written.removed += 1,
            Cleared::Gone => {}
            Cleared::Changed => {
                written.left += 1;
                after.keep(path, &claim.before);
                remarks.push(kept(path));
            }
        }
    }
    let states = site.survey(&claim, outputs)?;
    let mut wanted = BTreeMap::new();
    for (path, state) in states {
        match state {
            State::Same => written.kept += 1,
            State::Other => {
                wanted.insert(path, &outputs.files[path]);
            }
            State::Taken(by) => {
                written.left += 1;
                after.keep(path, &claim.before);
                remarks.extend(by.map(Diagnostic::of));
                continue;
            }
        }
        after.add(path, &site.hashes[path]);
    }
    written.changed = wanted.len();
    if !wanted.is_empty() {
        // The list is written first: should this stop halfway, a later build still knows what is its own.
        let mut both = after.clone();
        both.under_way = true;
        both.keep_all(&claim.before);
        claim.note(&both)?;
        site.fill(&wanted)?;
    }
    if !wanted.is_empty() || after != claim.before {
        claim.note(&after)?;
    }
    Ok(Checked::new(written, remarks))
}

/// How an output stands in the folder.
enum State {
    /// As it should be.
    Same,
    /// Not there, or as an earlier build wrote it.
    Other,
    /// Somebody else's stands there; with what is to be said of it, the first time.
    Taken(Option<OutputTaken>),
}

fn kept(path: &OutPath) -> Diagnostic {
    Diagnostic::of(OutputKept { output: path.to_string() })
}

/// Whether a file holds these bytes; it may be a long one, so it is read bit by bit.
fn holds(file: &Path, mut bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(file)?;
    let mut bit = vec![0; 64 * 1024];
    loop {
        let count = file.read(&mut bit)?;
        match bytes.strip_prefix(&bit[..count]) {
            Some(rest) if count > 0 => bytes = rest,
            Some(rest) => return Ok(rest.is_empty()),
            None => return Ok(false),
        }
    }
}

/// What became of a file that is no longer part of the book.
enum Cleared {
    Removed,
    /// It was not there, or is no file.
    Gone,
    /// Somebody changed it, so it stays.
    Changed,
}

/// A site on its way into a folder.
struct Site<'a> {
    out: &'a Path,
    hand: &'a Hand,
    /// The SHA-256 of each output.
    hashes: BTreeMap<&'a OutPath, String>,
}

impl<'a> Site<'a> {
    /// Removes a file of an earlier build, and the folders that it leaves empty.
    fn clear(&self, claim: &Claim, path: &OutPath) -> io::Result<Cleared> {
        let file = self.out.join(path.as_str());
        let folder = file.parent().unwrap_or(self.out);
        if obstacle(self.out, folder).is_some() {
            return Ok(Cleared::Gone);
        }
        let mut cleared = Cleared::Gone;
        if fs::symlink_metadata(&file).is_ok_and(|meta| meta.is_file()) {
            if !claim.before.wrote(path, &fs::read(&file).map_err(|e| said(e, &file))?) {
                return Ok(Cleared::Changed);
            }
            self.hand.remove(&file).map_err(|e| said(e, &file))?;
            cleared = Cleared::Removed;
        }
        let mut folder = Some(folder);
        while let Some(f) = folder.filter(|f| *f != self.out && self.hand.remove_folder(f).is_ok()) {
            folder = f.parent();
        }
        Ok(cleared)
    }

    /// How each output stands in the folder.
    fn survey(&self, claim: &Claim, outputs: &'a Outputs) -> io::Result<Vec<(&'a OutPath, State)>> {
        let folders: BTreeSet<PathBuf> = outputs.files.keys().filter_map(|p| self.folder(p)).collect();
        let blocked: BTreeMap<&PathBuf, PathBuf> =
            folders.iter().filter_map(|f| obstacle(self.out, f).map(|at| (f, at))).collect();
        let mut said_of = BTreeSet::new();
        let mut states = Vec::new();
        let mut open = Vec::new();
        for (path, bytes) in &outputs.files {
            match self.folder(path).and_then(|folder| blocked.get(&folder)) {
                Some(at) => {
                    let link = fs::symlink_metadata(at).is_ok_and(|meta| meta.is_symlink());
                    let what = if link { Obstacle::Link } else { Obstacle::NoFolder };
                    let shown = at.strip_prefix(self.out).unwrap_or(at).to_string_lossy().replace('\\', "/");
                    let taken = said_of.insert(at).then_some(OutputTaken { output: shown, obstacle: what });
                    states.push((path, State::Taken(taken)));
                }
                None => open.push((path, bytes)),
            }
        }
        let looked: Vec<io::Result<(&OutPath, State)>> =
            open.into_par_iter().map(|(path, bytes)| Ok((path, self.look(claim, path, bytes)?))).collect();
        for state in looked {
            states.push(state?);
        }
        Ok(states)
    }

    /// The folder of an output.
    fn folder(&self, path: &OutPath) -> Option<PathBuf> {
        self.out.join(path.as_str()).parent().map(Path::to_path_buf)
    }

    /// How an output stands in the folder, on the way to which nothing is in the way.
    fn look(&self, claim: &Claim, path: &OutPath, bytes: &[u8]) -> io::Result<State> {
        let file = self.out.join(path.as_str());
        let taken = |what| Ok(State::Taken(Some(OutputTaken { output: path.to_string(), obstacle: what })));
        let meta = match fs::symlink_metadata(&file) {
            Ok(meta) => meta,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Other),
            Err(error) => return Err(said(error, &file)),
        };
        if meta.is_symlink() {
            return taken(Obstacle::Link);
        }
        if meta.is_dir() {
            return taken(Obstacle::Folder);
        }
        if !meta.is_file() {
            return taken(Obstacle::Foreign);
        }
        if meta.len() == bytes.len() as u64 && claim.untouched(path, &self.hashes[path], &meta) {
            return Ok(State::Same);
        }
        if meta.len() == bytes.len() as u64 && holds(&file, bytes).map_err(|e| said(e, &file))? {
            return Ok(State::Same);
        }
        let there = fs::read(&file).map_err(|e| said(e, &file))?;
        match () {
            () if claim.before.wrote(path, &there) => Ok(State::Other),
            () if claim.before.names(path) => taken(Obstacle::Changed),
            () => taken(Obstacle::Foreign),
        }
    }

    /// Writes the files that are wanted.
    fn fill(&self, wanted: &BTreeMap<&OutPath, &Arc<[u8]>>) -> io::Result<()> {
        let folders: BTreeSet<PathBuf> = wanted.keys().filter_map(|p| self.folder(p)).collect();
        for folder in &folders {
            self.hand.folder(folder).map_err(|e| said(e, folder))?;
        }
        wanted.par_iter().map(|(path, bytes)| self.hand.put(&self.out.join(path.as_str()), bytes)).collect()
    }
}
