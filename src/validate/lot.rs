//! Lots of a snapshot, and the table in which the rest of it finds them.

use std::fmt;

use super::count::points;
use super::member::pool;
use super::renamed::called;
use crate::document::leaf::{At, Keyed};
use crate::document::member::{LotDoc, WaitsForDoc};
use crate::document::shape::Int;
use crate::member::{Available, Ledger, Lot, LotIx, LotNames};
use crate::problem::{Code, Path, Report};
use crate::program::{Program, RuleId};
use crate::value::{Instant, Points};

pub(super) fn lot(
    program: &Program,
    document: LotDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<(Lot, LotNames)> {
    let LotDoc { id, rule, source, available_at, waits_for, expires_at, earned_at, .. } = document;
    let pool = pool(program, document.pool, at, report);
    let (Int(granted), Int(left), At(earned_at)) = (document.granted?, document.left?, earned_at?);
    let gone = [document.expired, document.clawed_back, document.forfeited, document.transferred];
    let gone = gone.map(points);
    let expires_at = expires_at.map(|At(instant)| instant);
    let written = |points| program.rules.points.written(Points::clamped(points));
    let mut refuse = |field, message: fmt::Arguments<'_>| {
        report.error(Code::BadLot, &at.field(field), message);
    };
    if left > granted {
        let (left, granted) = (written(left), written(granted));
        refuse("left", format_args!("{left} points are left of {granted}"));
    } else if gone.into_iter().sum::<Points>().count() > granted - left {
        let granted = written(granted);
        refuse("granted", format_args!("more is left and gone than the {granted} points granted"));
    }
    let available_at = available_at.map(|At(instant)| instant);
    if available_at.is_some_and(|available| available < earned_at) {
        refuse("available_at", format_args!("the points are available before they are earned"));
    }
    // What is pending may expire, too, where a date comes before the end of a wait.
    if expires_at.is_some_and(|expires| expires < earned_at) {
        refuse("expires_at", format_args!("the points expire before they are earned"));
    }
    let (available, waits_for) = available(available_at, waits_for, at, report)?;
    let [expired, clawed_back, forfeited, transferred] = gone;
    let names = &program.rules.migration.renamed;
    let earning = &program.rules.points.earning;
    let rule = rule.map(|rule| called(&names.rules, rule.0));
    let waits_for = waits_for.map(|activity| called(&names.activities, activity));
    let known = rule.as_ref().and_then(|rule| earning.iter().position(|it| it.id == *rule));
    let lot = Lot {
        // The ledger says it, which knows the names.
        earned: false,
        pool: pool?,
        rule: known.and_then(|rule| u16::try_from(rule).ok()).map(RuleId),
        granted: Points::new(granted)?,
        left: Points::new(left)?,
        expired,
        clawed_back,
        forfeited,
        transferred,
        earned_at,
        available,
        expires_at,
        sliding: document.expiry.is_some(),
        undone: document.undone.is_some(),
    };
    Some((lot, LotNames { id: id?.0, rule, source: source?.0, waits_for }))
}

fn available(
    available_at: Option<Instant>,
    waits_for: Option<WaitsForDoc<'_>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<(Available, Option<crate::value::Id>)> {
    match (available_at, waits_for) {
        (Some(instant), None) => Some((Available::From(instant), None)),
        (None, Some(WaitsForDoc::Delivery)) => Some((Available::OnDelivery, None)),
        (None, Some(WaitsForDoc::Activity(activity))) => {
            let until = activity.until?.0;
            Some((Available::OnActivity { until }, Some(activity.id?.0)))
        }
        (available, _) => {
            // A field that could not be read was reported already.
            if available.is_some() || !report.has_errors() {
                let message = format_args!("a lot has either `available_at` or `waits_for`");
                report.error(Code::BadLot, at, message);
            }
            None
        }
    }
}

/// The lots of a snapshot, found by their ids.
pub(super) struct Lots(Ledger);

impl Lots {
    pub(super) fn new(lots: Vec<(Lot, LotNames)>) -> Self {
        Self(Ledger::new(lots))
    }

    pub(super) fn finish(self) -> Ledger {
        self.0
    }

    /// The lot that a document names.
    pub(super) fn find(
        &self,
        id: Option<Keyed>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<LotIx> {
        let Keyed(id) = id?;
        let found = self.0.find(&id);
        if found.is_none() {
            let message = format_args!("there is no lot `{id}`");
            let report = report.id(id.as_str());
            report.error(Code::UnknownLot, at, message);
        }
        found
    }
}
