//! The tables beside the summary: growth, builds and the costs of generated code.

use crate::builds::{CONSUMER, NATIVE_TLS};
use crate::codegen;
use crate::drivers::Subject;
use crate::figure::Figure;
use crate::results::Results;
use crate::samples::{Samples, Spread};
use crate::scenarios::{CRAWL_MEGABYTES, Group, IN_FLIGHT, PER_MEGABYTE, crawl_of, in_flight};
use crate::section::{Section, Table};

/// The growth of one figure with a size.
pub struct Growth {
    /// The title of the table and the plot.
    pub title: &'static str,
    /// The file of the plot.
    pub file: &'static str,
    /// The quantity of the sizes.
    pub axis: &'static str,
    /// The figure that grows.
    pub figure: Figure,
    /// The sizes, each with its scenario and a divisor for the figure.
    pub points: Vec<(usize, String, f64)>,
}

/// Returns the growths to show.
pub fn growths() -> [Growth; 3] {
    let calls = IN_FLIGHT.map(|count| (count, in_flight(count), 1.0));
    let per_document = |size| (size, crawl_of(size), (size * PER_MEGABYTE) as f64);
    let per_crawl = |size| (size, crawl_of(size), 1.0);
    [
        Growth {
            title: "CPU per 2 kB scrape",
            file: "calls-cpu.svg",
            axis: "calls in flight",
            figure: Figure::CpuSeconds,
            points: calls.to_vec(),
        },
        Growth {
            title: "CPU per document of 100 kB, streamed",
            file: "crawl-cpu.svg",
            axis: "MB of the crawl",
            figure: Figure::CpuSeconds,
            points: CRAWL_MEGABYTES.map(per_document).to_vec(),
        },
        Growth {
            title: "Peak memory of a streamed crawl",
            file: "crawl-memory.svg",
            axis: "MB of the crawl",
            figure: Figure::PeakBytes,
            points: CRAWL_MEGABYTES.map(per_crawl).to_vec(),
        },
    ]
}

impl Growth {
    /// Returns the medians of a subject by size.
    pub fn medians(&self, samples: Samples<'_>, subject: Subject) -> Vec<(usize, f64)> {
        let median = |scenario: &str| samples.spread(scenario, subject.name(), self.figure);
        self.points
            .iter()
            .filter_map(|(size, scenario, parts)| Some((*size, median(scenario)?.median / parts)))
            .collect()
    }

    fn table(&self, samples: Samples<'_>) -> Table {
        let mut table = Table::new(&format!("{} | client | official | floor", self.axis));
        let columns = Subject::ALL.map(|subject| self.medians(samples, subject));
        for (size, ..) in &self.points {
            let cells = columns.each_ref().map(|column| {
                let point = column.iter().find(|(other, _)| other == size);
                point.map_or(String::new(), |(_, value)| self.figure.format(*value))
            });
            table.row(std::iter::once(size.to_string()).chain(cells));
        }
        let ratios = columns.map(|column| {
            let values = || column.iter().map(|(_, value)| *value);
            let range = values().reduce(f64::min).zip(values().reduce(f64::max));
            range.map_or(String::new(), |(min, max)| format!("{:.2}", max / min))
        });
        table.row(std::iter::once("max / min".to_owned()).chain(ratios));
        table
    }
}

/// Returns all tables beside the summary that have figures.
pub fn details(results: &Results) -> Vec<Section> {
    let samples = |group| results.0.get(&group).map(|group| Samples(&group.samples));
    let section = |title, group, table| Section::new(title, results, [group], table);
    let mut sections = Vec::new();
    if let Some(samples) = samples(Group::Growth) {
        let growths = growths().into_iter();
        sections.extend(
            growths.map(|growth| section(growth.title, Group::Growth, growth.table(samples))),
        );
    }
    if let Some(samples) = samples(Group::Builds) {
        let title = "One-file consumer, clean release build";
        sections.push(section(title, Group::Builds, builds_table(samples)));
    }
    if let Some(samples) = samples(Group::Codegen) {
        let title = "Costs of generated code";
        sections.push(section(title, Group::Codegen, codegen_table(samples)));
    }
    sections
}

fn builds_table(samples: Samples<'_>) -> Table {
    let mut table = Table::new("Program | time | CPU | size | time vs official | size vs official");
    for subject in ["client", NATIVE_TLS, "official", "floor"] {
        let median = |figure| samples.median(CONSUMER, subject, figure);
        let ratio = |figure| {
            let ratio = samples.ratio(CONSUMER, subject, "official", figure);
            ratio.map_or(String::new(), |ratio| format!("{:.2}", ratio.median))
        };
        table.row([
            subject.to_owned(),
            median(Figure::WallSeconds),
            median(Figure::CpuSeconds),
            median(Figure::BinaryBytes),
            ratio(Figure::WallSeconds),
            ratio(Figure::BinaryBytes),
        ]);
    }
    table
}

fn codegen_table(samples: Samples<'_>) -> Table {
    let mut table = Table::new("Task | debug | release");
    for name in codegen::names() {
        let cells = ["debug", "release"].map(|profile| {
            let spread = samples.spread(&name, profile, Figure::WallSeconds);
            spread.map_or(String::new(), |Spread { min, median, max }| {
                let [min, median, max] =
                    [min, median, max].map(|value| Figure::WallSeconds.format(value));
                format!("{median} ({min}–{max})")
            })
        });
        table.row(std::iter::once(name).chain(cells));
    }
    table
}
