//! The rows of the summary, from `limits.json`: figures, with limits for their ratios.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::figure::Figure;
use crate::scenarios::Group;

/// One row of the summary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The title in the summary.
    pub title: String,
    /// The group of the scenario.
    pub group: Group,
    /// The name of the scenario.
    pub scenario: String,
    /// The figure of the scenario.
    pub figure: Figure,
    /// The highest acceptable ratio to the official crate.
    pub official: Option<f64>,
    /// The highest acceptable ratio to the floor.
    pub floor: Option<f64>,
}

/// Returns all rows, in order.
pub fn rows() -> Result<Vec<Row>> {
    serde_json::from_str(include_str!("limits.json")).context("limits.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builds::CONSUMER;
    use crate::scenarios::{self, Effort};

    #[test]
    fn every_row_belongs_to_a_scenario() {
        let effort = Effort {
            quick: false,
            rounds: None,
        };
        for row in rows().unwrap() {
            let mut names = vec![CONSUMER.to_owned()];
            names.extend(
                scenarios::of(row.group, effort)
                    .into_iter()
                    .map(|scenario| scenario.name),
            );
            assert!(names.contains(&row.scenario), "{}", row.scenario);
        }
    }
}
