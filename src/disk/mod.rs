//! The doors to the disk: a folder becomes [`Inputs`](crate::text::Inputs), [`Outputs`](crate::text::Outputs) become
//! files. Nothing is read from outside the book's folder or written outside the output folder; links are not followed.
//!
//! - [`read()`] takes a book in.
//! - [`write()`] puts a site into its folder: `claim` makes the folder the build's own for as long as it lasts,
//!   `manifest` is the list of what briefbook wrote there.
//! - [`replace`] puts a mended file in its place.
//! - `hand` makes every change to the disk, one step at a time; its tests break off at each of them.

mod claim;
#[cfg(test)]
mod fault;
mod hand;
mod manifest;
mod mend;
mod place;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use mend::{create, replace};
pub use place::part_around;
pub use read::read;
pub use write::{Written, write};

/// The parts of a book's folder that are read.
const PARTS: [&str; 5] = ["site.toml", "cited.toml", "content", "seeds", "themes"];

/// How the whole text of a file is called while the file is overwritten: this, and the file's own name.
const RESCUE: &str = ".briefbook-rescue-";
