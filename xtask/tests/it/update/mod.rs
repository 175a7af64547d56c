//! Taking a new contract.

mod command;
mod failures;
mod fetching;
mod history;
mod needs;
mod next;
mod prose;
mod server;
