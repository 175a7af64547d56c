//! The groups of measurements that can be run by themselves.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// A group of measurements.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Small and large scrapes.
    Calls,
    /// A finished crawl of 200 MB, streamed and collected.
    Crawl,
    /// The first document of a running crawl.
    First,
    /// Allocations of a small scrape.
    Allocations,
    /// How cost grows with calls in flight and with the size of a crawl.
    Growth,
    /// Clean builds of one-file programs.
    Builds,
    /// The costs of generated code.
    Codegen,
}
