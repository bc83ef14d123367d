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
