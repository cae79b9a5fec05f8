//! The gallery: the stories of `programs/`, from the files as they are, and what each folder must
//! have. `GALLERY=tesco cargo test --test gallery` runs the folders whose name begins so alone;
//! `ACCEPT=1` writes the table of features into `programs/README.md`.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/gallery.rs"]
#[expect(dead_code, reason = "the list is held against the folders, which are read here")]
mod gallery;
#[path = "support/runner.rs"]
mod runner;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use perks::Program;
use perks::value::{Instant, TzDatabase};
use serde_json::Value;

/// A folder of the gallery: its name, and its files by name.
struct Folder {
    name: String,
    files: BTreeMap<String, String>,
}

impl Folder {
    /// The JSON documents whose names begin so.
    fn documents(&self, kind: &str) -> Vec<(&str, Value)> {
        let mut found = Vec::new();
        for (file, text) in &self.files {
            if file.starts_with(kind) && file.ends_with(".json") {
                let json = serde_json::from_str(text);
                found.push((
                    &**file,
                    json.unwrap_or_else(|it| panic!("{}/{file}: {it}", self.name)),
                ));
            }
        }
        found
    }

    fn text(&self, file: &str) -> &str {
        let found = self.files.get(file);
        found.unwrap_or_else(|| panic!("{} has no `{file}`", self.name))
    }

    fn program(&self) -> Program {
        Program::parse(self.text("program.json").to_owned(), &TzDatabase)
            .unwrap_or_else(|problems| panic!("{}: {problems}", self.name))
    }
}

fn programs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("programs")
}

/// The folders that `GALLERY` asks for, in the order of their names.
fn folders() -> Vec<Folder> {
    let wanted = env::var("GALLERY").unwrap_or_default();
    let entries = fs::read_dir(programs()).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let mut folders: Vec<Folder> = paths
        .filter(|path| path.is_dir())
        .map(|path| Folder { name: name(&path), files: texts(&path) })
        .filter(|folder| folder.name.starts_with(&wanted))
        .collect();
    folders.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(!folders.is_empty(), "no folder begins with `{wanted}`");
    folders
}

fn name(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).expect("names are UTF-8").to_owned()
}

fn texts(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("it can be read");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    paths.map(|path| (name(&path), fs::read_to_string(&path).expect("it is text"))).collect()
}

fn none(what: &str, violations: &[String]) {
    assert!(violations.is_empty(), "{what}:\n\n{}\n", violations.join("\n\n"));
}

#[test]
fn every_story_holds() {
    let mut failures = Vec::new();
    for folder in folders() {
        let document = |path: &str| {
            let (_, file) = path.split_once('/').expect("a folder and a file");
            folder.text(file).to_owned()
        };
        for (file, text) in &folder.files {
            if file.starts_with("story-") || file.starts_with("spoiled-") {
                let name = format!("{}/{file}", folder.name);
                failures.extend(runner::failures([(&*name, &**text)], &document, &TzDatabase));
            }
        }
    }
    none("what stories expect, and what the engine says", &failures);
}

/// What a reader of a folder may count on.
#[test]
fn folders_are_whole() {
    let mut missing = Vec::new();
    let index = fs::read_to_string(programs().join("README.md")).expect("the gallery's page");
    for folder in folders() {
        let mut needs = |what: String, is: bool| {
            if !is {
                missing.push(format!("{}: {what}", folder.name));
            }
        };
        let spoiled = folder.documents("spoiled-");
        let count = |kind: &str| folder.documents(kind).len();
        needs("a page of its own".into(), folder.files.contains_key("README.md"));
        needs("three members".into(), count("member") >= 3);
        needs("a cart".into(), count("cart") >= 1);
        needs("a story".into(), count("story-") >= 1);
        needs("two spoiled programmes".into(), spoiled.len() >= 2);
        for (file, spoiled) in &spoiled {
            let problems = spoiled["problems"].as_array().is_some_and(|it| !it.is_empty());
            needs(format!("the problems of {file}"), problems);
        }
        let told: String = folder.documents("s").iter().map(|(_, it)| it.to_string()).collect();
        for file in folder.files.keys().filter(|file| file.ends_with(".json")) {
            let runs = file.starts_with('s') || told.contains(&format!("\"{file}\""));
            needs(format!("a story in which {file} is used"), runs);
            let explained = folder.text("README.md").contains(&**file);
            needs(format!("{file} on its page"), explained);
        }
        let linked = index.contains(&format!("({}/README.md)", folder.name));
        needs("its place on the gallery's page".into(), linked);
        let program: Value = serde_json::from_str(folder.text("program.json")).expect("JSON");
        needs("its id is that of the folder".into(), program["id"] == *folder.name);
        for locale in ["en", "zh-CN"] {
            needs(format!("a name in {locale}"), program["name"].get(locale).is_some());
        }
    }
    none("what folders lack", &missing);
}

/// Nobody publishes a programme that its own checks complain of.
#[test]
fn no_programme_is_warned_about() {
    let mut told = Vec::new();
    for folder in folders() {
        let program = folder.program();
        let warnings = program.warnings().iter().cloned().chain(program.check());
        told.extend(warnings.map(|warning| format!("{}: {warning}", folder.name)));
    }
    none("warnings", &told);
}

/// Each step says when, and for each member the next is not before it.
#[test]
fn stories_go_on_in_time() {
    let mut wrong = Vec::new();
    for folder in folders() {
        for (file, story) in folder.documents("story-") {
            assert!(story["about"].is_string(), "{}/{file} is about something", folder.name);
            let mut last = BTreeMap::new();
            for (index, step) in story["steps"].as_array().expect("steps").iter().enumerate() {
                let place = format!("{}/{file}: step {index}", folder.name);
                match step["with"]["now"].as_str().map(Instant::parse_rfc3339) {
                    Some(Ok(now)) => {
                        let before = last.insert(step["as"].as_str().unwrap_or_default(), now);
                        if before.is_some_and(|before| before > now) {
                            wrong.push(format!("{place} is before the one before it"));
                        }
                    }
                    _ if step["with"].get("until").is_some() => {}
                    _ => wrong.push(format!("{place} has no `now`")),
                }
            }
        }
    }
    none("times", &wrong);
}

/// What is compiled into the tests of wasm is what the folders hold.
#[test]
fn the_list_is_the_folders() {
    let mut lines = vec!["pub(crate) const GALLERY: &[(&str, &str)] = folders! {".to_owned()];
    for folder in folders() {
        lines.push(format!("    \"{}\":", folder.name));
        let files = folder.files.keys().filter_map(|file| file.strip_suffix(".json"));
        lines.extend(files.map(|file| format!("        \"{file}\"")));
        lines.last_mut().expect("a folder has files").push(';');
    }
    lines.push("};\n".to_owned());
    if env::var_os("GALLERY").is_none() {
        let list = include_str!("support/gallery.rs");
        let wanted = lines.join("\n");
        assert!(list.contains(&wanted), "tests/support/gallery.rs should have\n{wanted}");
    }
}

/// Which programmes use which features of the format is on the gallery's page; none is unused.
#[test]
fn every_feature_is_used() {
    if env::var_os("GALLERY").is_some() {
        return;
    }
    let whole: Vec<(String, Value)> = folders()
        .iter()
        .map(|folder| {
            let list = |kind: &str| {
                let documents = folder.documents(kind).into_iter();
                Value::from_iter(documents.map(|(_, document)| document))
            };
            let whole = serde_json::json!({
                "program": folder.documents("program")[0].1,
                "carts": list("cart"), "stories": list("story-"),
            });
            (folder.name.clone(), whole)
        })
        .collect();
    let features = fs::read_to_string(programs().join("features.json")).expect("the features");
    let features: Value = serde_json::from_str(&features).expect("they are JSON");
    let (mut table, mut unused) = (String::new(), Vec::new());
    for part in features.as_array().expect("parts") {
        table += &format!("\n**{}**\n\n| feature | programmes |\n|---|---|\n", text(part, "part"));
        for feature in part["features"].as_array().expect("features") {
            let (name, path) = (text(feature, "feature"), text(feature, "where"));
            let path: Vec<&str> = path.split('/').collect();
            let users = whole.iter().filter(|(_, whole)| is_at(whole, &path));
            let users: Vec<&str> = users.map(|(name, _)| &**name).collect();
            if users.is_empty() {
                unused.push(format!("{}: {name}", text(part, "part")));
            }
            table += &format!("| {name} | {} |\n", users.join(", "));
        }
    }
    let page = programs().join("README.md");
    let found = fs::read_to_string(&page).expect("the gallery's page");
    let (before, rest) = found.split_once("<!-- features -->\n").expect("where the table begins");
    let (_, after) = rest.split_once("<!-- /features -->").expect("where it ends");
    let wanted = format!("{before}<!-- features -->\n{table}<!-- /features -->{after}");
    if env::var_os("ACCEPT").is_some() {
        fs::write(&page, &wanted).expect("it can be written");
    } else {
        assert!(found == wanted, "write the table with `ACCEPT=1 cargo test --test gallery`");
    }
    none("features that no programme uses", &unused);
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("`{name}` in {value}"))
}

/// Whether something stands at such a path: names, `a|b` for one of them, `*` for whatever is in a
/// list or an object, `**` for any way down. What follows a `=` at the end is the text there, or in
/// the list there.
fn is_at(value: &Value, path: &[&str]) -> bool {
    let Some((step, rest)) = path.split_first() else { return true };
    let inside = || -> Vec<&Value> {
        match value {
            Value::Array(list) => list.iter().collect(),
            Value::Object(object) => object.values().collect(),
            _ => Vec::new(),
        }
    };
    if *step == "**" {
        return is_at(value, rest) || inside().into_iter().any(|it| is_at(it, path));
    }
    let (step, wanted) = step.split_once('=').map_or((*step, None), |(it, text)| (it, Some(text)));
    let found: Vec<&Value> = match step {
        "" => vec![value],
        "*" => inside(),
        _ => {
            let names: BTreeSet<&str> = step.split('|').collect();
            let named = names.into_iter().filter_map(|name| match value {
                Value::Array(list) => list.get(name.parse::<usize>().ok()?),
                _ => value.get(name),
            });
            named.collect()
        }
    };
    let says = |it: &Value| wanted.is_none_or(|text| it == text);
    let listed = |it: &Value| it.as_array().is_some_and(|list| list.iter().any(&says));
    found.into_iter().any(|it| (says(it) || listed(it)) && is_at(it, rest))
}
