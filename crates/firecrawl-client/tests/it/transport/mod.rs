//! Calls through servers that misbehave.

mod bodies;
mod budget;
mod faults;
mod idempotency;
mod in_flight;
mod keep_alive;
mod matrix;
mod operations;
mod resume;
mod runtimes;
mod successes;
mod time;
