//! A source as data: its part of `book.json`.

use serde::Serialize;

use crate::model::source::Source;

/// One source as `book.json` holds it.
#[derive(Debug, Serialize)]
pub struct SourceJson<'a> {
    /// Its id.
    pub id: &'a str,
    /// Where its text lies.
    pub file: &'a str,
    /// SHA-256 of the file.
    pub sha256: &'a str,
    /// How many lines the file has.
    pub lines: usize,
    /// What is known of it.
    pub meta: MetaJson<'a>,
    /// Its blocks in reading order.
    pub blocks: Vec<BlockJson<'a>>,
    /// Citations in its text.
    pub references_in_text: Vec<CitationJson<'a>>,
    /// Lines left out, and why.
    pub dropped: Vec<DroppedJson<'a>>,
}

/// What is known of a source.
#[derive(Debug, Serialize)]
pub struct MetaJson<'a> {
    /// Title.
    pub title: Option<&'a str>,
    /// Authors.
    pub authors: &'a [String],
    /// Publisher.
    pub publisher: Option<&'a str>,
    /// Journal, magazine or series.
    pub container: Option<&'a str>,
    /// Date, in EDTF.
    pub date: Option<&'a str>,
    /// Language.
    pub language: Option<&'a str>,
    /// Kind of text.
    pub kind: Option<&'a str>,
    /// Licence.
    pub licence: Option<&'a str>,
}

/// One block.
#[derive(Debug, Serialize)]
pub struct BlockJson<'a> {
    /// What it is.
    pub kind: &'static str,
    /// How deep a heading is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The number of a passage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub para: Option<u32>,
    /// The lines it stands on.
    pub lines: Vec<[usize; 2]>,
    /// Its text.
    pub text: &'a str,
}

/// A citation in the text, and one entry it leads to.
#[derive(Debug, Serialize)]
pub struct CitationJson<'a> {
    /// As printed.
    pub text: &'a str,
    /// In which passage.
    pub para: Option<u32>,
    /// The entry, as printed.
    pub reference: &'a str,
}

/// Lines left out.
#[derive(Debug, Serialize)]
pub struct DroppedJson<'a> {
    /// First and last line.
    pub lines: [usize; 2],
    /// Why.
    pub reason: &'a str,
}

/// A source as data, with those blocks, by their place, that may be shown.
pub fn source<'a>(source: &'a Source, shows: &dyn Fn(usize) -> bool) -> SourceJson<'a> {
    let meta = &source.meta;
    let cited =
        |n: &usize| source.references.get(*n).filter(|r| shows(r.block)).and_then(|r| source.blocks.get(r.block));
    SourceJson {
        id: &source.id,
        file: source.path.as_str(),
        sha256: &source.sha256,
        lines: source.lines,
        meta: MetaJson {
            title: meta.title.as_deref(),
            authors: &meta.author,
            publisher: meta.publisher.as_deref(),
            container: meta.container_title.as_deref(),
            date: meta.issued.as_deref(),
            language: meta.language.as_deref(),
            kind: meta.kind.as_deref(),
            licence: meta.licence.as_deref(),
        },
        blocks: source
            .blocks
            .iter()
            .enumerate()
            .filter(|(n, _)| shows(*n))
            .map(|(_, b)| BlockJson {
                kind: b.kind.name(),
                level: b.level,
                para: b.para,
                lines: b.lines.iter().map(|r| [r.first, r.last]).collect(),
                text: &b.text,
            })
            .collect(),
        references_in_text: source
            .citations
            .iter()
            .filter(|c| shows(c.block))
            .flat_map(|c| {
                let block = &source.blocks[c.block];
                c.references.iter().filter_map(cited).map(|entry| CitationJson {
                    text: &block.text[c.span.range()],
                    para: block.para,
                    reference: &entry.text,
                })
            })
            .collect(),
        dropped: source
            .ledger
            .dropped()
            .into_iter()
            .map(|(range, reason)| DroppedJson { lines: [range.first, range.last], reason })
            .collect(),
    }
}
