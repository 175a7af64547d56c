//! The tables beside the summary: growth, builds and the costs of generated code.

use std::collections::BTreeSet;
use std::iter;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::builds::{CONSUMER, NATIVE_TLS, RUSTLS_RING};
use crate::codegen;
use crate::drivers::Subject;
use crate::figure::Figure;
use crate::results::{Measured, Results, Spread};
use crate::scenarios::Group;
use crate::section::Section;

/// The growth of one figure with a size, from `growth.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// The title of the table and the plot.
    pub title: String,
    /// The file of the plot.
    pub file: String,
    /// The quantity of the sizes.
    pub axis: String,
    /// The figure that grows.
    pub figure: Figure,
    /// The sizes, each with its scenario and a divisor for the figure.
    pub points: Vec<(usize, String, f64)>,
}

/// Returns the growths to show.
pub fn growths() -> Result<Vec<Growth>> {
    serde_json::from_str(include_str!("growth.json")).context("growth.json")
}

impl Growth {
    /// Returns the medians of a subject by size.
    pub fn medians(&self, measured: &Measured, subject: Subject) -> Vec<(usize, f64)> {
        let median = |scenario: &str| measured.spread(scenario, subject.name(), self.figure);
        self.points
            .iter()
            .filter_map(|(size, scenario, parts)| Some((*size, median(scenario)?.median / parts)))
            .collect()
    }

    fn rows(&self, measured: &Measured) -> Vec<Vec<String>> {
        let columns = Subject::ALL.map(|subject| self.medians(measured, subject));
        let sizes = self.points.iter().map(|(size, ..)| {
            let cells = columns.each_ref().map(|column| {
                let point = column.iter().find(|(other, _)| other == size);
                point.map_or(String::new(), |(_, value)| self.figure.format(*value))
            });
            iter::once(size.to_string()).chain(cells).collect()
        });
        let ratios = columns.each_ref().map(|column| {
            let values = || column.iter().map(|(_, value)| *value);
            let range = values().reduce(f64::min).zip(values().reduce(f64::max));
            range.map_or(String::new(), |(min, max)| format!("{:.2}", max / min))
        });
        let ratios = iter::once("max / min".to_owned()).chain(ratios).collect();
        sizes.chain([ratios]).collect()
    }
}

/// The rows of a table.
type Rows<'a> = &'a dyn Fn(&Measured) -> Vec<Vec<String>>;

/// Returns all tables beside the summary that have figures.
pub fn details(results: &Results) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    let mut add = |group, title: &str, head: &str, rows: Rows<'_>| {
        if let Some(measured) = results.0.get(&group) {
            sections.push(Section::new(title, results, [group], head, rows(measured)));
        }
    };
    for growth in growths()? {
        let head = format!("{} | client | official | floor", growth.axis);
        let rows = |measured: &_| growth.rows(measured);
        add(Group::Growth, &growth.title, &head, &rows);
    }
    add(
        Group::Builds,
        "One-file consumer, clean release build",
        "Program | time | CPU | size | CPU vs official | size vs official",
        &builds,
    );
    add(
        Group::Http2,
        "Scrapes of 2 kB over TLS",
        "Scenario | connections | CPU per call | calls per second",
        &http2,
    );
    add(
        Group::Codegen,
        "Costs of generated code",
        "Task | debug | release",
        &codegen,
    );
    Ok(sections)
}

fn builds(measured: &Measured) -> Vec<Vec<String>> {
    use Figure::{BinaryBytes, CpuSeconds, WallSeconds};
    let subjects = ["client", RUSTLS_RING, NATIVE_TLS, "official", "floor"].map(|subject| {
        let medians = [WallSeconds, CpuSeconds, BinaryBytes]
            .map(|figure| measured.median(CONSUMER, subject, figure));
        let ratios = [CpuSeconds, BinaryBytes].map(|figure| {
            let ratio = measured.ratio(CONSUMER, subject, "official", figure);
            ratio.map_or(String::new(), |ratio| format!("{:.2}", ratio.median))
        });
        let cells = medians.into_iter().chain(ratios);
        iter::once(subject.to_owned()).chain(cells).collect()
    });
    subjects.to_vec()
}

fn http2(measured: &Measured) -> Vec<Vec<String>> {
    let names: BTreeSet<&str> = measured.samples.iter().map(|one| &*one.scenario).collect();
    let client = Subject::Client.name();
    let rows = names.into_iter().map(|name| {
        let time = measured.spread(name, client, Figure::WallSeconds);
        let rate = time.map_or(String::new(), |time| format!("{:.0}", 1.0 / time.median));
        let median = |figure| measured.median(name, client, figure);
        let connections = median(Figure::Connections);
        vec![
            name.to_owned(),
            connections,
            median(Figure::CpuSeconds),
            rate,
        ]
    });
    rows.collect()
}

fn codegen(measured: &Measured) -> Vec<Vec<String>> {
    let tasks = codegen::names().into_iter().map(|name| {
        let cells = ["debug", "release"].map(|profile| {
            let spread = measured.spread(&name, profile, Figure::WallSeconds);
            spread.map_or(String::new(), |Spread { min, median, max }| {
                let [min, median, max] =
                    [min, median, max].map(|value| Figure::WallSeconds.format(value));
                format!("{median} ({min}–{max})")
            })
        });
        iter::once(name).chain(cells).collect()
    });
    tasks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenarios::{self, Effort};

    #[test]
    fn every_point_belongs_to_a_scenario() {
        let scenarios = scenarios::of(Group::Growth, Effort::default()).unwrap();
        for growth in growths().unwrap() {
            for (_, name, _) in growth.points {
                let is_known = scenarios.iter().any(|scenario| scenario.name == name);
                assert!(is_known, "{name}");
            }
        }
    }
}
