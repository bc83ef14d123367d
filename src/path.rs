//! Paths of our own: [`SitePath`] for what goes in, [`OutPath`] for what comes out, and [`Layout`]: how one output
//! addresses another.
//!
//! Both are relative, separated by `/`, and hold no empty, `.` or `..` segment, so that no later stage
//! can step outside the book or the output folder. They are checked once, when they are made; nothing
//! past this file glues paths together by hand.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Serialize;

use crate::nfc::nfc;

/// Why a string is not a path inside the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "flaw", content = "character", rename_all = "snake_case")]
pub enum PathError {
    /// The path is empty.
    Empty,
    /// The path starts at a root or names a drive.
    Absolute,
    /// A segment is `..`, `.` or empty.
    Escapes,
    /// A segment holds a control character, a backslash or a colon.
    BadCharacter(char),
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the path is empty"),
            Self::Absolute => f.write_str("the path is absolute"),
            Self::Escapes => f.write_str("the path has an empty, `.` or `..` segment"),
            Self::BadCharacter(c) => write!(f, "the path holds the character {c:?}"),
        }
    }
}

impl std::error::Error for PathError {}

fn checked(path: &str) -> Result<(), PathError> {
    if path.is_empty() {
        return Err(PathError::Empty);
    }
    if path.starts_with('/') {
        return Err(PathError::Absolute);
    }
    if let Some(c) = path.chars().find(|c| c.is_control() || matches!(c, '\\' | ':')) {
        return Err(PathError::BadCharacter(c));
    }
    if path.split('/').any(|s| matches!(s, "" | "." | "..")) {
        return Err(PathError::Escapes);
    }
    Ok(())
}

/// The path of a file of the book, relative to the book's folder: `content/concepts/norms.md`. It is compared and cut
/// in composed form ([`nfc`]); how the disk spells it is kept beside, for the disk and for messages.
#[derive(Debug, Clone)]
pub struct SitePath {
    name: String,
    /// The path as the disk spells it, where that is another form of it, as of names that a Mac gave.
    on_disk: Option<Box<str>>,
}

impl SitePath {
    /// Takes a relative path with `/` between its segments.
    ///
    /// # Errors
    /// When the path is empty, absolute, or could lead outside the book.
    pub fn new(path: impl Into<String>) -> Result<Self, PathError> {
        let path = path.into();
        checked(&path)?;
        match nfc(&path) {
            Cow::Owned(name) => Ok(Self { name, on_disk: Some(path.into()) }),
            Cow::Borrowed(_) => Ok(Self { name: path, on_disk: None }),
        }
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The path as the disk spells it: what a file is opened by, and what messages name.
    pub fn on_disk(&self) -> &str {
        self.on_disk.as_deref().unwrap_or(&self.name)
    }

    /// The last segment.
    pub fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// The last segment without its extension: `norms` for `content/norms.md`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(at) if at > 0 => &name[..at],
            _ => name,
        }
    }

    /// What follows the last dot of the file name, without the dot.
    pub fn extension(&self) -> Option<&str> {
        let name = self.file_name();
        name.rfind('.').filter(|&at| at > 0).map(|at| &name[at + 1..])
    }

    /// The rest of the path after `folder/`, if the path lies in that folder.
    pub fn strip_folder(&self, folder: &str) -> Option<&str> {
        self.name.strip_prefix(folder)?.strip_prefix('/')
    }
}

impl PartialEq for SitePath {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for SitePath {}

impl PartialOrd for SitePath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SitePath {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name.cmp(&other.name)
    }
}

impl Hash for SitePath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.on_disk())
    }
}

/// The path of a file of the output, relative to the output folder: `concepts/norms.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(String);

impl OutPath {
    /// Takes a relative path with `/` between its segments.
    ///
    /// # Errors
    /// When the path is empty, absolute, or could lead outside the output folder.
    pub fn new(path: impl Into<String>) -> Result<Self, PathError> {
        let path = path.into();
        checked(&path)?;
        Ok(Self(path))
    }

    /// The page `folder/name.html`; both parts are made safe with [`slug_path`].
    pub fn page(path: &str) -> Self {
        Self(format!("{}.html", slug_path(path)))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The relative URL that leads from the page `from` to this file, percent-encoded
    /// (RFC 3986), always ending in a file name so that it works from `file://` too.
    pub fn url_from(&self, from: &OutPath) -> String {
        let here: Vec<&str> = from.0.split('/').collect();
        let there: Vec<&str> = self.0.split('/').collect();
        let folders = here.len() - 1;
        let common = here[..folders].iter().zip(&there[..there.len() - 1]).take_while(|(a, b)| a == b).count();
        let mut url = "../".repeat(folders - common);
        for (n, segment) in there[common..].iter().enumerate() {
            if n > 0 {
                url.push('/');
            }
            push_encoded(&mut url, segment);
        }
        url
    }

    /// The path percent-encoded, as it follows a base URL.
    pub fn url(&self) -> String {
        let mut url = String::with_capacity(self.0.len());
        for (n, segment) in self.0.split('/').enumerate() {
            if n > 0 {
                url.push('/');
            }
            push_encoded(&mut url, segment);
        }
        url
    }
}

/// How a page addresses others: each a file of its own, or many bound together in one file, as in the book on one
/// page. A path of an output is a layout too, that of a page which is a file of its own.
#[derive(Debug, Clone, Copy)]
pub struct Layout<'a> {
    /// The page being written.
    here: &'a OutPath,
    /// The file that it is written into with others, and which they are.
    bound: Option<(&'a OutPath, &'a BTreeSet<OutPath>)>,
    /// How many levels its headings stand deeper than on a page of its own.
    deeper: u8,
}

impl<'a> From<&'a OutPath> for Layout<'a> {
    fn from(here: &'a OutPath) -> Self {
        Self { here, bound: None, deeper: 0 }
    }
}

impl<'a> Layout<'a> {
    /// The layout of the page `here` where it stands in `file`, together with `pages`.
    pub fn bound(here: &'a OutPath, file: &'a OutPath, pages: &'a BTreeSet<OutPath>) -> Self {
        Self { here, bound: Some((file, pages)), deeper: 0 }
    }

    /// The same layout where the headings of the page stand below others, so many levels deeper than on a page of its
    /// own.
    pub fn deeper(self, levels: u8) -> Self {
        Self { deeper: levels, ..self }
    }

    /// The level of a heading of the page being written where it stands: HTML has six.
    pub fn level(&self, level: u8) -> u8 {
        level.saturating_add(self.deeper).min(6)
    }

    /// The page being written, at the place that is its own.
    pub fn here(&self) -> &'a OutPath {
        self.here
    }

    /// Whether it stands in one file with others.
    pub fn is_bound(&self) -> bool {
        self.bound.is_some()
    }

    /// The `id` of an anchor of the page being written. In a file of many pages it names its page, with colons
    /// around the name, which stand in no path and in no `id` of a template.
    pub fn id<'b>(&self, anchor: &'b str) -> Cow<'b, str> {
        match self.bound {
            None => Cow::Borrowed(anchor),
            Some(_) => Cow::Owned(bound_id(self.here, Some(anchor))),
        }
    }

    /// The `id` of the page being written as a whole, in a file of many pages.
    pub fn page_id(&self) -> String {
        bound_id(self.here, None)
    }

    /// The address of a page, or of an anchor on it.
    pub fn url(&self, to: &OutPath, anchor: Option<&str>) -> String {
        let file = match self.bound {
            Some((_, pages)) if pages.contains(to) => return format!("#{}", encode_fragment(&bound_id(to, anchor))),
            Some((file, _)) => file,
            None => self.here,
        };
        match anchor {
            Some(anchor) if to == file => format!("#{}", encode_fragment(anchor)),
            Some(anchor) => format!("{}#{}", to.url_from(file), encode_fragment(anchor)),
            None => to.url_from(file),
        }
    }
}

/// The `id` of a page, or of an anchor on it, in a file of many pages.
fn bound_id(page: &OutPath, anchor: Option<&str>) -> String {
    let name = page.0.strip_suffix(".html").unwrap_or(&page.0);
    match anchor {
        Some(anchor) => format!("page:{name}:{anchor}"),
        None => format!("page:{name}"),
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// All that is not unreserved in a URL (RFC 3986 §2.3).
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Appends `segment` to `url`, with every byte that is not unreserved percent-encoded.
fn push_encoded(url: &mut String, segment: &str) {
    url.extend(utf8_percent_encode(segment, &RESERVED));
}

/// The fragment of a URL, percent-encoded; letters of every script stay readable in `id`s, but not in URLs.
pub fn encode_fragment(fragment: &str) -> String {
    let mut out = String::with_capacity(fragment.len());
    push_encoded(&mut out, fragment);
    out
}

/// Percent-decodes a URL path or fragment, in composed form; what is not valid UTF-8 afterwards is given back as it was.
pub fn decode_percent(url: &str) -> String {
    percent_decode_str(url).decode_utf8().map_or_else(|_| url.to_owned(), |text| nfc(&text).into_owned())
}

/// A name made fit for a file, a URL and an anchor: lower case, letters and digits of every script
/// kept, everything else turned into single hyphens, in composed form. Never empty, never a name that Windows reserves.
///
/// ```
/// assert_eq!(briefbook::path::slug("What’s *new* in 2016?"), "whats-new-in-2016");
/// assert_eq!(briefbook::path::slug("网络主权"), "网络主权");
/// assert_eq!(briefbook::path::slug("Cafe\u{301}"), "café");
/// assert_eq!(briefbook::path::slug("…"), "x");
/// ```
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in nfc(name).chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || is_combining(c) {
            out.push(c);
        } else if matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}') {
            // Apostrophes and invisible characters vanish rather than split a word.
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    // Small letters, and letters that stand together now, may compose.
    let mut out = nfc(&out).into_owned();
    // File names hold at most 255 bytes on common systems; leave room for an extension.
    let mut end = out.len().min(120);
    while !out.is_char_boundary(end) {
        end -= 1;
    }
    out.truncate(end);
    let out = out.trim_end_matches('-');
    match out {
        "" => "x".to_owned(),
        name if is_device(name) => format!("{name}-x"),
        name => name.to_owned(),
    }
}

/// Whether Windows has a device of that name, so that no file can have it, whatever its ending.
pub fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let port = |name: &str| name.strip_prefix("com").or_else(|| name.strip_prefix("lpt")).map(str::to_owned);
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || port(&name).is_some_and(|n| {
            matches!(n.as_str(), "¹" | "²" | "³") || n.len() == 1 && matches!(n.as_bytes()[0], b'1'..=b'9')
        })
}

/// Marks that belong to the letter before them (vowel signs of Indic scripts and the like).
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// [`slug`] for every segment of a path.
pub fn slug_path(path: &str) -> String {
    path.split('/').map(slug).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_cannot_leave_the_folder() {
        for bad in ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "c:\\x", "a\\b", "a\0b", "a/."] {
            assert!(SitePath::new(bad).is_err(), "{bad:?}");
            assert!(OutPath::new(bad).is_err(), "{bad:?}");
        }
        let (mac, other) =
            (SitePath::new("content/cafe\u{301}.md").unwrap(), SitePath::new("content/café.md").unwrap());
        assert_eq!((&mac, mac.stem(), mac.on_disk()), (&other, "café", "content/cafe\u{301}.md"));
        assert_eq!(SitePath::new("content/.hidden/a.b.md").unwrap().stem(), "a.b");
    }

    #[test]
    fn urls_are_relative_and_encoded() {
        let page = |p: &str| OutPath::new(p).unwrap();
        assert_eq!(page("sources/geng.html").url_from(&page("concepts/a.html")), "../sources/geng.html");
        assert_eq!(page("concepts/b.html").url_from(&page("concepts/a.html")), "b.html");
        assert_eq!(page("index.html").url_from(&page("a/b/c.html")), "../../index.html");
        assert_eq!(page("a/b/c.html").url_from(&page("index.html")), "a/b/c.html");
        assert_eq!(page("concepts/网.html").url_from(&page("index.html")), "concepts/%E7%BD%91.html");
        assert_eq!(page("a b&c.html").url(), "a%20b%26c.html");
    }

    #[test]
    fn slugs_are_safe_names() {
        for device in ["con", "PRN", "aux", "nul", "com1", "COM9", "lpt1", "lpt9", "com³"] {
            assert_eq!(slug(device), format!("{}-x", device.to_lowercase()));
        }
        assert_eq!([slug("com0"), slug("com10"), slug("console")], ["com0", "com10", "console"]);
        assert_eq!(slug("  A  B  "), "a-b");
        assert_eq!(slug("../.."), "x");
        assert_eq!(slug(&"長".repeat(200)).len(), 120);
        assert_eq!(slug_path("concepts/Über uns"), "concepts/über-uns");
    }

    #[test]
    fn percent_decoding_gives_back_what_it_cannot_read() {
        assert_eq!(decode_percent("a%20b%E7%BD%91"), "a b网");
        assert_eq!(decode_percent("100%"), "100%");
        assert_eq!(decode_percent("%ff"), "%ff");
    }

    #[test]
    fn a_page_that_is_bound_with_others_leads_to_their_places_in_the_file() {
        let page = |p: &str| OutPath::new(p).unwrap();
        let (file, norms, geng) = (page("print.html"), page("concepts/norms.html"), page("sources/geng.html"));
        let pages = BTreeSet::from([norms.clone(), geng.clone()]);
        let layout = Layout::bound(&norms, &file, &pages);
        assert_eq!(layout.url(&geng, Some("p3")), "#page%3Asources%2Fgeng%3Ap3");
        assert_eq!(layout.url(&norms, None), "#page%3Aconcepts%2Fnorms");
        assert_eq!(
            (layout.id("p3").as_ref(), layout.page_id().as_str()),
            ("page:concepts/norms:p3", "page:concepts/norms")
        );
        // What is left out of the file is still a page of its own.
        assert_eq!(layout.url(&page("sources/hu.html"), Some("p1")), "sources/hu.html#p1");
        let alone = Layout::from(&norms);
        assert_eq!(alone.url(&geng, Some("p3")), "../sources/geng.html#p3");
        assert_eq!(alone.url(&norms, Some("p3")), "#p3");
        assert_eq!(alone.id("p3"), "p3");
    }
}
