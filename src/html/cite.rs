//! Citations as they are printed, each leading to its work or passage.

use std::fmt::Write;

use super::{Writer, escape, push_escaped};
use crate::model::tree::{ResolvedCite, Target};

impl<'a> Writer<'a> {
    pub(super) fn cite(&mut self, cites: &'a [ResolvedCite], narrative: bool) {
        match (narrative, cites) {
            (true, [one]) => {
                push_escaped(&mut self.out, &one.name);
                if let Some(place) = locator(one) {
                    self.out.push_str(" (");
                    self.cite_link(one, &place);
                    self.out.push(')');
                } else if one.target != Target::Missing {
                    self.out.truncate(self.out.len() - escape(&one.name).len());
                    self.cite_link(one, &escape(&one.name));
                }
            }
            _ => {
                self.out.push('(');
                self.cite_list(cites);
                self.out.push(')');
            }
        }
    }

    pub(super) fn cite_list(&mut self, cites: &'a [ResolvedCite]) {
        for (n, cite) in cites.iter().enumerate() {
            if n > 0 {
                self.out.push_str("; ");
            }
            if !cite.written.prefix.is_empty() {
                push_escaped(&mut self.out, &cite.written.prefix);
                self.out.push(' ');
            }
            let mut shown = if cite.written.suppress_author { String::new() } else { escape(&cite.name) };
            if let Some(place) = locator(cite) {
                if !shown.is_empty() {
                    shown.push_str(", ");
                }
                shown.push_str(&place);
            }
            if shown.is_empty() {
                shown = escape(&cite.name);
            }
            self.cite_link(cite, &shown);
            if !cite.written.suffix.is_empty() {
                let joined = cite.written.suffix.starts_with(['.', ',', ';', ':']);
                self.out.push_str(if joined { "" } else { " " });
                push_escaped(&mut self.out, &cite.written.suffix);
            }
        }
    }

    /// A link to what is cited; `shown` is HTML already.
    fn cite_link(&mut self, cite: &ResolvedCite, shown: &str) {
        if cite.target == Target::Missing {
            let _ = write!(self.out, "<span class=\"missing\">{shown}</span>");
            return;
        }
        if self.in_link {
            self.out.push_str(shown);
            return;
        }
        self.out.push_str("<a class=\"cite\" href=\"");
        self.href(&cite.target);
        let _ = write!(self.out, "\">{shown}</a>");
    }
}

/// The place in the work as it is printed, in HTML.
fn locator(cite: &ResolvedCite) -> Option<String> {
    let place = cite.written.locator.as_ref()?;
    let several = place.value.contains(['-', '–', ',', '&']) || place.value.contains(" and ");
    let word = match (place.label, several) {
        ("paragraph", false) => "para.",
        ("paragraph", true) => "paras.",
        ("page", false) => "p.",
        ("page", true) => "pp.",
        ("chapter", _) => "chap.",
        ("section", _) => "sec.",
        ("volume", _) => "vol.",
        ("issue", _) => "no.",
        ("article", _) => "art.",
        (other, _) => other,
    };
    Some(format!("{word}&nbsp;{}", escape(&place.value.replace('-', "–"))))
}
