//! The least number of crossings, by branch and bound over all ways of all lines.
//!
//! Two ways that run together for a while need not cross there if the one can stay on its side of the other; how wide a gutter is does
//! not matter. So what comes out is a lower bound: no drawing whose lines bend as little has fewer crossings.

use lajur::layout::route::Shape;

use super::table::{Line, Table, is_off_page};
use super::ways::{Tree, Way, direction, point, ways};

/// Lines of a page at most.
const LINES: usize = 32;

/// Choices of a way that a search makes at most.
const STEPS: usize = 20_000;

/// What a search finds out.
#[derive(Clone, Debug)]
pub(crate) enum Least {
    /// No choice of ways has fewer crossings.
    AsDrawn,
    /// This one has: so many, by these ways.
    Fewer(usize, Vec<Way>),
    /// There were too many choices to go through.
    Unknown,
}

/// Whether the lines of a page, none with more than so many bends, could be drawn with fewer crossings than it has.
pub(crate) fn least_crossings(table: &Table, bends: usize, drawn: usize) -> Least {
    if drawn == 0 {
        return Least::AsDrawn;
    }
    let mut ways: Vec<Vec<Way>> = table.lines.iter().map(|line| ways(table, line, bends)).collect();
    ways.iter_mut().for_each(|ways| ways.sort_by_key(|way| (way.bends, way.points.len())));
    let all = |ways: &Vec<Way>| (0..ways.len()).map(|way| Open { way, crossed: [0; LINES] }).collect();
    let open = ways.iter().map(all).collect();
    let (clans, chosen) = (clans(&table.lines), vec![None; ways.len()]);
    let mut search = Search { table, ways: &ways, clans, bound: drawn, chosen, best: None, steps: STEPS };
    search.descend(open, &[[0; LINES]; LINES]);
    match search.best {
        Some(best) => {
            let chosen = best.iter().enumerate().map(|(line, &way)| ways[line][way].clone());
            Least::Fewer(search.bound, chosen.collect())
        }
        None if search.steps == 0 => Least::Unknown,
        None => Least::AsDrawn,
    }
}

/// Whether two lines may lie on one another in part, and where they do cross a third as one.
fn are_akin(a: &Line, b: &Line) -> bool {
    !a.tie && !b.tie && (a.to == b.to || a.from == b.from && a.exit == b.exit)
}

/// Lines that are akin, or akin to akin ones, are of one clan: the crossings of two clans are counted once, as if all went together.
fn clans(lines: &[Line]) -> Vec<usize> {
    let mut clans: Vec<usize> = (0..lines.len()).collect();
    for a in 0..lines.len() {
        for b in (0..a).filter(|&b| are_akin(&lines[a], &lines[b])) {
            let (old, new) = (clans[a].max(clans[b]), clans[a].min(clans[b]));
            clans.iter_mut().filter(|clan| **clan == old).for_each(|clan| *clan = new);
        }
    }
    clans
}

/// How often each clan crosses each other one.
type Crossed = [[u8; LINES]; LINES];

/// A way that may still be chosen, and how often it crosses each clan.
#[derive(Clone, Copy)]
struct Open {
    way: usize,
    crossed: [u8; LINES],
}

struct Search<'a> {
    table: &'a Table,
    ways: &'a [Vec<Way>],
    clans: Vec<usize>,
    bound: usize,
    chosen: Vec<Option<usize>>,
    best: Option<Vec<usize>>,
    steps: usize,
}

impl Search<'_> {
    /// Chooses a way for one more line. `open`: the ways of each line that are left; `crossed`: by what is chosen.
    fn descend(&mut self, open: Vec<Vec<Open>>, crossed: &Crossed) {
        let free = (0..open.len()).filter(|&line| self.chosen[line].is_none());
        let Some(line) = free.min_by_key(|&line| open[line].len()) else {
            self.bound = count(crossed);
            self.best = self.chosen.iter().copied().collect();
            return;
        };
        for choice in &open[line] {
            if self.steps == 0 || self.bound == 0 {
                break;
            }
            self.steps -= 1;
            self.chosen[line] = Some(choice.way);
            let crossed = self.with(crossed, line, choice);
            if let Some(open) = self.narrowed(&open, line, &crossed) {
                self.descend(open, &crossed);
            }
        }
        self.chosen[line] = None;
    }

    fn with(&self, crossed: &Crossed, line: usize, choice: &Open) -> Crossed {
        let mut crossed = *crossed;
        let own = self.clans[line];
        for (clan, &times) in choice.crossed.iter().enumerate() {
            let pair = &mut crossed[own.min(clan)][own.max(clan)];
            *pair = (*pair).max(times);
        }
        crossed
    }

    /// The ways that are left once `line` has its own; none if some line has none.
    fn narrowed(&self, open: &[Vec<Open>], line: usize, crossed: &Crossed) -> Option<Vec<Vec<Open>>> {
        let mut left = Vec::with_capacity(open.len());
        if count(crossed) >= self.bound {
            return None;
        }
        for (other, ways) in open.iter().enumerate() {
            if self.chosen[other].is_some() {
                left.push(Vec::new());
                continue;
            }
            let ways: Vec<Open> = ways.iter().filter_map(|&open| self.beside(other, open, line, crossed)).collect();
            if ways.is_empty() {
                return None;
            }
            left.push(ways);
        }
        Some(left)
    }

    /// A way of `other` beside the one chosen for `line`, if there are not too many crossings with it.
    fn beside(&self, other: usize, mut open: Open, line: usize, crossed: &Crossed) -> Option<Open> {
        let (one, two) = (&self.ways[line][self.chosen[line]?], &self.ways[other][open.way]);
        if self.clash((line, one), (other, two)) {
            return None;
        }
        let width = self.table.width();
        let mut see = |of: usize, times: u8| open.crossed[self.clans[of]] = open.crossed[self.clans[of]].max(times);
        let akin = |a: usize, b: usize| are_akin(&self.table.lines[a], &self.table.lines[b]);
        if !akin(line, other) {
            see(line, crossings(one, &two.tree, width));
        }
        for (third, way) in self.settled(line) {
            let trios = [
                ((line, one), (other, two), (third, way)),
                ((other, two), (line, one), (third, way)),
                ((third, way), (line, one), (other, two)),
            ];
            for (alone, a, b) in trios {
                let apart = !akin(alone.0, a.0) && !akin(alone.0, b.0);
                if let Some(tree) = self.tree(a, b).filter(|_| apart) {
                    see(if alone.0 == other { line } else { alone.0 }, crossings(alone.1, &tree, width));
                }
            }
        }
        (count(&self.with(crossed, other, &open)) < self.bound).then_some(open)
    }

    /// Lines with the ways chosen for them, but for one.
    fn settled(&self, but: usize) -> impl Iterator<Item = (usize, &Way)> {
        let way = move |(line, way): (usize, &Option<usize>)| Some((line, &self.ways[line][(*way)?]));
        self.chosen.iter().enumerate().filter_map(way).filter(move |(line, _)| *line != but)
    }

    /// Two ways as one tree, where they must be one line in part: out of one exit, or into a port with one place. None where they
    /// meet again elsewhere.
    fn tree(&self, (i, a): (usize, &Way), (j, b): (usize, &Way)) -> Option<Tree> {
        let (one, two) = (&self.table.lines[i], &self.table.lines[j]);
        if !are_akin(one, two) {
            return None;
        }
        let common = if one.from == two.from && one.exit == two.exit {
            a.points.iter().zip(&b.points).take_while(|(p, q)| p == q).count()
        } else if a.ends[1] == b.ends[1] && a.ends[1].pinned {
            a.points.iter().rev().zip(b.points.iter().rev()).take_while(|(p, q)| p == q).count()
        } else {
            return None;
        };
        let met = a.points.iter().filter(|&&point| b.tree[point as usize] > 0).count();
        (met == common).then(|| a.tree.iter().zip(&b.tree).map(|(p, q)| p | q).collect())
    }

    /// Whether two lines cannot have these ways both.
    fn clash(&self, (i, a): (usize, &Way), (j, b): (usize, &Way)) -> bool {
        let (one, two) = (&self.table.lines[i], &self.table.lines[j]);
        let decides = one.from.iter().any(|&symbol| self.table.symbols[symbol].shape == Shape::Decision);
        let same_source = !one.tie && !two.tie && one.from == two.from;
        let same_exit = same_source && one.exit == two.exit;
        if same_exit && a.ends[0] != b.ends[0] || same_source && decides && a.ends[0].symbol != b.ends[0].symbol {
            return true;
        }
        for (k, p) in a.ends.iter().enumerate() {
            for (m, q) in b.ends.iter().enumerate() {
                let merges = k == 1 && m == 1 && !one.tie && !two.tie || k == 0 && m == 0 && same_exit;
                let one_place = p.symbol == q.symbol && p.side == q.side && p.pinned;
                if one_place && !merges || (p.symbol == q.symbol) != (p.cell == q.cell) {
                    return true;
                }
            }
        }
        let stands_on = |of: &Way, way: &Way| {
            of.ends.iter().any(|end| {
                is_off_page(self.table.symbols[end.symbol].shape)
                    && way.ends.iter().all(|other| other.symbol != end.symbol)
                    && way.tree[self.table.number(point(end.cell)) as usize] > 0
            })
        };
        stands_on(a, b) || stands_on(b, a)
    }
}

fn count(crossed: &Crossed) -> usize {
    crossed.iter().flatten().map(|&times| usize::from(times)).sum()
}

/// How often a way must cross a tree. Where it runs along the tree it keeps to one side; at each point it goes round the tree's branches
/// by the cheaper way.
fn crossings(way: &Way, tree: &Tree, width: u16) -> u8 {
    let points = &way.points;
    // Left of the tree and right of it, or in both places the same where there is no tree.
    let mut times = [0; 2];
    for at in 0..points.len() - 1 {
        let here = points[at];
        let branches = tree[here as usize];
        let on = direction(here, points[at + 1], width);
        if at > 0 && branches > 0 {
            let back = direction(here, points[at - 1], width);
            let sides = |towards: usize, leaves: bool| match branches & 1 << towards {
                0 => [3 * towards + 1; 2],
                _ if leaves => [3 * towards, 3 * towards + 2],
                _ => [3 * towards + 2, 3 * towards],
            };
            let (from, to) = (sides(back, false), sides(on, true));
            let round = |to: usize| (0..2).map(|side| times[side] + passed(branches, from[side], to)).min();
            times = to.map(|to| round(to).unwrap_or(0));
        } else if at > 0 {
            times = [times[0].min(times[1]); 2];
        }
    }
    times[0].min(times[1])
}

/// How many branches lie on the way round a point from one of twelve directions to another: each branch lies in the middle of three.
fn passed(branches: u8, from: usize, to: usize) -> u8 {
    let (low, high) = (from.min(to), from.max(to));
    let between =
        (0..4).filter(|branch| branches & 1 << branch > 0 && low < 3 * branch + 1 && 3 * branch + 1 < high).count();
    let both = (0..2).map(|end| [from, to][end]).filter(|slot| slot % 3 == 1 && branches & 1 << (slot / 3) > 0).count();
    let all = branches.count_ones() as usize;
    between.min(all - between - both) as u8
}
