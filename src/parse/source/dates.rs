//! Dates as they are printed, in several languages, to EDTF.

use std::ops::Range;

use super::phrases;

/// Month names and their usual short forms; the number is that of the month.
static MONTHS: &[(&str, u8)] = &[
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("januar", 1),
    ("jänner", 1),
    ("februar", 2),
    ("märz", 3),
    ("mai", 5),
    ("juni", 6),
    ("juli", 7),
    ("oktober", 10),
    ("dezember", 12),
    ("okt", 10),
    ("dez", 12),
    ("janvier", 1),
    ("février", 2),
    ("mars", 3),
    ("avril", 4),
    ("juin", 6),
    ("juillet", 7),
    ("août", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("décembre", 12),
    ("janv", 1),
    ("févr", 2),
    ("avr", 4),
    ("juil", 7),
    ("déc", 12),
    ("enero", 1),
    ("febrero", 2),
    ("marzo", 3),
    ("abril", 4),
    ("mayo", 5),
    ("junio", 6),
    ("julio", 7),
    ("agosto", 8),
    ("septiembre", 9),
    ("octubre", 10),
    ("noviembre", 11),
    ("diciembre", 12),
    ("ene", 1),
    ("abr", 4),
    ("ago", 8),
    ("dic", 12),
    ("gennaio", 1),
    ("febbraio", 2),
    ("aprile", 4),
    ("maggio", 5),
    ("giugno", 6),
    ("luglio", 7),
    ("settembre", 9),
    ("ottobre", 10),
    ("dicembre", 12),
    ("janeiro", 1),
    ("fevereiro", 2),
    ("março", 3),
    ("maio", 5),
    ("junho", 6),
    ("julho", 7),
    ("setembro", 9),
    ("outubro", 10),
    ("novembro", 11),
    ("dezembro", 12),
    ("januari", 1),
    ("februari", 2),
    ("maart", 3),
    ("mei", 5),
    ("augustus", 8),
    ("augusti", 8),
    ("december", 12),
    ("maj", 5),
    ("января", 1),
    ("февраля", 2),
    ("марта", 3),
    ("апреля", 4),
    ("мая", 5),
    ("июня", 6),
    ("июля", 7),
    ("августа", 8),
    ("сентября", 9),
    ("октября", 10),
    ("ноября", 11),
    ("декабря", 12),
    ("январь", 1),
    ("февраль", 2),
    ("март", 3),
    ("апрель", 4),
    ("май", 5),
    ("июнь", 6),
    ("июль", 7),
    ("август", 8),
    ("сентябрь", 9),
    ("октябрь", 10),
    ("ноябрь", 11),
    ("декабрь", 12),
    ("يناير", 1),
    ("فبراير", 2),
    ("مارس", 3),
    ("أبريل", 4),
    ("ابريل", 4),
    ("إبريل", 4),
    ("مايو", 5),
    ("يونيو", 6),
    ("يوليو", 7),
    ("أغسطس", 8),
    ("اغسطس", 8),
    ("سبتمبر", 9),
    ("أكتوبر", 10),
    ("اكتوبر", 10),
    ("نوفمبر", 11),
    ("ديسمبر", 12),
    ("كانون", 0),
    ("شباط", 2),
    ("آذار", 3),
    ("نيسان", 4),
    ("أيار", 5),
    ("حزيران", 6),
    ("تموز", 7),
    ("آب", 8),
    ("أيلول", 9),
    ("تشرين", 0),
];

static WEEKDAYS: &[&str] = &[
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "الاثنين",
    "الإثنين",
    "الثلاثاء",
    "الأربعاء",
    "الخميس",
    "الجمعة",
    "السبت",
    "الأحد",
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期日",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "月曜日",
    "火曜日",
    "水曜日",
    "木曜日",
    "金曜日",
    "土曜日",
    "日曜日",
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "de",
    "del",
    "am",
    "pm",
    "a.m",
    "p.m",
    "gmt",
    "utc",
    "bst",
    "est",
    "edt",
    "pst",
    "pdt",
    "cet",
    "cest",
    "et",
    "uhr",
    "h",
    "min",
    "read",
    "minute",
    "minutes",
    "minuten",
    "lesezeit",
    "г",
    "года",
    "в",
    "ore",
    "ч",
    "мин",
    "أيام",
    "م",
    "of",
    "the",
    "um",
    "et",
    "local",
    "time",
    "am:",
    "and",
    "hrs",
    "clock",
    "s",
    "分钟",
    "閱讀",
    "阅读",
    "时",
    "分",
    "發布",
    "发布",
    "msk",
    "мск",
    "jst",
    "kst",
    "오전",
    "오후",
];

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundDate {
    /// In EDTF: a day or a month.
    pub edtf: String,
    /// Where it stands, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it is the date of a change: «updated …».
    pub update: bool,
}

#[derive(Debug, Clone, Copy)]
enum Token {
    Number(u32, usize),
    Month(u8),
    Mark(char),
    Word,
}

/// All days and months in a short text.
pub(super) fn find(text: &str) -> Vec<FoundDate> {
    scan(text).into_iter().filter_map(Result::ok).collect()
}

/// The words of the first day in a text that no calendar has: `31 June 2016`.
pub(super) fn impossible(text: &str) -> Option<&str> {
    scan(text).into_iter().find_map(Result::err).map(|at| &text[at])
}

/// All that is printed as a day or month is, in order; an error for a day that no calendar has.
fn scan(text: &str) -> Vec<Result<FoundDate, Range<usize>>> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((date, used)) = date_at(&tokens[at..]) else {
            at += 1;
            continue;
        };
        let (start, end) = (tokens[at].1, tokens[at + used - 1].2);
        at += used;
        let Some(edtf) = date else {
            found.push(Err(start..end));
            continue;
        };
        let before = text[..start].to_lowercase();
        let near = before.char_indices().rev().nth(24).map_or(0, |(i, _)| i);
        let update =
            phrases::UPDATE_WORDS.iter().any(|w| before[near..].contains(w)) && !before[near..].contains("publi");
        found.push(Ok(FoundDate { edtf, start, end, update }));
    }
    found
}

/// The first date that is not the date of a change; else the first one.
pub(super) fn first(text: &str) -> Option<FoundDate> {
    let all = find(text);
    all.iter().find(|f| !f.update).or(all.first()).cloned()
}

/// Whether a short text is a date, with nothing but words around it that go with dates.
pub(super) fn is_dateline(text: &str) -> bool {
    let place = |found: Result<FoundDate, Range<usize>>| found.map_or_else(|at| at, |d| d.start..d.end);
    let all: Vec<Range<usize>> = scan(text).into_iter().map(place).collect();
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return false };
    let mut rest = text[..first.start].to_owned();
    rest.push(' ');
    rest.push_str(&text[last.end..]);
    unexplained(&rest) <= 3
}

/// How many letters of a text are not explained by words that go with dates and times.
pub(super) fn unexplained(text: &str) -> usize {
    let low = text.to_lowercase();
    let mut low = low.as_str().to_owned();
    for word in phrases::DATE_WORDS.iter().filter(|w| w.chars().count() > 2 || !w.is_ascii()) {
        if low.contains(word) {
            low = low.replace(word, " ");
        }
    }
    low.split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty() && !WEEKDAYS.contains(w) && !phrases::DATE_WORDS.contains(w) && month(w).is_none())
        .map(|w| w.chars().count())
        .sum()
}

fn tokens(text: &str) -> Vec<(Token, usize, usize)> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_numeric() {
            let mut value = digit(c);
            let mut digits = 1;
            while let Some(&(i, d)) = chars.peek()
                && d.is_numeric()
            {
                value = value.saturating_mul(10).saturating_add(digit(d));
                digits += 1;
                end = i + d.len_utf8();
                chars.next();
            }
            out.push((Token::Number(value, digits), start, end));
        } else if matches!(c, '年' | '月' | '日' | '년' | '월' | '일') {
            out.push((Token::Mark(c), start, end));
        } else if c.is_alphabetic() {
            while let Some(&(i, d)) = chars.peek()
                && d.is_alphabetic()
                && !matches!(d, '年' | '月' | '日')
            {
                end = i + d.len_utf8();
                chars.next();
            }
            let word = text[start..end].to_lowercase();
            match month(&word) {
                Some(m) if m > 0 => out.push((Token::Month(m), start, end)),
                _ if matches!(word.as_str(), "st" | "nd" | "rd" | "th" | "er" | "de" | "del" | "of" | "º" | "ª") => {}
                _ => out.push((Token::Word, start, end)),
            }
        } else if matches!(c, '-' | '/' | '.' | '–' | '\u{2011}') {
            out.push((
                Token::Mark(if c == '.' {
                    '.'
                } else if c == '/' {
                    '/'
                } else {
                    '-'
                }),
                start,
                end,
            ));
        } else if !c.is_whitespace() && c != ',' && c != '،' {
            out.push((Token::Mark(c), start, end));
        }
    }
    out
}

fn digit(c: char) -> u32 {
    c.to_digit(10).unwrap_or(match c {
        '٠'..='٩' => c as u32 - 0x660,
        '۰'..='۹' => c as u32 - 0x6f0,
        '０'..='９' => c as u32 - 0xff10,
        _ => 0,
    })
}

fn month(word: &str) -> Option<u8> {
    MONTHS.iter().find(|(name, _)| *name == word).map(|m| m.1)
}

fn day_of(year: u32, month: u32, day: u32) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    ((1500..=2100).contains(&year) && (1..=12).contains(&month) && (1..=days).contains(&day))
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The date at the beginning of some tokens, and how many of them it takes; none where it is a day that there is not.
fn date_at(tokens: &[(Token, usize, usize)]) -> Option<(Option<String>, usize)> {
    use Token::{Mark, Month, Number};
    let t: Vec<Token> = tokens.iter().take(8).map(|t| t.0).collect();
    let t = t.as_slice();
    // Is a number close to its neighbours, as the parts of 12.05.2016 are?
    let tight = |n: usize| (1..n).all(|i| tokens[i].1 <= tokens[i - 1].2 + 1);
    // A month and a year that go with a date are no date of their own, though there is no such day.
    let day = |year: u32, month: u32, day: u32, used: usize| {
        let printed = (1500..=2100).contains(&year) && (1..=12).contains(&month) && day > 0;
        printed.then(|| (day_of(year, month, day), used))
    };
    match t {
        // 2016年5月31日
        [Number(y, 4), Mark('年' | '년'), Number(m, _), Mark('月' | '월'), Number(d, _), Mark('日' | '일'), ..] => {
            day(*y, *m, *d, 6)
        }
        [Number(y, 4), Mark('年' | '년'), Number(m @ 1..=12, _), Mark('月' | '월'), ..] => {
            Some((Some(format!("{y:04}-{m:02}")), 4))
        }
        // 2016-05-31, 2016/05/31, 2016.05.31
        [Number(y, 4), Mark(a @ ('-' | '/' | '.')), Number(m, 1..=2), Mark(b), Number(d, 1..=2), ..]
            if a == b && tight(5) =>
        {
            day(*y, *m, *d, 5)
        }
        // 31.05.2016; with slashes the order of day and month is known only when one is over 12.
        [Number(d, 1..=2), Mark('.'), Number(m, 1..=2), Mark('.'), Number(y, 4), ..] if tight(5) => day(*y, *m, *d, 5),
        [Number(a, 1..=2), Mark('/'), Number(b, 1..=2), Mark('/'), Number(y, 4), ..]
            if tight(5) && (*a > 12 || *b > 12 || a == b) =>
        {
            let (d, m) = if *a > 12 { (a, b) } else { (b, a) };
            day(*y, *m, *d, 5)
        }
        // May 31, 2016; May 31st, 2016; Aug. 31, 2013
        [Month(m), Mark('.'), Number(d, 1..=2), Number(y, 4), ..] => day(*y, u32::from(*m), *d, 4),
        [Month(m), Number(d, 1..=2), Number(y, 4), ..] => day(*y, u32::from(*m), *d, 3),
        // 31 May 2016; 31. Mai 2016; 1er juin 2016
        [Number(d, 1..=2), Mark('.'), Month(m), Mark('.'), Number(y, 4), ..] => day(*y, u32::from(*m), *d, 5),
        [Number(d, 1..=2), Mark('.' | '-'), Month(m), Mark('-'), Number(y, 4), ..] => day(*y, u32::from(*m), *d, 5),
        [Number(d, 1..=2), Mark('.'), Month(m), Number(y, 4), ..] => day(*y, u32::from(*m), *d, 4),
        [Number(d, 1..=2), Month(m), Mark('.'), Number(y, 4), ..] => day(*y, u32::from(*m), *d, 4),
        [Number(d, 1..=2), Month(m), Mark('/'), Month(_), Number(y, 4), ..] => day(*y, u32::from(*m), *d, 5),
        [Number(d, 1..=2), Month(m), Number(y, 4), ..] => day(*y, u32::from(*m), *d, 3),
        // May 2016
        [Month(m), Number(y @ 1500..=2100, 4), ..] => Some((Some(format!("{y:04}-{m:02}")), 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_dates_are_read() {
        for (text, want) in [
            ("Tue. May 31st, 2016", "2016-05-31"),
            ("Aug 31 , 2013", "2013-08-31"),
            ("31. Mai 2016, 10:15 Uhr", "2016-05-31"),
            ("Publié le 1er juin 2016 à 10h05", "2016-06-01"),
            ("5 de junio de 2016", "2016-06-05"),
            ("5 июня 2016 г.", "2016-06-05"),
            ("2016年5月31日 星期二", "2016-05-31"),
            ("发布时间：2016-05-31 10:15", "2016-05-31"),
            ("31/05/2016", "2016-05-31"),
            ("Updated 3 June 2016. Published 1 June 2016", "2016-06-01"),
            ("May 2016", "2016-05"),
            ("٥ يونيو ٢٠١٦", "2016-06-05"),
        ] {
            assert_eq!(first(text).map(|f| f.edtf).as_deref(), Some(want), "{text}");
            assert!(is_dateline(text), "{text}");
        }
        for text in ["February 31, 2016", "05/06/2016", "Version 1.2.3", "in 2016", "may 5"] {
            assert_eq!(first(text), None, "{text}");
        }
        assert!(!is_dateline("The group met on May 31, 2016 in Washington"));
    }

    #[test]
    fn a_day_that_no_calendar_has_is_no_month_either() {
        for (text, printed) in [
            ("31 June 2016", "31 June 2016"),
            ("Berlin, 31. Juni 2016", "31. Juni 2016"),
            ("February 30, 2016", "February 30, 2016"),
            ("Published 2015年2月29日", "2015年2月29日"),
            ("29.02.2015", "29.02.2015"),
        ] {
            assert_eq!(find(text), [], "{text}");
            assert_eq!(impossible(text), Some(printed));
        }
        assert!(is_dateline("31 June 2016"));
        for text in ["29 February 2016", "June 2016", "Rule 31, June", "31 0 2016"] {
            assert_eq!(impossible(text), None, "{text}");
        }
    }
}
