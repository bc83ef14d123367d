//! Which lines of a saved page are its text: kinds of pages in words of this test, each right to the line.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use briefbook::model::source::{Account, BlockKind, Source};
use briefbook::parse::source;
use briefbook::path::SitePath;
use briefbook::report::Diagnostic;
use briefbook::text::Text;
use proptest::prelude::*;

/// A page as one saves it: a menu, the title, the text, a foot.
fn page(text: &str) -> String {
    format!(
        "Home\nReports\nMaps\n\nThe well that was dug twice\n\nBy Ada Example\n\n4 May 2018\n\n{text}\n\nContact\nPrivacy\n\
         © 2018 The Valley Gazette\n"
    )
}

const FIRST: &str = "The council dug the well in a dry summer, when the old one at the crossroads had given nothing but sand for a month.\n\nTwo masons worked on it for six weeks, and a boy carried the stones in a cart that belonged to his uncle.\n\n";
const LAST: &str = "Nobody can say today why it was filled in again a year later, although three people remember the day on which it was done.\n\nThe second well was dug at the same place, by the same masons, and it has given water ever since.\n\nThe council keeps the plans of both in one folder, with a note that says which of the two is meant.";

fn parsed(text: &str) -> (Source, Vec<Diagnostic>) {
    let text = Text::new(SitePath::new("seeds/a.txt").unwrap(), text);
    let mut remarks = Vec::new();
    let source = source::parse(&text, None).into_value(&mut remarks);
    (source, remarks)
}

/// What a source shows, one block a line.
fn shown(source: &Source) -> String {
    source.blocks.iter().map(|b| format!("{} {}\n", b.marker.as_deref().unwrap_or(""), b.text)).collect()
}

/// Checks that a page with something between its paragraphs shows all of these, and of what is between `kept` and nothing
/// of `left`.
#[track_caller]
fn between(middle: &str, kept: &[&str], left: &[&str]) {
    let (source, _) = parsed(&page(&format!("{FIRST}{middle}\n\n{LAST}")));
    let shown = shown(&source);
    for line in FIRST.lines().chain(LAST.lines()).filter(|l| !l.is_empty()).chain(kept.iter().copied()) {
        assert!(shown.contains(line), "{line:?} is not in\n{shown}");
    }
    for words in left {
        assert!(!shown.contains(words), "{words:?} is in\n{shown}");
    }
    for words in ["Reports", "Privacy", "Gazette"] {
        assert!(!shown.contains(words), "{words:?} is in\n{shown}");
    }
    assert_eq!(source.meta.title.as_deref(), Some("The well that was dug twice"));
}

#[test]
fn what_repeats_between_paragraphs_is_text() {
    let day = "Day\n\n2 loaves\n\n1 jug of milk\n\nSoup of leeks with a slice of bread\n\n";
    between(&day.repeat(8), &["Soup of leeks with a slice of bread", "2 loaves"], &[]);
    let axis = "0\n\n50\n\n100\n\n0\n\n50\n\n100\n\nlitres\n\nlitres\n\n";
    between(&axis.repeat(4), &["litres"], &[]);
}

#[test]
fn a_refrain_is_text() {
    let verse = "Draw the bucket, draw it slow,\n\nThere is water down below,\n\n";
    between(&verse.repeat(3), &["Draw the bucket, draw it slow,"], &[]);
}

#[test]
fn code_and_its_results_are_text() {
    let query = "SELECT\n  day,\n  sum(litres) AS total\nFROM\n  wells\nGROUP BY day;\n\n day | total\n\n   1 | 20\n   2 | 31\n   3 | 20\n   4 | 31\n\n";
    between(&query.repeat(4), &["sum(litres) AS total"], &[]);
}

#[test]
fn a_word_of_sites_in_a_cell_is_a_cell() {
    between(
        "Day\n\nLitres\n\nComment\n\nMonday\n\n12\n\nafter rain\n\nTuesday\n\n9\n\nfog\n\nWednesday\n\n14\n\nnone",
        &["Comment", "after rain"],
        &[],
    );
}

#[test]
fn lists_tables_dates_and_signatures_are_text() {
    between(
        "May 9 – Millbay, Corn Exchange\nMay 11 – Saltford, Town Hall\nMay 14 – Eastcombe, Old School\nMay 21 – Longwater, Chapel",
        &["May 9 – Millbay, Corn Exchange", "May 21 – Longwater, Chapel"],
        &[],
    );
    between("Well\tDepth\tWater\nOld\t12 m\t0 l\nNew\t19 m\t40 l", &["New 19 m 40 l"], &[]);
    let end = page(&format!(
        "{FIRST}{LAST}\n\nThe council asks for three things:\n\n1. that the lid stays shut,\n2. that no stone is thrown in,\n3. that the rope is dried."
    ));
    let (source, _) = parsed(&end);
    assert!(shown(&source).contains("that the rope is dried."), "{}", shown(&source));
}

#[test]
fn boxes_within_a_text_are_left_out_and_the_text_goes_on() {
    between(
        "Share this article\n\nNewsletter\n\nGet The Valley Gazette delivered to your inbox\n\nSubscribe now",
        &[],
        &["delivered to your inbox"],
    );
    between("Read more\n\nWhy the mill stood still\n\nA new lamp for the bridge\n\nShare", &[], &["mill stood still"]);
    let slide = |n: usize| {
        format!(
            "• {n}/6 A picture of well {n}\n\nPicture {n} shows a well with a roof of slate, which was lost in the storm of that winter.\n\nGetty Images\n\n"
        )
    };
    let slides: String = (1..=6).map(slide).collect();
    between(&slides, &[], &["roof of slate", "picture of well 3"]);
}

#[test]
fn posts_that_a_text_shows_do_not_end_it() {
    between(
        "Well. This is not even the oddest well of the valley, see the one about “Ropes”\n\n— Jo Example (@jo_example) May 18, 2018\n\nropes. we. know. them.\n\n— A Bucket (@bucket_example) May 19, 2018",
        &["ropes. we. know. them."],
        &[],
    );
}

#[test]
fn teasers_below_a_text_are_none_of_it() {
    let teaser = |n: usize| {
        format!(
            "• By Jo Example\nHeadline {n} of Another Page\n\nA sentence that says what the other page is about, and that nobody will read here, where it is cut off.\n\n"
        )
    };
    let teasers: String = (1..=5).map(teaser).collect();
    let (source, remarks) = parsed(&page(&format!("{FIRST}{LAST}\n\nShare your thoughts with friends.\n\n{teasers}")));
    assert!(!shown(&source).contains("nobody will read here"), "{}", shown(&source));
    assert!(!remarks.iter().any(|r| r.code.id == "source/left-out"), "{remarks:?}");
}

#[test]
fn a_chinese_text_without_stops_is_text() {
    let lines: Vec<String> = [
        "村裡的人在乾旱的夏天挖了這口井 因為十字路口的舊井只剩下沙子",
        "兩個石匠做了六個星期 一個男孩用他叔叔的車運石頭",
        "今天沒有人說得出為什麼一年以後又把它填上了",
        "第二口井挖在同一個地方 從那以後一直有水",
    ]
    .iter()
    .enumerate()
    .map(|(n, l)| format!("{l}\n\n0{n}-IMG_20{n}.jpg\n\n"))
    .collect();
    let (source, _) = parsed(&format!(
        "首頁\n相簿\n留言\n\n挖了兩次的井\n\n2014-05-04 10:00\n\n{}\n訪客\n於 2014/05/06 17:44 回覆\n謝謝分享 真的很好看\n",
        lines.concat()
    ));
    let shown = shown(&source);
    assert!(shown.contains("兩個石匠做了六個星期") && shown.contains("第二口井挖在同一個地方"), "{shown}");
    assert!(!shown.contains("謝謝分享") && !shown.contains("IMG"), "{shown}");
    assert_eq!(source.meta.title.as_deref(), Some("挖了兩次的井"));
}

#[test]
fn tags_and_addresses_are_no_text() {
    let offer = "<div style=\"position:absolute;\"><img width=1 height=1 alt=\"\" src=\"http://ads.example/b?P=zz7QmWellCount00AAAA0&T=17well%2fX%3d1000200\n";
    let (source, _) = parsed(&page(&format!("{FIRST}{LAST}\n\nOffers\n\n{}", offer.repeat(12))));
    assert!(!shown(&source).contains("position:absolute"), "{}", shown(&source));
    assert!(shown(&source).contains("The second well was dug at the same place"));
}

#[test]
fn a_file_without_furniture_is_text_from_its_first_line_to_its_last() {
    let text = "Statement on Wells\n\n4 May 2018\n\nThe villages named below will tell each other of every well that they dig, and will do so in writing before the first stone is laid.\n\nThe villages are:\n\nMillbay\nSaltford\nEastcombe\n\nThe statement is open to all other villages, which may join it by a letter to the council.\n\nDone at Millbay, in one copy.\n\nAda Example\n";
    let (source, remarks) = parsed(text);
    assert_eq!(source.meta.title.as_deref(), Some("Statement on Wells"));
    for words in ["Saltford", "Done at Millbay, in one copy.", "Ada Example"] {
        assert!(shown(&source).contains(words), "{words}: {}", shown(&source));
    }
    assert!(source.ledger.accounts.iter().all(|a| !matches!(a, Account::Dropped(_))), "{:?}", source.ledger);
    assert!(!remarks.iter().any(|r| r.code.id == "source/left-out"));
}

#[test]
fn a_numbered_heading_over_a_short_sentence_is_a_heading() {
    let text = "The Ferry and the Lock\n\nBy Ada Example\n\n1. Beginnings\n\nThere were dues on every quay, and nobody liked them.\n\n\
                The keeper of the quay took them in salt, and wrote nothing down of what he took.\n\n2. Disputes\n\nThe \
                merchants from the north laughed at the salt, and went on to the next river with all that they had.\n";
    let (source, _) = parsed(text);
    let headings = source.blocks.iter().filter(|b| b.kind == BlockKind::Heading).map(|b| b.text.as_str());
    assert_eq!(headings.collect::<Vec<_>>(), ["1. Beginnings", "2. Disputes"]);
}

#[test]
fn an_answer_of_one_word_is_no_button() {
    let (source, _) = parsed(&page(&format!(
        "{FIRST}Will the council dig a third well, as the people of the lower village have asked it to do?\n\nNo.\n\nWhy not?\n\n{LAST}"
    )));
    assert!(shown(&source).contains(" No.\n"), "{}", shown(&source));
}

#[test]
fn a_quotation_of_words_that_were_left_out_is_told_where_they_stand() {
    let foot = "About this site\n\nThe Valley Gazette is printed by a company of eleven people, who live in the valley and write what they see there.";
    let source = page(&format!("{FIRST}{LAST}\n\nShare\n\n{foot}"));
    let note = "# A note\n\nIt is “printed by a company of eleven people” [@a].\n";
    let built = common::build(&[("seeds/a.txt", &source), ("content/note.md", note)]);
    let remark = built.remarks.iter().find(|r| r.code.id == "quote/absent").unwrap();
    let line = source.lines().position(|l| l.contains("eleven people")).unwrap() + 1;
    assert!(format!("{remark:?}").contains(&format!("line {line} of")), "{remark:?}");
}

/// What may stand between two paragraphs of a text: nothing in it is a phrase of sites.
fn piece() -> impl Strategy<Value = String> {
    let word = "[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z][aeiou]";
    let words = |range| prop::collection::vec(word, range).prop_map(|w| w.join(" "));
    prop_oneof![
        words(8..24).prop_map(|w| format!("It {w} and the {w} of it.")),
        words(2..5),
        words(2..5).prop_map(|w| format!("• {w}")),
        words(1..3).prop_map(|w| format!("{w} 12")),
        Just("12".to_owned()),
        Just("same words".to_owned()),
        Just("3 May 2021".to_owned()),
        words(6..10).prop_map(|w| format!("1. The {w}.")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sentence_between_kept_paragraphs_is_left_out_in_silence(pieces in prop::collection::vec(piece(), 0..24)) {
        let (source, remarks) = parsed(&page(&format!("{FIRST}{}\n\n{LAST}", pieces.join("\n\n"))));
        let shown = shown(&source);
        let remarked = remarks.iter().any(|r| r.code.id == "source/left-out");
        for sentence in pieces.iter().filter(|p| p.starts_with("It ")) {
            prop_assert!(shown.contains(sentence.as_str()) || remarked, "{sentence:?} is not in\n{shown}");
        }
    }
}
