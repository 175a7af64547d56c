//! Drops keywords without a value, as a YAML file has them where nothing is behind a key.

use serde_json::Value;

use super::parts::{Warnings, warn};
use openapi_document::join;
use openapi_document::prose::{Below, is_example, is_extension};

/// Drops the keywords whose value is `null`, but for those that hold any JSON; returns the warnings.
pub(crate) fn drop_nulls(document: &mut Value) -> Warnings {
    let mut warnings = Warnings::new();
    part(document, Below::Part, "", &mut warnings);
    warnings
}

fn part(value: &mut Value, below: Below, at: &str, warnings: &mut Warnings) {
    let is_data =
        |key: &str| is_extension(key) || is_example(key) || ["const", "default"].contains(&key);
    match (value, below) {
        (_, Below::Data) => {}
        (Value::Object(map), Below::Part) => {
            map.retain(|key, value| {
                let is_dropped = value.is_null() && !is_data(key);
                if is_dropped {
                    warn(warnings, &join(at, key), "null; ignored");
                }
                !is_dropped
            });
            for (key, inner) in map.iter_mut().filter(|(key, _)| !is_data(key)) {
                part(inner, Below::of(key), &join(at, key), warnings);
            }
        }
        (Value::Object(map), Below::Names) => {
            for (name, inner) in map {
                part(inner, Below::Part, &join(at, name), warnings);
            }
        }
        (Value::Array(list), _) => {
            for (index, inner) in list.iter_mut().enumerate() {
                part(inner, Below::Part, &join(at, &index.to_string()), warnings);
            }
        }
        _ => {}
    }
}
