//! Validates requests against the contract.

use std::sync::OnceLock;

use jsonschema::Draft;
use serde_json::{Map, Value};
use url::Url;

use super::load::{Check, Operation};
use super::page_url;
use super::parameters::Location;
use super::service_checks::{self, PAGE_URL};
use super::zod_issues::{IssueWriter, custom_issue};

/// The issues of a request: the entries of `details`.
pub type Issues = Vec<Value>;

impl Operation {
    /// Checks a JSON body and normalizes it for the handlers.
    pub fn check_body(&self, mut body: Value) -> Result<Value, Issues> {
        let check = self
            .body_check
            .get_or_init(|| match self.strict_body_schema() {
                Some(schema) => compile(schema),
                None => compile(Value::Bool(true)),
            });
        service_checks::before_check(&mut body);
        let mut issues = errors(check, &body);
        if service_checks::skips_urls(&body) {
            issues.retain(|issue| !is_about_a_url(issue));
        }
        if issues.is_empty() {
            issues = service_checks::broken(self, &body);
        }
        if !issues.is_empty() {
            return Err(issues);
        }
        service_checks::after_check(self, &mut body);
        Ok(body)
    }

    /// Checks the decoded values of the path template.
    pub fn check_path<'a>(&self, values: impl Iterator<Item = (&'a String, &'a String)>) -> Issues {
        let values: Map<String, Value> = values
            .map(|(name, value)| (name.clone(), Value::from(value.clone())))
            .collect();
        self.check_parameters(&self.path_check, Location::Path, values)
    }

    /// Checks a typed query.
    pub fn check_query(&self, values: &Map<String, Value>) -> Issues {
        self.check_parameters(&self.query_check, Location::Query, values.clone())
    }

    fn check_parameters(
        &self,
        check: &OnceLock<Result<Check, String>>,
        location: Location,
        values: Map<String, Value>,
    ) -> Issues {
        if !self.parameters.iter().any(|p| p.location == location) {
            return Vec::new();
        }
        let check = check.get_or_init(|| compile(self.parameter_schema(location)));
        errors(check, &Value::Object(values))
    }
}

fn errors(check: &Result<Check, String>, value: &Value) -> Issues {
    match check {
        Ok(check) if check.validator.is_valid(value) => Vec::new(),
        Ok(check) => IssueWriter::new(&check.schema).issues(&check.validator, value),
        Err(message) => vec![custom_issue(&[], message)],
    }
}

/// Returns whether an issue is about the value of one of `urls`.
fn is_about_a_url(issue: &Value) -> bool {
    let Some([name, Value::Number(_)]) = issue["path"].as_array().map(Vec::as_slice) else {
        return false;
    };
    name == "urls" && issue["code"] != "invalid_type"
}

fn compile(schema: Value) -> Result<Check, String> {
    let validator = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_format(PAGE_URL, page_url::is_page_url)
        .with_format("uri", is_web_url)
        .build(&schema)
        .map_err(|error| format!("the contract's schema cannot be compiled: {error}"))?;
    Ok(Check { schema, validator })
}

fn is_web_url(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests;
