//! Comparisons of addresses.

use std::net::Ipv4Addr;

use url::{Host, Url};

/// Returns whether requests to this address cannot be read on the way.
pub fn is_private(url: &Url) -> bool {
    url.scheme() == "https" || is_loopback(url)
}

/// Returns whether two addresses of `http` or `https` lead to the same server.
pub fn same_origin(one: &Url, other: &Url) -> bool {
    // `Url::origin` copies both hosts, and every call compares twice.
    one.has_host()
        && one.scheme() == other.scheme()
        && one.host() == other.host()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// Returns whether the address is on this machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            // An address in a URL of a scheme such as `socks5` is a name.
            let address = name.parse::<Ipv4Addr>();
            name == "localhost"
                || name.ends_with(".localhost")
                || address.is_ok_and(|address| address.is_loopback())
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("socks5://127.0.0.1:1", true),
            ("socks5h://10.0.0.1:1", false),
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
