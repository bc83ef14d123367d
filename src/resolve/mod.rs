//! Map: one written document and the catalog to one resolved document. Links, citations, claims and
//! mentions are led to what they name; what leads nowhere is remarked, and its words are kept.

mod altered;
mod claim;
pub mod embed;
mod field;
pub mod kept;
pub mod mention;
mod near;
mod pin;
mod place;
pub mod quote;
mod side;
mod voice;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use crate::catalog::{Catalog, Found, PageEntry, PageKind, Several};
use crate::id::{Anchor, AssetId, PageId};
use crate::model::claim::Claim;
use crate::model::note::Note;
use crate::model::pin::{self as pins, PinBy, Sentences};
use crate::model::place::{Meaning, WrittenPlace};
use crate::model::quote::{Altering, Carrier, Quotation, Tally};
use crate::model::side::Side;
use crate::model::source::Source;
use crate::model::tree::{
    Convert, Inline, Never, Node, Resolved, ResolvedCite, ResolvedEmbed, Run, Target, Within, Written, WrittenCite,
    WrittenLink, convert,
};
use crate::path::{SitePath, decode_percent, slug};
use crate::report::faults::{
    CitationKey, EmbedCycle, ImageRemote, LinkAmbiguous, LinkAnchor, LinkMissing, LinkUnsafe, RelationMissing,
};
use crate::report::{Checked, Diagnostic};
use crate::text::Span;

use embed::Cycles;
use mention::Matcher;
use pin::{Lead, Quoted};
use place::Meant;
use quote::Checker;

/// A note with all it names led to what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedNote {
    /// The note.
    pub note: Note<Resolved>,
    /// Pages it links to, with the anchor if one is named, in order of first appearance.
    pub links: Vec<(PageId, Option<Anchor>)>,
    /// Sources it cites or embeds, with the passage if one is named.
    pub cites: Vec<(String, Option<u32>)>,
    /// Sentences of sources to which its citations point, and whether they are only near to what it says.
    pub pins: Vec<Pin>,
    /// Works it cites that are not kept in the book, by key.
    pub works: Vec<String>,
    /// How often it mentions each entity.
    pub mentions: BTreeMap<PageId, usize>,
    /// Its claims that could be led to what they name.
    pub claims: Vec<Claim>,
    /// The sides of a tension that could be led to what they name, in the order in which they are written.
    pub sides: Vec<Side>,
    /// Its quotations that hold, claims' among them.
    pub quotations: Vec<Quotation>,
    /// How many quotations it makes, and how many hold.
    pub tally: Tally,
    /// Pages of wider concepts.
    pub broader: Vec<PageId>,
    /// Pages of narrower concepts.
    pub narrower: Vec<PageId>,
    /// Pages of related entities.
    pub related: Vec<PageId>,
    /// Pages of those for whom it speaks, if it is an actor.
    pub speaks_for: Vec<PageId>,
}

/// Sentences of a source to which something points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The source.
    pub source: String,
    /// Them, passage by passage: more than one where they run over several.
    pub sentences: Vec<Sentences>,
    /// Whether they are only near to what a citation of the whole passage is there for.
    pub near: bool,
}

/// A mention in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceMention {
    /// The page of the entity.
    pub page: PageId,
    /// In which block of the source.
    pub block: usize,
    /// Where in the block's text.
    pub span: Span,
    /// Whether it is a link on the source's page: the first of its section.
    pub linked: bool,
}

/// A source with the entities its text mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedSource {
    /// The source.
    pub source: Source,
    /// The mentions, in reading order.
    pub mentions: Vec<SourceMention>,
    /// How many words its text has.
    pub words: usize,
}

/// What resolving needs to know of the rest of the book.
pub struct Context<'a> {
    /// Every name.
    pub catalog: &'a Catalog,
    /// The labels' automaton.
    pub matcher: &'a Matcher<'a>,
    /// Embeds that would lead back to themselves.
    pub cycles: &'a Cycles,
    /// The sources' words, and how quotations are checked against them.
    pub checker: &'a Checker<'a>,
}

/// Finds the mentions in a source's text.
pub fn source(source: Source, matcher: &Matcher) -> ResolvedSource {
    let mut mentions = Vec::new();
    let mut linked: BTreeSet<&PageId> = BTreeSet::new();
    for (n, block) in source.blocks.iter().enumerate() {
        use crate::model::source::BlockKind::{Byline, Dateline, Heading, Keywords, Reference, Title};
        if block.kind == Heading {
            linked.clear();
        }
        if matches!(block.kind, Byline | Dateline | Heading | Keywords | Reference | Title) {
            continue;
        }
        for hit in matcher.find(&block.text, &source.id) {
            let first = linked.insert(hit.page);
            mentions.push(SourceMention {
                page: hit.page.to_owned(),
                block: n,
                span: Span::new(hit.start, hit.end),
                linked: first,
            });
        }
    }
    let words = source.blocks.iter().map(|b| crate::script::words(&b.text)).sum();
    ResolvedSource { source, mentions, words }
}

/// Leads everything a note names to what it is.
pub fn note(note: Note<Written>, context: &Context) -> Checked<ResolvedNote> {
    let mut resolver = Resolver {
        context,
        path: note.path.clone(),
        id: note.id.clone(),
        in_section: BTreeSet::new(),
        second_hand: BTreeSet::new(),
        quoted_at: BTreeMap::new(),
        citing: BTreeMap::new(),
        replaced: Vec::new(),
        links: Vec::new(),
        cites: Vec::new(),
        pins: Vec::new(),
        works: Vec::new(),
        mentions: BTreeMap::new(),
        remarks: Vec::new(),
    };
    let relation = |names: &[(String, Span)], key: &str, resolver: &mut Resolver| {
        names.iter().filter_map(|(name, span)| resolver.relation(name, *span, key)).collect::<Vec<_>>()
    };
    let broader = relation(&note.front.broader, "broader", &mut resolver);
    let narrower = relation(&note.front.narrower, "narrower", &mut resolver);
    let related = relation(&note.front.related, "related", &mut resolver);
    let speaks_for = relation(&note.front.speaks_for, "speaks_for", &mut resolver);
    let mut quotations = Vec::new();
    let mut claims = Vec::new();
    for written in &note.front.claims {
        if let Some((claim, quotation)) = claim::resolve(written, &note, context, &mut resolver.remarks) {
            claims.push(claim);
            quotations.extend(quotation);
        }
    }
    let (sides, in_sides) = side::resolve(&note, context, &mut resolver.remarks);
    quotations.extend(in_sides);
    let in_text = quote::prose::check_note(&note, context.checker);
    quotations.extend(in_text.quotations);
    resolver.remarks.extend(in_text.remarks);
    resolver.remarks.extend(quote::check_front(&note, context.checker));
    let failing = resolver.remarks.iter().filter(|r| quote::fails(r.code)).count();
    let tally = Tally { made: quotations.len() + failing + in_text.unchecked, held: quotations.len() };
    quote::locators::reconcile(&quotations, &mut resolver.remarks, context.catalog);
    resolver.second_hand = second_hand(&quotations);
    resolver.quoted_at = pin::quoted_at(&quotations);
    let language = note.front.language.as_deref().unwrap_or(context.checker.language);
    resolver.citing = near::citing(&note.body, Some(language), |cite| resolver.is_paraphrase(cite));
    resolver.replaced = replaced(&quotations);
    let body = convert(note.body, &mut resolver);
    let note = Note { id: note.id, path: note.path, kind: note.kind, title: note.title, front: note.front, body };
    let Resolver { links, cites, pins, works, mentions, remarks, .. } = resolver;
    Checked::new(
        ResolvedNote {
            note,
            links,
            cites,
            pins,
            works,
            mentions,
            claims,
            sides,
            quotations,
            tally,
            broader,
            narrower,
            related,
            speaks_for,
        },
        remarks,
    )
}

/// From so many words on, words within quotation marks in a source are somebody else's and no mere term.
const LEAST_SECOND_HAND: usize = 4;

/// The citations of which every quotation stands within quotation marks in the source: they say `quoted in`.
fn second_hand(quotations: &[Quotation]) -> BTreeSet<Span> {
    let of = |nested: bool| {
        let those = quotations.iter().filter(move |q| (q.nested && q.words >= LEAST_SECOND_HAND) == nested);
        those.filter_map(|q| q.cite).collect::<BTreeSet<Span>>()
    };
    &of(true) - &of(false)
}

/// Where quotations in running text put words in the place of the source's.
fn replaced(quotations: &[Quotation]) -> Vec<(Span, String)> {
    let in_text = quotations.iter().filter(|q| matches!(q.carrier, Carrier::Block | Carrier::Inline));
    let all = in_text.flat_map(|q| &q.alterations).filter(|a| a.kind == Altering::Replacement);
    let mut all: Vec<(Span, String)> = all.map(|a| (a.span, a.printed.clone())).collect();
    all.sort();
    all
}
/// Of the pages that a name may mean so many are told.
const MOST_TOLD: usize = 8;

struct Resolver<'a> {
    context: &'a Context<'a>,
    path: SitePath,
    id: PageId,
    /// Entities already linked in this section.
    in_section: BTreeSet<PageId>,
    /// Citations whose words the source takes from someone else.
    second_hand: BTreeSet<Span>,
    /// Where quotations were found, by the citations that speak for them.
    quoted_at: BTreeMap<Span, Quoted>,
    /// What is said where each citation stands.
    citing: BTreeMap<Span, Rc<str>>,
    /// Where words of the writer's own stand in the place of a source's, and what the source prints, in order.
    replaced: Vec<(Span, String)>,
    links: Vec<(PageId, Option<Anchor>)>,
    cites: Vec<(String, Option<u32>)>,
    pins: Vec<Pin>,
    works: Vec<String>,
    mentions: BTreeMap<PageId, usize>,
    remarks: Vec<Diagnostic>,
}

impl Resolver<'_> {
    /// Where in a run words stand in the place of a source's, and what the source prints.
    fn altered(&self, run: &Run) -> Vec<(Range<usize>, String)> {
        if self.replaced.is_empty() || run.text.is_empty() {
            return Vec::new();
        }
        let (from, to) = (run.place(0), run.place(run.text.len()));
        let first = self.replaced.partition_point(|(span, _)| span.start < from);
        let here = self.replaced[first..].iter().take_while(|(span, _)| span.end <= to);
        here.filter_map(|(span, printed)| Some((run.offset(span.start)?..run.offset(span.end)?, printed.clone())))
            .collect()
    }

    fn remark(&mut self, diagnostic: Diagnostic, span: Span) {
        self.remarks.push(diagnostic.at(&self.path, span));
    }

    /// The page that a name in the front matter means.
    fn relation(&mut self, name: &str, span: Span, key: &str) -> Option<PageId> {
        let catalog = self.context.catalog;
        // Obsidian writes links in its properties as `"[[name|words]]"`.
        let name = name.trim().trim_start_matches("[[").trim_end_matches("]]");
        let name = name.split(['|', '#']).next().unwrap_or(name);
        match catalog.find(name) {
            Found::One(page) => Some(page.to_owned()),
            Found::Several(pages) => Some(pages.first().to_owned()),
            Found::None => {
                let near = catalog.near_page(name);
                let fault = RelationMissing { key: key.to_owned(), name: name.to_owned(), near };
                self.remark(Diagnostic::of(fault), span);
                None
            }
        }
    }

    fn wikilink(&mut self, link: &WrittenLink) -> Target {
        let catalog = self.context.catalog;
        let (dest, span) = (link.dest.as_str(), link.span);
        let (name, anchor) = match dest.split_once('#') {
            Some((name, anchor)) => (name.trim(), Some(anchor.trim())),
            None => (dest.trim(), None),
        };
        let page = match (name, catalog.find(name)) {
            ("", _) => self.id.clone(),
            (_, Found::One(page)) => page.to_owned(),
            (_, Found::Several(pages)) => {
                self.remark(ambiguous(name, &pages), span);
                pages.first().to_owned()
            }
            (_, Found::None) => {
                if let Some(file) = catalog.file(name) {
                    return Target::File(file.clone());
                }
                let (near, draft) = (catalog.near_link(name), catalog.is_draft(name));
                self.remark(Diagnostic::of(LinkMissing::Name { name: name.to_owned(), near, draft }), span);
                return Target::Missing;
            }
        };
        self.page(page, anchor, link.place.as_ref(), span)
    }

    /// The page with an anchor, if the page has it; of a source, what stands at the place that it names.
    fn page(&mut self, page: PageId, anchor: Option<&str>, place: Option<&WrittenPlace>, span: Span) -> Target {
        let catalog = self.context.catalog;
        let Some(anchor) = anchor.filter(|a| !a.is_empty()) else {
            self.links.push((page.clone(), None));
            return Target::Page { page, anchor: None };
        };
        let entry = catalog.pages.get(&page);
        let has = |a: &String| entry.and_then(|e| e.anchors.get(a.as_str()));
        // Obsidian names headings by their words, nested ones by a path of them, and blocks by `^name`.
        let last = anchor.rsplit('#').next().unwrap_or(anchor).trim_start_matches('^');
        // A heading whose slug the page needs for itself has an `x` behind it.
        let found = [last.to_owned(), slug(last), format!("{}-x", slug(last))].iter().find_map(has);
        if let Some(found) = found.cloned() {
            self.links.push((page.clone(), Some(found.clone())));
            return Target::Page { page, anchor: Some(found) };
        }
        // The heading that is the title stands above everything: to name it is to name the page.
        if entry.is_some_and(|e| slug(&e.title) == slug(last)) {
            self.links.push((page.clone(), None));
            return Target::Page { page, anchor: None };
        }
        if let Some(anchor) = entry.zip(place).and_then(|(entry, place)| self.anchor_at(entry, place)) {
            self.links.push((page.clone(), Some(anchor.clone())));
            return Target::Page { page, anchor: Some(anchor) };
        }
        let (near, on, anchor) = (catalog.near_anchor(&page, last), page.to_string(), last.to_owned());
        let fault = match entry {
            Some(e) if e.kind == PageKind::Source => {
                LinkAnchor::Passage { page: on, anchor, passages: e.passages, near }
            }
            _ => LinkAnchor::Heading { page: on, anchor, near },
        };
        self.remark(Diagnostic::of(fault), span);
        self.links.push((page.clone(), None));
        Target::Page { page, anchor: None }
    }

    /// The passages of a source at a place that a link names; of somebody who speaks, the first turn.
    fn passages_at(entry: &PageEntry, place: &WrittenPlace) -> Vec<u32> {
        match entry.places.meant(place) {
            Meaning::Passages(passages) | Meaning::Counted(passages) => passages,
            Meaning::Turns(turns) => {
                let first = turns.first().copied().unwrap_or_default();
                turns.iter().zip(first..).take_while(|(para, next)| *para == next).map(|(para, _)| *para).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The anchor of a place in a source: that of the heading over just these passages, or of the first of them.
    fn anchor_at(&mut self, entry: &PageEntry, place: &WrittenPlace) -> Option<Anchor> {
        let passages = Self::passages_at(entry, place);
        let first = Anchor::of_passage(*passages.first()?);
        if let Some(locator) = &place.locator {
            let meaning = entry.places.meaning(locator);
            for fault in place::faults(entry.path.stem(), locator, &meaning, entry) {
                self.remark(fault, place.span);
            }
        }
        let section = entry.sections.iter().find(|(_, section)| section.passages == passages);
        Some(section.map_or(first, |(anchor, _)| anchor.clone()))
    }

    /// A link written as an address: to a file of the book, to a place outside, or to a heading here.
    fn address(&mut self, dest: &str, span: Span, picture: bool) -> Target {
        if let Some(scheme) = scheme(dest) {
            return match scheme.as_str() {
                "http" | "https" if picture => {
                    self.remark(Diagnostic::of(ImageRemote { address: dest.to_owned() }), span);
                    Target::External(dest.to_owned())
                }
                "http" | "https" | "mailto" | "tel" | "ftp" | "doi" | "urn" => Target::External(dest.to_owned()),
                _ => {
                    self.remark(Diagnostic::of(LinkUnsafe { scheme }), span);
                    Target::Missing
                }
            };
        }
        if let Some(rest) = dest.strip_prefix("//") {
            return Target::External(format!("https://{rest}"));
        }
        let (file, anchor) = match dest.split_once('#') {
            Some((file, anchor)) => (file, Some(decode_percent(anchor))),
            None => (dest, None),
        };
        if file.is_empty() {
            return self.page(self.id.clone(), anchor.as_deref(), None, span);
        }
        let file = decode_percent(file.split('?').next().unwrap_or(file));
        let catalog = self.context.catalog;
        let whole = join(self.path.as_str(), &file);
        let inside = whole.as_deref().and_then(|w| w.strip_prefix("content/").or_else(|| w.strip_prefix("seeds/")));
        let Some(inside) = inside.map(str::to_owned) else {
            self.remark(Diagnostic::of(LinkMissing::Outside { file }), span);
            return Target::Missing;
        };
        if catalog.files.contains(inside.as_str()) {
            return Target::File(AssetId::new(inside));
        }
        let name = inside.trim_end_matches(".md").trim_end_matches(".html").trim_end_matches(".txt");
        match catalog.find(name) {
            Found::One(page) => {
                let page = page.to_owned();
                self.page(page, anchor.as_deref(), None, span)
            }
            Found::Several(pages) => {
                let page = pages.first().to_owned();
                self.page(page, anchor.as_deref(), None, span)
            }
            Found::None => {
                let near = catalog.near_link(name.rsplit('/').next().unwrap_or(name));
                self.remark(Diagnostic::of(LinkMissing::File { file: inside.to_string(), near }), span);
                Target::Missing
            }
        }
    }
}

impl Resolver<'_> {
    /// What a wikilink without words of its own shows where it names a file: that page's title. A title or
    /// alias, and words set behind a bar, are shown as the author wrote them.
    fn name_shown(&self, page: &str, dest: &str, shown: &str) -> Option<String> {
        let name = dest.split('#').next().unwrap_or(dest).trim();
        let entry = self.context.catalog.pages.get(page)?;
        let file = name == page || page.rsplit('/').next() == Some(name) || entry.path.stem() == name;
        let label = entry.title == name || entry.labels.iter().any(|l| l == name);
        (shown == name && file && !label).then(|| entry.title.clone())
    }
}

/// A name that fits several pages, of which a few are told.
fn ambiguous(name: &str, pages: &Several) -> Diagnostic {
    let told = pages.pages().take(MOST_TOLD).map(PageId::to_string).collect();
    Diagnostic::of(LinkAmbiguous { name: name.to_owned(), count: pages.count(), pages: told })
}

/// The scheme of an address, in small letters.
fn scheme(dest: &str) -> Option<String> {
    // Browsers skip tabs and line ends anywhere, and control characters and spaces in front (WHATWG URL).
    let clean: String = dest.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let (scheme, _) = clean.trim_start_matches(|c: char| c <= ' ').split_once(':')?;
    let fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    fits.then(|| scheme.to_ascii_lowercase())
}

/// `file` as seen from the file `from`, both from the book's folder; nothing when it leads above that.
/// A leading slash means the folder of the notes.
fn join(from: &str, file: &str) -> Option<String> {
    let mut parts: Vec<&str> = match file.strip_prefix('/') {
        Some(_) => vec!["content"],
        None => from.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

impl Convert<Written, Resolved> for Resolver<'_> {
    fn link(&mut self, link: WrittenLink, picture: bool) -> Target {
        match link.wiki {
            true => self.wikilink(&link),
            false => self.address(&link.dest, link.span, picture),
        }
    }

    fn whole_link(&mut self, target: WrittenLink, title: String, content: Vec<Inline<Resolved>>) -> Inline<Resolved> {
        // `[[!words]]` keeps words from being linked.
        if target.wiki && target.dest.starts_with('!') {
            return Inline::Mention { target: Target::Missing, linked: false, content };
        }
        let (dest, span) = (target.dest.clone(), target.span);
        let bare = target.wiki;
        let target = self.link(target, false);
        let content = match (&target, content.as_slice()) {
            (Target::Page { page, .. }, [Inline::Text { text, .. }]) if bare => {
                match self.name_shown(page, &dest, text) {
                    Some(title) => vec![Inline::Text { text: title, span }],
                    None => content,
                }
            }
            _ => content,
        };
        Inline::Link { target, title, content }
    }

    fn cite(&mut self, mut cite: WrittenCite) -> ResolvedCite {
        if cite.prefix.is_empty() && self.second_hand.contains(&cite.span) {
            "quoted in".clone_into(&mut cite.prefix);
        }
        let catalog = self.context.catalog;
        let Some((page, entry)) = catalog.source(&cite.key) else {
            // Of a work that is not kept, nobody can look at a sentence: it is the author's own word.
            if let Some(pin) = cite.pin.take() {
                cite.suffix.insert_str(0, &pin.raw);
            }
            if let Some(name) = catalog.works.get(&cite.key) {
                self.works.push(cite.key.clone());
                return ResolvedCite {
                    name: name.clone(),
                    place: None,
                    sentences: None,
                    near: None,
                    target: Target::Work(cite.key.clone()),
                    written: cite,
                };
            }
            let fault = CitationKey { key: cite.key.clone(), near: catalog.near_citable(&cite.key) };
            self.remark(Diagnostic::of(fault), cite.span);
            let name = format!("@{}", cite.key);
            return ResolvedCite {
                name,
                place: None,
                sentences: None,
                near: None,
                target: Target::Missing,
                written: cite,
            };
        };
        let name = entry.short.clone().unwrap_or_else(|| cite.key.clone());
        let Meant { place, mut passages, speaker } = self.place(&cite, entry);
        let Lead { para, sentences, near } = self.lead(&cite, &passages, &entry.places);
        if speaker {
            // Who cites somebody who speaks means one of their turns: the first, if no words say which.
            passages = para.into_iter().collect();
        }
        let anchor = sentences.first().map(|s| s.anchor()).or(para.map(Anchor::of_passage));
        match (para, passages.as_slice()) {
            (para, []) => self.cites.push((cite.key.clone(), para)),
            (_, all) => self.cites.extend(all.iter().map(|para| (cite.key.clone(), Some(*para)))),
        }
        let source = || cite.key.clone();
        self.pins.extend(near.map(|near| Pin { source: source(), sentences: vec![near], near: true }));
        if !sentences.is_empty() {
            // An edition of excerpts shows what is cited.
            let new = |s: &&Sentences| !passages.contains(&s.para) && para != Some(s.para);
            self.cites.extend(sentences.iter().filter(new).map(|s| (source(), Some(s.para))));
            self.pins.push(Pin { source: source(), sentences, near: false });
        }
        let sentences = cite.pin.as_ref().and_then(|pin| match pin.by {
            PinBy::Number(first, last) => Some(pins::name(first, last)),
            PinBy::Words(_) => None,
        });
        let target = Target::Page { page: page.to_owned(), anchor };
        ResolvedCite { name, place, sentences, near, target, written: cite }
    }

    fn embed(&mut self, embed: WrittenLink) -> Node<Resolved> {
        let target = self.wikilink(&embed);
        let mut passages = Vec::new();
        let as_link = |target: Target| {
            let text = Inline::Text { text: embed.dest.clone(), span: embed.span };
            Node::Paragraph(vec![Inline::Link { target, title: String::new(), content: vec![text] }])
        };
        if let Target::Page { page, anchor } = &target {
            if self.context.cycles.contains(&(self.id.clone(), page.clone())) {
                self.remark(Diagnostic::of(EmbedCycle { page: page.to_string() }), embed.span);
                return as_link(target);
            }
            if let Some(entry) = self.context.catalog.pages.get(page)
                && entry.kind == PageKind::Source
            {
                let source = entry.path.stem().to_owned();
                let para = anchor.as_deref().and_then(Anchor::para);
                match (anchor.as_ref().and_then(|a| entry.sections.get(a)), &embed.place) {
                    (Some(section), _) => {
                        self.cites.extend(section.passages.iter().map(|p| (source.clone(), Some(*p))));
                        return Node::Embed { target: ResolvedEmbed { target, passages, place: None } };
                    }
                    // `p3` is the passage of that name, and not page 3.
                    (None, Some(place)) if para != Anchor::para(&place.words) => {
                        passages = Self::passages_at(entry, place);
                    }
                    _ => {}
                }
                match passages.as_slice() {
                    [] => self.cites.push((source, para)),
                    all => self.cites.extend(all.iter().map(|p| (source.clone(), Some(*p)))),
                }
            }
        }
        match target {
            Target::Page { .. } => {
                let place = embed.place.filter(|_| passages.len() > 1).map(|place| place.words);
                Node::Embed { target: ResolvedEmbed { target, passages, place } }
            }
            // A file, or nothing: there is nothing to show, but its name is not lost.
            _ => as_link(target),
        }
    }

    fn text(&mut self, run: Run, within: Within) -> Vec<Inline<Resolved>> {
        if within == Within::Link {
            return run.slice(0, run.text.len());
        }
        let mut altered = self.altered(&run).into_iter().peekable();
        let mut out = Vec::new();
        let mut done = 0;
        let replace = |(at, printed): (Range<usize>, String), done: &mut usize, out: &mut Vec<Inline<Resolved>>| {
            out.extend(run.slice(*done, at.start));
            *done = at.end;
            out.push(Inline::Altered { printed, content: run.slice(at.start, at.end) });
        };
        for hit in self.context.matcher.find(&run.text, &self.id) {
            while let Some(one) = altered.next_if(|(at, _)| at.start < hit.end) {
                replace(one, &mut done, &mut out);
            }
            // Words in brackets are the writer's own, and no link stands across their edges.
            if hit.start < done {
                continue;
            }
            *self.mentions.entry(hit.page.to_owned()).or_insert(0) += 1;
            if within == Within::Heading || *hit.page == self.id || !self.in_section.insert(hit.page.to_owned()) {
                continue;
            }
            out.extend(run.slice(done, hit.start));
            out.push(Inline::Mention {
                target: Target::Page { page: hit.page.to_owned(), anchor: None },
                linked: true,
                content: run.slice(hit.start, hit.end),
            });
            done = hit.end;
        }
        altered.for_each(|one| replace(one, &mut done, &mut out));
        out.extend(run.slice(done, run.text.len()));
        out
    }

    fn group(&mut self, content: Vec<Inline<Written>>) -> Vec<Inline<Written>> {
        match self.replaced.is_empty() {
            true => content,
            false => altered::group(content, &self.replaced),
        }
    }

    fn mention(&mut self, mention: Never) -> Target {
        match mention {}
    }

    fn section(&mut self) {
        self.in_section.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_seen_through_disguises() {
        for (dest, expect) in [
            ("https://a.b", Some("https")),
            ("java\tscript:alert(1)", Some("javascript")),
            (" JAVASCRIPT:x", Some("javascript")),
            ("\u{1}javascript:x", Some("javascript")),
            ("notes/a.md", None),
            ("a b: c", None),
            ("#x:y", None),
        ] {
            assert_eq!(scheme(dest).as_deref(), expect, "{dest:?}");
        }
    }

    #[test]
    fn relative_paths_stay_in_the_book() {
        assert_eq!(join("content/concepts/a.md", "../actors/b.md").as_deref(), Some("content/actors/b.md"));
        assert_eq!(join("content/concepts/a.md", "./b.md").as_deref(), Some("content/concepts/b.md"));
        assert_eq!(join("content/concepts/a.md", "/b.md").as_deref(), Some("content/b.md"));
        assert_eq!(join("content/a.md", "../../etc/passwd"), None);
    }
}
