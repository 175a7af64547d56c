//! Names of schemas by their places.

use openapi_document::Result;
use serde_json::{Value, json};

use crate::json::elements;
use crate::names::Names;
use crate::passes::Context;
use crate::passes::tests::after_with;
use crate::sources;

fn components(schemas: Value, names: &str) -> Value {
    after_with(
        super::run,
        json!({"components": {"schemas": schemas}}),
        names,
    )["components"]["schemas"]
        .clone()
}

#[test]
fn inline_schemas_are_named_by_place() {
    let made = components(
        json!({"Page": {"type": "object", "properties": {
            "images": {"type": "array", "items": {"type": "object", "properties": {"url": {"type": "string"}}}},
            "state": {"type": "string", "enum": ["a"], "x-facts": {"default": "a"}}
        }}}),
        "",
    );
    assert_eq!(
        made["Page"]["properties"],
        json!({
            "images": {"type": "array", "items": {"$ref": "#/components/schemas/PageImage"}},
            "state": {"$ref": "#/components/schemas/PageState", "x-to-texts": true, "x-facts": {"default": "a"}}
        })
    );
    assert_eq!(made["PageState"], json!({"type": "string", "enum": ["a"]}));
}

#[test]
fn places_with_one_name_are_one_type() {
    let document = |word: &str| json!({"type": "object", "properties": {"data": {"type": "object", "properties": {word: {"type": "string"}}}}});
    let made = components(
        json!({"A": document("x"), "B": document("y")}),
        "[types]\nDocument = ['A.data', 'B.data']",
    );
    let properties = made["Document"]["properties"].as_object().unwrap();
    assert_eq!(properties.keys().collect::<Vec<_>>(), ["x", "y"]);
    assert_eq!(
        made["B"]["properties"]["data"],
        json!({"$ref": "#/components/schemas/Document"})
    );
}

/// A document whose schemas `A` and `B` are to be one type, and `C`, which refers to both.
fn shared(a: Value, b: Value, lenient: bool) -> (Result<Value>, Vec<String>) {
    let object = |x: Value| json!({"type": "object", "properties": {"x": x}});
    let mut document = json!({"components": {"schemas": {"A": object(a), "B": object(b), "C": object(json!({
        "type": "array", "items": {"oneOf": [
            {"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}
        ]}
    }))}}});
    let names = Names::parse("names.toml", "[types]\nPage = ['A', 'B']").unwrap();
    let context = match lenient {
        true => Context::lenient(&names),
        false => Context::new(&names),
    };
    sources::mark(&mut document, &context).unwrap();
    let run = super::run(&mut document, &context);
    let found = context.into_found();
    let schemas = document["components"]["schemas"].take();
    (run.map(|()| schemas), found.disagreements)
}

#[test]
fn two_schemas_of_one_name_that_differ_are_an_error_with_both_places() {
    let (made, _) = shared(json!({"type": "string"}), json!({"type": "integer"}), false);
    assert_eq!(
        made.unwrap_err().to_string(),
        "names.toml: /components/schemas/B: it is to be one type, Page, with \
         /components/schemas/A, and differs from it at `/components/schemas/B/properties/x`: \
         different kinds, string and integer; give the two different names there, or make them agree with an overlay action"
    );
}

#[test]
fn one_that_differs_is_a_second_type_where_that_is_forgiven() {
    let (made, disagreements) = shared(json!({"type": "string"}), json!({"type": "integer"}), true);
    let made = made.unwrap();
    assert_eq!(made["Page"]["properties"]["x"]["type"], "string");
    assert_eq!(made["B"]["properties"]["x"]["type"], "integer");
    let used: Vec<&Value> = elements(&made["Cx"], "oneOf")
        .iter()
        .map(|one| &one["$ref"])
        .collect();
    assert_eq!(
        used,
        ["#/components/schemas/Page", "#/components/schemas/B"]
    );
    assert!(disagreements[0].ends_with("; it is B"), "{disagreements:?}");
}

#[test]
fn a_request_has_no_property_that_only_a_response_declares() {
    let object = |word: &str| json!({"type": "object", "properties": {"text": {}, word: {}}});
    let content = |schema: Value| json!({"content": {"application/json": {"schema": schema}}});
    let made = |sent: &str, received: &str| {
        let mut document = json!({
            "components": {"schemas": {"Plan": object(sent)}},
            "paths": {"/a": {"post": {
                "operationId": "a",
                "requestBody": content(json!({"$ref": "#/components/schemas/Plan"})),
                "responses": {"2XX": content(object(received))}
            }}}
        });
        let names = Names::parse("names.toml", "[types]\nPlan = ['a.response']").unwrap();
        let context = Context::lenient(&names);
        sources::mark(&mut document, &context).unwrap();
        super::run(&mut document, &context).unwrap();
        let plan = document["components"]["schemas"]["Plan"]["properties"].clone();
        let properties: Vec<String> = plan.as_object().unwrap().keys().cloned().collect();
        (properties, context.into_found().disagreements)
    };
    let (properties, disagreements) = made("spec", "cron");
    assert_eq!(properties, ["text", "spec"]);
    let message = "it is to be one type, Plan, with /components/schemas/Plan, and no request \
                   declares its `cron`";
    assert!(disagreements[0].contains(message), "{disagreements:?}");
    assert_eq!(
        made("cron", "cron"),
        (vec!["text".to_owned(), "cron".to_owned()], Vec::new())
    );
}

#[test]
fn what_only_some_places_of_a_type_say_is_noted() {
    let (made, _) = shared(json!({"type": "number"}), json!({"type": "integer"}), false);
    assert_eq!(
        made.unwrap()["Page"]["properties"]["x"]["x-facts"],
        json!({"x-at": {"kinds": {"integer": ["B"]}}})
    );
}

#[test]
fn branches_of_a_tagged_union_stay() {
    let made = components(
        json!({"Format": {"x-union": {"tag": "type", "bare": false}, "oneOf": [
            {"type": "object", "properties": {"type": {"type": "string", "enum": ["json"]}, "mode": {"type": "string", "enum": ["a"]}}}
        ]}}),
        "",
    );
    assert_eq!(made["Format"]["oneOf"][0]["x-payload"], "JsonFormat");
    assert_eq!(
        made["Format"]["oneOf"][0]["properties"]["mode"],
        json!({"$ref": "#/components/schemas/JsonFormatMode", "x-to-texts": true})
    );
}

#[test]
fn renamed_components_are_referred_to_by_the_new_name() {
    let made = components(
        json!({"a_b": {"type": "object", "properties": {"c": {"$ref": "#/components/schemas/Obj"}}},
               "Obj": {"type": "object", "properties": {"x": {}}}}),
        "[types]\nThing = ['Obj']",
    );
    assert_eq!(
        made["Ab"]["properties"]["c"],
        json!({"$ref": "#/components/schemas/Thing"})
    );
    assert!(made["Thing"].is_object());
}

/// The types of three places, `A`, `B` and `C`, whose `x` has these types, and of what is in them.
fn three(kinds: [&str; 3]) -> (Value, Vec<String>) {
    let document = |kind: &str| {
        json!({"type": "object", "properties": {
            "x": {"type": kind},
            "inner": {"type": "object", "properties": {"word": {"type": "string", "enum": ["a"]}}},
            "list": {"type": "array", "items": {"type": "object", "properties": {"y": {}}}},
            "format": {"x-union": {"tag": "t", "bare": false}, "oneOf": [
                {"type": "object", "properties": {"t": {"type": "string", "enum": ["json"]}, "x": {"type": kind}}},
                {"type": "object", "properties": {"t": {"type": "string", "enum": ["text"]}, "x": {}}}
            ]}
        }})
    };
    let holder = |kind| json!({"type": "object", "properties": {"data": document(kind)}});
    let [a, b, c] = kinds.map(holder);
    let mut document = json!({"components": {"schemas": {"A": a, "B": b, "C": c}}});
    let names = "[types]\nDocument = ['A.data', 'B.data', 'C.data']\nInner = ['Document.inner']";
    let names = Names::parse("names.toml", names).unwrap();
    let context = Context::lenient(&names);
    sources::mark(&mut document, &context).unwrap();
    super::run(&mut document, &context).unwrap();
    let schemas = document["components"]["schemas"].take();
    (schemas, context.into_found().disagreements)
}

#[test]
fn what_is_equal_in_types_that_are_apart_is_shared() {
    let (made, disagreements) = three(["integer", "string", "string"]);
    let names: Vec<&String> = made.as_object().unwrap().keys().collect();
    let mut names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "A",
            "AData",
            "ADataFormat",
            "B",
            "C",
            "Document",
            "DocumentFormat",
            "DocumentList",
            "Inner",
            "InnerWord"
        ]
    );
    let ends = ["; it is AData", "; it is ADataFormat"];
    assert_eq!(disagreements.len(), ends.len(), "{disagreements:?}");
    for (one, end) in disagreements.iter().zip(ends) {
        assert!(one.ends_with(end), "{disagreements:?}");
    }
    let payload = |union: &str, index: usize| made[union]["oneOf"][index]["x-payload"].clone();
    assert_ne!(payload("ADataFormat", 0), payload("DocumentFormat", 0));
    assert_eq!(payload("ADataFormat", 1), payload("DocumentFormat", 1));
}

#[test]
fn a_path_is_a_type_of_another_crate() {
    let lamp = || json!({"type": "object", "properties": {"lit": {"type": "boolean"}}});
    let mut inline = lamp();
    inline["x-facts"] = json!({"nullable": true, "closed": true});
    let made = components(
        json!({
            "Lamp": lamp(),
            "Room": {"type": "object", "properties": {
                "lamps": {"type": "array", "items": {"$ref": "#/components/schemas/Lamp"}},
                "spare": inline
            }}
        }),
        "[types]\n'lamps_api::types::Lamp' = ['Lamp', 'Room.spare']\n",
    );
    assert!(made.get("Lamp").is_none());
    let foreign = "lamps_api::types::Lamp";
    assert_eq!(
        made["Room"]["properties"],
        json!({
            "lamps": {"type": "array", "items": {"x-foreign": foreign}},
            "spare": {"x-facts": {"nullable": true}, "x-foreign": foreign}
        })
    );
}

#[test]
fn a_component_with_the_name_of_another_type_is_named_in_a_warning() {
    let names = |places: &str| {
        Names::parse("names.toml", &format!("[types]\nItem = [{places}]\n")).unwrap()
    };
    let warnings = |places: &str| {
        let names = names(places);
        let context = Context::new(&names);
        let object = |key: &str| json!({"type": "object", "properties": {key: {"type": "string"}}});
        let page = json!({"type": "object", "properties": {"first": object("id")}});
        let mut document = json!({"components": {"schemas": {"Page": page, "Item": object("q")}}});
        super::run(&mut document, &context).unwrap();
        Vec::from_iter(context.into_found().warnings)
    };
    assert_eq!(
        warnings("'Page.first'"),
        [
            "/components/schemas/Item: of the type Item, as `Page.first` is by the names file: add the \
          component there, or give one of them another name"
        ]
    );
    assert_eq!(warnings("'Page.first', 'Item'"), Vec::<String>::new());
}
