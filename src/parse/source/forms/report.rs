//! Reports and resolutions of bodies that number their paragraphs through the whole document, with a masthead of symbol,
//! session, agenda item and date.

use std::ops::Range;

use super::super::blocks::Draft;
use super::super::dates;
use super::super::facts::{Facts, folded};
use super::numbers::{Glyph, Mark, Number, Style};
use super::outline::{self, Rules};
use super::{Document, Found, end, head, share};
use crate::model::layout::Layout;
use crate::model::source::BlockKind;

/// So many numbered paragraphs make a report by themselves.
const PARAGRAPHS: usize = 3;
/// So far down a masthead may reach.
const MASTHEAD: usize = 24;

/// Whether a document is a report or resolution.
pub(super) fn told(drafts: &[Draft], facts: &[Facts]) -> Option<Layout> {
    let all = 0..drafts.len();
    let numbers = outline::read_all(drafts, &all);
    let row = paragraphs(&numbers, facts)?;
    let masthead = masthead(drafts, facts, row.first);
    let said = row.said;
    let share = share(facts, &(row.first..end(facts, row.last)));
    let report = row.begins && said >= PARAGRAPHS && row.count == said && share >= 60
        || masthead.is_some() && said >= 1 && (row.begins || row.count >= 1);
    if !report {
        return None;
    }
    Some(if is_resolution(drafts, row.first) { Layout::Resolution } else { Layout::Report })
}

/// Paragraphs that are counted through a document.
struct Row {
    first: usize,
    last: usize,
    /// Whether they begin with 1.
    begins: bool,
    count: usize,
    /// How many of them are sentences.
    said: usize,
}

fn paragraphs(numbers: &[Option<Number>], facts: &[Facts]) -> Option<Row> {
    let mut row: Option<(Row, u32)> = None;
    let mut best: Option<Row> = None;
    for (n, number) in numbers.iter().enumerate() {
        let Some(Number { style: Style::Sign(Mark::Dot, Glyph::Digits), value, .. }) = number else { continue };
        // Numbered headings between are counted otherwise.
        let said = facts[n].ends && facts[n].weight >= 40 || facts[n].weight >= 80;
        if !said {
            continue;
        }
        match &mut row {
            Some((held, last)) if *value == *last + 1 => {
                held.last = n;
                held.count += 1;
                held.said += 1;
                *last = *value;
            }
            _ => {
                let new = Row { first: n, last: n, begins: *value == 1, count: 1, said: 1 };
                if let Some((held, _)) = row.replace((new, *value)) {
                    best = longer(best, held);
                }
            }
        }
    }
    row.into_iter().fold(best, |best, (held, _)| longer(best, held))
}

fn longer(best: Option<Row>, other: Row) -> Option<Row> {
    match best {
        Some(best) if best.said >= other.said => Some(best),
        _ => Some(other),
    }
}

/// Whether preambular paragraphs stand before the first numbered one: participles that end in commas.
fn is_resolution(drafts: &[Draft], first: usize) -> bool {
    let before = first.saturating_sub(20)..first;
    before.filter(|n| drafts[*n].text.ends_with([',', '，', '،'])).count() >= 2
}

/// The last line of the masthead above a block: what names a document, its session, its date, its distribution.
fn masthead(drafts: &[Draft], facts: &[Facts], first: usize) -> Option<usize> {
    let near = 0..first.min(MASTHEAD);
    let lines: Vec<usize> = near.filter(|n| is_masthead(&drafts[*n].text, &facts[*n])).collect();
    let telling = lines.iter().filter(|n| is_telling(&drafts[**n].text)).count();
    (telling >= 1 && lines.len() >= 2).then(|| lines.last().copied()).flatten()
}

/// Whether a line can stand in a masthead.
fn is_masthead(text: &str, f: &Facts) -> bool {
    f.weight <= 160
        && (is_telling(text)
            || f.date
            || dates::first(text).is_some() && f.words <= 8
            || is_session(text)
            || is_item(text))
}

/// Whether a line holds what only a masthead does: a document's symbol, how it is distributed, its original language.
fn is_telling(text: &str) -> bool {
    const LABELS: [&str; 12] = [
        "distr.",
        "distr. ",
        "original:",
        "original :",
        "оригинал:",
        "distribution:",
        "общее распространение",
        "原文：",
        "原文:",
        "الأصل:",
        "distr：",
        "language of original",
    ];
    let low = folded(text);
    LABELS.iter().any(|l| low.contains(l)) || text.split_whitespace().any(is_symbol)
}

/// Whether a word is the symbol of a document: `A/68/98`, `S/RES/2341(2017)`, `临政发〔2016〕12号`.
fn is_symbol(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '号' | '號'));
    let parts: Vec<&str> = word.split('/').collect();
    let capital = |p: &str| p.starts_with(|c: char| c.is_ascii_uppercase());
    parts.len() >= 3
        && capital(parts[0])
        && parts.iter().all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_alphanumeric() || ".()*-".contains(c)))
        && parts.iter().any(|p| p.chars().any(|c| c.is_ascii_digit()))
        && parts.iter().all(|p| !p.chars().any(|c| c.is_ascii_lowercase()) || p.len() <= 6)
}

fn is_session(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["session", "sitzung", "tagung", "período de sesiones", "сессия", "届会议", "屆會議", "الدورة", "meeting"];
    let low = folded(text);
    low.chars().count() <= 60 && WORDS.iter().any(|w| low.ends_with(w) || low.contains(w) && low.len() < 40)
}

fn is_item(text: &str) -> bool {
    const STARTS: [&str; 9] =
        ["agenda item", "item ", "point ", "tema ", "пункт ", "议程项目", "議程項目", "البند", "tagesordnungspunkt"];
    let low = folded(text);
    STARTS
        .iter()
        .any(|s| low.strip_prefix(s).is_some_and(|r| r.chars().any(char::is_numeric) && r.chars().count() <= 60))
}

/// Decides on the blocks of a report or resolution.
pub(super) fn read(document: &mut Document<'_>) -> Option<Found> {
    unbroken(document);
    let all = 0..document.drafts.len();
    let numbers = outline::read_all(document.drafts, &all);
    let row = paragraphs(&numbers, &document.facts);
    let (first, last) = row.as_ref().map_or((document.drafts.len(), 0), |r| (r.first, r.last));
    let first = first.min(document.drafts.len());
    let over = masthead(document.drafts, &document.facts, first);
    let title = find_title(document, over, first);
    let head_from = masthead_from(document, over);
    let stop = match row {
        Some(_) => end(&document.facts, last),
        None => document.drafts.len(),
    };
    let mut next = title.or(over.map(|n| n + 1)).unwrap_or(0);
    if let Some(title) = title {
        next = head::title(document, title);
    }
    if let Some(over) = over {
        masthead_lines(document, head_from..over + 1);
    }
    head::dated(document, next..first.min(next + 4));
    let start = title.unwrap_or(next).min(head_from);
    notes(document, start..stop);
    let rules = Rules { lettered_sections: true, ..Rules::default() };
    outline::set(document.drafts, &document.facts, &(start..stop), rules);
    document.meta.kind = Some("report".to_owned());
    let lines = document.drafts[stop.max(1) - 1].last();
    let first = document.drafts[start.min(document.drafts.len() - 1)].first();
    document.renew();
    let stop = document.drafts.iter().rposition(|d| d.first() <= lines).map_or(0, |n| n + 1);
    let start = document.drafts.iter().position(|d| d.first() >= first).unwrap_or(0);
    let title = document.drafts.iter().position(|d| d.is(BlockKind::Title));
    Some(Found { span: start.min(stop)..stop, title })
}

/// Puts lines together that a converter broke in mid-sentence.
fn unbroken(document: &mut Document<'_>) {
    let drafts = &mut *document.drafts;
    let mut n = 0;
    while n + 1 < drafts.len() {
        let (above, below) = (&drafts[n], &drafts[n + 1]);
        let breaks_off = above.is_open()
            && document.facts[n].weight >= 60
            && !above.text.ends_with(['.', ':', ';', ',', '。', '；', '：']);
        if breaks_off
            && below.is_open()
            && !below.apart
            && below.marker.is_none()
            && below.text.starts_with(char::is_lowercase)
        {
            let more = drafts.remove(n + 1);
            document.facts.remove(n + 1);
            let whole = &mut drafts[n];
            whole.text.push(' ');
            whole.text.push_str(&more.text);
            whole.lines.extend(more.lines);
        } else {
            n += 1;
        }
    }
    document.renew();
}

/// Where the masthead begins: at its first line, and at the names of bodies right above it.
fn masthead_from(document: &Document<'_>, over: Option<usize>) -> usize {
    let Some(over) = over else { return document.drafts.len() };
    let lines = 0..over + 1;
    let Some(mut first) = lines.into_iter().find(|n| is_masthead(&document.drafts[*n].text, &document.facts[*n]))
    else {
        return over;
    };
    while first > 0
        && document.facts[first - 1].phrase.is_none()
        && document.facts[first - 1].words <= 6
        && first + 3 > over.min(3)
    {
        first -= 1;
    }
    first
}

/// The subject: the first line below the masthead that may be a title; without a masthead the line that stands over the
/// text.
fn find_title(document: &Document<'_>, over: Option<usize>, first: usize) -> Option<usize> {
    if let Some(given) = head::given(document, 0..first) {
        return Some(given);
    }
    let from = over.map_or(0, |n| n + 1);
    let possible = (from..first).filter(|n| head::may_be_title(document, *n));
    let plain = |n: &usize| {
        let text = &document.drafts[*n].text;
        !is_masthead(text, &document.facts[*n]) && !matches!(&*folded(text), "summary" | "contents" | "introduction")
    };
    if over.is_some() {
        return possible.into_iter().find(plain);
    }
    let rate = |n: usize| {
        let (draft, f) = (&document.drafts[n], &document.facts[n]);
        i32::from(draft.marked == Some(1)) * 4
            + i32::from(f.words >= 4) * 2
            + i32::from(draft.apart)
            + i32::from(n == 0)
    };
    possible.filter(plain).min_by_key(|n| (-rate(*n), *n)).filter(|n| rate(*n) >= 2)
}

/// The lines of a masthead, and the names of bodies between them, are metadata; the date is among them.
fn masthead_lines(document: &mut Document<'_>, range: Range<usize>) {
    for n in range {
        if !document.drafts[n].is_open() {
            continue;
        }
        let text = document.drafts[n].text.clone();
        if let Some(found) = dates::first(&text)
            && document.meta.issued.is_none()
            && document.facts[n].words <= 10
        {
            document.meta.issued = Some(found.edtf);
        }
        document.drafts[n].text = document.drafts[n].full_text();
        document.drafts[n].marker = None;
        document.drafts[n].settle(BlockKind::Dateline, None);
    }
}

/// Notes at the foot of a page: a number without a stop, behind a rule, at a block of its own.
fn notes(document: &mut Document<'_>, range: Range<usize>) {
    let mut last = 0;
    let mut ruled = false;
    for n in range {
        if !document.drafts[n].is_open() {
            continue;
        }
        if document.facts[n].bare && document.drafts[n].text.starts_with(['_', '-', '—', '─']) {
            ruled = true;
            continue;
        }
        let text = document.drafts[n].text.clone();
        if document.drafts[n].marker.is_none()
            && let Some((number, rest)) = super::pages::note(&text)
            && (number == last + 1 && (ruled || last > 0))
        {
            last = number;
            let draft = &mut document.drafts[n];
            draft.marker = Some(text[..rest].trim().to_owned());
            draft.numbered = true;
            draft.text = text[rest..].to_owned();
            draft.settle(BlockKind::ListItem, None);
        } else {
            ruled = false;
        }
    }
}
