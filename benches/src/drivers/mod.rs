//! The subjects of the measurements, each called in the way that its README recommends.

mod client;
mod driver;
mod floor;
mod official;
mod subject;

pub use client::ClientDriver;
pub use driver::{Driver, Page, Target};
pub use floor::FloorDriver;
pub use official::OfficialDriver;
pub use subject::Subject;
