//! Tests of the client against the local server.

#[cfg(test)]
mod construction;
#[cfg(test)]
mod official;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod scrape;
#[cfg(test)]
mod setup;
#[cfg(test)]
mod wire;
