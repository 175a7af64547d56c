//! The report of a run, in a form that can be kept, and its comparison with an earlier one.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use openapi_document::{Error, Result};

/// The version of the kept form; another one cannot be compared with.
pub(super) const VERSION: u64 = 1;

/// The findings of a run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// The version of this form.
    pub version: u64,
    /// The address of the server, without `/v2`.
    pub url: String,
    /// True if credits could be spent.
    pub spent: bool,
    /// The calls in their order.
    pub calls: Vec<Called>,
    /// The differences from the contract, in their order.
    pub findings: Vec<Finding>,
    /// The rejections that the calls provoked and the contract does not list.
    #[serde(default)]
    pub rejections: BTreeSet<Rejection>,
    /// The routes and fields that were seen and that only the observed overlay declares.
    pub observed: BTreeSet<Observed>,
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

/// A rejection that a call provoked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rejection {
    /// The status.
    pub status: u16,
    /// The operationId.
    pub operation: String,
}

/// A route or a field that only the observed overlay knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Observed {
    /// The operationId.
    pub operation: String,
    /// The field; empty for the operation itself.
    pub place: String,
}

/// The unseen declarations of one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// The differences of two runs.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// The version of this form.
    pub version: u64,
    /// Findings that the earlier run did not have.
    pub new: Vec<Finding>,
    /// Findings of the earlier run that the same calls no longer show.
    pub gone: Vec<Finding>,
    /// The number of findings that both have.
    pub same: usize,
    /// The number of findings of the earlier run that no call of this one could show.
    pub unchecked: usize,
}

impl Report {
    /// Reads a report that an earlier run has kept.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or is not a report of this version.
    pub fn read(path: &Path) -> Result<Self> {
        let value = openapi_document::read_json(path)?.value;
        let wrong = |message: &str| {
            Error::new(message)
                .in_file(path)
                .remedy("give a file that `cargo xtask probe --out FILE` has written")
        };
        match value["version"].as_u64() {
            Some(VERSION) => serde_json::from_value(value).map_err(|error| {
                wrong("this is not a complete report of the probe").caused_by(error)
            }),
            Some(version) => Err(wrong(&format!(
                "version {version} of the report, not {VERSION}"
            ))),
            None => Err(wrong("this is not a report of the probe")),
        }
    }

    /// Compares the report with that of an earlier run.
    pub fn since(&self, last: &Self) -> Compared {
        let has = |report: &Self, finding: &Finding| {
            let mut findings = report.findings.iter();
            findings.any(|known| known.difference == finding.difference)
        };
        let responded = |name: &String| {
            let mut calls = self.calls.iter().filter(|call| call.status.is_some());
            calls.any(|call| call.name == *name)
        };
        let findings = self.findings.iter().cloned();
        let (same, new): (Vec<_>, Vec<_>) = findings.partition(|finding| has(last, finding));
        let missing = last.findings.iter().filter(|finding| !has(self, finding));
        let (gone, unchecked): (Vec<_>, Vec<_>) = missing
            .cloned()
            .partition(|finding| finding.calls.iter().any(responded));
        Compared {
            version: VERSION,
            new,
            gone,
            same: same.len(),
            unchecked: unchecked.len(),
        }
    }
}

/// Renders a report or a comparison as JSON, with a line feed at its end.
pub(super) fn json(value: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Error::new("the report cannot be written").caused_by(error))?;
    Ok(openapi_document::visible_json(&text) + "\n")
}

#[cfg(test)]
mod tests {
    use super::super::finding::{Difference, Kind};
    use super::*;

    fn report(calls: &[&str], findings: &[(&str, &str)]) -> Report {
        let finding = |(place, call): &(&str, &str)| Finding {
            difference: Difference {
                kind: Kind::UndeclaredField,
                place: (*place).to_owned(),
                detail: String::new(),
                operation: "a".to_owned(),
                status: Some(200),
            },
            calls: [(*call).to_owned()].into(),
        };
        let called = |name: &&str| Called {
            name: (*name).to_owned(),
            route: String::new(),
            status: Some(200),
        };
        Report {
            version: VERSION,
            url: String::new(),
            spent: false,
            calls: calls.iter().map(called).collect(),
            findings: findings.iter().map(finding).collect(),
            rejections: BTreeSet::new(),
            observed: BTreeSet::new(),
            unseen: Vec::new(),
        }
    }

    #[test]
    fn what_was_not_asked_again_is_not_gone() {
        let last = report(&["1", "2"], &[("kept", "1"), ("left", "1"), ("paid", "2")]);
        let now = report(&["1"], &[("kept", "1"), ("came", "1")]);
        let compared = now.since(&last);
        let places = |list: &[Finding]| -> Vec<String> {
            let places = list.iter().map(|finding| finding.difference.place.clone());
            places.collect()
        };
        assert_eq!(places(&compared.new), ["came"]);
        assert_eq!(places(&compared.gone), ["left"]);
        assert_eq!((compared.same, compared.unchecked), (1, 1));
    }

    #[test]
    fn a_report_compared_with_itself_has_no_difference() {
        let one = report(&["1"], &[("a", "1"), ("b", "1")]);
        let compared = one.since(&one);
        assert!(compared.new.is_empty() && compared.gone.is_empty());
    }
}
