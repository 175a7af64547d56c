//! `firecrawl completions` and `firecrawl man`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};
use clap_complete::Shell;

use crate::arguments;
use crate::failure::{Failure, exit};
use crate::output::{terminal, write_file};

/// Writes the completions of a shell.
pub fn completions(matches: &ArgMatches) -> Result<u8, Failure> {
    let shell = matches
        .get_one::<Shell>("shell")
        .copied()
        .unwrap_or(Shell::Bash);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut built(), "firecrawl", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(exit::OK)
}

/// Writes a manual page for each command.
pub fn man(matches: &ArgMatches) -> Result<u8, Failure> {
    let folder = PathBuf::from(
        matches
            .get_one::<String>("folder")
            .map_or(".", String::as_str),
    );
    fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
    let command = with_help(built().disable_help_subcommand(true));
    let written = pages(&command, "firecrawl", &folder)?;
    terminal::note(&format!("{written} pages in {}", folder.display()));
    Ok(exit::OK)
}

/// Returns the command with all flags of all commands.
fn built() -> Command {
    let mut command = arguments::command(&|_| true);
    command.build();
    command
}

/// Gives each flag a long help, as manual pages leave out the short one of flags that `-h` does not show, and each
/// page the usage as its synopsis, in place of all flags.
fn with_help(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    let command = command.override_usage(usage);
    let command = command.mut_args(|arg| {
        let help = arg.get_long_help().or(arg.get_help()).cloned();
        match help {
            Some(help) => arg.long_help(help),
            None => arg,
        }
    });
    command.mut_subcommands(with_help)
}

fn pages(command: &Command, name: &str, folder: &Path) -> Result<usize, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone().name(name.to_owned())).render(&mut page)?;
    write_file(&folder.join(format!("{name}.1")), &page)?;
    let mut written = 1;
    for inner in command
        .get_subcommands()
        .filter(|inner| inner.get_name() != "help")
    {
        written += pages(inner, &format!("{name}-{}", inner.get_name()), folder)?;
    }
    Ok(written)
}
