//! Faults that are warnings without leniency too, because no value that is sent tells them apart.

use serde_json::json;

use crate::small::run_as;

#[test]
fn values_that_are_there_twice_and_endless_properties_are_warnings() {
    let lamp = json!({
        "type": "object",
        "required": ["kind", "next"],
        "properties": {
            "kind": {"type": "string", "enum": ["desk", "floor", "desk"]},
            "next": {"$ref": "#/components/schemas/Lamp"}
        }
    });
    let body = json!({"$ref": "#/components/schemas/Lamp"});
    let contract = json!({
        "openapi": "3.0.3",
        "info": {"title": "Lamps", "version": "1"},
        "components": {"schemas": {"Lamp": lamp}},
        "paths": {"/lamps": {"get": {"operationId": "getLamp", "responses": {
            "200": {"description": "", "content": {"application/json": {"schema": body}}}
        }}}}
    });
    let run = run_as("lamps.json", &contract, false).unwrap();
    assert_eq!(
        run.findings.warnings,
        [
            "/components/schemas/Lamp/properties/kind: the value \"desk\" of the enum is there twice; ignored",
            "/components/schemas/Lamp: `next` would make every value infinitely large; not required",
        ]
    );
    assert!(run.findings.corrections.is_empty());
    let types = &run.code.files["types/responses.rs"];
    assert!(types.contains("pub next: Option<Box<Lamp>>"), "{types}");
    assert_eq!(types.matches("    Desk,").count(), 1, "{types}");
}

#[test]
fn what_openapi_leaves_open_is_completed() {
    let get = |id: &str, parts: serde_json::Value| {
        let mut operation = json!({"operationId": id, "responses": {"200": {"description": ""}}});
        operation
            .as_object_mut()
            .unwrap()
            .extend(parts.as_object().unwrap().clone());
        json!({"get": operation})
    };
    let responds = |content: serde_json::Value| json!({"responses": {"200": {"description": "", "content": content}}});
    let contract = json!({
        "openapi": "3.0.3",
        "info": {"title": "Lamps", "version": "1"},
        "paths": {
            "/any": get("any", responds(json!({"application/json": {}, "expiry": {}}))),
            "/bytes": get("bytes", responds(json!({"file": {}}))),
            "/nameless": get("", json!({"parameters": [
                {"name": "", "in": "header", "schema": {"type": "string"}},
                {"name": "a", "in": "query", "schema": {"type": "boolean", "enum": ["true", "false"]}}
            ]})),
            "/fixed?kind=low": get("fixed", json!({})),
            "/hash#low": get("hash", json!({})),
            "/{a}": get("one", json!({"parameters": [{"name": "a", "in": "path", "required": true, "schema": {"type": "string"}}]})),
            "/{b}": get("two", json!({"parameters": [{"name": "b", "in": "path", "required": true, "schema": {"type": "string"}}]}))
        }
    });
    let run = run_as("lamps.json", &contract, false).unwrap();
    assert_eq!(
        run.findings.warnings,
        [
            "/paths/~1any/get/responses/200/content: `expiry` is not a media type; ignored",
            "/paths/~1any/get/responses/200/content/application~1json: no schema; any JSON value",
            "/paths/~1bytes/get/responses/200/content: `file` is not a media type; read as bytes",
            "/paths/~1nameless/get: a parameter without a name is not sent",
            "/paths/~1nameless/get: the operationId `` is taken or has no letters; named `get_nameless`",
            "/paths/~1hash#low: what is behind `#` in the path is not sent",
            "/paths/~1{b}: a server cannot tell the path from `/{a}`",
            "/paths/~1nameless/get/parameters/0/schema: the value \"true\" of the enum is of another type; ignored",
            "/paths/~1nameless/get/parameters/0/schema: the value \"false\" of the enum is of another type; ignored",
        ]
    );
    let responses: Vec<_> = run
        .entries
        .iter()
        .map(|entry| entry.response.clone())
        .collect();
    assert_eq!(responses.iter().flatten().count(), 0, "{responses:?}");
}

#[test]
fn what_has_one_reading_is_taken() {
    let done = json!({"200": {"description": ""}});
    let lamp = json!({"schema": {"type": "object", "properties": {"id": {"type": "string"}}}});
    let place = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
    let contract = json!({
        "openapi": "3.0.3",
        "info": {"title": "Lamps", "version": "1"},
        "security": [{"API key": []}],
        "components": {
            "requestBodies": {"Lamp": {"content": {
                "text/plain": {}, "application/json": lamp, "application/xml": lamp
            }}},
            "parameters": {"A place": place},
            "securitySchemes": {"API key": {"type": "apiKey", "name": "key", "in": "header"}}
        },
        "paths": {
            "/lamps/{id}": {
                "parameters": [{"$ref": "#/components/parameters/A%20place"}],
                "get": {"responses": {"200": {"description": "", "content": {"application/json": lamp}}}},
                "put": {
                    "operationId": "setLamp",
                    "requestBody": {"$ref": "#/components/requestBodies/Lamp"},
                    "responses": done
                },
                "options": {"operationId": "describeLamp", "responses": done},
                "trace": {"operationId": "traceLamp", "responses": done}
            },
            "/desk/{id}": {
                "parameters": [{"$ref": "#/paths/~1lamps~1%7Bid%7D/parameters/0"}],
                "get": {
                    "operationId": "getDesk",
                    "responses": {"200": {"$ref": "#/paths/~1lamps~1{id}/get/responses/200"}}
                },
                "post": {
                    "operationId": "addDesk",
                    "requestBody": {"content": {"application/octet-stream": {}}},
                    "responses": done
                },
                "patch": {
                    "operationId": "changeDesk",
                    "requestBody": {"content": {"application/json": {"schema": {
                        "$ref": "#/components/requestBodies/Lamp/content/application~1xml/schema"
                    }}}},
                    "responses": done
                }
            },
            "/shelf": {"$ref": "#/paths/~1shelves"},
            "/shelves": {"get": {"responses": done}}
        }
    });
    let run = run_as("lamps.json", &contract, false).unwrap();
    assert_eq!(
        run.findings.warnings,
        [
            "/components/requestBodies/Lamp/content: the body is sent as `application/json`, not as `text/plain`, `application/xml`",
            "/paths/~1lamps~1{id}/get: the operation has no operationId; named `get_lamps_by_id`",
            "/paths/~1shelf/get: the operation has no operationId; named `get_shelf`",
            "/paths/~1shelves/get: the operation has no operationId; named `get_shelves`",
        ]
    );
    let mut made: Vec<String> = run
        .entries
        .iter()
        .map(|entry| format!("{} {}", entry.route(), entry.id))
        .collect();
    made.sort();
    assert_eq!(
        made,
        [
            "GET /desk/{id} getDesk",
            "GET /lamps/{id} get_lamps_by_id",
            "GET /shelf get_shelf",
            "GET /shelves get_shelves",
            "OPTIONS /lamps/{id} describeLamp",
            "PATCH /desk/{id} changeDesk",
            "POST /desk/{id} addDesk",
            "PUT /lamps/{id} setLamp",
            "TRACE /lamps/{id} traceLamp",
        ]
    );
}

#[test]
fn what_no_keyword_says_is_ignored() {
    let size = json!({"type": "integer", "optional": true, "minimum": null});
    let mut contract = json!({
        "openapi": "3.0.3",
        "info": {"title": "Lamps", "version": "1"},
        "servers": null,
        "components": {"schemas": {"Lamp": {
            "values": ["a"], "type": "object", "required": null,
            "properties": {"any": {"order": 1}, "size": size}
        }}},
        "paths": {"/lamps": {"get": {
            "operationId": "getLamp", "tags": null, "x-label": "origin",
            "responses": {"200": {"description": "", "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Lamp"}
            }}}}
        }}}
    });
    let run = run_as("lamps.json", &contract, false).unwrap();
    let lamp = "/components/schemas/Lamp";
    let no_keyword = |at: &str, key: &str| {
        format!("{at}: OpenAPI 3.0 has no `{key}`: it is not a keyword of schemas, and is ignored")
    };
    assert_eq!(
        run.findings.warnings,
        [
            "/servers: null; ignored".to_owned(),
            format!("{lamp}/required: null; ignored"),
            format!("{lamp}/properties/size/minimum: null; ignored"),
            "/paths/~1lamps/get/tags: null; ignored".to_owned(),
            no_keyword(&format!("{lamp}/properties/any"), "order"),
            no_keyword(&format!("{lamp}/properties/size"), "optional"),
            no_keyword(lamp, "values"),
        ]
    );
    let types = &run.code.files["types/responses.rs"];
    assert!(types.contains("pub size: Option<i64>"), "{types}");
    let catalog = &run.code.files["catalog.rs"];
    assert!(catalog.contains("origin"), "{catalog}");
    // What others mean by these is not known.
    contract["x-event"] = json!("lit");
    let operation = &mut contract["paths"]["/lamps"]["get"];
    operation["x-timeout"] = json!(30);
    operation["x-retry"] = json!({"max": 3});
    let run = run_as("lamps.json", &contract, true).unwrap();
    let places = [
        "/paths/~1lamps/get/x-retry",
        "/paths/~1lamps/get/x-timeout",
        "/x-event",
    ];
    let warnings = places.map(|at| format!("{at}: not a fact that an overlay states; ignored"));
    assert_eq!(run.findings.warnings[..3], warnings);
    assert_eq!(run.entries.len(), 1);
}

#[test]
fn a_reference_to_no_schema_is_named_and_its_operation_alone_is_left_out() {
    let reads = |id: &str, to: &str| {
        json!({"get": {"operationId": id, "responses": {"200": {
            "description": "", "content": {"application/json": {"schema": {"$ref": to}}}
        }}}})
    };
    for (to, reason) in [
        (
            "#",
            "leads to the whole document; refer to a component in `#/components/schemas`",
        ),
        (
            "#/info",
            "leads to nothing of the kind of `#/components/schemas`; correct the reference",
        ),
        (
            "#/paths/~1lamps/get/responses/200",
            "leads to nothing of the kind of `#/components/schemas`; correct the reference",
        ),
        (
            "#/components/schemas",
            "does not lead to a whole component; \
             give what it names a place of its own in `#/components/schemas`",
        ),
    ] {
        let contract = json!({
            "openapi": "3.0.3",
            "info": {"title": "Lamps", "version": "1"},
            "components": {"schemas": {"Lamp": {"type": "object"}}},
            "paths": {"/lamps": reads("getLamps", "#/components/schemas/Lamp"), "/odd": reads("getOdd", to)}
        });
        let at = "/paths/~1odd/get/responses/200/content/application~1json/schema/$ref";
        let error = format!("{at}: getOdd: the reference `{to}` {reason}");
        let refused = run_as("lamps.json", &contract, false).unwrap_err();
        assert_eq!(refused.to_string(), format!("lamps.json: {error}"));
        let run = run_as("lamps.json", &contract, true).unwrap();
        assert_eq!(
            run.findings.skipped,
            [format!("skipped getOdd (GET /odd): {error}")]
        );
        assert_eq!(run.entries.len(), 1);
    }
}

#[test]
fn a_type_without_end_gets_one_where_it_is_least() {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let needs = |name: &str, schema: serde_json::Value| json!({"type": "object", "required": [name], "properties": {name: schema}});
    for (schema, warning, field) in [
        (
            needs(
                "next",
                json!({"type": "array", "minItems": 1, "items": to("Lamp")}),
            ),
            "/components/schemas/Lamp/properties/next: `minItems` would make every value infinitely large; ignored",
            "pub next: Vec<Lamp>",
        ),
        (
            json!({"allOf": [needs("next", json!({"allOf": [to("Lamp")]}))]}),
            "/components/schemas/Lamp/allOf/0: `next` would make every value infinitely large; not required",
            "pub next: Option<Box<Lamp>>",
        ),
        (
            json!({"oneOf": [needs("one", to("Lamp")), needs("other", to("Lamp"))]}),
            "/components/schemas/Lamp/oneOf/0: `one` would make every value infinitely large; not required",
            "pub one: Option<Lamp>",
        ),
        (
            needs("shade", needs("lamp", to("Lamp"))),
            "/components/schemas/Lamp/properties/shade: `lamp` would make every value infinitely large; not required",
            "pub lamp: Option<Box<Lamp>>",
        ),
    ] {
        let contract = json!({
            "openapi": "3.0.3",
            "info": {"title": "Lamps", "version": "1"},
            "components": {"schemas": {"Lamp": schema}},
            "paths": {"/lamps": {"get": {"operationId": "getLamp", "responses": {
                "200": {"description": "", "content": {"application/json": {"schema": to("Lamp")}}}
            }}}}
        });
        let run = run_as("lamps.json", &contract, false).unwrap();
        assert_eq!(run.findings.warnings, [warning]);
        let types = &run.code.files["types/responses.rs"];
        assert!(types.contains(field), "{types}");
    }
}

#[test]
fn a_long_row_of_parts_is_one_object() {
    let mut schemas =
        json!({"Lamp60": {"type": "object", "properties": {"p60": {"type": "string"}}}});
    for number in 0..60 {
        let next = json!({"$ref": format!("#/components/schemas/Lamp{}", number + 1)});
        let own =
            json!({"type": "object", "properties": {format!("p{number}"): {"type": "string"}}});
        schemas[format!("Lamp{number}")] = json!({"allOf": [next, own]});
    }
    let content = json!({"application/pdf": {}, "application/json": {"schema": {"$ref": "#/components/schemas/Lamp0"}}});
    let contract = json!({
        "openapi": "3.0.3",
        "info": {"title": "Lamps", "version": "1"},
        "components": {"schemas": schemas},
        "paths": {"/lamps": {"get": {"operationId": "getLamp", "responses": {"200": {"description": "", "content": content}}}}}
    });
    let run = run_as("lamps.json", &contract, false).unwrap();
    let types = &run.code.files["types/responses.rs"];
    assert_eq!(types.matches("    pub p").count(), 61, "{types}");
    assert_eq!(
        run.findings.warnings,
        [
            "/paths/~1lamps/get/responses/200/content: the response is read as `application/json`, not as `application/pdf`"
        ]
    );
}
