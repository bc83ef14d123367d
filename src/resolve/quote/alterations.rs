//! What a quotation that was found alters of its source, and by which marks it says so.

use std::ops::Range;

use super::normal::Normal;
use super::pattern::{Bracket, Mark, Pattern};
use super::search::{Stretches, has_omission, letters_back, word_end};
use super::shown::clip;
use crate::model::quote::{Alteration, Altering};
use crate::text::Span;

/// A place of a quotation with brackets, and what the source prints there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seam<'a> {
    /// The brackets.
    pub brackets: &'a [Bracket],
    /// What the source prints in their place, letters of words cut there left aside: in its normalised text.
    pub gone: Range<usize>,
    /// The rest of a word whose end stands in brackets.
    pub ending: Option<Range<usize>>,
    /// The letters of a word whose beginning stands in brackets.
    pub beginning: Option<Range<usize>>,
    /// From the beginning of the part before to the end of the part behind.
    pub beside: Range<usize>,
}

/// The places of a quotation with brackets, in order. Before the first part and behind the last nothing of the source
/// is gone but letters of their words.
pub fn seams<'a>(pattern: &'a Pattern, found: &Stretches, text: &Normal) -> Vec<Seam<'a>> {
    if !found.edited {
        return Vec::new();
    }
    let (Some(first), Some(last)) = (found.parts.first(), found.parts.last()) else { return Vec::new() };
    let mut all = vec![seam(&pattern.start, &text.text, None, Some(first))];
    for (join, pair) in pattern.joins.iter().zip(found.parts.windows(2)) {
        all.push(seam(join, &text.text, Some(&pair[0]), Some(&pair[1])));
    }
    all.push(seam(&pattern.end, &text.text, Some(last), None));
    all.retain(|s| !s.brackets.is_empty());
    all
}

/// What lies between the end of a part and the beginning of the next.
fn seam<'a>(
    brackets: &'a [Bracket],
    text: &str,
    before: Option<&Range<usize>>,
    behind: Option<&Range<usize>>,
) -> Seam<'a> {
    let (from, to) = (before.map(|p| p.end), behind.map(|p| p.start));
    let beside = before.or(behind).map_or(0, |p| p.start)..behind.or(before).map_or(0, |p| p.end);
    let mark = |b: Option<&Bracket>| b.map(|b| b.mark);
    if let (Some(from), Some(to), [Bracket { mark: Mark::Letters { behind: true, ahead: true }, .. }]) =
        (from, to, brackets)
    {
        return Seam { brackets, gone: to..to, ending: Some(from..to), beginning: None, beside };
    }
    let ending = match (from, mark(brackets.first())) {
        (Some(from), Some(Mark::Letters { behind: true, .. })) => Some(from..from + word_end(&text[from..])),
        _ => None,
    };
    let beginning = match (to, brackets.last()) {
        (Some(to), Some(Bracket { mark: Mark::Letters { ahead: true, .. }, put, .. })) => {
            letters_back(text, to, put).map(|from| from..to)
        }
        _ => None,
    };
    let start = ending.as_ref().map(|r| r.end).or(from);
    let end = beginning.as_ref().map(|r| r.start).or(to);
    let gone = match (start, end) {
        (Some(start), Some(end)) => start..end.max(start),
        (Some(at), None) | (None, Some(at)) => at..at,
        (None, None) => 0..0,
    };
    Seam { brackets, gone, ending, beginning, beside }
}

impl Seam<'_> {
    /// The words of the quoter's own.
    pub fn put(&self) -> String {
        let words = self.brackets.iter().filter(|b| b.mark == Mark::Words).map(|b| b.put.as_str());
        words.collect::<Vec<_>>().join(" ")
    }

    /// What is altered here; `place` tells where a stretch of the quotation stands in the file.
    pub fn alterations(&self, text: &str, place: &dyn Fn(Range<usize>) -> Span) -> Vec<Alteration> {
        let omits = has_omission(self.brackets);
        // What is gone belongs to the omission, or else to the first words put in.
        let mut gone = Some(text[self.gone.clone()].trim()).filter(|g| !g.is_empty());
        let mut out = Vec::new();
        for bracket in self.brackets {
            let letters = |range: &Option<Range<usize>>| range.clone().map_or(String::new(), |r| text[r].to_owned());
            let (kind, printed) = match bracket.mark {
                Mark::Omission => (Altering::Omission, gone.take().map_or(String::new(), clip)),
                Mark::Words if omits => (Altering::Insertion, String::new()),
                Mark::Words => match gone.take() {
                    Some(gone) => (Altering::Replacement, gone.to_owned()),
                    None => (Altering::Insertion, String::new()),
                },
                Mark::Letters { behind: true, .. } => (Altering::Letters, letters(&self.ending)),
                Mark::Letters { .. } => (Altering::Letters, letters(&self.beginning)),
                Mark::Sic | Mark::Emphasis => continue,
            };
            out.push(Alteration { kind, put: bracket.put.clone(), printed, span: place(bracket.at.clone()) });
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::quote::search::find;

    #[test]
    fn each_mark_is_set_beside_what_the_source_prints() {
        let source =
            Normal::of("The states of the region have not agreed on it. Applying norms is a hopeless task.", &[]);
        for (quote, expect) in [
            ("[t]he states", "letters t=T"),
            ("states […] have not", "omission =of the region"),
            ("states … have not", "omission =of the region"),
            ("the region [of Asia] have not", "insertion of Asia="),
            ("have not agreed [to] it", "replacement to=on"),
            ("[A]ppl[ied] norms", "letters A=A; letters ied=ying"),
            ("a hope[ful] task", "letters ful=less"),
            ("the region [has] […] [yet] agreed", "insertion has=; omission =have not; insertion yet="),
            ("[The many] states of the region", "insertion The many="),
            ("the region have [sic] not", ""),
        ] {
            let pattern = Pattern::read(quote).unwrap();
            let patterns: Vec<Pattern> = std::iter::once(pattern.clone()).chain(pattern.other_readings()).collect();
            let (pattern, found) = patterns.iter().find_map(|p| Some((p, find(p, &source, &|_| true)?))).unwrap();
            let all = seams(pattern, &found, &source);
            let told: Vec<String> = all
                .iter()
                .flat_map(|s| s.alterations(&source.text, &|at| Span::new(at.start, at.end)))
                .map(|a| format!("{} {}={}", a.kind.name(), a.put, a.printed))
                .collect();
            assert_eq!(told.join("; "), expect, "{quote}");
        }
    }
}
