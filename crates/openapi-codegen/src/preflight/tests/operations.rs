//! Faults of paths, operations, parameters and bodies.

use serde_json::{Value, json};

use super::super::check_contract;
use super::{assert_fault, document, with_operation};

fn operation(id: &str) -> Value {
    json!({"operationId": id, "responses": {"200": {"description": ""}}})
}

fn parameter(name: &str) -> Value {
    json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}})
}

#[test]
fn every_operation_needs_an_id_that_makes_a_name() {
    let mut none = with_operation(json!({}));
    none["paths"]["/a"]["get"]
        .as_object_mut()
        .unwrap()
        .shift_remove("operationId");
    assert_fault(
        &none,
        "/paths/~1a/get: GET /a: the operation has no operationId, \
         so the function would have no name; add one by an overlay",
    );
    assert_fault(
        &with_operation(json!({"operationId": "12-3"})),
        "/paths/~1a/get/operationId: 12-3: the operationId \"12-3\" has no letters \
         to name a function by; give it a name such as `getCrawlStatus`",
    );
    assert_fault(
        &with_operation(json!({"operationId": 12})),
        "/paths/~1a/get/operationId: GET /a: the operationId is a number, not a string; \
         give it a name such as `getCrawlStatus`",
    );
}

#[test]
fn two_operations_may_not_have_one_name() {
    let paths = |first, second| {
        document(
            json!({"/a": {"get": operation(first)}, "/b": {"get": operation(second)}}),
            json!({}),
        )
    };
    assert_fault(
        &paths("getIt", "getIt"),
        "/paths/~1b/get/operationId: getIt: duplicate operationId `getIt`: \
         also at /paths/~1a/get/operationId; give each operation an id of its own",
    );
    assert_fault(
        &paths("getIt", "get-it"),
        "/paths/~1b/get/operationId: get-it: the operationIds `getIt` and `get-it` \
         both become `get_it` in Rust; rename one of the two by an overlay",
    );
}

#[test]
fn paths_must_be_readable_and_different() {
    let at = |path: &str| document(json!({path: {"get": operation("getIt")}}), json!({}));
    let like = "write it like `/crawl/{id}/errors`";
    assert_fault(
        &at("a"),
        &format!("/paths/a: the path `a` does not start with a slash; {like}"),
    );
    for path in ["/a/{x", "/a/x}", "/a/{}", "/a/{x/y}", "/a/{x{y}}"] {
        let pointer = path.replace('/', "~1");
        assert_fault(
            &at(path),
            &format!("/paths/{pointer}: the braces in the path `{path}` do not pair; {like}"),
        );
    }
    let mut behind = at("/a?b={b}");
    behind["paths"]["/a?b={b}"]["parameters"] = json!([parameter("b")]);
    assert_fault(
        &behind,
        &format!(
            "/paths/~1a?b={{b}}: the path `/a?b={{b}}` has a parameter behind `?` or `#`; {like}"
        ),
    );
    check_contract(&at("/a?b=1")).unwrap();
    let mut two = document(
        json!({"/a/{x}": {"get": operation("one")}, "/a/{y}": {"get": operation("two")}}),
        json!({}),
    );
    two["paths"]["/a/{x}"]["parameters"] = json!([parameter("x")]);
    two["paths"]["/a/{y}"]["parameters"] = json!([parameter("y")]);
    check_contract(&two).unwrap();
}

#[test]
fn a_path_item_holds_methods_only() {
    let item = |key: &str, value| document(json!({"/a": {key: value}}), json!({}));
    assert_fault(
        &item("GET", json!({})),
        "/paths/~1a/GET: `GET` is not a method, so it would be lost; \
         use one of get, put, post, delete, options, head, patch, trace in lower case",
    );
    assert_fault(
        &item("$ref", json!("#/components/pathItems/A")),
        "/paths/~1a/$ref: a path item that is a reference is not supported; \
         write the operations in place",
    );
    assert_fault(
        &item("get", json!("x")),
        "/paths/~1a/get: GET /a: the operation is a string, not an object; \
         describe the operation or remove it",
    );
    assert_fault(
        &document(json!({"/a": null}), json!({})),
        "/paths/~1a: the path item is null, not an object; map each method to its operation",
    );
}

#[test]
fn path_parameters_are_those_of_the_path() {
    let with = |parameters: Value| {
        let mut get = operation("getIt");
        get["parameters"] = parameters;
        document(json!({"/a/{x}": {"get": get}}), json!({}))
    };
    check_contract(&with(json!([parameter("x")]))).unwrap();
    assert_fault(
        &with(json!([])),
        "/paths/~1a~1{x}/get: getIt: the path parameter `x` is not declared; \
         add it to the parameters with `in: path`",
    );
    assert_fault(
        &with(json!([parameter("x"), parameter("y")])),
        "/paths/~1a~1{x}/get/parameters/1: getIt: the path parameter `y` is not in the path \
         `/a/{x}`; put {y} into the path or remove the parameter",
    );
    let mut optional = parameter("x");
    optional["required"] = json!(false);
    assert_fault(
        &with(json!([optional])),
        "/paths/~1a~1{x}/get/parameters/0/required: getIt: \
         a path parameter that is not required; \
         set `required` to true: without it there is no path",
    );
    let repeated = document(
        json!({"/{x}/{x}": {"parameters": [parameter("x")], "get": operation("getIt")}}),
        json!({}),
    );
    assert_fault(
        &repeated,
        "/paths/~1{x}~1{x}: the path holds {x} twice; \
         give each place of the path a name of its own",
    );
}

#[test]
fn a_parameter_must_be_one_that_can_be_sent() {
    let at = "/paths/~1a/get/parameters/0";
    for (parameter, expected) in [
        (
            json!({"name": "q", "in": "cookie", "schema": {}}),
            "/in: getA: a parameter in a cookie is not supported; \
             remove it by an overlay or send it in a header",
        ),
        (
            json!({"name": "q", "schema": {}}),
            "/in: getA: the parameter does not say where it is sent; \
             set `in` to path, query or header",
        ),
        (
            json!({"name": "q", "in": "query", "style": "simple", "schema": {}}),
            "/style: getA: the style \"simple\" is not supported for this parameter; \
             use `form`, which is also what an absent style means",
        ),
        (
            json!({"name": "q", "in": "query"}),
            ": getA: the parameter has neither `schema` nor `content`; \
             add a `schema` with its type",
        ),
        (
            json!({"name": "q", "in": "query", "content": {}}),
            "/content: getA: the `content` of a parameter has not exactly one media type; \
             describe it by `schema`",
        ),
        (
            json!({"in": "query", "schema": {}}),
            "/name: getA: the parameter has no name; name it",
        ),
        (
            json!("q"),
            ": getA: the parameter is a string, not an object; give it `name`, `in` and `schema`",
        ),
    ] {
        assert_fault(
            &with_operation(json!({"parameters": [parameter]})),
            &format!("{at}{expected}"),
        );
    }
    let query = json!({"name": "q", "in": "query", "schema": {}});
    assert_fault(
        &with_operation(json!({"parameters": [query, query]})),
        "/paths/~1a/get/parameters/1: getA: the query parameter `q` is there twice: \
         also at /paths/~1a/get/parameters/0; remove one of the two",
    );
}

#[test]
fn a_shared_parameter_is_judged_once() {
    let query = json!({"name": "q", "in": "query", "schema": {}});
    let item = json!({
        "parameters": [query, query],
        "get": operation("getIt"),
        "put": operation("putIt"),
    });
    assert_fault(
        &document(json!({"/a": item}), json!({})),
        "/paths/~1a/parameters/1: the query parameter `q` is there twice: \
         also at /paths/~1a/parameters/0; remove one of the two",
    );
}

#[test]
fn a_request_has_one_body_of_a_known_type() {
    let at = "/paths/~1a/get/requestBody/content";
    let body = |content: Value| with_operation(json!({"requestBody": {"content": content}}));
    for media in [
        "application/json",
        "application/json; charset=utf-8",
        "application/merge-patch+json",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "text/plain",
        "application/octet-stream",
        "image/jpeg",
        "text/x-markdown",
    ] {
        check_contract(&body(json!({media: {"schema": {}}}))).unwrap();
    }
    let form = json!({"multipart/form-data": {"schema": {}}, "application/json": {"schema": {}}});
    check_contract(&body(form)).unwrap();
    assert_fault(
        &body(json!({"yaml": {"schema": {}}})),
        &format!(
            "{at}/yaml: getA: unknown media type `yaml` \
             of a request body; use application/json, multipart/form-data, \
             application/x-www-form-urlencoded, text/plain or application/octet-stream"
        ),
    );
    assert_fault(
        &body(json!({"application/json": {"schema": {}}, "text/plain": {"schema": {}}})),
        &format!(
            "{at}: getA: two bodies: application/json and text/plain cannot all be sent; \
             describe exactly one media type; an overlay can remove the others"
        ),
    );
    assert_fault(
        &body(json!({})),
        &format!(
            "{at}: getA: the content of the request body is empty; \
             describe exactly one media type; an overlay can remove the others"
        ),
    );
    assert_fault(
        &with_operation(json!({"requestBody": {}})),
        &format!(
            "{at}: getA: the request body has no content; \
             give its media type, such as `application/json`, with a schema"
        ),
    );
    assert_fault(
        &body(json!({"application/json": {}})),
        &format!(
            "{at}/application~1json: getA: the body has no schema; \
             add a `schema`; `{{}}` allows any value"
        ),
    );
}

#[test]
fn a_response_has_a_status_and_a_body_that_can_be_read() {
    let at = "/paths/~1a/get/responses";
    for code in ["abc", "2xx", "600", "99", "0XX", "20", "+20"] {
        assert_fault(
            &with_operation(json!({"responses": {code: {"description": ""}}})),
            &format!(
                "{at}/{code}: getA: {code:?} is not a response status; \
                 use a status from 100 to 599, a range such as `4XX`, or `default`"
            ),
        );
    }
    for (responses, expected) in [
        (
            json!([]),
            ": getA: the responses are missing or not an object; \
             describe at least the successful response",
        ),
        (
            json!({"200": {"description": "", "content": {"application/json": {}}}}),
            "/200/content/application~1json: getA: the body has no schema; \
             add a `schema`; `{}` allows any value",
        ),
        (
            json!({"200": {"description": "", "content": {"thing": {"schema": {}}}}}),
            "/200/content/thing: getA: unknown media type `thing` of a response; \
             use a media type such as application/json or image/png",
        ),
    ] {
        assert_fault(
            &with_operation(json!({ "responses": responses })),
            &format!("{at}{expected}"),
        );
    }
}
