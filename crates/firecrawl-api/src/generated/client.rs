//! The client's state.
//!
//! Generated

use progenitor_client::{ClientHooks, ClientInfo};
/// Calls the operations at one base URL.
///
/// It sends through its [`Hook`](crate::Hook) and sets no timeout of its own.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::hook::Hook,
}
impl Client {
    /// Makes a client that sends with `client` to `baseurl`, the API root such as
    /// `https://api.firecrawl.dev/v2`.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::hook::Hook,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::hook::Hook> for Client {
    fn api_version() -> &'static str {
        "v2"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::hook::Hook {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::hook::Hook>,
    {}
};
