//! Recording: the only way in which a member's state changes. Either all of an event happens, or
//! nothing does and the problems say why.
//!
//! What happens is worked out as entries, and each entry changes the member ([`Member::apply`]),
//! so that a member is the fold of its entries.

mod account;
mod activity;
mod after;
mod carry;
mod cash_back;
mod conversion;
mod coupon;
mod fold;
mod levels;
mod lots;
mod membership;
mod order;
mod perk;
mod returns;
mod reward;
mod saved;
mod settle;
mod undo;

use self::saved::Saved;
use super::entered::Entered;
use super::quote::{AtPrice, Pick, QuoteOptions, Refusal, Spend};
use crate::cart::Cart;
use crate::member::{Digest, LotIx, Member, PlanStep, Unfold};
use crate::outcome::{Entry, EntryKind, Message, Notice, Received, Recorded, Restored};
use crate::problem::{Code, Path, Report};
use crate::program::{
    ActivityId, Benefit, LadderId, LevelId, PerkId, PlanId, PoolId, SegmentId, Stated,
};
use crate::value::bounds::{
    MAX_EARNING_RULES, MAX_LEVEL_CHANGES, MAX_LOT_POINTS, MAX_LOTS, MAX_MEMBER_BYTES, MAX_ORDERS,
    MAX_STANDINGS, MAX_STATED,
};
use crate::value::{Date, Instant, Key, Money, Points, Window};

pub(crate) use after::levels_after;
pub use settle::Forecast;
pub(crate) use settle::{forecast, settle, settled};

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) id: Key,
    pub(crate) at: Instant,
    /// It may lie before what is settled.
    pub(crate) correction: bool,
    /// Of the event's document: tells a repetition from a conflict.
    pub(crate) digest: Digest,
    pub(crate) what: Happening,
}

/// What happened.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    Join {
        referred_by: Option<Key>,
        born: Option<Date>,
    },
    /// What is known of the member changed.
    Profile {
        born: Option<Date>,
        household: Option<Key>,
        gender: Option<Key>,
        /// Each that is named; `None` takes it away.
        attributes: Vec<(Key, Option<Stated>)>,
    },
    /// A paid membership begins, is renewed, is stopped or ends.
    Membership {
        plan: PlanId,
        step: PlanStep,
    },
    /// A perk is used so many times.
    Use {
        perk: PerkId,
        count: u32,
    },
    /// A use of a perk did not take place: the event that reported it.
    CancelUse {
        used: Key,
    },
    /// A level is granted, or taken back by granting the base.
    Level {
        ladder: LadderId,
        level: LevelId,
        until: Option<Instant>,
    },
    /// The member comes into a segment, or leaves it.
    Segment {
        segment: SegmentId,
        is_in: bool,
    },
    /// A cart was paid, partly with so many points.
    Order {
        id: Key,
        cart: Box<Cart>,
        spend: Points,
        prices: Vec<AtPrice>,
        gifts: Vec<Pick>,
        entered: Entered,
    },
    /// The member enrols in an offer.
    Activate {
        offer: usize,
    },
    /// The member holds one more coupon of an offer; valid as the offer says where the window says
    /// nothing, and worth something where the offer takes that.
    IssueCoupon {
        offer: usize,
        id: Key,
        valid: Window,
        worth: Option<Money>,
    },
    /// A coupon is taken away.
    RevokeCoupon {
        id: Key,
    },
    Delivered {
        order: Key,
    },
    /// Units of lines came back, all that is left when `lines` is `None`; and shipping, where
    /// nothing is said about it only with all.
    Return {
        order: Key,
        lines: Option<Vec<(Key, u32)>>,
        shipping: Option<bool>,
    },
    Activity {
        activity: ActivityId,
        order: Option<Key>,
        amount: Option<Money>,
        quantity: Option<i64>,
    },
    /// Points given or taken by hand.
    Adjust {
        pool: PoolId,
        points: Points,
        expires_at: Option<Instant>,
    },
    Transfer {
        pool: PoolId,
        points: Points,
        to: Key,
    },
    Receive {
        from: Key,
        lots: Vec<(PoolId, Points, Option<Instant>)>,
    },
    Referral {
        of: Key,
    },
    Redeem {
        reward: usize,
        points: Option<Points>,
        stock_left: Option<i64>,
    },
    /// A redemption is given back.
    Cancel {
        redemption: Key,
    },
}

/// Where the parts of an event say what is wrong.
pub(crate) struct Place<'p, 'r> {
    pub(crate) at: &'p Path<'p>,
    pub(crate) report: &'r mut Report,
}

impl Place<'_, '_> {
    pub(crate) fn error(&mut self, code: Code, field: &str, message: std::fmt::Arguments<'_>) {
        let place = self.at.field(field);
        let place = if field.is_empty() { self.at } else { &place };
        self.report.error(code, place, message);
    }
}

/// Records an event, or reports why it cannot be.
///
/// 1. An event that is known already does nothing; one that differs from it is refused.
/// 2. Time moves forward: not before what is settled, unless it is a correction, and not after
///    `now`.
/// 3. What time brought until then.
/// 4. What the event does.
/// 5. What levels do then.
/// 6. When any of it is refused, all of it is taken back.
pub(crate) fn record(
    member: &mut Member,
    event: Event,
    now: Instant,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Recorded> {
    // 1.
    if let Some(seen) = member.events.iter().find(|seen| seen.id == event.id) {
        if seen.digest == event.digest {
            return Some(Recorded { duplicate: true, ..Recorded::default() });
        }
        let message = format_args!("the event `{}` was recorded with other contents", event.id);
        let help = "give a new event a new id";
        report.error_help(Code::EventConflict, &at.field("id"), message, help);
        return None;
    }
    // 2.
    in_time(member, &event, now, at, report)?;
    if member.id.is_none() {
        let message = format_args!("a guest has no state to record anything in");
        report.error(Code::WrongMember, at, message);
        return None;
    }
    let mut saved = Saved::of(member);
    let when = member.as_of.map_or(event.at, |as_of| as_of.max(event.at));
    let mut recorder = Recorder::new(member, when);
    // 3.
    let mut done = recorder.settle(when, at, report);
    // 4.
    let last = recorder.folded.last_mut().map_or(&mut saved, |(_, saved)| saved);
    last.keep(recorder.member, &event.what);
    recorder.begin_event(&event, when);
    let place = &mut Place { at, report };
    done = done.and_then(|()| recorder.can_name_entered(place));
    done = done.and_then(|()| recorder.happen(event.what, place));
    recorder.mature();
    // 5.
    done = done.and_then(|()| recorder.stand_after_event(place));
    // 6.
    recorder.conclude(saved, done, place)
}

fn in_time(
    member: &Member,
    event: &Event,
    now: Instant,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let (place, instant) = (at.field("at"), event.at);
    fold::not_folded(member, instant, &place, report)?;
    // Accounts have clocks of their own: what another one sent comes when it comes.
    let sent = matches!(event.what, Happening::Receive { .. } | Happening::Referral { .. });
    let may_be_late = event.correction || sent;
    let late = member.as_of.filter(|as_of| instant < *as_of && !may_be_late);
    if let Some(as_of) = late {
        let message =
            format_args!("{instant} is before {as_of}, up to which everything is settled");
        let help = "say why it comes late in `correction`, and it counts from now on";
        report.error_help(Code::EventTooEarly, &place, message, help);
        return None;
    }
    if instant > now {
        let message = format_args!("{instant} is after now, {now}");
        report.error(Code::EventInFuture, &place, message);
        return None;
    }
    Some(())
}

/// Works an event out as entries, and applies each.
pub(super) struct Recorder<'m> {
    member: &'m mut Member,
    event: Option<Key>,
    /// The event's own instant: what rules go by.
    at: Instant,
    /// The ledger's: later than the event's for a correction.
    when: Instant,
    entries: Vec<Entry>,
    messages: Vec<Message>,
    restored: Vec<Restored>,
    /// Lots that this event made available, or may have.
    fresh: Vec<LotIx>,
    /// Each folding of this call, and what the member was after it.
    folded: Vec<(Unfold, Saved)>,
    reached: levels::Reached,
}

impl<'m> Recorder<'m> {
    /// Of what time brings; [`Recorder::begin_event`] makes it an event's.
    fn new(member: &'m mut Member, at: Instant) -> Self {
        Self {
            member,
            event: None,
            at,
            when: at,
            entries: Vec::new(),
            messages: Vec::new(),
            restored: Vec::new(),
            fresh: Vec::new(),
            folded: Vec::new(),
            reached: levels::Reached::default(),
        }
    }

    /// An entry of this event, whose fields are then set one by one: `..` would move all of them,
    /// at some 350 bytes of wasm each time.
    fn entry(&self, kind: EntryKind) -> Entry {
        Entry::new(kind, self.event.clone(), self.at)
    }

    fn put(&mut self, entry: Entry) {
        self.member.apply(&entry);
        self.entries.push(entry);
    }

    fn begin_event(&mut self, event: &Event, when: Instant) {
        (self.event, self.at, self.when) = (Some(event.id.clone()), event.at, when);
        self.mark();
        let mut entry = self.entry(EntryKind::Recorded);
        entry.digest = Some(event.digest);
        self.put(entry);
    }

    fn happen(&mut self, what: Happening, place: &mut Place<'_, '_>) -> Option<()> {
        match what {
            Happening::Join { referred_by, born } => self.join(referred_by, born, place),
            Happening::Profile { born, household, gender, attributes } => {
                let mut entry = self.entry(EntryKind::Profiled);
                entry.gender = gender;
                entry.stated = attributes;
                entry.day = born;
                entry.party = household;
                self.put(entry);
                Some(())
            }
            Happening::Membership { plan, step } => self.membership(plan, step, place),
            Happening::Use { perk, count } => self.use_perk(perk, count, place),
            Happening::CancelUse { used } => self.cancel_use(&used, place),
            Happening::Level { ladder, level, until } => self.level(ladder, level, until, place),
            Happening::Segment { segment, is_in } => self.segment(segment, is_in, place),
            Happening::Order { id, cart, spend, prices, gifts, entered } => {
                let spend = Spend::Points(spend);
                let at = QuoteOptions::at(self.at);
                let options = QuoteOptions { spend, prices, gifts, entered, ..at };
                self.order(id, &cart, &options, place)
            }
            Happening::IssueCoupon { offer, id, valid, worth } => {
                let at = place.at.field("coupon");
                let place = &mut Place { at: &at.field("issue"), report: place.report };
                self.issue_coupon(offer, id, (valid, worth), ("id", place))
            }
            Happening::Activate { offer } => {
                self.activate(offer);
                Some(())
            }
            Happening::RevokeCoupon { id } => self.revoke_coupon(&id, place),
            Happening::Delivered { order } => self.delivered(&order, place),
            Happening::Return { order, lines, shipping } => {
                self.return_units(&order, lines, shipping, place)
            }
            Happening::Activity { activity, order, amount, quantity } => {
                self.activity(activity, order.as_ref(), amount, quantity, place)
            }
            Happening::Adjust { pool, points, expires_at } => {
                self.adjust(pool, points, expires_at, place)
            }
            Happening::Transfer { pool, points, to } => self.transfer(pool, points, &to, place),
            Happening::Receive { from, lots } => self.receive(&from, &lots, place),
            Happening::Referral { of } => self.referral(&of, place),
            Happening::Redeem { reward, points, stock_left } => {
                self.redeem(reward, points, stock_left, place)
            }
            Happening::Cancel { redemption } => self.cancel(&redemption, place),
        }
    }

    /// A message for another account; points for one are put together.
    fn send(&mut self, to: &Key, lot: Received) {
        for message in &mut self.messages {
            if let (true, Notice::Receive { lots, .. }) = (message.to == *to, &mut message.what) {
                lots.push(lot);
                return;
            }
        }
        let (Some(from), Some(id)) = (self.member.id.clone(), self.event.clone()) else { return };
        let what = Notice::Receive { from, lots: vec![lot] };
        self.messages.push(Message { to: to.clone(), id, at: self.at, what });
    }

    /// Keeps what was done, or takes all of it back.
    fn conclude(
        mut self,
        saved: Saved,
        done: Option<()>,
        place: &mut Place<'_, '_>,
    ) -> Option<Recorded> {
        let done = done.and_then(|()| self.fits(place));
        let Recorder { member, entries, messages, restored, folded, .. } = self;
        if done.is_none() {
            for (undo, saved) in folded.into_iter().rev() {
                saved.restore(member);
                member.unfold(undo);
            }
            saved.restore(member);
            return None;
        }
        member.ledger.commit(member.as_of);
        Some(Recorded { entries, messages, restored, duplicate: false })
    }

    /// Whether what is recorded can be read again.
    fn fits(&mut self, place: &mut Place<'_, '_>) -> Option<()> {
        let member = &mut *self.member;
        let added: usize = self.entries.iter().map(|entry| member.entry_size(entry)).sum();
        member.size += added;
        if member.size > MAX_MEMBER_BYTES as usize {
            // What entries add is reckoned generously.
            member.size = member.measure();
        }
        let histories = [
            member.events.len(),
            member.orders.len(),
            member.activities.len(),
            member.redemptions.len(),
            member.debts.len(),
            member.uses.len(),
            member.brought.len(),
            member.coupons.len(),
            member.activated.len(),
        ];
        let owed = member.debts.iter().map(|debt| debt.points.count());
        let renewed = self.entries.iter().filter(|entry| entry.kind == EntryKind::Renewed);
        let renewed = renewed.filter_map(|entry| member.ledger.find(entry.lot.as_ref()?));
        let grown = renewed.map(|lot| member.ledger.lot(lot).granted.count());
        let most = owed.chain(grown).max();
        let granted = |entry: &Entry| member.find_order(entry.order.as_ref()?);
        let earned = self.entries.iter().filter(|entry| entry.kind == EntryKind::Granted);
        let earned = earned.filter_map(granted).map(|it| member.orders[it].earned.len()).max();
        let standings = [member.segments.len(), member.memberships.len(), member.met.len()];
        let full = standings.into_iter().any(|count| count > MAX_STANDINGS as usize)
            || member.tiers.len() > MAX_LEVEL_CHANGES as usize
            || member.attributes.len() > MAX_STATED as usize
            || member.ledger.len() > MAX_LOTS as usize
            || histories.into_iter().any(|count| count > MAX_ORDERS as usize)
            || most.is_some_and(|points| points > MAX_LOT_POINTS)
            || member.runs.len().max(member.carried.len()) > MAX_EARNING_RULES as usize
            || earned.is_some_and(|lots| lots > MAX_EARNING_RULES as usize)
            || member.size > MAX_MEMBER_BYTES as usize;
        if full {
            let message = format_args!("the member's snapshot has no room for another event");
            place.error(Code::OverLimit, "", message);
        }
        (!full).then_some(())
    }
}

pub(crate) fn refused(member: &Member, refusal: Refusal, at: &Path<'_>, report: &mut Report) {
    match refusal {
        Refusal::OtherProgram => {
            let message = format_args!("the cart was read for another programme");
            let help = "read the cart with the programme of the member";
            report.error_help(Code::OtherProgram, at, message, help);
        }
        Refusal::TooManyPoints(rule) => {
            let rule = &member.program.rules.points.earning[rule].id;
            let message = format_args!("the rule `{rule}` gives more points than a lot holds");
            report.error(Code::OverLimit, at, message);
        }
        Refusal::NoSuchGift(Pick { offer, sku }) => {
            let message = format_args!("no offer `{offer}` has `{sku}` among its gifts");
            let of = member.program.rules.offers.iter().find(|known| known.id == offer);
            let choices = of.and_then(|of| match &of.benefit {
                Benefit::Gift(gift) => Some(&gift.choices),
                _ => None,
            });
            let known = choices.iter().flat_map(|it| it.iter()).map(|it| it.sku.as_str());
            report.unknown(("gift", sku.as_str()), &mut { known }, at, message);
        }
    }
}
