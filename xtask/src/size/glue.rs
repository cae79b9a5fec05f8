//! Which JavaScript a program loads with the module: from an entry of the package along its
//! imports. Parses no JavaScript.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::brotli;
use crate::workspace::Workspace;

/// The scripts that one entry of the package loads, each with its size after brotli.
pub(super) struct Glue {
    pub(super) entry: String,
    files: Vec<(String, u64)>,
}

impl Glue {
    /// Each file alone, as a server sends them: a bundle is smaller.
    pub(super) fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }

    /// `perks.js 3100 + node.mjs 120`.
    pub(super) fn listing(&self) -> String {
        let files = self.files.iter().map(|(name, bytes)| format!("{name} {bytes}"));
        files.collect::<Vec<_>>().join(" + ")
    }
}

/// The glue of the entry that loads most.
///
/// # Errors
/// When the package names an entry that isn't there.
pub(super) fn largest(workspace: &Workspace) -> Result<Glue> {
    let pkg = workspace.pkg();
    let manifest = fs::read_to_string(pkg.join("package.json")).context("no pkg/package.json")?;
    let manifest: Value = serde_json::from_str(&manifest).context("pkg/package.json")?;
    let mut entries = BTreeSet::new();
    scripts(&manifest["exports"]["."], "default", &mut entries);
    if entries.is_empty() {
        entries.insert(("default".to_owned(), "dist/perks.js".to_owned()));
    }
    let glues: Vec<Glue> =
        entries.into_iter().map(|(entry, path)| load(&pkg, entry, &path)).collect::<Result<_>>()?;
    glues.into_iter().max_by_key(Glue::bytes).context("the package has no entry")
}

/// The scripts under a value of `exports`, with the condition that chooses each.
fn scripts(exports: &Value, condition: &str, found: &mut BTreeSet<(String, String)>) {
    match exports {
        Value::String(path) if is_script(path) => {
            found.insert((condition.to_owned(), path.clone()));
        }
        Value::Object(choices) => {
            for (name, choice) in choices.iter().filter(|(name, _)| *name != "types") {
                scripts(choice, name, found);
            }
        }
        _ => {}
    }
}

fn load(pkg: &Path, entry: String, path: &str) -> Result<Glue> {
    let mut seen = BTreeSet::new();
    let mut todo = vec![pkg.join(path.trim_start_matches("./"))];
    let mut files = Vec::new();
    while let Some(path) = todo.pop() {
        let file = path
            .canonicalize()
            .with_context(|| format!("{} is missing: `cargo xtask build`?", path.display()))?;
        if !seen.insert(file.clone()) {
            continue;
        }
        let text = fs::read_to_string(&file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push((name, brotli(text.as_bytes())?));
        todo.extend(imports(&text).map(|import| file.with_file_name(import)).filter(exists));
    }
    Ok(Glue { entry, files })
}

/// The relative scripts that a script names in quotes; whether it imports them is not looked at.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.split(['"', '\''])
        .filter(|word| (word.starts_with("./") || word.starts_with("../")) && is_script(word))
}

fn is_script(path: &str) -> bool {
    path.ends_with(".js") || path.ends_with(".mjs")
}

#[expect(clippy::ptr_arg, reason = "passed to `filter` as it is")]
fn exists(path: &PathBuf) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_the_scripts_of_all_conditions() {
        let exports = serde_json::json!({
            "types": "./perks.d.ts",
            "node": { "types": "./node.d.ts", "import": "./node.mjs" },
            "default": "./browser.js",
        });
        let mut found = BTreeSet::new();
        scripts(&exports, "default", &mut found);
        let found: Vec<_> = found.iter().map(|(name, path)| (&name[..], &path[..])).collect();
        assert_eq!(found, [("default", "./browser.js"), ("import", "./node.mjs")]);
    }

    #[test]
    fn imports_are_relative_scripts() {
        let text = r#"import init from "./dist/perks.js";
            import { readFile } from 'node:fs'; export * from '../core.mjs';
            new URL("./dist/perks_bg.wasm", import.meta.url)"#;
        assert_eq!(imports(text).collect::<Vec<_>>(), ["./dist/perks.js", "../core.mjs"]);
    }
}
