//! Takes of any contract as much as can be generated.
//!
//! [`relax()`] corrects, before the checks, what leaves no doubt about the request: each correction
//! is a warning. [`most`] runs the pipeline and, where it fails, leaves out the operations that are
//! concerned, each with its reason, until the rest passes. Without `--lenient` neither is called, and
//! the same faults are errors, but for those that [`complete()`] corrects.

mod complete;
mod nulls;
mod parts;
mod relax;
mod skip;
#[cfg(test)]
mod tests;

pub(crate) use complete::complete;
pub(crate) use nulls::drop_nulls;
pub(crate) use relax::relax;
pub(crate) use skip::{Failure, most};
