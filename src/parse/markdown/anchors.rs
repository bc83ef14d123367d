//! Anchors of headings and blocks: each on a page once, and none that pages need for themselves.

use crate::id::{Anchor, Anchors};
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

fn each_block(blocks: &mut [Block<Written>], visit: &mut dyn FnMut(&mut Block<Written>)) {
    for block in blocks {
        visit(block);
        block.node.blocks_mut().into_iter().for_each(|inner| each_block(inner, visit));
    }
}
