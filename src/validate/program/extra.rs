//! Benefits beside the price of the goods: shipping, gifts, points, money later.

use super::condition::Conditions;
use super::declared::not_empty;
use super::give::Giving;
use super::money::contradiction;
use super::table::{Cell, OfLines};
use crate::document::leaf::{Keyed, Tabled};
use crate::document::program::earning::GiveDoc;
use crate::document::program::offer::{
    BenefitDoc, CashBackDoc, GiftChoiceDoc, GiftDoc, PlacingDoc, ShippingOffDoc, TimesDoc,
};
use crate::document::shape::{Int, missing};
use crate::problem::{Code, Path, Report};
use crate::program::{
    Amount, Benefit, CashBack, Condition, Earning, Gift, GiftChoice, Give, Multiplier, Off, Offer,
    On, OrderFact, OrderIs, Phase, Placing, PointsRules, RuleSet, Selection, ShippingOff, Stated,
    Target,
};
use crate::value::bounds::{MAX_EARNING_RULES, MAX_MULTIPLIERS};
use crate::value::{Key, Window};

/// What an offer adds to what orders earn.
pub(super) enum Bonus {
    Points(Give),
    Times(Amount),
}

/// A benefit as it is read: what it adds to what orders earn, what it asks of an order, and what it
/// can't do without.
pub(super) struct Extra {
    pub(super) benefit: Benefit,
    pub(super) bonus: Option<Bonus>,
    pub(super) when: Option<Condition>,
    pub(super) valued: Vec<Amount>,
}

/// Reads a benefit that takes nothing off goods, or units as gifts.
pub(super) fn extra(
    document: BenefitDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Extra> {
    match document {
        BenefitDoc::Shipping(document) => {
            shipping(document, conditions, &at.field("shipping"), report)
        }
        BenefitDoc::Gift(document) => {
            let benefit = gift(document, conditions, &at.field("gift"), report)?;
            Some(Extra { benefit, bonus: None, when: None, valued: Vec::new() })
        }
        BenefitDoc::Points(document) => points(document, conditions, &at.field("points"), report),
        BenefitDoc::Multiplier(TimesDoc { by, .. }) => {
            let at = at.field("multiplier");
            let at = at.field("by");
            let by = conditions.amount_of(OfLines::Own, by, Cell::Factor, &at, report)?;
            let bonus = Some(Bonus::Times(by));
            Some(Extra { benefit: Benefit::Multiplier, bonus, when: None, valued: vec![by] })
        }
        BenefitDoc::CashBack(document) => {
            cash_back(document, conditions, &at.field("cash_back"), report)
        }
        _ => None,
    }
}

/// One of `off`, `amount` and `price`; of none, `habit`.
fn off(
    [off, amount, price]: [Option<Tabled<'_>>; 3],
    habit: Option<Off>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<(Off, Vec<Amount>)> {
    let given = [("off", off.is_some()), ("amount", amount.is_some()), ("price", price.is_some())];
    let mut given = given.iter().filter(|(_, is)| *is);
    let (first, second) = (given.next(), given.next());
    if let (Some((one, _)), Some((other, _))) = (first, second) {
        let message = format_args!("`{one}` and `{other}` say how much in two ways");
        contradiction(message, "keep one of them", &at.field(other), report);
        return None;
    }
    let off = match (off, amount, price) {
        (off @ Some(_), ..) => {
            Off::Percent(conditions.amount(off, Cell::Off, &at.field("off"), report)?)
        }
        (_, amount @ Some(_), _) => {
            Off::Amount(conditions.amount(amount, Cell::Positive, &at.field("amount"), report)?)
        }
        (.., price @ Some(_)) => {
            Off::Price(conditions.amount(price, Cell::Money, &at.field("price"), report)?)
        }
        _ => match habit {
            None => {
                missing("off", at, report);
                return None;
            }
            Some(habit) => habit,
        },
    };
    let (Off::Percent(value) | Off::Amount(value) | Off::Price(value)) = off;
    Some((off, vec![value]))
}

fn cap(
    written: Option<Tabled<'_>>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Option<Amount>> {
    match written {
        None => Some(None),
        cap => conditions.amount(cap, Cell::Positive, &at.field("cap"), report).map(Some),
    }
}

fn shipping(
    document: ShippingOffDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Extra> {
    let ShippingOffDoc { off, amount, price, methods, cap, .. } = document;
    let when = match methods {
        None => None,
        Some(methods) => {
            let at = at.field("methods");
            not_empty(methods.is_empty(), &at, report)?;
            let names = methods.each(&at, report, |Keyed(name), _, _| Some(Stated::Text(name)))?;
            let of = conditions.selectors.order_fact(OrderFact::ShippingMethod);
            Some(Condition::OrderIs(Box::new(OrderIs { of, is: names.into() })))
        }
    };
    let all = Off::Percent(Amount::Fixed(1_000_000_000));
    let off = self::off([off, amount, price], Some(all), conditions, at, report);
    let cap = self::cap(cap, conditions, at, report)?;
    let (off, mut valued) = off?;
    valued.extend(cap);
    let benefit = Benefit::Shipping(ShippingOff { off, cap });
    Some(Extra { benefit, bonus: None, when, valued })
}

fn cash_back(
    document: CashBackDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Extra> {
    let CashBackDoc { off, amount, cap, after, .. } = document;
    let off = self::off([off, amount, None], None, conditions, at, report);
    let cap = self::cap(cap, conditions, at, report)?;
    let (off, mut valued) = off?;
    valued.extend(cap);
    let after = after.map(|it| it.0);
    let benefit = Benefit::CashBack(CashBack { off, cap, after });
    Some(Extra { benefit, bonus: None, when: None, valued })
}

fn points(
    document: GiveDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Extra> {
    let common = conditions.common;
    let mut giving = Giving { common, selectors: conditions.selectors, on: Some(On::Order) };
    let give = giving.give(document, at, report)?;
    let valued = vec![give.points()];
    let bonus = Some(Bonus::Points(give));
    Some(Extra { benefit: Benefit::Points, bonus, when: None, valued })
}

fn gift(
    document: GiftDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Benefit> {
    let GiftDoc { choices, placing, claim, .. } = document;
    let (choices, place) = (choices?, at.field("choices"));
    not_empty(choices.is_empty(), &place, report)?;
    let mut known: Vec<Key> = Vec::new();
    let choices = choices.each(&place, report, |it, at, report| {
        let GiftChoiceDoc { sku, units, stock, .. } = it;
        let sku = sku?.0;
        if known.contains(&sku) {
            let message = format_args!("the sku `{sku}` is a choice already");
            let report = report.id(sku.as_str());
            report.error(Code::DuplicateId, &at.field("sku"), message);
            return None;
        }
        known.push(sku.clone());
        let lines = conditions.selectors.of_skus(vec![sku.clone()]);
        let count = |it: Option<i64>| it.and_then(|count| u32::try_from(count).ok());
        let stock = count(stock.map(|Int(stock)| stock));
        let units = count(units.map(|Int(units)| units)).unwrap_or(1);
        Some(GiftChoice { sku, lines, units, stock })
    });
    let placing = match placing {
        None | Some(PlacingDoc::DiscountOrOffer) => Placing::DiscountOrOffer,
        Some(PlacingDoc::Discount) => Placing::Discount,
        Some(PlacingDoc::Add) => Placing::Add,
    };
    let claimed = claim.unwrap_or_default().0;
    Some(Benefit::Gift(Gift { choices: choices?.into(), placing, claimed }))
}

/// The target of a benefit that can't be about any goods, or about any at all; `None` of another.
pub(super) fn own_target(benefit: &Benefit, order: Selection) -> Option<Target> {
    Some(match benefit {
        Benefit::Shipping(_) => Target::Shipping,
        Benefit::CashBack(_) | Benefit::Amount(_) | Benefit::Every(_) => Target::Order(order),
        Benefit::Gift(_) | Benefit::Points | Benefit::Multiplier => Target::None,
        _ => return None,
    })
}

/// Whether a benefit can be about the target that is written.
pub(super) fn can_be_about(
    benefit: &Benefit,
    target: &Target,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let (message, help) = match (benefit, target) {
        (Benefit::Shipping(_), Target::Shipping)
        | (Benefit::CashBack(_), Target::Lines(_) | Target::Order(_))
        | (Benefit::Multiplier, Target::Lines(_)) => return Some(()),
        (Benefit::Shipping(_), _) => (
            "the benefit is about what shipping costs",
            "leave `target` out, or let it be `shipping`",
        ),
        (_, Target::Shipping) => (
            "the benefit is not about what shipping costs",
            "let the benefit be `shipping`, or the target the goods",
        ),
        (Benefit::CashBack(_) | Benefit::Multiplier, _) => {
            ("the benefit is about all units of lines", "let `target` be `lines`, or leave it out")
        }
        (Benefit::Gift(_), _) => ("a gift names its goods itself", "leave `target` out"),
        (Benefit::FixedPrice(_) | Benefit::PriceList(_), Target::Order(_)) => (
            "the order is one amount, and these are prices of units",
            "leave it out, or name `lines`; `phase` says when the offer has its turn",
        ),
        (Benefit::Points, _) => {
            ("bonus points discount nothing", "leave `target` out, and say `of` in what they count")
        }
        _ => return Some(()),
    };
    contradiction(format_args!("{message}"), help, at, report);
    None
}

/// The phase of a benefit that has but one; `None` of another.
pub(super) fn own_phase(benefit: &Benefit) -> Option<(Phase, &'static str)> {
    Some(match benefit {
        Benefit::Shipping(_) => (Phase::Shipping, "shipping"),
        Benefit::Gift(_) => (Phase::Line, "line"),
        Benefit::Points | Benefit::Multiplier | Benefit::CashBack(_) => (Phase::Points, "points"),
        _ => return None,
    })
}

/// The rules and multipliers of offers stand behind the programme's own.
pub(super) fn add_bonuses(
    points: PointsRules,
    offers: &[Offer],
    bonuses: Vec<(usize, Bonus)>,
    at: &Path<'_>,
    report: &mut Report,
) -> PointsRules {
    let at = at.field("offers");
    let PointsRules { earning, mut multipliers, .. } = points;
    let (mut earning, mut rules) = (earning.into_vec(), multipliers.rules.into_vec());
    for (index, bonus) in bonuses {
        let Some(offer) = offers.get(index) else { continue };
        let at = at.index(index);
        let id = offer.id.clone();
        let (taken, full) = match bonus {
            Bonus::Points(give) => {
                let taken = earning.iter().any(|rule| rule.offer.is_none() && rule.id == id);
                let multiplied = !matches!(give, Give::Points(_) | Give::Streak(_));
                let (on, window) = (On::Order, Window::ALWAYS);
                earning.push(Earning {
                    id,
                    offer: Some(index),
                    on,
                    window,
                    when: Condition::always(),
                    give,
                    pool: points.main,
                    available: crate::program::Availability::AtOnce,
                    expires: None,
                    caps: Box::default(),
                    multiplied,
                });
                (taken.then_some("earning rule"), earning.len() > MAX_EARNING_RULES as usize)
            }
            Bonus::Times(by) => {
                let taken = rules.iter().any(|it| it.offer.is_none() && it.id == id);
                let of = match offer.target {
                    Target::Lines(of) => of,
                    _ => Selection::default(),
                };
                rules.push(Multiplier {
                    id,
                    offer: Some(index),
                    by,
                    when: Condition::always(),
                    window: Window::ALWAYS,
                    of,
                    rules: RuleSet::default(),
                });
                (taken.then_some("multiplier"), rules.len() > MAX_MULTIPLIERS as usize)
            }
        };
        if let Some(what) = taken {
            let message = format_args!("the id `{}` is taken by the {what} of that name", offer.id);
            let help = "points are told apart by the rule or offer that gave them";
            let report = report.id(offer.id.as_str());
            report.error_help(Code::DuplicateId, &at.field("id"), message, help);
        }
        if full {
            let message = format_args!(
                "offers and rules together: at most {MAX_EARNING_RULES} that give points, and \
                 {MAX_MULTIPLIERS} that multiply them"
            );
            report.error(Code::TooMany, &at.field("benefit"), message);
        }
    }
    multipliers.rules = rules.into();
    PointsRules { earning: earning.into(), multipliers, ..points }
}
