//! Where sentences end: a citation speaks for the quotations of its own sentence.

use crate::script;

/// The ends of the sentences in a text. Found once for the whole text: a paragraph may have ten thousand quotations.
#[derive(Debug, Default)]
pub struct Sentences {
    /// Each stop with another sentence behind it, if it is not that of a short form.
    stops: Vec<Stop>,
    /// Those that are not.
    ends: Vec<Stop>,
}

#[derive(Debug, Clone, Copy)]
struct Stop {
    /// Where it stands.
    at: usize,
    /// Where the word before it begins.
    word: usize,
    /// Where the text goes on behind it, space and closing marks left aside.
    next: usize,
    /// Whether it may belong to a short form.
    dot: bool,
}

impl Sentences {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let mut found = Self::default();
        let mut word = 0;
        for (at, c) in text.char_indices() {
            let behind = at + c.len_utf8();
            if c.is_whitespace() {
                word = behind;
            }
            let Some(next) = next(text, c, behind) else { continue };
            let stop = Stop { at, word, next, dot: c == '.' };
            found.stops.push(stop);
            if !(stop.dot && is_short(&text[word..at])) {
                found.ends.push(stop);
            }
        }
        found
    }

    /// Whether a sentence ends between two places of the text: a stop, then a space and the beginning of another.
    pub fn end_between(&self, text: &str, from: usize, to: usize) -> bool {
        // Of a word that began before, only what stands here is looked at.
        let here = &self.stops[self.stops.partition_point(|s| s.at < from)..];
        let mut cut = here.iter().take_while(|s| s.word < from && s.next < to);
        if cut.any(|s| !(s.dot && is_short(&text[from..s.at]))) {
            return true;
        }
        self.ends.get(self.ends.partition_point(|s| s.word < from)).is_some_and(|s| s.next < to)
    }
}

/// Where the next sentence begins behind a stop, if this is one and there is another sentence.
fn next(text: &str, stop: char, behind: usize) -> Option<usize> {
    let rest = &text[behind..];
    if !script::ends_sentence(stop) {
        return None;
    }
    let after = match script::is_close(stop) {
        true => rest.trim_start(),
        false => {
            let rest = rest.trim_start_matches(['”', '"', '’', '\'', '»', ')', ']']);
            let after = rest.trim_start();
            if after.len() == rest.len() || after.starts_with(char::is_lowercase) {
                return None;
            }
            after
        }
    };
    (!after.is_empty()).then_some(text.len() - after.len())
}

/// Whether a word with a stop behind it is a short form, to which the stop belongs: «U.S.», «J. Smith».
fn is_short(word: &str) -> bool {
    word.contains('.') || word.chars().filter(|c| c.is_alphanumeric()).take(2).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end_between(text: &str, from: usize, to: usize) -> bool {
        Sentences::of(text).end_between(text, from, to)
    }

    #[test]
    fn sentences_end_at_a_stop_and_not_at_short_forms() {
        for (text, ends) in [
            (". The next", true),
            (" in the U.S. “more", false),
            (", as J. Smith says", false),
            (" holds! So", true),
            ("; he adds", false),
            (".” Then", true),
            ("”. Then", true),
            ("。然后", true),
            ("。", false),
            ("؟ ثم قال", true),
            ("। फिर", true),
            (" e.g. Japan", false),
            (". and so", false),
        ] {
            assert_eq!(end_between(text, 0, text.len()), ends, "{text}");
        }
    }

    #[test]
    fn a_stretch_is_judged_as_if_it_were_all_there_is() {
        for text in [
            "“a b c”. Then “so. It) is.” U.S. Here",
            "“网络。主权”a. 。 他说！” b? C d.e. F",
            "one. two. A. B! c? D. “x”. Y.Z. end. ",
        ] {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let sentences = Sentences::of(text);
            for (n, &from) in places.iter().enumerate() {
                for &to in &places[n..] {
                    let alone = end_between(&text[from..to], 0, to - from);
                    assert_eq!(sentences.end_between(text, from, to), alone, "{:?} of {text:?}", &text[from..to]);
                }
            }
        }
    }
}
