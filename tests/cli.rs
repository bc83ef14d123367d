//! The program as it is called: what it prints, how it ends, and what it does on a disk full of odd things.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests make folders and look into them")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What a run of the program gave.
struct Run {
    code: i32,
    out: String,
    err: String,
}

fn briefbook<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_briefbook"))
        .args(arguments)
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Run {
        code: output.status.code().expect("the program ended by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A book on disk.
struct Book {
    folder: TempDir,
}

impl Book {
    fn new(files: &[(&str, &str)]) -> Self {
        let book = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            book.put(path, text.as_bytes());
        }
        book
    }

    fn put(&self, path: impl AsRef<Path>, bytes: &[u8]) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(inside)
    }

    fn root(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }

    fn build(&self) -> Run {
        briefbook(["build", self.root(), "--messages", "short"])
    }

    fn site(&self, file: &str) -> String {
        fs::read_to_string(self.path("_site").join(file)).unwrap_or_else(|e| panic!("_site/{file}: {e}"))
    }

    /// Every file below the book's folder, with its bytes; what a link leads to is not looked at.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut out = BTreeMap::new();
        let mut open = vec![self.folder.path().to_path_buf()];
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_dir() {
                    open.push(entry.path());
                } else if entry.file_type().unwrap().is_file() {
                    out.insert(entry.path(), fs::read(entry.path()).unwrap());
                }
            }
        }
        out
    }
}

const GOOD: &[(&str, &str)] = &[
    ("site.toml", "title = \"A good book\"\n"),
    ("content/index.md", "# Home\n\n[[norms]]\n"),
    ("content/concepts/norms.md", "# Cyber norms\n\nText.\n"),
];

const BROKEN: &[(&str, &str)] = &[
    ("content/index.md", "# Home\n\n[[nowhere]]\n"),
    ("content/concepts/norms.md", "# Cyber norms\n\nThe rest of the book.\n"),
    ("content/note.md", "Words without a title.\n"),
];

#[test]
fn a_good_book_is_built_and_the_program_says_what_it_did() {
    let book = Book::new(GOOD);
    let run = book.build();
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out, "");
    assert!(run.err.contains("2 notes, 1 concept") && run.err.contains("1 link"), "{}", run.err);
    assert!(run.err.contains(&format!("to {}", book.path("_site").display())), "{}", run.err);
    assert!(run.err.contains("0 errors, 0 warnings, 0 remarks."), "{}", run.err);
    assert!(run.err.contains(&format!("Open {}", book.path("_site/index.html").display())), "{}", run.err);
    assert!(book.site("concepts/norms.html").contains("<h1>Cyber norms</h1>"));
    let again = book.build();
    assert!(again.err.contains("(0 changed, 0 removed)"), "{}", again.err);
}

/// A book with one quotation that holds and some that do not.
fn quoting(settings: &str, note: &str) -> Book {
    let source = "A Study\n\nBy Ann Author\n\n12 May 2016\n\nThe law applies online as it does offline, and the two sides \
                  agree that promises are kept.\n\nThe second side wants time to think about it, and it has said so often.\n";
    Book::new(&[
        ("site.toml", settings),
        ("seeds/study.txt", source),
        ("seeds/study.toml", "title = \"A Study\"\nauthor = [\"Ann Author\"]\nissued = \"2016-05-12\"\n"),
        ("content/note.md", &format!("# Note\n\n“the law applies online” is wrong. {note}\n")),
    ])
}

#[test]
fn the_last_line_tells_how_many_quotations_were_checked_and_how_many_are_excepted() {
    let good = "“The law applies online” [@study, passage 1].";
    let bad = "“The second side wants time to sleep” [@study, passage 2].";
    for (settings, note, line, code) in [
        ("", good.to_owned(), "Quotations checked: 1 of 1.", 0),
        ("", format!("{good} {bad}"), "Quotations checked: 1 of 2.", 1),
        (
            "[diagnostics]\n\"quote/*\" = \"off\"\n",
            format!("{good} {bad}"),
            "Quotations checked: 1 of 2; 1 excepted.",
            0,
        ),
        (
            "[quotations]\nleast_words = 20\n",
            format!("{good} He says “the second side wants time” in the study [@study, passage 2]."),
            "excepted.",
            0,
        ),
        (
            "",
            format!("{good}\n\n<!-- briefbook: allow(quote/altered): a slip of the tongue -->\n{bad}"),
            "Quotations checked: 1 of 2; 1 excepted.",
            0,
        ),
    ] {
        let book = quoting(settings, &note);
        let run = book.build();
        assert_eq!(run.code, code, "{}", run.err);
        assert!(run.err.contains(line), "{line}: {}", run.err);
        assert!(
            settings.contains("least")
                || book.site("note.html").contains("Quotations checked against their sources: 1 of")
        );
    }
}

#[test]
fn a_broken_book_is_built_all_the_same_and_ends_with_1() {
    let book = Book::new(BROKEN);
    let run = book.build();
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.err
            .contains("content/index.md:3:1: error[link/missing]: there is no note, source or file called `nowhere`"),
        "{}",
        run.err
    );
    assert!(run.err.contains("1 error, 1 warning, 0 remarks."), "{}", run.err);
    assert!(run.err.contains("briefbook explain CODE"), "{}", run.err);
    assert!(book.site("concepts/norms.html").contains("The rest of the book."));
    assert!(book.site("index.html").contains("nowhere"));
}

#[test]
fn warnings_do_not_fail_a_build() {
    let book = Book::new(&[("content/note.md", "Words without a title.\n")]);
    assert_eq!(book.build().code, 0);
}

#[test]
fn quiet_leaves_errors_only() {
    let book = Book::new(BROKEN);
    let run = briefbook(["build", book.root(), "--messages", "short", "--quiet"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.err,
        "content/index.md:3:1: error[link/missing]: there is no note, source or file called `nowhere`\n"
    );
    let good = Book::new(GOOD);
    let run = briefbook(["-q", "build", good.root()]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

#[test]
fn check_finds_the_same_and_writes_nothing() {
    let book = Book::new(BROKEN);
    let before = book.files();
    let run = briefbook(["check", book.root()]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("error[link/missing]") && run.err.contains("^^^^^^^^^^^ leads to nothing"), "{}", run.err);
    assert!(run.err.contains("1 error, 1 warning, 0 remarks"), "{}", run.err);
    assert!(!run.err.contains('\u{1b}'), "no colours where nobody sees them");
    assert_eq!(book.files(), before);
    let good = Book::new(GOOD);
    assert_eq!(briefbook(["check", good.root()]).code, 0);
}

#[test]
fn remarks_are_printed_as_they_are_asked_for() {
    let book = Book::new(BROKEN);
    let short = briefbook(["check", book.root(), "--format", "short"]);
    let lines: Vec<&str> = short.err.lines().collect();
    assert_eq!(lines.len(), 2, "{}", short.err);
    assert!(lines[1].starts_with("content/note.md:1:1: warning[note/title]: "), "{}", lines[1]);
    for arguments in [["check", "--format"], ["build", "--messages"]] {
        let json = briefbook([arguments[0], book.root(), arguments[1], "json"]);
        assert_eq!(json.code, 1);
        let rows: Value = serde_json::from_str(&json.out).unwrap();
        let row = &rows[0];
        assert_eq!(rows.as_array().unwrap().len(), 2);
        assert_eq!(
            (
                row["code"].as_str(),
                row["severity"].as_str(),
                row["path"].as_str(),
                row["line"].as_u64(),
                row["column"].as_u64()
            ),
            (Some("link/missing"), Some("error"), Some("content/index.md"), Some(3), Some(1))
        );
        assert!(row["message"].is_string() && row["notes"].is_array() && row.get("fix").is_some());
    }
    let colour = briefbook(["check", book.root(), "--color", "always"]);
    assert!(colour.err.contains('\u{1b}'));
}

#[test]
fn a_forge_is_told_where_the_book_lies_in_the_repository() {
    let book = Book::new(&[("docs/content/index.md", "# Home\n\n[[nowhere]]\n")]);
    let run = |folder: &str, arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_briefbook"))
            .args(arguments)
            .current_dir(book.path(folder))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let want = |root: &str| {
        format!(
            "::error file={root}content/index.md,line=3,endLine=3,col=1,endColumn=12,title=link/missing::there is no \
             note, source or file called `nowhere`%0Ahelp: correct the name, or write a note of that name\n"
        )
    };
    assert_eq!(run("", &["check", "./docs/", "--format", "github"]), want("docs/"));
    assert_eq!(run("docs", &["check", "--format", "github"]), want(""));
    assert_eq!(run("docs", &["build", "--messages", "github", "--quiet"]), want(""));
}

#[test]
fn with_strict_warnings_fail_as_well() {
    let book = Book::new(&[("content/note.md", "Words without a title.\n")]);
    for command in ["check", "build"] {
        assert_eq!(briefbook([command, book.root()]).code, 0);
        assert_eq!(briefbook([command, book.root(), "--strict"]).code, 1);
    }
    // What is a remark is none of its business.
    book.put("site.toml", b"[diagnostics]\n\"note/*\" = \"remark\"\n");
    assert_eq!(briefbook(["check", book.root(), "--strict"]).code, 0);
}

#[test]
fn the_book_says_how_severe_a_code_is_and_authors_make_exceptions() {
    let book = Book::new(BROKEN);
    book.put("site.toml", b"[diagnostics]\n\"link/missing\" = \"warning\"\n\"note/title\" = \"off\"\n");
    let run = briefbook(["check", book.root(), "--format", "short"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert!(run.err.contains("warning[link/missing]"), "{}", run.err);
    book.put("content/index.md", b"# Home\n\n[[nowhere]] <!-- briefbook: allow(link/missing): to be written -->\n");
    let run = briefbook(["check", book.root(), "--format", "short"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let built = book.build();
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(!book.site("index.html").contains("allow("));
    // A draft that is left out was not looked at, so that nothing is said of its exceptions.
    let draft = "+++\ntitle = \"D\"\ndraft = true\n+++\n[[gone]] <!-- briefbook: allow(link/missing) -->\n";
    book.put("content/draft.md", draft.as_bytes());
    assert_eq!(briefbook(["check", book.root(), "--format", "short"]).err, "");
    assert_eq!(briefbook(["check", book.root(), "--format", "short", "--drafts"]).err, "");
    // What only rendering remarks uses its exception, too, and data alone is not told to miss it.
    book.put("content/404.md", b"<!-- briefbook: allow-file(output/clash) -->\n\n# A page\n");
    assert_eq!(briefbook(["check", book.root(), "--format", "short"]).err, "");
    assert_eq!(briefbook(["export", book.root()]).err, "");
}

#[test]
fn what_is_safe_is_mended_and_nothing_else_changes() {
    let source = "A Study\n\nBy Ann Author\n\n12 May 2016\n\nThe first paragraph speaks of rules at some length, so \
                  that nobody can take it for a menu or a caption.\n\nThe second says that states should cooperate, and \
                  that trust grows where promises are kept.\n";
    let record = "\u{feff}title = \"A Study\"\r\nlanguage = \"en_GB\"\r\n[[sic]]\r\nline = 7 # moved\r\ntext = \
                  \"states should cooperate\"\r\n";
    let note = "---\ntitle: Home\ndraft: \"no\"\n---\n[[nowhere]] é\n";
    let book = Book::new(&[("seeds/a.txt", source), ("seeds/a.toml", record), ("content/index.md", note)]);
    book.put("content/old.md", b"+++\ntitle = \"R\xe9sum\xe9\"\ndraft = \"no\"\n+++\n");
    let before = book.files();
    let diff = briefbook(["check", book.root(), "--diff", "--format", "short"]);
    assert_eq!(diff.code, 1);
    assert_eq!(book.files(), before, "`--diff` changes nothing");
    assert_eq!(
        diff.out,
        "--- a/content/index.md\n+++ b/content/index.md\n@@ -1,5 +1,5 @@\n ---\n title: Home\n-draft: \"no\"\n+draft: false\n \
         ---\n [[nowhere]] é\n--- a/seeds/a.toml\n+++ b/seeds/a.toml\n@@ -1,5 +1,5 @@\n \u{feff}title = \"A Study\"\r\n\
         -language = \"en_GB\"\r\n+language = \"en-GB\"\r\n [[sic]]\r\n-line = 7 # moved\r\n+line = 9 # moved\r\n text = \
         \"states should cooperate\"\r\n"
    );
    assert!(diff.err.contains("`--fix` would mend 3 places in 2 files."), "{}", diff.err);
    #[cfg(unix)]
    fs::set_permissions(book.path("seeds/a.toml"), std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
    let fixed = briefbook(["check", book.root(), "--fix", "--format", "short"]);
    assert_eq!((fixed.code, &fixed.out), (1, &diff.out));
    assert!(fixed.err.contains("content/old.md is not UTF-8 and is left as it is"), "{}", fixed.err);
    let left: Vec<&str> = fixed.err.lines().filter(|l| l.contains("error[")).collect();
    assert_eq!(left.len(), 2, "{}", fixed.err);
    assert!(left[0].contains("link/missing") && left[1].contains("content/old.md"), "{}", fixed.err);
    let changed = |path: &str, from: &str, to: &str| {
        assert_eq!(
            fs::read_to_string(book.path(path)).unwrap(),
            from.replace("\"no\"", "false").replace("7 #", "9 #").replace("en_GB", to)
        );
    };
    changed("seeds/a.toml", record, "en-GB");
    changed("content/index.md", note, "");
    let now = book.files();
    for path in ["seeds/a.txt", "content/old.md"] {
        assert_eq!(now[&book.path(path)], before[&book.path(path)], "{path}");
    }
    assert_eq!(now.len(), before.len());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(book.path("seeds/a.toml")).unwrap().permissions().mode() & 0o777, 0o640);
    }
    let again = briefbook(["check", book.root(), "--fix"]);
    assert!(again.out.is_empty() && again.err.contains("There is nothing that can be mended safely."), "{}", again.err);
}

#[test]
fn fix_keeps_what_cited_places_say_in_a_file_and_check_says_how_many() {
    let paragraph =
        |word: &str| format!("{word} comes first in this paragraph, which is long enough to be nothing else.");
    let text = |words: &[&str]| {
        let all: Vec<String> = words.iter().map(|word| paragraph(word)).collect();
        format!("A Study\n\nBy Ann Author\n\n12 May 2016\n\n{}\n", all.join("\n\n"))
    };
    let note = "# Home\n\nSo [@a, passage 1], [@a, passage 2].\n";
    let book = Book::new(&[("seeds/a.txt", &text(&["One", "Two"])), ("content/index.md", note)]);
    book.put("seeds/a.toml", b"title = \"A Study\"\nauthor = [\"Ann Author\"]\nissued = \"2016-05-12\"\n");
    let check = |argument: &str| {
        let run = briefbook(["check", book.root(), argument]);
        assert_eq!(run.code, 0, "{}", run.err);
        let last = run.err.lines().last().unwrap().to_owned();
        (run, last)
    };
    let would = "`briefbook check --fix` keeps what 2 cited places say, so that none moves unseen.";
    assert_eq!(check("--strict").1, would);
    let before = book.files();
    let (diff, _) = check("--diff");
    assert!(
        diff.out.starts_with("--- /dev/null\n+++ b/cited.toml\n@@ -0,0 +1,6 @@\n+# What the places said"),
        "{}",
        diff.out
    );
    assert!(
        diff.err.contains("cited.toml would keep what 2 cited places say; commit it with the book.\n"),
        "{}",
        diff.err
    );
    assert_eq!(book.files(), before);
    let (fixed, _) = check("--fix");
    assert_eq!(fixed.out, diff.out);
    assert!(
        fixed.err.contains("cited.toml keeps what 2 cited places say; commit it with the book.\n"),
        "{}",
        fixed.err
    );
    assert!(!fixed.err.contains("nothing that can be mended"), "{}", fixed.err);
    let (again, _) = check("--fix");
    assert!(again.out.is_empty() && again.err.contains("There is nothing that can be mended safely."), "{}", again.err);
    assert!(!check("--strict").1.contains("cited"), "nothing is to be said");
    book.put("content/more.md", b"# More\n\nSo [@a, passage 2], [[a#p1]].\n\n![[a#p2]]\n");
    book.put("content/index.md", note.replace(", [@a, passage 2]", "").as_bytes());
    assert!(!check("--strict").1.contains("cited"), "each place is kept once");
    book.put("seeds/a.txt", text(&["New", "One", "Two", "Three"]).as_bytes());
    book.put("content/more.md", b"# More\n\nSo [@a, passage 2], [@a, passage 4].\n");
    assert_eq!(
        check("--color=never").1,
        "cited.toml keeps 2 of 3 cited places; `briefbook check --fix` adds the others."
    );
    let (fixed, _) = check("--fix");
    assert!(
        fixed.err.contains("Mended 2 places in 2 files.\ncited.toml keeps what 3 cited places say"),
        "{}",
        fixed.err
    );
    assert_eq!(
        fs::read_to_string(book.path("content/more.md")).unwrap(),
        "# More\n\nSo [@a, passage 3], [@a, passage 4].\n"
    );
    assert_eq!(briefbook(["build", book.root(), "--strict"]).code, 0);
}

#[test]
fn explain_knows_its_codes_lists_them_and_helps_with_others() {
    let known = briefbook(["explain", "link/missing"]);
    assert_eq!(known.code, 0);
    assert!(known.out.starts_with("link/missing (error)\n\nA link leads to nothing"), "{}", known.out);
    assert!(known.out.lines().all(|l| l.chars().count() <= 80), "{}", known.out);
    let list = briefbook(["explain"]);
    let listed: Vec<&str> = list.out.lines().filter_map(|l| l.split_whitespace().next()).collect();
    let all: Vec<&str> = briefbook::report::codes::ALL.iter().map(|c| c.id).collect();
    assert_eq!((list.code, listed), (0, all));
    let unknown = briefbook(["explain", "link/mising"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("did you mean `link/missing`"), "{}", unknown.err);
}

#[test]
fn a_folder_that_is_no_book_is_refused_with_2() {
    let empty = tempfile::tempdir().unwrap();
    for (folder, says) in
        [(empty.path().join("nowhere"), "could not be read"), (empty.path().to_path_buf(), "there is no book in")]
    {
        for command in ["build", "check", "export"] {
            let run = briefbook([OsStr::new(command), folder.as_os_str()]);
            assert_eq!(run.code, 2, "{command}: {}", run.err);
            assert!(run.err.starts_with("error: ") && run.err.contains(says), "{command}: {}", run.err);
        }
    }
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0);
    let file = Book::new(GOOD);
    assert_eq!(briefbook([OsStr::new("build"), file.path("site.toml").as_os_str()]).code, 2);
    assert_eq!(briefbook(["no-such-command"]).code, 2);
}

/// A book with a source, and with a claim, a mention and a citation of it.
const WITH_SOURCE: &[(&str, &str)] = &[
    (
        "seeds/study.txt",
        "A Short Study of Norms\n\nBy Ann Author\n\n12 May 2016\n\nThe first paragraph speaks of cyber norms at some length, so that nobody can take it for a menu. It has two sentences.\n\nThe second paragraph says that states should cooperate (Smith, 2010), and that trust grows where promises are kept by both sides.\n\nThe third paragraph ends the study with a plain statement: norms are standards of behaviour, defined in terms of rights and obligations.\n\nReferences\n\nSmith, J. (2010). Trust among states. Journal of Trust, 3(2), 1-20.\n\nTao, L. (2011). Norms among states. Journal of Norms, 4(1), 30-44.\n",
    ),
    ("seeds/study.toml", "title = \"A Short Study of Norms\"\nauthor = [\"Ann Author\"]\nissued = \"2016-05-12\"\n"),
    ("content/index.md", "# Home\n\nSee [[norms#part]] and [@study, passage 2].\n"),
    (
        "content/concepts/norms.md",
        "+++\ntitle = \"Cyber norms\"\n[[claims]]\nholder = \"ann\"\nquote = \"norms are standards of behaviour\"\nsource = \"study\"\nvoice = \"own\"\n+++\n## Part\n\nText.\n",
    ),
    ("content/actors/ann.md", "# Ann Author\n\nText.\n"),
];

#[test]
fn export_prints_the_book_as_the_design_has_it() {
    let book = Book::new(WITH_SOURCE);
    let before = book.files();
    let run = briefbook(["export", book.root()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(book.files(), before);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let keys = |value: &Value, expected: &[&str]| {
        let object = value.as_object().unwrap_or_else(|| panic!("{value} is no object"));
        for key in expected {
            assert!(object.contains_key(*key), "`{key}` is missing in {value:#}");
        }
    };
    keys(&json, &["book", "sources", "notes", "claims", "mentions"]);
    keys(&json["book"], &["title", "edition", "briefbook"]);
    let source = &json["sources"][0];
    keys(source, &["id", "file", "sha256", "lines", "meta", "blocks", "references_in_text", "dropped"]);
    keys(&source["meta"], &["title", "authors", "publisher", "container", "date", "language", "kind", "licence"]);
    assert_eq!(
        (source["id"].as_str(), source["file"].as_str(), source["lines"].as_u64()),
        (Some("study"), Some("seeds/study.txt"), Some(17))
    );
    assert_eq!(source["meta"]["authors"][0], "Ann Author");
    assert_eq!(source["sha256"].as_str().map(str::len), Some(64));
    let kinds = [
        "heading",
        "paragraph",
        "list-item",
        "reference",
        "title",
        "byline",
        "dateline",
        "keywords",
        "abstract",
        "bio",
        "quote",
        "caption",
        "disclaimer",
        "licence",
    ];
    for block in source["blocks"].as_array().unwrap() {
        keys(block, &["kind", "lines", "text"]);
        assert!(kinds.contains(&block["kind"].as_str().unwrap()), "{block}");
        assert!(
            block["lines"].as_array().unwrap().iter().all(|l| l.as_array().is_some_and(|l| l.len() == 2)),
            "{block}"
        );
    }
    let second = source["blocks"].as_array().unwrap().iter().find(|b| b["para"] == 2).unwrap();
    assert!(
        second["text"].as_str().unwrap().starts_with("The second paragraph")
            && second["lines"] == serde_json::json!([[9, 9]]),
        "{second}"
    );
    let cited = &source["references_in_text"][0];
    assert_eq!((cited["para"].as_u64(), cited["text"].as_str()), (Some(2), Some("(Smith, 2010)")), "{cited}");
    assert!(cited["reference"].as_str().unwrap().starts_with("Smith, J. (2010)."), "{cited}");
    let notes = json["notes"].as_array().unwrap();
    let home = notes.iter().find(|n| n["id"] == "index").unwrap();
    keys(home, &["id", "kind", "title", "url", "links", "cites"]);
    assert_eq!(
        (home["links"][0].as_str(), &home["cites"][0]),
        (Some("concepts/norms.html#part"), &serde_json::json!({"source": "study", "para": 2}))
    );
    let norms = notes.iter().find(|n| n["id"] == "concepts/norms").unwrap();
    assert_eq!((norms["kind"].as_str(), norms["url"].as_str()), (Some("concept"), Some("concepts/norms.html")));
    let claim = &json["claims"][0];
    keys(claim, &["id", "holder", "concept", "quote", "source", "para", "voice", "via", "status"]);
    assert_eq!(
        (
            claim["holder"].as_str(),
            claim["concept"].as_str(),
            claim["para"].as_u64(),
            claim["voice"].as_str(),
            claim["status"].as_str()
        ),
        (Some("ann"), Some("norms"), Some(3), Some("own"), Some("exact"))
    );
    let mention = json["mentions"].as_array().unwrap().iter().find(|m| m["entity"] == "norms").unwrap();
    assert_eq!(
        *mention,
        serde_json::json!({"entity": "norms", "source": "study", "para": 1, "text": "cyber norms", "start": 30})
    );
    // The same file lies in the site.
    assert_eq!(book.build().code, 0);
    assert_eq!(book.site("book.json"), run.out);
}

#[test]
fn the_site_goes_where_it_is_told_to() {
    let book = Book::new(GOOD);
    let outside = tempfile::tempdir().unwrap();
    let to = outside.path().join("new/folder");
    let run = briefbook([OsStr::new("build"), OsStr::new(book.root()), OsStr::new("--out"), to.as_os_str()]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(to.join("index.html").is_file() && !book.path("_site").exists());
    // Inside the book, a folder that is not read is as good.
    let inside = book.path("public");
    let run = briefbook([OsStr::new("build"), OsStr::new(book.root()), OsStr::new("-o"), inside.as_os_str()]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(inside.join("index.html").is_file());
}

#[test]
fn the_site_is_not_written_among_what_is_read() {
    for inside in ["content/site", "seeds", "seeds/x/y", "themes/mine", ".", "content/../content/site", "content"] {
        let book = Book::new(GOOD);
        fs::create_dir_all(book.path("seeds")).unwrap();
        let before = book.files();
        let to = book.path(inside);
        let run = briefbook([OsStr::new("build"), OsStr::new(book.root()), OsStr::new("--out"), to.as_os_str()]);
        assert_eq!(run.code, 2, "{inside}: {}", run.err);
        assert!(run.err.contains("choose another folder"), "{inside}: {}", run.err);
        assert_eq!(book.files(), before, "{inside}");
    }
}

#[test]
fn a_folder_with_other_things_in_it_is_refused() {
    let book = Book::new(GOOD);
    book.put("_site/precious.txt", b"mine");
    let run = book.build();
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("is not empty, and briefbook did not make what is in it; choose another folder"),
        "{}",
        run.err
    );
    assert_eq!(fs::read_dir(book.path("_site")).unwrap().count(), 1);
    // A file where the folder should be is no better.
    let book = Book::new(GOOD);
    book.put("_site", b"a file");
    assert_eq!(book.build().code, 2);
    assert_eq!(fs::read(book.path("_site")).unwrap(), b"a file");
}

#[test]
fn what_is_ones_own_in_the_output_folder_is_never_lost() {
    let book = Book::new(GOOD);
    assert_eq!(book.build().code, 0);
    // A page of one's own, where later a note comes; and a page that was corrected by hand, of which the note goes.
    book.put("_site/concepts/foo.html", b"mine");
    assert_eq!(book.build().code, 0);
    book.put("content/concepts/foo.md", b"# Foo\n\nText.\n");
    book.put("_site/concepts/norms.html", b"corrected");
    fs::remove_file(book.path("content/concepts/norms.md")).unwrap();
    book.put("content/index.md", b"# Home\n");
    let run = book.build();
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.err.contains("error[output/taken]: `concepts/foo.html` in the output folder is not briefbook's"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("warning[output/kept]: `concepts/norms.html` is no longer part of the site"),
        "{}",
        run.err
    );
    assert!(run.err.contains("2 not briefbook's and left"), "{}", run.err);
    assert_eq!((&*book.site("concepts/foo.html"), &*book.site("concepts/norms.html")), ("mine", "corrected"));
    assert!(book.site("concepts/index.html").contains("Foo"), "the rest of the book is there");
    // Once that is seen to, all is well.
    fs::remove_file(book.path("_site/concepts/foo.html")).unwrap();
    fs::remove_file(book.path("_site/concepts/norms.html")).unwrap();
    assert_eq!(book.build().code, 0);
    assert!(book.site("concepts/foo.html").contains("<h1>Foo</h1>"));
}

#[test]
fn a_page_in_a_file_has_no_more_rights_than_raw_html_in_a_note() {
    let book = Book::new(GOOD);
    let plain = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>";
    book.put("content/tool.html", b"<script src=\"https://example.org/x.js\"></script>");
    book.put("content/map.svg", plain.replace("<path", "<script>x</script><path").as_bytes());
    book.put("content/plain.svg", plain.as_bytes());
    let run = book.build();
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err.matches("warning[file/active]").count(), 2, "{}", run.err);
    assert!(!book.path("_site/tool.html").exists() && !book.path("_site/map.svg").exists());
    assert_eq!(book.site("plain.svg"), plain);
    book.put("site.toml", b"[markdown]\nhtml = true\n");
    let run = book.build();
    assert!(run.code == 0 && !run.err.contains("file/active"), "{}", run.err);
    assert!(book.site("tool.html").contains("script") && book.site("map.svg").contains("script"));
}

#[test]
fn drafts_are_built_when_asked_for() {
    let book = Book::new(&[
        ("content/index.md", "# Home\n"),
        ("content/later.md", "+++\ntitle = \"Later\"\ndraft = true\n+++\nText.\n"),
    ]);
    assert_eq!(book.build().code, 0);
    assert!(!book.path("_site/later.html").exists());
    assert_eq!(briefbook(["build", book.root(), "--drafts"]).code, 0);
    assert!(book.path("_site/later.html").is_file());
    assert_eq!(book.build().code, 0);
    assert!(!book.path("_site/later.html").exists(), "the page of a draft goes again");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_in_the_book_are_not_followed() {
        let secret = tempfile::tempdir().unwrap();
        fs::write(secret.path().join("secret.md"), "# The secret title\n\nThe secret words.\n").unwrap();
        fs::write(
            secret.path().join("secret.txt"),
            "The secret words stand here and they are a whole sentence of some length.\n",
        )
        .unwrap();
        let book = Book::new(GOOD);
        fs::create_dir_all(book.path("seeds")).unwrap();
        fs::create_dir_all(book.path("themes/default/templates")).unwrap();
        symlink(secret.path(), book.path("content/folder")).unwrap();
        symlink(secret.path().join("secret.md"), book.path("content/file.md")).unwrap();
        symlink(secret.path().join("secret.txt"), book.path("seeds/secret.txt")).unwrap();
        symlink(secret.path(), book.path("themes/mine")).unwrap();
        symlink(secret.path().join("secret.md"), book.path("themes/default/templates/note.html")).unwrap();
        symlink("/nowhere/at/all", book.path("content/dangling.md")).unwrap();
        symlink("..", book.path("content/loop")).unwrap();
        let run = book.build();
        assert_eq!(run.code, 0, "{}", run.err);
        for name in [
            "content/folder",
            "content/file.md",
            "seeds/secret.txt",
            "themes/mine",
            "templates/note.html",
            "content/dangling.md",
            "content/loop",
        ] {
            assert!(run.err.contains(&format!("{name}: warning[file/symlink]")), "{name}: {}", run.err);
        }
        for (path, bytes) in book.files() {
            assert!(!String::from_utf8_lossy(&bytes).contains("secret words"), "{}", path.display());
        }
    }

    #[test]
    fn links_in_place_of_a_part_of_the_book_are_not_followed() {
        let secret = Book::new(&[
            ("content/secret.md", "# T\n\nThe secret words.\n"),
            ("seeds/s.txt", "The secret words stand here and they are a whole sentence of some length.\n"),
            ("themes/t/templates/note.html", "The secret words."),
            ("site.toml", "title = \"The secret words\"\n"),
        ]);
        let book = Book::new(GOOD);
        fs::remove_file(book.path("site.toml")).unwrap();
        for part in ["seeds", "themes", "site.toml"] {
            symlink(secret.path(part), book.path(part)).unwrap();
        }
        let run = book.build();
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(run.err.matches("warning[file/symlink]").count(), 3, "{}", run.err);
        for (path, bytes) in book.files() {
            assert!(!String::from_utf8_lossy(&bytes).contains("secret words"), "{}", path.display());
        }
        // With its notes behind a link, this is no book.
        fs::rename(book.path("content"), book.path("elsewhere")).unwrap();
        symlink(book.path("elsewhere"), book.path("content")).unwrap();
        assert_eq!(book.build().code, 2);
    }

    #[test]
    fn nothing_is_written_through_a_link_in_the_output_folder() {
        let precious = tempfile::tempdir().unwrap();
        let victim = precious.path().join("victim.html");
        let reset = || {
            fs::write(&victim, "precious").unwrap();
            fs::write(precious.path().join("norms.html"), "precious").unwrap();
        };
        let untouched = || {
            assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
            assert_eq!(fs::read_to_string(precious.path().join("norms.html")).unwrap(), "precious");
            assert_eq!(fs::read_dir(precious.path()).unwrap().count(), 2, "something was written beside");
        };
        reset();
        let book = Book::new(GOOD);
        assert_eq!(book.build().code, 0);
        // A page is a link: somebody put it there, so it stays, and nothing is written through it.
        let page = fs::read(book.path("_site/index.html")).unwrap();
        for there in [&b"precious"[..], &page] {
            fs::write(&victim, there).unwrap();
            fs::remove_file(book.path("_site/index.html")).unwrap();
            symlink(&victim, book.path("_site/index.html")).unwrap();
            let run = book.build();
            assert_eq!(run.code, 1, "{}", run.err);
            assert!(
                run.err.contains("error[output/taken]: `index.html` in the output folder is a symbolic link"),
                "{}",
                run.err
            );
            assert_eq!(fs::read(&victim).unwrap(), there);
            assert!(fs::symlink_metadata(book.path("_site/index.html")).unwrap().is_symlink());
        }
        reset();
        fs::remove_file(book.path("_site/index.html")).unwrap();
        assert_eq!(book.build().code, 0);
        // The list of what was written is a link: the folder is not taken for one of ours.
        let manifest = book.path("_site/.briefbook-manifest");
        let kept = fs::read(&manifest).unwrap();
        fs::remove_file(&manifest).unwrap();
        symlink(&victim, &manifest).unwrap();
        assert_eq!(book.build().code, 2);
        untouched();
        fs::remove_file(&manifest).unwrap();
        fs::write(&manifest, kept).unwrap();
        // A folder is a link: nothing is written into it, and nothing removed from it.
        fs::remove_dir_all(book.path("_site/concepts")).unwrap();
        symlink(precious.path(), book.path("_site/concepts")).unwrap();
        let run = book.build();
        assert_eq!(run.code, 1);
        assert!(run.err.contains("`concepts` in the output folder is a symbolic link"), "{}", run.err);
        assert_eq!(run.err.matches("error[output/taken]").count(), 1, "{}", run.err);
        untouched();
        fs::remove_file(book.path("content/concepts/norms.md")).unwrap();
        fs::write(book.path("content/index.md"), "# Home\n").unwrap();
        book.build();
        untouched();
    }

    #[test]
    fn a_list_of_written_files_cannot_name_others() {
        let book = Book::new(GOOD);
        assert_eq!(book.build().code, 0);
        book.put("precious.txt", b"mine");
        book.put("_site/foreign.txt", b"theirs");
        let manifest = book.path("_site/.briefbook-manifest");
        let mut list = fs::read_to_string(&manifest).unwrap();
        list += &format!(
            "../precious.txt\n{}\n./foreign.txt\nconcepts/../foreign.txt\n\n..\n.\n",
            book.path("precious.txt").display()
        );
        fs::write(&manifest, list).unwrap();
        assert_eq!(book.build().code, 0);
        assert!(book.path("precious.txt").is_file() && book.path("_site/foreign.txt").is_file());
    }

    #[test]
    fn odd_names_are_built_or_remarked() {
        let book = Book::new(GOOD);
        let long = "l".repeat(252) + ".md";
        let good = [
            "with space.md",
            "it's \"quoted\".md",
            "emoji 🎉.md",
            "con.md",
            "-rf.md",
            "..md",
            "...md",
            "100%.md",
            "a#b?c&d=e.md",
            "<b>.md",
            "网络主权.md",
            "e\u{301}.md",
            "picture #1 & 2%.png",
            "no extension",
            &long,
        ];
        for name in good {
            book.put(Path::new("content").join(name), b"# Title\n\nWords that are kept.\n");
        }
        book.put(Path::new("content").join("x".repeat(255)), b"long");
        let bad: [&[u8]; 4] = [b"new\nline.md", b"tab\t.md", b"colon:.md", b"invalid-\xff\xfe.md"];
        for name in bad {
            book.put(Path::new("content").join(OsStr::from_bytes(name)), b"# Title\n\nWords that are left out.\n");
        }
        let run = book.build();
        assert_eq!(run.code, 1, "{}", run.err);
        assert_eq!(run.err.matches("error[file/name]").count(), bad.len(), "{}", run.err);
        assert_eq!(run.err.matches("error[").count(), bad.len(), "{}", run.err);
        assert!(!run.err.contains("new\nline"), "a name cannot write lines of its own: {}", run.err);
        let kept = book.files();
        let pages = kept.iter().filter(|(p, b)| {
            p.to_str()
                .is_some_and(|p| p.contains("/_site/") && !p.contains("/_site/assets/") && !p.ends_with("/print.html"))
                && String::from_utf8_lossy(b).contains("Words that are kept")
        });
        // The picture and the file without extension are copied; of the rest, those that are hidden are not notes.
        // The book on one page has the words of all.
        let hidden = ["..md", "...md"];
        assert_eq!(pages.count(), good.len() - hidden.len());
        assert!(book.path("_site/con-x.html").is_file() && book.path("_site").join("x".repeat(255)).is_file());
        assert!(kept.keys().all(|p| !p.to_string_lossy().ends_with(".part")));
        assert_eq!(book.build().code, 1);
    }

    #[test]
    fn what_is_no_file_does_not_hang_the_build() {
        let book = Book::new(GOOD);
        fs::create_dir_all(book.path("seeds")).unwrap();
        for name in ["content/pipe.md", "seeds/pipe.txt", "content/pipe.png"] {
            let made = Command::new("mkfifo").arg(book.path(name)).status().unwrap();
            assert!(made.success());
        }
        let _socket = std::os::unix::net::UnixListener::bind(book.path("content/socket.md")).unwrap();
        let run = book.build();
        assert_eq!(run.code, 1, "{}", run.err);
        for name in ["content/pipe.md", "seeds/pipe.txt", "content/pipe.png", "content/socket.md"] {
            assert!(run.err.contains(&format!("{name}: error[file/unreadable]")), "{name}: {}", run.err);
        }
        assert!(book.path("_site/index.html").is_file());
    }

    #[test]
    fn a_pipe_or_folder_in_the_output_folder_does_not_hang_the_build() {
        let book = Book::new(GOOD);
        assert_eq!(book.build().code, 0);
        let page = book.path("_site/index.html");
        let taken = |says: &str| {
            let run = book.build();
            assert_eq!(run.code, 1);
            assert!(run.err.contains("error[output/taken]") && run.err.contains(says), "{}", run.err);
        };
        fs::remove_file(&page).unwrap();
        assert!(Command::new("mkfifo").arg(&page).status().unwrap().success());
        taken("`index.html` in the output folder is not briefbook's");
        fs::remove_file(&page).unwrap();
        fs::create_dir(&page).unwrap();
        taken("`index.html` in the output folder is a folder");
        fs::remove_dir(&page).unwrap();
        assert_eq!(book.build().code, 0);
        assert!(book.site("index.html").contains("A good book"));
    }

    #[test]
    fn a_note_with_other_names_is_mended_under_all_of_them_and_none_is_mended_through_a_link() {
        let note = "---\ntitle: Home\ndraft: \"no\"\n---\nWords.\n";
        let book = Book::new(&[("content/index.md", note)]);
        let other = book.path("other-name");
        fs::hard_link(book.path("content/index.md"), &other).unwrap();
        let run = briefbook(["check", book.root(), "--fix"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(fs::read_to_string(&other).unwrap(), note.replace("\"no\"", "false"));
        assert_eq!(book.files().len(), 2, "nothing is left beside it");
        fs::write(&other, note).unwrap();
        fs::remove_file(book.path("content/index.md")).unwrap();
        symlink(&other, book.path("content/index.md")).unwrap();
        briefbook(["check", book.root(), "--fix"]);
        assert_eq!(fs::read_to_string(&other).unwrap(), note);
    }

    /// Makes a file that is empty behind its beginning, and takes no room.
    fn sparse(book: &Book, name: &str, beginning: &[u8], length: u64) {
        book.put(name, beginning);
        fs::File::options().write(true).open(book.path(name)).unwrap().set_len(length).unwrap();
    }

    #[test]
    fn files_larger_than_the_memory_are_told_by_their_beginning() {
        const LONG: u64 = 5 << 30;
        let book = Book::new(GOOD);
        sparse(&book, "seeds/nothing.txt", b"", LONG);
        sparse(&book, "content/archive.md", b"PK\x03\x04", LONG);
        sparse(&book, "seeds/words.txt", &b"Words and words. ".repeat(10_000), LONG);
        sparse(&book, "content/film.mp4", b"", LONG);
        sparse(&book, "seeds/nobody-asks-for.bin", b"", LONG);
        sparse(&book, "content/.hidden", b"", LONG);
        // With a fifth of the memory that any of them would take.
        let command = format!(
            "ulimit -v 1500000; exec {} build {} --messages short",
            env!("CARGO_BIN_EXE_briefbook"),
            book.root()
        );
        let output = Command::new("bash").args(["-c", &command]).env("RAYON_NUM_THREADS", "2").output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        for line in [
            "seeds/nothing.txt: error[file/binary]: this file holds zero bytes, which no text does",
            "content/archive.md: error[file/binary]: this is a ZIP archive",
            "seeds/words.txt: error[file/large]: this file has 5120 MB; a text may have 64 MB",
            "content/film.mp4: error[file/large]: this file has 5120 MB; a file that is copied into the site may have 2048",
        ] {
            assert!(said.contains(line), "{line}: {said}");
        }
        assert_eq!(said.matches("error[").count(), 4, "{said}");
        assert!(book.site("index.html").contains("A good book"));
    }

    #[test]
    fn standard_output_may_be_closed() {
        let book = Book::new(GOOD);
        let command =
            format!("{} export {} | head -c 1; exit ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_briefbook"), book.root());
        let output = Command::new("bash").args(["-c", &command]).output().unwrap();
        assert_eq!(output.stdout, b"{");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn files_that_are_empty_or_no_text_and_folders_named_like_notes_do_no_harm() {
    let book = Book::new(GOOD);
    book.put("content/empty.md", b"");
    book.put("content/folder.md/inside.md", b"# Inside\n\nWords.\n");
    book.put("content/nul.md", &[0; 4096]);
    book.put("content/one-nul.md", b"\0");
    book.put("content/bom.md", b"\xef\xbb\xbf");
    book.put("seeds/empty.txt", b"");
    book.put("seeds/nul.txt", &[0; 100]);
    book.put("seeds/empty.toml", b"");
    book.put("seeds/folder.txt/x.txt", b"not a source");
    book.put("site.toml", b"");
    let run = book.build();
    assert_eq!(run.code, 1, "{}", run.err);
    for (name, code) in [
        ("content/empty.md:1:1", "warning[note/title]"),
        ("content/bom.md:1:1", "warning[note/title]"),
        ("content/nul.md", "error[file/binary]"),
        ("content/one-nul.md", "error[file/binary]"),
        ("seeds/empty.txt", "error[source/empty]"),
        ("seeds/nul.txt", "error[file/binary]"),
    ] {
        assert!(run.err.contains(&format!("{name}: {code}")), "{name}: {}", run.err);
    }
    assert!(book.site("folder-md/inside.html").contains("Words."));
    assert!(book.path("_site/empty.html").is_file() && book.path("_site/sources/empty.html").is_file());
}

#[test]
fn a_binary_site_toml_does_not_stop_the_build() {
    let book = Book::new(GOOD);
    book.put("site.toml", &[0, 159, 146, 150]);
    let run = book.build();
    assert_eq!(run.code, 1);
    assert!(run.err.contains("site.toml: error[file/binary]"), "{}", run.err);
    // And a folder of that name is no settings.
    let book = Book::new(&GOOD[1..]);
    book.put("site.toml/x", b"y");
    assert_eq!(book.build().code, 0);
}

#[test]
fn help_names_every_command_and_the_version_is_told() {
    let help = briefbook(["--help"]);
    assert_eq!(help.code, 0);
    for command in ["build", "check", "export", "explain"] {
        assert!(help.out.contains(command), "{}", help.out);
    }
    assert_eq!(briefbook(["--version"]).out, format!("briefbook {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(briefbook([""; 0]).code, 2);
}
