//! Makes a value while it walks a schema.

use serde_json::{Map, Value};

use super::sampler::Sampler;
use super::{numbers, text};
use crate::merge::Merged;

/// The maximum number of schemas that one value may visit; a schema of a few bytes can describe
/// millions.
const FUEL: usize = 20_000;

/// The number of bytes of text that cost as much as one schema.
const BYTES_PER_FUEL: usize = 64;

/// The most items of a list and members of an object, whatever their schema asks for.
const MOST_ITEMS: usize = 1_000;

/// Makes one value.
pub(super) struct Generator<'a> {
    root: &'a Value,
    sampler: Sampler<'a>,
    attempt: usize,
    fuel: usize,
    /// The references that are being followed; a value never needs one inside itself.
    active: Vec<String>,
}

/// The position of a value.
#[derive(Clone, Copy)]
struct Position<'a> {
    name: &'a str,
    /// Distinguishes the items of a list that are to differ.
    salt: usize,
}

impl<'a> Position<'a> {
    fn named(self, name: &'a str) -> Self {
        Self { name, ..self }
    }
}

impl<'a> Generator<'a> {
    pub fn new(root: &'a Value, sampler: Sampler<'a>, attempt: usize) -> Self {
        Self {
            root,
            sampler,
            attempt,
            fuel: FUEL,
            active: vec!["#".to_owned()],
        }
    }

    pub fn value(mut self) -> Option<Value> {
        let position = Position { name: "", salt: 0 };
        self.inner(self.root, position)
    }

    fn inner(&mut self, schema: &Value, at: Position<'_>) -> Option<Value> {
        self.schema(schema, Merged::default(), at)
    }

    /// Adds a schema to what is known of a value and makes it. Returns `None` if nothing finite
    /// fits.
    fn schema(&mut self, schema: &Value, mut merged: Merged, at: Position<'_>) -> Option<Value> {
        self.fuel = self.fuel.checked_sub(1)?;
        let followed = self.active.len();
        let fits = merged.add(schema, self.root, &mut self.active);
        let value = fits.then(|| self.choose(merged, at)).flatten();
        self.active.truncate(followed);
        value
    }

    /// Takes one branch of each choice, then makes the value.
    fn choose(&mut self, mut merged: Merged, at: Position<'_>) -> Option<Value> {
        let Some(mut branches) = merged.choices.pop() else {
            return self.build(&merged.keywords, at);
        };
        branches.sort_by_key(is_null);
        if !branches.is_empty() {
            let turn = self.attempt % branches.len();
            branches.rotate_left(turn);
        }
        branches
            .iter()
            .find_map(|branch| self.schema(branch, merged.clone(), at))
    }

    fn build(&mut self, schema: &Map<String, Value>, at: Position<'_>) -> Option<Value> {
        if let Some(value) = schema.get("const") {
            return Some(value.clone());
        }
        if let Some(options) = schema.get("enum").and_then(Value::as_array) {
            return self.option(options, at);
        }
        match self.kind(schema) {
            "object" => self.object(schema, at),
            "array" => self.array(schema, at),
            "integer" => numbers::integer(schema, at.salt).map(Value::from),
            "number" => numbers::number(schema, at.salt),
            "boolean" => {
                let preferred = self.sampler.preference(at.name).and_then(Value::as_bool);
                Some(Value::Bool(at.salt == 0 && preferred.unwrap_or(true)))
            }
            "null" => Some(Value::Null),
            _ => {
                let text = text::text(schema, at.name, at.salt);
                self.fuel = self.fuel.checked_sub(text.len() / BYTES_PER_FUEL)?;
                Some(Value::from(text))
            }
        }
    }

    fn option(&self, options: &[Value], at: Position<'_>) -> Option<Value> {
        let preferred = self.sampler.preference(at.name);
        if let Some(preferred) = preferred.filter(|value| options.contains(value)) {
            return Some(preferred.clone());
        }
        let usable: Vec<&Value> = options.iter().filter(|option| !option.is_null()).collect();
        match usable.len() {
            0 => options.first().cloned(),
            count => usable.get(at.salt % count).map(|value| (*value).clone()),
        }
    }

    fn kind<'s>(&self, schema: &'s Map<String, Value>) -> &'s str {
        match schema.get("type") {
            Some(Value::String(kind)) => kind,
            Some(Value::Array(kinds)) => {
                let kinds = kinds.iter().filter_map(Value::as_str);
                let usable: Vec<&str> = kinds.filter(|kind| *kind != "null").collect();
                match usable.len() {
                    0 => "null",
                    count => usable[self.attempt % count],
                }
            }
            _ => implied_kind(schema),
        }
    }

    fn object(&mut self, schema: &Map<String, Value>, at: Position<'_>) -> Option<Value> {
        let required = schema.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        let required: Vec<&str> = required.collect();
        let mut object = Map::new();
        for (name, property) in crate::members(schema.get("properties")) {
            let needed = required.contains(&name.as_str());
            if needed || self.sampler.wants(name) {
                match self.inner(property, at.named(name)) {
                    Some(value) => object.insert(name.clone(), value),
                    None if needed => return None,
                    None => None,
                };
            }
        }
        let rest = schema.get("additionalProperties").unwrap_or(&FREE);
        let least = numbers::count(schema, "minProperties").unwrap_or(0);
        let invented = (1..=2 * MOST_ITEMS).map(|number| format!("key{number}"));
        let names = required.iter().map(|name| (*name).to_owned());
        for (index, name) in names.chain(invented).enumerate() {
            if index >= required.len() && object.len() >= least.min(MOST_ITEMS) {
                break;
            }
            if !object.contains_key(&name) {
                let value = self.inner(rest, at.named(&name))?;
                object.insert(name, value);
            }
        }
        Some(Value::Object(object))
    }

    fn array(&mut self, schema: &Map<String, Value>, at: Position<'_>) -> Option<Value> {
        let fixed = schema.get("prefixItems").and_then(Value::as_array);
        let fixed = fixed.map_or(&[][..], Vec::as_slice);
        let items = schema.get("items").unwrap_or(&FREE);
        let least = numbers::count(schema, "minItems").unwrap_or(0);
        let most = numbers::count(schema, "maxItems").unwrap_or(MOST_ITEMS);
        let differ = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let described = schema.contains_key("items") || !fixed.is_empty();
        let wanted = usize::from(described && !self.sampler.required_only);
        let wanted = least.max(wanted).max(fixed.len());
        let mut list = Vec::new();
        if let Some(contained) = schema.get("contains") {
            list.push(self.inner(contained, at)?);
        }
        while list.len() < wanted.min(most).min(MOST_ITEMS) {
            let index = list.len();
            let salt = at.salt + if differ { index } else { 0 };
            let item = fixed.get(index).unwrap_or(items);
            match self.inner(item, Position { salt, ..at }) {
                Some(value) => list.push(value),
                None if index < least => return None,
                None => break,
            }
        }
        Some(Value::Array(list))
    }
}

/// A schema that accepts everything.
static FREE: Value = Value::Bool(true);

fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "null")
        || schema.get("const").is_some_and(Value::is_null)
}

/// Returns the type that the keywords of a schema without `type` apply to.
fn implied_kind(schema: &Map<String, Value>) -> &'static str {
    let kinds = schema.keys().filter_map(|keyword| match keyword.as_str() {
        "properties"
        | "required"
        | "additionalProperties"
        | "minProperties"
        | "patternProperties" => Some("object"),
        "items" | "prefixItems" | "minItems" | "maxItems" | "uniqueItems" | "contains" => {
            Some("array")
        }
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            Some("number")
        }
        _ => None,
    });
    // Of several kinds, an object is the likeliest, then a list.
    let order = |kind: &&str| {
        ["object", "array", "number"]
            .iter()
            .position(|one| one == kind)
    };
    kinds.min_by_key(order).unwrap_or("string")
}
