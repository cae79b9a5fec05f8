//! The quote: from list prices to what is paid, spent and earned.

use super::facts::{CartFacts, Facts};
use super::offers::{Choosing, Chosen, Cut, choose};
use super::perks::covered;
use super::points::{Bill, Occasion, Paid, TooManyPoints, at_prices, earn, pool, settle};
use super::reasons::offer_refusals;
use super::record::{Event, levels_after};
use super::share::by_weight;
use super::tiers::Change;
use crate::cart::Cart;
use crate::member::Member;
use crate::outcome::{
    Applied, Earned, LineDiscount, PossibleOffer, Quote, QuoteLine, QuoteOffers, QuotePoints,
    QuoteShipping, Reason, RefusedOffer, Spending, TierAfter, Totals,
};
use crate::program::{Bearer, Bearers, Program, Rules};
use crate::value::{Id, Instant, Key, Money, Points};

/// Of a status, and of recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NowOptions {
    /// The instant of the answer.
    pub now: Instant,
}

/// Of a forecast.
#[derive(Clone, Debug)]
pub struct ForecastOptions {
    /// From this instant on.
    pub now: Instant,
    /// Until this one.
    pub until: Instant,
    /// Of which programme the events are.
    pub(crate) program: Program,
    /// What is supposed to happen until then.
    pub(crate) events: Vec<Event>,
}

/// What a caller may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteOptions {
    /// The instant of the answer.
    pub now: Instant,
    /// How many points to spend.
    pub spend: Spend,
    /// The lines to be bought at a price in points, each once.
    pub prices: Vec<AtPrice>,
    /// The offers to apply, where they are picked; else the programme's choice.
    pub offers: Option<Vec<Id>>,
    /// The most combinations of offers to look at for the best.
    pub nodes: u32,
}

impl QuoteOptions {
    /// At an instant, without spending any points.
    #[must_use]
    pub fn at(now: Instant) -> Self {
        let spend = Spend::Points(Points::ZERO);
        Self { now, spend, prices: Vec::new(), offers: None, nodes: NODES }
    }
}

/// Combinations of offers that are looked at unless a caller says otherwise.
const NODES: u32 = 2_000;

/// A line that is to be bought at one of the programme's prices in points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtPrice {
    /// Of the cart's line.
    pub line: Key,
    /// Which price.
    pub price: Id,
    /// How many for each unit, where the price leaves a choice; by default as many as go.
    pub points: Option<Points>,
}

/// How many points to spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spend {
    /// As many as the order takes from the balance.
    Max,
    /// So many, as far as they go; zero spends none.
    Points(Points),
}

impl Spend {
    /// Whether none are to be spent.
    pub(crate) fn is_none(self) -> bool {
        self == Self::Points(Points::ZERO)
    }
}

/// Why there is no quote: a limit of the engine, not of the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The cart was read for another programme.
    OtherProgram,
    /// This earning rule, by index, gives more points than a lot holds.
    TooManyPoints(usize),
}

/// Prices a cart for a member, and tells the levels after it.
pub(crate) fn quote(
    member: &Member,
    cart: &Cart,
    options: &QuoteOptions,
) -> Result<Quote, Refusal> {
    let mut quote = priced(member, cart, options)?;
    let rules = &member.program.rules;
    for change in levels_after(member, cart, &quote) {
        let ladder = &rules.ladders[usize::from(change.ladder.0)];
        quote.tier_after.push(TierAfter {
            ladder: ladder.id.clone(),
            level: change.level.map(|level| ladder.at(level).id.clone()),
            until: change.until,
        });
    }
    Ok(quote)
}

/// Prices a cart for a member; where an order has the benefits of the level that it reaches, once
/// more with that level, unless it then reaches it no more.
pub(crate) fn priced(
    member: &Member,
    cart: &Cart,
    options: &QuoteOptions,
) -> Result<Quote, Refusal> {
    let first = priced_once(member, cart, options)?;
    let ladders = &member.program.rules.ladders;
    if !ladders.iter().any(|ladder| ladder.own_order) {
        return Ok(first);
    }
    let mut reached = levels_after(member, cart, &first);
    reached.retain(|change| ladders[usize::from(change.ladder.0)].own_order);
    if reached.is_empty() {
        return Ok(first);
    }
    let mut lifted = member.clone();
    for change in &reached {
        lifted.apply(&change.entry(member, options.now));
    }
    let second = priced_once(&lifted, cart, options)?;
    let after = levels_after(member, cart, &second);
    let still = |change: &Change| {
        after.iter().any(|it| it.ladder == change.ladder && it.level >= change.level)
    };
    Ok(if reached.iter().all(still) { second } else { first })
}

/// Prices a cart for a member as they are.
///
/// 1. Facts, once for all offers.
/// 2. Eligible offers, and why the others are not.
/// 3. Lines at a price in points, which take no offer; the offers on the other lines.
/// 4. Points to spend on what is left to pay, shared over the lines; then the gift card.
/// 5. Points to earn.
fn priced_once(member: &Member, cart: &Cart, options: &QuoteOptions) -> Result<Quote, Refusal> {
    if !member.program.is(&cart.program) {
        return Err(Refusal::OtherProgram);
    }
    let rules = &*member.program.rules;
    // 1.
    let goods = &CartFacts::new(rules, cart);
    let facts = Facts::new(member, Some(goods), options.now);
    // 2.
    let offers = rules.offers.iter().enumerate();
    let reasons: Vec<Vec<Reason>> =
        offers.map(|(index, offer)| offer_refusals(index, offer, &facts)).collect();
    // 3.
    let balance = member.balance(pool(rules), options.now);
    let (prices, at_price) = at_prices(rules, &facts, cart, &options.prices, balance);
    let closed: Vec<usize> = at_price.iter().map(|&(line, _)| line).collect();
    let eligible = |offer: usize| reasons[offer].is_empty();
    let picked = |offer: usize| {
        let id = &rules.offers[offer].id;
        options.offers.as_ref().is_none_or(|picked| picked.contains(id))
    };
    let wanted = |offer: usize| eligible(offer) && picked(offer);
    let better = options.offers.is_some().then(|| {
        let how = Choosing { eligible: &eligible, closed: &closed, nodes: options.nodes };
        choose(&facts, goods, &how)
    });
    let how = Choosing { eligible: &wanted, closed: &closed, nodes: options.nodes };
    let chosen = choose(&facts, goods, &how);
    let better = better.and_then(|better| better.than(rules, &chosen));
    let net = &*chosen.basket().left;
    // 4.
    let bill = Bill { cart, list: &goods.list, net, at_price: &at_price };
    let mut points =
        QuotePoints { balance, prices, spend: Spending::default(), earn: Earned::default() };
    let left = balance - points.charged();
    let (spending, paid) = settle(rules, &facts, &bill, left, options.spend);
    points.spend = spending;
    // 5.
    let amounts = bill.amounts(&paid);
    points.earn = earn(rules, &facts, Occasion::Order(&amounts))
        .map_err(|TooManyPoints(rule)| Refusal::TooManyPoints(rule))?;

    let lines = lines(rules, goods, &chosen, &paid, &points.earn);
    let shipping = paid.shipping;
    let totals = totals(&lines, shipping);
    let mut offers = outcomes(&facts, goods, &closed, reasons, &picked, chosen);
    offers.better = better;
    let (program, now) = (member.program.clone(), options.now);
    let tier_after = Vec::new();
    let perks = covered(&facts, cart);
    Ok(Quote { program, now, lines, shipping, totals, points, tier_after, offers, perks })
}

fn lines(
    rules: &Rules,
    goods: &CartFacts<'_>,
    chosen: &Chosen<'_>,
    paid: &Paid,
    earned: &Earned,
) -> Vec<QuoteLine> {
    let mut discounts = vec![Vec::new(); goods.cart.lines.len()];
    for cut in &chosen.basket().cuts {
        let units = goods.cart.lines[cut.line].units;
        add_discounts(rules, cut, units, &mut discounts[cut.line]);
    }
    let line = |((index, line), discounts): ((usize, &crate::cart::Line), Vec<LineDiscount>)| {
        let (list, net) = (goods.list[index], chosen.basket().left[index]);
        let by_card = paid.by_card.get(index).copied().unwrap_or_default();
        // A rule attributes all of its points to lines, or none.
        let main = earned.rules.iter().filter(|rule| rule.is_main());
        let earns = main.filter_map(|rule| rule.lines.get(index)).copied().sum();
        QuoteLine {
            id: line.id.clone(),
            sku: line.goods.sku.clone(),
            units: line.units,
            price: line.price,
            list,
            discounts,
            discount: list - net,
            net,
            by_points: paid.by_points[index],
            by_card,
            pay: paid.pay[index],
            earns,
        }
    };
    goods.cart.lines.iter().enumerate().zip(discounts).map(line).collect()
}

/// What an offer takes off a line of so many units, by who bears it: what does not divide falls to
/// the first of those whose parts lost most.
fn add_discounts(rules: &Rules, cut: &Cut, units: u32, discounts: &mut Vec<LineDiscount>) {
    let units = (cut.units < units).then_some(cut.units);
    let offer = &rules.offers[cut.offer];
    let mut add = |amount: Money, bearer: Bearer| {
        if amount > Money::ZERO {
            discounts.push(LineDiscount { offer: offer.id.clone(), units, amount, bearer });
        }
    };
    match &offer.bearers {
        Bearers::One(bearer) => add(cut.amount, *bearer),
        Bearers::Split(parts) => {
            let weights: Vec<i64> = parts.iter().map(|(_, part)| *part).collect();
            let ranks: Vec<u32> = (0..).take(parts.len()).collect();
            let shares = by_weight(cut.amount.minor(), &weights, &ranks);
            for ((bearer, _), share) in parts.iter().zip(shares) {
                add(Money::clamped(share), *bearer);
            }
        }
    }
}

fn totals(lines: &[QuoteLine], shipping: QuoteShipping) -> Totals {
    let QuoteShipping { cost, by_points, by_card, pay } = shipping;
    let mut totals = Totals { shipping: cost, by_points, by_card, pay, ..Totals::default() };
    for line in lines {
        totals.list += line.list;
        totals.discount += line.discount;
        totals.net += line.net;
        totals.by_points += line.by_points;
        totals.by_card += line.by_card;
        totals.pay += line.pay;
        totals.units += i64::from(line.units);
    }
    totals
}

/// What became of each offer, in the order of the programme.
fn outcomes<'c>(
    facts: &Facts<'_>,
    goods: &CartFacts<'c>,
    closed: &[usize],
    reasons: Vec<Vec<Reason>>,
    picked: &dyn Fn(usize) -> bool,
    mut chosen: Chosen<'c>,
) -> QuoteOffers {
    let rules = facts.rules();
    let mut saves = vec![Money::ZERO; rules.offers.len()];
    for cut in &chosen.basket().cuts {
        saves[cut.offer] += cut.amount;
    }
    let mut offers = QuoteOffers {
        applied: Vec::new(),
        possible: Vec::new(),
        refused: Vec::new(),
        proof: chosen.proof,
        better: None,
    };
    for (index, mut reasons) in reasons.into_iter().enumerate() {
        let (id, saved) = (rules.offers[index].id.clone(), saves[index]);
        if saved > Money::ZERO {
            offers.applied.push(Applied { offer: id, saves: saved });
            continue;
        }
        let mut alone = Money::ZERO;
        if reasons.is_empty() {
            (reasons, alone) = chosen.why_not(facts, goods, closed, index);
            if alone > Money::ZERO && !picked(index) {
                reasons = vec![Reason::NotChosen];
            }
        }
        if alone > Money::ZERO {
            offers.possible.push(PossibleOffer { offer: id, saves: alone, reasons });
        } else {
            offers.refused.push(RefusedOffer { offer: id, reasons });
        }
    }
    offers
}
