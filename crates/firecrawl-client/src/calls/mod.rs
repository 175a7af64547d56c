//! A method for every operation.

mod parse;
mod scrape;
