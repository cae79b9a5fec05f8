//! The programme document; `docs/programme.md` is its reference. One file for each section.

pub(crate) mod activity;
pub(crate) mod class;
pub(crate) mod condition;
pub(crate) mod coupon;
pub(crate) mod earning;
pub(crate) mod expiry;
pub(crate) mod fact;
pub(crate) mod groups;
pub(crate) mod history;
pub(crate) mod key;
pub(crate) mod offer;
pub(crate) mod perk;
pub(crate) mod points;
pub(crate) mod rounding;
pub(crate) mod selector;
pub(crate) mod spending;
pub(crate) mod stacking;
pub(crate) mod table;
pub(crate) mod tier;
pub(crate) mod time;
pub(crate) mod zone;

use self::activity::ActivityDoc;
use self::class::{LifecycleDoc, ScoreDoc, SegmentDoc};
use self::coupon::CodesDoc;
use self::history::{HistoryDoc, MigrationDoc};
use self::key::KeyDoc;
use self::offer::{OfferDefaultsDoc, OfferDoc};
use self::perk::PerkDoc;
use self::points::PointsDoc;
use self::rounding::{RoundingDoc, TaxesDoc};
use self::selector::NamedSelectorDoc;
use self::spending::RewardDoc;
use self::stacking::StackingDoc;
use self::tier::TiersDoc;
use self::zone::{CalendarDoc, ZoneDoc};
use crate::document::declare::object;
use crate::document::format::FORMAT;
use crate::document::leaf::{Ident, Locales};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, List, Text};
use crate::value::bounds::{
    MAX_ACTIVITIES, MAX_KEYS, MAX_NAMED_SELECTORS, MAX_OFFERS, MAX_PERKS, MAX_REWARDS, MAX_SCORES,
    MAX_SEGMENTS,
};

object! {
    /// The whole document.
    ProgramDoc<'v> {
        #[expect(dead_code, reason = "looked at before the others")]
        required format: Int<FORMAT, FORMAT> as form::Format,
        required id: Ident,
        required version: Int<1, 1_000_000_000>,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional description: Locales,
        required currency: Text<'v> as form::Currency,
        required zone: ZoneDoc<'v>,
        optional calendar: CalendarDoc<'v>,
        optional rounding: RoundingDoc<'v>,
        optional tax: TaxesDoc<'v>,
        optional points: PointsDoc<'v>,
        optional tiers: TiersDoc<'v>,
        optional perks: List<'v, PerkDoc<'v>, MAX_PERKS>,
        optional segments: List<'v, SegmentDoc<'v>, MAX_SEGMENTS>,
        optional lifecycle: LifecycleDoc<'v>,
        optional scores: List<'v, ScoreDoc<'v>, MAX_SCORES>,
        optional offer_defaults: OfferDefaultsDoc<'v>,
        optional codes: CodesDoc<'v>,
        optional keys: List<'v, KeyDoc<'v>, MAX_KEYS>,
        optional stacking: StackingDoc<'v>,
        optional offers: List<'v, OfferDoc<'v>, MAX_OFFERS>,
        optional rewards: List<'v, RewardDoc<'v>, MAX_REWARDS>,
        optional activities: List<'v, ActivityDoc<'v>, MAX_ACTIVITIES>,
        optional selectors: List<'v, NamedSelectorDoc<'v>, MAX_NAMED_SELECTORS>,
        optional history: HistoryDoc<'v>,
        optional migration: MigrationDoc<'v>,
    } reserved [
        "texts",
    ] renamed ["text" => "description"]
}
