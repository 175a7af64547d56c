//! The stored results: raw figures by group with the date and the machine, their medians and ratios.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread::available_parallelism;

use anyhow::{Context, Result};
use chrono::Utc;
use serde::{Deserialize, Serialize};

use crate::figure::{Figure, Figures};
use crate::meter::kib;
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
    /// The number of times at which rounds were measured.
    #[serde(default = "one")]
    pub sittings: usize,
    /// The runs of all subjects.
    pub samples: Vec<Sample>,
}

/// One run of one subject.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Sample {
    /// The name of the scenario.
    pub scenario: String,
    /// The name of the subject.
    pub subject: String,
    /// The number of the round; the runs of a round follow one another.
    pub round: usize,
    /// The measured figures.
    pub figures: Figures,
}

/// The median of some values, with their range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The minimum.
    pub min: f64,
    /// The median.
    pub median: f64,
    /// The maximum.
    pub max: f64,
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
            sittings: 1,
            samples,
        }
    }

    /// Adds rounds that were measured earlier.
    pub fn add_before(&mut self, mut stored: Self) {
        let rounds = stored.samples.iter().map(|sample| sample.round + 1).max();
        let rounds = rounds.unwrap_or_default();
        for mut sample in self.samples.drain(..) {
            sample.round += rounds;
            stored.samples.push(sample);
        }
        self.samples = stored.samples;
        self.sittings += stored.sittings;
        self.quick |= stored.quick;
    }

    /// Describes the date and the machine.
    pub fn conditions(&self) -> String {
        let Machine { cores, memory_gib } = self.machine;
        let warning = if self.quick {
            "; a quick run with tiny counts, whose figures mean nothing"
        } else {
            ""
        };
        let sittings = match self.sittings {
            1 => String::new(),
            sittings => format!(", at {sittings} times"),
        };
        let date = &self.date;
        format!("{date}{sittings}, {cores} cores, {memory_gib} GiB{warning}")
    }

    /// Returns the values of a subject over all rounds.
    pub fn spread(&self, scenario: &str, subject: &str, figure: Figure) -> Option<Spread> {
        let values = self.rounds(scenario, subject, figure);
        spread(values.map(|(_, value)| value).collect())
    }

    /// Formats the median of a subject over all rounds; empty without values.
    pub fn median(&self, scenario: &str, subject: &str, figure: Figure) -> String {
        let spread = self.spread(scenario, subject, figure);
        spread.map_or(String::new(), |spread| figure.format(spread.median))
    }

    /// Compares a subject with another, round by round.
    ///
    /// A disturbance of the machine affects both runs of a round.
    pub fn ratio(
        &self,
        scenario: &str,
        subject: &str,
        other: &str,
        figure: Figure,
    ) -> Option<Spread> {
        let ratios = self
            .rounds(scenario, subject, figure)
            .filter_map(|(round, value)| {
                let mut others = self.rounds(scenario, other, figure);
                let (_, other) = others.find(|(number, _)| *number == round)?;
                (other > 0.0).then_some(value / other)
            });
        spread(ratios.collect())
    }

    fn rounds(
        &self,
        scenario: &str,
        subject: &str,
        figure: Figure,
    ) -> impl Iterator<Item = (usize, f64)> {
        self.samples
            .iter()
            .filter(move |sample| sample.scenario == scenario && sample.subject == subject)
            .filter_map(move |sample| Some((sample.round, *sample.figures.get(&figure)?)))
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

fn one() -> usize {
    1
}

fn spread(mut values: Vec<f64>) -> Option<Spread> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let median = match values.len() % 2 {
        1 => values[middle],
        _ => (values.get(middle.checked_sub(1)?)? + values.get(middle)?) / 2.0,
    };
    Some(Spread {
        min: *values.first()?,
        median,
        max: *values.last()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(subject: &str, round: usize, value: f64) -> Sample {
        Sample {
            scenario: "scrape".to_owned(),
            subject: subject.to_owned(),
            round,
            figures: Figures::from([(Figure::CpuSeconds, value)]),
        }
    }

    #[test]
    fn the_median_is_the_middle() {
        let median = |values: &[f64]| spread(values.to_vec()).map(|spread| spread.median);
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[3.0, 1.0]), Some(2.0));
        assert_eq!(median(&[9.0, 1.0, 3.0]), Some(3.0));
    }

    #[test]
    fn ratios_are_taken_by_round() {
        let samples = [
            sample("a", 0, 1.0),
            sample("b", 0, 2.0),
            // The machine was busy in this round.
            sample("b", 1, 40.0),
            sample("a", 1, 20.0),
            sample("a", 2, 3.0),
            sample("b", 2, 2.0),
            // The other subject has no such round.
            sample("a", 3, 100.0),
        ];
        let measured = Measured::now(samples.into(), false);
        let ratio = measured.ratio("scrape", "a", "b", Figure::CpuSeconds);
        let expected = Spread {
            min: 0.5,
            median: 0.5,
            max: 1.5,
        };
        assert_eq!(ratio, Some(expected));
        let other = measured.ratio("crawl", "a", "b", Figure::CpuSeconds);
        assert_eq!(other, None);
    }

    #[test]
    fn added_rounds_follow_the_stored_ones() {
        let stored = Measured::now(vec![sample("a", 0, 4.0), sample("b", 0, 2.0)], false);
        let mut measured = Measured::now(vec![sample("a", 0, 9.0), sample("b", 0, 3.0)], false);
        measured.add_before(stored);
        let ratio = measured.ratio("scrape", "a", "b", Figure::CpuSeconds);
        let ratio = ratio.unwrap();
        assert_eq!((ratio.min, ratio.median, ratio.max), (2.0, 2.5, 3.0));
        assert!(measured.conditions().contains(", at 2 times, "));
    }

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
