//! Coupons: issued by rules or by hand, used by orders, taken away.

use super::lots::lot_id;
use super::{Place, Recorder};
use crate::engine::eligibility::met;
use crate::engine::entered::Entered;
use crate::engine::facts::Facts;
use crate::engine::values::value;
use crate::member::OfferUse;
use crate::outcome::{Entry, EntryKind, Quote};
use crate::problem::{Code, Given};
use crate::program::{Issue, Offer, OfferKind, On, Valid};
use crate::value::bounds::MAX_ORDERS;
use crate::value::{Instant, Key, Money, Window};

impl Recorder<'_> {
    /// What the order names applies, and what everybody's uses limit is known.
    pub(super) fn can_use(
        &self,
        quote: &Quote,
        entered: &Entered,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        if let Some((code, reason)) =
            quote.codes.iter().find_map(|code| Some((code, code.reasons.first()?)))
        {
            let (entered, why) = (&code.entered, reason.code());
            let message = format_args!("`{entered}` does not apply to this order ({why})");
            let help = "quote the order first, and send what applies";
            let at = place.at.field("coupons");
            let why = [("entered", Given::Text(entered)), ("reason", Given::Reason(reason))];
            place.report.with(&why).error_help(Code::CouponRefused, &at, message, help);
            return None;
        }
        let counted = quote.offers.applied.iter().filter(|applied| applied.counted.is_some());
        for applied in counted {
            if entered.counter(&applied.offer).is_none() {
                let message = format_args!(
                    "the counter of `{}` is missing: it is limited for everybody together",
                    applied.offer
                );
                place.report.name(applied.offer.as_str());
                place.error(Code::MissingField, "counters", message);
                return None;
            }
        }
        Some(())
    }

    /// Enrols in an offer, once.
    pub(super) fn activate(&mut self, offer: usize) {
        let id = self.member.program.rules.offers[offer].id.clone();
        if !self.member.activated.iter().any(|(known, _)| *known == id) {
            let mut entry = self.entry(EntryKind::Activated);
            entry.offer = Some(id);
            self.put(entry);
        }
    }

    pub(super) fn issue_coupon(
        &mut self,
        offer: usize,
        id: Key,
        (valid, worth): (Window, Option<Money>),
        (field, place): (&str, &mut Place<'_, '_>),
    ) -> Option<()> {
        if self.member.find_coupon(&id).is_some() {
            let message = format_args!("the member has a coupon `{id}` already");
            place.error(Code::EventConflict, field, message);
            return None;
        }
        let program = self.member.program.clone();
        let offer = &program.rules.offers[offer];
        let valid = if valid == Window::ALWAYS { self.valid(offer) } else { valid };
        self.put_coupon(self.entry(EntryKind::Issued), offer, id, (valid, worth));
        Some(())
    }

    pub(super) fn revoke_coupon(&mut self, id: &Key, place: &mut Place<'_, '_>) -> Option<()> {
        let at = place.at.field("coupon");
        let place = &mut Place { at: &at.field("revoke"), report: place.report };
        let Some(coupon) = self.member.find_coupon(id) else {
            self.unknown("coupon", id, self.member.folded_until, place);
            return None;
        };
        let coupon = &self.member.coupons[coupon];
        if coupon.revoked {
            let message = format_args!("the coupon `{id}` was taken away already");
            place.error(Code::EventConflict, "coupon", message);
            return None;
        }
        if let Some(order) = &coupon.used {
            let message = format_args!("the coupon `{id}` is used, by the order `{order}`");
            place.error(Code::EventRefused, "coupon", message);
            return None;
        }
        self.revoke(id.clone());
        Some(())
    }

    pub(super) fn revoke(&mut self, id: Key) {
        let mut entry = self.entry(EntryKind::Revoked);
        entry.coupon = Some(id);
        self.put(entry);
    }

    /// What was issued for an order that came back whole goes, unless it is used.
    pub(super) fn revoke_issued(&mut self, order: usize) {
        let order = &self.member.orders[order];
        if !order.came_back() {
            return;
        }
        let mut gone = Vec::new();
        for it in &self.member.coupons {
            if it.order.as_ref() == Some(&order.id) && it.used.is_none() && !it.revoked {
                gone.push(it.id.clone());
            }
        }
        for id in gone {
            self.revoke(id);
        }
    }

    /// Issues the coupons that something fires.
    pub(super) fn issue(&mut self, on: &dyn Fn(On) -> bool, source: &Key, order: Option<&Key>) {
        let program = self.member.program.clone();
        for offer in &program.rules.offers {
            for issue in offer.issues().iter().filter(|issue| on(issue.on)) {
                self.issue_one(offer, issue, source, order);
            }
        }
    }

    pub(super) fn issue_by_time(&mut self, offer: usize, issue: usize) {
        let program = self.member.program.clone();
        let offer = &program.rules.offers[offer];
        if let Ok(source) = Key::parse(&self.at.to_string()) {
            self.issue_one(offer, &offer.issues()[issue], &source, None);
        }
    }

    fn issue_one(&mut self, offer: &Offer, issue: &Issue, source: &Key, order: Option<&Key>) {
        let facts = Facts::new(self.member, None, self.at);
        if !facts.enrolled || !met(&issue.when, &facts) {
            return;
        }
        let mut count = value(issue.count, &facts).unwrap_or(0);
        if let Some(most) = issue.at_most {
            let own = self.member.coupons.iter().filter(|coupon| coupon.offer == offer.id);
            let had = i64::try_from(own.count()).unwrap_or(i64::MAX);
            count = count.min(i64::from(most) - had - self.member.folded_coupons(&offer.id));
        }
        let valid = self.valid(offer);
        // Without a value where each has one there is nothing to issue.
        let worth = issue.worth.map(|worth| value(worth, &facts));
        if valid.is_empty() || worth == Some(None) {
            return;
        }
        let worth = worth.flatten().map(Money::clamped);
        // A record with more is refused as full.
        let room = MAX_ORDERS + 1 - i64::try_from(self.member.coupons.len()).unwrap_or(0);
        let mut number = 0;
        for _ in 0..count.min(room) {
            let Some(id) = self.new_name(source, offer, &mut number) else { return };
            let mut entry = self.entry(EntryKind::Issued);
            entry.order = order.cloned();
            self.put_coupon(entry, offer, id, (valid, worth));
        }
    }

    /// Whether a coupon of an offer that is issued now could be used, now or later.
    pub(super) fn can_be_used(&self, offer: u32) -> bool {
        let offer = &self.member.program.rules.offers[offer as usize];
        let window = self.valid(offer).intersect(offer.window);
        !window.is_empty() && window.until.is_none_or(|until| self.at < until)
    }

    /// A coupon that points became.
    pub(super) fn issue_voucher(&mut self, entry: Entry, offer: u32, source: &Key, worth: Money) {
        let program = self.member.program.clone();
        let offer = &program.rules.offers[offer as usize];
        if let Some(id) = self.new_name(source, offer, &mut 0) {
            let valid = self.valid(offer);
            self.put_coupon(entry, offer, id, (valid, Some(worth)));
        }
    }

    /// A name that no coupon has: after its source and offer, and a number from the second on.
    fn new_name(&self, source: &Key, offer: &Offer, number: &mut u32) -> Option<Key> {
        loop {
            *number += 1;
            let name = match number {
                1 => offer.id.as_str().to_owned(),
                _ => format!("{}:{number}", offer.id),
            };
            // A source so long that nothing can be named after it gives way to the instant.
            let at = Key::parse(&self.at.to_string()).ok();
            let id = lot_id(source, &name).or_else(|| lot_id(&at?, &name))?;
            if self.member.find_coupon(&id).is_none() {
                return Some(id);
            }
        }
    }

    /// Issues a coupon, valid in a window and worth something; the entry says by what.
    fn put_coupon(
        &mut self,
        mut entry: Entry,
        offer: &Offer,
        id: Key,
        (valid, worth): (Window, Option<Money>),
    ) {
        entry.coupon = Some(id);
        entry.offer = Some(offer.id.clone());
        (entry.available_at, entry.expires_at) = (valid.from, valid.until);
        entry.amount = worth;
        self.put(entry);
    }

    /// When a coupon can be used that is issued now.
    fn valid(&self, offer: &Offer) -> Window {
        let rules = &self.member.program.rules;
        match &offer.kind {
            OfferKind::Wallet(wallet) => match wallet.valid {
                Valid::Offer => Window::ALWAYS,
                Valid::Within(window) => window,
                Valid::After(life) => {
                    let until: Instant = rules.calendar.after(self.at, life);
                    Window { from: None, until: Some(until) }
                }
            },
            _ => Window::ALWAYS,
        }
    }
}

/// The offers that an order uses, of those that are noted.
pub(super) fn offers_used(quote: &Quote) -> Vec<OfferUse> {
    let mut used = Vec::new();
    for applied in &quote.offers.applied {
        let Some(uses) = applied.uses else { continue };
        used.push(OfferUse {
            offer: applied.offer.clone(),
            uses,
            saved: applied.saves + applied.cash_back.unwrap_or_default(),
            coupon: applied.coupon.clone(),
            code: applied.code.clone(),
        });
    }
    used
}
