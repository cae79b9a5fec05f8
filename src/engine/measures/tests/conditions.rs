//! Facts about time that has passed, days that come again, and numbers within bounds.

use super::*;
use crate::engine::facts::{CartFacts, Planned};
use crate::engine::plans::plan_state;
use crate::engine::points::LineAmounts;
use crate::engine::reasons::explain;
use crate::member::{Membership, PlanState};
use crate::outcome::Reason;
use crate::program::{Amount, Bounded, Class, HasPlan, Plan, PlanId};
use crate::value::{LeapBirthday, Money};

fn buyer(orders: &[String]) -> Member {
    member(&shop("Asia/Shanghai", |_| ()), "2025-01-31T10:00:00+08:00", orders, "")
}

fn stands(member: &Member, now: &str, condition: &Condition) -> Answer {
    answer(condition, &Facts::new(member, None, at(now)))
}

fn why(member: &Member, now: &str, condition: &Condition) -> Vec<Reason> {
    let mut reasons = Vec::new();
    explain(condition, &Facts::new(member, None, at(now)), &mut reasons);
    reasons
}

fn asked(fact: &'static str) -> Asked {
    Asked { fact, name: None }
}

fn elapsed(
    since: Since,
    least: Option<(Duration, Bound)>,
    most: Option<(Duration, Bound)>,
) -> Condition {
    Condition::Elapsed(Box::new(Elapsed { since, least, most }))
}

const MET: Answer = Answer::Met;
const UNMET: Answer = Answer::Unmet;

#[test]
fn so_much_has_passed_from_the_start_of_a_day() {
    // Joined on 31 January at 10:00: a month later is 28 February, at its start.
    let who = buyer(&[]);
    let month = (months(1), Bound::Included);
    let since_joining = |least, most| elapsed(Since::Joining, least, most);
    let at_least = since_joining(Some(month), None);
    assert_eq!(stands(&who, "2025-02-27T23:59:59.999+08:00", &at_least), UNMET);
    assert_eq!(stands(&who, "2025-02-28T00:00:00+08:00", &at_least), MET);
    let from = Some(at("2025-02-28T00:00:00+08:00"));
    let of = asked("tenure");
    assert_eq!(why(&who, "2025-02-01T00:00:00Z", &at_least), [Reason::TooSoon { of, from }]);
    // More than a month: from the day after; at most a month: until then.
    let above = since_joining(Some((months(1), Bound::Excluded)), None);
    let at_most = since_joining(None, Some(month));
    let below = since_joining(None, Some((months(1), Bound::Excluded)));
    for (now, expected) in [
        ("2025-02-27T23:59:59.999+08:00", [UNMET, MET, MET]),
        ("2025-02-28T00:00:00+08:00", [UNMET, MET, UNMET]),
        ("2025-02-28T23:59:59.999+08:00", [UNMET, MET, UNMET]),
        ("2025-03-01T00:00:00+08:00", [MET, UNMET, UNMET]),
    ] {
        let answers = [&above, &at_most, &below].map(|condition| stands(&who, now, condition));
        assert_eq!(answers, expected, "{now}");
    }
    let until = Some(at("2025-03-01T00:00:00+08:00"));
    let of = asked("tenure");
    assert_eq!(why(&who, "2025-03-05T00:00:00Z", &at_most), [Reason::TooLate { of, until }]);
    // Hours go by the instant.
    let day = elapsed(Since::Joining, Some((hours(24), Bound::Included)), None);
    assert_eq!(stands(&who, "2025-02-01T09:59:59.999+08:00", &day), UNMET);
    assert_eq!(stands(&who, "2025-02-01T10:00:00+08:00", &day), MET);
    let more = elapsed(Since::Joining, Some((hours(24), Bound::Excluded)), None);
    assert_eq!(stands(&who, "2025-02-01T10:00:00+08:00", &more), UNMET);
    assert_eq!(stands(&who, "2025-02-01T10:00:00.001+08:00", &more), MET);
}

#[test]
fn ages_are_those_of_birthdays() {
    let mut who = buyer(&[]);
    let years = |count| Duration::Calendar(Span { count, unit: Period::Year });
    let adult = elapsed(Since::Birth, Some((years(18), Bound::Included)), None);
    assert_eq!(stands(&who, "2026-06-01T00:00:00Z", &adult), Answer::NotKnown);
    let of = asked("age");
    assert_eq!(why(&who, "2026-06-01T00:00:00Z", &adult), [Reason::NotKnown { of }]);
    let not = Condition::Not(Box::new(adult.clone()));
    assert_eq!(stands(&who, "2026-06-01T00:00:00Z", &not), Answer::NotKnown);
    let of = asked("age");
    assert_eq!(why(&who, "2026-06-01T00:00:00Z", &not), [Reason::NotKnown { of }]);
    who.born = Some(date("2008-02-29"));
    assert_eq!(stands(&who, "2026-02-27T23:59:59.999+08:00", &adult), UNMET);
    assert_eq!(stands(&who, "2026-02-28T00:00:00+08:00", &adult), MET);
    let march = with(&who, |rules| {
        let calendar = rules.calendar.clone();
        rules.calendar = calendar.with_leap_birthday(LeapBirthday::March1);
    });
    assert_eq!(stands(&march, "2026-02-28T00:00:00+08:00", &adult), UNMET);
    assert_eq!(stands(&march, "2026-03-01T00:00:00+08:00", &adult), MET);
}

#[test]
fn nobody_knows_how_long_ago_what_never_was() {
    let who = buyer(&[sale("2026-06-01T12:00:00+08:00", 100)]);
    let lapsed = |of| {
        elapsed(Since::LastOrder(of, Within::Lifetime), Some((days(30), Bound::Included)), None)
    };
    let (all, tea) = (lapsed(Selection::default()), lapsed(goods(&who.program, TEA)));
    assert_eq!(stands(&who, "2026-07-01T00:00:00+08:00", &all), MET);
    assert_eq!(stands(&who, "2026-06-30T23:59:59+08:00", &all), UNMET);
    assert_eq!(stands(&who, "2026-05-01T00:00:00+08:00", &all), Answer::NotKnown);
    assert_eq!(stands(&who, "2026-07-01T00:00:00+08:00", &tea), Answer::NotKnown);
    // 30 days before 1 July is 1 June; a day later the order is out of the span.
    let lately = Since::LastOrder(Selection::default(), Within::Last(days(30)));
    let lately = elapsed(lately, Some((days(30), Bound::Included)), None);
    assert_eq!(stands(&who, "2026-06-30T23:59:59+08:00", &lately), UNMET);
    assert_eq!(stands(&who, "2026-07-01T23:59:59+08:00", &lately), MET);
    assert_eq!(stands(&who, "2026-07-02T00:00:00+08:00", &lately), Answer::NotKnown);
}

#[test]
fn joining_lies_within_a_span() {
    let who = buyer(&[]);
    let joined = |within| Condition::Joined(Box::new(within));
    let month = joined(Within::Last(days(30)));
    // 30 days before 2 March 2025 is 31 January.
    assert_eq!(stands(&who, "2025-03-02T23:59:59+08:00", &month), MET);
    assert_eq!(stands(&who, "2025-03-03T00:00:00+08:00", &month), UNMET);
    let of = asked("joined");
    let late = Reason::TooLate { of, until: None };
    assert_eq!(why(&who, "2025-03-03T00:00:00+08:00", &month), [late]);
    let before = joined(Within::Previous(Cycle::Of(Period::Month), None));
    assert_eq!(stands(&who, "2025-02-01T00:00:00+08:00", &before), MET);
    assert_eq!(stands(&who, "2025-01-31T23:59:59+08:00", &before), UNMET);
    // Before joining nothing is met, and its opposite is.
    assert_eq!(stands(&who, "2025-01-31T09:59:59+08:00", &month), UNMET);
    assert_eq!(why(&who, "2025-01-31T09:59:59+08:00", &month), [Reason::NotEnrolled]);
}

#[test]
fn birthdays_come_again() {
    let mut who = buyer(&[]);
    let on = |period| Condition::Birthday(Around::Period(period));
    assert_eq!(stands(&who, "2026-06-01T00:00:00Z", &on(Period::Day)), Answer::NotKnown);
    // 1 January 2027 is a Friday, its week begins on 28 December.
    who.born = Some(date("1990-01-01"));
    for (now, expected) in [
        ("2026-12-27T23:59:59+08:00", [UNMET, UNMET, UNMET]),
        ("2026-12-28T00:00:00+08:00", [UNMET, MET, UNMET]),
        ("2027-01-01T00:00:00+08:00", [MET, MET, MET]),
        ("2027-01-02T00:00:00+08:00", [UNMET, MET, MET]),
        ("2027-01-04T00:00:00+08:00", [UNMET, UNMET, MET]),
        ("2027-02-01T00:00:00+08:00", [UNMET, UNMET, UNMET]),
    ] {
        let periods = [Period::Day, Period::Week, Period::Month];
        assert_eq!(periods.map(|period| stands(&who, now, &on(period))), expected, "{now}");
    }
    let next = Some(at("2026-12-28T00:00:00+08:00"));
    let now = "2026-06-01T00:00:00Z";
    assert_eq!(why(&who, now, &on(Period::Week)), [Reason::WrongTime { next }]);
    // Three days before to one after, over the year's end.
    let about = Condition::Birthday(Around::Days { before: 3, after: 1 });
    assert_eq!(stands(&who, "2026-12-28T23:59:59+08:00", &about), UNMET);
    assert_eq!(stands(&who, "2026-12-29T00:00:00+08:00", &about), MET);
    assert_eq!(stands(&who, "2027-01-02T23:59:59.999+08:00", &about), MET);
    assert_eq!(stands(&who, "2027-01-03T00:00:00+08:00", &about), UNMET);
}

#[test]
fn joining_on_29_february_has_its_anniversary_where_the_calendar_says() {
    let program = shop("Asia/Shanghai", |_| ());
    let who = member(&program, "2024-02-29T23:59:59.999+08:00", &[], "");
    let day = Condition::Anniversary(Around::Period(Period::Day));
    assert_eq!(stands(&who, "2024-02-29T23:59:59.999+08:00", &day), UNMET);
    assert_eq!(stands(&who, "2025-02-28T00:00:00+08:00", &day), MET);
    assert_eq!(stands(&who, "2028-02-28T12:00:00+08:00", &day), UNMET);
    assert_eq!(stands(&who, "2028-02-29T12:00:00+08:00", &day), MET);
    let march = with(&who, |rules| {
        let calendar = rules.calendar.clone();
        rules.calendar = calendar.with_leap_birthday(LeapBirthday::March1);
    });
    assert_eq!(stands(&march, "2025-02-28T12:00:00+08:00", &day), UNMET);
    assert_eq!(stands(&march, "2025-03-01T12:00:00+08:00", &day), MET);
    // In the month of the day that it is counted on.
    let month = Condition::Anniversary(Around::Period(Period::Month));
    assert_eq!(stands(&march, "2025-02-15T12:00:00+08:00", &month), UNMET);
    assert_eq!(stands(&march, "2025-03-15T12:00:00+08:00", &month), MET);
    let next = Some(at("2025-03-01T00:00:00+08:00"));
    assert_eq!(why(&march, "2024-06-01T00:00:00Z", &day), [Reason::WrongTime { next }]);
}

fn due(bought: u16, lead: Duration, minimum: u32) -> Condition {
    Condition::DueAgain(Box::new(DueAgain { bought: MeasureId(bought), lead, minimum }))
}

#[test]
fn what_is_bought_again_and_again_falls_due() {
    // Tea on 1, 11, 11, 16 and 30 January: gaps of 10, 5 and 14 days, the median is 10; on the 20th
    // it came back.
    let tea = |day: u32, returned| {
        let at = format!("2026-01-{day:02}T12:00:00+08:00");
        order(&format!("{day}-{returned}"), &at, &[("tea", "lumi", 1, 100, returned)])
    };
    let mut orders = vec![tea(1, 0), tea(11, 0), tea(16, 0), tea(30, 0), tea(20, 1)];
    orders.push(order("again", "2026-01-11T20:00:00+08:00", &[("tea", "x", 1, 100, 0)]));
    orders.push(sale("2026-01-25T12:00:00+08:00", 100));
    let who = buyer(&orders);
    let bought = |(of, within)| Measure { what: What::Bought, within, of };
    let tea = goods(&who.program, TEA);
    let (all, ever, lately) = (Selection::default(), Within::Lifetime, Within::Last(days(30)));
    let asked_of = [(tea, ever), (all, ever), (tea, lately)].map(bought);
    let who = with(&who, |rules| rules.measures = asked_of.into());
    let (of, all, of_month) = (0, 1, 2);
    let again = due(of, days(0), 3);
    // 10 days after the 30th.
    assert_eq!(stands(&who, "2026-02-08T23:59:59.999+08:00", &again), UNMET);
    assert_eq!(stands(&who, "2026-02-09T00:00:00+08:00", &again), MET);
    let from = Some(at("2026-02-09T00:00:00+08:00"));
    let reason = Reason::TooSoon { of: asked("due_again"), from };
    assert_eq!(why(&who, "2026-02-01T00:00:00Z", &again), [reason]);
    assert_eq!(stands(&who, "2026-02-06T00:00:00+08:00", &due(of, days(3), 3)), MET);
    assert_eq!(stands(&who, "2026-02-05T23:59:59+08:00", &due(of, days(3), 3)), UNMET);
    assert_eq!(stands(&who, "2026-02-08T12:00:00+08:00", &due(of, hours(12), 3)), MET);
    // Four days are no five; before the third day it was not known.
    assert_eq!(stands(&who, "2026-02-09T00:00:00+08:00", &due(of, days(0), 5)), Answer::NotKnown);
    assert_eq!(stands(&who, "2026-01-15T00:00:00+08:00", &again), Answer::NotKnown);
    // By the 16th the gaps are 10 and 5: of two the lesser.
    assert_eq!(stands(&who, "2026-01-20T23:59:59+08:00", &again), UNMET);
    assert_eq!(stands(&who, "2026-01-21T00:00:00+08:00", &again), MET);
    // 30 days back from 10 February is the 11th: gaps of 5 and 14. A day later two days are left.
    let lately = due(of_month, days(0), 3);
    assert_eq!(stands(&who, "2026-02-09T23:59:59+08:00", &lately), MET);
    assert_eq!(stands(&who, "2026-02-10T00:00:00+08:00", &lately), MET);
    assert_eq!(stands(&who, "2026-02-11T00:00:00+08:00", &lately), Answer::NotKnown);
    let all = due(all, days(0), 2);
    // All days: 1, 11, 16, 25, 30: gaps of 10, 5, 9 and 5, of which 5 and 9 are in the middle.
    assert_eq!(stands(&who, "2026-02-03T23:59:59+08:00", &all), UNMET);
    assert_eq!(stands(&who, "2026-02-04T00:00:00+08:00", &all), MET);
}

#[test]
fn the_order_at_hand_has_a_number() {
    let who = buyer(&[
        order("1", "2026-01-01T12:00:00+08:00", &[("tea", "lumi", 1, 100, 0)]),
        order("2", "2026-01-02T12:00:00+08:00", &[("tea", "lumi", 1, 100, 1)]),
        sale("2026-01-03T12:00:00+08:00", 100),
    ]);
    let cart = r#"{ "currency": "CNY", "lines": [
        { "id": "1", "sku": "s", "units": 1, "price_minor": 100, "category": "tea" }] }"#;
    let cart = who.program.cart(cart).expect("a cart");
    let goods_of = CartFacts::new(&who.program.rules, &cart);
    let nth = |of, numbers: Numbers| Condition::NthOrder(Box::new(NthOrder { of, numbers }));
    let listed = |of, numbers: &[u32]| nth(of, Numbers::Listed(numbers.into()));
    let ask = |condition: &Condition, without: Option<usize>| {
        let mut facts = Facts::new(&who, Some(&goods_of), at("2026-02-01T00:00:00Z"));
        facts.without = without;
        answer(condition, &facts)
    };
    let (all, tea) = (Selection::default(), goods(&who.program, TEA));
    let hydra = goods(&who.program, HYDRA);
    // Two orders count, one of tea.
    assert_eq!(ask(&listed(all, &[3]), None), MET);
    assert_eq!(ask(&listed(all, &[1, 2, 4]), None), UNMET);
    assert_eq!(ask(&listed(tea, &[2]), None), MET);
    assert_eq!(ask(&nth(all, Numbers::Every(3)), None), MET);
    assert_eq!(ask(&nth(all, Numbers::Every(2)), None), UNMET);
    assert_eq!(ask(&nth(hydra, Numbers::Every(1)), None), UNMET);
    // As if the first had not been.
    assert_eq!(ask(&listed(all, &[2]), Some(0)), MET);
    let facts = Facts::new(&who, Some(&goods_of), at("2026-02-01T00:00:00Z"));
    let mut reasons = Vec::new();
    explain(&listed(all, &[1]), &facts, &mut reasons);
    assert_eq!(reasons, [Reason::OtherOrder { has: 3 }]);
    // A status has none.
    assert_eq!(stands(&who, "2026-02-01T00:00:00Z", &listed(all, &[3])), Answer::Open);
}

#[test]
fn numbers_stand_within_bounds() {
    let who = buyer(&[sale("2026-06-01T12:00:00+08:00", 100)]);
    let spends = |least, most| {
        let who = with(&who, |rules| {
            let within = Within::Lifetime;
            let of = Selection::default();
            rules.measures = [Measure { what: PAID, within, of }].into();
        });
        let condition = Condition::Measure(Bounded { measure: MeasureId(0), least, most });
        let now = "2026-07-01T00:00:00Z";
        (stands(&who, now, &condition), why(&who, now, &condition))
    };
    assert_eq!(spends(100, 100).0, MET);
    let of = || Measured { asked: asked("spend"), unit: Unit::Money };
    let little = Reason::TooLittle { of: of(), needs: 101, has: 100 };
    assert_eq!(spends(101, i64::MAX), (UNMET, vec![little]));
    let much = Reason::TooMuch { of: of(), maximum: 99, has: 100 };
    assert_eq!(spends(i64::MIN, 99), (UNMET, vec![much]));
}

#[test]
fn memberships_are_tried_paid_and_in_grace() {
    let id = |text: &str| crate::value::Id::parse(text).expect("an id");
    let mut who = buyer(&[]);
    let paid = |until, trial: Option<&str>, ended| Membership {
        plan: id("prime"),
        since: at("2026-01-01T00:00:00Z"),
        trial_until: trial.map(at),
        until: at(until),
        stopped: false,
        ended,
    };
    let state = |who: &Member, now| {
        let who = with(who, |rules| {
            rules.plans = [Plan {
                id: id("prime"),
                price: Amount::Fixed(8_800),
                period: months(1),
                trial: Some(days(7)),
                grace: Some(days(7)),
                automatic: false,
            }]
            .into();
        });
        plan_state(&Facts::new(&who, None, at(now)), PlanId(0))
    };
    assert_eq!(state(&who, "2026-01-05T00:00:00Z"), (None, None));
    who.memberships = vec![paid("2026-03-01T00:00:00Z", Some("2026-01-08T00:00:00Z"), false)];
    assert_eq!(state(&who, "2025-12-31T00:00:00Z"), (None, None));
    assert_eq!(state(&who, "2026-01-07T23:59:59.999Z").0, Some(PlanState::Trial));
    assert_eq!(state(&who, "2026-01-08T00:00:00Z").0, Some(PlanState::Active));
    assert_eq!(state(&who, "2026-03-01T00:00:00Z").0, Some(PlanState::Grace));
    let over = at("2026-03-08T00:00:00Z");
    assert_eq!(state(&who, "2026-03-07T23:59:59.999Z").0, Some(PlanState::Grace));
    assert_eq!(state(&who, "2026-03-08T00:00:00Z"), (None, Some(over)));
    // What was ended, and what was never paid, has no grace.
    who.memberships = vec![paid("2026-02-01T00:00:00Z", None, true)];
    assert_eq!(state(&who, "2026-02-01T00:00:00Z"), (None, Some(at("2026-02-01T00:00:00Z"))));
    let tried = "2026-01-08T00:00:00Z";
    who.memberships = vec![paid(tried, Some(tried), false)];
    assert_eq!(state(&who, tried), (None, Some(at(tried))));
    let has = HasPlan { plan: PlanId(0), trial: false, active: true, grace: true };
    let who = with(&who, |rules| {
        rules.plans = [Plan {
            id: id("prime"),
            price: Amount::Fixed(1),
            period: months(1),
            trial: None,
            grace: None,
            automatic: false,
        }]
        .into();
    });
    assert_eq!(stands(&who, "2026-01-05T00:00:00Z", &Condition::Plan(has)), UNMET);
    let trial = Some(PlanState::Trial);
    let reason = Reason::NoMembership { plan: id("prime"), has: trial, ended: None };
    assert_eq!(why(&who, "2026-01-05T00:00:00Z", &Condition::Plan(has)), [reason]);
}

#[test]
fn who_brought_whom_and_what_is_stated() {
    let key = |text| Key::parse(text).expect("a key");
    let mut who = buyer(&[]);
    let now = "2026-06-01T00:00:00Z";
    let gender = Condition::Class(Box::new(Class::Gender([key("f"), key("x")].into())));
    assert_eq!(stands(&who, now, &Condition::Referred(None)), UNMET);
    assert_eq!(why(&who, now, &Condition::Referred(None)), [Reason::NotReferred]);
    assert_eq!(stands(&who, now, &gender), Answer::NotKnown);
    who.referred_by = Some(key("r"));
    who.gender = Some(key("m"));
    assert_eq!(stands(&who, now, &Condition::Referred(None)), MET);
    assert_eq!(stands(&who, now, &Condition::Referred(Some(key("r")))), MET);
    assert_eq!(stands(&who, now, &Condition::Referred(Some(key("s")))), UNMET);
    let needs = vec![key("f"), key("x")];
    let reason = Reason::OtherClass { of: asked("gender"), needs, has: Some(key("m")) };
    assert_eq!(why(&who, now, &gender), [reason]);
    assert_eq!(stands(&who, now, &Condition::Invited), UNMET);
    assert_eq!(why(&who, now, &Condition::Invited), [Reason::NotInvited]);
    let size = Class::Attribute(key("size"), [Stated::Number(7)].into());
    let size = Condition::Class(Box::new(size));
    assert_eq!(stands(&who, now, &size), Answer::NotKnown);
    who.attributes = vec![crate::member::Attribute { name: key("size"), value: Stated::Number(8) }];
    let of = Asked { fact: "attribute", name: Some(key("size")) };
    let reason = Reason::OtherClass { of, needs: vec![key("7")], has: Some(key("8")) };
    assert_eq!(why(&who, now, &size), [reason]);
}

#[test]
fn what_nobody_knows_decides_only_where_nothing_else_does() {
    let who = buyer(&[]);
    let unknown = elapsed(Since::Birth, Some((days(1), Bound::Included)), None);
    let (yes, no) = (Condition::Enrolled, Condition::Referred(None));
    let open = Condition::NthOrder(Box::new(NthOrder {
        of: Selection::default(),
        numbers: Numbers::Every(2),
    }));
    let now = "2026-06-01T00:00:00Z";
    let all = |of: &[&Condition]| Condition::All(of.iter().map(|it| (*it).clone()).collect());
    let any = |of: &[&Condition]| Condition::Any(of.iter().map(|it| (*it).clone()).collect());
    let not = |of: Condition| Condition::Not(Box::new(of));
    for (condition, expected) in [
        (all(&[&yes, &unknown]), Answer::NotKnown),
        (all(&[&no, &unknown]), UNMET),
        (all(&[&open, &unknown]), Answer::NotKnown),
        (any(&[&yes, &unknown]), MET),
        (any(&[&no, &unknown]), Answer::NotKnown),
        (any(&[&open, &unknown]), Answer::Open),
        (not(all(&[&yes, &unknown])), Answer::NotKnown),
        (not(all(&[&no, &unknown])), MET),
        (not(any(&[&yes, &unknown])), UNMET),
    ] {
        assert_eq!(stands(&who, now, &condition), expected, "{condition:?}");
    }
    let of = asked("age");
    let reasons = why(&who, now, &not(any(&[&no, &unknown])));
    assert_eq!(reasons, [Reason::NotKnown { of }]);
}

#[test]
fn an_order_that_might_be_counts_as_of_now() {
    let who = buyer(&[order("1", "2026-06-01T12:00:00+08:00", &[("tea", "lumi", 1, 100, 0)])]);
    let cart = r#"{ "currency": "CNY", "lines": [
        { "id": "1", "sku": "s", "units": 2, "price_minor": 1000, "category": "tea" },
        { "id": "2", "sku": "t", "units": 1, "price_minor": 5000, "category": "mug" }] }"#;
    let of_tea = goods(&who.program, TEA);
    let measures = [
        (PAID, Selection::default()),
        (PAID, of_tea),
        (What::Orders, of_tea),
        (What::Visits, Selection::default()),
        (What::Bought, Selection::default()),
        (What::PointsEarned(PoolId(1)), Selection::default()),
        (What::Balance(PoolId(1)), Selection::default()),
        (What::Days(Since::LastOrder(of_tea, Within::Lifetime)), Selection::default()),
    ];
    let within = Within::This(Cycle::Of(Period::Year), None);
    let who = with(&who, |rules| {
        let measure = |(what, of): (What, Selection)| Measure { what, within, of };
        rules.measures = measures.map(measure).into();
    });
    let cart = who.program.cart(cart).expect("a cart");
    let money = |minor| Money::new(minor).expect("within bounds");
    let points = |count| Points::new(count).expect("within bounds");
    let planned = Planned {
        amounts: LineAmounts {
            cart: &cart,
            list: &[money(2_000), money(5_000)],
            net: &[money(1_800), money(5_000)],
            pay: &[money(1_500), money(5_000)],
            shipping: Money::ZERO,
            shipping_net: Money::ZERO,
            shipping_pay: Money::ZERO,
            offers: &[],
        },
        points: &[(PoolId(1), points(65), points(60))],
    };
    let numbers = |now, planned| {
        let mut facts = Facts::new(&who, None, at(now));
        facts.planned = planned;
        let count = who.program.rules.measures.len();
        (0..count).map(|it| facts.number(MeasureId(it as u16)).unwrap_or(-1)).collect::<Vec<_>>()
    };
    let now = "2026-06-01T20:00:00+08:00";
    assert_eq!(numbers(now, None), [100, 100, 1, 1, 1, 0, 0, 0]);
    // The same day, so one visit.
    assert_eq!(numbers(now, Some(&planned)), [6_600, 1_600, 2, 1, 4, 65, 60, 0]);
    // In the next year the first order counts no more.
    let later = "2027-01-05T12:00:00+08:00";
    assert_eq!(numbers(later, Some(&planned)), [6_500, 1_500, 1, 1, 3, 65, 60, 0]);
}

#[test]
fn the_nth_day_of_a_cycle_is_met_and_comes_again() {
    use crate::program::{Days, OnDays};
    let who = buyer(&[]);
    let every = Span { count: 2, unit: Period::Week };
    let cycle = Cycle::From { anchor: date("2026-11-16"), every };
    let on = |cycle, days: &[u32]| {
        let on = OnDays::OfCycle { cycle, days: days.into() };
        Condition::Days(Box::new(Days { on, night_until: 0 }))
    };
    let first = on(cycle, &[1, 14]);
    assert_eq!(stands(&who, "2026-11-15T12:00:00+08:00", &first), MET);
    assert_eq!(stands(&who, "2026-11-16T12:00:00+08:00", &first), MET);
    assert_eq!(stands(&who, "2026-11-17T12:00:00+08:00", &first), UNMET);
    let next = Some(at("2026-11-29T00:00:00+08:00"));
    assert_eq!(why(&who, "2026-11-17T12:00:00+08:00", &first), [Reason::WrongTime { next }]);
    // The second day of a year of membership is 1 February.
    let second = on(Cycle::MembershipYear, &[2]);
    assert_eq!(stands(&who, "2026-02-01T12:00:00+08:00", &second), MET);
    assert_eq!(stands(&who, "2026-01-31T12:00:00+08:00", &second), UNMET);
}
