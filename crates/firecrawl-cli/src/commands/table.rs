//! The names of the commands, and the operations behind them.
//!
//! Everything else about a command that calls an operation comes from the contract. A test finds the
//! operations of the catalog that no command reaches.

/// The action of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// Calls its operation and writes the response.
    Call,
    /// Scrapes pages, each by a call of its own.
    Scrape,
    /// Starts a crawl and writes its pages.
    Crawl,
    /// Scrapes a list of any length.
    Batch,
    /// Starts a job without pages and writes its result.
    Start,
    /// Uploads a file.
    Parse,
    /// Does something with a job that runs.
    Job,
}

/// A command.
#[derive(Debug)]
pub struct Entry {
    /// The words after `firecrawl`.
    pub name: &'static str,
    /// The operations; the flags are those of the first one.
    pub operations: &'static [&'static str],
    /// The action on them.
    pub run: Run,
}

const fn entry(name: &'static str, run: Run, operations: &'static [&'static str]) -> Entry {
    Entry {
        name,
        operations,
        run,
    }
}

const fn call(name: &'static str, operations: &'static [&'static str]) -> Entry {
    entry(name, Run::Call, operations)
}

/// The groups of commands, with the first line of their help.
pub const GROUPS: &[(&str, &str)] = &[
    (
        "jobs",
        "Follows jobs that were started: results, errors, end",
    ),
    ("agents", "Reads earlier agent runs"),
    (
        "interact",
        "Runs code in the browser of a scrape or of a session",
    ),
    ("monitor", "Checks pages on a schedule"),
    ("research", "Searches papers and reads them"),
    ("usage", "Shows credits, tokens, activity and limits"),
    ("threats", "Reads and sets which sites may be reached"),
    ("feedback", "Rates results"),
    ("support", "Asks about the service"),
    ("exchange", "Lists data providers and their capabilities"),
];

/// All commands that call operations.
pub const TABLE: &[Entry] = &[
    entry("scrape", Run::Scrape, &["scrapeAndExtractFromUrl"]),
    entry("crawl", Run::Crawl, &["crawlUrls"]),
    entry("batch", Run::Batch, &["scrapeAndExtractFromUrls"]),
    call("map", &["mapUrls"]),
    call("search", &["searchAndScrape"]),
    entry("extract", Run::Start, &["extractData"]),
    entry("agent", Run::Start, &["startAgent"]),
    entry("parse", Run::Parse, &["parseFile"]),
    entry(
        "jobs status",
        Run::Job,
        &[
            "getCrawlStatus",
            "getBatchScrapeStatus",
            "getExtractStatus",
            "getAgentStatus",
        ],
    ),
    entry(
        "jobs results",
        Run::Job,
        &["getCrawlStatus", "getBatchScrapeStatus"],
    ),
    entry("jobs wait", Run::Job, &["getCrawlStatus"]),
    entry(
        "jobs errors",
        Run::Job,
        &["getCrawlErrors", "getBatchScrapeErrors"],
    ),
    entry(
        "jobs cancel",
        Run::Job,
        &["cancelCrawl", "cancelBatchScrape", "cancelAgent"],
    ),
    call("jobs active", &["getActiveCrawls"]),
    call("jobs page", &["getScrapeStatus"]),
    call("crawl-params", &["crawlParamsPreview"]),
    call("agents list", &["listAgents"]),
    call("agents trace", &["getAgentTrace"]),
    call("agents snapshot", &["getAgentSnapshot"]),
    call("agents thread", &["getAgentThread"]),
    call("interact page", &["interactWithScrapeBrowserSession"]),
    call("interact end", &["stopInteractiveScrapeBrowserSession"]),
    call("interact open", &["createBrowserSession"]),
    call("interact list", &["listBrowserSessions"]),
    call("interact run", &["executeBrowserCode"]),
    call("interact close", &["deleteBrowserSession"]),
    call("monitor create", &["createMonitor"]),
    call("monitor list", &["listMonitors"]),
    call("monitor get", &["getMonitor"]),
    call("monitor update", &["updateMonitor"]),
    call("monitor delete", &["deleteMonitor"]),
    call("monitor run", &["runMonitor"]),
    call("monitor checks", &["listMonitorChecks"]),
    call("monitor check", &["getMonitorCheck"]),
    call("developer", &["developerSearchPost", "developerSearch"]),
    call("gov", &["searchGov"]),
    call("research papers", &["researchSearchPapers"]),
    call("research paper", &["researchGetPaper"]),
    call("research similar", &["researchRelatedPapers"]),
    call("usage credits", &["getCreditUsage"]),
    call("usage tokens", &["getTokenUsage"]),
    call("usage credit-history", &["getHistoricalCreditUsage"]),
    call("usage token-history", &["getHistoricalTokenUsage"]),
    call("usage queue", &["getQueueStatus"]),
    call("usage activity", &["getActivity"]),
    call("usage concurrency", &["getConcurrencyCheck"]),
    call("usage keyless", &["getKeylessEligibility"]),
    call("threats get", &["getThreatProtection"]),
    call("threats set", &["updateThreatProtection"]),
    call("feedback result", &["submitEndpointFeedback"]),
    call("feedback search", &["submitSearchFeedback"]),
    call("support ask", &["askSupportAgent"]),
    call("support docs", &["searchSupportDocs"]),
    call("support log-action", &["logMcpAction"]),
    call("exchange categories", &["discoverExchange"]),
    call("exchange cohort", &["discoverExchangeCohort"]),
    call("exchange provider", &["discoverExchangeProvider"]),
    call("exchange capability", &["discoverExchangeCapability"]),
    call("formats", &["getParseFormats"]),
    call("upload-url", &["createParseUpload"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::{OPERATIONS, Operation};

    #[test]
    fn every_operation_has_a_command() {
        let reached: Vec<&str> = TABLE
            .iter()
            .flat_map(|entry| entry.operations)
            .copied()
            .collect();
        for operation in OPERATIONS {
            let id = operation.operation.id;
            assert!(
                reached.contains(&id),
                "{id} ({}) has no command: add a row to TABLE in src/commands/table.rs",
                operation.route()
            );
        }
        for id in reached {
            assert!(
                Operation::find(id).is_some(),
                "{id} of TABLE in src/commands/table.rs is not in the contract"
            );
        }
    }
}
