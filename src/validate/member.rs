//! Members: snapshots.

use super::coupon::{coupon, used_once};
use super::folded::folded;
use super::held::held;
use super::lot::{Lots, lot};
use super::order::{of_rule_once, order, redemption};
use super::renamed::{called, rename};
use super::standing::{Stands, memberships_apart, stands};
use crate::document::format::is_foreign;
use crate::document::json::Value;
use crate::document::leaf::{At, Ident, Keyed, date};
use crate::document::member::{
    CarriedDoc, DebtDoc, MemberDoc, ReportedDoc, RunDoc, SeenDoc, SentDoc,
};
use crate::document::shape::{Int, Read, Text, missing, shown};
use crate::member::{Carried, Debt, Digest, Member, Past, Reported, Run, Seen};
use crate::problem::{Code, Given, Path, Report};
use crate::program::{PoolId, Program};
use crate::value::{Instant, Money, Points};

pub(super) fn member(
    program: &Program,
    value: &Value<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Member> {
    if is_foreign(value, at, report) {
        return None;
    }
    let mut document: MemberDoc<'_> = Read::read(value, at, report)?;
    let belongs = document.program.as_ref().and_then(|it| self::belongs(program, it, at, report));
    let born = match document.birthday {
        None => Some(None),
        Some(text) => date(text.0, &at.field("birthday"), report).map(Some),
    };
    let stands = stands(&mut document, at, report);
    let events = document.events.unwrap_or_default().each_distinct(
        &at.field("events"),
        report,
        |it, at, report| seen(program, it, at, report),
    );
    let lots = document.lots.unwrap_or_default().each_distinct(
        &at.field("lots"),
        report,
        |it, at, report| lot(program, it, at, report),
    );
    let lots = lots.map(Lots::new);
    let debts =
        document
            .debts
            .unwrap_or_default()
            .each(&at.field("debts"), report, |it, at, report| debt(program, it, at, report));
    let orders = document.orders.unwrap_or_default().each_distinct(
        &at.field("orders"),
        report,
        |it, at, report| order(program, lots.as_ref()?, it, at, report),
    );
    let activities =
        document.activities.unwrap_or_default().each(&at.field("activities"), report, reported);
    let runs = document.runs.unwrap_or_default().each(&at.field("runs"), report, run);
    let carried = document.carried.unwrap_or_default().each(&at.field("carried"), report, carried);
    if let Some(carried) = &carried {
        of_rule_once(carried, |it| &it.rule, &at.field("carried"), report);
    }
    let redemptions = document.redemptions.unwrap_or_default().each_distinct(
        &at.field("redemptions"),
        report,
        |it, at, report| redemption(lots.as_ref()?, it, at, report),
    );
    let coupons = document.coupons.unwrap_or_default();
    let coupons = coupons.each_distinct(&at.field("coupons"), report, coupon);
    let activated = document.activated.unwrap_or_default();
    let activated =
        activated.each(&at.field("activated"), report, |it, _, _| Some((it.offer?.0, it.at?.0)));
    let folded_until = document.folded_until.map(|At(instant)| instant);
    let months = folded(program, document.folded, folded_until, &at.field("folded"), report);
    belongs?;
    let Stands { attributes, tiers, memberships, uses, brought, segments, met } = stands?;
    let mut member = Member {
        program: program.clone(),
        id: document.id.map(|Keyed(id)| id),
        joined_at: document.joined_at.map(|At(instant)| instant),
        born: born?,
        referred_by: document.referred_by.map(|Keyed(id)| id),
        household: document.household.map(|Keyed(id)| id),
        gender: document.gender.map(|Keyed(gender)| gender),
        attributes,
        tiers,
        memberships,
        uses,
        brought,
        stage: document.stage.map(|Ident(id)| id),
        version: document.version.and_then(|Int(version)| u32::try_from(version).ok()),
        folded: months?,
        folded_until,
        looks_ahead: false,
        segments,
        met,
        as_of: document.as_of.map(|At(instant)| instant),
        events: events?,
        ledger: lots?.finish(),
        debts: debts?,
        orders: orders?,
        activities: activities?,
        past: Past::default(),
        runs: runs?,
        carried: carried?,
        redemptions: redemptions?,
        coupons: coupons?,
        activated: activated?,
        size: 0,
    };
    rename(&mut member);
    settled(member, at, report)
}

/// A snapshot is of an instant that nothing in it is after; a guest's has nothing in it.
fn settled(member: Member, at: &Path<'_>, report: &mut Report) -> Option<Member> {
    let mut latest: Option<Instant> = None;
    let mut note = |at: Instant| latest = latest.max(Some(at));
    member.ledger.lots().iter().for_each(|lot| note(lot.earned_at));
    member.orders.iter().for_each(|order| note(order.at));
    member.activities.iter().for_each(|reported| note(reported.at));
    member.tiers.iter().for_each(|standing| note(standing.at));
    member.memberships.iter().for_each(|membership| note(membership.since));
    member.uses.iter().for_each(|used| note(used.at));
    member.coupons.iter().for_each(|coupon| note(coupon.at));
    member.activated.iter().for_each(|(_, at)| note(*at));
    member.brought.iter().for_each(|brought| note(brought.at));
    let folded = member.folded.iter().filter_map(|month| month.last_order);
    folded.chain(member.folded_until).for_each(&mut note);
    let has = latest.is_some() || member.joined_at.is_some() || !member.segments.is_empty();
    let has = has || member.stage.is_some() || !member.attributes.is_empty();
    let has = has || !member.met.is_empty();
    if member.id.is_none() && has {
        let message =
            format_args!("the field `id` is missing: only a guest, who has nothing, has none");
        let report = report.name("id");
        report.error(Code::MissingField, at, message);
        return None;
    }
    if let (Some(as_of), Some(latest)) = (member.as_of, latest)
        && as_of < latest
    {
        let message =
            format_args!("the snapshot is of {as_of}, but holds what happened at {latest}");
        report.error(Code::Contradiction, &at.field("as_of"), message);
        return None;
    }
    held(&member, at, report);
    used_once(&member, at, report);
    memberships_apart(&member.memberships, &at.field("memberships"), report);
    let size = member.measure();
    let mut member = Member { as_of: member.as_of.or(latest), size, ..member };
    member.index();
    Some(member)
}

fn belongs(program: &Program, Ident(id): &Ident, at: &Path<'_>, report: &mut Report) -> Option<()> {
    if id != program.id() {
        let message =
            format_args!("the member belongs to `{id}`, the programme is `{}`", program.id());
        let report = report.with(&[("needs", Given::Text(program.id().as_str()))]);
        report.error(Code::WrongProgram, &at.field("program"), message);
        return None;
    }
    Some(())
}

fn seen(
    program: &Program,
    document: SeenDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Seen> {
    let digest = document.digest.and_then(|text| digest(text, &at.field("digest"), report));
    let sent = match document.sent {
        None => Some(None),
        Some(_) if document.at.is_none() => {
            missing("at", at, report);
            None
        }
        Some(SentDoc { points, pool: name, .. }) => pool(program, name, &at.field("sent"), report)
            .zip(points)
            .map(|(pool, Int(points))| Some((pool, Points::clamped(points)))),
    };
    let (id, at) = (document.id?.0, document.at.map(|At(at)| at));
    Some(Seen { id, digest: digest?, at, sent: sent? })
}

pub(super) fn digest(Text(text): Text<'_>, at: &Path<'_>, report: &mut Report) -> Option<Digest> {
    let digest = Digest::from_hex(text);
    if digest.is_none() {
        let message = format_args!("`{}` is not a digest: 32 hexadecimal digits", shown(text));
        report.no("digest", text).error(Code::BadId, at, message);
    }
    digest
}

/// The pool of that name; without one the first that is spendable.
pub(super) fn pool(
    program: &Program,
    name: Option<Ident>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<PoolId> {
    let points = &program.rules.points;
    let Some(Ident(name)) = name else { return Some(points.main) };
    let name = called(&program.rules.migration.renamed.pools, name);
    let found = points.pools.iter().position(|pool| pool.id == name);
    if found.is_none() {
        let pools = &mut points.pools.iter().map(|pool| pool.id.as_str());
        unknown("pool", name.as_str(), pools, &at.field("pool"), report);
    }
    found.and_then(|pool| u8::try_from(pool).ok()).map(PoolId)
}

/// Reports a name that the programme does not declare, which has these of its kind.
pub(super) fn unknown(
    what: &str,
    name: &str,
    declared: &mut dyn Iterator<Item = &str>,
    at: &Path<'_>,
    report: &mut Report,
) {
    let message = format_args!("the programme declares no {what} `{}`", shown(name));
    report.unknown((what, name), declared, at, message);
}

fn debt(
    program: &Program,
    document: DebtDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Debt> {
    let pool = pool(program, document.pool, at, report);
    let points = Points::new(document.points?.0)?;
    Some(Debt { pool: pool?, source: document.source?.0, points })
}

fn reported(document: ReportedDoc<'_>, _: &Path<'_>, _: &mut Report) -> Option<Reported> {
    Some(Reported {
        event: document.event?.0,
        activity: document.activity?.0,
        at: document.at?.0,
        amount: document.amount_minor.and_then(|minor| Money::new(minor.0)),
        quantity: document.quantity.map(|quantity| quantity.0),
        earned: document.earned.is_some_and(|earned| earned.0 == 1),
    })
}

fn run(document: RunDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Run> {
    let day = date(document.day?.0, &at.field("day"), report)?;
    Some(Run { rule: document.rule?.0, day, days: u32::try_from(document.days?.0).ok()? })
}

fn carried(document: CarriedDoc<'_>, _: &Path<'_>, _: &mut Report) -> Option<Carried> {
    Some(Carried { rule: document.rule?.0, amount: Money::new(document.amount_minor?.0)? })
}

#[cfg(test)]
mod tests {
    use crate::Program;
    use crate::value::TzDatabase;

    /// Something in every field of a snapshot, with names that need escapes.
    const EVERYTHING: &str = r#"{"format":1,"program":"p","id":"m\"\\ü","joined_at":0,
        "birthday":"1990-02-28","referred_by":"r","household":"h","gender":"d\"",
        "attributes":{"nps":1000000000,"b\\":"x\"ü","a":0,"none":null},
        "tiers":[{"ladder":"a","level":"b","since":0,"until":1},
            {"ladder":"a","level":"b","since":0},
            {"ladder":"a","at":3,"since":2,"why":"lapsed","event":"e\""}],
        "memberships":[{"plan":"q","since":5,"until":5,"ended":1},{"plan":"p","since":0,
            "trial_until":3,"until":9,"stopped":1},{"plan":"p","since":9,"until":20}],
        "uses":[{"id":"u\"","perk":"lounge","at":7,"count":12,"carried":3,"extra":9,"cancelled":1},
            {"id":"u","perk":"lounge","at":7}],
        "brought":[{"id":"x\"","at":8},{"id":"y","at":8}],
        "segments":["s","t","s"],"stage":"new",
        "met":[{"rule":"buy"},{"offer":"ten"},{"forfeit":"f"}],
        "version":1000000000,"as_of":"2026-01-01T00:00:00Z",
        "events":[{"id":"e\"","digest":"00112233445566778899aabbccddeeff"}],
        "lots":[{"id":"x\"y","pool":"coins","source":"s\\","granted":1000,"left":0,"expired":1,
            "clawed_back":22,"forfeited":333,"transferred":1,"earned_at":0,"available_at":0,
            "expires_at":9},
          {"id":"y","pool":"coins","rule":"buy","source":"o","granted":10,"left":10,"earned_at":0,
            "waits_for":"delivery"},
          {"id":"z","source":"o","granted":10,"left":10,"earned_at":0,"expires_at":5,
            "expiry":"sliding","waits_for":{"activity":{"id":"scan","until":7}}}],
        "debts":[{"source":"o","points":12},{"source":"o","pool":"coins","points":400000000000}],
        "orders":[{"id":"o","event":"e","at":0,"delivered_at":1,
            "lines":[{"id":"1","sku":"a","units":2,"price_minor":100,"category":"c","brand":"b\"",
              "tags":["t","u"],"tax":{"rate":"12.5"},"attributes":{"w":1000000000,"v":0},
              "net_minor":190,"points_minor":10,"card_minor":3,"spent":10,"returned":1},
              {"id":"2","sku":"a","units":2,"price_minor":0,"net_minor":0,"points_minor":0}],
            "offers":[{"offer":"x"},{"offer":"y","cash_back":{"at":0,"lines":[50,0],"back_minor":2,
              "credited":1}},{"offer":"z","cash_back":{"at":0,"lines":[0,0]}},
              {"offer":"w","cash_back":{"at":0,"lines":[50,7],"bearers":[
                {"bearer":"partner","amount_minor":50},{"bearer":"brand","amount_minor":7}]}}],
            "shipping":{"cost_minor":900,"discount_minor":11,
              "points_minor":7,"card_minor":8,"spent":70,"returned":1},
            "earned":[{"lot":"y","lines":[9,0],"clawed_back":0}],
            "spent":[{"lot":"x\"y","points":80,"returned":1,"renewed":"y"}],
            "taken":[{"lot":"x\"y","points":2}],
            "uses":[{"offer":"ten","uses":12,"saved_minor":34,"coupon":"c\"","code":"d\""},
                {"offer":"five","uses":1}],
            "counted":[{"rule":"buy","lines":[190,0],"shipping_minor":12,"steps_minor":100,
                "moved_minor":-102},{"rule":"b","lines":[0,5]}]}],
        "activities":[{"event":"e","activity":"scan","at":0,"amount_minor":5,"quantity":66,
            "earned":1},{"event":"f","activity":"scan","at":0}],
        "runs":[{"rule":"buy","day":"2026-01-01","days":12}],
        "carried":[{"rule":"buy","amount_minor":-45}],
        "coupons":[{"id":"c\"","offer":"ten","issued_at":5,"from":6,"until":9,"order":"o",
            "used":"o","revoked":1},{"id":"d","offer":"ten","issued_at":5}],
        "activated":[{"offer":"ten","at":3}],
        "redemptions":[{"id":"r","event":"e","reward":"mug","at":0,"money_minor":1,"perk":"lounge",
            "uses":250,"cancelled":1,
            "spent":[{"lot":"x\"y","points":4,"returned":4}]}]}"#;

    #[test]
    fn a_member_is_measured_as_it_is_written() {
        let program = r#"{"format":1,"id":"p","version":1,"currency":"CNY",
            "zone":{"offset":"+08:00"},
            "points":{"pools":[{"id":"main"},{"id":"coins","spendable":"no"}],
              "earning":[{"id":"buy","on":"order","give":{"points":1}}]}}"#;
        let program = Program::parse(program, &TzDatabase).expect("a right programme");
        let member = program.member(EVERYTHING).expect("a right member");
        assert_eq!(member.size, member.to_json().len());
        let nobody = program.member(r#"{"format":1,"program":"p"}"#).expect("a right member");
        assert_eq!(nobody.size, nobody.to_json().len());
    }
}
