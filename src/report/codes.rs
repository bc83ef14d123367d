//! Every code a diagnostic can have, with its severity and the text `briefbook explain CODE` prints.
//!
//! A code is `subject/fault`. To add one: a line here, and a spec in `tests/specs/diagnostics`; `tests/specs.rs`
//! fails for a code without one, and makes the manual's list from both.

use super::Severity::{self, Error, Remark, Warning};

/// A kind of diagnostic.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Its name, `subject/fault`.
    pub id: &'static str,
    /// How severe it is unless the book says otherwise.
    pub severity: Severity,
    /// What it means, why it matters, what to do: some sentences in plain text.
    pub explain: &'static str,
}

impl Code {
    /// The part of its name before the slash.
    pub fn subject(&self) -> &'static str {
        self.id.split('/').next().unwrap_or(self.id)
    }

    /// What it means in a sentence: the first of its explanation.
    pub fn summary(&self) -> &'static str {
        self.explain.find(". ").map_or(self.explain, |end| &self.explain[..=end])
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $severity:ident, $explain:literal;)*) => {
        $(#[doc = concat!("`", $id, "`")] pub static $name: Code = Code { id: $id, severity: $severity, explain: $explain };)*
        /// All codes, in the order of this file.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    // Files and encodings.
    FILE_BINARY = "file/binary", Error,
        "A file that should hold text holds something else (a PDF, a picture, a program). It was left out. \
         Convert it to plain text first, or move it out of `seeds/` or `content/`.";
    FILE_ENCODING = "file/encoding", Remark,
        "The file is not valid UTF-8 and says nothing of its encoding, so one was assumed from its bytes. If \
         letters look wrong, save the file as UTF-8.";
    FILE_UNREADABLE = "file/unreadable", Error,
        "The file or folder could not be read, so the book was built without it. The message says what the system \
         answered; usually the permissions are wrong, or it vanished while the book was read.";
    FILE_NAME = "file/name", Error,
        "The file's name cannot be used on every system the book may be carried to: it holds a control character, \
         a backslash or a colon, or is not valid Unicode. The file was left out. Rename it.";
    FILE_SYMLINK = "file/symlink", Warning,
        "Symbolic links are not followed, because a link may lead outside the book, and what it leads to would be \
         published. Put the file itself into the book.";
    // The book's settings.
    CONFIG_SYNTAX = "config/syntax", Error,
        "site.toml is not valid TOML, or a value in it has the wrong type. The book was built with what could be \
         read and defaults for the rest.";
    CONFIG_KEY = "config/key", Warning,
        "site.toml holds a key that briefbook does not know; it has no effect. Often it is a spelling mistake.";
    // Exceptions beside the text.
    EXCEPTION_SYNTAX = "exception/syntax", Warning,
        "A comment begins with `briefbook:` as an exception does, but it cannot be read as one, so it excuses \
         nothing. Write `briefbook: allow(link/missing): the reason`, or `allow-file(…)` for the whole file; \
         several codes are parted by commas, and `link/*` means all codes of a subject.";
    EXCEPTION_CODE = "exception/code", Warning,
        "An exception allows a code that there is not. Often it is a spelling mistake; the code stands in brackets \
         behind the word `error`, `warning` or `remark` where something is remarked.";
    EXCEPTION_UNUSED = "exception/unused", Warning,
        "An exception excuses nothing: what it was written for has been mended, or it stands in the wrong place. \
         Left where it is, it would hide the next mistake. Take it out, or move it: beside other text it covers its \
         line; alone on a line it covers what comes next, which is a block up to a blank line in Markdown, and a \
         line, or the table that begins with it, in front matter, records and site.toml.";
    // Sources and their records.
    RECORD_SYNTAX = "record/syntax", Error,
        "A source's record is not valid TOML, or a value in it has the wrong type. What could be read was used. A value in TOML \
         that consists of words stands in quotation marks.";
    RECORD_KEY = "record/key", Warning,
        "A source's record holds a key that briefbook does not know; it has no effect. Often it is a spelling \
         mistake; the near names, or all there are, stand below it.";
    RECORD_ORPHAN = "record/orphan", Warning,
        "There is a record in `seeds/` but no source text of the same name beside it. It describes nothing. Put the \
         text beside it, as `seeds/<name>.txt`, or remove the record.";
    RECORD_DATE = "record/date", Error,
        "A date is not written in EDTF (ISO 8601-2). Write `2016-05-31`, `2016-05` or `2016`; `2013?` for an \
         uncertain one, `2015~` for an approximate one, `2015-21` to `2015-24` for spring to winter, and \
         `2009/2017` for an interval.";
    RECORD_HASH = "record/hash", Error,
        "The record states the SHA-256 of its source, and the file has another one: the text has been changed, \
         or replaced by a newer copy. Evidence must not change unseen. Check what changed, see that the record's \
         overrides still fit, and then state the new hash.";
    RECORD_OVERRIDE = "record/override", Error,
        "An override in a source's record no longer fits: the line it names does not hold the words it gives. \
         Each override is guarded by the line's text, so that a changed file cannot shift it silently. Correct \
         the line number or the words.";
    SOURCE_EMPTY = "source/empty", Error,
        "No text was found in the source: the file is empty, or everything in it looks like a menu. If the text is \
         there, say so in the record: `keep = [{ lines = [10, 40], text = \"first words of line 10\" }]`.";
    SOURCE_TITLE = "source/title", Warning,
        "No line of the source is clearly its title. Its id stands in its place. Give the `title` in the record.";
    SOURCE_AUTHOR = "source/author", Remark,
        "The source names no author that is clearly its own, so the author stays unknown. Nothing is guessed: \
         names in menus, captions and other articles are not taken. If you know the author, give `author` in the \
         record; if the text has none, say `author = []`, and this remark is gone.";
    SOURCE_DATE = "source/date", Remark,
        "The source gives no date that is clearly its own, so the date stays unknown. Dates of pictures, sidebars \
         and copyright lines are not taken. If you know it, give `issued` in the record; if it cannot be known, \
         say `issued = \"\"`, and this remark is gone.";
    SOURCE_CITATION = "source/citation", Remark,
        "A parenthesis in the source looks like a citation, but no entry of its reference list fits, or more than \
         one does. It is shown as printed, without a link.";
    // Notes.
    NOTE_SYNTAX = "note/syntax", Error,
        "The front matter of a note is not valid TOML or YAML, or a value in it has the wrong type. The note was \
         built with what could be read. What cannot be read is as if it were not there: a claim or a label may be missing \
         from the book. A value in TOML that consists of words stands in quotation marks; in YAML one that holds a colon does.";
    NOTE_KEY = "note/key", Warning,
        "The front matter holds a key that briefbook does not know; it has no effect. Often it is a spelling \
         mistake.";
    NOTE_TITLE = "note/title", Warning,
        "The note has neither a `title` nor a first heading; its file name is shown instead. Lists, links and search show the \
         title. Give one: `title = \"…\"` in the front matter, or a first line `# Title`.";
    NOTE_DUPLICATE = "note/duplicate", Error,
        "Two files of the book would become the same page. Rename one of them.";
    NOTE_DATE = "note/date", Error,
        "A date is not written in EDTF (ISO 8601-2): `2016-05-31`, `2016-05`, `2016`, `2013?`, `2015-21`, \
         `2009/2017`.";
    // Names and links.
    NAME_SHARED = "name/shared", Warning,
        "Two entities claim the same label. Text that mentions it cannot be linked to one of them, so it is linked \
         to neither. Take the label from one of them, or tell them apart: \
         `{ text = \"the group\", requires = [\"2016\"] }` or `not_in = [\"source-id\"]`.";
    LINK_MISSING = "link/missing", Error,
        "A link leads to nothing: there is no note, source or file of that name in this edition of the book. The reader would be led \
         nowhere, so its words stand without a link. Correct the name, or write the note. A draft counts only with `--drafts`.";
    LINK_ANCHOR = "link/anchor", Error,
        "A link leads to a page that exists, but to a heading, block or passage that is not on it. Headings are named as \
         they are written or by their slug, blocks by the `^name` at their end, passages of a source as `#p12`. Correct \
         what follows the `#`, or leave it out to link to the page.";
    LINK_AMBIGUOUS = "link/ambiguous", Warning,
        "A wikilink's name fits more than one note. Name the folder too: `[[actors/china]]`. Until then the first is taken, which may not be the one \
         you mean.";
    LINK_UNSAFE = "link/unsafe", Error,
        "A link uses a scheme that could run a program in the reader's browser (such as `javascript:`). It was \
         left out; its text is kept.";
    IMAGE_REMOTE = "image/remote", Warning,
        "A picture would be fetched from the network when the page is opened. The book must read without one, and \
         a request tells others who reads it. A link stands in its place; put the picture into the book instead.";
    EMBED_CYCLE = "embed/cycle", Error,
        "A note embeds itself, directly or through other notes. The embed is shown as a link instead. Take the `!` away from one of \
         the embeds in the circle.";
    CITATION_KEY = "citation/key", Error,
        "A citation's key is neither the id of a source nor an entry of the bibliography. Nothing stands \
         behind the statement then. The key of a source is the name of its file in `seeds/` without `.txt`.";
    CITATION_LOCATOR = "citation/locator", Error,
        "A citation names a paragraph that the source does not have. Passages are numbered from 1 in reading order. The numbers stand \
         in the margin of the source's page. When a text was converted anew, they may have moved.";
    RELATION_MISSING = "relation/missing", Error,
        "A note's `broader`, `narrower` or `related` names a concept that does not exist. Correct the name, or write \
         a note for it in `concepts/`.";
    CLAIM_FIELD = "claim/field", Error,
        "A claim lacks something that it cannot do without: who holds it, about which concept, in which words, in \
         which source, and in whose voice we know it (`own`, `quoted`, `reported` or `panel`); or one of these \
         names nothing that exists.";
    CLAIM_PASSAGE = "claim/passage", Error,
        "The words of a claim were not found in its source, or not in the paragraph it names.";
    MARKDOWN_HTML = "markdown/html", Warning,
        "Raw HTML in a note is shown as text, not passed on to the page, so that a note cannot bring scripts or \
         broken markup into the book. Use Markdown, a callout or a table. A book whose authors are all trusted \
         can allow it: `html = true` under `[markdown]` in site.toml.";
    // Themes and output.
    THEME_MISSING = "theme/missing", Error,
        "site.toml names a theme for which there is no folder in `themes/`. The default theme was used. Correct the name, or leave `theme` out.";
    THEME_TEMPLATE = "theme/template", Error,
        "A template of the theme could not be read or rendered. The page was rendered with the default theme's \
         template instead, so the rest of the book is whole.";
    OUTPUT_CLASH = "output/clash", Error,
        "Two files of the output would differ only in the case of their letters, or not at all. On Windows and \
         macOS one would overwrite the other. Rename one of them.";
}

/// The code of that name.
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|c| c.id == id)
}

/// Whether a name written in settings or an exception means the code: its own, or its subject's with `/*`.
pub fn fits(name: &str, code: &Code) -> bool {
    name == code.id || name.strip_suffix("/*").is_some_and(|subject| subject == code.subject())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_explained() {
        for (n, code) in ALL.iter().enumerate() {
            assert!(ALL[..n].iter().all(|c| c.id != code.id), "{} twice", code.id);
            assert!(code.explain.len() > 60 && code.explain.ends_with('.'), "{}", code.id);
            assert!(code.id.split('/').count() == 2, "{}", code.id);
        }
    }
}
