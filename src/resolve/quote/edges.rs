//! What a quotation cuts off at its edges: a word right before or behind it that turns its sentence, or the sign of a
//! question.

use std::ops::Range;

use super::normal::{Normal, is_wide, tokens};
use super::pattern::shorter;
use super::pattern::{MOST_REPLACED, Mark, Pattern};
use super::search::{Stretches, letters_back};
use super::sense::{CONDITION, CONTRAST, GRAVE, Language, NEGATION, Turn};
use crate::script;
use crate::text::{boundary_before, boundary_behind};

/// So many bytes beside a quotation are looked at: enough for a phrase in any script.
const REACH: usize = 80;
/// Whether a sentence or a part of it ends at a sign.
fn ends(c: char) -> bool {
    script::ends_sentence(c) || matches!(c, ';' | ':' | '؛')
}

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
        start = letters_back(text, start, &letters.put).unwrap_or(start);
    }
    let mut end = last.end;
    if edited(&pattern.end) && matches!(pattern.end[0].mark, Mark::Letters { behind: true, .. }) {
        end += super::search::word_end(&text[end..]);
    }
    // The source's own words that the quoter gives in brackets are not cut off.
    let put: String = pattern.start.iter().filter(|b| b.mark == Mark::Words).map(|b| b.put.as_str()).collect();
    let said = Language::of(tag, &put).all(&put);
    // Words in brackets may stand in the place of some right before.
    let reach = if put.is_empty() { 0 } else { MOST_REPLACED };
    let before = before(text, start, reach, tag).filter(|turn| turn.turns.shared(said).is_empty());
    before.map(|turn| Cut::Before(turn.at)).or_else(|| {
        let stops = stops(pattern, found, last);
        // Words of a question may be taken into a sentence of one's own; a whole one is then a statement.
        let asks = text[end..].trim_start_matches(' ').starts_with(['?', '؟']);
        let asks = asks && (stops || begins_sentence(text, start));
        if asks { Some(Cut::Question) } else { behind(text, end, stops, tag) }
    })
}

/// Whether a sentence begins at a place.
fn begins_sentence(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end_matches([' ', '\'', '(', '¿', '-']);
    head.is_empty() || head.ends_with(ends)
}

/// Whether the quotation ends in a stop of the quoter's own.
fn stops(pattern: &Pattern, found: &Stretches, last: &Range<usize>) -> bool {
    let words = if found.edited { pattern.parts.last().map_or("", |p| &p.text) } else { &pattern.literal.text };
    let own = words.ends_with(['.', '。']) && pattern.end.is_empty();
    own && shorter(words).is_some_and(|short| last.len() == short.len())
}

/// A word right before a place, in the same sentence, that negates or sets a condition; or one of the last `reach`.
fn before(text: &str, at: usize, reach: usize, tag: Option<&str>) -> Option<Turn> {
    let from = boundary_behind(text, at.saturating_sub(REACH));
    let head = text[from..at].trim_end_matches([' ', '\'', '(', '-']);
    let language = Language::of(tag, head);
    language.turns(head).into_iter().rev().find_map(|turn| {
        let rest = &head[turn.at.end..];
        let near = language.goes_on(rest) || !rest.contains(ends) && tokens(rest).len() < reach;
        let turns = turn.turns.shared(NEGATION.with(CONDITION));
        (near && !turns.is_empty()).then(|| Turn { turns, at: from + turn.at.start..from + turn.at.end })
    })
}

/// A word or sign right behind a place, in the same sentence, that turns it. Mostly a quotation may end before an
/// *if*; not if it ends in a stop, as if there the sentence ended.
fn behind(text: &str, at: usize, stops: bool, tag: Option<&str>) -> Option<Cut> {
    let rest = &text[at..];
    let rest = &rest[..boundary_before(rest, REACH)];
    let (near, far) =
        (rest.trim_start_matches([' ', '\'']), rest.trim_start_matches([' ', '\'', ',', '、', '،', '-', ')']));
    let language = Language::of(tag, rest);
    // Where words have no edges, a letter of the verb may stand before what negates it.
    let letter = |text: &str| text.chars().next().filter(|c| is_wide(*c)).map_or(0, char::len_utf8);
    let first = |text: &str| language.turns(text).into_iter().find(|t| t.at.start <= letter(text));
    let turn = match stops {
        true if rest.starts_with(ends) => None,
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
            ("zh", "同意这个", "他们不得同意这个。", Some("<不")),
            ("zh", "同意这个", "他们不应当同意这个。", Some("<不")),
            ("zh", "这个做法", "他们不同意这个做法。", None),
            ("en", "used for war", "It must not be used for war.", Some("<not")),
            ("en", "used for war", "It is not so: it must be used for war.", None),
            ("fr", "utilisé à la guerre", "Il ne doit pas être utilisé à la guerre.", Some("<pas")),
            ("ko", "합의하지", "그들은 합의하지 않는다.", Some(">않는다")),
            ("ja", "合意し", "彼らは合意しない。", Some(">ない")),
            ("ja", "合意してい", "彼らは合意していない。", Some(">ない")),
        ] {
            assert_eq!(cut_off(tag, quote, source).as_deref(), expect, "{quote}: {source}");
        }
    }
}
