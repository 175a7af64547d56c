//! The API root from what people write as the base URL.

use url::{Host, Url};

use crate::error::Error;

/// The root of the API below a base URL: `https://api.firecrawl.dev/v2`.
pub(crate) fn api_root(base_url: &str) -> Result<Url, Error> {
    let mut url = Url::parse(base_url.trim()).map_err(Error::bad_base_url)?;
    let usable = matches!(url.scheme(), "http" | "https") && url.host().is_some();
    if !usable || !url.username().is_empty() || url.password().is_some() {
        return Err(Error::unusable_base_url());
    }
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path().trim_end_matches('/');
    let path = path.strip_suffix("/v2").unwrap_or(path);
    let path = format!("{}/v2", path.trim_end_matches('/'));
    url.set_path(&path);
    Ok(url)
}

/// Whether what is sent to this address cannot be read on the way.
pub(crate) fn is_private(url: &Url) -> bool {
    url.scheme() == "https"
        || match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_ways_to_write_it() {
        for written in [
            "http://localhost:3002",
            "http://localhost:3002/",
            "http://localhost:3002/v2",
            " http://localhost:3002/v2/ ",
        ] {
            let root = api_root(written).map(|url| url.to_string());
            assert_eq!(root.as_deref().ok(), Some("http://localhost:3002/v2"));
        }
        let below = api_root("https://proxy.example/firecrawl/").map(|url| url.to_string());
        assert_eq!(
            below.as_deref().ok(),
            Some("https://proxy.example/firecrawl/v2")
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for written in [
            "",
            "localhost:3002",
            "ftp://example.com",
            "https://user:word@example.com",
        ] {
            assert!(api_root(written).is_err(), "{written}");
        }
    }

    #[test]
    fn plain_http_is_private_on_this_machine_only() {
        for (address, private) in [
            ("https://example.com", true),
            ("http://127.0.0.1:1", true),
            ("http://[::1]:1", true),
            ("http://localhost", true),
            ("http://example.com", false),
            ("http://localhost.example.com", false),
        ] {
            assert_eq!(
                Url::parse(address).map(|url| is_private(&url)),
                Ok(private),
                "{address}"
            );
        }
    }
}
