//! Pages from the files of a folder, which has a folder for each host.

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use percent_encoding::percent_decode_str;
use url::Url;

use super::fetch::Fetched;
use super::parse::media_type;

/// Returns the page of a URL: `HOST/tea`, `HOST/tea.html`, `HOST/tea.json` or `HOST/tea/index.html`
/// for `/tea`; a missing page if the folder has one for the host, and `None` if it has none.
pub fn read(folder: &Path, url: &Url) -> Option<Fetched> {
    let site = folder.join(file_name(url.domain()?)?);
    if !site.is_dir() {
        return None;
    }
    let found = file(site, url);
    let status = if found.is_some() { 200 } else { 404 };
    let (content_type, body) = found.unwrap_or_else(|| ("text/html", missing()));
    Some(Fetched {
        url: url.clone(),
        status,
        content_type: Some(content_type.to_owned()).filter(|kind| !kind.is_empty()),
        body,
    })
}

/// Returns the body of a page that a site with pages of its own does not have.
pub fn missing() -> Bytes {
    Bytes::from_static(b"<title>Not found</title>")
}

/// Returns the media type of a file and its content; the query is not part of its name.
fn file(site: PathBuf, url: &Url) -> Option<(&'static str, Bytes)> {
    let mut path = site;
    for segment in url.path_segments()?.filter(|segment| !segment.is_empty()) {
        let name = percent_decode_str(segment).decode_utf8().ok()?;
        path.push(file_name(&name)?);
    }
    let named = |extension: &str| {
        let mut name = path.clone().into_os_string();
        name.push(extension);
        PathBuf::from(name)
    };
    let files = [
        named(""),
        named(".html"),
        named(".json"),
        path.join("index.html"),
    ];
    files.into_iter().find_map(|path| {
        let body = fs::read(&path).ok()?;
        let extension = path.extension().and_then(|extension| extension.to_str());
        Some((media_type(extension.unwrap_or_default()), body.into()))
    })
}

/// Returns a name that stays in its folder, on every system.
fn file_name(name: &str) -> Option<&str> {
    let outside = |char| matches!(char, '/' | '\\' | ':' | '\0');
    (!name.starts_with('.') && !name.contains(outside)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the status, the content type and the body of a page.
    fn page(url: &str) -> Option<(u16, Option<String>, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/pages");
        let page = read(&folder, &Url::parse(url).unwrap())?;
        let body = String::from_utf8_lossy(&page.body).trim().to_owned();
        Some((page.status, page.content_type, body))
    }

    #[test]
    fn a_page_is_a_file_with_or_without_its_extension() {
        let html = Some("text/html".to_owned());
        for url in ["http://shop.test", "https://shop.test/index.html?q=1#top"] {
            let start = (200, html.clone(), "<h1>Shop</h1>".to_owned());
            assert_eq!(page(url), Some(start), "{url}");
        }
        let tea = (200, html, "<h1>Tea</h1>".to_owned());
        assert_eq!(page("http://shop.test/green%20tea"), Some(tea));
        let json = Some("application/json".to_owned());
        let prices = (200, json, r#"{"tea": 4}"#.to_owned());
        for url in ["http://shop.test/prices.json", "http://shop.test/prices"] {
            assert_eq!(page(url), Some(prices.clone()), "{url}");
        }
    }

    #[test]
    fn other_pages_of_the_host_are_missing_and_other_hosts_are_unknown() {
        assert_eq!(page("http://shop.test/coffee").unwrap().0, 404);
        assert_eq!(page("http://shop.test:8080/").unwrap().0, 200);
        assert_eq!(page("http://other.test/"), None);
        assert_eq!(page("http://127.0.0.1/"), None);
    }

    #[test]
    fn no_file_outside_of_the_folder_is_read() {
        for path in [
            "..%2fsecret",
            "..%5csecret",
            "%2e%2e/secret",
            "..%2f..%2fmain.rs",
            ".hidden",
        ] {
            let url = format!("http://shop.test/{path}");
            assert_eq!(page(&url).unwrap().0, 404, "{path}");
        }
        for host in ["..", "%2e%2e", "."] {
            let Ok(url) = Url::parse(&format!("http://{host}/fixtures")) else {
                continue;
            };
            assert!(read(Path::new(env!("CARGO_MANIFEST_DIR")), &url).is_none());
        }
    }
}
