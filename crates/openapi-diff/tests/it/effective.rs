//! Pairs of calls that say the same in another place or spelling, or differ in what is effective.

use serde_json::{Value, json};

use super::pairs::{check, contract, object};

const NONE: &[&str] = &[];

/// A contract with further keys of the operation and of the document.
fn with(operation: &Value, document: &Value) -> Value {
    let mut contract = contract(&json!({}));
    contract["servers"] = json!([{"url": "https://x.example"}]);
    let parts = [(document, ""), (operation, "/paths/~1a/post")];
    for (more, place) in parts {
        let part = contract.pointer_mut(place).unwrap().as_object_mut();
        part.unwrap().extend(more.as_object().unwrap().clone());
    }
    contract
}

fn at(url: &str) -> Value {
    json!({"servers": [{"url": url}]})
}

#[test]
fn servers_are_compared_as_an_operation_is_called() {
    let plain = with(&json!({}), &json!({}));
    let changed: &[&str] = &["breaking server-changed"];
    let variable =
        json!({"servers": [{"url": "https://{h}.example", "variables": {"h": {"default": "x"}}}]});
    check(&[
        (
            plain.clone(),
            with(&at("https://z.example"), &json!({})),
            changed,
            changed,
        ),
        (
            plain.clone(),
            with(&at("https://x.example"), &json!({})),
            NONE,
            NONE,
        ),
        (
            plain.clone(),
            with(&json!({}), &at("https://X.example")),
            NONE,
            NONE,
        ),
        (
            plain.clone(),
            with(&json!({}), &at("https://x.example:443")),
            NONE,
            NONE,
        ),
        (
            with(&json!({}), &at("/")),
            with(&json!({}), &json!({"servers": []})),
            NONE,
            NONE,
        ),
        (
            with(&json!({}), &at("http://x.example")),
            with(&json!({}), &at("http://x.example:443")),
            changed,
            changed,
        ),
        (
            plain,
            with(&json!({}), &variable),
            &["neutral keyword-changed"],
            &["neutral keyword-changed"],
        ),
    ]);
}

#[test]
fn security_is_compared_as_an_operation_needs_it() {
    let key = json!([{"k": []}]);
    let schemed = |name: &str, scheme: Value, mut document: Value, operation: Value| {
        document["components"] = contract(&json!({}))["components"].clone();
        document["components"]["securitySchemes"] = json!({name: scheme});
        with(&operation, &document)
    };
    let bearer = |word: &str| json!({"type": "http", "scheme": word});
    let header = |name: &str| json!({"type": "apiKey", "in": "header", "name": name});
    let common = |name: &str, scheme: Value| {
        schemed(name, scheme, json!({"security": [{name: []}]}), json!({}))
    };
    let mut plain = contract(&json!({}));
    plain["openapi"] = json!("3.1.0");
    let mut mutual = common("m", json!({"type": "mutualTLS"}));
    mutual["openapi"] = json!("3.1.0");
    mutual.as_object_mut().unwrap().remove("servers");
    check(&[
        (
            common("k", bearer("bearer")),
            common(
                "k",
                json!({"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}),
            ),
            &["neutral keyword-changed"],
            &["neutral keyword-changed"],
        ),
        (
            common("k", bearer("bearer")),
            schemed("k", bearer("bearer"), json!({}), json!({"security": key})),
            NONE,
            NONE,
        ),
        (
            common("k", bearer("bearer")),
            common("kk", bearer("bearer")),
            NONE,
            NONE,
        ),
        (
            common("k", bearer("bearer")),
            common("k", bearer("Bearer")),
            NONE,
            NONE,
        ),
        (
            common("k", header("X-K")),
            common("k", header("x-k")),
            NONE,
            NONE,
        ),
        (
            plain,
            mutual,
            &[
                "breaking security-tightened",
                "neutral security-scheme-added",
            ],
            &[
                "additive security-loosened",
                "breaking security-scheme-removed",
            ],
        ),
    ]);
}

#[test]
fn the_signature_of_a_function_decides() {
    let body = |required: bool| {
        let mut contract = contract(&json!({}));
        contract["paths"]["/a"]["post"]["requestBody"]["required"] = json!(required);
        contract
    };
    let status = |status: &str| {
        let mut contract = contract(&json!({}));
        let text = json!({"application/json": {"schema": {"type": "string"}}});
        let response = match status {
            "204" => json!({"description": ""}),
            _ => json!({"description": "", "content": text}),
        };
        contract["paths"]["/a"]["post"]["responses"][status] = response;
        contract
    };
    let plain = contract(&json!({}));
    check(&[
        (
            body(true),
            body(false),
            &["breaking body-became-optional"],
            &["breaking body-became-required"],
        ),
        (
            plain.clone(),
            status("204"),
            &["breaking success-status-added"],
            &["breaking success-status-removed"],
        ),
        // The type is that of the first body.
        (
            plain,
            status("201"),
            &["neutral known-status-added"],
            &["neutral known-status-removed"],
        ),
    ]);
}

#[test]
fn parameters_differ_in_what_is_written() {
    let parameter = |place: &str, name: &str, more: Value| {
        let mut parameter = json!({"name": name, "in": place, "schema": {"type": "string"}});
        parameter
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        with(&json!({"parameters": [parameter]}), &json!({}))
    };
    let query = |more: Value| parameter("query", "q", more);
    let loosened: &[&str] = &["additive parameter-loosened"];
    let tightened: &[&str] = &["breaking parameter-tightened"];
    let named: &[&str] = &["neutral keyword-changed"];
    check(&[
        (
            with(&json!({}), &json!({})),
            parameter("header", "Accept", json!({})),
            NONE,
            NONE,
        ),
        (
            parameter("header", "X-A", json!({})),
            parameter("header", "x-a", json!({})),
            named,
            named,
        ),
        (
            query(json!({})),
            query(json!({"explode": false})),
            NONE,
            NONE,
        ),
        (
            query(json!({})),
            query(json!({"allowReserved": true})),
            loosened,
            tightened,
        ),
        (
            query(json!({})),
            query(json!({"allowEmptyValue": true})),
            loosened,
            tightened,
        ),
        (
            query(json!({})),
            query(json!({"schema": {"type": "string", "nullable": true}})),
            loosened,
            tightened,
        ),
        (
            query(json!({})),
            parameter("header", "q", json!({})),
            &["breaking parameter-moved"],
            &["breaking parameter-moved"],
        ),
        (
            query(json!({})),
            query(json!({"schema": {}})),
            &["breaking request-type-changed"],
            &["breaking request-type-changed"],
        ),
    ]);
}

#[test]
fn parameters_of_a_path_are_sent_by_their_places() {
    let called = |path: &str| {
        let names = path
            .split('{')
            .skip(1)
            .map(|word| word.split('}').next().unwrap());
        let parameters = names.map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}));
        let mut contract = with(
            &json!({"parameters": parameters.collect::<Vec<_>>()}),
            &json!({}),
        );
        let item = contract["paths"]["/a"].clone();
        contract["paths"] = json!({path: item});
        contract
    };
    check(&[
        (
            called("/a/{x}/{y}"),
            called("/a/{x}/{z}"),
            &["neutral path-parameter-renamed"],
            &["neutral path-parameter-renamed"],
        ),
        (
            called("/a/{x}/{y}"),
            called("/a/{y}/{x}"),
            &["breaking parameter-moved"],
            &["breaking parameter-moved"],
        ),
    ]);
}

#[test]
fn an_optional_parameter_is_an_argument_or_a_field() {
    let called = |names: &[&str], more: Value| {
        let parameters = names
            .iter()
            .map(|name| json!({"name": name, "in": "query", "schema": {"type": "string"}}));
        let mut contract = with(
            &json!({"parameters": parameters.collect::<Vec<_>>()}),
            &json!({}),
        );
        let operation = contract["paths"]["/a"]["post"].as_object_mut().unwrap();
        operation.remove("requestBody");
        operation.extend(more.as_object().unwrap().clone());
        contract
    };
    let plain = |names: &[&str]| called(names, json!({}));
    let body = json!({"requestBody": {"required": true, "content": {"application/json": {"schema": object(json!({}))}}}});
    let argument: &[&str] = &["breaking optional-argument-added"];
    let gone: &[&str] = &["breaking optional-argument-removed"];
    check(&[
        (plain(&[]), plain(&["a"]), argument, gone),
        (plain(&["a"]), plain(&["a", "b"]), argument, gone),
        (
            plain(&["a", "b"]),
            plain(&["a", "b", "c"]),
            &["additive optional-parameter-added"],
            &["breaking optional-parameter-removed"],
        ),
        (
            called(&["a", "b"], body.clone()),
            called(&["a", "b", "c"], body),
            argument,
            gone,
        ),
    ]);
}

#[test]
fn parameters_of_a_media_type_matter_where_it_is_sent() {
    let received = |content: Value| {
        let mut contract = with(&json!({}), &json!({}));
        contract["paths"]["/a"]["post"]["responses"]["200"]["content"] = content;
        contract
    };
    let sent = |content: Value| {
        let body = json!({"required": true, "content": content});
        with(&json!({"requestBody": body}), &json!({}))
    };
    let typed = |name: &str| json!({name: {"schema": object(json!({"a": {"type": "string"}}))}});
    let read: &[&str] = &["neutral response-media-type-parameters-changed"];
    let written: &[&str] = &["breaking request-media-type-parameters-changed"];
    let (first, second) = ("application/json;version=1", "application/json; version=2");
    let both = json!({first: {}, second: {}});
    let other: &[&str] = &[
        "breaking response-media-type-added",
        "breaking response-media-type-removed",
    ];
    check(&[
        (received(typed(first)), received(typed(second)), read, read),
        (
            received(typed("application/json")),
            received(typed(first)),
            read,
            read,
        ),
        (sent(typed(first)), sent(typed(second)), written, written),
        (
            received(both),
            received(json!({second: {}})),
            &["neutral response-other-media-type-removed"],
            &["neutral response-other-media-type-added"],
        ),
        (
            received(json!({"text/plain;charset=latin1": {}})),
            received(json!({"text/plain;charset=ascii": {}})),
            other,
            other,
        ),
        // Without a schema, any value is valid.
        (
            received(json!({"application/json": {}})),
            received(json!({"application/json": {"schema": {}}})),
            NONE,
            NONE,
        ),
    ]);
}

#[test]
fn of_a_callback_only_what_is_sent_counts() {
    let called = |required: &[&str], values: &[&str]| {
        let mut payload = object(json!({"a": {"type": "string", "enum": values}}));
        payload["required"] = json!(required);
        let call = json!({"post": {"requestBody": {"content": {"application/json": {"schema": payload}}}, "responses": {"200": {"description": ""}}}});
        with(
            &json!({"callbacks": {"c": {"{$request.body#/url}": call}}}),
            &json!({}),
        )
    };
    check(&[
        (
            called(&[], &["x", "y"]),
            called(&["a"], &["x", "y"]),
            &["neutral response-property-became-required"],
            &["neutral response-property-became-optional"],
        ),
        (
            called(&[], &["x", "y"]),
            called(&[], &["x"]),
            &["neutral response-enum-value-removed"],
            &["additive response-enum-value-added"],
        ),
    ]);
}
