//! Official texts in Chinese and Japanese that are no laws: speeches, notices, opinions, with `一、` and `（一）`.

use super::super::blocks::Draft;
use super::super::facts::Facts;
use super::numbers::{Glyph, Mark, Number, Style};
use super::outline::{self, Rules};
use super::{Document, Found, end, head, share};
use crate::model::layout::Layout;
use crate::model::source::BlockKind;

/// Whether a document is built so: `一、` and what follows it, in order, with most of the text under them.
pub(super) fn told(drafts: &[Draft], facts: &[Facts]) -> Option<Layout> {
    let numbers = outline::read_all(drafts, &(0..drafts.len()));
    let (first, last) = row(&numbers)?;
    // What leads up to the first point belongs to it.
    let lead = first.saturating_sub(4);
    (share(facts, &(lead..end(facts, last))) >= 50).then_some(Layout::Official)
}

/// The first and last of the points `一、` … in order, two at least.
fn row(numbers: &[Option<Number>]) -> Option<(usize, usize)> {
    let mut found: Option<(usize, usize, u32)> = None;
    for (n, number) in numbers.iter().enumerate() {
        let Some(Number { style: Style::Sign(Mark::Comma, Glyph::Han), value, .. }) = number else { continue };
        found = match found {
            Some((first, _, last)) if *value == last + 1 => Some((first, n, *value)),
            None if *value == 1 => Some((n, n, 1)),
            held => held,
        };
    }
    found.filter(|(_, _, last)| *last >= 2).map(|(first, last, _)| (first, last))
}

/// Decides on the blocks of such a text.
pub(super) fn read(document: &mut Document<'_>) -> Option<Found> {
    let numbers = outline::read_all(document.drafts, &(0..document.drafts.len()));
    let (first, last) = row(&numbers)?;
    let title = find_title(document, first)?;
    let stop = end(&document.facts, last);
    let next = head::title(document, title);
    signed(document, next..first.min(next + 3));
    head::dated(document, next..first.min(next + 5));
    let rules = Rules { east_asian_sections: true, ..Rules::default() };
    outline::set(document.drafts, &document.facts, &(title..stop), rules);
    let line = document.drafts[stop.max(1) - 1].last();
    document.renew();
    let stop = document.drafts.iter().rposition(|d| d.first() <= line).map_or(0, |n| n + 1);
    let title = document.drafts.iter().position(|d| d.is(BlockKind::Title))?;
    Some(Found { span: title..stop, title: Some(title) })
}

/// A name right below the title is that of the one who speaks.
fn signed(document: &mut Document<'_>, range: std::ops::Range<usize>) {
    for n in range {
        let draft = &document.drafts[n];
        if draft.is_open()
            && document.meta.author.is_empty()
            && !document.facts[n].ends
            && let Some(names) = super::super::names::person_names(&draft.text)
        {
            document.meta.author = names;
            document.drafts[n].settle(BlockKind::Byline, None);
        }
    }
}

fn find_title(document: &Document<'_>, first: usize) -> Option<usize> {
    if let Some(given) = head::given(document, 0..first) {
        return Some(given);
    }
    let possible = (0..first).filter(|n| head::may_be_title(document, *n) && !is_symbol(&document.drafts[*n].text));
    let rate = |n: usize| {
        let (draft, f) = (&document.drafts[n], &document.facts[n]);
        let text = draft.text.as_str();
        let genre = [
            "讲话",
            "講話",
            "意见",
            "意見",
            "通知",
            "决定",
            "決定",
            "报告",
            "報告",
            "通告",
            "公告",
            "声明",
            "聲明",
            "倡议",
            "倡議",
            "方案",
            "について",
            "宣言",
        ];
        let below = document.drafts.get(n + 1).is_some_and(|d| {
            head::is_bracketed(&d.text) || super::super::dates::first(&d.text).is_some() || is_symbol(&d.text)
        });
        i32::from(draft.marked == Some(1)) * 4
            + i32::from(genre.iter().any(|g| text.ends_with(g))) * 3
            + i32::from(below) * 2
            + i32::from(f.weight >= 14)
            + i32::from(f.weight >= 20)
    };
    possible.into_iter().min_by_key(|n| (-rate(*n), *n)).filter(|n| rate(*n) >= 2)
}

/// Whether a line is the number of a document: 临政发〔2016〕12号.
fn is_symbol(text: &str) -> bool {
    let text = text.trim();
    text.ends_with(['号', '號'])
        && text.contains(['〔', '[', '［', '（', '第'])
        && text.chars().any(char::is_numeric)
        && text.chars().count() <= 30
}
