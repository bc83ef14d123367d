//! What sites say around their texts: buttons, prompts, notices, headings over other texts. The phrases are those of
//! `phrases.rs`; here is how they are compared, and how much may stand around them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::phrases;
use super::words::folded;
use crate::script;

/// Nothing longer than this (about 140 English words) is a saying of a site, but for dialogues that ask for consent.
const LONGEST: usize = 700;
const LONGEST_CONSENT: usize = 1500;
/// Words that sites and texts use alike tell of a site in a block of no more than this: some 25 English words.
const SHORT: usize = 160;
/// A heading over other texts weighs no more.
const HEADING: usize = 40;

/// What sites send to their readers, and what they ask them to do for it.
const LETTERS: [&str; 9] = [
    "newsletter",
    "mailing list",
    "email updates",
    "news alerts",
    "boletín",
    "infolettre",
    "рассылк",
    "電子報",
    "メルマガ",
];
const JOINING: [&str; 11] =
    ["sign up", "subscribe", "inbox", "delivered", "abonn", "anmelden", "inscri", "suscr", "подпис", "訂閱", "登録"];

/// A line weighs no more: some fifteen English words.
const LINE: usize = 90;

/// The reason for which a text would be left out, and the reason to stop at it.
type Reasons = (Option<&'static str>, Option<&'static str>);

struct Table {
    whole: HashMap<&'static str, &'static str>,
    ends: HashMap<&'static str, &'static str>,
    within: aho_corasick::AhoCorasick,
    within_reasons: Vec<&'static str>,
    consent: aho_corasick::AhoCorasick,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
    whole: phrases::WHOLE
        .iter()
        .flat_map(|(r, list)| list.iter().map(move |p| (p.trim_matches(['.', '…']), *r)))
        .collect(),
    ends: phrases::ENDS.iter().flat_map(|(r, list)| list.iter().map(move |p| (*p, *r))).collect(),
    within: aho_corasick::AhoCorasick::new(phrases::WITHIN.iter().flat_map(|(_, list)| list.iter()))
        .expect("the table is small"),
    within_reasons: phrases::WITHIN.iter().flat_map(|(r, list)| list.iter().map(|_| *r)).collect(),
    consent: aho_corasick::AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(phrases::CONSENT.iter())
        .expect("the table is small"),
});

/// Buttons in scripts without spaces that have two letters or more.
static WIDE: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let buttons = phrases::WHOLE.iter().flat_map(|(_, list)| list.iter().copied());
    buttons.filter(|p| p.chars().count() >= 2 && p.chars().all(script::is_wide)).collect()
});

/// How many words of a short text are buttons of sites by themselves.
pub(super) fn buttons(text: &str) -> usize {
    let low = folded(text);
    let words = low.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 2);
    let spaced = words.filter(|w| TABLE.whole.contains_key(w) || TABLE.ends.contains_key(w)).count();
    // Where no spaces stand between, buttons are a third of the text at least.
    let letters = low.chars().filter(|c| c.is_alphanumeric()).count();
    let found: Vec<usize> = WIDE.iter().filter(|p| low.contains(**p)).map(|p| p.chars().count()).collect();
    spaced + if found.iter().sum::<usize>() * 3 >= letters { found.len() } else { 0 }
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

/// The reason for which a text with a known phrase would be left out, and the reason to stop at it. `weight` is that of
/// the text, `ends` whether it ends as a sentence does.
pub(super) fn of(text: &str, weight: usize, ends: bool) -> Reasons {
    if weight > LONGEST {
        let asks = weight <= LONGEST_CONSENT && text.len() > LONGEST && asks_consent(text);
        return (asks.then_some("interface"), None);
    }
    if is_section_number(text) {
        return (None, None);
    }
    let low = folded(text);
    if weight <= LINE
        && let Some(found) = of_line(text, &low, weight, ends)
    {
        return found;
    }
    // The source of a post that is shown: «@name / Network».
    let handle = low.strip_prefix('@').is_some_and(|l| l.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'));
    if weight <= LINE && !ends && handle {
        return (Some("credit"), None);
    }
    if stutters(&low) {
        return (Some("interface"), None);
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
    (of_talk(&low, weight, ends), None)
}

/// [`of`] for a line, `low` being its words in lower case; nothing when it has to be looked at as a longer text is.
fn of_line(text: &str, low: &str, weight: usize, ends: bool) -> Option<Reasons> {
    let plain = low.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"'));
    let counted = plain.trim_matches(|c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '(' | ')' | '[' | ']' | ':' | '-' | '.' | ',' | '+' | '：' | '（' | '）')
    });
    // One word with a full stop behind it is an answer and no button: «No.»
    if is_answer(text, plain) {
        return Some((None, None));
    }
    let stops = TABLE.ends.get(plain).or_else(|| TABLE.ends.get(counted)).copied();
    let whole = TABLE.whole.get(plain).or_else(|| TABLE.whole.get(counted)).copied();
    if stops.is_some() || whole.is_some() {
        return Some((whole.or(stops), stops));
    }
    if weight <= HEADING && !ends && heads_others(plain) {
        return Some((Some("related"), Some("related")));
    }
    // A row of buttons: every word of it is one.
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    if (2..=8).contains(&words.len()) && words.iter().all(|w| TABLE.whole.contains_key(w)) {
        return Some((Some("interface"), None));
    }
    if low.contains("____") || low.contains("[    ") {
        return Some((Some("interface"), None));
    }
    // A row of share buttons or menu words run together: every part is such a phrase.
    if glued(plain) {
        return Some((Some("share"), None));
    }
    if let Some(reason) = starts(plain).or_else(|| starts(low))
        && (weight <= 60 || !ends || matches!(reason, "interface" | "footer" | "newsletter"))
    {
        return Some((Some(reason), None));
    }
    None
}

/// The reason for which a text is left out that speaks for the site, by what it says somewhere.
fn of_talk(low: &str, weight: usize, ends: bool) -> Option<&'static str> {
    // Whoever speaks of a newsletter and of signing up speaks for the site.
    if weight <= 420 && LETTERS.iter().any(|w| low.contains(w)) && JOINING.iter().any(|w| low.contains(w)) {
        return Some("newsletter");
    }
    if asks_consent(low) {
        return Some("interface");
    }
    if weight <= SHORT
        && let Some((reason, _)) = phrases::WITHIN_SHORT.iter().find(|(_, list)| list.iter().any(|p| low.contains(p)))
    {
        return Some(*reason);
    }
    // A credit may be run together with the paragraph behind it.
    let credit = || low.split(' ').count() < 20 || !ends || low.contains("rights") || low.contains("copyright");
    if weight <= 420 && low.starts_with('©') && credit() {
        return Some("footer");
    }
    if weight <= 420
        && let Some(hit) = TABLE.within.find(low)
    {
        return Some(TABLE.within_reasons[hit.pattern().as_usize()]);
    }
    None
}

/// Whether a text says the same two words again and again, as the buttons of a player run together do.
fn stutters(low: &str) -> bool {
    const TIMES: usize = 4;
    let words: Vec<&str> = low.split(' ').collect();
    words.windows(2 * TIMES).any(|w| w[0] != w[1] && w.chunks(2).all(|pair| pair == &w[..2]))
}

/// Whether a text asks for leave to store something on the reader's device.
fn asks_consent(text: &str) -> bool {
    TABLE.consent.is_match(text)
}

/// Whether a short text is a heading over other texts: nothing but which («latest») and what («news»), in any order.
fn heads_others(low: &str) -> bool {
    let wide = low.chars().any(script::is_wide);
    let known = |list: &[&str], word: &str| list.contains(&word);
    if wide {
        let joined: String = low.split_whitespace().collect();
        let rest = phrases::OTHER_KINDS.iter().find_map(|kind| joined.strip_prefix(kind));
        return rest.is_some_and(|rest| known(&phrases::OTHER_TEXTS, rest));
    }
    let words: Vec<&str> = low.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    let (kinds, texts) = words.iter().fold((0, 0), |(kinds, texts), w| {
        (kinds + usize::from(known(&phrases::OTHER_KINDS, w)), texts + usize::from(known(&phrases::OTHER_TEXTS, w)))
    });
    (2..=4).contains(&words.len()) && kinds >= 1 && texts >= 1 && kinds + texts == words.len()
}

/// Whether a block names who edited a text, as Chinese sites do below it.
pub(super) fn closes(text: &str) -> bool {
    let low = folded(text);
    let plain = low.trim_start_matches(|c: char| !c.is_alphanumeric());
    phrases::CLOSING.iter().any(|p| plain.starts_with(p))
}

/// Whether a text is one capitalised word that ends as a sentence does.
fn is_answer(text: &str, plain: &str) -> bool {
    let text = text.trim();
    text.strip_suffix(['.', '!', '?', '。']).is_some_and(|w| !w.is_empty() && w.chars().all(char::is_alphabetic))
        && text.starts_with(|c: char| c.is_uppercase() || script::is_wide(c))
        && !plain.contains(' ')
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
    hits >= 2 && low.len() <= known * 3 + 24 || hits >= 3 && low.len() <= known * 5
}

#[cfg(test)]
mod tests {
    use super::super::facts::of;

    #[test]
    fn phrases_of_sites_are_known() {
        assert_eq!(of("Share on FacebookShare on TwitterLinkedin").phrase, Some("share"));
        assert_eq!(of("Loading...").phrase, Some("interface"));
        assert_eq!(of("12 Comments").stops, Some("comments"));
        assert_eq!(of("You can unsubscribe at any time using the link in our emails.").phrase, Some("newsletter"));
        assert_eq!(of("More on this was said by the minister, who had come from afar to hear it all.").phrase, None);
    }
}
