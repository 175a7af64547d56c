//! The measured quantities, in base units, and their formatting.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A kind of figure, with its unit in its name.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// CPU time in user and kernel mode, of all threads.
    CpuSeconds,
    /// Wall-clock time.
    WallSeconds,
    /// The peak memory of the process.
    PeakBytes,
    /// The time from the start of a crawl until its first document could be used.
    FirstSeconds,
    /// The number of allocations and reallocations.
    Allocations,
    /// The bytes that they requested.
    AllocatedBytes,
    /// The size of a stripped program.
    BinaryBytes,
    /// The number of instructions in user mode, of all threads.
    Instructions,
    /// The growth of the peak memory during the work, per byte of the response.
    PeakPerByte,
    /// The number of connections that the server accepted.
    Connections,
    /// The number of lines of LLVM's language that the compiler emits for a crate.
    LlvmLines,
}

/// The figures of one run.
pub type Figures = BTreeMap<Figure, f64>;

impl Figure {
    /// Formats a value with its unit, to three digits.
    pub fn format(self, value: f64) -> String {
        let (small, medium, large) = match self {
            Self::CpuSeconds | Self::WallSeconds | Self::FirstSeconds => (" µs", " ms", " s"),
            Self::PeakBytes | Self::AllocatedBytes | Self::BinaryBytes => (" B", " kB", " MB"),
            Self::Allocations | Self::Connections => return digits(value),
            Self::PeakPerByte => return digits(value) + " B",
            Self::Instructions | Self::LlvmLines => ("", " k", " M"),
        };
        // A second is the large unit of time, a byte the small one of size.
        let value = if large == " s" { value * 1e6 } else { value };
        match value {
            value if value < 1e3 => digits(value) + small,
            value if value < 1e6 => digits(value / 1e3) + medium,
            value => digits(value / 1e6) + large,
        }
    }
}

/// Formats three digits, or all digits of the integer part.
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
    fn values_are_formatted_with_three_digits() {
        for (figure, value, formatted) in [
            (Figure::CpuSeconds, 0.000_061_27, "61.3 µs"),
            (Figure::WallSeconds, 0.012_345, "12.3 ms"),
            (Figure::FirstSeconds, 6.0, "6.00 s"),
            (Figure::PeakBytes, 412_300_000.0, "412 MB"),
            (Figure::AllocatedBytes, 12_345.0, "12.3 kB"),
            (Figure::BinaryBytes, 4_199_000.0, "4.20 MB"),
            (Figure::Allocations, 130.0, "130"),
            (Figure::Instructions, 98_412.0, "98.4 k"),
            (Figure::LlvmLines, 232_727.0, "233 k"),
            (Figure::PeakPerByte, 8.91, "8.91 B"),
        ] {
            assert_eq!(figure.format(value), formatted);
        }
    }
}
