//! Whatever goes wrong with the WebSocket, each document comes once.

use std::collections::BTreeMap;
use std::time::Duration;

use firecrawl_client::blocking::Runtime;
use firecrawl_client::types::{BatchScrapeRequest, CrawlRequest, Webhook};
use firecrawl_client::{
    ClientBuilder, Error, ErrorKind, Job, JobReport, PollPolicy, RetryPolicy, SystemClock,
    WatchEvent, WithErrors,
};
use firecrawl_local::{Builder, Fault, LocalServer, RecordedRequest};
use futures_util::future::join_all;

use super::receiver::Receiver;
use super::{all, name};
use crate::setup::{ID, KEY, Setup};

const DEAD: &str = "http://127.0.0.1:1/";
const PAGES: i64 = 7;

/// More than a test takes, so that an end that is not noticed shows.
const FOR_EVER: Duration = Duration::from_secs(3600);

/// A server whose jobs take their time, and a client that takes small messages only.
async fn setup() -> Setup {
    let server = |server: Builder| {
        let server = server.pace(Duration::from_millis(3)).page_documents(3);
        server.batch_robots(true)
    };
    let client = |client: ClientBuilder| client.clock(SystemClock).body_limit(1024 * 1024);
    Setup::with(server, client).await
}

fn orders() -> Vec<Fault> {
    let mut orders = vec![
        Fault::watch_early_end(),
        Fault::watch_close_without_code(),
        Fault::watch_large_catchup(2 * 1024 * 1024),
        Fault::watch_cut(),
        Fault::watch_documents_twice(),
        Fault::watch_documents_lost(),
    ];
    orders.extend([1000, 1001, 1008, 1011, 3000, 3003, 4999].map(Fault::watch_close));
    orders.extend([200, 400, 401, 403, 404, 426, 500, 502].map(Fault::watch_refused));
    let texts = [
        "",
        "{",
        "7",
        "{}",
        r#"{"type":7}"#,
        r#"{"type":"ping"}"#,
        r#"{"type":"document"}"#,
        r#"{"type":"document","data":[]}"#,
        r#"{"type":"catchup","data":null}"#,
        r#"{"type":"catchup","data":{"status":"scraping","data":7}}"#,
        r#"{"type":"done"}"#,
        r#"{"type":"error","error":"Forbidden"}"#,
    ];
    orders.extend(texts.map(Fault::watch_text));
    orders
}

/// Watches a running job and then the same job once it has ended, and compares both with its stream
/// of documents, its webhooks and its errors.
async fn check<K: WithErrors>(
    job: Job<K>,
    receiver: &mut Receiver,
    idle: Duration,
    order: &str,
    server: &LocalServer,
) -> JobReport {
    let intervals = (Duration::from_millis(4), Duration::from_millis(16));
    let job = job.poll_policy(PollPolicy::default().intervals(intervals.0, intervals.1));
    let path = format!("/v2/crawl/{}", job.id());
    // A watch that hardly waits may give up before it is connected.
    let is_patient = idle == FOR_EVER;
    let has_upgraded = |count| {
        let requests = server.requests().into_iter();
        let asks = |request: &RecordedRequest| request.headers.contains_key("upgrade");
        let upgrades = requests.filter(|request| request.path == path && asks(request));
        !is_patient || upgrades.count() == count
    };
    let running = all(job.watch().idle_timeout(idle)).await;
    assert!(has_upgraded(1), "{order}");
    let report = job.collect().await.unwrap();
    let mut served: Vec<String> = report.documents.iter().map(name).collect();
    served.sort();
    assert_eq!(served.len() as i64, report.status.completed, "{order}");
    assert_eq!(receiver.documents().await, served, "{order}");
    let ended = all(job.watch().idle_timeout(idle)).await;
    assert!(has_upgraded(2), "{order}");
    for watched in [&running, &ended] {
        assert!(watched.error.is_none(), "{order}: {watched:?}");
        assert_eq!(watched.sorted(), served, "{order}");
        assert_eq!(watched.end(), "completed", "{order}");
        let failed: Vec<_> = report.failures.iter().map(|failed| &failed.url).collect();
        assert_eq!(watched.failed.iter().collect::<Vec<_>>(), failed, "{order}");
        assert_eq!(watched.blocked, report.robots_blocked, "{order}");
    }
    report
}

/// Checks a crawl and a batch with this order for all watches.
async fn check_order(order: Option<Fault>, idle: Duration) -> Setup {
    let setup = setup().await;
    let shown = format!("{order:.200?}");
    if let Some(order) = order {
        // Batches are watched on the path of crawls.
        let queued = setup.server.fault("getCrawlStatus", order.always());
        queued.unwrap();
    }
    let mut receiver = Receiver::start().await;
    let request = CrawlRequest::new(setup.page("/")).limit(PAGES);
    let request = request.webhook(Webhook::new(&receiver.url));
    let crawl = setup.client.crawl(request).await.unwrap();
    let report = check(crawl, &mut receiver, idle, &shown, &setup.server).await;
    assert_eq!(report.documents.len() as i64, PAGES, "{shown}");

    let urls = ["/visit", "/tea-room", "/visit", "/private/staff-rota"];
    let urls = urls.map(|path| setup.page(path));
    let urls = urls.into_iter().chain([DEAD.to_owned()]);
    let request = BatchScrapeRequest::new(urls.collect::<Vec<_>>());
    let request = request.webhook(Webhook::new(&receiver.url));
    let batch = setup.client.batch_scrape(request).await.unwrap();
    let report = check(batch, &mut receiver, idle, &shown, &setup.server).await;
    let counts = (
        report.documents.len(),
        report.failures.len(),
        report.robots_blocked.len(),
    );
    // The first page is in it twice, at the same URL.
    assert_eq!(counts, (3, 1, 1), "{shown}");
    setup
}

#[tokio::test]
async fn without_a_fault_everything_comes_over_the_socket() {
    let setup = check_order(None, FOR_EVER).await;
    let crawl = setup.client.crawl(setup.page("/")).await.unwrap();
    let path = format!("/v2/crawl/{}", crawl.id());
    let watched = all(crawl.watch()).await;
    assert!(watched.documents.len() > 7, "{watched:?}");
    let requests = setup.server.requests().into_iter();
    let paths: Vec<_> = requests
        .filter(|request| request.path.starts_with(&path))
        .map(|request| request.path)
        .collect();
    let confirmed = format!("{path}?limit=1");
    assert_eq!(paths, [path.clone(), confirmed, format!("{path}/errors")]);
}

#[tokio::test]
async fn each_document_comes_once_whatever_the_order() {
    let checks = orders().into_iter();
    join_all(checks.map(|order| check_order(Some(order), FOR_EVER))).await;
}

#[tokio::test]
async fn documents_come_over_the_socket_before_the_pages() {
    let setup = setup().await;
    let lost = Fault::watch_documents_lost();
    setup.server.fault("getCrawlStatus", lost.always()).unwrap();
    let request = CrawlRequest::new(setup.page("/")).limit(PAGES);
    let crawl = setup.client.crawl(request).await.unwrap();
    crawl.wait().await.unwrap();
    let path = format!("/v2/crawl/{}", crawl.id());
    let before = setup.server.requests().len();
    let mut watch = crawl.watch().idle_timeout(FOR_EVER);
    // By the number of requests at their arrival.
    let mut documents = BTreeMap::<_, usize>::new();
    while let Some(event) = watch.next().await {
        if let WatchEvent::Document(_) = event.unwrap() {
            let requests = setup.server.requests();
            *documents.entry(requests.len() - before).or_default() += 1;
        }
    }
    let requests = setup.server.requests().split_off(before);
    let paths: Vec<_> = requests.iter().map(|request| &*request.path).collect();
    let confirmed = format!("{path}?limit=1");
    assert_eq!(paths[..3], [&path, &confirmed, &path], "{paths:?}");
    assert!(documents[&1] > 0, "{documents:?}");
    assert_eq!(documents.values().sum::<usize>() as i64, PAGES);
    assert!(documents.len() > 1, "{documents:?}");
}

#[tokio::test]
async fn silence_ends_the_watch_and_not_its_documents() {
    for order in [Fault::watch_silence(), Fault::watch_stall()] {
        check_order(Some(order), Duration::from_millis(30)).await;
    }
}

#[tokio::test]
async fn a_watch_of_a_slow_job_may_give_up_at_once() {
    // Every page takes longer than the watch waits.
    check_order(None, Duration::from_millis(1)).await;
}

#[tokio::test]
async fn faults_of_the_pages_may_follow() {
    let faults = [
        Fault::reset(),
        Fault::lost_response(),
        Fault::html(502),
        Fault::truncated(10),
        Fault::reset_after(10),
        Fault::unknown_status(),
        Fault::next_elsewhere("https://elsewhere.example"),
        Fault::next_to_itself(),
        Fault::rate_limited(Duration::from_secs(7)),
    ];
    for fault in faults {
        let setup = Setup::with(|server| server.page_documents(3), |client| client).await;
        let request = CrawlRequest::new(setup.page("/")).limit(PAGES);
        let crawl = setup.client.crawl(request).await.unwrap();
        let crawl = crawl.deadline(Duration::from_secs(1_000_000_000));
        crawl.wait().await.unwrap();
        let lost = Fault::watch_documents_lost();
        setup.server.fault("getCrawlStatus", lost).unwrap();
        let queued = setup.server.fault("getCrawlStatus", fault.clone().times(2));
        queued.unwrap();
        let watched = all(crawl.watch()).await;
        let documents = crawl.collect().await.unwrap().documents;
        let mut served: Vec<String> = documents.iter().map(name).collect();
        served.sort();
        assert_eq!(watched.sorted(), served, "{fault:?}: {watched:?}");
        assert_eq!(watched.end(), "completed", "{fault:?}: {watched:?}");
    }
}

#[tokio::test]
async fn a_rate_limit_on_the_handshake_costs_time_only() {
    let setup = Setup::new().await;
    let order = Fault::watch_refused(429);
    setup.server.fault("getCrawlStatus", order).unwrap();
    let crawl = setup.client.crawl(setup.page("/visit")).await.unwrap();
    let watched = all(crawl.watch()).await;
    assert_eq!(watched.end(), "completed", "{watched:?}");
    assert!(!setup.clock.slept().is_empty());
}

#[tokio::test]
async fn a_cancelled_job_ends_with_its_status() {
    let slow = |server: Builder| server.pace(FOR_EVER);
    let setup = Setup::with(slow, |client| client).await;
    let job = setup.client.batch_scrape([setup.page("/visit")]).await;
    let job = job.unwrap();
    let mut watch = job.watch().idle_timeout(FOR_EVER);
    let first = watch.next().await.unwrap().unwrap();
    assert!(matches!(first, WatchEvent::Started));
    let second = watch.next().await.unwrap().unwrap();
    assert!(matches!(second, WatchEvent::Progress(status) if status.completed == 0));
    job.cancel().await.unwrap();
    let mut last = None;
    while let Some(event) = watch.next().await {
        last = Some(event.unwrap());
    }
    let Some(WatchEvent::Ended(status)) = last else {
        panic!("{last:?}");
    };
    assert_eq!(status.status.as_str(), "cancelled");
    // The end was seen.
    let again = all(job.watch()).await;
    assert_eq!(again.end(), "cancelled");
    assert_eq!(again.failed, [setup.page("/visit")]);
}

#[tokio::test]
async fn an_unknown_job_and_a_wrong_key_are_errors() {
    let server = |server: Builder| server.keys([KEY]);
    let setup = Setup::with(server, |client| client.key(KEY).retry(RetryPolicy::off())).await;
    let watched = all(setup.client.crawl_job(ID).watch()).await;
    let error = watched.error.unwrap();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.job_id(), Some(ID));

    let wrong = "fc-00000000000000000000000000000bad";
    let setup = Setup::with(server, |client| client.key(wrong)).await;
    let watched = all(setup.client.batch_job(ID).watch()).await;
    let error = watched.error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
    assert!(!format!("{error:?} {error}").contains(wrong));
}

#[tokio::test]
async fn a_job_that_is_not_known_yet_is_awaited() {
    let setup = Setup::new().await;
    let early = Fault::job_not_found().times(2);
    setup.server.fault("getCrawlStatus", early).unwrap();
    let order = Fault::watch_close(1008);
    setup.server.fault("getCrawlStatus", order).unwrap();
    let crawl = setup.client.crawl(setup.page("/visit")).await.unwrap();
    let watched = all(crawl.watch()).await;
    assert_eq!(watched.end(), "completed", "{watched:?}");
}

#[test]
fn a_watch_can_be_walked_without_async() {
    let runtime = Runtime::new().unwrap();
    let setup = runtime.run(async { Ok::<_, Error>(Setup::new().await) });
    let setup = setup.unwrap();
    let job = runtime.run(setup.client.batch_scrape([setup.page("/visit")]));
    let events = runtime.iter(job.unwrap().watch());
    let events: Result<Vec<_>, Error> = events.collect();
    let events = events.unwrap();
    assert!(matches!(events.last(), Some(WatchEvent::Ended(_))));
}
