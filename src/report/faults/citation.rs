//! Faults of citations in notes.

use serde::Serialize;

use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, codes, count};

/// A key that is neither that of a source nor in the bibliography.
#[derive(Debug, Serialize)]
pub struct CitationKey {
    /// The key.
    pub key: String,
    /// Keys near it.
    pub near: Near,
}

impl Fault for CitationKey {
    const CODE: &'static Code = &codes::CITATION_KEY;

    fn english(&self) -> Words {
        Words::new(format!("there is no source or work `{}` to cite", self.key))
            .label("neither the id of a source nor in the bibliography")
            .fix(
                "correct the key, put the text into `seeds/` under that name, or add the work to \
                 `content/references.bib`",
            )
            .maybe_fix(self.near.advice())
    }
}

/// A citation names a place that the source does not have.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum CitationLocator {
    /// By our count of passages.
    Beyond {
        /// The source.
        source: String,
        /// The number that is named.
        number: u32,
        /// The number of its last passage.
        last: u32,
    },
    /// By the document's own numbers.
    Missing {
        /// The source.
        source: String,
        /// The place that is named.
        place: String,
    },
    /// It is neither a place by numbers nor one who speaks there.
    Unknown {
        /// The source.
        source: String,
        /// The place that is named.
        place: String,
        /// Whether anybody speaks in the source.
        speakers: bool,
        /// Speakers near it.
        near: Near,
    },
    /// It has several of that name.
    Several {
        /// The source.
        source: String,
        /// The place that is named.
        place: String,
        /// How many there are.
        count: usize,
    },
    /// The place has fewer sentences.
    Sentence {
        /// The source.
        source: String,
        /// The place that is named.
        place: String,
        /// The number of the sentence.
        number: u32,
        /// How many sentences there are.
        sentences: u32,
    },
    /// The words that are quoted stand in other sentences.
    OtherSentence {
        /// The source.
        source: String,
        /// The sentences that are named.
        named: String,
        /// Those in which the words stand.
        found: String,
    },
}

impl Fault for CitationLocator {
    const CODE: &'static Code = &codes::CITATION_LOCATOR;

    fn english(&self) -> Words {
        match self {
            Self::Beyond { source, number, last } => Words::new(match last {
                0 => format!("`{source}` has no passage {number}; it has none"),
                last => format!("`{source}` has no passage {number}; its last is passage {last}"),
            })
            .label("no such passage")
            .fix("the numbers stand in the margin of the source's page"),
            Self::Missing { source, place } => Words::new(format!("`{source}` has no {place}"))
                .label("no such place")
                .fix("name it as the document numbers it, or by our count: `passage 4`"),
            Self::Unknown { source, place, speakers, near } => Words::new(match speakers {
                true => format!("“{place}” is neither a place by numbers nor somebody who speaks in `{source}`"),
                false => format!("“{place}” is no place by numbers, and nobody speaks in `{source}`"),
            })
            .label("no such place")
            .fix("name it as in a citation: `para. 13 (b)`, `art. IV`, `p. 33`, or by our count: `passage 4`")
            .maybe_fix(near.advice()),
            Self::Several { source, place, count } => {
                Words::new(format!("`{source}` has {count} places called {place}"))
                    .label("which of them?")
                    .fix("name what it stands in, too: `art. 4, para. 1`")
            }
            Self::Sentence { source, place, number, sentences } => {
                let all = count(*sentences, "sentence", "sentences");
                Words::new(format!("{place} of `{source}` has {all}, and no sentence {number}"))
                    .label("no such sentence")
                    .fix("count again, or point with a few words of it: `passage 4, “a few words”`")
            }
            Self::OtherSentence { source, named, found } => {
                Words::new(format!("the words quoted from `{source}` stand in {found}, not in {named}"))
                    .label("another sentence")
                    .fix(format!("write `{found}`, or leave it away: a quotation points at its own sentence"))
            }
        }
    }
}

/// A citation counts the passages of a document that numbers no paragraphs as if it did.
#[derive(Debug, Clone, Serialize)]
pub struct CitationCount {
    /// The source.
    pub source: String,
    /// The place as it is to be named.
    pub place: String,
}

impl Fault for CitationCount {
    const CODE: &'static Code = &codes::CITATION_COUNT;

    fn english(&self) -> Words {
        Words::new(format!("`{}` does not number its paragraphs: the count is ours", self.source))
            .label("who looks it up finds no such number")
            .fix(format!("write `{}`", self.place))
    }
}

/// A place whose words of then stand in another now.
#[derive(Debug, Clone, Serialize)]
pub struct MovedPlace {
    /// The place as it is cited.
    pub place: String,
    /// Its first words when it was cited.
    pub said: String,
    /// The place in which they stand now.
    pub now: String,
}

/// What a cited place said stands in another now.
#[derive(Debug, Clone, Serialize)]
pub struct CitationMoved {
    /// The source.
    pub source: String,
    /// The places, one or more, that the citation names and that moved.
    pub moved: Vec<MovedPlace>,
    /// What is to be written in place of what names them, where that can be told.
    pub written: Option<String>,
    /// Whether it has to wait: what it would have to name, or something that names the same places, is itself not settled.
    pub waits: bool,
    /// Which of all that names places in this book it is about.
    #[serde(skip)]
    pub naming: usize,
}

impl Fault for CitationMoved {
    const CODE: &'static Code = &codes::CITATION_MOVED;

    fn english(&self) -> Words {
        let now: Vec<String> = self.moved.iter().map(|m| format!("{} is now {}", m.place, m.now)).collect();
        let words = match self.moved.as_slice() {
            [one] => Words::new(format!(
                "{} of `{}` said “{}”; these words now stand in {}",
                one.place, self.source, one.said, one.now
            ))
            .label(format!("now {}", one.now)),
            several => several
                .iter()
                .fold(Words::new(format!("places of `{}` have moved: {}", self.source, now.join(", "))), |words, m| {
                    words.note(format!("{} said “{}”", m.place, m.said))
                }),
        };
        words.fix(match (&self.written, self.waits) {
            (Some(written), _) => format!("write `{written}`, as `check --fix` does"),
            (None, true) => {
                "settle first what is said of the places that changed or that are to be named by hand; then \
                             `check --fix` follows"
                    .to_owned()
            }
            (None, false) => "name the new place by hand".to_owned(),
        })
    }
}

/// A cited place says something else than when it was cited.
#[derive(Debug, Clone, Serialize)]
pub struct CitationChanged {
    /// The source.
    pub source: String,
    /// The place as it is cited.
    pub place: String,
    /// Its first words when it was cited.
    pub said: String,
    /// What became of it.
    #[serde(flatten)]
    pub change: PlaceChange,
    /// The notes that cite it, with how often.
    pub cited_in: Vec<(String, usize)>,
}

/// What became of a cited place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum PlaceChange {
    /// It says other words.
    Other {
        /// Its first words now.
        says: String,
    },
    /// It has these words still, and others before or behind them.
    Around,
    /// The source does not have it any more.
    Gone,
}

impl Fault for CitationChanged {
    const CODE: &'static Code = &codes::CITATION_CHANGED;

    fn english(&self) -> Words {
        let Self { source, place, said, change, cited_in } = self;
        let words = match change {
            PlaceChange::Other { says } => {
                Words::new(format!("{place} of `{source}` said “{said}”, and says “{says}” now"))
            }
            PlaceChange::Around => {
                Words::new(format!("{place} of `{source}` has changed before or behind the words “{said}”"))
            }
            PlaceChange::Gone => Words::new(format!("{place} of `{source}` said “{said}”, and is there no more")),
        };
        let total: usize = cited_in.iter().map(|(_, times)| times).sum();
        let files: Vec<&str> = cited_in.iter().map(|(file, _)| file.as_str()).collect();
        let words = match (files.as_slice(), total) {
            (_, ..=1) | ([], _) => words,
            ([file], total) => words.note(format!("it is cited {total} times in {file}")),
            (files, total) if files.len() <= MOST_FILES => {
                words.note(format!("it is cited {total} times, in {}", files.join(", ")))
            }
            (files, total) => words.note(format!("it is cited {total} times in {} notes", files.len())),
        };
        words.label("does this still hold?").fix(match change {
            PlaceChange::Gone => "cite another place, or none",
            _ => "read it; then take its line out of cited.toml, and `check --fix` keeps what it says now",
        })
    }
}

/// So many notes that cite a place are named.
const MOST_FILES: usize = 5;
