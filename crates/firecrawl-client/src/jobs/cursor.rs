//! The address of a page of results, restricted to the API root.

use api_transport::{Error, ErrorKind};
use url::Url;

/// Returns the path and query below the API root that a `next` leads to.
///
/// Its scheme, host and port are those that the server assumes for itself, which
/// are wrong behind a proxy. Only the rest is used, and only if it is a page of
/// the same job.
pub(super) fn below_root(next: &str, root: &Url, first: &str) -> Result<String, Error> {
    let elsewhere = || {
        Error::new(
            ErrorKind::Paging,
            "the address of the next page leads out of the results of this job",
        )
    };
    let url = root.join(next).map_err(|_| elsewhere())?;
    let root_path = root.path().trim_end_matches('/');
    let path = url.path();
    let rest = path
        .strip_prefix(root_path)
        // A proxy may serve the API below a path that the server does not know.
        .or_else(|| path.strip_prefix("/v2"))
        .filter(|rest| rest.starts_with('/'))
        .ok_or_else(elsewhere)?;
    if rest.trim_end_matches('/') != first {
        return Err(elsewhere());
    }
    Ok(match url.query() {
        Some(query) => format!("{first}?{query}"),
        None => first.to_owned(),
    })
}

/// Returns the `skip` of an address, 0 if it has none.
pub(super) fn skip_of(path: &str) -> Option<u64> {
    let Some((_, query)) = path.split_once('?') else {
        return Some(0);
    };
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    match pairs.find(|(name, _)| name == "skip") {
        Some((_, value)) => value.parse().ok(),
        // Another kind of cursor: its order is unknown.
        None => None,
    }
}

/// Returns the same address with another `skip`.
pub(super) fn with_skip(path: &str, skip: u64) -> String {
    let (first, query) = path.split_once('?').unwrap_or((path, ""));
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if name != "skip" {
            pairs.append_pair(&name, &value);
        }
    }
    pairs.append_pair("skip", &skip.to_string());
    format!("{first}?{}", pairs.finish())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn taken(next: &str) -> Option<String> {
        let root = Url::parse("http://127.0.0.1:3002/v2").unwrap();
        below_root(next, &root, "/crawl/abc").ok()
    }

    #[test]
    fn only_path_and_query_are_taken() {
        let page = Some("/crawl/abc?skip=100".to_owned());
        for next in [
            "http://127.0.0.1:3002/v2/crawl/abc?skip=100",
            "https://127.0.0.1:3002/v2/crawl/abc?skip=100",
            "https://internal.host/v2/crawl/abc?skip=100",
            "https://evil.example/v2/crawl/abc?skip=100#x",
            "/v2/crawl/abc?skip=100",
            "//other/v2/crawl/abc/?skip=100",
        ] {
            assert_eq!(taken(next), page, "{next}");
        }
    }

    #[test]
    fn a_prefix_of_a_proxy_is_kept() {
        let root = Url::parse("https://proxy.example/fire/v2").unwrap();
        for next in [
            "https://api/v2/crawl/abc?skip=1",
            "https://proxy.example/fire/v2/crawl/abc?skip=1",
        ] {
            let page = below_root(next, &root, "/crawl/abc");
            assert_eq!(page.ok().as_deref(), Some("/crawl/abc?skip=1"));
        }
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        for next in [
            "https://127.0.0.1:3002/v1/crawl/abc?skip=1",
            "/v2/crawl/other?skip=1",
            "/v2/crawl/abc/errors",
            "/v2/../admin?skip=1",
            "/v2/crawl/abc/../../team/credit-usage",
            "/v2x/crawl/abc",
            "http://[",
            "mailto:x@y.test",
        ] {
            assert_eq!(taken(next), None, "{next}");
        }
    }

    proptest! {
        #[test]
        fn any_next_is_taken_or_refused(next in ".*") {
            if let Some(page) = taken(&next) {
                prop_assert!(page == "/crawl/abc" || page.starts_with("/crawl/abc?"));
            }
        }

        #[test]
        fn skip_is_read_back(skip: u64, query in "[a-z]{1,5}=[a-z0-9%&=]{0,8}") {
            let path = with_skip(&format!("/crawl/abc?{query}&skip=3"), skip);
            prop_assert_eq!(skip_of(&path), Some(skip));
        }
    }
}
