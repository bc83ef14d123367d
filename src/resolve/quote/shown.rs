//! Stretches of sources as messages show them.

use std::ops::Range;

use super::corpus::{Corpus, Entry, Hit};
use crate::model::place::Places;
use crate::report::faults::{Passages, SourcePlace, SourceText};

/// A message shows so many characters of a source at most.
pub const MOST_SHOWN: usize = 220;

/// Passages by their numbers, as citations name them.
pub fn passages(places: &Places, paras: Vec<u32>) -> Passages {
    Passages { name: places.names(&paras), paras }
}

/// A passage by its source and number.
pub fn place_of(entry: &Entry) -> SourcePlace {
    SourcePlace {
        source: entry.source.id.to_string(),
        passage: entry.para().map(|para| passages(&entry.source.places, vec![para])),
        kind: entry.block.para.is_none().then(|| entry.block.kind.name()),
    }
}

/// Where in the sources words stand that a message shows.
pub fn reading(entry: &Entry, text: String) -> SourceText {
    let lines = &entry.block.lines;
    let first_line = lines.iter().map(|l| l.first).min().unwrap_or(1);
    let last_line = lines.iter().map(|l| l.last).max().unwrap_or(first_line);
    SourceText { place: place_of(entry), first_line, last_line, text }
}

/// A stretch of the text that a quotation was found in, as it is printed, cut to what stands around a spot. Where it
/// runs over several passages, only the one of the spot is shown.
pub fn around_hit(hit: &Hit, corpus: &Corpus, range: Range<usize>, spot: usize) -> String {
    let (entry, place) = hit.entry_at(spot);
    let place = place.unwrap_or(0..usize::MAX);
    let within = |n: usize| n.clamp(place.start, place.end) - place.start;
    around(corpus.entry(entry), &(within(range.start)..within(range.end)), within(spot))
}

/// A stretch of a source as it is printed, cut to what stands around a spot.
pub fn around(entry: &Entry, range: &Range<usize>, middle: usize) -> String {
    let whole = entry.original(range);
    let spot = entry.original(&(middle..middle)).start;
    shorten(&entry.block.text, whole.range(), spot)
}

/// A stretch of text, cut at words to what stands around a spot when it is long.
fn shorten(text: &str, range: Range<usize>, spot: usize) -> String {
    let words = &text[range.clone()];
    if words.chars().count() <= MOST_SHOWN {
        return words.trim().to_owned();
    }
    let spot = spot.clamp(range.start, range.end);
    let step = |from: usize, back: bool| {
        let limit = MOST_SHOWN / 2;
        match back {
            true => {
                text[range.start..from].char_indices().rev().nth(limit).map_or(range.start, |(n, _)| range.start + n)
            }
            false => text[from..range.end].char_indices().nth(limit).map_or(range.end, |(n, _)| from + n),
        }
    };
    let spot = (spot..range.end).find(|n| text.is_char_boundary(*n)).unwrap_or(range.end);
    let (mut from, mut to) = (step(spot, true), step(spot, false));
    if from > range.start {
        from = text[from..spot].find(' ').map_or(from, |n| from + n + 1);
    }
    if to < range.end {
        to = text[spot..to].rfind(' ').map_or(to, |n| spot + n);
    }
    let before = if from > range.start { "… " } else { "" };
    let after = if to < range.end { " …" } else { "" };
    format!("{before}{}{after}", text[from..to].trim())
}

/// Words cut to what a message has room for.
pub fn clip(words: &str) -> String {
    match words.char_indices().nth(80) {
        Some((n, _)) => format!("{} …", words[..n].trim_end()),
        None => words.to_owned(),
    }
}

/// Where two texts differ for the first time, ends of quotations aside.
pub fn first_difference(a: &str, b: &str) -> usize {
    a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y).map_or(a.len().min(b.len()), |((n, _), _)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_stretch_is_cut_at_words_around_the_spot() {
        let words: Vec<String> = (100..200).map(|n| format!("w{n}")).collect();
        let text = words.join(" ");
        let shown = |from: usize, to: usize, spot: usize| {
            let at = |n: usize| text.find(&format!("w{n}")).unwrap();
            shorten(&text, at(from)..at(to), at(spot))
        };
        assert_eq!(shown(110, 113, 111), "w110 w111 w112");
        // 220 characters are shown whole.
        assert_eq!(shown(110, 154, 130), words[10..54].join(" "));
        assert_eq!(shown(110, 155, 130), words[10..52].join(" ") + " …");
        assert_eq!(shown(110, 190, 110), words[10..32].join(" ") + " …");
        assert_eq!(shown(110, 190, 150), format!("… {} …", words[28..72].join(" ")));
        assert_eq!(shown(110, 190, 189), format!("… {}", words[67..90].join(" ")));
        assert_eq!(shorten("网络主权", 0..12, 4), "网络主权");
        assert_eq!(shorten(&"主".repeat(300), 0..900, 451), format!("… {} …", "主".repeat(221)));
    }

    #[test]
    fn words_are_clipped_and_compared_by_letters() {
        assert_eq!(clip("few"), "few");
        assert_eq!(clip(&"é".repeat(80)), "é".repeat(80));
        assert_eq!(clip(&format!("{} {}", "é".repeat(79), "more")), format!("{} …", "é".repeat(79)));
        for (a, b, at) in [("abc", "abd", 2), ("abc", "abc", 3), ("ab", "abc", 2), ("éa", "éb", 2), ("", "x", 0)] {
            assert_eq!(first_difference(a, b), at, "{a} {b}");
        }
    }
}
