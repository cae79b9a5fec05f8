//! Stages, segments and scores by hand.

use super::*;
use crate::engine::eligibility::{Answer, answer};
use crate::engine::measures::tests::{at, days, member, months, sale, shop, with};
use crate::engine::status::status;
use crate::member::{Attribute, Member};
use crate::outcome::Reason;
use crate::program::{
    Amount, Basis, Bounded, Class, Condition, Lifecycle, Measure, Score, Segment, SegmentId,
    StageId, Stated, What, Within,
};
use crate::value::{Duration, Id, Rate, Window};

const NOW: &str = "2026-07-01T12:00:00+08:00";

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

fn key(text: &str) -> Key {
    Key::parse(text).expect("a key")
}

/// Somebody who joined on 1 January 2026, with these orders.
fn buyer(orders: &[(&str, i64)]) -> Member {
    let orders: Vec<String> = orders.iter().map(|(at, price)| sale(at, *price)).collect();
    member(&shop("Asia/Shanghai", |_| ()), "2026-01-01T12:00:00+08:00", &orders, "")
}

fn measure(what: What) -> Measure {
    Measure { what, within: Within::Lifetime, of: Selection::default() }
}

fn named(name: &str) -> Measure {
    measure(What::Attribute(key(name)))
}

fn scored(name: &str, how: How, classes: &[(&str, i64)]) -> Score {
    let classes = classes.iter().map(|(class, from)| (id(class), *from)).collect();
    Score { id: id(name), how, classes }
}

fn stated(member: &mut Member, name: &str, number: i64) {
    member.attributes.push(Attribute { name: key(name), value: Stated::Number(number) });
}

/// What the first score is, and its class.
fn first(member: &Member, now: &str) -> (Option<i64>, Option<String>) {
    let facts = Facts::new(member, None, at(now));
    let class = class_id(&facts, ScoreId(0)).map(|class| class.as_str().to_owned());
    (score_number(&facts, ScoreId(0)), class)
}

fn orders(least: i64) -> Condition {
    Condition::Measure(Bounded { measure: MeasureId(0), least, most: i64::MAX })
}

#[test]
fn a_score_is_a_number_as_it_is() {
    let nps = |rules: &mut Rules| {
        rules.measures = [named("nps")].into();
        let classes = [("detractor", 0), ("passive", 7 * WHOLE), ("promoter", 9 * WHOLE)];
        rules.scores = [scored("nps", How::Measure(MeasureId(0)), &classes)].into();
    };
    let mut who = buyer(&[]);
    assert_eq!(first(&with(&who, nps), NOW), (None, None));
    stated(&mut who, "nps", 8);
    assert_eq!(first(&with(&who, nps), NOW), (Some(8 * WHOLE), Some("passive".into())));
    who.attributes[0].value = Stated::Number(9);
    assert_eq!(first(&with(&who, nps), NOW).1.as_deref(), Some("promoter"));
    // A share is what people write in percent, money stays money.
    let who = buyer(&[("2026-02-01T00:00:00Z", 12_345)]);
    let spend = with(&who, |rules| {
        rules.measures = [measure(What::Spend(Basis::Paid))].into();
        let classes = [("low", 100), ("high", 12_345)];
        rules.scores = [scored("spend", How::Measure(MeasureId(0)), &classes)].into();
    });
    assert_eq!(first(&spend, NOW), (Some(12_345), Some("high".into())));
    // Before there was any the score is 0, below every class.
    assert_eq!(first(&spend, "2026-01-05T00:00:00Z"), (Some(0), None));
    let share = with(&who, |rules| {
        let (among, by) = (Selection::default(), crate::program::ShareBy::Spend);
        rules.measures = [measure(What::Share { among, by })].into();
        let classes = [("all", 100 * WHOLE)];
        rules.scores = [scored("share", How::Measure(MeasureId(0)), &classes)].into();
    });
    assert_eq!(first(&share, NOW), (Some(100 * WHOLE), Some("all".into())));
}

#[test]
fn a_weighted_score_is_a_mean() {
    // (2 × 9 + 1 × 4 + 0.5 × 123.45) ÷ 3.5 = 83.725 ÷ 3.5 = 23.9214285714…
    let weighted = |skip_missing| {
        move |rules: &mut Rules| {
            let spend = measure(What::Spend(Basis::Paid));
            rules.measures = [named("service"), named("speed"), spend].into();
            let inputs =
                [(MeasureId(0), 2 * WHOLE), (MeasureId(1), WHOLE), (MeasureId(2), WHOLE / 2)];
            let how = How::Weighted { inputs: inputs.into(), skip_missing };
            rules.scores = [scored("index", how, &[])].into();
        }
    };
    let mut who = buyer(&[("2026-02-01T00:00:00Z", 12_345)]);
    stated(&mut who, "service", 9);
    assert_eq!(first(&with(&who, weighted(false)), NOW).0, None);
    // Without speed: (18 + 61.725) ÷ 2.5 = 31.89
    assert_eq!(first(&with(&who, weighted(true)), NOW).0, Some(31_890_000_000));
    stated(&mut who, "speed", 4);
    for skip_missing in [false, true] {
        let who = with(&who, weighted(skip_missing));
        assert_eq!(first(&who, NOW).0, Some(23_921_428_571));
    }
    // Nothing at all is not nothing.
    let nobody = with(&buyer(&[]), |rules| {
        rules.measures = [named("service")].into();
        let how = How::Weighted { inputs: [(MeasureId(0), WHOLE)].into(), skip_missing: true };
        rules.scores = [scored("index", how, &[])].into();
    });
    assert_eq!(first(&nobody, NOW).0, None);
}

fn rfm(cuts: usize) -> impl Fn(&mut Rules) {
    move |rules| {
        let within = Within::Last(months(12));
        let of = Selection::default();
        let spend = What::Spend(Basis::Paid);
        rules.measures = [
            Measure { what: What::Orders, within, of },
            Measure { what: spend, within, of },
            measure(What::Score(ScoreId(0), Some(RfmPart::Monetary))),
        ]
        .into();
        let how = How::Rfm(Box::new(Rfm {
            recency: [months(12), months(6), days(30), days(7)].into(),
            frequency: (1..=cuts as u32).collect(),
            monetary: [crate::value::Money::new(10_000).expect("small")].into(),
            orders: MeasureId(0),
            spend: MeasureId(1),
        }));
        let classes = [("rest", 0), ("best", 532 * WHOLE)];
        rules.scores = [scored("rfm", how, &classes)].into();
    }
}

#[test]
fn parts_of_a_score_count_their_cut_offs() {
    // The last order on 24 June, 7 days before: three of the four times have not passed. Two
    // orders, the first within twelve months; 100.00 spent.
    let who = buyer(&[("2026-05-01T00:00:00Z", 9_999), ("2026-06-24T12:00:00+08:00", 1)]);
    let ask = |who: &Member, cuts: usize, now: &str| {
        let who = with(who, rfm(cuts));
        let facts = Facts::new(&who, None, at(now));
        let parts = PARTS.map(|of| part(&facts, ScoreId(0), of));
        (facts.score(ScoreId(0)), parts, facts.number(MeasureId(2)))
    };
    let (score, parts, monetary) = ask(&who, 4, NOW);
    assert_eq!(parts, [Some(4), Some(3), Some(2)]);
    assert_eq!((score, monetary), (Some(432 * WHOLE), Some(2)));
    // A day before, four of them.
    assert_eq!(ask(&who, 4, "2026-06-30T23:59:59+08:00").0, Some(532 * WHOLE));
    assert_eq!(first(&with(&who, rfm(4)), "2026-06-30T23:59:59+08:00").1.as_deref(), Some("best"));
    // With nine cut-offs a part can be ten: then two digits each.
    assert_eq!(ask(&who, 8, NOW).0, Some(432 * WHOLE));
    assert_eq!(ask(&who, 9, NOW).0, Some(40_302 * WHOLE));
    // A year later nothing of it is within the span, and the last order is long ago.
    let (score, parts, _) = ask(&who, 4, "2027-07-01T12:00:00+08:00");
    assert_eq!((score, parts), (Some(111 * WHOLE), [Some(1), Some(1), Some(1)]));
    // Who never ordered was never recent.
    let (score, parts, monetary) = ask(&buyer(&[]), 4, NOW);
    assert_eq!((score, parts), (None, [None, Some(1), Some(1)]));
    assert_eq!(monetary, Some(1));
}

fn lifetime_value(within: Within, retention: i64, discount: (i64, i64)) -> impl Fn(&mut Rules) {
    move |rules| {
        let (what, of) = (What::Spend(Basis::Paid), Selection::default());
        rules.measures = [Measure { what, within, of }].into();
        let how = How::LifetimeValue(Box::new(LifetimeValue {
            within,
            spend: MeasureId(0),
            margin: Amount::Fixed(WHOLE / 4),
            retention: Amount::Fixed(retention),
            discount: Rate::new(discount.0, discount.1).expect("a rate"),
        }));
        rules.scores = [scored("value", how, &[("low", 0), ("high", 10_000)])].into();
    }
}

#[test]
fn a_lifetime_value_is_margin_times_retention_over_what_is_left() {
    // 181 days from 1 January to 1 July. 200.00 in them are 403.31 a year, of which a quarter is
    // 100.828…; × 0.8 ÷ (1 + 0.1 − 0.8) = 268.87
    let who = buyer(&[("2026-02-01T00:00:00Z", 20_000)]);
    let ask = |within, retention, discount, now| {
        first(&with(&who, lifetime_value(within, retention, discount)), now)
    };
    let (eighty, ten) = (WHOLE / 5 * 4, (1, 10));
    let all = Within::Lifetime;
    assert_eq!(ask(all, eighty, ten, NOW), (Some(26_888), Some("high".into())));
    // 20,000 × 365 × 0.25 × 0.8 ÷ (181 × 0.3) = 1,460,000 ÷ 54.3 = 26,887.66
    // Before 30 days it is not known: 30 January is 29 days after joining.
    assert_eq!(ask(all, eighty, ten, "2026-01-30T23:59:59+08:00"), (None, None));
    assert_eq!(ask(all, eighty, ten, "2026-01-31T00:00:00+08:00"), (Some(0), Some("low".into())));
    // Within the last 60 days nothing was spent.
    assert_eq!(ask(Within::Last(days(60)), eighty, ten, NOW).0, Some(0));
    assert_eq!(ask(Within::Last(days(29)), eighty, ten, NOW).0, None);
    // A window that is over counts its own days: 1 to 31 January and February are 59 less one.
    let window = Window {
        from: Some(at("2026-01-01T00:00:00+08:00")),
        until: Some(at("2026-03-01T00:00:00+08:00")),
    };
    // 20,000 × 365 × 0.25 × 0.8 ÷ (59 × 0.3) = 82,485.9
    assert_eq!(ask(Within::Window(window), eighty, ten, NOW).0, Some(82_486));
    // Who never leaves and discounts nothing is worth more than any number.
    assert_eq!(ask(all, WHOLE, (0, 1), NOW), (None, None));
    assert_eq!(ask(all, 0, ten, NOW).0, Some(0));
}

#[test]
fn a_matrix_has_the_class_of_two_classes() {
    let matrix = |rules: &mut Rules| {
        rules.measures = [measure(What::Orders), named("nps")].into();
        let how = |rows, columns, cells: &[u8]| {
            How::Matrix(Box::new(Matrix {
                rows: ScoreId(rows),
                columns: ScoreId(columns),
                cells: cells.into(),
            }))
        };
        let levels = [("low", 0), ("high", 2 * WHOLE)];
        let matrix = how(1, 2, &[0, 1, 1, 2]);
        rules.scores = [
            scored("standing", matrix, &[("cold", 0), ("warm", 0), ("hot", 0)]),
            scored("use", How::Measure(MeasureId(0)), &levels),
            scored("love", How::Measure(MeasureId(1)), &levels),
            // Of itself twice, again and again: each is reckoned once.
            scored(
                "again",
                how(0, 0, &[0, 0, 0, 0, 1, 0, 0, 0, 2]),
                &[("a", 0), ("b", 0), ("c", 0)],
            ),
        ]
        .into();
    };
    let mut who = buyer(&[("2026-02-01T00:00:00Z", 1), ("2026-02-02T00:00:00Z", 1)]);
    assert_eq!(first(&with(&who, matrix), NOW), (None, None));
    stated(&mut who, "nps", 1);
    assert_eq!(first(&with(&who, matrix), NOW), (None, Some("warm".into())));
    who.attributes[0].value = Stated::Number(5);
    let who = with(&who, matrix);
    assert_eq!(first(&who, NOW), (None, Some("hot".into())));
    let facts = Facts::new(&who, None, at(NOW));
    assert_eq!(class_id(&facts, ScoreId(3)).expect("a class").as_str(), "c");
    let asks = |classes: &[u8]| Class::Score(ScoreId(0), classes.into());
    let is = |classes: &[u8]| answer(&Condition::Class(Box::new(asks(classes))), &facts);
    assert_eq!([is(&[2]), is(&[0, 1])], [Answer::Met, Answer::Unmet]);
    let scores = scores(&facts);
    let class = |input: &ScoreInput| input.class.as_ref().map(|class| class.as_str().to_owned());
    let inputs: Vec<_> = scores[0].inputs.iter().map(class).collect();
    assert_eq!(inputs, [Some("high".into()), Some("high".into())]);
    assert_eq!((scores[0].unit, scores[0].value), (None, None));
}

fn segment(name: &str, when: Condition, leave: Option<Condition>) -> Segment {
    Segment { id: id(name), when: Some(when), leave, noted: false }
}

#[test]
fn segments_are_who_meets_them_now() {
    let mut who = buyer(&[("2026-02-01T00:00:00Z", 1), ("2026-03-01T00:00:00Z", 1)]);
    who.segments = vec![id("listed"), id("sticky")];
    let who = with(&who, |rules| {
        rules.measures = [measure(What::Orders)].into();
        let ask = |segment| Condition::Segment([SegmentId(segment)].into());
        rules.segments = [
            segment("twice", orders(2), None),
            segment("not-twice", Condition::Not(Box::new(ask(0))), None),
            Segment { id: id("listed"), when: None, leave: None, noted: false },
            segment("sticky", orders(1_000), Some(orders(2_000))),
            segment("both", Condition::All([ask(0), ask(3)].into()), None),
        ]
        .into();
    });
    let ids = |now| {
        let segments = status(&who, at(now)).segments.expect("a programme with segments");
        segments.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(NOW), "twice listed sticky both");
    assert_eq!(ids("2026-02-15T00:00:00Z"), "not-twice listed sticky");
    // A guest, or who has not joined yet, is in none.
    assert_eq!(ids("2026-01-01T00:00:00Z"), "");
}

#[test]
fn a_stage_is_the_first_that_is_met() {
    let lifecycle = |otherwise| {
        move |rules: &mut Rules| {
            rules.measures = [measure(What::Orders)].into();
            let since = Since::LastOrder(Selection::default(), Within::Lifetime);
            let least = Some((days(90), Bound::Included));
            let lapsed = Condition::Elapsed(Box::new(Elapsed { since, least, most: None }));
            let stages = [(id("lapsed"), lapsed), (id("loyal"), orders(2)), (id("new"), orders(1))];
            rules.lifecycle = Lifecycle { stages: stages.into(), otherwise, noted: false };
        }
    };
    let who = buyer(&[("2026-02-01T12:00:00+08:00", 1), ("2026-03-01T12:00:00+08:00", 1)]);
    let stage = |otherwise, now| {
        let who = with(&who, lifecycle(otherwise));
        status(&who, at(now)).stage.map(|id| id.as_str().to_owned())
    };
    assert_eq!(stage(None, "2026-01-15T00:00:00Z"), None);
    assert_eq!(stage(Some(StageId(2)), "2026-01-15T00:00:00Z").as_deref(), Some("new"));
    assert_eq!(stage(None, "2026-02-15T00:00:00Z").as_deref(), Some("new"));
    assert_eq!(stage(None, "2026-03-15T00:00:00Z").as_deref(), Some("loyal"));
    // 90 days after 1 March: 30 May.
    assert_eq!(stage(None, "2026-05-29T23:59:59.999+08:00").as_deref(), Some("loyal"));
    assert_eq!(stage(None, "2026-05-30T00:00:00+08:00").as_deref(), Some("lapsed"));
    let who = with(&who, lifecycle(None));
    let facts = Facts::new(&who, None, at(NOW));
    let loyal = Condition::Class(Box::new(Class::Stage([StageId(1)].into())));
    let mut reasons = Vec::new();
    crate::engine::reasons::explain(&loyal, &facts, &mut reasons);
    let (needs, has) = (vec![key("loyal")], Some(key("lapsed")));
    let of = Asked { fact: "stage", name: None };
    assert_eq!(reasons, [Reason::OtherClass { of, needs, has }]);
}

#[test]
fn a_status_says_what_scores_were_reached_from() {
    let who = buyer(&[("2026-05-01T00:00:00Z", 9_999), ("2026-06-24T12:00:00+08:00", 1)]);
    let inputs = |who: &Member| {
        let mut inputs = Vec::new();
        for input in &status(who, at(NOW)).scores[0].inputs {
            inputs.push((input.of.asked.fact, input.of.unit, input.value));
        }
        inputs
    };
    assert_eq!(
        inputs(&with(&who, rfm(4))),
        [
            ("since_last_order", Unit::Days, Some(7)),
            ("orders", Unit::Count, Some(2)),
            ("spend", Unit::Money, Some(10_000)),
            ("recency", Unit::Count, Some(4)),
            ("frequency", Unit::Count, Some(3)),
            ("monetary", Unit::Count, Some(2)),
        ]
    );
    // 10,000 × 365 × 0.25 ÷ 181 = 5,041.4
    let value = lifetime_value(Within::Lifetime, WHOLE / 5 * 4, (1, 10));
    assert_eq!(
        inputs(&with(&who, value)),
        [
            ("spend", Unit::Money, Some(10_000)),
            ("yearly_margin", Unit::Money, Some(5_041)),
            ("retention", Unit::Share, Some(800_000_000)),
            ("discount", Unit::Share, Some(100_000_000)),
        ]
    );
    let nps = with(&who, |rules| {
        rules.measures = [named("nps")].into();
        rules.scores = [scored("nps", How::Measure(MeasureId(0)), &[])].into();
    });
    assert_eq!(inputs(&nps), [("attribute", Unit::Count, None)]);
    assert_eq!(status(&nps, at("2025-01-01T00:00:00Z")).scores, []);
}

#[test]
fn a_long_chain_of_segments_needs_little_stack() {
    // Each asks for the next one, several conditions deep; the last asks for orders.
    let who = with(&buyer(&[("2026-05-01T00:00:00Z", 1)]), |rules| {
        rules.measures = [measure(What::Orders)].into();
        let ask = |segment| {
            let mut condition = Condition::Segment([SegmentId(segment)].into());
            for _ in 0..12 {
                condition = Condition::All([Condition::Any([condition].into())].into());
            }
            condition
        };
        let chain = (0..127).map(|number| segment(&format!("s{number}"), ask(number + 1), None));
        rules.segments = chain.chain([segment("last", orders(1), None)]).collect();
    });
    let facts = Facts::new(&who, None, at(NOW));
    assert!(facts.is_in(SegmentId(0)));
}

#[test]
fn durations_of_a_score_are_those_of_conditions() {
    // Exact ones by the instant.
    let who = buyer(&[("2026-07-01T10:00:00+08:00", 1)]);
    let recency = |now| {
        let who = with(&who, |rules| {
            rfm(1)(rules);
            if let How::Rfm(rfm) = &mut rules.scores[0].how {
                rfm.recency = [Duration::Exact(7_200_000)].into();
            }
        });
        part(&Facts::new(&who, None, at(now)), ScoreId(0), RfmPart::Recency)
    };
    assert_eq!(recency("2026-07-01T11:59:59.999+08:00"), Some(2));
    assert_eq!(recency("2026-07-01T12:00:00+08:00"), Some(1));
}
