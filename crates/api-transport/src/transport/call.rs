//! One call: from a prepared request to its response.
//!
//! A future is compiled where it is polled, with all that it awaits. So the functions that are
//! generic, and those that other crates call, only wrap a boxed future that is compiled here.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use lenient_json::{Lenient, Reader};
use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::call_state::CallState;
use super::decode::{Read, decode};
use super::retry_loop::RetryLoop;
use super::route::Route;
use crate::client::Client;
use crate::error::{Error, ErrorKind, ErrorResponse};
use crate::request::Request;
use crate::response::{Meta, Response};
use crate::response_body::has_value;
use crate::{Envelope, Operation, Prepared, ResponseBody, is_error};

/// A future of this crate, whatever it is in detail.
pub(super) type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// A request with its operation, or the error of its preparation.
pub(super) type Parts = Result<(Request, &'static Operation), Error>;

/// Reads a body and keeps its value; returns the envelope, as an error if the value is missing.
type ReadBody<'a> = dyn FnMut(&mut Reader<'_>) -> Result<Result<Envelope, Envelope>, lenient_json::Error>
    + Send
    + 'a;

/// A response that is not read yet, and what it takes to send the request again if it broke on the way.
pub struct UnreadResponse<T> {
    unread: Unread,
    body: PhantomData<fn() -> T>,
}

struct Unread {
    state: CallState,
    response: Response<Bytes>,
}

impl<T: Lenient + Send> UnreadResponse<T> {
    /// Returns the size of the body, in bytes.
    pub fn size(&self) -> usize {
        self.unread.response.len()
    }

    /// Reads the body; its memory is left in `spare`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if it does not match the type.
    pub async fn read(self, client: &Client, spare: &mut BytesMut) -> Result<Response<T>, Error> {
        let mut value = T::blank();
        let read: &mut Read<'_> = &mut |reader| {
            value = T::blank();
            reader.read_into(&mut value, T::EXPECTED)
        };
        let response = self.unread.read(client, spare, read).await?;
        Ok(response.map(|()| value))
    }
}

impl Unread {
    fn read<'a>(
        self,
        client: &'a Client,
        spare: &'a mut BytesMut,
        read: &'a mut Read<'_>,
    ) -> Boxed<'a, Response<()>> {
        Box::pin(async move {
            let state = self.state;
            let mut retry_loop = RetryLoop { client, state };
            let response = decode(&mut retry_loop, self.response, read).await;
            *spare = retry_loop.state.spare;
            response
        })
    }
}

impl Client {
    /// Sends a prepared request and returns the value of the response.
    ///
    /// # Errors
    ///
    /// If the request could not be built or sent, for an error response, and for
    /// a body that does not match its type or lacks its value.
    pub async fn send<T: ResponseBody>(
        &self,
        request: Result<Prepared<T>, Error>,
    ) -> Result<Response<T::Value>, Error> {
        let mut value = None;
        let read: &mut ReadBody<'_> = &mut |reader| {
            let mut body = T::blank();
            let outline = reader.read_outlined(&mut body, T::EXPECTED)?;
            Ok(body.split(&outline).map(|(read, envelope)| {
                value = Some(read);
                envelope
            }))
        };
        let meta = self.send_body(request.map(Prepared::into_parts), T::HAS_ENVELOPE, read);
        let meta = meta.await?;
        value
            .map(|value| Response::from_parts(value, meta))
            .ok_or_else(empty)
    }

    fn send_body<'a>(
        &'a self,
        parts: Parts,
        has_envelope: bool,
        read: &'a mut ReadBody<'_>,
    ) -> Boxed<'a, Box<Meta>> {
        Box::pin(async move {
            let (request, operation) = parts.map_err(|error| self.redact(error))?;
            let route = Route::from(operation);
            let mut envelope = Ok(Envelope::new());
            let read: &mut Read<'_> = &mut |reader| {
                envelope = read(reader)?;
                Ok(())
            };
            let response = self.exchange(route.clone(), request, read).await;
            let response = response.map_err(|error| match has_envelope {
                true => self.error_in_body(error, &route),
                false => error,
            })?;
            let ((), mut meta) = response.into_parts();
            meta.envelope = match envelope {
                Ok(envelope) => envelope,
                Err(envelope) => return Err(self.without_value(&route, *meta, envelope)),
            };
            Ok(meta)
        })
    }

    /// Sends a request of any route and reads the response as JSON.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_json<T: DeserializeOwned + Send>(
        &self,
        route: Route,
        request: Request,
    ) -> Result<Response<T>, Error> {
        let mut value = None;
        let read: &mut Read<'_> = &mut |reader| {
            value = Some(deserialize(reader)?);
            Ok(())
        };
        let response = self.exchange_boxed(route, request, read).await?;
        let value = value.ok_or_else(empty)?;
        Ok(response.map(|()| value))
    }

    /// Sends a request of any route and reads the response as JSON, which has the value of a known
    /// operation.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), also for a body that says `success: false`, and for one without the value.
    pub async fn send_value(
        &self,
        route: Route,
        request: Request,
    ) -> Result<Response<Value>, Error> {
        let response = self.send_json::<Option<Value>>(route.clone(), request);
        let (body, meta) = response.await?.into_parts();
        let body = body.unwrap_or_default();
        let field = route.operation().and_then(|operation| operation.value);
        match has_value(&body, field) || body.is_null() && meta.status == StatusCode::NO_CONTENT {
            true => Ok(Response::from_parts(body, meta)),
            false => {
                let fields = body.as_object().cloned().unwrap_or_default();
                Err(self.without_value(&route, *meta, fields))
            }
        }
    }

    fn exchange_boxed<'a>(
        &'a self,
        route: Route,
        request: Request,
        read: &'a mut Read<'_>,
    ) -> Boxed<'a, Response<()>> {
        Box::pin(self.exchange(route, request, read))
    }

    async fn exchange(
        &self,
        route: Route,
        request: Request,
        read: &mut Read<'_>,
    ) -> Result<Response<()>, Error> {
        let mut retry_loop = RetryLoop::new(self, route, request, BytesMut::new());
        let response = retry_loop.send().await?;
        decode(&mut retry_loop, response, read).await
    }

    /// Sends a request of any route and returns the bytes of the response as they came.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), but any body is accepted.
    pub fn send_bytes(
        &self,
        route: Route,
        request: Request,
    ) -> impl Future<Output = Result<Response<Bytes>, Error>> + Send {
        let future: Boxed<'_, _> = Box::pin(async move {
            let mut retry_loop = RetryLoop::new(self, route, request, BytesMut::new());
            let response = retry_loop.send().await?;
            let body = Bytes::clone(&response);
            Ok(retry_loop.with_value(response, body))
        });
        future
    }

    /// Sends a prepared request, to be read later; a long response may use the memory of `spare`.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), apart from those of the body.
    pub async fn fetch<T>(
        &self,
        request: Result<Prepared<T>, Error>,
        spare: BytesMut,
    ) -> Result<UnreadResponse<T>, Error> {
        let unread = self.fetch_parts(request.map(Prepared::into_parts), spare);
        Ok(UnreadResponse {
            unread: unread.await?,
            body: PhantomData,
        })
    }

    fn fetch_parts(&self, parts: Parts, spare: BytesMut) -> Boxed<'_, Unread> {
        Box::pin(async move {
            let (request, operation) = parts.map_err(|error| self.redact(error))?;
            let mut retry_loop = RetryLoop::new(self, operation.into(), request, spare);
            let response = retry_loop.send().await?;
            Ok(Unread {
                state: retry_loop.state,
                response,
            })
        })
    }

    /// Turns a body that does not match its type into the error of the service, if it is one.
    fn error_in_body(&self, error: Error, route: &Route) -> Error {
        match error.response() {
            Some(response)
                if error.kind() == ErrorKind::Decode && response.fields().is_some_and(is_error) =>
            {
                self.rejected(route, response.clone(), error.attempts())
            }
            _ => error,
        }
    }

    fn without_value(&self, route: &Route, meta: Meta, fields: Map<String, Value>) -> Error {
        let body = Value::Object(fields).to_string().into();
        let code_fields = self.shared.profile.code_fields;
        let response = ErrorResponse::new(meta.status, meta.headers, body, code_fields);
        self.rejected(route, response, meta.attempts)
    }

    /// Returns the error of a success response without a value.
    fn rejected(&self, route: &Route, response: ErrorResponse, attempts: u32) -> Error {
        let says_why = response.fields().is_some_and(is_error);
        let error = match says_why {
            true => Error::of_service(&response, "the service gave no result and no reason"),
            false => Error::new(ErrorKind::Decode, without_value_message(route, &response)),
        };
        let mut error = error
            .with_response(response)
            // Without a reason, the service may have started the work all the same.
            .ambiguous(!says_why && route.retry_class().starts_work())
            .of_operation(route);
        error.0.attempts = attempts;
        self.redact(error)
    }
}

/// Returns the message for a value that is missing, or that has another type.
fn without_value_message(route: &Route, response: &ErrorResponse) -> String {
    let field = route.operation().and_then(|operation| operation.value);
    let value = field.and_then(|field| Some((field, response.fields()?.get(field)?)));
    match value {
        Some((field, value)) if !value.is_null() => {
            format!("the response does not match the expected type at `{field}`")
        }
        _ => "the response lacks the value that the operation returns".to_owned(),
    }
}

fn empty() -> Error {
    Error::new(ErrorKind::Decode, "the response is empty")
}

/// Reads a type that is not one of the API, through a `Value`.
fn deserialize<T: DeserializeOwned>(reader: &mut Reader<'_>) -> Result<T, lenient_json::Error> {
    let value: Value = reader.read()?;
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        lenient_json::Error::mismatch(error.into_inner().to_string(), path)
    })
}
