//! Addresses below the API root.

use std::fmt;

use reqwest::Url;

use crate::Client;

// A contract whose operations all list other statuses has no use for some of these.
#[allow(dead_code)]
impl Client {
    /// The address of a path below the API root.
    pub(crate) fn url(&self, path: fmt::Arguments<'_>) -> Url {
        // Host and port were parsed once.
        let mut url = self.baseurl.clone();
        url.set_path(&format!(
            "{}{path}",
            self.baseurl.path().trim_end_matches('/')
        ));
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_the_root() {
        for root in ["http://localhost:3002/a/v2", "http://localhost:3002/a/v2/"] {
            let http = reqwest::Client::new();
            let client = Client::new_with_client(root.parse().unwrap(), http);
            let id = progenitor_client::encode_path("a/b?c#d é");
            let url = client.url(format_args!("/crawl/{id}/errors"));
            assert_eq!(
                url.as_str(),
                "http://localhost:3002/a/v2/crawl/a%2Fb%3Fc%23d%20%C3%A9/errors"
            );
        }
    }
}
