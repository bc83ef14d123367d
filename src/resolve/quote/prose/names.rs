//! What the citations, signs of footnotes and links of a note stand for.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::Checker;
use super::super::asked::Cited;
use crate::catalog::{Found, PageKind};
use crate::id::Anchor;
use crate::model::place::{Form, Locator, Meaning, PASSAGE};
use crate::model::tree::{WrittenCite, WrittenLink};
use crate::resolve::place;

/// What a note's signs of footnotes and links stand for.
pub struct Names<'a> {
    checker: &'a Checker<'a>,
    footnotes: BTreeMap<&'a str, (Rc<[Cited]>, bool)>,
}

impl<'a> Names<'a> {
    /// Those of a note of whose footnotes nothing is known yet.
    pub fn new(checker: &'a Checker<'a>) -> Self {
        Self { checker, footnotes: BTreeMap::new() }
    }

    /// Adds what a footnote cites, and whether it does nothing else. Of two of one name, the first is meant.
    pub fn add_footnote(&mut self, label: &'a str, cites: Rc<[Cited]>, bare: bool) {
        self.footnotes.entry(label).or_insert((cites, bare));
    }

    /// What a footnote cites, and whether it does nothing else.
    pub fn footnote(&self, label: &str) -> Option<(Rc<[Cited]>, bool)> {
        self.footnotes.get(label).cloned()
    }

    /// What a written citation asks of a quotation.
    pub fn cited(&self, cite: &WrittenCite, narrative: bool) -> Cited {
        let entry = self.checker.catalog.source(&cite.key).map(|(_, entry)| entry);
        let meaning = entry.map(|entry| place::meaning(cite, &entry.places));
        let name = || entry.and_then(|e| e.places.speaker(&cite.suffix)).map(|(_, len)| cite.suffix[..len].to_owned());
        let (paras, speaker) = match meaning {
            Some(Meaning::Passages(paras) | Meaning::Counted(paras)) => (paras, None),
            Some(Meaning::Turns(paras)) => (paras, name()),
            _ => (Vec::new(), None),
        };
        // One that names a range or a list is right for others, too.
        let one = |l: &&Locator| !paras.is_empty() && !l.value.contains(['-', '–', '&', ';']) && l.names.len() <= 1;
        Cited {
            source: cite.key.clone(),
            at: (!narrative).then_some(cite.span),
            spot: Some(cite.span),
            locator: cite
                .locator
                .as_ref()
                .filter(one)
                .filter(|l| l.label != PASSAGE || paras.len() == 1)
                .map(|l| (l.span, Form::Words)),
            room: (cite.locator.is_none() && paras.is_empty()).then_some(match narrative {
                true => (cite.span.end, [" [", "]"]),
                false => (cite.span.end, [", ", ""]),
            }),
            paras,
            speaker,
        }
    }

    /// The source to whose page a link leads, with the passage.
    pub fn link(&self, link: &WrittenLink) -> Option<Rc<[Cited]>> {
        let (name, anchor) = link.dest.split_once('#').unwrap_or((&link.dest, ""));
        let name = name.trim_end_matches(".html").trim();
        let page = match self.checker.catalog.find(name) {
            _ if name.is_empty() => return None,
            Found::One(page) => page,
            _ => name.rfind("sources/").map(|at| &name[at..])?,
        };
        let entry = self.checker.catalog.pages.get(page).filter(|e| e.kind == PageKind::Source)?;
        let named = link.place.as_ref().map(|place| entry.places.meant(place));
        let paras = match (Anchor::para(anchor), named) {
            (Some(para), _) => vec![para],
            (None, Some(Meaning::Passages(paras) | Meaning::Counted(paras) | Meaning::Turns(paras))) => paras,
            _ => Vec::new(),
        };
        Some(Rc::from([Cited {
            source: entry.path.stem().to_owned(),
            at: Some(link.span),
            spot: Some(link.span),
            paras,
            speaker: None,
            locator: None,
            room: None,
        }]))
    }
}
