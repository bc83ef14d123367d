//! Labels of entities in running text: one automaton for the whole book.
//!
//! Text and labels are compared folded: small letters, spaces for hyphens and no-break spaces, straight
//! for curly apostrophes. The longest label that starts first wins; it must begin and end at a word's
//! edge, except in scripts that set no spaces. Nothing is stemmed: only plurals and possessives of the
//! last word and the joined spelling of a compound are added, in English, the language they are known for.
//!
//! Which cues of all labels a paragraph has is looked for once, by an automaton of their own, where a label that waits
//! for one is found in it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use crate::catalog::{Catalog, EntityLabel};
use crate::id::PageId;
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
    pub page: &'a PageId,
}

/// Finds labels in text.
pub struct Matcher<'a> {
    automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton, what it may stand for: labels without cues before those that wait for one.
    meanings: Vec<Vec<Meaning<'a>>>,
    cues: Cues,
}

struct Meaning<'a> {
    label: &'a EntityLabel,
    /// The spelling with its capitals, when they matter.
    cased: Option<String>,
}

impl Meaning<'_> {
    fn waits(&self) -> bool {
        !self.label.label.requires.is_empty()
    }

    /// Whether it can be meant by these words at this place, if its cue is met.
    fn fits(&self, words: &str, place: &str) -> bool {
        self.cased.as_ref().is_none_or(|c| unhyphened(c) == unhyphened(words))
            && !self.label.label.not_in.iter().any(|n| n == place || place.rsplit('/').next() == Some(n))
    }
}

/// The cues that labels wait for.
#[derive(Default)]
struct Cues {
    automaton: Option<AhoCorasick>,
    /// For each cue, the meanings that wait for it or for another: by pattern, and by place among those of the pattern.
    waiting: Vec<Vec<(usize, usize)>>,
}

impl Cues {
    fn of(meanings: &[Vec<Meaning>]) -> Self {
        let mut waiting: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (pattern, all) in meanings.iter().enumerate() {
            for (n, meaning) in all.iter().enumerate() {
                for cue in &meaning.label.label.requires {
                    waiting.entry(fold(cue).text).or_default().push((pattern, n));
                }
            }
        }
        let (texts, waiting): (Vec<String>, Vec<_>) = waiting.into_iter().unzip();
        Self { automaton: AhoCorasick::new(&texts).ok().filter(|_| !texts.is_empty()), waiting }
    }

    /// The meanings whose cue stands in a paragraph, by pattern.
    fn met(&self, paragraph: &str) -> BTreeMap<usize, Vec<usize>> {
        let mut met: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut seen = vec![false; self.waiting.len()];
        for found in self.automaton.iter().flat_map(|a| a.find_overlapping_iter(paragraph)) {
            let cue = found.pattern().as_usize();
            if !std::mem::replace(&mut seen[cue], true) {
                for (pattern, meaning) in &self.waiting[cue] {
                    met.entry(*pattern).or_default().push(*meaning);
                }
            }
        }
        met
    }
}

/// A text in which labels are looked for.
struct Paragraph<'t> {
    folded: &'t str,
    /// The id of the source or note that it stands in.
    place: &'t str,
    /// What [`Cues::met`] says of it, once somebody asks.
    met: OnceCell<BTreeMap<usize, Vec<usize>>>,
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
                // The labels of a page come one after the other.
                let mut of_page = meanings.iter().rev().take_while(|m| m.label.page == label.page);
                if !of_page.any(|m| m.label.label == label.label) {
                    meanings.push(Meaning { label, cased: case.then_some(spelling) });
                }
            }
        }
        for name in ignored {
            let folded = fold(name).text;
            if !folded.trim().is_empty() {
                patterns.insert(folded, Vec::new());
            }
        }
        let (texts, mut meanings): (Vec<String>, Vec<Vec<Meaning>>) = patterns.into_iter().unzip();
        for all in &mut meanings {
            all.sort_by_key(Meaning::waits);
        }
        let automaton = match texts.is_empty() {
            true => None,
            // Building fails only past some billions of states; then nothing is linked.
            false => AhoCorasick::new(&texts).ok(),
        };
        let cues = Cues::of(&meanings);
        Self { automaton, meanings, cues }
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
        let paragraph = Paragraph { folded: &folded.text, place, met: OnceCell::new() };
        let mut hits = Vec::new();
        let mut done = 0;
        for (start, (end, pattern)) in longest {
            if start < done || start >= end {
                continue;
            }
            done = end;
            if let Some(page) = self.meaning(pattern, &text[start..end], &paragraph) {
                hits.push(Hit { start, end, page });
            }
        }
        hits
    }

    /// The one entity a pattern stands for here, if there is just one.
    fn meaning(&self, pattern: usize, words: &str, paragraph: &Paragraph) -> Option<&'a PageId> {
        let all = &self.meanings[pattern];
        let (open, waiting) = all.split_at(all.partition_point(|m| !m.waits()));
        let fits = |m: &&Meaning<'a>| m.fits(words, paragraph.place);
        // A label with a cue that is met is surer than one without.
        if !waiting.is_empty() {
            let met = paragraph.met.get_or_init(|| self.cues.met(paragraph.folded));
            let mut met = met.get(&pattern).into_iter().flatten().map(|n| &all[*n]).filter(fits).peekable();
            if met.peek().is_some() {
                return only_page(met);
            }
        }
        only_page(open.iter().filter(fits))
    }
}

/// The page of all these meanings, if it is one.
fn only_page<'m, 'a: 'm>(mut fits: impl Iterator<Item = &'m Meaning<'a>>) -> Option<&'a PageId> {
    let first = &fits.next()?.label.page;
    fits.all(|m| m.label.page == *first).then_some(first)
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
        EntityLabel { page: PageId::new(page), label }
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
        let mut waiting = label("a", "trust");
        waiting.label.requires = vec!["Post-Cold War".into(), "bank".into()];
        let labels = vec![waiting, label("b", "trust")];
        assert_eq!(found(labels.clone(), "trust"), "[trust=b]");
        assert_eq!(found(labels.clone(), "a bank trust, a trust"), "a bank [trust=a], a [trust=a]");
        assert_eq!(found(labels, "post cold war trust"), "post cold war [trust=a]");
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
