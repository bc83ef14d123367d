//! Notes at the foot of pages.

use super::super::super::lines::Line;
use super::Pages;

/// The number of a note at the head of a line, and where its text begins: `1 See above`, `¹ See above`.
pub(in crate::parse::source) fn note(text: &str) -> Option<(u32, usize)> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let mut value = 0u32;
    let mut len = 0;
    for c in text.chars() {
        let digit = c.to_digit(10).or_else(|| RAISED.iter().position(|r| *r == c).map(|n| n as u32));
        let Some(digit) = digit else { break };
        value = value.checked_mul(10)?.checked_add(digit)?;
        len += c.len_utf8();
    }
    let raised = text.starts_with(RAISED);
    let rest = text.get(len..)?;
    let own = rest.trim_start();
    let begins =
        own.starts_with(|c: char| c.is_uppercase() || "“\"‘«(".contains(c) || !c.is_lowercase() && c.is_alphabetic());
    let fits =
        (1..1000).contains(&value) && (raised || rest.len() > own.len() && rest.len() - own.len() <= 4) && begins;
    fits.then(|| (value, text.len() - own.len()))
}

/// Notes at the foot of pages: they count on from note to note, each is called in the text above, and they reach down to
/// the end of their page.
pub fn find(lines: &[Line<'_>], pages: &mut Pages) {
    let mut borders: Vec<usize> = pages.starts.keys().copied().filter(|n| *n > 0).collect();
    borders.push(lines.len());
    let mut from = 0;
    let mut last = 0;
    for to in borders {
        let mut starts: Vec<usize> = Vec::new();
        for n in from..to {
            if pages.furniture.contains_key(&n) {
                continue;
            }
            if let Some((value, _)) = note(lines[n].text)
                && (value == last + 1 || last == 0 && starts.is_empty() && value < 100 && from > 0)
                && n > from
                && (!starts.is_empty() || called(lines, from, n, value))
            {
                starts.push(n);
                last = value;
            }
        }
        // Where nothing shows a page, one number at the head of a line is none of a note.
        if pages.starts.is_empty() && starts.len() < 2 {
            starts.clear();
        }
        // A list in the text is no list of notes: behind the notes nothing but the page's end comes.
        for (k, first) in starts.iter().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(to);
            let own =
                (*first..end).take_while(|n| *n == *first || !lines[*n].is_blank() && !pages.furniture.contains_key(n));
            let stop = own.last().unwrap_or(*first);
            pages.notes.insert(*first, stop);
        }
        from = to;
    }
}

/// Whether a note is called in the lines above it: its number right behind a word or a stop.
fn called(lines: &[Line<'_>], from: usize, to: usize, value: u32) -> bool {
    let digits = value.to_string();
    let raised: String =
        digits.bytes().map(|b| ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][(b - b'0') as usize]).collect();
    lines[from..to].iter().any(|line| {
        let text = line.text;
        text.contains(&raised)
            || text.match_indices(&digits).any(|(at, _)| {
                let (before, after) = (text[..at].trim_end_matches(' '), &text[at + digits.len()..]);
                let behind = before.ends_with(['.', ',', ';', '”', '"', ')', '?', '!'])
                    || before.len() == at && before.ends_with(char::is_lowercase);
                behind && (after.is_empty() || after.starts_with([' ', ',', '.', ';', ')']))
            })
    })
}
