//! Every diagnostic as a person sees it. A code without a case fails, and so does a change of a message: look
//! at the new one as a newcomer would, then accept it with `cargo insta accept`.

#![allow(clippy::disallowed_methods, reason = "some faults need files on a disk")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::fs;

use briefbook::report::codes;
use briefbook::report::print::{self, Texts};
use briefbook::text::Inputs;
use common::{Built, build_inputs};
use insta::assert_snapshot;

/// A source about which nothing is to be remarked.
const STUDY: &str = "A Short Study of Norms\n\nBy Ann Author\n\n12 May 2016\n\n\
The first paragraph speaks of rules at some length, so that nobody can take it for a menu or a caption. It has two sentences.\n\n\
The second paragraph says that states should cooperate, and that trust grows where promises are kept and where both sides can see it.\n\n\
The third paragraph ends the study with a plain statement: norms are standards of behaviour, defined in terms of rights and obligations.\n";

const RECORD: &str = "title = \"A Short Study of Norms\"\nauthor = [\"Ann Author\"]\nissued = \"2016-05-12\"\n";

/// Remarks of one code about a book, printed whole.
fn faces(code: &str, built: &Built) -> String {
    let texts: Texts = built.compiled.texts.iter().map(|(path, text)| (path, &*text.text)).collect();
    let all: Vec<String> =
        built.remarks.iter().filter(|r| r.code.id == code).map(|r| print::human(r, &texts, false)).collect();
    let others: BTreeSet<&str> = built.remarks.iter().map(|r| r.code.id).filter(|id| *id != code).collect();
    assert!(!all.is_empty(), "{code} was not remarked; there were {others:?}");
    assert!(others.is_empty(), "a case is to show its own code only; there were {others:?} too");
    all.join("\n\n")
}

/// What is said of a book in strings, with a source `study` in it that is in order.
fn with_study(code: &str, files: &[(&str, &str)]) -> String {
    let study = [("seeds/study.txt", STUDY), ("seeds/study.toml", RECORD)];
    let given: BTreeSet<&str> = files.iter().map(|(path, _)| *path).collect();
    let all = study.iter().filter(|(path, _)| !given.contains(path)).chain(files).copied();
    faces(code, &build_inputs(&Inputs::of(all), false))
}

fn alone(code: &str, files: &[(&str, &str)]) -> String {
    faces(code, &build_inputs(&Inputs::of(files.iter().copied()), false))
}

fn bytes(code: &str, path: &str, bytes: &[u8]) -> String {
    let mut inputs = Inputs::of([("seeds/study.txt", STUDY), ("seeds/study.toml", RECORD)]);
    inputs.files.insert(briefbook::path::SitePath::new(path).unwrap(), bytes.into());
    faces(code, &build_inputs(&inputs, false))
}

/// What is said of a folder with `content/` in it, which `make` fills.
fn on_disk(code: &str, make: impl FnOnce(&std::path::Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    fs::create_dir(&content).unwrap();
    make(&content);
    let mut remarks = Vec::new();
    let inputs = briefbook::disk::read(folder.path()).unwrap().into_value(&mut remarks);
    let mut built = build_inputs(&inputs, false);
    built.remarks.extend(remarks);
    faces(code, &built)
}

/// A note about a concept with a claim that has these lines.
fn claim(lines: &str) -> String {
    format!("+++\ntitle = \"Cyber norms\"\n\n[[claims]]\n{lines}\n+++\nText.\n")
}

#[test]
fn every_code_has_a_case() {
    let cases = include_str!("diagnostics.rs");
    for code in codes::ALL {
        assert!(
            cases.contains(&format!("\"{}\",\n", code.id)) || cases.contains(&format!("(\"{}\", ", code.id)),
            "{} has no case in tests/diagnostics.rs",
            code.id
        );
    }
}

#[test]
fn file_binary() {
    let face = bytes("file/binary", "seeds/report.txt", b"%PDF-1.7\n%\xe2\xe3");
    assert_snapshot!(face, @r##"
    error[file/binary]: this is a PDF, not text
    --> seeds/report.txt
     = help: convert it to plain text first, or move it elsewhere
    "##);
}

#[test]
fn file_encoding() {
    let face = bytes("file/encoding", "content/index.md", b"# R\xe9sum\xe9\n\nLes id\xe9es fran\xe7aises.\n");
    assert_snapshot!(face, @r##"
    remark[file/encoding]: this file is not UTF-8; it was read as windows-1252
    --> content/index.md
     = help: save it as UTF-8 if letters look wrong
    "##);
}

#[test]
fn file_unreadable() {
    let face = on_disk("file/unreadable", |content| {
        let made = std::process::Command::new("mkfifo").arg(content.join("pipe.md")).status();
        assert!(made.unwrap().success());
    });
    assert_snapshot!(face, @r##"
    error[file/unreadable]: `content/pipe.md` could not be read: this is a pipe, a socket or a device, not a file
    --> content/pipe.md
    "##);
}

#[test]
fn file_name() {
    let face = on_disk("file/name", |content| fs::write(content.join("2016: a year.md"), "# T").unwrap());
    assert_snapshot!(face, @r##"
    error[file/name]: the file `content/2016: a year.md` was left out: the path holds the character ':'
     |
     = help: rename it
    "##);
}

#[test]
fn file_symlink() {
    let face =
        on_disk("file/symlink", |content| std::os::unix::fs::symlink("/etc/passwd", content.join("note.md")).unwrap());
    assert_snapshot!(face, @r##"
    warning[file/symlink]: `content/note.md` is a symbolic link and was not followed
    --> content/note.md
     = help: put the file itself there, or remove the link
    "##);
}

#[test]
fn config_syntax() {
    let face = alone(
        "config/syntax",
        &[("site.toml", "title = \"A book\nbase_url = \"example.org\"\n[markdown]\nhtml = \"yes\"\n")],
    );
    assert_snapshot!(face, @r##"
    error[config/syntax]: this is not valid TOML: invalid basic string, expected `"`
     --> site.toml:1:16
      |
    1 | title = "A book
      |                ^
      |
      = help: close the quotation mark, or write long text between `"""` and `"""`

    error[config/syntax]: `example.org` is not the address of a site
     --> site.toml:2:12
      |
    2 | base_url = "example.org"
      |            ^^^^^^^^^^^^^
      |
      = help: write it whole: `base_url = "https://example.org/book"`, or leave it out

    error[config/syntax]: `html` should be true or false, this is a string
     --> site.toml:4:8
      |
    4 | html = "yes"
      |        ^^^^^
      |
      = help: write `html = true` or `html = false`, without quotation marks
    "##);
}

#[test]
fn config_syntax_of_values() {
    let face = alone("config/syntax", &[("site.toml", "base_url = \"example.org\"\n[markdown]\nhtml = \"yes\"\n")]);
    assert_snapshot!(face, @r##"
    error[config/syntax]: `example.org` is not the address of a site
     --> site.toml:1:12
      |
    1 | base_url = "example.org"
      |            ^^^^^^^^^^^^^
      |
      = help: write it whole: `base_url = "https://example.org/book"`, or leave it out

    error[config/syntax]: `html` should be true or false, this is a string
     --> site.toml:3:8
      |
    3 | html = "yes"
      |        ^^^^^
      |
      = help: write `html = true` or `html = false`, without quotation marks
    "##);
}

#[test]
fn config_key() {
    let face = alone("config/key", &[("site.toml", "titel = \"A book\"\n\n[markdown]\nraw_html = true\n")]);
    assert_snapshot!(face, @r##"
    warning[config/key]: the key `titel` is not known here and has no effect
     --> site.toml:1:1
      |
    1 | titel = "A book"
      | ^^^^^
      |
      = help: did you mean `title`?

    warning[config/key]: the key `raw_html` is not known here and has no effect
     --> site.toml:4:1
      |
    4 | raw_html = true
      | ^^^^^^^^
      |
      = help: did you mean `html`?
    "##);
}

#[test]
fn record_syntax() {
    let face = with_study(
        "record/syntax",
        &[("seeds/study.toml", &format!("{RECORD}publisher = The Press\nshow = \"some\"\nplace = true\n"))],
    );
    assert_snapshot!(face, @r##"
    error[record/syntax]: this is not valid TOML: string values must be quoted, expected literal string
     --> seeds/study.toml:4:13
      |
    4 | publisher = The Press
      |             ^^^^^^^^^
      |
      = help: set words in quotation marks: `key = "words"`

    error[record/syntax]: `show` is `full`, `excerpts` or `citation`
     --> seeds/study.toml:5:8
      |
    5 | show = "some"
      |        ^^^^^^
      |
      = note: until it is one of them, the text itself is not shown

    error[record/syntax]: `place` should be a string, this is true or false
     --> seeds/study.toml:6:9
      |
    6 | place = true
      |         ^^^^
    "##);
}

#[test]
fn record_key() {
    let face = with_study(
        "record/key",
        &[(
            "seeds/study.toml",
            &format!("{RECORD}editor = \"Someone\"\n[[drop]]\nline = 5\ntext = \"12 May\"\nwhy = \"x\"\n"),
        )],
    );
    assert_snapshot!(face, @r##"
    warning[record/key]: the key `editor` is not known here and has no effect
     --> seeds/study.toml:4:1
      |
    4 | editor = "Someone"
      | ^^^^^^
      |
      = note: the keys known here are accessed, affiliations, author, container-title, container_title, correct, drop, heading, issued, join, keep, keywords, kind, language, licence, license, note, place, publisher, rights, sha256, short, show, sic, split, title, url

    warning[record/key]: the key `why` is not known here and has no effect
     --> seeds/study.toml:8:1
      |
    8 | why = "x"
      | ^^^
      |
      = note: the keys known here are line, lines, reason, text
    "##);
}

#[test]
fn record_orphan() {
    let face = with_study("record/orphan", &[("seeds/stuby.toml", RECORD)]);
    assert_snapshot!(face, @r##"
    warning[record/orphan]: there is no source `seeds/stuby.txt` to this record
    --> seeds/stuby.toml
     = help: did you mean `study`?
    "##);
}

#[test]
fn record_date() {
    let face = with_study(
        "record/date",
        &[("seeds/study.toml", "title = \"A\"\nauthor = [\"B\"]\nissued = \"\"\naccessed = \"May 2016\"\n")],
    );
    assert_snapshot!(face, @r##"
    error[record/date]: `May 2016` is not a date in EDTF: a year has four digits, of which the last two may be X
     --> seeds/study.toml:4:12
      |
    4 | accessed = "May 2016"
      |            ^^^^^^^^^^
      |
      = help: write `2016-05-31`, `2016-05`, `2016`, `2013?`, `2015-21` or `2009/2017`
    "##);
}

#[test]
fn record_hash() {
    let face = with_study(
        "record/hash",
        &[(
            "seeds/study.toml",
            &format!("{RECORD}sha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n"),
        )],
    );
    assert_snapshot!(face, @r##"
    error[record/hash]: `seeds/study.txt` is not the text this record was written for
     --> seeds/study.toml:4:10
      |
    4 | sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the file has another hash
      |
      = note: the file's SHA-256 is c2204026d6614ea1ef35351f2dafb3f5b9ca99e2990d06aaa2dc3ebc565af416
      = help: see what changed and that the overrides still fit, then state the new hash
    "##);
}

#[test]
fn record_override() {
    let face = with_study(
        "record/override",
        &[(
            "seeds/study.toml",
            &format!(
                "{RECORD}\n[[sic]]\nline = 9\ntext = \"states shall cooperate\"\n\n[[drop]]\nline = 11\n\n[[sic]]\nline = 7\ntext = \"states should cooperate\"\n"
            ),
        )],
    );
    assert_snapshot!(face, @r##"
    error[record/override]: line 9 of `seeds/study.txt` does not hold the words this entry gives
     --> seeds/study.toml:5:1
      |
    5 | [[sic]]
      | ^^^^^^^
      |
      = note: line 9 says: The second paragraph says that states should cooperate, and that trust…
      = note: the words were found nowhere in the file

    error[record/override]: this entry of `drop` has no guard: words that stand on line 11
     --> seeds/study.toml:9:1
      |
    9 | [[drop]]
      | ^^^^^^^^
      |
      = help: add `text = "first words of the line"`, so that a changed file cannot shift it silently

    error[record/override]: line 7 of `seeds/study.txt` does not hold the words this entry gives
      --> seeds/study.toml:12:1
       |
    12 | [[sic]]
       | ^^^^^^^
       |
       = note: line 7 says: The first paragraph speaks of rules at some length, so that nobody can…
       = note: the words stand on line 9
       = help: write `line = 9`
    "##);
}

#[test]
fn source_empty() {
    let face = alone("source/empty", &[("seeds/empty.txt", "\n\n"), ("seeds/empty.toml", RECORD)]);
    assert_snapshot!(face, @r##"
    error[source/empty]: no text was found in this source
    --> seeds/empty.txt
    "##);
}

#[test]
fn source_title() {
    let face = alone(
        "source/title",
        &[
            ("seeds/a.txt", &STUDY[STUDY.find("The first").unwrap()..]),
            ("seeds/a.toml", "author = []\nissued = \"\"\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    warning[source/title]: no line of this source is clearly its title
    --> seeds/a.txt
     = help: give `title` in the record
    "##);
}

#[test]
fn source_author() {
    let face = with_study(
        "source/author",
        &[
            ("seeds/study.txt", &STUDY.replace("By Ann Author\n\n", "")),
            ("seeds/study.toml", "title = \"A Short Study of Norms\"\nissued = \"2016\"\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    remark[source/author]: this source names no author that is clearly its own
    --> seeds/study.txt
     = help: give `author` in the record, or `author = []` when it has none
    "##);
}

#[test]
fn source_date() {
    let face = with_study(
        "source/date",
        &[
            ("seeds/study.txt", &STUDY.replace("12 May 2016\n\n", "")),
            ("seeds/study.toml", "title = \"A Short Study of Norms\"\nauthor = [\"Ann Author\"]\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    remark[source/date]: this source gives no date that is clearly its own
    --> seeds/study.txt
     = help: give `issued` in the record, or `issued = ""` when it is not known
    "##);
}

#[test]
fn source_citation() {
    let face = with_study(
        "source/citation",
        &[(
            "seeds/study.txt",
            &(STUDY.replace("cooperate,", "cooperate (Jones, 1999),")
                + "\nReferences\n\nSmith, J. (2010). Trust among states. Journal of Trust, 3(2), 1-20.\n\nTao, L. (2011). Norms among states. Journal of Norms, 4(1), 30-44.\n"),
        )],
    );
    assert_snapshot!(face, @r##"
    remark[source/citation]: `(Jones, 1999)` in paragraph 2 leads to no single entry of the references
     --> seeds/study.txt:9:1
      |
    9 | The second paragraph says that states should cooperate (Jones, 1999), and that trust grows where promises are kept and where both sides can see it.
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "##);
}

#[test]
fn note_syntax() {
    let face = alone(
        "note/syntax",
        &[
            ("content/a.md", "+++\ntitle = \"A\"\ndraft = \"no\"\norder = = 3\n+++\nText.\n"),
            ("content/b.md", "---\ntitle: \"B\n---\n# B\n\nText.\n"),
            ("content/index.md", "+++\ntitle = \"C\"\n\n# C\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    error[note/syntax]: `draft` should be true or false, this is a string
     --> content/a.md:3:9
      |
    3 | draft = "no"
      |         ^^^^
      |
      = help: write `draft = true` or `draft = false`, without quotation marks

    error[note/syntax]: this is not valid TOML: extra `=`, expected nothing
     --> content/a.md:4:9
      |
    4 | order = = 3
      |         ^

    error[note/syntax]: this is not valid TOML: unexpected key or value, expected newline, `#`
     --> content/a.md:4:11
      |
    4 | order = = 3
      |           ^

    error[note/syntax]: this is not valid YAML: while scanning a quoted scalar, found unexpected end of stream
     --> content/b.md:2:8
      |
    2 | title: "B
      |        ^

    error[note/syntax]: the front matter that starts here does not end
     --> content/index.md:1:1
      |
    1 | +++
      | ^^^
      |
      = help: close it with a line `+++`
    "##);
}

#[test]
fn note_key() {
    let face = alone("note/key", &[("content/index.md", "+++\ntitle = \"Home\"\nalias = [\"Start\"]\n+++\nText.\n")]);
    assert_snapshot!(face, @r##"
    warning[note/key]: the key `alias` is not known here and has no effect
     --> content/index.md:3:1
      |
    3 | alias = ["Start"]
      | ^^^^^
      |
      = help: did you mean `aliases`?
    "##);
}

#[test]
fn note_title() {
    let face = alone("note/title", &[("content/some-file.md", "Words and no heading.\n")]);
    assert_snapshot!(face, @r##"
    warning[note/title]: this note has no title; its file name, `some-file`, is shown
     --> content/some-file.md:1:1
      |
    1 | Words and no heading.
      | ^
      |
      = help: give it one: `title = "…"` in the front matter, or a first line `# Title`
    "##);
}

#[test]
fn note_duplicate() {
    let face =
        alone("note/duplicate", &[("content/concepts/Norms.md", "# One\n"), ("content/concepts/norms.md", "# Two\n")]);
    assert_snapshot!(face, @r##"
    error[note/duplicate]: this would be the same page as content/concepts/Norms.md
     --> content/concepts/norms.md:1:1
      |
    1 | # Two
      | ^
      |
      = note: both would be `concepts/norms.html`; this one was left out
      = help: rename one of the two files
    "##);
}

#[test]
fn note_date() {
    let face = alone(
        "note/date",
        &[("content/events/talks.md", "+++\ntitle = \"The talks\"\ndate = \"31/05/2016\"\n+++\nText.\n")],
    );
    assert_snapshot!(face, @r##"
    error[note/date]: `31/05/2016` is not a date as EDTF writes it: a year has four digits, of which the last two may be X
     --> content/events/talks.md:3:8
      |
    3 | date = "31/05/2016"
      |        ^^^^^^^^^^^^
      |
      = help: write 2016-05-31, 2016-05, 2016, 2013? or 2009/2017
    "##);
}

#[test]
fn name_shared() {
    let face = alone(
        "name/shared",
        &[
            ("content/concepts/a.md", "+++\ntitle = \"First group\"\naliases = [\"the group\"]\n+++\n"),
            ("content/concepts/b.md", "+++\ntitle = \"Second group\"\naliases = [\"The Group\"]\n+++\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    warning[name/shared]: the label “The Group” is also a label of `concepts/a`
     --> content/concepts/b.md:3:12
      |
    3 | aliases = ["The Group"]
      |            ^^^^^^^^^^^
      |
      = note: text that mentions it is linked to neither
      = help: take it from one of them, or add `requires` or `not_in` to tell them apart
    "##);
}

#[test]
fn link_missing() {
    let face = alone(
        "link/missing",
        &[
            (
                "content/index.md",
                "# Home\n\n[[cyber-soveriegnty]] and [a file](papers/report.pdf) and [out](../../etc/passwd) and ![[map.png]]\n",
            ),
            ("content/concepts/cyber-sovereignty.md", "# Cyber sovereignty\n"),
            ("content/report.pdf", "x"),
        ],
    );
    assert_snapshot!(face, @r##"
    error[link/missing]: there is no note, source or file called `cyber-soveriegnty`
     --> content/index.md:3:1
      |
    3 | [[cyber-soveriegnty]] and [a file](papers/report.pdf) and [out](../../etc/passwd) and ![[map.png]]
      | ^^^^^^^^^^^^^^^^^^^^^ leads to nothing
      |
      = help: did you mean `cyber-sovereignty`?

    error[link/missing]: there is no file `papers/report.pdf` in the book
     --> content/index.md:3:27
      |
    3 | [[cyber-soveriegnty]] and [a file](papers/report.pdf) and [out](../../etc/passwd) and ![[map.png]]
      |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ leads to nothing
      |
      = help: did you mean `report.pdf`?

    error[link/missing]: `../../etc/passwd` leads out of the book
     --> content/index.md:3:59
      |
    3 | [[cyber-soveriegnty]] and [a file](papers/report.pdf) and [out](../../etc/passwd) and ![[map.png]]
      |                                                           ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: only what lies in `content/` and `seeds/` is in the site
      = help: put the file into `content/`

    error[link/missing]: there is no note, source or file called `map.png`
     --> content/index.md:3:87
      |
    3 | [[cyber-soveriegnty]] and [a file](papers/report.pdf) and [out](../../etc/passwd) and ![[map.png]]
      |                                                                                       ^^^^^^^^^^^^ leads to nothing
      |
      = help: correct the name, or write a note of that name
    "##);
}

#[test]
fn link_anchor() {
    let face = with_study(
        "link/anchor",
        &[
            ("content/index.md", "# Home\n\n[[norms#scop]] and [[study#p44]] and [here](#nowhere)\n"),
            ("content/concepts/norms.md", "# Norms\n\n## Scope\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    error[link/anchor]: `concepts/norms` has no heading or block `scop`
     --> content/index.md:3:1
      |
    3 | [[norms#scop]] and [[study#p44]] and [here](#nowhere)
      | ^^^^^^^^^^^^^^ the page is there, this place is not
      |
      = help: did you mean `scope`?

    error[link/anchor]: `sources/study` has no passage or place `p44`; it has 3 passages
     --> content/index.md:3:20
      |
    3 | [[norms#scop]] and [[study#p44]] and [here](#nowhere)
      |                    ^^^^^^^^^^^^^ the page is there, this place is not
      |
      = help: correct it, or leave out what follows the `#`

    error[link/anchor]: `index` has no heading or block `nowhere`
     --> content/index.md:3:38
      |
    3 | [[norms#scop]] and [[study#p44]] and [here](#nowhere)
      |                                      ^^^^^^^^^^^^^^^^ the page is there, this place is not
      |
      = help: correct it, or leave out what follows the `#`
    "##);
}

#[test]
fn link_ambiguous() {
    let face = alone(
        "link/ambiguous",
        &[
            ("content/index.md", "# Home\n\n[[china]]\n"),
            ("content/actors/china.md", "# The state\n"),
            ("content/papers/china.md", "# A paper\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    warning[link/ambiguous]: `china` could be any of 2 notes
     --> content/index.md:3:1
      |
    3 | [[china]]
      | ^^^^^^^^^
      |
      = note: they are actors/china, papers/china; the first is taken
      = help: name the folder too: `[[actors/china]]`
    "##);
}

#[test]
fn link_unsafe() {
    let face = alone(
        "link/unsafe",
        &[(
            "content/index.md",
            "# Home\n\n[click](javascript:alert(1)) and ![x](data:image/svg+xml;base64,PHN2Zz4=)\n",
        )],
    );
    assert_snapshot!(face, @r##"
    error[link/unsafe]: a link may not use the scheme `javascript:`
     --> content/index.md:3:1
      |
    3 | [click](javascript:alert(1)) and ![x](data:image/svg+xml;base64,PHN2Zz4=)
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    error[link/unsafe]: a link may not use the scheme `data:`
     --> content/index.md:3:34
      |
    3 | [click](javascript:alert(1)) and ![x](data:image/svg+xml;base64,PHN2Zz4=)
      |                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "##);
}

#[test]
fn image_remote() {
    let face = alone("image/remote", &[("content/index.md", "# Home\n\n![A map](https://example.org/map.png)\n")]);
    assert_snapshot!(face, @r##"
    warning[image/remote]: this picture would be fetched from the network
     --> content/index.md:3:1
      |
    3 | ![A map](https://example.org/map.png)
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: a book must read without a network; a link stands in its place
      = help: put the picture beside the note and name it by its path
    "##);
}

#[test]
fn embed_cycle() {
    let face = alone(
        "embed/cycle",
        &[
            ("content/a.md", "# A\n\n![[b]]\n"),
            ("content/b.md", "# B\n\n![[a]]\n"),
            ("content/c.md", "# C\n\n![[#C]]\n\n## C\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    error[embed/cycle]: this embed leads back to this note
     --> content/a.md:3:1
      |
    3 | ![[b]]
      | ^^^^^^ shown as a link instead
      |
      = help: link to it: leave out the `!`

    error[embed/cycle]: this embed leads back to this note
     --> content/b.md:3:1
      |
    3 | ![[a]]
      | ^^^^^^ shown as a link instead
      |
      = help: link to it: leave out the `!`

    error[embed/cycle]: this embed leads back to this note
     --> content/c.md:3:1
      |
    3 | ![[#C]]
      | ^^^^^^^ shown as a link instead
      |
      = help: link to it: leave out the `!`
    "##);
}

#[test]
fn citation_key() {
    let face =
        with_study("citation/key", &[("content/index.md", "# Home\n\nSo they say [@stuby, para. 1; @nobody].\n")]);
    assert_snapshot!(face, @r##"
    error[citation/key]: there is no source or work `stuby` to cite
     --> content/index.md:3:14
      |
    3 | So they say [@stuby, para. 1; @nobody].
      |              ^^^^^^ neither the id of a source nor in the bibliography
      |
      = help: did you mean `study`?

    error[citation/key]: there is no source or work `nobody` to cite
     --> content/index.md:3:31
      |
    3 | So they say [@stuby, para. 1; @nobody].
      |                               ^^^^^^^ neither the id of a source nor in the bibliography
      |
      = help: correct the key, put the text into `seeds/` under that name, or add the work to `content/references.bib`
    "##);
}

#[test]
fn config_style() {
    let face = alone("config/style", &[("site.toml", "[citations]\nstyle = \"chicago-nots\"\n")]);
    assert_snapshot!(face, @r##"
    error[config/style]: there is no citation style `chicago-nots`
     --> site.toml:2:9
      |
    2 | style = "chicago-nots"
      |         ^^^^^^^^^^^^^^ not in the program
      |
      = note: citations were printed in the book's own short form
      = help: did you mean `chicago-notes`, `chicago-note` or `chicago-fullnotes`?
    "##);
}

#[test]
fn library_syntax() {
    let bib = "@book{a, title = {One}}\n\n@book{b, title = {Two\n\n@book{c, publisher = oup}\n";
    let json = "[{\"title\": \"no id\"},";
    let yaml = "a:\n  title: One\nb:\n  type: book\n";
    let face = alone(
        "library/syntax",
        &[("content/references.bib", bib), ("content/references.json", json), ("content/references.yaml", yaml)],
    );
    assert_snapshot!(face, @r##"
    error[library/syntax]: this entry has no end: a brace or quotation mark is missing
     --> content/references.bib:3:1
      |
    3 | @book{b, title = {Two
      | ^^^^^^^^^^^^^^^^^^^^^
      |
      = note: the entry was left out
      = help: close what was opened

    error[library/syntax]: there is no `@string` called `oup`
     --> content/references.bib:5:22
      |
    5 | @book{c, publisher = oup}
      |                      ^^^
      |
      = note: the entry was left out
      = help: set the words in braces, or define the abbreviation

    error[library/syntax]: this is not valid JSON: EOF while parsing a value
     --> content/references.json:1:20
      |
    1 | [{"title": "no id"},
      |                    ^
      |
      = note: nothing of this file was used
      = help: export it again as CSL-JSON

    error[library/syntax]: `a` cannot be read: no entry type for `a`
     --> content/references.yaml:2:1
      |
    2 |   title: One
      | ^^^^^^^^^^^^
      |
      = note: the entry was left out
    "##);
}

#[test]
fn library_duplicate() {
    let bib = "@book{a, title = {One}}\n@book{a, title = {Two}}\n";
    let json = "[{\"id\": \"a\", \"title\": \"Three\"}]\n";
    let face = alone("library/duplicate", &[("content/references.bib", bib), ("content/references.json", json)]);
    assert_snapshot!(face, @r##"
    warning[library/duplicate]: `a` stands in the bibliography already
     --> content/references.bib:2:7
      |
    2 | @book{a, title = {Two}}
      |       ^ not used
      |
      = note: the first of the two is used
      = help: give one of them another key, or take it out

    warning[library/duplicate]: `a` stands in the bibliography already
     --> content/references.json:1:9
      |
    1 | [{"id": "a", "title": "Three"}]
      |         ^^^ not used
      |
      = note: the entry in content/references.bib is used
      = help: give one of them another key, or take it out
    "##);
}

#[test]
fn library_held() {
    let face = with_study("library/held", &[("content/references.bib", "@book{study, title = {A study}}\n")]);
    assert_snapshot!(face, @r##"
    remark[library/held]: `study` is a source of this book too
     --> content/references.bib:1:7
      |
    1 | @book{study, title = {A study}}
      |       ^^^^^ not used
      |
      = note: citations of it lead to `seeds/study.txt` and take its record
      = help: take the entry out, or give it another key
    "##);
}

#[test]
fn citation_locator() {
    let face = with_study("citation/locator", &[("content/index.md", "# Home\n\nSo they say [@study, paras. 2-4].\n")]);
    assert_snapshot!(face, @r##"
    error[citation/locator]: `study` has no paragraph 4; its last is paragraph 3
     --> content/index.md:3:22
      |
    3 | So they say [@study, paras. 2-4].
      |                      ^^^^^^^^^^ no such paragraph
      |
      = help: the numbers stand in the margin of the source's page
    "##);
}

#[test]
fn relation_missing() {
    let face = alone(
        "relation/missing",
        &[
            ("content/concepts/norms.md", "+++\ntitle = \"Norms\"\nbroader = [\"ruels\"]\n+++\n"),
            ("content/concepts/rules.md", "# Rules\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    error[relation/missing]: `broader` names `ruels`, and there is no such note
     --> content/concepts/norms.md:3:12
      |
    3 | broader = ["ruels"]
      |            ^^^^^^^
      |
      = help: did you mean `rules`?
    "##);
}

#[test]
fn claim_field() {
    let face = with_study(
        "claim/field",
        &[
            (
                "content/concepts/norms.md",
                &claim(
                    "holder = \"an\"\nquote = \"norms are standards of behaviour\"\nvoice = \"reportd\"\n\n[[claims]]\nholder = \"ann\"\nquote = \"norms are\"\nsource = \"stuby\"\nvoice = \"own\"",
                ),
            ),
            ("content/actors/ann.md", "# Ann Author\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    error[claim/field]: this claim does not say its `source`
     --> content/concepts/norms.md:4:1
      |
    4 | [[claims]]
      | ^^^^^^^^^^
      |
      = help: add `source = "…"`

    error[claim/field]: the holder `an` has no note
     --> content/concepts/norms.md:5:10
      |
    5 | holder = "an"
      |          ^^^^
      |
      = help: did you mean `ann`?

    error[claim/field]: there is no voice `reportd`
     --> content/concepts/norms.md:7:9
      |
    7 | voice = "reportd"
      |         ^^^^^^^^^
      |
      = note: a voice is one of own, quoted, reported, panel
      = help: did you mean `reported`?

    error[claim/field]: there is no source `stuby`
      --> content/concepts/norms.md:12:10
       |
    12 | source = "stuby"
       |          ^^^^^^^
       |
       = help: did you mean `study`?
    "##);
}

#[test]
fn claim_passage() {
    let face = with_study(
        "claim/passage",
        &[
            (
                "content/concepts/norms.md",
                &claim(
                    "holder = \"ann\"\nquote = \"norms are standards of conduct\"\nsource = \"study\"\nvoice = \"own\"\n\n[[claims]]\nholder = \"ann\"\nquote = \"norms are standards of behaviour\"\nsource = \"study\"\npara = 1\nvoice = \"own\"",
                ),
            ),
            ("content/actors/ann.md", "# Ann Author\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    error[claim/passage]: these words are not in `study`
     --> content/concepts/norms.md:6:9
      |
    6 | quote = "norms are standards of conduct"
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: only white space, the forms of quotation marks, dashes and ellipses, and omissions marked `[…]` may differ

    error[claim/passage]: these words are not in paragraph 1 of `study`
      --> content/concepts/norms.md:14:8
       |
    14 | para = 1
       |        ^
       |
       = help: they are in paragraph 3: `para = 3`
    "##);
}

#[test]
fn markdown_html() {
    let face =
        alone("markdown/html", &[("content/index.md", "# Home\n\nA <b>bold</b> word.\n\n<div>\nA block\n</div>\n")]);
    assert_snapshot!(face, @r##"
    warning[markdown/html]: raw HTML is shown as text here
     --> content/index.md:3:3
      |
    3 | A <b>bold</b> word.
      |   ^^^
      |
      = help: write it in Markdown, or allow HTML in site.toml: `html = true` under `[markdown]`

    warning[markdown/html]: raw HTML is shown as text here
     --> content/index.md:5:1
      |
    5 | <div>
      | ^^^^^
      |
      = help: write it in Markdown, or allow HTML in site.toml: `html = true` under `[markdown]`
    "##);
}

#[test]
fn theme_missing() {
    let face =
        alone("theme/missing", &[("site.toml", "theme = \"drak\"\n"), ("themes/dark/assets/briefbook.css", "a{}")]);
    assert_snapshot!(face, @r##"
    error[theme/missing]: there is no theme `themes/drak`
    --> site.toml
     = note: the default theme was used
     = help: did you mean `dark`?
    "##);
}

#[test]
fn theme_template() {
    let face = alone(
        "theme/template",
        &[
            ("content/index.md", "# Home\n"),
            (
                "themes/default/templates/home.html",
                "{% extends \"base.html\" %}\n{% block main %}{{ frame.titel }}{% endblock main %}\n",
            ),
            ("themes/default/templates/404.html", "{% if %}\n"),
        ],
    );
    assert_snapshot!(face, @r##"
    error[theme/template]: this template cannot be rendered: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
     --> themes/default/templates/404.html:1:7
      |
    1 | {% if %}
      |       ^^
      |
      = note: the default theme's template was used instead

    error[theme/template]: this template cannot be rendered: Field `titel` is not defined. Available fields: assets, bibliography, book, canonical, crumbs, data, description, dir, feed, home, lang, nav, title
     --> themes/default/templates/home.html:2:26
      |
    2 | {% block main %}{{ frame.titel }}{% endblock main %}
      |                          ^^^^^
      |
      = note: the default theme's template was used instead
    "##);
}

#[test]
fn output_clash() {
    let face = alone(
        "output/clash",
        &[
            ("content/Map.png", "x"),
            ("content/map.png", "x"),
            ("content/book.json", "{}"),
            ("content/404.md", "# A page\n"),
            ("content/assets", "a file where the theme's folder goes"),
        ],
    );
    assert_snapshot!(face, @r##"
    error[output/clash]: `Map.png` and `map.png` would be one file on some systems
     |
     = help: rename one of them

    error[output/clash]: the site has another file or folder in the place of `404.html`
    --> content/404.md
     = note: only that one was written
     = help: rename this one

    error[output/clash]: the site has another file or folder in the place of `assets`
    --> content/assets
     = note: only that one was written
     = help: rename this one

    error[output/clash]: the site has another file or folder in the place of `book.json`
    --> content/book.json
     = note: only that one was written
     = help: rename this one
    "##);
}
