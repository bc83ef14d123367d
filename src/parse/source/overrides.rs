//! The record has the last word on the conversion, line by line, each word guarded by the line's text.

use super::blocks::{Draft, Fate, draft};
use super::joins;
use super::lines::{Line, Shape, invisible};
use crate::model::source::{BlockKind, LineRange, Meta, SourceBlock};
use crate::parse::record::{Action, Override, Record};
use crate::report::Diagnostic;
use crate::report::faults::{LineOfText, RecordOverride};
use crate::text::{Span, Text};

/// A guard of so many characters that stands on one line only has moved there.
const SURE: usize = 12;

/// What the first round found out for the second.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// Of the record's overrides, by their place, those that fit.
    pub fits: Vec<bool>,
}

/// Takes over what the record says of the work.
pub(super) fn describe(record: &Record, meta: &mut Meta) {
    let one = |field: &mut Option<String>, given: &Option<String>| {
        if let Some(value) = given {
            *field = Some(value.clone()).filter(|v| !v.is_empty());
        }
    };
    one(&mut meta.title, &record.title);
    one(&mut meta.short, &record.short);
    one(&mut meta.issued, &record.issued);
    one(&mut meta.publisher, &record.publisher);
    one(&mut meta.container_title, &record.container_title);
    one(&mut meta.url, &record.url);
    one(&mut meta.accessed, &record.accessed);
    one(&mut meta.language, &record.language);
    one(&mut meta.kind, &record.kind);
    one(&mut meta.licence, &record.licence);
    one(&mut meta.place, &record.place);
    one(&mut meta.note, &record.note);
    let many = |field: &mut Vec<String>, given: &Option<Vec<String>>| {
        if let Some(values) = given {
            *field = values.iter().filter(|v| !v.is_empty()).cloned().collect();
        }
    };
    let variables = record.variables.iter().filter(|(_, value)| !value.is_empty());
    meta.variables.extend(variables.map(|(name, value)| (*name, value.clone())));
    many(&mut meta.author, &record.author);
    many(&mut meta.keywords, &record.keywords);
    many(&mut meta.affiliations, &record.affiliations);
}

/// White space folded, for comparing a guard with its line.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(invisible).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Checks every guard, then keeps, drops and renames whole lines.
pub(super) fn apply(
    record: &Record,
    text: &Text,
    lines: &[Line<'_>],
    shape: &Shape,
    drafts: &mut Vec<Draft>,
    remarks: &mut Vec<Diagnostic>,
) -> Given {
    let mut given = Given::default();
    for o in &record.overrides {
        let fits = guard(o, record, text, lines, remarks);
        given.fits.push(fits);
        if !fits {
            continue;
        }
        match &o.action {
            Action::Keep { kind, level } => {
                isolate(drafts, lines, shape, o.first, o.last);
                for d in within(drafts, o) {
                    if d.fate != Fate::Merged {
                        let kept = kept_kind(d).filter(|k| *k != BlockKind::Title || !has_other_title(record, d));
                        set(d, kind.or(kept).unwrap_or_else(|| guess(d)), *level);
                    }
                }
            }
            Action::Drop { reason } => {
                isolate(drafts, lines, shape, o.first, o.last);
                for d in within(drafts, o) {
                    d.drop(reason);
                }
            }
            Action::Heading { level } => {
                isolate(drafts, lines, shape, o.first, o.last);
                for d in within(drafts, o) {
                    set(d, BlockKind::Heading, Some(*level));
                }
            }
            Action::Kind { kind } => {
                for d in drafts.iter_mut().filter(|d| d.holds(o.first)) {
                    set(d, *kind, None);
                }
            }
            Action::Join | Action::Split { .. } | Action::Sic | Action::Correct { .. } => {}
        }
    }
    given
}

fn set(draft: &mut Draft, kind: BlockKind, level: Option<u8>) {
    if kind == BlockKind::Heading {
        // The level given stands; what the file marks does not compete with it.
        if level.is_some() {
            draft.marked = None;
        }
        draft.fate = Fate::Keep(kind, level);
    } else {
        draft.fate = Fate::Keep(kind, None);
    }
}

fn kept_kind(draft: &Draft) -> Option<BlockKind> {
    match draft.fate {
        Fate::Keep(kind, _) => Some(kind),
        _ => None,
    }
}

/// Whether the record gives a title that is not in these words: the line that was taken for one is none.
fn has_other_title(record: &Record, draft: &Draft) -> bool {
    record.title.as_deref().is_some_and(|title| fold(title).to_lowercase() != fold(&draft.text).to_lowercase())
}

/// What kind a block is that the converter had left out.
fn guess(draft: &Draft) -> BlockKind {
    if draft.quoted {
        BlockKind::Quote
    } else if draft.marker.is_some() {
        BlockKind::ListItem
    } else {
        BlockKind::Paragraph
    }
}

fn within<'a>(drafts: &'a mut [Draft], o: &Override) -> impl Iterator<Item = &'a mut Draft> {
    let (first, last) = (o.first, o.last);
    drafts.iter_mut().filter(move |d| d.first() >= first && d.last() <= last)
}

/// Cuts drafts at the borders of some lines, so that these lines hold whole drafts.
fn isolate(drafts: &mut Vec<Draft>, lines: &[Line<'_>], shape: &Shape, first: usize, last: usize) {
    let mut out = Vec::with_capacity(drafts.len() + 2);
    for d in drafts.drain(..) {
        let inside = d.first() >= first && d.last() <= last;
        let apart = d.last() < first || d.first() > last;
        if inside || apart {
            out.push(d);
            continue;
        }
        for range in &d.lines {
            let cuts = [
                (range.first, range.last.min(first.saturating_sub(1))),
                (range.first.max(first), range.last.min(last)),
                (range.first.max(last + 1), range.last),
            ];
            for (a, b) in cuts.into_iter().filter(|(a, b)| a <= b) {
                let mut part = draft(lines, a - 1, b - 1, shape);
                part.fate = d.fate.clone();
                part.marked = if a == d.first() { d.marked } else { None };
                out.push(part);
            }
        }
    }
    *drafts = out;
}

/// Joins and splits, after page breaks were mended.
pub(super) fn reshape(
    record: &Record,
    lines: &[Line<'_>],
    drafts: &mut Vec<Draft>,
    given: &Given,
    remarks: &mut Vec<Diagnostic>,
) {
    for (o, fits) in record.overrides.iter().zip(&given.fits) {
        if !fits {
            continue;
        }
        match &o.action {
            Action::Join => {
                let Some(n) = drafts.iter().position(|d| d.is_kept() && d.holds(o.first)) else {
                    remarks.push(unfit(o, record, RecordOverride::JoinsNothing { line: o.first }));
                    continue;
                };
                let Some(p) = drafts[..n].iter().rposition(Draft::is_kept) else {
                    remarks.push(unfit(o, record, RecordOverride::JoinsToNothing { line: o.first }));
                    continue;
                };
                if drafts[n].first() == o.first {
                    let next = drafts.remove(n);
                    joins::join(&mut drafts[p], &next);
                }
            }
            Action::Split { before } => {
                let wanted = fold(before);
                let hit = drafts
                    .iter()
                    .enumerate()
                    .filter(|(_, d)| d.is_kept() && d.holds(o.first))
                    .find_map(|(n, d)| d.text.find(&wanted).filter(|at| *at > 0).map(|at| (n, at)));
                match hit {
                    Some((n, at)) => split(drafts, lines, n, at, o.first),
                    None => {
                        let found = line_of_text(o.first, lines);
                        remarks.push(unfit(o, record, RecordOverride::SplitsNothing { before: before.clone(), found }));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Splits a draft before byte `at` of its text, which stands on `line`.
fn split(drafts: &mut Vec<Draft>, lines: &[Line<'_>], n: usize, at: usize, line: usize) {
    let mut second = drafts[n].clone();
    second.text = drafts[n].text[at..].to_owned();
    second.marker = None;
    second.joins = drafts[n].joins.iter().filter(|j| **j > at).map(|j| j - at).collect();
    let first = &mut drafts[n];
    first.text.truncate(first.text[..at].trim_end().len());
    first.joins.retain(|j| *j < first.text.len());
    // Both stand on the line of the split.
    let opens = lines
        .get(line - 1)
        .is_some_and(|l| fold(l.body()).starts_with(&second.text.chars().take(12).collect::<String>()));
    let up_to = |ranges: &[LineRange]| {
        ranges
            .iter()
            .filter(|r| r.first <= line)
            .map(|r| LineRange {
                first: r.first,
                last: r.last.min(if opens && r.first < line { line - 1 } else { line }),
            })
            .collect::<Vec<_>>()
    };
    second.lines.retain(|r| r.last >= line);
    if let Some(r) = second.lines.first_mut() {
        r.first = r.first.max(line);
    }
    first.lines = up_to(&first.lines);
    if opens && first.lines.last().is_some_and(|r| r.first == line) && first.lines.len() > 1 {
        first.lines.pop();
    }
    drafts.insert(n + 1, second);
}

/// Marks oddities and corrections in the finished blocks.
pub(super) fn annotate(
    record: &Record,
    text: &Text,
    lines: &[Line<'_>],
    blocks: &mut [SourceBlock],
    remarks: &mut Vec<Diagnostic>,
) {
    let mut silent = Vec::new();
    for o in &record.overrides {
        if !matches!(o.action, Action::Sic | Action::Correct { .. }) || !guard(o, record, text, lines, &mut silent) {
            continue;
        }
        let wanted = fold(&o.text);
        let hit = blocks
            .iter_mut()
            .filter(|b| b.lines.iter().any(|r| r.first <= o.first && o.first <= r.last))
            .find_map(|b| b.text.find(&wanted).map(|at| (b, at)));
        let Some((block, at)) = hit else {
            remarks.push(unfit(o, record, RecordOverride::NotShown { text: o.text.clone(), line: o.first }));
            continue;
        };
        let span = Span::new(at, at + wanted.len());
        match &o.action {
            Action::Correct { to } => block.corrections.push(super::correction(span, to)),
            _ => block.sic.push(span),
        }
    }
    for block in blocks {
        block.sic.sort();
        block.corrections.sort_by_key(|c| c.span);
    }
}

/// Whether the words of an override stand on its line; if not, says what stands there and where they are.
fn guard(o: &Override, record: &Record, text: &Text, lines: &[Line<'_>], remarks: &mut Vec<Diagnostic>) -> bool {
    let wanted = fold(&o.text);
    let file = text.path.to_string();
    let Some(line) = lines.get(o.first - 1).filter(|_| o.last <= lines.len()) else {
        remarks.push(unfit(o, record, RecordOverride::BeyondEnd { file, lines: lines.len(), line: o.last }));
        return false;
    };
    // Words that run on over the end of a line may be given as they are read.
    let mut held = fold(line.text);
    if !held.contains(&wanted) {
        for next in lines[o.first..].iter().take(2) {
            held.push(' ');
            held.push_str(&fold(next.text));
        }
        let starts = held.find(&wanted).is_some_and(|at| at < fold(line.text).len().max(1));
        if starts && !line.is_blank() {
            return true;
        }
    } else {
        return true;
    }
    let elsewhere: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, l)| l.text.len() >= wanted.len() && fold(l.text).contains(&wanted))
        .map(|(n, _)| n + 1)
        .take(4)
        .collect();
    let only = match elsewhere.as_slice() {
        // A guard of a few letters may stand in other words by chance.
        [one] if wanted.chars().count() >= SURE => Some(*one),
        _ => None,
    };
    let d = unfit(o, record, RecordOverride::Guard { file, found: line_of_text(o.first, lines), elsewhere });
    remarks.push(match o.given.zip(only) {
        Some((given, line)) => d.edit(given, line.to_string()),
        None => d,
    });
    false
}

fn unfit(o: &Override, record: &Record, fault: RecordOverride) -> Diagnostic {
    Diagnostic::of(fault).at(&record.path, o.span)
}

/// What stands on a line, or how it begins.
fn line_of_text(line: usize, lines: &[Line<'_>]) -> LineOfText {
    let whole = lines.get(line - 1).map_or("", |l| l.text);
    let text: String = whole.chars().take(70).collect();
    LineOfText { line, cut: text.len() < whole.len(), text }
}
