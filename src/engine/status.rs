//! The status: a member's points, and the offers that wait for a suitable cart.

use super::eligibility::refusals;
use super::facts::Facts;
use super::points::worth_of_balance;
use crate::member::{LotState, Member};
use crate::outcome::{
    AvailableOffer, LotStatus, NextExpiry, PointsStatus, RefusedOffer, Status, StatusOffers,
};
use crate::program::Rules;
use crate::value::{Instant, Points};

/// What the app shows at an instant.
pub(crate) fn status(member: &Member, now: Instant) -> Status {
    let rules = &*member.program.rules;
    Status {
        program: member.program.clone(),
        now,
        member: member.id.clone(),
        joined_at: member.joined_at,
        points: points(rules, member, now),
        offers: offers(rules, &Facts::new(member, None, now)),
    }
}

fn points(rules: &Rules, member: &Member, now: Instant) -> PointsStatus {
    let mut points = PointsStatus {
        balance: Points::ZERO,
        worth: None,
        pending: Points::ZERO,
        granted: Points::ZERO,
        spent: Points::ZERO,
        expired: Points::ZERO,
        lots: Vec::new(),
        next_expiry: None,
    };
    for &ix in member.ledger.spending_order() {
        let lot = member.ledger.lot(ix);
        let state = lot.state(now);
        points.granted += lot.granted;
        points.spent += lot.spent();
        match state {
            LotState::Pending => points.pending += lot.left,
            LotState::Available => points.balance += lot.left,
            LotState::Expired => points.expired += lot.left,
            LotState::UsedUp => continue,
        }
        if let (LotState::Pending | LotState::Available, Some(at)) = (state, lot.expires_at) {
            // Lots come soonest first, so the first that can still expire sets the instant.
            let next = points.next_expiry.get_or_insert(NextExpiry { at, points: Points::ZERO });
            if next.at == at {
                next.points += lot.left;
            }
        }
        points.lots.push(LotStatus {
            lot: *lot,
            names: member.ledger.names(ix).clone(),
            pool: member.pool_name(lot.pool).cloned(),
            state,
        });
    }
    points.worth = rules
        .points
        .cash
        .as_ref()
        .map(|cash| worth_of_balance(cash, points.balance, rules.rounding));
    points
}

fn offers(rules: &Rules, facts: &Facts<'_>) -> StatusOffers {
    let mut offers = StatusOffers { available: Vec::new(), refused: Vec::new() };
    for offer in &rules.offers {
        let reasons = refusals(&offer.window, &offer.when, facts);
        let id = offer.id.clone();
        if reasons.is_empty() {
            offers.available.push(AvailableOffer { offer: id, until: offer.window.until });
        } else {
            offers.refused.push(RefusedOffer { offer: id, reasons });
        }
    }
    offers
}
