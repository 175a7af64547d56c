//! Readable names of JSON pointers: `Options.formats[]`, `listItems.request.limit`.

use serde_json::Value;

use openapi_document::{METHODS, join, segments};

use super::compare::mark;

/// Returns a readable name of a place.
///
/// A property is written as `.name`, the entries of a list as `[]`, additional properties as `{}`,
/// and a branch as `|` with its tag, name, type or number.
pub fn label(pointer: &str, document: &Value) -> String {
    let tokens = segments(pointer);
    let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let at = Walk {
        value: document,
        rest: &words,
    };
    match &words[..] {
        [] => "the contract".to_owned(),
        ["components", "schemas", name, ..] => at.skip(3).schema((*name).to_owned()),
        [
            "components",
            "parameters" | "headers" | "requestBodies" | "responses",
            name,
            ..,
        ] => at.skip(3).carrier((*name).to_owned()),
        ["paths", path, "parameters", ..] => at.skip(3).parameter(path),
        ["paths", path, method, ..] if METHODS.contains(method) => {
            let at = at.skip(3);
            let route = || format!("{} {path}", method.to_uppercase());
            let id = at.value["operationId"].as_str();
            at.operation(id.map_or_else(route, str::to_owned))
        }
        ["webhooks" | "x-webhooks", name, _, ..] => at.skip(3).operation(format!("webhook {name}")),
        ["components" | "paths", rest @ ..] => rest.join("."),
        other => other.join("."),
    }
}

/// The part of a pointer that is not named yet, and the value before it.
#[derive(Clone, Copy)]
struct Walk<'a> {
    value: &'a Value,
    rest: &'a [&'a str],
}

impl<'a> Walk<'a> {
    /// Goes down a number of segments.
    fn skip(self, count: usize) -> Self {
        let (gone, rest) = self.rest.split_at(count);
        let value = gone.iter().fold(self.value, |value, key| {
            value.pointer(&join("", key)).unwrap_or(&Value::Null)
        });
        Self { value, rest }
    }

    fn operation(self, name: String) -> String {
        match self.rest {
            ["parameters", ..] => self.skip(1).parameter(&name),
            ["requestBody", ..] => self.skip(1).carrier(format!("{name}.request")),
            ["responses", status, ..] => {
                let name = format!("{name}.response({status})");
                self.skip(2).carrier(name)
            }
            ["callbacks", callback, _, _, ..] => self
                .skip(4)
                .operation(format!("{name}.callback.{callback}")),
            // The rule names these lists.
            ["tags" | "security"] | [] => name,
            other => format!("{name}.{}", other.join(".")),
        }
    }

    fn parameter(self, owner: &str) -> String {
        if self.rest.is_empty() {
            return owner.to_owned();
        }
        let at = self.skip(1);
        let word = |key: &str| at.value[key].as_str().unwrap_or("?");
        at.carrier(format!("{owner}.{}.{}", word("in"), word("name")))
    }

    /// Names a carrier of a schema: a parameter, a header, a body or a response.
    fn carrier(self, name: String) -> String {
        match self.rest {
            [] => name,
            ["schema", ..] => self.skip(1).schema(name),
            ["content", "application/json", "schema", ..] => self.skip(3).schema(name),
            ["content", media, ..] => self.skip(2).carrier(format!("{name}({media})")),
            ["headers", header, ..] => self.skip(2).carrier(format!("{name}.header.{header}")),
            other => format!("{name}.{}", other.join(".")),
        }
    }

    fn schema(self, name: String) -> String {
        let (count, step) = match self.rest {
            [] | ["required" | "enum"] => return name,
            ["properties", property, ..] => (2, format!(".{property}")),
            ["items", ..] => (1, "[]".to_owned()),
            ["additionalProperties", ..] => (1, "{}".to_owned()),
            ["oneOf" | "anyOf", number, ..] => (2, format!("|{}", branch(self.skip(2), number))),
            ["allOf", number] => (2, format!("&{}", branch(self.skip(2), number))),
            ["allOf", _, ..] => (2, String::new()),
            other => return format!("{name}.{}", other.join(".")),
        };
        self.skip(count).schema(name + &step)
    }
}

/// Identifies a branch: by its tag, its name, its type, or its number.
fn branch(at: Walk<'_>, number: &str) -> String {
    let schema = at.value;
    if let Some(target) = schema["$ref"].as_str() {
        return target.rsplit('/').next().unwrap_or(target).to_owned();
    }
    let mark = mark(schema).and_then(|(_, value)| value.as_str());
    let name = mark.or_else(|| schema["type"].as_str());
    name.unwrap_or(number).to_owned()
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
