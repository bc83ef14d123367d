//! A raw source text to blocks, numbered passages and a ledger of every line.
//!
//! In order: `lines` are read, `blocks` grouped; a `survey` takes the `facts` of each; `forms` decides on documents that
//! are told by their form; of all others `threads` tells comments and lists of other texts; `span` parts the text from
//! what is known to be furniture, and `boxes` sets aside what stands within it; `meta` extends it up
//! to the title and `tail` down to biography and terms; `inside` leaves out what sites put between; `references`
//! and `headings` decide the rest; the record's `overrides` have the last word; `joins` mends page breaks;
//! then passages are numbered and `citations` followed. Nothing is lost: a line that is in no block is in the ledger with a reason.

mod blocks;
mod boxes;
mod citations;
mod code;
mod dates;
mod facts;
mod forms;
mod headings;
mod inside;
mod joins;
mod labels;
mod language;
mod left;
mod lines;
mod markup;
mod meta;
mod names;
mod overrides;
mod phrases;
mod references;
mod sayings;
mod span;
mod survey;
mod tail;
mod terms;
mod threads;
mod title;
mod words;

use std::sync::Arc;

use crate::model::place::Places;
use crate::model::source::{Account, BlockKind, Correction, Ledger, Meta, Source, SourceBlock};
use crate::parse::record::Record;
use crate::report::faults::{
    RecordHash, SourceAuthor, SourceCitation, SourceDate, SourceEmpty, SourceLeftOut, SourceTitle, SourceTitleDoubt,
};
use crate::report::{Checked, Diagnostic};
use crate::text::{Span, Text, boundary_behind};
use blocks::{Draft, Fate};

/// Converts a source text. It never fails: what cannot be told is left empty and remarked.
pub fn parse(text: &Text, record: Option<&Record>) -> Checked<Source> {
    let mut remarks = Vec::new();
    let mut lines = lines::read(&text.text);
    let pages = forms::pages::find(&lines);
    let shape = lines::shape_of_text(&lines, |n| pages.sets_apart(n));
    if shape.wrap.is_some() {
        forms::pages::hyphens(&mut lines);
    }
    let lines = lines;
    let mut meta = Meta::default();
    let mut drafts = blocks::group_pages(&lines, &shape, &pages);
    if !pages.is_empty() {
        joins::across_pages(&mut drafts, &lines);
    }
    let mut facts = survey::all(&drafts);
    let known = record.and_then(|r| r.title.as_deref());
    let layout = record.and_then(|r| r.layout);
    let form = forms::read(&mut drafts, &mut facts, layout, known, &mut meta);
    let doubtful = match form {
        Some(form) => by_form(&mut drafts, &facts, &form, known, &mut meta),
        None => decide(&mut drafts, &facts, known, &mut meta),
    };
    let mut given = overrides::Given::default();
    if let Some(record) = record {
        given = overrides::apply(record, text, &lines, &shape, &mut drafts, &mut remarks);
    }
    for draft in &mut drafts {
        if draft.is_kept() && draft.text.trim().is_empty() {
            draft.drop("rule");
        }
    }
    let mut accounts = accounts(&lines);
    joins::page_breaks(&mut drafts);
    if let Some(record) = record {
        overrides::reshape(record, &lines, &mut drafts, &given, &mut remarks);
    }
    headings::levels(&mut drafts);
    let left = left::out(&drafts, record, &lines);
    charge(&mut accounts, &lines, &drafts);
    let mut blocks = in_order(&drafts);
    number(&mut blocks);
    if let Some(record) = record {
        overrides::annotate(record, text, &lines, &mut blocks, &mut remarks);
    }
    if meta.container_title.is_none() {
        let mut datelines = blocks.iter().filter(|b| b.kind == BlockKind::Dateline);
        meta.container_title = datelines.find_map(|b| names::printed_source(&b.text));
    }
    let references = references::all(&blocks);
    let found = citations::find(&blocks, &references);
    let places = crate::text::Lines::of(&text.text);
    for (block, at) in &found.astray {
        let block = &blocks[*block];
        let fault = SourceCitation { text: block.text[at.range()].to_owned(), para: block.para.unwrap_or(0) };
        remarks.push(Diagnostic::of(fault).at(&text.path, printed(block, *at, text, &places)));
    }
    let mut source = Source {
        id: text.path.stem().to_owned(),
        path: text.path.clone(),
        sha256: text.sha256.clone(),
        lines: lines.len(),
        meta,
        show: record.map(|r| r.show).unwrap_or_default(),
        rights: record.and_then(|r| r.rights.clone()),
        who: record.map(|r| r.who.clone()).unwrap_or_default(),
        places: Arc::new(Places::of(blocks.iter().map(SourceBlock::standing))),
        blocks,
        references,
        citations: found.citations,
        ledger: Ledger { accounts },
        left_out: left::texts(drafts),
    };
    describe(&mut source, record, text, doubtful, &mut remarks);
    if let Some(left) = left {
        let line = left.lines.first().map_or(1, |(first, _)| *first);
        let fault = SourceLeftOut { id: source.id.clone(), ..left };
        remarks.push(Diagnostic::of(fault).at(&text.path, places.span(line, &text.text)));
    }
    Checked::new(source, remarks)
}

/// Decides on what the form of a document leaves open. Gives the line of a title that is not clearly one.
fn by_form(
    drafts: &mut [Draft],
    facts: &[facts::Facts],
    form: &forms::Found,
    known: Option<&str>,
    meta: &mut Meta,
) -> Option<usize> {
    let body = span::Body { range: form.span.clone(), beyond: vec![None; drafts.len()], plain: false };
    let title = match form.title {
        Some(_) => None,
        None => meta::head(drafts, facts, &body, known, meta),
    };
    headings::kinds(drafts, facts, &form.span);
    leave_out_the_rest(drafts, facts, Some(&body));
    title.filter(|t| t.doubtful).map(|t| drafts[t.block].first())
}

/// Decides by the general rules what becomes of every draft. Gives the line of a title that is not clearly one.
fn decide(drafts: &mut [Draft], facts: &[facts::Facts], known: Option<&str>, meta: &mut Meta) -> Option<usize> {
    let beyond = threads::find(drafts, facts);
    let Some(body) = span::find(drafts, facts, beyond) else {
        leave_out_the_rest(drafts, facts, None);
        return None;
    };
    let span = &body.range;
    let title = meta::head(drafts, facts, &body, known, meta);
    let start = title.map_or(if body.plain { 0 } else { span.start }, |t| t.block + 1);
    let references = references::find(drafts, facts, start, span);
    tail::tail(drafts, facts, &(start..span.end), meta);
    let range = start..references.unwrap_or(0).max(span.end);
    inside::clear(drafts, facts, &body.beyond, &range);
    abstract_of(drafts, facts, start);
    headings::kinds(drafts, facts, &range);
    terms::publisher(drafts, facts, meta);
    leave_out_the_rest(drafts, facts, Some(&body));
    title.filter(|t| t.doubtful).map(|t| drafts[t.block].first())
}

/// The account of each line before anything is charged to it: what no block takes is a rule.
fn accounts(lines: &[lines::Line<'_>]) -> Vec<Account> {
    let account = |line: &lines::Line<'_>| match line.is_blank() {
        true => Account::Blank,
        false => Account::Dropped("rule".to_owned()),
    };
    lines.iter().map(account).collect()
}

/// The abstract: after its label, or the paragraph between the byline and the keywords.
fn abstract_of(drafts: &mut [Draft], facts: &[facts::Facts], start: usize) {
    let near = start..(start + 14).min(drafts.len());
    let keywords = near
        .clone()
        .find(|n| drafts[*n].is(BlockKind::Keywords) && labels::label_of(&drafts[*n].text, &phrases::KEYWORD_LABELS));
    for n in near.clone() {
        let labelled = labels::label_len(&drafts[n].text, &phrases::ABSTRACT_LABELS);
        let usable = |d: &Draft| d.is_open() || d.is(BlockKind::Paragraph);
        if labelled.is_some_and(|len| drafts[n].text.len() > len + 80) && usable(&drafts[n]) {
            drafts[n].keep(BlockKind::Abstract);
            return;
        }
        if labelled.is_some()
            && drafts[n].text.len() < 40
            && n + 1 < drafts.len()
            && facts[n + 1].sentence()
            && usable(&drafts[n + 1])
        {
            drafts[n].fate = Fate::Keep(BlockKind::Heading, Some(2));
            drafts[n + 1].keep(BlockKind::Abstract);
            return;
        }
    }
    if let Some(keywords) = keywords {
        let before: Vec<usize> = (start..keywords)
            .filter(|n| facts[*n].sentence() && (drafts[*n].is_open() || drafts[*n].is(BlockKind::Paragraph)))
            .collect();
        let near_title = keywords <= start + 8 && before.len() <= 2;
        for n in before.into_iter().filter(|_| near_title) {
            drafts[n].keep(BlockKind::Abstract);
        }
    }
}

/// Everything undecided is left out, with the reason that fits best.
fn leave_out_the_rest(drafts: &mut [Draft], facts: &[facts::Facts], body: Option<&span::Body>) {
    let mut section: Option<&str> = None;
    for n in 0..drafts.len() {
        if !drafts[n].is_open() {
            continue;
        }
        let f = &facts[n];
        let below = body.is_some_and(|b| n >= b.range.end);
        if below && f.stops.is_some() {
            section = f.stops;
        }
        let reason = if f.bare {
            "rule"
        } else if f.machine {
            "links"
        } else if let Some(reason) = body.and_then(|b| b.beyond[n]) {
            reason
        } else if let Some(reason) = f.phrase {
            reason
        } else if f.copies > 1 {
            "repeated"
        } else if let Some(section) = section {
            section
        } else if f.links || drafts[n].text.starts_with("http") {
            "links"
        } else if drafts[n].marker.is_some() && !f.ends {
            "menu"
        } else {
            "outside"
        };
        drafts[n].drop(reason);
    }
}

/// Enters every draft into the account of its lines.
fn charge(accounts: &mut [Account], lines: &[lines::Line<'_>], drafts: &[Draft]) {
    for draft in drafts {
        let account = match &draft.fate {
            Fate::Keep(kind, _) => kind.account(),
            Fate::Drop(reason) => Account::Dropped(reason.clone()),
            Fate::Open => Account::Dropped("outside".to_owned()),
            Fate::Merged => continue,
        };
        for range in &draft.lines {
            for line in range.first..=range.last {
                if lines.get(line - 1).is_some_and(|l| !l.is_blank()) {
                    accounts[line - 1] = account.clone();
                }
            }
        }
    }
}

/// The kept drafts as blocks in reading order: title, byline and dateline first, wherever they stand.
fn in_order(drafts: &[Draft]) -> Vec<SourceBlock> {
    let mut kept: Vec<&Draft> = drafts.iter().filter(|d| d.is_kept()).collect();
    let rank = |d: &Draft| match d.fate {
        Fate::Keep(BlockKind::Title, _) => 0,
        Fate::Keep(BlockKind::Byline, _) => 1,
        Fate::Keep(BlockKind::Dateline, _) => 2,
        _ => 3,
    };
    kept.sort_by_key(|d| rank(d));
    kept.into_iter().filter_map(block).collect()
}

fn block(draft: &Draft) -> Option<SourceBlock> {
    let Fate::Keep(kind, level) = draft.fate else { return None };
    let mut text = draft.text.clone();
    let mut marker = draft.marker.clone();
    if !matches!(kind, BlockKind::ListItem | BlockKind::Reference)
        && draft.printed.is_none()
        && let Some(m) = marker.take()
        && draft.numbered
    {
        text = format!("{m} {text}");
    }
    if matches!(kind, BlockKind::Heading | BlockKind::Title) {
        for mark in ["**", "__", "*", "_"] {
            if let Some(inner) = text.strip_prefix(mark).and_then(|t| t.strip_suffix(mark))
                && !inner.is_empty()
                && !inner.contains(mark)
            {
                text = inner.trim().to_owned();
            }
        }
    }
    let lead_in = matches!(kind, BlockKind::Paragraph | BlockKind::ListItem)
        .then(|| headings::lead_in(&text, kind == BlockKind::ListItem))
        .flatten();
    let emphasis = joins::emphasis(&text);
    Some(SourceBlock {
        kind,
        level: (kind == BlockKind::Heading).then(|| level.unwrap_or(2)),
        para: None,
        lines: draft.lines.clone(),
        joins: draft.joins.clone(),
        marker,
        printed: draft.printed.clone(),
        within: draft.within.clone(),
        speaker: draft.speaker.clone(),
        pages: draft.pages.clone(),
        lead_in,
        emphasis,
        sic: Vec::new(),
        corrections: Vec::new(),
        text,
    })
}

/// Numbers the passages, from 1 in reading order.
fn number(blocks: &mut [SourceBlock]) {
    let mut para = 0;
    for block in blocks {
        block.para = block.kind.is_passage().then(|| {
            para += 1;
            para
        });
    }
}

/// Metadata: what the record says goes before what the text says; what neither says stays empty.
fn describe(
    source: &mut Source,
    record: Option<&Record>,
    text: &Text,
    doubtful: Option<usize>,
    remarks: &mut Vec<Diagnostic>,
) {
    let meta = &mut source.meta;
    let passages = source.blocks.iter().filter(|b| b.kind.is_passage());
    meta.language = language::detect(passages.map(|b| b.text.as_str()));
    if meta.kind.is_none() {
        meta.kind = Some(kind_of(&source.blocks, &source.references, meta).to_owned());
    }
    let (mut title_known, mut author_known, mut date_known) = (false, false, false);
    if let Some(r) = record {
        title_known = r.title.is_some();
        author_known = r.author.is_some();
        date_known = r.issued.is_some();
        overrides::describe(r, meta);
        if let Some((stated, span)) = &r.sha256
            && !stated.eq_ignore_ascii_case(&text.sha256)
        {
            let fault = RecordHash { file: text.path.to_string(), stated: stated.clone(), actual: text.sha256.clone() };
            remarks.push(Diagnostic::of(fault).at(&r.path, *span));
        }
    }
    let mut remark = |d: Diagnostic| remarks.push(d.in_file(&text.path));
    let id = source.id.clone();
    if source.blocks.iter().all(|b| b.para.is_none()) {
        let blank = text.text.trim().is_empty();
        return remark(Diagnostic::of(SourceEmpty { id, lines: source.lines, blank }));
    }
    if meta.title.is_none() && !title_known {
        remark(Diagnostic::of(SourceTitle { id: id.clone() }));
    }
    if let (Some(title), Some(line), false) = (&meta.title, doubtful, title_known) {
        remark(Diagnostic::of(SourceTitleDoubt { id: id.clone(), title: title.clone(), line }));
    }
    if meta.author.is_empty() && !author_known {
        remark(Diagnostic::of(SourceAuthor { id: id.clone() }));
    }
    if meta.issued.is_none() && !date_known {
        remark(Diagnostic::of(SourceDate { id, impossible: impossible_date(text) }));
    }
}

/// A day that a text prints on one of its first lines and that no calendar has.
fn impossible_date(text: &Text) -> Option<String> {
    const LINES: usize = 60;
    const LONGEST: usize = 160;
    let lines = text.text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES);
    lines.filter(|line| line.len() <= LONGEST).find_map(dates::impossible).map(str::to_owned)
}

/// What kind of text it is, as far as its parts tell.
fn kind_of(blocks: &[SourceBlock], references: &[crate::model::source::Reference], meta: &Meta) -> &'static str {
    let has = |kind| blocks.iter().any(|b| b.kind == kind);
    if references.len() >= 5 && (has(BlockKind::Abstract) || has(BlockKind::Keywords)) {
        return "paper";
    }
    let bios = blocks.iter().filter(|b| b.kind == BlockKind::Bio).count();
    let spoken = blocks.iter().any(|b| {
        let low = b.text.to_lowercase();
        ["moderated", "panelist", "panellist", "speakers", "moderator"].iter().any(|w| low.contains(w))
    });
    if meta.author.is_empty() && spoken && (bios >= 2 || meta.place.is_some()) {
        return "event-summary";
    }
    "article"
}

/// Where a stretch of a block's text stands in the file; the block's first line when it runs over the end of a line.
fn printed(block: &SourceBlock, at: Span, text: &Text, places: &crate::text::Lines) -> Span {
    // Folding white space only shortens, by less than this but in odd files.
    const DRIFT: usize = 8 << 10;
    let line = places.span(block.lines.first().map_or(1, |r| r.first), &text.text);
    let end = places.span(block.lines.last().map_or(1, |r| r.last), &text.text).end;
    let words = &block.text[at.range()];
    let border = |at: usize| boundary_behind(&text.text, at);
    let from = border((line.start + at.start).min(end));
    let to = border((from + words.len() + DRIFT).min(end));
    match text.text[from..to].find(words) {
        Some(n) => Span::new(from + n, from + n + words.len()),
        None => line,
    }
}

/// What a correction of a record comes to in a block.
fn correction(span: Span, to: &str) -> Correction {
    Correction { span, to: to.to_owned() }
}
