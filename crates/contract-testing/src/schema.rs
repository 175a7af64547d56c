//! The subset of OpenAPI 3.0 schemas that the contract uses, compiled to a tree.

use openapi_document::merge::Merged;
use openapi_document::prose::{is_extension, is_prose};
use openapi_document::resolve;
use serde_json::{Map, Value, json};

/// The values that a place of the contract may hold.
#[derive(Debug)]
pub struct Schema {
    /// True if `null` is allowed too.
    pub nullable: bool,
    /// The kind of the values.
    pub kind: Kind,
}

/// The kinds of values.
#[derive(Debug)]
pub enum Kind {
    /// Any JSON.
    Anything,
    /// A boolean.
    Boolean,
    /// An integer.
    Integer {
        /// The least.
        low: i64,
        /// The greatest.
        high: i64,
    },
    /// A number.
    Number {
        /// The least.
        low: f64,
        /// The greatest.
        high: f64,
    },
    /// A text.
    Text(Text),
    /// One of these texts.
    Choice(Vec<String>),
    /// One of these values, not all of them texts.
    Values(Vec<Value>),
    /// A list.
    List {
        /// The schema of the items.
        items: Box<Schema>,
        /// The least number of items.
        low: usize,
        /// The greatest number of items.
        high: usize,
    },
    /// An object.
    Object(Object),
    /// A value of one of these branches.
    OneOf(Vec<Schema>),
}

/// A text that is not one of a list of values.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The least number of characters.
    pub low: usize,
    /// The greatest number of characters.
    pub high: Option<usize>,
    /// The regular expression that it matches.
    pub pattern: Option<String>,
    /// The format.
    pub format: Option<String>,
}

/// An object with declared fields and perhaps others.
#[derive(Debug)]
pub struct Object {
    /// The declared fields.
    pub fields: Vec<Field>,
    /// The other fields.
    pub rest: Rest,
}

impl Object {
    /// Returns the declared field of a name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A declared field.
#[derive(Debug)]
pub struct Field {
    /// The name.
    pub name: String,
    /// True if it is required.
    pub required: bool,
    /// The schema of its values.
    pub schema: Schema,
}

/// The fields of an object that are not declared.
#[derive(Debug)]
pub enum Rest {
    /// The contract does not mention them, or forbids them.
    Closed,
    /// The contract declares the schema of their values.
    Open(Box<Schema>),
}

/// Reports whether a keyword does not change which values are valid.
fn is_annotation(keyword: &str) -> bool {
    const ANNOTATIONS: [&str; 4] = ["default", "deprecated", "discriminator", "title"];
    is_prose(keyword) || is_extension(keyword) || ANNOTATIONS.contains(&keyword)
}

/// The formats of texts that are known here; those of numbers restrict nothing.
const TEXT_FORMATS: [&str; 8] = [
    "binary",
    "date",
    "date-time",
    "email",
    "hostname",
    "uri",
    "url",
    "uuid",
];

/// Compiles schemas: resolves references and merges `allOf`.
pub struct Compiler<'a> {
    document: &'a Value,
}

impl<'a> Compiler<'a> {
    /// Creates a compiler for the schemas of a document.
    pub fn new(document: &'a Value) -> Self {
        Self { document }
    }

    /// Compiles the schema at a place.
    ///
    /// # Panics
    ///
    /// If the schema uses a keyword that is not understood, with the name of the place.
    pub fn compile(&self, place: &str, schema: &Value) -> Schema {
        assert!(place.len() < 2000, "{place}: the schema contains itself");
        let target = resolve(self.document, schema);
        assert!(target.get("$ref").is_none(), "{schema} leads nowhere");
        let merged = Merged::of(target, self.document);
        let mut merged = merged.expect("a value fits every part of an allOf");
        merged.keywords.retain(|key, _| !is_annotation(key));
        let schema = &mut merged.keywords;
        let nullable = schema.remove("nullable") == Some(json!(true));
        let kind = match &merged.choices[..] {
            [] => self.kind(place, schema),
            [branches] => {
                schema.remove("type");
                let branches = branches.iter().enumerate();
                let compiled =
                    branches.map(|(at, branch)| self.compile(&format!("{place}|{at}"), branch));
                Kind::OneOf(compiled.collect())
            }
            _ => panic!("{place}: several unions are not understood"),
        };
        assert!(
            schema.is_empty(),
            "{place}: keywords not understood: {schema:?}"
        );
        Schema { nullable, kind }
    }

    fn kind(&self, place: &str, schema: &mut Map<String, Value>) -> Kind {
        let declared = schema.remove("type");
        if let Some(Value::Array(values)) = schema.remove("enum") {
            return choice(values);
        }
        let implied = match schema {
            _ if schema.contains_key("properties") => "object",
            _ if schema.contains_key("items") => "array",
            _ => "",
        };
        match declared.as_ref().and_then(Value::as_str).unwrap_or(implied) {
            "" => Kind::Anything,
            "boolean" => Kind::Boolean,
            "integer" => {
                schema.remove("format");
                Kind::Integer {
                    low: number(schema, "minimum").map_or(i64::MIN, |bound| bound as i64),
                    high: number(schema, "maximum").map_or(i64::MAX, |bound| bound as i64),
                }
            }
            "number" => {
                schema.remove("format");
                Kind::Number {
                    low: number(schema, "minimum").unwrap_or(-1e12),
                    high: number(schema, "maximum").unwrap_or(1e12),
                }
            }
            "string" => {
                let format = text(schema, "format");
                let is_known = |format: &String| TEXT_FORMATS.contains(&format.as_str());
                assert!(
                    format.as_ref().is_none_or(is_known),
                    "{place}: the format {format:?} is not known here"
                );
                Kind::Text(Text {
                    low: count(schema, "minLength").unwrap_or(0),
                    high: count(schema, "maxLength"),
                    pattern: text(schema, "pattern"),
                    format,
                })
            }
            "array" => {
                let items = schema.remove("items").unwrap_or_else(|| json!({}));
                Kind::List {
                    items: Box::new(self.compile(&format!("{place}[]"), &items)),
                    low: count(schema, "minItems").unwrap_or(0),
                    high: count(schema, "maxItems").unwrap_or(usize::MAX),
                }
            }
            "object" => Kind::Object(self.object(place, schema)),
            other => panic!("{place}: the type {other} is not known here"),
        }
    }

    fn object(&self, place: &str, schema: &mut Map<String, Value>) -> Object {
        let required = schema.remove("required").unwrap_or(json!([]));
        let required = required.as_array().expect("a list of names");
        let properties = schema.remove("properties").unwrap_or(json!({}));
        let properties = properties.as_object().expect("a map of schemas");
        let rest = match schema.remove("additionalProperties") {
            Some(Value::Bool(false)) => Rest::Closed,
            None if !properties.is_empty() => Rest::Closed,
            None | Some(Value::Bool(true)) => Rest::Open(Box::new(Schema {
                nullable: false,
                kind: Kind::Anything,
            })),
            Some(rest) => Rest::Open(Box::new(self.compile(&format!("{place}{{}}"), &rest))),
        };
        let fields = properties
            .iter()
            .map(|(name, schema)| Field {
                name: name.clone(),
                required: required.iter().any(|required| required == name),
                schema: self.compile(&format!("{place}.{name}"), schema),
            })
            .collect();
        Object { fields, rest }
    }
}

fn choice(values: Vec<Value>) -> Kind {
    let texts = values.iter().map(|value| value.as_str().map(str::to_owned));
    match texts.collect() {
        Some(texts) => Kind::Choice(texts),
        None => Kind::Values(values),
    }
}

fn number(schema: &mut Map<String, Value>, key: &str) -> Option<f64> {
    schema.remove(key)?.as_f64()
}

fn count(schema: &mut Map<String, Value>, key: &str) -> Option<usize> {
    number(schema, key).map(|bound| bound as usize)
}

fn text(schema: &mut Map<String, Value>, key: &str) -> Option<String> {
    schema.remove(key)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_schema_are_merged() {
        let document = json!({"components": {"schemas": {"Base": {
            "type": "object",
            "properties": {"a": {"type": "string", "maxLength": 9}, "b": {"type": "boolean"}},
            "required": ["a"]
        }}}});
        let schema = json!({"allOf": [
            {"$ref": "#/components/schemas/Base"},
            {"type": "object", "properties": {"a": {"type": "string", "maxLength": 5}}, "required": ["b"]}
        ]});
        let compiled = Compiler::new(&document).compile("test", &schema);
        let Kind::Object(object) = compiled.kind else {
            panic!("not an object");
        };
        assert!(object.fields.iter().all(|field| field.required));
        let Kind::Text(text) = &object.field("a").unwrap().schema.kind else {
            panic!("not a text");
        };
        assert_eq!(text.high, Some(5));
    }
}
