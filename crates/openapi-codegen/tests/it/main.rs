//! The pipeline on small contracts.

// The lints that a test may break are lifted under `cfg(test)` only.
#[cfg(test)]
mod collections;
#[cfg(test)]
mod contracts;
#[cfg(test)]
mod growth;
#[cfg(test)]
mod harmless;
#[cfg(test)]
mod hostile_text;
#[cfg(test)]
mod nullable_and_nested;
#[cfg(test)]
mod numbers;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod parity;
#[cfg(test)]
mod rare;
#[cfg(test)]
mod schema_forms;
#[cfg(test)]
mod small;
#[cfg(test)]
mod unions;
