//! A JSON Schema made fit for the service.

use api_transport::{Error, ErrorKind};
use serde_json::{Map, Value, json};

use super::subschemas::inside;

/// The keywords that both draft 7 and draft 2020-12 of JSON Schema define.
const KEYWORDS: &str = "$defs $ref additionalProperties allOf anyOf const contains contentEncoding contentMediaType \
    default description else enum examples exclusiveMaximum exclusiveMinimum format if items \
    maxItems maxLength maxProperties maximum minItems minLength minProperties minimum multipleOf \
    not oneOf pattern patternProperties properties propertyNames readOnly required then title \
    type uniqueItems writeOnly";

/// Normalizes a schema for the service; `name` is the name of the type, for errors.
///
/// - Only keywords that every draft of JSON Schema knows are left: servers compile a schema with
///   validators that refuse others. A tuple becomes a list whose items have any of its types.
/// - `additionalProperties: true` is removed beside `properties`.
/// - `required` lists only declared properties.
/// - An object without properties that accepts anything is an error.
pub(super) fn normalize_schema(mut schema: Value, name: &str) -> Result<Map<String, Value>, Error> {
    let refused = |what: String| {
        Error::new(
            ErrorKind::InvalidRequest,
            format!("the schema of `{name}` {what}"),
        )
    };
    let open = |place: String| {
        let place = match place.as_str() {
            "" => "its root".to_owned(),
            place => format!("`{place}`"),
        };
        refused(format!(
            "takes any object at {place}, which the service refuses: give it fields, or values of one type such as `HashMap<String, String>`"
        ))
    };
    settle(&mut schema, "").map_err(open)?;
    match schema {
        Value::Object(whole) if says_something(&whole) => Ok(whole),
        _ => Err(refused(
            "takes anything: derive `JsonSchema` for a struct that says what to look for"
                .to_owned(),
        )),
    }
}

/// Applies the rules to a schema and all inside of it; fails with the place of an open object.
fn settle(schema: &mut Value, place: &str) -> Result<(), String> {
    let Some(schema) = schema.as_object_mut() else {
        return Ok(());
    };
    join_tuple(schema);
    schema.retain(|keyword, _| KEYWORDS.split(' ').any(|known| known == keyword));
    if schema.get("properties").is_some_and(Value::is_object)
        && schema.get("additionalProperties").is_some_and(takes_all)
    {
        schema.remove("additionalProperties");
    }
    if let Some(Value::Array(mut required)) = schema.remove("required") {
        let properties = schema.get("properties");
        required.retain(|name| {
            let name = name.as_str();
            name.is_some_and(|name| properties.is_some_and(|all| all.get(name).is_some()))
        });
        if !required.is_empty() {
            schema.insert("required".to_owned(), Value::Array(required));
        }
    }
    if is_open(schema) {
        return Err(place.to_owned());
    }
    for (inner, schema) in inside(schema) {
        settle(schema, &format!("{place}{inner}"))?;
    }
    Ok(())
}

/// Replaces a schema for each place of a list with one for all places.
fn join_tuple(schema: &mut Map<String, Value>) {
    let Some(Value::Array(places)) = schema.remove("prefixItems") else {
        return;
    };
    let length = Value::from(places.len());
    let mut items: Vec<Value> = Vec::new();
    let rest = match schema.remove("items") {
        Some(Value::Bool(false)) => {
            schema.entry("maxItems").or_insert(length);
            None
        }
        None if schema.get("maxItems") == Some(&length) => None,
        rest => Some(rest.unwrap_or(Value::Bool(true))),
    };
    for place in places.into_iter().chain(rest) {
        if !items.contains(&place) {
            items.push(place);
        }
    }
    let items = match items.len() {
        1 => items.remove(0),
        _ => json!({"anyOf": items}),
    };
    schema.insert("items".to_owned(), items);
}

/// Returns true if a schema declares an object without any constraint.
fn is_open(schema: &Map<String, Value>) -> bool {
    const SAYING: &[&str] = &[
        "$ref",
        "allOf",
        "anyOf",
        "const",
        "enum",
        "if",
        "oneOf",
        "patternProperties",
    ];
    let object = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "object"),
        Some(kind) => kind == "object",
        None => false,
    };
    let named = schema
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|named| !named.is_empty());
    let bound = schema
        .get("additionalProperties")
        .is_some_and(|others| !takes_all(others));
    let said = schema
        .keys()
        .any(|keyword| SAYING.contains(&keyword.as_str()));
    object && !named && !bound && !said
}

fn takes_all(schema: &Value) -> bool {
    match schema {
        Value::Bool(all) => *all,
        Value::Object(schema) => !says_something(schema),
        _ => false,
    }
}

/// Returns true if there is more than documentation.
fn says_something(schema: &Map<String, Value>) -> bool {
    schema.keys().any(|keyword| {
        !matches!(
            keyword.as_str(),
            "$comment" | "$id" | "default" | "description" | "examples" | "title"
        )
    })
}

#[cfg(test)]
mod tests;
