//! Who speaks in sources and writes them: printed names led to actors, and whose words theirs are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Catalog, Found, PageKind};
use crate::id::PageId;
use crate::model::note::{Kind, Note};
use crate::model::place::{speaker_key, without_brackets};
use crate::model::source::{Source, Who};
use crate::model::tree::Written;
use crate::path::SitePath;
use crate::report::faults::RecordWho;
use crate::report::{Diagnostic, near_names};
use crate::script;
use crate::text::Span;

/// Who one is whose name a source prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The page of the actor.
    pub actor: PageId,
    /// Whose words theirs are there, beside their own.
    pub speaks_for: BTreeSet<PageId>,
    /// Whether the record says who it is; else the name is one of the actor's own.
    pub told: bool,
}

/// The names that a source prints of those who speak in it, wrote or published it, with who they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cast(BTreeMap<String, Part>);

impl Cast {
    /// Who a printed name is, with what stands behind it in brackets or without.
    pub fn part(&self, printed: &str) -> Option<&Part> {
        self.0.get(&speaker_key(printed)).or_else(|| self.0.get(&speaker_key(without_brackets(printed))))
    }
}

/// A name as names are compared: its words in small letters, whatever their order and what stands between
/// them, so that «GENG, Zhao» is «Zhao Geng».
pub fn name_words(name: &str) -> BTreeSet<String> {
    name.split(|c: char| !script::in_word(c)).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// Who writes a source: its authors, or its publisher where it has none.
pub fn writers(source: &Source) -> Vec<&str> {
    match source.meta.author.as_slice() {
        [] => source.meta.publisher.iter().map(String::as_str).collect(),
        authors => authors.iter().map(String::as_str).collect(),
    }
}

/// Whose words whose are, beside their own: those that the notes of actors name, and whose words the words of these are.
fn spoken_for(notes: &[Note<Written>], catalog: &Catalog) -> BTreeMap<PageId, BTreeSet<PageId>> {
    let mut direct: BTreeMap<&PageId, BTreeSet<PageId>> = BTreeMap::new();
    for note in notes.iter().filter(|n| n.kind == Kind::Actor) {
        let pages = note.front.speaks_for.iter().filter_map(|(name, _)| page(catalog, name));
        direct.insert(&note.id, pages.collect());
    }
    let all = |actor: &PageId| {
        let mut found = BTreeSet::new();
        let mut open: Vec<&PageId> = direct.get(actor).into_iter().flatten().collect();
        while let Some(page) = open.pop() {
            if page != actor && found.insert(page.clone()) {
                open.extend(direct.get(page).into_iter().flatten());
            }
        }
        found
    };
    direct.iter().filter(|(_, pages)| !pages.is_empty()).map(|(actor, _)| ((*actor).clone(), all(actor))).collect()
}

/// The note of that name.
fn page(catalog: &Catalog, name: &str) -> Option<PageId> {
    // Obsidian writes links in its properties as `"[[name|words]]"`.
    let name = name.trim().trim_start_matches("[[").trim_end_matches("]]");
    match catalog.find_note(name.split(['|', '#']).next().unwrap_or(name)) {
        Found::One(page) => Some(page.clone()),
        Found::Several(pages) => Some(pages.first().clone()),
        Found::None => None,
    }
}

/// Leads the printed names of all sources to actors, and gives those who speak the names of these. A line of a record's
/// table that has no effect is remarked.
pub fn cast(notes: &[Note<Written>], sources: &[Source], catalog: &mut Catalog) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    let spoken_for = spoken_for(notes, catalog);
    let mut by_words: BTreeMap<BTreeSet<String>, BTreeSet<&PageId>> = BTreeMap::new();
    for note in notes.iter().filter(|n| n.kind == Kind::Actor && n.id.listed_folder().is_none()) {
        for label in note.all_labels() {
            by_words.entry(name_words(&label.text)).or_default().insert(&note.id);
        }
    }
    for source in sources {
        let mut stage =
            Stage { source, catalog, spoken_for: &spoken_for, cast: Cast::default(), remarks: &mut remarks };
        for who in &source.who {
            stage.told(who);
        }
        for printed in stage.printed() {
            stage.known(printed, &by_words);
        }
        let cast = stage.cast;
        let id = PageId::of_source(&source.id);
        let names: Vec<(&str, Vec<String>)> =
            cast_names(source, &cast, catalog).into_iter().filter(|(_, names)| !names.is_empty()).collect();
        let Some(entry) = catalog.pages.get_mut(&id).filter(|e| e.kind == PageKind::Source && e.path == source.path)
        else {
            continue;
        };
        for (printed, names) in names {
            names.iter().for_each(|name| Arc::make_mut(&mut entry.places).call(printed, name));
        }
        entry.cast = cast;
    }
    remarks
}

/// The names by which citations may call each who speaks in a source, beside those it prints.
fn cast_names<'s>(source: &'s Source, cast: &Cast, catalog: &Catalog) -> Vec<(&'s str, Vec<String>)> {
    let speakers: BTreeSet<&str> = source.blocks.iter().filter_map(|b| b.speaker.as_deref()).collect();
    let named = speakers.into_iter().filter_map(|printed| {
        let part = cast.part(printed)?;
        let entry = catalog.pages.get(&part.actor)?;
        let told = source.who.iter().filter(|who| page(catalog, &who.actor.0).as_ref() == Some(&part.actor));
        let mut names: Vec<String> = told.map(|who| who.actor.0.clone()).collect();
        names.push(part.actor.name().to_owned());
        names.push(entry.title.clone());
        names.extend(entry.labels.iter().cloned());
        let printed_key = speaker_key(printed);
        names.retain(|name| speaker_key(name) != printed_key);
        Some((printed, names))
    });
    named.collect()
}

/// A source of which the printed names are led to actors.
struct Stage<'a> {
    source: &'a Source,
    catalog: &'a Catalog,
    spoken_for: &'a BTreeMap<PageId, BTreeSet<PageId>>,
    cast: Cast,
    remarks: &'a mut Vec<Diagnostic>,
}

impl<'a> Stage<'a> {
    /// All names that the source prints of those who speak in it, wrote or published it.
    fn printed(&self) -> BTreeSet<&'a str> {
        let meta = &self.source.meta;
        let speakers = self.source.blocks.iter().filter_map(|b| b.speaker.as_deref());
        speakers.chain(meta.author.iter().map(String::as_str)).chain(meta.publisher.as_deref()).collect()
    }

    fn remark(&mut self, fault: RecordWho, span: Span) {
        let record = SitePath::new(format!("seeds/{}.toml", self.source.id));
        if let Ok(path) = record {
            self.remarks.push(Diagnostic::of(fault).at(&path, span));
        }
    }

    fn page(&mut self, key: &'static str, (name, span): &(String, Span)) -> Option<PageId> {
        let found = page(self.catalog, name);
        if found.is_none() {
            let near = self.catalog.near_page(name);
            self.remark(RecordWho::Page { key, name: name.clone(), near }, *span);
        }
        found
    }

    /// Takes in a line of the record's table.
    fn told(&mut self, who: &Who) {
        let (name, span) = &who.printed;
        let key = speaker_key(name);
        let all = self.printed();
        let fits = |printed: &&str| speaker_key(printed) == key || speaker_key(without_brackets(printed)) == key;
        if !all.iter().any(fits) {
            let near = near_names(name, all);
            self.remark(RecordWho::Printed { source: self.source.id.clone(), name: name.clone(), near }, *span);
        }
        let Some(actor) = self.page("actor", &who.actor) else { return };
        let speaks_for = match &who.speaks_for {
            None => self.spoken_for.get(&actor).cloned().unwrap_or_default(),
            Some(names) => {
                let pages: BTreeSet<PageId> = names.iter().filter_map(|name| self.page("body", name)).collect();
                let more = pages.iter().filter_map(|p| self.spoken_for.get(p)).flatten();
                more.chain(&pages).cloned().collect()
            }
        };
        self.cast.0.insert(key, Part { actor, speaks_for, told: true });
    }

    /// Takes in a printed name of which the table says nothing, and that one actor has.
    fn known(&mut self, printed: &str, by_words: &BTreeMap<BTreeSet<String>, BTreeSet<&PageId>>) {
        if self.cast.part(printed).is_some() {
            return;
        }
        let one = |name: &str| {
            let mut pages = by_words.get(&name_words(name))?.iter();
            pages.next().filter(|_| pages.next().is_none())
        };
        let Some(actor) = one(printed).or_else(|| one(without_brackets(printed))) else { return };
        let speaks_for = self.spoken_for.get(*actor).cloned().unwrap_or_default();
        let part = Part { actor: (*actor).clone(), speaks_for, told: false };
        self.cast.0.insert(speaker_key(printed), part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_sets_of_words() {
        for (a, b) in [
            ("Zhao GENG", "Geng Zhao"),
            ("GENG, Zhao", "Zhao Geng"),
            ("J.R.R. Tolkien", "Tolkien, J. R. R."),
            ("耿昭", "耿昭"),
        ] {
            assert_eq!(name_words(a), name_words(b));
        }
        assert_ne!(name_words("Zhao GENG"), name_words("Zhao"));
    }

    #[test]
    fn a_printed_name_is_found_with_its_brackets_and_without() {
        let part = |page: &str| Part { actor: PageId::new(page), speaks_for: BTreeSet::new(), told: true };
        let cast = Cast(BTreeMap::from([
            ("mr. koh".to_owned(), part("actors/koh")),
            ("mr. ode (chair)".to_owned(), part("actors/ode")),
        ]));
        let actor = |printed: &str| cast.part(printed).map(|p| p.actor.to_string());
        assert_eq!(actor("Mr. Koh (Singapore)").as_deref(), Some("actors/koh"));
        assert_eq!(actor("MR. KOH:").as_deref(), Some("actors/koh"));
        assert_eq!(actor("Mr. Ode (Chair)").as_deref(), Some("actors/ode"));
        assert_eq!(actor("Mr. Ode"), None);
    }
}
