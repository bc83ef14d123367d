//! What a quotation that holds is, and what is to be said of it.

use memchr::memmem;

use super::alterations::{Seam, seams};
use super::asked::{Asked, Cited, LEAST_PART, last_word, remark};
use super::corpus::{Corpus, Hit};
use super::edges::Cut;
use super::normal::{is_wide, tokens};
use super::pattern::{Mark, Pattern};
use super::search::has_omission;
use super::sense::{GRAVE, Language, Turn, Turns, endings};
use super::shown::{around_hit, clip};
use crate::model::quote::{Alteration, Altering, Match, Quotation};
use crate::report::{Diagnostic, codes};
use crate::script;
use crate::text::{Span, boundary_behind, words};

/// So many words of the quoter's own may stand in one pair of brackets.
const MOST_PUT: usize = 10;

/// So many letters beside a change may belong to a word of which it takes a part.
const BESIDE: usize = 2;
/// So many bytes before a quotation are looked at.
const REACH: usize = 120;

/// A quotation with the place where it was found.
struct Held<'a> {
    asked: &'a Asked<'a>,
    corpus: &'a Corpus<'a>,
    hit: &'a Hit,
    pattern: &'a Pattern,
    seams: Vec<Seam<'a>>,
}

/// What a quotation that holds is, and what is to be said of it: changes that turn its sense, words cut off at its
/// edges, scraps between omissions, `[sic]` behind words that are not odd, a passage that is not named.
pub fn check(
    asked: &Asked,
    corpus: &Corpus,
    hit: &Hit,
    pattern: &Pattern,
    cite: &Cited,
) -> (Quotation, Vec<Diagnostic>) {
    let entry = corpus.entry(hit.entry);
    let seams = seams(pattern, &hit.stretches, hit.text(corpus));
    let held = Held { asked, corpus, hit, pattern, seams };
    let alterations: Vec<Alteration> =
        held.seams.iter().flat_map(|s| s.alterations(&hit.text(corpus).text, asked.place)).collect();
    let turned = held.turned();
    let mut remarks: Vec<Diagnostic> = Vec::new();
    if turned.is_none() {
        remarks.extend(held.replaced(&alterations));
    }
    remarks.extend(turned);
    remarks.extend(held.cut());
    if hit.stretches.edited {
        remarks.extend(held.scraps());
        remarks.extend(held.sic());
    }
    remarks.extend(held.unplaced(cite));
    let stretches: Vec<Span> = hit.own().iter().map(|r| entry.original(r)).collect();
    let how = match hit.stretches.edited {
        true => Match::Edited,
        false if has(&entry.block.text, asked.text.trim(), &stretches) => Match::Exact,
        false => Match::Normalised,
    };
    // Then the source quotes someone else.
    let nested = stretches.iter().all(|s| entry.is_quoted(*s));
    let quotation = Quotation {
        carrier: asked.carrier,
        span: (asked.place)(0..asked.text.len()),
        source: entry.source.id.clone(),
        block: entry.number,
        para: entry.para(),
        stretches,
        words: words(asked.text),
        how,
        alterations,
        nested,
        cite: cite.at,
        locator: cite.locator.map(|(span, _)| span),
    };
    (quotation, remarks)
}

/// Whether a text has these words to the letter: mostly they are those of the stretch that was found.
fn has(text: &str, words: &str, stretches: &[Span]) -> bool {
    stretches.iter().any(|s| text[s.range()] == *words) || memmem::find(text.as_bytes(), words.as_bytes()).is_some()
}

impl Held<'_> {
    fn text(&self) -> &str {
        &self.hit.text(self.corpus).text
    }

    fn tag(&self) -> Option<&str> {
        self.corpus.entry(self.hit.entry).language()
    }

    fn turns(&self, words: &str) -> Turns {
        Language::of(self.tag(), words).all(words)
    }

    /// Warns of the first change that turns the sense.
    fn turned(&self) -> Option<Diagnostic> {
        self.seams.iter().find_map(|seam| self.letters(seam).or_else(|| self.hidden(seam)))
    }

    /// Words that a change hides or puts in, and that turn a sentence.
    fn hidden(&self, seam: &Seam) -> Option<Diagnostic> {
        let omits = has_omission(seam.brackets);
        let what = if omits { "the omission" } else { "the change in brackets" };
        let (gone, put) = (&self.text()[seam.gone.clone()], seam.put());
        let added = self.turns(&put);
        let turns = self.turns_of(seam);
        // How binding a sentence is can be told where a word is left out or some are changed, and not of sentences.
        let few = !omits || tokens(gone).len() <= 1;
        let asked = if few { Turns::all() } else { GRAVE };
        if let Some(turn) = turns.iter().find(|t| !t.turns.shared(asked).without(added).is_empty()) {
            let d = self.negated(format!("{what} hides “{}”", &self.text()[turn.at.clone()]));
            return Some(d.note(self.reads(seam, turn.at.start)));
        }
        // Of what an omission takes away, words that are put in beside it are no image.
        let lost = turns.iter().filter(|_| !omits).fold(Turns::default(), |all, t| all.with(t.turns));
        let own = Language::of(self.tag(), &put).turns(&put);
        let own = own.into_iter().find(|t| !t.turns.without(lost).is_empty())?;
        let d = self.negated(format!("the change in brackets puts in “{}”", &put[own.at]));
        Some(d.note(self.reads(seam, seam.gone.start)))
    }

    /// The words that turn a sentence of which a change takes away something: in the whole text. Where words have no
    /// edges, one may begin before the change, or end behind it.
    fn turns_of(&self, seam: &Seam) -> Vec<Turn> {
        let (text, gone) = (self.text(), &seam.gone);
        if gone.is_empty() {
            return Vec::new();
        }
        let wide = |c: &char| is_wide(*c);
        let before: usize = text[..gone.start].chars().rev().take(BESIDE).take_while(wide).map(char::len_utf8).sum();
        let behind: usize = text[gone.end..].chars().take(BESIDE).take_while(wide).map(char::len_utf8).sum();
        let from = gone.start - before;
        let window = &text[from..gone.end + behind];
        let all = Language::of(self.tag(), window).turns(window).into_iter();
        let moved = all.map(|t| Turn { at: from + t.at.start..from + t.at.end, ..t });
        moved.filter(|t| t.at.start < gone.end && gone.start < t.at.end).collect()
    }

    /// Letters in brackets at the end or in the middle of a word that are no ending.
    fn letters(&self, seam: &Seam) -> Option<Diagnostic> {
        let ending = seam.ending.clone()?;
        let bracket = seam.brackets.first()?;
        let printed = &self.text()[ending.clone()];
        let inside = matches!(bracket.mark, Mark::Letters { ahead: true, .. });
        let keeps = match inside {
            true => printed.to_lowercase() == bracket.put.to_lowercase(),
            false => {
                let letters = bracket.put.split(' ').next().unwrap_or("");
                endings::keep(letters, printed, self.tag())
            }
        };
        if keeps {
            return None;
        }
        let start = ending.start - last_word(&self.text()[..ending.start]);
        let end = ending.end + super::search::word_end(&self.text()[ending.end..]);
        let word = &self.text()[start..end];
        let (head, tail) = (&self.text()[start..ending.start], &self.text()[ending.end..end]);
        let d = self.negated(format!("the letters in brackets make “{head}[{}]{tail}” of “{word}”", bracket.put));
        Some(d.note("letters in brackets change a capital or an ending; other changes may turn the word"))
    }

    /// What the source prints where something is altered, as a note of a message.
    fn reads(&self, seam: &Seam, spot: usize) -> String {
        format!("the source reads: “{}”", around_hit(self.hit, self.corpus, seam.beside.clone(), spot))
    }

    fn negated(&self, message: String) -> Diagnostic {
        remark(self.asked, &codes::QUOTE_NEGATION, message)
            .fix("quote the words whole, or, if the sense is kept, excuse it: `briefbook: allow(quote/negation)`")
    }

    /// Lists words of the source that gave way to others.
    fn replaced(&self, alterations: &[Alteration]) -> Option<Diagnostic> {
        let long = alterations.iter().find(|a| words(&a.put) > MOST_PUT);
        if let Some(long) = long {
            let d = remark(
                self.asked,
                &codes::QUOTE_EDITED,
                format!("{} words in brackets are not the source's", words(&long.put)),
            );
            return Some(d.fix("end the quotation, say it in your own words, and begin another"));
        }
        let mut list: Vec<String> = alterations
            .iter()
            .filter(|a| a.kind == Altering::Replacement)
            .map(|a| format!("“[{}]” stands for “{}”", a.put, clip(&a.printed)))
            .collect();
        // Where words have no edges, what is put in may make another word of one.
        let inner = alterations.iter().filter(|a| a.kind == Altering::Insertion && a.put.contains(is_wide));
        list.extend(inner.map(|a| format!("“[{}]” is put in", a.put)));
        // What stands at an end may be in the place of any words of the source.
        let outer = self
            .pattern
            .start
            .iter()
            .chain(&self.pattern.end)
            .filter(|b| b.mark == Mark::Words && !b.put.contains(is_wide));
        if self.hit.stretches.edited {
            list.extend(outer.map(|b| format!("“[{}]” stands at its edge", b.put)));
        }
        let stand_for = alterations.iter().any(|a| a.kind == Altering::Replacement);
        (!list.is_empty()).then(|| {
            let d = remark(self.asked, &codes::QUOTE_EDITED, format!("an editorial change: {}", list.join(", ")));
            if stand_for { d.note("the page says what the source prints there") } else { d }
        })
    }

    /// Warns of a word that turns the sentence, or the sign of a question, right beside the quotation.
    fn cut(&self) -> Option<Diagnostic> {
        let cut = self.hit.cut(self.pattern, self.corpus).filter(|cut| !self.is_said(cut))?;
        let text = self.text();
        let parts = &self.hit.stretches.parts;
        let (first, last) = (parts.first()?, parts.last()?);
        let (message, range, spot) = match cut {
            Cut::Before(word) => (
                format!("this quotation begins right behind “{}”", &text[word.clone()]),
                word.start..first.end,
                word.start,
            ),
            Cut::Behind(word) => (
                format!("this quotation ends right before “{}”", &text[word.clone()]),
                last.start..word.end,
                word.start,
            ),
            Cut::Question => {
                ("this quotation leaves out that the source asks".to_owned(), last.start..last.end + 1, last.end)
            }
        };
        let shown = around_hit(self.hit, self.corpus, range, spot);
        Some(remark(self.asked, &codes::QUOTE_CUT, message).note(format!("the source reads: “{shown}”")).fix(
            "quote more, or say it in your own words; if the sense is kept, excuse it: `briefbook: allow(quote/cut)`",
        ))
    }

    /// Whether the writer says before the marks what the quotation cuts off: neither will “agree to it”.
    fn is_said(&self, cut: &Cut) -> bool {
        let Cut::Before(word) = cut else { return false };
        let before = self.asked.before;
        let near = &before[boundary_behind(before, before.len().saturating_sub(REACH))..];
        let sentence = near.rsplit(script::ends_sentence).next().unwrap_or("");
        let said = Language::of(None, sentence).all(sentence);
        !self.turns(&self.text()[word.clone()]).shared(said).is_empty()
    }

    /// Warns of parts too short to stand between omissions.
    fn scraps(&self) -> Option<Diagnostic> {
        let (pattern, joins) = (self.pattern, &self.pattern.joins);
        let between_omissions = |n: usize| {
            let before = n.checked_sub(1).map(|b| has_omission(&joins[b]));
            let after = joins.get(n).map(|j| has_omission(j));
            (before == Some(true) || after == Some(true)) && before.unwrap_or(true) && after.unwrap_or(true)
        };
        let is_scrap = |(n, part): &(usize, &super::pattern::Part)| part.words < LEAST_PART && between_omissions(*n);
        let (_, scrap) = pattern.parts.iter().enumerate().find(is_scrap)?;
        let d = remark(self.asked, &codes::QUOTE_SCRAPS, format!("“{}” alone stands beside an omission", scrap.text));
        Some(
            d.note(format!("parts of fewer than {LEAST_PART} words can be put together to say anything"))
                .fix("quote more of the sentence, or make two quotations of it"),
        )
    }

    /// Warns of a `[sic]` behind words that the record does not list as odd.
    fn sic(&self) -> Option<Diagnostic> {
        let entry = self.corpus.entry(self.hit.entry);
        let odd = entry.block.sic.iter().chain(entry.block.corrections.iter().map(|c| &c.span));
        let odd: Vec<Span> = odd.copied().collect();
        let is_sic = |brackets: &[super::pattern::Bracket]| brackets.iter().any(|b| b.mark == Mark::Sic);
        let own = self.hit.own();
        let joins = self.pattern.joins.iter().enumerate().filter(|(_, j)| is_sic(j)).map(|(n, _)| n);
        let last = is_sic(&self.pattern.end).then_some(own.len().saturating_sub(1));
        for part in joins.chain(last).filter_map(|n| own.get(n)) {
            let before = entry.original(part);
            let word = before.end - last_word(&entry.block.text[before.range()]);
            if !odd.iter().any(|s| s.start < before.end && word < s.end) {
                let shown = &entry.block.text[word.min(before.end)..before.end];
                let message = format!("the record of `{}` does not call “{shown}” odd", entry.source.id);
                return Some(
                    remark(self.asked, &codes::QUOTE_SIC, message)
                        .note("`[sic]` says that a fault is the source's own, and the reader cannot see that it is")
                        .fix("add a `[[sic]]` or `[[correct]]` to the record, or leave the `[sic]` out"),
                );
            }
        }
        None
    }

    /// Says in which passage the words stand, when the citation does not.
    fn unplaced(&self, cite: &Cited) -> Option<Diagnostic> {
        let corpus = self.corpus;
        let para = corpus.entry(self.hit.entry).para()?;
        let (at, [before, after]) = cite.room.filter(|_| cite.paras.is_empty())?;
        let others: Vec<u32> = corpus
            .find(self.pattern, &corpus.entries_of(&cite.source), 4)
            .iter()
            .filter_map(|h| corpus.entry(h.entry).para())
            .filter(|p| *p != para)
            .collect();
        let message = format!("the passage of this quotation in `{}` is not named", cite.source);
        let places = &corpus.entry(self.hit.entry).source.places;
        let name = places.name(para);
        let d = remark(self.asked, &codes::QUOTE_PLACE, message).label(format!("it stands in {name}"));
        Some(match others.as_slice() {
            [] => {
                let named = format!("{before}{name}{after}");
                d.fix(format!("name it: `@{}{named}`", cite.source)).edit(Span::new(at, at), named)
            }
            others => {
                let too = places.names(others);
                d.note(format!("the same words stand in {too} too")).fix("say which one is meant")
            }
        })
    }
}
