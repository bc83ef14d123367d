//! Footnotes: their signs in the text, their words at the end of the page, and beside their line where the page
//! is wide enough.
//!
//! Words that can stand beside the line are written twice, once behind the sign and once in the list at the end,
//! and the stylesheet shows one of the two: nobody is told them twice, and it needs no script.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use super::Writer;
use crate::id::Anchor;
use crate::model::tree::{Block, Inline, Node, Resolved, every_inline};

/// Which footnotes can stand beside their line, and where.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// How deep this is in what leaves no room beside it, or is no line of the text: a heading, a table, a panel.
    pub held: usize,
    /// Where the first sign of a footnote ends, with its number.
    signs: Vec<(usize, usize)>,
    /// The numbers of these.
    numbers: BTreeSet<usize>,
    /// Where the words of each of these stand in the list.
    words: BTreeMap<usize, Range<usize>>,
}

/// What a footnote holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Footnote<'a> {
    /// What the author wrote under this label.
    Label(&'a str),
    /// Citations, by their place among those of the page.
    Cite(usize),
}

impl<'a> Writer<'a> {
    /// The number of a footnote; the next one if it has none yet.
    fn number(&mut self, label: &'a str) -> usize {
        *self.numbers.entry(label).or_insert_with(|| {
            self.order.push(Footnote::Label(label));
            self.order.len()
        })
    }

    pub(super) fn footnote_sign(&mut self, label: &'a str) {
        // An embedded block leaves its footnotes on its own page.
        if self.depth > 0 || !self.notes.contains_key(label) {
            return;
        }
        let number = self.number(label);
        let count = self.signs.entry(label).or_insert(0);
        *count += 1;
        let first = *count == 1;
        let id = Anchor::of_footnote_sign(number, *count);
        if self.in_link {
            let id = self.options.layout.id(&id);
            let _ = write!(self.out, "<sup id=\"{id}\">{number}</sup>");
            return;
        }
        self.sign(number, &id);
        if first && self.notes.get(label).is_some_and(|texts| texts.iter().all(|blocks| fits_beside(blocks))) {
            self.may_stand_beside(number);
        }
    }

    fn sign(&mut self, number: usize, id: &str) {
        let layout = self.options.layout;
        let to = layout.url(layout.here(), Some(&Anchor::of_footnote(number)));
        let id = layout.id(id);
        let _ = write!(
            self.out,
            "<sup><a class=\"fn\" href=\"{to}\" id=\"{id}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        );
    }

    fn may_stand_beside(&mut self, number: usize) {
        if self.beside.held == 0 && !self.in_footnote && !self.options.layout.is_bound() {
            self.beside.signs.push((self.out.len(), number));
            self.beside.numbers.insert(number);
        }
    }

    /// The sign of a footnote that holds citations.
    pub(super) fn cite_sign(&mut self, group: usize) -> usize {
        self.order.push(Footnote::Cite(group));
        // Two signs in a row are no number of two digits.
        if self.out.ends_with("</sup>") {
            self.out.push_str("<sup>, </sup>");
        }
        let number = self.order.len();
        self.sign(number, &Anchor::of_footnote_sign(number, 1));
        self.may_stand_beside(number);
        number
    }

    pub(super) fn footnotes(&mut self) {
        if self.notes.is_empty() && self.order.is_empty() {
            return;
        }
        let mut rest: Vec<&str> = self.notes.keys().rev().copied().collect();
        self.line();
        // Where many pages stand in one file, so do many such lists: none of them is a landmark.
        let label = if self.options.layout.is_bound() { "" } else { " aria-label=\"Footnotes\"" };
        let _ = write!(self.out, "<section class=\"footnotes\"{label}>\n<ol>\n");
        let mut n = 0;
        // Footnotes may sign others, so the list can grow while it is written. One without a sign is kept too:
        // nothing an author wrote is lost.
        self.in_footnote = true;
        loop {
            while n == self.order.len()
                && let Some(label) = rest.pop()
            {
                self.number(label);
            }
            let Some(footnote) = self.order.get(n).copied() else { break };
            n += 1;
            let beside = self.beside.numbers.contains(&n);
            let layout = self.options.layout;
            // The number is written out, since what is not shown is not counted.
            let class = if beside { format!(" class=\"beside\" value=\"{n}\"") } else { format!(" value=\"{n}\"") };
            let _ = write!(self.out, "<li id=\"{}\"{class}>", layout.id(&Anchor::of_footnote(n)));
            let start = self.out.len();
            let signed = match footnote {
                Footnote::Cite(group) => {
                    self.cited.slots.push((self.out.len(), group));
                    true
                }
                Footnote::Label(label) => {
                    // A label that is used twice has both texts, one after the other.
                    let texts = self.notes.get(label).cloned().unwrap_or_default();
                    for content in &texts {
                        self.item_content(content, content.len() == 1 && texts.len() == 1);
                    }
                    self.signs.contains_key(label)
                }
            };
            if beside {
                self.beside.words.insert(n, start..self.out.len());
            }
            if signed {
                let back = layout.url(layout.here(), Some(&Anchor::of_footnote_sign(n, 1)));
                let _ = write!(self.out, " <a class=\"fn-back\" href=\"{back}\" aria-label=\"Back to the text\">↩</a>");
            }
            self.out.push_str("</li>\n");
        }
        self.in_footnote = false;
        self.out.push_str("</ol>\n</section>\n");
    }

    /// Writes the footnotes beside their lines, too. `moved` says where text was put in since their places were
    /// taken down, in order: the place, and how long all is that was put in up to it.
    pub(super) fn finish_beside(&mut self, moved: &[(usize, usize)]) {
        let beside = std::mem::take(&mut self.beside);
        if beside.words.is_empty() {
            return;
        }
        // What was put in at a place itself stands behind a sign or a beginning, and before an end.
        let shift = |count: usize| count.checked_sub(1).and_then(|n| moved.get(n)).map_or(0, |(_, length)| *length);
        let start = |place: usize| place + shift(moved.partition_point(|(at, _)| *at < place));
        let end = |place: usize| place + shift(moved.partition_point(|(at, _)| *at <= place));
        let text = std::mem::take(&mut self.out);
        let mut at = 0;
        for (place, number) in beside.signs {
            let Some(words) = beside.words.get(&number) else { continue };
            let Some(words) = text.get(start(words.start)..end(words.end)) else { continue };
            let place = start(place);
            self.out.push_str(&text[at..place]);
            at = place;
            // A paragraph cannot stand in a paragraph; a span that looks like one can.
            let words = words.trim().replace("<p>", "<span class=\"para\">").replace("</p>", "</span>");
            let _ = write!(
                self.out,
                "<span class=\"sidenote\"><span class=\"sidenote-number\" aria-hidden=\"true\">{number}</span> {words}</span>"
            );
        }
        self.out.push_str(&text[at..]);
    }
}

/// Whether these blocks are plain paragraphs without anchors, so that they can stand within a line, and twice on
/// the page.
fn fits_beside(blocks: &[Block<Resolved>]) -> bool {
    blocks.iter().all(|block| match &block.node {
        Node::Paragraph(content) => block.anchor.is_none() && runs_on(content),
        _ => false,
    })
}

fn runs_on(content: &[Inline<Resolved>]) -> bool {
    !every_inline(content).any(|i| matches!(i, Inline::Html(_) | Inline::FootnoteSign(_) | Inline::Image { .. }))
}
