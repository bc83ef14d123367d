//! Footnotes: their signs in the text, their words at the end of the page.

use std::fmt::Write;

use super::Writer;

/// What a footnote holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Footnote<'a> {
    /// What the author wrote under this label.
    Label(&'a str),
    /// Citations, by their place among those of the page.
    Cite(usize),
}

impl<'a> Writer<'a> {
    /// The number of a footnote; the next one if it has none yet.
    fn number(&mut self, label: &'a str) -> usize {
        *self.numbers.entry(label).or_insert_with(|| {
            self.order.push(Footnote::Label(label));
            self.order.len()
        })
    }

    pub(super) fn footnote_sign(&mut self, label: &'a str) {
        // An embedded block leaves its footnotes on its own page.
        if self.depth > 0 || !self.notes.contains_key(label) {
            return;
        }
        let number = self.number(label);
        let count = self.signs.entry(label).or_insert(0);
        *count += 1;
        let id = if *count == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{count}") };
        if self.in_link {
            let _ = write!(self.out, "<sup id=\"{id}\">{number}</sup>");
            return;
        }
        let _ = write!(
            self.out,
            "<sup><a class=\"fn\" href=\"#fn-{number}\" id=\"{id}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        );
    }

    /// The sign of a footnote that holds citations.
    pub(super) fn cite_sign(&mut self, group: usize) -> usize {
        self.order.push(Footnote::Cite(group));
        // Two signs in a row are no number of two digits.
        if self.out.ends_with("</sup>") {
            self.out.push_str("<sup>, </sup>");
        }
        let number = self.order.len();
        let _ = write!(
            self.out,
            "<sup><a class=\"fn\" href=\"#fn-{number}\" id=\"fnref-{number}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        );
        number
    }

    pub(super) fn footnotes(&mut self) {
        if self.notes.is_empty() && self.order.is_empty() {
            return;
        }
        let mut rest: Vec<&str> = self.notes.keys().rev().copied().collect();
        self.line();
        self.out.push_str("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        let mut n = 0;
        // Footnotes may sign others, so the list can grow while it is written. One without a sign is kept too:
        // nothing an author wrote is lost.
        self.in_footnote = true;
        loop {
            while n == self.order.len()
                && let Some(label) = rest.pop()
            {
                self.number(label);
            }
            let Some(footnote) = self.order.get(n).copied() else { break };
            n += 1;
            let _ = write!(self.out, "<li id=\"fn-{n}\">");
            let signed = match footnote {
                Footnote::Cite(group) => {
                    self.cited.slots.push((self.out.len(), group));
                    true
                }
                Footnote::Label(label) => {
                    // A label that is used twice has both texts, one after the other.
                    let texts = self.notes.get(label).cloned().unwrap_or_default();
                    for content in &texts {
                        self.item_content(content, content.len() == 1 && texts.len() == 1);
                    }
                    self.signs.contains_key(label)
                }
            };
            if signed {
                let _ = write!(self.out, " <a href=\"#fnref-{n}\" aria-label=\"Back to the text\">↩</a>");
            }
            self.out.push_str("</li>\n");
        }
        self.in_footnote = false;
        self.out.push_str("</ol>\n</section>\n");
    }
}
