//! The command line.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// The Firecrawl v2 contract on this machine, for development and tests.
///
/// It fetches pages itself, without a browser and without a model. Point a client at it with
/// FIRECRAWL_API_URL=http://127.0.0.1:3002, and at the service by unsetting that.
#[derive(Debug, Parser)]
#[command(
    name = "firecrawl-local",
    version,
    args_conflicts_with_subcommands = true
)]
pub struct Arguments {
    /// A command in place of serving.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The port to listen on; 0 picks a free one.
    #[arg(long, default_value_t = 3002)]
    pub port: u16,

    /// The address to listen on. Everyone who reaches it can have pages fetched from this machine.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,

    /// A key to accept, such as fc-test; may be repeated. Without it any key is accepted, and none is needed.
    #[arg(long = "key", value_name = "KEY")]
    pub keys: Vec<String>,

    /// Also serve the bundled demo site, on the next port if that is free.
    #[arg(long)]
    pub demo: bool,

    /// Serve the pages of the demo site under every host name, so that nothing is fetched from other machines.
    #[arg(long)]
    pub demo_hosts: bool,

    /// Serve the files of this folder as the pages of sites: shop.example.com/tea.html in it is
    /// https://shop.example.com/tea.
    #[arg(long, value_name = "FOLDER")]
    pub pages: Option<PathBuf>,

    /// The secret that signs webhooks; by default FIRECRAWL_WEBHOOK_SECRET.
    #[arg(long, value_name = "SECRET")]
    pub webhook_secret: Option<String>,

    /// The maximum number of documents on a page of job results.
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    pub page_documents: usize,

    /// The maximum bytes of documents on a page of job results; a larger document is alone.
    #[arg(long, value_name = "BYTES", default_value_t = 10 * 1024 * 1024)]
    pub page_bytes: usize,

    /// The time that each page of a job takes, in milliseconds, so that its progress can be seen.
    #[arg(long, value_name = "MILLISECONDS")]
    pub job_delay: Option<u64>,

    /// Fetch nothing from addresses of this machine and of private networks.
    #[arg(long)]
    pub public_only: bool,

    /// A further name under which clients may reach the server; may be repeated.
    #[arg(long = "host-name", value_name = "NAME")]
    pub host_names: Vec<String>,

    /// Accept `origin` in the bodies of monitors, as some official clients send it.
    #[arg(long)]
    pub monitor_origin: bool,

    /// Log every request to standard error.
    #[arg(short, long)]
    pub verbose: bool,
}

/// The commands beside serving.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send signed events of webhooks to a receiver, to test it.
    Webhook(WebhookArguments),
}

/// The arguments of `firecrawl-local webhook`.
#[derive(Debug, Args)]
pub struct WebhookArguments {
    /// The types of the events, such as crawl.page; without any, one of each type.
    #[arg(value_name = "TYPE")]
    pub kinds: Vec<String>,

    /// The URL of the receiver.
    #[arg(long, value_name = "URL")]
    pub to: String,

    /// The secret that signs the events; by default FIRECRAWL_WEBHOOK_SECRET.
    #[arg(long, value_name = "SECRET")]
    pub secret: Option<String>,

    /// The id of the job or check.
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_valid() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_arguments_only_this_machine_is_served() {
        let arguments = Arguments::parse_from(["firecrawl-local"]);
        assert!(arguments.host.is_loopback());
        assert_eq!(arguments.port, 3002);
        assert!(arguments.keys.is_empty() && !arguments.demo && !arguments.verbose);
        assert!(arguments.job_delay.is_none() && !arguments.public_only);
    }

    #[test]
    fn keys_can_be_given_again() {
        let arguments =
            Arguments::parse_from(["firecrawl-local", "--key", "fc-one", "--key", "fc-two"]);
        assert_eq!(arguments.keys, ["fc-one", "fc-two"]);
    }
}
