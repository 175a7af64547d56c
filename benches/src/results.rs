//! The stored results: raw figures by group, with the date and the machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread::available_parallelism;

use anyhow::{Context, Result};
use chrono::Utc;
use serde::{Deserialize, Serialize};

use crate::meter::kib;
use crate::samples::Sample;
use crate::scenarios::Group;

/// The results of all groups.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Results(pub BTreeMap<Group, Measured>);

/// The results of a group.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Measured {
    /// The date in UTC, such as `2026-11-28`.
    pub date: String,
    /// The machine of the measurement.
    pub machine: Machine,
    /// True for tiny counts, which only show that everything works.
    pub quick: bool,
    /// The runs of all subjects.
    pub samples: Vec<Sample>,
}

/// The size of a machine.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Machine {
    /// The number of available cores.
    pub cores: usize,
    /// The memory, in GiB.
    pub memory_gib: u64,
}

impl Measured {
    /// Creates results of today and this machine.
    pub fn now(samples: Vec<Sample>, quick: bool) -> Self {
        let kib = kib("/proc/meminfo", "MemTotal:").unwrap_or_default();
        let machine = Machine {
            cores: available_parallelism().map_or(1, usize::from),
            memory_gib: (kib / (1024.0 * 1024.0)).round() as u64,
        };
        Self {
            date: Utc::now().date_naive().to_string(),
            machine,
            quick,
            samples,
        }
    }

    /// Describes the date and the machine.
    pub fn conditions(&self) -> String {
        let Machine { cores, memory_gib } = self.machine;
        let warning = if self.quick {
            "; a quick run with tiny counts, whose figures mean nothing"
        } else {
            ""
        };
        format!("{}, {cores} cores, {memory_gib} GiB{warning}", self.date)
    }
}

impl Results {
    /// Reads stored results; there are none before the first measurement.
    pub fn read(file: &Path) -> Result<Self> {
        if !file.exists() {
            return Ok(Self::default());
        }
        let text = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        serde_json::from_slice(&text)
            .with_context(|| format!("invalid results in {}; delete it", file.display()))
    }

    /// Writes the results.
    pub fn write(&self, file: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self).context("cannot serialize the results")?;
        fs::write(file, text + "\n").with_context(|| format!("cannot write {}", file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_replaced_and_others_remain() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("results.json");
        let mut results = Results::read(&file).unwrap();
        results
            .0
            .insert(Group::Calls, Measured::now(Vec::new(), true));
        results
            .0
            .insert(Group::Crawl, Measured::now(Vec::new(), true));
        results.write(&file).unwrap();

        let mut results = Results::read(&file).unwrap();
        results
            .0
            .insert(Group::Calls, Measured::now(Vec::new(), false));
        results.write(&file).unwrap();
        let results = Results::read(&file).unwrap();
        let quick: Vec<bool> = results.0.values().map(|group| group.quick).collect();
        assert_eq!(quick, [false, true]);
    }
}
