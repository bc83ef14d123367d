//! What stands below the text and belongs to it: biographies, keywords, terms, disclaimers.

use std::ops::Range;

use super::blocks::{Draft, Fate};
use super::facts::{Facts, bare};
use super::labels::{label_len, label_of};
use super::names::biography_name;
use super::phrases;
use super::terms::licence_id;
use crate::model::source::{BlockKind, Meta};

/// So many blocks below the text at most stand keywords and terms, biographies under a label, biographies by the name of
/// an author, and anything at all.
const TERMS_REACH: usize = 14;
const LABELLED_REACH: usize = 12;
const NAMED_REACH: usize = 6;
const REACH: usize = 40;

/// Finds what stands below the text and belongs to it, and decides on the end of the text itself.
pub(super) fn tail(drafts: &mut [Draft], facts: &[Facts], span: &Range<usize>, meta: &mut Meta) {
    biographies(drafts, facts, span, meta);
    // How many undecided blocks below the text have been passed.
    let mut gap = 0;
    for n in span.start..drafts.len() {
        let inside = n < span.end;
        if !(drafts[n].is_open() || inside && drafts[n].is(BlockKind::Paragraph)) {
            continue;
        }
        let near = gap <= TERMS_REACH;
        if near && (keywords(drafts, facts, n, meta) || terms(drafts, facts, n, span, meta)) || inside {
            continue;
        }
        if facts[n].stops == Some("comments") {
            break;
        }
        gap += 1;
        biography(&mut drafts[n], &facts[n], gap, meta);
        if gap > REACH {
            break;
        }
    }
}

/// Takes a line of keywords. Whether it is one.
fn keywords(drafts: &mut [Draft], facts: &[Facts], n: usize, meta: &mut Meta) -> bool {
    const PARTED_BY: [char; 7] = [',', ';', '，', '、', '；', '|', '·'];
    let text = drafts[n].text.clone();
    if !label_of(&text, &phrases::KEYWORD_LABELS) || facts[n].weight >= 400 {
        return false;
    }
    let len = label_len(&text, &phrases::KEYWORD_LABELS).unwrap_or(0);
    drafts[n].keep(BlockKind::Keywords);
    let mut own = text.get(len..).unwrap_or("").trim().trim_matches(['*', '_']).to_owned();
    if own.is_empty() {
        // A label alone: its words stand on the next line, or on a few short ones.
        let words = |d: &Draft, f: &Facts| d.is_open() && !d.apart && f.weight < 200 && f.phrase.is_none() && !f.ends;
        match drafts.get(n + 1).zip(facts.get(n + 1)).filter(|(d, f)| words(d, f)) {
            Some((next, _)) => {
                let lines = next.lines.clone();
                own = next.text.clone();
                drafts[n].lines.extend(lines);
                drafts[n].text = format!("{text} {own}");
                drafts[n + 1].fate = Fate::Merged;
            }
            None => drafts[n].fate = Fate::Open,
        }
    }
    if meta.keywords.is_empty() && own.contains(PARTED_BY) {
        let parts = own.split(PARTED_BY).map(|k| k.trim().trim_end_matches('.').to_owned());
        meta.keywords = parts.filter(|k| !k.is_empty()).collect();
    }
    true
}

/// Takes a licence or a disclaimer. Whether it is one. They stand at the edges of a text; what says such things in its
/// midst is about something else.
fn terms(drafts: &mut [Draft], facts: &[Facts], n: usize, span: &Range<usize>, meta: &mut Meta) -> bool {
    let (f, inside) = (&facts[n], n < span.end);
    let edge = n + 12 >= span.end || n < span.start + 2;
    if !edge || f.weight >= 1500 || f.words < 6 || f.links || f.phrase.is_some_and(|p| p != "footer") {
        return false;
    }
    let text = &drafts[n].text;
    let low = text.to_lowercase();
    let id = licence_id(text);
    let licence = id.is_some() && (!inside || f.weight < 600)
        || f.weight < 500 && phrases::LICENCE.iter().any(|p| low.contains(p)) && f.ends && !inside;
    if licence {
        drafts[n].keep(BlockKind::Licence);
        if let Some(id) = id {
            meta.licence.get_or_insert(id);
        }
        if n > 0 && drafts[n - 1].is_open() && terms_heading(&drafts[n - 1].text) {
            drafts[n - 1].fate = Fate::Keep(BlockKind::Heading, Some(2));
        }
    } else if phrases::DISCLAIMER.iter().any(|p| low.contains(p)) {
        drafts[n].keep(BlockKind::Disclaimer);
    } else {
        return false;
    }
    true
}

/// Takes a biography that stands under its label, or begins with the name of an author.
fn biography(draft: &mut Draft, f: &Facts, gap: usize, meta: &Meta) {
    let labelled = gap <= LABELLED_REACH && f.weight > 60 && label_of(&draft.text, &phrases::BIO_LABELS);
    let own = || biography_name(&draft.text).is_some_and(|b| meta.author.iter().any(|a| bare(a) == bare(b)));
    if labelled || gap <= NAMED_REACH && f.weight >= 50 && own() {
        draft.keep(BlockKind::Bio);
    }
}

/// Whether a short text is a heading over a notice on terms.
fn terms_heading(text: &str) -> bool {
    let plain = bare(text);
    let short = text.chars().count() <= 60 && !super::facts::ends_sentence(text);
    phrases::LICENCE_HEADINGS.contains(&plain.as_str())
        || short && ["licen", "republish", "reprint", "lizenz"].iter().any(|w| plain.contains(w))
}

/// Whether the file holds a biography of one of these people.
pub(super) fn has_biography(drafts: &[Draft], facts: &[Facts], names: &[String]) -> bool {
    drafts.iter().zip(facts).any(|(d, f)| {
        f.weight < 1200
            && names.iter().any(|n| {
                biography_name(&d.text).is_some_and(|b| bare(b) == bare(n))
                    || d.text.contains(n.as_str()) && label_of(&d.text, &phrases::BIO_LABELS)
            })
    })
}

/// Biographies at the end of the text, with the names over them.
fn biographies(drafts: &mut [Draft], facts: &[Facts], span: &Range<usize>, meta: &Meta) {
    let mut n = span.end.min(drafts.len());
    let mut seen = 0;
    while n > span.start && seen < 30 {
        n -= 1;
        seen += 1;
        let text = &drafts[n].text;
        let low = text.to_lowercase();
        if !drafts[n].is_open()
            || facts[n].bare
            || phrases::DISCLAIMER.iter().any(|p| low.contains(p))
            || facts[n].phrase.is_some()
        {
            continue;
        }
        let name = biography_name(text);
        let role = phrases::ROLES.iter().any(|r| low.contains(r));
        let own = name.is_some_and(|b| meta.author.iter().any(|a| bare(a) == bare(b)));
        let headed = n > 0
            && drafts[n - 1].is_open()
            && name.is_some_and(|b| {
                bare(&drafts[n - 1].text) == bare(b)
                    || bare(b).starts_with(&bare(&drafts[n - 1].text)) && facts[n - 1].words >= 2
            });
        if facts[n].weight < 1300
            && (own || role && headed || label_of(text, &phrases::BIO_LABELS) && facts[n].weight > 40)
        {
            drafts[n].keep(BlockKind::Bio);
            if headed {
                drafts[n - 1].fate = super::blocks::Fate::Keep(BlockKind::Heading, Some(3));
            }
            continue;
        }
        // The name over a biography is passed with it; keywords and the like are passed too.
        if label_of(text, &phrases::KEYWORD_LABELS) || facts[n].date {
            continue;
        }
        break;
    }
}
