//! Every fault, and what is said about it: a struct for each code, called as the code is, so that `note/date` is
//! [`NoteDate`]; a file for each subject. What finds a fault makes the struct; all prose about faults stands here.
//!
//! To add a fault: its code in [`codes`](super::codes), its struct and words here, a sample in `tests/faults.rs`, a spec
//! in `tests/specs/diagnostics`, and [`Diagnostic::of`](super::Diagnostic::of) where it is found.

mod citation;
mod cited;
mod claim;
mod config;
mod date;
mod embed;
mod exception;
mod file;
mod image;
mod library;
mod link;
mod markdown;
mod name;
mod note;
mod output;
mod quote;
mod record;
mod relation;
mod source;
mod tension;
mod theme;
mod value;

pub use citation::{
    CitationChanged, CitationCount, CitationKey, CitationLocator, CitationMoved, MovedPlace, PlaceChange,
};
pub use cited::{CITED_FIELDS, CitedSyntax};
pub use claim::{ClaimField, ClaimVoice, VoicePart};
pub use config::{CONFIG_FIELDS, ConfigKey, ConfigStyle, ConfigSyntax};
pub use date::DateFlaw;
pub use embed::EmbedCycle;
pub use exception::{ExceptionCode, ExceptionSyntax, ExceptionUnused};
pub use file::{
    ActiveKind, Activity, BinaryKind, FileActive, FileBinary, FileEncoding, FileLarge, FileName, FileRescue,
    FileSymlink, FileUnreadable,
};
pub use image::ImageRemote;
pub use library::{BibtexExcess, LibraryDuplicate, LibraryHeld, LibrarySyntax};
pub use link::{LinkAmbiguous, LinkAnchor, LinkMissing, LinkUnsafe};
pub use markdown::MarkdownHtml;
pub use name::NameShared;
pub use note::{NOTE_FIELDS, NoteDate, NoteDuplicate, NoteKey, NoteSyntax, NoteTitle};
pub use output::{NameFlaw, Obstacle, OutputClash, OutputKept, OutputName, OutputTaken};
pub use quote::{
    AlteredWords, Difference, EditorialChange, Negation, Passages, QuoteAbsent, QuoteAltered, QuoteCut, QuoteEdited,
    QuoteMisattributed, QuoteNegation, QuoteOpen, QuotePassage, QuotePlace, QuoteReuse, QuoteScraps, QuoteSic,
    QuoteUncited, QuoteUnkept, SourcePlace, SourceText,
};
pub use record::{
    LineOfText, RECORD_FIELDS, RecordDate, RecordHash, RecordKey, RecordOrphan, RecordOverride, RecordSyntax, RecordWho,
};
pub use relation::RelationMissing;
pub use source::{SourceAuthor, SourceCitation, SourceDate, SourceEmpty, SourceLeftOut, SourceTitle, SourceTitleDoubt};
pub use tension::{TensionSide, TensionSides};
pub use theme::{THEME_FIELDS, ThemeMissing, ThemeSettings, ThemeTemplate, ThemeUnused, ThemeVersion};
pub use value::{BadValue, Excess, FieldFaults, UnknownKey, ValueType};
