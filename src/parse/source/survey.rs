//! What can be told of a block beside the others: how often its words stand in the file, whether it is code, a cell of
//! a table, or a line of a text that sets no stops.

use std::collections::HashMap;

use super::blocks::Draft;
use super::code;
use super::facts::{self, Facts};
use crate::script;

/// What a Chinese or Japanese line without a stop weighs at least to be a line of a text: fourteen letters. Labels of
/// menus have two to six, and seldom a space or a comma among them.
const LINE: usize = 28;
/// A file with less than this in sentences has no paragraph of its own that ends in a stop.
const PARAGRAPH: usize = 200;
/// A line of verse weighs so much: three to about fourteen words.
const VERSE: std::ops::RangeInclusive<usize> = 10..=70;
/// A stanza has so many lines at least, and of its words so many percent are small: sentences have twice as many, lists
/// of headlines half.
const STANZA: usize = 4;
const VERSE_SMALL: usize = 25;
/// Cells of tables weigh no more than this.
const CELL: usize = 40;

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
        if code {
            // A command such as `print` is no button.
            (facts.phrase, facts.stops) = (None, None);
        }
    }
    without_stops(drafts, &mut all);
    verses(drafts, &mut all);
    cells(drafts, &mut all);
    all
}

/// Takes long lines for text in a file that hardly ever sets a stop where Chinese and Japanese set one.
fn without_stops(drafts: &[Draft], all: &mut [Facts]) {
    let wide = |d: &Draft| {
        if d.text.is_ascii() {
            return false;
        }
        let (mut wide, mut all) = (0, 0);
        for c in d.text.chars().filter(|c| c.is_alphanumeric()) {
            wide += usize::from(script::is_unspaced(c));
            all += 1;
        }
        wide * 2 > all
    };
    let line = |d: &Draft, f: &Facts| {
        let pauses = d.text.chars().skip(1).any(|c| matches!(c, ' ' | '\u{3000}' | '，' | '、' | ','));
        !f.ends && f.weight >= LINE && f.phrase.is_none() && !f.date && !f.machine && (pauses || f.small >= 2)
    };
    let (mut stopped, mut open) = (0, 0);
    for (d, f) in drafts.iter().zip(all.iter()).filter(|(d, _)| wide(d)) {
        stopped += if f.sentence() { f.weight } else { 0 };
        open += if line(d, f) { f.weight } else { 0 };
    }
    if open > 2 * stopped && stopped < PARAGRAPH {
        for (d, f) in drafts.iter().zip(all.iter_mut()).filter(|(d, _)| wide(d)) {
            f.unstopped |= line(d, f);
        }
    }
}

/// Takes the lines of a poem or a song for text: they stand right upon each other in stanzas, are short, end as it
/// comes, and are full of small words, as no menu is.
fn verses(drafts: &[Draft], all: &mut [Facts]) {
    let line = |n: usize| {
        let (d, f) = (&drafts[n], &all[n]);
        (VERSE.contains(&f.weight) && f.words >= 3 || f.copies > 1 && f.weight <= *VERSE.end())
            && d.marker.is_none()
            && d.marked.is_none()
            && !(f.bare || f.date || f.code || f.machine || f.links || f.phrase.is_some())
            && !d.text.contains(|c: char| c.is_ascii_digit())
    };
    let mut stanzas: Vec<std::ops::Range<usize>> = Vec::new();
    for (n, draft) in drafts.iter().enumerate() {
        match stanzas.last_mut() {
            Some(stanza) if !draft.apart && stanza.end == n => stanza.end = n + 1,
            _ => stanzas.push(n..n + 1),
        }
    }
    stanzas.retain(|s| {
        let lines = s.clone().filter(|n| line(*n)).count();
        let sum = |of: fn(&Facts) -> usize| s.clone().map(|n| of(&all[n])).sum::<usize>();
        lines >= STANZA && lines + 1 >= s.len() && sum(|f| f.small) * 100 >= sum(|f| f.words) * VERSE_SMALL
    });
    if stanzas.iter().map(ExactSizeIterator::len).sum::<usize>() >= 2 * STANZA && stanzas.len() >= 2 {
        let own: Vec<usize> = stanzas.into_iter().flatten().filter(|n| line(*n)).collect();
        for n in own {
            all[n].verse = true;
            all[n].unstopped |= all[n].words >= 3;
        }
    }
}

/// A word that sites use, in a cell of a table, is none of theirs: its neighbours are cells too, some hold numbers, and
/// running text stands above and below.
fn cells(drafts: &[Draft], all: &mut [Facts]) {
    let (first, last) = (all.iter().position(Facts::prose), all.iter().rposition(Facts::prose));
    let (Some(first), Some(last)) = (first, last) else { return };
    let cell = |f: &Facts| f.weight <= CELL && !f.ends && !f.bare;
    let numbers = |n: usize| drafts[n].text.chars().any(|c| c.is_ascii_digit());
    let found: Vec<usize> = (first + 1..last)
        .filter(|n| all[*n].phrase.is_some() && all[*n].words <= 2 && drafts[*n].marker.is_none())
        .filter(|n| {
            let near = n.saturating_sub(2).max(first + 1)..(n + 5).min(last);
            let own = |m: usize| m == *n || cell(&all[m]) && all[m].phrase.is_none() && all[m].copies <= 2;
            near.len() >= 4 && near.clone().all(own) && near.into_iter().filter(|m| numbers(*m)).count() >= 1
        })
        .collect();
    for n in found {
        (all[n].phrase, all[n].stops) = (None, None);
    }
}
