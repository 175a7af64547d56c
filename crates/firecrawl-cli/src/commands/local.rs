//! `firecrawl local`: the service's contract on this machine.

use clap::ArgMatches;
use firecrawl_local::LocalServer;

use crate::failure::{Failure, exit};
use crate::interrupt::Interrupt;
use crate::output::Output;

/// Serves until Ctrl-C.
pub async fn run(matches: &ArgMatches) -> Result<u8, Failure> {
    let port = matches.get_one::<u16>("port").copied().unwrap_or(3002);
    let server = LocalServer::builder().port(port).demo_site().start().await;
    let server = server
        .map_err(|error| Failure::new(error.to_string()).remedy("`--port 0` takes a free port"))?;
    let (base, site) = (server.base_url(), server.demo_url().unwrap_or_default());
    Output::read(matches).text(&format!(
        "Serving the Firecrawl v2 contract at {base}, and a small site at {site}\n\n  \
         export FIRECRAWL_API_URL={base}\n  \
         firecrawl scrape {site}\n  \
         firecrawl crawl {site} --limit 5 -o site\n\n\
         It fetches whatever address it is asked to. Ctrl-C stops it."
    ))?;
    Interrupt::listen().asked().await;
    server.shutdown().await;
    Ok(exit::OK)
}
