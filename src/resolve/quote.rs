//! Quotations against passages: where the words of a quotation stand in a source, and how they match.
//!
//! Only declared differences pass: white space; the forms of quotation marks, dashes and ellipses; soft
//! hyphens; and omissions marked `[…]`.

use crate::model::quote::Match;
use crate::model::source::Source;

/// A quotation found in a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The number of the passage.
    pub para: u32,
    /// How it matches.
    pub how: Match,
}

/// Finds the words of `quote` in the passages of `source`: in passage `para` when it is given, in the
/// first passage that holds them otherwise.
pub fn find(quote: &str, source: &Source, para: Option<u32>) -> Option<Found> {
    let parts: Vec<String> = split_omissions(quote).map(normalise).filter(|p| !p.is_empty()).collect();
    if parts.is_empty() {
        return None;
    }
    source.blocks.iter().find_map(|block| {
        let number = block.para?;
        if para.is_some_and(|p| p != number) {
            return None;
        }
        if block.text.contains(quote) {
            return Some(Found { para: number, how: Match::Exact });
        }
        let text = normalise(&block.text);
        let mut rest = text.as_str();
        for part in &parts {
            let at = rest.find(part.as_str())?;
            rest = &rest[at + part.len()..];
        }
        let how = if parts.len() > 1 { Match::Edited } else { Match::Normalised };
        Some(Found { para: number, how })
    })
}

/// The parts of a quotation between its marked omissions: `[…]`, `[...]`.
fn split_omissions(quote: &str) -> impl Iterator<Item = &str> {
    quote.split("[…]").flat_map(|p| p.split("[...]"))
}

/// Text as quotations are compared: one kind of space, quotation mark, dash and ellipsis; no soft hyphens.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '“' | '”' | '„' | '«' | '»' | '″' => out.push('"'),
            '‘' | '’' | '‚' | 'ʼ' | '′' => out.push('\''),
            '–' | '—' | '‐' | '‑' | '―' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}
