//! What holds for every page: drawings of random charts are without fault, and cross no more than any choice of routes must.

use super::candidates::candidates;
use super::check::{Drawn, check};
use super::choose::Model;
use super::grid::Grid;
use super::pairs::{CROSSING, natures};
use super::*;
use crate::geom::{Point, Size};

struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 8) as usize % end
    }
}

const LANE: i32 = 80;

fn chart(lanes: i32, rows: usize) -> PageChart {
    PageChart {
        rules: (0..=lanes).map(|lane| Length::pt(LANE * lane)).collect(),
        rows: vec![Length::pt(30); rows],
        ..PageChart::default()
    }
}

fn symbol(shape: Shape, row: usize, lane: usize, slot: usize) -> Node {
    let height = if shape == Shape::Decision { 28 } else { 22 };
    Node {
        shape,
        size: Size::new(Length::pt(48), Length::pt(height)),
        place: Place::Cell { row, lane, slot },
        beyond: None,
    }
}

fn off_page(shape: Shape, place: Place) -> Node {
    Node { shape, size: Size::new(Length::pt(14), Length::pt(14)), place, beyond: None }
}

fn arrow(from: &[NodeId], to: &[NodeId]) -> Link {
    Link { from: from.to_vec(), to: to.to_vec(), exit: 0, label: None, kind: LinkKind::Main }
}

fn exit(from: NodeId, to: NodeId, exit: usize) -> Link {
    let kind = if exit == 0 { LinkKind::Main } else { LinkKind::Aside };
    Link { exit, kind, label: Some(Size::new(Length::pt(16), Length::pt(8))), ..arrow(&[from], &[to]) }
}

fn tie(from: NodeId, to: NodeId) -> Link {
    Link { kind: LinkKind::Tie, ..arrow(&[from], &[to]) }
}

/// A procedure at random: each row leads to the next, decisions back or further on.
fn random_chart(seed: u64) -> PageChart {
    let mut random = Random::new(seed);
    let (lanes, rows) = (2 + random.below(3), 3 + random.below(4));
    let mut page = chart(lanes as i32, rows);
    for row in 0..rows {
        let decides = row + 1 < rows && random.below(3) == 0;
        let shape = if decides { Shape::Decision } else { Shape::Process };
        page.nodes.push(symbol(shape, row, random.below(lanes), 0));
    }
    for row in 0..rows - 1 {
        if page.nodes[row].shape == Shape::Decision {
            let others: Vec<usize> = (0..rows).filter(|&other| other != row && other != row + 1).collect();
            page.links.push(exit(row, row + 1, 0));
            page.links.push(exit(row, others[random.below(others.len())], 1));
        } else {
            page.links.push(arrow(&[row], &[row + 1]));
        }
    }
    if random.below(2) == 0 {
        page.nodes.push(off_page(Shape::OffPageDown, Place::Top));
        page.links.push(arrow(&[rows], &[0]));
    }
    page
}

/// Everything wrong with the drawing of a page.
fn faults(page: &PageChart) -> Vec<String> {
    let routed = route(page);
    let ends: Vec<(NodeId, NodeId)> = routed.lines.iter().map(|line| (line.from, line.to)).collect();
    let lines: Vec<Vec<Point>> = routed.lines.iter().map(|line| line.points.clone()).collect();
    let natures = natures(page);
    let drawn = Drawn { page, rows: &routed.rows, rects: &routed.nodes, ends: &ends, lines: &lines, natures: &natures };
    let mut faults: Vec<String> = check(&drawn).0.iter().map(|finding| format!("{finding:?}")).collect();
    for (link, line) in routed.lines.iter().enumerate() {
        let wanted = page.links[link].label.is_some() && natures[link].exit == link;
        if wanted != line.label.is_some() {
            faults.push(format!("label of {link}"));
        }
    }
    faults
}

#[track_caller]
fn assert_faultless(page: &PageChart) {
    assert_eq!(faults(page), Vec::<String>::new(), "{page:?}");
}

#[test]
fn random_charts_are_drawn_without_fault() {
    for seed in 0..150 {
        assert_faultless(&random_chart(seed));
    }
}

#[test]
fn the_same_page_is_drawn_the_same_way() {
    let page = random_chart(7);
    assert_eq!(route(&page), route(&page));
}

#[test]
fn a_line_goes_straight_down_where_it_can() {
    let mut page = chart(1, 2);
    page.nodes = vec![symbol(Shape::Process, 0, 0, 0), symbol(Shape::Process, 1, 0, 0)];
    page.links = vec![arrow(&[0], &[1])];
    let routed = route(&page);
    assert_eq!(routed.cost.bends, 0);
    assert_eq!(routed.lines[0].points[0].y, routed.nodes[0].bottom());
}

#[test]
fn exits_that_split_leave_at_one_point() {
    let mut page = chart(3, 2);
    page.nodes =
        vec![symbol(Shape::Process, 0, 1, 0), symbol(Shape::Process, 1, 0, 0), symbol(Shape::Process, 1, 2, 0)];
    page.links = vec![arrow(&[0], &[1]), arrow(&[0], &[2])];
    assert_faultless(&page);
    let routed = route(&page);
    assert_eq!(routed.lines[0].points[0], routed.lines[1].points[0]);
}

#[test]
fn joint_boxes_are_tied_at_one_height() {
    let mut page = chart(3, 2);
    page.nodes =
        vec![symbol(Shape::Process, 0, 0, 0), symbol(Shape::Process, 0, 2, 0), symbol(Shape::Process, 1, 2, 0)];
    page.links = vec![tie(0, 1), arrow(&[0, 1], &[2])];
    assert_faultless(&page);
    let routed = route(&page);
    assert_eq!(routed.lines[0].points.len(), 2);
    assert_eq!(routed.lines[1].from, 1, "the flow leaves the nearer box");
}

#[test]
fn symbols_of_one_cell_stand_below_one_another() {
    let mut page = chart(2, 2);
    page.nodes =
        vec![symbol(Shape::Process, 0, 0, 0), symbol(Shape::Decision, 0, 0, 1), symbol(Shape::Process, 1, 1, 0)];
    page.links = vec![arrow(&[0], &[1]), exit(1, 2, 0), exit(1, 0, 1)];
    assert_faultless(&page);
    let routed = route(&page);
    assert!(routed.nodes[0].bottom() < routed.nodes[1].y && routed.nodes[1].bottom() < routed.rows[1]);
}

#[test]
fn an_off_page_symbol_takes_a_free_cell_where_there_is_one() {
    let mut page = chart(2, 2);
    page.rows = vec![Length::pt(60); 2];
    page.nodes = vec![
        symbol(Shape::Process, 0, 0, 0),
        symbol(Shape::Process, 1, 1, 0),
        off_page(Shape::OffPageDown, Place::Bottom),
    ];
    page.links = vec![arrow(&[0], &[2])];
    assert_faultless(&page);
    assert_eq!(route(&page).rows[2], Length::pt(120), "no row grew");
}

#[test]
fn rows_grow_for_what_stands_in_them() {
    let mut page = chart(1, 2);
    page.rows = vec![Length::ZERO; 2];
    page.nodes =
        vec![symbol(Shape::Decision, 0, 0, 0), symbol(Shape::Process, 1, 0, 0), off_page(Shape::OffPageUp, Place::Top)];
    page.links = vec![exit(0, 1, 0), exit(0, 2, 1)];
    assert_faultless(&page);
}

#[test]
fn crowded_pages_give_a_drawing_all_the_same() {
    let mut page = chart(1, 6);
    page.nodes = (0..6).map(|row| symbol(Shape::Process, row, 0, 0)).collect();
    page.links = (0..6)
        .flat_map(|a| (0..6).filter(move |&b| a != b).map(move |b| Link { exit: b, ..arrow(&[a], &[b]) }))
        .collect();
    let routed = route(&page);
    assert_eq!(routed.lines.len(), 30);
    assert!(routed.wider[0] > Length::ZERO, "the lane asks for room");
}

/// On small charts no choice of routes has fewer crossing pairs: branch and bound without limits, priced by crossings alone.
#[test]
fn small_charts_cross_no_more_than_they_must() {
    for seed in 200..230 {
        let page = random_chart(seed);
        let (grid, natures) = (Grid::new(&page), natures(&page));
        let all = page.links.iter().map(|link| candidates(&page, &grid, link, false)).collect();
        let mut model = Model::new(&page, &grid, natures, all);
        let routed = route(&page);
        let least = least_crossings(&mut model, &mut Vec::new(), routed.cost.crossings as usize);
        assert!(
            routed.cost.crossings as usize <= least,
            "seed {seed}: {} crossings, {least} would do",
            routed.cost.crossings
        );
    }
}

/// What is told of two routes at once, by bits or by the ends of their common stretch, is what trying all orders of their runs finds.
#[test]
fn costs_of_pairs_are_those_of_their_best_order() {
    for seed in 300..320 {
        let page = random_chart(seed);
        let (grid, natures) = (Grid::new(&page), natures(&page));
        let all = page.links.iter().map(|link| candidates(&page, &grid, link, seed % 4 == 0)).collect();
        let mut model = Model::new(&page, &grid, natures, all);
        for i in 0..model.count() {
            for j in model.near(i).filter(|&j| j > i).collect::<Vec<_>>() {
                for k in 0..model.routes[i].len() {
                    for m in 0..model.routes[j].len() {
                        let tried = model.pair(i, k, j, m, None).cost;
                        assert_eq!(
                            model.joint(i, k, j, m),
                            tried,
                            "seed {seed}: {:?} {:?}",
                            model.routes[i][k],
                            model.routes[j][m]
                        );
                    }
                }
            }
        }
    }
}

/// The least number of crossing pairs below `bound`, or `bound`.
fn least_crossings(model: &mut Model, chosen: &mut Vec<usize>, bound: usize) -> usize {
    let i = chosen.len();
    if bound == 0 || i == model.count() {
        return 0;
    }
    let mut best = bound;
    for k in 0..model.routes[i].len() {
        let conflicts = (0..i).map(|j| model.joint(j, chosen[j], i, k));
        let here: usize = conflicts.map(|cost| (cost / CROSSING) as usize).sum();
        if here >= best {
            continue;
        }
        chosen.push(k);
        best = best.min(here + least_crossings(model, chosen, best - here));
        chosen.pop();
    }
    best
}
