//! Unicode's forms: a book whose letters are taken apart (NFD, as a Mac writes names of files) is the book whose
//! letters are composed (NFC).

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests make folders and run the program")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fs;
use std::process::Command;

use briefbook::path::encode_fragment;
use briefbook::text::Inputs;
use common::{Built, build_inputs};
use unicode_normalization::UnicodeNormalization;

/// A name in one of the scripts that have letters of several parts, with a sentence that speaks of it.
const NAMES: [(&str, &str); 6] = [
    ("Việt Nam", "Chủ quyền của Việt Nam được bảo vệ ở mọi nơi."),
    ("Société Générale", "La position de la Société Générale a été rappelée à l’été."),
    ("대한민국", "정부는 대한민국의 주권을 지킨다고 밝혔다."),
    ("কোরিয়া", "এই দেশ কোরিয়া ও অন্য দেশের সঙ্গে কাজ করে।"),
    ("がくもん", "日本では がくもん の自由が憲法で保障されている。"),
    ("Ångström", "Der Ångström gehört nicht zu den Größen des Übereinkommens."),
];

/// A book that uses names in every place where names are used. Its letters are composed; `form` gives them another
/// form, where a link spells them out in percent too.
fn book(form: &dyn Fn(&str) -> String) -> Vec<(String, String)> {
    let mut files = vec![(
        "site.toml".to_owned(),
        "title = \"Cà phê\"\nbase_url = \"https://example.org\"\n[mentions]\nignore = [\"Société Générale de Banque\"]\n"
            .to_owned(),
    )];
    let mut all = String::from("# Tất cả\n\n");
    for (n, (name, sentence)) in NAMES.into_iter().enumerate() {
        let (key, percent) = (format!("nguồn-{}", name.replace(' ', "-")), encode_fragment(&form(name)));
        let next = NAMES[(n + 1) % NAMES.len()].0;
        files.push((
            format!("content/concepts/{name}.md"),
            format!(
                "+++\ntitle = \"{name}\"\naliases = [\"alias {name}\"]\nrelated = [\"{next}\"]\ntags = [\"thẻ {name}\"]\n\
                 [[claims]]\nholder = \"{name} người\"\nquote = \"{sentence}\"\nsource = \"{key}\"\nvoice = \"quoted\"\n+++\n\
                 “{sentence}” [@{key}, passage 1] Then {next}, [[{next}]] and [[{next}#{next} phần|there]], #thẻ-{}.\n\n\
                 ## {name} phần\n\n![{name}](../bild/{percent}.png) [text](./{}.md#{})\n\nA block. ^{}\n\n\
                 ![[bild/{name}.png]]\n\n![[{key}#p1]]\n\nA note.[^{name}]\n\n[^{name}]: Of it.\n",
                name.replace(' ', "-"),
                encode_fragment(&form(next)),
                encode_fragment(&form(&briefbook::path::slug(&format!("{next} phần")))),
                "abc",
            ),
        ));
        files.push((
            format!("content/actors/{name} người.md"),
            format!("---\ntitle: {name} người\naliases: [\"{name} đó\"]\n---\nOf [[alias {name}]], [[nope {name}]].\n"),
        ));
        files.push((format!("content/bild/{name}.png"), format!("picture {n}")));
        files.push((format!("seeds/{key}.txt"), format!("A Study of {name}\n\nBy Zoë Müller\n\n{sentence}\n")));
        files.push((
            format!("seeds/{key}.toml"),
            format!("title = \"A Study of {name}\"\nauthor = [\"Zoë Müller\"]\nshort = \"{name}\"\nissued = \"2016\"\n[[sic]]\nline = 5\ntext = \"{name}\"\n"),
        ));
        all.push_str(&format!("- [[{name}]] [@smörgås{n}] [@{key}]\n"));
        if n == 0 {
            let entries = (0..NAMES.len()).map(|n| {
                format!("@book{{smörgås{n}, author = {{Ōe, Kenzaburō}}, title = {{Été {n}}}, year = 1999}}\n")
            });
            files.push(("content/references.bib".to_owned(), entries.collect()));
        }
    }
    files.push(("content/index.md".to_owned(), all));
    files
}

fn composed(text: &str) -> String {
    text.nfc().collect()
}

fn apart(text: &str) -> String {
    text.nfd().collect()
}

fn built(form: &dyn Fn(&str) -> String) -> Built {
    let files: Vec<(String, String)> = book(form).into_iter().map(|(p, t)| (form(&p), form(&t))).collect();
    build_inputs(&Inputs::of(files.iter().map(|(p, t)| (p.as_str(), t.as_str()))), false)
}

/// A file of the output, with the hashes of the evidence made one: they are of the bytes as they lie there.
fn without_hashes(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars().chain(['\0']) {
        if matches!(c, '0'..='9' | 'a'..='f') {
            digits.push(c);
            continue;
        }
        out.push_str(if digits.len() == 64 { "HASH" } else { &digits });
        digits.clear();
        out.push(c);
    }
    out
}

#[test]
fn a_book_in_parts_builds_as_its_composed_twin() {
    let (nfc, nfd) = (built(&composed), built(&apart));
    // The book says what it is meant to say: each name is mentioned, linked, tagged, cited and quoted.
    for (name, _) in NAMES {
        let page = nfc.file(&format!("concepts/{}.html", briefbook::path::slug(name)));
        assert!(page.contains("id=\"concordance\""), "{name}: {page}");
        assert!(
            nfc.has(&format!("tags/{}.html", briefbook::path::slug(&format!("thẻ {name}")))),
            "{name}: {:?}",
            nfc.paths()
        );
    }
    assert_eq!(
        nfc.codes().iter().filter(|c| **c != "link/missing").collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "{:#?}",
        nfc.messages()
    );
    assert_eq!(nfc.codes().len(), NAMES.len());
    assert_eq!(nfc.paths(), nfd.paths());
    for (path, bytes) in &nfc.outputs.files {
        let (one, other) = (without_hashes(bytes), without_hashes(&nfd.outputs.files[path]));
        assert_eq!(one, other, "{path}");
    }
    // Columns count the characters of the file, so they may differ.
    let without_columns = |built: &Built| -> Vec<String> {
        built
            .messages()
            .iter()
            .map(|m| {
                composed(m)
                    .splitn(4, ':')
                    .enumerate()
                    .filter(|(n, _)| *n != 2)
                    .map(|(_, p)| p.to_owned() + ":")
                    .collect()
            })
            .collect()
    };
    assert_eq!(without_columns(&nfc), without_columns(&nfd));
}

#[test]
fn every_place_of_a_remark_is_one_of_the_file() {
    let nfd = built(&apart);
    let nope: Vec<&str> = nfd
        .remarks
        .iter()
        .map(|r| {
            let place = r.place.as_ref().unwrap();
            let text = nfd.compiled.texts[&place.path].written();
            &text[place.span.unwrap().range()]
        })
        .collect();
    let mut meant: Vec<String> = NAMES.iter().map(|(name, _)| apart(&format!("[[nope {name}]]"))).collect();
    meant.sort_by_key(|m| nope.iter().position(|n| n == m));
    assert_eq!(nope, meant);
}

#[test]
fn a_file_in_parts_is_mended_and_else_kept_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        file
    };
    put(
        "seeds/a.txt",
        "Title\n\nThe first passage says one thing about the law.\n\nThe second says that it is otherwise.\n",
    );
    let note =
        "# Société\n\nÀ l’été, Việt Nam 한국: “The second says that it is otherwise” [@a, passage 1]. Déjà vu.\n";
    let file = put(&apart("content/société.md"), &apart(note));
    let run =
        Command::new(env!("CARGO_BIN_EXE_briefbook")).args(["check", "--fix"]).arg(folder.path()).output().unwrap();
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(err.contains("Mended 1 place in 1 file."), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), apart(&note.replace("passage 1", "passage 2")));
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn of_two_files_with_one_name_the_second_is_remarked() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    fs::create_dir_all(&content).unwrap();
    fs::write(content.join(composed("é.md")), "# One\n").unwrap();
    fs::write(content.join(apart("é.md")), "# Two\n").unwrap();
    let read = briefbook::disk::read(folder.path()).unwrap();
    assert_eq!(read.value.files.len(), 1);
    assert_eq!(read.remarks.iter().map(|r| r.code.id).collect::<Vec<_>>(), ["file/name"]);
}
