//! Taking a new contract.

mod broken;
mod carried;
mod command;
mod decisions;
mod failures;
mod fetching;
mod follow_ups;
mod history;
mod made_up;
mod next;
mod prose;
mod reused_names;
mod server;
mod shared_types;
mod strange_names;
