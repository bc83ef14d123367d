//! What a quotation cuts off at its edges: a word right before or behind it that turns its sentence, or the sign of a
//! question.

use std::ops::Range;

use super::normal::Normal;
use super::pattern::{Mark, Pattern};
use super::search::{Stretches, shorter};
use super::sense::{CONDITION, CONTRAST, GRAVE, Language, NEGATION, Turn};

/// So many bytes beside a quotation are looked at: enough for a phrase in any script.
const REACH: usize = 80;
/// Signs at which a sentence or a part of it ends.
const ENDS: [char; 10] = ['.', '?', '!', ';', ':', '。', '؟', '۔', '।', '؛'];

/// What is cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// The quotation begins right behind this word.
    Before(Range<usize>),
    /// It ends right before this word.
    Behind(Range<usize>),
    /// It ends right before the sign of a question.
    Question,
}

/// What a quotation that was found in a text cuts off there, if anything.
pub fn cut(pattern: &Pattern, found: &Stretches, text: &Normal, tag: Option<&str>) -> Option<Cut> {
    let text = &*text.text;
    let (first, last) = (found.parts.first()?, found.parts.last()?);
    let edited = |brackets: &[super::pattern::Bracket]| found.edited && !brackets.is_empty();
    let mut start = first.start;
    if let Some(letters) = pattern.start.last().filter(|b| edited(&pattern.start) && b.mark != Mark::Words) {
        start -= text[..start].chars().rev().take(letters.put.chars().count()).map(char::len_utf8).sum::<usize>();
    }
    let mut end = last.end;
    if edited(&pattern.end) && matches!(pattern.end[0].mark, Mark::Letters { behind: true, .. }) {
        end += super::search::word_end(&text[end..]);
    }
    // The source's own words that the quoter gives in brackets are not cut off.
    let put: String = pattern.start.iter().filter(|b| b.mark == Mark::Words).map(|b| b.put.as_str()).collect();
    let said = Language::of(tag, &put).all(&put);
    before(text, start, tag).filter(|turn| turn.turns.shared(said).is_empty()).map(|turn| Cut::Before(turn.at)).or_else(
        || {
            let stops = stops(pattern, found, last);
            // Words of a question may be taken into a sentence of one's own; a whole one is then a statement.
            let asks = text[end..].starts_with(['?', '؟']) && (stops || begins_sentence(text, start));
            if asks { Some(Cut::Question) } else { behind(text, end, stops, tag) }
        },
    )
}

/// Whether a sentence begins at a place.
fn begins_sentence(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end_matches([' ', '\'', '(', '¿', '-']);
    head.is_empty() || head.ends_with(ENDS)
}

/// Whether the quotation ends in a stop of the quoter's own.
fn stops(pattern: &Pattern, found: &Stretches, last: &Range<usize>) -> bool {
    let words = if found.edited { pattern.parts.last().map_or("", |p| &p.text) } else { &pattern.literal };
    let own = words.ends_with(['.', '。']) && pattern.end.is_empty();
    own && shorter(words).is_some_and(|short| last.len() == short.len())
}

/// A word right before a place, in the same sentence, that negates or sets a condition.
fn before(text: &str, at: usize, tag: Option<&str>) -> Option<Turn> {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let head = text[from..at].trim_end_matches([' ', '\'', '(', '-']);
    let language = Language::of(tag, head);
    let turn = language.turns(head).into_iter().find(|t| t.at.end == head.len())?;
    let turns = turn.turns.shared(NEGATION.with(CONDITION));
    (!turns.is_empty()).then(|| Turn { turns, at: from + turn.at.start..from + turn.at.end })
}

/// A word or sign right behind a place, in the same sentence, that turns it. Mostly a quotation may end before an
/// *if*; not if it ends in a stop, as if there the sentence ended.
fn behind(text: &str, at: usize, stops: bool, tag: Option<&str>) -> Option<Cut> {
    let rest = &text[at..];
    let mut reach = REACH.min(rest.len());
    while !rest.is_char_boundary(reach) {
        reach -= 1;
    }
    let rest = &rest[..reach];
    let (near, far) =
        (rest.trim_start_matches([' ', '\'']), rest.trim_start_matches([' ', '\'', ',', '、', '،', '-', ')']));
    let language = Language::of(tag, rest);
    let first = |text: &str| language.turns(text).into_iter().find(|t| t.at.start == 0);
    let turn = match stops {
        true if rest.starts_with(ENDS) => None,
        true => first(far).filter(|t| !t.turns.shared(GRAVE).is_empty()).map(|t| (far, t)),
        false => first(near)
            .filter(|t| {
                language.negates_behind() && !t.turns.shared(NEGATION).is_empty() && t.turns.shared(CONTRAST).is_empty()
            })
            .map(|t| (near, t)),
    };
    turn.map(|(tail, turn)| {
        let start = at + (rest.len() - tail.len());
        Cut::Behind(start + turn.at.start..start + turn.at.end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::quote::search::find;

    fn cut_off(tag: &str, quote: &str, source: &str) -> Option<String> {
        let text = Normal::of(source, &[]);
        let pattern = Pattern::read(quote).unwrap();
        let found = find(&pattern, &text, &|_| true).unwrap();
        cut(&pattern, &found, &text, Some(tag)).map(|cut| match cut {
            Cut::Before(r) => format!("<{}", &text.text[r]),
            Cut::Behind(r) => format!(">{}", &text.text[r]),
            Cut::Question => "?".to_owned(),
        })
    }

    #[test]
    fn words_that_turn_a_sentence_are_seen_at_both_edges() {
        for (tag, quote, source, expect) in [
            ("en", "agree with it", "They do not agree with it.", Some("<not")),
            ("en", "agree with it", "They may agree with it.", None),
            ("en", "agree with it", "Are they not? They agree with it.", None),
            ("en", "We agree", "They left. Not so. We agree to it.", None),
            ("en", "they agree", "It is so only if they agree to it.", Some("<if")),
            ("en", "they agree.", "Here they agree, unless others do.", Some(">unless")),
            ("en", "they agree", "Here they agree, unless others do.", None),
            ("en", "they agree.", "Here they agree but little.", Some(">but")),
            ("en", "they agree.", "Here they agree. But others do not.", None),
            ("en", "really binding on all", "Is the treaty really binding on all?", None),
            ("en", "Is the treaty really binding on all", "He asks. Is the treaty really binding on all?", Some("?")),
            ("es", "Es vinculante para todos", "¿Es vinculante para todos?", Some("?")),
            ("en", "really binding on all.", "Is the treaty really binding on all?", Some("?")),
            ("en", "really binding on all?", "Is the treaty really binding on all?", None),
            ("en", "[W]e agree with it", "They said not so; we agree with it.", None),
            ("en", "[A]gree with it", "They do not agree with it.", Some("<not")),
            ("en", "[do not] agree with it", "They do not agree with it.", None),
            ("de", "Wir stimmen dem zu", "Wir stimmen dem zu nicht.", Some(">nicht")),
            ("zh", "同意这个", "他们不同意这个。", Some("<不")),
            ("ko", "합의하지", "그들은 합의하지 않는다.", Some(">않는다")),
            ("ja", "合意し", "彼らは合意しない。", Some(">ない")),
            ("ja", "合意してい", "彼らは合意していない。", Some(">ない")),
        ] {
            assert_eq!(cut_off(tag, quote, source).as_deref(), expect, "{quote}: {source}");
        }
    }
}
