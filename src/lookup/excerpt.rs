//! What a preview keeps of a passage: its beginning, and all that something points at, each with what stands around it,
//! cut at the ends of sentences.

use std::collections::BTreeMap;
use std::ops::Range;

use super::plain;
use crate::model::source::SourceBlock;
use crate::pages::words;
use crate::sentences::sentences;
use crate::text::{Span, boundary_before};

/// So many characters of the beginning of a passage are kept, and so many of what is mentioned further on.
const MOST: usize = 2_000;
/// So many characters are shown at once. `preview.js` has the same number.
const WINDOW: usize = 640;
/// A sentence of more characters is taken in pieces: nobody sees all of it.
const LONG: usize = 1_200;
/// How long the pieces are, in bytes.
const PIECE: usize = 300;

/// Some sentences in what is kept of a passage: where they begin and end, and where what is shown around them does. In
/// UTF-16 units, as scripts count.
pub type Shown = [usize; 4];

/// A sentence of a passage, or a piece of one that is very long.
struct Unit {
    span: Span,
    plain: String,
    chars: usize,
    /// Whether it is the second or a later piece of a sentence.
    later: bool,
}

/// What is kept of a passage in a language, and where in it the pinned sentences stand, by the names they have in
/// addresses (`2`, `2-3`). Of a passage that is not shown whole, the name of the beginning is empty. `needed` are other stretches that something leads to.
pub fn of_block(
    block: &SourceBlock,
    language: Option<&str>,
    pins: &[(String, Span)],
    needed: &[Span],
) -> (String, BTreeMap<String, Shown>) {
    let whole = plain::block(block);
    if pins.is_empty() && whole.chars().nth(WINDOW).is_none() {
        return (whole, BTreeMap::new());
    }
    let units = units(block, language);
    let mut keep = vec![false; units.len()];
    let mut room = MOST;
    for (unit, keep) in units.iter().zip(&mut keep) {
        let Some(left) = room.checked_sub(unit.chars) else { break };
        (room, *keep) = (left, true);
    }
    let needed = merged(needed);
    let meets =
        |u: &Unit| needed.get(needed.partition_point(|n| n.end <= u.span.start)).is_some_and(|n| n.start < u.span.end);
    let mut windows = Vec::new();
    for (name, span) in pins {
        let inside = |u: &Unit| span.start <= u.span.start && u.span.end <= span.end;
        let first = units.partition_point(|u| u.span.start < span.start);
        if !units.get(first).is_some_and(inside) {
            continue;
        }
        let last = first + units[first..].iter().take_while(|u| inside(u)).count() - 1;
        for n in first..=last {
            keep[n] |= !units[n].later || meets(&units[n]);
        }
        let shown = window(&units, first..last + 1);
        (shown.start..first).chain(last + 1..shown.end).for_each(|n| keep[n] = true);
        windows.push((name.clone(), first..last + 1, shown));
    }
    let mut room = MOST;
    for (n, unit) in units.iter().enumerate().filter(|(_, u)| meets(u)) {
        if !keep[n]
            && let Some(left) = room.checked_sub(unit.chars)
        {
            (room, keep[n]) = (left, true);
        }
    }
    if !keep.contains(&true) {
        return (words::opening(&whole, MOST), BTreeMap::new());
    }
    if whole.chars().nth(WINDOW).is_some() {
        windows.push((String::new(), 0..1, window(&units, 0..1)));
    }
    let (text, places) = joined(&block.text, &units, &keep);
    let shown = windows.into_iter().filter_map(|(name, own, shown)| {
        let of = |range: Range<usize>| {
            let mut kept = range.filter_map(|n| places.get(&n));
            let first = kept.next()?;
            Some((first.start, kept.next_back().unwrap_or(first).end))
        };
        let ((from, to), (start, end)) = (of(own)?, of(shown)?);
        Some((name, [from, to, start, end]))
    });
    (text, shown.collect())
}

/// Stretches in order, those that touch as one.
fn merged(stretches: &[Span]) -> Vec<Span> {
    let mut all = stretches.to_vec();
    all.sort_unstable();
    all.dedup_by(|next, last| {
        let joins = next.start <= last.end;
        if joins {
            last.end = last.end.max(next.end);
        }
        joins
    });
    all
}

/// The sentences of a block, very long ones in pieces.
fn units(block: &SourceBlock, language: Option<&str>) -> Vec<Unit> {
    let text = &block.text;
    let mut all = Vec::new();
    for span in sentences(text, language) {
        let mut from = span.start;
        while from < span.end {
            let mut to = span.end;
            if text[span.range()].chars().nth(LONG).is_some() && span.end - from > 2 * PIECE {
                to = boundary_before(text, from + PIECE);
                to = text[from..to].rfind(char::is_whitespace).filter(|n| *n > 0).map_or(to, |n| from + n);
            }
            let plain = plain::stretch(block, from..to);
            let chars = plain.chars().count();
            all.push(Unit { span: Span::new(from, to), plain, chars, later: from > span.start });
            from = to;
        }
    }
    all
}

/// Which units are shown around some: as many as there is room for, as many behind as before.
fn window(units: &[Unit], own: Range<usize>) -> Range<usize> {
    let mut shown = own.clone();
    let mut chars: usize = units[own].iter().map(|u| u.chars).sum();
    let mut more = true;
    while more {
        more = false;
        if let Some(next) = units.get(shown.end).filter(|u| chars + u.chars < WINDOW) {
            (chars, shown.end, more) = (chars + next.chars + 1, shown.end + 1, true);
        }
        if let Some(before) = shown.start.checked_sub(1).filter(|n| chars + units[*n].chars < WINDOW) {
            (chars, shown.start, more) = (chars + units[before].chars + 1, before, true);
        }
    }
    shown
}

/// The units that are kept as one text, with a sign where something is left out, and where each stands in it.
fn joined(text: &str, units: &[Unit], keep: &[bool]) -> (String, BTreeMap<usize, Range<usize>>) {
    let mut out = String::new();
    let mut at = 0;
    let mut places = BTreeMap::new();
    let mut push = |words: &str| {
        out.push_str(words);
        let from = at;
        at += words.encode_utf16().count();
        from..at
    };
    let mut before: Option<usize> = None;
    for (n, unit) in units.iter().enumerate().filter(|(n, _)| keep[*n]) {
        match before {
            None if n == 0 => {}
            None => _ = push("… "),
            Some(last) if last + 1 < n => _ = push(" … "),
            Some(last)
                if units[last].span.end < unit.span.start
                    || text[unit.span.start..].starts_with(char::is_whitespace) =>
            {
                _ = push(" ");
            }
            Some(_) => {}
        }
        places.insert(n, push(&unit.plain));
        before = Some(n);
    }
    if before.is_some_and(|last| last + 1 < units.len()) {
        push(" …");
    }
    (out, places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lookup::plain::tests::source_block;

    fn slice(text: &str, from: usize, to: usize) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(&units[from..to]).unwrap()
    }

    fn pin(text: &str, name: &str, words: &str) -> (String, Span) {
        let at = text.find(words).unwrap();
        (name.to_owned(), Span::new(at, at + words.len()))
    }

    #[test]
    fn a_short_passage_is_kept_whole_and_knows_its_sentences() {
        let text = "One *is* 𝒳𝒳.  Two is here. Three ends.";
        let block = source_block(text, vec![Span::new(4, 8)]);
        let (kept, shown) = of_block(&block, None, &[pin(text, "2", "Two is here.")], &[]);
        assert_eq!(kept, "One is 𝒳𝒳. Two is here. Three ends.");
        let [from, to, start, end] = shown["2"];
        assert_eq!(slice(&kept, from, to), "Two is here.");
        assert_eq!(slice(&kept, start, end), kept);
        assert_eq!(of_block(&block, None, &[], &[]), (kept, BTreeMap::new()));
    }

    #[test]
    fn what_is_pinned_far_down_is_kept_with_the_sentences_around_it() {
        let all: Vec<String> =
            (100..200).map(|n| format!("Sentence number {n} says some words about the same matter.")).collect();
        let text = all.join(" ");
        let block = source_block(&text, Vec::new());
        let needed = [pin(&text, "", "number 150 says").1];
        let (kept, shown) = of_block(&block, None, &[pin(&text, "81", &all[80])], &needed);
        let [from, to, start, end] = shown["81"];
        assert_eq!(slice(&kept, from, to), all[80]);
        let around = slice(&kept, start, end);
        assert_eq!(around, all[76..86].join(" "));
        assert!(kept.starts_with(&all[0]) && kept.ends_with("matter. …") && kept.contains(" … "), "{kept}");
        assert!(kept.contains(&all[50]) && !kept.contains(&all[60]), "{kept}");
        assert!(kept.len() < 3_000);
    }

    #[test]
    fn of_a_sentence_without_an_end_the_pinned_words_are_kept() {
        let text: String = (0..2_000).map(|n| format!("w{n} ")).collect();
        let block = source_block(text.trim_end(), Vec::new());
        let needed = [pin(&text, "", "w1500 w1501").1];
        let (kept, shown) = of_block(&block, None, &[("1".to_owned(), Span::new(0, text.trim_end().len()))], &needed);
        let [from, to, ..] = shown["1"];
        assert!(slice(&kept, from, to).contains("w1500 w1501"), "{kept}");
        assert!(kept.starts_with("w0 ") && kept.len() < 3_500, "{}", kept.len());
    }

    #[test]
    fn chinese_sentences_stand_close() {
        let text = "一是。二是。三是。";
        let block = source_block(text, Vec::new());
        let (kept, shown) = of_block(&block, Some("zh"), &[pin(text, "2-3", "二是。三是。")], &[]);
        assert_eq!((kept.as_str(), shown["2-3"]), (text, [3, 9, 0, 9]));
    }

    #[test]
    fn a_beginning_ends_with_a_sentence() {
        let all: Vec<String> =
            (10..30).map(|n| format!("Sentence number {n} says some words about a matter.")).collect();
        let (kept, shown) = of_block(&source_block(&all.join(" "), Vec::new()), None, &[], &[]);
        let [.., start, end] = shown[""];
        assert_eq!(slice(&kept, start, end), all[..12].join(" "));
    }
}
