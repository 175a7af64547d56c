//! What a run found, in a form that can be kept.

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use openapi_document::{Error, Result};

/// The version of the kept form; another one cannot be compared with.
pub(super) const VERSION: u32 = 1;

/// What a run found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// The version of this form.
    pub version: u32,
    /// The address of the server, without `/v2`.
    pub url: String,
    /// Whether credits could be spent.
    pub spent: bool,
    /// The calls in their order.
    pub calls: Vec<Called>,
    /// What the contract does not say.
    pub findings: Vec<Finding>,
    /// What was seen and stands in the observed overlay only.
    pub observed: Vec<Observed>,
    /// What the contract says and no answer had.
    pub unseen: Vec<Unseen>,
}

/// A call that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// Its name, the same in each run.
    pub name: String,
    /// The method and the path template.
    pub route: String,
    /// The status, if there was an answer.
    pub status: Option<u16>,
}

/// A route or a field that only the observed overlay knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// The operationId.
    pub operation: String,
    /// The field; empty for the operation itself.
    pub place: String,
}

/// What was not seen of one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unseen {
    /// The operationId.
    pub operation: String,
    /// Whether it was called at all; of one that was not, nothing else is listed.
    pub called: bool,
    /// Declared statuses that no answer had.
    pub statuses: Vec<String>,
    /// Declared fields that no success had; empty if there was no success.
    pub fields: Vec<String>,
}

impl Report {
    /// The report as JSON with a line feed at its end.
    ///
    /// # Errors
    ///
    /// None that a report can cause.
    pub fn json(&self) -> Result<String> {
        written(self)
    }
}

pub(super) fn written(value: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Error::new("the report cannot be written").caused_by(error))?;
    Ok(text + "\n")
}
