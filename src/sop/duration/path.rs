//! The longest way through the rows of a table.

use super::{Column, Unit};

impl Column {
    /// The rows of the longest path through a flow between rows, in order. Loops are gone through once.
    pub fn longest_path(&self, starts: &[usize], next: &[Vec<usize>]) -> Vec<usize> {
        let mut walk = Walk {
            next,
            order: Vec::new(),
            state: vec![State::New; next.len()],
            forward: vec![Vec::new(); next.len()],
        };
        starts.iter().for_each(|&start| walk.visit(start));
        let mut best: Vec<(i64, Option<usize>)> = vec![(0, None); next.len()];
        // Sinks come first in the order, so what follows a row is known when the row is met.
        for &row in &walk.order {
            let onward = walk.forward[row].iter().map(|&to| (best[to].0, Some(to))).max_by_key(|&(length, _)| length);
            let (length, to) = onward.unwrap_or((0, None));
            best[row] = (length + self.weight(row), to);
        }
        let first = starts.iter().copied().rev().max_by_key(|&start| best[start].0);
        std::iter::successors(first, |&row| best[row].1).collect()
    }

    /// How long a row takes, to compare paths by: its upper end in seconds, a month as thirty days.
    fn weight(&self, row: usize) -> i64 {
        let Some(duration) = self.measured(row) else { return 0 };
        let month = i64::from(self.minutes_per_day) * 60 * 30;
        let seconds = |(&unit, &n): (&Unit, &i64)| n * self.size(unit) * if unit >= Unit::Month { month } else { 1 };
        duration.bare.map_or(0, |(_, high)| high) + duration.high.iter().map(seconds).sum::<i64>()
    }
}

/// A depth-first walk that leaves out the flows back.
struct Walk<'a> {
    next: &'a [Vec<usize>],
    /// The rows, each behind all that follow it.
    order: Vec<usize>,
    state: Vec<State>,
    forward: Vec<Vec<usize>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

impl Walk<'_> {
    fn visit(&mut self, row: usize) {
        if self.state[row] != State::New {
            return;
        }
        self.state[row] = State::Open;
        let next = self.next;
        for &to in &next[row] {
            self.visit(to);
            if self.state[to] == State::Done {
                self.forward[row].push(to);
            }
        }
        self.state[row] = State::Done;
        self.order.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_path_goes_round_no_loop() {
        let column = Column::new(["10 menit", "1 jam", "5 menit", "1 menit"].map(Some), 480);
        let next = [vec![1, 2], vec![3], vec![3, 0], vec![]];
        assert_eq!(column.longest_path(&[0], &next), [0, 1, 3]);
    }
}
