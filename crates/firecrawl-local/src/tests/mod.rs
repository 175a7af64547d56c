//! Calls an operation in a test and holds the response against the contract.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::HeaderMap;
use bytes::Bytes;
use serde_json::Value;

use crate::request::Request;
use crate::response::{Body, Response};
use crate::settings::Settings;
use crate::state::ServerState;

/// The state of a server without a socket.
pub(crate) fn state() -> Arc<ServerState> {
    Arc::new(ServerState::new(Settings::default()))
}

/// A request as the core makes it.
pub(crate) fn request(id: &str, path: &[(&str, &str)], query: Value, body: Value) -> Request {
    let contract = crate::contract::Contract::load();
    Request {
        operation: contract.operation(id).expect("the contract has it"),
        path: path
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        query: query.as_object().cloned().unwrap_or_default(),
        headers: HeaderMap::new(),
        body,
        bytes: Bytes::new(),
        file: None,
        origin: "http://127.0.0.1:3002".to_owned(),
    }
}

/// Status and body of a response; one with status 200 must be what the contract says.
pub(crate) fn checked(request: &Request, response: Option<Response>) -> (u16, Value) {
    let response = response.expect("there is a response");
    let Body::Json(body) = response.body else {
        panic!("the response is JSON")
    };
    if response.status == 200 {
        let schema = request
            .operation
            .response_schema()
            .expect("it has a schema");
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap();
        let problems: Vec<String> = validator
            .iter_errors(&body)
            .map(|problem| format!("{}: {problem}", problem.instance_path()))
            .collect();
        assert!(
            problems.is_empty(),
            "{}: {problems:?}\n{body}",
            request.id()
        );
    } else {
        assert_eq!(body["success"], false);
        assert!(body["error"].is_string());
    }
    (response.status, body)
}
