//! The local server from outside, as a client sees it.

mod handshake;
mod operations;
mod requests;
mod running;
