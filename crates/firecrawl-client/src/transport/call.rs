//! One call through the generated client.

use bytes::{Bytes, BytesMut};
use firecrawl_api::Prepared;
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

/// A request that the generated client has made.
type Made<T> = Result<Prepared<T>, reqwest::Error>;

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

    /// Sends a request of the generated client.
    pub(crate) async fn done<T: DeserializeOwned>(&self, made: Made<T>) -> Result<Reply<T>, Error> {
        let (route, payload) = taken(made)?;
        self.send(route, payload).await
    }

    /// Sends it, and takes the value out of its envelope.
    pub(crate) async fn opened<E>(&self, made: Made<E>) -> Result<Reply<E::Data>, Error>
    where
        E: Envelope + DeserializeOwned,
    {
        let (route, payload) = taken(made)?;
        let reply = self.send::<E>(route.clone(), payload).await?;
        envelope::open(reply).map_err(|error| self.named(error, &route))
    }

    /// Sends it, for an answer that is the value itself unless it says that there is none.
    pub(crate) async fn whole<T>(&self, made: Made<T>) -> Result<Reply<T>, Error>
    where
        T: Whole + DeserializeOwned,
    {
        let (route, payload) = taken(made)?;
        let reply = self.send(route.clone(), payload).await;
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
            .hiding(self.key_text())
            .ambiguous(ambiguous)
            .of_operation(route.name())
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

fn taken<T>(made: Made<T>) -> Result<(Route, Payload), Error> {
    let Prepared {
        request, operation, ..
    } = made.map_err(|cause| {
        Error::new(
            ErrorKind::InvalidRequest,
            "the request cannot be made; nothing was sent",
        )
        .caused_by(cause.without_url())
    })?;
    Ok((Route::of(operation), Payload::plain(request)))
}
