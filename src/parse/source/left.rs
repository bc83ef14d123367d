//! What was left out and may be text all the same: sentences in it, or more than a few of the words within the text.

use std::collections::BTreeSet;

use super::blocks::{Draft, Fate};
use super::facts::{self, Facts};
use crate::model::source::LineRange;
use crate::parse::record::{Action, Record};
use crate::report::faults::SourceLeftOut;
use crate::script;

/// A single paragraph above or below the text says something of the site more often than not; from this weight on (some
/// forty English words), or beside another, it may be of the text.
const ALONE: usize = 200;
/// Of the words between the first passage and the last, so many percent may be labels that are not known as such.
const SHARE: usize = 5;
/// And so many words at least are worth a remark: fewer are a button.
const FEW: usize = 12;
/// Above and below the text nothing shorter is looked at: no paragraph has fewer bytes.
const SENTENCE: usize = 50;
/// So much of the first line is given as a guard.
const GUARD: usize = 40;

/// What may be text, if anything: the sentences that were left out, and where labels are too many, these as well.
pub(super) fn out(
    drafts: &[Draft],
    record: Option<&Record>,
    lines: &[super::lines::Line<'_>],
) -> Option<SourceLeftOut> {
    let passage = |d: &Draft| matches!(d.fate, Fate::Keep(kind, _) if kind.is_passage());
    let first = drafts.iter().filter(|d| passage(d)).map(Draft::first).min()?;
    let last = drafts.iter().filter(|d| passage(d)).map(Draft::last).max()?;
    let named = named(record);
    let inside = |d: &Draft| d.first() > first && d.last() < last;
    let open: Vec<Option<Facts>> =
        drafts.iter().map(|d| if inside(d) || d.text.len() >= SENTENCE { open(d, &named) } else { None }).collect();
    let says = |f: &Facts| f.prose() || f.short_sentence();
    let mut hits: BTreeSet<usize> = BTreeSet::new();
    let (mut labels, mut words) = (Vec::new(), 0);
    for (n, d) in drafts.iter().enumerate() {
        let inside = inside(d);
        words += if d.is_kept() { script::words(&d.text) } else { 0 };
        let Some(f) = &open[n] else { continue };
        let beside = |m: Option<usize>| m.and_then(|m| open.get(m)?.as_ref()).is_some_and(Facts::prose);
        let beyond = !inside && is_paragraph(d, f);
        if inside && says(f) || beyond && (f.weight >= ALONE || beside(n.checked_sub(1)) || beside(Some(n + 1))) {
            hits.insert(n);
        } else if inside {
            labels.push(n);
        }
    }
    let count = |all: &[usize]| all.iter().filter_map(|n| open[*n].as_ref()).map(|f| f.words).sum::<usize>();
    if count(&labels) > FEW && count(&labels) * 100 > words * SHARE {
        hits.extend(labels);
    }
    let hits: Vec<usize> = hits.into_iter().collect();
    let start = drafts.get(*hits.first()?)?.first();
    let text: String = lines.get(start - 1)?.text.chars().take(GUARD).collect();
    let text = match text.chars().count() == GUARD {
        // Not in the midst of a word.
        true => text.rsplit_once(' ').map_or(text.as_str(), |(head, _)| head).trim_end().to_owned(),
        false => text,
    };
    let runs = hits
        .chunk_by(|a, b| a + 1 == *b)
        .filter_map(|run| Some((drafts[*run.first()?].first(), drafts[*run.last()?].last())));
    Some(SourceLeftOut { id: String::new(), lines: runs.collect(), words: count(&hits), kept: words, text })
}

/// The texts that were left out and are more than a button, each with its first line.
pub(super) fn texts(drafts: Vec<Draft>) -> Vec<(usize, String)> {
    const BUTTON: usize = 20;
    let gone = |d: &Draft| matches!(d.fate, Fate::Drop(_)) && d.text.len() >= BUTTON;
    drafts.into_iter().filter(gone).map(|d| (d.first(), d.text)).collect()
}

/// Whether a block above or below the text is a paragraph, and no headline that asks something.
fn is_paragraph(draft: &Draft, f: &Facts) -> bool {
    let repeats = matches!(&draft.fate, Fate::Drop(r) if r == "repeated");
    (f.sentence() || f.clause()) && !repeats && !facts::capitalised(&draft.text)
}

/// The lines of which the record itself says what becomes of them.
fn named(record: Option<&Record>) -> Vec<LineRange> {
    let overrides = record.map_or(&[][..], |r| r.overrides.as_slice());
    overrides
        .iter()
        .filter(|o| matches!(o.action, Action::Drop { .. }))
        .map(|o| LineRange { first: o.first, last: o.last })
        .collect()
}

/// What a block says, when it was left out for its place only: nothing in it is known to be of the page.
fn open(draft: &Draft, named: &[LineRange]) -> Option<Facts> {
    let Fate::Drop(reason) = &draft.fate else { return None };
    let known =
        matches!(reason.as_str(), "comments" | "related" | "links" | "rule" | "series" | "share" | "newsletter");
    let by_record = named.iter().any(|r| r.first <= draft.first() && draft.last() <= r.last);
    if known || by_record || draft.linked * 2 > draft.text.len() {
        return None;
    }
    let f = facts::of(&draft.text);
    // A running head counts its pages. One that says something is looked at all the same.
    if reason == "page" && !f.prose() && !f.short_sentence() {
        return None;
    }
    (f.phrase.is_none() && !f.bare && !f.machine && !f.date).then_some(f)
}

#[cfg(test)]
mod tests {
    use crate::parse::source::parse;
    use crate::path::SitePath;
    use crate::text::Text;

    fn remarked(text: &str) -> bool {
        let text = Text::new(SitePath::new("seeds/a.txt").unwrap(), text);
        parse(&text, None).remarks.iter().any(|r| r.code.id == "source/left-out")
    }

    const TEXT: &str = "Home\nNews\nSport\n\nThe harbour that was never finished\n\nBy Ann Example\n\nThe harbour was begun in the spring of that year, and it was given up in the autumn, when the money had run out.\n\nNobody has been able to say since then who was to blame for it, although many have tried to do so in the papers.\n\n";

    #[test]
    fn menus_banners_and_teasers_are_left_out_in_silence() {
        let foot = "Related articles\n\nA Ship Is Seen\n\nA ship was seen off the coast, and it was gone before anybody could say what ship it was.\n\nA Mill Is Sold\n\nThe mill was sold to a man from the south, who has not been seen since he paid for it.\n\nThis site uses cookies to remember what you have read.\n\nContact\nPrivacy\n© 2019 The Harbour Post\n";
        assert!(!remarked(&format!("{TEXT}{foot}")));
    }
}
