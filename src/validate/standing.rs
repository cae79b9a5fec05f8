//! Where a member of a snapshot stands: what is stated, levels, memberships, uses, who was brought.

use crate::document::leaf::{At, Ident, StatedDoc, bad_key};
use crate::document::member::{BroughtDoc, MemberDoc, MembershipDoc, MetDoc, StandingDoc, UseDoc};
use crate::document::shape::{Int, Map, Read, each_value, missing};
use crate::member::{Attribute, Brought, Membership, Standing, Use, Why};
use crate::problem::{Code, Path, Report};
use crate::program::{Stated, Watched};
use crate::value::bounds::MAX_STATED;
use crate::value::order::sorted;
use crate::value::{Id, Instant, Key};

/// What of a snapshot says where the member stands.
#[derive(Default)]
pub(super) struct Stands {
    pub(super) attributes: Vec<Attribute>,
    pub(super) tiers: Vec<Standing>,
    pub(super) memberships: Vec<Membership>,
    pub(super) uses: Vec<Use>,
    pub(super) brought: Vec<Brought>,
    pub(super) segments: Vec<Id>,
    pub(super) met: Vec<Watched>,
}

/// Reports that no ladder is named, where there are several or none.
#[cold]
pub(super) fn not_one(ladders: usize, at: &Path<'_>, report: &mut Report) {
    if ladders > 0 {
        return missing("ladder", at, report);
    }
    let message = format_args!("the programme has no ladder, so that nobody has a level");
    report.error_help(Code::Contradiction, at, message, "`tiers.ladders` declares levels");
}

pub(super) fn stands(
    document: &mut MemberDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Stands> {
    let mut stands = Stands::default();
    let stated = attributes(document.attributes.take(), &at.field("attributes"), report);
    let mut all = stated.is_some();
    for (name, value) in stated.into_iter().flatten() {
        stands.attributes.extend(value.map(|value| Attribute { name, value }));
    }
    let list = document.tiers.take().unwrap_or_default().values();
    all &= each_value(list, &at.field("tiers"), report, &mut |value, at, report| {
        stands.tiers.push(standing(Read::read(value, at, report)?, at, report)?);
        Some(())
    })
    .is_some();
    let list = document.memberships.take().unwrap_or_default().values();
    all &= each_value(list, &at.field("memberships"), report, &mut |value, at, report| {
        stands.memberships.push(membership(Read::read(value, at, report)?, at, report)?);
        Some(())
    })
    .is_some();
    let place = at.field("uses");
    let list = document.uses.take().unwrap_or_default().distinct_values(&place, report);
    all &= each_value(list, &place, report, &mut |value, at, report| {
        stands.uses.push(used(&Read::read(value, at, report)?, at, report)?);
        Some(())
    })
    .is_some();
    let place = at.field("brought");
    let list = document.brought.take().unwrap_or_default().distinct_values(&place, report);
    all &= each_value(list, &place, report, &mut |value, at, report| {
        let BroughtDoc { id, at, .. } = Read::read(value, at, report)?;
        stands.brought.push(Brought { who: id?.0, at: at?.0 });
        Some(())
    })
    .is_some();
    let list = document.segments.take().unwrap_or_default().values();
    all &= each_value(list, &at.field("segments"), report, &mut |value, at, report| {
        stands.segments.push(Ident::read(value, at, report)?.0);
        Some(())
    })
    .is_some();
    let list = document.met.take().unwrap_or_default().values();
    all &= each_value(list, &at.field("met"), report, &mut |value, at, report| {
        stands.met.push(watched(MetDoc::read(value, at, report)?, at, report)?);
        Some(())
    })
    .is_some();
    let Stands { attributes, tiers, memberships, .. } = stands;
    stands.attributes = sorted(attributes, |one, other| one.name.cmp(&other.name));
    stands.tiers = sorted(tiers, |one, other| one.at.cmp(&other.at));
    stands.memberships = sorted(memberships, |one, other| one.since.cmp(&other.since));
    all.then_some(stands)
}

fn watched(document: MetDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Watched> {
    let MetDoc { rule, offer, forfeit, conversion, .. } = document;
    match (rule, offer, forfeit, conversion) {
        (Some(rule), None, None, None) => Some(Watched::Rule(rule.0)),
        (None, Some(offer), None, None) => Some(Watched::Offer(offer.0)),
        (None, None, Some(forfeit), None) => Some(Watched::Forfeit(forfeit.0)),
        (None, None, None, Some(conversion)) => Some(Watched::Conversion(conversion.0)),
        // What could not be read was reported already.
        (None, None, None, None) if report.has_errors() => None,
        _ => {
            let names = "`rule`, `offer`, `forfeit` and `conversion`";
            let message = format_args!("exactly one of {names} is given");
            report.error(Code::NotOneChoice, at, message);
            None
        }
    }
}

/// What is stated, by name; without a value what is stated no more.
pub(super) fn attributes(
    document: Option<Map<'_, StatedDoc, MAX_STATED>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<(Key, Option<Stated>)>> {
    let Some(document) = document else { return Some(Vec::new()) };
    document.each(at, report, |name, value, at, report| {
        let key = Key::parse(name).ok();
        if key.is_none() {
            bad_key(name, at, report);
        }
        Some((key?, value?.0))
    })
}

fn standing(document: StandingDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Standing> {
    let (since, until) = (document.since?.0, document.until.map(|At(until)| until));
    let decided = document.at.map_or(since, |At(at)| at);
    if until.is_some_and(|until| until <= decided) {
        let message = format_args!("the level would end before it begins");
        report.error(Code::EmptyWindow, &at.field("until"), message);
        return None;
    }
    if decided < since {
        let message = format_args!("the level cannot be had before it is reached");
        report.error(Code::Contradiction, &at.field("at"), message);
        return None;
    }
    Some(Standing {
        ladder: document.ladder?.0,
        level: document.level.map(|it| it.0),
        at: decided,
        since,
        until,
        why: document.why.unwrap_or(Why::Granted),
        event: document.event.map(|it| it.0),
    })
}

fn membership(
    document: MembershipDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Membership> {
    let (At(since), At(until)) = (document.since?, document.until?);
    let trial_until = document.trial_until.map(|At(until)| until);
    let ended = document.ended == Some(Int(1));
    // One may be ended as it begins.
    if until < since || until == since && !ended {
        let message = format_args!("the membership would end before it begins");
        report.error(Code::EmptyWindow, &at.field("until"), message);
        return None;
    }
    if trial_until.is_some_and(|trial| trial < since || until < trial) {
        let message = format_args!("the trial is not within the membership");
        report.error(Code::Contradiction, &at.field("trial_until"), message);
        return None;
    }
    let stopped = document.stopped == Some(Int(1));
    Some(Membership { plan: document.plan?.0, since, trial_until, until, stopped, ended })
}

fn used(document: &UseDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Use> {
    let count = |count: Option<Int<0, _>>| count.map_or(0, |Int(count)| count);
    let (carried, extra) = (count(document.carried), count(document.extra));
    let Int(count) = document.count.unwrap_or(Int(1));
    if carried + extra > count {
        let message = format_args!("there are no more than {count} uses");
        report.error(Code::Contradiction, &at.field("count"), message);
        return None;
    }
    Some(Use {
        event: document.id.as_ref()?.0.clone(),
        perk: document.perk.as_ref()?.0.clone(),
        at: document.at?.0,
        count: u32::try_from(count).ok()?,
        carried: u32::try_from(carried).ok()?,
        extra: u32::try_from(extra).ok()?,
        cancelled: document.cancelled == Some(Int(1)),
    })
}

/// Memberships of one plan follow each other: reports one that begins before the last has ended.
pub(super) fn memberships_apart(list: &[Membership], at: &Path<'_>, report: &mut Report) {
    for (index, it) in list.iter().enumerate() {
        let last = list[..index].iter().rfind(|before| before.plan == it.plan);
        if let Some(last) = last.filter(|last| it.since < last.until) {
            let (plan, since, until): (_, Instant, Instant) = (&it.plan, it.since, last.until);
            let message =
                format_args!("a membership `{plan}` begins at {since}, one lasts until {until}");
            report.error(Code::Contradiction, at, message);
        }
    }
}
