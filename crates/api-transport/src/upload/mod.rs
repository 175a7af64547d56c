//! Uploads of files.

mod body;
mod content;
mod content_type;
mod multipart;
mod multipart_request;
mod source;

pub use multipart::PartNames;
pub use source::Upload;

pub(crate) use multipart_request::MultipartRequest;
