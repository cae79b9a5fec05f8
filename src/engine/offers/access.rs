//! Who may have an offer at all: coupons held, codes entered, limits, lines that stand in the way.
//!
//! It is worked out once a call, for the offers that need it.

use super::uses::{Left, limits, used_code};
use super::voucher::judged;
use crate::engine::entered::{Counter, Entered, Wanted};
use crate::engine::facts::Facts;
use crate::engine::perks::{refused, uses};
use crate::engine::reasons::offer_refusals;
use crate::member::{Coupon, Member};
use crate::outcome::{Applied, QuoteCode, QuoteOffers, Reason, Verdict};
use crate::program::{Hashes, Offer, OfferKind, Perk, Rules, Selection, UseUnit};
use crate::value::{Id, Instant, Key, Money, Position, Window};

/// What is known of the offers that not everybody has, in the order of the programme.
pub(crate) struct Access {
    guarded: Vec<Guarded>,
    /// What the caller entered, each once.
    codes: Vec<Typed>,
}

/// An offer that not everybody has.
#[derive(Default)]
pub(crate) struct Guarded {
    offer: usize,
    /// Why not, beside its window and condition.
    pub(crate) reasons: Vec<Reason>,
    /// The caller named it.
    pub(crate) named: bool,
    pub(crate) coupon: Option<Key>,
    /// What that coupon takes off, where the offer takes what each is worth.
    pub(crate) worth: Option<Money>,
    pub(crate) code: Option<Key>,
    pub(crate) left: Left,
    /// What the caller knows of it, where everybody's uses are limited.
    pub(crate) counter: Option<Counter>,
}

/// Something that was entered, and what it is.
struct Typed {
    text: String,
    offer: Option<usize>,
    /// A coupon of the member's, by its place.
    coupon: Option<usize>,
    /// A code, as it is compared, or a voucher's serial.
    code: Option<Key>,
    /// When it holds, within its offer's window.
    valid: Window,
    /// Why it is worth nothing.
    reasons: Vec<Reason>,
}

impl Access {
    pub(crate) fn new(facts: &Facts<'_>, entered: &Entered) -> Self {
        let rules = facts.rules();
        let mut access = Self { guarded: Vec::new(), codes: typed(facts, entered) };
        for (index, offer) in rules.offers.iter().enumerate() {
            let left_out = entered.without.contains(&offer.id);
            if offer.is_guarded() || left_out {
                let mut it = access.guarded(facts, index, offer, entered);
                if left_out {
                    it.reasons.push(Reason::LeftOut);
                }
                access.guarded.push(it);
            }
        }
        access
    }

    /// Of coupons alone, each of them worth so much: what a look at offers takes to be so that no
    /// member is asked about.
    pub(crate) fn of_worth(rules: &Rules, worth: Money) -> Self {
        let offers = rules.offers.iter().enumerate().filter(|(_, offer)| offer.takes_worth());
        let of = |(offer, _)| Guarded { offer, worth: Some(worth), ..Guarded::default() };
        Self { guarded: offers.map(of).collect(), codes: Vec::new() }
    }

    /// What is known of an offer; `None` where everybody has it.
    pub(crate) fn of(&self, offer: usize) -> Option<&Guarded> {
        let place = self.guarded.binary_search_by_key(&offer, |it| it.offer).ok()?;
        self.guarded.get(place)
    }

    fn guarded(
        &self,
        facts: &Facts<'_>,
        index: usize,
        offer: &Offer,
        entered: &Entered,
    ) -> Guarded {
        let counted = offer.limits.as_ref().filter(|limits| limits.is_counted_elsewhere());
        let counter = counted.map(|_| entered.counter(&offer.id));
        let mut it = Guarded {
            offer: index,
            named: self.codes.iter().any(|typed| typed.offer == Some(index)),
            counter: counter.flatten(),
            ..Guarded::default()
        };
        match offer.kind {
            OfferKind::Automatic => {}
            OfferKind::Wallet(_) => match self.coupon(facts, index, offer) {
                Ok(coupon) => {
                    it.coupon = Some(coupon.id.clone());
                    it.worth = coupon.worth.filter(|_| offer.takes_worth());
                }
                Err(reason) => it.reasons.push(reason),
            },
            OfferKind::Public(_) | OfferKind::Unique | OfferKind::Signed(_) => {
                let mut own = self.codes.iter().filter(|typed| typed.offer == Some(index));
                let right = own.clone().find(|typed| typed.reasons.is_empty());
                match (right, own.next()) {
                    (Some(typed), _) => it.code.clone_from(&typed.code),
                    (None, Some(wrong)) => it.reasons.clone_from(&wrong.reasons),
                    (None, None) => it.reasons.push(Reason::CodeNeeded),
                }
            }
        }
        let enrolled =
            facts.member.activated.iter().any(|(id, at)| *id == offer.id && *at <= facts.now);
        if offer.enrolls && !enrolled {
            it.reasons.push(Reason::NotActivated);
        }
        if let Some(limits_of) = &offer.limits {
            let counter = it.counter.unwrap_or_default();
            it.left = limits(facts, offer, limits_of, counter, &mut it.reasons);
        }
        if let Some(perk) = offer.perk {
            of_perk(facts, offer, &facts.rules().perks[usize::from(perk.0)], &mut it);
        }
        if offer.blocked_by.is_some_and(|all| is_blocked(facts, all, offer.target.goods())) {
            it.reasons.push(Reason::Excluded);
        }
        it
    }

    /// The coupon that an order uses: of those that are named the first, else the one that ends
    /// first, then by id; or why there is none.
    fn coupon<'m>(
        &self,
        facts: &Facts<'m>,
        index: usize,
        offer: &Offer,
    ) -> Result<&'m Coupon, Reason> {
        let coupons = &facts.member.coupons;
        // Of several reasons the one that waiting mends comes first.
        let mut refused: Option<Reason> = None;
        let mut refuse = |reason: Reason| {
            if refused.as_ref().is_none_or(|known| reason.precedence() < known.precedence()) {
                refused = Some(reason);
            }
        };
        for typed in self.codes.iter().filter(|typed| typed.offer == Some(index)) {
            let Some(place) = typed.coupon else { continue };
            match typed.reasons.first() {
                None => return Ok(&coupons[place]),
                Some(reason) => refuse(reason.clone()),
            }
        }
        let mut best: Option<&Coupon> = None;
        let key = |it: &Coupon| (it.valid.until.unwrap_or(Instant::MAX), it.id.clone());
        for coupon in coupons.iter().filter(|coupon| coupon.offer == offer.id) {
            match unusable(coupon, offer, facts.now) {
                Some(reason) => refuse(reason),
                None if best.is_none_or(|best| key(coupon) < key(best)) => best = Some(coupon),
                None => {}
            }
        }
        best.ok_or(refused.unwrap_or(Reason::NotHeld))
    }

    /// What all that was entered is good for, before there is a cart.
    pub(crate) fn verdicts(&self, facts: &Facts<'_>) -> Vec<Verdict> {
        let offers = &facts.rules().offers;
        let mut verdicts = Vec::with_capacity(self.codes.len());
        for it in &self.codes {
            let coupon = it.coupon.map(|place| &facts.member.coupons[place]);
            let mut reasons = it.reasons.clone();
            if let (true, Some(offer)) = (reasons.is_empty(), it.offer) {
                reasons = offer_refusals(offer, &offers[offer], facts);
            }
            let offer = it.offer.map(|offer| &offers[offer]);
            let until = offer.and_then(|offer| it.valid.intersect(offer.window).until);
            verdicts.push(Verdict {
                entered: it.text.clone(),
                offer: offer.map(|offer| offer.id.clone()),
                coupon: coupon.map(|coupon| coupon.id.clone()),
                code: it.code.clone(),
                until,
                reasons,
            });
        }
        verdicts
    }

    /// What became of all that was entered.
    pub(crate) fn told(
        &self,
        rules: &Rules,
        member: &Member,
        offers: &QuoteOffers,
    ) -> Vec<QuoteCode> {
        let mut told = Vec::with_capacity(self.codes.len());
        for it in &self.codes {
            let offer = it.offer.map(|offer| &rules.offers[offer].id);
            let mut reasons = it.reasons.clone();
            let refused = offers.refused.iter().find(|refused| Some(&refused.offer) == offer);
            let refused = refused.map(|refused| &refused.reasons);
            let possible = offers.possible.iter().find(|possible| Some(&possible.offer) == offer);
            let refused = refused.or(possible.map(|possible| &possible.reasons));
            if let (true, Some(refused)) = (reasons.is_empty(), refused) {
                reasons.clone_from(refused);
            }
            let coupon = it.coupon.map(|place| &member.coupons[place].id);
            let own = |used: &&Applied| {
                Some(&used.offer) == offer
                    && (used.coupon.as_ref(), used.code.as_ref()) == (coupon, it.code.as_ref())
            };
            if reasons.is_empty() && !offers.applied.iter().any(|used| own(&used)) {
                // An order uses one coupon, or code, of an offer.
                reasons.push(Reason::LimitReached { limit: 1, used: 1, until: None });
            }
            told.push(QuoteCode { entered: it.text.clone(), offer: offer.cloned(), reasons });
        }
        told
    }
}

/// Why a member has no perk of which an offer takes, or what its quota leaves.
fn of_perk(facts: &Facts<'_>, offer: &Offer, perk: &Perk, it: &mut Guarded) {
    let refused = refused(facts, perk);
    let has = refused.is_empty();
    it.reasons.extend(refused);
    let Some((left, reason)) = uses(facts, perk).of_quota().filter(|_| has) else { return };
    if left < 1 {
        it.reasons.push(reason);
    } else if offer.use_unit() != UseUnit::Order {
        let left = u32::try_from(left).unwrap_or(u32::MAX);
        if it.left.units.as_ref().is_none_or(|(least, _)| left < *least) {
            it.left.units = Some((left, reason));
        }
    }
}

/// Whether a coupon of an offer can be used at an instant.
pub(crate) fn holds(facts: &Facts<'_>, offer: u32) -> bool {
    let offer = &facts.rules().offers[offer as usize];
    let mut own = facts.member.coupons.iter().filter(|coupon| coupon.offer == offer.id);
    own.any(|coupon| unusable(coupon, offer, facts.now).is_none())
}

/// Why a coupon of an offer cannot be used. One that was issued when the offer did not take what
/// each is worth is none of those that it takes.
pub(crate) fn unusable(coupon: &Coupon, offer: &Offer, now: Instant) -> Option<Reason> {
    let lacks_worth = coupon.worth.is_none() && offer.takes_worth();
    if coupon.revoked || now < coupon.at || lacks_worth {
        return Some(Reason::NotHeld);
    }
    if let Some(order) = &coupon.used {
        return Some(Reason::Used { order: order.clone() });
    }
    match coupon.valid.position(now) {
        Position::NotYet(from) => Some(Reason::NotYet { from }),
        Position::Ended(until) => Some(Reason::Ended { until }),
        Position::Inside => None,
    }
}

/// Whether a cart has a line of all of these that is no target.
fn is_blocked(facts: &Facts<'_>, all: Selection, target: Selection) -> bool {
    let Some(goods) = facts.cart else { return false };
    let lines = &goods.cart.lines;
    let mut blocked = false;
    goods.cart.matches.visit(all, &mut |line| blocked |= !target.matches(&lines[line].mask));
    blocked
}

/// What was entered, each once.
fn typed(facts: &Facts<'_>, entered: &Entered) -> Vec<Typed> {
    let mut all: Vec<Typed> = Vec::new();
    for wanted in &entered.coupons {
        let it = match wanted {
            Wanted::Text(text) => typed_text(facts, text, None),
            Wanted::Code { code, offer } => typed_text(facts, code, Some(offer)),
            Wanted::Voucher(voucher) => {
                let (offer, reasons) = judged(facts, voucher);
                let code = offer.is_some().then(|| voucher.serial.clone());
                let text = voucher.serial.as_str().into();
                let valid = Window { from: voucher.from, until: voucher.until };
                Typed { text, offer, coupon: None, code, valid, reasons }
            }
        };
        // Of two vouchers with one serial one may be good.
        let same = |other: &Typed| {
            let is = (other.offer, other.coupon, &other.code) == (it.offer, it.coupon, &it.code);
            is && other.reasons == it.reasons && (it.offer.is_some() || other.text == it.text)
        };
        if !all.iter().any(same) {
            all.push(it);
        }
    }
    all
}

/// A text that was entered; a coupon's id comes before a code.
fn typed_text(facts: &Facts<'_>, text: &str, said: Option<&Id>) -> Typed {
    let (member, rules) = (facts.member, facts.rules());
    let coupon = match said {
        None => Key::parse(text).ok().and_then(|id| member.find_coupon(&id)),
        Some(_) => None,
    };
    let (text, valid, reasons) = (text.to_owned(), Window::ALWAYS, Vec::new());
    let mut it = Typed { text, offer: None, coupon, code: None, valid, reasons };
    if let Some(place) = coupon {
        let coupon = &member.coupons[place];
        it.valid = coupon.valid;
        it.offer = rules.offers.iter().position(|offer| offer.id == coupon.offer);
        let offer = it.offer.map(|offer| &rules.offers[offer]);
        it.reasons.extend(offer.and_then(|offer| unusable(coupon, offer, facts.now)));
    } else {
        let normal = rules.codes.normal(&it.text);
        it.offer = offer_of(rules, &normal, said);
        it.code = Key::parse(&normal).ok();
        let order = it.offer.zip(it.code.as_ref()).and_then(|(offer, code)| {
            let unique = matches!(rules.offers[offer].kind, OfferKind::Unique);
            unique.then(|| used_code(facts, &rules.offers[offer].id, code)).flatten()
        });
        it.reasons.extend(order.map(|order| Reason::Used { order }));
    }
    if it.offer.is_none() || it.coupon.is_none() && it.code.is_none() {
        (it.offer, it.code) = (None, None);
        it.reasons = vec![Reason::UnknownCode];
    }
    it
}

/// The offer that a code opens; of a unique one the caller says which.
fn offer_of(rules: &Rules, normal: &str, said: Option<&Id>) -> Option<usize> {
    if let Some(id) = said {
        let found = rules.offers.iter().position(|offer| offer.id == *id)?;
        return matches!(rules.offers[found].kind, OfferKind::Unique).then_some(found);
    }
    rules.codes.find(normal).or_else(|| {
        // A prepared programme hides all codes by one salt.
        let mut last: Option<(&str, [u8; 32])> = None;
        rules.offers.iter().position(|offer| {
            let OfferKind::Public(Some(hidden)) = &offer.kind else { return false };
            let hash = match last {
                Some((salt, hash)) if salt == &*hidden.salt => hash,
                _ => Hashes::of(&hidden.salt, normal),
            };
            last = Some((&hidden.salt, hash));
            hidden.hashes.contains(&hash)
        })
    })
}
