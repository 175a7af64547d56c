//! Answers that hold their value in `data`.

use firecrawl_api::types;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind, Refusal};
use crate::reply::Reply;

/// An answer that holds its value in `data`.
pub(crate) trait Envelope: Serialize {
    /// The value.
    type Data;

    /// Takes the value out.
    fn take(&mut self) -> Option<Self::Data>;
}

/// Gives the value and keeps what stood around it.
///
/// An envelope without a value is an error: the service's own if it says
/// `success: false`.
pub(crate) fn open<E: Envelope>(reply: Reply<E>) -> Result<Reply<E::Data>, Error> {
    let (mut whole, mut meta) = reply.into_parts();
    let data = whole.take();
    let rest = match serde_json::to_value(&whole) {
        Ok(Value::Object(rest)) => rest,
        // These types are objects.
        _ => Map::new(),
    };
    match data {
        Some(data) => {
            meta.envelope = rest;
            Ok(Reply::from_parts(data, meta))
        }
        None => {
            let error = without_value(rest, meta.status, meta.headers);
            Err(error.with_attempts(meta.attempts))
        }
    }
}

/// The error of an answer that has no value.
pub(crate) fn without_value(
    rest: Map<String, Value>,
    status: reqwest::StatusCode,
    headers: reqwest::header::HeaderMap,
) -> Error {
    let refused = rest.get("success") == Some(&Value::Bool(false)) || rest.contains_key("error");
    let refusal = Refusal::new(status, headers, Value::Object(rest).to_string().into());
    if refused {
        let error = Error::new(ErrorKind::Api, "the service gave no result and no reason");
        match refusal.message() {
            Some(words) => error.saying(&words, None),
            None => error,
        }
        .with_refusal(refusal)
    } else {
        Error::new(
            ErrorKind::Decode,
            "the answer lacks the value that the operation returns",
        )
        .with_refusal(refusal)
    }
}

macro_rules! envelopes {
    ($($envelope:ident => $data:ty;)+) => {$(
        impl Envelope for types::$envelope {
            type Data = $data;

            fn take(&mut self) -> Option<$data> {
                self.data.take()
            }
        }
    )+};
}

envelopes! {
    CrawlParamsResponse => types::CrawlParams;
    CreditUsageResponse => types::CreditUsage;
    MonitorCheckDetailResponse => types::MonitorCheckDetail;
    MonitorCheckListResponse => Vec<types::MonitorCheck>;
    MonitorListResponse => Vec<types::Monitor>;
    MonitorResponse => types::Monitor;
    MonitorRunResponse => types::MonitorCheck;
    ParseFormatList => types::ParseFormatCatalog;
    ScrapeResponse => types::Document;
    SearchResponse => types::SearchResults;
    ThreatProtectionResponse => types::ThreatProtection;
    TokenUsageResponse => types::TokenUsage;
}
