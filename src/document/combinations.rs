//! What combines as JSON, field by field as in `pkg/perks.d.ts`.

use super::snapshot::any;
use super::write::{Plain, json, written};
use crate::outcome::{Combination, CombinationGroup, CombinationPerk, Combinations, Most};

impl Combinations {
    /// As JSON text without white space; the same bytes on every platform.
    #[must_use]
    pub fn to_json(&self) -> String {
        json(self, 64 + 128 * self.offers.len())
    }
}

written!(Combinations, it => {
    "choose": Plain(it.choose),
    "per_unit"? it.any_per_unit.then_some("any"),
    "coupons"? it.coupons,
    "coupons_per_line"? it.coupons_per_line,
    "maximum"? it.maximum,
    "groups"? any(&it.groups),
    "perks"? any(&it.perks),
    "offers": it.offers,
});

written!(Most, it => {
    "share": it.share.in_percent(),
    "amount_minor"? it.amount,
});

written!(CombinationGroup, it => {
    "group": it.group,
    "at_most": it.at_most,
    "offers": it.offers,
    "not_with"? any(&it.not_with),
});

written!(CombinationPerk, it => { "perk": it.perk, "offers": it.offers, });

written!(Combination, it => {
    "offer": it.offer,
    "phase": Plain(it.phase),
    "priority"? (it.priority > 0).then_some(u32::from(it.priority)),
    "exclusive"? it.exclusive.map(Plain),
    "coupon"? it.coupon.then_some(true),
    "group"? it.group,
    "perk"? it.perk,
    "not_with"? any(&it.not_with),
    "only_with"? it.only_with,
});
