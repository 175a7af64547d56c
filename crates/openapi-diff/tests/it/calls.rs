//! Every single edit of an operation, and of the contract around the schemas.

use openapi_diff::Kind;
use openapi_document::join;
use serde_json::{Value, json};

use super::places::{members, operations};
use super::single::{Single, set, unset};

/// All edits outside of schemas.
pub fn edits(document: &Value, found: &mut Vec<Single>) {
    for (at, operation) in operations(document) {
        own(operation, &at, found);
        sent(document, operation, &at, found);
        received(document, operation, &at, found);
        bodies(document, &at, found);
    }
    for (path, item) in members(document, "/paths") {
        let at = join("/paths", &path);
        parameters(document, item, &at, found);
        let from = path.clone();
        let first = members(item, "")
            .into_iter()
            .find(|(key, _)| key != "parameters");
        let place = join(&at, &first.expect("an operation").0);
        found.push(
            Single::new(Kind::PathRenamed, "/paths", move |paths| {
                let paths = paths.as_object_mut().expect("an object");
                let item = paths.shift_remove(&from).expect("a path");
                paths.insert(format!("/mutated{from}"), item);
            })
            .at(at)
            .reached(Some(place)),
        );
    }
    whole(document, found);
}

/// Edits of the keywords of an operation.
fn own(operation: &Value, at: &str, found: &mut Vec<Single>) {
    let (path, method) = at.rsplit_once('/').expect("a method");
    let key = method.to_owned();
    let gone = move |item: &mut Value| {
        item.as_object_mut().expect("an object").shift_remove(&key);
    };
    found.push(
        Single::new(Kind::OperationRemoved, path, gone)
            .at(at.to_owned())
            .reached(None),
    );
    let copy = operation.clone();
    let fresh = join("/paths", "/mutated/{way}");
    let call = move |paths: &mut Value| {
        let mut copy = copy.clone();
        copy["operationId"] = json!("somethingElse");
        paths["/mutated/{way}"] = json!({"post": copy});
    };
    found.push(
        Single::new(Kind::OperationAdded, "/paths", call)
            .at(format!("{fresh}/post"))
            .reached(None),
    );
    let key = method.to_owned();
    let other = move |item: &mut Value| {
        let item = item.as_object_mut().expect("an object");
        let operation = item.shift_remove(&key).expect("an operation");
        item.insert("head".to_owned(), operation);
    };
    found.push(
        Single::new(Kind::MethodChanged, path, other)
            .at(at.to_owned())
            .reached(Some(at.to_owned())),
    );
    for (kind, key, value) in [
        (Kind::OperationIdChanged, "operationId", json!("mutated")),
        (Kind::Deprecated, "deprecated", json!(true)),
    ] {
        found.push(Single::new(kind, at, set(key, value)));
    }
    let tags = format!("{at}/tags");
    found.push(
        Single::new(Kind::TagAdded, at, |operation| {
            operation["tags"]
                .as_array_mut()
                .expect("a list")
                .insert(0, json!("mutated"));
        })
        .at(tags.clone()),
    );
    found.push(
        Single::new(Kind::TagRemoved, at, |operation| {
            operation["tags"].as_array_mut().expect("a list").remove(0);
        })
        .at(tags),
    );
    let security = format!("{at}/security");
    // Keyless operations ask for nothing.
    let is_open =
        operation["security"] == json!([]) || operation["security"].to_string().contains("{}");
    if !is_open {
        found.push(
            Single::new(Kind::SecurityLoosened, at, set("security", json!([])))
                .at(security.clone()),
        );
    }
    let other = json!([{"mutated": ["scope"]}]);
    let kind = if is_open {
        Kind::SecurityTightened
    } else {
        Kind::SecurityChanged
    };
    found.push(Single::new(kind, at, set("security", other)).at(security));
    let server = json!([{"url": "https://mutated.example"}]);
    found.push(
        Single::new(Kind::ServerChanged, at, set("servers", server)).at(format!("{at}/servers/0")),
    );
    let callbacks = json!({"done": {}});
    found.push(
        Single::new(Kind::CallbackAdded, at, set("callbacks", callbacks))
            .at(format!("{at}/callbacks/done")),
    );
}

/// Parameters and the body.
fn sent(document: &Value, operation: &Value, at: &str, found: &mut Vec<Single>) {
    parameters(document, operation, at, found);
    let count = operation["parameters"].as_array().map_or(0, Vec::len);
    let optional = match has_query_type(document, operation, None) {
        true => Kind::OptionalParameterAdded,
        false => Kind::OptionalArgumentAdded,
    };
    for (required, kind) in [(true, Kind::RequiredParameterAdded), (false, optional)] {
        let add = move |operation: &mut Value| {
            if operation["parameters"].is_null() {
                operation["parameters"] = json!([]);
            }
            let list = operation["parameters"].as_array_mut().expect("a list");
            list.push(json!({"name": "mutated", "in": "query", "required": required, "schema": {"type": "string"}}));
        };
        let place = format!("{at}/parameters/{count}");
        let reached = Some(format!("{at}/parameters"));
        found.push(Single::new(kind, at, add).at(place).reached(reached));
    }
    let place = format!("{at}/requestBody");
    let Some(body) = operation.get("requestBody") else {
        let body = json!({"required": true, "content": {"application/json": {"schema": {"type": "object"}}}});
        let reached = Some(place.clone());
        let add = set("requestBody", body);
        found.push(
            Single::new(Kind::RequiredBodyAdded, at, add)
                .at(place)
                .reached(reached),
        );
        return;
    };
    let (gone, flip) = if body["required"] == true {
        (Kind::RequiredBodyRemoved, Kind::BodyBecameOptional)
    } else {
        (Kind::OptionalBodyRemoved, Kind::BodyBecameRequired)
    };
    let remove = unset("requestBody");
    let reached = Some(place.clone());
    found.push(
        Single::new(gone, at, remove)
            .at(place.clone())
            .reached(reached),
    );
    let value = json!(flip == Kind::BodyBecameRequired);
    found.push(Single::new(flip, &place, set("required", value)));
}

/// Reports whether an operation, without one of its parameters, has a type for its query.
fn has_query_type(document: &Value, operation: &Value, without: Option<usize>) -> bool {
    let all = operation["parameters"].as_array().into_iter().flatten();
    let kept = all.enumerate().filter(|(index, _)| Some(*index) != without);
    let query = kept.filter(|(_, parameter)| {
        let target = parameter["$ref"].as_str();
        let target = target.and_then(|target| document.pointer(&target[1..]));
        target.unwrap_or(parameter)["in"] == "query"
    });
    operation["requestBody"].is_null() && query.count() > 1
}

fn parameters(document: &Value, owner: &Value, at: &str, found: &mut Vec<Single>) {
    for (index, parameter) in owner["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        let place = format!("{at}/parameters/{index}");
        let (place, parameter) = match parameter["$ref"].as_str() {
            Some(target) => (
                target[1..].to_owned(),
                document.pointer(&target[1..]).expect("a parameter"),
            ),
            None => (place, parameter),
        };
        let reached = Some(format!("{at}/parameters"));
        let is_path = parameter["in"] == "path";
        let is_required = parameter["required"] == true;
        let remove = move |owner: &mut Value| {
            owner["parameters"]
                .as_array_mut()
                .expect("a list")
                .remove(index);
        };
        let is_field = parameter["in"] == "query" && has_query_type(document, owner, Some(index));
        let kind = match (is_required, is_field) {
            (true, _) => Kind::RequiredParameterRemoved,
            (false, true) => Kind::OptionalParameterRemoved,
            (false, false) => Kind::OptionalArgumentRemoved,
        };
        found.push(
            Single::new(kind, at, remove)
                .at(place.clone())
                .reached(reached),
        );
        if !is_path {
            let kind = if is_required {
                Kind::ParameterBecameOptional
            } else {
                Kind::ParameterBecameRequired
            };
            found.push(Single::new(
                kind,
                &place,
                set("required", json!(!is_required)),
            ));
            let style = set("style", json!("spaceDelimited"));
            let kind = Kind::ParameterStyleChanged;
            // The style implies whether lists are spread, so both are set.
            let style = move |parameter: &mut Value| {
                style(parameter);
                parameter["explode"] = json!(true);
            };
            found.push(Single::new(kind, &place, style));
            found.push(Single::new(Kind::ParameterMoved, &place, |parameter| {
                parameter["in"] = json!("cookie");
            }));
        }
        found.push(Single::new(
            Kind::Deprecated,
            &place,
            set("deprecated", json!(true)),
        ));
        let schema = format!("{place}/schema");
        found.push(Single::new(Kind::MediaTypeSchemaRemoved, &place, unset("schema")).at(schema));
    }
}

/// Answers and their headers.
fn received(document: &Value, operation: &Value, at: &str, found: &mut Vec<Single>) {
    for (status, _) in members(operation, "/responses") {
        let all = format!("{at}/responses");
        let place = join(&all, &status);
        let kind = match is_known(document, &place) {
            true => Kind::KnownStatusRemoved,
            false if status.starts_with('2') => Kind::SuccessRemoved,
            false => Kind::StatusRemoved,
        };
        found.push(Single::new(kind, &all, unset(&status)).at(place.clone()));
        let headers = json!({"X-Mutated": {"schema": {"type": "string"}}});
        let header = format!("{place}/headers/X-Mutated");
        found.push(Single::new(Kind::HeaderAdded, &place, set("headers", headers)).at(header));
    }
    let all = format!("{at}/responses");
    let status = json!({"description": ""});
    found.push(
        Single::new(Kind::KnownStatusAdded, &all, set("418", status)).at(format!("{all}/418")),
    );
}

/// Reports whether all fields of an error are those of other errors, too.
fn is_known(document: &Value, place: &str) -> bool {
    let fields = |response: &Value| -> Vec<String> {
        let schema = &response["content"]["application/json"]["schema"];
        let target = schema["$ref"].as_str().map(|target| &target[1..]);
        let schema = target.map_or(schema, |target| document.pointer(target).expect("a schema"));
        let all = schema["properties"].as_object().into_iter().flatten();
        all.map(|(name, _)| name.clone()).collect()
    };
    let mut others = vec!["success".to_owned(), "code".to_owned(), "error".to_owned()];
    for (path, item) in members(document, "/paths") {
        for (method, operation) in item.as_object().into_iter().flatten() {
            for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                let other = join(
                    &format!("{}/{method}/responses", join("/paths", &path)),
                    status,
                );
                if other != place && !status.starts_with('2') {
                    others.extend(fields(response));
                }
            }
        }
    }
    let is_error = !place.rsplit('/').next().expect("a status").starts_with('2');
    let own = fields(document.pointer(place).expect("a response"));
    is_error && own.iter().all(|name| others.contains(name))
}

/// Media types, of what is sent and of what is received.
fn bodies(document: &Value, at: &str, found: &mut Vec<Single>) {
    let responses = members(document, &format!("{at}/responses"));
    let owners = responses
        .iter()
        .map(|(status, _)| format!("{at}/responses/{status}"));
    for owner in owners.chain([format!("{at}/requestBody")]) {
        let content = format!("{owner}/content");
        for (media, value) in members(document, &content) {
            let place = join(&content, &media);
            let has_json = document
                .pointer(&join(&content, "application/json"))
                .is_some();
            let removed = match has_json && media != "application/json" {
                true => Kind::OtherMediaTypeRemoved,
                false => Kind::MediaTypeRemoved,
            };
            found.push(Single::new(removed, &content, unset(&media)).at(place.clone()));
            let text = json!({"schema": {"type": "string"}});
            let fresh = join(&content, "text/mutated");
            let added = match has_json {
                true => Kind::OtherMediaTypeAdded,
                false => Kind::MediaTypeAdded,
            };
            found.push(Single::new(added, &content, set("text/mutated", text)).at(fresh));
            if value.get("schema").is_some() {
                let schema = format!("{place}/schema");
                found.push(
                    Single::new(Kind::MediaTypeSchemaRemoved, &place, unset("schema")).at(schema),
                );
            }
            let encoding = json!({"file": {"contentType": "image/png"}});
            found.push(Single::new(
                Kind::EncodingChanged,
                &place,
                set("encoding", encoding),
            ));
        }
    }
}

/// Components, servers and security of the contract as a whole.
fn whole(document: &Value, found: &mut Vec<Single>) {
    for (name, _) in members(document, "/components/schemas") {
        let to = format!("{name}Mutated");
        let from = name.clone();
        let place = join("/components/schemas", &name);
        let reached = Some(place.clone());
        let rename = move |document: &mut Value| {
            let schemas = document["components"]["schemas"]
                .as_object_mut()
                .expect("an object");
            let schema = schemas.shift_remove(&from).expect("a schema");
            schemas.insert(to.clone(), schema);
            refer(
                document,
                &format!("#/components/schemas/{from}"),
                &format!("#/components/schemas/{to}"),
            );
        };
        found.push(
            Single::new(Kind::SchemaRenamed, "", rename)
                .at(place.clone())
                .reached(reached),
        );
        let copy = document["components"]["schemas"][&name].clone();
        let fresh = "/components/schemas/Unused".to_owned();
        let add = set("Unused", copy);
        found.push(
            Single::new(Kind::SchemaAdded, "/components/schemas", add)
                .at(fresh)
                .reached(None),
        );
    }
    let url = json!("https://mutated.example/v2");
    found.push(Single::new(Kind::ServerChanged, "/servers/0", set("url", url)).reached(None));
    let address = document["servers"][0]["url"].as_str().unwrap();
    let slash = json!(format!("{}/", address.trim_end_matches('/')));
    found
        .push(Single::new(Kind::ServerSlashChanged, "/servers/0", set("url", slash)).reached(None));
    let variables = json!({"region": {"default": "eu"}});
    found.push(
        Single::new(
            Kind::KeywordChanged,
            "/servers/0",
            set("variables", variables),
        )
        .at("/servers/0/variables".to_owned())
        .reached(None),
    );
    found.push(
        Single::new(Kind::ServerRemoved, "", set("servers", json!([])))
            .at("/servers/0".to_owned())
            .reached(None),
    );
    let tags = json!([{"name": "mutated"}]);
    found.push(
        Single::new(Kind::TagAdded, "", set("tags", tags))
            .at("/tags".to_owned())
            .reached(None),
    );
    let schemes = "/components/securitySchemes";
    let scheme = format!("{schemes}/bearerAuth");
    found.push(
        Single::new(
            Kind::SecuritySchemeChanged,
            &scheme,
            set("scheme", json!("basic")),
        )
        .reached(None),
    );
    found.push(
        Single::new(Kind::SecuritySchemeRemoved, schemes, unset("bearerAuth"))
            .at(scheme)
            .reached(None),
    );
    let version = set("openapi", json!("3.0.9"));
    found.push(
        Single::new(Kind::SpecificationChanged, "", version)
            .at("/openapi".to_owned())
            .reached(None),
    );
}

fn refer(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if key == "$ref" && value == from {
                    *value = json!(to);
                } else {
                    refer(value, from, to);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| refer(value, from, to)),
        _ => {}
    }
}
