//! Faults of quotations.

use serde::Serialize;

use crate::report::fault::{Fault, Words};
use crate::report::{Code, codes, count};

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcePlace {
    /// The id of the source.
    pub source: String,
    /// The passage; of what has no number, the passage below it, if there is one.
    pub passage: Option<Passages>,
    /// What it is, where it has no number: `heading`, `title`.
    pub kind: Option<&'static str>,
}

/// Passages of a source: one, or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passages {
    /// Their numbers.
    pub paras: Vec<u32>,
    /// As citations name them: `para. 3`, or by our count `passage 3`.
    pub name: String,
}

impl SourcePlace {
    /// The place as messages name it.
    fn english(&self) -> String {
        let source = &self.source;
        match (self.kind, &self.passage) {
            (None, None) => format!("`{source}`"),
            (None, Some(passage)) => format!("`{source}`, {}", passage.name),
            (Some(kind), Some(passage)) => format!("`{source}`, the {kind} above {}", passage.name),
            (Some(kind), None) => format!("`{source}`, its {kind}"),
        }
    }
}

/// What a source prints somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceText {
    /// Where in the source.
    pub place: SourcePlace,
    /// The first line of the source's file that it is on, from 1.
    pub first_line: usize,
    /// The last.
    pub last_line: usize,
    /// As much of the words as a message has room for.
    pub text: String,
}

impl SourceText {
    /// The place as messages name it, with its lines.
    fn where_english(&self) -> String {
        let (place, first, last) = (self.place.english(), self.first_line, self.last_line);
        match first == last {
            true => format!("{place}, line {first}"),
            false => format!("{place}, lines {first} to {last}"),
        }
    }

    /// The place and the words.
    fn english(&self) -> String {
        format!("{} reads: “{}”", self.where_english(), self.text)
    }
}

/// What follows the id of a source to name a passage.
fn behind_id(passage: Option<&Passages>) -> String {
    passage.map_or_else(String::new, |p| format!(", {}", p.name))
}

fn source_reads(text: &str) -> String {
    format!("the source reads: “{text}”")
}

/// What to do where a letter in brackets keeps words from being found.
const CAPITALS: &str = "letters in brackets at the beginning of a word can only be its own, in capital or small form";

/// A quotation mark that nothing closes.
#[derive(Debug, Serialize)]
pub struct QuoteOpen {
    /// Whether the line behind it reads as the beginning of a list, so that the paragraph ends there.
    pub before_list: bool,
}

impl Fault for QuoteOpen {
    const CODE: &'static Code = &codes::QUOTE_OPEN;

    fn english(&self) -> Words {
        let words = Words::new("a quotation mark is opened here and not closed")
            .fix("set the mark that closes, in the same paragraph; what it opens is not checked");
        match self.before_list {
            true => words.note("the next line begins a list: `\\-` or `1\\.` begins none"),
            false => words,
        }
    }
}

/// Words that no source has, nor anything that comes near enough to be meant.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum QuoteAbsent {
    /// A source is cited for them.
    Cited {
        /// The id of the source.
        cited: String,
        /// The nearest words of any source, if they help.
        nearest: Option<SourceText>,
        /// Whether letters in brackets begin a word.
        capitals: bool,
    },
    /// A source is cited for them, and they stand in its file, but not in what is shown of it.
    LeftOut {
        /// The id of the source.
        cited: String,
        /// The line on which they begin, from 1.
        line: usize,
    },
    /// None is cited for them.
    Anywhere {
        /// The words.
        text: String,
    },
}

impl Fault for QuoteAbsent {
    const CODE: &'static Code = &codes::QUOTE_ABSENT;

    fn english(&self) -> Words {
        match self {
            Self::Cited { cited, nearest, capitals } => {
                let words = Words::new(format!("these words are not in `{cited}`"))
                    .note(match nearest {
                        Some(near) => format!("the nearest are in {}: “{}”", near.where_english(), near.text),
                        None => "nothing in any source comes near them".to_owned(),
                    })
                    .fix("quote what the source says, or take the quotation marks away and say it in your own words");
                if *capitals { words.note(CAPITALS) } else { words }
            }
            Self::LeftOut { cited, line } => Words::new(format!("these words are not in what is shown of `{cited}`"))
                .note(format!("they stand on line {line} of its file, which was left out"))
                .fix(format!(
                    "when that line is text, keep it in the record of `{cited}`: `[[keep]]` with `line = {line}` and `text` = \
                     its first words"
                )),
            Self::Anywhere { text } => Words::new(format!("“{text}” stands in no source"))
                .fix("quote what a source says, or say it in your own words, without quotation marks"),
        }
    }
}

/// Words that come near to those of a source and are not the same.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum QuoteAltered {
    /// They differ.
    Words(Box<AlteredWords>),
    /// The quotation begins or ends within a word or number.
    Cut {
        /// Whether it begins so; it ends so otherwise.
        begins: bool,
        /// The whole word of the source.
        word: String,
        /// What the source prints.
        reads: SourceText,
    },
    /// Its parts stand in several passages.
    Apart {
        /// The passages.
        passages: Passages,
    },
    /// More lies between its parts than its brackets stand for.
    Distance {
        /// How many words of the source brackets stand for at most.
        most: usize,
    },
    /// Its parts stand in another order in the source.
    Order,
    /// A mark that cannot be seen turns its letters round.
    Turned,
}

/// How the words of a quotation differ from those of a source.
#[derive(Debug, Serialize)]
pub struct AlteredWords {
    /// The id of the source that is cited.
    pub cited: String,
    /// What the source that comes nearest prints.
    pub reads: SourceText,
    /// The first difference; none where only punctuation or letters in brackets differ.
    pub first: Option<Difference>,
    /// How many more differences there are.
    pub more: usize,
    /// A word that negates, and that only one of both has.
    pub negation: Option<Negation>,
    /// The words as they are printed, where they are few and nearly right.
    pub printed: Option<String>,
    /// Whether letters in brackets begin a word.
    pub capitals: bool,
}

/// Words that differ, cut to what a message has room for.
#[derive(Debug, Serialize)]
pub struct Difference {
    /// Those of the quotation; nothing where it leaves words out.
    pub quote: String,
    /// Those of the source; nothing where it has none.
    pub source: String,
}

/// A word that negates.
#[derive(Debug, Serialize)]
pub struct Negation {
    /// The word.
    pub word: String,
    /// Whether the quotation leaves it out; it puts it in otherwise.
    pub left_out: bool,
}

impl AlteredWords {
    fn english(&self) -> Words {
        let Self { cited, reads, first, more, negation, printed, capitals } = self;
        let nearest = &reads.place.source;
        let message = match (first, negation) {
            (None, _) if *capitals => "the letters in brackets are not those that the source prints there".to_owned(),
            (None, _) => "the words are those of the source, but not their punctuation".to_owned(),
            (_, Some(Negation { word, left_out: true })) => format!("this quotation leaves out “{word}”"),
            (_, Some(Negation { word, left_out: false })) => format!("this quotation puts in “{word}”"),
            _ if nearest == cited => format!("these words are not in `{cited}` as they stand here"),
            _ => format!("these words are in no source as they stand here; `{nearest}` comes nearest"),
        };
        let words = Words::new(message).label(match first {
            None => "differs from here on".to_owned(),
            Some(Difference { quote, source }) => match (quote.is_empty(), source.is_empty()) {
                (false, false) => format!("matches up to here; the source has “{source}”"),
                (false, true) => "matches up to here; the source does not have this".to_owned(),
                _ => format!("matches up to here; the source goes on with “{source}”"),
            },
        });
        let words = words.note(reads.english());
        let words = match more {
            0 => words,
            1 => words.note("there is one more difference"),
            n => words.note(format!("there are {n} more differences")),
        };
        let words = words.fix(match printed {
            Some(printed) => format!("quote it as printed, “{printed}”, or mark the change with `[…]` or `[word]`"),
            None => "quote it as printed, or mark each change with `[…]` or `[word]`".to_owned(),
        });
        if *capitals { words.note(CAPITALS) } else { words }
    }
}

impl Fault for QuoteAltered {
    const CODE: &'static Code = &codes::QUOTE_ALTERED;

    fn english(&self) -> Words {
        match self {
            Self::Words(altered) => altered.english(),
            Self::Cut { begins, word, reads } => {
                let side = if *begins { "begins" } else { "ends" };
                Words::new(format!("this quotation {side} within “{word}”"))
                    .note(reads.english())
                    .fix("begin and end at whole words, whole numbers and whole hyphenated words")
            }
            Self::Apart { passages } => Words::new("the parts of this quotation do not stand in one passage")
                .note(format!("they stand in {}", passages.name))
                .fix("make a quotation of each, or name all their passages in order"),
            Self::Distance { most } => {
                Words::new("more words of the source lie between the parts of this quotation than its brackets allow")
                    .note(format!("words in brackets stand for {most} words of the source at most"))
                    .fix("mark what is left out with `[…]`")
            }
            Self::Order => Words::new("the parts of this quotation stand in another order in the source")
                .fix("quote them in the order in which they are printed, or make a quotation of each"),
            Self::Turned => Words::new("a mark that cannot be seen turns the letters of this quotation round")
                .note("a reader sees other words or numbers than stand here")
                .fix("take the mark of direction out, and write the words as they are read"),
        }
    }
}

/// Words of another source than the one that is cited.
#[derive(Debug, Serialize)]
pub struct QuoteMisattributed {
    /// The id of the source that is cited.
    pub cited: String,
    /// The id of the source that has them.
    pub source: String,
    /// The passage they stand in.
    pub passage: Option<Passages>,
    /// Whether the source is named by a key of the front matter, as for a claim.
    pub field: bool,
}

impl Fault for QuoteMisattributed {
    const CODE: &'static Code = &codes::QUOTE_MISATTRIBUTED;

    fn english(&self) -> Words {
        let Self { cited, source, passage, field } = self;
        let place = behind_id(passage.as_ref());
        Words::new(format!("these words are not in `{cited}` but in `{source}`{place}")).fix(match field {
            true => format!("`source = \"{source}\"`"),
            false => format!("cite `[@{source}{place}]`"),
        })
    }
}

/// Words of another passage than the one that is named.
#[derive(Debug, Clone, Serialize)]
pub struct QuotePassage {
    /// The id of the source.
    pub source: String,
    /// The passages that are named; no numbers where they are named by who speaks alone.
    pub named: Passages,
    /// The passage that has them; none of what has no number.
    pub passage: Option<Passages>,
    /// Who speaks in that passage, as the document prints the name.
    pub speaker: Option<String>,
    /// What has them, where it has no number: `heading`, `title`.
    pub kind: Option<&'static str>,
    /// All passages that are quoted with this citation, where there are several.
    pub all: Option<Passages>,
}

/// What to do where several passages are quoted with one citation.
fn name_all(all: Option<&Passages>) -> Option<String> {
    all.map(|all| format!("name all that is quoted: `{}`", all.name))
}

impl Fault for QuotePassage {
    const CODE: &'static Code = &codes::QUOTE_PASSAGE;

    fn english(&self) -> Words {
        let Self { source, named, passage, speaker, kind, all } = self;
        let message = match named.paras.is_empty() {
            true => format!("“{}” does not say these words in `{source}`", named.name),
            false => format!("these words are not in {} of `{source}`", named.name),
        };
        match passage {
            None => Words::new(message)
                .note(format!("they stand in its {}", kind.unwrap_or_default()))
                .fix("leave the paragraph out"),
            Some(Passages { name, .. }) => {
                let by = match (named.paras.is_empty(), speaker) {
                    (true, Some(speaker)) => format!("; “{speaker}” does, in {name}"),
                    (true, None) => format!("; they stand in {name}"),
                    (false, _) => format!(" but in {name}"),
                };
                Words::new(format!("{message}{by}"))
                    .label(if named.paras.is_empty() { "somebody else" } else { "another passage" })
                    .fix(format!("name {name}"))
                    .maybe_fix(name_all(all.as_ref()))
            }
        }
    }
}

/// A citation that does not name the passage.
#[derive(Debug, Clone, Serialize)]
pub struct QuotePlace {
    /// The id of the source.
    pub source: String,
    /// The passage that has the words.
    pub passage: Passages,
    /// Other passages that have them, a few at most.
    pub others: Option<Passages>,
    /// How the passage is named, to be written behind the id.
    pub written: String,
    /// All passages that are quoted with this citation, where there are several.
    pub all: Option<Passages>,
}

impl Fault for QuotePlace {
    const CODE: &'static Code = &codes::QUOTE_PLACE;

    fn english(&self) -> Words {
        let Self { source, passage, others, written, all } = self;
        let words = Words::new(format!("the passage of this quotation in `{source}` is not named"))
            .label(format!("it stands in {}", passage.name));
        match others {
            None => words.fix(format!("name it: `@{source}{written}`")).maybe_fix(name_all(all.as_ref())),
            Some(others) => {
                words.note(format!("the same words stand in {} too", others.name)).fix("say which one is meant")
            }
        }
    }
}

/// Words in quotation marks for which nothing is cited.
#[derive(Debug, Serialize)]
pub struct QuoteUncited {
    /// How many words they are.
    pub words: usize,
    /// The passage that has them, if one was found.
    pub found: Option<SourcePlace>,
    /// Whether something else is cited near them.
    pub in_sight: bool,
    /// Whether they are in letters without spaces between words, in whose languages titles have marks of their own.
    pub wide: bool,
}

impl Fault for QuoteUncited {
    const CODE: &'static Code = &codes::QUOTE_UNCITED;

    fn english(&self) -> Words {
        let fix = match self.wide {
            true => "cite the passage behind them, `[@source, passage 7]`; set a title in 《》 instead",
            false => "cite the passage behind them, `[@source, passage 7]`; set a title in *italics* instead",
        };
        let words = count(self.words, "word", "words");
        let words = Words::new(format!("{words} in quotation marks, and no source is cited for them"));
        match &self.found {
            Some(place) => {
                let passage = behind_id(place.passage.as_ref());
                words
                    .note(format!("they stand in `{}`{passage}", place.source))
                    .fix(format!("cite it: `[@{}{passage}]`", place.source))
            }
            None if self.in_sight => words.note("what is cited near them does not have these words").fix(fix),
            None => words.fix(fix),
        }
    }
}

/// A marked change that turns the sense.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum QuoteNegation {
    /// It hides a word that turns the sentence.
    Hides {
        /// The word.
        word: String,
        /// Whether the change is an omission.
        omission: bool,
        /// What the source prints there.
        reads: String,
    },
    /// It puts in a word that turns the sentence.
    PutsIn {
        /// The word.
        word: String,
        /// What the source prints there.
        reads: String,
    },
    /// Letters in brackets make another word.
    Letters {
        /// The word of the source.
        word: String,
        /// What of it stands before the brackets.
        head: String,
        /// The letters in brackets.
        put: String,
        /// What of it stands behind them.
        tail: String,
    },
}

impl Fault for QuoteNegation {
    const CODE: &'static Code = &codes::QUOTE_NEGATION;

    fn english(&self) -> Words {
        match self {
            Self::Hides { word, omission, reads } => {
                let what = if *omission { "the omission" } else { "the change in brackets" };
                Words::new(format!("{what} hides “{word}”")).note(source_reads(reads))
            }
            Self::PutsIn { word, reads } => {
                Words::new(format!("the change in brackets puts in “{word}”")).note(source_reads(reads))
            }
            Self::Letters { word, head, put, tail } => {
                Words::new(format!("the letters in brackets make “{head}[{put}]{tail}” of “{word}”"))
                    .note("letters in brackets change a capital or an ending; other changes may turn the word")
            }
        }
        .fix("quote the words whole, or, if the sense is kept, excuse it: `briefbook: allow(quote/negation)`")
    }
}

/// Words of the quoter's own in brackets.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum QuoteEdited {
    /// They are too many.
    Long {
        /// How many.
        words: usize,
    },
    /// They stand for words of the source, or between them.
    Changes {
        /// What was changed, in order.
        changes: Vec<EditorialChange>,
    },
}

/// A marked change of the words of a source.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EditorialChange {
    /// Words stand for others.
    Replacement {
        /// What the quoter puts.
        put: String,
        /// What the source prints, cut to what a message has room for.
        printed: String,
    },
    /// Words stand between those of the source.
    Insertion {
        /// What the quoter puts.
        put: String,
    },
    /// Words stand at the edge of the quotation, and may stand for any.
    Edge {
        /// What the quoter puts.
        put: String,
    },
}

impl EditorialChange {
    fn english(&self) -> String {
        match self {
            Self::Replacement { put, printed } => format!("“[{put}]” stands for “{printed}”"),
            Self::Insertion { put } => format!("“[{put}]” is put in"),
            Self::Edge { put } => format!("“[{put}]” stands at its edge"),
        }
    }
}

impl Fault for QuoteEdited {
    const CODE: &'static Code = &codes::QUOTE_EDITED;

    fn english(&self) -> Words {
        match self {
            Self::Long { words } => Words::new(format!("{words} words in brackets are not the source's"))
                .fix("end the quotation, say it in your own words, and begin another"),
            Self::Changes { changes } => {
                let list: Vec<String> = changes.iter().map(EditorialChange::english).collect();
                let words = Words::new(format!("an editorial change: {}", list.join(", ")));
                match changes.iter().any(|c| matches!(c, EditorialChange::Replacement { .. })) {
                    true => words.note("the page says what the source prints there"),
                    false => words,
                }
            }
        }
    }
}

/// A quotation that begins right behind a word that turns its sense, or ends right before one.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum QuoteCut {
    /// The word stands before it.
    Before {
        /// The word.
        word: String,
        /// What the source prints.
        reads: String,
    },
    /// The word stands behind it.
    Behind {
        /// The word.
        word: String,
        /// What the source prints.
        reads: String,
    },
    /// The sign of a question stands behind it.
    Question {
        /// What the source prints.
        reads: String,
    },
}

impl Fault for QuoteCut {
    const CODE: &'static Code = &codes::QUOTE_CUT;

    fn english(&self) -> Words {
        let (message, reads) = match self {
            Self::Before { word, reads } => (format!("this quotation begins right behind “{word}”"), reads),
            Self::Behind { word, reads } => (format!("this quotation ends right before “{word}”"), reads),
            Self::Question { reads } => ("this quotation leaves out that the source asks".to_owned(), reads),
        };
        Words::new(message).note(source_reads(reads)).fix(
            "quote more, or say it in your own words; if the sense is kept, excuse it: `briefbook: allow(quote/cut)`",
        )
    }
}

/// A part too short to stand beside an omission.
#[derive(Debug, Serialize)]
pub struct QuoteScraps {
    /// The part.
    pub text: String,
    /// How many words one must have.
    pub least: usize,
}

impl Fault for QuoteScraps {
    const CODE: &'static Code = &codes::QUOTE_SCRAPS;

    fn english(&self) -> Words {
        Words::new(format!("“{}” alone stands beside an omission", self.text))
            .note(format!("parts of fewer than {} words can be put together to say anything", self.least))
            .fix("quote more of the sentence, or make two quotations of it")
    }
}

/// A `[sic]` behind words that the record does not call odd.
#[derive(Debug, Serialize)]
pub struct QuoteSic {
    /// The id of the source.
    pub source: String,
    /// The words as the source prints them.
    pub text: String,
}

impl Fault for QuoteSic {
    const CODE: &'static Code = &codes::QUOTE_SIC;

    fn english(&self) -> Words {
        Words::new(format!("the record of `{}` does not call “{}” odd", self.source, self.text))
            .note("`[sic]` says that a fault is the source's own, and the reader cannot see that it is")
            .fix("add a `[[sic]]` or `[[correct]]` to the record, or leave the `[sic]` out")
    }
}

/// Words of a source without quotation marks.
#[derive(Debug, Serialize)]
pub struct QuoteReuse {
    /// How many they are in a row.
    pub words: usize,
    /// The id of the source.
    pub source: String,
    /// The passage.
    pub passage: Option<Passages>,
}

impl Fault for QuoteReuse {
    const CODE: &'static Code = &codes::QUOTE_REUSE;

    fn english(&self) -> Words {
        let Self { words, source, passage } = self;
        let place = behind_id(passage.as_ref());
        Words::new(format!("{words} words in a row are those of `{source}`{place}, without quotation marks"))
            .fix("set them in quotation marks and cite the passage, or say it in your own words")
    }
}

/// Words of a work that is not kept in the book.
#[derive(Debug, Serialize)]
pub struct QuoteUnkept {
    /// The key of the work.
    pub key: String,
}

impl Fault for QuoteUnkept {
    const CODE: &'static Code = &codes::QUOTE_UNKEPT;

    fn english(&self) -> Words {
        Words::new(format!("these words cannot be checked: `{}` is not kept in the book", self.key))
            .fix("put its text into `seeds/`, if its terms allow, or say it in your own words")
    }
}
