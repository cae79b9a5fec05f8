//! What the documents say: lines, offers, and which lines an offer is about.
//!
//! Of the format it knows what `worlds.rs` makes: no members, no past.

use serde_json::{Value, json};

use super::number::{Allocation, Ratio, minor, percent};
use super::values::{Counts, Number};

/// The phases, in the order in which they come.
const PHASES: [&str; 4] = ["line", "shop", "platform", "shipping"];

/// A line of the cart.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) sku: String,
    pub(super) is_fee: bool,
    pub(super) discounted: bool,
    pub(super) units: usize,
    pub(super) price: i64,
    pub(super) floor: i64,
    /// Numbers by name.
    pub(super) attributes: Value,
    /// Its place among the ids.
    pub(super) rank: usize,
}

/// Lines that something is about.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    pub(super) lines: Vec<bool>,
    /// Whether they have to be discounted by then, or must not be.
    pub(super) discounted: Option<bool>,
}

#[derive(Clone, Debug)]
pub(super) enum Target {
    Lines(Lines),
    Units { of: Lines, at_most: usize, per_line: bool, take: String },
    Order(Lines),
    Shipping,
}

/// What an amount in a condition is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    List,
    Current,
    After,
}

#[derive(Clone, Debug)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Amount { bounds: Bounds, of: Lines, base: Base },
    Units { bounds: Bounds, of: Lines },
}

/// From so much to so much, both included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) from: i64,
    pub(super) to: i64,
}

#[derive(Clone, Debug)]
pub(super) struct Rounding {
    pub(super) mode: String,
    pub(super) level: String,
    pub(super) step: i64,
    pub(super) of_price: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Benefit {
    Percent {
        off: Number,
        cap: Option<i64>,
    },
    Price(Number),
    Prices(Vec<(String, Number)>),
    /// Down to the other price of a line, or a share of the difference.
    Other(Number),
    Amount {
        off: Number,
        per: String,
        clamp: bool,
        lost: bool,
        reaches: [bool; 3],
    },
    Every {
        amount: Option<i64>,
        units: Option<i64>,
        off: i64,
        cap: Option<i64>,
        at_most: i64,
    },
    /// Of units; how is read where they are made.
    Groups,
    Gift {
        sku: String,
        units: usize,
    },
    Shipping {
        off: Option<Ratio>,
        amount: Option<i64>,
        price: Option<i64>,
        cap: Option<i64>,
    },
}

#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub(super) id: String,
    pub(super) document: Value,
    pub(super) phase: usize,
    pub(super) priority: i64,
    /// The offer that ends soonest first, then by id.
    pub(super) rank: usize,
    pub(super) is_coupon: bool,
    pub(super) target: Target,
    pub(super) benefit: Benefit,
    pub(super) of_list: bool,
    pub(super) threshold: Base,
    pub(super) rounding: Rounding,
    pub(super) when: Option<Condition>,
}

/// The documents of a programme and a cart, read.
#[derive(Clone, Debug)]
pub(super) struct World {
    pub(super) lines: Vec<Line>,
    pub(super) shipping: i64,
    pub(super) offers: Vec<Offer>,
    pub(super) stacking: Value,
    pub(super) allocation: Allocation,
}

fn word<'v>(value: &'v Value, or: &'v str) -> &'v str {
    value.as_str().unwrap_or(or)
}

fn texts(value: &Value) -> Option<Vec<&str>> {
    Some(value.as_array()?.iter().filter_map(Value::as_str).collect())
}

fn base(value: &Value, or: Base) -> Base {
    match value.as_str() {
        None => or,
        Some("list") => Base::List,
        Some("current") => Base::Current,
        Some("after") => Base::After,
        Some(other) => panic!("no base `{other}`"),
    }
}

impl World {
    pub(super) fn new(program: &Value, cart: &Value) -> Self {
        let mut world = Self {
            lines: lines(cart),
            shipping: cart["shipping"]["cost_minor"].as_i64().unwrap_or(0),
            offers: Vec::new(),
            stacking: program["stacking"].clone(),
            allocation: allocation(&program["rounding"]["allocation"]),
        };
        let offers = program["offers"].as_array().expect("offers");
        world.offers = offers.iter().map(|offer| world.offer(program, offer)).collect();
        let mut ranked: Vec<usize> = (0..offers.len()).collect();
        let until = |at: usize| offers[at]["window"]["until"].as_str();
        ranked.sort_by_key(|&at| (until(at).is_none(), until(at), offers[at]["id"].as_str()));
        for (rank, at) in ranked.into_iter().enumerate() {
            world.offers[at].rank = rank;
        }
        world
    }

    fn offer(&self, program: &Value, offer: &Value) -> Offer {
        // How amounts are rounded does not depend on the target.
        let by = rounding(&program["rounding"], &offer["rounding"], &Target::Shipping);
        let benefit = self.benefit(&offer["benefit"], &by);
        let habits = &program["offer_defaults"];
        let target = self.target(offer, &benefit, word(&habits["unit_order"], "dearest"));
        let usual = match (&target, &benefit) {
            (Target::Shipping, _) => "shipping",
            (Target::Order(_), _) => "shop",
            _ => "line",
        };
        let phase = word(&offer["phase"], usual);
        let threshold = base(&offer["threshold_base"], base(&habits["threshold_base"], Base::List));
        let of = match &target {
            Target::Lines(of) | Target::Units { of, .. } => of.clone(),
            // Fees count, too.
            Target::Order(_) | Target::Shipping => self.lines_of(&Value::Null),
        };
        let rounding = rounding(&program["rounding"], &offer["rounding"], &target);
        let mut document = offer.clone();
        document["rounding"]["level"] = json!(rounding.level);
        Offer {
            id: word(&offer["id"], "").to_owned(),
            document,
            phase: PHASES.iter().position(|it| *it == phase).expect("a phase"),
            priority: offer["stacking"]["priority"].as_i64().unwrap_or(0),
            rank: 0,
            is_coupon: !matches!(offer["kind"].as_str(), Some("automatic"))
                && !offer["kind"].is_null(),
            of_list: word(&offer["base"], word(&habits["base"], "current")) == "list",
            rounding,
            when: offer
                .get("when")
                .filter(|it| !it.is_null())
                .map(|it| self.condition(it, &of, threshold)),
            target,
            benefit,
            threshold,
        }
    }

    fn target(&self, offer: &Value, benefit: &Benefit, take: &str) -> Target {
        let target = &offer["target"];
        if target == "order" {
            let mut of = self.lines_of(&json!({}));
            if let Benefit::Amount { reaches: [goods, fees, _], .. } = benefit {
                of.lines =
                    self.lines.iter().map(|it| if it.is_fee { *fees } else { *goods }).collect();
            }
            return Target::Order(of);
        }
        if let Some(units) = target.get("units") {
            let take = word(&units["take"], word(&offer["unit_order"], take)).to_owned();
            let at_most = usize::try_from(units["at_most"].as_u64().expect("a number"));
            let per_line = units["per"] == "line";
            let of = self.lines_of(&units["of"]);
            return Target::Units { of, at_most: at_most.expect("it fits"), per_line, take };
        }
        if let Some(of) = target.get("lines") {
            return Target::Lines(self.lines_of(of));
        }
        match benefit {
            Benefit::Shipping { .. } => Target::Shipping,
            Benefit::Gift { .. } => Target::Lines(self.lines_of(&Value::Null)),
            Benefit::Amount { .. } | Benefit::Every { .. } => {
                self.target(&json!({ "target": "order" }), benefit, take)
            }
            Benefit::Prices(prices) => {
                let is_listed = |line: &Line| prices.iter().any(|(sku, _)| *sku == line.sku);
                let lines = self.lines.iter().map(is_listed).collect();
                Target::Lines(Lines { lines, discounted: None })
            }
            _ => Target::Lines(self.lines_of(&json!({}))),
        }
    }

    /// The lines that a selector takes; `null` is every line.
    pub(super) fn lines_of(&self, selector: &Value) -> Lines {
        let skus = texts(&selector["skus"]);
        let kinds = texts(&selector["kinds"]).or((!selector.is_null()).then(|| vec!["goods"]));
        let takes = |line: &Line| {
            let kind = if line.is_fee { "fee" } else { "goods" };
            skus.as_ref().is_none_or(|skus| skus.contains(&line.sku.as_str()))
                && kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
        };
        let discounted = match selector["discounted"].as_str() {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        };
        Lines { lines: self.lines.iter().map(takes).collect(), discounted }
    }

    fn condition(&self, of: &Value, target: &Lines, threshold: Base) -> Condition {
        let list = |of: &Value| {
            let of = of.as_array().expect("a list").iter();
            of.map(|it| self.condition(it, target, threshold)).collect()
        };
        let lines = |fact: &Value| match fact.get("of").filter(|it| !it.is_null()) {
            Some(of) => self.lines_of(of),
            None => target.clone(),
        };
        let (name, fact) = of.as_object().expect("an object").iter().next().expect("a fact");
        match name.as_str() {
            "all" => Condition::All(list(fact)),
            "any" => Condition::Any(list(fact)),
            "not" => Condition::Not(Box::new(self.condition(fact, target, threshold))),
            "amount" => {
                let base = base(&fact["base"], threshold);
                Condition::Amount { bounds: bounds(fact), of: lines(fact), base }
            }
            "units" => Condition::Units { bounds: bounds(fact), of: lines(fact) },
            other => panic!("no fact `{other}`"),
        }
    }
}

fn lines(cart: &Value) -> Vec<Line> {
    let lines = cart["lines"].as_array().expect("lines");
    let id = |line: &Value| word(&line["id"], "").to_owned();
    let line = |line: &Value| Line {
        id: id(line),
        sku: word(&line["sku"], "").to_owned(),
        is_fee: line["kind"] == "fee",
        discounted: line["discounted"] == true || line["discounted"] == "yes",
        units: usize::try_from(line["units"].as_u64().expect("units")).expect("it fits"),
        price: line["price_minor"].as_i64().expect("a price"),
        floor: line["floor_price_minor"].as_i64().unwrap_or(0),
        attributes: line["attributes"].clone(),
        rank: lines.iter().filter(|other| id(other) < id(line)).count(),
    };
    lines.iter().map(line).collect()
}

fn allocation(of: &Value) -> Allocation {
    let usual = Allocation::default();
    Allocation {
        weights: word(&of["weights"], &usual.weights).to_owned(),
        leftover: word(&of["leftover"], &usual.leftover).to_owned(),
        zero_weights: word(&of["zero_weights"], &usual.zero_weights).to_owned(),
    }
}

fn rounding(program: &Value, own: &Value, target: &Target) -> Rounding {
    let of_order = matches!(target, Target::Order(_) | Target::Shipping);
    let field = |field: &str| own.get(field).or(program.get(field)).cloned().unwrap_or_default();
    let (level, subject) = if of_order {
        (word(&own["level"], "order").to_owned(), word(&own["subject"], "discount").to_owned())
    } else {
        (word(&field("level"), "line").to_owned(), word(&field("subject"), "discount").to_owned())
    };
    let mode = own["mode"].as_str().or(program["money"].as_str()).unwrap_or("half_up").to_owned();
    let step = minor(&field("granularity")).unwrap_or(1);
    Rounding { mode, level, step, of_price: subject == "price" }
}

fn bounds(fact: &Value) -> Bounds {
    let number = |field: &str| fact[field].as_i64().or(minor(&fact[field]));
    let equals = number("equals");
    let from = [number("at_least"), number("above").map(|it| it + 1), equals];
    let to = [number("at_most"), number("below").map(|it| it - 1), equals];
    Bounds {
        from: from.into_iter().flatten().max().unwrap_or(0),
        to: to.into_iter().flatten().min().unwrap_or(i64::MAX),
    }
}

impl World {
    fn benefit(&self, of: &Value, by: &Rounding) -> Benefit {
        let (name, it) = of.as_object().expect("an object").iter().next().expect("a benefit");
        let money = |field: &str| minor(&it[field]);
        let own = |of: &Value, counts: Counts| self.number(of, counts, by);
        match name.as_str() {
            "percent" => {
                let off = own(&it["off"], Counts::Percent).expect("a percentage");
                Benefit::Percent { off, cap: money("cap") }
            }
            "fixed_price" => Benefit::Price(own(&it["price"], Counts::Money).expect("a price")),
            "price_list" => {
                let prices = it["prices"].as_object().expect("prices").iter();
                let price = |(sku, it): (&String, &Value)| {
                    (sku.clone(), own(it, Counts::Money).expect("a price"))
                };
                Benefit::Prices(prices.map(price).collect())
            }
            "member_price" | "price_match" => {
                let all = Number::All(Ratio { num: 1, den: 1 });
                Benefit::Other(own(&it["share"], Counts::Percent).unwrap_or(all))
            }
            "amount" => {
                let reaches = texts(&it["reaches"]).unwrap_or(vec!["goods"]);
                Benefit::Amount {
                    off: own(&it["off"], Counts::Money).expect("an amount"),
                    per: word(&it["per"], "order").to_owned(),
                    clamp: it["over"] == "clamp",
                    lost: it["floor_price"] == "lost",
                    reaches: ["goods", "fees", "shipping"].map(|it| reaches.contains(&it)),
                }
            }
            "every" => Benefit::Every {
                amount: money("amount"),
                units: it["units"].as_i64(),
                off: money("off").expect("an amount"),
                cap: money("cap"),
                at_most: it["at_most"].as_i64().unwrap_or(i64::MAX),
            },
            "gift" => Benefit::Gift {
                sku: word(&it["choices"][0]["sku"], "").to_owned(),
                units: usize::try_from(it["choices"][0]["units"].as_u64().unwrap_or(1))
                    .expect("few"),
            },
            "shipping" => Benefit::Shipping {
                off: percent(&it["off"]),
                amount: money("amount"),
                price: money("price"),
                cap: money("cap"),
            },
            _ => Benefit::Groups,
        }
    }
}
