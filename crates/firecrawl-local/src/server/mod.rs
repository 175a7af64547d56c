//! The HTTP server: connections, validation, dispatch, responses.

mod auth;
mod connections;
mod dispatch;
mod http_response;
mod local_server;
mod request_body;
mod tasks;
mod websocket;

pub use local_server::{LocalServer, StartError, UnknownOperation};
#[cfg(test)]
pub(crate) use request_body::read_form;
pub use tasks::Tasks;
