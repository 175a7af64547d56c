//! Corrections and skips on small contracts.

use serde_json::{Value, json};

use super::skip::{Failure, most};
use super::{complete, drop_nulls, relax};
use openapi_document::{Error, operations};

fn contract(paths: Value, components: Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Tides", "version": "1"},
        "paths": paths,
        "components": components,
    })
}

/// The only operation of a contract, `GET /tides/{place}`, after the corrections, with the warnings.
fn relaxed(operation: Value) -> (Value, Vec<String>) {
    let mut document = contract(json!({"/tides/{place}": {"get": operation}}), json!({}));
    let warnings = relax(&mut document, &|_| false).unwrap();
    (document["paths"]["/tides/{place}"]["get"].take(), warnings)
}

fn place() -> Value {
    json!({"name": "place", "in": "path", "required": true, "schema": {"type": "string"}})
}

const AT: &str = "/paths/~1tides~1{place}/get";

#[test]
fn a_parameter_behind_the_encoded_pointer_of_another_path_is_known() {
    let to = "#/paths/~1tides~1%7Bplace%7D~1days/parameters/0";
    let mut document = contract(
        json!({
            "/tides/{place}": {"parameters": [{"$ref": to}], "get": {"parameters": [{"$ref": to}]}},
            "/tides/{place}/days": {"parameters": [place()], "get": {}}
        }),
        json!({}),
    );
    let warnings = relax(&mut document, &|_| false).unwrap();
    let mut of_parameters = warnings.iter().filter(|one| one.contains("parameter"));
    assert_eq!(of_parameters.next(), None);
    let item = &document["paths"]["/tides/{place}"];
    assert_eq!(item["parameters"], json!([place()]));
    assert_eq!(item["get"]["parameters"], json!([place()]));
}

#[test]
fn what_is_put_in_place_of_references_is_bounded() {
    let responses = json!({"default": {"description": "x".repeat(2_000)}});
    let shared = |paths: usize, to: &str, of: &dyn Fn(Value) -> Value| {
        let many = (0..paths).map(|n| (format!("/{n:05}"), of(json!({ "$ref": to }))));
        let first = (
            "/a".to_owned(),
            json!({"get": {"operationId": "a", "responses": responses}}),
        );
        contract(
            Value::Object([first].into_iter().chain(many).collect()),
            json!({}),
        )
    };
    let item = |paths| shared(paths, "#/paths/~1a", &|item| item);
    let part = |paths| {
        let to = "#/paths/~1a/get/responses/default";
        shared(
            paths,
            to,
            &|part| json!({"get": {"responses": {"default": part}}}),
        )
    };
    for (few, many, end) in [
        (item(9_000), item(12_000), ""),
        (part(9_000), part(12_000), "/get/responses/default"),
    ] {
        assert!(complete(&mut few.clone(), &|_| false).is_ok());
        let errors = [
            complete(&mut many.clone(), &|_| false).unwrap_err(),
            relax(&mut many.clone(), &|_| false).unwrap_err(),
        ];
        for error in errors {
            let pointer = error.pointer().unwrap();
            assert!(
                pointer.starts_with("/paths/~1") && pointer.ends_with(end),
                "{error}"
            );
            let text = "copies of what references lead to make the document too large; \
                move shared parts to the components, and name each path item under one path";
            assert_eq!(error.to_string(), format!("{pointer}: {text}"));
        }
    }
}

#[test]
fn an_operation_is_completed() {
    let (operation, warnings) = relaxed(json!({
        "parameters": [
            {"name": "place", "in": "path"},
            {"name": "day", "in": "query", "schema": {}},
            {"name": "day", "in": "query", "schema": {}},
            {"name": "moon", "in": "path", "required": true, "schema": {}}
        ],
        "requestBody": {"content": {"text/plain": {}, "application/json": {}}},
        "security": [{"nowhere": []}],
        "responses": {"2xx": {"content": {"application/json": {}, "thing": {}}}, "ok": {}}
    }));
    assert_eq!(
        operation,
        json!({
            "operationId": "get_tides_by_place",
            "parameters": [place(), {"name": "day", "in": "query", "schema": {}}],
            "requestBody": {"content": {"application/json": {"schema": {}}}},
            "security": [{}],
            "responses": {
                "2XX": {"description": "", "content": {"application/json": {"schema": {}}}}
            }
        })
    );
    let parts = [
        "/parameters/0: a path parameter is always required",
        "/parameters/0: the parameter has no schema; sent as text",
        "/requestBody/content/application~1json: no schema; any JSON value",
        "/requestBody/content: the body is sent as `application/json`, not as `text/plain`",
        "/responses/2xx: the response has no description",
        "/responses/2xx/content: `thing` is not a media type; ignored",
        "/responses/2xx/content/application~1json: no schema; any JSON value",
        "/responses/ok: the response has no description",
        "/responses: \"ok\" is not a response status; ignored",
        ": the operation has no operationId; named `get_tides_by_place`",
        "/security: the security scheme `nowhere` is not declared; ignored",
        ": the query parameter `day` is there twice; ignored",
        ": the path parameter `moon` is not in the path; ignored",
    ];
    assert_eq!(warnings, parts.map(|part| format!("{AT}{part}")));
}

#[test]
fn a_path_parameter_that_is_not_declared_is_text() {
    let (operation, warnings) =
        relaxed(json!({"operationId": "tides", "responses": {"200": {"description": ""}}}));
    assert_eq!(operation["parameters"], json!([place()]));
    let message = "the path parameter `place` is not declared; sent as text";
    assert_eq!(warnings, [format!("{AT}: {message}")]);
}

#[test]
fn every_operation_gets_a_name_of_its_own() {
    let responses = json!({"200": {"description": ""}});
    let named = |id: &str| json!({"operationId": id, "responses": responses});
    let mut document = contract(
        json!({
            "/a/by/b": {"get": {"responses": responses}, "put": named("new")},
            "/a/{b}": {"get": {"responses": responses}, "post": named("same")},
            "/c": {"get": named("same"), "post": named("get_a_by_b")}
        }),
        json!({}),
    );
    relax(&mut document, &|_| false).unwrap();
    let ids: Vec<String> = operations(&document).map(|one| one.id()).collect();
    assert_eq!(
        ids,
        [
            "get_a_by_b_2",
            "put_a_by_b",
            "get_a_by_b_3",
            "same",
            "get_c",
            "get_a_by_b"
        ]
    );
}

#[test]
fn a_path_item_keeps_what_is_generated() {
    let get = json!({"operationId": "a", "responses": {}});
    let mut document = contract(
        json!({
            "/a#low": {"get": get, "GET": {}, "servers": []},
            "/b": {"$ref": "#/paths/~1a#low"},
            "/d": {"servers": [{"url": "https://a.example"}], "get": {"servers": [{"url": 7}]}},
            "/c": {"$ref": "elsewhere.json"}
        }),
        json!({}),
    );
    let warnings = relax(&mut document, &|_| false).unwrap();
    assert_eq!(document["paths"]["/a#low"], json!({"get": get}));
    assert_eq!(document["paths"]["/b"]["get"]["operationId"], "get_b");
    assert_eq!(document["paths"]["/c"], json!({}));
    let servers = json!([{"url": "https://a.example"}]);
    assert_eq!(document["paths"]["/d"]["servers"], servers);
    assert_eq!(document["paths"]["/d"]["get"]["servers"], json!(null));
    assert!(warnings.contains(&"/paths/~1a#low: `GET` is not a method; ignored".to_owned()));
}

/// A contract of three operations, of which `b` and `c` use the component `Low`.
fn three() -> Value {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let operation = |id: &str, schema: Value| {
        let content = json!({"application/json": {"schema": schema}});
        json!({"get": {"operationId": id, "responses": {"200": {"content": content}}}})
    };
    contract(
        json!({
            "/a": operation("a", to("High")),
            "/b": operation("b", to("Around")),
            "/c": operation("c", to("Low"))
        }),
        json!({"schemas": {
            "High": {}, "Low": {}, "Around": {"items": to("Low")}, "Unused": {}
        }}),
    )
}

/// An attempt that fails with the error of the first of these pointers that leads somewhere.
fn fails<'a>(
    pointers: &'a [&'a str],
    shown: bool,
) -> impl Fn(Value) -> Result<Vec<String>, Failure> + 'a {
    move |document| match pointers
        .iter()
        .find(|pointer| document.pointer(pointer).is_some())
    {
        None => Ok(operations(&document).map(|one| one.id()).collect()),
        Some(pointer) => {
            let error = Error::new("a fault");
            let error = if shown { error.at(*pointer) } else { error };
            Err(Failure {
                errors: vec![error],
                document,
            })
        }
    }
}

#[test]
fn the_operations_of_a_fault_are_left_out() {
    type Names = &'static [&'static str];
    let cases: [(Names, bool, Names, Names); 4] = [
        (
            &["/paths/~1a/get/responses"],
            true,
            &["b", "c"],
            &["skipped a (GET /a): /paths/~1a/get/responses: a fault"],
        ),
        (
            &["/components/schemas/Low"],
            true,
            &["a"],
            &["skipped b (GET /b), c (GET /c): /components/schemas/Low: a fault"],
        ),
        (
            &["/components/schemas/Unused"],
            true,
            &["a", "b", "c"],
            &["left out: /components/schemas/Unused: a fault"],
        ),
        // An error without a place: the operation is found by trying.
        (
            &["/paths/~1b"],
            false,
            &["a", "c"],
            &["skipped b (GET /b): a fault"],
        ),
    ];
    for (pointers, shown, left, lines) in cases {
        let (made, skipped) = most(three(), &fails(pointers, shown)).unwrap();
        assert_eq!(made, left);
        assert_eq!(skipped, lines);
    }
}

#[test]
fn a_path_without_operations_keeps_no_parameters() {
    let mut document = three();
    let parameters = json!([{"$ref": "#/components/parameters/Depth"}]);
    document["paths"]["/c"]["parameters"] = parameters;
    document["components"]["parameters"] = json!({"Depth": {}});
    let (paths, _) = most(document, &|document: Value| match document
        .pointer("/components/schemas/Low")
        .is_some()
    {
        true => Err(Failure {
            errors: vec![Error::new("a fault").at("/components/schemas/Low")],
            document,
        }),
        false => Ok(document["paths"].clone()),
    })
    .unwrap();
    assert_eq!(
        paths.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["/a"]
    );
}

#[test]
fn of_operations_that_fail_only_together_the_later_ones_are_left_out() {
    let (made, skipped) = most(three(), &|document: Value| {
        let ids: Vec<String> = operations(&document).map(|one| one.id()).collect();
        match ids.contains(&"a".to_owned()) && ids.contains(&"c".to_owned()) {
            true => Err(Failure {
                errors: vec![Error::new("two types have one name")],
                document,
            }),
            false => Ok(ids),
        }
    })
    .unwrap();
    assert_eq!(made, ["a", "b"]);
    assert_eq!(skipped, ["skipped c (GET /c): two types have one name"]);
}

#[test]
fn a_fault_of_the_whole_is_an_error_and_so_is_nothing_left() {
    for pointers in [
        &["/openapi"][..],
        &["/paths/~1a/get", "/paths/~1b/get", "/paths/~1c/get"],
    ] {
        let error = most(three(), &fails(pointers, true)).unwrap_err();
        assert_eq!(error.message(), "a fault");
    }
}

#[test]
fn the_parameters_of_a_path_without_operations_are_not_read() {
    let nowhere = json!({"$ref": "#/components/parameters/nowhere"});
    let mut document = contract(
        json!({
            "/tides/{place}": {"parameters": [nowhere]},
            "/moons": {"get": {"operationId": "moons", "responses": {}}}
        }),
        json!({}),
    );
    assert_eq!(
        relax(&mut document, &|_| false).unwrap(),
        Vec::<String>::new()
    );
    assert_eq!(document["paths"]["/tides/{place}"], json!({}));
}

#[test]
fn servers_and_security_schemes_are_corrected() {
    let mut document = contract(
        json!({}),
        json!({"securitySchemes": {
            "key": {"type": "http", "scheme": "basic"}, "odd": {"type": "moon"}, "bare": {}
        }}),
    );
    document["servers"] = json!([
        {"url": "https://{a}.example", "variables": {"a": {}}}, {"description": "none"}
    ]);
    let warnings = relax(&mut document, &|_| false).unwrap();
    assert_eq!(document["servers"], json!([{"url": "https://{a}.example"}]));
    let key = json!({"type": "apiKey", "name": "key", "in": "header"});
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!((&schemes["odd"], &schemes["bare"]), (&key, &key));
    assert_eq!(schemes["key"]["scheme"], "basic");
    let at = "/components/securitySchemes";
    assert_eq!(
        warnings,
        [
            "/servers: a server without an address; ignored".to_owned(),
            format!("{at}/odd: not a security scheme of OpenAPI; taken for a key"),
            format!("{at}/bare: not a security scheme of OpenAPI; taken for a key"),
        ]
    );
}

#[test]
fn keywords_without_a_value_are_absent() {
    let value = json!({"default": null, "x-note": null, "nullable": true, "enum": ["a", null]});
    let mut full = value.clone();
    full["minLength"] = json!(null);
    let document = |schema: &Value, tags: bool| {
        let mut operation = json!({"operationId": "a", "responses": {"200": {"description": ""}}});
        if tags {
            operation["tags"] = json!(null);
            operation["parameters"] = json!(null);
        }
        contract(
            json!({"/a": {"get": operation}}),
            json!({"schemas": {"A": {"properties": {"minLength": schema}}}}),
        )
    };
    let mut with = document(&full, true);
    assert_eq!(
        drop_nulls(&mut with),
        [
            "/paths/~1a/get/tags: null; ignored",
            "/paths/~1a/get/parameters: null; ignored",
            "/components/schemas/A/properties/minLength/minLength: null; ignored",
        ]
    );
    assert_eq!(with, document(&value, false));
}
