//! Which embeds would lead back to their own note.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Catalog, Found};
use crate::id::PageId;
use crate::model::note::Note;
use crate::model::tree::{Node, Written, every_block};

/// Pairs of notes, the embedding and the embedded, that lie on a cycle of embeds.
pub type Cycles = BTreeSet<(PageId, PageId)>;

/// Finds every embed that leads back to its own note, directly or through others.
pub fn cycles(notes: &[Note<Written>], catalog: &Catalog) -> Cycles {
    let mut edges: BTreeMap<&PageId, BTreeSet<&PageId>> = BTreeMap::new();
    for note in notes {
        let mut targets = BTreeSet::new();
        let embeds = every_block(&note.body).filter_map(|block| match &block.node {
            Node::Embed { target } => Some(target.dest.as_str()),
            _ => None,
        });
        for dest in embeds {
            let name = dest.split('#').next().unwrap_or(dest);
            match (name, catalog.find(name)) {
                ("", _) => {
                    targets.insert(note.id.clone());
                }
                (_, Found::One(page)) => {
                    targets.insert(page.to_owned());
                }
                (_, Found::Several(pages)) => _ = targets.insert(pages.first().to_owned()),
                (_, Found::None) => {}
            }
        }
        let known = targets.iter().filter_map(|t| catalog.pages.get_key_value(t)).map(|(k, _)| k);
        edges.insert(&note.id, known.collect());
    }
    let group = components(&edges);
    let mut out = Cycles::new();
    for (from, targets) in &edges {
        for to in targets {
            if from == to || (group.contains_key(from) && group.get(from) == group.get(to)) {
                out.insert(((*from).clone(), (*to).clone()));
            }
        }
    }
    out
}

/// Strongly connected components (Kosaraju), without recursion: each node's component.
fn components<'a>(edges: &BTreeMap<&'a PageId, BTreeSet<&'a PageId>>) -> BTreeMap<&'a PageId, usize> {
    let none = BTreeSet::new();
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    for &root in edges.keys() {
        let mut stack = vec![(root, false)];
        while let Some((node, left)) = stack.pop() {
            if left {
                order.push(node);
            } else if seen.insert(node) {
                stack.push((node, true));
                stack.extend(edges.get(node).unwrap_or(&none).iter().map(|&next| (next, false)));
            }
        }
    }
    let mut back: BTreeMap<&PageId, Vec<&PageId>> = BTreeMap::new();
    for (&from, targets) in edges {
        for &to in targets {
            back.entry(to).or_default().push(from);
        }
    }
    let mut group = BTreeMap::new();
    for (number, &root) in order.iter().rev().enumerate() {
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if !group.contains_key(node) {
                group.insert(node, number);
                stack.extend(back.get(node).into_iter().flatten());
            }
        }
    }
    group
}
