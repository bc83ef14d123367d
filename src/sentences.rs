//! Where sentences begin and end. The one splitter of the house: a citation speaks for the quotations of its own
//! sentence, and a passage is pointed at by its sentences.
//!
//! A sentence ends at a stop, whatever the script calls it ([`script::ends_sentence`]), with the closing marks and
//! brackets and the signs of notes that stand behind it, where another sentence begins behind these. A stop of a short
//! form (`U.S.`, `No. 3`, `art. 4`, an initial), of a number or of a numeral that counts (`3.` at the head of a sentence;
//! `3. Oktober`) ends none. Thai and Lao write no stops; what stands between two stops is one sentence there.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::script;
use crate::text::Span;

/// The ends of the sentences in a text. Found once for the whole text: a paragraph may have ten thousand quotations.
#[derive(Debug, Default)]
pub struct Sentences {
    ends: Vec<End>,
}

/// A stop behind which another sentence begins.
#[derive(Debug, Clone, Copy)]
struct End {
    /// Where the stop stands.
    at: usize,
    /// Where the sentence ends: behind the stop, closing marks and the signs of notes.
    end: usize,
    /// Where the next sentence begins.
    next: usize,
}

impl Sentences {
    /// Reads a text in a language (BCP 47), as far as that is known.
    pub fn of(text: &str, language: Option<&str>) -> Self {
        let ordinals = language.is_some_and(counts_with_stops);
        let mut ends = Vec::new();
        let (mut word, mut sentence, mut done) = (0, None, 0);
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                word = at + c.len_utf8();
            } else {
                sentence.get_or_insert(at);
            }
            if at < done || !script::ends_sentence(c) {
                continue;
            }
            let stop = Stop {
                at,
                run: run(text, at),
                word: &text[word..at],
                before: &text[..word],
                first: sentence == Some(word),
                ordinals,
            };
            done = stop.run;
            if let Some(end) = stop.end(text, c) {
                ends.push(end);
                (word, sentence, done) = (end.next, None, end.next);
            }
        }
        Self { ends }
    }

    /// Whether a sentence ends between two places of the text: a stop, and the beginning of another sentence.
    pub fn end_between(&self, from: usize, to: usize) -> bool {
        self.ends.get(self.ends.partition_point(|e| e.at < from)).is_some_and(|e| e.next < to)
    }
}

/// The sentences of a text in order, without the space around them: none where there are no words. The language is a tag
/// (BCP 47), as far as it is known.
///
/// ```
/// use briefbook::sentences::sentences;
/// let text = "The U.S. agreed (art. 4). “Why?” they asked.";
/// let all: Vec<&str> = sentences(text, None).into_iter().map(|s| &text[s.range()]).collect();
/// assert_eq!(all, ["The U.S. agreed (art. 4).", "“Why?” they asked."]);
/// ```
pub fn sentences(text: &str, language: Option<&str>) -> Vec<Span> {
    let ends = Sentences::of(text, language).ends;
    let starts = std::iter::once(text.len() - text.trim_start().len()).chain(ends.iter().map(|e| e.next));
    let stops = ends.iter().map(|e| e.end).chain([text.trim_end().len()]);
    starts.zip(stops).map(|(start, end)| Span::new(start, end)).filter(|s| s.start < s.end).collect()
}

/// Where a run of stops goes on to: `?!`, `...`.
fn run(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    text.len() - rest.trim_start_matches(|c: char| script::ends_sentence(c) || c == '…').len()
}

/// One stop, or several in a row.
struct Stop<'t> {
    at: usize,
    /// Where the run of stops ends.
    run: usize,
    /// What stands before it, back to a space.
    word: &'t str,
    /// What stands before this word.
    before: &'t str,
    /// Whether its sentence begins with this word.
    first: bool,
    /// Whether a number with a stop counts.
    ordinals: bool,
}

impl Stop<'_> {
    /// The end of a sentence, if this is one and another begins behind it.
    fn end(&self, text: &str, stop: char) -> Option<End> {
        let close = script::is_close(stop);
        let behind = &text[self.run..];
        let unmarked = behind_guillemet(behind.trim_start_matches(|c| closes(c, close)));
        let marked = unmarked.len() < behind.len();
        let rest = note_signs(unmarked, &text[..self.at]);
        let next = rest.trim_start();
        let spaced = next.len() < rest.len();
        let first = next.chars().next()?;
        let ends = match (close, spaced) {
            (true, _) => !goes_on(first, marked, spaced) && !behind.starts_with(TITLES) && !self.is_decimal(text),
            (false, false) => !stop.is_ascii() && first.is_alphanumeric(),
            (false, true) => {
                let single = stop == '.' && self.run == self.at + 1;
                !(first.is_lowercase() || single && self.is_short(next))
            }
        };
        ends.then_some(End { at: self.at, end: text.len() - rest.len(), next: text.len() - next.len() })
    }

    /// Whether the stop is the point of a number in full-width signs.
    fn is_decimal(&self, text: &str) -> bool {
        self.word.ends_with(char::is_numeric)
            && text[self.at..].starts_with('．')
            && text[self.run..].starts_with(char::is_numeric)
    }

    /// Whether the number before the stop is that of something: `Abs. 1`.
    fn is_counted(&self) -> bool {
        let last = self.before.split_whitespace().next_back().and_then(|word| word.strip_suffix('.'));
        last.is_some_and(|word| form(word) == Some(Form::Number))
    }

    /// Whether the word before the stop is a short form, to which the stop belongs. `next` is what follows.
    fn is_short(&self, next: &str) -> bool {
        let opened = self.word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let core = opened.rsplit(['—', '–', '/', '(', '“', '[', '’', '\'']).next().unwrap_or(opened);
        let whole = core.len() == self.word.len();
        let mut letters = core.chars();
        match (letters.next(), letters.next()) {
            (None, _) => false,
            // `1. The parties` counts, and so do `A.` and `IV.`
            _ if self.first && whole && is_numeral(core) => true,
            (Some(c), _) if c.is_ascii_digit() && core.bytes().all(|b| b.is_ascii_digit()) => {
                self.ordinals && core.len() <= 2 && !self.is_counted()
            }
            (Some(c), None) => !script::is_unspaced(c) && !begins_sentence(next),
            _ if is_dotted(core) => !begins_sentence(next),
            _ => match form(core) {
                Some(Form::Before) => true,
                Some(Form::Number) => counts(next),
                Some(Form::Any) => !begins_sentence(next),
                None => false,
            },
        }
    }
}

/// Behind these a sentence goes on, though a stop stands in the title.
const TITLES: [char; 2] = ['》', '〉'];

/// Whether a mark closes what a sentence ends in.
fn closes(c: char, close: bool) -> bool {
    let any = matches!(
        c,
        '”' | '"' | '’' | '\'' | '»' | '›' | ')' | ']' | '*' | '_' | '）' | '］' | '」' | '』' | '】' | '〕'
    );
    // Where spaces are set, what stands close to a stop closes, however it looks: „…“, »…«.
    any || !close && matches!(c, '“' | '‘' | '«' | '‹')
}

/// What stands behind a mark that closes at some distance: « Oui. »
fn behind_guillemet(rest: &str) -> &str {
    let behind = rest.trim_start().strip_prefix('»').filter(|b| !b.starts_with(char::is_alphanumeric));
    behind.unwrap_or(rest)
}

/// Whether a sentence goes on with a letter or sign right behind a stop of full width.
fn goes_on(c: char, marked: bool, spaced: bool) -> bool {
    let joins = "，、；：,;:".contains(c);
    // 「…。」と言った, “……？”的问题
    let particle = marked && (script::of(c) == script::Script::Hiragana || "的之等和与與及".contains(c));
    joins || particle && !spaced
}

/// What stands behind the signs of notes: `¹²`, `[3]`, or digits close to the stop.
fn note_signs<'t>(rest: &'t str, before: &str) -> &'t str {
    let raised = rest.trim_start_matches(|c| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'));
    if raised.len() < rest.len() {
        return raised;
    }
    let numbers = |c: char| c.is_ascii_digit() || matches!(c, ',' | '-' | '–');
    if let Some(inner) = rest.strip_prefix('[') {
        let behind = inner.trim_start_matches(|c| numbers(c) || c == ' ');
        return behind.strip_prefix(']').filter(|_| inner.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(rest);
    }
    let digits = rest.trim_start_matches(numbers);
    let (many, year) = (rest.len() - digits.len() > 3, before.bytes().rev().take_while(u8::is_ascii_digit).count());
    let note = rest.starts_with(|c: char| c.is_ascii_digit()) && !many && matches!(year, 0 | 4);
    if note && digits.starts_with(char::is_whitespace) { digits } else { rest }
}

/// Whether a word counts what follows it: digits, one letter, a Roman numeral.
fn is_numeral(word: &str) -> bool {
    let short = word.chars().count();
    word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit())
        || short == 1 && word.chars().all(char::is_alphabetic) && !word.chars().all(script::is_unspaced)
        || short <= 5 && word.bytes().all(|b| b"IVXLC".contains(&b))
}

/// Whether a word is short forms with stops between them: `U.S`, `e.g`, `Ph.D`.
fn is_dotted(word: &str) -> bool {
    let part = |p: &str| (1..=3).contains(&p.chars().count()) && p.chars().all(char::is_alphabetic);
    word.contains('.') && word.split('.').all(part)
}

/// Whether a text begins with a number: in digits, in Roman numerals, or as one letter.
fn counts(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '[', '§']);
    let word = &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())];
    word.starts_with(|c: char| c.is_numeric()) || word != "I" && word.chars().count() < 5 && is_numeral(word)
}

/// Whether a text begins with a word that mostly begins a sentence where it has a capital.
fn begins_sentence(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = text.split(char::is_whitespace).next().unwrap_or("").trim_end_matches([',', ':', '’', '”']);
    STARTERS.contains(&word)
}

/// Whether a number with a stop is an ordinal in a language: `3. Oktober`.
fn counts_with_stops(tag: &str) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    ORDINALS.contains(&primary.as_str())
}

/// The languages in which a number with a stop is an ordinal.
const ORDINALS: [&str; 21] = [
    "bs", "cs", "da", "de", "et", "fi", "fo", "hr", "hu", "is", "lb", "lt", "lv", "nb", "nn", "no", "pl", "sk", "sl",
    "sr", "tr",
];

/// What follows a short form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// What it belongs to: a name, a case, an example. No sentence ends with it.
    Before,
    /// A number; before anything else it is a word like others.
    Number,
    /// Anything; a sentence may end with it.
    Any,
}

/// What a word with a stop behind it is short for, if it is a short form.
fn form(word: &str) -> Option<Form> {
    static TABLE: LazyLock<HashMap<&str, Form>> = LazyLock::new(|| {
        // Of a word in two lists the first counts.
        FORMS.iter().rev().flat_map(|(form, words)| words.iter().map(|word| (*word, *form))).collect()
    });
    [TABLE.get(word), TABLE.get(word.to_lowercase().as_str())].into_iter().flatten().min().copied()
}

/// Short forms of many languages. One with a capital is read only so.
const FORMS: &[(Form, &[&str])] = &[
    (
        Form::Before,
        &[
            "Mr", "Mrs", "Ms", "Mx", "Messrs", "Dr", "Prof", "St", "Gen", "Lt", "Col", "Maj", "Capt", "Cmdr", "Adm",
            "Sgt", "Sen", "Rep", "Gov", "Pres", "Amb", "Hon", "Rev", "Fr", "Mme", "Mgr", "Hr", "Fr", "Sr", "Sra",
            "Dra", "Sres", "Dott", "Sig", "Ing", "Mag", "vs", "cf", "viz", "approx", "ca", "bzw", "vgl", "ggf", "evtl",
            "inkl", "exkl", "sog", "Hrsg", "hrsg", "resp", "av", "env", "напр", "акад", "проф", "им", "ул", "см", "ср",
            "т.е", "dvs", "bl.a", "t.ex", "fx", "np", "tzw", "zob", "ör", "yani",
        ],
    ),
    (
        Form::Number,
        &[
            "no", "nos", "nr", "num", "núm", "art", "arts", "artt", "abs", "ziff", "rn", "rz", "para", "paras", "par",
            "pars", "párr", "sec", "secs", "sect", "ch", "chap", "chaps", "kap", "cap", "cl", "pt", "pts", "pp", "pag",
            "pagg", "pág", "págs", "vol", "vols", "bd", "fig", "figs", "abb", "tab", "eq", "ed", "eds", "fn", "nn",
            "res", "doc", "reg", "dir", "app", "add", "corr", "rev", "ser", "jan", "feb", "mar", "apr", "jun", "jul",
            "aug", "sep", "sept", "oct", "nov", "dec", "janv", "févr", "avr", "juil", "déc", "ст", "стр", "пп", "гл",
            "рис", "табл", "том", "тт", "абз", "разд", "č", "odst", "poz", "ust", "pkt", "lit",
        ],
    ),
    (
        Form::Any,
        &[
            "al", "etc", "Inc", "Ltd", "Co", "Corp", "Bros", "Jr", "ibid", "op", "loc", "seq", "Univ", "Dept", "Assn",
            "Intl", "Natl", "Govt", "usw", "bspw", "Mio", "Mrd", "Tsd", "др", "гг", "тыс", "млн", "млрд", "руб", "itd",
            "itp", "osv", "mm", "ecc", "EE", "UU",
        ],
    ),
];

/// Words that mostly begin a sentence where they have a capital.
const STARTERS: &[&str] = &[
    "The",
    "This",
    "These",
    "That",
    "Those",
    "It",
    "Its",
    "In",
    "On",
    "At",
    "But",
    "However",
    "He",
    "She",
    "We",
    "They",
    "Their",
    "His",
    "Her",
    "Our",
    "A",
    "An",
    "And",
    "As",
    "If",
    "When",
    "While",
    "For",
    "From",
    "To",
    "With",
    "There",
    "Both",
    "Each",
    "Such",
    "Some",
    "Many",
    "Most",
    "Since",
    "Although",
    "Because",
    "After",
    "Before",
    "During",
    "According",
    "Nevertheless",
    "Moreover",
    "Furthermore",
    "Therefore",
    "Thus",
    "Meanwhile",
    "Yet",
    "So",
    "What",
    "Why",
    "How",
    "Who",
    "Where",
    "Der",
    "Die",
    "Das",
    "Ein",
    "Eine",
    "Es",
    "Er",
    "Sie",
    "Wir",
    "Im",
    "Und",
    "Aber",
    "Doch",
    "Diese",
    "Dieser",
    "Dieses",
    "Auch",
    "Nach",
    "Wenn",
    "Le",
    "La",
    "Les",
    "Un",
    "Une",
    "Il",
    "Elle",
    "Ils",
    "Elles",
    "Ce",
    "Cette",
    "Ces",
    "Mais",
    "Dans",
    "Pour",
    "El",
    "Los",
    "Las",
    "Una",
    "En",
    "Pero",
    "Por",
    "Para",
    "Se",
    "O",
    "Os",
    "As",
    "Lo",
    "Gli",
    "Questo",
    "Questa",
    "Это",
    "Эти",
    "Этот",
    "В",
    "На",
    "Но",
    "И",
    "Он",
    "Она",
    "Они",
    "Мы",
    "По",
    "Для",
    "Так",
    "Как",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn cut<'t>(text: &'t str, language: Option<&str>) -> Vec<&'t str> {
        sentences(text, language).into_iter().map(|s| &text[s.range()]).collect()
    }

    #[test]
    fn a_text_is_cut_where_its_sentences_end() {
        for (language, text) in [
            ("en", "One ends.| Two begins!| Three asks?| Four"),
            ("en", "The U.S. Government agreed with the U.K. and the E.U.| The others did not."),
            ("en", "It met in Washington, D.C.| In 2013 it met again."),
            ("en", "See Smith v. Jones, No. 3, art. 4, para. 2 (b), pp. 3-4, and fig. 2.| No.| Then yes."),
            ("en", "He said no.| Others said yes.| Chapter 12.| The end."),
            ("en", "Mr. Xi, Dr. J. K. Lee and Gen. Smith met on Jan. 4.| They spoke."),
            ("en", "Norms (e.g. on trade, etc.) cost 3.5 billion.| Version 2.0 is out."),
            ("en", "Smith et al. (2010) argue so.| Acme Inc. agreed, Acme Inc.| The rest did not."),
            ("en", "“Is it law?” he asked.| “It is.”| She left.| (He was right.)| So it was."),
            ("en", "1. The parties agree.| 2. They meet."),
            ("en", "IV. General remarks.| A. Scope."),
            ("en", "A claim.12| Another.[3]| A third.¹| In 2015.4| The end."),
            ("en", "Wait ... what?| He waited...| Then he left.| What?!| Nothing."),
            ("en", "See www.example.org.| China agreed. and so on"),
            ("en", "It was plan B.| The rest failed.| *All agree.*| None do."),
            ("en", "At 5 p.m. they left.| At 6 p.m. the rest."),
            ("de-AT", "Am 3. Oktober 1990 galt Art. 5 Abs. 1.| Danach nicht."),
            ("de", "Es gilt z.B. hier, d.h. dort, usw.| Die Sache ist klar."),
            ("de", "„Ist das so?“ fragte er.| „Ja.“| Er ging."),
            ("fr", "Mgr. Dupont cite l’art. 3.| « Oui. »| Elle part."),
            ("ru", "См. ст. 3, т.е. закон.| А. С. Пушкин писал.| Он жил."),
            ("ar", "قال ذلك.| ثم سأل؟| فأجاب۔"),
            ("hi", "यह है।| वह नहीं।|वह है।"),
            ("my", "က။|ခ။"),
            ("zh", "网络主权很重要。|各国应当合作！|为什么？|因为。"),
            ("zh", "他说：“我们同意。”|然后离开。|“好。”"),
            ("zh", "他问：“是否同意？”，没有回答。|《谁统治？》一书出版了。|很好。"),
            ("zh", "“谁来管？”的问题很重要。|增长３．５倍。|第2条。|合作。[1]|竞争。"),
            ("ja", "「行く。」と言った。|そして（帰った。）|終わり。"),
        ] {
            let expected: Vec<&str> = text.split('|').map(str::trim).collect();
            assert_eq!(cut(&text.replace('|', ""), Some(language)), expected, "{language}");
        }
    }

    #[test]
    fn a_number_with_a_stop_counts_in_some_languages() {
        assert_eq!(cut("It was 12. May went on.", Some("en")), ["It was 12.", "May went on."]);
        assert_eq!(cut("Er kam am 12. Mai.", Some("de-AT")), ["Er kam am 12. Mai."]);
    }

    #[test]
    fn sentences_hold_every_word_once_and_in_order() {
        for text in ["", " \n", "…", " a. B ", "x", "A. B! c? D. “x”. Y.Z. end. ", "。。", "。一。二", ") . ] A"]
        {
            let all = sentences(text, None);
            let mut at = 0;
            for span in &all {
                assert!(text[at..span.start].trim().is_empty(), "{text:?}: {span:?} after {at}");
                assert!(span.start < span.end && !text[span.range()].starts_with(' '), "{text:?}");
                at = span.end;
            }
            assert!(text[at..].trim().is_empty(), "{text:?} from {at}");
        }
    }

    #[test]
    fn a_sentence_ends_between_two_places_if_a_stop_and_another_sentence_lie_there() {
        for (text, ends) in [
            ("So. The next", true),
            ("in the U.S. “more", false),
            ("so, as J. Smith says", false),
            ("it holds! So", true),
            ("so; he adds", false),
            ("so.” Then", true),
            ("so”. Then", true),
            ("。然后", true),
            ("so。", false),
            ("so؟ ثم قال", true),
            ("so। फिर", true),
            ("as e.g. Japan", false),
            ("so. and so", false),
        ] {
            assert_eq!(Sentences::of(text, None).end_between(0, text.len()), ends, "{text}");
        }
        let text = "One. Two. Three.";
        let found = Sentences::of(text, None);
        assert!(found.end_between(3, 6) && !found.end_between(4, 8) && !found.end_between(0, 5));
    }
}
