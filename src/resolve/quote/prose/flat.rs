//! Running text without its marks of style, and what stands in it that is not text: citations, pictures, notes.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use super::super::asked::Cited;
use super::super::marks::{self, Marked};
use super::super::normal::in_word;
use super::names::Names;
use crate::model::tree::{Inline, Run, Written, WrittenCite};
use crate::sentences::Sentences;
use crate::text::Span;

/// Running text as quotations are looked for in it.
#[derive(Default)]
pub struct Flat<'a> {
    /// Its words. What is struck out is none of them.
    pub run: Run,
    /// Where something is cited, in order.
    pub spots: Vec<Spot>,
    /// Words beside the text that are read by themselves, by where they stand in it.
    pub asides: Vec<Aside<'a>>,
    /// The stretches of the words that only name a source, as the text of a link to it does.
    names: Vec<Range<usize>>,
    /// How many elements of HTML are open whose words are not part of the text.
    hidden: usize,
    /// Where its sentences end, when that was asked for.
    sentences: OnceCell<Sentences>,
}

/// A place in running text at which something is cited.
#[derive(Clone)]
pub struct Spot {
    /// Where.
    pub at: usize,
    /// What is cited.
    pub cites: Rc<[Cited]>,
    /// How.
    pub how: How,
}

/// How running text cites.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// `[@key]`
    Brackets,
    /// `@key says`
    Sentence,
    /// By the sign of a footnote: one that does nothing but cite, or one that says other things too.
    Sign { bare: bool },
    /// By a link to the source's page: behind a dash, as whose words these are, or elsewhere.
    Link { dashed: bool },
}

impl Spot {
    /// Whether it surely cites for what stands beside it: a link, and a note that says more, may be there for something else.
    pub fn is_firm(&self) -> bool {
        !matches!(self.how, How::Sign { bare: false } | How::Link { dashed: false })
    }

    /// Whether it may stand behind the stop of the sentence to which it belongs.
    pub fn follows(&self) -> bool {
        matches!(self.how, How::Brackets | How::Sign { .. })
    }
}

/// Words beside the text: those around a citation's key, and those of a picture or a link that show elsewhere.
pub struct Aside<'a> {
    /// Where in the text they are.
    pub at: usize,
    /// The words.
    pub text: &'a str,
    /// Where they stand in the file.
    pub span: Span,
    /// The citation whose words they are.
    pub own: Option<Rc<[Cited]>>,
}

impl<'a> Flat<'a> {
    /// Reads running text.
    pub fn of(content: &'a [Inline<Written>], names: &Names<'a>) -> Self {
        let mut flat = Self::default();
        flat.push(content, names);
        flat
    }

    /// The words of an aside as running text of its own.
    pub fn of_aside(aside: &Aside<'a>) -> Self {
        let mut flat = Self::default();
        flat.run.push_text(aside.text, aside.span);
        flat
    }

    /// Its words.
    pub fn text(&self) -> &str {
        &self.run.text
    }

    /// Reads its quotation marks.
    pub fn marked(&self) -> Marked {
        let cuts: Vec<usize> = self.spots.iter().map(|s| s.at).collect();
        marks::read(self.text(), &cuts)
    }

    /// Whether a sentence ends between two places.
    pub fn ends_sentence(&self, from: usize, to: usize) -> bool {
        self.sentences.get_or_init(|| Sentences::of(self.text(), None)).end_between(from, to)
    }

    /// Whether any words stand in a stretch.
    pub fn has_words(&self, range: Range<usize>) -> bool {
        self.text()[range].chars().any(in_word)
    }

    /// Whether it does nothing but cite.
    pub fn only_cites(&self) -> bool {
        let mut at = 0;
        let ends = self.names.iter().map(|n| (n.start, n.end)).chain([(self.text().len(), self.text().len())]);
        let silent = ends.into_iter().all(|(start, end)| {
            let gap = at..start.max(at);
            at = end;
            !self.has_words(gap)
        });
        silent && !self.spots.is_empty()
    }

    fn push(&mut self, content: &'a [Inline<Written>], names: &Names<'a>) {
        for (n, inline) in content.iter().enumerate() {
            let spare = is_before_cite(content, n);
            match inline {
                Inline::Html(html) => self.html(html),
                Inline::Cite { cites, narrative, .. } => self.cites(cites, *narrative, names),
                Inline::FootnoteSign(label) => {
                    if let Some((cites, bare)) = names.footnote(label) {
                        self.spots.push(Spot { at: self.run.text.len(), cites, how: How::Sign { bare } });
                    }
                }
                Inline::Image { target, title, alt } => {
                    self.asides.extend([alt, title].map(|t| self.aside(t, target.span)));
                }
                _ if self.hidden > 0 => {}
                Inline::Text { text, span } => {
                    let words = if spare && span.end - span.start == text.len() { text.trim_end() } else { text };
                    self.run.push_text(words, Span::new(span.start, span.end - (text.len() - words.len())));
                }
                Inline::SoftBreak if spare => {}
                Inline::SoftBreak | Inline::HardBreak => self.run.push_break(),
                Inline::Emphasis(c) | Inline::Strong(c) | Inline::Altered { content: c, .. } => self.push(c, names),
                // What is struck out is taken back.
                Inline::Strikethrough(_) => {}
                Inline::Link { target, title, content } => {
                    let at = self.run.text.len();
                    let dashed = self.run.text.trim_end().ends_with(DASHES);
                    self.push(content, names);
                    if let Some(cites) = names.link(target) {
                        self.spots.push(Spot { at, cites, how: How::Link { dashed } });
                        self.names.push(at..self.run.text.len());
                    }
                    self.asides.push(self.aside(title, target.span));
                }
                // Marks in code are none.
                Inline::Code(text) => {
                    let plain: String = text.chars().map(|c| if marks::is_mark(c) { '´' } else { c }).collect();
                    self.run.push_unplaced(&plain);
                }
                Inline::Tag(tag) => self.run.push_unplaced(&format!("#{tag}")),
                Inline::Mention { target, .. } => match *target {},
            }
        }
    }

    fn aside(&self, text: &'a str, span: Span) -> Aside<'a> {
        Aside { at: self.run.text.len(), text, span, own: None }
    }

    fn cites(&mut self, cites: &'a [WrittenCite], narrative: bool, names: &Names<'a>) {
        let at = self.run.text.len();
        let all: Rc<[Cited]> = cites.iter().map(|c| names.cited(c, narrative)).collect();
        for (cite, own) in cites.iter().zip(all.iter()) {
            for (text, span) in [(&cite.prefix, cite.prefix_at), (&cite.suffix, cite.suffix_at)] {
                if !text.is_empty() {
                    self.asides.push(Aside { at, text, span, own: Some(Rc::from([own.clone()])) });
                }
            }
        }
        let how = if narrative { How::Sentence } else { How::Brackets };
        self.spots.push(Spot { at, cites: all, how });
    }

    /// A tag of raw HTML: what it quotes is quoted, what it strikes out or sets above the words is none of them.
    fn html(&mut self, html: &str) {
        let inner = html.trim_start_matches('<');
        let closes = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let name = &inner[..inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len())];
        match name.to_ascii_lowercase().as_str() {
            "del" | "s" | "strike" | "rt" | "rp" if closes => self.hidden = self.hidden.saturating_sub(1),
            "del" | "s" | "strike" | "rt" | "rp" => self.hidden += 1,
            "q" => self.run.push_unplaced(if closes { "”" } else { "“" }),
            "br" => self.run.push_break(),
            _ => {}
        }
    }
}

/// Signs that stand before the name of whose words these are.
pub const DASHES: [char; 4] = ['—', '–', '-', '―'];

/// Whether a citation in brackets follows here, with a space or the end behind it: the space before it is the
/// citation's, not the text's.
fn is_before_cite(content: &[Inline<Written>], n: usize) -> bool {
    let joins = |inline: Option<&Inline<Written>>| match inline {
        Some(Inline::Text { text, .. }) => !text.starts_with(in_word),
        Some(Inline::SoftBreak | Inline::HardBreak) | None => true,
        _ => false,
    };
    let is_cite = |n: usize| matches!(content.get(n), Some(Inline::Cite { narrative: false, .. }));
    match content.get(n + 1) {
        Some(Inline::SoftBreak) => is_cite(n + 2) && joins(content.get(n + 3)),
        _ => is_cite(n + 1) && joins(content.get(n + 2)),
    }
}
