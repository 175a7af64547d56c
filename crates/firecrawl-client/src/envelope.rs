//! Answers that hold their value in one field, such as `data`.

use firecrawl_api::types;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind, Refusal};
use crate::reply::Reply;

/// An answer that holds its value in one field.
pub(crate) trait Envelope: Serialize {
    /// The value.
    type Data: Serialize;

    /// Takes the value out.
    fn take(&mut self) -> Option<Self::Data>;
}

/// Gives the value and keeps what stood around it.
///
/// An envelope without a value is an error: the service's own if it says
/// `success: false`. So is an empty value beside the words of an error.
pub(crate) fn open<E: Envelope>(reply: Reply<E>) -> Result<Reply<E::Data>, Error> {
    let (mut whole, mut meta) = reply.into_parts();
    let data = whole.take();
    let rest = fields(&whole);
    match data {
        Some(data) if !(complains(&rest) && is_empty(&data)) => {
            meta.envelope = rest;
            Ok(Reply::from_parts(data, meta))
        }
        _ => {
            let error = without_value(rest, meta.status, meta.headers);
            Err(error.with_attempts(meta.attempts))
        }
    }
}

/// The fields of an answer.
pub(crate) fn fields(whole: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(whole) {
        Ok(Value::Object(fields)) => fields,
        // These types are objects.
        _ => Map::new(),
    }
}

/// Whether a value says nothing: `{}` and `[]`.
pub(crate) fn is_empty(value: &impl Serialize) -> bool {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => fields.is_empty(),
        Ok(Value::Array(items)) => items.is_empty(),
        _ => false,
    }
}

/// The error of an answer that has no value.
pub(crate) fn without_value(
    rest: Map<String, Value>,
    status: reqwest::StatusCode,
    headers: reqwest::header::HeaderMap,
) -> Error {
    let refused = refuses(&rest);
    let refusal = Refusal::new(status, headers, Value::Object(rest).to_string().into());
    if refused {
        let error = Error::new(ErrorKind::Api, "the service gave no result and no reason");
        match refusal.message() {
            Some(words) => error.saying(&words),
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

/// Whether an answer without a value says that it has none, and does not just lack it.
pub(crate) fn refuses(rest: &Map<String, Value>) -> bool {
    rest.get("success") == Some(&Value::Bool(false)) || complains(rest)
}

/// Whether an answer has the words of an error.
pub(crate) fn complains(rest: &Map<String, Value>) -> bool {
    rest.get("error").is_some_and(|error| !error.is_null())
}

/// Envelopes of a record, which is boxed, and of a list of them.
macro_rules! envelopes {
    ($($envelope:ident . $field:ident => $data:tt;)+) => {$(
        impl Envelope for types::$envelope {
            envelopes!(@take $field $data);
        }
    )+};
    (@take $field:ident [$item:ident]) => {
        type Data = Vec<types::$item>;

        fn take(&mut self) -> Option<Self::Data> {
            self.$field.take()
        }
    };
    (@take $field:ident $record:ident) => {
        type Data = types::$record;

        fn take(&mut self) -> Option<Self::Data> {
            self.$field.take().map(|data| *data)
        }
    };
}

envelopes! {
    ActiveCrawls.crawls => [ActiveCrawl];
    AgentThreadResponse.thread => AgentThread;
    BrowserSessionList.sessions => [BrowserSession];
    CrawlParamsResponse.data => CrawlParams;
    CreditHistory.periods => [CreditPeriod];
    CreditUsageResponse.data => CreditUsage;
    MonitorCheckListResponse.data => [MonitorCheck];
    MonitorListResponse.data => [Monitor];
    MonitorResponse.data => Monitor;
    MonitorRunResponse.data => MonitorCheck;
    ParseFormatList.data => ParseFormatCatalog;
    ScrapeResponse.data => Document;
    SearchResponse.data => SearchResults;
    ThreatProtectionResponse.data => ThreatProtection;
    TokenHistory.periods => [TokenPeriod];
    TokenUsageResponse.data => TokenUsage;
}

impl Envelope for types::MonitorCheckDetailResponse {
    type Data = types::MonitorCheckDetail;

    fn take(&mut self) -> Option<types::MonitorCheckDetail> {
        let mut check = self.data.take()?;
        // The service writes it twice; the one around the value counts.
        if self.next.is_some() {
            check.next.clone_from(&self.next);
        }
        Some(*check)
    }
}

impl Envelope for types::ConcurrencyResponse {
    type Data = types::Concurrency;

    fn take(&mut self) -> Option<types::Concurrency> {
        // The numbers stand in `data` or beside it.
        let mut data = self.data.take();
        if self.concurrency.is_some() || self.max_concurrency.is_some() {
            let data = data.get_or_insert_default();
            data.concurrency = data.concurrency.or(self.concurrency);
            data.max_concurrency = data.max_concurrency.or(self.max_concurrency);
        }
        data.map(|data| *data)
    }
}
