//! `firecrawl mcp` with its flags.

use std::io::IsTerminal as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};
use rmcp::ServiceExt as _;
use tokio::sync::OnceCell;

use super::http;
use super::messages::Messages;
use super::selection::Selection;
use super::server::Server;
use super::state::State;
use super::toolset::{self, TOOLSETS};
use crate::failure::{Failure, exit};
use crate::interrupt::Interrupt;
use crate::output::terminal;
use crate::session::{Origin, Session, variable};

/// The host of the service.
const CLOUD: &str = "firecrawl.dev";
/// The end of the help.
const AFTER: &str = "\
Hosts start it themselves. Claude Code:
  claude mcp add firecrawl --env FIRECRAWL_API_KEY=fc-YOUR-KEY -- firecrawl mcp
Most others take this in their settings, with the whole path of the program if they do not find it:
  {\"mcpServers\": {\"firecrawl\": {\"command\": \"firecrawl\", \"args\": [\"mcp\"],
    \"env\": {\"FIRECRAWL_API_KEY\": \"fc-YOUR-KEY\"}}}}
After `firecrawl login`, the key can be left out. For a service of your own, set FIRECRAWL_API_URL.";

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
        .after_long_help(AFTER)
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
                .default_missing_value("127.0.0.1:3010")
                .value_parser(address)
                .help("Serve streamable HTTP at this address [127.0.0.1:3010]")
                .long_help(
                    "Serve streamable HTTP at this address or port, 127.0.0.1:3010 without one, under \
                     the path /mcp. If FIRECRAWL_MCP_TOKEN is set, requests need it as a bearer token.",
                ),
        )
        .arg(switch(
            "allow-remote",
            "Let --http take an address that other machines reach; needs FIRECRAWL_MCP_TOKEN",
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

/// Reads an address; a port alone is one of this machine.
fn address(text: &str) -> Result<SocketAddr, String> {
    let port = text.strip_prefix("localhost").unwrap_or(text);
    match port.strip_prefix(':').unwrap_or(port).parse::<u16>() {
        Ok(port) => Ok((Ipv4Addr::LOCALHOST, port).into()),
        Err(_) => text
            .parse()
            .map_err(|_| "not an address such as 127.0.0.1:3010".to_owned()),
    }
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
    let token = variable("FIRECRAWL_MCP_TOKEN");
    if let Some(address) = address.filter(|address| !address.ip().is_loopback())
        && !(matches.get_flag("allow-remote") && token.is_some())
    {
        return Err(Failure::usage(format!(
            "other machines reach {address}, and would use your key"
        ))
        .remedy(
            "`--allow-remote` allows that for requests with a token, which FIRECRAWL_MCP_TOKEN sets",
        ));
    }
    let key_file = matches.get_one::<String>("api-key-file");
    if address.is_none() && key_file.is_some_and(|file| file == "-") {
        return Err(
            Failure::usage("the standard input is for the protocol, not for the key")
                .remedy("set FIRECRAWL_API_KEY, or name a file with `--api-key-file`"),
        );
    }
    let session = Session::read(matches)?;
    let has_key = session.key_origin != Origin::Unset && !matches.get_flag("keyless");
    let is_cloud = session.url.as_ref().is_none_or(|url| url.contains(CLOUD));
    let client = session.client()?;
    // A server of one's own is asked when a host wants the tools.
    let keyless = match (has_key, is_cloud) {
        (true, _) => Some(false),
        (false, true) => Some(true),
        (false, false) => None,
    };
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
    let write_to = folder("write-to")?;
    if let Some(folder) = &write_to {
        // Before a page is paid that could not be written.
        let made = std::fs::create_dir_all(folder).and_then(|()| tempfile::tempfile_in(folder));
        made.map_err(|error| Failure::file(folder, &error))?;
    }
    let selection = Selection {
        toolsets: words("toolsets"),
        tools: words("tools"),
        read_only: matches.get_flag("read-only"),
        keyless: keyless == Some(true),
        has_files: read_from.is_some(),
    };
    let budget = matches.get_one::<u32>("budget").copied().unwrap_or(40_000);
    let state = State {
        client,
        tools: selection.tools()?,
        keyless: OnceCell::new_with(keyless),
        budget: budget as usize,
        write_to,
        read_from,
        kept: Default::default(),
        starting: Default::default(),
    };
    let state = Arc::new(state);
    let result = match address {
        None => stdio(state.clone()).await,
        Some(address) => {
            let access = http::Access {
                address,
                hosts: words("allow-host"),
                origins: words("allow-origin"),
                token,
            };
            http::serve(state.clone(), access).await
        }
    };
    state.end().await;
    result
}

/// Serves on the standard input and output, until the input ends.
async fn stdio(state: Arc<State>) -> Result<u8, Failure> {
    if std::io::stdin().is_terminal() {
        terminal::note(
            "waiting for messages of a host; `firecrawl mcp --help` shows how hosts start it, \
             Ctrl-C ends it",
        );
    }
    let mut interrupt = Interrupt::listen();
    let serve = async {
        let (input, output) = rmcp::transport::io::stdio_pipes();
        let service = Server(state).serve(Messages::new(input, output)).await;
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
