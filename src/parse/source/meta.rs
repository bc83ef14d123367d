//! What stands around the text and belongs to it: title, byline, dateline above; biography, keywords,
//! terms and disclaimers below. Only what is clearly the document's own is taken.

use std::ops::Range;

use super::blocks::Draft;
use super::facts::{Facts, bare, capitalised, folded, is_small_word};
use super::{dates, phrases};
use crate::model::source::{BlockKind, Meta};

/// A byline as printed, taken apart.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Byline {
    /// The names.
    pub names: Vec<String>,
    /// A date on the same line.
    pub date: Option<String>,
    /// Whether a word such as «by» says that these are authors.
    pub labelled: bool,
}

/// Finds the title and what stands between it and the text; gives the place of the title.
pub(super) fn head(drafts: &mut [Draft], facts: &[Facts], span: &Range<usize>, meta: &mut Meta) -> Option<usize> {
    let title = find_title(drafts, facts, span)?;
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

/// The name after a label such as «记者：» within a line.
fn labelled_name(text: &str) -> Option<String> {
    let labels = ["作者：", "作者:", "记者：", "记者:", "記者：", "記者:", "撰文：", "文／", "執筆：", "By "];
    let (at, len) = labels.iter().find_map(|l| text.find(l).map(|i| (i, l.len())))?;
    let rest = text[at + len..].trim_start();
    let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '|' | '，' | ',' | '/' | '／')).next()?;
    is_name(name).then(|| name.to_owned())
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
    let from = span.start.saturating_sub(45);
    let to = (span.start + 14).min(span.end).min(drafts.len());
    let mut best: Option<(i64, usize)> = None;
    let mut passed = 0i64;
    for n in from..to {
        let (draft, f) = (&drafts[n], &facts[n]);
        let inside = n >= span.start;
        if inside && f.sentence() {
            passed += 1;
        }
        let ends_low = draft.text.trim_end().ends_with(['.', ';', ':', '。', '；', '：'])
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
        score -= if super::facts::buttons(&draft.text) >= 2 && f.small == 0 { 40 } else { 0 };
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
            && !drafts[over].text.ends_with(['.', ':', '。']);
        let named =
            byline(&drafts[over].text).is_some_and(|b| b.labelled) || dates::first(&drafts[over].text).is_some();
        let crumbs = [" » ", " > ", " › ", " | "].iter().any(|c| drafts[over].text.contains(c));
        if plain && headline && !named && !crumbs && facts[title].words >= 9 && mark(over) <= mark(title) {
            return Some(over);
        }
    }
    Some(title)
}

/// Whether a text ends in an abbreviation such as «U.S.».
pub(super) fn ends_with_initials(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    last.matches('.').count() >= 2 && last.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// The names on a byline, when the text is one.
pub(super) fn byline(text: &str) -> Option<Byline> {
    if text.chars().count() > 160 {
        return None;
    }
    let plain = text.replace(['*', '_'], "");
    let text = plain.as_str();
    let low = folded(text);
    let label = phrases::BYLINE_STARTS.iter().filter(|p| low.starts_with(**p)).map(|p| p.chars().count()).max();
    let rest: String = match label {
        Some(n) => text.trim_start().chars().skip(n).collect(),
        None => text.to_owned(),
    };
    let mut rest = rest.trim().to_owned();
    let mut date = None;
    if let Some(found) = dates::first(&rest) {
        date = Some(found.edtf);
        let cut = dates::find(&rest).first().map_or(found.start, |f| f.start);
        rest.truncate(cut);
    }
    let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '）'));
    let names = person_names(rest)?;
    Some(Byline { names, date, labelled: label.is_some() })
}

/// The names of people, when a short text is nothing else.
pub(super) fn person_names(text: &str) -> Option<Vec<String>> {
    let text = text.trim().trim_end_matches([',', ';', '|', '·', '•']).trim();
    if text.is_empty()
        || text.chars().count() > 140
        || text.chars().any(|c| c.is_ascii_digit() || matches!(c, '?' | '!' | ':' | '“' | '”' | '"' | '/' | '@'))
    {
        return None;
    }
    // What follows a bar, or a comma and a small letter, is a role: «A B, senior fellow».
    let head = text.split(['|', '•', '·']).next().unwrap_or(text).trim();
    let mut names = Vec::new();
    let joined = [" and ", " und ", " et ", " y ", " e ", " и ", " & ", "、", "，", " with ", " 和 "]
        .iter()
        .fold(head.to_owned(), |t, sep| t.replace(sep, ", "));
    for (n, part) in joined.split(',').map(str::trim).filter(|p| !p.is_empty()).enumerate() {
        match is_name(part) {
            true => names.push(part.to_owned()),
            false if n > 0 && !names.is_empty() && part.chars().next().is_some_and(char::is_lowercase) => break,
            false => return None,
        }
    }
    (!names.is_empty() && names.len() <= 8).then_some(names)
}

/// Whether a text looks like the name of one person.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let han = text.chars().filter(|c| super::lines::is_wide(*c)).count();
    if han > 0 {
        return han == text.chars().filter(|c| !c.is_whitespace() && *c != '·').count() && (2..=5).contains(&han);
    }
    if text.chars().any(|c| ('\u{600}'..'\u{6ff}').contains(&c)) {
        return (2..=5).contains(&words.len()) && !words.iter().any(|w| is_small_word(w));
    }
    let small = [
        "de", "van", "von", "der", "den", "di", "da", "del", "della", "la", "le", "bin", "ibn", "al", "el", "dos",
        "du", "ter", "ten", "y", "zu", "af", "av",
    ];
    let capital = |w: &&str| {
        let w = w.trim_matches(|c: char| matches!(c, '.' | ',' | '(' | ')' | '’' | '\''));
        w.chars().next().is_some_and(char::is_uppercase)
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    (2..=5).contains(&words.len())
        && words.iter().all(|w| capital(w) || small.contains(w))
        && words.iter().filter(|w| capital(w)).count() >= 2
        && !words.iter().any(|w| !small.contains(w) && is_small_word(&w.to_lowercase()) && w.len() > 2)
        && !is_body_name(text)
}

/// Whether a short text names a body that people belong to: an affiliation.
fn is_body_name(text: &str) -> bool {
    let low = text.to_lowercase();
    text.chars().count() < 200
        && phrases::BODIES.iter().any(|b| low.contains(b))
        && capitalised(text)
        && !super::facts::ends_sentence(text)
}

/// Whether the file holds a biography of one of these people.
fn has_biography(drafts: &[Draft], facts: &[Facts], names: &[String]) -> bool {
    drafts.iter().zip(facts).any(|(d, f)| {
        f.weight < 1200
            && names.iter().any(|n| {
                biography_name(&d.text).is_some_and(|b| bare(b) == bare(n))
                    || d.text.contains(n.as_str()) && label_of(&d.text, &phrases::BIO_LABELS)
            })
    })
}

/// The name with which a biography begins.
pub(super) fn biography_name(text: &str) -> Option<&str> {
    let mut end = 0;
    for (count, word) in text.split(' ').take(6).enumerate() {
        let low = word.trim_end_matches(',').to_lowercase();
        if count >= 2 && phrases::BIO_VERBS.contains(&low.as_str()) {
            let name = text[..end].trim().trim_end_matches(',');
            return Some(name);
        }
        if !word.chars().next().is_some_and(char::is_uppercase) && count == 0 {
            return None;
        }
        end += word.len() + 1;
        if end > text.len() {
            return None;
        }
    }
    None
}

/// Whether a text begins with one of these labels and a colon, or is nothing but the label.
pub(super) fn label_of(text: &str, labels: &[&str]) -> bool {
    label_len(text, labels).is_some()
}

/// How many bytes the label at the beginning takes, colon included.
pub(super) fn label_len(text: &str, labels: &[&str]) -> Option<usize> {
    let head: String = text.chars().take(48).collect();
    let low = head.to_lowercase();
    let low = low.trim_start_matches(['*', '_', '【', '[', ' ']);
    let lead = head.len() - head.trim_start_matches(['*', '_', '【', '[', ' ']).len();
    labels
        .iter()
        .filter_map(|l| {
            let rest = low.strip_prefix(l)?;
            let after = rest.trim_start_matches(['*', '_', ' ']);
            match after.chars().next() {
                None => (text.chars().count() <= 48).then_some(text.len()),
                Some(c @ (':' | '：' | '】' | ']' | '／' | '—')) => {
                    let at = head.to_lowercase().len().min(head.len());
                    let colon = head[..at].find(c)?;
                    (colon >= lead).then(|| colon + c.len_utf8())
                }
                _ => None,
            }
        })
        .max()
}

/// Whether a block is the caption of a picture.
pub(super) fn is_caption(text: &str) -> bool {
    const SIGNS: [&str; 20] = [
        "photograph by",
        "photo by",
        "credit...",
        "illustration by",
        "撮影",
        "摄影",
        "reuters/",
        "/reuters",
        "getty images",
        "afp/",
        "/afp",
        "ap photo",
        "(ap)",
        "picture taken",
        "file photo",
        "photograph:",
        "photo:",
        "image:",
        "foto:",
        "credit:",
    ];
    let low = text.to_lowercase();
    text.chars().count() < 500 && SIGNS.iter().any(|s| low.contains(s))
}

/// «This article is part of the X series»: what it is part of.
fn part_of(text: &str) -> Option<String> {
    if text.chars().count() > 160 {
        return None;
    }
    let low = text.to_lowercase();
    let starts = [
        "this article is part of ",
        "this post is part of ",
        "this story is part of ",
        "this essay is part of ",
        "this piece is part of ",
        "part of the series ",
        "dieser artikel ist teil ",
        "cet article fait partie de ",
        "este artículo forma parte de ",
    ];
    let len = starts.iter().find(|s| low.starts_with(**s))?.len();
    let rest = text.get(len..)?.trim().trim_end_matches('.');
    let rest = rest.strip_prefix("the ").or(rest.strip_prefix("our ")).unwrap_or(rest);
    (!rest.is_empty() && text.is_ascii()).then(|| rest.to_owned())
}

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

/// The licence a text states, as an SPDX id where it is a Creative Commons one.
pub(super) fn licence_id(text: &str) -> Option<String> {
    let low = text.to_lowercase().replace(['‑', '–'], "-");
    let named = low.contains("creative commons")
        && (low.contains("attribution")
            || low.contains("namensnennung")
            || low.contains("licen")
            || low.contains("cc"))
        || low.contains("cc by")
        || low.contains("cc-by")
        || low.contains("creativecommons.org/licenses/");
    if !named {
        return None;
    }
    if low.contains("cc0") || low.contains("publicdomain/zero") {
        return Some("CC0-1.0".to_owned());
    }
    let has = |words: &[&str]| words.iter().any(|w| low.contains(w));
    let by = has(&["attribution", "cc by", "cc-by", "licenses/by", "namensnennung", "署名"]);
    if !by {
        return None;
    }
    let mut id = String::from("CC-BY");
    if has(&["noncommercial", "non-commercial", "by-nc", "nicht-kommerziell", "nicht kommerziell"]) {
        id += "-NC";
    }
    if has(&["noderiv", "no-deriv", "no deriv", "-nd", "keine bearbeitung"]) {
        id += "-ND";
    } else if has(&["sharealike", "share-alike", "share alike", "-sa"]) {
        id += "-SA";
    }
    let version = ["4.0", "3.0", "2.5", "2.0", "1.0"].into_iter().find(|v| low.contains(v)).unwrap_or("4.0");
    if !low.contains(version) {
        return Some(id);
    }
    Some(format!("{id}-{version}"))
}

/// Publisher and publication, from the copyright line and from what the site says of itself.
pub(super) fn publisher(drafts: &[Draft], facts: &[Facts], meta: &mut Meta) {
    let holder =
        drafts.iter().zip(facts).rev().filter(|(_, f)| f.weight < 160).find_map(|(d, _)| copyright_holder(&d.text));
    let Some(holder) = holder else { return };
    // Taken only when the page says the name elsewhere too.
    let said = drafts.iter().filter(|d| d.text.contains(holder.as_str())).count() >= 2;
    if !said {
        return;
    }
    let mut owner = None;
    for d in
        drafts.iter().filter(|d| d.text.starts_with(holder.as_str()) || d.text.starts_with(&format!("The {holder}")))
    {
        let rest = &d.text[d.text.find(holder.as_str()).unwrap_or(0) + holder.len()..];
        let periodical = |i: &usize| phrases::PERIODICALS.iter().any(|p| rest[..*i].to_lowercase().ends_with(p));
        if (rest.starts_with(" is the ") || rest.starts_with(" is a "))
            && let Some(of) = rest.find(" of the ").filter(periodical)
        {
            let name = rest[of + 8..].split([',', '.', ';']).next().unwrap_or("").trim();
            if name.chars().next().is_some_and(char::is_uppercase) {
                owner = Some(name.to_owned());
            }
        }
    }
    match owner {
        Some(owner) => {
            meta.publisher = Some(owner);
            meta.container_title.get_or_insert(holder);
        }
        None => meta.publisher = Some(holder),
    }
}

/// Who holds the copyright, from a line such as «© 2024 Name. All rights reserved».
fn copyright_holder(text: &str) -> Option<String> {
    let low = text.to_lowercase();
    if !(low.starts_with('©') || low.starts_with("copyright") || low.starts_with("(c) ")) {
        return None;
    }
    let rest = text.trim_start_matches(|c: char| c == '©' || c.is_whitespace());
    let rest =
        rest.strip_prefix("Copyright").or(rest.strip_prefix("copyright")).or(rest.strip_prefix("(c)")).unwrap_or(rest);
    let rest = rest.trim_start_matches(|c: char| {
        c == '©' || c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | '|' | '.' | ':')
    });
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    let end = rest.find(['.', '|', '·', ',', '•', '–', ';', '(']).unwrap_or(rest.len());
    let name = rest[..end].trim();
    let name = name.split(" All rights").next().unwrap_or(name).split(" Alle Rechte").next().unwrap_or(name).trim();
    let words = name.split(' ').count();
    (!name.is_empty() && words <= 8 && name.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii()))
        .then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_titles_and_bodies() {
        assert_eq!(
            person_names("Ada Lovelace and Jan van Eyck"),
            Some(vec!["Ada Lovelace".into(), "Jan van Eyck".into()])
        );
        assert_eq!(person_names("Ada LOVELACE"), Some(vec!["Ada LOVELACE".into()]));
        for no in ["Rules of the Road", "University of Nowhere", "What Now?", "news", "The State"] {
            assert_eq!(person_names(no), None, "{no}");
        }
        let line = byline("By Ada Lovelace | June 10, 2016").unwrap();
        assert!(line.labelled);
        assert_eq!((line.names, line.date.as_deref()), (vec!["Ada Lovelace".to_owned()], Some("2016-06-10")));
        assert!(!byline("Ada by Ada").is_some_and(|b| b.labelled));
    }

    #[test]
    fn licences_become_spdx_ids() {
        assert_eq!(
            licence_id(
                "under the Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International Public License"
            )
            .as_deref(),
            Some("CC-BY-NC-ND-4.0")
        );
        assert_eq!(licence_id("CC BY-SA 3.0").as_deref(), Some("CC-BY-SA-3.0"));
        assert_eq!(licence_id("All rights reserved"), None);
    }

    #[test]
    fn copyright_lines_name_their_holder() {
        assert_eq!(
            copyright_holder("© 2024 Example Society. All rights reserved.").as_deref(),
            Some("Example Society")
        );
        assert_eq!(copyright_holder("© 2024"), None);
    }
}
