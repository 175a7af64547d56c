//! Every fault, as a client meets it.

use std::time::{Duration, Instant};

use firecrawl_local::{DemoSite, Fault, LocalServer, QueuedFault};
use reqwest::{Client, Response, Url};
use serde_json::{Value, json};

use crate::raw;

const OPERATION: &str = "getCreditUsage";
const PATH: &str = "/v2/team/credit-usage";
/// The time that a test waits for bytes that must not arrive.
const NEVER: Duration = Duration::from_millis(50);

async fn server(fault: impl Into<QueuedFault>) -> LocalServer {
    let server = LocalServer::builder().start().await.unwrap();
    server.fault(OPERATION, fault).unwrap();
    server
}

async fn get(server: &LocalServer, path: &str) -> Response {
    let url = format!("{}{path}", server.base_url());
    Client::new().get(url).send().await.unwrap()
}

async fn json(response: Response) -> Value {
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

/// Returns the body of the operation without a fault.
async fn whole(server: &LocalServer) -> String {
    let response = get(server, PATH).await;
    assert_eq!(response.status(), 200);
    response.text().await.unwrap()
}

#[tokio::test]
async fn faults_come_in_order_and_then_all_is_well() {
    let server = server(Fault::rate_limited(Duration::from_secs(3))).await;
    server.fault(OPERATION, Fault::html(502).times(2)).unwrap();
    server
        .fault(OPERATION, Fault::resume_later(Duration::from_secs(5)))
        .unwrap();
    let teapot = Fault::status(418).header("x-pot", "short").body("stout");
    server.fault(OPERATION, teapot).unwrap();

    let limited = get(&server, PATH).await;
    assert_eq!(limited.status(), 429);
    assert_eq!(limited.headers()["retry-after"], "3");
    assert_eq!(json(limited).await["success"], false);
    for _ in 0..2 {
        let gateway = get(&server, PATH).await;
        assert_eq!(gateway.status(), 502);
        assert_eq!(
            gateway.headers()["content-type"],
            "text/html; charset=utf-8"
        );
    }
    let later = get(&server, PATH).await;
    assert_eq!(later.status(), 408);
    assert_eq!(
        json(later).await["details"]["state"],
        "processing_continues"
    );
    let teapot = get(&server, PATH).await;
    assert_eq!(teapot.status(), 418);
    assert_eq!(teapot.headers()["x-pot"], "short");
    assert_eq!(teapot.text().await.unwrap(), "stout");
    whole(&server).await;
}

#[tokio::test]
async fn a_fault_for_always_stays_and_leaves_other_operations_alone() {
    let server = server(Fault::status(503).always()).await;
    for _ in 0..4 {
        assert_eq!(get(&server, PATH).await.status(), 503);
    }
    assert_eq!(get(&server, "/v2/crawl/active").await.status(), 200);
    server.clear_faults(OPERATION).unwrap();
    whole(&server).await;
    assert!(server.fault("noSuchOperation", Fault::reset()).is_err());
}

#[tokio::test]
async fn latency_delays_the_right_answer() {
    let delay = Duration::from_millis(30);
    let server = server(Fault::latency(delay)).await;
    let start = Instant::now();
    whole(&server).await;
    assert!(start.elapsed() >= delay);
}

#[tokio::test]
async fn a_reset_comes_before_any_byte() {
    let server = server(Fault::reset()).await;
    let exchange = raw::get(server.base_url(), PATH, Duration::from_secs(5)).await;
    assert!(exchange.closed);
    assert_eq!((exchange.head.as_str(), exchange.body.len()), ("", 0));
    whole(&server).await;
}

#[tokio::test]
async fn a_cut_comes_after_its_bytes_and_short_of_the_length() {
    for count in [0_usize, 10] {
        let server = server(Fault::reset_after(count)).await;
        let exchange = raw::get(server.base_url(), PATH, Duration::from_secs(5)).await;
        assert!(exchange.closed);
        assert!(
            exchange.head.starts_with("HTTP/1.1 200"),
            "{}",
            exchange.head
        );
        assert_eq!(exchange.body.len(), count);
        let length: usize = exchange.header("content-length").unwrap().parse().unwrap();
        assert!(length > count);
        assert_eq!(length, whole(&server).await.len());
    }
}

#[tokio::test]
async fn a_stall_comes_after_its_bytes_and_lasts() {
    let server = server(Fault::stall_after(10)).await;
    let exchange = raw::get(server.base_url(), PATH, NEVER).await;
    assert!(!exchange.closed);
    assert_eq!(exchange.body.len(), 10);
    let length: usize = exchange.header("content-length").unwrap().parse().unwrap();
    assert_eq!(length, whole(&server).await.len());
}

#[tokio::test]
async fn a_lost_response_leaves_its_work_behind() {
    let server = LocalServer::builder().start().await.unwrap();
    server
        .fault("createMonitor", Fault::lost_response())
        .unwrap();
    let monitor = json!({
        "name": "tea", "schedule": {"cron": "0 9 * * *"},
        "targets": [{"type": "scrape", "urls": ["https://example.com/"]}],
    });
    let sent = Client::new()
        .post(format!("{}/v2/monitor", server.base_url()))
        .header("content-type", "application/json")
        .body(monitor.to_string());
    assert!(sent.send().await.is_err());
    let monitors = json(get(&server, "/v2/monitor").await).await;
    assert_eq!(monitors["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn every_second_response_can_have_a_fault() {
    let server = server(Fault::rate_limited(Duration::from_secs(1)).every(2)).await;
    for status in [200, 429, 200, 429] {
        assert_eq!(get(&server, PATH).await.status(), status);
    }
    server.clear_faults(OPERATION).unwrap();
    server
        .fault(OPERATION, Fault::status(429).above(0))
        .unwrap();
    assert_eq!(get(&server, PATH).await.status(), 429);
}

#[tokio::test]
async fn truncated_json_is_a_complete_answer() {
    let server = server(Fault::truncated(9)).await;
    let response = get(&server, PATH).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-length"], "9");
    let text = response.text().await.unwrap();
    assert!(serde_json::from_str::<Value>(&text).is_err());
    assert!(whole(&server).await.starts_with(&text));
}

#[tokio::test]
async fn a_drip_arrives_whole_and_in_pieces() {
    let every = Duration::from_millis(2);
    let server = server(Fault::drip(16, every)).await;
    let start = Instant::now();
    let mut response = get(&server, PATH).await;
    let mut pieces = Vec::new();
    while let Some(piece) = response.chunk().await.unwrap() {
        pieces.push(piece);
    }
    let expected = whole(&server).await;
    assert_eq!(pieces.concat(), expected.as_bytes());
    let pauses = u32::try_from(expected.len().div_ceil(16) - 1).unwrap();
    assert!(pauses > 0 && start.elapsed() >= every * pauses);
}

#[tokio::test]
async fn silence_lasts() {
    let server = server(Fault::silence()).await;
    let exchange = raw::get(server.base_url(), PATH, NEVER).await;
    assert!(!exchange.closed);
    assert_eq!(exchange.head, "");
    whole(&server).await;
}

#[tokio::test]
async fn another_content_type_is_announced_once() {
    let server = server(Fault::content_type("text/plain")).await;
    let response = get(&server, PATH).await;
    let types: Vec<_> = response.headers().get_all("content-type").iter().collect();
    assert_eq!(types, ["text/plain"]);
    assert_eq!(response.text().await.unwrap(), whole(&server).await);
}

#[tokio::test]
async fn gzip_is_marked_and_unpacks_to_the_answer() {
    let server = server(Fault::gzip().times(2)).await;
    let packed = raw::get(server.base_url(), PATH, NEVER).await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.starts_with(&[0x1f, 0x8b]));
    let length: usize = packed.header("content-length").unwrap().parse().unwrap();
    assert_eq!(packed.body.len(), length);
    let unpacked = get(&server, PATH).await.text().await.unwrap();
    assert_eq!(unpacked, whole(&server).await);
}

#[tokio::test]
async fn a_close_after_the_answer_is_not_announced() {
    let server = server(Fault::close_after()).await;
    let exchange = raw::get(server.base_url(), PATH, Duration::from_secs(5)).await;
    assert!(exchange.closed);
    assert_ne!(exchange.header("connection"), Some("close"));
    assert_eq!(exchange.body, whole(&server).await.as_bytes());
    let kept = raw::get(server.base_url(), PATH, NEVER).await;
    assert!(!kept.closed);
}

/// A finished batch of five pages with two documents on each page of results.
struct Batch {
    server: LocalServer,
    id: String,
    _demo: DemoSite,
}

const STATUS: &str = "getBatchScrapeStatus";

impl Batch {
    async fn finished() -> Self {
        let builder = LocalServer::builder().page_documents(2);
        let server = builder.start().await.unwrap();
        let demo = DemoSite::start(std::net::Ipv4Addr::LOCALHOST.into())
            .await
            .unwrap();
        let paths = ["/", "/visit", "/history", "/tea-room", "/about"];
        let urls: Vec<_> = paths.iter().map(|path| demo.url() + path).collect();
        let started = Client::new()
            .post(format!("{}/v2/batch/scrape", server.base_url()))
            .header("content-type", "application/json")
            .body(json!({"urls": urls, "formats": ["markdown", "links"]}).to_string())
            .send()
            .await
            .unwrap();
        let started = json(started).await;
        let id = started["id"].as_str().unwrap().to_owned();
        let batch = Self {
            server,
            id,
            _demo: demo,
        };
        while batch.page(None).await["status"] != "completed" {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        batch
    }

    async fn ordering(fault: impl Into<QueuedFault>) -> Self {
        let batch = Self::finished().await;
        batch.server.fault(STATUS, fault).unwrap();
        batch
    }

    async fn page(&self, skip: Option<usize>) -> Value {
        let query = skip.map(|skip| format!("?skip={skip}")).unwrap_or_default();
        let path = format!("/v2/batch/scrape/{}{query}", self.id);
        json(get(&self.server, &path).await).await
    }

    fn url(&self, skip: usize) -> String {
        format!(
            "{}/v2/batch/scrape/{}?skip={skip}",
            self.server.base_url(),
            self.id
        )
    }
}

fn sources(page: &Value) -> Vec<&str> {
    let documents = page["data"].as_array().unwrap();
    documents
        .iter()
        .map(|document| document["metadata"]["sourceURL"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn next_leads_to_another_host() {
    let batch = Batch::ordering(Fault::next_elsewhere("https://evil.example")).await;
    let last = batch.page(Some(4)).await;
    assert_eq!(last.get("next"), None);
    assert_eq!(batch.server.faults_left(STATUS), Ok(1));
    let first = batch.page(None).await;
    let next = Url::parse(first["next"].as_str().unwrap()).unwrap();
    assert_eq!(next.host_str(), Some("evil.example"));
    assert_eq!(next.path(), format!("/v2/batch/scrape/{}", batch.id));
    assert_eq!(next.query(), Some("skip=2"));
    assert_eq!(batch.server.faults_left(STATUS), Ok(0));
    assert_eq!(batch.page(None).await["next"], batch.url(2));
}

#[tokio::test]
async fn next_leads_to_itself() {
    let batch = Batch::ordering(Fault::next_to_itself().always()).await;
    assert_eq!(batch.page(None).await["next"], batch.url(0));
    assert_eq!(batch.page(Some(4)).await["next"], batch.url(4));
}

#[tokio::test]
async fn next_leads_back_or_on() {
    let batch = Batch::ordering(Fault::next_back_to(2).always()).await;
    assert_eq!(batch.page(None).await["next"], batch.url(2));
    assert_eq!(batch.page(Some(4)).await["next"], batch.url(2));
    let batch = Batch::ordering(Fault::next_onward().always()).await;
    for (skip, next) in [(0, 2), (4, 5), (5, 6)] {
        assert_eq!(batch.page(Some(skip)).await["next"], batch.url(next));
    }
}

#[tokio::test]
async fn any_text_stands_at_its_pointer() {
    let batch = Batch::ordering(Fault::json_at("/data/1", "{\"json\":1e999}")).await;
    let path = format!("/v2/batch/scrape/{}", batch.id);
    let text = get(&batch.server, &path).await.text().await.unwrap();
    assert!(text.contains(r#"},{"json":1e999},{"#), "{text}");
    assert_eq!(batch.page(None).await["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn ignored_skips_repeat_the_first_page() {
    let batch = Batch::ordering(Fault::skip_ignored().always()).await;
    let first = batch.page(None).await;
    for skip in [2, 4] {
        let page = batch.page(Some(skip)).await;
        assert_eq!(sources(&page), sources(&first));
    }
}

#[tokio::test]
async fn a_repeated_page_is_the_one_before_it() {
    let batch = Batch::ordering(Fault::repeated_page()).await;
    let first = batch.page(None).await;
    let repeated = batch.page(Some(2)).await;
    assert_eq!(sources(&repeated), sources(&first));
    assert_eq!(repeated["next"], batch.url(4));
    assert_ne!(sources(&batch.page(Some(2)).await), sources(&first));
}

#[tokio::test]
async fn a_status_from_tomorrow_passes() {
    let batch = Batch::ordering(Fault::unknown_status()).await;
    assert_eq!(batch.page(None).await["status"], "status_from_tomorrow");
    assert_eq!(batch.page(None).await["status"], "completed");
}

#[tokio::test]
async fn fields_from_tomorrow_stand_beside_known_ones() {
    let batch = Batch::ordering(Fault::unknown_values()).await;
    let page = batch.page(None).await;
    assert_eq!(page["status"], "completed");
    assert_eq!(page["data"].as_array().unwrap().len(), 2);
    for object in [&page, &page["data"][0], &page["data"][0]["metadata"]] {
        assert!(object["fieldFromTomorrow"].is_object(), "{object}");
    }
}

#[tokio::test]
async fn nulls_leave_the_frame() {
    let batch = Batch::ordering(Fault::nulls()).await;
    let page = batch.page(None).await;
    assert_eq!(page["status"], "completed");
    assert_eq!(page["next"], batch.url(2));
    assert_eq!(page.get("total"), Some(&Value::Null));
    let document = &page["data"][1];
    for field in ["markdown", "links", "summary"] {
        assert_eq!(document.get(field), Some(&Value::Null), "{field}");
    }
    assert!(document["metadata"]["title"].is_null());
}

#[tokio::test]
async fn what_a_fault_spoils_is_not_kept() {
    let batch = Batch::ordering(Fault::nulls()).await;
    let spoiled = batch.page(None).await;
    let page = batch.page(None).await;
    assert_ne!(spoiled, page);
    assert!(page["data"][1]["markdown"].is_string());
}
