//! The check of arguments by the schema of their tool.

use serde_json::{Map, Value};

use super::schema::{ALSO, NULLABLE};

/// Checks arguments, and removes a `null` where the contract has none.
///
/// # Errors
///
/// Names the field that is missing, unknown, or of another type. Ranges and words are left to the
/// service, which knows those of its version.
pub fn check(schema: &Value, value: &mut Value, place: &str) -> Result<(), String> {
    let kind = schema["type"].as_str().unwrap_or("object");
    // For JSON Schema, 2.0 is an integer.
    if let (true, Some(number)) = (kind == "integer", value.as_f64())
        && value.is_f64()
        && number.fract() == 0.0
        && number.abs() < 2_f64.powi(53)
    {
        *value = (number as i64).into();
    }
    let found = match &*value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let also = schema[ALSO].as_array().into_iter().flatten();
    let is_other = also.clone().any(|also| also == found);
    let fits = kind == found || is_other || (kind == "number" && found == "integer");
    if !fits {
        let place = if place.is_empty() {
            "the arguments"
        } else {
            place
        };
        let other: String = also
            .filter_map(Value::as_str)
            .map(|also| format!(" or {also}"))
            .collect();
        return Err(format!(
            "`{place}` must be of type {kind}{other}, not {found}"
        ));
    }
    match value {
        _ if is_other => Ok(()),
        Value::Array(items) => {
            for (at, item) in items.iter_mut().enumerate() {
                check(&schema["items"], item, &format!("{place}[{at}]"))?;
            }
            Ok(())
        }
        Value::Object(fields) => check_fields(schema, fields, place),
        _ => Ok(()),
    }
}

fn check_fields(
    schema: &Value,
    fields: &mut Map<String, Value>,
    place: &str,
) -> Result<(), String> {
    let path = |name: &str| match place {
        "" => name.to_owned(),
        place => format!("{place}.{name}"),
    };
    let known = schema["properties"].as_object();
    let of = |name: &str| known.and_then(|known| known.get(name));
    fields.retain(|name, value| {
        !value.is_null() || of(name).is_none_or(|field| field[NULLABLE] == true)
    });
    for (name, value) in fields.iter_mut() {
        let field = match of(name) {
            Some(_) if value.is_null() => continue,
            Some(field) => field,
            None if schema["additionalProperties"].is_object() => &schema["additionalProperties"],
            None => match known {
                None => continue,
                Some(known) => {
                    let names: Vec<&str> = known.keys().map(String::as_str).collect();
                    let names = names.join(", ");
                    return Err(format!(
                        "unknown field `{}`; known here: {names}",
                        path(name)
                    ));
                }
            },
        };
        check(field, value, &path(name))?;
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap_or_default();
        if !fields.contains_key(name) {
            return Err(format!("the field `{}` is missing", path(name)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::mcp::schema::Contract;
    use crate::operations::Operation;

    fn schema(id: &str) -> Value {
        let operation = Operation::find(id).unwrap();
        Contract::read().unwrap().arguments(operation, &[])
    }

    #[track_caller]
    fn rejects(schema: &Value, mut value: Value, words: &str) {
        let error = check(schema, &mut value, "").unwrap_err();
        assert!(error.contains(words), "{error}");
    }

    #[test]
    fn arguments_are_checked_by_name() {
        let scrape = schema("scrapeAndExtractFromUrl");
        rejects(&scrape, json!({}), "`url` is missing");
        rejects(&scrape, json!({"url": 5}), "`url` must be of type string");
        rejects(
            &scrape,
            json!({"url": "u", "wait": 1}),
            "unknown field `wait`",
        );
        rejects(
            &scrape,
            json!({"url": "u", "formats": [{"type": "json", "shema": {}}]}),
            "unknown field `formats[0].shema`",
        );
        rejects(
            &scrape,
            json!({"url": "u", "formats": [{"prompt": "p"}]}),
            "`formats[0].type` is missing",
        );
        for fine in [
            json!({"url": "u", "formats": ["markdown", {"type": "json", "schema": {"a": 1}}]}),
            json!({"url": "u", "headers": {"x": "y"}, "redactPII": true}),
            json!({"url": "u", "redactPII": {"mode": "any"}}),
        ] {
            assert_eq!(check(&scrape, &mut fine.clone(), ""), Ok(()), "{fine}");
        }
    }

    #[test]
    fn a_whole_number_is_an_integer() {
        let crawl = schema("crawlUrls");
        let mut value = json!({"url": "u", "limit": 2.0});
        assert_eq!(check(&crawl, &mut value, ""), Ok(()));
        assert_eq!(value["limit"].as_i64(), Some(2));
        rejects(
            &crawl,
            json!({"url": "u", "limit": 2.5}),
            "`limit` must be of type integer",
        );
    }

    #[test]
    fn a_null_is_removed_where_the_contract_has_none() {
        let mut value = json!({"monitorId": "m", "goal": null, "name": null});
        assert_eq!(check(&schema("updateMonitor"), &mut value, ""), Ok(()));
        assert_eq!(value, json!({"monitorId": "m", "goal": null}));
    }

    #[test]
    fn fields_can_be_left_out_at_any_depth() {
        let operation = Operation::find("crawlUrls").unwrap();
        let crawl = Contract::read().unwrap().arguments(operation, &["actions"]);
        rejects(
            &crawl,
            json!({"url": "u", "scrapeOptions": {"actions": []}}),
            "unknown field `scrapeOptions.actions`",
        );
    }
}
