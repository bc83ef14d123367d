//! Sources: the record, the numbered passages with what points at them, the references, and the ledger
//! with the drawer of what was left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Serialize;

use super::claims::{ClaimView, claim_view};
use super::frame::{Frame, PageLink, page_link};
use super::references::{self, CiteView, MetaTag};
use super::words::DateView;
use super::{Feature, Page, View, words};
use crate::book::Book;
use crate::html::{OutlineEntry, escape, page_url};
use crate::model::source::{Account, BlockKind, LineRange, Show, Source, SourceBlock};
use crate::path::OutPath;
use crate::relate::Pointing;
use crate::resolve::ResolvedSource;
use crate::text::{Lines, Span};

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
    affiliations: Vec<String>,
    date: Option<DateView>,
    publisher: Option<String>,
    container: Option<String>,
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
    references: Vec<ReferenceView>,
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

#[derive(Serialize)]
struct BlockView {
    kind: &'static str,
    level: Option<u8>,
    id: String,
    para: Option<u32>,
    marker: Option<String>,
    /// Its words as HTML; nothing when its rights do not let them be shown.
    html: Option<String>,
    /// Notes that quote or cite it.
    pointing: Vec<PageLink>,
    /// Tensions a side of which quotes it.
    tensions: Vec<PageLink>,
    /// Claims made from it.
    claims: Vec<ClaimView>,
    /// Whether it begins or ends a list.
    list_start: bool,
    list_end: bool,
}

#[derive(Serialize)]
struct ReferenceView {
    id: String,
    html: String,
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
    let ids = block_ids(source);
    let apart = heading_of_references(source);
    let blocks = blocks(book, resolved, &ids, here);
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
    Box::new(SourceView {
        frame: Frame::new(book, here, &title, None),
        id: source.id.clone(),
        short: entry.and_then(|e| e.short.clone()).unwrap_or_default(),
        title: title.clone(),
        authors: meta.author.clone(),
        affiliations: meta.affiliations.clone(),
        date: meta.issued.as_deref().map(DateView::of),
        publisher: meta.publisher.clone(),
        container: meta.container_title.clone(),
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
        show: match source.show {
            Show::Full => "full",
            Show::Excerpts => "excerpts",
            Show::Citation => "citation",
        },
        file: source.path.as_str().to_owned(),
        lines: source.lines,
        sha256: source.sha256.clone(),
        passages: source.passages(),
        outline,
        references: own_references(book, source),
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

fn outline_entry(source: &Source, n: usize, ids: &[String]) -> OutlineEntry {
    let block = &source.blocks[n];
    OutlineEntry { level: block.level.unwrap_or(2), id: ids[n].clone(), text: block.text.clone() }
}

/// The heading of the references, which stand apart from the text where they may be shown.
fn heading_of_references(source: &Source) -> Option<usize> {
    let first = source.blocks.iter().position(|b| b.kind == BlockKind::Reference)?;
    first.checked_sub(1).filter(|&n| source.show != Show::Citation && source.blocks[n].kind == BlockKind::Heading)
}

/// What a text's kind is called: `event-summary` is two words, `op-ed` is one.
fn kind_words(kind: &str) -> String {
    super::frame::capital(&if kind == "op-ed" { kind.to_owned() } else { kind.replace('-', " ") })
}

/// The anchor of each block.
fn block_ids(source: &Source) -> Vec<String> {
    use BlockKind::{Byline, Dateline, Keywords, Title};
    let mut counts: BTreeMap<BlockKind, usize> = BTreeMap::new();
    let references: BTreeMap<usize, usize> =
        source.references.iter().enumerate().map(|(n, r)| (r.block, n + 1)).collect();
    let ids = source.blocks.iter().enumerate().map(|(n, block)| {
        if let Some(number) = references.get(&n) {
            return format!("ref-{number}");
        }
        // These stand at the head of the page.
        if matches!(block.kind, Title | Byline | Dateline | Keywords) {
            return "main".to_owned();
        }
        let nth = counts.entry(block.kind).or_insert(0);
        *nth += 1;
        match block.para {
            Some(para) => format!("p{para}"),
            None if block.kind == BlockKind::Heading => format!("h-{nth}"),
            None => format!("{}-{nth}", block.kind.name()),
        }
    });
    ids.collect()
}

/// The blocks that are shown in the text: not those that stand in the record or in the references.
fn blocks(book: &Book, resolved: &ResolvedSource, ids: &[String], here: &OutPath) -> Vec<BlockView> {
    let source = &resolved.source;
    let shown = |b: &SourceBlock| {
        use BlockKind::{Byline, Dateline, Keywords, Reference, Title};
        !matches!(b.kind, Title | Byline | Dateline | Keywords | Reference)
    };
    let apart = heading_of_references(source);
    let mut list = Vec::new();
    // The mentions and citations come in the order of the blocks: each block takes its own off the front.
    let mut mentions = resolved.mentions.iter().peekable();
    let mut citations = source.citations.iter().peekable();
    for (n, block) in source.blocks.iter().enumerate() {
        let mut marks = Vec::new();
        while let Some(m) = mentions.next_if(|m| m.block <= n) {
            if m.block == n && m.linked {
                marks.push(Link { span: m.span, class: "mention", url: page_url(&m.page, None, here) });
            }
        }
        let mut refs = Vec::new();
        while let Some(c) = citations.next_if(|c| c.block <= n) {
            if c.block == n
                && let Some(first) = c.references.first()
            {
                refs.push(Link { span: c.span, class: "ref", url: format!("#ref-{}", first + 1) });
            }
        }
        if !shown(block) || apart == Some(n) {
            continue;
        }
        // A citation is a surer link than a mention inside it.
        marks.retain(|m| !refs.iter().any(|r| r.span.start < m.span.end && m.span.start < r.span.end));
        marks.extend(refs);
        marks.sort_by_key(|m| m.span);
        let html = book.shows(resolved, n).then(|| block_html(block, &marks));
        if html.is_none() && block.kind == BlockKind::Heading {
            continue;
        }
        let (tensions, pointing) = block.para.map_or_else(Default::default, |para| pointing(book, source, para, here));
        let claims = block.para.map(|para| claims_from(book, source, para, here)).unwrap_or_default();
        list.push(BlockView {
            kind: block.kind.name(),
            level: block.level,
            id: ids[n].clone(),
            para: block.para,
            marker: block.marker.clone(),
            html,
            pointing,
            tensions,
            claims,
            list_start: false,
            list_end: false,
        });
    }
    for n in 0..list.len() {
        if list[n].kind == "list-item" {
            list[n].list_start = n == 0 || list[n - 1].kind != "list-item";
            list[n].list_end = n + 1 == list.len() || list[n + 1].kind != "list-item";
        }
    }
    list
}

/// What points at a passage: tensions and other pages. Claims stand there themselves.
fn pointing(book: &Book, source: &Source, para: u32, here: &OutPath) -> (Vec<PageLink>, Vec<PageLink>) {
    let list = book.relations.pointing.get(&(source.id.clone(), para));
    let how = |wanted: Pointing| -> BTreeSet<&String> {
        list.into_iter().flatten().filter(|(_, how)| *how == wanted).map(|(page, _)| page).collect()
    };
    let (claimed, sides) = (how(Pointing::Claim), how(Pointing::Side));
    let links = |pages: &mut dyn Iterator<Item = &&String>| pages.map(|p| page_link(book, p, here)).collect();
    let others = how(Pointing::Cite);
    let tensions = links(&mut sides.iter());
    (tensions, links(&mut others.iter().filter(|p| !sides.contains(*p) && !claimed.contains(*p))))
}

fn claims_from(book: &Book, source: &Source, para: u32, here: &OutPath) -> Vec<ClaimView> {
    let list = book.relations.claims_by_passage.get(&(source.id.clone(), para)).into_iter().flatten();
    list.map(|&n| claim_view(book, &book.relations.claims[n], here)).collect()
}

/// A link over a stretch of a block's text.
struct Link {
    span: Span,
    class: &'static str,
    url: String,
}

/// A block's text as HTML: links, the run-in heading, emphasis, page joins, `[sic]` and corrections. The
/// words themselves stay as they are.
fn block_html(block: &SourceBlock, links: &[Link]) -> String {
    let text = &block.text;
    let lead = block.lead_in.map(|end| Span::new(0, end));
    let mut cuts: Vec<usize> = vec![0, text.len()];
    for span in links
        .iter()
        .map(|l| &l.span)
        .chain(&block.emphasis)
        .chain(&lead)
        .chain(&block.sic)
        .chain(block.corrections.iter().map(|c| &c.span))
    {
        cuts.extend([span.start, span.end]);
    }
    cuts.extend(&block.joins);
    cuts.retain(|&c| text.is_char_boundary(c));
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::with_capacity(text.len() + 64);
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        if block.joins.contains(&start) {
            out.push_str(
                "<span class=\"join\" title=\"Joined here: the file breaks off and goes on further down\"></span>",
            );
        }
        if let Some(link) = links.iter().find(|l| l.span.start == start && l.span.end > start) {
            let _ = write!(out, "<a class=\"{}\" href=\"{}\">", link.class, escape(&link.url));
        }
        let inside = |span: &Span| span.start <= start && end <= span.end;
        let strong = lead.as_ref().is_some_and(inside);
        let emphasis = block.emphasis.iter().find(|s| inside(s));
        if strong {
            out.push_str("<b class=\"lead-in\">");
        }
        match emphasis {
            Some(span) => {
                // The markers of the emphasis are shown as what they mean.
                let mut words = &text[start..end];
                if start == span.start {
                    words = words.trim_start_matches(['*', '_']);
                }
                if end == span.end {
                    words = words.trim_end_matches(['*', '_']);
                }
                let _ = write!(out, "<em>{}</em>", escape(words));
            }
            None => out.push_str(&escape(&text[start..end])),
        }
        if strong {
            out.push_str("</b>");
        }
        if links.iter().any(|l| l.span.end == end && l.span.start < end) {
            out.push_str("</a>");
        }
        if block.sic.iter().any(|s| s.end == end) {
            out.push_str("<span class=\"ed\" title=\"So in the source\">[sic]</span>");
        }
        for correction in block.corrections.iter().filter(|c| c.span.end == end) {
            let _ = write!(out, "<span class=\"ed\">[recte: {}]</span>", escape(&correction.to));
        }
    }
    out
}

fn own_references(book: &Book, source: &Source) -> Vec<ReferenceView> {
    if source.show == Show::Citation {
        return Vec::new();
    }
    source
        .references
        .iter()
        .enumerate()
        .filter_map(|(n, r)| {
            let block = source.blocks.get(r.block)?;
            let mut html = block_html(block, &[]);
            if let (true, Some(url)) = (book.config.external_links, &r.url) {
                let shown = escape(url);
                let link = format!("<a href=\"{shown}\" rel=\"external noopener noreferrer\">{shown}</a>");
                html = html.replacen(&shown, &link, 1);
            }
            Some(ReferenceView { id: format!("ref-{}", n + 1), html })
        })
        .collect()
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

fn corrections(book: &Book, resolved: &ResolvedSource, ids: &[String]) -> Vec<CorrectionView> {
    let source = &resolved.source;
    let mut list = Vec::new();
    for (n, block) in source.blocks.iter().enumerate().filter(|(n, _)| book.shows(resolved, *n)) {
        for c in &block.corrections {
            list.push(CorrectionView {
                printed: block.text[c.span.range()].to_owned(),
                meant: c.to.clone(),
                url: format!("#{}", ids[n]),
                para: block.para,
            });
        }
    }
    list
}
