//! What keeps a text from being a date in EDTF; faults of notes and of records say so.

use serde::Serialize;

/// Why a text is not a date in EDTF (ISO 8601-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateFlaw {
    /// An interval without a start and without an end.
    IntervalWithoutEnds,
    /// An interval of which the end comes before the start.
    IntervalBackwards,
    /// What stands in the place of the year is none.
    Year,
    /// What stands in the place of the month is neither a month nor a season.
    MonthOrSeason,
    /// What stands in the place of the month of a day is none.
    Month,
    /// The month has no such day.
    Day,
    /// More parts than year, month and day.
    Parts,
    /// A month of a year that is not told to the last digit.
    MonthOfUnknownYear,
}

impl DateFlaw {
    /// The rule that is broken, in English.
    pub fn english(self) -> &'static str {
        match self {
            Self::IntervalWithoutEnds => "an interval needs at least one end",
            Self::IntervalBackwards => "the interval ends before it begins",
            Self::Year => "a year has four digits, of which the last two may be X",
            Self::MonthOrSeason => "after the year comes a month, 01 to 12, or a season, 21 to 24",
            Self::Month => "a month is 01 to 12",
            Self::Day => "that month has no such day",
            Self::Parts => "a date has at most year, month and day",
            Self::MonthOfUnknownYear => "a year with X has no month",
        }
    }
}
