//! Calls an operation in a test and holds the answer against the contract.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::HeaderMap;
use bytes::Bytes;
use serde_json::Value;

use crate::answer::{Answer, Body};
use crate::app::App;
use crate::call::Call;
use crate::settings::Settings;

/// The state of a server without a socket.
pub(crate) fn app() -> Arc<App> {
    Arc::new(App::new(Settings::default()).unwrap())
}

/// A call as the core makes it.
pub(crate) fn call(id: &str, path: &[(&str, &str)], query: Value, body: Value) -> Call {
    let contract = crate::contract::Contract::load().unwrap();
    Call {
        operation: Arc::clone(contract.operation(id).expect("the contract has it")),
        path: path
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        query: query.as_object().cloned().unwrap_or_default(),
        headers: HeaderMap::new(),
        body,
        bytes: Bytes::new(),
        origin: "http://127.0.0.1:3002".to_owned(),
    }
}

/// Status and body of an answer; one with status 200 must be what the contract says.
pub(crate) fn checked(call: &Call, answer: Option<Answer>) -> (u16, Value) {
    let answer = answer.expect("it is answered");
    let Body::Json(body) = answer.body else {
        panic!("the answer is JSON")
    };
    if answer.status == 200 {
        let schema = call.operation.answer_schema().expect("it has a schema");
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap();
        let problems: Vec<String> = validator
            .iter_errors(&body)
            .map(|problem| format!("{}: {problem}", problem.instance_path()))
            .collect();
        assert!(problems.is_empty(), "{}: {problems:?}\n{body}", call.id());
    } else {
        assert_eq!(body["success"], false);
        assert!(body["error"].is_string());
    }
    (answer.status, body)
}
