//! The views of claims: the matrix, the timeline, the balance, and tensions with their sides. Each is built
//! from the book's data, and every word of them leads to where it stands.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::{Built, build, faults};

const SOURCE: &str = "A Short Study of Norms\n\nBy Ann Author\n\n12 May 2016\n\n\
The first paragraph speaks of cyber norms at some length, so that nobody can take it for a menu or a caption. It has two sentences.\n\n\
The second paragraph says that states should cooperate, and that trust grows where promises are kept and where both sides can see it.\n\n\
The third paragraph ends the study with a plain statement: norms are standards of behaviour, defined in terms of rights and obligations.\n";

const RECORD: &str = "title = \"A Short Study of Norms\"\nauthor = [\"Ann AUTHOR\"]\nissued = \"2016-05-12\"\n";

fn claim(holder: &str, concepts: &str, quote: &str, voice: &str, more: &str) -> String {
    format!(
        "[[claims]]\nholder = \"{holder}\"\nconcepts = {concepts}\nquote = \"{quote}\"\nsource = \"study\"\nvoice = \"{voice}\"\n{more}"
    )
}

/// A book with three concepts, three holders and a tension.
fn book(claims: &str, more: &[(&str, &str)]) -> Built {
    let norms = format!("+++\ntitle = \"Norms\"\n{claims}+++\nText.\n");
    let mut files = vec![
        ("seeds/study.txt", SOURCE),
        ("seeds/study.toml", RECORD),
        ("content/concepts/norms.md", &*norms),
        ("content/concepts/trust.md", "# Trust\n\nText.\n"),
        ("content/concepts/silence.md", "# Silence\n\nText.\n"),
        ("content/actors/ann.md", "# Author, Ann\n\nText.\n"),
        ("content/actors/zed.md", "# Zed\n\nText.\n"),
        ("content/actors/bo.md", "# Bo\n\nText.\n"),
    ];
    files.extend_from_slice(more);
    let built = build(&files);
    let faults = faults(&built, |_, _| false);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    built
}

/// Text between two marks, the first after `from`.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("{from} is not there")) + from.len();
    &page[start..start + page[start..].find(to).unwrap()]
}

#[test]
fn the_matrix_says_where_nobody_speaks() {
    let claims = claim("zed", "[\"norms\", \"trust\"]", "states should cooperate", "reported", "")
        + &claim("ann", "[]", "norms are standards of behaviour", "own", "");
    let built = book(&claims, &[]);
    assert_eq!(built.messages(), [""; 0]);
    let page = built.file("matrix.html");
    let table = between(page, "<table", "</table>");
    // Holders and concepts in alphabetical order, each statement under each of its concepts.
    let at = |words: &str| table.find(words).unwrap_or_else(|| panic!("{words}: {table}"));
    assert!(at(">Author, Ann<") < at(">Zed<") && at(">Norms<") < at(">Trust<"));
    assert_eq!(table.matches("“states should cooperate”").count(), 2);
    assert_eq!(table.matches("no statement<span class=\"unseen\"> in these sources</span>").count(), 1);
    assert!(table.contains("No statement in these sources: Trust"), "{table}");
    // Voices in words, and a filter for those there are.
    assert!(table.contains("Own words</span>") && table.contains("Reported</span>"));
    assert!(page.contains("id=\"show-own\"") && !page.contains("id=\"show-panel\""));
    // What is not in it is told of beside it.
    let silent = between(page, "<details class=\"drawer\">", "</details>");
    assert!(silent.contains(">Silence<") && silent.contains(">Bo<"), "{silent}");
    // A statement leads to itself on the page of its concept.
    let id = between(table, "concepts/norms.html#", "\"");
    assert!(built.file("concepts/norms.html").contains(&format!("id=\"{id}\"")));
}

#[test]
fn a_book_without_claims_dates_and_sides_has_no_views_of_them() {
    let built = book("", &[]);
    for page in ["matrix.html", "timeline.html", "balance.html"] {
        assert!(!built.has(page), "{page}");
    }
    assert!(!built.file("index.html").contains("matrix.html"));
}

#[test]
fn claims_about_anything_stand_on_its_page_and_are_led_to() {
    let about = claim("ann", "[\"treaty\"]", "norms are standards of behaviour", "own", "date = \"2016\"\n");
    let loose = format!("+++\ntitle = \"Loose\"\n{about}+++\nText.\n");
    let to_the_list = claim("ann", "[\"concepts/index\"]", "states should cooperate", "own", "");
    let other = format!("+++\ntitle = \"Other\"\n{to_the_list}+++\nText.\n");
    let built = book(
        "",
        &[
            ("content/documents/treaty.md", "+++\ntitle = \"The treaty\"\n+++\nText.\n"),
            ("content/concepts/index.md", "# All concepts\n\nText.\n"),
            ("content/loose.md", &loose),
            ("content/other.md", &other),
        ],
    );
    assert!(built.file("documents/treaty.html").contains("id=\"who-says-what\""));
    assert!(built.file("actors/ann.html").contains("states should cooperate"));
}

#[test]
fn a_source_of_the_same_name_does_not_stand_in_a_holders_way() {
    let claims = claim("study", "[]", "states should cooperate", "own", "");
    let actor =
        ("content/actors/people.md", "+++\ntitle = \"People\"\naliases = [\"study\", \"Ann Author\"]\n+++\nText.\n");
    let built = book(&claims, &[actor]);
    assert_eq!(built.messages(), [""; 0]);
    assert!(built.file("actors/people.html").contains("states should cooperate"));
}

#[test]
fn the_timeline_is_no_more_exact_than_its_dates() {
    let claims = claim("ann", "[]", "states should cooperate", "own", "date = \"2016-05\"\n")
        + &claim("zed", "[]", "trust grows", "reported", "");
    let event =
        |date: &str| format!("+++\ntitle = \"Event of {date}\"\ndate = \"{date}\"\n+++\nText [@study, passage 2].\n");
    let (day, period, year) = (event("2016-05-31"), event("2009/2017"), event("2013?"));
    let built = book(
        &claims,
        &[
            ("content/events/day.md", &day),
            ("content/events/period.md", &period),
            ("content/documents/year.md", &year),
            ("content/events/undated.md", "# An event at no time\n\nText.\n"),
        ],
    );
    let page = built.file("timeline.html");
    let list = between(page, "<section class=\"timeline-list", "</main>");
    for (edtf, words, precision) in [
        ("2009/2017", "2009 to 2017", "a period, known to the year"),
        ("2013?", "2013 (uncertain)", "to the year"),
        ("2016-05", "May 2016", "to the month"),
        ("2016-05-31", "31 May 2016", "to the day"),
    ] {
        let row = format!("<time datetime=\"{edtf}\">{words}</time> <small>{precision}</small>");
        assert!(list.contains(&row), "{row}\n{list}");
    }
    let order = ["2009 to 2017", "2013 (uncertain)", ">May 2016", "31 May 2016", "An event at no time"];
    let places: Vec<usize> = order.iter().map(|words| list.find(words).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(list.contains("“states should cooperate”") && list.contains("Own words</span>"));
    assert!(list.contains("1 statement without a date of its own is in"));
    // The day is a point; the month, the year and the ends of the period are bars.
    let drawing = between(page, "<svg class=\"timeline\" ", "</svg>");
    assert_eq!(drawing.matches("<circle").count(), 1);
    assert_eq!(drawing.matches("class=\"doubt\"").count(), 3);
    assert_eq!(drawing.matches("class=\"sure\"").count(), 1);
    let data: serde_json::Value = serde_json::from_str(built.file("book.json")).unwrap();
    let dates: Vec<_> = data["timeline"].as_array().unwrap().iter().map(|m| m["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2009/2017", "2013?", "2016-05", "2016-05-31"].map(|d| d));
    assert_eq!(data["timeline"][2]["from"], "2016-05-01");
}

#[test]
fn tensions_stand_face_to_face_and_are_told_of_where_they_belong() {
    let tension = "+++\ntitle = \"Trust or promises\"\nrelated = [\"trust\", \"meeting\"]\n\
        [[sides]]\nquote = \"states should cooperate\"\nsource = \"study\"\nsays = \"Cooperate first\"\n\
        [[sides]]\nquote = \"norms are standards of behaviour\"\nsource = \"study\"\npara = 3\n+++\nThe body.\n";
    let built = book(
        "",
        &[("content/tensions/trust-or-not.md", tension), ("content/events/meeting.md", "# A meeting\n\nText.\n")],
    );
    assert_eq!(built.messages(), [""; 0]);
    let page = built.file("tensions/trust-or-not.html");
    let sides = between(page, "<section class=\"sides wide\"", "<div class=\"column\">");
    assert_eq!(sides.matches("<section class=\"side\">").count(), 2);
    assert!(sides.find("states should cooperate").unwrap() < sides.find("norms are standards").unwrap());
    assert!(sides.contains("<h2>Cooperate first</h2>") && sides.contains("../sources/study.html#p3"));
    for told in ["concepts/trust.html", "events/meeting.html"] {
        let page = built.file(told);
        let section = between(page, "id=\"disagreements\"", "</section>");
        assert!(section.contains("Trust or promises") && section.contains("Cooperate first"), "{told}: {section}");
        assert!(!page.contains("Related, by the editors"), "{told} tells of the tension twice");
    }
    let list = built.file("tensions/index.html");
    assert!(list.contains("Cooperate first") && list.contains("<q>norms are standards of behaviour</q>"), "{list}");
    let source = built.file("sources/study.html");
    let margin = between(source, "id=\"p2\"", "id=\"p3\"");
    assert!(margin.contains("Disagreement") && margin.contains("../tensions/trust-or-not.html"), "{margin}");
    let data: serde_json::Value = serde_json::from_str(built.file("book.json")).unwrap();
    assert_eq!(data["tensions"][0]["sides"][1]["para"], 3);
    assert_eq!(data["tensions"][0]["sides"][0]["status"], "exact");
}

#[test]
fn the_margin_of_a_source_names_holder_voice_and_concept() {
    let built = book(&claim("zed", "[\"trust\"]", "states should cooperate", "reported", ""), &[]);
    let source = built.file("sources/study.html");
    let margin = between(source, "class=\"drawn\"", "</ul>");
    assert!(margin.contains("Reported") && margin.contains(">Zed<") && margin.contains(">Trust<"), "{margin}");
}

#[test]
fn the_balance_counts_by_source_holder_and_voice() {
    let claims = claim("zed", "[\"trust\"]", "states should cooperate", "reported", "")
        + &claim("zed", "[]", "trust grows", "panel", "")
        + &claim("ann", "[]", "norms are standards of behaviour", "own", "");
    let tension = "+++\ntitle = \"T\"\n[[sides]]\nquote = \"states should cooperate\"\nsource = \"study\"\n[[sides]]\nquote = \"trust grows\"\nsource = \"study\"\n+++\nText.\n";
    let built = book(&claims, &[("content/tensions/t.md", tension)]);
    let page = built.file("balance.html");
    assert!(page.contains("5 quotations: 3 in claims, 2 in disagreements, 0 in running text."), "{page}");
    let holders = between(page, "<h2>By holder</h2>", "</table>");
    let zed = between(holders, ">Zed<", "</tr>");
    assert!(zed.contains("67 %") && zed.contains("<rect width=\"67\""), "{zed}");
    let concept = between(built.file("concepts/norms.html"), "id=\"balance\"", "</section>");
    assert!(concept.contains("3 quotations") && concept.contains("Own words"), "{concept}");
}

#[test]
fn many_holders_and_concepts_are_named_where_they_speak_only() {
    let mut files: Vec<(String, String)> =
        (0..110).map(|n| (format!("content/actors/a{n}.md"), format!("# Actor {n}\n\nText.\n"))).collect();
    for n in 0..110 {
        let claim = claim(&format!("a{n}"), "[]", "states should cooperate", "reported", "");
        files.push((format!("content/concepts/c{n}.md"), format!("+++\ntitle = \"Concept {n}\"\n{claim}+++\nText.\n")));
    }
    let more: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let built = book("", &more);
    let page = built.file("matrix.html");
    assert_eq!(page.matches("class=\"said has-reported\"").count(), 110);
    assert!(!page.contains("class=\"unsaid\"") && page.contains("has no statement in these sources"));
    assert!(page.len() < 900_000, "{}", page.len());
}

#[test]
fn the_map_draws_what_ties_concepts_and_says_it_in_words() {
    let claims = claim("zed", "[\"norms\", \"trust\"]", "states should cooperate", "reported", "")
        + &claim("ann", "[]", "norms are standards of behaviour", "own", "");
    let more = [(
        "content/concepts/order.md",
        "+++\ntitle = \"World <order>\"\nnarrower = [\"norms\"]\nrelated = [\"trust\"]\n+++\nText.\n",
    )];
    let built = book(&claims, &more);
    let page = built.file("map.html");
    let drawn = between(page, "<svg class=\"map\"", "</svg>");
    let marks = |words: &str| drawn.matches(words).count();
    // Zed is reported on two concepts, Ann speaks of one; one tie of the editors, one concept under another.
    assert_eq!((marks("<path class=\"reported\""), marks("<path class=\"own\"")), (2, 1), "{drawn}");
    assert_eq!((marks("<path class=\"editors\""), marks("<path class=\"branch\"")), (1, 1), "{drawn}");
    assert!(drawn.contains("World &lt;order&gt;") && drawn.contains(">Tied to none<"), "{drawn}");
    let order = between(page, "World &lt;order&gt;</a></h3>", "</li>");
    assert!(order.contains("Narrower</b> <a href=\"concepts/norms.html\">Norms</a>"), "{order}");
    assert!(order.contains("by the editors</b> <a href=\"concepts/trust.html\">Trust</a>"), "{order}");
    let norms = between(page, "\"concepts/norms.html\">Norms</a></h3>", "</li>");
    assert!(norms.contains("Ann</a> <small>1 statement</small>") && norms.contains(">Zed</a> <small>"), "{norms}");
    // Each concept shows its own neighbourhood, its name in full ink among those it is tied to.
    let near = between(built.file("concepts/trust.html"), "<svg class=\"map\"", "</svg>");
    let focus = between(near, "<g class=\"mark focus\">", "</g>");
    assert!(focus.contains(">Trust</text>") && near.contains("World &lt;order&gt;"), "{near}");
    assert!(!built.file("concepts/silence.html").contains("id=\"neighbourhood\""));
    assert!(!build(&[("content/concepts/a.md", "# A\n\nText.\n")]).has("map.html"));
}

#[test]
fn one_tie_between_two_concepts_makes_a_map_and_ties_to_others_make_none() {
    let has = |head: &str| {
        let a = format!("+++\ntitle = \"A\"\n{head}+++\nText.\n");
        let built = build(&[
            ("content/concepts/a.md", a.as_str()),
            ("content/concepts/b.md", a.replace("\"A\"", "\"B\"").replace("[\"b\"]", "[]").as_str()),
            ("content/actors/ann.md", "# Ann\n\nText.\n"),
        ]);
        built.has("map.html")
    };
    assert!(has("broader = [\"b\"]\n"));
    assert!(has("related = [\"b\"]\n"));
    assert!(!has("related = [\"ann\"]\n"));
    assert!(!has(""));
}

#[test]
fn whoever_is_drawn_in_the_map_is_named_in_its_list_and_who_is_not_is_counted() {
    let mut files: Vec<(String, String)> = Vec::new();
    for n in 0..45 {
        let claims = |h: usize| {
            let more = if h < 30 { "\"norms\", " } else { "" };
            claim(&format!("h{h}"), &format!("[{more}\"c0\"]"), "states should cooperate", "reported", "")
        };
        let claims: String = (0..40).filter(|_| n == 0).map(claims).collect();
        let text = format!("+++\ntitle = \"Concept {n}\"\nrelated = [\"c{}\"]\n{claims}+++\nText.\n", (n + 1) % 40);
        files.push((format!("content/concepts/c{n}.md"), text));
    }
    files.extend((0..40).map(|h| (format!("content/actors/h{h}.md"), format!("# Holder {h}\n\nText.\n"))));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let built = book("", &files);
    let page = built.file("map.html");
    let parts: Vec<&str> = page.split("<section class=\"map-group\"").collect();
    assert!(parts[0].contains("10 holders with fewer statements; the page of each concept names all"), "{}", parts[0]);
    let of = parts.iter().find(|part| part.contains(">Concept 0</a></h3>")).unwrap();
    let (drawing, list) = of.split_once("<ul class=\"map-entries\">").unwrap();
    assert!(drawing.contains("Not drawn, for want of room: 10 holders with fewer statements;"), "{drawing}");
    assert_eq!(drawing.matches("<g class=\"mark holder\">").count(), 30);
    for mark in drawing.split("<g class=\"mark holder\">").skip(1) {
        let url = between(mark, "href=\"", "\"");
        assert!(list.contains(&format!("<a href=\"{url}\">")), "{url} is drawn and not named");
    }
    let named = between(list, ">Concept 0</a></h3>", "</li>");
    let more = between(named, "</small> and ", " more").parse::<usize>().unwrap();
    assert_eq!(named.matches("href=\"actors/h").count() + more, 40, "{named}");
    // No two drawings have one name, and those of groups are no landmarks.
    let labels: Vec<&str> =
        page.split("<div class=\"map-box\"").skip(1).map(|d| between(d, "aria-label=\"", "\"")).collect();
    let different: std::collections::BTreeSet<&&str> = labels.iter().collect();
    assert!(labels.len() > 2 && different.len() == labels.len(), "{labels:?}");
    assert!(page.matches("role=\"region\" aria-label=").count() <= 1);
}

#[test]
fn a_large_map_is_drawn_group_by_group() {
    let notes: Vec<(String, String)> = (0..90)
        .map(|n| {
            let next = n / 9 * 9 + (n + 1) % 9;
            let text = format!("+++\ntitle = \"Concept {n}\"\nrelated = [\"c{next}\"]\n+++\nText.\n");
            (format!("content/concepts/c{n}.md"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let built = build(&files);
    let faults = faults(&built, |_, _| false);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let page = built.file("map.html");
    let drawings: Vec<&str> = page.split("<svg class=\"map\"").skip(1).collect();
    assert!(drawings.len() > 5 && drawings.len() < 30, "{}", drawings.len());
    assert!(between(drawings[0], "<g class=\"mark\">", "</g>").contains("href=\"#group-1\""));
    for n in 0..90 {
        assert_eq!(page.matches(&format!(">Concept {n}</a></h3>")).count(), 1, "{n} is named once in the list");
    }
}

#[test]
fn replaced_words_are_shown_with_what_the_source_prints() {
    let claims = claim("zed", "[\"trust\"]", "states [must] cooperate", "reported", "");
    let note = "# N\n\nIt says “norms are [mere rules] of behaviour” and \
                “The [third] second paragraph says that *states* [ought to] cooperate, and that [trust] grows” [@study].\n";
    let side = "+++\ntitle = \"T\"\n[[sides]]\nquote = \"states [will] cooperate\"\nsource = \"study\"\n\
                [[sides]]\nquote = \"norms are standards\"\nsource = \"study\"\n+++\n";
    let built = book(&claims, &[("content/n.md", note), ("content/tensions/t.md", side)]);
    let page = built.file("n.html");
    for (shown, printed) in [("[mere rules]", "standards"), ("[ought to]", "should")] {
        let words = format!("{shown}<span class=\"printed\"> (the source prints “{printed}”)</span>");
        assert!(page.contains(&words), "{words}: {page}");
    }
    // What only stands between the words of the source replaces none of them.
    assert!(page.contains("that [trust] grows") || page.contains("[<a"), "{page}");
    assert!(built.file("concepts/trust.html").contains("The source prints “should” where [must] stands."));
    assert!(built.file("tensions/t.html").contains("The source prints “should” where [will] stands."));
    assert!(built.file("book.json").contains("\"replacement\""));
}
