//! Checks the host that a request names.
//!
//! A web page can let its own name resolve to this machine (DNS rebinding). Its requests then have
//! its name as `Host`, by which they are recognized.

use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::uri::Authority;

use crate::response::Response;
use crate::settings::Settings;

/// Top-level domains that no public name server resolves.
const RESERVED: [&str; 7] = [
    "example",
    "internal",
    "invalid",
    "lan",
    "local",
    "localhost",
    "test",
];

/// Rejects a request to a public host name that was not allowed.
pub(super) fn check(settings: &Settings, parts: &Parts) -> Result<(), Box<Response>> {
    let header = parts.headers.get(HOST).map(|value| value.to_str());
    let is_accepted = match header {
        // An old client, which is not a browser.
        None => true,
        Some(Ok("")) => true,
        Some(Ok(host)) => is_accepted(host, &settings.host_names),
        Some(Err(_)) => false,
    };
    if is_accepted {
        return Ok(());
    }
    let error = "The host of this request is not a name of this server; --host-name or Builder::host_name allows it";
    Err(Response::error(403, error).into())
}

fn is_accepted(host: &str, allowed: &[String]) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let name = authority.host().trim_end_matches('.');
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_ip = name.starts_with('[') || last.bytes().all(|byte| byte.is_ascii_digit());
    let is_reserved = RESERVED
        .iter()
        .any(|known| known.eq_ignore_ascii_case(last));
    is_ip
        || is_reserved
        || !name.contains('.')
        || allowed.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_names_are_rejected() {
        let allowed = ["scraper.example.com".to_owned()];
        for host in [
            "127.0.0.1:3002",
            "[::1]:3002",
            "10.0.0.7",
            "localhost:3002",
            "firecrawl:3002",
            "a.test:1",
            "host.docker.internal:3002",
            "Scraper.Example.com:80",
        ] {
            assert!(is_accepted(host, &allowed), "{host}");
        }
        for host in [
            "evil.com",
            "evil.com:3002",
            "127.0.0.1.evil.com",
            "a b",
            "test.evil.com.",
        ] {
            assert!(!is_accepted(host, &allowed), "{host}");
        }
    }
}
