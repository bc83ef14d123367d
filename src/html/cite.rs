//! Citations as they are printed, each leading to its work or passage.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Writer, escape, push_escaped};
use crate::biblio::{CitationGroup, CitationPiece, Form, FormattedReference, PlaceMark};
use crate::model::edtf::Edtf;
use crate::model::tree::{Inline, Resolved, ResolvedCite, Target};

/// What a page has cited so far. A style prints a citation by what stands before it, so they are formatted
/// together in the end, and put where they belong.
#[derive(Debug, Default)]
pub(super) struct Cited<'a> {
    groups: Vec<CitationGroup<'a>>,
    /// Whether each group stands in a link already.
    in_link: Vec<bool>,
    /// Where in the page each group is to stand, in the order of the page.
    pub slots: Vec<(usize, usize)>,
    /// Every work cited, by key.
    keys: BTreeSet<&'a str>,
}

impl<'a> Writer<'a> {
    pub(super) fn cite(&mut self, cites: &'a [ResolvedCite], narrative: bool) {
        // `@a [p. 3; see also @b]`: the first is in the sentence, the others are in brackets behind it.
        if let (true, [_, _, ..]) = (narrative, cites) {
            self.cite(&cites[..1], true);
            self.out.push(' ');
            return self.cite(&cites[1..], false);
        }
        match self.form(cites) {
            Form::Short => self.cite_short(cites, narrative),
            Form::InText if narrative && self.options.biblio.by_number() => {
                self.cite_named(cites);
                self.close_up();
                self.cite_here(cites, false);
            }
            Form::InText => {
                self.close_up();
                self.cite_here(cites, narrative);
            }
            // An embedded block leaves its footnotes on its own page.
            Form::Note if self.depth > 0 || self.in_link => self.cite_short(cites, narrative),
            Form::Note if self.in_footnote => self.cite_here(cites, false),
            Form::Note => {
                if narrative {
                    self.cite_named(cites);
                }
                self.close_up();
                let group = self.group(cites, false);
                let number = self.cite_sign(group);
                self.cited.groups[group].note = Some(number);
            }
        }
    }

    /// The name of a work in the sentence, before its number.
    fn cite_named(&mut self, cites: &'a [ResolvedCite]) {
        if let Some(one) = cites.first() {
            self.cite_link(one, &escape(&one.name));
            self.out.push(' ');
        }
    }

    /// Whether citations here are raised signs.
    pub(super) fn raised(&self) -> bool {
        !self.in_footnote && !self.in_link && self.depth == 0 && self.options.biblio.raised()
    }

    /// A citation behind the stop that follows it.
    pub(super) fn stop_before(&mut self, stop: char, cite: &'a Inline<Resolved>) {
        let Inline::Cite { cites, narrative, .. } = cite else { return };
        if *narrative || self.form(cites) == Form::Short {
            self.cite(cites, *narrative);
            self.out.push(stop);
        } else {
            self.close_up();
            self.out.push(stop);
            self.cite(cites, false);
        }
    }

    /// Takes away the space before a raised sign.
    fn close_up(&mut self) {
        if self.options.biblio.raised() {
            let end = self.out.trim_end_matches([' ', '\n']).len();
            let at = self.cited.slots.last().map_or(0, |(place, _)| *place);
            self.out.truncate(end.max(at));
        }
    }

    /// A citation that says where a quotation is from, set without brackets.
    pub(super) fn cite_attribution(&mut self, cites: &'a [ResolvedCite]) {
        match self.form(cites) {
            Form::InText => self.cite_here(cites, true),
            Form::Short | Form::Note => self.cite_list(cites),
        }
    }

    /// How these citations are printed; those of which one leads nowhere in the short form, which needs no work.
    fn form(&mut self, cites: &'a [ResolvedCite]) -> Form {
        self.cited.keys.extend(cites.iter().map(|c| c.written.key.as_str()));
        match cites.iter().any(|c| c.target == Target::Missing) {
            true => Form::Short,
            false => self.options.biblio.form(),
        }
    }

    fn group(&mut self, cites: &'a [ResolvedCite], narrative: bool) -> usize {
        self.cited.groups.push(CitationGroup { cites, narrative, note: None });
        self.cited.in_link.push(self.in_link);
        self.cited.groups.len() - 1
    }

    fn cite_here(&mut self, cites: &'a [ResolvedCite], narrative: bool) {
        let group = self.group(cites, narrative);
        self.cited.slots.push((self.out.len(), group));
    }

    /// Formats what was cited, puts it where it belongs, and gives the list of references.
    pub(super) fn finish_citations(&mut self) -> Vec<FormattedReference> {
        let cited = std::mem::take(&mut self.cited);
        let keys = cited.keys.union(self.options.also).copied().collect();
        let page = self.options.biblio.page(&cited.groups, &keys);
        let mut moved = Vec::new();
        if !cited.slots.is_empty() {
            let text = std::mem::take(&mut self.out);
            let mut at = 0;
            for (place, group) in cited.slots {
                self.out.push_str(&text[at..place]);
                at = place;
                self.in_link = cited.in_link[group];
                match page.groups.get(group).filter(|p| !p.is_empty()) {
                    Some(pieces) => self.cite_pieces(cited.groups[group].cites, pieces),
                    None if cited.groups[group].note.is_some() => self.cite_list(cited.groups[group].cites),
                    None => self.cite_short(cited.groups[group].cites, cited.groups[group].narrative),
                }
                moved.push((place, self.out.len() - place));
            }
            self.in_link = false;
            self.out.push_str(&text[at..]);
        }
        self.finish_beside(&moved);
        page.references
    }

    /// A formatted citation: each work in it is a link, with the author's words before and after it.
    fn cite_pieces(&mut self, cites: &'a [ResolvedCite], pieces: &[CitationPiece]) {
        let lost = self.options.biblio.lost_places();
        let behind = lost == Some(PlaceMark::Raised) && cites.len() == 1;
        for piece in pieces {
            let Some(cite) = piece.cite.and_then(|n| cites.get(n)) else {
                self.out.push_str(&piece.html);
                continue;
            };
            self.prefix(cite);
            match locator(cite).filter(|_| lost.is_some() && !behind) {
                Some(place) => self.cite_link(cite, &format!("{}, {place}", piece.html)),
                None => self.cite_link(cite, &piece.html),
            }
            self.suffix(cite);
        }
        if let ([cite], true) = (cites, behind)
            && let Some(place) = locator(cite)
        {
            self.out.push_str("<sup>");
            self.cite_link(cite, place.trim_start_matches("pp.").trim_start_matches("p.").trim_start_matches("&nbsp;"));
            self.out.push_str("</sup>");
        }
    }

    fn prefix(&mut self, cite: &ResolvedCite) {
        if !cite.written.prefix.is_empty() {
            push_escaped(&mut self.out, &cite.written.prefix);
            self.out.push(' ');
        }
    }

    fn suffix(&mut self, cite: &ResolvedCite) {
        if !cite.written.suffix.is_empty() {
            let joined = cite.written.suffix.starts_with(['.', ',', ';', ':']);
            self.out.push_str(if joined { "" } else { " " });
            push_escaped(&mut self.out, &cite.written.suffix);
        }
    }

    fn cite_short(&mut self, cites: &'a [ResolvedCite], narrative: bool) {
        match (narrative, cites) {
            (true, [one]) => match locator(one) {
                Some(place) => {
                    push_escaped(&mut self.out, &one.name);
                    self.out.push_str(" (");
                    self.cite_link(one, &place);
                    self.suffix(one);
                    self.out.push(')');
                }
                None if one.target == Target::Missing => push_escaped(&mut self.out, &one.name),
                None => self.cite_link(one, &escape(&one.name)),
            },
            _ => {
                self.out.push('(');
                self.cite_list(cites);
                self.out.push(')');
            }
        }
    }

    fn cite_list(&mut self, cites: &'a [ResolvedCite]) {
        for (n, cite) in cites.iter().enumerate() {
            if n > 0 {
                self.out.push_str("; ");
            }
            self.prefix(cite);
            let mut shown = if cite.written.suppress_author { String::new() } else { escape(&cite.name) };
            if let Some(place) = locator(cite) {
                if !shown.is_empty() {
                    shown.push_str(", ");
                }
                shown.push_str(&place);
            }
            if shown.is_empty() {
                shown = escape(&self.nameless(cite));
            }
            self.cite_link(cite, &shown);
            self.suffix(cite);
        }
    }

    /// What stands for a work whose makers the sentence has named already: its year, or else its title.
    fn nameless(&self, cite: &ResolvedCite) -> String {
        let Some(work) = self.options.biblio.works.get(&cite.written.key) else { return cite.name.clone() };
        let Some(issued) = work.dates.get("issued") else { return work.title() };
        match Edtf::parse(issued) {
            Ok(date) if date.first_day().0 == date.last_day().0 && date.last_day().0 > 0 => {
                date.last_day().0.to_string()
            }
            Ok(date) => date.words(),
            Err(_) => issued.clone(),
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
        self.out.push('"');
        if let Some(near) = &cite.near {
            let (first, last) = (near.first, near.last);
            let range = if first == last { first.to_string() } else { format!("{first}-{last}") };
            let _ = write!(self.out, " data-near=\"{range}\"");
        }
        let _ = write!(self.out, ">{shown}</a>");
    }
}

/// The place in the work as it is printed, in HTML.
fn locator(cite: &ResolvedCite) -> Option<String> {
    let place = place(cite)?;
    let sentences = cite.sentences.as_ref();
    let sentences = sentences.map(|s| format!(", {}", s.replace(' ', "&nbsp;").replace('-', "–")));
    Some(place + &sentences.unwrap_or_default())
}

/// The passage or other place in the work as it is printed, in HTML.
fn place(cite: &ResolvedCite) -> Option<String> {
    if let Some(place) = &cite.place {
        return Some(escape(&place.replace('-', "–")).replacen(' ', "&nbsp;", 1));
    }
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
        ("figure", _) => "fig.",
        ("column", _) => "col.",
        ("folio", _) => "fol.",
        ("opus", _) => "op.",
        ("appendix", _) => "app.",
        ("sub-verbo", _) => "s.v.",
        (other, _) => other,
    };
    Some(format!("{word}&nbsp;{}", escape(&place.value.replace('-', "–"))))
}
