//! The subset of OpenAPI 3.0 schemas that the contract uses, compiled to a tree.

use openapi_document::merge::Merged;
use openapi_document::prose::{is_extension, is_prose};
use openapi_document::{members, resolve};
use serde_json::{Map, Value, json};

/// The values that a place of the contract may hold.
#[derive(Debug)]
pub struct Schema {
    /// True if `null` is allowed too.
    pub nullable: bool,
    /// True if a list, map or text that is absent says something else than an empty one.
    pub keeps_empty: bool,
    /// The kind of the values.
    pub kind: Kind,
}

/// The keywords that bound a value.
pub type Keywords = Map<String, Value>;

/// The kinds of values; scalars and lists keep the keywords of their bounds.
#[derive(Debug)]
pub enum Kind {
    /// Any JSON.
    Anything,
    /// A boolean.
    Boolean,
    /// An integer.
    Integer(Keywords),
    /// A number.
    Number(Keywords),
    /// A text.
    Text(Keywords),
    /// One of these texts.
    Choice(Vec<String>),
    /// A list.
    List {
        /// The schema of the items.
        items: Box<Schema>,
        /// The keywords that bound the number of items.
        bounds: Keywords,
    },
    /// An object.
    Object(Object),
    /// A value of one of these branches.
    OneOf(Vec<Schema>),
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

/// Reports whether a keyword does not change which values are valid, or is one that no client checks:
/// a value that does not fit it is sent and read like any other.
fn is_annotation(keyword: &str) -> bool {
    const ANNOTATIONS: [&str; 11] = [
        "default",
        "deprecated",
        "discriminator",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "maxProperties",
        "minProperties",
        "multipleOf",
        "title",
        "uniqueItems",
        "xml",
    ];
    is_prose(keyword) || is_extension(keyword) || ANNOTATIONS.contains(&keyword)
}

impl Schema {
    /// Compiles the schema at a place of a document: resolves references and merges `allOf`.
    ///
    /// # Panics
    ///
    /// If the schema uses a keyword that is not understood, with the name of the place.
    pub fn compile(document: &Value, place: &str, schema: &Value) -> Self {
        assert!(place.len() < 2000, "{place}: the schema contains itself");
        let target = resolve(document, schema);
        assert!(target.get("$ref").is_none(), "{schema} leads nowhere");
        let merged = Merged::of(target, document);
        let Merged {
            mut keywords,
            choices,
        } = merged.expect("a value fits every part of an allOf");
        let is_set = |key: &str| keywords.get(key) == Some(&json!(true));
        let (list_differs, text_is_same) =
            (is_set("x-absent-is-not-empty"), is_set("x-absent-is-empty"));
        keywords.retain(|key, _| !is_annotation(key));
        let nullable = keywords.remove("nullable") == Some(json!(true));
        let kind = match &choices[..] {
            [] => Self::kind(document, place, keywords),
            [branches] => {
                keywords.remove("type");
                understood(place, &keywords, &[]);
                let branches = branches.iter().enumerate();
                let compiled = branches
                    .map(|(at, branch)| Self::compile(document, &format!("{place}|{at}"), branch));
                Kind::OneOf(compiled.collect())
            }
            _ => panic!("{place}: several unions are not understood"),
        };
        let keeps_empty = match kind {
            Kind::Text(_) | Kind::Choice(_) => !text_is_same,
            _ => list_differs,
        };
        Schema {
            nullable,
            keeps_empty,
            kind,
        }
    }

    /// Returns true for an empty list, map or text that is the same as none.
    pub fn is_nothing(&self, value: &Value) -> bool {
        let is_empty = match (&self.kind, value) {
            (Kind::Text(_) | Kind::Choice(_), Value::String(text)) => text.is_empty(),
            (Kind::List { .. }, Value::Array(items)) => items.is_empty(),
            (Kind::Object(object), Value::Object(entries)) => {
                object.fields.is_empty() && entries.is_empty()
            }
            _ => false,
        };
        is_empty && !self.keeps_empty
    }

    fn kind(document: &Value, place: &str, mut keywords: Keywords) -> Kind {
        let declared = keywords.remove("type");
        // Only of texts a type is generated: the other lists do not narrow it.
        let is_text = |values: &Value| {
            let values = values.as_array().map(Vec::as_slice).unwrap_or_default();
            let is_one = |value: &Value| value.is_string() || value.is_null();
            values.iter().all(is_one) && values.iter().any(Value::is_string)
        };
        keywords.retain(|key, values| key != "enum" || is_text(values));
        let implied = match &keywords {
            _ if keywords.contains_key("enum") => "enum",
            _ if keywords.contains_key("properties") => "object",
            _ if keywords.contains_key("items") => "array",
            _ => "",
        };
        let declared = declared.as_ref().and_then(Value::as_str);
        let kind = declared.filter(|_| implied != "enum").unwrap_or(implied);
        let known: &[&str] = match kind {
            "enum" => &["enum"],
            "integer" | "number" => &["format", "minimum", "maximum"],
            "string" => &["format", "minLength", "maxLength", "pattern"],
            "array" => &["items", "minItems", "maxItems"],
            "object" => &["required", "properties", "additionalProperties"],
            _ => &[],
        };
        understood(place, &keywords, known);
        match kind {
            "" => Kind::Anything,
            "boolean" => Kind::Boolean,
            "integer" => Kind::Integer(keywords),
            "number" => Kind::Number(keywords),
            "string" => Kind::Text(keywords),
            "enum" => {
                let values = keywords["enum"].as_array().into_iter().flatten();
                let texts = values.filter_map(Value::as_str).map(str::to_owned);
                Kind::Choice(texts.collect())
            }
            "array" => {
                let items = keywords.remove("items").unwrap_or_else(|| json!({}));
                Kind::List {
                    items: Box::new(Self::compile(document, &format!("{place}[]"), &items)),
                    bounds: keywords,
                }
            }
            "object" => Kind::Object(Self::object(document, place, &keywords)),
            other => panic!("{place}: the type {other} is not known here"),
        }
    }

    fn object(document: &Value, place: &str, keywords: &Keywords) -> Object {
        let required = keywords.get("required").and_then(Value::as_array);
        let is_required = |name: &str| required.is_some_and(|all| all.contains(&json!(name)));
        let fields = members(keywords.get("properties")).map(|(name, schema)| Field {
            name: name.clone(),
            required: is_required(name),
            schema: Self::compile(document, &format!("{place}.{name}"), schema),
        });
        let fields: Vec<Field> = fields.collect();
        let rest = match keywords.get("additionalProperties") {
            Some(Value::Bool(false)) => Rest::Closed,
            None if !fields.is_empty() => Rest::Closed,
            None | Some(Value::Bool(true)) => {
                Rest::Open(Box::new(Self::compile(document, place, &json!({}))))
            }
            Some(rest) => Rest::Open(Box::new(Self::compile(
                document,
                &format!("{place}{{}}"),
                rest,
            ))),
        };
        Object { fields, rest }
    }
}

/// Panics if a schema has a keyword that is not known for its kind.
fn understood(place: &str, keywords: &Keywords, known: &[&str]) {
    let unknown = keywords.keys().find(|key| !known.contains(&key.as_str()));
    assert!(
        unknown.is_none(),
        "{place}: the keyword {unknown:?} is not understood"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_no_type_is_generated_of_leaves_the_type() {
        let kind = |schema: Value| Schema::compile(&json!({}), "test", &schema).kind;
        let text = json!({"type": "string", "enum": ["a"]});
        assert!(matches!(kind(text), Kind::Choice(texts) if texts == ["a"]));
        let flag = json!({"type": "boolean", "enum": [false]});
        assert!(matches!(kind(flag), Kind::Boolean));
        let number = json!({"type": "integer", "enum": [1, 2], "multipleOf": 1});
        assert!(matches!(kind(number), Kind::Integer(_)));
        assert!(matches!(kind(json!({"enum": [1, "a"]})), Kind::Anything));
    }

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
        let compiled = Schema::compile(&document, "test", &schema);
        let Kind::Object(object) = compiled.kind else {
            panic!("not an object");
        };
        assert!(object.fields.iter().all(|field| field.required));
        let Kind::Text(text) = &object.field("a").unwrap().schema.kind else {
            panic!("not a text");
        };
        assert_eq!(text["maxLength"], 5);
    }
}
