//! Rewards: what points buy outside an order, and why not. Prices of lines are worked out here too.

use crate::engine::facts::Facts;
use crate::engine::measures::cycle;
use crate::engine::reasons::{by_precedence, refusals};
use crate::engine::values::value;
use crate::outcome::{Reason, RewardQuote};
use crate::program::{Amount, LadderId, LevelId, Mix, Price, Reward, RewardGives};
use crate::value::{Instant, Money, Points, Rounding, Window, mul_div};

/// What a reward costs a member now, and every reason why it cannot be had.
///
/// `wanted` is how many points of a mix; without it as many as the balance has. `stock_left` is
/// what the authority counts; without it a stock is taken to last.
pub(crate) fn redeem(
    facts: &Facts<'_>,
    reward: &Reward,
    wanted: Option<Points>,
    stock_left: Option<i64>,
) -> RewardQuote {
    let mut reasons = refusals(&reward.window, &reward.when, facts);
    if !facts.enrolled && !reasons.contains(&Reason::NotEnrolled) {
        reasons.push(Reason::NotEnrolled);
    }
    if reward.stock.is_some() && stock_left.is_some_and(|left| left <= 0) {
        reasons.push(Reason::OutOfStock);
    }
    for limit in &reward.limits {
        let window = match limit.per {
            Some(per) => cycle(facts.member, per, facts.now),
            None => Window::ALWAYS,
        };
        let mut used = match limit.per {
            Some(_) => 0,
            None => facts.member.folded_rewards(&reward.id),
        };
        for redemption in &facts.member.redemptions {
            let counts = !redemption.cancelled && redemption.reward == reward.id;
            used += u32::from(counts && window.contains(redemption.at));
        }
        if used >= limit.uses {
            reasons.push(Reason::LimitReached { limit: limit.uses, used, until: window.until });
        }
    }
    if let RewardGives::Tier { ladder: (ladder, _), level: (level, _), life } = &reward.gives {
        let until = facts.rules().calendar.after(facts.now, *life);
        reasons.extend(no_less(facts, *ladder, *level, until));
    }
    let balance = facts.member.balance(reward.pool, facts.now);
    let (points, money) = due(&asked(&reward.price, facts), 1, wanted, balance, &mut reasons);
    let gives = reward.gives.clone();
    RewardQuote { reward: reward.id.clone(), gives, points, money, reasons: by_precedence(reasons) }
}

/// Why a level would be none to gain: the member has it, or a higher one, for as long.
fn no_less(facts: &Facts<'_>, id: LadderId, level: LevelId, until: Instant) -> Option<Reason> {
    let ladder = &facts.member.program.rules.ladders[usize::from(id.0)];
    let has = facts.level(id)?;
    let (_, standing) = facts.member.level(ladder, facts.now);
    let end = standing.and_then(|standing| standing.until);
    let is_less = has < level || has == level && end.is_some_and(|end| end < until);
    let lower = ladder.levels.iter().take(usize::from(level.0));
    (!is_less).then(|| Reason::OtherLevel {
        ladder: ladder.id.clone(),
        needs: lower.map(|level| level.id.clone()).collect(),
        has: Some(ladder.at(has).id.clone()),
    })
}

/// What a price asks of one member: zero of what it does not ask for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    points: Points,
    money: Money,
    mix: Option<Mix>,
}

/// A number that has no value here is among the reasons already, and counts as none.
pub(super) fn asked(price: &Price, facts: &Facts<'_>) -> Asked {
    let number = |amount: Option<Amount>| amount.and_then(|it| value(it, facts)).unwrap_or(0);
    let (points, money) = (number(price.points), number(price.money));
    Asked { points: Points::clamped(points), money: Money::clamped(money), mix: price.mix }
}

/// What one of `units` units costs in points and in money: of a mix as many points as are wanted,
/// or as the balance has for each unit. Where that cannot be, the nearest that can, and why.
pub(super) fn due(
    price: &Asked,
    units: u32,
    wanted: Option<Points>,
    balance: Points,
    reasons: &mut Vec<Reason>,
) -> (Points, Money) {
    // A fixed price is a mix without a choice.
    let fixed = Mix {
        points: Points::SMALLEST,
        worth: Money::ZERO,
        minimum: price.points,
        maximum: price.points,
        step: Points::SMALLEST,
    };
    let mix = price.mix.unwrap_or(fixed);
    let each = Points::clamped(balance.in_steps(Points::clamped(i64::from(units))));
    let asked = wanted.unwrap_or(each);
    let taken = asked.floor_to(mix.step).max(mix.minimum);
    let points = if asked >= mix.maximum { mix.maximum } else { taken };
    let all = points.times_units(units);
    if all > balance.max(Points::ZERO) {
        reasons.push(Reason::BalanceShort { needs: all, has: balance });
    }
    match wanted {
        Some(has) if has < mix.minimum => {
            reasons.push(Reason::SpendBelowMinimum { needs: mix.minimum, has });
        }
        Some(has) if has > mix.maximum => {
            reasons.push(Reason::SpendOverMaximum { maximum: mix.maximum, has });
        }
        Some(has) if has != points => reasons.push(Reason::SpendOffStep { step: mix.step, has }),
        _ => {}
    }
    let missing = price.points.max(mix.maximum) - points;
    let worth = mul_div(missing.count(), mix.worth.minor(), mix.points.count(), Rounding::Ceil);
    (points, Money::clamped(price.money.minor().saturating_add(worth.unwrap_or(i64::MAX))))
}

#[cfg(test)]
#[path = "redeem_tests.rs"]
mod tests;
