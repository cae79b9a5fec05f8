//! The quote: from list prices to what is paid, spent and earned.

use super::eligibility::refusals;
use super::facts::{CartFacts, Facts};
use super::offers::{Choice, Chosen, choose};
use super::points::{LineAmounts, Occasion, TooManyPoints, earn, spend};
use super::share::within;
use crate::cart::Cart;
use crate::member::Member;
use crate::outcome::{
    Applied, LineDiscount, Quote, QuoteLine, QuoteOffers, QuotePoints, Reason, RefusedOffer, Totals,
};
use crate::program::Rules;
use crate::value::{Instant, Money, Points};

/// Of a status, and of recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NowOptions {
    /// The instant of the answer.
    pub now: Instant,
}

/// Of a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForecastOptions {
    /// From this instant on.
    pub now: Instant,
    /// Until this one.
    pub until: Instant,
}

/// What a caller may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteOptions {
    /// The instant of the answer.
    pub now: Instant,
    /// How many points to spend.
    pub spend: Spend,
}

/// How many points to spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spend {
    /// As many as the order takes from the balance.
    Max,
    /// So many, as far as they go; zero spends none.
    Points(Points),
}

/// Why there is no quote: a limit of the engine, not of the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The cart was read for another programme.
    OtherProgram,
    /// This earning rule, by index, gives more points than a lot holds.
    TooManyPoints(usize),
}

/// Prices a cart for a member.
///
/// 1. Facts, once for all offers.
/// 2. Eligible offers, and why the others are not.
/// 3. The best offer of each line.
/// 4. Points to spend on what is left to pay, shared over the lines.
/// 5. Points to earn.
pub(crate) fn quote(
    member: &Member,
    cart: &Cart,
    options: &QuoteOptions,
) -> Result<Quote, Refusal> {
    if !member.program.is(&cart.program) {
        return Err(Refusal::OtherProgram);
    }
    let rules = &*member.program.rules;
    // 1.
    let goods = &CartFacts::new(rules, cart);
    let facts = Facts::new(member, Some(goods), options.now);
    // 2.
    let reasons: Vec<Vec<Reason>> =
        rules.offers.iter().map(|offer| refusals(&offer.window, &offer.when, &facts)).collect();
    let eligible = (0..reasons.len()).filter(|&offer| reasons[offer].is_empty());
    // 3.
    let chosen = choose(rules, eligible, goods);
    let discounted = |line: usize| chosen.lines[line].map_or(Money::ZERO, |choice| choice.amount);
    let net: Vec<Money> =
        goods.list.iter().enumerate().map(|(line, &list)| list - discounted(line)).collect();
    // 4.
    let ranks = &*cart.ranks;
    let balance = member.balance(rules.points.main, options.now).max(Points::ZERO);
    let to_pay = net.iter().copied().sum();
    let spending =
        spend(rules.points.cash.as_ref(), rules.rounding, balance, to_pay, options.spend);
    let by_points = within(spending.worth, &net, ranks);
    let pay: Vec<Money> = net.iter().zip(&by_points).map(|(&net, &part)| net - part).collect();
    // 5.
    let amounts = LineAmounts {
        cart,
        list: &goods.list,
        net: &net,
        pay: &pay,
        shipping: Money::ZERO,
        shipping_pay: Money::ZERO,
    };
    let earned = earn(rules, &facts, Occasion::Order(&amounts))
        .map_err(|TooManyPoints(rule)| Refusal::TooManyPoints(rule))?;

    let earns = |line: usize| earned.rules.iter().map(|rule| rule.lines[line]).sum();
    let lines = lines(rules, goods, &chosen.lines, |line| (by_points[line], earns(line)));
    let totals = totals(&lines);
    let offers = outcomes(rules, reasons, &chosen);
    let points = QuotePoints { balance, spend: spending, earn: earned };
    Ok(Quote { program: member.program.clone(), now: options.now, lines, totals, points, offers })
}

fn lines(
    rules: &Rules,
    goods: &CartFacts<'_>,
    chosen: &[Option<Choice>],
    points: impl Fn(usize) -> (Money, Points),
) -> Vec<QuoteLine> {
    let line = |(index, line): (usize, &crate::cart::Line)| {
        let discounts: Vec<_> =
            chosen[index].map(|it| line_discount(rules, it)).into_iter().collect();
        let discount = discounts.iter().map(|it| it.amount).sum();
        let list = goods.list[index];
        let net = list - discount;
        let (by_points, earns) = points(index);
        QuoteLine {
            id: line.id.clone(),
            sku: line.sku.clone(),
            units: line.units,
            price: line.price,
            list,
            discounts,
            discount,
            net,
            by_points,
            pay: net - by_points,
            earns,
        }
    };
    goods.cart.lines.iter().enumerate().map(line).collect()
}

fn line_discount(rules: &Rules, choice: Choice) -> LineDiscount {
    let offer = &rules.offers[choice.offer];
    LineDiscount { offer: offer.id.clone(), amount: choice.amount, bearer: offer.bearer }
}

fn totals(lines: &[QuoteLine]) -> Totals {
    let mut totals = Totals::default();
    for line in lines {
        totals.list += line.list;
        totals.discount += line.discount;
        totals.net += line.net;
        totals.by_points += line.by_points;
        totals.pay += line.pay;
        totals.units += i64::from(line.units);
    }
    totals
}

/// What became of each offer, in the order of the programme.
fn outcomes(rules: &Rules, reasons: Vec<Vec<Reason>>, chosen: &Chosen) -> QuoteOffers {
    let mut saves = vec![Money::ZERO; rules.offers.len()];
    for choice in chosen.lines.iter().flatten() {
        saves[choice.offer] += choice.amount;
    }
    let mut offers = QuoteOffers { applied: Vec::new(), refused: Vec::new() };
    for (index, mut reasons) in reasons.into_iter().enumerate() {
        let (offer, saves) = (&rules.offers[index], saves[index]);
        let id = offer.id.clone();
        if saves > Money::ZERO {
            offers.applied.push(Applied { offer: id, saves });
            continue;
        }
        if reasons.is_empty() {
            reasons.push(chosen.why_not(rules, index));
        }
        offers.refused.push(RefusedOffer { offer: id, reasons });
    }
    offers
}
