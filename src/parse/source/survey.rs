//! What can be told of a block beside the others: how often its words stand in the file, whether it is code.

use std::collections::HashMap;

use super::blocks::Draft;
use super::code;
use super::facts::{self, Facts};

/// The facts of every block.
pub(super) fn all(drafts: &[Draft]) -> Vec<Facts> {
    let mut copies: HashMap<String, usize> = HashMap::new();
    for draft in drafts {
        if draft.text.len() < 600 {
            *copies.entry(facts::bare(&draft.text)).or_default() += 1;
        }
    }
    let mut all: Vec<Facts> = drafts
        .iter()
        .map(|d| {
            let mut facts = facts::of(&d.text);
            facts.copies = copies.get(&facts::bare(&d.text)).copied().unwrap_or(1).max(1);
            facts.links = d.linked * 10 >= d.text.len() * 6 && d.linked > 0;
            facts
        })
        .collect();
    for (facts, code) in all.iter_mut().zip(code::lines(drafts)) {
        facts.code = code;
    }
    all
}
