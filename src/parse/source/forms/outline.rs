//! The parts, paragraphs and items of a document that numbers them: which blocks are headings, which number each block
//! prints, and under which numbers it stands.

use std::ops::Range;

use super::super::blocks::{Draft, Fate};
use super::super::facts::{self, Facts, capitalised};
use super::numbers::{self, Before, Glyph, Mark, Number, Style};
use crate::model::place::{Printed, Unit};
use crate::model::source::BlockKind;

/// Heavier than this ([`Facts::weight`]) no line is a heading.
const HEADING: usize = 170;

/// What the numbers of a kind of document count.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rules {
    /// Whether `一、` and `（一）` stand over parts of the text, as in speeches and notices, and not over items.
    pub east_asian_sections: bool,
    /// Whether capital letters and Roman numbers stand over parts of the text, as in reports.
    pub lettered_sections: bool,
}

/// Decides on every open block of a range: its kind, its own number, the numbers it stands under.
pub(super) fn set(drafts: &mut [Draft], facts: &[Facts], range: &Range<usize>, rules: Rules) {
    let numbers = read_all(drafts, range);
    let units: Vec<Unit> = [Unit::Part, Unit::Chapter, Unit::Section, Unit::Article]
        .into_iter()
        .filter(|u| numbers.iter().flatten().any(|n| n.word() == Some(*u)))
        .collect();
    let mut outline =
        Outline { drafts, facts, range, numbers, rules, units, over: Vec::new(), under: Vec::new(), colon: false };
    for n in range.clone() {
        if outline.drafts[n].is_open() {
            outline.block(n);
        }
    }
}

/// The numbers at the heads of blocks, each read in the light of the one before it.
pub(super) fn read_all(drafts: &[Draft], range: &Range<usize>) -> Vec<Option<Number>> {
    let mut before = Before::default();
    let mut all = Vec::with_capacity(drafts.len());
    for (n, draft) in drafts.iter().enumerate() {
        if !range.contains(&n) {
            all.push(None);
            continue;
        }
        let number = numbers::read(&draft.full_text(), &before);
        number.iter().for_each(|number| before.add(number));
        all.push(number);
    }
    all
}

struct Outline<'a> {
    drafts: &'a mut [Draft],
    facts: &'a [Facts],
    range: &'a Range<usize>,
    numbers: Vec<Option<Number>>,
    rules: Rules,
    /// The words that count in this document, from the widest.
    units: Vec<Unit>,
    /// The parts, chapters and articles that are open, from the outermost, with how deep each is.
    over: Vec<(u8, Printed)>,
    /// The paragraphs and items that are open, from the outermost.
    under: Vec<(Style, u32, Printed)>,
    /// Whether the text before ended in a colon: what follows are items of it.
    colon: bool,
}

impl Outline<'_> {
    fn block(&mut self, n: usize) {
        let f = &self.facts[n];
        if f.bare && self.numbers[n].is_none() {
            return self.drafts[n].drop("rule");
        }
        let Some(number) = self.numbers[n].clone() else { return self.unnumbered(n) };
        match number.word() {
            Some(unit) => self.worded(n, unit, &number),
            None => self.signed(n, &number),
        }
    }

    /// A part that is named: `Article 4`, `第一章　总则`.
    fn worded(&mut self, n: usize, unit: Unit, number: &Number) {
        let full = self.drafts[n].full_text();
        let rest = &full[number.rest..];
        let expected = self.over.iter().any(|(_, p)| p.unit == unit);
        if !(number.sure || unit != Unit::Article || expected || number.value == 1) {
            return self.unnumbered(n);
        }
        let heading = rest.is_empty() || is_heading(rest, unit);
        let depth = 2 + self.units.iter().position(|u| *u == unit).unwrap_or(0) as u8;
        let printed = number.printed(unit);
        self.over.retain(|(d, p)| *d < depth && unit != Unit::Annex && p.unit != unit);
        self.under.clear();
        self.number(n, printed.clone(), self.over.iter().map(|(_, p)| p.clone()).collect());
        self.over.push((depth, printed));
        if heading {
            self.heading(n, depth);
            if rest.is_empty() {
                self.caption(n);
            }
        } else {
            self.said(n, &full, number, BlockKind::Paragraph);
        }
        self.colon = rest.ends_with([':', '：']);
    }

    /// The caption of an article or chapter, on the line below its number, is a part of its heading.
    fn caption(&mut self, n: usize) {
        let Some(m) = (n + 1..self.range.end).find(|m| self.drafts[*m].is_open()) else { return };
        let text = self.drafts[m].full_text();
        let next = (m + 1..self.range.end).find(|k| self.drafts[*k].is_open());
        let over_text =
            next.is_some_and(|k| self.facts[k].ends || self.numbers[k].is_some() || self.facts[k].words > 12);
        if m == n + 1
            && self.numbers[m].is_none()
            && over_text
            && self.facts[m].words <= 12
            && is_title_like(&text, &self.facts[m])
        {
            let caption = self.drafts[m].clone();
            self.drafts[n].text.push(' ');
            self.drafts[n].text.push_str(&caption.text);
            self.drafts[n].lines.extend(caption.lines);
            self.drafts[m].fate = Fate::Merged;
        }
    }

    /// A number without a word: a paragraph, an item, or a heading.
    fn signed(&mut self, n: usize, number: &Number) {
        let Style::Sign(mark, glyph) = number.style else { return };
        let full = self.drafts[n].full_text();
        let rest = full[number.rest..].to_owned();
        if self.is_section(n, mark, glyph, &rest) {
            let depth = self.section_depth(mark, glyph, number);
            let printed = number.printed(Unit::Section);
            self.over.retain(|(d, _)| *d < depth);
            self.under.clear();
            self.number(n, printed.clone(), self.over.iter().map(|(_, p)| p.clone()).collect());
            self.over.push((depth, printed));
            self.heading(n, depth.min(6));
            self.colon = false;
            return;
        }
        let known = self.under.iter().position(|(s, ..)| *s == number.style);
        let goes_on = known.is_some_and(|k| (1..=3).contains(&number.value.saturating_sub(self.under[k].1)));
        if !(number.sure || goes_on || number.value == 1) {
            return self.unnumbered(n);
        }
        // What goes on from a paragraph is one, though the items of that have stood between.
        let same = known.filter(|_| goes_on).map(|k| self.under[k].2.unit == Unit::Item);
        match known {
            Some(k) => self.under.truncate(k),
            None if number.value == 1 || self.colon => {}
            // A numbering that goes on over headings.
            None if glyph == Glyph::Digits && mark == Mark::Dot => self.under.clear(),
            None => {}
        }
        let item = same.unwrap_or_else(|| self.is_item(mark, glyph));
        let unit = if item { Unit::Item } else { Unit::Paragraph };
        let printed = number.printed(unit);
        let within = self.over.iter().map(|(_, p)| p.clone()).chain(self.under.iter().map(|u| u.2.clone())).collect();
        self.number(n, printed.clone(), within);
        self.under.push((number.style, number.value, printed));
        self.said(n, &full, number, if item { BlockKind::ListItem } else { BlockKind::Paragraph });
        if !item || rest.ends_with([':', '：']) {
            self.colon = rest.ends_with([':', '：']);
        }
    }

    /// Whether a number counts items of what stands before, and not paragraphs of the document.
    fn is_item(&self, mark: Mark, glyph: Glyph) -> bool {
        let within = self.under.last();
        match (mark, glyph) {
            (Mark::Dot, Glyph::Digits | Glyph::Decimal) => {
                self.colon || within.is_some_and(|(_, _, p)| p.unit == Unit::Item)
            }
            (Mark::Paren, Glyph::Digits) => self.colon || within.is_some(),
            (Mark::Comma, Glyph::Han) => self.colon || within.is_some(),
            _ => true,
        }
    }

    /// Whether a numbered line is the heading of a section.
    fn is_section(&self, n: usize, mark: Mark, glyph: Glyph, rest: &str) -> bool {
        let f = &self.facts[n];
        let next = (n + 1..self.range.end).find(|m| self.drafts[*m].is_open() && !self.facts[*m].bare);
        let short = f.weight <= HEADING && !said_whole(rest);
        let east = matches!(glyph, Glyph::Han);
        let lettered = mark == Mark::Dot && matches!(glyph, Glyph::Capital | Glyph::Roman);
        if !short || next.is_none() || rest.ends_with([',', '，', ';', '；', ':', '：']) {
            return false;
        }
        let same = |m: usize| self.numbers[m].as_ref().is_some_and(|k| k.style == Style::Sign(mark, glyph));
        // Of a list, each item follows the one before.
        let listed = next.is_some_and(same);
        match (east, lettered) {
            (true, _) => self.rules.east_asian_sections && !listed && !self.colon,
            (_, true) => self.rules.lettered_sections && !listed && !rest.starts_with(char::is_lowercase),
            _ => {
                matches!(glyph, Glyph::Digits | Glyph::Decimal)
                    && mark == Mark::Dot
                    && !listed
                    && !self.colon
                    && !self.under.iter().any(|(style, ..)| *style == Style::Sign(mark, glyph))
                    && !rest.starts_with(char::is_lowercase)
                    && self.under.last().is_none_or(|(_, _, p)| p.unit != Unit::Item)
                    && next.is_some_and(|m| self.facts[m].ends || self.numbers[m].is_some())
            }
        }
    }

    fn section_depth(&self, mark: Mark, glyph: Glyph, number: &Number) -> u8 {
        let base = 2 + self.units.len() as u8;
        match (mark, glyph) {
            (Mark::Dot, Glyph::Roman) | (Mark::Comma, Glyph::Han) => base,
            (Mark::Dot, Glyph::Decimal) => base + number.label.matches('.').count() as u8,
            (Mark::Dot, Glyph::Capital) | (Mark::Paren, Glyph::Han) => base + 1,
            (Mark::Dot, Glyph::Digits) => base + u8::from(self.rules.lettered_sections) * 2,
            _ => base + 2,
        }
    }

    fn unnumbered(&mut self, n: usize) {
        let text = self.drafts[n].full_text();
        let draft = &self.drafts[n];
        if draft.marked.is_some() && self.facts[n].weight < 400 || self.is_plain_heading(n, &text) {
            let annex = opens_annex(&text);
            if annex {
                self.over.clear();
            }
            self.under.clear();
            self.drafts[n].within = self.over.iter().map(|(_, p)| p.clone()).collect();
            let depth = if annex { 2 } else { self.over.last().map_or(2, |(d, _)| d + 1) };
            self.heading(n, depth.min(6));
            self.colon = false;
            return;
        }
        let item = draft.marker.is_some() && !draft.numbered;
        if !item {
            // What follows the items of a paragraph is of the paragraph.
            self.under.retain(|(_, _, p)| p.unit == Unit::Paragraph);
        }
        if closes(&text) {
            self.over.clear();
            self.under.clear();
        }
        let within = self.over.iter().map(|(_, p)| p.clone()).chain(self.under.iter().map(|u| u.2.clone())).collect();
        let kind = if self.drafts[n].quoted {
            BlockKind::Quote
        } else if item {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        };
        self.drafts[n].within = within;
        self.drafts[n].settle(kind, None);
        self.colon = text.ends_with([':', '：']);
    }

    /// Whether a line without a number stands as a heading over what follows.
    fn is_plain_heading(&self, n: usize, text: &str) -> bool {
        let f = &self.facts[n];
        let alone = |m: usize| self.facts[m].ends || self.numbers[m].is_some() || self.facts[m].weight > HEADING;
        let next = (n + 1..self.range.end).find(|m| self.drafts[*m].is_open() && !self.facts[*m].bare);
        let before = (self.range.start..n).rev().find(|m| !self.facts[*m].bare);
        self.drafts[n].marker.is_none()
            && is_title_like(text, f)
            && (capitalised(text) || opens_annex(text) || f.words <= 10)
            && next.is_some_and(alone)
            && before.is_none_or(|m| {
                let head = [BlockKind::Heading, BlockKind::Title, BlockKind::Byline, BlockKind::Dateline];
                alone(m) || head.iter().any(|k| self.drafts[m].is(*k))
            })
            && !(self.colon && self.drafts[n].apart)
            && !closes(text)
    }

    fn number(&mut self, n: usize, printed: Printed, within: Vec<Printed>) {
        self.drafts[n].printed = Some(printed);
        self.drafts[n].within = within;
    }

    fn heading(&mut self, n: usize, level: u8) {
        let full = self.drafts[n].full_text();
        let draft = &mut self.drafts[n];
        draft.text = full;
        draft.marker = None;
        draft.numbered = false;
        draft.settle(BlockKind::Heading, Some(level.clamp(2, 6)));
    }

    /// A block that says something behind its number: the number as printed becomes its marker.
    fn said(&mut self, n: usize, full: &str, number: &Number, kind: BlockKind) {
        let draft = &mut self.drafts[n];
        draft.linked = draft.linked.min(full.len() - number.rest);
        draft.text = full[number.rest..].to_owned();
        draft.marker = Some(full[..number.rest].trim().to_owned());
        draft.numbered = true;
        draft.settle(kind, None);
    }
}

/// Whether words behind the number of a part are its heading, and not its text.
fn is_heading(rest: &str, unit: Unit) -> bool {
    let f = facts::of(rest);
    let most = if unit == Unit::Article { 140 } else { 260 };
    f.weight <= most && !said_whole(rest) && !rest.ends_with([',', '，', '、'])
}

/// Whether a text is said to its end: it ends as a sentence, or as what goes on.
fn said_whole(text: &str) -> bool {
    facts::ends_sentence(text) && !super::super::names::ends_with_initials(text)
}

/// Whether a line has the form of a title: short, not ending as a sentence, not beginning in its midst.
pub(super) fn is_title_like(text: &str, f: &Facts) -> bool {
    !f.bare
        && (2..=HEADING).contains(&f.weight)
        && !said_whole(text)
        && !text.ends_with([',', '，', '、', '-', '–', '—'])
        && !text.starts_with(char::is_lowercase)
        && text.chars().any(char::is_alphabetic)
}

/// Whether a line opens an annex that has no number.
pub(super) fn opens_annex(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "annex",
        "annexe",
        "appendix",
        "anhang",
        "anlage",
        "anexo",
        "allegato",
        "приложение",
        "附件",
        "附录",
        "附錄",
        "附則",
        "附表",
        "别表",
    ];
    let low = text.trim().trim_end_matches([':', '：']).to_lowercase();
    WORDS.contains(&low.as_str())
}

/// Whether the last clauses of a treaty begin here: who signed it, where and when. They belong to no article.
pub(super) fn closes(text: &str) -> bool {
    const STARTS: [&str; 14] = [
        "in witness whereof",
        "in faith whereof",
        "done at ",
        "done in ",
        "en foi de quoi",
        "fait à ",
        "fait en ",
        "zu urkund dessen",
        "geschehen zu ",
        "en fe de lo cual",
        "hecho en ",
        "в удостоверение чего",
        "совершено в ",
        "وإثباتا",
    ];
    let low = facts::folded(text.get(..text.len().min(120)).unwrap_or(text));
    STARTS.iter().any(|s| low.starts_with(s))
        || ["为此，", "為此，", "下列签署人", "訂於", "订于"].iter().any(|s| text.starts_with(s))
}
