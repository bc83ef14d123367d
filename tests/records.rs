//! Records: what they set, and what is said when they do not fit.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use briefbook::model::source::{Account, BlockKind, Show, Source};
use briefbook::parse::{record, source};
use briefbook::path::SitePath;
use briefbook::report::Diagnostic;
use briefbook::text::Text;

const TEXT: &str = "\
On the Weather of Islands

The weather of islands is made by the sea, which is slow to warm and slow to cool, and so their winters are mild.
Second thoughts came later, when the measurements of the northern stations had been sent in and read by everybody.

A line that is in the middle of

nothing in particular, although it goes on for a while so that it reads like a proper sentence of the text itself.

Subscribe to our newsletter

The last paragraph says that the the winters of islands are not always mild, and that the sea may freeze at times.
";

fn convert(toml: &str) -> (Source, Vec<Diagnostic>) {
    let text = Text::new(SitePath::new("seeds/isles.txt").unwrap(), TEXT);
    let mut remarks = Vec::new();
    let record = record::parse(&Text::new(SitePath::new("seeds/isles.toml").unwrap(), toml)).into_value(&mut remarks);
    let source = source::parse(&text, Some(&record)).into_value(&mut remarks);
    remarks.retain(|r| !r.code.id.starts_with("source/"));
    (source, remarks)
}

fn clean(toml: &str) -> Source {
    let (source, remarks) = convert(toml);
    assert!(remarks.is_empty(), "{remarks:#?}");
    source
}

fn block_on(source: &Source, line: usize) -> &briefbook::model::source::SourceBlock {
    source.blocks.iter().find(|b| b.lines.iter().any(|r| r.first <= line && line <= r.last)).unwrap()
}

#[test]
fn fields_go_before_what_the_text_says() {
    let s = clean(
        "title = \"Isles\"\nauthor = \"Ada Lovelace\"\nissued = \"2015-22\"\nlicense = \"CC0-1.0\"\nshow = \"excerpts\"\nrights = \"none\"\nkind = \"essay\"",
    );
    assert_eq!(
        (s.meta.title.as_deref(), s.meta.author.as_slice(), s.meta.issued.as_deref()),
        (Some("Isles"), &["Ada Lovelace".to_owned()][..], Some("2015-22"))
    );
    assert_eq!(
        (s.show, s.meta.kind.as_deref(), s.meta.licence.as_deref()),
        (Show::Excerpts, Some("essay"), Some("CC0-1.0"))
    );
}

#[test]
fn the_title_a_record_gives_is_found_in_the_text() {
    let body = TEXT.split_once("\n\n").unwrap().1;
    let text = format!(
        "News  Opinion  Business  Sport\n\nIslands\n\nOn the  Weather of Islands\n\nAda Byron\nParis, 20 April 2019\n\n{body}"
    );
    let text = Text::new(SitePath::new("seeds/isles.txt").unwrap(), text.as_str());
    let title = |toml: &str| {
        let record = record::parse(&Text::new(SitePath::new("seeds/isles.toml").unwrap(), toml)).value;
        let source = source::parse(&text, Some(&record)).value;
        let title = source.blocks.iter().find(|b| b.kind == BlockKind::Title).unwrap();
        (title.lines[0].first, title.text.clone())
    };
    assert_eq!(title("title = \"Islands\"\n"), (3, "Islands".to_owned()));
    assert_eq!(title("title = \"on the weather of islands\"\n").0, 5);
}

#[test]
fn a_row_of_buttons_is_no_title() {
    let body = TEXT.split_once("\n\n").unwrap().1;
    let text = format!(
        "News Opinion Business Sport Subscribe Log in\n\nOpinion\n\nThe Islands Keep Their Own Weather\n\nAda Byron\nParis, 20 April 2019\n\n{body}"
    );
    let source = source::parse(&Text::new(SitePath::new("seeds/isles.txt").unwrap(), text.as_str()), None).value;
    assert_eq!(source.meta.title.as_deref(), Some("The Islands Keep Their Own Weather"));
}

#[test]
fn an_empty_field_says_that_the_fact_is_not_known() {
    let text = Text::new(SitePath::new("seeds/isles.txt").unwrap(), TEXT);
    let remarks = |toml: &str| {
        let record = record::parse(&Text::new(SitePath::new("seeds/isles.toml").unwrap(), toml)).value;
        source::parse(&text, Some(&record)).remarks.iter().map(|r| r.code.id).collect::<Vec<_>>()
    };
    assert_eq!(remarks(""), ["source/author", "source/date"]);
    assert_eq!(remarks("author = []\nissued = \"\""), Vec::<&str>::new());
}

#[test]
fn lines_are_kept_dropped_and_renamed() {
    let s = clean(
        "keep = [{ line = 10, text = \"Subscribe to our\", kind = \"quote\" }]\n\
         drop = [{ line = 4, text = \"Second thoughts\", reason = \"draft\" }]\n\
         heading = [{ line = 6, text = \"A line that\", level = 3 }]\n\
         kind = [{ line = 12, text = \"The last\", kind = \"abstract\" }]",
    );
    assert_eq!(block_on(&s, 10).kind, BlockKind::Quote);
    assert_eq!(s.ledger.accounts[3], Account::Dropped("draft".into()));
    assert_eq!((block_on(&s, 6).kind, block_on(&s, 6).level), (BlockKind::Heading, Some(3)));
    assert_eq!(block_on(&s, 12).kind, BlockKind::Abstract);
}

#[test]
fn blocks_are_joined_and_split() {
    let s = clean("join = [{ line = 4, text = \"Second\" }]");
    let joined = block_on(&s, 4);
    assert_eq!(joined.lines.len(), 2);
    assert_eq!(&joined.text[joined.joins[0]..joined.joins[0] + 7], " Second");
    let s = clean("split = [{ line = 3, text = \"The weather\", before = \"and so their\" }]");
    let on: Vec<&str> = s.blocks.iter().filter(|b| b.lines[0].first == 3).map(|b| b.text.as_str()).collect();
    assert_eq!(on.len(), 2);
    assert!(on[0].ends_with("slow to cool,") && on[1].starts_with("and so their"));
}

#[test]
fn oddities_and_corrections_are_marked_and_not_made() {
    let s = clean(
        "sic = [{ line = 12, text = \"the the\" }]\ncorrect = [{ line = 12, text = \"the the winters\", to = \"the winters\" }]",
    );
    let b = block_on(&s, 12);
    assert_eq!(&b.text[b.sic[0].range()], "the the");
    assert_eq!(
        (&b.text[b.corrections[0].span.range()], b.corrections[0].to.as_str()),
        ("the the winters", "the winters")
    );
}

#[test]
fn overrides_that_do_not_fit_say_what_stands_where() {
    for (toml, message, note) in [
        (
            "drop = [{ line = 3, text = \"Second thoughts\" }]",
            "line 3 of `seeds/isles.txt` does not hold the words this entry gives",
            Some("the words stand on line 4"),
        ),
        (
            "keep = [{ line = 5, text = \"nowhere at all\" }]",
            "line 5 of `seeds/isles.txt` does not hold the words this entry gives",
            Some("the words were found nowhere in the file"),
        ),
        (
            "keep = [{ line = 99, text = \"The weather\" }]",
            "`seeds/isles.txt` has 12 lines, and this entry is about line 99",
            None,
        ),
        ("keep = [{ line = 3 }]", "this entry of `keep` has no guard: words that stand on line 3", None),
        ("keep = [{ line = 3, text = \"a\" }]", "this entry of `keep` has no guard: words that stand on line 3", None),
        ("keep = [{ text = \"The weather\" }]", "an entry of `keep` does not say which line it is about", None),
        (
            "split = [{ line = 3, text = \"The weather\", before = \"xyzzy\" }]",
            "`xyzzy` does not stand inside the block on line 3",
            None,
        ),
        (
            "split = [{ line = 3, text = \"The weather\" }]",
            "a split needs `before`: the first words of the new block",
            None,
        ),
        (
            "join = [{ line = 10, text = \"Subscribe\" }]",
            "line 10 is not shown, so it cannot be joined to anything",
            None,
        ),
        (
            "sic = [{ line = 10, text = \"Subscribe\" }]",
            "`Subscribe` stands on line 10, but not in what is shown of it",
            None,
        ),
        ("correct = [{ line = 12, text = \"the the\" }]", "a correction needs `to`: what is meant", None),
        ("kind = [{ line = 12, text = \"The last\" }]", "this entry does not say which `kind` the line is", None),
        (
            "keep = [{ lines = [4, 3], text = \"The weather\" }]",
            "lines 4 to 3 are no lines; they are counted from 1",
            None,
        ),
    ] {
        let (_, remarks) = convert(toml);
        assert_eq!(remarks.len(), 1, "{toml}: {remarks:#?}");
        assert_eq!((remarks[0].code.id, remarks[0].words.message.as_str()), ("record/override", message), "{toml}");
        assert!(remarks[0].place.as_ref().is_some_and(|p| p.span.is_some()));
        if let Some(note) = note {
            assert!(remarks[0].words.notes.iter().any(|n| n == note), "{:?}", remarks[0].words.notes);
        }
    }
}

#[test]
fn what_is_wrong_in_a_record_does_not_spoil_the_rest() {
    let (s, remarks) = convert(
        "titel = \"x\"\nauthor = 7\nissued = \"May 2016\"\nshow = \"all\"\nkind = \"essay\"\nkeep = [{ line = 3, text = \"The weather\", knid = \"quote\" }]",
    );
    let codes: Vec<&str> = remarks.iter().map(|r| r.code.id).collect();
    for code in ["record/key", "record/syntax", "record/date"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert_eq!(s.meta.kind.as_deref(), Some("essay"));
    assert_eq!(s.show, Show::Citation, "what cannot be read shows less, not more");
    assert!(remarks.iter().any(|r| r.words.fix.as_deref() == Some("did you mean `title`?")));
    assert!(remarks.iter().any(|r| r.words.fix.as_deref() == Some("did you mean `kind`?")));
    let (s, remarks) = convert("title = \"Isles\"\nauthor = [\"A\"\nkind = \"essay\"\n");
    assert_eq!(remarks[0].code.id, "record/syntax");
    assert_eq!(s.meta.title.as_deref(), Some("Isles"));
}

#[test]
fn another_text_than_the_record_was_written_for_is_an_error() {
    let (_, remarks) = convert("sha256 = \"00\"");
    assert_eq!(remarks[0].code.id, "record/hash");
}
