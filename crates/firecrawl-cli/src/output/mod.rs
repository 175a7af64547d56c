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
mod target;
mod template;
pub mod terminal;

pub use file_name::hash;
pub use files::{sync_folder, write_file};
#[cfg(feature = "mcp")]
pub use output::text_of;
pub use output::{Lines, Output, arguments};
#[cfg(feature = "mcp")]
pub use page_files::files as write_page;
pub use pages::{Pages, Subject, Written};
pub use target::{Target, is_table};
