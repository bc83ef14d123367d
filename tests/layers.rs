//! The shape of the program: modules import downwards only and without cycles, each file says what it is
//! for, no function is long, and pages and templates fit each other.

#![allow(clippy::disallowed_methods, reason = "this test reads the program's own files")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and those it may import. Every list is whole: nothing is inherited.
const LAYERS: &[(&str, &[&str])] = &[
    // The base.
    ("script", &[]),
    ("nfc", &[]),
    ("numeral", &[]),
    ("path", &["nfc"]),
    ("text", &["script", "nfc", "path"]),
    ("sentences", &["script", "text"]),
    ("id", &["path", "text"]),
    ("report", &["nfc", "path", "text"]),
    ("fields", &["nfc", "path", "text", "report"]),
    // The nouns, and the settings.
    ("model", &["numeral", "id", "path", "text", "report"]),
    ("config", &["path", "text", "report", "fields"]),
    // The stages.
    ("parse", &["script", "numeral", "id", "nfc", "path", "text", "report", "fields", "model", "config"]),
    ("catalog", &["script", "id", "nfc", "path", "text", "report", "model", "config"]),
    // Citations and references, formatted and exported.
    ("biblio", &["id", "path", "report", "model", "config", "catalog"]),
    (
        "resolve",
        &["script", "numeral", "sentences", "id", "nfc", "path", "text", "report", "model", "config", "catalog"],
    ),
    ("relate", &["id", "path", "text", "report", "model", "catalog", "resolve"]),
    ("highlight", &[]),
    ("html", &["id", "path", "text", "report", "model", "highlight", "biblio"]),
    ("book", &["id", "path", "text", "report", "model", "config", "catalog", "resolve", "relate", "html", "biblio"]),
    (
        "pages",
        &[
            "id",
            "script",
            "sentences",
            "path",
            "text",
            "report",
            "model",
            "config",
            "catalog",
            "resolve",
            "relate",
            "html",
            "book",
            "biblio",
        ],
    ),
    // The book as data.
    (
        "lookup",
        &[
            "id",
            "nfc",
            "sentences",
            "path",
            "text",
            "report",
            "model",
            "config",
            "catalog",
            "resolve",
            "relate",
            "html",
            "book",
            "pages",
        ],
    ),
    ("book_json", &["model"]),
    (
        "export",
        &[
            "id",
            "path",
            "text",
            "report",
            "model",
            "config",
            "catalog",
            "resolve",
            "relate",
            "html",
            "book",
            "book_json",
            "biblio",
        ],
    ),
    // The doors know trees of bytes and views, and nothing of books.
    ("theme", &["path", "text", "report", "fields"]),
    ("formats", &["path", "text", "report"]),
    // From files to written documents, and to the theme.
    ("intake", &["id", "path", "text", "report", "model", "config", "parse", "theme"]),
    ("disk", &["path", "text", "report", "intake"]),
];

/// These may import anything below them.
const TOP: &[&str] = &["lib", "cli", "main"];

struct File {
    /// From the repository's folder.
    path: String,
    /// The module at the top of the crate that it belongs to.
    module: String,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Vec<File> {
    fn walk(folder: &Path, out: &mut Vec<File>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for entry in entries {
            if entry.is_dir() {
                walk(&entry, out);
            } else if entry.extension().is_some_and(|e| e == "rs") {
                let path = entry.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                let module = path.strip_prefix("src/").unwrap().split('/').next().unwrap();
                let module = module.strip_suffix(".rs").unwrap_or(module).to_owned();
                out.push(File { text: fs::read_to_string(&entry).unwrap(), path, module });
            }
        }
    }
    let mut out = Vec::new();
    walk(&root().join("src"), &mut out);
    assert!(out.len() > 30, "only {} files were found", out.len());
    out
}

/// A path named after a module of the crate, outside comments, with its line: `catalog` for `crate::catalog::Found`.
/// A group, as in `crate::{config, path::slug}`, gives each of its names.
fn imports(file: &File, modules: &BTreeSet<&str>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    // How many folders below `src/` the file's own module lies: so many `super::` lead to the crate.
    let depth = file.path.matches('/').count() - usize::from(file.path.ends_with("/mod.rs"));
    let up = "super::".repeat(depth);
    for (n, line) in file.text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or("");
        let starts = ["crate::", "briefbook::", up.as_str()];
        for start in starts.into_iter().filter(|s| !s.is_empty()) {
            for (at, _) in code.match_indices(start) {
                let more_supers = start.starts_with("super")
                    && (code[at + start.len()..].starts_with("super::") || code[..at].ends_with("super::"));
                if more_supers {
                    continue;
                }
                let rest = &code[at + start.len()..];
                let named = |text: &str| {
                    text.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned()
                };
                let names: Vec<String> = match rest.strip_prefix('{') {
                    Some(_) => group(&file.text, n, at + start.len()).split(',').map(named).collect(),
                    None => vec![named(rest)],
                };
                found.extend(names.into_iter().filter(|m| modules.contains(m.as_str())).map(|m| (n + 1, m)));
            }
        }
    }
    found
}

/// The names in the outermost braces that open at a place; inner groups are left out.
fn group(text: &str, line: usize, column: usize) -> String {
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>() + column;
    let mut depth = 0;
    let mut out = String::new();
    for c in text[start..].chars() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            c if depth == 1 => out.push(c),
            _ => {}
        }
    }
    out
}

fn module_names() -> BTreeSet<&'static str> {
    LAYERS.iter().map(|(name, _)| *name).chain(TOP.iter().copied()).collect()
}

/// For each module, which others it imports and where.
fn edges(files: &[File]) -> BTreeMap<String, Vec<(String, String)>> {
    let modules = module_names();
    let mut edges: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for file in files {
        for (line, module) in imports(file, &modules) {
            if module != file.module {
                edges.entry(file.module.clone()).or_default().push((module, format!("{}:{line}", file.path)));
            }
        }
    }
    edges
}

#[test]
fn modules_import_downwards_only() {
    let files = files();
    let table: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (from, imports) in edges(&files) {
        if TOP.contains(&from.as_str()) {
            continue;
        }
        let Some(allowed) = table.get(from.as_str()) else {
            wrong.push(format!("src/{from}: this module is not in the table of tests/layers.rs"));
            continue;
        };
        wrong.extend(
            imports
                .iter()
                .filter(|(to, _)| !allowed.contains(&to.as_str()))
                .map(|(to, at)| format!("{at}: `{from}` may not import `{to}`")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_of_layers_names_every_module_and_has_no_cycle() {
    let present: BTreeSet<String> = files().into_iter().map(|f| f.module).collect();
    let named: BTreeSet<String> = module_names().into_iter().map(str::to_owned).collect();
    assert_eq!(present, named);
    // A table in which each module may import only those above it has no cycle.
    for (n, (name, allowed)) in LAYERS.iter().enumerate() {
        for other in *allowed {
            assert!(
                LAYERS[..n].iter().any(|(above, _)| above == other),
                "`{name}` may import `{other}`, which does not stand above it"
            );
        }
    }
}

#[test]
fn the_layers_test_sees_an_import_however_it_is_written() {
    let file = |path: &str, text: &str| File { path: path.into(), module: "html".into(), text: text.into() };
    let modules = module_names();
    for (path, text, expect) in [
        ("src/html.rs", "use crate::pages::Frame;", vec![(1, "pages")]),
        (
            "src/html.rs",
            "\nuse crate::{book, pages::{Frame, text},\n  disk as d};",
            vec![(2, "book"), (2, "pages"), (2, "disk")],
        ),
        ("src/html.rs", "fn f() { super::disk::read() }", vec![(1, "disk")]),
        ("src/html/table.rs", "fn f() { super::super::disk::read() }", vec![(1, "disk")]),
        ("src/html/mod.rs", "use super::theme;", vec![(1, "theme")]),
        ("src/html/table.rs", "use super::path;", vec![]),
        ("src/html.rs", "// use crate::pages::Frame;", vec![]),
    ] {
        let found = imports(&file(path, text), &modules);
        let expect: Vec<(usize, String)> = expect.into_iter().map(|(n, m)| (n, m.to_owned())).collect();
        assert_eq!(found, expect, "{path}: {text}");
    }
}

#[test]
fn files_of_a_folder_import_each_other_without_cycles() {
    let files = files();
    // Within a folder, a file imports a sibling by `super::name` or by the whole path.
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in &files {
        let Some((folder, _)) = file.path.rsplit_once('/').filter(|(folder, _)| *folder != "src") else { continue };
        if file.path.ends_with("/mod.rs") {
            continue;
        }
        let whole = folder.replacen("src", "crate", 1).replace('/', "::");
        let siblings = files
            .iter()
            .filter(|f| f.path.rsplit_once('/').is_some_and(|(other, _)| other == folder) && f.path != file.path);
        for sibling in siblings.filter(|f| !f.path.ends_with("/mod.rs")) {
            let name = sibling.path.rsplit('/').next().unwrap().trim_end_matches(".rs");
            let code: String =
                file.text.lines().map(|l| l.split("//").next().unwrap_or("").to_owned() + "\n").collect();
            let named = [format!("super::{name}"), format!("{whole}::{name}")].iter().any(|path| {
                code.match_indices(path.as_str()).any(|(at, _)| {
                    let outer = code[..at].ends_with("super::");
                    let ends = !code[at + path.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
                    !outer && ends
                })
            });
            if named || in_super_group(&code, name) {
                graph.entry(file.path.clone()).or_default().insert(sibling.path.clone());
            }
        }
    }
    assert!(graph.len() > 10, "too few imports were seen: {graph:#?}");
    // Files without imports are taken away until none is left; what stays lies on a cycle.
    let mut left: BTreeSet<String> = graph.keys().cloned().collect();
    while let Some(free) = left.iter().find(|f| graph[*f].iter().all(|to| !left.contains(to))).cloned() {
        left.remove(&free);
    }
    assert!(left.is_empty(), "these files import each other in a circle: {left:#?}");
}

/// Whether `name` stands in a group `use super::{…}`.
fn in_super_group(code: &str, name: &str) -> bool {
    code.match_indices("use super::{").any(|(at, start)| {
        let inner = group(code, 0, at + start.len() - 1);
        inner.split(',').any(|part| part.trim().split("::").next() == Some(name))
    })
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = files().into_iter().filter(|f| !f.text.starts_with("//! ")).map(|f| f.path).collect();
    assert!(silent.is_empty(), "these files do not start with `//!`: {silent:#?}");
}

/// Whether a file is one of the doors.
fn is_door(path: &str) -> bool {
    path.starts_with("src/disk/") || path.starts_with("src/cli/")
}

#[test]
fn only_the_doors_open_files_and_say_so() {
    let mut wrong = Vec::new();
    let mut open = 0;
    for file in files() {
        for (n, line) in file.text.lines().enumerate() {
            let at = format!("{}:{}: {}", file.path, n + 1, line.trim());
            let code = line.split("//").next().unwrap_or("");
            let allows = code.contains("disallowed_");
            let prints = ["print!(", "println!(", "dbg!("].iter().any(|p| code.contains(p));
            open += usize::from(allows);
            // A door says what it is opened for; in a folder of doors, not every file is one.
            let said = line.contains("reason = \"") && !file.path.ends_with("/mod.rs") || !code.contains("#![");
            if prints || allows && !(is_door(&file.path) && said) {
                wrong.push(at);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(open > 5, "{open}");
}

#[test]
fn the_lint_knows_every_door_of_the_standard_library() {
    let lint = fs::read_to_string(root().join(".clippy.toml")).unwrap();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for level in ["disallowed_methods = \"deny\"", "disallowed_types = \"deny\""] {
        assert!(manifest.contains(level), "{level}");
    }
    // By function, for what has its own: the functions of `std::fs`, the questions a path asks the disk, the environment.
    let functions = [
        (
            "std::fs::",
            "canonicalize copy create_dir create_dir_all exists hard_link metadata read read_dir read_link \
                       read_to_string remove_dir remove_dir_all remove_file rename set_permissions soft_link \
                       symlink_metadata write",
        ),
        ("std::path::", "absolute"),
        (
            "std::path::Path::",
            "canonicalize exists is_dir is_file is_symlink metadata read_dir read_link \
                               symlink_metadata try_exists",
        ),
        (
            "std::env::",
            "args args_os current_dir current_exe home_dir set_current_dir temp_dir var var_os vars vars_os",
        ),
        ("std::io::", "stderr stdin stdout"),
        ("std::process::", "Command abort exit id"),
        ("std::thread::", "sleep spawn"),
        ("std::time::", "Instant::now Instant::elapsed SystemTime::now SystemTime::elapsed"),
        ("std::fs::", "File OpenOptions DirBuilder"),
        ("std::net::", "TcpListener TcpStream UdpSocket"),
        ("std::os::unix::net::", "UnixDatagram UnixListener UnixStream"),
        ("walkdir::", "WalkDir"),
    ];
    for (module, names) in functions {
        for name in names.split_whitespace() {
            assert!(lint.contains(&format!("\"{module}{name}\"")), ".clippy.toml lacks {module}{name}");
        }
    }
}

/// No function of the program is longer than this, in lines.
const LONGEST: usize = 80;

/// The functions of a file as `rustfmt` sets them, but for its tests: the name of each, and how many lines it has.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().take_while(|l| *l != "#[cfg(test)]").collect();
    let starts = lines.iter().enumerate().filter_map(|(n, line)| {
        let code = line.trim_start();
        let before = code.find("fn ").map(|at| &code[..at])?;
        let modifiers = ["pub", "pub(super)", "pub(crate)", "const", "async", "unsafe"];
        before.split_whitespace().all(|word| modifiers.contains(&word)).then(|| (n, line.len() - code.len(), code))
    });
    starts
        .map(|(n, indent, code)| {
            let closes = |line: &&str| line.starts_with(&format!("{}}}", " ".repeat(indent)));
            let one_line = code.ends_with('}') || code.ends_with(';');
            let len = if one_line { 1 } else { lines[n..].iter().position(closes).map_or(1, |last| last + 1) };
            let name = code.split("fn ").nth(1).unwrap_or_default();
            (name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect(), len)
        })
        .collect()
}

#[test]
fn no_function_is_long() {
    let mut seen = 0;
    let mut long = Vec::new();
    for file in files() {
        for (name, len) in functions(&file.text) {
            seen += 1;
            if len > LONGEST {
                long.push(format!("{}: `{name}` has {len} lines", file.path));
            }
        }
    }
    assert!(seen > 500, "only {seen} functions were seen");
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn lines_of_functions_are_counted() {
    let inner = "        one();\n".repeat(90);
    let text = format!(
        "impl A {{\n    pub(super) fn long<T>(\n        a: T,\n    ) -> T {{\n{inner}    }}\n}}\n\nfn short() {{}}\n\
         #[cfg(test)]\nmod tests {{\n    fn test() {{\n{inner}    }}\n}}\n"
    );
    assert_eq!(functions(&text), [("long".to_owned(), 94), ("short".to_owned(), 1)]);
}

/// The names in quotation marks that the files of a folder of the program hold.
fn templates_named_in_pages() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for file in files().iter().filter(|f| f.path.starts_with("src/pages/") && f.path != "src/pages/mod.rs") {
        for (n, part) in file.text.split('"').enumerate() {
            if n % 2 == 1
                && [".html", ".xml", ".txt"].iter().any(|e| part.ends_with(e))
                && !part.contains(['/', '{', ' '])
            {
                named.insert(part.to_owned());
            }
        }
    }
    named
}

#[test]
fn every_template_exists_and_is_used_by_a_page() {
    let folder = root().join("themes/default/templates");
    let named = templates_named_in_pages();
    for template in briefbook::pages::TEMPLATES {
        assert!(folder.join(template).is_file(), "themes/default/templates/{template} does not exist");
        assert!(named.contains(template), "no page uses {template}");
    }
    // Those that are no page's own are there to be extended or called by one that is.
    let present: BTreeSet<String> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    for template in &present {
        let shared = present.iter().any(|other| {
            let text = fs::read_to_string(folder.join(other)).unwrap();
            text.contains(&format!("\"{template}\""))
        });
        let components = fs::read_to_string(folder.join(template)).unwrap().contains("{% component ");
        assert!(
            briefbook::pages::TEMPLATES.contains(&template.as_str()) || shared || components,
            "nothing uses {template}"
        );
    }
}

/// What a file of the program takes in when it is compiled: folders and files, from the repository's folder.
fn taken_in(file: &File) -> Vec<String> {
    let quoted = |start: &'static str| file.text.split(start).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0));
    let beside = |name: &str| format!("{}/{name}", file.path.rsplit_once('/').map_or("", |(folder, _)| folder));
    let folders = quoted("#[folder = \"").map(str::to_owned);
    folders.chain(quoted("include_str!(\"").map(beside)).chain(quoted("include_bytes!(\"").map(beside)).collect()
}

#[test]
fn what_the_program_takes_in_is_in_its_package() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let include = manifest.lines().find_map(|l| l.strip_prefix("include = ")).unwrap();
    let packed: Vec<&str> = include.split('"').skip(1).step_by(2).map(|p| p.trim_start_matches('/')).collect();
    let needed: Vec<String> = files().iter().flat_map(taken_in).collect();
    assert!(needed.len() > 1, "{needed:?}");
    for path in needed {
        assert!(root().join(&path).exists(), "{path}");
        assert!(packed.iter().any(|p| Path::new(&path).starts_with(p)), "{path} is not in {include}");
    }
}
