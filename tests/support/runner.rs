//! Runs a vector of `tests/vectors`: the same steps as `pkg/tests/conformance.mjs`, natively and in
//! wasm. It says in words what differs, and compares bytes; it expects nothing by itself.
//!
//! A vector holds a programme, perhaps a member (else a guest) and a cart, each as `{"file": …}` of
//! the gallery, `{"json": …}` or `{"text": …}`, and either the problems of reading them, or steps
//! and what each gives. `warnings` are those of the programme. What a step sends (an event, a line,
//! a receipt, inputs) is an object, or a string that holds its text: only a text has lines and
//! columns. What a step `gives` is all of its result; what it `has` is a part: the named members of
//! objects, and lists with as many elements.
//!
//! After its last step each member is also made anew from the entries that its steps gave: a
//! snapshot is the fold of its log.

use perks::value::ZoneSource;
use perks::{
    Cart, ForecastOptions, HintOptions, Member, NowOptions, Problems, Program, QuoteOptions,
};
use serde_json::{Value, json};

/// What differs between vectors and the engine, in words; both lists are names and texts.
pub(crate) fn failures(
    vectors: &[(&str, &str)],
    gallery: &[(&str, &str)],
    zones: &dyn ZoneSource,
) -> Vec<String> {
    let gallery = |wanted: &str| {
        let found = gallery.iter().find(|(name, _)| *name == wanted);
        let (_, text) = found.unwrap_or_else(|| panic!("`{wanted}` is not in the list"));
        (*text).to_owned()
    };
    let mut failures = Vec::new();
    for (name, text) in vectors {
        let vector = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for difference in run(&vector, gallery, zones) {
            failures.push(format!("{name}: {difference}"));
        }
    }
    failures
}

/// What differs between one vector and the engine; empty when nothing does.
fn run(vector: &Value, gallery: impl Fn(&str) -> String, zones: &dyn ZoneSource) -> Vec<String> {
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
            (Ok(None), None) => continue,
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
    differences.extend(stage.replayed());
    differences
}

/// Everything that steps work on.
struct Stage {
    program: Program,
    member: Member,
    cart: Option<Cart>,
    /// The member before the first step, and the entries of all steps.
    before: Member,
    log: Vec<Value>,
}

impl Stage {
    fn open(
        vector: &Value,
        gallery: impl Fn(&str) -> String,
        zones: &dyn ZoneSource,
    ) -> Result<Self, Problems> {
        let document = |name: &str| vector.get(name).map(|source| document(source, &gallery));
        let program = document("program").expect("a vector has a programme");
        let program = Program::parse(program, zones)?;
        let member = match document("member") {
            Some(member) => program.member(member)?,
            None => program.guest(),
        };
        let cart = document("cart").map(|cart| program.cart(cart)).transpose()?;
        let before = member.clone();
        Ok(Self { program, member, cart, before, log: Vec::new() })
    }

    /// What a step gives, as JSON text.
    fn perform(&mut self, name: &str, step: &Value) -> Result<Option<String>, Problems> {
        let options = step.get("with").map_or_else(String::new, Value::to_string);
        let cart = |cart: &mut Option<Cart>| cart.take().expect("the vector has a cart");
        match name {
            "status" => {
                let NowOptions { now } = NowOptions::parse(options)?;
                Ok(Some(self.member.status(now)?.to_json()))
            }
            "quote" => {
                let options = QuoteOptions::parse(options)?;
                let cart = self.cart.as_ref().expect("the vector has a cart");
                self.member.quote(cart, &options).map(|quote| Some(quote.to_json()))
            }
            "hints" => {
                let HintOptions { quote, at_most } = HintOptions::parse(options)?;
                let cart = self.cart.as_ref().expect("the vector has a cart");
                Ok(Some(self.member.hints(cart, &quote, at_most)?.to_json()))
            }
            "check" => {
                let found: Vec<Value> = self.program.check().iter().map(warning).collect();
                Ok(Some(Value::from(found).to_string()))
            }
            "combinations" => Ok(Some(self.program.combinations().to_json())),
            "conflicts" => {
                let of = self.program.conflicts(text(step, "one"), text(step, "other"))?;
                let names: Vec<Value> = of.iter().map(|why| why.name().into()).collect();
                Ok(Some(Value::from(names).to_string()))
            }
            "inputs" => {
                let options = QuoteOptions::parse(options)?;
                let cart = self.cart.as_ref().expect("the vector has a cart");
                Ok(Some(Value::String(self.member.inputs(cart, &options)?).to_string()))
            }
            "replay" => {
                let (receipt, inputs) = (given(step, "receipt"), given(step, "inputs"));
                Ok(Some(self.program.replay(receipt, inputs)?.to_json()))
            }
            "record" => {
                let NowOptions { now } = NowOptions::parse(options)?;
                let recorded = self.member.record(given(step, "event"), now)?.to_json();
                self.keep(&recorded);
                Ok(Some(recorded))
            }
            "settle" => {
                let NowOptions { now } = NowOptions::parse(options)?;
                let settled = self.member.settle(now)?.to_json();
                self.keep(&settled);
                Ok(Some(settled))
            }
            "forecast" => {
                let options = ForecastOptions::parse(options, &self.program)?;
                Ok(Some(self.member.forecast_with(&options)?.to_json()))
            }
            "state" => Ok(Some(self.member.to_json())),
            "cart_state" => Ok(self.cart.as_ref().map(Cart::to_json)),
            "set_units" | "add_line" | "remove_line" => {
                let mut changed = cart(&mut self.cart);
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

impl Stage {
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

fn document(source: &Value, gallery: impl Fn(&str) -> String) -> String {
    match (source.get("file"), source.get("text"), source.get("json")) {
        (Some(Value::String(file)), None, None) => gallery(file),
        (None, Some(Value::String(text)), None) => text.clone(),
        (None, None, Some(json)) => json.to_string(),
        _ => panic!("a document is a `file`, a `text` or a `json`: {source}"),
    }
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
