//! The code of a new facade method, and the places where it belongs.

mod method;
mod place;

pub use method::Method;
pub use place::Place;
