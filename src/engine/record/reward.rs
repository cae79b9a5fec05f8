//! Redemptions: what points buy outside an order.

use super::{Place, Recorder};
use crate::engine::facts::Facts;
use crate::engine::perks::extra;
use crate::engine::points::redeem;
use crate::member::{Coupon, Standing, Why};
use crate::outcome::{Entry, EntryKind, Restored};
use crate::problem::Code;
use crate::program::RewardGives;
use crate::value::{Id, Key, Points, Window};

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
            place.report.reason(reason);
            place.error(Code::EventRefused, "reward", message);
            return None;
        }
        if reward.stock.is_some() && stock_left.is_none() {
            let message = format_args!("the field `stock_left` is missing: the reward has a stock");
            place.report.name("stock_left");
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
        if let RewardGives::Perk { id, uses, .. } = &reward.gives {
            (entry.perk, entry.quantity) = (Some(id.clone()), Some(i64::from(*uses)));
        }
        self.put(entry);
        let missing = self.take(reward.pool, quote.points, self.at, &|it| Entry {
            redemption: redemption.clone(),
            ..it.entry(EntryKind::Spent)
        });
        self.all_taken(missing, "points", place)?;
        self.slide(None, true);
        if let (RewardGives::Coupon { offer, worth, .. }, Some(id)) = (&reward.gives, redemption) {
            let of = (Window::ALWAYS, *worth);
            self.issue_coupon(*offer as usize, id, of, ("reward", place))?;
        }
        if let RewardGives::Tier { ladder, level, life } = &reward.gives {
            let until = program.rules.calendar.after(self.at, *life);
            self.level(ladder.0, level.0, Some(until), place)?;
        }
        Some(())
    }

    /// All points that a redemption cost come back.
    pub(super) fn cancel(&mut self, id: &Key, place: &mut Place<'_, '_>) -> Option<()> {
        let at = place.at.field("cancel");
        let place = &mut Place { at: &at, report: place.report };
        let Some(it) = self.member.redemptions.iter().find(|it| it.id == *id) else {
            self.unknown("redemption", id, self.member.folded_until, place);
            return None;
        };
        if it.cancelled {
            let message = format_args!("the redemption `{id}` was given back already");
            place.error(Code::EventConflict, "redemption", message);
            return None;
        }
        if let Some((perk, uses)) = &it.uses
            && extra(self.member, perk) < i64::from(*uses)
        {
            let left = extra(self.member, perk).max(0);
            let message = format_args!("{left} of the {uses} uses of `{perk}` are left");
            place.error(Code::EventRefused, "redemption", message);
            return None;
        }
        let (spent, event) = (it.spent.clone(), it.event.clone());
        let reward = it.reward.clone();
        let coupon = self.given_coupon(&it.reward, id);
        if let Some(order) = coupon.and_then(|it| it.used.clone()) {
            let message = format_args!("the coupon that it gave is used, by the order `{order}`");
            place.error(Code::EventRefused, "redemption", message);
            return None;
        }
        let gone = coupon.filter(|coupon| !coupon.revoked).map(|coupon| coupon.id.clone());
        let had = self.member.tiers.iter().find(|level| level.is_granted_by(&event));
        if let Some(until) = had.and_then(|level| level.until).filter(|until| *until <= self.at) {
            let message = format_args!("the level that it gave was over at {until}");
            place.error(Code::EventRefused, "redemption", message);
            return None;
        }
        let levels = self.levels_without(&event);
        let mut entry = self.entry(EntryKind::Cancelled);
        entry.redemption = Some(id.clone());
        self.put(entry);
        self.restored.push(Restored::Reward(reward));
        if let Some(coupon) = gone {
            self.revoke(coupon);
        }
        for (index, paid) in spent.iter().enumerate().rev() {
            let mut entry = self.entry(EntryKind::GivenBack);
            entry.redemption = Some(id.clone());
            self.give_back_to(entry, (index, paid), paid.points - paid.returned);
        }
        self.expire_due();
        for level in levels {
            self.put(level);
        }
        for lot in self.member.ledger.spending_order().to_vec() {
            let names = self.member.ledger.names(lot);
            if names.source == event && names.rule.is_some() {
                self.take_back(lot, place)?;
            }
        }
        Some(())
    }

    /// The coupon that a redemption gave.
    fn given_coupon(&self, reward: &Id, redemption: &Key) -> Option<&Coupon> {
        let rules = &self.member.program.rules;
        let reward = rules.rewards.iter().find(|it| it.id == *reward)?;
        let RewardGives::Coupon { id, .. } = &reward.gives else { return None };
        let coupon = &self.member.coupons[self.member.find_coupon(redemption)?];
        (coupon.offer == *id).then_some(coupon)
    }

    /// A level that an event granted, where it is had still: what is there without it.
    fn levels_without(&self, event: &Key) -> Vec<Entry> {
        let mut levels = Vec::new();
        for ladder in &self.member.program.rules.ladders {
            let mut changes = self.member.tiers.iter().rev().filter(|it| it.ladder == ladder.id);
            if changes.next().is_none_or(|last| !last.is_granted_by(event)) {
                continue;
            }
            let lasts = |it: &&Standing| it.until.is_none_or(|until| self.at < until);
            let before = changes.next().filter(lasts);
            let base = ladder.base().map(|base| ladder.at(base).id.clone());
            let mut entry = self.entry(EntryKind::Levelled);
            entry.ladder = Some(ladder.id.clone());
            entry.level = before.map_or(base, |before| before.level.clone());
            entry.since = before.map(|before| before.since);
            entry.expires_at = before.and_then(|before| before.until);
            entry.why = Some(Why::Undone);
            levels.push(entry);
        }
        levels
    }
}
