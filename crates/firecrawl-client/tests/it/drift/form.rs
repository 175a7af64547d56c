//! The form of an upload is made by hand, and is the one of the contract.

use firecrawl_client::Upload;
use firecrawl_client::types::{ParseFormat, ParseOptions};
use serde_json::{Value, json};

use super::contract::Contract;
use crate::parse::{Part, parts, record, taken};
use crate::setup::Setup;

const FORM: &str = "crates/firecrawl-client/src/upload/form.rs";
const OPERATION: &str = "parseFile";

#[tokio::test]
async fn the_form_is_the_one_of_the_contract() {
    let findings = check(&Contract::vendored(), &sent().await);
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// The parts of a form that has all of them.
pub async fn sent() -> Vec<Part> {
    let setup = Setup::new().await;
    let log = record(&setup.server, Vec::new());
    let options = ParseOptions::new().formats([ParseFormat::Markdown]);
    let upload = Upload::bytes("lamp.pdf", "%PDF").options(options);
    setup.client.parse(upload).await.unwrap();
    parts(&taken(&log)[0]).await
}

/// Returns the differences between the form and the contract; the content of the options is tested
/// with all properties.
pub fn check(contract: &Contract, sent: &[Part]) -> Vec<String> {
    let Some(body) = contract.body(OPERATION) else {
        return vec![format!(
            "{OPERATION}: the contract has no body any more; change {FORM}"
        )];
    };
    let mut findings = Vec::new();
    let mut differ = |what: &str, declared: &Value, ours: Value| {
        if *declared != ours {
            findings.push(format!(
                "{OPERATION}: {what}: the contract says {declared}, the client sends {ours}; change `Form` in {FORM}"
            ));
        }
    };
    differ("whether a body is required", &body["required"], json!(true));
    let kinds: Vec<&String> = body["content"].as_object().unwrap().keys().collect();
    differ(
        "media types",
        &json!(kinds),
        json!(["multipart/form-data", "application/json"]),
    );
    let form = &body["content"]["multipart/form-data"];
    let schema = &form["schema"];
    differ("required parts", &schema["required"], json!(["file"]));
    let format = &schema["properties"]["file"]["format"];
    differ("format of the file", format, json!("binary"));

    let mut declared: Vec<&String> = schema["properties"]
        .as_object()
        .map(|parts| parts.keys().collect())
        .unwrap_or_default();
    let mut names: Vec<&String> = sent.iter().map(|(name, ..)| name).collect();
    declared.sort_unstable();
    names.sort_unstable();
    differ("names of the parts", &json!(declared), json!(names));
    for (name, file_name, kind, _) in sent {
        if let Some(declared) = form["encoding"][name].get("contentType") {
            differ(&format!("content type of `{name}`"), declared, json!(kind));
        }
        let is_file = schema["properties"][name]["format"] == "binary";
        let what = format!("whether `{name}` has a filename");
        differ(&what, &json!(is_file), json!(file_name.is_some()));
    }
    findings
}

#[tokio::test]
async fn the_parts_hold_what_they_are_to_hold() {
    let sent = sent().await;
    let part = |name: &str| sent.iter().find(|(found, ..)| found == name).unwrap();
    let (_, file_name, kind, bytes) = part("file");
    assert_eq!(file_name.as_deref(), Some("lamp.pdf"));
    assert_eq!(kind.as_deref(), Some("application/pdf"));
    assert_eq!(bytes, "%PDF");
    let options: Value = serde_json::from_slice(&part("options").3).unwrap();
    assert_eq!(options, json!({"formats": [{"type": "markdown"}]}));
}
