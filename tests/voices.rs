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
    let note = tension("place = \"para. 1\"");
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
