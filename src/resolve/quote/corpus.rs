//! All sources as one text of words, indexed once, in which quotations are looked for.
//!
//! Every block of every source is normalised and cut into words; the places of each word are listed. To find a
//! quotation, the places of its rarest word are looked at; to find source words outside quotation marks, runs of
//! words are looked up by their hash. Twenty megabytes of sources are some four million words.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::normal::{Normal, Token, tokens};
use super::pattern::Pattern;
use super::search::{self, Stretches};
use super::{edges, marks};
use crate::model::pin::Sentences;
use crate::model::source::{Show, Source, SourceBlock};
use crate::sentences::sentences;
use crate::text::Span;

/// A block of a source, with where it stands among all words.
pub struct Entry<'a> {
    /// The source.
    pub source: &'a Source,
    /// The block.
    pub block: &'a SourceBlock,
    /// Its place among the source's blocks.
    pub number: usize,
    /// Its text, normalised, behind the number that the document prints before it.
    pub normal: Normal,
    /// How many bytes of the normalised text the number takes.
    lead: usize,
    /// Its words, by their place among all words.
    pub words: Range<usize>,
    /// Where the letters of the normalised text come from. Made for blocks that are quoted, and once: a block may be
    /// a whole book, and be quoted a thousand times.
    origins: OnceLock<Normal>,
    /// What the block has between quotation marks, made like the origins.
    quoted: OnceLock<Vec<Range<usize>>>,
    /// Its sentences, made like the origins.
    sentences: OnceLock<Vec<Span>>,
}

impl Entry<'_> {
    /// The stretch of the block's text that a stretch of its normalised text comes from.
    pub fn original(&self, range: &Range<usize>) -> Span {
        let text = &self.block.text;
        let range = &(range.start.saturating_sub(self.lead)..range.end.saturating_sub(self.lead));
        self.origins.get_or_init(|| Normal::mapped(text, &self.block.emphasis).without_text()).original(text, range)
    }

    /// Whether a stretch of the block's text stands between quotation marks there.
    pub fn is_quoted(&self, stretch: Span) -> bool {
        // They are in order, and none lies in another.
        let quoted = self.quoted.get_or_init(|| marks::quoted(&self.block.text));
        let before = quoted.partition_point(|q| q.start <= stretch.start);
        before.checked_sub(1).is_some_and(|n| stretch.end <= quoted[n].end)
    }

    /// The sentences of the block's text.
    pub fn sentences(&self) -> &[Span] {
        self.sentences.get_or_init(|| sentences(&self.block.text, self.language()))
    }

    /// Whether a book may show its words.
    pub fn is_shown(&self) -> bool {
        self.source.show != Show::Citation
    }

    /// The sentences of a passage that may be shown, from the first to the last of some stretches of its normalised text.
    pub fn sentences_with(&self, stretches: &[Range<usize>]) -> Option<Sentences> {
        let para = self.block.para.filter(|_| self.is_shown())?;
        let (from, to) = (self.original(stretches.first()?).start, self.original(stretches.last()?).end);
        let all = self.sentences();
        let last = all.partition_point(|s| s.start < to);
        let first = (all.partition_point(|s| s.end <= from) + 1).min(last);
        let number = |n: usize| u32::try_from(n).ok().filter(|n| *n > 0);
        Some(Sentences { para, first: number(first)?, last: number(last)? })
    }

    /// The tag of the source's language, if it is known.
    pub fn language(&self) -> Option<&str> {
        self.source.meta.language.as_deref()
    }

    /// The passage it is, or for a heading or caption the passage that follows it.
    pub fn para(&self) -> Option<u32> {
        self.block.para.or_else(|| self.source.blocks[self.number..].iter().find_map(|b| b.para))
    }
}

/// All sources, indexed.
pub struct Corpus<'a> {
    entries: Vec<Entry<'a>>,
    /// For each source its entries, and among them the passages in the order of their numbers.
    sources: BTreeMap<&'a str, (Range<usize>, Vec<usize>)>,
    tokens: Vec<Token>,
    /// Places of words among all words, sorted by the word's hash and then by place.
    places: Vec<u32>,
    /// Hashes of runs of [`Corpus::run`] words within one passage.
    runs: HashSet<u64, BuildHasherDefault<Plain>>,
    run: usize,
}

/// Hashes are spread well already.
#[derive(Default)]
struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A quotation found in a block, or in several that follow each other.
#[derive(Debug, Clone)]
pub struct Hit {
    /// In which of the corpus's entries it begins.
    pub entry: usize,
    /// Where in the normalised text, of the entry or of all it runs over.
    pub stretches: Stretches,
    /// The text of all the entries that it runs over, and the place of each.
    joined: Option<Joined>,
}

/// The text of several entries as one, and the place of each in it.
type Joined = (Normal, Vec<(usize, Range<usize>)>);

impl Hit {
    /// The normalised text in which its stretches stand.
    pub fn text<'c>(&'c self, corpus: &'c Corpus) -> &'c Normal {
        self.joined.as_ref().map_or(&corpus.entries[self.entry].normal, |(text, _)| text)
    }

    /// Its stretches in each of the entries that it runs over.
    pub fn by_entry(&self) -> impl Iterator<Item = (usize, Vec<Range<usize>>)> {
        let whole = (self.entry, 0..usize::MAX);
        let places = self.joined.as_ref().map_or_else(|| vec![whole], |(_, places)| places.clone());
        places.into_iter().filter_map(|(entry, place)| {
            let cut = |p: &Range<usize>| {
                p.start.max(place.start) - place.start..p.end.min(place.end).max(place.start) - place.start
            };
            let parts: Vec<Range<usize>> =
                self.stretches.parts.iter().filter(|p| p.start < place.end && place.start < p.end).map(cut).collect();
            (!parts.is_empty()).then_some((entry, parts))
        })
    }

    /// Its stretches within the entry in which it begins.
    pub fn own(&self) -> Vec<Range<usize>> {
        let Some((_, places)) = &self.joined else { return self.stretches.parts.clone() };
        let Some((_, place)) = places.iter().find(|(entry, _)| *entry == self.entry) else { return Vec::new() };
        let inside = self.stretches.parts.iter().filter(|p| p.start < place.end);
        inside.map(|p| p.start - place.start..p.end.min(place.end) - place.start).collect()
    }

    /// Whether it cuts nothing off at its edges that turns its sense.
    pub fn is_whole(&self, pattern: &Pattern, corpus: &Corpus) -> bool {
        self.cut(pattern, corpus).is_none()
    }

    /// What it cuts off at its edges.
    pub fn cut(&self, pattern: &Pattern, corpus: &Corpus) -> Option<edges::Cut> {
        edges::cut(pattern, &self.stretches, self.text(corpus), corpus.entries[self.entry].language())
    }

    /// The entry that holds a place of its text, and where that begins and ends there.
    pub fn entry_at(&self, spot: usize) -> (usize, Option<Range<usize>>) {
        let places = self.joined.iter().flat_map(|(_, places)| places);
        let found = places.into_iter().find(|(_, place)| spot <= place.end);
        found.map_or((self.entry, None), |(entry, place)| (*entry, Some(place.clone())))
    }
}

impl<'a> Corpus<'a> {
    /// The source with that id, if it has any words.
    pub fn source(&self, id: &str) -> Option<&'a Source> {
        let (range, _) = self.sources.get(id)?;
        self.entries.get(range.start).map(|e| e.source)
    }

    /// Indexes sources. `run` is how many words in a row are taken for reuse (0 for none).
    pub fn new(sources: &'a [Source], run: usize) -> Self {
        let blocks: Vec<(&Source, usize, &SourceBlock)> =
            sources.iter().flat_map(|s| s.blocks.iter().enumerate().map(move |(n, b)| (s, n, b))).collect();
        let made: Vec<(Normal, usize, Vec<Token>)> = blocks
            .par_iter()
            .map(|(_, _, block)| {
                let (normal, lead) = with_number(block);
                let words = tokens(&normal.text);
                (normal, lead, words)
            })
            .collect();
        let mut entries = Vec::with_capacity(blocks.len());
        let mut by_source: BTreeMap<&str, (Range<usize>, Vec<usize>)> = BTreeMap::new();
        let mut all = Vec::with_capacity(made.iter().map(|(_, _, t)| t.len()).sum());
        for ((source, number, block), (normal, lead, words)) in blocks.into_iter().zip(made) {
            let start = all.len();
            all.extend(words);
            let here = entries.len();
            let (range, passages) = by_source.entry(source.id.as_str()).or_insert_with(|| (here..here, Vec::new()));
            range.end = here + 1;
            if block.para.is_some() {
                passages.push(here);
            }
            let (origins, quoted, sentences) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
            entries.push(Entry {
                source,
                block,
                number,
                normal,
                lead,
                words: start..all.len(),
                origins,
                quoted,
                sentences,
            });
        }
        let mut places: Vec<u32> = (0..all.len() as u32).collect();
        places.par_sort_unstable_by_key(|&p| (all[p as usize].hash, p));
        let mut runs = HashSet::default();
        if run > 0 {
            for entry in entries.iter().filter(|e| e.block.para.is_some()) {
                runs.extend(all[entry.words.clone()].windows(run).map(run_hash));
            }
        }
        Self { entries, sources: by_source, tokens: all, places, runs, run }
    }

    /// The entry at that place.
    pub fn entry(&self, n: usize) -> &Entry<'a> {
        &self.entries[n]
    }

    /// The entries of a source, by their places; none for a source that does not exist.
    pub fn entries_of(&self, source: &str) -> Range<usize> {
        self.sources.get(source).map_or(0..0, |s| s.0.clone())
    }

    /// The line of a source on which some normalised words begin that were left out of it. Words of which the source
    /// shows nothing at all are not found.
    pub fn left_out(&self, source: &str, words: &str) -> Option<usize> {
        let entry = self.entries.get(self.entries_of(source).next()?)?;
        let holds = |text: &str| Normal::of(text, &[]).text.contains(words);
        entry
            .source
            .left_out
            .iter()
            .find(|(_, text)| text.len() >= words.len() / 2 && holds(text))
            .map(|(line, _)| *line)
    }

    /// The tag of a source's language, if it is known.
    pub fn language_of(&self, source: &str) -> Option<&str> {
        self.entries.get(self.entries_of(source).start).filter(|e| e.source.id == source)?.language()
    }

    /// The ids of all sources that have text.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().copied()
    }

    /// All entries.
    pub fn all(&self) -> Range<usize> {
        0..self.entries.len()
    }

    /// The entry of a passage.
    pub fn passage(&self, source: &str, para: u32) -> Option<usize> {
        self.sources.get(source)?.1.get(para.checked_sub(1)? as usize).copied()
    }

    /// The words of an entry.
    pub fn words(&self, entry: usize) -> &[Token] {
        &self.tokens[self.entries[entry].words.clone()]
    }

    /// Where among all words a word of that hash stands, within some entries.
    pub fn places_of(&self, hash: u32, within: &Range<usize>) -> &[u32] {
        let Some((first, last)) = self.entries.get(within.start).zip(self.entries.get(within.end.wrapping_sub(1)))
        else {
            return &[];
        };
        let (from, to) = (first.words.start as u32, last.words.end as u32);
        let key = |p: &u32| (self.tokens[*p as usize].hash, *p);
        let start = self.places.partition_point(|p| key(p) < (hash, from));
        let end = self.places.partition_point(|p| key(p) < (hash, to));
        &self.places[start..end.max(start)]
    }

    /// The word at a place among all words.
    pub fn token(&self, place: u32) -> Token {
        self.tokens[place as usize]
    }

    /// The entry that holds the word at a place among all words.
    pub fn entry_at(&self, place: u32) -> usize {
        self.entries.partition_point(|e| e.words.end <= place as usize)
    }

    /// Where a quotation stands within some entries: the first `most` of them, in order.
    pub fn find(&self, pattern: &Pattern, within: &Range<usize>, most: usize) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut last = usize::MAX;
        let whole: Vec<Token> = pattern.parts.iter().flat_map(super::pattern::Part::whole_words).collect();
        for &place in self.rarest(&whole, within) {
            let entry = self.entry_at(place);
            if entry == last {
                continue;
            }
            last = entry;
            hits.extend(self.find_in(pattern, entry));
            if hits.len() >= most {
                break;
            }
        }
        hits
    }

    /// Where a quotation stands in an entry.
    pub fn find_in(&self, pattern: &Pattern, entry: usize) -> Option<Hit> {
        let Entry { normal, .. } = &self.entries[entry];
        let tag = self.entries[entry].language();
        let is_whole = |found: &Stretches| edges::cut(pattern, found, normal, tag).is_none();
        let stretches = search::find(pattern, normal, &is_whole)?;
        Some(Hit { entry, stretches, joined: None })
    }

    /// Where a quotation stands in several entries read as one text.
    pub fn find_across(&self, pattern: &Pattern, entries: &[usize]) -> Option<Hit> {
        let (text, places) = Normal::joined(entries.iter().map(|&e| &self.entries[e].normal));
        let stretches = search::find(pattern, &text, &|_| true)?;
        let start = stretches.parts.first()?.start;
        let places: Vec<(usize, Range<usize>)> = entries.iter().copied().zip(places).collect();
        let (entry, _) = places.iter().find(|(_, p)| start < p.end)?;
        Some(Hit { entry: *entry, stretches, joined: Some((text, places)) })
    }

    /// In which entry the letters of a quotation stand, and where, if words and numbers may be cut at its ends.
    pub fn find_cut(&self, pattern: &Pattern, within: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let words = tokens(&pattern.literal.text);
        let known: Vec<Token> = words.into_iter().filter(|t| !self.places_of(t.hash, within).is_empty()).collect();
        let mut entries: Vec<usize> = self.rarest(&known, within).iter().map(|p| self.entry_at(*p)).collect();
        entries.dedup();
        let letters = search::Letters::of(pattern)?;
        entries.into_iter().find_map(|n| Some((n, letters.find(&self.entries[n].normal)?)))
    }

    /// The places of the rarest of some words, all of which must stand where a quotation stands.
    fn rarest(&self, words: &[Token], within: &Range<usize>) -> &[u32] {
        words.iter().map(|t| self.places_of(t.hash, within)).min_by_key(|places| places.len()).unwrap_or_default()
    }

    /// Whether these words stand in a row in a passage.
    pub fn has_run(&self, words: &[Token]) -> bool {
        self.runs.contains(&run_hash(words))
    }

    /// How many words in a row are taken for reuse; 0 for none.
    pub fn run(&self) -> usize {
        self.run
    }

    /// Where a run of words stands: the entry and the place of its first word among the entry's words.
    pub fn find_run(&self, words: &[Token]) -> Option<(usize, usize)> {
        let all = self.all();
        let (offset, places) = words
            .iter()
            .enumerate()
            .map(|(n, t)| (n, self.places_of(t.hash, &all)))
            .min_by_key(|(_, places)| places.len())?;
        places.iter().find_map(|&place| {
            let start = (place as usize).checked_sub(offset)?;
            let entry = self.entry_at(place);
            let own = &self.entries[entry].words;
            let same = start >= own.start
                && start + words.len() <= own.end
                && self.entries[entry].block.para.is_some()
                && self.tokens[start..start + words.len()].iter().zip(words).all(|(a, b)| a.hash == b.hash);
            same.then(|| (entry, start - own.start))
        })
    }
}

/// A block's text as it is compared, with the number that the document prints before it, and how much that takes.
fn with_number(block: &SourceBlock) -> (Normal, usize) {
    let normal = Normal::of(&block.text, &block.emphasis);
    let Some(number) = block.marker.as_deref().filter(|_| block.printed.is_some()) else { return (normal, 0) };
    let (all, places) = Normal::joined([&Normal::of(number, &[]), &normal].into_iter());
    let lead = places.get(1).map_or(0, |p| p.start);
    (all, lead)
}

fn run_hash(words: &[Token]) -> u64 {
    let mix = |hash: u64, t: &Token| (hash.rotate_left(5) ^ u64::from(t.hash)).wrapping_mul(0x517c_c1b7_2722_0a95);
    words.iter().fold(0, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_over_several_passages_has_its_stretches_in_that_where_it_begins() {
        let stretches = Stretches { parts: vec![12..20, 25..40, 45..48], edited: false };
        let places = vec![(3, 0..10), (7, 11..30), (8, 31..50)];
        let hit = Hit { entry: 7, stretches, joined: Some((Normal::mapped("", &[]), places)) };
        assert_eq!(hit.own(), [1..9, 14..19]);
        assert_eq!(hit.by_entry().collect::<Vec<_>>(), [(7, vec![1..9, 14..19]), (8, vec![0..9, 14..17])]);
        assert_eq!(hit.entry_at(27), (7, Some(11..30)));
    }
}
