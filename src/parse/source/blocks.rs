//! Lines to draft blocks: what stands together, with its text as it will be shown.

use super::forms::{numbers, pages::Pages};
use super::lines::{Hyphen, Line, Shape, Wrap, invisible};
use super::markup;
use crate::model::place::{PageStart, Printed, Unit};
use crate::model::source::{BlockKind, LineRange};
use crate::script::{ends_sentence, is_close};

/// What becomes of a draft block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// Not decided yet.
    Open,
    /// Shown, as this kind; headings with their level.
    Keep(BlockKind, Option<u8>),
    /// Left out, for this reason.
    Drop(String),
    /// Part of another draft, which has its lines.
    Merged,
}

/// A block on its way.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The lines it stands on.
    pub lines: Vec<LineRange>,
    /// Its text.
    pub text: String,
    /// Its list marker.
    pub marker: Option<String>,
    /// Whether the marker is a number.
    pub numbered: bool,
    /// Columns of indentation.
    pub indent: usize,
    /// The heading level the file itself marks (`#`, underlining).
    pub marked: Option<u8>,
    /// Whether the file marks it as a quotation (`>`).
    pub quoted: bool,
    /// Whether a blank line stands before it.
    pub apart: bool,
    /// Bytes of `text` that are links, as far as the file shows links.
    pub linked: usize,
    /// Where in `text` separate parts were joined.
    pub joins: Vec<usize>,
    /// What becomes of it.
    pub fate: Fate,
    /// The number that the document prints at its head; `marker` has it with its signs.
    pub printed: Option<Printed>,
    /// The printed numbers it stands under, from the outermost.
    pub within: Vec<Printed>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// The pages of the printed document that begin in it.
    pub pages: Vec<PageStart>,
    /// Whether its first line goes on with the block before it, across the end of a page.
    pub runs_on: bool,
    /// Whether the form of the document decided on it, with certainty.
    pub settled: bool,
}

impl Draft {
    /// Its first line.
    pub fn first(&self) -> usize {
        self.lines.first().map_or(0, |r| r.first)
    }

    /// Its last line.
    pub fn last(&self) -> usize {
        self.lines.last().map_or(0, |r| r.last)
    }

    /// Whether it stands on that line.
    pub fn holds(&self, line: usize) -> bool {
        self.lines.iter().any(|r| r.first <= line && line <= r.last)
    }

    /// Whether nothing was decided yet.
    pub fn is_open(&self) -> bool {
        self.fate == Fate::Open
    }

    /// Whether it is shown.
    pub fn is_kept(&self) -> bool {
        matches!(self.fate, Fate::Keep(..))
    }

    /// Whether it is shown as this kind.
    pub fn is(&self, kind: BlockKind) -> bool {
        matches!(self.fate, Fate::Keep(k, _) if k == kind)
    }

    /// Shows it as this kind.
    pub fn keep(&mut self, kind: BlockKind) {
        self.fate = Fate::Keep(kind, None);
    }

    /// Shows it as this kind, as the form of the document has it. For headings, how deep.
    pub fn settle(&mut self, kind: BlockKind, level: Option<u8>) {
        self.fate = Fate::Keep(kind, level);
        self.marked = None;
        self.settled = true;
    }

    /// Leaves it out.
    pub fn drop(&mut self, reason: &str) {
        self.fate = Fate::Drop(reason.to_owned());
    }

    /// Whether it is left out, or part of another.
    pub fn is_gone(&self) -> bool {
        matches!(self.fate, Fate::Drop(_) | Fate::Merged)
    }

    /// Its text with a number that belongs to it, for headings.
    pub fn full_text(&self) -> String {
        match (&self.marker, self.numbered) {
            (Some(marker), true) => format!("{marker} {}", self.text),
            _ => self.text.clone(),
        }
    }
}

/// Groups lines into draft blocks.
#[cfg(test)]
pub(super) fn group(lines: &[Line<'_>], shape: &Shape) -> Vec<Draft> {
    group_pages(lines, shape, &Pages::default())
}

/// Groups the lines of a file with pages into draft blocks: furniture of pages and notes at their feet are blocks of
/// their own.
pub(super) fn group_pages(lines: &[Line<'_>], shape: &Shape, pages: &Pages) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut at = 0;
    let mut apart = true;
    let mut runs_on: Option<usize> = None;
    while at < lines.len() {
        if lines[at].is_blank() {
            apart = true;
            at += 1;
            continue;
        }
        let first = at;
        if let Some(reason) = pages.furniture.get(&at) {
            let mut furniture = draft(lines, at, at, shape);
            furniture.drop(reason);
            drafts.push(furniture);
            at += 1;
            apart = true;
            continue;
        }
        if let Some((_, last)) = pages.note_at(at) {
            drafts.push(foot_note(lines, at, last, shape));
            at = last + 1;
            apart = true;
            continue;
        }
        let ends_page = |at: usize| pages.sets_apart(at + 1) || pages.starts.contains_key(&(at + 1));
        while at + 1 < lines.len() && !ends_page(at) && continues(lines, first, at, at + 1, shape) {
            at += 1;
        }
        let last = at;
        at += 1;
        let underline = lines
            .get(at)
            .filter(|l| !lines[at - 1].is_rule() && underlines(l, &lines[at - 1]))
            .map(|l| if l.text.starts_with(['=', '*']) { 1 } else { 2 });
        let mut draft = draft(lines, first, at - 1, shape);
        draft.apart = apart;
        if underline.is_some() && draft.marker.is_none() && draft.text.chars().count() < 200 {
            draft.marked = draft.marked.or(underline);
        }
        if let Some(label) = pages.starts.get(&first) {
            draft.pages.extend(label.clone().map(|label| PageStart { at: 0, label }));
        }
        draft.runs_on = runs_on.take() == Some(first);
        runs_on = next_of(lines, pages, last).filter(|next| continues(lines, first, last, *next, shape));
        drafts.push(draft);
        apart = false;
    }
    drafts
}

/// The line on which a block may go on behind the end of a page: the next one that is no furniture and no note.
fn next_of(lines: &[Line<'_>], pages: &Pages, last: usize) -> Option<usize> {
    let next = (last + 1..lines.len()).find(|n| !lines[*n].is_blank() && !pages.sets_apart(*n))?;
    let page_ends = (last + 1..=next).any(|n| pages.sets_apart(n) || pages.starts.contains_key(&n));
    page_ends.then_some(next)
}

/// A note at the foot of a page, with its number as marker.
fn foot_note(lines: &[Line<'_>], first: usize, last: usize, shape: &Shape) -> Draft {
    let mut note = draft(lines, first, last, shape);
    if let Some((_, at)) = super::forms::pages::note(&note.text) {
        note.marker = Some(note.text[..at].trim().to_owned());
        note.text = note.text[at..].to_owned();
        note.numbered = true;
    }
    note.settle(BlockKind::ListItem, None);
    note
}

/// Whether a line is an underlining of the line before it.
fn underlines(line: &Line<'_>, above: &Line<'_>) -> bool {
    let mut chars = line.text.chars();
    let Some(first) = chars.next() else { return false };
    matches!(first, '=' | '-' | '~')
        && chars.all(|c| c == first)
        && line.indent == above.indent
        && line.width.abs_diff(above.width) <= 2
        && line.text.len() >= 3
}

/// Whether the line `next` continues the block that began on line `first` and reaches to the line `at`.
fn continues(lines: &[Line<'_>], first: usize, at: usize, next: usize, shape: &Shape) -> bool {
    let (line, next) = (&lines[at], &lines[next]);
    let Some(wrap) = shape.wrap else { return false };
    if next.is_blank() {
        return false;
    }
    let start = &lines[first];
    // A heading between asterisks goes on until they close.
    let stars = stars(start.text);
    if stars > 1 {
        let closed = line.text.len() > stars && line.text.ends_with(&"*".repeat(stars));
        return !closed && at < first + 4;
    }
    if next.is_rule() || line.is_rule() || starts_block(next, first == at || start.marker.is_some()) {
        return false;
    }
    if self::stars(next.text) > 1 {
        return false;
    }
    if start.text.starts_with('>') != next.text.starts_with('>') || hashes(start.text) > 0 && !full(line, next, wrap) {
        return false;
    }
    // Where the lines of this block should begin.
    let hang = start.indent + start.marker.map_or(0, |m| m.columns);
    let aligned = if at == first {
        next.indent == hang
            || next.indent == start.indent
            || next.indent + 6 >= start.indent && next.indent < start.indent && start.marker.is_none()
            || next.indent > start.indent && next.indent <= start.indent + 4
    } else {
        next.indent.abs_diff(line.indent) <= 1
    };
    // Centred lines are never aligned, and yet may run on.
    let centred = at > first || line.indent > 8;
    if !(aligned || centred && line.indent > 5 && next.indent > 5 && full(line, next, wrap)) {
        return false;
    }
    if full(line, next, wrap) {
        // A long word after a sentence's end may be a button and no part of the paragraph.
        let button = next.text.len() < 40
            && super::facts::ends_sentence(line.text)
            && super::facts::of(next.text).phrase.is_some();
        return !button;
    }
    // A narrower column (a quotation, a table cell) breaks earlier; lower case says that it runs on.
    let open = !line.text.ends_with(|c| ends_sentence(c) || matches!(c, ':' | ';' | '”' | '"' | '»'));
    let lower = next.body().chars().next().is_some_and(char::is_lowercase) && next.marker.is_none();
    open && lower && wrap.of(line) * 10 >= wrap.width * 7
}

/// Whether the first word of the next line would not have fitted on this one.
fn full(line: &Line<'_>, next: &Line<'_>, wrap: Wrap) -> bool {
    wrap.full(line, next.text, 3 + line.indent.min(8) / 2)
}

/// How many asterisks a heading drawn with them begins with.
fn stars(text: &str) -> usize {
    let count = text.bytes().take_while(|b| *b == b'*').count();
    if (2..=8).contains(&count) && text[count..].starts_with(' ') { count } else { 0 }
}

/// Whether a line begins a block of its own whatever stands before it.
fn starts_block(line: &Line<'_>, in_list: bool) -> bool {
    if hashes(line.text) > 0 || opens_part(line.text) {
        return true;
    }
    match line.marker {
        None => false,
        // A dash or a number at the start of a line may be part of a sentence.
        Some(m) if m.text == "-" || m.text == "–" || m.numbered => in_list || line.indent >= 3,
        Some(_) => true,
    }
}

/// Whether a line begins a part of a document that numbers its parts, by a number that no sentence goes on with.
fn opens_part(text: &str) -> bool {
    numbers::read(text, &numbers::Before::default()).is_some_and(|n| match n.style {
        numbers::Style::Word(unit) => {
            n.sure && (unit == Unit::Article || !super::facts::ends_sentence(text) && text.len() < 70)
        }
        numbers::Style::Sign(mark, glyph) => {
            glyph == numbers::Glyph::Han && matches!(mark, numbers::Mark::Comma | numbers::Mark::Paren)
        }
    })
}

/// How many `#` of a Markdown heading a line begins with.
fn hashes(text: &str) -> usize {
    let count = text.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&count) && text[count..].starts_with(' ') { count } else { 0 }
}

/// The draft that stands on lines `first` to `last` (from 0).
pub(super) fn draft(lines: &[Line<'_>], first: usize, last: usize, shape: &Shape) -> Draft {
    let head = &lines[first];
    let mut marked = None;
    let mut marker = head.marker;
    let mut quoted = false;
    let mut raw = String::new();
    for (n, line) in lines[first..=last].iter().enumerate() {
        let mut part = if n == 0 { line.body() } else { line.text };
        if part.starts_with('>') && (part.starts_with("> ") || part.len() == 1 || part.starts_with(">>")) {
            quoted = true;
            part = part.trim_start_matches(['>', ' ']);
        }
        if n == 0 {
            let count = hashes(part);
            if count > 0 {
                marked = Some(count as u8);
                part = part[count..].trim_matches([' ', '#']);
                marker = None;
            }
        }
        let before = n.checked_sub(1).map_or(Hyphen::None, |n| lines[first + n].hyphen);
        append(&mut raw, part, before);
    }
    if stars(head.text) > 1
        && let Some((level, inner)) = starred(&raw)
    {
        marked = Some(level);
        marker = None;
        raw = inner.to_owned();
    }
    let clean = markup::clean(&raw, shape);
    Draft {
        lines: vec![LineRange { first: first + 1, last: last + 1 }],
        text: clean.text,
        marker: marker.map(|m| m.text.to_owned()),
        numbered: marker.is_some_and(|m| m.numbered),
        indent: head.indent,
        marked: marked.or(clean.heading),
        quoted,
        apart: true,
        linked: clean.linked,
        joins: Vec::new(),
        fate: Fate::Open,
        printed: None,
        within: Vec::new(),
        speaker: None,
        pages: Vec::new(),
        runs_on: false,
        settled: false,
    }
}

/// Headings as some text browsers draw them: `****** Title ******`.
fn starred(text: &str) -> Option<(u8, &str)> {
    let stars = text.bytes().take_while(|b| *b == b'*').count();
    let inner = text.strip_prefix(&"*".repeat(stars))?.strip_suffix(&"*".repeat(stars))?;
    let inner = inner.strip_prefix(' ')?.strip_suffix(' ')?.trim();
    (1..=8).contains(&stars).then_some(())?;
    (!inner.is_empty()).then(|| ((7u8).saturating_sub(stars as u8).max(1), inner))
}

/// Appends a line to a text, of which the line before ended in this hyphen.
pub(super) fn append(out: &mut String, line: &str, hyphen: Hyphen) {
    if hyphen == Hyphen::None {
        return push_line(out, line);
    }
    if hyphen == Hyphen::Cut {
        out.truncate(out.trim_end_matches(['-', '\u{ad}', '‐']).len());
    }
    let mut own = String::new();
    push_line(&mut own, line);
    out.push_str(&own);
}

/// Appends a line to the text of a block: with a space, but without one between characters of scripts
/// that are written without spaces; white space within the line is collapsed.
pub(super) fn push_line(out: &mut String, line: &str) {
    for (n, word) in line.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).enumerate() {
        let word = if n == 0 { word.trim_start_matches(invisible) } else { word };
        if let Some(last) = out.chars().next_back() {
            let first = word.chars().next().unwrap_or(' ');
            if n > 0 || !(is_close(last) && is_close(first)) {
                out.push(' ');
            }
        }
        out.push_str(word);
    }
}

/// Takes out the drafts that became parts of others.
pub fn forget_merged(drafts: &mut Vec<Draft>) {
    drafts.retain(|d| d.fate != Fate::Merged);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::source::lines::{read, shape};

    fn texts(text: &str) -> Vec<String> {
        let lines = read(text);
        group(&lines, &shape(&lines)).into_iter().map(|d| d.text).collect()
    }

    #[test]
    fn without_hard_wrapping_every_line_is_a_block() {
        let long = "word ".repeat(60);
        assert_eq!(texts(&format!("{long}\nshort line\n\n{long}")).len(), 3);
    }

    #[test]
    fn hard_wrapped_paragraphs_become_one_block_each() {
        let text = "   The committee met on Tuesday in order to discuss what had been left open in\n   the spring, and found that nobody had prepared anything at all, so that the\n   meeting was closed.\n\n   * first item of the list that runs on over the end of its first line, and\n     goes on here\n   * second\n\n   Another paragraph that is long enough to be wrapped at the same column as the\n   first one was.\n";
        let got = texts(text);
        assert_eq!(got.len(), 4, "{got:#?}");
        assert!(got[0].ends_with("the meeting was closed."));
        assert!(got[1].ends_with("and goes on here"));
    }

    #[test]
    fn lines_of_chinese_are_joined_without_a_space() {
        let mut out = String::new();
        push_line(&mut out, "网络空间的");
        push_line(&mut out, "规则");
        push_line(&mut out, "and more");
        assert_eq!(out, "网络空间的规则 and more");
    }
}
