//! The routes of the demo site.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CONTENT_TYPE, HOST, LOCATION};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::images;
use super::pages::{
    BROKEN, CATALOGUE, EXHIBIT_ROWS, FOR_MACHINES, MISSING, PAGES, PRESS, Page, SLOW, STAFF_ROTA,
    TODAY,
};

/// The header with the scheme of the request, where it is not `http`.
pub const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
/// The default delay of the slow page.
const DEFAULT_DELAY_MS: u64 = 2_000;
/// The maximum delay, so that a typing error does not hold a connection for days.
const MAX_DELAY_MS: u64 = 120_000;

/// Returns the whole site. Its absolute links start with the `Host` of the request.
pub fn router() -> Router {
    let special: [&'static Page; 3] = [&FOR_MACHINES, &PRESS, &STAFF_ROTA];
    let mut router = Router::new();
    for page in PAGES.iter().chain(special) {
        let handler = move |headers: HeaderMap| async move { html(page.html(&origin(&headers))) };
        router = router.route(page.path, get(handler));
    }
    router
        .route("/sitemap.xml", get(sitemap))
        .route("/robots.txt", get(robots))
        .route("/images/{file}", get(image))
        .route(
            "/favicon.ico",
            get(Redirect::permanent("/images/favicon.svg")),
        )
        .route("/slow", get(slow))
        .route("/old-visit", get(moved))
        .route("/today", get(today))
        .route("/catalogue", get(catalogue))
        .route("/broken", get(broken))
        .fallback(missing)
        .with_state(Arc::default())
}

async fn sitemap(headers: HeaderMap) -> Response {
    let origin = origin(&headers);
    let entries: String = PAGES
        .iter()
        .map(|page| format!("<url><loc>{origin}{}</loc></url>\n", page.path))
        .collect();
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</urlset>\n"
    );
    ([(CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response()
}

async fn robots(headers: HeaderMap) -> String {
    format!(
        "User-agent: *\nDisallow: /private/\n\nSitemap: {}/sitemap.xml\n",
        origin(&headers)
    )
}

async fn image(Path(file): Path<String>, headers: HeaderMap) -> Response {
    match file.strip_suffix(".svg").and_then(images::image) {
        Some(svg) => ([(CONTENT_TYPE, "image/svg+xml")], svg).into_response(),
        None => missing(headers).await,
    }
}

async fn slow(RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let wanted = query.as_deref().and_then(|query| {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "ms")
            .and_then(|(_, value)| value.parse().ok())
    });
    let delay = wanted.unwrap_or(DEFAULT_DELAY_MS).min(MAX_DELAY_MS);
    tokio::time::sleep(Duration::from_millis(delay)).await;
    let page = SLOW.html(&origin(&headers));
    html(page.replace("{{ms}}", &delay.to_string()))
}

async fn moved() -> impl IntoResponse {
    (StatusCode::MOVED_PERMANENTLY, [(LOCATION, "/visit")])
}

async fn today(State(visits): State<Arc<AtomicUsize>>, headers: HeaderMap) -> Response {
    const WINDS: [&str; 5] = ["north", "east", "south", "west", "all sides"];
    let visit = visits.fetch_add(1, Ordering::Relaxed) + 1;
    let page = TODAY.html(&origin(&headers));
    html(
        page.replace("{{visit}}", &visit.to_string())
            .replace("{{wind}}", WINDS[visit % WINDS.len()])
            .replace("{{seals}}", &(30 + visit % 50).to_string()),
    )
}

async fn catalogue(headers: HeaderMap) -> Response {
    let page = CATALOGUE.html(&origin(&headers));
    html(page.replace("{{exhibits}}", &EXHIBIT_ROWS))
}

async fn broken(headers: HeaderMap) -> Response {
    let page = html(BROKEN.html(&origin(&headers)));
    (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
}

async fn missing(headers: HeaderMap) -> Response {
    let page = html(MISSING.html(&origin(&headers)));
    (StatusCode::NOT_FOUND, page).into_response()
}

fn html(page: String) -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

/// Returns the origin of a request. A host that could break out of an attribute is not repeated.
fn origin(headers: &HeaderMap) -> String {
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .filter(|host| {
            host.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".:-[]_".contains(&byte))
        })
        .unwrap_or("localhost");
    let is_secure = headers
        .get(FORWARDED_PROTO)
        .is_some_and(|scheme| scheme == "https");
    format!("{}://{host}", if is_secure { "https" } else { "http" })
}
