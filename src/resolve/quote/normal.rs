//! Text as quotations are compared, and its words.
//!
//! Two texts that differ only in what is listed here count as the same words:
//!
//! - white space: how much there is and of what kind, none beside the letters of scripts written without
//!   spaces, page joins;
//! - characters that show nothing: soft hyphens, zero-width spaces, marks of direction;
//! - the forms of quotation marks and apostrophes, `“ ” ‘ ’ « » 「 」 "`;
//! - the forms of dashes, and spaces around them; the forms of an ellipsis;
//! - the width of punctuation, `，` and `,`;
//! - letters composed or decomposed (Unicode NFC), and a source's marks of emphasis.
//!
//! Letters, their case, digits and all other signs are compared as they are. Simplified and traditional Chinese
//! letters are different letters.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

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

    /// The stretch of the original text that a stretch of this one comes from, without white space at its ends.
    pub fn original(&self, text: &str, range: &Range<usize>) -> Span {
        let at = |n: usize| self.origins.get(n).copied().unwrap_or(self.end) as usize;
        let start = at(range.start);
        let end = match range.end.checked_sub(1).filter(|last| *last >= range.start) {
            None => start,
            // Up to the end of the last letter, with the marks set upon it.
            Some(last) => {
                let mut letters = text.get(at(last)..).unwrap_or("").char_indices().skip(1);
                letters.find(|(_, c)| canonical_combining_class(*c) == 0).map_or(text.len(), |(n, _)| at(last) + n)
            }
        };
        let words = text.get(start..end.max(start)).unwrap_or("");
        Span::new(start, start + words.trim_end().len())
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
    Dash,
    Dot,
    Ellipsis,
    Other(char),
}

fn class(c: char) -> Class {
    match c {
        '\u{ad}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => Class::Nothing,
        c if c.is_whitespace() => Class::Space,
        '"' | '\'' | '`' | '´' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›' | '「'
        | '」' | '『' | '』' | '〝' | '〞' | '〟' | '＂' | '＇' | 'ʼ' | '′' | '″' => Class::Quote,
        '-' | '‐'..='―' | '−' | '－' | '⸺' | '⸻' => Class::Dash,
        '.' | '．' => Class::Dot,
        '…' | '⋯' => Class::Ellipsis,
        // Full-width punctuation; full-width letters and digits stay what they are.
        '！'..='～' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(narrow) if narrow.is_ascii_punctuation() => Class::Other(narrow),
            _ => Class::Other(c),
        },
        c => Class::Other(c),
    }
}

struct Builder {
    out: Normal,
    mapped: bool,
    /// Where white space began that may have to be written.
    space: Option<usize>,
    /// Whether the letter before is of a script without spaces.
    after_wide: bool,
}

impl Builder {
    fn run(text: &str, emphasis: &[Span], mapped: bool) -> Normal {
        let mut b = Self {
            out: Normal { text: String::with_capacity(text.len()), origins: Vec::new(), end: text.len() as u32 },
            mapped,
            space: None,
            after_wide: false,
        };
        let markers = markers(text, emphasis);
        let mut markers = markers.iter().peekable();
        let mut chars = text.char_indices().peekable();
        let mut cluster = String::new();
        while let Some((at, c)) = chars.next() {
            while markers.next_if(|m| m.end <= at).is_some() {}
            if markers.peek().is_some_and(|m| m.contains(&at)) {
                continue;
            }
            let joins = |c: char| !c.is_ascii() && (canonical_combining_class(c) != 0 || is_jamo_tail(c));
            if chars.peek().is_some_and(|(_, next)| joins(*next)) {
                cluster.clear();
                cluster.push(c);
                while let Some((_, next)) = chars.next_if(|(_, next)| joins(*next)) {
                    cluster.push(next);
                }
                let composed: Vec<char> = cluster.nfc().collect();
                composed.into_iter().for_each(|c| b.push(c, at));
            } else {
                b.push(c, at);
            }
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
            Class::Dash => {
                self.space = None;
                if !self.out.text.ends_with('-') {
                    self.write('-', at, false);
                }
            }
            Class::Dot => self.dot(at),
            Class::Ellipsis => (0..3).for_each(|_| self.dot(at)),
            Class::Other(c) => self.write(c, at, is_wide(c)),
        }
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

fn is_jamo_tail(c: char) -> bool {
    ('\u{1160}'..='\u{11ff}').contains(&c)
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

/// Whether a word begins (or ends) at this place of a normalised text, or words have no edges there.
pub fn at_edge(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return true };
    if !in_word(before) && before != '\'' || !in_word(after) && after != '\'' {
        return true;
    }
    if stands_alone(before) || stands_alone(after) {
        return true;
    }
    // An apostrophe belongs to a word only between its letters.
    match (before, after) {
        ('\'', _) => !text[..at - 1].ends_with(|c: char| in_word(c) && !stands_alone(c)),
        (_, '\'') => !text[at + 1..].starts_with(|c: char| in_word(c) && !stands_alone(c)),
        _ => false,
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
        same("one … two", "one...two");
        same("one. . . two", "one ... two");
        same("网络 主权，是 什么", "网络主权,是什么");
        same("在 2015 年", "在2015年");
        same("cafe\u{301}", "café");
        differ("国家", "國家");
        differ("The", "the");
        differ("２０１６", "2016");
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
        let text = "China's 'new' 网络x";
        let edges: Vec<usize> = (0..=text.len()).filter(|&n| text.is_char_boundary(n) && at_edge(text, n)).collect();
        let inside: Vec<usize> = (0..=text.len()).filter(|n| text.is_char_boundary(*n) && !edges.contains(n)).collect();
        assert_eq!(inside, [1, 2, 3, 4, 5, 6, 10, 11]);
    }
}
