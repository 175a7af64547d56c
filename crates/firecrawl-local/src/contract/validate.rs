//! Validates requests against the contract.

use std::collections::BTreeMap;

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};
use url::Url;

use super::load::Operation;
use super::page_url;
use super::service_checks::{self, PAGE_URL};
use super::zod_issues::{self, custom_issue};
use crate::engine::is_web;

/// The issues of a request: the entries of `details`.
pub type Issues = Vec<Value>;

/// A schema and its validator, or the reason why it has none.
#[derive(Debug)]
pub(super) struct Check {
    pub schema: Value,
    validator: Result<Validator, String>,
}

impl Operation {
    /// Checks a body, a form or JSON, and normalizes it for the handlers.
    pub fn check_body(&self, mut body: Value) -> Result<Value, Issues> {
        let is_other = self.is_multipart() && body.get("uploadRef").is_some();
        let check = if is_other {
            let schema = || Check::new(self.strict_json_schema().unwrap_or(Value::Bool(false)));
            self.json_check.get_or_init(schema)
        } else {
            let schema = || Check::new(self.strict_body_schema().unwrap_or(Value::Bool(true)));
            self.body_check.get_or_init(schema)
        };
        service_checks::before_check(self, &mut body);
        let mut issues = check.issues(&body);
        if service_checks::skips_urls(&body) {
            issues.retain(|issue| !is_about_a_url(issue));
        }
        issues.extend(service_checks::missing(self, &body));
        if issues.is_empty() {
            issues = service_checks::broken(&body);
        }
        if !issues.is_empty() {
            return Err(issues);
        }
        service_checks::after_check(self, &mut body);
        Ok(body)
    }

    /// Checks the decoded values of the path template.
    pub fn check_path(&self, values: &BTreeMap<String, String>) -> Issues {
        self.path_check
            .get_or_init(|| Check::new(self.parameter_schema("path")))
            .issues(&json!(values))
    }

    /// Checks a typed query.
    pub fn check_query(&self, values: &Map<String, Value>) -> Issues {
        self.query_check().issues(&Value::Object(values.clone()))
    }

    pub(super) fn query_check(&self) -> &Check {
        self.query_check
            .get_or_init(|| Check::new(self.parameter_schema("query")))
    }
}

impl Check {
    pub fn new(schema: Value) -> Self {
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_format(PAGE_URL, page_url::is_page_url)
            .with_format("uri", is_web_url)
            .build(&schema)
            .map_err(|error| format!("the contract's schema cannot be compiled: {error}"));
        Self { schema, validator }
    }

    fn issues(&self, value: &Value) -> Issues {
        match &self.validator {
            Ok(validator) if validator.is_valid(value) => Vec::new(),
            Ok(validator) => {
                let errors: Vec<_> = validator.iter_errors(value).collect();
                zod_issues::issues(&self.schema, &errors)
            }
            Err(message) => vec![custom_issue(&[], message)],
        }
    }
}

/// Returns whether an issue is about the value of one of `urls`.
fn is_about_a_url(issue: &Value) -> bool {
    let Some([name, Value::Number(_)]) = issue["path"].as_array().map(Vec::as_slice) else {
        return false;
    };
    name == "urls" && issue["code"] != "invalid_type"
}

fn is_web_url(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| is_web(&url))
}

#[cfg(test)]
mod tests;
