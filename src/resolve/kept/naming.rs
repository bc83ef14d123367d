//! What names passages of sources by number: citations, links, embeds, claims and sides of tensions.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::catalog::{Catalog, Found, PageEntry, PageKind};
use crate::id::Anchor;
use crate::model::kept::{Kept, Rows};
use crate::model::note::Note;
use crate::model::pin::PinBy;
use crate::model::place::{Form, Locator, PASSAGE, Spot, Stretch, Unit, WrittenPlace};
use crate::model::tree::{Inline, Node, Written, WrittenCite, WrittenLink, every_block, every_inline};
use crate::path::{SitePath, decode_percent, slug};
use crate::resolve::join;
use crate::text::{Span, Text};

/// Something that names places of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// In which note it stands.
    pub path: SitePath,
    /// Where it stands.
    pub span: Span,
    /// The id of the source.
    pub source: String,
    /// What it names. Of a range the ends are places of their own.
    pub stretches: Vec<Stretch>,
    /// How it is written.
    pub spelling: Spelling,
    /// Whether sentences of these places are named by number behind it.
    pub counts_sentences: bool,
}

/// How places are named, and where what is to be written anew stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// In words, as in a citation; nothing where none can be written in their stead.
    Locator(Option<Span>),
    /// In the address of a link or an embed, as `p17`; nothing where that stands elsewhere.
    Anchor(Option<Span>),
    /// As a mere number, in a field.
    Number(Span),
}

impl Naming {
    /// Every place it names.
    pub fn spots(&self) -> impl Iterator<Item = &Spot> {
        self.stretches.iter().flat_map(|(from, through)| std::iter::once(from).chain(through))
    }
}

/// All that names places in notes, in reading order.
pub fn namings<'a>(
    notes: impl Iterator<Item = &'a Note<Written>>,
    catalog: &Catalog,
    kept: &Kept,
    texts: &BTreeMap<SitePath, Text>,
) -> Vec<Naming> {
    let notes: Vec<&Note<Written>> = notes.collect();
    let mut all: Vec<Naming> = notes
        .into_par_iter()
        .flat_map_iter(|note| {
            let text = texts.get(&note.path).map_or("", |t| &t.text);
            let mut reader = Reader { note, catalog, kept, text, found: Vec::new() };
            reader.read();
            reader.found
        })
        .collect();
    all.sort_by(|a, b| (&a.path, a.span).cmp(&(&b.path, b.span)));
    all
}

struct Reader<'a> {
    note: &'a Note<Written>,
    catalog: &'a Catalog,
    kept: &'a Kept,
    text: &'a str,
    found: Vec<Naming>,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let front = &self.note.front;
        let claims = front.claims.iter().map(|c| (&c.source, &c.place));
        for (source, place) in claims.chain(front.sides.iter().map(|s| (&s.source, &s.place))) {
            let (Some((source, _)), Some(place)) = (source, place) else { continue };
            let Some((_, entry)) = self.catalog.source(source) else { continue };
            let spelling = match place.form {
                Some(Form::Number) => Spelling::Number(place.span),
                Some(Form::Words) => Spelling::Locator(Some(place.span)),
                None => Spelling::Locator(None),
            };
            self.field(entry, place, place.span, spelling);
        }
        for block in every_block(&self.note.body) {
            if let Node::Embed { target } = &block.node {
                self.link(target);
            }
            for inline in block.node.words().flat_map(every_inline) {
                match inline {
                    Inline::Cite { cites, .. } => cites.iter().for_each(|cite| self.cite(cite)),
                    Inline::Link { target, .. } => self.link(target),
                    _ => {}
                }
            }
        }
    }

    /// Takes what names places, as far as the source has them or they are kept.
    fn take(&mut self, entry: &PageEntry, mut stretches: Vec<Stretch>, span: Span, spelling: Spelling) {
        let source = entry.path.stem();
        let rows = self.kept.sources.get(source);
        let is_place = |spot: &Spot| is_kept(rows, spot) || !entry.places.at(spot).is_empty();
        stretches.retain(|(from, through)| is_place(from) && through.as_ref().is_none_or(is_place));
        if !stretches.is_empty() {
            let (path, source) = (self.note.path.clone(), source.to_owned());
            self.found.push(Naming { path, span, source, stretches, spelling, counts_sentences: false });
        }
    }

    fn cite(&mut self, cite: &WrittenCite) {
        let (Some(locator), Some((_, entry))) = (&cite.locator, self.catalog.source(&cite.key)) else { return };
        let before = self.found.len();
        self.locator(entry, locator, locator.span, Spelling::Locator(Some(locator.span)));
        let counts = cite.pin.as_ref().is_some_and(|pin| matches!(pin.by, PinBy::Number(..)));
        self.found[before..].iter_mut().for_each(|naming| naming.counts_sentences = counts);
    }

    fn field(&mut self, entry: &PageEntry, place: &WrittenPlace, span: Span, spelling: Spelling) {
        if let Some(locator) = &place.locator {
            self.locator(entry, locator, span, spelling);
        }
    }

    fn locator(&mut self, entry: &PageEntry, locator: &Locator, span: Span, spelling: Spelling) {
        let stretches = stretches(locator, entry, self.kept.sources.get(entry.path.stem()));
        self.take(entry, stretches, span, spelling);
    }

    fn link(&mut self, link: &WrittenLink) {
        let Some((file, anchor)) = link.dest.split_once('#').filter(|(file, _)| !file.trim().is_empty()) else {
            return;
        };
        let last = anchor.rsplit('#').next().unwrap_or(anchor).trim().trim_start_matches('^');
        let entry = match link.wiki {
            true => self.page(file.trim()),
            false => {
                let file = decode_percent(file);
                let whole = join(self.note.path.as_str(), &file);
                let inside = whole.as_deref().and_then(|w| w.strip_prefix("content/").or(w.strip_prefix("seeds/")));
                inside.and_then(|name| self.page(name.trim_end_matches(".html").trim_end_matches(".txt")))
            }
        };
        let Some(entry) = entry.filter(|entry| entry.kind == PageKind::Source) else { return };
        if let Some(number) = Anchor::para(last) {
            let place = self.end_of(link, last);
            return self.take(entry, vec![(Spot::Passage(number), None)], link.span, Spelling::Anchor(place));
        }
        // A heading is called by its words, and these move with it.
        let is_heading = [last, &slug(last)].iter().any(|name| entry.anchors.contains(*name));
        if let Some(place) = link.place.as_ref().filter(|_| !is_heading) {
            self.field(entry, place, link.span, Spelling::Locator(self.end_of(link, anchor.trim())));
        }
    }

    fn page(&self, name: &str) -> Option<&'a PageEntry> {
        let page = match self.catalog.find(name) {
            Found::One(page) => page,
            Found::Several(pages) => pages.first(),
            Found::None => return None,
        };
        self.catalog.pages.get(page)
    }

    /// Where what stands behind the `#` of a link does. The address of a link may stand elsewhere, at the end of the note.
    fn end_of(&self, link: &WrittenLink, anchor: &str) -> Option<Span> {
        let words = self.text.get(link.span.range())?;
        let ends = |at: &usize| !words[at + anchor.len()..].starts_with(char::is_alphanumeric);
        let found = |sign: &str| {
            let wanted = format!("{sign}{anchor}");
            let mut places: Vec<usize> = words.match_indices(&wanted).map(|(at, _)| at + sign.len()).collect();
            places.retain(ends);
            places
        };
        let places = [found("#"), found("#^")].concat();
        // The address is the first thing in a wikilink, and the last in another link.
        let at = if link.wiki { places.first() } else { places.last() }?;
        Some(Span::new(link.span.start + at, link.span.start + at + anchor.len()))
    }
}

/// What a locator names. `para. 13` counts where a document numbers no paragraphs, but not where it is kept that the
/// document numbered them.
fn stretches(locator: &Locator, entry: &PageEntry, rows: Option<&Rows>) -> Vec<Stretch> {
    if locator.label == PASSAGE {
        return locator.counted();
    }
    let own = locator.own();
    let counts = locator.label == Unit::Paragraph.term() && !entry.places.numbers_paragraphs();
    match counts && !own.iter().any(|(from, _)| is_kept(rows, from)) {
        true => locator.counted(),
        false => own,
    }
}

fn is_kept(rows: Option<&Rows>, spot: &Spot) -> bool {
    rows.is_some_and(|rows| rows.contains_key(&spot.to_string()))
}
