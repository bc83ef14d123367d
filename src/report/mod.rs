//! Diagnostics as data, and [`Checked`], the result of every stage: a value and what was remarked.
//!
//! A stage never fails on bad content: it gives the best value it can and says what was wrong. The
//! printers live in [`mod@print`], the list of codes with their explanations in [`codes`]. What a book's
//! settings and its authors' [`exceptions`] make of them is said in [`mod@settle`]; [`mod@mend`] makes
//! the safe edits they carry. What is known about each fault and what is said about it stands in [`faults`];
//! what a fault is, in [`fault`]. What was meant by a name that is not known is told by [`near()`] among few names,
//! and by [`Names`] among many. Nouns are counted by [`count()`].

pub mod codes;
mod count;
pub mod exceptions;
pub mod fault;
pub mod faults;
pub mod mend;
mod near;
pub mod print;
pub mod settle;

pub use codes::Code;
pub use count::count;
pub use fault::{Fault, FaultFacts, Near, Words};
pub use near::{Names, near, near_names};

use crate::path::SitePath;
use crate::text::Span;

/// How bad it is. An error makes the build exit with 1; the book is written all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The book says something that does not hold, or part of it could not be built.
    Error,
    /// Probably a mistake; the book is whole.
    Warning,
    /// Something was decided that the author may want to know of.
    Remark,
}

impl Severity {
    /// The word printed for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Remark => "remark",
        }
    }
}

/// Where something was remarked: a file, and a stretch of its text if one can be told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: SitePath,
    /// The stretch of its text.
    pub span: Option<Span>,
}

/// One thing remarked about the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: &'static Code,
    /// How bad it is; the code's own severity unless the book says otherwise.
    pub severity: Severity,
    /// Where.
    pub place: Option<Place>,
    /// What is said about it; made of its facts.
    pub words: Words,
    /// A change of the file named in `place` that is safe to make without asking.
    pub edit: Option<Edit>,
    /// What is known about it, as data.
    pub facts: FaultFacts,
}

/// A change of a text: what stands at `span` gives way to `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The stretch that gives way; empty where something is put in.
    pub span: Span,
    /// What takes its place.
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic of a fault, as severe as its code is by itself.
    pub fn of<F: Fault>(fault: F) -> Self {
        let (words, facts) = (fault.english(), FaultFacts::of(fault));
        Self { code: F::CODE, severity: F::CODE.severity, place: None, words, edit: None, facts }
    }

    /// The fault it is of, if that is one of the kind.
    pub fn fault<F: Fault>(&self) -> Option<&F> {
        self.facts.fault()
    }

    /// Makes it one of another fault of the same code, at the same place.
    pub fn set_fault<F: Fault>(&mut self, fault: F) {
        debug_assert_eq!(self.code.id, F::CODE.id, "a fault gives way to one of its kind");
        self.words = fault.english();
        self.facts = FaultFacts::of(fault);
    }

    /// Says in which file, and where in its text.
    #[must_use]
    pub fn at(mut self, path: &SitePath, span: Span) -> Self {
        self.place = Some(Place { path: path.clone(), span: Some(span) });
        self
    }

    /// Says in which file.
    #[must_use]
    pub fn in_file(mut self, path: &SitePath) -> Self {
        self.place = Some(Place { path: path.clone(), span: None });
        self
    }

    /// A change that mends it and changes nothing else of what the text says.
    #[must_use]
    pub fn edit(mut self, span: Span, text: impl Into<String>) -> Self {
        self.edit = Some(Edit { span, text: text.into() });
        self
    }
}

#[cfg(test)]
impl Diagnostic {
    /// A diagnostic of any code with any words, for tests of what is done with diagnostics.
    pub(crate) fn saying(code: &'static Code, words: Words) -> Self {
        #[derive(Debug, serde::Serialize)]
        struct Saying {
            words: String,
        }
        impl Fault for Saying {
            const CODE: &'static Code = &codes::LINK_MISSING;

            fn english(&self) -> Words {
                Words::new(self.words.as_str())
            }
        }
        let d = Self::of(Saying { words: words.message.clone() });
        Self { code, severity: code.severity, words, ..d }
    }
}

/// A value, and what was remarked while it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked<T> {
    /// The value; as good as it could be made.
    pub value: T,
    /// What was remarked, in the order in which it was found.
    pub remarks: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value about which nothing is to be said.
    pub fn clean(value: T) -> Self {
        Self { value, remarks: Vec::new() }
    }

    /// A value with remarks.
    pub fn new(value: T, remarks: Vec<Diagnostic>) -> Self {
        Self { value, remarks }
    }

    /// Moves the remarks into `all` and gives the value.
    pub fn into_value(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.remarks);
        self.value
    }
}

/// All remarks once, in reading order: by file, place, severity, code and message.
pub fn in_reading_order(mut remarks: Vec<Diagnostic>) -> Vec<Diagnostic> {
    remarks.sort_by(|a, b| {
        (&a.place, a.severity, a.code.id, &a.words.message).cmp(&(&b.place, b.severity, b.code.id, &b.words.message))
    });
    remarks.dedup();
    remarks
}
