//! Walks a schema and makes a value of it.

use serde_json::{Map, Number, Value};

use super::merge::Flat;
use super::text;

/// What a value is for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Whether properties that are not required are there too.
    pub optional: bool,
    /// Whether the value is an answer of the service.
    pub answer: bool,
}

impl Style {
    pub const EVERYTHING: Self = Self {
        optional: true,
        answer: false,
    };
    pub const ANSWER: Self = Self {
        optional: true,
        answer: true,
    };
}

/// Optional keys that a made-up answer leaves out: it did not fail, and nothing comes after it.
const LEFT_OUT: [&str; 8] = [
    "error",
    "code",
    "details",
    "next",
    "cursor",
    "warning",
    "requiresAction",
    "feedbackErrorCode",
];

/// How many schemas one value may visit; a schema of a few bytes can describe millions.
const FUEL: usize = 20_000;

/// How much text counts as much as one more schema.
const BYTES_PER_FUEL: usize = 64;

/// How many items a list and keys a map get at most, whatever their schema asks for.
const MOST_ITEMS: u64 = 1_000;

/// Makes one value.
pub(super) struct Generator<'a> {
    root: &'a Value,
    style: Style,
    attempt: usize,
    fuel: usize,
    /// The references that are being followed; a value never needs one inside itself.
    active: Vec<String>,
}

/// What is known about the place of a value.
#[derive(Clone, Copy)]
struct Place<'a> {
    name: &'a str,
    /// Tells items of a list apart that are to differ.
    salt: usize,
}

impl<'a> Generator<'a> {
    pub fn new(root: &'a Value, style: Style, attempt: usize) -> Self {
        Self {
            root,
            style,
            attempt,
            fuel: FUEL,
            active: vec!["#".to_owned()],
        }
    }

    pub fn value(mut self) -> Option<Value> {
        let root = self.root;
        self.make(root, Place { name: "", salt: 0 })
    }

    /// `None` where nothing finite fits.
    fn make(&mut self, schema: &Value, place: Place<'_>) -> Option<Value> {
        self.fuel = self.fuel.checked_sub(1)?;
        let followed = self.active.len();
        let mut flat = Flat::default();
        let value = if flat.add(schema, self.root, &mut self.active) {
            self.choose(flat, place)
        } else {
            None
        };
        self.active.truncate(followed);
        value
    }

    /// Takes one branch of each choice, then makes the value.
    fn choose(&mut self, mut flat: Flat, place: Place<'_>) -> Option<Value> {
        let Some(branches) = flat.choices.pop() else {
            return self.build(&flat.keywords, place);
        };
        let mut branches: Vec<Value> = branches;
        branches.sort_by_key(is_null);
        if !branches.is_empty() {
            let turn = self.attempt % branches.len();
            branches.rotate_left(turn);
        }
        for branch in &branches {
            self.fuel = self.fuel.checked_sub(1)?;
            let followed = self.active.len();
            let mut with_branch = flat.clone();
            let value = if with_branch.add(branch, self.root, &mut self.active) {
                self.choose(with_branch, place)
            } else {
                None
            };
            self.active.truncate(followed);
            if value.is_some() {
                return value;
            }
        }
        None
    }

    fn build(&mut self, schema: &Map<String, Value>, place: Place<'_>) -> Option<Value> {
        if let Some(value) = schema.get("const") {
            return Some(value.clone());
        }
        if let Some(options) = schema.get("enum").and_then(Value::as_array) {
            return self.option(options, place);
        }
        match self.kind(schema) {
            "object" => self.object(schema, place),
            "array" => self.array(schema, place),
            "integer" => integer(schema, place.salt).map(Value::from),
            "number" => number(schema, place.salt),
            "boolean" => Some(Value::Bool(place.salt == 0 && !self.ends(place.name))),
            "null" => Some(Value::Null),
            _ => {
                let text = text::make(schema, place.name, place.salt);
                self.fuel = self.fuel.checked_sub(text.len() / BYTES_PER_FUEL)?;
                Some(Value::from(text))
            }
        }
    }

    /// A made-up answer has no further page.
    fn ends(&self, name: &str) -> bool {
        self.style.answer && matches!(name, "has_more" | "hasMore")
    }

    fn option(&self, options: &[Value], place: Place<'_>) -> Option<Value> {
        let done = Value::from("completed");
        if self.style.answer && place.name == "status" && options.contains(&done) {
            return Some(done);
        }
        let usable: Vec<&Value> = options.iter().filter(|option| !option.is_null()).collect();
        match usable.len() {
            0 => options.first().cloned(),
            count => usable.get(place.salt % count).map(|value| (*value).clone()),
        }
    }

    fn kind<'s>(&self, schema: &'s Map<String, Value>) -> &'s str {
        match schema.get("type") {
            Some(Value::String(kind)) => kind,
            Some(Value::Array(kinds)) => {
                let kinds: Vec<&str> = kinds.iter().filter_map(Value::as_str).collect();
                let usable: Vec<&str> = kinds.iter().copied().filter(|k| *k != "null").collect();
                match usable.len() {
                    0 => "null",
                    count => usable[self.attempt % count],
                }
            }
            _ => implied_kind(schema),
        }
    }

    fn object(&mut self, schema: &Map<String, Value>, place: Place<'_>) -> Option<Value> {
        let empty = Map::new();
        let properties = schema
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let rest = schema.get("additionalProperties");
        let mut object = Map::new();
        for (name, property) in properties {
            let needed = required.contains(&name.as_str());
            if !needed && !self.wants(name) {
                continue;
            }
            let inner = Place {
                name,
                salt: place.salt,
            };
            match self.make(property, inner) {
                Some(value) => {
                    object.insert(name.clone(), value);
                }
                None if needed => return None,
                None => {}
            }
        }
        let free = Value::Bool(true);
        for name in required {
            if !object.contains_key(name) {
                let value = self.make(
                    rest.unwrap_or(&free),
                    Place {
                        name,
                        salt: place.salt,
                    },
                )?;
                object.insert(name.to_owned(), value);
            }
        }
        let least = count(schema, "minProperties").unwrap_or(0).min(MOST_ITEMS);
        let mut number = 1;
        while (object.len() as u64) < least {
            let name = format!("key{number}");
            number += 1;
            if !object.contains_key(&name) {
                let inner = Place {
                    name: &name,
                    salt: place.salt,
                };
                let value = self.make(rest.unwrap_or(&free), inner)?;
                object.insert(name, value);
            }
        }
        Some(Value::Object(object))
    }

    fn wants(&self, name: &str) -> bool {
        self.style.optional && !(self.style.answer && LEFT_OUT.contains(&name))
    }

    fn array(&mut self, schema: &Map<String, Value>, place: Place<'_>) -> Option<Value> {
        let fixed = schema
            .get("prefixItems")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        let free = Value::Bool(true);
        let items = schema.get("items").unwrap_or(&free);
        let least = count(schema, "minItems").unwrap_or(0);
        let most = count(schema, "maxItems").unwrap_or(u64::MAX);
        let differ = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let described = schema.contains_key("items") || !fixed.is_empty();
        let wanted = if self.style.optional && described {
            1
        } else {
            0
        };
        let wanted = least
            .max(wanted)
            .max(fixed.len() as u64)
            .min(most)
            .min(MOST_ITEMS);
        let mut list = Vec::new();
        if let Some(contained) = schema.get("contains") {
            list.push(self.make(contained, place)?);
        }
        while (list.len() as u64) < wanted {
            let index = list.len();
            let item = fixed.get(index).unwrap_or(items);
            let salt = if differ {
                place.salt + index
            } else {
                place.salt
            };
            match self.make(
                item,
                Place {
                    name: place.name,
                    salt,
                },
            ) {
                Some(value) => list.push(value),
                None if (index as u64) < least => return None,
                None => break,
            }
        }
        Some(Value::Array(list))
    }
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "null")
        || schema.get("const").is_some_and(Value::is_null)
}

fn implied_kind(schema: &Map<String, Value>) -> &'static str {
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| schema.contains_key(*keyword));
    if has(&[
        "properties",
        "required",
        "additionalProperties",
        "minProperties",
        "patternProperties",
    ]) {
        "object"
    } else if has(&[
        "items",
        "prefixItems",
        "minItems",
        "maxItems",
        "uniqueItems",
        "contains",
    ]) {
        "array"
    } else if has(&[
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ]) {
        "number"
    } else {
        "string"
    }
}

fn count(schema: &Map<String, Value>, keyword: &str) -> Option<u64> {
    let value = schema.get(keyword)?;
    // `2.0` is a whole number in JSON Schema.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    value
        .as_u64()
        .or_else(|| value.as_f64().map(|float| float as u64))
}

fn bound(schema: &Map<String, Value>, keyword: &str) -> Option<f64> {
    schema.get(keyword).and_then(Value::as_f64)
}

fn integer(schema: &Map<String, Value>, salt: usize) -> Option<i64> {
    let step = bound(schema, "multipleOf")
        .filter(|step| *step > 0.0)
        .unwrap_or(1.0);
    // A step of 0.5 or 1.5 allows whole numbers too.
    let step = (1..=10)
        .map(|n| step * f64::from(n))
        .find(|step| step.fract() == 0.0)?;
    let lowest = [
        bound(schema, "minimum").map(f64::ceil),
        bound(schema, "exclusiveMinimum").map(|limit| limit.floor() + 1.0),
    ];
    let highest = [
        bound(schema, "maximum").map(f64::floor),
        bound(schema, "exclusiveMaximum").map(|limit| limit.ceil() - 1.0),
    ];
    let lowest = lowest.into_iter().flatten().reduce(f64::max);
    let highest = highest.into_iter().flatten().reduce(f64::min);
    #[allow(clippy::cast_precision_loss)]
    let salt = salt as f64;
    let value = match (lowest, highest) {
        (Some(low), _) if low > 1.0 => (low / step).ceil() * step + salt * step,
        (_, Some(high)) if high < step => (high / step).floor() * step - salt * step,
        _ => step + salt * step,
    };
    let fits = lowest.is_none_or(|low| value >= low) && highest.is_none_or(|high| value <= high);
    #[allow(clippy::cast_possible_truncation)]
    (fits || salt > 0.0).then_some(value as i64)
}

fn number(schema: &Map<String, Value>, salt: usize) -> Option<Value> {
    if schema.contains_key("multipleOf") {
        return integer(schema, salt).map(Value::from);
    }
    let lowest = [bound(schema, "minimum"), bound(schema, "exclusiveMinimum")];
    let highest = [bound(schema, "maximum"), bound(schema, "exclusiveMaximum")];
    let lowest = lowest.into_iter().flatten().reduce(f64::max);
    let highest = highest.into_iter().flatten().reduce(f64::min);
    #[allow(clippy::cast_precision_loss)]
    let salt = salt as f64;
    let value = match (lowest, highest) {
        (Some(low), Some(high)) => low + (high - low) / (2.0 + salt),
        (Some(low), None) => low.max(1.0) + 0.5 + salt,
        (None, Some(high)) => high.min(2.0) - 0.5 - salt,
        (None, None) => 1.5 + salt,
    };
    Number::from_f64(value).map(Value::Number)
}
