//! Words that are cut at the end of a line.

use std::collections::HashSet;

use super::super::super::lines::{Hyphen, Line};

/// Words that are cut at the end of a line: whether their hyphen is their own, other lines tell.
pub(in crate::parse::source) fn hyphens(lines: &mut [Line<'_>]) {
    let cut = |a: &Line<'_>, b: &Line<'_>| -> Option<(String, String)> {
        let head = a.text.strip_suffix(['-', '\u{ad}', '‐'])?;
        let first: String =
            head.chars().rev().take_while(|c| c.is_alphabetic()).collect::<String>().chars().rev().collect();
        let second: String = b.text.chars().take_while(|c| c.is_alphabetic()).collect();
        (first.chars().count() >= 2 && second.starts_with(char::is_lowercase))
            .then(|| (first.to_lowercase(), second.to_lowercase()))
    };
    let next = |n: usize, lines: &[Line<'_>]| (n + 1..lines.len()).find(|m| !lines[*m].is_blank());
    let found: Vec<(usize, String, String)> = (0..lines.len())
        .filter_map(|n| {
            let m = next(n, lines)?;
            cut(&lines[n], &lines[m]).map(|(a, b)| (n, a, b))
        })
        .collect();
    if found.is_empty() {
        return;
    }
    let wanted: HashSet<String> = found.iter().map(|(_, a, b)| format!("{a}-{b}")).collect();
    let mut own: HashSet<String> = HashSet::new();
    for line in lines.iter().filter(|l| l.text.contains('-')) {
        for word in line.text.split(|c: char| !c.is_alphabetic() && c != '-') {
            let word = word.to_lowercase();
            if wanted.contains(&word) {
                own.insert(word);
            }
        }
    }
    const ALONE: [&str; 12] = ["and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en"];
    for (n, a, b) in found {
        lines[n].hyphen = if ALONE.contains(&b.as_str()) {
            Hyphen::None
        } else if own.contains(&format!("{a}-{b}")) && !lines[n].text.ends_with('\u{ad}') {
            Hyphen::Own
        } else {
            Hyphen::Cut
        };
    }
}
