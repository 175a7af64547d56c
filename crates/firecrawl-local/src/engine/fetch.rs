//! Fetches URLs over HTTP.

use std::collections::HashMap;
use std::error::Error;
use std::io::ErrorKind;
use std::iter::successors;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::{Bytes, BytesMut};
use firecrawl_api::types::{Format, ScrapeOptions};
use http_body_util::BodyExt;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use parking_lot::RwLock;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, HeaderMap, HeaderName,
    HeaderValue, LOCATION, USER_AGENT,
};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use url::{Position, Url};

use super::map::is_web;
use super::page::{keeps_pdf, wants_bytes};
use super::page_folder;
use super::private_address::{PRIVATE, is_private, is_private_literal};
use super::scrape_error::ScrapeError;
use crate::demo::{self, FORWARDED_PROTO};
use crate::settings::Settings;
use crate::tls;

const MAX_REDIRECTS: usize = 10;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const AGENT: &str = concat!(
    "Mozilla/5.0 (compatible; firecrawl-local/",
    env!("CARGO_PKG_VERSION"),
    ")"
);
const MOBILE_AGENT: &str = concat!(
    "Mozilla/5.0 (Linux; Android 10; Mobile; compatible; firecrawl-local/",
    env!("CARGO_PKG_VERSION"),
    ")"
);
const ACCEPTED: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// Fetches URLs over HTTP, without cookies.
pub struct Fetcher {
    /// The client that accepts any certificate, and the one that verifies them; each is created by
    /// its first use, since reading the system's certificates is slow.
    clients: [OnceLock<Option<Client>>; 2],
    overrides: HashMap<String, SocketAddr>,
    /// The demo site, if it is served under every name.
    demo: Option<Router>,
    limit: usize,
    public_only: bool,
    /// The pages that are served without a fetch, by their URL.
    pages: RwLock<HashMap<Url, Bytes>>,
    /// The folder with the pages of further sites.
    folder: Option<Arc<Path>>,
}

/// The response of a site.
#[derive(Debug)]
pub struct Fetched {
    /// The URL after redirects.
    pub url: Url,
    /// The status.
    pub status: u16,
    /// The content type as received.
    pub content_type: Option<String>,
    /// The decompressed body.
    pub body: Bytes,
}

impl Fetcher {
    /// Creates the fetcher of a server.
    pub fn new(settings: &Settings) -> Self {
        let overrides = settings.resolve.iter();
        Self {
            clients: Default::default(),
            overrides: overrides
                .map(|(host, address)| (host.to_ascii_lowercase(), *address))
                .collect(),
            demo: settings.demo_hosts.then(demo::router),
            limit: settings.page_limit,
            public_only: settings.public_only,
            pages: RwLock::default(),
            folder: settings.pages.as_deref().map(Arc::from),
        }
    }

    /// Serves a page without fetching it.
    pub fn put_page(&self, mut url: Url, html: Bytes) {
        url.set_fragment(None);
        self.pages.write().insert(url, html);
    }

    /// Returns a page that is served without a fetch, or a missing one of the same site.
    fn own_page(&self, url: &Url) -> Option<Fetched> {
        let pages = self.pages.read();
        let found = pages.get(url);
        if found.is_none() && !pages.keys().any(|known| known.origin() == url.origin()) {
            return None;
        }
        Some(Fetched {
            url: url.clone(),
            status: if found.is_some() { 200 } else { 404 },
            content_type: Some("text/html; charset=utf-8".to_owned()),
            body: found.cloned().unwrap_or_else(page_folder::missing),
        })
    }

    /// Returns a page of the folder, or a missing one of a site that has pages there.
    async fn folder_page(&self, url: &Url) -> Option<Fetched> {
        let (folder, url) = (self.folder.clone()?, url.clone());
        let read = tokio::task::spawn_blocking(move || page_folder::read(&folder, &url));
        read.await.ok().flatten()
    }

    /// Fetches a URL, follows its redirects and reads the body up to the limit.
    pub async fn get(&self, url: &Url, options: &ScrapeOptions) -> Result<Fetched, ScrapeError> {
        if let Some(page) = self.own_page(url) {
            return Ok(page);
        }
        if let Some(page) = self.folder_page(url).await {
            return Ok(page);
        }
        let client = self.client(verifies(options))?;
        let mut headers = headers(options)?;
        let mut url = url.clone();
        for _ in 0..=MAX_REDIRECTS {
            let response = self.send(client, &url, headers.clone()).await?;
            let Some(target) = redirect(&url, &response)? else {
                return self.read(url, response).await;
            };
            if target.origin() != url.origin() {
                // Credentials for one site must not reach another one.
                headers.remove(AUTHORIZATION);
                headers.remove(COOKIE);
            }
            url = target;
        }
        Err(ScrapeError::site("too many redirects"))
    }

    /// Fetches a file of a site; `None` if it cannot be read.
    pub async fn file(&self, url: &Url) -> Option<Fetched> {
        let fetched = self.get(url, &ScrapeOptions::default()).await.ok()?;
        (fetched.status == 200).then_some(fetched)
    }

    fn client(&self, verify: bool) -> Result<&Client, ScrapeError> {
        self.clients[usize::from(verify)]
            .get_or_init(|| client(&self.overrides, verify, self.public_only).ok())
            .as_ref()
            .ok_or(ScrapeError::TLS)
    }

    async fn send(
        &self,
        client: &Client,
        url: &Url,
        mut headers: HeaderMap,
    ) -> Result<Response, ScrapeError> {
        if let Some(site) = self.demo.clone().filter(|_| self.is_demo(url)) {
            return demo_page(site, url, headers).await;
        }
        // Addresses of names are checked when they are resolved.
        if self.public_only && is_private_literal(url) {
            return Err(ScrapeError::site(PRIVATE));
        }
        let mut address = url.clone();
        // A resolver cannot replace a port in the URL, so plain HTTP to an overridden host uses the
        // address itself with the host's name in the header.
        if url.scheme() == "http"
            && let Some(host) = url.host_str()
            && let Some(target) = self.overrides.get(host)
            && target.port() != 0
        {
            let name = match url.port() {
                Some(port) => format!("{host}:{port}"),
                None => host.to_owned(),
            };
            let name = HeaderValue::from_str(&name).map_err(|_| ScrapeError::dns(host))?;
            headers.insert(HOST, name);
            if address.set_ip_host(target.ip()).is_err()
                || address.set_port(Some(target.port())).is_err()
            {
                return Err(ScrapeError::dns(host));
            }
        }
        client
            .get(address)
            .headers(headers)
            .send()
            .await
            .map_err(|error| convert_error(url, &error))
    }

    /// Returns whether the demo site is served for a URL: under every name that is not local.
    fn is_demo(&self, url: &Url) -> bool {
        url.domain().is_some_and(|name| {
            let is_public = name.contains('.') && !name.ends_with(".invalid");
            is_public && !self.overrides.contains_key(name)
        })
    }

    async fn read(&self, url: Url, mut response: Response) -> Result<Fetched, ScrapeError> {
        let status = response.status().as_u16();
        let content_type = response
            .headers()
            .get(CONTENT_TYPE)
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let mut body = BytesMut::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| convert_error(&url, &error))?
        {
            if body.len() + chunk.len() > self.limit {
                let reason = format!("larger than {} bytes", self.limit);
                return Err(ScrapeError::unsupported(reason));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Fetched {
            url,
            status,
            content_type,
            body: body.freeze(),
        })
    }
}

/// Returns the response of the demo site, without a connection.
async fn demo_page(site: Router, url: &Url, headers: HeaderMap) -> Result<Response, ScrapeError> {
    let mut request = axum::http::Request::new(Body::empty());
    *request.headers_mut() = headers;
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let path = &url[Position::BeforePath..Position::AfterQuery];
    let host = HeaderValue::from_str(host).map_err(|_| ScrapeError::dns(host))?;
    let scheme = HeaderValue::from_str(url.scheme()).map_err(|_| ScrapeError::ENGINES)?;
    request.headers_mut().insert(HOST, host);
    request.headers_mut().insert(FORWARDED_PROTO, scheme);
    *request.uri_mut() = path.parse().map_err(|_| ScrapeError::site("invalid URL"))?;
    let Ok(response) = TowerToHyperService::new(site).call(request).await;
    let (parts, body) = response.into_parts();
    let body = body.collect().await.map_err(|_| ScrapeError::ENGINES)?;
    let response = axum::http::Response::from_parts(parts, body.to_bytes());
    Ok(Response::from(response))
}

fn client(
    overrides: &HashMap<String, SocketAddr>,
    verify: bool,
    public_only: bool,
) -> Result<Client, Box<dyn Error>> {
    let mut builder = tls::client_builder(verify)
        // The sites are on loopback, which proxies of the environment do not reach.
        .no_proxy()
        .redirect(Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .dns_resolver(Arc::new(Resolver { public_only }));
    for (host, address) in overrides {
        builder = builder.resolve(host, *address);
    }
    Ok(builder.build()?)
}

fn headers(options: &ScrapeOptions) -> Result<HeaderMap, ScrapeError> {
    let mut headers = HeaderMap::new();
    let is_mobile = options.mobile == Some(true);
    let agent = if is_mobile { MOBILE_AGENT } else { AGENT };
    headers.insert(USER_AGENT, HeaderValue::from_static(agent));
    headers.insert(ACCEPT, HeaderValue::from_static(ACCEPTED));
    if let Ok(languages) = HeaderValue::from_str(&languages(options))
        && !languages.is_empty()
    {
        headers.insert(ACCEPT_LANGUAGE, languages);
    }
    for (name, value) in options.headers.iter().flatten() {
        let bad = || ScrapeError::bad_request(format!("header \"{name}\" cannot be sent"));
        let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad())?;
        let value = HeaderValue::from_str(value).map_err(|_| bad())?;
        // The user cannot set the headers of the connection.
        if !matches!(
            header.as_str(),
            "host" | "connection" | "content-length" | "transfer-encoding" | "accept-encoding"
        ) {
            headers.insert(header, value);
        }
    }
    Ok(headers)
}

/// Returns whether certificates are verified.
fn verifies(options: &ScrapeOptions) -> bool {
    options.skip_tls_verification == Some(false)
}

/// Returns the accepted languages, in the form of their header.
fn languages(options: &ScrapeOptions) -> String {
    let location = options.location.as_ref();
    let languages = location.and_then(|location| location.languages.as_deref());
    languages.unwrap_or_default().join(",")
}

/// Returns a key that is equal for fetches on which the site's response cannot differ.
pub fn page_key(url: &Url, options: &ScrapeOptions) -> Arc<str> {
    let mut url = url.clone();
    url.set_fragment(None);
    let (verify, mobile) = (verifies(options), options.mobile == Some(true));
    let (pdf, bytes) = (keeps_pdf(options), wants_bytes(options));
    let ads = options.block_ads != Some(false);
    let country = options
        .location
        .as_ref()
        .and_then(|location| location.country.as_deref());
    let country = country.unwrap_or_default().to_ascii_uppercase();
    let languages = languages(options);
    let screenshots = options.formats.iter().flatten();
    let screenshots = screenshots.filter(|format| matches!(format, Format::Screenshot(_)));
    let screenshots: Vec<&Format> = screenshots.collect();
    // Formats always serialize.
    let screenshots = serde_json::to_string(&screenshots).unwrap_or_default();
    format!("{url}\n{verify} {mobile} {ads} {pdf} {bytes} {country} {languages} {screenshots}")
        .into()
}

/// Returns the target of a redirect.
fn redirect(url: &Url, response: &Response) -> Result<Option<Url>, ScrapeError> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = response.headers().get(LOCATION) else {
        return Ok(None);
    };
    let target = std::str::from_utf8(location.as_bytes())
        .ok()
        .and_then(|location| url.join(location).ok())
        .filter(is_web)
        .ok_or_else(|| ScrapeError::site("invalid redirect"))?;
    Ok(Some(target))
}

fn convert_error(url: &Url, error: &reqwest::Error) -> ScrapeError {
    for cause in successors(error.source(), |&cause| cause.source()) {
        if let Some(error) = cause.downcast_ref::<std::io::Error>()
            && error.kind() == ErrorKind::PermissionDenied
            && error.to_string() == PRIVATE
        {
            return ScrapeError::site(PRIVATE);
        }
        if let Some(error) = cause.downcast_ref::<std::io::Error>()
            && error.kind() == ErrorKind::NotFound
        {
            return ScrapeError::dns(&error.to_string());
        }
        if error.is_connect() && url.scheme() == "https" && is_failed_handshake(cause) {
            return ScrapeError::TLS;
        }
    }
    ScrapeError::ENGINES
}

/// A failed handshake is an I/O error about invalid data, wrapped in another one that does not have it
/// as its source.
fn is_failed_handshake(cause: &(dyn Error + 'static)) -> bool {
    let first = cause.downcast_ref::<std::io::Error>();
    let mut errors = successors(first, |error| error.get_ref()?.downcast_ref());
    errors.any(|error| {
        matches!(
            error.kind(),
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof
        )
    })
}

/// Resolves host names with an error that names the host, or says that it is private.
pub struct Resolver {
    public_only: bool,
}

impl Resolver {
    /// Creates the resolver of a server.
    pub fn new(settings: &Settings) -> Self {
        let public_only = settings.public_only;
        Self { public_only }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let public_only = self.public_only;
        Box::pin(async move {
            // `.invalid` never resolves (RFC 6761).
            if host.rsplit('.').next() == Some("invalid") {
                return Err(no_such_host(host));
            }
            let found = tokio::net::lookup_host((host.as_str(), 0)).await;
            match found.map(|addresses| addresses.collect::<Vec<_>>()) {
                // One private address among others could be the one that is used.
                Ok(addresses) if public_only && addresses.iter().any(|at| is_private(at.ip())) => {
                    Err(std::io::Error::new(ErrorKind::PermissionDenied, PRIVATE).into())
                }
                Ok(addresses) => Ok(Box::new(addresses.into_iter()) as Addrs),
                Err(_) => Err(no_such_host(host)),
            }
        })
    }
}

/// No other error of a connection has this kind.
fn no_such_host(host: String) -> Box<dyn Error + Send + Sync> {
    std::io::Error::new(ErrorKind::NotFound, host).into()
}
