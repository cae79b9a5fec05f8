//! Numbers that conditions, tables and scores ask for.

use super::bounds::condition;
use super::condition::{Conditions, Place};
use super::declared::index;
use super::money::contradiction;
use super::names::Kind;
use super::time::lasting;
use crate::document::leaf::{Ident, Keyed};
use crate::document::program::condition::{AttributeOfDoc, BaseDoc, CountDoc, PartDoc, ShareByDoc};
use crate::document::program::earning::{BasisDoc, TaxDoc};
use crate::document::program::fact::{About, FactDoc, Is, MeasureDoc, Unit};
use crate::document::program::selector::SelectorDoc;
use crate::document::program::time::{DurationDoc, SpanDoc};
use crate::document::shape::{Read, missing};
use crate::problem::{Path, Report};
use crate::program::{
    ActivityCount, Base, Basis, Condition, FactId, Goods, Measure, MeasureId, OrderFact, OrderWhat,
    PoolId, RfmPart, Selection, ShareBy, Since, Taxed, What, Within,
};
use crate::value::Key;

/// A number, and what it is counted in.
#[derive(Clone, Copy)]
pub(super) struct Counted {
    pub(super) of: Of,
    pub(super) unit: Unit,
}

/// At which amounts goods are asked for that are only counted.
const COUNTED: (Base, Taxed) = (Base::List, Taxed::AsGiven);

/// Where a number comes from.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Amount(FactId),
    Units(FactId),
    Balance(PoolId),
    Time(Since),
    Measure(MeasureId),
    Order(OrderWhat),
}

impl Conditions<'_, '_> {
    /// A fact that is a number, within its bounds.
    pub(super) fn measured(
        &mut self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let number = self.counted(document, at, report);
        let unit = match number {
            Some(number) => number.unit,
            // The bounds are read all the same, for what is wrong with them.
            None => document.fact.unit?,
        };
        let range = self.range(document, unit, at, report);
        Some(self.with_favourite(condition(number?.of, &range?)))
    }

    /// A number without bounds, of a member.
    pub(super) fn number(
        &mut self,
        document: MeasureDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<MeasureId> {
        let what = match self.unbounded(document, at, report)?.of {
            Of::Measure(measure) => return Some(measure),
            Of::Balance(pool) => What::Balance(pool),
            Of::Time(since) => What::Days(since),
            // No order is at hand where a member is measured.
            Of::Amount(_) | Of::Units(_) | Of::Order(_) => return None,
        };
        Some(self.asked(what, Within::Lifetime, Selection::default()))
    }

    /// The same, for a table.
    pub(super) fn unbounded(
        &mut self,
        document: MeasureDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Counted> {
        let at = at.field(document.fact.name);
        self.may_stand(document.fact.about, &at, report)?;
        self.counted(&document.fields(&at, report)?, &at, report)
    }

    fn asked(&mut self, what: What, within: Within, of: Selection) -> MeasureId {
        self.selectors.measure(Measure { what, within, of })
    }

    /// Which number a fact is.
    fn counted(
        &mut self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Counted> {
        let unit = document.fact.unit?;
        let of = match document.fact.is {
            Is::Amount => {
                let base = document.optional::<BaseDoc>("base", at, report)?;
                let tax = document.optional::<TaxDoc>("tax", at, report)?;
                let tax = self.common.taxes.of(tax.or(self.common.taxes.thresholds));
                let base = base.map_or(self.base, base_of);
                Of::Amount(self.goods(document, (base, tax), at, report)?)
            }
            Is::Units => Of::Units(self.goods(document, COUNTED, at, report)?),
            Is::Lines => Of::Order(OrderWhat::Lines(self.goods(document, COUNTED, at, report)?)),
            Is::ShippingCost => Of::Order(OrderWhat::Shipping),
            Is::Balance => Of::Balance(self.pool(document, at, report)?),
            Is::Age => Of::Time(Since::Birth),
            Is::Tenure => Of::Time(Since::Joining),
            Is::SinceLastOrder => {
                let of = self.selected(document, at, report)?;
                // Nothing is counted, so that what a ladder counts does not matter.
                let within = self.span(document, at, report)?.unwrap_or_default();
                let last = Measure { what: What::Bought, within, of };
                self.selectors.looks.measure(&last, at, report);
                Of::Time(Since::LastOrder(self.selectors.past(of), within))
            }
            Is::Score => return self.score(document, at, report),
            Is::Attribute => match self.attribute(document, at, report)? {
                (AttributeOfDoc::Member, name) => {
                    let what = What::Attribute(name);
                    Of::Measure(self.asked(what, Within::Lifetime, Selection::default()))
                }
                (AttributeOfDoc::Order, name) => {
                    let fact = self.selectors.order_fact(OrderFact::Attribute(name));
                    Of::Order(OrderWhat::Attribute(fact))
                }
            },
            _ => Of::Measure(self.past(document, at, report)?),
        };
        Some(Counted { of, unit })
    }

    /// The name of an attribute, and what it is of.
    pub(super) fn attribute(
        &self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<(AttributeOfDoc, Key)> {
        let of = document.required("of", at, report);
        let of = of.and_then(|of| AttributeOfDoc::read(of, &at.field("of"), report));
        let may_stand = match of {
            Some(AttributeOfDoc::Order) => self.may_stand(About::Order, at, report),
            _ => Some(()),
        };
        let name = document.required("name", at, report)?;
        let Keyed(name) = Keyed::read(name, &at.field("name"), report)?;
        may_stand?;
        Some((of?, name))
    }

    /// What a member did, in a stretch of time.
    fn past(
        &mut self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<MeasureId> {
        let within = self.within(document, at, report);
        let of = match document.fact.is {
            Is::Activities | Is::Uses => Some(Selection::default()),
            _ => self.selected(document, at, report),
        };
        let what = self.what(document, at, report);
        let measure = Measure { what: what?, within: within?, of: of? };
        Some(self.asks(measure, at, report))
    }

    fn what(&mut self, document: &FactDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<What> {
        Some(match document.fact.is {
            Is::Spend => What::Spend(match document.optional("basis", at, report)? {
                None | Some(BasisDoc::Paid) => Basis::Paid,
                Some(BasisDoc::AfterDiscounts) => Basis::AfterDiscounts,
                Some(BasisDoc::BeforeDiscounts) => Basis::BeforeDiscounts,
            }),
            Is::Orders => What::Orders,
            Is::Visits => What::Visits,
            Is::Bought => What::Bought,
            Is::AverageOrder => What::AverageOrder,
            Is::Referrals => What::Referrals,
            Is::Uses => What::Uses(self.offer(document, at, report)?),
            Is::PointsEarned => What::PointsEarned(self.pool(document, at, report)?),
            Is::Expiring => {
                let pool = self.pool(document, at, report);
                let (value, at) = (document.required("in", at, report)?, at.field("in"));
                let soon = lasting(DurationDoc::read(value, &at, report), &at, report)?;
                What::Expiring(pool?, soon)
            }
            Is::Share => {
                document.required("of", at, report);
                let among = document.required("among", at, report)?;
                let among = SelectorDoc::read(among, &at.field("among"), report)?;
                let among = self.of_past(among, &at.field("among"), report);
                let by = document.optional::<ShareByDoc>("by", at, report)?.unwrap_or_default();
                document.get("of")?;
                What::Share {
                    among: among?,
                    by: if by.0 { ShareBy::Units } else { ShareBy::Spend },
                }
            }
            Is::Activities => return self.activities(document, at, report),
            _ => return None,
        })
    }

    /// The offer that a fact names, or the one whose condition it is.
    pub(super) fn offer(
        &self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<u32> {
        let Some(name) = document.optional::<Ident>("offer", at, report)? else {
            if self.offer.is_none() {
                missing("offer", at, report);
            }
            return self.offer;
        };
        let found = index(&self.common.names.offers, "offer", &name, &at.field("offer"), report)?;
        u32::try_from(found).ok()
    }

    fn activities(
        &self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<What> {
        let count = match document.optional("count", at, report)? {
            None | Some(CountDoc::Times) => ActivityCount::Times,
            Some(CountDoc::Days) => ActivityCount::Days,
            Some(CountDoc::Quantity) => ActivityCount::Quantity,
        };
        let name = Ident::read(document.required("of", at, report)?, &at.field("of"), report)?;
        let activity = self.common.activity(&name, &at.field("of"), report)?;
        let declared = self.common.activities.as_ref()?.get(usize::from(activity.0))?;
        if count == ActivityCount::Quantity && !declared.carries_quantity {
            let message = format_args!("the activity `{}` carries no `quantity`", declared.id);
            let help = "its `carries` lists what its events bring: `amount`, `quantity`";
            contradiction(message, help, &at.field("count"), report);
            return None;
        }
        Some(What::Activities { activity, count })
    }

    /// A score's own number, or that of a part.
    fn score(
        &mut self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Counted> {
        let part = document.optional("part", at, report);
        let name = Ident::read(document.required("of", at, report)?, &at.field("of"), report)?;
        let (score, named) = self.common.score(&name, &at.field("of"), report)?;
        let part = match part? {
            None => None,
            Some(PartDoc::Recency) => Some(RfmPart::Recency),
            Some(PartDoc::Frequency) => Some(RfmPart::Frequency),
            Some(PartDoc::Monetary) => Some(RfmPart::Monetary),
        };
        if part.is_some() && named.kind != Kind::Rfm {
            let message = format_args!("the score `{}` has no parts", name.0);
            let help = "leave `part` out: an `rfm` has parts";
            contradiction(message, help, &at.field("part"), report);
            return None;
        }
        if named.kind == Kind::Matrix {
            let message = format_args!("the score `{}` has classes, and no number", name.0);
            contradiction(message, "ask for its classes", at, report);
            return None;
        }
        let unit = match (part, named.kind) {
            (Some(_), _) => Unit::Count,
            (_, Kind::Money) => Unit::Money,
            _ => Unit::Rate,
        };
        let everything = Selection::default();
        let measure = self.asked(What::Score(score, part), Within::Lifetime, everything);
        Some(Counted { of: Of::Measure(measure), unit })
    }

    /// The pool that a fact names, or the main one.
    fn pool(&self, document: &FactDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<PoolId> {
        let name = document.optional::<Ident>("pool", at, report)?;
        self.common.pool(name.as_ref(), at, report)
    }

    /// The lines that a fact about a member selects; without `of` every line.
    pub(super) fn selected(
        &mut self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Selection> {
        match document.optional::<SelectorDoc<'_>>("of", at, report)? {
            None => Some(Selection::default()),
            Some(of) => self.of_past(of, &at.field("of"), report),
        }
    }

    /// What a fact about goods asks for; without `of` the goods that the condition is about.
    fn goods(
        &mut self,
        document: &FactDoc<'_>,
        (base, tax): (Base, Taxed),
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<FactId> {
        let of = match document.optional::<SelectorDoc<'_>>("of", at, report)? {
            None => self.target,
            Some(of) => self.selection(of, &at.field("of"), report)?,
        };
        Some(self.selectors.fact(Goods { of, base, tax }))
    }

    /// The stretch of time that a fact counts; in a level without one what its ladder counts.
    pub(super) fn within(
        &self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Within> {
        match (self.span(document, at, report)?, self.place) {
            (Some(within), _) => Some(within),
            (None, Place::Level(own)) => {
                Some(self.common.ladders.as_deref()?.get(usize::from(own.0))?.counts)
            }
            (None, _) => Some(Within::Lifetime),
        }
    }

    /// The span that is written, if one is.
    fn span(
        &self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Option<Within>> {
        let own = match self.place {
            Place::Level(ladder) => Some(ladder),
            _ => None,
        };
        match document.optional::<SpanDoc<'_>>("within", at, report)? {
            Some(span) => self.common.span(span, own, &at.field("within"), report).map(Some),
            None => Some(None),
        }
    }
}

pub(super) fn base_of(document: BaseDoc) -> Base {
    match document {
        BaseDoc::List => Base::List,
        BaseDoc::Current => Base::Current,
        BaseDoc::After => Base::After,
    }
}
