//! `book.json`: the book as data, for other programs. What the book may not show is not in it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::book::Book;
use crate::book_json::{SourceJson, source};
use crate::html::page_url;
use crate::id::{PageId, Tag};
use crate::model::claim::Claim;
use crate::model::edtf::Edtf;
use crate::model::note::Kind;
use crate::model::quote::{Alteration, Match};
use crate::model::side::Side;
use crate::path::OutPath;
use crate::relate::is_on_timeline;
use crate::resolve::{ResolvedNote, ResolvedSource};

#[derive(Serialize)]
struct BookJson<'a> {
    book: About<'a>,
    sources: Vec<SourceJson<'a>>,
    notes: Vec<NoteJson<'a>>,
    claims: Vec<ClaimJson<'a>>,
    tensions: Vec<TensionJson<'a>>,
    timeline: Vec<MomentJson<'a>>,
    mentions: Vec<MentionJson<'a>>,
}

#[derive(Serialize)]
struct About<'a> {
    title: &'a str,
    subtitle: Option<&'a str>,
    edition: Option<&'a str>,
    language: &'a str,
    briefbook: &'static str,
}

#[derive(Serialize)]
struct NoteJson<'a> {
    id: &'a str,
    kind: &'static str,
    title: &'a str,
    url: String,
    file: &'a str,
    date: Option<&'a str>,
    definition: Option<&'a str>,
    labels: Vec<LabelJson<'a>>,
    tags: &'a [Tag],
    broader: &'a [PageId],
    narrower: &'a [PageId],
    related: &'a [PageId],
    links: Vec<String>,
    cites: Vec<CiteJson<'a>>,
}

#[derive(Serialize)]
struct LabelJson<'a> {
    text: &'a str,
    language: Option<&'a str>,
}

#[derive(Serialize)]
struct CiteJson<'a> {
    source: &'a str,
    para: Option<u32>,
}

#[derive(Serialize)]
struct ClaimJson<'a> {
    id: &'a str,
    holder: &'a str,
    concept: &'a str,
    concepts: &'a [PageId],
    quote: &'a str,
    source: &'a str,
    para: Option<u32>,
    voice: &'static str,
    /// Who says it for its holder; left out where the holder does, or nothing is known of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    via: Option<&'a str>,
    date: Option<&'a str>,
    translation: Option<&'a str>,
    note: Option<&'a str>,
    status: Option<&'static str>,
    /// What the words mark as changed; left out where they mark nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alterations: Vec<AlterationJson<'a>>,
}

#[derive(Serialize)]
struct TensionJson<'a> {
    id: &'a str,
    title: &'a str,
    url: String,
    related: &'a [PageId],
    sides: Vec<SideJson<'a>>,
}

#[derive(Serialize)]
struct SideJson<'a> {
    says: Option<&'a str>,
    quote: &'a str,
    source: &'a str,
    para: Option<u32>,
    translation: Option<&'a str>,
    status: Option<&'static str>,
    /// What the words mark as changed; left out where they mark nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alterations: Vec<AlterationJson<'a>>,
}

/// A marked change: what the quotation puts, and what the source prints in its place.
#[derive(Serialize)]
struct AlterationJson<'a> {
    kind: &'static str,
    put: &'a str,
    printed: &'a str,
}

fn alterations(all: &[Alteration]) -> Vec<AlterationJson<'_>> {
    all.iter().map(|a| AlterationJson { kind: a.kind.name(), put: &a.put, printed: &a.printed }).collect()
}

/// Something dated: a note or a claim.
#[derive(Serialize)]
struct MomentJson<'a> {
    date: &'a str,
    /// The first and the last day that the date can mean, `YYYY-MM-DD`; nothing at an end that is open or not known.
    from: Option<String>,
    to: Option<String>,
    kind: &'static str,
    note: Option<&'a str>,
    claim: Option<&'a str>,
}

#[derive(Serialize)]
struct MentionJson<'a> {
    entity: &'a str,
    source: &'a str,
    para: Option<u32>,
    text: &'a str,
    /// Where it begins in the passage, counted in characters.
    start: usize,
}

/// The book as JSON, with a line end at its end.
pub fn book_json(book: &Book) -> String {
    let root = OutPath::page("index");
    let tensions = book.notes_of(Kind::Tension).filter(|n| !book.is_list(&n.note.id));
    let data = BookJson {
        book: About {
            title: &book.config.title,
            subtitle: book.config.subtitle.as_deref(),
            edition: book.config.edition.as_deref(),
            language: &book.config.language,
            briefbook: env!("CARGO_PKG_VERSION"),
        },
        sources: book.sources.iter().map(|s| source(&s.source, &|block| book.shows(s, block))).collect(),
        notes: book.notes.iter().map(|n| note(book, n, &root)).collect(),
        claims: book.relations.claims.iter().map(claim).collect(),
        tensions: tensions.map(|n| tension(n, &root)).collect(),
        timeline: timeline(book),
        mentions: book.sources.iter().flat_map(|s| mentions(book, s)).collect(),
    };
    let mut json = serde_json::to_string_pretty(&data).expect("the book is plain data");
    json.push('\n');
    json
}

fn note<'a>(book: &'a Book, n: &'a ResolvedNote, root: &OutPath) -> NoteJson<'a> {
    let note = &n.note;
    let mut links: Vec<String> = n.links.iter().map(|(p, a)| page_url(p, a.as_deref(), root)).collect();
    let mut seen = BTreeSet::new();
    links.retain(|l| seen.insert(l.clone()));
    let mut cites: Vec<&(String, Option<u32>)> = n.cites.iter().collect();
    let mut seen = BTreeSet::new();
    cites.retain(|c| seen.insert(*c));
    let labels = note.front.aliases.iter().chain(&note.front.labels);
    NoteJson {
        id: &note.id,
        kind: if book.is_list(&note.id) { "list" } else { note.kind.name() },
        title: &note.title,
        url: page_url(&note.id, None, root),
        file: note.path.as_str(),
        date: note.front.date.as_deref(),
        definition: note.front.definition.as_deref(),
        labels: labels.map(|l| LabelJson { text: &l.text, language: l.language.as_deref() }).collect(),
        tags: &note.front.tags,
        broader: &n.broader,
        narrower: &n.narrower,
        related: &n.related,
        links,
        cites: cites.into_iter().map(|(s, p)| CiteJson { source: s, para: *p }).collect(),
    }
}

fn claim(c: &Claim) -> ClaimJson<'_> {
    ClaimJson {
        id: &c.id,
        holder: short(&c.holder),
        concept: c.concepts.first().map_or("", |p| short(p)),
        concepts: &c.concepts,
        quote: &c.quote,
        source: &c.source,
        para: c.para,
        voice: c.voice.name(),
        by: c.by.as_deref().map(short),
        via: c.via.as_deref(),
        date: c.date.as_deref(),
        translation: c.translation.as_deref(),
        note: c.note.as_deref(),
        status: c.status.map(Match::name),
        alterations: alterations(&c.alterations),
    }
}

/// The mentions in what the book shows of a source.
fn mentions<'a>(book: &'a Book, s: &'a ResolvedSource) -> impl Iterator<Item = MentionJson<'a>> {
    // Mentions come in reading order: characters are counted on from the one before.
    let mut at = (usize::MAX, 0, 0);
    s.mentions.iter().filter(|m| book.shows(s, m.block)).map(move |m| {
        let block = &s.source.blocks[m.block];
        if at.0 != m.block {
            at = (m.block, 0, 0);
        }
        at = (m.block, m.span.start, at.2 + block.text[at.1..m.span.start].chars().count());
        MentionJson {
            entity: short(&m.page),
            source: &s.source.id,
            para: block.para,
            text: &block.text[m.span.range()],
            start: at.2,
        }
    })
}

fn tension<'a>(n: &'a ResolvedNote, root: &OutPath) -> TensionJson<'a> {
    let side = |s: &'a Side| SideJson {
        says: s.says.as_deref(),
        quote: &s.quote,
        source: &s.source,
        para: s.para,
        translation: s.translation.as_deref(),
        status: s.status.map(Match::name),
        alterations: alterations(&s.alterations),
    };
    TensionJson {
        id: &n.note.id,
        title: &n.note.title,
        url: page_url(&n.note.id, None, root),
        related: &n.related,
        sides: n.sides.iter().map(side).collect(),
    }
}

/// All that is dated, in the order of time.
fn timeline(book: &Book) -> Vec<MomentJson<'_>> {
    let dated = |date: &'_ str| Edtf::parse(date).ok();
    let notes = book.notes.iter().filter(|n| is_on_timeline(&n.note)).filter_map(|n| {
        let date = n.note.front.date.as_deref()?;
        Some((dated(date)?, date, n.note.kind.name(), Some(n.note.id.as_str()), None))
    });
    let claims = book.relations.claims.iter().filter_map(|c| {
        let date = c.date.as_deref()?;
        Some((dated(date)?, date, "claim", None, Some(c.id.as_str())))
    });
    let mut all: Vec<_> = notes.chain(claims).collect();
    all.sort_by_key(|(edtf, _, kind, note, claim)| (edtf.first_day(), edtf.last_day(), *kind, *note, *claim));
    let day = |(y, m, d): (i32, u8, u8)| format!("{y:04}-{m:02}-{d:02}");
    let moment = |(edtf, date, kind, note, claim): (Edtf, _, _, _, _)| MomentJson {
        date,
        from: (!matches!(edtf, Edtf::Interval { from: None, .. })).then(|| day(edtf.first_day())),
        to: (!matches!(edtf, Edtf::Interval { to: None, .. })).then(|| day(edtf.last_day())),
        kind,
        note,
        claim,
    };
    all.into_iter().map(moment).collect()
}

/// An entity's id without its folder.
fn short(page: &str) -> &str {
    page.rsplit('/').next().unwrap_or(page)
}
