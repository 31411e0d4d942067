//! Places for the strands of one channel: in order, apart, within their bounds, off the rules, near where each would like to be.

use super::APART;
use super::strands::Channel;
use crate::geom::Length;

/// What each strand of a channel asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    pub least: Length,
    pub most: Length,
    pub want: Length,
}

/// The distances tried, widest first.
const DISTANCES: [Length; 6] =
    [Length::tenths(80), Length::tenths(65), WANTED, Length::tenths(42), Length::tenths(37), APART];

/// The distance that room is made for.
pub(super) const WANTED: Length = Length::tenths(50);

/// The places of the strands, and by how much room falls short. `keep_off`: an interval that stays free, ends excluded.
pub(super) fn separate(
    channel: &Channel,
    wishes: &[Wish],
    keep_off: Option<(Length, Length)>,
) -> (Vec<Length>, Length) {
    let topology = Topology::new(channel);
    let mut found = (Vec::new(), Length::ZERO);
    for distance in DISTANCES {
        let spread = topology.spread(wishes, distance);
        let (places, lacking) = topology.place(&spread, distance, keep_off);
        found = (places, lacking.max(Length::ZERO));
        if found.1 == Length::ZERO {
            break;
        }
    }
    found
}

struct Topology<'a> {
    edges: &'a [(usize, usize)],
    order: Vec<usize>,
    /// How many strands lie before each, and after it, at most.
    rank: Vec<(i32, i32)>,
}

impl<'a> Topology<'a> {
    fn new(channel: &'a Channel) -> Self {
        let (count, edges) = (channel.strands.len(), channel.edges.as_slice());
        let mut rank = vec![(0, 0); count];
        for _ in 0..count {
            for &(a, b) in edges {
                rank[b].0 = rank[b].0.max(rank[a].0 + 1);
                rank[a].1 = rank[a].1.max(rank[b].1 + 1);
            }
        }
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|&u| (rank[u].0, u));
        Self { edges, order, rank }
    }

    /// The wishes, spread to both sides where several strands want one place.
    fn spread(&self, wishes: &[Wish], distance: Length) -> Vec<Wish> {
        let spread = |(wish, rank): (&Wish, &(i32, i32))| Wish {
            want: wish.want + distance.half() * (rank.0 - rank.1),
            ..*wish
        };
        wishes.iter().zip(&self.rank).map(spread).collect()
    }

    fn before(&self, u: usize) -> impl Iterator<Item = usize> + '_ {
        self.edges.iter().filter(move |edge| edge.1 == u).map(|edge| edge.0)
    }

    fn after(&self, u: usize) -> impl Iterator<Item = usize> + '_ {
        self.edges.iter().filter(move |edge| edge.0 == u).map(|edge| edge.1)
    }

    fn place(&self, wishes: &[Wish], distance: Length, keep_off: Option<(Length, Length)>) -> (Vec<Length>, Length) {
        let inside = |x: Length| keep_off.filter(|&(a, b)| a < x && x < b);
        let up = |x: Length| inside(x).map_or(x, |(_, b)| b);
        let down = |x: Length| inside(x).map_or(x, |(a, _)| a);
        let mut low: Vec<Length> = wishes.iter().map(|wish| wish.least).collect();
        let mut high: Vec<Length> = wishes.iter().map(|wish| wish.most).collect();
        let mut lacking = Length::ZERO;
        for &u in &self.order {
            low[u] = up(self.before(u).fold(low[u], |x, v| x.max(low[v] + distance)));
        }
        for &u in self.order.iter().rev() {
            high[u] = down(self.after(u).fold(high[u], |x, v| x.min(high[v] - distance)));
            lacking = lacking.max(low[u] - high[u]);
        }
        let nearest = |u: usize, a: Length, b: Length| {
            let x = wishes[u].want.max(a).min(b);
            let Some((p, q)) = inside(x) else { return x };
            let sides = [p, q].into_iter().filter(|&y| a <= y && y <= b);
            sides.min_by_key(|&y| ((y - wishes[u].want).abs(), y)).unwrap_or(x)
        };
        let mut places = low.clone();
        for &u in &self.order {
            let least = up(self.before(u).fold(low[u], |x, v| x.max(places[v] + distance)));
            places[u] = nearest(u, least, least.max(high[u]));
        }
        for turn in 0..6 {
            let step = |n: usize| if turn % 2 == 0 { self.order[self.order.len() - 1 - n] } else { self.order[n] };
            for u in (0..self.order.len()).map(step) {
                let least = self.before(u).fold(wishes[u].least, |x, v| x.max(places[v] + distance));
                let most = self.after(u).fold(wishes[u].most, |x, v| x.min(places[v] - distance));
                if least <= most {
                    places[u] = nearest(u, least, most);
                }
            }
        }
        (places, lacking)
    }
}
