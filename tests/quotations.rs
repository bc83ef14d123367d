//! The verdict on quotations of every kind, each message held whole: `tests/specs/quotations.md` has the cases.

#![allow(clippy::disallowed_methods, reason = "this test reads its cases from a file")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fmt::Write;
use std::fs;

use briefbook::report::print::{self, Texts};
use common::{build, fences};

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/specs/quotations.md");

/// The verdict on a case: the text of a note, or the whole of one that stands at a path of its own.
fn verdict(sources: &[(&str, &str)], path: &str, note: &str) -> String {
    let (path, text) = match path {
        "note" => ("content/case.md", format!("+++\ntitle = \"Case\"\n+++\n{note}")),
        path => (path, note.to_owned()),
    };
    let mut files = sources.to_vec();
    files.push((path, &text));
    let built = build(&files);
    let texts: Texts = built.compiled.texts.iter().map(|(path, text)| (path, text.written())).collect();
    let mut out = String::new();
    let id = path.trim_start_matches("content/").trim_end_matches(".md");
    for q in &built.compiled.book.note(id).unwrap().quotations {
        let para = q.para.map_or(String::new(), |p| format!(", passage {p}"));
        let nested = if q.nested { ", quoted in it" } else { "" };
        let source = built.compiled.book.sources.iter().find(|s| s.source.id == q.source).unwrap();
        let block = &source.source.blocks[q.block].text;
        let words: Vec<&str> = q.stretches.iter().map(|s| &block[s.range()]).collect();
        writeln!(out, "holds, {}: {}{para}{nested}: {}", q.how.name(), q.source, words.join(" | ")).unwrap();
    }
    for remark in &built.remarks {
        writeln!(out, "{}", print::human(remark, &texts, false)).unwrap();
    }
    out
}

#[test]
fn every_case_has_its_verdict() {
    let spec = fs::read_to_string(SPEC).unwrap();
    let blocks = fences(&spec);
    let sources: Vec<(&str, &str)> =
        blocks.iter().filter(|b| b.kind.starts_with("seeds/")).map(|b| (b.kind, b.text)).collect();
    let mut wrong = String::new();
    let mut new = spec.clone();
    let mut cases = 0;
    for pair in blocks.windows(2).rev() {
        let [note, expected] = pair else { unreachable!() };
        if !(note.kind == "note" || note.kind.starts_with("content/")) {
            continue;
        }
        assert_eq!(expected.kind, "verdict", "a case without a verdict:\n{}", note.text);
        cases += 1;
        let found = verdict(&sources, note.kind, note.text);
        if found != expected.text {
            writeln!(wrong, "{}\nexpected:\n{}\nfound:\n{found}\n", note.text, expected.text).unwrap();
            new.replace_range(expected.start..expected.start + expected.text.len(), &found);
        }
    }
    assert!(cases >= 170, "only {cases} cases were read");
    if std::env::var_os("BRIEFBOOK_BLESS").is_some() {
        fs::write(SPEC, new).unwrap();
    } else {
        assert!(wrong.is_empty(), "{wrong}");
    }
}

#[test]
fn raw_html_quotes_and_strikes_out() {
    let study = "A Study\n\nBy Ann Author\n\n12 May 2016\n\nThe act is not only lawful but needed for peace in the region and beyond it.\n\n\
                 The second side wants time to think about it, and it will take as much of it as it needs.\n";
    let verdict = |note: &str| {
        let text = format!("# Case\n\n{note} [@study, passage 1]\n");
        let files =
            [("seeds/study.txt", study), ("content/case.md", &text), ("site.toml", "[markdown]\nhtml = true\n")];
        let built = build(&files);
        let about: Vec<&str> = built.remarks.iter().map(|r| r.code.id).filter(|c| c.starts_with("quote/")).collect();
        format!("{} {}", built.compiled.book.note("case").unwrap().quotations.len(), about.join(" "))
    };
    for (note, expect) in [
        ("<q>The act is not only lawful</q>", "1 "),
        ("<q>The act is only lawful</q>", "0 quote/altered"),
        ("“The act is <del>not</del> only lawful”", "0 quote/altered"),
        ("“The act is not <s>merely</s> only<br>lawful”", "1 "),
        ("“The act is <ins>not</ins> only lawful”", "1 "),
        ("“The <ruby>act<rt>ækt</rt></ruby> is not only lawful”", "1 "),
    ] {
        assert_eq!(verdict(note), expect, "{note}");
    }
}

#[test]
fn the_page_says_what_words_in_brackets_stand_for_whatever_their_style() {
    let study = "A Study\n\nBy Ann Author\n\n12 May 2016\n\nThe act is not only lawful but needed for peace in the region and beyond it.\n";
    for (words, shown) in [
        ("The act is not [*merely*] lawful", ">[<em>merely</em>]<"),
        ("The act is not [**just**\nas] lawful", ">[<strong>just</strong>\nas]<"),
        ("The act is not [merely] lawful", ">[merely]<"),
    ] {
        let text = format!("# Case\n\n“{words}” [@study, passage 1] and more\n");
        let built = build(&[("seeds/study.txt", study), ("content/case.md", &text)]);
        let page = built.file("case.html");
        let at = page.find("title=\"The source prints “only”\"").unwrap_or_else(|| panic!("{words}: {page}"));
        assert!(page[at..].contains(shown), "{}", &page[at..(at + 200).min(page.len())]);
    }
}

#[test]
fn words_quoted_in_plain_fields_stand_in_a_source() {
    let study = "A Study\n\nBy Ann Author\n\n12 May 2016\n\nThe act is not only lawful but needed for peace in the region and beyond it.\n";
    let note = "+++\ntitle = \"Whether “act is only lawful but needed”\"\n\
                [[sides]]\nquote = \"The act is not only lawful\"\nsource = \"study\"\nsays = \"That “act is only lawful but needed”\"\n\
                [[sides]]\nquote = \"needed for peace\"\nsource = \"study\"\nsays = \"That it is “needed for peace in the region”, “and\"\n+++\n";
    let about = |note: &str| {
        let built = build(&[("seeds/study.txt", study), ("content/tensions/case.md", note)]);
        let codes: Vec<&str> = built.remarks.iter().map(|r| r.code.id).filter(|c| c.starts_with("quote/")).collect();
        codes.join(" ")
    };
    assert_eq!(about(note), "quote/altered quote/altered quote/open");
    assert_eq!(about(&note.replace("act is only", "act is not only").replace("“and", "and")), "");
}

#[test]
fn a_note_with_the_line_ends_of_an_old_mac_is_checked() {
    let study = "A Study\r\rBy Ann Author\r\r12 May 2016\r\rThe act is not only lawful but needed for peace.\r";
    let built = build(&[
        ("seeds/study.txt", study),
        ("content/case.md", "+++\rtitle = \"Case\"\r+++\r“The act is only lawful” [@study, passage 1].\r"),
    ]);
    let remark = built.remarks.iter().find(|r| r.code.id == "quote/altered").unwrap();
    let texts: Texts = built.compiled.texts.iter().map(|(path, text)| (path, text.written())).collect();
    assert!(print::human(remark, &texts, false).contains(" --> content/case.md:4:13\n"));
}

mod properties {
    use std::ops::Range;
    use std::sync::OnceLock;

    use briefbook::model::quote::{Carrier, Quotation};
    use briefbook::model::source::Source;
    use briefbook::parse;
    use briefbook::path::SitePath;
    use briefbook::resolve::quote::normal::{Normal, tokens};
    use briefbook::resolve::quote::{Asked, Cited, Corpus, check};
    use briefbook::text::{Span, Text};
    use proptest::prelude::*;

    /// The five texts of this repository's book, and some in other scripts.
    fn sources() -> &'static [Source] {
        static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
        SOURCES.get_or_init(|| {
            let mut texts: Vec<(String, String)> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"))
                .unwrap()
                .map(|e| e.unwrap().path())
                .filter(|p| p.extension().is_some_and(|e| e == "txt"))
                .map(|p| (p.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(p).unwrap()))
                .collect();
            let more = [
                ("ar", "القانون الدولي\n\nينطبق القانون الدولي على سلوك الدول في الفضاء السيبراني، ولا يجوز لأي دولة أن تتدخل في شؤون دولة أخرى.\n"),
                ("ko", "사이버 규범\n\n각국은 사이버 공간에서 국제법이 적용된다는 점에 동의하였으나, 그 적용 방식에 대해서는 아직 합의하지 못하였다.\n"),
                ("th", "บรรทัดฐานไซเบอร์\n\nรัฐต่าง ๆ เห็นพ้องกันว่ากฎหมายระหว่างประเทศใช้บังคับในไซเบอร์สเปซ แต่ยังไม่เห็นพ้องกันว่าจะใช้อย่างไร\n"),
                ("zh", "论网络主权\n\n网络主权是国家主权在网络空间的自然延伸，任何国家都不应利用信息技术干涉他国内政。各国有权自主选择网络发展道路，这一点没有争议。\n"),
            ];
            // One sentence alone is no text: each is said three times over, with its number.
            texts.extend(more.map(|(id, text)| {
                let (title, words) = text.split_once("\n\n").unwrap();
                let body: Vec<String> = (1..=3).map(|n| format!("{} {n} {}", words.trim(), words.trim())).collect();
                (id.to_owned(), format!("{title}\n\n{}\n", body.join("\n\n")))
            }));
            texts.sort();
            let parse = |(id, text): (String, String)| {
                parse::source::parse(&Text::new(SitePath::new(format!("seeds/{id}.txt")).unwrap(), text), None).value
            };
            texts.into_iter().map(parse).collect()
        })
    }

    fn corpus() -> &'static Corpus<'static> {
        static CORPUS: OnceLock<Corpus<'static>> = OnceLock::new();
        CORPUS.get_or_init(|| Corpus::new(sources(), 8))
    }

    fn asked(quote: &str, source: &str, para: Option<u32>) -> Option<Quotation> {
        let path = SitePath::new("content/a.md").unwrap();
        let cites = [Cited { paras: para.into_iter().collect(), ..Cited::whole(source) }];
        let place = |r: Range<usize>| Span::new(r.start, r.end);
        let asked =
            Asked { carrier: Carrier::Inline, path: &path, text: quote, before: "", place: &place, cites: &cites };
        check(&asked, corpus()).0
    }

    /// Some words in a row of a passage: the source, the block, and where its words stand in the block's text.
    fn stretch() -> impl Strategy<Value = (&'static Source, usize, Vec<Range<usize>>)> {
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 4usize..30).prop_map(
            |(source, block, from, count)| {
                let source = source.get(sources());
                let passages: Vec<usize> =
                    source.blocks.iter().enumerate().filter(|(_, b)| b.para.is_some()).map(|(n, _)| n).collect();
                let block = *block.get(&passages);
                let text = &source.blocks[block].text;
                let normal = Normal::mapped(text, &[]);
                let all: Vec<Range<usize>> = tokens(&normal.text).iter().map(|t| t.range()).collect();
                // A quotation begins and ends at whole numbers and whole hyphenated words.
                let mut from = from.index(all.len().saturating_sub(3).max(1));
                let mut to = (from + count).min(all.len());
                while from > 0 && !normal.at_edge(all[from].start) {
                    from -= 1;
                }
                while to < all.len() && !normal.at_edge(all[to - 1].end) {
                    to += 1;
                }
                (source, block, all[from..to].iter().map(|r| normal.original(text, r).range()).collect())
            },
        )
    }

    fn holds_oracle(text: &str, quote: &str) -> bool {
        Normal::of(text, &[]).text.contains(&Normal::of(quote, &[]).text)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Words as they stand in a passage always pass, are found in it, and are found without its number too.
        #[test]
        fn a_verbatim_stretch_always_passes((source, block, words) in stretch()) {
            let text = &source.blocks[block].text;
            let quote = &text[words[0].start..words[words.len() - 1].end];
            let found = asked(quote, &source.id, source.blocks[block].para);
            prop_assert!(found.is_some(), "{quote:?}");
            let found = found.unwrap();
            prop_assert_eq!(found.block, block);
            prop_assert!(holds_oracle(&text[found.stretches[0].range()], quote));
            prop_assert!(asked(quote, &source.id, None).is_some(), "without its number: {quote:?}");
        }

        /// One word changed, left out or put in, and it passes nowhere in the source.
        #[test]
        fn one_word_changed_never_passes((source, block, words) in stretch(), at in any::<prop::sample::Index>(), how in 0..3) {
            prop_assume!(words.len() > 3);
            let text = &source.blocks[block].text;
            let (start, end) = (words[0].start, words[words.len() - 1].end);
            // Left out at an end, the rest is still what the source says.
            let n = 1 + at.index(words.len() - 2);
            let word = &words[n];
            let (before, after) = (&text[start..word.start], &text[word.end..end]);
            let quote = match how {
                0 => format!("{before}zebra{after}"),
                1 => format!("{}{}", before, after.trim_start()),
                _ => format!("{before}zebra {}{after}", &text[word.clone()]),
            };
            prop_assume!(source.blocks.iter().all(|b| !holds_oracle(&b.text, &quote)));
            prop_assert!(asked(&quote, &source.id, source.blocks[block].para).is_none(), "{quote:?}");
            prop_assert!(asked(&quote, &source.id, None).is_none(), "{quote:?}");
        }
    }
}
