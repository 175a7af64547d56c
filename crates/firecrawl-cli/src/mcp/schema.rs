//! The JSON Schemas of arguments, made from the contract.
//!
//! Hosts differ in what they accept, so that only the plainest form is used: each schema has one
//! type, each list has `items`, and there are no references, unions or boolean schemas. Where the
//! contract has alternatives, their fields are merged, and [`ALSO`] notes the other types for
//! [`check`](super::check::check); [`publish`] removes such notes.

use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::operations::{Given, Kind, Operation, Part};

/// Further types that the contract allows for a value.
pub(super) const ALSO: &str = "x-also";
/// Marks a value that may be `null`.
pub(super) const NULLABLE: &str = "x-nullable";
/// A contract that contains itself is cut off here.
const DEEPEST: usize = 32;
/// The keywords that are kept as they are.
const KEPT: [&str; 10] = [
    "type",
    "enum",
    "default",
    "required",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
];
/// The options of a page that tools show where they are nested.
const PAGE_OPTIONS: [&str; 6] = [
    "formats",
    "onlyMainContent",
    "includeTags",
    "excludeTags",
    "waitFor",
    "maxAge",
];
/// The description of `scrapeOptions`.
const SCRAPE_OPTIONS: &str =
    "Options for each page; takes every field of firecrawl_scrape but `url`";
/// The description of `formats`; that of the contract names the types of another language.
const FORMATS: &str = "The formats to return, such as {\"type\": \"markdown\"}, \
    {\"type\": \"json\", \"prompt\": \"…\"} or {\"type\": \"question\", \"question\": \"…\"}";

/// The contract.
pub struct Contract(Value);

impl Contract {
    /// Reads the contract that the types are generated from.
    ///
    /// # Errors
    ///
    /// If it is not JSON.
    pub fn read() -> Result<Self, Failure> {
        let contract = serde_json::from_str(firecrawl_api::CONTRACT);
        contract
            .map(Self)
            .map_err(|error| Failure::new(error.to_string()))
    }

    /// Returns the arguments of an operation as one object: path, query and body.
    ///
    /// Fields with one of the names in `without` are left out at any depth.
    pub fn arguments(&self, operation: &Operation, without: &[&str]) -> Value {
        let method = operation.operation.method.to_ascii_lowercase();
        let route = &self.0["paths"][operation.operation.path];
        let declared = &route[method];
        let content = declared["requestBody"]["content"].as_object();
        let body = content.and_then(|content| content.values().next());
        let mut schema = match body {
            Some(body) => self.plain(&body["schema"], without, 0),
            None => json!({"type": "object"}),
        };
        let arguments = operation.arguments();
        let outside = arguments
            .iter()
            .filter(|given| given.part != Part::Body && given.outer.is_none());
        for name in outside.map(|given| given.argument.name) {
            let lists = [&declared["parameters"], &route["parameters"]];
            let lists = lists.into_iter().filter_map(Value::as_array).flatten();
            let mut parameters = lists.map(|parameter| self.resolve(parameter));
            let found = parameters.find(|parameter| parameter["name"] == name);
            let one = found.map_or_else(
                || json!({"type": "string"}),
                |found| self.plain(&found["schema"], without, 0),
            );
            schema["properties"][name] = one;
        }
        for given in &arguments {
            // Of what may be left out in rare cases, models have the usual form alone.
            if given.is_required() {
                require(&mut schema, given.argument.name);
            }
            describe(&mut schema, given);
        }
        if schema["properties"].is_null() {
            schema["properties"] = json!({});
        }
        schema
    }

    fn resolve<'a>(&'a self, mut schema: &'a Value) -> &'a Value {
        for _ in 0..DEEPEST {
            let Some(pointer) = schema["$ref"].as_str().and_then(|to| to.strip_prefix('#')) else {
                break;
            };
            schema = self.0.pointer(pointer).unwrap_or(&Value::Null);
        }
        schema
    }

    fn plain(&self, schema: &Value, without: &[&str], depth: usize) -> Value {
        let schema = self.resolve(schema);
        if depth > DEEPEST {
            return json!({"type": "object"});
        }
        let inner = |schema: &Value| self.plain(schema, without, depth + 1);
        let variants = |name: &str| {
            let list = schema[name].as_array()?;
            Some(list.iter().map(inner).collect::<Vec<_>>())
        };
        if let Some(parts) = variants("allOf") {
            return merge(parts, |left, right| left || right);
        }
        if let Some(variants) = variants("oneOf").or_else(|| variants("anyOf")) {
            return any_of(variants);
        }
        let mut plain = Map::new();
        for (key, value) in schema.as_object().into_iter().flatten() {
            let value = match key.as_str() {
                "default" if value.is_null() => continue,
                key if KEPT.contains(&key) => value.clone(),
                "properties" => {
                    let fields = value.as_object().into_iter().flatten();
                    let fields = fields.filter(|(name, _)| !without.contains(&name.as_str()));
                    fields
                        .map(|(name, one)| (name.clone(), inner(one)))
                        .collect()
                }
                "items" => inner(value),
                "additionalProperties" if value.as_object().is_some_and(|one| !one.is_empty()) => {
                    inner(value)
                }
                "nullable" if *value == true => {
                    plain.insert(NULLABLE.to_owned(), value.clone());
                    continue;
                }
                _ => continue,
            };
            plain.insert(key.clone(), value);
        }
        if plain.get("type").is_some_and(|kind| kind == "array") && !plain.contains_key("items") {
            plain.insert("items".to_owned(), json!({"type": "string"}));
        }
        plain.entry("type").or_insert_with(|| json!("object"));
        Value::Object(plain)
    }
}

/// Returns one schema for alternatives.
///
/// Objects that name their kind win over bare words, which [`check`](super::check::check)
/// still accepts; otherwise the simpler type wins.
fn any_of(variants: Vec<Value>) -> Value {
    let (objects, others): (Vec<_>, Vec<_>) = variants
        .into_iter()
        .partition(|one| one["type"] == "object");
    let is_tagged = |one: &Value| one["properties"]["type"]["enum"].is_array();
    let (mut chosen, rest) = match others.is_empty() || objects.iter().any(is_tagged) {
        true => (merge(objects, |left, right| left && right), others),
        false => {
            let mut all = others.into_iter().chain(objects);
            let first = all.next().unwrap_or_default();
            (first, all.collect())
        }
    };
    for other in rest {
        join(&mut chosen, &other);
    }
    chosen
}

/// Merges objects; a field is required if `is_required` says so of what the two sides say.
fn merge(objects: Vec<Value>, is_required: fn(bool, bool) -> bool) -> Value {
    let mut all = objects.into_iter();
    let mut whole = all.next().unwrap_or_else(|| json!({"type": "object"}));
    for one in all {
        let names = |object: &Value| -> Vec<Value> {
            object["required"].as_array().cloned().unwrap_or_default()
        };
        let (left, right) = (names(&whole), names(&one));
        let mut required: Vec<Value> = Vec::new();
        for name in left.iter().chain(&right) {
            if is_required(left.contains(name), right.contains(name)) && !required.contains(name) {
                required.push(name.clone());
            }
        }
        for (name, field) in one["properties"].as_object().into_iter().flatten() {
            match whole["properties"].get_mut(name) {
                Some(known) => join(known, field),
                None => whole["properties"][name] = field.clone(),
            }
        }
        whole["required"] = required.into();
    }
    if whole["required"].as_array().is_none_or(Vec::is_empty)
        && let Some(whole) = whole.as_object_mut()
    {
        whole.remove("required");
    }
    whole
}

/// Widens a schema by another one: the words of both, or a further type.
fn join(known: &mut Value, other: &Value) {
    if known["type"] != other["type"] {
        if known[ALSO].is_null() {
            known[ALSO] = json!([]);
        }
        if let Some(also) = known[ALSO].as_array_mut() {
            also.push(other["type"].clone());
        }
        return;
    }
    let more = other["enum"].as_array();
    let words = known.get_mut("enum").and_then(Value::as_array_mut);
    match (words, more) {
        (Some(words), Some(more)) => {
            for word in more {
                if !words.contains(word) {
                    words.push(word.clone());
                }
            }
        }
        (Some(_), None) => {
            if let Some(known) = known.as_object_mut() {
                known.remove("enum");
            }
        }
        _ => {}
    }
}

fn require(schema: &mut Value, name: &str) {
    match schema["required"].as_array_mut() {
        Some(required) => required.push(name.into()),
        None => schema["required"] = json!([name]),
    }
}

/// Sets the description of the field that an argument stands for.
fn describe(schema: &mut Value, given: &Given) {
    let mut at = schema;
    for name in given.place() {
        match at["properties"].get_mut(name) {
            Some(inner) => at = inner,
            None => return,
        }
    }
    let argument = given.argument;
    let line = argument.doc.lines().next().unwrap_or_default();
    let unit = match argument.kind {
        Kind::Milliseconds => ", in milliseconds",
        Kind::Seconds | Kind::DecimalSeconds => ", in seconds",
        _ => "",
    };
    at["description"] = format!("{}{unit}", line.trim_end_matches('.')).into();
}

/// Returns the schema as hosts see it.
///
/// With `shown`, other fields are only named, in the description of `options`.
pub fn publish(schema: &Value, shown: Option<&[&str]>) -> Map<String, Value> {
    let mut public = bare(schema, false);
    if let (Some(shown), Some(fields)) = (shown, public["properties"].as_object_mut()) {
        let is_hidden = |name: &String| !shown.contains(&name.as_str());
        let hidden: Vec<String> = fields
            .keys()
            .filter(|name| is_hidden(name))
            .cloned()
            .collect();
        fields.retain(|name, _| !is_hidden(name));
        if !hidden.is_empty() {
            fields.insert(
                "options".to_owned(),
                json!({
                    "type": "object",
                    "description": format!("Less common fields: {}", hidden.join(", ")),
                }),
            );
        }
    }
    match public {
        Value::Object(public) => public,
        _ => Map::new(),
    }
}

/// Returns a schema without notes; of the options of pages, within others, the most used ones.
fn bare(schema: &Value, is_nested: bool) -> Value {
    let mut public = Map::new();
    for (key, value) in schema.as_object().into_iter().flatten() {
        let value = match key.as_str() {
            ALSO | NULLABLE => continue,
            // A filled-in default says nothing that the service does not do anyway.
            "default" if value.is_array() || value.is_object() => continue,
            "minLength" => continue,
            "properties" => {
                let fields = value.as_object().into_iter().flatten();
                let fields =
                    fields.filter(|(name, _)| !is_nested || PAGE_OPTIONS.contains(&name.as_str()));
                fields
                    .map(|(name, one)| {
                        let mut one = bare(one, name == "scrapeOptions");
                        match name.as_str() {
                            "scrapeOptions" => one["description"] = SCRAPE_OPTIONS.into(),
                            "formats" => one["description"] = FORMATS.into(),
                            _ => {}
                        }
                        if is_nested && name == "formats" {
                            one["items"] = json!({
                                "type": "object",
                                "properties": {"type": {"type": "string"}},
                                "required": ["type"],
                            });
                        }
                        (name.clone(), one)
                    })
                    .collect()
            }
            "items" | "additionalProperties" => bare(value, false),
            _ => value.clone(),
        };
        public.insert(key.clone(), value);
    }
    Value::Object(public)
}
