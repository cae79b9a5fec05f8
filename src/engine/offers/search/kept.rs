//! What a search keeps: the best set so far, what it may still look at, and what it has left.

use super::Node;
use crate::value::Money;

/// The best set so far.
pub(super) struct Best {
    pub(super) saved: Money,
    pub(super) ties: Ties,
    /// Indexes of choices; of an offer that is alone in the order, none.
    pub(super) places: Vec<usize>,
    /// The offers, in the order of their turns.
    pub(super) set: Vec<usize>,
}

/// Of the offers that take anything off, how many are coupons, and the ranks, ascending: of equal
/// savings the fewer coupons win, then the lesser list, so the offer that ends sooner.
pub(super) type Ties = (usize, Vec<u32>);

/// What is looked at, and what is not.
pub(super) struct Work {
    /// In steps.
    done: u64,
    limit: u64,
    /// What those save at most that are not looked at.
    pub(super) missed: Money,
}

/// Where only totals are looked at, so many steps are a node.
const STEPS: u64 = 64;

impl Work {
    pub(super) fn new(nodes: u32) -> Self {
        Self { done: 0, limit: u64::from(nodes) * STEPS, missed: Money::ZERO }
    }

    fn does(&mut self, steps: u64) -> bool {
        let may = self.done < self.limit;
        self.done += if may { steps } else { 0 };
        may
    }

    /// Looks at a set of which lines are priced, unless it is too much.
    pub(super) fn node(&mut self) -> bool {
        self.does(STEPS)
    }

    /// Looks at a set in any case: no bound takes its place.
    pub(super) fn must(&mut self) {
        self.done += STEPS;
    }

    /// Looks at a set of which totals are known, unless it is too much.
    pub(super) fn step(&mut self) -> bool {
        self.does(1)
    }

    pub(super) fn miss(&mut self, bound: Money) {
        self.missed = self.missed.max(bound);
    }

    pub(super) fn nodes(&self) -> u32 {
        u32::try_from(self.done.div_ceil(STEPS)).unwrap_or(u32::MAX)
    }
}

/// The nodes to look at: down from one of the greatest bound to a set that is decided, and again.
#[derive(Default)]
pub(super) struct Open<'c> {
    pub(super) nodes: Vec<Node<'c>>,
    /// What they hold, in entries.
    held: usize,
}

/// What a node holds: a cart's lines, and of many offers which are in its set or not.
fn entries(node: &Node<'_>) -> usize {
    node.priced.entries() + node.set.len() + node.blocked.len()
}

/// The most that open nodes hold: 1,048,576 entries of 40 bytes at most are 40 MiB.
const MAX_HELD: usize = 1 << 20;

impl<'c> Open<'c> {
    pub(super) fn has_room(&self, node: &Node<'_>) -> bool {
        self.held + entries(node) <= MAX_HELD
    }

    pub(super) fn push(&mut self, node: Node<'c>) {
        self.held += entries(&node);
        self.nodes.push(node);
    }

    /// The node that was pushed last, or, where the way down ended, one of the greatest bound.
    pub(super) fn pop(&mut self, ended: bool) -> Option<Node<'c>> {
        let last = self.nodes.len().checked_sub(1)?;
        if ended {
            let greatest = (0..=last).max_by_key(|&at| (self.nodes[at].bound, at)).unwrap_or(last);
            self.nodes.swap(greatest, last);
        }
        let node = self.nodes.pop()?;
        self.held -= entries(&node);
        Some(node)
    }
}
