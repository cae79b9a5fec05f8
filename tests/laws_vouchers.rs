//! Laws of signed vouchers, over whatever they claim: nothing traps, what is wrong is told as a
//! second reading of the rules tells it, and a voucher that is refused changes no price.
#![cfg(not(target_arch = "wasm32"))]

use perks::value::{Instant, TzDatabase};
use perks::{Member, Program, QuoteOptions};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
/// 2026-06-15T00:00:00Z; the windows of keys and vouchers begin and end within hours of it.
const NOW: i64 = 1_781_481_600_000;
const HOUR: i64 = 3_600_000;
const KEYS: [&str; 4] = ["always", "until-now", "from-now", "-elsewhere"];
const SERIALS: [&str; 4] = ["A", "a", "revoked", "used"];

fn program() -> Program {
    let key = |id: &str| json!({ "id": id, "alg": "EdDSA", "public": PUBLIC });
    let mut keys = KEYS.map(key);
    keys[0]["revoked"] = json!(["revoked", "no such"]);
    keys[1]["window"] = json!({ "until": NOW });
    keys[2]["window"] = json!({ "from": NOW });
    let signed = |id: &str, keys: &[&str], off: &str| {
        json!({ "id": id, "kind": { "signed": { "keys": keys } }, "target": "order",
                "benefit": { "percent": { "off": off } } })
    };
    let document = json!({
        "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": "Asia/Shanghai",
        "keys": keys,
        "offers": [
            signed("a", &KEYS[..3], "10"),
            signed("b", &[KEYS[3], KEYS[0]], "20"),
            { "id": "code", "kind": { "public_code": { "codes": ["A"] } }, "target": "order",
              "benefit": { "percent": { "off": "30" } } },
        ],
    });
    Program::parse(document.to_string(), &TzDatabase).unwrap_or_else(|all| panic!("{all}"))
}

/// One who used the serial `used` of both offers, or nobody.
fn member(program: &Program, joined: bool) -> Member {
    if !joined {
        return program.guest();
    }
    let member = json!({ "format": 1, "program": "p", "id": "m", "joined_at": 0 });
    let mut member = program.member(member.to_string()).expect("a member");
    let voucher = |offer| claims("p", offer, "used", KEYS[0]);
    let order = json!({ "id": "o", "cart": cart(), "coupons": [voucher("a"), voucher("b")] });
    let event = json!({ "id": "e", "at": NOW - 24 * HOUR, "order": order });
    member.record(event.to_string(), at(NOW)).unwrap_or_else(|all| panic!("{all}"));
    member
}

fn cart() -> Value {
    json!({ "currency": "CNY", "lines": [{ "id": "1", "sku": "x", "units": 1,
                                           "price_minor": 9_999 }] })
}

fn at(millis: i64) -> Instant {
    Instant::from_millis(millis).expect("within bounds")
}

fn claims(program: &str, offer: &str, serial: &str, key: &str) -> Value {
    json!({ "voucher": { "program": program, "offer": offer, "serial": serial, "key": key } })
}

fn holder(serial: &str, member: &str) -> String {
    let hash = Sha256::digest(format!("{serial}\n{member}"));
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn voucher() -> impl Strategy<Value = Value> {
    let time = || prop::option::of((-2..3_i64).prop_map(|hours| NOW + hours * HOUR));
    let holders = prop::option::of((select(&SERIALS[..]), select(&["m", "n"][..])));
    (
        prop_oneof![8 => Just("p"), 1 => Just("q")],
        prop_oneof![4 => Just("a"), 4 => Just("b"), 1 => Just("code"), 1 => Just("gone")],
        select(&SERIALS[..]),
        prop_oneof![9 => select(&KEYS[..]), 1 => Just("no such")],
        (prop::option::weighted(0.3, Just(())), holders),
        (time(), time()),
    )
        .prop_map(|(program, offer, serial, key, (own, other), (from, until))| {
            let mut voucher = claims(program, offer, serial, key);
            let of = &mut voucher["voucher"];
            match (own, other) {
                (Some(()), _) => of["holder"] = holder(serial, "m").into(),
                (None, Some((serial, member))) => of["holder"] = holder(serial, member).into(),
                (None, None) => {}
            }
            for (name, time) in [("from", from), ("until", until)] {
                if let Some(time) = time {
                    of[name] = time.into();
                }
            }
            voucher
        })
}

/// What is wrong with a voucher, as `docs/semantics.md` §21 says it.
fn wrong(voucher: &Value, joined: bool) -> Vec<&'static str> {
    let of = |name: &str| voucher["voucher"][name].as_str().unwrap_or_default();
    let signs: &[&str] = match (of("program"), of("offer")) {
        ("p", "a") => &KEYS[..3],
        ("p", "b") => &[KEYS[3], KEYS[0]],
        ("p", _) => return vec!["unknown_code"],
        _ => return vec!["voucher_of_other_program"],
    };
    let (from, until) = (&voucher["voucher"]["from"], &voucher["voucher"]["until"]);
    let ended = until.as_i64().is_some_and(|until| until <= NOW);
    let early = from.as_i64().is_some_and(|from| NOW < from);
    let for_other =
        !of("holder").is_empty() && (!joined || of("holder") != holder(of("serial"), "m"));
    let all = [
        ("key_refused", !signs.contains(&of("key")) || of("key") == "until-now"),
        ("revoked", of("key") == KEYS[0] && of("serial") == "revoked"),
        ("other_holder", for_other),
        ("not_yet", early && !ended),
        ("ended", ended),
        ("used", joined && of("serial") == "used"),
    ];
    all.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect()
}

/// The reasons of all that was entered, and what is paid.
fn quoted(program: &Program, member: &Member, entered: &[Value]) -> (Vec<Vec<String>>, i64) {
    let options = json!({ "now": NOW, "coupons": entered });
    let options = QuoteOptions::parse(options.to_string()).unwrap_or_else(|all| panic!("{all}"));
    let cart = program.cart(cart().to_string()).expect("a cart");
    let quote = member.quote(&cart, &options).unwrap_or_else(|all| panic!("{all}"));
    let codes = quote.codes.iter();
    let reasons = codes.map(|it| it.reasons.iter().map(|it| it.code().to_owned()).collect());
    (reasons.collect(), quote.totals.pay.minor())
}

proptest! {
    #[test]
    fn each_voucher_is_told_what_is_wrong_with_it(voucher in voucher(), joined in any::<bool>()) {
        let program = program();
        let member = member(&program, joined);
        let (told, pays) = quoted(&program, &member, std::slice::from_ref(&voucher));
        let wrong = wrong(&voucher, joined);
        prop_assert_eq!(&told[0], &wrong);
        // 10 % of 99.99 is 9.999, 20 % are 19.998.
        let off = if voucher["voucher"]["offer"] == "a" { 1_000 } else { 2_000 };
        prop_assert_eq!(pays, if wrong.is_empty() { 9_999 - off } else { 9_999 });
    }

    #[test]
    fn what_is_refused_changes_no_price(
        entered in prop::collection::vec(voucher(), 0..8),
        joined in any::<bool>(),
    ) {
        let program = program();
        let member = member(&program, joined);
        let good = |it: &&Value| wrong(it, joined).is_empty();
        let left: Vec<Value> = entered.iter().filter(good).cloned().collect();
        let (_, pays) = quoted(&program, &member, &entered);
        prop_assert_eq!(pays, quoted(&program, &member, &left).1);
        // 99.99, less 10 % and 20 % where one of each is good.
        let has = |offer: &str| left.iter().any(|it| it["voucher"]["offer"] == offer);
        let after = if has("a") { 9_999 - 1_000 } else { 9_999 };
        let off = if has("b") { (after * 20 + 50) / 100 } else { 0 };
        prop_assert_eq!(pays, after - off);
    }

    #[test]
    fn an_order_takes_what_a_quote_does(entered in prop::collection::vec(voucher(), 0..4)) {
        let program = program();
        let mut member = member(&program, true);
        let before = member.to_json();
        let (told, _) = quoted(&program, &member, &entered);
        let order = json!({ "id": "o2", "cart": cart(), "coupons": entered });
        let event = json!({ "id": "e2", "at": NOW, "order": order }).to_string();
        match member.record(event, at(NOW)) {
            Ok(_) => prop_assert!(told.iter().all(Vec::is_empty), "{told:?}"),
            Err(problems) => {
                let codes: Vec<_> = problems.as_slice().iter().map(|it| it.code.name()).collect();
                prop_assert_eq!(codes, ["coupon_refused"]);
                prop_assert!(!told.iter().all(Vec::is_empty));
                prop_assert_eq!(member.to_json(), before);
            }
        }
        for used in entered.iter().filter(|_| told.iter().all(Vec::is_empty)) {
            let (again, _) = quoted(&program, &member, std::slice::from_ref(used));
            prop_assert_eq!(&again[0], &["used"]);
        }
    }
}
