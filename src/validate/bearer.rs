//! Who bears cash back, of snapshots and logs.

use crate::document::member::{BearerShareDoc, BearersDoc};
use crate::engine::borne;
use crate::problem::{Code, Path, Report};
use crate::program::{Bearer, BearerShare, Bearers, Program};
use crate::value::order::sorted;
use crate::value::{Id, Money};

/// Who bears an amount: `bearer` all of it, or `bearers` each a part; in the order of bearers, and
/// nobody where a document says neither.
pub(super) fn bearers(
    one: Option<Bearer>,
    parts: Option<BearersDoc<'_>>,
    amount: Money,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<BearerShare>> {
    let place = at.field("bearers");
    let Some(parts) = parts else {
        return Some(one.map_or_else(Vec::new, |bearer| borne(&Bearers::One(bearer), amount)));
    };
    let parts =
        parts.each(&place, report, |BearerShareDoc { bearer, amount_minor, .. }, _, _| {
            Some(BearerShare { bearer: bearer?, amount: Money::new(amount_minor?.0)? })
        })?;
    let parts = sorted(parts, |a, b| a.bearer.cmp(&b.bearer));
    let is_twice = parts.windows(2).any(|two| matches!(two, [a, b] if a.bearer == b.bearer));
    if one.is_some() || is_twice {
        let message = format_args!("who bears it is there twice");
        report.error(Code::Contradiction, &place, message);
        return None;
    }
    let sum: Money = parts.iter().map(|part| part.amount).sum();
    if sum != amount {
        let message =
            format_args!("the parts add up to {}, not to {}", sum.minor(), amount.minor());
        report.error(Code::Contradiction, &place, message);
        return None;
    }
    Some(parts)
}

/// Who bears what an offer gives, as the programme says now; of one that it has no more, the shop.
pub(super) fn bearers_of(program: &Program, offer: &Id, amount: Money) -> Vec<BearerShare> {
    let offer = program.rules.offers.iter().find(|it| it.id == *offer);
    borne(offer.map_or(&Bearers::One(Bearer::default()), |offer| &offer.bearers), amount)
}

#[cfg(test)]
mod tests {
    use crate::Program;
    use crate::value::TzDatabase;

    /// What a log makes of the offers of its order, whose promise says so who bears it.
    fn offers(says: &str) -> Result<String, crate::Problems> {
        let program = r#"{"format":1,"id":"p","version":1,"currency":"CNY",
            "zone":{"offset":"+08:00"},
            "offers":[{"id":"x","benefit":{"cash_back":{"off":"10"}},
                "bearer":{"split":{"brand":"50","partner":"50"}}}]}"#;
        let program = Program::parse(program, &TzDatabase).expect("a right programme");
        let member = program.member(r#"{"format":1,"program":"p","id":"m","joined_at":0}"#);
        let log = format!(
            r#"[{{"kind":"recorded","event":"e","at":0,"digest":"{:032}"}},
            {{"kind":"ordered","event":"e","order":"o","at":0,"order_lines":[{{"id":"1","sku":"a",
                "units":1,"price_minor":90,"net_minor":90,"points_minor":0}}]}},
            {{"kind":"cash_back","event":"e","order":"o","offer":"x","at":0,"available_at":0,
                "amount_minor":9,{says}"shares":[{{"line":"1","amount_minor":9}}]}}]"#,
            0
        );
        let json = member.expect("a right member").replay(&*log)?.to_json();
        let (_, of) = json.split_once(r#""lines":[9],"#).expect("it has the promise");
        Ok(of.split_once("}}]").expect("it ends").0.to_owned())
    }

    #[test]
    fn a_log_says_who_bears_a_promise_or_else_the_programme_does() {
        let shared = r#""bearers":[{"bearer":"brand","amount_minor":5},"#.to_owned()
            + r#"{"bearer":"partner","amount_minor":4}]"#;
        assert_eq!(offers("").expect("a right log"), shared);
        assert_eq!(offers(r#""bearer":"shop","#).expect("a right log"), r#""bearer":"shop""#);
        let said = r#""bearers":[{"bearer":"shop","amount_minor":2},"#.to_owned()
            + r#"{"bearer":"platform","amount_minor":7}]"#;
        assert_eq!(offers(&format!("{said},")).expect("a right log"), said);
        let short = r#""bearers":[{"bearer":"shop","amount_minor":2}],"#;
        let problems = offers(short).expect_err("it is refused");
        assert_eq!(problems.as_slice()[0].path, "/2/bearers");
    }
}
