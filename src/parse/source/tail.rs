//! What stands below the text and belongs to it: biographies, keywords, terms, disclaimers.

use std::ops::Range;

use super::blocks::Draft;
use super::facts::{Facts, bare};
use super::labels::{label_len, label_of};
use super::names::biography_name;
use super::phrases;
use super::terms::licence_id;
use crate::model::source::{BlockKind, Meta};

/// Finds what stands below the text and belongs to it, and decides on the end of the text itself.
pub(super) fn tail(drafts: &mut [Draft], facts: &[Facts], span: &Range<usize>, meta: &mut Meta) {
    biographies(drafts, facts, span, meta);
    let mut gap = 0;
    let mut n = span.start;
    while n < drafts.len() {
        let inside = n < span.end;
        let text = drafts[n].text.clone();
        let decided = !(drafts[n].is_open() || inside && drafts[n].is(BlockKind::Paragraph));
        if decided {
            n += 1;
            continue;
        }
        if label_of(&text, &phrases::KEYWORD_LABELS) && facts[n].weight < 400 && (gap <= 14) {
            let len = label_len(&text, &phrases::KEYWORD_LABELS).unwrap_or(0);
            drafts[n].keep(BlockKind::Keywords);
            let mut own = text.get(len..).unwrap_or("").trim().trim_matches(['*', '_']).to_owned();
            if own.is_empty() {
                // A label alone: its words stand on the next line, or on a few short ones.
                let next = n + 1;
                if next < drafts.len()
                    && drafts[next].is_open()
                    && !drafts[next].apart
                    && facts[next].weight < 200
                    && facts[next].phrase.is_none()
                    && !facts[next].ends
                {
                    own = drafts[next].text.clone();
                    let joined = format!("{text} {own}");
                    let lines = drafts[next].lines.clone();
                    drafts[n].lines.extend(lines);
                    drafts[n].text = joined;
                    drafts[next].drop("\0merged");
                } else {
                    drafts[n].fate = super::blocks::Fate::Open;
                }
            }
            if meta.keywords.is_empty() && own.contains([',', ';', '，', '、', '；', '|', '·']) {
                meta.keywords = own
                    .split([',', ';', '，', '、', '；', '|', '·'])
                    .map(|k| k.trim().trim_end_matches('.').to_owned())
                    .filter(|k| !k.is_empty())
                    .collect();
            }
            n += 1;
            continue;
        }
        // Terms stand at the edges of a text; what says such things in its midst is about something else.
        let late = n + 12 >= span.end || n < span.start + 2;
        if late && gap <= 14 && facts[n].weight < 1500 && facts[n].words >= 6 && !facts[n].links {
            let low = text.to_lowercase();
            let disclaimer = phrases::DISCLAIMER.iter().any(|p| low.contains(p));
            let licence = licence_id(&text).is_some() && (!inside || facts[n].weight < 600)
                || facts[n].weight < 500
                    && phrases::LICENCE.iter().any(|p| low.contains(p))
                    && facts[n].ends
                    && !inside;
            if (disclaimer || licence) && facts[n].phrase.is_none_or(|p| p == "footer") {
                drafts[n].keep(if licence { BlockKind::Licence } else { BlockKind::Disclaimer });
                if licence {
                    if let Some(id) = licence_id(&text) {
                        meta.licence.get_or_insert(id);
                    }
                    if n > 0 && drafts[n - 1].is_open() && terms_heading(&drafts[n - 1].text) {
                        drafts[n - 1].fate = super::blocks::Fate::Keep(BlockKind::Heading, Some(2));
                    }
                }
                n += 1;
                continue;
            }
        }
        if !inside {
            if facts[n].stops == Some("comments") {
                break;
            }
            gap += 1;
            let labelled = label_of(&text, &phrases::BIO_LABELS) && gap <= 12 && facts[n].weight > 60;
            let own = || biography_name(&text).is_some_and(|b| meta.author.iter().any(|a| bare(a) == bare(b)));
            if labelled || gap <= 6 && facts[n].weight >= 50 && own() {
                drafts[n].keep(BlockKind::Bio);
            }
            if gap > 40 {
                break;
            }
        }
        n += 1;
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
