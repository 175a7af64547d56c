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

/// A base URL that people wrote, without what may be secret in it.
pub(crate) fn shown(base_url: &str) -> String {
    match Url::parse(base_url.trim()) {
        Ok(url) if url.has_host() => {
            format!("{}{}", url.origin().ascii_serialization(), url.path())
        }
        _ => "no URL".to_owned(),
    }
}

/// Whether what is sent to this address cannot be read on the way.
pub(crate) fn is_private(url: &Url) -> bool {
    url.scheme() == "https" || is_here(url)
}

/// Whether two addresses of `http` or `https` lead to the same server.
pub(crate) fn same_origin(one: &Url, other: &Url) -> bool {
    // `Url::origin` copies both hosts; this is asked twice on each call.
    one.has_host()
        && one.scheme() == other.scheme()
        && one.host() == other.host()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// Whether the address is on this machine.
pub(crate) fn is_here(url: &Url) -> bool {
    match url.host() {
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
    fn origins_are_those_of_the_url_standard() {
        let addresses = [
            "http://a.example/v2",
            "http://A.example:80/x",
            "https://a.example/v2",
            "https://a.example:443",
            "https://a.example:444",
            "https://b.example",
            "http://127.0.0.1/v2",
            "http://127.1/v2",
            "http://[::1]/v2",
            "data:x",
        ];
        let urls = addresses.map(|address| Url::parse(address).unwrap());
        for one in &urls {
            for other in &urls {
                let same = one.origin() == other.origin();
                assert_eq!(same_origin(one, other), same, "{one} {other}");
            }
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
