//! Every fault, and what is said about it: a struct for each code, called as the code is, so that `note/date` is
//! [`NoteDate`]; a file for each subject. What finds a fault makes the struct; all prose about faults stands here.
//!
//! To add a fault: its code in [`codes`](super::codes), its struct and words here, a sample in `tests/faults.rs`, a spec
//! in `tests/specs/diagnostics`, and [`Diagnostic::of`](super::Diagnostic::of) where it is found.

mod claim;
mod config;
mod date;
mod exception;
mod library;
mod name;
mod note;
mod output;
mod record;
mod source;
mod theme;
mod value;

pub use claim::ClaimField;
pub use config::{CONFIG_FIELDS, ConfigKey, ConfigStyle, ConfigSyntax};
pub use date::DateFlaw;
pub use exception::{ExceptionCode, ExceptionSyntax, ExceptionUnused};
pub use library::{BibtexExcess, LibraryDuplicate, LibraryHeld, LibrarySyntax};
pub use name::NameShared;
pub use note::{NOTE_FIELDS, NoteDate, NoteDuplicate, NoteKey, NoteSyntax, NoteTitle};
pub use output::OutputClash;
pub use record::{
    LineOfText, RECORD_FIELDS, RecordDate, RecordHash, RecordKey, RecordOrphan, RecordOverride, RecordSyntax,
};
pub use source::{SourceAuthor, SourceCitation, SourceDate, SourceEmpty, SourceLeftOut, SourceTitle, SourceTitleDoubt};
pub use theme::{THEME_FIELDS, ThemeMissing, ThemeSettings, ThemeUnused, ThemeVersion};
pub use value::{BadValue, Excess, FieldFaults, UnknownKey, ValueType};
