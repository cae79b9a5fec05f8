//! Redemptions: what points buy outside an order.

use super::{Place, Recorder};
use crate::engine::facts::Facts;
use crate::engine::points::redeem;
use crate::outcome::{Entry, EntryKind};
use crate::problem::Code;
use crate::value::Points;

impl Recorder<'_> {
    pub(super) fn redeem(
        &mut self,
        reward: usize,
        points: Option<Points>,
        stock_left: Option<i64>,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let at = place.at.field("redeem");
        let place = &mut Place { at: &at, report: place.report };
        let program = self.member.program.clone();
        let reward = &program.rules.rewards[reward];
        let facts = Facts::new(self.member, None, self.at);
        let quote = redeem(&facts, reward, points, stock_left);
        if let Some(reason) = quote.reasons.first() {
            let (id, code) = (&reward.id, reason.code());
            let message = format_args!("the reward `{id}` cannot be had ({code})");
            place.error(Code::EventRefused, "reward", message);
            return None;
        }
        if reward.stocked && stock_left.is_none() {
            let message = format_args!("the field `stock_left` is missing: the reward has a stock");
            place.error(Code::MissingField, "", message);
            return None;
        }
        let redemption = self.event.clone();
        if self.member.redemptions.iter().any(|it| Some(&it.id) == redemption.as_ref()) {
            let message = format_args!("a redemption of this event's id is there already");
            place.error(Code::EventConflict, "", message);
            return None;
        }
        let mut entry = self.entry(EntryKind::Redeemed);
        entry.redemption = redemption.clone();
        entry.reward = Some(reward.id.clone());
        entry.points = quote.points;
        entry.amount = Some(quote.money);
        self.put(entry);
        let missing = self.take(reward.pool, quote.points, self.at, &|it| Entry {
            redemption: redemption.clone(),
            ..it.entry(EntryKind::Spent)
        });
        self.all_taken(missing, "points", place)?;
        self.slide(None, true);
        Some(())
    }
}
