//! Which server is asked, and with which key.

use url::Url;

use super::client::is_this_machine;
use super::key::Key;
use openapi_document::{Error, Result};

/// A server, and the key that it is given.
#[derive(Clone, Debug)]
pub struct Target {
    root: Url,
    key: Option<Key>,
}

impl Target {
    /// The server at an address, which may end in `/v2` and in a slash.
    ///
    /// # Errors
    ///
    /// If the address is none of HTTP, carries credentials or a query, or if a key would go
    /// unencrypted to another machine. No error shows the key or credentials.
    pub fn new(url: &str, key: Option<Key>) -> Result<Self> {
        let wrong = |message: &str| {
            Error::new(message).remedy("give --url as in https://api.firecrawl.dev")
        };
        let mut root = Url::parse(url.trim())
            .map_err(|error| wrong("the address cannot be read").caused_by(error))?;
        if !matches!(root.scheme(), "http" | "https") || root.host().is_none() {
            return Err(wrong("the address is not one of http or https"));
        }
        if !root.username().is_empty() || root.password().is_some() {
            return Err(wrong("the address holds a user name or a password"));
        }
        if root.query().is_some() || root.fragment().is_some() {
            return Err(wrong("the address holds a query or a fragment"));
        }
        if key.is_some() && root.scheme() == "http" && !is_this_machine(&root) {
            return Err(
                Error::new("the key would go unencrypted to another machine")
                    .remedy("use https, or leave the key out with `--key \"\"`"),
            );
        }
        let path = root.path().trim_end_matches('/');
        let path = path.strip_suffix("/v2").unwrap_or(path).to_owned();
        root.set_path(&path);
        Ok(Self { root, key })
    }

    /// The key, if there is one.
    pub fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// The address without `/v2`, for reports.
    pub fn shown(&self) -> String {
        self.root.as_str().trim_end_matches('/').to_owned()
    }

    /// The address of a path below `/v2`, whose segments are encoded, with a query.
    pub fn address(&self, segments: &[String], query: &[(String, String)]) -> Url {
        let mut url = self.root.clone();
        // An http address always has segments.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push("v2").extend(segments);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Option<Key> {
        Key::read("fc-secret").unwrap()
    }

    #[test]
    fn the_version_and_a_slash_may_be_left_out() {
        for url in [
            "http://[::1]:1",
            "http://[::1]:1/",
            "http://[::1]:1/v2",
            "http://[::1]:1/v2/",
        ] {
            let target = Target::new(url, key()).unwrap();
            let segments = ["crawl".to_owned(), "a/b c".to_owned()];
            let query = [("limit".to_owned(), "1".to_owned())];
            assert_eq!(
                target.address(&segments, &query).as_str(),
                "http://[::1]:1/v2/crawl/a%2Fb%20c?limit=1"
            );
            assert_eq!(target.shown(), "http://[::1]:1");
        }
        let below = Target::new("https://example.com/api/v2", None).unwrap();
        assert_eq!(
            below.address(&["map".to_owned()], &[]).as_str(),
            "https://example.com/api/v2/map"
        );
    }

    #[test]
    fn bad_addresses_are_refused_without_showing_secrets() {
        for url in [
            "",
            "api.firecrawl.dev",
            "ftp://example.com",
            "file:///etc",
            "https://someone:fc-secret@example.com",
            "https://example.com/?key=fc-secret",
            "http://example.com",
        ] {
            let error = Target::new(url, key()).unwrap_err().to_string();
            assert!(!error.contains("fc-secret"), "{error}");
        }
        assert!(Target::new("http://example.com", None).is_ok());
        assert!(Target::new("http://localhost:3002", key()).is_ok());
    }
}
