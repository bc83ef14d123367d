//! Faults of exceptions, the comments that excuse what stands beside them.

use serde::Serialize;

use crate::report::fault::{Fault, Near, Words};
use crate::report::{Code, codes};

/// An exception that cannot be read.
#[derive(Debug, Serialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ExceptionSyntax {
    /// It has no parentheses.
    NoParentheses,
    /// It does not say `allow`.
    NoVerb,
    /// It says another word in the place of `allow`.
    UnknownVerb {
        /// The word.
        word: String,
        /// The words that are near it and would do.
        near: Near,
    },
    /// Its parenthesis is not closed.
    Unclosed,
    /// Its parentheses are empty.
    NoCode,
}

impl Fault for ExceptionSyntax {
    const CODE: &'static Code = &codes::EXCEPTION_SYNTAX;

    fn english(&self) -> Words {
        let why = match self {
            Self::NoParentheses => "no code is named in parentheses".to_owned(),
            Self::NoVerb => "it does not say `allow`".to_owned(),
            Self::UnknownVerb { word, near } => {
                let hint = near.advice().map_or(String::new(), |advice| format!("; {advice}"));
                format!("`{word}` is neither `allow` nor `allow-file`{hint}")
            }
            Self::Unclosed => "its parenthesis is not closed".to_owned(),
            Self::NoCode => "no code is named in its parentheses".to_owned(),
        };
        Words::new(format!("this exception cannot be read: {why}"))
            .fix("write `briefbook: allow(subject/fault): the reason`")
    }
}

/// An exception for a code that there is not.
#[derive(Debug, Serialize)]
pub struct ExceptionCode {
    /// The code as written.
    pub name: String,
    /// Codes near it.
    pub near: Near,
}

impl Fault for ExceptionCode {
    const CODE: &'static Code = &codes::EXCEPTION_CODE;

    fn english(&self) -> Words {
        Words::new(format!("there is no diagnostic `{}` to allow", self.name))
            .fix("`briefbook explain` lists all")
            .maybe_fix(self.near.advice())
    }
}

/// An exception that excuses nothing.
#[derive(Debug, Serialize)]
pub struct ExceptionUnused {
    /// The code, or all codes of a subject, that it was to excuse.
    pub name: String,
    /// The first and the last line that it covers; nothing where it covers the file.
    pub covers: Option<[usize; 2]>,
    /// A line of the file on which the code is remarked.
    pub remarked_on: Option<usize>,
}

impl Fault for ExceptionUnused {
    const CODE: &'static Code = &codes::EXCEPTION_UNUSED;

    fn english(&self) -> Words {
        let Self { name, covers, remarked_on } = self;
        let words = Words::new(format!("there is no {name} here that this would excuse"));
        let words = match covers {
            None => words.label("it covers the file"),
            Some([first, last]) if first == last => words.label("it covers this line"),
            Some([first, last]) => words.label(format!("it covers lines {first} to {last}")),
        };
        match remarked_on {
            None => words.fix("take it out"),
            Some(line) => words
                .note(format!("{name} is remarked on line {line}"))
                .fix("put it on that line, or alone on the line above"),
        }
    }
}
