//! Forms of what is read by hand: leaves, lists, and the shapes that no macro declares.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use super::{Choice, form};
use crate::document::event::{EventDoc, ReadEvent};
use crate::document::leaf::{
    At, Ident, Keyed, Locales, Moment, Number, Plain, PointsText, StatedDoc, TimeOfDay,
};
use crate::document::options::{EnteredDoc, EnteredVoucherDoc, SpendDoc, UniqueDoc};
use crate::document::program::fact::{NUMBER, PRICE};
use crate::document::program::selector::{Bounds, ValuesDoc};
use crate::document::program::time::{DateDoc, DurationDoc, MonthDayDoc, PER, Per, durations};
use crate::document::program::zone::{GivenZoneDoc, ZoneDoc};
use crate::document::shape::{Int, Later, List, Map, Text};
use crate::member::{PlanStep, Why};
use crate::program::{Bearer, Kind};
use crate::value::bounds::{
    MAX_ID_CHARS, MAX_INSTANT_MILLIS, MAX_KEY_CHARS, MAX_LOCALES, MAX_MINOR, MAX_NUMBER,
    MAX_SELECTED, MAX_TEXT_CHARS,
};

/// Says of a type what its schema is: one that stands where it is used, or one with a name.
macro_rules! leaf {
    (inline [$($generic:tt)*] $type:ty, |$generator:ident| $schema:expr) => {
        impl<$($generic)*> JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
    ($type:ty, $name:expr, |$generator:ident| $schema:expr) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                Cow::from($name)
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

leaf!(inline [] Text<'_>, |_g| json_schema!({ "type": "string", "maxLength": MAX_TEXT_CHARS }));
leaf!(inline [const MIN: i64, const MAX: i64] Int<MIN, MAX>, |_g| {
    json_schema!({ "type": "integer", "minimum": MIN, "maximum": MAX })
});
leaf!(inline [T: JsonSchema, const MAX: i64] List<'_, T, MAX>, |g| {
    json_schema!({ "type": "array", "items": g.subschema_for::<T>(), "maxItems": MAX })
});
leaf!(inline [T: JsonSchema, const MAX: i64] Map<'_, T, MAX>, |g| {
    let form = g.subschema_for::<T>();
    json_schema!({ "type": "object", "additionalProperties": form, "maxProperties": MAX })
});
leaf!(inline [T: JsonSchema] Later<'_, T>, |g| g.subschema_for::<T>());
leaf!(inline [T: JsonSchema] Plain<T>, |g| g.subschema_for::<T>());
leaf!(inline [] PointsText<'_>, |g| g.subschema_for::<form::PositivePoints>());
leaf!(inline [] ReadEvent<'_>, |g| g.subschema_for::<EventDoc<'_>>());

leaf!(Ident, "id", |_g| json_schema!({
    "type": "string",
    "maxLength": MAX_ID_CHARS,
    "pattern": "^[a-z0-9][a-z0-9._-]*$",
    "errorMessage": "an id starts with a small letter or digit, then has small letters, \
                            digits, `.`, `_` or `-`",
}));

/// Control characters, and the other blanks: the first stand nowhere, none of both at an end.
const CONTROL: &str = r"\u0000-\u001f\u007f-\u009f";
const BLANK: &str = r" \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

leaf!(Keyed, "name", |_g| json_schema!({
    "type": "string",
    "maxLength": MAX_KEY_CHARS,
    "pattern": format!("^[^{CONTROL}{BLANK}]([^{CONTROL}]*[^{CONTROL}{BLANK}])?$"),
    "errorMessage": "a name has no control characters, and no blanks at its ends",
}));
leaf!(Number, "decimal", |_g| json_schema!({
    "type": "string",
    "pattern": r"^-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,9})?$",
    "errorMessage": "a decimal number as a text, such as \"12.5\"",
}));
leaf!(DateDoc, "date", |_g| json_schema!({
    "type": "string",
    "format": "date",
    "pattern": "^(19[7-9][0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    "errorMessage": "year, month and day, such as `2026-11-30`, from 1970 to 2199",
}));
leaf!(At, "instant", |_g| {
    // A local day before or after the first or last one in UTC may be within it.
    const YEAR: &str = "(1969|19[7-9][0-9]|2[01][0-9]{2}|2200)";
    const DAY: &str = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    const TIME: &str = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?";
    const OFFSET: &str = "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";
    json_schema!({
        "anyOf": [
            {
                "type": "string",
                "format": "date-time",
                "pattern": format!("^{YEAR}-{DAY}[Tt]{TIME}{OFFSET}$"),
                "errorMessage":
                    "an instant, such as `2026-11-20T12:00:00+08:00`, from 1970 to 2199",
            },
            { "type": "integer", "minimum": 0, "maximum": MAX_INSTANT_MILLIS },
        ],
    })
});
leaf!(Moment, "moment", |g| {
    let (date, instant) = (g.subschema_for::<DateDoc>(), g.subschema_for::<At>());
    // So that an editor says how an instant is written where a time stands in it.
    json_schema!({
        "if": { "type": "string", "pattern": "[Tt:]" },
        "then": instant,
        "else": { "anyOf": [date, instant] },
    })
});
leaf!(TimeOfDay, "time", |_g| json_schema!({
    "type": "string",
    "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    "errorMessage": "a time of day, from `00:00` to `23:59`",
}));
leaf!(MonthDayDoc, "month_day", |_g| {
    const LONG: &str = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])";
    const SHORT: &str = "(0[469]|11)-(0[1-9]|[12][0-9]|30)";
    json_schema!({
        "type": "string",
        "pattern": format!("^({LONG}|{SHORT}|02-(0[1-9]|[12][0-9]))$"),
        "errorMessage": "month and day, such as `11-30`",
    })
});
leaf!(Locales, "texts", |_g| json_schema!({
    "title": "Texts for people, by locale: `en`, `zh-CN`.",
    "errorMessage": "texts by locale, such as {\"en\": \"Tea\"}",
    "type": "object",
    "propertyNames": {
        "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        "errorMessage": "a BCP 47 tag, such as `en` or `zh-CN`",
    },
    "additionalProperties": { "type": "string", "maxLength": MAX_TEXT_CHARS },
    "minProperties": 1,
    "maxProperties": MAX_LOCALES,
}));
leaf!(StatedDoc, "stated_or_null", |g| {
    let name = g.subschema_for::<Keyed>();
    let number = json!({ "type": ["integer", "null"], "minimum": 0, "maximum": MAX_NUMBER });
    json_schema!({ "anyOf": [name, number] })
});

fn words(words: &[&str]) -> Schema {
    let mut choice = Choice::new(&[]);
    for word in words {
        choice.word(word, None);
    }
    choice.schema()
}

leaf!(Kind, "kind_of_line", |_g| words(&Self::NAMES));
leaf!(Why, "why", |_g| words(Self::NAMES));
leaf!(PlanStep, "plan_step", |_g| words(Self::NAMES));
leaf!(Bearer, "bearer", |_g| words(Self::NAMES));

leaf!(DurationDoc, "duration", |_g| duration(0, &[]));

/// A length of time, of at least so many of any unit but some.
pub(super) fn duration(least: i64, without: &[&str]) -> Schema {
    let mut choice = Choice::about("A length of time, up to 100 years.");
    for (unit, most) in durations().filter(|(unit, _)| !without.contains(unit)) {
        let count = json_schema!({ "type": "integer", "minimum": least, "maximum": most });
        choice.variant(unit, Some(format!("So many {unit}.")), count);
    }
    let mut schema = choice.schema();
    schema.insert("errorMessage".into(), "a length of time, such as {\"days\": 30}".into());
    schema
}

impl<const FROM: usize, const UNTIL: usize> JsonSchema for Per<FROM, UNTIL> {
    fn schema_name() -> Cow<'static, str> {
        match (FROM, UNTIL) {
            (0, _) => "period_of_cap",
            (2, _) => "period_or_lifetime",
            (_, 10) => "period",
            _ => "period_or_level_year",
        }
        .into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut choice = Choice::about("What something is counted over.");
        for word in &PER[FROM..UNTIL] {
            choice.word(word, None);
        }
        let doc = "A cycle that `calendar.cycles` declares.".to_owned();
        choice.variant("cycle", Some(doc), generator.subschema_for::<Ident>());
        choice.schema()
    }
}

leaf!(ZoneDoc<'_>, "zone", |g| {
    let name = g.subschema_for::<Text<'_>>();
    let given = g.subschema_for::<GivenZoneDoc<'_>>();
    json_schema!({
        "title": "A name of the IANA time-zone database, an offset, or a name with its table.",
        "anyOf": [name, given],
    })
});
leaf!(Bounds<'_>, "bounds_of_price", |g| PRICE.bounds(g));
leaf!(ValuesDoc<'_>, "values", |g| {
    let bounds = NUMBER.bounds(g).to_value();
    let listed = g.subschema_for::<form::NonEmpty<List<'_, form::Stated, MAX_SELECTED>>>();
    g.subschema_for::<Keyed>();
    json_schema!({ "anyOf": [listed, bounds] })
});

leaf!(EnteredDoc<'_>, "entered", |g| {
    let unique = g.subschema_for::<UniqueDoc<'_>>();
    let signed = g.subschema_for::<EnteredVoucherDoc<'_>>();
    json_schema!({ "anyOf": [{ "type": "string" }, unique, signed] })
});
leaf!(SpendDoc, "spend", |_g| json_schema!({
    "anyOf": [
        { "type": "integer", "minimum": 0, "maximum": MAX_MINOR },
        { "type": "string", "enum": ["max"], "enumDescriptions": ["As many as can be."] },
    ],
}));
