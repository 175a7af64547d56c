//! Starts the server and waits for its end.

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use firecrawl_local::{DemoSite, LocalServer, StartError};

use super::arguments::{Arguments, Command};
use super::banner::{self, Reach};
use super::{stop, webhook};

/// Serves until Ctrl-C or a request to terminate, or runs the command that is given.
///
/// # Errors
/// If the server cannot start, or the banner cannot be written.
pub async fn run(arguments: Arguments, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    if let Some(Command::Webhook(arguments)) = arguments.command {
        return webhook::send(arguments, out).await;
    }
    let keys = arguments.keys.len();
    let reach = Reach {
        from_others: !arguments.host.is_loopback(),
        to_private: !arguments.public_only,
    };
    let mut builder = LocalServer::builder()
        .host(arguments.host)
        .port(arguments.port)
        .page_documents(arguments.page_documents)
        .page_bytes(arguments.page_bytes)
        .public_only(arguments.public_only)
        .monitor_origin(arguments.monitor_origin)
        .log(arguments.verbose);
    if let Some(delay) = arguments.job_delay {
        builder = builder.pace(Duration::from_millis(delay));
    }
    if arguments.demo_hosts {
        builder = builder.demo_hosts();
    }
    if let Some(folder) = arguments.pages {
        if !folder.is_dir() {
            return Err(format!("--pages: {} is not a folder", folder.display()).into());
        }
        builder = builder.pages(folder);
    }
    for name in arguments.host_names {
        builder = builder.host_name(name);
    }
    if keys > 0 {
        builder = builder.keys(arguments.keys);
    }
    if let Some(secret) = arguments.webhook_secret.or_else(secret_of_environment) {
        builder = builder.webhook_secret(secret);
    }
    let server = builder.start().await.map_err(explained)?;
    let mut demo = None;
    if arguments.demo {
        let server = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
        demo = Some(DemoSite::start_beside(server).await?);
    }
    let demo_url = demo.as_ref().map(DemoSite::url);
    let stopped = stop::listen()?;
    banner::write(out, server.base_url(), demo_url.as_deref(), keys, reach)?;
    stopped.await;
    server.shutdown().await;
    writeln!(out, "Stopped.")?;
    Ok(())
}

/// Returns the error with its cause, and a hint for a port in use.
fn explained(error: StartError) -> String {
    let cause = error.source();
    let io = cause.and_then(|cause| cause.downcast_ref::<io::Error>());
    if io.is_some_and(|cause| cause.kind() == io::ErrorKind::AddrInUse) {
        return format!("{error}: the port is in use; choose another with --port");
    }
    cause.map_or(error.to_string(), |cause| format!("{error}: {cause}"))
}

pub(super) fn secret_of_environment() -> Option<String> {
    std::env::var("FIRECRAWL_WEBHOOK_SECRET")
        .ok()
        .filter(|secret| !secret.is_empty())
}
