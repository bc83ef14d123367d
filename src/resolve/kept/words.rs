//! What a passage says, as it is kept: its first words, and a hash of its letters.

use unicode_normalization::UnicodeNormalization;

use crate::model::kept::Said;
use crate::script::{WORD, in_word, is_unspaced, weight};
use crate::text::sha256_hex;

/// So many first words are kept.
const FIRST: usize = 8;

/// So many letters they have at most: a word may be an address.
const LONGEST: usize = 120;

/// So many hexadecimal digits has a hash: among a million passages, two that differ have the same one in 250.
const DIGITS: usize = 12;

/// The letters and digits of a text in their compatible form (NFKC), case kept. Another program may set other spaces, dashes
/// and quotation marks between them, and these move no citation.
pub fn letters(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_alphanumeric).collect();
    }
    text.nfkc().filter(|c| in_word(*c)).collect()
}

/// The hash of the letters of one or several passages.
pub fn hash<'a>(passages: impl IntoIterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for letters in passages {
        all.push_str(letters);
        all.push('\n');
    }
    let mut hash = sha256_hex(all.as_bytes());
    hash.truncate(DIGITS);
    hash
}

/// The first words of a text, as printed. A script without spaces has words of a few letters.
pub fn first(text: &str) -> &str {
    let mut room = FIRST * WORD;
    let mut spaced = false;
    for (count, (at, c)) in text.char_indices().enumerate() {
        if count == LONGEST {
            return bare(&text[..at]);
        }
        let takes = match c {
            c if c.is_whitespace() => std::mem::take(&mut spaced).then_some(WORD),
            c if in_word(c) && is_unspaced(c) => Some(weight(c) + if std::mem::take(&mut spaced) { WORD } else { 0 }),
            c => {
                spaced |= in_word(c);
                None
            }
        };
        let Some(takes) = takes else { continue };
        room = room.saturating_sub(takes);
        if room == 0 {
            let end = if c.is_whitespace() { at } else { at + c.len_utf8() };
            return bare(&text[..end]);
        }
    }
    text.trim_end()
}

/// Words that are cut off, without the comma behind them.
fn bare(words: &str) -> &str {
    words.trim_end_matches(|c: char| c.is_whitespace() || ",;:，、；：".contains(c))
}

/// What is kept of passages, by the text of the first and the letters of all.
pub fn said<'a>(first_text: &str, letters: impl IntoIterator<Item = &'a str>) -> Said {
    Said { words: first(first_text).to_owned(), hash: hash(letters) }
}

/// Whether letters are enough to tell a passage by.
pub fn are_enough(letters: &str) -> bool {
    const ENOUGH: usize = 12;
    letters.chars().map(|c| if is_unspaced(c) { 2 } else { 1 }).sum::<usize>() >= ENOUGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_words_are_kept_as_they_are_printed() {
        for (text, expect) in [
            (
                "Norms are “standards” of behavior, defined in terms of rights.",
                "Norms are “standards” of behavior, defined in terms",
            ),
            ("One. ", "One."),
            ("", ""),
            ("网络主权主要包括四个方面的内容，其中第一个方面", "网络主权主要包括四个方面的内容，其"),
            ("在 2015 年，中美两国就此达成了重要的共识。", "在 2015 年，中美两国就此达成了重要的"),
        ] {
            assert_eq!(first(text), expect, "{text}");
        }
        assert_eq!(first(&"x".repeat(500)).len(), LONGEST);
    }

    #[test]
    fn letters_tell_texts_apart_and_what_stands_between_them_does_not() {
        let same = |a: &str, b: &str| hash([letters(a).as_str()]) == hash([letters(b).as_str()]);
        assert!(same("a “cyber-\u{ad}space” – ﬁne", "a \"cyber space\" -- fine"));
        assert!(same("２０１５年，中美", "2015年,中美"));
        assert!(!same("Not binding", "not binding"));
        assert!(!same("网络主权", "網絡主權"));
        // Where one passage ends and the next begins is part of what a place says.
        assert_ne!(hash(["ab", "c"]), hash(["a", "bc"]));
    }
}
