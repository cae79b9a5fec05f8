//! Generated bad input, too large or too many to be vectors: it is refused with problems or taken,
//! never a panic, and every handle still works as before.
#![cfg(not(target_arch = "wasm32"))]

use perks::problem::{Code, Severity};
use perks::value::{Instant, TzDatabase};
use perks::{Cart, Member, Problems, Program, QuoteOptions, Spend};
use proptest::prelude::*;

/// The ways in for documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Program,
    /// A programme of levels, memberships, perks, classes and scores.
    Standing,
    Member,
    Cart,
    Line,
    Event,
}

const ENTRIES: [Entry; 6] =
    [Entry::Program, Entry::Standing, Entry::Member, Entry::Cart, Entry::Line, Entry::Event];

impl Entry {
    /// A right document, with something of everything.
    fn right(self) -> &'static str {
        match self {
            Self::Program => {
                r#"{"format":1,"id":"p","version":1,"name":{"zh-CN":"会员"},"currency":"CNY",
                "zone":"Asia/Shanghai","activities":[{"id":"run","carries":["quantity"]}],
                "points":{"earning":[{"id":"buy","on":"order",
                "give":{"per_amount":{"points":1,"amount":"10.00","of":{"tags":["t"]}}},
                "available":{"on":"2026-01-01"},"caps":[{"points":9,"per":"day"}]},
                {"id":"km","on":{"activity":"run"},"pool":"growth","multiplied":"no",
                "give":{"per_quantity":{"points":1,"attribute":"quantity","per":"1.5"}}},
                {"id":"daily","on":{"activity":"run"},"give":{"streak":{"days":[1,0],
                "milestones":[{"day":7,"points":5}]}}},
                {"id":"moon","on":{"every":{"period":"month","of":"tenure"}},
                "give":{"points":3}}],"multipliers":{"rules":[{"id":"x","by":"2","of":{},
                "rules":["buy"]}]},"caps":[{"points":99,"per":"lifetime","rules":["km"]}],
                "pools":[{"id":"points","expires":{"on":{"days":["02-29"]}}},
                {"id":"growth","spendable":"no"}],"expiry":{"inactivity":
                {"period":{"months":12},"activities":["run"]}},
                "returns":{"clawback":"recomputed","expired":{"minimum_life":{"days":9}}},
                "household":{"share":"50"},"transfers":{"step":5,"fee":1},
                "forfeits":[{"id":"f","on":{"birthday":{}},"take":{"share":"50"}}],
                "conversions":[{"id":"c","on":"joined","minimum":20,"step":5,"into":
                {"voucher":{"offer":"v","worth":"0.50"}}},{"id":"d","on":"joined","into":
                {"pool":{"id":"growth","rate":"1.5"}}}],
                "spending":{"cash":{"points":1,"worth":"0.10","maximum":{"share":"50"},
                "exclude":{"skus":["y"]}},"prices":[{"id":"a","of":{},"price":{"points":9,
                "money":"1","mix":{"points":1,"worth":"0.1","minimum":2}}}]}},
                "rewards":[{"id":"r","gives":{"gift":{"sku":"x"}},"price":{"points":5},
                "limits":[{"uses":1,"per":"year"}],"stock":7}],
                "offers":[{"id":"o","when":{"all":["enrolled",{"units":{"at_least":1}}]},
                "window":{"from":"2026-01-01","until":"2026-12-31T00:00:00Z"},
                "target":{"lines":{"tags":["t"],"exclude":{"skus":["y"]}}},
                "benefit":{"percent":{"off":"12.5"}}},{"id":"v","kind":{"wallet":{"issue":[
                {"on":"joined","worth":"2"}]}},"benefit":{"amount":{"off":"worth"}}},{"id":"s",
                "kind":{"signed":{"keys":["-k"]}},
                "benefit":{"percent":{"off":"5"}}}],"keys":[{"id":"-k","alg":"EdDSA",
                "public":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                "window":{"until":"2026-12-31"},"revoked":["V-1"]}]}"#
            }
            Self::Standing => {
                r#"{"format":1,"id":"club","version":3,"currency":"CNY","zone":{"offset":"+08:00"},
                "calendar":{"cycles":[{"id":"season","anchor":"2026-03-01","every":{"months":3}}
                ]},"activities":[{"id":"night"}],"points":{"pools":[{"id":"points"},{"id":
                "growth","spendable":"no"}],"earning":[{"id":"lapsing","on":{"enters_stage":
                "lapsing"},"give":{"points":50}}]},"tiers":{"ladders":[{"id":"main","counts":{
                "this":{"cycle":"season"}},"cycle":{"cycle":"season"},"upgrade":"at_cycle",
                "own_order":"included","valid":"this_cycle","downgrade":"one_level","grace":{
                "weeks":2},"returns":"recount","levels":[{"id":"silver"},{"id":"gold","enter":{
                "any":[{"spend":{"at_least":"5000.00"}},"invited",{"visits":{"at_least":24,
                "within":"lifetime"}}]},"stay":{"spend":{"at_least":"4000.00"}},"valid":{"for":{
                "months":18}},"grace":{"days":0},"downgrade":"never"},{"id":"platinum","enter":{
                "spend":{"at_least":"20000.00"}}}]},{"id":"club","cycle":"level_year","upgrade":
                "at_settling","returns":"keep","levels":[{"id":"member","enter":{"membership":{
                "plan":"prime"}},"valid":"for_ever"}]}],"plans":[{"id":"prime","price":{
                "by_tier":{"ladder":"main","values":{"gold":"68.00"},"otherwise":"88.00"}},
                "period":{"years":1},"trial":{"days":30},"grace":{"days":7},"renews":"automatic"
                }]},"perks":[{"id":"lounge","when":{"tier":{"ladder":"main","at_least":"gold"}},
                "window":{"until":"2027-12-31"},"gives":"service","quota":{"by_tier":{"ladder":
                "main","values":{"gold":2,"platinum":6}}},"per":{"cycle":"season"},"unused":
                "carry","cancelled":"kept"},{"id":"early","gives":{"early_access":{"offers":[
                "sale"],"of":{"tags":["new"]},"by":{"hours":48}}}},{"id":"bags","gives":{
                "allowance":{"unit":{"en":"kg"},"quantity":23}}},{"id":"fee","gives":{
                "fee_waiver":{"of":{"tags":["fee"]}}}}],"segments":[{"id":"listed"},{"id":
                "heavy","when":{"spend":{"within":{"previous":"week"},"at_least":"25.00"}}},{
                "id":"regular","when":{"orders":{"at_least":10}},"leave":{"since_last_order":{
                "at_least":{"months":6}}}},{"id":"plain","when":{"stage":{"in":["loyal"]}}}],
                "lifecycle":{"stages":[{"id":"lapsing","when":{"since_last_order":{"at_least":{
                "months":4}}}},{"id":"loyal","when":{"score":{"of":"rfm","part":"frequency",
                "at_least":3}}},{"id":"new","when":{"orders":{"at_most":1}}}],"otherwise":"new"}
                ,"scores":[{"id":"nps","how":{"measure":{"attribute":{"of":"member","name":"nps"
                }}},"classes":[{"id":"detractor","from":"0"},{"id":"promoter","from":"8.5"}]},{
                "id":"spent","how":{"measure":{"spend":{"within":{"last":{"years":3}}}}},
                "classes":[{"id":"low","from":"0"},{"id":"high","from":"1000.00"}]},{"id":"joy",
                "how":{"weighted":{"inputs":[{"of":{"score":{"of":"nps"}},"weight":"2.5"},{"of":
                {"activities":{"of":"night"}},"weight":"-1"}],"missing":"skip"}}},{"id":"rfm",
                "how":{"rfm":{"within":{"last":{"months":12}},"recency":[{"days":90},{"days":30}
                ],"frequency":[2,5,9],"monetary":["100.00","500.00"]}}},{"id":"value","how":{
                "lifetime_value":{"within":{"last":{"years":1}},"margin":{"by_segment":{"values"
                :[{"segment":"listed","value":"25"}],"otherwise":"20"}},"retention":"80",
                "discount":"10"}}},{"id":"grid","how":{"matrix":{"rows":"nps","columns":"spent",
                "classes":{"detractor":{"low":"c","high":"b"},"promoter":{"high":"a","low":"b"}}
                }},"classes":[{"id":"a"},{"id":"b"},{"id":"c"}]}],"offers":[{"id":"sale",
                "benefit":{"percent":{"off":"20"}}}],"rewards":[{"id":"gold","price":{"points":
                900},"gives":{"tier":{"ladder":"main","level":"gold","for":{"months":3}}}}],
                "history":{"keep":{"years":4},"returned_orders":"counted"},"migration":{"tiers":
                "requalify","renamed":{"levels":{"silber":"silver"}}}}"#
            }
            Self::Member => {
                r#"{"format":1,"program":"p","id":"m","joined_at":"2026-01-01T00:00:00Z",
                "events":[{"id":"e0","digest":"44136fa355b3678a1146ad16f7e8649e"}],
                "birthday":"1990-02-28","referred_by":"n","household":"h","gender":"f",
                "attributes":{"nps":9,"skin":"dry"},
                "tiers":[{"ladder":"main","level":"gold","since":0,"at":1,"until":9,"why":"kept",
                "event":"e0"}],"memberships":[{"plan":"prime","since":0,"trial_until":3,"until":9,
                "stopped":1},{"plan":"prime","since":9,"until":9,"ended":1}],
                "uses":[{"id":"u","perk":"lounge","at":1,"count":5,"carried":1,"extra":2,
                "cancelled":1}],"brought":[{"id":"k","at":2}],"segments":["staff"],"stage":"new",
                "version":3,
                "lots":[{"id":"l","rule":"buy","source":"o0","granted":50,"left":40,"expired":1,
                "clawed_back":3,"forfeited":1,"transferred":1,"earned_at":0,"available_at":1,
                "expires_at":"2199-01-01T00:00:00+08:00","expiry":"sliding"},
                {"id":"k","source":"e0","granted":11,"left":0,"transferred":3,"earned_at":0,
                "waits_for":{"activity":{"id":"a","until":5}}}],
                "orders":[{"id":"o0","event":"e0","at":0,"lines":[{"id":"1","sku":"x","units":3,
                "price_minor":5,"category":"a/b","brand":"b","tags":["t"],"net_minor":15,
                "points_minor":4,"card_minor":1,"spent":7,"returned":1}],
                "shipping":{"cost_minor":9,"points_minor":1,"card_minor":1,"spent":2,"returned":1},
                "earned":[{"lot":"l","lines":[50],"clawed_back":2}],
                "spent":[{"lot":"k","points":9,"returned":3,"renewed":"l"}],
                "taken":[{"lot":"l","points":1}]}],
                "debts":[{"source":"o0","points":7}],
                "coupons":[{"id":"c","offer":"v","issued_at":0,"worth_minor":50}],
                "activities":[{"event":"e0","activity":"a","at":0,"amount_minor":5,"quantity":2,
                "earned":1}],"runs":[{"rule":"r","day":"2026-01-01","days":2}],
                "carried":[{"rule":"r","amount_minor":5}],
                "redemptions":[{"id":"e0","event":"e0","reward":"w","at":0,"money_minor":5,
                "perk":"lounge","uses":3,
                "spent":[{"lot":"k","points":2}],"cancelled":1}]}"#
            }
            Self::Cart => {
                r#"{"currency":"CNY","lines":[{"id":"1","sku":"x","units":2,"price_minor":1000,
                "category":"a/b","brand":"b","tags":["t","会"]}]}"#
            }
            Self::Line => r#"{"id":"2","sku":"x","units":2,"price_minor":1000,"tags":["t"]}"#,
            Self::Event => {
                r#"{"id":"e","at":"2026-11-20T04:00:00Z","order":{"id":"o","spend":5,"cart":
                {"currency":"CNY","lines":[{"id":"1","sku":"x","units":1,"price_minor":1000}]}}}"#
            }
        }
    }

    /// The least right document.
    fn small(self) -> &'static str {
        match self {
            Self::Program | Self::Standing => {
                r#"{"format":1,"id":"p","version":1,"currency":"CNY","zone":{"offset":"+08:00"}}"#
            }
            Self::Member => r#"{"format":1,"program":"p","id":"m"}"#,
            Self::Cart => {
                r#"{"currency":"CNY","lines":[{"id":"1","sku":"x","units":2,"price_minor":10}]}"#
            }
            Self::Line => r#"{"id":"2","sku":"x","units":2,"price_minor":10}"#,
            Self::Event => {
                r#"{"id":"e","at":1795000000000,"order":{"id":"o","cart":{"currency":"CNY","lines":[
                {"id":"1","sku":"x","units":1,"price_minor":10}]}}}"#
            }
        }
    }

    /// The most bytes that are read: `docs/programme.md` and the table of limits.
    fn most_bytes(self) -> usize {
        match self {
            Self::Program | Self::Standing => 4 << 20,
            Self::Member => 8 << 20,
            Self::Cart | Self::Line | Self::Event => 1 << 20,
        }
    }
}

/// Handles that live through all of a test.
struct Stage {
    program: Program,
    member: Member,
    cart: Cart,
    quote: String,
}

impl Stage {
    fn new() -> Self {
        let program = Program::parse(Entry::Program.right(), &TzDatabase).expect("right");
        let member = program.member(Entry::Member.right()).expect("right");
        let cart = program.cart(Entry::Cart.right()).expect("right");
        let quote = quote(&member, &cart);
        Self { program, member, cart, quote }
    }

    /// Reads a document; what it changes, it changes in copies.
    fn read(&self, entry: Entry, document: &[u8]) -> Result<(), Problems> {
        match entry {
            Entry::Program | Entry::Standing => Program::parse(document, &TzDatabase).map(drop),
            Entry::Member => self.program.member(document).map(drop),
            Entry::Cart => self.program.cart(document).map(drop),
            Entry::Line => self.cart.clone().add_line(document),
            Entry::Event => self.member.clone().record(document, now()).map(drop),
        }
    }

    /// Reads what may be right or wrong: wrong with at least one error, each with a place.
    fn judged(&self, entry: Entry, document: &[u8]) -> Result<(), Problems> {
        let result = self.read(entry, document);
        if let Err(problems) = &result {
            let shown = String::from_utf8_lossy(&document[..document.len().min(300)]);
            let all = problems.as_slice();
            let errors = all.iter().filter(|problem| problem.severity == Severity::Error);
            assert!(errors.count() > 0, "{entry:?} is refused without an error: {shown}");
            assert!(all.len() <= 101, "{} problems: {shown}", all.len());
            for problem in all {
                let pointer = problem.path.is_empty() || problem.path.starts_with('/');
                assert!(pointer, "`{}`: {shown}", problem.path);
                let placed = problem.position.is_none_or(|at| at.line > 0 && at.column > 0);
                assert!(placed && !problem.message.is_empty(), "{problem}: {shown}");
            }
            let positions = all.iter().filter(|it| it.code != Code::MoreProblems);
            assert!(positions.map(|it| it.position).is_sorted(), "in the order of the document");
        }
        result
    }

    /// Reads what is wrong; the codes of its problems.
    fn refused(&self, entry: Entry, document: &[u8]) -> Vec<&'static str> {
        match self.judged(entry, document) {
            Ok(()) => panic!("{entry:?}: {}", String::from_utf8_lossy(document)),
            Err(problems) => problems.as_slice().iter().map(|it| it.code.name()).collect(),
        }
    }

    /// The handles give what they gave at the start, and the programme reads on.
    fn still_works(&self) {
        assert_eq!(quote(&self.member, &self.cart), self.quote);
        let cart = self.program.cart(Entry::Cart.right()).expect("right");
        assert_eq!(quote(&self.member, &cart), self.quote);
    }
}

fn now() -> Instant {
    Instant::parse_rfc3339("2026-11-20T04:00:00Z").expect("an instant")
}

fn quote(member: &Member, cart: &Cart) -> String {
    member
        .quote(cart, &QuoteOptions { spend: Spend::Max, ..QuoteOptions::at(now()) })
        .expect("a quote")
        .to_json()
}

#[test]
fn right_documents_are_taken() {
    let stage = Stage::new();
    for entry in ENTRIES {
        for document in [entry.right(), entry.small()] {
            stage.read(entry, document.as_bytes()).expect("right");
        }
    }
}

#[test]
fn what_is_too_large_is_not_read() {
    let stage = Stage::new();
    for entry in ENTRIES {
        let padded = |length: usize| {
            let mut text = entry.small().to_owned();
            text.push_str(&" ".repeat(length - text.len()));
            text.into_bytes()
        };
        stage.read(entry, &padded(entry.most_bytes())).expect("as large as may be");
        assert_eq!(stage.refused(entry, &padded(entry.most_bytes() + 1)), ["too_large"]);
        assert_eq!(stage.refused(entry, &padded(10_000_000)), ["too_large"]);
        assert_eq!(stage.refused(entry, &vec![b'['; 10_000_000]), ["too_large"]);
    }
    stage.still_works();
}

#[test]
fn what_is_nested_too_deep_is_not_read() {
    let stage = Stage::new();
    for entry in ENTRIES {
        for depth in [33, 100, 100_000] {
            for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
                let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
                assert_eq!(stage.refused(entry, deep.as_bytes()), ["too_deep"], "{depth}");
                let cut = open.repeat(depth);
                assert_eq!(stage.refused(entry, cut.as_bytes()), ["too_deep"], "{depth}");
            }
        }
        let shallow = format!("{}{}", "[".repeat(32), "]".repeat(32));
        assert_eq!(stage.refused(entry, shallow.as_bytes()), ["wrong_type"]);
    }
    stage.still_works();
}

#[test]
fn what_is_not_utf8_is_not_read() {
    let stage = Stage::new();
    for entry in ENTRIES {
        for bytes in [&b"\xff"[..], b"{\"id\":\"\xc3\x28\"}", b"\xed\xa0\x80", b"{\"\xe4\xbc"] {
            assert_eq!(stage.refused(entry, bytes), ["not_utf8"]);
        }
    }
    stage.still_works();
}

#[test]
fn every_truncation_is_refused() {
    let stage = Stage::new();
    for entry in ENTRIES {
        for document in [entry.right(), entry.small()] {
            for end in 0..document.len() {
                let codes = stage.refused(entry, &document.as_bytes()[..end]);
                let expected = if document.is_char_boundary(end) { "not_json" } else { "not_utf8" };
                assert_eq!(codes, [expected], "the first {end} bytes of {document}");
            }
        }
    }
    stage.still_works();
}

#[test]
fn every_single_byte_may_be_another() {
    let stage = Stage::new();
    for entry in ENTRIES {
        let right = entry.small().as_bytes();
        let mut taken = 0;
        for place in 0..right.len() {
            let mut bytes = right.to_vec();
            for byte in 0..=u8::MAX {
                bytes[place] = byte;
                taken += usize::from(stage.judged(entry, &bytes).is_ok());
            }
        }
        assert!(taken >= right.len(), "the right byte is among them at each place");
    }
    stage.still_works();
}

#[test]
fn every_single_byte_may_be_missing_or_doubled() {
    let stage = Stage::new();
    for entry in ENTRIES {
        let right = entry.right().as_bytes();
        for place in 0..right.len() {
            let mut bytes = right.to_vec();
            bytes.remove(place);
            let _ = stage.judged(entry, &bytes);
            bytes.insert(place, right[place]);
            bytes.insert(place, right[place]);
            let _ = stage.judged(entry, &bytes);
        }
    }
    stage.still_works();
}

#[test]
fn handles_of_another_reading_do_not_mix() {
    let stage = Stage::new();
    let other = Program::parse(Entry::Program.right(), &TzDatabase).expect("right");
    let cart = other.cart(Entry::Cart.right()).expect("right");
    let options = QuoteOptions { spend: Spend::Max, ..QuoteOptions::at(now()) };
    let problems = stage.member.quote(&cart, &options).expect_err("another programme's cart");
    assert_eq!(problems.as_slice()[0].code.name(), "other_program");
    let expected = concat!(
        r#"[{"code":"other_program","severity":"error","document":"cart","path":"","#,
        r#""message":"the cart was read for another programme","#,
        r#""help":"read the cart with the programme of the member"}]"#
    );
    assert_eq!(problems.to_json(), expected);
    stage.still_works();
}

/// JSON text of any value, not too deep, with blanks and escapes as others may write them.
fn json_text() -> impl Strategy<Value = String> {
    let string = prop_oneof![
        "[ -~]{0,6}".prop_map(|text| serde_json::Value::from(text).to_string()),
        "\\PC{0,4}".prop_map(|text| serde_json::Value::from(text).to_string()),
        prop::sample::select(vec![
            r#""\u4f1a\uD83D\uDE00""#,
            r#""\ud800""#,
            r#""\udc00\ud800""#,
            r#""\/\b\f\n\r\t\\\"""#,
            r#""\x""#,
            "\"a\tb\"",
            "\"\u{7f}\u{2028}\"",
        ])
        .prop_map(str::to_owned),
    ];
    let number = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?",
        "-?[0-9]{1,3}(\\.[0-9]{0,2})?([eE][+-]?[0-9]{0,1})?",
        "-?[1-9][0-9]{18,22}",
    ];
    let word = prop::sample::select(vec!["null", "true", "false", "nul", "True", "NaN"]);
    let leaf = prop_oneof![3 => string.clone(), 3 => number, 1 => word.prop_map(str::to_owned)];
    let blank = || prop::sample::select(vec!["", "", " ", "\n\t\r ", "\u{a0}"]);
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let list = (prop::collection::vec((inner.clone(), blank()), 0..5), blank());
        let member = (string.clone(), blank(), inner, blank());
        let object = (prop::collection::vec(member, 0..5), blank());
        prop_oneof![
            list.prop_map(|(elements, blank)| {
                let elements: Vec<_> =
                    elements.into_iter().map(|(value, after)| format!("{value}{after}")).collect();
                format!("[{blank}{}]", elements.join(","))
            }),
            object.prop_map(|(members, blank)| {
                let members: Vec<_> = members
                    .into_iter()
                    .map(|(name, before, value, after)| format!("{name}{before}:{value}{after}"))
                    .collect();
                format!("{{{blank}{}}}", members.join(","))
            }),
        ]
    })
}

/// Text with one character taken out, put in, or replaced; or as it was.
fn mutated(text: String) -> impl Strategy<Value = String> {
    let chars: Vec<char> = text.chars().collect();
    let places = 0..=chars.len();
    let bits =
        prop::sample::select("{}[]\",:\\ue.-+019 \nnt/\u{feff}会".chars().collect::<Vec<_>>());
    (places, 0..4_u8, bits).prop_map(move |(place, how, char)| {
        let mut chars = chars.clone();
        let inside = place < chars.len();
        match how {
            0 if inside => drop(chars.remove(place)),
            1 if inside => chars[place] = char,
            2 => chars.insert(place, char),
            _ => {}
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// The reader takes exactly the texts that `serde_json` takes.
    #[test]
    fn json_is_what_serde_json_says(
        text in json_text().prop_flat_map(mutated),
        pad in "[ \n]{0,2}",
    ) {
        let text = format!("{pad}{text}{pad}");
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        // They refuse numbers beyond a double; of those it matters here only that they are numbers.
        let range = theirs.as_ref().is_err_and(|it| it.to_string().contains("out of range"));
        prop_assume!(!range);
        let problems = Stage::new().program.cart(&text);
        let ours = match &problems {
            Ok(_) => true,
            Err(problems) => problems.as_slice().iter().all(|it| it.code.name() != "not_json"),
        };
        prop_assert_eq!(ours, theirs.is_ok(), "{:?}: {:?} {:?}", text, theirs, problems.err());
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_judged(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let stage = Stage::new();
        for entry in ENTRIES {
            let _ = stage.judged(entry, &bytes);
        }
        stage.still_works();
    }

    #[test]
    fn arbitrary_json_is_judged(text in json_text()) {
        let stage = Stage::new();
        for entry in ENTRIES {
            let _ = stage.judged(entry, text.as_bytes());
        }
        stage.still_works();
    }

    /// A right document in which any value is another.
    #[test]
    fn any_value_may_be_another(value in json_text(), place in any::<prop::sample::Index>()) {
        let stage = Stage::new();
        for entry in ENTRIES {
            let right: serde_json::Value = serde_json::from_str(entry.right()).expect("right");
            let mut places = Vec::new();
            pointers(&right, String::new(), &mut places);
            let mut wrong = right.clone();
            let place = &places[place.index(places.len())];
            let Ok(value) = serde_json::from_str(&value) else { continue };
            *wrong.pointer_mut(place).expect("a place of it") = value;
            let _ = stage.judged(entry, wrong.to_string().as_bytes());
        }
        stage.still_works();
    }
}

/// The places of a value, and of all in it.
fn pointers(value: &serde_json::Value, at: String, places: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(values) => {
            for (i, value) in values.iter().enumerate() {
                pointers(value, format!("{at}/{i}"), places);
            }
        }
        serde_json::Value::Object(members) => {
            for (name, value) in members {
                pointers(value, format!("{at}/{name}"), places);
            }
        }
        _ => {}
    }
    places.push(at);
}
