//! How long a member's document can get, so that whatever is recorded can be read again.
//!
//! Upper bounds in bytes: names with every character escaped, integers and instants at their
//! longest.

use super::{Lot, Member, Order, Seen};
use crate::value::Key;
use crate::value::bounds::{MAX_ID_CHARS, MAX_KEY_CHARS};

/// A key in quotes: at most four bytes for a character, or two for an escaped one of one byte.
const MAX_KEY_SIZE: usize = MAX_KEY_CHARS as usize * 4 + 2;
/// Names, punctuation, five integers of 17 digits and four instants of 26 bytes, rounded up.
const FIXED: usize = 320;

/// What an event and its order leave at the most, but for the order's lines.
pub(crate) const MAX_EVENT_SIZE: usize = 3 * MAX_KEY_SIZE + FIXED;
/// What a lot takes at the most.
pub(crate) const MAX_LOT_SIZE: usize = 2 * MAX_KEY_SIZE + MAX_ID_CHARS as usize + FIXED;

/// What an order's line takes.
pub(crate) fn order_line_size(id: &Key, sku: &Key) -> usize {
    key(id) + key(sku) + FIXED / 2
}

/// What a lot takes.
pub(crate) fn lot_size(lot: &Lot) -> usize {
    key(&lot.id) + key(&lot.source) + lot.rule.as_str().len() + FIXED
}

/// What an order takes.
pub(crate) fn order_size(order: &Order) -> usize {
    let lines = order.lines.iter().map(|line| order_line_size(&line.id, &line.sku));
    key(&order.id) + key(&order.event) + FIXED / 2 + lines.sum::<usize>()
}

/// What the trace of an event takes.
pub(crate) fn event_size(seen: &Seen) -> usize {
    key(&seen.id) + FIXED / 4
}

fn key(key: &Key) -> usize {
    2 * key.as_str().len() + 2
}

impl Member {
    /// At most so many bytes of JSON; kept in [`Member::size`], so that recording need not ask
    /// again.
    pub(crate) fn measure(&self) -> usize {
        let events: usize = self.events.iter().map(event_size).sum();
        let lots: usize = self.ledger.lots().iter().map(lot_size).sum();
        let orders: usize = self.orders.iter().map(order_size).sum();
        FIXED + MAX_KEY_SIZE + events + lots + orders
    }
}
