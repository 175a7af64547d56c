//! The API root of a base URL.

use api_transport::{Error, ErrorKind};
use url::Url;

/// Returns the root of the API below a base URL: `https://api.firecrawl.dev/v2`.
pub(crate) fn api_root(base_url: &str) -> Result<Url, Error> {
    let mut url = Url::parse(base_url.trim()).map_err(|source| {
        let message = "the base URL is not a URL; write it such as `http://localhost:3002`";
        Error::new(ErrorKind::Config, message).caused_by(source)
    })?;
    let usable = matches!(url.scheme(), "http" | "https") && url.host().is_some();
    if !usable || !url.username().is_empty() || url.password().is_some() {
        return Err(Error::new(
            ErrorKind::Config,
            "the base URL needs `http` or `https`, a host, and no user; write it such as `http://localhost:3002`",
        ));
    }
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path().trim_end_matches('/');
    let path = path.strip_suffix("/v2").unwrap_or(path);
    if let Some((_, last)) = path.rsplit_once('/')
        && let Some(number) = last.strip_prefix('v')
        && number.parse::<u32>().is_ok()
    {
        return Err(Error::new(
            ErrorKind::Config,
            format!(
                "the base URL ends in `/{last}`, but this client calls version 2 of the API and adds `/v2` itself; remove `/{last}`"
            ),
        ));
    }
    let path = format!("{}/v2", path.trim_end_matches('/'));
    url.set_path(&path);
    Ok(url)
}

/// Returns a base URL without anything in it that may be secret.
pub(crate) fn shown(base_url: &str) -> String {
    match Url::parse(base_url.trim()) {
        Ok(url) if url.has_host() => {
            format!("{}{}", url.origin().ascii_serialization(), url.path())
        }
        _ => "not a URL".to_owned(),
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
    fn another_version_is_refused_with_the_reason() {
        for written in [
            "http://localhost:3002/v1",
            "https://api.firecrawl.dev/v1/",
            "http://localhost:3002/v1/v2",
        ] {
            let error = api_root(written).err().map(|error| error.to_string());
            let error = error.unwrap_or_default();
            assert!(error.contains("remove `/v1`"), "{written}: {error}");
        }
        for written in [
            "http://a.example/v1/firecrawl",
            "http://a.example/vault",
            "http://a.example/v",
        ] {
            assert!(api_root(written).is_ok(), "{written}");
        }
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
}
