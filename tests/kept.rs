//! Cited places keep their words: what is remarked, what `check --fix` writes, and what the pages say when a record, a text
//! or the reading of it changes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeMap;

use briefbook::path::SitePath;
use briefbook::report::{codes, mend};
use briefbook::text::Inputs;
use common::{Built, build_inputs};

/// The sentences of the texts here, by a word that none of the others has.
fn sentence(word: &str) -> String {
    format!(
        "The delegates agreed on the {word} after a long debate, and nobody in the room asked for another vote on it."
    )
}

fn text(words: &[&str]) -> String {
    let paragraphs: Vec<String> = words.iter().map(|word| sentence_of(word)).collect();
    format!("A Study of Votes\n\nBy Ann Author\n\n12 May 2016\n\n{}\n", paragraphs.join("\n\n"))
}

/// A word stands for its sentence, and what has spaces in it for itself.
fn sentence_of(word: &str) -> String {
    if word.contains(' ') || !word.is_ascii() { word.to_owned() } else { begun(word) }
}

/// A sentence that begins with its word.
fn begun(word: &str) -> String {
    let mut letters = word.chars();
    let capital: String = letters.next().unwrap().to_uppercase().chain(letters).collect();
    format!("{capital} came before the others, and {}", sentence(word))
}

const RECORD: &str =
    "title = \"A Study of Votes\"\nauthor = [\"Ann Author\"]\nissued = \"2016-05-12\"\nlanguage = \"en\"\n";

#[derive(Clone)]
struct Book(BTreeMap<String, String>);

impl Book {
    fn new(note: &str, words: &[&str]) -> Self {
        let note = format!("# Home\n\n{note}\n");
        let files =
            [("content/index.md", note.as_str()), ("seeds/study.txt", &text(words)), ("seeds/study.toml", RECORD)];
        Self(files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect())
    }

    fn set(&mut self, path: &str, text: &str) {
        self.0.insert(path.to_owned(), text.to_owned());
    }

    fn inputs(&self) -> Inputs {
        Inputs::of(self.0.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    fn build(&self) -> Built {
        build_inputs(&self.inputs(), false)
    }

    /// The messages about cited places, in reading order.
    fn told(&self) -> Vec<String> {
        let told = |id: &str| ["citation/", "cited/", "quote/", "link/"].iter().any(|subject| id.starts_with(subject));
        let remarks = self.build().remarks.into_iter().filter(|r| told(r.code.id));
        remarks.map(|r| format!("{} {}: {}", r.severity.word(), r.code.id, r.words.message)).collect()
    }

    /// Does what `check --fix` does, and sees that to do it again changes nothing.
    fn fix(&mut self) {
        for round in 0.. {
            assert!(round < 6, "{:#?}", self.0);
            let inputs = self.inputs();
            let built = self.build();
            let plan = built.compiled.plan(&built.remarks, |r| mend::is_possible(&inputs, r));
            let others =
                || built.remarks.iter().filter(|r| r.code != &codes::CITATION_MOVED).cloned().collect::<Vec<_>>();
            let edits = if plan.edits.is_empty() { others() } else { plan.edits };
            let mut files = mend::mend(&inputs, &edits).files;
            if let Some(text) = plan.text {
                files.insert(SitePath::new("cited.toml").unwrap(), text.as_bytes().into());
            }
            if files.is_empty() {
                return;
            }
            for (path, bytes) in files {
                self.set(path.as_str(), std::str::from_utf8(&bytes).unwrap());
            }
        }
    }

    fn note(&self) -> &str {
        self.0["content/index.md"].strip_prefix("# Home\n\n").unwrap().trim_end()
    }

    /// The rows of `cited.toml`, each as the place and what stands behind the hash.
    fn kept(&self) -> Vec<String> {
        let text = self.0.get("cited.toml").map_or("", String::as_str);
        let row = |line: &str| {
            let (place, rest) = line.split_once(" = { says = \"")?;
            let words: Vec<&str> = rest.split(' ').take(1).collect();
            let behind = rest.split_once("hash = \"")?.1.split_once('"')?.1.trim_end_matches(" }");
            Some(format!("{}: {}{behind}", place.trim_matches('"'), words[0]))
        };
        text.lines().filter_map(row).collect()
    }
}

const FIVE: [&str; 5] = ["alpha", "beta", "gamma", "delta", "epsilon"];

#[test]
fn what_is_cited_is_kept_and_nothing_is_said_while_it_stays() {
    let mut book = Book::new(
        "So [@study, passage 2], [@study, passages 3-5], and [[study#p4]]; [@study] and [[study]] name none.\n\n![[study#p1]]",
        &FIVE,
    );
    assert_eq!(book.told(), [""; 0]);
    book.fix();
    assert_eq!(
        book.kept(),
        ["passage 1: Alpha", "passage 2: Beta", "passage 3: Gamma", "passage 4: Delta", "passage 5: Epsilon"]
    );
    assert_eq!(book.told(), [""; 0]);
    // What is cited no more is kept no more.
    book.set("content/index.md", "# Home\n\nSo [@study, passage 2].\n");
    book.fix();
    assert_eq!(book.kept(), ["passage 2: Beta"]);
}

#[test]
fn a_passage_put_in_before_others_moves_them_and_all_that_names_them_follows() {
    let mut book = Book::new(
        "So [@study, passage 2], [@study, passages 3-5; also @study, passage 1], [[study#p4|here]] and \
         [there](../seeds/study.txt#p5).\n\n![[study#p2]]",
        &FIVE,
    );
    book.fix();
    book.set("seeds/study.txt", &text(&["alpha", "new", "beta", "gamma", "delta", "epsilon"]));
    assert_eq!(
        book.told(),
        [
            "warning citation/moved: passage 2 of `study` said “Beta came before the others, and The delegates”; these \
             words now stand in passage 3",
            "warning citation/moved: places of `study` have moved: passage 3 is now passage 4, passage 5 is now passage 6",
            "warning citation/moved: passage 4 of `study` said “Delta came before the others, and The delegates”; these \
             words now stand in passage 5",
            "warning citation/moved: passage 5 of `study` said “Epsilon came before the others, and The delegates”; these \
             words now stand in passage 6",
            "warning citation/moved: passage 2 of `study` said “Beta came before the others, and The delegates”; these \
             words now stand in passage 3",
        ]
    );
    book.fix();
    assert_eq!(
        book.note(),
        "So [@study, passage 3], [@study, passages 4-6; also @study, passage 1], [[study#p5|here]] and \
         [there](../seeds/study.txt#p6).\n\n![[study#p3]]"
    );
    assert_eq!(
        book.kept(),
        [
            "passage 1: Alpha",
            "passage 3: Beta, was = [2]",
            "passage 4: Gamma, was = [3]",
            "passage 5: Delta, was = [4]",
            "passage 6: Epsilon, was = [5]",
        ]
    );
    assert_eq!(book.told(), [""; 0]);
}

#[test]
fn a_change_of_the_record_moves_citations_and_they_go_back_with_it() {
    let mut book = Book::new("So [@study, passage 3].", &FIVE);
    book.fix();
    let first = book.clone();
    book.set("seeds/study.toml", &format!("{RECORD}\n[[drop]]\nline = 7\ntext = \"Alpha came\"\nreason = \"menu\"\n"));
    book.fix();
    assert_eq!((book.note(), book.kept()), ("So [@study, passage 2].", vec!["passage 2: Gamma, was = [3]".to_owned()]));
    // A chain of moves is one move.
    book.set("seeds/study.txt", &text(&["alpha", "new", "other", "beta", "gamma", "delta", "epsilon"]));
    book.fix();
    assert_eq!(
        (book.note(), book.kept()),
        ("So [@study, passage 4].", vec!["passage 4: Gamma, was = [2, 3]".to_owned()])
    );
    book.set("seeds/study.txt", &first.0["seeds/study.txt"]);
    book.set("seeds/study.toml", RECORD);
    book.fix();
    assert_eq!(
        (book.note(), book.kept()),
        ("So [@study, passage 3].", vec!["passage 3: Gamma, was = [2, 4]".to_owned()])
    );
    assert_eq!(book.told(), [""; 0]);
}

#[test]
fn passages_that_change_places_are_followed_at_once() {
    let mut book = Book::new("So [@study, passage 2] and [@study, passage 4], both: [@study, passages 2, 4].", &FIVE);
    book.fix();
    book.set("seeds/study.txt", &text(&["alpha", "delta", "gamma", "beta", "epsilon"]));
    book.fix();
    assert_eq!(book.note(), "So [@study, passage 4] and [@study, passage 2], both: [@study, passages 4, 2].");
    assert_eq!(book.kept(), ["passage 2: Delta, was = [4]", "passage 4: Beta, was = [2]"]);
}

#[test]
fn a_passage_that_says_other_words_is_told_until_its_line_is_taken_out() {
    let mut book = Book::new("So [@study, passage 2], again [@study, passage 2], and [@study, passage 4].", &FIVE);
    book.fix();
    let other = "Nobody voted at all, because the room was closed before the debate could begin on that day.";
    let longer = format!("{} Some say twice.", begun("delta"));
    book.set("seeds/study.txt", &text(&["alpha", other, "gamma", &longer, "epsilon"]));
    let told = [
        "warning citation/changed: passage 2 of `study` said “Beta came before the others, and The delegates”, and says \
         “Nobody voted at all, because the room was” now",
        "warning citation/changed: passage 4 of `study` has changed before or behind the words “Delta came before the \
         others, and The delegates”",
    ];
    assert_eq!(book.told(), told);
    let kept = book.0["cited.toml"].clone();
    book.fix();
    assert_eq!(
        (&book.0["cited.toml"], book.told()),
        (&kept, told.map(str::to_owned).to_vec()),
        "nobody has looked yet"
    );
    let rest: Vec<&str> = kept.lines().filter(|line| !line.starts_with('"')).collect();
    book.set("cited.toml", &rest.join("\n"));
    book.fix();
    assert_eq!(
        (book.kept(), book.told()),
        (vec!["passage 2: Nobody".to_owned(), "passage 4: Delta".to_owned()], vec![])
    );
    assert_ne!(book.0["cited.toml"], kept);
}

#[test]
fn words_that_were_joined_to_others_are_found_within_them() {
    let mut book = Book::new("So [@study, passage 3] and [@study, passage 4].", &FIVE);
    book.fix();
    let joined = format!("{} {}", begun("beta"), begun("gamma"));
    book.set("seeds/study.txt", &text(&["alpha", &joined, "delta", "epsilon"]));
    book.fix();
    assert_eq!(book.note(), "So [@study, passage 2] and [@study, passage 3].");
}

#[test]
fn sentences_that_are_counted_in_a_passage_which_has_grown_are_for_the_author_to_count() {
    let mut book = Book::new("So [@study, passage 2, sentence 1] and [@study, passage 5, sentence 1].", &FIVE);
    book.fix();
    let joined = format!("{} {}", begun("delta"), begun("epsilon"));
    book.set("seeds/study.txt", &text(&["new", "alpha", "beta", "gamma", &joined]));
    assert_eq!(
        book.told(),
        [
            "warning citation/moved: passage 2 of `study` said “Beta came before the others, and The delegates”; these words \
             now stand in passage 3",
            "warning citation/changed: passage 5 of `study` has changed before or behind the words “Epsilon came before the \
             others, and The delegates”",
        ]
    );
    book.set("seeds/study.txt", &text(&["alpha", "beta", "gamma", &joined]));
    book.fix();
    assert_eq!(book.note(), "So [@study, passage 2, sentence 1] and [@study, passage 5, sentence 1].");
    assert_eq!(book.kept(), ["passage 2: Beta", "passage 5: Epsilon"]);
}

#[test]
fn where_words_are_gone_those_behind_them_wait_for_the_author() {
    let mut book = Book::new("So [@study, passage 3] and [@study, passage 4], then [@study, passage 5].", &FIVE);
    book.fix();
    book.set("seeds/study.txt", &text(&["alpha", "beta", "delta", "epsilon"]));
    book.fix();
    // Were passage 4 called 3 now, the one who reads on could not tell which of the two said what.
    assert_eq!(book.note(), "So [@study, passage 3] and [@study, passage 4], then [@study, passage 5].");
    assert_eq!(
        book.told(),
        [
            "warning citation/changed: passage 3 of `study` said “Gamma came before the others, and The delegates”, and \
             says “Delta came before the others, and The delegates” now",
            "warning citation/moved: passage 4 of `study` said “Delta came before the others, and The delegates”; these \
             words now stand in passage 3",
            "error citation/moved: passage 5 of `study` said “Epsilon came before the others, and The delegates”; these \
             words now stand in passage 4",
        ]
    );
    assert!(book.build().remarks.iter().all(|r| r.edit.is_none()));
    book.set("content/index.md", "# Home\n\nSo and [@study, passage 4], then [@study, passage 5].\n");
    book.fix();
    assert_eq!(book.note(), "So and [@study, passage 3], then [@study, passage 4].");
    assert_eq!(book.kept(), ["passage 3: Delta, was = [4]", "passage 4: Epsilon, was = [5]"]);
}

#[test]
fn a_place_that_is_there_no_more_is_told_with_what_it_said() {
    let mut book = Book::new("So [@study, passage 5] and [[study#p5]].", &FIVE);
    book.fix();
    book.set("seeds/study.txt", &text(&["alpha", "beta", "gamma", "delta"]));
    let told = "error citation/changed: passage 5 of `study` said “Epsilon came before the others, and The delegates”, and \
                is there no more";
    assert_eq!(book.told(), [told, told]);
}

#[test]
fn passages_that_say_the_same_are_told_apart_by_their_order_and_by_their_neighbours() {
    let same = "The motion was agreed to without a vote on that day, and the chair thanked the members of the house.";
    let before = ["alpha", same, "beta", same, "gamma"];
    let after = ["new", "other", "alpha", same, "beta", same, "gamma"];
    for (note, expect) in [
        // As many are kept as there are.
        ("[@study, passage 2], [@study, passage 4]", "[@study, passage 4], [@study, passage 6]"),
        // One of them, between neighbours.
        (
            "[@study, passage 3], [@study, passage 4], [@study, passage 5]",
            "[@study, passage 5], [@study, passage 6], [@study, passage 7]",
        ),
        // The place of the second is now that of the first.
        ("[@study, passage 1], [@study, passage 2]", "[@study, passage 3], [@study, passage 4]"),
    ] {
        let mut book = Book::new(note, &before);
        book.fix();
        book.set("seeds/study.txt", &text(&after));
        book.fix();
        assert_eq!(book.note(), expect);
        assert_eq!(book.told(), [""; 0]);
    }
}

#[test]
fn chinese_words_are_kept_found_and_followed_in_chinese() {
    let one = "双方同意在网络空间开展合作，并就打击网络犯罪建立高级别联合对话机制，每年举行两次会议。";
    let two = "各国应当尊重他国的网络主权，不得利用信息通信技术干涉别国内政，也不得损害其关键基础设施。";
    let new = "会议认为有关各方应当加强沟通，增进互信，共同维护网络空间的和平、安全、开放与合作秩序。";
    let mut book = Book::new("所以［@study，第2段］。", &[one, two]);
    book.set("seeds/study.toml", &RECORD.replace("\"en\"", "\"zh-Hans\""));
    // The source numbers no paragraphs: this is told apart from what is asked here.
    book.set("site.toml", "[diagnostics]\n\"citation/count\" = \"off\"\n");
    book.fix();
    assert!(
        book.0["cited.toml"].contains("\"passage 2\" = { says = \"各国应当尊重他国的网络主权，不得利\""),
        "{}",
        book.0["cited.toml"]
    );
    book.set("seeds/study.txt", &text(&[one, new, two]));
    book.fix();
    assert_eq!(book.note(), "所以［@study，第3段］。");
    assert_eq!(book.kept(), ["passage 3: 各国应当尊重他国的网络主权，不得利\",, was = [2]"]);
}

/// A report that numbers its paragraphs.
fn report(paragraphs: &[(&str, &str)]) -> String {
    let lines: Vec<String> = paragraphs.iter().map(|(number, text)| format!("{number} {text}")).collect();
    format!("Report of the Group on Votes\n\nBy Ann Author\n\n12 May 2016\n\n{}\n", lines.join("\n\n"))
}

#[test]
fn the_numbers_of_a_document_stay_where_they_are_and_move_when_it_is_renumbered() {
    let (a, b, c) = (begun("alpha"), begun("beta"), begun("gamma"));
    let mut book =
        Book::new("So [@study, para. 2], [@study, paras. 2-3] and [@study, passage 3]: [[study#para. 2]].", &FIVE);
    book.set("seeds/study.toml", &format!("{RECORD}layout = \"report\"\n"));
    book.set("seeds/study.txt", &report(&[("1.", &a), ("2.", &b), ("3.", &c)]));
    book.set("content/actors/room.md", "# The room\n");
    let claim = |place: &str| {
        format!(
            "+++\ntitle = \"Votes\"\n[[claims]]\nholder = \"room\"\nquote = \"Gamma came before the others\"\nsource = \
             \"study\"\nplace = \"{place}\"\nvoice = \"reported\"\n+++\n"
        )
    };
    book.set("content/concepts/votes.md", &claim("para. 3"));
    book.fix();
    assert_eq!(book.kept(), ["para. 2: Beta, at = 2", "para. 3: Gamma, at = 3", "passage 3: Gamma"]);
    // A passage without a number before them: the document's own numbers do not move, and ours do.
    let preface = sentence("preface").replace("The delegates", "All delegates");
    let with_preface = |rest: &[(&str, &str)]| report(rest).replacen("2016\n\n", &format!("2016\n\n{preface}\n\n"), 1);
    book.set("seeds/study.txt", &with_preface(&[("1.", &a), ("2.", &b), ("3.", &c)]));
    assert_eq!(
        book.told(),
        [
            "warning citation/moved: passage 3 of `study` said “Gamma came before the others, and The delegates”; these words \
             now stand in passage 4"
        ]
    );
    book.fix();
    assert_eq!(book.note(), "So [@study, para. 2], [@study, paras. 2-3] and [@study, passage 4]: [[study#para. 2]].");
    assert_eq!(
        book.kept(),
        ["para. 2: Beta, at = 3, was = [2]", "para. 3: Gamma, at = 4, was = [3]", "passage 4: Gamma, was = [3]"]
    );
    assert_eq!(book.0["content/concepts/votes.md"], claim("para. 3"));
    // The document is renumbered.
    book.set("seeds/study.txt", &report(&[("1.", &a), ("2.", &begun("new")), ("3.", &b), ("4.", &c)]));
    book.fix();
    assert_eq!(book.note(), "So [@study, para. 3], [@study, paras. 3-4] and [@study, passage 4]: [[study#para. 3]].");
    assert_eq!(book.told(), [""; 0]);
    assert_eq!(book.0["content/concepts/votes.md"], claim("para. 4"));
    // It numbers nothing any more, and `para. 3` is not to be taken for our count.
    book.set("seeds/study.toml", &format!("{RECORD}layout = \"article\"\n"));
    book.set("seeds/study.txt", &text(&["beta", "alpha", "new", "gamma"]));
    book.fix();
    assert_eq!(
        book.note(),
        "So [@study, passage 1], [@study, passages 1-4] and [@study, passage 4]: [[study#passage 1]]."
    );
    assert_eq!(book.told(), [""; 0]);
    assert_eq!(book.0["content/concepts/votes.md"], claim("passage 4"));
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_left_as_it_is() {
    let mut book = Book::new("So [@study, passage 2].", &FIVE);
    book.fix();
    let whole = book.0["cited.toml"].clone();
    for (broken, message) in [
        (
            format!("<<<<<<< HEAD\n{whole}"),
            "error cited/syntax: this is not valid TOML: key with no value, expected `=`",
        ),
        (whole.replace("hash", "hsah"), "error cited/syntax: what `passage 2` said is not told: `hash` cannot be read"),
        (
            "[study]\n\"passage 2\" = 4\n".to_owned(),
            "error cited/syntax: a table is wanted here, this is a whole number",
        ),
    ] {
        let mut book = book.clone();
        book.set("cited.toml", &broken);
        book.set("content/index.md", "# Home\n\nSo [@study, passage 2] and [@study, passage 4].\n");
        let told = book.told();
        assert!(told.iter().any(|line| line == message), "{told:#?}");
        book.fix();
        assert_eq!(book.0["cited.toml"], broken);
    }
    let mut inputs = book.inputs();
    inputs.files.insert(SitePath::new("cited.toml").unwrap(), b"\x00\x01\x02\xff no text".to_vec().into());
    let built = build_inputs(&inputs, false);
    assert!(built.codes().contains(&"file/binary"), "{:?}", built.codes());
    assert!(built.compiled.plan(&built.remarks, |_| true).text.is_none());
    // What can be read of it is compared all the same, and nothing follows while the file cannot go along.
    book.set("cited.toml", &format!("{whole}\n\"passage 4\" = {{}}\n"));
    book.set("seeds/study.txt", &text(&["new", "alpha", "beta"]));
    assert!(book.told().iter().any(|line| line.starts_with("warning citation/moved: passage 2")), "{:#?}", book.told());
    book.fix();
    assert_eq!(book.note(), "So [@study, passage 2].");
}

#[test]
fn what_a_draft_cites_is_kept_and_follows_though_it_is_left_out() {
    let mut book = Book::new("Words.", &FIVE);
    book.set("content/later.md", "+++\ndraft = true\n+++\n# Later\n\nSo [@study, passage 2].\n");
    book.fix();
    assert_eq!(book.kept(), ["passage 2: Beta"]);
    book.set("seeds/study.txt", &text(&["new", "alpha", "beta"]));
    book.fix();
    assert!(book.0["content/later.md"].ends_with("So [@study, passage 3].\n"), "{}", book.0["content/later.md"]);
}

#[test]
fn what_is_excepted_stays_and_so_does_what_is_kept_of_it() {
    let mut book = Book::new(
        "So [@study, passage 2]. <!-- briefbook: allow(citation/moved): as it was -->\n\nAnd [@study, passage 2], \
         [@study, passage 1].",
        &FIVE,
    );
    book.fix();
    let kept = book.kept();
    book.set("seeds/study.txt", &text(&["new", "alpha", "beta", "gamma"]));
    book.fix();
    assert!(book.note().ends_with("And [@study, passage 2], [@study, passage 1]."), "{}", book.note());
    assert_eq!(book.kept(), kept, "else passage 1 of then would be taken for passage 2");
}

#[test]
fn a_claim_whose_quotation_says_where_it_stands_is_told_once() {
    let claim = |para| {
        format!(
            "+++\ntitle = \"Votes\"\n[[claims]]\nholder = \"room\"\nquote = \"Beta came before the others\"\nsource = \
             \"study\"\npara = {para}\nvoice = \"reported\"\n+++\n"
        )
    };
    let mut book = Book::new("Words.", &FIVE);
    book.set("content/actors/room.md", "# The room\n");
    book.set("content/concepts/votes.md", &claim(2));
    book.fix();
    assert_eq!(book.kept(), ["passage 2: Beta"]);
    book.set("seeds/study.txt", &text(&["new", "alpha", "beta"]));
    let remarks = briefbook::resolve::kept::once(book.build().remarks);
    let told: Vec<&str> = remarks.iter().map(|r| r.code.id).filter(|id| !id.starts_with("source/")).collect();
    assert_eq!(told, ["quote/passage"]);
    book.fix();
    assert_eq!(
        (&book.0["content/concepts/votes.md"], book.kept()),
        (&claim(3), vec!["passage 3: Beta, was = [2]".to_owned()])
    );
}

/// The lines on a page that say what became of the numbers of passages, with the ids in front of them.
fn moved_lines(built: &Built, page: &str) -> Vec<String> {
    let html = scraper::Html::parse_document(built.file(page));
    let lines = scraper::Selector::parse(".moved").unwrap();
    let ids = scraper::Selector::parse("[id]").unwrap();
    let links = scraper::Selector::parse("a").unwrap();
    html.select(&lines)
        .map(|line| {
            let passage = line.ancestors().find_map(|a| scraper::ElementRef::wrap(a)?.attr("id")).unwrap();
            let own: Vec<&str> = line.select(&ids).filter_map(|e| e.attr("id")).collect();
            let to: Vec<&str> = line.select(&links).filter_map(|e| e.attr("href")).collect();
            format!("{passage}: {} {own:?} {to:?}", line.text().collect::<String>().replace('\u{a0}', " "))
        })
        .collect()
}

#[test]
fn the_page_says_where_words_are_now_that_others_look_for() {
    let mut book = Book::new("So [@study, passage 2] and [@study, passage 5].", &FIVE);
    book.fix();
    book.set("seeds/study.txt", &text(&["alpha", "epsilon", "new", "beta"]));
    let expect = [
        "p2: In an earlier edition passage 2 was what is now passage 4.In an earlier edition this was passage 5. [\"p5\"] [\"#p4\"]",
    ];
    let expect: Vec<String> = expect.iter().map(|line| line.replace("4.In", "4. In")).collect();
    // At once, and when it is kept where they went.
    assert_eq!(moved_lines(&book.build(), "sources/study.html"), expect);
    book.fix();
    assert_eq!(book.note(), "So [@study, passage 4] and [@study, passage 2].");
    assert_eq!(moved_lines(&book.build(), "sources/study.html"), expect);
    let print = moved_lines(&book.build(), "print.html");
    assert!(print.len() == 1 && print[0].contains("was what is now passage 4. In an earlier"), "{print:?}");
    assert!(
        !print[0].contains("[\"p5\"]") && !print[0].contains("[\"#p4\"]"),
        "ids of the book on one page: {print:?}"
    );
    // Also when nothing cites them any more.
    book.set("content/index.md", "# Home\n\nWords.\n");
    book.fix();
    assert_eq!(moved_lines(&book.build(), "sources/study.html"), expect);
    assert_eq!(book.kept(), ["passage 2: Epsilon, was = [5]", "passage 4: Beta, was = [2]"]);
}

#[test]
fn a_source_that_is_away_for_a_while_loses_nothing() {
    let mut book = Book::new("So [@study, passage 2].", &FIVE);
    book.fix();
    let kept = book.kept();
    let text = book.0.remove("seeds/study.txt").unwrap();
    book.fix();
    assert_eq!(book.kept(), kept);
    book.set("seeds/study.txt", &text);
    book.set("content/index.md", "# Home\n\nWords.\n");
    book.fix();
    assert_eq!(book.kept(), [""; 0]);
}

#[test]
fn a_note_that_is_not_in_utf8_holds_back_what_it_shares_with_others() {
    let mut book = Book::new("So [@study, passage 2].", &FIVE);
    book.fix();
    book.set("seeds/study.txt", &text(&["new", "alpha", "beta"]));
    let mut inputs = book.inputs();
    let old = b"# Old\n\nR\xe9sum\xe9 [@study, passage 2].\n";
    inputs.files.insert(SitePath::new("content/old.md").unwrap(), old.to_vec().into());
    let built = build_inputs(&inputs, false);
    let plan = built.compiled.plan(&built.remarks, |r| mend::is_possible(&inputs, r));
    assert!(plan.edits.is_empty() && plan.text.is_none(), "{plan:#?}");
}
