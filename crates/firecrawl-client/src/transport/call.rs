//! One call through the generated client.

use api_transport::{Envelope, is_error};
use bytes::{Bytes, BytesMut};
use firecrawl_api::{BuildError, Prepared, ResponseBody};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::answer::Answer;
use super::decode::decode;
use super::exchange::Exchange;
use super::payload::Payload;
use super::route::Route;
use super::tally::Tally;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Refusal};
use crate::reply::Reply;

/// An answer that was not read yet, with what it takes to ask again if it broke on the way.
pub(crate) struct Fetched {
    route: Route,
    payload: Payload,
    answer: Answer,
    tally: Tally,
}

impl Fetched {
    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.answer.body.len()
    }

    /// Reads the answer.
    pub async fn decoded<T: DeserializeOwned>(self, client: &Client) -> Result<Reply<T>, Error> {
        self.decoded_with(client, &mut BytesMut::new()).await
    }

    /// The same; the memory of the answer is left in `spare`.
    pub async fn decoded_with<T: DeserializeOwned>(
        self,
        client: &Client,
        spare: &mut BytesMut,
    ) -> Result<Reply<T>, Error> {
        let mut exchange = Exchange {
            client,
            route: &self.route,
            tally: self.tally,
        };
        let reply = decode(&mut exchange, self.payload, self.answer).await;
        *spare = exchange.tally.spare;
        reply
    }
}

impl Client {
    /// The generated client, which makes requests.
    pub(crate) fn api(&self) -> &firecrawl_api::Client {
        &self.shared.api
    }

    /// Sends a prepared request and returns the value of its response.
    pub(crate) async fn send<T: ResponseBody>(
        &self,
        prepared: Result<Prepared<T>, BuildError>,
    ) -> Result<Reply<T::Value>, Error> {
        let (request, operation) = prepared.map_err(unbuilt)?.into_parts();
        let payload = Payload::plain(request);
        self.value::<T>(Route::of(operation), payload).await
    }

    /// Sends a request and takes the value out of the response.
    pub(crate) async fn value<T: ResponseBody>(
        &self,
        route: Route,
        payload: Payload,
    ) -> Result<Reply<T::Value>, Error> {
        let reply = self.exchange::<T>(route.clone(), payload).await;
        let reply = reply.map_err(|error| match T::HAS_ENVELOPE {
            true => self.named(in_words(error), &route),
            false => error,
        })?;
        let (body, mut meta) = reply.into_parts();
        match body.split() {
            Ok((value, envelope)) => {
                meta.envelope = envelope;
                Ok(Reply::from_parts(value, meta))
            }
            Err(envelope) => {
                let error = without_value(envelope, meta.status, meta.headers);
                Err(self.named(error.with_attempts(meta.attempts), &route))
            }
        }
    }

    /// Names the operation in an error about a response without its value.
    fn named(&self, error: Error, route: &Route) -> Error {
        // An error response is clear; one that lacks its value is not.
        let unclear = error.kind() == ErrorKind::Decode && route.safety.starts_work();
        let ambiguous = unclear || error.is_ambiguous_start();
        error
            .hiding(self.key_text())
            .ambiguous(ambiguous)
            .of_operation(route.name())
    }

    /// Sends a request that the generated client cannot make.
    pub(crate) async fn exchange<T: DeserializeOwned>(
        &self,
        route: Route,
        payload: Payload,
    ) -> Result<Reply<T>, Error> {
        let fetched = self.fetch(route, payload, BytesMut::new()).await?;
        fetched.decoded(self).await
    }

    /// The same, to be read later; a long answer may use `spare` memory.
    pub(crate) async fn fetch(
        &self,
        route: Route,
        mut payload: Payload,
        spare: BytesMut,
    ) -> Result<Fetched, Error> {
        let mut exchange = Exchange::new(self, &route);
        exchange.tally.spare = spare;
        let answer = exchange.send(&mut payload).await?;
        Ok(Fetched {
            tally: exchange.tally,
            route,
            payload,
            answer,
        })
    }

    /// Sends a request, and gives the body of the answer as it came.
    pub(crate) async fn send_bytes(
        &self,
        route: Route,
        mut payload: Payload,
    ) -> Result<Reply<Bytes>, Error> {
        let answer = Exchange::new(self, &route).send(&mut payload).await?;
        let body = answer.body.clone();
        Ok(Reply::new(body, answer, self.options.keep_body))
    }
}

fn unbuilt(error: BuildError) -> Error {
    let operation = error.operation();
    Error::new(
        ErrorKind::InvalidRequest,
        format!("{error}; nothing was sent"),
    )
    .of_operation(Route::of(operation).name())
    .caused_by(error)
}

/// Returns the service's error if a body cannot be read because it is one.
fn in_words(error: Error) -> Error {
    if error.kind() != ErrorKind::Decode {
        return error;
    }
    let refusal = error.refusal().and_then(|refusal| {
        let body: Envelope = serde_json::from_slice(refusal.body()).ok()?;
        is_error(&body).then(|| (body, refusal.status(), refusal.headers().clone()))
    });
    match refusal {
        Some((body, status, headers)) => {
            without_value(body, status, headers).with_attempts(error.attempts())
        }
        None => error,
    }
}

/// Returns the error of a response that has no value.
fn without_value(envelope: Envelope, status: StatusCode, headers: HeaderMap) -> Error {
    let says_so = is_error(&envelope);
    let refusal = Refusal::new(status, headers, Value::Object(envelope).to_string().into());
    let error = if says_so {
        let error = Error::new(ErrorKind::Api, "the service gave no result and no reason");
        match refusal.message() {
            Some(words) => error.saying(&words),
            None => error,
        }
    } else {
        Error::new(
            ErrorKind::Decode,
            "the answer lacks the value that the operation returns",
        )
    };
    error.with_refusal(refusal)
}
