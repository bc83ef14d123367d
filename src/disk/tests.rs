//! Builds that break off at every step they make on the disk, and what the next one finds and leaves.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests make folders and look into them")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::fault::{Fault, Kind};
use super::hand::Hand;
use super::mend::replace_by;
use super::write::write_by;
use crate::path::{OutPath, SitePath};
use crate::text::Outputs;

/// A folder of this test's own, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("briefbook-disk-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn site(&self) -> PathBuf {
        self.0.join("new/site")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

type Files = BTreeMap<String, Vec<u8>>;

fn outputs(files: &[(&str, &str)]) -> Outputs {
    let files = files.iter().map(|(path, text)| (OutPath::new(*path).unwrap(), text.as_bytes().into()));
    Outputs { files: files.collect() }
}

/// All files below a folder but for the list of them, and all empty folders.
fn tree(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let mut empty = true;
        for entry in fs::read_dir(&next).into_iter().flatten().map(Result::unwrap) {
            empty = false;
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            match entry.file_type().unwrap().is_dir() {
                true => open.push(entry.path()),
                false => drop(found.insert(name, fs::read(entry.path()).unwrap())),
            }
        }
        if empty {
            found.insert(format!("{}/", next.display()), Vec::new());
        }
    }
    found.remove(".briefbook-manifest");
    found
}

/// What a tree of these outputs is, with files of one's own in it.
fn expected(outputs: &Outputs, own: &[(&str, &str)]) -> Files {
    let files = outputs.files.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec()));
    files.chain(own.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))).collect()
}

fn build(hand: &Hand, out: &Path, outputs: &Outputs) -> std::io::Result<Vec<String>> {
    let waiting = || panic!("nobody else writes there");
    write_by(hand, out, outputs, &waiting).map(|c| c.remarks.into_iter().map(|r| r.words.message).collect())
}

/// Three editions of a site: files come, change, stay and go, a file becomes a folder and a folder a file.
fn editions() -> [Outputs; 3] {
    [
        outputs(&[
            ("a.html", "one"),
            ("b/c.html", "two"),
            ("b/d/e.html", "three"),
            ("f", "a file"),
            ("g/h", "in a folder"),
            ("same.css", "same"),
            ("empty.txt", ""),
        ]),
        outputs(&[
            ("a.html", "one more"),
            ("b/c.html", "two"),
            ("b/x.html", "new"),
            ("f/inner", "now a folder"),
            ("g", "now a file"),
            ("same.css", "same"),
            ("y/z.html", "new in a new folder"),
        ]),
        outputs(&[("a.html", "one"), ("same.css", "same"), ("b/d/e.html", "three again")]),
    ]
}

/// Breaks a build of `now` off at its every step, in a folder with `before` in it and a file of one's own, and looks
/// at what is there then and after the next build, which is of `next`.
fn break_off(kind: Kind, before: Option<&Outputs>, now: &Outputs, next: &Outputs) -> usize {
    let own: &[(&str, &str)] = if before.is_some() { &[("b/mine.txt", "mine"), ("CNAME", "example.org")] } else { &[] };
    for at in 0.. {
        let folder = Folder::new();
        let out = folder.site();
        if let Some(before) = before {
            assert_eq!(build(&Hand::default(), &out, before).unwrap(), [""; 0]);
            for (path, text) in own {
                fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
                fs::write(out.join(path), text).unwrap();
            }
        }
        let hand = Hand { fault: Fault::new(kind, at) };
        let built = build(&hand, &out, now);
        let case = format!("{kind:?} at step {at}");
        // Whatever is there is whole, old or new; only a dead process leaves parts, under their own names.
        let known = [before, Some(now)].map(|o| o.map(|o| expected(o, own)).unwrap_or_default());
        for (path, bytes) in tree(&out).iter().filter(|(path, _)| !path.ends_with('/')) {
            let part = path.rsplit('/').next().is_some_and(|n| n.starts_with(".briefbook-") && n.ends_with(".part"));
            assert!(
                if part { kind == Kind::Kill } else { known.iter().any(|k| k.get(path) == Some(bytes)) },
                "{case}: {path}"
            );
        }
        for (path, text) in own {
            assert_eq!(fs::read_to_string(out.join(path)).unwrap(), *text, "{case}: {path}");
        }
        if !hand.fault.came() {
            assert_eq!(built.unwrap(), [""; 0], "{case}");
            assert_eq!(tree(&out), expected(now, own), "{case}");
            return at;
        }
        if let Err(error) = built {
            let said = error.to_string();
            assert!(said.starts_with(folder.0.to_str().unwrap()) && said.contains("on purpose"), "{case}: {said}");
            assert!(!said.contains(".part"), "{case}: {said}");
        }
        assert_eq!(build(&Hand::default(), &out, next).unwrap(), [""; 0], "{case}");
        assert_eq!(tree(&out), expected(next, own), "{case}");
        // And the list is right: the build after that removes all.
        build(&Hand::default(), &out, &outputs(&[])).unwrap();
        assert_eq!(tree(&out), expected(&outputs(&[]), own), "{case}");
    }
    unreachable!()
}

#[test]
fn whatever_step_a_build_breaks_off_at_the_next_one_is_whole() {
    let [first, second, third] = editions();
    for kind in [Kind::Kill, Kind::Full, Kind::Once] {
        let steps = [
            break_off(kind, None, &first, &first),
            break_off(kind, None, &first, &second),
            break_off(kind, Some(&first), &second, &second),
            break_off(kind, Some(&first), &second, &first),
            break_off(kind, Some(&first), &second, &third),
        ];
        assert!(steps.iter().all(|n| *n > 20), "{kind:?}: {steps:?}");
    }
}

#[test]
fn a_build_may_break_off_again_and_again() {
    let [first, second, third] = editions();
    let folder = Folder::new();
    let out = folder.site();
    for at in 0..60 {
        for (outputs, kind) in [(&first, Kind::Kill), (&second, Kind::Full), (&third, Kind::Kill)] {
            let _ = build(&Hand { fault: Fault::new(kind, at) }, &out, outputs);
        }
    }
    assert_eq!(build(&Hand::default(), &out, &first).unwrap(), [""; 0]);
    assert_eq!(tree(&out), expected(&first, &[]));
}

#[test]
fn what_is_somebody_elses_is_left_and_remarked() {
    let [first, second, _] = editions();
    let folder = Folder::new();
    let out = folder.site();
    let write = |outputs: &Outputs| build(&Hand::default(), &out, outputs).unwrap();
    assert_eq!(write(&first), [""; 0]);
    // In the place of a file to come, changed where it stays, changed where it goes; in the way of a folder, and of a file.
    fs::create_dir(out.join("y")).unwrap();
    for (path, text) in
        [("y/z.html", "mine"), ("a.html", "ONE"), ("b/d/e.html", "edited"), ("f", "edited"), ("g/mine", "mine")]
    {
        fs::write(out.join(path), text).unwrap();
    }
    let remarks = write(&second);
    assert_eq!(
        remarks,
        [
            "`b/d/e.html` is no longer part of the site, and somebody changed it since it was written, so it was kept",
            "`f` is no longer part of the site, and somebody changed it since it was written, so it was kept",
            "`f` in the output folder is no folder, and the site wants one there",
            "somebody changed `a.html` in the output folder since it was written",
            "`g` in the output folder is a folder, and the site wants a file there",
            "`y/z.html` in the output folder is not briefbook's, and stands where the site wants a file",
        ]
    );
    let there = tree(&out);
    for (path, text) in
        [("y/z.html", "mine"), ("a.html", "ONE"), ("b/d/e.html", "edited"), ("f", "edited"), ("g/mine", "mine")]
    {
        assert_eq!(there[path], text.as_bytes(), "{path}");
    }
    assert_eq!((&*there["b/x.html"], there.get("g/h")), (&b"new"[..], None));
    // It is said until somebody sees to it, and then all is as it should be.
    assert_eq!(write(&second), remarks);
    for path in ["y/z.html", "a.html", "b/d/e.html", "f", "g/mine"] {
        fs::remove_file(out.join(path)).unwrap();
    }
    fs::remove_dir(out.join("g")).unwrap();
    assert_eq!(write(&second), [""; 0]);
    assert_eq!(tree(&out), expected(&second, &[]));
    // The very bytes that the site wants are no trouble, whoever wrote them.
    fs::remove_file(out.join(".briefbook-manifest")).unwrap();
    fs::write(out.join(".briefbook-manifest"), "").unwrap();
    assert_eq!(write(&second), [""; 0]);
}

#[test]
fn an_edit_of_the_same_length_is_seen() {
    let folder = Folder::new();
    let out = folder.site();
    let site = outputs(&[("a.html", "one"), ("b.html", "two")]);
    let write = || build(&Hand::default(), &out, &site).unwrap();
    assert_eq!(write(), [""; 0]);
    // However long ago the list was written, and whatever time the file is given.
    let old = fs::metadata(out.join("a.html")).unwrap().modified().unwrap() - std::time::Duration::from_secs(1000);
    fs::write(out.join("a.html"), "ONE").unwrap();
    #[cfg(unix)]
    fs::File::options().write(true).open(out.join("a.html")).unwrap().set_modified(old).unwrap();
    assert_eq!(write(), ["somebody changed `a.html` in the output folder since it was written"]);
    assert_eq!(fs::read(out.join("a.html")).unwrap(), b"ONE");
}

#[test]
fn a_list_of_names_only_is_one_of_ours() {
    let folder = Folder::new();
    let out = folder.site();
    fs::create_dir_all(&out).unwrap();
    for (path, text) in
        [("a.html", "old"), ("b.html", "old"), ("mine.html", "mine"), (".briefbook-manifest", "a.html\nb.html\n")]
    {
        fs::write(out.join(path), text).unwrap();
    }
    let site = outputs(&[("a.html", "new")]);
    assert_eq!(build(&Hand::default(), &out, &site).unwrap(), [""; 0]);
    assert_eq!(tree(&out), expected(&site, &[("mine.html", "mine")]));
}

#[cfg(unix)]
#[test]
fn a_file_is_mended_whole_or_not_at_all_and_stays_the_same_file() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let path = SitePath::new("content/a.md").unwrap();
    for (links, kind) in
        [(1, Kind::Once), (1, Kind::Full), (1, Kind::Kill), (2, Kind::Once), (2, Kind::Full), (2, Kind::Kill)]
    {
        for at in 0.. {
            let folder = Folder::new();
            let (root, file) = (&folder.0, folder.0.join("content/a.md"));
            fs::create_dir(root.join("content")).unwrap();
            fs::write(&file, "the old text").unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
            if links == 2 {
                fs::hard_link(&file, root.join("other")).unwrap();
            }
            let hand = Hand { fault: Fault::new(kind, at) };
            let done = replace_by(&hand, root, &path, b"the old text", b"new");
            let case = format!("{links} {kind:?} at {at}: {done:?}");
            let text = fs::read_to_string(&file).unwrap();
            let all = tree(&root.join("content"));
            let whole = ["the old text", "new"].contains(&&*text);
            if kind == Kind::Kill && links == 2 {
                assert!(whole || all[".briefbook-rescue-a.md"] == b"new", "{case}: {text:?}");
            } else {
                assert_eq!(text, if done.is_ok() { "new" } else { "the old text" }, "{case}");
            }
            if kind == Kind::Full {
                assert_eq!(all.len(), 1, "{case}: {:?}", all.keys());
            }
            if !hand.fault.came() {
                let meta = fs::metadata(&file).unwrap();
                assert_eq!((&*text, meta.mode() & 0o777, meta.nlink()), ("new", 0o640, links), "{case}");
                assert!(done.is_ok() && all.len() == 1, "{case}");
                assert!(at > 3, "{case}");
                break;
            }
            // What a dead process left goes with the next mend in that folder.
            if whole && !all.contains_key(".briefbook-rescue-a.md") {
                replace_by(&Hand::default(), root, &path, text.as_bytes(), b"newer").unwrap();
                assert_eq!(tree(&root.join("content")).len(), 1, "{case}");
            }
        }
    }
}
