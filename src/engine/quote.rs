//! The quote: from list prices to what is paid, spent and earned.

use super::entered::Entered;
use super::facts::{CartFacts, Facts};
use super::measures::favoured;
use super::offers::{Access, Choosing, Chosen, Cut, cash_back, choose};
use super::outcomes::{Asked, Gives, outcomes};
use super::perks::covered;
use super::points::{Bill, Occasion, Paid, TooManyPoints, at_prices, earn, pool, settle};
use super::reasons::offer_refusals;
use super::record::{Event, levels_after};
use super::share::each_borne;
use super::tax::taxes;
use super::tiers::Change;
use crate::cart::Cart;
use crate::member::Member;
use crate::outcome::{
    Earned, LineDiscount, Quote, QuoteLine, QuotePoints, QuoteShipping, QuoteTax, Reason, Spending,
    TierAfter, Totals,
};
use crate::program::{Bearer, BearerShare, Benefit, Program, Rules};
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
    /// Which gifts, one of each offer at most.
    pub gifts: Vec<Pick>,
    /// Coupons, codes, and what the caller knows of offers.
    pub entered: Entered,
    /// The offers to apply, where they are picked; else the programme's choice.
    pub offers: Option<Vec<Id>>,
    /// The most combinations of offers to look at for the best.
    pub nodes: u32,
    /// Whether the quote has a receipt.
    pub receipt: bool,
}

impl QuoteOptions {
    /// At an instant: nothing is spent, entered or picked.
    #[must_use]
    pub fn at(now: Instant) -> Self {
        let (spend, entered) = (Spend::Points(Points::ZERO), Entered::default());
        let (prices, gifts) = (Vec::new(), Vec::new());
        Self { now, spend, prices, gifts, entered, offers: None, nodes: NODES, receipt: false }
    }
}

/// What a caller may choose of hints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintOptions {
    /// Of the quote that the hints are about.
    pub quote: QuoteOptions,
    /// The most hints that are told.
    pub at_most: u32,
}

/// Combinations of offers that are looked at unless a caller says otherwise.
const NODES: u32 = 500;

/// A gift that the member picked among an offer's choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Of which offer.
    pub offer: Id,
    /// Which of its choices.
    pub sku: Key,
}

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The cart was read for another programme.
    OtherProgram,
    /// This earning rule, by index, gives more points than a lot holds.
    TooManyPoints(usize),
    /// It is no choice of the offer's.
    NoSuchGift(Pick),
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
/// 2. Who may have which offer; eligible offers, and why the others are not.
/// 3. Lines at a price in points, which take no offer; the offers on the other lines; the total to
///    a coin.
/// 4. Points to spend on what is left to pay, shared over the lines; then the gift card.
/// 5. Points to earn.
/// 6. The tax, of what is left after discounts; money later.
fn priced_once(member: &Member, cart: &Cart, options: &QuoteOptions) -> Result<Quote, Refusal> {
    if !member.program.is(&cart.program) {
        return Err(Refusal::OtherProgram);
    }
    let rules = &*member.program.rules;
    // 1.
    let cart = &*favoured(&Facts::new(member, None, options.now), cart);
    let mut goods = CartFacts::new(rules, cart);
    goods.picks = &options.gifts;
    let goods = &goods;
    known_gifts(rules, &options.gifts)?;
    let mut facts = Facts::new(member, Some(goods), options.now);
    let access = Access::new(&facts, &options.entered);
    facts.access = Some(&access);
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
    let mut chosen = choose(&facts, goods, &how);
    let better = better.and_then(|better| better.than(rules, &chosen));
    chosen.round_total(rules, at_price.iter().map(|(_, part)| *part).sum());
    let gifts = chosen.take_gifts();
    let (net, given) = (&*chosen.basket().left, chosen.gives());
    // 4.
    let coupon = |offer: usize| rules.offers[offer].is_coupon();
    let cuts = &chosen.basket().cuts;
    let by_coupon =
        cuts.iter().any(|cut| coupon(cut.offer)) || given.iter().any(|offer| coupon(*offer));
    let (list, shipping) = (&*goods.list, chosen.basket().shipping);
    let bill = Bill { cart, list, net, shipping, at_price: &at_price, by_coupon, offers: given };
    let mut points =
        QuotePoints { balance, prices, spend: Spending::default(), earn: Earned::default() };
    let left = balance - points.charged();
    let (spending, mut paid) = settle(rules, &facts, &bill, left, options.spend);
    points.spend = spending;
    // 5.
    let amounts = bill.amounts(&paid);
    points.earn = earn(rules, &facts, Occasion::Order(&amounts))
        .map_err(|TooManyPoints(rule)| Refusal::TooManyPoints(rule))?;

    // 6.
    let (cash_back, refused) = cash_back(&facts, goods, given, &paid.pay);
    let mut shipping = std::mem::take(&mut paid.shipping);
    let mut taxes = taxes(rules, cart, net, shipping.cost - shipping.discount);
    shipping.tax = taxes.pop().flatten();
    let lines = lines(rules, goods, &chosen, &paid, &points.earn, &mut shipping.discounts, &taxes);
    let totals = totals(rules, &lines, &shipping);
    let gives = Gives { gifts: &gifts, cash_back: &cash_back, earned: &points.earn };
    let asked = Asked { closed: &closed, picked: &picked, access: &access, gives: &gives };
    chosen.refuse(refused);
    let (mut offers, codes) = outcomes(&facts, goods, &asked, reasons, chosen);
    offers.better = better;
    Ok(Quote {
        program: member.program.clone(),
        now: options.now,
        lines,
        shipping,
        totals,
        points,
        tier_after: Vec::new(),
        offers,
        codes,
        gifts,
        cash_back,
        perks: covered(&facts, cart),
        receipt: None,
    })
}

/// Whether each gift that was picked is a choice of its offer's.
fn known_gifts(rules: &Rules, gifts: &[Pick]) -> Result<(), Refusal> {
    let unknown = gifts.iter().find(|pick| {
        let offer = rules.offers.iter().find(|offer| offer.id == pick.offer);
        match offer.map(|offer| &offer.benefit) {
            Some(Benefit::Gift(gift)) => gift.choices.iter().all(|choice| choice.sku != pick.sku),
            _ => true,
        }
    });
    unknown.map_or(Ok(()), |pick| Err(Refusal::NoSuchGift(pick.clone())))
}

fn lines(
    rules: &Rules,
    goods: &CartFacts<'_>,
    chosen: &Chosen<'_>,
    paid: &Paid,
    earned: &Earned,
    of_shipping: &mut Vec<LineDiscount>,
    taxes: &[Option<QuoteTax>],
) -> Vec<QuoteLine> {
    let mut discounts = vec![Vec::new(); goods.cart.lines.len()];
    for cut in &chosen.basket().cuts {
        match goods.cart.lines.get(cut.line) {
            Some(line) => add_discounts(rules, cut, line.units, &mut discounts[cut.line]),
            None => add_discounts(rules, cut, 1, of_shipping),
        }
    }
    for (discounts, &amount) in discounts.iter_mut().zip(&chosen.basket().rounded) {
        if amount > Money::ZERO {
            let bearer = Bearer::default();
            discounts.push(LineDiscount { offer: None, units: None, amount, bearer });
        }
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
            tax: taxes[index],
            earns,
        }
    };
    goods.cart.lines.iter().enumerate().zip(discounts).map(line).collect()
}

/// What an offer takes off a line of so many units, by who bears it.
fn add_discounts(rules: &Rules, cut: &Cut, units: u32, discounts: &mut Vec<LineDiscount>) {
    let units = (cut.units < units).then_some(cut.units);
    let offer = &rules.offers[cut.offer];
    each_borne(&offer.bearers, cut.amount, &mut |BearerShare { bearer, amount }| {
        discounts.push(LineDiscount { offer: Some(offer.id.clone()), units, amount, bearer });
    });
}

fn totals(rules: &Rules, lines: &[QuoteLine], shipping: &QuoteShipping) -> Totals {
    let tax = shipping.tax;
    let mut totals = Totals {
        shipping: shipping.cost,
        shipping_discount: shipping.discount,
        by_points: shipping.by_points,
        by_card: shipping.by_card,
        pay: shipping.pay,
        ..Totals::default()
    };
    for line in lines {
        totals.list += line.list;
        totals.discount += line.discount;
        totals.net += line.net;
        totals.by_points += line.by_points;
        totals.by_card += line.by_card;
        totals.pay += line.pay;
        totals.units += i64::from(line.units);
    }
    for tax in lines.iter().filter_map(|line| line.tax).chain(tax) {
        totals.taxable += tax.base;
        totals.tax += tax.tax;
    }
    totals.due = rules.tax.excluded.then_some(totals.pay + totals.tax);
    totals
}
