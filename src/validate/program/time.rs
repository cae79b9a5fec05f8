//! Windows, and durations that must last.

use super::money::more_than_zero;
use crate::document::leaf::Moment;
use crate::document::program::time::{DurationDoc, WindowDoc};
use crate::problem::{Code, Path, Report};
use crate::value::{Calendar, Duration, Period, Span, Window};

/// A window. A date stands for its whole day in the programme's zone, so that `until` includes it,
/// unless the calendar says otherwise.
pub(super) fn window(
    document: Option<WindowDoc<'_>>,
    calendar: Option<&Calendar>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Window> {
    let Some(document) = document else { return Some(Window::ALWAYS) };
    if document.from.is_none() && document.until.is_none() && !report.has_errors() {
        let message = format_args!("a window needs `from`, `until` or both");
        report.error_help(Code::Empty, at, message, "leave the window out to have it always");
        return None;
    }
    let calendar = calendar?;
    let from = document.from.map(|from| match from {
        Moment::Day(date) => calendar.start_of(date),
        Moment::Instant(instant) => instant,
    });
    let until = document.until.and_then(|until| match until {
        Moment::Day(date) => calendar.end_of_window(date),
        Moment::Instant(instant) => Some(instant),
    });
    let window = Window { from, until };
    if window.is_empty() {
        let ends = if window.from == window.until { "as" } else { "before" };
        let message = format_args!("the window ends {ends} it starts");
        report.error_help(Code::EmptyWindow, at, message, "`until` comes after `from`");
        return None;
    }
    Some(window)
}

/// A duration of more than nothing.
pub(super) fn lasting(
    document: Option<DurationDoc>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Duration> {
    let DurationDoc(duration) = document?;
    let nothing = match duration {
        Duration::Exact(millis) => millis == 0,
        Duration::Calendar(span) => span.count == 0,
    };
    more_than_zero(!nothing, at, report)?;
    Some(duration)
}

/// The usual length of a duration, in milliseconds, so that any two can be compared: a year has
/// 365.2425 days, a month a twelfth of that.
pub(super) fn length(duration: Duration) -> i64 {
    const DAY: i64 = 86_400_000;
    // 365.2425 × 86,400,000 / 12
    const MONTH: i64 = 2_629_746_000;
    match duration {
        Duration::Exact(millis) => millis,
        Duration::Calendar(Span { count, unit }) => {
            let of_unit = match unit {
                Period::Day => DAY,
                Period::Week => 7 * DAY,
                unit => MONTH * i64::from(unit.months()),
            };
            of_unit * i64::from(count)
        }
    }
}
