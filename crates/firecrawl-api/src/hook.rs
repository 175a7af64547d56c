//! The place where a facade takes over the sending of requests.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use reqwest::{Client, Request, Response};

/// An answer on its way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = reqwest::Result<Response>> + Send + 'a>>;

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
            None => Box::pin(client.execute(request)),
        }
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
                hook.execute(client, request, info.operation_id).await
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use hooked;

#[cfg(test)]
mod tests;
