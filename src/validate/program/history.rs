//! How far back a programme looks, and so how much of the past has to be kept.

use super::condition::Conditions;
use super::money::contradiction;
use super::time::{lasting, length};
use crate::document::program::history::HistoryDoc;
use crate::problem::{Code, Path, Report};
use crate::program::{History, Measure, MeasureId, Selection, What, Within};
use crate::value::{Cycle, Duration, Period, Span};

/// Two years, in which goods can come back everywhere in the EU.
const LEAST: Duration = Duration::Calendar(Span { count: 24, unit: Period::Month });
/// Looks are compared by their usual length, in milliseconds. Where one begins with a day, it may
/// be so much longer.
const DAY: i64 = 86_400_000;

/// How far the rules look that were read so far.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// What the programme says is kept.
    keep: Option<Duration>,
    returned_orders: bool,
    /// The longest look.
    longest: i64,
    all_orders: bool,
    everything: bool,
}

/// How much of the past a question needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// So long, and for safety so much longer.
    Last(i64, i64),
    /// Sums by month.
    Sums,
    /// Each order, however old.
    Orders,
    /// The same of a question of which nobody can say how long it looks back.
    EveryOrder,
    /// Each report and lot, however old.
    Everything,
}

impl Looks {
    pub(super) fn new(
        document: Option<HistoryDoc<'_>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Self {
        let HistoryDoc { keep, returned_orders, .. } = document.unwrap_or_default();
        let keep = lasting(keep, &at.field("keep"), report);
        let returned_orders = returned_orders.unwrap_or_default().0;
        Self { keep, returned_orders, ..Self::default() }
    }

    /// What the engine keeps: what is written, or as long as the rules ask.
    pub(super) fn history(&self) -> History {
        let keep = self.keep.unwrap_or(LEAST);
        let keep =
            if self.longest > length(keep) { Duration::months_of(self.longest) } else { keep };
        History {
            keep: (!self.everything).then_some(keep),
            all_orders: self.all_orders,
            returned_orders: self.returned_orders,
        }
    }

    /// Takes note of a cycle that something is counted in, and of so many before it.
    pub(super) fn cycle(&mut self, cycle: Cycle, before: i64, at: &Path<'_>, report: &mut Report) {
        self.need(Need::Last(cycle_length(cycle) * (before + 1), 0), at, report);
    }

    /// Takes note of how far a measure looks back.
    pub(super) fn measure(&mut self, measure: &Measure, at: &Path<'_>, report: &mut Report) {
        self.need(need_of(measure), at, report);
    }

    fn need(&mut self, need: Need, at: &Path<'_>, report: &mut Report) {
        match need {
            Need::Sums => {}
            Need::Last(long, more) => {
                self.longest = self.longest.max(long + more);
                if self.keep.is_some_and(|keep| long > length(keep)) {
                    let message = format_args!("this looks back further than `history.keep`");
                    contradiction(message, "keep more, or look less far back", at, report);
                }
            }
            Need::Orders | Need::EveryOrder => {
                self.all_orders = true;
                let message = format_args!("this asks every order of a member, however old");
                let help = match need {
                    Need::EveryOrder => "a record then keeps all of them, as long as they fit",
                    _ => "a record then keeps all of them; say `within` how long to look back",
                };
                report.warn(Code::Unbounded, at, message, help);
            }
            Need::Everything => {
                self.everything = true;
                let message = format_args!("this asks what a member did, however long ago");
                let help = "a record then keeps all of it; say `within` how long to look back";
                report.warn(Code::Unbounded, at, message, help);
            }
        }
    }
}

impl Conditions<'_, '_> {
    /// The number of a measure, once it is noted how far it looks back.
    pub(super) fn asks(
        &mut self,
        measure: Measure,
        at: &Path<'_>,
        report: &mut Report,
    ) -> MeasureId {
        self.selectors.looks.measure(&measure, at, report);
        self.selectors.measure(measure)
    }

    /// The number of a measure that needs each order of its span, where its sum is not enough.
    pub(super) fn asks_each_order(
        &mut self,
        measure: Measure,
        at: &Path<'_>,
        report: &mut Report,
    ) -> MeasureId {
        let need = match need_of(&measure) {
            Need::Sums => Need::Orders,
            need => need,
        };
        self.selectors.looks.need(need, at, report);
        self.selectors.measure(measure)
    }

    /// Takes note of a question about some lines of whichever order, unless it is about all.
    pub(super) fn asks_lines(&mut self, of: Selection, at: &Path<'_>, report: &mut Report) {
        if !of.is_all() {
            self.selectors.looks.need(Need::EveryOrder, at, report);
        }
    }
}

/// What a measure needs.
fn need_of(measure: &Measure) -> Need {
    let every_line = measure.of.is_all();
    // What sums by month lack, where the past has no end.
    let (in_sums, without) = match measure.what {
        What::Spend(_) | What::Orders | What::Visits | What::Bought | What::AverageOrder => {
            (every_line, Need::Orders)
        }
        What::Share { .. } | What::Favourite(_) => (false, Need::Orders),
        // A month of them has its uses.
        What::Uses(_) => (true, Need::Orders),
        What::Activities { .. } | What::PointsEarned(_) => (true, Need::Everything),
        _ => return Need::Sums,
    };
    match measure.within {
        Within::Last(duration) => Need::Last(length(duration), DAY),
        Within::This(cycle, _) => Need::Last(cycle_length(cycle), 0),
        Within::Previous(cycle, _) => Need::Last(cycle_length(cycle) * 2, 0),
        Within::Lifetime | Within::SinceJoined if in_sums => Need::Sums,
        // They begin within a month.
        _ => without,
    }
}

fn cycle_length(cycle: Cycle) -> i64 {
    let span = match cycle {
        Cycle::Of(unit) => Span { count: 1, unit },
        Cycle::From { every, .. } => every,
        Cycle::MembershipYear | Cycle::LevelYear => Span { count: 1, unit: Period::Year },
    };
    length(Duration::Calendar(span))
}
