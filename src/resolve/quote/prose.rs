//! The quotations in a note's text: words in quotation marks and block quotations, with what is cited for them.

use std::cell::OnceCell;
use std::ops::Range;

use super::asked::{Asked, Cited};
use super::check::check;
use super::normal::in_word;
use super::sentences::Sentences;
use super::{Checker, marks, reuse};
use crate::config::Quotations;
use crate::model::note::Note;
use crate::model::quote::{Carrier, Quotation};
use crate::model::tree::{Block, Inline, Node, Run, Written, WrittenCite};
use crate::report::{Diagnostic, Severity, codes};
use crate::text::{Span, words};

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
    let mut walk = Walk { note, checker, found: Found { quotations: Vec::new(), remarks: Vec::new(), unchecked: 0 } };
    walk.blocks(&note.body);
    walk.found
}

/// A citation, and whether it is part of the sentence.
type Asking<'a> = (&'a WrittenCite, bool);

/// Running text without its marks of style, and the citations in it.
#[derive(Default)]
struct Flat<'a> {
    run: Run,
    /// Each citation group, by where it stands, and whether it is part of the sentence (`@key says`).
    cites: Vec<(usize, &'a [WrittenCite], bool)>,
    /// Where its sentences end, when that was asked for.
    sentences: OnceCell<Sentences>,
}

impl<'a> Flat<'a> {
    fn of(content: &'a [Inline<Written>]) -> Self {
        let mut flat = Self::default();
        flat.push(content);
        flat
    }

    fn push(&mut self, content: &'a [Inline<Written>]) {
        for inline in content {
            match inline {
                Inline::Text { text, span } => self.run.push_text(text, *span),
                Inline::SoftBreak | Inline::HardBreak => self.run.push_break(),
                Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strikethrough(c) => self.push(c),
                Inline::Link { content, .. } | Inline::Altered { content, .. } => self.push(content),
                Inline::Code(text) => self.run.push_unplaced(text),
                Inline::Tag(tag) => self.run.push_unplaced(&format!("#{tag}")),
                Inline::Cite { cites, narrative, .. } => self.cites.push((self.run.text.len(), cites, *narrative)),
                Inline::Mention { target, .. } => match *target {},
                Inline::Image { .. } | Inline::Html(_) | Inline::FootnoteSign(_) => {}
            }
        }
    }

    fn ends_sentence(&self, from: usize, to: usize) -> bool {
        let text = &self.run.text;
        self.sentences.get_or_init(|| Sentences::of(text)).end_between(text, from, to)
    }

    /// The citations that speak for a quotation: the first behind it in its sentence, or else the last before it.
    /// Also whether they stand right behind it.
    fn cites_for(&self, quoted: &Range<usize>) -> (Vec<Asking<'a>>, bool) {
        let text = &self.run.text;
        let closed = text[quoted.end..].chars().next().map_or(quoted.end, |c| quoted.end + c.len_utf8());
        let asking = |cites: &'a [WrittenCite], narrative: bool| cites.iter().map(|c| (c, narrative)).collect();
        let next = self.cites.get(self.cites.partition_point(|(at, ..)| *at < closed));
        if let Some((at, cites, narrative)) = next
            && !self.ends_sentence(quoted.end, *at)
        {
            let right_behind = !text[closed..*at].chars().any(in_word);
            return (asking(cites, *narrative), right_behind);
        }
        let behind = self.cites.partition_point(|(at, ..)| *at <= quoted.start);
        let before = behind.checked_sub(1).and_then(|n| self.cites.get(n));
        match before {
            Some((at, cites, narrative)) if !self.ends_sentence(*at, quoted.start) => {
                (asking(cites, *narrative), false)
            }
            _ => (Vec::new(), false),
        }
    }
}

struct Walk<'a, 'b> {
    note: &'a Note<Written>,
    checker: &'a Checker<'b>,
    found: Found,
}

impl<'a> Walk<'a, '_> {
    fn blocks(&mut self, blocks: &'a [Block<Written>]) {
        for block in blocks {
            self.node(&block.node, block.span);
        }
    }

    fn node(&mut self, node: &'a Node<Written>, span: Span) {
        match node {
            Node::Paragraph(content) | Node::Heading { content, .. } => self.prose(content),
            Node::Quote { content, attribution } => self.block_quote(content, attribution.as_deref(), span),
            Node::Callout { title, content, .. } => {
                self.prose(title);
                self.blocks(content);
            }
            Node::List { items, .. } => items.iter().for_each(|i| self.blocks(&i.content)),
            Node::Definitions(list) => {
                for entry in list {
                    self.prose(&entry.term);
                    entry.definitions.iter().for_each(|d| self.blocks(d));
                }
            }
            Node::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| self.prose(cell));
            }
            Node::Footnote { content, .. } => self.blocks(content),
            Node::Code { .. } | Node::Rule | Node::Html(_) | Node::Embed { .. } => {}
        }
    }

    /// Words in quotation marks, and the words around them.
    fn prose(&mut self, content: &'a [Inline<Written>]) {
        let flat = Flat::of(content);
        let quoted = marks::quoted(&flat.run.text);
        for range in &quoted {
            self.inline(&flat, range);
        }
        let place = |r: Range<usize>| flat.run.span(r.start, r.end);
        self.found.remarks.extend(reuse::check(&flat.run.text, &quoted, &self.note.path, &place, self.checker));
    }

    fn inline(&mut self, flat: &Flat<'a>, range: &Range<usize>) {
        let text = &flat.run.text[range.clone()];
        let (cites, right_behind) = flat.cites_for(range);
        let settings = &self.checker.settings;
        let count = words(text);
        let place = |r: Range<usize>| flat.run.span(range.start + r.start, range.start + r.end);
        if cites.is_empty() {
            if count >= settings.cited_from && !self.checker.is_title(text) {
                self.uncited(place(0..text.len()), count);
            }
            return;
        }
        let short = count < settings.least_words;
        if short && !right_behind {
            let asks = count >= Quotations::default().least_words;
            self.found.unchecked += usize::from(asks && cites.iter().any(|(c, _)| self.checker.is_kept(&c.key)));
            return;
        }
        self.ask(Carrier::Inline, [&flat.run.text[..range.start], text], &place, &cites, short);
    }

    fn block_quote(&mut self, content: &'a [Block<Written>], attribution: Option<&'a [Inline<Written>]>, span: Span) {
        let mut flats = Vec::new();
        collect(content, &mut flats);
        let line = attribution.map(Flat::of);
        // A citation may also end the quotation itself.
        let cites: Vec<Asking> = match &line {
            Some(line) => line.cites.iter().flat_map(|(_, c, n)| c.iter().map(move |c| (c, *n))).collect(),
            None => flats
                .last()
                .and_then(|f| f.cites.last().filter(|(at, ..)| !f.run.text[*at..].chars().any(in_word)))
                .map_or_else(Vec::new, |(_, c, n)| c.iter().map(|c| (c, *n)).collect()),
        };
        if cites.is_empty() {
            if flats.iter().any(|f| !f.cites.is_empty()) {
                return self.blocks(content);
            }
            let count = flats.iter().map(|f| words(&f.run.text)).sum();
            if count >= self.checker.settings.cited_from {
                self.uncited(span, count);
            }
            return;
        }
        for flat in &flats {
            let text = &flat.run.text;
            // A block quotation needs no marks; a pair that holds all of it is not the source's.
            let inner = match marks::quoted(text).as_slice() {
                [one] if !text[..one.start].chars().chain(text[one.end..].chars()).any(in_word) => one.clone(),
                _ => 0..text.len(),
            };
            let place = |r: Range<usize>| flat.run.span(inner.start + r.start, inner.start + r.end);
            self.ask(Carrier::Block, ["", &text[inner.clone()]], &place, &cites, false);
        }
    }

    fn ask(
        &mut self,
        carrier: Carrier,
        [before, text]: [&str; 2],
        place: &dyn Fn(Range<usize>) -> Span,
        cites: &[Asking],
        short: bool,
    ) {
        let held: Vec<Cited> = cites.iter().filter(|(c, _)| self.checker.is_kept(&c.key)).map(cited).collect();
        if held.is_empty() {
            if let Some((first, _)) = cites.iter().find(|(c, _)| self.checker.is_known(&c.key)) {
                let d = Diagnostic::new(
                    &codes::QUOTE_UNKEPT,
                    format!("these words cannot be checked: `{}` is not kept in the book", first.key),
                );
                self.found.remarks.push(
                    d.at(&self.note.path, place(0..text.len()))
                        .fix("put its text into `seeds/`, if its terms allow, or say it in your own words"),
                );
            }
            return;
        }
        let asked = Asked { carrier, path: &self.note.path, text, before, place, cites: &held };
        let (quotation, mut remarks) = check(&asked, self.checker.corpus);
        if short {
            // A word or two in marks may be irony, or a title: what fails is only a warning.
            remarks.iter_mut().for_each(|r| r.severity = r.severity.max(Severity::Warning));
        }
        self.found.quotations.extend(quotation);
        self.found.remarks.extend(remarks);
    }

    fn uncited(&mut self, span: Span, count: usize) {
        self.found.remarks.push(
            Diagnostic::new(
                &codes::QUOTE_UNCITED,
                format!("{count} words in quotation marks, and no source is cited for them"),
            )
            .at(&self.note.path, span)
            .fix("cite the passage behind them, `[@source, para. 7]`; set a title in *italics* instead"),
        );
    }
}

/// What a written citation asks of a quotation.
fn cited((cite, narrative): &Asking) -> Cited {
    let paras = cite.locator.as_ref().map(|l| l.paragraphs()).unwrap_or_default();
    Cited {
        source: cite.key.clone(),
        at: (!*narrative).then_some(cite.span),
        locator: cite.locator.as_ref().filter(|_| paras.len() == 1).map(|l| (l.span, "para. ")),
        room: cite.locator.is_none().then_some(match narrative {
            true => (cite.span.end, [" [para. ", "]"]),
            false => (cite.span.end, [", para. ", ""]),
        }),
        paras,
    }
}

/// The runs of text in a block quotation.
fn collect<'a>(blocks: &'a [Block<Written>], out: &mut Vec<Flat<'a>>) {
    for block in blocks {
        match &block.node {
            Node::Paragraph(content) | Node::Heading { content, .. } => out.push(Flat::of(content)),
            Node::Quote { content, .. } | Node::Callout { content, .. } | Node::Footnote { content, .. } => {
                collect(content, out);
            }
            Node::List { items, .. } => items.iter().for_each(|i| collect(&i.content, out)),
            Node::Definitions(list) => list.iter().flat_map(|d| &d.definitions).for_each(|d| collect(d, out)),
            Node::Table { head, rows, .. } => {
                out.extend(head.iter().chain(rows.iter().flatten()).map(|cell| Flat::of(cell)));
            }
            Node::Code { .. } | Node::Rule | Node::Html(_) | Node::Embed { .. } => {}
        }
    }
}
