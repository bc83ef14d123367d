//! Transcripts and interviews: turns of speakers, with their names on lines of their own or before a colon.

use std::collections::HashMap;
use std::ops::Range;

use super::super::blocks::{Draft, Fate};
use super::super::facts::{Facts, capitalised, folded};
use super::{Document, Found, share};
use crate::model::layout::Layout;
use crate::model::source::BlockKind;

/// So many turns make a transcript, of two speakers at least.
const TURNS: usize = 4;
/// A name with what is said of its bearer has so many characters at most, and so many words.
const NAME: usize = 80;
const WORDS: usize = 9;

/// How the speakers of a document are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// On lines of their own.
    Lines,
    /// At the head of what they say, before a colon, or a stop as in `Q.`
    Heads,
}

/// Whether a document is made of turns.
pub(super) fn told(drafts: &[Draft], facts: &[Facts]) -> Option<Layout> {
    turns(drafts, facts).map(|_| Layout::Transcript)
}

/// The blocks with which turns begin.
fn turns(drafts: &[Draft], facts: &[Facts]) -> Option<(Way, Vec<usize>)> {
    let heads: Vec<usize> = (0..drafts.len()).filter(|n| head(drafts, *n).is_some()).collect();
    let lines: Vec<usize> = (0..drafts.len()).filter(|n| name_line(drafts, facts, *n)).collect();
    let heads = recurring(heads, |n| head(drafts, n).map(|(name, _)| speaker(&name)));
    let lines = recurring(lines, |n| Some(speaker(&drafts[n].full_text())));
    let (way, turns) = if heads.len() >= lines.len() { (Way::Heads, heads) } else { (Way::Lines, lines) };
    let (first, last) = (*turns.first()?, *turns.last()?);
    let enough = turns.len() >= TURNS && share(facts, &(first..(last + 2).min(drafts.len()))) >= 70;
    // Somebody speaks every few blocks.
    let dense = (last - first) <= turns.len() * 4;
    // What sites set between texts is nobody's speech.
    let foreign = facts[first..=last].iter().filter(|f| f.stops.is_some() || f.links).count();
    let clean = foreign == 0;
    (enough && dense && clean).then_some((way, turns))
}

/// Turns by speakers who come again; others may speak once among them.
fn recurring(turns: Vec<usize>, name: impl Fn(usize) -> Option<String>) -> Vec<usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for n in &turns {
        *counts.entry(name(*n).unwrap_or_default()).or_default() += 1;
    }
    let again: usize = counts.values().filter(|c| **c >= 2).sum();
    let enough = counts.len() >= 2 && counts.len() <= turns.len().max(4) && again * 2 >= turns.len();
    if enough { turns } else { Vec::new() }
}

/// The name by which a speaker is known again: without a note in brackets or marks of emphasis.
fn speaker(name: &str) -> String {
    let plain = name.replace(['*', '_'], "");
    let cut = plain.find(['(', '（', '[']).unwrap_or(plain.len());
    folded(plain[..cut].trim().trim_end_matches([':', '：', '.']))
}

/// The name at the head of a turn and where what is said begins.
fn head(drafts: &[Draft], n: usize) -> Option<(String, usize)> {
    let draft = &drafts[n];
    let text = draft.text.as_str();
    if draft.marker.is_some() || draft.marked.is_some() {
        return None;
    }
    if let Some(rest) = ["Q.", "A.", "Q", "A"].iter().find_map(|s| text.strip_prefix(s))
        && rest.starts_with([' ', '\u{a0}', ':', '.'])
        && (text[1..].starts_with('.') || text[1..].starts_with(':'))
    {
        let rest = rest.trim_start_matches([':', '.']).trim_start();
        return (!rest.is_empty()).then(|| (text[..1].to_owned(), text.len() - rest.len()));
    }
    let (colon, sign) = text.char_indices().take(NAME + 8).find(|(_, c)| matches!(c, ':' | '：'))?;
    let name = text[..colon].trim().trim_matches(['*', '_']).trim();
    let mut at = colon + sign.len_utf8();
    // **Name:** said
    while text[at..].starts_with(['*', '_']) {
        at += 1;
    }
    let after = &text[at..];
    let gap = sign == '：' || after.starts_with([' ', '\u{a0}', '\u{3000}']) || after.is_empty();
    let rest = after.trim_start();
    (gap && !rest.is_empty() && is_name(name)).then(|| (name.to_owned(), text.len() - rest.len()))
}

/// Whether words can be what a speaker is called: a name, an office, `Q`, 问.
fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let east = name.chars().any(crate::script::is_unspaced);
    let fits =
        if east { (1..=14).contains(&letters) } else { (1..=WORDS).contains(&words) && name.chars().count() <= NAME };
    fits && letters > 0
        && !name.contains(['.', '。', '，', ';', '!', '?', '“', '”', '"', '/', '《']) | titled(name)
        && !name.starts_with(char::is_lowercase)
        && (east || capitalised(name) || name.chars().all(|c| !c.is_lowercase()))
}

/// Whether the stops in a name are those of `Mr.`, `Ms.`, `Dr.`, `M.` or of initials.
fn titled(name: &str) -> bool {
    !name.contains([';', '!', '?', '“', '”', '"', '/'])
        && name.split_whitespace().all(|w| !w.ends_with('.') || w.chars().count() <= 5)
        && name.contains('.')
}

/// Whether a line is a name over what its bearer says.
fn name_line(drafts: &[Draft], facts: &[Facts], n: usize) -> bool {
    let (draft, f) = (&drafts[n], &facts[n]);
    let text = draft.full_text();
    let text = text.trim_end_matches([':', '：']);
    let said = drafts.get(n + 1).zip(facts.get(n + 1));
    draft.marker.is_none()
        && f.copies >= 1
        && f.words >= 1
        && !f.bare
        && !f.date
        && !f.links
        && f.phrase.is_none()
        && is_name(text)
        && !super::super::facts::ends_sentence(text)
        && said.is_some_and(|(d, f)| {
            f.ends && !is_name(d.text.trim_end_matches(['.', '。'])) || d.text.ends_with(['.', '。', '?', '？', '!'])
        })
}

/// Decides on the turns of a transcript.
pub(super) fn read(document: &mut Document<'_>) -> Option<Found> {
    let (way, turns) = turns(document.drafts, &document.facts)?;
    let (first, last) = (turns[0], *turns.last()?);
    let stop = super::end(&document.facts, last + 1);
    let title = find_title(document, first);
    let mut next = title.unwrap_or(first);
    if let Some(title) = title {
        next = super::head::title(document, title);
        super::head::dated(document, next..first.min(next + 4));
    }
    before(document, next..first);
    let mut speaking: Option<String> = None;
    let mut named: Vec<crate::model::source::LineRange> = Vec::new();
    for n in first..stop {
        if !document.drafts[n].is_open() {
            continue;
        }
        if turns.contains(&n) {
            match way {
                Way::Lines => {
                    let name = document.drafts[n].full_text();
                    speaking = Some(name.trim_end_matches([':', '：']).trim_matches(['*', '_']).trim().to_owned());
                    named.extend(document.drafts[n].lines.clone());
                    document.drafts[n].fate = Fate::Merged;
                    continue;
                }
                Way::Heads => {
                    if let Some((name, at)) = head(document.drafts, n) {
                        let draft = &mut document.drafts[n];
                        draft.text = draft.text[at..].to_owned();
                        draft.linked = draft.linked.min(draft.text.len());
                        speaking = Some(name);
                    }
                }
            }
        }
        said(document, n, &mut speaking, &mut named);
    }
    let line = document.drafts[stop.max(1) - 1].last();
    document.renew();
    let stop = document.drafts.iter().rposition(|d| d.first() <= line).map_or(0, |n| n + 1);
    let title = document.drafts.iter().position(|d| d.is(BlockKind::Title));
    let start = document.drafts.iter().position(|d| d.speaker.is_some()).unwrap_or(0);
    Some(Found { span: title.unwrap_or(start).min(start)..stop, title })
}

/// A block of a turn: what is said, or an aside of the one who wrote it down.
fn said(
    document: &mut Document<'_>,
    n: usize,
    speaking: &mut Option<String>,
    named: &mut Vec<crate::model::source::LineRange>,
) {
    let f = &document.facts[n];
    if f.bare {
        return document.drafts[n].drop("rule");
    }
    let marked = document.drafts[n].marked.is_some();
    let aside = is_aside(&document.drafts[n].text);
    if marked {
        document.drafts[n].settle(BlockKind::Heading, Some(2));
        *speaking = None;
        return;
    }
    let item = document.drafts[n].marker.is_some();
    let draft = &mut document.drafts[n];
    if !named.is_empty() {
        let mut lines = std::mem::take(named);
        lines.append(&mut draft.lines);
        draft.lines = lines;
    }
    draft.speaker = if aside { None } else { speaking.clone() };
    draft.settle(if item { BlockKind::ListItem } else { BlockKind::Paragraph }, None);
}

/// Whether a block is no speech: a time, what happened in the room.
fn is_aside(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 160
        && (text.starts_with(['(', '[', '（', '［']) && text.trim_end_matches('.').ends_with([')', ']', '）', '］']))
}

/// The title: the line that may be one and stands highest in the document, above the turns.
fn find_title(document: &Document<'_>, first: usize) -> Option<usize> {
    if let Some(given) = super::head::given(document, 0..first) {
        return Some(given);
    }
    let possible: Vec<usize> =
        (first.saturating_sub(12)..first).filter(|n| super::head::may_be_title(document, *n)).collect();
    let rate = |n: usize| {
        let (draft, f) = (&document.drafts[n], &document.facts[n]);
        i32::from(draft.marked == Some(1)) * 4
            + i32::from(f.words >= 4) * 2
            + i32::from(draft.apart && n + 1 < document.drafts.len() && document.drafts[n + 1].apart)
            + i32::from(document.facts.get(n + 1).is_some_and(|f| f.date)) * 2
            + i32::from(n == 0)
            - i32::from(f.copies > 1) * 2
    };
    possible.into_iter().min_by_key(|n| (-rate(*n), *n)).filter(|n| rate(*n) >= 2)
}

/// What stands between title and first turn.
fn before(document: &mut Document<'_>, range: Range<usize>) {
    for n in range {
        let f = &document.facts[n];
        if !document.drafts[n].is_open() || f.phrase.is_some() || f.links {
            continue;
        }
        if f.bare {
            document.drafts[n].drop("rule");
        } else if f.ends || f.words >= 8 || is_aside(&document.drafts[n].text) {
            document.drafts[n].settle(BlockKind::Paragraph, None);
        } else if document.drafts[n].marked.is_some() {
            document.drafts[n].settle(BlockKind::Heading, Some(2));
        } else {
            document.drafts[n].settle(BlockKind::Paragraph, None);
        }
    }
}
