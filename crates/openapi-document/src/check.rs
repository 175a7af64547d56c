//! The minimal requirements for a document: OpenAPI 3.0 with paths, or 3.1.

use serde_json::Value;

use crate::downgrade::is_newer;
use crate::error::{Error, Result};

/// Checks the kind of document and its version.
///
/// # Errors
///
/// Fails if the top level is not an object, the version is another one, or the paths are missing,
/// which 3.1 does not require.
pub fn check(document: &Value) -> Result<()> {
    if !document.is_object() {
        let message = format!("the top level is {}, not an object", kind(document));
        return Err(Error::new(message).remedy("give an OpenAPI 3.0 or 3.1 document"));
    }
    let is_newer = match (document.get("openapi"), document.get("swagger")) {
        (Some(Value::String(version)), _) => check_version(version)?,
        (Some(other), _) => {
            let message = format!("the version is {}, not a string", kind(other));
            return Err(Error::new(message)
                .at("/openapi")
                .remedy("write it as a string such as \"3.0.3\""));
        }
        (None, Some(version)) => {
            let message = format!("this is Swagger {version}, not OpenAPI 3.0 or 3.1");
            return Err(Error::new(message)
                .at("/swagger")
                .remedy("convert it to OpenAPI 3.0 first, with swagger2openapi for example"));
        }
        (None, None) => {
            let message = "the document has no `openapi` version, so it is not OpenAPI";
            return Err(Error::new(message).remedy("give an OpenAPI 3.0 or 3.1 document"));
        }
    };
    match document.get("paths") {
        Some(Value::Object(_)) => Ok(()),
        Some(other) => {
            let message = format!("the paths are {}, not an object", kind(other));
            Err(Error::new(message)
                .at("/paths")
                .remedy("map each path to its operations"))
        }
        None if is_newer => Ok(()),
        None => Err(Error::new("the document has no `paths`")
            .remedy("give the whole contract, not a part of it")),
    }
}

/// Returns true for 3.1 and false for 3.0.
fn check_version(version: &str) -> Result<bool> {
    if version.starts_with("3.0.") {
        return Ok(false);
    }
    if is_newer(version) {
        return Ok(true);
    }
    let error =
        Error::new(format!("OpenAPI {version:?} is neither 3.0.x nor 3.1.x")).at("/openapi");
    Err(if version == "3.2" || version.starts_with("3.2.") {
        error.remedy("publish it as 3.1: leave out what only 3.2 has, and write \"3.1.1\"")
    } else {
        error.remedy("give the contract in OpenAPI 3.0 or 3.1, with a version such as \"3.0.3\"")
    })
}

/// Returns the type of a JSON value, with its article.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
