//! Text as quotations are compared, and its words.
//!
//! Two texts that differ only in what is listed here count as the same words:
//!
//! - white space: how much there is and of what kind, none beside the letters of scripts written without
//!   spaces, page joins;
//! - characters that show nothing: soft hyphens, zero-width spaces, joiners and non-joiners, variation selectors,
//!   marks of direction;
//! - the forms of quotation marks and apostrophes, `“ ” ‘ ’ « » 「 」 "`; primes are none;
//! - the forms of dashes, and spaces around them; the forms of an ellipsis;
//! - letters composed or decomposed (Unicode Normalization Form C, UAX #15, over whole texts);
//! - compatibility forms that a reader cannot tell from the letters they stand for: ligatures (`ﬁ`), letters,
//!   digits and punctuation of full or half width (`Ａ`, `２`, `，`, `ｶ`), forms for vertical setting, Arabic
//!   presentation forms, Kangxi radicals, the micro sign. What looks otherwise stays otherwise: `²` is not `2`;
//! - a source's marks of emphasis.
//!
//! Letters, their case, digits and all other signs are compared as they are. Simplified and traditional Chinese
//! letters are different letters.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{IsNormalized, is_nfc_quick};

use crate::script;
use crate::text::Span;

/// A text as it is compared, and where each of its bytes comes from.
#[derive(Debug, Clone, Default)]
pub struct Normal {
    /// The text as it is compared.
    pub text: String,
    /// For each byte of it, where in the original text its letter begins; empty when it was not asked for.
    origins: Vec<u32>,
    /// Where the original text ends.
    end: u32,
    /// Hyphens that hold a word together and signs before a number, in order.
    hyphens: Vec<Hyphen>,
}

/// A `-` of a normalised text that belongs to what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hyphen {
    at: u32,
    /// Whether it belongs to what stands before it too: `non-binding`, but not the minus of `−3`.
    joins: bool,
}

impl Normal {
    /// The text as it is compared, without its origins.
    pub fn of(text: &str, emphasis: &[Span]) -> Self {
        Builder::run(text, emphasis, false)
    }

    /// The text as it is compared, with its origins.
    pub fn mapped(text: &str, emphasis: &[Span]) -> Self {
        Builder::run(text, emphasis, true)
    }

    /// The origins alone, for one who has the text already.
    pub fn without_text(self) -> Self {
        Self { text: String::new(), ..self }
    }

    /// Several texts as one, each with its place in it, as if they stood in one paragraph.
    pub fn joined<'a>(texts: impl Iterator<Item = &'a Self>) -> (Self, Vec<Range<usize>>) {
        let mut all = Self::default();
        let mut places = Vec::new();
        for next in texts {
            let wide = all.text.chars().next_back().is_some_and(is_wide) || next.text.starts_with(is_wide);
            if !(all.text.is_empty() || wide) {
                all.text.push(' ');
            }
            let start = all.text.len();
            all.text.push_str(&next.text);
            let moved = next.hyphens.iter().map(|h| Hyphen { at: h.at + start as u32, ..*h });
            all.hyphens.extend(moved);
            places.push(start..all.text.len());
        }
        (all, places)
    }

    /// The stretch of the original text that a stretch of this one comes from, without white space at its ends.
    pub fn original(&self, text: &str, range: &Range<usize>) -> Span {
        let at = |n: usize| self.origins.get(n).copied().unwrap_or(self.end) as usize;
        let start = at(range.start);
        let end = match range.end.checked_sub(1).filter(|last| *last >= range.start) {
            None => start,
            // Up to the end of the last letter, with the marks set upon it.
            Some(last) => {
                let mut letters = text.get(at(last)..).unwrap_or("").char_indices().skip(1);
                letters.find(|(_, c)| !composes(*c)).map_or(text.len(), |(n, _)| at(last) + n)
            }
        };
        let words = text.get(start..end.max(start)).unwrap_or("");
        Span::new(start, start + words.trim_end().len())
    }

    /// Whether a quotation may begin or end at this place: at the edge of a word, of a whole number, of a whole
    /// hyphenated word; between letters only in scripts that mark no edges.
    pub fn at_edge(&self, at: usize) -> bool {
        let text = &*self.text;
        let before = text[..at].chars().next_back();
        let (Some(before), Some(after)) = (before, text[at..].chars().next()) else { return true };
        !(self.is_hyphen(at, before, after) || in_number(text, at, before, after) || in_a_word(text, at, before, after))
    }

    /// Whether one of the two beside this place is a hyphen or sign that the other belongs to.
    fn is_hyphen(&self, at: usize, before: char, after: char) -> bool {
        let find = |at: usize| self.hyphens.binary_search_by_key(&(at as u32), |h| h.at).ok().map(|n| self.hyphens[n]);
        before == '-' && find(at - 1).is_some() || after == '-' && find(at).is_some_and(|h| h.joins)
    }
}

/// Whether a place lies within a number: beside a sign that digits enclose, between groups of three digits, before a
/// sign of percentage.
fn in_number(text: &str, at: usize, before: char, after: char) -> bool {
    let is_digit = |c: char| c.is_numeric() && !stands_alone(c);
    let signs = |c: char| matches!(c, '.' | ',' | ':' | '/' | '\'' | '٫' | '٬');
    if is_digit(before) && matches!(after, '%' | '‰' | '٪') {
        return true;
    }
    let sign = if is_digit(before) && (signs(after) || after == ' ') {
        at..at + after.len_utf8()
    } else if is_digit(after) && (signs(before) || before == ' ') {
        at - before.len_utf8()..at
    } else {
        return false;
    };
    let (head, tail) = (&text[..sign.start], &text[sign.end..]);
    let ahead = head.chars().rev().take_while(|c| is_digit(*c)).count();
    let behind = tail.chars().take_while(|c| is_digit(*c)).count();
    if ahead == 0 || behind == 0 {
        return false;
    }
    match &text[sign] {
        " " => ahead <= 3 && behind == 3,
        // The stop behind a year, with the number of a note.
        "." => !(ahead == 4 && behind <= 3),
        _ => true,
    }
}

/// Whether a place lies within a word.
fn in_a_word(text: &str, at: usize, before: char, after: char) -> bool {
    if !in_word(before) && before != '\'' || !in_word(after) && after != '\'' {
        return false;
    }
    if stands_alone(before) || stands_alone(after) {
        return false;
    }
    // An apostrophe belongs to a word only between its letters.
    match (before, after) {
        ('\'', _) => text[..at - 1].ends_with(|c: char| in_word(c) && !stands_alone(c)),
        (_, '\'') => text[at + 1..].starts_with(|c: char| in_word(c) && !stands_alone(c)),
        _ => true,
    }
}

/// Letters of scripts that set no spaces beside them, with their punctuation: Han, kana, and full-width forms.
pub fn is_wide(c: char) -> bool {
    script::is_close(c)
}

/// Letters that are words of their own here, because their scripts mark no edges of words.
fn stands_alone(c: char) -> bool {
    script::is_unspaced(c)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Nothing,
    Space,
    Quote,
    /// Whether it is a hyphen or minus sign, which may belong to a word or number.
    Dash(bool),
    Dot,
    Ellipsis,
    Other(char),
}

fn class(c: char) -> Class {
    match c {
        // Most of most texts, and none of what follows.
        c if c.is_ascii_alphanumeric() => Class::Other(c),
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0100}'..='\u{e01ef}' => Class::Nothing,
        c if c.is_whitespace() => Class::Space,
        '"' | '\'' | '`' | '´' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›' | '「'
        | '」' | '『' | '』' | '〝' | '〞' | '〟' | '❛' | '❜' | '❝' | '❞' | 'ʼ' | '״' | '׳' => {
            Class::Quote
        }
        '-' | '‐' | '‑' | '−' => Class::Dash(true),
        '‒'..='―' | '⸺' | '⸻' => Class::Dash(false),
        '.' => Class::Dot,
        '…' | '⋯' => Class::Ellipsis,
        c => Class::Other(c),
    }
}

/// Spaces that do not break.
const UNBROKEN: [char; 2] = ['\u{a0}', '\u{202f}'];

/// Whether a character composes with the one before it, or is set in an order with others of its kind.
fn composes(c: char) -> bool {
    !c.is_ascii()
        && (canonical_combining_class(c) != 0
            || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe
            || matches!(c, '\u{ff9e}' | '\u{ff9f}'))
}

/// Whether a character is a form of others that a reader cannot tell from them. The blocks are those of the Unicode
/// standard's compatibility forms whose difference is one of typesetting.
fn is_form(c: char) -> bool {
    matches!(c as u32, 0xB5 | 0x132 | 0x133 | 0x1C4..=0x1CC | 0x2E9F | 0x2EF3 | 0x2F00..=0x2FD5 | 0xFB00..=0xFB17
        | 0xFB50..=0xFDFB | 0xFE10..=0xFE18 | 0xFE30..=0xFE48 | 0xFE50..=0xFEFC | 0xFF01..=0xFFEE)
}

struct Builder {
    out: Normal,
    mapped: bool,
    /// Where white space began that may have to be written.
    space: Option<usize>,
    /// Whether the letter before is of a script without spaces.
    after_wide: bool,
    /// A hyphen that may turn out to belong to what follows it.
    hyphen: Option<Hyphen>,
}

impl Builder {
    fn run(text: &str, emphasis: &[Span], mapped: bool) -> Normal {
        let mut b = Self {
            out: Normal { text: String::with_capacity(text.len()), end: text.len() as u32, ..Normal::default() },
            mapped,
            space: None,
            after_wide: false,
            hyphen: None,
        };
        let markers = markers(text, emphasis);
        let mut markers = markers.iter().peekable();
        let mut chars = text.char_indices().peekable();
        let mut cluster = String::new();
        // Whether a straight mark that was read last opens.
        let mut straight = false;
        while let Some((at, c)) = chars.next() {
            while markers.next_if(|m| m.end <= at).is_some() {}
            if markers.peek().is_some_and(|m| m.contains(&at)) {
                continue;
            }
            let joined = chars.peek().is_some_and(|(_, next)| composes(*next));
            let is_plain = c.is_ascii() || is_nfc_quick(std::iter::once(c)) != IsNormalized::No && !is_form(c);
            if is_plain && !joined {
                // The space that French sets within its marks is none of the words'.
                let outside = |c: Option<char>| c.is_none_or(|c| !in_word(c));
                straight ^= c == '"';
                let next = chars.peek().map(|(_, c)| *c);
                if (matches!(c, '»' | '›' | '”') || c == '"' && !straight) && outside(next) {
                    b.space = None;
                }
                let behind_space = b.space.is_some() || b.out.text.is_empty();
                let opens = match c {
                    '«' | '‹' => behind_space || outside(b.out.text.chars().next_back()),
                    '“' => behind_space,
                    _ => c == '"' && straight && behind_space,
                };
                // One that does not break tells by itself which mark it belongs to.
                let is_mark = class(c) == Class::Quote;
                if is_mark && text[..at].ends_with(UNBROKEN) {
                    b.space = None;
                }
                b.push(c, at);
                let within = |c: char| opens && c.is_whitespace() || is_mark && UNBROKEN.contains(&c);
                while chars.next_if(|(_, c)| within(*c)).is_some() {}
                continue;
            }
            cluster.clear();
            let mut add =
                |c: char| if is_form(c) { decompose_compatible(c, |c| cluster.push(c)) } else { cluster.push(c) };
            add(c);
            while let Some((_, next)) = chars.next_if(|(_, next)| composes(*next)) {
                add(next);
            }
            cluster.nfc().for_each(|c| b.push(c, at));
        }
        b.out
    }

    fn push(&mut self, c: char, at: usize) {
        match class(c) {
            Class::Nothing => {}
            Class::Space => {
                self.space.get_or_insert(at);
            }
            // Two marks in a row are one: ’” closes what “ opened.
            Class::Quote if self.out.text.ends_with('\'') && self.space.is_none() => {}
            Class::Quote => self.write('\'', at, false),
            Class::Dash(hyphen) => self.dash(at, hyphen),
            Class::Dot => self.dot(at),
            Class::Ellipsis => (0..3).for_each(|_| self.dot(at)),
            Class::Other(c) => self.write(c, at, is_wide(c)),
        }
    }

    /// Dashes in a row are one, without the spaces around them.
    fn dash(&mut self, at: usize, hyphen: bool) {
        let spaced = self.space.take().is_some();
        if self.out.text.ends_with('-') {
            self.hyphen = None;
            return;
        }
        let joins = !spaced && self.out.text.ends_with(|c: char| in_word(c) && !stands_alone(c));
        self.write('-', at, false);
        self.hyphen = hyphen.then(|| Hyphen { at: self.out.text.len() as u32 - 1, joins });
    }

    /// Three dots and more, with spaces between and around them or not, are one ellipsis.
    fn dot(&mut self, at: usize) {
        if self.out.text.ends_with("...") {
            self.space = None;
            return;
        }
        if self.out.text.ends_with('.') {
            self.space = None;
        }
        self.write('.', at, false);
        if self.out.text.ends_with(" ...") {
            let space = self.out.text.len() - 4;
            self.out.text.remove(space);
            if self.mapped {
                self.out.origins.remove(space);
            }
        }
    }

    fn write(&mut self, c: char, at: usize, wide: bool) {
        let hyphen = self.hyphen.take().filter(|_| self.space.is_none());
        if let Some(hyphen) = hyphen
            && (hyphen.joins && in_word(c) && !stands_alone(c) || c.is_numeric())
        {
            self.out.hyphens.push(hyphen);
        }
        if let Some(space) = self.space.take() {
            let text = &self.out.text;
            let closed = text.is_empty() || text.ends_with('-') || text.ends_with("...");
            if !(closed || wide || self.after_wide) {
                self.letter(' ', space);
            }
        }
        self.letter(c, at);
        self.after_wide = wide;
    }

    fn letter(&mut self, c: char, at: usize) {
        self.out.text.push(c);
        if self.mapped {
            self.out.origins.resize(self.out.text.len(), at as u32);
        }
    }
}

/// The signs that mark emphasis in a file, at both ends of each stretch.
fn markers(text: &str, emphasis: &[Span]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    for span in emphasis {
        let words = text.get(span.range()).unwrap_or("");
        let open = words.len() - words.trim_start_matches(['*', '_']).len();
        let close = words.trim_end_matches(['*', '_']).len();
        if open < close {
            all.push(span.start..span.start + open);
            all.push(span.start + close..span.end);
        }
    }
    all.retain(|r| !r.is_empty());
    all.sort_by_key(|r| r.start);
    all
}

/// A word of a normalised text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it begins, in bytes of the normalised text.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// A hash of its letters in lower case. Equal words have equal hashes; what is found by hashes is looked at
    /// again in full.
    pub hash: u32,
}

impl Token {
    /// Its place in the text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words of a normalised text: runs of letters and digits, apostrophes inside them included; each letter by
/// itself in scripts without spaces.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut all = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !in_word(c) {
            continue;
        }
        let mut hash = hash_letter(FNV, c);
        let mut end = start + c.len_utf8();
        if !stands_alone(c) {
            while let Some(&(at, next)) = chars.peek() {
                let apostrophe = next == '\'' && text[at + 1..].starts_with(|c: char| in_word(c) && !stands_alone(c));
                if !(in_word(next) && !stands_alone(next) || apostrophe) {
                    break;
                }
                hash = hash_letter(hash, next);
                end = at + next.len_utf8();
                chars.next();
            }
        }
        all.push(Token { start: start as u32, end: end as u32, hash: (hash ^ (hash >> 32)) as u32 });
    }
    all
}

/// Whether a character is part of a word.
pub fn in_word(c: char) -> bool {
    script::in_word(c)
}

/// FNV-1a, 64 bits.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;

fn hash_letter(hash: u64, c: char) -> u64 {
    let step = |hash: u64, c: char| (hash ^ u64::from(c as u32)).wrapping_mul(0x0000_0100_0000_01b3);
    match c.is_ascii() {
        true => step(hash, c.to_ascii_lowercase()),
        false => c.to_lowercase().fold(hash, step),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_differences_vanish_and_no_others() {
        let same = |a: &str, b: &str| assert_eq!(Normal::of(a, &[]).text, Normal::of(b, &[]).text, "{a:?} {b:?}");
        let differ = |a: &str, b: &str| assert_ne!(Normal::of(a, &[]).text, Normal::of(b, &[]).text, "{a:?} {b:?}");
        same("a  b\n c\u{a0}d", "a b c d");
        same("so\u{ad}ft\u{200b}", "soft");
        same("“China’s ‘new’ model”", "\"China's 'new' model\"");
        same("„so“ «so» 「so」", "'so' 'so' 'so'");
        same("‘”positive”", "“positive”");
        same("2009–2017 — and", "2009-2017--and");
        same("dit : «\u{a0}oui\u{a0}»", "dit : “\u{a0}oui\u{a0}”");
        same("dit : « oui » et", "dit : “ oui ” et");
        same("dit : « oui » et", "dit : \" oui \" et");
        same("« so » und »so« sagt", "“so” und “so” sagt");
        same("one … two", "one...two");
        same("one. . . two", "one ... two");
        same("网络 主权，是 什么", "网络主权,是什么");
        same("在 2015 年", "在2015年");
        same("cafe\u{301}", "café");
        same("\u{9c7}\u{9be}", "\u{9cb}");
        same("\u{1112}\u{1161}\u{11ab}", "한");
        same("q\u{307}\u{323}", "q\u{323}\u{307}");
        same("5 \u{212b}", "5 Å");
        same("oﬄine ﬁelds", "offline fields");
        same("２０１６年，ＯＥＣＤ（％）", "2016年,OECD(%)");
        same("ｶﾞｲﾄﾞ", "ガイド");
        same("⼀⼈", "一人");
        same("ﻻ", "لا");
        same("می\u{200c}خواهم", "میخواهم");
        same("〝so〞 ❝so❞", "'so' 'so'");
        differ("国家", "國家");
        differ("The", "the");
        differ("10²", "102");
        differ("½", "1⁄2");
        differ("12′", "12″");
        differ("12′", "12'");
        differ("раx", "pax");
        differ("a, b", "a b");
        differ("ab", "a b");
    }

    #[test]
    fn stretches_lead_back_to_the_original() {
        let text = "He said — “it’s  *very* long”…  and left";
        let emphasis = [Span::new(text.find("*v").unwrap(), text.find("* l").unwrap() + 1)];
        let normal = Normal::mapped(text, &emphasis);
        assert_eq!(normal.text, "He said-'it's very long'...and left");
        let find = |words: &str| {
            let at = normal.text.find(words).unwrap();
            &text[normal.original(text, &(at..at + words.len())).range()]
        };
        assert_eq!(find("it's very"), "it’s  *very");
        assert_eq!(find("very long"), "very* long");
        assert_eq!(find("and left"), "and left");
        assert_eq!(find("long'..."), "long”…");
    }

    #[test]
    fn words_are_told_apart() {
        let words = |text: &str| tokens(text).iter().map(|t| text[t.range()].to_owned()).collect::<Vec<_>>().join("|");
        assert_eq!(words("China's 'new' don't U.S."), "China's|new|don't|U|S");
        assert_eq!(words("网络a主权"), "网|络|a|主|权");
        let (a, b) = (tokens("States ÉTAT"), tokens("states état"));
        assert!(a.iter().zip(&b).all(|(a, b)| a.hash == b.hash));
    }

    #[test]
    fn words_have_edges() {
        let text = Normal::of("China's 'new' 网络x", &[]);
        let places = (0..=text.text.len()).filter(|n| text.text.is_char_boundary(*n));
        let inside: Vec<usize> = places.filter(|n| !text.at_edge(*n)).collect();
        assert_eq!(inside, [1, 2, 3, 4, 5, 6, 10, 11]);
    }

    #[test]
    fn hyphenated_words_and_numbers_are_whole() {
        for (text, word, whole) in [
            ("and non-binding norms", "binding", false),
            ("and non-binding norms", "non", false),
            ("and non‑binding norms", "binding", false),
            ("the rules—binding norms", "binding", true),
            ("the rules -- binding norms", "binding", true),
            ("the rules – binding norms", "rules", true),
            ("short- and long-term", "and", true),
            ("short- and long-term", "term", false),
            ("fell by −3 to 4", "3", false),
            ("fell by −3 to 4", "by", true),
            ("in all 1,500 people", "500", false),
            ("in all 1 500 people", "500", false),
            ("in 2015 500 people", "500", true),
            ("grew by 3.5 percent", "3", false),
            ("grew by 3,5 percent", "5", false),
            ("grew by 50% then", "50", false),
            ("as of 2015.3 The next", "2015", true),
            ("at 10:30 sharp", "10", false),
            ("in 2015, and so", "2015", true),
            ("共有1,500人", "500", false),
            ("共有500人", "500", true),
        ] {
            let normal = Normal::of(text, &[]);
            let at = normal.text.find(word).unwrap();
            assert_eq!(normal.at_edge(at) && normal.at_edge(at + word.len()), whole, "{word} in {text}");
        }
    }

    #[test]
    fn texts_are_joined_as_in_one_paragraph() {
        let texts = ["没有争议。", "国际社会", "the state", "non-binding"].map(|t| Normal::of(t, &[]));
        let (all, places) = Normal::joined(texts.iter());
        assert_eq!(all.text, "没有争议。国际社会the state non-binding");
        let words: Vec<&str> = places.into_iter().map(|r| &all.text[r]).collect();
        assert_eq!(words, texts.iter().map(|t| &*t.text).collect::<Vec<_>>());
        assert!(!all.at_edge(all.text.find("binding").unwrap()));
    }
}
