//! WebSockets over the connections of the client.
//!
//! The HTTP client opens the connection, with the same proxy, TLS and headers as for any request, and
//! hands it over once the server has switched the protocol. From then on tungstenite reads its frames.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use reqwest::header::{
    CONNECTION, HeaderMap, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_VERSION, UPGRADE,
};
use reqwest::{Response, StatusCode, Upgraded};
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error as FrameError, Message};

use super::attempt_error::AttemptError;
use super::body::BodyReader;
use super::call::{Boxed, Parts};
use super::retry_loop::{RetryLoop, used_up};
use super::runtime;
use crate::Prepared;
use crate::client::Client;
use crate::error::{Error, ErrorKind, ErrorResponse, READ_BYTES};
use crate::hook::{Attempt, Hooked};
use crate::origin::same_origin;

/// The longest pause within an error response.
const ERROR_TIME: Duration = Duration::from_secs(30);

/// A WebSocket that is read; dropping it closes the connection.
///
/// From [`Client::open_websocket`].
pub struct WebSocket {
    stream: WebSocketStream<Upgraded>,
    limit: usize,
}

impl Client {
    /// Opens a WebSocket with a prepared `GET` request, whose headers and address it gets.
    ///
    /// It is a single attempt over HTTP/1.1, on a connection of its own, with the settings and headers
    /// of every request; the key is in a header only. A message may be as large as a response.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Timeout`] if the server does not respond within `limit`, those of any request, and
    /// [`ErrorKind::Connection`] if the server, or a proxy on the way, does not switch the protocol.
    pub fn open_websocket<T>(
        &self,
        request: Result<Prepared<T>, Error>,
        limit: Duration,
    ) -> impl Future<Output = Result<WebSocket, Error>> + Send {
        self.open(request.map(Prepared::into_parts), limit)
    }

    fn open(&self, parts: Parts, limit: Duration) -> Boxed<'_, WebSocket> {
        Box::pin(async move {
            let (request, operation) = parts.map_err(|error| self.redact(error))?;
            let mut call = RetryLoop::new(self, operation.into(), request, BytesMut::new());
            #[cfg(feature = "tracing")]
            let span = call.state.span.clone();
            let opened = call.open_websocket(limit);
            #[cfg(feature = "tracing")]
            let opened = super::trace::call(&span, opened, |_| StatusCode::SWITCHING_PROTOCOLS);
            let opened = opened.await;
            opened.map_err(|error| call.complete(error))
        })
    }
}

impl RetryLoop<'_> {
    async fn open_websocket(&mut self, limit: Duration) -> Result<WebSocket, Error> {
        runtime::check()?;
        self.begin()?;
        let client = self.client;
        let shared = &client.shared;
        let pace = Arc::clone(&self.state.pace);
        let Some(turn) = self.turn(&pace, None).await else {
            return Err(self.out_of_time());
        };
        let Some(mut request) = self.state.request.build(client, None).await? else {
            return Err(used_up());
        };
        let key = switching_key();
        request.headers_mut().extend(switching_headers(&key)?);
        self.state.attempts += 1;
        let facts = Attempt::new(&self.state.route, client.root(), self.state.attempts);
        let hook = shared.settings.attempt_hook.as_deref();
        let hooked = hook.map(|hook| Hooked::new(hook, &facts, &mut request, shared));
        let http = shared.connections.upgradable();
        let opened = async {
            let response = timeout(limit, http.execute(request)).await;
            let response = response.map_err(|_| AttemptError::no_response(limit))?;
            let response = response.map_err(|error| AttemptError::new(error, &shared.root))?;
            match same_origin(response.url(), &shared.root) {
                true => Ok(response),
                false => Err(AttemptError::redirected(Some(response.url()))),
            }
        };
        #[cfg(feature = "tracing")]
        let opened = super::trace::handshake(shared.profile, &facts, opened);
        let opened = opened.await;
        if let Some(hooked) = &hooked {
            match &opened {
                Ok(response) => hooked.response(response.status(), response.headers()),
                Err(failed) => hooked.failure(failed.error.kind()),
            }
        }
        let (slot, now) = (turn.end(), client.clock().now());
        let response = opened.map_err(|failed| failed.error)?;
        if response.status() == StatusCode::TOO_MANY_REQUESTS {
            let response = read_error(response, limit, client).await;
            return Err(self.throttled(response, slot, now).0);
        }
        pace.accepted(slot, now);
        if response.status() != StatusCode::SWITCHING_PROTOCOLS || !is_websocket(&response, &key) {
            let is_success = !(300..600).contains(&response.status().as_u16());
            let response = read_error(response, limit, client).await;
            return Err(match is_success {
                true => not_switched().with_response(response),
                false => self.rejected(response).0,
            });
        }
        let upgraded = response.upgrade().await.map_err(|_| not_switched())?;
        let limit = shared.settings.body_limit;
        let config = WebSocketConfig::default()
            .max_message_size(Some(limit))
            .max_frame_size(Some(limit));
        let stream = WebSocketStream::from_raw_socket(upgraded, Role::Client, Some(config)).await;
        Ok(WebSocket { stream, limit })
    }
}

impl WebSocket {
    /// Returns the next text message; `None` once the server has closed the socket, with whatever code.
    ///
    /// Other messages are ignored, and do not count as a sign of life.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Timeout`] without a text message for the time `idle`, [`ErrorKind::TooLarge`] for a
    /// larger one than a response may be, and [`ErrorKind::Connection`] if the connection broke or the
    /// frames are invalid. A message that comes after a timeout can still be read; there are no more
    /// messages after another error.
    pub async fn next_text(&mut self, idle: Duration) -> Result<Option<Bytes>, Error> {
        let next = async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Text(text))) => return Ok(Some(text.into())),
                    Some(Ok(Message::Close(_))) | None => return Ok(None),
                    Some(Ok(_)) => {}
                    Some(Err(error)) => return Err(error),
                }
            }
        };
        match timeout(idle, next).await {
            Ok(text) => text.map_err(|error| broken(&error, self.limit)),
            Err(_) => Err(Error::new(
                ErrorKind::Timeout,
                format!("no message on the WebSocket for {idle:?}"),
            )),
        }
    }
}

impl fmt::Debug for WebSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebSocket").finish_non_exhaustive()
    }
}

/// Returns 16 random bytes in Base64, of whose alphabet hexadecimal digits are a part.
fn switching_key() -> String {
    format!("{:.21}A==", uuid::Uuid::new_v4().simple().to_string())
}

/// Returns the headers that ask for a WebSocket.
fn switching_headers(key: &str) -> Result<HeaderMap, Error> {
    let key = HeaderValue::from_str(key).map_err(|_| not_switched())?;
    let headers = [
        (CONNECTION, HeaderValue::from_static("Upgrade")),
        (UPGRADE, HeaderValue::from_static("websocket")),
        (SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13")),
        (SEC_WEBSOCKET_KEY, key),
    ];
    Ok(headers.into_iter().collect())
}

/// Returns whether the server has switched to a WebSocket, and for this request.
fn is_websocket(response: &Response, key: &str) -> bool {
    let header = |name| response.headers().get(name).map(HeaderValue::as_bytes);
    header(UPGRADE).is_some_and(|protocol| protocol.eq_ignore_ascii_case(b"websocket"))
        && header(SEC_WEBSOCKET_ACCEPT) == Some(derive_accept_key(key.as_bytes()).as_bytes())
}

async fn read_error(mut response: Response, limit: Duration, client: &Client) -> ErrorResponse {
    let limit = limit.min(ERROR_TIME);
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let mut reader = BodyReader {
        response,
        timer: pin!(sleep(limit)),
        end: Instant::now() + limit,
        total: limit,
        stall: limit,
    };
    let body = reader.read_start(READ_BYTES).await;
    ErrorResponse::new(status, headers, body, client.shared.profile.code_fields)
}

fn not_switched() -> Error {
    Error::new(
        ErrorKind::Connection,
        "the server, or a proxy on the way, did not switch to a WebSocket",
    )
}

fn broken(error: &FrameError, limit: usize) -> Error {
    match error {
        FrameError::Capacity(_) => Error::new(
            ErrorKind::TooLarge,
            format!("a message of the WebSocket has more than {limit} bytes"),
        ),
        // Their texts may contain what was received.
        _ => Error::new(
            ErrorKind::Connection,
            "the WebSocket broke before the server closed it",
        ),
    }
}
