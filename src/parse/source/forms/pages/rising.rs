//! Pages that nothing shows but numbers which rise from page to page.

use std::collections::BTreeMap;

use super::super::super::lines::Line;
use super::{HEAD, Pages, counts_parts, may_be_head, page_number, shape_of};

/// So many lines at least are between two page numbers.
const APART: usize = 8;

/// Whether a number begins or ends a line, as that of a page does in a running head.
fn is_numbered_outside(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|c: char| c.is_ascii_digit()) || text.ends_with(|c: char| c.is_ascii_digit())
}

/// Looks for the furniture of pages and their first lines.
pub fn find(lines: &[Line<'_>], pages: &mut Pages) {
    let mut rows: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (n, line) in lines.iter().enumerate().filter(|(_, l)| !l.is_blank() && l.width <= HEAD) {
        if !line.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        if let Some((_, Some(value))) = page_number(line.text) {
            rows.entry(shape_of(line.text).0).or_default().push((n, value));
        } else if may_be_head(line)
            && is_numbered_outside(line.text)
            && !counts_parts(line.text)
            && shape_of(line.text).0.split(' ').filter(|w| w.chars().any(char::is_alphabetic)).count() >= 2
        {
            let (key, numbers) = shape_of(line.text);
            // The number of a page is the first or the last of a running head.
            let value =
                if line.text.starts_with(|c: char| c.is_ascii_digit()) { numbers.first() } else { numbers.last() };
            rows.entry(key).or_default().push((n, *value.unwrap_or(&0)));
        }
    }
    for (key, places) in rows {
        let rising =
            places.windows(2).all(|w| (1..=2).contains(&w[1].1.saturating_sub(w[0].1)) && w[1].0 - w[0].0 >= APART);
        let worded = key.contains(char::is_alphabetic) || key.contains('/');
        let paged = page_number(&key.replace('#', "1")).is_some();
        let enough = if paged && worded { 2 } else { 3 };
        if places.len() < enough || !rising {
            continue;
        }
        for (k, (n, _)) in places.iter().enumerate() {
            pages.furniture.insert(*n, "page");
            let next = (*n + 1..lines.len()).find(|m| !lines[*m].is_blank());
            if let (Some(next), Some((_, value))) = (next, places.get(k + 1)) {
                pages.starts.entry(next).or_insert_with(|| paged.then(|| value.to_string()));
            }
        }
    }
    running_heads(lines, pages);
}

/// Lines beside page numbers that are the same on several pages.
fn running_heads(lines: &[Line<'_>], pages: &mut Pages) {
    let mut beside: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for n in pages.furniture.keys() {
        let up = (0..*n).rev().find(|m| !lines[*m].is_blank());
        let down = (n + 1..lines.len()).find(|m| !lines[*m].is_blank());
        for m in
            [up, down].into_iter().flatten().filter(|m| may_be_head(&lines[*m]) && !pages.furniture.contains_key(m))
        {
            beside.entry(shape_of(lines[m].text).0).or_default().push(m);
        }
    }
    for (_, places) in beside.into_iter().filter(|(key, p)| p.len() >= 2 && key.contains(char::is_alphabetic)) {
        for n in places {
            pages.furniture.insert(n, "page");
            if let Some(label) = pages.starts.remove(&n)
                && let Some(next) = (n + 1..lines.len()).find(|m| !lines[*m].is_blank())
            {
                pages.starts.insert(next, label);
            }
        }
    }
}
