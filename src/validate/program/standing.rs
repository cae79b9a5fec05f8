//! The sections about members: ladders, plans, perks, segments, stages, scores. Each may name the
//! others, so that all are named before one is read, and circles are looked for at the end.

use super::amount::is_worth;
use super::circle::Derived;
use super::class::{lifecycle, note, segments};
use super::ladder::{counts, is_given, ladder_names, ladders};
use super::names::{Names, score_names};
use super::perk::{perks, plans};
use super::score::scores;
use super::selector::{Built, Selectors};
use super::tier::LadderName;
use super::{Common, declared::Ids};
use crate::document::json::Value;
use crate::document::program::ProgramDoc;
use crate::document::program::class::{LifecycleDoc, ScoreDoc, SegmentDoc};
use crate::document::program::perk::PerkDoc;
use crate::document::program::tier::TiersDoc;
use crate::document::shape::{List, ids};
use crate::problem::{Code, Path, Report};
use crate::program::{Ladder, Lifecycle, On, Perk, Plan, PointsRules, Score, Segment};
use crate::value::bounds::{MAX_PERKS, MAX_SCORES, MAX_SEGMENTS};

/// The sections, as they are written.
pub(super) struct StandingDocs<'v> {
    tiers: Option<TiersDoc<'v>>,
    perks: List<'v, PerkDoc<'v>, MAX_PERKS>,
    segments: List<'v, SegmentDoc<'v>, MAX_SEGMENTS>,
    lifecycle: Option<LifecycleDoc<'v>>,
    scores: List<'v, ScoreDoc<'v>, MAX_SCORES>,
}

/// What they become.
pub(super) struct Standing {
    pub(super) ladders: Vec<Ladder>,
    pub(super) plans: Vec<Plan>,
    pub(super) perks: Vec<Perk>,
    pub(super) segments: Vec<Segment>,
    pub(super) lifecycle: Lifecycle,
    pub(super) scores: Vec<Score>,
}

impl<'v> StandingDocs<'v> {
    /// Takes them out of a programme.
    pub(super) fn take(document: &mut ProgramDoc<'v>) -> Self {
        Self {
            tiers: document.tiers.take(),
            perks: document.perks.take().unwrap_or_default(),
            segments: document.segments.take().unwrap_or_default(),
            lifecycle: document.lifecycle.take(),
            scores: document.scores.take().unwrap_or_default(),
        }
    }

    /// Absent where they may be what could not be read.
    pub(super) fn ladder_names(&self, report: &Report) -> Option<Vec<LadderName<'v>>> {
        match self.tiers.as_ref().and_then(|tiers| tiers.ladders.as_ref()) {
            None => (!report.has_errors()).then(Vec::new),
            Some(ladders) => Some(ladder_names(ladders)),
        }
    }

    pub(super) fn segment_ids(&self) -> Ids<'v> {
        self.segments.ids()
    }

    pub(super) fn names(&self, offers: &'v [Value<'v>], rewards: Ids<'v>) -> Names<'v> {
        let stages = self.lifecycle.as_ref().and_then(|it| it.stages.as_ref());
        let plans = self.tiers.as_ref().and_then(|it| it.plans.as_ref());
        let perks = self.perks.values();
        Names {
            stages: stages.map(List::ids).unwrap_or_default(),
            plans: plans.map(List::ids).unwrap_or_default(),
            scores: score_names(self.scores.values()),
            perks: self.perks.ids(),
            with_quota: perks.iter().map(|perk| is_given(perk, "quota")).collect(),
            held: offers.iter().map(is_held).collect(),
            take_worth: offers.iter().map(takes_worth).collect(),
            offers: ids(offers),
            rewards,
        }
    }

    /// Reads them; `at` is the place of the programme.
    pub(super) fn read(
        self,
        common: &mut Common<'v>,
        selectors: &mut Selectors,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Standing {
        let place = at.field("tiers");
        if self.tiers.as_ref().is_some_and(|it| it.ladders.is_none() && it.plans.is_none())
            && !report.has_errors()
        {
            let message = format_args!("neither levels nor plans");
            report.error_help(Code::Empty, &place, message, "name `ladders`, `plans` or both");
        }
        let TiersDoc { ladders: list, plans: plan_list, .. } = self.tiers.unwrap_or_default();
        let mut read_ladders = Vec::new();
        if let Some(list) = list {
            let place = place.field("ladders");
            let counts = counts(&list, common, &place, report);
            for (ladder, counts) in common.ladders.iter_mut().flatten().zip(counts) {
                ladder.counts = counts;
            }
            read_ladders = ladders(&list, common, selectors, &place, report);
        }
        Standing {
            ladders: read_ladders,
            plans: plans(plan_list, common, selectors, &place.field("plans"), report),
            perks: perks(&self.perks, common, selectors, &at.field("perks"), report),
            segments: segments(&self.segments, common, selectors, &at.field("segments"), report),
            lifecycle: lifecycle(self.lifecycle, common, selectors, &at.field("lifecycle"), report),
            scores: scores(&self.scores, common, selectors, &at.field("scores"), report),
        }
    }
}

/// Whether members hold coupons of an offer.
fn is_held(offer: &Value<'_>) -> bool {
    offer.member("kind").is_some_and(|kind| is_given(kind, "wallet"))
}

/// Whether an offer takes off what its coupon is worth.
fn takes_worth(offer: &Value<'_>) -> bool {
    let amount = offer.member("benefit").and_then(|benefit| benefit.member("amount"));
    amount.and_then(|amount| amount.member("off")).is_some_and(is_worth)
}

impl Standing {
    /// What can be told only once all is read: what is noted for rules, and circles.
    pub(super) fn finish(
        &mut self,
        points: Option<&PointsRules>,
        issues: &[On],
        built: &Built,
        at: &Path<'_>,
        report: &mut Report,
    ) {
        let Self { ladders, segments, lifecycle, scores, .. } = self;
        if let Some(points) = points {
            let forfeits = points.forfeits.iter().map(|forfeit| forfeit.on);
            let conversions = points.conversions.iter().map(|conversion| conversion.on);
            let rules = points.earning.iter().map(|rule| rule.on);
            for on in rules.chain(forfeits).chain(conversions) {
                note(on, segments, lifecycle);
            }
        }
        for on in issues {
            note(*on, segments, lifecycle);
        }
        let Built { measures, tables, .. } = built;
        let derived = Derived { ladders, segments, lifecycle, scores, measures, tables };
        derived.check(at, report);
        derived.check_contrary(at, report);
    }
}
