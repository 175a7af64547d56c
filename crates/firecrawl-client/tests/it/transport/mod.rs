//! Calls through servers that misbehave.

mod bodies;
mod budget;
mod faults;
mod idempotency;
mod keep_alive;
mod matrix;
mod operations;
mod resume;
mod successes;
mod time;
