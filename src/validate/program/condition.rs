//! Conditions: `when`.

use super::money::{Units, contradiction};
use super::selector::Selectors;
use crate::document::program::condition::{AtLeastDoc, ConditionDoc};
use crate::document::program::selector::SelectorDoc;
use crate::document::shape::List;
use crate::problem::{Code, Path, Report};
use crate::program::{Condition, FactId, Selection};

/// What reading a condition needs to know.
pub(super) struct Conditions<'p> {
    pub(super) units: Units,
    pub(super) selectors: &'p mut Selectors,
    /// The goods that a condition is about when it does not say: the offer's target.
    pub(super) target: Selection,
    /// Whether there is an order, whose goods can be asked for.
    pub(super) goods: bool,
}

impl Conditions<'_> {
    /// `when`, or the condition that is always met.
    pub(super) fn when(
        &mut self,
        document: Option<ConditionDoc<'_>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        match document {
            None => Some(Condition::always()),
            Some(document) => self.condition(document, &at.field("when"), report),
        }
    }

    fn condition(
        &mut self,
        document: ConditionDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        Some(match document {
            ConditionDoc::Enrolled => Condition::Enrolled,
            ConditionDoc::All(of) => Condition::All(self.list(of, &at.field("all"), report)?),
            ConditionDoc::Any(of) => Condition::Any(self.list(of, &at.field("any"), report)?),
            ConditionDoc::Not(inner) => {
                let at = at.field("not");
                let inner = inner.now(&at, report)?;
                if matches!(inner, ConditionDoc::Not(_)) {
                    let message = format_args!("a `not` of a `not` says nothing");
                    report.warn(Code::NoEffect, &at, message, "leave both out");
                }
                Condition::Not(Box::new(self.condition(inner, &at, report)?))
            }
            ConditionDoc::AtLeast(at_least) => {
                self.at_least(at_least, &at.field("at_least"), report)?
            }
            ConditionDoc::Amount(amount) => {
                let at = at.field("amount");
                let of = self.fact(amount.of, &at, report);
                let needs = amount.at_least.and_then(|text| {
                    self.units.positive_amount(text, &at.field("at_least"), report)
                });
                Condition::Amount { at_least: needs?, of: of? }
            }
            ConditionDoc::Units(units) => {
                let of = self.fact(units.of, &at.field("units"), report);
                Condition::Units { at_least: units.at_least?.0, of: of? }
            }
        })
    }

    fn at_least(
        &mut self,
        AtLeastDoc { n, of, .. }: AtLeastDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let of = of.and_then(|of| self.list(of, &at.field("of"), report));
        let (needs, of) = (u32::try_from(n?.0).ok()?, of?);
        if needs as usize > of.len() {
            let message = format_args!("{needs} of {} conditions can never be met", of.len());
            report.error(Code::Contradiction, &at.field("n"), message);
            return None;
        }
        Some(Condition::AtLeast { needs, of })
    }

    fn list<'v, const MAX: i64>(
        &mut self,
        list: List<'v, ConditionDoc<'v>, MAX>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Box<[Condition]>> {
        if list.is_empty() {
            let message = format_args!("a list of conditions names at least one");
            report.error(Code::Empty, at, message);
            return None;
        }
        let read = list.each(at, report, |it, at, report| self.condition(it, at, report))?;
        Some(read.into())
    }

    fn fact(
        &mut self,
        of: Option<SelectorDoc<'_>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<FactId> {
        if !self.goods {
            let message = format_args!("there is no order here whose goods could count");
            contradiction(message, "such a condition needs a rule that an order fires", at, report);
            return None;
        }
        let selection = match of {
            None => self.target,
            Some(document) => self.selectors.selection(document, &at.field("of"), report)?,
        };
        Some(self.selectors.fact(selection))
    }
}
