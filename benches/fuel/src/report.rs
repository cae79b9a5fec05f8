//! The tables of counts, and what is wrong with them, a sentence each. Counts nothing.

use crate::accepted::{Accepted, SLACK, past_slack};
use crate::console::{self, grouped};
use crate::workloads::{Growth, Workload};

/// By how much the cost of one more line, offer or lot may grow with their number, in percent.
const GROWTH: u64 = 10;

/// A workload, and the instructions that it took.
pub(crate) struct Counted {
    pub(crate) workload: Workload,
    pub(crate) count: u64,
}

/// A growth, and the instructions that each of its sizes took.
pub(crate) struct Grown {
    pub(crate) growth: Growth,
    pub(crate) counts: Vec<u64>,
}

/// The workloads against their budgets and what was accepted.
pub(crate) fn print_counts(counted: &[Counted], accepted: &Accepted) {
    let titles = ["workload", "instructions", "budget", "accepted", "change"];
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    for Counted { workload, count } in counted {
        let before = accepted.get(&workload.name);
        rows.push(vec![
            workload.name.clone(),
            grouped(*count),
            workload.budget.map(grouped).unwrap_or_default(),
            before.map(grouped).unwrap_or_default(),
            before.map(|before| change(*count, before)).unwrap_or_default(),
        ]);
    }
    console::table(&rows);
}

/// What one more of something takes, from each size to the next.
pub(crate) fn print_growth(grown: &[Grown]) {
    let titles = ["one more …", "budget", "growth", "from size to size"];
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    for grown @ Grown { growth, .. } in grown {
        let steps = grown.steps();
        let each: Vec<String> = steps.iter().map(|&tenths| in_tenths(tenths)).collect();
        rows.push(vec![
            format!("{}: {}", growth.unit, growth.name),
            growth.budget.map(grouped).unwrap_or_default(),
            change(grown.most(), steps.first().copied().unwrap_or(0)),
            each.join("  "),
        ]);
    }
    console::table(&rows);
}

/// What is over its budget. It is said each time; what fails is growth past the accepted count.
pub(crate) fn over_budget(counted: &[Counted], grown: &[Grown]) -> Vec<String> {
    let over = |Counted { workload: Workload { name, budget, .. }, count }: &Counted| {
        let budget = budget.filter(|budget| count > budget)?;
        Some(format!(
            "{name}: {} instructions, {} over the budget of {}",
            grouped(*count),
            grouped(count - budget),
            grouped(budget)
        ))
    };
    let growth_over = |grown: &Grown| {
        let Growth { name, unit, budget, .. } = grown.growth;
        let (budget, most) = (budget?, grown.most());
        let over = most > budget * 10;
        over.then(|| {
            let most = in_tenths(most);
            format!("{name}: {most} instructions a {unit}, the budget is {budget}")
        })
    };
    counted.iter().filter_map(over).chain(grown.iter().filter_map(growth_over)).collect()
}

/// What is wrong with the counts.
pub(crate) fn findings(counted: &[Counted], accepted: &Accepted) -> Vec<String> {
    let mut found = Vec::new();
    for Counted { workload: Workload { name, .. }, count } in counted {
        if let Some(before) = accepted.get(name).filter(|&before| past_slack(*count, before)) {
            found.push(format!(
                "{name}: {} instructions, more than {SLACK} % over the accepted {}; if that is \
                 worth it, `cargo xtask bench --accept`",
                grouped(*count),
                grouped(before)
            ));
        }
    }
    let names: Vec<&str> = counted.iter().map(|it| it.workload.name.as_str()).collect();
    for name in accepted.without(&names) {
        found.push(format!("{name}: accepted, but no workload any more"));
    }
    found
}

/// What is wrong with the growth.
pub(crate) fn growth_findings(grown: &[Grown]) -> Vec<String> {
    let mut found = Vec::new();
    for grown @ Grown { growth: Growth { name, unit, .. }, .. } in grown {
        let (most, steps) = (grown.most(), grown.steps());
        let first = steps.first().copied().unwrap_or(0);
        if most * 100 > first * (100 + GROWTH) {
            found.push(format!(
                "{name}: from {} instructions a {unit} to {}, more than the {GROWTH} % that are \
                 allowed",
                in_tenths(first),
                in_tenths(most)
            ));
        }
    }
    found
}

impl Grown {
    /// What one more takes between neighbouring sizes, in tenths of an instruction.
    fn steps(&self) -> Vec<u64> {
        let points: Vec<(usize, u64)> =
            self.growth.sizes.iter().copied().zip(self.counts.iter().copied()).collect();
        let step = |pair: &[(usize, u64)]| {
            let more = (pair[1].0 - pair[0].0) as u64;
            pair[1].1.saturating_sub(pair[0].1) * 10 / more
        };
        points.windows(2).map(step).collect()
    }

    fn most(&self) -> u64 {
        self.steps().into_iter().max().unwrap_or(0)
    }
}

/// `46.3`; without the tenth from a thousand on.
fn in_tenths(tenths: u64) -> String {
    let whole = grouped(tenths / 10);
    if tenths < 10_000 { format!("{whole}.{}", tenths % 10) } else { whole }
}

/// `+1.2 %`, rounded towards zero.
fn change(now: u64, before: u64) -> String {
    let sign = if now < before { '-' } else { '+' };
    let permille = now.abs_diff(before) * 1_000 / before.max(1);
    format!("{sign}{}.{} %", permille / 10, permille % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workloads::Job;

    fn counted(count: u64) -> [Counted; 1] {
        let job = Job::ReadCart { lines: 5 };
        let workload = Workload { name: "cart".into(), budget: Some(1_000), job };
        [Counted { workload, count }]
    }

    fn grown(counts: [u64; 3]) -> [Grown; 1] {
        let growth = Growth {
            name: "settle",
            unit: "lot",
            sizes: &[10, 100, 1_000],
            budget: Some(40),
            job: |lots| Job::ReadMember { lots },
        };
        [Grown { growth, counts: counts.to_vec() }]
    }

    #[test]
    fn a_budget_is_met_up_to_its_last_instruction() {
        assert!(over_budget(&counted(1_000), &[]).is_empty());
        let found = over_budget(&counted(1_001), &[]);
        assert_eq!(found, ["cart: 1,001 instructions, 1 over the budget of 1,000"]);
    }

    #[test]
    fn more_than_accepted_is_a_finding_and_less_is_none() {
        let accepted = Accepted::from_iter([("cart", 200)]);
        assert!(findings(&counted(210), &accepted).is_empty());
        assert_eq!(findings(&counted(211), &accepted).len(), 1);
        assert!(findings(&counted(100), &accepted).is_empty());
        let accepted = Accepted::from_iter([("cart", 200), ("basket", 200)]);
        let found = findings(&counted(200), &accepted);
        assert_eq!(found, ["basket: accepted, but no workload any more"]);
    }

    #[test]
    fn one_more_takes_the_same_at_every_size() {
        // 30 each, then 33 each: 1,000 + 90 × 30, and 900 × 33 more.
        assert!(growth_findings(&grown([1_000, 3_700, 33_400])).is_empty());
        // 900 × 34.
        let found = growth_findings(&grown([1_000, 3_700, 34_300]));
        let text = "from 30.0 instructions a lot to 34.0, more than the 10 % that are allowed";
        assert_eq!(found, [format!("settle: {text}")]);
        // 41 each.
        let found = over_budget(&[], &grown([1_000, 4_690, 41_590]));
        assert_eq!(found, ["settle: 41.0 instructions a lot, the budget is 40"]);
    }

    #[test]
    fn changes_show_their_sign() {
        assert_eq!(change(1_012, 1_000), "+1.2 %");
        assert_eq!(change(940, 1_000), "-6.0 %");
        assert_eq!(change(7, 0), "+700.0 %");
    }
}
