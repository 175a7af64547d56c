//! The tree of commands.

use std::net::SocketAddr;

use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};

use super::examples::with_examples;
use super::flags;
use super::values::Parser;
use crate::commands::table::{Entry, GROUPS, Run, TABLE};
use crate::failure::EXIT_CODES;
use crate::input;
use crate::operations::{Given, Operation, Part};
use crate::output::{self, Target};
use crate::session;
use crate::started::JobKind;

const ABOUT: &str = "Web pages in, clean data out: the Firecrawl API on the command line";
const AFTER: &str = "\
Try it without a key: `firecrawl local` starts the service's contract with a small site on this \
machine, and says how to use it. `firecrawl login` stores a key.

Examples:
  firecrawl scrape example.com
  firecrawl crawl example.com --limit 50 -o site
  firecrawl batch -i urls.txt --jsonl -o pages.jsonl --checkpoint pages.journal
  firecrawl COMMAND --help        all flags of a command, with more examples
  firecrawl mcp --help            the same for models, in a host such as Claude Code";

/// Returns the command with everything below it.
///
/// Only the commands that `uses` names get the flags of their operations: they are many, and a run
/// needs those of one.
pub fn command(uses: &dyn Fn(&Entry) -> bool) -> Command {
    let mut command = Command::new("firecrawl")
        .version(env!("CARGO_PKG_VERSION"))
        .about(ABOUT)
        .after_help(AFTER)
        .after_long_help(format!("{AFTER}\n\n{EXIT_CODES}"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .propagate_version(true)
        // Of a flag that an alias has and the command line repeats, the last one counts.
        .args_override_self(true)
        .max_term_width(100)
        .args(output::arguments())
        .args(session::arguments())
        .args(flags::absent())
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .global(true)
                .hide_short_help(true)
                .help("Show the request and what it costs at most, and send nothing"),
        );
    for entry in TABLE.iter().filter(|entry| !entry.name.contains(' ')) {
        command = command.subcommand(of_entry(entry, uses));
    }
    for (name, about) in GROUPS {
        command = command.subcommand(group(name, about, uses));
    }
    command
        .subcommands(watching())
        .subcommand(request())
        .subcommands(account())
        .subcommands(own())
}

/// The last word of a command's name.
fn last(name: &'static str) -> &'static str {
    name.rsplit(' ').next().unwrap_or(name)
}

fn group(name: &'static str, about: &'static str, uses: &dyn Fn(&Entry) -> bool) -> Command {
    let prefix = format!("{name} ");
    let mut group = with_examples(Command::new(name), name)
        .about(about)
        .subcommand_required(true)
        .arg_required_else_help(true);
    for entry in TABLE.iter().filter(|entry| entry.name.starts_with(&prefix)) {
        group = group.subcommand(of_entry(entry, uses));
    }
    if name == "jobs" {
        group = group.subcommand(start(uses)).subcommand(
            Command::new("list").about("Lists the jobs that were started from this machine"),
        );
    }
    group
}

/// The commands that start a job and do not wait for it: those that wait, with `--no-wait` set.
fn start(uses: &dyn Fn(&Entry) -> bool) -> Command {
    let mut start = Command::new("start")
        .about("Starts a job, writes its id and ends")
        .subcommand_required(true)
        .arg_required_else_help(true);
    let is_start = |entry: &&Entry| matches!(entry.run, Run::Crawl | Run::Batch | Run::Start);
    for entry in TABLE.iter().filter(is_start) {
        let mut command = of_entry(entry, uses);
        if uses(entry) {
            command = command.mut_arg("no-wait", |arg| arg.default_value("true").hide(true));
            command = with_usage(command, "firecrawl jobs start", entry);
        }
        let about = format!("Starts a job of the kind {}", entry.name);
        start = start.subcommand(command.about(about));
    }
    start
}

/// Returns the command of an entry.
fn of_entry(entry: &'static Entry, uses: &dyn Fn(&Entry) -> bool) -> Command {
    let operation = entry.operations.first().and_then(|id| Operation::find(id));
    let about = match (entry.run, entry.name) {
        (Run::Job, "jobs status") => "Shows the state of a job",
        (Run::Job, "jobs results") => "Writes the pages or the result of a job",
        (Run::Job, "jobs wait") => "Waits for the end of a job",
        (Run::Job, "jobs errors") => "Lists the failed and blocked pages of a job",
        (Run::Job, _) => "Cancels a job",
        (Run::Batch, _) => "Scrapes a list of URLs of any length",
        (Run::Scrape, _) => "Writes the content of one page, or of several into a folder",
        (Run::Crawl, _) => "Follows the links of a site and writes its pages",
        (Run::Parse, _) => "Writes the content of a file of this machine, such as a PDF",
        (_, "extract") => "Extracts structured data from pages",
        (_, "agent") => "Gathers data on the web by an agent",
        _ => operation.map_or("", Operation::summary),
    };
    let command = Command::new(last(entry.name)).about(about.trim_end_matches('.'));
    let Some(operation) = operation else {
        return command;
    };
    match entry.run {
        _ if !uses(entry) => command,
        Run::Job => job(command, entry.name),
        _ => with_flags(command, entry, operation),
    }
}

fn with_flags(command: Command, entry: &Entry, operation: &'static Operation) -> Command {
    let doc = match entry.run {
        Run::Call => operation.doc.to_owned(),
        // These do more than one call, of which the documentation speaks.
        _ => {
            let about = command.get_about().map(ToString::to_string);
            let cost = operation.cost.map(|cost| format!("\n\n{cost}."));
            format!("{}.{}", about.unwrap_or_default(), cost.unwrap_or_default())
        }
    };
    let command = command.long_about(format!("{doc}\n\nCalls {}.", operation.route()));
    let mut command = with_usage(with_examples(command, entry.name), "firecrawl", entry);
    let listed = matches!(entry.run, Run::Scrape | Run::Batch);
    for flag in flags::of(operation) {
        let Given { argument, part, .. } = flag.given;
        let name = argument.name;
        // A list of URLs or a file takes their place.
        let is_replaced = listed && matches!(name, "url" | "urls")
            || entry.run == Run::Parse && matches!(*flag.given.place(), ["file"] | ["options"]);
        if !is_replaced {
            let is_required = flag.given.is_required() && (flag.positional || part == Part::Header);
            let arg = match flag.positional {
                true => flag.arg(),
                false => flag.arg().help_heading("Request"),
            };
            command = command.arg(match (is_required, part) {
                (true, Part::Body) => arg.required_unless_present("body"),
                (required, _) => arg.required(required),
            });
        }
    }
    if operation.body.is_some() {
        command = command.args(flags::free().map(|arg| arg.help_heading("Request")));
    }
    match entry.run {
        Run::Scrape => command
            .args(input::arguments())
            .args(Target::arguments())
            .args(schema()),
        Run::Crawl => command
            .args(Target::arguments())
            .args(schema())
            .args(waiting()),
        Run::Batch => {
            #[cfg(feature = "object-store")]
            let command = command.args(crate::store::arguments());
            command
                .args(input::arguments())
                .args(Target::arguments())
                .args(schema())
                .args(batch())
                .arg(
                    no_wait("Start all URLs as one batch, write its id and end")
                        .conflicts_with("checkpoint"),
                )
        }
        Run::Start => command.args(waiting()),
        Run::Parse => command.arg(
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .value_hint(ValueHint::FilePath)
                .help("The file; the end of its name says its kind"),
        ),
        Run::Call | Run::Job => command,
    }
}

/// Sets the usage, if clap takes what is required for optional, since `--body` may hold it.
fn with_usage(command: Command, before: &str, entry: &Entry) -> Command {
    let operation = entry.operations.first().and_then(|id| Operation::find(id));
    let usage = match (entry.run, operation) {
        (Run::Call | Run::Crawl | Run::Start, Some(operation)) => flags::usage(operation),
        _ => None,
    };
    match usage {
        Some(usage) => command.override_usage(format!("{before} {} {usage}", entry.name)),
        None => command,
    }
}

/// The flags that ask for structured data.
fn schema() -> [Arg; 1] {
    [Arg::new("schema")
        .long("schema")
        .visible_alias("schema-file")
        .value_name("JSON|@FILE")
        .help("Extract data of this JSON Schema, as the format `json`")
        .value_hint(ValueHint::FilePath)
        .value_parser(Parser {
            read: |text: &str| {
                let is_text = text.trim_start().starts_with('{') || text.starts_with('@');
                super::values::json(&if is_text {
                    text.to_owned()
                } else {
                    format!("@{text}")
                })
            },
            words: &[],
        })]
}

/// The flag that bounds a wait for a job.
fn wait_timeout() -> Arg {
    Arg::new("wait-timeout")
        .long("wait-timeout")
        .value_name("TIME")
        .value_parser(super::values::time)
        .help("Stop waiting if nothing new comes for this time; the job goes on [1h]")
}

fn no_wait(help: &'static str) -> Arg {
    Arg::new("no-wait")
        .long("no-wait")
        .action(ArgAction::SetTrue)
        .help(help)
}

/// The flag that cancels on Ctrl-C what was started.
fn cancel_on_interrupt() -> Arg {
    Arg::new("cancel-on-interrupt")
        .long("cancel-on-interrupt")
        .action(ArgAction::SetTrue)
        .help("Cancel the job on Ctrl-C; otherwise it goes on")
}

fn waiting() -> [Arg; 3] {
    [
        wait_timeout(),
        no_wait("Start the job, write its id and end; `firecrawl jobs results` reads it"),
        cancel_on_interrupt(),
    ]
}

fn batch() -> [Arg; 7] {
    let number = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("NUMBER")
            .value_parser(value_parser!(u32))
            .help(help)
    };
    [
        Arg::new("checkpoint")
            .long("checkpoint")
            .value_name("FILE")
            .value_hint(ValueHint::FilePath)
            .help("Keep a journal there; the same command continues after whatever ended it"),
        Arg::new("rewind")
            .long("rewind")
            .action(ArgAction::SetTrue)
            .requires("checkpoint")
            .help("Continue an output that lost a part from what is left of it"),
        wait_timeout(),
        // The next run would report the pages of cancelled batches as missing.
        cancel_on_interrupt()
            .help("Cancel the batches on Ctrl-C; otherwise they go on")
            .conflicts_with("checkpoint"),
        number("batch-size", "The number of URLs in a batch [100]")
            .value_parser(value_parser!(u32).range(1..)),
        number(
            "at-once",
            "The number of batches that run at once [as the plan allows]",
        )
        .value_parser(value_parser!(u32).range(1..)),
        number(
            "retries",
            "Scrape pages that failed again, so many times [0]",
        ),
    ]
}

fn job(command: Command, name: &str) -> Command {
    let command = command
        .arg(
            Arg::new("id")
                .value_name("ID")
                .required(true)
                .value_parser(NonEmptyStringValueParser::new())
                .help("The id of the job"),
        )
        .arg(
            Arg::new("kind")
                .long("kind")
                .value_name("KIND")
                .value_parser(value_parser!(JobKind))
                .help("The kind of job [known if it was started here; else each is tried]"),
        );
    match name {
        "jobs wait" => command.arg(wait_timeout()),
        "jobs results" => command.args(Target::arguments()).arg(wait_timeout()).arg(
            Arg::new("format")
                .long("format")
                .value_name("LIST")
                .value_delimiter(',')
                .help("The formats of which each page gets a file [markdown]"),
        ),
        _ => command,
    }
}

/// The commands that follow what the service sends by itself.
fn watching() -> [Command; 2] {
    let flag = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let listen = Command::new("listen")
        .about("Receives deliveries, checks their signatures and writes a line of JSON for each")
        .arg(
            flag("address", "ADDRESS", "The address to listen at")
                .default_value("127.0.0.1:8787")
                .value_parser(value_parser!(SocketAddr)),
        )
        .arg(
            flag(
                "secret-file",
                "FILE",
                "Read the secret from a file [FIRECRAWL_WEBHOOK_SECRET]",
            )
            .value_hint(ValueHint::FilePath),
        )
        .arg(
            flag(
                "unsigned",
                "",
                "Take deliveries of anyone, for a server that signs none",
            )
            .action(ArgAction::SetTrue),
        )
        .arg(flag(
            "forward",
            "URL",
            "Send each delivery on to this address of http, and respond as it does",
        ));
    [
        job(
            Command::new("watch").about("Writes the events of a crawl or batch as they happen"),
            "watch",
        ),
        Command::new("webhook")
            .about("Receives webhooks")
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand(listen),
    ]
}

fn request() -> Command {
    Command::new("request")
        .about("Calls any route of the service")
        .arg(
            Arg::new("method")
                .value_name("METHOD")
                .required(true)
                .help("Such as GET or POST"),
        )
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .required(true)
                .help("The path below the API root, such as /crawl/active"),
        )
        .arg(
            Arg::new("data")
                .short('d')
                .long("data")
                .value_name("JSON|@FILE")
                .value_parser(super::values::JSON)
                .help("The body"),
        )
        .arg(
            Arg::new("parameter")
                .long("query")
                .value_name("NAME=VALUE")
                .action(ArgAction::Append)
                .help("A parameter of the query"),
        )
}

fn account() -> [Command; 4] {
    [
        Command::new("login")
            .about("Stores a key, which is read from the standard input")
            .long_about(
                "Stores a key, which is read from the standard input or from --api-key-file. \
                 It is checked first. The official command line reads the same file.",
            ),
        Command::new("logout").about("Deletes the stored key"),
        Command::new("whoami").about("Shows which key is used, and its balance"),
        Command::new("doctor").about("Checks settings, connection and key"),
    ]
}

/// The commands about this program.
fn own() -> Vec<Command> {
    let mut commands = vec![
        Command::new("completions")
            .about("Writes the completions of a shell")
            .arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(value_parser!(clap_complete::Shell))
                    .help("The shell"),
            ),
        Command::new("man")
            .about("Writes the manual pages into a folder")
            .arg(
                Arg::new("folder")
                    .value_name("FOLDER")
                    .value_hint(ValueHint::DirPath)
                    .default_value(".")
                    .help("The folder, which is made if it does not exist"),
            ),
    ];
    #[cfg(feature = "mcp")]
    commands.push(crate::mcp::command());
    if cfg!(feature = "local") {
        commands.push(
            Command::new("local")
                .about("Starts the service's contract with a small site on this machine")
                .arg(
                    Arg::new("port")
                        .long("port")
                        .value_name("PORT")
                        .default_value("3002")
                        .value_parser(value_parser!(u16))
                        .help("0 takes a free one"),
                ),
        );
    }
    commands
}
