//! Warnings that cost more than a reading may: whether an order decides that no author decided.

use crate::document::locate;
use crate::engine::{Decided, decided_by_order};
use crate::problem::{Code, Document, Given, Path, Problem, Report};
use crate::program::Program;
use crate::value::Id;

impl Program {
    /// Warnings beside those of the reading, for whoever writes a programme: each order that its
    /// author did not decide and that changes what a cart costs, with that cart. Some 250 pairs of
    /// offers are tried and at most 20 warnings told, so that it takes at most about a second.
    ///
    /// ```
    /// # use perks::{Program, value::TzDatabase};
    /// let program = Program::parse(
    ///     r#"{ "format": 1, "id": "p", "version": 1, "currency": "EUR", "zone": "Europe/Paris",
    ///          "offers": [
    ///           { "id": "five", "target": "order", "benefit": { "amount": { "off": "5.00" } } },
    ///           { "id": "ten", "target": "order", "benefit": { "percent": { "off": "10" } } }]}"#,
    ///     &TzDatabase,
    /// )?;
    /// let [found] = &program.check()[..] else { panic!("one is told") };
    /// assert!(found.message.ends_with("they take 14.50, in the other order 15.00"));
    /// # Ok::<(), perks::Problems>(())
    /// ```
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut report = Report::new(Document::Program);
        let at = Path::Root.field("offers");
        for decided in decided_by_order(self) {
            self.warn(&decided, &at.index(decided.offer), &mut report);
            report.example(decided.example.to_json());
        }
        let source = &self.rules.source;
        let found = report.finish(Some(()), &|problems| locate(source, problems));
        found.map_or_else(|_| Vec::new(), |((), warnings)| warnings)
    }

    fn warn(&self, decided: &Decided, at: &Path<'_>, report: &mut Report) {
        let offers = &self.rules.offers;
        let own = &offers[decided.offer].id;
        let before = decided.before.map(|before| &offers[before].id);
        let [off, other] = decided.off.map(|amount| Given::Number(amount.minor()));
        let report = report.with(&[
            ("offer", Given::Text(own.as_str())),
            ("before", Given::Perhaps(before.map(Id::as_str))),
            ("off_minor", off),
            ("other_minor", other),
        ]);
        let [off, other] = decided.off.map(|amount| self.currency().format_major(amount));
        match before {
            Some(before) => report.warn(
                Code::OrderDecides,
                at,
                format_args!(
                    "offers `{before}` and `{own}` have one priority; which comes first is decided \
                     by which ends sooner, then by id, and it matters: of the cart in `example` \
                     they take {off}, in the other order {other}",
                ),
                "give one of them a higher `priority` in its `stacking`",
            ),
            None => report.warn(
                Code::OrderDecides,
                at,
                format_args!(
                    "offer `{own}` takes units as the cart lists its lines, and it matters: of the \
                     cart in `example` it takes {off}, with the lines in the other order {other}",
                ),
                "take the `dearest` or the `cheapest` first",
            ),
        }
    }
}
