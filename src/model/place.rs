//! Places in a document as the document itself counts them: articles, paragraphs, items, pages, speakers. They are what
//! readers of the printed document look for. Our own numbers, those of passages, speak where a document numbers nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::numeral::{number, roman};
use crate::text::{Span, boundary_behind};

/// What a document counts. The names are CSL's terms for locators where CSL has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// An annex, appendix or schedule.
    Annex,
    /// A part, title or book of it.
    Part,
    /// A chapter.
    Chapter,
    /// A section: `Section 3`, `§ 12`, `II.` over several paragraphs.
    Section,
    /// An article: `Article IV`, `第三条`.
    Article,
    /// A numbered paragraph.
    Paragraph,
    /// An item of a list within a paragraph: `(a)`, `（二）`, `1.`
    Item,
    /// A page.
    Page,
}

impl Unit {
    /// CSL's term for it, as citations are labelled; items have none.
    pub fn term(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Chapter => "chapter",
            Self::Section => "section",
            Self::Article => "article",
            Self::Paragraph => "paragraph",
            Self::Item => "item",
            Self::Annex => "appendix",
            Self::Page => "page",
        }
    }

    /// The unit that CSL calls so.
    pub fn of_term(term: &str) -> Option<Self> {
        if term == ANNEX {
            return Some(Self::Annex);
        }
        let all = [Self::Part, Self::Chapter, Self::Section, Self::Article, Self::Paragraph, Self::Annex, Self::Page];
        all.into_iter().find(|unit| unit.term() == term)
    }

    /// Its short form in English, for one and for several.
    pub fn short(self) -> [&'static str; 2] {
        match self {
            Self::Part => ["pt.", "pts."],
            Self::Chapter => ["chap.", "chaps."],
            Self::Section => ["sec.", "secs."],
            Self::Article => ["art.", "arts."],
            Self::Paragraph => ["para.", "paras."],
            Self::Item => ["item", "items"],
            Self::Annex => ["annex", "annexes"],
            Self::Page => ["p.", "pp."],
        }
    }

    /// Whether its numbers alone tell a reader where to look; the others only tell the neighbourhood.
    fn is_near(self) -> bool {
        matches!(self, Self::Article | Self::Paragraph | Self::Item)
    }
}

/// One printed number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Printed {
    /// What it counts.
    pub unit: Unit,
    /// The number without the signs around it, else as printed: `13`, `IV`, `b`, `三`, `4 bis`.
    pub label: String,
}

impl Printed {
    /// The number by which it is compared: `IV`, `4` and `四` are one, and so are `(B)` and `(b)`.
    pub fn key(&self) -> Key {
        let folded: String = self.label.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        // Of items `(i)` and `(c)` may be letters.
        let number =
            number(&folded).or_else(|| (self.unit != Unit::Item).then(|| roman(&folded.to_uppercase())).flatten());
        (self.unit, number.map_or(folded, |n| n.to_string()))
    }

    /// The label as it is printed for readers of any script: Chinese numerals as digits.
    pub fn shown(&self) -> String {
        match self.label.is_ascii() {
            true => self.label.clone(),
            false => number(&self.label).map_or_else(|| self.label.clone(), |n| n.to_string()),
        }
    }
}

/// A number as it is compared.
pub type Key = (Unit, String);

/// Where a page of the printed document begins within a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStart {
    /// The byte of the block's text with which it begins.
    pub at: usize,
    /// The page's number as printed.
    pub label: String,
}

/// What a document prints at one block of its text, and whether this is one of our passages.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The number of the passage.
    pub para: Option<u32>,
    /// The numbers it stands under, from the outermost in.
    pub within: &'a [Printed],
    /// The number at its head.
    pub printed: Option<&'a Printed>,
    /// Who speaks.
    pub speaker: Option<&'a str>,
    /// The pages that begin in it.
    pub pages: &'a [PageStart],
}

/// A place in a work, as a citation names it. Labels are CSL's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locator {
    /// CSL's name for the kind of place: `paragraph`, `page`, `chapter` …; `annex`; `passage` for our own count.
    pub label: &'static str,
    /// The place as written: `13`, `33-35` or `4, para. 1 (b)`.
    pub value: String,
    /// The same, read: each place it names by its numbers, from the outermost in.
    pub names: Vec<Named>,
    /// Where it stands.
    pub span: Span,
}

/// A place in a source as a field of front matter or the end of a link names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPlace {
    /// As it is written: `para. 13 (b)`, `Lord Alpha`.
    pub words: String,
    /// The same, read, if it names a place by numbers and nothing else.
    pub locator: Option<Locator>,
    /// Where it stands.
    pub span: Span,
    /// How another place would be written in its stead; nothing where none can be.
    pub form: Option<Form>,
}

impl WrittenPlace {
    /// A passage by our number alone, `17`.
    pub fn of_number(number: i64, span: Span) -> Self {
        let value = number.to_string();
        let locator = Locator { label: PASSAGE, value: value.clone(), names: Vec::new(), span };
        Self { words: format!("{PASSAGE} {value}"), locator: Some(locator), span, form: Some(Form::Number) }
    }
}

/// How a passage is named in a note's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In words, as in a citation: `para. 7`.
    Words,
    /// By our number alone: `7`.
    Number,
}

impl Form {
    /// The name of a passage of a source.
    pub fn name(self, places: &Places, para: u32) -> String {
        match self {
            Self::Words => places.name(para),
            Self::Number => para.to_string(),
        }
    }
}

/// What a locator names: one place, or all from one to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// One place.
    One(Vec<Printed>),
    /// All from the first to that whose last number this is.
    Through(Vec<Printed>, Printed),
}

/// The label of annexes, for which CSL has no term; that of appendices would print them as such.
pub const ANNEX: &str = "annex";

/// The label of places that count our passages.
pub const PASSAGE: &str = "passage";

/// One place by its name: our number of a passage, or the numbers that the document prints.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// Our number.
    Passage(u32),
    /// The document's numbers, from the outermost in.
    Own(Vec<Printed>),
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passage(number) => write!(f, "{PASSAGE} {number}"),
            Self::Own(path) => f.write_str(&words(path)),
        }
    }
}

/// A place, or all from one to another.
pub type Stretch = (Spot, Option<Spot>);

impl Locator {
    /// The numbers it counts out, if it names nothing else: `13`, `13-15` or `13, 17`.
    fn numbers(&self) -> Vec<u32> {
        self.ranges().flat_map(|(a, b)| a..=b).collect()
    }

    /// The same as ranges, each with both its ends.
    fn ranges(&self) -> impl Iterator<Item = (u32, u32)> {
        let parts = self.value.split([',', '&', ';']).flat_map(|part| part.split(" and "));
        parts.filter_map(|part| {
            let mut ends = part.split(['-', '–']).map(|n| n.trim().parse::<u32>());
            match (ends.next(), ends.next(), ends.next()) {
                (Some(Ok(n)), None, _) => Some((n, n)),
                (Some(Ok(a)), Some(Ok(b)), None) if a <= b && b - a < MOST as u32 => Some((a, b)),
                _ => None,
            }
        })
    }

    /// What it names by our count.
    pub fn counted(&self) -> Vec<Stretch> {
        self.ranges().map(|(a, b)| (Spot::Passage(a), (a != b).then_some(Spot::Passage(b)))).collect()
    }

    /// What it names by the document's own numbers.
    pub fn own(&self) -> Vec<Stretch> {
        let stretch = |name: &Named| match name {
            Named::One(path) => (Spot::Own(path.clone()), None),
            Named::Through(first, last) => {
                (Spot::Own(first.clone()), Some(Spot::Own(beside(first, last.label.clone()))))
            }
        };
        self.names.iter().map(stretch).collect()
    }
}

/// A range names so many places at most.
const MOST: usize = 1000;

/// What a locator comes to in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// These passages.
    Passages(Vec<u32>),
    /// The passages of all the turns of one who speaks.
    Turns(Vec<u32>),
    /// These passages, by our count, though the locator speaks as if the document numbered its paragraphs.
    Counted(Vec<u32>),
    /// The document counts such places, or we do, and this one is not there.
    Missing(Vec<Printed>),
    /// Our count does not go so far.
    Beyond(u32),
    /// Nothing is known of such places in this source.
    Unread,
}

/// The places of one source: which of its passages stand where, by the document's own numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    all: Vec<Numbered>,
    /// Which of them end with a number.
    by_last: BTreeMap<Key, Vec<usize>>,
    /// The numbers of each passage, from the outermost in, and who speaks.
    passages: Vec<Own>,
    /// Those that have an outer number anywhere above their last one.
    by_pair: BTreeMap<(Key, Key), Vec<usize>>,
    /// The passages on each page, by its number as it is compared.
    pages: BTreeMap<String, Vec<u32>>,
    /// Who speaks, folded, with the passages of all their turns.
    speakers: BTreeMap<String, Vec<u32>>,
    units: BTreeSet<Unit>,
}

/// A place that the document numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Numbered {
    keys: Vec<Key>,
    passages: Vec<u32>,
}

/// What a document prints of one passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Own {
    path: Vec<Printed>,
    page: Option<String>,
}

impl Places {
    /// Those of a source's blocks, in reading order.
    pub fn of<'a>(blocks: impl IntoIterator<Item = Standing<'a>>) -> Self {
        let mut places = Self::default();
        let mut known: BTreeMap<Vec<Key>, usize> = BTreeMap::new();
        let mut page: Option<String> = None;
        for block in blocks {
            let path: Vec<Printed> = block.within.iter().chain(block.printed).cloned().collect();
            let keys: Vec<Key> = path.iter().map(Printed::key).collect();
            for end in 1..=keys.len() {
                let n = *known.entry(keys[..end].to_vec()).or_insert_with(|| {
                    let n = places.all.len();
                    places.all.push(Numbered { keys: keys[..end].to_vec(), passages: Vec::new() });
                    let (last, outer) = (&keys[end - 1], keys[..end - 1].iter().collect::<BTreeSet<_>>());
                    places.by_last.entry(last.clone()).or_default().push(n);
                    for key in outer {
                        places.by_pair.entry((key.clone(), last.clone())).or_default().push(n);
                    }
                    places.units.insert(last.0);
                    n
                });
                places.all[n].passages.extend(block.para);
            }
            // It stands on the page on which it begins, and on those that begin in it.
            let begins = block.pages.first().filter(|p| p.at == 0).map(|p| p.label.clone()).or(page.take());
            let inside = block.pages.iter().map(|p| p.label.clone());
            for label in begins.iter().cloned().chain(inside).collect::<BTreeSet<_>>() {
                places.pages.entry(page_key(&label)).or_default().extend(block.para);
            }
            page = block.pages.last().map(|p| p.label.clone()).or_else(|| begins.clone());
            let Some(para) = block.para else { continue };
            if let Some(speaker) = block.speaker {
                let (whole, name) = (speaker_key(speaker), speaker_key(without_brackets(speaker)));
                places.add_turns(whole.clone(), [para]);
                if name != whole && !name.is_empty() {
                    places.add_turns(name, [para]);
                }
            }
            places.passages.push(Own { path, page: begins });
        }
        places
    }

    /// Whether the document numbers its paragraphs.
    pub fn numbers_paragraphs(&self) -> bool {
        self.units.contains(&Unit::Paragraph)
    }

    /// Whether the document numbers anything by which passages are named.
    pub fn are_own(&self) -> bool {
        !self.pages.is_empty() || self.units.iter().any(|unit| unit.is_near())
    }

    /// How many passages there are.
    fn count(&self) -> u32 {
        u32::try_from(self.passages.len()).unwrap_or(u32::MAX)
    }

    /// What a locator comes to.
    pub fn meaning(&self, locator: &Locator) -> Meaning {
        let counts = locator.label == PASSAGE;
        if counts || locator.label == Unit::Paragraph.term() && !self.numbers_paragraphs() {
            let numbers = locator.numbers();
            return match numbers.iter().find(|n| !(1..=self.count()).contains(*n)) {
                _ if numbers.is_empty() => Meaning::Unread,
                Some(beyond) => Meaning::Beyond(*beyond),
                None if counts => Meaning::Passages(numbers),
                None => Meaning::Counted(numbers),
            };
        }
        let mut all = Vec::new();
        for name in &locator.names {
            match self.named(name) {
                Ok(found) => all.extend(found),
                Err(meaning) => return meaning,
            }
        }
        let mut seen = BTreeSet::new();
        all.retain(|para| seen.insert(*para));
        if all.is_empty() { Meaning::Unread } else { Meaning::Passages(all) }
    }

    fn named(&self, name: &Named) -> Result<Vec<u32>, Meaning> {
        let (first, last) = match name {
            Named::One(path) => return self.one(path),
            Named::Through(path, last) => (path, last),
        };
        let Some(from) = first.last() else { return Err(Meaning::Unread) };
        let ends = (from.key().1.parse::<usize>(), last.key().1.parse::<usize>());
        let (Ok(a), Ok(b)) = ends else {
            let mut both = self.one(first)?;
            both.extend(self.one(&beside(first, last.label.clone()))?);
            return Ok(both);
        };
        if a > b || b - a >= MOST {
            return Err(Meaning::Missing(beside(first, last.label.clone())));
        }
        // A number may be passed over in the document; the ends must be there.
        self.one(&beside(first, b.to_string()))?;
        let mut all = self.one(first)?;
        all.extend((a + 1..=b).flat_map(|n| self.one(&beside(first, n.to_string())).unwrap_or_default()));
        Ok(all)
    }

    /// The passages at one place.
    fn one(&self, path: &[Printed]) -> Result<Vec<u32>, Meaning> {
        let Some(last) = path.last() else { return Err(Meaning::Unread) };
        if last.unit == Unit::Page {
            let found = self.pages.get(&page_key(&last.label)).filter(|list| !list.is_empty());
            return match found {
                None if self.pages.is_empty() => Err(Meaning::Unread),
                None => Err(Meaning::Missing(path.to_vec())),
                Some(list) => Ok(list.clone()),
            };
        }
        let keys: Vec<Key> = path.iter().map(Printed::key).collect();
        if let Some(found) = self.under(&keys) {
            return Ok(found);
        }
        // What one calls a section is a chapter or an article to another.
        let large = [Unit::Article, Unit::Section, Unit::Chapter, Unit::Part];
        if large.contains(&keys[0].0) {
            for unit in large {
                let mut other = keys.clone();
                other[0].0 = unit;
                if let Some(found) = self.under(&other) {
                    return Ok(found);
                }
            }
        }
        match self.units.contains(&last.unit) {
            true => Err(Meaning::Missing(path.to_vec())),
            false => Err(Meaning::Unread),
        }
    }

    /// The passages under the numbered places that have these numbers, in this order, the last of them last: `para. 1`
    /// is one in each article that has one.
    fn under(&self, keys: &[Key]) -> Option<Vec<u32>> {
        let found: Vec<u32> = self.matching(keys).flat_map(|place| place.passages.iter().copied()).collect();
        (!found.is_empty()).then_some(found)
    }

    /// The numbered places that have these numbers, in this order, the last of them last.
    fn matching<'p>(&'p self, keys: &'p [Key]) -> impl Iterator<Item = &'p Numbered> {
        let list = match keys {
            [.., outer, last] => self.by_pair.get(&(outer.clone(), last.clone())),
            [last] => self.by_last.get(last),
            [] => None,
        };
        let fits = |place: &&Numbered| {
            let mut rest = place.keys.iter();
            keys.iter().all(|key| rest.any(|k| k == key))
        };
        list.into_iter().flatten().map(|n| &self.all[*n]).filter(fits)
    }

    /// The passages at a place; none where the source does not have it.
    pub fn at(&self, spot: &Spot) -> Vec<u32> {
        match spot {
            Spot::Passage(number) if (1..=self.count()).contains(number) => vec![*number],
            Spot::Passage(_) => Vec::new(),
            Spot::Own(path) => self.one(path).unwrap_or_default(),
        }
    }

    /// The place named in the manner of another that begins with a passage: `para. 14` where the other is `para. 13`. Our
    /// number where no number of the document's leads there.
    pub fn like(&self, spot: &Spot, para: u32) -> Spot {
        let by_count = Spot::Passage(para);
        let Spot::Own(old) = spot else { return by_count };
        let own = usize::try_from(para).ok().and_then(|n| self.passages.get(n.checked_sub(1)?));
        let (Some(last), Some(own)) = (old.last(), own) else { return by_count };
        if last.unit == Unit::Page {
            let page = own.page.clone().map(|label| Spot::Own(vec![Printed { unit: Unit::Page, label }]));
            return page.unwrap_or(by_count);
        }
        let of_unit = own.path.iter().rposition(|p| p.unit == last.unit);
        let ends = of_unit.into_iter().chain(own.path.len().checked_sub(1));
        for path in ends.map(|end| &own.path[..=end]) {
            let same = path.get(path.len().saturating_sub(old.len())..).unwrap_or(path);
            let name = if self.fits(same) == 1 { same } else { self.fewest(path) };
            if self.one(name).is_ok_and(|found| found.first() == Some(&para)) {
                return Spot::Own(name.to_vec());
            }
        }
        by_count
    }

    /// How many places a name fits: with `para. 1` of a treaty it may be many.
    pub fn fits(&self, path: &[Printed]) -> usize {
        match path {
            // All of them: where each article has a paragraph 1, they are many.
            [one] => self.by_last.get(&one.key()).map_or(0, Vec::len),
            path => self.matching(&path.iter().map(Printed::key).collect::<Vec<_>>()).count(),
        }
    }

    /// What a place comes to that may be one by numbers or the name of who speaks.
    pub fn meant(&self, place: &WrittenPlace) -> Meaning {
        let words = place.words.trim();
        match (&place.locator, self.speaker(words)) {
            (Some(locator), _) => self.meaning(locator),
            (None, Some((turns, len))) if len == words.len() => Meaning::Turns(turns.to_vec()),
            (None, _) => Meaning::Unread,
        }
    }

    /// Whether anybody speaks in the document.
    pub fn has_speakers(&self) -> bool {
        !self.speakers.is_empty()
    }

    /// The names of those who speak, as they are compared.
    pub fn speakers(&self) -> impl Iterator<Item = &str> {
        self.speakers.keys().map(String::as_str)
    }

    /// Gives the one who speaks under a printed name another name.
    pub fn call(&mut self, printed: &str, name: &str) {
        let Some(turns) = self.speakers.get(&speaker_key(printed)).cloned() else { return };
        self.add_turns(speaker_key(name), turns);
    }

    /// Adds passages to those of a name, and keeps all in order.
    fn add_turns(&mut self, name: String, turns: impl IntoIterator<Item = u32>) {
        let all = self.speakers.entry(name).or_default();
        let mut in_order = true;
        for para in turns {
            in_order &= all.last().is_none_or(|last| *last < para);
            all.push(para);
        }
        if !in_order {
            all.sort_unstable();
            all.dedup();
        }
    }

    /// The passages of the speaker whose name some words begin with, and the length of the name.
    pub fn speaker(&self, words: &str) -> Option<(&[u32], usize)> {
        // Few sources have speakers, and no name is longer than the longest.
        let longest = self.speakers.keys().map(String::len).max()?;
        let words = words.trim_start_matches([',', ' ']);
        let words = &words[..boundary_behind(words, (longest * 2).min(words.len()))];
        let ends = words.char_indices().map(|(n, _)| n).chain([words.len()]).skip(1);
        let at_edge = |n: &usize| !words[*n..].starts_with(char::is_alphanumeric);
        let named = |n: usize| Some((self.speakers.get(&speaker_key(&words[..n]))?.as_slice(), n));
        ends.filter(at_edge).filter_map(named).last()
    }

    /// Where a passage stands, as the document counts: `art. IV, para. 2 (b)`; its page, where it numbers only these;
    /// else our own count: `passage 12`. The words are those in which a citation names it.
    pub fn name(&self, para: u32) -> String {
        let own = usize::try_from(para).ok().and_then(|n| self.passages.get(n.checked_sub(1)?));
        let path = own.and_then(|own| self.shortest(&own.path));
        match (path, own.and_then(|own| own.page.as_deref())) {
            (Some(path), _) => words(path),
            (None, Some(page)) => format!("p. {page}"),
            (None, None) => format!("{PASSAGE} {para}"),
        }
    }

    /// Several passages by name, each name once: `paras. 3, 5`.
    pub fn names(&self, paras: &[u32]) -> String {
        let mut names: Vec<String> = paras.iter().map(|p| self.name(*p)).collect();
        names.dedup();
        several(&names)
    }

    /// The fewest numbers, from the innermost out, that lead to one place only.
    fn shortest<'p>(&self, path: &'p [Printed]) -> Option<&'p [Printed]> {
        let last = path.iter().rposition(|p| p.unit.is_near())?;
        let path = &path[..=last];
        path.iter().any(|p| p.unit != Unit::Item).then(|| self.fewest(path))
    }

    /// The last numbers of a path, as few as lead to one place only, and not those of items alone.
    fn fewest<'p>(&self, path: &'p [Printed]) -> &'p [Printed] {
        let outer = path.iter().rposition(|p| p.unit != Unit::Item).unwrap_or(0);
        (0..=outer).rev().map(|start| &path[start..]).find(|path| self.fits(path) == 1).unwrap_or(path)
    }
}

/// The number of a page as it is compared.
fn page_key(label: &str) -> String {
    Printed { unit: Unit::Page, label: label.to_owned() }.key().1
}

/// The place beside one that has another last number.
fn beside(path: &[Printed], label: String) -> Vec<Printed> {
    let mut path = path.to_vec();
    if let Some(last) = path.last_mut() {
        last.label = label;
    }
    path
}

/// The names of several places in one: `paras. 3, 5`.
pub fn several(names: &[String]) -> String {
    let split: Option<Vec<(&str, &str)>> = names.iter().map(|n| n.split_once(' ')).collect();
    let units = [Unit::Page, Unit::Article, Unit::Paragraph, Unit::Section, Unit::Chapter, Unit::Part];
    let plural = |one: &str| match one {
        PASSAGE => Some("passages"),
        _ => units.iter().map(|u| u.short()).find(|[short, _]| *short == one).map(|[_, many]| many),
    };
    match split {
        Some(split) if split.len() > 1 && split.iter().all(|(unit, n)| *unit == split[0].0 && !n.contains(',')) => {
            let numbers: Vec<&str> = split.iter().map(|(_, n)| *n).collect();
            plural(split[0].0).map_or_else(|| names.join(", "), |word| format!("{word} {}", numbers.join(", ")))
        }
        _ => names.join(", "),
    }
}

/// A place in English words: `art. IV, para. 2 (b)`.
pub fn words(path: &[Printed]) -> String {
    let mut out = String::new();
    for (n, printed) in path.iter().enumerate() {
        let label = printed.shown();
        match printed.unit {
            Unit::Item if n > 0 => out.push_str(&format!(" ({label})")),
            unit => {
                let comma = if n > 0 { ", " } else { "" };
                out.push_str(&format!("{comma}{} {label}", unit.short()[0]));
            }
        }
    }
    out
}

/// The name of one who speaks without what a document says of them in brackets: `Mr. Koh (Singapore)`.
pub fn without_brackets(name: &str) -> &str {
    name[..name.find(['(', '（', '[', '［']).unwrap_or(name.len())].trim()
}

/// The name of one who speaks as such names are compared: in small letters, without a colon or stop at its end.
pub fn speaker_key(name: &str) -> String {
    let low: String = name.chars().flat_map(char::to_lowercase).collect();
    low.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches([':', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> Vec<Printed> {
        let unit = |word: &str| match word {
            "annex" => Unit::Annex,
            "chap" => Unit::Chapter,
            "sec" => Unit::Section,
            "art" => Unit::Article,
            "para" => Unit::Paragraph,
            "p" => Unit::Page,
            _ => Unit::Item,
        };
        let one = |part: &str| {
            let (word, label) = part.split_once(' ')?;
            Some(Printed { unit: unit(word), label: label.to_owned() })
        };
        text.split(", ").filter_map(one).collect()
    }

    /// A passage with the numbers it stands under, who speaks, and the page that begins at a byte of it.
    #[derive(Default)]
    struct Line {
        path: Vec<Printed>,
        speaker: Option<&'static str>,
        pages: Vec<PageStart>,
    }

    fn lines(paths: &[&str]) -> Vec<Line> {
        paths.iter().map(|path| Line { path: printed(path), ..Line::default() }).collect()
    }

    fn places(lines: &[Line]) -> Places {
        Places::of(lines.iter().zip(1..).map(|(line, para)| Standing {
            para: Some(para),
            within: &line.path[..line.path.len().saturating_sub(1)],
            printed: line.path.last(),
            speaker: line.speaker,
            pages: &line.pages,
        }))
    }

    fn numbered(paths: &[&str]) -> Places {
        places(&lines(paths))
    }

    fn treaty() -> Places {
        let lines = ["", "art I", "art II, para 1", "art II, para 2", "art II, para 2, item a", "art IV, para 1"];
        numbered(&lines)
    }

    fn one(places: &Places, path: &str) -> Meaning {
        let names = vec![Named::One(printed(path))];
        let label = names_label(path);
        places.meaning(&Locator { label, value: String::new(), names, span: Span::default() })
    }

    fn names_label(path: &str) -> &'static str {
        printed(path).first().map_or("page", |p| p.unit.term())
    }

    #[test]
    fn a_place_is_all_that_stands_under_its_number() {
        let treaty = treaty();
        assert_eq!(one(&treaty, "art II"), Meaning::Passages(vec![3, 4, 5]));
        assert_eq!(one(&treaty, "art II, para 2"), Meaning::Passages(vec![4, 5]));
        assert_eq!(one(&treaty, "art II, para 2, item a"), Meaning::Passages(vec![5]));
        assert_eq!(one(&treaty, "art III"), Meaning::Missing(printed("art III")));
        assert_eq!(one(&treaty, "annex 1"), Meaning::Unread);
    }

    #[test]
    fn numbers_are_one_in_roman_arabic_and_chinese_numerals() {
        for label in ["art 2", "art ii", "art 二", "art ２"] {
            assert_eq!(one(&treaty(), label), Meaning::Passages(vec![3, 4, 5]), "{label}");
        }
        let law = numbered(&["art 十二", "art 二十", "art 一百〇三"]);
        assert_eq!(one(&law, "art 12"), Meaning::Passages(vec![1]));
        assert_eq!(one(&law, "art 20"), Meaning::Passages(vec![2]));
        assert_eq!(one(&law, "art 103"), Meaning::Passages(vec![3]));
    }

    #[test]
    fn an_item_is_a_letter_and_no_roman_number() {
        let places = numbered(&["para 1, item c", "para 1, item 100"]);
        assert_eq!(one(&places, "para 1, item C"), Meaning::Passages(vec![1]));
    }

    #[test]
    fn a_section_may_be_called_by_the_name_of_another_unit() {
        let law = numbered(&["art 12, para 1", "art 13"]);
        assert_eq!(one(&law, "sec 12"), Meaning::Passages(vec![1]));
    }

    #[test]
    fn a_passage_is_named_by_the_fewest_numbers_that_lead_there() {
        let treaty = treaty();
        let names: Vec<String> = (1..=6).map(|n| treaty.name(n)).collect();
        assert_eq!(names, ["passage 1", "art. I", "art. II, para. 1", "para. 2", "para. 2 (a)", "art. IV, para. 1"]);
        assert_eq!(treaty.names(&[2, 6]), "art. I, art. IV, para. 1");
        let report = numbered(&["", "sec I, para 1", "sec II, para 2", "sec II, para 2, item b"]);
        let names: Vec<String> = (1..=4).map(|n| report.name(n)).collect();
        assert_eq!(names, ["passage 1", "para. 1", "para. 2", "para. 2 (b)"]);
        assert_eq!(report.names(&[2, 3]), "paras. 1, 2");
    }

    #[test]
    fn what_numbers_no_paragraphs_is_counted_and_said_to_be() {
        let plain = numbered(&["", "", ""]);
        let locator =
            |label, value: &str| Locator { label, value: value.to_owned(), names: Vec::new(), span: Span::default() };
        assert_eq!(plain.meaning(&locator("paragraph", "2-3")), Meaning::Counted(vec![2, 3]));
        assert_eq!(plain.meaning(&locator(PASSAGE, "2")), Meaning::Passages(vec![2]));
        assert_eq!(plain.meaning(&locator(PASSAGE, "1, 4")), Meaning::Beyond(4));
        assert_eq!(plain.meaning(&locator("page", "2")), Meaning::Unread);
        assert_eq!(treaty().meaning(&locator(PASSAGE, "2")), Meaning::Passages(vec![2]));
    }

    #[test]
    fn a_range_may_pass_over_numbers_that_the_document_passes_over() {
        let places = numbered(&["para 1", "para 2", "para 5"]);
        let range = |from: &str, to: &str| {
            let last = printed(to).pop().into_iter();
            let names = last.map(|last| Named::Through(printed(from), last)).collect();
            places.meaning(&Locator { label: "paragraph", value: String::new(), names, span: Span::default() })
        };
        assert_eq!(range("para 1", "para 5"), Meaning::Passages(vec![1, 2, 3]));
        assert_eq!(range("para 1", "para 6"), Meaning::Missing(printed("para 6")));
        assert_eq!(range("para 5", "para 1"), Meaning::Missing(printed("para 1")));
    }

    #[test]
    fn a_page_is_what_stands_on_it_from_where_it_begins() {
        let mut list = lines(&["", "", "", ""]);
        list[0].pages.push(PageStart { at: 0, label: "1064".to_owned() });
        list[2].pages.push(PageStart { at: 10, label: "1065".to_owned() });
        let places = places(&list);
        assert_eq!(one(&places, "p 1064"), Meaning::Passages(vec![1, 2, 3]));
        assert_eq!(one(&places, "p 1065"), Meaning::Passages(vec![3, 4]));
        assert_eq!(one(&places, "p 1066"), Meaning::Missing(printed("p 1066")));
        let names: Vec<String> = (1..=4).map(|n| places.name(n)).collect();
        assert_eq!(names, ["p. 1064", "p. 1064", "p. 1064", "p. 1065"]);
    }

    #[test]
    fn a_speaker_is_found_by_the_name_the_words_begin_with() {
        let mut list = lines(&["", "", ""]);
        for (n, name) in [(0, "Lord Alpha"), (1, "LORD ALPHA OF BETA:"), (2, "Lord Alpha")] {
            list[n].speaker = Some(name);
        }
        let places = places(&list);
        assert_eq!(places.speaker(", Lord Alpha"), Some((&[1, 3][..], 10)));
        assert_eq!(places.speaker("Lord Alpha of Beta, who asked"), Some((&[2][..], 18)));
        assert_eq!(places.speaker("Lord Alphabet"), None);
    }

    #[test]
    fn a_speaker_is_found_without_what_stands_in_brackets_and_by_other_names() {
        let mut list = lines(&["", "", "", ""]);
        for (n, name) in [(0, "Mr. Koh (Singapore)"), (1, "Mr. Ode（主席）"), (2, "Mr. Koh"), (3, "(Laughter)")] {
            list[n].speaker = Some(name);
        }
        let mut places = places(&list);
        let turns = |places: &Places, name: &str| places.speaker(name).map(|(turns, _)| turns.to_vec());
        assert_eq!(turns(&places, "Mr. Koh"), Some(vec![1, 3]));
        assert_eq!(turns(&places, "mr. koh (singapore)"), Some(vec![1]));
        assert_eq!(turns(&places, "Mr. Ode"), Some(vec![2]));
        assert_eq!(turns(&places, "Tommy Koh"), None);
        places.call("Mr. Ode（主席）", "Chair");
        places.call("MR. KOH", "Chair");
        places.call("Nobody", "Chair");
        assert_eq!(turns(&places, "chair"), Some(vec![1, 2, 3]));
        let named = |words: &str| {
            places.meant(&WrittenPlace { words: words.to_owned(), locator: None, span: Span::default(), form: None })
        };
        assert_eq!(named("Mr. Koh"), Meaning::Turns(vec![1, 3]));
        assert_eq!(named("Mr. Koh says"), Meaning::Unread);
        assert_eq!(places.meant(&WrittenPlace::of_number(4, Span::default())), Meaning::Passages(vec![4]));
    }
}
