//! What is counted: each workload in a fresh instance, on documents of `documents`, with what it
//! gives checked roughly, so that nothing cheap is counted by mistake.

use wasmtime::{Result, bail, ensure};

use crate::documents::{self, Expiry, NOW_MILLIS, Offers, Settled};
use crate::host::Value;
use crate::module::{Cart, Member, Program, Session, Shipped};

/// Something to count.
pub(crate) struct Workload {
    /// Stable: the tracked counts are found by it.
    pub(crate) name: String,
    /// The most instructions it may take, where there is such a budget.
    pub(crate) budget: Option<u64>,
    pub(crate) job: Job,
}

/// The calls that are counted; their documents are read before, unless reading is the job.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Job {
    ReadProgram {
        offers: usize,
    },
    ReadMember {
        lots: usize,
    },
    ReadCart {
        lines: usize,
    },
    /// After a changed quantity, which counts too.
    Quote {
        lines: usize,
        offers: usize,
        kind: Offers,
    },
    ReadAndQuote {
        lines: usize,
        offers: usize,
        kind: Offers,
    },
    /// One line, no offers, as many points as it takes.
    QuoteSpending {
        lots: usize,
    },
    Status {
        lots: usize,
        offers: usize,
    },
    /// Of a member with levels and so many orders.
    StatusOfOrders {
        orders: usize,
    },
    /// Of the first of so many orders, which had brought a level: it is walked again from there.
    Undo {
        orders: usize,
    },
    /// An order without points.
    Record {
        lines: usize,
    },
    /// An order of one line, some of it paid with points, by a member who was not settled: a
    /// tenth of the lots expires.
    RecordSpending {
        lots: usize,
    },
    Settle {
        lots: usize,
        settled: Settled,
    },
    /// With nothing due; then an order of one line, some of it paid with points.
    SettleAndSpend {
        lots: usize,
    },
    /// Of an order of one line, recorded before, that points had paid in part.
    Refund {
        lots: usize,
    },
    /// A reported activity that gives points.
    Activity {
        lots: usize,
        expiry: Expiry,
    },
}

/// A count that should grow in step with the size of something.
pub(crate) struct Growth {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    /// Ascending.
    pub(crate) sizes: &'static [usize],
    /// The most instructions that one more may take, where there is such a budget.
    pub(crate) budget: Option<u64>,
    pub(crate) job: fn(usize) -> Job,
}

/// Everything that is counted and tracked.
pub(crate) fn all() -> Vec<Workload> {
    let plain = |name: String, job| Workload { name, budget: None, job };
    let mut all = Vec::new();
    for lines in [5, 50, 200, 500] {
        all.push(plain(format!("read a cart, {lines} lines"), Job::ReadCart { lines }));
    }
    all.push(plain("read a programme, 100 offers".into(), Job::ReadProgram { offers: 100 }));
    all.push(plain("read a member, 1000 lots".into(), Job::ReadMember { lots: 1_000 }));
    for lines in [5, 50, 200] {
        for offers in [5, 25, 100, 1_000] {
            let budget = (lines == 50 && offers == 100).then_some(150_000);
            let name = format!("quote, {lines} lines, {offers} offers");
            let job = Job::Quote { lines, offers, kind: Offers::Mixed };
            all.push(Workload { name, budget, job });
        }
    }
    all.push(Workload {
        name: "read a cart and quote, 50 lines, 100 offers".into(),
        budget: Some(600_000),
        job: Job::ReadAndQuote { lines: 50, offers: 100, kind: Offers::Mixed },
    });
    all.push(Workload {
        name: "read a cart and quote, 200 lines, 25 storewide offers".into(),
        budget: Some(3_000_000),
        job: Job::ReadAndQuote { lines: 200, offers: 25, kind: Offers::Storewide },
    });
    for (offers, budget) in [(30, Some(10_000_000)), (200, None)] {
        let job = Job::Quote { lines: 50, offers, kind: Offers::Competing };
        all.push(Workload { name: format!("best of {offers} offers, 50 lines"), budget, job });
    }
    for lots in [10, 1_000, 10_000] {
        let job = Job::Status { lots, offers: 25 };
        all.push(plain(format!("status, {lots} lots, 25 offers"), job));
    }
    for orders in [10, 5_000] {
        let job = Job::StatusOfOrders { orders };
        all.push(plain(format!("status, {orders} orders, 25 offers"), job));
        all.push(plain(format!("undo a level, {orders} orders"), Job::Undo { orders }));
    }
    all.push(plain("record an order, 50 lines".into(), Job::Record { lines: 50 }));
    all.push(plain(
        "record an order with points, 10000 lots".into(),
        Job::RecordSpending { lots: 10_000 },
    ));
    all.extend(ledger());
    all
}

/// What is counted of the ledger.
fn ledger() -> Vec<Workload> {
    let mut all = Vec::new();
    let mut add = |name: String, job| all.push(Workload { name, budget: None, job });
    for lots in [10, 1_000, 10_000] {
        let job = |settled| Job::Settle { lots, settled };
        add(format!("settle, {lots} lots"), job(Settled::All));
        add(format!("settle, a tenth of {lots} lots"), job(Settled::NotExpiries));
        add(format!("settle and spend, {lots} lots"), Job::SettleAndSpend { lots });
        add(format!("refund an order, {lots} lots"), Job::Refund { lots });
        let job = |expiry| Job::Activity { lots, expiry };
        add(format!("record an activity, {lots} lots"), job(Expiry::Fixed));
        add(format!("record an activity, {lots} sliding lots"), job(Expiry::Sliding));
    }
    all
}

/// Every growth that is checked, as far as the limits of the documents allow.
pub(crate) const GROWTHS: [Growth; 17] = [
    Growth {
        name: "read a cart",
        unit: "line",
        sizes: &[10, 100, 500],
        budget: None,
        job: |lines| Job::ReadCart { lines },
    },
    Growth {
        name: "quote, 25 offers",
        unit: "line",
        sizes: &[10, 100, 500],
        budget: None,
        job: |lines| Job::Quote { lines, offers: 25, kind: Offers::Mixed },
    },
    Growth {
        name: "record an order",
        unit: "line",
        sizes: &[10, 100, 500],
        budget: None,
        job: |lines| Job::Record { lines },
    },
    Growth {
        name: "read a programme",
        unit: "offer",
        sizes: &[10, 100, 1_000, 2_000],
        budget: None,
        job: |offers| Job::ReadProgram { offers },
    },
    Growth {
        name: "quote, 50 lines",
        unit: "offer",
        sizes: &[10, 100, 1_000, 2_000],
        budget: None,
        job: |offers| Job::Quote { lines: 50, offers, kind: Offers::Mixed },
    },
    Growth {
        name: "read a member",
        unit: "lot",
        sizes: &[10, 100, 1_000, 10_000],
        budget: None,
        job: |lots| Job::ReadMember { lots },
    },
    Growth {
        name: "status",
        unit: "lot",
        sizes: &[10, 100, 1_000, 10_000],
        budget: None,
        job: |lots| Job::Status { lots, offers: 25 },
    },
    Growth {
        name: "status of orders",
        unit: "order",
        sizes: &[100, 1_000, 5_000],
        budget: None,
        job: |orders| Job::StatusOfOrders { orders },
    },
    Growth {
        name: "undo a level",
        unit: "order",
        sizes: &[100, 1_000, 5_000],
        budget: None,
        job: |orders| Job::Undo { orders },
    },
    Growth {
        name: "quote with points",
        unit: "lot",
        // At 10 lots the rest of the call outweighs them.
        sizes: &[100, 1_000, 10_000],
        budget: None,
        job: |lots| Job::QuoteSpending { lots },
    },
    Growth {
        name: "record with points, a tenth expires",
        unit: "lot",
        sizes: &[100, 1_000, 10_000],
        budget: None,
        job: |lots| Job::RecordSpending { lots },
    },
    Growth {
        name: "settle",
        unit: "lot",
        sizes: &[100, 1_000, 10_000],
        budget: None,
        job: |lots| Job::Settle { lots, settled: Settled::All },
    },
    Growth {
        name: "settle, a tenth expires",
        unit: "lot",
        sizes: &[100, 1_000, 10_000],
        budget: None,
        job: |lots| Job::Settle { lots, settled: Settled::NotExpiries },
    },
    Growth {
        name: "settle and spend",
        unit: "lot",
        sizes: &[100, 1_000, 10_000],
        budget: Some(40),
        job: |lots| Job::SettleAndSpend { lots },
    },
    Growth {
        name: "refund an order",
        unit: "lot",
        sizes: &[100, 1_000, 10_000],
        budget: None,
        job: |lots| Job::Refund { lots },
    },
    Growth {
        name: "record an activity",
        unit: "lot",
        sizes: &[100, 1_000, 10_000],
        budget: None,
        job: |lots| Job::Activity { lots, expiry: Expiry::Fixed },
    },
    Growth {
        name: "record an activity, sliding",
        unit: "lot",
        sizes: &[100, 1_000, 10_000],
        budget: None,
        job: |lots| Job::Activity { lots, expiry: Expiry::Sliding },
    },
];

impl Job {
    /// The instructions it takes, in an instance of its own.
    ///
    /// # Errors
    /// When the module refuses, traps, or gives something else than is expected.
    pub(crate) fn count(self, shipped: &Shipped) -> Result<u64> {
        let session = &mut shipped.start()?;
        match self {
            Self::ReadProgram { offers } => {
                let document = documents::program(offers, Offers::Mixed);
                Ok(session.count(|it| it.program(&document))?.1)
            }
            Self::ReadMember { lots } => {
                let program = session.program(&documents::program(0, Offers::Mixed))?;
                let document = documents::member(lots);
                Ok(session.count(|it| it.member(program, &document))?.1)
            }
            Self::ReadCart { lines } => {
                let program = session.program(&documents::program(100, Offers::Mixed))?;
                let document = documents::cart(lines);
                Ok(session.count(|it| it.cart(program, &document))?.1)
            }
            Self::Quote { lines, offers, kind } => {
                let (program, member) = club(session, offers, kind, 10)?;
                let cart = session.cart(program, &documents::cart(lines))?;
                let line = documents::line_id(lines / 2);
                let (result, count) = session.count(|it| {
                    it.set_units(cart, &line, 7)?;
                    it.quote(member, cart, &asked(0))
                })?;
                expect_offers(&result, offers, kind)?;
                Ok(count)
            }
            Self::ReadAndQuote { lines, offers, kind } => {
                let (program, member) = club(session, offers, kind, 10)?;
                let document = documents::cart(lines);
                let (result, count) = session.count(|it| {
                    let cart: Cart = it.cart(program, &document)?;
                    it.quote(member, cart, &asked(0))
                })?;
                expect_offers(&result, offers, kind)?;
                Ok(count)
            }
            Self::QuoteSpending { lots } => {
                let (program, member) = club(session, 0, Offers::Mixed, lots)?;
                let cart = session.cart(program, &documents::cart(1))?;
                let (result, count) = session.count(|it| it.quote(member, cart, &asked(100)))?;
                ensure!(result.contains(r#""chosen":100,"#), "the points aren't spent: {result}");
                Ok(count)
            }
            Self::Status { lots, offers } => {
                let (_, member) = club(session, offers, Offers::Mixed, lots)?;
                let (result, count) = session.count(|it| it.status(member, &asked_now()))?;
                ensure!(result.matches(r#""earned_at""#).count() == lots, "lots are missing");
                Ok(count)
            }
            Self::StatusOfOrders { orders } => {
                let member = shopper(session, orders)?;
                let (result, count) = session.count(|it| it.status(member, &asked_now()))?;
                ensure!(result.contains(r#""level":"gold""#), "there is no level: {result}");
                Ok(count)
            }
            Self::Undo { orders } => {
                let member = shopper(session, orders)?;
                let event = documents::refund_first();
                let (result, count) =
                    session.count(|it| it.record(member, &event, &asked_now()))?;
                ensure!(result.contains(r#""undone""#), "the level stays: {result}");
                Ok(count)
            }
            Self::Record { lines } => record(session, lines, 0, 10),
            Self::RecordSpending { lots } => record(session, 1, 100, lots),
            Self::Settle { .. }
            | Self::SettleAndSpend { .. }
            | Self::Refund { .. }
            | Self::Activity { .. } => self.count_ledger(session),
        }
    }

    fn count_ledger(self, session: &mut Session) -> Result<u64> {
        let now = asked_now();
        let fixed = (Expiry::Fixed, Settled::All);
        match self {
            Self::Settle { lots, settled } => {
                let member = holder(session, lots, Expiry::Fixed, settled)?;
                let (result, count) = session.count(|it| it.settle(member, &now))?;
                let due = if settled == Settled::NotExpiries { lots / 10 } else { 0 };
                let expired = result.matches(r#""expired""#).count();
                ensure!(expired == due, "{expired} lots expire, not {due}");
                Ok(count)
            }
            Self::SettleAndSpend { lots } => {
                let member = holder(session, lots, fixed.0, fixed.1)?;
                let event = documents::order(1, 100);
                let (result, count) = session.count(|it| {
                    it.settle(member, &now)?;
                    it.record(member, &event, &now)
                })?;
                ensure!(result.contains(r#""spent""#), "nothing is spent: {result}");
                Ok(count)
            }
            Self::Refund { lots } => {
                let member = holder(session, lots, fixed.0, fixed.1)?;
                session.record(member, &documents::order(1, 100), &now)?;
                let event = documents::refund();
                let (result, count) = session.count(|it| it.record(member, &event, &now))?;
                ensure!(result.contains(r#""given_back""#), "nothing comes back: {result}");
                Ok(count)
            }
            Self::Activity { lots, expiry } => {
                let member = holder(session, lots, expiry, fixed.1)?;
                let event = documents::activity();
                let (result, count) = session.count(|it| it.record(member, &event, &now))?;
                let slides = result.contains(r#""extended""#);
                ensure!(result.contains(r#""granted""#), "nothing is granted: {result}");
                ensure!(slides == (expiry == Expiry::Sliding), "other entries: {result}");
                Ok(count)
            }
            other => bail!("{other:?} is no job of the ledger"),
        }
    }
}

fn club(
    session: &mut Session,
    offers: usize,
    kind: Offers,
    lots: usize,
) -> Result<(Program, Member)> {
    let program = session.program(&documents::program(offers, kind))?;
    let member = session.member(program, &documents::member(lots))?;
    Ok((program, member))
}

fn shopper(session: &mut Session, orders: usize) -> Result<Member> {
    let program = session.program(&documents::levels_program())?;
    session.member(program, &documents::orders_member(orders))
}

fn holder(session: &mut Session, lots: usize, expiry: Expiry, settled: Settled) -> Result<Member> {
    let program = session.program(&documents::ledger_program(expiry))?;
    session.member(program, &documents::ledger_member(lots, expiry, settled))
}

fn record(session: &mut Session, lines: usize, spend: usize, lots: usize) -> Result<u64> {
    let (_, member) = club(session, 25, Offers::Mixed, lots)?;
    let event = documents::order(lines, spend);
    let (result, count) = session.count(|it| it.record(member, &event, &asked_now()))?;
    ensure!(result.contains(r#""spent""#) == (spend > 0), "other entries: {result}");
    Ok(count)
}

/// The options of a call, as the text that `pkg/src/perks.js` makes of a caller's object.
fn asked_now() -> Value {
    Value::Text(format!(r#"{{"now":{NOW_MILLIS}}}"#).into())
}

fn asked(spend: u32) -> Value {
    Value::Text(format!(r#"{{"now":{NOW_MILLIS},"spend":{spend}}}"#).into())
}

/// All of them are accounted for, and as many are refused by their conditions as should be.
fn expect_offers(quote: &str, offers: usize, kind: Offers) -> Result<()> {
    let quote: serde_json::Value = serde_json::from_str(quote)?;
    let list = |name: &str| quote["offers"][name].as_array().cloned().unwrap_or_default();
    let (applied, possible, refused) = (list("applied"), list("possible"), list("refused"));
    let code = |offer: &serde_json::Value| offer["reasons"][0]["code"].as_str().map(str::to_owned);
    let beaten = |code: &String| code == "better_offer" || code == "nothing_to_discount";
    let unmet = refused.iter().filter_map(code).filter(|code| !beaten(code)).count();
    let expected = if kind == Offers::Mixed { offers / 2 } else { 0 };
    ensure!(
        applied.len() + possible.len() + refused.len() == offers,
        "offers are missing: {quote}"
    );
    let competing = kind == Offers::Competing;
    ensure!(competing || unmet == expected, "{unmet} offers are refused, not {expected}: {quote}");
    ensure!(offers == 0 || !applied.is_empty(), "no offer applies: {quote}");
    let proof = &quote["offers"]["proof"];
    ensure!(!competing || offers > 30 || proof["optimal"] == true, "not proved: {proof}");
    Ok(())
}
