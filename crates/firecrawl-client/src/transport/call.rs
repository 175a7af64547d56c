//! One call through the generated client.

use std::future::ready;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use firecrawl_api::hook::{Failure, Sending};
use firecrawl_api::types::ErrorBody;
use firecrawl_api::{Execute, Hook, ResponseValue};
use reqwest::Request;
use serde::de::DeserializeOwned;

use super::answer::Answer;
use super::decode::decode;
use super::exchange::Exchange;
use super::payload::Payload;
use super::route::Route;
use super::tally::Tally;
use crate::client::Client;
use crate::envelope::{self, Envelope};
use crate::error::{Error, ErrorKind};
use crate::reply::Reply;
use crate::whole::{self, Whole};

/// One call: the generated client makes the request, and this sends it.
pub(crate) struct Call<'a> {
    client: &'a Client,
    api: firecrawl_api::Client,
    handover: Arc<Handover>,
}

/// What a generated operation gives back: the type of the answer, or why no request was made.
type Generated<T> = Result<ResponseValue<T>, firecrawl_api::Error<ErrorBody>>;

/// Takes the request that the generated client has made, and its function.
///
/// It is sent by the future of the call itself: a future behind the hook would
/// be allocated for each call, with all that sending needs in it, and could not
/// give back what the facade keeps.
#[derive(Default)]
struct Handover(Mutex<Option<(Request, &'static str)>>);

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
    /// Begins a call.
    pub(crate) fn call(&self) -> Call<'_> {
        let handover = Arc::new(Handover::default());
        let hook = Hook::from(Arc::clone(&handover) as Arc<dyn Execute>);
        let http = self.shared.connections.shared().clone();
        Call {
            client: self,
            api: firecrawl_api::Client::new_with_client(self.shared.root.clone(), http, hook),
            handover,
        }
    }

    /// Sends a request that the generated client cannot make.
    pub(crate) async fn send<T: DeserializeOwned>(
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

impl Call<'_> {
    /// The generated client, for one operation.
    pub fn api(&self) -> &firecrawl_api::Client {
        &self.api
    }

    /// Sends what the operation has made.
    pub async fn done<T: DeserializeOwned>(self, made: Generated<T>) -> Result<Reply<T>, Error> {
        let (route, payload) = self.handover.taken(made)?;
        self.client.send(route, payload).await
    }

    /// Sends it, and takes the value out of its envelope.
    pub async fn opened<E>(self, made: Generated<E>) -> Result<Reply<E::Data>, Error>
    where
        E: Envelope + DeserializeOwned,
    {
        let (route, payload) = self.handover.taken(made)?;
        let reply = self.client.send::<E>(route.clone(), payload).await?;
        envelope::open(reply).map_err(|error| self.named(error, &route))
    }

    /// Sends it, for an answer that is the value itself unless it says that there is none.
    pub async fn whole<T>(self, made: Generated<T>) -> Result<Reply<T>, Error>
    where
        T: Whole + DeserializeOwned,
    {
        let (route, payload) = self.handover.taken(made)?;
        let reply = self.client.send(route.clone(), payload).await;
        reply
            .map_err(whole::in_words)
            .and_then(whole::keep)
            .map_err(|error| self.named(error, &route))
    }

    /// Names the operation in an error about an answer without its value.
    fn named(&self, error: Error, route: &Route) -> Error {
        // A refusal is clear; an answer that lacks its value is not.
        let unclear = error.kind() == ErrorKind::Decode && route.safety.starts();
        let ambiguous = unclear || error.is_ambiguous_start();
        error
            .hiding(self.client.key_text())
            .ambiguous(ambiguous)
            .of_operation(route.name())
    }
}

impl Handover {
    /// The request, or why there is none.
    fn taken<T>(&self, made: Generated<T>) -> Result<(Route, Payload), Error> {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((request, operation)) = taken else {
            let error = Error::new(
                ErrorKind::InvalidRequest,
                "the request cannot be made; nothing was sent",
            );
            return Err(match made {
                Err(cause) => error.caused_by(cause.to_string()),
                Ok(_) => error,
            });
        };
        let route = Route::of_function(operation)
            .unwrap_or_else(|| Route::unknown(request.method().clone(), operation));
        Ok((route, Payload::plain(request)))
    }
}

impl Execute for Handover {
    fn execute<'a>(
        &'a self,
        _client: &'a reqwest::Client,
        request: Request,
        operation: &'static str,
    ) -> Sending<'a> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((request, operation));
        Box::pin(ready(Err(Failure::Kept)))
    }
}
