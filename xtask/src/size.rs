//! How large the shipped files are, against the budget and the last accepted figures.
//! Builds nothing.

mod glue;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::build::Stages;
use crate::console::{self, grouped};
use crate::workspace::Workspace;

/// How much larger than accepted a file may get before somebody has to say so, in percent.
const SLACK: u64 = 5;

/// A figure of the table.
struct Figure {
    name: &'static str,
    bytes: u64,
    limit: Option<Limit>,
}

/// What a shipped file is held to.
struct Limit {
    /// The name in the file of accepted figures.
    key: &'static str,
    budget: u64,
}

/// The accepted figures by key, in bytes.
type Accepted = BTreeMap<String, u64>;

/// Prints the table, and checks it.
///
/// # Errors
/// When a file is missing, more than 5 % over its accepted size, or over its budget without having
/// been accepted so.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let figures = measure(workspace)?;
    let accepted = read(&accepted_path(workspace))?;
    print(&figures, &accepted);
    let found = findings(&figures, &accepted);
    if found.is_empty() {
        return Ok(());
    }
    bail!("{}", found.join("\n"))
}

/// Prints the table, and records its figures as accepted.
///
/// # Errors
/// When a file is missing.
pub(crate) fn accept(workspace: &Workspace) -> Result<()> {
    let figures = measure(workspace)?;
    let path = accepted_path(workspace);
    print(&figures, &read(&path)?);
    let accepted: Accepted =
        limited(&figures).map(|(figure, limit)| (limit.key.to_owned(), figure.bytes)).collect();
    write(&path, &accepted)?;
    console::note("accepted", &path.display().to_string());
    Ok(())
}

fn measure(workspace: &Workspace) -> Result<Vec<Figure>> {
    let stages = Stages::of(workspace);
    let module = load(&stages.optimised)?;
    let glue = glue::largest(workspace)?;
    console::note("glue and loader", &format!("largest for `{}`: {}", glue.entry, glue.listing()));
    let stage = |name, path: &Path| -> Result<Figure> {
        Ok(Figure { name, bytes: load(path)?.len() as u64, limit: None })
    };
    // The budgets: 256 kB is 2^18 bytes as runtimes count them, the others are decimal.
    Ok(vec![
        stage("module from cargo", &stages.compiled)?,
        stage("after wasm-bindgen", &stages.bound)?,
        Figure {
            name: "after wasm-opt",
            bytes: module.len() as u64,
            limit: Some(Limit { key: "module", budget: 262_144 }),
        },
        Figure {
            name: "the same, brotli 11",
            bytes: brotli(&module)?,
            limit: Some(Limit { key: "module_brotli", budget: 100_000 }),
        },
        Figure {
            name: "glue and loader, brotli 11",
            bytes: glue.bytes(),
            limit: Some(Limit { key: "glue_brotli", budget: 8_000 }),
        },
    ])
}

fn limited(figures: &[Figure]) -> impl Iterator<Item = (&Figure, &Limit)> {
    figures.iter().filter_map(|figure| Some((figure, figure.limit.as_ref()?)))
}

/// What is wrong with the figures, a sentence each.
fn findings(figures: &[Figure], accepted: &Accepted) -> Vec<String> {
    let mut found = Vec::new();
    for (Figure { name, bytes, .. }, Limit { key, budget }) in limited(figures) {
        // What was accepted over its budget is a finding that was stated, and may not grow.
        let stated = accepted.get(*key).is_some_and(|before| before > budget);
        if bytes > budget && !stated {
            let over = grouped(bytes - budget);
            found.push(format!("{name}: {over} bytes over the budget of {}", grouped(*budget)));
        }
        let Some(before) = accepted.get(*key) else { continue };
        if bytes * 100 > before * (100 + SLACK) {
            found.push(format!(
                "{name}: {} bytes, more than {SLACK} % over the accepted {}; if that is worth it, \
                 `cargo xtask size --accept`",
                grouped(*bytes),
                grouped(*before)
            ));
        }
    }
    found
}

fn print(figures: &[Figure], accepted: &Accepted) {
    let mut rows = vec![["", "bytes", "budget", "accepted", "change"].map(str::to_owned).to_vec()];
    for Figure { name, bytes, limit } in figures {
        let mut row = vec![(*name).to_owned(), grouped(*bytes)];
        if let Some(Limit { key, budget }) = limit {
            row.push(grouped(*budget));
            row.extend(accepted.get(*key).map(|before| grouped(*before)));
            row.extend(accepted.get(*key).map(|before| change(*bytes, *before)));
            if bytes > budget {
                row.push(format!("missed by {}", grouped(bytes - budget)));
            }
        }
        rows.push(row);
    }
    console::table(&rows);
}

/// `+1.2 %`, rounded towards zero.
fn change(now: u64, before: u64) -> String {
    let sign = if now < before { '-' } else { '+' };
    let permille = now.abs_diff(before) * 1_000 / before.max(1);
    format!("{sign}{}.{} %", permille / 10, permille % 10)
}

/// The size after brotli at its best: quality 11, the largest window that browsers take (2^24).
fn brotli(bytes: &[u8]) -> Result<u64> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters)?;
    Ok(out.len() as u64)
}

fn load(path: &Path) -> Result<Vec<u8>> {
    fs::read(path)
        .with_context(|| format!("{} is missing: run `cargo xtask build`", path.display()))
}

fn accepted_path(workspace: &Workspace) -> PathBuf {
    workspace.root.join("benches/sizes.toml")
}

/// Empty where nothing was accepted yet.
fn read(path: &Path) -> Result<Accepted> {
    if !path.is_file() {
        return Ok(Accepted::new());
    }
    toml::from_str(&fs::read_to_string(path)?)
        .with_context(|| format!("{} can't be read", path.display()))
}

fn write(path: &Path, accepted: &Accepted) -> Result<()> {
    let figures = toml::to_string(accepted)?;
    let head = "# Bytes of the shipped files; written by `cargo xtask size --accept`.\n";
    fs::write(path, format!("{head}{figures}"))
        .with_context(|| format!("can't write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(bytes: u64) -> [Figure; 1] {
        let limit = Some(Limit { key: "module", budget: 1_000 });
        [Figure { name: "module", bytes, limit }]
    }

    #[test]
    fn a_budget_is_met_up_to_its_last_byte() {
        assert!(findings(&module(1_000), &Accepted::new()).is_empty());
        let found = findings(&module(1_001), &Accepted::new());
        assert_eq!(found, ["module: 1 bytes over the budget of 1,000"]);
    }

    #[test]
    fn what_was_accepted_over_its_budget_may_not_grow() {
        let accepted = Accepted::from([("module".to_owned(), 2_000)]);
        assert!(findings(&module(2_000), &accepted).is_empty());
        assert_eq!(findings(&module(2_101), &accepted).len(), 1);
    }

    #[test]
    fn growth_past_the_slack_has_to_be_accepted() {
        let accepted = Accepted::from([("module".to_owned(), 200)]);
        assert!(findings(&module(210), &accepted).is_empty());
        assert_eq!(findings(&module(211), &accepted).len(), 1);
        assert!(findings(&module(100), &accepted).is_empty());
    }

    #[test]
    fn changes_show_their_sign() {
        assert_eq!(change(1_012, 1_000), "+1.2 %");
        assert_eq!(change(940, 1_000), "-6.0 %");
        assert_eq!(change(1_000, 1_000), "+0.0 %");
    }

    #[test]
    fn brotli_is_deterministic_and_smaller() {
        let text = "points and tiers, ".repeat(100);
        let size = brotli(text.as_bytes()).unwrap();
        assert!(size < 60, "{size}");
        assert_eq!(size, brotli(text.as_bytes()).unwrap());
    }
}
