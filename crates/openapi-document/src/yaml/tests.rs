//! YAML as JSON, and rejected documents.

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::parse_text;

fn read(text: &str) -> Value {
    let contract = parse_text("api.yaml", text.as_bytes());
    contract.unwrap_or_else(|error| panic!("{error}")).value
}

fn fault(text: &str) -> String {
    let error = parse_text("api.yaml", text.as_bytes()).expect_err("this text must be rejected");
    error.to_string()
}

#[test]
fn scalars_are_as_the_core_schema_says() {
    for (text, value) in [
        ("no", json!("no")),
        ("Yes", json!("Yes")),
        ("on", json!("on")),
        ("1_000", json!("1_000")),
        ("2026-08-21", json!("2026-08-21")),
        ("2026-08-21T07:28:00Z", json!("2026-08-21T07:28:00Z")),
        ("12:30:45", json!("12:30:45")),
        ("1.2.3", json!("1.2.3")),
        ("inf", json!("inf")),
        ("nan", json!("nan")),
        ("infinity", json!("infinity")),
        ("0b11", json!("0b11")),
        ("0x", json!("0x")),
        ("-", json!([null])),
        ("+", json!("+")),
        ("true", json!(true)),
        ("FALSE", json!(false)),
        ("tRUE", json!("tRUE")),
        ("~", json!(null)),
        ("Null", json!(null)),
        ("nil", json!("nil")),
        ("0", json!(0)),
        ("-7", json!(-7)),
        ("+7", json!(7)),
        ("0777", json!(777)),
        ("0o17", json!(15)),
        ("0x1F", json!(31)),
        ("18446744073709551615", json!(u64::MAX)),
        ("-9223372036854775808", json!(i64::MIN)),
        ("1.0", json!(1.0)),
        (".5", json!(0.5)),
        ("1.", json!(1.0)),
        ("6.02e+23", json!(6.02e23)),
        ("'7'", json!("7")),
        ("\"true\"", json!("true")),
        ("!!str 7", json!("7")),
        ("! 7", json!("7")),
        ("!!float 7", json!(7)),
        (
            "!!map {a: !!seq [!!null ~, !!bool true, !!int 1]}",
            json!({"a": [null, true, 1]}),
        ),
        ("|\n  a\n   b\n", json!("a\n b\n")),
        (">-\n  a\n  b\n\n  c\n", json!("a b\nc")),
        ("\"\\u00e9\\t\\x41\"", json!("é\tA")),
    ] {
        assert_eq!(read(text), value, "{text}");
    }
}

#[test]
fn a_key_keeps_its_text() {
    let text = "responses:\n  200: {}\n  '404': {}\n  4XX: {}\n  1.10: {}\n  true: {}\n  null: {}\n  0x10: {}\n";
    assert_eq!(
        read(text),
        json!({"responses": {
            "200": {}, "404": {}, "4XX": {}, "1.10": {}, "true": {}, "null": {}, "0x10": {}
        }})
    );
}

#[test]
fn the_version_of_a_contract_is_text() {
    let value = read("info: {version: 1.10, x: {version: 1.10}}\nversion: 1.10\n");
    assert_eq!(
        value,
        json!({"info": {"version": "1.10", "x": {"version": 1.1}}, "version": 1.1})
    );
}

#[test]
fn the_order_of_keys_is_that_of_the_file() {
    let value = read("z: 1\na: 2\nm: 3\n");
    let keys: Vec<_> = value.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["z", "a", "m"]);
}

#[test]
fn anchors_aliases_and_merges_are_written_out() {
    let text = "\
base: &base {type: object, required: [a]}
copy: *base
merged:
  <<: *base
  type: string
first: {<<: [{a: 1}, {a: 2, b: 2}], c: 3}
quoted: {'<<': 1}
&name key: 1
other: {*name : 2}
";
    assert_eq!(
        read(text),
        json!({
            "base": {"type": "object", "required": ["a"]},
            "copy": {"type": "object", "required": ["a"]},
            "merged": {"type": "string", "required": ["a"]},
            "first": {"c": 3, "a": 1, "b": 2},
            "quoted": {"<<": 1},
            "key": 1,
            "other": {"key": 2}
        })
    );
}

#[test]
fn json_is_read_whatever_its_name() {
    assert_eq!(read("{\"a\": [1, \"b\"]}"), json!({"a": [1, "b"]}));
    assert_eq!(read("{a: [1, b]}"), json!({"a": [1, "b"]}));
    let tabs = parse_text("api.yml", b"{\n\t\"a\": 1\n}").unwrap();
    assert_eq!(tabs.value, json!({"a": 1}));
    // An address need not end in the form that it serves.
    let named = parse_text("https://api.example/openapi", b"a: 1").unwrap();
    assert_eq!(named.value, json!({"a": 1}));
}

#[test]
fn a_fault_has_its_line_its_place_and_a_remedy() {
    for (text, message) in [
        ("# only\n", "the file is empty"),
        ("a: 1\nb: {c: 2}\na: 3\n", "/a: duplicate key `a` in line 3"),
        (
            "a:\n  200: 1\n  \"200\": 2\n",
            "/a/200: duplicate key `200` in line 3",
        ),
        (
            "a:\n - b: 1\n   b: 2\n",
            "/a/0/b: duplicate key `b` in line 3",
        ),
        ("a: [1, 2\nb: 3\n", "not YAML: "),
        ("a: 1\n  b: 2\n", "in line 2"),
        ("a: 1\n---\nb: 2\n", "a second document begins in line 2"),
        ("a:\n  [b, c]: 1\n", "/a: a key is not text in line 2"),
        ("a: .inf\n", "/a: JSON has no number like `.inf` in line 1"),
        (
            "a: 1e999\n",
            "/a: JSON has no number like `1e999` in line 1",
        ),
        (
            "a: !!binary aGk=\n",
            "/a: the tag `!!binary` does not fit JSON here in line 1",
        ),
        (
            "a: !!int b\n",
            "/a: the tag `!!int` does not fit JSON here in line 1",
        ),
        (
            "a: !mine {}\n",
            "/a: the tag `!mine` does not fit JSON here in line 1",
        ),
        (
            "a: &a [*a]\n",
            "/a/0: an alias leads to a value around it in line 1",
        ),
        ("a: *b\n", "not YAML: "),
        ("a: {<<: 7}\n", "`<<` merges only objects in line 1"),
    ] {
        let error = fault(text);
        assert!(error.starts_with("api.yaml: "), "{error}");
        assert!(
            error.contains(message),
            "{message:?} is missing in {error:?}"
        );
        assert!(error.contains("; "), "no remedy in {error:?}");
    }
}

#[test]
fn aliases_cannot_grow_a_document_beyond_the_limit() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        let list = [alias.as_str(); 9].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{list}]").unwrap();
    }
    let error = fault(&bomb);
    assert!(
        error.contains("anchors and aliases make the document too large"),
        "{error}"
    );

    let deep = format!(
        "a: &a {}{}\nb: {}*a{}",
        "[".repeat(100),
        "]".repeat(100),
        "[".repeat(100),
        "]".repeat(100)
    );
    assert!(fault(&deep).contains("nested too deeply in line 2"));
    let nested = format!("{}{}", "[".repeat(500), "]".repeat(500));
    assert!(fault(&format!("a: {nested}")).contains("nested too deeply in line 1"));
    let anchors: String = (0..120).map(|level| format!("&a{level} [")).collect();
    let text = format!("a: {anchors}{}{}", "x".repeat(1_000_000), "]".repeat(120));
    assert!(fault(&text).contains("too large"));
}

/// Draws values of JSON.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "[ -~é\n\t]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z0-9~ :#-]{1,6}", inner, 0..4)
                .prop_map(|map| map.into_iter().collect::<Value>()),
        ]
    })
}

/// Writes a value in block style, with each text quoted as JSON quotes it.
fn block(value: &Value, indent: usize) -> String {
    let space = " ".repeat(indent);
    match value {
        Value::Object(map) if !map.is_empty() => {
            map.iter().fold(String::new(), |text, (key, value)| {
                format!("{text}\n{space}{}:{}", json!(key), block(value, indent + 1))
            })
        }
        Value::Array(list) if !list.is_empty() => list.iter().fold(String::new(), |text, value| {
            format!("{text}\n{space}-{}", block(value, indent + 1))
        }),
        leaf => format!(" {leaf}"),
    }
}

proptest! {
    #[test]
    fn every_json_value_reads_back_from_yaml(value in value()) {
        prop_assert_eq!(&super::parse(&block(&value, 0)).unwrap(), &value);
        // JSON is YAML, too.
        prop_assert_eq!(&super::parse(&value.to_string()).unwrap(), &value);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[\\[\\]{}:,&*!|>'\"%@`#a-c0-9 \n~<.-]{0,60}") {
        let _ = super::parse(&text);
    }
}
