//! The numbers that documents print at the head of their parts: `Article IV`, `§ 12`, `第三条`, `3.`, `(b)`, `（二）`.
//!
//! A number is read off the beginning of a line alone; whether the line is a heading, a paragraph or an item, its
//! neighbours tell (`outline`).

use crate::model::place::{Printed, Unit};
use crate::numeral::{self, is_numeral, number};

/// In which signs a number stands, and of which kind it is: what a document counts alike it prints alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::source) enum Style {
    /// With the word for what it counts before or behind it.
    Word(Unit),
    /// Alone, in these signs.
    Sign(Mark, Glyph),
}

/// The signs around a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::source) enum Mark {
    /// `3.`
    Dot,
    /// `3)`
    Close,
    /// `(3)`
    Paren,
    /// `三、`
    Comma,
    /// `③`
    Circle,
}

/// The letters or digits of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::source) enum Glyph {
    /// `12`
    Digits,
    /// `1.2`
    Decimal,
    /// `b`
    Small,
    /// `iv`
    SmallRoman,
    /// `B`
    Capital,
    /// `IV`
    Roman,
    /// `十二`
    Han,
}

/// A number at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse::source) struct Number {
    /// Its signs and kind.
    pub style: Style,
    /// As printed, without the signs and words around it.
    pub label: String,
    /// Which one it is, from 1; 0 when it counts in words that are not known.
    pub value: u32,
    /// How many bytes of the line it takes, with its signs and words.
    pub len: usize,
    /// From which byte on the line says something else.
    pub rest: usize,
    /// Whether its form alone shows that it is no part of a sentence.
    pub sure: bool,
}

impl Number {
    /// The printed number, counting what is given.
    pub fn printed(&self, unit: Unit) -> Printed {
        Printed { unit, label: self.label.clone() }
    }

    /// What it counts, if it says so.
    pub fn word(&self) -> Option<Unit> {
        match self.style {
            Style::Word(unit) => Some(unit),
            Style::Sign(..) => None,
        }
    }
}

/// The words for what is counted, before a number, in lower case.
const WORDS: [(Unit, &[&str]); 5] = [
    (
        Unit::Part,
        &[
            "part",
            "partie",
            "teil",
            "parte",
            "deel",
            "title",
            "titre",
            "titel",
            "título",
            "titolo",
            "book",
            "livre",
            "buch",
            "раздел",
            "часть",
            "الباب",
            "الجزء",
        ],
    ),
    (
        Unit::Chapter,
        &["chapter", "chapitre", "kapitel", "capítulo", "capitulo", "capitolo", "hoofdstuk", "глава", "الفصل", "bab"],
    ),
    (Unit::Section, &["section", "sec", "abschnitt", "sección", "sezione", "secção", "afdeling", "القسم", "§"]),
    (
        Unit::Article,
        &[
            "article",
            "articles",
            "art",
            "artikel",
            "artículo",
            "articulo",
            "articolo",
            "artigo",
            "статья",
            "стаття",
            "المادة",
            "مادة",
            "madde",
            "pasal",
            "điều",
            "άρθρο",
            "artykuł",
        ],
    ),
    (
        Unit::Annex,
        &[
            "annex",
            "annexe",
            "anhang",
            "anlage",
            "anexo",
            "allegato",
            "bijlage",
            "приложение",
            "المرفق",
            "appendix",
            "schedule",
        ],
    ),
];

/// Numbers in words, as treaties and laws count with them.
const ORDINALS: [(&str, u32); 44] = [
    ("premier", 1),
    ("première", 1),
    ("unique", 1),
    ("único", 1),
    ("única", 1),
    ("primero", 1),
    ("primera", 1),
    ("primeiro", 1),
    ("primo", 1),
    ("first", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("segundo", 2),
    ("segunda", 2),
    ("tercero", 3),
    ("tercera", 3),
    ("cuarto", 4),
    ("quinto", 5),
    ("sexto", 6),
    ("séptimo", 7),
    ("octavo", 8),
    ("noveno", 9),
    ("décimo", 10),
    ("الأولى", 1),
    ("الأول", 1),
    ("الثانية", 2),
    ("الثاني", 2),
    ("الثالثة", 3),
    ("الثالث", 3),
    ("الرابعة", 4),
    ("الخامسة", 5),
    ("السادسة", 6),
    ("السابعة", 7),
    ("الثامنة", 8),
    ("التاسعة", 9),
    ("العاشرة", 10),
];

/// The numbers without a word that stand before a line: of each kind of signs the last, in the order in which they were
/// read.
#[derive(Debug, Default)]
pub(in crate::parse::source) struct Before(Vec<(Mark, Glyph, u32)>);

impl Before {
    /// Adds what was read last.
    pub fn add(&mut self, number: &Number) {
        if let Style::Sign(mark, glyph) = number.style {
            self.0.retain(|(m, g, _)| (*m, *g) != (mark, glyph));
            self.0.push((mark, glyph, number.value));
        }
    }

    /// The last number between such signs.
    fn last(&self, mark: Mark) -> Option<(Glyph, u32)> {
        self.0.iter().rev().find(|(m, ..)| *m == mark).map(|(_, g, v)| (*g, *v))
    }

    /// Whether a number in digits counts on from the last one between such signs; some may be passed over.
    fn counts_on(&self, mark: Mark, value: u32) -> bool {
        let last = self.0.iter().find(|(m, g, _)| (*m, *g) == (mark, Glyph::Digits)).map(|(.., v)| *v);
        last.is_some_and(|last| last < value && value - last <= MOST_PASSED_OVER)
    }
}

/// From here on a number in digits may be a year, `2016.`, and in round brackets that of a note or law: it is read only
/// where it counts on from one before it.
const YEARS: u32 = 1000;
const IN_BRACKETS: u32 = 200;
/// In counting on, a document may pass over so many numbers, or they are not seen.
const MOST_PASSED_OVER: u32 = 10;

/// The number at the beginning of a line, if there is one.
///
/// `before` are the numbers before it: they tell the letter *i* after *h* from the Roman one, and the paragraph 1000 from a
/// year.
pub(in crate::parse::source) fn read(text: &str, before: &Before) -> Option<Number> {
    east_asian(text).or_else(|| after_word(text)).or_else(|| before_word(text)).or_else(|| signed(text, before))
}

/// White space, and what is set between a number and what it stands over.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{3000}' | '\u{feff}' | '\u{200b}'..='\u{200f}')
}

fn skip_gap(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start_matches(is_gap).len()
}

/// `第三条`, `第十二章`, `제1조`, with what stands behind.
fn east_asian(text: &str) -> Option<Number> {
    let lead = text.chars().next().filter(|c| matches!(c, '第' | '제'))?;
    let from = lead.len_utf8();
    let inner = &text[from..];
    let behind = inner.trim_start_matches(is_numeral);
    let (label, value) = {
        let label = &inner[..inner.len() - behind.len()];
        (label.to_owned(), number(label)?)
    };
    let sign = behind.chars().next()?;
    let unit = match sign {
        '编' | '編' | '篇' | '部' | '편' => Unit::Part,
        '章' | '장' => Unit::Chapter,
        '节' | '節' | '절' => Unit::Section,
        '条' | '條' | '조' => Unit::Article,
        _ => return None,
    };
    let mut len = from + label.len() + sign.len_utf8();
    let mut label = label;
    // 第十二条之一
    if let Some(more) = text[len..].strip_prefix(['之', 'の']) {
        let more = &more[..more.len() - more.trim_start_matches(is_numeral).len()];
        if !more.is_empty() {
            let sign = text[len..].chars().next().map_or(0, char::len_utf8);
            label = format!("{label}{}", &text[len..len + sign + more.len()]);
            len += sign + more.len();
        }
    }
    let next = text[len..].chars().next();
    let sure = next.is_none_or(|c| is_gap(c) || matches!(c, '（' | '(' | '【' | '：' | ':'));
    Some(Number { style: Style::Word(unit), label, value, len, rest: skip_gap(text, len), sure })
}

/// `Article 4.`, `§ 12`, `ANNEX II`, `Article 1er`, `المادة الأولى`.
fn after_word(text: &str) -> Option<Number> {
    let (unit, at) = word(text)?;
    let at = skip_gap(text, at);
    let open = text[at..].starts_with('(') && text[at + 1..].find(')').is_some_and(|n| n <= 5);
    let from = at + usize::from(open);
    let (label, value, len) = ordinal(&text[from..], unit)?;
    let len = from + len + usize::from(open && text[from + len..].starts_with(')'));
    let (mut rest, mut parted) = (len, false);
    if let Some(c) = text[rest..].chars().next().filter(|c| matches!(c, '.' | ':' | '：' | ']' | '．')) {
        rest += c.len_utf8();
        parted = true;
    }
    let mut len = rest;
    rest = skip_gap(text, rest);
    if let Some(c) = text[rest..].chars().next().filter(|c| matches!(c, '–' | '—' | '-' | '−')) {
        rest = skip_gap(text, rest + c.len_utf8());
        parted = true;
    }
    let gap = rest > len;
    let next = text[rest..].chars().next();
    let sure = match next {
        None => true,
        // `Article 5(2) provides`; but `Article 5 (Definitions)` has a caption.
        Some('(' | '（') => text[rest + 1..].starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) && gap,
        Some(c) => (parted || gap) && (c.is_alphanumeric() && !c.is_lowercase() || "“\"«„[".contains(c)),
    };
    // A small letter goes on with a sentence, but for scripts that have none.
    let sure = sure || parted && gap && next.is_some_and(|c| c.is_lowercase()) && unit != Unit::Part;
    len = len.min(text.len());
    sure.then_some(Number { style: Style::Word(unit), label, value, len, rest, sure })
}

/// The word for what is counted at the beginning of a line, and where it ends.
fn word(text: &str) -> Option<(Unit, usize)> {
    if text.starts_with('§') {
        return Some((Unit::Section, text.len() - text.trim_start_matches('§').len()));
    }
    let end = text.find(|c: char| !c.is_alphabetic() && c != '\u{301}').unwrap_or(text.len());
    let low = text.get(..end).filter(|w| w.len() <= 30)?.to_lowercase();
    let (unit, _) = WORDS.iter().find(|(_, words)| words.contains(&low.as_str()))?;
    let dot = text[end..].starts_with('.');
    // Only what is cut short has a stop behind it.
    if dot && !matches!(low.as_str(), "art" | "sec") {
        return None;
    }
    Some((*unit, end + usize::from(dot)))
}

/// `1 §`, `1. cikk`, `2 artikla`: the number before its word.
fn before_word(text: &str) -> Option<Number> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 || digits > 4 {
        return None;
    }
    let label = text[..digits].to_owned();
    let at = skip_gap(text, digits + usize::from(text[digits..].starts_with('.')));
    let words: [(&str, Unit); 6] = [
        ("§", Unit::Section),
        ("cikk", Unit::Article),
        ("artikla", Unit::Article),
        ("člen", Unit::Article),
        ("členas", Unit::Article),
        ("straipsnis", Unit::Article),
    ];
    let (word, unit) = words.iter().find(|(w, _)| text[at..].starts_with(w))?;
    let len = at + word.len();
    let next = text[len..].chars().next();
    if next.is_some_and(char::is_alphanumeric) || text[len..].trim_start().starts_with(char::is_lowercase) {
        return None;
    }
    let value = numeral::digits(&label)?;
    Some(Number { style: Style::Word(*unit), label, value, len, rest: skip_gap(text, len), sure: true })
}

/// A number behind its word: the label, its value, its length.
fn ordinal(text: &str, unit: Unit) -> Option<(String, u32, usize)> {
    let border = |len: usize| text[len..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    let digits = text.len() - text.trim_start_matches(char::is_numeric).len();
    if digits > 0 {
        let mut value = numeral::digits(&text[..digits])?;
        let mut len = digits;
        // 5.2, where sections are counted so.
        while let Some(more) = text[len..].strip_prefix('.') {
            let n = more.len() - more.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            if n == 0 {
                break;
            }
            value = numeral::digits(&more[..n])?;
            len += 1 + n;
        }
        let end = len;
        for suffix in [".º", ".ª", "º", "ª", "°", "er", "re", "ère", "o"] {
            if text[len..].starts_with(suffix) && border(len + suffix.len()) {
                return Some((text[..end].to_owned(), value, len + suffix.len()));
            }
        }
        let tail = text[len..].trim_start_matches([' ', '\u{a0}', '-']);
        let step = text[len..].len() - tail.len();
        for latin in ["bis", "ter", "quater", "quinquies", "sexies", "septies"] {
            if step <= 1 && tail.starts_with(latin) && border(len + step + latin.len()) {
                len += step + latin.len();
                return Some((text[..len].to_owned(), value, len));
            }
        }
        if text[len..].starts_with(|c: char| c.is_ascii_alphabetic()) && border(len + 1) {
            len += 1;
        }
        return border(len).then(|| (text[..len].to_owned(), value, len));
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let token = &text[..end];
    if let Some(value) = roman(token) {
        return Some((token.to_owned(), value, end));
    }
    let low = token.to_lowercase();
    if let Some((_, value)) = ORDINALS.iter().find(|(w, _)| *w == low) {
        // الحادية عشرة: the second word of a number from eleven on.
        let tail = text[end..].trim_start();
        let long = ["عشرة", "عشر"].into_iter().find(|w| tail.starts_with(w));
        let (value, end) = match long {
            Some(w) => (value + 10, text.len() - tail.len() + w.len()),
            None => (*value, end),
        };
        return Some((text[..end].to_owned(), value, end));
    }
    let letter = token.len() == 1 && token.starts_with(|c: char| c.is_ascii_uppercase());
    let lettered = letter && matches!(unit, Unit::Annex | Unit::Part | Unit::Section);
    lettered.then(|| (token.to_owned(), u32::from(token.as_bytes()[0] - b'A') + 1, end))
}

/// A number without a word: `3.`, `(b)`, `iv)`, `（二）`, `三、`, `②`, `1.2`.
fn signed(text: &str, before: &Before) -> Option<Number> {
    let first = text.chars().next()?;
    if let '①'..='⑳' = first {
        let value = first as u32 - '①' as u32 + 1;
        let style = Style::Sign(Mark::Circle, Glyph::Digits);
        let len = first.len_utf8();
        return Some(Number { style, label: value.to_string(), value, len, rest: skip_gap(text, len), sure: true });
    }
    let open = matches!(first, '(' | '（' | '［');
    let from = if open { first.len_utf8() } else { 0 };
    let inner = text[from..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |n| from + n);
    let mut label = text.get(from..inner).filter(|l| !l.is_empty() && l.chars().count() <= 6)?;
    let mut end = inner;
    let mut decimal = false;
    // 1.2, 1.2.3
    while label.starts_with(|c: char| c.is_ascii_digit()) && !open && text[end..].starts_with('.') {
        let n = text[end + 1..].bytes().take_while(u8::is_ascii_digit).count();
        if n == 0 || n > 2 {
            break;
        }
        decimal = true;
        end += 1 + n;
        label = &text[..end];
    }
    let sign = text[end..].chars().next();
    let mark = match (open, sign?) {
        (true, ')' | '）' | '］') => Mark::Paren,
        (false, ')' | '）') => Mark::Close,
        (false, '.' | '．') => Mark::Dot,
        (false, '、') => Mark::Comma,
        (false, c) if decimal && is_gap(c) => Mark::Dot,
        (false, '°' | 'º') => Mark::Close,
        _ => return None,
    };
    let signs = sign.filter(|c| !is_gap(*c)).map_or(0, char::len_utf8);
    let len = end + signs;
    let rest = skip_gap(text, len);
    let wide = first as u32 >= 0x2e80 || sign.is_some_and(|c| c as u32 >= 0x2e80);
    if rest >= text.len() || rest == len && !(wide || mark == Mark::Paren) || label.len() > 24 {
        return None;
    }
    let (glyph, value) = glyph(label, decimal, before.last(mark))?;
    let least = if mark == Mark::Paren { IN_BRACKETS } else { YEARS };
    if glyph == Glyph::Digits && value >= least && !before.counts_on(mark, value) {
        return None;
    }
    let sure = !matches!(glyph, Glyph::Capital | Glyph::Roman) || mark != Mark::Dot;
    Some(Number { style: Style::Sign(mark, glyph), label: label.to_owned(), value, len, rest, sure })
}

/// Of which kind the letters of a number are, and which number it is.
fn glyph(label: &str, decimal: bool, before: Option<(Glyph, u32)>) -> Option<(Glyph, u32)> {
    if decimal {
        return Some((Glyph::Decimal, numeral::digits(label.rsplit('.').next()?)?));
    }
    if let Some(value) = numeral::digits(label) {
        return Some((Glyph::Digits, value));
    }
    if let Some(value) = numeral::han(label) {
        return Some((Glyph::Han, value));
    }
    if !label.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let small = label.bytes().all(|b| b.is_ascii_lowercase());
    let capital = label.bytes().all(|b| b.is_ascii_uppercase());
    let letter = match label.as_bytes() {
        [b] => Some(u32::from(b.to_ascii_lowercase() - b'a') + 1),
        // (aa), (bb)
        [a, b] if a == b && small && !matches!(a, b'i' | b'x') => Some(26 + u32::from(a - b'a') + 1),
        _ => None,
    };
    let roman = roman(&label.to_ascii_uppercase());
    let (letters, romans) = if small { (Glyph::Small, Glyph::SmallRoman) } else { (Glyph::Capital, Glyph::Roman) };
    if !(small || capital) {
        return None;
    }
    match (letter, roman) {
        (Some(l), Some(r)) => {
            let next = |g: Glyph, v: u32| before == Some((g, v.wrapping_sub(1)));
            let letter = next(letters, l) && !next(romans, r) || !matches!(label, "i" | "v" | "x" | "I" | "V" | "X");
            Some(if letter { (letters, l) } else { (romans, r) })
        }
        (Some(l), None) => Some((letters, l)),
        (None, Some(r)) => Some((romans, r)),
        (None, None) => None,
    }
}

/// What a Roman number comes to. None counts parts from 400 on: `MIX` and `MM` are words.
pub(in crate::parse::source) fn roman(text: &str) -> Option<u32> {
    numeral::roman(text).filter(|value| *value < 400)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(Style, String, u32, &str)> {
        read(text, &Before::default()).map(|n| (n.style, n.label.clone(), n.value, &text[n.rest..]))
    }

    #[test]
    fn words_that_count_are_known_in_many_languages() {
        use Unit::{Annex, Article, Chapter, Part, Section};
        for (text, unit, label, value, rest) in [
            ("Article 4", Article, "4", 4, ""),
            ("ARTICLE IV", Article, "IV", 4, ""),
            ("Article 1. These rules are made", Article, "1", 1, "These rules are made"),
            ("Article premier", Article, "premier", 1, ""),
            ("Article 1er – Objet", Article, "1", 1, "Objet"),
            ("Art. 12a Grundsatz", Article, "12a", 12, "Grundsatz"),
            ("Artikel 3 – Begriffe", Article, "3", 3, "Begriffe"),
            ("Artículo 2.º Las Partes", Article, "2", 2, "Las Partes"),
            ("Статья 5. Государства", Article, "5", 5, "Государства"),
            ("المادة الثانية", Article, "الثانية", 2, ""),
            ("المادة ١٢", Article, "١٢", 12, ""),
            ("Article 4 bis", Article, "4 bis", 4, ""),
            ("第三条　港口", Article, "三", 3, "港口"),
            ("第十二条之一 港口", Article, "十二之一", 12, "港口"),
            ("第二百零三条 港口", Article, "二百零三", 203, "港口"),
            ("제3조(정의) 이", Article, "3", 3, "(정의) 이"),
            ("第一章　总则", Chapter, "一", 1, "总则"),
            ("Chapter I General provisions", Chapter, "I", 1, "General provisions"),
            ("Kapitel 2 Tillsyn", Chapter, "2", 2, "Tillsyn"),
            ("PART B", Part, "B", 2, ""),
            ("§ 12 Aufsicht", Section, "12", 12, "Aufsicht"),
            ("7 § Myndigheten", Section, "7", 7, "Myndigheten"),
            ("Annex II", Annex, "II", 2, ""),
        ] {
            let want = Some((Style::Word(unit), label.to_owned(), value, rest));
            assert_eq!(of(text), want, "{text}");
        }
    }

    #[test]
    fn a_sentence_that_begins_with_such_a_word_counts_nothing() {
        for text in [
            "Article 3 of the Charter says so.",
            "Article 5(2) provides for it.",
            "Article 4, paragraph 1, is clear.",
            "Part of the problem",
            "Chapter after chapter",
            "Section chief Ada",
            "Articles of war",
            "第三方应当",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn signs_around_a_number_are_read() {
        use Glyph::{Capital, Decimal, Digits, Han, Roman, Small, SmallRoman};
        use Mark::{Close, Comma, Dot, Paren};
        for (text, mark, glyph, label, value) in [
            ("3. States", Dot, Digits, "3", 3),
            ("3．各国", Dot, Digits, "3", 3),
            ("3.2 States", Dot, Decimal, "3.2", 2),
            ("(b) answer", Paren, Small, "b", 2),
            ("(iv) answer", Paren, SmallRoman, "iv", 4),
            ("(aa) answer", Paren, Small, "aa", 27),
            ("b) answer", Close, Small, "b", 2),
            ("II. Measures", Dot, Roman, "II", 2),
            ("B. Measures", Dot, Capital, "B", 2),
            ("（二）加快", Paren, Han, "二", 2),
            ("（2）加快", Paren, Digits, "2", 2),
            ("三、加强", Comma, Han, "三", 3),
            ("十二、加强", Comma, Han, "十二", 12),
        ] {
            let got = of(text).map(|(style, label, value, _)| (style, label, value));
            assert_eq!(got, Some((Style::Sign(mark, glyph), label.to_owned(), value)), "{text}");
        }
        for text in ["2016. It was", "e.g. this", "(see above)", "U.S. forces", "1,000 men", "3.5%", "(1999) says"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn the_letter_before_tells_i_from_one() {
        let after = |glyph, value| read("(i) x y", &Before(vec![(Mark::Paren, glyph, value)])).map(|n| n.style);
        assert_eq!(after(Glyph::Small, 8), Some(Style::Sign(Mark::Paren, Glyph::Small)));
        assert_eq!(after(Glyph::Small, 2), Some(Style::Sign(Mark::Paren, Glyph::SmallRoman)));
    }

    #[test]
    fn a_number_beyond_the_years_is_read_where_it_counts_on() {
        let read_in_row = |lines: &[&str]| -> Vec<Option<u32>> {
            let mut before = Before::default();
            let one = |line: &&str| {
                let number = read(line, &before)?;
                before.add(&number);
                Some(number.value)
            };
            lines.iter().map(one).collect()
        };
        let row = read_in_row(&[
            "998. One",
            "999. Two",
            "a. Item",
            "1000. Three",
            "1003. Four",
            "2016. It was",
            "1004. Five",
        ]);
        assert_eq!(row, [Some(998), Some(999), Some(1), Some(1000), Some(1003), None, Some(1004)]);
        assert_eq!(read_in_row(&["(199) One", "(200) Two", "(1999) Three"]), [Some(199), Some(200), None]);
        // Behind its word a number may be as long as it is.
        assert_eq!(
            read_in_row(&["Article 4051", "Article 12345. Text", "1234 § Text"]),
            [Some(4051), Some(12345), Some(1234)]
        );
    }
}
