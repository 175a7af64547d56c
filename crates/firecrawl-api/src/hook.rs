//! The place where a facade takes over the sending of requests.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Client, Request, Response, StatusCode};

/// A whole answer, whatever its status.
#[derive(Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: StatusCode,
    /// The HTTP headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The request was not sent, or nothing came back.
    Send(reqwest::Error),
    /// The answer broke off.
    Body(reqwest::Error),
    /// The hook keeps the reason for those who sent through it.
    Kept,
}

/// An answer on its way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>>;

/// Sends the requests of a generated client.
///
/// Everything that concerns all operations belongs here: authorization,
/// repeated attempts, tracing.
pub trait Execute: Send + Sync {
    /// Sends a request of the operation with this id and gives the answer as
    /// it came, whatever its status.
    fn execute<'a>(
        &'a self,
        client: &'a Client,
        request: Request,
        operation: &'static str,
    ) -> Sending<'a>;
}

/// Decides how a generated client sends: through an [`Execute`], or plainly.
#[derive(Clone, Default)]
pub struct Hook(Option<Arc<dyn Execute>>);

impl Hook {
    /// A hook that sends everything through `execute`.
    pub fn new(execute: impl Execute + 'static) -> Self {
        Self(Some(Arc::new(execute)))
    }

    #[doc(hidden)]
    pub fn execute<'a>(
        &'a self,
        client: &'a Client,
        request: Request,
        operation: &'static str,
    ) -> Sending<'a> {
        match &self.0 {
            Some(execute) => execute.execute(client, request, operation),
            None => Box::pin(plainly(client, request)),
        }
    }

    /// The same for operations that take the answer apart by themselves.
    #[doc(hidden)]
    pub async fn respond(
        &self,
        client: &Client,
        request: Request,
        operation: &'static str,
    ) -> reqwest::Result<Response> {
        let Some(execute) = &self.0 else {
            return client.execute(request).await;
        };
        match execute.execute(client, request, operation).await {
            Ok(answer) => Ok(answer.into()),
            Err(Failure::Send(error) | Failure::Body(error)) => Err(error),
            // They want an answer; nobody looks at this one.
            Err(Failure::Kept) => Ok(Response::from(http::Response::new(Bytes::new()))),
        }
    }
}

async fn plainly(client: &Client, request: Request) -> Result<Answer, Failure> {
    let mut response = client.execute(request).await.map_err(Failure::Send)?;
    Ok(Answer {
        status: response.status(),
        headers: std::mem::take(response.headers_mut()),
        body: response.bytes().await.map_err(Failure::Body)?,
    })
}

impl From<Answer> for Response {
    fn from(answer: Answer) -> Self {
        let mut response = http::Response::new(answer.body);
        *response.status_mut() = answer.status;
        *response.headers_mut() = answer.headers;
        Self::from(response)
    }
}

/// Prints nothing of the body, which is a page, and of the headers.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl From<Arc<dyn Execute>> for Hook {
    fn from(execute: Arc<dyn Execute>) -> Self {
        Self(Some(execute))
    }
}

/// Prints nothing of what is inside, which holds keys.
impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hook").finish_non_exhaustive()
    }
}

/// Makes a generated client send through its [`Hook`].
#[allow(unused_macros)]
macro_rules! hooked {
    ($client:ty) => {
        impl ::progenitor_client::ClientHooks<$crate::hook::Hook> for $client {
            async fn exec(
                &self,
                request: ::reqwest::Request,
                info: &::progenitor_client::OperationInfo,
            ) -> ::reqwest::Result<::reqwest::Response> {
                let hook = ::progenitor_client::ClientInfo::inner(self);
                let client = ::progenitor_client::ClientInfo::client(self);
                hook.respond(client, request, info.operation_id).await
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use hooked;

#[cfg(test)]
mod tests;
