//! False quotations that mark nothing: native marks, the citation right behind, something else than the source has.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::chance::Chance;
use crate::ground::{Ground, Stretch};
use crate::kinds::{Expect, Kind, Made, false_quoting, quoting, sentence};

const GROUP: &str = "unmarked";

/// A change of some words: the words it is made on, and what it makes of them.
type Change = fn(&Ground, &mut Chance) -> Option<(Stretch, String)>;

/// What a text says otherwise, by the lists of its language.
const LISTED: &[(&str, &str)] = &[
    ("negation_dropped", "negation dropped"),
    ("negation_added", "negation put in"),
    ("modal", "modal verb"),
    ("tense", "tense"),
    ("plural", "singular and plural"),
    ("name", "name"),
    ("date", "date in words"),
    ("unit", "unit"),
    ("quantity", "quantity in words"),
    ("pronoun", "person"),
    ("degree", "more and less"),
    ("relation", "before and after"),
    ("condition", "condition"),
    ("affix", "un- dropped or put in"),
    ("word", "another word that fits"),
    ("spelling", "spelling"),
    ("variant", "script or form of letters"),
];

/// What can be done to any words.
const CHANGES: &[(&str, Change)] = &[
    ("one digit", digit),
    ("two digits swapped", digits_swapped),
    ("sign between digits dropped", separator_dropped),
    ("minus dropped", |g, c| listed_sign(g, c, "−3", "3")),
    ("prime for double prime", |g, c| listed_sign(g, c, "12″", "12′")),
    ("another word", other_word),
    ("word dropped", word_dropped),
    ("words dropped", words_dropped),
    ("word put in", word_added),
    ("word doubled", word_doubled),
    ("two words swapped", words_swapped),
    ("two words as one", words_merged),
    ("one word as two", word_split),
    ("letter dropped", letter_dropped),
    ("letter doubled", letter_doubled),
    ("two letters swapped", letters_swapped),
    ("capital in the middle", |g, c| cased(g, c, false, char::is_lowercase, capital)),
    ("capital at the beginning", |g, c| cased(g, c, true, char::is_lowercase, capital)),
    ("small letter for a capital", |g, c| cased(g, c, false, char::is_uppercase, small)),
    ("all capitals", |g, c| cased(g, c, false, char::is_lowercase, |w| w.to_uppercase())),
    ("homoglyph", homoglyph),
    ("diacritic dropped", diacritic),
    ("umlaut in two letters", umlaut),
    ("comma dropped", |g, c| comma(g, c, "")),
    ("comma made a stop", |g, c| comma(g, c, ".")),
    ("comma put in", comma_added),
    ("order of clauses", clauses),
    ("hyphen dropped", |g, c| hyphen(g, c, "")),
    ("space for a hyphen", |g, c| hyphen(g, c, " ")),
    ("two sentences as one", sentences),
    ("two passages as one", passages),
    ("ellipsis of the source dropped", |g, c| listed_sign(g, c, if g.lang.spaced { "…" } else { "……" }, "")),
];

/// Every kind of this group.
pub fn kinds() -> Vec<Kind> {
    let mut all = Vec::new();
    for (key, name) in LISTED {
        all.push(Kind::new(GROUP, *name, Expect::Error, |g, c| made(g, listed(g, c, key)?)));
    }
    for (name, change) in CHANGES {
        all.push(Kind::new(GROUP, *name, Expect::Error, |g, c| made(g, change(g, c)?)));
    }
    // Their letters stand in the source in a row, but are no words there.
    for (name, change) in [("last word cut short", last_cut as Change), ("first word cut short", first_cut)] {
        all.push(Kind::new(GROUP, name, Expect::Error, move |g, c| {
            let (s, quote) = change(g, c)?;
            quoting(g, s, &quote)
        }));
    }
    all.push(Kind::new(GROUP, "wrong passage", Expect::Error, wrong_passage));
    all.push(Kind::new(GROUP, "wrong source", Expect::Error, wrong_source));
    all.push(Kind::new(GROUP, "words of nobody", Expect::Error, invented));
    all
}

fn made(g: &Ground, (s, quote): (Stretch, String)) -> Option<Made> {
    false_quoting(g, s, &quote)
}

/// The words of a stretch, and where each begins and ends in its text.
pub fn parts(g: &Ground, s: Stretch) -> Vec<Range<usize>> {
    let p = &g.passages[s.passage];
    let start = p.range(s.from, s.to).start;
    (s.from..s.to).map(|w| p.core(w)).map(|r| r.start - start..r.end - start).collect()
}

/// The text of a stretch with one of its words changed, by its number in the stretch.
pub fn with_word(g: &Ground, s: Stretch, n: usize, word: &str) -> String {
    let text = g.text(s);
    let range = parts(g, s)[n].clone();
    format!("{}{word}{}", &text[..range.start], &text[range.end..])
}

/// Some words of a text around one that fits, and the number of that one; never the first or last but where wanted.
fn some_word(
    g: &Ground,
    chance: &mut Chance,
    first: bool,
    fits: impl Fn(&str) -> bool,
) -> Option<(Stretch, usize, String)> {
    (0..60).find_map(|_| {
        let s = g.any(chance, 5, 11)?;
        let last = s.to - s.from - 1;
        let n = if first { 0 } else { chance.between(1, last.checked_sub(1)?) };
        let word = g.passages[s.passage].word(s.from + n).to_owned();
        (n < last && fits(&word)).then_some((s, n, word))
    })
}

fn is_word(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
}

/// A change that the lists of the language have.
pub fn listed(g: &Ground, chance: &mut Chance, key: &str) -> Option<(Stretch, String)> {
    let [from, to] = chance.one(g.lang.changes.get(key)?)?.clone();
    in_place(g, chance, &from, &to)
}

/// Words of the texts, some more around them, and these with others in their place.
pub fn in_place(g: &Ground, chance: &mut Chance, from: &str, to: &str) -> Option<(Stretch, String)> {
    let (passage, range) = chance.one(&g.places(from))?.clone();
    let s = g.around(chance, passage, &range)?;
    let start = g.passages[passage].range(s.from, s.to).start;
    let text = g.text(s);
    Some((s, format!("{}{to}{}", &text[..range.start - start], &text[range.end - start..])))
}

fn listed_sign(g: &Ground, chance: &mut Chance, from: &str, to: &str) -> Option<(Stretch, String)> {
    let mut places = Vec::new();
    for (n, p) in g.passages.iter().enumerate() {
        places.extend(p.text.match_indices(from).map(|(at, _)| (n, at..at + from.len())));
    }
    let (passage, range) = chance.one(&places)?.clone();
    let s = g.around(chance, passage, &range)?;
    let at = range.start - g.passages[passage].range(s.from, s.to).start;
    let text = g.text(s);
    Some((s, format!("{}{to}{}", &text[..at], &text[at + from.len()..])))
}

fn number(g: &Ground, chance: &mut Chance, fits: impl Fn(&str) -> bool) -> Option<(Stretch, usize, String)> {
    let mut all = Vec::new();
    for (passage, p) in g.passages.iter().enumerate() {
        for w in 0..p.words.len() {
            if p.word(w).contains(char::is_numeric) && fits(p.word(w)) {
                all.push((passage, w));
            }
        }
    }
    let (passage, w) = *chance.one(&all)?;
    let core = g.passages[passage].core(w);
    let s = g.around(chance, passage, &core)?;
    Some((s, w - s.from, g.passages[passage].word(w).to_owned()))
}

fn digit(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, word) = number(g, chance, |_| true)?;
    let places: Vec<(usize, char)> =
        word.char_indices().filter(|(_, c)| c.is_numeric() && zero(*c).is_some()).collect();
    let (at, c) = *chance.one(&places)?;
    let zero = zero(c)?;
    let other = char::from_u32(zero + (c as u32 - zero + chance.between(1, 8) as u32) % 10)?;
    (other as u32 != zero).then(|| {
        let word = format!("{}{other}{}", &word[..at], &word[at + c.len_utf8()..]);
        (s, with_word(g, s, n, &word))
    })
}

/// The nought of the digits to which a letter belongs.
pub fn zero(c: char) -> Option<u32> {
    [0x30, 0x660, 0x6F0, 0xFF10].into_iter().find(|z| (*z..z + 10).contains(&(c as u32)))
}

fn digits_swapped(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, word) = number(g, chance, |_| true)?;
    let chars: Vec<char> = word.chars().collect();
    let pairs: Vec<usize> = (1..chars.len())
        .filter(|&n| chars[n - 1..=n].iter().all(|c| zero(*c).is_some()) && chars[n] != chars[n - 1])
        .collect();
    let mut chars = chars.clone();
    let at = *chance.one(&pairs)?;
    chars.swap(at, at - 1);
    Some((s, with_word(g, s, n, &chars.iter().collect::<String>())))
}

/// Where a sign stands between two digits of a word, and how long it is.
pub fn separators(word: &str) -> Vec<(usize, usize)> {
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    (1..chars.len().saturating_sub(1))
        .filter(|&n| zero(chars[n - 1].1).is_some() && zero(chars[n + 1].1).is_some())
        .filter(|&n| !chars[n].1.is_alphanumeric())
        .map(|n| (chars[n].0, chars[n].1.len_utf8()))
        .collect()
}

fn separator_dropped(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    // Only that of decimals, with fewer than three digits behind it: that of thousands is a matter of taste.
    let decimal = |word: &str| {
        let (at, len) = *separators(word).first()?;
        (word[at + len..].chars().take_while(|c| zero(*c).is_some()).count() < 3).then_some((at, len))
    };
    let (s, n, word) = number(g, chance, |w| decimal(w).is_some())?;
    let (at, len) = decimal(&word)?;
    Some((s, with_word(g, s, n, &format!("{}{}", &word[..at], &word[at + len..]))))
}

/// One word in the middle changed to one that stands nowhere in the texts.
pub fn other_word(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, _) = some_word(g, chance, false, is_word)?;
    let other = chance.one(&g.lang.others)?;
    Some((s, with_word(g, s, n, other)))
}

fn word_dropped(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, _) = some_word(g, chance, false, |_| true)?;
    Some((s, without(g, s, n, n + 1)))
}

fn words_dropped(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.any(chance, 9, 16)?;
    let len = s.to - s.from;
    let from = chance.between(3, len.checked_sub(5)?);
    let to = (from + chance.between(2, 4)).min(len - 2);
    (from < to).then(|| (s, without(g, s, from, to)))
}

/// A stretch without its words from one to before another.
fn without(g: &Ground, s: Stretch, from: usize, to: usize) -> String {
    let (text, parts) = (g.text(s), parts(g, s));
    format!("{}{}", &text[..parts[from].start], &text[parts[to].start..])
}

fn word_added(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, word) = some_word(g, chance, false, |_| true)?;
    let adverb = chance.one(&g.lang.adverbs)?;
    Some((s, with_word(g, s, n, &format!("{adverb}{}{word}", g.lang.gap()))))
}

fn word_doubled(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, word) = some_word(g, chance, false, is_word)?;
    Some((s, with_word(g, s, n, &format!("{word}{}{word}", g.lang.gap()))))
}

fn words_swapped(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, word) = some_word(g, chance, false, is_word)?;
    let next = g.passages[s.passage].word(s.from + n + 1).to_owned();
    let (text, parts) = (g.text(s), parts(g, s));
    let between = &text[parts[n].end..parts[n + 1].start];
    let changed = format!("{}{next}{between}{word}{}", &text[..parts[n].start], &text[parts[n + 1].end..]);
    (word != next && is_word(&next)).then_some((s, changed))
}

fn words_merged(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, _) = some_word(g, chance, false, is_word)?;
    let (text, parts) = (g.text(s), parts(g, s));
    let gap = parts[n].end..parts[n + 1].start;
    (&text[gap.clone()] == " ").then(|| (s, format!("{}{}", &text[..gap.start], &text[gap.end..])))
}

fn word_split(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, word) = some_word(g, chance, false, |w| is_word(w) && w.chars().count() >= 6)?;
    let at = word.char_indices().nth(3)?.0;
    g.lang.spaced.then(|| (s, with_word(g, s, n, &format!("{} {}", &word[..at], &word[at..]))))
}

fn some_letter(g: &Ground, chance: &mut Chance) -> Option<(Stretch, usize, Vec<char>, usize)> {
    let least = if g.lang.spaced { 4 } else { 2 };
    let (s, n, word) = some_word(g, chance, false, |w| is_word(w) && w.chars().count() >= least)?;
    let chars: Vec<char> = word.chars().collect();
    let at = chance.between(usize::from(g.lang.spaced), chars.len() - 2);
    Some((s, n, chars, at))
}

fn letter_dropped(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, mut chars, at) = some_letter(g, chance)?;
    chars.remove(at);
    Some((s, with_word(g, s, n, &chars.iter().collect::<String>())))
}

fn letter_doubled(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, mut chars, at) = some_letter(g, chance)?;
    chars.insert(at, chars[at]);
    Some((s, with_word(g, s, n, &chars.iter().collect::<String>())))
}

fn letters_swapped(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, mut chars, at) = some_letter(g, chance)?;
    chars.swap(at, at + 1);
    (chars[at] != chars[at + 1]).then(|| (s, with_word(g, s, n, &chars.iter().collect::<String>())))
}

/// The same word with a capital.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// The same word with a small letter.
pub fn small(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}

fn cased(
    g: &Ground,
    chance: &mut Chance,
    first: bool,
    begins: fn(char) -> bool,
    change: fn(&str) -> String,
) -> Option<(Stretch, String)> {
    let (s, n, word) = some_word(g, chance, first, |w| w.starts_with(begins) && is_word(w))?;
    let changed = change(&word);
    (changed != word).then(|| (s, with_word(g, s, n, &changed)))
}

/// Letters that look alike: of Latin and Cyrillic, Arabic and Persian, Han letters, Kana and Hangul.
const ALIKE: &[(char, char)] = &[
    ('a', 'а'),
    ('e', 'е'),
    ('o', 'о'),
    ('p', 'р'),
    ('c', 'с'),
    ('y', 'у'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('с', 'c'),
    ('р', 'p'),
    ('ك', 'ک'),
    ('ي', 'ی'),
    ('ه', 'ہ'),
    ('己', '已'),
    ('已', '己'),
    ('未', '末'),
    ('末', '未'),
    ('土', '士'),
    ('日', '曰'),
    ('人', '入'),
    ('入', '人'),
    ('大', '太'),
    ('水', '氷'),
    ('カ', '力'),
    ('ニ', '二'),
    ('ロ', '口'),
    ('エ', '工'),
    ('ー', '一'),
    ('へ', 'ヘ'),
    ('二', 'ニ'),
    ('口', 'ロ'),
    ('력', '럭'),
    ('에', '애'),
    ('대', '데'),
    ('재', '제'),
    ('게', '개'),
    ('의', '이'),
    ('東', '束'),
    ('千', '干'),
];

fn homoglyph(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, word) = some_word(g, chance, false, |w| w.contains(|c| ALIKE.iter().any(|(a, _)| *a == c)))?;
    let (from, to) = *ALIKE.iter().find(|(a, _)| word.contains(*a))?;
    Some((s, with_word(g, s, n, &word.replacen(from, &to.to_string(), 1))))
}

fn bare(c: char) -> Option<char> {
    let mut parts = std::iter::once(c).nfd();
    let first = parts.next()?;
    parts.next().is_some_and(|c| canonical_combining_class(c) != 0).then_some(first)
}

fn diacritic(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, word) = some_word(g, chance, false, |w| w.chars().any(|c| bare(c).is_some()))?;
    let (at, c) = word.char_indices().find(|(_, c)| bare(*c).is_some())?;
    let word = format!("{}{}{}", &word[..at], bare(c)?, &word[at + c.len_utf8()..]);
    Some((s, with_word(g, s, n, &word)))
}

fn umlaut(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    const LONG: &[(&str, &str)] = &[("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("œ", "oe"), ("Ü", "Ue")];
    let (s, n, word) = some_word(g, chance, false, |w| LONG.iter().any(|(a, _)| w.contains(a)))?;
    let (from, to) = LONG.iter().find(|(a, _)| word.contains(a))?;
    Some((s, with_word(g, s, n, &word.replacen(from, to, 1))))
}

fn comma(g: &Ground, chance: &mut Chance, to: &str) -> Option<(Stretch, String)> {
    let to = if to == "." { &g.lang.stop } else { to };
    listed_sign(g, chance, &g.lang.comma, to)
}

fn comma_added(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let (s, n, word) = some_word(g, chance, false, is_word)?;
    let (text, parts) = (g.text(s), parts(g, s));
    let between = &text[parts[n].end..parts[n + 1].start];
    (between == g.lang.gap()).then(|| (s, with_word(g, s, n, &format!("{word}{}", g.lang.comma))))
}

fn clauses(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.any(chance, 6, 14)?;
    let comma = format!("{}{}", g.lang.comma, g.lang.gap());
    let (first, second) = g.text(s).split_once(comma.as_str())?;
    let long = |t: &str| briefbook::text::words(t) >= 2;
    (long(first) && long(second)).then(|| (s, format!("{second}{comma}{first}")))
}

fn hyphen(g: &Ground, chance: &mut Chance, to: &str) -> Option<(Stretch, String)> {
    let halves = chance.one(&g.lang.halves)?.clone();
    in_place(g, chance, &halves[0], &halves[0].replace('-', to))
}

fn last_cut(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.any(chance, 6, 11)?;
    let word = g.passages[s.passage].word(s.to - 1);
    let cut = word.char_indices().nth_back(1).filter(|_| word.chars().count() >= 5 && is_word(word))?.0;
    let text = g.text(s);
    Some((s, text[..text.len() - (word.len() - cut)].to_owned())).filter(|_| g.lang.spaced)
}

fn first_cut(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let s = g.any(chance, 6, 11)?;
    let word = g.passages[s.passage].word(s.from);
    let cut = word.char_indices().nth(2).filter(|_| word.chars().count() >= 5 && is_word(word))?.0;
    Some((s, g.text(s)[cut..].to_owned())).filter(|_| g.lang.spaced)
}

fn sentences(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    // The end of one sentence, then that of the next, as if nothing were left out.
    let s = g.any(chance, 14, 20)?;
    let p = &g.passages[s.passage];
    let next = p.sentence_of(s.from).end;
    let from = next.checked_sub(s.from).filter(|n| *n >= 3 && next + 3 < s.to)?;
    let parts = parts(g, s);
    let text = g.text(s);
    let (left, right) = (&text[..parts[from - 1].end], &text[parts[from + 2].start..]);
    Some((s, format!("{left}{}{right}", g.lang.gap())))
}

fn passages(g: &Ground, chance: &mut Chance) -> Option<(Stretch, String)> {
    let passage = chance.below(g.passages.len().checked_sub(2)?);
    let (a, b) = (&g.passages[passage], &g.passages[passage + 2]);
    if a.source != b.source {
        return None;
    }
    let first = Stretch { passage, from: a.words.len().checked_sub(4)?, to: a.words.len() };
    let second = Stretch { passage: passage + 2, from: 0, to: 5.min(b.words.len()) };
    let quote = format!("{}{}{}{}", g.text(first), g.lang.stop, g.lang.gap(), g.text(second));
    (g.is_plain(first) && g.is_plain(second)).then_some((first, quote))
}

fn wrong_passage(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let s = g.any(chance, 5, 10)?;
    let other = chance.below(g.passages.len());
    (other != s.passage && g.passages[other].source == g.passages[s.passage].source)
        .then(|| sentence(g, g.text(s), &g.cite(other)))
        .flatten()
}

fn wrong_source(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let s = g.any(chance, 5, 10)?;
    let other = chance.below(g.passages.len());
    (g.passages[other].source != g.passages[s.passage].source).then(|| sentence(g, g.text(s), &g.cite(other))).flatten()
}

fn invented(g: &Ground, chance: &mut Chance) -> Option<Made> {
    let words: Vec<&String> = (0..6).filter_map(|_| chance.one(&g.lang.others)).collect();
    let quote = words.iter().map(|w| w.as_str()).collect::<Vec<_>>().join(g.lang.gap());
    let passage = chance.below(g.passages.len());
    quoting(g, Stretch { passage, from: 0, to: 1 }, &quote)
}
