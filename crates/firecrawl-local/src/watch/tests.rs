//! Frames against the recorded ones.

use std::sync::Arc;

use serde_json::{Value, json};

use super::frames::{Frame, Progress, Rejection, error_reason};

fn status(status: &str, documents: &[Value]) -> Value {
    json!({
        "success": true, "status": status, "completed": documents.len(), "total": 3,
        "creditsUsed": 0, "expiresAt": "2026-11-24T10:18:34.000Z", "data": documents,
    })
}

fn document(name: &str) -> Value {
    json!({"markdown": name, "metadata": {"statusCode": 200}})
}

fn texts(frames: &[Frame]) -> Vec<Value> {
    frames
        .iter()
        .filter_map(|frame| match frame {
            Frame::Text(text) => Some(serde_json::from_str(text).unwrap()),
            Frame::Close { .. } => None,
        })
        .collect()
}

const DONE: &str = r#"{"type":"done"}"#;

#[test]
fn a_job_that_has_ended_is_caught_up_with_and_closed_as_recorded() {
    let mut progress = Progress::default();
    let body = json!({
        "success": true, "status": "completed", "completed": 0, "total": 0,
        "creditsUsed": 0, "expiresAt": "2026-11-24T10:18:34.000Z", "data": [],
    });
    let frames = progress.open(body);
    let Frame::Text(text) = &frames[0] else {
        panic!("the first frame is text");
    };
    assert_eq!(
        text,
        "{\"type\":\"catchup\",\"data\":{\"success\":true,\"status\":\"completed\",\"total\":0,\
         \"completed\":0,\"creditsUsed\":0,\"expiresAt\":\"2026-11-24T10:18:34.000Z\",\"data\":[]}}"
    );
    assert_eq!(text.len(), 152, "the recorded frame has as many bytes");
    assert_eq!(
        frames[1..],
        [Frame::Close {
            code: 1000,
            reason: DONE.into()
        }]
    );
    assert!(progress.ended());
}

#[test]
fn a_running_job_sends_each_document_once_and_ends() {
    let mut progress = Progress::default();
    let opening = progress.open(status("scraping", &[document("a")]));
    assert_eq!(opening.len(), 1);
    assert_eq!(texts(&opening)[0]["data"]["data"], json!([document("a")]));
    assert_eq!((progress.sent(), progress.ended()), (1, false));

    let more = progress.advance(&[Arc::new(document("b"))], "scraping");
    assert_eq!(
        texts(&more),
        [json!({"type": "document", "data": document("b")})]
    );
    assert_eq!(progress.sent(), 2);
    assert!(progress.advance(&[], "scraping").is_empty());

    let last = progress.advance(&[Arc::new(document("c"))], "cancelled");
    assert_eq!(texts(&last)[0]["data"], document("c"));
    assert_eq!(
        last[1],
        Frame::Close {
            code: 1000,
            reason: DONE.into()
        }
    );
    assert!(progress.ended());
}

#[test]
fn the_catchup_never_has_a_next_page() {
    let mut body = status("scraping", &[]);
    body["next"] = "http://h/v2/crawl/x?skip=0".into();
    let frames = Progress::default().open(body);
    assert!(texts(&frames)[0]["data"].get("next").is_none());
}

#[test]
fn refusals_are_json_with_their_code() {
    for (rejection, code) in [
        (Rejection::NotFound, 1008),
        (Rejection::Unauthorized, 3000),
        (Rejection::Gone, 1011),
    ] {
        let mut progress = Progress::default();
        let Frame::Close {
            code: given,
            reason,
        } = progress.reject(rejection)
        else {
            panic!("a rejection closes");
        };
        assert_eq!(given, code);
        let reason: Value = serde_json::from_str(&reason).unwrap();
        assert_eq!(reason["type"], "error");
        assert!(reason["error"].is_string());
        assert!(progress.ended());
    }
}

#[test]
fn a_long_reason_is_cut_to_what_a_close_frame_holds_and_stays_json() {
    for error in ["\"ü".repeat(100), "x".repeat(400), "short".to_owned()] {
        let reason = error_reason(&error);
        assert!(reason.len() <= 123, "{} bytes", reason.len());
        let reason: Value = serde_json::from_str(&reason).unwrap();
        assert!(error.starts_with(reason["error"].as_str().unwrap()));
    }
}
