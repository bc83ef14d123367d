//! False quotations whose marks, cuts and brackets hide what they do.

use briefbook::text::words;

use crate::chance::Chance;
use crate::faithful::{joined, questions};
use crate::ground::{Ground, Passage, Stretch};
use crate::kinds::{Expect, Kind, Made, quoting, sentence};
use crate::lang::Pairs;
use crate::unmarked::{capital, in_place, listed, other_word, parts, separators, with_word, zero};

const GROUP: &str = "marks and cuts";

/// A false quotation of some words.
type Form = fn(&Ground, &mut Chance) -> Option<(Stretch, String)>;

const FORMS: &[(&str, Expect, Form)] = &[
    ("begins behind a hyphen", Expect::Alarm, behind_hyphen),
    ("number cut at its beginning", Expect::Alarm, number_begins),
    ("number cut at its end", Expect::Alarm, number_ends),
    ("minus cut off", Expect::Alarm, minus_cut),
    ("[l]awful from unlawful, at the beginning", Expect::Alarm, front_cut),
    ("[l]awful from unlawful, inside", Expect::Alarm, |g, c| pair(g, c, &g.lang.cut_front)),
    ("[]possible from impossible", Expect::Alarm, emptied),
    ("[un]lawful from lawful", Expect::Alarm, |g, c| pair(g, c, &g.lang.put_front)),
    ("hope[ful] from hopeless", Expect::Alarm, |g, c| pair(g, c, &g.lang.turned_end)),
    ("hope[ful] from hopeless, at the end", Expect::Alarm, end_turned),
    ("[s]he from he", Expect::Alarm, |g, c| pair(g, c, &g.lang.letters_in)),
    ("first digits in brackets", Expect::Alarm, |g, c| digits(g, c, true)),
    ("digits inside in brackets", Expect::Alarm, |g, c| digits(g, c, false)),
    ("[not] for not only", Expect::Alarm, |g, c| pair(g, c, &g.lang.not_only)),
    ("[no] […] [more]", Expect::Alarm, no_more),
    ("[not] put in", Expect::Alarm, not_put_in),
    ("brackets before the words deny them", Expect::Alarm, |g, c| outer(g, c, true)),
    ("brackets behind the words deny them", Expect::Alarm, |g, c| outer(g, c, false)),
    ("[…] over a negation", Expect::Alarm, |g, c| over_negation(g, c, "[…]")),
    ("[...] over a negation", Expect::Alarm, |g, c| over_negation(g, c, "[...]")),
    ("… over a negation", Expect::Alarm, |g, c| over_negation(g, c, "…")),
    ("(…) over a negation", Expect::Alarm, |g, c| over_negation(g, c, "(…)")),
    ("[…] over a condition", Expect::Alarm, |g, c| over_condition(g, c, "[…]")),
    ("… over a condition", Expect::Alarm, |g, c| over_condition(g, c, "…")),
    ("[] for a negation", Expect::Alarm, |g, c| for_negation(g, c, "[]")),
    ("word in brackets for a negation", Expect::Alarm, adverb_for_negation),
    ("negation dropped in brackets", Expect::Alarm, |g, c| bracketed(g, c, "negation_dropped")),
    ("negation added in brackets", Expect::Alarm, |g, c| bracketed(g, c, "negation_added")),
    ("condition replaced in brackets", Expect::Alarm, |g, c| bracketed(g, c, "condition")),
    ("modal verb replaced in brackets", Expect::Told, |g, c| bracketed(g, c, "modal")),
    ("degree replaced in brackets", Expect::Told, |g, c| bracketed(g, c, "degree")),
    ("before and after replaced in brackets", Expect::Told, |g, c| bracketed(g, c, "relation")),
    ("quantity replaced in brackets", Expect::Told, |g, c| bracketed(g, c, "quantity")),
    ("name replaced in brackets", Expect::Told, |g, c| bracketed(g, c, "name")),
    ("person replaced in brackets", Expect::Told, |g, c| bracketed(g, c, "pronoun")),
    ("word replaced in brackets", Expect::Told, replaced),
    ("number replaced in brackets", Expect::Told, number_replaced),
    ("question made a statement", Expect::Alarm, |g, c| question(g, c, true)),
    ("question without its sign", Expect::Alarm, |g, c| question(g, c, false)),
    ("begins behind the negation", Expect::Alarm, |g, c| behind_negation(g, c, false)),
    ("begins behind the negation, capital in brackets", Expect::Alarm, |g, c| behind_negation(g, c, true)),
    ("ends before the negation", Expect::Alarm, ends_before_negation),
    ("ends before a condition, with a stop", Expect::Alarm, before_condition),
    ("begins behind a condition", Expect::Alarm, behind_condition),
    ("adverb in brackets denies", Expect::Alarm, denying),
    ("word struck out inside", Expect::Alarm, |g, c| around_word(g, c, "~~", "~~")),
    ("word in a comment inside", Expect::Alarm, |g, c| around_word(g, c, "<!-- ", " -->")),
    ("letters crossed by combining strokes", Expect::Alarm, stroked),
    ("digits turned by an override", Expect::Alarm, turned_digits),
    ("words turned by an override", Expect::Alarm, |g, c| around_word(g, c, "\u{202e}", "\u{202c}")),
    ("brackets in a row for many words", Expect::Alarm, brackets_in_a_row),
    ("one bracket for many words", Expect::Alarm, one_bracket),
    ("sic of what is right", Expect::Alarm, sic_misused),
    ("sic behind a changed word", Expect::Alarm, sic_of_change),
    ("parts in another order", Expect::Alarm, parts_turned),
    ("word made of two by an omission", Expect::Alarm, stitched_word),
    ("scraps between omissions", Expect::Alarm, scraps),
    ("one word changed beside an omission", Expect::Alarm, changed_beside_omission),
];

/// Every kind of this group.
pub fn kinds() -> Vec<Kind> {
    let mut all = Vec::new();
    for (name, expect, form) in FORMS {
        all.push(Kind::new(GROUP, *name, *expect, |g, c| {
            let (s, quote) = form(g, c)?;
            quoting(g, s, &quote).filter(|_| g.is_new(&quote) || MAY_STAND.contains(name))
        }));
    }
    all.push(Kind::new(GROUP, "[…] over a negation, two passages named", Expect::Alarm, across));
    all.push(Kind::new(GROUP, "[…] over passages that are not named", Expect::Alarm, far_apart));
    all.push(Kind::new(GROUP, "block that begins behind the negation", Expect::Alarm, block_behind));
    all
}

/// Kinds whose words stand in the source as they are, and mean another thing there.
const MAY_STAND: &[&str] = &[
    "begins behind a hyphen",
    "number cut at its beginning",
    "number cut at its end",
    "minus cut off",
    "question without its sign",
    "begins behind the negation",
    "ends before the negation",
    "begins behind a condition",
];

fn pair(g: &Ground, chance: &mut Chance, pairs: &Pairs) -> Option<(Stretch, String)> {
    let [from, to] = chance.one(pairs)?.clone();
    in_place(g, chance, &from, &to)
}

/// The words of a passage from a byte of its text on, some of them.
fn from_byte(g: &Ground, chance: &mut Chance, passage: usize, at: usize) -> Option<(Stretch, String)> {
    let p = &g.passages[passage];
    let first = p.covering(&(at..at + 1)).start;
    let to = (first + chance.between(5, 9)).min(p.words.len());
    let end = p.range(first, to).end;
    let s = Stretch { passage, from: first, to };
    let quote = p.text.get(at..end)?.to_owned();
    (g.is_plain(s) && words(&quote) >= 4 && g.times(&quote) == 1).then_some((s, quote))
}

/// The words of a passage up to a byte of its text, some of them.
fn to_byte(g: &Ground, chance: &mut Chance, passage: usize, at: usize) -> Option<(Stretch, String)> {
    let p = &g.passages[passage];
    let last = p.covering(&(at.checked_sub(1)?..at)).start;
    let from = last.saturating_sub(chance.between(4, 8));
    let s = Stretch { passage, from, to: last + 1 };
    let quote = p.text.get(p.core(from).start..at)?.trim_end().to_owned();
    let inside = p.sentence_of(from) == p.sentence_of(last);
    (inside && g.is_plain(s) && words(&quote) >= 4 && g.times(&quote) == 1).then_some((s, quote))
}

fn behind_hyphen(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let [whole, half] = chance.one(&g.lang.halves)?.clone();
    let (passage, range) = chance.one(&g.places(&whole))?.clone();
    from_byte(g, chance, passage, range.end - half.len())
}

/// Numbers of the texts: the passage, and where the number stands.
fn numbers(g: &Ground) -> Vec<(usize, std::ops::Range<usize>)> {
    let mut all = Vec::new();
    for (n, p) in g.passages.iter().enumerate() {
        all.extend(
            (0..p.words.len())
                .map(|w| p.core(w))
                .filter(|r| p.text[r.clone()].contains(char::is_numeric))
                .map(|r| (n, r)),
        );
    }
    all
}

fn number_begins(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (passage, r) = chance.one(&numbers(g))?.clone();
    let (at, len) = *chance.one(&separators(&g.passages[passage].text[r.clone()]))?;
    from_byte(g, chance, passage, r.start + at + len)
}

fn number_ends(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (passage, r) = chance.one(&numbers(g))?.clone();
    let (at, _) = *chance.one(&separators(&g.passages[passage].text[r.clone()]))?;
    to_byte(g, chance, passage, r.start + at)
}

fn minus_cut(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (passage, range) = chance.one(&g.places("−3"))?.clone();
    from_byte(g, chance, passage, range.start + '−'.len_utf8())
}

fn front_cut(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let [from, to] = chance.one(&g.lang.cut_front)?.clone();
    let (passage, range) = chance.one(&g.places(&from))?.clone();
    let (s, quote) = from_byte(g, chance, passage, range.start)?;
    Some((s, quote.replacen(&from, &to, 1)))
}

fn emptied(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let [from, to] = chance.one(&g.lang.cut_front)?.clone();
    let (_, rest) = to.split_once(']')?;
    let letter = to.split_once('[')?.1.split_once(']')?.0.to_lowercase();
    in_place(g, chance, &from, &format!("[]{letter}{rest}"))
}

fn end_turned(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let [from, to] = chance.one(&g.lang.turned_end)?.clone();
    let (passage, range) = chance.one(&g.places(&from))?.clone();
    let (s, quote) = to_byte(g, chance, passage, range.end)?;
    Some((s, format!("{}{to}", quote.strip_suffix(from.as_str())?)))
}

fn digits(g: &Ground, chance: &mut Chance, first: bool) -> Option<(Stretch, String)> {
    let (passage, r) = chance.one(&numbers(g))?.clone();
    let p = &g.passages[passage];
    let text = &p.text[r.clone()];
    let from = text.find(|c| zero(c).is_some())?;
    let run: String = text[from..].chars().take_while(|c| zero(*c).is_some()).collect();
    let count = run.chars().count();
    let last = run.chars().next_back()?;
    let other = char::from_u32(zero(last)? + chance.between(1, 9) as u32)?;
    let changed = match (first, count) {
        (true, 3..) => format!("[{other}]{last}"),
        (false, 4..) => {
            let chars: Vec<char> = run.chars().collect();
            let same = chars[1] == other;
            format!("{}[{}]{}", chars[0], if same { chars[0] } else { other }, chars[2..].iter().collect::<String>())
        }
        _ => return None,
    };
    if changed.replace(['[', ']'], "") == run {
        return None;
    }
    let s = g.around(chance, passage, &r)?;
    let start = p.range(s.from, s.to).start;
    let at = r.start + from - start;
    let quote = g.text(s);
    Some((s, format!("{}{changed}{}", &quote[..at], &quote[at + run.len()..])))
}

/// Two stretches of a passage with so many words between them, and what stands between.
fn two_parts(g: &Ground, chance: &mut Chance, passage: usize, a: usize, b: usize) -> Option<Stretch> {
    let p = &g.passages[passage];
    (0..20).find_map(|_| {
        let from = a.saturating_sub(chance.between(3, 7));
        let to = (b + chance.between(3, 7)).min(p.words.len());
        let good = |from: usize, to: usize| {
            let s = Stretch { passage, from, to };
            from < to && words(g.text(s)) >= 4 && g.is_plain(s)
        };
        (good(from, a) && good(b, to)).then_some(Stretch { passage, from, to })
    })
}

fn no_more(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let passage = chance.below(g.passages.len());
    let a = chance.below(g.passages[passage].words.len());
    let b = a + chance.between(1, 3);
    let s = two_parts(g, chance, passage, a, b)?;
    let [no, more] = &g.lang.more;
    let gap = g.lang.gap();
    Some((s, joined(g, s, a, b, &format!("[{no}]{gap}[…]{gap}[{more}]"), false)))
}

fn put_in(g: &Ground, chance: &mut Chance, word: &str) -> Option<(Stretch, String)> {
    let s = g.any(chance, 5, 11)?;
    let n = chance.between(1, (s.to - s.from).checked_sub(2)?);
    let held = &g.text(s)[parts(g, s)[n].clone()];
    Some((s, with_word(g, s, n, &format!("[{word}]{}{held}", g.lang.gap()))))
}

fn not_put_in(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    put_in(g, chance, &g.lang.negation)
}

fn denying(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let word = chance.one(&g.lang.denying)?.clone();
    put_in(g, chance, &word)
}

fn outer(g: &Ground, chance: &mut Chance, before: bool) -> Option<(Stretch, String)> {
    let s = g.any(chance, 5, 11)?;
    let (text, gap) = (g.text(s), g.lang.gap());
    Some((
        s,
        match before {
            true => format!("[{}]{gap}{text}", chance.one(&g.lang.denial_before)?),
            false => format!("{text}{gap}[{}]", chance.one(&g.lang.denial_after)?),
        },
    ))
}

/// The words of the texts that are as wanted: passage and number.
fn all_words(g: &Ground, fits: impl Fn(&str) -> bool) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (n, p) in g.passages.iter().enumerate() {
        all.extend((0..p.words.len()).filter(|w| fits(p.word(*w))).map(|w| (n, w)));
    }
    all
}

fn over(g: &Ground, chance: &mut Chance, all: &[(usize, usize)], sign: &str) -> Option<(Stretch, String)> {
    let (passage, w) = *chance.one(all)?;
    let a = w.checked_sub(chance.below(3))?;
    let b = w + 1 + chance.below(3);
    let s = two_parts(g, chance, passage, a, b)?;
    // What is hidden is not said again right beside the omission.
    let says = |w: usize| g.lang.denies(g.passages[passage].word(w)) || g.lang.narrows(g.passages[passage].word(w));
    (!says(a - 1) && !says(b)).then(|| (s, joined(g, s, a, b, sign, false)))
}

fn over_negation(g: &Ground, chance: &mut Chance, sign: &str) -> Option<(Stretch, String)> {
    over(g, chance, &all_words(g, |w| g.lang.denies(w)), sign)
}

fn over_condition(g: &Ground, chance: &mut Chance, sign: &str) -> Option<(Stretch, String)> {
    over(g, chance, &all_words(g, |w| g.lang.narrows(w)), sign)
}

fn for_negation(g: &Ground, chance: &mut Chance, put: &str) -> Option<(Stretch, String)> {
    let (passage, w) = *chance.one(&all_words(g, |w| g.lang.denies(w)))?;
    let s = g.around(chance, passage, &g.passages[passage].core(w))?;
    (s.from < w && w + 1 < s.to).then(|| (s, with_word(g, s, w - s.from, put)))
}

fn adverb_for_negation(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let adverb = chance.one(&g.lang.adverbs)?.clone();
    for_negation(g, chance, &format!("[{adverb}]"))
}

/// A listed change with the words that differ in brackets.
fn bracketed(g: &Ground, chance: &mut Chance, key: &str) -> Option<(Stretch, String)> {
    let (s, changed) = listed(g, chance, key)?;
    let text = g.text(s);
    let words: Vec<usize> = parts(g, s).iter().map(|r| r.start).collect();
    let mut start = text.char_indices().zip(changed.chars()).find(|((_, a), b)| a != b).map(|((n, _), _)| n)?;
    start = if g.lang.spaced { words.iter().copied().filter(|w| *w <= start).max()? } else { start };
    let tail = text[start..].chars().rev().zip(changed[start..].chars().rev()).take_while(|(a, b)| a == b);
    let tail: usize = tail.map(|(c, _)| c.len_utf8()).sum();
    let ends: Vec<usize> = parts(g, s).iter().map(|r| text.len() - r.end).collect();
    let tail = if g.lang.spaced { ends.iter().copied().filter(|e| *e <= tail).max()? } else { tail };
    let inside = changed.get(start..changed.len() - tail)?.trim();
    let rest = changed[changed.len() - tail..].trim_start();
    let gap = if tail > 0 && g.lang.spaced && rest.starts_with(char::is_alphanumeric) { " " } else { "" };
    (!inside.is_empty()).then(|| (s, format!("{}[{inside}]{gap}{rest}", &changed[..start])))
}

fn replaced(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.clean(chance, 5, 11)?;
    let n = chance.between(1, (s.to - s.from).checked_sub(2)?);
    (!g.is_weighty(s.passage, s.from + n)).then_some(())?;
    Some((s, with_word(g, s, n, &format!("[{}]", chance.one(&g.lang.others)?))))
}

fn number_replaced(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (passage, r) = chance.one(&numbers(g))?.clone();
    let p = &g.passages[passage];
    let s = g.around(chance, passage, &r)?;
    let w = p.covering(&r).start - s.from;
    let text = &p.text[r.clone()];
    let from = text.find(|c| zero(c).is_some())?;
    let to = text.char_indices().rfind(|(_, c)| zero(*c).is_some()).map(|(n, c)| n + c.len_utf8())?;
    let number = format!("[{}]", chance.between(12, 97));
    Some((s, with_word(g, s, w, &format!("{}{number}{}", &text[..from], &text[to..]))))
        .filter(|_| from == 0 && (to == text.len() || !g.lang.spaced))
}

fn question(g: &Ground, chance: &mut Chance, stop: bool) -> Option<(Stretch, String)> {
    let (s, text) = chance.one(&questions(g))?.clone();
    Some((s, format!("{text}{}", if stop { &*g.lang.stop } else { "" })))
}

/// The words behind one, to the end of their sentence at most.
fn behind(g: &Ground, chance: &mut Chance, passage: usize, w: usize) -> Option<Stretch> {
    let p: &Passage = &g.passages[passage];
    let end = p.sentence_of(w).end;
    let to = (w + 1 + chance.between(4, 9)).min(end);
    let s = Stretch { passage, from: w + 1, to };
    (w + 1 < to && words(g.text(s)) >= 4 && g.is_plain(s) && !p.asks(w)).then_some(s)
}

/// The words behind some of these.
fn behind_one(g: &Ground, chance: &mut Chance, words: &[String]) -> Option<Stretch> {
    let word = chance.one(words)?.clone();
    let (passage, range) = chance.one(&g.places(&word))?.clone();
    let p = &g.passages[passage];
    let held = p.covering(&range);
    (p.core(held.end - 1).end == range.end).then(|| behind(g, chance, passage, held.end - 1))?
}

fn behind_negation(g: &Ground, chance: &mut Chance, lettered: bool) -> Option<(Stretch, String)> {
    let s = behind_one(g, chance, &g.lang.begins_behind)?;
    let text = g.text(s);
    if !lettered {
        return Some((s, text.to_owned()));
    }
    let first = text.chars().next().filter(|c| c.is_lowercase())?;
    Some((s, format!("[{}]{}", capital(&first.to_string()), &text[first.len_utf8()..])))
}

fn block_behind(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let (s, quote) = behind_negation(g, chance, false)?;
    let begins = quote.starts_with(char::is_alphabetic);
    begins.then(|| Made::part(format!("> {quote}\n> — [{}]", g.cite(s.passage)))).flatten()
}

fn ends_before_negation(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let wanted = chance.one(&g.lang.ends_before)?.clone();
    let (passage, range) = chance.one(&g.places(&wanted))?.clone();
    to_byte(g, chance, passage, g.passages[passage].text[..range.start].trim_end().len())
}

fn before_condition(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let all = all_words(g, |w| g.lang.conditions.contains(&w.to_lowercase()));
    let (passage, w) = *chance.one(&all)?;
    let p = &g.passages[passage];
    let last = w.checked_sub(1)?;
    let (s, quote) = to_byte(g, chance, passage, p.core(last).end)?;
    // Of "not only … but" nothing is lost, and "except if" is cut off as a whole.
    let same = p.sentence_of(last) == p.sentence_of(w) && !p.asks(w);
    let whole = !g.lang.narrows(p.word(last)) && !(s.from..s.to).any(|w| g.lang.denies(p.word(w)));
    (same && whole).then(|| (s, format!("{quote}{}", g.lang.stop)))
}

fn behind_condition(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = behind_one(g, chance, &g.lang.conditions_before)?;
    Some((s, g.text(s).to_owned()))
}

/// A word in the middle between two signs.
fn around_word(g: &Ground, chance: &mut Chance, open: &str, close: &str) -> Option<(Stretch, String)> {
    let s = g.any(chance, 6, 11)?;
    let n = chance.between(1, (s.to - s.from).checked_sub(2)?);
    let word = &g.text(s)[parts(g, s)[n].clone()];
    Some((s, with_word(g, s, n, &format!("{open}{word}{close}"))))
}

fn stroked(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.any(chance, 6, 11)?;
    let n = chance.between(1, (s.to - s.from).checked_sub(2)?);
    let word: String = g.text(s)[parts(g, s)[n].clone()].chars().flat_map(|c| [c, '\u{336}']).collect();
    Some((s, with_word(g, s, n, &word)))
}

fn turned_digits(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (passage, r) = chance.one(&numbers(g))?.clone();
    let p = &g.passages[passage];
    let s = g.around(chance, passage, &r)?;
    let start = p.range(s.from, s.to).start;
    let (text, r) = (g.text(s), r.start - start..r.end - start);
    Some((s, format!("{}\u{202e}{}\u{202c}{}", &text[..r.start], &text[r.clone()], &text[r.end..])))
}

fn brackets_in_a_row(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let passage = chance.below(g.passages.len());
    let a = chance.below(g.passages[passage].words.len());
    let b = a + chance.between(9, 11);
    let s = two_parts(g, chance, passage, a, b)?;
    let words: Vec<String> = (0..2).filter_map(|_| chance.one(&g.lang.others)).map(|w| format!("[{w}]")).collect();
    Some((s, joined(g, s, a, b, &words.join(g.lang.gap()), false)))
}

fn one_bracket(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let passage = chance.below(g.passages.len());
    let a = chance.below(g.passages[passage].words.len());
    let b = a + chance.between(8, 10);
    let s = two_parts(g, chance, passage, a, b)?;
    let word = chance.one(&g.lang.others)?;
    Some((s, joined(g, s, a, b, &format!("[{word}]"), false)))
}

fn sic_misused(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.any(chance, 6, 11)?;
    let n = chance.between(1, (s.to - s.from).checked_sub(3)?);
    let word = &g.text(s)[parts(g, s)[n].clone()];
    Some((s, with_word(g, s, n, &format!("{word}{}[sic]", g.lang.gap())))).filter(|_| *word != *g.lang.sic)
}

fn sic_of_change(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, changed) = other_word(g, chance)?;
    let other = g.lang.others.iter().find(|o| changed.contains(o.as_str()))?;
    Some((s, changed.replacen(&**other, &format!("{other}{}[sic]", g.lang.gap()), 1)))
}

fn parts_turned(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let passage = chance.below(g.passages.len());
    let a = chance.below(g.passages[passage].words.len());
    let b = a + chance.between(1, 4);
    let s = two_parts(g, chance, passage, a, b)?;
    let gap = g.lang.gap();
    let (first, second) = (g.text(Stretch { to: a, ..s }), g.text(Stretch { from: b, ..s }));
    Some((s, format!("{second}{gap}[…]{gap}{first}")))
}

fn stitched_word(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.any(chance, 12, 18)?;
    let (text, parts) = (g.text(s), parts(g, s));
    let n = parts.len() / 2;
    let inside = |n: usize| {
        let word = &text[parts[n].clone()];
        let cut = word.char_indices().nth(2).filter(|_| word.chars().count() >= 5)?.0;
        word.chars().all(char::is_alphabetic).then_some(parts[n].start + cut)
    };
    let (a, b) = (inside(n)?, inside(n + 2.min(parts.len() - n - 1))?);
    (a < b && g.lang.spaced).then(|| (s, format!("{}[…]{}", &text[..a], &text[b..])))
}

fn scraps(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let passage = chance.below(g.passages.len());
    let count = g.passages[passage].words.len();
    let mut at = chance.below(6);
    let mut quote = Vec::new();
    while quote.len() < 4 {
        let s = Stretch { passage, from: at, to: at + 1 };
        let plain = at < count && !g.text(s).contains(['“', '”', '«', '»', '「', '」', '„']);
        if !plain {
            return None;
        }
        quote.push(g.text(s).to_owned());
        at += chance.between(2, 5);
    }
    let gap = g.lang.gap();
    let s = Stretch { passage, from: 0, to: at.min(count) };
    Some((s, quote.join(&format!("{gap}[…]{gap}"))))
}

fn changed_beside_omission(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let passage = chance.below(g.passages.len());
    let a = chance.below(g.passages[passage].words.len());
    let b = a + chance.between(1, 4);
    let s = two_parts(g, chance, passage, a, b)?;
    let first = Stretch { to: a, ..s };
    let n = (a - s.from) / 2;
    let changed = with_word(g, first, n, chance.one(&g.lang.others)?);
    let gap = g.lang.gap();
    Some((s, format!("{changed}{gap}[…]{gap}{}", g.text(Stretch { from: b, ..s }))))
}

/// Two passages of a source, the first and the last words of a quotation: stretches of so many words.
fn apart(g: &Ground, chance: &mut Chance, by: usize) -> Option<(Stretch, Stretch)> {
    let passage = chance.below(g.passages.len().checked_sub(by)?);
    let stretch = |chance: &mut Chance, passage: usize| {
        let count = g.passages[passage].words.len();
        let from = chance.below(count);
        let s = Stretch { passage, from, to: (from + chance.between(4, 7)).min(count) };
        (words(g.text(s)) >= 4 && g.is_plain(s)).then_some(s)
    };
    let (a, b) = (stretch(chance, passage)?, stretch(chance, passage + by)?);
    (g.passages[a.passage].source == g.passages[b.passage].source).then_some((a, b))
}

fn across(g: &Ground, chance: &mut Chance) -> Option<Made> {
    (0..40).find_map(|_| {
        let (a, b) = apart(g, chance, 1)?;
        let (p, q) = (&g.passages[a.passage], &g.passages[b.passage]);
        let hidden =
            (a.to..p.words.len()).any(|w| g.lang.denies(p.word(w))) || (0..b.from).any(|w| g.lang.denies(q.word(w)));
        let gap = g.lang.gap();
        let quote = format!("{}{gap}[…]{gap}{}", g.text(a), g.text(b));
        let cite = format!("@{}, passages {}-{}", p.source, p.para, q.para);
        hidden.then(|| sentence(g, &quote, &cite)).flatten()
    })
}

fn far_apart(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let by = chance.between(1, 4);
    let (a, b) = apart(g, chance, by)?;
    let gap = g.lang.gap();
    sentence(g, &format!("{}{gap}[…]{gap}{}", g.text(a), g.text(b)), &g.cite(a.passage))
}
