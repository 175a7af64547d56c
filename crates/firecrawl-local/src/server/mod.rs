//! The server: building, starting, dispatching, stopping.

mod auth;
mod builder;
mod connections;
mod dispatch;
mod error_responses;
mod http_response;
mod local_server;
mod multipart;
mod request_body;
mod request_log;
mod tasks;
mod websocket;

pub use builder::Builder;
pub use local_server::{LocalServer, StartError, UnknownOperation};
pub use tasks::Tasks;
