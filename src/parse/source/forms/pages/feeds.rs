//! Pages that form feeds show: what stands at their edges.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::lines::Line;
use super::{Pages, counts_parts, may_be_head, page_number, shape_of};

/// So many lines at the top and at the bottom of a page may be furniture.
const EDGE: usize = 3;

/// A file whose form feeds show where each sheet begins.
struct Sheets<'a> {
    lines: &'a [Line<'a>],
    /// The lines of each sheet that are not empty.
    filled: Vec<Vec<usize>>,
    /// The number that a sheet prints.
    labels: BTreeMap<usize, String>,
}

/// Looks for the furniture of pages and their first lines.
pub fn find(lines: &[Line<'_>], pages: &mut Pages) {
    let mut borders: Vec<usize> = vec![0];
    borders.extend(lines.iter().enumerate().skip(1).filter(|(_, l)| l.feed).map(|(n, _)| n));
    borders.push(lines.len());
    let filled = |from: usize, to: usize| (from..to).filter(|n| !lines[*n].is_blank()).collect();
    let filled = borders.windows(2).map(|w| filled(w[0], w[1])).collect();
    let mut sheets = Sheets { lines, filled, labels: BTreeMap::new() };
    sheets.repeated(pages);
    sheets.lone_numbers(pages);
    sheets.counted(pages);
    for (sheet, filled) in sheets.filled.iter().enumerate() {
        let first = filled.iter().find(|n| !pages.furniture.contains_key(n));
        if let Some(first) = first.filter(|_| sheet > 0 || sheets.labels.contains_key(&sheet)) {
            pages.starts.insert(*first, sheets.labels.get(&sheet).cloned());
        }
    }
}

impl Sheets<'_> {
    /// What stands at the same edge of several sheets.
    fn repeated(&mut self, pages: &mut Pages) {
        let lines = self.lines;
        let mut seen: BTreeMap<(bool, String), Vec<(usize, usize)>> = BTreeMap::new();
        for (sheet, all) in self.filled.iter().enumerate() {
            let edge = EDGE.min(all.len().div_ceil(2));
            let tops = all.iter().take(edge).map(|n| (true, *n));
            let feet = all.iter().rev().take(edge).map(|n| (false, *n));
            for (top, n) in tops.chain(feet).filter(|(_, n)| may_be_head(&lines[*n])) {
                seen.entry((top, shape_of(lines[n].text).0)).or_default().push((sheet, n));
            }
        }
        for ((_, key), places) in &seen {
            if places.len() < 2
                || !key.contains(char::is_alphabetic)
                || places.iter().any(|(_, n)| counts_parts(lines[*n].text))
            {
                continue;
            }
            let numbers: Vec<(usize, Vec<u32>)> =
                places.iter().map(|(p, n)| (*p, shape_of(lines[*n].text).1)).collect();
            let steady = (0..numbers[0].1.len()).find(|k| {
                numbers.windows(2).all(|w| {
                    w[1].1
                        .get(*k)
                        .zip(w[0].1.get(*k))
                        .is_some_and(|(b, a)| *b > *a && *b - *a == (w[1].0 - w[0].0) as u32)
                })
            });
            for (sheet, n) in places {
                pages.furniture.insert(*n, "page");
                if let Some(k) = steady {
                    self.labels.insert(*sheet, shape_of(lines[*n].text).1[k].to_string());
                }
            }
        }
    }

    /// Page numbers that stand alone at an edge.
    fn lone_numbers(&mut self, pages: &mut Pages) {
        for (sheet, filled) in self.filled.iter().enumerate() {
            let all: Vec<usize> = filled.iter().copied().filter(|n| !pages.furniture.contains_key(n)).collect();
            for n in [all.last(), all.first()].into_iter().flatten() {
                if let Some((label, _)) = page_number(self.lines[*n].text)
                    && !self.labels.contains_key(&sheet)
                    && (all.len() > 1 || self.filled.len() > 2)
                {
                    pages.furniture.insert(*n, "page");
                    self.labels.insert(sheet, label);
                }
            }
        }
    }

    /// Running heads and feet that change from sheet to sheet, as those with the titles of chapters do: at the edge of
    /// most sheets stands the number that counts them.
    fn counted(&mut self, pages: &mut Pages) {
        // Between the number of a sheet and that which it prints there is always the same.
        let mut votes: BTreeMap<i64, Vec<(usize, Option<usize>)>> = BTreeMap::new();
        for (sheet, filled) in self.filled.iter().enumerate() {
            if let Some(label) = self.labels.get(&sheet) {
                let printed = label.parse::<i64>().ok();
                if let Some(printed) = printed {
                    votes.entry(printed - sheet as i64).or_default().push((sheet, None));
                }
                continue;
            }
            let ends = [filled.first(), filled.last()].into_iter().flatten().collect::<BTreeSet<_>>();
            for n in ends {
                let line = &self.lines[*n];
                if !may_be_head(line) || counts_parts(line.text) || pages.furniture.contains_key(n) {
                    continue;
                }
                for printed in outside_numbers(line.text) {
                    votes.entry(i64::from(printed) - sheet as i64).or_default().push((sheet, Some(*n)));
                }
            }
        }
        let sheets =
            |all: &[(usize, Option<usize>)]| all.iter().map(|(sheet, _)| *sheet).collect::<BTreeSet<_>>().len();
        let best = votes.into_iter().max_by_key(|(off, all)| (sheets(all), std::cmp::Reverse(off.abs())));
        let Some((off, places)) = best.filter(|(_, all)| sheets(all) >= 3 && sheets(all) * 2 > self.filled.len())
        else {
            return;
        };
        for (sheet, line) in places {
            if let Some(n) = line {
                pages.furniture.insert(n, "page");
                self.labels.insert(sheet, (off + sheet as i64).to_string());
            }
        }
    }
}

/// The numbers with which a line of words begins and ends.
fn outside_numbers(text: &str) -> Vec<u32> {
    if !text.contains(char::is_alphabetic) {
        return Vec::new();
    }
    let text = text.trim();
    let begins = text.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let ends = text.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    [begins, ends].into_iter().filter_map(|n| n.parse().ok()).collect()
}
