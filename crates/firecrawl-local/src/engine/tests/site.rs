//! A small site that counts what is asked of it.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{self, State};
use axum::http::HeaderMap;
use axum::response::Response;
use bytes::Bytes;
use firecrawl_api::types::ScrapeOptions;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tokio::net::TcpListener;
use url::Url;

use crate::contract::{Contract, Operation};
use crate::engine::Engine;
use crate::engine::Scraped;
use crate::engine::scrape_error::ScrapeError;
use crate::request::Request;
use crate::settings::Settings;
use crate::state::ServerState;

pub struct Site {
    pub address: SocketAddr,
    hits: Arc<Hits>,
}

#[derive(Default)]
struct Hits {
    count: AtomicUsize,
    last: Mutex<HeaderMap>,
}

impl Site {
    pub async fn start() -> Self {
        let hits = Arc::new(Hits::default());
        let router = Router::new().fallback(serve).with_state(Arc::clone(&hits));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, hits }
    }

    pub fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    pub fn hits(&self) -> usize {
        self.hits.count.load(Ordering::SeqCst)
    }

    /// A header of the last request.
    pub fn header(&self, name: &str) -> Option<String> {
        let last = self.hits.last.lock().unwrap();
        Some(last.get(name)?.to_str().unwrap().to_owned())
    }
}

async fn serve(State(hits): State<Arc<Hits>>, request: extract::Request) -> Response {
    let count = hits.count.fetch_add(1, Ordering::SeqCst);
    *hits.last.lock().unwrap() = request.headers().clone();
    let path = request.uri().path().to_owned();
    let html = |status, text: &str| response(status, "text/html; charset=utf-8", text.to_owned());
    match path.as_str() {
        "/" => html(200, HOME),
        "/plain" => html(200, "<title>Plain</title><p>plain"),
        "/missing" => html(
            404,
            "<html lang=en><title>Not Found</title><h1>Not Found</h1>nope",
        ),
        "/error" => html(500, "<title>Server Error</title>boom"),
        "/count" => html(200, &format!("<p>visit {count}</p>")),
        "/large" => html(200, &"x".repeat(10_000)),
        "/latin" => response(200, "text/html; charset=iso-8859-1", b"<p>caf\xe9".to_vec()),
        "/file.json" => response(200, "application/json", "{\"k\":[1,2]}"),
        "/notes.txt" => response(200, "text/plain", "a note"),
        "/pixel.png" => response(200, "image/png", b"\x89PNG".to_vec()),
        "/paper.pdf" => response(200, "application/pdf", "%PDF-1.7"),
        "/hop" => redirect("/plain"),
        "/loop" => redirect("/loop"),
        "/wild" => redirect("mailto:a@b.test"),
        "/abroad" => {
            let target = request.headers()["x-target"].to_str().unwrap();
            redirect(target)
        }
        "/slow" => {
            tokio::time::sleep(Duration::from_secs(5)).await;
            html(200, "late")
        }
        "/stuck" => {
            // The head comes at once, the body never.
            let body = Body::from_stream(futures_util::stream::pending::<std::io::Result<Bytes>>());
            Response::builder()
                .header("content-type", "text/html")
                .body(body)
                .unwrap()
        }
        "/packed" => packed("text/html", "<p>unpacked"),
        "/garbled" => {
            let mut garbled = response(200, "text/html", "no gzip at all");
            garbled
                .headers_mut()
                .insert("content-encoding", "gzip".parse().unwrap());
            garbled
        }
        "/robots.txt" => response(
            200,
            "text/plain",
            "User-agent: *\nDisallow: /private\nSitemap: /index.xml\n",
        ),
        "/index.xml" => response(
            200,
            "application/xml",
            "<sitemapindex><sitemap><loc>/one.xml</loc></sitemap>\
             <sitemap><loc>/two.xml.gz</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap>\
             <sitemap><loc>/gone.xml</loc></sitemap></sitemapindex>",
        ),
        "/one.xml" => response(
            200,
            "text/xml",
            urls(&["/docs/1?x=1", "/docs/2", "/docs/1?x=1"]),
        ),
        "/two.xml.gz" => response(
            200,
            "application/gzip",
            gzip(&urls(&["/docs/3", "/private/4"])),
        ),
        _ => html(404, "nothing here"),
    }
}

const HOME: &str = "<!DOCTYPE html><html lang=en><head><title>Home</title>\
    <meta name=description content='a site'></head><body><nav><a href=/nav>nav</a></nav>\
    <main><h1>Home</h1><a href=/plain>the plain page</a> <a href=/plain#part>part</a>\
    <a href=/docs/2?y=1>two</a><a href=http://other.test/>other</a></main></body></html>";

fn response(status: u16, content_type: &str, body: impl Into<Body>) -> Response {
    Response::builder()
        .status(status)
        .header("content-type", content_type)
        .body(body.into())
        .unwrap()
}

fn redirect(target: &str) -> Response {
    Response::builder()
        .status(302)
        .header("location", target)
        .body(Body::empty())
        .unwrap()
}

fn packed(content_type: &str, text: &str) -> Response {
    let mut packed = response(200, content_type, gzip(text));
    packed
        .headers_mut()
        .insert("content-encoding", "gzip".parse().unwrap());
    packed
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn urls(paths: &[&str]) -> String {
    let urls: String = paths
        .iter()
        .map(|path| format!("<url><loc>{path}</loc></url>"))
        .collect();
    format!("<?xml version=\"1.0\"?><urlset>{urls}</urlset>")
}

pub fn engine() -> Engine {
    Engine::new(&settings())
}

/// Scrapes with options as JSON.
pub async fn scrape(engine: &Engine, url: &Url, options: Value) -> Result<Scraped, ScrapeError> {
    let options: ScrapeOptions = serde_json::from_value(options).unwrap();
    engine.scrape(url, url.as_str(), &options).await
}

pub fn state() -> Arc<ServerState> {
    Arc::new(ServerState::new(settings()))
}

/// A request as the core makes it of a request.
pub fn request(id: &str, body: Value) -> Request {
    Request {
        operation: operation(id),
        path: BTreeMap::new(),
        query: serde_json::Map::new(),
        headers: HeaderMap::new(),
        bytes: serde_json::to_vec(&body).unwrap().into(),
        body,
        file: None,
        origin: "http://127.0.0.1:3002".to_owned(),
    }
}

fn operation(id: &str) -> &'static Operation {
    let contract = Contract::load();
    contract.operation(id).unwrap()
}

pub fn body(response: &crate::response::Response) -> Value {
    match &response.body {
        crate::response::Body::Json(value) => value.clone(),
        crate::response::Body::Serialized(bytes) | crate::response::Body::Raw(_, bytes) => {
            serde_json::from_slice(bytes).unwrap()
        }
    }
}

/// Those of a double of the cloud, whose metadata always tells of the cache.
fn settings() -> Settings {
    Settings {
        keys: Some(Vec::new()),
        ..Settings::default()
    }
}
