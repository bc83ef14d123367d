//! Quotation marks: which stretches of a text stand between them.

use std::ops::Range;

use super::normal::in_word;
use crate::script;

/// What the quotation marks of a text enclose.
#[derive(Debug, Default)]
pub struct Marked {
    /// The stretches between quotation marks, in order; of nested ones the outermost.
    pub quoted: Vec<Stretch>,
    /// Titles between 《 and 》, in order.
    pub titles: Vec<Range<usize>>,
    /// Where marks stand that can only open a quotation and that nothing closes.
    pub open: Vec<usize>,
}

/// A stretch of text between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Without the marks.
    pub inside: Range<usize>,
    /// With them.
    pub whole: Range<usize>,
}

/// The stretches of a text between quotation marks, without the marks; of nested ones the outermost. See [`read`].
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    read(text, &[]).quoted.into_iter().map(|s| s.inside).collect()
}

/// Reads the quotation marks of a text: “ ”, „ “, « », » «, ” ”, 「 」, ﹁ ﹂, ❝ ❞, " ", ״ ״, TeX's double grave accents,
/// and single ones ‘ ’, ’ ’, ' '. Apostrophes, primes, and marks of feet and inches are none. 《 》 hold a title, or in
/// Korean, and where a stop ends the words between them, a quotation. `cuts` are places, in order, at which something
/// stands that is not part of the text, such as a citation.
///
/// The text is gone through once, then its marks once for each kind of them: a text with very many marks that
/// nothing closes takes no longer than another.
pub fn read(text: &str, cuts: &[usize]) -> Marked {
    let marks = marks(text, cuts);
    let ends = ends(&marks);
    let mut out = Marked::default();
    let mut n = 0;
    while let Some(mark) = marks.get(n) {
        let end = ends[n].filter(|_| mark.opens());
        if let Some(close) = end.map(|end| &marks[end]) {
            let stretch = Stretch { inside: mark.behind()..close.at, whole: mark.at..close.behind() };
            if mark.sign == '《' && !is_speech(text, &stretch) {
                out.titles.push(stretch.whole);
            } else if text[stretch.inside.clone()].chars().any(in_word) {
                out.quoted.push(stretch);
            }
        } else if mark.is_left_open() {
            out.open.push(mark.at);
        }
        n = end.unwrap_or(n) + 1;
    }
    out
}

/// Whether what stands between 《 and 》 is said, not named: it ends in a full stop, or the words behind it say in Korean
/// that somebody said it.
fn is_speech(text: &str, stretch: &Stretch) -> bool {
    const SAID: [&str; 8] = ["라고", "이라고", "라는", "이라는", "라며", "이라며", "하고", "고 "];
    let behind = &text[stretch.whole.end..];
    text[stretch.inside.clone()].trim_end().ends_with(['。', '.', '．']) || SAID.iter().any(|w| behind.starts_with(w))
}

/// Stands for TeX's opening mark, two grave accents.
const TEX_OPEN: char = '\u{fdd0}';
/// Stands for TeX's closing mark, two straight apostrophes, in a text that has opening ones.
const TEX_CLOSE: char = '\u{fdd1}';

/// A mark in a text, and the characters beside it.
struct Mark {
    at: usize,
    len: usize,
    sign: char,
    before: Option<char>,
    after: Option<char>,
    /// Whether it looks like one within a word and opens a quotation: Hebrew sets its prefixes before the mark.
    prefixed: bool,
    /// Of a mark that could be an apostrophe at the end of a word, whether it is rather none.
    sure: bool,
    /// Of a mark that could be an apostrophe at the beginning of a word, whether it is one: ’tis, ’90s.
    elision: bool,
}

impl Mark {
    /// Where the text goes on behind it.
    fn behind(&self) -> usize {
        self.at + self.len
    }

    /// Whether it can open a quotation where it stands: signs that close one elsewhere do so only before a word.
    fn opens(&self) -> bool {
        let apart = self.before.is_none_or(|c| !in_word(c));
        let beside = self.before.is_some_and(is_spaceless) || self.prefixed;
        let close = self.after.is_some_and(|c| !c.is_whitespace());
        match self.sign {
            '»' | '›' | '”' => apart && close,
            '"' | '＂' | '״' | '‘' => (apart || beside) && close,
            '\'' | '＇' | '’' => {
                self.stands_free() && !self.elision && self.after.is_some_and(|c| in_word(c) || begins(c))
            }
            TEX_CLOSE => false,
            _ => true,
        }
    }

    /// Whether nothing stands before it to which it could belong.
    fn stands_free(&self) -> bool {
        self.before.is_none_or(|c| c.is_whitespace() || is_spaceless(c) || begins(c) || "—–-/:=>".contains(c))
    }

    /// Whether no word follows at once, or one whose script sets no space there.
    fn ends_word(&self) -> bool {
        self.after.is_none_or(|c| !in_word(c) || is_spaceless(c) || script::takes_endings(c))
    }

    /// Whether it can close what a mark of the same form has opened.
    fn closes(&self) -> bool {
        self.ends_word() && !self.before.is_some_and(char::is_whitespace)
    }

    /// Whether it can close what a mark of the same form has opened, though that form opens as a rule.
    fn turns(&self) -> bool {
        self.after.is_none_or(|c| !in_word(c)) && !self.before.is_some_and(char::is_whitespace)
    }

    /// Whether it must open a quotation, so that it is a fault if nothing closes it.
    fn is_left_open(&self) -> bool {
        let word_follows = self.after.is_some_and(|c| in_word(c) || begins(c));
        match self.sign {
            '“' | '„' | '‟' | '"' | '＂' | TEX_OPEN => self.stands_free() && word_follows,
            '«' => self.stands_free() && self.after.is_some(),
            '「' | '『' | '﹁' | '﹃' | '〝' | '❝' => word_follows,
            _ => false,
        }
    }
}

/// Signs that can stand first in a quotation, or before one.
fn begins(c: char) -> bool {
    "([{（［【「『《“„«‹\"‘¿¡…".contains(c)
}

/// Letters of scripts that set no spaces between words: a mark beside them may open or close.
fn is_spaceless(c: char) -> bool {
    script::is_close(c) || script::is_unspaced(c)
}

/// Every sign of a text that can open or close a quotation.
fn marks(text: &str, cuts: &[usize]) -> Vec<Mark> {
    let tex = text.contains("``");
    let mut out = Vec::new();
    let mut before = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let rest = &text[at..];
        let (sign, len) = match c {
            '`' if rest.starts_with("``") => (TEX_OPEN, 2),
            '\'' if tex && rest.starts_with("''") => (TEX_CLOSE, 2),
            c => (c, c.len_utf8()),
        };
        if is_mark(sign) {
            let behind = &rest[len..];
            let after = behind.chars().next();
            let sure = before.is_none_or(|c: char| !"sxzSXZ".contains(c)) || !goes_on(behind, at + len, cuts);
            let prefixed = matches!(sign, '"' | '״') && is_prefixed(&text[..at], behind);
            let elision = matches!(sign, '\'' | '’' | '＇') && is_elision(behind);
            out.push(Mark { at, len, sign, before, after, prefixed, sure, elision });
            if len > c.len_utf8() {
                chars.next();
            }
        }
        before = text[..at + len].chars().next_back();
    }
    out
}

/// Whether a word follows, with nothing but space before it.
fn goes_on(behind: &str, at: usize, cuts: &[usize]) -> bool {
    let word = behind.trim_start();
    let next = at + behind.len() - word.len();
    let is_cut = cuts.get(cuts.partition_point(|cut| *cut < at)).is_some_and(|cut| *cut <= next);
    !is_cut && word.starts_with(in_word)
}

/// Whether a mark between Hebrew letters opens a quotation: one or two prefixes stand before it, and more than the one
/// letter behind it that an acronym has.
fn is_prefixed(before: &str, behind: &str) -> bool {
    let is_letter = |c: &char| ('א'..='ת').contains(c);
    let prefixes = before.chars().rev().take_while(is_letter).take(3);
    let (few, all) = prefixes.fold((0, true), |(n, all), c| (n + 1, all && "והבלמשכ".contains(c)));
    all && (1..=2).contains(&few) && behind.chars().take_while(is_letter).take(2).count() == 2
}

/// Whether the letters behind an apostrophe are those of a shortened word or of a decade.
fn is_elision(behind: &str) -> bool {
    const SHORT: [&str; 20] = [
        "tis", "twas", "twere", "twill", "em", "til", "till", "cause", "bout", "cos", "n", "s", "t", "k", "m", "r",
        "d", "ll", "re", "ve",
    ];
    let len = behind.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(behind.len());
    let word = &behind[..len];
    let decade = |w: &str| w.len() == 3 && w.ends_with('s') && w[..2].bytes().all(|b| b.is_ascii_digit());
    len <= 5 && (SHORT.iter().any(|w| w.eq_ignore_ascii_case(word)) || decade(word))
}

/// Whether a sign can open or close a quotation.
pub fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '\'' | '"');
    }
    matches!(c, '’' | '＇') || SAME.contains(&c) || PAIRS.iter().any(|(open, close)| *open == c || close.contains(&c))
}

/// Marks that open, and those that close what they open.
const PAIRS: [(char, &[char]); 18] = [
    ('“', &['”', '“']),
    ('„', &['“', '”', '‟']),
    ('‟', &['”']),
    ('‚', &['‘', '’']),
    ('«', &['»']),
    ('»', &['«', '»']),
    ('‹', &['›']),
    ('›', &['‹', '›']),
    ('「', &['」']),
    ('『', &['』']),
    ('﹁', &['﹂']),
    ('﹃', &['﹄']),
    ('｢', &['｣']),
    ('〝', &['〞', '〟']),
    ('❝', &['❞']),
    ('❛', &['❜']),
    ('《', &['》']),
    (TEX_OPEN, &[TEX_CLOSE]),
];

/// Marks that open and close.
const SAME: [char; 4] = ['"', '＂', '”', '״'];

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
    curly(marks, &mut ends);
    for sign in ['’', '\'', '＇'].into_iter().filter(|sign| is_there(*sign)) {
        single(marks, sign, &mut ends);
    }
    ends
}

/// The mark that closes, others of its kind opened in between left aside. Marks of which one opens and closes in
/// different languages close only where a word does not begin behind them, and only what is innermost.
fn balanced(marks: &[Mark], open: char, closing: &[char], ends: &mut [Option<usize>]) {
    // Marks that nothing closed so far, and where among them each level begins.
    let (mut waiting, mut levels): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (n, mark) in marks.iter().enumerate() {
        let is_open = mark.sign == open;
        let apostrophe = mark.sign == '’' && !mark.ends_word();
        if closing.contains(&mark.sign) && !apostrophe && (!is_open || mark.turns()) {
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
        if mark.closes() {
            (next, later) = (Some(n), next);
        }
    }
}

/// Marks that close a single quotation, met so far from the end of a text: an apostrophe at the end of a word looks
/// like them. The first that is none closes, or else the last.
#[derive(Default)]
struct Closing {
    sure: Option<usize>,
    last: Option<usize>,
}

impl Closing {
    fn meet(&mut self, n: usize, sure: bool) {
        if sure {
            self.sure = Some(n);
        }
        self.last = self.last.or(Some(n));
    }

    fn take(&mut self) -> Option<usize> {
        let Self { sure, last } = std::mem::take(self);
        sure.or(last)
    }
}

/// What closes ‘: a mark ’ before the next ‘.
fn curly(marks: &[Mark], ends: &mut [Option<usize>]) {
    let mut closing = Closing::default();
    for (n, mark) in marks.iter().enumerate().rev() {
        match mark.sign {
            '’' if mark.closes() => closing.meet(n, mark.sure),
            '‘' => ends[n] = closing.take(),
            _ => {}
        }
    }
}

/// What closes a single mark that another of the same form opens: one before the next that opens, or that one itself
/// where it may do either.
fn single(marks: &[Mark], sign: char, ends: &mut [Option<usize>]) {
    let mut closing = Closing::default();
    for (n, mark) in marks.iter().enumerate().rev() {
        if mark.sign == sign && mark.opens() {
            ends[n] = closing.take();
        } else if mark.sign == '‘' && sign == '’' {
            closing = Closing::default();
        }
        if mark.sign == sign && mark.closes() {
            closing.meet(n, mark.sure);
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
            ("Hän sanoi »näin on» eilen, »ja» näin", "näin on|ja"),
            ("»so ist es« sagte er", "so ist es"),
            ("›so ist es‹ sagte er, ‚und so‘", "so ist es|und so"),
            ("er sagte „ja‟ und „nein” und “doch“", "ja|nein|doch"),
            ("он сказал «так „и так“ далее» вчера", "так „и так“ далее"),
            ("他说「网络主权」。", "网络主权"),
            ("他说“网络”‘主权’", "网络|主权"),
            ("他说\"网络主权\"是'好'的", "网络主权|好"),
            ("﹁網路﹂與﹃主權﹄", "網路|主權"),
            ("그는 \"말\"이라고 '하고'는 ‘또’라고", "말|하고|또"),
            ("قال «هذا» و“ذاك”", "هذا|ذاك"),
            ("הוא אמר ״כך היה״ לצה״ל", "כך היה"),
            ("כתב ב\"הארץ\" על צה\"ל ועל או\"ם", "הארץ"),
            ("A \"straight one\" and 5\" of rain", "straight one"),
            ("“outer ‘inner’ words”", "outer ‘inner’ words"),
            ("“one “two” three” four", "one “two” three"),
            ("‘the states’ own view’ and ‘more’", "the states’ own view|more"),
            ("'the states' own view' and 'more'", "the states' own view|more"),
            ("'wants time', say the states' envoys", "wants time"),
            ("‘wants time’ is what the states’ envoys say", "wants time"),
            ("Sie sagt ’so är det’ igen", "so är det"),
            ("❝so it is❞ and ❛so❜", "so it is|so"),
            ("He said ``so it is'' and don't", "so it is"),
            ("don’t “stop", ""),
            ("don't stop the states' and the dogs' work", ""),
            ("'Tis the '90s, rock 'n' roll, the states' way", ""),
            ("’tis the ’90s, the states’ way", ""),
            ("5' 6\" by 7' 8\" and 12′ 3″", ""),
            ("Hawaiʻi and ʻokina, Qurʼan", ""),
            ("《规则》和《关于“网络主权”的报告》", ""),
            ("”", ""),
            ("“”", ""),
        ] {
            let found: Vec<&str> = quoted(text).into_iter().map(|r| &text[r]).collect();
            assert_eq!(found.join("|"), expect, "{text}");
        }
    }

    #[test]
    fn titles_are_told_from_what_is_said() {
        for (text, titles, quotes) in [
            ("见《规则》与《关于“网络主权”的报告》", "《规则》《关于“网络主权”的报告》", ""),
            ("他说：《各国有权自主选择。》", "", "各国有权自主选择。"),
            ("그는 《우리는 결코 물러서지 않는다》라고 말했다", "", "우리는 결코 물러서지 않는다"),
            ("《삼국사기》는 책이다", "《삼국사기》", ""),
        ] {
            let marked = read(text, &[]);
            assert_eq!(marked.titles.into_iter().map(|r| &text[r]).collect::<String>(), titles, "{text}");
            assert_eq!(marked.quoted.into_iter().map(|s| &text[s.inside]).collect::<String>(), quotes, "{text}");
        }
    }

    #[test]
    fn a_mark_that_nothing_closes_is_told_from_what_is_none() {
        for (text, open) in [
            ("He “said so and left.", "“"),
            ("He “said “so” and left.", "“"),
            ("Er sagte „das ist so.", "„"),
            ("Il dit « c’est ainsi hier", "«"),
            ("他说「网络主权。", "「"),
            ("A \"straight one", "\""),
            ("He said ``so it is", "`"),
            ("Er sagte so.“ Dann ging er.", ""),
            ("so“ sagte er", ""),
            ("12\" of rain, 5\" x 4\", 6' tall, a \" b", ""),
            ("’tis the ‘90s, 'n ‘okina, don't", ""),
            ("a » b › c", ""),
            ("“so” and «so»", ""),
        ] {
            let signs: String = read(text, &[]).open.into_iter().filter_map(|at| text[at..].chars().next()).collect();
            assert_eq!(signs, open, "{text}");
        }
    }

    #[test]
    fn a_citation_behind_a_mark_tells_it_from_an_apostrophe() {
        let text = "'the role of states'  and the groups' work";
        let after = text.find("  and").unwrap() + 1;
        assert_eq!(read(text, &[after]).quoted[0].inside, 1..text.find("'  and").unwrap());
    }

    /// What [`quoted`] finds, by its definition: from each mark on, the text is read until that mark is closed.
    fn by_definition(text: &str) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(n) = text[at..].find(|c| "“”„«»「『\"＂‘’'‚‹›〝".contains(c)) {
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

    /// Whether a single mark that opens and closes opens at this place.
    fn opens_single(text: &str, at: usize) -> bool {
        let sign = text[at..].chars().next().unwrap();
        let behind = &text[at + sign.len_utf8()..];
        let free = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || is_spaceless(c) || begins(c));
        free && behind.starts_with(|c| in_word(c) || begins(c)) && !is_elision(behind)
    }

    fn end(text: &str, open: usize, mark: char) -> Option<(usize, char)> {
        let from = open + mark.len_utf8();
        let rest = &text[from..];
        let next = |n: usize, c: char| rest[n + c.len_utf8()..].chars().next();
        let joins = |c: char| is_spaceless(c) || script::takes_endings(c);
        let word_follows = |n: usize, c: char| next(n, c).is_some_and(in_word);
        let closes = |n: usize, c: char| {
            next(n, c).is_none_or(|c| !in_word(c) || joins(c)) && !text[..from + n].ends_with(char::is_whitespace)
        };
        let beside = |c: char| in_word(c) && !("\"＂‘".contains(mark) && is_spaceless(c));
        let at_start = !text[..open].ends_with(beside) && !rest.is_empty() && !rest.starts_with(char::is_whitespace);
        let found = match mark {
            '"' | '＂' | '”' | '»' | '›' | '‘' if !at_start => None,
            '"' | '＂' | '”' => rest.char_indices().find(|&(n, c)| n > 0 && c == mark && closes(n, c)),
            '‘' | '’' | '\'' => {
                if mark != '‘' && !opens_single(text, open) {
                    return None;
                }
                let closing = if mark == '\'' { '\'' } else { '’' };
                let stops = |(n, c): &(usize, char)| match mark {
                    '\'' => *c == '\'' && opens_single(text, from + n),
                    '’' => *c == '‘' || *c == '’' && opens_single(text, from + n),
                    _ => *c == '‘',
                };
                let mut all = Vec::new();
                for m in rest.char_indices() {
                    all.extend(Some(m).filter(|&(n, c)| c == closing && closes(n, c)));
                    if stops(&m) {
                        break;
                    }
                }
                let sure = |&&(n, c): &&(usize, char)| {
                    let behind = rest[n + c.len_utf8()..].trim_start();
                    !text[..from + n].ends_with(|c| "sxz".contains(c)) || !behind.starts_with(in_word)
                };
                all.iter().find(sure).or(all.last()).copied()
            }
            _ => {
                let (_, closing) = PAIRS.into_iter().find(|(open, _)| *open == mark)?;
                let mut depth = 0;
                rest.char_indices().find(|&(n, c)| {
                    let own = c == mark;
                    let turns = !word_follows(n, c) && !text[..from + n].ends_with(char::is_whitespace);
                    let apostrophe = c == '’' && !next(n, c).is_none_or(|c| !in_word(c) || joins(c));
                    let closes = closing.contains(&c) && !apostrophe && (!own || turns);
                    let ends = closes && depth == 0;
                    depth += usize::from(own && !closes);
                    depth -= usize::from(closes && !own && depth > 0);
                    ends
                })
            }
        };
        found.map(|(n, c)| (from + n, c))
    }

    #[test]
    fn every_text_of_few_signs_is_read_by_the_definition() {
        for (signs, most) in [
            ("“”a ", 8),
            ("„“”‚‘’a ", 5),
            ("\"”＂a ", 6),
            ("«»‹›a ", 6),
            ("‘’“as ", 6),
            ("'\"as ", 7),
            ("'‘’as ", 6),
            ("\"'网가 ", 6),
            ("「」『』〝〞〟a", 5),
        ] {
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
        for mark in ["“", "„", "«", "‘", "\"", "'", "’", "»", "``", "《"] {
            let open = format!("{mark}a ").repeat(300_000);
            assert!(quoted(&open).is_empty(), "{mark}");
            assert_eq!(quoted(&format!("{open}「so」")).len(), 1, "{mark}");
        }
    }
}
