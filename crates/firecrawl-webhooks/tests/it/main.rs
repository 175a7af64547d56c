//! Integration tests: deliveries as they come, against the contract and without it.

// The lints that a test may break are lifted under `cfg(test)` only.
#[cfg(test)]
mod contract;
#[cfg(test)]
mod events;
#[cfg(test)]
mod signatures;
