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

/// What a page with this text below its head keeps, and the remarks.
fn kept(text: &str) -> String {
    shown(&parsed(&page(text)).0)
}

#[test]
fn a_dialogue_about_cookies_is_none_of_the_text_however_long_it_is() {
    let ask = "When you visit this website, we store cookies on your device, so that the pages of it can be shown to you as you have seen them before. ";
    let shown = kept(&format!("{FIRST}{LAST}\n\nYour Privacy\n\n{}\n\nAlways Active", ask.repeat(6)));
    assert!(!shown.contains("we store cookies"), "{shown}");
    assert!(shown.contains("The council keeps the plans"), "{shown}");
}

#[test]
fn who_edited_a_chinese_text_stands_at_its_end() {
    let text = "村里的人在干旱的夏天挖了这口井，因为十字路口的旧井只剩下沙子，没有人知道水到哪里去了。\n\n两个石匠做了六个星期，一个男孩用他叔叔的车运石头，每天早上从河边一直走到井旁边去。\n\n今天没有人说得出为什么一年以后又把它填上了，虽然有三个人还记得那一天发生的事情。";
    let more = "请大家遵守村里的规定，一起把水井旁边的地方打扫干净，谢谢大家的合作与支持。";
    let page = format!(
        "首页\n地图\n\n挖了两次的井\n\n2018-05-04 10:00\n\n{text}\n\n（责编：阿达）\n\n山谷商店\n\n{more}\n\n联系我们\n"
    );
    let (source, _) = parsed(&page);
    let shown = shown(&source);
    assert!(shown.contains("三个人还记得") && !shown.contains("山谷商店") && !shown.contains("打扫干净"), "{shown}");
}

#[test]
fn headings_over_other_texts_are_told_by_which_and_what_in_any_language() {
    let other = "The mill is sold at last\n\nA lamp for the bridge\n\nSalt from the north";
    for heading in
        ["Recent headlines", "Otros temas", "Weitere Meldungen", "Свежие новости", "新着トピックス", "热门资讯"]
    {
        between(&format!("{heading}\n\n{other}"), &[], &["mill is sold", "Salt from the north"]);
    }
}

#[test]
fn texts_below_a_heading_over_other_texts_weigh_less() {
    let story = |n: usize| {
        format!(
            "Story {n} of the valley, told by one who was there when it began to rain and who did not go home before it was over\n\n{n}:30"
        )
    };
    let stories: Vec<String> = (1..=9).map(story).collect();
    let shown = kept(&format!("{FIRST}0 Comments\n\nRelated news\n\n{}", stories.join("\n\n")));
    assert!(shown.contains("Two masons worked") && !shown.contains("Story 3"), "{shown}");
}

#[test]
fn a_notice_above_the_menu_is_none_of_the_text() {
    let notice = "Try the new pages of the valley, which are still being built and will be ready soon.";
    let menu = "• Wells\n\n• Mills\n\n• Bridges\n\n• Lamps\n\n• Weirs\n\n• Ropes";
    let (source, _) = parsed(&format!("{notice}\n\n{menu}\n\n{}", page(&format!("{FIRST}{LAST}"))));
    assert!(!shown(&source).contains("still being built"), "{}", shown(&source));
    assert_eq!(source.meta.title.as_deref(), Some("The well that was dug twice"));
}

#[test]
fn a_song_is_text() {
    let stanza = |n: usize| {
        format!(
            "[Verse {n}]\nI went down to the well with you\nAnd all of the water was gone\nYou said that it would be there\nBut it was not there at all\n\n[Chorus]\nDeep water, deep water\nDeep water, deep water\nI only want to see it with you\n\n"
        )
    };
    let song: String = (1..=3).map(stanza).collect();
    let song = song.replacen("gone", "lost", 1).replacen("at all", "any more", 1);
    let shown = kept(&song);
    assert_eq!(shown.matches("Deep water, deep water").count(), 6, "{shown}");
    assert!(shown.contains("And all of the water was lost") && shown.contains("it was not there any more"), "{shown}");
    assert!(!shown.contains("Gazette"), "{shown}");
}

#[test]
fn calls_of_functions_are_code() {
    between(
        "import well\n\ndef dig():\n\nprint( 12345 )\n\nprint( 'sand' )\n\nwell.dig(deep)",
        &["print( 12345 )", "well.dig(deep)"],
        &[],
    );
}

#[test]
fn comments_are_told_by_their_buttons_whatever_the_site_calls_them() {
    let comment = |n: usize| {
        format!(
            "Reader {n} Example\n\nThank you for this text on wells, which I have read with care, and which I will read again when number {n} is out.\n\nLike Sign in to like this comment\n\nReply Sign in to reply to this comment\n\n"
        )
    };
    let comments: String = (1..=4).map(comment).collect();
    let shown = kept(&format!("{FIRST}{LAST}\n\n4 Comments\n\n{comments}1 Like\n\n5y"));
    assert!(!shown.contains("Thank you for this text"), "{shown}");
}

#[test]
fn one_number_at_the_head_of_a_line_is_no_note_where_nothing_shows_a_page() {
    let text = "The well gave 12 jugs a day in that year.1\nIt gave more in the next one, and the council was content.\n1 Like\nsix years\nReport this\n";
    let (source, _) = parsed(text);
    assert!(!source.blocks.iter().any(|b| b.marker.as_deref() == Some("1")), "{:?}", source.blocks);
}

#[test]
fn what_is_shown_from_elsewhere_has_no_buttons_in_the_text() {
    between(
        "View this post on Instagram\n\n@well_example / Network / Via Network: @well_example",
        &[],
        &["Instagram", "Via Network"],
    );
    between(
        "PLAY Top Stories Read More Read More Read More Read More Read More and more of the same.",
        &[],
        &["Top Stories"],
    );
    between("A mill and a bridge that nobody wanted to pay for\n\nRead article", &[], &["nobody wanted to pay"]);
}

#[test]
fn a_sentence_broken_into_lines_is_text_to_its_end() {
    let end = "Besides\nthe village is building\na roof over the well,\nwith slates from the hill.";
    let (source, _) = parsed(&page(&format!("{FIRST}{LAST}\n\n{end}")));
    assert!(shown(&source).contains("with slates from the hill."), "{}", shown(&source));
}

/// The title of a page with this head.
fn title(head: &str) -> Option<String> {
    parsed(&format!("Home\nReports\n\n{head}\n\n{FIRST}{LAST}\n\nContact\n© 2018 The Valley Gazette\n")).0.meta.title
}

#[test]
fn a_promotion_over_a_headline_is_no_title() {
    let own = "Why Two Villages Are Digging One Well as Their Next Big Thing";
    let join = "Free Text Join More Than A Thousand Members And Get Better Advice On Wells";
    for head in [
        format!(
            "Sponsored by a bank\n\nBig help for small wells\n\nOur people own wells too.\n\n{own}\n\nBy Ada Example\n\n4 May 2018"
        ),
        format!(
            "{own}\n\n4 May 2018\n\n{join} And Mills! What A Day! Vote Now For The Best Of All The Wells In This Valley, And In The Next One"
        ),
    ] {
        assert_eq!(title(&head).as_deref(), Some(own), "{head}");
    }
    assert_ne!(
        title("Published Tue, May 4 201810:32 AM\n\nA well is dug\n\nTom Example").as_deref(),
        Some("Published Tue, May 4 201810:32 AM")
    );
}

#[test]
fn buttons_in_a_row_without_spaces_are_no_title() {
    let text = "村里的人在干旱的夏天挖了这口井，因为十字路口的旧井只剩下沙子。\n\n两个石匠做了六个星期，一个男孩用他叔叔的车运石头。";
    let page = format!(
        "登录山谷网通行证 立即注册\n\n忘记密码？\n\n挖了两次的井和它的故事\n\n2018年05月04日08:18 来源：山谷网\n\n{text}\n\n联系我们\n"
    );
    assert_eq!(parsed(&page).0.meta.title.as_deref(), Some("挖了两次的井和它的故事"));
}

#[test]
fn a_title_with_a_stray_bullet_or_many_copies_is_a_title() {
    let own = "Two villages dig one well after a dry summer";
    assert_eq!(title(&format!("• {own}\n\nMay 4, 2018 1:01PM")).as_deref(), Some(own));
    let named = format!(
        "{own} | The Valley Gazette\n\n{}",
        page("x").replace("The well that was dug twice", own).replace('x', &format!("{FIRST}{LAST}\n\n{own}\n\n{own}"))
    );
    assert_eq!(parsed(&named).0.meta.title.as_deref(), Some(own));
}

#[test]
fn what_stands_above_a_heading_is_not_lost_to_it() {
    let head = "2018-05-04 15:10:53";
    let text = "五月三日，在第二届山谷水井大会开幕式上，村里的人介绍了挖井的情况和今年的计划，并且回答了大家提出的问题。\n\n水井一年给水三千桶\n\n石匠指出，每三桶水就有两桶来自新井。新井在去年夏天挖成，水一直很清。\n\n村里的井没有屋顶\n\n村长强调，屋顶要在冬天以前盖好，不然雨水会流到井里去，大家就没有干净的水喝了。";
    let (source, _) = parsed(&format!("首页\n地图\n\n{head}\n\n{text}\n\n联系我们\n"));
    let shown = shown(&source);
    assert!(shown.contains("山谷水井大会开幕式"), "{shown}");
}

#[test]
fn a_menu_in_any_language_makes_a_page() {
    let menu = "• Haberler\n\n• Spor\n\n• Hava\n\n• Sanat\n\n• Otomobil\n\n• Arşiv";
    let text = format!("{menu}\n\nThe well that was dug twice\n\n{FIRST}{LAST}\n\nKurumsal\n\nKünye\n\nBir gazete");
    let (source, _) = parsed(&text);
    let shown = shown(&source);
    assert!(!shown.contains("Haberler") && !shown.contains("Künye"), "{shown}");
    assert_eq!(source.meta.title.as_deref(), Some("The well that was dug twice"));
}

#[test]
fn what_a_site_puts_between_all_paragraphs_parts_none_of_them() {
    let part = |n: usize| {
        format!(
            "The mason of house number {n} came to the well in the morning, and he went home again in the evening.\n\nText of the page\n\n"
        )
    };
    let (one, two): (String, String) = ((1..=5).map(part).collect(), (6..=12).map(part).collect());
    between(
        &format!("{one}Recommended stories\n\nA mill is sold\n\nText of the page\n\n{two}"),
        &["house number 3 ", "house number 12 "],
        &["A mill is sold"],
    );
}

#[test]
fn notices_that_come_again_and_again_are_none_of_the_text() {
    let notice = "What stands here cannot be shown to you, because you have not said so far that you want to see what comes from other places than this one.";
    let parts: Vec<String> =
        (1..=3).map(|n| format!("{notice}\n\nStone number {n} was laid on the day after.")).collect();
    between(&parts.join("\n\n"), &["Stone number 2 was laid"], &["cannot be shown"]);
    between(
        "Externer Inhalt nicht verfügbar\n\nAn dieser Stelle finden Sie externen Inhalt, der den Artikel ergänzt, wenn Sie es so wollen.",
        &[],
        &["externen Inhalt"],
    );
}

#[test]
fn a_standfirst_with_author_and_date_below_is_no_notice() {
    let head = "The council has opened a well that gives water even in a dry summer, and says what it has cost.\n\nPar Ada Exemple\n\nPublié le 4 mai 2018";
    let share = "• Ajouter\n\n• Garder\n\n• Noter\n\n• Lire\n\n• Fermer\n\n• Suivre";
    let (source, _) =
        parsed(&format!("Accueil\nContact\n\nThe well that was dug twice\n\n{head}\n\n{share}\n\n{FIRST}{LAST}"));
    assert!(shown(&source).contains("even in a dry summer"), "{}", shown(&source));
}

#[test]
fn far_below_many_labels_one_sentence_is_none_of_the_text() {
    let labels: Vec<String> =
        ('a'..='z').chain('a'..='z').enumerate().map(|(n, c)| format!("Yer{c}{}", ["o", "u"][n / 26])).collect();
    let last =
        "The paper is printed by a company of eleven people, who live in the valley and write what they see there.";
    let shown = kept(&format!("{FIRST}{LAST}\n\n{}\n\n{last}", labels.join("\n\n")));
    assert!(!shown.contains("Yerao") && !shown.contains("eleven people"), "{shown}");
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
