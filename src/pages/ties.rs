//! What ties concepts to each other, as the map draws it: which belong together, and in which order they stand
//! so that the lines between them are short. Whole numbers only, and every draw is settled by the alphabet, so that
//! the same book gives the same picture.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::in_order;
use crate::book::Book;
use crate::id::PageId;
use crate::model::note::{Kind, Voice};

/// Of the pairs spoken of together, those that are among so many strongest of one of the two.
const STRONGEST: usize = 3;
/// How often an order is gone through to make it better.
const SWEEPS: usize = 12;

/// How two concepts are tied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tie {
    /// Whether the first is the broader one, or the second.
    pub broader: Option<bool>,
    /// Whether the editors call them related.
    pub editors: bool,
    /// Whether they are spoken of together in passages more often than chance would have it.
    pub passages: bool,
}

impl Tie {
    fn weight(self) -> u64 {
        u64::from(self.broader.is_some()) * 6 + u64::from(self.editors) * 3 + u64::from(self.passages) * 2
    }
}

/// Concepts with what ties them.
#[derive(Debug, Default)]
pub struct Ties {
    /// Their pages, in the order of the alphabet.
    pub concepts: Vec<PageId>,
    /// For each its broader one under which it stands, if it has one.
    pub parents: Vec<Option<usize>>,
    /// The ties, by the places of both, the smaller first.
    pub ties: BTreeMap<(usize, usize), Tie>,
    /// Who speaks of them, by holder, then concept, and whether ever in its own words.
    pub spoken: BTreeMap<(PageId, usize), bool>,
}

/// Concepts that belong together, in the order in which they stand.
#[derive(Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The one that is tied to most; nothing for those tied to none.
    pub around: Option<usize>,
    /// All of them, each behind its broader one.
    pub members: Vec<usize>,
}

impl Ties {
    /// The ties among all concepts of a book.
    pub fn of_book(book: &Book) -> Self {
        let pages = book.notes_of(Kind::Concept).map(|n| &n.note.id).filter(|id| !book.is_list(id));
        Self::among(book, pages)
    }

    /// The ties among these concepts.
    pub fn among<'a>(book: &Book, pages: impl Iterator<Item = &'a PageId>) -> Self {
        let ordered: BTreeSet<(String, PageId)> = pages.map(|p| in_order(book, p)).collect();
        let concepts: Vec<PageId> = ordered.into_iter().map(|(_, page)| page).collect();
        let places: BTreeMap<&str, usize> = concepts.iter().enumerate().map(|(n, p)| (p.as_str(), n)).collect();
        let r = &book.relations;
        let (mut ties, mut spoken) = (BTreeMap::new(), BTreeMap::new());
        let mut tie = |a: usize, b: usize, set: &dyn Fn(&mut Tie, bool)| {
            if a != b {
                set(ties.entry((a.min(b), a.max(b))).or_insert_with(Tie::default), a < b);
            }
        };
        for (n, page) in concepts.iter().enumerate() {
            for other in r.broader.get(page).into_iter().flatten().filter_map(|p| places.get(p.as_str())) {
                tie(*other, n, &|t, first| t.broader = t.broader.or(Some(first)));
            }
            for other in r.related.get(page).into_iter().flatten().filter_map(|p| places.get(p.as_str())) {
                tie(n, *other, &|t, _| t.editors = true);
            }
            let together = r.together.get(page).into_iter().flatten().filter_map(|t| places.get(t.page.as_str()));
            for other in together.take(STRONGEST) {
                tie(n, *other, &|t, _| t.passages = true);
            }
            for claim in r.claims_by_concept.get(page).into_iter().flatten().map(|&c| &r.claims[c]) {
                let own = matches!(claim.voice, Voice::Own | Voice::Quoted);
                *spoken.entry((claim.holder.clone(), n)).or_insert(false) |= own;
            }
        }
        let parents = parents(&concepts, &places, &r.broader);
        Self { parents, ties, spoken, concepts }
    }

    /// The concepts in groups that belong together, each group in the order in which it is drawn; those tied to
    /// none come last.
    pub fn groups(&self) -> Vec<Cluster> {
        let n = self.concepts.len();
        // A broader concept and what is under it stay together.
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); n];
        for (c, parent) in self.parents.iter().enumerate() {
            if let Some(p) = parent {
                children[*p].push(c);
            }
        }
        let mut trees: Vec<Vec<usize>> = Vec::new();
        let mut tree_of = vec![0; n];
        for top in (0..n).filter(|c| self.parents[*c].is_none()) {
            let mut members = Vec::new();
            let mut open = vec![top];
            while let Some(c) = open.pop() {
                tree_of[c] = trees.len();
                members.push(c);
                open.extend(children[c].iter().rev());
            }
            trees.push(members);
        }
        let mut degree = vec![0u64; n];
        let mut between: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for (&(a, b), tie) in &self.ties {
            degree[a] += tie.weight();
            degree[b] += tie.weight();
            let (x, y) = (tree_of[a], tree_of[b]);
            if x != y {
                *between.entry((x.min(y), x.max(y))).or_insert(0) += tie.weight();
            }
        }
        let group_of = communities(trees.len(), &between);
        let count = group_of.iter().max().map_or(0, |g| g + 1);
        let mut of_group: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut alone = Vec::new();
        for (t, members) in trees.iter().enumerate() {
            match members.iter().all(|c| degree[*c] == 0) {
                true => alone.extend(members.iter().copied()),
                false => of_group[group_of[t]].push(t),
            }
        }
        of_group.retain(|g| !g.is_empty());
        let sizes: Vec<i64> = trees.iter().map(|t| t.len() as i64).collect();
        let ordered = order(of_group, &sizes, &between);
        let mut groups: Vec<Cluster> = ordered
            .into_iter()
            .map(|g| {
                let members: Vec<usize> = g.into_iter().flat_map(|t| trees[t].iter().copied()).collect();
                let around = members.iter().copied().max_by_key(|c| (degree[*c], std::cmp::Reverse(*c)));
                Cluster { around, members }
            })
            .collect();
        if !alone.is_empty() {
            groups.push(Cluster { around: None, members: alone });
        }
        groups
    }
}

/// For each concept the broader one under which it stands: its first that does not lead round to itself.
fn parents(
    concepts: &[PageId],
    places: &BTreeMap<&str, usize>,
    broader: &BTreeMap<PageId, BTreeSet<PageId>>,
) -> Vec<Option<usize>> {
    let first = |page: &PageId| broader.get(page)?.iter().find_map(|p| places.get(p.as_str()).copied());
    let mut parents: Vec<Option<usize>> = concepts.iter().map(first).collect();
    // Whoever is met again on its own way up is cut loose; each concept is gone past once.
    let mut done = vec![0usize; concepts.len()];
    for start in 0..concepts.len() {
        let mut at = start;
        while done[at] == 0 {
            done[at] = start + 1;
            let Some(up) = parents[at] else { break };
            if done[up] == start + 1 {
                parents[at] = None;
                break;
            }
            at = up;
        }
    }
    parents
}

/// Groups by modularity (Blondel and others 2008): each node goes where it has more ties than chance would give it,
/// then the groups are the nodes, until nothing moves.
fn communities(n: usize, edges: &BTreeMap<(usize, usize), u64>) -> Vec<usize> {
    let mut group: Vec<usize> = (0..n).collect();
    let mut edges = edges.clone();
    let mut nodes = n;
    loop {
        let moved = one_level(nodes, &edges);
        let mut names: BTreeMap<usize, usize> = BTreeMap::new();
        for g in &moved {
            let next = names.len();
            names.entry(*g).or_insert(next);
        }
        if names.len() == nodes {
            return group;
        }
        for g in &mut group {
            *g = names[&moved[*g]];
        }
        let mut next: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for (&(a, b), weight) in &edges {
            let (x, y) = (names[&moved[a]], names[&moved[b]]);
            *next.entry((x.min(y), x.max(y))).or_insert(0) += weight;
        }
        (edges, nodes) = (next, names.len());
    }
}

fn one_level(n: usize, edges: &BTreeMap<(usize, usize), u64>) -> Vec<usize> {
    let mut near: Vec<Vec<(usize, u64)>> = vec![Vec::new(); n];
    let mut degree = vec![0i128; n];
    for (&(a, b), &weight) in edges {
        degree[a] += i128::from(weight);
        degree[b] += i128::from(weight);
        if a != b {
            near[a].push((b, weight));
            near[b].push((a, weight));
        }
    }
    let all: i128 = degree.iter().sum();
    let mut group: Vec<usize> = (0..n).collect();
    let mut total = degree.clone();
    for _ in 0..SWEEPS {
        let mut moved = false;
        for node in 0..n {
            let own = group[node];
            total[own] -= degree[node];
            let mut to: BTreeMap<usize, i128> = BTreeMap::from([(own, 0)]);
            for &(other, weight) in &near[node] {
                *to.entry(group[other]).or_insert(0) += i128::from(weight);
            }
            let gain = |(g, ties): (&usize, &i128)| ties * all - total[*g] * degree[node];
            let stay = gain((&own, &to[&own]));
            let best = to.iter().map(|e| (gain(e), std::cmp::Reverse(*e.0))).max();
            if let Some((_, std::cmp::Reverse(g))) = best.filter(|(value, _)| *value > stay) {
                group[node] = g;
                moved = true;
            }
            total[group[node]] += degree[node];
        }
        if !moved {
            break;
        }
    }
    group
}

/// Puts groups, and what is in each, in an order in which ties are short: everything goes to the middle of what it is
/// tied to, and then changes places with its neighbour where that helps.
fn order(mut groups: Vec<Vec<usize>>, sizes: &[i64], edges: &BTreeMap<(usize, usize), u64>) -> Vec<Vec<usize>> {
    let mut near: Vec<Vec<(usize, i64)>> = vec![Vec::new(); sizes.len()];
    for (&(a, b), &weight) in edges {
        near[a].push((b, weight as i64));
        near[b].push((a, weight as i64));
    }
    let mut at = vec![0i64; sizes.len()];
    let place = |groups: &[Vec<usize>], at: &mut Vec<i64>| {
        let mut next = 0;
        for &t in groups.iter().flatten() {
            at[t] = next * 2 + sizes[t];
            next += sizes[t];
        }
    };
    let middle = |of: &[usize], at: &[i64], inside: Option<&BTreeSet<usize>>| -> i64 {
        let ties = of.iter().flat_map(|t| &near[*t]).filter(|(o, _)| inside.is_none_or(|i| !i.contains(o)));
        let (sum, weight) = ties.fold((0, 0), |(s, w), (o, weight)| (s + at[*o] * weight, w + weight));
        if weight == 0 { of.first().map_or(0, |t| at[*t] * 64) } else { sum * 64 / weight }
    };
    place(&groups, &mut at);
    let sets: BTreeMap<usize, BTreeSet<usize>> =
        groups.iter().map(|g| (g.iter().copied().min().unwrap_or(0), g.iter().copied().collect())).collect();
    for _ in 0..SWEEPS {
        groups.sort_by_cached_key(|g| {
            let name = g.iter().copied().min().unwrap_or(0);
            (middle(g, &at, sets.get(&name)), name)
        });
        place(&groups, &mut at);
        for group in &mut groups {
            group.sort_by_cached_key(|t| (middle(&[*t], &at, None), *t));
        }
        place(&groups, &mut at);
    }
    let cost = |t: usize, from: i64, without: usize, at: &[i64]| -> i64 {
        near[t].iter().filter(|(o, _)| *o != without).map(|(o, w)| (from - at[*o]).abs() * w).sum()
    };
    for _ in 0..SWEEPS {
        let mut better = false;
        for group in &mut groups {
            for n in 1..group.len() {
                let (a, b) = (group[n - 1], group[n]);
                let now = cost(a, at[a], b, &at) + cost(b, at[b], a, &at);
                let (to_a, to_b) = (at[a] + 2 * sizes[b], at[b] - 2 * sizes[a]);
                if cost(a, to_a, b, &at) + cost(b, to_b, a, &at) < now {
                    group.swap(n - 1, n);
                    (at[a], at[b]) = (to_a, to_b);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(n: usize, ties: &[(usize, usize)]) -> Ties {
        let editors = Tie { editors: true, ..Tie::default() };
        Ties {
            concepts: (0..n).map(|n| PageId::new(format!("c{n:04}"))).collect(),
            parents: vec![None; n],
            ties: ties.iter().map(|pair| (*pair, editors)).collect(),
            spoken: BTreeMap::new(),
        }
    }

    fn members(ties: &Ties) -> Vec<Vec<usize>> {
        ties.groups().into_iter().map(|g| g.members).collect()
    }

    #[test]
    fn what_is_tied_most_stands_together_and_the_rest_last() {
        // Two triangles with one tie between them, and one concept tied to none.
        let ties = of(7, &[(0, 2), (2, 4), (0, 4), (1, 3), (3, 5), (1, 5), (4, 5)]);
        let mut groups = members(&ties);
        assert_eq!(groups.pop(), Some(vec![6]));
        let sets: BTreeSet<BTreeSet<usize>> = groups.iter().map(|g| g.iter().copied().collect()).collect();
        assert_eq!(sets, BTreeSet::from([BTreeSet::from([0, 2, 4]), BTreeSet::from([1, 3, 5])]));
        let flat: Vec<usize> = groups.concat();
        let at = |c| flat.iter().position(|f| *f == c).unwrap();
        assert_eq!(usize::abs_diff(at(4), at(5)), 1, "the tie between groups is short: {flat:?}");
    }

    #[test]
    fn a_chain_is_drawn_as_a_chain() {
        let order = members(&of(6, &[(0, 3), (1, 3), (1, 5), (2, 5), (2, 4)])).concat();
        let at = |c| order.iter().position(|f| *f == c).unwrap();
        let length: usize = [(0, 3), (1, 3), (1, 5), (2, 5), (2, 4)].iter().map(|(a, b)| at(*a).abs_diff(at(*b))).sum();
        assert!(length <= 7, "{order:?}");
    }

    #[test]
    fn narrower_concepts_follow_their_broader_one_whatever_else_ties_them() {
        let mut ties = of(6, &[(1, 5), (3, 4)]);
        ties.parents[4] = Some(1);
        ties.parents[5] = Some(4);
        ties.parents[2] = Some(1);
        let order = members(&ties).concat();
        let at = order.iter().position(|c| *c == 1).unwrap();
        assert_eq!(order[at..at + 4], [1, 2, 4, 5]);
    }

    #[test]
    fn a_circle_of_broader_concepts_is_cut_once() {
        let names: Vec<PageId> = (0..4).map(|n| PageId::new(format!("c{n}"))).collect();
        let places = names.iter().enumerate().map(|(n, name)| (name.as_str(), n)).collect();
        let broader = |n: usize, to: usize| (names[n].clone(), BTreeSet::from([names[to].clone()]));
        let circle = BTreeMap::from([broader(0, 1), broader(1, 2), broader(2, 0), broader(3, 0)]);
        let parents = parents(&names, &places, &circle);
        assert_eq!(parents.iter().filter(|p| p.is_none()).count(), 1);
        let own = BTreeMap::from([broader(0, 0)]);
        assert_eq!(super::parents(&names, &places, &own), [None; 4]);
    }

    #[test]
    fn every_concept_stands_in_one_group_of_a_large_book() {
        let pairs: Vec<(usize, usize)> =
            (0..3_000usize).map(|n| (n % 500, n * 7919 % 500)).filter(|(a, b)| a < b).collect();
        let ties = of(500, &pairs);
        let mut all = members(&ties).concat();
        assert_eq!(members(&ties).concat(), all, "the same each time");
        all.sort_unstable();
        assert_eq!(all, (0..500).collect::<Vec<_>>());
    }
}
