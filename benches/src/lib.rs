//! Measures the Firecrawl client beside the official crate and the floor, plain reqwest.

pub mod bars;
pub mod clients;
pub mod commands;
pub mod document;
pub mod error;
pub mod figure;
pub mod group;
pub mod measure;
pub mod payload;
pub mod pieces;
pub mod process;
pub mod prose;
pub mod report;
pub mod results;
pub mod rounds;
pub mod routes;
pub mod samples;
pub mod scenarios;
pub mod seen;
pub mod server;
pub mod summary;
pub mod table;
pub mod work;
