//! The map: which concepts belong together, and who speaks of which; drawn, and in words. A large book is drawn group
//! by group, below a drawing of the groups.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::claims::in_order;
use super::frame::{Frame, PageLink, page_link};
use super::spine::{self, Holder, MapDrawing, SpineRow};
use super::ties::{Cluster, Tie, Ties};
use super::{Feature, Page, View};
use crate::book::Book;
use crate::html::page_url;
use crate::id::PageId;
use crate::model::note::{Kind, Note};
use crate::model::tree::Resolved;
use crate::path::OutPath;

/// The map, of a book whose concepts are tied or spoken of.
pub const FEATURE: Feature = Feature { name: "map", pages };

/// A drawing has so many concepts or groups at most, and so many holders; those with the most statements.
const MOST_ROWS: usize = 40;
const MOST_HOLDERS: usize = 30;
/// A drawing has so many ties for each of its rows at most, wherever they lie, and half of that for groups.
const ARCS: usize = 4;
/// Among groups each holder's lines lead to so many at most, those of which it speaks most.
const SPEAKS: usize = 3;
/// A concept's own drawing has so many others at most, and so many holders.
const NEAR: usize = 12;
const NEAR_HOLDERS: usize = 8;
/// The list names so many of those spoken of in the same passages, and so many holders, beside all that are drawn.
const NAMED: usize = 12;

#[derive(Serialize)]
struct MapView {
    frame: Frame,
    /// How many concepts, and holders that speak of them.
    concepts: usize,
    holders: usize,
    /// All concepts, or all groups of them; nothing where that would be a single group, which is drawn below.
    drawing: Option<MapDrawing>,
    /// Whether the drawing is of groups, and the concepts are drawn below.
    of_groups: bool,
    /// How many groups, and how many holders, are too many for the drawing.
    groups_cut: usize,
    holders_cut: usize,
    groups: Vec<GroupView>,
}

/// Concepts that belong together.
#[derive(Serialize)]
struct GroupView {
    id: String,
    /// The one with the most ties; nothing for those tied to none.
    around: Option<PageLink>,
    /// Which part of the group this is, and of how many.
    part: usize,
    parts: usize,
    /// The group by itself, where the whole is too large for one drawing.
    drawing: Option<MapDrawing>,
    /// How many holders are too many for that drawing.
    holders_cut: usize,
    entries: Vec<ConceptView>,
}

/// A concept and what ties it, in words.
#[derive(Serialize)]
struct ConceptView {
    #[serde(flatten)]
    link: PageLink,
    broader: Vec<PageLink>,
    narrower: Vec<PageLink>,
    /// Tied to it by the editors.
    related: Vec<PageLink>,
    /// Spoken of in the same passages, and in how many.
    together: Vec<Counted>,
    /// Who speaks of it, and in how many statements.
    holders: Vec<Counted>,
    /// How many more holders there are.
    more_holders: usize,
}

/// A page with a count.
#[derive(Serialize)]
struct Counted {
    #[serde(flatten)]
    link: PageLink,
    count: usize,
}

/// A concept and what is tied to it, drawn.
#[derive(Serialize)]
pub struct Neighbourhood {
    drawing: MapDrawing,
    /// How many concepts and holders are too many for the drawing.
    concepts_cut: usize,
    holders_cut: usize,
    /// Address of the map.
    url: String,
}

fn pages(book: &Book) -> Vec<Page<'_>> {
    if !book.relations.mapped {
        return Vec::new();
    }
    let here = OutPath::page("map");
    vec![Page { path: here.clone(), template: "map.html", view: Box::new(move || view(book, &here)) }]
}

fn view(book: &Book, here: &OutPath) -> View {
    let ties = Ties::of_book(book);
    let groups = ties.groups();
    let of_groups = ties.concepts.len() > MOST_ROWS;
    let mut frame = Frame::new(book, here, "Concept map", None);
    frame.description = Some("Which concepts belong together, and who speaks of which.".to_owned());
    // Each part of a group has its place on the page.
    let parts: Vec<(&Cluster, usize, usize, &[usize])> = groups
        .iter()
        .flat_map(|g| {
            let parts = if of_groups { g.members.chunks(MOST_ROWS) } else { g.members.chunks(usize::MAX) };
            let count = parts.len();
            parts.enumerate().map(move |(n, members)| (g, n + 1, count, members))
        })
        .collect();
    let scene = Scene { book, ties: &ties, here };
    let (drawing, drawn, holders_cut) = match of_groups {
        true => scene.overview(&groups, &parts),
        false => {
            let all: Vec<(usize, bool)> =
                groups.iter().flat_map(|g| g.members.iter().enumerate().map(|(n, c)| (*c, n == 0))).collect();
            let names = groups.len() > 1;
            scene.concepts(&all, &groups, names)
        }
    };
    let together = ties.ties.iter().filter(|(_, tie)| tie.passages);
    let together: BTreeSet<(usize, &str)> =
        together.flat_map(|((a, b), _)| [(*a, ties.concepts[*b].as_str()), (*b, ties.concepts[*a].as_str())]).collect();
    let views = parts.iter().enumerate().map(|(n, (group, part, parts, members))| {
        let (own, also_drawn, holders_cut) = if of_groups && group.around.is_some() {
            let all: Vec<(usize, bool)> = members.iter().map(|c| (*c, false)).collect();
            let (own, also_drawn, cut) = scene.concepts(&all, &[], false);
            (Some(own), also_drawn, cut)
        } else {
            (None, BTreeSet::new(), 0)
        };
        let is_drawn = DrawnMap {
            holder: &|url| drawn.contains(url) || also_drawn.contains(url),
            pair: &|concept, page| together.contains(&(concept, page)),
        };
        GroupView {
            id: format!("group-{}", n + 1),
            around: group.around.map(|c| brief(book, &ties.concepts[c], here)),
            part: *part,
            parts: *parts,
            drawing: own,
            holders_cut,
            entries: members.iter().map(|c| entry(book, *c, &ties, here, &is_drawn)).collect(),
        }
    });
    let holders: BTreeSet<&str> = ties.spoken.keys().map(|(h, _)| h.as_str()).collect();
    Box::new(MapView {
        concepts: ties.concepts.len(),
        holders: holders.len(),
        drawing: (!of_groups || groups.iter().filter(|g| g.around.is_some()).count() > 1).then_some(drawing),
        of_groups,
        groups_cut: if of_groups { groups.len().saturating_sub(MOST_ROWS) } else { 0 },
        holders_cut,
        groups: views.collect(),
        frame,
    })
}

/// The concept and what is tied to it, drawn; nothing for other notes, and where nothing is tied to it.
pub fn neighbourhood(book: &Book, note: &Note<Resolved>, here: &OutPath) -> Option<Neighbourhood> {
    if note.kind != Kind::Concept || !book.relations.mapped {
        return None;
    }
    let r = &book.relations;
    let of = |map: &BTreeMap<PageId, BTreeSet<PageId>>| -> Vec<PageId> {
        let concept = |p: &&PageId| book.note(p).is_some_and(|n| n.note.kind == Kind::Concept) && **p != note.id;
        map.get(&note.id).into_iter().flatten().filter(concept).cloned().collect()
    };
    let together = r.together.get(&note.id).into_iter().flatten().map(|t| t.page.clone());
    let (above, below) = (of(&r.broader), of(&r.narrower));
    // The nearest first: wider, narrower, the editors' own, and then those of the same passages.
    let mut near: Vec<PageId> = Vec::new();
    let mut seen = BTreeSet::from([note.id.clone()]);
    for page in above.iter().cloned().chain(below.iter().cloned()).chain(of(&r.related)).chain(together) {
        if seen.insert(page.clone()) {
            near.push(page);
        }
    }
    let concepts_cut = near.len().saturating_sub(NEAR);
    near.truncate(NEAR);
    let mut ties = Ties::among(book, near.iter().chain([&note.id]));
    let place = |ties: &Ties, page: &str| ties.concepts.iter().position(|c| c == page);
    let focus = place(&ties, &note.id)?;
    // Here everything stands to the concept: under the first of the wider ones, above the narrower.
    let first = above.iter().find_map(|p| place(&ties, p));
    ties.parents = vec![None; ties.concepts.len()];
    ties.parents[focus] = first;
    let mut order: Vec<usize> = near.iter().filter_map(|p| place(&ties, p)).collect();
    let under: Vec<usize> = below.iter().filter_map(|p| place(&ties, p)).filter(|p| first != Some(*p)).collect();
    for n in &under {
        ties.parents[*n] = Some(focus);
    }
    order.retain(|n| !under.contains(n) && Some(*n) != first);
    let order: Vec<usize> = first.into_iter().chain([focus]).chain(under).chain(order).collect();
    // What its neighbours have to do with each other is the map's business.
    ties.ties.retain(|(a, b), _| *a == focus || *b == focus);
    ties.spoken.retain(|(_, concept), _| *concept == focus);
    if order.len() < 2 && ties.spoken.is_empty() {
        return None;
    }
    let scene = Scene { book, ties: &ties, here };
    let rows: Vec<SpineRow> = order.iter().map(|c| scene.row(*c, &order, None, *c == focus)).collect();
    let (holders, holders_cut) = scene.holders(&order, &[focus], NEAR_HOLDERS);
    let drawing = spine::draw(&rows, &holders, &scene.between(&order), ARCS);
    Some(Neighbourhood { drawing, concepts_cut, holders_cut, url: page_url("map", None, here) })
}

/// What a drawing is made of.
struct Scene<'a> {
    book: &'a Book,
    ties: &'a Ties,
    here: &'a OutPath,
}

impl Scene<'_> {
    /// A concept as a row among others, not more than a few.
    fn row(&self, concept: usize, order: &[usize], begins: Option<String>, focus: bool) -> SpineRow {
        let link = brief(self.book, &self.ties.concepts[concept], self.here);
        let parent = self.ties.parents[concept].and_then(|p| order.iter().position(|o| *o == p));
        SpineRow { name: link.title, url: link.url, lang: link.lang, parent, begins, focus }
    }

    /// These concepts in one drawing, the addresses of its holders, and how many holders are left out. With each
    /// concept stands whether a group begins with it.
    fn concepts(
        &self,
        all: &[(usize, bool)],
        groups: &[Cluster],
        names: bool,
    ) -> (MapDrawing, BTreeSet<String>, usize) {
        let order: Vec<usize> = all.iter().map(|(c, _)| *c).collect();
        let mut of_group = groups.iter();
        let rows: Vec<SpineRow> = all
            .iter()
            .map(|(c, begins)| {
                let group = begins.then(|| of_group.next()).flatten();
                let name = group.filter(|_| names).map(|g| self.group_name(g));
                self.row(*c, &order, name, false)
            })
            .collect();
        let (holders, cut) = self.holders(&order, &order, MOST_HOLDERS);
        (spine::draw(&rows, &holders, &self.between(&order), ARCS), addresses(&holders), cut)
    }

    /// What a group is called in a drawing.
    fn group_name(&self, group: &Cluster) -> String {
        match group.around {
            Some(c) => format!("Around {}", brief(self.book, &self.ties.concepts[c], self.here).title),
            None => "Tied to none".to_owned(),
        }
    }

    /// The ties between the rows of a drawing: wider ones first, then the editors', then those of passages.
    fn between(&self, order: &[usize]) -> Vec<(usize, usize, Tie)> {
        let rows: BTreeMap<usize, usize> = order.iter().enumerate().map(|(n, c)| (*c, n)).collect();
        let inside = self.ties.ties.iter().filter_map(|((a, b), tie)| Some((*rows.get(a)?, *rows.get(b)?, *tie)));
        sorted(inside.collect())
    }

    /// The holders that speak of these concepts, those with the most statements on those that count, and how many
    /// more there are.
    fn holders(&self, order: &[usize], counted: &[usize], most: usize) -> (Vec<Holder>, usize) {
        let rows: BTreeMap<usize, usize> = order.iter().enumerate().map(|(n, c)| (*c, n)).collect();
        let spoken = self.ties.spoken.iter().filter_map(|((h, c), said)| Some((h.as_str(), *rows.get(c)?, *said)));
        self.holders_of(spoken, counted, most)
    }

    fn holders_of<'b>(
        &self,
        spoken: impl Iterator<Item = (&'b str, usize, bool)>,
        counted: &[usize],
        most: usize,
    ) -> (Vec<Holder>, usize) {
        let mut by: BTreeMap<&str, BTreeMap<usize, bool>> = BTreeMap::new();
        for (holder, row, own) in spoken {
            *by.entry(holder).or_default().entry(row).or_insert(false) |= own;
        }
        // A statement on several concepts counts once.
        let r = &self.book.relations;
        let concepts: BTreeSet<&str> = counted.iter().map(|c| self.ties.concepts[*c].as_str()).collect();
        let statements = |holder: &str| -> usize {
            let claims = r.claims_by_holder.get(holder).into_iter().flatten().map(|c| &r.claims[*c]);
            claims.filter(|c| c.concepts.iter().any(|c| concepts.contains(c.as_str()))).count()
        };
        let mut holders: Vec<Holder> = by
            .into_iter()
            .map(|(page, rows)| {
                let link = brief(self.book, page, self.here);
                let speaks = rows.into_iter().collect();
                Holder { name: link.title, url: link.url, lang: link.lang, speaks, statements: statements(page) }
            })
            .collect();
        holders.sort_by(|a, b| b.statements.cmp(&a.statements).then_with(|| a.url.cmp(&b.url)));
        let cut = holders.len().saturating_sub(most);
        holders.truncate(most);
        (holders, cut)
    }

    /// The groups in one drawing, as far as there is room, the addresses of its holders, and how many holders are left
    /// out.
    fn overview(
        &self,
        groups: &[Cluster],
        parts: &[(&Cluster, usize, usize, &[usize])],
    ) -> (MapDrawing, BTreeSet<String>, usize) {
        let mut group_of = vec![0; self.ties.concepts.len()];
        for (n, group) in groups.iter().enumerate() {
            for c in &group.members {
                group_of[*c] = n;
            }
        }
        let firsts: Vec<usize> = (1..).zip(parts).filter(|(_, (_, part, ..))| *part == 1).map(|(n, _)| n).collect();
        let shown = groups.len().min(MOST_ROWS);
        let rows: Vec<SpineRow> = groups[..shown]
            .iter()
            .enumerate()
            .map(|(n, group)| SpineRow {
                name: self.group_name(group),
                url: format!("#group-{}", firsts[n]),
                lang: None,
                parent: None,
                begins: None,
                focus: false,
            })
            .collect();
        let mut between: BTreeMap<(usize, usize), (Tie, usize)> = BTreeMap::new();
        for ((a, b), tie) in &self.ties.ties {
            let (x, y) = (group_of[*a], group_of[*b]);
            if x != y && x.max(y) < shown {
                let (sum, count) = between.entry((x.min(y), x.max(y))).or_default();
                sum.editors |= tie.editors || tie.broader.is_some();
                sum.passages |= tie.passages;
                *count += 1;
            }
        }
        let mut strongest: Vec<((usize, usize), (Tie, usize))> = between.into_iter().collect();
        strongest.sort_by(|a, b| b.1.1.cmp(&a.1.1).then_with(|| a.0.cmp(&b.0)));
        let ties: Vec<(usize, usize, Tie)> = strongest.into_iter().map(|((a, b), (tie, _))| (a, b, tie)).collect();
        let mut speaks: BTreeMap<&str, BTreeMap<usize, (usize, bool)>> = BTreeMap::new();
        for ((holder, c), own) in self.ties.spoken.iter().filter(|((_, c), _)| group_of[*c] < shown) {
            let all = speaks.entry(holder).or_default().entry(group_of[*c]).or_default();
            *all = (all.0 + 1, all.1 | own);
        }
        let spoken = speaks.iter().flat_map(|(holder, groups)| {
            let mut most: Vec<(&usize, &(usize, bool))> = groups.iter().collect();
            most.sort_by_key(|(group, (concepts, _))| (std::cmp::Reverse(*concepts), **group));
            most.into_iter().take(SPEAKS).map(|(group, (_, own))| (*holder, *group, *own))
        });
        let all: Vec<usize> = (0..self.ties.concepts.len()).collect();
        let (holders, cut) = self.holders_of(spoken, &all, MOST_HOLDERS);
        (spine::draw(&rows, &holders, &ties, ARCS / 2), addresses(&holders), cut)
    }
}

/// Ties in the order of their weight.
fn sorted(mut ties: Vec<(usize, usize, Tie)>) -> Vec<(usize, usize, Tie)> {
    ties.sort_by_key(|(a, b, tie)| (tie.broader.is_none(), !tie.editors, !tie.passages, *a, *b));
    ties
}

/// The addresses of holders.
fn addresses(holders: &[Holder]) -> BTreeSet<String> {
    holders.iter().map(|h| h.url.clone()).collect()
}

/// What is drawn, and must therefore be named in the list: links in a drawing are no stops for the keyboard.
struct DrawnMap<'a> {
    /// Whether the holder of this address is.
    holder: &'a dyn Fn(&str) -> bool,
    /// Whether a tie by passages is, between this concept and that page.
    pair: &'a dyn Fn(usize, &str) -> bool,
}

fn entry(book: &Book, concept: usize, ties: &Ties, here: &OutPath, drawn: &DrawnMap<'_>) -> ConceptView {
    let r = &book.relations;
    let page = &ties.concepts[concept];
    let concepts = |pages: Option<&BTreeSet<PageId>>| -> Vec<PageLink> {
        let all = pages.into_iter().flatten().filter(|p| book.note(p).is_some_and(|n| n.note.kind == Kind::Concept));
        let ordered: BTreeSet<(String, PageId)> = all.map(|p| in_order(book, p)).collect();
        ordered.iter().map(|(_, p)| brief(book, p, here)).collect()
    };
    let together = r.together.get(page).into_iter().flatten().enumerate();
    let together = together.filter(|(n, t)| *n < NAMED || (drawn.pair)(concept, &t.page)).map(|(_, t)| t);
    let mut counts: BTreeMap<&PageId, usize> = BTreeMap::new();
    for claim in r.claims_by_concept.get(page).into_iter().flatten() {
        *counts.entry(&r.claims[*claim].holder).or_insert(0) += 1;
    }
    let ordered: BTreeMap<(String, PageId), usize> = counts.iter().map(|(h, n)| (in_order(book, h), *n)).collect();
    let all = ordered.iter().map(|((_, h), n)| Counted { link: brief(book, h, here), count: *n }).enumerate();
    let holders: Vec<Counted> =
        all.filter(|(n, h)| *n < NAMED || (drawn.holder)(&h.link.url)).map(|(_, holder)| holder).collect();
    ConceptView {
        link: brief(book, page, here),
        broader: concepts(r.broader.get(page)),
        narrower: concepts(r.narrower.get(page)),
        related: concepts(r.related.get(page)),
        together: together.map(|t| Counted { link: brief(book, &t.page, here), count: t.shared }).collect(),
        more_holders: ordered.len().saturating_sub(holders.len()),
        holders,
    }
}

/// A link without the sentence on its page.
fn brief(book: &Book, page: &str, here: &OutPath) -> PageLink {
    PageLink { summary: None, ..page_link(book, page, here) }
}
