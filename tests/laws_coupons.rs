//! Laws of coupons, codes and limits, over generated programmes and histories: a limit is never
//! exceeded, what comes back whole is as if it had never been, and folding forgets no use.
#![cfg(not(target_arch = "wasm32"))]

use perks::value::{Instant, TzDatabase};
use perks::{Member, Program, QuoteOptions};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;
/// 2026-01-05T00:00:00Z.
const START: i64 = 1_767_571_200_000;
const TAGS: [&str; 3] = ["a", "b", "c"];

/// Something that happens, so many days after what came before it.
#[derive(Clone, Debug)]
struct Step {
    later: i64,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    /// Units and prices of the lines, and which coupons and codes are named.
    Order(Vec<(u32, i64)>, Vec<Index>),
    /// Of some order, all of it or a unit of its first line.
    Refund(Index, bool),
    /// A coupon of some offer.
    Issue(Index),
    Settle,
}

fn step(longest: i64) -> impl Strategy<Value = Step> {
    let lines = prop::collection::vec((1..4_u32, 0..5_000_i64), 1..4);
    let what = prop_oneof![
        5 => (lines, prop::collection::vec(any::<Index>(), 0..3))
            .prop_map(|(lines, named)| What::Order(lines, named)),
        3 => (any::<Index>(), any::<bool>()).prop_map(|(order, all)| What::Refund(order, all)),
        2 => any::<Index>().prop_map(What::Issue),
        1 => Just(What::Settle),
    ];
    (0..longest, what).prop_map(|(later, what)| Step { later, what })
}

/// An offer with its limits, of which none may be overrun.
fn offer(id: usize) -> impl Strategy<Value = Value> {
    let kind = prop_oneof![
        2 => Just(json!("automatic")),
        1 => Just(json!({ "wallet": { "issue": [{ "on": "order", "at_most": 4 }] } })),
        1 => Just(json!({ "wallet": { "valid": { "after_issue": { "days": 20 } } } })),
        1 => Just(json!("unique_code")),
    ];
    let target = prop_oneof![
        Just(json!("order")),
        prop::sample::select(&TAGS[..]).prop_map(|tag| json!({ "lines": { "tags": [tag] } })),
    ];
    let limit = (prop::option::of(1..4_i64), prop::option::of(1..60_i64), any::<bool>());
    let words = (
        prop::sample::select(&["order", "unit", "application"][..]),
        prop::sample::select(&["refuse", "trim"][..]),
        prop::sample::select(&["returned", "returned", "kept"][..]),
    );
    // What cash back gives is limited like what a discount takes off, but has no units.
    let benefit = (prop::bool::weighted(0.25), 1..100_i64);
    (kind, target, limit, words, benefit).prop_map(
        move |(kind, target, (uses, amount, ever), (unit, overrun, cancelled), (later, off))| {
            let unit = if later { "order" } else { unit };
            let benefit = if later { "cash_back" } else { "percent" };
            let per = if ever { "lifetime" } else { "month" };
            let amount = amount.map(|amount| format!("{amount}.00"));
            // Without any, an order uses it once.
            let uses = uses.or(amount.is_none().then_some(1));
            json!({
                "id": format!("offer-{id}"), "kind": kind, "target": target,
                "benefit": { benefit: { "off": off.to_string() } },
                "limits": { "unit": unit, "overrun": overrun, "cancelled": cancelled,
                    "per_member": [{ "uses": uses, "amount": amount, "per": per }] },
            })
        },
    )
}

fn offers() -> impl Strategy<Value = Vec<Value>> {
    (offer(0), offer(1), offer(2), any::<bool>()).prop_map(|(one, two, mut three, apart)| {
        if apart {
            three["stacking"] = json!({ "not_with": ["offer-0"] });
        }
        vec![one, two, three]
    })
}

fn program(offers: &[Value], keep: Value) -> Program {
    let document = json!({
        "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": { "offset": "+00:00" },
        "history": { "keep": keep }, "offers": offers,
    });
    Program::parse(document.to_string(), &TzDatabase).expect("a right programme")
}

fn instant(millis: i64) -> Instant {
    Instant::from_millis(millis).expect("in range")
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).expect("results are JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or(0)
}

struct Stage {
    program: Program,
    offers: Vec<Value>,
    member: Member,
    before: Member,
    log: Vec<Value>,
    now: i64,
    count: usize,
}

impl Stage {
    fn new(offers: &[Value], keep: Value) -> Self {
        let program = program(offers, keep);
        let member = json!({ "format": 1, "program": "p", "id": "m", "joined_at": START });
        let member = program.member(member.to_string()).expect("a right member");
        let before = member.clone();
        let offers = offers.to_vec();
        Self { program, offers, member, before, log: Vec::new(), now: START, count: 0 }
    }

    fn state(&self) -> Value {
        parsed(&self.member.to_json())
    }

    fn cart(lines: &[(u32, i64)]) -> Value {
        let mut all = Vec::new();
        for (index, (units, price)) in lines.iter().enumerate() {
            all.push(json!({ "id": index.to_string(), "sku": "x", "units": units,
                "price_minor": price, "tags": [TAGS[index]] }));
        }
        json!({ "currency": "CNY", "lines": all })
    }

    /// Some coupons that the member ever had, and codes, good or not.
    fn named(&self, named: &[Index]) -> Vec<Value> {
        let coupons = &self.state()["coupons"];
        let mut all: Vec<Value> = list(coupons).iter().map(|it| it["id"].clone()).collect();
        for offer in &self.offers {
            for code in ["u1", "U-1", "u2"] {
                all.push(json!({ "code": code, "offer": offer["id"] }));
            }
        }
        named.iter().map(|index| all[index.index(all.len())].clone()).collect()
    }

    fn quote(&self, lines: &[(u32, i64)], coupons: &[Value]) -> Value {
        let cart = self.program.cart(Self::cart(lines).to_string()).expect("a right cart");
        let options = json!({ "now": self.now, "coupons": coupons }).to_string();
        let options = QuoteOptions::parse(&*options).expect("right options");
        parsed(&self.member.quote(&cart, &options).expect("within limits").to_json())
    }

    /// Records what applies, on a member that is read anew.
    fn record(&mut self, mut content: Value) -> bool {
        self.count += 1;
        content["id"] = format!("e{}", self.count).into();
        content["at"] = self.now.into();
        let read = self.program.member(self.member.to_json()).expect("its own snapshot");
        self.member = read;
        let Ok(recorded) = self.member.record(content.to_string(), instant(self.now)) else {
            return false;
        };
        self.log.extend(list(&parsed(&recorded.to_json())["entries"]).iter().cloned());
        true
    }

    fn play(&mut self, step: &Step) -> Result<(), TestCaseError> {
        self.now += step.later * DAY;
        match &step.what {
            What::Order(lines, named) => {
                let named = self.named(named);
                let quote = self.quote(lines, &named);
                let mut works = Vec::new();
                for (place, entered) in named.iter().enumerate() {
                    let text = entered["code"].as_str().or(entered.as_str());
                    let told = list(&quote["codes"]).iter().find(|code| {
                        code["entered"].as_str() == text
                            && (entered.is_string() || code["offer"] == entered["offer"])
                    });
                    if told.is_some_and(|told| list(&told["reasons"]).is_empty()) {
                        works.push(named[place].clone());
                    }
                }
                let id = format!("o{}", self.count);
                let order = json!({ "id": id, "cart": Self::cart(lines), "coupons": works });
                prop_assert!(self.record(json!({ "order": order })), "{}", order);
            }
            What::Refund(order, all) => {
                let state = self.state();
                let orders = list(&state["orders"]);
                if let Some(order) = orders.get(order.index(orders.len().max(1))) {
                    let lines = json!([{ "line": order["lines"][0]["id"], "units": 1 }]);
                    let lines = if *all { Value::Null } else { lines };
                    self.record(json!({ "refund": { "order": order["id"], "lines": lines } }));
                }
            }
            What::Issue(offer) => {
                let id = format!("c{}", self.count);
                let offer = &self.offers[offer.index(self.offers.len())]["id"];
                self.record(json!({ "coupon": { "issue": { "id": id, "offer": offer } } }));
            }
            What::Settle => {
                let settled = self.member.settle(instant(self.now)).expect("settles");
                self.log.extend(list(&parsed(&settled.to_json())["entries"]).iter().cloned());
            }
        }
        Ok(())
    }

    /// What counts of an offer, by hand: of orders in a month, or of all and what is folded.
    fn used(&self, offer: &Value, month: Option<&str>) -> (i64, i64) {
        let (state, kept) = (self.state(), offer["limits"]["cancelled"] == "kept");
        let (mut uses, mut saved) = (0, 0);
        let mut add = |it: &Value| {
            uses += number(&it["uses"]);
            saved += number(&it["saved_minor"]);
        };
        for order in list(&state["orders"]) {
            let back = list(&order["lines"]).iter().all(|line| line["returned"] == line["units"]);
            let in_month = month
                .is_none_or(|month| order["at"].as_str().is_some_and(|at| at.starts_with(month)));
            if in_month && (kept || !back) {
                list(&order["uses"])
                    .iter()
                    .filter(|it| it["offer"] == offer["id"])
                    .for_each(&mut add);
            }
        }
        if month.is_none() {
            for folded in list(&state["folded"]) {
                list(&folded["offers"])
                    .iter()
                    .filter(|it| it["id"] == offer["id"])
                    .for_each(&mut add);
            }
        }
        (uses, saved)
    }

    fn is_within_limits(&self) -> Result<(), TestCaseError> {
        for offer in &self.offers {
            let limit = &offer["limits"]["per_member"][0];
            let mut months: Vec<Option<String>> = vec![None];
            if limit["per"] == "month" {
                let state = self.state();
                let at = |order: &Value| order["at"].as_str().map(|at| at[..7].to_owned());
                months = list(&state["orders"]).iter().map(at).collect();
            }
            for month in months {
                let (uses, saved) = self.used(offer, month.as_deref());
                let most = limit["amount"].as_str().and_then(|it| it.strip_suffix(".00"));
                let most = most.and_then(|most| most.parse::<i64>().ok());
                prop_assert!(uses >= 0 && saved >= 0);
                prop_assert!(limit["uses"].as_i64().is_none_or(|most| uses <= most), "{}", offer);
                prop_assert!(most.is_none_or(|most| saved <= most * 100), "{} {}", saved, offer);
            }
        }
        // A coupon, or a unique code, is used by one order that counts.
        let state = self.state();
        let mut used = Vec::new();
        for order in list(&state["orders"]) {
            let back = list(&order["lines"]).iter().all(|line| line["returned"] == line["units"]);
            for it in list(&order["uses"]).iter().filter(|_| !back) {
                let what = (it["offer"].clone(), it["coupon"].clone(), it["code"].clone());
                let named = it["coupon"].is_string() || it["code"].is_string();
                prop_assert!(!named || !used.contains(&what), "{:?}", what);
                used.push(what);
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// No sequence of orders and returns goes over a limit, or uses a coupon twice; and the log is
    /// all there is.
    #[test]
    fn limits_hold(offers in offers(), steps in prop::collection::vec(step(20), 1..14)) {
        let mut stage = Stage::new(&offers, json!({ "years": 2 }));
        for step in &steps {
            stage.play(step)?;
            stage.is_within_limits()?;
        }
        let log = Value::from(stage.log.clone()).to_string();
        let replayed = stage.before.clone().replay(log).expect("its own log");
        prop_assert_eq!(replayed.to_json(), stage.member.to_json());
    }

    /// An order that comes back whole leaves what there was, where nothing is kept as used.
    #[test]
    fn what_comes_back_whole_was_never_used(
        mut offers in offers(),
        steps in prop::collection::vec(step(20), 0..8),
        lines in prop::collection::vec((1..4_u32, 0..5_000_i64), 1..4),
        named in prop::collection::vec(any::<Index>(), 0..3),
    ) {
        for offer in &mut offers {
            offer["limits"]["cancelled"] = "returned".into();
        }
        let mut stage = Stage::new(&offers, json!({ "years": 2 }));
        for step in &steps {
            stage.play(step)?;
        }
        let wanted = stage.named(&named);
        let probe = [(3, 4_000), (2, 3_000), (1, 2_000)];
        let before = stage.quote(&probe, &wanted);
        let id = format!("o{}", stage.count);
        stage.play(&Step { later: 0, what: What::Order(lines, named) })?;
        let refund = json!({ "refund": { "order": id } });
        prop_assert!(stage.record(refund), "it comes back");
        let after = stage.quote(&probe, &wanted);
        prop_assert_eq!(&after["offers"], &before["offers"]);
        prop_assert_eq!(&after["codes"], &before["codes"]);
    }

    /// What limits leave is part of the choice: no other set of the offers saves more.
    #[test]
    fn no_set_within_the_limits_saves_more(
        offers in offers(),
        steps in prop::collection::vec(step(20), 0..6),
        lines in prop::collection::vec((1..4_u32, 0..5_000_i64), 1..4),
    ) {
        let mut stage = Stage::new(&offers, json!({ "years": 2 }));
        for step in &steps {
            stage.play(step)?;
        }
        let cart = stage.program.cart(Stage::cart(&lines).to_string()).expect("a right cart");
        let saved = |picked: Value| {
            let codes = (0..3).map(|it| json!({ "code": "new", "offer": format!("offer-{it}") }));
            let codes: Vec<Value> = codes.collect();
            let options = json!({ "now": stage.now, "offers": picked, "coupons": codes });
            let options = QuoteOptions::parse(&*options.to_string()).expect("right options");
            let quote = stage.member.quote(&cart, &options).expect("within limits");
            quote.totals.discount.minor()
        };
        let best = saved(Value::Null);
        for set in 0..8 {
            let picked = (0..3).filter(|offer| set >> offer & 1 == 1);
            let picked: Vec<String> = picked.map(|offer| format!("offer-{offer}")).collect();
            prop_assert!(saved(json!(picked)) <= best, "{:?} save more than {}", picked, best);
        }
    }

    /// A member whose past is folded has the same offers as one whose past is all there.
    #[test]
    fn folding_forgets_no_use(
        offers in offers(),
        steps in prop::collection::vec(step(60), 1..14),
    ) {
        let mut folds = Stage::new(&offers, json!({ "days": 31 }));
        let mut keeps = Stage::new(&offers, json!({ "years": 50 }));
        for step in &steps {
            // What is folded can't come back, and codes of old orders are the shop's to know.
            if matches!(step.what, What::Refund(..)) {
                continue;
            }
            let later = step.later;
            let step = match &step.what {
                What::Order(lines, _) => What::Order(lines.clone(), Vec::new()),
                what => what.clone(),
            };
            let step = Step { later: later.min(40), what: step };
            folds.play(&step)?;
            keeps.play(&step)?;
        }
        for months in [0, 1, 2, 5] {
            folds.now += months * 31 * DAY;
            keeps.now = folds.now;
            folds.play(&Step { later: 0, what: What::Settle })?;
            let lines = [(3, 4_000), (2, 3_000), (1, 2_000)];
            let (folded, kept) = (folds.quote(&lines, &[]), keeps.quote(&lines, &[]));
            prop_assert_eq!(&folded["totals"], &kept["totals"]);
            prop_assert_eq!(&folded["offers"]["applied"], &kept["offers"]["applied"]);
        }
    }
}
