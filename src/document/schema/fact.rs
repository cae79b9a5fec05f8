//! Forms of conditions, of facts, and of numbers without bounds.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::{Choice, Shape, form, given};
use crate::document::fields::Need;
use crate::document::program::condition::{AtLeastDoc, ConditionDoc, ConditionDocs};
use crate::document::program::fact::{COMBINED, CONDITIONS, Fact, Is, MeasureDoc, Unit, facts};
use crate::document::program::time::{DurationDoc, WindowDoc};
use crate::document::shape::Int;
use crate::value::bounds::{MAX_NUMBER, MAX_UNITS};

impl JsonSchema for ConditionDoc<'_> {
    fn schema_name() -> Cow<'static, str> {
        "condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut choice = Choice::about("What must be true.");
        let words = ["The member has joined the programme.", "Somebody granted the level."];
        for (word, meaning) in CONDITIONS.words.iter().zip(words) {
            choice.word(word, Some(meaning.to_owned()));
        }
        let combined = [
            ("Each of them.", generator.subschema_for::<form::NonEmpty<ConditionDocs<'_>>>()),
            ("One of them.", generator.subschema_for::<form::NonEmpty<ConditionDocs<'_>>>()),
            ("The opposite.", generator.subschema_for::<Self>()),
            ("So many of them.", generator.subschema_for::<AtLeastDoc<'_>>()),
        ];
        for (name, (meaning, form)) in COMBINED.into_iter().zip(combined) {
            choice.variant(name, Some(meaning.to_owned()), form);
        }
        for fact in facts() {
            let form = if fact.is == Is::During {
                generator.subschema_for::<WindowDoc<'_>>()
            } else {
                let form = fact.bounded(generator);
                defined(format!("fact.{}", fact.name), form, generator)
            };
            choice.variant(fact.name, None, form);
        }
        choice.schema()
    }
}

impl JsonSchema for MeasureDoc<'_> {
    fn schema_name() -> Cow<'static, str> {
        "measure".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut choice = Choice::about("A number, asked for without bounds.");
        for fact in facts().iter().filter(|fact| fact.unit.is_some()) {
            let mut shape = Shape::new(&[]);
            for (name, need, form) in fact.forms(generator) {
                if !(fact.is.has_classes() && name == "in") {
                    shape.field(name, need, about(fact.is, name), form);
                }
            }
            let form = defined(format!("measure.{}", fact.name), shape.schema(), generator);
            choice.variant(fact.name, None, form);
        }
        choice.schema()
    }
}

/// A definition of this name, and what refers to it.
fn defined(name: String, form: Schema, generator: &mut SchemaGenerator) -> Schema {
    let reference = Schema::new_ref(format!("#/definitions/{name}"));
    generator.definitions_mut().insert(name, form.to_value());
    reference
}

impl Fact {
    /// Its bounds alone.
    pub(super) fn bounds(&self, generator: &mut SchemaGenerator) -> Schema {
        let mut shape = Shape::new(&[]);
        self.add_bounds(&mut shape, generator);
        if let Some(unit) = self.unit {
            shape.some_of(unit.bounds());
        }
        shape.schema()
    }

    /// Its bounds, and all its fields.
    fn bounded(&self, generator: &mut SchemaGenerator) -> Schema {
        let mut shape = Shape::new(&[]);
        self.add_bounds(&mut shape, generator);
        for (name, need, form) in self.forms(generator) {
            shape.field(name, need, about(self.is, name), form);
        }
        match (self.unit, self.is) {
            (Some(unit), is) if is.has_classes() => {
                let bounded: Vec<Value> = unit.bounds().iter().map(|it| given(it)).collect();
                shape.add_rule(json!({ "oneOf": [given("in"), { "anyOf": bounded }] }));
            }
            (Some(unit), _) => shape.some_of(unit.bounds()),
            (None, Is::Tier) => shape.one_of(&["in", "at_least"]),
            (None, Is::NthOrder | Is::DaysOfMonth) => shape.one_of(&["in", "every"]),
            (None, Is::Birthday | Is::Anniversary) => {
                let days = [given("days_before"), given("days_after")];
                shape.add_rule(json!({ "oneOf": [given("in"), { "anyOf": days }] }));
            }
            (None, _) => {}
        }
        shape.schema()
    }

    fn add_bounds(&self, shape: &mut Shape, generator: &mut SchemaGenerator) {
        let Some(unit) = self.unit else { return };
        for bound in unit.bounds() {
            let meaning = match *bound {
                "at_least" => "So much or more.",
                "above" => "More than that.",
                "at_most" => "So much or less.",
                "below" => "Less than that.",
                _ => "Exactly so much.",
            };
            let form = self.form(unit, matches!(*bound, "at_least" | "below"), generator);
            shape.field(bound, Need::optional, Some(meaning.to_owned()), form);
        }
    }

    /// Of what form a bound is; one that lets everything or nothing through is not zero.
    fn form(&self, unit: Unit, open: bool, generator: &mut SchemaGenerator) -> Schema {
        match (unit, open) {
            // The score says whether it is money, or a part of it, which is counted.
            (Unit::Rate, _) if self.is == Is::Score => {
                let rate = generator.subschema_for::<form::Rate>();
                let money = generator.subschema_for::<form::Money>();
                let count = json!({ "type": "integer", "minimum": 0, "maximum": MAX_NUMBER });
                json_schema!({ "anyOf": [rate, money, count] })
            }
            (Unit::Money, true) => generator.subschema_for::<form::PositiveMoney>(),
            (Unit::Money, false) => generator.subschema_for::<form::Money>(),
            (Unit::Units, true) => generator.subschema_for::<Int<1, MAX_UNITS>>(),
            (Unit::Units, false) => generator.subschema_for::<Int<0, MAX_UNITS>>(),
            (Unit::Count, true) => generator.subschema_for::<Int<1, MAX_NUMBER>>(),
            (Unit::Count, false) | (Unit::Number, _) => {
                generator.subschema_for::<Int<0, MAX_NUMBER>>()
            }
            // A balance may be below zero.
            (Unit::Points, true) if self.is != Is::Balance => {
                generator.subschema_for::<form::PositivePoints>()
            }
            (Unit::Points, _) => generator.subschema_for::<form::Points>(),
            (Unit::Share, _) => generator.subschema_for::<form::Percent>(),
            (Unit::Rate, _) => generator.subschema_for::<form::Rate>(),
            (Unit::Duration, _) => generator.subschema_for::<DurationDoc>(),
        }
    }
}

/// What a field of a fact means; those that are called the same mean much the same.
fn about(is: Is, name: &str) -> Option<String> {
    let text = match (is, name) {
        (Is::Expiring, "in") => "Of the balance, what goes within this time.",
        (Is::Birthday | Is::Anniversary, "in") => "On that day, in its week, or in its month.",
        (_, "in") => "Any of these.",
        (Is::Share, "of") => "The lines whose part is asked for.",
        (Is::Score, "of") => "The score.",
        (Is::Activities, "of") => "The activity.",
        (Is::Attribute, "of") => "What carries it: the member, or the order.",
        (Is::PeriodDay, "of") => "The period whose days are counted.",
        (_, "of") => "Which lines count.",
        (_, "within") => {
            "The stretch of the member's past that counts: `lifetime` by default, in a level what \
             its ladder counts."
        }
        (_, "base") => "Before any discount, or after some: by default the `threshold_base`.",
        (_, "tax") => "With tax or without: by default `tax.thresholds`.",
        (_, "part") => "A part of a score that is an `rfm`.",
        (_, "offer") => "The offer; where this is the condition of one, by default that.",
        (_, "basis") => "Which amount: by default what was `paid`.",
        (_, "among") => "The lines of which it is a part.",
        (_, "by") if is == Is::Share => "A part of what: by default of the `spend`.",
        (_, "by") => "By whom: by default by `anyone`.",
        (_, "count") => "What is counted: by default `times`.",
        (_, "pool") => "The pool: by default the first spendable.",
        (_, "name") => "The attribute's name.",
        (_, "ladder") => "The ladder; needs not be named where there is one.",
        (Is::Tier, "at_least") => "This level, or one above it.",
        (_, "plan") => "The paid membership; by default any.",
        (_, "state") => "The states that count; by default all.",
        (_, "days_before") => "From so many days before that day on.",
        (_, "days_after") => "Until so many days after that day.",
        (Is::NthOrder, "every") => "Every so many orders.",
        (_, "every") => "The days of the month that it divides: of 8 the 8th, 16th and 24th.",
        (_, "lead") => "So much sooner.",
        (_, "minimum") => "The fewest purchases that tell a habit; 3 by default.",
        (_, "from") => "From this time of day on.",
        (_, "until") => "Up to and without this time of day.",
        (_, "n") => "Which of them in the month; -1 is the last.",
        (_, "weekday") => "The day of the week.",
        (_, "months") => "In these months; by default in all.",
        _ => return None,
    };
    Some(text.to_owned())
}
