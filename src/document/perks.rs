//! What members have beside points and offers, as JSON: memberships, perks, rewards.

use super::write::{Plain, Write, members, put, written};
use crate::outcome::{MembershipStatus, PerkStatus, RewardQuote};
use crate::program::RewardGives;
use crate::value::{Id, Key, Money};

written!(MembershipStatus, it => {
    "plan": it.plan,
    "state"? it.state.map(|state| Plain(state.name())),
    "since"? it.since,
    "trial_until"? it.trial_until,
    "until"? it.until,
    "grace_until"? it.grace_until,
    "ended"? it.ended,
    "trial": it.trial,
    "renews": Plain(it.renews.name()),
    "price_minor"? it.price,
});

/// A number, unless it is zero.
fn some(number: i64) -> Option<i64> {
    (number != 0).then_some(number)
}

written!(PerkStatus, it => {
    "perk": it.perk,
    "gives": Gives(it),
    "quota"? it.quota,
    "carried"? some(it.carried),
    "used": it.used,
    "left"? it.left,
    "extra"? some(it.extra),
    "from"? it.from,
    "until"? it.until,
    "reasons": it.reasons,
});

/// What a perk is: a word, or a choice that has a number.
struct Gives<'s>(&'s PerkStatus);

impl Write for Gives<'_> {
    fn write(&self, out: &mut String) {
        let Some(number) = self.0.number else { return Plain(self.0.gives).write(out) };
        put(out, "{");
        Plain(self.0.gives).write(out);
        put(out, ":");
        number.write(out);
        put(out, "}");
    }
}

impl Write for RewardGives {
    fn write(&self, out: &mut String) {
        let (kind, worth) = match self {
            Self::Gift { sku } => {
                members!(out, "gift": Sku(sku),);
                return out.push('}');
            }
            Self::Donation => return Plain("donation").write(out),
            Self::Perk { id, uses, .. } => {
                members!(out, "perk": Uses(id, *uses),);
                return out.push('}');
            }
            Self::Tier { ladder, level, .. } => {
                members!(out, "tier": Reaches(&ladder.1, &level.1),);
                return out.push('}');
            }
            Self::Coupon { id, worth, .. } => {
                members!(out, "coupon": OfOffer(id, *worth),);
                return out.push('}');
            }
            Self::GiftCard { worth } => ("gift_card", worth),
            Self::CashBack { worth } => ("cash_back", worth),
            Self::Partner { worth } => ("partner", worth),
        };
        out.push('{');
        Plain(kind).write(out);
        out.push(':');
        members!(out, "worth_minor": worth,);
        out.push_str("}}");
    }
}

/// What a coupon is of, and what it is worth.
struct OfOffer<'i>(&'i Id, Option<Money>);

written!(OfOffer<'_>, it => { "offer": it.0, "worth_minor"? it.1, });

/// What a gift is.
struct Sku<'k>(&'k Key);

written!(Sku<'_>, it => { "sku": it.0, });

/// How often a perk more.
struct Uses<'k>(&'k Id, u32);

written!(Uses<'_>, it => { "id": it.0, "uses": it.1, });

/// Which level of which ladder.
struct Reaches<'k>(&'k Id, &'k Id);

written!(Reaches<'_>, it => { "ladder": it.0, "level": it.1, });

written!(RewardQuote, it => {
    "reward": it.reward,
    "gives": it.gives,
    "points": it.points,
    "money_minor": it.money,
    "reasons": it.reasons,
});
