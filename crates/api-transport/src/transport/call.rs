//! One call: from a prepared request to its response.

use std::marker::PhantomData;

use bytes::{Bytes, BytesMut};
use reqwest::Request;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::call_state::CallState;
use super::decode::decode;
use super::raw_response::RawResponse;
use super::replayable_request::ReplayableRequest;
use super::retry_loop::RetryLoop;
use super::route::Route;
use crate::client::Client;
use crate::error::{Error, ErrorKind, ErrorResponse};
use crate::response::{Meta, Response};
use crate::upload::{MultipartRequest, PartNames, Upload};
use crate::{BuildError, Operation, Prepared, ResponseBody, fields, is_error};

/// A response that is not read yet, and what it takes to send the request again if it broke on the way.
pub struct UnreadResponse<T> {
    route: Route,
    request: ReplayableRequest,
    response: RawResponse,
    state: CallState,
    body: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> UnreadResponse<T> {
    /// Returns the size of the body, in bytes.
    pub fn size(&self) -> usize {
        self.response.body.len()
    }

    /// Reads the body; its memory is left in `spare`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if it does not match the type.
    pub async fn read(self, client: &Client, spare: &mut BytesMut) -> Result<Response<T>, Error> {
        let mut retry_loop = RetryLoop::resume(client, &self.route, self.state);
        let response = decode(&mut retry_loop, self.request, self.response).await;
        *spare = retry_loop.state.spare;
        response
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
        request: Result<Prepared<T>, BuildError>,
    ) -> Result<Response<T::Value>, Error> {
        let (request, operation) = request
            .map_err(|error| self.redact(error.into()))?
            .into_parts();
        let request = ReplayableRequest::plain(request);
        self.value_of::<T>(operation, request).await
    }

    /// Sends a file and its options as a form, and returns the value of the response.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and [`ErrorKind::Upload`] if the file cannot be read.
    pub async fn send_upload<T: ResponseBody>(
        &self,
        operation: &'static Operation,
        upload: Upload<impl serde::Serialize>,
        parts: PartNames,
    ) -> Result<Response<T::Value>, Error> {
        let fields = &self.options.body_fields;
        let form = Prepared::<T>::new(&self.shared.root, operation, &[])
            .map_err(Error::from)
            .and_then(|request| {
                MultipartRequest::new(upload, request.into_parts().0, parts, fields)
            })
            .map_err(|error| self.redact(error.of_operation(operation)))?;
        let request = ReplayableRequest::Streamed(Box::new(form));
        self.value_of::<T>(operation, request).await
    }

    /// Sends a request of any route and reads the response as JSON.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_json<T: DeserializeOwned>(
        &self,
        route: Route,
        request: Request,
    ) -> Result<Response<T>, Error> {
        self.read(route, ReplayableRequest::plain(request)).await
    }

    /// Sends a request of any route and returns the bytes of the response as they came.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), but any body is accepted.
    pub async fn send_bytes(
        &self,
        route: Route,
        request: Request,
    ) -> Result<Response<Bytes>, Error> {
        let mut request = ReplayableRequest::plain(request);
        let response = RetryLoop::new(self, &route).send(&mut request).await?;
        let body = response.body.clone();
        Ok(Response::new(body, response, self.options.keep_body))
    }

    /// Sends a prepared request, to be read later; a long response may use the memory of `spare`.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), apart from those of the body.
    pub async fn fetch<T>(
        &self,
        request: Result<Prepared<T>, BuildError>,
        spare: BytesMut,
    ) -> Result<UnreadResponse<T>, Error> {
        let (request, operation) = request
            .map_err(|error| self.redact(error.into()))?
            .into_parts();
        let request = ReplayableRequest::plain(request);
        self.fetch_route(operation.into(), request, spare).await
    }

    async fn fetch_route<T>(
        &self,
        route: Route,
        mut request: ReplayableRequest,
        spare: BytesMut,
    ) -> Result<UnreadResponse<T>, Error> {
        let mut retry_loop = RetryLoop::new(self, &route);
        retry_loop.state.spare = spare;
        let response = retry_loop.send(&mut request).await?;
        Ok(UnreadResponse {
            state: retry_loop.state,
            route,
            request,
            response,
            body: PhantomData,
        })
    }

    async fn read<T: DeserializeOwned>(
        &self,
        route: Route,
        request: ReplayableRequest,
    ) -> Result<Response<T>, Error> {
        let unread = self.fetch_route(route, request, BytesMut::new()).await?;
        unread.read(self, &mut BytesMut::new()).await
    }

    async fn value_of<T: ResponseBody>(
        &self,
        operation: &'static Operation,
        request: ReplayableRequest,
    ) -> Result<Response<T::Value>, Error> {
        let body = self.read::<T>(operation.into(), request).await;
        let body = body.map_err(|error| match T::HAS_ENVELOPE {
            true => self.error_in_body(error, operation),
            false => error,
        })?;
        let (body, mut meta) = body.into_parts();
        match body.split() {
            Ok((value, envelope)) => {
                meta.envelope = envelope;
                Ok(Response::from_parts(value, meta))
            }
            Err(envelope) => Err(self.without_value(operation, *meta, envelope)),
        }
    }

    /// Returns the error of a response that lacks the value of its operation.
    pub fn missing_value(
        &self,
        operation: &'static Operation,
        response: Response<impl serde::Serialize>,
    ) -> Error {
        let (body, meta) = response.into_parts();
        self.without_value(operation, *meta, fields(&body))
    }

    /// Turns a body that does not match its type into the error of the service, if it is one.
    fn error_in_body(&self, error: Error, operation: &'static Operation) -> Error {
        let Some(response) = error
            .response()
            .filter(|_| error.kind() == ErrorKind::Decode)
        else {
            return error;
        };
        match response.fields() {
            Some(fields) if is_error(fields) => {
                let attempts = error.attempts();
                self.rejected(operation, response.clone(), true, attempts)
            }
            _ => error,
        }
    }

    fn without_value(
        &self,
        operation: &'static Operation,
        meta: Meta,
        fields: Map<String, Value>,
    ) -> Error {
        let says_why = is_error(&fields);
        let body = Value::Object(fields).to_string().into();
        let code_fields = self.shared.profile.code_fields;
        let response = ErrorResponse::new(meta.status, meta.headers, body, code_fields);
        self.rejected(operation, response, says_why, meta.attempts)
    }

    /// Returns the error of a success response without a value.
    fn rejected(
        &self,
        operation: &'static Operation,
        response: ErrorResponse,
        says_why: bool,
        attempts: u32,
    ) -> Error {
        let error = if says_why {
            let error = Error::new(ErrorKind::Api, "the service gave no result and no reason");
            match response.message() {
                Some(message) => error.with_message(&message),
                None => error,
            }
        } else {
            Error::new(
                ErrorKind::Decode,
                "the response lacks the value that the operation returns",
            )
        };
        let error = error
            .with_response(response)
            .with_attempts(attempts)
            // Without a reason, the service may have started the work all the same.
            .ambiguous(!says_why && operation.retry.starts_work())
            .of_operation(operation);
        self.redact(error)
    }
}
