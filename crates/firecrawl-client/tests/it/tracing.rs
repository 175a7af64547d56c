//! Spans: one for each call, one for each attempt, and nothing private in them.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use firecrawl_client::{CallOptions, Method, RetryPolicy, Upload};
use firecrawl_local::Fault;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Dispatch, Event, Metadata, Subscriber};

use crate::setup::{KEY, Setup};

pub type Fields = BTreeMap<String, String>;

/// Keeps the fields of the spans and events of this crate.
#[derive(Clone, Default)]
pub struct Recorder {
    spans: Arc<Mutex<Vec<Fields>>>,
    events: Arc<Mutex<Vec<Fields>>>,
    /// The spans that are entered, the innermost one last.
    entered: Arc<Mutex<Vec<Id>>>,
}

/// While it is held, a recorder receives the events of its thread.
pub struct Listening {
    _guard: DefaultGuard,
    _second: Dispatch,
}

impl Recorder {
    /// Begins to listen.
    ///
    /// With a single subscriber in the process, `tracing` asks the thread that
    /// comes first by a span or event whether anybody wants it, and another
    /// test's thread says no for all. With two it asks the subscribers.
    pub fn listen(&self) -> Listening {
        Listening {
            _guard: tracing::subscriber::set_default(self.clone()),
            _second: Dispatch::new(self.clone()),
        }
    }

    /// The fields of all events so far.
    pub fn events(&self) -> Vec<Fields> {
        self.events.lock().unwrap().clone()
    }
}

/// Span ids start at one.
fn index(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap() - 1
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("firecrawl_client")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields::new();
        fields.insert("name".to_owned(), attributes.metadata().name().to_owned());
        attributes.record(&mut Kept(&mut fields));
        if let Some(id) = self.entered.lock().unwrap().last() {
            fields.insert("parent".to_owned(), index(id).to_string());
        }
        let mut spans = self.spans.lock().unwrap();
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, id: &Id, record: &Record<'_>) {
        record.record(&mut Kept(&mut self.spans.lock().unwrap()[index(id)]));
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Kept(&mut fields));
        self.events.lock().unwrap().push(fields);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, id: &Id) {
        self.entered.lock().unwrap().push(id.clone());
    }

    fn exit(&self, _: &Id) {
        self.entered.lock().unwrap().pop();
    }
}

struct Kept<'a>(&'a mut Fields);

impl Visit for Kept<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

/// The fields that say how a span went, each behind the span that it is in.
fn settled(recorder: &Recorder) -> Vec<String> {
    let spans = recorder.spans.lock().unwrap();
    let shown = |span: &Fields| {
        let names = [
            "name",
            "operation",
            "http.request.method",
            "url.template",
            "http.request.resend_count",
            "http.response.status_code",
            "error.type",
            "otel.status_code",
        ];
        let found = names.iter().filter_map(|name| span.get(*name).cloned());
        found.collect::<Vec<_>>().join(" ")
    };
    let parent = |span: &Fields| {
        let index = span.get("parent")?.parse::<usize>().ok()?;
        Some(format!("{} > ", spans[index]["name"]))
    };
    let lines = spans.iter();
    let lines = lines.map(|span| parent(span).unwrap_or_default() + &shown(span));
    lines.collect()
}

#[tokio::test]
async fn each_call_is_a_span_and_each_attempt_is_one_in_it() {
    let setup = Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await;
    let recorder = Recorder::default();
    let _listening = recorder.listen();
    let wait = Duration::from_secs(1);
    setup
        .server
        .fault("POST /scrape", Fault::rate_limited(wait))
        .unwrap();
    let page = setup.page("/tea-room");
    setup.client.scrape(page.as_str()).await.unwrap();
    setup
        .server
        .fault("GET /scrape/{jobId}", Fault::reset())
        .unwrap();
    let id = "0199c5a2-0000-7000-8000-5ec5ec5ec5ec";
    setup.client.scrape_status(id).await.unwrap_err();
    assert_eq!(
        settled(&recorder),
        [
            "firecrawl.call scrapeAndExtractFromUrl POST /scrape 200",
            "firecrawl.call > firecrawl.attempt POST /scrape 429 429 ERROR",
            "firecrawl.call > firecrawl.attempt POST /scrape 1 200",
            "firecrawl.call getScrapeStatus GET /scrape/{jobId} 404 404 ERROR",
            "firecrawl.call > firecrawl.attempt GET /scrape/{jobId} connection_lost ERROR",
            "firecrawl.call > firecrawl.attempt GET /scrape/{jobId} 1 404 404 ERROR",
        ]
    );
    let spans = recorder.spans.lock().unwrap();
    let attempt = &spans[1];
    assert_eq!(attempt["otel.name"], "POST /scrape");
    assert_eq!(attempt["otel.kind"], "client");
    assert_eq!(attempt["server.address"], "127.0.0.1");
    let port = setup.server.address().port().to_string();
    assert_eq!(attempt["server.port"], port);
    assert!(spans[2].contains_key("http.response.body.size"));
}

#[tokio::test]
async fn the_polls_of_a_job_are_in_its_span() {
    let setup = Setup::new().await;
    let recorder = Recorder::default();
    let job = setup.client.crawl(setup.page("/")).await.unwrap();
    // The clock is faster than the server crawls.
    let job = job.deadline(Duration::from_secs(1_000_000_000));
    let _listening = recorder.listen();
    job.wait().await.unwrap();
    let mut documents = job.documents();
    while let Some(document) = documents.next().await {
        document.unwrap();
    }
    let lines = settled(&recorder);
    let jobs = lines.iter().filter(|line| *line == "firecrawl.job");
    assert_eq!(jobs.count(), 2);
    let calls = lines.iter().filter(|line| line.contains("getCrawlStatus"));
    let poll = "firecrawl.job > firecrawl.call getCrawlStatus GET /crawl/{id} 200";
    assert!(calls.clone().count() >= 2);
    assert!(calls.clone().all(|line| line == poll));
    assert_eq!(recorder.spans.lock().unwrap()[0]["job.kind"], "crawl");
}

#[tokio::test]
async fn the_handshake_of_a_watch_is_a_call_of_its_job() {
    let setup = Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await;
    let job = setup.client.crawl(setup.page("/visit")).await.unwrap();
    let job = job.deadline(Duration::from_secs(1_000_000_000));
    job.wait().await.unwrap();
    let recorder = Recorder::default();
    let _listening = recorder.listen();
    let refused = Fault::watch_refused(426);
    setup.server.fault("getCrawlStatus", refused).unwrap();
    for _ in 0..2 {
        let mut watch = job.watch();
        while let Some(event) = watch.next().await {
            event.unwrap();
        }
    }
    let lines = settled(&recorder);
    let path = "GET /crawl/{id}";
    let handshake = |status: &str| {
        [
            format!("firecrawl.job > firecrawl.call getCrawlStatus {path} {status}"),
            format!("firecrawl.call > firecrawl.attempt {path} {status}"),
        ]
    };
    assert_eq!(
        lines[..3],
        [
            &["firecrawl.job".to_owned()][..],
            &handshake("426 426 ERROR")
        ]
        .concat()
    );
    let second = handshake("101");
    assert!(lines.windows(2).any(|two| *two == second), "{lines:?}");
    let said = format!("{:?}", recorder.spans.lock().unwrap());
    for private in [KEY, "Bearer", job.id().as_str()] {
        assert!(!said.contains(private), "{private} in {said}");
    }
}

#[tokio::test]
async fn spans_hold_neither_key_nor_body_nor_id() {
    let setup = Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await;
    let recorder = Recorder::default();
    let _listening = recorder.listen();
    let options = CallOptions::new()
        .retry(RetryPolicy::off())
        .header("x-team", "HEADER")
        .unwrap();
    let client = setup.client.with_options(options);
    client
        .scrape(setup.page("/tea-room?q=QUERY"))
        .await
        .unwrap();
    let id = "0199c5a2-0000-7000-8000-5ec5ec5ec5ec";
    client.scrape_status(id).await.unwrap_err();
    let upload = Upload::bytes("FILE.txt", "CONTENT");
    client.parse(upload).await.unwrap();
    // An unknown route has no template.
    let unknown = client.request(Method::GET, format!("/new/{id}"));
    unknown.send::<serde_json::Value>().await.unwrap_err();
    let spans = format!("{:?}", recorder.spans.lock().unwrap());
    assert_eq!(recorder.spans.lock().unwrap().len(), 8, "{spans}");
    let said = format!("{spans}{:?}", recorder.events.lock().unwrap());
    let address = setup.server.address().to_string();
    for private in [
        KEY, "Bearer", "HEADER", "QUERY", "tea", "5ec5ec", "FILE", "CONTENT", &address,
    ] {
        assert!(!said.contains(private), "{private} in {said}");
    }
}
