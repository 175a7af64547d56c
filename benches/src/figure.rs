//! What is measured, in base units, and how it is written for people.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A kind of figure, with its unit in its name.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Time of the processor, in user and kernel mode, of all threads.
    CpuSeconds,
    /// Time on the wall.
    WallSeconds,
    /// The most memory that the process had at once.
    PeakBytes,
    /// From before the start of a crawl until its first document could be used.
    FirstSeconds,
    /// Allocations and reallocations.
    Allocations,
    /// What they asked for.
    AllocatedBytes,
    /// The size of a stripped program.
    BinaryBytes,
}

/// The figures of one run.
pub type Figures = BTreeMap<Figure, f64>;

impl Figure {
    /// A value with its unit, to three digits.
    pub fn written(self, value: f64) -> String {
        match self {
            Self::CpuSeconds | Self::WallSeconds | Self::FirstSeconds => seconds(value),
            Self::PeakBytes | Self::AllocatedBytes | Self::BinaryBytes => bytes(value),
            Self::Allocations => digits(value),
        }
    }
}

fn seconds(value: f64) -> String {
    match value {
        value if value < 1e-3 => format!("{} µs", digits(value * 1e6)),
        value if value < 1.0 => format!("{} ms", digits(value * 1e3)),
        value => format!("{} s", digits(value)),
    }
}

fn bytes(value: f64) -> String {
    match value {
        value if value < 1e3 => format!("{} B", digits(value)),
        value if value < 1e6 => format!("{} kB", digits(value / 1e3)),
        value => format!("{} MB", digits(value / 1e6)),
    }
}

/// Three digits, or all before the point.
fn digits(value: f64) -> String {
    match value.abs() {
        size if size < 9.995 => format!("{value:.2}"),
        size if size < 99.95 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_with_three_digits() {
        for (figure, value, written) in [
            (Figure::CpuSeconds, 0.000_061_27, "61.3 µs"),
            (Figure::WallSeconds, 0.012_345, "12.3 ms"),
            (Figure::FirstSeconds, 6.0, "6.00 s"),
            (Figure::PeakBytes, 412_300_000.0, "412 MB"),
            (Figure::AllocatedBytes, 12_345.0, "12.3 kB"),
            (Figure::BinaryBytes, 4_199_000.0, "4.20 MB"),
            (Figure::Allocations, 130.0, "130"),
        ] {
            assert_eq!(figure.written(value), written);
        }
    }
}
