//! The bundled demo site: the pages of a lighthouse museum that does not exist.
//!
//! [`DemoSite`] serves it at a port of its own; the texts lie in the crate's folder `demo`.

mod images;
mod pages;
mod router;
mod site;
mod special_pages;

pub use site::DemoSite;
