//! How long a member's document can get, so that whatever is recorded can be read again.
//!
//! Upper bounds in bytes: names with every character escaped, integers and instants at their
//! longest.

use super::Member;
use crate::value::Key;
use crate::value::bounds::{MAX_ID_CHARS, MAX_KEY_CHARS};

/// A key in quotes: at most four bytes for a character, or two for an escaped one of one byte.
const MAX_KEY_SIZE: usize = MAX_KEY_CHARS as usize * 4 + 2;
/// Names, punctuation, five integers of 17 digits and four instants of 26 bytes, rounded up.
const FIXED: usize = 320;

/// What an event and its order leave, but for the order's lines.
pub(crate) const MAX_EVENT_SIZE: usize = 3 * MAX_KEY_SIZE + FIXED;
/// What a lot takes.
pub(crate) const MAX_LOT_SIZE: usize = 2 * MAX_KEY_SIZE + MAX_ID_CHARS as usize + FIXED;

/// What an order's line takes.
pub(crate) fn order_line_size(id: &Key, sku: &Key) -> usize {
    key(id) + key(sku) + FIXED / 2
}

fn key(key: &Key) -> usize {
    2 * key.as_str().len() + 2
}

impl Member {
    /// At most so many bytes of JSON.
    pub(crate) fn size(&self) -> usize {
        let events = self.events.iter().map(|seen| key(&seen.id) + FIXED / 4);
        let lots = self.ledger.lots().iter();
        let lots =
            lots.map(|lot| key(&lot.id) + key(&lot.source) + lot.rule.as_str().len() + FIXED);
        let orders = self.orders.iter().map(|order| {
            let lines = order.lines.iter().map(|line| order_line_size(&line.id, &line.sku));
            key(&order.id) + key(&order.event) + FIXED / 2 + lines.sum::<usize>()
        });
        FIXED + events.sum::<usize>() + lots.sum::<usize>() + orders.sum::<usize>()
    }
}
