//! Walks over the operations and schemas of a document.

use serde_json::{Map, Value};

use crate::error::Result;
use crate::pointer::{join, resolve};

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
    document
        .as_object_mut()?
        .entry("components")
        .or_insert_with(|| Value::Object(Map::new()))
        .as_object_mut()?
        .entry("schemas")
        .or_insert_with(|| Value::Object(Map::new()))
        .as_object_mut()
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
            let list = owner.get("parameters").and_then(Value::as_array);
            for parameter in list.into_iter().flatten() {
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
            let branches = schema.get(keyword).and_then(Value::as_array);
            open.extend(branches.into_iter().flatten().map(|b| (b, depth + 1)));
        }
    }
    found
}

/// Iterates over the members of an object; a missing value or another kind has none.
pub fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// A function that is called with the JSON pointer of an operation and the operation.
pub type OperationVisit<'a> = dyn FnMut(&str, &mut Map<String, Value>) -> Result<()> + 'a;

/// Calls `visit` with every operation in the order of the document.
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

/// A function that is called with a schema and its JSON pointer.
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

/// Visits the schemas under the `schema` keys at any depth of a parameter, body, response or header.
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
