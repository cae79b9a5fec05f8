//! Earning: what each rule gives, and on which lines.
//!
//! For each rule that fires: what it counts (`base`), how much that is with the multipliers that
//! hold (`multiply`), what the caps leave of it (`cap`), and its share of each line.

mod base;
mod cap;
mod multiply;
mod streak;

use self::base::Base;
use self::multiply::{Factors, How};
use crate::cart::Cart;
use crate::engine::eligibility::met;
use crate::engine::facts::Facts;
use crate::engine::share::by_weight;
use crate::engine::values::{Asked, Each, here, value};
use crate::outcome::{Earned, RulePoints};
use crate::program::{
    ActivityId, Discounted, Earning, Matching, Multiplier, On, RuleId, Rules, Selection,
};
use crate::value::bounds::MAX_LOT_POINTS;
use crate::value::{Money, Points, Rounding};

/// What happened that rules may give for.
#[derive(Clone, Copy)]
pub(crate) enum Occasion<'a> {
    /// An order of these amounts.
    Order(&'a LineAmounts<'a>),
    /// What is kept of an order, counted as on the day of `facts`, without caps and carried steps;
    /// what is not whole is rounded so.
    Kept(&'a LineAmounts<'a>, Option<Rounding>),
    /// A reported activity.
    Activity { activity: ActivityId, amount: Option<Money>, quantity: Option<i64> },
    /// What fires these rules: a time, joining, a referral.
    Fired(&'a [RuleId]),
}

/// The amounts of an order that a rule may be about.
pub(crate) struct LineAmounts<'a> {
    pub(crate) cart: &'a Cart,
    /// Of each line, in the order of the cart, before discounts.
    pub(crate) list: &'a [Money],
    /// After them.
    pub(crate) net: &'a [Money],
    /// Less what points and a gift card pay.
    pub(crate) pay: &'a [Money],
    /// What shipping costs, before discounts.
    pub(crate) shipping: Money,
    /// After them.
    pub(crate) shipping_net: Money,
    /// Less what points and a gift card pay of it.
    pub(crate) shipping_pay: Money,
    /// The offers that give points for it, or multiply them, by index.
    pub(crate) offers: &'a [usize],
}

impl LineAmounts<'_> {
    /// Visits the indexes of a selection's lines, ascending, as they are now that they are priced.
    fn visit(&self, of: Selection, visit: &mut dyn FnMut(usize)) {
        self.cart.matches.visit_priced(of, (self.list, self.net), visit);
    }

    /// A line, as it is by then, to be asked for its value.
    fn asked(&self, line: usize) -> Asked<'_> {
        let it = &self.cart.lines[line];
        let is_cheaper = self.net[line] < self.list[line];
        let discounted = if is_cheaper { Discounted::Yes } else { it.mask.discounted };
        Asked { line: Some(it), discounted, ..Asked::NO_LINE }
    }
}

/// A rule would give more than a lot holds: its index.
pub(crate) struct TooManyPoints(pub(crate) usize);

/// What an occasion earns. Only members earn.
///
/// Rules are taken in the order of the programme, so that an earlier one uses the room under a
/// shared cap first.
pub(crate) fn earn(
    rules: &Rules,
    facts: &Facts<'_>,
    occasion: Occasion<'_>,
) -> Result<Earned, TooManyPoints> {
    let mut earned = Earned::default();
    if !facts.enrolled {
        return Ok(earned);
    }
    let mut call = Call { rules, facts, occasion, multipliers: Vec::new() };
    call.multipliers = multiply::holding(&rules.points.multipliers, facts, call.amounts());
    let (mut first, mut highest) = (true, None::<RulePoints>);
    for (index, rule) in rules.points.earning.iter().enumerate() {
        let id = RuleId(u16::try_from(index).unwrap_or(u16::MAX));
        let matching = Matching::of(rules, rule);
        if !call.applies(id, rule) || (matching == Matching::First && !first) {
            continue;
        }
        let Some(points) = here(rule.give.points(), facts) else { continue };
        if rule.give.amount().is_some_and(|amount| value(amount, facts).is_none()) {
            continue;
        }
        if rule.offer.is_some() {
            // Rules compete with each other alone.
            earned.rules.extend(highest.take());
        }
        first &= matching != Matching::First;
        let points = points.map(Points::clamped);
        let given = call.give(id, rule, points, &mut earned).ok_or(TooManyPoints(index))?;
        match (matching, given) {
            (Matching::Highest, Some(given)) => {
                let more = |than: &RulePoints| {
                    (given.points, given.uncapped) > (than.points, than.uncapped)
                };
                if highest.as_ref().is_none_or(more) {
                    highest = Some(given);
                }
            }
            (_, given) => earned.rules.extend(given),
        }
    }
    earned.rules.extend(highest);
    let main = earned.rules.iter().filter(|rule| rule.is_main());
    earned.total = main.map(|rule| rule.points).sum();
    Ok(earned)
}

/// What is the same for all rules of a call.
struct Call<'a> {
    rules: &'a Rules,
    facts: &'a Facts<'a>,
    occasion: Occasion<'a>,
    /// Those that hold, and by how many billionths.
    multipliers: Vec<(&'a Multiplier, Each<'a, i64>)>,
}

impl<'a> Call<'a> {
    fn applies(&self, id: RuleId, rule: &Earning) -> bool {
        let member = self.facts.member;
        let fires = match self.occasion {
            Occasion::Order(_) if rule.on == On::Referee => {
                member.referred_by.is_some() && !member.has_ordered()
            }
            Occasion::Order(_) | Occasion::Kept(..) => matches!(rule.on, On::Order | On::Delivery),
            Occasion::Activity { activity, .. } => rule.on == On::Activity(activity),
            Occasion::Fired(rules) => rules.contains(&id),
        };
        let fires = fires && rule.offer.is_none_or(|offer| self.offers().contains(&offer));
        fires && rule.window.contains(self.facts.now) && met(&rule.when, self.facts)
    }

    fn amounts(&self) -> Option<&'a LineAmounts<'a>> {
        match self.occasion {
            Occasion::Order(amounts) | Occasion::Kept(amounts, _) => Some(amounts),
            Occasion::Activity { .. } | Occasion::Fired(_) => None,
        }
    }

    /// The offers that give points, or multiply them.
    fn offers(&self) -> &'a [usize] {
        self.amounts().map_or(&[], |amounts| amounts.offers)
    }

    fn is_kept(&self) -> bool {
        matches!(self.occasion, Occasion::Kept(..))
    }

    /// What one rule gives, if anything; `None` when that is more than a lot holds.
    fn give(
        &self,
        id: RuleId,
        rule: &Earning,
        points: Each<'_, Points>,
        earned: &mut Earned,
    ) -> Option<Option<RulePoints>> {
        let Some(base) = Base::new(self, id, rule, points, earned) else { return Some(None) };
        let cart = self.amounts().map(|amounts| amounts.cart);
        let settings = &self.rules.points.multipliers;
        let factors = if rule.multiplied && !self.multipliers.is_empty() {
            Factors::new(settings.combine, &self.multipliers, id, self.amounts(), self.facts)?
        } else {
            Factors::NONE
        };
        let instead = match self.occasion {
            Occasion::Kept(_, rounding) => rounding,
            _ => None,
        };
        let how = How {
            granted: self.rules.rounding.granted,
            instead,
            after_rounding: settings.after_rounding,
        };
        let (uncapped, weights) = multiply::points(base, &factors, how, cart)?;
        if uncapped > MAX_LOT_POINTS {
            return None;
        }
        let uncapped = Points::clamped(uncapped);
        if uncapped.is_zero() {
            return Some(None);
        }
        let points = if self.is_kept() {
            uncapped
        } else {
            cap::fitting(self.rules, self.facts, (id, rule), uncapped, &earned.rules)
        };
        let lines = cart.map_or(Vec::new(), |cart| {
            let lines = by_weight(points.count(), &weights, &cart.ranks);
            lines.into_iter().map(Points::clamped).collect()
        });
        let mut multipliers = Vec::new();
        for (multiplier, _) in &self.multipliers {
            if rule.multiplied && multiplier.rules.contains(id) {
                multipliers.push(multiplier.id.clone());
            }
        }
        Some(Some(RulePoints {
            rule: rule.id.clone(),
            index: id,
            pool: rule.pool,
            pool_name: self.rules.points.pool_name(rule.pool).cloned(),
            points,
            uncapped: (points < uncapped).then_some(uncapped),
            multipliers,
            lines,
        }))
    }
}

#[cfg(test)]
#[cfg(all(feature = "tzdata", not(target_arch = "wasm32")))]
mod tests;
