//! A slow second way to the same numbers: each order looked at by its names and its day, for
//! generated histories of orders, returns and reports that come in any order.

use proptest::prelude::*;

use super::*;
use crate::member::{Order, OrderLine, Shipping};
use crate::outcome::{Entry, EntryKind, ReturnedLine};
use crate::value::Money;

const CATEGORIES: [&str; 4] = ["tea", "tea/green", "teapot", "mug"];
const BRANDS: [&str; 3] = ["hydra", "lumi", "x"];

/// Category, brand, units, price, per mille paid, units that come back at last.
type Line = (usize, usize, u32, i64, i64, u32);

/// An event of a history, in the order of recording.
#[derive(Clone, Debug)]
enum Event {
    Order(i64, Vec<Line>),
    Report(i64, bool, Option<i64>),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let line = (0..4_usize, 0..3_usize, 1_u32..4, 0_i64..5_000, 0_i64..=1_000, 0_u32..4);
    // Minutes from 2025 to 2027, often on the hour, and so at the same instant or a day's start.
    let minute = || prop_oneof![0_i64..1_051_200, (0_i64..17_520).prop_map(|hour| hour * 60)];
    let order = (minute(), prop::collection::vec(line, 1..4));
    let quantity = prop::option::of(0_i64..10);
    prop::collection::vec(
        prop_oneof![
            3 => order.prop_map(|(at, lines)| Event::Order(at, lines)),
            1 => (minute(), any::<bool>(), quantity).prop_map(|(at, of, quantity)| {
                Event::Report(at, of, quantity)
            }),
        ],
        0..40,
    )
}

fn instant(minutes: i64) -> Instant {
    at("2025-01-01T00:00:00Z").plus_millis(minutes * 60_000)
}

fn key(text: &str) -> Key {
    Key::parse(text).expect("a key")
}

/// A member to whom all of it happened, some of it before the record was read.
fn happened(events: &[Event], who: &mut Member, read: usize) {
    for (index, event) in events.iter().enumerate() {
        if index == read {
            who.index();
        }
        match event {
            Event::Order(minutes, lines) => ordered(who, index, *minutes, lines),
            Event::Report(minutes, night, quantity) => {
                let activity = crate::value::Id::parse(if *night { "night" } else { "scan" }).ok();
                let event = Some(key(&format!("e{index}")));
                let entry = Entry::new(EntryKind::Reported, event, instant(*minutes));
                who.apply(&Entry { activity, quantity: *quantity, ..entry });
            }
        }
    }
}

fn ordered(who: &mut Member, index: usize, minutes: i64, lines: &[Line]) {
    let (id, at) = (key(&format!("o{index}")), instant(minutes));
    let line = |(index, &(category, brand, units, price, paid, _)): (usize, &Line)| {
        let net = i64::from(units) * price;
        OrderLine {
            id: key(&format!("{index}")),
            units,
            price: Money::clamped(price),
            goods: crate::cart::Goods {
                sku: key("s"),
                category: Some(key(CATEGORIES[category])),
                brand: Some(key(BRANDS[brand])),
                tags: Box::default(),
                kind: crate::program::Kind::Goods,
                tax: None,
                attributes: Box::default(),
                discounted: false,
            },
            net: Money::clamped(net),
            by_points: Money::clamped(net - net * paid / 1_000),
            by_card: Money::ZERO,
            spent: Points::ZERO,
            returned: 0,
        }
    };
    let order = Order {
        id: id.clone(),
        event: id.clone(),
        at,
        delivered_at: None,
        lines: lines.iter().enumerate().map(line).collect(),
        shipping: Shipping::default(),
        offers: Vec::new(),
        said: Box::default(),
        earned: Vec::new(),
        spent: Vec::new(),
        taken: Vec::new(),
        uses: Vec::new(),
        counted: Vec::new(),
    };
    let entry = Entry::new(EntryKind::Ordered, Some(id.clone()), at);
    let ordered = Some(Box::new(order));
    who.apply(&Entry { order: Some(id.clone()), ordered, ..entry });
    let back = |(index, &(_, _, units, _, _, back)): (usize, &Line)| ReturnedLine {
        line: Some(key(&format!("{index}"))),
        units: back.min(units),
        by_points: Money::ZERO,
        by_card: Money::ZERO,
        pay: Money::ZERO,
    };
    let returned = lines.iter().enumerate().map(back).collect();
    let entry = Entry::new(EntryKind::Returned, Some(id.clone()), at);
    who.apply(&Entry { order: Some(id), returned, ..entry });
}

/// A span asked at an instant; of a cycle, the first day of its stretch and that of the next.
struct Asked<'m> {
    who: &'m Member,
    within: Within,
    now: Instant,
    stretch: Option<(Date, Date)>,
    /// What came back whole counts.
    all: bool,
}

impl<'m> Asked<'m> {
    fn new(who: &'m Member, within: Within, now: Instant, all: bool) -> Self {
        let calendar = &who.program.rules.calendar;
        let (cycle, shift) = match within {
            Within::This(cycle, _) => (Some(cycle), 0),
            Within::Previous(cycle, _) => (Some(cycle), -1),
            _ => (None, 0),
        };
        let stretch = cycle.map(|cycle| {
            let (anchor, every) = match cycle {
                Cycle::Of(unit) => (date("2020-01-01"), Span { count: 1, unit }),
                Cycle::From { anchor, every } => (anchor, every),
                _ => {
                    let joined = calendar.day_of(who.joined_at.expect("a member"));
                    (joined, Span { count: 1, unit: Period::Year })
                }
            };
            // One step after another from long before.
            let step = |count: i32| anchor.plus(Span { count: count * every.count, ..every });
            let today = calendar.day_of(now);
            let this = (-900..900).rev().find(|count| step(*count) <= today).expect("a step");
            (step(this + shift), step(this + shift + 1))
        });
        Self { who, within, now, stretch, all }
    }

    fn has(&self, then: Instant) -> bool {
        let calendar = &self.who.program.rules.calendar;
        let (day, today) = (calendar.day_of(then), calendar.day_of(self.now));
        let inside = match self.within {
            Within::Last(Duration::Exact(millis)) => self.now.millis_since(then) <= millis,
            Within::Last(Duration::Calendar(span)) => {
                day >= today.plus(Span { count: -span.count, ..span })
            }
            Within::SinceJoined => self.who.joined_at <= Some(then),
            Within::SinceLastOrder => self.last_order() <= Some(then),
            _ => self.stretch.is_none_or(|(first, next)| first <= day && day < next),
        };
        inside && then <= self.now
    }

    fn last_order(&self) -> Option<Instant> {
        let counts = |order: &&Order| {
            let kept = order.lines.iter().any(|line| line.returned < line.units);
            order.at <= self.now && (kept || self.all)
        };
        self.who.orders.iter().filter(counts).map(|order| order.at).max()
    }
}

fn spans() -> impl Strategy<Value = Within> {
    let day = (0_i32..400)
        .prop_map(|day| date("2025-06-01").plus(Span { count: day, unit: Period::Day }));
    let unit = prop::sample::select(&[Period::Day, Period::Week, Period::Month][..]);
    let cycle = (day, 1_i32..40, unit)
        .prop_map(|(anchor, count, unit)| Cycle::From { anchor, every: Span { count, unit } });
    prop_oneof![
        Just(Within::Lifetime),
        Just(Within::SinceJoined),
        Just(Within::SinceLastOrder),
        (0_i32..500).prop_map(|count| Within::Last(days(count))),
        (0_i32..20).prop_map(|count| Within::Last(months(count))),
        (0_i64..5_000).prop_map(|count| Within::Last(hours(count))),
        Just(Within::This(Cycle::Of(Period::Month), None)),
        Just(Within::Previous(Cycle::Of(Period::Month), None)),
        Just(Within::This(Cycle::Of(Period::Year), None)),
        Just(Within::This(Cycle::MembershipYear, None)),
        Just(Within::Previous(Cycle::MembershipYear, None)),
        cycle.clone().prop_map(|cycle| Within::This(cycle, None)),
        cycle.prop_map(|cycle| Within::Previous(cycle, None)),
    ]
}

/// Whether a line is of the goods that are asked for; any, tea, of hydra, tea that is not.
fn is_of(of: Option<usize>, line: &OrderLine) -> bool {
    let category = line.goods.category.as_ref().expect("each has one").as_str();
    let brand = line.goods.brand.as_ref().expect("each has one").as_str();
    let tea = category == "tea" || category.starts_with("tea/");
    match of {
        None => true,
        Some(TEA) => tea,
        Some(HYDRA) => brand == "hydra",
        _ => tea && brand != "hydra",
    }
}

/// What a span comes to: spend, orders, visits, units.
fn orders(asked: &Asked<'_>, of: Option<usize>) -> [i64; 4] {
    let (mut spend, mut count, mut units, mut days) = (0, 0, 0, Vec::new());
    for order in asked.who.orders.iter().filter(|order| asked.has(order.at)) {
        let lines: Vec<_> = order.lines.iter().filter(|line| is_of(of, line)).collect();
        let kept: u32 = lines.iter().map(|line| line.units - line.returned).sum();
        if kept > 0 || asked.all && !lines.is_empty() {
            count += 1;
            days.push(asked.who.program.rules.calendar.day_of(order.at));
        }
        units += i64::from(kept);
        for line in lines {
            // Unit by unit, the first of them a cent more where it does not divide.
            let paid = (line.net - line.by_points).minor();
            let (units, returned) = (i64::from(line.units), i64::from(line.returned));
            let of_unit = |unit: i64| paid / units + i64::from(unit < paid % units);
            spend += (returned..units).map(of_unit).sum::<i64>();
        }
    }
    days.sort();
    days.dedup();
    [spend, count, days.len() as i64, units]
}

fn reports(asked: &Asked<'_>) -> [i64; 3] {
    let (mut times, mut quantity, mut days) = (0, 0, Vec::new());
    for report in &asked.who.activities {
        if report.activity.as_str() == "night" && asked.has(report.at) {
            times += 1;
            quantity += report.quantity.unwrap_or(0);
            days.push(asked.who.program.rules.calendar.day_of(report.at));
        }
    }
    days.sort();
    days.dedup();
    [times, days.len() as i64, quantity]
}

fn zone() -> impl Strategy<Value = (&'static str, u16)> {
    const ZONES: &[&str] = &["Europe/Berlin", "Asia/Shanghai", "America/Sao_Paulo", "Pacific/Apia"];
    (prop::sample::select(ZONES), prop::sample::select([0, 150, 240].as_slice()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn two_ways_come_to_the_same(
        events in events(),
        (zone, day_start) in zone(),
        joined in 0_i64..1_000_000,
        asked in prop::collection::vec(
            (0_i64..1_200_000, spans(), prop::option::of(0..3_usize)),
            8,
        ),
        read in 0..40_usize,
        all in any::<bool>(),
    ) {
        let program = shop(zone, |rules| {
            let calendar = rules.calendar.clone();
            rules.calendar = calendar.with_day_start(day_start).expect("a time");
            rules.history.returned_orders = all;
        });
        let joined_at = format!("{}", instant(joined));
        let mut who = member(&program, &joined_at, &[], "");
        happened(&events, &mut who, read);
        // What recording keeps at hand is what reading finds.
        let kept = format!("{:?}", who.past);
        who.index();
        prop_assert_eq!(kept, format!("{:?}", who.past));
        for (now, within, of) in asked {
            // On an instant of the history, half of the time.
            let now = match events.get(now as usize % 80) {
                Some(Event::Order(at, _) | Event::Report(at, ..)) => instant(*at),
                None => instant(now),
            };
            let selection = of.map_or(Selection::default(), |of| goods(&who.program, of));
            let activity = ActivityId(0);
            let who = with(&who, |rules| {
                let counts = [ActivityCount::Times, ActivityCount::Days, ActivityCount::Quantity];
                let reports = counts.map(|count| What::Activities { activity, count });
                let all = [PAID, What::Orders, What::Visits, What::Bought];
                let all = all.into_iter().chain(reports);
                let measure = |what| Measure { what, within, of: selection };
                rules.measures = all.map(measure).collect();
            });
            let facts = Facts::new(&who, None, now);
            let number = |measure| facts.number(MeasureId(measure)).expect("it is known");
            let asked = Asked::new(&who, within, now, all);
            prop_assert_eq!([0, 1, 2, 3].map(number), orders(&asked, of));
            prop_assert_eq!([4, 5, 6].map(number), reports(&asked));
        }
    }
}
