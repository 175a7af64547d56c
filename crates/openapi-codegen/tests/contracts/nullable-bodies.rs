//! Lists, maps and whole bodies whose values can be `null`.

use std::collections::BTreeMap;

use api_transport::ResponseBody;
use nullable_bodies::{Client, Prepared, read_json, types};
use serde_json::{Value, json};

fn client() -> Client {
    Client::new("https://gauges.example/v1".parse().unwrap())
}

/// The body of a request, which the operation was given.
fn sent<T>(request: Result<Prepared<T>, nullable_bodies::Error>) -> Value {
    serde_json::from_slice(request.unwrap().request().body()).unwrap()
}

/// The body of a response, read as the type of the operation.
fn received<T: ResponseBody>(_: Result<Prepared<T>, nullable_bodies::Error>, body: &Value) -> T {
    read_json(body.to_string().as_bytes()).unwrap()
}

#[test]
fn null_items_are_received() {
    let body = json!(["high", null]);
    let labels = received(client().list_labels(None), &body);
    assert_eq!(labels, [Some("high".to_owned()), None]);
    let readings = received(client().list_readings(), &json!({"a": 1.5, "b": null}));
    let expected = [("a", Some(1.5)), ("b", None)];
    assert_eq!(
        readings,
        BTreeMap::from(expected.map(|(key, value)| (key.to_owned(), value)))
    );
    let rows = received(client().list_rows(), &json!([[1, null], []]));
    assert_eq!(rows, [vec![Some(1), None], vec![]]);
    let gauges = received(client().list_gauges(), &json!([null, {"id": "7"}]));
    assert_eq!(gauges[0], None);
    assert_eq!(gauges[1].as_ref().unwrap().id, "7");
}

#[test]
fn null_items_are_sent() {
    let labels = [Some("high".to_owned()), None].to_vec();
    assert_eq!(sent(client().set_labels(&labels)), json!(["high", null]));
    let readings = BTreeMap::from([("a".to_owned(), None), ("b".to_owned(), Some(2.5))]);
    assert_eq!(
        sent(client().set_readings(&readings)),
        json!({"a": null, "b": 2.5})
    );
    let gauges = vec![None, Some(types::MaybeGauge::new("here"))];
    assert_eq!(
        sent(client().add_gauges(&gauges)),
        json!([null, {"at": "here"}])
    );
}

#[test]
fn a_body_can_be_null_itself() {
    assert_eq!(received(client().get_last_gauge(), &json!(null)), None);
    let gauge = received(client().get_last_gauge(), &json!({"at": "here"}));
    assert_eq!(gauge.unwrap().at, "here");
    assert_eq!(received(client().get_name(), &json!(null)), None);
    assert_eq!(sent(client().set_last_gauge(None)), json!(null));
    let gauge = types::MaybeGauge::new("here");
    assert_eq!(
        sent(client().set_last_gauge(Some(&gauge))),
        json!({"at": "here"})
    );
    assert_eq!(sent(client().set_name(None)), json!(null));
    assert_eq!(sent(client().set_name(Some("low"))), json!("low"));
}
