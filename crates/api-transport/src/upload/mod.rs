//! Uploads of files.

mod content;
mod content_type;
mod form;
mod source;

pub use form::PartNames;
pub use source::Upload;

pub(crate) use form::{Advance, Form};
