//! A table of lines and their sum as a network.
//!
//! Each line is a place, each gender another; a number flows from its line to its gender, a sum of a gender to the line of
//! sums, and the sum of a line back to its line. What can change in a suppressed number then changes along a circle of
//! suppressed numbers: one up where the circle follows the flow, one down where it runs against it. A number is safe when
//! such a circle goes through it on which what goes down is 2 at least (zeros are shown, so that a suppressed number
//! is known not to be zero).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::CELLS;

/// A number between two places of the network.
#[derive(Clone, Copy)]
struct Arc {
    from: usize,
    to: usize,
    count: u64,
    hidden: bool,
    /// Whether a circle goes through it: then one always will, as nothing is shown again.
    safe: bool,
}

struct Network {
    arcs: Vec<Arc>,
    /// The arcs of each place.
    of: Vec<Vec<usize>>,
}

/// Suppresses more numbers until each that is suppressed is safe. The last row is the sum of the others.
pub(super) fn protect(rows: &[[u64; CELLS]], hides: &mut [[bool; CELLS]]) {
    let mut network = Network::of(rows, hides);
    for arc in 0..network.arcs.len() {
        if network.arcs.get(arc).is_some_and(|arc| arc.hidden && !arc.safe) {
            network.make_safe(arc);
        }
    }
    for (hidden, arc) in hides.iter_mut().flatten().zip(&network.arcs) {
        *hidden = arc.hidden;
    }
}

impl Network {
    /// Places: a row each, the last one the row of sums; a gender each; the sums of the rows.
    fn of(rows: &[[u64; CELLS]], hides: &[[bool; CELLS]]) -> Self {
        let sums = rows.len().saturating_sub(1);
        let (genders, all) = (rows.len(), rows.len() + CELLS - 1);
        let mut network = Self { arcs: Vec::new(), of: vec![Vec::new(); all + 1] };
        for (row, (counts, hides)) in rows.iter().zip(hides).enumerate() {
            for (column, (count, hidden)) in counts.iter().zip(hides).enumerate() {
                let gender = genders + column;
                // In the row of sums the flow comes in where it goes out elsewhere.
                let out = (column + 1 == CELLS) == (row == sums);
                let (from, to) = if out { (row, gender) } else { (gender, row) };
                for place in [from, to] {
                    if let Some(of) = network.of.get_mut(place) {
                        of.push(network.arcs.len());
                    }
                }
                network.arcs.push(Arc { from, to, count: *count, hidden: *hidden, safe: false });
            }
        }
        network
    }

    /// Completes the cheapest circle through an arc: it makes every number on it safe.
    fn make_safe(&mut self, arc: usize) {
        let Some(Arc { from, to, count, .. }) = self.arcs.get(arc).copied() else { return };
        let up = self.path(arc, to, from);
        let free = up.as_ref().is_some_and(|(cost, _)| *cost == 0);
        let down = if count >= 2 && !free { self.path(arc, from, to) } else { None };
        // A circle always is: with its two sums and the sum of all, a number goes up together with them.
        let Some((_, path)) = [up, down].into_iter().flatten().min() else { return };
        for arc in path.into_iter().chain([arc]) {
            if let Some(arc) = self.arcs.get_mut(arc) {
                (arc.hidden, arc.safe) = (true, true);
            }
        }
    }

    /// The cheapest way between two places without an arc: what is suppressed costs nothing, what is shown its number.
    fn path(&self, without: usize, start: usize, end: usize) -> Option<(u64, Vec<usize>)> {
        let mut best: Vec<Option<(u64, usize, usize)>> = vec![None; self.of.len()];
        let mut queue = BinaryHeap::from([Reverse((0_u64, start, usize::MAX, start))]);
        while let Some(Reverse((cost, place, arc, before))) = queue.pop() {
            let Some(entry) = best.get_mut(place).filter(|entry| entry.is_none()) else { continue };
            *entry = Some((cost, arc, before));
            if place == end {
                break;
            }
            for next in self.of.get(place).into_iter().flatten().filter(|next| **next != without) {
                let Some(arc) = self.arcs.get(*next) else { continue };
                let other = if arc.from == place { arc.to } else { arc.from };
                let least = if arc.from == place { 1 } else { 2 };
                if arc.count >= least && best.get(other).is_some_and(Option::is_none) {
                    let price = if arc.hidden { 0 } else { arc.count };
                    queue.push(Reverse((cost + price, other, *next, place)));
                }
            }
        }
        let (cost, ..) = (*best.get(end)?)?;
        let (mut path, mut place) = (Vec::new(), end);
        while place != start {
            let (_, arc, before) = (*best.get(place)?)?;
            path.push(arc);
            place = before;
        }
        Some((cost, path))
    }
}
