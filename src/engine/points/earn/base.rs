//! What a rule counts, line by line, and how many points it gives for that.

use super::multiply::product;
use super::{Call, LineAmounts, Occasion, streak};
use crate::engine::values::{Each, value};
use crate::member::OrderCounted;
use crate::outcome::{CarriedOn, Earned};
use crate::program::{
    Basis, EarnLevel, Earning, Give, PerAmount, PerQuantity, RuleId, Selection, Steps, Taxed,
};
use crate::value::bounds::MAX_MINOR;
use crate::value::{Money, Points, Rounding, div};

/// What a rule counts on one occasion.
pub(super) struct Base {
    /// Of each line; empty where there are none.
    pub(super) lines: Vec<i64>,
    /// Of shipping, which counts as a line of its own.
    pub(super) shipping: i64,
    /// Of no line: the number of an activity, or what was carried here.
    pub(super) beside: i64,
    pub(super) gives: Gives,
}

/// What a rule counts of an order's amounts.
#[derive(Default)]
struct Counted {
    /// Of each line.
    lines: Vec<i64>,
    shipping: i64,
}

/// How many points there are for it.
#[derive(Clone, Copy)]
pub(super) enum Gives {
    /// So many, whatever is counted.
    Fixed(Points),
    Rated(Rated),
}

/// So many points for each `step` ÷ `parts`.
#[derive(Clone, Copy)]
pub(super) struct Rated {
    pub(super) points: Points,
    /// More than zero.
    pub(super) step: i64,
    /// More than zero; one, where a step is whole.
    pub(super) parts: i64,
    pub(super) steps: Steps,
    pub(super) level: EarnLevel,
}

impl Rated {
    /// A point for each that is counted.
    const ONE: Self = Self {
        points: Points::SMALLEST,
        step: 1,
        parts: 1,
        steps: Steps::Full,
        level: EarnLevel::Order,
    };

    /// What is counted, in parts.
    pub(super) fn parts_of(&self, count: i64) -> i128 {
        i128::from(count) * i128::from(self.parts)
    }

    /// The points for so much, rounded, no factor applied.
    pub(super) fn points(&self, count: i64, continuous: Option<Rounding>) -> Option<i128> {
        let (of, step) = (self.parts_of(count), i128::from(self.step));
        let points = self.points.count();
        let whole = match self.steps {
            Steps::Full => Rounding::Floor,
            Steps::Started => Rounding::Ceil,
            Steps::Continuous(rounding) => {
                return Some(div(product(of, points)?, step, continuous.unwrap_or(rounding)));
            }
        };
        product(div(of, step, whole), points)
    }
}

impl Base {
    /// What a rule that applies and gives `points` counts; `None` when that can give nothing. Runs
    /// and remainders move, whatever comes of it.
    pub(super) fn new(
        call: &Call<'_>,
        id: RuleId,
        rule: &Earning,
        points: Each<'_, Points>,
        earned: &mut Earned,
    ) -> Option<Self> {
        let amounts = call.amounts();
        let points = match points {
            Each::All(points) => points,
            Each::Lines(_) => return Self::of_units(call, rule, points),
        };
        match &rule.give {
            Give::Points(_) => Self::fixed(points, amounts),
            Give::Streak(streak) => {
                Self::fixed(streak::points(call, id, &rule.id, streak, earned)?, amounts)
            }
            Give::PerAmount(per) => Self::of_amount(call, (id, rule), per, points, earned),
            Give::PerUnit(per) => {
                let lines = units(amounts?, per.of, &|_| 1);
                let rated = Rated { points, ..Rated::ONE };
                Some(Self { lines, shipping: 0, beside: 0, gives: Gives::Rated(rated) })
            }
            Give::PerQuantity(per) => Self::of_quantity(call, per, points),
        }
    }

    /// A fixed number belongs to the lines as what was paid for them does.
    fn fixed(points: Points, amounts: Option<&LineAmounts<'_>>) -> Option<Self> {
        let lines = amounts.map_or(Vec::new(), |amounts| minor(amounts.pay));
        let gives = Gives::Fixed(points);
        (points > Points::ZERO).then_some(Self { lines, shipping: 0, beside: 0, gives })
    }

    fn of_amount(
        call: &Call<'_>,
        (id, rule): (RuleId, &Earning),
        per: &PerAmount,
        points: Points,
        earned: &mut Earned,
    ) -> Option<Self> {
        let (mut counted, mut beside) = (Counted::default(), 0);
        if let Some(amounts) = call.amounts() {
            counted = Counted::of(per, amounts);
        } else if let Occasion::Activity { amount: Some(amount), .. } = call.occasion {
            beside = amount.minor();
        }
        let Counted { lines, shipping } = counted;
        let step = value(per.amount, call.facts)?;
        if per.carried && per.steps == Steps::Full && !call.is_kept() {
            let known = call.facts.member.carried.iter().find(|carried| carried.rule == rule.id);
            let carried = known.map_or(0, |carried| carried.amount.minor());
            let fresh = lines.iter().sum::<i64>() + shipping + beside;
            // What is below zero is made up first.
            beside += carried.max(-fresh);
            let all = (fresh + carried).max(0);
            let steps = div(i128::from(all), i128::from(step), Rounding::Floor);
            let steps = i64::try_from(steps).unwrap_or(0) * step;
            let rest = fresh + carried - steps;
            let counts = call.amounts().is_some() && (fresh > 0 || steps > 0);
            if rest != carried || counts {
                let counted = counts.then(|| {
                    Box::new(OrderCounted {
                        rule: rule.id.clone(),
                        lines: lines.iter().map(|&amount| Money::clamped(amount)).collect(),
                        shipping: Money::clamped(shipping),
                        steps: Money::clamped(steps),
                        moved: Money::ZERO,
                    })
                });
                earned.carried.push(CarriedOn { rule: id, left: Money::clamped(rest), counted });
            }
        }
        let rated = Rated { points, step, parts: 1, steps: per.steps, level: per.level };
        Some(Self { lines, shipping, beside, gives: Gives::Rated(rated) })
    }

    /// Units whose points each line has for itself: it is the points that are counted.
    fn of_units(call: &Call<'_>, rule: &Earning, points: Each<'_, Points>) -> Option<Self> {
        let (Give::PerUnit(per), Some(amounts)) = (&rule.give, call.amounts()) else {
            return None;
        };
        let lines = units(amounts, per.of, &|line| {
            let points = points.of(|| amounts.asked(line), call.facts, Points::clamped);
            points.map_or(0, Points::count)
        });
        Some(Self { lines, shipping: 0, beside: 0, gives: Gives::Rated(Rated::ONE) })
    }

    fn of_quantity(call: &Call<'_>, per: &PerQuantity, points: Points) -> Option<Self> {
        let (mut lines, mut beside) = (Vec::new(), 0);
        if let Some(amounts) = call.amounts() {
            lines = units(amounts, per.of, &|line| {
                let number = amounts.cart.lines[line].goods.number(&per.attribute);
                number.map_or(0, |number| number.max(0))
            });
        } else if let Occasion::Activity { quantity: Some(quantity), .. } = call.occasion {
            beside = quantity.clamp(0, TOO_MANY);
        }
        let rated = Rated {
            points,
            step: per.per.numerator(),
            parts: per.per.denominator(),
            steps: per.steps,
            level: EarnLevel::Order,
        };
        Some(Self { lines, shipping: 0, beside, gives: Gives::Rated(rated) })
    }

    /// All that it counts. Amounts of an order are within bounds; quantities may be beyond, where
    /// they give more than a lot holds.
    pub(super) fn all(&self) -> Option<i64> {
        // 500 lines and more of 2^53 are below 2^63.
        let all = self.lines.iter().sum::<i64>() + self.shipping + self.beside;
        (all <= MAX_MINOR).then_some(all)
    }
}

impl Counted {
    fn of(per: &PerAmount, amounts: &LineAmounts<'_>) -> Self {
        let mut lines = minor(match per.basis {
            Basis::Paid => amounts.pay,
            Basis::AfterDiscounts => amounts.net,
            Basis::BeforeDiscounts => amounts.list,
        });
        only(&mut lines, amounts, per.of);
        if per.tax != Taxed::AsGiven {
            for (amount, line) in lines.iter_mut().zip(&amounts.cart.lines) {
                *amount = line.goods.taxed(*amount, per.tax);
            }
        }
        let shipping = match per.basis {
            _ if !per.shipping => Money::ZERO,
            Basis::Paid => amounts.shipping_pay,
            Basis::AfterDiscounts => amounts.shipping_net,
            Basis::BeforeDiscounts => amounts.shipping,
        };
        Self { lines, shipping: shipping.minor() }
    }
}

/// What a quantity is held to: over what [`Base::all`] allows.
const TOO_MANY: i64 = MAX_MINOR + 1;

fn minor(amounts: &[Money]) -> Vec<i64> {
    amounts.iter().map(|amount| amount.minor()).collect()
}

/// Leaves a selection's lines, and makes the others zero.
fn only(lines: &mut [i64], amounts: &LineAmounts<'_>, of: Selection) {
    if of == Selection::default() {
        return;
    }
    let mut next = 0;
    amounts.visit(of, &mut |line| {
        lines[next..line].fill(0);
        next = line + 1;
    });
    lines[next..].fill(0);
}

/// Units of a selection's lines, each counting so much. What costs nothing, a gift or reward, does
/// not count.
fn units(amounts: &LineAmounts<'_>, of: Selection, each: &dyn Fn(usize) -> i64) -> Vec<i64> {
    let mut lines = vec![0; amounts.net.len()];
    amounts.visit(of, &mut |line| {
        if !amounts.net[line].is_zero() {
            let units = i64::from(amounts.cart.lines[line].units);
            lines[line] = each(line).saturating_mul(units).min(TOO_MANY);
        }
    });
    lines
}
