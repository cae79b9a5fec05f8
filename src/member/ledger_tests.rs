//! What the ledger keeps beside its lots is what looking at each of them finds.

use super::{Available, Ledger, Lot, LotIx, LotNames};
use crate::program::PoolId;
use crate::value::{Instant, Key, Points};

fn at(hour: i64) -> Instant {
    Instant::from_millis(hour * 3_600_000).expect("an instant")
}

fn points(count: i64) -> Points {
    Points::new(count).expect("points")
}

fn names(index: usize) -> LotNames {
    // In another order than that of the indexes.
    let key = |text: &str| Key::parse(text).expect("a key");
    let id = key(&format!("o-{}-{index}", index * 7 % 10));
    LotNames { id, rule: None, source: key("o"), waits_for: None }
}

/// Numbers that look random, the same every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        i64::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn lot(&mut self, earned: i64) -> Lot {
        let pool = PoolId(u8::try_from(self.below(2)).expect("a pool"));
        let mut lot = Lot::new(pool, points(1 + self.below(9)), at(earned));
        lot.left = points(self.below(lot.granted.count() + 1));
        lot.available = self.available(earned);
        let life = self.below(12);
        lot.expires_at = (life > 0).then(|| at(earned + 4 + life));
        lot
    }

    fn available(&mut self, from: i64) -> Available {
        match self.below(6) {
            0 => Available::OnDelivery,
            1 => Available::OnActivity { until: at(from + self.below(9)) },
            2 => Available::From(at(from + self.below(9))),
            _ => Available::From(at(from)),
        }
    }
}

/// Everything that is kept, against every lot.
fn holds(ledger: &Ledger) {
    let lots = ledger.lots();
    let order = ledger.spending_order();
    assert_eq!(order.len(), lots.len());
    let key = |&lot: &LotIx| {
        let it = ledger.lot(lot);
        (it.expires_at.is_none(), it.expires_at, it.earned_at, &ledger.names(lot).id)
    };
    assert!(order.is_sorted_by(|one, next| key(one) < key(next)));
    let has_left = |lot: &LotIx| ledger.lot(*lot).left > Points::ZERO;
    assert_eq!(ledger.first_left(), order.iter().position(has_left).unwrap_or(order.len()));
    for (index, names) in (0..).zip(ledger.all_names()) {
        assert_eq!(ledger.find(&names.id), Some(LotIx(index)));
    }
    assert_eq!(ledger.find(&Key::parse("o-5-x").expect("a key")), None);
    for hour in 0..60 {
        for pool in [0, 1].map(PoolId) {
            let counts = |lot: &&Lot| lot.pool == pool && lot.is_available(at(hour));
            let sum: Points = lots.iter().filter(counts).map(|lot| lot.left).sum();
            assert_eq!(ledger.available(pool, at(hour)), sum, "at hour {hour}");
        }
    }
    assert!(ledger.waiting().is_sorted_by(|one, next| one < next));
}

/// Something that happens to a ledger.
fn happen(ledger: &mut Ledger, draw: &mut Draw, hour: i64) {
    let lots = i64::try_from(ledger.len()).expect("few lots");
    let lot = LotIx(u32::try_from(draw.below(lots.max(1))).expect("few lots"));
    match draw.below(5) {
        _ if lots == 0 => {}
        0 => ledger.change(lot, |lot| lot.left = Points::ZERO),
        1 => {
            let share = draw.below(ledger.lot(lot).granted.count() + 1);
            ledger.change(lot, |lot| lot.left = points(share));
        }
        2 => {
            let (available, end) = (draw.available(hour), at(hour + 1 + draw.below(9)));
            ledger.reschedule(lot, available, Some(end), false);
        }
        3 => {
            for lot in (0..ledger.len()).step_by(2).map(super::ix) {
                ledger.change(lot, |lot| lot.expires_at = Some(at(hour + 9)));
            }
            ledger.sort();
        }
        _ => {}
    }
    let new = ledger.len();
    ledger.insert(draw.lot(hour), names(new));
}

#[test]
fn what_is_kept_is_what_looking_finds() {
    let draw = &mut Draw(7);
    for size in [0, 1, 5, 20] {
        let lots = (0..size)
            .map(|index| {
                let hour = draw.below(9);
                (draw.lot(hour), names(index))
            })
            .collect();
        let mut ledger = Ledger::new(lots);
        holds(&ledger);
        for hour in 9..40 {
            ledger.begin();
            for _ in 0..=draw.below(3) {
                happen(&mut ledger, draw, hour);
                holds(&ledger);
            }
            ledger.commit(Some(at(hour)));
            holds(&ledger);
        }
    }
}

#[test]
fn what_is_taken_back_leaves_no_trace() {
    let draw = &mut Draw(11);
    let lots = (0..20)
        .map(|index| {
            let hour = draw.below(9);
            (draw.lot(hour), names(index))
        })
        .collect();
    let mut ledger = Ledger::new(lots);
    for hour in 9..40 {
        let before = ledger.clone();
        ledger.begin();
        for _ in 0..4 {
            happen(&mut ledger, draw, hour);
        }
        ledger.roll_back(before.len());
        holds(&ledger);
        assert_eq!(ledger.lots(), before.lots());
        assert_eq!(ledger.all_names(), before.all_names());
        assert_eq!(ledger.spending_order(), before.spending_order());
        assert_eq!(ledger.waiting(), before.waiting());
    }
}

#[test]
fn what_is_left_out_leaves_the_rest_as_it_was() {
    let draw = &mut Draw(13);
    let lots = (0..40)
        .map(|index| {
            let hour = draw.below(9);
            (draw.lot(hour), names(index))
        })
        .collect();
    let mut ledger = Ledger::new(lots);
    for (hour, new) in (9..30).zip(40..) {
        ledger.begin();
        ledger.insert(draw.lot(hour), names(new));
        let before = ledger.clone();
        let stays: Vec<bool> =
            ledger.lots().iter().map(|lot| !lot.left.is_zero() || draw.below(3) > 0).collect();
        let goes = |LotIx(lot): LotIx| !stays[lot as usize];
        let out = ledger.leave_out(&goes);
        assert_eq!(out.is_empty(), stays.iter().all(|stays| *stays));
        holds(&ledger);
        assert_eq!(ledger.len(), stays.iter().filter(|stays| **stays).count());
        for (was, stays) in before.all().zip(&stays) {
            let (id, now) = (&before.names(was).id, out.moved(was));
            assert_eq!(ledger.find(id), stays.then_some(now));
            assert!(!stays || ledger.lot(now) == before.lot(was));
        }
        // It can be taken back, with what came before.
        let mut again = ledger.clone();
        let places = again.put_back(out);
        let stayed = before.all().filter(|lot| !goes(*lot));
        assert!(places.is_none_or(|places| places == stayed.collect::<Vec<_>>()));
        again.roll_back(before.len());
        holds(&again);
        assert_eq!((again.lots(), again.all_names()), (before.lots(), before.all_names()));
        ledger.commit(Some(at(hour)));
        holds(&ledger);
    }
}
