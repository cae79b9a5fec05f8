//! The programme: its sections in the order in which they need each other.

mod amount;
mod bearer;
mod benefit;
mod bounds;
mod cap;
mod circle;
mod class;
mod condition;
mod contrary;
mod conversion;
mod coupon;
mod covers;
mod declared;
mod earning;
mod ending;
mod expiry;
mod extra;
mod fact;
#[cfg(test)]
mod fact_tests;
mod favourite;
mod give;
mod groups;
mod history;
mod how;
mod key;
mod ladder;
mod levels;
mod lines;
mod migration;
mod money;
mod named;
mod names;
mod number;
mod offer;
mod perk;
mod points;
#[cfg(test)]
mod points_tests;
mod quality;
mod returns;
mod reward;
mod rounding;
mod score;
#[cfg(test)]
mod sections_tests;
mod selector;
mod span;
mod spending;
mod stacking;
mod standing;
mod table;
mod tier;
mod time;
mod times;
mod trigger;
mod watch;
mod worth;
mod zone;

use std::sync::{Arc, OnceLock};

pub(super) use self::coupon::hash;

use self::coupon::{all_codes, codes};
use self::declared::{Ids, activities, pools};
use self::extra::add_bonuses;
use self::history::Looks;
use self::key::keys;
use self::migration::migration;
use self::money::Units;
use self::names::Names;
use self::offer::{Defaults, Draft, defaults, offer};
use self::points::points;
use self::reward::reward;
use self::rounding::{Taxes, coin, discounts, mode, spread};
use self::selector::{Built, Selectors};
use self::span::{cycles, day_sets};
use self::stacking::{groups, stacking};
use self::standing::StandingDocs;
use self::tier::LadderName;
use self::zone::{calendar, zone};
use crate::document::program::ProgramDoc;
use crate::document::program::rounding::ModeDoc;
use crate::document::shape::{Int, List, Text, shown};
use crate::problem::{Code, Path, Problem, Report};
use crate::program::{
    Activity, DiscountRounding, Listed, Offer, On, PointsRounding, PointsRules, Pool, Program,
    Rules, SelectorSet, VoucherKey, What,
};
use crate::value::order::order;
use crate::value::{Calendar, Currency, Cycle, Instant, Rounding, ZoneSource};

/// What several sections need; what could not be read is `None`, and has been reported.
pub(super) struct Common<'v> {
    units: Units,
    calendar: Option<Calendar>,
    taxes: Taxes,
    discounts: Option<DiscountRounding>,
    offer_defaults: Defaults,
    group_ids: Ids<'v>,
    granted: Rounding,
    rule_ids: Ids<'v>,
    activity_ids: Ids<'v>,
    activities: Option<Vec<Activity>>,
    key_ids: Ids<'v>,
    keys: Option<Vec<VoucherKey>>,
    pool_ids: Ids<'v>,
    pools: Option<Vec<Pool>>,
    ladders: Option<Vec<LadderName<'v>>>,
    segment_ids: Ids<'v>,
    names: Names<'v>,
    cycle_ids: Ids<'v>,
    cycles: Option<Vec<Cycle>>,
    day_set_ids: Ids<'v>,
    day_sets: Option<Vec<Listed>>,
}

/// Rules that lack only the warnings of their own reading.
pub(super) struct Unwarned(Rules);

impl Unwarned {
    pub(super) fn finish(mut self, warnings: Vec<Problem>, source: &str) -> Program {
        self.0.warnings = warnings.into();
        self.0.source = source.into();
        Program { rules: Arc::new(self.0) }
    }
}

pub(super) fn program(
    mut document: ProgramDoc<'_>,
    zones: &dyn ZoneSource,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Unwarned> {
    let does_something = document.points.is_some()
        || document.offers.is_some()
        || document.tiers.is_some()
        || document.perks.is_some();
    let standing = StandingDocs::take(&mut document);
    let mut rounding = document.rounding.take().unwrap_or_default();
    let mode_of = |written: Option<ModeDoc>, habit| written.map_or(habit, mode);
    let modes = PointsRounding {
        granted: mode_of(rounding.points_granted, Rounding::Floor),
        charged: mode_of(rounding.points_charged, Rounding::Ceil),
        money: mode_of(rounding.money, Rounding::HalfUp),
    };
    let mut common = Common::of(&mut document, &standing, zones, at, report);
    common.discounts = discounts(&rounding, common.units, &at.field("rounding"), report);
    let at_total = at.field("rounding");
    let coin = coin(rounding.total.take(), common.units, &at_total.field("total"), report);
    let tax = common.taxes.rules(document.tax.take(), coin.flatten(), common.units, at, report);
    common.granted = modes.granted;
    let mut section = document.points.unwrap_or_default();
    let place = at.field("points");
    common.pools = pools(section.pools.take(), section.expiry.take(), &common, &place, report);

    let looks = Looks::new(document.history, &at.field("history"), report);
    let mut selectors = Selectors::new(common.units, looks);
    selectors.name(document.selectors.take(), &common, &at.field("selectors"), report);
    let mut standing = standing.read(&mut common, &mut selectors, at, report);
    let points = points(section, &common, &mut selectors, &place, report);
    let offers = document.offers.unwrap_or_default();
    let at_offers = at.field("offers");
    let mut own = 0;
    let drafts = offers.each_distinct(&at_offers, report, |it, at, report| {
        own += 1;
        offer(it, own - 1, &common, &mut selectors, at, report)
    });
    let mut written = Vec::new();
    for (index, draft) in (0..).zip(drafts.iter().flatten()) {
        written.extend(draft.codes.iter().map(|code| (*code, index)));
    }
    let codes = all_codes(codes(document.codes), &written, &at_offers, report);
    let stacking = document.stacking.unwrap_or_default();
    let stacking = self::stacking(stacking, &common, &at.field("stacking"), report);
    let rewards = document.rewards.unwrap_or_default();
    let rewards = rewards.each_distinct(&at.field("rewards"), report, |it, at, report| {
        reward(it, &common, &mut selectors, at, report)
    });
    let migration = migration(document.migration, &common, &at.field("migration"), report);
    let built = selectors.build(at, report);
    let issues: Vec<On> = drafts.iter().flatten().flat_map(Draft::issues).collect();
    standing.finish(points.as_ref(), &issues, &built, at, report);
    if !does_something && !report.has_errors() {
        let message = format_args!("a programme without `points` and `offers` does nothing");
        report.warn(Code::NoEffect, at, message, "add earning rules or offers");
    }
    let Built {
        selectors,
        facts,
        order_facts,
        tables,
        measures,
        past,
        favourites,
        watches,
        history,
        named,
    } = built;
    let mut drafts = drafts?;
    let bonuses = drafts.iter_mut().enumerate();
    let bonuses = bonuses.filter_map(|(index, it)| Some((index, it.take_bonus()?))).collect();
    let mut offers = ranked(drafts, &selectors);
    // What is asked for is noted.
    for measure in &measures {
        if let What::Uses(offer) = measure.what {
            offers[offer as usize].noted = true;
        }
    }
    let points = add_bonuses(points?, &offers, bonuses, at, report);
    Some(Unwarned(Rules {
        id: document.id?.0,
        version: u32::try_from(document.version?.0).ok()?,
        currency: common.units.currency?,
        calendar: common.calendar?,
        rounding: modes,
        points: PointsRules { pools: common.pools?.into(), ..points },
        ladders: standing.ladders.into(),
        plans: standing.plans.into(),
        perks: standing.perks.into(),
        segments: standing.segments.into(),
        lifecycle: standing.lifecycle,
        scores: standing.scores.into(),
        measures,
        past,
        favourites,
        watches,
        history,
        migration,
        activities: common.activities?.into(),
        rewards: rewards?.into(),
        stacking: stacking?,
        turns: turns(&offers),
        codes,
        keys: common.keys?.into(),
        offers,
        spread: spread(rounding.allocation),
        coin: coin?,
        tax: tax?,
        selectors,
        named,
        facts,
        order_facts,
        tables,
        warnings: Box::default(),
        source: Box::default(),
        sum: OnceLock::new(),
    }))
}

impl<'v> Common<'v> {
    /// What needs nothing of other sections, and what other sections can name.
    fn of(
        document: &mut ProgramDoc<'v>,
        standing: &StandingDocs<'v>,
        zones: &dyn ZoneSource,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Self {
        let currency = document.currency.take();
        let currency = currency.and_then(|code| currency_of(code, &at.field("currency"), report));
        let zone = document.zone.take();
        let zone = zone.and_then(|it| self::zone(&it, zones, &at.field("zone"), report));
        let at_calendar = at.field("calendar");
        let own = document.calendar.take().unwrap_or_default();
        let points = document.points.as_ref();
        let digits = points.and_then(|points| points.decimals.as_ref());
        let digits = digits.map_or(0, |Int(digits)| u8::try_from(*digits).unwrap_or(0));
        let earning = points.and_then(|points| points.earning.as_ref());
        let pools = points.and_then(|points| points.pools.as_ref());
        let activities_of = document.activities.take().unwrap_or_default();
        let offers = document.offers.as_ref().map(List::values).unwrap_or_default();
        let rewards = document.rewards.as_ref().map(List::ids).unwrap_or_default();
        let calendar = zone.map(|zone| self::calendar(zone, &own, &at_calendar, report));
        let keys_of = document.keys.take().unwrap_or_default();
        Self {
            units: Units { currency, point_decimals: digits },
            taxes: Taxes::new(document.tax.as_ref()),
            discounts: None,
            offer_defaults: document.offer_defaults.as_ref().map(defaults).unwrap_or_default(),
            granted: Rounding::Floor,
            rule_ids: earning.map(List::ids).unwrap_or_default(),
            activity_ids: activities_of.ids(),
            activities: activities(activities_of, &at.field("activities"), report),
            key_ids: keys_of.ids(),
            keys: keys(keys_of, calendar.as_ref(), &at.field("keys"), report),
            calendar,
            pool_ids: pools.map_or_else(|| vec![Some("points")], List::ids),
            pools: None,
            ladders: standing.ladder_names(report),
            segment_ids: standing.segment_ids(),
            group_ids: groups(document.stacking.as_ref()),
            names: standing.names(offers, rewards),
            cycle_ids: own.cycles.as_ref().map(List::ids).unwrap_or_default(),
            cycles: cycles(own.cycles, &at_calendar.field("cycles"), report),
            day_set_ids: own.days.as_ref().map(List::ids).unwrap_or_default(),
            day_sets: day_sets(own.days, &at_calendar.field("days"), report),
        }
    }
}

fn currency_of(Text(code): Text<'_>, at: &Path<'_>, report: &mut Report) -> Option<Currency> {
    let currency = Currency::from_code(code);
    if currency.is_none() {
        let message = format_args!("`{}` is not an active currency", shown(code));
        let report = report.found(code);
        report.error_help(Code::UnknownCurrency, at, message, "an ISO 4217 code such as `CNY`");
    }
    currency
}

/// Ranks the offers: of equal savings the one that ends soonest wins, then the lesser id.
fn ranked(drafts: Vec<Draft<'_>>, set: &SelectorSet) -> Box<[Offer]> {
    let key = |index: usize| {
        let draft: &Draft<'_> = &drafts[index];
        let until = draft.window().until;
        (until.unwrap_or(Instant::MAX), until.is_none(), draft.id())
    };
    let order = order(drafts.len(), &mut |one, other| key(one).cmp(&key(other)));
    let mut ranks = vec![0; drafts.len()];
    for (rank, index) in (0..).zip(order) {
        ranks[index] = rank;
    }
    drafts.into_iter().zip(ranks).map(|(draft, rank)| draft.finish(set, rank)).collect()
}

/// The order of the offers' turns.
fn turns(offers: &[Offer]) -> Box<[usize]> {
    let turn = |index: usize| offers[index].turn();
    order(offers.len(), &mut |one, other| turn(one).cmp(&turn(other))).into()
}
