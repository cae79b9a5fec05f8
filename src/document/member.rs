//! The member document: a snapshot, written by the engine and read back by it.

use super::declare::object;
use super::leaf::{At, Ident, Keyed};
use super::shape::{Int, List, Text};
use crate::value::bounds::{MAX_LINES, MAX_LOT_POINTS, MAX_LOTS, MAX_MINOR, MAX_ORDERS, MAX_UNITS};

object! {
    /// Everything that a decision about a member needs.
    MemberDoc<'v> {
        required format: Int<1, 1_000>,
        required program: Ident,
        optional id: Keyed,
        optional joined_at: At,
        optional as_of: At,
        optional events: List<'v, SeenDoc<'v>, MAX_ORDERS>,
        optional lots: List<'v, LotDoc<'v>, MAX_LOTS>,
        optional orders: List<'v, OrderDoc<'v>, MAX_ORDERS>,
    } reserved [
        "tiers", "counters", "segments", "pools", "perks", "wallet", "attributes", "birthday",
    ]
}

object! {
    /// An event that is in the snapshot.
    SeenDoc<'v> {
        required id: Keyed,
        required digest: Text<'v>,
    } reserved []
}

object! {
    /// Points of one earning.
    LotDoc<'v> {
        required id: Keyed,
        required rule: Ident,
        required source: Keyed,
        required granted: Int<1, MAX_LOT_POINTS>,
        required left: Int<0, MAX_LOT_POINTS>,
        required earned_at: At,
        required available_at: At,
        optional expires_at: At,
    } reserved ["pool", "waits_for"]
}

object! {
    /// What was bought and what it did: returns need it.
    OrderDoc<'v> {
        required id: Keyed,
        required event: Keyed,
        required at: At,
        required lines: List<'v, OrderLineDoc<'v>, MAX_LINES>,
    } reserved ["coupons", "shipping", "returns"]
}

object! {
    /// One line of an order.
    OrderLineDoc<'v> {
        required id: Keyed,
        required sku: Keyed,
        required units: Int<1, MAX_UNITS>,
        required net_minor: Int<0, MAX_MINOR>,
        required points_minor: Int<0, MAX_MINOR>,
        required earned: Int<0, MAX_MINOR>,
    } reserved ["returned"]
}
