//! Anchors of headings and blocks: each on a page once, and none that pages need for themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::tree::{Block, Node, Written, plain};
use crate::path::slug;

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
            block.anchor = Some(anchors.free(slug(&plain(content))));
        }
    });
}

/// Anchors of a page that are taken.
#[derive(Default)]
struct Anchors {
    taken: BTreeSet<String>,
    /// For a name that was wanted before, the number last tried.
    numbers: BTreeMap<String, usize>,
}

impl Anchors {
    /// The anchor, with an `x` behind it if pages need it, and a number if it is taken.
    fn free(&mut self, anchor: String) -> String {
        let anchor = if is_reserved(&anchor) { format!("{anchor}-x") } else { anchor };
        if self.taken.insert(anchor.clone()) {
            return anchor;
        }
        let n = self.numbers.entry(anchor.clone()).or_insert(1);
        loop {
            *n += 1;
            let numbered = format!("{anchor}-{n}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Whether pages use an anchor of that name for something else: their parts, pictures, footnotes, claims.
fn is_reserved(anchor: &str) -> bool {
    const PARTS: [&str; 20] = [
        "main",
        "menu",
        "search",
        "neighbourhood",
        "contents",
        "ways-in",
        "concordance",
        "mentioned-by",
        "who-says-what",
        "disagreements",
        "balance",
        "references",
        "ledger",
        "cited-by",
        "icon-note",
        "icon-warning",
        "voice-own",
        "voice-quoted",
        "voice-reported",
        "voice-panel",
    ];
    let numbered = |prefix: &str| {
        anchor
            .strip_prefix(prefix)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'))
    };
    PARTS.contains(&anchor)
        || anchor.starts_with("work-")
        || ["fn-", "fnref-", "claim-", "letter-"].into_iter().any(numbered)
}

fn each_block(blocks: &mut [Block<Written>], visit: &mut dyn FnMut(&mut Block<Written>)) {
    for block in blocks {
        visit(block);
        block.node.blocks_mut().into_iter().for_each(|inner| each_block(inner, visit));
    }
}
