//! A note: a Markdown file under `content/`, with what its front matter says.

use std::collections::BTreeMap;

use super::place::WrittenPlace;
use super::tree::{Block, State};
use crate::id::{PageId, Tag};
use crate::path::SitePath;
use crate::text::Span;

/// What a note is about; its top folder tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The first page: `content/index.md`.
    Home,
    /// `chapters/`: read in order.
    Chapter,
    /// `concepts/`.
    Concept,
    /// `actors/`: states, bodies, people who hold positions.
    Actor,
    /// `events/`.
    Event,
    /// `documents/`: agreements, laws, reports spoken of.
    Document,
    /// `tensions/`: passages that disagree.
    Tension,
    /// Anything else.
    Note,
}

impl Kind {
    /// Every kind, in the order in which a book shows them.
    pub const ALL: [Self; 8] =
        [Self::Home, Self::Chapter, Self::Concept, Self::Actor, Self::Event, Self::Document, Self::Tension, Self::Note];

    /// Its name in `book.json` and in templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Chapter => "chapter",
            Self::Concept => "concept",
            Self::Actor => "actor",
            Self::Event => "event",
            Self::Document => "document",
            Self::Tension => "tension",
            Self::Note => "note",
        }
    }

    /// The folder under `content/` whose notes are of this kind.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Self::Home | Self::Note => None,
            Self::Chapter => Some("chapters"),
            Self::Concept => Some("concepts"),
            Self::Actor => Some("actors"),
            Self::Event => Some("events"),
            Self::Document => Some("documents"),
            Self::Tension => Some("tensions"),
        }
    }

    /// The kind of the note with that id.
    pub fn of(id: &str) -> Self {
        match id.split_once('/') {
            None if id == "index" => Self::Home,
            None => Self::Note,
            Some((top, _)) => Self::ALL.into_iter().find(|k| k.folder() == Some(top)).unwrap_or(Self::Note),
        }
    }

    /// Whether text that mentions a label of such a note is linked to it.
    pub fn is_entity(self) -> bool {
        matches!(self, Self::Concept | Self::Actor | Self::Event | Self::Document | Self::Tension)
    }
}

/// A name by which text may mention an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The name.
    pub text: String,
    /// Its language as a BCP 47 tag, where it differs from the book's.
    pub language: Option<String>,
    /// Whether capitals and small letters are told apart; by itself so for acronyms.
    pub case: bool,
    /// Words of which one must stand in the same paragraph.
    pub requires: Vec<String>,
    /// Ids of sources and notes in which it means something else.
    pub not_in: Vec<String>,
    /// Where it stands in its file.
    pub span: Span,
}

/// In whose voice a claim is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// From the holder's own text.
    Own,
    /// The holder's words, inside another's text.
    Quoted,
    /// An author says that the holder holds this.
    Reported,
    /// From speakers who are not named.
    Panel,
}

impl Voice {
    /// Every voice, from the surest to the least.
    pub const ALL: [Self; 4] = [Self::Own, Self::Quoted, Self::Reported, Self::Panel];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Quoted => "quoted",
            Self::Reported => "reported",
            Self::Panel => "panel",
        }
    }
}

/// A claim as its note writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenClaim {
    /// Where the claim stands.
    pub span: Span,
    /// Who holds it, by name.
    pub holder: Option<(String, Span)>,
    /// About which concepts, by name; on a concept's own page that concept when empty.
    pub concepts: Vec<(String, Span)>,
    /// The exact words.
    pub quote: Option<(String, Span)>,
    /// In which source.
    pub source: Option<(String, Span)>,
    /// Where there, when the author pins it.
    pub place: Option<WrittenPlace>,
    /// In whose voice.
    pub voice: Option<Voice>,
    /// Where the note names a voice, be there one of that name or not.
    pub voice_at: Option<Span>,
    /// Through whom we know it.
    pub via: Option<(String, Span)>,
    /// When it was said, in EDTF.
    pub date: Option<String>,
    /// A translation of the words.
    pub translation: Option<String>,
    /// What else should be said of it.
    pub note: Option<(String, Span)>,
}

/// A side of a tension as its note writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenSide {
    /// Where the side stands.
    pub span: Span,
    /// The exact words.
    pub quote: Option<(String, Span)>,
    /// In which source.
    pub source: Option<(String, Span)>,
    /// Where there, when the author pins it.
    pub place: Option<WrittenPlace>,
    /// What it says, in the author's own few words.
    pub says: Option<(String, Span)>,
    /// A translation of the words.
    pub translation: Option<String>,
}

/// What the front matter of a note says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// Title, as it is shown.
    pub title: Option<(String, Span)>,
    /// Other names, with their conditions.
    pub aliases: Vec<Label>,
    /// Names in other languages.
    pub labels: Vec<Label>,
    /// What is to be said of these names.
    pub label_note: Option<String>,
    /// One sentence that defines it (SKOS `definition`).
    pub definition: Option<String>,
    /// What belongs to it and what does not (SKOS `scopeNote`).
    pub scope_note: Option<String>,
    /// A sentence or two for lists and previews.
    pub summary: Option<String>,
    /// Wider concepts, by name (SKOS `broader`).
    pub broader: Vec<(String, Span)>,
    /// Narrower concepts, by name (SKOS `narrower`).
    pub narrower: Vec<(String, Span)>,
    /// Related entities, by name (SKOS `related`).
    pub related: Vec<(String, Span)>,
    /// Whose words this actor's are, by name: a spokesperson's those of a ministry.
    pub speaks_for: Vec<(String, Span)>,
    /// Tags.
    pub tags: Vec<Tag>,
    /// When it happened or was issued, in EDTF.
    pub date: Option<String>,
    /// When the note was last changed, in EDTF; for the feed.
    pub updated: Option<String>,
    /// Its place among its kind; by itself a number at the start of the file's name.
    pub order: Option<i64>,
    /// Not to be published yet.
    pub draft: bool,
    /// Language as a BCP 47 tag, where it differs from the book's.
    pub language: Option<String>,
    /// Claims.
    pub claims: Vec<WrittenClaim>,
    /// Where the plain texts stand that remarks may be about, by their keys.
    pub places: BTreeMap<&'static str, Span>,
    /// The sides of a tension.
    pub sides: Vec<WrittenSide>,
}

/// A note in one of the two states of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note<S: State> {
    /// Its id, which is its address without `.html`: `concepts/cyber-sovereignty`.
    pub id: PageId,
    /// Where it lies.
    pub path: SitePath,
    /// What it is about.
    pub kind: Kind,
    /// Its title: from the front matter, the first heading or the file's name.
    pub title: String,
    /// What its front matter says.
    pub front: Front,
    /// Its text.
    pub body: Vec<Block<S>>,
}

impl<S: State> Note<S> {
    /// All names by which text may mention it, its title first.
    pub fn all_labels(&self) -> impl Iterator<Item = Label> + '_ {
        let title = Label {
            text: self.title.clone(),
            language: None,
            case: false,
            requires: Vec::new(),
            not_in: Vec::new(),
            span: self.front.title.as_ref().map_or(Span::default(), |(_, s)| *s),
        };
        std::iter::once(title).chain(self.front.aliases.iter().cloned()).chain(self.front.labels.iter().cloned())
    }
}
