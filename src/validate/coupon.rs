//! Coupons of a snapshot, what its orders had of offers, and what callers name for an order.

use super::count::money;
use super::member::unknown;
use super::program::hash;
use crate::document::event::{ActivateEventDoc, CouponEventDoc, IssueCouponDoc, RevokeCouponDoc};
use crate::document::leaf::{At, Ident, Keyed};
use crate::document::member::{CouponDoc, OfferUseDoc};
use crate::document::options::{CounterDoc, EnteredDoc, EnteredDocs, VoucherDoc};
use crate::document::shape::{Int, Text, missing, shown};
use crate::engine::{Counter, Entered, Happening, Voucher, Wanted};
use crate::member::{Coupon, Member, OfferUse};
use crate::problem::{Code, Path, Report};
use crate::program::{OfferKind, Program};
use crate::value::order::order;
use crate::value::{Id, Money, Window};

pub(super) fn coupon(
    document: CouponDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Coupon> {
    let valid = valid(document.from, document.until, at, report);
    Some(Coupon {
        id: document.id?.0,
        offer: document.offer?.0,
        at: document.issued_at?.0,
        valid: valid?,
        worth: document.worth_minor.and_then(|Int(minor)| Money::new(minor)),
        order: document.order.map(|it| it.0),
        used: document.used.map(|it| it.0),
        revoked: document.revoked == Some(Int(1)),
    })
}

fn valid(
    from: Option<At>,
    until: Option<At>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Window> {
    let (from, until) = (from.map(|it| it.0), until.map(|it| it.0));
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        let message = format_args!("the coupon would end before it begins");
        report.error(Code::EmptyWindow, &at.field("until"), message);
        return None;
    }
    Some(Window { from, until })
}

pub(super) fn offer_use(
    document: OfferUseDoc<'_>,
    _: &Path<'_>,
    _: &mut Report,
) -> Option<OfferUse> {
    Some(OfferUse {
        offer: document.offer?.0,
        uses: u32::try_from(document.uses?.0).ok()?,
        saved: money(document.saved_minor),
        coupon: document.coupon.map(|it| it.0),
        code: document.code.map(|it| it.0),
    })
}

/// A coupon is used by one order at most, which is the one that it names if that is there.
pub(super) fn used_once(member: &Member, at: &Path<'_>, report: &mut Report) {
    let coupons = &member.coupons;
    let by_id = order(coupons.len(), &mut |one, other| coupons[one].id.cmp(&coupons[other].id));
    let find = |id| by_id.binary_search_by(|place| coupons[*place].id.cmp(id)).ok();
    let list = at.field("orders");
    for (index, order) in member.orders.iter().enumerate() {
        let at = list.index(index);
        let list = at.field("uses");
        for (index, used) in order.uses.iter().enumerate() {
            let Some(place) = used.coupon.as_ref().and_then(find) else { continue };
            let coupon = &coupons[by_id[place]];
            let has = !order.came_back();
            if coupon.offer != used.offer || has && coupon.used.as_ref() != Some(&order.id) {
                let message = format_args!("the coupon `{}` says otherwise", coupon.id);
                let at = list.index(index);
                report.error(Code::Contradiction, &at.field("coupon"), message);
            }
        }
    }
}

/// What a caller names for an order.
pub(super) fn entered(
    documents: EnteredDocs<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Entered> {
    let EnteredDocs { coupons, without, counters } = documents;
    let coupons = coupons.unwrap_or_default();
    let coupons = coupons.each(&at.field("coupons"), report, |it, at, report| {
        Some(match it {
            EnteredDoc::Text(text) => Wanted::Text(text.into()),
            EnteredDoc::Unique(it) => Wanted::Code { code: it.code?.0.into(), offer: it.offer?.0 },
            EnteredDoc::Signed(it) => {
                Wanted::Voucher(Box::new(voucher(it.voucher?, &at.field("voucher"), report)?))
            }
        })
    });
    let without = without.unwrap_or_default();
    let without = without.each(&at.field("without"), report, |Ident(id), _, _| Some(id));
    let at = at.field("counters");
    let counters = match counters {
        None => Some(Vec::new()),
        Some(list) => list.each(&at, report, |name, counter, at, report| {
            let id = crate::document::leaf::ident(name, at, report);
            let CounterDoc { uses, amount_minor, .. } = counter?;
            let uses = uses.map_or(0, |Int(uses)| uses);
            Some((id?.0, Counter { uses, amount: money(amount_minor) }))
        }),
    };
    Some(Entered { coupons: coupons?, without: without?, counters: counters? })
}

/// What a voucher says. Whether it makes sense is judged when it is used: a member who enters one
/// did not write it.
fn voucher(document: VoucherDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Voucher> {
    let VoucherDoc { program, offer, serial, key, holder, from, until, .. } = document;
    let holder = match holder {
        None => Some(None),
        Some(Text(text)) => {
            let holder = hash(text);
            if holder.is_none() {
                let message = format_args!(
                    "`{}` is no hash of a holder: 64 hexadecimal digits, small",
                    shown(text)
                );
                report.no("holder", text).error(Code::BadId, &at.field("holder"), message);
            }
            holder.map(Some)
        }
    };
    Some(Voucher {
        program: program?.0,
        offer: offer?.0,
        serial: serial?.0,
        key: key?.0,
        holder: holder?,
        from: from.map(|At(from)| from),
        until: until.map(|At(until)| until),
    })
}

/// A coupon is issued, or taken away.
pub(super) fn happened(
    program: &Program,
    document: CouponEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let IssueCouponDoc { id, offer, from, until, worth_minor, .. } = match document {
        CouponEventDoc::Revoke(RevokeCouponDoc { coupon, .. }) => {
            return coupon.map(|Keyed(id)| Happening::RevokeCoupon { id });
        }
        CouponEventDoc::Issue(issue) => issue,
    };
    let at = at.field("issue");
    let window = valid(from, until, &at, report);
    let Ident(offer) = offer?;
    let index = declared(program, &offer, &at, report)?;
    if !matches!(program.rules.offers[index].kind, OfferKind::Wallet(_)) {
        let message = format_args!("the offer `{offer}` is no coupon that members hold");
        let help = "its `kind` would be `wallet`";
        report.error_help(Code::Contradiction, &at.field("offer"), message, help);
        return None;
    }
    let worth = worth_minor.and_then(|Int(minor)| Money::new(minor));
    match (program.rules.offers[index].takes_worth(), worth) {
        (true, None) => {
            if !report.has_errors() {
                missing("worth_minor", &at, report);
            }
            return None;
        }
        (false, Some(_)) => {
            let message = format_args!("the offer `{offer}` does not take what a coupon is worth");
            let help = "leave it out; or let the offer's `amount` have `off: \"worth\"`";
            report.error_help(Code::Contradiction, &at.field("worth_minor"), message, help);
            return None;
        }
        _ => {}
    }
    Some(Happening::IssueCoupon { offer: index, id: id?.0, valid: window?, worth })
}

/// The place of the offer that the field `offer` names.
fn declared(program: &Program, offer: &Id, at: &Path<'_>, report: &mut Report) -> Option<usize> {
    let found = program.rules.offers.iter().position(|it| it.id == *offer);
    if found.is_none() {
        let known = &mut program.rules.offers.iter().map(|offer| offer.id.as_str());
        unknown("offer", offer.as_str(), known, &at.field("offer"), report);
    }
    found
}

/// A member enrols in an offer.
pub(super) fn enrolled(
    program: &Program,
    document: &ActivateEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let Ident(offer) = document.offer.as_ref()?;
    let index = declared(program, offer, at, report)?;
    if !program.rules.offers[index].enrolls {
        let message = format_args!("the offer `{offer}` needs no enrolment");
        let help = "its `activation` would be `required`";
        report.error_help(Code::Contradiction, &at.field("offer"), message, help);
        return None;
    }
    Some(Happening::Activate { offer: index })
}
