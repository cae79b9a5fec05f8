//! Which offers combine, and which of them apply (`docs/semantics.md`, §8).

use std::cmp::Reverse;

use serde_json::Value;

use super::basket::Basket;
use super::turns::{Owners, Priced, price, turn};
use super::world::{Condition, Offer, World};

/// The choice among the offers that hold.
pub(super) struct Choice<'w> {
    world: &'w World,
    /// Those whose conditions are met, or are judged in their turn; in the order of their turns.
    eligible: Vec<usize>,
    /// Whether two combine, by their places.
    pairs: Vec<Vec<bool>>,
}

fn names(list: &Value, other: &Offer) -> Option<bool> {
    let list = list.as_array()?;
    let group = &other.document["stacking"]["group"];
    Some(list.iter().any(|it| *it == other.id || (!group.is_null() && it == group)))
}

fn exclusive(offer: &Offer) -> &str {
    offer.document["stacking"]["exclusive"].as_str().unwrap_or("no")
}

/// Whether one of two has nothing against the other.
fn bears(one: &Offer, other: &Offer) -> bool {
    let stacking = &one.document["stacking"];
    exclusive(one) != "order"
        && (exclusive(one) != "phase" || one.phase != other.phase)
        && names(&stacking["not_with"], other) != Some(true)
        && names(&stacking["only_with"], other) != Some(false)
}

impl<'w> Choice<'w> {
    pub(super) fn new(world: &'w World) -> Self {
        let fresh = Basket::new(world);
        let holds = |when: &Condition| when.is_met_at_first(&fresh) != Some(false);
        let mut eligible: Vec<usize> = (0..world.offers.len())
            .filter(|&at| world.offers[at].when.as_ref().is_none_or(holds))
            .collect();
        eligible.sort_by_key(|&at| (world.offers[at].phase, turn(&world.offers[at])));
        let pair = |one: &Offer| {
            let others = world.offers.iter();
            others.map(|other| bears(one, other) && bears(other, one)).collect()
        };
        Self { world, eligible, pairs: world.offers.iter().map(pair).collect() }
    }

    /// Whether some offers combine.
    pub(super) fn combine(&self, set: &[usize]) -> bool {
        let pairs = set
            .iter()
            .enumerate()
            .all(|(place, &one)| set[place + 1..].iter().all(|&other| self.pairs[one][other]));
        let of_group = |group: &Value| {
            let own = |&&at: &&usize| self.world.offers[at].document["stacking"]["group"] == *group;
            set.iter().filter(own).count() as u64
        };
        let groups = self.world.stacking["groups"].as_array();
        let groups = groups
            .into_iter()
            .flatten()
            .all(|group| of_group(&group["id"]) <= group["at_most"].as_u64().unwrap_or(1));
        let coupons = set.iter().filter(|&&at| self.world.offers[at].is_coupon).count() as u64;
        pairs && groups && self.world.stacking["coupons"].as_u64().is_none_or(|it| coupons <= it)
    }

    fn price(&self, set: &[usize]) -> Priced {
        price(self.world, set, None)
    }

    /// Of offers in an order, each that combines with those before it.
    fn each_that_combines(&self, order: &[usize]) -> Vec<usize> {
        let mut set = Vec::new();
        for &at in order {
            set.push(at);
            if !self.combine(&set) {
                set.pop();
            }
        }
        set
    }

    /// What the programme's habit comes to.
    pub(super) fn chosen(&self) -> Priced {
        match self.world.stacking["choose"].as_str().unwrap_or("best") {
            "best" => self.best(),
            "all" => self.price(&self.each_that_combines(&self.eligible)),
            "first" => self.first(),
            "levels" => self.levels(),
            "best_per_group" => self.best_per_group(),
            habit => self.per_line(habit == "best_per_line"),
        }
    }

    /// The best of all sets that combine.
    fn best(&self) -> Priced {
        let (always, adding) = self.always();
        let mut best = self.price(&[]);
        let mut best_key = (best.saved(), Reverse((0, Vec::new())));
        let mut most = 0;
        for mask in 0_u32..1 << self.eligible.len() {
            let in_set = |(place, _): &(usize, &usize)| mask >> place & 1 == 1;
            let of_mask = self.eligible.iter().enumerate().filter(in_set);
            let set: Vec<usize> = of_mask.map(|(_, at)| *at).collect();
            if !self.combine(&set) {
                continue;
            }
            let priced = self.price(&set);
            most = most.max(priced.saved());
            let is_alone = set.len() == 1 && exclusive(&self.world.offers[set[0]]) == "order";
            let may_join = |at: &usize| self.combine(&[&*set, &[*at]].concat());
            let joins = |at: &usize| set.contains(at) || !may_join(at);
            let is_whole = always.iter().all(|at| set.contains(at)) && adding.iter().all(joins);
            if priced.saved() < best_key.0 || !(is_alone || is_whole) {
                continue;
            }
            let applied = set.iter().filter(|&&at| priced.of(at) > 0);
            let coupons = applied.clone().filter(|&&at| self.world.offers[at].is_coupon).count();
            let mut ranks: Vec<usize> = applied.map(|&at| self.world.offers[at].rank).collect();
            ranks.sort_unstable();
            let key = (priced.saved(), Reverse((coupons, ranks)));
            if key > best_key {
                (best, best_key) = (priced, key);
            }
        }
        assert_eq!(best_key.0, most, "what is in every set only adds");
        best
    }

    /// The offers that can only add to what the others save: they are in every set; and those that
    /// are in every set with which they combine.
    fn always(&self) -> (Vec<usize>, Vec<usize>) {
        let of = |at: usize| &self.world.offers[at];
        let stacking = &self.world.stacking;
        let others = self.eligible.iter().copied();
        let others: Vec<usize> = others.filter(|&at| exclusive(of(at)) != "order").collect();
        let adds = |offer: &Offer| match offer.phase {
            0 | 3 => !offer.is_judged(),
            _ => !offer.is_judged() && offer.is_of_the_whole_order(),
        };
        let calm = stacking["per_unit"] != "any"
            && stacking["coupons_per_line"].is_null()
            && others.iter().all(|&at| adds(of(at)));
        let only_adds = |&at: &usize| {
            let offer = of(at);
            let apart = offer.phase == 3 || (calm && (offer.phase > 0 || offer.is_plain()));
            let limited = offer.is_coupon && !stacking["coupons"].is_null();
            let combines = others.iter().all(|&other| other == at || self.pairs[at][other]);
            apart && !limited && combines && offer.document["stacking"]["group"].is_null()
        };
        let alone = |group: &Value| {
            let groups = stacking["groups"].as_array().into_iter().flatten();
            groups
                .filter(|it| it["id"] == *group)
                .all(|it| it["at_most"].as_u64().unwrap_or(1) == 1)
        };
        let adds_where_it_may = |&at: &usize| {
            let (offer, group) = (of(at), &of(at).document["stacking"]["group"]);
            let trims = !stacking["maximum"].is_null();
            calm && !trims
                && offer.is_plain()
                && !offer.is_coupon
                && (group.is_null() || alone(group))
        };
        let of_others = || others.iter().copied();
        (of_others().filter(only_adds).collect(), of_others().filter(adds_where_it_may).collect())
    }

    /// The first by priority that takes anything off alone.
    fn first(&self) -> Priced {
        let mut order = self.eligible.clone();
        order.sort_by_key(|&at| turn(&self.world.offers[at]));
        let alone = order.iter().map(|&at| self.price(&[at]));
        alone.into_iter().find(|it| it.saved() > 0).unwrap_or_else(|| self.price(&[]))
    }

    /// Of each phase and priority the one with which most is saved.
    fn levels(&self) -> Priced {
        let level = |at: usize| (self.world.offers[at].phase, self.world.offers[at].priority);
        let mut set: Vec<usize> = Vec::new();
        for of_level in self.eligible.chunk_by(|&one, &other| level(one) == level(other)) {
            let mut best: Option<(i64, bool, usize, usize)> = None;
            for &at in of_level {
                let with = [&set[..], &[at]].concat();
                if self.combine(&with) {
                    let offer = &self.world.offers[at];
                    let saved = self.price(&with).saved();
                    let key = (saved, !offer.is_coupon, usize::MAX - offer.rank, at);
                    best = best.max(Some(key));
                }
            }
            let before = self.price(&set).saved();
            set.extend(best.filter(|it| it.0 > before).map(|(.., at)| at));
        }
        self.price(&set)
    }

    fn best_per_group(&self) -> Priced {
        let mut order = self.eligible.clone();
        order.sort_by_key(|&at| {
            let offer = &self.world.offers[at];
            (Reverse(self.price(&[at]).saved()), offer.is_coupon, offer.rank)
        });
        self.price(&self.each_that_combines(&order))
    }

    /// Of the phase `line` each line is for one offer alone.
    fn per_line(&self, best: bool) -> Priced {
        let set = self.each_that_combines(&self.eligible);
        let mut owners: Owners = vec![None; self.world.lines.len()];
        for (line, owner) in owners.iter_mut().enumerate() {
            let mut most = 0;
            for &at in set.iter().filter(|&&at| self.world.offers[at].phase == 0) {
                let alone = self.price(&[at]);
                let of_line = alone.cuts.iter().filter(|cut| cut.line == line);
                let amount = of_line.map(|cut| cut.amount).sum();
                if amount > most && (best || owner.is_none()) {
                    (*owner, most) = (Some(at), amount);
                }
            }
        }
        price(self.world, &set, Some(&owners))
    }
}
