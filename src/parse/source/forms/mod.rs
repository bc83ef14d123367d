//! Documents told by their form: treaties and laws, reports with numbered paragraphs, transcripts, official texts in
//! Chinese and Japanese, wiki markup and Markdown.
//!
//! A form is told by how the lines of a document are built, never by one publisher's words. Where enough of it is there,
//! the form decides what every block of the document is, which number it prints, under which numbers it stands and
//! who speaks; nothing it keeps is left out later. A record can name the form (`layout = "treaty"`). Where no form is told
//! the text is sought as on a page of the web.

mod head;
mod law;
pub(super) mod numbers;
mod official;
mod outline;
pub(super) mod pages;
mod plain;
mod report;
mod transcript;

use std::ops::Range;

use super::blocks::{self, Draft};
use super::facts::Facts;
use super::survey;
use crate::model::layout::Layout;
use crate::model::source::Meta;

/// What a form found.
pub(super) struct Found {
    /// The blocks that are the document, with its title.
    pub span: Range<usize>,
    /// Which block is the title, if the form tells.
    pub title: Option<usize>,
}

/// A document on its way to being told.
struct Document<'a> {
    drafts: &'a mut Vec<Draft>,
    facts: Vec<Facts>,
    /// The title that the record gives.
    known: Option<&'a str>,
    meta: &'a mut Meta,
}

impl Document<'_> {
    /// Takes out what was merged into other blocks, and looks at all blocks anew.
    fn renew(&mut self) {
        blocks::forget_merged(self.drafts);
        self.facts = survey::all(self.drafts);
    }
}

/// Tells the form of a document, or takes the one the record names, and decides on its blocks. `known` is the title that
/// the record gives. Nothing comes of a document that has no form, and of one that the record calls an article.
pub(super) fn read(
    drafts: &mut Vec<Draft>,
    facts: &mut Vec<Facts>,
    asked: Option<Layout>,
    known: Option<&str>,
    meta: &mut Meta,
) -> Option<Found> {
    let form = match asked {
        Some(Layout::Article | Layout::Paper) => return None,
        Some(form) => form,
        None => told(drafts, facts)?,
    };
    let mut document = Document { drafts, facts: std::mem::take(facts), known, meta };
    let found = match form {
        Layout::Treaty | Layout::Law => law::read(&mut document, form),
        Layout::Report | Layout::Resolution => report::read(&mut document),
        Layout::Transcript => transcript::read(&mut document),
        Layout::Official => official::read(&mut document),
        Layout::Wiki => plain::wiki(&mut document),
        Layout::Markdown => plain::markdown(&mut document),
        Layout::Article | Layout::Paper => None,
    };
    *facts = document.facts;
    found
}

/// The form of a document, where enough of one is there.
fn told(drafts: &[Draft], facts: &[Facts]) -> Option<Layout> {
    plain::told(drafts, facts)
        .or_else(|| law::told(drafts, facts))
        .or_else(|| transcript::told(drafts, facts))
        .or_else(|| report::told(drafts, facts))
        .or_else(|| official::told(drafts, facts))
}

/// How much of the text of a document is in a range, in percent: of what reads as sentences or is numbered.
fn share(facts: &[Facts], range: &Range<usize>) -> usize {
    let text = |n: &usize| facts[*n].ends || facts[*n].weight >= 75;
    let all: usize = (0..facts.len()).filter(text).map(|n| facts[n].weight).sum();
    let held: usize = range.clone().filter(text).map(|n| facts[n].weight).sum();
    held * 100 / all.max(1)
}

/// Where a document is over: behind the last of its own blocks, signatures and lists with it, before what sites set below.
fn end(facts: &[Facts], last: usize) -> usize {
    let furniture = |f: &Facts| f.stops.is_some() || f.phrase.is_some() || f.links;
    (last + 1..facts.len()).find(|n| furniture(&facts[*n])).unwrap_or(facts.len())
}
