//! Adds the key to requests that go to the service, and to no others.

use firecrawl_api::Execute;
use firecrawl_api::hook::Sending;
use reqwest::header::AUTHORIZATION;
use reqwest::{Client, Request};
use url::Url;

use crate::key::Key;

/// Sends with the key, if there is one.
pub struct Authorize {
    root: Url,
    key: Option<Key>,
}

impl Authorize {
    /// Sends `key` to the origin of `root` only.
    pub fn new(root: Url, key: Option<Key>) -> Self {
        Self { root, key }
    }
}

impl Execute for Authorize {
    fn execute<'a>(
        &'a self,
        client: &'a Client,
        mut request: Request,
        _operation: &'static str,
    ) -> Sending<'a> {
        if let Some(key) = &self.key
            && request.url().origin() == self.root.origin()
        {
            request.headers_mut().insert(AUTHORIZATION, key.header());
        }
        Box::pin(client.execute(request))
    }
}
