//! Tests of the client against the local server.

#[cfg(test)]
mod blocking;
#[cfg(test)]
mod extraction;
#[cfg(test)]
mod parse;
#[cfg(test)]
mod scrape;
#[cfg(test)]
mod setup;
#[cfg(test)]
mod tracing;
