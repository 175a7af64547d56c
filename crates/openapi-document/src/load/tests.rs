//! Rejected documents and their errors.

use std::fs;
use std::path::Path;

use super::{MAX_BYTES, load, parse, read_json};

fn refused(text: &str) -> String {
    parse("api.json", text.as_bytes())
        .expect_err("this text must be refused")
        .to_string()
}

#[test]
fn the_vendored_contract_is_read_with_its_hash() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/v2-openapi.json");
    let contract = load(&path).unwrap();
    assert_eq!(contract.sha256.len(), 64);
    assert_eq!(
        contract.value,
        serde_json::from_slice::<serde_json::Value>(&fs::read(&path).unwrap()).unwrap()
    );
}

#[test]
fn the_hash_is_of_the_exact_bytes() {
    let empty = parse("api.json", br#"{"openapi":"3.0.0","paths":{}}"#).unwrap();
    let spaced = parse("api.json", br#"{"openapi":"3.0.0","paths":{} }"#).unwrap();
    assert_ne!(empty.sha256, spaced.sha256);
    assert_eq!(
        super::parse_json("x", b"{}").unwrap().sha256,
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    );
}

#[test]
fn a_byte_order_mark_is_skipped() {
    parse(
        "api.json",
        "\u{feff}{\"openapi\":\"3.0.3\",\"paths\":{}}".as_bytes(),
    )
    .unwrap();
}

#[test]
fn numbers_text_and_order_survive() {
    let text = r#"{"z":[1,-2,2.5,18446744073709551615,true,null],"a":"\u00e9\n","openapi":"3.0.0","paths":{}}"#;
    let value = parse("api.json", text.as_bytes()).unwrap().value;
    assert_eq!(
        value,
        serde_json::from_str::<serde_json::Value>(text).unwrap()
    );
    assert_eq!(value.as_object().unwrap().keys().next().unwrap(), "z");
}

#[test]
fn what_is_no_contract_is_refused_with_place_and_remedy() {
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    for (text, parts) in [
        ("", &["api.json: the file is empty"] as &[&str]),
        (
            "{\n  oops",
            &["not JSON: key must be a string at line 2 column 3"],
        ),
        (
            "{} {}",
            &["not JSON: trailing characters at line 1 column 4"],
        ),
        ("[1e999]", &["not JSON: number out of range"]),
        ("[]", &["top level is a list", "OpenAPI 3.0"]),
        ("{}", &["no `openapi` version"]),
        (
            r#"{"swagger":"2.0","paths":{}}"#,
            &[
                "/swagger: this is Swagger \"2.0\"",
                "convert it to OpenAPI 3.0",
            ],
        ),
        (
            r#"{"openapi":3.0,"paths":{}}"#,
            &["/openapi: the version is a number"],
        ),
        (
            r#"{"openapi":"3.2.0","paths":{}}"#,
            &[
                "/openapi: OpenAPI \"3.2.0\" is neither 3.0.x nor 3.1.x",
                "publish it as 3.1",
            ],
        ),
        (
            r#"{"openapi":"3.0","paths":{}}"#,
            &["\"3.0\" is neither 3.0.x nor", "3.0.3"],
        ),
        (r#"{"openapi":"3.0.0"}"#, &["no `paths`"]),
        (
            r#"{"openapi":"3.1.0","paths":1}"#,
            &["/paths: the paths are a number"],
        ),
        (
            r#"{"openapi":"3.0.0","paths":[]}"#,
            &["/paths: the paths are a list"],
        ),
        (
            &deep,
            &["/0/0/0", "nested too deeply in line 1", "components"],
        ),
    ] {
        let error = refused(text);
        for part in parts {
            assert!(error.contains(part), "{part:?} is missing in {error:?}");
        }
        assert!(error.contains("; "), "no remedy in {error:?}");
    }
}

#[cfg(feature = "yaml")]
#[test]
fn yaml_is_recognized_by_its_content() {
    let yaml = parse("api.json", b"# title\n---\nopenapi: 3.0.0\npaths: {}\n").unwrap();
    let json = parse("api.json", br#"{"openapi":"3.0.0","paths":{}}"#).unwrap();
    assert_eq!(yaml.value, json.value);
    let number = refused("openapi: 3.1\npaths: {}\n");
    assert!(
        number.contains("/openapi: the version is a number"),
        "{number}"
    );
    assert!(refused("Not found").contains("the top level is a string"));
    assert!(refused("# nothing\n").contains("the file is empty"));
}

#[cfg(not(feature = "yaml"))]
#[test]
fn yaml_is_an_error_without_its_feature() {
    for text in ["openapi: 3.0.0\npaths: {}", "# title\n---\nopenapi: 3.0.0"] {
        let error = refused(text);
        assert!(
            error.contains("looks like YAML: convert it to JSON"),
            "{error}"
        );
    }
}

#[test]
fn a_key_that_stands_twice_is_named_with_its_place() {
    let path = r#"{"openapi":"3.0.0","paths":{"/a~b":{"get":{}},
        "/a~b":{"post":{}}}}"#;
    let error = refused(path);
    assert!(
        error.starts_with("api.json: /paths/~1a~0b: duplicate key `/a~b` in line 2"),
        "{error}"
    );
    let method =
        r#"{"openapi":"3.0.0","tags":[{},{}],"paths":{"/a":{"get":{"tags":[1,2]},"get":{}}}}"#;
    assert!(refused(method).contains("/paths/~1a/get: duplicate key `get`"));
    let listed = r#"{"openapi":"3.0.0","tags":[{},{"a":1,"a":1}]}"#;
    assert!(refused(listed).contains("/tags/1/a: "));
}

#[test]
fn text_in_another_encoding_is_refused() {
    let error = parse("api.json", b"{\"a\":\"\xff\"}")
        .unwrap_err()
        .to_string();
    assert!(error.contains("not UTF-8 from byte 7 on"), "{error}");
}

#[test]
fn files_that_cannot_be_read_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let missing = load(&dir.path().join("no.json")).unwrap_err().to_string();
    assert!(
        missing.contains("no.json: there is no such file"),
        "{missing}"
    );
    let directory = load(dir.path()).unwrap_err().to_string();
    assert!(directory.contains("this is a directory"), "{directory}");
}

#[test]
fn a_huge_file_is_refused_by_its_length_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("huge.json");
    // Sparse: nothing but the length exists, so a read would be the only slow thing here.
    fs::File::create(&path)
        .unwrap()
        .set_len(100_000_000)
        .unwrap();
    let error = load(&path).unwrap_err().to_string();
    assert!(
        error.contains("100000000 bytes are more than the limit of 20 MB"),
        "{error}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_source_without_a_length_is_read_up_to_the_limit_only() {
    let error = read_json(Path::new("/dev/zero")).unwrap_err().to_string();
    assert!(error.contains("larger than the limit of 20 MB"), "{error}");
}

#[test]
fn bytes_in_memory_have_the_same_limit() {
    let bytes = vec![b' '; usize::try_from(MAX_BYTES).unwrap() + 1];
    let error = parse("api.json", &bytes).unwrap_err().to_string();
    assert!(error.contains("limit of 20 MB"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_file_without_read_permission_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("secret.json");
    fs::write(&path, "{}").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read anything; then the content is what is refused.
    let error = load(&path).unwrap_err().to_string();
    assert!(
        error.contains("may not be read") || error.contains("no `openapi` version"),
        "{error}"
    );
}
