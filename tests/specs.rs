//! One spec a diagnostic, `tests/specs/diagnostics/<subject>-<fault>.md`: prose, a book in fenced blocks, and the whole
//! face of what is remarked about it. The manual's page of diagnostics is made from these and from the codes.
//!
//! A block's first word is its language, its second the path of the file it holds. `bytes` is a file whose `\xNN`
//! stand for bytes, `link` a symbolic link, `pipe` a pipe, `sparse` a file with that beginning and, behind its path, that
//! length. Of the files in `_site`, `edited` is one that was built and then changed, `own` one that somebody put where
//! the book wants one, `left` one of an earlier book that was changed. `remarks` is what is expected. A spec that links to
//! `../study.md` has the files of that one as well. When a message has changed for the better, look at the new one as
//! a newcomer would, and then take it over: `BRIEFBOOK_BLESS=1 cargo test --test specs`.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "specs are files, and some faults need files on a disk"
)]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use briefbook::path::{OutPath, SitePath};
use briefbook::report::print::{self, Texts};
use briefbook::report::{Code, codes};
use briefbook::text::Inputs;
use common::{Built, Fence, build_inputs, fences};

/// Whether what is expected is to be written anew.
fn bless() -> bool {
    std::env::var_os("BRIEFBOOK_BLESS").is_some()
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Bytes from text in which `\xNN` stands for a byte.
fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut parts = text.split("\\x");
    out.extend(parts.next().unwrap_or("").bytes());
    for part in parts {
        out.push(u8::from_str_radix(&part[..2], 16).unwrap());
        out.extend(part[2..].bytes());
    }
    out
}

/// Builds the book of a spec, in memory where that will do.
fn built(spec: &str) -> Built {
    let study = fs::read_to_string(root("tests/specs/study.md")).unwrap();
    let mut all: Vec<Fence> = if spec.contains("(../study.md)") { fences(&study) } else { Vec::new() };
    all.extend(fences(spec).into_iter().filter(|f| f.kind != "remarks"));
    let mut inputs = Inputs::default();
    let (mut on_disk, mut in_site) = (Vec::new(), Vec::new());
    for fence in &all {
        let content = if fence.kind == "bytes" { bytes(fence.text) } else { fence.text.as_bytes().to_vec() };
        match SitePath::new(fence.path) {
            _ if fence.path.starts_with("_site/") => in_site.push(fence),
            Ok(path) if !["link", "pipe", "sparse"].contains(&fence.kind) && !fence.path.contains("/.briefbook-") => {
                inputs.files.insert(path, content.into());
            }
            _ => on_disk.push((fence, content)),
        }
    }
    if on_disk.is_empty() {
        return written(build_inputs(&inputs, false), &in_site);
    }
    let folder = tempfile::tempdir().unwrap();
    let place = |path: &str| {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        file
    };
    inputs.files.iter().for_each(|(path, bytes)| fs::write(place(path.as_str()), bytes).unwrap());
    for (fence, content) in on_disk {
        let (path, length) = fence.path.split_once(' ').filter(|_| fence.kind == "sparse").unwrap_or((fence.path, "0"));
        let file = place(path);
        match fence.kind {
            "sparse" => {
                fs::write(&file, content).unwrap();
                fs::File::options().write(true).open(file).unwrap().set_len(length.parse().unwrap()).unwrap();
            }
            "link" => std::os::unix::fs::symlink(fence.text.trim_end(), file).unwrap(),
            "pipe" => assert!(std::process::Command::new("mkfifo").arg(file).status().unwrap().success()),
            _ => fs::write(file, content).unwrap(),
        }
    }
    let mut remarks = Vec::new();
    let inputs = briefbook::disk::read(folder.path()).unwrap().into_value(&mut remarks);
    let mut built = build_inputs(&inputs, false);
    built.remarks.extend(remarks);
    built
}

/// What is remarked when a book is written into a folder with these files in it, too.
fn written(mut built: Built, in_site: &[&Fence]) -> Built {
    if in_site.is_empty() {
        return built;
    }
    let folder = tempfile::tempdir().unwrap();
    let write =
        |outputs| briefbook::disk::write(folder.path(), outputs, &|| panic!("nobody else writes there")).unwrap();
    let path = |fence: &Fence| OutPath::new(fence.path.trim_start_matches("_site/")).unwrap();
    let mut before = built.outputs.clone();
    for fence in in_site {
        match fence.kind {
            "own" => drop(before.files.remove(&path(fence))),
            "left" => drop(before.files.insert(path(fence), b"as it was written".to_vec().into())),
            kind => assert_eq!(kind, "edited"),
        }
    }
    assert!(write(&before).remarks.is_empty());
    in_site.iter().for_each(|f| fs::write(folder.path().join(path(f).as_str()), f.text).unwrap());
    built.remarks.extend(write(&built.outputs).remarks);
    built
}

/// Every spec: its file, the code it is about, its text.
fn specs() -> Vec<(PathBuf, &'static Code, String)> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root("tests/specs/diagnostics")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            let first =
                text.lines().next().unwrap_or("").trim_start_matches("# ").split(':').next().unwrap_or("").trim();
            let code = codes::find(first).unwrap_or_else(|| panic!("{file:?}: there is no code {first:?}"));
            let name = file.file_stem().unwrap().to_str().unwrap();
            assert!(name.starts_with(&code.id.replace('/', "-")), "{file:?} is about {first}");
            (file, code, text)
        })
        .collect()
}

fn expected(spec: &str) -> Option<&str> {
    fences(spec).into_iter().find(|f| f.kind == "remarks").map(|f| f.text)
}

#[test]
fn every_diagnostic_looks_as_its_spec_shows() {
    let wrong = differences();
    assert!(wrong.is_empty(), "{wrong}\n`BRIEFBOOK_BLESS=1 cargo test --test specs` takes these over");
}

/// Where a face is not what its spec shows. When it is to be taken over, it is, once.
fn differences() -> &'static str {
    static ONCE: OnceLock<String> = OnceLock::new();
    ONCE.get_or_init(compare)
}

fn compare() -> String {
    let mut wrong = String::new();
    for (file, code, spec) in specs() {
        let built = built(&spec);
        let texts: Texts = built.compiled.texts.iter().map(|(path, text)| (path, text.written())).collect();
        let faces: Vec<String> =
            built.remarks.iter().filter(|r| r.code == code).map(|r| print::human(r, &texts, false)).collect();
        let others: BTreeSet<&str> = built.remarks.iter().map(|r| r.code.id).filter(|id| *id != code.id).collect();
        assert!(others.is_empty(), "{file:?} is to show its own code only; there were {others:?} too");
        assert!(!faces.is_empty(), "{file:?}: {} was not remarked", code.id);
        for remark in &built.remarks {
            // What is printed is what the facts say, with nothing put to it where the fault was found.
            assert_eq!(remark.words, remark.facts.english(), "{file:?}");
        }
        let shown = format!("{}\n", faces.join("\n\n"));
        let before = expected(&spec);
        if before == Some(shown.as_str()) {
            continue;
        }
        if bless() {
            let new = match before {
                Some(before) => {
                    let start = before.as_ptr() as usize - spec.as_ptr() as usize;
                    format!("{}{shown}{}", &spec[..start], &spec[start + before.len()..])
                }
                None => format!("{}\n\n```remarks\n{shown}```\n", spec.trim_end()),
            };
            fs::write(file, new).unwrap();
        } else {
            let diff = similar::TextDiff::from_lines(before.unwrap_or(""), &shown).unified_diff().to_string();
            let _ = writeln!(wrong, "{}\n{diff}", file.display());
        }
    }
    wrong
}

#[test]
fn every_code_has_a_spec() {
    let specs: BTreeSet<&str> = specs().iter().map(|(_, code, _)| code.id).collect();
    let without: Vec<&str> = codes::ALL.iter().map(|c| c.id).filter(|id| !specs.contains(id)).collect();
    assert!(without.is_empty(), "these codes have no file in tests/specs/diagnostics: {without:?}");
}

/// What stands between the hand-written part of the manual's page and the list of codes.
const MARK: &str = "<!-- Below this line: made from src/report/codes.rs and tests/specs by `BRIEFBOOK_BLESS=1 cargo test --test specs`. -->\n";

#[test]
fn the_manual_lists_every_code() {
    if bless() {
        // The page shows the faces as they will be.
        differences();
    }
    let file = root("src/manual/diagnostics.md");
    let page = fs::read_to_string(&file).unwrap();
    let at = page.find(MARK).expect("the page has its mark") + MARK.len();
    let specs = specs();
    let mut subjects: BTreeMap<&str, Vec<&Code>> = BTreeMap::new();
    let mut order = Vec::new();
    for code in codes::ALL {
        if !order.contains(&code.subject()) {
            order.push(code.subject());
        }
        subjects.entry(code.subject()).or_default().push(code);
    }
    let mut list = String::from("\n| code | severity | in short |\n|---|---|---|\n");
    for code in order.iter().flat_map(|s| &subjects[s]) {
        let anchor = code.id.replace('/', "");
        let summary = code.summary().replace('|', "\\|");
        let _ = writeln!(list, "| [`{}`](#{anchor}) | {} | {summary} |", code.id, code.severity.word());
    }
    for code in order.iter().flat_map(|s| &subjects[s]) {
        let explain = code.explain.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(list, "\n### {}\n\n*{}.* {explain}\n", code.id, capital(code.severity.word()));
        if let Some(face) = specs.iter().find(|(_, c, _)| c.id == code.id).and_then(|(_, _, s)| expected(s)) {
            let _ = write!(list, "\n```text\n{face}```\n");
        }
    }
    if bless() {
        fs::write(file, format!("{}{list}", &page[..at])).unwrap();
    } else {
        assert!(
            page[at..] == list,
            "src/manual/diagnostics.md is not what `BRIEFBOOK_BLESS=1 cargo test --test specs` makes"
        );
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
