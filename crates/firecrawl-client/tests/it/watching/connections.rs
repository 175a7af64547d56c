//! Watches go the way of all requests.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use firecrawl_client::{Attempt, AttemptHook, Client, HeaderMap, ResponseHead, WatchEvent};
use firecrawl_local::{Builder, LocalServer};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;

use super::all;
use crate::http2::certificates;
use crate::setup::{KEY, Setup};

/// Forwards connections, and sends the first bytes of each.
async fn forward(to: String) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (heads, seen) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let (to, heads) = (to.clone(), heads.clone());
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !is_whole(&head) && client.read_buf(&mut head).await? > 0 {}
                let _ = heads.send(String::from_utf8_lossy(&head).into_owned());
                let mut server = TcpStream::connect(to).await?;
                server.write_all(&head).await?;
                copy_bidirectional(&mut client, &mut server).await
            });
        }
    });
    (url, seen)
}

fn is_whole(head: &[u8]) -> bool {
    head.windows(4).any(|end| end == b"\r\n\r\n")
}

#[tokio::test]
async fn a_watch_goes_through_the_proxy() {
    let setup = Setup::new().await;
    let (proxy, mut seen) = forward(setup.server.address().to_string()).await;
    let client = Client::builder().base_url(setup.server.base_url());
    let client = client.key(KEY).proxy(proxy).build().unwrap();
    let job = client.crawl(setup.page("/visit")).await.unwrap();
    let id = job.id().to_string();
    let watched = all(job.watch()).await;
    assert_eq!(watched.end(), "completed", "{watched:?}");
    let mut upgrades = Vec::new();
    while let Ok(head) = seen.try_recv() {
        upgrades.extend(head.contains("websocket").then_some(head));
    }
    let line = format!("GET {}/v2/crawl/{id} HTTP/1.1\r\n", setup.server.base_url());
    assert_eq!(upgrades.len(), 1);
    assert!(upgrades[0].starts_with(&line), "{upgrades:?}");
}

/// A server that prefers HTTP/2, in front of a local one.
struct Encrypted {
    url: String,
    /// The certificate of its authority.
    root: String,
    /// The protocols of its connections.
    protocols: mpsc::UnboundedReceiver<String>,
}

async fn encrypted(server: &LocalServer) -> Encrypted {
    let (root, config) = certificates(&["h2", "http/1.1"]);
    let acceptor = TlsAcceptor::from(config);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let (notes, protocols) = mpsc::unbounded_channel();
    let (to, base) = (server.address(), server.base_url().to_owned());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, notes, base) = (acceptor.clone(), notes.clone(), base.clone());
            tokio::spawn(async move {
                let mut stream = acceptor.accept(stream).await?;
                let protocol = stream.get_ref().1.alpn_protocol().unwrap_or_default();
                let protocol = String::from_utf8_lossy(protocol).into_owned();
                let _ = notes.send(protocol.clone());
                if protocol == "h2" {
                    let respond = service_fn(move |request| fetch(request, base.clone()));
                    let served = http2::Builder::new(TokioExecutor::new())
                        .serve_connection(TokioIo::new(stream), respond);
                    return served.await.map_err(std::io::Error::other);
                }
                let mut server = TcpStream::connect(to).await?;
                copy_bidirectional(&mut stream, &mut server).await?;
                Ok(())
            });
        }
    });
    Encrypted {
        url,
        root,
        protocols,
    }
}

/// Fetches what is requested from another server.
async fn fetch(
    request: Request<Incoming>,
    base: String,
) -> Result<Response<Full<Bytes>>, reqwest::Error> {
    let path = request.uri().path_and_query();
    let path = path.map_or("", |path| path.as_str());
    let body = reqwest::get(format!("{base}{path}")).await?;
    Ok(Response::new(body.bytes().await?.into()))
}

#[tokio::test]
async fn a_watch_speaks_http_1_with_the_tls_of_the_client() {
    let setup = Setup::new().await;
    let mut encrypted = encrypted(&setup.server).await;
    let builder = Client::builder().base_url(&encrypted.url);
    let client = builder.add_root_certificate(encrypted.root.as_str());
    let client = client.build().unwrap();
    let job = setup.client.crawl(setup.page("/visit")).await.unwrap();
    job.wait().await.unwrap();
    let watched = all(client.crawl_job(job.id().as_str()).watch()).await;
    assert_eq!(watched.end(), "completed", "{watched:?}");
    assert!(!watched.documents.is_empty());
    let mut protocols = Vec::new();
    while let Ok(protocol) = encrypted.protocols.try_recv() {
        protocols.push(protocol);
    }
    // The socket, and a connection for the status and the errors.
    assert_eq!(protocols, ["", "h2"]);
}

#[tokio::test]
async fn dropping_a_watch_closes_its_socket() {
    let slow = |server: Builder| server.pace(Duration::from_secs(3600));
    let setup = Setup::with(slow, |client| client).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let to = setup.server.address();
    let served = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await?;
        let mut server = TcpStream::connect(to).await?;
        copy_bidirectional(&mut client, &mut server).await
    });
    let job = setup.client.crawl(setup.page("/")).await.unwrap();
    let client = Client::builder().base_url(url).build().unwrap();
    let mut watch = client.crawl_job(job.id().as_str()).watch();
    let first = watch.next().await.unwrap().unwrap();
    assert!(matches!(first, WatchEvent::Started));
    assert!(!served.is_finished());
    drop(watch);
    served.await.unwrap().unwrap();
    let status = job.status().await.unwrap();
    assert_eq!(status.status.as_str(), "scraping");
}

/// Notes the status of each response.
struct Statuses(Arc<Mutex<Vec<u16>>>);

impl AttemptHook for Statuses {
    fn on_request(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        assert_eq!(attempt.number, 1);
        headers.insert("traceparent", "00-4b-00-01".parse().unwrap());
    }

    fn on_response(&self, _: &Attempt<'_>, response: &ResponseHead<'_>) {
        self.0.lock().unwrap().push(response.status.as_u16());
    }
}

#[tokio::test]
async fn a_hook_sees_the_handshake() {
    let setup = Setup::new().await;
    let job = setup.client.crawl(setup.page("/visit")).await.unwrap();
    job.wait().await.unwrap();
    let statuses = Arc::default();
    let builder = Client::builder().base_url(setup.server.base_url());
    let client = builder.attempt_hook(Statuses(Arc::clone(&statuses)));
    let client = client.build().unwrap();
    all(client.crawl_job(job.id().as_str()).watch()).await;
    assert_eq!(*statuses.lock().unwrap(), [101, 200, 200]);
    let requests = setup.server.requests();
    let mut requests = requests.iter();
    let upgrade = requests.find(|request| request.headers.contains_key("upgrade"));
    assert_eq!(upgrade.unwrap().headers["traceparent"], "00-4b-00-01");
}
