//! Integration tests of the pipeline and of the repository that it keeps.

// The lints that a test may break are lifted under `cfg(test)` only.
#[cfg(test)]
mod adoption;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod check;
mod contracts;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod freshness;
#[cfg(test)]
mod generate;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod hostile_text;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod list;
#[cfg(test)]
mod pass_order;
#[cfg(test)]
mod revision;
#[cfg(test)]
mod scaffold;
#[cfg(test)]
mod scratch;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod twice;
#[cfg(test)]
mod unusual_operations;
#[cfg(test)]
mod update;
#[cfg(test)]
mod workflows;
