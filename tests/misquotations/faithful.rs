//! Faithful quotations: the words of the source with every difference and every mark of a change that may be.

use briefbook::text::words;
use unicode_normalization::UnicodeNormalization;

use crate::chance::Chance;
use crate::ground::{Ground, MARKS, QUESTIONS, Stretch};
use crate::kinds::{Expect, Kind, Made, quoting, sentence};
use crate::unmarked::{capital, parts, small};

const GROUP: &str = "faithful";

/// A quotation of some words.
type Form = fn(&Ground, &mut Chance) -> Option<(Stretch, String)>;

/// Signs of an omission. Those without brackets stand in the last column of none but scripts with wide letters.
const OMISSIONS: &[(&str, &str, bool)] = &[
    ("[…]", "[…]", false),
    ("[...]", "[...]", false),
    ("[. . .]", "[. . .]", false),
    (". . .", ". . .", false),
    ("...", "...", false),
    ("…", "…", false),
    ("(…)", "(…)", false),
    ("(...)", "(...)", false),
    ("……", "……", true),
    ("[……]", "[……]", true),
    ("［……］", "［……］", true),
    ("［…］", "［…］", true),
    ("〔……〕", "〔……〕", true),
    ("（…）", "（…）", true),
    ("（……）", "（……）", true),
];

const FORMS: &[(&str, Form)] = &[
    ("omission, the language's own sign", own_omission),
    ("two omissions", two_omissions),
    ("omission over the end of a sentence", omission_over_stop),
    ("omission right behind a word", |g, c| omission(g, c, "[…]", true, false)),
    ("ellipsis at the end", |g, c| ends(g, c, "", " …")),
    ("ellipsis at the end, no space", |g, c| ends(g, c, "", "…")),
    ("dots at the end", |g, c| ends(g, c, "", "...")),
    ("ellipsis at the beginning", |g, c| ends(g, c, "… ", "")),
    ("dots at the beginning", |g, c| ends(g, c, "...", "")),
    ("ellipsis at both ends", |g, c| ends(g, c, "…", "…")),
    ("omission in brackets at the beginning", |g, c| ends(g, c, "[…] ", "")),
    ("omission in brackets at the end", |g, c| ends(g, c, "", " […]")),
    ("omission in parentheses at the end", |g, c| ends(g, c, "", " (…)")),
    ("capital in brackets", |g, c| letter(g, c, char::is_lowercase, capital)),
    ("small letter in brackets", |g, c| letter(g, c, char::is_uppercase, small)),
    ("elided letter in brackets", elided),
    ("ending in brackets", |g, c| replaced(g, c, &g.lang.endings)),
    ("explanation in brackets", |g, c| replaced(g, c, &g.lang.explained)),
    ("sic of a known fault", |g, c| in_clean(g, c, &g.lang.sic, &format!("{}{}[sic]", g.lang.sic, g.lang.gap()))),
    ("emphasis put in", |g, c| emphasised(g, c, "*")),
    ("strong words put in", |g, c| emphasised(g, c, "**")),
    ("stop before the closing mark", |g, c| ends(g, c, "", &g.lang.stop)),
    ("comma before the closing mark", |g, c| ends(g, c, "", &g.lang.comma)),
    ("stop of the source", |g, c| sentence_with(g, c, true, |_, _| true)),
    ("whole sentence", |g, c| sentence_with(g, c, false, |_, _| true)),
    ("whole sentence that denies", |g, c| sentence_with(g, c, false, |g, w| g.lang.denies(w))),
    ("whole sentence with a condition", |g, c| sentence_with(g, c, false, |g, w| g.lang.narrows(w))),
    ("whole question", question),
    ("whole passage", whole),
    ("long quotation", |g, c| kept(g.clean(c, 16, 24)?, g)),
    ("number inside", |g, c| clean_where(g, c, |t| t.contains(char::is_numeric))),
    ("hyphen inside", |g, c| clean_where(g, c, |t| t.contains('-'))),
    ("name inside", named),
    ("ellipsis of the source inside", |g, c| clean_where(g, c, |t| t.contains('…'))),
    ("over a page break", over_page),
    ("over wrapped lines", over_lines),
    ("no-break spaces", |g, c| swapped(g, c, " ", "\u{a0}")),
    ("narrow no-break spaces", |g, c| swapped(g, c, " ", "\u{202f}")),
    ("thin spaces", |g, c| swapped(g, c, " ", "\u{2009}")),
    ("two spaces", |g, c| swapped(g, c, " ", "  ")),
    ("no-break spaces as entities", |g, c| swapped(g, c, " ", "&nbsp;")),
    ("spaces around digits", spaced_digits),
    ("letters and marks apart (NFD)", |g, c| formed(g, c, |t| t.nfd().collect())),
    ("soft hyphens", |g, c| invisible(g, c, "\u{ad}")),
    ("spaces of no width", |g, c| invisible(g, c, "\u{200b}")),
    ("word joiners", |g, c| invisible(g, c, "\u{2060}")),
    ("marks of direction around", |g, c| ends(g, c, "\u{200e}", "\u{200f}")),
    ("dash between spaces", |g, c| dashed(g, c, " – ")),
    ("dash without spaces", |g, c| dashed(g, c, "—")),
    ("dash as hyphens", |g, c| dashed(g, c, " -- ")),
    ("hyphen that does not break", |g, c| swapped(g, c, "-", "\u{2011}")),
    ("hyphen of its own", |g, c| swapped(g, c, "-", "\u{2010}")),
    ("minus as hyphen", |g, c| swapped(g, c, "−", "-")),
    ("minus as dash", |g, c| swapped(g, c, "−", "–")),
    ("ligature fi", |g, c| swapped(g, c, "fi", "ﬁ")),
    ("ligature fl", |g, c| swapped(g, c, "fl", "ﬂ")),
    ("ligature ff", |g, c| swapped(g, c, "ff", "ﬀ")),
    ("straight apostrophe", |g, c| swapped(g, c, "’", "'")),
    ("apostrophe as a letter", |g, c| swapped(g, c, "’", "ʼ")),
    ("full-width digits", wide_digits),
    ("narrow signs", narrow),
    ("ellipsis of another form", |g, c| swapped(g, c, "…", "...")),
    ("letters as entities", entities),
    ("signs behind a backslash", |g, c| swapped(g, c, ",", "\\,")),
    ("speech in the source, marks turned", |g, c| speech(g, c, true, true)),
    ("speech in the source, marks kept", |g, c| speech(g, c, false, false)),
    ("speech in the source, straight marks", speech_straight),
];

/// Every kind of this group but the carriers.
pub fn kinds() -> Vec<Kind> {
    let mut all = Vec::new();
    for (name, sign, wide) in OMISSIONS {
        all.push(Kind::new(GROUP, format!("omission {name}"), Expect::Faithful, move |g, c| {
            let (s, quote) = omission(g, c, sign, false, *wide)?;
            quoting(g, s, &quote)
        }));
    }
    for (name, form) in FORMS {
        all.push(Kind::new(GROUP, *name, Expect::Faithful, |g, c| {
            let (s, quote) = form(g, c)?;
            quoting(g, s, &quote)
        }));
    }
    for (name, make) in [
        ("over two passages", across as fn(&Ground, &mut Chance) -> Option<Made>),
        ("omission over two passages", omission_across),
        ("block over two passages", block_across),
        ("one of several passages", range),
        ("comma outside the marks", comma_outside),
        ("whole passage as a block", whole_block),
        ("emphasis told of", emphasis_told),
    ] {
        all.push(Kind::new(GROUP, name, Expect::Faithful, make));
    }
    all
}

fn kept(s: Stretch, g: &Ground) -> Option<(Stretch, String)> {
    Some((s, g.text(s).to_owned()))
}

/// A place within a clean stretch where words can be left out: behind which word, and before which.
fn gap(g: &Ground, chance: &mut Chance, s: Stretch) -> Option<(usize, usize)> {
    (0..40).find_map(|_| {
        let a = chance.between(s.from + 2, s.to - 2);
        let b = a + chance.between(1, 6);
        let long = |from, to| from < to && words(g.text(Stretch { passage: s.passage, from, to })) >= 4;
        let light = |w: usize| w < s.to && !g.is_weighty(s.passage, w);
        (b < s.to && long(s.from, a) && long(b, s.to) && (a - 1..=b).all(light)).then_some((a, b))
    })
}

/// Words of a passage with some left out.
fn omission(g: &Ground, chance: &mut Chance, sign: &str, glued: bool, wide: bool) -> Option<(Stretch, String)> {
    if wide && g.lang.spaced {
        return None;
    }
    let s = g.clean(chance, 9, 24)?;
    let (a, b) = gap(g, chance, s)?;
    Some((s, joined(g, s, a, b, sign, glued)))
}

/// A stretch without its words from `a` to before `b`, with a sign for them.
pub fn joined(g: &Ground, s: Stretch, a: usize, b: usize, sign: &str, glued: bool) -> String {
    let gap = if g.lang.spaced || sign.contains(". .") { " " } else { "" };
    let left = g.text(Stretch { to: a, ..s });
    let right = g.text(Stretch { from: b, ..s });
    format!("{left}{}{sign}{gap}{right}", if glued { "" } else { gap })
}

fn own_omission(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let sign = chance.one(&g.lang.omissions)?.clone();
    omission(g, chance, &sign, false, false)
}

fn two_omissions(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.clean(chance, 14, 24)?;
    let (a, b) = gap(g, chance, s)?;
    let rest = Stretch { from: b, ..s };
    let (c, d) = (rest.to - rest.from > 5).then(|| gap(g, chance, rest))??;
    let left = joined(g, Stretch { to: c, ..s }, a, b, "[…]", false);
    let gap = g.lang.gap();
    Some((s, format!("{left}{gap}[…]{gap}{}", g.text(Stretch { from: d, ..s }))))
}

fn omission_over_stop(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.clean(chance, 12, 24)?;
    let p = &g.passages[s.passage];
    (0..10).find_map(|_| {
        let (a, b) = gap(g, chance, s)?;
        (p.sentence[a - 1] != p.sentence[b]).then(|| (s, joined(g, s, a, b, "[…]", false)))
    })
}

fn ends(g: &Ground, chance: &mut Chance, before: &str, behind: &str) -> Option<(Stretch, String)> {
    let s = g.clean(chance, 5, 12)?;
    Some((s, format!("{before}{}{behind}", g.text(s))))
}

fn letter(
    g: &Ground,
    chance: &mut Chance,
    begins: fn(char) -> bool,
    change: fn(&str) -> String,
) -> Option<(Stretch, String)> {
    let s = (0..40).find_map(|_| g.clean(chance, 5, 12).filter(|s| g.text(*s).starts_with(begins)))?;
    let text = g.text(s);
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    rest.starts_with(char::is_alphabetic).then(|| (s, format!("[{}]{rest}", change(&first.to_string()))))
}

fn elided(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, text) = clean_where(g, chance, |t| t.chars().nth(1) == Some('’'))?;
    let first = text.chars().next()?;
    let other = if first.is_lowercase() { capital(&first.to_string()) } else { small(&first.to_string()) };
    Some((s, format!("[{other}]{}", &text[first.len_utf8()..])))
}

/// A clean stretch whose text is as wanted.
fn clean_where(g: &Ground, chance: &mut Chance, fits: impl Fn(&str) -> bool) -> Option<(Stretch, String)> {
    let all: Vec<Stretch> = g.clean.iter().copied().filter(|s| words(g.text(*s)) <= 14 && fits(g.text(*s))).collect();
    kept(*chance.one(&all)?, g)
}

/// A clean stretch around some words, with others in their place.
fn in_clean(g: &Ground, chance: &mut Chance, from: &str, to: &str) -> Option<(Stretch, String)> {
    let inside = |t: &str| t.find(from).is_some_and(|at| at > 0 && at + from.len() < t.len());
    let (s, text) = clean_where(g, chance, inside)?;
    let at = text.find(from)?;
    let cut = text[..at].ends_with(char::is_alphanumeric) || text[at + from.len()..].starts_with(char::is_alphanumeric);
    (!(g.lang.bounded && cut)).then(|| (s, text.replacen(from, to, 1)))
}

fn replaced(g: &Ground, chance: &mut Chance, pairs: &[[String; 2]]) -> Option<(Stretch, String)> {
    let [from, to] = chance.one(pairs)?;
    in_clean(g, chance, from, to)
}

/// Where a word in the middle of a stretch stands in its text.
fn middle(g: &Ground, chance: &mut Chance, s: Stretch) -> Option<std::ops::Range<usize>> {
    let n = chance.between(1, (s.to - s.from).checked_sub(2)?);
    let text = g.text(s);
    let range = parts(g, s)[n].clone();
    text[range.clone()].chars().all(char::is_alphabetic).then_some(range)
}

fn emphasised(g: &Ground, chance: &mut Chance, sign: &str) -> Option<(Stretch, String)> {
    let s = g.clean(chance, 5, 12)?;
    let (text, r) = (g.text(s), middle(g, chance, s)?);
    Some((s, format!("{}{sign}{}{sign}{}", &text[..r.start], &text[r.clone()], &text[r.end..])))
}

fn emphasis_told(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let (s, quote) = emphasised(g, chance, "*")?;
    let [open, close] = &g.lang.marks;
    let (says, stop, colon) = (&g.lang.says, &g.lang.stop, crate::kinds::colon(g));
    Made::part(format!("{says}{colon}{open}{quote}{close} ({}) [{}]{stop}", g.lang.so, g.cite(s.passage)))
}

/// A whole sentence that has a word as wanted, with its stop or without it.
fn sentence_with(
    g: &Ground,
    chance: &mut Chance,
    stop: bool,
    has: impl Fn(&Ground, &str) -> bool,
) -> Option<(Stretch, String)> {
    let all: Vec<Stretch> = g
        .clean
        .iter()
        .copied()
        .filter(|s| {
            let p = &g.passages[s.passage];
            p.sentence_of(s.from) == (s.from..s.to) && (s.from..s.to).any(|w| has(g, p.word(w)))
        })
        .collect();
    let s = *chance.one(&all)?;
    let text = g.text(s);
    if !stop {
        return kept(s, g);
    }
    let p = &g.passages[s.passage];
    let end = p.range(s.from, s.to).end;
    p.text[end..].starts_with(&*g.lang.stop).then(|| (s, format!("{text}{}", g.lang.stop)))
}

/// Every question of the texts that stands in no marks, without its sign.
pub fn questions(g: &Ground) -> Vec<(Stretch, String)> {
    let mut all = Vec::new();
    for (passage, p) in g.passages.iter().enumerate() {
        for from in (0..p.words.len()).filter(|w| p.sentence_of(*w).start == *w && p.asks(*w)) {
            let s = Stretch { passage, from, to: p.sentence_of(from).end };
            let end = p.range(s.from, s.to).end;
            if g.is_plain(s) && words(g.text(s)) >= 5 && p.text[end..].trim_start().starts_with(QUESTIONS) {
                all.push((s, g.text(s).to_owned()));
            }
        }
    }
    all
}

fn question(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, text) = chance.one(&questions(g))?.clone();
    let p = &g.passages[s.passage];
    let range = p.range(s.from, s.to);
    let sign = &p.text[range.end..];
    let sign = &sign[..sign.find(QUESTIONS)? + sign.trim_start().chars().next()?.len_utf8()];
    let open = if p.text[..range.start].ends_with('¿') { "¿" } else { "" };
    Some((s, format!("{open}{text}{sign}")))
}

fn whole(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let passage = chance.below(g.passages.len());
    let s = Stretch { passage, from: 0, to: g.passages[passage].words.len() };
    let p = &g.passages[passage];
    (g.is_plain(s) && !p.asks(s.to - 1) && !p.text.starts_with('¿')).then(|| (s, g.text(s).to_owned()))
}

fn whole_block(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let passage = chance.below(g.passages.len());
    let text = &g.passages[passage].text;
    let plain = text.starts_with(char::is_alphabetic) || text.starts_with('¿');
    plain.then(|| Made::part(format!("> {text}\n> — [{}]", g.cite(passage)))).flatten()
}

fn named(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let [name, _] = chance.one(g.lang.changes.get("name")?)?;
    clean_where(g, chance, |t| t.contains(name.as_str()))
}

fn over_page(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let over = |s: &&Stretch| g.passages[s.passage].pages.iter().any(|w| s.from < *w && *w < s.to);
    let all: Vec<Stretch> = g.clean.iter().filter(over).copied().collect();
    kept(*chance.one(&all)?, g)
}

fn over_lines(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.clean(chance, 14, 24)?;
    (g.passages[s.passage].source == "river").then(|| kept(s, g)).flatten()
}

/// A clean stretch with some letters written otherwise.
fn swapped(g: &Ground, chance: &mut Chance, from: &str, to: &str) -> Option<(Stretch, String)> {
    let (s, text) = clean_where(g, chance, |t| t.contains(from))?;
    Some((s, text.replace(from, to)))
}

fn formed(g: &Ground, chance: &mut Chance, form: fn(&str) -> String) -> Option<(Stretch, String)> {
    let (s, text) = clean_where(g, chance, |t| form(t) != t)?;
    Some((s, form(&text)))
}

fn spaced_digits(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, text) = clean_where(g, chance, |t| !g.lang.spaced && t.contains(|c: char| c.is_ascii_digit()))?;
    let mut out = String::new();
    let mut before = None;
    for c in text.chars() {
        let wide = |c: char| !c.is_ascii() && c.is_alphabetic();
        if before.is_some_and(|b: char| wide(b) && c.is_ascii_digit() || b.is_ascii_digit() && wide(c)) {
            out.push(' ');
        }
        out.push(c);
        before = Some(c);
    }
    Some((s, out))
}

fn invisible(g: &Ground, chance: &mut Chance, sign: &str) -> Option<(Stretch, String)> {
    let s = g.clean(chance, 5, 12)?;
    let (text, r) = (g.text(s), middle(g, chance, s)?);
    let at = text[r.clone()].char_indices().nth(if g.lang.spaced { 2 } else { 1 })?.0 + r.start;
    Some((s, format!("{}{sign}{}", &text[..at], &text[at..])))
}

fn dashed(g: &Ground, chance: &mut Chance, to: &str) -> Option<(Stretch, String)> {
    let dash = |t: &str| ["——", " — ", " – ", "—", "–"].into_iter().find(|d| t.contains(d));
    let (s, text) = clean_where(g, chance, |t| dash(t).is_some())?;
    let found = dash(&text)?;
    (found != to).then(|| (s, text.replace(found, to)))
}

fn wide_digits(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let digit = |c: char| c.is_ascii_digit();
    let (s, text) = clean_where(g, chance, |t| !g.lang.spaced && t.contains(digit))?;
    let widen = |c: char| if digit(c) { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) } else { c };
    Some((s, text.chars().map(widen).collect()))
}

fn narrow(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, text) = clean_where(g, chance, |t| t.contains(['，', '：', '；']))?;
    Some((s, text.replace('，', ",").replace('：', ":").replace('；', ";")))
}

fn entities(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.clean(chance, 5, 12)?;
    let (text, r) = (g.text(s), middle(g, chance, s)?);
    let c = text[r.clone()].chars().next()?;
    Some((s, format!("{}&#{};{}", &text[..r.start], c as u32, &text[r.start + c.len_utf8()..])))
}

/// What somebody says in the source between the marks of the language, or the whole sentence about it.
fn speeches(g: &Ground, around: bool) -> Vec<(Stretch, String)> {
    let [open, close] = [g.lang.marks[0].trim(), g.lang.marks[1].trim()];
    let mut all = Vec::new();
    for (passage, p) in g.passages.iter().enumerate() {
        let s = Stretch { passage, from: 0, to: p.words.len() };
        let Some(at) = p.text.find(open) else { continue };
        let inside = at + open.len();
        let Some(end) = p.text[inside..].find(close).map(|n| n + inside) else { continue };
        let first = p.sentence_of(p.covering(&(at..inside)).start);
        let start = p.words[first.start].start;
        let text = if around { &p.text[start..end + close.len()] } else { &p.text[inside..end] };
        let text = text.trim_matches(['\u{a0}', '\u{202f}', ' ', ',', '.', '。', '，', '،', '、']);
        if words(text) >= 5 && (!around || start < at) {
            all.push((s, text.to_owned()));
        }
    }
    all
}

fn speech(g: &Ground, chance: &mut Chance, turned: bool, around: bool) -> Option<(Stretch, String)> {
    let (s, mut text) = chance.one(&speeches(g, around))?.clone();
    if turned {
        // What stood in inner marks stands in outer ones, and the other way round.
        let pairs = [(&g.lang.inner, &g.lang.marks), (&g.lang.marks, &g.lang.inner)];
        for (n, ([open, close], _)) in pairs.iter().enumerate() {
            text = text.replace(open.trim(), &format!("\u{1}{n}")).replace(close.trim(), &format!("\u{2}{n}"));
        }
        for (n, (_, [open, close])) in pairs.iter().enumerate() {
            text = text.replace(&format!("\u{1}{n}"), open.trim()).replace(&format!("\u{2}{n}"), close.trim());
        }
    }
    Some((s, text))
}

fn speech_straight(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, mut text) = chance.one(&speeches(g, true))?.clone();
    for [open, close] in [&g.lang.inner, &g.lang.marks] {
        if text.contains(open.trim()) {
            text = text.replace(open.trim(), "\"").replace(close.trim(), "\"");
        }
    }
    Some((s, text))
}

/// The end of a passage, and the beginning of the next of its source.
fn neighbours(g: &Ground, chance: &mut Chance) -> Option<(Stretch, Stretch)> {
    let passage = chance.below(g.passages.len().checked_sub(1)?);
    let (a, b) = (&g.passages[passage], &g.passages[passage + 1]);
    if a.source != b.source {
        return None;
    }
    let first: Vec<Stretch> = g
        .clean
        .iter()
        .copied()
        .filter(|s| s.passage == passage && s.to == a.words.len() && s.to - s.from < 12)
        .collect();
    // Neither end may have lost a mark.
    if !b.text.starts_with(b.word(0)) || a.text[a.core(a.words.len() - 1).end..].contains(MARKS) {
        return None;
    }
    let second: Vec<Stretch> =
        g.clean.iter().copied().filter(|s| s.passage == passage + 1 && s.from == 0 && s.to < 12).collect();
    Some((*chance.one(&first)?, *chance.one(&second)?))
}

fn both(g: &Ground, first: Stretch, second: Stretch) -> String {
    let (a, b) = (&g.passages[first.passage], &g.passages[second.passage]);
    format!("@{}, passages {}-{}", a.source, a.para, b.para)
}

fn across(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let (first, second) = neighbours(g, chance)?;
    let p = &g.passages[first.passage];
    let end = &p.text[p.core(first.from).start..];
    sentence(g, &format!("{end}{}{}", g.lang.gap(), g.text(second)), &both(g, first, second))
}

fn block_across(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let (first, second) = neighbours(g, chance)?;
    let p = &g.passages[first.passage];
    let end = &p.text[p.core(first.from).start..];
    Made::part(format!("> {end}\n>\n> {}\n> — [{}]", g.text(second), both(g, first, second)))
}

fn omission_across(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let (first, second) = neighbours(g, chance)?;
    let long = |s: Stretch| words(g.text(s)) >= 4;
    let first = Stretch { to: first.to - 1, ..first };
    let second = Stretch { from: 1, ..second };
    let light = !g.is_weighty(first.passage, first.to)
        && !g.is_weighty(first.passage, first.to - 1)
        && !(0..2).any(|w| g.is_weighty(second.passage, w));
    let gap = g.lang.gap();
    let quote = format!("{}{gap}[…]{gap}{}", g.text(first), g.text(second));
    (light && long(first) && long(second)).then(|| sentence(g, &quote, &both(g, first, second))).flatten()
}

fn range(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let s = g.clean(chance, 5, 12)?;
    let p = &g.passages[s.passage];
    let last = g.passages.iter().filter(|o| o.source == p.source).map(|o| o.para).max()?;
    let (from, to) = (p.para.saturating_sub(1).max(1), (p.para + 1).min(last));
    sentence(g, g.text(s), &format!("@{}, passages {from}-{to}", p.source))
}

fn comma_outside(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let s = g.clean(chance, 5, 12)?;
    let [open, close] = &g.lang.marks;
    let (lang, gap) = (&g.lang, g.lang.gap());
    let cite = g.cite(s.passage);
    Made::part(format!("{open}{}{close}{}{gap}{}{gap}[{cite}]{}", g.text(s), lang.comma, lang.so, lang.stop))
}
