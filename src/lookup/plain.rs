//! The words of passages and notes as a reader sees them, without any markup, each paragraph in one line.

use std::ops::Range;

use crate::id::Anchor;
use crate::model::source::SourceBlock;
use crate::model::tree::{Block, Child, Node, Resolved, Role, plain};
use crate::nfc::nfc;

/// A paragraph, list item, table row or heading of a note.
#[derive(Debug, PartialEq, Eq)]
pub struct PlainBlock {
    /// The anchor nearest above it, or its own.
    pub anchor: Option<Anchor>,
    /// The heading it stands under; nothing above the first.
    pub heading: String,
    /// Its words, in one line.
    pub text: String,
}

/// Words in one line, in the normal form in which a query is compared with them (NFC).
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&nfc(word));
    }
    out
}

/// The words of a block of a source as its page shows them: its marks of emphasis are no words.
pub fn block(block: &SourceBlock) -> String {
    stretch(block, 0..block.text.len())
}

/// The same for a stretch of its text.
pub fn stretch(block: &SourceBlock, range: Range<usize>) -> String {
    let mut out = String::with_capacity(range.len());
    let mut done = range.start;
    let first = block.emphasis.partition_point(|s| s.end <= range.start);
    for span in block.emphasis[first..].iter().take_while(|s| s.start < range.end) {
        let (from, to) = (span.start.max(done), span.end.min(range.end));
        let (Some(before), Some(mut words)) = (block.text.get(done..from), block.text.get(from..to)) else {
            continue;
        };
        if from == span.start {
            words = words.trim_start_matches(['*', '_']);
        }
        if to == span.end {
            words = words.trim_end_matches(['*', '_']);
        }
        out.push_str(before);
        out.push_str(words);
        done = to;
    }
    out.push_str(&block.text[done..range.end]);
    line(&out)
}

/// The paragraphs of a note, in reading order. What it embeds is found where it is from; citations and raw
/// HTML are no words of the note.
pub fn note(blocks: &[Block<Resolved>]) -> Vec<PlainBlock> {
    let mut pieces = Pieces::default();
    pieces.blocks(blocks);
    pieces.list
}

#[derive(Default)]
struct Pieces {
    anchor: Option<Anchor>,
    heading: String,
    list: Vec<PlainBlock>,
}

impl Pieces {
    fn push(&mut self, anchor: Option<&Anchor>, text: &str) {
        // A citation that is left out leaves the space before it.
        let text = line(text).replace(" .", ".").replace(" ,", ",").replace(" ;", ";").replace(" :", ":");
        if !text.is_empty() {
            let anchor = anchor.cloned().or_else(|| self.anchor.clone());
            self.list.push(PlainBlock { anchor, heading: self.heading.clone(), text });
        }
    }

    fn blocks(&mut self, blocks: &[Block<Resolved>]) {
        for block in blocks {
            let anchor = block.anchor.as_ref();
            match &block.node {
                Node::Heading { content, .. } => {
                    if anchor.is_some() {
                        self.anchor = block.anchor.clone();
                    }
                    self.heading = line(&plain(content));
                    self.push(anchor, &plain(content));
                }
                Node::Code { text, .. } => self.push(anchor, text),
                // A row is one piece.
                Node::Table { head, rows, .. } => {
                    for row in std::iter::once(head).chain(rows) {
                        let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
                        self.push(anchor, &cells.join(" · "));
                    }
                }
                node => {
                    for child in node.children() {
                        match child {
                            // What a quotation is from is said by its citation.
                            Child::Words(_, Role::Attribution) => {}
                            Child::Words(content, _) => self.push(anchor, &plain(content)),
                            Child::Blocks(content, _) => self.blocks(content),
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::text::Span;

    pub fn source_block(text: &str, emphasis: Vec<Span>) -> SourceBlock {
        SourceBlock {
            kind: crate::model::source::BlockKind::Paragraph,
            level: None,
            para: Some(1),
            lines: Vec::new(),
            text: text.to_owned(),
            joins: Vec::new(),
            marker: None,
            printed: None,
            within: Vec::new(),
            speaker: None,
            pages: Vec::new(),
            lead_in: None,
            emphasis,
            sic: Vec::new(),
            corrections: Vec::new(),
        }
    }

    #[test]
    fn marks_of_emphasis_are_no_words_and_letters_are_composed() {
        assert_eq!(block(&source_block("a *b c* d_e", vec![Span::new(2, 7)])), "a b c d_e");
        let split = source_block("a *b c* d_e", vec![Span::new(2, 7)]);
        assert_eq!((stretch(&split, 0..5), stretch(&split, 5..11)), ("a b".to_owned(), "c d_e".to_owned()));
        assert_eq!(block(&source_block("cafe\u{301}\u{2028}x", Vec::new())), "café x");
    }
}
