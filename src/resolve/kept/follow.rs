//! The words that name places, with the new places in them.

use super::naming::{Naming, Spelling};
use crate::model::place::{PASSAGE, Printed, Spot, Stretch};
use crate::numeral::is_numeral;
use crate::text::Span;

/// What is to stand in place of what names places, and where: the numbers alone are changed where they can be told, in
/// whatever language the place is named; else it is named anew. `places` is what the naming is to name, in its order.
pub fn rewritten(naming: &Naming, text: &str, places: &[Stretch]) -> Option<(Span, String)> {
    let number = |places: &[Stretch]| match places {
        [(Spot::Passage(number), None)] => Some(*number),
        _ => None,
    };
    match naming.spelling {
        Spelling::Number(span) => Some((span, number(places)?.to_string())),
        Spelling::Anchor(span) => Some((span?, format!("p{}", number(places)?))),
        Spelling::Locator(span) => {
            let span = span?;
            let written = text.get(span.range())?;
            let new = numbers_changed(written, &naming.stretches, places).or_else(|| named(places))?;
            Some((span, new))
        }
    }
}

/// A locator with new numbers in it; nothing where it cannot be told which of its numbers is which.
fn numbers_changed(written: &str, old: &[Stretch], new: &[Stretch]) -> Option<String> {
    let mut changes: Vec<(Printed, Printed)> = Vec::new();
    for ((from, through), (new_from, new_through)) in old.iter().zip(new) {
        if through.is_some() && !rises(new_from, new_through.as_ref()?) {
            return None;
        }
        pair(from, new_from, &mut changes)?;
        if let (Some(through), Some(new_through)) = (through, new_through) {
            pair(through, new_through, &mut changes)?;
        }
    }
    let numbers = numbers(written);
    let mut out = written.to_owned();
    let mut places = Vec::new();
    for (from, to) in &changes {
        let same = |n: &&(usize, &str)| Printed { unit: from.unit, label: n.1.to_owned() }.key() == from.key();
        let mut found = numbers.iter().filter(same);
        let (Some((at, number)), None) = (found.next(), found.next()) else { return None };
        let label = if number.is_ascii() { to.shown() } else { to.label.clone() };
        places.push((*at, number.len(), label));
    }
    places.sort_unstable();
    places.dedup();
    if places.windows(2).any(|two| two[0].0 == two[1].0) {
        return None;
    }
    for (at, len, label) in places.into_iter().rev() {
        out.replace_range(at..at + len, &label);
    }
    Some(out)
}

/// The numbers that change between two names of one form.
fn pair(old: &Spot, new: &Spot, changes: &mut Vec<(Printed, Printed)>) -> Option<()> {
    let path = |spot: &Spot| match spot {
        Spot::Own(path) => path.clone(),
        Spot::Passage(n) => vec![Printed { unit: crate::model::place::Unit::Paragraph, label: n.to_string() }],
    };
    let alike = matches!((old, new), (Spot::Own(_), Spot::Own(_)) | (Spot::Passage(_), Spot::Passage(_)));
    let (old, new) = (path(old), path(new));
    let same = |(a, b): (&Printed, &Printed)| a.unit == b.unit;
    if !alike || old.len() != new.len() || !old.iter().zip(&new).all(same) {
        return None;
    }
    changes.extend(old.into_iter().zip(new).filter(|(a, b)| a.key() != b.key()));
    Some(())
}

/// Whether one place comes before another, as far as their numbers tell.
fn rises(from: &Spot, through: &Spot) -> bool {
    match (from, through) {
        (Spot::Passage(a), Spot::Passage(b)) => a < b,
        (Spot::Own(a), Spot::Own(b)) => {
            let number = |path: &[Printed]| path.last().and_then(|p| p.key().1.parse::<u64>().ok());
            let outer = |path: &[Printed]| path.iter().rev().skip(1).map(Printed::key).collect::<Vec<_>>();
            outer(a) == outer(b) && number(a).zip(number(b)).is_none_or(|(a, b)| a < b)
        }
        _ => false,
    }
}

/// The numbers in a text, each with its place: Latin letters and digits, or numerals of another script.
fn numbers(text: &str) -> Vec<(usize, &str)> {
    let class = |c: char| match c {
        c if c.is_ascii_alphanumeric() => 1,
        c if is_numeral(c) => 2,
        c if c.is_alphanumeric() => 3,
        _ => 0,
    };
    let mut found: Vec<(usize, &str)> = Vec::new();
    let mut last = 0;
    for (at, c) in text.char_indices() {
        let now = class(c);
        if now == last
            && let Some((start, word)) = found.last_mut().filter(|_| now != 0)
        {
            *word = &text[*start..at + c.len_utf8()];
        } else if now != 0 {
            found.push((at, &text[at..at + c.len_utf8()]));
        }
        last = now;
    }
    found
}

/// Places named in English; nothing where they are of several kinds.
fn named(places: &[Stretch]) -> Option<String> {
    let by_count: Option<Vec<String>> = places
        .iter()
        .map(|stretch| match stretch {
            (Spot::Passage(n), None) => Some(n.to_string()),
            (Spot::Passage(a), Some(Spot::Passage(b))) if a == b => Some(a.to_string()),
            (Spot::Passage(a), Some(Spot::Passage(b))) => (a < b).then(|| format!("{a}-{b}")),
            _ => None,
        })
        .collect();
    if let Some(numbers) = by_count {
        let one = matches!(numbers.as_slice(), [one] if !one.contains('-'));
        return Some(format!("{PASSAGE}{} {}", if one { "" } else { "s" }, numbers.join(", ")));
    }
    let own: Option<Vec<String>> = places
        .iter()
        .map(|(from, through)| match (from, through) {
            (Spot::Own(_), None) => Some(from.to_string()),
            (Spot::Own(_), Some(Spot::Own(path))) if rises(from, through.as_ref()?) => {
                Some(format!("{from}-{}", path.last()?.shown()))
            }
            _ => None,
        })
        .collect();
    own.map(|names| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::place::Unit;

    fn own(parts: &[(Unit, &str)]) -> Spot {
        Spot::Own(parts.iter().map(|(unit, label)| Printed { unit: *unit, label: (*label).to_owned() }).collect())
    }

    fn written(text: &str, old: Vec<Stretch>, new: Vec<Stretch>) -> Option<String> {
        let span = Span::new(0, text.len());
        let naming = Naming {
            path: crate::path::SitePath::new("content/a.md").unwrap(),
            span,
            source: "s".to_owned(),
            stretches: old,
            counts_sentences: false,
            spelling: Spelling::Locator(Some(span)),
        };
        rewritten(&naming, text, &new).map(|(_, text)| text)
    }

    #[test]
    fn numbers_change_in_the_words_in_which_they_are_named() {
        use Spot::Passage as P;
        let one = |n| vec![(P(n), None)];
        for (text, expect) in [
            ("passage 17", "passage 18"),
            ("{passage 17}", "{passage 18}"),
            ("第17段", "第18段"),
            ("第十七段", "第18段"),
            ("Abs. 17", "Abs. 18"),
        ] {
            assert_eq!(written(text, one(17), one(18)).as_deref(), Some(expect), "{text}");
        }
        let list = |a, b, c| vec![(P(a), Some(P(b))), (P(c), None)];
        assert_eq!(written("passages 3-5, 9", list(3, 5, 9), list(4, 6, 9)).as_deref(), Some("passages 4-6, 9"));
        // Each number is changed once, also where they follow each other.
        let two = |a, b| vec![(P(a), None), (P(b), None)];
        assert_eq!(written("passages 3, 4", two(3, 4), two(4, 5)).as_deref(), Some("passages 4, 5"));
        assert_eq!(written("passages 3, 4", two(3, 4), two(4, 3)).as_deref(), Some("passages 4, 3"));
        // A range that would run backwards is none.
        assert_eq!(written("passages 3-5", vec![(P(3), Some(P(5)))], vec![(P(7), Some(P(2)))]), None);
        use Unit::{Article, Item, Paragraph};
        let art = |n, m| vec![(own(&[(Article, n), (Paragraph, m)]), None)];
        assert_eq!(written("art. IV, para. 1", art("IV", "1"), art("V", "1")).as_deref(), Some("art. V, para. 1"));
        assert_eq!(written("第四条第1款", art("四", "1"), art("五", "1")).as_deref(), Some("第五条第1款"));
        // Which of the two is which?
        assert_eq!(written("art. 4, para. 4", art("4", "4"), art("4", "5")).as_deref(), Some("art. 4, para. 5"));
        let item = |n, m| vec![(own(&[(Paragraph, n), (Item, m)]), None)];
        assert_eq!(written("para. 13 (b)", item("13", "b"), item("14", "b")).as_deref(), Some("para. 14 (b)"));
        // What the document does not number any more is named by our number.
        assert_eq!(written("para. 13 (b)", item("13", "b"), one(40)).as_deref(), Some("passage 40"));
    }
}
