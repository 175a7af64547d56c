//! The summary: medians of all subjects, and ratios with their limits.

use anyhow::Result;

use crate::drivers::Subject;
use crate::limits::{Row, rows};
use crate::results::Results;
use crate::samples::{Samples, Spread};
use crate::section::{Section, Table};

/// Creates the summary of all measured groups.
pub fn summary(results: &Results) -> Result<Section> {
    let rows = rows()?;
    let mut table =
        Table::new("Median | client | official | floor | vs official | limit | vs floor | limit");
    for cells in rows.iter().filter_map(|row| cells(results, row)) {
        table.row(cells);
    }
    let groups = rows.iter().map(|row| row.group);
    Ok(Section::new("Summary", results, groups, table))
}

fn cells(results: &Results, row: &Row) -> Option<Vec<String>> {
    let samples = Samples(&results.0.get(&row.group)?.samples);
    let client = Subject::Client.name();
    samples.spread(&row.scenario, client, row.figure)?;
    let mut cells = vec![row.title.clone()];
    for subject in Subject::ALL {
        cells.push(samples.median(&row.scenario, subject.name(), row.figure));
    }
    for (other, limit) in [
        (Subject::Official, row.official),
        (Subject::Floor, row.floor),
    ] {
        let ratio = samples.ratio(&row.scenario, client, other.name(), row.figure);
        cells.push(ratio.map_or(String::new(), |Spread { min, median, max }| {
            format!("{median:.2} ({min:.2}–{max:.2})")
        }));
        let verdict = ratio.zip(limit).map(|(ratio, limit)| {
            let word = if ratio.median <= limit {
                "met"
            } else {
                "missed"
            };
            format!("≤ {limit:.2} {word}")
        });
        cells.push(verdict.unwrap_or_default());
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Figure, Figures};
    use crate::results::{Machine, Measured};
    use crate::samples::Sample;
    use crate::scenarios::{Group, LARGE, in_flight};

    /// Two rounds of two scenarios, one figure without official values.
    fn results() -> Results {
        let mut samples = Vec::new();
        for (scenario, subject, values) in [
            (in_flight(1), "client", [60e-6, 66e-6]),
            (in_flight(1), "official", [80e-6, 81e-6]),
            (in_flight(1), "floor", [50e-6, 51e-6]),
            (LARGE.to_owned(), "client", [2.5e-3, 2.5e-3]),
            (LARGE.to_owned(), "floor", [2.0e-3, 2.2e-3]),
        ] {
            for (round, value) in values.into_iter().enumerate() {
                samples.push(Sample {
                    scenario: scenario.clone(),
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
            samples,
        };
        Results([(Group::Calls, measured)].into())
    }

    #[test]
    fn ratios_are_shown_with_their_limits() {
        let summary = summary(&results()).unwrap();
        insta::assert_snapshot!(format!("{}\n{}", summary.text(), summary.markdown()));
    }
}
