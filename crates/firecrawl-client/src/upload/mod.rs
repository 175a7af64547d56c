//! Files on their way to the service.

mod body;
mod content;
mod content_type;
mod form;
mod outgoing;
mod source;

pub(crate) use outgoing::Outgoing;
pub use source::Upload;
