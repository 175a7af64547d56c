//! The state that the calls of all hosts share.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use firecrawl_client::Client;
use serde_json::Value;
use tokio::sync::{OnceCell, RwLock};

use super::kept::{Cursor, Kept, cut};
use super::text;
use super::tool::{READ_MORE, Tool};
use crate::operations::Operation;
use crate::{output, session};

/// The characters of the budget that the line about the rest may take.
const NOTICE: usize = 300;
/// The time in which a server of one's own says whether it wants a key.
const PROBE: Duration = Duration::from_secs(2);
/// The time for the starts that are under way when the host goes.
const LAST_STARTS: Duration = Duration::from_secs(10);

/// The client, the tools, the settings, and the results that go on.
pub struct State {
    /// The client.
    pub client: Client,
    /// The tools that were chosen.
    pub tools: Vec<Tool>,
    /// True if the service offers only a part of them, once that is known.
    pub keyless: OnceCell<bool>,
    /// The most characters of a result.
    pub budget: usize,
    /// The folder that pages are written to instead.
    pub write_to: Option<PathBuf>,
    /// The folder that files may be uploaded from.
    pub read_from: Option<PathBuf>,
    /// The results that go on.
    pub kept: Mutex<Kept>,
    /// Shared by the starts of jobs that wait for an id.
    pub starting: Arc<RwLock<()>>,
}

impl State {
    /// Returns the tools that are offered.
    ///
    /// Without a key, the first call asks a server of one's own whether it wants one, by
    /// `GET /team/credit-usage`, so that the start of this server does not wait for that one.
    pub async fn offered(&self) -> impl Iterator<Item = &Tool> {
        let keyless = self.keyless.get_or_init(|| wants_key(&self.client)).await;
        let is_offered = move |tool: &&Tool| !(*keyless && tool.needs_key);
        self.tools.iter().filter(is_offered)
    }

    /// Waits for the ids of jobs that are being started: a job without one would be lost.
    pub async fn end(&self) {
        let _ = tokio::time::timeout(LAST_STARTS, self.starting.write()).await;
    }

    /// Returns the results that go on.
    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the characters of a result without the line about the rest.
    pub fn room(&self) -> usize {
        self.budget - NOTICE
    }

    /// Returns the text of a page and the number that it is kept under; with a folder for pages,
    /// the list of its files.
    pub fn page(&self, document: &Value) -> (Arc<str>, Option<u64>) {
        let address = text::address(document);
        let mut failed = String::new();
        if let Some(folder) = &self.write_to {
            let mut text = text::head(document);
            match output::write_page(folder, address, document, &text::formats(document)) {
                Ok(files) => {
                    for (path, bytes) in files {
                        text += &format!("file: {} ({bytes} bytes)\n", path.display());
                    }
                    return (text.into(), None);
                }
                // The page is paid, so that its text comes instead.
                Err(failure) => failed = format!("not written: {failure}\n"),
            }
        }
        let text: Arc<str> = (failed + &text::document(document)).into();
        let number = self.kept().add(address, text.clone());
        (text, Some(number))
    }

    /// Returns a text within the budget, and keeps it if there is more.
    pub fn deliver(&self, name: &str, text: &str) -> String {
        if text.chars().nth(self.budget).is_none() {
            return text.to_owned();
        }
        let number = self.kept().add(name, text.into());
        self.part(number, 0).unwrap_or_default()
    }

    /// Returns the text of a page within the budget.
    pub fn deliver_page(&self, document: &Value) -> String {
        match self.page(document) {
            (_, Some(number)) => self.part(number, 0).unwrap_or_default(),
            (text, None) => self.deliver(text::address(document), &text),
        }
    }

    /// Returns a part of a stored text, beginning at a byte; `None` if the text was dropped.
    pub fn part(&self, number: u64, from: usize) -> Option<String> {
        let found = self.kept().text(number).cloned()?;
        let rest = cut(&found.text, from, self.budget);
        let (part, next) = match rest {
            (all, None) => return Some(all.to_owned()),
            _ => cut(&found.text, from, self.room()),
        };
        let next = next.unwrap_or(found.text.len());
        let left = found.text.len() - next;
        let go_on = match self
            .tools
            .iter()
            .any(|tool| tool.declared.name == READ_MORE)
        {
            true => format!(
                "go on with {READ_MORE} and the cursor {}; ",
                Cursor::Text(number, next)
            ),
            false => String::new(),
        };
        Some(format!(
            "{part}\n[cut here, {left} bytes are left; {go_on}the whole is the resource {ADDRESS}{number:x}]\n"
        ))
    }
}

/// The start of the address of a kept text as a resource; its number follows.
pub const ADDRESS: &str = "firecrawl://result/";

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
