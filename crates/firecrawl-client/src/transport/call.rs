//! One call through the generated client.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;
use firecrawl_api::hook::{self, Sending};
use firecrawl_api::types::ErrorBody;
use firecrawl_api::{Execute, Hook, ResponseValue};
use reqwest::Request;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use super::answer::Answer;
use super::decode::decode;
use super::exchange::Exchange;
use super::payload::Payload;
use super::route::Route;
use super::tally::Tally;
use crate::client::Client;
use crate::drift::look;
use crate::envelope::{self, Envelope};
use crate::error::{Error, ErrorKind};
use crate::reply::Reply;
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
    outcome: Mutex<Option<Outcome>>,
    /// The function of the generated client that sends.
    function: OnceLock<&'static str>,
}

enum Outcome {
    Failed(Error),
    Answered(Box<Fetched>),
}

/// An answer that was not read yet, with what it takes to ask again if it broke on the way.
pub(crate) struct Fetched {
    route: Route,
    payload: Payload,
    answer: Answer,
    tally: Tally,
}

impl Fetched {
    /// Reads the answer.
    pub async fn decoded<T: DeserializeOwned>(self, client: &Client) -> Result<Reply<T>, Error> {
        let mut exchange = Exchange {
            client,
            route: &self.route,
            tally: self.tally,
        };
        decode(&mut exchange, self.payload, self.answer).await
    }
}

impl Client {
    /// Begins a call.
    pub(crate) fn call(&self) -> Call {
        let courier = Arc::new(Courier {
            client: self.clone(),
            outcome: Mutex::new(None),
            function: OnceLock::new(),
        });
        let hook = Hook::from(Arc::clone(&courier) as Arc<dyn Execute>);
        let http = self.shared.connections.shared().clone();
        Call {
            api: firecrawl_api::Client::new_with_client(self.shared.root.clone(), http, hook),
            courier,
        }
    }

    /// Sends a request that the generated client cannot make.
    pub(crate) async fn send<T: DeserializeOwned>(
        &self,
        route: Route,
        payload: Payload,
    ) -> Result<Reply<T>, Error> {
        self.fetch(route, payload).await?.decoded(self).await
    }

    /// The same, to be read later.
    pub(crate) async fn fetch(&self, route: Route, mut payload: Payload) -> Result<Fetched, Error> {
        let mut exchange = Exchange::new(self, &route);
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
                let Fetched { route, answer, .. } = *answered;
                look::<T>(client, &route, &answer.body);
                let keep = client.options.keep_body;
                Ok(Reply::new(value.into_inner(), answer, keep))
            }
            (Some(Outcome::Answered(answered)), Err(_)) => answered.decoded(client).await,
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

    /// Names the operation in an error about an answer without its value.
    fn named(&self, error: Error) -> Error {
        let error = error.hiding(self.client.key_text());
        match self.function.get().copied().and_then(Route::of_function) {
            Some(route) => {
                // A refusal is clear; an answer that lacks its value is not.
                let unclear = error.kind() == ErrorKind::Decode && route.safety.starts();
                let ambiguous = unclear || error.is_ambiguous_start();
                error.ambiguous(ambiguous).of_operation(route.name())
            }
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
            match self.client.fetch(route, Payload::plain(request)).await {
                Ok(fetched) => {
                    // The rest of it stays here.
                    let given = hook::Answer {
                        status: fetched.answer.status,
                        headers: HeaderMap::new(),
                        body: fetched.answer.body.clone(),
                    };
                    self.keep(Outcome::Answered(Box::new(fetched)));
                    Ok(given)
                }
                Err(error) => {
                    self.keep(Outcome::Failed(error));
                    Err(hook::Failure::Kept)
                }
            }
        })
    }
}
