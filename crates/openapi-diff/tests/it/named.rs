//! Names and media types that stand for something else now: pairs, each with its rules.

use openapi_diff::{Calendar, Date, compare_on};
use serde_json::{Value, json};

use super::pairs::{check, contract, object};

#[test]
fn a_discriminator_is_compared_value_by_value() {
    let text = json!({"type": "string"});
    let pet = |name: &str| object(json!({"kind": text, name: text}));
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let with = |mapping: Value| {
        let union = json!({
            "oneOf": [reference("Cat"), reference("Dog")],
            "discriminator": {"propertyName": "kind", "mapping": mapping}
        });
        let holder = object(json!({"pet": union}));
        contract(&json!({"Req": holder, "Res": holder, "Cat": pet("purr"), "Dog": pet("bark")}))
    };
    let path = |name: &str| format!("#/components/schemas/{name}");
    let two = with(json!({"cat": path("Cat"), "dog": path("Dog")}));
    let changed: &[&str] = &[
        "breaking request-discriminator-value-changed",
        "breaking response-discriminator-value-changed",
    ];
    let both: &[&str] = &[
        "additive request-discriminator-value-added",
        "additive response-discriminator-value-added",
        "breaking request-discriminator-value-removed",
        "breaking response-discriminator-value-removed",
    ];
    let neutral: &[&str] = &[
        "neutral request-discriminator-changed",
        "neutral response-discriminator-changed",
    ];
    check(&[
        (
            two.clone(),
            with(json!({"cat": path("Cat")})),
            // Without an entry, the name of the component is the value.
            both,
            both,
        ),
        (
            two.clone(),
            with(json!({"cat": path("Dog"), "dog": path("Dog")})),
            &[&both[..2], changed].concat(),
            &[&changed[..1], &both[2..3], &changed[1..], &both[3..]].concat(),
        ),
        // The name alone is the same schema.
        (
            two.clone(),
            with(json!({"cat": "Cat", "dog": path("Dog")})),
            neutral,
            neutral,
        ),
    ]);
}

#[test]
fn a_value_that_its_schema_states_is_compared_there() {
    let pet = |kind: &str| object(json!({"kind": {"type": "string", "enum": [kind]}}));
    let with = |mapping: Value| {
        let branches: Vec<Value> = ["Cat", "Dog"]
            .map(|name| json!({"$ref": format!("#/components/schemas/{name}")}))
            .into();
        let union = json!({"oneOf": branches, "discriminator": {"propertyName": "kind", "mapping": mapping}});
        contract(
            &json!({"Res": object(json!({"pet": union})), "Cat": pet("cat"), "Dog": pet("dog")}),
        )
    };
    let neutral: &[&str] = &["neutral response-discriminator-changed"];
    check(&[(
        with(json!({"cat": "Cat", "dog": "Dog"})),
        with(json!({"cat": "Cat"})),
        neutral,
        neutral,
    )]);
}

#[test]
fn a_range_of_media_types_is_the_same_body_in_another_form() {
    let with = |media: &[&str]| {
        let mut contract = contract(&json!({}));
        let schema = json!({"schema": {"$ref": "#/components/schemas/Res"}});
        let content = media
            .iter()
            .map(|name| ((*name).to_owned(), schema.clone()));
        let response = &mut contract["paths"]["/a"]["post"]["responses"]["200"];
        response["content"] = content.collect();
        contract
    };
    let json = "application/json";
    let general: &[&str] = &["breaking response-media-type-generalized"];
    let special: &[&str] = &["breaking response-media-type-specialized"];
    check(&[
        (with(&[json]), with(&["application/*"]), general, special),
        (with(&[json]), with(&["*/*"]), general, special),
        (with(&["application/*"]), with(&["*/*"]), general, special),
        // The generated client goes on with JSON.
        (
            with(&[json, "text/plain"]),
            with(&[json, "text/*"]),
            &[
                "neutral response-other-media-type-added",
                "neutral response-other-media-type-removed",
            ],
            &[
                "neutral response-other-media-type-added",
                "neutral response-other-media-type-removed",
            ],
        ),
        (
            with(&["text/plain"]),
            with(&["image/*"]),
            &[
                "breaking response-media-type-added",
                "breaking response-media-type-removed",
            ],
            &[
                "breaking response-media-type-added",
                "breaking response-media-type-removed",
            ],
        ),
    ]);
}

#[test]
fn a_property_in_the_place_of_another_one_is_that_one() {
    let with = |names: &[(&str, Value)]| {
        let properties = names
            .iter()
            .map(|(name, schema)| ((*name).to_owned(), schema.clone()));
        contract(&json!({"Req": object(properties.collect())}))
    };
    let text = json!({"type": "string"});
    let wait = json!({"type": "integer", "default": 0});
    let old = with(&[
        ("url", text.clone()),
        ("wait", wait.clone()),
        ("proxy", text.clone()),
    ]);
    let renamed: &[&str] = &["breaking request-property-renamed"];
    let two: &[&str] = &[
        "additive request-optional-property-added",
        "breaking request-optional-property-removed",
    ];
    check(&[
        (
            old.clone(),
            with(&[
                ("url", text.clone()),
                ("delayMs", wait.clone()),
                ("proxy", text.clone()),
            ]),
            renamed,
            renamed,
        ),
        // At another place, or with a type that says little, it may be another one.
        (
            old.clone(),
            with(&[
                ("url", text.clone()),
                ("proxy", text.clone()),
                ("delayMs", wait),
            ]),
            two,
            two,
        ),
        (
            with(&[("url", text.clone()), ("cookies", text.clone())]),
            with(&[("url", text.clone()), ("name", text.clone())]),
            two,
            two,
        ),
    ]);
}

#[test]
fn an_end_without_a_date_is_reported_where_the_day_is_known() {
    let calendar = Date::parse("2030-06-01").map(|today| Calendar {
        today,
        notice_days: 90,
    });
    let old = contract(&json!({}));
    let mut new = old.clone();
    new["paths"]["/a"]["post"]["deprecated"] = json!(true);
    let rules = |calendar| -> Vec<String> {
        let changes = compare_on(calendar, &old, &new).changes;
        changes.into_iter().map(|change| change.rule).collect()
    };
    assert_eq!(rules(calendar), ["deprecated", "deprecated-without-sunset"]);
    assert_eq!(rules(None), ["deprecated"]);
    new["paths"]["/a"]["post"]["x-sunset"] = json!("2031-01-01");
    let changes = compare_on(calendar, &old, &new).changes;
    assert!(
        changes
            .iter()
            .all(|change| change.rule != "deprecated-without-sunset")
    );
}
