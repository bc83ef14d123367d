//! Labels of entities in running text: one automaton for the whole book.
//!
//! Text and labels are compared folded: small letters, spaces for hyphens and no-break spaces, straight
//! for curly apostrophes. The longest label that starts first wins; it must begin and end at a word's
//! edge, except in scripts that set no spaces. Nothing is stemmed: only plurals and possessives of the
//! last word and the joined spelling of a compound are added, in English, the language they are known for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use crate::catalog::{Catalog, EntityLabel};
use crate::nfc::{self, nfc};
use crate::script;

/// Longer labels, in bytes, are looked for nowhere: no text says them.
const LONGEST: usize = 240;

/// A label found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a> {
    /// Where it begins, in bytes of the text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The page of the entity.
    pub page: &'a str,
}

/// Finds labels in text.
pub struct Matcher<'a> {
    automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton, what it may stand for.
    meanings: Vec<Vec<Meaning<'a>>>,
}

struct Meaning<'a> {
    label: &'a EntityLabel,
    /// The spelling with its capitals, when they matter.
    cased: Option<String>,
    /// Cue words, folded.
    requires: Vec<String>,
}

impl<'a> Matcher<'a> {
    /// Builds the automaton from the labels of the catalog. Names in `ignored` are swallowed whole, so
    /// that a label inside them is not found. `language` is that of labels without their own.
    pub fn new(catalog: &'a Catalog, ignored: &[String], language: &str) -> Self {
        let mut patterns: BTreeMap<String, Vec<Meaning<'a>>> = BTreeMap::new();
        for label in &catalog.labels {
            let english = label.label.language.as_deref().unwrap_or(language).starts_with("en");
            let case = label.label.case || is_acronym(&label.label.text);
            for spelling in spellings(&label.label.text, english) {
                let folded = fold(&spelling).text;
                if folded.trim().is_empty() || folded.len() > LONGEST {
                    continue;
                }
                let meanings = patterns.entry(folded).or_default();
                if !meanings.iter().any(|m| m.label.page == label.page && m.label.label == label.label) {
                    meanings.push(Meaning {
                        label,
                        cased: case.then_some(spelling),
                        requires: label.label.requires.iter().map(|r| fold(r).text).collect(),
                    });
                }
            }
        }
        for name in ignored {
            let folded = fold(name).text;
            if !folded.trim().is_empty() {
                patterns.insert(folded, Vec::new());
            }
        }
        let (texts, meanings): (Vec<String>, Vec<Vec<Meaning>>) = patterns.into_iter().unzip();
        let automaton = match texts.is_empty() {
            true => None,
            // Building fails only past some billions of states; then nothing is linked.
            false => AhoCorasick::new(&texts).ok(),
        };
        Self { automaton, meanings }
    }

    /// The labels in `text`, in order, none overlapping. `place` is the id of the source or note.
    pub fn find(&self, text: &str, place: &str) -> Vec<Hit<'a>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = fold(text);
        // Of all labels that begin at one place, only the longest that fits is kept.
        let mut longest: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for found in automaton.find_overlapping_iter(&folded.text) {
            let (start, end) = (folded.origin(found.start()), folded.origin(found.end()));
            if at_edge(text, start, true) && at_edge(text, end, false) {
                let kept = longest.entry(start).or_insert((end, found.pattern().as_usize()));
                if end > kept.0 {
                    *kept = (end, found.pattern().as_usize());
                }
            }
        }
        let mut hits = Vec::new();
        let mut done = 0;
        for (start, (end, pattern)) in longest {
            if start < done || start >= end {
                continue;
            }
            done = end;
            if let Some(page) = self.meaning(pattern, &text[start..end], &folded.text, place) {
                hits.push(Hit { start, end, page });
            }
        }
        hits
    }

    /// The one entity a pattern stands for here, if there is just one.
    fn meaning(&self, pattern: usize, words: &str, paragraph: &str, place: &str) -> Option<&'a str> {
        let mut fits: Vec<&Meaning<'a>> = self.meanings[pattern]
            .iter()
            .filter(|m| m.cased.as_ref().is_none_or(|c| unhyphened(c) == unhyphened(words)))
            .filter(|m| m.requires.is_empty() || m.requires.iter().any(|r| paragraph.contains(r.as_str())))
            .filter(|m| !m.label.label.not_in.iter().any(|n| n == place || place.rsplit('/').next() == Some(n)))
            .collect();
        // A label with a cue that is met is surer than one without.
        if fits.iter().any(|m| !m.requires.is_empty()) {
            fits.retain(|m| !m.requires.is_empty());
        }
        let first = fits.first()?;
        fits.iter().all(|m| m.label.page == first.label.page).then_some(first.label.page.as_str())
    }
}

/// Capitals and dots only, as in `UN`, `U.S.` or `CII`: there small letters mean something else.
fn is_acronym(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() > 1 && letters.len() <= 8 && letters.iter().all(|c| c.is_uppercase())
}

/// A label in the spellings it is looked for.
fn spellings(text: &str, english: bool) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    if !english || !text.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return all;
    }
    let words: Vec<&str> = text.split([' ', '-']).collect();
    let compound = |w: &&str| w.len() > 3 && w.chars().all(|c| c.is_ascii_alphabetic());
    if words.len() == 2 && words.iter().all(compound) {
        all.push(words.concat());
    }
    let singular: Vec<String> = all.clone();
    for word in singular {
        let low = word.to_ascii_lowercase();
        let ends = |list: &[&str]| list.iter().any(|e| low.ends_with(e));
        if ends(&["s", "x", "z", "ch", "sh"]) {
            all.push(format!("{word}es"));
            if words.len() > 1 && !ends(&["ss", "us", "is", "x", "z", "ch", "sh"]) {
                all.push(word[..word.len() - 1].to_owned());
            }
        } else if low.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) {
            all.push(format!("{}ies", &word[..word.len() - 1]));
        } else {
            all.push(format!("{word}s"));
        }
    }
    all
}

/// Folded text, and where each of its bytes comes from.
struct Folded {
    text: String,
    /// Byte offsets in the original, one a folded byte and one more; nothing when they are the same.
    origins: Option<Vec<u32>>,
}

impl Folded {
    fn origin(&self, at: usize) -> usize {
        match &self.origins {
            Some(origins) => origins.get(at).map_or(0, |&o| o as usize),
            None => at,
        }
    }
}

fn fold(text: &str) -> Folded {
    if text.is_ascii() {
        let folded = text.bytes().map(|b| if b == b'-' { ' ' } else { char::from(b.to_ascii_lowercase()) }).collect();
        return Folded { text: folded, origins: None };
    }
    let mut folded = Builder { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len() + 1) };
    if matches!(nfc(text), Cow::Borrowed(_)) {
        text.char_indices().for_each(|(at, c)| folded.push(c, at));
    } else {
        // What an escape brought in may have taken letters apart.
        for (at, stretch) in nfc::stretches(text) {
            nfc(stretch).chars().for_each(|c| folded.push(c, at));
        }
    }
    folded.origins.push(text.len() as u32);
    Folded { text: folded.text, origins: Some(folded.origins) }
}

/// Folded text in the making.
struct Builder {
    text: String,
    origins: Vec<u32>,
}

impl Builder {
    /// Adds what the character at that place of the original is folded to.
    fn push(&mut self, c: char, at: usize) {
        match c {
            '-' | '\u{a0}' | '\u{2010}'..='\u{2013}' | '\u{202f}' | '\u{3000}' => self.write(' ', at),
            '’' | '‘' | 'ʼ' => self.write('\'', at),
            '\u{ad}' | '\u{200b}' => {}
            _ => c.to_lowercase().for_each(|c| self.write(c, at)),
        }
    }

    fn write(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.origins.extend(std::iter::repeat_n(at as u32, c.len_utf8()));
    }
}

fn unhyphened(text: &str) -> String {
    nfc(text).chars().map(|c| if matches!(c, '-' | '\u{a0}' | '\u{2010}'..='\u{2013}') { ' ' } else { c }).collect()
}

/// Whether a label may begin (or end) at this place: at the edge of a word, or next to a letter of a
/// script that does not set spaces between words.
fn at_edge(text: &str, at: usize, begins: bool) -> bool {
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return true };
    let inside = if begins { after } else { before };
    let outside = if begins { before } else { after };
    if !(script::in_word(inside) && script::in_word(outside)) {
        return true;
    }
    is_open(inside) || is_open(outside)
}

/// Letters of scripts written without spaces, or with endings set close to the word.
fn is_open(c: char) -> bool {
    script::is_unspaced(c) || script::takes_endings(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::note::Label;
    use crate::text::Span;

    fn label(page: &str, text: &str) -> EntityLabel {
        let label = Label {
            text: text.into(),
            language: None,
            case: false,
            requires: vec![],
            not_in: vec![],
            span: Span::default(),
        };
        EntityLabel { page: page.into(), label }
    }

    fn found(labels: Vec<EntityLabel>, text: &str) -> String {
        let mut catalog = Catalog::default();
        catalog.labels = labels;
        let matcher = Matcher::new(&catalog, &["China Law Blog".to_owned()], "en");
        let mut out = String::new();
        let mut done = 0;
        for hit in matcher.find(text, "geng") {
            out += &format!("{}[{}={}]", &text[done..hit.start], &text[hit.start..hit.end], hit.page);
            done = hit.end;
        }
        out + &text[done..]
    }

    #[test]
    fn labels_are_found_in_their_spellings() {
        let labels = || {
            vec![
                label("s", "cyber sovereignty"),
                label("us", "US"),
                label("c", "China"),
                label("n", "Cyber norms"),
                label("zh", "网络主权"),
                label("p", "policy"),
            ]
        };
        for (text, expect) in [
            ("Cyber-sovereignty, cybersovereignty", "[Cyber-sovereignty=s], [cybersovereignty=s]"),
            ("cyber\u{a0}sovereignty’s", "[cyber\u{a0}sovereignty=s]’s"),
            ("US and us, USB", "[US=us] and us, USB"),
            ("China’s US–China Chinas Chinatown", "[China=c]’s [US=us]–[China=c] [Chinas=c] Chinatown"),
            ("a cyber norm, cybernorms", "a [cyber norm=n], [cybernorms=n]"),
            ("所谓网络主权是", "所谓[网络主权=zh]是"),
            ("policies", "[policies=p]"),
            ("the China Law Blog of China", "the China Law Blog of [China=c]"),
            ("normative sovereignty", "normative sovereignty"),
            ("İstanbul China ﬁ China", "İstanbul [China=c] ﬁ [China=c]"),
        ] {
            assert_eq!(found(labels(), text), expect);
        }
    }

    #[test]
    fn names_have_edges_where_their_script_has_them() {
        let labels =
            || [("zh", "𠀀𠀁"), ("th", "ไทย"), ("ko", "한국"), ("hi", "भारत"), ("wide", "ＳＡ"), ("e", "cafe")];
        for (text, expect) in [
            ("在𠀀𠀁是", "在[𠀀𠀁=zh]是"),
            ("ประเทศไทยและ", "ประเทศ[ไทย=th]และ"),
            ("한국은", "[한국=ko]은"),
            ("भारत भारती", "[भारत=hi] भारती"),
            ("ＳＡ ＵＳＡ", "[ＳＡ=wide] ＵＳＡ"),
            ("cafe, cafe\u{301}", "[cafe=e], cafe\u{301}"),
            // Letters taken apart are the same letters, and are given back as they stand.
            (
                "in \u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}!",
                "in [\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}=ko]!",
            ),
        ] {
            let all = labels().map(|(page, text)| label(page, text)).to_vec();
            assert_eq!(found(all, text), expect);
        }
    }

    #[test]
    fn a_shared_label_is_linked_only_where_a_cue_tells() {
        let mut old = label("old", "working group");
        old.label.requires = vec!["2013".into()];
        let mut new = label("new", "working group");
        new.label.requires = vec!["2016".into()];
        let labels = vec![old, new];
        assert_eq!(found(labels.clone(), "the working group of 2013"), "the [working group=old] of 2013");
        assert_eq!(found(labels.clone(), "the working group of 2013 and 2016"), "the working group of 2013 and 2016");
        assert_eq!(found(labels, "the working group"), "the working group");
        assert_eq!(found(vec![label("a", "trust"), label("b", "trust")], "trust"), "trust");
        let mut away = label("a", "the report");
        away.label.not_in = vec!["geng".into()];
        assert_eq!(found(vec![away], "the report"), "the report");
    }

    #[test]
    fn a_longer_label_that_does_not_fit_hides_no_shorter_one() {
        let labels = vec![label("a", "cyber war"), label("b", "cyber")];
        assert_eq!(found(labels, "cyber warfare"), "[cyber=b] warfare");
    }
}
