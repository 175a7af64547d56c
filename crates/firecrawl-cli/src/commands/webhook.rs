//! `firecrawl webhook listen`: a receiver of webhooks on this machine.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clap::ArgMatches;
use firecrawl_client::webhook::{Event, Verifier};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::HeaderMap;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use serde_json::json;
use tokio::net::TcpListener;

use crate::failure::{Failure, exit, in_own_words};
use crate::interrupt::Interrupt;
use crate::output::{Lines, Output, terminal};
use crate::session::variable;

/// The largest delivery that is read, in bytes.
const LARGEST: usize = 32 << 20;
/// The time for the head of a request, and for a receiver that deliveries are forwarded to; the
/// service waits 10 s.
const PATIENCE: Duration = Duration::from_secs(8);
/// The variable with the secret.
const SECRET: &str = "FIRECRAWL_WEBHOOK_SECRET";

/// The state that all deliveries share.
struct Receiver {
    verifier: Verifier,
    lines: Mutex<Lines>,
    forward: Option<(Uri, Client<HttpConnector, Full<Bytes>>)>,
    /// Set when the output cannot be written any more.
    ended: tokio::sync::watch::Sender<Option<String>>,
}

/// Writes a line of JSON for each delivery until Ctrl-C.
pub async fn listen(matches: &ArgMatches) -> Result<u8, Failure> {
    let forward = matches
        .get_one::<String>("forward")
        .map(|address| forward(address));
    let (ended, mut end) = tokio::sync::watch::channel(None);
    let receiver = Arc::new(Receiver {
        verifier: verifier(matches)?,
        // The service sends a delivery once that was accepted.
        lines: Mutex::new(Output::read(matches).lines(true)?),
        forward: forward.transpose()?,
        ended,
    });
    let address = matches.get_one::<SocketAddr>("address").copied();
    let address = address.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8787)));
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| {
        Failure::new(format!("{address}: {error}")).remedy("name another address")
    })?;
    let bound = listener.local_addr()?;
    terminal::note(&format!("listening at http://{bound}"));
    let mut interrupt = Interrupt::listen();
    loop {
        let accepted = tokio::select! {
            () = interrupt.asked() => return Ok(exit::OK),
            ended = end.wait_for(Option::is_some) => {
                let fault = ended.ok().and_then(|fault| fault.clone()).unwrap_or_default();
                return match fault.is_empty() {
                    true => Ok(exit::OK),
                    false => Err(Failure::new(fault)),
                };
            }
            accepted = listener.accept() => accepted,
        };
        // A connection that broke before it was accepted.
        let Ok((stream, _)) = accepted else {
            // There may be too many, which the next attempt would not change.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let receiver = Arc::clone(&receiver);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(Arc::clone(&receiver), request));
            let mut server = hyper::server::conn::http1::Builder::new();
            server
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE);
            // What became of the connection is the sender's to see.
            let _ = server.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn verifier(matches: &ArgMatches) -> Result<Verifier, Failure> {
    let file = matches.get_one::<String>("secret-file");
    let secret = match file {
        Some(path) => {
            let read = std::fs::read_to_string(path);
            Some(read.map_err(|error| Failure::file(path.as_ref(), &error))?)
        }
        None => variable(SECRET),
    };
    match (secret, matches.get_flag("unsigned")) {
        (_, true) => Ok(Verifier::unsigned()),
        (Some(secret), _) => {
            let verifier = Verifier::new(secret.trim());
            verifier.map_err(|error| Failure::usage(in_own_words(error.to_string())))
        }
        (None, _) => Err(
            Failure::usage("no secret to check signatures with").remedy(format!(
                "set {SECRET} or `--secret-file`; `--unsigned` takes deliveries of anyone"
            )),
        ),
    }
}

fn forward(address: &str) -> Result<(Uri, Client<HttpConnector, Full<Bytes>>), Failure> {
    let uri: Option<Uri> = address.parse().ok();
    let uri = uri.filter(|uri| uri.scheme_str() == Some("http") && uri.host().is_some());
    let uri = uri.ok_or_else(|| {
        Failure::usage("`--forward` takes an address of http, such as http://127.0.0.1:8000/hook")
    })?;
    let client = Client::builder(TokioExecutor::new()).build_http();
    Ok((uri, client))
}

async fn answer(
    receiver: Arc<Receiver>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let status = match request.method() {
        &Method::POST => take(&receiver, request).await,
        _ => StatusCode::METHOD_NOT_ALLOWED,
    };
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    Ok(response)
}

async fn take(receiver: &Receiver, request: Request<Incoming>) -> StatusCode {
    let (head, body) = request.into_parts();
    let body = match tokio::time::timeout(PATIENCE, Limited::new(body, LARGEST).collect()).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE,
        Err(_) => return StatusCode::REQUEST_TIMEOUT,
    };
    let body = body.to_bytes();
    let event = match receiver.verifier.verify(&head.headers, body.clone()) {
        Ok(event) => event,
        Err(error) => {
            terminal::warn(&error.to_string());
            return error.status();
        }
    };
    if !receiver.write(&event) {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    match &receiver.forward {
        Some(target) => pass_on(target, &head.headers, body).await,
        None => StatusCode::OK,
    }
}

impl Receiver {
    /// Writes an event; false if that is over.
    fn write(&self, event: &Event) -> bool {
        let line = json!({"event": event.event_type(), "id": event.id(), "body": event.to_json()});
        let written = match self.lines.lock() {
            Ok(mut lines) => lines.write(&line),
            Err(_) => Ok(()),
        };
        match written {
            Ok(()) => true,
            Err(failure) => {
                self.ended.send_replace(Some(failure.message));
                false
            }
        }
    }
}

/// Sends a delivery on, with its signature, and returns the status of the receiver.
async fn pass_on(
    (uri, client): &(Uri, Client<HttpConnector, Full<Bytes>>),
    headers: &HeaderMap,
    body: Bytes,
) -> StatusCode {
    let mut request = Request::new(Full::new(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = uri.clone();
    for (name, value) in headers {
        if name == "content-type" || name.as_str().starts_with("x-firecrawl-") {
            request.headers_mut().append(name, value.clone());
        }
    }
    match tokio::time::timeout(PATIENCE, client.request(request)).await {
        Ok(Ok(response)) => response.status(),
        Ok(Err(_)) | Err(_) => {
            terminal::warn(&format!(
                "{uri} did not respond; the service sends the event again"
            ));
            StatusCode::BAD_GATEWAY
        }
    }
}
