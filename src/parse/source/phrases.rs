//! Phrases that any site uses around its texts, in several languages. The phrases themselves stand in
//! `phrases.txt`; there are no rules here.
//!
//! A line is compared as a whole (`WHOLE`), by its beginning (`STARTS`, short lines only), by its end
//! (`ENDS`), or by what it says somewhere (`WITHIN`).

use std::sync::LazyLock;

/// Phrases by the reason for which lines with them are left out.
type Grouped = LazyLock<Vec<(&'static str, Vec<&'static str>)>>;
type List = LazyLock<Vec<&'static str>>;

/// The sections of the file: their heading, and their phrases.
static SECTIONS: Grouped = LazyLock::new(|| {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in include_str!("phrases.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            sections.push((name, Vec::new()));
        } else if let Some((_, phrases)) = sections.last_mut() {
            phrases.extend(line.split(';').map(str::trim).filter(|p| !p.is_empty()).map(spaced));
        }
    }
    sections
});

/// A phrase with the spaces at its ends that `_` stands for.
fn spaced(phrase: &'static str) -> &'static str {
    if !phrase.starts_with('_') && !phrase.ends_with('_') {
        return phrase;
    }
    // A few dozen short strings, once for the life of the program.
    Box::leak(phrase.replace('_', " ").into_boxed_str())
}

fn list(name: &str) -> Vec<&'static str> {
    SECTIONS.iter().filter(|(n, _)| *n == name).flat_map(|(_, list)| list.iter().copied()).collect()
}

fn grouped(name: &str) -> Vec<(&'static str, Vec<&'static str>)> {
    let reason = |section: &'static str| section.strip_prefix(name)?.strip_prefix(' ');
    SECTIONS.iter().filter_map(|(n, list)| Some((reason(n)?, list.clone()))).collect()
}

/// Lines that are nothing but this phrase, by the reason for which they are left out.
pub(super) static WHOLE: Grouped = LazyLock::new(|| grouped("whole"));
/// Lines after which the text of the page is over: what follows belongs to other texts or to readers.
/// Compared with whole lines, numbers taken off («12 comments»).
pub(super) static ENDS: Grouped = LazyLock::new(|| grouped("ends"));
/// Beginnings of short lines that belong to the page and not to its text.
pub(super) static STARTS: Grouped = LazyLock::new(|| grouped("starts"));
/// What marks a whole block, short or long, as the site's own talk when it stands somewhere in it.
pub(super) static WITHIN: Grouped = LazyLock::new(|| grouped("within"));
/// What marks a short block as the site's own talk; a long one may say such a thing of others.
pub(super) static WITHIN_SHORT: Grouped = LazyLock::new(|| grouped("within_short"));
/// What a dialogue says that asks for leave to store something on the reader's device, however long it is.
pub(super) static CONSENT: List = LazyLock::new(|| list("consent"));
/// Which other texts a heading over them announces («latest», «related»), and what these are called («articles»).
pub(super) static OTHER_KINDS: List = LazyLock::new(|| list("other_kinds"));
pub(super) static OTHER_TEXTS: List = LazyLock::new(|| list("other_texts"));
/// Beginnings of the line that names who edited a text, and closes it.
pub(super) static CLOSING: List = LazyLock::new(|| list("closing"));
/// Headings over a text's own list of works.
pub(super) static REFERENCE_HEADINGS: List = LazyLock::new(|| list("reference_headings"));
/// Headings that stand at the top level of a paper.
pub(super) static TOP_HEADINGS: List = LazyLock::new(|| list("top_headings"));
/// Labels of keywords and tags, before a colon or alone on a line.
pub(super) static KEYWORD_LABELS: List = LazyLock::new(|| list("keyword_labels"));
/// Labels of an abstract.
pub(super) static ABSTRACT_LABELS: List = LazyLock::new(|| list("abstract_labels"));
/// Labels of an author's biography.
pub(super) static BIO_LABELS: List = LazyLock::new(|| list("bio_labels"));
/// What stands before an author's name on a byline.
pub(super) static BYLINE_STARTS: List = LazyLock::new(|| list("byline_starts"));
/// Words that introduce a date.
pub(super) static DATE_WORDS: List = LazyLock::new(|| list("date_words"));
/// Words that say the date is one of a later change.
pub(super) static UPDATE_WORDS: List = LazyLock::new(|| list("update_words"));
/// What marks a disclaimer.
pub(super) static DISCLAIMER: List = LazyLock::new(|| list("disclaimer"));
/// What marks a licence.
pub(super) static LICENCE: List = LazyLock::new(|| list("licence"));
/// Headings over a notice on terms.
pub(super) static LICENCE_HEADINGS: List = LazyLock::new(|| list("licence_headings"));
/// Small words of several languages: sentences are full of them, menus are not.
pub(super) static SMALL_WORDS: List = LazyLock::new(|| list("small_words"));
/// Words for what people are, as biographies use them.
pub(super) static ROLES: List = LazyLock::new(|| list("roles"));
/// Verbs after the name at the start of a biography.
pub(super) static BIO_VERBS: List = LazyLock::new(|| list("bio_verbs"));
/// What bodies that people belong to are called.
pub(super) static BODIES: List = LazyLock::new(|| list("bodies"));
/// Kinds of publications that name themselves as such.
pub(super) static PERIODICALS: List = LazyLock::new(|| list("periodicals"));
/// What stands after a reader's name, over what they wrote: «Name says:».
pub(super) static COMMENT_SAYS: List = LazyLock::new(|| list("comment_says"));
/// What stands before a reader's name.
pub(super) static COMMENT_BY: List = LazyLock::new(|| list("comment_by"));
/// What readers can do with a comment.
pub(super) static COMMENT_ACTS: List = LazyLock::new(|| list("comment_acts"));
/// What is said of one comment in a button below it.
pub(super) static COMMENT_THIS: List = LazyLock::new(|| list("comment_this"));
/// Beginnings of headings over comments, numbers taken off.
pub(super) static COMMENT_HEADS: List = LazyLock::new(|| list("comment_heads"));
/// Labels of the fields of forms.
pub(super) static FORM_FIELDS: List = LazyLock::new(|| list("form_fields"));
/// What closes the teaser of another text.
pub(super) static TEASER_ENDS: List = LazyLock::new(|| list("teaser_ends"));
/// Beginnings of lines that lead to another text.
pub(super) static READ_ALSO: List = LazyLock::new(|| list("read_also"));
/// What stands around a number in «three hours ago».
pub(super) static AGO: List = LazyLock::new(|| list("ago"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_file_is_read() {
        let grouped = [&WHOLE, &ENDS, &STARTS, &WITHIN, &WITHIN_SHORT]
            .into_iter()
            .map(|g| g.iter().map(|(_, l)| l.len()).sum::<usize>());
        let lists: [&List; 29] = [
            &COMMENT_THIS,
            &CONSENT,
            &OTHER_KINDS,
            &OTHER_TEXTS,
            &CLOSING,
            &REFERENCE_HEADINGS,
            &TOP_HEADINGS,
            &KEYWORD_LABELS,
            &ABSTRACT_LABELS,
            &BIO_LABELS,
            &BYLINE_STARTS,
            &DATE_WORDS,
            &UPDATE_WORDS,
            &DISCLAIMER,
            &LICENCE,
            &LICENCE_HEADINGS,
            &SMALL_WORDS,
            &ROLES,
            &BIO_VERBS,
            &BODIES,
            &PERIODICALS,
            &COMMENT_SAYS,
            &COMMENT_BY,
            &COMMENT_ACTS,
            &COMMENT_HEADS,
            &FORM_FIELDS,
            &TEASER_ENDS,
            &AGO,
            &READ_ALSO,
        ];
        let all: usize = SECTIONS.iter().map(|(_, l)| l.len()).sum();
        assert_eq!(grouped.sum::<usize>() + lists.iter().map(|l| l.len()).sum::<usize>(), all);
    }
}
