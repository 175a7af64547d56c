//! Measures the Firecrawl client beside the official crate and a floor, plain reqwest.
//!
//! [`report::measure`] starts a server, then one process for each run of a subject, and keeps what
//! they report in `results/`; [`report::render`] turns the results into tables and plots. [`cli`] is
//! the command line of both kinds of processes.

pub mod builds;
pub mod cli;
pub mod codegen;
pub mod details;
pub mod document;
pub mod drivers;
pub mod figure;
pub mod llvm_lines;
pub mod made_on_request;
pub mod measure;
pub mod meter;
pub mod plot;
pub mod process;
pub mod programs;
pub mod report;
pub mod responses;
pub mod results;
pub mod rounds;
pub mod routes;
pub mod sample_text;
pub mod scenarios;
pub mod section;
pub mod server;
pub mod summary;
pub mod tls;
pub mod totals;
pub mod work;
