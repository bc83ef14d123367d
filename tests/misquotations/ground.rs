//! The ground on which quotations are made: the two texts of a language, read back as the book has them, and
//! stretches of their passages that can be quoted.

use std::fmt::Write;
use std::ops::Range;

use briefbook::text::{Inputs, words};
use briefbook::{CompileOptions, compile};

use crate::chance::Chance;
use crate::lang::Lang;

/// The ids of the two texts.
pub const IDS: [&str; 2] = ["harbour", "river"];

/// A passage of a text.
pub struct Passage {
    /// The id of its source.
    pub source: &'static str,
    /// Its number there.
    pub para: u32,
    /// Its text as the book has it.
    pub text: String,
    /// Its words, signs included.
    pub words: Vec<Range<usize>>,
    /// In which sentence each word stands.
    pub sentence: Vec<usize>,
    /// At which word the next page of the file begins.
    pub pages: Vec<usize>,
}

/// Words of a passage, from one word to before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The number of the passage in [`Ground::passages`].
    pub passage: usize,
    /// The first word.
    pub from: usize,
    /// Behind the last word.
    pub to: usize,
}

/// The texts of a language.
pub struct Ground {
    /// The language.
    pub lang: Lang,
    /// Raw texts and records, by path.
    pub files: Vec<(String, String)>,
    /// Every passage of both texts.
    pub passages: Vec<Passage>,
    /// What can be quoted with nothing weighty cut off: at most 24 words, unmarked, standing there once.
    pub clean: Vec<Stretch>,
}

const OPENING: &[char] =
    &[' ', '“', '‘', '„', '«', '‹', '「', '『', '(', '（', '—', '–', '…', '¿', '¡', '\u{a0}', '・'];
const CLOSING: &[char] = &[
    ' ', '«', '„', '‘', '「', '『', '(', '（', ',', '.', ';', ':', '?', '!', '…', '”', '’', '“', '»', '›', '」', '』',
    ')', '）', '、', '。', '，', '；', '：', '？', '！', '،', '؛', '؟', '—', '–', '\u{a0}', '\u{202f}',
];
/// Marks of quotations, and brackets.
pub const MARKS: &[char] =
    &['“', '”', '‘', '„', '‚', '«', '»', '‹', '›', '「', '」', '『', '』', '(', ')', '（', '）', '"', '《', '》'];
const STOPS: &[char] = &['.', '?', '!', '。', '？', '！', '؟'];
/// The signs of a question.
pub const QUESTIONS: &[char] = &['?', '？', '؟'];

impl Passage {
    /// Where a word stands, without the signs around it.
    pub fn core(&self, word: usize) -> Range<usize> {
        let range = self.words[word].clone();
        let text = &self.text[range.clone()];
        let start = range.start + (text.len() - text.trim_start_matches(OPENING).len());
        let end = range.start + text.trim_end_matches(CLOSING).len();
        if start < end { start..end } else { range }
    }

    /// A word without the signs around it.
    pub fn word(&self, word: usize) -> &str {
        &self.text[self.core(word)]
    }

    /// Where a stretch of words stands, without the signs around it.
    pub fn range(&self, from: usize, to: usize) -> Range<usize> {
        self.core(from).start..self.core(to - 1).end
    }

    /// The words of a sentence.
    pub fn sentence_of(&self, word: usize) -> Range<usize> {
        let n = self.sentence[word];
        let from = self.sentence.partition_point(|s| *s < n);
        from..self.sentence.partition_point(|s| *s <= n)
    }

    /// Whether a word's sentence asks something.
    pub fn asks(&self, word: usize) -> bool {
        let last = self.sentence_of(word).end - 1;
        self.text[self.words[last].clone()].contains(QUESTIONS)
    }

    /// The words that hold a range of the text.
    pub fn covering(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.words.partition_point(|w| w.end <= range.start);
        let to = self.words.partition_point(|w| w.start < range.end);
        from..to.max(from)
    }
}

/// A paragraph as our file has it: its text, where its words begin, and before which byte a new page does.
struct Marked {
    plain: String,
    cuts: Vec<usize>,
    pages: Vec<usize>,
}

fn marked(lang: &Lang, line: &str) -> Marked {
    let line = line.strip_prefix("- ").unwrap_or(line);
    let mut m = Marked { plain: String::new(), cuts: vec![0], pages: Vec::new() };
    for c in line.chars() {
        match c {
            '¶' => {
                m.pages.push(m.plain.len());
                m.cuts.push(m.plain.len());
            }
            '|' if !lang.spaced => m.cuts.push(m.plain.len()),
            ' ' if lang.spaced => {
                m.plain.push(' ');
                m.cuts.push(m.plain.len());
            }
            // The book has plain spaces where the file has others.
            '\u{a0}' | '\u{202f}' => m.plain.push(' '),
            c => m.plain.push(c),
        }
    }
    m.cuts.dedup();
    m
}

/// The first text as its file is, but for the marks between words.
fn plain_file(lang: &Lang, text: &str) -> String {
    if lang.spaced { text.to_owned() } else { text.replace('|', "") }
}

/// The second text with wrapped lines and page breaks; also what its record must say of the paragraphs so cut.
fn wrapped_file(lang: &Lang, text: &str) -> (String, String) {
    let width = if lang.spaced { 64 } else { 30 };
    let mut out = String::new();
    let mut overrides = String::new();
    for paragraph in text.split("\n\n") {
        if !out.is_empty() {
            out.push('\n');
        }
        for (n, page) in paragraph.trim().split('¶').enumerate() {
            if n > 0 {
                out.push_str("\n\u{c}");
            }
            let lines = wrap(lang, page.trim(), width);
            let place = format!("line = {}\ntext = \"{}\"\n", out.matches('\n').count() + 1, lines[0]);
            if n > 0 {
                write!(overrides, "\n[[join]]\n{place}").unwrap();
            } else if paragraph.contains('¶') {
                write!(overrides, "\n[[kind]]\n{place}kind = \"paragraph\"\n").unwrap();
            }
            lines.iter().for_each(|l| writeln!(out, "{l}").unwrap());
        }
    }
    (out, overrides)
}

fn wrap(lang: &Lang, text: &str, width: usize) -> Vec<String> {
    let pieces: Vec<&str> = if lang.spaced { text.split(' ').collect() } else { text.split('|').collect() };
    let mut lines = vec![String::new()];
    for piece in pieces {
        let line = lines.last_mut().unwrap();
        let long = line.chars().count() + piece.chars().count() >= width;
        if line.is_empty() {
            line.push_str(piece);
        } else if long {
            lines.push(piece.to_owned());
        } else {
            line.push_str(lang.gap());
            line.push_str(piece);
        }
    }
    lines
}

impl Ground {
    /// Reads the texts of a language.
    pub fn read(lang: Lang, harbour: &str, river: &str) -> Self {
        let (wrapped, overrides) = wrapped_file(&lang, river);
        let mut files =
            vec![("seeds/harbour.txt".to_owned(), plain_file(&lang, harbour)), ("seeds/river.txt".to_owned(), wrapped)];
        let record = |text: &str| {
            let title = text.lines().next().unwrap_or("").replace('|', "");
            let language = &lang.code;
            format!(
                "title = \"{title}\"\nauthor = [\"Ann Author\"]\nissued = \"1914-05-12\"\nlanguage = \"{language}\"\n"
            )
        };
        let odd = plain_file(&lang, harbour).lines().position(|l| l.contains(&*lang.sic)).map_or(0, |n| n + 1);
        assert!(odd > 0, "{}: “{}” is not in the text", lang.code, lang.sic);
        let sic = format!("{}\n[[sic]]\nline = {odd}\ntext = \"{}\"\n", record(harbour), lang.sic);
        files.push(("seeds/harbour.toml".to_owned(), sic));
        files.push(("seeds/river.toml".to_owned(), record(river) + &overrides));
        let passages = read_back(&lang, &files, [harbour, river]);
        let mut ground = Self { lang, files, passages, clean: Vec::new() };
        ground.clean = ground.all_clean();
        ground
    }

    /// The text of a stretch.
    pub fn text(&self, s: Stretch) -> &str {
        let p = &self.passages[s.passage];
        &p.text[p.range(s.from, s.to)]
    }

    /// Whether words stand in no passage.
    pub fn is_new(&self, text: &str) -> bool {
        self.passages.iter().all(|p| !p.text.contains(text))
    }

    /// How often words stand in the passages.
    pub fn times(&self, text: &str) -> usize {
        self.passages.iter().map(|p| p.text.matches(text).count()).sum()
    }

    /// Whether a word had better not be cut off or left out.
    pub fn is_weighty(&self, passage: usize, word: usize) -> bool {
        let p = &self.passages[passage];
        let core = p.word(word);
        core.split(['-', '‐', '’', '\'']).chain([core]).any(|w| self.lang.is_weighty(w))
    }

    /// Whether a stretch has no marks and brackets in it, and stands in the texts once.
    pub fn is_plain(&self, s: Stretch) -> bool {
        let text = self.text(s);
        !text.contains(MARKS) && !closes_a_mark(text) && self.times(text) == 1
    }

    /// Whether nothing weighty is cut off the sentences of a stretch, nor a question.
    fn is_clean(&self, s: Stretch) -> bool {
        let p = &self.passages[s.passage];
        let outer = p.sentence_of(s.from).start..p.sentence_of(s.to - 1).end;
        let next = outer.end;
        let cut = outer.clone().filter(|w| !(s.from..s.to).contains(w)).chain((next < p.words.len()).then_some(next));
        let begins = self.text(s).starts_with(char::is_alphabetic);
        // No end of the sentence before, no beginning of the next.
        let (first, last) = (p.sentence_of(s.from), p.sentence_of(s.to - 1));
        let torn = first.end < s.to && first.start < s.from && first.end - s.from < 3
            || last.start > s.from && s.to < last.end && s.to - last.start < 3;
        begins
            && !torn
            && !outer.clone().any(|w| p.asks(w))
            && !cut.into_iter().any(|w| self.is_weighty(s.passage, w))
            && self.is_plain(s)
    }

    fn all_clean(&self) -> Vec<Stretch> {
        let mut all = Vec::new();
        for (passage, p) in self.passages.iter().enumerate() {
            for from in 0..p.words.len() {
                for to in from + 3..=(from + 24).min(p.words.len()) {
                    let s = Stretch { passage, from, to };
                    if words(self.text(s)) >= 5 && self.is_clean(s) {
                        all.push(s);
                    }
                }
            }
        }
        all
    }

    /// Words that can be quoted with nothing weighty cut off, of a length from `least` to `most` words.
    pub fn clean(&self, chance: &mut Chance, least: usize, most: usize) -> Option<Stretch> {
        (0..400).find_map(|_| {
            let s = *chance.one(&self.clean)?;
            (least..=most).contains(&words(self.text(s))).then_some(s)
        })
    }

    /// Any words without marks in them that stand in the texts once.
    pub fn any(&self, chance: &mut Chance, least: usize, most: usize) -> Option<Stretch> {
        (0..400).find_map(|_| {
            let passage = chance.below(self.passages.len());
            let from = chance.below(self.passages[passage].words.len());
            let to = from + chance.between(3, most + 6);
            let s = Stretch { passage, from, to };
            let fits = to <= self.passages[passage].words.len();
            (fits && (least..=most).contains(&words(self.text(s))) && self.is_plain(s)).then_some(s)
        })
    }

    /// Every place in the passages where words stand, whole ones if the language has such.
    pub fn places(&self, wanted: &str) -> Vec<(usize, Range<usize>)> {
        let mut all = Vec::new();
        for (n, p) in self.passages.iter().enumerate() {
            for (at, _) in p.text.match_indices(wanted) {
                let end = at + wanted.len();
                let inside =
                    p.text[..at].ends_with(char::is_alphanumeric) || p.text[end..].starts_with(char::is_alphanumeric);
                if !(self.lang.bounded && inside) {
                    all.push((n, at..end));
                }
            }
        }
        all
    }

    /// A stretch around some words of a passage, with a few more on both sides.
    pub fn around(&self, chance: &mut Chance, passage: usize, range: &Range<usize>) -> Option<Stretch> {
        let p = &self.passages[passage];
        let held = p.covering(range);
        (0..60).find_map(|_| {
            let from = held.start.saturating_sub(chance.between(2, 5));
            let to = (held.end + chance.between(2, 5)).min(p.words.len());
            let s = Stretch { passage, from, to };
            let whole = p.range(from, to);
            let holds = whole.start <= range.start && range.end <= whole.end;
            (holds && words(self.text(s)) >= 5 && self.is_plain(s)).then_some(s)
        })
    }

    /// The citation of a passage, without its brackets.
    pub fn cite(&self, passage: usize) -> String {
        let p = &self.passages[passage];
        format!("@{}, passage {}", p.source, p.para)
    }
}

/// Whether ’ stands there as a mark, and not as an apostrophe between Latin letters.
fn closes_a_mark(text: &str) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c < '\u{250}');
    text.match_indices('’')
        .any(|(at, mark)| !latin(text[..at].chars().next_back()) || !latin(text[at + mark.len()..].chars().next()))
}

/// The passages of the texts as a book has them. Each paragraph of ours is one of them, or the texts prove nothing.
fn read_back(lang: &Lang, files: &[(String, String)], texts: [&str; 2]) -> Vec<Passage> {
    let inputs = Inputs::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let checked = compile(&inputs, CompileOptions::default());
    let said: Vec<&str> = checked.remarks.iter().map(|d| d.words.message.as_str()).collect();
    let book = checked.value.book;
    let mut passages = Vec::new();
    for (id, text) in IDS.into_iter().zip(texts) {
        let source = &book.sources.iter().find(|s| s.source.id == id).unwrap().source;
        for line in text.lines().skip(1).filter(|l| !l.trim().is_empty()) {
            let m = marked(lang, line);
            let block = source.blocks.iter().find(|b| b.para.is_some() && b.text == m.plain);
            let Some(block) = block else {
                let has: Vec<_> = source.blocks.iter().map(|b| (b.kind, b.para, &b.text)).collect();
                panic!("{}: {id} lost a paragraph: {}\nit has: {has:#?}\nremarks: {said:#?}", lang.code, m.plain);
            };
            passages.push(passage(id, block.para.unwrap(), &m));
        }
    }
    passages
}

fn passage(source: &'static str, para: u32, m: &Marked) -> Passage {
    let ends = m.cuts.iter().skip(1).copied().chain([m.plain.len()]);
    let mut words: Vec<Range<usize>> = m.cuts.iter().copied().zip(ends).map(|(a, b)| a..b).collect();
    for w in &mut words {
        w.end = w.start + m.plain[w.clone()].trim_end_matches(' ').len();
    }
    // A dash between spaces belongs to the word before it.
    let mut held: Vec<Range<usize>> = Vec::new();
    for w in words.into_iter().filter(|w| !w.is_empty()) {
        match held.last_mut() {
            Some(last) if !m.plain[w.clone()].contains(char::is_alphanumeric) => last.end = w.end,
            _ => held.push(w),
        }
    }
    let mut number = 0;
    let sentence = held
        .iter()
        .map(|w| {
            let here = number;
            let text = m.plain[w.clone()].trim_end_matches(|c| MARKS.contains(&c) || c == '’' || c == '\u{a0}');
            let ordinal = text.strip_suffix('.').is_some_and(|t| t.ends_with(|c: char| c.is_numeric()));
            if text.ends_with(STOPS) && !ordinal {
                number += 1;
            }
            here
        })
        .collect();
    let pages = m.pages.iter().map(|at| held.partition_point(|w| w.start < *at)).collect();
    Passage { source, para, text: m.plain.clone(), words: held, sentence, pages }
}
