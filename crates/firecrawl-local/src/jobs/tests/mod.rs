//! Jobs against small sites on this machine.

mod batches;
mod crawls;
mod made_up;
mod site;
mod store;
