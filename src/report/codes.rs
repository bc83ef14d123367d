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
         a backslash or a colon, is not valid Unicode, or is the name of another file with letters that are coded \
         differently and look the same. The file was left out. Rename it.";
    FILE_LARGE = "file/large", Error,
        "The file is larger than briefbook reads: a text may have 64 MB, a file that is copied into the site 2048 MB, \
         because each is held in memory as a whole. It was left out. Split a text into several sources; publish a film \
         where films are published, and link to it.";
    FILE_ACTIVE = "file/active", Warning,
        "A file in `content/` is one that a browser opens as a page of its own (HTML), or a drawing (SVG, XML) that could \
         run a script, fetch something, or holds HTML. Beside the pages of the site it would have rights that they do \
         not have, so it was not copied, and links to it lead nowhere. Write it as a note; save a drawing as plain SVG \
         or as PNG. A book whose authors are all trusted can allow it: `html = true` under `[markdown]` in site.toml.";
    FILE_RESCUE = "file/rescue", Error,
        "`briefbook check --fix` was broken off while it wrote over a file that has several names (hard links) or another \
         owner. Such a file cannot be written beside and put in its place, so its whole new text was laid beside it first. \
         Look at both, move the one that is whole into its place, and delete the other.";
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
    CONFIG_STYLE = "config/style", Error,
        "site.toml names a citation style that is not in the program. The book was built as if none were named. \
         The names are those of the Citation Style Language, such as `apa`, `chicago-notes`, `mla`, `ieee` or \
         `gb-7714-2015-numeric`.";
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
    RECORD_WHO = "record/who", Warning,
        "A line of a record's table of who is who has no effect: the source prints no such name, or there is no page of that \
         actor. The table leads from the name of one who speaks in the source, wrote or published it to the actor's page: \
         `who = { \"MR KOH\" = \"koh\" }`. What is printed behind a name in brackets may be left out.";
    SOURCE_EMPTY = "source/empty", Error,
        "No text was found in the source: the file is empty, or everything in it looks like a menu. If the text is \
         there, say so in the record: `keep = [{ lines = [10, 40], text = \"first words of line 10\" }]`.";
    SOURCE_TITLE = "source/title", Warning,
        "No line of the source is clearly its title. Its id stands in its place. Give the `title` in the record.";
    SOURCE_TITLE_DOUBT = "source/title-doubt", Remark,
        "A line of the source was taken for its title, but another comes near, or little speaks for it: a standfirst, a \
         caption or the headline of another text looks much like a title. Give the `title` in the record, also when it is the right one.";
    SOURCE_LEFT_OUT = "source/left-out", Warning,
        "Sentences of the source are not shown, and nothing in them says that they are a menu, a notice, a teaser or a \
         comment; or many of the words within its text are not. What is left out can be neither quoted nor found, and a \
         concept is said to be silent in a text that speaks of it. Look at these lines. What is text is kept by `[[keep]]` in the record; \
         `[[drop]]` says of the rest that it is none, and this remark is gone.";
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
    // The bibliography.
    LIBRARY_SYNTAX = "library/syntax", Error,
        "A file of the bibliography (`content/references.bib`, `.json` or `.yaml`) holds something that cannot be \
         read. That entry was left out, and citations of it lead nowhere; the others were used. Correct it, or \
         export the file again.";
    LIBRARY_DUPLICATE = "library/duplicate", Warning,
        "Two entries of the bibliography have the same key, so a citation could mean either. The first is used. \
         Give one of them another key.";
    LIBRARY_HELD = "library/held", Remark,
        "An entry of the bibliography has the key of a source whose text is in `seeds/`. Citations lead to the \
         source, because its words can be checked there, and its record says what is printed; the entry has no \
         effect.";
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
        "A citation's key is neither the id of a source (the name of its file in `seeds/` without `.txt`) nor an entry of \
         the bibliography (`content/references.bib`, `.json` or `.yaml`), so nobody can look up what it rests on. \
         Correct the key, put the text into `seeds/`, or add the work to the bibliography.";
    CITATION_LOCATOR = "citation/locator", Error,
        "A citation names a place that the source does not have, or of which it has several. `para. 3`, `art. IV`, `§ 12` and `p. 1064` \
         mean what the document prints, and a name means who speaks; `passage 4` is our count, from 1 in reading order, which \
         stands in the margin of the source's page where the document prints no number. `sentence 2` behind a place counts its \
         sentences from 1; a citation that speaks for a quotation may leave it away, as that points at its own.";
    CITATION_COUNT = "citation/count", Warning,
        "A citation speaks as if a document numbered its paragraphs, and it numbers none. The count is ours, and who looks the \
         document up finds no such number. Such a place is called `passage 4`, and printed so; `check --fix` writes it.";
    CITATION_MOVED = "citation/moved", Warning,
        "What a cited place said when it was cited stands in another place now: a record was changed, the text edited, or \
         it is converted otherwise. `cited.toml` keeps what each place said, and `briefbook check --fix` names the place in \
         which the words stand now, in the notes and in that file. Where the source does not have the old place any more, \
         this is an error.";
    CITATION_CHANGED = "citation/changed", Warning,
        "A cited place says something else than when it was cited, and its words of then begin no other place. What cites \
         it may no longer hold. Read it; then take its line out of `cited.toml`, and `briefbook check --fix` keeps what it \
         says now. It is remarked where the place is cited first.";
    CITED_SYNTAX = "cited/syntax", Error,
        "`cited.toml`, which keeps what the cited places said, is not valid TOML, or a line of it lacks something. What can be \
         read is compared with the sources; the file is not written anew as long as it is so. After a merge, keep the \
         lines of both sides. If it cannot be mended, delete it: `briefbook check --fix` writes it with what the places say now.";
    RELATION_MISSING = "relation/missing", Error,
        "A note's `broader`, `narrower` or `related` names a concept that does not exist. Correct the name, or write \
         a note for it in `concepts/`.";
    CLAIM_FIELD = "claim/field", Error,
        "A claim lacks something that it cannot do without: who holds it, about which concept, in which words, in \
         which source, and in whose voice we know it (`own`, `quoted`, `reported` or `panel`); or one of these \
         names nothing that exists.";
    CLAIM_VOICE = "claim/voice", Error,
        "A claim says `voice = \"own\"`, that is, that the words are the holder's own; but somebody else says them. A reader must \
         be able to trust the voice: what an author says of a state is not the state speaking. In a transcript it is asked who \
         speaks in the turn in which the words stand; else who wrote the source, or published it where no author is known. \
         The record says who is who, `who = { \"MR KOH\" = \"koh\" }`; of other names the holder's title and labels are \
         compared, whatever the order of their words. Where an actor's note says `speaks_for = [\"china\"]`, that actor's \
         words count as those of china, and the page says through whom. Write `quoted` where the holder's words stand in \
         another's text, and `reported` where the author says what the holder holds.";
    // Quotations.
    QUOTE_ALTERED = "quote/altered", Error,
        "The words of a quotation come near to a passage and differ from it: a word changed, left out or put in, or its \
         punctuation. What stands in quotation marks must stand in the source, letter by letter but for white space and \
         the forms of quotation marks, dashes, ellipses and full-width punctuation. Changes are marked: `[…]` for words \
         left out, `[word]` for words put in or changed (for three words of the source at most), `[t]he` for letters, \
         `[sic]` for a fault of the source. A comma or stop before the closing mark may be your own.";
    QUOTE_ABSENT = "quote/absent", Error,
        "The words of a quotation stand nowhere in the source that is cited for it, and nothing there comes near. Often a \
         summary has been set in quotation marks. Quote what the source says, or take the marks away. In front matter, \
         words of which a source in another language than the note has hardly one are taken for a translation; a `translation` is never checked.";
    QUOTE_MISATTRIBUTED = "quote/misattributed", Error,
        "The words of a quotation stand in another source than the one that is cited for them. The message says in which. \
         Cite that one, or quote the one you mean.";
    QUOTE_PASSAGE = "quote/passage", Error,
        "The words of a quotation stand in the source that is cited, but in another passage than the one named, so its \
         link leads the reader astray. `briefbook check --fix` names the passage in which they stand.";
    QUOTE_PLACE = "quote/place", Warning,
        "A quotation cites a source but names no passage, so that the reader is led to the top of the source. \
         `briefbook check --fix` names the passage, where the words stand in one only.";
    QUOTE_UNCITED = "quote/uncited", Warning,
        "Words stand in quotation marks and no citation speaks for them, so nobody can tell whose they are. A citation \
         speaks for the quotations of its sentence, and one within the marks, in a footnote, in the line that leads a block \
         quotation in or in the title of its callout does, too. One elsewhere in the paragraph, the item or the row speaks \
         for those that it has, and where it has them not, they are uncited. Cite the passage. Titles of works are better \
         set in italics. Where nothing is cited nearby, words are asked for only from `cited_from` on (`[quotations]` in \
         site.toml), elsewhere from `least_words` on.";
    QUOTE_OPEN = "quote/open", Warning,
        "A quotation mark is opened and never closed, so nobody can tell where the quotation ends, and what it says is not \
         checked. Close it in the same paragraph; a quotation of several paragraphs repeats the opening mark at the \
         beginning of each. Often a line of the quotation begins with `-` or `1.`, which Markdown takes for a list; a \
         backslash before it, `\\-`, keeps it a word.";
    QUOTE_NEGATION = "quote/negation", Warning,
        "A marked change hides a word that turns the sentence, or puts one in: one that negates (not, without, 不 …), sets \
         a condition (if, unless, only), goes against what stands before (but, however), puts it in doubt (allegedly, \
         falsely), or, where a few words are changed, says how binding it is (must, may); or letters in brackets make \
         another word of one (hope[ful] of hopeless). Words are known by the language of the source. However honestly it \
         is marked, it may turn the sense round. Quote the words whole, or excuse it where the sense is kept.";
    QUOTE_CUT = "quote/cut", Warning,
        "A quotation begins right behind a word that turns its sentence (not, if, only, 不 …) or with no more than a \
         helping verb between (not be, 不得), or ends in a stop of its own right before one (unless, but), or leaves out the \
         sign of a question, so that it says what its source does not. Quote more of the sentence, or excuse it where the sense is kept.";
    QUOTE_EDITED = "quote/edited", Remark,
        "Words of the source gave way to words in brackets. This is an editorial change that the page shows as one; the \
         list of them is for whoever edits the book to look over. Up to three words may give way to one pair of brackets.";
    QUOTE_SCRAPS = "quote/scraps", Warning,
        "A part of fewer than three words stands between omissions. From scraps of a text anything can be put together. \
         Quote more of the sentence.";
    QUOTE_SIC = "quote/sic", Warning,
        "A `[sic]` tells the reader that a fault is the source's own. The source's record lists its oddities \
         (`[[sic]]`, `[[correct]]`), and this one is not among them.";
    QUOTE_REUSE = "quote/reuse", Warning,
        "Many words in a row are those of a source and stand outside quotation marks. Set them in marks and cite the \
         passage, or say it in your own words. Names and set phrases that cannot be said otherwise can be excused beside \
         the text. `reuse_from` under `[quotations]` in site.toml says how many words in a row.";
    QUOTE_UNKEPT = "quote/unkept", Remark,
        "Words are quoted from a work that is not kept in the book, so nobody can check them here. Put its text into \
         `seeds/`, if its terms allow, or say it in your own words.";
    // Tensions.
    TENSION_SIDE = "tension/side", Error,
        "A side of a tension lacks its words or its source, or names a source that does not exist. Each side is shown as \
         evidence, so it must be found word for word in a kept source.";
    TENSION_SIDES = "tension/sides", Error,
        "A tension sets passages against each other, so it needs at least two. Write one `[[sides]]` in the front matter \
         for each: `quote` with the exact words, `source`, `para` where the words stand in more than one passage, and \
         `says`, what it says in a few words of your own.";
    MARKDOWN_HTML = "markdown/html", Warning,
        "Raw HTML in a note is shown as text, not passed on to the page, so that a note cannot bring scripts or \
         broken markup into the book. Use Markdown, a callout or a table. A book whose authors are all trusted \
         can allow it: `html = true` under `[markdown]` in site.toml.";
    // Themes and output.
    THEME_MISSING = "theme/missing", Error,
        "site.toml names a theme for which there is no folder in `themes/`. The default theme was used. Correct the name, or leave `theme` out.";
    THEME_TEMPLATE = "theme/template", Error,
        "A template of the theme could not be read or rendered, or repeats more than a page may. The page was rendered with the \
         default theme's template instead, so the rest of the book is whole.";
    THEME_SETTINGS = "theme/settings", Error,
        "`theme.toml` is not valid TOML, has a key that is not known, or a value of the wrong type. It may have `name`, \
         `description`, `author`, `licence`, and under `[context]` `min` and `max`, the versions of what templates read \
         for which the theme was made. The theme was used all the same.";
    THEME_VERSION = "theme/version", Warning,
        "A theme says for which versions of what templates read it was made, and this briefbook has another. Fields or \
         blocks it counts on may be missing or have other names. Its templates are used where they can be rendered, and \
         the default theme's elsewhere; look at each kind of page.";
    THEME_UNUSED = "theme/unused", Warning,
        "A file in the theme's folder has no effect: a template whose name no page asks for, or a style sheet or script \
         outside `assets/`. Often the name is misspelt. The manual's page on themes lists the templates.";
    OUTPUT_CLASH = "output/clash", Error,
        "Two files of the output would differ only in the case of their letters, or not at all. On Windows and \
         macOS one would overwrite the other. Rename one of them.";
    OUTPUT_NAME = "output/name", Warning,
        "A file of the site has a name that Windows refuses: one with a character of `<>:\"|?*` in it, one that ends in a \
         dot or a space, or one of its devices (`con`, `nul`, `com1` …), whatever follows its dot. Whoever unpacks or \
         checks out the site there does not get it. Rename the file in `content/`.";
    OUTPUT_TAKEN = "output/taken", Error,
        "Something stands in the output folder where the site wants a file, and it is not what briefbook wrote there: \
         somebody put it there, or changed the file since. It was left as it is, so that nobody's work is lost, and the \
         site lacks its own file. Delete it or move it away, and build again. What is to be in the site belongs in \
         `content/`, whose files are copied; what is to look otherwise belongs in a theme. To have all written anew, \
         delete the whole folder.";
    OUTPUT_KEPT = "output/kept", Warning,
        "A file in the output folder was written by an earlier build and is no longer part of the book; but somebody \
         changed it since, so it was not deleted. It is published with the rest. Delete it, or move it elsewhere.";
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
