//! The member: facts only, no decisions. A snapshot that [`crate::engine`] reads and replaces.

mod ledger;
mod size;

pub(crate) use ledger::{Ledger, Lot, LotState};
pub(crate) use size::{
    MAX_EVENT_SIZE, MAX_LOT_SIZE, event_size, lot_size, order_line_size, order_size,
};

use crate::program::Program;
use crate::value::{Instant, Key, Money, Points};

/// What is known of a member, or of a guest.
#[derive(Clone, Debug)]
pub struct Member {
    pub(crate) program: Program,
    /// `None` for a guest.
    pub(crate) id: Option<Key>,
    pub(crate) joined_at: Option<Instant>,
    /// Nothing earlier than this is recorded any more.
    pub(crate) as_of: Option<Instant>,
    /// In the order of recording.
    pub(crate) events: Vec<Seen>,
    pub(crate) ledger: Ledger,
    /// In the order of recording.
    pub(crate) orders: Vec<Order>,
    /// At most so many bytes of JSON: see [`Member::measure`].
    pub(crate) size: usize,
}

impl Member {
    /// Someone of whom nothing is known.
    pub(crate) fn guest(program: Program) -> Self {
        Self {
            program,
            id: None,
            joined_at: None,
            as_of: None,
            events: Vec::new(),
            ledger: Ledger::default(),
            orders: Vec::new(),
            size: 0,
        }
    }

    /// The identifier; `None` for a guest.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_ref().map(AsRef::as_ref)
    }
}

/// An event that is in the snapshot, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) id: Key,
    pub(crate) digest: Digest,
}

/// The first 16 bytes of the SHA-256 of a document's canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digest(pub(crate) [u8; 16]);

/// What was bought and what it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) id: Key,
    pub(crate) event: Key,
    pub(crate) at: Instant,
    pub(crate) lines: Vec<OrderLine>,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrderLine {
    pub(crate) id: Key,
    pub(crate) sku: Key,
    pub(crate) units: u32,
    /// After discounts.
    pub(crate) net: Money,
    /// The part of it that points paid.
    pub(crate) by_points: Money,
    pub(crate) earned: Points,
}
