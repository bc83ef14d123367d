//! Builds that are killed, that find no room on the disk, and that run at once: the program as it is, on a real disk.
//!
//! `src/disk/tests.rs` breaks a build off at its every step within a test. Here the system does it to the program
//! itself: strace lets its n-th change of the disk fail, or kills it there, for every n. So that the n-th is always the
//! same one, the program works with one thread. Where strace is missing or is not allowed to look into other programs,
//! these tests say so and test nothing.

#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests run the program on a disk")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_briefbook");

/// The calls by which a program changes a disk, under the names that any of the systems has for them. strace counts each
/// kind for itself.
const CHANGES: [&str; 15] = [
    "write",
    "writev",
    "pwrite64",
    "rename",
    "renameat",
    "renameat2",
    "mkdir",
    "mkdirat",
    "unlink",
    "unlinkat",
    "rmdir",
    "ftruncate",
    "fchmod",
    "fchown",
    "flock",
];

/// Those of them that want room.
const WANT_ROOM: [&str; 8] = ["write", "writev", "pwrite64", "rename", "renameat", "renameat2", "mkdir", "mkdirat"];

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Every file below a folder, with its bytes.
fn tree(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().map(Result::unwrap) {
            match entry.file_type().unwrap().is_dir() {
                true => open.push(entry.path()),
                false => {
                    let name = entry.path().strip_prefix(folder).unwrap().to_path_buf();
                    found.insert(name, fs::read(entry.path()).unwrap());
                }
            }
        }
    }
    found
}

fn put(folder: &Path, files: &Files) {
    for (path, bytes) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

/// A book of which two editions are built into the same folder, and what either is when nothing goes wrong.
struct Book {
    folder: TempDir,
    editions: [Files; 2],
}

impl Book {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            ("one/content/index.md", "# Home\n\n[[norms]]\n"),
            ("one/content/concepts/norms.md", "# Cyber norms\n\nText.\n"),
            ("one/content/papers/old.md", "# A paper that goes\n\nText.\n"),
            ("one/content/thing", "a file"),
            ("two/content/index.md", "# Home\n\n[[norms]], and more of them\n"),
            ("two/content/concepts/norms.md", "# Cyber norms\n\nText.\n"),
            ("two/content/actors/new.md", "# An actor that comes\n\nText.\n"),
            ("two/content/thing/inner", "now in a folder"),
        ];
        put(folder.path(), &files.iter().map(|(p, t)| (p.into(), t.as_bytes().to_vec())).collect());
        let mut book = Self { folder, editions: Default::default() };
        for edition in 0..2 {
            let out = tempfile::tempdir().unwrap();
            let built = book.build(edition, out.path()).output().unwrap();
            assert!(built.status.success(), "{}", words(&built));
            book.editions[edition] = tree(out.path());
            assert!(book.editions[edition].len() > 20);
        }
        book
    }

    /// The command that builds an edition into a folder.
    fn build(&self, edition: usize, out: &Path) -> Command {
        let mut command = Command::new(PROGRAM);
        self.arguments(&mut command, edition, out);
        command
    }

    fn arguments(&self, command: &mut Command, edition: usize, out: &Path) {
        let root = self.folder.path().join(["one", "two"][edition]);
        command.arg("build").arg(root).arg("--out").arg(out).env("RAYON_NUM_THREADS", "1").stdin(Stdio::null());
    }

    /// The same with what is to go wrong at the n-th of some calls.
    fn build_with(&self, fault: &str, edition: usize, out: &Path) -> Output {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("inject={fault}"), PROGRAM]);
        self.arguments(&mut command, edition, out);
        command.output().unwrap()
    }
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Whether strace can let things go wrong here. If not, that is said where nobody can miss it.
fn can_strace() -> bool {
    let probe = ["-f", "-qq", "-o", "/dev/null", "-e", "inject=write:error=ENOSPC:when=1", PROGRAM, "--version"];
    let why = match Command::new("strace").args(probe).output() {
        Ok(output) if output.stdout.is_empty() && !output.stderr.starts_with(b"strace") => return true,
        Ok(output) => format!("strace may not look into other programs: {}", words(&output)),
        Err(error) => format!("strace could not be run: {error}"),
    };
    // Past what holds the words of tests back.
    let _ = std::io::stderr().write_all(format!("\n*** NOT TESTED: faults of the disk; {why} ***\n").as_bytes());
    false
}

/// Calls `case` with 1, 2, 3 … on every processor until it says that there is no more, and gives the last number.
fn for_every_n(case: impl Fn(usize) -> bool + Sync) -> usize {
    let (next, last, over) = (AtomicUsize::new(1), AtomicUsize::new(usize::MAX), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from).min(8) {
            scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    let n = next.fetch_add(1, Ordering::SeqCst);
                    if !case(n) {
                        over.store(true, Ordering::SeqCst);
                        last.fetch_min(n, Ordering::SeqCst);
                    }
                }
            });
        }
    });
    last.into_inner()
}

/// Something goes wrong at every one of some calls while the edition `now` is built over the one `before`; then `next`
/// is built. Gives how many calls there were.
fn at_every_call(book: &Book, [before, now, next]: [Option<usize>; 3], calls: &[&str], fault: &str) -> usize {
    let count = |call: &&str| at_every(book, before, now.unwrap(), next.unwrap(), call, fault) - 1;
    calls.iter().map(count).sum()
}

/// The same for one kind of call. Gives the first number that there is no call of.
fn at_every(book: &Book, before: Option<usize>, now: usize, next: usize, call: &str, fault: &str) -> usize {
    let own: Files = [("CNAME", "example.org"), ("concepts/mine.html", "mine")]
        .map(|(path, text)| (path.into(), text.as_bytes().to_vec()))
        .into_iter()
        .filter(|_| before.is_some())
        .collect();
    for_every_n(|n| {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        if let Some(before) = before {
            put(&out, &book.editions[before]);
            put(&out, &own);
        }
        let case = format!("{fault} at {call} {n} of {before:?} → {now}");
        let broken = book.build_with(&format!("?{call}:{fault}:when={n}"), now, &out);
        let killed = broken.status.signal().is_some() || broken.status.code() == Some(137);
        let code = broken.status.code();
        assert!(killed || matches!(code, Some(0 | 2)), "{case}: {:?} {}", broken.status, words(&broken));
        let there = tree(&out);
        for (path, bytes) in &there {
            let name = path.file_name().unwrap().to_str().unwrap();
            let editions = before.into_iter().chain([now]).map(|e| &book.editions[e]);
            let whole = editions.chain([&own]).any(|e| e.get(path) == Some(bytes));
            let unfinished = name.starts_with(".briefbook-") && name.ends_with(".part");
            assert!(
                whole || name == ".briefbook-manifest" || killed && unfinished,
                "{case}: {} is neither old nor new",
                path.display()
            );
        }
        if code == Some(2) {
            let said = words(&broken);
            assert!(said.contains("No space left on device") && said.contains(out.to_str().unwrap()), "{case}: {said}");
        }
        assert!(own.iter().all(|(path, bytes)| there.get(path) == Some(bytes)), "{case}: what is one's own is gone");
        let again = book.build(next, &out).output().unwrap();
        assert!(again.status.success(), "{case}, and then: {}", words(&again));
        let expected: Files = book.editions[next].iter().chain(&own).map(|(p, b)| (p.clone(), b.clone())).collect();
        let found = tree(&out);
        let differ = expected.keys().chain(found.keys()).find(|p| expected.get(*p) != found.get(*p));
        assert_eq!(differ, None, "{case}, and then");
        // Past the last call, nothing goes wrong; nor where the last words cannot be printed.
        killed || code == Some(2)
    })
}

#[test]
fn a_first_and_a_second_build_may_be_killed_at_every_change_of_the_disk() {
    if can_strace() {
        let book = Book::new();
        let first = at_every_call(&book, [None, Some(0), Some(0)], &CHANGES, "signal=KILL");
        let second = at_every_call(&book, [Some(0), Some(1), Some(1)], &CHANGES, "signal=KILL");
        assert!(first > 150 && second > 30, "too few calls were seen: {first} and {second}");
    }
}

#[test]
fn the_build_after_a_killed_one_may_be_of_another_edition() {
    if can_strace() {
        let book = Book::new();
        assert!(at_every_call(&book, [Some(0), Some(1), Some(0)], &CHANGES, "signal=KILL") > 30);
    }
}

#[test]
fn the_disk_may_be_full_at_every_write_of_a_first_and_a_second_build() {
    if can_strace() {
        let book = Book::new();
        let first = at_every_call(&book, [None, Some(0), Some(0)], &WANT_ROOM, "error=ENOSPC");
        let second = at_every_call(&book, [Some(0), Some(1), Some(1)], &WANT_ROOM, "error=ENOSPC");
        assert!(first > 150 && second > 30, "too few calls were seen: {first} and {second}");
    }
}

#[test]
fn builds_that_run_at_once_wait_for_each_other() {
    let book = Book::new();
    for builds in [2, 8] {
        for round in 0..4 {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path().join("site");
            let running: Vec<_> = (0..builds)
                .map(|n| {
                    // Of one edition in the first rounds, of both in the others.
                    let mut build = book.build(if round < 2 { 0 } else { n % 2 }, &out);
                    build.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
                })
                .collect();
            for build in running {
                let output = build.wait_with_output().unwrap();
                assert!(output.status.success(), "{builds} builds: {}", words(&output));
                assert!(words(&output).contains("0 errors, 0 warnings, 0 remarks"), "{}", words(&output));
            }
            let found = tree(&out);
            assert!(book.editions.contains(&found), "{builds} builds left {:?}", found.keys());
        }
    }
}

#[test]
fn a_build_that_waits_says_so_and_goes_on_when_the_other_is_done() {
    let book = Book::new();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    assert!(book.build(0, &out).output().unwrap().status.success());
    let other = File::open(out.join(".briefbook-manifest")).unwrap();
    other.lock().unwrap();
    let mut build = book.build(1, &out).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(build.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert_eq!(line, format!("Another build is writing into {}; this one waits until it is done.\n", out.display()));
    assert_eq!(tree(&out), book.editions[0], "it waits");
    drop(other);
    said.read_to_string(&mut line).unwrap();
    assert!(build.wait().unwrap().success(), "{line}");
    assert_eq!(tree(&out), book.editions[1]);
}

#[test]
fn the_list_of_what_was_written_is_one_that_sha256sum_checks() {
    let book = Book::new();
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), &book.editions[0]);
    let check =
        || Command::new("sha256sum").args(["-c", "--quiet", ".briefbook-manifest"]).current_dir(&folder).output();
    let output = check().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", words(&output));
    fs::write(folder.path().join("index.html"), "other").unwrap();
    assert!(!check().unwrap().status.success());
}
