//! What turns points into something else.

use super::Common;
use super::cap::factor;
use super::condition::{Conditions, Place};
use super::declared::index;
use super::money::{contradiction, more_than_zero};
use super::points::fired_without_order;
use super::selector::Selectors;
use super::worth::{fits, held_offer};
use crate::document::leaf::Number;
use crate::document::program::points::{ConversionDoc, IntoDoc, IntoPoolDoc, IntoVoucherDoc};
use crate::document::program::spending::WorthDoc;
use crate::problem::{Code, Path, Report};
use crate::program::{Becomes, Conversion, PoolId, Selection, Watched};
use crate::value::{Points, Rate};

pub(super) fn conversion(
    document: ConversionDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Conversion> {
    let ConversionDoc { id, on, when, pool, minimum, step, into, .. } = document;
    let on = fired_without_order(on, selectors, "conversion", common, at, report);
    let target = Selection::default();
    let of = id.as_ref().map(|id| Watched::Conversion(id.0.clone()));
    let mut conditions = Conditions::new(common, selectors, target, Place::Occasion);
    let when = conditions.fired(on, of, (when, None), at, report);
    let pool = common.spendable_pool(pool.as_ref(), at, report);
    let minimum = common.units.points_in(minimum, "minimum", at, report);
    let step = common.units.points_in(step, "step", at, report);
    let into = into.and_then(|it| becomes(it, pool, common, &at.field("into"), report));
    let step = step?.unwrap_or(Points::SMALLEST);
    let minimum = minimum?.unwrap_or(step);
    if minimum < step {
        let (least, of_step) = (common.units.written(minimum), common.units.written(step));
        let message = format_args!("the minimum {least} is less than one step, {of_step}");
        let help = "leave it out: fewer points than a step are not converted";
        report.warn(Code::NoEffect, &at.field("minimum"), message, help);
    }
    let minimum = minimum.max(step);
    Some(Conversion { id: id?.0, on: on?, when: when?, pool: pool?, minimum, step, into: into? })
}

fn becomes(
    document: IntoDoc<'_>,
    from: Option<PoolId>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Becomes> {
    Some(match document {
        IntoDoc::Voucher(IntoVoucherDoc { offer, worth, .. }) => {
            let at = at.field("voucher");
            let amount = common.units.amount_in(worth, "worth", &at, report);
            let offer = held_offer(&offer?, common, &at, report)?;
            fits(worth.as_ref(), offer, common, &at, report)?;
            Becomes::Voucher { offer: u32::try_from(offer).ok()?, worth: amount?? }
        }
        IntoDoc::Pool(IntoPoolDoc { id, rate, .. }) => {
            let at = at.field("pool");
            let (at_id, at_rate) = (at.field("id"), at.field("rate"));
            let rate = rate.and_then(|Number(rate)| factor(rate, &at_rate, report));
            let rate = rate.and_then(|rate| {
                more_than_zero(rate > 0, &at_rate, report).map(|()| Rate::billionths(rate))
            });
            let name = id?;
            let found = index(&common.pool_ids, "pool", &name, &at_id, report)?;
            let pool = PoolId(u8::try_from(found).ok()?);
            if from == Some(pool) {
                let message = format_args!("the points are of `{}` already", name.0);
                contradiction(message, "name another pool", &at_id, report);
                return None;
            }
            Becomes::Pool { pool, rate: rate? }
        }
        IntoDoc::CashBack(WorthDoc { worth, .. }) => {
            let worth = common.units.amount_in(worth, "worth", &at.field("cash_back"), report);
            Becomes::CashBack { worth: worth?? }
        }
    })
}
