//! Quotation marks: which stretches of a text stand between them.

use std::ops::Range;

use super::normal::in_word;

/// The stretches of a text between quotation marks, without the marks; of nested ones the outermost. Marks are
/// those of the languages that have marks: “ ”, „ “, « », » «, ” ”, 「 」, 『 』, " ", and single ones ‘ ’.
///
/// The text is gone through once, then its marks once for each kind of them: a text with very many marks that
/// nothing closes takes no longer than another.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    let marks = marks(text);
    let ends = ends(&marks);
    let mut out = Vec::new();
    let mut n = 0;
    while let Some(mark) = marks.get(n) {
        let end = ends[n].filter(|_| mark.opens_here());
        if let Some(end) = end {
            let inside = mark.behind()..marks[end].at;
            if text[inside.clone()].chars().any(in_word) {
                out.push(inside);
            }
        }
        n = end.unwrap_or(n) + 1;
    }
    out
}

/// A mark in a text, and the characters beside it.
struct Mark {
    at: usize,
    sign: char,
    before: Option<char>,
    after: Option<char>,
}

impl Mark {
    /// Where the text goes on behind it.
    fn behind(&self) -> usize {
        self.at + self.sign.len_utf8()
    }

    /// Whether it can open a quotation where it stands: signs that close one elsewhere do so only before a word.
    fn opens_here(&self) -> bool {
        match self.sign {
            '»' | '"' | '＂' | '”' | '‘' => {
                self.before.is_none_or(|c| !in_word(c)) && self.after.is_some_and(|c| !c.is_whitespace())
            }
            _ => true,
        }
    }

    fn ends_word(&self) -> bool {
        self.after.is_none_or(|c| !in_word(c))
    }
}

/// Every sign of a text that can open or close a quotation.
fn marks(text: &str) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut before = None;
    for (at, sign) in text.char_indices() {
        if is_mark(sign) {
            out.push(Mark { at, sign, before, after: text[at + sign.len_utf8()..].chars().next() });
        }
        before = Some(sign);
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '„'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〝'
            | '〞'
            | '〟'
            | '"'
            | '＂'
    )
}

/// Marks that open, and those that close what they open.
const PAIRS: [(char, &[char]); 9] = [
    ('“', &['”', '“']),
    ('„', &['“', '”']),
    ('‚', &['‘', '’']),
    ('«', &['»']),
    ('»', &['«']),
    ('‹', &['›']),
    ('「', &['」']),
    ('『', &['』']),
    ('〝', &['〞', '〟']),
];

/// Marks that open and close.
const SAME: [char; 3] = ['"', '＂', '”'];

/// For each mark the one that would close the quotation it opens, by their places among the marks.
fn ends(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut ends = vec![None; marks.len()];
    let is_there = |sign: char| marks.iter().any(|m| m.sign == sign);
    for (open, closing) in PAIRS.into_iter().filter(|(open, _)| is_there(*open)) {
        balanced(marks, open, closing, &mut ends);
    }
    for sign in SAME.into_iter().filter(|sign| is_there(*sign)) {
        same(marks, sign, &mut ends);
    }
    single(marks, &mut ends);
    ends
}

/// The mark that closes, others of its kind opened in between left aside. Marks of which one opens and closes in
/// different languages close only where a word does not begin behind them, and only what is innermost.
fn balanced(marks: &[Mark], open: char, closing: &[char], ends: &mut [Option<usize>]) {
    // Marks that nothing closed so far, and where among them each level begins.
    let (mut waiting, mut levels): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (n, mark) in marks.iter().enumerate() {
        let is_open = mark.sign == open;
        if closing.contains(&mark.sign) && (!is_open || mark.ends_word() && mark.before != Some(' ')) {
            for opened in waiting.drain(levels.last().copied().unwrap_or(0)..) {
                ends[opened] = Some(n);
            }
            match is_open {
                // It closes what was opened; for the marks before, it neither opens nor closes anything.
                true => waiting.push(n),
                false => drop(levels.pop()),
            }
        } else if is_open {
            levels.push(waiting.len());
            waiting.push(n);
        }
    }
}

/// The next mark of the same kind that has no letter behind it and no space before it, and something between.
fn same(marks: &[Mark], sign: char, ends: &mut [Option<usize>]) {
    let (mut next, mut later): (Option<usize>, Option<usize>) = (None, None);
    for (n, mark) in marks.iter().enumerate().rev().filter(|(_, m)| m.sign == sign) {
        ends[n] = if next.is_some_and(|next| marks[next].at == mark.behind()) { later } else { next };
        if mark.ends_word() && !mark.before.is_some_and(char::is_whitespace) {
            (next, later) = (Some(n), next);
        }
    }
}

/// An apostrophe looks like the mark that closes ‘: the last that ends a word before the next ‘ does.
fn single(marks: &[Mark], ends: &mut [Option<usize>]) {
    let mut last = None;
    for (n, mark) in marks.iter().enumerate().rev() {
        match mark.sign {
            '’' if mark.ends_word() => last = last.or(Some(n)),
            '‘' => ends[n] = last.take(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_many_languages_are_read() {
        for (text, expect) in [
            ("He “said so” and “left”.", "said so|left"),
            ("She said „das ist so“, and left.", "das ist so"),
            ("Il dit « c’est ainsi » hier", " c’est ainsi "),
            ("Han sa ”det er så” i går", "det er så"),
            ("»so ist es« sagte er", "so ist es"),
            ("他说「网络主权」。", "网络主权"),
            ("A \"straight one\" and 5\" of rain", "straight one"),
            ("“outer ‘inner’ words”", "outer ‘inner’ words"),
            ("“one “two” three” four", "one “two” three"),
            ("‘the states’ own view’ and ‘more’", "the states’ own view|more"),
            ("don’t “stop", ""),
            ("”", ""),
            ("“”", ""),
        ] {
            let found: Vec<&str> = quoted(text).into_iter().map(|r| &text[r]).collect();
            assert_eq!(found.join("|"), expect, "{text}");
        }
    }

    /// What [`quoted`] finds, by its definition: from each mark on, the text is read until that mark is closed.
    fn by_definition(text: &str) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(n) = text[at..].find(|c| "“”„«»「『\"＂‘‚‹〝".contains(c)) {
            let open = at + n;
            let mark = text[open..].chars().next().unwrap();
            at = open + mark.len_utf8();
            if let Some((end, closing)) = end(text, open, mark) {
                if text[at..end].chars().any(in_word) {
                    out.push(at..end);
                }
                at = end + closing.len_utf8();
            }
        }
        out
    }

    fn end(text: &str, open: usize, mark: char) -> Option<(usize, char)> {
        let rest = &text[open + mark.len_utf8()..];
        let word_follows = |n: usize, c: char| rest[n + c.len_utf8()..].starts_with(in_word);
        let at_start = !text[..open].ends_with(in_word) && !rest.starts_with(char::is_whitespace);
        let found = match mark {
            '"' | '＂' | '”' | '»' | '‘' if !at_start => None,
            '"' | '＂' | '”' => rest
                .char_indices()
                .find(|&(n, c)| n > 0 && c == mark && !word_follows(n, c) && !rest[..n].ends_with(char::is_whitespace)),
            '‘' => {
                let stop = rest.find('‘').unwrap_or(rest.len());
                rest[..stop].char_indices().rev().find(|&(n, c)| c == '’' && !word_follows(n, c))
            }
            _ => {
                let (_, closing) = PAIRS.into_iter().find(|(open, _)| *open == mark)?;
                let mut depth = 0;
                rest.char_indices().find(|&(n, c)| {
                    let own = c == mark;
                    let closes = closing.contains(&c) && !(own && (word_follows(n, c) || rest[..n].ends_with(' ')));
                    let ends = closes && depth == 0;
                    depth += usize::from(own && !closes);
                    depth -= usize::from(closes && !own && depth > 0);
                    ends
                })
            }
        };
        found.map(|(n, c)| (open + mark.len_utf8() + n, c))
    }

    #[test]
    fn every_text_of_few_signs_is_read_by_the_definition() {
        for (signs, most) in
            [("“”a ", 8), ("„“”‚‘’a ", 5), ("\"”＂a ", 6), ("«»‹›a ", 6), ("‘’“a ", 6), ("「」『』〝〞〟a", 5)]
        {
            let mut texts = vec![String::new()];
            for _ in 0..most {
                texts = texts.iter().flat_map(|text| signs.chars().map(move |sign| format!("{text}{sign}"))).collect();
                for text in &texts {
                    assert_eq!(quoted(text), by_definition(text), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn marks_without_end_cost_no_more_than_others() {
        // Were each of these looked for to the end of the text, this would not end.
        for mark in ["“", "„", "«", "‘", "\""] {
            let open = format!("{mark}a ").repeat(300_000);
            assert!(quoted(&open).is_empty(), "{mark}");
            assert_eq!(quoted(&format!("{open}„so“")).len(), 1, "{mark}");
        }
    }
}
