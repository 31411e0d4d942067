//! Keeps the routes of a link that are worth a look, and tells beforehand which cannot be.

use std::collections::BinaryHeap;

use super::{Route, Side};
use crate::layout::route::NodeId;
use crate::layout::route::grid::Cell;

/// Routes of one box and pair of sides, and of one pair of places, that are kept though others are cheaper.
const OF_SIDES: usize = 2;
const OF_PLACES: usize = 3;

type OnSides = (NodeId, Side, Side);
type AtPlaces = ([NodeId; 2], [Cell; 2]);
/// What a route costs, how many points it has, the number of its sides: of two, the lesser is better, of equals the one found first.
type Bid = (i32, u8, u32);

/// The cheapest routes, and some of each box and pair of sides and of each pair of places.
pub(super) struct Best {
    kept: usize,
    found: Vec<(Seat, Bid, Route)>,
    cheapest: BinaryHeap<Bid>,
    sides: Vec<(OnSides, [Bid; OF_SIDES])>,
    places: Vec<(AtPlaces, [Bid; OF_PLACES])>,
}

/// Where the routes of one pair of sides and places are counted.
#[derive(Clone, Copy)]
pub(super) struct Seat {
    sides: usize,
    places: usize,
}

impl Best {
    /// Keeps so many, and those that are kept for their sides or places.
    pub(super) fn of(kept: usize) -> Self {
        Self { kept, found: Vec::new(), cheapest: BinaryHeap::new(), sides: Vec::new(), places: Vec::new() }
    }

    pub(super) fn seat(&mut self, sides: OnSides, places: AtPlaces) -> Seat {
        Seat { sides: index(&mut self.sides, sides), places: index(&mut self.places, places) }
    }

    /// Whether a route would be kept.
    pub(super) fn wants(&self, seat: Seat, bid: Bid) -> bool {
        self.cheapest.len() < self.kept
            || self.cheapest.peek().is_some_and(|&dearest| bid < dearest)
            || bid < self.sides[seat.sides].1[OF_SIDES - 1]
            || bid < self.places[seat.places].1[OF_PLACES - 1]
    }

    pub(super) fn add(&mut self, seat: Seat, sides: u32, route: Route) {
        let bid = (route.cost, route.len, sides);
        self.cheapest.push(bid);
        if self.cheapest.len() > self.kept {
            self.cheapest.pop();
        }
        rank(&mut self.sides[seat.sides].1, bid);
        rank(&mut self.places[seat.places].1, bid);
        self.found.push((seat, bid, route));
    }

    /// Those kept, cheapest first.
    pub(super) fn routes(self) -> Vec<Route> {
        let mut ranked: Vec<usize> = (0..self.found.len()).collect();
        ranked.sort_unstable_by_key(|&at| (self.found[at].1, at));
        let (mut sides, mut places) = (vec![0; self.sides.len()], vec![0; self.places.len()]);
        let mut routes = Vec::with_capacity(2 * self.kept);
        for at in ranked {
            let (seat, _, route) = self.found[at];
            sides[seat.sides] += 1;
            places[seat.places] += 1;
            if routes.len() < self.kept || sides[seat.sides] <= OF_SIDES || places[seat.places] <= OF_PLACES {
                routes.push(route);
            }
        }
        routes
    }
}

fn index<T: PartialEq, const N: usize>(known: &mut Vec<(T, [Bid; N])>, wanted: T) -> usize {
    known.iter().position(|(known, _)| *known == wanted).unwrap_or_else(|| {
        known.push((wanted, [(i32::MAX, 0, 0); N]));
        known.len() - 1
    })
}

/// Puts a bid among the best ones, where it is one.
fn rank<const N: usize>(best: &mut [Bid; N], bid: Bid) {
    let at = best.iter().position(|&other| bid < other).unwrap_or(N);
    if at < N {
        best.copy_within(at..N - 1, at + 1);
        best[at] = bid;
    }
}
