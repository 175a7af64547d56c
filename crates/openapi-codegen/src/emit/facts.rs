//! The facts about an operation that overlays state.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::model::Unit;
use crate::catalog::{Kind, OperationEntry};
use crate::json::{EVENT, HAND_WRITTEN, elements, text};
use openapi_document::{Error, Result, each_operation_mut};

/// The facts in the `x-` keys of an operation.
#[derive(Debug)]
pub struct Facts {
    /// `x-retry`: whether the request may be sent again.
    pub retry: Option<Retry>,
    /// `x-timeout`: the fields that limit the server's time.
    pub timeout: Option<Timeout>,
    /// `x-envelope`: where the response has its value.
    pub envelope: Option<Envelope>,
    /// `x-label`: the field of the body that names the program's integration.
    pub label: Option<String>,
    /// The end of the API root that the path is not below, from `servers` of its own.
    pub beside: Option<String>,
    /// True if the contract requires a key and `x-keyless` is not set.
    pub needs_key: bool,
}

/// The safety of sending a request again.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retry {
    /// It changes nothing a second time.
    Idempotent,
    /// The service recognizes it by its idempotency key.
    Keyed,
    /// It costs a second time and leaves nothing behind.
    Costly,
    /// It starts or changes something each time.
    Starts,
}

/// The fields that limit the server's time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeout {
    /// The unit of their numbers.
    pub unit: Unit,
    /// The fields, whose times add up.
    pub fields: Vec<String>,
}

/// The location of a response's value, and the condition for an error response.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Envelope {
    /// The field that holds the value; without one the body is the value.
    pub value: Option<String>,
    /// Fields beside the value that count where the value lacks them.
    #[serde(default)]
    pub completed_by: Vec<String>,
    /// Fields beside the value that count even where the value has them.
    #[serde(default)]
    pub replaced_by: Vec<String>,
    /// Without one of these, `success: false` or an `error` make an error response of the body.
    pub error_unless: Option<Vec<String>>,
    /// A text that must be there and not be empty.
    pub requires: Option<String>,
}

/// Removes what a publisher says under keys of facts and that is none; returns the warnings.
///
/// Only overlays of this pipeline give these keys their meaning.
pub(crate) fn drop_foreign(document: &mut Value) -> Vec<String> {
    let mut warnings = Vec::new();
    let mut warn = |at: &str, key: &str| {
        warnings.push(format!(
            "{at}/{key}: not a fact that an overlay states; ignored"
        ));
    };
    // The visit returns no error.
    let _ = each_operation_mut(document, &mut |pointer, operation| {
        for (key, is_fact) in KNOWN {
            if operation.get(key).is_some_and(|value| !is_fact(value)) {
                operation.shift_remove(key);
                warn(pointer, key);
            }
        }
        Ok(())
    });
    let event = document.get(EVENT);
    if event.is_some_and(|event| text(event, "name").is_none() || text(event, "tag").is_none()) {
        document
            .as_object_mut()
            .and_then(|map| map.shift_remove(EVENT));
        warn("", EVENT);
    }
    warnings
}

/// Returns true for a value that a fact may have.
type IsFact = fn(&Value) -> bool;

/// The keys of facts of an operation, with their values.
const KNOWN: [(&str, IsFact); 5] = [
    ("x-retry", is::<Retry>),
    ("x-timeout", is::<Timeout>),
    ("x-envelope", is::<Envelope>),
    ("x-label", is::<String>),
    ("x-keyless", is::<bool>),
];

fn is<T: DeserializeOwned>(value: &Value) -> bool {
    T::deserialize(value).is_ok()
}

impl Facts {
    /// Reads the facts about an operation.
    pub fn of(document: &Value, entry: &OperationEntry) -> Result<Self> {
        let operation = operation(document, entry);
        let has_own = operation.get("security").is_some();
        let secured = if has_own { operation } else { document };
        let secured = !elements(secured, "security").is_empty();
        let keyless: Option<bool> = read(operation, entry, "x-keyless")?;
        Ok(Self {
            retry: read(operation, entry, "x-retry")?,
            timeout: read(operation, entry, "x-timeout")?,
            envelope: read(operation, entry, "x-envelope")?,
            label: read(operation, entry, "x-label")?,
            beside: beside(document, &document["paths"][&entry.path], operation),
            needs_key: secured && keyless != Some(true),
        })
    }
}

/// The end of the API root that an operation is not below: that by which the URL of the document's
/// first server is longer than that of its own.
pub(crate) fn beside(document: &Value, item: &Value, operation: &Value) -> Option<String> {
    let url = |holder: &Value| {
        let url = holder["servers"][0]["url"].as_str();
        url.map(|url| url.trim_end_matches('/').to_owned())
    };
    let own = url(operation).or_else(|| url(item))?;
    let root = url(document)?;
    let end = root.strip_prefix(&own)?;
    (own.contains("://") && end.starts_with('/')).then(|| end.to_owned())
}

/// The operation of an entry.
pub fn operation<'a>(document: &'a Value, entry: &OperationEntry) -> &'a Value {
    let method = entry.method.to_lowercase();
    match entry.kind {
        Kind::HandWritten => &document[HAND_WRITTEN][format!("{method} {}", entry.path)],
        Kind::Generated | Kind::Observed => &document["paths"][&entry.path][method],
    }
}

fn read<T: DeserializeOwned>(
    operation: &Value,
    entry: &OperationEntry,
    key: &str,
) -> Result<Option<T>> {
    let Some(value) = operation.get(key) else {
        return Ok(None);
    };
    T::deserialize(value).map(Some).map_err(|error| {
        Error::new(format!("`{key}` of {} cannot be read", entry.id))
            .caused_by(error)
            .remedy("correct it in the overlay that adds it")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_is_beside_the_end_of_the_root_that_its_own_server_lacks() {
        let holder = |url: &str| json!({"servers": [{"url": url}]});
        let root = holder("https://a.example/b/v2/");
        for (own, end) in [
            ("https://a.example/b", Some("/v2")),
            ("https://a.example/", Some("/b/v2")),
            ("https://a.example/b/v2", None),
            ("https://a.exam", None),
            ("https://other.example", None),
            ("/", None),
            ("https://", None),
        ] {
            let own = holder(own);
            assert_eq!(beside(&root, &own, &json!({})).as_deref(), end, "{own}");
            let item = holder("https://a.example");
            assert_eq!(beside(&root, &item, &own).as_deref(), end, "{own}");
        }
        assert_eq!(beside(&root, &json!({}), &json!({})), None);
    }
}
