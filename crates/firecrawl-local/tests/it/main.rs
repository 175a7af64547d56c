//! The local server from outside, as a client sees it.

// The lints that a test may break are lifted under `cfg(test)` only.
#[cfg(test)]
mod billing;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod earlier_results;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod fidelity;
#[cfg(test)]
mod handshake;
#[cfg(test)]
mod local_pages;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod raw;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod running;
#[cfg(test)]
mod watch_faults;
#[cfg(test)]
mod webhook_events;
