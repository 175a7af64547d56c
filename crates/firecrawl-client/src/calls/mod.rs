//! A method for every operation.

mod address;
mod request;
mod scrape;

pub use request::RequestBuilder;
