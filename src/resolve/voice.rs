//! In whose voice a claim is known: `own` only where the holder says the words, or somebody who speaks for the holder.

use super::Context;
use crate::catalog::{Found, PageEntry, name_words, writers};
use crate::id::PageId;
use crate::model::note::Voice;
use crate::model::quote::Quotation;
use crate::model::source::Source;
use crate::report::Diagnostic;
use crate::report::faults::{ClaimVoice, VoicePart};

/// By whom words are known to be a holder's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The holder, or nobody has to be: the claim is in another voice.
    Holder,
    /// Somebody who speaks for the holder.
    Through(PageId),
    /// Somebody else.
    Not(Box<Diagnostic>),
}

/// Who says the words of a claim. Where the source has turns, it is who speaks in the turn in which the words were found;
/// else those who wrote the source.
pub fn heard(voice: Voice, holder: &PageId, source: &str, found: Option<&Quotation>, context: &Context) -> Heard {
    let entry = context.catalog.pages.get(holder).filter(|_| voice == Voice::Own);
    let read = entry.zip(context.checker.corpus.source(source)).zip(context.catalog.source(source));
    let Some(((entry, source), (_, of_source))) = read else { return Heard::Holder };
    let speaks = |q: &Quotation| source.blocks.get(q.block).and_then(|b| b.speaker.as_deref());
    let speaker = match found {
        // Words that are not found are nobody's turn, and remarked as such.
        None if of_source.places.has_speakers() => return Heard::Holder,
        None => None,
        Some(quotation) => speaks(quotation),
    };
    let names = speaker.map_or_else(|| writers(source), |speaker| vec![speaker]);
    let listener = Listener { holder, entry, source, of_source, context };
    names
        .iter()
        .find_map(|name| listener.hears(name))
        .unwrap_or_else(|| Heard::Not(Box::new(listener.remark(speaker, &names))))
}

/// What listens for the holder of a claim among the names that a source prints.
struct Listener<'a> {
    holder: &'a PageId,
    entry: &'a PageEntry,
    source: &'a Source,
    of_source: &'a PageEntry,
    context: &'a Context<'a>,
}

impl Listener<'_> {
    /// Whether the words of one whose name is printed are the holder's.
    fn hears(&self, printed: &str) -> Option<Heard> {
        let part = self.of_source.cast.part(printed);
        if part.is_some_and(|part| part.actor == *self.holder) {
            return Some(Heard::Holder);
        }
        if let Some(part) = part.filter(|part| part.speaks_for.contains(self.holder)) {
            return Some(Heard::Through(part.actor.clone()));
        }
        // The record has the last word.
        if part.is_some_and(|part| part.told) {
            return None;
        }
        let words = name_words(printed);
        let own = std::iter::once(&self.entry.title).chain(&self.entry.labels);
        own.map(|name| name_words(name)).any(|name| !name.is_empty() && name == words).then_some(Heard::Holder)
    }

    /// What is to be said where none of the names is the holder's.
    fn remark(&self, speaker: Option<&str>, names: &[&str]) -> Diagnostic {
        let catalog = self.context.catalog;
        let short = |page: &PageId| match catalog.find_note(page.name()) {
            Found::One(found) if found == page => page.name().to_owned(),
            _ => page.to_string(),
        };
        let part = |name: &&str| {
            let actor = self.of_source.cast.part(name).map(|part| part.actor.to_string());
            VoicePart { name: (*name).to_owned(), actor }
        };
        Diagnostic::of(ClaimVoice {
            holder: self.holder.to_string(),
            name: self.entry.title.clone(),
            written: short(self.holder),
            source: self.source.id.clone(),
            speaks: speaker.is_some(),
            by: names.iter().map(part).collect(),
        })
    }
}
