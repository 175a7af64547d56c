//! Finding the differences of two contracts: what they are and which places lead to them.

mod at;
mod calls;
mod equal;
mod exchange;
mod matching;
mod numbers;
mod object;
mod operations;
mod peeled;
mod schema;
mod shape;
mod summary;
mod union;
mod walker;
mod whole;
mod widened;

pub use at::At;
pub use calls::Call;
pub use operations::Pair;
pub use walker::{Found, Root, Unit, Walker};
