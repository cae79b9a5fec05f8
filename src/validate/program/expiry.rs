//! From when and until when points can be spent.

use super::Common;
use super::declared::not_empty;
use super::money::contradiction;
use super::time::lasting;
use crate::document::program::expiry::{
    AfterDoc, AvailabilityDoc, ExpiryDoc, InactivityDoc, OnDaysDoc,
};
use crate::document::program::time::{DateDoc, DurationDoc, MonthDayDoc, Per};
use crate::document::shape::Int;
use crate::problem::{Code, Path, Report};
use crate::program::{Availability, Earning, ExpiresAfter, Expiry, Inactivity, Pool};
use crate::value::{Duration, Instant, Period};

pub(super) fn availability(
    document: Option<AvailabilityDoc<'_>>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Availability> {
    Some(match document {
        None | Some(AvailabilityDoc::AtOnce) => Availability::AtOnce,
        Some(AvailabilityDoc::After(DurationDoc(duration))) => Availability::After(duration),
        Some(AvailabilityDoc::On(DateDoc(date))) => {
            Availability::On(common.calendar.as_ref()?.start_of(date))
        }
        Some(AvailabilityDoc::Event(event)) => {
            let at = at.field("event");
            let name = event.activity.as_ref();
            let activity =
                name.and_then(|name| common.activity(name, &at.field("activity"), report));
            let within = lasting(event.within, &at.field("within"), report);
            Availability::Event { activity: activity?, within: within? }
        }
    })
}

pub(super) fn expiry(
    document: ExpiryDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Expiry> {
    Some(match document {
        ExpiryDoc::Never => Expiry::Never,
        ExpiryDoc::After(document) => {
            Expiry::After(after(document, common, &at.field("after"), report)?)
        }
        ExpiryDoc::On(OnDaysDoc { days, years, .. }) => {
            let (at, days) = (at.field("on"), days?);
            let at = at.field("days");
            not_empty(days.is_empty(), &at, report)?;
            let days = days.each(&at, report, |MonthDayDoc(day), _, _| Some(day))?;
            let years = years.map_or(1, |Int(years)| u16::try_from(years).unwrap_or(1));
            Expiry::On { days: days.into(), years }
        }
        ExpiryDoc::At(DateDoc(date)) => {
            let end = common.calendar.as_ref()?.date_window(None, Some(date)).until;
            Expiry::At(end.unwrap_or(Instant::MAX))
        }
        ExpiryDoc::Inactivity(document) => {
            Expiry::Inactivity(inactivity(document, common, &at.field("inactivity"), report)?)
        }
    })
}

fn after(
    document: AfterDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<ExpiresAfter> {
    let period = match document.to_end_of {
        // Nothing, on to the end of the year: the end of this year.
        Some(_) => document.period.map(|DurationDoc(duration)| duration),
        None => lasting(document.period, &at.field("period"), report),
    };
    let to_end_of = match document.to_end_of {
        None => None,
        Some(Per(per)) => Some(common.cycle(per, &at.field("to_end_of"), report)?),
    };
    let from_available = document.from.unwrap_or_default().0;
    Some(ExpiresAfter { period: period?, from_available, to_end_of })
}

fn inactivity(
    document: InactivityDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Inactivity> {
    let period = lasting(document.period, &at.field("period"), report);
    let activities = match document.activities {
        None => Some(None),
        Some(list) => {
            let at = at.field("activities");
            not_empty(list.is_empty(), &at, report)?;
            let named =
                list.each(&at, report, |name, at, report| common.activity(&name, at, report));
            named.map(|named| Some(named.into()))
        }
    };
    let zero_points = document.zero_points.unwrap_or_default().0;
    Some(Inactivity { period: period?, activities: activities?, zero_points })
}

/// Points that would be gone before they come, and two families of expiry in one pool.
pub(super) fn contradictions(
    rule: &Earning,
    pools: &[Pool],
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let pool = pools.get(usize::from(rule.pool.0))?;
    let expires = rule.expires.as_ref().unwrap_or(&pool.expires);
    let too_late = match (rule.available, expires) {
        (Availability::On(from), Expiry::At(until)) => *until <= from,
        (
            Availability::After(wait),
            Expiry::After(ExpiresAfter { period, from_available: false, to_end_of: None }),
        ) => !is_shorter(wait, *period),
        _ => false,
    };
    if too_late {
        let message = format_args!("the points would expire before they can be spent");
        let help = "let them expire later, or count from when they are `available`";
        contradiction(message, help, &at.field("available"), report);
        return None;
    }
    let slides = |expiry: &Expiry| matches!(expiry, Expiry::Inactivity(_));
    if let Some(own) = &rule.expires
        && *own != Expiry::Never
        && pool.expires != Expiry::Never
        && slides(own) != slides(&pool.expires)
    {
        let message = format_args!("inactivity ends all lots of `{}`, or none of them", pool.id);
        let help = "give points with another expiry a pool of their own";
        report.warn(Code::Contradiction, &at.field("expires"), message, help);
    }
    Some(())
}

/// Whether a duration may end before another; where they have different units, unless it is sure
/// not to.
fn is_shorter(one: Duration, other: Duration) -> bool {
    const DAY: i64 = 86_400_000;
    // The unit in which both can be compared, how many, and milliseconds of one at least and most.
    let measure = |duration| match duration {
        Duration::Exact(millis) => (0, millis, (1, 1)),
        Duration::Calendar(span) => {
            let count = i64::from(span.count);
            match span.unit {
                Period::Day => (1, count, (DAY, DAY)),
                Period::Week => (1, count * 7, (DAY, DAY)),
                Period::Month => (2, count, (28 * DAY, 31 * DAY)),
                Period::Quarter => (2, count * 3, (28 * DAY, 31 * DAY)),
                Period::HalfYear => (2, count * 6, (28 * DAY, 31 * DAY)),
                Period::Year => (2, count * 12, (28 * DAY, 31 * DAY)),
            }
        }
    };
    let (one_unit, one_count, (least, _)) = measure(one);
    let (other_unit, other_count, (_, most)) = measure(other);
    if one_unit == other_unit {
        return one_count < other_count;
    }
    one_count * least < other_count * most
}
