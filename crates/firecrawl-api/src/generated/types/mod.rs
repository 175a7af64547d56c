//! What the operations take and give.
//!
//! Generated

mod requests;
mod responses;
mod shared;
pub use requests::*;
pub use responses::*;
pub use shared::*;
