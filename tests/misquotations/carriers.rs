//! Marks of quotations, places of their citations, and what else carries them: each with words as the source has them,
//! and with one word changed.

use crate::chance::Chance;
use crate::ground::{Ground, Stretch};
use crate::kinds::{Expect, Kind, Made, colon};
use crate::unmarked::with_word;

/// Marks that quotations are set in, by name.
const MARKS: &[(&str, &str, &str)] = &[
    ("straight marks", "\"", "\""),
    ("curly marks", "“", "”"),
    ("low and high marks", "„", "“"),
    ("pointed marks", "«", "»"),
    ("pointed marks with spaces", "«\u{202f}", "\u{202f}»"),
    ("pointed marks turned in", "»", "«"),
    ("pointed marks of one form", "»", "»"),
    ("curly marks of one form", "”", "”"),
    ("single curly marks", "‘", "’"),
    ("single straight marks", "'", "'"),
    ("single pointed marks", "‹", "›"),
    ("corner marks", "「", "」"),
    ("double corner marks", "『", "』"),
    ("marks of TeX", "``", "''"),
    ("heavy marks", "❝", "❞"),
    ("marks as entities", "&ldquo;", "&rdquo;"),
    ("straight marks as entities", "&quot;", "&quot;"),
    ("pointed marks as entities", "&laquo;", "&raquo;"),
    ("full-width marks", "＂", "＂"),
    ("the element q", "<q>", "</q>"),
];

/// Where a quotation and its citation stand. `{q}` is the words, `{Q}` the same in marks, `{c}` the citation, `{C}` the
/// same in brackets, `{k}` and `{p}` its two halves, `{n}` a number, `{a}` and `{z}` the marks, `{1}` and `{2}` two
/// halves of the words, `{R}` other words of the passage in marks; `{says}`, `{so}`, `{then}`, `{see}`, `{and}` words
/// of the language, `{:}`, `{.}`, `{,}` its signs and `{ }` its space.
const PLACES: &[(&str, &str)] = &[
    ("citation right behind", "{says}{:}{Q}{ }{C}{.}"),
    ("citation before", "{says}{ }{C}{:}{Q}{.}"),
    ("citation as the subject", "@{k} [passage {p}]{ }{says}{:}{Q}{.}"),
    ("citation without the author", "{says}{:}{Q}{ }[-{c}]{.}"),
    ("citation in full width", "{says}{:}{Q}{ }［@{k}，第{p}段］{.}"),
    ("citation as the subject, its place in full width", "@{k}［第{p}段］{ }{says}{:}{Q}{.}"),
    ("citation at the end of the sentence", "{says}{:}{Q}{,}{ }{so}{ }{C}{.}"),
    ("citation in the next sentence", "{says}{:}{Q}{.}{ }{then}{ }{C}{.}"),
    ("citation inside the marks", "{says}{:}{a}{q}{ }{C}{z}{.}"),
    ("citation behind the stop", "{says}{:}{Q}{.}{ }{C}"),
    ("citation and quotation in parentheses", "{says} ({Q}{ }{C}){.}"),
    ("citation in a footnote", "{says}{:}{Q}{.}[^{n}]\n\n[^{n}]: {C}"),
    ("citation in a footnote with words", "{says}{:}{Q}[^{n}]{.}\n\n[^{n}]: {then}{ }{C}{.}"),
    ("quotation in a footnote", "{says}{.}[^{n}]\n\n[^{n}]: {Q}{ }{C}{.}"),
    ("quotation in an inline footnote", "{says}{.}^[{Q}{ }{C}]"),
    ("quotation before the key", "{says}{ }[{see} {Q}, {c}]{.}"),
    ("quotation behind the key", "{says}{ }[{c}, {Q}]{.}"),
    ("second of two citations", "{says}{:}{Q}{ }[@{o}, passage 2; {c}]{.}"),
    ("two quotations, this first", "{says}{:}{Q}{ }{and}{ }{R}{ }{C}{.}"),
    ("two quotations, this second", "{says}{:}{R}{ }{and}{ }{Q}{ }{C}{.}"),
    ("quotation behind another sentence", "{says}{.}{ }{then}{.}{ }{Q}{ }{C}{.}"),
    ("block, citation on its last line", "> {q}\n> — {C}"),
    ("block, citation behind an empty line", "> {q}\n>\n> — {C}"),
    ("block, citation behind its words", "> {q}{ }{C}"),
    ("block in marks", "> {Q}{ }{C}"),
    ("block in marks, citation on its last line", "> {Q}\n> — {C}"),
    ("block with a line end", "> {1}\n> {2}\n> — {C}"),
    ("block with a lazy line", "> {1}\n{2}\n> — {C}"),
    ("block, citation leads in", "{says}{ }{C}{:}\n\n> {q}"),
    ("block, citation leads in as the subject", "@{k} [passage {p}]{ }{says}{:}\n\n> {q}"),
    ("block, citation follows", "{says}{:}\n\n> {q}\n\n{then}{ }{C}{.}"),
    ("block, link leads on", "> {q}\n> — [[{k}#p{p}]]"),
    ("block in a block", "> > {q}\n> > — {C}"),
    ("block in a list", "- {says}{:}\n\n  > {q}\n  > — {C}"),
    ("item of a list", "- {Q}{ }{C}"),
    ("item of a numbered list", "1. {says}{:}{Q}{ }{C}"),
    ("item of a list in a list", "- {says}{:}\n  - {Q}{ }{C}"),
    ("item of a list of tasks", "- [ ] {Q}{ }{C}"),
    ("cell of a table", "| 1 | 2 |\n|---|---|\n| {says} | {Q}{ }{C} |"),
    ("citation in the next cell", "| 1 | 2 |\n|---|---|\n| {Q} | {C} |"),
    ("head of a table", "| 1 | {Q}{ }{C} |\n|---|---|\n| 2 | 3 |"),
    ("definition", "{says}\n: {Q}{ }{C}"),
    ("heading", "## {Q}{ }{C}"),
    ("callout", "> [!note]\n> {says}{:}{Q}{ }{C}{.}"),
    ("title of a callout", "> [!note] {Q}{ }{C}\n> {then}{.}"),
    ("callout of a quotation", "> [!quote]\n> {q}\n> — {C}"),
    ("callout, citation in its title", "> [!quote] {C}\n> {q}"),
    ("text of a link", "{says}{:}[{Q}](https://example.org/){ }{C}{.}"),
    ("words for a picture", "![{Q}](https://example.org/p.png){ }{C}"),
    ("emphasis around", "{says}{:}*{Q}* {C}{.}"),
    ("strong words within", "{says}{:}{a}**{q}**{z}{ }{C}{.}"),
    ("line end within", "{says}{:}{a}{1}\n{2}{z}{ }{C}{.}"),
    ("hard line end within", "{says}{:}{a}{1}\\\n{2}{z}{ }{C}{.}"),
    ("struck-out words before", "{says} ~~{then}~~{:}{Q}{ }{C}{.}"),
    ("comment before the citation", "{says}{:}{Q} <!-- {then} -->{ }{C}{.}"),
];

/// Notes whose front matter holds the words: name, folder and text.
const FRONTS: &[(&str, &str, &str)] = &[
    (
        "claim",
        "actors",
        "[[claims]]\nconcept = \"idea\"\nquote = \"{q}\"\nsource = \"{k}\"\nvoice = \"reported\"\n+++\n",
    ),
    (
        "claim with its passage",
        "actors",
        "[[claims]]\nconcept = \"idea\"\nquote = \"{q}\"\nsource = \"{k}\"\npara = {p}\nvoice = \"reported\"\n+++\n",
    ),
    (
        "side of a tension",
        "tensions",
        "[[sides]]\nquote = \"{q}\"\nsource = \"{k}\"\npara = {p}\nsays = \"1\"\n\n[[sides]]\nquote = \"{r}\"\nsource = \
         \"{k}\"\npara = {p}\nsays = \"2\"\n+++\n",
    ),
    (
        "what a side says",
        "tensions",
        "[[sides]]\nquote = \"{r}\"\nsource = \"{k}\"\npara = {p}\nsays = \"{Q}\"\n\n[[sides]]\nquote = \"{r}\"\nsource = \
         \"{k}\"\npara = {p}\nsays = \"2\"\n+++\n",
    ),
    ("definition in front matter", "concepts", "definition = \"{says}{:}{Q}{.}\"\n+++\n"),
    ("summary in front matter", "concepts", "summary = \"{says}{:}{Q}{.}\"\n+++\n"),
    ("scope note in front matter", "concepts", "scope_note = \"{says}{:}{Q}{.}\"\n+++\n"),
    (
        "note of a claim",
        "actors",
        "[[claims]]\nconcept = \"idea\"\nquote = \"{r}\"\nsource = \"{k}\"\npara = {p}\nvoice = \"reported\"\nnote = \
         \"{says}{:}{Q}\"\n+++\n",
    ),
];

/// Every carrier with words as the source has them.
pub fn faithful() -> Vec<Kind> {
    all("carriers, faithful", Expect::Faithful, |g, chance| {
        let most = if chance.below(3) == 0 { 14 } else { 7 };
        let s = g.clean(chance, 5, most)?;
        Some((s, g.text(s).to_owned()))
    })
}

/// Every carrier with one word changed.
pub fn changed() -> Vec<Kind> {
    all("carriers, one word changed", Expect::Alarm, |g, chance| {
        let most = if chance.below(3) == 0 { 12 } else { 7 };
        let s = g.clean(chance, 5, most)?;
        let n = chance.between(1, (s.to - s.from).checked_sub(2)?);
        let quote = with_word(g, s, n, chance.one(&g.lang.others)?);
        g.is_new(&quote).then_some((s, quote))
    })
}

fn all(group: &'static str, expect: Expect, words: fn(&Ground, &mut Chance) -> Option<(Stretch, String)>) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for (name, open, close) in MARKS {
        kinds.push(Kind::new(group, *name, expect, move |g, chance| {
            let (s, quote) = words(g, chance)?;
            crate::kinds::marked_sentence(g, &format!("{open}{quote}{close}"), &g.cite(s.passage))
        }));
    }
    for (name, template) in PLACES {
        kinds.push(Kind::new(group, *name, expect, move |g, chance| {
            let (s, quote) = words(g, chance)?;
            Made::part(filled(g, chance, template, s, &quote)?)
        }));
    }
    for (name, folder, template) in FRONTS {
        kinds.push(Kind::new(group, *name, expect, move |g, chance| {
            let (s, quote) = words(g, chance)?;
            let text = format!("+++\ntitle = \"Zyx {{n}}\"\n{}", filled(g, chance, template, s, &quote)?);
            Some(Made { text, folder: Some(folder) })
        }));
    }
    kinds
}

/// Other words of the same passage.
fn rest(g: &Ground, chance: &mut Chance, s: Stretch) -> Option<String> {
    let apart = |o: &Stretch| o.passage == s.passage && (o.to <= s.from || s.to <= o.from);
    let fitting: Vec<Stretch> = g.clean.iter().copied().filter(|o| apart(o) && o.to - o.from < 9).collect();
    chance.one(&fitting).map(|o| g.text(*o).to_owned())
}

fn filled(g: &Ground, chance: &mut Chance, template: &str, s: Stretch, quote: &str) -> Option<String> {
    let p = &g.passages[s.passage];
    let [open, close] = &g.lang.marks;
    let cite = g.cite(s.passage);
    let mut text = template.to_owned();
    if text.contains("{1}") {
        let gap = quote.match_indices(' ').map(|(at, _)| at).nth(2);
        let at = gap.or_else(|| quote.char_indices().nth(5).map(|(at, _)| at))?;
        // A wide letter needs no space where a line ends, but Latin words and digits do.
        let first = quote[..at].chars().next_back()?;
        let second = quote[at..].trim_start().chars().next()?;
        if first.is_ascii() && second.is_ascii() && !quote[at..].starts_with(' ') || second.is_numeric() {
            return None;
        }
        text = text.replace("{1}", &quote[..at]).replace("{2}", quote[at..].trim_start());
    }
    if text.contains("{r}") || text.contains("{R}") {
        let other = rest(g, chance, s)?;
        text = text.replace("{R}", &format!("{open}{other}{close}")).replace("{r}", &other);
    }
    let gap = g.lang.gap();
    let comma = &g.lang.comma;
    for (key, value) in [
        ("{Q}", format!("{open}{quote}{close}")),
        ("{q}", quote.to_owned()),
        ("{a}", open.clone()),
        ("{z}", close.clone()),
        ("{C}", format!("[{cite}]")),
        ("{c}", cite),
        ("{k}", p.source.to_owned()),
        ("{o}", if p.source == "river" { "harbour" } else { "river" }.to_owned()),
        ("{p}", p.para.to_string()),
        ("{says}", g.lang.says.clone()),
        ("{so}", g.lang.so.clone()),
        ("{then}", g.lang.then.clone()),
        ("{see}", g.lang.see.clone()),
        ("{and}", g.lang.and.clone()),
        ("{:}", colon(g).to_owned()),
        ("{.}", g.lang.stop.clone()),
        ("{,}", comma.clone()),
        ("{ }", gap.to_owned()),
    ] {
        text = text.replace(key, &value);
    }
    Some(text)
}
