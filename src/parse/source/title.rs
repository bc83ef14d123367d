//! Which line is the title of a text: each candidate is weighed by signs that speak for it or against it.

use super::blocks::Draft;
use super::facts::{Facts, before_note_mark, capitalised};
use super::labels::{is_caption, part_of};
use super::names::{byline, ends_with_initials, is_body_name, is_signature, person_names};
use super::sayings::buttons;
use super::span::Body;
use super::{dates, phrases};
use crate::script::{is_full_stop, is_unspaced, is_wide};

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
/// Beyond this weight it speaks against a title: standfirsts and captions are longer.
const LONGEST: usize = 150;
/// Headlines that weigh less may cry out more than once.
const SENTENCES: usize = 100;
/// Lines that were broken at some width weigh so much at least.
const WRAPPED: usize = 60;
/// So many blocks at most stand between a title and the standfirst or caption below it that has more points, and so
/// many points at most that one may have more.
const ABOVE: usize = 4;
const FEWER: i64 = 25;
/// A title that leads by fewer points than this, or has fewer altogether, is doubtful.
const LEAD: i64 = 12;
const SURE: i64 = 40;
/// One whose distance costs more points than this is doubtful too.
const FAR: i64 = 30;
/// Points that are lost for each block between a line and the text below it, for each sentence above it that is text
/// already, and at most for its distance.
const PER_BLOCK: i64 = 2;
/// Where nothing is furniture, a title is the first line, or stands below a masthead: each line above it costs this.
const PER_BLOCK_BELOW_FIRST: i64 = 6;
const PER_SENTENCE: i64 = 30;
const MOST_DISTANCE: i64 = 70;

/// So many blocks below a heading at most stands the date, when it is that of the heading.
const HEAD: usize = 6;
/// The name of a page stands on its first lines.
const PAGE_NAME: usize = 4;

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
    /// It is an item of a list.
    Item,
    /// It holds the ends of several sentences.
    Sentences,
    /// It is a sentence of a text.
    Sentence,
    /// It stands between brackets.
    Bracketed,
    /// Words run into each other, as buttons and sections do that have no spaces between.
    RunTogether,
    /// It leads elsewhere: «All reports >>».
    Leads,
    /// It is longer than titles are.
    Long,
    /// The next line goes on with it: the first line of a wrapped paragraph.
    RunsOn,
}

impl Sign {
    const ALL: [Self; 31] = [
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
        Self::Item,
        Self::Sentences,
        Self::Sentence,
        Self::Bracketed,
        Self::RunTogether,
        Self::Leads,
        Self::Long,
        Self::RunsOn,
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
            Self::Item => -10,
            Self::Long | Self::Sentences => -20,
            Self::Buttons
            | Self::Menu
            | Self::Continued
            | Self::WholeDate
            | Self::CaptionOrBody
            | Self::Sentence
            | Self::Bracketed
            | Self::RunTogether
            | Self::Leads
            | Self::RunsOn => -40,
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
            Self::BelowDate => {
                (c.n.saturating_sub(2)..c.n).any(|m| c.facts[m].date && !c.is_headline_over(m)) && !c.dated()
            }
            Self::Path => c.ends_path(),
            Self::Adjacent => c.is_adjacent() && f.inner == 0,
            Self::Centred => draft.indent > 10 && draft.marker.is_none(),
            Self::First => c.n == 0,
            Self::Buttons => buttons(text) >= 2 && f.small == 0,
            Self::Menu => {
                buttons(text) >= 1
                    && f.words >= 5
                    && f.small <= 1
                    && capitalised(text)
                    && !text.contains(|c: char| c.is_ascii_punctuation() || "’“”–—".contains(c))
            }
            Self::Continued => text.starts_with(['&', ',', '+']),
            Self::Role => {
                let low = text.to_lowercase();
                text.contains(',') && capitalised(text) && phrases::ROLES.iter().any(|r| low.contains(r))
            }
            Self::NoSmallWords => {
                let names = f.words >= 6 && text.is_ascii() && capitalised(text);
                // Some thirty letters without a comma are sections of a menu.
                let sections =
                    text.chars().filter(|c| is_unspaced(*c)).count() >= 32 && text.chars().all(char::is_alphanumeric);
                f.small == 0 && draft.marked.is_none() && (names || sections)
            }
            Self::Numbered => draft.numbered && draft.marked != Some(1),
            Self::PathItself => is_path(text) || [" / ", " | "].iter().any(|c| text.contains(c)),
            Self::WholeDate => is_stamped(text) || dates::find(text).iter().any(|d| d.edtf.len() == 10),
            Self::Byline => is_signature(text) || part_of(text).is_some(),
            Self::CaptionOrBody => is_caption(text) || is_body_name(text),
            Self::Links => f.links,
            Self::Twice => f.copies == 2 && !c.ends_path(),
            Self::Repeated => f.copies > 2 && !c.ends_path(),
            Self::Sentences => f.inner >= 2 && f.weight > SENTENCES && draft.marked.is_none(),
            Self::Item => draft.marker.is_some() && !draft.numbered,
            Self::Sentence => f.sentence() && draft.marked.is_none(),
            Self::Bracketed => text.starts_with(['(', '（', '[', '［']) && text.ends_with([')', '）', ']', '］']),
            Self::RunTogether => {
                let pairs = text.chars().zip(text.chars().skip(1));
                pairs.filter(|(a, b)| a.is_lowercase() && b.is_uppercase()).count() >= 3
            }
            Self::Leads => text.ends_with(['>', '»', '›', '→', '▶']),
            Self::Long => f.weight > LONGEST,
            Self::RunsOn => {
                let next = c.drafts.get(c.n + 1).zip(c.facts.get(c.n + 1));
                let wrapped = next.is_some_and(|(d, f)| !d.apart && d.marker.is_none() && f.prose());
                f.weight >= WRAPPED && !f.ends && wrapped && draft.marked.is_none()
            }
        }
    }
}

/// Whether a block says when or by whom a text was written.
pub(super) fn is_signed(draft: &Draft, f: &Facts) -> bool {
    const LONG_LINE: usize = 130;
    let text = draft.text.as_str();
    let year = || text.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let day = || dates::find(text).iter().any(|d| d.edtf.len() == 10);
    f.date
        || f.weight <= LONG_LINE && !f.sentence() && is_signature(text)
        // «By A B @ab March 3, 2019: 12:41 PM ET», «2016年6月2日 08:15　来源：…»
        || f.weight <= LONG_LINE && !f.ends && year() && (labelled(text) || starts_with_date(text)) && day()
        || f.weight <= LONG_LINE && !f.ends && is_stamped(text)
}

/// Whether a text begins with a word that introduces dates, and is full of digits, however they are written.
fn is_stamped(text: &str) -> bool {
    const WORD: usize = 5;
    let low = text.to_lowercase();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 6 && phrases::DATE_WORDS.iter().any(|p| p.chars().count() >= WORD && low.starts_with(*p))
}

fn starts_with_date(text: &str) -> bool {
    dates::find(text).first().is_some_and(|d| d.start == 0)
}

/// Whether a text begins with a word that names authors or introduces a date.
fn labelled(text: &str) -> bool {
    let low = text.to_lowercase();
    phrases::BYLINE_STARTS
        .iter()
        .chain(phrases::DATE_WORDS.iter())
        .any(|p| p.chars().nth(1).is_some() && low.starts_with(*p))
}

fn is_path(text: &str) -> bool {
    let joined = |sign: char| text.contains(sign) && text.chars().any(is_wide);
    PATH_SIGNS.iter().any(|sign| text.contains(sign)) || joined('>') || joined('＞')
}

/// A line that may be the title, among the others.
struct Candidate<'a> {
    drafts: &'a [Draft],
    facts: &'a [Facts],
    /// Where the running text starts.
    start: usize,
    /// Which block it is.
    n: usize,
    /// Whether nothing in the file is furniture.
    plain: bool,
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
        let text = draft.text.trim_end();
        let noted = before_note_mark(text).is_some_and(|head| head.ends_with(is_full_stop));
        let ends_low = noted
            || draft.text.trim_end().ends_with(|c| is_full_stop(c) || matches!(c, ';' | ':' | '；' | '：'))
                && !draft.text.ends_with("...")
                && !ends_with_initials(&draft.text);
        // A menu is a list; its last item, or a heading with a stray bullet, may stand right over date or byline.
        let item = draft.marker.is_some() && !draft.numbered && !(f.words >= 5 && self.is_right_over_signature());
        WEIGHTS.contains(&f.weight)
            && !(f.bare || f.phrase.is_some() || f.date || item || draft.quoted)
            && (!ends_low && !f.clause() && !f.machine || draft.marked == Some(1))
    }

    /// Whether a date or a byline stands below it, before the text begins.
    fn dated(&self) -> bool {
        (self.n + 1..(self.n + 8).min(self.drafts.len()))
            .take_while(|m| !self.facts[*m].sentence() || *m < self.start)
            .any(|m| is_signed(&self.drafts[m], &self.facts[m]))
    }

    /// Whether the next thing that is no phrase of sites is a date or a byline.
    fn is_right_over_signature(&self) -> bool {
        let mut below = self.n + 1..(self.n + 1 + HEAD).min(self.drafts.len());
        let signed = |m: usize| is_signed(&self.drafts[m], &self.facts[m]);
        let label = |m: usize| self.facts[m].bare || self.facts[m].phrase.is_some() || self.facts[m].words <= 2;
        below.find(|m| signed(*m) || !label(*m)).is_some_and(signed)
    }

    /// Whether a headline stands right over the date on block `m`.
    fn is_headline_over(&self, m: usize) -> bool {
        (0..m).rev().find(|n| !self.facts[*n].bare).is_some_and(|n| {
            let f = &self.facts[n];
            super::threads::headline(&self.drafts[n], f) && f.words >= 4 && !f.links
        })
    }

    /// Whether a line above ends in it or begins with it, as the path to a page and the name of a page do.
    fn ends_path(&self) -> bool {
        let weight = self.fact().weight;
        (self.n.saturating_sub(12)..self.n).chain(0..PAGE_NAME.min(self.n)).any(|m| {
            // The same line right above is a caption that is printed twice.
            let again = self.n - m <= 2 && self.facts[m].weight == weight;
            self.facts[m].weight >= weight
                && self.facts[m].weight < 400
                && weight > 20
                && !again
                && self.drafts[m].text.contains(self.draft().text.as_str())
        })
    }

    /// Whether nothing but rules stands between it and the text.
    fn is_adjacent(&self) -> bool {
        (self.n + 1..self.start + 1).find(|m| !self.facts.get(*m).is_none_or(|f| f.bare)) == Some(self.start)
    }

    /// The points that its distance from the beginning of the text costs.
    fn distance(&self) -> i64 {
        if self.plain {
            return (self.n as i64 * PER_BLOCK_BELOW_FIRST).min(MOST_DISTANCE);
        }
        let far = if self.n >= self.start {
            let passed = (self.start..self.n).filter(|m| self.facts[*m].prose()).count();
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
        // A standfirst is a sentence; what has its capitals as a headline has them is one.
        let other = capitalised(&self.drafts[below].text) && !self.facts[below].ends;
        let level = |draft: &Draft| draft.marked.unwrap_or(9);
        plain
            && headline
            && !named
            && !path
            && !other
            && self.facts[below].words >= 9
            && level(draft) <= level(&self.drafts[below])
    }
}

/// A title, and whether another line could as well be it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Title {
    /// Which block it is.
    pub block: usize,
    /// Whether it is doubtful.
    pub doubtful: bool,
}

/// The block that is most likely the title, if one is clearly enough.
pub(super) fn find_title(drafts: &[Draft], facts: &[Facts], body: &Body) -> Option<Title> {
    let span = &body.range;
    let from = span.start.saturating_sub(REACH);
    // Where nothing is furniture, the title stands above the first words of the text.
    let depth = if body.plain { 1 } else { DEPTH };
    let to = (span.start + depth).min(span.end).min(drafts.len());
    let candidate = |n| Candidate { drafts, facts, start: span.start, n, plain: body.plain };
    let possible = (from..to).filter(|n| drafts[*n].is_open()).map(candidate).filter(Candidate::is_possible);
    let rated: Vec<(i64, usize)> = possible.map(|c| (c.points(), c.n)).filter(|(p, _)| *p >= LEAST_POINTS).collect();
    // Of equals, the first.
    let (points, best) = *rated.iter().min_by_key(|(points, n)| (-points, *n))?;
    // Of two long lines, one right over the other, the second is the standfirst.
    let over = (from..best).rev().find(|m| !facts[*m].bare).filter(|m| best - m <= 2);
    let over = over.filter(|over| candidate(*over).is_over_standfirst(best));
    // So it is where a line a little further up has hardly fewer points: what is right below it has its length only.
    let near = |(p, n): &&(i64, usize)| *n < best && best - n <= ABOVE && p + FEWER >= points;
    let headline = |n: usize| {
        let c = candidate(n);
        let longer = facts[best].weight > facts[n].weight && drafts[best].marked.is_none();
        let apart = |m: usize| {
            facts[m].prose()
                || facts[m].ends
                || is_path(&drafts[m].text)
                || !(facts[m].bare || facts[m].phrase.is_some() || facts[m].words >= 3)
        };
        let named = |m: usize| is_signed(&drafts[m], &facts[m]) || person_names(&drafts[m].text).is_some();
        let unit = !(n + 1..best).any(|m| apart(m) && !named(m));
        longer
            && unit
            && facts[n].words >= 4
            && facts[n].copies == 1
            && !Sign::Numbered.holds(&c)
            && Sign::Dated.holds(&c)
    };
    let above = rated.iter().find(near).map(|(_, n)| *n).filter(|n| headline(*n));
    let block = over.or(above).unwrap_or(best);
    let same = |n: usize| drafts[n].text.contains(drafts[block].text.as_str()) || n == best;
    let rival = rated.iter().filter(|(_, n)| *n != block && !same(*n)).map(|(p, _)| *p).max().unwrap_or(0);
    // The first line of a text that nobody put anything around is its title.
    let marked = drafts[block].marked == Some(1) || body.plain && block == 0;
    let far = candidate(block).distance() > FAR;
    let doubtful = !marked && (points < SURE || points - rival < LEAD || block != best || far);
    Some(Title { block, doubtful })
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
        let c = Candidate { drafts: &drafts, facts: &facts, start: drafts.len() - 1, n, plain: false };
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
            (Sign::Item, format!("• {title} Users\n\nMay 31, 2016"), title),
            (Sign::Sentences, "So it is! And so it was! ".repeat(7) + "Vote", "So it"),
            (Sign::Bracketed, "(Printed under another name)".to_owned(), "(Printed"),
            (Sign::RunTogether, "NewsPhotosReports IslandShowsWatch".to_owned(), "News"),
            (Sign::Leads, "All reports of the committee >>".to_owned(), "All"),
            (Sign::Long, "What two clerks found ".repeat(9), "What two"),
            (Sign::RunsOn, "What the council of the valley has said of the weir and of the mill above it, and\nwhat it has left out of what it said, is read here by one who was there when it was said.".to_owned(), "What the"),
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
