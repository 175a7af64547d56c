//! The summary by the rows of `limits.json`: medians of all subjects, and ratios with their limits.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::drivers::Subject;
use crate::figure::Figure;
use crate::results::{Results, Spread};
use crate::scenarios::Group;
use crate::section::Section;

/// One row of the summary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The title in the summary.
    title: String,
    /// The group of the scenario.
    group: Group,
    /// The name of the scenario.
    scenario: String,
    /// The figure of the scenario.
    figure: Figure,
    /// The subject in the column of the client.
    #[serde(default = "client")]
    subject: String,
    /// The highest acceptable figure of the client.
    most: Option<f64>,
    /// The highest acceptable ratio to the official crate.
    official: Option<f64>,
    /// The highest acceptable ratio to the floor.
    floor: Option<f64>,
}

fn client() -> String {
    Subject::Client.name().to_owned()
}

fn rows() -> Result<Vec<Row>> {
    serde_json::from_str(include_str!("limits.json")).context("limits.json")
}

/// Creates the summary of all measured groups.
pub fn summary(results: &Results) -> Result<Section> {
    let rows = rows()?;
    let head =
        "Median | client | limit | official | floor | vs official | limit | vs floor | limit";
    let groups = rows.iter().map(|row| row.group);
    let cells = rows.iter().filter_map(|row| cells(results, row));
    Ok(Section::new("Summary", results, groups, head, cells))
}

fn cells(results: &Results, row: &Row) -> Option<Vec<String>> {
    let measured = results.0.get(&row.group)?;
    let (scenario, figure, client) = (&row.scenario, row.figure, row.subject.as_str());
    let own = measured.spread(scenario, client, figure)?.median;
    let most = row
        .most
        .map(|most| verdict(own <= most, &figure.format(most)));
    let median = |subject| measured.median(scenario, subject, figure);
    let mut cells = vec![
        row.title.clone(),
        median(client),
        most.unwrap_or_default(),
        median(Subject::Official.name()),
        median(Subject::Floor.name()),
    ];
    let limits = [
        (Subject::Official, row.official),
        (Subject::Floor, row.floor),
    ];
    for (other, limit) in limits {
        let ratio = measured.ratio(scenario, client, other.name(), figure);
        cells.push(ratio.map_or(String::new(), |Spread { min, median, max }| {
            format!("{median:.2} ({min:.2}–{max:.2})")
        }));
        let verdict = ratio
            .zip(limit)
            .map(|(ratio, limit)| verdict(ratio.median <= limit, &format!("{limit:.2}")));
        cells.push(verdict.unwrap_or_default());
    }
    Some(cells)
}

fn verdict(is_met: bool, limit: &str) -> String {
    format!("≤ {limit} {}", if is_met { "met" } else { "missed" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builds::CONSUMER;
    use crate::figure::Figures;
    use crate::results::{Machine, Measured, Sample};
    use crate::scenarios::{self, Effort};

    /// Two rounds of two scenarios, one figure without official values.
    fn results() -> Results {
        let mut samples = Vec::new();
        for (scenario, subject, values) in [
            ("small scrape, 1 in flight", "client", [60e-6, 66e-6]),
            ("small scrape, 1 in flight", "official", [80e-6, 81e-6]),
            ("small scrape, 1 in flight", "floor", [50e-6, 51e-6]),
            ("1 MB scrape", "client", [2.5e-3, 2.5e-3]),
            ("1 MB scrape", "floor", [2.0e-3, 2.2e-3]),
        ] {
            for (round, value) in values.into_iter().enumerate() {
                samples.push(Sample {
                    scenario: scenario.to_owned(),
                    subject: subject.to_owned(),
                    round,
                    figures: Figures::from([(Figure::CpuSeconds, value)]),
                });
            }
        }
        let measured = Measured {
            date: "2026-11-28".to_owned(),
            machine: Machine {
                cores: 2,
                memory_gib: 8,
            },
            quick: false,
            sittings: 2,
            samples,
        };
        Results([(Group::Calls, measured)].into())
    }

    #[test]
    fn ratios_are_shown_with_their_limits() {
        let summary = summary(&results()).unwrap();
        insta::assert_snapshot!(format!("{}\n{}", summary.text(), summary.markdown()));
    }

    #[test]
    fn every_row_belongs_to_a_scenario() {
        for row in rows().unwrap() {
            let mut names = vec![CONSUMER.to_owned()];
            names.extend(crate::llvm_lines::names().map(str::to_owned));
            names.extend(
                scenarios::of(row.group, Effort::default())
                    .unwrap()
                    .into_iter()
                    .map(|scenario| scenario.name),
            );
            assert!(names.contains(&row.scenario), "{}", row.scenario);
        }
    }
}
