//! Finds the differences of two contracts, and the places that lead to them.

mod callbacks;
mod constraints;
mod cursor;
mod discriminator;
mod document;
mod equal;
mod limits;
mod matching;
mod messages;
mod object;
mod operation;
mod operations;
mod parts;
mod resolve;
mod schema;
mod security;
mod servers;
mod shape;
mod summary;
mod sunset;
mod type_names;
mod union;
mod values;
mod walker;
mod widened;

pub use cursor::{Cursor, is_markable};
pub use operation::Operation;
pub use operations::Pair;
pub use type_names::rivals;
pub use union::mark;
pub use walker::{Found, Root, Unit, Walker};
