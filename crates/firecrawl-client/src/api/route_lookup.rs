//! Finds the address and the operation of a path.

use api_transport::{Operation, same_origin};
use firecrawl_api::OPERATIONS;
use url::Url;

/// Returns the address of a path below the API root, and the path without its query.
///
/// `None` if it leads elsewhere, or would on a server that decodes the path once
/// more.
pub(super) fn below(root: &Url, path: &str) -> Option<(Url, String)> {
    // The URL parser drops some of these silently.
    if path.contains(|letter: char| letter.is_whitespace() || letter.is_control())
        || path.contains(['\\', '#'])
    {
        return None;
    }
    let base = format!("{}/", root.as_str().trim_end_matches('/'));
    let is_whole = plain(path).contains("://") && !path.starts_with('/');
    let below = if is_whole {
        relative(root, path)?
    } else if !path.starts_with('/') && first(path).contains(':') {
        // As in any relative address, this would be a scheme.
        return None;
    } else {
        path.strip_prefix('/').unwrap_or(path).to_owned()
    };
    let plain = plain(&below);
    let is_gap = |segment: &str| segment.is_empty();
    let leads_up = |segment: &str| matches!(segment, "." | "..");
    if plain
        .strip_suffix('/')
        .unwrap_or(plain)
        .split('/')
        .any(is_gap)
        || decoded(plain).split(['/', '\\']).any(leads_up)
    {
        return None;
    }
    let url = Url::parse(&format!("{base}{below}")).ok()?;
    // The checks above ensure this already; the key depends on it.
    let stays = same_origin(&url, root)
        && url.username().is_empty()
        && url.password().is_none()
        && url.as_str().starts_with(&base);
    stays.then(|| (url, format!("/{plain}")))
}

/// Moves an address from below the root to beside the end of it.
pub(super) fn move_beside(url: &mut Url, root: &Url, end: &str) {
    let root = root.path().trim_end_matches('/');
    let below = url.path().strip_prefix(root);
    if let (Some(base), Some(below)) = (root.strip_suffix(end), below) {
        let path = format!("{base}{below}");
        url.set_path(&path);
    }
}

/// Returns the operation that a path below the API root belongs to.
pub(super) fn operation(method: &str, path: &str) -> Option<&'static Operation> {
    let mut best = None;
    for operation in OPERATIONS {
        if operation.method != method {
            continue;
        }
        if let Some(values) = values(operation.path, path)
            && best.is_none_or(|(fewest, _)| values < fewest)
        {
            best = Some((values, *operation));
        }
    }
    best.map(|(_, operation)| operation)
}

/// Returns the number of values of a template that a path fills; `None` if it does not match.
fn values(template: &str, path: &str) -> Option<usize> {
    let (mut expected, mut given) = (template.split('/'), path.split('/'));
    let mut values = 0;
    loop {
        match (expected.next(), given.next()) {
            (None, None) => return Some(values),
            (Some(part), Some(segment)) if part.starts_with('{') && !segment.is_empty() => {
                values += 1;
            }
            (Some(part), Some(segment)) if part == segment => {}
            _ => return None,
        }
    }
}

/// Returns the part of a complete URL after the root, if it is a URL of this server.
fn relative(root: &Url, address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    if !same_origin(&url, root) || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    // From the text, since parsing resolves `..`.
    let after_scheme = address.split_once("://")?.1;
    let path = &after_scheme[after_scheme.find('/')?..];
    let root = root.path().trim_end_matches('/');
    path.strip_prefix(root)?
        .strip_prefix('/')
        .map(str::to_owned)
}

/// Returns a path without its query.
fn plain(path: &str) -> &str {
    path.split('?').next().unwrap_or_default()
}

/// Returns the first segment of a path.
fn first(path: &str) -> &str {
    plain(path).split('/').next().unwrap_or_default()
}

/// Returns a path with dots, slashes and backslashes decoded.
fn decoded(path: &str) -> String {
    path.to_ascii_lowercase()
        .replace("%2e", ".")
        .replace("%2f", "/")
        .replace("%5c", "\\")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn root() -> Url {
        Url::parse("https://api.example:8443/base/v2").unwrap()
    }

    fn address(path: &str) -> Option<String> {
        below(&root(), path).map(|(url, _)| url.to_string())
    }

    #[test]
    fn paths_and_addresses_below_the_root_are_taken() {
        for (path, expected) in [
            ("/crawl/active", "crawl/active"),
            ("crawl/active", "crawl/active"),
            ("/crawl/", "crawl/"),
            (
                "/map?url=https://a.example/../b",
                "map?url=https://a.example/../b",
            ),
            ("search?q=https://a.example", "search?q=https://a.example"),
            (
                "/paper/https%3A%2F%2Fa.example",
                "paper/https%3A%2F%2Fa.example",
            ),
            ("/new:verb", "new:verb"),
            ("/café", "caf%C3%A9"),
            (
                "https://api.example:8443/base/v2/crawl/7?skip=1",
                "crawl/7?skip=1",
            ),
            ("HTTPS://API.example:8443/base/v2/crawl/7", "crawl/7"),
        ] {
            let expected = format!("https://api.example:8443/base/v2/{expected}");
            assert_eq!(address(path), Some(expected), "{path}");
        }
        let (_, path) = below(&root(), "crawl/7?skip=1").unwrap();
        assert_eq!(path, "/crawl/7");
    }

    #[test]
    fn whatever_leads_elsewhere_is_refused() {
        for path in [
            "",
            "/",
            "//evil.example/v2",
            "/a//b",
            "/../admin",
            "/crawl/../../admin",
            "/crawl/./x",
            "/crawl/%2e%2E/%2e./admin",
            "/crawl/..%2fadmin",
            "/crawl/..%5Cadmin",
            "/crawl/.\t./admin",
            "/crawl\\..\\admin",
            "/crawl#x",
            "/ crawl",
            "https:evil.example",
            "javascript:alert(1)",
            "https://evil.example/base/v2/crawl",
            "http://api.example:8443/base/v2/crawl",
            "https://api.example/base/v2/crawl",
            "https://api.example:8443@evil.example/base/v2/crawl",
            "https://user:word@api.example:8443/base/v2/crawl",
            "https://api.example:8443/base/v2",
            "https://api.example:8443/base/v22/crawl",
            "https://api.example:8443/base/v2/../v1/crawl",
            "https://api.example:8443/other/crawl",
            "https:///api.example:8443/base/v2/crawl",
            "@evil.example:x/",
        ] {
            assert_eq!(address(path), None, "{path}");
        }
    }

    #[test]
    fn the_operation_of_a_path_is_found() {
        for (method, path, id) in [
            ("GET", "/crawl/active", Some("getActiveCrawls")),
            ("GET", "/crawl/7", Some("getCrawlStatus")),
            ("POST", "/crawl", Some("crawlUrls")),
            ("POST", "/crawl/params-preview", Some("crawlParamsPreview")),
            ("GET", "/agent/threads/7", Some("getAgentThread")),
            ("POST", "/parse", Some("parseFile")),
            ("PATCH", "/crawl/7", None),
            ("GET", "/crawl/7/", None),
            ("GET", "/crawl/7/more", None),
            ("GET", "/brand/new", None),
        ] {
            let found = operation(method, path).map(|operation| operation.id);
            assert_eq!(found, id, "{method} {path}");
        }
    }

    #[test]
    fn every_operation_is_found_by_its_own_path() {
        for known in OPERATIONS {
            let path = known.path.replace(['{', '}'], "");
            assert_eq!(operation(known.method, &path), Some(*known), "{path}");
        }
    }

    proptest! {
        #[test]
        fn nothing_leaves_the_root(path in r"(https?://[a-z.:@/]{0,12})?[/a-z.%2eEfF5cC\\:@?#\t ]{0,24}") {
            if let Some((url, _)) = below(&root(), &path) {
                prop_assert_eq!(url.origin(), root().origin());
                prop_assert!(url.path().starts_with("/base/v2/"), "{}", url);
                // Nor on a server that decodes once more.
                let again = decoded(url.path());
                prop_assert!(again.split('/').all(|part| part != ".."), "{}", url);
            }
        }
    }
}
