//! What can be told of a block by itself: length, sentence ends, small words, known phrases.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lines::{invisible, is_rule};
use super::{dates, phrases};
use crate::script::{self, is_close, is_unspaced, is_wide};

/// The facts of one block.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// Letters and signs that are not white space; those of scripts without spaces count for two and a half.
    pub weight: usize,
    /// How many words; characters of scripts without spaces count for one each two.
    pub words: usize,
    /// Of the words, how many are small words of some language.
    pub small: usize,
    /// Whether it ends as a sentence ends.
    pub ends: bool,
    /// How many sentence ends it holds before its own end.
    pub inner: usize,
    /// How many blocks of the file read exactly so.
    pub copies: usize,
    /// The reason for which a known phrase of sites would be left out.
    pub phrase: Option<&'static str>,
    /// The reason to stop, when the phrase stands over other texts or over comments.
    pub stops: Option<&'static str>,
    /// Whether it is nothing but a date, with words that introduce dates.
    pub date: bool,
    /// Whether it is mostly links.
    pub links: bool,
    /// Whether it is a rule or holds no letter.
    pub bare: bool,
    /// Whether it reads like a line of a program, or stands among such lines.
    pub code: bool,
}

impl Facts {
    /// Whether it reads like running text.
    pub fn sentence(&self) -> bool {
        // Credits and initials after the last full stop do not make a long paragraph less of one.
        (self.ends || self.inner >= 2 && self.weight >= 200)
            && self.weight >= 75
            && !self.links
            && self.copies == 1
            && self.phrase.is_none()
            && (self.words < 8 || self.small * 100 >= self.words * 12 || self.inner > 0)
    }

    /// Whether it could be a short sentence.
    pub fn short_sentence(&self) -> bool {
        self.ends
            && self.weight >= 25
            && self.words >= 4
            && !self.links
            && self.copies == 1
            && self.phrase.is_none()
            && !self.date
    }
}

/// A text made fit to be compared: lower case, single spaces, no punctuation at its ends.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(invisible).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// [`folded`], with what stands around the words taken off.
pub(super) fn bare(text: &str) -> String {
    let low = folded(text);
    low.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"')).to_owned()
}

struct Table {
    whole: HashMap<&'static str, &'static str>,
    ends: HashMap<&'static str, &'static str>,
    small: std::collections::HashSet<&'static str>,
    within: aho_corasick::AhoCorasick,
    within_reasons: Vec<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
    whole: phrases::WHOLE
        .iter()
        .flat_map(|(r, list)| list.iter().map(move |p| (p.trim_matches(['.', '…']), *r)))
        .collect(),
    ends: phrases::ENDS.iter().flat_map(|(r, list)| list.iter().map(move |p| (*p, *r))).collect(),
    small: phrases::SMALL_WORDS.iter().copied().collect(),
    within: aho_corasick::AhoCorasick::new(phrases::WITHIN.iter().flat_map(|(_, list)| list.iter()))
        .expect("the table is small"),
    within_reasons: phrases::WITHIN.iter().flat_map(|(r, list)| list.iter().map(|_| *r)).collect(),
});

/// Whether a word is a small word of some language.
pub(super) fn is_small_word(word: &str) -> bool {
    TABLE.small.contains(word)
}

/// How many words of a short text are buttons of sites by themselves.
pub(super) fn buttons(text: &str) -> usize {
    let low = folded(text);
    let words = low.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 2);
    words.filter(|w| TABLE.whole.contains_key(w) || TABLE.ends.contains_key(w)).count()
}

/// Letters that are small words, or their ends, in Chinese and Japanese.
const SMALL_LETTERS: [char; 25] = [
    '的', '了', '是', '在', '和', '與', '与', '也', '有', '不', '这', '這', '为', '為', 'の', 'は', 'を', 'に', 'が',
    'と', 'た', 'で', 'て', 'し', 'る',
];

/// The facts of a text by itself.
pub(super) fn of(text: &str) -> Facts {
    let mut facts = Facts { copies: 1, ..Facts::default() };
    // Letters of scripts without spaces, by how much of a word each is.
    let (mut unspaced, mut letters) = (0usize, 0usize);
    for c in text.chars() {
        if invisible(c) {
            continue;
        }
        if c.is_alphanumeric() {
            letters += 1;
        }
        if is_unspaced(c) {
            unspaced += script::weight(c);
        }
        facts.weight += if is_wide(c) { 2 } else { 1 };
    }
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    let mut spaced = 0;
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() && !is_unspaced(c) || matches!(c, '\'' | '’') && !word.is_empty() {
            word.extend(c.to_lowercase());
        } else {
            if !word.is_empty() {
                spaced += 1;
                facts.small += usize::from(TABLE.small.contains(word.as_str()));
                word.clear();
            }
            let next_gap = chars.peek().is_some_and(|n| n.is_whitespace() || matches!(n, '"' | '”' | '’' | '»' | ')'));
            facts.inner += usize::from(
                script::ends_sentence(c) && is_close(c) && chars.peek().is_some_and(|n| !n.is_numeric())
                    || (script::ends_sentence(c) || c == ';') && next_gap,
            );
        }
    }
    if !word.is_empty() {
        spaced += 1;
        facts.small += usize::from(TABLE.small.contains(word.as_str()));
    }
    facts.words = spaced + unspaced / script::WORD;
    if unspaced > 3 * script::WORD {
        facts.small += text.chars().filter(|c| SMALL_LETTERS.contains(c)).count();
    }
    facts.ends = ends_sentence(text);
    facts.bare = letters == 0 || is_rule(text);
    facts.date = facts.weight <= 90 && dates::is_dateline(text);
    (facts.phrase, facts.stops) = phrase(text, facts.weight, facts.ends);
    facts
}

/// Whether a text ends as a sentence ends: closing quotes, brackets and note numbers after it do not matter.
pub(super) fn ends_sentence(text: &str) -> bool {
    let mut tail = text.trim_end_matches(|c: char| {
        invisible(c)
            || matches!(
                c,
                '"' | '\''
                    | '”'
                    | '’'
                    | '»'
                    | '“'
                    | ')'
                    | ']'
                    | '）'
                    | '」'
                    | '』'
                    | '】'
                    | '*'
                    | '_'
                    | '‹'
                    | '›'
                    | '«'
                    | '†'
                    | '‡'
            )
    });
    // Thai and Lao set no stop: a text as long as a sentence is taken for one.
    if tail.ends_with(script::sets_no_stop) && tail.chars().count() >= 60 {
        return true;
    }
    // Who wrote or sent it, in parentheses after the last sentence: (AP).
    if tail.len() < text.trim_end().len()
        && let Some((head, inner)) = tail.rsplit_once(['(', '（'])
        && inner.chars().count() <= 24
        && text.trim_end().ends_with([')', '）'])
        && head.trim_end().ends_with(|c| script::ends_sentence(c) || "”\"»".contains(c))
    {
        tail = head.trim_end().trim_end_matches(['"', '”', '»']);
    }
    // A note number: [12], ¹² or 12 right after the full stop.
    let digits = tail.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '[' | ',' | '-')
    });
    if digits.len() < tail.len()
        && tail.len() - digits.len() <= 8
        && digits.ends_with(|c| script::ends_sentence(c) || "”\"".contains(c))
        && !digits.ends_with(' ')
    {
        tail = digits.trim_end_matches(['"', '”', '’', ')']);
    }
    tail.ends_with(|c| script::ends_sentence(c) || ":;…；：؛՝".contains(c))
}

/// Whether a line begins as a numbered section does: «5. Discussion», «2.1 Comments». A count of comments or
/// shares has no full stop behind it.
fn is_section_number(text: &str) -> bool {
    let rest = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &text.trim_start()[..text.trim_start().len() - rest.len()];
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.contains('.')
        && number.len() <= 8
        && rest.strip_prefix([' ', '\u{a0}']).is_some_and(|r| r.starts_with(char::is_uppercase))
}

/// The reason for which a known phrase would be left out, and the reason to stop at it.
fn phrase(text: &str, weight: usize, ends: bool) -> (Option<&'static str>, Option<&'static str>) {
    if weight > 700 {
        return (None, None);
    }
    if is_section_number(text) {
        return (None, None);
    }
    let low = folded(text);
    if weight <= 90 {
        let plain = low.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"'));
        let counted = plain.trim_matches(|c: char| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '(' | ')' | '[' | ']' | ':' | '-' | '.' | ',' | '+' | '：' | '（' | '）')
        });
        let stops = TABLE.ends.get(plain).or_else(|| TABLE.ends.get(counted)).copied();
        let whole = TABLE.whole.get(plain).or_else(|| TABLE.whole.get(counted)).copied();
        if stops.is_some() || whole.is_some() {
            return (whole.or(stops), stops);
        }
        // A row of buttons: every word of it is one.
        let words: Vec<&str> = plain.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
        if (2..=8).contains(&words.len()) && words.iter().all(|w| TABLE.whole.contains_key(w)) {
            return (Some("interface"), None);
        }
        if low.contains("____") || low.contains("[    ") {
            return (Some("interface"), None);
        }
        // A row of share buttons or menu words run together: every part is such a phrase.
        if glued(plain) {
            return (Some("share"), None);
        }
        if let Some(reason) = starts(plain).or_else(|| starts(&low))
            && (weight <= 60 || !ends || matches!(reason, "interface" | "footer" | "newsletter"))
        {
            return (Some(reason), None);
        }
    }
    if weight <= 160
        && !ends
        && let Some(reason @ ("credit" | "footer" | "related")) = starts(&low)
    {
        return (Some(reason), None);
    }
    // «Read also …» begins no sentence of a text.
    if weight <= 260 && phrases::READ_ALSO.iter().any(|p| low.starts_with(*p)) {
        return (Some("related"), None);
    }
    if weight <= 160
        && let Some(reason @ ("footer" | "interface")) = starts(&low)
        && (weight < 110 || low.contains("cookie"))
    {
        return (Some(reason), None);
    }
    // Whoever speaks of a newsletter and of signing up speaks for the site.
    let letters =
        ["newsletter", "mailing list", "email updates", "boletín", "infolettre", "рассылк", "電子報", "メルマガ"];
    let joining = ["sign up", "subscribe", "inbox", "abonn", "anmelden", "inscri", "suscr", "подпис", "訂閱", "登録"];
    if weight <= 420 && letters.iter().any(|w| low.contains(w)) && joining.iter().any(|w| low.contains(w)) {
        return (Some("newsletter"), None);
    }
    if weight <= 420 && low.starts_with('©') {
        return (Some("footer"), None);
    }
    if weight <= 420
        && let Some(hit) = TABLE.within.find(&low)
    {
        return (Some(TABLE.within_reasons[hit.pattern().as_usize()]), None);
    }
    (None, None)
}

/// The reason for which what begins with a known phrase would be left out.
fn starts(low: &str) -> Option<&'static str> {
    phrases::STARTS.iter().find(|(_, list)| list.iter().any(|p| low.starts_with(p))).map(|(reason, _)| *reason)
}

/// Whether a line is made of share words without spaces between: «Share on FacebookShare on Twitter».
fn glued(low: &str) -> bool {
    const NAMES: [&str; 18] = [
        "facebook",
        "twitter",
        "linkedin",
        "whatsapp",
        "pinterest",
        "reddit",
        "email",
        "e-mail",
        "telegram",
        "instagram",
        "youtube",
        "weibo",
        "wechat",
        "xing",
        "print",
        "tumblr",
        "微信",
        "微博",
    ];
    let hits = NAMES.iter().filter(|n| low.contains(**n)).count();
    let known: usize = NAMES.iter().filter(|n| low.contains(**n)).map(|n| n.len()).sum();
    hits >= 2 && low.len() <= known * 3 + 24
}

/// Whether most words of a short text begin with a capital: a name, a title, a menu.
pub(super) fn capitalised(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|w| w.chars().any(char::is_alphabetic)).collect();
    let caps = words
        .iter()
        .filter(|w| {
            w.trim_start_matches(|c: char| !c.is_alphanumeric())
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_numeric())
        })
        .count();
    let small = words.iter().filter(|w| w.chars().all(|c| c.is_lowercase()) && w.chars().count() <= 5).count();
    !words.is_empty() && caps * 10 >= (words.len() - small.min(words.len() - 1)) * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_behind_quotes_and_note_numbers() {
        for yes in [
            "He said so.",
            "“He said so.”",
            "It is so.[12]",
            "It is so.12",
            "是这样。",
            "そうです。」",
            "هل هذا صحيح؟",
            "รัฐต่าง ๆ เห็นพ้องกันว่ากฎหมายระหว่างประเทศใช้บังคับในไซเบอร์สเปซ",
        ] {
            assert!(ends_sentence(yes), "{yes}");
        }
        for no in ["Discussion", "Vol. 12", "a, b", ""] {
            assert!(!ends_sentence(no), "{no}");
        }
    }

    #[test]
    fn phrases_of_sites_are_known() {
        assert_eq!(of("Share on FacebookShare on TwitterLinkedin").phrase, Some("share"));
        assert_eq!(of("Loading...").phrase, Some("interface"));
        assert_eq!(of("12 Comments").stops, Some("comments"));
        assert_eq!(of("You can unsubscribe at any time using the link in our emails.").phrase, Some("newsletter"));
        assert_eq!(of("More on this was said by the minister, who had come from afar to hear it all.").phrase, None);
    }
}
