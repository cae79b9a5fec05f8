//! Perks and plans.

use super::Common;
use super::condition::{Conditions, Place};
use super::declared::{index, not_empty};
use super::ladder::name_of;
use super::money::contradiction;
use super::selector::Selectors;
use super::table::Cell;
use super::time::{lasting, window};
use crate::document::leaf::Ident;
use crate::document::program::perk::{EarlyAccessDoc, PerkDoc, PerkGivesDoc};
use crate::document::program::tier::PlanDoc;
use crate::document::program::time::DurationDoc;
use crate::document::shape::{List, Read, each_value};
use crate::problem::{Code, Path, Report};
use crate::program::{CapPer, Perk, PerkGives, PerkId, Plan, Quota, Selection};
use crate::value::bounds::{MAX_PERKS, MAX_PLANS};

/// The plans; of what could not be read none, since it was reported.
pub(super) fn plans(
    list: Option<List<'_, PlanDoc<'_>, MAX_PLANS>>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Vec<Plan> {
    let (list, mut plans) = (list.unwrap_or_default(), Vec::new());
    each_value(list.distinct_values(at, report), at, report, &mut |value, at, report| {
        let PlanDoc { id, price, period, trial, grace, renews, .. } =
            PlanDoc::read(value, at, report)?;
        let target = Selection::default();
        let mut conditions = Conditions::new(common, selectors, target, Place::Occasion);
        let price = conditions.amount(price, Cell::Money, &at.field("price"), report);
        let period = lasting(period, &at.field("period"), report);
        let trial = match trial {
            None => Some(None),
            trial => lasting(trial, &at.field("trial"), report).map(Some),
        };
        let grace = grace.map(|DurationDoc(grace)| grace).filter(|grace| !grace.is_nothing());
        let automatic = renews.unwrap_or_default().0;
        let (price, period, trial) = (price?, period?, trial?);
        plans.push(Plan { id: id?.0, price, period, trial, grace, automatic });
        Some(())
    });
    plans
}

/// The perks; of what could not be read, something, since it was reported.
pub(super) fn perks(
    list: &List<'_, PerkDoc<'_>, MAX_PERKS>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Vec<Perk> {
    let mut perks = Vec::new();
    each_value(list.distinct_values(at, report), at, report, &mut |value, at, report| {
        let document = PerkDoc::read(value, at, report)?;
        perks.push(perk(document, common, selectors, at, report)?);
        Some(())
    });
    perks
}

fn perk(
    document: PerkDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Perk> {
    let PerkDoc { id, when, window: period, gives, quota, per, unused, cancelled, .. } = document;
    let window = window(period, common.calendar.as_ref(), &at.field("window"), report);
    let target = Selection::default();
    let mut conditions = Conditions::new(common, selectors, target, Place::Occasion);
    let when = conditions.when(when, at, report);
    let gives = match gives {
        None => Some(PerkGives::Service),
        Some(gives) => self::gives(gives, &mut conditions, &at.field("gives"), report),
    };
    let without =
        [(per.is_some(), "per"), (unused.is_some(), "unused"), (cancelled.is_some(), "cancelled")];
    let quota = match quota {
        None => {
            for (_, field) in without.into_iter().filter(|(is_written, _)| *is_written) {
                let message = format_args!("without a `quota` there is nothing to count");
                let help = "say how often, or leave it out";
                contradiction(message, help, &at.field(field), report);
            }
            Some(None)
        }
        quota => {
            let uses = conditions.amount(quota, Cell::Count, &at.field("quota"), report);
            let place = at.field("per");
            let per = per.and_then(|per| common.per(per.0, &place, report));
            let per = match per {
                Some(CapPer::Cycle(per)) => Some(per),
                _ => None,
            };
            let carried = unused.unwrap_or_default().0;
            if carried && per.is_none() {
                let message = format_args!("there is no period whose rest could be carried on");
                report.warn(Code::NoEffect, &at.field("unused"), message, "say `per` which time");
            }
            if let Some(cycle) = per {
                selectors.looks.cycle(cycle, i64::from(carried), &place, report);
            }
            let cancelled_counts = cancelled.unwrap_or_default().0;
            uses.map(|uses| Some(Quota { uses, per, carried, cancelled_counts }))
        }
    };
    Some(Perk { id: name_of(id)?, when: when?, window: window?, gives: gives?, quota: quota? })
}

fn gives(
    document: PerkGivesDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<PerkGives> {
    Some(match document {
        PerkGivesDoc::Service => PerkGives::Service,
        PerkGivesDoc::Upgrade(_) => PerkGives::Upgrade,
        PerkGivesDoc::EarlyAccess(it) => {
            early_access(it, conditions, &at.field("early_access"), report)?
        }
        PerkGivesDoc::ReturnDays(days) => {
            let at = at.field("return_days");
            PerkGives::ReturnDays(conditions.amount(Some(days), Cell::Count, &at, report)?)
        }
        PerkGivesDoc::Priority(place) => {
            let at = at.field("priority");
            PerkGives::Priority(conditions.amount(Some(place), Cell::Count, &at, report)?)
        }
        PerkGivesDoc::Allowance(it) => {
            let at = at.field("allowance");
            let at = at.field("quantity");
            PerkGives::Allowance(conditions.amount(it.quantity, Cell::Count, &at, report)?)
        }
        PerkGivesDoc::FeeWaiver(it) => {
            let at = at.field("fee_waiver");
            PerkGives::FeeWaiver(conditions.lines(Some(it.of?), &at, report)?)
        }
    })
}

fn early_access(
    document: EarlyAccessDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<PerkGives> {
    let EarlyAccessDoc { offers: list, of, by, .. } = document;
    if list.is_none() && of.is_none() {
        let message = format_args!("nothing is had early");
        report.error_help(Code::Empty, at, message, "name `offers`, goods with `of`, or both");
    }
    let by = lasting(by, &at.field("by"), report);
    let of = match of {
        None => Some(None),
        Some(of) => {
            let read = of.now(&at.field("of"), report);
            read.and_then(|of| conditions.lines(Some(of), at, report)).map(Some)
        }
    };
    let (mut offers, place) = (Vec::new(), at.field("offers"));
    if let Some(list) = list.and_then(|list| list.now(&place, report)) {
        let at = place;
        not_empty(list.is_empty(), &at, report);
        each_value(list.values(), &at, report, &mut |value, at, report| {
            let name = Ident::read(value, at, report)?;
            let found = index(&conditions.common.names.offers, "offer", &name, at, report)?;
            offers.push(u32::try_from(found).ok()?);
            Some(())
        });
    }
    Some(PerkGives::EarlyAccess { offers: offers.into(), of: of?, by: by? })
}

impl Common<'_> {
    pub(super) fn perk(&self, name: &Ident, at: &Path<'_>, report: &mut Report) -> Option<PerkId> {
        let found = index(&self.names.perks, "perk", name, at, report)?;
        u16::try_from(found).ok().map(PerkId)
    }
}
