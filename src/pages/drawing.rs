//! The drawn timeline: dates to places on a scale. A day is a point; anything less exact is a bar as long as
//! its doubt; a period is filled where it certainly lasts. Long empty stretches are cut out, and marked as cut.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use serde::Serialize;

use super::words;
use crate::model::edtf::{Edtf, day_number};
use crate::script;

/// Something dated that is to be drawn.
pub struct Dated<'a> {
    /// In which band.
    pub band: usize,
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub url: String,
    /// Language of the name, where it is not the book's.
    pub lang: Option<String>,
    /// When.
    pub date: &'a Edtf,
}

/// A drawing: places and lengths in pixels of a picture of this width and height.
#[derive(Serialize)]
pub struct Drawing {
    width: i64,
    height: i64,
    /// Where the lines of the scale begin and end.
    top: i64,
    bottom: i64,
    /// Whether all marks have names; in a band with too many they do not.
    named: bool,
    bands: Vec<DrawnBand>,
    ticks: Vec<Tick>,
    cuts: Vec<DrawnCut>,
    marks: Vec<MomentMark>,
    /// Which shapes there are, for the key.
    shapes: BTreeSet<&'static str>,
}

#[derive(Serialize)]
struct DrawnBand {
    title: String,
    y: i64,
}

#[derive(Serialize)]
struct Tick {
    x: i64,
    label: String,
    /// Whether a year begins here.
    year: bool,
}

#[derive(Serialize)]
struct DrawnCut {
    x: i64,
    /// How many years are left out.
    years: i64,
}

#[derive(Serialize)]
struct MomentMark {
    url: String,
    title: String,
    lang: Option<String>,
    /// `day`, `doubt` or `period`.
    shape: &'static str,
    /// Whether the date is doubtful or about so.
    doubtful: bool,
    x: i64,
    y: i64,
    width: i64,
    /// The stretch in which a period certainly lasts.
    sure: Option<(i64, i64)>,
    /// A stretch on which a period may go on: to the picture's edge.
    on: Option<(i64, i64)>,
    label: Option<DrawnLabel>,
}

#[derive(Serialize)]
struct DrawnLabel {
    text: String,
    x: i64,
    y: i64,
}

const WIDTH: i64 = 1080;
/// Free space at the left and right edge.
const EDGE: i64 = 14;
/// Height of the scale, of a band's title, of a lane with names and of one without.
const SCALE: i64 = 26;
const TITLE: i64 = 30;
const LANE: i64 = 34;
const BARE: i64 = 13;
/// In a band with more lanes than this, marks go without names.
const MOST_LANES: usize = 30;
/// How wide a cut is drawn, how wide a stretch of time at least, and how far ticks stand apart.
const CUT: i64 = 60;
const LEAST: i64 = 90;
const APART: i64 = 46;
/// How many characters of a name are shown.
const NAME: usize = 44;

/// A stretch of whole years on the scale.
struct DrawnYears {
    from: i32,
    /// The first year after it.
    to: i32,
    x: i64,
    width: i64,
}

/// Draws what is dated, in bands of these titles; nothing where there is nothing to draw.
pub fn draw(all: &[Dated<'_>], titles: &[&str]) -> Option<Drawing> {
    let stretches = stretches(all)?;
    let mut y = SCALE;
    let (mut bands, mut marks, mut all_named) = (Vec::new(), Vec::new(), true);
    for (n, title) in titles.iter().enumerate() {
        // A band with too many names does not cost the others theirs.
        let mut placed = lanes(all, &stretches, n, true);
        let named = placed.1 <= MOST_LANES;
        if !named {
            placed = lanes(all, &stretches, n, false);
        }
        let (placed, count) = placed;
        if count == 0 {
            continue;
        }
        all_named &= named;
        let lane = if named { LANE } else { BARE };
        bands.push(DrawnBand { title: (*title).to_owned(), y: y + 19 });
        y += TITLE;
        marks.extend(placed.iter().map(|p| mark(p, y + lane * p.lane as i64, named)));
        y += lane * count as i64 + 8;
    }
    let cuts = stretches.windows(2).map(|pair| DrawnCut {
        x: pair[0].x + pair[0].width + CUT / 2,
        years: i64::from(pair[1].from) - i64::from(pair[0].to),
    });
    Some(Drawing {
        width: WIDTH,
        height: y + 6,
        top: SCALE - 6,
        bottom: y,
        named: all_named,
        shapes: marks.iter().flat_map(|m| [Some(m.shape), m.doubtful.then_some("about")]).flatten().collect(),
        bands,
        // Months are told where the scale is one stretch: a stretch with them beside one without would mislead.
        ticks: stretches.iter().flat_map(|s| ticks(s, stretches.len() == 1)).collect(),
        cuts: cuts.collect(),
        marks,
    })
}

/// The years a date touches: the first, and the first after it. An end that is not given adds none.
fn years(date: &Edtf) -> (i32, i32) {
    (date.first_day().0, date.last_day().0.saturating_add(1))
}

fn given(date: &Edtf) -> (i32, i32) {
    match date {
        Edtf::Interval { from: None, to: Some(d), .. } | Edtf::Interval { from: Some(d), to: None, .. } => {
            years(&Edtf::Date(*d))
        }
        _ => years(date),
    }
}

/// The scale: the years in which there is something, without the empty ones where these are more than half
/// of all.
fn stretches(all: &[Dated<'_>]) -> Option<Vec<DrawnYears>> {
    let mut spans: Vec<(i32, i32)> = all.iter().map(|d| given(d.date)).collect();
    spans.sort_unstable();
    let mut parts: Vec<(i32, i32)> = Vec::new();
    for (from, to) in spans {
        match parts.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => parts.push((from, to)),
        }
    }
    let (first, last) = (parts.first()?.0, parts.last()?.1);
    let mut gaps: Vec<(i64, i32, i32)> =
        parts.windows(2).map(|p| (i64::from(p[1].0) - i64::from(p[0].1), p[0].1, p[1].0)).collect();
    gaps.sort_unstable_by_key(|gap| Reverse(*gap));
    let mut whole = i64::from(last) - i64::from(first);
    let mut cuts = Vec::new();
    for (years, from, to) in gaps {
        if years * 2 <= whole || years < 4 || cuts.len() == 4 {
            break;
        }
        whole -= years;
        cuts.push((from, to));
    }
    cuts.sort_unstable();
    let starts = std::iter::once(first).chain(cuts.iter().map(|c| c.1));
    let ends = cuts.iter().map(|c| c.0).chain([last]);
    let room = WIDTH - 2 * EDGE - CUT * cuts.len() as i64 - LEAST * (cuts.len() as i64 + 1);
    let mut x = EDGE;
    let stretches = starts.zip(ends).map(|(from, to)| {
        let width = LEAST + room * (i64::from(to) - i64::from(from)) / whole.max(1);
        let stretch = DrawnYears { from, to, x, width };
        x += width + CUT;
        stretch
    });
    Some(stretches.collect())
}

/// Where a day begins on the scale.
fn place(stretches: &[DrawnYears], day: i64) -> i64 {
    let mut last = EDGE;
    for s in stretches {
        let (from, to) = (day_number((s.from, 1, 1)), day_number((s.to, 1, 1)));
        if day < from {
            return last;
        }
        if day <= to {
            return s.x + (day - from) * s.width / (to - from).max(1);
        }
        last = s.x + s.width;
    }
    last
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The lines of the scale in a stretch: months where there is room and they are wanted, or else every so many
/// years.
fn ticks(s: &DrawnYears, months: bool) -> Vec<Tick> {
    let years = (i64::from(s.to) - i64::from(s.from)).max(1);
    let one = |year: i32, month: u8| {
        let (from, to) = (day_number((s.from, 1, 1)), day_number((s.to, 1, 1)));
        let x = s.x + (day_number((year, month, 1)) - from) * s.width / (to - from).max(1);
        let label = if month == 1 { year.to_string() } else { MONTHS[usize::from(month) - 1].to_owned() };
        Tick { x, label, year: month == 1 }
    };
    if let Some(step) = [1u8, 2, 3, 6].into_iter().find(|m| months && s.width * i64::from(*m) >= APART * 12 * years) {
        return (s.from..s.to)
            .flat_map(|y| (1..=12).step_by(step.into()).map(move |m| (y, m)))
            .map(|(y, m)| one(y, m))
            .collect();
    }
    let steps = [1i64, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];
    let step = steps.into_iter().find(|step| s.width * step >= APART * years).unwrap_or(10_000) as i32;
    let first = s.from + (step - s.from.rem_euclid(step)) % step;
    let ticks: Vec<Tick> = (first..s.to).step_by(step.unsigned_abs() as usize).map(|y| one(y, 1)).collect();
    if ticks.is_empty() { vec![one(s.from, 1)] } else { ticks }
}

/// A mark on its lane.
struct Placed<'a> {
    dated: &'a Dated<'a>,
    lane: usize,
    from: i64,
    to: i64,
    sure: Option<(i64, i64)>,
    on: Option<(i64, i64)>,
    /// The name as it is shown, and where it begins.
    label: (String, i64),
}

/// The marks of a band on lanes, none over another, and how many lanes there are. With `named`, room is kept
/// for the names too.
fn lanes<'a>(all: &'a [Dated<'a>], stretches: &[DrawnYears], band: usize, named: bool) -> (Vec<Placed<'a>>, usize) {
    let mut placed: Vec<(i64, i64, Placed)> = all
        .iter()
        .filter(|d| d.band == band)
        .map(|d| {
            let p = place_mark(d, stretches);
            let (mut left, mut right) = (p.from - 6, p.to + 6);
            if let Some((a, b)) = p.on {
                (left, right) = (left.min(a), right.max(b));
            }
            if named {
                left = left.min(p.label.1);
                right = right.max(p.label.1 + width(&p.label.0) + 16);
            }
            (left, right, p)
        })
        .collect();
    // From left to right, each on the first lane that is free there: no drawing needs fewer lanes.
    placed.sort_by_key(|(left, ..)| *left);
    let mut busy: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
    let mut free: BTreeSet<usize> = BTreeSet::new();
    let mut count = 0;
    for (left, right, p) in &mut placed {
        while let Some(Reverse((_, lane))) = busy.peek().copied().filter(|Reverse((end, _))| *end <= *left) {
            busy.pop();
            free.insert(lane);
        }
        p.lane = free.pop_first().unwrap_or_else(|| {
            count += 1;
            count - 1
        });
        busy.push(Reverse((*right, p.lane)));
    }
    (placed.into_iter().map(|(.., p)| p).collect(), count)
}

fn place_mark<'a>(dated: &'a Dated<'a>, stretches: &[DrawnYears]) -> Placed<'a> {
    let date = dated.date;
    let at = |day| place(stretches, day_number(day));
    let after = |day| place(stretches, day_number(day) + 1);
    let (end, mut on) = (WIDTH - EDGE, None);
    let (from, to) = match date {
        Edtf::Interval { from: Some(d), to: None, .. } => {
            let span = (at(d.first_day()), after(d.last_day()));
            on = Some((span.1, end));
            span
        }
        Edtf::Interval { from: None, to: Some(d), .. } => {
            let span = (at(d.first_day()), after(d.last_day()));
            on = Some((EDGE, span.0));
            span
        }
        _ => (at(date.first_day()), after(date.last_day())),
    };
    let sure = date.certain().map(|(a, b)| (after(a).min(to), at(b).max(from))).filter(|(a, b)| a < b);
    let text = words::opening(&dated.name, NAME);
    let x = (from - 3).min(WIDTH - EDGE - width(&text)).max(EDGE);
    Placed { dated, lane: 0, from, to, sure, on, label: (text, x) }
}

fn mark(p: &Placed<'_>, y: i64, named: bool) -> MomentMark {
    let date = p.dated.date;
    let shape = match date {
        Edtf::Interval { .. } => "period",
        Edtf::Date(_) if date.first_day() == date.last_day() => "day",
        Edtf::Date(_) => "doubt",
    };
    let bar = if named { y + 21 } else { y + 6 };
    MomentMark {
        url: p.dated.url.clone(),
        title: format!("{}: {}", date.words(), p.dated.name),
        lang: p.dated.lang.clone(),
        shape,
        doubtful: date.is_doubtful(),
        x: p.from,
        y: bar,
        width: (p.to - p.from).max(if shape == "day" { 0 } else { 4 }),
        sure: p.sure.map(|(a, b)| (a, b - a)),
        on: p.on,
        label: named.then(|| DrawnLabel { text: p.label.0.clone(), x: p.label.1, y: y + 11 }),
    }
}

/// About how wide words are drawn, at 13 pixels; rather too wide than too narrow.
pub fn width(text: &str) -> i64 {
    text.chars().map(tenths).sum::<i64>() / 10
}

/// About how wide a character is drawn, in tenths of a pixel.
pub fn tenths(c: char) -> i64 {
    match c {
        'i' | 'l' | 'j' | 't' | 'f' | 'r' | ' ' | '.' | ',' | '\'' | '’' | ':' | '|' | '(' | ')' => 46,
        'm' | 'w' | 'M' | 'W' | '—' | '…' => 122,
        'A'..='Z' => 94,
        c if c.is_ascii() => 77,
        c if script::is_wide(c) => 135,
        c if script::is_mark(c) => 0,
        _ => 90,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(dates: &[&str]) -> Drawing {
        let parsed: Vec<Edtf> = dates.iter().map(|d| Edtf::parse(d).unwrap()).collect();
        let all: Vec<Dated> = parsed
            .iter()
            .enumerate()
            .map(|(n, date)| Dated { band: 0, name: format!("Event number {n}"), url: String::new(), lang: None, date })
            .collect();
        draw(&all, &["Events"]).unwrap()
    }

    #[test]
    fn a_day_is_a_point_and_a_year_a_bar_over_the_year() {
        let d = drawing(&["2015", "2016-05-31", "2016-05", "2016"]);
        let shapes: Vec<&str> = d.marks.iter().map(|m| m.shape).collect();
        assert_eq!(shapes.iter().filter(|s| **s == "day").count(), 1);
        let bars: Vec<&MomentMark> = d.marks.iter().filter(|m| m.width > 300).collect();
        assert_eq!(bars.len(), 2);
        assert_eq!(bars[0].x + bars[0].width, bars[1].x, "a year ends where the next begins");
        let month = d.marks.iter().find(|m| m.shape == "doubt" && m.width < 100).unwrap();
        assert!((40..=46).contains(&month.width), "a month is about a twelfth of a year: {}", month.width);
    }

    #[test]
    fn a_period_is_filled_only_where_it_certainly_lasts() {
        let d = drawing(&["2009/2011"]);
        let (start, width) = d.marks[0].sure.unwrap();
        let year = d.marks[0].width / 3;
        assert!((start - d.marks[0].x - year).abs() <= 2 && (width - year).abs() <= 3, "{start} {width} {year}");
        assert!(drawing(&["2009/.."]).marks[0].on.is_some());
        assert_eq!(drawing(&["2009-01-01/2011-12-31"]).marks[0].sure.unwrap().1, d.marks[0].width - 1);
    }

    #[test]
    fn names_and_marks_never_overlap() {
        let many: Vec<String> = (0..300)
            .map(|n| format!("2016-{:02}-{:02}", n % 12 + 1, n * 7 % 28 + 1))
            .chain(["2016/2016-07".to_owned()])
            .collect();
        for dates in [&many[..], &many[..40], &many[280..]] {
            let dates: Vec<&str> = dates.iter().map(String::as_str).collect();
            let d = drawing(&dates);
            let mut boxes: Vec<(i64, i64, i64)> = d
                .marks
                .iter()
                .map(|m| {
                    let right = m.label.as_ref().map_or(0, |l| l.x + width(&l.text));
                    let left = m.label.as_ref().map_or(m.x, |l| l.x);
                    (m.y, left.min(m.x), right.max(m.x + m.width))
                })
                .collect();
            boxes.sort_unstable();
            for pair in boxes.windows(2) {
                assert!(pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].1, "{pair:?}");
            }
            assert!(boxes.iter().all(|b| b.1 >= 0 && b.2 <= WIDTH), "a name leads out of the picture");
            assert!(d.height < 2_400, "{}", d.height);
        }
    }

    #[test]
    fn long_empty_stretches_are_cut_and_say_how_long_they_are() {
        let d = drawing(&["1949-10-01", "2013", "2014-05", "2016-05-31", "2017"]);
        assert_eq!(d.cuts.iter().map(|c| c.years).collect::<Vec<_>>(), [63]);
        assert!(drawing(&["1900", "1950", "2000"]).cuts.is_empty(), "what is spread evenly is not cut");
    }

    #[test]
    fn ticks_stand_apart_whatever_the_span() {
        for dates in
            [&["2016-05-31"][..], &["2016", "2017"], &["1949", "1990", "2017"], &["-0500", "2016"], &["0001/9999"]]
        {
            let d = drawing(dates);
            assert!(!d.ticks.is_empty());
            assert!(d.ticks.windows(2).all(|t| t[1].x - t[0].x >= 40), "{dates:?}");
        }
    }
}
