//! Integration tests: the generated types against the corrected contract.

// The lints that a test may break are lifted under `cfg(test)` only.
#[cfg(test)]
mod builders;
#[cfg(test)]
mod codec;
#[cfg(test)]
mod collections;
#[cfg(test)]
mod contract;
#[cfg(test)]
#[rustfmt::skip]
mod dispatch;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod fields;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod hostile_bodies;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod responses;
#[cfg(test)]
mod sizes;
