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

use super::marks;
use super::normal::{Normal, Token, tokens};
use super::pattern::{Pattern, Stretches};
use crate::model::source::{Source, SourceBlock};
use crate::text::Span;

/// A block of a source, with where it stands among all words.
pub struct Entry<'a> {
    /// The source.
    pub source: &'a Source,
    /// The block.
    pub block: &'a SourceBlock,
    /// Its place among the source's blocks.
    pub number: usize,
    /// Its text, normalised.
    pub normal: String,
    /// Its words, by their place among all words.
    pub words: Range<usize>,
    /// Where the letters of the normalised text come from. Made for blocks that are quoted, and once: a block may be
    /// a whole book, and be quoted a thousand times.
    origins: OnceLock<Normal>,
    /// What the block has between quotation marks, made like the origins.
    quoted: OnceLock<Vec<Range<usize>>>,
}

impl Entry<'_> {
    /// The stretch of the block's text that a stretch of its normalised text comes from.
    pub fn original(&self, range: &Range<usize>) -> Span {
        let text = &self.block.text;
        self.origins.get_or_init(|| Normal::mapped(text, &self.block.emphasis).without_text()).original(text, range)
    }

    /// Whether a stretch of the block's text stands between quotation marks there.
    pub fn is_quoted(&self, stretch: Span) -> bool {
        // They are in order, and none lies in another.
        let quoted = self.quoted.get_or_init(|| marks::quoted(&self.block.text));
        let before = quoted.partition_point(|q| q.start <= stretch.start);
        before.checked_sub(1).is_some_and(|n| stretch.end <= quoted[n].end)
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

/// A quotation found in a block.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Which of the corpus's entries.
    pub entry: usize,
    /// Where in its normalised text.
    pub stretches: Stretches,
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
        let made: Vec<(String, Vec<Token>)> = blocks
            .par_iter()
            .map(|(_, _, block)| {
                let normal = Normal::of(&block.text, &block.emphasis).text;
                let words = tokens(&normal);
                (normal, words)
            })
            .collect();
        let mut entries = Vec::with_capacity(blocks.len());
        let mut by_source: BTreeMap<&str, (Range<usize>, Vec<usize>)> = BTreeMap::new();
        let mut all = Vec::with_capacity(made.iter().map(|(_, t)| t.len()).sum());
        for ((source, number, block), (normal, words)) in blocks.into_iter().zip(made) {
            let start = all.len();
            all.extend(words);
            let here = entries.len();
            let (range, passages) = by_source.entry(source.id.as_str()).or_insert_with(|| (here..here, Vec::new()));
            range.end = here + 1;
            if block.para.is_some() {
                passages.push(here);
            }
            let (origins, quoted) = (OnceLock::new(), OnceLock::new());
            entries.push(Entry { source, block, number, normal, words: start..all.len(), origins, quoted });
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
        let words = self.rarest(pattern, within);
        for &place in words.unwrap_or_default() {
            let entry = self.entry_at(place);
            if entry == last {
                continue;
            }
            last = entry;
            if let Some(stretches) = pattern.find(&self.entries[entry].normal) {
                hits.push(Hit { entry, stretches });
                if hits.len() >= most {
                    break;
                }
            }
        }
        hits
    }

    /// The places of the rarest word that must stand where the quotation stands.
    fn rarest(&self, pattern: &Pattern, within: &Range<usize>) -> Option<&[u32]> {
        // Words at the ends of parts may be pieces of words where letters in brackets follow.
        let sure = |text: &str| {
            let all = tokens(text);
            let cut = usize::from(pattern.is_edited());
            let inner = all.get(cut..all.len().saturating_sub(cut)).unwrap_or(&[]).to_vec();
            if inner.is_empty() && !pattern.is_edited() { all } else { inner }
        };
        let mut lists: Vec<&[u32]> =
            pattern.parts.iter().flat_map(|p| sure(&p.text)).map(|t| self.places_of(t.hash, within)).collect();
        lists.sort_by_key(|l| l.len());
        if let Some(first) = lists.first() {
            return Some(first);
        }
        // Only scraps: the longest part's own words, if they are whole.
        let part = pattern.parts.iter().max_by_key(|p| p.text.len())?;
        tokens(&part.text).iter().map(|t| self.places_of(t.hash, within)).min_by_key(|l| l.len())
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
            same.then_some((entry, start - own.start))
        })
    }
}

fn run_hash(words: &[Token]) -> u64 {
    let mix = |hash: u64, t: &Token| (hash.rotate_left(5) ^ u64::from(t.hash)).wrapping_mul(0x517c_c1b7_2722_0a95);
    words.iter().fold(0, mix)
}
