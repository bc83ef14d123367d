//! Unicode's composed form (NFC, UAX #15), in which every text and every name of a book is held.
//!
//! One letter can be coded in more than one way: `é` as one character or as `e` and a mark, `한` as a syllable or as its
//! three parts. Unicode declares such sequences to be the same text. They are made one where bytes become text, so that
//! nothing behind that door has to think of it; what an escape brings in later (`\u0301`, `&#x301;`) is composed where
//! names are compared.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// A text in composed form; nothing is copied when it is already.
///
/// ```
/// use briefbook::nfc::nfc;
/// assert_eq!(nfc("cafe\u{301}"), "café");
/// assert_eq!(nfc("\u{9c7}\u{9be}"), "\u{9cb}");
/// assert_eq!(nfc("\u{1112}\u{1161}\u{11ab}"), "한");
/// assert_eq!(nfc("\u{212b}"), "\u{c5}");
/// ```
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether a character is composed by itself and never joins one before it: here a text may be cut, and its two
/// parts composed apart.
fn begins(c: char) -> bool {
    c.is_ascii() || canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

/// The stretches of a text that can be composed each by itself, with where they begin; one after the other they are
/// the whole text. Each is as short as can be: a letter with what is set upon it.
pub fn stretches(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let len = rest.char_indices().skip(1).find(|(_, c)| begins(*c)).map_or(rest.len(), |(n, _)| n);
        let start = at;
        at += len;
        Some((start, &rest[..len]))
    })
}

/// The way from places in a composed text back to the text as it was written.
#[derive(Debug)]
pub struct Origins {
    parts: Vec<Part>,
    /// How long the composed text is.
    len: usize,
}

/// A part of the text: one stretch that was composed, or all up to the next of those.
#[derive(Debug)]
struct Part {
    /// Where it begins in the composed text.
    composed: usize,
    /// Where it begins as written.
    written: usize,
    /// Whether its two forms differ.
    differs: bool,
}

impl Origins {
    /// The way back into `written` from its composed form.
    pub fn of(written: &str) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let mut at = 0;
        for (start, stretch) in stretches(written) {
            let composed = nfc(stretch);
            let differs = composed != stretch;
            if differs || parts.last().is_none_or(|p| p.differs) {
                parts.push(Part { composed: at, written: start, differs });
            }
            at += composed.len();
        }
        parts.push(Part { composed: at, written: written.len(), differs: false });
        Self { parts, len: at }
    }

    /// Where a place of the composed text stands as written; nothing inside a letter whose forms differ, and behind
    /// the end.
    pub fn origin(&self, at: usize) -> Option<usize> {
        let before = self.parts.partition_point(|p| p.composed <= at).checked_sub(1)?;
        let part = &self.parts[before];
        (at == part.composed || !part.differs && at <= self.len).then(|| part.written + (at - part.composed))
    }

    /// Where a stretch of the composed text stands as written, with the whole of the letters it begins and ends in.
    pub fn around(&self, stretch: Range<usize>) -> Range<usize> {
        let start = self.origin(stretch.start).unwrap_or_else(|| {
            let behind = self.parts.partition_point(|p| p.composed <= stretch.start);
            self.parts[behind.saturating_sub(1)].written
        });
        let end = self.origin(stretch.end).unwrap_or_else(|| {
            let behind = self.parts.partition_point(|p| p.composed < stretch.end);
            self.parts[behind.min(self.parts.len() - 1)].written
        });
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Letters that compose, decompose, or change their order, in many scripts.
    const LETTERS: &[&str] = &[
        "a",
        "é",
        "e\u{301}",
        "\u{301}",
        "\u{323}\u{307}",
        "\u{307}\u{323}",
        "ộ",
        "o\u{302}\u{323}",
        "한",
        "ᄒ",
        "ᅡ",
        "ᆫ",
        "\u{9c7}",
        "\u{9be}",
        "\u{9d7}",
        "か",
        "\u{3099}",
        "が",
        "\u{212b}",
        "\u{f9d0}",
        "\u{958}",
        "\u{344}",
        "\n",
        " ",
        "主",
        "\u{1100}\u{1161}",
        "\u{200d}",
    ];

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(LETTERS), 0..12).prop_map(|all| all.concat())
    }

    proptest! {
        #[test]
        fn a_text_composed_in_stretches_is_composed_as_a_whole(text in text()) {
            let whole: String = text.nfc().collect();
            let parts: String = stretches(&text).map(|(_, part)| nfc(part).into_owned()).collect();
            prop_assert_eq!(&parts, &whole);
            prop_assert_eq!(nfc(&text), whole);
        }

        #[test]
        fn places_lead_back_to_the_letter_they_come_from(text in text()) {
            let whole = nfc(&text);
            let origins = Origins::of(&text);
            for (at, _) in whole.char_indices().chain([(whole.len(), ' ')]) {
                if let Some(origin) = origins.origin(at) {
                    prop_assert_eq!(nfc(&text[..origin]), &whole[..at], "{:?} at {}", text, at);
                    prop_assert_eq!(nfc(&text[origin..]), &whole[at..], "{:?} at {}", text, at);
                }
            }
            prop_assert_eq!(origins.origin(0), Some(0));
            prop_assert_eq!(origins.origin(whole.len()), Some(text.len()));
            prop_assert_eq!(origins.origin(whole.len() + 1), None);
        }
    }

    #[test]
    fn a_place_inside_a_letter_has_no_origin() {
        let origins = Origins::of("ae\u{301}b");
        let found: Vec<Option<usize>> = (0..=5).map(|n| origins.origin(n)).collect();
        assert_eq!(found, [Some(0), Some(1), None, Some(4), Some(5), None]);
        assert_eq!((origins.around(0..1), origins.around(1..3), origins.around(2..2)), (0..1, 1..4, 1..4));
        assert_eq!((origins.around(4..4), origins.around(0..9)), (5..5, 0..5));
    }
}
