//! Clients for many servers that are cheap to make.

use firecrawl_client::{Client, ClientBuilder, RetryPolicy};
use firecrawl_local::LocalServer;

use crate::setup::Hurry;

/// Connections for all clients of a test: setting up TLS takes longer than all the rest.
#[derive(Default)]
pub struct Sender {
    http: reqwest::Client,
}

impl Sender {
    /// A client without a key that sends everything once.
    pub fn client(&self, server: &LocalServer) -> Client {
        self.builder(server).build().unwrap()
    }

    /// The same with a key.
    pub fn client_with_key(&self, server: &LocalServer, key: &str) -> Client {
        self.builder(server).key(key).build().unwrap()
    }

    fn builder(&self, server: &LocalServer) -> ClientBuilder {
        Client::builder()
            .base_url(server.base_url())
            .http_client(self.http.clone())
            .retry(RetryPolicy::off())
            .clock(Hurry::default())
    }
}
