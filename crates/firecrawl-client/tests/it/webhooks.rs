//! Webhooks of the local server, received and checked.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use firecrawl_client::types::{
    AgentRequest, BatchScrapeRequest, CrawlRequest, Document, ExtractRequest, MonitorCreateRequest,
    MonitorSchedule, MonitorWebhook, ScrapeMonitorTarget, Webhook,
};
use firecrawl_client::webhook::{Event, JobConfirmation, Verifier};
use firecrawl_client::{Client, ErrorKind, Job, Paged, SystemClock};
use firecrawl_local::WebhookEvent;
use serde_json::json;
use tokio::net::TcpListener;

use crate::setup::Setup;

const SECRET: &str = "whsec_1";

/// A receiver, and a server that sends to it.
struct World {
    setup: Setup,
    hook: String,
    events: Arc<Mutex<Vec<Event>>>,
}

impl World {
    async fn new() -> Self {
        Self::with(|builder| builder).await
    }

    async fn with(
        builder: impl FnOnce(firecrawl_local::Builder) -> firecrawl_local::Builder,
    ) -> Self {
        let events: Arc<Mutex<Vec<Event>>> = Arc::default();
        let verifier = Verifier::new(SECRET).unwrap();
        let kept = Arc::clone(&events);
        let receive = async move |headers: HeaderMap, body: Bytes| {
            match verifier.verify(&headers, body) {
                Ok(event) => kept.lock().unwrap().push(event),
                Err(error) => return error.status(),
            }
            StatusCode::NO_CONTENT
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let hook = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = axum::Router::new().route("/hook", post(receive));
        let router = router.layer(DefaultBodyLimit::max(Verifier::MAX_BODY));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let server = |server: firecrawl_local::Builder| builder(server.webhook_secret(SECRET));
        let setup = Setup::with(server, |client| client.clock(SystemClock)).await;
        Self {
            setup,
            hook,
            events,
        }
    }

    fn client(&self) -> &Client {
        &self.setup.client
    }

    /// Waits for the event that reports the end, and returns it. All others have been sent by then.
    async fn end(&self) -> Event {
        let end = async {
            loop {
                let end = self
                    .events
                    .lock()
                    .unwrap()
                    .iter()
                    .find(|event| event.is_end())
                    .cloned();
                if let Some(event) = end {
                    return event;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let end = tokio::time::timeout(Duration::from_secs(30), end).await;
        assert_eq!(self.setup.server.webhooks().failed, 0);
        end.expect("an event that reports the end")
    }

    /// The documents of the events, as they are compared.
    fn documents(&self) -> BTreeSet<String> {
        let events = self.events.lock().unwrap();
        let documents = events.iter().flat_map(Event::documents);
        let mut set = BTreeSet::new();
        for document in documents {
            assert!(set.insert(form(document)), "a document came twice");
        }
        set
    }
}

fn form(document: &Document) -> String {
    serde_json::to_string(document).unwrap()
}

async fn streamed<K: Paged<Item = Document>>(job: &Job<K>) -> BTreeSet<String> {
    let mut documents = job.documents();
    let mut set = BTreeSet::new();
    while let Some(document) = documents.next().await {
        assert!(
            set.insert(form(&document.unwrap())),
            "a document came twice"
        );
    }
    set
}

#[tokio::test]
async fn a_page_that_is_larger_than_the_usual_limit_is_received() {
    let world = World::new().await;
    let url = "http://large.example/";
    let page = format!("<p>{}</p>", "A lamp. ".repeat(400_000));
    world.setup.server.page(url, page).unwrap();
    let request = CrawlRequest::new(url).limit(1).formats(["rawHtml"]);
    let request = request.webhook(Webhook::new(&*world.hook));
    world.client().crawl(request).await.unwrap();
    world.end().await;
    let documents = world.documents();
    assert!(documents.iter().any(|one| one.len() > 3_000_000));
}

#[tokio::test]
async fn a_crawl_delivers_what_its_stream_has() {
    let world = World::new().await;
    let request = CrawlRequest::new(world.setup.page("/")).webhook(Webhook::new(&*world.hook));
    let job = world.client().crawl(request).await.unwrap();
    let streamed = streamed(&job).await;
    let end = world.end().await;
    assert!(matches!(&end, Event::CrawlCompleted(end) if end.id == job.id().as_str()));
    assert!(streamed.len() > 9, "{}", streamed.len());
    assert_eq!(world.documents(), streamed);
    let started = world.events.lock().unwrap()[0].clone();
    assert!(matches!(started, Event::CrawlStarted(_)));
}

#[tokio::test]
async fn a_batch_delivers_what_its_stream_has() {
    let world = World::new().await;
    let urls = ["/", "/tea-room", "/missing", "/news"].map(|path| world.setup.page(path));
    let webhook = Webhook::new(&*world.hook)
        .metadata(json!({"k": ["v"]}).as_object().cloned().unwrap_or_default());
    let request = BatchScrapeRequest::new(urls).webhook(webhook);
    let job = world.client().batch_scrape(request).await.unwrap();
    let streamed = streamed(&job).await;
    let end = world.end().await;
    assert!(matches!(&end, Event::BatchScrapeCompleted(_)));
    assert_eq!(end.metadata(), &json!({"k": ["v"]}));
    assert_eq!(world.documents(), streamed);
    assert_eq!(streamed.len(), 4);
}

#[tokio::test]
async fn a_cancelled_crawl_is_confirmed_as_that() {
    let world = World::with(|server| server.pace(Duration::from_millis(50))).await;
    let request = CrawlRequest::new(world.setup.page("/")).webhook(Webhook::new(&*world.hook));
    let job = world.client().crawl(request).await.unwrap();
    job.cancel().await.unwrap();
    let end = world.end().await;
    assert!(matches!(&end, Event::CrawlCompleted(_)) && end.success());
    let confirmed = end.confirm(world.client()).await.unwrap();
    assert!(matches!(&confirmed, JobConfirmation::Crawl(_)));
    assert_eq!(confirmed.state(), "cancelled");
}

#[tokio::test]
async fn a_batch_without_a_page_is_completed() {
    let world = World::new().await;
    let request = BatchScrapeRequest::new(["http://127.0.0.1:1/", "http://127.0.0.1:1/b"]);
    let request = request.webhook(Webhook::new(&*world.hook));
    let job = world.client().batch_scrape(request).await.unwrap();
    let end = world.end().await;
    assert!(matches!(&end, Event::BatchScrapeCompleted(_)) && end.success());
    let confirmed = end.confirm(world.client()).await.unwrap();
    assert_eq!(confirmed.state(), "completed");
    assert!(world.documents().is_empty());
    assert_eq!(job.errors().await.unwrap().errors.len(), 2);
}

#[tokio::test]
async fn every_kind_of_job_is_confirmed() {
    let world = World::new().await;
    let (client, page) = (world.client(), world.setup.page("/"));
    let request = ExtractRequest::new([&*page]).prompt("the name");
    let extract = client.extract(request).await.unwrap();
    extract.wait().await.unwrap();
    let event = |kind: &str, id: &str| {
        let event = WebhookEvent::new(kind).unwrap().id(id);
        Verifier::unsigned()
            .verify(&event.headers(), event.body())
            .unwrap()
    };
    let confirmed = event("extract.completed", extract.id().as_str())
        .confirm(client)
        .await;
    assert!(matches!(confirmed.unwrap(), JobConfirmation::Extract(_)));

    let agent = client.agent(AgentRequest::new("the name")).await.unwrap();
    agent.wait().await.unwrap();
    let confirmed = event("agent.completed", agent.id().as_str())
        .confirm(client)
        .await;
    let confirmed = confirmed.unwrap();
    assert!(matches!(&confirmed, JobConfirmation::Agent(_)));
    assert_eq!(confirmed.state(), "completed");

    let request = MonitorCreateRequest::new(
        "prices",
        MonitorSchedule::new().cron("0 9 * * *"),
        [ScrapeMonitorTarget::new([&*page])],
    );
    let request = request.webhook(MonitorWebhook::new(&*world.hook));
    let monitor = client.monitors().create(request).await.unwrap();
    client.monitors().run(&monitor.id).await.unwrap();
    let end = world.end().await;
    assert!(matches!(&end, Event::MonitorCheckCompleted(_)));
    let confirmed = end.confirm(client).await.unwrap();
    assert!(matches!(&confirmed, JobConfirmation::Check(check) if check.id == end.id()));
}

#[tokio::test]
async fn what_cannot_be_confirmed_is_an_error() {
    let setup = Setup::new().await;
    let read = |body: &str| {
        Verifier::unsigned()
            .verify(&HeaderMap::new(), body)
            .unwrap()
    };
    for body in [
        r#"{"type": "crawl.completed"}"#,
        r#"{"type": "lamp.lit", "id": "7"}"#,
    ] {
        let error = read(body).confirm(&setup.client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    }
    let unknown = r#"{"type": "crawl.completed", "id": "0199c5a2-0000-7000-8000-000000000000"}"#;
    let error = read(unknown).confirm(&setup.client).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}
