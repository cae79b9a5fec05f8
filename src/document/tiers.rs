//! Levels and what leads to others, as JSON.

use super::reason::number;
use super::snapshot::any;
use super::write::{Plain, Write, member, members, put, written};
use crate::outcome::{TierAfter, TierFact, TierLoss, TierPath, TierProgress, TierStatus};

written!(TierStatus, it => {
    "ladder": it.ladder,
    "level"? it.level,
    "since"? it.since,
    "until"? it.until,
    "why"? it.why.map(|why| Plain(why.name())),
    "event"? it.event,
    "next"? it.next,
    "stay"? it.stay,
    "loses"? it.loses,
});

written!(TierProgress, it => { "level": it.level, "at"? it.at, "paths"? Some(&it.paths), });

written!(TierPath, it => { "met": it.met, "facts"? Some(&it.facts), });

impl Write for TierFact {
    fn write(&self, out: &mut String) {
        members!(out, "of": Plain(self.asked.fact), "name"? self.asked.name,);
        member!(out, "met": self.met);
        if let Some(unit) = self.unit {
            member!(out, "unit": Plain(unit.name()));
            let missing = self.needs.zip(self.has).map(|(needs, has)| needs.saturating_sub(has));
            for (name, value) in [
                ("needs", self.needs),
                ("maximum", self.maximum),
                ("has", self.has),
                ("missing", missing.filter(|missing| *missing > 0)),
            ] {
                if let Some(value) = value {
                    number(name, unit, value, out);
                }
            }
        }
        member!(out, "until"? self.until);
        member!(out, "reasons"? any(&self.reasons));
        member!(out, "paths"? any(&self.paths));
        put(out, "}");
    }
}

written!(TierLoss, it => {
    "at": it.at,
    "level"? it.level,
    "perks"? Some(&it.perks),
    "offers"? Some(&it.offers),
});

written!(TierAfter, it => { "ladder": it.ladder, "level"? it.level, "until"? it.until, });
