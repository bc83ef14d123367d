//! Faults of the records beside sources.

use serde::Serialize;

use super::date::DateFlaw;
use super::value::{BadValue, FieldFaults, UnknownKey};
use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, Diagnostic, codes, count};

/// How faults of records are told.
pub const RECORD_FIELDS: FieldFaults = FieldFaults {
    bad: |value| Diagnostic::of(RecordSyntax::Value(value)),
    unknown: |key| Diagnostic::of(RecordKey::UnknownKey(key)),
};

/// A record cannot be read, or a value in it is none that it can have.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum RecordSyntax {
    /// `show` says what it cannot say.
    Show {
        /// What it says, if it is a string.
        given: Option<String>,
        /// What it can say.
        known: Vec<&'static str>,
    },
    /// `lines` is not the first and the last line.
    Lines {
        /// The key of the override.
        key: &'static str,
    },
    /// A kind of block that there is not.
    BlockKind {
        /// The kind as written.
        name: String,
        /// Kinds near it.
        near: Near,
        /// The kinds there are.
        known: Vec<&'static str>,
    },
    /// A layout that there is not.
    Layout {
        /// The layout as written.
        name: String,
        /// Layouts near it.
        near: Near,
        /// The layouts there are.
        known: Vec<&'static str>,
    },
    /// A fault that all files of settings can have.
    #[serde(untagged)]
    Value(BadValue),
}

impl Fault for RecordSyntax {
    const CODE: &'static Code = &codes::RECORD_SYNTAX;

    fn english(&self) -> Words {
        match self {
            Self::Show { .. } => Words::new("`show` is `full`, `excerpts` or `citation`")
                .note("until it is one of them, the text itself is not shown"),
            Self::Lines { .. } => Words::new("`lines` should be the first and the last line")
                .fix("write `lines = [12, 14]`, or `line = 12`"),
            Self::BlockKind { name, near, known } => Words::new(format!("there is no kind of block called `{name}`"))
                .note(format!("the kinds are {}", known.join(", ")))
                .maybe_fix(near.advice()),
            Self::Layout { name, near, known } => Words::new(format!("there is no layout called `{name}`"))
                .note(format!("the layouts are {}", known.join(", ")))
                .maybe_fix(near.advice()),
            Self::Value(value) => value.english(),
        }
    }
}

/// A key of a record has no effect.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum RecordKey {
    /// A key that is not known.
    UnknownKey(UnknownKey),
}

impl Fault for RecordKey {
    const CODE: &'static Code = &codes::RECORD_KEY;

    fn english(&self) -> Words {
        match self {
            Self::UnknownKey(key) => key.english(),
        }
    }
}

/// A line of the table of who is who has no effect.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum RecordWho {
    /// It does not say which actor.
    Nobody {
        /// The name as printed.
        printed: String,
    },
    /// The source prints no such name.
    Printed {
        /// The id of the source.
        source: String,
        /// The name.
        name: String,
        /// Names near it that it prints.
        near: Near,
    },
    /// There is no such page.
    Page {
        /// What it is there: `actor`, or whom they speak for.
        key: &'static str,
        /// Its name as written.
        name: String,
        /// Pages of which the name is near.
        near: Near,
    },
}

impl Fault for RecordWho {
    const CODE: &'static Code = &codes::RECORD_WHO;

    fn english(&self) -> Words {
        match self {
            Self::Nobody { printed } => {
                let line = toml::Value::String(printed.clone());
                Words::new(format!("the table does not say who “{printed}” is"))
                    .fix(format!("name the actor's page: `{line} = {{ actor = \"…\" }}`"))
            }
            Self::Printed { source, name, near } => {
                Words::new(format!("nobody called “{name}” speaks in `{source}`, wrote or published it"))
                    .label("no such name is printed")
                    .fix("write the name as the source's page shows it")
                    .maybe_fix(near.advice())
            }
            Self::Page { key, name, near } => Words::new(format!("the {key} `{name}` has no note"))
                .label("no such page")
                .fix("correct the name, or write a note of that name in `content/actors/`")
                .maybe_fix(near.advice()),
        }
    }
}

/// A record without a source.
#[derive(Debug, Serialize)]
pub struct RecordOrphan {
    /// The id that the source would have.
    pub id: String,
    /// Ids of sources near it.
    pub near: Near,
}

impl Fault for RecordOrphan {
    const CODE: &'static Code = &codes::RECORD_ORPHAN;

    fn english(&self) -> Words {
        Words::new(format!("there is no source `seeds/{}.txt` to this record", self.id))
            .fix("put the text beside it, or remove the record")
            .maybe_fix(self.near.advice())
    }
}

/// A date that is none.
#[derive(Debug, Serialize)]
pub struct RecordDate {
    /// What is written.
    pub date: String,
    /// What keeps it from being a date.
    pub flaw: DateFlaw,
}

impl Fault for RecordDate {
    const CODE: &'static Code = &codes::RECORD_DATE;

    fn english(&self) -> Words {
        Words::new(format!("`{}` is not a date in EDTF: {}", self.date, self.flaw.english()))
            .fix("write `2016-05-31`, `2016-05`, `2016`, `2013?`, `2015-21` or `2009/2017`")
    }
}

/// The source is not the file that the record was written for.
#[derive(Debug, Serialize)]
pub struct RecordHash {
    /// The file of the source.
    pub file: String,
    /// The SHA-256 that the record states, in hexadecimal.
    pub stated: String,
    /// The SHA-256 of the file, in hexadecimal.
    pub actual: String,
}

impl Fault for RecordHash {
    const CODE: &'static Code = &codes::RECORD_HASH;

    fn english(&self) -> Words {
        Words::new(format!("`{}` is not the text this record was written for", self.file))
            .label("the file has another hash")
            .note(format!("the file's SHA-256 is {}", self.actual))
            .fix("see what changed and that the overrides still fit, then state the new hash")
    }
}

/// A line of a source, as far as it is told.
#[derive(Debug, Serialize)]
pub struct LineOfText {
    /// Its number, from 1.
    pub line: usize,
    /// How it begins.
    pub text: String,
    /// Whether it goes on.
    pub cut: bool,
}

impl LineOfText {
    fn english(&self) -> String {
        match self {
            Self { line, text, .. } if text.is_empty() => format!("line {line} is empty"),
            Self { line, text, cut } => format!("line {line} says: {text}{}", if *cut { "…" } else { "" }),
        }
    }
}

/// An override that does not fit the text.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum RecordOverride {
    /// It has no words to guard it.
    NoGuard {
        /// Its key.
        key: &'static str,
        /// The line it is about.
        line: usize,
    },
    /// It does not say what its key wants.
    Incomplete {
        /// Its key.
        key: &'static str,
    },
    /// It does not say which line it is about.
    NoLine {
        /// Its key.
        key: &'static str,
    },
    /// Lines that no file has.
    NoSuchLines {
        /// The first as written.
        first: i64,
        /// The last as written.
        last: i64,
    },
    /// A line beyond the end of the file.
    BeyondEnd {
        /// The file of the source.
        file: String,
        /// How many lines it has.
        lines: usize,
        /// The last line it is about.
        line: usize,
    },
    /// The line does not hold its words.
    Guard {
        /// The file of the source.
        file: String,
        /// What stands on the line.
        found: LineOfText,
        /// The lines that hold its words, four at most.
        elsewhere: Vec<usize>,
    },
    /// A line that is to be joined to what is before it, and is not shown.
    JoinsNothing {
        /// The line.
        line: usize,
    },
    /// A line that is to be joined to what is before it, where nothing is.
    JoinsToNothing {
        /// The line.
        line: usize,
    },
    /// Words before which a block is to be split, and which do not stand in it.
    SplitsNothing {
        /// The words.
        before: String,
        /// What stands on the line.
        found: LineOfText,
    },
    /// Words that stand on the line and are not shown.
    NotShown {
        /// The words.
        text: String,
        /// The line.
        line: usize,
    },
}

impl Fault for RecordOverride {
    const CODE: &'static Code = &codes::RECORD_OVERRIDE;

    fn english(&self) -> Words {
        match self {
            Self::NoGuard { key, line } => {
                Words::new(format!("this entry of `{key}` has no guard: words that stand on line {line}"))
                    .fix("add `text = \"first words of the line\"`, so that a changed file cannot shift it silently")
            }
            Self::Incomplete { key } => Words::new(match *key {
                "split" => "a split needs `before`: the first words of the new block",
                "correct" => "a correction needs `to`: what is meant",
                _ => "this entry does not say which `kind` the line is",
            }),
            Self::NoLine { key } => Words::new(format!("an entry of `{key}` does not say which line it is about"))
                .fix("give `line = 12` or `lines = [12, 14]`"),
            Self::NoSuchLines { first, last } => {
                Words::new(format!("lines {first} to {last} are no lines; they are counted from 1"))
            }
            Self::BeyondEnd { file, lines, line } => Words::new(format!(
                "`{file}` has {}, and this entry is about line {line}",
                count(*lines, "line", "lines")
            )),
            Self::Guard { file, found, elsewhere } => {
                let words =
                    Words::new(format!("line {} of `{file}` does not hold the words this entry gives", found.line))
                        .note(found.english());
                match elsewhere.as_slice() {
                    [] => words.note("the words were found nowhere in the file"),
                    [one] => words.note(format!("the words stand on line {one}")).fix(format!("write `line = {one}`")),
                    many => {
                        let lines: Vec<String> = many.iter().map(usize::to_string).collect();
                        words.note(format!("the words stand on lines {}", lines.join(", ")))
                    }
                }
            }
            Self::JoinsNothing { line } => {
                Words::new(format!("line {line} is not shown, so it cannot be joined to anything"))
            }
            Self::JoinsToNothing { line } => {
                Words::new(format!("nothing is shown before line {line} to which it could be joined"))
            }
            Self::SplitsNothing { before, found } => {
                Words::new(format!("`{before}` does not stand inside the block on line {}", found.line))
                    .note(found.english())
            }
            Self::NotShown { text, line } => {
                Words::new(format!("`{text}` stands on line {line}, but not in what is shown of it"))
            }
        }
    }
}
