//! The server: building, starting, dispatching, stopping.

mod builder;

pub use builder::{Builder, LocalServer, StartError};
