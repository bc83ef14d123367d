//! The drawn map: holders on the left, concepts one below the other on a spine in the middle, and on the right an arc
//! for each tie between two of them. Names stand in lines of their own, so none can lie over another, however long
//! they are and whatever their script.

use std::collections::BTreeSet;

use serde::Serialize;

use super::drawing::{tenths, width};
use super::ties::Tie;
use crate::script;

/// A concept that is to be drawn.
pub struct SpineRow {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub url: String,
    /// Language of the name, where it is not the book's.
    pub lang: Option<String>,
    /// The row under which it stands as narrower.
    pub parent: Option<usize>,
    /// Whether a group begins with it; after its name, where it has one.
    pub begins: Option<String>,
    /// Whether the drawing is about it.
    pub focus: bool,
}

/// A holder that is to be drawn.
pub struct Holder {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub url: String,
    /// Language of the name, where it is not the book's.
    pub lang: Option<String>,
    /// The rows it speaks of, and whether in its own words.
    pub speaks: Vec<(usize, bool)>,
    /// How many statements of it there are.
    pub statements: usize,
}

/// A drawing: places and lengths in units of a picture of this width and height; lines as SVG paths.
#[derive(Serialize)]
pub struct MapDrawing {
    width: i64,
    height: i64,
    /// The left edge of the names of concepts.
    left: i64,
    holders: Vec<HolderMark>,
    rows: Vec<RowMark>,
    /// Names of groups above their first rows.
    bands: Vec<SpineBand>,
    /// From holders to concepts.
    spoken: Vec<SpineLine>,
    /// Between concepts.
    arcs: Vec<SpineLine>,
    /// From broader concepts to those under them.
    branches: String,
    /// From names to the line on which arcs begin.
    leads: String,
    /// Which kinds of lines there are, for the key.
    kinds: BTreeSet<&'static str>,
    /// How many ties are too many to be drawn.
    cut: usize,
}

/// The name of a group, and where it stands.
#[derive(Serialize)]
struct SpineBand {
    title: String,
    y: i64,
}

/// A holder's mark.
#[derive(Serialize)]
struct HolderMark {
    label: String,
    title: String,
    url: String,
    lang: Option<String>,
    statements: usize,
    y: i64,
    /// All lines that begin at it, to be shown alone.
    own: String,
}

/// A concept's mark.
#[derive(Serialize)]
struct RowMark {
    label: String,
    title: String,
    url: String,
    lang: Option<String>,
    focus: bool,
    x: i64,
    y: i64,
    /// All lines that begin or end at it, to be shown alone.
    own: String,
}

/// A line.
#[derive(Serialize)]
struct SpineLine {
    /// `own` or `reported` from a holder; `editors`, `passages`, `both` or `broader` between concepts.
    kind: &'static str,
    /// Whether it leads from one group to another.
    far: bool,
    d: String,
    /// A mark at the broader end.
    tip: Option<String>,
}

const WIDTH: i64 = 900;
/// Where the names of holders end, those of concepts begin, and the arcs.
const HOLDERS: i64 = 176;
const LEFT: i64 = 336;
const AXIS: i64 = 616;
/// How far a narrower concept stands in, and up to which depth.
const STEP: i64 = 16;
const DEEPEST: usize = 5;
/// Height of a row, of the space before a group, and of its name.
const ROW: i64 = 24;
const SPACE: i64 = 14;
const TITLE: i64 = 20;

/// Draws concepts, holders, and the ties between rows, the most important ties first: `most` times as many as there are
/// rows at most, wherever they lie.
pub fn draw(rows: &[SpineRow], holders: &[Holder], ties: &[(usize, usize, Tie)], most: usize) -> MapDrawing {
    let mut y = 2;
    let mut bands = Vec::new();
    let mut depth: Vec<usize> = Vec::with_capacity(rows.len());
    let mut places: Vec<(i64, i64)> = Vec::with_capacity(rows.len());
    for (n, row) in rows.iter().enumerate() {
        if let Some(title) = &row.begins {
            y += if n > 0 { SPACE } else { 0 };
            if !title.is_empty() {
                bands.push(SpineBand { title: fit(title, WIDTH - LEFT), y: y + TITLE - 7 });
                y += TITLE;
            }
        }
        let deep = row.parent.and_then(|p| depth.get(p)).map_or(0, |d| (d + 1).min(DEEPEST));
        depth.push(deep);
        places.push((LEFT + STEP * deep as i64, y + ROW / 2));
        y += ROW;
    }
    let mut drawn = DrawnSpine { own: vec![String::new(); rows.len()], kinds: BTreeSet::new() };
    let (arcs, cut) = drawn.arcs(rows, &places, ties, most * rows.len());
    let branches = drawn.branches(rows, &places);
    let (marks, spoken, lowest) = drawn.holders(holders, &places, y);
    let tied: BTreeSet<usize> = ties.iter().filter(|t| !is_branch(rows, t)).flat_map(|(a, b, _)| [*a, *b]).collect();
    let mut leads = String::new();
    let marked = rows.iter().zip(&places).zip(drawn.own).enumerate().map(|(n, ((row, (x, y)), own))| {
        let label = fit(&row.name, AXIS - x - 22);
        let end = x + 10 + width(&label) + 6;
        if tied.contains(&n) && end < AXIS {
            leads.push_str(&format!("M{end} {y}H{AXIS}"));
        }
        let (title, url, lang) = (row.name.clone(), row.url.clone(), row.lang.clone());
        RowMark { label, title, url, lang, focus: row.focus, x: *x, y: *y, own }
    });
    MapDrawing {
        rows: marked.collect(),
        width: WIDTH,
        height: y.max(lowest) + 4,
        left: LEFT,
        holders: marks,
        bands,
        spoken,
        arcs,
        branches,
        leads,
        kinds: drawn.kinds,
        cut,
    }
}

/// What lines leave behind them.
struct DrawnSpine {
    /// For each row the lines at it.
    own: Vec<String>,
    kinds: BTreeSet<&'static str>,
}

/// Whether a tie is told by where its rows stand.
fn is_branch(rows: &[SpineRow], (a, b, tie): &(usize, usize, Tie)) -> bool {
    match tie.broader {
        Some(true) => rows[*b].parent == Some(*a),
        Some(false) => rows[*a].parent == Some(*b),
        None => false,
    }
}

impl DrawnSpine {
    /// The arcs, and how many are too many.
    fn arcs(
        &mut self,
        rows: &[SpineRow],
        places: &[(i64, i64)],
        ties: &[(usize, usize, Tie)],
        most: usize,
    ) -> (Vec<SpineLine>, usize) {
        let all: Vec<&(usize, usize, Tie)> = ties.iter().filter(|t| !is_branch(rows, t)).collect();
        let drawn = &all[..all.len().min(most)];
        let length = |(a, b, _): &(usize, usize, Tie)| (places[*b].1 - places[*a].1).abs();
        let longest = drawn.iter().map(|t| length(t)).max().unwrap_or(0).max(300);
        let group: Vec<usize> = rows
            .iter()
            .scan(0, |n, row| {
                *n += usize::from(row.begins.is_some());
                Some(*n)
            })
            .collect();
        let arcs = drawn.iter().map(|t| {
            let (a, b, tie) = **t;
            let (from, to) = (places[a].1.min(places[b].1), places[a].1.max(places[b].1));
            let out = 12 + (WIDTH - AXIS - 18) * length(t) / longest;
            let kind = match tie {
                Tie { broader: Some(_), .. } => "broader",
                Tie { editors: true, passages: true, .. } => "both",
                Tie { editors: true, .. } => "editors",
                Tie { .. } => "passages",
            };
            let d = format!("M{AXIS} {from}A{out} {} 0 0 1 {AXIS} {to}", (to - from) / 2);
            let tip = tie.broader.map(|first| places[if first { a } else { b }].1);
            self.kinds.insert(kind);
            self.own[a].push_str(&d);
            self.own[b].push_str(&d);
            SpineLine { kind, far: group[a] != group[b], d, tip: tip.map(|y| format!("M{AXIS} {y}l9 -4.5v9z")) }
        });
        let mut arcs: Vec<SpineLine> = arcs.collect();
        // What leads far lies below.
        arcs.sort_by_key(|line| !line.far);
        (arcs, all.len() - drawn.len())
    }

    /// The lines from broader concepts to those under them: down from the mark, and across.
    fn branches(&mut self, rows: &[SpineRow], places: &[(i64, i64)]) -> String {
        let mut all = String::new();
        for (n, row) in rows.iter().enumerate() {
            let Some((p, from)) = row.parent.and_then(|p| Some((p, places.get(p)?))) else { continue };
            let to = places[n];
            let d = format!("M{} {}V{}H{}", from.0, from.1 + 5, to.1, to.0 - 5);
            self.kinds.insert("narrower");
            self.own[p].push_str(&d);
            self.own[n].push_str(&d);
            all.push_str(&d);
        }
        all
    }

    /// The holders, each near the middle of what it speaks of, their lines, and how far down they go.
    fn holders(
        &mut self,
        holders: &[Holder],
        places: &[(i64, i64)],
        height: i64,
    ) -> (Vec<HolderMark>, Vec<SpineLine>, i64) {
        let middle = |h: &Holder| {
            h.speaks.iter().map(|(n, _)| places[*n].1).sum::<i64>() / i64::try_from(h.speaks.len()).unwrap_or(1).max(1)
        };
        let mut order: Vec<(i64, usize)> = holders.iter().enumerate().map(|(n, h)| (middle(h), n)).collect();
        order.sort_unstable();
        // Spread evenly: who speaks of everything stands in the middle, and lines that fan out are told apart.
        let count = order.len() as i64;
        let step = (height / count.max(1)).clamp(ROW, 3 * ROW);
        let first = ((height - step * count) / 2).max(0) + step / 2;
        for (n, (y, _)) in order.iter_mut().enumerate() {
            *y = first + step * n as i64;
        }
        let mut lines = Vec::new();
        let mut marks = Vec::new();
        for (y, n) in &order {
            let holder = &holders[*n];
            let mut own = String::new();
            for (row, is_own) in &holder.speaks {
                let (x, to) = places[*row];
                let (from, end) = (HOLDERS + 8, x - 6);
                let bend = (LEFT - HOLDERS) / 2;
                let d = format!("M{from} {y}C{} {y} {} {to} {end} {to}", from + bend, LEFT - 6 - bend);
                let kind = if *is_own { "own" } else { "reported" };
                self.kinds.insert(kind);
                self.own[*row].push_str(&d);
                own.push_str(&d);
                lines.push(SpineLine { kind, far: false, d, tip: None });
            }
            marks.push(HolderMark {
                label: fit(&holder.name, HOLDERS - 4 - width(&format!(" {}", holder.statements))),
                title: holder.name.clone(),
                url: holder.url.clone(),
                lang: holder.lang.clone(),
                statements: holder.statements,
                y: *y,
                own,
            });
        }
        (marks, lines, order.last().map_or(0, |(y, _)| y + ROW / 2))
    }
}

/// As much of a name as has room, isolated where its script runs from right to left, so that its end stays its end.
fn fit(name: &str, room: i64) -> String {
    let mut text: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&text) > room {
        let (mut used, mut end) = (width(" …") * 10, 0);
        for (at, c) in text.char_indices() {
            used += tenths(c);
            if used > room * 10 {
                break;
            }
            end = at + c.len_utf8();
        }
        let word = text[..end].rfind(' ').filter(|w| end - w < 14 && *w > 0).unwrap_or(end);
        text.truncate(word);
        text.push_str(" …");
    }
    if text.contains(script::is_right_to_left) { format!("\u{2068}{text}\u{2069}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, parent: Option<usize>) -> SpineRow {
        SpineRow { name: name.to_owned(), url: String::new(), lang: None, parent, begins: None, focus: false }
    }

    fn holder(n: usize, speaks: &[usize]) -> Holder {
        let speaks = speaks.iter().map(|r| (*r, r % 2 == 0)).collect();
        let name = format!("A holder with a name that is long enough, number {n}");
        Holder { name, url: String::new(), lang: None, speaks, statements: n * 1000 }
    }

    #[test]
    fn no_name_lies_over_another_or_leads_out_of_its_column() {
        let names = ["Norms", &"wide ".repeat(90), &"网络主权".repeat(40), &"السيادة ".repeat(40), &"W".repeat(10_000)];
        for (count, holders) in [(1, 0), (3, 9), (40, 30), (5, 1)] {
            let rows: Vec<SpineRow> =
                (0..count).map(|n| row(names[n % names.len()], (n % 7 > 1).then(|| n - 1))).collect();
            let holders: Vec<Holder> = (0..holders).map(|n| holder(n, &[n % count, (n * 7) % count])).collect();
            let ties: Vec<(usize, usize, Tie)> =
                (1..count).map(|n| (n / 2, n, Tie { editors: true, ..Tie::default() })).collect();
            let d = draw(&rows, &holders, &ties, 4);
            let apart = |ys: Vec<i64>| ys.windows(2).all(|y| y[1] - y[0] >= ROW);
            assert!(apart(d.rows.iter().map(|r| r.y).collect()) && apart(d.holders.iter().map(|h| h.y).collect()));
            for r in &d.rows {
                assert!(r.x + 10 + width(&r.label) <= AXIS, "{}", r.label);
            }
            for h in &d.holders {
                assert!(width(&h.label) + width(&format!(" {}", h.statements)) <= HOLDERS, "{}", h.label);
            }
            let lowest = d.rows.iter().map(|r| r.y).chain(d.holders.iter().map(|h| h.y)).max().unwrap();
            assert!(lowest + ROW / 2 <= d.height);
        }
    }

    #[test]
    fn narrower_concepts_stand_in_and_have_no_arc() {
        let rows = [row("Rules", None), row("Norms", Some(0)), row("Law", None)];
        let broader = Tie { broader: Some(true), editors: true, ..Tie::default() };
        let d = draw(&rows, &[], &[(0, 1, broader), (0, 2, broader)], 4);
        assert_eq!(d.arcs.iter().map(|a| a.kind).collect::<Vec<_>>(), ["broader"]);
        assert_eq!(d.arcs[0].tip.as_deref(), Some("M616 14l9 -4.5v9z"), "the tip is at the broader end");
        assert!(d.rows[1].x > d.rows[0].x && !d.branches.is_empty());
    }

    #[test]
    fn ties_beyond_the_most_are_counted() {
        let rows: Vec<SpineRow> = (0..10).map(|_| row("A", None)).collect();
        let pairs = (0..10).flat_map(|a| (a + 1..10).map(move |b| (a, b, Tie::default())));
        let d = draw(&rows, &[], &pairs.collect::<Vec<_>>(), 2);
        assert_eq!((d.arcs.len(), d.cut), (20, 25));
    }

    #[test]
    fn a_cut_name_ends_where_its_script_ends() {
        assert_eq!(fit("Norms", 100), "Norms");
        assert_eq!(fit("Economic interdependence and more", 150), "Economic …");
        let arabic = fit(&"السيادة السيبرانية ".repeat(4), 150);
        assert!(arabic.starts_with('\u{2068}') && arabic.ends_with(" …\u{2069}"), "{arabic}");
        // Adlam, and Old South Arabian.
        assert_eq!(fit("\u{1e900}\u{1e901}", 100), "\u{2068}\u{1e900}\u{1e901}\u{2069}");
        assert_eq!(fit("\u{10a60}", 100), "\u{2068}\u{10a60}\u{2069}");
    }
}
