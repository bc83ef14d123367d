//! Whether a change turns the sense of a sentence, as far as words can tell: words that negate, that tie it to a
//! condition, that put it in doubt, and that say how binding it is, by language.

pub mod endings;
mod tables;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::normal::tokens;
use crate::script::{self, Script};
use tables::{TABLES, Table};

/// What words do to a sentence: a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Turns(u8);

/// It says the contrary.
pub const NEGATION: Turns = Turns(1);
/// It holds in some cases only.
pub const CONDITION: Turns = Turns(2);
/// It is somebody's word, and may be false.
pub const DOUBT: Turns = Turns(4);
/// It must be so.
pub const OBLIGATION: Turns = Turns(8);
/// It had better be so.
pub const ADVICE: Turns = Turns(16);
/// It may be so.
pub const POSSIBILITY: Turns = Turns(32);
/// It goes against what is said before.
pub const CONTRAST: Turns = Turns(64);
/// What turns a sentence round wherever it is left out. How binding a sentence is lies in words so common that only
/// a change of a few words says something.
pub const GRAVE: Turns = NEGATION.with(CONDITION).with(CONTRAST).with(DOUBT);

impl Turns {
    /// All there are.
    pub const fn all() -> Self {
        Self(127)
    }

    /// Both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What this set has and the other has not.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What both have.
    pub const fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A word that turns a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// What it does.
    pub turns: Turns,
    /// Where it stands.
    pub at: Range<usize>,
}

/// The words of a text's language that turn sentences; where the language is not known, those of the great languages
/// of its script.
#[derive(Clone)]
pub struct Language {
    tables: Vec<&'static Ready>,
}

impl Language {
    /// The language of a BCP 47 tag, and for words in another script the languages of that script.
    pub fn of(tag: Option<&str>, text: &str) -> Self {
        let primary = tag.and_then(|t| t.split(['-', '_']).next()).map(str::to_lowercase);
        let primary = primary.as_deref().map(|p| match p {
            "nb" | "nn" => "no",
            "yue" | "cmn" => "zh",
            other => other,
        });
        let own = primary.and_then(|p| READY.iter().find(|t| t.table.tag == p));
        let is_in = |ready: &&Ready| text.chars().any(|c| ready.table.scripts.contains(&script::of(c)));
        let tables = match own {
            Some(own) if is_in(&own) => vec![own],
            _ => READY.iter().filter(|r| r.table.known).filter(is_in).collect(),
        };
        Self { tables }
    }

    /// Every word of a normalised text that turns its sentence, in order.
    pub fn turns(&self, text: &str) -> Vec<Turn> {
        let words: Vec<(String, Range<usize>)> =
            tokens(text).into_iter().map(|t| (folded(&text[t.range()]), t.range())).collect();
        let of = |ready: &&'static Ready| ready.turns(&words).into_iter().chain(pieces(ready.table, text));
        let mut found: Vec<Turn> = self.tables.iter().flat_map(of).collect();
        found.sort_by_key(|t| (t.at.start, t.at.end));
        found.dedup();
        found
    }

    /// What all the words of a text do together.
    pub fn all(&self, text: &str) -> Turns {
        self.turns(text).iter().fold(Turns::default(), |all, t| all.with(t.turns))
    }

    /// Whether a sentence that was turned goes on with nothing but these words before what is turned: `not be | used`,
    /// `不得 | 使用`. It does with none.
    pub fn goes_on(&self, words: &str) -> bool {
        let is_between = |word: &str| self.tables.iter().any(|t| t.table.between.split_whitespace().any(|w| w == word));
        words.split_whitespace().map(folded).all(|word| is_between(&word))
    }

    /// Whether what negates can stand right behind a verb, so that to end before it is to cut it off.
    pub fn negates_behind(&self) -> bool {
        self.tables.iter().any(|t| t.table.behind)
    }
}

/// A table made ready: its words by how they are looked up.
struct Ready {
    table: &'static Table,
    /// Whole words.
    exact: HashMap<String, Turns>,
    /// Letters at the beginning, at the end and anywhere in a word.
    parts: Vec<(Part, String, Turns)>,
    /// Phrases by their first word; those that turn nothing are the longer words and phrases that hide others.
    phrases: HashMap<String, Vec<(Vec<String>, Turns)>>,
}

#[derive(Clone, Copy)]
enum Part {
    Start,
    End,
    Anywhere,
}

static READY: LazyLock<Vec<Ready>> = LazyLock::new(|| TABLES.iter().map(Ready::of).collect());

impl Ready {
    fn of(table: &'static Table) -> Self {
        let mut ready = Self { table, exact: HashMap::new(), parts: Vec::new(), phrases: HashMap::new() };
        for (turns, list) in table.words {
            list.split_whitespace().for_each(|entry| ready.add(&folded(entry), *turns));
        }
        if table.pieces.is_empty() {
            table.others.split_whitespace().for_each(|entry| ready.add(&folded(entry), Turns::default()));
        }
        ready
    }

    fn add(&mut self, entry: &str, turns: Turns) {
        let both = |a: Turns| a.with(turns);
        let part = match (entry.strip_prefix('*'), entry.strip_suffix('*')) {
            (Some(end), None) => Some((Part::End, end)),
            (None, Some(start)) => Some((Part::Start, start)),
            (Some(_), Some(_)) => Some((Part::Anywhere, entry.trim_matches('*'))),
            _ if entry.ends_with('\'') => Some((Part::Start, entry)),
            _ => None,
        };
        if let Some((part, letters)) = part {
            self.parts.push((part, letters.to_owned(), turns));
        } else if let Some((first, _)) = entry.split_once('_') {
            let words = entry.split('_').map(str::to_owned).collect();
            self.phrases.entry(first.to_owned()).or_default().push((words, turns));
        } else {
            let old = self.exact.get(entry).copied().unwrap_or_default();
            self.exact.insert(entry.to_owned(), both(old));
        }
    }

    /// What the words from `at` on do, and how many of them do it together.
    fn turn(&self, words: &[(String, Range<usize>)], at: usize) -> Option<(usize, Turns)> {
        let word = &*words[at].0;
        let phrases = self.phrases.get(word).into_iter().flatten();
        let phrase = phrases
            .filter(|(phrase, _)| {
                let here = words.get(at..at + phrase.len());
                here.is_some_and(|here| here.iter().zip(phrase).all(|((word, _), entry)| is_word(word, entry)))
            })
            .max_by_key(|(phrase, _)| phrase.len());
        if let Some((phrase, turns)) = phrase {
            return Some((phrase.len(), *turns));
        }
        let exact = self.exact.get(word).or_else(|| {
            let arabic = self.table.scripts.contains(&Script::Arabic);
            without_particles(word).filter(|_| arabic).find_map(|w| self.exact.get(w))
        });
        let part = || {
            self.parts.iter().find(|(part, letters, _)| match part {
                Part::Start => word.starts_with(&**letters),
                Part::End => word.ends_with(&**letters),
                Part::Anywhere => word.contains(&**letters),
            })
        };
        exact.copied().or_else(|| part().map(|p| p.2)).map(|turns| (1, turns))
    }

    fn turns(&self, words: &[(String, Range<usize>)]) -> Vec<Turn> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((n, turns)) = self.turn(words, at) else {
                at += 1;
                continue;
            };
            if !turns.is_empty() {
                found.push(Turn { turns, at: words[at].1.start..words[at + n - 1].1.end });
            }
            at += n;
        }
        found
    }
}

/// Whether a word is that of a phrase, in which `#` stands for a number.
fn is_word(word: &str, entry: &str) -> bool {
    word == entry || entry == "#" && word.starts_with(|c: char| c.is_numeric())
}

/// An Arabic word without the conjunctions and prepositions that are written together with it.
fn without_particles(word: &str) -> impl Iterator<Item = &str> {
    let first = word.strip_prefix(['و', 'ف', 'ب', 'ل']);
    let second = first.and_then(|w| w.strip_prefix(['ب', 'ل']));
    first.into_iter().chain(second)
}

/// A word in small letters, without vowel marks in Arabic and Hebrew, with one form of alif.
fn folded(word: &str) -> String {
    let vowels = word.contains(script::is_right_to_left);
    let letters = word.chars().filter(|c| !(vowels && script::is_mark(*c)));
    let one_alif = letters.map(|c| if matches!(c, 'أ' | 'إ' | 'آ' | 'ٱ') { 'ا' } else { c });
    one_alif.flat_map(char::to_lowercase).nfc().collect()
}

/// The pieces of a text without spaces that turn its sentence, outside longer words in which they mean nothing.
fn pieces(table: &'static Table, text: &str) -> Vec<Turn> {
    if table.pieces.is_empty() {
        return Vec::new();
    }
    let others: Vec<Range<usize>> =
        table.others.split_whitespace().flat_map(|w| text.match_indices(w)).map(|(n, w)| n..n + w.len()).collect();
    let mut found = Vec::new();
    for (turns, list) in table.pieces {
        for (at, piece) in list.split_whitespace().flat_map(|piece| text.match_indices(piece)) {
            let range = at..at + piece.len();
            let is_longer = |o: &Range<usize>| o.start <= range.start && range.end <= o.end && *o != range;
            if !others.iter().any(is_longer) {
                found.push(Turn { turns: *turns, at: range });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(tag: &str, text: &str, turns: Turns) -> Option<String> {
        let found = Language::of(Some(tag), text).turns(text);
        found.into_iter().find(|t| !t.turns.shared(turns).is_empty()).map(|t| text[t.at].to_owned())
    }

    #[test]
    fn words_that_negate_are_found_by_language() {
        for (tag, text, word) in [
            ("en", "they have not agreed", Some("not")),
            ("en", "they don't agree", Some("don't")),
            ("en", "Unless they agree", Some("Unless")),
            ("en", "notably the norm is known", None),
            ("en", "le 28 mai", None),
            ("fr", "le 28 mai", None),
            ("fr", "il n'est pas là", Some("n'est")),
            ("fr", "toute personne a droit", None),
            ("fr", "sans accord", Some("sans")),
            ("de", "kaum einer", Some("kaum")),
            ("de", "das Sinnbild", None),
            ("es", "jamás lo dijo", Some("jamás")),
            ("ru", "стороны не согласны", Some("не")),
            ("ru", "никакой нормы", Some("никакой")),
            ("ar", "ولا يجوز", Some("ولا")),
            ("ar", "بدون اتفاق", Some("بدون")),
            ("ko", "동의하지 않는다", Some("않는다")),
            ("ko", "합의가 없었다", Some("없었다")),
            ("zh-Hans", "双方没有达成共识", Some("没")),
            ("zh-Hans", "特别重要的非洲国家", None),
            ("zh-Hant", "不得進入", Some("不")),
            ("ja", "合意していなかった", Some("なかっ")),
            ("ja", "必ず守る", None),
            ("ja", "守らずに", Some("らず")),
            ("vi", "họ không đồng ý", Some("không")),
        ] {
            assert_eq!(first(tag, text, NEGATION).as_deref(), word, "{text}");
        }
    }

    #[test]
    fn conditions_doubts_and_modal_verbs_are_told_apart() {
        for (tag, text, turns, word) in [
            ("en", "only if they agree", CONDITION, Some("only")),
            ("en", "falsely so called", DOUBT, Some("falsely")),
            ("en", "they must agree", OBLIGATION, Some("must")),
            ("en", "they may agree", OBLIGATION, None),
            ("fr", "s'il le veut", CONDITION, Some("s'il")),
            ("de", "es sei denn, sie wollen", CONDITION, Some("es sei denn")),
            ("ru", "если стороны", CONDITION, Some("если")),
            ("zh", "除非双方同意", CONDITION, Some("除非")),
            ("ja", "ただし合意した", CONDITION, Some("ただし")),
        ] {
            assert_eq!(first(tag, text, turns).as_deref(), word, "{text}");
        }
    }

    #[test]
    fn without_a_language_those_of_the_script_are_asked() {
        let found = |text: &str| !Language::of(None, text).all(text).shared(NEGATION).is_empty();
        assert!(found("они не согласны") && found("nicht so") && found("not so") && found("不是"));
        assert!(!found("они согласны"));
    }

    #[test]
    fn tables_are_in_order() {
        let mut tags: Vec<&str> = TABLES.iter().map(|t| t.tag).collect();
        tags.sort_unstable();
        let count = tags.len();
        tags.dedup();
        assert_eq!(tags.len(), count, "a language has two tables");
        for table in TABLES {
            let all = table.words.iter().chain(table.pieces);
            assert!(all.clone().count() > 0, "{}", table.tag);
            for entry in all.flat_map(|(_, list)| list.split_whitespace()) {
                let letter = entry.chars().find(|c| c.is_alphabetic()).unwrap();
                assert!(table.scripts.contains(&script::of(letter)) || table.tag == "ja", "{entry}");
                assert_eq!(entry, entry.to_lowercase(), "{entry}");
            }
        }
    }
}
