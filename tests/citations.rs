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

const NOTE: &str = "---\ntitle: A\n---\nRules [@study, passage 2; see @gge, p. 12]. @finnemore [p. 430] agree. Again [-@finnemore]. [@huang; @gone] end [@gge].\n";

/// A page's text without tags, and its list of references.
fn shown(built: &Built) -> (String, Vec<String>) {
    let html = built.file("a.html");
    let body = html.split("<div class=\"prose\">").nth(1).unwrap().split("</div>").next().unwrap();
    let list = html.split("id=\"references\">").nth(1).unwrap().split("</section>").next().unwrap();
    let entries = list
        .split("<li id=")
        .skip(1)
        .map(|e| plain(e.split_once('>').unwrap().1.split("<p class=\"work-links\"").next().unwrap()));
    (plain(&without_notes_beside(body)), entries.collect())
}

/// The text without the notes that stand beside its lines: the list at its end has them again.
fn without_notes_beside(html: &str) -> String {
    let mut parts = html.split("<span class=\"sidenote\">");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        // Up to the end tag that has no beginning of its own.
        let mut depth = 1;
        let mut at = 0;
        while depth > 0 {
            at += part[at..].find('<').unwrap();
            depth += i32::from(part[at..].starts_with("<span")) - i32::from(part[at..].starts_with("</span>"));
            at += 1;
        }
        out.push_str(&part[at + "/span>".len()..]);
    }
    out
}

fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut tag = false;
    for c in html.chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            c if !tag => out.push(c),
            _ => {}
        }
    }
    out.replace("&nbsp;", " ").replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn golden(style: Option<&str>, text: &str, references: &[&str]) {
    let built = book(style, LIBRARY, NOTE);
    assert!(built.messages().is_empty(), "{:?}", built.messages());
    let (body, list) = shown(&built);
    assert_eq!(body, text, "{style:?}");
    assert_eq!(list, references, "{style:?}");
}

#[test]
fn without_a_style_the_short_form_stands_in_the_text() {
    golden(
        None,
        "Rules (Author, passage 2; see United Nations General Assembly, p. 12). Finnemore and Hollis (p. 430) agree. Again (2016). (黄志雄; Nobody) end (United Nations General Assembly).",
        &[
            "Author, Ann. 2016. A Short Study of Norms. The Press.",
            "Finnemore, Martha, and Duncan B. Hollis. 2016. “Constructing Norms for Global Cybersecurity.” American Journal of International Law 110 (3): 425–79. https://doi.org/10.1017/S0002930000016894.",
            "Nobody, Ann. n.d. “Gone.” https://example.org/gone.",
            "United Nations General Assembly. 2015. Report of the Group of Governmental Experts, A/70/174. A/70/174. United Nations. https://undocs.org/A/70/174.",
            "黄志雄. 2018. “网络空间国际规则的新趋向.” 厦门大学学报, no. 1: 1–11.",
        ],
    );
}

#[test]
fn the_short_form_keeps_commas_and_names_nobody_twice() {
    let note = "---\ntitle: A\n---\n[@study, {passage 2}, words after] [@study, words] [@study, passage 2 and words] @study [passage 2, words] [-@gone] [-@gone, p. 3] [-@study]\n";
    let built = book(None, LIBRARY, note);
    assert_eq!(
        shown(&built).0,
        "(Author, passage 2, words after) (Author, words) (Author, passage 2 and words) Author (passage 2, words) (Gone.) (p. 3) (2016)"
    );
}

#[test]
fn apa() {
    golden(
        Some("apa"),
        "Rules (Author, 2016, passage 2; see United Nations General Assembly, 2015, p. 12). Finnemore & Hollis (2016, p. 430) agree. Again (2016). (Nobody, n.d.; 黄志雄, 2018) end (United Nations General Assembly, 2015).",
        &[
            "Author, A. (2016). A short study of norms. The Press.",
            "Finnemore, M., & Hollis, D. B. (2016). Constructing norms for global cybersecurity. American Journal of International Law, 110(3), 425–479. https://doi.org/10.1017/S0002930000016894",
            "Nobody, A. (n.d.). Gone. Retrieved https://example.org/gone",
            "United Nations General Assembly. (2015). Report of the Group of Governmental Experts, A/70/174 (A/70/174). United Nations. https://undocs.org/A/70/174",
            "黄志雄. (2018). 网络空间国际规则的新趋向. 厦门大学学报, (1), 1–11.",
        ],
    );
}

#[test]
fn chicago_notes_become_footnotes_behind_the_stop() {
    golden(
        Some("chicago-notes"),
        "Rules.1 Finnemore and Hollis2 agree. Again.3, 4 end.5 \
         Ann Author, A Short Study of Norms (The Press, 2016), passage 2; see United Nations General Assembly, Report of the Group of Governmental Experts, A/70/174, A/70/174 (United Nations, 2015), 12, https://undocs.org/A/70/174. ↩ \
         Martha Finnemore and Duncan B. Hollis, “Constructing Norms for Global Cybersecurity,” American Journal of International Law 110, no. 3 (2016): 430, https://doi.org/10.1017/S0002930000016894. ↩ \
         “Constructing Norms for Global Cybersecurity”. ↩ \
         黄志雄, “网络空间国际规则的新趋向,” 厦门大学学报, no. 1 (2018): 1–11; Ann Nobody, “Gone.,” https://example.org/gone. ↩ \
         United Nations General Assembly, Report of the Group of Governmental Experts, A/70/174. ↩",
        &[
            "Author, Ann. A Short Study of Norms. The Press, 2016.",
            "Finnemore, Martha, and Duncan B. Hollis. “Constructing Norms for Global Cybersecurity.” American Journal of International Law 110, no. 3 (2016): 425–79. https://doi.org/10.1017/S0002930000016894.",
            "Nobody, Ann. “Gone.” https://example.org/gone.",
            "United Nations General Assembly. Report of the Group of Governmental Experts, A/70/174. A/70/174. United Nations, 2015. https://undocs.org/A/70/174.",
            "黄志雄. “网络空间国际规则的新趋向.” 厦门大学学报, no. 1 (2018): 1–11.",
        ],
    );
}

#[test]
fn the_short_form_can_stand_in_notes() {
    let built = build(&[
        ("site.toml", "title = \"Book\"\n[citations]\nnotes = true\n"),
        (
            "content/a.md",
            "---\ntitle: A\n---\nRules bind [@study, passage 2]. @study [passage 3] adds [see @study, passage 1; @nobody].\n",
        ),
        ("seeds/study.txt", STUDY),
        ("seeds/study.toml", RECORD),
    ]);
    let html = built.file("a.html");
    let (text, _) = shown(&built);
    assert_eq!(
        text,
        "Rules bind.1 Author2 adds (see Author, passage 1; @nobody). Author, passage 2 ↩ Author, passage 3 ↩"
    );
    assert!(html.contains("<span class=\"sidenote\">"));
}

#[test]
fn a_place_that_ends_in_a_bracket_keeps_it_and_that_of_the_citation() {
    for (style, wanted) in [
        ("apa", "Rules bind (Author, 2016, para. 13 (b)), and (Author, 2016, Article 2(4))."),
        ("chicago-author-date", "Rules bind (Author 2016, para. 13 (b)), and (Author 2016, art. 2(4))."),
        ("ieee", "Rules bind [1, Para. 13 (b)], and [1, Art. 2(4)]."),
    ] {
        let site = format!("title = \"Book\"\n[citations]\nstyle = \"{style}\"\n");
        let bib = "@book{law, author = {Author, Ann}, title = {Law}, date = {2016}}\n";
        let built = build(&[
            ("site.toml", &site),
            ("content/references.bib", bib),
            ("content/a.md", "---\ntitle: A\n---\nRules bind [@law, para. 13 (b)], and [@law, art. 2(4)].\n"),
        ]);
        let (text, _) = shown(&built);
        assert_eq!(text, wanted, "{style}");
        assert!(!built.file("a.html").contains('\u{2060}'));
    }
}

#[test]
fn ieee() {
    golden(
        Some("ieee"),
        "Rules [1, passage 2], see [2, p. 12]. Finnemore and Hollis [3, p. 430] agree. Again [3]. [4], [5] end [2].",
        &[
            "[1] A. Author, “A short study of norms,” The Press, May 2016.",
            "[2] United Nations General Assembly, “Report of the Group of Governmental Experts, A/70/174,” United Nations, A/70/174, Jul. 2015. [Online]. Available: https://undocs.org/A/70/174",
            "[3] M. Finnemore and D. B. Hollis, “Constructing norms for global cybersecurity,” American Journal of International Law, vol. 110, no. 3, pp. 425–479, 2016, doi: 10.1017/S0002930000016894.",
            "[4] 黄志雄, “网络空间国际规则的新趋向,” 厦门大学学报, no. 1, pp. 1–11, 2018.",
            "[5] A. Nobody, “Gone.” [Online]. Available: https://example.org/gone",
        ],
    );
}

#[test]
fn gb_t_7714() {
    golden(
        Some("GB/T 7714"),
        "Rules.[1, passage 2,see 2, p. 12] Finnemore and Hollis[3]430 agree. Again.[3][4,5] end.[2]",
        &[
            "[1] AUTHOR A. A short study of norms[R]. The Press, 2016.",
            "[2] UNITED NATIONS GENERAL ASSEMBLY. Report of the Group of Governmental Experts, A/70/174: A/70/174[R/OL]. United Nations, 2015. https://undocs.org/A/70/174.",
            "[3] FINNEMORE M, HOLLIS D B. Constructing norms for global cybersecurity[J/OL]. American Journal of International Law, 2016, 110(3): 425-479. DOI:10.1017/S0002930000016894.",
            "[4] 黄志雄. 网络空间国际规则的新趋向[J]. 厦门大学学报, 2018(1): 1-11.",
            "[5] NOBODY A. Gone.[EB/OL]. https://example.org/gone.",
        ],
    );
}

/// Works that try to break the page, the formatter or both.
const HOSTILE: &str = r#"[
 {"id": "x", "type": "book", "title": "<script>alert(1)</script> & \"quotes\" 'so' A/70/174", "author": [{"family": "O'<b>Brien", "given": "<img src=x onerror=alert(1)>"}],
  "publisher": "<iframe>&", "URL": "javascript:alert(1)", "DOI": "\"><script>", "issued": {"date-parts": [[2016, 13, 40]]}},
 {"id": "a\"b<c", "type": "no-such-type", "title": "S/RES/2341 and wannaCry", "page": "9-3, ?, 99999999999999999999", "volume": 4294967299, "issue": "-", "issued": {"literal": "<soon>"}},
 {"id": "empty"},
 {"id": "names", "type": "article-journal", "title": "", "author": [{"family": ""}, {"given": "  "}, {"literal": "…"}, {"family": "𝕬", "given": "É. ’"}], "editor": [], "issued": {"date-parts": [[-44, 3, 15]], "season": 9, "circa": 1}},
 {"id": "range", "type": "report", "title": "...?!.. \u0000 \u202e", "issued": {"date-parts": [[2009], [2017]]}, "accessed": {"date-parts": [[2020, 2, 30]]}, "edition": "2nd", "number-of-pages": "x", "language": "\"x"},
 {"id": "twin1", "type": "book", "title": "One", "author": [{"family": "Twin", "given": "A."}], "issued": {"date-parts": [[2001]]}},
 {"id": "twin2", "type": "book", "title": "Two", "author": [{"family": "Twin", "given": "A."}], "issued": {"date-parts": [[2001]]}}
]"#;

const HOSTILE_NOTE: &str = "---\ntitle: A\n---\nOne [@x, p. 3; @{a\"b<c}, {fig. <i>}; @empty; see <b>@names]. @range [p. 1]. [-@x] @x. Twins [@twin1; @twin2].[^n]\n\n> words\n> — [@x, {<u>}]\n\n[^n]: A note [@gone; @names].\n";

#[test]
fn every_style_takes_every_work_and_all_comes_out_escaped() {
    let library =
        format!("{},{}", HOSTILE.trim_end().trim_end_matches(']'), LIBRARY.trim_start().trim_start_matches('['));
    let note = format!("{HOSTILE_NOTE}\n{}", NOTE.split("---\n").nth(2).unwrap());
    for style in std::iter::once(None).chain(briefbook::biblio::style::names().into_iter().map(Some)) {
        let built = book(style, &library, &note);
        let faults = common::faults(&built, |_, _| false);
        assert!(faults.is_empty(), "{style:?}: {faults:#?}");
        let mut html = built.file("a.html").to_owned();
        html.push_str(built.file("bibliography.html"));
        for bad in ["<script>a", "<img", "<iframe", "onerror=alert(1)>", "<b>Brien", "<u>"] {
            assert!(!html.contains(bad), "{style:?}: {bad}");
        }
        assert!(html.contains("&lt;script&gt;") || html.contains("&lt;SCRIPT&gt;"), "{style:?}");
        for symbol in ["A/70/174", "S/RES/2341"] {
            // Some styles leave titles out; where one stands, it stands as it is.
            let low = html.to_ascii_lowercase();
            for (at, _) in low.match_indices(&symbol.to_ascii_lowercase()) {
                assert_eq!(&html[at..at + symbol.len()], symbol, "{style:?}");
            }
        }
        // No sign of the private plane is left.
        assert!(!html.chars().any(|c| u32::from(c) >= 0xF_0000), "{style:?}");
        let (_, list) = shown(&built);
        assert_eq!(list.len(), 12, "{style:?}: {list:#?}");
    }
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    for style in [None, Some("apa"), Some("chicago-notes")] {
        let built = || book(style, HOSTILE, HOSTILE_NOTE).outputs;
        assert!(built().files == built().files, "{style:?}");
    }
}

#[test]
fn a_bibliography_holds_what_is_kept_and_what_is_cited() {
    let built = book(None, LIBRARY, "---\ntitle: A\n---\nRules [@study, passage 2; @gge, p. 12].\n");
    let html = built.file("bibliography.html");
    let (held, cited) = html.split_once("id=\"cited\"").unwrap();
    assert!(held.contains("sources/study.html") && held.contains("3 passages"));
    assert!(cited.contains("work-gge") && !cited.contains("work-finnemore"), "only what is cited is listed");
    assert!(cited.contains("Cited in <a href=\"a.html\">A</a>"));
    // Without sources and works there is nothing to list.
    let bare = build(&[("content/a.md", "---\ntitle: A\n---\nText.\n")]);
    assert!(!bare.has("bibliography.html") && !bare.has("references.bib"));
}

#[test]
fn what_is_exported_is_read_again_as_it_was() {
    let library =
        format!("{},{}", HOSTILE.trim_end().trim_end_matches(']'), LIBRARY.trim_start().trim_start_matches('['));
    let note = format!("{HOSTILE_NOTE}\n{}", NOTE.split("---\n").nth(2).unwrap());
    let built = book(None, &library, &note);
    let works: Vec<_> = built.compiled.book.works().collect();
    assert_eq!(works.len(), 12);
    // CSL-JSON: the very same works.
    let again = book(None, built.file("references.json"), &note);
    for work in &works {
        let back = if work.held { continue } else { &again.compiled.book.biblio.works[&work.key] };
        assert_eq!((&back.words, &back.names), (&work.words, &work.names), "{}", work.key);
    }
    // BibTeX, by hayagriva's reader: title, names and date.
    let bib = hayagriva::io::from_biblatex_str(built.file("references.bib")).unwrap();
    assert_eq!(bib.len(), works.len());
    for (work, entry) in works.iter().zip(&bib) {
        let squeeze = |t: &str| t.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        assert_eq!(squeeze(&entry.title().unwrap().to_string()), squeeze(&work.title()), "{}", work.key);
        let names: Vec<String> =
            entry.authors().unwrap_or_default().iter().map(|p| squeeze(&p.given_first(false))).collect();
        let ours: Vec<String> = work.names.get("author").into_iter().flatten().map(|n| squeeze(&n.whole())).collect();
        // A name with an equals sign is BibLaTeX's extended form to that reader, braces or none.
        if !ours.iter().any(|n| n.contains('=')) {
            assert_eq!(names, ours, "{}", work.key);
        }
        let year = work.dates.get("issued").and_then(|d| d.get(..4)).and_then(|y| y.parse::<i32>().ok());
        if !matches!(work.key.as_str(), "names" | "range") {
            assert_eq!(entry.date().map(|d| d.year), year, "{}", work.key);
        }
    }
    // RIS: its own line format, and as many records.
    let ris = built.file("references.ris");
    assert_eq!(ris.matches("TY  - ").count(), works.len());
    assert_eq!(ris.matches("ER  - \r\n").count(), works.len());
    for line in ris.split("\r\n").filter(|l| !l.is_empty()) {
        assert!(!line.contains('\n') && line.get(2..6) == Some("  - "), "{line:?}");
    }
}

#[test]
fn a_source_says_how_it_is_cited() {
    let built = book(None, "[]", NOTE);
    let html = built.file("sources/study.html");
    for tag in [
        "<meta name=\"citation_title\" content=\"A short study of norms\">",
        "<meta name=\"citation_author\" content=\"Author, Ann\">",
        "<meta name=\"citation_publication_date\" content=\"2016/05/12\">",
        "<meta name=\"citation_technical_report_institution\" content=\"The Press\">",
    ] {
        assert!(html.contains(tag), "{tag}");
    }
    assert!(html.contains("data-cite=\"Author, “A short study of norms”\""));
    assert!(html.contains("Cite this page"));
}
