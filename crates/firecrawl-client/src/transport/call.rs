//! One call through the generated client.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use firecrawl_api::hook::Sending;
use firecrawl_api::types::ErrorBody;
use firecrawl_api::{Execute, Hook, ResponseValue};
use reqwest::{Request, Response, StatusCode};
use serde::de::DeserializeOwned;

use super::answer::Answer;
use super::exchange::Exchange;
use super::payload::Payload;
use super::route::Route;
use crate::client::Client;
use crate::envelope::{self, Envelope};
use crate::error::{Error, ErrorKind, JsonFault, KEPT_BYTES, Refusal};
use crate::reply::Reply;
use crate::retry::Safety;
use crate::whole::{self, Whole};

/// One call: the generated client that makes it, and what becomes of it.
pub(crate) struct Call {
    api: firecrawl_api::Client,
    courier: Arc<Courier>,
}

/// What a generated operation gives back.
type Generated<T> = Result<ResponseValue<T>, firecrawl_api::Error<ErrorBody>>;

/// Carries the request of one call, and keeps what the generated client has no place for.
struct Courier {
    client: Client,
    server_time: Option<Duration>,
    outcome: Mutex<Option<Outcome>>,
    /// The function of the generated client that sends.
    function: OnceLock<&'static str>,
}

enum Outcome {
    Failed(Error),
    Answered(Box<(Route, Payload, Answer)>),
}

impl Client {
    /// Begins a call.
    pub(crate) fn call(&self) -> Call {
        self.call_lasting(None)
    }

    /// Begins a call whose request gives the server this much time.
    pub(crate) fn call_lasting(&self, server_time: Option<Duration>) -> Call {
        let courier = Arc::new(Courier {
            client: self.clone(),
            server_time,
            outcome: Mutex::new(None),
            function: OnceLock::new(),
        });
        let hook = Hook::from(Arc::clone(&courier) as Arc<dyn Execute>);
        let http = self.shared.http.clone();
        Call {
            api: firecrawl_api::Client::new_with_client(self.api_root(), http, hook),
            courier,
        }
    }

    /// Sends a request that the generated client cannot make.
    pub(crate) async fn send<T: DeserializeOwned>(
        &self,
        route: Route,
        mut payload: Payload,
        server_time: Option<Duration>,
    ) -> Result<Reply<T>, Error> {
        let exchange = Exchange {
            client: self,
            route: &route,
            server_time,
        };
        let answer = exchange.send(&mut payload).await?;
        decode(&exchange, payload, answer).await
    }
}

impl Call {
    /// The generated client, for one operation.
    pub fn api(&self) -> &firecrawl_api::Client {
        &self.api
    }

    /// Ends the call with what the operation gave.
    pub async fn done<T: DeserializeOwned>(self, result: Generated<T>) -> Result<Reply<T>, Error> {
        let client = &self.courier.client;
        match (self.courier.take(), result) {
            (Some(Outcome::Failed(error)), _) => Err(error),
            (Some(Outcome::Answered(answered)), Ok(value)) => {
                let (_, _, answer) = *answered;
                let keep = client.options.keep_body;
                Ok(Reply::new(value.into_inner(), answer, keep))
            }
            (Some(Outcome::Answered(answered)), Err(_)) => {
                let (route, payload, answer) = *answered;
                let exchange = Exchange {
                    client,
                    route: &route,
                    server_time: self.courier.server_time,
                };
                decode(&exchange, payload, answer).await
            }
            (None, Ok(_)) => Err(Error::new(ErrorKind::Decode, "no request was sent")),
            (None, Err(error)) => Err(Error::new(
                ErrorKind::InvalidRequest,
                "the request cannot be made; nothing was sent",
            )
            .caused_by(error.to_string())),
        }
    }

    /// Ends the call and takes the value out of its envelope.
    pub async fn opened<E>(self, result: Generated<E>) -> Result<Reply<E::Data>, Error>
    where
        E: Envelope + DeserializeOwned,
    {
        let courier = Arc::clone(&self.courier);
        let reply = self.done(result).await?;
        envelope::open(reply).map_err(|error| courier.named(error))
    }

    /// Ends the call with an answer that is the value itself, unless it says that there is none.
    pub async fn whole<T>(self, result: Generated<T>) -> Result<Reply<T>, Error>
    where
        T: Whole + DeserializeOwned,
    {
        let courier = Arc::clone(&self.courier);
        let reply = self.done(result).await.map_err(whole::in_words);
        reply
            .and_then(whole::keep)
            .map_err(|error| courier.named(error))
    }
}

impl Courier {
    fn take(&self) -> Option<Outcome> {
        self.outcome
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Names the operation in an error.
    fn named(&self, error: Error) -> Error {
        match self.function.get() {
            Some(function) => error.of_function(function),
            None => error,
        }
    }

    fn keep(&self, outcome: Outcome) {
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
    }
}

impl Execute for Courier {
    fn execute<'a>(
        &'a self,
        _client: &'a reqwest::Client,
        request: Request,
        operation: &'static str,
    ) -> Sending<'a> {
        Box::pin(async move {
            // A call sends once.
            let _ = self.function.set(operation);
            let route = Route::of_function(operation)
                .unwrap_or_else(|| Route::unknown(request.method().clone(), operation));
            let mut payload = Payload::plain(request);
            let exchange = Exchange {
                client: &self.client,
                route: &route,
                server_time: self.server_time,
            };
            match exchange.send(&mut payload).await {
                Ok(answer) => {
                    let response = response(&answer);
                    self.keep(Outcome::Answered(Box::new((route, payload, answer))));
                    Ok(response)
                }
                Err(error) => {
                    self.keep(Outcome::Failed(error));
                    // The generated client wants an answer; nobody looks at this one.
                    Ok(Response::from(http::Response::new(Bytes::from_static(
                        b"null",
                    ))))
                }
            }
        })
    }
}

/// The answer for the generated client, which reads its body and nothing else.
fn response(answer: &Answer) -> Response {
    let mut response = http::Response::new(answer.body.clone());
    *response.status_mut() = answer.status;
    Response::from(response)
}

/// Reads a value, and asks again for what broke on the way if that is safe.
async fn decode<T: DeserializeOwned>(
    exchange: &Exchange<'_>,
    mut payload: Payload,
    mut answer: Answer,
) -> Result<Reply<T>, Error> {
    let client = exchange.client;
    let mut attempts = 0;
    loop {
        attempts += answer.attempts;
        answer.attempts = attempts;
        let body: &[u8] = match answer.status {
            // It has no body to break off.
            StatusCode::NO_CONTENT => b"null",
            _ => &answer.body,
        };
        let mut reader = serde_json::Deserializer::from_slice(body);
        let error = match serde_path_to_error::deserialize(&mut reader) {
            Ok(value) => return Ok(Reply::new(value, answer, client.options.keep_body)),
            Err(error) => error,
        };
        let policy = client.retry();
        let broken = error.inner().is_eof() || error.inner().is_syntax();
        let again = broken
            && exchange.route.safety == Safety::Repeatable
            && attempts < policy.attempts
            && client.shared.budget.take();
        if !again {
            return Err(undecodable(exchange, &answer, error, broken));
        }
        let delay = policy.delay(attempts, (client.shared.jitter)());
        client.shared.clock.sleep(delay).await;
        answer = exchange.send(&mut payload).await?;
    }
}

fn undecodable(
    exchange: &Exchange<'_>,
    answer: &Answer,
    error: serde_path_to_error::Error<serde_json::Error>,
    broken: bool,
) -> Error {
    let kept = answer.body.slice(..answer.body.len().min(KEPT_BYTES));
    let refusal = Refusal::new(answer.status, answer.headers.clone(), kept);
    let kind = answer.headers.get(reqwest::header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok());
    let place = error.path().to_string();
    let words = if broken {
        let kind = kind.unwrap_or("no content type");
        format!("the answer ({kind}) is no complete JSON")
    } else {
        format!("the answer has another shape than expected at `{place}`")
    };
    Error::new(ErrorKind::Decode, "")
        .saying(&words, None)
        .caused_by(JsonFault::of(error.inner()))
        .with_refusal(refusal)
        .with_attempts(answer.attempts)
        .retryable(broken)
        .ambiguous(exchange.route.safety.starts())
        .of_operation(exchange.route.name())
}
