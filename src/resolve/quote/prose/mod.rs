//! The quotations in a note's text: words in quotation marks and block quotations, with what is cited for them.
//!
//! `flat` makes running text of a tree, `names` says what is cited in it, `cites` says which citations may speak for a quotation, `verdict` asks
//! them and says what came of it, `block` does so for block quotations. Here is the walk through a note.

mod block;
mod cites;
mod flat;
mod names;
mod verdict;

use std::ops::Range;

use super::marks::{Marked, Stretch};
use super::{Checker, reuse};
use crate::config::Quotations;
use crate::model::note::Note;
use crate::model::quote::{Carrier, Quotation};
use crate::model::tree::{Block, Inline, Node, Written};
use crate::report::Diagnostic;
use crate::report::faults::QuoteOpen;
use crate::text::{Span, words};
use cites::{Candidate, Near, point};
use flat::Flat;
use names::Names;
use verdict::{Answer, Quote};

/// What came of a note's quotations.
pub struct Found {
    /// Those that hold.
    pub quotations: Vec<Quotation>,
    /// What is to be said of the others.
    pub remarks: Vec<Diagnostic>,
    /// How many cite a source that is kept and are left unchecked, because the book's settings ask for longer ones.
    pub unchecked: usize,
}

/// Checks every quotation in a note's text, and looks for source words outside quotation marks.
pub fn check_note(note: &Note<Written>, checker: &Checker) -> Found {
    let names = cites::names(&note.body, checker);
    let mut walk =
        Walk { note, checker, names, found: Found { quotations: Vec::new(), remarks: Vec::new(), unchecked: 0 } };
    walk.blocks(&note.body, &Scope::default());
    walk.found
}

struct Walk<'a> {
    note: &'a Note<Written>,
    checker: &'a Checker<'a>,
    names: Names<'a>,
    found: Found,
}

/// More than this is not kept of what is cited around a text.
const MOST_AROUND: usize = 6;

/// What is cited around some text, for quotations that cite nothing nearer.
#[derive(Default, Clone)]
struct Scope {
    around: Vec<Candidate>,
}

impl Scope {
    /// With what is cited nearer.
    fn with(&self, nearer: Vec<Candidate>) -> Self {
        Self { around: nearer.into_iter().chain(self.around.iter().cloned()).take(MOST_AROUND).collect() }
    }
}

/// How a paragraph goes on in the next.
#[derive(Default)]
struct Onward {
    /// For a quotation that is opened here and goes on in later paragraphs, each of which repeats the opening mark: what
    /// may be cited for it.
    cited: Option<Vec<Candidate>>,
    /// Whether the next line begins a list, so that a mark may seem to be left open.
    before_list: bool,
}

impl<'a> Walk<'a> {
    fn blocks(&mut self, blocks: &'a [Block<Written>], scope: &Scope) {
        let flats: Vec<Option<Flat>> = blocks
            .iter()
            .map(|block| match &block.node {
                Node::Paragraph(content) => Some(Flat::of(content, &self.names)),
                _ => None,
            })
            .collect();
        // What the paragraph before cites, which may lead in several blocks in a row, and whether it ends in a colon.
        let mut lead: Option<(Candidate, bool)> = None;
        let mut n = 0;
        while let Some(block) = blocks.get(n) {
            let before = n.checked_sub(1).and_then(|n| flats[n].as_ref());
            let next = flats.get(n + 1).and_then(Option::as_ref);
            lead = match (before, n.checked_sub(1).map(|n| &blocks[n].node)) {
                (Some(flat), _) => lead_in(flat),
                (_, Some(Node::Quote { .. } | Node::Callout { .. } | Node::List { .. } | Node::Embed { .. })) => {
                    lead.map(|(c, leads)| (c.weak(), leads))
                }
                _ => None,
            };
            let tail = next.filter(|f| f.only_cites()).and_then(|f| Candidate::together(&f.spots));
            let is_quote = is_quotation(&block.node);
            let mut near: Vec<Candidate> = tail.into_iter().collect();
            if is_quote {
                near.extend(lead.iter().map(|(c, _)| c.clone()));
                near.extend(next.and_then(Flat::first_cited));
            } else {
                near.extend(lead.iter().filter(|(_, leads)| *leads).map(|(c, _)| c.weak()));
            }
            let around = scope.with(near);
            match &flats[n] {
                Some(_) => n = self.paragraphs(blocks, &flats, n, &around),
                None => self.node(&block.node, block.span, &around),
            }
            n += 1;
        }
    }

    /// Paragraphs from the place given on that hold one quotation, or the one there. Gives the place of the last.
    fn paragraphs(
        &mut self,
        blocks: &[Block<Written>],
        flats: &[Option<Flat<'a>>],
        first: usize,
        scope: &Scope,
    ) -> usize {
        let mut parts: Vec<(&Flat, Marked)> = Vec::new();
        let mut sign = None;
        for flat in flats[first..].iter().map_while(Option::as_ref) {
            if sign.is_some_and(|sign| !flat.text().trim_start().starts_with(sign)) {
                break;
            }
            let marked = flat.marked();
            sign = goes_on(flat, &marked);
            parts.push((flat, marked));
            if sign.is_none() {
                break;
            }
        }
        let last = first + parts.len().max(1) - 1;
        // What is cited for the part in which the quotation ends.
        let cited = parts.last().filter(|_| parts.len() > 1).map(|(flat, marked)| {
            let stretch = match (marked.quoted.first(), marked.open.first()) {
                (Some(quoted), _) => quoted.clone(),
                (None, open) => to_end(flat, open.copied().unwrap_or(0)),
            };
            let near = flat.nearness(&marked.quoted).first().copied().unwrap_or(Near::No);
            flat.candidates(&stretch, near)
        });
        for (n, (flat, marked)) in parts.iter().enumerate() {
            let goes_on = n + 1 < parts.len();
            let is_list = matches!(blocks.get(first + n + 1), Some(Block { node: Node::List { .. }, .. }));
            let onward = Onward { cited: cited.clone().filter(|_| goes_on), before_list: is_list };
            self.marked(flat, marked, scope, &onward);
        }
        last
    }

    fn node(&mut self, node: &'a Node<Written>, span: Span, scope: &Scope) {
        match node {
            Node::Paragraph(content) | Node::Heading { content, .. } => {
                self.prose(&Flat::of(content, &self.names), scope);
            }
            Node::Quote { content, attribution } => self.block_quote(content, attribution.as_deref(), scope, span),
            Node::Callout { title, content, .. } => {
                let title = Flat::of(title, &self.names);
                self.prose(&title, scope);
                let cited = Candidate::together(&title.spots);
                if is_quotation(node) {
                    let cited = cited.map(|c| Candidate { firm: true, ..c });
                    self.block_quote(content, None, &scope.with(cited.into_iter().collect()), span);
                } else {
                    self.blocks(content, &scope.with(cited.iter().map(Candidate::weak).collect()));
                }
            }
            Node::List { items, .. } => {
                for item in items {
                    let last = match item.content.last() {
                        Some(Block { node: Node::Paragraph(content), .. }) if item.content.len() > 1 => {
                            Flat::of(content, &self.names).last_cited(false)
                        }
                        _ => None,
                    };
                    self.blocks(&item.content, &scope.with(last.into_iter().collect()));
                }
            }
            Node::Definitions(list) => {
                for entry in list {
                    let term = Flat::of(&entry.term, &self.names);
                    self.prose(&term, scope);
                    let inner = scope.with(term.last_cited(false).into_iter().collect());
                    entry.definitions.iter().for_each(|d| self.blocks(d, &inner));
                }
            }
            Node::Table { head, rows, .. } => self.table(head, rows, scope),
            Node::Footnote { content, .. } => self.blocks(content, &Scope::default()),
            Node::Code { .. } | Node::Rule | Node::Html(_) | Node::Embed { .. } => {}
        }
    }

    /// A table: a cell that cites speaks for the quotations of its row, the head of a column for those of the column.
    fn table(&mut self, head: &'a [Vec<Inline<Written>>], rows: &'a [Vec<Vec<Inline<Written>>>], scope: &Scope) {
        let flats = |row: &'a [Vec<Inline<Written>>], names: &Names<'a>| -> Vec<Flat<'a>> {
            row.iter().map(|cell| Flat::of(cell, names)).collect()
        };
        let heads = flats(head, &self.names);
        let columns: Vec<Option<Candidate>> =
            heads.iter().map(|f| f.spots.first().map(|s| Candidate::at(s, false))).collect();
        self.row(&heads, &[], scope);
        for row in rows {
            let cells = flats(row, &self.names);
            self.row(&cells, &columns, scope);
        }
    }

    fn row(&mut self, cells: &[Flat<'a>], columns: &[Option<Candidate>], scope: &Scope) {
        let cited: Vec<Option<Candidate>> = cells
            .iter()
            .map(|f| Candidate::together(&f.spots).map(|c| Candidate { firm: c.firm && f.only_cites(), ..c }))
            .collect();
        let mut behind: Vec<Option<&Candidate>> = vec![None; cells.len()];
        let mut next = None;
        for n in (0..cells.len()).rev() {
            behind[n] = next;
            next = cited[n].as_ref().or(next);
        }
        let mut before: Option<&Candidate> = None;
        for (n, flat) in cells.iter().enumerate() {
            let column = columns.get(n).and_then(Option::as_ref);
            let near = behind[n].into_iter().chain(before).chain(column).cloned().collect();
            self.prose(flat, &scope.with(near));
            before = cited[n].as_ref().or(before);
        }
    }

    /// Words in quotation marks, and the words around them.
    fn prose(&mut self, flat: &Flat<'a>, scope: &Scope) {
        self.marked(flat, &flat.marked(), scope, &Onward::default());
    }

    fn marked(&mut self, flat: &Flat<'a>, marked: &Marked, scope: &Scope, onward: &Onward) {
        for (stretch, near) in marked.quoted.iter().zip(flat.nearness(&marked.quoted)) {
            let candidates = flat.candidates(stretch, near);
            self.inline(flat, stretch, near, &scope.with(candidates).around);
        }
        // What a mark that nothing closes may have opened goes to the end.
        let open = match (&onward.cited, marked.open.as_slice()) {
            (Some(cited), [.., last]) => {
                let stretch = to_end(flat, *last);
                let own = flat.candidates(&stretch, Near::No);
                self.inline(flat, &stretch, Near::No, &scope.with([own, cited.clone()].concat()).around);
                Some(*last)
            }
            (_, [first, ..]) => {
                self.left_open(flat, *first, onward.before_list);
                Some(*first)
            }
            _ => None,
        };
        for aside in &flat.asides {
            let inner = Flat::of_aside(aside);
            let marked = inner.marked();
            let cited = match &aside.own {
                _ if marked.quoted.is_empty() => Vec::new(),
                Some(own) => vec![Candidate { cites: own.clone(), firm: true }],
                None => flat.candidates(&point(aside.at), Near::No),
            };
            let near = if aside.own.is_some() { Near::Beside } else { Near::No };
            for stretch in &marked.quoted {
                self.inline(&inner, stretch, near, &scope.with(cited.clone()).around);
            }
            self.reuse(&inner, &marked, None);
        }
        self.reuse(flat, marked, open);
    }

    /// Looks for source words outside quotation marks and titles, and before a mark that was left open.
    fn reuse(&mut self, flat: &Flat<'a>, marked: &Marked, open: Option<usize>) {
        let mut apart: Vec<Range<usize>> = marked.quoted.iter().map(|s| s.inside.clone()).collect();
        apart.extend(marked.titles.iter().cloned());
        apart.extend(open.map(|at| at..flat.text().len()));
        let place = |r: Range<usize>| flat.run.span(r.start, r.end);
        self.found.remarks.extend(reuse::check(flat.text(), apart, &self.note.path, &place, self.checker));
    }

    fn inline(&mut self, flat: &Flat<'a>, stretch: &Stretch, near: Near, candidates: &[Candidate]) {
        let range = &stretch.inside;
        let text = flat.text()[range.clone()].trim_end();
        let count = words(text);
        let short = count < self.checker.settings.least_words;
        let place = |r: Range<usize>| flat.run.span(range.start + r.start, range.start + r.end);
        let quote = Quote { carrier: Carrier::Inline, text, before: &flat.text()[..range.start], place: &place, short };
        let asked = match (short, near) {
            (true, Near::No) => &[],
            // Of few words, only what stands right beside them tells.
            (true, _) => &candidates[..candidates.len().min(1)],
            (false, _) => candidates,
        };
        if short && asked.is_empty() && count >= Quotations::default().least_words {
            let mut cited = candidates.iter().flat_map(|c| c.cites.iter());
            self.found.unchecked += usize::from(cited.any(|c| self.checker.is_kept(&c.source)));
        }
        if let Answer::Uncited { in_sight } = self.ask(&quote, asked)
            && !(short && in_sight)
            && !self.checker.is_title(text)
        {
            self.uncited(text, count, place(0..text.len()), in_sight);
        }
    }

    fn left_open(&mut self, flat: &Flat, at: usize, before_list: bool) {
        let sign = flat.text()[at..].chars().next().map_or(0, char::len_utf8);
        let span = flat.run.span(at, at + sign);
        self.found.remarks.push(Diagnostic::of(QuoteOpen { before_list }).at(&self.note.path, span));
    }
}

/// Whether a block quotes: a block quotation, or a callout of that kind.
fn is_quotation(node: &Node<Written>) -> bool {
    match node {
        Node::Quote { .. } => true,
        Node::Callout { kind, .. } => matches!(kind.as_str(), "quote" | "cite"),
        _ => false,
    }
}

/// What a paragraph cites for the block that follows, and whether it surely leads that in, as it ends in a colon.
fn lead_in(flat: &Flat) -> Option<(Candidate, bool)> {
    let leads = flat.text().trim_end().ends_with([':', '：']);
    flat.last_cited(leads).map(|c| (c, leads))
}

/// From a mark that is left open to the end of the text.
fn to_end(flat: &Flat, open: usize) -> Stretch {
    let end = flat.text().len();
    let sign = flat.text()[open..].chars().next().map_or(0, char::len_utf8);
    Stretch { inside: (open + sign).min(end)..end, whole: open..end }
}

/// The mark that opens a quotation which does not end in this paragraph.
fn goes_on(flat: &Flat, marked: &Marked) -> Option<char> {
    let last = *marked.open.last()?;
    let closed = marked.quoted.last().is_some_and(|q| q.whole.start > last);
    flat.text()[last..].chars().next().filter(|_| !closed)
}
