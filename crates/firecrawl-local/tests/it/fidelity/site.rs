//! The site that was recorded, rebuilt from what the recordings show of it.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{Response, StatusCode, Uri};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::recording::Recording;

const HTML: &str = "text/html; charset=utf-8";

/// The site on a port of its own; requests for a path that is held wait until it is released.
pub struct Site {
    pub address: SocketAddr,
    held: watch::Sender<BTreeSet<String>>,
    serving: JoinHandle<()>,
}

struct Shared {
    home: String,
    held: watch::Receiver<BTreeSet<String>>,
}

impl Site {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let held = watch::Sender::new(BTreeSet::new());
        let raw = Recording::load("022-scrape-ofmt-rawHtml");
        let home = raw.value["response"]["body"]["data"]["rawHtml"]
            .as_str()
            .unwrap();
        let shared = Arc::new(Shared {
            home: home.to_owned(),
            held: held.subscribe(),
        });
        let router = Router::new().fallback(serve).with_state(shared);
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.unwrap();
        });
        Self {
            address,
            held,
            serving,
        }
    }

    /// Lets requests for these paths wait.
    pub fn hold(&self, paths: impl IntoIterator<Item = impl Into<String>>) {
        self.held
            .send_modify(|held| held.extend(paths.into_iter().map(Into::into)));
    }

    /// Lets requests for this path through.
    pub fn release(&self, path: &str) {
        self.held.send_modify(|held| {
            held.remove(path);
        });
    }

    pub fn release_all(&self) {
        self.held.send_modify(BTreeSet::clear);
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(State(shared): State<Arc<Shared>>, uri: Uri) -> Response<Body> {
    let path = uri.path();
    let mut held = shared.held.clone();
    // It fails once the site and its client are gone.
    let _ = held.wait_for(|held| !held.contains(path)).await;
    if path == "/slow" && uri.query() == Some("ms=6000") {
        std::future::pending::<()>().await;
    }
    response(&shared, path)
}

fn response(shared: &Shared, path: &str) -> Response<Body> {
    if let Some(doc) = path.strip_prefix("/docs/") {
        let body = format!(
            "<h1>Doc {doc}</h1><p>Doc body {doc} — ünïcödé ✓</p><a href=\"/docs/1\">one</a>"
        );
        return html(200, &format!("Doc {doc}"), &body);
    }
    if let Some(many) = path.strip_prefix("/many/") {
        let body = format!("<h1>Many {many}</h1><p>small {many}</p>");
        return html(200, &format!("Many {many}"), &body);
    }
    match path {
        "/" => typed(200, HTML, shared.home.clone()),
        "/missing" => html(404, "Not Found", "<h1>Not Found</h1><p>nope</p>"),
        "/error" => html(500, "Server Error", "<h1>Server Error</h1><p>boom</p>"),
        "/forbidden" => html(403, "Forbidden", "<h1>Forbidden</h1><p>403</p>"),
        "/slow" => html(200, "Slow", "<h1>Slow</h1><p>slow content</p>"),
        "/private/secret" => html(200, "Secret", "<h1>Secret</h1><p>secret</p>"),
        "/private/other" => html(200, "Other", "<h1>Other</h1><p>other</p>"),
        "/redirect" => Response::builder()
            .status(StatusCode::FOUND)
            .header(LOCATION, "/docs/1")
            .body(Body::empty())
            .unwrap(),
        "/abort" => {
            let broken = futures_util::stream::once(async {
                Err::<bytes::Bytes, _>(std::io::Error::other("the site breaks off"))
            });
            Response::new(Body::from_stream(broken))
        }
        "/file.json" => typed(200, "application/json", "{\"k\":[1,2,{\"x\":null}]}"),
        "/robots.txt" => typed(
            200,
            "text/plain",
            "User-agent: *\nDisallow: /private/\nSitemap: http://site.test:13080/sitemap.xml\n",
        ),
        "/sitemap.xml" => typed(200, "application/xml", sitemap()),
        "/dupmeta" => typed(
            200,
            "text/html",
            "<html lang=\"en\"><head><title>T1</title><title>T2</title>\
             <meta name=\"description\" content=\"d1\"><meta name=\"description\" content=\"d2\">\
             <meta name=\"keywords\" content=\"k1\"><meta name=\"keywords\" content=\"k2\">\
             <meta name=\"robots\" content=\"noindex\"><meta name=\"robots\" content=\"nofollow\">\
             <meta property=\"og:title\" content=\"o1\"><meta property=\"og:title\" content=\"o2\">\
             <meta name=\"language\" content=\"xx\"><meta name=\"empty\" content=\"\">\
             </head><body>dup</body></html>",
        ),
        "/nometa" => typed(200, "text/html", "<p>no head at all</p>"),
        "/slowsite/" => html(200, "SlowSite", &index("SlowSite", "/slowsite/s", 12)),
        "/big/" => html(200, "Big", &index("Big", "/big/b", 5)),
        _ => further(path),
    }
}

/// The pages below an index.
fn further(path: &str) -> Response<Body> {
    if let Some(big) = path.strip_prefix("/big/") {
        let text = "Lorem ipsum dolor sit amet ".repeat(100);
        let body = format!("<h1>Big {big}</h1><p>{text}</p>");
        return html(200, &format!("Big {big}"), &body);
    }
    if path.starts_with("/slowsite/") {
        return html(200, path, &format!("<h1>{path}</h1><p>{path}</p>"));
    }
    html(404, "Not Found", "<h1>Not Found</h1><p>nope</p>")
}

fn index(title: &str, prefix: &str, count: usize) -> String {
    let name = prefix.rsplit('/').next().unwrap();
    let links: Vec<String> = (0..count)
        .map(|page| format!("<a href=\"{prefix}{page}\">{name}{page}</a>"))
        .collect();
    format!("<h1>{title}</h1><p>{}</p>", links.join(" "))
}

fn sitemap() -> String {
    let mut pages: Vec<String> = (1..=12).map(|doc| format!("docs/{doc}")).collect();
    pages.insert(0, String::new());
    pages.push("docs/sitemap-only?x=1".to_owned());
    let entries: String = pages
        .iter()
        .map(|page| format!("<url><loc>http://site.test:13080/{page}</loc></url>"))
        .collect();
    format!(
        "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{entries}</urlset>"
    )
}

fn html(status: u16, title: &str, body: &str) -> Response<Body> {
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title></head><body>{body}</body></html>"
    );
    typed(status, HTML, page)
}

fn typed(status: u16, kind: &'static str, body: impl Into<Body>) -> Response<Body> {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, kind)
        .body(body.into())
        .unwrap()
}
