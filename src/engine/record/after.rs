//! The levels after an order, as if it were recorded.

use super::{Place, Recorder};
use crate::cart::Cart;
use crate::engine::facts::Planned;
use crate::engine::points::{LineAmounts, pool};
use crate::engine::tiers::{Change, Look, ladders_with, stands};
use crate::member::Member;
use crate::outcome::{Quote, QuoteLine};
use crate::problem::{Document, Path, Report};
use crate::program::{LadderId, PoolId, Upgrade};
use crate::value::{Key, Money, Points};

/// The levels that a member would have after an order, where they are others than before it.
///
/// Conditions are asked with the order on top first; only where that lifts, the order is recorded
/// on a copy, since what is entered may lift further.
pub(crate) fn levels_after(member: &Member, cart: &Cart, quote: &Quote) -> Vec<Change> {
    let ladders = ladders_with(member, &|ladder| ladder.upgrade == Upgrade::Now);
    if ladders.is_empty() || !member.is_enrolled(quote.now) || !lifts(member, cart, quote, &ladders)
    {
        return Vec::new();
    }
    let mut copy = member.clone();
    let mut recorder = Recorder::new(&mut copy, quote.now);
    let mut report = Report::new(Document::Cart);
    let place = &mut Place { at: &Path::Root, report: &mut report };
    recorder.mark();
    // What was priced can be recorded; were it not, nothing would be lifted.
    if let Ok(id) = Key::parse("~quoted") {
        recorder.event = Some(id.clone());
        let booked = recorder.book(quote, cart, &id, place);
        recorder.mature();
        booked.and_then(|()| recorder.stand_after_event(place));
    }
    let mut changes = Vec::new();
    for &of in &ladders {
        let after = stands(&copy, of, quote.now);
        if after.level != stands(member, of, quote.now).level {
            changes.push(after);
        }
    }
    changes
}

/// Whether the order by itself lifts a level.
fn lifts(member: &Member, cart: &Cart, quote: &Quote, ladders: &[LadderId]) -> bool {
    let amounts = |of: &dyn Fn(&QuoteLine) -> Money| quote.lines.iter().map(of).collect();
    let list: Vec<Money> = amounts(&|line| line.list);
    let net: Vec<Money> = amounts(&|line| line.net);
    let pay: Vec<Money> = amounts(&|line| line.pay);
    let rules = &*member.program.rules;
    let mut points: Vec<(PoolId, Points, Points)> = Vec::new();
    for rule in &quote.points.earn.rules {
        points.push((rule.pool, rule.points, rule.points));
    }
    points.push((pool(rules), Points::ZERO, Points::ZERO - quote.points.charged()));
    let shipping = &quote.shipping;
    let amounts = LineAmounts {
        cart,
        list: &list,
        net: &net,
        pay: &pay,
        shipping: shipping.cost,
        shipping_net: shipping.cost - shipping.discount,
        shipping_pay: shipping.pay,
        offers: &[],
    };
    let planned = Planned { amounts, points: &points };
    let mut look = Look::planned(member, quote.now, &planned);
    ladders.iter().any(|of| look.rise(*of).is_some())
}
