//! The facts that the contract has of a generated item, in words.

use std::collections::{BTreeMap, BTreeSet};

use openapi_codegen::catalog::OperationEntry;
use openapi_codegen::pipeline::Run;
use openapi_document::{join, members, operations, parts, resolve, schema_ref, segments, visible};
use serde_json::Value;

/// The most enum values, properties or operations that are listed.
const MOST: usize = 8;

/// The places of the generated items of a run, and the operations that lead to components.
pub struct Facts<'a> {
    run: &'a Run,
    fields: BTreeMap<(&'a str, &'a str), Vec<&'a str>>,
    types: BTreeMap<&'a str, Vec<&'a str>>,
    uses: BTreeMap<String, Vec<String>>,
}

impl<'a> Facts<'a> {
    /// Indexes what a run has generated.
    pub fn new(run: &'a Run) -> Self {
        let mut facts = Self {
            run,
            fields: BTreeMap::new(),
            types: BTreeMap::new(),
            uses: uses(&run.corrected),
        };
        for (pointer, origin) in run.sources.iter() {
            if let Some((owner, wire)) = &origin.field {
                facts.fields.entry((owner, wire)).or_default().push(pointer);
            }
            if let Some(name) = &origin.inner {
                facts.types.entry(name).or_default().push(pointer);
            }
        }
        facts
    }

    /// Describes the item of an entry of the documentation.
    pub fn about(&self, root: &str, owner: &str, part: &str, name: &str) -> String {
        let none = Vec::new();
        let text = match (root, part) {
            ("operations", "") => {
                let mut entries = self.run.entries.iter();
                entries
                    .find(|entry| entry.id == owner)
                    .map_or_else(String::new, operation)
            }
            ("operations", _) => self.parameter(owner, name),
            (_, "fields") => {
                let places = self.fields.get(&(owner, name)).unwrap_or(&none);
                match places.first() {
                    Some(place) => self.field(place, places),
                    None => format!("field of {owner}"),
                }
            }
            (_, "variants") => {
                let places = self.types.get(owner).unwrap_or(&none);
                join_words(&["a value".to_owned(), self.place(places)], "; ")
            }
            _ => {
                let places = self.types.get(owner).unwrap_or(&none);
                let schema = places.first().and_then(|place| self.schema(place));
                let shape =
                    schema.map_or_else(String::new, |schema| whole(&self.run.corrected, schema));
                let mut entries = self.run.entries.iter();
                let query = entries.find(|entry| entry.query.as_deref() == Some(owner));
                let query =
                    query.map_or_else(String::new, |entry| format!("query of {}", entry.route()));
                join_words(&[shape, self.place(places), query], "; ")
            }
        };
        visible(&text)
    }

    fn schema(&self, place: &str) -> Option<&'a Value> {
        self.run.corrected.pointer(place)
    }

    fn field(&self, place: &str, places: &[&str]) -> String {
        let document = &self.run.corrected;
        let required = place
            .rsplit_once("/properties/")
            .is_some_and(|(around, name)| {
                let list = self
                    .schema(around)
                    .and_then(|owner| owner["required"].as_array());
                let mut names = list.into_iter().flatten();
                names.any(|required| {
                    required.as_str().map(str::to_owned) == segments(&format!("/{name}")).pop()
                })
            });
        let schema = self.schema(place).unwrap_or(&Value::Null);
        let required = if required { "required" } else { "optional" }.to_owned();
        join_words(
            &[shape(document, schema), required, self.place(places)],
            "; ",
        )
    }

    fn parameter(&self, operation: &str, name: &str) -> String {
        let document = &self.run.corrected;
        let own = operations(document).find(|one| one.value["operationId"] == operation);
        let parameters = own.into_iter().flat_map(|own| own.parameters(document));
        let parameter = parameters.into_iter().find(|one| one["name"] == name);
        parameter.map_or_else(String::new, |parameter| {
            let place = parameter["in"].as_str().unwrap_or_default();
            let required = if parameter["required"] == true {
                "required"
            } else {
                "optional"
            };
            join_words(
                &[
                    shape(document, &parameter["schema"]),
                    format!("{required} in the {place}"),
                ],
                "; ",
            )
        })
    }

    /// Describes the operations that lead to some places.
    fn place(&self, places: &[&str]) -> String {
        let mut found: Vec<String> = Vec::new();
        for place in places {
            let words = segments(place);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let here = match &words[..] {
                ["components", "schemas", name, ..] => {
                    self.uses.get(*name).cloned().unwrap_or_default()
                }
                ["paths", path, method, part, rest @ ..] => {
                    let status = rest.first().copied().unwrap_or_default();
                    vec![format!(
                        "{} of {} {path}",
                        side(part, status),
                        method.to_uppercase()
                    )]
                }
                _ => Vec::new(),
            };
            for text in here {
                if !found.contains(&text) {
                    found.push(text);
                }
            }
        }
        limited(found, 2)
    }
}

/// Names the part of an operation in which a value is.
fn side(part: &str, status: &str) -> &'static str {
    match part {
        "requestBody" => "request",
        "responses" if status.starts_with(['4', '5', 'd']) => "error response",
        "responses" => "response",
        _ => "query",
    }
}

/// Returns for each component the operations that lead to it.
fn uses(document: &Value) -> BTreeMap<String, Vec<String>> {
    let mut uses: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for operation in operations(document) {
        let mut seen = BTreeSet::new();
        for (part, value) in members(Some(operation.value)) {
            let route = format!("{} {}", operation.method.to_uppercase(), operation.path);
            for (status, value) in members(Some(value)) {
                let mut reached = BTreeSet::new();
                reach(document, value, &mut reached);
                let text = format!("{} of {route}", side(part, status));
                for name in reached {
                    if seen.insert((name.clone(), text.clone())) {
                        uses.entry(name).or_default().push(text.clone());
                    }
                }
            }
        }
    }
    uses
}

/// Collects the components that a value refers to at any depth.
fn reach(document: &Value, value: &Value, reached: &mut BTreeSet<String>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(list) => open.extend(list),
            Value::Object(map) => open.extend(map.values()),
            _ => {}
        }
        let target = schema_ref(value).filter(|name| !reached.contains(*name));
        if let Some(name) = target {
            reached.insert(name.to_owned());
            open.extend(document.pointer(&join("/components/schemas", name)));
        }
    }
}

fn operation(entry: &OperationEntry) -> String {
    let takes = entry.request.as_ref().or(entry.query.as_ref());
    let takes = takes.map_or_else(String::new, |name| format!("takes {name}"));
    let returns = entry.response.as_ref();
    let returns = returns.map_or_else(String::new, |name| format!("returns {name}"));
    join_words(&[entry.route(), takes, returns], "; ")
}

/// Describes a schema that is a type, with its properties.
fn whole(document: &Value, schema: &Value) -> String {
    let parts = parts(document, schema);
    let properties = parts
        .iter()
        .flat_map(|part| members(part.get("properties")));
    let names: Vec<String> = properties.map(|(name, _)| format!("`{name}`")).collect();
    match names.is_empty() {
        true => shape(document, schema),
        false => format!("object of {}", limited(names, MOST)),
    }
}

/// Describes the type, the values and the limits of a schema.
fn shape(document: &Value, schema: &Value) -> String {
    let name = schema_ref(schema);
    let schema = resolve(document, schema);
    let number = |key: &str| schema.get(key).filter(|value| value.is_number());
    let limits = |[least, most]: [&str; 2], unit: &str| match (number(least), number(most)) {
        (Some(least), Some(most)) => format!("{least} to {most}{unit}"),
        (Some(least), None) => format!("at least {least}{unit}"),
        (None, Some(most)) => format!("at most {most}{unit}"),
        (None, None) => String::new(),
    };
    let kind = match (schema["type"].as_str(), &schema["format"]) {
        (Some("array"), _) => format!("list of {}", shape(document, &schema["items"])),
        (Some(kind), serde_json::Value::String(format)) => format!("{kind} ({format})"),
        (Some(kind), _) => kind.to_owned(),
        (None, _) => ["oneOf", "anyOf", "allOf"]
            .into_iter()
            .find(|key| schema.get(*key).is_some())
            .map_or("any value", |key| {
                if key == "allOf" {
                    "object"
                } else {
                    "one of several"
                }
            })
            .to_owned(),
    };
    let values = schema["enum"]
        .as_array()
        .into_iter()
        .flatten()
        .map(Value::to_string);
    let fact = |key: &str| {
        schema
            .get(key)
            .map_or_else(String::new, |value| format!("{key} {value}"))
    };
    join_words(
        &[
            name.map_or_else(String::new, str::to_owned),
            kind,
            limited(values.collect(), MOST),
            limits(["minimum", "maximum"], ""),
            limits(["minLength", "maxLength"], " characters"),
            limits(["minItems", "maxItems"], " items"),
            fact("pattern"),
            fact("default"),
            if schema["nullable"] == true {
                "nullable"
            } else {
                ""
            }
            .to_owned(),
        ],
        ", ",
    )
}

/// Joins the texts that are not empty.
fn join_words(texts: &[String], between: &str) -> String {
    let texts: Vec<&str> = texts
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    texts.join(between)
}

/// Lists some texts, and counts the others.
fn limited(texts: Vec<String>, most: usize) -> String {
    let more = texts.len().saturating_sub(most);
    let shown = texts.into_iter().take(most).collect::<Vec<_>>().join(", ");
    match more {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
