//! Results: as text, as JSON, as lines, as files.

mod file_name;
mod files;
#[allow(clippy::module_inception)]
mod output;
mod page_files;
mod pages;
#[cfg(feature = "parquet")]
mod parquet;
pub mod progress;
#[cfg(feature = "parquet")]
mod tables;
mod template;
pub mod terminal;

pub use files::write_file;
#[cfg(feature = "mcp")]
pub use output::text_of;
pub use output::{Lines, Output, arguments};
#[cfg(feature = "mcp")]
pub use page_files::files as write_page;
pub use pages::{Pages, Subject, Written, is_table};
