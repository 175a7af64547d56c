//! Names that Rust or the generated code has too, and names that would become one.

use names::types::{All, OptionObject, ResultObject};
use serde_json::json;

#[test]
fn every_name_is_on_the_wire_as_it_was() {
    let fields = [
        "foo-bar", "foo_bar", "fooBar", "type", "self", "Self", "crate", "super", "async", "gen",
        "new", "default", "extra", "SHAPE", "_", "", "1", "$ref", "clone", "x2",
    ];
    let mut value = json!({"drop": "foo_bar", "list": {"Option": {"x": "a"}, "a_b": {"x": "b"}, "aB": {"x": "c"}}});
    for (index, field) in fields.into_iter().enumerate() {
        value[field] = json!(index.to_string());
    }
    for kind in ["Ok", "Some", "a-b", "a_b", "Self", "Unknown"] {
        value["Union"] = json!({"kind": kind, "x": "y"});
        let read: All = serde_json::from_value(value.clone()).unwrap();
        assert!(read.undeclared.is_empty(), "{:?}", read.undeclared);
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
    }
}

#[test]
fn types_of_the_prelude_keep_their_meaning() {
    let option: Option<OptionObject> = Some(serde_json::from_value(json!({"x": "a"})).unwrap());
    assert_eq!(option.unwrap().x, "a");
    let result: Result<ResultObject, _> = serde_json::from_value(json!({"x": "a"}));
    assert_eq!(result.unwrap().x, "a");
}
