//! Who is measured, by name.

use std::fmt;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// What is called by one measurement.
#[derive(
    Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Contender {
    /// The client of this repository.
    Client,
    /// The official crate.
    Official,
    /// reqwest and serde_json, by hand.
    Floor,
}

impl Contender {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Client, Self::Official, Self::Floor];

    /// The word for it, as on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Official => "official",
            Self::Floor => "floor",
        }
    }
}

impl fmt::Display for Contender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
