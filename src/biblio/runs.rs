//! What the formatter gives: a tree of elements, taken apart into runs of words, and written as HTML with every
//! word escaped. hayagriva's own HTML writer does not escape.

use hayagriva::citationberg::{Display, FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatting};
use pulldown_cmark_escape::{escape_href, escape_html};

use super::item::shown;

/// A stretch of words in one formatting.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FormattedRun {
    text: String,
    formatting: Formatting,
    /// To which item of a citation it belongs.
    pub item: Option<usize>,
    /// Whether it is part of the names the item begins with.
    names: bool,
    /// An address it could lead to.
    link: Option<String>,
}

/// The runs of a tree, its doubled stops mended.
pub(super) fn runs(tree: &ElemChildren) -> Vec<FormattedRun> {
    let mut runs = Vec::new();
    let mut names = 0;
    flatten(tree, None, false, &mut names, &mut runs);
    mend(&mut runs);
    runs
}

/// The runs of one element.
pub(super) fn runs_of(child: &ElemChild) -> Vec<FormattedRun> {
    runs(&ElemChildren(vec![child.clone()]))
}

fn flatten(tree: &ElemChildren, item: Option<usize>, names: bool, seen: &mut usize, out: &mut Vec<FormattedRun>) {
    for child in &tree.0 {
        let (text, formatting, link) = match child {
            ElemChild::Text(t) => (t.text.as_str(), t.formatting, None),
            ElemChild::Markup(text) => (text.as_str(), Formatting::default(), None),
            ElemChild::Link { text, url } => (text.text.as_str(), text.formatting, Some(url.clone())),
            ElemChild::Transparent { .. } => continue,
            ElemChild::Elem(elem) => {
                let (own, in_names) = match elem.meta {
                    Some(ElemMeta::Entry(n)) => {
                        *seen = 0;
                        (Some(n), false)
                    }
                    Some(ElemMeta::Names(_)) if !names => {
                        *seen += 1;
                        (item, *seen == 1)
                    }
                    _ => (item, names),
                };
                // What stands on a line of its own is set off by a space.
                if matches!(elem.display, Some(Display::Block | Display::Indent)) && !out.is_empty() {
                    let text = " ".to_owned();
                    out.push(FormattedRun {
                        text,
                        formatting: Formatting::default(),
                        item: own,
                        names: false,
                        link: None,
                    });
                }
                flatten(&elem.children, own, in_names, seen, out);
                continue;
            }
        };
        if !text.is_empty() {
            out.push(FormattedRun { text: text.chars().map(shown).collect(), formatting, item, names, link });
        }
    }
}

/// Takes away the second of two stops, which styles leave after a title or name that ends in one: `“Gone.”.`,
/// `et al..`, `Why?.`
fn mend(runs: &mut Vec<FormattedRun>) {
    let all: Vec<char> = runs.iter().flat_map(|r| r.text.chars()).collect();
    let mut at = 0;
    // The last sign that is no closing quotation mark, and how far back it is.
    let mut last: Option<(char, usize)> = None;
    for run in runs.iter_mut() {
        let address = run.link.is_some() || run.text.contains("://");
        let mut text = String::with_capacity(run.text.len());
        for c in run.text.chars() {
            let next = all.get(at + 1).copied();
            let before = at.checked_sub(2).and_then(|n| all.get(n)).copied();
            let doubled = c == '.'
                && !address
                && next != Some('.')
                && match last {
                    Some(('.', 1)) => before != Some('.'),
                    Some(('.' | '?' | '!', n)) => n >= 1,
                    _ => false,
                };
            at += 1;
            if doubled || c == ' ' && matches!(last, Some((' ', 1))) {
                continue;
            }
            last = match c {
                '”' | '’' | '»' | '"' | '“' => last.map(|(l, n)| (l, n + 1)),
                _ => Some((c, 1)),
            };
            text.push(c);
        }
        run.text = text;
    }
    runs.retain(|r| !r.text.is_empty());
}

/// Takes the names off the beginning of an item: `-@key`.
pub(super) fn without_names(runs: &mut Vec<FormattedRun>, item: usize) {
    let had = runs.iter().any(|r| r.item == Some(item) && r.names);
    let others = runs.iter().any(|r| r.item == Some(item) && !r.names && r.text.chars().any(char::is_alphanumeric));
    if !had || !others {
        return;
    }
    runs.retain(|r| !(r.item == Some(item) && r.names));
    for run in runs.iter_mut().filter(|r| r.item == Some(item)) {
        let trimmed = run.text.trim_start_matches([',', '.', ':', ';', ' ']);
        if !trimmed.is_empty() {
            run.text = trimmed.to_owned();
            break;
        }
        run.text.clear();
    }
    runs.retain(|r| !r.text.is_empty());
}

/// The words without formatting.
pub(super) fn plain(runs: &[FormattedRun]) -> String {
    runs.iter().map(|r| r.text.as_str()).collect()
}

/// The runs as HTML. `links` says whether addresses become links that leave the book.
pub(super) fn html(runs: &[FormattedRun], links: bool) -> String {
    let mut out = String::new();
    for run in runs {
        let f = &run.formatting;
        let tags = [
            (f.font_style == FontStyle::Italic, "i", ""),
            (f.font_weight == FontWeight::Bold, "b", ""),
            (f.font_variant == FontVariant::SmallCaps, "span", " class=\"sc\""),
            (f.text_decoration == TextDecoration::Underline, "u", ""),
            (f.vertical_align == VerticalAlign::Sup, "sup", ""),
            (f.vertical_align == VerticalAlign::Sub, "sub", ""),
        ];
        let url = run.link.as_deref().or_else(|| run.text.contains("://").then_some(run.text.trim())).filter(|u| {
            links && (u.starts_with("https://") || u.starts_with("http://")) && !u.contains(char::is_whitespace)
        });
        if let Some(url) = url {
            out.push_str("<a href=\"");
            // Writing to a string does not fail.
            let _ = escape_href(&mut out, url);
            out.push_str("\" rel=\"external noopener noreferrer\">");
        }
        let open: Vec<&(bool, &str, &str)> = tags.iter().filter(|(on, ..)| *on).collect();
        for (_, tag, class) in &open {
            out.push('<');
            out.push_str(tag);
            out.push_str(class);
            out.push('>');
        }
        let _ = escape_html(&mut out, &run.text);
        for (_, tag, _) in open.iter().rev() {
            out.push_str("</");
            out.push_str(tag);
            out.push('>');
        }
        if url.is_some() {
            out.push_str("</a>");
        }
    }
    out
}
