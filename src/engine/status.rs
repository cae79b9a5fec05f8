//! The status: a member's points, and the offers that wait for a suitable cart.

use super::classes;
use super::entered::Entered;
use super::facts::Facts;
use super::measures::favourites;
use super::offers::{Access, unusable};
use super::perks::perks;
use super::plans::memberships;
use super::points::{redeem, worth_of_balance};
use super::reasons::{is_listed, offer_refusals};
use super::tiers::tiers;
use crate::member::{Lot, LotState, Member};
use crate::outcome::{
    AvailableOffer, CouponStatus, DueCashBack, LotStatus, NextExpiry, PointsStatus, PoolStatus,
    Reason, RefusedOffer, Status, StatusOffers, StreakStatus,
};
use crate::program::{Give, PoolId, Rules, SegmentId, Streak};
use crate::value::order::sorted;
use crate::value::{Id, Instant, Period, Points, Span};

/// What the app shows at an instant, up to which the member is settled but for expiries.
pub(crate) fn status(member: &Member, now: Instant) -> Status {
    let rules = &*member.program.rules;
    let pools = (0..).zip(&rules.points.pools);
    let others = pools.filter(|(pool, _)| PoolId(*pool) != rules.points.main);
    let pools = others.map(|(index, pool)| PoolStatus {
        pool: pool.id.clone(),
        spendable: pool.spendable,
        points: points(member, PoolId(index), now),
    });
    let mut main = points(member, rules.points.main, now);
    main.worth = rules.points.cash.as_ref().map(|cash| {
        let balance = member.balance(cash.pool, now).max(Points::ZERO);
        worth_of_balance(cash, balance, rules.rounding)
    });
    let mut facts = Facts::new(member, None, now);
    let access = Access::new(&facts, &Entered::default());
    facts.access = Some(&access);
    let reward = |reward| redeem(&facts, reward, None, None);
    Status {
        program: member.program.clone(),
        now,
        member: member.id.clone(),
        joined_at: member.joined_at,
        tiers: (!rules.ladders.is_empty()).then(|| tiers(member, now)),
        memberships: memberships(&facts),
        perks: perks(&facts),
        segments: (!rules.segments.is_empty()).then(|| segments(&facts)),
        stage: facts.stage().map(|it| rules.lifecycle.stages[usize::from(it.0)].0.clone()),
        scores: classes::scores(&facts),
        points: main,
        pools: pools.collect(),
        streaks: streaks(member, now),
        cash_back: cash_back(member),
        rewards: rules.rewards.iter().map(reward).collect(),
        coupons: coupons(rules, &facts),
        favourites: favourites(&facts),
        offers: offers(rules, &facts),
    }
}

fn points(member: &Member, pool: PoolId, now: Instant) -> PointsStatus {
    let mut points = PointsStatus::default();
    for &ix in member.ledger.spending_order() {
        let lot = seen_at(*member.ledger.lot(ix), now);
        if lot.pool != pool {
            continue;
        }
        let state = lot.state(now);
        points.granted += lot.granted;
        points.spent += lot.spent();
        points.expired += lot.expired;
        points.clawed_back += lot.clawed_back;
        points.forfeited += lot.forfeited;
        points.transferred += lot.transferred;
        match state {
            LotState::Pending => points.pending += lot.left,
            LotState::Available => points.balance += lot.left,
            LotState::Expired => {}
            LotState::UsedUp => continue,
        }
        if let (LotState::Pending | LotState::Available, Some(at)) = (state, lot.expires_at) {
            // Lots come soonest first, so the first that can still expire sets the instant.
            let next = points.next_expiry.get_or_insert(NextExpiry { at, points: Points::ZERO });
            if next.at == at {
                next.points += lot.left;
            }
        }
        let names = member.ledger.names(ix).clone();
        let pool = member.pool_name(lot.pool).cloned();
        points.lots.push(LotStatus { lot, names, pool, state });
    }
    for it in member.folded.iter().flat_map(|month| &month.points).filter(|it| it.pool == pool) {
        points.granted += it.granted;
        points.spent += it.spent();
        points.expired += it.expired;
        points.clawed_back += it.clawed_back;
        points.forfeited += it.forfeited;
        points.transferred += it.transferred;
    }
    points.owed = member.debt(pool);
    points.balance -= points.owed;
    points.clawed_back += points.owed;
    points
}

/// What is still to be credited, in the order of time and then of the orders.
fn cash_back(member: &Member) -> Vec<DueCashBack> {
    let mut due = Vec::new();
    for order in &member.orders {
        for of in &order.offers {
            let Some(it) = of.cash_back.as_ref().filter(|it| it.is_open()) else { continue };
            let (order, offer) = (order.id.clone(), of.offer.clone());
            let (amount, bearers) = (it.left(), it.borne());
            due.push(DueCashBack { order, offer, amount, at: it.at, bearers });
        }
    }
    sorted(due, |one, other| one.at.cmp(&other.at))
}

fn segments(facts: &Facts<'_>) -> Vec<Id> {
    let mut segments = Vec::new();
    for (segment, of) in (0..).map(SegmentId).zip(&facts.member.program.rules.segments) {
        if facts.is_in(segment) {
            segments.push(of.id.clone());
        }
    }
    segments
}

/// A lot as it is once what is over has been settled.
fn seen_at(mut lot: Lot, now: Instant) -> Lot {
    if lot.is_over(now) {
        lot.expired += lot.left;
        lot.left = Points::ZERO;
    }
    lot
}

/// The runs of days that can go on, and what the next day brings.
fn streaks(member: &Member, now: Instant) -> Vec<StreakStatus> {
    let rules = &member.program.rules;
    let today = rules.calendar.day_of(now);
    let mut streaks = Vec::new();
    for rule in &rules.points.earning {
        let Give::Streak(streak) = &rule.give else { continue };
        let run = member.runs.iter().find(|run| run.rule == rule.id);
        let yesterday = today.plus(Span { count: -1, unit: Period::Day });
        let days = run.filter(|run| streak.keep || run.day >= yesterday).map_or(0, |run| run.days);
        let done = run.is_some_and(|run| run.day >= today);
        let from = if done { today.plus(Span { count: 1, unit: Period::Day }) } else { today };
        let window = rules.calendar.date_window(Some(from), Some(from));
        streaks.push(StreakStatus {
            rule: rule.id.clone(),
            days,
            done,
            next_points: Streak::points(streak, days + 1),
            next_from: window.from,
            next_until: window.until,
        });
    }
    streaks
}

/// The coupons that can be used, now or later.
fn coupons(rules: &Rules, facts: &Facts<'_>) -> Vec<CouponStatus> {
    let mut coupons = Vec::new();
    for coupon in &facts.member.coupons {
        let Some(index) = rules.offers.iter().position(|offer| offer.id == coupon.offer) else {
            continue;
        };
        let offer = &rules.offers[index];
        let window = coupon.valid.intersect(offer.window);
        let reasons = match unusable(coupon, offer, facts.now) {
            Some(Reason::NotYet { from }) => vec![Reason::NotYet { from }],
            Some(_) => continue,
            None => offer_refusals(index, offer, facts),
        };
        if window.until.is_some_and(|until| until <= facts.now) {
            continue;
        }
        coupons.push(CouponStatus {
            coupon: coupon.id.clone(),
            offer: coupon.offer.clone(),
            issued_at: coupon.at,
            from: window.from,
            until: window.until,
            worth: coupon.worth.filter(|_| offer.takes_worth()),
            reasons,
        });
    }
    coupons
}

fn offers(rules: &Rules, facts: &Facts<'_>) -> StatusOffers {
    let mut offers = StatusOffers { available: Vec::new(), refused: Vec::new() };
    for (index, offer) in rules.offers.iter().enumerate() {
        let reasons = offer_refusals(index, offer, facts);
        if !is_listed(offer, || reasons.is_empty()) {
            continue;
        }
        let id = offer.id.clone();
        if reasons.is_empty() {
            offers.available.push(AvailableOffer { offer: id, until: offer.window.until });
        } else {
            offers.refused.push(RefusedOffer { offer: id, reasons });
        }
    }
    offers
}
