//! Frames against the recorded ones.

use axum::extract::ws::Message;
use serde_json::{Value, json};

use super::frames::{news, opening, rejection};

fn status(status: &str, documents: &[Value]) -> Value {
    json!({
        "success": true, "status": status, "completed": documents.len(), "total": 3,
        "creditsUsed": 0, "expiresAt": "2026-11-24T10:18:34.000Z", "data": documents,
    })
}

fn document(name: &str) -> Value {
    json!({"markdown": name, "metadata": {"statusCode": 200}})
}

fn texts(frames: &[Message]) -> Vec<Value> {
    frames
        .iter()
        .filter_map(|frame| match frame {
            Message::Text(text) => Some(serde_json::from_str(text).unwrap()),
            _ => None,
        })
        .collect()
}

/// The code and the reason of a close frame.
fn closing(frame: &Message) -> (u16, &str) {
    match frame {
        Message::Close(Some(close)) => (close.code, close.reason.as_str()),
        other => panic!("{other:?} does not close"),
    }
}

const DONE: &str = r#"{"type":"done"}"#;

#[test]
fn a_job_that_has_ended_is_caught_up_with_and_closed_as_recorded() {
    let body = json!({
        "success": true, "status": "completed", "completed": 0, "total": 0,
        "creditsUsed": 0, "expiresAt": "2026-11-24T10:18:34.000Z", "data": [],
    });
    let frames = opening(body);
    let Message::Text(text) = &frames[0] else {
        panic!("the first frame is text");
    };
    assert_eq!(
        text.as_str(),
        "{\"type\":\"catchup\",\"data\":{\"success\":true,\"status\":\"completed\",\"total\":0,\
         \"completed\":0,\"creditsUsed\":0,\"expiresAt\":\"2026-11-24T10:18:34.000Z\",\"data\":[]}}"
    );
    assert_eq!(text.len(), 152, "the recorded frame has as many bytes");
    assert_eq!(frames.len(), 2);
    assert_eq!(closing(&frames[1]), (1000, DONE));
}

#[test]
fn a_running_job_sends_each_document_once_and_ends() {
    let first = opening(status("scraping", &[document("a")]));
    assert_eq!(first.len(), 1);
    assert_eq!(texts(&first)[0]["data"]["data"], json!([document("a")]));

    let more = news(&[document("b")], "scraping");
    assert_eq!(
        texts(&more),
        [json!({"type": "document", "data": document("b")})]
    );
    assert!(news(&[], "scraping").is_empty());

    let last = news(&[document("c")], "cancelled");
    assert_eq!(texts(&last)[0]["data"], document("c"));
    assert_eq!(closing(&last[1]), (1000, DONE));
}

#[test]
fn the_catchup_never_has_a_next_page() {
    let mut body = status("scraping", &[]);
    body["next"] = "http://h/v2/crawl/x?skip=0".into();
    let frames = opening(body);
    assert!(texts(&frames)[0]["data"].get("next").is_none());
}

#[test]
fn rejections_are_json_with_their_code() {
    for (code, error) in [(1008, "Job not found"), (3000, "Unauthorized")] {
        let frame = rejection(code, error);
        let (given, reason) = closing(&frame);
        assert_eq!(given, code);
        let reason: Value = serde_json::from_str(reason).unwrap();
        assert_eq!(reason, json!({"type": "error", "error": error}));
    }
}
