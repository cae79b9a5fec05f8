//! How offers come to an order, and how often.

use super::Common;
use super::condition::{Conditions, Place};
use super::key::signed;
use super::money::contradiction;
use super::offer::Defaults;
use super::selector::Selectors;
use super::table::Cell;
use super::time::{lasting, window};
use super::trigger::trigger;
use super::worth::fits;
use crate::document::leaf::Ident;
use crate::document::program::coupon::{
    CodesDoc, IssueDoc, KindDoc, MemberLimitDoc, OfferLimitsDoc, OverrunDoc, PublicCodeDoc,
    UseUnitDoc, ValidDoc, WalletDoc,
};
use crate::document::shape::{Int, Text, missing, shown};
use crate::problem::{Code, Path, Report};
use crate::program::{
    Amount, Benefit, CapPer, Codes, Hashes, Issue, Limits, MemberLimit, OfferKind, Overrun,
    Selection, UseUnit, Valid, Wallet, Watched,
};
use crate::value::Id;
use crate::value::bounds::MAX_KEY_CHARS;
use crate::value::order::sorted;

/// A kind, and the codes that anyone may know, as they are written.
pub(super) type Read<'v> = (OfferKind, Vec<&'v str>);

/// The programme's habits of codes; what they are comes with the offers.
pub(super) fn codes(document: Option<CodesDoc<'_>>) -> Codes {
    let CodesDoc { case, ignore, .. } = document.unwrap_or_default();
    let (sensitive, exact) = (case.unwrap_or_default().0, ignore.unwrap_or_default().0);
    Codes { sensitive, exact, plain: Box::default() }
}

pub(super) fn kind<'v>(
    document: Option<KindDoc<'v>>,
    offer: usize,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Read<'v>> {
    let kind = match document {
        None | Some(KindDoc::Automatic) => OfferKind::Automatic,
        Some(KindDoc::UniqueCode) => OfferKind::Unique,
        Some(KindDoc::Signed(it)) => signed(it, common, &at.field("signed"), report)?,
        Some(KindDoc::PublicCode(it)) => return public(it, &at.field("public_code"), report),
        Some(KindDoc::Wallet(it)) => {
            OfferKind::Wallet(wallet(it, offer, common, selectors, &at.field("wallet"), report)?)
        }
    };
    Some((kind, Vec::new()))
}

fn wallet(
    document: WalletDoc<'_>,
    offer: usize,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Wallet> {
    let issue = document.issue.unwrap_or_default();
    let issue = issue.each(&at.field("issue"), report, |it, at, report| {
        issued(it, offer, common, selectors, at, report)
    });
    let at = at.field("valid");
    let valid = match document.valid {
        None => Some(Valid::Offer),
        Some(ValidDoc::Window(it)) => {
            let at = at.field("window");
            window(Some(it), common.calendar.as_ref(), &at, report).map(Valid::Within)
        }
        Some(ValidDoc::AfterIssue(it)) => {
            lasting(Some(it), &at.field("after_issue"), report).map(Valid::After)
        }
    };
    Some(Wallet { issue: issue?.into(), valid: valid? })
}

fn issued(
    document: IssueDoc<'_>,
    offer: usize,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Issue> {
    let on = trigger(document.on, selectors.next_watch(), common, at, report);
    let mut conditions = Conditions::new(common, selectors, Selection::default(), Place::Occasion);
    let own = common.names.offers.get(offer).copied().flatten();
    let of = own.and_then(|id| Id::parse(id).ok()).map(Watched::Offer);
    let when = conditions.fired(on, of, (document.when, None), at, report);
    let count = match document.count {
        None => Some(Amount::Fixed(1)),
        count => conditions.amount(count, Cell::Count, &at.field("count"), report),
    };
    let at_most = document.at_most.and_then(|Int(most)| u32::try_from(most).ok());
    let fits = fits(document.worth.as_ref(), offer, common, at, report);
    let worth = match document.worth {
        None => Some(None),
        worth => conditions.amount(worth, Cell::Positive, &at.field("worth"), report).map(Some),
    };
    fits?;
    Some(Issue { on: on?, when: when?, count: count?, at_most, worth: worth? })
}

fn public<'v>(document: PublicCodeDoc<'v>, at: &Path<'_>, report: &mut Report) -> Option<Read<'v>> {
    let PublicCodeDoc { codes, hashes, salt, .. } = document;
    if codes.is_some() == hashes.is_some() && !(codes.is_none() && report.has_errors()) {
        let message = format_args!("exactly one of `codes` and `hashes` is given");
        report.error(Code::NotOneChoice, at, message);
        return None;
    }
    if let Some(codes) = codes {
        if salt.is_some() {
            let message = format_args!("codes that stand here are not hidden by a salt");
            contradiction(message, "leave it out", &at.field("salt"), report);
        }
        let at = at.field("codes");
        if codes.is_empty() {
            report.error(Code::Empty, &at, format_args!("there is at least one code"));
        }
        let codes = codes.each(&at, report, |Text(code), at, report| {
            let chars = code.chars().count();
            if chars > MAX_KEY_CHARS as usize {
                let message =
                    format_args!("{chars} characters, at most {MAX_KEY_CHARS} are allowed");
                report.at_most(MAX_KEY_CHARS).error(Code::TooLong, at, message);
            }
            Some(code)
        });
        return Some((OfferKind::Public(None), codes?));
    }
    if salt.is_none() {
        missing("salt", at, report);
    }
    let hashes = hashes?.each(&at.field("hashes"), report, |Text(text), at, report| {
        let hash = hash(text);
        if hash.is_none() {
            let message =
                format_args!("`{}` is no hash: 64 hexadecimal digits, small", shown(text));
            report.no("hash", text).error(Code::BadId, at, message);
        }
        hash
    });
    let hashes = Hashes { salt: salt?.0.into(), hashes: hashes?.into() };
    Some((OfferKind::Public(Some(hashes)), Vec::new()))
}

/// The 32 bytes that 64 hexadecimal digits are.
pub(in crate::validate) fn hash(text: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    if text.len() != 64 {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(hash)
}

/// The codes of all offers, as they are compared; reports those that two of them are.
pub(super) fn all_codes(
    mut rules: Codes,
    written: &[(&str, u32)],
    at: &Path<'_>,
    report: &mut Report,
) -> Codes {
    let mut plain = Vec::with_capacity(written.len());
    for &(code, offer) in written {
        let normal = rules.normal(code);
        if normal.is_empty() {
            let message = format_args!("of the code `{}` nothing is compared", shown(code));
            let at = at.index(offer as usize);
            report.error(Code::Empty, &at.field("kind"), message);
        }
        plain.push((normal, offer));
    }
    let plain = sorted(plain, |one, other| one.cmp(other));
    for pair in plain.windows(2) {
        if pair[0].0 == pair[1].0 {
            let message = format_args!("the code `{}` stands here twice", shown(&pair[0].0));
            let help = "as codes are compared: see `codes` of the programme";
            let at = at.index(pair[1].1 as usize);
            let report = report.id(&pair[0].0);
            report.error_help(Code::DuplicateId, &at.field("kind"), message, help);
        }
    }
    rules.plain = plain.into();
    rules
}

/// How often an offer may be used, of an order by its benefit. What limits it besides: its target,
/// of which a member has so many units, and the quota of a perk.
pub(super) fn limits(
    document: Option<OfferLimitsDoc<'_>>,
    benefit: Option<&mut Benefit>,
    (units_of_member, perk): (Option<Amount>, Option<&Ident>),
    habits: Defaults,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Option<Box<Limits>>> {
    let document = match document {
        None if units_of_member.is_none() && perk.is_none() => return Some(None),
        written => written.unwrap_or_default(),
    };
    let OfferLimitsDoc { per_member, total, budget, per_order, unit, .. } = document;
    let OfferLimitsDoc { overrun, cancelled, guests, .. } = document;
    if units_of_member.is_some() {
        let others = [
            ("unit", unit.is_some_and(|it| it != UseUnitDoc::Unit)),
            ("overrun", overrun.is_some_and(|it| it != OverrunDoc::Trim)),
        ];
        for (field, _) in others.into_iter().filter(|(_, other)| *other) {
            let message = format_args!("the target is so many units of a member, or what is left");
            contradiction(message, "leave it out", &at.field(field), report);
        }
    }
    let repeats = benefit.as_ref().is_some_and(|benefit| benefit.repeats());
    if let (Some(Int(most)), Some(benefit)) = (per_order, benefit) {
        if !repeats {
            let message = format_args!("the benefit has no groups and counts nothing that is full");
            let help = "an order has it once; leave it out";
            contradiction(message, help, &at.field("per_order"), report);
            return None;
        }
        benefit.at_most(u32::try_from(most).ok()?);
    }
    let units = conditions.common.units;
    let per_member =
        per_member.unwrap_or_default().each(&at.field("per_member"), report, |it, at, report| {
            member_limit(it, conditions, at, report)
        });
    let budget = units.amount_in(budget, "budget", at, report);
    let (mut per_member, budget) = (per_member?, budget?);
    let (mut unit, mut overrun) =
        (unit.map_or(habits.unit, use_unit), overrun.map_or(habits.overrun, overrun_of));
    if units_of_member.is_some() {
        per_member.push(MemberLimit { uses: units_of_member, amount: None, per: None });
        (unit, overrun) = (UseUnit::Unit, Overrun::Trim);
    }
    let total = total.and_then(|Int(total)| u32::try_from(total).ok());
    if per_member.is_empty() && total.is_none() && budget.is_none() && perk.is_none() {
        if per_order.is_some() {
            return Some(None);
        }
        let message = format_args!(
            "there is at least one of `per_member`, `total`, `budget` and `per_order`"
        );
        report.error(Code::Empty, at, message);
        return None;
    }
    Some(Some(Box::new(Limits {
        per_member: per_member.into(),
        total,
        budget,
        unit: if unit == UseUnit::Application && !repeats { UseUnit::Order } else { unit },
        overrun,
        kept: cancelled.map_or(habits.kept, |it| it.0),
        guests: guests.map_or(habits.guests, |it| it.0),
    })))
}

pub(super) fn use_unit(document: UseUnitDoc) -> UseUnit {
    match document {
        UseUnitDoc::Order => UseUnit::Order,
        UseUnitDoc::Application => UseUnit::Application,
        UseUnitDoc::Unit => UseUnit::Unit,
    }
}

/// The limits of an offer that takes nothing off: they count orders alone, and what cash back
/// gives.
pub(super) fn of_orders(
    limits: Option<Box<Limits>>,
    benefit: Option<&Benefit>,
    habits: Defaults,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Option<Box<Limits>>> {
    let Some(mut limits) = limits else { return Some(None) };
    let counts = |it: &MemberLimit| it.amount.is_some();
    let by_amount = limits.budget.is_some() || limits.per_member.iter().any(counts);
    if by_amount && !matches!(benefit, Some(Benefit::CashBack(_))) {
        let message = format_args!("the benefit gives no money that an amount could limit");
        contradiction(message, "limit its `uses`", at, report);
        return None;
    }
    if limits.unit != UseUnit::Order && limits.unit != habits.unit {
        let message = format_args!("the benefit makes no unit cheaper that could be counted");
        contradiction(message, "leave it out: a use is an order", &at.field("unit"), report);
        return None;
    }
    limits.unit = UseUnit::Order;
    Some(Some(limits))
}

pub(super) fn overrun_of(document: OverrunDoc) -> Overrun {
    match document {
        OverrunDoc::Refuse => Overrun::Refuse,
        OverrunDoc::Trim => Overrun::Trim,
        OverrunDoc::Allow => Overrun::Allow,
    }
}

fn member_limit(
    document: MemberLimitDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<MemberLimit> {
    let MemberLimitDoc { uses, amount, per, .. } = document;
    if uses.is_none() && amount.is_none() {
        missing("uses", at, report);
        return None;
    }
    let mut number = |written: Option<_>, cell, name| match written {
        None => Some(None),
        written => conditions.amount(written, cell, &at.field(name), report).map(Some),
    };
    let (uses, amount) = (number(uses, Cell::Count, "uses"), number(amount, Cell::Money, "amount"));
    let at = at.field("per");
    let per = match conditions.common.per(per?.0, &at, report)? {
        CapPer::Cycle(per) => {
            conditions.selectors.looks.cycle(per, 0, &at, report);
            Some(per)
        }
        _ => None,
    };
    Some(MemberLimit { uses: uses?, amount: amount?, per })
}
