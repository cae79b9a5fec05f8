//! What an authority must know of a programme, which is one set of counters and used codes for all
//! who sell by it. It follows from the programme alone; what was used stands in no programme.

use crate::program::{Limits, Offer, OfferKind, Program, Reward, Rules, VoucherKey};
use crate::value::{Id, Instant, Key, Money};

/// What an authority must know of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Those that have a total or a budget, or come by what can be used once; in the order of the
    /// programme.
    pub offers: Vec<AuthorityOffer>,
    /// Those that have a stock, in the order of the programme.
    pub rewards: Vec<AuthorityReward>,
    /// The public keys of signed vouchers, in the order of the programme.
    pub keys: Vec<AuthorityKey>,
}

/// An offer of which somebody keeps what everybody used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorityOffer {
    /// Its id.
    pub offer: Id,
    /// How it comes to an order, as the programme says it.
    pub kind: &'static str,
    /// The most uses by everybody.
    pub total: Option<u32>,
    /// The most that it saves everybody, or gives everybody as cash back, in minor units.
    pub budget: Option<Money>,
    /// What becomes of the use that goes over: `refuse`, `trim` or `allow`.
    pub overrun: &'static str,
    /// What becomes of the use of an order of which all goods came back: `returned` or `kept`.
    pub cancelled: &'static str,
}

/// A reward of which there are only so many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorityReward {
    /// Its id.
    pub reward: Id,
    /// How many there were at first.
    pub stock: u32,
}

/// A public key of signed vouchers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorityKey {
    /// Its id, the `kid` of what it signs.
    pub id: Key,
    /// The Ed25519 public key in base64url, the `x` of a JWK (RFC 8037).
    pub public: String,
    /// It holds from then on.
    pub from: Option<Instant>,
    /// It holds before then.
    pub until: Option<Instant>,
    /// The serials of its vouchers that hold no more, in their order.
    pub revoked: Vec<Key>,
}

impl Program {
    /// What an authority must know of it: which offers and rewards it counts, what can be used
    /// once, and by which keys vouchers are signed.
    ///
    /// ```
    /// use perks::{Program, value::TzDatabase};
    ///
    /// let program = Program::parse(
    ///     r#"{ "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": "Asia/Shanghai",
    ///          "offers": [{ "id": "first-hundred", "benefit": { "percent": { "off": "20" } },
    ///                       "limits": { "total": 100, "overrun": "allow" } },
    ///                     { "id": "always", "benefit": { "percent": { "off": "5" } } }] }"#,
    ///     &TzDatabase,
    /// )?;
    /// let authority = program.authority();
    /// assert_eq!(authority.offers.len(), 1, "of the other nobody counts anything");
    /// assert_eq!(authority.offers[0].total, Some(100));
    /// assert_eq!(authority.offers[0].overrun, "allow");
    /// # Ok::<(), perks::Problems>(())
    /// ```
    #[must_use]
    pub fn authority(&self) -> Authority {
        let rules = &*self.rules;
        let stock =
            |it: &Reward| it.stock.map(|stock| AuthorityReward { reward: it.id.clone(), stock });
        Authority {
            offers: rules.offers.iter().filter_map(|offer| counted(rules, offer)).collect(),
            rewards: rules.rewards.iter().filter_map(stock).collect(),
            keys: rules.keys.iter().map(key).collect(),
        }
    }
}

fn key(it: &VoucherKey) -> AuthorityKey {
    AuthorityKey {
        id: it.id.clone(),
        public: it.public.to_string(),
        from: it.window.from,
        until: it.window.until,
        revoked: it.revoked.to_vec(),
    }
}

/// What is known of an offer; `None` where nobody counts anything of it.
fn counted(rules: &Rules, offer: &Offer) -> Option<AuthorityOffer> {
    let limits = offer.limits.as_deref();
    let (total, budget) = limits.map_or((None, None), |it| (it.total, it.budget));
    let is_counted = limits.is_some_and(Limits::is_counted_elsewhere);
    let once = matches!(offer.kind, OfferKind::Unique | OfferKind::Signed(_));
    (is_counted || once).then(|| AuthorityOffer {
        offer: offer.id.clone(),
        kind: offer.kind.name(),
        total,
        budget,
        overrun: limits.map_or_else(Default::default, |it| it.overrun).name(),
        cancelled: if rules.keeps(offer) { "kept" } else { "returned" },
    })
}
