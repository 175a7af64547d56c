//! The kept figures: raw, by group, with the day and the machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread::available_parallelism;

use chrono::Utc;
use serde::{Deserialize, Serialize};

use crate::error::{Context, Result};
use crate::group::Group;
use crate::samples::Sample;

/// All figures.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Results(pub BTreeMap<Group, Measured>);

/// The figures of a group.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Measured {
    /// The day in UTC, such as `2026-11-28`.
    pub date: String,
    /// Where it was measured.
    pub machine: Machine,
    /// Tiny counts: the figures only show that everything works.
    pub quick: bool,
    /// What was measured.
    pub samples: Vec<Sample>,
}

/// The size of a machine.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Machine {
    /// The cores that can be used.
    pub cores: usize,
    /// The memory, in GiB.
    pub memory_gib: u64,
}

impl Measured {
    /// Figures of today and this machine.
    pub fn now(samples: Vec<Sample>, quick: bool) -> Self {
        Self {
            date: Utc::now().date_naive().to_string(),
            machine: Machine::this(),
            quick,
            samples,
        }
    }

    /// When and where it was measured.
    pub fn occasion(&self) -> String {
        let Machine { cores, memory_gib } = self.machine;
        let warning = if self.quick {
            "; a quick run with tiny counts, no figures to go by"
        } else {
            ""
        };
        format!("{}, {cores} cores, {memory_gib} GiB{warning}", self.date)
    }
}

impl Machine {
    fn this() -> Self {
        let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let kib: u64 = memory
            .lines()
            .find_map(|line| line.strip_prefix("MemTotal:")?.strip_suffix("kB"))
            .and_then(|kib| kib.trim().parse().ok())
            .unwrap_or_default();
        Self {
            cores: available_parallelism().map_or(1, usize::from),
            memory_gib: (kib + 512 * 1024) / (1024 * 1024),
        }
    }
}

impl Results {
    /// Reads kept figures; none where there is no file yet.
    pub fn read(file: &Path) -> Result<Self> {
        if !file.exists() {
            return Ok(Self::default());
        }
        let shown = file.display();
        let text = fs::read(file).context(format!("{shown} cannot be read"))?;
        serde_json::from_slice(&text).context(format!("{shown} holds no figures; delete it"))
    }

    /// Keeps the figures of a group in place of what was kept of it; others stay.
    pub fn keep(&mut self, group: Group, measured: Measured) {
        self.0.insert(group, measured);
    }

    /// Writes the figures.
    pub fn write(&self, file: &Path) -> Result<()> {
        let mut text =
            serde_json::to_string_pretty(self).context("the figures cannot be written")?;
        text.push('\n');
        fs::write(file, text).context(format!("{} cannot be written", file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_replaced_and_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("results.json");
        let mut results = Results::read(&file).unwrap();
        results.keep(Group::Calls, Measured::now(Vec::new(), true));
        results.keep(Group::Crawl, Measured::now(Vec::new(), true));
        results.write(&file).unwrap();

        let mut results = Results::read(&file).unwrap();
        results.keep(Group::Calls, Measured::now(Vec::new(), false));
        results.write(&file).unwrap();
        let results = Results::read(&file).unwrap();
        let quick: Vec<bool> = results.0.values().map(|group| group.quick).collect();
        assert_eq!(quick, [false, true]);
    }
}
