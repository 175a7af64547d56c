//! What can be chosen on the command line.

use std::net::{IpAddr, Ipv4Addr};

use clap::Parser;

/// The Firecrawl v2 contract on this machine, for development and tests.
///
/// It fetches pages itself, without a browser and without a model. Point a client at it with
/// FIRECRAWL_API_URL=http://127.0.0.1:3002, and at the service by taking that away again.
#[derive(Debug, Parser)]
#[command(name = "firecrawl-local", version)]
pub struct Arguments {
    /// The port to listen at; 0 takes a free one.
    #[arg(long, default_value_t = 3002)]
    pub port: u16,

    /// The address to listen at. Anyone who reaches it can have pages fetched from this machine.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,

    /// A key to accept, such as fc-test; may be given again. Without any, every key will do, and none too.
    #[arg(long = "key", value_name = "KEY")]
    pub keys: Vec<String>,

    /// Serve the bundled demo site as well, at the next port if that is free.
    #[arg(long)]
    pub demo: bool,

    /// The secret that signs webhooks; FIRECRAWL_WEBHOOK_SECRET where it is not given.
    #[arg(long, value_name = "SECRET")]
    pub webhook_secret: Option<String>,

    /// How many documents a page of job results holds at most.
    #[arg(long, value_name = "COUNT")]
    pub page_documents: Option<usize>,

    /// How many bytes of documents a page of job results holds at most; a larger one comes alone.
    #[arg(long, value_name = "BYTES")]
    pub page_bytes: Option<usize>,

    /// Log every request to standard error.
    #[arg(short, long)]
    pub verbose: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_arguments_only_this_machine_is_served() {
        let arguments = Arguments::parse_from(["firecrawl-local"]);
        assert!(arguments.host.is_loopback());
        assert_eq!(arguments.port, 3002);
        assert!(arguments.keys.is_empty() && !arguments.demo && !arguments.verbose);
    }

    #[test]
    fn keys_can_be_given_again() {
        let arguments =
            Arguments::parse_from(["firecrawl-local", "--key", "fc-one", "--key", "fc-two"]);
        assert_eq!(arguments.keys, ["fc-one", "fc-two"]);
    }
}
