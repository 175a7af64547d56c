//! The tables beside the summary: growth, builds and the costs of generated code.

use crate::bars::CONSUMER;
use crate::builds::NATIVE_TLS;
use crate::clients::Contender;
use crate::codegen;
use crate::figure::Figure;
use crate::group::Group;
use crate::results::Results;
use crate::samples::{Samples, Spread};
use crate::scenarios::{CRAWL_MEGABYTES, IN_FLIGHT, PER_MEGABYTE, crawl_of, in_flight};
use crate::section::Section;
use crate::table::Table;

/// The growth of one figure: its points are sizes with the scenario of each.
pub struct Growth {
    /// What is shown.
    pub title: &'static str,
    /// The file of its plot.
    pub file: &'static str,
    /// What the size counts.
    pub axis: &'static str,
    /// Which figure.
    pub figure: Figure,
    /// The sizes, each with its scenario and what the figure is divided by.
    pub points: Vec<(usize, String, f64)>,
}

/// What is shown of growth.
pub fn growths() -> [Growth; 3] {
    let crawls = |each: bool| {
        CRAWL_MEGABYTES
            .map(|size| {
                let documents = if each { size * PER_MEGABYTE } else { 1 };
                (size, crawl_of(size), documents as f64)
            })
            .to_vec()
    };
    [
        Growth {
            title: "CPU per 2 kB scrape",
            file: "calls-cpu.svg",
            axis: "calls in flight",
            figure: Figure::CpuSeconds,
            points: IN_FLIGHT
                .map(|count| (count, in_flight(count), 1.0))
                .to_vec(),
        },
        Growth {
            title: "CPU per document of 100 kB, streamed",
            file: "crawl-cpu.svg",
            axis: "MB of the crawl",
            figure: Figure::CpuSeconds,
            points: crawls(true),
        },
        Growth {
            title: "Peak memory of a streamed crawl",
            file: "crawl-memory.svg",
            axis: "MB of the crawl",
            figure: Figure::PeakBytes,
            points: crawls(false),
        },
    ]
}

impl Growth {
    /// The medians of a subject by size.
    pub fn medians(&self, samples: Samples<'_>, subject: &str) -> Vec<(usize, f64)> {
        let median = |scenario: &str| samples.spread(scenario, subject, self.figure);
        self.points
            .iter()
            .filter_map(|(size, scenario, parts)| Some((*size, median(scenario)?.median / parts)))
            .collect()
    }
}

/// All tables beside the summary that have figures.
pub fn details(results: &Results) -> Vec<Section> {
    let mut sections = Vec::new();
    if let Some(measured) = results.0.get(&Group::Growth) {
        for growth in growths() {
            let table = of_growth(&growth, Samples(&measured.samples));
            sections.push(Section::new(growth.title, results, [Group::Growth], table));
        }
    }
    if let Some(measured) = results.0.get(&Group::Builds) {
        let table = of_builds(Samples(&measured.samples));
        let title = "One-file consumer, clean release build";
        sections.push(Section::new(title, results, [Group::Builds], table));
    }
    if let Some(measured) = results.0.get(&Group::Codegen) {
        let table = of_codegen(Samples(&measured.samples));
        let title = "Costs of generated code";
        sections.push(Section::new(title, results, [Group::Codegen], table));
    }
    sections
}

fn of_growth(growth: &Growth, samples: Samples<'_>) -> Table {
    let mut table = Table::new([growth.axis, "client", "official", "floor"]);
    let columns = Contender::ALL.map(|one| growth.medians(samples, one.word()));
    for (size, ..) in &growth.points {
        let cell = |column: &Vec<(usize, f64)>| {
            let point = column.iter().find(|(of, _)| of == size);
            point.map_or(String::new(), |(_, value)| growth.figure.written(*value))
        };
        table.row(std::iter::once(size.to_string()).chain(columns.iter().map(cell)));
    }
    let most = |column: &Vec<(usize, f64)>| {
        let values = || column.iter().map(|(_, value)| *value);
        let (least, most) = (values().reduce(f64::min), values().reduce(f64::max));
        least.zip(most).map_or(String::new(), |(least, most)| {
            format!("{:.2}", most / least)
        })
    };
    table.row(std::iter::once("greatest to least".to_owned()).chain(columns.iter().map(most)));
    table
}

fn of_builds(samples: Samples<'_>) -> Table {
    let mut table = Table::new([
        "Program",
        "time",
        "CPU",
        "size",
        "time to official",
        "size to official",
    ]);
    let official = Contender::Official.word();
    for subject in [
        Contender::Client.word(),
        NATIVE_TLS,
        official,
        Contender::Floor.word(),
    ] {
        let value = |figure: Figure| {
            let spread = samples.spread(CONSUMER, subject, figure);
            spread.map_or(String::new(), |spread| figure.written(spread.median))
        };
        let ratio = |figure| {
            let ratio = samples.ratio(CONSUMER, subject, official, figure);
            ratio.map_or(String::new(), |ratio| format!("{:.2}", ratio.median))
        };
        table.row([
            subject.to_owned(),
            value(Figure::WallSeconds),
            value(Figure::CpuSeconds),
            value(Figure::BinaryBytes),
            ratio(Figure::WallSeconds),
            ratio(Figure::BinaryBytes),
        ]);
    }
    table
}

fn of_codegen(samples: Samples<'_>) -> Table {
    let mut table = Table::new(["What", "debug", "release"]);
    for name in codegen::names() {
        let cell = |profile: &str| {
            let spread = samples.spread(&name, profile, Figure::WallSeconds);
            spread.map_or(String::new(), |Spread { min, median, max }| {
                let [min, median, max] =
                    [min, median, max].map(|value| Figure::WallSeconds.written(value));
                format!("{median} ({min}–{max})")
            })
        };
        table.row([name.clone(), cell("debug"), cell("release")]);
    }
    table
}
