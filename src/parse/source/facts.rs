//! What can be told of a block by itself: length, sentence ends, small words, known phrases.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lines::{invisible, is_rule};
pub(super) use super::words::{bare, folded};
use super::{dates, phrases, sayings};
use crate::script::{self, is_close, is_unspaced, is_wide};

/// The facts of one block.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// Letters and signs that are not white space; those of scripts without spaces count for two and a half.
    pub weight: usize,
    /// How many words; characters of scripts without spaces count for one each two.
    pub words: usize,
    /// Of the words, how many are small words of some language.
    pub small: usize,
    /// Whether it ends as a sentence ends.
    pub ends: bool,
    /// How many sentence ends it holds before its own end.
    pub inner: usize,
    /// How many blocks of the file read exactly so.
    pub copies: usize,
    /// The reason for which a known phrase of sites would be left out.
    pub phrase: Option<&'static str>,
    /// The reason to stop, when the phrase stands over other texts or over comments.
    pub stops: Option<&'static str>,
    /// Whether it is nothing but a date, with words that introduce dates.
    pub date: bool,
    /// Whether it is mostly links.
    pub links: bool,
    /// Whether it is a rule or holds no letter.
    pub bare: bool,
    /// Whether it reads like a line of a program, or stands among such lines.
    pub code: bool,
    /// Whether it is a line of a poem or a song.
    pub verse: bool,
    /// Whether it is an address, tags or what programs write to each other, and hardly a word besides.
    pub machine: bool,
    /// Whether it reads like running text, but has no stop at its end.
    pub unstopped: bool,
}

/// What a short sentence weighs at least to be taken for running text by itself: about nine English words.
const SHORT_PROSE: usize = 50;
/// What a line that ends in a comma weighs at least to be running text: shorter ones are names in an address.
const COMMA_PROSE: usize = 50;
/// From this weight on, about thirty English words, a line full of small words is running text, whatever it ends in:
/// menus that long have none.
const LONG_PROSE: usize = 150;

impl Facts {
    /// Whether it reads like running text.
    pub fn sentence(&self) -> bool {
        // Credits and initials after the last full stop do not make a long paragraph less of one.
        (self.ends || self.inner >= 2 && self.weight >= 200)
            && self.weight >= 75
            && !self.links
            && self.copies == 1
            && self.phrase.is_none()
            && (self.words < 8 || self.small * 100 >= self.words * 12 || self.inner > 0)
    }

    /// Whether it is running text: a sentence, a short one, or one that goes on in the next block.
    pub fn prose(&self) -> bool {
        self.sentence() || self.short_sentence() && self.weight >= SHORT_PROSE || self.clause()
    }

    /// Whether it is running text without a stop at its end: it ends in a comma, or is far too long for a label.
    pub fn clause(&self) -> bool {
        let own = self.copies == 1 || self.verse;
        self.unstopped && !self.links && !self.date && !self.code && own && self.phrase.is_none()
    }

    /// Whether it could be a short sentence.
    pub fn short_sentence(&self) -> bool {
        self.ends
            && self.weight >= 25
            && self.words >= 4
            && !self.links
            && self.copies == 1
            && self.phrase.is_none()
            && !self.date
    }
}

static SMALL_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| phrases::SMALL_WORDS.iter().copied().collect());

/// Whether a word is a small word of some language.
pub(super) fn is_small_word(word: &str) -> bool {
    SMALL_WORDS.contains(word)
}

/// Letters that are small words, or their ends, in Chinese and Japanese.
const SMALL_LETTERS: [char; 25] = [
    '的', '了', '是', '在', '和', '與', '与', '也', '有', '不', '这', '這', '为', '為', 'の', 'は', 'を', 'に', 'が',
    'と', 'た', 'で', 'て', 'し', 'る',
];

/// A text without tags and addresses, when it holds any: these are long and say nothing.
fn without_machinery(text: &str) -> Option<String> {
    if memchr::memchr3(b'<', b'%', b'=', text.as_bytes()).is_none() && !text.contains("://") {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        plain.push_str(&rest[..open]);
        let tag = rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match rest[open..].find('>').filter(|_| tag) {
            Some(close) => rest = &rest[open + close + 1..],
            None => {
                // A tag that is never closed is cut off with the rest of the line.
                let runs_on = tag && rest[open..].contains(['=', '"']);
                plain.push_str(if runs_on { "" } else { &rest[open..=open] });
                rest = if runs_on { "" } else { &rest[open + 1..] };
            }
        }
    }
    plain.push_str(rest);
    let words = plain.split_whitespace().filter(|w| !is_machine_word(w));
    let kept = words.collect::<Vec<_>>().join(" ");
    (kept.len() + 8 < text.len()).then_some(kept)
}

/// Whether a word is an address, or a piece of one.
fn is_machine_word(word: &str) -> bool {
    word.contains("://")
        || word.len() > 24
            && word.is_ascii()
            && word.bytes().filter(|b| matches!(b, b'=' | b'%' | b'&' | b'?' | b'/' | b'_')).count() >= 2
}

/// Whether a line is nothing but the name of a picture's file.
fn is_picture(text: &str) -> bool {
    let text = text.trim();
    let end = text.rsplit_once('.').map_or("", |(_, end)| end);
    let kinds = ["jpg", "jpeg", "png", "gif", "webp", "svg"];
    !text.contains(char::is_whitespace) && kinds.iter().any(|k| end.eq_ignore_ascii_case(k))
}

/// The facts of a text by itself.
pub(super) fn of(text: &str) -> Facts {
    let Some(plain) = without_machinery(text) else {
        let mut facts = of_words(text, text);
        facts.machine = is_picture(text);
        return facts;
    };
    let mut facts = of_words(&plain, text);
    facts.machine = facts.words < 3 && text.len() >= 40;
    facts.bare = !text.chars().any(char::is_alphanumeric);
    facts
}

/// The facts of the words of a text: `text` is what of the whole is words.
fn of_words(text: &str, whole: &str) -> Facts {
    let mut facts = Facts { copies: 1, ..Facts::default() };
    // Letters of scripts without spaces, by how much of a word each is.
    let (mut unspaced, mut letters) = (0usize, 0usize);
    for c in text.chars() {
        if invisible(c) {
            continue;
        }
        if c.is_alphanumeric() {
            letters += 1;
        }
        if is_unspaced(c) {
            unspaced += script::weight(c);
        }
        facts.weight += if is_wide(c) { 2 } else { 1 };
    }
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    let mut spaced = 0;
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() && !is_unspaced(c) || matches!(c, '\'' | '’') && !word.is_empty() {
            match c.is_ascii() {
                true => word.push(c.to_ascii_lowercase()),
                false => word.extend(c.to_lowercase()),
            }
        } else {
            if !word.is_empty() {
                spaced += 1;
                facts.small += usize::from(SMALL_WORDS.contains(word.as_str()));
                word.clear();
            }
            let next_gap = chars.peek().is_some_and(|n| n.is_whitespace() || matches!(n, '"' | '”' | '’' | '»' | ')'));
            facts.inner += usize::from(
                script::ends_sentence(c) && is_close(c) && chars.peek().is_some_and(|n| !n.is_numeric())
                    || (script::ends_sentence(c) || c == ';') && next_gap,
            );
        }
    }
    if !word.is_empty() {
        spaced += 1;
        facts.small += usize::from(SMALL_WORDS.contains(word.as_str()));
    }
    facts.words = spaced + unspaced / script::WORD;
    if unspaced > 3 * script::WORD {
        facts.small += text.chars().filter(|c| SMALL_LETTERS.contains(c)).count();
    }
    facts.ends = ends_sentence(whole);
    facts.bare = letters == 0 || is_rule(text);
    facts.date = facts.weight <= 90 && dates::is_dateline(text);
    (facts.phrase, facts.stops) = sayings::of(whole, facts.weight, facts.ends);
    let unspaced_text = unspaced > 3 * script::WORD && unspaced / script::WORD > spaced;
    let full = facts.small * 100 >= facts.words * if unspaced_text { 4 } else { 12 };
    let comma = text.trim_end().ends_with([',', '，', '、', '،'])
        && (facts.weight >= COMMA_PROSE && facts.words >= 6 || unspaced_text && facts.weight >= COMMA_PROSE / 2);
    let long = facts.weight >= LONG_PROSE && facts.small * 100 >= facts.words * if unspaced_text { 6 } else { 18 };
    facts.unstopped = !facts.ends && (comma && full || long);
    facts
}

/// Whether a text ends as a sentence ends: closing quotes, brackets and note numbers after it do not matter.
pub(super) fn ends_sentence(text: &str) -> bool {
    let mut tail = text.trim_end_matches(|c: char| {
        invisible(c)
            || matches!(
                c,
                '"' | '\''
                    | '”'
                    | '’'
                    | '»'
                    | '“'
                    | ')'
                    | ']'
                    | '）'
                    | '」'
                    | '』'
                    | '】'
                    | '*'
                    | '_'
                    | '‹'
                    | '›'
                    | '«'
                    | '†'
                    | '‡'
            )
    });
    // Thai and Lao set no stop: a text as long as a sentence is taken for one.
    if tail.ends_with(script::sets_no_stop) && tail.chars().count() >= 60 {
        return true;
    }
    // Who wrote or sent it, in parentheses after the last sentence: (AP).
    if tail.len() < text.trim_end().len()
        && let Some((head, inner)) = tail.rsplit_once(['(', '（'])
        && inner.chars().count() <= 24
        && text.trim_end().ends_with([')', '）'])
        && head.trim_end().ends_with(|c| script::ends_sentence(c) || "”\"»".contains(c))
    {
        tail = head.trim_end().trim_end_matches(['"', '”', '»']);
    }
    if let Some(head) = before_note_mark(tail) {
        tail = head.trim_end_matches(['"', '”', '’', ')']);
    }
    tail.ends_with(|c| script::ends_sentence(c) || ":;…；：؛՝".contains(c))
}

/// What stands before the note mark at the end of a text, when a stop stands there: `[12]`, `[^1]`, `^1`, `¹²`, `12`
/// right behind the stop, ` 2` a space behind it in a long text, and `[citation needed]`.
pub(super) fn before_note_mark(tail: &str) -> Option<&str> {
    let stopped = |head: &str| head.ends_with(|c| script::ends_sentence(c) || "”\"".contains(c));
    let digits = tail.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '[' | ']' | ',' | '-' | '^')
    });
    let mark = tail.len() - digits.len();
    if (1..=16).contains(&mark) && stopped(digits) {
        return Some(digits);
    }
    if let Some(head) = digits.strip_suffix(' ').filter(|h| (1..=3).contains(&mark) && stopped(h) && h.len() >= 60) {
        // «Vol. 12» and «No. 3» are no ends.
        let word = head.rsplit(' ').next().unwrap_or("").trim_end_matches(|c: char| !c.is_alphanumeric());
        let whole =
            word.chars().count() >= 4 && word.chars().all(char::is_lowercase) || word.chars().any(script::is_wide);
        return whole.then_some(head);
    }
    let (head, inner) = tail.rsplit_once('[')?;
    let words = inner.chars().count() <= 24 && inner.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.'));
    (words && stopped(head)).then_some(head)
}

/// Whether most words of a short text begin with a capital: a name, a title, a menu.
pub(super) fn capitalised(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|w| w.chars().any(char::is_alphabetic)).collect();
    let caps = words
        .iter()
        .filter(|w| {
            w.trim_start_matches(|c: char| !c.is_alphanumeric())
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_numeric())
        })
        .count();
    let small = words.iter().filter(|w| w.chars().all(|c| c.is_lowercase()) && w.chars().count() <= 5).count();
    !words.is_empty() && caps * 10 >= (words.len() - small.min(words.len() - 1)) * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_behind_quotes_and_note_numbers() {
        for yes in [
            "He said so.",
            "“He said so.”",
            "It is so.[12]",
            "It is so.12",
            "It is so.[^1]",
            "It is so.^1",
            "It is so.[1][2]",
            "It is so.[citation needed]",
            "It has been so for a very long time, and it was said so more than once in public. 2",
            "是这样。",
            "そうです。」",
            "هل هذا صحيح؟",
            "รัฐต่าง ๆ เห็นพ้องกันว่ากฎหมายระหว่างประเทศใช้บังคับในไซเบอร์สเปซ",
        ] {
            assert!(ends_sentence(yes), "{yes}");
        }
        for no in [
            "Discussion",
            "Vol. 12",
            "a, b",
            "",
            "It has been so for a very long time, and it was said so by the one who had asked for No. 2",
        ] {
            assert!(!ends_sentence(no), "{no}");
        }
    }
}
