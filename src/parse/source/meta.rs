//! What stands above the text and belongs to it: title, byline, dateline, standfirst. Only what is
//! clearly the document's own is taken.

use std::ops::Range;

use super::blocks::Draft;
use super::facts::{Facts, capitalised};
use super::labels::{is_caption, part_of};
use super::names::{Byline, byline, is_body_name, labelled_name, person_names};
use super::span::Body;
use super::tail::has_biography;
use super::title::{REACH, Title, find_title};
use super::{dates, phrases};
use crate::model::source::{BlockKind, Meta};

/// How many blocks below the beginning of the text a byline or a date may stand, and a date at most.
const AFTER_START: usize = 4;
const DATE_AFTER_START: usize = 2;

/// Finds the title and what stands between it and the text; gives the place of the title. `known` is the title that the
/// record gives: where it stands as a line, that line is it.
pub(super) fn head(
    drafts: &mut [Draft],
    facts: &[Facts],
    text: &Body,
    known: Option<&str>,
    meta: &mut Meta,
) -> Option<Title> {
    let span = &text.range;
    let given = known.and_then(|known| {
        let before = span.start.saturating_sub(REACH)..span.end.min(drafts.len());
        before.into_iter().find(|n| same_words(&drafts[*n].text, known))
    });
    let found = given.map(|block| Title { block, doubtful: false }).or_else(|| find_title(drafts, facts, text))?;
    let title = found.block;
    drafts[title].keep(BlockKind::Title);
    meta.title = Some(drafts[title].full_text());
    let body = (title + 1..span.end)
        .find(|n| (facts[*n].sentence() || facts[*n].clause()) && *n >= span.start)
        .unwrap_or(span.end.min(drafts.len()));
    let (date, affiliations, bare_names) = (None, Vec::new(), Vec::new());
    let plain = text.plain;
    let mut header = Header { drafts, facts, span, plain, meta, title, body, date, affiliations, bare_names };
    header.lines();
    header.authors();
    header.place();
    header.meta.issued = header.date.take().map(|(_, date)| date);
    header.rest();
    Some(found)
}

/// What stands between the title and the first paragraph, as far as it has been read.
struct Header<'a> {
    drafts: &'a mut [Draft],
    facts: &'a [Facts],
    span: &'a Range<usize>,
    /// Whether nothing in the file is furniture: what stands here is text.
    plain: bool,
    meta: &'a mut Meta,
    /// Which block is the title.
    title: usize,
    /// Which block is the first paragraph.
    body: usize,
    /// The date, and on which block it stands.
    date: Option<(usize, String)>,
    /// Names of bodies, for which there may be an author.
    affiliations: Vec<usize>,
    /// Names of people without a word that says what they did.
    bare_names: Vec<usize>,
}

impl Header<'_> {
    /// Reads each line for what it says by itself. A byline or date may also stand after the first few of the text.
    fn lines(&mut self) {
        for n in self.title + 1..(self.body + AFTER_START).min(self.span.end).max(self.body) {
            if self.drafts[n].is_open() && !self.facts[n].bare {
                self.line(n);
            }
        }
    }

    fn line(&mut self, n: usize) {
        let inside = n >= self.body;
        let text = self.drafts[n].text.clone();
        if self.facts[n].date {
            return self.dateline(n, &text);
        }
        let runs_on = |f: &Facts| f.sentence() && !text.to_lowercase().starts_with("by ");
        if !inside && self.signed_dateline(n, &text) || runs_on(&self.facts[n]) {
            return;
        }
        if let Some(line) = byline(&text).filter(|b| b.labelled) {
            return self.byline(n, line);
        }
        if !inside {
            self.name(n, &text);
        }
    }

    /// A line between title and text that may be a name, without a word that says whose.
    fn name(&mut self, n: usize, text: &str) {
        if let Some(name) = part_of(text) {
            self.meta.container_title.get_or_insert(name);
            self.drafts[n].drop("series");
        } else if self.facts[n].phrase.is_some() {
            // A phrase of sites is nobody's name.
        } else if is_body_name(text) {
            self.affiliations.push(n);
        } else if person_names(text).is_some() {
            self.bare_names.push(n);
        }
    }

    fn dateline(&mut self, n: usize, text: &str) {
        let Some(found) = dates::first(text) else {
            // A day that there is not is a dateline all the same, and says nothing.
            if dates::impossible(text).is_some() {
                self.drafts[n].keep(BlockKind::Dateline);
            }
            return;
        };
        if self.date.is_none() && n <= self.body + DATE_AFTER_START {
            self.date = Some((n, found.edtf));
            self.drafts[n].keep(BlockKind::Dateline);
        } else if n < self.body {
            self.drafts[n].keep(BlockKind::Dateline);
        }
    }

    /// A line with the date and who wrote or sent it, as Chinese sites print it. Whether it is one.
    fn signed_dateline(&mut self, n: usize, text: &str) -> bool {
        let f = &self.facts[n];
        let announced = f.weight <= 260 && {
            let low = text.to_lowercase();
            phrases::DATE_WORDS.iter().any(|w| w.chars().count() > 3 && low.starts_with(w))
        };
        if self.date.is_some() || !(f.weight <= 130 && !f.ends || announced) {
            return false;
        }
        let Some(found) = dates::first(text).filter(|f| f.edtf.len() == 10) else { return false };
        if self.meta.author.is_empty() {
            let names = byline(text).filter(|b| b.labelled).map(|b| b.names);
            self.meta.author = names.unwrap_or_else(|| labelled_name(text).into_iter().collect());
        }
        self.date = Some((n, found.edtf));
        self.drafts[n].keep(BlockKind::Dateline);
        true
    }

    fn byline(&mut self, n: usize, line: Byline) {
        if !self.meta.author.is_empty() {
            return;
        }
        self.drafts[n].keep(BlockKind::Byline);
        self.meta.author = line.names;
        if let (None, Some(date)) = (&self.date, line.date) {
            self.date = Some((n, date));
        }
    }

    /// Authors without «by», and to which bodies authors belong.
    fn authors(&mut self) {
        if self.meta.author.is_empty() {
            self.told_authors();
        }
        if self.meta.author.is_empty() {
            self.floating_author();
        }
        if !self.meta.author.is_empty() {
            for &n in &self.affiliations {
                self.drafts[n].keep(BlockKind::Byline);
                self.meta.affiliations.push(self.drafts[n].text.clone());
            }
        }
    }

    /// A name without «by» is an author's when something says so: a biography, an affiliation, or the date beside it.
    fn told_authors(&mut self) {
        for &n in &self.bare_names {
            let names = person_names(&self.drafts[n].text).unwrap_or_default();
            let dated = self.date.as_ref().is_some_and(|(d, _)| d.abs_diff(n) == 1) && n == self.title + 1;
            let told = has_biography(self.drafts, self.facts, &names)
                || self.affiliations.iter().any(|a| (n..=n + 2).contains(a))
                || dated;
            if told {
                self.meta.author.extend(names);
                self.drafts[n].keep(BlockKind::Byline);
            }
        }
    }

    /// A name that floats in the text and is that of the biography at its end.
    fn floating_author(&mut self) {
        let end = self.span.end.min(self.drafts.len()).min(self.body + 6);
        for n in self.title + 1..end {
            let Some(names) = person_names(&self.drafts[n].text) else { continue };
            let draft = &self.drafts[n];
            if draft.is_open()
                && draft.marker.is_none()
                && has_biography(self.drafts, self.facts, &names)
                && !next_is_bio(self.drafts, n, &names)
            {
                self.drafts[n].keep(BlockKind::Byline);
                self.meta.author = names;
                return;
            }
        }
    }

    /// A place right below the date.
    fn place(&mut self) {
        let Some(n) = self.date.as_ref().map(|(n, _)| n + 1).filter(|n| *n < self.body) else { return };
        let (draft, f) = (&mut self.drafts[n], &self.facts[n]);
        if draft.is_open()
            && !draft.apart
            && f.words <= 4
            && !f.ends
            && f.phrase.is_none()
            && capitalised(&draft.text)
            && !draft.text.chars().any(|c| c.is_ascii_digit())
        {
            draft.keep(BlockKind::Dateline);
            self.meta.place = Some(draft.text.clone());
        }
    }

    /// What else stands between title and text: a standfirst, a caption, or nothing of the text.
    fn rest(&mut self) {
        let mut below_others = false;
        for n in self.title + 1..self.body {
            if !self.drafts[n].is_open() {
                continue;
            }
            below_others = match self.drafts[n].marker {
                Some(_) => below_others,
                None => self.facts[n].phrase == Some("related"),
            };
            if below_others && self.facts[n].phrase.is_none() {
                self.drafts[n].drop("related");
                continue;
            }
            let (draft, f) = (&self.drafts[n], &self.facts[n]);
            let credit_next = self.facts.get(n + 1).is_some_and(|f| f.phrase == Some("credit"));
            if f.phrase.is_some() || f.bare {
                self.drafts[n].drop(f.phrase.unwrap_or("rule"));
            } else if f.weight >= 40 && (credit_next || is_caption(&draft.text) && !f.ends) {
                self.drafts[n].keep(BlockKind::Caption);
            } else if draft.marker.is_some()
                && f.words >= if draft.numbered { 4 } else { 6 }
                && !f.links
                && f.copies == 1
            {
                self.drafts[n].keep(BlockKind::ListItem);
            } else if self.is_standfirst(n) || self.runs_on(n) {
                self.drafts[n].keep(BlockKind::Paragraph);
            } else if !self.plain && !self.is_heading_of_text(n) {
                self.drafts[n].drop("interface");
            }
        }
    }

    /// Whether a line is of the text, though no more than a sentence, or not even one.
    fn is_standfirst(&self, n: usize) -> bool {
        let (f, first) = (&self.facts[n], n == self.title + 1);
        let own = !f.links && f.copies == 1;
        self.drafts[n].marker.is_none()
            && (f.sentence()
                || f.short_sentence()
                || n <= self.title + 2 && f.ends && f.words >= 6 && f.copies == 2 && !f.links
                || first && subtitle(self.drafts, self.facts, n)
                || first && own && f.words >= 5 && f.small >= 1
                || own && f.words >= 8 && f.small >= 2
                || own && f.words >= 3 && self.drafts[n].text.ends_with([',', '，', '、']))
    }

    /// Whether a line is the first half of a paragraph, broken off at its end, whose second half is on the next line.
    fn runs_on(&self, n: usize) -> bool {
        const WRAPPED: usize = 60;
        let (f, next) = (&self.facts[n], self.drafts.get(n + 1).zip(self.facts.get(n + 1)));
        let goes_on = next.is_some_and(|(d, f)| !d.apart && d.marker.is_none() && f.prose());
        f.weight >= WRAPPED && !f.ends && !f.links && goes_on
    }

    /// Whether a line is a heading over the first paragraph, which is decided on with the others.
    fn is_heading_of_text(&self, n: usize) -> bool {
        let draft = &self.drafts[n];
        n >= self.span.start
            && (draft.marked.is_some() || next_open_is_sentence(self.drafts, self.facts, n))
            && !self.facts[n].links
            && draft.text.len() > 2
    }
}

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
