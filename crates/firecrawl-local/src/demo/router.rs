//! The addresses of the demo site.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CONTENT_TYPE, HOST, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::images;
use super::pages::{FOR_MACHINES, PAGES};
use super::special_pages;

/// The whole site, for a server of one's own.
///
/// Absolute links start with the `Host` of the request.
pub fn router() -> Router {
    let visits = Arc::new(AtomicU64::new(0));
    let mut router = Router::new();
    for page in PAGES.iter().chain([&FOR_MACHINES]) {
        let response = move |headers: HeaderMap| async move { html(page.html(&origin(&headers))) };
        router = router.route(page.path, get(response));
    }
    router
        .route("/sitemap.xml", get(sitemap))
        .route("/robots.txt", get(robots))
        .route("/images/{file}", get(image))
        .route("/favicon.ico", get(favicon))
        .route("/slow", get(slow))
        .route("/old-visit", get(moved))
        .route("/press", get(press))
        .route("/today", get(today))
        .route("/catalogue", get(catalogue))
        .route("/broken", get(broken))
        .route("/private/{page}", get(private))
        .fallback(missing)
        .with_state(visits)
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

async fn favicon() -> impl IntoResponse {
    (
        StatusCode::PERMANENT_REDIRECT,
        [(LOCATION, "/images/favicon.svg")],
    )
}

async fn slow(RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let asked = query.as_deref().and_then(|query| {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "ms")
            .and_then(|(_, value)| value.parse().ok())
    });
    let wait = asked
        .unwrap_or(special_pages::SLOW_BY_DEFAULT_MS)
        .min(special_pages::SLOW_AT_MOST_MS);
    tokio::time::sleep(Duration::from_millis(wait)).await;
    html(special_pages::slow(&origin(&headers), wait))
}

async fn moved() -> impl IntoResponse {
    (StatusCode::MOVED_PERMANENTLY, [(LOCATION, "/visit")])
}

async fn press(headers: HeaderMap) -> Response {
    html(special_pages::press(&origin(&headers)))
}

async fn today(State(visits): State<Arc<AtomicU64>>, headers: HeaderMap) -> Response {
    let visit = visits.fetch_add(1, Ordering::Relaxed) + 1;
    html(special_pages::today(&origin(&headers), visit))
}

async fn catalogue(headers: HeaderMap) -> Response {
    html(special_pages::catalogue(&origin(&headers)))
}

async fn broken(headers: HeaderMap) -> Response {
    let page = html(special_pages::broken(&origin(&headers)));
    (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
}

async fn private(Path(page): Path<String>, headers: HeaderMap) -> Response {
    if page == "staff-rota" {
        html(special_pages::private(&origin(&headers)))
    } else {
        missing(headers).await
    }
}

async fn missing(headers: HeaderMap) -> Response {
    let page = html(special_pages::missing(&origin(&headers)));
    (StatusCode::NOT_FOUND, page).into_response()
}

fn html(page: String) -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

/// Where the request found the site; a host that could break out of an attribute is not repeated.
fn origin(headers: &HeaderMap) -> String {
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .filter(|host| {
            host.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".:-[]_".contains(&byte))
        })
        .unwrap_or("localhost");
    format!("http://{host}")
}
