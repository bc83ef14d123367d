//! The same book gives the same bytes, whatever the order of its files or the number of threads, and a
//! second build changes what it must and nothing else.

#![allow(clippy::disallowed_methods, reason = "these tests make folders and look into them")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use briefbook::disk::{self, Written};
use briefbook::report::Checked;
use briefbook::report::print::{self, Texts};
use briefbook::text::{Inputs, Outputs};
use common::{Built, build_inputs};

fn own_inputs() -> Inputs {
    disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().value
}

/// A book with a hundred notes that speak of each other, some of it wrong.
fn many_notes() -> Vec<(String, String)> {
    let mut files =
        vec![("site.toml".to_owned(), "title = \"Many\"\nbase_url = \"https://example.org\"\ntypo = 1\n".to_owned())];
    for n in 0..100 {
        let kind = ["concepts", "actors", "events", "chapters", "papers"][n % 5];
        let text = format!(
            "+++\ntitle = \"Name {n}\"\naliases = [\"Shared name {}\"]\ntags = [\"t{}\", \"T{}\"]\nupdated = \"2026-01-{:02}\"\n+++\n\
             Of Name {} and Name {}, see [[name-{}]] and [[n{}]]. #t{}\n\n## Part\n\n![[n{}]]\n\n[@s{}, passage 1] ```",
            n / 2,
            n % 7,
            n % 7,
            n % 28 + 1,
            (n + 1) % 100,
            (n + 50) % 100,
            n,
            (n * 7) % 100,
            n % 5,
            (n + 3) % 100,
            n % 4
        );
        files.push((format!("content/{kind}/n{n}.md"), text));
    }
    for n in 0..3 {
        let text = format!(
            "A Study Number {n}\n\nBy Ann Author\n\n{}",
            "Name 1 and Name 2 and Name 5 speak here of Name 10 at some length, as is usual in such a study.\n\n"
                .repeat(20 + n)
        );
        files.push((format!("seeds/s{n}.txt"), text));
    }
    files
}

fn inputs(files: &[(String, String)]) -> Inputs {
    Inputs::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// Everything a build gives: each file, and each remark as it is printed.
fn result(built: &Built) -> (Outputs, Vec<String>) {
    let texts: Texts = built.compiled.texts.iter().map(|(path, text)| (path, text.written())).collect();
    (built.outputs.clone(), built.remarks.iter().map(|r| print::human(r, &texts, false)).collect())
}

#[track_caller]
fn assert_same(a: &Built, b: &Built) {
    let (a, b) = (result(a), result(b));
    assert_eq!(a.0.files.keys().collect::<Vec<_>>(), b.0.files.keys().collect::<Vec<_>>());
    for (path, bytes) in &a.0.files {
        assert!(*bytes == b.0.files[path], "{path} differs");
    }
    assert_eq!(a.1, b.1);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let run = |inputs: &Inputs, threads: usize| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| build_inputs(inputs, false))
    };
    for inputs in [own_inputs(), inputs(&many_notes())] {
        let one = run(&inputs, 1);
        assert!(one.outputs.files.len() > 10);
        for threads in [2, 8] {
            assert_same(&one, &run(&inputs, threads));
        }
    }
}

#[test]
fn the_order_of_the_files_changes_no_byte() {
    let mut files = many_notes();
    let first = build_inputs(&inputs(&files), false);
    assert!(!first.remarks.is_empty(), "the book is to have remarks, so that their order is seen");
    files.reverse();
    assert_same(&first, &build_inputs(&inputs(&files), false));
    files.rotate_left(41);
    assert_same(&first, &build_inputs(&inputs(&files), false));
}

fn write_book(root: &Path, files: &[(String, String)]) {
    for (path, text) in files {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

#[test]
fn the_order_in_which_files_were_made_on_disk_changes_no_byte() {
    let mut files = many_notes();
    let built: Vec<Built> = (0..2)
        .map(|_| {
            let folder = tempfile::tempdir().unwrap();
            write_book(folder.path(), &files);
            files.reverse();
            let read = disk::read(folder.path()).unwrap();
            assert!(read.remarks.is_empty());
            build_inputs(&read.value, false)
        })
        .collect();
    assert_same(&built[0], &built[1]);
    assert_same(&built[0], &build_inputs(&inputs(&files), false));
}

/// Writes a site into a folder in which nothing of anybody else's is in the way.
fn write(out: &Path, outputs: &Outputs) -> Written {
    let Checked { value, remarks } = disk::write(out, outputs, &|| panic!("nobody else writes there")).unwrap();
    assert!(remarks.is_empty(), "{remarks:?}");
    value
}

/// What each file in a folder holds, and when it was last written.
fn state(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut out = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                out.insert(name, (fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap()));
            }
        }
    }
    out.retain(|name, _| name != ".briefbook-manifest");
    out
}

#[test]
fn a_second_build_changes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    let built = build_inputs(&own_inputs(), false);
    let count = built.outputs.files.len();
    assert_eq!(write(&out, &built.outputs), Written { changed: count, kept: 0, removed: 0, left: 0 });
    let before = state(&out);
    assert_eq!(before.len(), count);
    assert_eq!(write(&out, &built.outputs), Written { changed: 0, kept: count, removed: 0, left: 0 });
    assert!(state(&out) == before, "a file was written again");
}

#[test]
fn an_edit_to_one_note_changes_only_what_shows_it() {
    let mut files = vec![
        ("content/index.md".to_owned(), "# Home\n\n[[a]]\n".to_owned()),
        ("content/concepts/a.md".to_owned(), "# First concept\n\nOld words.\n".to_owned()),
        (
            "content/concepts/b.md".to_owned(),
            "# Second concept\n\nThe first concept is embedded here.\n\n![[a]]\n".to_owned(),
        ),
        ("content/concepts/c.md".to_owned(), "# Third concept\n\nNothing of it.\n".to_owned()),
    ];
    let before = build_inputs(&inputs(&files), false).outputs;
    let changed = |files: &[(String, String)]| -> BTreeSet<String> {
        let after = build_inputs(&inputs(files), false).outputs;
        let all: BTreeSet<_> = before.files.keys().chain(after.files.keys()).collect();
        all.into_iter().filter(|p| before.files.get(*p) != after.files.get(*p)).map(|p| p.as_str().to_owned()).collect()
    };
    // Prose shows on the note's own page, where it is embedded, in a preview, in search and in the book on one page.
    files[1].1 = "# First concept\n\nNew words.\n".to_owned();
    let expected =
        ["assets/previews/pages-47.js", "assets/search/text-1.js", "concepts/a.html", "concepts/b.html", "print.html"];
    assert_eq!(changed(&files), expected.into_iter().map(str::to_owned).collect());
    // A title shows where it is listed and linked too, and in the data; not on the page of another concept.
    files[1].1 = "# Fresh concept\n\nOld words.\n".to_owned();
    let expected = [
        "assets/previews/pages-24.js",
        "assets/previews/pages-47.js",
        "assets/search/names-1.js",
        "assets/search/text-1.js",
        "book.json",
        "concepts/a.html",
        "concepts/b.html",
        "concepts/index.html",
        "index.html",
        "print.html",
    ];
    assert_eq!(changed(&files), expected.into_iter().map(str::to_owned).collect());
}

#[test]
fn the_page_of_a_removed_note_goes_and_foreign_files_stay() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    let mut files = many_notes();
    write(&out, &build_inputs(&inputs(&files), false).outputs);
    fs::write(out.join("CNAME"), "example.org").unwrap();
    fs::create_dir_all(out.join("concepts/kept")).unwrap();
    fs::write(out.join("concepts/kept/mine.html"), "mine").unwrap();
    files.retain(|(path, _)| !path.starts_with("content/concepts/") && path != "content/papers/n4.md");
    let outputs = build_inputs(&inputs(&files), false).outputs;
    let written = write(&out, &outputs);
    assert!(written.removed > 20, "{written:?}");
    let left: BTreeSet<String> = state(&out).into_keys().collect();
    let mut expected: BTreeSet<String> = outputs.files.keys().map(|p| p.as_str().to_owned()).collect();
    expected.extend(["CNAME".to_owned(), "concepts/kept/mine.html".to_owned()]);
    assert_eq!(left, expected);
    assert!(out.join("papers").is_dir(), "the other papers are still there");
    assert_eq!(fs::read_to_string(out.join("CNAME")).unwrap(), "example.org");
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    let book = |path: &str| build_inputs(&Inputs::of([("content/index.md", "# Home"), (path, "data")]), false).outputs;
    for path in ["content/thing", "content/thing/inner.txt", "content/thing"] {
        let outputs = book(path);
        write(&out, &outputs);
        assert_eq!(state(&out).len(), outputs.files.len(), "{path}");
    }
}
