//! Parameters of each place and style, and responses without a body.

use std::collections::BTreeMap;

use api_transport::ResponseBody;
use parameters::{Client, Prepared, read_json, types};
use serde_json::json;

fn client() -> Client {
    Client::new("https://harbour.example/v1".parse().unwrap())
}

#[test]
fn each_parameter_is_in_its_place() {
    let prepared = client().get_berth("7", &vec![1, 3], Some(9), 2).unwrap();
    let request = prepared.request();
    assert_eq!(
        request.url().as_str(),
        "https://harbour.example/v1/berths/7/1,3?id=9"
    );
    let level = request.header(&"x-level".parse().unwrap()).unwrap();
    assert_eq!(level, "2");
    let accept = request.header(&"accept".parse().unwrap()).unwrap();
    assert_eq!(accept, "application/json");
}

#[test]
fn each_style_is_written() {
    let query = types::SearchQuery::new()
        .tags(["a", "b"])
        .size(types::SearchQuerySize::new().min(1).max(2))
        .where_(BTreeMap::from([("k".to_owned(), "v".to_owned())]))
        .after(u64::MAX)
        .flags(["x", "y"]);
    let prepared = client().search(&query).unwrap();
    let pairs = prepared.request().url().query_pairs().into_owned();
    let pairs: Vec<(String, String)> = pairs.collect();
    let expected = [
        ("after", "18446744073709551615"),
        ("flags", "x|y"),
        ("size[max]", "2"),
        ("size[min]", "1"),
        ("tags", "a,b"),
        ("where", r#"{"k":"v"}"#),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(pairs, expected);
}

#[test]
fn a_number_above_the_signed_ones_is_read() {
    let text = json!({"id": "7", "serial": u64::MAX}).to_string();
    let berth: types::Berth = read_json(text.as_bytes()).unwrap();
    assert_eq!(berth.serial, Some(u64::MAX));
    assert_eq!(client().trace_berths().unwrap().request().method(), "TRACE");
}

#[test]
fn a_response_may_have_no_body() {
    fn received<T: ResponseBody>(_: Prepared<T>, body: &str) -> T {
        read_json(body.as_bytes()).unwrap()
    }
    let area = || client().get_area("x,1", None).unwrap();
    assert_eq!(received(area(), "null"), None);
    let berth = received(area(), &json!({"id": "7"}).to_string()).unwrap();
    assert_eq!(berth.id, "7");
    let head = client().has_berth("7", &vec![1]).unwrap();
    assert_eq!(head.request().method(), "HEAD");
    // No body of any form is read.
    for body in ["", "{\"id\": ", "<html>"] {
        let head = client().has_berth("7", &vec![1]).unwrap();
        let () = received(head, body);
    }
}
