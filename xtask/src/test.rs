//! Every check of the repository: the steps in order, all of them even when one fails, then a
//! summary. What a step does stands in `test/step.rs`.

mod step;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use crate::console;
use crate::setup::{self, Need};
use crate::workspace::Workspace;

pub(crate) use step::Step;

/// How a step ended, and how long it took.
struct Report {
    step: Step,
    result: Result<()>,
    time: Duration,
}

/// # Errors
/// When a step fails; the others have run all the same.
pub(crate) fn run(workspace: &Workspace, selection: &crate::Test) -> Result<()> {
    let start = Instant::now();
    let steps = select(&selection.only, &selection.skip);
    if steps.is_empty() {
        bail!("no step is left to run");
    }
    let unmet = meet_needs(workspace, &steps);

    let mut reports: Vec<Report> = Vec::new();
    for step in steps {
        console::heading(&step.name());
        let start = Instant::now();
        let result = match obstacle(step, &unmet, &reports) {
            Some(obstacle) => Err(obstacle),
            None => step.run(workspace),
        };
        let time = start.elapsed();
        match &result {
            Ok(()) => println!("  {} passed in {}", step.name(), console::seconds(time)),
            Err(error) => println!("  {} FAILED: {}", step.name(), first_line(error)),
        }
        reports.push(Report { step, result, time });
    }
    summarize(&reports, start.elapsed())
}

/// The steps of `only` (all where it is empty) without those of `skip`, and the build if need be.
fn select(only: &[Step], skip: &[Step]) -> Vec<Step> {
    let chosen = |step: &Step| (only.is_empty() || only.contains(step)) && !skip.contains(step);
    let builds = Step::ALL.iter().any(|step| chosen(step) && step.uses_module());
    let wanted = |step: &Step| chosen(step) || (*step == Step::Build && builds);
    Step::ALL.iter().copied().filter(wanted).collect()
}

/// Meets what the steps need; a need that can't be met fails its steps, not the others.
fn meet_needs(workspace: &Workspace, steps: &[Step]) -> BTreeMap<Need, String> {
    let mut needs: Vec<Need> = steps.iter().flat_map(|step| step.needs()).copied().collect();
    needs.sort();
    needs.dedup();
    if needs.is_empty() {
        return BTreeMap::new();
    }
    let mut unmet = BTreeMap::new();
    for (need, met) in setup::meet_each(workspace, &needs) {
        if let Err(error) = met {
            println!("  {error:#}");
            unmet.insert(need, format!("{error:#}"));
        }
    }
    unmet
}

/// Why a step can't even start.
fn obstacle(step: Step, unmet: &BTreeMap<Need, String>, done: &[Report]) -> Option<anyhow::Error> {
    if let Some(why) = step.needs().iter().find_map(|need| unmet.get(need)) {
        return Some(anyhow!("{why}"));
    }
    let failed = |report: &Report| report.step == Step::Build && report.result.is_err();
    (step.uses_module() && done.iter().any(failed)).then(|| anyhow!("not run, as the build failed"))
}

fn summarize(reports: &[Report], time: Duration) -> Result<()> {
    console::heading("test summary");
    let mut rows = vec![["step", "result", "time"].map(str::to_owned).to_vec()];
    for Report { step, result, time } in reports {
        let result = if result.is_ok() { "ok" } else { "FAILED" };
        rows.push(vec![step.name(), result.to_owned(), console::seconds(*time)]);
    }
    console::table(&rows);
    let failed: Vec<&Report> = reports.iter().filter(|report| report.result.is_err()).collect();
    let passed = reports.len() - failed.len();
    println!("\n{passed} of {} steps passed, in {}", reports.len(), console::seconds(time));
    if failed.is_empty() {
        return Ok(());
    }
    for Report { step, result, .. } in &failed {
        if let Err(error) = result {
            println!("  {}: {error:#}", step.name());
        }
    }
    let names: Vec<String> = failed.iter().map(|report| report.step.name()).collect();
    bail!("to run what failed again: cargo xtask test --only {}", names.join(","))
}

/// The rest, which says what to do, stands in the summary.
fn first_line(error: &anyhow::Error) -> String {
    format!("{error:#}").lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_steps_run_when_none_is_named() {
        assert_eq!(select(&[], &[]), Step::ALL);
    }

    #[test]
    fn the_build_comes_along_where_the_module_is_used() {
        assert_eq!(select(&[Step::Size, Step::Fmt], &[]), [Step::Fmt, Step::Build, Step::Size]);
        assert_eq!(select(&[Step::Native], &[]), [Step::Native]);
    }

    #[test]
    fn skipped_steps_are_left_out() {
        let left = select(&[], &[Step::Site, Step::Browser]);
        assert_eq!(left.len(), Step::ALL.len() - 2);
        assert!(!left.contains(&Step::Site));
    }

    #[test]
    fn a_failed_build_stops_only_what_uses_the_module() {
        let failed = Report { step: Step::Build, result: Err(anyhow!("no")), time: Duration::ZERO };
        let done = [failed];
        assert!(obstacle(Step::Size, &BTreeMap::new(), &done).is_some());
        assert!(obstacle(Step::Node, &BTreeMap::new(), &done).is_none());
    }
}
