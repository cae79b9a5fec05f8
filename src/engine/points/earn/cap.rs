//! What caps leave of the points of a rule.

use crate::engine::facts::Facts;
use crate::engine::measures::cycle;
use crate::engine::values::value;
use crate::outcome::RulePoints;
use crate::program::{Cap, CapPer, Earning, RuleId, Rules};
use crate::value::{Points, Window};

/// The part of a rule's points that fits under its own caps and then those of the programme, in
/// their order, `so_far` being what the occasion gave before.
pub(super) fn fitting(
    rules: &Rules,
    facts: &Facts<'_>,
    (id, rule): (RuleId, &Earning),
    points: Points,
    so_far: &[RulePoints],
) -> Points {
    let mut fitting = points;
    for cap in &rule.caps {
        let used = used(rules, facts, rule, cap, so_far, &|other| other == id);
        fitting = under(cap, used, fitting, facts);
    }
    for cap in &rules.points.caps {
        if cap.rules.contains(id) {
            let used = used(rules, facts, rule, cap, so_far, &|other| cap.rules.contains(other));
            fitting = under(cap, used, fitting, facts);
        }
    }
    fitting
}

fn under(cap: &Cap, used: Points, points: Points, facts: &Facts<'_>) -> Points {
    let Some(most) = value(cap.points, facts) else { return points };
    let room = Points::clamped(most).less(used);
    match cap.refuse {
        true if room < points => Points::ZERO,
        _ => points.min(room),
    }
}

/// What has been used of a cap: by the rules that share it, before now and on this occasion.
fn used(
    rules: &Rules,
    facts: &Facts<'_>,
    rule: &Earning,
    cap: &Cap,
    so_far: &[RulePoints],
    shares: &dyn Fn(RuleId) -> bool,
) -> Points {
    let member = facts.member;
    let window = match cap.per {
        CapPer::Order => None,
        CapPer::Cycle(per) => Some(cycle(member, per, facts.now)),
        CapPer::Lifetime => Some(Window::ALWAYS),
        CapPer::Balance => {
            let here = so_far.iter().filter(|it| it.pool == rule.pool).map(|it| it.points);
            let held = member.ledger.held(rule.pool, facts.now) - member.debt(rule.pool);
            return held + here.sum();
        }
    };
    let released = rules.points.returns.caps_released;
    let before = window.map_or(Points::ZERO, |window| member.granted_by(window, released, shares));
    let here = so_far.iter().filter(|it| shares(it.index)).map(|it| it.points);
    before + here.sum()
}
