//! What the things of a book are called: its pages, sources, passages, anchors, tags and files. Each kind of name is a
//! type, and the rules by which it is made and read stand here and nowhere else.

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::path::{OutPath, PathError, SitePath, slug, slug_path};
use crate::text::sha256_hex;

/// A name of one kind, which reads as the text that it is.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            fn from_text(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        // The derived order, equality and hash are those of the text, so that a map may be asked with a text.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                *self.0 == *other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                *self.0 == **other
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

names! {
    /// A page, by its address without `.html`: `concepts/norms`.
    PageId
    /// A source, by the name of its file without `.txt`, which is its citation key: `geng`.
    SourceId
    /// A place on a page, as the `id` of an element and the fragment of an address name it.
    Anchor
    /// A tag as its author writes it, without the `#`.
    Tag
    /// A file that is copied along, by its path under `content/`.
    AssetId
}

impl PageId {
    /// The page at this address, which is made of slugs already.
    pub fn new(address: impl Into<Arc<str>>) -> Self {
        Self::from_text(address)
    }

    /// The first page.
    pub fn home() -> Self {
        Self::from_text("index")
    }

    /// The page of a note, by the path of its file in `content/` without its ending. The text of a folder's list is
    /// `index`; other generators call it `_index`. Numbers that only order the chapters are no part of it.
    ///
    /// ```
    /// use briefbook::id::PageId;
    /// assert_eq!(PageId::of_note("concepts/Cyber Norms"), "concepts/cyber-norms");
    /// assert_eq!(PageId::of_note("Concepts/_index"), "concepts/index");
    /// assert_eq!(PageId::of_note("chapters/10-two words"), "chapters/two-words");
    /// ```
    pub fn of_note(path: &str) -> Self {
        let (folder, name) = path.rsplit_once('/').map_or((None, path), |(folder, name)| (Some(folder), name));
        match (folder, name) {
            (None, "index" | "_index") => Self::home(),
            (Some(folder), "index" | "_index") => Self::list_of(&slug_path(&unordered(folder))),
            _ => Self::from_text(slug_path(&unordered(path))),
        }
    }

    /// The page of that name in a folder, which is made of slugs already.
    pub fn in_folder(folder: &str, name: &str) -> Self {
        Self::from_text(format!("{folder}/{}", slug(name)))
    }

    /// The page of a source.
    pub fn of_source(id: &str) -> Self {
        Self::from_text(format!("sources/{}", slug(id)))
    }

    /// The list of what lies in a folder.
    pub fn list_of(folder: &str) -> Self {
        Self::from_text(format!("{folder}/index"))
    }

    /// The list of all tags.
    pub fn tags() -> Self {
        Self::list_of("tags")
    }

    /// The page of a tag.
    pub fn of_tag(tag: &str) -> Self {
        match slug_path(&format!("tags/{tag}")) {
            // That is the list of all tags.
            page if page == *Self::tags() => Self::from_text(format!("{page}-x")),
            page => Self::from_text(page),
        }
    }

    /// The folder whose list this is, if it is one.
    pub fn listed_folder(&self) -> Option<&str> {
        listed_folder(&self.0)
    }

    /// The last part of its address.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// Where it lies in the output.
    pub fn out(&self) -> OutPath {
        OutPath::page(&self.0)
    }
}

/// The path without the numbers that only order its files: `chapters/10-two-words` is `chapters/two-words`.
fn unordered(path: &str) -> Cow<'_, str> {
    let Some(("chapters", name)) = path.rsplit_once('/') else { return Cow::Borrowed(path) };
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['-', '_', '.', ' ']);
    if rest.is_empty() { Cow::Borrowed(path) } else { Cow::Owned(format!("chapters/{rest}")) }
}

/// The folder of which the page is the list, if it is that of one: of `concepts/index` it is `concepts`.
pub fn listed_folder(page: &str) -> Option<&str> {
    page.strip_suffix("/index")
}

impl SourceId {
    /// The source in the file `path`.
    pub fn of_file(path: &SitePath) -> Self {
        Self::from_text(path.stem())
    }
}

/// A passage: a numbered paragraph of a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// The source.
    pub source: String,
    /// Its number there, from 1.
    pub para: u32,
}

impl Passage {
    /// The passage of that number.
    pub fn new(source: impl Into<String>, para: u32) -> Self {
        Self { source: source.into(), para }
    }

    /// Its place on the page of its source.
    pub fn anchor(&self) -> Anchor {
        Anchor::of_passage(self.para)
    }
}

/// The text of a page.
const MAIN: &str = "main";
/// What pages call their own parts.
const PARTS: [&str; 20] = [
    MAIN,
    "menu",
    "search",
    "neighbourhood",
    "contents",
    "ways-in",
    "concordance",
    "mentioned-by",
    "who-says-what",
    "disagreements",
    "balance",
    "references",
    "ledger",
    "cited-by",
    "icon-note",
    "icon-warning",
    "voice-own",
    "voice-quoted",
    "voice-reported",
    "voice-panel",
];
/// What anchors that pages count out begin with: a number follows, or a hash.
const FOOTNOTE: &str = "fn-";
const FOOTNOTE_SIGN: &str = "fnref-";
const CLAIM: &str = "claim-";
const LETTER: &str = "letter-";
const REFERENCE: &str = "ref-";
/// What the anchor of a work begins with; its key follows.
const WORK: &str = "work-";

impl Anchor {
    /// The anchor of a name that its author chose.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self::from_text(name)
    }

    /// The anchor of a heading of these words.
    pub fn of_words(words: &str) -> Self {
        Self::from_text(slug(words))
    }

    /// The same anchor where the page needs that name for itself.
    pub fn aside(&self) -> Self {
        Self::from_text(format!("{self}-x"))
    }

    /// A passage, on the page of its source: `p12`.
    pub fn of_passage(para: u32) -> Self {
        Self::from_text(format!("p{para}"))
    }

    /// Sentences of a passage, from the first to the last, both counted from 1, on the page of its source: `p12s3`, and
    /// `p12s3-5` for several.
    pub fn of_sentences(para: u32, first: u32, last: u32) -> Self {
        match first == last {
            true => Self::from_text(format!("p{para}s{first}")),
            false => Self::from_text(format!("p{para}s{first}-{last}")),
        }
    }

    /// An entry of a source's own list of references, by its number from 1.
    pub fn of_reference(number: usize) -> Self {
        Self::from_text(format!("{REFERENCE}{number}"))
    }

    /// The text of a page, with what stands at its head.
    pub fn main() -> Self {
        Self::from_text(MAIN)
    }

    /// A block of a source that has no number of its own, by its kind, the `nth` of that kind from 1.
    pub fn of_block(kind: &str, nth: usize) -> Self {
        Self::from_text(format!("{kind}-{nth}"))
    }

    /// A claim: the same as long as these words are, which say what it is.
    pub fn of_claim(holder: &str, source: &str, quote: &str) -> Self {
        Self::from_text(format!("{CLAIM}{}", &sha256_hex(format!("{holder}\n{source}\n{quote}").as_bytes())[..10]))
    }

    /// An entry of a list that is ordered by letters, by the number of its letter from 1.
    pub fn of_letter(number: usize) -> Self {
        Self::from_text(format!("{LETTER}{number}"))
    }

    /// The text of a footnote, by its number from 1.
    pub fn of_footnote(number: usize) -> Self {
        Self::from_text(format!("{FOOTNOTE}{number}"))
    }

    /// A sign of a footnote; `nth`, from 1, tells those of one footnote apart.
    pub fn of_footnote_sign(number: usize, nth: usize) -> Self {
        match nth {
            0 | 1 => Self::from_text(format!("{FOOTNOTE_SIGN}{number}")),
            _ => Self::from_text(format!("{FOOTNOTE_SIGN}{number}-{nth}")),
        }
    }

    /// The entry of a work in a list of references, by its key. No two keys have the same.
    pub fn of_work(key: &str) -> Self {
        let mut out = String::from(WORK);
        for c in key.chars() {
            match c {
                c if c.is_alphanumeric() || matches!(c, '-' | '_') => out.push(c),
                c => out.push_str(&format!(".{:x}.", u32::from(c))),
            }
        }
        Self::from_text(out)
    }

    /// The `n`th of those that would have this anchor.
    pub fn numbered(&self, n: usize) -> Self {
        Self::from_text(format!("{self}-{n}"))
    }

    /// The number of the passage that an anchor on the page of a source names.
    pub fn para(anchor: &str) -> Option<u32> {
        let digits = anchor.strip_prefix('p')?;
        digits.starts_with(|c: char| c.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
    }

    /// The passage, the first and the last of the sentences that an anchor on the page of a source names.
    pub fn sentences(anchor: &str) -> Option<(u32, u32, u32)> {
        let (para, those) = anchor.strip_prefix('p')?.split_once('s')?;
        let (first, last) = those.split_once('-').unwrap_or((those, those));
        let number = |digits: &str| match digits.bytes().all(|b| b.is_ascii_digit()) {
            true => digits.parse().ok().filter(|n| *n > 0),
            false => None,
        };
        let (para, first, last): (u32, u32, u32) = (number(para)?, number(first)?, number(last)?);
        (first <= last).then_some((para, first, last))
    }

    /// Whether pages have an anchor of that name for something of their own: a part, a picture, a footnote, a claim.
    pub fn is_reserved(name: &str) -> bool {
        let numbered = |prefix: &str| {
            name.strip_prefix(prefix)
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'))
        };
        PARTS.contains(&name)
            || name.starts_with(WORK)
            || [FOOTNOTE, FOOTNOTE_SIGN, CLAIM, LETTER].into_iter().any(numbered)
    }
}

/// Anchors of a page that are taken.
#[derive(Debug, Default)]
pub struct Anchors {
    taken: BTreeSet<Anchor>,
    /// For a name that was wanted before, the number last tried.
    numbers: BTreeMap<Anchor, usize>,
}

impl Anchors {
    /// The anchor, with an `x` behind it if pages need it, and a number if it is taken.
    pub fn free(&mut self, anchor: Anchor) -> Anchor {
        let anchor = if Anchor::is_reserved(&anchor) { anchor.aside() } else { anchor };
        if self.taken.insert(anchor.clone()) {
            return anchor;
        }
        let n = self.numbers.entry(anchor.clone()).or_insert(1);
        loop {
            *n += 1;
            let numbered = anchor.numbered(*n);
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

impl Tag {
    /// The tag of that word.
    pub fn new(word: impl Into<Arc<str>>) -> Self {
        Self::from_text(word)
    }

    /// The page that lists what carries it. Tags that become one address share one list.
    pub fn page(&self) -> PageId {
        PageId::of_tag(&self.0)
    }
}

impl AssetId {
    /// The file at this path under `content/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self::from_text(path)
    }

    /// Where it lies in the output.
    ///
    /// # Errors
    /// When it is no path inside a folder.
    pub fn out(&self) -> Result<OutPath, PathError> {
        OutPath::new(&*self.0)
    }

    /// Where it lies in the book.
    ///
    /// # Errors
    /// When it is no path inside a folder.
    pub fn file(&self) -> Result<SitePath, PathError> {
        SitePath::new(format!("content/{self}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_made_from_where_their_files_lie() {
        for (file, page) in [
            ("index", "index"),
            ("_index", "index"),
            ("Index", "index"),
            ("about", "about"),
            ("concepts/Cyber Norms", "concepts/cyber-norms"),
            ("concepts/index", "concepts/index"),
            ("Concepts/_index", "concepts/index"),
            ("concepts/_Index", "concepts/index"),
            ("chapters/10-two-words", "chapters/two-words"),
            ("chapters/2016", "chapters/2016"),
            ("chapters/_index", "chapters/index"),
            ("chapters/10-two/index", "chapters/two/index"),
            ("concepts/10-two", "concepts/10-two"),
        ] {
            assert_eq!(PageId::of_note(file), page, "{file}");
        }
        assert_eq!(PageId::of_source("Geng 2019"), "sources/geng-2019");
        assert_eq!(PageId::of_tag("Cyber Norms"), "tags/cyber-norms");
        assert_eq!(PageId::of_tag("index"), "tags/index-x");
    }

    #[test]
    fn lists_are_told_from_pages() {
        assert_eq!(PageId::list_of("concepts").listed_folder(), Some("concepts"));
        for page in ["index", "concepts/index-of-names", "concepts/norms"] {
            assert_eq!(PageId::new(page).listed_folder(), None, "{page}");
        }
        assert_eq!((PageId::new("a/b/c").name(), PageId::home().name()), ("c", "index"));
    }

    #[test]
    fn anchors_are_read_as_they_are_made() {
        for para in [1, 9, 4_000_000_000] {
            assert_eq!(Anchor::para(&Passage::new("geng", para).anchor()), Some(para));
        }
        for (first, last, name) in [(2, 2, "p3s2"), (2, 4, "p3s2-4")] {
            assert_eq!(Anchor::of_sentences(3, first, last), name);
            assert_eq!(Anchor::sentences(name), Some((3, first, last)));
            assert_eq!(Anchor::para(name), None);
        }
        for other in ["p3", "p3s", "p3s0", "ps2", "p3s4-2", "p3s2-", "p3s2-4-5", "p+3s2", "x3s2"] {
            assert_eq!(Anchor::sentences(other), None, "{other}");
        }
        for other in ["", "p", "pp3", "p-3", "p+3", "p3x", "para-3", "p99999999999", "ref-3"] {
            assert_eq!(Anchor::para(other), None, "{other}");
        }
    }

    #[test]
    fn anchors_that_pages_make_are_reserved() {
        let made = [
            Anchor::main(),
            Anchor::of_claim("a", "b", "c"),
            Anchor::of_footnote(3),
            Anchor::of_footnote_sign(3, 1),
            Anchor::of_footnote_sign(3, 2),
            Anchor::of_letter(2),
            Anchor::of_work("a b"),
        ];
        for anchor in made {
            assert!(Anchor::is_reserved(&anchor), "{anchor}");
            assert!(!Anchor::is_reserved(&Anchor::new("norms").aside()));
        }
        for free in ["claim-of-rights", "fn-", "letter-to-the-editor", "mains", "p3"] {
            assert!(!Anchor::is_reserved(free), "{free}");
        }
    }

    #[test]
    fn works_have_anchors_of_their_own() {
        let keys = ["a b", "a.b", "a-b", "a.20.b", "é", "a:b"];
        let anchors: std::collections::BTreeSet<Anchor> = keys.into_iter().map(Anchor::of_work).collect();
        assert_eq!(anchors.len(), keys.len());
    }
}
