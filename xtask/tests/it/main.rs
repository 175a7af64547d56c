//! Integration tests of the pipeline and of the repository that it keeps.

// The lints that a test may break are lifted under `cfg(test)` only.
#[cfg(test)]
mod tidy;
