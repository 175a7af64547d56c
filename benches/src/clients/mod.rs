//! What is measured: three ways to call the service, each as its own README tells.

mod client;
mod contender;
mod floor;
mod official;
mod subject;

pub use client::Ours;
pub use contender::Contender;
pub use floor::Floor;
pub use official::Official;
pub use subject::{Followed, Page, Subject};
