//! The summary: medians of all three, and ratios beside their bars.

use crate::bars::{Row, rows};
use crate::clients::Contender;
use crate::results::Results;
use crate::samples::{Samples, Spread};
use crate::section::Section;
use crate::table::Table;

/// The summary of all groups that were measured.
pub fn summary(results: &Results) -> Section {
    let mut table = Table::new([
        "Median",
        "client",
        "official",
        "floor",
        "to official",
        "bar",
        "to floor",
        "bar",
    ]);
    for row in rows() {
        if let Some(cells) = cells(results, &row) {
            table.row(cells);
        }
    }
    let groups = rows().into_iter().map(|row| row.group);
    Section::new("Summary", results, groups, table)
}

fn cells(results: &Results, row: &Row) -> Option<Vec<String>> {
    let measured = results.0.get(&row.group)?;
    let samples = Samples(&measured.samples);
    let client = Contender::Client.word();
    samples.spread(&row.scenario, client, row.figure)?;
    let mut cells = vec![row.title.clone()];
    for contender in Contender::ALL {
        let spread = samples.spread(&row.scenario, contender.word(), row.figure);
        cells.push(spread.map_or(String::new(), |spread| row.figure.written(spread.median)));
    }
    for (other, bar) in [
        (Contender::Official, row.official),
        (Contender::Floor, row.floor),
    ] {
        let ratio = samples.ratio(&row.scenario, client, other.word(), row.figure);
        cells.push(ratio.map_or(String::new(), written));
        cells.push(verdict(ratio, bar));
    }
    Some(cells)
}

fn written(ratio: Spread) -> String {
    let Spread { min, median, max } = ratio;
    format!("{median:.2} ({min:.2}–{max:.2})")
}

fn verdict(ratio: Option<Spread>, bar: Option<f64>) -> String {
    match (ratio, bar) {
        (Some(ratio), Some(bar)) => {
            let word = if ratio.median <= bar { "met" } else { "missed" };
            format!("≤ {bar:.2} {word}")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Figure, Figures};
    use crate::group::Group;
    use crate::results::{Machine, Measured};
    use crate::samples::Sample;
    use crate::scenarios::{LARGE, in_flight};

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
    fn ratios_stand_beside_their_bars() {
        let summary = summary(&results());
        insta::assert_snapshot!(format!("{}\n{}", summary.text(), summary.markdown()));
    }
}
