//! The report of a run, in a form that can be kept.

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use openapi_document::{Error, Result};

/// The version of the kept form; another one cannot be compared with.
pub(super) const VERSION: u32 = 1;

/// The findings of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// The version of this form.
    pub version: u32,
    /// The address of the server, without `/v2`.
    pub url: String,
    /// True if credits could be spent.
    pub spent: bool,
    /// The calls in their order.
    pub calls: Vec<Called>,
    /// The differences from the contract.
    pub findings: Vec<Finding>,
    /// The routes and fields that were seen and that only the observed overlay declares.
    pub observed: Vec<Observed>,
    /// The declarations of the contract that no response had.
    pub unseen: Vec<Unseen>,
}

/// A call that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// Its name, the same in each run.
    pub name: String,
    /// The method and the path template.
    pub route: String,
    /// The status, if there was a response.
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

/// The unseen declarations of one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unseen {
    /// The operationId.
    pub operation: String,
    /// True if it was called; otherwise nothing else is listed.
    pub called: bool,
    /// Declared statuses that no response had.
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
