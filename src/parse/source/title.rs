//! Which line is the title of a text: each candidate is weighed by signs that speak for it or against it.

use crate::script::is_full_stop;
use std::ops::Range;

use super::blocks::Draft;
use super::facts::{Facts, buttons, capitalised};
use super::labels::{is_caption, part_of};
use super::names::{byline, ends_with_initials, is_body_name};
use super::{dates, phrases};

/// How many blocks above the text a title may stand.
pub(super) const REACH: usize = 45;
/// How many blocks into the text it may stand.
const DEPTH: usize = 14;
/// A title weighs so much at least, and at most ([`Facts::weight`]).
const WEIGHTS: std::ops::RangeInclusive<usize> = 8..=280;

/// With fewer points than this no line is clearly the title.
const LEAST_POINTS: i64 = 22;
/// Beyond this weight, length is no more of a sign.
const LONG: i64 = 80;
/// Points that are lost for each block between a line and the text below it, for each sentence above it that is text
/// already, and at most for its distance.
const PER_BLOCK: i64 = 2;
const PER_SENTENCE: i64 = 30;
const MOST_DISTANCE: i64 = 70;

/// Where browsers save the path to a page, its parts stand between these.
const PATH_SIGNS: [&str; 3] = [" » ", " > ", " › "];

/// What can be seen of a line that speaks for its being the title, or against it.
///
/// The points were set by hand, until in the texts of `seeds/` and in saved pages of many kinds of sites the title came
/// first. They have no unit; what counts is which signs outweigh which. A heading that the
/// file marks (60) stands against any single sign but a byline (−80). A date or byline below, a path that ends in the
/// line, and enough words (15 to 25 each) outweigh a few blocks of distance. What menus, captions and dates look like
/// (−40) takes back any two of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// The file marks it as a heading of the first level.
    FirstHeading,
    /// The file marks it as a heading of the second level.
    SecondHeading,
    /// It has four words or more.
    Words,
    /// It has one word or two, as menus have.
    Label,
    /// A date or a byline stands below it.
    Dated,
    /// A date stands above it, and none below.
    BelowDate,
    /// The path to the page, above it, ends in it; or the page's name begins with it.
    Path,
    /// It stands right over the text, and is one sentence at most.
    Adjacent,
    /// It is centred, as text browsers do with the first heading of a page.
    Centred,
    /// It is the first block of the file.
    First,
    /// A row of buttons.
    Buttons,
    /// Words of a menu in a row, a button among them.
    Menu,
    /// It begins in the midst of something.
    Continued,
    /// A name and a role: the second line of a byline.
    Role,
    /// Many words, none of which is small: a list of names or sections.
    NoSmallWords,
    /// A numbered heading.
    Numbered,
    /// A path to the page.
    PathItself,
    /// It holds a whole date.
    WholeDate,
    /// A byline, or what the text is a part of.
    Byline,
    /// A caption, or the name of a body.
    CaptionOrBody,
    /// It is mostly links.
    Links,
    /// It stands in the file twice.
    Twice,
    /// It stands in the file more often.
    Repeated,
    /// It is a sentence of a text.
    Sentence,
}

impl Sign {
    const ALL: [Self; 24] = [
        Self::FirstHeading,
        Self::SecondHeading,
        Self::Words,
        Self::Label,
        Self::Dated,
        Self::BelowDate,
        Self::Path,
        Self::Adjacent,
        Self::Centred,
        Self::First,
        Self::Buttons,
        Self::Menu,
        Self::Continued,
        Self::Role,
        Self::NoSmallWords,
        Self::Numbered,
        Self::PathItself,
        Self::WholeDate,
        Self::Byline,
        Self::CaptionOrBody,
        Self::Links,
        Self::Twice,
        Self::Repeated,
        Self::Sentence,
    ];

    fn points(self) -> i64 {
        match self {
            Self::FirstHeading => 60,
            Self::Dated => 25,
            Self::Path | Self::Centred => 20,
            Self::SecondHeading | Self::Words | Self::BelowDate => 15,
            Self::Adjacent | Self::First => 10,
            Self::Twice => -3,
            Self::Label | Self::Role => -15,
            Self::NoSmallWords | Self::Numbered | Self::Links | Self::Repeated => -25,
            Self::PathItself => -30,
            Self::Buttons | Self::Menu | Self::Continued | Self::WholeDate | Self::CaptionOrBody | Self::Sentence => {
                -40
            }
            Self::Byline => -80,
        }
    }

    fn holds(self, c: &Candidate) -> bool {
        let (draft, f, text) = (c.draft(), c.fact(), c.draft().text.as_str());
        match self {
            Self::FirstHeading => draft.marked == Some(1),
            Self::SecondHeading => draft.marked == Some(2),
            Self::Words => f.words >= 4,
            Self::Label => f.words <= 2,
            Self::Dated => c.dated(),
            Self::BelowDate => (c.n.saturating_sub(2)..c.n).any(|m| c.facts[m].date) && !c.dated(),
            Self::Path => c.ends_path(),
            Self::Adjacent => c.is_adjacent() && f.inner == 0,
            Self::Centred => draft.indent > 10 && draft.marker.is_none(),
            Self::First => c.n == 0,
            Self::Buttons => buttons(text) >= 2 && f.small == 0,
            Self::Menu => {
                buttons(text) >= 1
                    && f.words >= 5
                    && f.small <= 1
                    && !text.contains(|c: char| c.is_ascii_punctuation() || "’“”–—".contains(c))
            }
            Self::Continued => text.starts_with(['&', ',', '+']),
            Self::Role => {
                let low = text.to_lowercase();
                text.contains(',') && capitalised(text) && phrases::ROLES.iter().any(|r| low.contains(r))
            }
            Self::NoSmallWords => f.words >= 6 && f.small == 0 && draft.marked.is_none() && text.is_ascii(),
            Self::Numbered => draft.numbered && draft.marked != Some(1),
            Self::PathItself => is_path(text) || [" / ", " | "].iter().any(|c| text.contains(c)),
            Self::WholeDate => dates::find(text).iter().any(|d| d.edtf.len() == 10),
            Self::Byline => byline(text).is_some_and(|b| b.labelled) || part_of(text).is_some(),
            Self::CaptionOrBody => is_caption(text) || is_body_name(text),
            Self::Links => f.links,
            Self::Twice => f.copies == 2 && !c.ends_path(),
            Self::Repeated => f.copies > 2,
            Self::Sentence => f.sentence() && draft.marked.is_none(),
        }
    }
}

fn is_path(text: &str) -> bool {
    PATH_SIGNS.iter().any(|sign| text.contains(sign))
}

/// A line that may be the title, among the others.
struct Candidate<'a> {
    drafts: &'a [Draft],
    facts: &'a [Facts],
    /// Where the running text starts.
    start: usize,
    /// Which block it is.
    n: usize,
}

impl Candidate<'_> {
    fn draft(&self) -> &Draft {
        &self.drafts[self.n]
    }

    fn fact(&self) -> &Facts {
        &self.facts[self.n]
    }

    /// Whether it can be a title at all.
    fn is_possible(&self) -> bool {
        let (draft, f) = (self.draft(), self.fact());
        let ends_low = draft.text.trim_end().ends_with(|c| is_full_stop(c) || matches!(c, ';' | ':' | '；' | '：'))
            && !draft.text.ends_with("...")
            && !ends_with_initials(&draft.text);
        let item = draft.marker.is_some() && !draft.numbered;
        WEIGHTS.contains(&f.weight)
            && !(f.bare || f.phrase.is_some() || f.date || item || draft.quoted)
            && (!ends_low || draft.marked == Some(1))
    }

    /// Whether a date or a byline stands below it, before the text begins.
    fn dated(&self) -> bool {
        (self.n + 1..(self.n + 8).min(self.drafts.len()))
            .take_while(|m| !self.facts[*m].sentence() || *m < self.start)
            .any(|m| self.facts[m].date || byline(&self.drafts[m].text).is_some_and(|b| b.labelled))
    }

    /// Whether a line above ends in it or begins with it, as the path to a page and the name of a page do.
    fn ends_path(&self) -> bool {
        let weight = self.fact().weight;
        (self.n.saturating_sub(12)..self.n).any(|m| {
            self.facts[m].weight >= weight
                && self.facts[m].weight < 400
                && weight > 20
                && self.drafts[m].text.contains(self.draft().text.as_str())
        })
    }

    /// Whether nothing but rules stands between it and the text.
    fn is_adjacent(&self) -> bool {
        (self.n + 1..self.start + 1).find(|m| !self.facts.get(*m).is_none_or(|f| f.bare)) == Some(self.start)
    }

    /// The points that its distance from the beginning of the text costs.
    fn distance(&self) -> i64 {
        let far = if self.n >= self.start {
            let passed = (self.start..=self.n).filter(|m| self.facts[*m].sentence()).count();
            passed as i64 * PER_SENTENCE
        } else {
            let between = (self.n..self.start).filter(|m| !self.facts[*m].bare && self.facts[*m].phrase.is_none());
            between.count() as i64 * PER_BLOCK
        };
        far.min(MOST_DISTANCE)
    }

    fn points(&self) -> i64 {
        let length = (self.fact().weight as i64).min(LONG) / 2;
        let signs: i64 = Sign::ALL.into_iter().filter(|sign| sign.holds(self)).map(Sign::points).sum();
        length + signs - self.distance()
    }

    /// Whether it is a headline of which the line below is the standfirst.
    fn is_over_standfirst(&self, below: usize) -> bool {
        let (draft, f, text) = (self.draft(), self.fact(), self.draft().text.as_str());
        let plain = f.phrase.is_none() && !f.date && !f.links && f.copies <= 2 && draft.marker.is_none();
        let headline =
            f.words >= 6 && (30..=200).contains(&f.weight) && f.small > 0 && !text.ends_with(['.', ':', '。']);
        let named = byline(text).is_some_and(|b| b.labelled) || dates::first(text).is_some();
        let path = is_path(text) || text.contains(" | ");
        let level = |draft: &Draft| draft.marked.unwrap_or(9);
        plain
            && headline
            && !named
            && !path
            && self.facts[below].words >= 9
            && level(draft) <= level(&self.drafts[below])
    }
}

/// The block that is most likely the title, if one is clearly enough.
pub(super) fn find_title(drafts: &[Draft], facts: &[Facts], span: &Range<usize>) -> Option<usize> {
    let from = span.start.saturating_sub(REACH);
    let to = (span.start + DEPTH).min(span.end).min(drafts.len());
    let candidate = |n| Candidate { drafts, facts, start: span.start, n };
    let possible = (from..to).filter(|n| drafts[*n].is_open()).map(candidate).filter(Candidate::is_possible);
    let rated = possible.map(|c| (c.points(), c.n)).filter(|(points, _)| *points >= LEAST_POINTS);
    // Of equals, the first.
    let (_, title) = rated.min_by_key(|(points, n)| (-points, *n))?;
    // Of two long lines, one right over the other, the second is the standfirst.
    let over = (from..title).rev().find(|m| !facts[*m].bare).filter(|m| title - m <= 2);
    Some(over.filter(|over| candidate(*over).is_over_standfirst(title)).unwrap_or(title))
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, lines, survey};
    use super::*;

    /// The signs of the block that begins with some words, in a text whose last block is the running text.
    fn signs(text: &str, words: &str) -> Vec<Sign> {
        let text = format!("{text}\n\n{}\n", "This is what the text says of it, and it says so at length. ".repeat(4));
        let lines = lines::read(&text);
        let drafts = blocks::group(&lines, &lines::shape(&lines));
        let facts = survey::all(&drafts);
        let n = drafts.iter().position(|d| d.full_text().starts_with(words)).unwrap();
        let c = Candidate { drafts: &drafts, facts: &facts, start: drafts.len() - 1, n };
        Sign::ALL.into_iter().filter(|s| s.holds(&c)).collect()
    }

    #[test]
    fn each_sign_is_seen_by_itself() {
        let title = "The Rules of the Road for All";
        let above = "Something else first\n\n";
        for (sign, text, words) in [
            (Sign::FirstHeading, format!("# {title}"), title),
            (Sign::SecondHeading, format!("## {title}"), title),
            (Sign::Words, title.to_owned(), title),
            (Sign::Label, "Cyber norms".to_owned(), "Cyber norms"),
            (Sign::Dated, format!("{title}\n\nMay 31, 2016"), title),
            (Sign::Dated, format!("{title}\n\nBy Ann Example"), title),
            (Sign::BelowDate, format!("May 31, 2016\n\n{title}"), title),
            (Sign::Path, format!("Home > Reports > {title}\n\n{title}"), title),
            (Sign::Adjacent, format!("{above}{title}"), title),
            (Sign::Centred, format!("{above}                    {title}"), title),
            (Sign::First, title.to_owned(), title),
            (Sign::Buttons, "Share Print Subscribe".to_owned(), "Share"),
            (Sign::Menu, "Share Reports Projects Experts Regions".to_owned(), "Share"),
            (Sign::Continued, format!("& {title}"), "&"),
            (Sign::Role, "Ann Example, Senior Fellow".to_owned(), "Ann"),
            (Sign::NoSmallWords, "Asia Europe Africa America Oceania Arctic".to_owned(), "Asia"),
            (Sign::Numbered, format!("{above}1. {title}"), "1."),
            (Sign::PathItself, "Home > Reports > Cyber".to_owned(), "Home"),
            (Sign::WholeDate, format!("{title}, May 31, 2016"), title),
            (Sign::Byline, "By Ann Example".to_owned(), "By Ann"),
            (Sign::CaptionOrBody, "Photo by Ann Example".to_owned(), "Photo"),
            (Sign::Twice, format!("{title}\n\n{above}{title}"), title),
            (Sign::Repeated, format!("{title}\n\n{above}{title}\n\nMore of it\n\n{title}"), title),
            (Sign::Sentence, "It is so and not otherwise, as we have said before in this very place, at some length, and more than once or twice.".to_owned(), "It is so"),
        ] {
            assert!(signs(&text, words).contains(&sign), "{sign:?} in {text:?}: {:?}", signs(&text, words));
        }
    }

    #[test]
    fn a_plain_title_bears_no_sign_against_it() {
        let title = "The Rules of the Road for All";
        let found = signs(&format!("{title}\n\nMay 31, 2016"), title);
        assert!(found.iter().all(|s| s.points() > 0), "{found:?}");
        assert!(Sign::ALL.iter().all(|s| s.points() != 0));
    }
}
