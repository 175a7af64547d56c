//! A method for every operation.

mod scrape;
