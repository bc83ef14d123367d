//! Anchors of headings and blocks: each on a page once, and none that pages need for themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::Anchor;
use crate::model::tree::{Block, Node, Written, plain};

/// Gives every heading an anchor: its own if it has one, else its slug. Each anchor is there once, and none is
/// one that pages need for themselves.
pub fn anchor_headings(blocks: &mut [Block<Written>]) {
    let mut anchors = Anchors::default();
    // Those that authors chose come first.
    each_block(blocks, &mut |block| {
        block.anchor = block.anchor.take().map(|anchor| anchors.free(anchor));
        if let Node::List { items, .. } = &mut block.node {
            for item in items {
                item.anchor = item.anchor.take().map(|anchor| anchors.free(anchor));
            }
        }
    });
    each_block(blocks, &mut |block| {
        if let (Node::Heading { content, .. }, None) = (&block.node, &block.anchor) {
            block.anchor = Some(anchors.free(Anchor::of_words(&plain(content))));
        }
    });
}

/// Anchors of a page that are taken.
#[derive(Default)]
struct Anchors {
    taken: BTreeSet<Anchor>,
    /// For a name that was wanted before, the number last tried.
    numbers: BTreeMap<Anchor, usize>,
}

impl Anchors {
    /// The anchor, with an `x` behind it if pages need it, and a number if it is taken.
    fn free(&mut self, anchor: Anchor) -> Anchor {
        let anchor = if Anchor::is_reserved(&anchor) { anchor.aside() } else { anchor };
        if self.taken.insert(anchor.clone()) {
            return anchor;
        }
        let n = self.numbers.entry(anchor.clone()).or_insert(1);
        loop {
            *n += 1;
            let numbered = anchor.numbered(*n);
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

fn each_block(blocks: &mut [Block<Written>], visit: &mut dyn FnMut(&mut Block<Written>)) {
    for block in blocks {
        visit(block);
        block.node.blocks_mut().into_iter().for_each(|inner| each_block(inner, visit));
    }
}
