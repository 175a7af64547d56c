//! Integration tests: the comparison against real contracts, edits of them, and an independent one.

// The lints that a test may break are lifted under `cfg(test)` only.
#[cfg(test)]
#[cfg(all(feature = "cli", unix))]
mod action;
#[cfg(test)]
mod call_pairs;
#[cfg(test)]
mod calls;
#[cfg(test)]
#[cfg(feature = "cli")]
mod command;
#[cfg(test)]
mod contracts;
#[cfg(test)]
mod effective;
#[cfg(test)]
mod generated_code;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod named;
#[cfg(test)]
mod no_false_alarm;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod pairs;
#[cfg(test)]
mod places;
#[cfg(test)]
mod reach;
#[cfg(test)]
mod reachability;
#[cfg(test)]
mod restrictions;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod single;
#[cfg(test)]
mod symmetry;
#[cfg(test)]
mod wrapped;
