//! A small site, a server's state, and calls of its operations.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{self, Path};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, Redirect};
use axum::routing::get;
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::contract::Contract;
use crate::jobs::job::Job;
use crate::request::Request;
use crate::response::{Body, Response};
use crate::routes::handle;
use crate::settings::Settings;
use crate::state::ServerState;

/// The number of pages in the generated part of the site.
pub const PAGES: usize = 300;

/// A server's state and a site that it can fetch.
pub struct World {
    pub state: Arc<ServerState>,
    pub site: String,
    events: mpsc::UnboundedReceiver<Value>,
}

impl World {
    pub async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    pub async fn with(settings: Settings) -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let site = format!("http://{}", listener.local_addr().unwrap());
        let router = router(site.clone(), sender);
        tokio::spawn(async move { axum::serve(listener, router).await });
        let state = Arc::new(ServerState::new(settings));
        Self {
            state,
            site,
            events,
        }
    }

    /// An address of the site.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.site)
    }

    pub async fn post(&self, operation: &str, body: Value) -> (u16, Value) {
        self.request(operation, &[], json!({}), body).await
    }

    pub async fn get(&self, operation: &str, id: &str) -> (u16, Value) {
        let path = [("id", id), ("jobId", id)];
        self.request(operation, &path, json!({}), Value::Null).await
    }

    pub async fn request(
        &self,
        operation: &str,
        path: &[(&str, &str)],
        query: Value,
        body: Value,
    ) -> (u16, Value) {
        let mut request = request(operation, body);
        request.query = query.as_object().unwrap().clone();
        request.path = path
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        self.send(&request).await
    }

    pub async fn send(&self, request: &Request) -> (u16, Value) {
        let Response { status, body, .. } = handle(&self.state, request).await.unwrap();
        let body = match body {
            Body::Json(value) => value,
            Body::Serialized(text) => serde_json::from_slice(&text).unwrap(),
            Body::Raw(..) => panic!("no JSON"),
        };
        (status, body)
    }

    /// Starts a crawl of the site and gives its id.
    pub async fn crawl(&self, path: &str, options: Value) -> String {
        let mut body = options;
        body["url"] = self.at(path).into();
        let (status, response) = self.post("crawlUrls", body).await;
        assert_eq!(status, 200, "{response}");
        response["id"].as_str().unwrap().to_owned()
    }

    pub fn job(&self, id: &str) -> Arc<Job> {
        self.state.jobs.get(id).unwrap()
    }

    /// Waits until a job is as wanted.
    pub async fn until(&self, id: &str, wanted: impl Fn(&Job) -> bool) {
        let job = self.job(id);
        let mut changes = job.changes();
        let wait = async {
            while !wanted(&job) {
                changes.changed().await.unwrap();
            }
        };
        tokio::time::timeout(Duration::from_secs(20), wait)
            .await
            .unwrap();
    }

    /// Waits for the end of a job, and gives the paths of its documents, in the order of completion.
    pub async fn paths(&self, id: &str) -> Vec<String> {
        self.until(id, Job::is_settled).await;
        let documents = self.job(id).documents(0);
        documents.iter().map(|one| self.path(one)).collect()
    }

    /// The path of a document.
    pub fn path(&self, document: &Value) -> String {
        let url = document["metadata"]["sourceURL"].as_str().unwrap();
        url.strip_prefix(&self.site).unwrap_or(url).to_owned()
    }

    /// The next event that was delivered to `/hook`.
    pub async fn event(&mut self) -> Value {
        tokio::time::timeout(Duration::from_secs(20), self.events.recv())
            .await
            .unwrap()
            .unwrap()
    }
}

pub fn request(operation: &str, body: Value) -> Request {
    let contract = Contract::load();
    Request {
        operation: contract.operation(operation).unwrap(),
        path: BTreeMap::new(),
        query: serde_json::Map::new(),
        headers: HeaderMap::new(),
        body,
        bytes: Bytes::new(),
        file: None,
        origin: "http://127.0.0.1:3002".to_owned(),
    }
}

pub fn sorted(mut paths: Vec<String>) -> Vec<String> {
    paths.sort();
    paths
}

fn router(site: String, events: mpsc::UnboundedSender<Value>) -> Router {
    let page = |links: &[&str]| {
        let links: String = links
            .iter()
            .map(|link| format!("<a href=\"{link}\">x</a>"))
            .collect();
        Html(format!("<html><body>{links}</body></html>"))
    };
    let home = page(&[
        "/docs/",
        "/docs/index.html",
        "/private/a",
        "/blog?page=1",
        "/blog?page=2",
        "/moved",
        "/broken",
        "/logo.png",
        "http://elsewhere.invalid/",
    ]);
    let docs = page(&["/docs/1", "/docs/2", "/"]);
    let deep = page(&["/docs/deep"]);
    let robots = "User-agent: *\nDisallow: /private\n\nUser-agent: other\nAllow: /\n";
    let sitemap = format!(
        "<urlset><url><loc>{site}/map/1</loc></url><url><loc>{site}/docs/</loc></url></urlset>"
    );
    Router::new()
        .route("/", get(home))
        .route("/docs/", get(docs))
        .route("/docs/1", get(deep.clone()))
        .route("/docs/2", get(deep))
        .route("/docs/deep", get(page(&[])))
        .route("/private/a", get(page(&[])))
        .route("/blog", get(page(&[])))
        .route("/map/1", get(page(&["/map/2"])))
        .route("/map/2", get(page(&[])))
        .route("/moved", get(|| async { Redirect::to("/docs/") }))
        .route("/out", get(page(&["/leave"])))
        .route(
            "/leave",
            get(|| async { Redirect::to("http://127.0.0.1:1/") }),
        )
        .route(
            "/error",
            get(|| async { StatusCode::INTERNAL_SERVER_ERROR }),
        )
        .route(
            "/broken",
            // Ends before its body does.
            get(|| async {
                axum::body::Body::from_stream(futures_util::stream::iter([
                    Ok(Bytes::from_static(b"x")),
                    Err(std::io::Error::other("broken")),
                ]))
            }),
        )
        .route("/silent", get(page(&["/silent/1", "/silent/2"])))
        .route(
            "/silent/{n}",
            get(|| async { std::future::pending::<()>().await }),
        )
        .route(
            "/many/{n}",
            get(|Path(n): Path<usize>| async move {
                // A ring with chords: every page is found on more than one way.
                let links: String = [n + 1, n * 2, n * 3 + 1, n + 7]
                    .iter()
                    .map(|to| format!("<a href=\"/many/{}\">x</a>", to % PAGES))
                    .collect();
                Html(links)
            }),
        )
        .route("/robots.txt", get(robots))
        .route(
            "/sitemap.xml",
            get(([("content-type", "application/xml")], sitemap)),
        )
        .route(
            "/hook",
            axum::routing::post(move |request: extract::Request| async move {
                let body = axum::body::to_bytes(request.into_body(), 1 << 20)
                    .await
                    .unwrap();
                let _ = events.send(serde_json::from_slice(&body).unwrap());
            }),
        )
}
