//! From a prepared request to a response: attempts, time limits, bodies.

mod attempt;
mod attempt_error;
mod body;
mod call;
mod call_state;
mod decode;
mod retry_loop;
mod route;
mod runtime;
mod timer;
#[cfg(feature = "tracing")]
mod trace;
mod turn;
#[cfg(feature = "ws")]
mod websocket;

#[cfg(feature = "native-tls")]
pub(crate) use attempt_error::causes;
pub use call::UnreadResponse;
pub use route::Route;
#[cfg(feature = "ws")]
pub use websocket::WebSocket;
