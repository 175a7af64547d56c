//! Answers that are the value themselves, and may say that there is none.

use firecrawl_api::types;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::envelope::{complains, fields, is_empty, refuses, without_value};
use crate::error::{Error, ErrorKind};
use crate::reply::Reply;

/// An answer with fields of its own beside its value, which callers want too.
pub(crate) trait Whole: Serialize {
    /// What stands around the value, and whether there is a value.
    fn around(&mut self) -> (Map<String, Value>, bool);
}

/// Keeps what stands around the value; no value but a refusal is the service's error.
pub(crate) fn keep<T: Whole>(reply: Reply<T>) -> Result<Reply<T>, Error> {
    let (mut whole, mut meta) = reply.into_parts();
    let (rest, there) = whole.around();
    if !there && refuses(&rest) {
        let error = without_value(rest, meta.status, meta.headers);
        return Err(error.with_attempts(meta.attempts));
    }
    meta.envelope = rest;
    Ok(Reply::from_parts(whole, meta))
}

/// Makes the service's error of an answer that cannot be read because it is a refusal.
pub(crate) fn in_words(error: Error) -> Error {
    if error.kind() != ErrorKind::Decode {
        return error;
    }
    let refusal = error.refusal().and_then(|refusal| {
        let body: Map<String, Value> = serde_json::from_slice(refusal.body()).ok()?;
        refuses(&body).then(|| (body, refusal.status(), refusal.headers().clone()))
    });
    match refusal {
        Some((body, status, headers)) => {
            without_value(body, status, headers).with_attempts(error.attempts())
        }
        None => error,
    }
}

/// A list that is set aside while its surroundings are written; it may be long.
macro_rules! lists {
    ($($whole:ident.$field:ident;)+) => {$(
        impl Whole for types::$whole {
            fn around(&mut self) -> (Map<String, Value>, bool) {
                let value = self.$field.take();
                let rest = fields(self);
                let there = value
                    .as_ref()
                    .is_some_and(|value| !complains(&rest) || !is_empty(value));
                self.$field = value;
                (rest, there)
            }
        }
    )+};
}

/// An answer of few fields, which has a value if one of them is there.
macro_rules! records {
    ($($whole:ident: $is_there:expr;)+) => {$(
        impl Whole for types::$whole {
            fn around(&mut self) -> (Map<String, Value>, bool) {
                let is_there: fn(&Self) -> bool = $is_there;
                (fields(self), is_there(self))
            }
        }
    )+};
}

lists! {
    ActivityResponse.data;
    AgentList.agents;
    AgentSnapshot.snapshot;
    AgentTrace.events;
    DeveloperSearchResponse.results;
    JobErrors.errors;
    MapResponse.links;
}

records! {
    BrowserSessionEnded: |ended| ended.session_duration_ms.is_some();
    BrowserSessionStarted: |session| session.id.is_some();
    FeedbackResponse: |_| true;
    JobCancelled: |cancelled| cancelled.status.is_some();
    PaperResponse: |_| true;
    PaperSearchResponse: |_| true;
    QueueStatus: |queue| queue.jobs_in_queue.is_some();
    SuccessResponse: |_| false;
    SupportAskResponse: |reply| reply.answer.is_some();
    SupportDocsSearchResponse: |reply| reply.answer.is_some();
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn around<T: Whole + serde::de::DeserializeOwned>(answer: Value) -> (Value, bool, Value) {
        let mut whole: T = serde_json::from_value(answer).unwrap();
        let (rest, there) = whole.around();
        (rest.into(), there, serde_json::to_value(whole).unwrap())
    }

    #[test]
    fn a_list_is_put_back() {
        let answer =
            json!({"success": true, "links": [{"url": "https://a.example/"}], "id": "7", "new": 1});
        let (rest, there, whole) = around::<types::MapResponse>(answer.clone());
        assert_eq!(rest, json!({"success": true, "id": "7", "new": 1}));
        assert!(there);
        assert_eq!(whole, answer);
    }

    #[test]
    fn only_an_answer_without_its_value_can_be_a_refusal() {
        let refused = |answer: Value| {
            let (rest, there, _) = around::<types::MapResponse>(answer);
            !there && refuses(rest.as_object().unwrap())
        };
        assert!(refused(json!({"success": false})));
        assert!(refused(json!({"success": false, "error": "no"})));
        assert!(refused(json!({"error": "no"})));
        assert!(!refused(json!({"success": false, "links": []})));
        assert!(refused(
            json!({"success": false, "links": [], "error": "no"})
        ));
        assert!(!refused(json!({"success": true, "error": null})));
        assert!(!refused(json!({})));
    }
}
