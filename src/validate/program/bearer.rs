//! Who bears an offer's discount.

use super::money::{contradiction, percent};
use crate::document::leaf::Number;
use crate::document::program::offer::{BearerDoc, SplitDoc};
use crate::problem::{Path, Report};
use crate::program::{Bearer, Bearers};
use crate::value::{Rate, Rounding, mul_div};

/// Who bears the discount.
pub(super) fn bearers(
    document: Option<BearerDoc<'_>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Bearers> {
    Some(Bearers::One(match document {
        None => Bearer::default(),
        Some(BearerDoc::Brand) => Bearer::Brand,
        Some(BearerDoc::Shop) => Bearer::Shop,
        Some(BearerDoc::Platform) => Bearer::Platform,
        Some(BearerDoc::Partner) => Bearer::Partner,
        Some(BearerDoc::Split(split)) => return self::split(split, &at.field("split"), report),
    }))
}

fn split(document: SplitDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Bearers> {
    let SplitDoc { brand, shop, platform, partner, .. } = document;
    let parts = [
        ("brand", Bearer::Brand, brand),
        ("shop", Bearer::Shop, shop),
        ("platform", Bearer::Platform, platform),
        ("partner", Bearer::Partner, partner),
    ];
    let mut split = Vec::new();
    let mut sum = 0;
    for (field, bearer, part) in parts {
        let Some(Number(part)) = part else { continue };
        let part = percent(part, &at.field(field), report).and_then(|part| {
            let rate = Rate::percent(part);
            mul_div(rate.numerator(), 1_000_000_000, rate.denominator(), Rounding::HalfUp)
        })?;
        sum += part;
        split.push((bearer, part));
    }
    if sum != 1_000_000_000 {
        let sum = Rate::billionths(sum).in_percent();
        let message = format_args!("the parts add up to {sum} percent");
        contradiction(message, "they add up to 100", at, report);
        return None;
    }
    Some(Bearers::Split(split.into()))
}
