//! Readable names of JSON pointers: `Options.formats[]`, `listItems.request.limit`.

use serde_json::Value;

use openapi_document::{METHODS, segments};

/// Returns a readable name of a place.
///
/// A property is written as `.name`, the entries of a list as `[]`, additional properties as `{}`,
/// and a branch as `|` with its tag, name, type or number.
pub fn label(pointer: &str, document: &Value) -> String {
    let tokens = segments(pointer);
    let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let walk = Walk { document, pointer };
    match &words[..] {
        [] => "the contract".to_owned(),
        ["components", "schemas", name, rest @ ..] => walk.schema(name, 3, rest),
        [
            "components",
            "parameters" | "headers" | "requestBodies" | "responses",
            name,
            rest @ ..,
        ] => walk.carrier(name, 3, rest),
        ["components", rest @ ..] => rest.join("."),
        ["paths", path, "parameters", rest @ ..] => walk.parameter(path, 3, rest),
        ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
            let id = walk.at(3)["operationId"].as_str();
            let name = id.map_or_else(
                || format!("{} {path}", method.to_uppercase()),
                str::to_owned,
            );
            walk.operation(&name, rest)
        }
        ["paths", rest @ ..] => rest.join("."),
        other => other.join("."),
    }
}

struct Walk<'a> {
    document: &'a Value,
    pointer: &'a str,
}

impl Walk<'_> {
    /// Returns the value at the first tokens of the pointer.
    fn at(&self, count: usize) -> &Value {
        let end = self
            .pointer
            .match_indices('/')
            .nth(count)
            .map_or(self.pointer.len(), |(at, _)| at);
        self.document
            .pointer(&self.pointer[..end])
            .unwrap_or(&Value::Null)
    }

    fn operation(&self, name: &str, rest: &[&str]) -> String {
        match rest {
            ["parameters", rest @ ..] => self.parameter(name, 4, rest),
            ["requestBody", rest @ ..] => self.carrier(&format!("{name}.request"), 4, rest),
            ["responses", status, rest @ ..] => {
                self.carrier(&format!("{name}.response({status})"), 5, rest)
            }
            // The rule names these lists.
            ["tags" | "security"] | [] => name.to_owned(),
            other => format!("{name}.{}", other.join(".")),
        }
    }

    fn parameter(&self, owner: &str, depth: usize, rest: &[&str]) -> String {
        let Some((_, rest)) = rest.split_first() else {
            return owner.to_owned();
        };
        let parameter = self.at(depth + 1);
        let word = |key: &str| parameter[key].as_str().unwrap_or("?").to_owned();
        let name = format!("{owner}.{}.{}", word("in"), word("name"));
        self.carrier(&name, depth + 1, rest)
    }

    /// Names a carrier of a schema: a parameter, a header, a body or a response.
    fn carrier(&self, name: &str, depth: usize, rest: &[&str]) -> String {
        match rest {
            [] => name.to_owned(),
            ["schema", rest @ ..] => self.schema(name, depth + 1, rest),
            ["content", "application/json", "schema", rest @ ..] => {
                self.schema(name, depth + 3, rest)
            }
            ["content", media, "schema", rest @ ..] => {
                self.schema(&format!("{name}({media})"), depth + 3, rest)
            }
            ["content", media, rest @ ..] => {
                let name = format!("{name}({media})");
                [&[name.as_str()], rest].concat().join(".")
            }
            ["headers", header, rest @ ..] => {
                self.carrier(&format!("{name}.header.{header}"), depth + 2, rest)
            }
            other => format!("{name}.{}", other.join(".")),
        }
    }

    fn schema(&self, name: &str, mut depth: usize, mut rest: &[&str]) -> String {
        let mut label = name.to_owned();
        loop {
            rest = match rest {
                [] | ["required" | "enum"] => return label,
                ["properties", property, rest @ ..] => {
                    label = format!("{label}.{property}");
                    depth += 2;
                    rest
                }
                ["items", rest @ ..] => {
                    label.push_str("[]");
                    depth += 1;
                    rest
                }
                ["additionalProperties", rest @ ..] => {
                    label.push_str("{}");
                    depth += 1;
                    rest
                }
                ["oneOf" | "anyOf", number, rest @ ..] => {
                    depth += 2;
                    label = format!("{label}|{}", branch(self.at(depth), number));
                    rest
                }
                ["allOf", number, rest @ ..] => {
                    depth += 2;
                    if rest.is_empty() {
                        label = format!("{label}&{}", branch(self.at(depth), number));
                    }
                    rest
                }
                other => return format!("{label}.{}", other.join(".")),
            };
        }
    }
}

/// Identifies a branch: by its tag, its name, its type, or its number.
fn branch(schema: &Value, number: &str) -> String {
    if let Some(target) = schema["$ref"].as_str() {
        return target.rsplit('/').next().unwrap_or(target).to_owned();
    }
    let properties = schema["properties"].as_object();
    let mark = properties.into_iter().flatten().find_map(|(_, property)| {
        let values = property["enum"].as_array()?;
        (values.len() == 1).then(|| values[0].as_str().map(str::to_owned))?
    });
    mark.or_else(|| schema["type"].as_str().map(str::to_owned))
        .unwrap_or_else(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_in_words() {
        let document = json!({
            "components": {"schemas": {
                "A": {"properties": {"b": {"items": {"oneOf": [{"type": "string"}, {"properties": {"type": {"enum": ["pdf"]}}}]}}}}
            }},
            "paths": {"/c/{id}": {
                "parameters": [{"name": "id", "in": "path"}],
                "get": {"operationId": "getC", "parameters": [{"name": "limit", "in": "query"}]},
                "post": {}
            }}
        });
        for (pointer, text) in [
            ("", "the contract"),
            ("/components/schemas/A", "A"),
            (
                "/components/schemas/A/properties/b/items/oneOf/1/properties/x",
                "A.b[]|pdf.x",
            ),
            (
                "/components/schemas/A/properties/b/items/oneOf/0",
                "A.b[]|string",
            ),
            ("/components/schemas/A/additionalProperties", "A{}"),
            ("/paths/~1c~1{id}/parameters/0", "/c/{id}.path.id"),
            (
                "/paths/~1c~1{id}/get/parameters/0/schema",
                "getC.query.limit",
            ),
            ("/paths/~1c~1{id}/get", "getC"),
            (
                "/paths/~1c~1{id}/post/requestBody/content/application~1json/schema/properties/a",
                "POST /c/{id}.request.a",
            ),
            (
                "/paths/~1c~1{id}/get/responses/200/content/text~1plain",
                "getC.response(200)(text/plain)",
            ),
            (
                "/paths/~1c~1{id}/get/responses/200/headers/X-A",
                "getC.response(200).header.X-A",
            ),
            ("/servers/0", "servers.0"),
        ] {
            assert_eq!(label(pointer, &document), text);
        }
    }
}
