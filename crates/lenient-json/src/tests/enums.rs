//! Text enums, open and closed.

use serde_json::json;

use super::samples::{JobState, Proxy};
use super::values::{Reading, read};
use crate::UnknownValue;

#[test]
fn an_open_enum_keeps_unknown_text() {
    let paused: JobState = serde_json::from_str("\"paused\"").unwrap();
    assert_eq!(paused, JobState::Unknown("paused".to_owned()));
    assert_eq!(serde_json::to_string(&paused).unwrap(), "\"paused\"");
    assert_eq!(paused.to_string(), "paused");
    assert_eq!(JobState::from("completed"), JobState::Completed);
    assert_eq!(JobState::from("scraping".to_owned()), JobState::Scraping);
    assert_eq!("completed".parse(), Ok(JobState::Completed));
    assert_eq!(JobState::Scraping.as_ref(), "scraping");
    assert_eq!(format!("[{:>10}]", JobState::Scraping), "[  scraping]");
}

#[test]
fn only_text_is_a_value_of_an_open_enum() {
    assert_eq!(
        read::<JobState>(&json!(1).to_string()),
        Reading::Mismatched(json!(1))
    );
    assert_eq!(read::<JobState>(&json!(null).to_string()), Reading::Null);
    let error = serde_json::from_str::<JobState>("[]")
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("JobState: found a list where a string was expected"),
        "{error}"
    );
}

#[test]
fn a_closed_enum_refuses_other_text() {
    assert_eq!("basic".parse(), Ok(Proxy::Basic));
    assert_eq!(
        serde_json::from_str::<Proxy>("\"stealth\"").unwrap(),
        Proxy::Stealth
    );
    assert_eq!(
        serde_json::to_string(&Proxy::Stealth).unwrap(),
        "\"stealth\""
    );

    let error = Proxy::try_from("Basic").unwrap_err();
    assert_eq!(
        error.to_string(),
        "unknown Proxy \"Basic\": expected one of basic, stealth"
    );
    assert_eq!((error.text(), error.allowed()), ("Basic", Proxy::NAMES));
    let read = serde_json::from_str::<Proxy>("\"Basic\"").unwrap_err();
    assert!(read.to_string().starts_with(&error.to_string()));
}

#[test]
fn a_long_refused_text_is_cut_between_characters() {
    let error = UnknownValue::new("Proxy", &"ö".repeat(1000), Proxy::NAMES);
    assert_eq!(error.text(), format!("{}…", "ö".repeat(64)));
    let error = UnknownValue::new("Proxy", &"ö".repeat(64), Proxy::NAMES);
    assert_eq!(error.text(), "ö".repeat(64));
}
