//! How one ladder moves: ends, rises, returns and what comes late.

use serde_json::{Value, json};

use super::calendar::Anchors;
use super::facts::{Asked, Grant, Known};

/// What a member has of a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) level: Option<usize>,
    pub(crate) since: i64,
    pub(crate) until: Option<i64>,
    /// It is over since then, and goes on for a while.
    pub(crate) grace: Option<i64>,
    pub(crate) grant: Option<Grant>,
}

/// A moment of the walk: what time brings at an instant, or an event by its number from 1 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Step {
    pub(crate) at: i64,
    pub(crate) event: usize,
}

/// A change, with all that is needed to ask whether it would have been.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) ladder: usize,
    pub(crate) step: Step,
    pub(crate) why: &'static str,
    pub(crate) event: Option<String>,
    pub(crate) after: State,
    before: State,
    /// As of which instant it was decided.
    asked: i64,
    /// Nothing asked for it: whatever is known, it would have been.
    anyway: bool,
}

/// An event, and the level that it grants, if any.
#[derive(Clone, Debug)]
pub(crate) struct Granting {
    /// Its own instant, however late it comes.
    pub(crate) at: i64,
    pub(crate) id: String,
    pub(crate) grant: Option<(usize, Grant)>,
}

/// The rules of a ladder, and what they are asked of.
#[derive(Clone, Copy)]
pub(crate) struct Ladder<'o> {
    pub(crate) known: &'o Known,
    pub(crate) index: usize,
    pub(crate) is: &'o Value,
}

impl State {
    /// On joining: the base, or nothing.
    pub(crate) fn first(ladder: &Value, joined: i64) -> Self {
        let level = ladder["levels"][0].get("enter").is_none().then_some(0);
        Self { level, since: joined, until: None, grace: None, grant: None }
    }

    /// When something of it is over.
    pub(crate) fn ends(&self) -> Vec<i64> {
        self.until.into_iter().chain(self.grant.and_then(|grant| grant.until)).collect()
    }
}

impl Known {
    /// The first instant after `after` at which anything may be otherwise.
    pub(crate) fn next_boundary(&self, after: i64, ends: impl Iterator<Item = i64>) -> i64 {
        let lots = self.lots.iter().filter_map(|lot| lot.expires);
        let plans = self
            .memberships
            .iter()
            .flat_map(|it| it.trial_until.into_iter().chain([it.until, it.over]));
        // A span has the instant at its beginning, so that things are out of it a millisecond
        // later: what is a sum falls then, but a mean may rise.
        let orders = self.orders.iter().map(|order| order.at);
        let reports = self.reports.iter().map(|report| report.at);
        let happened = orders.chain(reports);
        let leave = happened.flat_map(|at| self.exact.iter().map(move |length| at + length + 1));
        let days = [self.calendar.next_day(after), self.joined];
        days.into_iter()
            .chain(ends)
            .chain(lots)
            .chain(plans)
            .chain(leave)
            .filter(|at| *at > after)
            .min()
            .expect("there is another day")
    }
}

impl Ladder<'_> {
    /// A setting of the level, or else of the ladder, or else the usual one.
    fn setting(&self, level: usize, name: &str, usual: Value) -> Value {
        let level = &self.is["levels"][level];
        level.get(name).or_else(|| self.is.get(name)).cloned().unwrap_or(usual)
    }

    fn met(&self, state: &State, level: usize, names: &[&str], asked: i64, moment: i64) -> bool {
        let lifetime = json!("lifetime");
        let invited = state.grant.is_some_and(|grant| {
            grant.level == level && grant.until.is_none_or(|until| moment < until)
        });
        let asked = Asked {
            at: asked,
            since: state.since,
            counts: self.is.get("counts").unwrap_or(&lifetime),
            invited,
        };
        let level = &self.is["levels"][level];
        let conditions = names.iter().filter_map(|name| level.get(*name));
        asked.at >= self.known.joined && conditions.into_iter().any(|it| self.known.met(it, asked))
    }

    /// Whether the level is kept at its end.
    fn stays(&self, state: &State, level: usize, asked: i64, moment: i64) -> bool {
        let has_stay = self.is["levels"][level].get("stay").is_some();
        self.met(state, level, &[if has_stay { "stay" } else { "enter" }], asked, moment)
    }

    fn is_base(&self, level: usize) -> bool {
        level == 0 && self.is["levels"][0].get("enter").is_none()
    }

    /// The end of the cycle that an instant is in, or of the one after.
    fn cycle_end(&self, at: i64, level_since: i64, after: bool) -> i64 {
        let calendar = &self.known.calendar;
        let year = json!("year");
        let cycle = self.is.get("cycle").unwrap_or(&year);
        let anchors = Anchors { joined: self.known.joined, level: level_since };
        let (_, mut next) = calendar.period(calendar.day(at), cycle, anchors);
        if after {
            next = calendar.period(next, cycle, anchors).1;
        }
        calendar.start(next)
    }

    /// Until when a level holds that is reached at an instant, or that goes on from there.
    fn valid(&self, level: usize, at: i64, since: i64, reached: bool) -> Option<i64> {
        if self.is_base(level) {
            return None;
        }
        let valid = self.setting(level, "valid", json!("next_cycle"));
        match valid.as_str() {
            Some("for_ever") => None,
            Some("next_cycle") => Some(self.cycle_end(at, since, reached)),
            Some(_) => Some(self.cycle_end(at, since, false)),
            None => Some(self.known.calendar.plus(at, &valid["for"])),
        }
    }

    /// What time brings at an instant.
    pub(crate) fn boundary(&self, state: &mut State, at: i64, changes: &mut Vec<Change>) {
        let step = Step { at, event: 0 };
        // As of the last instant before, the member had what is over now.
        let before = state.since;
        if state.grant.is_some_and(|grant| grant.until == Some(at)) {
            state.grant = None;
        }
        if state.until == Some(at) {
            self.end(state, step, changes);
        }
        let calendar = &self.known.calendar;
        let day = calendar.day(at);
        let day_begins = calendar.start(day) == at;
        match self.is["upgrade"].as_str().unwrap_or("at_once") {
            "at_once" => self.rise(state, step, at, None, changes),
            "at_settling" if day_begins => self.rise_late(state, step, before, changes),
            "at_cycle" if day_begins => {
                let year = json!("year");
                let cycle = self.is.get("cycle").unwrap_or(&year);
                // Years of the level are those of the one before: none begins as one lapses.
                let anchors = Anchors { joined: self.known.joined, level: before };
                if calendar.period(day, cycle, anchors).0 == day {
                    self.rise_late(state, step, before, changes);
                }
            }
            _ => {}
        }
        self.keep(state, step, None, changes);
    }

    fn change(
        &self,
        state: &mut State,
        after: State,
        (step, why, asked): (Step, &'static str, i64),
        changes: &mut Vec<Change>,
    ) {
        let before = std::mem::replace(state, after.clone());
        let (ladder, event, anyway) = (self.index, None, false);
        changes.push(Change { ladder, step, why, event, after, before, asked, anyway });
    }

    fn end(&self, state: &mut State, step: Step, changes: &mut Vec<Change>) {
        let (at, level) = (step.at, state.level.expect("nothing has no end"));
        let stays = match state.grace.is_some() {
            false => self.stays(state, level, at - 1, at),
            true => self.met(state, level, &["stay", "enter"], at - 1, at),
        };
        if stays {
            let until = self.valid(level, at, state.since, state.grace.is_some());
            let after = State { until, grace: None, ..state.clone() };
            return self.change(state, after, (step, "kept", at - 1), changes);
        }
        let grace = self.setting(level, "grace", json!({ "days": 0 }));
        let grace_until = self.known.calendar.plus(at, &grace);
        if state.grace.is_none() && grace_until > at {
            let after = State { until: Some(grace_until), grace: Some(at), ..state.clone() };
            return self.change(state, after, (step, "grace", at - 1), changes);
        }
        self.lapse(state, (step, "lapsed", at - 1), changes);
    }

    fn lapse(
        &self,
        state: &mut State,
        (step, why, asked): (Step, &'static str, i64),
        changes: &mut Vec<Change>,
    ) {
        let (at, level) = (step.at, state.level.expect("nothing does not lapse"));
        let base = self.is_base(0).then_some(0);
        let downgrade = self.setting(level, "downgrade", json!("to_earned"));
        let below = match downgrade.as_str() {
            Some("never") => {
                let until = self.valid(level, at, state.since, false);
                let after = State { until, grace: None, ..state.clone() };
                self.change(state, after, (step, "kept", asked), changes);
                changes.last_mut().expect("the change").anyway = true;
                return;
            }
            Some("one_level") => level.checked_sub(1),
            Some("to_base") => base,
            _ => {
                let earned = |level: &usize| self.earned(state, *level, asked, at);
                (0..level).rev().find(earned).or(base)
            }
        };
        let until = below.and_then(|level| self.valid(level, at, at, false));
        let grant = state.grant;
        let after = State { level: below, since: at, until, grace: None, grant };
        self.change(state, after, (step, why, asked), changes);
        changes.last_mut().expect("the change").anyway = downgrade != "to_earned";
    }

    /// Whether a lower level is earned as another lapses; after a grace, then or as that began.
    fn earned(&self, state: &State, level: usize, asked: i64, moment: i64) -> bool {
        let begun = state.grace.map(|begun| (begun - 1, begun));
        let both = begun.into_iter().chain([(asked, moment)]);
        both.into_iter()
            .any(|(asked, moment)| self.met(state, level, &["stay", "enter"], asked, moment))
    }

    /// The highest level that is earned, again and again until nothing changes.
    fn rise(
        &self,
        state: &mut State,
        step: Step,
        asked: i64,
        event: Option<&str>,
        changes: &mut Vec<Change>,
    ) {
        let levels = self.is["levels"].as_array().expect("levels").len();
        loop {
            let above = state.level.map_or(0, |level| level + 1);
            let earned = |level: &usize| self.met(state, *level, &["enter"], asked, step.at);
            let Some(level) = (above..levels).rev().find(earned) else { return };
            let until = self.valid(level, step.at, step.at, true);
            let grant = state.grant;
            let after = State { level: Some(level), since: step.at, until, grace: None, grant };
            self.change(state, after, (step, "earned", asked), changes);
            changes.last_mut().expect("the change").event = event.map(str::to_owned);
        }
    }

    /// The same as of the last instant before, when the member had the level since `before`.
    fn rise_late(&self, state: &mut State, step: Step, before: i64, changes: &mut Vec<Change>) {
        let asked = step.at - 1;
        let levels = self.is["levels"].as_array().expect("levels").len();
        let then = State { since: before, ..state.clone() };
        let above = state.level.map_or(0, |level| level + 1);
        let earned = |level: &usize| self.met(&then, *level, &["enter"], asked, step.at);
        let Some(level) = (above..levels).rev().find(earned) else { return };
        // What was earned in the cycle that ended is reached in that one.
        let reached = self.cycle_end(asked, step.at, false) > step.at;
        let until = self.valid(level, step.at, step.at, reached);
        let grant = state.grant;
        let after = State { level: Some(level), since: step.at, until, grace: None, grant };
        self.change(state, after, (step, "earned", asked), changes);
        changes.last_mut().expect("the change").before = then;
    }

    /// What happens after an event.
    pub(crate) fn event(
        &self,
        state: &mut State,
        event: &Granting,
        step: Step,
        changes: &mut Vec<Change>,
    ) {
        let at = step.at;
        if let Some((_, grant)) = event.grant.filter(|(ladder, _)| *ladder == self.index) {
            let since = if state.level == Some(grant.level) { state.since } else { at };
            let mut levels = self.is["levels"].as_array().expect("levels").iter().skip(1);
            let until = match grant.until {
                None if levels.all(|level| level["enter"] == "invited") => None,
                None => self.valid(grant.level, at, at, true),
                until => until,
            };
            let level = Some(grant.level);
            let base = self.is_base(grant.level);
            let until = until.filter(|_| !base);
            let grant = Some(Grant { until, ..grant }).filter(|_| !base);
            let after = State { level, since, until, grace: None, grant };
            self.change(state, after, (step, "granted", at), changes);
            changes.last_mut().expect("the change").event = Some(event.id.clone());
        }
        let upgrade = self.is["upgrade"].as_str().unwrap_or("at_once");
        if upgrade == "at_once" {
            self.rise(state, step, at, Some(&event.id), changes);
        }
        self.keep(state, step, Some(&event.id), changes);
    }

    /// In grace a level is kept as soon as what it asks is met.
    fn keep(&self, state: &mut State, step: Step, event: Option<&str>, changes: &mut Vec<Change>) {
        let at = step.at;
        let level = state.level.filter(|_| state.grace.is_some());
        if let Some(level) = level.filter(|it| self.met(state, *it, &["stay", "enter"], at, at)) {
            let until = self.valid(level, at, state.since, true);
            let after = State { until, grace: None, ..state.clone() };
            self.change(state, after, (step, "kept", at), changes);
            changes.last_mut().expect("the change").event = event.map(str::to_owned);
        }
    }

    /// What would be at a step, from a state and a step before it, with what is known now.
    fn again(&self, mut state: State, from: Step, events: &[Granting], to: Step) -> State {
        let mut changes = Vec::new();
        if from.event == 0 {
            self.boundary(&mut state, from.at, &mut changes);
        }
        let mut settled = from.at;
        let numbered = (1..).zip(events);
        let mut steps: Vec<(Step, &Granting)> = numbered
            .map(|(number, event)| (Step { at: event.at, event: number }, event))
            .filter(|(step, _)| *step >= from && *step < to && step.event < to.event)
            .collect();
        steps.sort_by_key(|(step, _)| *step);
        for (step, event) in steps {
            self.walk(&mut state, &mut settled, step.at, &mut changes);
            self.event(&mut state, event, step, &mut changes);
        }
        self.walk(&mut state, &mut settled, to.at, &mut changes);
        state
    }

    fn walk(&self, state: &mut State, settled: &mut i64, until: i64, changes: &mut Vec<Change>) {
        loop {
            let at = self.known.next_boundary(*settled, state.ends().into_iter());
            if at > until {
                break;
            }
            self.boundary(state, at, changes);
            *settled = at;
        }
        *settled = until;
    }

    /// Whether a rise, a keeping or a fall to a level that was earned would have been, with what is
    /// known now.
    fn would_be(&self, change: &Change) -> bool {
        let (before, at) = (&change.before, change.step.at);
        let Some(level) = change.after.level.filter(|level| !self.is_base(*level)) else {
            return true;
        };
        let never = self.setting(level, "downgrade", json!("to_earned")) == "never";
        match (change.why, before.grace.is_some()) {
            // What is never lost is kept at its end in any case, after a grace at the latest.
            ("kept", _) if never && before.until.is_some_and(|until| until <= at) => true,
            ("earned", _) => self.met(before, level, &["enter"], change.asked, at),
            ("lapsed", _) => self.earned(before, level, change.asked, at),
            (_, true) => self.met(before, level, &["stay", "enter"], change.asked, at),
            (_, false) => self.stays(before, level, change.asked, at),
        }
    }

    /// A return of units of an order.
    pub(crate) fn returned(
        &self,
        state: &mut State,
        past: &[Change],
        events: &[Granting],
        step: Step,
        changes: &mut Vec<Change>,
    ) {
        let by = Some(events[step.event - 1].id.clone());
        match self.is["returns"].as_str().unwrap_or("undo_caused") {
            "keep" => {}
            "recount" => {
                let Some(level) = state.level.filter(|level| !self.is_base(*level)) else { return };
                // What was earned or lost since is granted no more.
                let last = past.iter().rev().find(|it| it.ladder == self.index);
                let granted = last.is_some_and(|last| last.why == "granted");
                let never = self.setting(level, "downgrade", json!("to_earned")) == "never";
                if !granted
                    && !never
                    && !self.met(state, level, &["stay", "enter"], step.at, step.at)
                {
                    self.lapse(state, (step, "undone", step.at), changes);
                    changes.last_mut().expect("the change").event = by;
                }
            }
            _ => {
                let whole = self.known.whole();
                let all = Ladder { known: &whole, ..*self };
                // What an earlier return left alone may be undone by this one.
                let orders = self.known.orders.iter();
                let orders = orders.filter(|it| it.lines.iter().any(|line| line.returned > 0));
                let first = orders.map(|order| order.at).min().expect("one at least");
                let caused = past.iter().filter(|it| it.ladder == self.index).find(|it| {
                    let asks = matches!(it.why, "earned" | "kept" | "lapsed") && !it.anyway;
                    // With all that ever came back it would have been, and is not without it.
                    let because = !self.would_be(it) && all.would_be(it);
                    it.step.at >= first && asks && because
                });
                let Some(caused) = caused else { return };
                let end = self.again(caused.before.clone(), caused.step, events, step);
                let is_over = end.grace.is_some() && state.grace.is_none();
                let sooner = |until: i64| state.until.is_none_or(|end| until < end);
                let same = end.level == state.level;
                if end.level < state.level || same && (is_over || end.until.is_some_and(sooner)) {
                    self.put_walked(state, end, (step, "undone", by), changes);
                }
            }
        }
    }

    /// Something that was at an instant and comes late.
    pub(crate) fn corrected(
        &self,
        state: &mut State,
        at: i64,
        past: &[Change],
        events: &[Granting],
        step: Step,
        changes: &mut Vec<Change>,
    ) {
        let mut own = past.iter().filter(|it| it.ladder == self.index);
        let before = own.clone().rev().find(|it| it.step.at <= at).map(|it| it.after.clone());
        let before = before.or_else(|| own.next().map(|it| it.before.clone()));
        let mut before = before.unwrap_or_else(|| state.clone());
        let moment = Step { at, event: usize::MAX };
        if self.is["upgrade"].as_str().unwrap_or("at_once") == "at_once" {
            self.rise(&mut before, moment, at, None, &mut Vec::new());
        }
        self.keep(&mut before, moment, None, &mut Vec::new());
        let end = self.again(before, moment, events, step);
        let (ends_over, is_over) = (end.grace.is_some(), state.grace.is_some());
        let later = |until: i64| end.until.is_none_or(|end| until < end);
        // The same level goes on for longer, or is out of its grace; no grace is longer than none.
        let longer = is_over && !ends_over || state.until.is_some_and(later);
        let kept = end.level == state.level && longer && (is_over || !ends_over);
        if end.level > state.level || kept {
            let by = Some(events[step.event - 1].id.clone());
            self.put_walked(state, end, (step, "earned", by), changes);
        }
    }

    /// What a walk ended at holds from now on; a grace that it ended in goes on from here.
    fn put_walked(
        &self,
        state: &mut State,
        end: State,
        (step, why, by): (Step, &'static str, Option<String>),
        changes: &mut Vec<Change>,
    ) {
        let grace = end.grace.map(|_| step.at);
        let since = if end.level == state.level { state.since } else { step.at };
        let after = State { since, grace, ..end };
        for why in [Some(why), grace.map(|_| "grace")].into_iter().flatten() {
            self.change(state, after.clone(), (step, why, step.at), changes);
            changes.last_mut().expect("the change").event.clone_from(&by);
        }
    }
}
