//! What a BibTeX file may not ask: the reader of BibTeX follows names, commands and references wherever they lead. It
//! would not come back from those that lead to themselves, and would take all memory for those that multiply.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Bibliography, ChunksExt, Entry, ParseError, RawBibliography, RawChunk};

use crate::report::faults::BibtexExcess;

/// Braces are nested so deeply at most, and so many names or references follow one another.
const DEEPEST: usize = 48;
/// So many parts are joined to a field's value at most, by `#`. The reader's time grows with their square.
const MOST_JOINED: usize = 500;
/// So many bytes may come of all `@string`s where they are used.
const MOST_BYTES: usize = 20_000_000;
/// So many entries may lend their fields in all.
const MOST_LOANS: usize = 200_000;

/// Why a file cannot be read as it is.
pub(super) enum Unread {
    /// It is not BibTeX.
    Syntax(ParseError),
    /// Something at this place asks too much: in what, and the name of what does.
    Beyond(Range<usize>, BibtexExcess, Option<String>),
}

impl Unread {
    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        match self {
            Self::Syntax(error) => error.span.start,
            Self::Beyond(span, ..) => span.start,
        }
    }
}

/// Reads a file, if it stays within bounds.
pub(super) fn parse(source: &str) -> Result<Bibliography, Unread> {
    if let Some(at) = too_deep(source) {
        return Err(Unread::Beyond(at..at + 1, BibtexExcess::Braces, None));
    }
    let raw = RawBibliography::parse(source).map_err(Unread::Syntax)?;
    parts(&raw)?;
    names(&raw)?;
    loans(&raw)?;
    Bibliography::from_raw(raw).map_err(Unread::Syntax)
}

/// The first brace that is nested too deeply.
fn too_deep(source: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    source.bytes().position(|b| {
        match b {
            b'{' if !escaped => depth += 1,
            b'}' if !escaped => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = b == b'\\' && !escaped;
        depth > DEEPEST
    })
}

/// No field may be made of too many parts.
fn parts(raw: &RawBibliography) -> Result<(), Unread> {
    let mut fields = raw.entries.iter().flat_map(|e| &e.v.fields).chain(&raw.abbreviations);
    match fields.find(|field| field.value.v.len() > MOST_JOINED) {
        Some(field) => Err(Unread::Beyond(field.key.span.clone(), BibtexExcess::Parts, Some(field.key.v.to_owned()))),
        None => Ok(()),
    }
}

/// The `@string`s must come to an end, and not to too much.
fn names(raw: &RawBibliography) -> Result<(), Unread> {
    let strings = &raw.abbreviations;
    // Of two definitions the last counts.
    let by_name: BTreeMap<&str, usize> = strings.iter().enumerate().map(|(n, s)| (s.key.v, n)).collect();
    let parts = |field: &[biblatex::Spanned<RawChunk>]| {
        let mut own = 1;
        let mut names = Vec::new();
        for chunk in field {
            match chunk.v {
                RawChunk::Normal(text) => own += text.len(),
                RawChunk::Abbreviation(name) => names.extend(by_name.get(name).copied()),
            }
        }
        (own, names)
    };
    let sizes = sums(&strings.iter().map(|s| parts(&s.value.v)).collect::<Vec<_>>());
    if let Some((n, _)) = sizes.iter().enumerate().find(|(_, size)| size.is_none()) {
        let key = &strings[n].key;
        return Err(Unread::Beyond(key.span.clone(), BibtexExcess::StringCycle, Some(key.v.to_owned())));
    }
    let mut all = 0usize;
    for entry in &raw.entries {
        for field in &entry.v.fields {
            let (_, used) = parts(&field.value.v);
            all = used.iter().filter_map(|n| sizes[*n]).fold(all, usize::saturating_add);
            if all > MOST_BYTES {
                return Err(Unread::Beyond(field.key.span.clone(), BibtexExcess::Words, None));
            }
        }
    }
    Ok(())
}

/// What entries lend each other, by `crossref` and `xdata`, must come to an end as well.
fn loans(raw: &RawBibliography) -> Result<(), Unread> {
    let lends = |key: &str| ["crossref", "xdata"].into_iter().find(|name| key.eq_ignore_ascii_case(name));
    if !raw.entries.iter().any(|e| e.v.fields.iter().any(|f| lends(f.key.v).is_some())) {
        return Ok(());
    }
    // Under other names they are read and not followed.
    let mut apart = raw.clone();
    for field in apart.entries.iter_mut().flat_map(|e| &mut e.v.fields) {
        match lends(field.key.v) {
            Some("crossref") => field.key.v = "briefbook-crossref",
            Some(_) => field.key.v = "briefbook-xdata",
            None => {}
        }
    }
    let apart = Bibliography::from_raw(apart).map_err(Unread::Syntax)?;
    let place: BTreeMap<&str, usize> = apart.iter().enumerate().map(|(n, e)| (e.key.as_str(), n)).collect();
    let lenders = |entry: &Entry| -> Vec<usize> {
        let text = |name: &str| entry.get(name).map(|c| c.format_verbatim()).unwrap_or_default();
        let (one, many) = (text("briefbook-crossref"), text("briefbook-xdata"));
        let keys = std::iter::once(one.as_str()).chain(many.split(',')).map(str::trim);
        // An entry may be known by other keys, too.
        keys.filter_map(|key| place.get(apart.get(key)?.key.as_str()).copied()).collect()
    };
    let sums = sums(&apart.iter().map(|e| (1, lenders(e))).collect::<Vec<_>>());
    let mut all = 0usize;
    for (entry, sum) in apart.iter().zip(sums) {
        all = all.saturating_add(sum.unwrap_or(usize::MAX));
        if all > MOST_LOANS.max(4 * apart.len()) {
            let span = raw.entries.iter().find(|e| e.v.key.v == entry.key).map_or(0..0, |e| e.v.key.span.clone());
            return Err(Unread::Beyond(span, BibtexExcess::Loans, Some(entry.key.clone())));
        }
    }
    Ok(())
}

/// What each thing comes to, with all it refers to: its own, and that of others by their place. Nothing for what does
/// not come to an end within [`DEEPEST`] steps.
fn sums(things: &[(usize, Vec<usize>)]) -> Vec<Option<usize>> {
    let mut sums: Vec<Option<usize>> = vec![None; things.len()];
    for _ in 0..DEEPEST {
        let one = |n: usize| {
            let (own, others) = &things[n];
            sums[n].or_else(|| others.iter().try_fold(*own, |sum, other| Some(sum.saturating_add(sums[*other]?))))
        };
        sums = (0..things.len()).map(one).collect();
    }
    sums
}
