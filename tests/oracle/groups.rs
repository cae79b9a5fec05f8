//! A second opinion on groups of units, as `docs/semantics.md` (§7) has them: every unit is one,
//! every group is made by itself, and what can be tried is tried.

use std::collections::BTreeMap;

use serde_json::Value;

/// One unit of a line.
#[derive(Clone, Debug)]
struct Unit {
    line: usize,
    sku: String,
    list: i64,
    left: i64,
    used: bool,
}

/// Units of a line of which as much is left are alike.
pub(crate) type Alike = (usize, i64);

/// What an offer has of units that are alike: how many it makes cheaper, by how much together, and
/// how many it uses up beside them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Has {
    pub(crate) cheaper: usize,
    pub(crate) amount: i64,
    pub(crate) beside: usize,
}

/// A cart, unit by unit.
pub(crate) struct Shop {
    ids: Vec<String>,
    units: Vec<Unit>,
}

fn count(value: &Value, field: &str) -> Option<usize> {
    value[field].as_u64().map(|it| usize::try_from(it).expect("a small number"))
}

/// Major units with two digits, as minor ones.
fn minor(value: &Value) -> Option<i64> {
    value.as_str().map(|text| text.replace('.', "").parse().expect("two digits"))
}

/// So many whole percent of an amount, half up.
fn percent(of: i64, off: i64) -> i64 {
    (of * off * 2 + 100) / 200
}

/// A selector of skus takes a sku; without one, or an empty one, every sku.
fn takes(selector: &Value, sku: &str) -> bool {
    selector["skus"].as_array().is_none_or(|skus| skus.iter().any(|it| it == sku))
}

impl Shop {
    pub(crate) fn new(cart: &Value) -> Self {
        let lines = cart["lines"].as_array().expect("lines");
        let mut units = Vec::new();
        for (line, of) in lines.iter().enumerate() {
            let price = of["price_minor"].as_i64().expect("a price");
            let sku = of["sku"].as_str().expect("a sku").to_owned();
            let unit = Unit { line, sku, list: price, left: price, used: false };
            units.extend(std::iter::repeat_n(unit, count(of, "units").expect("units")));
        }
        let id = |line: &Value| line["id"].as_str().expect("an id").to_owned();
        Self { ids: lines.iter().map(id).collect(), units }
    }

    /// Lines, by their ids, without a unit.
    pub(crate) fn without_units(ids: Vec<String>) -> Self {
        Self { ids, units: Vec::new() }
    }

    /// A unit of a line.
    pub(crate) fn unit(&mut self, line: usize, sku: &str, list: i64, left: i64, used: bool) {
        self.units.push(Unit { line, sku: sku.to_owned(), list, left, used });
    }

    /// What an offer of groups has of the units that are not used up.
    pub(crate) fn has(&self, offer: &Value) -> BTreeMap<Alike, Has> {
        let free = |unit: &usize| !self.units[*unit].used && self.units[*unit].left > 0;
        let among: Vec<usize> = (0..self.units.len()).filter(free).collect();
        let order = offer["unit_order"].as_str().unwrap_or("dearest");
        let mut has = self.grouped(&offer["benefit"], order, &among, offer);
        if has.values().all(|has| has.amount == 0) {
            has.clear();
        }
        has
    }

    /// What is left of each line, by id.
    pub(crate) fn left(&self) -> BTreeMap<String, i64> {
        let mut left = BTreeMap::new();
        for unit in &self.units {
            *left.entry(self.ids[unit.line].clone()).or_default() += unit.left;
        }
        left
    }

    /// A phase begins.
    pub(crate) fn free_all(&mut self) {
        for unit in &mut self.units {
            unit.used = false;
        }
    }

    /// Applies an offer; what it takes off in all.
    pub(crate) fn apply(&mut self, offer: &Value) -> i64 {
        let by_line = offer["phase"] != "shop";
        let target = &offer["target"];
        let order = offer["unit_order"].as_str().unwrap_or("dearest");
        let units = match target.get("units") {
            Some(units) => {
                let taken = self.order(units["take"].as_str().unwrap_or(order), |_| true);
                let at_most = count(units, "at_most").expect("a number");
                let per_line = units["per"] == "line";
                let mut of_line = vec![0; if per_line { self.ids.len() } else { 1 }];
                let mut kept = Vec::new();
                for unit in taken {
                    let of_line = &mut of_line[if per_line { self.units[unit].line } else { 0 }];
                    if takes(&units["of"], &self.units[unit].sku) && *of_line < at_most {
                        *of_line += 1;
                        kept.push(unit);
                    }
                }
                kept
            }
            None => self.order("cart_order", |unit| takes(&target["lines"], &unit.sku)),
        };
        let benefit = &offer["benefit"];
        let has = if let Some(percent_off) = benefit.get("percent") {
            let mut has: BTreeMap<Alike, Has> = BTreeMap::new();
            for unit in units {
                let amount = percent(self.units[unit].left, off(percent_off));
                if amount > 0 {
                    let has = has.entry(self.alike(unit)).or_default();
                    has.cheaper += 1;
                    has.amount += amount;
                }
            }
            has
        } else {
            let among: Vec<usize> =
                units.into_iter().filter(|&unit| self.units[unit].left > 0).collect();
            let mut has = self.grouped(benefit, order, &among, offer);
            if has.values().all(|has| has.amount == 0) {
                has.clear();
            }
            has
        };
        self.take_off(&has, by_line)
    }

    fn alike(&self, unit: usize) -> Alike {
        (self.units[unit].line, self.units[unit].left)
    }

    fn line_left(&self, line: usize) -> i64 {
        self.units.iter().filter(|unit| unit.line == line).map(|unit| unit.left).sum()
    }

    /// Free units in an order.
    fn order(&self, take: &str, keeps: impl Fn(&Unit) -> bool) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.units.len())
            .filter(|&unit| !self.units[unit].used && keeps(&self.units[unit]))
            .collect();
        let key = |unit: usize| {
            let Unit { line, left, .. } = self.units[unit];
            (left, self.line_left(line), &self.ids[line])
        };
        order.sort_by(|&one, &other| {
            let ((unit, line, id), (than, of, by)) = (key(one), key(other));
            match take {
                "dearest" => (than, of).cmp(&(unit, line)).then(id.cmp(by)),
                "cheapest" => (unit, line).cmp(&(than, of)).then(id.cmp(by)),
                _ => {
                    let place = |unit: usize| (self.units[unit].line, -self.units[unit].left);
                    place(one).cmp(&place(other))
                }
            }
        });
        order
    }

    fn in_order(&self, take: &str, among: &[usize]) -> Vec<usize> {
        let order = self.order(take, |_| true);
        order.into_iter().filter(|unit| among.contains(unit)).collect()
    }

    fn grouped(
        &self,
        benefit: &Value,
        order: &str,
        among: &[usize],
        offer: &Value,
    ) -> BTreeMap<Alike, Has> {
        if let Some(n_for) = benefit.get("n_for") {
            let take = n_for["take"].as_str().unwrap_or(order);
            return self.n_for(n_for, &self.in_order(take, among));
        }
        if let Some(nth) = benefit.get("nth_item") {
            return self.nth_item(nth, &self.in_order(order, among), offer);
        }
        if let Some(bundle) = benefit.get("bundle") {
            return self.bundle(bundle, &self.in_order(order, among), offer);
        }
        self.buy_get(&benefit["buy_get"], among, offer)
    }

    fn n_for(&self, of: &Value, order: &[usize]) -> BTreeMap<Alike, Has> {
        let (units, price) = (count(of, "units").expect("units"), minor(&of["price"]));
        let price = price.expect("a price");
        let mut repeat = count(of, "repeat").unwrap_or(usize::MAX);
        let (mut has, mut full) = (BTreeMap::new(), false);
        for group in order.chunks(units) {
            if repeat == 0 {
                break;
            }
            let left: i64 = group.iter().map(|&unit| self.units[unit].left).sum();
            if group.len() == units {
                full = true;
                let off = (left - price).max(0);
                repeat -= usize::from(off > 0);
                self.share(off, group, &mut has);
            } else if full && of["left_over"] == "share" {
                // left − price × so many of the units, half up
                let (n, k) = (i64::try_from(units).expect("few"), group.len() as i64);
                let off = ((left * n - price * k) * 2 + n).div_euclid(2 * n).clamp(0, left);
                self.share(off, group, &mut has);
            }
        }
        has
    }

    fn nth_item(&self, of: &Value, order: &[usize], offer: &Value) -> BTreeMap<Alike, Has> {
        let every = count(of, "every").expect("a number");
        let repeat = count(of, "repeat").unwrap_or(usize::MAX);
        let (mut cheaper, mut beside) = (Vec::new(), Vec::new());
        for group in order.chunks_exact(every).take(repeat) {
            let one = self.in_order(of["take"].as_str().unwrap_or("cheapest"), group)[0];
            cheaper.push(one);
            beside.extend(group.iter().copied().filter(|&unit| unit != one));
        }
        self.percent_off(&cheaper, &beside, off(of), offer)
    }

    fn bundle(&self, of: &Value, order: &[usize], offer: &Value) -> BTreeMap<Alike, Has> {
        let parts = of["parts"].as_array().expect("parts");
        let fits = |part: &Value, unit: &usize| takes(&part["of"], &self.units[*unit].sku);
        let mut turns: Vec<usize> = (0..parts.len()).collect();
        turns.sort_by_key(|&part| order.iter().filter(|unit| fits(&parts[part], unit)).count());
        let repeat = count(of, "repeat").unwrap_or(usize::MAX);
        // Each part's units of so many bundles, if there are so many.
        let filled = |bundles: usize| {
            let mut left = order.to_vec();
            let mut filled = Vec::new();
            for &turn in &turns {
                let wanted = bundles * count(&parts[turn], "units").expect("units");
                let own = left.iter().copied().filter(|unit| fits(&parts[turn], unit));
                let own: Vec<usize> = own.take(wanted).collect();
                left.retain(|unit| !own.contains(unit));
                if own.len() < wanted {
                    return None;
                }
                filled.push(own);
            }
            Some(filled)
        };
        let made = (0..=order.len()).take_while(|&bundles| filled(bundles).is_some()).count() - 1;
        let none_more = (made + 1..=order.len()).all(|bundles| filled(bundles).is_none());
        assert!(none_more, "fewer bundles need fewer units");
        let made = made.min(repeat);
        let filled = filled(made).expect("it was filled");
        let mut has = BTreeMap::new();
        for bundle in 0..made {
            let mut group: Vec<usize> = Vec::new();
            for (own, &turn) in filled.iter().zip(&turns) {
                let each = count(&parts[turn], "units").expect("units");
                group.extend(&own[bundle * each..(bundle + 1) * each]);
            }
            let left: i64 = group.iter().map(|&unit| self.units[unit].left).sum();
            let list: i64 = group.iter().map(|&unit| self.units[unit].list).sum();
            let off = match (minor(&of["price"]), minor(&of["amount"])) {
                (Some(price), _) => (left - price).max(0),
                (_, Some(amount)) => amount.min(left),
                _ => {
                    let base = if offer["base"] == "list" { list } else { left };
                    let off: i64 = of["percent"].as_str().expect("one").parse().expect("whole");
                    percent(base, off).min(left)
                }
            };
            self.share(off, &group, &mut has);
        }
        has
    }

    fn buy_get(&self, of: &Value, among: &[usize], offer: &Value) -> BTreeMap<Alike, Has> {
        let (buy, get) = (&of["buy"], &of["get"]);
        let got_of = if get["of"].is_null() { &buy["of"] } else { &get["of"] };
        let amount = minor(&buy["amount"]);
        let each = amount.unwrap_or_else(|| buy["units"].as_i64().unwrap_or(1));
        let weighs = |unit: usize| if amount.is_some() { self.units[unit].left } else { 1 };
        let take = of["take"].as_str().unwrap_or("cheapest");
        let is_bought = |unit: usize| takes(&buy["of"], &self.units[unit].sku);
        let order: Vec<usize> = self
            .in_order(take, among)
            .into_iter()
            .filter(|&unit| takes(got_of, &self.units[unit].sku))
            .collect();
        let units = count(get, "units").expect("units");
        let repeat = count(of, "repeat").unwrap_or(usize::MAX);
        // The units that are got so many times: the first in order that leave enough.
        let got = |times: usize| {
            let enough = |got: &[usize]| {
                let rest = among.iter().filter(|&&unit| is_bought(unit) && !got.contains(&unit));
                rest.map(|&unit| weighs(unit)).sum::<i64>() >= each * times as i64
            };
            if take == "dearest" && amount.is_some() {
                let got = order.get(..times * units)?.to_vec();
                return enough(&got).then_some(got);
            }
            // All that could be, as bits; the first in order count most.
            let bits = |mask: &u32| {
                (0..order.len())
                    .filter(|bit| mask >> (order.len() - 1 - bit) & 1 == 1)
                    .map(|bit| order[bit])
                    .collect::<Vec<_>>()
            };
            let all = (0..1_u32 << order.len()).rev();
            let so_many = all.filter(|mask| mask.count_ones() as usize == times * units);
            so_many.map(|mask| bits(&mask)).find(|got| enough(got))
        };
        let times = (0..=among.len()).rev().filter(|&times| times <= repeat);
        let Some((times, got)) = times.filter_map(|it| Some((it, got(it)?))).next() else {
            return BTreeMap::new();
        };
        let mut missing = each * times as i64;
        let mut beside = Vec::new();
        for unit in self.in_order("dearest", among) {
            if missing > 0 && is_bought(unit) && !got.contains(&unit) {
                missing -= weighs(unit);
                beside.push(unit);
            }
        }
        let off = get["off"].as_str().map_or(100, |off| off.parse().expect("whole"));
        self.percent_off(&got, &beside, off, offer)
    }

    /// A percentage of single units, rounded for each or for all that are alike.
    fn percent_off(
        &self,
        cheaper: &[usize],
        beside: &[usize],
        off: i64,
        offer: &Value,
    ) -> BTreeMap<Alike, Has> {
        let mut has: BTreeMap<Alike, Has> = BTreeMap::new();
        for &unit in beside {
            has.entry(self.alike(unit)).or_default().beside += 1;
        }
        let mut base = BTreeMap::new();
        for &unit in cheaper {
            let Unit { left, list, .. } = self.units[unit];
            let of = if offer["base"] == "list" { list } else { left };
            let has = has.entry(self.alike(unit)).or_default();
            has.cheaper += 1;
            *base.entry(self.alike(unit)).or_insert(0) += of;
            has.amount += percent(of, off).min(left);
        }
        if offer["rounding"]["level"] != "unit" {
            for (alike, base) in base {
                let has = has.get_mut(&alike).expect("it is there");
                has.amount = percent(base, off).min(alike.1 * has.cheaper as i64);
            }
        }
        has
    }

    /// Shares what a group takes off over its units that are alike, by what is left of them.
    fn share(&self, off: i64, group: &[usize], has: &mut BTreeMap<Alike, Has>) {
        if off == 0 {
            return;
        }
        let mut sharers: Vec<(Alike, usize)> = Vec::new();
        for &unit in group {
            let alike = self.alike(unit);
            match sharers.iter_mut().find(|(known, _)| *known == alike) {
                Some((_, units)) => *units += 1,
                None => sharers.push((alike, 1)),
            }
        }
        let weight = |(alike, units): &(Alike, usize)| alike.1 * *units as i64;
        let all: i64 = sharers.iter().map(weight).sum();
        let mut shares: Vec<i64> = sharers.iter().map(|it| off * weight(it) / all).collect();
        let mut lost: Vec<usize> = (0..sharers.len()).collect();
        lost.sort_by_key(|&it| {
            let id = &self.ids[sharers[it].0.0];
            (std::cmp::Reverse(off * weight(&sharers[it]) % all), id, it)
        });
        let missing = off - shares.iter().sum::<i64>();
        for &it in lost.iter().take(usize::try_from(missing).expect("not negative")) {
            shares[it] += 1;
        }
        for ((alike, units), share) in sharers.into_iter().zip(shares) {
            let has = has.entry(alike).or_default();
            has.cheaper += units;
            has.amount += share;
        }
    }

    /// What is left of units that became cheaper together falls to each; a cent more to the first.
    fn take_off(&mut self, has: &BTreeMap<Alike, Has>, uses_up: bool) -> i64 {
        let mut total = 0;
        let before = self.units.clone();
        for (&alike, has) in has {
            let Has { cheaper, amount, beside } = *has;
            total += amount;
            let own: Vec<usize> = (0..before.len())
                .filter(|&unit| (before[unit].line, before[unit].left) == alike)
                .filter(|&unit| !before[unit].used)
                .collect();
            assert!(cheaper + beside <= own.len(), "a unit is in one group");
            let left = alike.1 * cheaper as i64 - amount;
            assert!(left >= 0, "nothing is negative");
            for (place, &unit) in own.iter().enumerate().take(cheaper + beside) {
                if place < cheaper {
                    let more = (place as i64) < left % cheaper as i64;
                    self.units[unit].left = left / cheaper as i64 + i64::from(more);
                }
                self.units[unit].used |= uses_up;
            }
        }
        total
    }
}

fn off(of: &Value) -> i64 {
    of["off"].as_str().expect("a percentage").parse().expect("whole")
}
