//! Names of people and of the bodies they belong to, as bylines and biographies print them.

use super::facts::{capitalised, folded, is_small_word};
use super::{dates, phrases};
use crate::script::{self, Script};

/// A byline as printed, taken apart.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Byline {
    /// The names.
    pub names: Vec<String>,
    /// A date on the same line.
    pub date: Option<String>,
    /// Whether a word such as «by» says that these are authors.
    pub labelled: bool,
}

/// The names on a byline, when the text is one.
pub(super) fn byline(text: &str) -> Option<Byline> {
    if text.chars().count() > 160 {
        return None;
    }
    let plain = text.replace(['*', '_', '†', '‡', '§', '¶'], "");
    let text = plain.as_str();
    let low = folded(text);
    let of_work = ["report by ", "study by ", "paper by ", "rapport de ", "bericht von ", "informe de "];
    let labels = phrases::BYLINE_STARTS.iter().chain(&of_work);
    let label = labels.filter(|p| low.starts_with(**p)).map(|p| p.chars().count()).max();
    let rest: String = match label {
        Some(n) => text.trim_start().chars().skip(n).collect(),
        None => text.to_owned(),
    };
    let mut rest = rest.trim().to_owned();
    let mut date = None;
    if let Some(found) = dates::first(&rest) {
        date = Some(found.edtf);
        let cut = dates::find(&rest).first().map_or(found.start, |f| f.start);
        rest.truncate(cut);
    }
    let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '）'));
    let names = person_names(rest)?;
    Some(Byline { names, date, labelled: label.is_some() })
}

/// Whether a text is a byline that says so: «By A B».
pub(super) fn is_signature(text: &str) -> bool {
    const LABEL: usize = 30;
    let head: String = text.chars().take(LABEL).collect();
    let low = folded(head.trim_start_matches(['*', '_']));
    phrases::BYLINE_STARTS.iter().any(|p| low.starts_with(p.trim_end())) && byline(text).is_some_and(|b| b.labelled)
}

/// The names of people, when a short text is nothing else.
pub(super) fn person_names(text: &str) -> Option<Vec<String>> {
    let text = text.trim().trim_end_matches([',', ';', '|', '·', '•']).trim();
    if text.is_empty()
        || text.chars().count() > 140
        || text.chars().any(|c| c.is_ascii_digit() || matches!(c, '?' | '!' | ':' | '“' | '”' | '"' | '/' | '@'))
    {
        return None;
    }
    // What follows a bar, or a comma and a small letter, is a role: «A B, senior fellow».
    let head = text.split(['|', '•', '·']).next().unwrap_or(text).trim();
    let mut names = Vec::new();
    let joined = [" and ", " und ", " et ", " y ", " e ", " и ", " & ", "、", "，", " with ", " 和 "]
        .iter()
        .fold(head.to_owned(), |t, sep| t.replace(sep, ", "));
    for (n, part) in joined.split(',').map(str::trim).filter(|p| !p.is_empty()).enumerate() {
        match is_name(part) {
            true => names.push(part.to_owned()),
            false if n > 0 && !names.is_empty() && part.chars().next().is_some_and(char::is_lowercase) => break,
            false => return None,
        }
    }
    (!names.is_empty() && names.len() <= 8).then_some(names)
}

/// Whether a text looks like the name of one person.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let han = text.chars().filter(|c| script::is_wide(*c) && c.is_alphabetic()).count();
    if han > 0 {
        return han == text.chars().filter(|c| !c.is_whitespace() && *c != '·').count() && (2..=5).contains(&han);
    }
    if text.chars().any(|c| script::of(c) == Script::Arabic) {
        return (2..=5).contains(&words.len()) && !words.iter().any(|w| is_small_word(w));
    }
    let small = [
        "de", "van", "von", "der", "den", "di", "da", "del", "della", "la", "le", "bin", "ibn", "al", "el", "dos",
        "du", "ter", "ten", "y", "zu", "af", "av",
    ];
    let capital = |w: &&str| {
        let w = w.trim_matches(|c: char| matches!(c, '.' | ',' | '(' | ')' | '’' | '\''));
        w.chars().next().is_some_and(char::is_uppercase)
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    (2..=5).contains(&words.len())
        && words.iter().all(|w| capital(w) || small.contains(w))
        && words.iter().filter(|w| capital(w)).count() >= 2
        && !words.iter().any(|w| !small.contains(w) && is_small_word(&w.to_lowercase()) && w.len() > 2)
        && !is_body_name(text)
}

/// Whether a short text names a body that people belong to: an affiliation.
pub(super) fn is_body_name(text: &str) -> bool {
    let low = text.to_lowercase();
    text.chars().count() < 200
        && phrases::BODIES.iter().any(|b| low.contains(b))
        && capitalised(text)
        && !super::facts::ends_sentence(text)
}

/// Whether a text ends in an abbreviation such as «U.S.».
pub(super) fn ends_with_initials(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    last.matches('.').count() >= 2 && last.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// The paper or site that a dateline in Chinese names as its source: «来源：临江晚报».
pub(super) fn printed_source(text: &str) -> Option<String> {
    let (at, label) =
        ["来源：", "来源:", "來源：", "來源:"].iter().find_map(|l| text.find(l).map(|at| (at, l.len())))?;
    let own = text[at + label..].trim_start();
    let name = own.split(|c: char| c.is_whitespace() || matches!(c, '|' | '，' | '）' | ')')).next()?;
    (1..=20).contains(&name.chars().count()).then(|| name.to_owned())
}

/// The names on a line that says whose text it is: «Report by A and B», «Report of the Secretary-General», «作者：张三».
pub(super) fn told(text: &str) -> Option<Vec<String>> {
    if let Some(line) = byline(text).filter(|b| b.labelled) {
        return Some(line.names);
    }
    if let Some(name) = labelled_name(text) {
        return Some(vec![name]);
    }
    let text = text.trim();
    let of = [
        "Report of the ",
        "Note by the ",
        "Report by the ",
        "Letter from the ",
        "Rapport du ",
        "Note du ",
        "Informe del ",
    ];
    let body = of.iter().find_map(|s| text.strip_prefix(s))?;
    let own = body.chars().count() <= 60 && body.starts_with(char::is_uppercase) && !body.contains([',', ':', '.']);
    (own && capitalised(body) && !body.contains(" on ")).then(|| vec![body.to_owned()])
}

/// The name after a label such as «记者：» within a line.
pub(super) fn labelled_name(text: &str) -> Option<String> {
    let labels = ["作者：", "作者:", "记者：", "记者:", "記者：", "記者:", "撰文：", "文／", "執筆：", "By "];
    let (at, len) = labels.iter().find_map(|l| text.find(l).map(|i| (i, l.len())))?;
    let rest = text[at + len..].trim_start();
    let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '|' | '，' | ',' | '/' | '／')).next()?;
    is_name(name).then(|| name.to_owned())
}

/// The name with which a biography begins.
pub(super) fn biography_name(text: &str) -> Option<&str> {
    let mut end = 0;
    for (count, word) in text.split(' ').take(6).enumerate() {
        let low = word.trim_end_matches(',').to_lowercase();
        if count >= 2 && phrases::BIO_VERBS.contains(&low.as_str()) {
            let name = text[..end].trim().trim_end_matches(',');
            return Some(name);
        }
        if !word.chars().next().is_some_and(char::is_uppercase) && count == 0 {
            return None;
        }
        end += word.len() + 1;
        if end > text.len() {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_titles_and_bodies() {
        assert_eq!(
            person_names("Ada Lovelace and Jan van Eyck"),
            Some(vec!["Ada Lovelace".into(), "Jan van Eyck".into()])
        );
        assert_eq!(person_names("Ada LOVELACE"), Some(vec!["Ada LOVELACE".into()]));
        for no in ["Rules of the Road", "University of Nowhere", "What Now?", "news", "The State"] {
            assert_eq!(person_names(no), None, "{no}");
        }
        let line = byline("By Ada Lovelace | June 10, 2016").unwrap();
        assert!(line.labelled);
        assert_eq!((line.names, line.date.as_deref()), (vec!["Ada Lovelace".to_owned()], Some("2016-06-10")));
        assert!(!byline("Ada by Ada").is_some_and(|b| b.labelled));
    }
}
