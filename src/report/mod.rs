//! Diagnostics as data, and [`Checked`], the result of every stage: a value and what was remarked.
//!
//! A stage never fails on bad content: it gives the best value it can and says what was wrong. The
//! printers live in [`mod@print`], the list of codes with their explanations in [`codes`]. What a book's
//! settings and its authors' [`exceptions`] make of them is said in [`mod@settle`]; [`mod@mend`] makes
//! the safe edits they carry. What is known about each fault and what is said about it stands in [`faults`];
//! what a fault is, in [`fault`].

pub mod codes;
pub mod exceptions;
pub mod fault;
pub mod faults;
pub mod mend;
pub mod print;
pub mod settle;

pub use codes::Code;
pub use fault::{Fault, FaultFacts, Near, Words};

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
    /// What is wrong, in one line, in lower case, without a full stop.
    pub message: String,
    /// A few words set under the marked text.
    pub label: Option<String>,
    /// What else helps to understand it.
    pub notes: Vec<String>,
    /// What to do about it.
    pub fix: Option<String>,
    /// A change of the file named in `place` that is safe to make without asking.
    pub edit: Option<Edit>,
    /// What is known about it, as data; what is said above is made of it.
    pub facts: Option<FaultFacts>,
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
        let Words { message, label, notes, fix } = fault.english();
        let facts = Some(FaultFacts::of(fault));
        Self { code: F::CODE, severity: F::CODE.severity, place: None, message, label, notes, fix, edit: None, facts }
    }

    /// A diagnostic of the given code with words and without facts.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            place: None,
            message: message.into(),
            label: None,
            notes: Vec::new(),
            fix: None,
            edit: None,
            facts: None,
        }
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

    /// Words to set under the marked text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// A line that helps to understand it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// What to do about it.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// A change that mends it and changes nothing else of what the text says.
    #[must_use]
    pub fn edit(mut self, span: Span, text: impl Into<String>) -> Self {
        self.edit = Some(Edit { span, text: text.into() });
        self
    }

    /// Sets or leaves the advice, as it comes from [`near`].
    #[must_use]
    pub fn maybe_fix(mut self, fix: Option<String>) -> Self {
        self.fix = fix.or(self.fix);
        self
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
        (&a.place, a.severity, a.code.id, &a.message).cmp(&(&b.place, b.severity, b.code.id, &b.message))
    });
    remarks.dedup();
    remarks
}

/// «did you mean …?» for a name that is not known: up to three known names that are near it.
pub fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    near_names(name, known).advice()
}

/// Up to three known names that are near one that is not known.
pub fn near_names<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Near {
    const LEAST: f64 = 0.84;
    let wanted = name.to_lowercase();
    let wanted_letters = Letters::of(&wanted);
    let mut near: Vec<(f64, &str)> = known
        .into_iter()
        .filter(|k| !k.is_empty())
        .filter_map(|k| {
            let k_low = k.to_lowercase();
            let inside = wanted.len() > 3 && (k_low.contains(&wanted) || wanted.contains(&k_low) && k_low.len() > 3);
            let least = if inside { 0.88 } else { 0.0 };
            // A book has many names, of which few come near: most are told by their letters alone.
            if !inside && wanted_letters.at_most(&Letters::of(&k_low)) <= LEAST {
                return None;
            }
            Some((strsim::jaro_winkler(&wanted, &k_low).max(least), k))
        })
        .filter(|(score, _)| *score > LEAST)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    // A name and its words with spaces for hyphens are one suggestion.
    let mut seen = std::collections::BTreeSet::new();
    near.retain(|(_, k)| seen.insert(k.to_lowercase().replace(['-', '_'], " ")));
    near.truncate(3);
    Near(near.into_iter().map(|(_, name)| name.to_owned()).collect())
}

/// How often each letter stands in a name, and its first ones.
struct Letters {
    counts: [u16; 64],
    len: usize,
    first: [char; 4],
}

impl Letters {
    fn of(name: &str) -> Self {
        let mut letters = Self { counts: [0; 64], len: 0, first: ['\0'; 4] };
        for c in name.chars() {
            let count = &mut letters.counts[c as usize % 64];
            *count = count.saturating_add(1);
            if let Some(first) = letters.first.get_mut(letters.len) {
                *first = c;
            }
            letters.len += 1;
        }
        letters
    }

    /// The Jaro–Winkler similarity of two names is no more than this, whatever the order of their letters.
    fn at_most(&self, other: &Self) -> f64 {
        let shared: usize = self.counts.iter().zip(&other.counts).map(|(a, b)| usize::from(*a.min(b))).sum();
        if shared == 0 {
            return 0.0;
        }
        let shared = shared as f64;
        let jaro = (shared / self.len as f64 + shared / other.len as f64 + 1.0) / 3.0;
        let prefix = self.first.iter().zip(&other.first).take_while(|(a, b)| a == b && **a != '\0').count();
        // A little more, for what rounding may take away.
        jaro + 0.1 * prefix as f64 * (1.0 - jaro) + 1e-9
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let known = ["china", "united-states", "cyber-sovereignty"];
        assert_eq!(near("cyber-soveriegnty", known).as_deref(), Some("did you mean `cyber-sovereignty`?"));
        assert_eq!(near("sovereignty", known).as_deref(), Some("did you mean `cyber-sovereignty`?"));
        assert_eq!(near("weather", known), None);
    }

    #[test]
    fn letters_alone_never_rule_out_a_name_that_is_near() {
        let names = [
            "china",
            "chian",
            "chin",
            "a",
            "aa",
            "cyber norms",
            "norms of cyber",
            "网络主权",
            "主权网络",
            "…",
            "x…y",
            "abcd",
            "abdc",
            "cyber-sovereignty",
            "cyber-soveriegnty",
        ];
        for a in names {
            for b in names {
                let bound = Letters::of(a).at_most(&Letters::of(b));
                assert!(strsim::jaro_winkler(a, b) <= bound, "{a} and {b}: {bound}");
            }
        }
    }
}
