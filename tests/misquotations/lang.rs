//! What is known of a language: its marks, the words that turn a sentence round in our texts, and which words take
//! the place of which in a false quotation. `texts/*.toml` has it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Words, and what they become.
pub type Pairs = Vec<[String; 2]>;

/// A language and its two texts, as `texts/CODE.toml` tells of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lang {
    /// Its tag (BCP 47); the name of its files.
    #[serde(skip)]
    pub code: String,
    /// Whether its words stand between spaces; else `|` in our texts tells them apart.
    pub spaced: bool,
    /// Whether the words below are whole ones, and not to be found inside longer ones.
    pub bounded: bool,
    /// The marks of a quotation.
    pub marks: [String; 2],
    /// Those of a quotation within a quotation.
    pub inner: [String; 2],
    /// Its full stop.
    pub stop: String,
    /// Its comma.
    pub comma: String,
    /// Words that lead a quotation in.
    pub says: String,
    /// Words that follow a quotation in its sentence.
    pub so: String,
    /// The sentence behind a quotation, without its stop.
    pub then: String,
    /// What bids look.
    pub see: String,
    /// What joins two quotations.
    pub and: String,
    /// A word of the first text that is misspelt there.
    pub sic: String,
    /// Words that deny.
    #[serde(default)]
    pub negations: Vec<String>,
    /// Letters that deny wherever they stand in a word.
    #[serde(default)]
    pub negations_in: Vec<String>,
    /// Words that make a sentence hang on something, or narrow it.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Letters that do wherever they stand in a word.
    #[serde(default)]
    pub conditions_in: Vec<String>,
    /// Words that are neither, and still not to be left out of a faithful quotation.
    #[serde(default)]
    pub danger: Vec<String>,
    /// Letters not to be left out, wherever they stand in a word.
    #[serde(default)]
    pub danger_in: Vec<String>,
    /// Letters not to be left out at the beginning of a word.
    #[serde(default)]
    pub danger_start: Vec<String>,
    /// Words that deny: what follows says the contrary without them.
    #[serde(default)]
    pub begins_behind: Vec<String>,
    /// Words that deny, and some behind them: what comes before says the contrary without them.
    #[serde(default)]
    pub ends_before: Vec<String>,
    /// Words of a condition: what follows stands as a fact without them.
    #[serde(default)]
    pub conditions_before: Vec<String>,
    /// The language's own signs of an omission.
    #[serde(default)]
    pub omissions: Vec<String>,
    /// Words that can be put in anywhere.
    pub adverbs: Vec<String>,
    /// Words that stand nowhere in the texts.
    pub others: Vec<String>,
    /// Adverbs that deny what follows.
    pub denying: Vec<String>,
    /// Words before a quotation that deny it.
    pub denial_before: Vec<String>,
    /// Words behind a quotation that deny it.
    pub denial_after: Vec<String>,
    /// `no` and `more`, to stand on both sides of an omission.
    pub more: [String; 2],
    /// The plainest negation.
    pub negation: String,
    /// Words, and the same with an explanation in brackets.
    pub explained: Pairs,
    /// Words, and the same with an ending in brackets that keeps the sense.
    #[serde(default)]
    pub endings: Pairs,
    /// Words whose brackets take a beginning away that denies.
    #[serde(default)]
    pub cut_front: Pairs,
    /// Words whose brackets put such a beginning in.
    #[serde(default)]
    pub put_front: Pairs,
    /// Words whose ending in brackets turns them.
    #[serde(default)]
    pub turned_end: Pairs,
    /// Words to which letters in brackets give another sense.
    #[serde(default)]
    pub letters_in: Pairs,
    /// *Not only*, and what brackets make of it.
    #[serde(default)]
    pub not_only: Pairs,
    /// Words with a hyphen, and the half behind it.
    #[serde(default)]
    pub halves: Pairs,
    /// What an unmarked misquotation makes of words, by kind.
    pub changes: BTreeMap<String, Pairs>,
}

macro_rules! texts {
    ($($code:literal),*) => {
        [$((
            $code,
            include_str!(concat!("texts/", $code, ".toml")),
            include_str!(concat!("texts/", $code, "-harbour.txt")),
            include_str!(concat!("texts/", $code, "-river.txt")),
        )),*]
    };
}

/// Every language: its tag, what is known of it, and its two texts.
pub const ALL: &[(&str, &str, &str, &str)] =
    &texts!("en", "de", "fr", "es", "ru", "ar", "zh-Hans", "zh-Hant", "ja", "ko");

/// Reads what is known of a language.
pub fn read(code: &str, toml: &str) -> Lang {
    let mut lang: Lang = toml::from_str(toml).unwrap_or_else(|e| panic!("texts/{code}.toml: {e}"));
    lang.code = code.to_owned();
    if !lang.spaced {
        lang.unmark();
    }
    lang
}

impl Lang {
    /// Takes the marks between words out of all words that are looked for in the texts.
    fn unmark(&mut self) {
        let pairs = [&mut self.explained, &mut self.not_only, &mut self.halves];
        let words = self.ends_before.iter_mut().chain(&mut self.begins_behind).chain(&mut self.conditions_before);
        pairs
            .into_iter()
            .chain(self.changes.values_mut())
            .flatten()
            .flatten()
            .chain(words)
            .for_each(|w| *w = w.replace('|', ""));
    }

    /// Whether a word denies.
    pub fn denies(&self, word: &str) -> bool {
        listed(word, &self.negations, &self.negations_in)
    }

    /// Whether a word makes its sentence hang on something, or narrows it.
    pub fn narrows(&self, word: &str) -> bool {
        listed(word, &self.conditions, &self.conditions_in)
    }

    /// Whether a faithful quotation had better not leave this word out.
    pub fn is_weighty(&self, word: &str) -> bool {
        let low = word.to_lowercase();
        self.denies(word)
            || self.narrows(word)
            || listed(word, &self.danger, &self.danger_in)
            || self.danger_start.iter().any(|s| low.starts_with(s.as_str()))
    }

    /// What stands between two words.
    pub fn gap(&self) -> &'static str {
        if self.spaced { " " } else { "" }
    }
}

fn listed(word: &str, whole: &[String], within: &[String]) -> bool {
    let low = word.to_lowercase();
    whole.contains(&low) || within.iter().any(|w| low.contains(w.as_str()))
}
