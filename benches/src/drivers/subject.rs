//! The names of the subjects.

use clap::ValueEnum;
use serde::Deserialize;

/// A subject of the measurements.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The client of this repository.
    Client,
    /// The official crate.
    Official,
    /// reqwest and serde_json, by hand.
    Floor,
}

impl Subject {
    /// All subjects.
    pub const ALL: [Self; 3] = [Self::Client, Self::Official, Self::Floor];

    /// Returns the name on the command line and in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Official => "official",
            Self::Floor => "floor",
        }
    }
}
