//! The tracked counts, `benches/fuel.toml`: read, compared with, written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use wasmtime::Result;
use wasmtime::error::Context;

/// How much more than accepted a workload may take before somebody has to say so, in percent.
pub(crate) const SLACK: u64 = 5;

const HEAD: &str =
    "# Instructions of the shipped module; written by `cargo xtask bench --accept`.\n";

/// The accepted counts by the names of their workloads.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Accepted(BTreeMap<String, u64>);

impl Accepted {
    /// Empty where nothing was accepted yet.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        if !path.is_file() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(path)?;
        Self::parse(&text).with_context(|| format!("{} can't be read", path.display()))
    }

    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        fs::write(path, self.to_text()?).with_context(|| format!("can't write {}", path.display()))
    }

    pub(crate) fn get(&self, name: &str) -> Option<u64> {
        self.0.get(name).copied()
    }

    /// The names that no workload has any more.
    pub(crate) fn without<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        self.0.keys().map(String::as_str).filter(|name| !names.contains(name))
    }

    fn parse(text: &str) -> Result<Self> {
        Ok(Self(toml::from_str(text)?))
    }

    fn to_text(&self) -> Result<String> {
        Ok(format!("{HEAD}{}", toml::to_string(&self.0)?))
    }
}

impl<'a> FromIterator<(&'a str, u64)> for Accepted {
    fn from_iter<I: IntoIterator<Item = (&'a str, u64)>>(counts: I) -> Self {
        Self(counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect())
    }
}

/// Whether `now` is more than the slack above `before`.
pub(crate) fn past_slack(now: u64, before: u64) -> bool {
    u128::from(now) * 100 > u128::from(before) * u128::from(100 + SLACK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let accepted = Accepted::from_iter([("quote, 50 lines", 150_000), ("status", 7)]);
        let text = accepted.to_text().unwrap();
        assert_eq!(text, format!("{HEAD}\"quote, 50 lines\" = 150000\nstatus = 7\n"));
        assert_eq!(Accepted::parse(&text).unwrap(), accepted);
    }

    #[test]
    fn only_counts_are_read() {
        assert_eq!(Accepted::parse("").unwrap(), Accepted::default());
        assert_eq!(Accepted::parse("# none\nstatus = 1_000\n").unwrap().get("status"), Some(1_000));
        for text in ["status = -1", "status = 1.5", "status = \"7\"", "status", "[status]\nx = 1"] {
            assert!(Accepted::parse(text).is_err(), "{text}");
        }
        assert!(Accepted::parse("status = 1\nstatus = 2").is_err());
    }

    #[test]
    fn a_file_that_is_missing_is_empty() {
        let path = Path::new("no-such-folder/fuel.toml");
        assert_eq!(Accepted::read(path).unwrap(), Accepted::default());
    }

    #[test]
    fn workloads_that_are_gone_are_named() {
        let accepted = Accepted::from_iter([("quote", 1), ("status", 2)]);
        assert_eq!(accepted.without(&["status"]).collect::<Vec<_>>(), ["quote"]);
    }

    #[test]
    fn growth_past_the_slack_counts() {
        assert!(!past_slack(105, 100));
        assert!(past_slack(106, 100));
        assert!(!past_slack(0, 0));
        assert!(!past_slack(u64::MAX, u64::MAX));
    }
}
