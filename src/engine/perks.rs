//! Perks: which a member has, how often they can be used, and why not.

use super::facts::Facts;
use super::measures::cycle;
use super::offers;
use super::reasons::{by_precedence, refusals};
use super::values::value;
use crate::cart::Cart;
use crate::member::{Member, Use};
use crate::outcome::{PerkLines, PerkStatus, Reason};
use crate::program::{Offer, Perk, PerkGives, Quota};
use crate::value::{Id, Instant, Window};

/// What there is of a perk at an instant.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Uses {
    /// `None`: as often as one likes.
    quota: Option<i64>,
    /// What the quota is of.
    window: Window,
    /// What was left of the period before.
    carried: i64,
    /// Of this, what is used.
    carried_used: i64,
    /// Of the quota; without one all that was ever used.
    own_used: i64,
    /// What rewards gave, and is left.
    extra: i64,
}

impl Uses {
    /// How often it can be used still.
    pub(crate) fn left(&self) -> Option<i64> {
        let own = (self.quota? - self.own_used).max(0);
        Some(own + (self.carried - self.carried_used).max(0) + self.extra.max(0))
    }

    /// So many uses, by what they are of: what was carried, and so is lost first, then the quota,
    /// then what rewards gave. Tells the first and the last.
    pub(crate) fn split(&self, count: u32) -> (u32, u32) {
        let Some(quota) = self.quota else { return (0, 0) };
        let count = i64::from(count);
        let carried = count.min((self.carried - self.carried_used).max(0));
        let own = (count - carried).min((quota - self.own_used).max(0));
        let number = |count| u32::try_from(count).unwrap_or(0);
        (number(carried), number(count - carried - own))
    }

    /// How often the quota can be used still, and why no more.
    pub(crate) fn of_quota(&self) -> Option<(i64, Reason)> {
        let quota = self.quota?;
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        let (limit, used, until) = (number(quota), number(self.own_used), self.window.until);
        Some(((quota - self.own_used).max(0), Reason::LimitReached { limit, used, until }))
    }

    /// Why so many more are too many.
    pub(crate) fn refusal(&self, count: u32) -> Option<Reason> {
        let (quota, left) = (self.quota?, self.left()?);
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        (left < i64::from(count)).then(|| Reason::LimitReached {
            limit: number(quota + self.carried + self.extra.max(0)),
            used: number(self.own_used + self.carried_used),
            until: self.window.until,
        })
    }
}

/// Why a member has a perk not; empty for who has it.
pub(crate) fn refused(facts: &Facts<'_>, perk: &Perk) -> Vec<Reason> {
    let mut reasons = refusals(&perk.window, &perk.when, facts);
    if !facts.enrolled && !reasons.contains(&Reason::NotEnrolled) {
        reasons.push(Reason::NotEnrolled);
        reasons = by_precedence(reasons);
    }
    reasons
}

/// What there is of a perk, for who has it.
pub(crate) fn uses(facts: &Facts<'_>, perk: &Perk) -> Uses {
    let member = facts.member;
    let mut uses = Uses { quota: None, window: Window::ALWAYS, ..Uses::default() };
    let Some(quota) = &perk.quota else {
        uses.own_used = used(member, &perk.id, Window::ALWAYS, &|it| it.count);
        uses.own_used += member.folded_uses(&perk.id) + by_orders(facts, perk, Window::ALWAYS);
        return uses;
    };
    let carried = |it: &Use| it.carried;
    let own = |it: &Use| it.count.saturating_sub(it.carried + it.extra);
    // A table that has no number gives none.
    let most = value(quota.uses, facts).unwrap_or(0);
    uses.quota = Some(most);
    uses.window = period(facts, quota, facts.now);
    uses.own_used = used(member, &perk.id, uses.window, &own);
    uses.own_used += by_orders(facts, perk, uses.window);
    // What is folded is older than any period of a quota.
    if quota.per.is_none() {
        uses.own_used += member.folded_uses(&perk.id);
    }
    uses.carried_used = used(member, &perk.id, uses.window, &carried);
    if let (true, Some(last)) = (quota.carried, last_before(uses.window)) {
        // Of a period as which ended somebody had no perk, nothing is left.
        if refused(&Facts::new(member, None, last), perk).is_empty() {
            let period = period(facts, quota, last);
            let before = used(member, &perk.id, period, &own) + by_orders(facts, perk, period);
            uses.carried = (most - before).max(0);
        }
    }
    uses.extra = extra(member, &perk.id);
    uses
}

/// What rewards gave of a perk, less what of that is used.
pub(crate) fn extra(member: &Member, perk: &Id) -> i64 {
    let mut left = 0;
    for redemption in member.redemptions.iter().filter(|it| !it.cancelled) {
        if let Some((of, uses)) = &redemption.uses
            && of == perk
        {
            left += i64::from(*uses);
        }
    }
    left - used(member, perk, Window::ALWAYS, &|it| it.extra)
}

/// The last instant before a window.
fn last_before(window: Window) -> Option<Instant> {
    window.from.filter(|from| Instant::MIN < *from).map(|from| from.plus_millis(-1))
}

/// The period of a quota that an instant is in.
fn period(facts: &Facts<'_>, quota: &Quota, at: Instant) -> Window {
    quota.per.map_or(Window::ALWAYS, |per| cycle(facts.member, per, at))
}

/// Of the uses within a window that count, the sum of a part.
fn used(member: &Member, perk: &Id, window: Window, part: &dyn Fn(&Use) -> u32) -> i64 {
    let mut perks = member.program.rules.perks.iter();
    let quota = perks.find(|it| it.id == *perk).and_then(|it| it.quota.as_ref());
    let all = quota.is_some_and(|quota| quota.cancelled_counts);
    let mut sum = 0;
    for it in &member.uses {
        if it.perk == *perk && (all || !it.cancelled) && window.contains(it.at) {
            sum += i64::from(part(it));
        }
    }
    sum
}

/// The uses of a perk's quota by offers, within a window until now.
fn by_orders(facts: &Facts<'_>, perk: &Perk, window: Window) -> i64 {
    let rules = facts.rules();
    let own = |it: &&Offer| it.perk.is_some_and(|it| rules.perks[usize::from(it.0)].id == perk.id);
    rules.offers.iter().filter(own).map(|it| offers::used(facts, &it.id, window).0).sum()
}

/// When an offer that opens at `from` opens for a member: sooner, where a perk says so.
pub(super) fn opens(facts: &Facts<'_>, offer: usize, from: Instant) -> Instant {
    let rules = &facts.member.program.rules;
    let mut opens = from;
    for perk in &rules.perks {
        let PerkGives::EarlyAccess { offers, by, .. } = &perk.gives else { continue };
        let at = rules.calendar.before(from, *by);
        let names = offers.iter().any(|it| *it as usize == offer);
        if names && at < opens && refused(facts, perk).is_empty() {
            opens = at;
        }
    }
    opens
}

/// The perks that a member has of some goods, and the lines of a cart that they are about.
pub(super) fn covered(facts: &Facts<'_>, cart: &Cart) -> Vec<PerkLines> {
    let mut covered = Vec::new();
    for perk in &facts.member.program.rules.perks {
        let of = match &perk.gives {
            PerkGives::EarlyAccess { of: Some(of), .. } | PerkGives::FeeWaiver(of) => *of,
            _ => continue,
        };
        let mut lines = Vec::new();
        cart.matches.visit(of, &mut |line| lines.push(cart.lines[line].id.clone()));
        let open = || uses(facts, perk).refusal(1).is_none();
        if !lines.is_empty() && refused(facts, perk).is_empty() && open() {
            covered.push(PerkLines { perk: perk.id.clone(), lines });
        }
    }
    covered
}

/// What the app shows of each perk.
pub(super) fn perks(facts: &Facts<'_>) -> Vec<PerkStatus> {
    let mut perks = Vec::new();
    for perk in &facts.member.program.rules.perks {
        let mut reasons = refused(facts, perk);
        let uses = uses(facts, perk);
        if reasons.is_empty() {
            reasons.extend(uses.refusal(1));
        }
        let (gives, number) = match &perk.gives {
            PerkGives::Service => ("service", None),
            PerkGives::EarlyAccess { .. } => ("early_access", None),
            PerkGives::ReturnDays(days) => ("return_days", value(*days, facts)),
            PerkGives::Priority(place) => ("priority", value(*place, facts)),
            PerkGives::Upgrade => ("upgrade", None),
            PerkGives::Allowance(quantity) => ("allowance", value(*quantity, facts)),
            PerkGives::FeeWaiver(_) => ("fee_waiver", None),
        };
        perks.push(PerkStatus {
            perk: perk.id.clone(),
            gives,
            number,
            quota: uses.quota,
            carried: uses.carried,
            used: uses.own_used + uses.carried_used,
            left: uses.left(),
            extra: uses.extra.max(0),
            from: uses.window.from,
            until: uses.window.until,
            reasons,
        });
    }
    perks
}
