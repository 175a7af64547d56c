//! The probe against the local server.

// The lints that a test may break are lifted under `cfg(test)` only.
#[cfg(test)]
mod differences;
#[cfg(test)]
mod failures;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod rig;
#[cfg(test)]
mod runs;
