//! The state that the calls of all hosts share.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use firecrawl_client::Client;
use serde_json::Value;

use super::kept::{Cursor, Kept, cut};
use super::outcome::Fault;
use super::text;
use super::tool::Tool;
use crate::output;

/// The characters of the budget that the line about the rest may take.
const NOTICE: usize = 300;

/// The client, the tools, the settings, and the results that go on.
pub struct State {
    /// The client.
    pub client: Client,
    /// The tools that are offered.
    pub tools: Vec<Tool>,
    /// The most characters of a result.
    pub budget: usize,
    /// The folder that pages are written to instead.
    pub write_to: Option<PathBuf>,
    /// The folder that files may be uploaded from.
    pub read_from: Option<PathBuf>,
    /// The results that go on.
    pub kept: Mutex<Kept>,
}

impl State {
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
    pub fn page(&self, document: &Value) -> Result<(Arc<str>, Option<u64>), Fault> {
        let address = text::address(document);
        if let Some(folder) = &self.write_to {
            let files = output::write_page(folder, address, document, &text::formats(document))?;
            let mut text = text::head(document);
            for (path, bytes) in files {
                text += &format!("file: {} ({bytes} bytes)\n", path.display());
            }
            return Ok((text.into(), None));
        }
        let text: Arc<str> = text::document(document).into();
        let number = self.kept().add(address, text.clone());
        Ok((text, Some(number)))
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
    pub fn deliver_page(&self, document: &Value) -> Result<String, Fault> {
        Ok(match self.page(document)? {
            (_, Some(number)) => self.part(number, 0).unwrap_or_default(),
            (text, None) => self.deliver(text::address(document), &text),
        })
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
        let cursor = Cursor::Text(number, next);
        Some(format!(
            "{part}\n[cut here, {left} bytes are left; go on with firecrawl_read_more and the cursor \
             {cursor}; the whole is the resource {ADDRESS}{number}]\n"
        ))
    }
}

/// The start of the address of a kept text as a resource; its number follows.
pub const ADDRESS: &str = "firecrawl://result/";
