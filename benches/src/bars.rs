//! The rows of the summary: which figure of which scenario, and how good it has to be.

use crate::figure::Figure;
use crate::group::Group;
use crate::scenarios::{COLLECTED, LARGE, RUNNING, SMALL, STREAMED, in_flight};

/// One figure of the summary.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is called.
    pub title: String,
    /// Where it was measured.
    pub group: Group,
    /// By which scenario.
    pub scenario: String,
    /// Which figure of it.
    pub figure: Figure,
    /// The greatest ratio to the official crate that is good enough.
    pub official: Option<f64>,
    /// The greatest ratio to the floor that is good enough.
    pub floor: Option<f64>,
}

/// The one-file program, built from nothing.
pub const CONSUMER: &str = "one-file consumer, clean release build";

/// All rows, in order.
pub fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |title: &str, group, scenario: String, figure, official, floor| {
        rows.push(Row {
            title: title.to_owned(),
            group,
            scenario,
            figure,
            official,
            floor,
        });
    };
    use Figure::{
        AllocatedBytes, Allocations, BinaryBytes, CpuSeconds, FirstSeconds, PeakBytes, WallSeconds,
    };
    use Group::{Builds, Calls, Crawl, First};
    let one = || in_flight(1);
    let many = || in_flight(32);
    let large = || LARGE.to_owned();
    row(
        "2 kB scrape, 1 in flight: CPU",
        Calls,
        one(),
        CpuSeconds,
        Some(0.80),
        Some(1.25),
    );
    row(
        "2 kB scrape, 1 in flight: time",
        Calls,
        one(),
        WallSeconds,
        None,
        None,
    );
    row(
        "2 kB scrape, 32 in flight: CPU",
        Calls,
        many(),
        CpuSeconds,
        Some(0.80),
        Some(1.25),
    );
    row(
        "2 kB scrape, 32 in flight: time",
        Calls,
        many(),
        WallSeconds,
        None,
        None,
    );
    row(
        "1 MB scrape: CPU",
        Calls,
        large(),
        CpuSeconds,
        Some(1.00),
        Some(1.10),
    );
    row("1 MB scrape: time", Calls, large(), WallSeconds, None, None);
    for (scenario, cpu, memory) in [
        (STREAMED, (Some(0.60), Some(1.50)), (Some(0.20), Some(1.50))),
        (COLLECTED, (None, None), (None, None)),
    ] {
        let scenario = scenario.to_owned();
        let title = |what: &str| format!("{scenario}: {what}");
        row(
            &title("CPU"),
            Crawl,
            scenario.clone(),
            CpuSeconds,
            cpu.0,
            cpu.1,
        );
        row(
            &title("time"),
            Crawl,
            scenario.clone(),
            WallSeconds,
            None,
            None,
        );
        row(
            &title("peak memory"),
            Crawl,
            scenario.clone(),
            PeakBytes,
            memory.0,
            memory.1,
        );
    }
    row(
        "running crawl: first document",
        First,
        RUNNING.to_owned(),
        FirstSeconds,
        Some(0.10),
        None,
    );
    let small = || SMALL.to_owned();
    row(
        "2 kB scrape: allocations",
        Group::Allocations,
        small(),
        Allocations,
        None,
        None,
    );
    row(
        "2 kB scrape: allocated",
        Group::Allocations,
        small(),
        AllocatedBytes,
        None,
        None,
    );
    let consumer = || CONSUMER.to_owned();
    row(
        "consumer, clean release build: time",
        Builds,
        consumer(),
        WallSeconds,
        Some(1.00),
        None,
    );
    row(
        "consumer, clean release build: CPU",
        Builds,
        consumer(),
        CpuSeconds,
        None,
        None,
    );
    row(
        "consumer, stripped: size",
        Builds,
        consumer(),
        BinaryBytes,
        Some(1.10),
        None,
    );
    rows
}
