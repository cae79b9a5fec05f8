//! Contrary rules: levels that are lost by doing more. They are taken; their author should look.

use super::circle::Derived;
use crate::problem::{Code, Path, Report};
use crate::program::{Condition, MeasureId, SegmentId, What};
use crate::value::Points;

impl Derived<'_> {
    /// Warns of levels that more of something may cost; `at` is the place of the programme.
    pub(super) fn check_contrary(&self, at: &Path<'_>, report: &mut Report) {
        let at = at.field("tiers");
        let at = at.field("ladders");
        for (number, ladder) in self.ladders.iter().enumerate() {
            let at = at.index(number);
            let at = at.field("levels");
            for (number, level) in ladder.levels.iter().enumerate() {
                let at = at.index(number);
                for (condition, field) in [(&level.enter, "enter"), (&level.stay, "stay")] {
                    let Some(condition) = condition else { continue };
                    if self.is_contrary(condition, false, &mut Vec::new()) {
                        let message = format_args!("who does more may lose `{}` by this", level.id);
                        let help = "levels ask for `at_least` so much; leave it if this is meant";
                        report.warn(Code::Contradiction, &at.field(field), message, help);
                    }
                }
            }
        }
    }

    /// Whether a condition is met by less of something alone; in a `not`, by more. Of segments each
    /// is looked at once.
    fn is_contrary(
        &self,
        condition: &Condition,
        turned: bool,
        seen: &mut Vec<(SegmentId, bool)>,
    ) -> bool {
        let (least, most) = match condition {
            Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
                return of.iter().any(|condition| self.is_contrary(condition, turned, seen));
            }
            Condition::Not(inner) => return self.is_contrary(inner, !turned, seen),
            Condition::Segment(of) => {
                return of.iter().any(|segment| {
                    let is_new = !seen.contains(&(*segment, turned));
                    seen.push((*segment, turned));
                    is_new && self.is_segment_contrary(*segment, turned, seen)
                });
            }
            Condition::Measure(it) if self.grows(it.measure) => (it.least, it.most),
            Condition::Balance(it) => {
                return if turned { it.least > Points::ZERO } else { it.most < Points::MAX };
            }
            _ => return false,
        };
        if turned { least > 0 } else { most < i64::MAX }
    }

    fn is_segment_contrary(
        &self,
        SegmentId(segment): SegmentId,
        turned: bool,
        seen: &mut Vec<(SegmentId, bool)>,
    ) -> bool {
        let Some(segment) = self.segments.get(usize::from(segment)) else { return false };
        let when = segment.when.as_ref().is_some_and(|when| self.is_contrary(when, turned, seen));
        when || segment.leave.as_ref().is_some_and(|it| self.is_contrary(it, !turned, seen))
    }

    /// Whether a number only grows by what a member does.
    fn grows(&self, MeasureId(id): MeasureId) -> bool {
        let measure = self.measures.get(usize::from(id));
        measure.is_some_and(|measure| {
            matches!(
                measure.what,
                What::Spend(_)
                    | What::Orders
                    | What::Visits
                    | What::Bought
                    | What::Activities { .. }
                    | What::PointsEarned(_)
                    | What::Referrals
            )
        })
    }
}
