//! What is folded, of a snapshot and of a log.

use super::count::{money, points};
use super::member::pool;
use super::renamed::called;
use crate::document::folded::{FoldedDoc, FoldedPointsDoc, FoldedTimesDoc};
use crate::document::leaf::{Ident, date};
use crate::document::shape::{Int, List, missing};
use crate::member::{Folded, FoldedOffer, FoldedPoints, FoldedTimes};
use crate::outcome::Entry;
use crate::problem::{Code, Path, Report};
use crate::program::{Program, RuleId};
use crate::value::bounds::{MAX_FOLDED_POINTS, MAX_MONTHS};
use crate::value::{Instant, Points};

/// The months of a snapshot, which follow one another and were all over before `until`.
pub(super) fn folded(
    program: &Program,
    document: Option<List<'_, FoldedDoc<'_>, MAX_MONTHS>>,
    until: Option<Instant>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Folded>> {
    let mut last = None;
    let months = document.unwrap_or_default().each(at, report, |it, at, report| {
        let month = month(program, it, at, report)?;
        let place = at.field("month");
        if month.month.day() > 1 || last >= Some(month.month) {
            let message = format_args!("each is the first day of a month, after the one before");
            report.error(Code::Contradiction, &place, message);
        } else if until.is_none_or(|until| until <= program.rules.calendar.start_of(month.month)) {
            let message = format_args!("what is folded lies before `folded_until`");
            report.error(Code::Contradiction, &place, message);
        }
        last = Some(month.month);
        Some(month)
    })?;
    let mut sums = [Points::ZERO; 3];
    for it in months.iter().flat_map(|month| &month.points) {
        for (sum, points) in sums.iter_mut().zip([it.granted, it.taken_back, it.returned]) {
            // Each is within bounds, so that a sum that stops is over them.
            *sum = Points::clamped((*sum + points).count());
        }
    }
    if sums.iter().any(|sum| sum.count() > MAX_FOLDED_POINTS) {
        let message = format_args!("more points are folded than can be added up");
        report.error(Code::OverLimit, at, message);
    }
    Some(months)
}

fn month(
    program: &Program,
    document: FoldedDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Folded> {
    let month = document.month.and_then(|text| date(text.0, &at.field("month"), report));
    let list = document.points.unwrap_or_default();
    let list =
        list.each(&at.field("points"), report, |it, at, report| points_of(program, it, at, report));
    let activities = times(document.activities, &at.field("activities"), report);
    let rewards = times(document.rewards, &at.field("rewards"), report);
    let uses = times(document.uses, &at.field("uses"), report);
    let offers = document.offers.unwrap_or_default();
    let offers = offers.each(&at.field("offers"), report, |it, _, _| {
        Some(FoldedOffer {
            offer: it.id?.0,
            uses: it.uses.map_or(0, |Int(uses)| uses),
            saved: money(it.saved_minor),
            coupons: count(it.coupons),
        })
    });
    let (orders, visits) = (count(document.orders), count(document.visits));
    let last_order = document.last_order_at.map(|at| at.0);
    if visits > orders || (orders > 0) != (visits > 0) || (orders > 0) != last_order.is_some() {
        let message =
            format_args!("where there are orders, there are days with one, and a last one");
        report.error(Code::Contradiction, at, message);
    }
    Some(Folded {
        orders,
        returned: count(document.returned),
        visits,
        units: document.units.map_or(0, |Int(units)| units),
        list: money(document.list_minor),
        net: money(document.net_minor),
        paid: money(document.paid_minor),
        last_order,
        points: list?,
        activities: activities?,
        rewards: rewards?,
        uses: uses?,
        offers: offers?,
        ..Folded::new(month?)
    })
}

fn points_of(
    program: &Program,
    document: FoldedPointsDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<FoldedPoints> {
    let pool = pool(program, document.pool, at, report)?;
    let rule =
        document.rule.map(|Ident(rule)| called(&program.rules.migration.renamed.rules, rule));
    let earning = &program.rules.points.earning;
    let known = rule.as_ref().and_then(|rule| earning.iter().position(|it| it.id == *rule));
    let it = FoldedPoints {
        pool,
        known: known.and_then(|rule| u16::try_from(rule).ok()).map(RuleId),
        rule,
        granted: points(document.granted),
        expired: points(document.expired),
        clawed_back: points(document.clawed_back),
        forfeited: points(document.forfeited),
        transferred: points(document.transferred),
        sent: Points::clamped(document.sent.map_or(0, |Int(sent)| sent)),
        taken_back: points(document.taken_back),
        returned: points(document.returned),
    };
    if it.spent() < Points::ZERO {
        let granted = program.rules.points.written(it.granted);
        let message = format_args!("more is gone than the {granted} points granted");
        report.error(Code::Contradiction, at, message);
    }
    Some(it)
}

fn times<const MAX: i64>(
    document: Option<List<'_, FoldedTimesDoc<'_>, MAX>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<FoldedTimes>> {
    document.unwrap_or_default().each(at, report, |it, at, report| {
        let (times, days) = (count(it.times), count(it.days));
        if days > times {
            let message = format_args!("more days than times: {days} of {times}");
            report.error(Code::Contradiction, &at.field("days"), message);
        }
        let quantity = it.quantity.map_or(0, |Int(quantity)| quantity);
        Some(FoldedTimes { id: it.id?.0, times, days, quantity })
    })
}

fn count<const MIN: i64, const MAX: i64>(count: Option<Int<MIN, MAX>>) -> u32 {
    count.map_or(0, |Int(count)| u32::try_from(count).unwrap_or(u32::MAX))
}

/// What an entry folds lies before it.
pub(super) fn can_fold(entry: &Entry, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let place = at.field("until");
    match entry.expires_at {
        None => {
            missing("until", at, report);
            None
        }
        Some(until) if until > entry.at => {
            let message = format_args!("{until} is after {}", entry.at);
            report.error(Code::Contradiction, &place, message);
            None
        }
        _ => Some(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::value::TzDatabase;
    use crate::{Member, Program};

    const PROGRAM: &str = r#"{"format":1,"id":"p","version":1,"currency":"CNY",
        "zone":{"offset":"+08:00"},
        "points":{"pools":[{"id":"main"},{"id":"coins","spendable":"no"}],
            "earning":[{"id":"buy","on":"order","give":{"points":1}}]}}"#;

    fn member(document: &str) -> Member {
        let program = Program::parse(PROGRAM, &TzDatabase).expect("a right programme");
        program.member(document).expect("a right member")
    }

    #[test]
    fn months_are_read_measured_and_written() {
        let document = r#"{"format":1,"program":"p","id":"m","as_of":"2026-01-01T00:00:00.000Z",
            "events":[],"lots":[],"orders":[],
            "folded":[{"month":"2023-10-01"},
                {"month":"2023-11-01","orders":3,"returned":20,"visits":2,"units":100,
                "list_minor":7,"net_minor":60000,"paid_minor":59500,
                "last_order_at":"2023-11-20T04:00:00.000Z",
                "points":[{"granted":0,"taken_back":5,"returned":6},
                    {"granted":60,"pool":"coins","rule":"buy","expired":10,"clawed_back":2,
                    "forfeited":3,"transferred":4}],
                "activities":[{"id":"scan","times":12,"days":1,"quantity":5}],
                "rewards":[{"id":"mug","times":1,"days":1}],
                "uses":[{"id":"lounge","times":1,"days":1,"quantity":9}],
                "offers":[{"id":"five","coupons":3},
                    {"id":"ten","uses":12,"saved_minor":34}]}],
            "folded_until":"2023-12-31T16:00:00.000Z"}"#;
        let document: String = document.split_whitespace().collect();
        let member = member(&document);
        assert_eq!(member.to_json(), document);
        assert_eq!(member.size, document.len());
    }

    #[test]
    fn an_entry_folds_what_lies_before_it() {
        for (log, code, path) in [
            (r#"[{"kind":"folded","at":9}]"#, "missing_field", "/0"),
            (r#"[{"kind":"folded","at":9,"until":10}]"#, "contradiction", "/0/until"),
        ] {
            let problems = member(r#"{"format":1,"program":"p","id":"m"}"#)
                .replay(log)
                .expect_err("it is refused");
            let first = &problems.as_slice()[0];
            assert_eq!((first.code.name(), &*first.path), (code, path), "{log}");
        }
    }
}
