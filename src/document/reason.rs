//! Reasons as JSON, and scores with what they were reached from: numbers whose unit stands beside
//! them.

use super::snapshot::any;
use super::write::{Plain, Write, member, members, put};
use crate::outcome::{Asked, Measured, Reason, ScoreInput, ScoreStatus, Unit};
use crate::value::{Decimal, Points};

/// What a question is about.
fn asked(of: &Asked, out: &mut String) {
    member!(out, "of": Plain(of.fact));
    member!(out, "name"? of.name);
}

/// What a number is about, and what it is counted in.
fn measured(of: &Measured, out: &mut String) {
    asked(&of.asked, out);
    member!(out, "unit": Plain(of.unit.name()));
}

/// A member that is a number: amounts are named for their minor units; what is no whole number is a
/// text, as authors write it, shares in percent.
pub(super) fn number(name: &str, unit: Unit, value: i64, out: &mut String) {
    put(out, ",\"");
    put(out, name);
    put(out, if unit == Unit::Money { "_minor\":" } else { "\":" });
    let scale = match unit {
        Unit::Share => 7,
        Unit::Rate => 9,
        _ => return value.write(out),
    };
    Decimal::new(value, scale).unwrap_or_default().write(out);
}

/// A member that is a number, where it is known.
fn known(unit: Unit, value: Option<i64>, out: &mut String) {
    if let Some(value) = value {
        number("value", unit, value, out);
    }
}

impl Write for ScoreStatus {
    fn write(&self, out: &mut String) {
        members!(out, "score": self.score,);
        if let Some(unit) = self.unit {
            member!(out, "unit": Plain(unit.name()));
            known(unit, self.value, out);
        }
        member!(out, "class"? self.class);
        member!(out, "inputs"? any(&self.inputs));
        put(out, "}");
    }
}

impl Write for ScoreInput {
    fn write(&self, out: &mut String) {
        members!(out, "of": Plain(self.of.asked.fact), "name"? self.of.asked.name,);
        member!(out, "unit": Plain(self.of.unit.name()));
        known(self.of.unit, self.value, out);
        member!(out, "class"? self.class);
        put(out, "}");
    }
}

impl Write for Reason {
    fn write(&self, out: &mut String) {
        members!(out, "code": Plain(self.code()),);
        match self {
            Self::NotYet { from } => {
                member!(out, "from": from);
            }
            Self::Ended { until } => {
                member!(out, "until": until);
            }
            Self::NotEnrolled
            | Self::NotReferred
            | Self::NotInvited
            | Self::Excluded
            | Self::NotChosen
            | Self::NoSuchPrice
            | Self::OutOfStock
            | Self::CodeNeeded
            | Self::UnknownCode
            | Self::Revoked
            | Self::OtherHolder
            | Self::NotHeld
            | Self::NotActivated
            | Self::LeftOut
            | Self::SpendingOff => {}
            Self::WrongTime { next } => {
                member!(out, "next"? * next);
            }
            Self::OtherLevel { ladder, needs, has } => {
                member!(out, "ladder": ladder);
                member!(out, "needs": needs);
                member!(out, "has"? has);
            }
            Self::OtherClass { of, needs, has } => {
                asked(of, out);
                member!(out, "needs": needs);
                member!(out, "has"? has);
            }
            Self::NoMembership { plan, has, ended } => {
                member!(out, "plan": plan);
                member!(out, "has"? has.map(|has| Plain(has.name())));
                member!(out, "ended"? * ended);
            }
            Self::TooLittle { of, needs, has } => {
                measured(of, out);
                number("needs", of.unit, *needs, out);
                number("has", of.unit, *has, out);
                number("missing", of.unit, needs.saturating_sub(*has), out);
            }
            Self::TooMuch { of, maximum, has } => {
                measured(of, out);
                number("maximum", of.unit, *maximum, out);
                number("has", of.unit, *has, out);
            }
            Self::TooSoon { of, from } => {
                asked(of, out);
                member!(out, "from"? * from);
            }
            Self::TooLate { of, until } => {
                asked(of, out);
                member!(out, "until"? * until);
            }
            Self::NotKnown { of } => asked(of, out),
            Self::OtherOrder { has } => {
                member!(out, "has": has);
            }
            Self::OtherSegment { needs } => {
                member!(out, "needs": needs);
            }
            Self::PointsShort { pool, needs, has } => {
                member!(out, "pool"? pool);
                short(*needs, *has, out);
            }
            Self::LimitReached { limit, used, until } => {
                member!(out, "limit": limit);
                member!(out, "used": used);
                member!(out, "until"? * until);
            }
            Self::BudgetReached { limit, used, until } => {
                member!(out, "limit_minor": limit);
                member!(out, "used_minor": used);
                member!(out, "until"? * until);
            }
            Self::VoucherOfOtherProgram { program } => {
                member!(out, "program": program);
            }
            Self::KeyRefused { key } => {
                member!(out, "key": key);
            }
            Self::Used { order } => {
                member!(out, "order": order);
            }
            Self::NothingToDiscount { selector } => {
                member!(out, "selector"? selector);
            }
            Self::AmountShort { selector, needs, has } => {
                member!(out, "selector"? selector);
                member!(out, "needs_minor": needs);
                member!(out, "has_minor": has);
                member!(out, "missing_minor": (*needs - *has));
            }
            Self::UnitsShort { selector, needs, has } => {
                member!(out, "selector"? selector);
                member!(out, "needs": needs);
                member!(out, "has": has);
                member!(out, "missing": (needs - has));
            }
            Self::NoneMet { of } => {
                member!(out, "of": of);
            }
            Self::TooFewMet { needs, has, of } => {
                member!(out, "needs": needs);
                member!(out, "has": has);
                member!(out, "missing": needs.saturating_sub(*has));
                member!(out, "of": of);
            }
            Self::BetterCombination { by } => {
                member!(out, "by_minor"? * by);
            }
            Self::Conflict { offer, by } => {
                member!(out, "offer": offer);
                member!(out, "by_minor"? * by);
            }
            Self::BetterOffer { offer, by } => {
                member!(out, "offer": offer);
                member!(out, "by_minor": by);
            }
            Self::BalanceShort { needs, has }
            | Self::SpendBelowMinimum { needs, has }
            | Self::SpendBelowItem { needs, has } => short(*needs, *has, out),
            Self::SpendOffStep { step, has } => {
                member!(out, "step": step);
                member!(out, "has": has);
            }
            Self::PointsOver { pool, maximum, has } => {
                member!(out, "pool"? pool);
                member!(out, "maximum": maximum);
                member!(out, "has": has);
            }
            Self::SpendOverMaximum { maximum, has } => {
                member!(out, "maximum": maximum);
                member!(out, "has": has);
            }
        }
        out.push('}');
    }
}

fn short(needs: Points, has: Points, out: &mut String) {
    member!(out, "needs": needs);
    member!(out, "has": has);
    member!(out, "missing": (needs - has));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::write::json;
    use crate::value::{Id, Key};

    fn of(fact: &'static str, name: Option<&str>, unit: Unit) -> Measured {
        let name = name.and_then(|name| Key::parse(name).ok());
        Measured { asked: Asked { fact, name }, unit }
    }

    fn short(unit: Unit, needs: i64, has: i64) -> String {
        json(&Reason::TooLittle { of: of("f", None, unit), needs, has }, 64)
    }

    #[test]
    fn numbers_are_written_in_their_unit() {
        let head = |unit| format!(r#"{{"code":"too_little","of":"f","unit":"{unit}","#);
        let money = r#""needs_minor":500,"has_minor":120,"missing_minor":380}"#;
        assert_eq!(short(Unit::Money, 500, 120), head("money") + money);
        let count = r#""needs":6,"has":2,"missing":4}"#;
        assert_eq!(short(Unit::Count, 6, 2), head("count") + count);
        // Billionths of a whole are percent, billionths of a rate themselves.
        let share = r#""needs":"12.5","has":"0.0000001","missing":"12.4999999"}"#;
        assert_eq!(short(Unit::Share, 125_000_000, 1), head("share") + share);
        let rate = r#""needs":"4.2","has":"0","missing":"4.2"}"#;
        assert_eq!(short(Unit::Rate, 4_200_000_000, 0), head("rate") + rate);
        let reason =
            Reason::TooMuch { of: of("score", Some("nps"), Unit::Rate), maximum: 1, has: i64::MAX };
        let text = concat!(
            r#"{"code":"too_much","of":"score","name":"nps","unit":"rate","#,
            r#""maximum":"0.000000001","has":"9223372036.854775807"}"#
        );
        assert_eq!(json(&reason, 64), text);
    }

    #[test]
    fn a_score_is_written_with_what_it_was_reached_from() {
        let id = |text| Id::parse(text).expect("an id");
        let mut score = ScoreStatus {
            score: id("love"),
            unit: Some(Unit::Rate),
            value: None,
            class: None,
            inputs: vec![
                ScoreInput { of: of("spend", None, Unit::Money), value: Some(7), class: None },
                ScoreInput {
                    of: of("attribute", Some("nps"), Unit::Count),
                    value: None,
                    class: None,
                },
            ],
        };
        assert_eq!(
            json(&score, 64),
            concat!(
                r#"{"score":"love","unit":"rate","inputs":["#,
                r#"{"of":"spend","unit":"money","value_minor":7},"#,
                r#"{"of":"attribute","name":"nps","unit":"count"}]}"#
            )
        );
        score.unit = None;
        score.class = Some(id("high"));
        score.inputs.clear();
        assert_eq!(json(&score, 64), r#"{"score":"love","class":"high"}"#);
    }
}
