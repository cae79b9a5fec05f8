//! The reserved names of `docs/programme.md`, Appendix C, each put into a programme that is right
//! without it: it has to be refused as `not_supported`, there.

use perks::Program;
use perks::value::TzDatabase;
use serde_json::{Value, json};

/// How a key of the appendix is probed.
enum Probe {
    /// An object at these places gets the field.
    Fields(&'static [&'static str]),
    /// The value at these places is replaced by the alternative, as a word and as an object.
    Choices(&'static [&'static str]),
    /// The same, but as an object alone: a word there is a value like any other.
    Tables(&'static [&'static str]),
}

/// Where each key of the appendix stands in [`programme`].
const PROBES: &[(&str, Probe)] = &[
    ("program", Probe::Fields(&[""])),
    ("calendar", Probe::Fields(&["/calendar"])),
    ("rounding", Probe::Fields(&["/rounding"])),
    ("amount_rounding", Probe::Fields(&["/offers/0/rounding"])),
    ("tax", Probe::Fields(&["/tax"])),
    ("named_selector", Probe::Fields(&["/selectors/0"])),
    ("level", Probe::Choices(&["/rounding/level", "/offers/0/rounding/level"])),
    (
        "period",
        Probe::Choices(&[
            "/points/caps/0/per",
            "/points/earning/2/on/every/period",
            "/offers/1/limits/per_member/0/per",
            "/points/expiry/after/to_end_of",
            "/rewards/0/limits/0/per",
        ]),
    ),
    ("points", Probe::Fields(&["/points"])),
    ("conversion", Probe::Fields(&["/points/conversions/0"])),
    ("conversion.into", Probe::Choices(&["/points/conversions/0/into"])),
    ("household", Probe::Fields(&["/points/household"])),
    ("transfers", Probe::Fields(&["/points/transfers"])),
    ("returns", Probe::Fields(&["/points/returns"])),
    ("returns.bundles", Probe::Choices(&["/points/returns/bundles"])),
    ("multiplier", Probe::Fields(&["/points/multipliers/rules/0"])),
    ("earning_rule", Probe::Fields(&["/points/earning/0", "/points/earning/1"])),
    (
        "trigger",
        Probe::Choices(&[
            "/points/earning/0/on",
            "/points/forfeits/0/on",
            "/points/conversions/0/on",
            "/offers/1/kind/wallet/issue/0/on",
        ]),
    ),
    ("reward.gives", Probe::Choices(&["/rewards/0/gives"])),
    ("offer", Probe::Fields(&["/offers/0", "/offers/1"])),
    ("stacking", Probe::Fields(&["/stacking"])),
    ("offer_defaults", Probe::Fields(&["/offer_defaults"])),
    ("offer_limits", Probe::Fields(&["/offers/1/limits"])),
    ("offer_limits.unit", Probe::Choices(&["/offers/1/limits/unit", "/offer_defaults/unit"])),
    ("phase", Probe::Choices(&["/offers/0/phase"])),
    ("target.units", Probe::Fields(&["/offers/3/target/units"])),
    ("target.units.per", Probe::Choices(&["/offers/3/target/units/per"])),
    ("bearer", Probe::Choices(&["/offers/0/bearer"])),
    ("kind", Probe::Choices(&["/offers/0/kind"])),
    ("key", Probe::Fields(&["/keys/0"])),
    ("kind.wallet", Probe::Fields(&["/offers/1/kind/wallet"])),
    ("target", Probe::Choices(&["/offers/0/target"])),
    ("benefit", Probe::Choices(&["/offers/0/benefit"])),
    ("benefit.percent", Probe::Fields(&["/offers/0/benefit/percent"])),
    ("benefit.fixed_price", Probe::Fields(&["/offers/1/benefit/fixed_price"])),
    ("benefit.amount", Probe::Fields(&["/offers/8/benefit/amount"])),
    ("benefit.amount.reaches", Probe::Choices(&["/offers/8/benefit/amount/reaches/0"])),
    ("benefit.every", Probe::Fields(&["/offers/9/benefit/every"])),
    (
        "benefit.other_price",
        Probe::Fields(&["/offers/10/benefit/member_price", "/offers/11/benefit/price_match"]),
    ),
    ("rounding.total", Probe::Fields(&["/rounding/total"])),
    ("allocation", Probe::Fields(&["/rounding/allocation"])),
    ("benefit.price_list", Probe::Fields(&["/offers/2/benefit/price_list"])),
    ("benefit.shipping", Probe::Fields(&["/offers/8/benefit/shipping"])),
    (
        "condition",
        Probe::Choices(&[
            "/points/earning/0/when",
            "/points/multipliers/rules/0/when",
            "/points/spending/cash/when",
            "/points/spending/prices/0/when",
            "/points/forfeits/0/when",
            "/points/conversions/0/when",
            "/rewards/0/when",
            "/offers/1/kind/wallet/issue/0/when",
            "/tiers/ladders/0/levels/1/enter",
            "/tiers/ladders/0/levels/1/stay",
            "/perks/0/when",
            "/segments/0/when",
            "/segments/0/leave",
            "/lifecycle/stages/0/when",
            "/offers/0/when",
            "/offers/1/when/all/0",
            "/offers/1/when/all/1/any/0",
            "/offers/1/when/all/2/not",
            "/offers/1/when/all/3/at_least/of/0",
        ]),
    ),
    ("fact.amount", Probe::Fields(&["/offers/0/when/amount"])),
    ("fact.amount.base", Probe::Choices(&["/offers/0/when/amount/base"])),
    ("fact.attribute.of", Probe::Choices(&["/points/multipliers/rules/0/when/attribute/of"])),
    (
        "selector",
        Probe::Fields(&[
            "/offers/0/target/lines",
            "/offers/0/target/lines/exclude",
            "/offers/0/when/amount/of",
            "/points/earning/0/give/per_amount/of",
            "/points/multipliers/rules/0/of",
            "/points/spending/cash/exclude",
            "/points/spending/prices/0/of",
            "/selectors/0/select",
            "/offers/1/when/all/0/units/of",
            "/offers/4/benefit/buy_get/buy/of",
            "/offers/4/benefit/buy_get/get/of",
            "/offers/6/benefit/bundle/parts/0/of",
        ]),
    ),
    (
        "table",
        Probe::Tables(&[
            "/points/earning/1/expires",
            "/tiers/ladders/0/valid",
            "/tiers/ladders/0/levels/1/valid",
            "/points/pools/0/expires",
            "/points/transfers/fee",
            "/rewards/0/limits/0/uses",
            "/points/spending/cash/points",
            "/points/spending/cash/worth",
            "/points/spending/cash/maximum/points",
            "/points/spending/cash/maximum/amount",
            "/points/spending/cash/maximum/share",
        ]),
    ),
    (
        "table_of_points",
        Probe::Tables(&[
            "/points/earning/0/give/per_amount/points",
            "/points/earning/0/give/per_amount/amount",
            "/points/earning/4/give/per_quantity/points",
        ]),
    ),
    ("table.ladder.by", Probe::Tables(&["/points/earning/5/give/points/ladder/by"])),
    ("table.ladder.by.amount", Probe::Fields(&["/points/earning/5/give/points/ladder/by/amount"])),
    ("table.ladder.applies", Probe::Choices(&["/points/earning/5/give/points/ladder/applies"])),
    ("tiers", Probe::Fields(&["/tiers"])),
    ("ladder", Probe::Fields(&["/tiers/ladders/0"])),
    ("level_of_ladder", Probe::Fields(&["/tiers/ladders/0/levels/0"])),
    ("segment", Probe::Fields(&["/segments/0"])),
];

/// A programme with every object and choice that a reserved name can stand in.
pub(crate) fn programme() -> Value {
    json!({
        "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": "Asia/Shanghai",
        "calendar": {},
        "rounding": { "level": "line", "total": { "granularity": "0.10" }, "allocation": {} },
        "tax": {},
        "selectors": [{ "id": "a", "select": {} }],
        "points": {
            "earning": [
                { "id": "a", "on": "order", "when": "enrolled",
                  "give": { "per_amount": { "points": 1, "amount": "1.00", "of": {} } } },
                { "id": "b", "on": "order", "give": { "points": 5 }, "expires": "never" },
                { "id": "c", "on": { "every": { "period": "month" } }, "give": { "points": 5 } },
                { "id": "d", "on": "order", "give": { "per_unit": { "points": 5 } } },
                { "id": "e", "on": "order",
                  "give": { "per_quantity": { "points": 5, "attribute": "miles" } } },
                { "id": "f", "on": "order", "give": { "points": { "ladder": {
                    "by": { "amount": { "base": "list" } }, "applies": "whole",
                    "steps": [{ "from": "1", "value": 5 }], "otherwise": 1 } } } },
            ],
            "caps": [{ "points": 9, "per": "day" }],
            "expiry": { "after": { "period": { "months": 1 }, "to_end_of": "year" } },
            "forfeits": [{ "id": "a", "on": "joined", "when": "enrolled" }],
            "conversions": [{ "id": "a", "on": "joined", "when": "enrolled",
                              "into": { "cash_back": { "worth": "1" } } }],
            "multipliers": { "rules": [
                { "id": "a", "by": "2", "of": {},
                  "when": { "attribute": { "of": "member", "name": "nps", "at_least": 9 } } },
            ] },
            "pools": [{ "id": "a", "expires": "never" }],
            "returns": { "bundles": "share" },
            "spending": {
                "cash": { "points": 1, "worth": "0.10", "when": "enrolled",
                          "exclude": { "skus": ["x"] },
                          "maximum": { "points": 9, "amount": "9", "share": "50" } },
                "prices": [{ "id": "a", "of": {}, "price": { "points": 1, "money": "1" },
                             "when": "enrolled" }],
            },
            "household": {},
            "transfers": { "fee": 1 },
        },
        "tiers": { "ladders": [
            { "id": "a", "valid": "next_cycle", "levels": [{ "id": "a" },
              { "id": "b", "enter": "invited", "stay": "invited", "valid": "this_cycle" }] }
        ], "plans": [{ "id": "a", "price": "1", "period": { "days": 1 } }] },
        "perks": [
            { "id": "a", "when": "enrolled", "quota": 1, "per": "day",
              "gives": { "return_days": 1 } },
            { "id": "b", "gives": { "priority": 1 } },
            { "id": "c", "gives": { "allowance": { "unit": { "en": "kg" }, "quantity": 1 } } },
        ],
        "segments": [{ "id": "a", "when": "enrolled", "leave": { "not": "enrolled" } }],
        "lifecycle": { "stages": [{ "id": "a", "when": "enrolled" }] },
        "scores": [{ "id": "a", "how": { "lifetime_value":
            { "margin": "1", "retention": "1", "discount": "1" } } }],
        "rewards": [{ "id": "a", "gives": "donation", "price": { "points": 1 },
                      "when": "enrolled", "limits": [{ "uses": 1, "per": "day" }] }],
        "offer_defaults": { "unit": "order" },
        "stacking": {},
        "keys": [{ "id": "k", "alg": "EdDSA",
                   "public": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }],
        "offers": [
            { "id": "a", "kind": "automatic", "bearer": "shop", "phase": "line",
              "rounding": { "level": "line" },
              "when": { "amount": { "at_least": "1.00", "base": "list", "of": {} } },
              "target": { "lines": { "skus": ["x"], "exclude": { "skus": ["y"] } } },
              "benefit": { "percent": { "off": "5" } } },
            { "id": "b", "kind": { "wallet": { "issue": [{ "on": "joined", "count": 1,
                "when": "enrolled" }] } },
              "limits": { "total": 1, "unit": "order", "per_member": [
                { "uses": 1, "amount": "1", "per": "day" }] },
              "benefit": { "fixed_price": { "price": "1.00" } },
              "when": { "all": [
                  { "units": { "at_least": 1, "of": {} } },
                  { "any": ["enrolled"] },
                  { "not": "enrolled" },
                  { "at_least": { "n": 1, "of": ["enrolled"] } },
              ] } },
            { "id": "c", "benefit": { "price_list": { "prices": { "x": "1.00" } } } },
            { "id": "d", "target": { "units": { "at_most": 1, "per": "line" } },
              "benefit": { "percent": { "off": "5" } } },
            { "id": "e", "benefit": { "buy_get": { "buy": { "units": 1, "of": {} },
                                      "get": { "units": 1, "of": {}, "off": "5" } } } },
            { "id": "f", "benefit": { "n_for": { "units": 2, "price": "5" } } },
            { "id": "g", "benefit": { "bundle": { "price": "5", "parts": [
                { "of": {}, "units": 1 }, { "of": {}, "units": 1 }] } } },
            { "id": "h", "benefit": { "nth_item": { "every": 2, "off": "5" } } },
            { "id": "i", "benefit": { "amount": { "off": "1.00", "reaches": ["goods"] } } },
            { "id": "j", "benefit": { "every": { "amount": "9.00", "off": "1.00" } } },
            { "id": "k", "benefit": { "member_price": { "attribute": "vip", "share": "50" } } },
            { "id": "l", "benefit": { "price_match": { "attribute": "other" } } },
            { "id": "m", "benefit": { "shipping": { "off": "50" } } },
            { "id": "n", "kind": { "wallet": { "issue": [{ "on": "joined", "worth": "1" }] } },
              "benefit": { "amount": { "off": "worth" } } },
        ],
    })
}

/// What is in the appendix and not refused, or in it and not probed.
pub(crate) fn violations(reference: &str) -> Vec<String> {
    let programme = programme();
    assert!(Program::parse(programme.to_string(), &TzDatabase).is_ok(), "right without a probe");
    let mut violations = Vec::new();
    let appendix = block(reference, "\n## Appendix C");
    let keys = appendix.as_object().expect("the appendix is an object");
    violations.extend(
        PROBES
            .iter()
            .filter(|(key, _)| !keys.contains_key(*key))
            .map(|(key, _)| format!("`{key}` is not in the appendix")),
    );
    for (key, names) in keys {
        let Some((_, probe)) = PROBES.iter().find(|(known, _)| known == key) else {
            violations.push(format!("`{key}` has no probe"));
            continue;
        };
        for name in names.as_array().into_iter().flatten().filter_map(Value::as_str) {
            for (place, changed) in probes(&programme, probe, name) {
                if let Some(found) = unlike(&changed, &place) {
                    violations.push(format!("`{name}` of `{key}`, at {place}: {found}"));
                }
            }
        }
    }
    violations
}

/// The JSON block below a heading.
pub(crate) fn block(reference: &str, heading: &str) -> Value {
    let (_, rest) = reference.split_once(heading).expect("the heading");
    let (_, rest) = rest.split_once("```json\n").expect("its block");
    let (block, _) = rest.split_once("\n```").expect("the end of its block");
    serde_json::from_str(block).expect("it is JSON")
}

/// The programme with a reserved name, for each place and form, and where the problem has to be.
fn probes(programme: &Value, probe: &Probe, name: &str) -> Vec<(String, Value)> {
    let changed = |place: &str, change: &dyn Fn(&mut Value)| {
        let mut changed = programme.clone();
        change(changed.pointer_mut(place).unwrap_or_else(|| panic!("{place}")));
        changed
    };
    match probe {
        Probe::Fields(places) => places
            .iter()
            .map(|place| {
                let add = |object: &mut Value| object[name] = json!({});
                (format!("{place}/{name}"), changed(place, &add))
            })
            .collect(),
        Probe::Choices(places) | Probe::Tables(places) => {
            let mut forms = vec![json!({ name: {} })];
            if matches!(probe, Probe::Choices(_)) {
                forms.push(json!(name));
            }
            let both = places.iter().flat_map(|place| forms.iter().map(move |form| (place, form)));
            both.map(|(place, form)| {
                let replace = |value: &mut Value| *value = form.clone();
                ((*place).to_owned(), changed(place, &replace))
            })
            .collect()
        }
    }
}

/// How the refusal of a programme differs from `not_supported` at one place.
fn unlike(programme: &Value, place: &str) -> Option<String> {
    let problems = match Program::parse(programme.to_string(), &TzDatabase) {
        Ok(_) => return Some("accepted".to_owned()),
        Err(problems) => problems,
    };
    let found: Vec<String> = problems
        .as_slice()
        .iter()
        .map(|problem| format!("{} at {}", problem.code.name(), problem.path))
        .collect();
    (found != [format!("not_supported at {place}")]).then(|| found.join(", "))
}
