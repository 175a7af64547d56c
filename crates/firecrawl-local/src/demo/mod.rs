//! The bundled demo site: the pages of a fictional lighthouse museum.
//!
//! [`DemoSite`] serves it on a port of its own; the texts are in the crate's folder `demo`.

mod images;
mod pages;
mod router;
mod site;

pub use router::{FORWARDED_PROTO, router};
pub use site::DemoSite;
