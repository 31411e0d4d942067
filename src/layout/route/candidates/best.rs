//! Keeps the routes of a link that are worth a look, and tells beforehand which cannot be.

use std::collections::BinaryHeap;

use super::{Route, Side};
use crate::layout::route::NodeId;
use crate::layout::route::grid::Cell;

/// How many routes are kept of a link.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keep {
    /// The cheapest of all.
    pub(super) cheapest: usize,
    /// The cheapest of one box and pair of sides, though others are cheaper; [`MOST`] at most.
    pub(super) of_sides: usize,
    /// The same of one pair of places.
    pub(super) of_places: usize,
}

/// The most that are kept for their sides or places.
pub(super) const MOST: usize = 12;

type OnSides = (NodeId, Side, Side);
type AtPlaces = ([NodeId; 2], [Cell; 2]);
/// What a route costs, how many points it has, the number of its sides: of two, the lesser is better, of equals the one found first.
type Bid = (i32, u8, u32);

/// The cheapest routes, and some of each box and pair of sides and of each pair of places.
pub(super) struct Best {
    keep: Keep,
    found: Vec<(Seat, Bid, Route)>,
    cheapest: BinaryHeap<Bid>,
    sides: Vec<(OnSides, [Bid; MOST])>,
    places: Vec<(AtPlaces, [Bid; MOST])>,
}

/// Where the routes of one pair of sides and places are counted.
#[derive(Clone, Copy)]
pub(super) struct Seat {
    sides: usize,
    places: usize,
}

impl Best {
    pub(super) fn new(keep: Keep) -> Self {
        Self { keep, found: Vec::new(), cheapest: BinaryHeap::new(), sides: Vec::new(), places: Vec::new() }
    }

    pub(super) fn seat(&mut self, sides: OnSides, places: AtPlaces) -> Seat {
        Seat { sides: index(&mut self.sides, sides), places: index(&mut self.places, places) }
    }

    /// Whether a route would be kept.
    pub(super) fn wants(&self, seat: Seat, bid: Bid) -> bool {
        self.cheapest.len() < self.keep.cheapest
            || self.cheapest.peek().is_some_and(|&dearest| bid < dearest)
            || bid < self.sides[seat.sides].1[self.keep.of_sides - 1]
            || bid < self.places[seat.places].1[self.keep.of_places - 1]
    }

    pub(super) fn add(&mut self, seat: Seat, sides: u32, route: Route) {
        let bid = (route.cost, route.len, sides);
        self.cheapest.push(bid);
        if self.cheapest.len() > self.keep.cheapest {
            self.cheapest.pop();
        }
        rank(&mut self.sides[seat.sides].1[..self.keep.of_sides], bid);
        rank(&mut self.places[seat.places].1[..self.keep.of_places], bid);
        self.found.push((seat, bid, route));
    }

    /// Those kept, cheapest first.
    pub(super) fn routes(self) -> Vec<Route> {
        let mut ranked: Vec<usize> = (0..self.found.len()).collect();
        ranked.sort_unstable_by_key(|&at| (self.found[at].1, at));
        let (mut sides, mut places) = (vec![0; self.sides.len()], vec![0; self.places.len()]);
        let Keep { cheapest, of_sides, of_places } = self.keep;
        let mut routes = Vec::with_capacity(ranked.len());
        for at in ranked {
            let (seat, _, route) = self.found[at];
            sides[seat.sides] += 1;
            places[seat.places] += 1;
            if routes.len() < cheapest || sides[seat.sides] <= of_sides || places[seat.places] <= of_places {
                routes.push(route);
            }
        }
        routes
    }
}

fn index<T: PartialEq>(known: &mut Vec<(T, [Bid; MOST])>, wanted: T) -> usize {
    known.iter().position(|(known, _)| *known == wanted).unwrap_or_else(|| {
        known.push((wanted, [(i32::MAX, 0, 0); MOST]));
        known.len() - 1
    })
}

/// Puts a bid among the best ones, where it is one.
fn rank(best: &mut [Bid], bid: Bid) {
    if let Some(at) = best.iter().position(|&other| bid < other) {
        best[at..].rotate_right(1);
        best[at] = bid;
    }
}
