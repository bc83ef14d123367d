//! Places and speakers of sources through whole books: what claims, sides, embeds and links name there, who says the words
//! of a claim, and for whom.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::{Built, build, faults};

/// A report that numbers its paragraphs.
const REPORT: &str = "Report of the Harbour Group\n\n12 May 2016\n\nI. Introduction\n\n\
1. The Group met three times in the spring, and it heard the views of eleven States on the safety of harbours.\n\n\
2. The Group recalls what was said before it about lights, and it notes that nothing was said about bells at all.\n\n\
II. Recommendations\n\n\
3. States should, where they can:\n\n\
(a) Answer requests for help from a ship that is in need of it without delay;\n\n\
(b) Keep the lights of their harbours burning from dusk to dawn in every season.\n\n\
4. The Group thanks its Chair, whose patience has been admired by all who took part in its long meetings.\n";

/// A debate of three, one of whom is called by office.
const DEBATE: &str = "The Law of Harbours\n\n10 November 2021\n\n\
Mr. Koh (Singapore): We hold that harbours belong to all who sail, and that every State must keep its lights burning.\n\n\
Mr. Wang Yi (China): The sovereignty of each State over its harbours must be respected by all others, large and small.\n\n\
The President: I thank the speakers, and I give the floor to the representative of Singapore for a second time.\n\n\
Mr. Koh (Singapore): We also hold that bells are of use in fog, and that nobody has shown they do any harm.\n\n\
Mr. Wang Yi (China): My delegation has heard this with interest, and it will study what was said about the bells.\n\n\
The President: The meeting will go on tomorrow morning at ten, and I ask all delegations to be here in good time.\n";

const RECORD: &str = "author = []\npublisher = \"The Assembly\"\n";

/// A book with the two, and what is said in it.
fn book(more: &[(&str, &str)]) -> Built {
    let mut files = vec![
        ("seeds/report.txt", REPORT),
        ("seeds/report.toml", "author = []\nlayout = \"report\"\n"),
        ("seeds/debate.txt", DEBATE),
        ("content/concepts/lights.md", "# Lights\n\nText.\n"),
    ];
    if !more.iter().any(|(path, _)| *path == "seeds/debate.toml") {
        files.push(("seeds/debate.toml", RECORD));
    }
    files.extend_from_slice(more);
    let built = build(&files);
    let faults = faults(&built, |_, _| false);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    built
}

fn claim(quote: &str, source: &str, more: &str) -> String {
    format!(
        "+++\ntitle = \"Bells\"\n[[claims]]\nholder = \"koh\"\nquote = \"{quote}\"\nsource = \"{source}\"\n\
         voice = \"reported\"\n{more}\n+++\nText.\n"
    )
}

const KOH: (&str, &str) = ("content/actors/koh.md", "# Tommy Koh\n\nText.\n");

/// What is remarked of a claim that names a place, and what `--fix` makes of the line.
fn placed(quote: &str, source: &str, place: &str) -> (Vec<String>, Option<String>) {
    let note = claim(quote, source, place);
    let built = book(&[("content/concepts/bells.md", &note), KOH]);
    let edit = built.remarks.iter().find_map(|r| r.edit.as_ref());
    let mended = edit.map(|e| format!("{}{}{}", &note[..e.span.start], e.text, &note[e.span.end..]));
    let line = mended.map(|note| note.lines().find(|l| l.starts_with("p")).unwrap().to_owned());
    (built.messages().iter().map(|m| m.split_once(": ").unwrap().1.to_owned()).collect(), line)
}

#[test]
fn a_claim_names_its_place_as_a_citation_does() {
    for (quote, source, place) in [
        ("nothing was said about bells", "report", "place = \"para. 2\""),
        ("Keep the lights of their harbours burning", "report", "place = \"para. 3 (b)\""),
        ("nothing was said about bells", "report", "place = \"第2段\""),
        ("nothing was said about bells", "report", "place = \"passage 2\""),
        ("nothing was said about bells", "report", "para = 2"),
        ("bells are of use in fog", "debate", "place = \"Mr. Koh\""),
        ("bells are of use in fog", "debate", "place = \"Mr. Koh (Singapore)\""),
        // Of pages nothing is known here: they may be those of the printed document.
        ("bells are of use in fog", "debate", "place = \"p. 33\""),
    ] {
        assert_eq!(placed(quote, source, place), (Vec::new(), None), "{place}");
    }
}

#[test]
fn words_at_another_place_than_named_are_remarked_and_mended() {
    let bells = "nothing was said about bells";
    for (place, message, mended) in [
        (
            "place = \"para. 3\"",
            "error[quote/passage]: these words are not in paras. 3, 3 (a), 3 (b) of `report` but in para. 2",
            "place = \"para. 2\"",
        ),
        (
            "place = '''passage 1'''",
            "error[quote/passage]: these words are not in para. 1 of `report` but in para. 2",
            "place = '''para. 2'''",
        ),
        ("para = 1", "error[quote/passage]: these words are not in para. 1 of `report` but in para. 2", "para = 2"),
        ("place = \"para. 7\"", "error[citation/locator]: `report` has no para. 7", "place = \"para. 2\""),
        ("para = 70", "error[citation/locator]: `report` has no passage 70; its last is passage 6", "para = 2"),
    ] {
        assert_eq!(placed(bells, "report", place), (vec![message.to_owned()], Some(mended.to_owned())), "{place}");
    }
    let (said, mended) = placed("bells are of use in fog", "debate", "place = \"para. 4\"");
    assert_eq!(said, ["warning[citation/count]: `debate` does not number its paragraphs: the count is ours"]);
    assert_eq!(mended.as_deref(), Some("place = \"passage 4\""));
    let (said, mended) = placed("bells are of use in fog", "debate", "place = \"Mr. Wang Yi\"");
    assert_eq!(
        said,
        [
            "error[quote/passage]: “Mr. Wang Yi” does not say these words in `debate`; “Mr. Koh (Singapore)” does, in passage 4"
        ]
    );
    assert_eq!(mended.as_deref(), Some("place = \"passage 4\""));
    let (said, _) = placed("bells are of use in fog", "debate", "place = \"Mr. Kho\"");
    assert_eq!(
        said,
        ["error[citation/locator]: “Mr. Kho” is neither a place by numbers nor somebody who speaks in `debate`"]
    );
}

#[test]
fn a_side_names_its_place_too() {
    let tension = |place: &str| {
        format!(
            "+++\ntitle = \"Of bells\"\n[[sides]]\nquote = \"nothing was said about bells\"\nsource = \"report\"\n{place}\n\
             [[sides]]\nquote = \"bells are of use in fog\"\nsource = \"debate\"\nplace = \"Mr. Koh\"\n+++\nText.\n"
        )
    };
    let note = tension("place = \"para. 2\"");
    assert_eq!(book(&[("content/tensions/bells.md", &note)]).messages(), [""; 0]);
    let note = tension("place = \"para. 4\"");
    assert_eq!(book(&[("content/tensions/bells.md", &note)]).codes(), ["quote/passage"]);
}

#[test]
fn links_and_embeds_name_places_of_a_source_by_its_own_numbers() {
    let note = "# A\n\n[[report#para. 2]] [[report#para. 3 (b)|b]] [[debate#Mr. Wang Yi]] [[report#passage 1]] \
                [[report#p2]]\n\n![[report#para. 3]]\n\n![[report#para. 2]]\n\n![[debate#Mr. Wang Yi]]\n\n\
                > Keep the lights of their harbours burning\n> — [[report#para. 3 (b)]]\n";
    let built = book(&[("content/a.md", note)]);
    assert_eq!(built.messages(), [""; 0]);
    let page = built.file("a.html");
    for link in ["report.html#p2", "report.html#p5\">b<", "debate.html#p2", "report.html#p1", "report.html#p5"] {
        assert!(page.contains(&format!("href=\"sources/{link}")), "{link} {page}");
    }
    let cards: Vec<&str> = page.split("<figure class=\"card\">").skip(1).collect();
    assert!(cards[0].contains("States should") && cards[0].contains("from dusk to dawn"), "{}", cards[0]);
    assert!(cards[0].contains("Passages from <a href=\"sources/report.html#p3\">report, para. 3</a>"), "{}", cards[0]);
    assert!(cards[1].contains("Passage from") && cards[2].contains("The sovereignty of each State"));
    // What a document does not have is remarked as other places are.
    let wrong = "# A\n\n[[report#para. 9]] [[debate#para. 2]] [[debate#Mr. Nobody]]\n";
    assert_eq!(book(&[("content/a.md", wrong)]).codes(), ["link/anchor", "citation/count", "link/anchor"]);
}

#[test]
fn who_cites_a_speaker_cites_one_turn() {
    let note = "# A\n\nBells [@debate, Mr. Koh]. “bells are of use in fog” [@debate, Mr. Koh].\n";
    let built = book(&[("content/a.md", note)]);
    assert_eq!(built.messages(), [""; 0]);
    let note = built.compiled.book.notes.iter().find(|n| n.note.id == *"a").unwrap();
    assert_eq!(note.cites, [("debate".to_owned(), Some(1)), ("debate".to_owned(), Some(4))]);
    let page = built.file("a.html");
    assert!(page.contains("sources/debate.html#p1") && page.contains("sources/debate.html#p4"), "{page}");
}

/// What is said of a claim in voice `own`, and by whom its page says it.
fn own(holder: &str, quote: &str, source: &str, more: &[(&str, &str)]) -> (Vec<String>, Option<String>) {
    let note = format!(
        "+++\ntitle = \"Bells\"\n[[claims]]\nholder = \"{holder}\"\nquote = \"{quote}\"\nsource = \"{source}\"\n\
         voice = \"own\"\n+++\nText.\n"
    );
    let mut files = vec![("content/concepts/bells.md", note.as_str())];
    files.extend_from_slice(more);
    let built = book(&files);
    let page = built.file("concepts/bells.html");
    let said = page.split("<div class=\"claim-facts\">").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap();
    let by = said.split_once(", by <a href=\"").map(|(_, link)| {
        let (url, name) = link.split_once("\">").unwrap();
        format!("{} ({url})", name.split('<').next().unwrap())
    });
    (built.messages().iter().map(|m| m.split_once(": ").unwrap().1.to_owned()).collect(), by)
}

const CHINA: (&str, &str) = ("content/actors/china.md", "# China\n\nText.\n");
const SINGAPORE: (&str, &str) = ("content/actors/singapore.md", "# Singapore\n\nText.\n");
const WANG: (&str, &str) =
    ("content/actors/wang-yi.md", "+++\ntitle = \"Wang Yi\"\nspeaks_for = [\"ministry\"]\n+++\nText.\n");
const MINISTRY: (&str, &str) =
    ("content/actors/ministry.md", "+++\ntitle = \"The Ministry\"\nspeaks_for = [\"china\"]\n+++\nText.\n");

fn who(table: &str) -> String {
    format!("{RECORD}{table}\n")
}

#[test]
fn the_turn_decides_whose_own_words_they_are() {
    let table = who("who = { \"Mr. Koh\" = \"koh\", \"Mr. Wang Yi\" = \"wang-yi\" }");
    let debate = ("seeds/debate.toml", table.as_str());
    let all = [debate, KOH, SINGAPORE, CHINA, WANG, MINISTRY];
    let koh = "bells are of use in fog";
    let wang = "The sovereignty of each State over its harbours must be respected";
    assert_eq!(own("koh", koh, "debate", &all), (vec![], None));
    assert_eq!(own("wang-yi", wang, "debate", &all), (vec![], None));
    // Through the ministry, for the state.
    for holder in ["ministry", "china"] {
        let by = Some("Wang Yi (../actors/wang-yi.html)".to_owned());
        assert_eq!(own(holder, wang, "debate", &all), (vec![], by), "{holder}");
    }
    // Koh speaks for nobody, and nobody speaks for Koh.
    let message = |name: &str, speaker: &str| {
        format!("error[claim/voice]: `own` says that “{name}” speaks, but in `debate` “{speaker}” says these words")
    };
    assert_eq!(own("singapore", koh, "debate", &all).0, [message("Singapore", "Mr. Koh (Singapore)")]);
    assert_eq!(own("koh", wang, "debate", &all).0, [message("Tommy Koh", "Mr. Wang Yi (China)")]);
    // That the Assembly published it makes none of these words the Assembly's.
    let assembly = ("content/actors/assembly.md", "# The Assembly\n\nText.\n");
    let all = [debate, assembly, KOH, WANG, MINISTRY, CHINA];
    assert_eq!(own("assembly", koh, "debate", &all).0, [message("The Assembly", "Mr. Koh (Singapore)")]);
}

#[test]
fn a_record_says_for_whom_one_speaks_here() {
    let koh = "bells are of use in fog";
    let table = who("[who]\n\"Mr. Koh\" = { actor = \"koh\", speaks_for = [\"singapore\"] }");
    let all = [("seeds/debate.toml", table.as_str()), KOH, SINGAPORE];
    assert_eq!(own("singapore", koh, "debate", &all), (vec![], Some("Tommy Koh (../actors/koh.html)".to_owned())));
    // One may speak for oneself where one's page says that one speaks for others.
    let table = who("[who]\n\"Mr. Wang Yi\" = { actor = \"wang-yi\", speaks_for = [] }");
    let all = [("seeds/debate.toml", table.as_str()), WANG, MINISTRY, CHINA];
    assert_eq!(own("china", "The sovereignty of each State", "debate", &all).0.len(), 1);
}

#[test]
fn without_a_table_a_name_of_the_holder_is_enough() {
    let koh = "bells are of use in fog";
    let actor = |name: &str, more: &str| format!("+++\ntitle = \"{name}\"\n{more}\n+++\nText.\n");
    for title in ["Mr. Koh", "Koh, Mr.", "Mr. Koh (Singapore)"] {
        let note = actor(title, "");
        assert_eq!(own("koh", koh, "debate", &[("content/actors/koh.md", &note)]), (vec![], None), "{title}");
    }
    let note = actor("Mr. Koh", "speaks_for = [\"singapore\"]");
    let all = [("content/actors/koh.md", note.as_str()), SINGAPORE];
    assert_eq!(own("singapore", koh, "debate", &all), (vec![], Some("Mr. Koh (../actors/koh.html)".to_owned())));
    // What the record says goes before it.
    let table = who("who = { \"Mr. Koh\" = \"wang-yi\" }");
    let note = actor("Mr. Koh", "");
    let all = [("seeds/debate.toml", table.as_str()), ("content/actors/koh.md", &note), WANG, MINISTRY, CHINA];
    assert_eq!(own("koh", koh, "debate", &all).0.len(), 1);
}

#[test]
fn a_table_says_who_wrote_a_paper_without_making_the_name_a_label() {
    let record = "author = [\"W. Yi\"]\nlayout = \"report\"\nwho = { \"W. Yi\" = \"wang-yi\" }\n";
    let paper = ("seeds/report.toml", record);
    let all = [paper, WANG, MINISTRY, CHINA, KOH];
    let words = "nothing was said about bells";
    assert_eq!(own("wang-yi", words, "report", &all), (vec![], None));
    let by = Some("Wang Yi (../actors/wang-yi.html)".to_owned());
    assert_eq!(own("china", words, "report", &all), (vec![], by));
    let (said, by) = own("koh", words, "report", &all);
    assert_eq!(
        (said, by),
        (vec!["error[claim/voice]: `own` says that “Tommy Koh” wrote `report`, which is by W. Yi".to_owned()], None)
    );
    let built = book(&[paper, WANG, MINISTRY, CHINA, ("content/a.md", "# A\n\nW. Yi wrote.\n")]);
    assert!(!built.file("a.html").contains("W. Yi</a>"));
    let page = built.file("sources/report.html");
    assert!(page.contains("<a href=\"../actors/wang-yi.html\">W. Yi</a>"), "{page}");
}

#[test]
fn pages_show_who_speaks_and_for_whom() {
    let table = who("who = { \"Mr. Koh\" = \"koh\", \"Mr. Wang Yi\" = \"wang-yi\" }");
    let note = "+++\ntitle = \"Bells\"\n[[claims]]\nholder = \"china\"\nquote = \"sovereignty of each State\"\n\
                source = \"debate\"\nvoice = \"own\"\n+++\nBells [@debate, koh], [@debate, Wang Yi] and [@debate, Tommy Koh].\n";
    let debate = ("seeds/debate.toml", table.as_str());
    let built = book(&[debate, KOH, CHINA, WANG, MINISTRY, ("content/concepts/bells.md", note)]);
    assert_eq!(built.messages(), [""; 0]);
    // The source prints the name as it is, and leads to who that is.
    let source = built.file("sources/debate.html");
    assert_eq!(source.matches("<a href=\"../actors/koh.html\">Mr. Koh (Singapore)</a>").count(), 2);
    assert!(source.contains("<b class=\"speaker\">The President</b>"));
    // Names of the actor cite the speaker.
    let cited = built.compiled.book.notes.iter().find(|n| n.note.id == *"concepts/bells").unwrap();
    let passages: Vec<Option<u32>> = cited.cites.iter().map(|(_, para)| *para).collect();
    assert_eq!(passages, [Some(1), Some(2), Some(1)]);
    // The page of who speaks lists the turns, and what is said for others.
    let wang = built.file("actors/wang-yi.html");
    for expected in [
        "Speaks for",
        "id=\"in-the-sources\"",
        "2 turns",
        "passage\u{a0}5",
        "said for <a href=\"china.html\">China</a>",
    ] {
        assert!(wang.contains(expected), "{expected} {wang}");
    }
    assert!(built.file("actors/ministry.html").contains("Those who speak for it"));
    let china = built.file("actors/china.html");
    assert!(china.contains(", by <a href=\"wang-yi.html\">Wang Yi</a>"), "{china}");
    assert!(built.file("book.json").contains("\"by\": \"wang-yi\""));
}

#[test]
fn a_table_that_names_nobody_is_remarked_with_what_is_near() {
    let table = who("who = { \"Mr. Khoo\" = \"koh\", \"The President\" = \"kohs\", \"The Assembly\" = \"koh\" }");
    let built = book(&[("seeds/debate.toml", &table), KOH]);
    let said: Vec<(&str, Option<&str>)> =
        built.remarks.iter().map(|r| (r.words.message.as_str(), r.words.fix.as_deref())).collect();
    assert_eq!(said[0].0, "nobody called “Mr. Khoo” speaks in `debate`, wrote or published it");
    assert_eq!(said[1], ("the actor `kohs` has no note", Some("did you mean `koh`?")));
    assert_eq!(built.codes(), ["record/who", "record/who"]);
    let built = book(&[WANG, CHINA]);
    assert_eq!(
        built.messages(),
        [
            "content/actors/wang-yi.md:3:15: error[relation/missing]: `speaks_for` names `ministry`, and there is no such note"
        ]
    );
}
