//! The recipes of the cookbook do what they say.

use std::collections::BTreeSet;
use std::fs;

use firecrawl_client::webhook::{Verifier, VerifyErrorKind};
use firecrawl_client::{Client, ErrorKind, RetryPolicy};
use firecrawl_local::{Fault, Response, WebhookEvent};
use serde_json::{Value, json};

use crate::recipes::{
    batch_to_jsonl, live_watch, monitor_with_webhook, own_ca_and_proxy, rag_chunks, rate_limits,
    resume_after_crash, search_and_scrape, site_to_markdown, typed_extraction, web_service,
};
use crate::setup::Setup;

#[tokio::test]
async fn a_site_becomes_files() {
    let setup = Setup::in_real_time().await;
    let folder = tempfile::tempdir().unwrap();
    let site = setup.page("/");
    let files = site_to_markdown::run(&setup.client, &site, folder.path());
    let files = files.await.unwrap();
    let written: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!((files, written.len()), (10, 10));
    for file in written {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(
            text.starts_with("---\nsource: \"http://127.0.0.1:"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn chunks_have_their_source_and_section() {
    let setup = Setup::in_real_time().await;
    let site = setup.page("/");
    let chunks = rag_chunks::run(&setup.client, &site).await.unwrap();
    let sections: BTreeSet<_> = chunks.iter().map(|chunk| &chunk.section).collect();
    assert!(sections.len() > 20, "{sections:?}");
    for chunk in &chunks {
        assert!(chunk.url.starts_with(&site), "{chunk:?}");
        assert!(
            !chunk.title.is_empty() && !chunk.text.is_empty(),
            "{chunk:?}"
        );
    }
}

#[tokio::test]
async fn a_batch_becomes_a_line_for_each_url() {
    let setup = Setup::in_real_time().await;
    let urls = ["/visit", "/tea-room", "/history"].map(|path| setup.page(path));
    let urls: Vec<String> = urls
        .into_iter()
        .chain(["http://127.0.0.1:1/".to_owned()])
        .collect();
    let mut output = Vec::new();
    let pages = batch_to_jsonl::run(&setup.client, urls.clone(), &mut output);
    assert_eq!(pages.await.unwrap(), 3);
    let text = String::from_utf8(output).unwrap();
    let mut lines: Vec<Value> = text.lines().map(|line| line.parse().unwrap()).collect();
    lines.sort_by_key(|line| line["position"].as_u64());
    let found: Vec<_> = lines
        .iter()
        .map(|line| line["url"].as_str().unwrap())
        .collect();
    assert_eq!(found, urls);
    assert!(
        lines[0]["markdown"].is_string() && lines[3]["error"].is_string(),
        "{text}"
    );
}

#[tokio::test]
async fn a_batch_is_shown_as_it_happens() {
    let setup = Setup::in_real_time().await;
    let urls = [setup.page("/tea-room"), "http://127.0.0.1:1/".to_owned()];
    let mut output = Vec::new();
    let pages = live_watch::run(&setup.client, urls.to_vec(), &mut output);
    assert_eq!(pages.await.unwrap(), 1);
    let text = String::from_utf8(output).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].starts_with("1: ") && lines[1].starts_with("http://127.0.0.1:1/: "));
    assert_eq!(lines[2], "completed: 1 credits");
}

#[tokio::test]
async fn a_service_passes_pages_and_errors_on() {
    let setup = Setup::with(|server| server, |client| client.retry(RetryPolicy::off())).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = web_service::router(setup.client.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });

    let page = setup.page("/tea-room");
    let url = format!("http://{address}/markdown?url={page}");
    let response = reqwest::get(&url).await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.text().await.unwrap().contains("tea"));
    for (status, expected) in [(400, 400), (429, 503), (504, 504), (500, 502)] {
        let fault = Fault::status(status);
        setup
            .server
            .fault("scrapeAndExtractFromUrl", fault)
            .unwrap();
        assert_eq!(reqwest::get(&url).await.unwrap().status(), expected);
    }
}

#[tokio::test]
async fn a_crawl_goes_on_where_it_was() {
    let setup = Setup::in_real_time().await;
    let folder = tempfile::tempdir().unwrap();
    let (state, site) = (folder.path().join("position"), setup.page("/"));
    let mut urls = Vec::new();
    for most in [3, 4, usize::MAX] {
        let part = resume_after_crash::run(&setup.client, &site, &state, most);
        urls.extend(part.await.unwrap());
    }
    let distinct: BTreeSet<_> = urls.iter().collect();
    assert_eq!((urls.len(), distinct.len()), (10, 10));
}

#[tokio::test]
async fn a_monitor_has_its_webhook() {
    let setup = Setup::new().await;
    let (client, page) = (&setup.client, setup.page("/tea-room"));
    let hook = "https://hooks.example/firecrawl";
    let id = monitor_with_webhook::run(client, &page, hook)
        .await
        .unwrap();
    let monitor = client.monitors().get(&id).await.unwrap();
    assert_eq!(monitor.webhook.as_ref().unwrap().url, hook);

    let verifier = Verifier::new("secret").unwrap();
    let event = WebhookEvent::new("monitor.page").unwrap().secret("secret");
    let read = |verifier: &Verifier| {
        monitor_with_webhook::changed(verifier, &event.headers(), &event.body())
    };
    assert_eq!(read(&verifier).unwrap(), ["https://example.com/pricing"]);
    let kind = read(&Verifier::new("Secret").unwrap()).unwrap_err().kind();
    assert_eq!(kind, VerifyErrorKind::WrongSignature);
}

#[tokio::test]
async fn a_search_becomes_a_text_with_sources() {
    let setup = Setup::new().await;
    let scraped = json!({"url": "https://a.example", "title": "A", "markdown": "Tea."});
    let bare = json!({"url": "https://b.example", "title": "B", "description": "Cake."});
    let data = json!({"success": true, "data": {"web": [scraped, bare]}});
    let script = move |_: &_| Response::ok(data.clone());
    setup.server.on("searchAndScrape", script).unwrap();
    let context = search_and_scrape::run(&setup.client, "tea").await.unwrap();
    assert_eq!(
        context,
        "# A\n\n<https://a.example>\n\nTea.\n\n# B\n\n<https://b.example>\n\nCake.\n\n"
    );
}

#[tokio::test]
async fn a_product_is_read_into_its_type() {
    let setup = Setup::new().await;
    let page = setup.page("/tea-room");
    let run = async |json: Value| {
        let data = json!({"success": true, "data": {"json": json}});
        let script = move |_: &_| Response::ok(data.clone());
        setup.server.on("scrapeAndExtractFromUrl", script).unwrap();
        typed_extraction::run(&setup.client, &page).await
    };
    let price = json!({"kind": "fixed", "amount": 4.5, "currency": "EUR"});
    let tea = json!({"name": "Tea", "availability": "pre_order", "price": price});
    let product = run(tea).await.unwrap().unwrap();
    assert_eq!(
        product.availability,
        typed_extraction::Availability::PreOrder
    );
    assert_eq!(run(Value::Null).await.unwrap(), None);
    let odd = json!({"name": "Tea", "availability": "perhaps"});
    let error = run(odd.clone()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JsonMismatch);
    assert_eq!(error.json(), Some(&odd));
}

#[tokio::test]
async fn calls_wait_for_the_pace_of_the_service() {
    let setup = Setup::new().await;
    let builder = Client::builder().base_url(setup.server.base_url());
    let client = rate_limits::client(builder.clock(setup.clock.clone())).unwrap();
    let fault = Fault::status(429).times(5);
    setup
        .server
        .fault("scrapeAndExtractFromUrl", fault)
        .unwrap();
    let urls = (0..20).map(|number| setup.page(&format!("/visit?{number}")));
    let (pages, errors) = rate_limits::run(&client, urls.collect()).await;
    assert_eq!((pages, errors), (20, Vec::new()));
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_client_uses_its_authority_and_proxy() {
    let folder = tempfile::tempdir().unwrap();
    let authority = folder.path().join("ca.pem");
    let builder = || {
        let builder = Client::builder().base_url("https://firecrawl.invalid");
        builder.retry(RetryPolicy::off())
    };
    fs::write(&authority, "not a certificate").unwrap();
    let error = own_ca_and_proxy::run(builder(), &authority, "http://127.0.0.1:1");
    assert!(error.is_err());

    let own = rcgen::generate_simple_self_signed(["firecrawl.invalid".to_owned()]).unwrap();
    fs::write(&authority, own.cert.pem()).unwrap();
    // It sees the proxy, which is not there, and not the server, which cannot be.
    let client = own_ca_and_proxy::run(builder(), &authority, "http://127.0.0.1:1").unwrap();
    let error = client.scrape("https://example.com").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
}
