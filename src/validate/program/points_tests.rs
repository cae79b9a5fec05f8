//! What documents about points become: defaults, switches, and what they refer to.

use crate::program::{
    Amount, Availability, CapPer, Clawback, Combine, EarnLevel, Earning, ExpiredBack, ExpiresAfter,
    Expiry, Give, Matching, On, PoolId, Program, Returns, RewardGives, RuleId, Shortfall,
    SpentBack, Steps, Take,
};
use crate::value::{Cycle, Duration, Instant, Period, Points, Rate, Span, ZoneSource};

struct NoZones;

impl ZoneSource for NoZones {
    fn table(&self, _: &str) -> Option<Vec<(i64, i32)>> {
        None
    }
}

fn program(rest: &str) -> Program {
    let text = format!(
        r#"{{"format": 1, "id": "p", "version": 1, "currency": "CNY",
            "zone": {{"offset": "+08:00"}}, {rest}}}"#
    );
    Program::parse(&text, &NoZones).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The rules of `points.earning`, beside two activities and two pools.
fn earning(rules: &str) -> Vec<Earning> {
    let program = program(&format!(
        r#""activities": [{{"id": "review"}},
            {{"id": "flight", "carries": ["quantity", "amount"]}}],
        "points": {{"pools": [{{"id": "growth", "spendable": "no"}}, {{"id": "coins"}}],
            "earning": {rules}}}"#
    ));
    program.rules.points.earning.to_vec()
}

fn points(count: i64) -> Points {
    Points::new(count).expect("within bounds")
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect("an instant")
}

fn months(count: i32) -> Duration {
    Duration::Calendar(Span { count, unit: Period::Month })
}

#[test]
fn a_programme_without_settings_has_the_defaults() {
    let rules = program(r#""points": {}"#).rules;
    let points = &rules.points;
    assert_eq!((points.pools.len(), points.pools[0].id.as_str()), (1, "points"));
    assert!(points.pools[0].spendable && points.pools[0].expires == Expiry::Never);
    assert_eq!((points.main, points.matching), (PoolId(0), Matching::All));
    assert_eq!(points.multipliers.combine, Combine::Highest);
    assert!(!points.multipliers.after_rounding && points.multipliers.rules.is_empty());
    let Returns { clawback, caps_released, other_lots, shortfall, spent, expired } = points.returns;
    assert_eq!((clawback, shortfall), (Clawback::Earned, Shortfall::Negative { floor: None }));
    assert!(!caps_released && other_lots);
    assert_eq!(spent, SpentBack::ProRata);
    assert!(matches!(expired, ExpiredBack::MinimumLife(Duration::Exact(0))));
    assert!(points.transfers.is_none() && points.household.is_none());
    assert!(points.cash.is_none() && points.prices.is_empty() && points.forfeits.is_empty());
}

#[test]
fn a_rule_goes_to_the_first_spendable_pool_and_bonuses_are_not_multiplied() {
    let rules = earning(
        r#"[{"id": "a", "on": "order", "give": {"points": 5}},
            {"id": "b", "on": "delivery", "pool": "growth", "give": {"per_unit": {"points": 1}}},
            {"id": "c", "on": {"activity": "flight"}, "multiplied": "no",
             "give": {"per_quantity": {"points": 1, "attribute": "quantity", "per": "0.5",
                                       "steps": "continuous"}}},
            {"id": "d", "on": {"activity": "review"}, "multiplied": "yes",
             "give": {"streak": {"days": [1, 0], "after_last": "hold", "missed": "keep",
                                 "milestones": [{"day": 7, "points": 9}]}}}]"#,
    );
    let pools: Vec<_> = rules.iter().map(|rule| (rule.pool.0, rule.multiplied)).collect();
    assert_eq!(pools, [(1, false), (0, true), (1, false), (1, true)]);
    assert_eq!((rules[0].available, &rules[0].expires), (Availability::AtOnce, &None));
    let Give::PerQuantity(per) = &rules[2].give else { panic!("{rules:?}") };
    assert_eq!(per.per, Rate::new(1, 2).expect("a rate"));
    assert!(matches!(per.steps, Steps::Continuous(_)));
    let Give::Streak(streak) = &rules[3].give else { panic!("{rules:?}") };
    assert!(streak.hold && streak.keep);
    assert_eq!(&*streak.milestones, [(7, points(9))]);
    assert_eq!((streak.points(1), streak.points(7)), (points(1), points(9)));
}

#[test]
fn each_trigger_is_what_it_says() {
    let rules = earning(
        r#"[{"id": "a", "on": {"every": {"period": "week"}}, "give": {"points": 5}},
            {"id": "b", "on": {"every": {"period": "year", "of": "tenure"}}, "give": {"points": 5}},
            {"id": "c", "on": {"birthday": {"days_before": 7}}, "give": {"points": 5}},
            {"id": "d", "on": {"anniversary": {}}, "give": {"points": 5}},
            {"id": "e", "on": {"referral": "referrer"}, "give": {"points": 5}},
            {"id": "f", "on": {"referral": "referee"}, "give": {"points": 5}},
            {"id": "g", "on": "joined", "give": {"points": 5}}]"#,
    );
    let on: Vec<_> = rules.iter().map(|rule| rule.on).collect();
    let expected = [
        On::Every(Cycle::Of(Period::Week)),
        On::EveryTenure(Period::Year),
        On::Birthday { days_before: 7 },
        On::Anniversary { days_before: 0 },
        On::Referrer,
        On::Referee,
        On::Joined,
    ];
    assert_eq!(on, expected);
}

#[test]
fn per_amount_has_each_of_its_settings() {
    let rules = earning(
        r#"[{"id": "a", "on": "order", "give": {"per_amount": {"points": 1, "amount": "1",
             "level": "unit", "shipping": "included", "tax": "exclude", "of": {"tags": ["t"]}}}},
            {"id": "b", "on": "order", "give": {"per_amount": {"points": 1, "amount": "1",
             "tax": "include", "shipping": "excluded", "fractions": "carried"}}}]"#,
    );
    let Give::PerAmount(one) = &rules[0].give else { panic!("{rules:?}") };
    assert!(
        one.level == EarnLevel::Unit
            && one.shipping
            && one.tax == crate::program::Taxed::Out
            && !one.carried
    );
    assert!(one.of.include.is_some());
    let Give::PerAmount(two) = &rules[1].give else { panic!("{rules:?}") };
    assert!(
        two.level == EarnLevel::Order
            && !two.shipping
            && two.tax == crate::program::Taxed::AsGiven
            && two.carried
    );
    assert!(two.of.include.is_none());
}

#[test]
fn dates_begin_and_end_in_the_zone_of_the_programme() {
    let rules = earning(
        r#"[{"id": "a", "on": "order", "give": {"points": 5},
             "available": {"on": "2026-11-20"}, "expires": {"at": "2026-11-30"}},
            {"id": "b", "on": "order", "give": {"points": 5}, "expires": {"after":
             {"period": {"days": 0}, "from": "available", "to_end_of": "quarter"}}},
            {"id": "c", "on": "order", "give": {"points": 5},
             "available": {"event": {"activity": "flight", "within": {"hours": 2}}},
             "expires": {"on": {"days": ["02-29", "12-31"]}}},
            {"id": "d", "on": "order", "give": {"points": 5},
             "expires": {"inactivity": {"period": {"months": 6}, "activities": ["flight"]}}}]"#,
    );
    assert_eq!(rules[0].available, Availability::On(at("2026-11-20T00:00:00+08:00")));
    assert_eq!(rules[0].expires, Some(Expiry::At(at("2026-12-01T00:00:00+08:00"))));
    let period = Duration::Calendar(Span { count: 0, unit: Period::Day });
    let to_end_of = Some(Cycle::Of(Period::Quarter));
    let after = ExpiresAfter { period, from_available: true, to_end_of };
    assert_eq!(rules[1].expires, Some(Expiry::After(after)));
    let Availability::Event { activity, within } = rules[2].available else { panic!("{rules:?}") };
    assert_eq!((activity.0, within), (1, Duration::Exact(7_200_000)));
    let Some(Expiry::On { days, years: 1 }) = &rules[2].expires else { panic!("{rules:?}") };
    assert_eq!((days[0].month, days[0].day, days[1].month, days[1].day), (2, 29, 12, 31));
    let Some(Expiry::Inactivity(sliding)) = &rules[3].expires else { panic!("{rules:?}") };
    assert_eq!((sliding.period, sliding.zero_points), (months(6), false));
    assert_eq!(sliding.activities.as_ref().map(|it| it[0].0), Some(1));
}

#[test]
fn caps_are_of_the_rules_that_they_name() {
    let rules = program(
        r#""points": {
            "earning": [{"id": "a", "on": "order", "give": {"points": 5}},
                {"id": "b", "on": "order", "give": {"points": 5},
                 "caps": [{"points": 9, "per": "balance"}]}],
            "caps": [{"points": 9, "per": "week", "rules": ["b"], "over": "refuse"},
                {"points": 9, "per": "lifetime"}]}"#,
    )
    .rules;
    let shared = &rules.points.caps;
    let own = &rules.points.earning[1].caps[0];
    assert_eq!((own.per, own.refuse), (CapPer::Balance, false));
    assert!(own.rules.contains(RuleId(1)) && !own.rules.contains(RuleId(0)));
    assert_eq!((shared[0].per, shared[0].refuse), (CapPer::Cycle(Cycle::Of(Period::Week)), true));
    assert!(shared[0].rules.contains(RuleId(1)) && !shared[0].rules.contains(RuleId(0)));
    assert!(shared[1].per == CapPer::Lifetime && shared[1].rules.contains(RuleId(0)));
}

#[test]
fn pools_without_expiry_have_that_of_points() {
    let rules = program(
        r#""points": {"expiry": {"after": {"period": {"months": 12}}},
            "pools": [{"id": "a"}, {"id": "b", "expires": "never"}],
            "returns": {"clawback": "recomputed", "rules_of": "today", "caps": "released",
                "from": "none", "floor": 50, "spent": "full_return", "expired": "lost"},
            "household": {"earn": "own"},
            "transfers": {"minimum": 15, "step": 10, "within": "household", "expires": "renewed"},
            "forfeits": [{"id": "f", "on": "joined", "pool": "b", "take": {"share": "25"}}]}"#,
    )
    .rules;
    let points = &rules.points;
    let Expiry::After(after) = &points.pools[0].expires else { panic!("{points:?}") };
    assert_eq!((after.period, after.from_available, after.to_end_of), (months(12), false, None));
    assert_eq!(points.pools[1].expires, Expiry::Never);
    let Returns { clawback, caps_released, other_lots, shortfall, spent, expired } = points.returns;
    assert!(matches!(clawback, Clawback::Recomputed { today: true, .. }));
    assert!(caps_released && !other_lots);
    assert_eq!(shortfall, Shortfall::Negative { floor: Some(self::points(50)) });
    assert_eq!((spent, expired), (SpentBack::FullReturn, ExpiredBack::Lost));
    let household = points.household.expect("it is there");
    assert_eq!(household.share, Rate::ZERO);
    let transfers = points.transfers.as_ref().expect("they are there");
    assert_eq!((transfers.minimum.count(), transfers.step.count()), (20, 10));
    assert!(transfers.household_only && transfers.renewed && transfers.fee.is_zero());
    let forfeit = &points.forfeits[0];
    assert_eq!((forfeit.pool, forfeit.on), (Some(PoolId(1)), On::Joined));
    assert_eq!(forfeit.take, Take::Share(Rate::new(1, 4).expect("a rate")));
}

#[test]
fn prices_and_rewards_are_read() {
    let rules = program(
        r#""points": {"pools": [{"id": "growth", "spendable": "no"}, {"id": "coins"}],
            "spending": {
                "cash": {"points": 100, "worth": "1", "shipping": "included",
                    "with_coupons": "refused", "same_order": "now", "items": "whole_items",
                    "exclude": {"tags": ["t"]}},
                "prices": [{"id": "a", "of": {"skus": ["x"]}, "price": {"points": 50,
                    "money": "2", "mix": {"points": 10, "worth": "1"}}}]}},
        "rewards": [{"id": "r", "gives": {"gift": {"sku": "x"}}, "price": {"points": 5},
            "stock": 3, "limits": [{"uses": 2, "per": "year"}, {"uses": 9, "per": "lifetime"}]}]"#,
    )
    .rules;
    let cash = rules.points.cash.as_ref().expect("it is there");
    assert!(cash.shipping && cash.without_coupons && cash.same_order && cash.whole_items);
    assert!(cash.exclude.is_some_and(|of| of.include.is_some()) && cash.pool == PoolId(1));
    let price = rules.points.prices[0].price;
    assert_eq!((price.points, price.money), (Some(Amount::Fixed(50)), Some(Amount::Fixed(200))));
    let mix = price.mix.expect("it is there");
    assert_eq!((mix.minimum.count(), mix.maximum.count(), mix.step.count()), (0, 50, 1));
    let reward = &rules.rewards[0];
    assert!(matches!(&reward.gives, RewardGives::Gift { sku } if sku.as_str() == "x"));
    assert!(reward.stock == Some(3) && reward.pool == PoolId(1));
    let limits: Vec<_> = reward.limits.iter().map(|limit| (limit.uses, limit.per)).collect();
    assert_eq!(limits, [(2, Some(Cycle::Of(Period::Year))), (9, None)]);
}
