//! The repository checks itself: layers, sizes, and that documents and code name the same things.

#![recursion_limit = "512"]
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/renamed.rs"]
mod renamed;
#[path = "support/reserved.rs"]
mod reserved;
#[path = "support/vectors.rs"]
mod vectors;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use perks::problem::Code;

/// Lower ones first; a file uses its own layer and those before it.
const LAYERS: &[&[&str]] = &[
    &["value"],
    &["problem", "program", "member", "cart", "outcome"],
    &["engine"],
    &["document"],
    &["validate", "schema"],
    &["bindings"],
];

/// What the root of the crate re-exports, and from where.
const PAVED: &[(&str, &str)] = &[
    ("Cart", "cart"),
    ("Source", "document"),
    ("Forecast", "engine"),
    ("ForecastOptions", "engine"),
    ("CheckOptions", "engine"),
    ("HintOptions", "engine"),
    ("NowOptions", "engine"),
    ("QuoteOptions", "engine"),
    ("Spend", "engine"),
    ("Member", "member"),
    ("Quote", "outcome"),
    ("Recorded", "outcome"),
    ("Status", "outcome"),
    ("Problem", "problem"),
    ("Problems", "problem"),
    ("Program", "program"),
    ("PrepareOptions", "validate"),
];

/// Codes that no vector can cause, and the test that does.
const OUTSIDE_VECTORS: &[(&str, &str)] = &[
    ("too_large", "tests/refusals.rs"),
    ("not_utf8", "tests/refusals.rs"),
    ("other_program", "tests/refusals.rs"),
    ("not_plain", "pkg/tests/bad-input.test.mjs"),
    ("wrong_handle", "pkg/tests/bad-input.test.mjs"),
    ("freed_handle", "pkg/tests/bad-input.test.mjs"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every Rust file of the engine, its tests, measurements and tools, with its text.
fn rust_files() -> Vec<(String, String)> {
    let mut folders: Vec<PathBuf> =
        ["src", "tests", "benches", "xtask"].map(|folder| root().join(folder)).into();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("it can be listed").path();
            let is_rust = path.extension().is_some_and(|it| it == "rs");
            let name = path.strip_prefix(root()).expect("within").display().to_string();
            match () {
                () if path.is_dir() && !path.ends_with("target") => folders.push(path),
                () if is_rust => files.push((name.clone(), read(&name))),
                () => {}
            }
        }
    }
    files.sort();
    assert!(files.len() > 60, "only {} files were found", files.len());
    files
}

/// A file without its unit tests.
fn without_tests(text: &str) -> &str {
    text.split_once("\n#[cfg(test)]").map_or(text, |(code, _)| code)
}

fn none(what: &str, violations: &[String]) {
    assert!(violations.is_empty(), "{what}:\n  {}", violations.join("\n  "));
}

#[test]
fn layers_look_down_only() {
    let layer = |module: &str| LAYERS.iter().position(|layer| layer.contains(&module));
    let mut violations = Vec::new();
    for (file, text) in rust_files() {
        let Some(inside) = file.strip_prefix("src/") else { continue };
        let module = inside.split(['/', '.']).next().unwrap_or_default();
        let Some(own) = layer(module) else {
            assert_eq!(module, "lib", "`{file}` is in no layer");
            continue;
        };
        for (number, line) in (1..).zip(without_tests(&text).lines()) {
            for used in used_modules(line) {
                match layer(used) {
                    Some(other) if other <= own => {}
                    Some(_) => violations.push(format!("{file}:{number} uses `{used}`")),
                    None => violations.push(format!("{file}:{number}: `{used}` has no layer")),
                }
            }
        }
    }
    none("upward uses", &violations);
}

/// The modules that a line of code names from the root of the crate.
fn used_modules(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or_default();
    let mut used = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        // `$crate::` of a macro counts; a longer name that ends so does not.
        if code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.split(['}', ',']).map(str::trim).collect(),
            None => vec![rest],
        };
        for name in names {
            let end = name.find(|it: char| !it.is_alphanumeric() && it != '_');
            let name = &name[..end.unwrap_or(name.len())];
            let paved = PAVED.iter().find(|(short, _)| *short == name).map(|(_, module)| *module);
            used.extend(Some(paved.unwrap_or(name)).filter(|it| !it.is_empty()));
        }
    }
    used
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let marks = [concat!("FIX", "ME"), concat!("TO", "DO"), concat!("todo", "!"), "dbg!("];
    let mut violations = Vec::new();
    for (file, text) in rust_files() {
        let code = without_tests(&text);
        let is_test = file.contains("tests/") || file.ends_with("_tests.rs");
        if code.lines().count() > 500 && !is_test {
            violations.push(format!("{file} has {} lines", code.lines().count()));
        }
        if !text.starts_with("//!") {
            violations.push(format!("{file} does not begin with `//!`"));
        }
        for (number, line) in (1..).zip(text.lines()) {
            if line.chars().count() > 100 {
                let width = line.chars().count();
                violations.push(format!("{file}:{number} has {width} columns"));
            }
            for mark in marks {
                if line.contains(mark) && file != "tests/tidy.rs" {
                    violations.push(format!("{file}:{number} has `{mark}`"));
                }
            }
        }
    }
    none("not tidy", &violations);
}

/// The codes of reasons, from the one place that lists them.
fn reason_codes() -> Vec<String> {
    let source = read("src/outcome/reason.rs");
    let (_, codes) = source.split_once("fn code(&self)").expect("reasons have codes");
    let quoted = codes.split('"').skip(1).step_by(2).map(str::to_owned);
    let codes: Vec<String> = quoted.collect();
    assert!(codes.len() >= 15, "{codes:?}");
    codes
}

/// Headings `### \`code\`` under a chapter of `docs/codes.md`, each with some text below it.
fn paragraphs(chapter: &str) -> BTreeSet<String> {
    let document = read("docs/codes.md");
    let (_, rest) = document.split_once(&format!("\n## {chapter}\n")).expect("the chapter");
    let chapter = rest.split("\n## ").next().unwrap_or_default();
    let mut found = BTreeSet::new();
    for section in chapter.split("\n### ").skip(1) {
        let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
        assert!(text.trim().len() > 80, "{heading} has a paragraph");
        assert!(found.insert(heading.trim_matches('`').to_owned()), "{heading} stands twice");
    }
    found
}

#[test]
fn every_code_has_its_paragraph() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.name().to_owned()).collect();
    assert_eq!(paragraphs("Problems"), codes, "docs/codes.md has the codes of problems");
    let reasons: BTreeSet<String> = reason_codes().into_iter().collect();
    assert_eq!(paragraphs("Reasons"), reasons, "docs/codes.md has the codes of reasons");
}

#[test]
fn the_types_say_what_each_code_carries() {
    let types = read("pkg/perks.d.ts");
    let (_, list) = types.split_once("export interface ProblemParams {").expect("the list");
    let (list, _) = list.split_once("\n}\n").expect("its end");
    let mut wrong = Vec::new();
    for code in Code::ALL.iter().filter(|code| !code.params().is_empty()) {
        let declared = list.lines().find_map(|line| {
            line.strip_prefix(&format!("  {}: {{ ", code.name()))?.strip_suffix(" };")
        });
        let names = declared.unwrap_or_default().split("; ");
        let names: Vec<_> = names.filter_map(|it| Some(it.split_once(':')?.0)).collect();
        if names != code.params() {
            wrong.push(format!("{}: {names:?}, not {:?}", code.name(), code.params()));
        }
    }
    let lines = list.lines().filter(|line| line.ends_with(';')).count();
    let carrying = Code::ALL.iter().filter(|code| !code.params().is_empty()).count();
    assert_eq!(lines, carrying, "codes that carry nothing are listed");
    none("parameters that the types do not have", &wrong);
}

#[test]
fn every_code_has_its_vector() {
    let mut missing = Vec::new();
    let in_vectors = |code: &str| {
        let written = format!("\"code\": \"{code}\"");
        vectors::VECTORS.iter().any(|(_, text)| text.contains(&written))
    };
    for code in Code::ALL {
        let elsewhere = OUTSIDE_VECTORS.iter().find(|(name, _)| *name == code.name());
        let covered = match elsewhere {
            Some((name, file)) => read(file).contains(&format!("\"{name}\"")),
            None => in_vectors(code.name()),
        };
        if !covered {
            missing.push(format!("problem `{}`", code.name()));
        }
    }
    // A refused event names its reason at the end of the message.
    let in_messages = |code: &str| {
        let written = format!("({code})\"");
        vectors::VECTORS.iter().any(|(_, text)| text.contains(&written))
    };
    for code in reason_codes() {
        if !in_vectors(&code) && !in_messages(&code) {
            missing.push(format!("reason `{code}`"));
        }
    }
    none("codes that no test causes", &missing);
}

#[test]
fn what_is_reserved_is_refused_at_its_place() {
    let violations = reserved::violations(&read("docs/programme.md"));
    none("reserved names that are not refused", &violations);
}

#[test]
fn what_is_renamed_is_read_by_both_names() {
    let violations = renamed::violations(&read("docs/versions.md"), &rust_files());
    none("names that are not as docs/versions.md lists them", &violations);
}

/// One version for all that is released together, and what changed in it.
#[test]
fn versions_agree() {
    let version = env!("CARGO_PKG_VERSION");
    let json = |file| -> serde_json::Value { serde_json::from_str(&read(file)).expect("JSON") };
    let package = json("pkg/package.json");
    let (lock, site) = (json("pkg/package-lock.json"), json("www/package-lock.json"));
    let stated = [
        &package["version"],
        &lock["version"],
        &lock["packages"][""]["version"],
        &site["packages"]["../pkg"]["version"],
    ];
    for stated in stated {
        assert_eq!(stated, version, "pkg/package.json, its lock, and that of www");
    }
    let changelog = read("CHANGELOG.md");
    let newest = changelog.lines().find_map(|line| line.strip_prefix("## "));
    let newest =
        newest.and_then(|heading| heading.trim_matches(['[', ']']).split([' ', ']']).next());
    assert_eq!(newest, Some(version), "the first heading of CHANGELOG.md");
}

/// `docs/semantics.md` names the vectors that hold its examples, in brackets.
#[test]
fn examples_are_held_by_vectors() {
    let document = read("docs/semantics.md");
    let text = document.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut named = 0;
    for (at, _) in text.match_indices("[`") {
        let list = text[at + 1..].split(']').next().unwrap_or_default();
        for name in list.split(", ").map(|name| name.trim_matches('`')) {
            assert!(vectors::VECTORS.iter().any(|(vector, _)| *vector == name), "no `{name}`");
            named += 1;
        }
    }
    assert!(named > 15, "only {named} are named");
}
