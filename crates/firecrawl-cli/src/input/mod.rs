//! Lists of URLs: arguments, files, the standard input.

mod reader;
mod table;
mod urls;

#[cfg(all(test, feature = "object-store"))]
pub use urls::list;
pub use urls::{NOT_A_URL, Urls, arguments, of_sitemap, open};
