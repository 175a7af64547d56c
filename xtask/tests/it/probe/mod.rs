//! `cargo xtask probe`, against the local server.

mod differences;
mod failures;
mod keys;
mod rig;
mod runs;
