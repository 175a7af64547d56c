//! The server: building, starting, dispatching, stopping.

mod auth;
mod body;
mod builder;
mod connections;
mod dispatch;
mod form;
mod log;
mod refusals;
mod respond;
mod running;
mod socket;
mod tasks;

pub use builder::Builder;
pub use running::{LocalServer, StartError, UnknownOperation};
pub use tasks::Tasks;
