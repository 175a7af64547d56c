//! JSON pointers and walks over an OpenAPI document held as a `serde_json::Value`.

use serde_json::{Map, Value};

use crate::error::Result;

/// The HTTP methods that a path item may hold, in the order in which they are listed.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The prefix of a reference to a component schema.
pub const SCHEMA_PREFIX: &str = "#/components/schemas/";

/// Appends one segment to a JSON pointer, escaped by RFC 6901.
pub fn join(pointer: &str, segment: &str) -> String {
    format!(
        "{pointer}/{}",
        segment.replace('~', "~0").replace('/', "~1")
    )
}

/// The segments of a JSON pointer, as they read without its escapes.
pub fn segments(pointer: &str) -> Vec<String> {
    pointer
        .split('/')
        .skip(1)
        .map(|segment| segment.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// The component schema that a schema refers to, if it is a reference into the component schemas.
pub fn schema_ref(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(SCHEMA_PREFIX)
}

/// A reference to a component schema.
pub fn reference(name: &str) -> Value {
    let mut map = Map::new();
    map.insert(
        "$ref".to_owned(),
        Value::String(format!("{SCHEMA_PREFIX}{name}")),
    );
    Value::Object(map)
}

/// The component schemas of a document.
pub fn schemas(document: &Value) -> Option<&Map<String, Value>> {
    document.get("components")?.get("schemas")?.as_object()
}

/// The component schemas of a document, made if there are none.
pub fn schemas_mut(document: &mut Value) -> Option<&mut Map<String, Value>> {
    document
        .as_object_mut()?
        .entry("components")
        .or_insert_with(|| Value::Object(Map::new()))
        .as_object_mut()?
        .entry("schemas")
        .or_insert_with(|| Value::Object(Map::new()))
        .as_object_mut()
}

/// One operation of the document.
#[derive(Debug)]
pub struct OperationPlace<'a> {
    /// The path template.
    pub path: &'a str,
    /// The method, in lower case.
    pub method: &'a str,
    /// The operation object.
    pub value: &'a Value,
}

impl OperationPlace<'_> {
    /// The operationId, or `METHOD path` where there is none.
    pub fn id(&self) -> String {
        self.value
            .get("operationId")
            .and_then(Value::as_str)
            .map_or_else(
                || format!("{} {}", self.method.to_uppercase(), self.path),
                ToOwned::to_owned,
            )
    }

    /// The JSON pointer to the operation.
    pub fn pointer(&self) -> String {
        join(&join("/paths", self.path), self.method)
    }
}

/// All operations in the order of the document.
pub fn operations(document: &Value) -> impl Iterator<Item = OperationPlace<'_>> {
    document
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .flat_map(|(path, item)| {
            item.as_object()
                .into_iter()
                .flatten()
                .filter(|(method, _)| METHODS.contains(&method.as_str()))
                .map(move |(method, value)| OperationPlace {
                    path,
                    method,
                    value,
                })
        })
}

/// What a visit of the operations calls, with the JSON pointer and the operation.
pub type OperationVisit<'a> = dyn FnMut(&str, &mut Map<String, Value>) -> Result<()> + 'a;

/// Calls `visit` with every operation in the order of the document.
///
/// The arguments are the pointer and the operation.
pub fn each_operation_mut(document: &mut Value, visit: &mut OperationVisit<'_>) -> Result<()> {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return Ok(());
    };
    for (path, item) in paths {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let (true, Some(operation)) = (
                METHODS.contains(&method.as_str()),
                operation.as_object_mut(),
            ) {
                visit(&join(&join("/paths", path), method), operation)?;
            }
        }
    }
    Ok(())
}

/// What a visit of the schemas calls, with the schema and its JSON pointer.
pub type SchemaVisit<'a> = dyn FnMut(&mut Value, &str) -> Result<()> + 'a;

/// Calls `visit` with every schema of the document, the inner ones before the outer.
pub fn each_schema_mut(document: &mut Value, visit: &mut SchemaVisit<'_>) -> Result<()> {
    if let Some(components) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    {
        for (section, entries) in components {
            for (name, entry) in entries.as_object_mut().into_iter().flatten() {
                let pointer = join(&join("/components", section), name);
                if section == "schemas" {
                    each_inner_schema_mut(entry, &pointer, visit)?;
                } else {
                    each_carried_schema_mut(entry, &pointer, visit)?;
                }
            }
        }
    }
    for (path, item) in document
        .get_mut("paths")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten()
    {
        let pointer = join("/paths", path);
        for (key, value) in item.as_object_mut().into_iter().flatten() {
            let pointer = join(&pointer, key);
            if key == "parameters" {
                each_carried_schema_mut(value, &pointer, visit)?;
            } else if METHODS.contains(&key.as_str()) {
                for part in ["parameters", "requestBody", "responses"] {
                    if let Some(value) = value.get_mut(part) {
                        each_carried_schema_mut(value, &join(&pointer, part), visit)?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// Visits what stands under a `schema` key at any depth of a parameter, body, response or header.
fn each_carried_schema_mut(
    value: &mut Value,
    pointer: &str,
    visit: &mut SchemaVisit<'_>,
) -> Result<()> {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let pointer = join(pointer, key);
                if key == "schema" {
                    each_inner_schema_mut(value, &pointer, visit)?;
                } else if key != "example" && key != "examples" {
                    each_carried_schema_mut(value, &pointer, visit)?;
                }
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter_mut().enumerate() {
                each_carried_schema_mut(value, &join(pointer, &index.to_string()), visit)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Calls `visit` with the schemas inside of a schema and then with the schema itself.
pub fn each_inner_schema_mut(
    schema: &mut Value,
    pointer: &str,
    visit: &mut SchemaVisit<'_>,
) -> Result<()> {
    each_child_schema_mut(schema, pointer, &mut |child, pointer| {
        each_inner_schema_mut(child, pointer, visit)
    })?;
    visit(schema, pointer)
}

/// Calls `visit` with the direct children of a schema.
pub fn each_child_schema_mut(
    schema: &mut Value,
    pointer: &str,
    visit: &mut SchemaVisit<'_>,
) -> Result<()> {
    let Some(map) = schema.as_object_mut() else {
        return Ok(());
    };
    for (key, value) in map {
        let pointer = join(pointer, key);
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                for (name, property) in properties {
                    visit(property, &join(&pointer, name))?;
                }
            }
            ("items" | "additionalProperties" | "not", value @ Value::Object(_)) => {
                visit(value, &pointer)?;
            }
            ("oneOf" | "anyOf" | "allOf", Value::Array(branches)) => {
                for (index, branch) in branches.iter_mut().enumerate() {
                    visit(branch, &join(&pointer, &index.to_string()))?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}
