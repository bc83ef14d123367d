//! What stands at the head of a document: its title, its dates, who wrote it.

use std::ops::Range;

use super::super::blocks::Fate;
use super::super::dates;
use super::super::facts::{Facts, folded};
use super::super::names;
use super::Document;
use super::outline::{is_title_like, opens_annex};
use crate::model::source::BlockKind;

/// How heavy the two lines of a title are together, at most.
const TITLE: usize = 420;

/// The block that has the words of the title that the record gives.
pub(super) fn given(document: &Document<'_>, range: Range<usize>) -> Option<usize> {
    let known = folded(document.known?);
    range.into_iter().find(|n| folded(&document.drafts[*n].full_text()) == known)
}

/// Whether a line may be the title of a document.
pub(super) fn may_be_title(document: &Document<'_>, n: usize) -> bool {
    let (draft, f) = (&document.drafts[n], &document.facts[n]);
    draft.is_open()
        && f.phrase.is_none()
        && !f.date
        && !f.links
        && (draft.marker.is_none() || draft.marked.is_some())
        && (is_title_like(&draft.text, f) || is_long_title(&draft.text, f))
        && !opens_annex(&draft.text)
        && !is_bracketed(&draft.text)
}

/// Titles of treaties and reports may be as long as a paragraph; they never end as one.
fn is_long_title(text: &str, f: &Facts) -> bool {
    f.weight <= TITLE
        && !f.ends
        && !f.bare
        && !text.ends_with([',', '，', ';', '；'])
        && text.starts_with(char::is_uppercase)
}

/// Whether a line stands in brackets as a whole: when something was adopted, a note on the text.
pub(super) fn is_bracketed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['(', '（', '[', '〔']) && text.ends_with([')', '）', ']', '〕'])
}

/// Takes a block for the title, with the lines below that go on with it. Gives the block behind.
pub(super) fn title(document: &mut Document<'_>, n: usize) -> usize {
    let mut next = n + 1;
    let shouting = |text: &str| text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    while next < document.drafts.len() && next <= n + 4 {
        let (draft, below) = (&document.drafts[n], &document.drafts[next]);
        let cased = below.text.chars().any(|c| c.is_lowercase() || c.is_uppercase());
        let goes_on = !below.apart
            && cased
            && document.known.is_none()
            && may_be_title(document, next)
            && (shouting(&draft.text) == shouting(&below.text) || below.text.starts_with(char::is_lowercase))
            && draft.indent.abs_diff(below.indent) <= 40
            && document.facts[n].weight >= 24
            && (shouting(&draft.text) || below.text.starts_with(char::is_lowercase));
        let small = !below.apart
            && below.text.starts_with(char::is_lowercase)
            && document.facts[next].weight <= 170
            && !document.facts[next].ends
            && !below.text.ends_with([',', ';'])
            && document.known.is_none();
        if !(goes_on || small) {
            break;
        }
        let more = document.drafts[next].clone();
        let whole = &mut document.drafts[n];
        whole.text.push(' ');
        whole.text.push_str(&more.text);
        whole.lines.extend(more.lines);
        document.drafts[next].fate = Fate::Merged;
        next += 1;
    }
    let draft = &mut document.drafts[n];
    draft.text = draft.full_text();
    draft.marker = None;
    draft.settle(BlockKind::Title, None);
    document.meta.title = Some(document.drafts[n].text.clone());
    next
}

/// Reads the lines of a range for when a document was issued and by whom: each such line is kept as what it is.
pub(super) fn dated(document: &mut Document<'_>, range: Range<usize>) {
    for n in range {
        if !document.drafts[n].is_open() {
            continue;
        }
        let text = document.drafts[n].text.clone();
        let f = &document.facts[n];
        let short = f.weight <= 160 && (!f.ends || is_bracketed(&text) || f.date);
        let found = dates::first(&text).filter(|_| short && !text.ends_with([',', '，']));
        let named = names::told(&text).filter(|_| f.weight <= 160 && !f.ends);
        if let Some(found) = &found
            && document.meta.issued.is_none()
        {
            document.meta.issued = Some(found.edtf.clone());
        }
        if let Some(named) = named
            && document.meta.author.is_empty()
        {
            document.meta.author = named;
            document.drafts[n].settle(if found.is_some() { BlockKind::Dateline } else { BlockKind::Byline }, None);
        } else if found.is_some() {
            document.drafts[n].settle(BlockKind::Dateline, None);
        }
    }
}
