//! The passages of a source as pages show them: numbered, with links in them and what points at each.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::iter::Peekable;
use std::ops::Range;

use serde::Serialize;

use super::claims::{ClaimView, claim_view};
use super::frame::{PageLink, page_link};
use super::{sentences, words};
use crate::book::Book;
use crate::html::{escape, page_url};
use crate::id::{Anchor, PageId, Passage};
use crate::model::source::{BlockKind, Correction, Show, Source, SourceBlock};
use crate::path::Layout;
use crate::relate::Pointing;
use crate::resolve::ResolvedSource;
use crate::text::Span;

/// A block of a source for a template.
#[derive(Serialize)]
pub struct BlockView {
    pub kind: &'static str,
    level: Option<u8>,
    id: String,
    para: Option<u32>,
    /// Where it stands, as the document counts; else by our number.
    place: Option<String>,
    /// What stands beside it in the margin: the number that the document prints, else ours; where the document numbers its
    /// text and not this passage, a sign, as our number would be taken for the document's.
    mark: String,
    marker: Option<String>,
    /// The number that the document prints before it, with its signs.
    printed: Option<String>,
    /// Who begins to speak here, as the document prints the name.
    speaker: Option<String>,
    /// The page of who that is, if there is one.
    speaker_page: Option<PageLink>,
    /// Its words as HTML; nothing when its rights do not let them be shown.
    html: Option<String>,
    /// Notes that quote or cite it. These, tensions and claims stand in no margin of the book on one page, and are
    /// left out there.
    pointing: Vec<PageLink>,
    /// Tensions a side of which quotes it.
    tensions: Vec<PageLink>,
    /// Claims made from it.
    claims: Vec<ClaimView>,
    /// Where the passage is now that had its number in an earlier edition. There are several where it was changed more
    /// than once.
    moved: Vec<MovedPassage>,
    /// Numbers that it had in an earlier edition and that no passage has now.
    formerly: Vec<FormerNumber>,
    /// Whether it begins or ends a list.
    list_start: bool,
    list_end: bool,
}

/// A passage that had another number in an earlier edition.
#[derive(Serialize)]
pub struct MovedPassage {
    /// Where it stands now, as citations name it.
    place: String,
    url: String,
}

/// A number that a passage had in an earlier edition.
#[derive(Serialize)]
pub struct FormerNumber {
    number: u32,
    /// The id that the passage had by it, so that links from elsewhere lead to it.
    id: String,
}

/// What became of the passages that had the number of this one, and which numbers that are gone this one had.
fn traces(book: &Book, source: &Source, para: u32, here: Layout<'_>) -> (Vec<MovedPassage>, Vec<FormerNumber>) {
    let Some(traces) = book.traces.get(&source.id) else { return Default::default() };
    let moved = traces.get(&para).into_iter().flatten().map(|now| MovedPassage {
        place: words::place(&source.places, *now),
        url: here.url(here.here(), Some(&Anchor::of_passage(*now))),
    });
    let gone = traces.range(source.passages() + 1..).filter(|(_, now)| now.contains(&para));
    let first = gone.filter(|(_, now)| now.first() == Some(&para));
    let formerly =
        first.map(|(old, _)| FormerNumber { number: *old, id: here.id(&Anchor::of_passage(*old)).into_owned() });
    (moved.collect(), formerly.collect())
}

/// The number that the document prints before a block, with its signs.
fn printed(block: &SourceBlock) -> Option<String> {
    block.marker.clone().filter(|_| block.printed.is_some())
}

/// What stands beside a block in the margin.
fn mark(source: &Source, block: &SourceBlock) -> String {
    match (printed(block), block.para) {
        (Some(number), _) => number,
        (None, Some(para)) if !source.places.are_own() => para.to_string(),
        _ => "¶".to_owned(),
    }
}

/// An entry of a source's own list of references.
#[derive(Serialize)]
pub struct OwnReference {
    id: String,
    html: String,
}

/// The heading of the references, which stand apart from the text where they may be shown.
pub fn heading_of_references(source: &Source) -> Option<usize> {
    let first = source.blocks.iter().position(|b| b.kind == BlockKind::Reference)?;
    first.checked_sub(1).filter(|&n| source.show != Show::Citation && source.blocks[n].kind == BlockKind::Heading)
}

/// The blocks that are shown in the text: not those that stand in the record or in the references.
pub fn blocks(book: &Book, resolved: &ResolvedSource, ids: &[Anchor], here: Layout<'_>) -> Vec<BlockView> {
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
    let mut spoke: Option<&str> = None;
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
                refs.push(Link {
                    span: c.span,
                    class: "ref",
                    url: here.url(here.here(), Some(&Anchor::of_reference(first + 1))),
                });
            }
        }
        if !shown(block) || apart == Some(n) {
            continue;
        }
        // A citation is a surer link than a mention inside it.
        let taken = Taken::of(refs.iter().map(|r| r.span));
        marks.retain(|m| !taken.meets(m.span));
        marks.extend(refs);
        marks.sort_by_key(|m| m.span);
        let html = book.shows(resolved, n).then(|| {
            let links: Vec<Span> = marks.iter().map(|m| m.span).collect();
            let places = sentences::places(book, source, block, &links, here);
            block_html(block, &marks, quoted_in(book, source, n), &places)
        });
        if html.is_none() && block.kind == BlockKind::Heading {
            continue;
        }
        // The book on one page shows no margin.
        let para = block.para.filter(|_| !here.is_bound());
        let (tensions, pointing) = para.map_or_else(Default::default, |para| pointing(book, source, para, here));
        let (moved, formerly) = block.para.map_or_else(Default::default, |para| traces(book, source, para, here));
        let speaker = block.speaker.as_deref().filter(|s| spoke != Some(s));
        let claims = para.map(|para| claims_from(book, source, para, here)).unwrap_or_default();
        list.push(BlockView {
            kind: block.kind.name(),
            level: block.level,
            id: here.id(&ids[n]).into_owned(),
            para: block.para,
            place: block.para.map(|p| words::place(&source.places, p)),
            mark: mark(source, block),
            marker: block.marker.clone(),
            printed: printed(block),
            speaker_page: speaker.and_then(|s| actor_of(book, &source.id, s, here)),
            speaker: speaker.map(str::to_owned),
            html,
            pointing,
            tensions,
            claims,
            moved,
            formerly,
            list_start: false,
            list_end: false,
        });
        spoke = block.speaker.as_deref();
    }
    mark_lists(&mut list);
    list
}

/// Says of the items of lists which are the first and the last.
fn mark_lists(list: &mut [BlockView]) {
    for n in 0..list.len() {
        if list[n].kind == "list-item" {
            list[n].list_start = n == 0 || list[n - 1].kind != "list-item";
            list[n].list_end = n + 1 == list.len() || list[n + 1].kind != "list-item";
        }
    }
}

/// The page of who it is that has a name which a source prints.
pub fn actor_of(book: &Book, source: &str, printed: &str, here: Layout<'_>) -> Option<PageLink> {
    let (_, entry) = book.catalog.source(source)?;
    Some(page_link(book, &entry.cast.part(printed)?.actor, here))
}

/// What points at a passage: tensions and other pages. Claims stand there themselves.
fn pointing(book: &Book, source: &Source, para: u32, here: Layout<'_>) -> (Vec<PageLink>, Vec<PageLink>) {
    let list = book.relations.pointing.get(&Passage::new(source.id.as_str(), para));
    let how = |wanted: Pointing| -> BTreeSet<&PageId> {
        list.into_iter().flatten().filter(|(_, how)| *how == wanted).map(|(page, _)| page).collect()
    };
    let (claimed, sides) = (how(Pointing::Claim), how(Pointing::Side));
    let links = |pages: &mut dyn Iterator<Item = &&PageId>| pages.map(|p| page_link(book, p, here)).collect();
    let others = how(Pointing::Cite);
    let tensions = links(&mut sides.iter());
    (tensions, links(&mut others.iter().filter(|p| !sides.contains(*p) && !claimed.contains(*p))))
}

fn claims_from(book: &Book, source: &Source, para: u32, here: Layout<'_>) -> Vec<ClaimView> {
    let list = book.relations.claims_by_passage.get(&Passage::new(source.id.as_str(), para)).into_iter().flatten();
    list.map(|&n| claim_view(book, &book.relations.claims[n], here)).collect()
}

/// A link over a stretch of a block's text.
struct Link {
    span: Span,
    class: &'static str,
    url: String,
}

/// The stretches of a block that the book quotes.
fn quoted_in<'a>(book: &'a Book, source: &Source, block: usize) -> &'a [Span] {
    book.relations.quoted.get(&source.id).and_then(|blocks| blocks.get(&block)).map_or(&[], Vec::as_slice)
}

/// A block's text as HTML: the sentences that are pointed at, links, the run-in heading, emphasis, page joins, `[sic]` and corrections. The
/// words themselves stay as they are.
fn block_html(block: &SourceBlock, links: &[Link], quoted: &[Span], places: &[sentences::Place]) -> String {
    let text = &block.text;
    let lead = block.lead_in.map(|end| Span::new(0, end));
    // A passage may be a whole book in one line: each list is gone through once, beside the cuts.
    let mut joins = Points::of(block.joins.iter().copied());
    let mut link = links.iter().peekable();
    let mut link_ends = Points::of(links.iter().filter(|l| l.span.start < l.span.end).map(|l| l.span.end));
    let mut marks = Cover::of(quoted);
    let mut emphases = Cover::of(&block.emphasis);
    let mut notes = EditorsNotes::of(block);
    let mut pinned = sentences::Writer::of(places);
    let mut out = String::with_capacity(text.len() + 64);
    for pair in cuts(block, links, quoted, lead, places).windows(2) {
        let (start, end) = (pair[0], pair[1]);
        if joins.has(start) {
            out.push_str(
                "<span class=\"join\" title=\"Joined here: the file breaks off and goes on further down\"></span>",
            );
        }
        pinned.begin(start, &mut out);
        while link.next_if(|l| l.span.start < start || l.span.end <= start).is_some() {}
        if let Some(link) = link.peek().filter(|l| l.span.start == start) {
            let _ = write!(out, "<a class=\"{}\" href=\"{}\">", link.class, escape(&link.url));
        }
        let strong = lead.as_ref().is_some_and(|span| span.start <= start && end <= span.end);
        let marked = marks.over(start, end).is_some();
        if strong {
            out.push_str("<b class=\"lead-in\">");
        }
        if marked {
            out.push_str("<mark class=\"quoted\">");
        }
        match emphases.over(start, end) {
            Some(span) => emphasised(text, start..end, *span, &mut out),
            None => out.push_str(&escape(&text[start..end])),
        }
        if marked {
            out.push_str("</mark>");
        }
        if strong {
            out.push_str("</b>");
        }
        if link_ends.has(end) {
            out.push_str("</a>");
        }
        notes.at(end, &mut out);
        pinned.end(end, &mut out);
    }
    out
}

/// Where something begins or ends in a block's text: between two of these, all of it is alike.
fn cuts(
    block: &SourceBlock,
    links: &[Link],
    quoted: &[Span],
    lead: Option<Span>,
    places: &[sentences::Place],
) -> Vec<usize> {
    let spans = links.iter().map(|l| &l.span).chain(&block.emphasis).chain(quoted).chain(&lead).chain(&block.sic);
    let spans = spans.chain(block.corrections.iter().map(|c| &c.span)).chain(places.iter().map(|p| &p.span));
    let ends = spans.flat_map(|span| [span.start, span.end]);
    let mut cuts: Vec<usize> = ends.chain([0, block.text.len()]).chain(block.joins.iter().copied()).collect();
    cuts.retain(|&c| block.text.is_char_boundary(c));
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// A piece of an emphasis. The file's marks of it are shown as what they mean.
fn emphasised(text: &str, piece: Range<usize>, emphasis: Span, out: &mut String) {
    let mut words = &text[piece.clone()];
    if piece.start == emphasis.start {
        words = words.trim_start_matches(['*', '_']);
    }
    if piece.end == emphasis.end {
        words = words.trim_end_matches(['*', '_']);
    }
    let _ = write!(out, "<em>{}</em>", escape(words));
}

/// What the record says of single words, set behind them.
struct EditorsNotes<'a> {
    sic: Points,
    /// By their ends.
    corrections: Peekable<std::vec::IntoIter<&'a Correction>>,
}

impl<'a> EditorsNotes<'a> {
    fn of(block: &'a SourceBlock) -> Self {
        let mut corrections: Vec<&Correction> = block.corrections.iter().collect();
        corrections.sort_by_key(|c| c.span.end);
        Self { sic: Points::of(block.sic.iter().map(|s| s.end)), corrections: corrections.into_iter().peekable() }
    }

    /// What is to be set at a place; places are asked for from left to right.
    fn at(&mut self, place: usize, out: &mut String) {
        if self.sic.has(place) {
            out.push_str("<span class=\"ed\" title=\"So in the source\">[sic]</span>");
        }
        while let Some(correction) = self.corrections.next_if(|c| c.span.end <= place) {
            if correction.span.end == place {
                let _ = write!(out, "<span class=\"ed\">[recte: {}]</span>", escape(&correction.to));
            }
        }
    }
}

/// Which stretches are taken, whatever their order.
struct Taken(Vec<Span>);

impl Taken {
    /// By their beginnings, each with the furthest end up to it.
    fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable();
        let mut furthest = 0;
        for span in &mut spans {
            furthest = span.end.max(furthest);
            span.end = furthest;
        }
        Self(spans)
    }

    /// Whether one of them has a part in common with the stretch.
    fn meets(&self, span: Span) -> bool {
        let before = self.0.partition_point(|taken| taken.start < span.end);
        before.checked_sub(1).is_some_and(|last| span.start < self.0[last].end)
    }
}

/// Places that are asked for from left to right.
struct Points(Peekable<std::vec::IntoIter<usize>>);

impl Points {
    fn of(places: impl Iterator<Item = usize>) -> Self {
        let mut places: Vec<usize> = places.collect();
        places.sort_unstable();
        Self(places.into_iter().peekable())
    }

    fn has(&mut self, place: usize) -> bool {
        while self.0.next_if(|p| *p < place).is_some() {}
        self.0.peek() == Some(&place)
    }
}

/// Stretches, one of which may lie over a piece; pieces are asked for from left to right.
struct Cover<'a> {
    spans: &'a [Span],
    /// Those that have not begun, by their beginnings.
    next: Peekable<std::vec::IntoIter<usize>>,
    /// Those that have begun, the first of the list first.
    open: BTreeSet<usize>,
}

impl<'a> Cover<'a> {
    fn of(spans: &'a [Span]) -> Self {
        let mut order: Vec<usize> = (0..spans.len()).collect();
        order.sort_by_key(|n| spans[*n].start);
        Self { spans, next: order.into_iter().peekable(), open: BTreeSet::new() }
    }

    /// The first of the list that lies over the whole piece.
    fn over(&mut self, start: usize, end: usize) -> Option<&'a Span> {
        while let Some(n) = self.next.next_if(|n| self.spans[*n].start <= start) {
            self.open.insert(n);
        }
        // What ends before this piece does ends before all later ones.
        while self.open.first().is_some_and(|n| self.spans[*n].end < end) {
            self.open.pop_first();
        }
        self.open.first().map(|n| &self.spans[*n])
    }
}

/// The references of a source, as its text lists them.
pub fn own_references(book: &Book, source: &Source, here: Layout<'_>) -> Vec<OwnReference> {
    if source.show == Show::Citation {
        return Vec::new();
    }
    source
        .references
        .iter()
        .enumerate()
        .filter_map(|(n, r)| {
            let block = source.blocks.get(r.block)?;
            let mut html = block_html(block, &[], &[], &[]);
            if let (true, Some(url)) = (book.config.external_links, &r.url) {
                let shown = escape(url);
                let link = format!("<a href=\"{shown}\" rel=\"external noopener noreferrer\">{shown}</a>");
                html = html.replacen(&shown, &link, 1);
            }
            Some(OwnReference { id: here.id(&Anchor::of_reference(n + 1)).into_owned(), html })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All pairs of lists of a few stretches of a short line.
    fn lists() -> Vec<Vec<Span>> {
        let some: Vec<Span> = (0..5).flat_map(|a| (a..5).map(move |b| Span::new(a, b))).collect();
        let mut lists: Vec<Vec<Span>> = vec![Vec::new()];
        for n in 0..some.len() {
            lists.push(vec![some[n]]);
            for m in 0..some.len() {
                lists.push(vec![some[n], some[m]]);
                lists.push(vec![some[n], some[m], some[(n * 7 + m) % some.len()]]);
            }
        }
        lists
    }

    #[test]
    fn what_lies_over_a_piece_is_found_whatever_the_order() {
        for list in lists() {
            let mut cover = Cover::of(&list);
            for start in 0..4 {
                let found = list.iter().find(|s| s.start <= start && start < s.end);
                assert_eq!(cover.over(start, start + 1), found, "{list:?} over {start}");
            }
            let taken = Taken::of(list.iter().copied());
            for span in lists().into_iter().filter(|l| l.len() == 1).flatten() {
                let meets = list.iter().any(|r| r.start < span.end && span.start < r.end);
                assert_eq!(taken.meets(span), meets, "{list:?} {span:?}");
            }
            let mut ends = Points::of(list.iter().map(|s| s.end));
            for place in 0..6 {
                assert_eq!(ends.has(place), list.iter().any(|s| s.end == place), "{list:?} {place}");
            }
        }
    }
}
