//! How long a member's document can get, so that whatever is recorded can be read again.
//!
//! Upper bounds in bytes: names with every character escaped, integers and instants at their
//! longest.

use super::{LotNames, Member, Order, OrderLine, Redemption, Reported, Seen};
use crate::outcome::{Entry, EntryKind};
use crate::value::Key;
use crate::value::bounds::{MAX_ID_CHARS, MAX_KEY_CHARS};

/// A key in quotes: at most four bytes for a character, or two for an escaped one of one byte.
const MAX_KEY_SIZE: usize = MAX_KEY_CHARS as usize * 4 + 2;
/// An integer of 17 digits or an instant of 26 bytes with the name of its field and punctuation.
const FIELD: usize = 48;

fn key(key: &Key) -> usize {
    2 * key.as_str().len() + FIELD
}

/// What a lot takes.
fn lot_size(names: &LotNames) -> usize {
    key(&names.id) + key(&names.source) + 4 * FIELD + 10 * FIELD
}

/// What an order takes, returned or not.
fn order_size(order: &Order) -> usize {
    let lines: usize = order.lines.iter().map(line_size).sum();
    let earned = order.earned.len() * (2 * FIELD + MAX_KEY_SIZE + order.lines.len() * 20);
    let others = (order.spent.len() * 2 + order.taken.len()) * (3 * FIELD + MAX_KEY_SIZE);
    key(&order.id) + key(&order.event) + 8 * FIELD + lines + earned + others
}

/// Lines are most of a snapshot, so that they are reckoned to the byte: 170 hold six numbers at
/// their longest, and 16 the name of a text and punctuation.
fn line_size(line: &OrderLine) -> usize {
    let names = [Some(&line.id), Some(&line.sku), line.category.as_ref(), line.brand.as_ref()];
    let names = names.into_iter().flatten().chain(&line.tags);
    names.map(|name| 2 * name.as_str().len() + 16).sum::<usize>() + 170
}

/// What the trace of an event takes.
fn event_size(seen: &Seen) -> usize {
    key(&seen.id) + 2 * FIELD
}

/// What a reported activity takes.
fn activity_size(reported: &Reported) -> usize {
    key(&reported.event) + 6 * FIELD
}

/// What a redemption takes.
fn redemption_size(redemption: &Redemption) -> usize {
    let spent = redemption.spent.len() * (4 * FIELD + MAX_KEY_SIZE);
    key(&redemption.id) + key(&redemption.event) + 6 * FIELD + spent
}

/// What an entry adds to a snapshot at the most.
pub(crate) fn entry_size(entry: &Entry) -> usize {
    let grows = !matches!(
        entry.kind,
        EntryKind::Settled | EntryKind::Extended | EntryKind::Expired | EntryKind::Forfeited
    );
    if !grows {
        return 0;
    }
    let names = [&entry.event, &entry.order, &entry.redemption, &entry.lot, &entry.source];
    let names: usize = names.into_iter().flatten().map(key).sum();
    let lines =
        entry.ordered.as_deref().map_or(0, |order| order_size(order) + 20 * order.lines.len());
    names + 16 * FIELD + lines + 20 * entry.lines.len()
}

impl Member {
    /// At most so many bytes of JSON; kept in [`Member::size`], so that recording need not ask
    /// again.
    pub(crate) fn measure(&self) -> usize {
        let header = 3 * MAX_KEY_SIZE + 10 * FIELD;
        let events: usize = self.events.iter().map(event_size).sum();
        let lots: usize = self.ledger.all_names().iter().map(lot_size).sum();
        let orders: usize = self.orders.iter().map(order_size).sum();
        let activities: usize = self.activities.iter().map(activity_size).sum();
        let redemptions: usize = self.redemptions.iter().map(redemption_size).sum();
        let rest = (self.debts.len() + self.runs.len() + self.carried.len()) * 2 * MAX_KEY_SIZE;
        let names = 2 * MAX_ID_CHARS as usize + 4 * FIELD;
        let rest = rest + (self.tiers.len() + self.segments.len()) * names;
        header + events + lots + orders + activities + redemptions + rest
    }
}
