//! Runs a vector of `tests/vectors`, or a story of `programs/`: the same steps as
//! `pkg/cli/cases.js`, natively and in wasm. It says in words what differs, and compares
//! bytes; it expects nothing by itself.
//!
//! A vector holds a programme, perhaps a member (else a guest) and a cart, each as `{"file": …}` of
//! the gallery, `{"json": …}` or `{"text": …}`, and either the problems of reading them, or steps
//! and what each gives. `warnings` are those of the programme. What a step sends (an event, a line,
//! a receipt, inputs) is an object, or a string that holds its text: only a text has lines and
//! columns. What a step `gives` is all of its result; what it `has` is a part: the named members of
//! objects, and lists with as many elements.
//!
//! A vector may have several `members`, by name (one may be `"guest"`), of whom a step names one
//! with `as`. A step may bring another `cart`, which stays; the cart of an order that an event
//! reports may be a `file`.
//! Of a document, `spoiled` names a `find` that occurs in it once, and the text to `put` there.
//! The files of a vector within a folder of the gallery are those of that folder.
//!
//! After its last step each member is also made anew from the entries that its steps gave: a
//! snapshot is the fold of its log.

use perks::value::ZoneSource;
use perks::{
    Cart, CheckOptions, ForecastOptions, HintOptions, Member, NowOptions, PrepareOptions, Problems,
    Program, QuoteOptions,
};
use serde_json::{Value, json};

/// What differs between vectors and the engine, in words. `vectors` are names and texts, `gallery`
/// tells the text of a file of `programs/`.
pub(crate) fn failures<'v>(
    vectors: impl IntoIterator<Item = (&'v str, &'v str)>,
    gallery: &dyn Fn(&str) -> String,
    zones: &dyn ZoneSource,
) -> Vec<String> {
    let mut failures = Vec::new();
    for (name, text) in vectors {
        let vector = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let folder = name.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
        let folder = folder.unwrap_or_default();
        for difference in run(&vector, &|file| gallery(&format!("{folder}{file}")), zones) {
            failures.push(format!("{name}: {difference}"));
        }
    }
    failures
}

/// The text of a file that a vector names.
type Gallery<'g> = &'g dyn Fn(&str) -> String;

/// What differs between one vector and the engine; empty when nothing does.
fn run(vector: &Value, gallery: Gallery<'_>, zones: &dyn ZoneSource) -> Vec<String> {
    let mut differences = Vec::new();
    let read = Stage::open(vector, gallery, zones);
    if let Some(problems) = vector.get("problems") {
        let found = match &read {
            Ok(_) => r#"{"read":"without problems"}"#.to_owned(),
            Err(problems) => refused(problems),
        };
        compare("reading", &json!({ "problems": problems }), &found, &mut differences);
        return differences;
    }
    let mut stage = match read {
        Ok(stage) => stage,
        Err(problems) => {
            differences.push(format!("reading was refused:\n{}", pretty(&refused(&problems))));
            return differences;
        }
    };
    if let Some(expected) = vector.get("warnings") {
        let found: Vec<Value> = stage.program.warnings().iter().map(warning).collect();
        compare("warnings", expected, &Value::from(found).to_string(), &mut differences);
    }
    let steps = vector.get("steps").and_then(Value::as_array);
    for (index, step) in steps.into_iter().flatten().enumerate() {
        let name = text(step, "do");
        let what = format!("step {index} ({name})");
        let (expected, found) = match (stage.perform(name, step), step.get("problems")) {
            (Err(problems), Some(expected)) => {
                let sent: &[&str] = match name {
                    "record" => &["event"],
                    "add_line" => &["line"],
                    "replay" => &["receipt", "inputs"],
                    _ => &[],
                };
                let placed = sent.iter().any(|it| step.get(it).is_some_and(is_text));
                let found = refused(&problems);
                let found = if placed { found } else { without_positions(&found) };
                (json!({ "problems": expected }), found)
            }
            (Err(problems), None) => (json!("no problem"), refused(&problems)),
            (Ok(found), Some(expected)) => {
                let found = found.unwrap_or_else(|| "no problem".to_owned());
                (json!({ "problems": expected }), found)
            }
            (Ok(None), None) => {
                assert!(step.get("gives").or(step.get("has")).is_none(), "{what} gives nothing");
                continue;
            }
            (Ok(Some(found)), None) => match step.get("has") {
                Some(part) => {
                    let all = serde_json::from_str(&found).expect("results are JSON");
                    (part.clone(), narrowed(part, &all).to_string())
                }
                None => (step.get("gives").cloned().unwrap_or(Value::Null), found),
            },
        };
        compare(&what, &expected, &found, &mut differences);
    }
    differences.extend(stage.members.iter().filter_map(|(_, actor)| actor.replayed()));
    differences
}

/// Everything that steps work on.
struct Stage<'g> {
    program: Program,
    /// By name; who is called `""` is whom a step without `as` means.
    members: Vec<(String, Actor)>,
    cart: Option<Cart>,
    gallery: Gallery<'g>,
}

/// A member, as it was before the first step, and the entries of all steps.
struct Actor {
    member: Member,
    before: Member,
    log: Vec<Value>,
}

impl<'g> Stage<'g> {
    fn open(
        vector: &Value,
        gallery: Gallery<'g>,
        zones: &dyn ZoneSource,
    ) -> Result<Self, Problems> {
        let document = |name: &str| vector.get(name).map(|source| document(source, gallery));
        let program = document("program").expect("a vector has a programme");
        let program = Program::parse(program, zones)?;
        let actor = |source: Option<&Value>| {
            let member = match source.filter(|source| *source != "guest") {
                Some(source) => program.member(self::document(source, gallery))?,
                None => program.guest(),
            };
            Ok::<_, Problems>(Actor { before: member.clone(), member, log: Vec::new() })
        };
        let members = match vector.get("members").and_then(Value::as_object) {
            Some(named) => named
                .iter()
                .map(|(name, source)| Ok((name.clone(), actor(Some(source))?)))
                .collect::<Result<_, Problems>>()?,
            None => vec![(String::new(), actor(vector.get("member"))?)],
        };
        let cart = document("cart").map(|cart| program.cart(cart)).transpose()?;
        Ok(Self { program, members, cart, gallery })
    }

    /// Whom a step is about.
    fn actor(&mut self, step: &Value) -> &mut Actor {
        let wanted = step.get("as").and_then(Value::as_str).unwrap_or_default();
        let found = self.members.iter_mut().find(|(name, _)| name == wanted);
        &mut found.unwrap_or_else(|| panic!("nobody is called `{wanted}`: {step}")).1
    }

    /// The event of a step, with the cart that it names.
    fn event(&self, step: &Value) -> String {
        let file = step.pointer("/event/order/cart/file").and_then(Value::as_str);
        let Some(file) = file else { return given(step, "event") };
        let mut event = step["event"].clone();
        let cart = serde_json::from_str(&(self.gallery)(file));
        event["order"]["cart"] = cart.unwrap_or_else(|error| panic!("{file}: {error}"));
        event.to_string()
    }

    /// What a step gives, as JSON text.
    fn perform(&mut self, name: &str, step: &Value) -> Result<Option<String>, Problems> {
        let options = step.get("with").map_or_else(String::new, Value::to_string);
        if let Some(brought) = step.get("cart") {
            self.cart = Some(self.program.cart(document(brought, self.gallery))?);
        }
        match name {
            "quote" | "hints" | "inputs" => self.priced(name, step, options).map(Some),
            "status" | "check_codes" | "record" | "settle" | "forecast" | "state" => {
                self.lived(name, step, options).map(Some)
            }
            "check" => {
                let found: Vec<Value> = self.program.check().iter().map(warning).collect();
                Ok(Some(Value::from(found).to_string()))
            }
            "prepare" => {
                let text = self.program.prepare(&PrepareOptions::parse(options)?)?;
                Ok(Some(Value::String(text).to_string()))
            }
            "authority" => Ok(Some(self.program.authority().to_json())),
            "code" => {
                let code = self.program.code(text(step, "text"));
                Ok(Some(Value::String(code).to_string()))
            }
            "combinations" => Ok(Some(self.program.combinations().to_json())),
            "conflicts" => {
                let of = self.program.conflicts(text(step, "one"), text(step, "other"))?;
                let names: Vec<Value> = of.iter().map(|why| why.name().into()).collect();
                Ok(Some(Value::from(names).to_string()))
            }
            "replay" => {
                let (receipt, inputs) = (given(step, "receipt"), given(step, "inputs"));
                Ok(Some(self.program.replay(receipt, inputs)?.to_json()))
            }
            "cart_state" => Ok(self.cart.as_ref().map(Cart::to_json)),
            "set_units" | "add_line" | "remove_line" => {
                let mut changed = self.cart.take().expect("the vector has a cart");
                let result = match name {
                    "set_units" => {
                        let units = step.get("units").and_then(Value::as_i64);
                        changed.set_units(text(step, "line"), units.expect("units are an integer"))
                    }
                    "add_line" => changed.add_line(given(step, "line")),
                    _ => changed.remove_line(text(step, "line")),
                };
                self.cart = Some(changed);
                result.map(|()| None)
            }
            other => panic!("the runner knows no step `{other}`"),
        }
    }
}

impl Stage<'_> {
    /// What a step about a cart gives.
    fn priced(&mut self, name: &str, step: &Value, options: String) -> Result<String, Problems> {
        let cart = self.cart.take().expect("the vector has a cart");
        let member = &self.actor(step).member;
        let found = match name {
            "quote" => QuoteOptions::parse(options)
                .and_then(|options| Ok(member.quote(&cart, &options)?.to_json())),
            "hints" => HintOptions::parse(options).and_then(|HintOptions { quote, at_most }| {
                Ok(member.hints(&cart, &quote, at_most)?.to_json())
            }),
            _ => QuoteOptions::parse(options)
                .and_then(|options| Ok(Value::String(member.inputs(&cart, &options)?).to_string())),
        };
        self.cart = Some(cart);
        found
    }

    /// What a step about a member alone gives.
    fn lived(&mut self, name: &str, step: &Value, options: String) -> Result<String, Problems> {
        match name {
            "status" => {
                let NowOptions { now } = NowOptions::parse(options)?;
                Ok(self.actor(step).member.status(now)?.to_json())
            }
            "check_codes" => {
                let options = CheckOptions::parse(options)?;
                Ok(self.actor(step).member.check(&options)?.to_json())
            }
            "record" => {
                let NowOptions { now } = NowOptions::parse(options)?;
                let event = self.event(step);
                let actor = self.actor(step);
                let recorded = actor.member.record(event, now)?.to_json();
                actor.keep(&recorded);
                Ok(recorded)
            }
            "settle" => {
                let NowOptions { now } = NowOptions::parse(options)?;
                let actor = self.actor(step);
                let settled = actor.member.settle(now)?.to_json();
                actor.keep(&settled);
                Ok(settled)
            }
            "forecast" => {
                let options = ForecastOptions::parse(options, &self.program)?;
                Ok(self.actor(step).member.forecast_with(&options)?.to_json())
            }
            _ => Ok(self.actor(step).member.to_json()),
        }
    }
}

impl Actor {
    fn keep(&mut self, recorded: &str) {
        let mut recorded: Value = serde_json::from_str(recorded).expect("results are JSON");
        self.log.append(recorded["entries"].as_array_mut().expect("entries are a list"));
    }

    /// What differs between the member and the fold of the log.
    fn replayed(&self) -> Option<String> {
        let log = Value::from(self.log.clone()).to_string();
        let replayed = match self.before.clone().replay(log) {
            Ok(replayed) => replayed.to_json(),
            Err(problems) => refused(&problems),
        };
        let is = self.member.to_json();
        (replayed != is).then(|| format!("the log makes another member:\n{replayed}\n{is}"))
    }
}

/// Of `all`, what `part` names.
fn narrowed(part: &Value, all: &Value) -> Value {
    match (part, all) {
        (Value::Object(part), Value::Object(all)) => {
            let member = |(name, part): (&String, &Value)| {
                all.get(name).map(|all| (name.clone(), narrowed(part, all)))
            };
            Value::Object(part.iter().filter_map(member).collect())
        }
        (Value::Array(part), Value::Array(all)) if part.len() == all.len() => {
            part.iter().zip(all).map(|(part, all)| narrowed(part, all)).collect()
        }
        (_, all) => all.clone(),
    }
}

/// The text of a document that a vector brings.
pub(crate) fn document(source: &Value, gallery: Gallery<'_>) -> String {
    let text = match (source.get("file"), source.get("text"), source.get("json")) {
        (Some(Value::String(file)), None, None) => gallery(file),
        (None, Some(Value::String(text)), None) => text.clone(),
        (None, None, Some(json)) => json.to_string(),
        _ => panic!("a document is a `file`, a `text` or a `json`: {source}"),
    };
    let Some(spoiled) = source.get("spoiled") else { return text };
    let find = self::text(spoiled, "find");
    assert_eq!(text.matches(find).count(), 1, "`{find}` has to be there once");
    text.replace(find, self::text(spoiled, "put"))
}

/// A document inside a step: the text of a string, or an object as JSON.
fn given(step: &Value, name: &str) -> String {
    match step.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(json) => json.to_string(),
        None => panic!("the step has no `{name}`: {step}"),
    }
}

fn text<'v>(step: &'v Value, name: &str) -> &'v str {
    step.get(name).and_then(Value::as_str).unwrap_or_else(|| panic!("`{name}` in {step}"))
}

fn is_text(value: &Value) -> bool {
    value.is_string()
}

fn refused(problems: &Problems) -> String {
    format!(r#"{{"problems":{}}}"#, problems.to_json())
}

/// A warning's JSON.
fn warning(problem: &perks::Problem) -> Value {
    let list = Problems::from(problem.clone()).to_json();
    let mut list: Vec<Value> = serde_json::from_str(&list).expect("problems are JSON");
    list.remove(0)
}

/// Problems of what was not given as text have no line and column.
fn without_positions(problems: &str) -> String {
    let mut value: Value = serde_json::from_str(problems).expect("problems are JSON");
    for problem in value["problems"].as_array_mut().into_iter().flatten() {
        if let Some(problem) = problem.as_object_mut() {
            problem.shift_remove("line");
            problem.shift_remove("column");
        }
    }
    value.to_string()
}

fn compare(what: &str, expected: &Value, found: &str, differences: &mut Vec<String>) {
    let expected = expected.to_string();
    if expected != found {
        differences.push(format!("{what}\n{}", difference(&pretty(&expected), &pretty(found))));
    }
}

fn pretty(json: &str) -> String {
    let value: Result<Value, _> = serde_json::from_str(json);
    value.map_or_else(|_| json.to_owned(), |value| format!("{value:#}"))
}

/// The lines that differ, each stretch of them after the line before it.
fn difference(expected: &str, found: &str) -> String {
    let (left, right): (Vec<_>, Vec<_>) = (expected.lines().collect(), found.lines().collect());
    // common[i][j]: how many lines `left[i..]` and `right[j..]` have in common, in their order.
    let mut common = vec![vec![0_u32; right.len() + 1]; left.len() + 1];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            common[i][j] = if left[i] == right[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut agreed) = (0, 0, None);
    let mut out = vec!["  (- expected, + found)".to_owned()];
    while i < left.len() || j < right.len() {
        if i < left.len() && j < right.len() && left[i] == right[j] {
            agreed = Some(left[i]);
            (i, j) = (i + 1, j + 1);
            continue;
        }
        out.extend(agreed.take().map(|line| format!("    {line}")));
        if j == right.len() || i < left.len() && common[i + 1][j] >= common[i][j + 1] {
            out.push(format!("  - {}", left[i]));
            i += 1;
        } else {
            out.push(format!("  + {}", right[j]));
            j += 1;
        }
    }
    out.join("\n")
}
