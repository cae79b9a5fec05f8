//! Facts, as one table: what each is about, what its number is counted in, and which fields it has.
//! What the fields mean is `validate`'s.

#[cfg(feature = "schema")]
use super::{
    condition::{
        AroundDoc, AttributeOfDoc, BaseDoc, CountDoc, PartDoc, PlanStateDoc, ReferrerDoc,
        ShareByDoc,
    },
    earning::{BasisDoc, TaxDoc},
    selector::SelectorDoc,
    time::{CycleDoc, DateDoc, DurationDoc, MonthDayDoc, SpanDoc},
    zone::WeekdayDoc,
};
use crate::document::fields::{Fields, MAX_NAMED, named};
use crate::document::json::Value;
use crate::document::shape::{Choices, Picked, Read, list, missing};
#[cfg(feature = "schema")]
use crate::document::{
    fields::Need,
    leaf::{Ident, Keyed, TimeOfDay},
    schema::form::{self, Listed, NonEmpty},
    shape::{Int, List},
};
use crate::problem::{Path, Report};
use crate::value::bounds::MAX_DATES;
#[cfg(feature = "schema")]
use crate::value::bounds::MAX_NUMBER;

/// One fact of the format.
#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) name: &'static str,
    pub(crate) is: Is,
    pub(crate) about: About,
    /// What its number is counted in; none for what is no measure.
    pub(crate) unit: Option<Unit>,
    /// Its bounds first, then in the order in which people write them.
    fields: Fields,
}

/// What a fact asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Order,
    Member,
    Time,
}

/// What a number is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Money,
    /// Of the units of an order.
    Units,
    Count,
    Points,
    /// A percentage.
    Share,
    Rate,
    /// A whole number, from zero.
    Number,
    Duration,
}

impl Unit {
    /// The names of its bounds.
    pub(crate) fn bounds(self) -> &'static [&'static str] {
        // A duration has no last day to be equal on.
        if self == Self::Duration { &BOUNDS[..4] } else { &BOUNDS }
    }
}

const BOUNDS: [&str; 5] = ["at_least", "above", "at_most", "below", "equals"];

/// Lists the facts once: the number of each, and its row of the table.
macro_rules! facts {
    (@unit none) => { None };
    (@unit $unit:ident) => { Some(Unit::$unit) };
    (@names none $($field:literal)*) => { &[$($field),*] };
    (@names Duration $($field:literal)*) => {
        &["at_least", "above", "at_most", "below", $($field),*]
    };
    (@names $unit:ident $($field:literal)*) => {
        &["at_least", "above", "at_most", "below", "equals", $($field),*]
    };
    ($($is:ident $name:literal $about:ident $unit:ident
       [$($field:literal $need:ident $form:ty),* $(,)?] [$($reserved:literal)*])*) => {
        /// Which fact.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Is { $($is,)* }

        const FACTS: &[Fact] = &[$(Fact {
            name: $name,
            is: Is::$is,
            about: About::$about,
            unit: facts!(@unit $unit),
            fields: Fields {
                names: facts!(@names $unit $($field)*),
                reserved: &[$($reserved),*],
                renamed: &[],
            },
        },)*];

        #[cfg(feature = "schema")]
        impl Fact {
            /// Its fields but its bounds: whether one has to be there, and of what form it is.
            pub(in crate::document) fn forms(
                &self,
                generator: &mut schemars::SchemaGenerator,
            ) -> Vec<(&'static str, Need, schemars::Schema)> {
                match self.is {
                    $(Is::$is => {
                        vec![$(($field, Need::$need, generator.subschema_for::<$form>())),*]
                    })*
                }
            }
        }
    };
}

// Measures first: where one is asked for without bounds, the choices are these. Of each its fields
// but bounds: what they are is `validate`'s to read, and here for the schema.
facts! {
    Amount "amount" Order Money [
        "of" optional SelectorDoc<'_>, "base" optional BaseDoc, "tax" optional TaxDoc,
    ] []
    Units "units" Order Units ["of" optional SelectorDoc<'_>] []
    Lines "lines" Order Count ["of" optional SelectorDoc<'_>] []
    ShippingCost "shipping_cost" Order Money [] []
    Score "score" Member Rate [
        "of" required Ident, "part" optional PartDoc, "in" optional Listed<'_, Ident>,
    ] []
    Age "age" Member Duration [] []
    Tenure "tenure" Member Duration [] []
    Referrals "referrals" Member Count ["within" optional SpanDoc<'_>] []
    Uses "uses" Member Count ["within" optional SpanDoc<'_>, "offer" optional Ident] []
    Spend "spend" Member Money [
        "within" optional SpanDoc<'_>, "of" optional SelectorDoc<'_>, "basis" optional BasisDoc,
    ] []
    Orders "orders" Member Count [
        "within" optional SpanDoc<'_>, "of" optional SelectorDoc<'_>,
    ] []
    Visits "visits" Member Count ["within" optional SpanDoc<'_>] []
    Bought "bought" Member Count [
        "within" optional SpanDoc<'_>, "of" optional SelectorDoc<'_>,
    ] []
    AverageOrder "average_order" Member Money ["within" optional SpanDoc<'_>] []
    Share "share" Member Share [
        "of" required SelectorDoc<'_>, "among" required SelectorDoc<'_>,
        "by" optional ShareByDoc, "within" optional SpanDoc<'_>,
    ] []
    SinceLastOrder "since_last_order" Member Duration [
        "of" optional SelectorDoc<'_>, "within" optional SpanDoc<'_>,
    ] []
    Activities "activities" Member Count [
        "of" required Ident, "count" optional CountDoc, "within" optional SpanDoc<'_>,
    ] []
    PointsEarned "points_earned" Member Points [
        "pool" optional Ident, "within" optional SpanDoc<'_>,
    ] []
    Balance "balance" Member Points ["pool" optional Ident] []
    Expiring "expiring" Member Points ["pool" optional Ident, "in" required form::Lasting] []
    Attribute "attribute" Member Number [
        "of" required AttributeOfDoc, "name" required Keyed,
        "in" optional Listed<'_, form::Stated>,
    ] []
    Tier "tier" Member none [
        "ladder" optional Ident, "in" optional Listed<'_, Ident>, "at_least" optional Ident,
    ] []
    Segment "segment" Member none ["in" required Listed<'_, Ident>] []
    Stage "stage" Member none ["in" required Listed<'_, Ident>] []
    Gender "gender" Member none ["in" required Listed<'_, Keyed>] []
    Joined "joined" Member none ["within" required SpanDoc<'_>] []
    Membership "membership" Member none [
        "plan" optional Ident, "state" optional NonEmpty<List<'_, PlanStateDoc, 3>>,
    ] []
    Referred "referred" Member none ["by" optional ReferrerDoc<'_>] []
    Holds "holds" Member none ["offer" required Ident] []
    Birthday "birthday" Member none [
        "in" optional AroundDoc,
        "days_before" optional Int<0, 366>, "days_after" optional Int<0, 366>,
    ] []
    Anniversary "anniversary" Member none [
        "in" optional AroundDoc,
        "days_before" optional Int<0, 366>, "days_after" optional Int<0, 366>,
    ] []
    Channel "channel" Order none ["in" required Listed<'_, Keyed>] []
    Store "store" Order none ["in" required Listed<'_, Keyed>] []
    Region "region" Order none ["in" required Listed<'_, form::PathName>] []
    Payment "payment" Order none ["in" required Listed<'_, Keyed>] []
    ShippingMethod "shipping_method" Order none ["in" required Listed<'_, Keyed>] []
    Device "device" Order none ["in" required Listed<'_, Keyed>] []
    NthOrder "nth_order" Order none [
        "in" optional Listed<'_, Int<1, MAX_NUMBER>>, "every" optional Int<1, MAX_NUMBER>,
        "of" optional SelectorDoc<'_>,
    ] []
    DueAgain "due_again" Member none [
        "of" optional SelectorDoc<'_>, "lead" optional DurationDoc,
        "minimum" optional Int<2, 1_000>, "within" optional SpanDoc<'_>,
    ] []
    During "during" Time none [] []
    Weekdays "weekdays" Time none ["in" required Listed<'_, WeekdayDoc>] []
    Hours "hours" Time none ["from" required TimeOfDay, "until" required TimeOfDay] []
    DaysOfMonth "days_of_month" Time none [
        "in" optional Listed<'_, form::DayOfMonth>, "every" optional Int<1, 31>,
    ] []
    NthWeekday "nth_weekday" Time none [
        "n" required form::NthOfMonth, "weekday" required WeekdayDoc,
        "months" optional NonEmpty<List<'_, Int<1, 12>, 12>>,
    ] []
    Dates "dates" Time none ["in" required Listed<'_, DateDoc>] []
    Yearly "yearly" Time none ["in" required Listed<'_, MonthDayDoc>] []
    DaySet "day_set" Time none ["in" required Listed<'_, Ident>] []
    PeriodDay "period_day" Time none [
        "of" required CycleDoc, "in" required Listed<'_, Int<1, { u32::MAX as i64 }>>,
    ] []
}

impl Is {
    /// Whether it has classes too, which are listed `in` the last of its fields.
    pub(crate) fn has_classes(self) -> bool {
        matches!(self, Self::Score | Self::Attribute)
    }
}

/// The measures come first among the facts.
const MEASURES: usize = Is::Tier as usize;

/// All of them.
#[cfg(feature = "schema")]
pub(in crate::document) fn facts() -> &'static [Fact] {
    FACTS
}

/// What combines conditions comes before the facts.
pub(in crate::document) const COMBINED: [&str; 4] = ["all", "any", "not", "at_least"];

const TAGS: [&str; COMBINED.len() + FACTS.len()] = {
    let mut tags = [""; COMBINED.len() + FACTS.len()];
    let mut index = 0;
    while index < tags.len() {
        tags[index] = if index < COMBINED.len() {
            COMBINED[index]
        } else {
            FACTS[index - COMBINED.len()].name
        };
        index += 1;
    }
    tags
};

/// The choices of a condition: `words`, then what combines, then the facts.
pub(in crate::document) const CONDITIONS: Choices =
    Choices { words: &["enrolled", "invited"], tags: &TAGS, reserved: &[] };

/// The fact of a tag's number.
pub(super) fn fact(tag: usize) -> Option<&'static Fact> {
    FACTS.get(tag.checked_sub(COMBINED.len())?)
}

/// Bounds that stand alone, in a selector: of a price, and of a number that a line carries.
pub(crate) const PRICE: &Fact = &bounded("price", Is::Amount, Unit::Money);
pub(crate) const NUMBER: &Fact = &bounded("attribute", Is::Attribute, Unit::Number);

const fn bounded(name: &'static str, is: Is, unit: Unit) -> Fact {
    let fields = Fields { names: &BOUNDS, reserved: &[], renamed: &[] };
    Fact { name, is, about: About::Order, unit: Some(unit), fields }
}

/// A number that is asked for without bounds: a fact, not yet read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MeasureDoc<'v> {
    pub(crate) fact: &'static Fact,
    value: &'v Value<'v>,
}

impl<'v> Read<'v> for MeasureDoc<'v> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        const CHOICES: Choices = Choices {
            words: &[],
            tags: TAGS.split_at(COMBINED.len()).1.split_at(MEASURES).0,
            reserved: &[],
        };
        let Picked { number, carried: value, .. } = CHOICES.pick(value, at, report)?;
        Some(Self { fact: FACTS.get(number)?, value: value? })
    }
}

impl<'v> MeasureDoc<'v> {
    /// Its fields; a bound is none here, nor are classes.
    pub(crate) fn fields(&self, at: &Path<'_>, report: &mut Report) -> Option<FactDoc<'v>> {
        let bounds = self.fact.unit.map_or(0, |unit| unit.bounds().len());
        let mut names = self.fact.fields.names.split_at(bounds).1;
        if self.fact.is.has_classes() {
            names = names.split_last()?.1;
        }
        FactDoc::read(self.fact, names, self.value, at, report)
    }
}

/// A fact as it is written: its fields, each not yet read.
#[derive(Debug)]
pub(crate) struct FactDoc<'v> {
    pub(crate) fact: &'static Fact,
    /// Nothing else stands there.
    pub(crate) is_known: bool,
    names: &'static [&'static str],
    values: [Option<&'v Value<'v>>; MAX_NAMED],
}

impl<'v> FactDoc<'v> {
    /// All its fields, bounds included.
    pub(crate) fn all(
        fact: &'static Fact,
        value: &'v Value<'v>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Self> {
        Self::read(fact, fact.fields.names, value, at, report)
    }

    fn read(
        fact: &'static Fact,
        names: &'static [&'static str],
        value: &'v Value<'v>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Self> {
        let fields = Fields { names, ..fact.fields };
        let values = named(&fields, value, at, report)?;
        let Value::Object(members) = value else { return None };
        let is_known = values.iter().flatten().count() == members.len();
        Some(Self { fact, is_known, names, values })
    }

    /// What stands in a field, if anything does.
    pub(crate) fn get(&self, name: &str) -> Option<&'v Value<'v>> {
        let number = self.names.iter().position(|known| *known == name)?;
        self.values[number].filter(|value| !matches!(value, Value::Nothing))
    }

    /// What stands in a field that has to be there.
    pub(crate) fn required(
        &self,
        name: &str,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<&'v Value<'v>> {
        let found = self.get(name);
        if found.is_none() {
            missing(name, at, report);
        }
        found
    }

    /// A field that may be absent; `None` when it could not be read.
    pub(crate) fn optional<T: Read<'v>>(
        &self,
        name: &str,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Option<T>> {
        match self.get(name) {
            None => Some(None),
            Some(value) => T::read(value, &at.field(name), report).map(Some),
        }
    }

    /// A list in a field that has to be there.
    pub(crate) fn list(
        &self,
        name: &str,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<&'v [Value<'v>]> {
        list(self.required(name, at, report)?, MAX_DATES, &at.field(name), report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_stands_in_the_row_of_its_number() {
        for (row, fact) in FACTS.iter().enumerate() {
            assert_eq!(fact.is as usize, row, "{}", fact.name);
            assert_eq!(fact.unit.is_some(), row < MEASURES, "{}", fact.name);
            let bounds = fact.unit.map_or(&[][..], Unit::bounds);
            assert!(fact.fields.names.starts_with(bounds), "{}", fact.name);
            assert!(fact.fields.names.len() <= MAX_NAMED, "{}", fact.name);
            let last = fact.fields.names.last();
            assert!(!fact.is.has_classes() || last == Some(&"in"), "{}", fact.name);
        }
    }
}
