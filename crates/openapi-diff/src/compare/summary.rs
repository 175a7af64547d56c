//! Describes a schema in a few words.

use serde_json::Value;

/// The most enum values that are shown.
const SHOWN: usize = 8;

/// Describes a schema in a few words: `string (date-time)`, `list of Action`, `"a" | "b"`.
pub fn summary(schema: &Value) -> Value {
    Value::from(words(schema, 0))
}

fn words(schema: &Value, depth: usize) -> String {
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        return target.rsplit('/').next().unwrap_or(target).to_owned();
    }
    if let Value::Bool(flag) = schema {
        return flag.to_string();
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let mut shown: Vec<String> = values.iter().take(SHOWN).map(Value::to_string).collect();
        if values.len() > SHOWN {
            shown.push(format!("{} more", values.len() - SHOWN));
        }
        return shown.join(" | ");
    }
    for (key, word) in [("oneOf", "one"), ("anyOf", "any"), ("allOf", "all")] {
        if let Some(list) = schema.get(key).and_then(Value::as_array) {
            return format!("{word} of {}", list.len());
        }
    }
    let kind = match schema.get("type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => {
            let kinds: Vec<&str> = kinds.iter().filter_map(Value::as_str).collect();
            kinds.join(" | ")
        }
        _ if schema.get("properties").is_some() => "object".to_owned(),
        _ => "any value".to_owned(),
    };
    let nullable = match schema.get("nullable") {
        Some(Value::Bool(true)) => " or null",
        _ => "",
    };
    let is_record = schema.get("properties").is_some();
    let extras = schema.get("additionalProperties");
    let extras = extras.filter(|one| one.as_object().is_some_and(|map| !map.is_empty()));
    match (kind.as_str(), schema.get("format").and_then(Value::as_str)) {
        ("array", _) if depth < 3 => match schema.get("items") {
            Some(items) => format!("list of {}{nullable}", words(items, depth + 1)),
            None => format!("list{nullable}"),
        },
        ("object", _) if depth < 3 && !is_record && extras.is_some() => {
            let held = extras.map(|extras| words(extras, depth + 1));
            format!("map of {}{nullable}", held.unwrap_or_default())
        }
        (_, Some(format)) => format!("{kind} ({format}){nullable}"),
        _ => format!("{kind}{nullable}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_schema_in_a_few_words() {
        for (schema, text) in [
            (
                json!({"type": "string", "format": "uri", "nullable": true}),
                "string (uri) or null",
            ),
            (
                json!({"type": "array", "items": {"$ref": "#/components/schemas/Action"}}),
                "list of Action",
            ),
            (json!({"enum": ["a", 1]}), "\"a\" | 1"),
            (
                json!({"type": "object", "additionalProperties": {"type": "string"}}),
                "map of string",
            ),
            (json!({"oneOf": [{}, {}]}), "one of 2"),
            (json!({"properties": {}}), "object"),
            (json!({}), "any value"),
            (json!(false), "false"),
        ] {
            assert_eq!(summary(&schema), json!(text));
        }
    }
}
