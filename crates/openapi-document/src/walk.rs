//! Walks over the operations and schemas of a document.

use serde_json::{Map, Value, json};

use crate::downgrade::WEBHOOKS;
use crate::error::Result;
use crate::pointer::{join, push, resolve};

/// The HTTP methods that a path item may hold, in the order in which they are listed.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Returns the component schemas of a document.
pub fn schemas(document: &Value) -> Option<&Map<String, Value>> {
    document.get("components")?.get("schemas")?.as_object()
}

/// Returns the component schemas of a document, after creating them if they are missing.
pub fn schemas_mut(document: &mut Value) -> Option<&mut Map<String, Value>> {
    let document = document.as_object_mut()?;
    let components = document.entry("components").or_insert_with(|| json!({}));
    let schemas = components.as_object_mut()?.entry("schemas");
    schemas.or_insert_with(|| json!({})).as_object_mut()
}

/// An operation of a document.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'d> {
    /// The path template.
    pub path: &'d str,
    /// The method, in lower case.
    pub method: &'d str,
    /// The path item around the operation.
    pub item: &'d Value,
    /// The operation object.
    pub value: &'d Value,
}

impl<'d> Operation<'d> {
    /// Returns the operationId, or the route where there is none.
    pub fn id(&self) -> String {
        let id = self.value.get("operationId").and_then(Value::as_str);
        id.map_or_else(|| self.route(), ToOwned::to_owned)
    }

    /// Returns the method in capitals and the path template.
    pub fn route(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// Returns the JSON pointer to the operation.
    pub fn pointer(&self) -> String {
        join(&join("/paths", self.path), self.method)
    }

    /// Returns the parameters behind their references: those of the path item that the operation
    /// does not replace, then its own.
    pub fn parameters(&self, document: &'d Value) -> Vec<&'d Value> {
        let mut parameters: Vec<&Value> = Vec::new();
        for owner in [self.item, self.value] {
            for parameter in entries(owner, "parameters") {
                let parameter = resolve(document, parameter);
                let key = |value: &'d Value| (value.get("in"), value.get("name"));
                parameters.retain(|known| key(known) != key(parameter));
                parameters.push(parameter);
            }
        }
        parameters
    }

    /// Returns the media type and the schema of the request body, of the first media type if there
    /// are several.
    pub fn request_body(&self, document: &'d Value) -> Option<(&'d str, &'d Value)> {
        let body = resolve(document, self.value.get("requestBody")?);
        let (media, content) = body.get("content")?.as_object()?.iter().next()?;
        Some((media, content.get("schema")?))
    }

    /// Returns the response to a status, by its number, its class (`4XX`) or as `default`.
    pub fn response(&self, document: &'d Value, status: u16) -> Option<&'d Value> {
        let responses = self.value.get("responses")?;
        let class = format!("{}XX", status / 100);
        let response = [status.to_string().as_str(), class.as_str(), "default"]
            .into_iter()
            .find_map(|name| responses.get(name))?;
        Some(resolve(document, response))
    }
}

/// Returns the schema of the JSON content of a request body or a response.
pub fn json_content(carrier: &Value) -> Option<&Value> {
    carrier.pointer("/content/application~1json/schema")
}

/// Iterates over the operations in the order of the document.
pub fn operations(document: &Value) -> impl Iterator<Item = Operation<'_>> {
    members(document.get("paths")).flat_map(|(path, item)| {
        members(Some(item))
            .filter(|(method, _)| METHODS.contains(&method.as_str()))
            .map(move |(method, value)| Operation {
                path,
                method,
                item,
                value,
            })
    })
}

/// Iterates over a schema and everything that it is made of, behind references: the parts of
/// `allOf` and the branches of `oneOf` and `anyOf`, to a depth at which a circle ends.
pub fn parts<'d>(document: &'d Value, schema: &'d Value) -> Vec<&'d Value> {
    const DEEPEST: usize = 16;
    let mut found = Vec::new();
    let mut open = vec![(schema, 0)];
    while let Some((schema, depth)) = open.pop() {
        let schema = resolve(document, schema);
        found.push(schema);
        if depth == DEEPEST {
            continue;
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            open.extend(entries(schema, keyword).map(|branch| (branch, depth + 1)));
        }
    }
    found
}

/// Iterates over the members of an object; a missing value or another kind has none.
pub fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// Iterates over the entries of the list under a key; anything else has none.
pub(crate) fn entries<'d>(value: &'d Value, key: &str) -> impl Iterator<Item = &'d Value> {
    let list = value.get(key).and_then(Value::as_array);
    list.into_iter().flatten()
}

/// A function that is called with the JSON pointer of an operation and the operation.
pub type OperationVisit<'a> = dyn FnMut(&str, &mut Map<String, Value>) -> Result<()> + 'a;

/// Calls `visit` with every operation in the order of the document.
pub fn each_operation_mut(document: &mut Value, visit: &mut OperationVisit<'_>) -> Result<()> {
    let mut at = String::from("/paths");
    each_member(document.get_mut("paths"), &mut at, &mut |_, item, at| {
        each_member(
            Some(item),
            at,
            &mut |method, operation, at| match operation {
                Value::Object(operation) if METHODS.contains(&method) => visit(at, operation),
                _ => Ok(()),
            },
        )
    })
}

/// A function that is called with a schema and its JSON pointer.
pub type SchemaVisit<'a> = dyn FnMut(&mut Value, &str) -> Result<()> + 'a;

/// Calls `visit` with every schema of the document, the inner ones before the outer; also with
/// those of webhooks under [`WEBHOOKS`].
pub fn each_schema_mut(document: &mut Value, visit: &mut SchemaVisit<'_>) -> Result<()> {
    let components = document.get_mut("components");
    let mut at = String::from("/components");
    each_member(components, &mut at, &mut |section, entries, at| {
        each_member(Some(entries), at, &mut |_, entry, at| match section {
            "schemas" => each_inner_schema_mut(entry, at, visit),
            _ => each_carried_schema_mut(entry, at, visit),
        })
    })?;
    for section in ["paths", WEBHOOKS] {
        let mut at = join("", section);
        each_member(document.get_mut(section), &mut at, &mut |_, item, at| {
            each_operation_schema_mut(item, at, visit)
        })?;
    }
    Ok(())
}

/// Visits the schemas of a path item.
fn each_operation_schema_mut(
    item: &mut Value,
    pointer: &mut String,
    visit: &mut SchemaVisit<'_>,
) -> Result<()> {
    each_member(Some(item), pointer, &mut |key, value, at| {
        if key == "parameters" {
            each_carried_schema_mut(value, at, visit)?;
        } else if METHODS.contains(&key) {
            for part in ["parameters", "requestBody", "responses"] {
                if let Some(value) = value.get_mut(part) {
                    below(at, part, |at| each_carried_schema_mut(value, at, visit))?;
                }
            }
        }
        Ok(())
    })
}

/// Visits the schemas under the `schema` keys at any depth of a parameter, body, response or header.
fn each_carried_schema_mut(
    value: &mut Value,
    pointer: &mut String,
    visit: &mut SchemaVisit<'_>,
) -> Result<()> {
    let is_object = value.is_object();
    each_member(Some(value), pointer, &mut |key, value, at| match key {
        "schema" if is_object => each_inner_schema_mut(value, at, visit),
        "example" | "examples" => Ok(()),
        _ => each_carried_schema_mut(value, at, visit),
    })
}

/// Calls `visit` with the schemas inside of a schema and then with the schema itself.
fn each_inner_schema_mut(
    schema: &mut Value,
    pointer: &mut String,
    visit: &mut SchemaVisit<'_>,
) -> Result<()> {
    if schema.is_object() {
        each_member(Some(schema), pointer, &mut |key, value, at| match key {
            "properties" | "oneOf" | "anyOf" | "allOf" => {
                each_member(Some(value), at, &mut |_, inner, at| {
                    each_inner_schema_mut(inner, at, visit)
                })
            }
            "items" | "additionalProperties" | "not" if value.is_object() => {
                each_inner_schema_mut(value, at, visit)
            }
            _ => Ok(()),
        })?;
    }
    visit(schema, pointer)
}

/// A function that is called with the key of a member, its value and its JSON pointer; an entry of a
/// list has an empty key.
type MemberVisit<'a> = dyn FnMut(&str, &mut Value, &mut String) -> Result<()> + 'a;

/// Calls `visit` with the members of an object or the entries of a list.
fn each_member(
    value: Option<&mut Value>,
    pointer: &mut String,
    visit: &mut MemberVisit<'_>,
) -> Result<()> {
    match value {
        Some(Value::Object(map)) => map
            .iter_mut()
            .try_for_each(|(key, value)| below(pointer, key, |at| visit(key, value, at))),
        Some(Value::Array(list)) => list.iter_mut().enumerate().try_for_each(|(index, value)| {
            below(pointer, &index.to_string(), |at| visit("", value, at))
        }),
        _ => Ok(()),
    }
}

/// Runs `visit` with one more segment at the end of a pointer, in place: walks are long, and few of
/// their places are ever named.
fn below<T>(pointer: &mut String, segment: &str, visit: impl FnOnce(&mut String) -> T) -> T {
    let end = pointer.len();
    push(pointer, segment);
    let result = visit(pointer);
    pointer.truncate(end);
    result
}
