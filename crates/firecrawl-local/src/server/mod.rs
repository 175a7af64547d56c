//! The HTTP server: connections, validation, dispatch, responses.

mod auth;
mod connections;
mod dispatch;
mod host;
mod http_response;
mod local_server;
mod recorder;
mod request_body;
mod tasks;
mod websocket;

pub use local_server::{InvalidPageUrl, LocalServer, StartError, UnknownOperation};
pub use recorder::{RecordedRequest, Recorder};
#[cfg(test)]
pub(crate) use request_body::read_form;
pub use tasks::Tasks;
