//! The scope of a crawl: which URLs belong to it, and which of them are the same page.

use fancy_regex::Regex;
use firecrawl_api::types::CrawlRequest;
use url::Url;

use crate::engine::{bare_host, is_subdomain, is_web, same_site};

/// Extensions of files that are not pages.
const FILES: [&str; 44] = [
    "7z", "avi", "avif", "bin", "bmp", "bz2", "css", "dmg", "eot", "exe", "flac", "flv", "gif",
    "gz", "ico", "iso", "jpeg", "jpg", "js", "map", "mjs", "mov", "mp3", "mp4", "mpeg", "mpg",
    "ogg", "ogv", "otf", "png", "rar", "rss", "svg", "tar", "tgz", "tif", "tiff", "ttf", "wav",
    "webm", "webp", "woff", "woff2", "zip",
];

/// The scope of one crawl.
pub struct CrawlScope {
    base: Url,
    /// The options of the crawl.
    pub request: CrawlRequest,
    include: Vec<Regex>,
    exclude: Vec<Regex>,
}

impl CrawlScope {
    /// Creates the scope of a request; the error is that of an invalid pattern.
    pub fn new(base: &Url, request: CrawlRequest) -> Result<Self, String> {
        Ok(Self {
            base: base.clone(),
            include: patterns(request.include_paths.as_deref())?,
            exclude: patterns(request.exclude_paths.as_deref())?,
            request,
        })
    }

    /// Continues from the URL that the start page redirects to, which may be on another host.
    pub fn rebase(&mut self, base: &Url) {
        if !same_site(&self.base, base) {
            self.base = base.clone();
        }
    }

    /// Returns whether a page belongs to the crawl.
    pub fn admit(&self, url: &Url) -> bool {
        is_web(url) && !is_file(url) && self.admit_place(url) && self.admit_text(url)
    }

    /// Returns a key that is equal for URLs of the same page.
    pub fn key(&self, url: &Url) -> Box<str> {
        let mut path = url.path();
        let site = if self.request.deduplicate_similar_urls.unwrap_or(true) {
            for index in ["index.html", "index.php"] {
                path = path
                    .strip_suffix(index)
                    .filter(|path| path.ends_with('/'))
                    .unwrap_or(path);
            }
            path = path.trim_end_matches('/');
            bare_host(url).to_owned()
        } else {
            format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default())
        };
        let port = url.port().map(|port| format!(":{port}"));
        let query = url
            .query()
            .filter(|_| !is_on(self.request.ignore_query_parameters));
        let query = query.map(|query| format!("?{query}"));
        let (port, query) = (port.unwrap_or_default(), query.unwrap_or_default());
        format!("{site}{port}{path}{query}").into_boxed_str()
    }

    fn admit_place(&self, url: &Url) -> bool {
        if same_site(&self.base, url) {
            return is_on(self.request.crawl_entire_domain)
                || url.path().starts_with(self.base.path());
        }
        is_on(self.request.allow_external_links)
            || (is_on(self.request.allow_subdomains) && is_subdomain(&self.base, url))
    }

    /// Returns whether `includePaths` and `excludePaths` allow a page.
    pub fn admit_text(&self, url: &Url) -> bool {
        let text = match self.request.regex_on_full_url {
            Some(true) => url.as_str(),
            _ => url.path(),
        };
        // A pattern that exceeds the backtracking limit does not match.
        let matches = |pattern: &Regex| pattern.is_match(text).unwrap_or(false);
        !self.exclude.iter().any(matches)
            && (self.include.is_empty() || self.include.iter().any(matches))
    }
}

fn is_on(option: Option<bool>) -> bool {
    option == Some(true)
}

fn patterns(texts: Option<&[String]>) -> Result<Vec<Regex>, String> {
    texts
        .unwrap_or_default()
        .iter()
        .filter(|text| !text.is_empty())
        .map(|text| {
            Regex::new(text)
                .map_err(|error| format!("Invalid regular expression: /{text}/: {error}"))
        })
        .collect()
}

fn is_file(url: &Url) -> bool {
    let name = url.path().rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| FILES.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn scope(base: &str, options: Value) -> CrawlScope {
        let mut body = options;
        body["url"] = base.into();
        let request = serde_json::from_value(body).unwrap();
        CrawlScope::new(&Url::parse(base).unwrap(), request).unwrap()
    }

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn only_pages_below_the_start_belong_to_a_crawl() {
        let scope = scope("http://a.test/docs/1", json!({}));
        for (text, admitted) in [
            ("http://a.test/docs/1", true),
            ("https://www.a.test/docs/1/x", true),
            ("http://a.test/docs/2", false),
            ("http://b.test/docs/1", false),
            ("http://sub.a.test/docs/1", false),
            ("http://a.test:81/docs/1", false),
            ("mailto:a@a.test", false),
            ("http://a.test/docs/1/logo.PNG", false),
            ("http://a.test/docs/1/paper.pdf", true),
            ("http://a.test/docs/1/data.json", true),
        ] {
            assert_eq!(scope.admit(&url(text)), admitted, "{text}");
        }
    }

    #[test]
    fn wider_crawls_are_asked_for() {
        let entire = scope("http://a.test/docs", json!({"crawlEntireDomain": true}));
        assert!(entire.admit(&url("http://a.test/blog")));
        let subdomains = scope("http://a.test/", json!({"allowSubdomains": true}));
        assert!(subdomains.admit(&url("http://x.y.a.test/")));
        assert!(!subdomains.admit(&url("http://nota.test/")));
        let external = scope("http://a.test/", json!({"allowExternalLinks": true}));
        assert!(external.admit(&url("http://nota.test/")));
    }

    #[test]
    fn patterns_look_at_the_path_or_at_everything() {
        let path = scope(
            "http://a.test/",
            json!({"includePaths": ["^/blog/(?!draft)"]}),
        );
        assert!(path.admit(&url("http://a.test/blog/1")));
        assert!(!path.admit(&url("http://a.test/blog/draft")));
        assert!(!path.admit(&url("http://a.test/?x=/blog/1")));
        let full = json!({"excludePaths": ["page=\\d+"], "regexOnFullURL": true});
        let full = scope("http://a.test/", full);
        assert!(!full.admit(&url("http://a.test/?page=3")));
        let request =
            serde_json::from_value(json!({"url": "http://a.test", "includePaths": ["["]}));
        assert!(CrawlScope::new(&url("http://a.test"), request.unwrap()).is_err());
    }

    #[test]
    fn similar_addresses_mean_one_page() {
        let same = |options: Value, left: &str, right: &str| {
            let scope = scope("http://a.test/", options);
            scope.key(&url(left)) == scope.key(&url(right))
        };
        let pairs = [
            ("http://a.test/x", "https://www.a.test/x/"),
            ("http://a.test/x/", "http://a.test/x/index.html"),
            ("http://a.test", "http://a.test/index.php"),
        ];
        for (left, right) in pairs {
            assert!(same(json!({}), left, right), "{left} {right}");
            assert!(!same(json!({"deduplicateSimilarURLs": false}), left, right) || left == right);
        }
        assert!(!same(json!({}), "http://a.test/x?a=1", "http://a.test/x"));
        assert!(!same(
            json!({}),
            "http://a.test/x",
            "http://a.test/myindex.html"
        ));
        let ignoring = json!({"ignoreQueryParameters": true});
        assert!(same(ignoring, "http://a.test/x?a=1", "http://a.test/x"));
    }

    fn some_url() -> impl Strategy<Value = Url> {
        let host = "(www\\.|sub\\.)?[ab]\\.test(:81)?";
        let path = "(/[a-c]{1,2}){0,3}(/|/index\\.html|/x\\.png)?";
        ("https?", host, path, "(\\?[ab]=[12])?")
            .prop_map(|(scheme, host, path, query)| url(&format!("{scheme}://{host}{path}{query}")))
    }

    proptest! {
        #[test]
        fn an_exclusion_only_takes_away(page in some_url(), pattern in "[a-c]{1,2}") {
            let all = scope("http://a.test/", json!({"allowExternalLinks": true}));
            let options = json!({"allowExternalLinks": true, "excludePaths": [pattern]});
            let fewer = scope("http://a.test/", options);
            let options = json!({"allowExternalLinks": true, "includePaths": [pattern]});
            let rest = scope("http://a.test/", options);
            prop_assert_eq!(all.admit(&page), fewer.admit(&page) || rest.admit(&page));
            prop_assert!(!(fewer.admit(&page) && rest.admit(&page)));
            prop_assert_eq!(all.admit(&page) && page.path().contains(&pattern), rest.admit(&page));
        }

        #[test]
        fn wider_options_only_add(page in some_url(), start in some_url()) {
            let narrow = scope(start.as_str(), json!({}));
            for name in ["crawlEntireDomain", "allowSubdomains", "allowExternalLinks"] {
                let wide = scope(start.as_str(), json!({name: true}));
                prop_assert!(!narrow.admit(&page) || wide.admit(&page));
            }
        }

        #[test]
        fn dropping_similarity_only_splits(left in some_url(), right in some_url()) {
            let exact = scope("http://a.test/", json!({"deduplicateSimilarURLs": false}));
            let similar = scope("http://a.test/", json!({}));
            let coarse = scope("http://a.test/", json!({"ignoreQueryParameters": true}));
            if exact.key(&left) == exact.key(&right) {
                prop_assert_eq!(similar.key(&left), similar.key(&right));
            }
            if similar.key(&left) == similar.key(&right) {
                prop_assert_eq!(coarse.key(&left), coarse.key(&right));
            }
        }
    }
}
