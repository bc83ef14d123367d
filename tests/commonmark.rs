//! Every example of the CommonMark specification, through the parser, the tree and the writer of HTML.
//!
//! The specification is fetched by `tests/fetch-spec.sh`; without it the test fails and says so.

#![allow(clippy::disallowed_methods, reason = "this test reads the specification from disk")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use briefbook::biblio::Biblio;
use briefbook::html::{Options, render};
use briefbook::id::AssetId;
use briefbook::model::tree::{
    Convert, Inline, Never, Node, Resolved, ResolvedCite, ResolvedEmbed, Run, Target, Within, Written, WrittenCite,
    WrittenLink, convert,
};
use briefbook::parse::markdown;
use briefbook::path::{OutPath, SitePath};
use common::NoEmbeds;
use pulldown_cmark_escape::escape_href;

/// Examples that mean something else here, because an extension claims their syntax or a page is not to
/// hold them. Each must differ from
/// the specification: one that does not is taken off the list.
const DIFFERENT: &[(usize, &str)] = &[
    (64, "`#hashtag` is a tag"),
    (177, "comments are for the author alone"),
    (179, "comments are for the author alone"),
    (183, "comments are for the author alone"),
    (308, "comments are for the author alone"),
    (309, "comments are for the author alone"),
    (548, "`[[foo]]` is a wikilink"),
    (559, "`[[*foo* bar]]` is a wikilink"),
    (590, "`![[foo]]` is an embed"),
    (606, "`@bar.example.com` is a citation"),
    (625, "comments are for the author alone"),
    (626, "comments are for the author alone"),
];

struct Example {
    number: usize,
    section: String,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/spec/commonmark-0.31.2.txt");
    let Ok(spec) = fs::read_to_string(&file) else {
        panic!("{} is not there: run `bash tests/fetch-spec.sh` once, which fetches it", file.display());
    };
    let fence = "`".repeat(32);
    let open = format!("{fence} example");
    let mut examples = Vec::new();
    let mut section = String::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            section = line.trim_start_matches('#').trim().to_owned();
        }
        if line != open {
            continue;
        }
        let mut until = |stop: &str| -> String {
            let part = lines.by_ref().take_while(|l| *l != stop);
            // Tabs are shown as arrows in the specification.
            part.map(|l| l.replace('→', "\t") + "\n").collect()
        };
        let (markdown, html) = (until("."), until(&fence));
        examples.push(Example { number: examples.len() + 1, section: section.clone(), markdown, html });
    }
    assert_eq!(examples.len(), 652, "CommonMark 0.31.2 has 652 examples");
    examples
}

/// Takes every link as it is written.
#[derive(Default)]
struct Verbatim {
    /// Addresses of pictures; the writer wants files, so each gets a name that is put back later.
    pictures: Vec<String>,
}

impl Convert<Written, Resolved> for Verbatim {
    fn link(&mut self, link: WrittenLink, picture: bool) -> Target {
        if !picture {
            return Target::External(link.dest);
        }
        self.pictures.push(link.dest);
        Target::File(AssetId::new(format!("picture-{}.png", self.pictures.len())))
    }

    fn cite(&mut self, cite: WrittenCite) -> ResolvedCite {
        ResolvedCite {
            name: cite.key.clone(),
            place: None,
            sentences: None,
            near: None,
            target: Target::Missing,
            written: cite,
        }
    }

    fn embed(&mut self, embed: WrittenLink) -> Node<Resolved> {
        let target = Target::External(embed.dest);
        Node::Embed { target: ResolvedEmbed { target, passages: Vec::new(), place: None } }
    }

    fn text(&mut self, run: Run, _: Within) -> Vec<Inline<Resolved>> {
        run.slice(0, run.text.len())
    }

    fn mention(&mut self, mention: Never) -> Target {
        match mention {}
    }
}

fn to_html(markdown: &str) -> String {
    let path = SitePath::new("content/example.md").unwrap();
    let written = markdown::parse(&path, markdown, 0, true).value;
    let mut verbatim = Verbatim::default();
    let blocks = convert(written, &mut verbatim);
    let here = OutPath::page("example");
    let mut html = render(
        &blocks,
        &Options {
            layout: (&here).into(),
            html: true,
            embed: &NoEmbeds,
            biblio: &Biblio::default(),
            also: &BTreeSet::new(),
        },
    )
    .html;
    for (n, address) in verbatim.pictures.iter().enumerate() {
        let mut escaped = String::new();
        escape_href(&mut escaped, address).unwrap();
        html = html.replace(&format!("\"picture-{}.png\"", n + 1), &format!("\"{escaped}\""));
    }
    html
}

/// Takes off what we add to the specification's HTML on purpose.
fn without_additions(html: &str) -> String {
    // Code can be scrolled by keyboard and is styled by its class.
    let mut html = html.replace("<pre class=\"code\" tabindex=\"0\">", "<pre>");
    // A link out of the book tells the other site nothing of where it was clicked.
    html = html.replace(" rel=\"external noopener noreferrer\"", "");
    // The apostrophe is escaped too, so that words are safe in attributes with either quotation mark.
    html = html.replace("&#39;", "'");
    let mut out = String::new();
    let mut rest = html.as_str();
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let heading = rest.as_bytes().get(1) == Some(&b'h') && rest.as_bytes().get(2).is_some_and(u8::is_ascii_digit);
        if heading && rest[3..].starts_with(" id=\"") {
            // Headings can be linked to.
            let end = rest[8..].find('"').map_or(rest.len(), |n| n + 9);
            out.push_str(&rest[..3]);
            rest = &rest[end..];
        } else if rest.starts_with("<span class=\"hl-") {
            // Code in a language that is known is coloured.
            rest = &rest[rest.find('>').map_or(rest.len(), |n| n + 1)..];
        } else if rest.starts_with("</span>") && html.contains("<span class=\"hl-") {
            rest = &rest["</span>".len()..];
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out + rest
}

#[test]
fn every_example_of_the_specification_is_written_as_it_says() {
    let different: BTreeMap<usize, &str> = DIFFERENT.iter().copied().collect();
    assert_eq!(different.len(), DIFFERENT.len(), "an example is listed twice");
    let mut wrong = Vec::new();
    for example in examples() {
        let got = without_additions(&to_html(&example.markdown));
        match (got == example.html, different.get(&example.number)) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(reason)) => wrong
                .push(format!("example {} is as the specification says, yet it is listed: {reason}", example.number)),
            (false, None) => wrong.push(format!(
                "example {} ({})\n--- markdown\n{}--- the specification\n{}--- ours\n{got}",
                example.number, example.section, example.markdown, example.html
            )),
        }
    }
    assert!(wrong.is_empty(), "{} examples differ\n\n{}", wrong.len(), wrong.join("\n\n"));
}
