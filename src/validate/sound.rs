//! Whether an entry of a log can follow what the member is: no more leaves a lot than is in it, no
//! more comes back than went.

use super::folded::can_fold;
use crate::document::shape::missing;
use crate::member::{Lot, LotIx, Member, PlanStep};
use crate::outcome::{Entry, EntryKind};
use crate::problem::{Code, Given, Path, Report};
use crate::value::bounds::{MAX_LOT_POINTS, MAX_LOTS, MAX_ORDERS};
use crate::value::{Key, Money, Points};

/// Reports why an entry cannot follow; `None` then.
pub(super) fn sound(
    member: &Member,
    entry: &Entry,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let most = most(member, entry, at, report)?;
    if entry.points > most {
        let rules = &member.program.rules.points;
        let (points, most) = (rules.written(entry.points), rules.written(most));
        let message = format_args!("{points} points are more than there can be, {most}");
        report.error(Code::Contradiction, &at.field("points"), message);
        return None;
    }
    if entry.amount.unwrap_or_default() < Money::ZERO && entry.kind != EntryKind::Carried {
        let message = format_args!("only what is carried of a step is below zero");
        report.error(Code::Contradiction, &at.field("amount_minor"), message);
        return None;
    }
    match entry.kind {
        EntryKind::Carried => carried(member, entry, at, report),
        EntryKind::Folded => can_fold(entry, at, report),
        EntryKind::Returned => returned(member, entry, at, report),
        EntryKind::CashBack | EntryKind::CashBackReturned => cash_back(member, entry, at, report),
        EntryKind::Granted => {
            let lines: Points = entry.lines.iter().map(|line| line.points).sum();
            if lines > entry.points {
                let message = format_args!("the lines earned more than the lot has");
                report.error(Code::Contradiction, &at.field("lines"), message);
                return None;
            }
            Some(())
        }
        EntryKind::Met | EntryKind::Unmet if entry.watched().is_none() => {
            let message =
                format_args!("a condition is of a `rule`, `offer`, `forfeit` or `conversion`");
            report.error(Code::MissingField, at, message);
            None
        }
        EntryKind::Activated if entry.offer.is_none() => {
            missing("offer", at, report);
            None
        }
        EntryKind::Issued if entry.coupon.is_none() || entry.offer.is_none() => {
            let message = format_args!("a coupon has `coupon` and `offer`");
            report.error(Code::MissingField, at, message);
            None
        }
        EntryKind::Revoked if member.coupon_of(entry).is_none() => {
            let message = format_args!("there is no coupon that this takes away");
            let report = report.with(&[("kind", Given::Text("coupon"))]);
            report.error(Code::UnknownOrder, &at.field("coupon"), message);
            None
        }
        EntryKind::Subscribed => subscribed(member, entry, at, report),
        EntryKind::Cancelled if entry.perk.is_some() && member.use_of(entry).is_none() => {
            let message = format_args!("there is no use that this cancels");
            let report = report.with(&[("kind", Given::Text("use"))]);
            report.error(Code::UnknownOrder, &at.field("source"), message);
            None
        }
        _ => Some(()),
    }
}

/// Money is promised once for an offer of an order, and no more of it comes back than is left.
fn cash_back(member: &Member, entry: &Entry, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let order = entry.order.as_ref().and_then(|id| member.find_order(id));
    let offers = order.map_or(&[][..], |order| &member.orders[order].offers);
    let known = offers.iter().find(|it| Some(&it.offer) == entry.offer.as_ref());
    let known = known.and_then(|it| it.cash_back.as_ref());
    let fits = match known {
        None => entry.kind == EntryKind::CashBack && order.is_some(),
        Some(it) => {
            let back = entry.amount.unwrap_or_default();
            entry.kind == EntryKind::CashBackReturned && back <= it.left()
        }
    };
    if !fits {
        let message = format_args!("the order has no such money coming");
        report.error(Code::Contradiction, &at.field("order"), message);
    }
    fits.then_some(())
}

/// What was counted of an order is said once by each rule.
fn carried(member: &Member, entry: &Entry, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let Some(counted) = &entry.counted else { return Some(()) };
    let order = entry.order.as_ref().and_then(|id| member.find_order(id));
    let known = order.map_or(&[][..], |order| &member.orders[order].counted);
    let is_new = known.iter().all(|it| it.rule != counted.rule);
    let fits = order.is_some() && is_new && entry.rule.as_ref() == Some(&counted.rule);
    if !fits {
        let message = format_args!("what a rule counted of an order is said once, by that rule");
        report.error(Code::Contradiction, &at.field("counted"), message);
    }
    fits.then_some(())
}

/// What goes on with a membership is of one that is there; a trial begins one that is not.
fn subscribed(member: &Member, entry: &Entry, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let (Some(_), Some(step), Some(_)) = (&entry.plan, entry.step, entry.expires_at) else {
        let message = format_args!("a membership has `plan`, `do` and `expires_at`");
        report.error(Code::MissingField, at, message);
        return None;
    };
    let known = member.membership_of(entry).is_some();
    let fits = match step {
        PlanStep::Trial => !known,
        PlanStep::Paid => true,
        PlanStep::Stop | PlanStep::End => known,
    };
    if !fits {
        let is = if known { "a" } else { "no" };
        let message = format_args!("there is {is} membership since then");
        report.error(Code::Contradiction, &at.field("since"), message);
    }
    fits.then_some(())
}

/// How many points an entry can be about.
fn most(member: &Member, entry: &Entry, at: &Path<'_>, report: &mut Report) -> Option<Points> {
    let full = Points::clamped(MAX_LOT_POINTS);
    let lot = entry.lot.as_ref().and_then(|lot| member.ledger.find(lot));
    let it = lot.map(|lot| member.ledger.lot(lot));
    let left = it.map_or(Points::ZERO, |it| it.left);
    Some(match entry.kind {
        EntryKind::Granted => {
            if let (Some(id), Some(_)) = (&entry.lot, lot) {
                let message = format_args!("there is a lot `{id}` already");
                let report = report.id(id.as_str());
                report.error(Code::DuplicateId, &at.field("lot"), message);
                return None;
            }
            room(member.ledger.len(), MAX_LOTS, "lots", at, report)?;
            full
        }
        EntryKind::Renewed => {
            let old = entry.source.as_ref().and_then(|lot| member.ledger.find(lot));
            let Some(old) = old else {
                let message = format_args!("there is no lot that these points were of");
                report.error(Code::UnknownLot, &at.field("source"), message);
                return None;
            };
            if it.is_none() {
                room(member.ledger.len(), MAX_LOTS, "lots", at, report)?;
            }
            let granted = it.map_or(Points::ZERO, |it| it.granted);
            paid(member, entry, old).min(full - granted)
        }
        EntryKind::GivenBack => lot.map_or(Points::ZERO, |lot| paid(member, entry, lot)),
        EntryKind::Restored => {
            let order = entry.order.as_ref().and_then(|id| member.find_order(id));
            let taken = order.map(|order| member.orders[order].taken.as_slice());
            let taken = taken.unwrap_or_default().iter().find(|taken| Some(taken.lot) == lot);
            let clawed_back = it.map_or(Points::ZERO, |it| it.clawed_back);
            taken.map_or(Points::ZERO, |taken| taken.points.min(clawed_back))
        }
        EntryKind::Owed => {
            room(member.debts.len(), MAX_ORDERS, "debts", at, report)?;
            full - debt(member, entry)
        }
        EntryKind::Cleared => debt(member, entry),
        EntryKind::Repaid => debt(member, entry).min(left),
        EntryKind::Spent
        | EntryKind::Converted
        | EntryKind::ClawedBack
        | EntryKind::Expired
        | EntryKind::Forfeited
        | EntryKind::Transferred => left,
        // These move none.
        _ => Points::MAX,
    })
}

fn room(count: usize, most: i64, what: &str, at: &Path<'_>, report: &mut Report) -> Option<()> {
    if count < usize::try_from(most).unwrap_or(0) {
        return Some(());
    }
    let message = format_args!("the member has no room for more than {most} {what}");
    report.error(Code::OverLimit, at, message);
    None
}

/// What a lot paid of what an entry names, and has not come back.
fn paid(member: &Member, entry: &Entry, lot: LotIx) -> Points {
    let order = entry.order.as_ref().and_then(|id| member.find_order(id));
    let of = |id: &Key| member.redemptions.iter().rfind(|redemption| redemption.id == *id);
    let redemption = entry.redemption.as_ref().and_then(of);
    let list = match (order, redemption) {
        (Some(order), _) => &member.orders[order].spent,
        (None, Some(redemption)) => &redemption.spent,
        (None, None) => return Points::ZERO,
    };
    let paid = list.iter().rfind(|spent| spent.lot == lot);
    let rest = paid.map_or(Points::ZERO, |spent| spent.points - spent.returned);
    rest.min(Lot::spent(member.ledger.lot(lot)))
}

fn debt(member: &Member, entry: &Entry) -> Points {
    let of = |debt: &&crate::member::Debt| {
        Some(&debt.source) == entry.source.as_ref() && debt.pool == entry.pool_ix
    };
    member.debts.iter().find(of).map_or(Points::ZERO, |debt| debt.points)
}

/// No more units come back than are left.
fn returned(member: &Member, entry: &Entry, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let Some(order) = entry.order.as_ref().and_then(|id| member.find_order(id)) else {
        let message = format_args!("there is no order of which this came back");
        let report = report.with(&[("kind", Given::Text("order"))]);
        report.error(Code::UnknownOrder, &at.field("order"), message);
        return None;
    };
    let list = at.field("returned");
    for (index, it) in entry.returned.iter().enumerate() {
        let Some(id) = &it.line else { continue };
        let known = member.orders[order].lines.iter().find(|line| line.id == *id);
        let left = known.map_or(0, |line| line.units - line.returned);
        let same = entry.returned[..index].iter().any(|before| before.line == it.line);
        if it.units > left || same {
            let message = format_args!("{} units of `{id}` came back of {left}", it.units);
            report.error(Code::Contradiction, &list.index(index).field("units"), message);
            return None;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use crate::value::{Instant, TzDatabase};
    use crate::{Member, Program};

    const PROGRAM: &str = r#"{"format":1,"id":"p","version":1,"currency":"CNY",
        "zone":{"offset":"+08:00"},
        "points":{"earning":[{"id":"buy","on":"order","give":{"points":5}}],
            "spending":{"cash":{"points":1,"worth":"0.01"}}}}"#;

    /// An order that earned five points, of which two paid another.
    fn member() -> Member {
        let program = Program::parse(PROGRAM, &TzDatabase).expect("a right programme");
        let document = r#"{"format":1,"program":"p","id":"m","joined_at":0}"#;
        let mut member = program.member(document).expect("a right member");
        for (id, spend) in [("1", 0), ("2", 2)] {
            let order = format!(
                r#"{{"id":"e{id}","at":9,"order":{{"id":"o{id}","spend":{spend},"cart":
                    {{"currency":"CNY","lines":[
                        {{"id":"1","sku":"a","units":1,"price_minor":1000}}]}}}}}}"#
            );
            let now = Instant::from_millis(9).expect("in range");
            member.record(order, now).expect("it can be recorded");
        }
        member
    }

    #[test]
    fn a_log_makes_a_snapshot_of_every_kind() {
        let log = r#"[{"kind":"migrated","at":9,"version":7},
            {"kind":"levelled","ladder":"a","level":"b","event":"e3","at":9,"expires_at":20},
            {"kind":"levelled","ladder":"a","why":"undone","since":4,"at":10},
            {"kind":"staged","stage":"old","at":10},{"kind":"staged","stage":"new","at":10},
            {"kind":"entered","segment":"s","at":10},{"kind":"entered","segment":"t","at":10},
            {"kind":"left","segment":"s","at":10},
            {"kind":"met","rule":"x","at":10},{"kind":"met","offer":"y","at":10},
            {"kind":"met","forfeit":"z","at":10},{"kind":"unmet","offer":"y","at":10},
            {"kind":"subscribed","plan":"p","do":"trial","event":"e4","at":9,"since":9,
                "expires_at":12},
            {"kind":"subscribed","plan":"p","do":"paid","event":"e5","at":10,"since":9,
                "expires_at":22},
            {"kind":"subscribed","plan":"p","do":"stop","event":"e6","at":10,"since":9,
                "expires_at":22},
            {"kind":"subscribed","plan":"q","do":"paid","event":"e7","at":8,"since":8,
                "expires_at":12},
            {"kind":"subscribed","plan":"p","do":"end","event":"e8","at":11,"since":9,
                "expires_at":11},
            {"kind":"used","event":"u","at":10,"perk":"l","quantity":3,"carried":1,"extra":2},
            {"kind":"used","event":"v","at":10,"perk":"l","quantity":1},
            {"kind":"cancelled","event":"c","at":10,"perk":"l","source":"u"},
            {"kind":"brought","event":"f","at":10,"of":"k"},
            {"kind":"profiled","event":"g","at":10,"gender":"x",
                "attributes":{"b":2,"a":"y","c":1}},
            {"kind":"profiled","event":"h","at":10,"attributes":{"c":null}},
            {"kind":"redeemed","event":"r","redemption":"r","reward":"w","perk":"l","quantity":5,
                "at":10,"amount_minor":0},
            {"kind":"settled","at":11}]"#;
        let time = |millis: i64| format!("\"1970-01-01T00:00:00.{millis:03}Z\"");
        let (t8, t9, t10, t11) = (time(8), time(9), time(10), time(11));
        let (t0, t4, t12, t20) = (time(0), time(4), time(12), time(20));
        let expected = format!(
            r#"{{"format":1,"program":"p","id":"m","joined_at":{t0},"gender":"x",
            "attributes":{{"a":"y","b":2}},
            "tiers":[{{"ladder":"a","level":"b","since":{t9},"until":{t20},"event":"e3"}},
            {{"ladder":"a","at":{t10},"since":{t4},"why":"undone"}}],
            "memberships":[{{"plan":"q","since":{t8},"until":{t12}}},
            {{"plan":"p","since":{t9},"trial_until":{t11},"until":{t11},"ended":1}}],
            "uses":[{{"id":"u","perk":"l","at":{t10},"count":3,"carried":1,"extra":2,
            "cancelled":1}},{{"id":"v","perk":"l","at":{t10},"count":1}}],
            "brought":[{{"id":"k","at":{t10}}}],"segments":["t"],"stage":"new",
            "met":[{{"rule":"x"}},{{"forfeit":"z"}}],"version":7,
            "as_of":{t11},"events":[],"lots":[],"orders":[],
            "redemptions":[{{"id":"r","event":"r","reward":"w","at":{t10},"perk":"l","uses":5}}]}}"#
        );
        let program = Program::parse(PROGRAM, &TzDatabase).expect("a right programme");
        let nobody = r#"{"format":1,"program":"p","id":"m","joined_at":0}"#;
        let nobody = program.member(nobody).expect("a right member");
        let member = nobody.replay(log).expect("a right log");
        assert_eq!(member.to_json(), expected.replace("\n            ", ""));
    }

    #[test]
    fn what_there_is_not_does_not_move() {
        let long = format!(
            r#"[{}{{"kind":"settled","at":9}}]"#,
            r#"{"kind":"owed","source":"s","points":400000000000,"at":9},"#.repeat(2)
        );
        for (log, code, path) in [
            (
                r#"[{"kind":"expired","lot":"o1:buy","points":4,"at":9}]"#,
                "contradiction",
                "/0/points",
            ),
            (r#"[{"kind":"met","at":9}]"#, "missing_field", "/0"),
            (r#"[{"kind":"unmet","at":9}]"#, "missing_field", "/0"),
            (
                r#"[{"kind":"spent","lot":"o1:buy","points":4,"at":9}]"#,
                "contradiction",
                "/0/points",
            ),
            (
                r#"[{"kind":"given_back","order":"o2","lot":"o1:buy","points":3,"at":9}]"#,
                "contradiction",
                "/0/points",
            ),
            (
                r#"[{"kind":"given_back","lot":"o1:buy","points":1,"at":9}]"#,
                "contradiction",
                "/0/points",
            ),
            (
                r#"[{"kind":"restored","order":"o1","lot":"o1:buy","points":1,"at":9}]"#,
                "contradiction",
                "/0/points",
            ),
            (
                r#"[{"kind":"renewed","order":"o2","lot":"n","source":"o1:buy","points":3,
                    "at":9}]"#,
                "contradiction",
                "/0/points",
            ),
            (
                r#"[{"kind":"renewed","order":"o2","lot":"n","source":"x","points":1,"at":9}]"#,
                "unknown_lot",
                "/0/source",
            ),
            (
                r#"[{"kind":"granted","event":"e","lot":"o1:buy","points":3,"at":9}]"#,
                "duplicate_id",
                "/0/lot",
            ),
            (
                r#"[{"kind":"granted","event":"e","lot":"n","points":400000000001,"at":9}]"#,
                "contradiction",
                "/0/points",
            ),
            (
                r#"[{"kind":"granted","event":"e","lot":"n","points":1,"at":9,
                    "lines":[{"line":"1","points":2}]}]"#,
                "contradiction",
                "/0/lines",
            ),
            (
                r#"[{"kind":"cleared","source":"o1","points":1,"at":9}]"#,
                "contradiction",
                "/0/points",
            ),
            (
                r#"[{"kind":"returned","order":"o1","at":9,"returned":[{"line":"1","units":2,
                    "pay_minor":0}]}]"#,
                "contradiction",
                "/0/returned/0/units",
            ),
            (
                r#"[{"kind":"returned","order":"x","at":9,"returned":[]}]"#,
                "unknown_order",
                "/0/order",
            ),
            (
                r#"[{"kind":"carried","order":"o1","rule":"a","amount_minor":5,"at":9,
                    "counted":{"rule":"b","lines":[5]}}]"#,
                "contradiction",
                "/0/counted",
            ),
            (
                r#"[{"kind":"carried","rule":"a","amount_minor":5,"at":9,
                    "counted":{"rule":"a","lines":[]}}]"#,
                "contradiction",
                "/0/counted",
            ),
            (
                r#"[{"kind":"redeemed","event":"r","redemption":"r","reward":"w","at":9,
                    "amount_minor":-1}]"#,
                "contradiction",
                "/0/amount_minor",
            ),
            (r#"[{"kind":"ordered","at":9,"order":"x","order_lines":[]}]"#, "missing_field", "/0"),
            (r#"[{"kind":"subscribed","at":9,"plan":"p","do":"stop"}]"#, "missing_field", "/0"),
            (
                r#"[{"kind":"subscribed","at":9,"plan":"p","do":"stop","expires_at":10}]"#,
                "contradiction",
                "/0/since",
            ),
            (
                r#"[{"kind":"subscribed","at":9,"plan":"p","do":"paid","expires_at":12},
                    {"kind":"subscribed","at":9,"plan":"p","do":"trial","expires_at":10}]"#,
                "contradiction",
                "/1/since",
            ),
            (
                r#"[{"kind":"subscribed","at":8,"plan":"p","do":"paid","expires_at":10},
                    {"kind":"subscribed","at":9,"plan":"p","do":"paid","expires_at":12}]"#,
                "contradiction",
                "",
            ),
            (
                r#"[{"kind":"subscribed","at":9,"plan":"p","do":"paid","expires_at":9}]"#,
                "empty_window",
                "",
            ),
            (
                r#"[{"kind":"used","at":9,"event":"u","perk":"p","quantity":2,"extra":3}]"#,
                "contradiction",
                "",
            ),
            (
                r#"[{"kind":"cancelled","at":9,"event":"c","perk":"p","source":"u"}]"#,
                "unknown_order",
                "/0/source",
            ),
            (
                r#"[{"kind":"ordered","at":9,"order":"x","event":"e","order_lines":[]}]"#,
                "empty",
                "",
            ),
            (
                r#"[{"kind":"recorded","at":9,"event":"e1",
                    "digest":"00112233445566778899aabbccddeeff"}]"#,
                "duplicate_id",
                "",
            ),
            (&*long, "contradiction", "/1/points"),
        ] {
            let problems = member().replay(log).expect_err("it is refused");
            let first = &problems.as_slice()[0];
            assert_eq!((first.code.name(), &*first.path), (code, path), "{log}");
        }
    }
}
