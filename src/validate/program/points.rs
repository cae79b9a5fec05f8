//! The section `points`, part by part.

use super::Common;
use super::cap::{Capped, caps, multipliers};
use super::condition::{Conditions, Place};
use super::conversion::conversion;
use super::earning::earning;
use super::money::{contradiction, percent, stepped};
use super::returns::returns;
use super::reward::points_price;
use super::selector::Selectors;
use super::spending::cash;
use super::trigger::trigger;
use crate::document::leaf::{Number, Plain};
use crate::document::program::earning::TriggerDoc;
use crate::document::program::points::{
    ForfeitDoc, HouseholdDoc, MatchingDoc, PointsDoc, TakeDoc, TransfersDoc,
};
use crate::document::program::spending::SpendingDoc;
use crate::problem::{Code, Path, Report};
use crate::program::{
    Cash, Forfeit, Household, Matching, Multipliers, On, PointsPrice, PointsRules, RuleId,
    Selection, Take, Transfers, Watched,
};
use crate::value::{Points, Rate};

/// Everything but the pools, which [`Common`] has.
pub(super) fn points(
    document: PointsDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<PointsRules> {
    let mut rules = 0;
    let earning_rules = document.earning.unwrap_or_default();
    let earning = earning_rules.each_distinct(&at.field("earning"), report, |it, at, report| {
        rules += 1;
        earning(it, RuleId(rules - 1), common, selectors, at, report)
    });
    let spending = document.spending.unwrap_or_default();
    let (cash, prices) = self::spending(spending, common, selectors, &at.field("spending"), report);
    let matching = match document.matching {
        None | Some(MatchingDoc::All) => Matching::All,
        Some(MatchingDoc::First) => Matching::First,
        Some(MatchingDoc::Highest) => Matching::Highest,
    };
    let multipliers = match document.multipliers {
        None => Some(Multipliers::default()),
        Some(document) => {
            multipliers(document, common, selectors, &at.field("multipliers"), report)
        }
    };
    let mut conditions = Conditions::new(common, selectors, Selection::default(), Place::Order);
    let caps = caps(document.caps, Capped::Rules, &mut conditions, at, report);
    let returns = returns(document.returns, common, &at.field("returns"), report);
    let has_household = document.household.is_some();
    let household = match document.household {
        None => Some(None),
        Some(document) => household(&document, &at.field("household"), report).map(Some),
    };
    let transfers = match document.transfers {
        None => Some(None),
        Some(document) => {
            let at = at.field("transfers");
            let target = Selection::default();
            let mut sending = Conditions::new(common, selectors, target, Place::Occasion);
            transfers(document, has_household, &mut sending, &at, report).map(Some)
        }
    };
    let forfeits = document.forfeits.unwrap_or_default();
    let forfeits = forfeits.each_distinct(&at.field("forfeits"), report, |it, at, report| {
        forfeit(it, common, selectors, at, report)
    });
    let conversions = document.conversions.unwrap_or_default();
    let conversions =
        conversions.each_distinct(&at.field("conversions"), report, |it, at, report| {
            conversion(it, common, selectors, at, report)
        });
    Some(PointsRules {
        decimals: common.units.point_decimals,
        main: common.main(),
        pools: Box::default(),
        earning: earning?.into(),
        matching,
        multipliers: multipliers?,
        caps: caps?,
        returns: returns?,
        cash: cash?,
        prices: prices?.into(),
        transfers: transfers?,
        household: household?,
        forfeits: forfeits?.into(),
        conversions: conversions?.into(),
    })
}

/// The most that is known of each part, so that problems of both are reported.
type Spending = (Option<Option<Cash>>, Option<Vec<PointsPrice>>);

fn spending(
    document: SpendingDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Spending {
    let cash = match document.cash {
        None => Some(None),
        Some(document) => cash(document, common, selectors, &at.field("cash"), report).map(Some),
    };
    let prices = document.prices.unwrap_or_default();
    let prices = prices.each_distinct(&at.field("prices"), report, |it, at, report| {
        points_price(it, common, selectors, at, report)
    });
    (cash, prices)
}

fn household(document: &HouseholdDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Household> {
    let HouseholdDoc { earn, share, .. } = document;
    let own = earn.unwrap_or_default().0;
    let share = match share {
        Some(_) if own => {
            let message = format_args!("each earns for oneself, so that no share goes elsewhere");
            contradiction(message, "leave it out", &at.field("share"), report);
            return None;
        }
        Some(Number(share)) => percent(*share, &at.field("share"), report).map(Rate::percent),
        None => Some(if own { Rate::ZERO } else { Rate::ONE }),
    };
    Some(Household { share: share? })
}

fn transfers(
    document: TransfersDoc<'_>,
    has_household: bool,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Transfers> {
    let common = conditions.common;
    let TransfersDoc { minimum, step, fee, within, expires, caps, .. } = document;
    let pool = common.spendable_pool(None, at, report);
    let household_only = within.unwrap_or_default().0;
    if household_only && !has_household && !report.has_errors() {
        let message = format_args!("the programme has no households");
        let help = "say what a `household` is, or let points go to `anyone`";
        contradiction(message, help, &at.field("within"), report);
    }
    let units = common.units;
    let minimum = units.points_in(minimum, "minimum", at, report);
    let step = units.points_in(step, "step", at, report);
    let fee = units.points_in(fee.map(|Plain(fee)| fee), "fee", at, report);
    let step = step?.unwrap_or(Points::SMALLEST);
    let minimum = stepped(minimum?.unwrap_or(Points::ZERO), step, units, at, report);
    let caps = self::caps(caps, Capped::Transfers, conditions, at, report);
    pool?;
    Some(Transfers {
        minimum,
        step,
        fee: fee?.unwrap_or(Points::ZERO),
        household_only,
        renewed: expires.unwrap_or_default().0,
        caps: caps?,
    })
}

fn forfeit(
    document: ForfeitDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Forfeit> {
    let ForfeitDoc { id, on, when, pool, take, .. } = document;
    let on = fired_without_order(on, selectors, "forfeit", common, at, report);
    let target = Selection::default();
    let of = id.as_ref().map(|id| Watched::Forfeit(id.0.clone()));
    let mut conditions = Conditions::new(common, selectors, target, Place::Occasion);
    let when = conditions.fired(on, of, (when, None), at, report);
    let pool = match pool {
        None => Some(None),
        Some(name) => common.named_pool(&name, at, report).map(Some),
    };
    let take = match take {
        None | Some(TakeDoc::All) => Some(Take::All),
        Some(TakeDoc::Points(points)) => {
            let at = at.field("take");
            common.units.positive_points(points, &at.field("points"), report).map(Take::Points)
        }
        Some(TakeDoc::Share(Number(share))) => {
            let at = at.field("take");
            percent(share, &at.field("share"), report).map(Rate::percent).map(Take::Share)
        }
    };
    Some(Forfeit { id: id?.0, on: on?, when: when?, pool: pool?, take: take? })
}

/// What fires a rule that no order does.
pub(super) fn fired_without_order(
    written: Option<TriggerDoc<'_>>,
    selectors: &Selectors,
    rule: &str,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<On> {
    let on = trigger(written, selectors.next_watch(), common, at, report)?;
    if on.has_lines() {
        let message = format_args!("a {rule} on an order is not evaluated by this version");
        let help = "let an activity, a time or a transition fire it";
        let report = report.name("on");
        report.error_help(Code::NotSupported, &at.field("on"), message, help);
        return None;
    }
    Some(on)
}
