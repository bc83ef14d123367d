//! The manual's page on themes says what templates read: every field of every view, the templates with their blocks,
//! the components, the tokens of the style sheet, and what scripts look for. All of it is made from the program's own
//! files, and held against the views of a real book, so that no field appears or vanishes unseen:
//! `BRIEFBOOK_BLESS=1 cargo test --test theme_manual` writes it anew.

#![allow(clippy::disallowed_methods, reason = "this test reads the program's own files")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use briefbook::path::SitePath;
use briefbook::text::Inputs;
use briefbook::{CompileOptions, compile, pages, theme};
use serde_json::Value;

const PAGE: &str = "src/manual/theme.md";
const MARK: &str =
    "<!-- Below this line: made from the program's files by `BRIEFBOOK_BLESS=1 cargo test --test theme_manual`. -->\n";

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap()
}

fn files_in(folder: &str) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(root(folder)).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A struct that is part of a view, as its file has it.
struct Type {
    file: String,
    name: String,
    doc: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    ty: String,
    doc: String,
    flat: bool,
}

/// All structs of a file that can be serialised.
fn types_of(file: &str, text: &str) -> Vec<Type> {
    let mut types: Vec<Type> = Vec::new();
    let (mut doc, mut serialised, mut flat, mut open) = (Vec::new(), false, false, false);
    for line in text.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            doc.push(words.trim().to_owned());
            continue;
        }
        if line.starts_with("#[") {
            serialised |= line.starts_with("#[derive(") && line.contains("Serialize");
            flat |= line.contains("serde(flatten)");
            assert!(!line.contains("serde(") || line == "#[serde(flatten)]", "{file}: {line} is not understood here");
            continue;
        }
        let code = line.strip_prefix("pub ").unwrap_or(line);
        if let Some(rest) = code.strip_prefix("struct ").filter(|_| serialised && line.ends_with('{')) {
            let name = rest.split([' ', '<']).next().unwrap().to_owned();
            types.push(Type { file: file.to_owned(), name, doc: doc.join(" "), fields: Vec::new() });
            open = true;
        } else if line == "}" {
            open = false;
        } else if let Some((name, ty)) = code.split_once(": ").filter(|_| open && !line.starts_with("//")) {
            let ty = ty.strip_suffix(',').unwrap_or_else(|| panic!("{file}: {line} is not understood here"));
            let field = Field { name: name.to_owned(), ty: ty.to_owned(), doc: doc.join(" "), flat };
            types.last_mut().unwrap().fields.push(field);
        }
        assert!(!(serialised && code.starts_with("enum ")), "{file}: an enum in a view is not understood here: {line}");
        (doc, serialised, flat) = (Vec::new(), false, false);
    }
    types
}

/// All types of views, and the files they are in.
struct Types(Vec<Type>, BTreeMap<String, String>);

impl Types {
    fn read() -> Self {
        let (mut all, mut texts) = (Vec::new(), BTreeMap::new());
        for name in files_in("src/pages").iter().filter(|n| n.ends_with(".rs")) {
            let (name, text) = (name.trim_end_matches(".rs"), read(&format!("src/pages/{name}")));
            all.extend(types_of(name, &text));
            texts.insert(name.to_owned(), text);
        }
        all.extend(types_of("html", &read("src/html/mod.rs")));
        assert!(all.len() > 50, "{}", all.len());
        Self(all, texts)
    }

    /// The type of that name as a file sees it: its own, the one it imports, or the only one.
    fn find(&self, file: &str, name: &str) -> Option<&Type> {
        let named: Vec<&Type> = self.0.iter().filter(|t| t.name == name).collect();
        let text = self.1.get(file).map_or("", String::as_str);
        let imported = |t: &&&Type| {
            let from = format!("use super::{}::", t.file);
            text.split(&from).skip(1).any(|rest| rest.split(';').next().unwrap().contains(name))
        };
        let own = named.iter().find(|t| t.file == file).or_else(|| named.iter().find(imported));
        own.or_else(|| named.first().filter(|_| named.len() == 1)).copied()
    }

    /// Its fields, those of flattened types in their places.
    fn fields<'a>(&'a self, of: &'a Type) -> Vec<(&'a Type, &'a Field)> {
        let one = |field: &'a Field| match field.flat {
            true => self.fields(self.find(&of.file, &field.ty).unwrap_or_else(|| panic!("{}", field.ty))),
            false => vec![(of, field)],
        };
        of.fields.iter().flat_map(one).collect()
    }

    fn names<'a>(&'a self, of: &'a Type) -> BTreeSet<&'a str> {
        self.fields(of).into_iter().map(|(_, f)| f.name.as_str()).collect()
    }

    /// Holds a value against a type, all the way down.
    fn check(&self, file: &str, ty: &str, value: &Value, at: &str) {
        if let Some(inner) = inside(ty, "Option<") {
            if !value.is_null() {
                self.check(file, inner, value, at);
            }
        } else if let Some(inner) = inside(ty, "Vec<").or_else(|| inside(ty, "BTreeSet<")) {
            for item in value.as_array().unwrap_or_else(|| panic!("{at}: {value} is no list")) {
                self.check(file, inner, item, at);
            }
        } else if let Some(found) = self.find(file, ty) {
            let keys: BTreeSet<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys, self.names(found), "{at}: what {} in src/pages/{}.rs says", found.name, found.file);
            for (of, field) in self.fields(found) {
                self.check(&of.file, &field.ty, &value[&field.name], &format!("{at}.{}", field.name));
            }
        } else {
            let fits = match words(ty).as_str() {
                "text" => value.is_string(),
                "true or false" => value.is_boolean(),
                "number" => value.is_number(),
                pair => pair.starts_with("pair of") && value.as_array().is_some_and(|v| v.len() == 2),
            };
            assert!(fits, "{at}: {value} is no {ty}");
        }
    }

    /// What a type is called in the manual.
    fn called(&self, file: &str, ty: &str) -> String {
        if let Some(inner) = inside(ty, "Option<") {
            return format!("{}, or nothing", self.called(file, inner));
        }
        if let Some(inner) = inside(ty, "Vec<").or_else(|| inside(ty, "BTreeSet<")) {
            return format!("list of {}", self.called(file, inner));
        }
        self.find(file, ty).map_or_else(|| words(ty), |t| format!("[{}](#{})", self.title(t), anchor(&self.title(t))))
    }

    fn title(&self, of: &Type) -> String {
        match self.0.iter().filter(|t| t.name == of.name).count() {
            1 => of.name.clone(),
            _ => format!("{} of {}", of.name, of.file),
        }
    }

    /// What a field tells: its own words, or those of its type, or what its name tells everywhere.
    fn told(&self, of: &Type, field: &Field) -> String {
        let mut ty = field.ty.as_str();
        while let Some(inner) = ["Option<", "Vec<", "BTreeSet<"].iter().find_map(|outer| inside(ty, outer)) {
            ty = inner;
        }
        let common = COMMON.iter().find(|(name, _)| *name == field.name).map(|(_, told)| *told);
        let of_type = self.find(&of.file, ty).map(|t| t.doc.as_str()).filter(|d| !d.is_empty());
        [Some(field.doc.as_str()).filter(|d| !d.is_empty()), common, of_type]
            .into_iter()
            .flatten()
            .next()
            .unwrap_or("")
            .to_owned()
    }

    /// The types that its fields are made of.
    fn parts<'a>(&'a self, of: &'a Type) -> Vec<&'a Type> {
        let named = |(of, field): (&'a Type, &'a Field)| {
            let mut ty = field.ty.as_str();
            while let Some(inner) = ["Option<", "Vec<", "BTreeSet<"].iter().find_map(|outer| inside(ty, outer)) {
                ty = inner;
            }
            self.find(&of.file, ty)
        };
        self.fields(of).into_iter().filter_map(named).collect()
    }
}

fn inside<'a>(ty: &'a str, outer: &str) -> Option<&'a str> {
    ty.strip_prefix(outer)?.strip_suffix('>')
}

fn words(ty: &str) -> String {
    match ty {
        "String" | "&'static str" | "&'a str" | "PageId" | "Anchor" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u8" | "u32" | "u64" | "i32" | "i64" | "f64" => "number".to_owned(),
        _ => match ty.strip_prefix('(').and_then(|t| t.strip_suffix(')')?.split_once(", ")) {
            Some((a, b)) => format!("pair of {} and {}", words(a), words(b)),
            None => panic!("the type {ty} is not understood here"),
        },
    }
}

fn anchor(title: &str) -> String {
    title.to_lowercase().replace(' ', "-").replace(['`', '.'], "")
}

/// A book that has a page of every kind.
fn rich_book() -> Inputs {
    let mut inputs = briefbook::disk::read(&root("")).unwrap().value;
    inputs.files.retain(|path, _| !path.as_str().starts_with("themes/"));
    let mut add = |path: &str, text: &str| {
        inputs.files.insert(SitePath::new(path).unwrap(), text.as_bytes().to_vec().into());
    };
    add("site.toml", "title = \"Book\"\nbase_url = \"https://example.org/book\"\n");
    add(
        "content/chapters/10-one.md",
        "+++\ntitle = \"One\"\nupdated = \"2026-01-01\"\ntags = [\"a\"]\n+++\nWords [@geng, passage 2].\n",
    );
    add("content/events/meeting.md", "+++\ntitle = \"Meeting\"\ndate = \"2015/2016\"\n+++\n## A heading\n\nWords.\n");
    add(
        "content/concepts/second.md",
        "+++\ntitle = \"A second concept\"\naliases = [\"another name\"]\nrelated = [\"cybersecurity\"]\nlabels = { zh = \"x\" }\n+++\nWords.\n",
    );
    add(
        "content/tensions/one.md",
        "+++\ntitle = \"They differ\"\nrelated = [\"cybersecurity\"]\n[[sides]]\nquote = \"cyber sovereignty\"\nsource = \"geng\"\npara = 10\n[[sides]]\nquote = \"cyber sovereignty\"\nsource = \"geng\"\npara = 10\n+++\nWords.\n",
    );
    inputs
}

/// Fields that are the same wherever they stand.
const COMMON: &[(&str, &str)] = &[
    ("frame", "What is around the page's own matter."),
    ("title", "Its name, plain."),
    ("url", "Its address, as seen from the page."),
    ("lang", "The language of its words, where it may differ from the page's."),
    ("id", "Its id on the page."),
    ("kind", "What kind it is, in a word."),
    ("summary", "A sentence on it."),
    ("definition", "One sentence that says what it is."),
    ("body", "The text of the note, as HTML: `| safe`."),
    ("html", "HTML: `| safe`."),
    ("outline", "The headings of the text."),
    ("references", "The works it rests on."),
    ("date", "When."),
    ("para", "The number of the passage."),
    ("source", "The source, as citations call it."),
    ("short", "What citations call it."),
    ("count", "How many."),
    ("label", "Its name, as far as there is room."),
    ("quote", "The exact words."),
    ("voice", "In whose voice we know it: `own`, `quoted`, `reported`, `panel`."),
    ("voice_words", "What that voice is called."),
    ("holder", "Who holds it."),
    ("concepts", "What it is about; on a page of counts, how many there are."),
    ("x", "Where it stands, from the left."),
    ("y", "Where it stands, from above."),
    ("width", "How wide it is."),
    ("height", "How high it is."),
    ("d", "The line as an SVG path."),
];

/// The template of each kind of page, and the type of what it reads.
fn views(types: &Types) -> BTreeMap<&'static str, &Type> {
    let compiled = compile(&rich_book(), CompileOptions::default()).value;
    let mut views: BTreeMap<&str, &Type> = BTreeMap::new();
    for page in pages::pages(&compiled.book) {
        let value = serde_json::to_value(&*(page.view)()).unwrap();
        let keys: BTreeSet<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let fitting: Vec<&Type> = types.0.iter().filter(|t| types.names(t) == keys).collect();
        assert_eq!(fitting.len(), 1, "{}: no one type has the fields {keys:?}", page.path);
        let view = fitting[0];
        types.check(&view.file, &view.name, &value, page.path.as_str());
        let before = views.insert(page.template, view);
        assert!(before.is_none_or(|b| b.name == view.name), "{} dresses two kinds of views", page.template);
    }
    let without: Vec<&&str> = pages::TEMPLATES.iter().filter(|t| !views.contains_key(**t)).collect();
    assert!(without.is_empty(), "the test's book has no page of {without:?}");
    views
}

fn table(types: &Types, of: &Type) -> String {
    let mut out = "| field | is | what it tells |\n|---|---|---|\n".to_owned();
    for (owner, field) in types.fields(of) {
        let is = types.called(&owner.file, &field.ty);
        let told = types.told(owner, field);
        let _ = writeln!(out, "| `{}` | {is} | {} |", field.name, told.replace('|', "\\|"));
    }
    out
}

/// The names that stand behind a mark in a text, each once, in order.
fn after<'a>(text: &'a str, mark: &str) -> Vec<&'a str> {
    let mut names = Vec::new();
    for part in text.split(mark).skip(1) {
        let name = part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn templates(views: &BTreeMap<&str, &Type>) -> String {
    let mut out = "| template | reads | extends | its own blocks |\n|---|---|---|---|\n".to_owned();
    let folder = "themes/default/templates";
    for name in files_in(folder).into_iter().filter(|n| n != "components.html") {
        let text = read(&format!("{folder}/{name}"));
        let extends =
            text.split("{% extends \"").nth(1).map_or(String::new(), |t| t.split('"').next().unwrap().to_owned());
        let blocks: Vec<String> =
            after(&text.replace("{%-", "{%"), "{% block ").iter().map(|b| format!("`{b}`")).collect();
        let view = views.get(name.as_str()).map_or(String::new(), |t| format!("[{}](#{})", t.name, anchor(&t.name)));
        let extends = if extends.is_empty() { extends } else { format!("`{extends}`") };
        let _ = writeln!(out, "| `{name}` | {view} | {extends} | {} |", blocks.join(", "));
    }
    out
}

fn components() -> String {
    let mut out = "| component | what it is for |\n|---|---|\n".to_owned();
    let text = read("themes/default/templates/components.html");
    let mut doc = String::new();
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            doc.clear();
        } else if let Some(comment) = line.strip_prefix("{#") {
            doc = comment.trim_end_matches("#}").trim().to_owned();
        } else if let Some(rest) = line.strip_prefix("{% component ") {
            let call = rest.split(" -%}").next().unwrap().split(" %}").next().unwrap();
            let _ = writeln!(out, "| `{call}` | {} |", std::mem::take(&mut doc));
        }
    }
    out
}

/// The tokens of the style sheet: its first rule.
fn tokens() -> String {
    let mut out = "| token | is | |\n|---|---|---|\n".to_owned();
    let css = read("themes/default/assets/briefbook.css");
    let rule = css.split("  :root {\n").nth(1).unwrap().split("\n  }").next().unwrap();
    for line in rule.lines().map(str::trim).filter(|l| l.starts_with("--")) {
        let (name, rest) = line.split_once(": ").unwrap();
        let (value, comment) = rest.split_once(';').unwrap();
        let comment = comment.trim().trim_start_matches("/*").trim_end_matches("*/").trim();
        let _ = writeln!(out, "| `{name}` | `{value}` | {comment} |");
    }
    out
}

/// What scripts look for on a page.
fn hooks() -> String {
    let mut out = "| script | looks for |\n|---|---|\n".to_owned();
    for name in files_in("themes/default/assets").into_iter().filter(|n| n.ends_with(".js")) {
        let text = read(&format!("themes/default/assets/{name}"));
        let mut found: Vec<String> = Vec::new();
        for (mark, before) in
            [("querySelector(\"", ""), ("querySelectorAll(\"", ""), ("closest(\"", ""), ("getElementById(\"", "#")]
        {
            found.extend(text.split(mark).skip(1).map(|part| format!("{before}{}", part.split('"').next().unwrap())));
        }
        let mut seen = BTreeSet::new();
        found.retain(|f| seen.insert(f.clone()));
        let found: Vec<String> = found.iter().map(|f| format!("`{}`", f.replace('|', "\\|"))).collect();
        let _ = writeln!(out, "| `{name}` | {} |", found.join(", "));
    }
    out
}

fn made() -> String {
    let types = Types::read();
    let views = views(&types);
    let mut out = format!(
        "\n## Reference\n\nThis is version {} of what templates read.\n\n### Templates\n\n{}\n### Components\n\n{}\n### Tokens\n\n{}\n### Scripts\n\n{}\n### Views\n\n",
        theme::CONTEXT,
        templates(&views),
        components(),
        tokens(),
        hooks()
    );
    let mut shown: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut open: Vec<&Type> = Vec::new();
    let mut dressed: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for (template, view) in &views {
        dressed.entry((&view.file, &view.name)).or_default().push(template);
    }
    for ((file, name), templates) in &dressed {
        let view = types.find(file, name).unwrap();
        shown.insert((file, name));
        let templates: Vec<String> = templates.iter().map(|t| format!("`{t}`")).collect();
        let _ = write!(out, "#### {name}\n\nRead by {}.\n\n{}\n", templates.join(", "), table(&types, view));
        open.extend(types.parts(view));
    }
    out.push_str("### What views are made of\n\n");
    let mut parts: BTreeMap<String, &Type> = BTreeMap::new();
    while let Some(part) = open.pop() {
        if shown.insert((&part.file, &part.name)) {
            parts.insert(types.title(part), part);
            open.extend(types.parts(part));
        }
    }
    for (title, part) in parts {
        let doc = if part.doc.is_empty() { String::new() } else { format!("{}\n\n", part.doc) };
        let _ = write!(out, "#### {title}\n\n{doc}{}\n", table(&types, part));
    }
    out.trim_end().to_owned() + "\n"
}

#[test]
fn the_manual_lists_every_field_template_component_token_and_hook() {
    let page = read(PAGE);
    let (written, before) = page.split_once(MARK).unwrap_or((&page, ""));
    let now = made();
    if std::env::var_os("BRIEFBOOK_BLESS").is_some() {
        fs::write(root(PAGE), format!("{}\n\n{MARK}{now}", written.trim_end())).unwrap();
        return;
    }
    let diff = similar::TextDiff::from_lines(before, &now).unified_diff().context_radius(1).to_string();
    assert!(
        before == now,
        "{PAGE} is not what the program has. If a field has gone or has another name, raise `theme::CONTEXT`; then run \
         `BRIEFBOOK_BLESS=1 cargo test --test theme_manual`\n{diff}"
    );
}

#[test]
fn the_manuals_links_lead_to_its_headings() {
    let page = read(PAGE);
    let headings: BTreeSet<String> =
        page.lines().filter_map(|l| Some(anchor(l.strip_prefix('#')?.trim_start_matches('#').trim()))).collect();
    let dead: BTreeSet<&str> =
        page.split("](#").skip(1).map(|p| p.split(')').next().unwrap()).filter(|a| !headings.contains(*a)).collect();
    assert!(dead.is_empty(), "{dead:?}");
}

/// The files that the manual gives as examples, by their path.
fn examples() -> BTreeMap<String, String> {
    let page = read(PAGE);
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for part in page.split("\n```").skip(1).step_by(2) {
        let (head, text) = part.split_once('\n').unwrap();
        if let Some((_, path)) = head.split_once(' ') {
            files.entry(path.to_owned()).or_default().push_str(text);
        }
    }
    files
}

#[test]
fn the_manuals_examples_do_what_it_says() {
    let files = examples();
    let note = "+++\ntitle = \"Norms\"\nupdated = \"2026-01-01\"\n+++\nWords of [[norms]].\n";
    let mut all: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    all.push(("content/concepts/norms.md", note));
    all.push(("themes/mine/assets/seal.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
    let built = common::build(&all);
    assert_eq!(built.messages(), [""; 0]);
    let faults = common::faults(&built, |_, _| false);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let page = built.file("concepts/norms.html");
    for expected in [
        "<link rel=\"stylesheet\" href=\"../assets/theme.css\">",
        "<script src=\"../assets/theme.js\"></script>",
        "<p class=\"desk\">Asia desk</p>",
        "<p class=\"kind\">Concept",
        "assets/seal.svg",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(page.find("assets/theme.css") > page.find("assets/briefbook.css"), "a theme's styles come last");
    assert!(built.file("404.html").contains("Nothing stands at this address"));
    assert!(built.has("assets/theme.css") && built.has("assets/briefbook.css"));
}
