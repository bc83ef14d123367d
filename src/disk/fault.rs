//! Faults on purpose, for tests: a disk that is full, or a process that is killed, at the step that is asked for.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What happens when the time has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// Nothing.
    #[default]
    None,
    /// The process is dead: nothing is changed any more, not even cleared away.
    Kill,
    /// The disk is full from now on: what wants room fails, the rest does not.
    Full,
    /// One step that wants room fails, those after it do not.
    Once,
}

/// A fault, and the steps until it comes.
#[derive(Debug, Default)]
pub(super) struct Fault {
    kind: Kind,
    at: usize,
    steps: AtomicUsize,
}

impl Fault {
    /// A fault of that kind at that step, counted from 0.
    pub(super) fn new(kind: Kind, at: usize) -> Self {
        Self { kind, at, steps: AtomicUsize::new(0) }
    }

    /// Whether its time came.
    pub(super) fn came(&self) -> bool {
        self.kind != Kind::None && self.steps.load(Ordering::SeqCst) > self.at
    }

    /// Counts a step.
    ///
    /// # Errors
    /// When the step is to fail.
    pub(super) fn step(&self, wants_room: bool) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        let fails = match self.kind {
            Kind::None => false,
            Kind::Kill => step >= self.at,
            Kind::Full => step >= self.at && wants_room,
            Kind::Once => step == self.at && wants_room,
        };
        if fails { Err(io::Error::new(io::ErrorKind::StorageFull, "no room, on purpose")) } else { Ok(()) }
    }
}
