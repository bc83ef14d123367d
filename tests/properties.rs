//! What holds for every text, however odd or large: nothing panics, places lie inside the text, and the site
//! stays sound. The large ones are there to be run to their end; what is asserted is their result.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use briefbook::biblio::Biblio;
use briefbook::html::{Options, render};
use briefbook::id::PageId;
use briefbook::model::tree::{
    Block, Convert, Inline, Never, Node, Resolved, ResolvedCite, ResolvedEmbed, Run, Target, Within, Written,
    WrittenCite, WrittenLink, convert, every_block, every_inline,
};
use briefbook::parse::{decode, markdown, note};
use briefbook::path::{OutPath, SitePath, decode_percent};
use briefbook::report::print::{self, Texts};
use briefbook::text::{Inputs, Span, Text};
use common::{Built, NoEmbeds, build, build_inputs, faults};
use proptest::prelude::*;

fn path(name: &str) -> SitePath {
    SitePath::new(name).unwrap()
}

/// Pieces of Markdown that mean something, to be put together at random.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "# ", "## ", "- ", "1. ", "> ", "    ", "\t", "\n", "\n\n", "\r\n", "***", "**", "*", "_", "`", "```", "```rust\n", "~~", "[", "]", "(", ")",
            "[[", "]]", "![[", "![", "|", "|---|\n", "[^1]", "[^1]: ", "\n: ", "[@a, passage 1]", "@a [p. 3]", "-@a", "[!note]", "[!note]-", "^id", "#tag",
            "{#id .class}", "<b>", "</b>", "<!--", "-->", "<!-- briefbook: allow(", "# briefbook: allow-file(", "%%", "link/missing", "&amp;", "&#0;", "\\", "---\n", "+++\n", "===\n", "$", "[x]: /url 'title'\n", "- [x] ",
            "- [ ] ", "<https://a.b>", "http://a.b", "China", "cyber norms", "国", "é", "e\u{301}", "🎉", "\u{0}", "\u{1}", "\u{2}", "\u{feff}",
            "\u{200b}", "\u{202e}", "“words”", "…", " ",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

#[track_caller]
fn inside(text: &str, span: Span) {
    assert!(span.start <= span.end && text.get(span.range()).is_some(), "{span:?} is no stretch of {text:?}");
}

/// Checks the places of a tree that stands from byte `offset` of a text.
fn check_places(text: &str, blocks: &[Block<Written>]) {
    for block in every_block(blocks) {
        inside(text, block.span);
        if let Node::Embed { target } = &block.node {
            inside(text, target.span);
        }
    }
    for inline in every_block(blocks).flat_map(|b| b.node.words()).flat_map(every_inline) {
        match inline {
            Inline::Text { span, .. } => inside(text, *span),
            Inline::Link { target, .. } | Inline::Image { target, .. } => inside(text, target.span),
            Inline::Cite { cites, span, .. } => {
                inside(text, *span);
                for cite in cites {
                    inside(text, cite.span);
                    if let Some(locator) = &cite.locator {
                        inside(text, locator.span);
                    }
                }
            }
            _ => {}
        }
    }
}

struct Verbatim;

impl Convert<Written, Resolved> for Verbatim {
    fn link(&mut self, link: WrittenLink, _: bool) -> Target {
        Target::External(link.dest)
    }
    fn cite(&mut self, cite: WrittenCite) -> ResolvedCite {
        ResolvedCite {
            name: cite.key.clone(),
            place: None,
            sentences: None,
            near: None,
            target: Target::Page { page: PageId::of_source("x"), anchor: None },
            written: cite,
        }
    }
    fn embed(&mut self, embed: WrittenLink) -> Node<Resolved> {
        let target = Target::Page { page: PageId::new(embed.dest), anchor: None };
        Node::Embed { target: ResolvedEmbed { target, passages: Vec::new(), place: None } }
    }
    fn text(&mut self, run: Run, _: Within) -> Vec<Inline<Resolved>> {
        run.slice(0, run.text.len())
    }
    fn mention(&mut self, mention: Never) -> Target {
        match mention {}
    }
}

fn to_html(text: &str, html: bool) -> String {
    let written = markdown::parse(&path("content/a.md"), text, 0, html).value;
    let blocks = convert(written, &mut Verbatim);
    let here = OutPath::page("a");
    render(
        &blocks,
        &Options { layout: (&here).into(), html, embed: &NoEmbeds, biblio: &Biblio::default(), also: &BTreeSet::new() },
    )
    .html
}

fn print_all(built: &Built) {
    let texts: Texts = built.compiled.texts.iter().map(|(path, text)| (path, text.written())).collect();
    for remark in &built.remarks {
        let shown = print::human(remark, &texts, false) + &print::short(remark, &texts);
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{9b}'), "{shown:?}");
        if let Some(place) = &remark.place
            && let (Some(span), Some(text)) = (place.span, texts.get(&place.path))
        {
            inside(text, span);
        }
    }
    print::json(&built.remarks, &texts);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_is_read_and_written_and_its_places_lie_in_the_text(text in markup(), html: bool) {
        let whole = format!("国+++{text}");
        let offset = whole.len() - text.len();
        let checked = markdown::parse(&path("content/a.md"), &text, offset, html);
        check_places(&whole, &checked.value);
        for remark in &checked.remarks {
            inside(&whole, remark.place.as_ref().unwrap().span.unwrap());
        }
        to_html(&text, html);
    }

    #[test]
    fn any_bytes_are_read_as_a_note(bytes in prop::collection::vec(any::<u8>(), 0..200), fence in prop::sample::select(vec!["+++", "---"])) {
        let mut file = format!("{fence}\n").into_bytes();
        file.extend(&bytes);
        file.extend(format!("\n{fence}\nText.\n").bytes());
        for bytes in [&bytes, &file] {
            if let Some(text) = decode(&path("content/a.md"), bytes).value {
                check_places(&text.text, &note::parse(&text, false).value.body);
            }
        }
    }

    #[test]
    fn any_front_matter_is_read(
        lines in prop::collection::vec((
            prop::sample::select(vec!["title", "aliases", "labels", "draft", "order", "date", "broader", "tags", "claims", "x", "[[claims]]\nholder", "[labels]\nzh", "? ", "- ", "a.b", "&x", "*x", "!!int"]),
            prop::sample::select(vec![" = ", ": ", " = = ", "", ":\n  - "]),
            prop::sample::select(vec!["\"words\"", "words", "3", "99999999999999999999", "-1", "3.5", "true", "[]", "[1, [2, {}]]", "{ a = 1 }", "2016-05-31", "2016", "\"", "'国", "nan", "0x_", "|\n  block", "*x", "~", "{ text = \"x\", requires = [\"y\"] }"]),
        ), 0..6),
        yaml: bool,
    ) {
        let fence = if yaml { "---" } else { "+++" };
        let inner: String = lines.iter().map(|(key, sign, value)| format!("{key}{sign}{value}\n")).collect();
        let text = Text::new(path("content/concepts/a.md"), format!("{fence}\n{inner}{fence}\nText.\n"));
        let checked = note::parse(&text, false);
        for remark in &checked.remarks {
            if let Some(span) = remark.place.as_ref().and_then(|p| p.span) {
                inside(&text.text, span);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_small_book_is_built_into_a_sound_site(
        notes in prop::collection::vec((prop::sample::select(vec!["index", "concepts/China", "actors/a", "chapters/1-a", "a", "b/index", "b/c/index", "tags/tag", "sources/a", "con", "404"]), prop::option::of(markup()), markup()), 0..6),
        sources in prop::collection::vec((prop::sample::select(vec!["a", "b", "A"]), markup(), prop::option::of(markup())), 0..3),
        site in prop::option::of(markup()),
        base: bool,
    ) {
        let mut inputs = Inputs::default();
        let mut put = |name: String, text: String| inputs.files.insert(path(&name), Arc::from(text.into_bytes()));
        for (name, front, body) in notes {
            let front = front.map_or_else(String::new, |f| format!("+++\ntitle = '''{f}'''\naliases = ['''{f}''', \"China\"]\ntags = ['''{f}''']\n+++\n"));
            put(format!("content/{name}.md"), front + &body);
        }
        for (name, text, record) in sources {
            put(format!("seeds/{name}.txt"), format!("A title of some words\n\nThe text is a sentence of some length, so that it counts as one: {text} and so it goes on to its end.\n\n{text}\n"));
            if let Some(record) = record {
                put(format!("seeds/{name}.toml"), format!("title = '''{record}'''\n{record}"));
            }
        }
        let base = if base { "base_url = \"https://example.org\"\n" } else { "" };
        if let Some(site) = site {
            put("site.toml".to_owned(), format!("title = '''{site}'''\n{base}{site}"));
        }
        let built = build_inputs(&inputs, true);
        print_all(&built);
        let faults = faults(&built, |page, url| {
            // A host shows the 404 page at any depth, so its addresses start at the root of the site.
            let rooted = url.strip_prefix('/').is_some_and(|rest| page == "404.html" && built.has(&decode_percent(rest)));
            rooted || ["http:", "https:", "mailto:"].iter().any(|s| url.to_ascii_lowercase().starts_with(s))
        });
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn any_bytes_in_any_file_are_built(files in prop::collection::vec((prop::sample::select(vec!["site.toml", "content/a.md", "content/b.md", "seeds/a.txt", "seeds/a.toml", "themes/default/templates/home.html", "themes/default/assets/briefbook.css", "content/x.png"]), prop::collection::vec(any::<u8>(), 0..300)), 0..6)) {
        let mut inputs = Inputs::default();
        for (name, bytes) in files {
            inputs.files.insert(path(name), Arc::from(bytes));
        }
        print_all(&build_inputs(&inputs, false));
    }
}

#[test]
fn markup_nested_without_end_is_flattened_and_its_words_are_kept() {
    const DEEP: usize = 10_000;
    for (open, close) in [
        (">", ""),
        ("> ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("*a ", " a*"),
        ("**a ", " a**"),
        ("[", "]"),
        ("[", "](x)"),
        ("![", "](x)"),
        ("[[", "]]"),
        ("![[", "]]"),
        ("(", ")"),
        ("<b>", "</b>"),
        ("[^", "]"),
        ("`", "`"),
        ("~~", "~~"),
        ("<", ">"),
        ("{", "}"),
        ("&", ";"),
        ("[@a; ", "]"),
        ("\"", "\""),
        ("> [!note]\n", ""),
        ("- > ", ""),
        ("> - ", ""),
        ("_*", "*_"),
        ("\\", "\\"),
        ("@{", "}"),
        ("@a [", "]"),
    ] {
        let text = format!("{}unmistakable{}", open.repeat(DEEP), close.repeat(DEEP));
        for text in [text.clone(), format!("{text} @x #y")] {
            let html = to_html(&text, false);
            assert!(html.contains("unmistakable"), "{open} {close}");
        }
    }
}

#[test]
fn nesting_by_indentation_is_flattened_and_its_words_are_kept() {
    let list: String = (0..2_000).map(|n| format!("{}- item{n}\n", "  ".repeat(n))).collect();
    let html = to_html(&list, false);
    assert!(html.contains("item0") && html.contains("item1999"));
    let table = format!("|{}\n|{}\n|{}\n", "a|".repeat(5_000), "-|".repeat(5_000), "b|".repeat(5_000));
    assert_eq!(to_html(&table, false).matches("<td>").count(), 5_000);
}

#[test]
fn a_line_of_a_megabyte_is_read_and_written() {
    for piece in [
        "word ",
        "x",
        "国",
        "[[a]] ",
        "@a ",
        "[@a, passage 1] ",
        "[ ",
        "[[",
        "![[",
        "[",
        "] ",
        "@",
        "@{",
        "@a [",
        "#t ",
        "\\",
        "`",
        "* ",
        "a_b ",
        "<",
        "<a ",
        "&amp;",
        "&",
        "![](x)",
        "China ",
        "\t",
        "“",
        "| ",
        "~",
        "^a ",
        "$",
        "é\u{301}",
        "[^1]",
        "(",
        "-",
        "a-",
        "[x](",
        ";",
    ] {
        let line = piece.repeat(1_000_000 / piece.len());
        let text = format!("+++\ntitle = \"Note\"\n+++\n{line} unmistakable @x #y");
        let built = build(&[
            ("content/concepts/china.md", "# China\n"),
            ("content/index.md", &text),
            ("content/a.md", "# A\n"),
        ]);
        assert!(built.file("index.html").contains("unmistakable"), "{piece:?}");
    }
}

#[test]
fn a_source_of_one_line_of_a_megabyte_is_read_and_written() {
    for piece in [
        "word ",
        "x",
        "国",
        "China ",
        "(Smith 2010) ",
        "[1] ",
        "The sentence ends. ",
        "- ",
        "\u{8}",
        "A\u{8}A",
        "http://a.b/ ",
        "(",
        "[",
        "*",
        "2016 ",
    ] {
        let text = format!("A title of some words\n\n{}\n", piece.repeat(1_000_000 / piece.len()));
        let built = build(&[("content/concepts/china.md", "# China\n"), ("seeds/a.txt", &text)]);
        assert!(built.has("sources/a.html"), "{piece:?}");
    }
}

#[test]
fn a_hundred_thousand_of_anything_are_counted_and_written() {
    const MANY: usize = 100_000;
    let many = |make: &dyn Fn(usize) -> String| -> String { (0..MANY).map(make).collect() };
    let page = |text: &str| {
        let built = build(&[
            ("content/index.md", &format!("# Home\n\n{text}")),
            ("content/a.md", "# A\n"),
            ("content/concepts/china.md", "# China\n"),
        ]);
        (built.file("index.html").to_owned(), built.codes().len())
    };
    let (html, _) = page(&(many(&|n| format!("[^{n}] ")) + "\n\n" + &many(&|n| format!("[^{n}]: text\n\n"))));
    assert_eq!(html.matches("<li id=\"fn-").count(), MANY);
    let (html, _) = page(&many(&|n| format!("[^{n}]: unsigned\n\n")));
    assert_eq!(html.matches("unsigned").count(), MANY);
    let (html, _) = page(&many(&|_| "[x](a.md) ".to_owned()));
    assert_eq!(html.matches("<a href=\"a.html\">x</a>").count(), MANY);
    // The page lists the note once more beside the text.
    let (html, _) = page(&many(&|_| "[[a]] ".to_owned()));
    assert_eq!(html.matches("<a href=\"a.html\">A</a>").count(), MANY + 1);
    let (html, _) = page(&many(&|_| "## Same\n\n".to_owned()));
    assert_eq!(html.matches("<h2 id=\"same").count(), MANY);
    let (html, _) = page(&many(&|n| format!("## Head {n}\n\nChina ^a{n}\n\n")));
    assert!(html.contains(&format!("id=\"head-{}\"", MANY - 1)) && html.contains(&format!("id=\"a{}\"", MANY - 1)));
    let (html, remarks) = page(&many(&|n| format!("#tag{} ", n % 1000)));
    assert_eq!((html.matches("class=\"tag\"").count(), remarks), (MANY, 0));
    let (html, _) = page(&("| a |\n|---|\n".to_owned() + &many(&|_| "| b |\n".to_owned())));
    assert_eq!(html.matches("<td>").count(), MANY);
    let (html, _) = page(&many(&|n| format!("- item {n}\n")));
    assert_eq!(html.matches("<li>item").count(), MANY);
}

#[test]
fn thousands_of_faults_are_all_remarked() {
    const MANY: usize = 2_000;
    let lines: String = (0..MANY).map(|n| format!("[[nowhere{n}]] [@nobody{n}] ![[not{n}]]\n\n")).collect();
    let built = build(&[("content/index.md", &format!("# Home\n\n{lines}")), ("content/a.md", "# A\n")]);
    assert_eq!(built.codes().len(), 3 * MANY);
    let texts: Texts = built.compiled.texts.iter().map(|(path, text)| (path, text.written())).collect();
    assert_eq!(print::json(&built.remarks, &texts).matches("\"code\"").count(), 3 * MANY);
    let printed: usize = built.remarks.iter().map(|r| print::human(r, &texts, false).len()).sum();
    assert!(printed > MANY);
}

#[test]
fn embeds_of_embeds_do_not_multiply() {
    // Each note embeds the next ten times over: ten to the twelfth embeds, were they all followed.
    let names: Vec<String> = (0..13).map(|n| format!("content/n{n}.md")).collect();
    let texts: Vec<String> =
        (0..13).map(|n| format!("# N{n}\n\nunmistakable\n\n{}", format!("![[n{}]]\n\n", n + 1).repeat(10))).collect();
    let mut files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    files.push(("content/n13.md", "# N13\n\nThe end.\n"));
    let built = build(&files);
    assert_eq!(built.messages(), [""; 0]);
    for (path, bytes) in &built.outputs.files {
        assert!(bytes.len() < 1_000_000, "{path} has {} bytes", bytes.len());
    }
    assert!(built.file("n0.html").matches("unmistakable").count() > 100);
}

#[test]
fn a_thousand_labels_and_ten_thousand_mentions_are_found() {
    let mut files: Vec<(String, String)> = (0..1_000)
        .map(|n| {
            (
                format!("content/concepts/c{n}.md"),
                format!("# Concept {n}\n\nOf concept {} and concept {}.\n", (n + 1) % 1000, (n * 7) % 1000),
            )
        })
        .collect();
    let prose: String = (0..10_000)
        .map(|n| {
            format!(
                "Sentence number {n} speaks of concept {} at some length.{}",
                n % 1000,
                if n % 5 == 4 { "\n\n" } else { " " }
            )
        })
        .collect();
    files.push(("seeds/long.txt".to_owned(), format!("A long study of concepts\n\n{prose}")));
    let built = build_inputs(&Inputs::of(files.iter().map(|(p, t)| (p.as_str(), t.as_str()))), false);
    let json: serde_json::Value = serde_json::from_str(built.file("book.json")).unwrap();
    assert_eq!(json["mentions"].as_array().unwrap().len(), 10_000);
    assert!(built.file("concepts/c7.html").contains("10 mentions in 10 passages of 1 source"));
}
