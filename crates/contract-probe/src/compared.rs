//! The differences between two runs.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use super::finding::Finding;
use super::report::{Report, VERSION, written};
use openapi_document::{Error, Result};

/// The differences of two runs.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// The version of this form.
    pub version: u32,
    /// Findings that the earlier run did not have.
    pub new: Vec<Finding>,
    /// Findings of the earlier run that the same calls no longer show.
    pub gone: Vec<Finding>,
    /// The number of findings that both have.
    pub same: usize,
    /// The number of findings of the earlier run that no call of this one could show.
    pub unchecked: usize,
}

/// Compares a run with an earlier one.
pub fn compare(now: &Report, last: &Report) -> Compared {
    let has = |report: &Report, finding: &Finding| report.findings.iter().any(|f| f.is(finding));
    let responded: BTreeSet<&str> = now
        .calls
        .iter()
        .filter(|call| call.status.is_some())
        .map(|call| call.name.as_str())
        .collect();
    let (same, new): (Vec<_>, Vec<_>) = now.findings.iter().partition(|finding| has(last, finding));
    let (gone, unchecked): (Vec<_>, Vec<_>) = last
        .findings
        .iter()
        .filter(|finding| !has(now, finding))
        .partition(|finding| {
            finding
                .calls
                .iter()
                .any(|name| responded.contains(name.as_str()))
        });
    Compared {
        version: VERSION,
        new: new.into_iter().cloned().collect(),
        gone: gone.into_iter().cloned().collect(),
        same: same.len(),
        unchecked: unchecked.len(),
    }
}

impl Compared {
    /// The differences as JSON with a line feed at its end.
    ///
    /// # Errors
    ///
    /// None that differences can cause.
    pub fn json(&self) -> Result<String> {
        written(self)
    }
}

impl Report {
    /// Reads a report that an earlier run has kept.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or is not a report of this version.
    pub fn read(path: &Path) -> Result<Self> {
        let remedy = "give a file that `cargo xtask probe --out FILE` has written";
        let value = openapi_document::read_json(path)?.value;
        let version = value.get("version").cloned();
        let wrong = |message: String| Error::new(message).in_file(path).remedy(remedy);
        match version.as_ref().and_then(serde_json::Value::as_u64) {
            Some(version) if version == u64::from(VERSION) => {}
            Some(version) => {
                return Err(wrong(format!(
                    "version {version} of the report, not {VERSION}"
                )));
            }
            None => return Err(wrong("this is not a report of the probe".to_owned())),
        }
        serde_json::from_value(value).map_err(|error| {
            wrong("this is not a complete report of the probe".to_owned()).caused_by(error)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::Kind;
    use super::super::report::Called;
    use super::*;

    fn report(calls: &[&str], findings: &[(&str, &str)]) -> Report {
        let finding = |(place, call): &(&str, &str)| Finding {
            kind: Kind::UndeclaredField,
            place: (*place).to_owned(),
            detail: String::new(),
            operation: "a".to_owned(),
            status: Some(200),
            calls: vec![(*call).to_owned()],
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
            observed: Vec::new(),
            unseen: Vec::new(),
        }
    }

    #[test]
    fn what_was_not_asked_again_is_not_gone() {
        let last = report(&["1", "2"], &[("kept", "1"), ("left", "1"), ("paid", "2")]);
        let now = report(&["1"], &[("kept", "1"), ("came", "1")]);
        let compared = compare(&now, &last);
        let places = |list: &[Finding]| -> Vec<String> {
            list.iter().map(|finding| finding.place.clone()).collect()
        };
        assert_eq!(places(&compared.new), ["came"]);
        assert_eq!(places(&compared.gone), ["left"]);
        assert_eq!((compared.same, compared.unchecked), (1, 1));
    }

    #[test]
    fn a_report_compared_with_itself_has_no_difference() {
        let one = report(&["1"], &[("a", "1"), ("b", "1")]);
        let compared = compare(&one, &one);
        assert!(compared.new.is_empty() && compared.gone.is_empty());
    }
}
