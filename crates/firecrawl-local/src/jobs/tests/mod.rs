//! Jobs against small sites on this machine.

mod batches;
mod crawls;
mod site;
mod store;
mod synthetic;
