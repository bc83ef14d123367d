//! Dates with their precision and doubt: the part of EDTF (ISO 8601-2, level 1) that books need.

use std::fmt;

use crate::report::faults::DateFlaw;

/// One date, or an interval between two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edtf {
    /// A day, month, season or year.
    Date(Date),
    /// From one date to another; an end that is not known or open is `None`.
    Interval {
        /// Where it begins.
        from: Option<Date>,
        /// Where it ends.
        to: Option<Date>,
        /// Whether a missing end means that it goes on (`..`) rather than that it is not known.
        open: bool,
    },
}

/// A day, month, season or year, with its doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year; of a decade or century the first.
    pub year: i32,
    /// What is known beyond the year.
    pub precision: Precision,
    /// How many last digits of the year are not given: `201X` has 1.
    pub unspecified: u8,
    /// `?`: the source of the date is doubtful.
    pub uncertain: bool,
    /// `~`: it is about then.
    pub approximate: bool,
}

/// A day: year, month and day of the month.
pub type Day = (i32, u8, u8);

/// What is known of a date beyond its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Nothing.
    Year,
    /// The season, 1 for spring to 4 for winter.
    Season(u8),
    /// The month.
    Month(u8),
    /// Month and day.
    Day(u8, u8),
}

impl Edtf {
    /// Reads a date.
    ///
    /// # Errors
    /// When it is not one: which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, DateFlaw> {
        let text = text.trim();
        let Some((from, to)) = text.split_once('/') else { return Date::parse(text).map(Self::Date) };
        let end = |t: &str| if t.is_empty() || t == ".." { Ok(None) } else { Date::parse(t).map(Some) };
        let (first, last) = (end(from)?, end(to)?);
        if first.is_none() && last.is_none() {
            return Err(DateFlaw::IntervalWithoutEnds);
        }
        if let (Some(a), Some(b)) = (first, last)
            && a.first_day() > b.last_day()
        {
            return Err(DateFlaw::IntervalBackwards);
        }
        Ok(Self::Interval { from: first, to: last, open: from == ".." || to == ".." })
    }

    /// The first day it can mean, as year, month and day; for sorting.
    pub fn first_day(&self) -> Day {
        match self {
            Self::Date(d) => d.first_day(),
            Self::Interval { from: Some(d), .. } => d.first_day(),
            Self::Interval { to, .. } => to.map_or((i32::MIN, 1, 1), |d| d.first_day()),
        }
    }

    /// The last day it can mean.
    pub fn last_day(&self) -> Day {
        match self {
            Self::Date(d) => d.last_day(),
            Self::Interval { to: Some(d), .. } => d.last_day(),
            Self::Interval { from, .. } => from.map_or((i32::MAX, 12, 31), |d| d.last_day()),
        }
    }

    /// How exactly it is known, in words: `to the month`, `a period, known to the year`.
    pub fn precision(&self) -> String {
        let known = |d: &Date| match (d.precision, d.unspecified) {
            (Precision::Day(..), _) => (0, "to the day"),
            (Precision::Month(_), _) => (1, "to the month"),
            (Precision::Season(_), _) => (2, "to the season"),
            (Precision::Year, 0) => (3, "to the year"),
            (Precision::Year, 1) => (4, "to the decade"),
            (Precision::Year, _) => (5, "to the century"),
        };
        match self {
            Self::Date(d) => known(d).1.to_owned(),
            Self::Interval { from, to, open } => {
                let coarsest = from.iter().chain(to).map(known).max().map_or("", |(_, words)| words);
                let missing = match (from, to, open) {
                    (Some(_), Some(_), _) => "",
                    (_, None, true) => ", without an end so far",
                    (_, None, false) => ", its end not known",
                    (None, _, true) => ", without a beginning given",
                    (None, _, false) => ", its beginning not known",
                };
                format!("a period, known {coarsest}{missing}")
            }
        }
    }

    /// Of a period with both ends, the days that certainly lie in it, first and last; the ends themselves may be
    /// known to the year only.
    pub fn certain(&self) -> Option<(Day, Day)> {
        let Self::Interval { from: Some(from), to: Some(to), .. } = self else { return None };
        let (first, last) = (from.last_day(), to.first_day());
        (first <= last).then_some((first, last))
    }

    /// Whether it is doubtful or only about so.
    pub fn is_doubtful(&self) -> bool {
        let doubt = |d: &Date| d.uncertain || d.approximate;
        match self {
            Self::Date(d) => doubt(d),
            Self::Interval { from, to, .. } => from.iter().chain(to).any(doubt),
        }
    }

    /// As `2016/05/31`, `2016/05` or `2016`: as exact as it is known, doubt and later end left out.
    pub fn slashes(&self) -> String {
        let date = match self {
            Self::Date(d) | Self::Interval { from: Some(d), .. } | Self::Interval { to: Some(d), .. } => d,
            Self::Interval { .. } => return String::new(),
        };
        match date.precision {
            Precision::Year | Precision::Season(_) => format!("{:04}", date.year),
            Precision::Month(m) => format!("{:04}/{m:02}", date.year),
            Precision::Day(m, d) => format!("{:04}/{m:02}/{d:02}", date.year),
        }
    }

    /// In words: `31 May 2016`, `May 2016`, `summer 2015`, `2013 (uncertain)`, `about 2015`, `2010s`.
    pub fn words(&self) -> String {
        match self {
            Self::Date(d) => d.words(),
            Self::Interval { from: Some(a), to: Some(b), .. } => format!("{} to {}", a.words(), b.words()),
            Self::Interval { from: Some(a), .. } => format!("from {}", a.words()),
            Self::Interval { to: Some(b), .. } => format!("until {}", b.words()),
            Self::Interval { .. } => String::new(),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

impl Date {
    fn parse(text: &str) -> Result<Self, DateFlaw> {
        let (text, uncertain, approximate) = match text.as_bytes().last() {
            Some(b'?') => (&text[..text.len() - 1], true, false),
            Some(b'~') => (&text[..text.len() - 1], false, true),
            Some(b'%') => (&text[..text.len() - 1], true, true),
            _ => (text, false, false),
        };
        let (sign, rest) = text.strip_prefix('-').map_or((1, text), |t| (-1, t));
        let mut parts = rest.split('-');
        let year = parts.next().unwrap_or("");
        let digits = year.bytes().take_while(u8::is_ascii_digit).count();
        let unknown = year[digits..].bytes().filter(|b| *b == b'X').count();
        if year.len() != 4 || digits + unknown != 4 || unknown > 2 {
            return Err(DateFlaw::Year);
        }
        let base: i32 = year[..digits].parse().map_err(|_| DateFlaw::Year)?;
        let year = sign * base * 10i32.pow(unknown as u32);
        let two = |t: &str| {
            (t.len() == 2).then(|| t.parse::<u8>().ok().filter(|_| t.bytes().all(|b| b.is_ascii_digit()))).flatten()
        };
        let precision = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) | (Some("XX"), None, _) => Precision::Year,
            (Some(m), None, _) => match two(m) {
                Some(m @ 1..=12) => Precision::Month(m),
                Some(s @ 21..=24) => Precision::Season(s - 20),
                _ => return Err(DateFlaw::MonthOrSeason),
            },
            (Some("XX"), Some("XX"), None) => Precision::Year,
            (Some(m), Some("XX"), None) => {
                Precision::Month(two(m).filter(|m| (1..=12).contains(m)).ok_or(DateFlaw::Month)?)
            }
            (Some(m), Some(d), None) => {
                let month = two(m).filter(|m| (1..=12).contains(m)).ok_or(DateFlaw::Month)?;
                let day = two(d).filter(|d| (1..=days(year, month)).contains(d)).ok_or(DateFlaw::Day)?;
                Precision::Day(month, day)
            }
            _ => return Err(DateFlaw::Parts),
        };
        if unknown > 0 && precision != Precision::Year {
            return Err(DateFlaw::MonthOfUnknownYear);
        }
        Ok(Self { year, precision, unspecified: unknown as u8, uncertain, approximate })
    }

    /// The first day it can mean.
    pub fn first_day(&self) -> Day {
        match self.precision {
            Precision::Year => (self.year, 1, 1),
            Precision::Season(s) => (self.year, [3, 6, 9, 12][usize::from(s.clamp(1, 4) - 1)], 1),
            Precision::Month(m) => (self.year, m, 1),
            Precision::Day(m, d) => (self.year, m, d),
        }
    }

    /// The last day it can mean.
    pub fn last_day(&self) -> Day {
        match self.precision {
            Precision::Year => (self.year + 10i32.pow(u32::from(self.unspecified)) - 1, 12, 31),
            Precision::Season(4) => (self.year + 1, 2, days(self.year + 1, 2)),
            Precision::Season(s) => {
                let month = [5, 8, 11, 12][usize::from(s.clamp(1, 4) - 1)];
                (self.year, month, days(self.year, month))
            }
            Precision::Month(m) => (self.year, m, days(self.year, m)),
            Precision::Day(m, d) => (self.year, m, d),
        }
    }

    /// In words.
    pub fn words(&self) -> String {
        let year = match self.unspecified {
            1 => format!("{}s", self.year),
            2 => format!("{}s", self.year),
            _ => self.year.to_string(),
        };
        let plain = match self.precision {
            Precision::Year => year,
            Precision::Season(s) => format!("{} {year}", SEASONS[usize::from(s.clamp(1, 4) - 1)]),
            Precision::Month(m) => format!("{} {year}", MONTHS[usize::from(m.clamp(1, 12) - 1)]),
            Precision::Day(m, d) => format!("{d} {} {year}", MONTHS[usize::from(m.clamp(1, 12) - 1)]),
        };
        match (self.uncertain, self.approximate) {
            (true, true) => format!("about {plain} (uncertain)"),
            (true, false) => format!("{plain} (uncertain)"),
            (false, true) => format!("about {plain}"),
            (false, false) => plain,
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

/// The number of a day, counted from 1 January of the year 0 in the Gregorian calendar (ISO 8601), before and after it.
pub fn day_number((year, month, day): Day) -> i64 {
    let before = i64::from(year) - 1;
    let years = i64::from(year) * 365 + before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400) + 1;
    years + (1..month).map(|m| i64::from(days(year, m))).sum::<i64>() + i64::from(day) - 1
}

fn days(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_said_in_words() {
        for (text, words) in [
            ("2016-05-31", "31 May 2016"),
            ("2016-05", "May 2016"),
            ("2016", "2016"),
            ("2015-22", "summer 2015"),
            ("2013?", "2013 (uncertain)"),
            ("2015~", "about 2015"),
            ("201X", "2010s"),
            ("2009/2017", "2009 to 2017"),
            ("2016-05/..", "from May 2016"),
            ("/2017", "until 2017"),
        ] {
            assert_eq!(Edtf::parse(text).unwrap().to_string(), words, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "16",
            "2016-13",
            "2016-02-30",
            "2016-5-1",
            "May 2016",
            "2017/2016",
            "/",
            "2016-05-31-1",
            "201X-05",
            "２０１６",
        ] {
            assert!(Edtf::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_through_leap_years() {
        assert_eq!(day_number((0, 1, 1)), 0);
        assert_eq!(day_number((0, 12, 31)), 365);
        assert_eq!(day_number((1970, 1, 1)), 719_528);
        assert_eq!(day_number((2016, 3, 1)) - day_number((2016, 2, 28)), 2);
        assert_eq!(day_number((-1, 12, 31)), -1);
        assert_eq!(day_number((1900, 3, 1)) - day_number((1900, 2, 28)), 1);
    }

    #[test]
    fn precision_is_that_of_the_coarsest_end() {
        let precision = |t: &str| Edtf::parse(t).unwrap().precision();
        assert_eq!(precision("2016-05-31"), "to the day");
        assert_eq!(precision("2016-05"), "to the month");
        assert_eq!(precision("201X"), "to the decade");
        assert_eq!(precision("2009/2017-05"), "a period, known to the year");
        assert_eq!(precision("2016-05-01/.."), "a period, known to the day, without an end so far");
        assert_eq!(precision("/2017"), "a period, known to the year, its beginning not known");
    }

    #[test]
    fn of_a_period_only_what_lies_between_its_ends_is_certain() {
        let certain = |t: &str| Edtf::parse(t).unwrap().certain();
        assert_eq!(certain("2009/2017"), Some(((2009, 12, 31), (2017, 1, 1))));
        assert_eq!(certain("2016/2016"), None);
        assert_eq!(certain("2016-05"), None);
    }

    #[test]
    fn dates_sort_by_their_first_day() {
        let day = |t: &str| Edtf::parse(t).unwrap().first_day();
        assert!(day("2015-23") < day("2015-09-25"));
        assert_eq!(Edtf::parse("2016-02").unwrap().last_day(), (2016, 2, 29));
        assert_eq!(Edtf::parse("19XX").unwrap().last_day(), (1999, 12, 31));
    }
}
