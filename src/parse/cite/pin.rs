//! Pins behind the place of a citation: `, sentence 2`, `，第2句`, `, “a few words”`.

use super::locator::words_after;
use crate::model::pin::{PinBy, WrittenPin};
use crate::model::tree::Run;
use crate::numeral::{is_numeral, number};

/// What sentences are called, the longer forms first. All are read with small letters.
const LABELS: &[&str] = &[
    "sentences",
    "sentence",
    "sents.",
    "sent.",
    "sätze",
    "satz",
    "phrases",
    "phrase",
    "oraciones",
    "oración",
    "frases",
    "frase",
    "frasi",
    "предложения",
    "предложение",
    "предл.",
    "الجمل",
    "الجملة",
];

/// The same where it stands behind the number, or close before it.
const WIDE: &[&str] = &["句", "문장"];

/// The marks between which words are pinned.
const MARKS: &[(char, char)] =
    &[('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('»', '«'), ('「', '」'), ('『', '』'), ('"', '"')];

/// Reads a pin at the start of the words that stand behind the place of a citation: in the run they end at `end`. What
/// follows it is the suffix.
pub(super) fn pin(run: &Run, end: usize, words: String) -> (Option<WrittenPin>, String) {
    let inner = words.trim_start_matches([',', '，', '、', ' ', '\u{3000}']);
    let found = by_number(inner).or_else(|| by_words(inner));
    let Some((by, from, to, len)) = found else { return (None, words) };
    let at = end - inner.len();
    let raw = words[..words.len() - inner.len() + len].to_owned();
    let pin = WrittenPin { by, raw, span: run.span(at + from, at + to) };
    (Some(pin), words_after(&inner[len..]))
}

/// A pin with where what it says begins and ends, and how many bytes it takes.
type Found = (PinBy, usize, usize, usize);

fn by_number(text: &str) -> Option<Found> {
    let wide = |text: &str| WIDE.iter().find(|word| text.starts_with(**word)).map(|word| word.len());
    let spaces = |at: usize| at + text[at..].len() - text[at..].trim_start().len();
    let (first, last, len) = if let Some((first, last, number)) = range(text) {
        let at = spaces(number);
        (first, last, at + wide(&text[at..])?)
    } else {
        let label = LABELS.iter().find_map(|label| begins(text, label)).or_else(|| wide(text))?;
        let at = spaces(label);
        let (first, last, number) = range(&text[at..])?;
        // `2b` is no number.
        if text[at + number..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        (first, last, at + number)
    };
    (first > 0 && first <= last).then_some((PinBy::Number(first, last), 0, len, len))
}

/// How many bytes at the start of a text are a label, in capital or small letters.
fn begins(text: &str, label: &str) -> Option<usize> {
    let end = text.char_indices().nth(label.chars().count()).map_or(text.len(), |(at, _)| at);
    let head = text.get(..end)?;
    head.chars().flat_map(char::to_lowercase).eq(label.chars()).then_some(end)
}

/// A number, or two with a sign between them, at the start of a text, and how many bytes they take.
fn range(text: &str) -> Option<(u32, u32, usize)> {
    let one = |at: usize| {
        let inner = text[at..].trim_start_matches('第');
        let from = text.len() - inner.len();
        let len = inner.find(|c: char| !is_numeral(c)).unwrap_or(inner.len());
        Some((number(&inner[..len])?, from + len))
    };
    let (first, end) = one(0)?;
    let sign = text[end..].chars().next().filter(|c| "-–—－～〜~至".contains(*c));
    let last = sign.and_then(|sign| one(end + sign.len_utf8()));
    Some(last.map_or((first, first, end), |(last, end)| (first, last, end)))
}

fn by_words(text: &str) -> Option<Found> {
    let open = text.chars().next()?;
    let from = open.len_utf8();
    let closed = |close: char| Some((from + text[from..].find(close)?, close.len_utf8()));
    let closing = MARKS.iter().filter(|(o, _)| *o == open).filter_map(|(_, close)| closed(*close));
    let (to, mark) = closing.min()?;
    let words = text[from..to].trim();
    words.contains(char::is_alphanumeric).then(|| (PinBy::Words(words.to_owned()), from, to, to + mark))
}
