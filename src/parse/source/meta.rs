//! What stands above the text and belongs to it: title, byline, dateline, standfirst. Only what is
//! clearly the document's own is taken.

use std::ops::Range;

use super::blocks::Draft;
use super::facts::{Facts, capitalised};
use super::labels::{is_caption, part_of};
use super::names::{byline, ends_with_initials, is_body_name, labelled_name, person_names};
use super::tail::has_biography;
use super::{dates, phrases};
use crate::model::source::{BlockKind, Meta};
use crate::script::is_full_stop;

/// Finds the title and what stands between it and the text; gives the place of the title. `known` is the title that the
/// record gives: where it stands as a line, that line is it.
pub(super) fn head(
    drafts: &mut [Draft],
    facts: &[Facts],
    span: &Range<usize>,
    known: Option<&str>,
    meta: &mut Meta,
) -> Option<usize> {
    let given = known.and_then(|known| {
        let before = span.start.saturating_sub(REACH)..span.end.min(drafts.len());
        before.into_iter().find(|n| same_words(&drafts[*n].text, known))
    });
    let title = given.or_else(|| find_title(drafts, facts, span))?;
    drafts[title].keep(BlockKind::Title);
    meta.title = Some(drafts[title].full_text());
    let body =
        (title + 1..span.end).find(|n| facts[*n].sentence() && *n >= span.start).unwrap_or(span.end.min(drafts.len()));
    let mut date: Option<(usize, String)> = None;
    let mut affiliation = Vec::new();
    let mut bare_names = Vec::new();
    // The header: between the title and the first paragraph. A byline or date may also stand after the first few.
    let reach = (body + 4).min(span.end).max(body);
    for n in title + 1..reach {
        let inside = n >= body;
        if !drafts[n].is_open() || facts[n].bare {
            continue;
        }
        let text = drafts[n].text.clone();
        if facts[n].date {
            if let Some(found) = dates::first(&text) {
                if date.is_none() && !(inside && n > body + 2) {
                    date = Some((n, found.edtf));
                    drafts[n].keep(BlockKind::Dateline);
                } else if !inside {
                    drafts[n].keep(BlockKind::Dateline);
                }
            }
            continue;
        }
        // A line with the date and who wrote or sent it, as Chinese sites print it.
        let announced = facts[n].weight <= 260 && {
            let low = text.to_lowercase();
            phrases::DATE_WORDS.iter().any(|w| w.chars().count() > 3 && low.starts_with(w))
        };
        if !inside
            && (facts[n].weight <= 130 && !facts[n].ends || announced)
            && date.is_none()
            && let Some(found) = dates::first(&text).filter(|f| f.edtf.len() == 10)
        {
            let names = byline(&text).filter(|b| b.labelled).map(|b| b.names);
            if meta.author.is_empty() {
                meta.author = names.unwrap_or_else(|| labelled_name(&text).into_iter().collect());
            }
            date = Some((n, found.edtf));
            drafts[n].keep(BlockKind::Dateline);
            continue;
        }
        if facts[n].sentence() && !text.to_lowercase().starts_with("by ") {
            continue;
        }
        if let Some(line) = byline(&text).filter(|b| b.labelled) {
            if meta.author.is_empty() {
                drafts[n].keep(BlockKind::Byline);
                meta.author = line.names;
                if let (None, Some(d)) = (&date, line.date) {
                    date = Some((n, d));
                }
            }
            continue;
        }
        if inside {
            continue;
        }
        if let Some(name) = part_of(&text) {
            meta.container_title.get_or_insert(name);
            drafts[n].drop("series");
            continue;
        }
        if facts[n].phrase.is_some() {
            continue;
        }
        if is_body_name(&text) {
            affiliation.push(n);
        } else if person_names(&text).is_some() {
            bare_names.push(n);
        }
    }
    // A name without «by» is an author's when something says so: a biography, an affiliation, or the date beside it.
    if meta.author.is_empty() {
        for n in bare_names {
            let names = person_names(&drafts[n].text).unwrap_or_default();
            let told = has_biography(drafts, facts, &names)
                || affiliation.iter().any(|a| (n..=n + 2).contains(a))
                || date.as_ref().is_some_and(|(d, _)| d.abs_diff(n) == 1) && n == title + 1;
            if told {
                meta.author.extend(names);
                drafts[n].keep(BlockKind::Byline);
            }
        }
        // A name that floats in the text and is that of the biography at its end.
        if meta.author.is_empty() {
            let end = span.end.min(drafts.len());
            for n in title + 1..end.min(body + 6) {
                let names = person_names(&drafts[n].text);
                if let Some(names) = names.filter(|names| {
                    drafts[n].is_open()
                        && drafts[n].marker.is_none()
                        && has_biography(drafts, facts, names)
                        && !next_is_bio(drafts, n, names)
                }) {
                    drafts[n].keep(BlockKind::Byline);
                    meta.author = names;
                    break;
                }
            }
        }
    }
    if !meta.author.is_empty() {
        for n in affiliation {
            drafts[n].keep(BlockKind::Byline);
            meta.affiliations.push(drafts[n].text.clone());
        }
    }
    // A place right below the date.
    if let Some((n, _)) = &date {
        let n = n + 1;
        if n < body
            && drafts[n].is_open()
            && !drafts[n].apart
            && facts[n].words <= 4
            && !facts[n].ends
            && facts[n].phrase.is_none()
            && capitalised(&drafts[n].text)
            && !drafts[n].text.chars().any(|c| c.is_ascii_digit())
        {
            drafts[n].keep(BlockKind::Dateline);
            meta.place = Some(drafts[n].text.clone());
        }
    }
    meta.issued = date.map(|d| d.1);
    // What else stands between title and text: a standfirst, a caption, or nothing of the text.
    for n in title + 1..body {
        if !drafts[n].is_open() {
            continue;
        }
        let f = &facts[n];
        let credit_next = facts.get(n + 1).is_some_and(|f| f.phrase == Some("credit"));
        if f.phrase.is_some() || f.bare {
            drafts[n].drop(f.phrase.unwrap_or("rule"));
        } else if f.weight >= 40 && (credit_next || is_caption(&drafts[n].text) && !f.ends) {
            drafts[n].keep(BlockKind::Caption);
        } else if drafts[n].marker.is_some() && !drafts[n].numbered && f.words >= 6 && !f.links && f.copies == 1 {
            drafts[n].keep(BlockKind::ListItem);
        } else if (f.sentence()
            || f.short_sentence()
            || n <= title + 2 && f.ends && f.words >= 6 && f.copies == 2 && !f.links
            || n == title + 1 && subtitle(drafts, facts, n)
            || n == title + 1 && f.words >= 5 && f.small >= 1 && !f.links && f.copies == 1
            || f.words >= 8 && f.small >= 2 && !f.links && f.copies == 1)
            && drafts[n].marker.is_none()
        {
            drafts[n].keep(BlockKind::Paragraph);
        } else if n >= span.start
            && (drafts[n].marked.is_some() || next_open_is_sentence(drafts, facts, n))
            && !f.links
            && drafts[n].text.len() > 2
        {
            // A heading over the first paragraph, decided with the others.
        } else {
            drafts[n].drop("interface");
        }
    }
    Some(title)
}

/// How many blocks above the text a title may stand.
const REACH: usize = 45;

fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().map(str::to_lowercase).eq(b.split_whitespace().map(str::to_lowercase))
}

/// Whether a line right below the title, and right over the text, is its second line.
fn subtitle(drafts: &[Draft], facts: &[Facts], n: usize) -> bool {
    let f = &facts[n];
    !f.ends
        && (12..=160).contains(&f.weight)
        && f.words >= 2
        && f.small >= 1
        && f.copies <= 2
        && !f.links
        && facts.get(n + 1).is_some_and(Facts::sentence)
        && person_names(&drafts[n].text).is_none()
}

fn next_open_is_sentence(drafts: &[Draft], facts: &[Facts], n: usize) -> bool {
    facts.get(n + 1).is_some_and(Facts::sentence)
        && drafts[n].text.chars().count() < 150
        && !capitalised_name_only(&drafts[n].text)
}

fn capitalised_name_only(text: &str) -> bool {
    person_names(text).is_some()
}

fn next_is_bio(drafts: &[Draft], n: usize, names: &[String]) -> bool {
    drafts.get(n + 1).is_some_and(|d| names.iter().any(|name| d.text.starts_with(name.as_str())))
}

/// The block that is most likely the title, if one is clearly enough.
fn find_title(drafts: &[Draft], facts: &[Facts], span: &Range<usize>) -> Option<usize> {
    let from = span.start.saturating_sub(REACH);
    let to = (span.start + 14).min(span.end).min(drafts.len());
    let mut best: Option<(i64, usize)> = None;
    let mut passed = 0i64;
    for n in from..to {
        let (draft, f) = (&drafts[n], &facts[n]);
        let inside = n >= span.start;
        if inside && f.sentence() {
            passed += 1;
        }
        let ends_low = draft.text.trim_end().ends_with(|c| is_full_stop(c) || matches!(c, ';' | ':' | '；' | '：'))
            && !draft.text.ends_with("...")
            && !ends_with_initials(&draft.text);
        if f.bare
            || f.phrase.is_some()
            || f.date
            || f.weight < 8
            || f.weight > 280
            || ends_low && draft.marked != Some(1)
        {
            continue;
        }
        if draft.marker.is_some() && !draft.numbered || draft.quoted {
            continue;
        }
        let near = (n + 1..(n + 8).min(drafts.len())).take_while(|m| !facts[*m].sentence() || *m < span.start);
        let dated = near.clone().any(|m| facts[m].date || byline(&drafts[m].text).is_some_and(|b| b.labelled));
        // The date may also stand over the title.
        let after_date = (n.saturating_sub(2)..n).any(|m| facts[m].date);
        // The path to the page ends in its title, or the page's name begins with it.
        let crumb = (n.saturating_sub(12)..n).any(|m| {
            facts[m].weight >= f.weight
                && facts[m].weight < 400
                && f.weight > 20
                && drafts[m].text.contains(draft.text.as_str())
        });
        let adjacent = (n + 1..span.start + 1).find(|m| !facts.get(*m).is_none_or(|f| f.bare)) == Some(span.start);
        let mut score = (f.weight as i64).min(80) / 2;
        score += match draft.marked {
            Some(1) => 60,
            Some(2) => 15,
            _ => 0,
        };
        score += if f.words >= 4 {
            15
        } else if f.words <= 2 {
            -15
        } else {
            0
        };
        score += if dated { 25 } else { 0 };
        score += if after_date && !dated { 15 } else { 0 };
        // A row of buttons, and the second line of a byline.
        let low = draft.text.to_lowercase();
        let role =
            draft.text.contains(',') && capitalised(&draft.text) && phrases::ROLES.iter().any(|r| low.contains(r));
        let buttons = super::facts::buttons(&draft.text);
        score -= if buttons >= 2 && f.small == 0 { 40 } else { 0 };
        let bare_words =
            f.small <= 1 && !draft.text.contains(|c: char| c.is_ascii_punctuation() || "’“”–—".contains(c));
        score -= if buttons >= 1 && f.words >= 5 && bare_words { 40 } else { 0 };
        score -= if draft.text.starts_with(['&', ',', '+']) { 40 } else { 0 };
        score -= if role { 15 } else { 0 };
        score += if crumb { 20 } else { 0 };
        score += if adjacent && f.inner == 0 { 10 } else { 0 };
        score -= if f.words >= 6 && f.small == 0 && draft.marked.is_none() && draft.text.is_ascii() { 25 } else { 0 };
        score -= if draft.numbered && draft.marked != Some(1) { 25 } else { 0 };
        score -= if [" » ", " > ", " › ", " / ", " | "].iter().any(|c| draft.text.contains(c)) { 30 } else { 0 };
        score -= if dates::find(&draft.text).iter().any(|d| d.edtf.len() == 10) { 40 } else { 0 };
        // Text browsers centre the first heading of a page.
        score += if draft.indent > 10 && draft.marker.is_none() { 20 } else { 0 };
        score += if n == 0 { 10 } else { 0 };
        score -= if byline(&draft.text).is_some_and(|b| b.labelled) || part_of(&draft.text).is_some() { 80 } else { 0 };
        score -= if is_caption(&draft.text) || is_body_name(&draft.text) { 40 } else { 0 };
        score -= if f.links { 25 } else { 0 };
        score -= match f.copies {
            1 => 0,
            2 if crumb => 0,
            2 => 3,
            _ => 25,
        };
        score -= if f.sentence() && draft.marked.is_none() { 40 } else { 0 };
        let far = if inside {
            passed * 30
        } else {
            (n..span.start).filter(|m| !facts[*m].bare && facts[*m].phrase.is_none()).count() as i64 * 2
        };
        score -= far.min(70);
        if best.is_none_or(|(b, _)| score > b) {
            best = Some((score, n));
        }
    }
    let (_, title) = best.filter(|(score, _)| *score >= 22)?;
    // Of two long lines, one right over the other, the second is the standfirst.
    let over = (from..title).rev().find(|m| !facts[*m].bare).filter(|m| title - m <= 2);
    if let Some(over) = over {
        let f = &facts[over];
        let plain = f.phrase.is_none() && !f.date && !f.links && f.copies <= 2 && drafts[over].marker.is_none();
        let mark = |n: usize| drafts[n].marked.unwrap_or(9);
        let headline = f.words >= 6
            && (30..=200).contains(&f.weight)
            && f.small > 0
            && !drafts[over].text.ends_with(|c| is_full_stop(c) || c == ':');
        let named =
            byline(&drafts[over].text).is_some_and(|b| b.labelled) || dates::first(&drafts[over].text).is_some();
        let crumbs = [" » ", " > ", " › ", " | "].iter().any(|c| drafts[over].text.contains(c));
        if plain && headline && !named && !crumbs && facts[title].words >= 9 && mark(over) <= mark(title) {
            return Some(over);
        }
    }
    Some(title)
}
