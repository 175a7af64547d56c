//! Replays recorded exchanges and compares the answers.

mod compare;
mod exchanges;
mod known;
mod recording;
mod replay;
mod site;
