//! From a request to an answer: attempts, time limits, bodies.

mod answer;
mod attempt;
mod body;
mod call;
mod decode;
mod exchange;
mod failure;
mod payload;
mod place;
mod prepare;
mod redirect;
mod route;
mod tally;
#[cfg(test)]
mod tests;
mod trace;

pub(crate) use answer::Answer;

pub(crate) use payload::{Next, Payload, Replay};
pub(crate) use route::Route;
