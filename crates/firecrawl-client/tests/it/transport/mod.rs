//! Calls through servers that misbehave.

mod bodies;
mod budget;
mod faults;
mod idempotency;
mod keep_alive;
mod matrix;
mod operations;
mod resume;
// Shared with the integration tests, which use other parts of it.
#[allow(dead_code)]
#[path = "../../../tests/it/setup.rs"]
mod setup;
mod successes;
mod time;
#[allow(dead_code)]
#[path = "../../../tests/it/wire.rs"]
mod wire;
