//! Faults as data. Who finds one fills a struct with what it knows, names and numbers; what is said about it stands
//! beside the struct, in [`faults`](super::faults), and nowhere else. So programs get fields, and another language
//! needs no look at what finds faults.

use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::Code;

/// A kind of fault: a struct for each [`Code`], or an enum where a code has several causes. Its fields are what
/// `--format json` prints as `facts`, so that their names stay once they are there.
///
/// Another language is another method beside [`english`](Self::english), which falls back to it.
pub trait Fault: Debug + Serialize + Send + Sync + 'static {
    /// What `briefbook explain` calls it.
    const CODE: &'static Code;

    /// What is said about it in English.
    fn english(&self) -> Words;
}

/// What is said about a fault, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// What is wrong, in one line, in lower case, without a full stop.
    pub message: String,
    /// A few words set under the marked text.
    pub label: Option<String>,
    /// What else helps to understand it.
    pub notes: Vec<String>,
    /// What to do about it.
    pub fix: Option<String>,
}

impl Words {
    /// A message and nothing else.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
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

    /// Takes the advice for what to do, if there is one.
    #[must_use]
    pub fn maybe_fix(mut self, fix: Option<String>) -> Self {
        self.fix = fix.or(self.fix);
        self
    }
}

/// Known names that are near one that is not known, the nearest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Near(pub Vec<String>);

impl Near {
    /// «did you mean …?» Nothing where no name is near.
    pub fn advice(&self) -> Option<String> {
        let names: Vec<String> = self.0.iter().map(|name| format!("`{name}`")).collect();
        match names.as_slice() {
            [] => None,
            [one] => Some(format!("did you mean {one}?")),
            [rest @ .., last] => Some(format!("did you mean {} or {last}?", rest.join(", "))),
        }
    }
}

/// A [`Fault`] of which the type is no longer known.
trait AnyFault: Debug + Send + Sync {
    fn any(&self) -> &dyn Any;
    fn json(&self) -> Value;
    fn english(&self) -> Words;
}

impl<F: Fault> AnyFault for F {
    fn any(&self) -> &dyn Any {
        self
    }

    fn json(&self) -> Value {
        serde_json::to_value(self).expect("a fault is plain data with names for its fields")
    }

    fn english(&self) -> Words {
        Fault::english(self)
    }
}

/// What is known about a fault, whatever its kind. Two are equal when all their facts are.
#[derive(Debug, Clone)]
pub struct FaultFacts(Arc<dyn AnyFault>);

impl FaultFacts {
    /// The facts of a fault.
    pub fn of(fault: impl Fault) -> Self {
        Self(Arc::new(fault))
    }

    /// The fault, if it is one of the kind.
    pub fn fault<F: Fault>(&self) -> Option<&F> {
        self.0.any().downcast_ref()
    }

    /// The facts as an object of JSON.
    pub fn json(&self) -> Value {
        self.0.json()
    }

    /// What is said about the fault in English.
    pub fn english(&self) -> Words {
        self.0.english()
    }
}

impl PartialEq for FaultFacts {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.json() == other.json()
    }
}

impl Eq for FaultFacts {}
