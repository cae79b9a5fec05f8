//! Offers.

use super::Common;
use super::bearer::bearers;
use super::benefit::{Read, benefit};
use super::condition::{Conditions, Place};
use super::coupon::{kind, limits, of_orders, overrun_of, use_unit};
use super::extra::{Bonus, can_be_about, own_phase, own_target};
use super::favourite::needs_favourites;
use super::groups::unit_order;
use super::money::contradiction;
use super::number::base_of;
use super::rounding::{level, mode, price_of_order, subject};
use super::selector::Selectors;
use super::stacking::of_offer;
use super::table::Cell;
use super::time::window;
use crate::document::leaf::Ident;
use crate::document::program::offer::{
    OfferDefaultsDoc, OfferDoc, OfferRoundingDoc, PerDoc, PhaseDoc, ShownDoc, TargetDoc, UnitsDoc,
};
use crate::problem::{Path, Report};
use crate::program::{
    Amount, Base, Benefit, Condition, DiscountRounding, Offer, On, Overrun, Per, PerkId, Phase,
    Placing, PriceList, Selection, SelectorSet, Shown, Subject, Target, UnitOrder, UseUnit,
};
use crate::value::{Id, Key, Level, Window};

/// The programme's habits, of which each offer may say otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Defaults {
    base: Base,
    threshold_base: Option<Base>,
    unit_order: UnitOrder,
    blocks: bool,
    used_without_effect: bool,
    pub(super) unit: UseUnit,
    pub(super) overrun: Overrun,
    pub(super) kept: bool,
    pub(super) guests: bool,
}

/// An offer whose prices by sku wait for the selectors to be compiled.
pub(super) struct Draft<'v> {
    offer: Offer,
    prices: Vec<(Key, Amount)>,
    bonus: Option<Bonus>,
    /// The codes that anyone may know.
    pub(super) codes: Vec<&'v str>,
}

impl Draft<'_> {
    pub(super) fn window(&self) -> &Window {
        &self.offer.window
    }

    /// What issues its coupons.
    pub(super) fn issues(&self) -> impl Iterator<Item = On> + '_ {
        self.offer.issues().iter().map(|issue| issue.on)
    }

    pub(super) fn id(&self) -> &Id {
        &self.offer.id
    }

    /// What it adds to what orders earn.
    pub(super) fn take_bonus(&mut self) -> Option<Bonus> {
        self.bonus.take()
    }

    /// The offer; `rank` is its place among equal savings.
    pub(super) fn finish(self, set: &SelectorSet, rank: u32) -> Offer {
        let Self { mut offer, prices, .. } = self;
        offer.rank = rank;
        if let Benefit::PriceList(listed) = &mut offer.benefit {
            let known = prices.into_iter().filter_map(|(sku, it)| Some((set.sku(&sku)?, it)));
            *listed = PriceList::new(known.collect());
        }
        offer
    }
}

pub(super) fn defaults(document: &OfferDefaultsDoc<'_>) -> Defaults {
    let OfferDefaultsDoc { base, threshold_base, unit_order: habit, .. } = document;
    let OfferDefaultsDoc { excluded_item, no_effect, unit, .. } = document;
    let OfferDefaultsDoc { overrun, cancelled, guests, .. } = document;
    Defaults {
        blocks: excluded_item.unwrap_or_default().0,
        used_without_effect: no_effect.unwrap_or_default().0,
        unit: unit.map(use_unit).unwrap_or_default(),
        overrun: overrun.map(overrun_of).unwrap_or_default(),
        kept: cancelled.unwrap_or_default().0,
        guests: guests.unwrap_or_default().0,
        base: base.map(base_of).unwrap_or_default(),
        threshold_base: threshold_base.map(base_of),
        unit_order: habit.map(unit_order).unwrap_or_default(),
    }
}

pub(super) fn offer<'v>(
    mut document: OfferDoc<'v>,
    index: usize,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Draft<'v>> {
    let period =
        window(document.window.take(), common.calendar.as_ref(), &at.field("window"), report);
    let kind = kind(document.kind.take(), index, common, selectors, &at.field("kind"), report);
    selectors.asks_left = false;
    let habits = common.offer_defaults;
    let take = document.unit_order.map_or(habits.unit_order, unit_order);
    let mut of_target = Conditions::new(common, selectors, Selection::default(), Place::Order);
    of_target.offer = u32::try_from(index).ok();
    let of_member = matches!(
        &document.target,
        Some(TargetDoc::Units(UnitsDoc { per: Some(PerDoc::Member), .. }))
    );
    let target = match document.target.take() {
        None => Some(None),
        Some(it) => target(it, take, &mut of_target, &at.field("target"), report).map(Some),
    };
    of_target.target =
        target.as_ref().and_then(Option::as_ref).map(Target::goods).unwrap_or_default();
    let written = document.benefit.take();
    let threshold = document.threshold_base.map(base_of).or(habits.threshold_base);
    let threshold = threshold.unwrap_or(Base::List);
    let at_benefit = at.field("benefit");
    let benefit =
        written.and_then(|it| benefit(it, (take, threshold), &mut of_target, &at_benefit, report));
    let Read { mut benefit, prices, bonus, needs, valued } = benefit.unwrap_or_default();
    // Price lists look for skus that the selectors know, whatever the target.
    let own = own_lines(&prices, of_target.selectors);
    let target = match (target, &benefit) {
        (Some(Some(target)), Some(benefit)) => {
            can_be_about(benefit, &target, &at.field("target"), report).map(|()| target)
        }
        (Some(target), None) => target,
        (Some(None), Some(benefit)) => {
            let order = of_target.selectors.order();
            Some(own_target(benefit, order).unwrap_or(own))
        }
        (None, _) => None,
    };
    let of = target.as_ref().map(Target::goods).unwrap_or_default();
    let mut conditions = Conditions::new(common, of_target.selectors, of, Place::Order);
    conditions.offer = u32::try_from(index).ok();
    let place = at.field("limits");
    let limits = {
        let written = document.limits.take();
        let units = match &target {
            Some(Target::Units { at_most, .. }) if of_member => Some(*at_most),
            _ => None,
        };
        let besides = (units, document.uses_perk.as_ref());
        limits(written, benefit.as_mut(), besides, habits, &mut conditions, &place, report)
    };
    let blocks = document.excluded_item.map_or(habits.blocks, |it| it.0);
    conditions.base = threshold;
    let when = conditions.scheduled(document.when.take(), document.schedule.take(), at, report);
    // An offer whose value is in no row of a table does not hold, and says what it takes to.
    let valued = valued.into_iter().filter_map(|it| conditions.has_value(it));
    let needs: Vec<Condition> = needs.into_iter().chain(valued).collect();
    let when = when.map(|when| match needs.is_empty() {
        true => when,
        false => Condition::All([when].into_iter().chain(needs).collect()),
    });
    let late = conditions.selectors.asks_left;
    has_units(target.as_ref(), benefit.as_ref(), &at.field("target"), report);
    let phase = phase(document.phase, benefit.as_ref(), target.as_ref(), at, report);
    let beside = matches!(&benefit, Some(Benefit::Gift(gift)) if gift.placing == Placing::Add);
    let limits = match phase {
        Some(phase) if beside || phase == Phase::Points => {
            of_orders(limits?, benefit.as_ref(), habits, &place, report)
        }
        _ => limits,
    };
    let base = base(&document, benefit.as_ref(), habits, at, report);
    let rounding =
        rounding(document.rounding, target.as_ref(), common, &at.field("rounding"), report);
    if let (Some(benefit), Some(rounding)) = (&benefit, rounding) {
        one_for_all(benefit, rounding.level, &conditions, &at_benefit, report);
    }
    let stacking = document.stacking.unwrap_or_default();
    let stacking = of_offer(stacking, common, &at.field("stacking"), report);
    let perk = perk_of(document.uses_perk.take(), common, &at.field("uses_perk"), report);
    let bearers = bearers(document.bearer, &at.field("bearer"), report);
    let (kind, codes) = kind?;
    let mut offer = Offer {
        id: document.id?.0,
        kind,
        window: period?,
        when: when?,
        late,
        target: target?,
        phase: phase?,
        base: base?,
        benefit: benefit?,
        rounding: rounding?,
        bearers: bearers?,
        stacking: stacking?,
        limits: limits?,
        perk: perk?,
        blocked_by: blocks.then(|| of.unexcluded()).flatten(),
        used_without_effect: document.no_effect.map_or(habits.used_without_effect, |it| it.0),
        enrolls: document.activation.unwrap_or_default().0,
        noted: false,
        shown: shown(document.shown),
        rank: 0,
    };
    needs_favourites(&mut offer, of_target.selectors);
    offer.noted = offer.is_coupon() || offer.limits.is_some() || offer.perk.is_some();
    Some(Draft { offer, prices, codes, bonus })
}

fn shown(document: Option<ShownDoc>) -> Shown {
    match document {
        None | Some(ShownDoc::Always) => Shown::Always,
        Some(ShownDoc::WhenEligible) => Shown::WhenEligible,
        Some(ShownDoc::Never) => Shown::Never,
    }
}

/// The perk of whose quota an offer takes.
fn perk_of(
    name: Option<Ident>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Option<PerkId>> {
    let Some(name) = name else { return Some(None) };
    let perk = common.perk(&name, at, report)?;
    if common.names.with_quota.get(usize::from(perk.0)) == Some(&false) {
        let message = format_args!("the perk `{}` has no quota to take of", name.0);
        contradiction(
            message,
            "give it a `quota`, or ask in `when` what the perk asks",
            at,
            report,
        );
        return None;
    }
    Some(Some(perk))
}

/// The lines of an offer on goods that names none: a price list is about its own skus, any other
/// offer about all goods.
fn own_lines(prices: &[(Key, Amount)], selectors: &mut Selectors) -> Target {
    if prices.is_empty() {
        return Target::Lines(selectors.goods());
    }
    Target::Lines(selectors.of_skus(prices.iter().map(|(sku, _)| sku.clone()).collect()))
}

fn target(
    document: TargetDoc<'_>,
    take: UnitOrder,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Target> {
    Some(match document {
        TargetDoc::Order => Target::Order(conditions.selectors.order()),
        TargetDoc::Shipping => Target::Shipping,
        TargetDoc::Lines(selector) => {
            Target::Lines(conditions.selection(selector, &at.field("lines"), report)?)
        }
        TargetDoc::Units(UnitsDoc { of, at_most, per, take: own, .. }) => {
            let at = at.field("units");
            let of = conditions.lines(of, &at, report);
            conditions.target = of.unwrap_or_default();
            let at_most = conditions.amount(at_most, Cell::Count, &at.field("at_most"), report);
            let take = own.map_or(take, unit_order);
            let per = if per == Some(PerDoc::Line) { Per::Line } else { Per::Order };
            Target::Units { of: of?, at_most: at_most?, per, take }
        }
    })
}

/// Reports groups of an order, which is one amount.
fn has_units(
    target: Option<&Target>,
    benefit: Option<&Benefit>,
    at: &Path<'_>,
    report: &mut Report,
) {
    if let (Some(Target::Order(_)), Some(Benefit::Groups(_))) = (target, benefit) {
        let message = format_args!("the order is one amount, and groups are made of units");
        let help = "leave it out, or name `lines`; `phase` says when the offer has its turn";
        contradiction(message, help, at, report);
    }
}

/// Reports a percentage that lines differ in where it is rounded once for all of them.
fn one_for_all(
    benefit: &Benefit,
    level: Level,
    conditions: &Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) {
    let (Benefit::Percent { off: rate, .. } | Benefit::OtherPrice { share: rate, .. }) = benefit
    else {
        return;
    };
    if level == Level::Order && conditions.tells_lines_apart(*rate) {
        let message = format_args!("rounded once for the order, the rate is one for all lines");
        contradiction(message, "let `rounding.level` be `line` or `unit`", at, report);
    }
}

/// When an offer has its turn; the order as one amount has it after the lines.
fn phase(
    written: Option<PhaseDoc>,
    benefit: Option<&Benefit>,
    target: Option<&Target>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Phase> {
    let of_order = matches!(target?, Target::Order(_));
    let written_phase = written.map(|written| match written {
        PhaseDoc::Line => Phase::Line,
        PhaseDoc::Shop => Phase::Shop,
        PhaseDoc::Platform => Phase::Platform,
        PhaseDoc::Shipping => Phase::Shipping,
        PhaseDoc::Points => Phase::Points,
    });
    if let Some((own, name)) = own_phase(benefit?) {
        if written_phase.is_some_and(|written| written != own) {
            let message = format_args!("the benefit has its turn in the phase `{name}`");
            contradiction(message, "leave it out", &at.field("phase"), report);
            return None;
        }
        return Some(own);
    }
    Some(match written {
        Some(PhaseDoc::Line) if of_order => {
            let message = format_args!("the order has its discounts after the lines");
            let help = "`shop` or `platform`; or let the target be `{ \"lines\": {} }`";
            contradiction(message, help, &at.field("phase"), report);
            return None;
        }
        Some(PhaseDoc::Shipping | PhaseDoc::Points) => {
            let message = format_args!("goods have their discounts before shipping and points");
            contradiction(message, "`line`, `shop` or `platform`", &at.field("phase"), report);
            return None;
        }
        None if of_order => Phase::Shop,
        _ => written_phase.unwrap_or(Phase::Line),
    })
}

/// What a percentage is of.
fn base(
    document: &OfferDoc<'_>,
    benefit: Option<&Benefit>,
    habits: Defaults,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Base> {
    let Some(written) = document.base.map(base_of) else { return Some(habits.base) };
    let at = at.field("base");
    if written == Base::After {
        let message = format_args!("a discount is not of what it leaves itself");
        contradiction(message, "`list` or `current`", &at, report);
        return None;
    }
    if !benefit?.takes_percentage() {
        let message = format_args!("the benefit takes no percentage");
        contradiction(message, "leave it out", &at, report);
        return None;
    }
    Some(written)
}

fn rounding(
    document: Option<OfferRoundingDoc<'_>>,
    target: Option<&Target>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<DiscountRounding> {
    let mut rounding = common.discounts?;
    let document = document.unwrap_or_default();
    if matches!(target, Some(Target::Order(_) | Target::Shipping))
        && document.level.is_none_or(|own| level(own) == Level::Order)
    {
        // It is one amount, and has no price of its own.
        (rounding.level, rounding.subject) = (Level::Order, Subject::Discount);
    }
    if let Some(own) = document.subject {
        rounding.subject = subject(own);
    }
    if let Some(own) = document.mode {
        rounding.mode = mode(own);
    }
    if let Some(own) = document.level {
        rounding.level = level(own);
    }
    if let Some(text) = document.granularity {
        let at = at.field("granularity");
        rounding.granularity = common.units.positive_amount(text, &at, report)?;
    }
    price_of_order(rounding, at, report)?;
    Some(rounding)
}
