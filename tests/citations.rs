//! Citations, references and exports, through whole books: what styles print, what is escaped, what comes back.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::{Built, build};

const STUDY: &str = "A Short Study of Norms\n\nBy Ann Author\n\n12 May 2016\n\n\
The first paragraph speaks of rules at some length, so that nobody can take it for a menu or a caption. It has two sentences.\n\n\
The second paragraph says that states should cooperate, and that trust grows where promises are kept and where both sides can see it.\n\n\
The third paragraph ends the study with a plain statement: norms are standards of behaviour, defined in terms of rights and obligations.\n";
const RECORD: &str = "title = \"A short study of norms\"\nauthor = [\"Ann Author\"]\nissued = \"2016-05-12\"\npublisher = \"The Press\"\nkind = \"report\"\n";

/// Ordinary works.
const LIBRARY: &str = r#"[
 {"id": "gge", "type": "report", "title": "Report of the Group of Governmental Experts, A/70/174", "number": "A/70/174",
  "author": [{"literal": "United Nations General Assembly"}], "publisher": "United Nations", "issued": {"date-parts": [[2015, 7, 22]]}, "URL": "https://undocs.org/A/70/174"},
 {"id": "huang", "type": "article-journal", "title": "网络空间国际规则的新趋向", "container-title": "厦门大学学报", "language": "zh-CN",
  "author": [{"family": "黄志雄"}], "issue": "1", "page": "1-11", "issued": {"date-parts": [[2018]]}},
 {"id": "finnemore", "type": "article-journal", "title": "Constructing norms for global cybersecurity", "container-title": "American Journal of International Law",
  "author": [{"family": "Finnemore", "given": "Martha"}, {"family": "Hollis", "given": "Duncan B."}], "volume": 110, "issue": "3", "page": "425-479", "issued": {"date-parts": [[2016]]}, "DOI": "10.1017/S0002930000016894"},
 {"id": "gone", "type": "webpage", "title": "Gone.", "author": [{"family": "Nobody", "given": "Ann"}], "URL": "https://example.org/gone"}
]"#;

fn book(style: Option<&str>, library: &str, note: &str) -> Built {
    let site = style.map_or(String::new(), |s| format!("[citations]\nstyle = \"{s}\"\n"));
    build(&[
        ("site.toml", &site),
        ("content/references.json", library),
        ("content/a.md", note),
        ("seeds/study.txt", STUDY),
        ("seeds/study.toml", RECORD),
    ])
}

const NOTE: &str = "---\ntitle: A\n---\nRules [@study, para. 2; see @gge, p. 12]. @finnemore [p. 430] agree. Again [-@finnemore]. [@huang; @gone] end [@gge].\n";

#[test]
fn show() {
    for style in [
        None,
        Some("apa"),
        Some("chicago-notes"),
        Some("ieee"),
        Some("gb-7714-2015-numeric"),
        Some("chicago-author-date"),
        Some("mla"),
        Some("nature"),
        Some("alphanumeric"),
    ] {
        let t = std::time::Instant::now();
        let built = book(style, LIBRARY, NOTE);
        println!("=== {style:?} {:?} {:?}", t.elapsed(), built.messages());
        let html = built.file("a.html");
        let prose = html.split("<div class=\"prose\">").nth(1).unwrap();
        println!(
            "{}",
            prose
                .split("<section class=\"section\" id=\"references\">")
                .next()
                .unwrap()
                .split("</div>")
                .next()
                .unwrap()
        );
        println!("{}", html.split("id=\"references\">").nth(1).unwrap_or("NONE").split("</section>").next().unwrap());
    }
}
