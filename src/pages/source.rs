//! Sources: the record, the numbered passages with what points at them, the references, and the ledger
//! with the drawer of what was left out.

use serde::Serialize;

use super::frame::{Frame, PageLink, page_link};
use super::passages::{BlockView, OwnReference, actor_of, blocks, heading_of_references, own_references};
use super::references::{self, CiteView, MetaTag};
use super::words::DateView;
use super::{Feature, Page, View, words};
use crate::book::Book;
use crate::html::OutlineEntry;
use crate::id::Anchor;
use crate::model::source::{Account, BlockKind, LineRange, Show, Source};
use crate::path::OutPath;
use crate::resolve::ResolvedSource;
use crate::text::Lines;

/// The sources' own pages.
pub const FEATURE: Feature = Feature { name: "source", pages };

/// A drawer shows so many lines at most, and says how many more there are.
const MOST_DROPPED: usize = 2_000;

#[derive(Serialize)]
struct SourceView {
    frame: Frame,
    id: String,
    short: String,
    title: String,
    authors: Vec<String>,
    /// Its authors, each with the page of who it is.
    writers: Vec<NamedView>,
    affiliations: Vec<String>,
    date: Option<DateView>,
    publisher: Option<String>,
    /// Its publisher, with the page of who it is.
    published_by: Option<NamedView>,
    container: Option<String>,
    /// What else its record says of where it is to be found, each with its name: volume, number, pages …
    variables: Vec<VariableView>,
    place: Option<String>,
    language: Option<String>,
    lang: Option<String>,
    /// The direction of its language, `ltr` or `rtl`.
    dir: &'static str,
    kind: Option<String>,
    keywords: Vec<String>,
    licence: Option<String>,
    rights: Option<String>,
    note: Option<String>,
    url: Option<String>,
    /// Whether printed addresses may be links that leave the book.
    external_links: bool,
    show: &'static str,
    file: String,
    lines: usize,
    sha256: String,
    passages: u32,
    outline: Vec<OutlineEntry>,
    blocks: Vec<BlockView>,
    references: Vec<OwnReference>,
    /// The heading that stands over them in the text.
    references_heading: Option<OutlineEntry>,
    accounts: Vec<AccountView>,
    dropped: Vec<DroppedView>,
    /// Lines that stand in the record rather than in the text.
    metadata: Vec<DroppedView>,
    dropped_lines: usize,
    /// How many left-out lines the drawer does not list.
    dropped_cut: usize,
    cited_by: Vec<PageLink>,
    corrections: Vec<CorrectionView>,
    /// Tags for programs that read how to cite it.
    citation_tags: Vec<MetaTag>,
    cite: CiteView,
    /// The page's address on the web, for what is copied from it.
    address: Option<String>,
}

/// A name as it is printed.
#[derive(Serialize)]
struct NamedView {
    name: String,
    /// The page of who it is, if there is one.
    page: Option<PageLink>,
}

#[derive(Serialize)]
struct AccountView {
    name: String,
    tone: &'static str,
    count: usize,
    /// Where it begins in a bar as long as the file.
    start: usize,
}

#[derive(Serialize)]
struct DroppedView {
    first: usize,
    last: usize,
    reason: String,
    lines: Vec<String>,
}

#[derive(Serialize)]
struct CorrectionView {
    printed: String,
    meant: String,
    url: String,
    para: Option<u32>,
    /// Where it stands, as the document counts; else by our number.
    place: Option<String>,
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    book.catalog
        .pages
        .keys()
        .filter_map(|page| book.source_at(page).map(|source| (page, source)))
        .map(|(page, source)| {
            let path = OutPath::page(page);
            let here = path.clone();
            Page { path, template: "source.html", view: Box::new(move || view(book, page, source, &here)) }
        })
        .collect()
}

fn view(book: &Book, page: &str, resolved: &ResolvedSource, here: &OutPath) -> View {
    let source = &resolved.source;
    let meta = &source.meta;
    let entry = book.catalog.pages.get(page);
    let title = entry.map_or_else(|| source.id.clone(), |e| e.title.clone());
    let ids = source.anchors();
    let apart = heading_of_references(source);
    let blocks = blocks(book, resolved, &ids, here.into());
    let outline = source
        .blocks
        .iter()
        .enumerate()
        .filter(|(n, b)| b.kind == BlockKind::Heading && apart != Some(*n) && book.shows(resolved, *n))
        .map(|(n, _)| outline_entry(source, n, &ids))
        .collect();
    let (dropped, dropped_cut) = lines_of(book, source, source.ledger.dropped());
    let metadata = source.ledger.accounts.iter().enumerate().filter(|(_, a)| **a == Account::Metadata);
    let (metadata, _) = lines_of(book, source, metadata.map(|(n, _)| (LineRange::one(n + 1), "")).collect());
    let mut frame = Frame::new(book, here, &title, None);
    frame.description = Some(described(source));
    Box::new(SourceView {
        frame,
        id: source.id.clone(),
        short: entry.and_then(|e| e.short.clone()).unwrap_or_default(),
        title: title.clone(),
        writers: meta.author.iter().map(|name| named(book, source, name, here)).collect(),
        published_by: meta.publisher.as_ref().map(|name| named(book, source, name, here)),
        authors: meta.author.clone(),
        affiliations: meta.affiliations.clone(),
        date: meta.issued.as_deref().map(DateView::of),
        publisher: meta.publisher.clone(),
        container: meta.container_title.clone(),
        variables: meta.variables.iter().map(|(name, value)| VariableView::of(name, value)).collect(),
        place: meta.place.clone(),
        language: meta.language.as_deref().map(words::language),
        dir: words::direction(meta.language.as_deref().unwrap_or(&book.config.language)),
        lang: meta.language.clone().filter(|l| *l != book.config.language),
        kind: meta.kind.as_deref().map(kind_words),
        keywords: meta.keywords.clone(),
        licence: meta.licence.clone(),
        rights: source.rights.clone(),
        note: meta.note.clone(),
        url: meta.url.clone(),
        external_links: book.config.external_links
            && meta.url.as_ref().is_some_and(|u| u.starts_with("https://") || u.starts_with("http://")),
        show: source.show.name(),
        file: source.path.as_str().to_owned(),
        lines: source.lines,
        sha256: source.sha256.clone(),
        passages: source.passages(),
        outline,
        references: own_references(book, source, here.into()),
        references_heading: apart.map(|n| outline_entry(source, n, &ids)),
        accounts: accounts(source),
        dropped_lines: source.ledger.accounts.iter().filter(|a| matches!(a, Account::Dropped(_))).count(),
        dropped,
        metadata,
        dropped_cut,
        cited_by: book
            .relations
            .citing
            .get(&source.id)
            .into_iter()
            .flatten()
            .map(|p| page_link(book, p, here))
            .collect(),
        corrections: corrections(book, resolved, &ids),
        citation_tags: references::highwire(book, &source.id, here),
        cite: references::cite_source(book, &source.id, &title, here),
        address: references::address(book, here),
        blocks,
    })
}

/// A variable of the record.
#[derive(Serialize)]
struct VariableView {
    name: String,
    value: String,
}

impl VariableView {
    fn of(name: &str, value: &str) -> Self {
        let words = match name {
            "page" => "pages".to_owned(),
            name => name.replace(['-', '_'], " "),
        };
        let mut letters = words.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        Self { name: first + letters.as_str(), value: value.to_owned() }
    }
}

/// What is known of a source, in a line.
fn described(source: &Source) -> String {
    let meta = &source.meta;
    let facts =
        [meta.author.join(", "), meta.container_title.clone().or_else(|| meta.publisher.clone()).unwrap_or_default()];
    let known = facts.into_iter().chain(meta.issued.as_deref().map(words::date)).filter(|f| !f.is_empty());
    let known: Vec<String> = known
        .chain([match source.passages() {
            1 => "one numbered passage".to_owned(),
            n => format!("{n} numbered passages"),
        }])
        .collect();
    known.join("; ")
}

/// A name that a source prints, with the page of who it is.
fn named(book: &Book, source: &Source, name: &str, here: &OutPath) -> NamedView {
    NamedView { name: name.to_owned(), page: actor_of(book, &source.id, name, here.into()) }
}

fn outline_entry(source: &Source, n: usize, ids: &[Anchor]) -> OutlineEntry {
    let block = &source.blocks[n];
    OutlineEntry { level: block.level.unwrap_or(2), id: ids[n].to_string(), text: block.text.clone() }
}

/// What a text's kind is called: `event-summary` is two words, `op-ed` is one.
fn kind_words(kind: &str) -> String {
    super::frame::capital(&if kind == "op-ed" { kind.to_owned() } else { kind.replace('-', " ") })
}

/// The ledger, its parts one after the other.
fn accounts(source: &Source) -> Vec<AccountView> {
    let mut start = 0;
    source
        .ledger
        .counts()
        .into_iter()
        .map(|(account, count)| {
            let (name, tone) = match account {
                Account::Body => ("Body".to_owned(), "body"),
                Account::Heading => ("Headings".to_owned(), "heading"),
                Account::Metadata => ("Metadata".to_owned(), "metadata"),
                Account::Reference => ("References".to_owned(), "reference"),
                Account::Rights => ("Rights and disclaimers".to_owned(), "rights"),
                Account::Blank => ("Blank".to_owned(), "blank"),
                Account::Dropped(reason) => (format!("Left out: {}", reason.replace('-', " ")), "dropped"),
            };
            let view = AccountView { name, tone, count, start };
            start += count;
            view
        })
        .collect()
}

/// The words of some lines of the file, and how many lines are too many to list.
fn lines_of(book: &Book, source: &Source, ranges: Vec<(LineRange, &str)>) -> (Vec<DroppedView>, usize) {
    let Some(text) = book.texts.get(&source.id).filter(|_| source.show == Show::Full) else {
        return (Vec::new(), 0);
    };
    let lines = Lines::of(&text.text);
    let mut left = MOST_DROPPED;
    let mut cut = 0;
    let mut views = Vec::new();
    for (range, reason) in ranges {
        let shown = range.count().min(left);
        left -= shown;
        cut += range.count() - shown;
        if shown == 0 {
            continue;
        }
        let words =
            (range.first..range.first + shown).map(|n| text.text[lines.span(n, &text.text).range()].trim().to_owned());
        views.push(DroppedView {
            first: range.first,
            last: range.last,
            reason: reason.replace('-', " "),
            lines: words.collect(),
        });
    }
    (views, cut)
}

fn corrections(book: &Book, resolved: &ResolvedSource, ids: &[Anchor]) -> Vec<CorrectionView> {
    let source = &resolved.source;
    let mut list = Vec::new();
    for (n, block) in source.blocks.iter().enumerate().filter(|(n, _)| book.shows(resolved, *n)) {
        for c in &block.corrections {
            list.push(CorrectionView {
                printed: block.text[c.span.range()].to_owned(),
                meant: c.to.clone(),
                url: format!("#{}", ids[n]),
                para: block.para,
                place: block.para.map(|p| words::place(&source.places, p)),
            });
        }
    }
    list
}
