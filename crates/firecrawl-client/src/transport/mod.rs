//! From a request to an answer: attempts, time limits, bodies.

mod answer;
mod attempt;
mod body;
mod call;
mod exchange;
mod failure;
mod payload;
mod prepare;
mod route;
mod trace;

pub(crate) use answer::Answer;

pub(crate) use payload::{Next, Payload, Replay};
pub(crate) use route::Route;
