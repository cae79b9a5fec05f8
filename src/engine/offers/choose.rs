//! The choice among eligible offers, by the programme's habit, and why the others did not apply.

use std::cmp::Reverse;
use std::ops::Range;

use super::basket::Basket;
use super::price::{Candidate, Lines, Priced, price};
use super::search::{Found, Search, Tail, id};
use crate::engine::facts::{CartFacts, Facts};
use crate::outcome::{BetterChoice, Proof, QuoteGift, Reason};
use crate::program::{Benefit, Choose, Offer, Phase, Rules};
use crate::value::Money;
use crate::value::order::order;

/// The offers of which it is told what all save less with them.
const OUTDONE: u32 = 100;

/// The cart after the offers that apply.
pub(crate) struct Chosen<'c> {
    priced: Priced<'c>,
    /// The offers that had a turn, in the order of the turns.
    set: Vec<usize>,
    /// Where combinations were compared.
    pub(crate) proof: Option<Proof>,
    index: Index,
    /// Offers of which was told what others save more.
    outdone: u32,
    /// By which the offers of the order are priced, where lines need not be looked at.
    tail: Option<Tail>,
    /// Offers of the lines, and what they left when their phase ended.
    lines: Option<(Vec<usize>, Priced<'c>)>,
}

/// Where to find what was taken off, and what might have been.
#[derive(Default)]
struct Index {
    /// Of each offer its candidates, which stand together.
    own: Vec<Range<usize>>,
    /// Of each line the plain offer that has it, and last that of shipping, with what it would
    /// take off but for a maximum of all discounts.
    winners: Vec<Option<Candidate>>,
    /// Of each offer, whether it had a turn beside other plain offers, all units free: its
    /// candidates are then what it takes off alone.
    looked: Vec<bool>,
    /// Of each offer what it takes off.
    takes: Vec<Money>,
}

impl Index {
    fn new(priced: &Priced<'_>, rules: &Rules, set: &[usize]) -> Self {
        let mut own = vec![0..0; rules.offers.len()];
        for (at, candidate) in priced.candidates.iter().enumerate() {
            let Range { start, end } = &mut own[candidate.offer];
            if *end == 0 {
                *start = at;
            }
            *end = at + 1;
        }
        let lines = priced.basket.left.len();
        let mut winners = vec![None; lines + 1];
        for cut in &priced.basket.cuts {
            // A line's other units may have had other offers, and shipping those that reach it.
            let of = &rules.offers[cut.offer];
            let counts = if cut.line < lines { of.is_plain() } else { of.phase == Phase::Shipping };
            if counts && winners[cut.line].is_none() {
                let own = &priced.candidates[own[cut.offer].clone()];
                let at = own.binary_search_by_key(&cut.line, |candidate| candidate.line);
                winners[cut.line] = at.ok().map(|at| own[at]);
            }
        }
        let mut looked = vec![false; rules.offers.len()];
        for &offer in set.iter().filter(|_| priced.plain_apart) {
            looked[offer] = rules.offers[offer].is_plain();
        }
        let mut takes = vec![Money::ZERO; rules.offers.len()];
        for cut in &priced.basket.cuts {
            takes[cut.offer] += cut.amount;
        }
        Self { own, winners, looked, takes }
    }
}

/// What a choice needs to know beside the facts.
pub(crate) struct Choosing<'s> {
    /// Whether an offer can apply, by its index.
    pub(crate) eligible: &'s dyn Fn(usize) -> bool,
    /// Of these lines nothing is taken off.
    pub(crate) closed: &'s [usize],
    /// The most combinations to look at.
    pub(crate) nodes: u32,
}

/// Applies the offers of the programme's choice.
pub(crate) fn choose<'c>(
    facts: &Facts<'_>,
    goods: &CartFacts<'c>,
    how: &Choosing<'_>,
) -> Chosen<'c> {
    let turns = facts.rules().turns.iter().copied();
    let offers: Vec<usize> = turns.filter(|&offer| (how.eligible)(offer)).collect();
    let lines = Lines { closed: how.closed, owners: None };
    let call = Call { facts, goods, lines };
    let (set, owners) = match facts.rules().stacking.choose {
        Choose::Best => {
            let search = Search::new(facts, goods, lines, &offers);
            let Found { priced, set, proof, tail } = search.best(how.nodes);
            // Whatever else was tried, facts hear what the choice leaves.
            goods.tell(&priced.basket.left);
            let index = Index::new(&priced, facts.rules(), &set);
            return Chosen { priced, set, proof, index, outdone: 0, tail, lines: None };
        }
        Choose::All => (call.combining(Vec::new(), offers.iter().copied()), None),
        Choose::First => (call.with_points(call.first(&offers), &offers), None),
        Choose::Levels => (call.with_points(call.levels(&offers), &offers), None),
        Choose::BestPerGroup => (call.best_per_group(&offers), None),
        Choose::BestPerLine | Choose::FirstPerLine => {
            let set = call.combining(Vec::new(), offers.iter().copied());
            let owners = owners(facts, goods, &lines, &set);
            (set, Some(owners))
        }
    };
    let lines = Lines { closed: how.closed, owners: owners.as_deref() };
    let priced = price(facts, goods, &set, &lines);
    let index = Index::new(&priced, facts.rules(), &set);
    Chosen { priced, set, proof: None, index, outdone: 0, tail: None, lines: None }
}

/// What choosing works on.
struct Call<'s, 'c> {
    facts: &'s Facts<'s>,
    goods: &'s CartFacts<'c>,
    lines: Lines<'s>,
}

impl Call<'_, '_> {
    fn saved(&self, set: &[usize]) -> Money {
        price(self.facts, self.goods, set, &self.lines).saved
    }

    /// Whether an offer combines with all of a set.
    fn combines(&self, offer: usize, set: &[usize]) -> bool {
        let rules = self.facts.rules();
        let of = |index: usize| (id(index), &rules.offers[index]);
        let places = rules.stacking.full(&rules.offers, offer, &mut set.iter().copied());
        !places.is_full() && !set.iter().any(|&other| rules.stacking.conflict(of(offer), of(other)))
    }

    /// A set, and each offer that combines with it and those before.
    fn combining(&self, mut set: Vec<usize>, offers: impl Iterator<Item = usize>) -> Vec<usize> {
        for offer in offers {
            if self.combines(offer, &set) {
                set.push(offer);
            }
        }
        set
    }

    /// A set, and what combines with it of that which takes nothing off and has its turn last.
    fn with_points(&self, set: Vec<usize>, offers: &[usize]) -> Vec<usize> {
        let all = &self.facts.rules().offers;
        let of_points = offers.iter().copied().filter(|&offer| all[offer].phase == Phase::Points);
        self.combining(set, of_points)
    }

    /// The first offer, by priority and then by rank, that takes anything off.
    fn first(&self, offers: &[usize]) -> Vec<usize> {
        let all = &self.facts.rules().offers;
        let key = |at: usize| {
            let offer = &all[offers[at]];
            (Reverse(offer.stacking.priority), offer.rank)
        };
        let by_priority = order(offers.len(), &mut |one, other| key(one).cmp(&key(other)));
        let mut in_order = by_priority.into_iter().map(|at| offers[at]);
        in_order.find(|&offer| self.saved(&[offer]) > Money::ZERO).into_iter().collect()
    }

    /// Of the offers of each phase and priority the one that takes most off what is left.
    fn levels(&self, offers: &[usize]) -> Vec<usize> {
        let all = &self.facts.rules().offers;
        let level = |offer: usize| (all[offer].phase, all[offer].stacking.priority);
        let mut set = Vec::new();
        for of_level in offers.chunk_by(|&one, &other| level(one) == level(other)) {
            let before = self.saved(&set);
            let mut best = (before, None);
            for &offer in of_level {
                if !self.combines(offer, &set) {
                    continue;
                }
                set.push(offer);
                let saved = self.saved(&set);
                set.pop();
                let ties = |held: usize| saved == best.0 && all[offer].tie() < all[held].tie();
                if saved > best.0 || best.1.is_some_and(ties) {
                    best = (saved, Some(offer));
                }
            }
            set.extend(best.1);
        }
        set
    }

    /// Of each group the offers that take most off alone, and all that are in none.
    fn best_per_group(&self, offers: &[usize]) -> Vec<usize> {
        let alone: Vec<Money> = offers.iter().map(|&offer| self.saved(&[offer])).collect();
        let all = &self.facts.rules().offers;
        let key = |at: usize| (Reverse(alone[at]), all[offers[at]].tie());
        let by_most = order(offers.len(), &mut |one, other| key(one).cmp(&key(other)));
        let best = self.combining(Vec::new(), by_most.into_iter().map(|at| offers[at]));
        offers.iter().copied().filter(|offer| best.contains(offer)).collect()
    }
}

/// Whose each line is in the phase `line`, where each is for one offer alone: of those that alone
/// take anything off it the one of the highest priority, or the one that takes most, as the
/// programme chooses; of equal ones the first of the set.
pub(super) fn owners(
    facts: &Facts<'_>,
    goods: &CartFacts<'_>,
    lines: &Lines<'_>,
    set: &[usize],
) -> Vec<Option<usize>> {
    let rules = facts.rules();
    let by_priority = rules.stacking.choose == Choose::FirstPerLine;
    let mut best: Vec<Option<(i64, usize)>> = vec![None; goods.list.len()];
    for &index in set {
        let offer = &rules.offers[index];
        if offer.phase != Phase::Line {
            continue;
        }
        let alone = price(facts, goods, &[index], lines);
        let taken = goods.list.iter().zip(&alone.basket.left).map(|(&list, &left)| list - left);
        for (best, taken) in best.iter_mut().zip(taken) {
            let key = if by_priority { i64::from(offer.stacking.priority) } else { taken.minor() };
            if taken > Money::ZERO && best.is_none_or(|(held, _)| key > held) {
                *best = Some((key, index));
            }
        }
    }
    best.into_iter().map(|best| best.map(|(_, offer)| offer)).collect()
}

impl<'c> Chosen<'c> {
    pub(crate) fn basket(&self) -> &Basket<'c> {
        &self.priced.basket
    }

    /// The offers that hold and take nothing off, in the order of their turns.
    pub(crate) fn gives(&self) -> &[usize] {
        &self.priced.gives
    }

    /// What gifts there are beside the cart, or might be.
    pub(crate) fn take_gifts(&mut self) -> Vec<QuoteGift> {
        std::mem::take(&mut self.priced.gifts)
    }

    /// Notes why offers of the set give nothing after all.
    pub(crate) fn refuse(&mut self, refused: Vec<(usize, Vec<Reason>)>) {
        self.priced.late.extend(refused);
    }

    /// Rounds the order's total, of which points pay so much at prices in points.
    pub(crate) fn round_total(&mut self, rules: &Rules, at_price: Money) {
        self.priced.basket.round_total(rules, at_price);
    }

    /// This choice, if it saves more than another.
    pub(crate) fn than(&self, rules: &Rules, other: &Self) -> Option<BetterChoice> {
        let by = self.priced.saved.less(other.priced.saved);
        let applied =
            |&(index, _): &(usize, &Offer)| self.basket().cuts.iter().any(|cut| cut.offer == index);
        let offers = rules.offers.iter().enumerate().filter(applied);
        let offers = offers.map(|(_, offer)| offer.id.clone()).collect();
        (by > Money::ZERO).then_some(BetterChoice { by, offers })
    }

    /// Why an eligible offer took nothing off, and what it takes off alone.
    pub(crate) fn why_not(
        &mut self,
        facts: &Facts<'_>,
        goods: &CartFacts<'c>,
        closed: &[usize],
        offer: usize,
    ) -> (Vec<Reason>, Money) {
        if let Some((_, reasons)) = self.priced.late.iter_mut().find(|(index, _)| *index == offer) {
            return (std::mem::take(reasons), Money::ZERO);
        }
        let lines = Lines { closed, owners: None };
        let looked = self.index.looked[offer];
        if let Some((reason, takes)) = self.beaten(facts, offer) {
            let whole = looked && facts.rules().stacking.maximum.is_none();
            // Alone, one of shipping that waits for what others take may not hold.
            let alone = match whole || facts.rules().offers[offer].late {
                true => takes,
                false => price(facts, goods, &[offer], &lines).saved,
            };
            return (vec![reason], alone);
        }
        if looked && self.index.own[offer].is_empty() {
            return (vec![nothing(facts, offer)], Money::ZERO);
        }
        let by_total = self.tail.as_ref().and_then(|tail| tail.offer_alone(offer));
        if let Some(alone) = by_total.filter(|alone| *alone > Money::ZERO) {
            return (vec![self.outdone(facts, goods, &lines, offer)], alone);
        }
        let mut alone = price(facts, goods, &[offer], &lines);
        let held_back = alone.gives.contains(&offer) && !self.set.contains(&offer);
        if alone.saved == Money::ZERO && !held_back {
            let late = alone.late.pop().map(|(_, reasons)| reasons);
            let short = Some(alone.short).filter(|short| !short.is_empty());
            let reasons = late.or(short).unwrap_or_else(|| vec![nothing(facts, offer)]);
            return (reasons, Money::ZERO);
        }
        (vec![self.outdone(facts, goods, &lines, offer)], alone.saved)
    }

    /// Of a plain offer all of whose lines have better ones; and what it would take off those, both
    /// but for a maximum of all discounts.
    fn beaten(&self, facts: &Facts<'_>, offer: usize) -> Option<(Reason, Money)> {
        let own = self.index.own.get(offer)?.clone();
        let (mut winner, mut by, mut takes) = (None, Money::ZERO, Money::ZERO);
        for candidate in &self.priced.candidates[own] {
            takes += candidate.amount;
            if let Some(won) = self.index.winners.get(candidate.line).copied().flatten() {
                winner = winner.or(Some(won.offer));
                by += won.amount - candidate.amount;
            }
        }
        let offer = facts.rules().offers[winner?].id.clone();
        Some((Reason::BetterOffer { offer, by }, takes))
    }

    /// What a set saves; offers of the order that come to the same lines are not priced by lines.
    fn saved(
        &mut self,
        facts: &Facts<'_>,
        goods: &CartFacts<'c>,
        lines: &Lines<'_>,
        set: &[usize],
    ) -> Money {
        let Some(tail) = &self.tail else { return price(facts, goods, set, lines).saved };
        let all = &facts.rules().offers;
        let of_lines = set.partition_point(|&offer| all[offer].phase == Phase::Line);
        let (of_lines, then) = set.split_at(of_lines);
        if self.lines.as_ref().is_none_or(|(known, _)| known != of_lines) {
            let mut priced = Priced::new(goods, lines.closed);
            for &offer in of_lines {
                priced.next(facts, goods, offer, lines);
            }
            priced.enter(facts, Phase::Shop);
            self.lines = Some((of_lines.to_vec(), priced));
        }
        let lines_priced = self.lines.as_ref().map(|(_, priced)| priced);
        let saved = lines_priced.and_then(|priced| tail.saved(facts, priced, then));
        saved.unwrap_or_else(|| price(facts, goods, set, lines).saved)
    }

    /// Of an offer that would take something off: with which of the chosen it does not combine, and
    /// how much less is saved with it in their place.
    fn outdone(
        &mut self,
        facts: &Facts<'_>,
        goods: &CartFacts<'c>,
        lines: &Lines<'_>,
        offer: usize,
    ) -> Reason {
        let rules = facts.rules();
        let (gone, mut with) = self.makes_room(rules, offer);
        let winner = gone.into_iter().find(|&other| self.index.takes[other] > Money::ZERO);
        if winner.is_none() && rules.stacking.choose != Choose::Best {
            return Reason::NotChosen;
        }
        if self.set.contains(&offer) {
            // An offer of the set that found no units has them without the others of its phase.
            with.retain(|&other| rules.offers[other].phase != Phase::Line);
        }
        // Each is priced with nearly all others: their number is what bounds the work.
        let by = (self.outdone < OUTDONE).then(|| {
            let turn = |offer: usize| rules.offers[offer].turn();
            let place = with.partition_point(|&other| turn(other) < turn(offer));
            with.insert(place, offer);
            self.priced.saved.less(self.saved(facts, goods, lines, &with))
        });
        self.outdone += 1;
        match winner {
            Some(winner) => Reason::Conflict { offer: rules.offers[winner].id.clone(), by },
            None => Reason::BetterCombination { by },
        }
    }

    /// Of the chosen, which make room for an offer, and which stay, both in the order of their
    /// turns: those go with which it never combines; where then there is no place for it, of those
    /// that have one the one that takes least off, of equals the one whose turn is last.
    fn makes_room(&self, rules: &Rules, offer: usize) -> (Vec<usize>, Vec<usize>) {
        let of = |index: usize| (id(index), &rules.offers[index]);
        let others = self.set.iter().copied().filter(|&other| other != offer);
        let (mut gone, mut stay): (Vec<usize>, Vec<usize>) =
            others.partition(|&other| rules.stacking.conflict(of(offer), of(other)));
        loop {
            let places = rules.stacking.full(&rules.offers, offer, &mut stay.iter().copied());
            let holders = stay.iter().enumerate().rev();
            let mut holders = holders.filter(|(_, other)| places.has(&rules.offers[**other]));
            let Some(mut least) = holders.next() else { break };
            for holder in holders {
                if self.index.takes[*holder.1] < self.index.takes[*least.1] {
                    least = holder;
                }
            }
            gone.push(stay.remove(least.0));
        }
        let turn = |offer: &usize| self.set.iter().position(|other| other == offer);
        gone.sort_by_key(turn);
        (gone, stay)
    }
}

/// An offer that may be had, and has nothing to take off, give or credit.
fn nothing(facts: &Facts<'_>, offer: usize) -> Reason {
    let rules = facts.rules();
    let offer = &rules.offers[offer];
    // Of a gift it is the gift that is not there.
    let is_gift = matches!(offer.benefit, Benefit::Gift(_));
    let goods = (!is_gift).then(|| offer.target.goods());
    Reason::NothingToDiscount { selector: goods.and_then(|goods| rules.named.of(goods)) }
}
