//! Block quotations: their words, and what is cited for them at their end, around them, or in a callout's title.

use std::ops::Range;

use super::super::marks::Marked;
use super::cites::{Candidate, collect};
use super::flat::{DASHES, Flat, How};
use super::verdict::{Answer, Quote, is_said_by};
use super::{Scope, Walk};
use crate::model::quote::Carrier;
use crate::model::tree::{Block, Inline, Node, Written};
use crate::text::{self, Span};

/// Behind a dash, a line of so many words and without a stop names somebody.
const LONGEST_NAME: usize = 6;

impl<'a> Walk<'a> {
    /// Checks a block quotation. `line` is the one that says whose words they are, where one was found; `scope` has what
    /// is cited around it.
    pub fn block_quote(
        &mut self,
        content: &'a [Block<Written>],
        line: Option<&'a [Inline<Written>]>,
        scope: &Scope,
        span: Span,
    ) {
        let mut flats = Vec::new();
        let mut nested = Vec::new();
        for block in content {
            match &block.node {
                // A quotation in it may say itself whose words it has.
                Node::Quote { .. } | Node::Callout { .. } => nested.push(block),
                _ => collect(std::slice::from_ref(block), &self.names, &mut flats),
            }
        }
        let (last, own_line) = self.last_line(content, line);
        if let (Some(last), Some(flat)) = (last, flats.last_mut()) {
            *flat = last;
        }
        let named = own_line.as_ref().and_then(|line| Candidate::together(&line.spots));
        let named = named.map(|c| Candidate { firm: true, ..c });
        let mut open = Open::default();
        // What ends a later paragraph speaks for those before it.
        let mut below: Option<Candidate> = None;
        let mut asked: Vec<(&Flat, Vec<Candidate>)> = Vec::new();
        for flat in flats.iter().rev() {
            let at_end = flat.cited_at_end();
            let before_end = at_end.as_ref().map_or(flat.text().len(), |(_, at)| *at);
            if let Some((end, _)) = at_end {
                below = Some(end);
            }
            let inner = flat.spots.iter().filter(|s| s.at < before_end);
            // Words among which something is cited are the writer's own.
            let own = named.is_none() && below.is_none();
            if own && inner.clone().any(|s| !matches!(s.how, How::Sign { .. })) {
                asked.push((flat, Vec::new()));
                continue;
            }
            let mut all: Vec<Candidate> = below.iter().chain(&named).cloned().collect();
            all.extend(inner.map(|s| Candidate::at(s, true)));
            all.extend(scope.around.iter().cloned());
            asked.push((flat, all));
        }
        for (flat, candidates) in asked.into_iter().rev() {
            match candidates.as_slice() {
                [] if !flat.spots.is_empty() => self.prose(flat, scope),
                all => self.block_text(flat, all, &mut open),
            }
        }
        if let Some(line) = &own_line {
            self.quoted_line(line, named.iter().chain(&scope.around), &mut open);
        }
        if open.count > 0 {
            self.uncited(&open.text, open.count, span, open.in_sight);
        }
        let inner = scope.with(named.into_iter().chain(below).collect());
        nested.into_iter().for_each(|block| self.node(&block.node, block.span, &inner));
    }

    /// The last line of a block quotation, if it says whose words these are, and what stands before it.
    fn last_line(
        &self,
        content: &'a [Block<Written>],
        line: Option<&'a [Inline<Written>]>,
    ) -> (Option<Flat<'a>>, Option<Flat<'a>>) {
        if let Some(line) = line {
            return (None, Some(Flat::of(line, &self.names)));
        }
        let Some(Block { node: Node::Paragraph(inlines), .. }) = content.last() else { return (None, None) };
        let is_break = |i: &Inline<Written>| matches!(i, Inline::SoftBreak | Inline::HardBreak);
        let start = inlines.iter().rposition(is_break).map_or(0, |n| n + 1);
        let (words, line) = inlines.split_at(start);
        let dashed = matches!(line.first(), Some(Inline::Text { text, .. }) if text.trim_start().starts_with(DASHES));
        if !dashed || start == 0 && content.len() == 1 {
            return (None, None);
        }
        let line = Flat::of(line, &self.names);
        // A dash may as well begin a line of the quotation.
        let name = text::words(line.text()) <= LONGEST_NAME
            && !line.text().trim_end().ends_with(['.', ',', ';', '!', '?', '…']);
        if line.spots.is_empty() && !name {
            return (None, None);
        }
        (Some(Flat::of(words, &self.names)), Some(line))
    }

    /// Asks for the last line of a block quotation behind a dash if it is words of what is cited, and not the name of who
    /// says them: no name comes near to what a source says.
    fn quoted_line<'c>(&mut self, line: &Flat<'a>, cited: impl Iterator<Item = &'c Candidate>, open: &mut Open) {
        let all: Vec<Candidate> = cited.cloned().collect();
        let end = line.spots.first().map_or(line.text().len(), |s| s.at);
        let said = line.text()[..end].trim_start_matches(|c: char| c.is_whitespace() || DASHES.contains(&c));
        let (start, said) = (end - said.len(), said.trim_end());
        let near = |c: &Candidate| is_said_by(said, &c.cites, self.checker.corpus);
        if text::words(said) >= self.checker.settings.least_words && all.iter().any(near) {
            self.block_words(line, start..start + said.len(), &all, open);
        }
    }

    /// Asks for one paragraph of a block quotation.
    fn block_text(&mut self, flat: &Flat<'a>, candidates: &[Candidate], open: &mut Open) {
        self.block_words(flat, without_marks(flat, &flat.marked()), candidates, open);
    }

    fn block_words(&mut self, flat: &Flat<'a>, inner: Range<usize>, candidates: &[Candidate], open: &mut Open) {
        let words = &flat.text()[inner.clone()];
        let place = |r: Range<usize>| flat.run.span(inner.start + r.start, inner.start + r.end);
        let quote = Quote { carrier: Carrier::Block, text: words, before: "", place: &place, short: false };
        if let Answer::Uncited { in_sight } = self.ask(&quote, candidates) {
            open.count += text::words(words);
            open.in_sight |= in_sight;
            if open.text.is_empty() {
                words.clone_into(&mut open.text);
            }
        }
    }
}

/// The paragraphs of a block quotation for which nothing is cited.
#[derive(Default)]
struct Open {
    text: String,
    count: usize,
    in_sight: bool,
}

/// What a paragraph of a block quotation quotes. It needs no marks; a pair that holds all of it is not the source's, nor
/// is one that opens it and is closed in a later paragraph.
fn without_marks(flat: &Flat, marked: &Marked) -> Range<usize> {
    let all = 0..flat.text().len();
    match (marked.quoted.as_slice(), marked.open.as_slice()) {
        ([one], _) if !flat.has_words(0..one.whole.start) && !flat.has_words(one.whole.end..all.end) => {
            one.inside.clone()
        }
        (_, [first, ..]) if !flat.has_words(0..*first) => {
            let sign = flat.text()[*first..].chars().next().map_or(0, char::len_utf8);
            first + sign..all.end
        }
        _ => all,
    }
}
