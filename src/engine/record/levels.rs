//! Levels, segments and stages: what an event or a boundary of time changes of them, as entries,
//! and the rules that fire when one is entered.

use super::{Place, Recorder};
use crate::engine::points::Occasion;
use crate::engine::tiers::{Change, Due, Look, Noted, migrates, noted, walked, walked_ladders};
use crate::outcome::{Entry, EntryKind};
use crate::problem::{Path, Report};
use crate::program::{LadderId, LevelId, On, Rules, SegmentId, StageId, WatchId, Watched};
use crate::value::{Instant, Key};

/// Changes at one instant. Each level is entered once at most, and each segment and stage.
const MAX_CHANGES: usize = 1_000;

/// What has been entered at this instant or by this event: nothing is entered twice.
#[derive(Debug, Default)]
pub(super) struct Reached {
    /// Of each ladder, the highest level since before it.
    tops: Vec<Option<LevelId>>,
    noted: Vec<Noted>,
}

/// What a change of what is noted is told as, and what is left and entered by it.
struct Turn {
    entry: Entry,
    left: Option<On>,
    entered: Option<On>,
}

impl Recorder<'_> {
    /// An event or a boundary begins.
    pub(super) fn mark(&mut self) {
        let ladders = &self.member.program.rules.ladders;
        let tops = ladders.iter().map(|ladder| self.member.level(ladder, self.when).0).collect();
        self.reached = Reached { tops, noted: Vec::new() };
    }

    /// A new version of the programme holds from what was settled last.
    pub(super) fn migrate(
        &mut self,
        from: Instant,
        until: Instant,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<()> {
        if until < from || !migrates(self.member) {
            return Some(());
        }
        (self.at, self.when) = (from, from);
        self.mark();
        let version = Some(self.member.program.version());
        self.put(Entry { version, ..self.entry(EntryKind::Migrated) });
        let due = Due::of_version(self.member, from);
        self.stand(&due, at, report)
    }

    /// Refuses an event that could not name the lots of what it makes the member enter.
    pub(super) fn can_name_entered(&self, place: &mut Place<'_, '_>) -> Option<()> {
        let Some(event) = self.event.as_ref().filter(|_| walked(&self.member.program.rules)) else {
            return Some(());
        };
        self.can_name_lots(event, &On::is_entering, "id", place)
    }

    /// What levels do after an event that has done all else.
    pub(super) fn stand_after_event(&mut self, place: &mut Place<'_, '_>) -> Option<()> {
        if !walked(&self.member.program.rules) {
            return Some(());
        }
        let happened = self.at;
        // What comes late moves levels now.
        self.at = self.when;
        if happened < self.when && !self.has_returned() {
            self.lift_levels(happened);
            for of in walked_ladders(self.member) {
                self.entered_level(of, place.at, place.report)?;
            }
        }
        let due = Due::of_event(self.member, self.when);
        self.stand(&due, place.at, place.report)
    }

    /// Whether this event is a return, which lifts nobody.
    fn has_returned(&self) -> bool {
        self.entries.iter().any(|it| it.event.is_some() && it.kind == EntryKind::Returned)
    }

    /// Segments change, levels end, levels are entered: one change after another, until nothing
    /// changes.
    pub(super) fn stand(&mut self, due: &Due, at: &Path<'_>, report: &mut Report) -> Option<()> {
        if due.noted {
            while self.note(at, report)? {}
        }
        for change in &due.ends {
            self.change(change, at, report)?;
        }
        for change in due.start(self.member, self.when) {
            self.change(&change, at, report)?;
        }
        for _ in 0..MAX_CHANGES {
            if !(due.noted && self.note(at, report)? || self.rise(at, report)?) {
                break;
            }
        }
        Some(())
    }

    /// The first level that is earned at once.
    fn rise(&mut self, at: &Path<'_>, report: &mut Report) -> Option<bool> {
        let ladders = (0..).map(LadderId).zip(&self.member.program.rules.ladders);
        let mut look = Look::at(self.member, self.when);
        let mut walked = ladders.filter(|(_, ladder)| ladder.is_walked());
        let Some(change) = walked.find_map(|(of, _)| look.rise(of)) else { return Some(false) };
        self.change(&change, at, report)?;
        Some(true)
    }

    fn change(&mut self, change: &Change, at: &Path<'_>, report: &mut Report) -> Option<()> {
        self.put_change(change);
        self.entered_level(change.ladder, at, report)
    }

    /// Fires what is on entering the levels that the member did not have before.
    pub(super) fn entered_level(
        &mut self,
        ladder: LadderId,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<()> {
        let index = usize::from(ladder.0);
        let (now, _) = self.member.level(&self.member.program.rules.ladders[index], self.when);
        let top = self.reached.tops.get(index).copied().flatten();
        if now <= top {
            return Some(());
        }
        if let Some(top) = self.reached.tops.get_mut(index) {
            *top = now;
        }
        let entered = |on| {
            matches!(on, On::EntersTier(of, level)
                if of == ladder && top < Some(level) && Some(level) <= now)
        };
        self.fire(&entered, at, report)
    }

    /// Notes the first thing that is otherwise, and has not changed so at this instant.
    fn note(&mut self, at: &Path<'_>, report: &mut Report) -> Option<bool> {
        let changes = noted(self.member, self.when);
        let new = changes.into_iter().find(|change| !self.reached.noted.contains(change));
        let Some(change) = new else { return Some(false) };
        self.reached.noted.push(change);
        let program = self.member.program.clone();
        let Turn { entry, left, entered } = self.turn(&program.rules, change);
        self.put(entry);
        if let Some(left) = left {
            self.take_back_left(left, &mut Place { at, report: &mut *report })?;
        }
        if let Some(on) = entered {
            self.fire(&|it| it == on, at, report)?;
        }
        Some(true)
    }

    fn turn(&self, rules: &Rules, change: Noted) -> Turn {
        let of_segment = |kind: EntryKind, SegmentId(segment): SegmentId| {
            let mut entry = self.entry(kind);
            entry.segment = Some(rules.segments[usize::from(segment)].id.clone());
            entry
        };
        match change {
            Noted::Entered(segment) => Turn {
                entry: of_segment(EntryKind::Entered, segment),
                left: None,
                entered: Some(On::EntersSegment(segment)),
            },
            Noted::Left(segment) => Turn {
                entry: of_segment(EntryKind::Left, segment),
                left: Some(On::EntersSegment(segment)),
                entered: None,
            },
            Noted::Staged(stage) => {
                let stages = &rules.lifecycle.stages;
                let was = self.member.stage.as_ref();
                let was = was.and_then(|was| stages.iter().position(|it| it.0 == *was));
                let was = was.and_then(|was| u8::try_from(was).ok()).map(StageId);
                let mut entry = self.entry(EntryKind::Staged);
                entry.segment = stage.map(|StageId(it)| stages[usize::from(it)].0.clone());
                let entered = stage.map(On::EntersStage);
                Turn { entry, left: was.map(On::EntersStage), entered }
            }
            Noted::Met(watch) => {
                // Else who brings back what ended it would have again what it gave.
                let fires = !self.has_returned();
                let entered = fires.then_some(On::Met(watch));
                Turn { entry: self.entry_of(EntryKind::Met, rules, watch), left: None, entered }
            }
            Noted::Unmet(watch) => Turn {
                entry: self.entry_of(EntryKind::Unmet, rules, watch),
                left: Some(On::Met(watch)),
                entered: None,
            },
        }
    }

    fn entry_of(&self, kind: EntryKind, rules: &Rules, WatchId(watch): WatchId) -> Entry {
        let mut entry = self.entry(kind);
        match rules.watches[usize::from(watch)].of.clone() {
            Watched::Rule(rule) => entry.rule = Some(rule),
            Watched::Offer(offer) => entry.offer = Some(offer),
            Watched::Forfeit(forfeit) => entry.forfeit = Some(forfeit),
            Watched::Conversion(conversion) => entry.conversion = Some(conversion),
        }
        entry
    }

    /// Conversions take, then forfeits, then rules give, that something entered fires.
    pub(super) fn fire(
        &mut self,
        on: &dyn Fn(On) -> bool,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<()> {
        let source = match &self.event {
            Some(event) => event.clone(),
            None => Key::parse(&self.at.to_string()).ok()?,
        };
        let rules = self.fired(on);
        let earned = self.earned(Occasion::Fired(&rules), at, report)?;
        self.conversions(on, &source);
        self.forfeits(on);
        self.give(&earned, &source);
        // Now, and not only as something falls due: no debt waits beside points.
        self.mature();
        self.expire_due();
        self.issue(on, &source, None);
        Some(())
    }
}
