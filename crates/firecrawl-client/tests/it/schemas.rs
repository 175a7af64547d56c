//! Derived schemas, as a plain validator takes them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::num::NonZeroU32;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use firecrawl_client::schemars::{self, JsonSchema};
use firecrawl_client::{Uuid, schema_of};
use jsonschema::{Draft, Validator};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
struct Numbers {
    price: f64,
    share: f32,
    floors: u8,
    visitors: u64,
    depth: i64,
    count: usize,
    debt: i128,
    rooms: NonZeroU32,
    grade: char,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
struct Tuples {
    position: (f64, f64),
    named: (String, u8, Option<bool>),
    corners: [f32; 4],
    path: Vec<(f64, f64)>,
    size: Option<(u32, u32)>,
    #[serde(rename = "prefixItems")]
    named_like_a_keyword: Pair,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
struct Pair(String, i16);

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
struct Collections {
    prices: HashMap<String, f64>,
    floors: BTreeMap<u16, String>,
    words: BTreeSet<String>,
    numbers: HashSet<i32>,
    nested: Vec<Option<Vec<u32>>>,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
struct Formats {
    at: DateTime<Utc>,
    day: NaiveDate,
    local: NaiveDateTime,
    id: Uuid,
    /// The word `format` as a field.
    format: String,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Rank {
    Principal,
    Assistant,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
enum Visit {
    Closed,
    Boat { minutes: u8 },
    Walk(f32, u16),
    Train(String),
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", content = "value")]
enum Contact {
    Phone(String),
    Desk { floor: i8 },
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(untagged)]
enum Price {
    Free(bool),
    Amount(f64),
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
struct Enums {
    rank: Option<Rank>,
    visits: Vec<Visit>,
    contact: Contact,
    price: Price,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
struct Person {
    name: String,
    age: Option<u8>,
    children: Vec<Person>,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
struct Base {
    height: f32,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
struct Closed {
    name: String,
    #[serde(flatten)]
    base: Base,
}

/// The keywords that validators of draft 7 know, with `$defs`, which they follow.
fn is_known(keyword: &str) -> bool {
    let words = "$defs $ref title description default examples type enum const multipleOf maximum \
        exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern items maxItems \
        minItems uniqueItems contains maxProperties minProperties required properties \
        patternProperties additionalProperties propertyNames if then else allOf anyOf oneOf not \
        format readOnly writeOnly";
    words.split_whitespace().any(|word| word == keyword)
}

/// Fails for any keyword or format that is not defined, and for a list of schemas in `items`.
fn check(schema: &Value) {
    let Some(schema) = schema.as_object() else {
        assert!(schema.is_boolean(), "{schema}");
        return;
    };
    for (keyword, value) in schema {
        assert!(is_known(keyword), "{keyword}: {schema:?}");
        match keyword.as_str() {
            "format" => {
                let format = value.as_str().unwrap();
                assert!(["date-time", "date", "uuid"].contains(&format), "{format}");
            }
            "$defs" | "properties" | "patternProperties" => {
                value.as_object().unwrap().values().for_each(check);
            }
            "allOf" | "anyOf" | "oneOf" => value.as_array().unwrap().iter().for_each(check),
            "additionalProperties" | "contains" | "items" | "not" | "propertyNames" => check(value),
            _ => {}
        }
    }
}

/// The schema of a type for both drafts, which take the value and refuse the others.
fn fits<T>(value: &T, others: &[Value]) -> Value
where
    T: JsonSchema + Serialize + for<'a> Deserialize<'a> + PartialEq + std::fmt::Debug,
{
    let schema = Value::Object(schema_of::<T>().unwrap());
    check(&schema);
    let written = serde_json::to_value(value).unwrap();
    assert_eq!(
        &serde_json::from_value::<T>(written.clone()).unwrap(),
        value
    );
    for draft in [Draft::Draft7, Draft::Draft202012] {
        let validator: Validator = jsonschema::options()
            .with_draft(draft)
            .should_validate_formats(true)
            // Draft 7 does not define `uuid` yet; `check` has compared the formats.
            .should_ignore_unknown_formats(draft == Draft::Draft7)
            .build(&schema)
            .unwrap();
        assert!(validator.is_valid(&written), "{written} in {schema:#}");
        for other in others {
            assert!(!validator.is_valid(other), "{other} in {schema:#}");
        }
    }
    schema
}

#[test]
fn numbers_have_bounds_and_no_format() {
    let numbers = Numbers {
        price: 1.5,
        share: 0.5,
        floors: 255,
        visitors: 1 << 40,
        depth: -5,
        count: 3,
        debt: -7,
        rooms: NonZeroU32::MIN,
        grade: 'a',
    };
    let mut other = serde_json::to_value(&numbers).unwrap();
    other["floors"] = json!(256);
    let schema = fits(&numbers, &[other, json!({}), json!([])]);
    assert!(!schema.to_string().contains("format"), "{schema:#}");
    assert_eq!(schema["properties"]["price"], json!({"type": "number"}));
    // As the case of a public report: `{"price": f64}`.
    let reported: Value = json!({
        "type": "object",
        "properties": {"price": {"type": "number"}},
        "title": "Price",
        "required": ["price"],
    });
    assert_eq!(Value::Object(schema_of::<OnlyPrice>().unwrap()), reported);
}

#[derive(JsonSchema)]
#[serde(rename = "Price")]
#[allow(dead_code)]
struct OnlyPrice {
    price: f64,
}

#[test]
fn a_tuple_is_a_list_of_its_length() {
    let tuples = Tuples {
        position: (52.1, 4.3),
        named: ("a".to_owned(), 1, None),
        corners: [0.0, 0.5, 1.0, 1.5],
        path: vec![(0.0, 1.0)],
        size: Some((1, 2)),
        named_like_a_keyword: Pair("a".to_owned(), -1),
    };
    let written = serde_json::to_value(&tuples).unwrap();
    let with = |field: &str, value: Value| {
        let mut other = written.clone();
        other[field] = value;
        other
    };
    let others = [
        with("position", json!([1])),
        with("position", json!([1, 2, 3])),
        with("position", json!(["1", 2])),
        with("named", json!([{}, 1, null])),
        with("path", json!([[1, 2], [3]])),
    ];
    let schema = fits(&tuples, &others);
    let properties = &schema["properties"];
    assert_eq!(
        properties["position"],
        json!({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2})
    );
    assert_eq!(
        properties["named"]["items"]["anyOf"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert!(properties.get("prefixItems").is_some(), "{schema:#}");
}

#[test]
fn maps_and_lists_have_types() {
    let collections = Collections {
        prices: HashMap::from([("a".to_owned(), 1.5)]),
        floors: BTreeMap::from([(3, "c".to_owned())]),
        words: BTreeSet::from(["a".to_owned()]),
        numbers: HashSet::from([1]),
        nested: vec![None, Some(vec![1])],
    };
    let mut other = serde_json::to_value(&collections).unwrap();
    other["prices"]["a"] = json!("expensive");
    fits(&collections, &[other]);
}

#[test]
fn dates_and_ids_keep_their_format() {
    let formats = Formats {
        at: DateTime::UNIX_EPOCH,
        day: NaiveDate::default(),
        local: NaiveDateTime::default(),
        id: Uuid::nil(),
        format: "a".to_owned(),
    };
    let mut other = serde_json::to_value(&formats).unwrap();
    other["day"] = json!("yesterday");
    let schema = fits(&formats, &[other]);
    let format = |name: &str| schema["properties"][name].get("format").cloned();
    assert_eq!(format("at"), Some(json!("date-time")));
    assert_eq!(format("day"), Some(json!("date")));
    assert_eq!(format("id"), Some(json!("uuid")));
    assert_eq!(format("local"), None, "it is not defined");
    assert_eq!(schema["properties"]["format"]["type"], "string");
}

#[test]
fn enums_of_every_form() {
    let enums = Enums {
        rank: Some(Rank::Principal),
        visits: vec![
            Visit::Closed,
            Visit::Boat { minutes: 5 },
            Visit::Walk(1.5, 2),
            Visit::Train("a".to_owned()),
        ],
        contact: Contact::Desk { floor: -1 },
        price: Price::Amount(1.5),
    };
    let mut other = serde_json::to_value(&enums).unwrap();
    other["rank"] = json!("cook");
    fits(&enums, &[other]);
}

#[test]
fn recursive_and_flattened_types() {
    let child = || Person {
        name: "b".to_owned(),
        age: None,
        children: Vec::new(),
    };
    let person = Person {
        name: "a".to_owned(),
        age: Some(40),
        children: vec![child(), child()],
    };
    let mut other = serde_json::to_value(&person).unwrap();
    other["children"][0]["name"] = json!(1);
    fits(&person, &[other]);
    fits(&vec![person], &[json!([{}])]);

    let closed = Closed {
        name: "a".to_owned(),
        base: Base { height: 1.5 },
    };
    fits(&closed, &[json!({"name": "a", "height": 1.5, "more": 1})]);
}
