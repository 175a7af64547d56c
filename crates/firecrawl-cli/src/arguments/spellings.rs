//! Spellings of the official command line, and what they are here.
//!
//! They are looked up after clap has found a word that it does not know. So they are not in the help, cost a correct
//! command line nothing, and a flag of the contract with the same name always comes first.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Error};

use super::tree::command;
use crate::commands::table::Entry;
use crate::failure::Failure;

/// The counterpart of an official spelling.
#[derive(Clone, Copy)]
enum Instead {
    /// These words; the value stays after them, and is glued to a `=` or `@` at their end.
    Words(&'static str),
    /// A format besides those that are asked for, or besides Markdown; nothing is Markdown alone.
    Format(&'static str),
    /// Nothing, also for the value: it is so anyway.
    Nothing,
    /// Something that the user has to do.
    Advice(&'static str),
}

use Instead::{Advice, Format, Nothing, Words};

/// Flags: the commands that have them, separated by blanks, or none for all; the flag; its counterpart.
const FLAGS: &[(&str, &[&str], Instead)] = &[
    ("", &["-k"], Words("--api-key")),
    (
        "scrape batch crawl parse search",
        &["-f", "--formats"],
        Words("--format"),
    ),
    (
        "scrape batch crawl parse",
        &["-H", "--html"],
        Words("--format=html"),
    ),
    (
        "scrape batch crawl parse",
        &["-S", "--summary"],
        Words("--format=summary"),
    ),
    (
        "scrape batch crawl",
        &["--screenshot"],
        Format("screenshot"),
    ),
    (
        "scrape batch crawl",
        &["--full-page-screenshot"],
        Format(r#"{"type":"screenshot","fullPage":true}"#),
    ),
    ("search", &["--scrape"], Format("")),
    ("search", &["--scrape-formats"], Words("--format")),
    (
        "scrape batch crawl",
        &["--actions-file"],
        Words("--actions=@"),
    ),
    (
        "crawl search",
        &["--scrape-options-file"],
        Words("--scrape-options=@"),
    ),
    ("agent extract", &["--schema-file"], Words("--schema=@")),
    ("feedback", &["--metadata-file"], Words("--metadata=@")),
    ("scrape crawl map", &["-u", "--url"], Words("")),
    ("crawl map agent extract batch", &["--wait"], Words("")),
    ("crawl agent", &["--poll-interval"], Nothing),
    ("crawl", &["--max-discovery-depth"], Words("--max-depth")),
    ("agent", &["--thread"], Words("--thread-id")),
    ("developer research", &["--limit"], Words("--k")),
    ("research", &["--intent", "--question"], Words("")),
    ("search", &["--no-highlights"], Words("--highlights=false")),
    (
        "search",
        &["--no-domain-tools"],
        Words("--domain-tools=false"),
    ),
    (
        "scrape interact",
        &["--no-save-changes"],
        Words("--profile-save-changes=false"),
    ),
    ("interact", &["--ttl-inactivity"], Words("--activity-ttl")),
    ("interact", &["-c"], Words("--code")),
    (
        "interact",
        &["-s", "--scrape-id", "--session", "-p", "--prompt"],
        Words(""),
    ),
    ("interact", &["--node"], Words("--language=node")),
    ("interact", &["--python"], Words("--language=python")),
    ("interact", &["--bash"], Words("--language=bash")),
    ("scrape parse", &["--timing"], Words("--verbose")),
    ("feedback", &["--silent"], Words("--quiet")),
    (
        "crawl agent",
        &["--cancel"],
        Advice("`firecrawl jobs cancel ID` cancels a job"),
    ),
    (
        "crawl agent",
        &["--status"],
        Advice(
            "`firecrawl jobs status ID` shows the state of a job, and `firecrawl jobs results ID` \
             reads its result",
        ),
    ),
    (
        "agent",
        &["--timeout"],
        Advice("`--wait-timeout 60s` limits the wait for a job"),
    ),
    (
        "scrape",
        &["--max-pages"],
        Advice(r#"`--parsers '[{"type":"pdf","maxPages":10}]'` limits the pages of a PDF"#),
    ),
    (
        "scrape parse",
        &["-Q", "--query"],
        Advice(r#"`--format '{"type":"query","prompt":"…"}'` asks a question about the page"#),
    ),
    ("", &["--status"], Advice(STATUS)),
];

/// Commands.
const COMMANDS: &[(&[&str], Instead)] = &[
    (&["credit-usage", "credits"], Words("usage credits")),
    (&["search-papers"], Words("papers")),
    (&["inspect-paper", "read-paper"], Words("paper")),
    (&["related-papers"], Words("similar")),
    (&["search-feedback"], Words("feedback search")),
    (&["stop"], Words("end")),
    (&["status", "view-config"], Advice(STATUS)),
    (
        &["config", "init"],
        Advice("`firecrawl login` stores a key"),
    ),
    (
        &["download", "experimental", "x"],
        Advice("`firecrawl crawl URL -o FOLDER` writes the pages of a site into a folder"),
    ),
    (
        &["browser"],
        Advice(
            "`firecrawl interact open` opens a browser, and `firecrawl interact run` runs code in it",
        ),
    ),
    (
        &["setup", "launch"],
        Advice("`firecrawl mcp --help` shows how hosts start the tools for models"),
    ),
    (
        &["version"],
        Advice("`firecrawl --version` shows the version"),
    ),
];

/// The advice for `firecrawl interact "a prompt"`.
const PROMPT: Instead =
    Advice("`firecrawl interact page SCRAPE_ID PROMPT` works with the page of a scrape");

const STATUS: &str =
    "`firecrawl whoami` shows the key and its balance, and `firecrawl doctor` the settings";

/// The flags that ask for formats, in all spellings.
const FORMATS: [&str; 8] = [
    "--format",
    "--formats",
    "-f",
    "--scrape-formats",
    "--html",
    "-H",
    "--summary",
    "-S",
];

/// Reads the command line, of which the first word is the program; ends the program after `--help` or an error that
/// clap shows.
///
/// # Errors
///
/// If an official spelling has no counterpart in the same place.
pub fn parse(mut words: Vec<OsString>) -> Result<ArgMatches, Failure> {
    loop {
        let result = {
            let text: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
            let uses = |entry: &Entry| {
                let mut name = entry.name.split(' ');
                name.all(|part| text.iter().any(|word| word == part))
            };
            command(&uses).try_get_matches_from(&words)
        };
        match result {
            Ok(matches) => return Ok(matches),
            // Each round replaces a word by words that are no official spellings of the same command.
            Err(error) => match replaced(&error, &mut words) {
                Some(done) => done?,
                None => error.exit(),
            },
        }
    }
}

/// Replaces the word that clap does not know; `None` if the official command line does not have it either.
fn replaced(error: &Error, words: &mut Vec<OsString>) -> Option<Result<(), Failure>> {
    let (kind, is_flag) = match error.kind() {
        ErrorKind::UnknownArgument => (ContextKind::InvalidArg, true),
        ErrorKind::InvalidSubcommand => (ContextKind::InvalidSubcommand, false),
        _ => return None,
    };
    let Some(ContextValue::String(name)) = error.get(kind) else {
        return None;
    };
    let is_end = |word: &OsString| word == "--";
    let end = words.iter().position(is_end).unwrap_or(words.len());
    let text = |at: usize| words[at].to_str();
    let is_it = |at: &usize| text(*at).is_some_and(|word| value(word, name).is_some());
    let at = (1..end).find(is_it)?;
    let attached = text(at)
        .and_then(|word| value(word, name))
        .map(str::to_owned);
    let attached = attached.filter(|value| !value.is_empty());
    let has = |word: &str| (1..end).any(|at| text(at) == Some(word));
    let instead = if is_flag {
        let of_command = |commands: &str| commands.is_empty() || commands.split(' ').any(has);
        let rows = FLAGS.iter();
        let mut rows = rows.filter(|(_, flags, _)| flags.contains(&name.as_str()));
        rows.find(|(commands, ..)| of_command(commands))?.2
    } else if name.contains("://") {
        words.insert(at, "scrape".into());
        return Some(Ok(()));
    } else {
        let mut rows = COMMANDS.iter();
        let row = rows.find(|(names, _)| names.contains(&name.as_str()));
        let is_prompt = name.contains(' ') && has("interact");
        row.map(|(_, instead)| *instead)
            .or(is_prompt.then_some(PROMPT))?
    };
    let asks = |at: usize| {
        text(at).is_some_and(|word| FORMATS.iter().any(|flag| value(word, flag).is_some()))
    };
    let has_formats = (1..end).any(asks);
    let mut new: Vec<OsString> = Vec::new();
    // The word, and the value if it is a word of its own.
    let mut taken = 1;
    match instead {
        Advice(advice) => {
            let what = format!("`{name}` is a spelling of the official command line");
            return Some(Err(Failure::usage(what).remedy(advice)));
        }
        Nothing => taken += usize::from(attached.is_none() && at + 1 < end),
        Format(format) => {
            if !has_formats {
                new.push("--format=markdown".into());
            }
            if !format.is_empty() {
                new.push(format!("--format={format}").into());
            }
        }
        Words(other) if other.ends_with(['=', '@']) => {
            let mut word = OsString::from(other);
            match (attached, words.get(at + 1)) {
                (Some(value), _) => word.push(value),
                (None, Some(value)) => {
                    word.push(value);
                    taken += 1;
                }
                (None, None) => {}
            }
            new.push(word);
        }
        Words(other) => {
            new.extend(other.split_whitespace().map(OsString::from));
            new.extend(attached.map(OsString::from));
        }
    }
    words.splice(at..at + taken, new);
    Some(Ok(()))
}

/// Returns the value that is attached to a flag in a word, nothing if there is none; `None` for another word.
fn value<'a>(word: &'a str, flag: &str) -> Option<&'a str> {
    let rest = word.strip_prefix(flag)?;
    match (rest.strip_prefix('='), rest) {
        (_, "") => Some(""),
        (Some(value), _) => Some(value),
        // A short flag needs nothing between it and its value.
        (None, rest) if flag.len() == 2 && flag.starts_with('-') => Some(rest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use clap::Command;

    use super::*;

    #[test]
    fn counterparts_exist() {
        let tree = command(&|_| true);
        let flags = |command: &Command| -> Vec<String> {
            let arguments = command.get_arguments().filter_map(|arg| arg.get_long());
            arguments.map(str::to_owned).collect()
        };
        for (commands, old, instead) in FLAGS {
            let Words(new) = instead else { continue };
            let Some(new) = new.strip_prefix("--") else {
                continue;
            };
            let name = new.split('=').next().unwrap();
            for command in commands.split(' ').filter(|name| !name.is_empty()) {
                let command = tree.find_subcommand(command).unwrap();
                let mut inner = command.get_subcommands().chain([command, &tree]);
                assert!(
                    inner.any(|one| flags(one).iter().any(|flag| flag == name)),
                    "{old:?}: {new}"
                );
            }
        }
    }

    #[test]
    fn a_value_may_be_attached() {
        for (word, flag, expected) in [
            ("--html", "--html", Some("")),
            ("--formats=a", "--formats", Some("a")),
            ("--formatsx", "--formats", None),
            ("-fa", "-f", Some("a")),
            ("-f=a", "-f", Some("a")),
            ("-k", "-f", None),
        ] {
            assert_eq!(value(word, flag), expected, "{word}");
        }
    }
}
