//! The local server from outside, as a client sees it.

mod cli;
mod faults;
#[cfg(test)]
mod fidelity;
mod handshake;
mod operations;
mod raw;
mod readme;
mod requests;
mod running;
