//! Names of tools, and the groups in which they are offered.

use crate::commands::table::{Entry, Run};

/// A group of tools.
pub struct Toolset {
    /// The word of `--toolsets`.
    pub name: &'static str,
    /// A line of the help.
    pub about: &'static str,
    /// The commands whose operations it offers, or their first words.
    commands: &'static [&'static str],
}

/// The toolset that is offered if none is named.
pub const DEFAULT: &str = "core";
/// The toolset that may act on pages: click, write, run scripts.
pub const INTERACT: &str = "interact";

const fn toolset(
    name: &'static str,
    about: &'static str,
    commands: &'static [&'static str],
) -> Toolset {
    Toolset {
        name,
        about,
        commands,
    }
}

/// All toolsets.
pub const TOOLSETS: &[Toolset] = &[
    toolset(
        DEFAULT,
        "scrape, search, map, crawl, batches of URLs, and their jobs",
        &[
            "scrape",
            "search",
            "map",
            "crawl",
            "batch",
            "jobs status",
            "jobs results",
            "jobs errors",
            "jobs cancel",
        ],
    ),
    toolset(
        "extract",
        "extraction and agents, and earlier runs of agents",
        &["extract", "agent", "agents"],
    ),
    toolset(
        "parse",
        "files, with --read-from",
        &["parse", "formats", "upload-url"],
    ),
    toolset(
        INTERACT,
        "browser sessions; lets scrapes act on pages",
        &["interact"],
    ),
    toolset("monitor", "checks of pages on a schedule", &["monitor"]),
    toolset(
        "research",
        "papers, code and public records",
        &["research", "developer", "gov"],
    ),
    toolset(
        "account",
        "credits, activity, limits, running crawls",
        &[
            "usage",
            "threats",
            "jobs active",
            "jobs page",
            "crawl-params",
        ],
    ),
    toolset(
        "support",
        "questions about the service, feedback",
        &["support", "feedback", "exchange"],
    ),
];

impl Toolset {
    /// Returns true if a command belongs to it.
    pub fn has(&self, entry: &Entry) -> bool {
        let first = entry.name.split(' ').next().unwrap_or_default();
        self.commands.contains(&entry.name) || self.commands.contains(&first)
    }

    /// Finds the one of a command. `jobs wait` has none: reading the status can wait.
    pub fn of(entry: &Entry) -> Option<&'static Self> {
        TOOLSETS.iter().find(|toolset| toolset.has(entry))
    }
}

/// Returns the words for `--toolsets`, with what they offer.
pub fn help() -> String {
    let lines = TOOLSETS
        .iter()
        .map(|one| format!("\n  {:10}{}", one.name, one.about));
    format!(
        "Offer these groups of tools, `all` for everything:{}",
        lines.collect::<String>()
    )
}

/// Returns the name of the tool for a command.
///
/// Some hosts allow 60 characters, with the name of the server before them.
pub fn name(entry: &Entry) -> String {
    let name = match (entry.run, entry.name) {
        (Run::Batch, _) => "batch_scrape".to_owned(),
        (Run::Job, name) => name.replacen("jobs", "job", 1),
        (_, name) => name.to_owned(),
    };
    format!("firecrawl_{}", name.replace([' ', '-'], "_"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::table::TABLE;

    #[test]
    fn each_command_of_an_operation_is_in_one_toolset() {
        for entry in TABLE {
            let count = TOOLSETS.iter().filter(|toolset| toolset.has(entry)).count();
            let expected = usize::from(entry.name != "jobs wait");
            assert_eq!(
                count, expected,
                "{}: see TOOLSETS in src/mcp/toolset.rs",
                entry.name
            );
        }
    }
}
