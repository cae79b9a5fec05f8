//! What an authority must know as JSON, field by field as in `pkg/perks.d.ts`.

use super::write::{Plain, json, written};
use crate::outcome::{Authority, AuthorityKey, AuthorityOffer, AuthorityReward};

impl Authority {
    /// As JSON text without white space; the same bytes on every platform.
    #[must_use]
    pub fn to_json(&self) -> String {
        json(self, 64 + 128 * self.offers.len())
    }
}

written!(Authority, it => { "offers": it.offers, "rewards": it.rewards, "keys": it.keys, });

written!(AuthorityOffer, it => {
    "offer": it.offer,
    "kind": Plain(it.kind),
    "total"? it.total,
    "budget_minor"? it.budget,
    "overrun": Plain(it.overrun),
    "cancelled": Plain(it.cancelled),
});

written!(AuthorityReward, it => { "reward": it.reward, "stock": it.stock, });

written!(AuthorityKey, it => {
    "id": it.id,
    "public": it.public,
    "from"? it.from,
    "until"? it.until,
    "revoked": it.revoked,
});
