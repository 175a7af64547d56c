//! Examples in the help of commands.

use clap::Command;

/// The examples of each command that has some.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "scrape",
        "\
  firecrawl scrape example.com                          Markdown on the standard output
  firecrawl scrape example.com --format markdown,links  both, as JSON
  firecrawl scrape example.com --schema price.json      data of this JSON Schema
  firecrawl scrape a.example b.example -o pages         a file for each",
    ),
    (
        "crawl",
        "\
  firecrawl crawl example.com --limit 50 -o site        a folder with a file for each page
  firecrawl crawl example.com --limit 50 --jsonl        a line of JSON for each page
  firecrawl crawl example.com --no-wait                 the id; `firecrawl jobs results ID` reads it",
    ),
    (
        "batch",
        "\
  firecrawl batch -i urls.txt -o pages                  a folder with a file for each page
  firecrawl batch -i urls.csv --column link --jsonl     a line of JSON for each page
  firecrawl batch -i urls.txt --jsonl -o pages.jsonl --errors failed.jsonl --checkpoint pages.journal
The last one survives anything: the same command again continues where it was.",
    ),
    (
        "jobs",
        "\
  firecrawl jobs list                                   what was started from this machine
  firecrawl jobs results ID -o site                     its pages, also a day later",
    ),
];

/// Adds the examples of a command at the end of its help.
pub fn with_examples(command: Command, name: &str) -> Command {
    match EXAMPLES.iter().find(|(known, _)| *known == name) {
        // A string that goes on in the next line loses the blanks at its start.
        Some((_, text)) => command.after_help(format!("Examples:\n  {text}")),
        None => command,
    }
}
