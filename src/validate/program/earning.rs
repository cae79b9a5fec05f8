//! Earning rules.

use super::Common;
use super::cap::{Capped, caps};
use super::condition::{Conditions, Place};
use super::expiry::{availability, contradictions, expiry};
use super::give::Giving;
use super::selector::Selectors;
use super::time::window;
use super::trigger::trigger;
use crate::document::leaf::Plain;
use crate::document::program::earning::EarningDoc;
use crate::problem::{Path, Report};
use crate::program::{Earning, Give, On, RuleId, Selection, Watched};

pub(super) fn earning(
    document: EarningDoc<'_>,
    own: RuleId,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Earning> {
    let EarningDoc { id, on, window: period, when, give, pool, available, expires, .. } = document;
    let on = trigger(on, selectors.next_watch(), common, at, report);
    let window = window(period, common.calendar.as_ref(), &at.field("window"), report);
    let place = Place::with_order(on.is_none_or(On::has_lines));
    let target = Selection::default();
    let mut conditions = Conditions::new(common, selectors, target, place);
    let of = id.as_ref().map(|id| Watched::Rule(id.0.clone()));
    let when = conditions.fired(on, of, (when, document.schedule), at, report);
    let mut giving = Giving { common, selectors, on };
    let give = give.and_then(|give| giving.give(give, &at.field("give"), report));
    let pool = common.pool(pool.as_ref(), at, report);
    let available = availability(available, common, &at.field("available"), report);
    let expires = match expires {
        None => Some(None),
        Some(Plain(document)) => expiry(document, common, &at.field("expires"), report).map(Some),
    };
    let mut conditions = Conditions::new(common, selectors, target, place);
    let caps = caps(document.caps, Capped::Rule(own), &mut conditions, at, report);
    let give = give?;
    // A welcome bonus is a promise of a number.
    let fixed = matches!(give, Give::Points(_) | Give::Streak(_));
    let rule = Earning {
        id: id?.0,
        offer: None,
        on: on?,
        window: window?,
        when: when?,
        give,
        pool: pool?,
        available: available?,
        expires: expires?,
        caps: caps?,
        multiplied: document.multiplied.map_or(!fixed, |it| it.0),
    };
    contradictions(&rule, common.pools.as_deref()?, at, report)?;
    Some(rule)
}
