//! A quotation as what is looked for: words that must stand in the source, and the marked changes between them.
//!
//! The marks are those of The Chicago Manual of Style and of most house styles: `[…]` for words left out, `[word]`
//! for words put in or changed, letters in brackets within a word (`[t]he`, `appl[ied]`), and `[sic]`. French,
//! German, Italian and Spanish writers set `(…)`, Chinese and Japanese ones `［……］`, `（略）` and `（中略）` for
//! words left out; they are read alike. Dots without brackets are first taken for the source's own and then for an
//! omission.

use std::ops::Range;

use memchr::memmem::Finder;

use super::normal::{Normal, in_word, is_wide, tokens};

/// So many words of the source may give way to words in one pair of brackets.
pub const MOST_REPLACED: usize = 3;
/// So many letters of a word may give way to letters in brackets.
pub const MOST_LETTERS: usize = 6;

/// Words of a quotation that must stand in the source as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words, normalised.
    pub text: String,
    /// How many words they are.
    pub words: usize,
    /// Whether letters in brackets come right before them.
    pub open_start: bool,
    /// Whether letters in brackets follow right after.
    pub open_end: bool,
}

impl Part {
    /// Its words that are whole, letters in brackets or not.
    pub fn whole_words(&self) -> Vec<super::normal::Token> {
        let mut all = tokens(&self.text);
        if self.open_end {
            all.pop();
        }
        if self.open_start && !all.is_empty() {
            all.remove(0);
        }
        all
    }
}

/// What a pair of brackets says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Words of the source are left out: `[…]`, or dots that turn out to mean it.
    Omission,
    /// Words of the quoter's own, in the place of up to three words or of none.
    Words,
    /// Letters within a word: at its beginning, at its end, or both and so in its middle.
    Letters {
        /// Whether a part of the word stands before them.
        behind: bool,
        /// Whether a part of the word follows them.
        ahead: bool,
    },
    /// The words before are so in the source: `[sic]`.
    Sic,
    /// The emphasis is the quoter's, or the source's: `[emphasis added]`.
    Emphasis,
}

/// A pair of brackets in a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracket {
    /// What it says.
    pub mark: Mark,
    /// What stands in it, normalised; nothing for an omission.
    pub put: String,
    /// Where it stands in the quotation as it was written.
    pub at: Range<usize>,
}

/// Words that are looked for in many texts.
#[derive(Debug, Clone)]
pub struct Literal {
    /// The words.
    pub text: String,
    /// What finds them.
    pub whole: Option<Finder<'static>>,
    /// What finds them without the comma or stop at their end, which may be the quoter's own.
    pub shorter: Option<Finder<'static>>,
}

impl Literal {
    fn of(text: &str) -> Self {
        let finder = |words: &str| Finder::new(words).into_owned();
        Self {
            text: text.to_owned(),
            whole: (!text.is_empty()).then(|| finder(text)),
            shorter: shorter(text).map(finder),
        }
    }
}

/// A stretch without the comma or stop at its end, if it has one and more than that.
pub fn shorter(words: &str) -> Option<&str> {
    let cut = words.strip_suffix([',', '.', '。', '、', '،', '۔'])?;
    (!cut.ends_with(['.', ',']) && cut.chars().any(in_word)).then_some(cut)
}

/// A quotation as what is looked for.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The quotation as it was written.
    pub written: String,
    /// All of it, normalised, brackets and dots taken as words of the source.
    pub literal: Literal,
    /// Its parts.
    pub parts: Vec<Part>,
    /// The brackets between them: one list fewer than the parts.
    pub joins: Vec<Vec<Bracket>>,
    /// The brackets before the first part.
    pub start: Vec<Bracket>,
    /// The brackets behind the last.
    pub end: Vec<Bracket>,
}

/// How the signs of a quotation are read.
#[derive(Debug, Clone, Copy, Default)]
struct Reading {
    /// Three dots mean an omission.
    dots: bool,
    /// Stars and low lines are marks of emphasis that were copied from a file.
    emphasis: bool,
}

impl Pattern {
    /// Reads a quotation; `None` when there is no word in it to look for.
    pub fn read(quote: &str) -> Option<Self> {
        Self::read_as(quote, Reading::default())
    }

    fn read_as(quote: &str, reading: Reading) -> Option<Self> {
        let plain = |text: &str| match reading.emphasis {
            true => text.replace(['*', '_'], ""),
            false => text.to_owned(),
        };
        let mut pattern = Self {
            written: quote.to_owned(),
            literal: Literal::of(trim(&Normal::of(&plain(quote), &[]).text)),
            parts: Vec::new(),
            joins: Vec::new(),
            start: Vec::new(),
            end: Vec::new(),
        };
        let pieces = pieces(quote, reading);
        let mut between: Vec<Bracket> = Vec::new();
        for (n, piece) in pieces.iter().enumerate() {
            let (range, glued_before, glued_after) = match piece {
                Piece::Bracket(bracket) => {
                    between.push(bracket.clone());
                    continue;
                }
                Piece::Words { at, glued_before, glued_after } => (at.clone(), *glued_before, *glued_after),
            };
            let normal = Normal::of(&plain(&quote[range]), &[]).text;
            let mut words: &str = normal.trim();
            if n > 0 && !glued_before {
                words = words.trim_start_matches([' ', ',', '.', ';', ':']);
            }
            if n == 0 {
                words = words.trim_start_matches('\'');
            }
            if n + 1 == pieces.len() {
                words = words.trim_end_matches('\'');
            }
            if !words.chars().any(in_word) {
                continue;
            }
            let count = tokens(words).len();
            let part = Part { text: words.to_owned(), words: count, open_start: glued_before, open_end: glued_after };
            let brackets = std::mem::take(&mut between);
            match pattern.parts.is_empty() {
                true => pattern.start = brackets,
                false => pattern.joins.push(brackets),
            }
            pattern.parts.push(part);
        }
        pattern.end = between;
        (!pattern.parts.is_empty()).then_some(pattern)
    }

    /// How many words it has, those in brackets left out.
    pub fn words(&self) -> usize {
        self.parts.iter().map(|p| p.words).sum()
    }

    /// All its brackets, in order.
    pub fn brackets(&self) -> impl Iterator<Item = &Bracket> {
        self.start.iter().chain(self.joins.iter().flatten()).chain(&self.end)
    }

    /// Whether it marks any change.
    pub fn is_edited(&self) -> bool {
        self.brackets().next().is_some()
    }

    /// The same quotation read in the other ways that its signs allow: without marks of emphasis that were copied
    /// from a source's file, and with dots taken for omissions.
    pub fn other_readings(&self) -> Vec<Self> {
        let emphasis = self.written.contains(['*', '_']);
        let plain = Reading { emphasis, dots: false };
        let first = emphasis.then(|| Self::read_as(&self.written, plain)).flatten();
        let dots = Self::read_as(&self.written, Reading { dots: true, ..plain });
        let dots = dots.filter(|d| d.brackets().count() > self.brackets().count());
        first.into_iter().chain(dots).collect()
    }
}

/// Words without white space and quotation marks around them.
fn trim(text: &str) -> &str {
    text.trim().trim_matches('\'').trim()
}

enum Piece {
    /// Words of the source, and whether letters in brackets belong to the first and the last of them.
    Words {
        at: Range<usize>,
        glued_before: bool,
        glued_after: bool,
    },
    Bracket(Bracket),
}

/// A pair of brackets as it was written: where, and what stands inside.
struct Pair {
    at: Range<usize>,
    inside: Range<usize>,
}

/// Cuts a quotation at its brackets.
fn pieces(quote: &str, reading: Reading) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut glued = false;
    for Pair { at, inside } in pairs(quote, reading.dots) {
        let words = quote[inside].trim();
        let (omission, sic) = (is_omission(words), is_sic(words));
        let emphasis = tells_of_emphasis(words);
        let own_letters = !omission && !sic && !emphasis;
        let before = &quote[from..at.start];
        let behind = own_letters && before.ends_with(is_spaced_letter);
        let ahead = own_letters && begins_word(&quote[at.end..]);
        if !before.trim().is_empty() {
            out.push(Piece::Words { at: from..at.start, glued_before: glued, glued_after: behind });
        }
        let mark = match (omission, sic, behind || ahead) {
            (true, ..) => Mark::Omission,
            (_, true, _) => Mark::Sic,
            _ if emphasis => Mark::Emphasis,
            (_, _, true) => Mark::Letters { behind, ahead },
            _ => Mark::Words,
        };
        let put = if own_letters { Normal::of(words, &[]).text.trim().to_owned() } else { String::new() };
        from = at.end;
        glued = ahead;
        out.push(Piece::Bracket(Bracket { mark, put, at }));
    }
    if !quote[from..].trim().is_empty() {
        out.push(Piece::Words { at: from..quote.len(), glued_before: glued, glued_after: false });
    }
    out
}

fn is_spaced_letter(c: char) -> bool {
    in_word(c) && !is_wide(c)
}

/// Whether a text goes on with the rest of a word: letters, or an apostrophe and letters (`[L]’année`).
fn begins_word(text: &str) -> bool {
    text.trim_start_matches(['\'', '’']).starts_with(is_spaced_letter)
}

/// Whether what stands in brackets says that words are left out.
fn is_omission(words: &str) -> bool {
    const WORDS: [&str; 6] = ["略", "中略", "前略", "後略", "중략", "생략"];
    WORDS.contains(&words)
        || !words.is_empty() && words.chars().all(|c| matches!(c, '.' | '…' | '⋯' | '·' | ' ' | '\u{a0}'))
}

/// Whether what stands in brackets says that the words before are so in the source.
fn is_sic(words: &str) -> bool {
    const WORDS: [&str; 4] = ["sic", "原文如此", "原文のまま", "ママ"];
    WORDS.contains(&words.trim_end_matches(['!', '！']).to_lowercase().as_str())
}

/// Whether what stands in brackets says whose the emphasis is.
fn tells_of_emphasis(words: &str) -> bool {
    const WORDS: [&str; 14] = [
        "emphasis",
        "emphases",
        "italics",
        "hervorhebung",
        "italique",
        "souligné",
        "énfasis",
        "cursiva",
        "corsivo",
        "курсив",
        "выделено",
        "强调",
        "強調",
        "傍点",
    ];
    let low = words.to_lowercase();
    WORDS.iter().any(|w| low.contains(w))
}

/// The pairs of brackets of a quotation: for each `]` that something opens the last `[` before it, round ones if
/// they hold an omission; and runs of dots outside them, if these are asked for.
fn pairs(quote: &str, dots: bool) -> Vec<Pair> {
    let mut out: Vec<Pair> = Vec::new();
    let mut square: Option<usize> = None;
    let mut round: Option<usize> = None;
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut skip = 0;
    for (n, c) in quote.char_indices() {
        let behind = n + c.len_utf8();
        match c {
            '[' | '［' | '〔' => square = Some(n),
            '(' | '（' | '<' | '〈' | '【' => round = Some(n),
            ']' | '］' | '〕' => out.extend(square.take().map(|open| pair(quote, open, n, behind))),
            ')' | '）' | '>' | '〉' | '】' => {
                let found = round.take().map(|open| pair(quote, open, n, behind));
                out.extend(found.filter(|p| is_omission(quote[p.inside.clone()].trim())));
            }
            '.' | '…' | '⋯' if dots && n >= skip => {
                let len = dot_run(&quote[n..]);
                skip = n + len;
                runs.extend((len > 0).then_some(n..n + len));
            }
            _ => {}
        }
    }
    // Round brackets may hold square ones, and both may hold dots: what is outermost counts.
    out.extend(runs.into_iter().map(|r| Pair { at: r.clone(), inside: r }));
    out.sort_by_key(|p| (p.at.start, std::cmp::Reverse(p.at.end)));
    let mut end = 0;
    out.retain(|p| {
        let keep = p.at.start >= end;
        end = end.max(p.at.end);
        keep
    });
    out
}

fn pair(quote: &str, open: usize, close: usize, behind: usize) -> Pair {
    let inside = open + quote[open..].chars().next().map_or(1, char::len_utf8)..close;
    Pair { at: open..behind, inside }
}

/// How many bytes a sign of omission takes, a run of three dots or more, spaces between them included.
fn dot_run(text: &str) -> usize {
    let mut dots = 0;
    let mut len = 0;
    for (n, c) in text.char_indices() {
        match c {
            '.' => dots += 1,
            '…' | '⋯' => dots += 3,
            ' ' | '\u{a0}' => continue,
            _ => break,
        }
        len = n + c.len_utf8();
    }
    if dots >= 3 { len } else { 0 }
}
