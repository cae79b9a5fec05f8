//! Forms of values that a shape reads as a mere text, or later: what `as` names in `object!`.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::leaf;
pub(crate) use super::table::{ByLine, Cell, Table};
use crate::document::program::earning::TriggerDoc;
use crate::document::program::selector::SelectorDoc;
pub(crate) use crate::document::program::time::DateDoc as Date;
use crate::value::bounds::{
    MAX_DATES, MAX_KEY_CHARS, MAX_LOT_POINTS, MAX_NUMBER, MAX_OFFSET_SECONDS, MAX_UNITS,
};

/// Declares forms: a name, and the schema.
macro_rules! forms {
    ($($(#[$meta:meta])* $form:ident $name:literal => $schema:tt)*) => {$(
        $(#[$meta])*
        pub(crate) enum $form {}

        impl JsonSchema for $form {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

// A decimal may be zero with a minus before it, unless it is an amount or has to be above zero.
forms! {
    /// Major units, from nothing.
    Money "money" => {
        "type": "string",
        "pattern": r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?$",
        "errorMessage": "an amount in major units, such as \"10.00\"",
    }
    /// The same of more than nothing.
    PositiveMoney "money_above_zero" => {
        "type": "string",
        "pattern": r"^(?=.*[1-9])(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?$",
        "errorMessage": "an amount in major units of more than zero, such as \"10.00\"",
    }
    /// A percentage from 0.
    Percent "percent" => {
        "type": "string",
        "pattern": r"^(-?0(\.0{1,9})?|100(\.0{1,9})?|[1-9]?[0-9](\.[0-9]{1,7}0{0,2})?)$",
        "errorMessage": "a percentage from 0 to 100, such as \"12.5\"",
    }
    /// The same of more than 0.
    PositivePercent "percent_above_zero" => {
        "type": "string",
        "pattern": r"^(?=.*[1-9])(100(\.0{1,9})?|[1-9]?[0-9](\.[0-9]{1,7}0{0,2})?)$",
        "errorMessage": "a percentage of more than 0, up to 100, such as \"12.5\"",
    }
    /// A part of a hundred, as exact as can be written.
    Part "part" => {
        "type": "string",
        "pattern": r"^(?=.*[1-9])(100(\.0{1,9})?|[1-9]?[0-9](\.[0-9]{1,9})?)$",
        "errorMessage": "a percentage of more than 0, up to 100, such as \"12.5\"",
    }
    /// The rate of a tax.
    TaxRate "tax_rate" => {
        "type": "string",
        "pattern": r"^(-?0(\.0{1,9})?|100(\.0{1,9})?|[1-9]?[0-9](\.[0-9]{1,9})?)$",
        "errorMessage": "a percentage from 0 to 100, such as \"12.5\"",
    }
    /// How many times, from 0 to 1,000.
    Factor "factor" => {
        "type": "string",
        "pattern": r"^(-?0(\.0{1,9})?|1000(\.0{1,9})?|(0|[1-9][0-9]{0,2})(\.[0-9]{1,9})?)$",
        "errorMessage": "a factor from 0 to 1000, such as \"1.5\"",
    }
    /// The same of more than 0.
    PositiveFactor "factor_above_zero" => {
        "type": "string",
        "pattern": r"^(?=.*[1-9])(1000(\.0{1,9})?|(0|[1-9][0-9]{0,2})(\.[0-9]{1,9})?)$",
        "errorMessage": "a factor of more than 0, up to 1000, such as \"1.5\"",
    }
    /// A decimal from 0 to 1,000,000,000.
    Rate "rate" => {
        "type": "string",
        "pattern": r"^(-?0(\.0{1,9})?|1000000000(\.0{1,9})?|(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?)$",
        "errorMessage": "a decimal number from 0 to 1,000,000,000, such as \"1.5\"",
    }
    /// A decimal of more than 0.
    PositiveDecimal "decimal_above_zero" => {
        "type": "string",
        "pattern": r"^(?=.*[1-9])(0|[1-9][0-9]{0,18})(\.[0-9]{1,9})?$",
        "errorMessage": "a decimal number of more than 0, such as \"1.5\"",
    }
    /// A weight, on either side of zero.
    Weight "weight" => {
        "type": "string",
        "pattern": r"^-?(1000(\.0{1,9})?|(0|[1-9][0-9]{0,2})(\.[0-9]{1,9})?)$",
        "errorMessage": "a decimal number from -1000 to 1000, such as \"1.5\"",
    }
    /// Where a class begins: of a score in money, or of any other.
    ClassFrom "class_from" => {
        "type": "string",
        "pattern": r"^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,9})?$",
        "errorMessage": "a decimal number, such as \"7\"",
    }
    /// Points from 0.
    Points "points_from_zero" => {
        "anyOf": [
            { "type": "integer", "minimum": 0, "maximum": MAX_LOT_POINTS },
            {
                "type": "string",
                "pattern": r"^(-?0(\.0{1,9})?|(0|[1-9][0-9]{0,11})(\.[0-9]{1,3}0{0,6})?)$",
                "errorMessage": "points: an integer, or a text such as \"0.5\"",
            },
        ],
    }
    /// Points of more than 0.
    PositivePoints "points_above_zero" => {
        "anyOf": [
            { "type": "integer", "minimum": 1, "maximum": MAX_LOT_POINTS },
            {
                "type": "string",
                "pattern": r"^(?=.*[1-9])(0|[1-9][0-9]{0,11})(\.[0-9]{1,3}0{0,6})?$",
                "errorMessage": "points of more than zero: an integer, or such as \"0.5\"",
            },
        ],
    }
    /// So many units, uses or days.
    Count "count" => { "type": "integer", "minimum": 1, "maximum": MAX_UNITS }
    /// The word for what a coupon is worth.
    Worth "worth" => {
        "type": "string",
        "enum": ["worth"],
        "enumDescriptions": ["What the coupon is worth that the order uses, once."],
    }
    /// A text or a whole number.
    Stated "stated" => {
        "anyOf": [
            { "$ref": "#/definitions/name" },
            { "type": "integer", "minimum": 0, "maximum": MAX_NUMBER },
        ],
    }
    /// A day of a month, from its start or its end.
    DayOfMonth "day_of_month" => {
        "type": "integer", "minimum": -31, "maximum": 31, "not": { "const": 0 },
    }
    /// Which of the weekdays of a month.
    NthOfMonth "nth_of_month" => {
        "type": "integer", "enum": [1, 2, 3, 4, 5, -1],
    }
    /// A name that may be a path, from the whole to the part.
    PathName "path" => {
        "type": "string",
        "maxLength": MAX_KEY_CHARS,
        "allOf": [{ "$ref": "#/definitions/name" }],
        "pattern": "^[^/](.*[^/])?$",
        "errorMessage": "a path has no `/` at its ends",
    }
    /// The version of the format.
    Format "format" => {
        "type": "integer",
        "const": crate::document::format::FORMAT,
        "errorMessage": "this schema is of format 1",
    }
    /// From which UTC second on, and the offset, in seconds.
    ZoneRow "zone.row" => {
        "type": "array",
        "items": [
            { "type": "integer", "minimum": 0 },
            { "type": "integer", "minimum": -MAX_OFFSET_SECONDS, "maximum": MAX_OFFSET_SECONDS },
        ],
        "minItems": 2,
        "maxItems": 2,
    }
    /// A code that people type.
    Code "code" => { "type": "string", "maxLength": MAX_KEY_CHARS }
    /// The SHA-256 of a code.
    Hash "hash" => {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
        "errorMessage": "64 hexadecimal digits, small",
    }
    /// An Ed25519 public key.
    PublicKey "public_key" => {
        "type": "string",
        "pattern": "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$",
        "errorMessage": "the `x` of a JWK: 43 characters of base64url",
    }
    /// The digest of an event.
    Digest "digest" => {
        "type": "string",
        "pattern": "^[0-9a-fA-F]{32}$",
        "errorMessage": "32 hexadecimal digits",
    }
    /// A month of the calendar.
    Month "month" => {
        "type": "string",
        "pattern": "^(19[7-9][0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])-01$",
        "errorMessage": "the first day of a month, such as `2026-11-01`",
    }
    /// An offset from UTC.
    Offset "offset" => {
        "type": "string",
        "pattern": r"^[+-]((0[0-9]|1[0-7]):[0-5][0-9]|18:00)$",
        "errorMessage": "an offset such as `+08:00`, at most 18 hours",
    }
}

/// A currency of ISO 4217.
pub(crate) enum Currency {}

impl JsonSchema for Currency {
    fn schema_name() -> Cow<'static, str> {
        "currency".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let codes: Vec<_> = crate::value::Currency::codes().collect();
        json_schema!({
            "title": "A code of ISO 4217.",
            "errorMessage": "an active code of ISO 4217 in capitals, such as \"CNY\"",
            "type": "string",
            "enum": codes,
        })
    }
}

/// A length of time of more than nothing.
pub(crate) enum Lasting {}

impl JsonSchema for Lasting {
    fn schema_name() -> Cow<'static, str> {
        "duration_above_zero".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        leaf::duration(1, &[])
    }
}

/// The same of whole days.
pub(crate) enum LastingDays {}

impl JsonSchema for LastingDays {
    fn schema_name() -> Cow<'static, str> {
        "duration_of_days".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        leaf::duration(1, &["minutes", "hours"])
    }
}

/// What no order fires.
pub(crate) enum WithoutOrder {}

impl JsonSchema for WithoutOrder {
    fn schema_name() -> Cow<'static, str> {
        "trigger_without_order".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let trigger = generator.subschema_for::<TriggerDoc<'_>>();
        let referee = json!({
            "type": "object",
            "properties": { "referral": { "const": "referee" } },
            "required": ["referral"],
        });
        let of_order = json!({ "anyOf": [{ "enum": ["order", "delivery"] }, referee] });
        let message = "a rule of this kind on an order is not evaluated by this version";
        json_schema!({ "allOf": [trigger], "not": of_order, "errorMessage": message })
    }
}

/// What a selector excludes: something, and nothing of it is excluded from that.
pub(crate) enum Excluded {}

impl JsonSchema for Excluded {
    fn schema_name() -> Cow<'static, str> {
        "selector.excluded".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = SelectorDoc::json_schema(generator);
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (name, property) in properties.into_iter().flatten() {
            if matches!(&**name, "exclude" | "favourite") {
                let about = "Not here: what is excluded says it by itself.";
                *property = json!({ "description": about, "type": "null", "doNotSuggest": true });
            }
        }
        schema.insert("minProperties".into(), 1.into());
        schema
    }
}

/// A number that is not zero.
pub(crate) struct NotZero<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for NotZero<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}_not_zero", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        schema.insert("not".into(), json!({ "const": 0 }));
        schema
    }
}

/// What a step of a ladder begins with: what its measure is counted in says which.
pub(crate) enum StepFrom {}

impl JsonSchema for StepFrom {
    fn schema_name() -> Cow<'static, str> {
        "step_from".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        use crate::document::program::time::DurationDoc;
        let duration = generator.subschema_for::<DurationDoc>();
        let decimal = generator.subschema_for::<Rate>();
        let money = generator.subschema_for::<Money>();
        json_schema!({
            "anyOf": [
                money,
                decimal,
                { "type": "integer", "minimum": 0, "maximum": MAX_LOT_POINTS },
                duration,
            ],
        })
    }
}

/// A name, or one word more.
pub(crate) struct Either<One, Other>(PhantomData<(One, Other)>);

impl<One: JsonSchema, Other: JsonSchema> JsonSchema for Either<One, Other> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}_or_{}", One::schema_name(), Other::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<One>();
        let other = generator.subschema_for::<Other>();
        json_schema!({ "anyOf": [one, other] })
    }
}

/// A list or map that is not empty: of at least so many.
pub(crate) struct AtLeast<const MIN: u64, T>(PhantomData<T>);

/// A list or map that is not empty.
pub(crate) type NonEmpty<T> = AtLeast<1, T>;

/// What the field `in` of a fact lists.
pub(crate) type Listed<'v, T> = NonEmpty<crate::document::shape::List<'v, T, MAX_DATES>>;

impl<const MIN: u64, T: JsonSchema> JsonSchema for AtLeast<MIN, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("at_least_{MIN}_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        let is_list = schema.get("type").and_then(Value::as_str) == Some("array");
        schema.insert(if is_list { "minItems" } else { "minProperties" }.into(), MIN.into());
        schema
    }
}

/// An object whose names are of a form.
pub(crate) struct Named<Name, T>(PhantomData<(Name, T)>);

/// An object by names of other systems.
pub(crate) type ByName<T> = Named<crate::document::leaf::Keyed, T>;

/// An object by ids that the programme declares, or declared.
pub(crate) type ById<T> = Named<crate::document::leaf::Ident, T>;

impl<Name: JsonSchema, T: JsonSchema> JsonSchema for Named<Name, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}_by_{}", T::schema_name(), Name::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        schema.insert("propertyNames".into(), generator.subschema_for::<Name>().to_value());
        schema
    }
}
