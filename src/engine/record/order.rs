//! Orders: priced as the authority does, then their points are moved.

use super::conversion::{converted_lot, converted_name};
use super::coupon::offers_used;
use super::lots::lot_id;
use super::{Place, Recorder, refused};
use crate::cart::{Cart, Line};
use crate::engine::points::pool;
use crate::engine::quote::{QuoteOptions, Spend, priced};
use crate::engine::share::{by_points, by_weight};
use crate::member::{LotIx, Order, OrderLine, OrderOffer, Shipping};
use crate::outcome::{Entry, EntryKind, Message, Notice, Quote, QuoteLine, QuoteShipping};
use crate::problem::Code;
use crate::program::{Becomes, Benefit, Conversion, On};
use crate::value::{Key, Points};

impl Recorder<'_> {
    pub(super) fn order(
        &mut self,
        id: Key,
        cart: &Cart,
        options: &QuoteOptions,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let at = place.at.field("order");
        let place = &mut Place { at: &at, report: place.report };
        if let Some(known) = self.member.find_order(&id) {
            let known = &self.member.orders[known].event;
            let message = format_args!("the order `{id}` was recorded by the event `{known}`");
            place.error(Code::EventConflict, "id", message);
            return None;
        }
        if self.member.debts.iter().any(|debt| debt.source == id) {
            let message = format_args!("`{id}` is what a debt comes from already");
            place.error(Code::EventConflict, "id", message);
            return None;
        }
        let order = |on| matches!(on, On::Order | On::Delivery | On::Referee);
        self.can_name_lots(&id, &order, "id", place)?;
        let quote = match priced(self.member, cart, options) {
            Ok(quote) => quote,
            Err(refusal) => {
                refused(self.member, refusal, place.at, place.report);
                return None;
            }
        };
        self.can_spend(&quote, options.spend, place)?;
        self.can_use(&quote, &options.entered, place)?;
        self.book(&quote, cart, &id, place)
    }

    /// What an order does that has its price.
    pub(super) fn book(
        &mut self,
        quote: &Quote,
        cart: &Cart,
        id: &Key,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let first = !self.member.has_ordered();
        let ordered = self.ordered(quote, cart, id);
        let mut entry = self.entry(EntryKind::Ordered);
        entry.order = Some(id.clone());
        entry.ordered = Some(Box::new(ordered));
        self.put(entry);
        let earned = &quote.points.earn;
        // Where an order's own points pay it, they have to be there first.
        let own = self.member.program.rules.points.cash.as_ref().is_some_and(|it| it.same_order);
        if own {
            self.grant_all(&earned.rules, id, Some(id));
        }
        self.spent(quote, id, place)?;
        if !own {
            self.grant_all(&earned.rules, id, Some(id));
        }
        self.carry(&earned.carried, Some(id));
        self.promise(id, &quote.cash_back);
        self.slide(None, true);
        self.expire_due();
        let referred = first && self.member.referred_by.is_some();
        let fires = |on| on == On::Order || on == On::Referee && referred;
        self.issue(&fires, id, Some(id));
        if let (true, Some(to)) = (first, self.member.referred_by.clone()) {
            self.tell_referrer(to);
        }
        Some(())
    }

    fn can_spend(&self, quote: &Quote, spend: Spend, place: &mut Place<'_, '_>) -> Option<()> {
        if let Some(reason) = quote.points.spend.reasons.first() {
            let Spend::Points(points) = spend else { return Some(()) };
            let rules = &self.member.program.rules.points;
            let most = rules.written(quote.points.spend.maximum);
            let (points, code) = (rules.written(points), reason.code());
            let message = format_args!("{points} points cannot be spent on this order ({code})");
            let help = format!("at most {most}; quote the order first, and send what it chose");
            let report = place.report.reason(reason);
            report.error_help(Code::SpendRefused, &place.at.field("spend"), message, &help);
            return None;
        }
        for price in &quote.points.prices {
            if let Some(reason) = price.reasons.first() {
                let (price, line, code) = (&price.price, &price.line, reason.code());
                let message =
                    format_args!("the line `{line}` cannot be bought at `{price}` ({code})");
                place.report.reason(reason);
                place.error(Code::SpendRefused, "prices", message);
                return None;
            }
        }
        Some(())
    }

    fn ordered(&self, quote: &Quote, cart: &Cart, id: &Key) -> Order {
        let line = |(quoted, line): (&QuoteLine, &Line)| OrderLine {
            id: line.id.clone(),
            units: line.units,
            price: line.price,
            goods: line.goods.clone(),
            net: quoted.net,
            by_points: quoted.by_points,
            by_card: quoted.by_card,
            spent: Points::ZERO,
            returned: 0,
        };
        let mut lines: Vec<OrderLine> = quote.lines.iter().zip(&cart.lines).map(line).collect();
        let QuoteShipping { cost, discount, by_points, by_card, .. } = quote.shipping;
        let spent = points_by_line(quote, cart, &mut lines);
        let shipping = Shipping { cost, discount, by_points, by_card, spent, returned: false };
        // Conditions are asked once more when it comes back.
        let asked = &self.member.program.rules.order_facts;
        let said = cart.said.iter().filter(|(fact, _)| asked.contains(fact)).cloned().collect();
        Order {
            id: id.clone(),
            event: self.event.clone().unwrap_or_else(|| id.clone()),
            at: self.at,
            delivered_at: None,
            lines,
            shipping,
            offers: self.giving(quote),
            said,
            earned: Vec::new(),
            spent: Vec::new(),
            taken: Vec::new(),
            counted: Vec::new(),
            uses: offers_used(quote),
        }
    }

    /// The offers that gave points, or multiplied them: returns reckon with them once more.
    fn giving(&self, quote: &Quote) -> Vec<OrderOffer> {
        let offers = &self.member.program.rules.offers;
        let mut giving = Vec::new();
        for applied in &quote.offers.applied {
            let offer = offers.iter().find(|offer| offer.id == applied.offer);
            let benefit = offer.map(|offer| &offer.benefit);
            if let Some(Benefit::Points | Benefit::Multiplier) = benefit {
                giving.push(OrderOffer { offer: applied.offer.clone(), cash_back: None });
            }
        }
        giving
    }

    /// Takes the points from the lots; each pays its share of what they pay together.
    fn spent(&mut self, quote: &Quote, order: &Key, place: &mut Place<'_, '_>) -> Option<()> {
        let first = self.entries.len();
        let pool = pool(&self.member.program.rules);
        let missing = self.take(pool, quote.points.charged(), self.at, &|it| Entry {
            order: Some(order.clone()),
            ..it.entry(EntryKind::Spent)
        });
        self.all_taken(missing, "spend", place)?;
        let shares: Vec<Points> = self.entries[first..].iter().map(|it| it.points).collect();
        let worths = by_points(quote.totals.by_points, &shares);
        for (entry, worth) in self.entries[first..].iter_mut().zip(worths) {
            entry.amount = Some(worth);
        }
        Some(())
    }

    fn tell_referrer(&mut self, to: Key) {
        let rules = &self.member.program.rules.points.earning;
        let asked = rules.iter().any(|rule| rule.on == On::Referrer);
        let of_member = self.member.id.clone();
        // Its own id: the household may be the one who brought the member.
        let id = self.event.as_ref().and_then(|id| lot_id(id, "referral").or(Some(id.clone())));
        if let (true, Some(of), Some(id)) = (asked, of_member, id) {
            self.messages.push(Message { to, id, at: self.at, what: Notice::Referral { of } });
        }
    }

    /// Refuses what could not name its lots, whether it earns any or not: a lot's id is its
    /// source's and the rule's, told apart by the last `:`, which no rule has.
    pub(super) fn can_name_lots(
        &self,
        source: &Key,
        on: &dyn Fn(On) -> bool,
        field: &str,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let member = &*self.member;
        let mut known: Option<LotIx> = None;
        let points = &member.program.rules.points;
        let rules = points.earning.iter().filter(|rule| on(rule.on));
        let rules = rules.map(|rule| (rule.id.to_string(), lot_id(source, rule.id.as_str())));
        let grants = |it: &&Conversion| on(it.on) && matches!(it.into, Becomes::Pool { .. });
        let conversions = points.conversions.iter().filter(grants);
        let conversions =
            conversions.map(|it| (converted_name(&it.id), converted_lot(source, &it.id)));
        for (by, id) in rules.chain(conversions) {
            let Some(id) = id else {
                let message = format_args!("`{source}:{by}` is too long for a lot's id");
                place.error(Code::TooLong, field, message);
                return None;
            };
            let lot = member.ledger.find(&id);
            known = known.into_iter().chain(lot).min();
        }
        if let Some(lot) = known {
            let message = format_args!("the lot `{}` exists already", member.ledger.names(lot).id);
            place.error(Code::EventConflict, field, message);
            return None;
        }
        Some(())
    }

    pub(super) fn delivered(&mut self, id: &Key, place: &mut Place<'_, '_>) -> Option<()> {
        let at = place.at.field("delivered");
        let place = &mut Place { at: &at, report: place.report };
        let order = self.known_order(id, place)?;
        let ordered_at = self.member.orders[order].at;
        if self.at < ordered_at {
            let message = format_args!("the order `{id}` was paid later, at {ordered_at}");
            place.error(Code::EventRefused, "order", message);
            return None;
        }
        if let Some(at) = self.member.orders[order].delivered_at {
            let message = format_args!("the order `{id}` was delivered already, at {at}");
            place.error(Code::EventConflict, "order", message);
            return None;
        }
        let lots: Vec<_> =
            self.member.orders[order].earned.iter().map(|earned| earned.lot).collect();
        let mut entry = self.entry(EntryKind::Delivered);
        entry.order = Some(id.clone());
        self.put(entry);
        for lot in lots {
            let it = self.member.ledger.lot(lot);
            let waits = it.available == crate::member::Available::OnDelivery;
            if waits && it.left > Points::ZERO {
                self.release(lot);
            }
        }
        self.expire_due();
        self.issue(&|on| on == On::Delivery, id, Some(id));
        Some(())
    }

    pub(super) fn known_order(&self, id: &Key, place: &mut Place<'_, '_>) -> Option<usize> {
        let order = self.member.find_order(id);
        if order.is_none() {
            let folded = self.member.has_folded_orders().then_some(self.member.folded_until);
            self.unknown("order", id, folded.flatten(), place);
        }
        order
    }
}

/// Notes on each line the points that paid it; tells those that paid shipping. A line at a price in
/// points has its own; the others and shipping share the rest by what points pay of them.
fn points_by_line(quote: &Quote, cart: &Cart, lines: &mut [OrderLine]) -> Points {
    let mut weights: Vec<i64> = lines.iter().map(|line| line.by_points.minor()).collect();
    for price in quote.points.prices.iter().filter(|price| price.reasons.is_empty()) {
        if let Some(line) = cart.line(price.line.as_str()) {
            lines[line].spent = price.points;
            weights[line] = 0;
        }
    }
    let chosen = quote.points.spend.chosen;
    if chosen == Points::ZERO {
        return Points::ZERO;
    }
    weights.push(quote.shipping.by_points.minor());
    let shares = by_weight(chosen.count(), &weights, &cart.ranks_with_shipping());
    for (line, &share) in lines.iter_mut().zip(&shares) {
        line.spent += Points::clamped(share);
    }
    shares.last().copied().map_or(Points::ZERO, Points::clamped)
}
