//! From a prepared request to a response: attempts, time limits, bodies.

mod attempt;
mod attempt_error;
mod body;
mod call;
mod call_state;
mod decode;
mod json_error_path;
mod prepare;
mod raw_response;
mod redirect;
mod replayable_request;
mod retry_loop;
mod route;
mod trace;

pub use call::UnreadResponse;
pub use route::Route;

pub(crate) use raw_response::RawResponse;
pub(crate) use replayable_request::{Next, Replay};
