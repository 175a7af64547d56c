//! `firecrawl mcp` with its flags.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};
use firecrawl_client::Client;
use rmcp::ServiceExt as _;

use super::http;
use super::selection::Selection;
use super::server::Server;
use super::state::State;
use super::toolset::{self, TOOLSETS};
use crate::failure::{Failure, exit};
use crate::interrupt::Interrupt;
use crate::operations::Operation;
use crate::session::{self, Origin, Session};

/// The host of the service.
const CLOUD: &str = "firecrawl.dev";
/// The time in which a server of one's own says whether it wants a key.
const PROBE: Duration = Duration::from_secs(2);

/// Returns the command.
pub fn command() -> Command {
    let list = |name: &'static str| {
        Arg::new(name)
            .long(name)
            .value_delimiter(',')
            .action(ArgAction::Append)
    };
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    let folder = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("FOLDER")
            .value_hint(ValueHint::DirPath)
            .value_parser(value_parser!(PathBuf))
            .help(help)
    };
    let toolsets = TOOLSETS.iter().map(|one| one.name).chain(["all"]);
    Command::new("mcp")
        .about("Serves the operations as tools for models, by the Model Context Protocol")
        .long_about(
            "Serves the operations as tools for models, by the Model Context Protocol: on the \
             standard input and output, which is how hosts start it, or with --http.",
        )
        .arg(
            list("toolsets")
                .value_name("LIST")
                .value_parser(PossibleValuesParser::new(toolsets))
                .hide_possible_values(true)
                .help("Offer these groups of tools, or `all` [core]")
                .long_help(toolset::help()),
        )
        .arg(
            list("tools")
                .value_name("LIST")
                .help("Offer these tools, by their names, instead"),
        )
        .arg(switch("read-only", "Offer only tools that change nothing"))
        .arg(
            Arg::new("budget")
                .long("budget")
                .value_name("CHARACTERS")
                .default_value("40000")
                .value_parser(value_parser!(u32).range(1_000..))
                .help("The most characters of a result; a cursor leads to the rest"),
        )
        .arg(folder(
            "write-to",
            "Write pages into this folder and return the paths of their files",
        ))
        .arg(folder(
            "read-from",
            "Let files below this folder be uploaded, with the toolset parse",
        ))
        .arg(
            Arg::new("http")
                .long("http")
                .value_name("ADDRESS")
                .num_args(0..=1)
                .default_missing_value("127.0.0.1:3003")
                .value_parser(value_parser!(SocketAddr))
                .help("Serve streamable HTTP at this address [127.0.0.1:3003]")
                .long_help(
                    "Serve streamable HTTP at this address, 127.0.0.1:3003 without one, under the \
                     path /mcp. If FIRECRAWL_MCP_TOKEN is set, requests need it as a bearer token.",
                ),
        )
        .arg(switch(
            "allow-remote",
            "Let --http take an address that other machines reach: they spend your credits",
        ))
        .arg(
            list("allow-host")
                .value_name("NAME")
                .help("Accept requests for this host name [those of this machine]"),
        )
        .arg(
            list("allow-origin")
                .value_name("ORIGIN")
                .help("Accept requests of web pages from this origin [none]"),
        )
}

/// Serves until the host ends it.
///
/// # Errors
///
/// If a setting is wrong, or the address is in use.
pub async fn run(matches: &ArgMatches) -> Result<u8, Failure> {
    let words = |name: &str| -> Vec<String> {
        matches
            .get_many::<String>(name)
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    };
    let address = matches.get_one::<SocketAddr>("http").copied();
    if let Some(address) = address
        && !address.ip().is_loopback()
        && !matches.get_flag("allow-remote")
    {
        return Err(Failure::usage(format!(
            "other machines reach {address}, and would use your key"
        ))
        .remedy("`--allow-remote` allows that; set FIRECRAWL_MCP_TOKEN as well"));
    }
    let session = Session::read(matches)?;
    let has_key = has_key(&session, matches);
    let is_cloud = session.url.as_ref().is_none_or(|url| url.contains(CLOUD));
    let client = session.client()?;
    let keyless = !has_key && (is_cloud || wants_key(&client).await);
    let folder = |name: &str| -> Result<Option<PathBuf>, Failure> {
        let path = matches.get_one::<PathBuf>(name);
        path.map(|path| std::path::absolute(path).map_err(|error| Failure::file(path, &error)))
            .transpose()
    };
    let read_from = folder("read-from")?
        .map(|path| {
            path.canonicalize()
                .map_err(|error| Failure::file(&path, &error))
        })
        .transpose()?;
    let selection = Selection {
        toolsets: words("toolsets"),
        tools: words("tools"),
        read_only: matches.get_flag("read-only"),
        keyless,
        has_files: read_from.is_some(),
    };
    let budget = matches.get_one::<u32>("budget").copied().unwrap_or(40_000);
    let state = State {
        client,
        tools: selection.tools()?,
        budget: budget as usize,
        write_to: folder("write-to")?,
        read_from,
        kept: Default::default(),
    };
    let state = Arc::new(state);
    match address {
        None => stdio(state).await,
        Some(address) => {
            let access = http::Access {
                address,
                hosts: words("allow-host"),
                origins: words("allow-origin"),
                token: std::env::var("FIRECRAWL_MCP_TOKEN")
                    .ok()
                    .filter(|token| !token.is_empty()),
            };
            http::serve(state, access).await
        }
    }
}

/// Serves on the standard input and output, until the input ends.
async fn stdio(state: Arc<State>) -> Result<u8, Failure> {
    let mut interrupt = Interrupt::listen();
    let serve = async {
        let service = Server(state)
            .serve(rmcp::transport::io::stdio_pipes())
            .await;
        // A host may go before it says anything, which is not a failure.
        if let Ok(service) = service {
            drop(service.waiting().await);
        }
    };
    tokio::select! {
        () = interrupt.asked() => {}
        () = serve => {}
    }
    Ok(exit::OK)
}

/// Returns true if a key is set; an empty variable sets none.
fn has_key(session: &Session, matches: &ArgMatches) -> bool {
    match session.key_origin {
        Origin::Unset => false,
        Origin::Environment => {
            std::env::var("FIRECRAWL_API_KEY").is_ok_and(|key| !key.trim().is_empty())
        }
        Origin::Flag | Origin::Stored => !matches.get_flag("keyless"),
    }
}

/// Asks a server of one's own whether it wants a key; many need none.
async fn wants_key(client: &Client) -> bool {
    let Some(operation) = Operation::find("getCreditUsage") else {
        return false;
    };
    let probe = session::send(client, operation, Default::default());
    match tokio::time::timeout(PROBE, probe).await {
        Ok(Err(error)) => error.is_auth(),
        _ => false,
    }
}
