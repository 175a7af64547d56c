//! Pages, options and failures of a scrape.

use firecrawl_api::types::ScrapeOptions;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

use super::site::{Site, engine, scrape};
use crate::engine::Engine;
use crate::engine::document::CacheState;
use crate::settings::Settings;

async fn code(engine: &Engine, url: &Url, options: Value) -> (u16, &'static str) {
    let failure = scrape(engine, url, options).await.unwrap_err();
    (failure.status, failure.code)
}

#[tokio::test]
async fn a_page_becomes_a_document() {
    let site = Site::start().await;
    let scraped = scrape(&engine(), &site.url("/"), json!({})).await.unwrap();
    let markdown = scraped.document["markdown"].as_str().unwrap();
    assert!(
        markdown.starts_with("Home\n====\n\n[the plain page]("),
        "{markdown}"
    );
    let metadata = &scraped.document["metadata"];
    assert_eq!(metadata["title"], "Home");
    assert_eq!(metadata["description"], "a site");
    assert_eq!(metadata["statusCode"], 200);
    assert_eq!(metadata["contentType"], "text/html; charset=utf-8");
    assert_eq!(metadata["cacheState"], "miss");
    assert_eq!(metadata["scrapeId"].as_str().unwrap().len(), 36);
    let links: Vec<_> = scraped.links.iter().map(Url::as_str).collect();
    let expected = [
        site.url("/nav"),
        site.url("/plain"),
        site.url("/docs/2?y=1"),
        Url::parse("http://other.test/").unwrap(),
    ];
    assert_eq!(links, expected.each_ref().map(Url::as_str));
    let agent = site.header("user-agent").unwrap();
    assert!(
        agent.starts_with("Mozilla/5.0 (compatible; firecrawl-local/"),
        "{agent}"
    );
}

#[tokio::test]
async fn what_the_target_answers_is_a_success() {
    let site = Site::start().await;
    let engine = engine();
    for (path, status, title) in [
        ("/missing", 404, "Not Found"),
        ("/error", 500, "Server Error"),
    ] {
        let scraped = scrape(&engine, &site.url(path), json!({})).await.unwrap();
        assert_eq!(scraped.page.status, status);
        assert_eq!(scraped.document["metadata"]["statusCode"], status);
        assert_eq!(scraped.document["metadata"]["title"], title);
    }
}

#[tokio::test]
async fn redirects_are_followed_to_an_end() {
    let site = Site::start().await;
    let engine = engine();
    let scraped = scrape(&engine, &site.url("/hop"), json!({})).await.unwrap();
    let metadata = &scraped.document["metadata"];
    assert_eq!(metadata["sourceURL"], site.url("/hop").as_str());
    assert_eq!(metadata["url"], site.url("/plain").as_str());
    assert_eq!(scraped.page.url, site.url("/plain"));
    for path in ["/loop", "/wild"] {
        let failed = code(&engine, &site.url(path), json!({})).await;
        assert_eq!(failed, (500, "SCRAPE_SITE_ERROR"), "{path}");
    }
    assert_eq!(site.hits(), 2 + 11 + 1);
}

#[tokio::test]
async fn secrets_stay_with_the_site_that_they_are_for() {
    let (here, there) = (Site::start().await, Site::start().await);
    let target = there.url("/plain").to_string();
    let headers = json!({"headers": {
        "X-Target": target, "Authorization": "Bearer s", "Cookie": "a=b", "X-Kept": "1"
    }});
    scrape(&engine(), &here.url("/abroad"), headers)
        .await
        .unwrap();
    assert_eq!(here.header("authorization").as_deref(), Some("Bearer s"));
    assert_eq!(there.header("x-kept").as_deref(), Some("1"));
    assert_eq!(there.header("authorization"), None);
    assert_eq!(there.header("cookie"), None);
}

#[tokio::test]
async fn headers_languages_and_device_are_sent() {
    let site = Site::start().await;
    let engine = engine();
    let options = json!({
        "headers": {"User-Agent": "mine", "Host": "ignored.test"},
        "location": {"country": "DE", "languages": ["de-DE", "en"]},
    });
    scrape(&engine, &site.url("/plain"), options).await.unwrap();
    assert_eq!(site.header("user-agent").as_deref(), Some("mine"));
    assert_eq!(site.header("accept-language").as_deref(), Some("de-DE,en"));
    assert_eq!(site.header("host"), Some(site.address.to_string()));
    scrape(&engine, &site.url("/plain"), json!({"mobile": true}))
        .await
        .unwrap();
    assert!(site.header("user-agent").unwrap().contains("Mobile"));
    let bad = json!({"headers": {"a b": "c"}});
    assert_eq!(
        code(&engine, &site.url("/"), bad).await,
        (400, "BAD_REQUEST")
    );
}

#[tokio::test]
async fn every_failure_has_its_code() {
    let site = Site::start().await;
    let settings = Settings {
        page_limit: 5_000,
        ..Settings::default()
    };
    let engine = Engine::new(&settings);
    let url = |text: &str| Url::parse(text).unwrap();
    let dns = code(&engine, &url("http://nowhere.invalid/"), json!({})).await;
    assert_eq!(dns, (200, "SCRAPE_DNS_RESOLUTION_ERROR"));
    let rejected = code(&engine, &url("http://127.0.0.1:1/"), json!({})).await;
    assert_eq!(rejected, (500, "SCRAPE_ALL_ENGINES_FAILED"));
    let tls = url(&format!("https://{}/", site.address));
    for skip in [true, false] {
        let options = json!({"skipTlsVerification": skip});
        assert_eq!(
            code(&engine, &tls, options).await,
            (500, "SCRAPE_SSL_ERROR")
        );
    }
    let large = code(&engine, &site.url("/large"), json!({})).await;
    assert_eq!(large, (500, "SCRAPE_UNSUPPORTED_FILE_ERROR"));
    let binary = code(&engine, &site.url("/paper.pdf"), json!({})).await;
    assert_eq!(binary, (500, "SCRAPE_UNSUPPORTED_FILE_ERROR"));
    let garbled = code(&engine, &site.url("/garbled"), json!({})).await;
    assert_eq!(garbled, (500, "SCRAPE_ALL_ENGINES_FAILED"));
}

#[tokio::test]
async fn a_dropped_connection_is_a_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut start = [0; 16];
            let _ = stream.read(&mut start).await;
            let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 99\r\n\r\nx";
            let _ = stream.write_all(head).await;
        }
    });
    let url = Url::parse(&format!("http://{address}/")).unwrap();
    let failed = code(&engine(), &url, json!({})).await;
    assert_eq!(failed, (500, "SCRAPE_ALL_ENGINES_FAILED"));
}

#[tokio::test]
async fn the_timeout_covers_head_body_and_wait() {
    let site = Site::start().await;
    let engine = engine();
    for (path, options) in [
        ("/slow", json!({})),
        ("/stuck", json!({})),
        ("/plain", json!({"waitFor": 60_000})),
        (
            "/plain",
            json!({"actions": [{"type": "wait", "milliseconds": 60_000}]}),
        ),
    ] {
        let mut options: ScrapeOptions = serde_json::from_value(options).unwrap();
        options.timeout_ms = Some(40);
        let url = site.url(path);
        let failure = engine
            .scrape(&url, url.as_str(), &options)
            .await
            .unwrap_err();
        assert_eq!(
            (failure.status, failure.code),
            (408, "SCRAPE_TIMEOUT"),
            "{path}"
        );
        assert_eq!(failure.message, "Scrape timed out");
    }
}

#[tokio::test]
async fn charsets_compression_and_other_texts_are_read() {
    let site = Site::start().await;
    let engine = engine();
    for (path, markdown) in [
        ("/latin", "café"),
        ("/packed", "unpacked"),
        ("/file.json", "```json\n{\"k\":[1,2]}\n```"),
        ("/notes.txt", "a note"),
    ] {
        let scraped = scrape(&engine, &site.url(path), json!({})).await.unwrap();
        assert_eq!(scraped.document["markdown"], markdown, "{path}");
    }
}

#[tokio::test]
async fn overridden_hosts_lead_to_their_address_and_port() {
    let site = Site::start().await;
    let settings = Settings {
        resolve: vec![("Site.test".to_owned(), site.address)],
        ..Settings::default()
    };
    let engine = Engine::new(&settings);
    for url in ["http://site.test:13080/hop", "http://site.test/hop"] {
        let url = Url::parse(url).unwrap();
        let scraped = scrape(&engine, &url, json!({})).await.unwrap();
        assert_eq!(scraped.page.url, url.join("/plain").unwrap());
        let host = site.header("host").unwrap();
        assert!(
            url.as_str().starts_with(&format!("http://{host}/")),
            "{host}"
        );
    }
}

#[tokio::test]
async fn the_cache_follows_the_options() {
    let site = Site::start().await;
    let engine = engine();
    let url = site.url("/count");
    let visit = async |options: Value| {
        let scraped = scrape(&engine, &url, options).await.unwrap();
        let state = scraped.document["metadata"].get("cacheState").cloned();
        let cached = scraped.document["metadata"].get("cachedAt").is_some();
        (scraped.document["markdown"].clone(), state, cached)
    };
    let miss = Some(json!("miss"));
    let hit = Some(json!("hit"));
    let unstored = visit(json!({"storeInCache": false})).await;
    assert_eq!(unstored, (json!("visit 0"), miss.clone(), false));
    assert_eq!(visit(json!({})).await, (json!("visit 1"), miss, false));
    assert_eq!(
        visit(json!({})).await,
        (json!("visit 1"), hit.clone(), true)
    );
    assert_eq!(visit(json!({"lockdown": true})).await.1, hit);
    // Neither the cache nor a word of it where the options rule it out.
    assert_eq!(
        visit(json!({"maxAge": 0})).await,
        (json!("visit 2"), None, false)
    );
    let own = visit(json!({"headers": {"x-a": "1"}})).await;
    assert_eq!(own, (json!("visit 3"), None, false));
    // The newest shared copy counts.
    assert_eq!(visit(json!({})).await, (json!("visit 2"), hit, true));
    assert_eq!(site.hits(), 4);
}

#[tokio::test]
async fn an_enhanced_proxy_fills_the_cache_but_does_not_use_it() {
    let (site, engine) = (Site::start().await, engine());
    let url = site.url("/count");
    for (options, state) in [
        (json!({"proxy": "stealth"}), None),
        (json!({}), Some("hit")),
        (json!({"proxy": "enhanced", "maxAge": 60_000}), None),
        (json!({"proxy": "auto"}), Some("hit")),
    ] {
        let scraped = scrape(&engine, &url, options.clone()).await.unwrap();
        let shown = scraped.document["metadata"].get("cacheState");
        assert_eq!(shown.and_then(Value::as_str), state, "{options}");
    }
}

#[tokio::test]
async fn a_pdf_that_is_not_to_be_parsed_is_returned_in_base64() {
    let (site, engine) = (Site::start().await, engine());
    let url = site.url("/paper.pdf");
    let options = json!({"parsers": []});
    let scraped = scrape(&engine, &url, options.clone()).await.unwrap();
    assert_eq!(scraped.document["markdown"], "JVBERi0xLjc=");
    assert_eq!(
        scraped.document["metadata"]["contentType"],
        "application/pdf"
    );
    assert_eq!(
        scrape(&engine, &url, options).await.unwrap().cache,
        CacheState::Hit
    );
    let (status, _) = code(&engine, &url, json!({})).await;
    assert_ne!(status, 200);
    let plain = scrape(&engine, &site.url("/plain"), json!({"parsers": []})).await;
    assert_eq!(plain.unwrap().document["markdown"], "plain");
}

#[tokio::test]
async fn the_bytes_of_pictures_are_a_format_of_their_own() {
    let (site, engine) = (Site::start().await, engine());
    let url = site.url("/pixel.png");
    let formats = json!({"formats": ["markdown", {"type": "rawBase64"}]});
    let scraped = scrape(&engine, &url, formats.clone()).await.unwrap();
    let bytes = &scraped.document["rawBase64"];
    assert_eq!(bytes, "data:image/png;base64,iVBORw==");
    assert!(!scraped.document.contains_key("markdown"));
    let failure = scrape(&engine, &url, json!({})).await.unwrap_err();
    assert_eq!(failure.code, "SCRAPE_UNSUPPORTED_FILE_ERROR");
    assert!(failure.message.contains("rawBase64"), "{}", failure.message);
    let page = scrape(&engine, &site.url("/plain"), formats).await.unwrap();
    assert_eq!(page.document["markdown"], "plain");
    assert!(!page.document.contains_key("rawBase64"));
}

#[tokio::test]
async fn without_a_fitting_copy_the_cache_says_so() {
    let site = Site::start().await;
    let engine = engine();
    let url = site.url("/plain");
    let lockdown = code(&engine, &url, json!({"lockdown": true})).await;
    assert_eq!(lockdown, (404, "SCRAPE_LOCKDOWN_CACHE_MISS"));
    scrape(&engine, &url, json!({})).await.unwrap();
    let young = code(&engine, &url, json!({"minAge": 60_000})).await;
    assert_eq!(young, (404, "SCRAPE_NO_CACHED_DATA"));
    assert_eq!(site.hits(), 1);
}

#[tokio::test]
async fn changes_are_tracked_past_the_cache() {
    let site = Site::start().await;
    let engine = engine();
    let options = json!({"formats": [{"type": "changeTracking", "modes": ["git-diff"]}]});
    let mut states = Vec::new();
    for path in ["/plain", "/plain", "/count", "/count"] {
        let scraped = scrape(&engine, &site.url(path), options.clone())
            .await
            .unwrap();
        assert!(scraped.document.get("markdown").is_none());
        states.push(scraped.document["changeTracking"].clone());
    }
    let status: Vec<_> = states.iter().map(|state| &state["changeStatus"]).collect();
    assert_eq!(status, ["new", "same", "new", "changed"]);
    let diff = states[3]["diff"]["text"].as_str().unwrap();
    assert!(
        diff.contains("-visit 2") && diff.contains("+visit 3"),
        "{diff}"
    );
    assert_eq!(site.hits(), 4);
}
